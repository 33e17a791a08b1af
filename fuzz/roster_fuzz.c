/* Rows of a pasted sheet: columns are found or not, and what is taken of a row is whole text within its limits. */
#include "fuzz.h"

#include "roster_row.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)512 << 20);
	struct str answer, in = {(const char *)data, size};
	struct import_table t;
	struct roster_map m;
	struct roster_person p;
	size_t line;
	HOLDS(import_box_csv(a, in, &answer) == OK);
	HOLDS(import_table_take(a, answer, &t) == OK);
	(void)roster_has_bsn(&t, &line);
	roster_map(&t, NULL, &m);
	HOLDS(utf8_valid(roster_left_alone(a, &t, &m)));
	for (size_t i = 0; i < t.n; i++)
		for (enum roster_kind k = ROSTER_GROUP; k <= ROSTER_STAFF; k++) {
			if (roster_person(a, &t.rows[i], &m, k, 20780, &p) != NULL)
				continue;
			HOLDS(utf8_valid(p.given) && utf8_valid(p.prefix) && utf8_valid(p.family) && utf8_valid(p.group));
			HOLDS(p.given.n <= 80 && p.family.n <= 80 && p.prefix.n <= 20 && (p.pc4.n == 0 || p.pc4.n == 4));
			HOLDS(!p.has_born || (p.born <= 20780 && p.born > 0));
		}
	arena_free(a);
	return 0;
}
