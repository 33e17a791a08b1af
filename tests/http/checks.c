/* What a case says must be so. */
#include "case.h"

#include <poll.h>

/* await /path "text": gets the page until it holds the text, for what goes on by itself. */
bool verb_await(struct run *r, struct str rest)
{
	enum { TRIES = 600, STEP_MS = 100 };
	struct str path = fill(r, word(&rest)), text = quoted(r, rest);
	for (int i = 0; i < TRIES; i++) {
		if (!do_request(r, S("GET"), path, false))
			return false;
		if (find(r->b->last.body, text) != r->b->last.body.n)
			return true;
		(void)poll(NULL, 0, STEP_MS);
	}
	return fail(r, "it does not come: " STR_FMT, STR_ARG(text));
}

bool verb_expect(struct run *r, struct str rest)
{
	struct str status = word(&rest), to = fill(r, rest);
	const struct answer *now = &r->b->last;
	int64_t wanted = 0;
	if (!str_is(status, "closed") && !str_to_i64(status, &wanted))
		return fail(r, "expect STATUS or closed");
	if (now->status != wanted)
		return fail(r, "expected " STR_FMT ", got %d " STR_FMT, STR_ARG(status), now->status,
		            STR_ARG(answer_header(now, "Location", 0)));
	struct str where = answer_header(now, "Location", 0);
	bool open_end = to.n > 0 && to.p[to.n - 1] == '*';
	struct str start = {to.p, to.n - open_end};
	if (to.n > 0 && !(open_end ? str_starts(where, start) : str_eq(where, to)))
		return fail(r, "expected to be sent to " STR_FMT ", got " STR_FMT, STR_ARG(to), STR_ARG(where));
	return true;
}

bool verb_contains(struct run *r, struct str rest)
{
	struct str what = quoted(r, rest), body = r->b->last.body;
	return find(body, what) < body.n || fail(r, "the answer (%d) lacks: " STR_FMT, r->b->last.status, STR_ARG(what));
}
bool verb_lacks(struct run *r, struct str rest)
{
	struct str what = quoted(r, rest), body = r->b->last.body;
	return find(body, what) == body.n || fail(r, "the answer contains: " STR_FMT, STR_ARG(what));
}
/* header Name: exactly   |   header Name ~ part */
bool verb_header(struct run *r, struct str rest)
{
	struct str name = word(&rest);
	bool is_part = str_starts(rest, S("~"));
	if (is_part)
		word(&rest);
	else
		name.n -= name.n > 0 && name.p[name.n - 1] == ':';
	struct str wanted = fill(r, rest), got = answer_header(&r->b->last, str_c(r->a, name), 0);
	bool right = is_part ? find(got, wanted) < got.n : got.p != NULL && str_eq(got, wanted);
	return right || fail(r, STR_FMT " is \"" STR_FMT "\"", STR_ARG(name), STR_ARG(got));
}
bool verb_no_header(struct run *r, struct str rest)
{
	return answer_header(&r->b->last, str_c(r->a, rest), 0).p == NULL || fail(r, STR_FMT " is there", STR_ARG(rest));
}
/* cookie NAME Attribute... !Attribute...: of the Set-Cookie in the last answer. */
bool verb_cookie(struct run *r, struct str rest)
{
	struct str name = word(&rest), line;
	for (size_t nth = 0; (line = answer_header(&r->b->last, "Set-Cookie", nth)).p != NULL; nth++) {
		struct str attributes, value, pair = str_cut(line, ';', &attributes), wanted;
		if (!str_eq(str_cut(pair, '=', &value), name))
			continue;
		while ((wanted = word(&rest)).n > 0) {
			bool absent = wanted.p[0] == '!';
			struct str bare = {wanted.p + absent, wanted.n - absent};
			if ((find(attributes, bare) < attributes.n) == absent)
				return fail(r, "cookie " STR_FMT ": " STR_FMT, STR_ARG(wanted), STR_ARG(line));
		}
		return true;
	}
	return fail(r, "no cookie " STR_FMT " was set", STR_ARG(name));
}

/* statements <= n | batches <= n: of the last request, as the server counted them (header of test mode). */
static bool counted(struct run *r, const char *header, struct str rest)
{
	struct str sign = word(&rest), got = answer_header(&r->b->last, header, 0);
	int64_t most, n;
	if (!str_is(sign, "<=") || !str_to_i64(rest, &most) || !str_to_i64(got, &n))
		return fail(r, "<= N and an answer with %s", header);
	return n <= most || fail(r, "%s is %lld", header, (long long)n);
}
bool verb_statements(struct run *r, struct str rest)
{
	return counted(r, "X-Statements", rest);
}
bool verb_batches(struct run *r, struct str rest)
{
	return counted(r, "X-Batches", rest);
}
bool verb_changes(struct run *r, struct str rest)
{
	int64_t n, wanted, before = r->changes;
	word(&rest);
	if (!str_to_i64(world_sql(&r->w, S("SELECT count(*) FROM change_group")), &n) || !str_to_i64(rest, &wanted))
		return fail(r, "changes = N");
	r->changes = n;
	return n - before == wanted || fail(r, "%lld changes since the last look", (long long)(n - before));
}
/* sql "..." = value | sql "..." */
bool verb_sql(struct run *r, struct str rest)
{
	size_t quote = rest.n;
	while (quote > 1 && rest.p[quote - 1] != '"')
		quote--;
	struct str sql = quoted(r, (struct str){rest.p, quote}),
		   tail = str_trim((struct str){rest.p + quote, rest.n - quote});
	struct str got = world_sql(&r->w, sql);
	if (tail.n == 0)
		return true;
	struct str wanted = fill(r, str_trim((struct str){tail.p + 1, tail.n - 1}));
	return str_eq(got, wanted) || fail(r, "the database says " STR_FMT, STR_ARG(got));
}

/* The text a hundred times, its # being 00 to 99: rows of a list. */
static struct str a_hundred(struct arena *a, struct str text)
{
	struct buf b;
	buf_init(&b, a, 1024 * 1024);
	for (int n = 0; n < 100; n++)
		for (size_t i = 0; i < text.n; i++)
			if (text.p[i] == '#')
				buf_printf(&b, "%02d", n);
			else
				buf_byte(&b, text.p[i]);
	return buf_view(&b);
}

/* let NAME = sql "..." | between "A" "B" | log "A" "B" | digits | header Name | cookie Name | field NAME of /action |
 * totp ACCOUNT SECONDS | hundred "text" | text */
bool verb_let(struct run *r, struct str rest)
{
	struct str name = word(&rest), sign = word(&rest), all = rest, how = word(&rest), value = {0};
	const struct answer *now = &r->b->last;
	(void)sign;
	if (str_is(how, "sql")) {
		value = world_sql(&r->w, quoted(r, rest));
	} else if (str_is(how, "between") || str_is(how, "log")) {
		struct str in = str_is(how, "log") ? world_said(&r->w) : now->body;
		size_t middle = find(rest, S("\" \""));
		struct str from = quoted(r, (struct str){rest.p, middle + 1});
		struct str to = quoted(r, (struct str){rest.p + middle + 2, rest.n - middle - 2});
		size_t at = find(in, from);
		if (middle == rest.n || at == in.n)
			return fail(r, "nothing stands behind " STR_FMT, STR_ARG(from));
		value = (struct str){in.p + at + from.n, in.n - at - from.n};
		value.n = find(value, to);
	} else if (str_is(how, "digits")) {
		/* Six that stand by themselves, behind a space and before a tag: a code shown to people. */
		for (size_t i = 1; i + 6 < now->body.n && value.n == 0; i++)
			if (now->body.p[i - 1] == ' ' && now->body.p[i + 6] == '<' && strspn(now->body.p + i, "0123456789") == 6)
				value = (struct str){now->body.p + i, 6};
		if (value.n != 6)
			return fail(r, "no code of six digits on the page");
	} else if (str_is(how, "header")) {
		value = answer_header(now, str_c(r->a, rest), 0);
	} else if (str_is(how, "cookie")) {
		value = browser_cookie(r->b, str_c(r->a, rest));
	} else if (str_is(how, "field")) {
		struct fields f;
		struct str field = word(&rest);
		word(&rest);
		struct str action = fill(r, rest);
		if (!form_read(r->a, now->body, r->b->path, &action, &f))
			return fail(r, "no form for " STR_FMT, STR_ARG(rest));
		value = fields_get(&f, str_c(r->a, field));
	} else if (str_is(how, "totp")) {
		struct str who = word(&rest), back = r->b->name;
		int64_t shift = 0;
		if (rest.n > 0 && !str_to_i64(rest, &shift))
			return fail(r, "totp ACCOUNT SECONDS");
		r->b->name = who;
		r->w.clock += shift * 1000;
		value = var_get(r, S("totp"));
		r->w.clock -= shift * 1000;
		r->b->name = back;
	} else if (str_is(how, "hundred")) {
		value = a_hundred(r->a, quoted(r, rest));
	} else {
		value = quoted(r, all);
	}
	var_set(r, name, value);
	return true;
}

/* keep NAME: remembers this page; same text NAME, same shape NAME: this page has the same words, the same elements. */
bool verb_keep(struct run *r, struct str rest)
{
	var_set(r, str_printf(r->a, "text " STR_FMT, STR_ARG(rest)), page_text(r->a, r->b->last.body));
	var_set(r, str_printf(r->a, "shape " STR_FMT, STR_ARG(rest)), page_shape(r->a, r->b->last.body));
	return true;
}
bool verb_same(struct run *r, struct str rest)
{
	struct str body = r->b->last.body, kept = var_get(r, rest);
	struct str now = str_starts(rest, S("text")) ? page_text(r->a, body) : page_shape(r->a, body);
	size_t i = 0;
	while (i < now.n && i < kept.n && now.p[i] == kept.p[i])
		i++;
	if (str_eq(now, kept))
		return true;
	size_t from = i > 60 ? i - 60 : 0;
	return fail(r, "differs at: " STR_FMT,
	            STR_ARG(((struct str){now.p + from, (now.n - from > 160 ? 160 : now.n - from)})));
}

/* --- the golden matrix ----------------------------------------------------------------------------------------- */

/* matrix FILE: a head line with the accounts, then METHOD path status... one per account; a redirect is 303 with
 * what it must lead to in the legend of the file. Every route of the program must have its row. "batches <= N" before a
 * row: that page alone may take so many. */
bool verb_matrix(struct run *r, struct str rest)
{
	struct str lines = read_file(r->a, str_printf(r->a, STR_FMT "/" STR_FMT, STR_ARG(r->folder), STR_ARG(rest)).p);
	struct str who[BROWSERS_MAX], tokens[BROWSERS_MAX];
	size_t n_who = 0, wrong = 0;
	struct str most = S("<= 3"); /* batches a page may take (conventions 16) */
	struct buf said, covered;
	buf_init(&said, r->a, 256 * 1024);
	buf_init(&covered, r->a, 256 * 1024);
	while (lines.n > 0) {
		struct str line = str_trim(str_cut(lines, '\n', &lines)), method, path, pattern, status;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		method = word(&line);
		if (str_is(method, "accounts")) {
			for (struct str name; (name = word(&line)).n > 0; n_who++) {
				r->block = S("");
				if (!verb_as(r, name) || !verb_get(r, S("/")) || (r->b->last.status == 303 && !verb_follow(r, S(""))))
					return false;
				if (str_is(name, "visitor") && !verb_get(r, S("/in")))
					return false;
				struct str page = r->b->last.body, start = S("name=\"_csrf\" value=\"");
				size_t at = find(page, start);
				tokens[n_who] = at == page.n ? S("") : (struct str){page.p + at + start.n, page.n - at - start.n};
				tokens[n_who].n = str_find(tokens[n_who], '"');
				who[n_who] = r->b->name;
			}
			continue;
		}
		if (str_is(method, "batches")) {
			most = line;
			continue;
		}
		pattern = word(&line);
		buf_printf(&covered, "\n" STR_FMT " " STR_FMT "\n", STR_ARG(method), STR_ARG(pattern));
		path = pattern;
		if (line.n > 0 && line.p[0] == '/')
			path = fill(r, word(&line));
		for (size_t i = 0; i < n_who && (status = word(&line)).n > 0; i++) {
			int64_t wanted = 0;
			verb_browser(r, who[i]);
			r->block = str_is(method, "POST") ? str_printf(r->a, "_csrf=" STR_FMT, STR_ARG(tokens[i])) : S("");
			if (str_is(status, "-"))
				continue;
			if (!do_request(r, method, path, false))
				return fail(r, STR_FMT " as " STR_FMT ": %s", STR_ARG(path), STR_ARG(who[i]), r->wrong);
			if (!str_to_i64(status, &wanted) || r->b->last.status != wanted) {
				buf_printf(&said,
				           "\n    " STR_FMT " " STR_FMT " as " STR_FMT ": expected " STR_FMT ", got %d",
				           STR_ARG(method), STR_ARG(pattern), STR_ARG(who[i]), STR_ARG(status),
				           r->b->last.status);
				wrong++;
			} else if (wanted == 200 && str_is(method, "GET") && !counted(r, "X-Batches", most)) {
				buf_printf(&said, "\n    " STR_FMT " as " STR_FMT ": %s", STR_ARG(pattern), STR_ARG(who[i]), r->wrong);
				wrong++;
			}
		}
		most = S("<= 3");
	}
	int status = 0;
	struct str routes = run_command(r->a, (const char *const[]){r->w.setup.program, "routes", NULL}, &status);
	while (status == 0 && routes.n > 0) {
		struct str line = str_cut(routes, '\n', &routes), method = word(&line), pattern = word(&line);
		struct str row = str_printf(r->a, "\n" STR_FMT " " STR_FMT "\n", STR_ARG(method), STR_ARG(pattern));
		if (method.n > 0 && find(buf_view(&covered), row) == covered.n) {
			buf_printf(&said, "\n    no row for" STR_FMT, STR_ARG(((struct str){row.p, row.n - 1})));
			wrong++;
		}
	}
	return wrong == 0 || fail(r, "%zu places of the matrix differ:" STR_FMT, wrong, STR_ARG(buf_view(&said)));
}
