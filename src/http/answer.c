#include "answer.h"

struct fixed {
	const char *name, *value;
};

/* Referrer-Policy is same-origin and not no-referrer: under no-referrer browsers send "Origin: null" with a form's
 * POST (Fetch, "append a request Origin header"), and origin_allowed would lose one of its two witnesses. Nothing
 * leaves to other sites either way. */
static const struct fixed always[] = {
	{"Content-Security-Policy",
	 "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
	 "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Referrer-Policy", "same-origin"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"},
};
enum { ALWAYS = sizeof always / sizeof always[0], HEADERS_OUT_MAX = ALWAYS + 17 + RES_EXTRA_MAX };

/* Of the interface for machines: NLGov API Design Rules, core/version-header. */
#define API_VERSION "1.0.0"

static void add(struct pairs *out, struct pair *v, const char *name, struct str value)
{
	if (out->n == HEADERS_OUT_MAX)
		BUG("an answer with more than %d headers", HEADERS_OUT_MAX);
	v[out->n++] = (struct pair){str_from(name), value};
}

struct pairs answer_headers(const struct req *req)
{
	struct arena *a = req->act.a;
	const struct response *res = &req->res;
	struct pair *v = ARENA_ARRAY(a, struct pair, HEADERS_OUT_MAX);
	struct pairs out = {v, 0};
	for (size_t i = 0; i < ALWAYS; i++)
		add(&out, v, always[i].name, str_from(always[i].value));
	if (req->app->mode == MODE_PRODUCTION)
		add(&out, v, "Strict-Transport-Security", S("max-age=63072000; includeSubDomains"));
	add(&out, v, "Cache-Control", res->cacheable ? S("public, max-age=31536000, immutable") : S("no-store"));
	if (res->body.n > 0)
		add(&out, v, "Content-Type", str_from(res->type));
	if (req->api)
		add(&out, v, "API-Version", S(API_VERSION));
	for (size_t i = 0; i < res->n_extra; i++)
		add(&out, v, str_c(a, res->extra[i].name), res->extra[i].value);
	if (res->location.n > 0)
		add(&out, v, "Location", res->location);
	if (res->download.n > 0)
		add(&out, v, "Content-Disposition",
		    str_printf(a, "attachment; filename=\"" STR_FMT "\"", STR_ARG(res->download)));
	for (size_t i = 0; i < res->n_cookies; i++)
		add(&out, v, "Set-Cookie", res->cookies[i]);
	if (res->retry_after > 0)
		add(&out, v, "Retry-After", str_printf(a, "%d", res->retry_after));
	if (res->allow.n > 0)
		add(&out, v, "Allow", res->allow);
	if (res->draft_kept.n > 0)
		add(&out, v, "X-Concept-At", res->draft_kept);
	if (req->app->mode == MODE_TEST) {
		add(&out, v, "X-Statements", str_printf(a, "%u", req->statements));
		add(&out, v, "X-Batches", str_printf(a, "%u", req->batches));
	}
	return out;
}

/* The q of "nl;q=0.8" in thousandths; 1,000 when it is not there, 0 when it cannot be read. */
static int quality(struct str parameters)
{
	struct str q = str_trim(parameters);
	if (q.n == 0)
		return 1000;
	if (!str_starts(q, S("q=")) || q.n < 3 || (q.p[2] != '0' && q.p[2] != '1'))
		return 0;
	int value = (q.p[2] - '0') * 1000, unit = 100;
	for (size_t i = 4; i < q.n && i < 7; i++, unit /= 10) {
		if (q.p[i] < '0' || q.p[i] > '9')
			return 0;
		value += (q.p[i] - '0') * unit;
	}
	return value > 1000 ? 0 : value;
}

enum lang accept_language(struct str value)
{
	enum lang best = LANG_NL, lang;
	int best_q = 0;
	while (value.n > 0) {
		struct str parameters, tag = str_trim(str_cut(str_cut(value, ',', &value), ';', &parameters));
		struct str primary = {tag.p, str_find(tag, '-')};
		int q = quality(parameters);
		if (q > best_q && lang_parse(primary, &lang)) {
			best = lang;
			best_q = q;
		}
	}
	return best;
}

static bool is_own_origin(const struct req *req, struct str origin)
{
	if (req->app->public_url.n > 0)
		return str_eq_ascii_case(origin, req->app->public_url);
	struct str host = req_header(req, "host"), http = S("http://"), https = S("https://");
	struct str scheme = str_starts(origin, https) ? https : http;
	return host.n > 0 && str_starts(origin, scheme) &&
	       str_eq_ascii_case((struct str){origin.p + scheme.n, origin.n - scheme.n}, host);
}

bool origin_allowed(const struct req *req)
{
	struct str site = req_header(req, "sec-fetch-site"), origin = req_header(req, "origin");
	bool same = str_is(site, "same-origin") || str_is(site, "none");
	if (site.n > 0 && !same)
		return false;
	if (origin.n == 0)
		return true;
	if (str_is(origin, "null"))
		return same;
	return is_own_origin(req, origin);
}
