/* Whatever comes in, what is kept is valid, clean a second time unchanged, and has a fold key that folds to itself. */
#include "fuzzing.h"

#include "utf8.h"

static void check(struct arena *a, struct str in, enum text_kind kind)
{
	struct str once, twice;
	enum err e = utf8_clean(a, in, kind, &once);
	MUST((e == OK) == utf8_valid(in));
	if (e != OK)
		return;
	MUST(utf8_valid(once));
	MUST(utf8_clean(a, once, kind, &twice) == OK && str_eq(once, twice));
	MUST(utf8_length(once) <= once.n);
	struct str key = utf8_fold(a, once);
	MUST(utf8_valid(key));
	MUST(str_eq(utf8_fold(a, key), key));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct str in = {(const char *)bytes, n};
	check(a, in, TEXT_LINE);
	check(a, in, TEXT_LINES);
	arena_free(a);
	return 0;
}
