/* Whatever comes in, what is kept is valid, clean a second time unchanged, and has a fold key that folds to itself. */
#include "fuzz.h"

#include "utf8.h"

static void check(struct arena *a, struct str in, enum text_kind kind)
{
	struct str once, twice;
	enum err e = utf8_clean(a, in, kind, &once);
	HOLDS((e == OK) == utf8_valid(in));
	if (e != OK)
		return;
	HOLDS(utf8_valid(once));
	HOLDS(utf8_clean(a, once, kind, &twice) == OK && str_eq(once, twice));
	HOLDS(utf8_length(once) <= once.n);
	struct str key = utf8_fold(a, once);
	HOLDS(utf8_valid(key));
	HOLDS(str_eq(utf8_fold(a, key), key));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct str in = {(const char *)data, size};
	check(a, in, TEXT_LINE);
	check(a, in, TEXT_LINES);
	arena_free(a);
	return 0;
}
