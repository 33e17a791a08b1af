#include "witness.h"

#include "date.h"
#include "file.h"

enum { LOOK_CHAINS = 32, LINES_MAX = 1000, FAULTS_BYTES = 1 << 18, TEXT_BYTES = 1 << 20, WAIT_MS = 5000 };

static const char *const names[CHAINS__N] = {[CHAINS_CHANGES] = "changes", [CHAINS_LOOKS] = "looks"};

/* Per kind of chain: the head of the next chain after $1, and what stands at place $2 of chain $1. */
static const struct {
	struct stmt next, at;
} stmts[CHAINS__N] = {
	[CHAINS_CHANGES] =
		{{"SELECT chain, n, link FROM change_link WHERE chain = (SELECT min(chain) FROM change_link WHERE chain > $1)"
		  " ORDER BY n DESC LIMIT 1",
		  "i", "iib"},
		 {"SELECT link FROM change_link WHERE chain = $1 AND n = $2", "ii", "b"}},
	[CHAINS_LOOKS] =
		{{"SELECT chain, n, link FROM look WHERE chain = (SELECT min(chain) FROM look WHERE chain > $1)"
		  " ORDER BY n DESC LIMIT 1",
		  "i", "iib"},
		 {"SELECT link FROM look WHERE chain = $1 AND n = $2", "ii", "b"}},
};
static const struct stmt stmt_last_look_chain = {"SELECT COALESCE(max(id), 0) FROM look_chain", "", "i"};
static const struct stmt stmt_keep = {
	"INSERT INTO witnessed (of_what, chain, n, link, at) VALUES ($1, $2, $3, $4, $5)"
	" ON CONFLICT (of_what, chain, n) DO NOTHING",
	"tiibi", ""};
static const struct stmt stmt_kept = {"SELECT chain, n, link, at FROM witnessed WHERE of_what = $1 AND (chain, n) > "
                                      "($2, $3) ORDER BY chain, n LIMIT 1000",
                                      "tii", "iibi"};
static const struct stmt stmt_said = {"INSERT INTO setting (name, value) VALUES ('witness.at', $1) ON CONFLICT (name) "
                                      "DO UPDATE SET value = excluded.value",
                                      "t", ""};
static const struct stmt stmt_last = {"SELECT value FROM setting WHERE name = 'witness.at'", "", "t"};

/* ---- heads ---- */

static enum err heads_of(struct db *db, enum chains of, struct arena *a, int64_t now, struct head_lines *out)
{
	struct conn *c;
	const struct rows *r;
	int64_t after = 0;
	enum err e = db_take(db, WAIT_MS, &c);
	if (e != OK)
		return e;
	if (of == CHAINS_LOOKS) {
		e = db_exec(c, a, &stmt_last_look_chain, DB_NO_ARGS, &r);
		after = e == OK ? rows_int(r, 0, 0) - LOOK_CHAINS : 0;
	}
	while (e == OK && out->n < LINES_MAX) {
		e = db_exec(c, a, &stmts[of].next, DB_ARGS(val_int(after)), &r);
		if (e != OK || r->n == 0)
			break;
		struct head_line *h = &out->v[out->n];
		*h = (struct head_line){.of = of, .chain = rows_int(r, 0, 0), .n = rows_int(r, 0, 1), .at = now};
		after = h->chain;
		out->n += link_from(rows_text(r, 0, 2), &h->link); /* a link of another length: verify says it */
	}
	db_give(db, c);
	return e;
}

enum err heads_now(const struct witness_dbs *dbs, struct arena *a, int64_t now, struct head_lines *out)
{
	enum err e = OK;
	*out = (struct head_lines){ARENA_ARRAY(a, struct head_line, LINES_MAX + 1), 0};
	for (enum chains of = 0; e == OK && of < CHAINS__N; of++)
		e = heads_of(dbs->of[of], of, a, now, out);
	return e;
}

/* ---- lines ---- */

struct str heads_text(struct arena *a, const struct head_lines *lines)
{
	struct buf b;
	buf_init(&b, a, TEXT_BYTES);
	for (size_t i = 0; i < lines->n; i++) {
		const struct head_line *h = &lines->v[i];
		buf_str(&b, instant_iso(a, h->at));
		buf_printf(&b, " %s %lld %lld ", names[h->of], (long long)h->chain, (long long)h->n);
		for (size_t k = 0; k < LINK_BYTES; k++)
			buf_printf(&b, "%02x", h->link.b[k]);
		buf_c(&b, "\n");
	}
	return buf_view(&b);
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool link_parse(struct str s, struct link *out)
{
	if (s.n != 2 * (size_t)LINK_BYTES)
		return false;
	for (size_t i = 0; i < LINK_BYTES; i++) {
		int high = hex_digit(s.p[2 * i]), low = hex_digit(s.p[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		out->b[i] = (unsigned char)(high * 16 + low);
	}
	return true;
}

static bool line_parse(struct str s, struct head_line *out)
{
	struct str rest, at = str_cut(s, ' ', &rest), of = str_cut(rest, ' ', &rest), chain = str_cut(rest, ' ', &rest);
	struct str n = str_cut(rest, ' ', &rest);
	*out = (struct head_line){.of = CHAINS__N};
	for (enum chains k = 0; k < CHAINS__N; k++)
		if (str_is(of, names[k]))
			out->of = k;
	return out->of < CHAINS__N && instant_parse_iso(at, &out->at) && str_to_i64(chain, &out->chain) &&
	       str_to_i64(n, &out->n) && link_parse(rest, &out->link);
}

enum err heads_parse(struct arena *a, struct str text, struct head_lines *out, int64_t *line)
{
	size_t lines = 0;
	for (size_t i = 0; i < text.n; i++)
		lines += text.p[i] == '\n';
	*out = (struct head_lines){ARENA_ARRAY(a, struct head_line, lines + 1), 0};
	for (*line = 1; (size_t)*line <= lines; ++*line) {
		struct str one = str_cut(text, '\n', &text);
		if (one.n > 0 && !line_parse(one, &out->v[out->n++]))
			return ERR_INVALID;
	}
	return OK;
}

/* ---- writing down ---- */

struct witness {
	struct {
		enum chains of;
		int64_t chain, n;
	} seen[LINES_MAX];
	size_t n;
};

struct witness *witness_new(struct arena *a)
{
	struct witness *w = ARENA_NEW(a, struct witness);
	w->n = 0;
	return w;
}

static int64_t *seen_of(struct witness *w, const struct head_line *h)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->seen[i].of == h->of && w->seen[i].chain == h->chain)
			return &w->seen[i].n;
	if (w->n == LINES_MAX)
		w->n = 0; /* everything once more */
	w->seen[w->n].of = h->of;
	w->seen[w->n].chain = h->chain;
	w->seen[w->n].n = 0;
	return &w->seen[w->n++].n;
}

static enum err keep_in(struct db *db, enum chains of, const struct head_lines *moved, bool say, int64_t now,
                        struct arena *a)
{
	struct conn *c;
	enum err e = db_take(db, WAIT_MS, &c);
	if (e != OK)
		return e;
	e = db_begin(c);
	if (e == OK) {
		struct batch *b = batch_new(c, a);
		for (size_t i = 0; i < moved->n; i++)
			if (moved->v[i].of == of)
				batch_put(b, &stmt_keep,
					  DB_ARGS(val_text(str_from(names[of])), val_int(moved->v[i].chain),
						  val_int(moved->v[i].n), val_blob(link_str(&moved->v[i].link)),
						  val_int(moved->v[i].at)));
		if (say)
			batch_put(b, &stmt_said, DB_ARGS(val_text(str_printf(a, "%lld", (long long)now))));
		e = batch_run(b);
	}
	if (e == OK)
		e = db_commit(c);
	db_give(db, c);
	return e;
}

enum err witness_run(struct witness *w, const struct witness_dbs *dbs, const int *fds, size_t n_fds, struct arena *a,
                     int64_t now)
{
	struct head_lines all, moved;
	enum err e = heads_now(dbs, a, now, &all), first;
	if (e != OK)
		return e;
	moved = (struct head_lines){ARENA_ARRAY(a, struct head_line, all.n + 1), 0};
	for (size_t i = 0; i < all.n; i++) {
		int64_t *seen = seen_of(w, &all.v[i]);
		if (*seen != all.v[i].n)
			moved.v[moved.n++] = all.v[i];
		*seen = all.v[i].n;
	}
	struct str text = heads_text(a, &moved);
	first = OK;
	for (size_t i = 0; i < n_fds; i++) {
		e = text.n == 0 ? OK : file_append(fds[i], text);
		first = first == OK ? e : first;
	}
	/* Each with the other; that it was done stands with the changes, where the pages read. */
	e = keep_in(dbs->of[CHAINS_LOOKS], CHAINS_CHANGES, &moved, false, now, a);
	first = first == OK ? e : first;
	e = keep_in(dbs->of[CHAINS_CHANGES], CHAINS_LOOKS, &moved, true, now, a);
	first = first == OK ? e : first;
	if (first != OK)
		w->n = 0; /* what may be missing somewhere is written again */
	return first;
}

/* ---- holding ---- */

struct holding {
	struct arena *a;
	struct buf faults;
	enum chains of;
	int64_t chain; /* that was found at fault last: one line each */
};

static enum err hold_one(struct holding *h, struct conn *c, const struct head_line *l)
{
	const struct rows *r;
	enum err e = db_exec(c, h->a, &stmts[l->of].at, DB_ARGS(val_int(l->chain), val_int(l->n)), &r);
	if (e != OK || (r->n == 1 && str_eq(rows_text(r, 0, 0), link_str(&l->link))))
		return e;
	if (h->of != l->of || h->chain != l->chain)
		buf_printf(&h->faults, "%s, chain %lld: %s %lld, which stood there on " STR_FMT "\n", names[l->of],
			   (long long)l->chain, r->n == 0 ? "it ends before" : "it has something else at", (long long)l->n,
			   STR_ARG(instant_iso(h->a, l->at)));
	h->of = l->of;
	h->chain = l->chain;
	return OK;
}

static enum err hold_lines_in(struct holding *h, struct conn *c, enum chains of, const struct head_lines *lines)
{
	struct arena *whole = h->a;
	enum err e = OK;
	h->a = arena_new(1 << 20);
	for (size_t i = 0; e == OK && i < lines->n; i++) {
		if (lines->v[i].of == of)
			e = hold_one(h, c, &lines->v[i]);
		arena_reset(h->a);
	}
	arena_free(h->a);
	h->a = whole;
	return e;
}

static enum err hold_lines(struct holding *h, const struct witness_dbs *dbs, enum chains of,
                           const struct head_lines *lines)
{
	struct conn *c;
	enum err e = db_take(dbs->of[of], WAIT_MS, &c);
	if (e != OK)
		return e;
	e = hold_lines_in(h, c, of, lines);
	db_give(dbs->of[of], c);
	return e;
}

static void holding_begins(struct holding *h, struct arena *a)
{
	*h = (struct holding){.a = a, .of = CHAINS__N};
	buf_init(&h->faults, a, FAULTS_BYTES);
}

static enum err holding_ends(struct holding *h, enum err e, struct str *why)
{
	*why = buf_view(&h->faults);
	return e == OK && h->faults.n > 0 ? ERR_CONFLICT : e;
}

enum err heads_hold(const struct witness_dbs *dbs, const struct head_lines *lines, struct arena *a, struct str *why)
{
	struct holding h;
	enum err e = OK;
	holding_begins(&h, a);
	for (enum chains of = 0; e == OK && of < CHAINS__N; of++)
		e = hold_lines(&h, dbs, of, lines);
	return holding_ends(&h, e, why);
}

enum err heads_hold_in(struct conn *c, const struct head_lines *lines, struct arena *a, struct str *why)
{
	struct holding h;
	enum err e = OK;
	holding_begins(&h, a);
	for (enum chains of = 0; e == OK && of < CHAINS__N; of++)
		e = hold_lines_in(&h, c, of, lines);
	return holding_ends(&h, e, why);
}

/* A thousand of the heads of `of` after `last`, from the database that holds them. */
static enum err kept_after(const struct witness_dbs *dbs, enum chains of, const struct head_line *last, struct arena *a,
                           struct head_lines *out)
{
	struct db *db = dbs->of[of == CHAINS_CHANGES ? CHAINS_LOOKS : CHAINS_CHANGES];
	struct conn *c;
	const struct rows *r;
	enum err e = db_take(db, WAIT_MS, &c);
	if (e != OK)
		return e;
	e = db_exec(c, a, &stmt_kept, DB_ARGS(val_text(str_from(names[of])), val_int(last->chain), val_int(last->n)), &r);
	db_give(db, c);
	if (e != OK)
		return e;
	*out = (struct head_lines){ARENA_ARRAY(a, struct head_line, r->n + 1), r->n};
	for (size_t i = 0; i < r->n; i++) {
		out->v[i] = (struct head_line){
			.of = of, .chain = rows_int(r, i, 0), .n = rows_int(r, i, 1), .at = rows_int(r, i, 3)};
		if (!link_from(rows_text(r, i, 2), &out->v[i].link))
			out->v[i].link = (struct link){{0}}; /* not a link: it will not be found, and that is said */
	}
	return OK;
}

enum err heads_hold_kept(const struct witness_dbs *dbs, struct arena *a, int64_t *n, struct str *why)
{
	struct holding h;
	struct head_lines lines;
	enum err e = OK;
	*n = 0;
	holding_begins(&h, a);
	for (enum chains of = 0; e == OK && of < CHAINS__N; of++) {
		struct head_line last = {.chain = 0};
		do {
			e = kept_after(dbs, of, &last, a, &lines);
			if (e != OK || lines.n == 0)
				break;
			last = lines.v[lines.n - 1];
			*n += (int64_t)lines.n;
			e = hold_lines(&h, dbs, of, &lines);
		} while (e == OK);
	}
	return holding_ends(&h, e, why);
}

enum err witness_last(struct conn *c, struct arena *a, int64_t *at)
{
	const struct rows *r;
	enum err e = db_exec(c, a, &stmt_last, DB_NO_ARGS, &r);
	*at = 0;
	if (e == OK && r->n == 1 && !str_to_i64(rows_text(r, 0, 0), at))
		*at = 0; /* not ours: as good as never */
	return e;
}
