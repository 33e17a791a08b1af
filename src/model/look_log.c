/* Looks as those read them who oversee: by time and by person. */
#include "look.h"

#include "look_chain.h"
#include "rand.h"

enum { LOG_COLS = LOG_DOOR + 1, REGION_BITS = 40 };

#define LOG_OF "SELECT at, chain, n, account, role, org, route, part, purpose, door FROM look WHERE "
#define LOG_TYPES "iiiitiiitt"

static const struct stmt stmt_all = {
	LOG_OF "at >= $1 AND (at, chain, n) < ($2, $3, $4) ORDER BY at DESC, chain DESC, n DESC LIMIT 200", "iiii",
	LOG_TYPES};
static const struct stmt stmt_account = {
	LOG_OF "account = $5 AND at >= $1 AND (at, chain, n) < ($2, $3, $4) ORDER BY at DESC, chain DESC, n DESC LIMIT 200",
	"iiiii", LOG_TYPES};
static const struct stmt stmt_period = {LOG_OF "at >= $1 AND at < $2 AND purpose <> $3", "iit", LOG_TYPES};
static const struct stmt stmt_count = {
	"SELECT count(*) FROM look WHERE at >= $1 AND at < $2 AND route >= $3 AND route < $4", "iiii", "i"};

enum err looks_log(struct looks *l, struct arena *a, int64_t account, int64_t from, struct look_place before,
                   const struct rows **out)
{
	const struct val args[] = {val_int(from), val_int(before.at), val_int(before.chain), val_int(before.n),
	                           val_int(account)};
	return account == 0 ? looks_read(l, a, &stmt_all, args, 4, out) : looks_read(l, a, &stmt_account, args, 5, out);
}

enum err looks_count(struct looks *l, struct arena *a, int64_t region, int64_t from, int64_t to, int64_t *n)
{
	const struct rows *r;
	/* Ids carry their region (conventions 14). */
	const struct val args[] = {val_int(from), val_int(to), val_int(region << REGION_BITS),
	                           val_int((region + 1) << REGION_BITS)};
	enum err e = looks_read(l, a, &stmt_count, args, 4, &r);
	if (e == OK)
		*n = rows_int(r, 0, 0);
	return e;
}

/* A reservoir: the i-th look takes a place with chance most / i. */
struct reservoir {
	struct arena *a;
	struct rows *rows;
	size_t most;
	uint64_t met;
	struct dice dice;
};

static bool pour(void *ctx, const struct val *v, size_t cols)
{
	struct reservoir *r = ctx;
	size_t at = r->rows->n;
	r->met++;
	if (at == r->most) {
		uint64_t place = dice_below(&r->dice, r->met);
		if (place >= r->most)
			return true;
		at = (size_t)place;
	} else {
		r->rows->n++;
	}
	for (size_t i = 0; i < cols; i++) {
		r->rows->v[at * cols + i] = v[i];
		r->rows->v[at * cols + i].s = str_copy(r->a, v[i].s);
	}
	return true;
}

enum err looks_sample(struct db *db, struct arena *a, int64_t from, int64_t to, size_t most, const struct rows **out)
{
	struct rows *rows = ARENA_NEW(a, struct rows);
	struct conn *c;
	uint64_t seed;
	*rows = (struct rows){.cols = LOG_COLS, .v = ARENA_ARRAY(a, struct val, (most + 1) * LOG_COLS)};
	struct reservoir r = {.a = a, .rows = rows, .most = most};
	rand_bytes(&seed, sizeof seed);
	dice_seed(&r.dice, seed);
	enum err e = db_take(db, 5000, &c);
	if (e != OK)
		return e;
	e = db_each(c, &stmt_period, DB_ARGS(val_int(from), val_int(to), val_text(str_from(purpose_code(PURPOSE_OWN)))),
	            pour, &r);
	db_give(db, c);
	*out = rows;
	return e;
}
