#include "wire.h"

#include "req.h"
#include "url.h"

bool wire_token_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static bool only(const char *from, const char *to, const char *set)
{
	for (; from < to; from++)
		if (*from == '\0' || strchr(set, *from) == NULL)
			return false;
	return true;
}

/* The library also ends lines at a bare LF, joins folded lines, cuts at NUL and forgives spaces, and does not tell.
 * But each of these moves something: in a sound head the request line and all headers follow each other without a
 * gap, with one colon and two bytes of line end each, up to the very end of the head. */
static bool exact(const struct wire *w)
{
	const char *at = w->method, *end = w->method + w->head_n;
	at += strlen(w->method) + 1;
	if (w->uri != at)
		return false;
	at += w->uri_n + 1;
	if (w->version != at)
		return false;
	at += strlen(w->version) + 2;
	for (size_t i = 0; i < w->raw.n; i++) {
		struct str name = w->raw.v[i].name, value = w->raw.v[i].value;
		if (name.p != at || value.p == NULL)
			return false;
		at += name.n + 1;
		if (value.p < at || value.p > end || !only(at, value.p, " \t"))
			return false;
		at = value.p + value.n + 2;
	}
	return at + 2 == end;
}

static bool name_sound(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!wire_token_char(s.p[i]))
			return false;
	return s.n > 0;
}

static bool value_sound(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < 0x20 && s.p[i] != '\t') || s.p[i] == 0x7f)
			return false;
	return true;
}

static struct str lower(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
	return (struct str){p, s.n};
}

static size_t times(struct pairs h, const char *name)
{
	size_t n = 0;
	for (size_t i = 0; i < h.n; i++)
		n += str_is(h.v[i].name, name);
	return n;
}

static bool host_sound(const struct wire *w, struct pairs h)
{
	struct str host = pairs_get(h, "host");
	struct target t;
	if (times(h, "host") == 0)
		return strcmp(w->version, "HTTP/1.0") == 0 && w->uri_n > 0 && w->uri[0] == '/';
	for (size_t i = 0; i < host.n; i++)
		if (!wire_token_char(host.p[i]) && strchr(":[]", host.p[i]) == NULL)
			return false;
	if (!url_target((struct str){w->uri, w->uri_n}, &t))
		return host.n > 0; /* not a target: refused later, with its own page */
	return host.n > 0 && (t.authority.n == 0 || str_eq_ascii_case(t.authority, host));
}

/* A body has one announced length, in digits. Transfer codings are refused as a whole: no browser sends a form that
 * way, and most smuggling needs them. */
static bool length_sound(const struct wire *w, struct pairs h, uint64_t *body_n)
{
	struct str length = pairs_get(h, "content-length");
	*body_n = 0;
	if (times(h, "transfer-encoding") > 0)
		return false;
	for (size_t i = 0; i < length.n; i++) {
		if (length.p[i] < '0' || length.p[i] > '9' || length.n > 15)
			return false;
		*body_n = *body_n * 10 + (uint64_t)(length.p[i] - '0');
	}
	if (times(h, "content-length") > 0 && length.n == 0)
		return false;
	return *body_n == 0 || strcmp(w->method, "POST") == 0 || strcmp(w->method, "PATCH") == 0;
}

static bool each_once(struct pairs h)
{
	static const char *const once[] = {
		"host", "content-length", "content-type", "cookie", "origin", "sec-fetch-site", "expect", "x-concept",
		"authorization", "if-match", "if-none-match", "idempotency-key",
	};
	for (size_t i = 0; i < sizeof once / sizeof once[0]; i++)
		if (times(h, once[i]) > 1)
			return false;
	struct str expect = pairs_get(h, "expect");
	return expect.n == 0 || str_eq_ascii_case(expect, S("100-continue"));
}

int wire_read(struct arena *a, const struct wire *w, struct pairs *headers, uint64_t *body_n)
{
	*headers = (struct pairs){0};
	*body_n = 0;
	if (w->head_n > HEAD_BYTES_MAX || w->raw.n > HEADERS_MAX)
		return 431;
	if (!exact(w))
		return HTTP_400;
	struct pair *v = ARENA_ARRAY(a, struct pair, w->raw.n);
	for (size_t i = 0; i < w->raw.n; i++) {
		if (!name_sound(w->raw.v[i].name) || !value_sound(w->raw.v[i].value))
			return HTTP_400;
		v[i] = (struct pair){lower(a, w->raw.v[i].name), str_trim(w->raw.v[i].value)};
	}
	*headers = (struct pairs){v, w->raw.n};
	if (!each_once(*headers) || !host_sound(w, *headers) || !length_sound(w, *headers, body_n))
		return HTTP_400;
	return 0;
}
