/* Whatever is taken for EDEXML gives a table or a refusal, never a number of a citizen, and comes to an end. */
#include "fuzz.h"

#include "roster_row.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)512 << 20);
	struct str answer, in = {(const char *)data, size};
	struct import_table t;
	HOLDS(roster_box_edexml(a, in, &answer) == OK);
	HOLDS(import_table_take(a, answer, &t) == OK);
	HOLDS(t.fault == CSV_GOOD && (t.head.n == RC__N || roster_refused(&t) != NULL));
	HOLDS(roster_refused(&t) == NULL || t.n == 0);
	arena_free(a);
	return 0;
}
