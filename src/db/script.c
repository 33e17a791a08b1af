/* Cuts a migration into statements and puts the few words that differ in place. */
#include "migrate_impl.h"

#include "buf.h"

struct token {
	const char *name;
	bool option; /* of a table; several are joined by a comma */
	const char *sqlite, *postgres;
};
static const struct token tokens[] = {
	{"@strict", true, "STRICT", ""},
	{"@norowid", true, "WITHOUT ROWID", ""},
	{"@blob", false, "BLOB", "BYTEA"},
	{"@text", false, "TEXT", "TEXT COLLATE \"C\""},
	{"@int", false, "INTEGER", "BIGINT"},
};

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t name_length(struct str s)
{
	size_t n = 1;
	while (n < s.n && is_name(s.p[n]))
		n++;
	return n;
}

static struct str after(struct str s, size_t n)
{
	return (struct str){s.p + n, s.n - n};
}

static const struct token *find_token(struct str s)
{
	struct str name = {s.p, name_length(s)};
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
		if (str_is(name, tokens[i].name))
			return &tokens[i];
	return NULL;
}

/* Writes the token at the front of `s`, with the options that follow it; returns what comes after, or NULL. */
static const char *put_token(struct buf *b, bool postgres, struct str s)
{
	const struct token *t = find_token(s);
	if (t == NULL)
		return NULL;
	for (;;) {
		buf_c(b, postgres ? t->postgres : t->sqlite);
		s = after(s, name_length(s));
		size_t gap = 0;
		while (t->option && gap < s.n && (s.p[gap] == ' ' || s.p[gap] == ','))
			gap++;
		bool more = t->option && gap < s.n && s.p[gap] == '@';
		if (!more)
			return s.p;
		s = after(s, gap);
		t = find_token(s);
		if (t == NULL || !t->option)
			return NULL;
		buf_c(b, postgres ? "" : ", ");
	}
}

/* Length of the quoted text or comment at the front of `s`; 0 when there is none, s.n + 1 when it never ends. */
static size_t quoted(struct str s)
{
	if (s.p[0] == '\'' || s.p[0] == '"') {
		size_t end = str_find(after(s, 1), s.p[0]) + 2; /* a doubled quote is the next quoted text */
		return end;
	}
	if (str_starts(s, S("--")))
		return str_find(s, '\n');
	if (str_starts(s, S("/*"))) {
		for (size_t i = 4; i <= s.n; i++)
			if (memcmp(s.p + i - 2, "*/", 2) == 0)
				return i;
		return s.n + 1;
	}
	return 0;
}

enum err script_next(struct arena *a, bool postgres, struct str *rest, struct str *out)
{
	struct buf b;
	bool words = false; /* more than space and comments */
	buf_init(&b, a, 1024 * 1024);
	struct str s = *rest;
	*out = (struct str){0};
	while (s.n > 0) {
		size_t n = quoted(s);
		if (n > s.n)
			return ERR_INVALID;
		if (n > 0) {
			words = words || s.p[0] == '\'' || s.p[0] == '"';
			if (s.p[0] == '\'' || s.p[0] == '"')
				buf_add(&b, s.p, n);
			s = after(s, n);
			continue;
		}
		if (s.p[0] == '@') {
			const char *p = put_token(&b, postgres, s);
			if (p == NULL)
				return ERR_INVALID;
			s = after(s, (size_t)(p - s.p));
			continue;
		}
		char c = s.p[0];
		s = after(s, 1);
		if (c == ';' && words)
			break;
		if (c == ';')
			continue;
		words = words || !(c == ' ' || c == '\t' || c == '\n' || c == '\r');
		buf_byte(&b, c);
	}
	*rest = s;
	if (b.failed)
		return ERR_TOO_BIG;
	if (words) {
		buf_byte(&b, '\0');
		*out = str_trim((struct str){b.p, b.n - 1});
	}
	return OK;
}
