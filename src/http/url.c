#include "url.h"

#include "utf8.h"

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool printable(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= 0x20 || s.p[i] >= 0x7f)
			return false;
	return true;
}

bool url_target(struct str raw, struct target *out)
{
	*out = (struct target){0};
	if (raw.n == 0 || !printable(raw) || str_find(raw, '#') < raw.n)
		return false;
	if (raw.p[0] != '/') {
		struct str scheme = S("http://"), tls = S("https://");
		size_t skip = str_starts(raw, scheme) ? scheme.n : str_starts(raw, tls) ? tls.n : 0;
		if (skip == 0)
			return false;
		raw = (struct str){raw.p + skip, raw.n - skip};
		size_t end = str_find(raw, '/');
		out->authority = (struct str){raw.p, end};
		if (end == 0 || str_find(out->authority, '@') < end || str_find(out->authority, '?') < end)
			return false;
		raw = end == raw.n ? S("/") : (struct str){raw.p + end, raw.n - end};
	}
	out->path = str_cut(raw, '?', &out->query);
	return out->path.n <= TARGET_PATH_MAX && out->query.n <= TARGET_QUERY_MAX;
}

bool url_decode(struct arena *a, struct str raw, bool plus, struct str *out)
{
	char *p = arena_alloc(a, raw.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < raw.n; i++) {
		char c = raw.p[i];
		if (c == '%') {
			if (raw.n - i < 3)
				return false;
			int high = hex(raw.p[i + 1]), low = hex(raw.p[i + 2]);
			if (high < 0 || low < 0)
				return false;
			c = (char)(high * 16 + low);
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		p[n++] = c;
	}
	*out = (struct str){p, n};
	return utf8_valid(*out);
}

static bool segment_sound(struct str s)
{
	if (s.n == 0 || str_is(s, ".") || str_is(s, ".."))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f || s.p[i] == '/' || s.p[i] == '\\')
			return false;
	return true;
}

/* Segments are cut before they are decoded, so that an escape never makes or hides a slash. */
bool url_path(struct arena *a, struct str raw, struct str *out)
{
	if (raw.n == 0 || raw.n > TARGET_PATH_MAX || raw.p[0] != '/')
		return false;
	char *p = arena_alloc(a, raw.n + 1);
	size_t n = 0;
	struct str rest = {raw.p + 1, raw.n - 1};
	while (rest.n > 0) {
		struct str segment;
		if (!url_decode(a, str_cut(rest, '/', &rest), false, &segment) || !segment_sound(segment))
			return false;
		p[n++] = '/';
		memcpy(p + n, segment.p, segment.n);
		n += segment.n;
	}
	if (n == 0)
		p[n++] = '/';
	*out = (struct str){p, n};
	return true;
}

struct str url_encode(struct arena *a, struct str s)
{
	static const char digits[] = "0123456789ABCDEF";
	char *p = arena_alloc(a, s.n * 3 + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
		             c == '.' || c == '_' || c == '~' || c == '/';
		if (plain) {
			p[n++] = (char)c;
		} else {
			p[n++] = '%';
			p[n++] = digits[c >> 4];
			p[n++] = digits[c & 15];
		}
	}
	return (struct str){p, n};
}
