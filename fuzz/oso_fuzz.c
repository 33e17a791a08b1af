/* Whatever is taken for a dossier gives a child with facts or faults, never both and never a number of a citizen, and
 * comes to an end. */
#include "fuzz.h"

#include "bsn.h"
#include "oso.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)512 << 20);
	struct str answer, in = {(const char *)data, size};
	struct oso_dossier d;
	enum err e = oso_box(a, in, &answer);
	HOLDS(e == OK || e == ERR_TOO_BIG);
	if (e == OK && oso_take(a, answer, &d) == OK) {
		HOLDS((d.n_faults > 0) == (d.given.n == 0));
		HOLDS(d.n_faults == 0 || (d.n_facts == 0 && d.n_files == 0));
		for (size_t i = 0; i < d.n_facts; i++)
			HOLDS(!bsn_in(d.facts[i].title) && !bsn_in(d.facts[i].by));
		for (size_t i = 0; i < d.n_faults; i++)
			HOLDS(oso_fault_text(d.faults[i].rule)[0] != '\0');
	}
	arena_free(a);
	return 0;
}
