#include "look.h"

#include "look_chain.h"

static const struct stmt stmt_see = {
	"INSERT INTO look_seen (chain, of_chain, n, link)"
	" SELECT $1, c.id, COALESCE(l.n, 0), COALESCE(l.link, c.first_link) FROM look_chain c"
	" LEFT JOIN look l ON l.chain = c.id AND l.n = (SELECT max(m.n) FROM look m WHERE m.chain = c.id)"
	" WHERE NOT EXISTS (SELECT 1 FROM look_seen s WHERE s.of_chain = c.id AND s.n = COALESCE(l.n, 0))",
	"i", ""};
static const struct stmt stmt_seen = {
	"SELECT of_chain, n, link FROM look_seen WHERE chain = $1 AND of_chain > $2 ORDER BY of_chain LIMIT 1000", "ii",
	"iib"};
static const struct stmt stmt_chains = {
	"SELECT id, began, first_link FROM look_chain WHERE id > $1 ORDER BY id LIMIT 1000", "i", "iib"};
static const struct stmt stmt_rows = {
	"SELECT n, at, account, role, org, route, part, purpose, door, link FROM look WHERE chain = $1 ORDER BY n", "i",
	"iiitiiittb"};
static const struct {
	struct stmt count;
	const char *what;
} strays[] = {
	{{"SELECT count(*) FROM look WHERE chain NOT IN (SELECT id FROM look_chain)", "", "i"}, "look without a chain"},
	{{"SELECT count(*) FROM look_seen WHERE chain NOT IN (SELECT id FROM look_chain)", "", "i"},
         "head seen by no chain"},
	/* What was seen when a later chain began, and no longer stands there. */
	{{"SELECT count(*) FROM look_seen s WHERE NOT EXISTS"
          " (SELECT 1 FROM look l WHERE l.chain = s.of_chain AND l.n = s.n AND l.link = s.link) AND NOT EXISTS"
          " (SELECT 1 FROM look_chain c WHERE c.id = s.of_chain AND s.n = 0 AND c.first_link = s.link)",
          "", "i"},
         "chain that is not what it was when a later one began"},
};

enum err look_see(struct conn *c, struct arena *a, int64_t chain)
{
	return db_exec(c, a, &stmt_see, DB_ARGS(val_int(chain)), NULL);
}

enum err look_first(struct conn *c, struct arena *a, int64_t chain, int64_t began, struct link *out)
{
	const struct rows *seen;
	struct link w = {{0}};
	struct buf b;
	int64_t last = INT64_MIN;
	do {
		enum err e = db_exec(c, a, &stmt_seen, DB_ARGS(val_int(chain), val_int(last)), &seen);
		if (e != OK)
			return e;
		for (size_t i = 0; i < seen->n; i++) {
			last = rows_int(seen, i, 0);
			buf_init(&b, a, 256);
			chain_int(&b, last);
			chain_int(&b, rows_int(seen, i, 1));
			chain_text(&b, rows_text(seen, i, 2));
			w = chain_next(&w, buf_view(&b));
		}
	} while (seen->n == 1000);
	buf_init(&b, a, 64);
	chain_int(&b, chain);
	chain_int(&b, began);
	*out = chain_next(&w, buf_view(&b));
	return OK;
}

struct proof {
	struct arena *a, *row;
	struct buf *faults;
	int64_t chain, n, held;
	struct link link;
	bool broken;
};

static void fault(struct proof *p, const char *what)
{
	if (!p->broken)
		buf_printf(p->faults, "chain %lld after look %lld: %s\n", (long long)p->chain, (long long)p->n, what);
	p->broken = true;
}

static struct link row_link(struct proof *p, const struct val *v)
{
	struct buf b;
	buf_init(&b, p->row, 65536);
	chain_int(&b, p->chain);
	for (size_t i = 0; i < 9; i++) {
		if (v[i].type == VAL_INT)
			chain_int(&b, v[i].i);
		else
			chain_text(&b, v[i].s);
	}
	return chain_next(&p->link, buf_view(&b));
}

static bool hold_row(void *ctx, const struct val *v, size_t cols)
{
	struct proof *p = ctx;
	struct link want = row_link(p, v), have;
	(void)cols;
	if (v[0].i != p->n + 1)
		fault(p, "a look is missing or stands twice");
	else if (!link_from(v[9].s, &have) || memcmp(have.b, want.b, LINK_BYTES) != 0)
		fault(p, "this look is not what was written");
	p->n++;
	p->held++;
	p->link = want;
	arena_reset(p->row);
	return !p->broken;
}

static enum err hold_chain(struct proof *p, struct conn *c, int64_t chain, int64_t began, struct str first)
{
	struct link want;
	p->chain = chain;
	p->n = 0;
	p->broken = false;
	enum err e = look_first(c, p->a, chain, began, &want);
	if (e != OK)
		return e;
	if (!link_from(first, &p->link) || memcmp(p->link.b, want.b, LINK_BYTES) != 0) {
		fault(p, "it did not begin like this");
		return OK;
	}
	return db_each(c, &stmt_rows, DB_ARGS(val_int(chain)), hold_row, p);
}

static enum err hold_all(struct proof *p, struct conn *c)
{
	const struct rows *chains, *stray;
	enum err e;
	int64_t last = INT64_MIN;
	do {
		e = db_exec(c, p->a, &stmt_chains, DB_ARGS(val_int(last)), &chains);
		for (size_t i = 0; e == OK && i < chains->n; i++) {
			last = rows_int(chains, i, 0);
			e = hold_chain(p, c, last, rows_int(chains, i, 1), rows_text(chains, i, 2));
		}
	} while (e == OK && chains->n == 1000);
	for (size_t i = 0; e == OK && i < sizeof strays / sizeof *strays; i++) {
		e = db_exec(c, p->a, &strays[i].count, DB_NO_ARGS, &stray);
		if (e == OK && rows_int(stray, 0, 0) > 0)
			buf_printf(p->faults, "looks: %lld times a %s\n", (long long)rows_int(stray, 0, 0), strays[i].what);
	}
	return e;
}

enum err looks_verify_in(struct conn *c, struct arena *a, int64_t *n, struct str *why)
{
	struct buf faults;
	buf_init(&faults, a, 1 << 20);
	struct proof p = {.a = a, .row = arena_new(1 << 20), .faults = &faults};
	enum err e = hold_all(&p, c);
	arena_free(p.row);
	*n = p.held;
	*why = buf_view(&faults);
	return e == OK && faults.n > 0 ? ERR_CONFLICT : e;
}

enum err looks_verify(struct db *db, struct arena *a, int64_t *n, struct str *why)
{
	struct conn *c;
	enum err e = db_take(db, 5000, &c);
	if (e != OK)
		return e;
	e = looks_verify_in(c, a, n, why);
	db_give(db, c);
	return e;
}
