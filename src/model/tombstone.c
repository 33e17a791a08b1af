#include "tombstone.h"

enum { LINE_MAX_BYTES = 1024, AT_ONCE = 1000, HEX_PER_BYTE = 2 };

#define COLUMNS "n, region, at, part, route_pid, run, why, link"
static const struct stmt stmt_last = {"SELECT " COLUMNS " FROM tombstone ORDER BY n DESC LIMIT 1", "", "iiittttb"};
static const struct stmt stmt_after = {
	"SELECT " COLUMNS " FROM tombstone WHERE n > $1 ORDER BY n LIMIT 1000", "i", "iiittttb"};
static const struct stmt stmt_put = {
	"INSERT INTO tombstone (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", "iiittttb", ""};

static enum part part_called(struct str code)
{
	for (enum part p = PART_NONE + 1; p < PART__N; p++)
		if (str_is(code, part_code(p)))
			return p;
	return PART_NONE;
}

/* As it stands in the database and in the file: the part, and behind it the text where it is about one. */
static struct str what(struct arena *a, const struct tombstone *t)
{
	const char *part = part_code(t->part);
	return t->text.n == 0 ? str_from(part) : str_printf(a, "%s:" STR_FMT, part, STR_ARG(t->text));
}

static void take_what(struct str code, struct tombstone *t)
{
	t->part = part_called(str_cut(code, ':', &t->text));
}

struct link tombstone_link(struct arena *a, const struct link *before, const struct tombstone *t)
{
	struct buf b;
	buf_init(&b, a, LINE_MAX_BYTES);
	chain_int(&b, t->n);
	chain_int(&b, t->region);
	chain_int(&b, t->at);
	chain_text(&b, what(a, t));
	chain_text(&b, t->route);
	chain_text(&b, t->run);
	chain_text(&b, t->why);
	if (b.failed)
		BUG("a tombstone of more than %d bytes", LINE_MAX_BYTES);
	return chain_next(before, buf_view(&b));
}

struct str tombstone_line(struct arena *a, const struct tombstone *t)
{
	struct buf b;
	buf_init(&b, a, LINE_MAX_BYTES);
	buf_printf(&b, "%lld %lld %lld " STR_FMT " " STR_FMT " " STR_FMT " ", (long long)t->n, (long long)t->region,
	           (long long)t->at, STR_ARG(what(a, t)), STR_ARG(t->route),
	           STR_ARG(t->run.n == 0 ? S("-") : t->run));
	for (size_t i = 0; i < LINK_BYTES; i++)
		buf_printf(&b, "%02x", t->link.b[i]);
	buf_printf(&b, " " STR_FMT "\n", STR_ARG(t->why));
	return buf_view(&b);
}

static bool hex_link(struct str s, struct link *out)
{
	static const char digits[] = "0123456789abcdef";
	if (s.n != (size_t)LINK_BYTES * HEX_PER_BYTE)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		const char *at = memchr(digits, s.p[i], sizeof digits - 1);
		if (at == NULL)
			return false;
		unsigned char v = (unsigned char)(at - digits);
		out->b[i / HEX_PER_BYTE] = (unsigned char)(i % HEX_PER_BYTE == 0 ? v << 4 : out->b[i / HEX_PER_BYTE] | v);
	}
	return true;
}

static bool parse_line(struct str line, struct tombstone *t)
{
	struct str rest = line;
	struct str n = str_cut(rest, ' ', &rest), region = str_cut(rest, ' ', &rest), at = str_cut(rest, ' ', &rest);
	*t = (struct tombstone){.n = 0};
	take_what(str_cut(rest, ' ', &rest), t);
	t->route = str_cut(rest, ' ', &rest);
	t->run = str_cut(rest, ' ', &rest);
	if (str_is(t->run, "-"))
		t->run = (struct str){0};
	struct str link = str_cut(rest, ' ', &rest);
	t->why = rest;
	return str_to_i64(n, &t->n) && str_to_i64(region, &t->region) && str_to_i64(at, &t->at) && t->part != PART_NONE &&
	       t->route.n > 0 && hex_link(link, &t->link);
}

enum err tombstones_parse(struct arena *a, struct str text, struct tombstones *out, struct str *why)
{
	size_t lines = 0;
	for (size_t i = 0; i < text.n; i++)
		lines += text.p[i] == '\n';
	struct tombstone *v = ARENA_ARRAY(a, struct tombstone, lines + 1);
	*out = (struct tombstones){.v = v};
	struct link before = {{0}};
	while (text.n > 0) {
		struct tombstone *t = &v[out->n];
		bool whole = memchr(text.p, '\n', text.n) != NULL;
		struct str line = str_cut(text, '\n', &text);
		/* A power cut may leave half a line at the end: it is written again at the next start. */
		if (!whole)
			break;
		if (!parse_line(line, t) || t->n != (int64_t)out->n + 1) {
			*why = str_printf(a, "line %zu is no tombstone, or not the next one", out->n + 1);
			return ERR_INVALID;
		}
		struct link link = tombstone_link(a, &before, t);
		if (memcmp(link.b, t->link.b, LINK_BYTES) != 0) {
			*why = str_printf(a, "line %zu is not as it was written", out->n + 1);
			return ERR_INVALID;
		}
		before = link;
		out->n++;
	}
	return OK;
}

static bool take(const struct rows *r, size_t i, struct tombstone *t)
{
	*t = (struct tombstone){.n = rows_int(r, i, 0), .region = rows_int(r, i, 1), .at = rows_int(r, i, 2),
	                        .route = rows_text(r, i, 4),
	                        .run = rows_text(r, i, 5), .why = rows_text(r, i, 6)};
	take_what(rows_text(r, i, 3), t);
	return link_from(rows_text(r, i, 7), &t->link);
}

enum err tombstone_last(struct conn *c, struct arena *a, struct tombstone *out)
{
	const struct rows *r;
	*out = (struct tombstone){.n = 0};
	enum err e = db_exec(c, a, &stmt_last, DB_NO_ARGS, &r);
	if (e == OK && r->n == 1)
		(void)!take(r, 0, out); /* a link of another length: what follows hashes zeros, and the proof says so */
	return e;
}

enum err tombstones_after(struct conn *c, struct arena *a, int64_t after, struct tombstones *out)
{
	const struct rows *r;
	*out = (struct tombstones){.n = 0};
	enum err e = db_exec(c, a, &stmt_after, DB_ARGS(val_int(after)), &r);
	if (e != OK)
		return e;
	struct tombstone *v = ARENA_ARRAY(a, struct tombstone, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		(void)!take(r, i, &v[i]);
	*out = (struct tombstones){v, r->n};
	return OK;
}

enum err tombstone_put(struct conn *c, struct arena *a, const struct tombstone *t)
{
	return db_exec(c, a, &stmt_put,
	               DB_ARGS(val_int(t->n), val_int(t->region), val_int(t->at), val_text(what(a, t)),
	                       val_text(t->route), val_text(t->run), val_text(t->why),
	                       val_blob(str_copy(a, link_str(&t->link)))), NULL);
}

enum err tombstones_verify(struct conn *c, struct arena *a, int64_t *n, struct str *why)
{
	struct link before = {{0}};
	struct tombstones some;
	*n = 0;
	do {
		enum err e = tombstones_after(c, a, *n, &some);
		if (e != OK)
			return e;
		for (size_t i = 0; i < some.n; i++) {
			struct link link = tombstone_link(a, &before, &some.v[i]);
			if (some.v[i].n != *n + 1 || memcmp(link.b, some.v[i].link.b, LINK_BYTES) != 0) {
				*why = str_printf(a, "tombstone %lld is not as it was written", (long long)*n + 1);
				return ERR_CONFLICT;
			}
			before = link;
			*n = some.v[i].n;
		}
	} while (some.n == AT_ONCE);
	return OK;
}
