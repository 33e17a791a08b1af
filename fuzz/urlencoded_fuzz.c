/* Posted forms: what is taken is UTF-8 without NUL, within its limits. */
#include "fuzz.h"

#include "form_urlencoded.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 << 20);
	struct str in = {(const char *)data, size};
	struct pairs p;
	enum err e = form_urlencoded(a, in, &p);
	HOLDS(e == OK || p.n == 0);
	HOLDS(p.n <= POSTED_MAX);
	for (size_t i = 0; i < p.n; i++) {
		HOLDS(p.v[i].name.n > 0 && p.v[i].name.n <= POSTED_NAME_MAX);
		HOLDS(utf8_valid(p.v[i].name) && utf8_valid(p.v[i].value));
	}
	arena_free(a);
	return 0;
}
