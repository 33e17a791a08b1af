#include "browser.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

size_t find(struct str in, struct str what)
{
	if (what.n == 0)
		return 0;
	const char *p = in.p == NULL || what.p == NULL ? NULL : memmem(in.p, in.n, what.p, what.n);
	return p == NULL ? in.n : (size_t)(p - in.p);
}

static struct str part(struct str s, size_t from, size_t to)
{
	return (struct str){s.p + from, to - from};
}

static struct str after(struct str s, size_t from)
{
	return part(s, from, s.n);
}

void fields_add(struct fields *f, struct str name, struct str value)
{
	if (f->n == FIELDS_MAX)
		die("a form with more than %d fields", FIELDS_MAX);
	f->v[f->n++] = (struct field_pair){name, value};
}

void fields_drop(struct fields *f, struct str name)
{
	size_t kept = 0;
	for (size_t i = 0; i < f->n; i++)
		if (!str_eq(f->v[i].name, name))
			f->v[kept++] = f->v[i];
	f->n = kept;
}

void fields_set(struct fields *f, struct str name, struct str value)
{
	fields_drop(f, name);
	fields_add(f, name, value);
}

struct str fields_get(const struct fields *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_is(f->v[i].name, name))
			return f->v[i].value;
	return (struct str){0};
}

struct str answer_header(const struct answer *r, const char *name, size_t nth)
{
	struct str rest = r->head;
	while (rest.n > 0) {
		struct str value, line = str_cut(rest, '\n', &rest);
		struct str key = str_cut(line, ':', &value);
		if (str_eq_ascii_case(key, str_from(name)) && nth-- == 0)
			return value.n == 0 ? S("") : str_trim(value);
	}
	return (struct str){0};
}

struct str browser_cookie(const struct browser *b, const char *name)
{
	for (size_t i = 0; i < b->n_cookies; i++)
		if (str_is(b->jar[i].name, name))
			return b->jar[i].value;
	return (struct str){0};
}

void browser_cookies(struct browser *b, const struct answer *r, struct arena *a)
{
	struct str line;
	for (size_t nth = 0; (line = answer_header(r, "Set-Cookie", nth)).p != NULL; nth++) {
		struct str attributes, value, pair = str_cut(line, ';', &attributes);
		struct str name = str_cut(pair, '=', &value);
		size_t i = 0;
		while (i < b->n_cookies && !str_eq(b->jar[i].name, name))
			i++;
		bool gone = value.n == 0 || find(attributes, S("Max-Age=0")) < attributes.n;
		if (gone && i < b->n_cookies)
			b->jar[i] = b->jar[--b->n_cookies];
		else if (!gone && i < JAR_MAX) {
			b->jar[i] = (struct field_pair){str_copy(a, name), str_copy(a, value)};
			if (i == b->n_cookies)
				b->n_cookies++;
		}
	}
}

/* Everything is there: the head ended and as many bytes followed as it promised. */
static bool complete(struct str got, bool head_only)
{
	size_t end = find(got, S("\r\n\r\n"));
	if (end == got.n)
		return false;
	struct answer r = {.head = part(got, 0, end)};
	struct str length = answer_header(&r, "Content-Length", 0);
	int64_t n;
	return head_only || (length.p != NULL && str_to_i64(length, &n) && got.n - end - 4 >= (size_t)n);
}

bool exchange(int port, struct str bytes, bool head_only, struct arena *a, struct answer *out)
{
	*out = (struct answer){0};
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct timeval wait = {.tv_sec = 20};
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) != 0 ||
	    connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	for (size_t sent = 0; sent < bytes.n;) {
		ssize_t n = send(fd, bytes.p + sent, bytes.n - sent, MSG_NOSIGNAL);
		if (n <= 0)
			break; /* refused half way: the answer may be there all the same */
		sent += (size_t)n;
	}
	struct buf got;
	buf_init(&got, a, ANSWER_MAX);
	char piece[16384];
	ssize_t n;
	while (!complete(buf_view(&got), head_only) && (n = recv(fd, piece, sizeof piece, 0)) > 0)
		buf_add(&got, piece, (size_t)n);
	close(fd);
	struct str all = buf_view(&got);
	size_t end = find(all, S("\r\n\r\n")), line = find(all, S("\r\n"));
	if (end == all.n || all.n < 12 || !str_starts(all, S("HTTP/1.1 ")))
		return true;
	out->status = (all.p[9] - '0') * 100 + (all.p[10] - '0') * 10 + all.p[11] - '0';
	out->head = line < end ? part(all, line + 2, end) : S("");
	out->body = after(all, end + 4);
	return true;
}

struct str form_encode(struct arena *a, const struct fields *f)
{
	struct buf b;
	buf_init(&b, a, 32 * 1024 * 1024);
	for (size_t i = 0; i < f->n; i++) {
		const struct str halves[2] = {f->v[i].name, f->v[i].value};
		for (size_t h = 0; h < 2; h++) {
			buf_c(&b, h == 1 ? "=" : i > 0 ? "&" : "");
			for (size_t k = 0; k < halves[h].n; k++) {
				unsigned char c = (unsigned char)halves[h].p[k];
				bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
				             c == '-' || c == '_' || c == '.' || c == '*';
				if (plain)
					buf_byte(&b, (char)c);
				else if (c == ' ')
					buf_byte(&b, '+');
				else
					buf_printf(&b, "%%%02X", c);
			}
		}
	}
	return buf_view(&b);
}

/* Text as the page means it: entities become characters. */
static struct str decode(struct arena *a, struct str s)
{
	static const struct {
		const char *entity;
		char c;
	} named[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&#34;", '"'},
	             {"&#10;", '\n'}, {"&#13;", '\r'}, {"&#9;", '\t'}, {"&#x27;", '\''}};
	struct buf b;
	buf_init(&b, a, s.n + 1);
	for (size_t i = 0; i < s.n;) {
		size_t e = 0, n_named = sizeof named / sizeof *named;
		while (s.p[i] == '&' && e < n_named && !str_starts(after(s, i), str_from(named[e].entity)))
			e++;
		bool is_entity = s.p[i] == '&' && e < n_named;
		buf_byte(&b, is_entity ? named[e].c : s.p[i]);
		i += is_entity ? strlen(named[e].entity) : 1;
	}
	return buf_view(&b);
}

struct tag {
	struct str name, attributes;
	bool end;
};

/* The next tag of *rest and the text before it; comments and the doctype are skipped. */
static bool tag_next(struct str *rest, struct str *text, struct tag *t)
{
	struct str all = *rest;
	size_t lt = str_find(all, '<');
	*text = part(all, 0, lt);
	if (lt == all.n)
		return false;
	char quote = 0;
	size_t gt = lt + 1;
	for (; gt < all.n && (quote != 0 || all.p[gt] != '>'); gt++)
		if (quote != 0 ? all.p[gt] == quote : all.p[gt] == '"' || all.p[gt] == '\'')
			quote = quote != 0 ? 0 : all.p[gt];
	struct str inside = part(all, lt + 1, gt);
	*rest = after(all, gt < all.n ? gt + 1 : gt);
	t->end = inside.n > 0 && inside.p[0] == '/';
	if (t->end)
		inside = after(inside, 1);
	size_t n = 0;
	while (n < inside.n && inside.p[n] != ' ' && inside.p[n] != '\n' && inside.p[n] != '/')
		n++;
	t->name = part(inside, 0, n);
	t->attributes = after(inside, n);
	return true;
}

static bool attribute_next(struct str *rest, struct str *name, struct str *value)
{
	struct str s = str_trim(*rest);
	while (s.n > 0 && s.p[0] == '/')
		s = str_trim(after(s, 1));
	size_t n = 0;
	while (n < s.n && s.p[n] != '=' && s.p[n] != ' ' && s.p[n] != '\n' && s.p[n] != '/')
		n++;
	*name = part(s, 0, n);
	*value = S("");
	s = after(s, n);
	if (s.n > 1 && s.p[0] == '=' && (s.p[1] == '"' || s.p[1] == '\'')) {
		size_t close = 2 + str_find(after(s, 2), s.p[1]);
		*value = part(s, 2, close);
		s = after(s, close < s.n ? close + 1 : close);
	} else if (s.n > 0 && s.p[0] == '=') {
		size_t space = str_find(s, ' ');
		*value = part(s, 1, space);
		s = after(s, space);
	}
	*rest = s;
	return n > 0;
}

static bool attribute(struct arena *a, const struct tag *t, const char *wanted, struct str *out)
{
	struct str rest = t->attributes, name, value;
	*out = (struct str){0};
	while (attribute_next(&rest, &name, &value))
		if (str_eq_ascii_case(name, str_from(wanted))) {
			*out = decode(a, value);
			return true;
		}
	return false;
}

/* One control of a form, as a browser posts it when nobody touches it. */
static void control_read(struct arena *a, const struct tag *t, struct str *rest, struct fields *out)
{
	struct str name, type, value, none, text;
	if (!attribute(a, t, "name", &name) || attribute(a, t, "disabled", &none))
		return;
	attribute(a, t, "type", &type);
	if (str_is(t->name, "textarea")) {
		text = part(*rest, 0, find(*rest, S("</textarea")));
		if (text.n > 0 && text.p[0] == '\n')
			text = after(text, 1);
		fields_add(out, name, decode(a, text));
	} else if (str_is(t->name, "select")) {
		struct str in = part(*rest, 0, find(*rest, S("</select")));
		struct tag option;
		struct str chosen = {0};
		bool first = true;
		while (tag_next(&in, &text, &option)) {
			if (option.end || !str_is(option.name, "option"))
				continue;
			if (first || attribute(a, &option, "selected", &none))
				attribute(a, &option, "value", &chosen);
			first = false;
		}
		if (!first)
			fields_add(out, name, chosen);
	} else if (str_is(type, "checkbox") || str_is(type, "radio")) {
		if (attribute(a, t, "checked", &none))
			fields_add(out, name, attribute(a, t, "value", &value) ? value : S("on"));
	} else if (!str_is(type, "submit") && !str_is(type, "button") && !str_is(type, "file")) {
		attribute(a, t, "value", &value);
		fields_add(out, name, value);
	}
}

bool form_read(struct arena *a, struct str body, struct str path, struct str *action, struct fields *out)
{
	struct str rest = body, text, at, method, query, wanted = str_cut(*action, '?', &query);
	struct tag t;
	bool inside = false, meant = false;
	out->n = 0;
	while (tag_next(&rest, &text, &t)) {
		if (str_is(t.name, "form")) {
			if (meant)
				return true;
			inside = !t.end && attribute(a, &t, "method", &method) && str_eq_ascii_case(method, S("post"));
			out->n = 0;
			if (inside && !attribute(a, &t, "action", &at))
				at = path;
			meant = inside && str_eq(str_cut(at, '?', &query), wanted);
			if (meant)
				*action = at;
		} else if (inside && !t.end && str_is(t.name, "button")) {
			meant = meant || (attribute(a, &t, "formaction", &at) && str_eq(at, wanted));
		} else if (inside && !t.end &&
		           (str_is(t.name, "input") || str_is(t.name, "select") || str_is(t.name, "textarea"))) {
			control_read(a, &t, &rest, out);
		}
	}
	return meant;
}

struct str page_shape(struct arena *a, struct str body)
{
	struct buf b;
	buf_init(&b, a, body.n * 2 + 16);
	struct str rest = body, text, attributes, name, value;
	struct tag t;
	while (tag_next(&rest, &text, &t)) {
		buf_printf(&b, "%s" STR_FMT, t.end ? "/" : "", STR_ARG(t.name));
		attributes = t.attributes;
		while (attribute_next(&attributes, &name, &value))
			buf_printf(&b, " " STR_FMT, STR_ARG(name));
		buf_byte(&b, '\n');
	}
	return buf_view(&b);
}

struct str page_text(struct arena *a, struct str body)
{
	struct buf b;
	buf_init(&b, a, body.n + 16);
	struct str rest = body, text;
	struct tag t;
	bool more = true;
	while (more) {
		more = tag_next(&rest, &text, &t);
		struct str words = decode(a, text);
		for (size_t i = 0; i < words.n; i++) {
			char c = words.p[i] == '\n' ? ' ' : words.p[i];
			bool digit = c >= '0' && c <= '9';
			char last = b.n > 0 ? b.p[b.n - 1] : ' ';
			if (digit ? last != '0' : c != ' ' || last != ' ')
				buf_byte(&b, digit ? '0' : c);
		}
		if (b.n > 0 && b.p[b.n - 1] != ' ')
			buf_byte(&b, ' ');
	}
	return buf_view(&b);
}

const char *page_fault(struct arena *a, struct str body)
{
	struct str rest = body, text, attributes, name, value;
	struct tag t;
	while (tag_next(&rest, &text, &t)) {
		if (str_is(t.name, "style"))
			return "a style element";
		if (str_is(t.name, "script") && !t.end && !attribute(a, &t, "src", &value))
			return "an inline script";
		attributes = t.attributes;
		while (attribute_next(&attributes, &name, &value)) {
			if (str_is(name, "style"))
				return "a style attribute";
			if (name.n > 2 && strncasecmp(name.p, "on", 2) == 0)
				return "a handler attribute";
			bool goes = str_is(name, "href") || str_is(name, "src") || str_is(name, "action");
			if (goes && (find(value, S("//")) < value.n || str_starts(value, S("javascript:"))))
				return "a link that leaves the site or runs code";
		}
	}
	return NULL;
}
