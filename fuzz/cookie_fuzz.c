/* A Cookie header: what is found is short, plain, and can be set again. */
#include "fuzz.h"

#include "cookie.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1 << 20);
	static const char *const names[] = {"sessie", "__Host-sessie", "a"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct str value = cookie_get((struct str){(const char *)data, size}, str_from(names[i]));
		if (value.p == NULL)
			continue;
		HOLDS(value.n <= COOKIE_VALUE_MAX);
		for (size_t at = 0; at < value.n; at++)
			HOLDS(value.p[at] > 0x20 && value.p[at] < 0x7f && value.p[at] != ';' && value.p[at] != ',');
		struct str made = cookie_make(a, str_from(names[i]), value, -1, true);
		HOLDS(str_starts(made, str_from(names[i])));
	}
	arena_free(a);
	return 0;
}
