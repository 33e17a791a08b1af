#include "csv_in.h"

#include "utf8.h"

/* windows-1252 from 0x80 to 0x9f; 0: no character. */
static const uint16_t upper_half[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e,
	0x0178,
};

static enum err wrong(struct csv_in *c, enum csv_fault fault, size_t line)
{
	c->fault = fault;
	c->fault_line = line;
	return ERR_INVALID;
}

static enum err from_1252(struct csv_in *c, struct str in)
{
	char *p = arena_alloc(c->a, in.n * 3 + 1);
	size_t n = 0, line = 1;
	for (size_t i = 0; i < in.n; i++) {
		unsigned char b = (unsigned char)in.p[i];
		uint32_t cp = b >= 0x80 && b < 0xa0 ? upper_half[b - 0x80] : b;
		line += b == '\n';
		if (cp == 0)
			return wrong(c, CSV_NOT_TEXT, line);
		if (cp < 0x80)
			p[n++] = (char)cp;
		else
			n += utf8_put(p + n, cp);
	}
	c->encoding = CSV_WINDOWS_1252;
	c->text = (struct str){p, n};
	return OK;
}

/* What people take for a table and is none: told by its first bytes, so that they hear what to do. */
static enum csv_fault kind_of(struct str bytes)
{
	struct str s = str_trim(bytes);
	if (bytes.n > CSV_BYTES_MAX)
		return CSV_TOO_LARGE;
	if (s.n == 0)
		return CSV_EMPTY;
	if (str_starts(bytes, S("PK\003\004")) || str_starts(bytes, S("\xd0\xcf\x11\xe0")) ||
	    str_starts(bytes, S("\x1f\x8b")))
		return CSV_ARCHIVE;
	if (str_starts(bytes, S("\xff\xfe")) || str_starts(bytes, S("\xfe\xff")))
		return CSV_WIDE_CHARS;
	if (s.p[0] == '<')
		return CSV_MARKUP;
	return memchr(bytes.p, '\0', bytes.n) != NULL ? CSV_NOT_TEXT : CSV_GOOD;
}

/* The separator is what the header line holds most of outside quotes. */
static char find_separator(struct str text, bool cr_ends)
{
	static const char seps[] = {';', '\t', ','};
	size_t count[sizeof seps] = {0}, best = 0;
	bool quoted = false;
	for (size_t i = 0; i < text.n; i++) {
		char b = text.p[i];
		if (b == '"')
			quoted = !quoted;
		if (!quoted && (b == '\n' || (cr_ends && b == '\r')))
			break;
		for (size_t k = 0; !quoted && k < sizeof seps; k++)
			count[k] += b == seps[k];
	}
	for (size_t k = 1; k < sizeof seps; k++)
		if (count[k] > count[best])
			best = k;
	return seps[best];
}

/* Empty lines before the header are no header. */
static void skip_empty(struct csv_in *c)
{
	while (c->at < c->text.n && (c->text.p[c->at] == '\n' || c->text.p[c->at] == '\r')) {
		c->line += c->text.p[c->at] == '\n' || c->cr_ends;
		c->at++;
	}
}

enum err csv_open(struct csv_in *c, struct arena *a, struct str bytes)
{
	*c = (struct csv_in){.a = a, .line = 1};
	enum csv_fault kind = kind_of(bytes);
	if (kind != CSV_GOOD)
		return wrong(c, kind, 0);
	bool marked = str_starts(bytes, S("\xef\xbb\xbf"));
	struct str text = marked ? (struct str){bytes.p + 3, bytes.n - 3} : bytes;
	if (str_trim(text).n == 0)
		return wrong(c, CSV_EMPTY, 0);
	if (str_trim(text).p[0] == '<')
		return wrong(c, CSV_MARKUP, 0);
	if (utf8_valid(text))
		c->text = text;
	else if (marked)
		return wrong(c, CSV_NOT_TEXT, 0);
	else if (from_1252(c, text) != OK)
		return ERR_INVALID;
	c->cr_ends = memchr(c->text.p, '\n', c->text.n) == NULL;
	skip_empty(c);
	c->sep = find_separator((struct str){c->text.p + c->at, c->text.n - c->at}, c->cr_ends);
	return OK;
}

static bool ends_line(const struct csv_in *c, size_t at)
{
	char b = c->text.p[at];
	return b == '\n' || (c->cr_ends && b == '\r') || (b == '\r' && at + 1 < c->text.n && c->text.p[at + 1] == '\n');
}

/* Without the doubled quotes: each pair is one. */
static struct str unquoted(struct arena *a, struct str s, struct str tail)
{
	char *p = arena_alloc(a, s.n + tail.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		p[n++] = s.p[i];
		i += s.p[i] == '"';
	}
	if (tail.n > 0)
		memcpy(p + n, tail.p, tail.n);
	return (struct str){p, n + tail.n};
}

static enum err plain_cell(struct csv_in *c, struct str *out)
{
	size_t from = c->at;
	while (c->at < c->text.n && c->text.p[c->at] != c->sep && !ends_line(c, c->at))
		c->at++;
	*out = (struct str){c->text.p + from, c->at - from};
	return out->n > CSV_CELL_MAX ? wrong(c, CSV_CELL_TOO_BIG, c->line) : OK;
}

/* A cell in quotes. After it comes what ends a cell; anything else belongs to it, as spreadsheets read it. */
static enum err quoted_cell(struct csv_in *c, struct str *out)
{
	size_t began = c->line, from = ++c->at;
	bool doubled = false;
	for (;; c->at++) {
		if (c->at == c->text.n)
			return wrong(c, CSV_OPEN_QUOTE, began);
		char x = c->text.p[c->at];
		c->line += x == '\n' || (c->cr_ends && x == '\r');
		if (x != '"')
			continue;
		if (c->at + 1 == c->text.n || c->text.p[c->at + 1] != '"')
			break;
		doubled = true;
		c->at++;
	}
	struct str tail, body = {c->text.p + from, c->at - from};
	c->at++;
	enum err e = plain_cell(c, &tail);
	if (e == OK && body.n + tail.n > CSV_CELL_MAX)
		e = wrong(c, CSV_CELL_TOO_BIG, began);
	*out = e == OK && (doubled || tail.n > 0) ? unquoted(c->a, body, tail) : body;
	return e;
}

static void end_line(struct csv_in *c)
{
	if (c->at == c->text.n)
		return;
	if (c->text.p[c->at] == '\r' && c->at + 1 < c->text.n && c->text.p[c->at + 1] == '\n')
		c->at++;
	c->at++;
	c->line++;
}

static enum err one_row(struct csv_in *c, struct csv_row *row)
{
	row->line = c->line;
	row->n = 0;
	for (;;) {
		if (row->n == CSV_COLS_MAX)
			return wrong(c, CSV_TOO_WIDE, row->line);
		bool quoted = c->at < c->text.n && c->text.p[c->at] == '"';
		enum err e = quoted ? quoted_cell(c, &row->cell[row->n]) : plain_cell(c, &row->cell[row->n]);
		if (e != OK)
			return e;
		row->n++;
		if (c->at == c->text.n || c->text.p[c->at] != c->sep)
			break;
		c->at++;
	}
	end_line(c);
	return OK;
}

static bool is_empty(const struct csv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (str_trim(row->cell[i]).n > 0)
			return false;
	return true;
}

enum err csv_next(struct csv_in *c, struct csv_row *row)
{
	if (c->fault != CSV_GOOD)
		return ERR_INVALID;
	while (c->at < c->text.n) {
		if (c->rows++ == CSV_ROWS_MAX)
			return wrong(c, CSV_TOO_LONG, c->line);
		enum err e = one_row(c, row);
		if (e != OK || !is_empty(row))
			return e;
	}
	return ERR_NOT_FOUND;
}
