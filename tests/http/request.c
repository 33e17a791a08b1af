/* Requests of a case, and what must hold for every answer. */
#include "case.h"

/* What holds for every answer of ours, whatever it answers (quality.md 1.2 V3 and V14, ui.md decision 7). */
static bool answer_sound(struct run *r, struct str target)
{
	static const char *const must[][2] = {
		{"Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; "
			"img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
		/* Not no-referrer: with that, browsers send "Origin: null" with their own forms. */
		{"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "same-origin"}, {"X-Frame-Options", "DENY"},
		{"Cross-Origin-Opener-Policy", "same-origin"}, {"Cross-Origin-Resource-Policy", "same-origin"},
	};
	const struct answer *now = &r->b->last;
	for (size_t i = 0; i < sizeof must / sizeof *must; i++) {
		struct str got = answer_header(now, must[i][0], 0);
		if (!str_is(got, must[i][1]))
			return fail(r, "header %s is \"" STR_FMT "\"", must[i][0], STR_ARG(got));
	}
	bool is_static = str_starts(target, S("/s/")) && now->status == 200;
	if (!is_static && !str_is(answer_header(now, "Cache-Control", 0), "no-store"))
		return fail(r, "an answer that is not no-store");
	struct str type = answer_header(now, "Content-Type", 0);
	if (now->body.n > 0 && type.p == NULL)
		return fail(r, "an answer without Content-Type");
	if (answer_header(now, "Server", 0).p != NULL || answer_header(now, "X-Powered-By", 0).p != NULL)
		return fail(r, "the answer tells what program made it");
	const char *fault = str_starts(type, S("text/html")) ? page_fault(r->a, now->body) : NULL;
	return fault == NULL || fail(r, "the page has %s", fault);
}

/* Answers of the interface for programs are held against its description at the end of the run (openapi_check). */
static void note_machine(struct run *r, struct str method, struct str target)
{
	const struct answer *now = &r->b->last;
	struct str query, path = str_cut(target, '?', &query),
			  type = str_cut(answer_header(now, "Content-Type", 0), ';', &query);
	if (str_starts(path, S("/api/v1")) && find(now->body, S("\n")) == now->body.n)
		note(r, "api", str_printf(r->a, STR_FMT " " STR_FMT " %d " STR_FMT " " STR_FMT, STR_ARG(method), STR_ARG(path),
		                          now->status, STR_ARG(type.n > 0 ? type : S("-")), STR_ARG(now->body)));
}

static bool send_request(struct run *r, struct str method, struct str target, struct str headers, struct str body)
{
	struct buf b;
	buf_init(&b, r->a, 40 * 1024 * 1024);
	buf_printf(&b, STR_FMT " " STR_FMT " HTTP/1.1\r\nConnection: close\r\n", STR_ARG(method), STR_ARG(target));
	if (find(headers, S("Host:")) == headers.n)
		buf_printf(&b, "Host: 127.0.0.1:%d\r\n", r->w.port);
	if (r->b->n_cookies > 0 && find(headers, S("Cookie:")) == headers.n) {
		buf_c(&b, "Cookie: ");
		for (size_t i = 0; i < r->b->n_cookies; i++)
			buf_printf(&b, "%s" STR_FMT "=" STR_FMT, i > 0 ? "; " : "", STR_ARG(r->b->jar[i].name),
			           STR_ARG(r->b->jar[i].value));
		buf_c(&b, "\r\n");
	}
	if (r->b->bearer.n > 0 && find(headers, S("Authorization:")) == headers.n)
		buf_printf(&b, "Authorization: Bearer " STR_FMT "\r\n", STR_ARG(r->b->bearer));
	if (r->b->bearer.n > 0 && body.n > 0 && find(headers, S("Content-Type:")) == headers.n)
		buf_c(&b, "Content-Type: application/json\r\n");
	if (r->b->bearer.n > 0 && body.n > 0)
		buf_printf(&b, "Content-Length: %zu\r\n", body.n);
	else if (str_is(method, "POST") || str_is(method, "PUT") || str_is(method, "PATCH")) {
		if (find(headers, S("Content-Type:")) == headers.n)
			buf_c(&b, "Content-Type: application/x-www-form-urlencoded\r\n");
		if (find(headers, S("Origin:")) == headers.n)
			buf_printf(&b, "Origin: http://127.0.0.1:%d\r\nSec-Fetch-Site: same-origin\r\n", r->w.port);
		if (find(headers, S("Referer:")) == headers.n && r->b->path.n > 0)
			buf_printf(&b, "Referer: http://127.0.0.1:%d" STR_FMT "\r\n", r->w.port, STR_ARG(r->b->path));
		buf_printf(&b, "Content-Length: %zu\r\n", body.n);
	}
	buf_str(&b, headers);
	buf_c(&b, "\r\n");
	buf_str(&b, body);
	note(r, "urls", target);
	if (!exchange(r->w.port, buf_view(&b), str_is(method, "HEAD"), r->a, &r->b->last))
		return fail(r, "the server does not listen");
	browser_cookies(r->b, &r->b->last, r->a);
	struct str where = answer_header(&r->b->last, "Location", 0);
	if (where.p != NULL)
		note(r, "urls", where);
	if (r->b->last.status == 0)
		return true;
	struct str query;
	if (r->b->last.body.n > 0 && !str_starts(target, S("/s/")))
		r->b->path = str_copy(r->a, str_cut(target, '?', &query));
	note_machine(r, method, target);
	return answer_sound(r, target);
}

bool do_request(struct run *r, struct str method, struct str target, bool as_form)
{
	struct fields f = {.n = 0};
	struct buf headers;
	buf_init(&headers, r->a, 64 * 1024);
	if (as_form && !form_read(r->a, r->b->last.body, r->b->path, &target, &f))
		return fail(r, "the last page has no form for " STR_FMT, STR_ARG(target));
	struct str rest = r->block, raw = {0};
	while (rest.n > 0) {
		struct str line = str_trim(str_cut(rest, '\n', &rest)), value;
		if (line.n == 0)
			continue;
		if (line.p[0] == '>') {
			line = fill(r, str_trim((struct str){line.p + 1, line.n - 1}));
			buf_str(&headers, unescape(r->a, line));
			buf_c(&headers, "\r\n");
		} else if (line.p[0] == '-') {
			fields_drop(&f, str_trim((struct str){line.p + 1, line.n - 1}));
		} else if (line.p[0] == '"') {
			raw = quoted(r, line);
		} else {
			struct str name = str_cut(line, '=', &value);
			value = unescape(r->a, fill(r, value));
			fields_set(&f, name, value);
			if (str_is(name, "password") || str_is(name, "code") || str_starts(name, S("new_password")))
				note(r, "secrets", value);
		}
	}
	return send_request(r, method, target, buf_view(&headers), raw.p != NULL ? raw : form_encode(r->a, &f));
}

bool verb_get(struct run *r, struct str rest)
{
	return do_request(r, S("GET"), fill(r, rest), false);
}
bool verb_head(struct run *r, struct str rest)
{
	return do_request(r, S("HEAD"), fill(r, rest), false);
}
/* Like a browser: what the form of the last page holds, with the given fields changed. */
bool verb_post(struct run *r, struct str rest)
{
	return do_request(r, S("POST"), fill(r, rest), true);
}
/* Only what stands here. */
bool verb_forge(struct run *r, struct str rest)
{
	return do_request(r, S("POST"), fill(r, rest), false);
}
bool verb_method(struct run *r, struct str rest)
{
	struct str method = word(&rest);
	return do_request(r, method, fill(r, rest), false);
}
bool verb_follow(struct run *r, struct str rest)
{
	(void)rest;
	struct str to = answer_header(&r->b->last, "Location", 0);
	return to.p == NULL ? fail(r, "no redirect to follow") : do_request(r, S("GET"), str_copy(r->a, to), false);
}
/* Bytes as they stand, for requests that no browser sends. */
bool verb_send(struct run *r, struct str rest)
{
	if (!exchange(r->w.port, quoted(r, rest), false, r->a, &r->b->last))
		return fail(r, "the server does not listen");
	return true;
}

