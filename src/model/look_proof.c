#include "look.h"

#include "look_chain.h"

static const struct stmt stmt_heads = {
	"SELECT c.id, COALESCE(l.n, 0), COALESCE(l.link, c.first_link) FROM look_chain c"
	" LEFT JOIN look l ON l.chain = c.id AND l.n = (SELECT max(m.n) FROM look m WHERE m.chain = c.id)"
	" WHERE c.id < $1 ORDER BY c.id DESC LIMIT 1000",
	"i", "iib"};
static const struct stmt stmt_chains = {"SELECT id, first_link FROM look_chain WHERE id > $1 ORDER BY id LIMIT 1000",
					"i", "ib"};
static const struct stmt stmt_rows = {
	"SELECT n, at, account, role, org, route, part, purpose, door, link FROM look WHERE chain = $1 ORDER BY n", "i",
	"iiitiiittb"};
static const struct stmt stmt_orphans = {
	"SELECT count(*) FROM look WHERE chain NOT IN (SELECT id FROM look_chain)", "", "i"};


enum err look_witness(struct conn *c, struct arena *a, int64_t chain, struct link *out)
{
	const struct rows *heads;
	struct link w = {{0}};
	enum err e = db_exec(c, a, &stmt_heads, DB_ARGS(val_int(chain)), &heads);
	if (e != OK)
		return e;
	for (size_t i = 0; i < heads->n; i++) {
		struct buf b;
		buf_init(&b, a, 256);
		chain_int(&b, rows_int(heads, i, 0));
		chain_int(&b, rows_int(heads, i, 1));
		chain_text(&b, rows_text(heads, i, 2));
		w = chain_next(&w, buf_view(&b));
	}
	*out = w;
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

/* Each chain began with the heads of all before it, as they were then. */
static enum err hold_witness(struct proof *p, struct conn *c, const struct link *first)
{
	struct link w;
	enum err e = look_witness(c, p->a, p->chain, &w);
	if (e != OK)
		return e;
	if (memcmp(w.b, first->b, LINK_BYTES) != 0)
		fault(p, "an earlier chain is not what it was when this one began");
	return OK;
}

static enum err hold_chain(struct proof *p, struct conn *c, int64_t chain, struct str first)
{
	p->chain = chain;
	p->n = 0;
	p->broken = false;
	if (!link_from(first, &p->link)) {
		fault(p, "its first link is gone");
		return OK;
	}
	enum err e = hold_witness(p, c, &p->link);
	return e != OK || p->broken ? e : db_each(c, &stmt_rows, DB_ARGS(val_int(chain)), hold_row, p);
}

static enum err hold_all(struct proof *p, struct conn *c)
{
	const struct rows *chains, *orphans;
	enum err e;
	int64_t last = 0;
	do {
		e = db_exec(c, p->a, &stmt_chains, DB_ARGS(val_int(last)), &chains);
		for (size_t i = 0; e == OK && i < chains->n; i++) {
			last = rows_int(chains, i, 0);
			e = hold_chain(p, c, last, rows_text(chains, i, 1));
		}
	} while (e == OK && chains->n == 1000);
	if (e == OK)
		e = db_exec(c, p->a, &stmt_orphans, DB_NO_ARGS, &orphans);
	if (e == OK && rows_int(orphans, 0, 0) > 0)
		buf_c(p->faults, "looks without a chain\n");
	return e;
}

enum err looks_verify(struct db *db, struct arena *a, int64_t *n, struct str *why)
{
	struct conn *c;
	struct buf faults;
	buf_init(&faults, a, 1 << 20);
	enum err e = db_take(db, 5000, &c);
	if (e != OK)
		return e;
	struct proof p = {.a = a, .row = arena_new(1 << 20), .faults = &faults};
	e = hold_all(&p, c);
	db_give(db, c);
	arena_free(p.row);
	*n = p.held;
	*why = buf_view(&faults);
	return e == OK && faults.n > 0 ? ERR_CONFLICT : e;
}
