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

enum err chart_times(struct act *act, int64_t region, struct chart_times *out)
{
	struct counting c = {.out = out, .phase = -1};
	struct conn *conn;
	*out = (struct chart_times){.routes = 0};
	for (size_t i = 0; i < PHASE__N; i++)
		c.days[i] = ARENA_ARRAY(act->a, int32_t, STAYS_MAX);
	enum err e = act_conn(act, &conn);
	if (e == OK)
		e = db_each(conn, &stmt_moves, DB_ARGS(val_int(region), val_int(act->now - (int64_t)YEARS_DAYS * DAY_MS)),
		            one_move, &c);
	if (e != OK)
		return e;
	route_ends(&c);
	for (size_t i = 0; i < PHASE__N; i++) {
		size_t n = out->stays[i] < STAYS_MAX ? (size_t)out->stays[i] : STAYS_MAX;
		if (n == 0)
			continue;
		qsort(c.days[i], n, sizeof *c.days[i], by_days);
		out->median[i] = c.days[i][n / 2];
	}
	return OK;
}

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
