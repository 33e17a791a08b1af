/* Whatever is taken for a table gives rows of valid text within the limits, lines that only rise, and comes to an end;
 * a fault has a name. */
#include "fuzz.h"

#include "csv_in.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)256 << 20);
	struct str in = {(const char *)data, size};
	struct csv_in c;
	struct csv_row row;
	size_t rows = 0, line = 0;
	enum err e = csv_open(&c, a, in);
	while (e == OK) {
		e = csv_next(&c, &row);
		if (e != OK)
			break;
		HOLDS(++rows <= CSV_ROWS_MAX);
		HOLDS(row.line > line && row.n >= 1 && row.n <= CSV_COLS_MAX);
		line = row.line;
		for (size_t i = 0; i < row.n; i++)
			HOLDS(utf8_valid(row.cell[i]) && row.cell[i].n <= CSV_CELL_MAX);
	}
	HOLDS(e == ERR_NOT_FOUND || e == ERR_INVALID);
	HOLDS((e == ERR_INVALID) == (c.fault != CSV_GOOD) && c.fault < CSV__N);
	arena_free(a);
	return 0;
}
