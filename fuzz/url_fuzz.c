/* A request target: a path that is taken has no empty, "." or ".." segment, no control character, and is taken again.
 */
#include "fuzz.h"

#include "url.h"
#include "utf8.h"

static void check_path(struct arena *a, struct str raw)
{
	struct str path, again;
	if (!url_path(a, raw, &path))
		return;
	HOLDS(path.n > 0 && path.p[0] == '/' && utf8_valid(path));
	HOLDS(path.n == 1 || path.p[path.n - 1] != '/');
	for (size_t i = 0; i < path.n; i++)
		HOLDS((unsigned char)path.p[i] >= 0x20 && path.p[i] != 0x7f && path.p[i] != '\\');
	struct str rest = {path.p + 1, path.n - 1};
	while (path.n > 1 && rest.p != NULL) {
		struct str segment = str_cut(rest, '/', &rest);
		HOLDS(segment.n > 0 && !str_is(segment, ".") && !str_is(segment, ".."));
	}
	struct str coded = url_encode(a, path);
	if (coded.n <= TARGET_PATH_MAX)
		HOLDS(url_path(a, coded, &again) && str_eq(path, again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct str in = {(const char *)data, size}, decoded, back;
	struct target t;
	if (url_target(in, &t)) {
		HOLDS(t.path.n <= TARGET_PATH_MAX && t.query.n <= TARGET_QUERY_MAX);
		check_path(a, t.path);
	}
	check_path(a, in);
	if (url_decode(a, in, true, &decoded)) {
		HOLDS(utf8_valid(decoded));
		HOLDS(url_decode(a, url_encode(a, decoded), false, &back) && str_eq(decoded, back));
	}
	arena_free(a);
	return 0;
}
