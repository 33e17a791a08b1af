#include "chart_times.h"

#include "date.h"
#include "flow.h"

#include <stdlib.h>

enum { YEARS_DAYS = 2 * 365, STAYS_MAX = 4000 };

/* A step taken back was not made. */
static const struct stmt stmt_moves = {
	"SELECT v.record_id, v.new, g.at FROM change_value v JOIN change_group g ON g.id = v.change_group"
	" JOIN route r ON r.id = v.record_id WHERE v.record = 'route' AND v.field = 'phase' AND r.region = $1"
	" AND g.at >= $2 AND g.undone_at = 0 AND g.undoes = 0 ORDER BY v.record_id, g.at, g.id",
	"ii", "iti"};

static const struct stmt stmt_regions = {"SELECT region FROM region ORDER BY region", "", "i"};
static const struct stmt stmt_forget = {"DELETE FROM chart_time WHERE region = $1", "i", ""};
static const struct stmt stmt_keep = {
	"INSERT INTO chart_time (region, what, n, middle, counted) VALUES ($1, $2, $3, $4, $5)", "itiii", ""};
static const struct stmt stmt_kept = {
	"SELECT what, n, middle, counted FROM chart_time WHERE region = $1", "i", "tiii"};

/* Of `what` in the table, beside the codes of the phases. */
#define WHAT_ROUTES "routes"
#define WHAT_SKIPPED "zonder-knooppunt"
#define WHAT_AGAIN "opnieuw"

struct counting {
	struct chart_times *out;
	int32_t *days[PHASE__N];
	int64_t route, since, moves;
	int phase, knooppunten;
	bool skipped;
};

static void route_ends(struct counting *c)
{
	c->out->routes += c->moves > 1;
	c->out->no_knooppunt += c->skipped;
	c->out->again += c->knooppunten > 1;
	c->moves = 0;
	c->knooppunten = 0;
	c->skipped = false;
	c->phase = -1;
}

/* Beyond the maximum a stay counts but does not weigh in the median: it is that of the first thousands. */
static void leaves(struct counting *c, int64_t at)
{
	int64_t *n = &c->out->stays[c->phase];
	if (*n < STAYS_MAX)
		c->days[c->phase][*n] = (int32_t)((at - c->since) / DAY_MS);
	++*n;
}

static bool one_move(void *ctx, const struct val *v, size_t cols)
{
	struct counting *c = ctx;
	int to = v[1].type == VAL_TEXT ? flow_place(&rec_route, v[1].s) : -1;
	(void)cols;
	if (to < 0)
		return true;
	if (v[0].i != c->route) {
		route_ends(c);
		c->route = v[0].i;
	} else if (c->phase >= 0) {
		leaves(c, v[2].i);
	}
	c->moves++;
	c->knooppunten += to == PHASE_KNOOPPUNT;
	bool decided_there = to == PHASE_STARTKLAS || to == PHASE_TLV || to == PHASE_SUPPORT;
	c->skipped = c->skipped || (c->knooppunten == 0 && decided_there);
	c->phase = to;
	c->since = v[2].i;
	return true;
}

static int by_days(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
	return x < y ? -1 : x > y;
}

static void middles(struct counting *c)
{
	for (size_t i = 0; i < PHASE__N; i++) {
		size_t n = c->out->stays[i] < STAYS_MAX ? (size_t)c->out->stays[i] : STAYS_MAX;
		if (n == 0)
			continue;
		qsort(c->days[i], n, sizeof *c->days[i], by_days);
		c->out->median[i] = c->days[i][n / 2];
	}
}

static enum err count(struct counting *c, struct act *act, int64_t region, struct chart_times *out)
{
	const int64_t since = act->now - (int64_t)YEARS_DAYS * DAY_MS;
	struct conn *conn;
	*out = (struct chart_times){.counted = act->now};
	c->out = out;
	c->route = 0;
	route_ends(c);
	enum err e = act_conn(act, &conn);
	if (e == OK)
		e = db_each(conn, &stmt_moves, DB_ARGS(val_int(region), val_int(since)), one_move, c);
	if (e != OK)
		return e;
	route_ends(c);
	middles(c);
	return OK;
}

static struct counting *counting_new(struct arena *a)
{
	struct counting *c = ARENA_NEW(a, struct counting);
	*c = (struct counting){.phase = -1};
	for (size_t i = 0; i < PHASE__N; i++)
		c->days[i] = ARENA_ARRAY(a, int32_t, STAYS_MAX);
	return c;
}

/* ---- kept ---- */

static void put_kept(struct batch *b, int64_t region, const char *what, int64_t n, int32_t middle, int64_t at)
{
	batch_put(b, &stmt_keep,
	          DB_ARGS(val_int(region), val_text(str_from(what)), val_int(n), val_int(middle), val_int(at)));
}

static enum err keep(struct act *act, int64_t region, const struct chart_times *t)
{
	struct conn *conn;
	enum err e = act_begin(act, &conn);
	if (e != OK)
		return e;
	struct batch *b = batch_new(conn, act->a);
	batch_put(b, &stmt_forget, DB_ARGS(val_int(region)));
	put_kept(b, region, WHAT_ROUTES, t->routes, 0, t->counted);
	put_kept(b, region, WHAT_SKIPPED, t->no_knooppunt, 0, t->counted);
	put_kept(b, region, WHAT_AGAIN, t->again, 0, t->counted);
	for (int p = 0; p < PHASE__N; p++)
		put_kept(b, region, route_fields[ROUTE_PHASE].choices[p].code, t->stays[p], t->median[p], t->counted);
	return db_end(conn, batch_run(b));
}

enum err chart_times_keep(struct act *act)
{
	const struct rows *regions;
	struct counting *c = counting_new(act->a);
	enum err e = act_exec(act, &stmt_regions, DB_NO_ARGS, &regions);
	for (size_t i = 0; e == OK && i < regions->n; i++) {
		struct chart_times t;
		e = count(c, act, rows_int(regions, i, 0), &t);
		if (e == OK)
			e = keep(act, rows_int(regions, i, 0), &t);
	}
	return e;
}

size_t chart_times_put(struct batch *b, int64_t region)
{
	return batch_put(b, &stmt_kept, DB_ARGS(val_int(region)));
}

void chart_times_take(const struct rows *r, struct chart_times *out)
{
	enum { K_WHAT, K_N, K_MIDDLE, K_COUNTED };
	*out = (struct chart_times){.counted = 0};
	for (size_t i = 0; i < r->n; i++) {
		struct str what = rows_text(r, i, K_WHAT);
		int64_t n = rows_int(r, i, K_N);
		int phase = flow_place(&rec_route, what);
		out->counted = rows_int(r, i, K_COUNTED);
		if (str_is(what, WHAT_ROUTES))
			out->routes = n;
		else if (str_is(what, WHAT_SKIPPED))
			out->no_knooppunt = n;
		else if (str_is(what, WHAT_AGAIN))
			out->again = n;
		else if (phase >= 0) {
			out->stays[phase] = n;
			out->median[phase] = (int32_t)rows_int(r, i, K_MIDDLE);
		}
	}
}

/* ---- the small-number rule ---- */

enum { FIGURE_LEAST = 10, FIGURE_ROUND = 5 };

int64_t figure_said(int64_t n)
{
	return n < FIGURE_LEAST ? 0 : (n + FIGURE_ROUND / 2) / FIGURE_ROUND * FIGURE_ROUND;
}

int64_t figure_part(int64_t part, int64_t whole)
{
	int64_t left = whole - part;
	return left > 0 && left < FIGURE_LEAST ? 0 : figure_said(part);
}
