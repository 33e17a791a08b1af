/* JSON from outside: what is taken is written and taken again, and is equal. */
#include "fuzz.h"

#include "json_in.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct str in = {(const char *)data, size};
	json_t *once = NULL, *twice = NULL;
	if (json_read(a, in, &once) == OK) {
		HOLDS(utf8_valid(in));
		char *text = json_dumps(once, JSON_COMPACT | JSON_REAL_PRECISION(17));
		HOLDS(text != NULL);
		struct str again = str_copy(a, str_from(text));
		free(text);
		if (again.n <= JSON_BYTES_MAX) {
			HOLDS(json_read(a, again, &twice) == OK && json_equal(once, twice) == 1);
		}
	}
	arena_free(a);
	return 0;
}
