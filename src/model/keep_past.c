#include "keep_past.h"

#include "date.h"

enum { TAKE_MS = 5000 };

/* Per child and kind of relation when the last of them ends. */
#define PER_KIND(where) \
	"SELECT x.id, x.region, x.closed, coalesce(n.kind, ''), coalesce(max(n.ends), 0) FROM route x" \
	" LEFT JOIN relation n ON n.route = x.id" where " GROUP BY x.id, x.region, x.closed, n.kind ORDER BY x.id"
static const struct stmt stmt_all = {PER_KIND(""), "", "iiiti"};
static const struct stmt stmt_one = {PER_KIND(" WHERE x.id = $1"), "i", "iiiti"};

struct finding {
	const struct region_books *books;
	int32_t today;
	struct past *v;
	struct pasts *out;
	/* of the child that is being read */
	int64_t route, region, closed, last[PART__N];
};

static void settle(struct finding *f)
{
	for (enum part p = PART_NONE + 1; f->route != 0 && p < PART__N; p++) {
		const struct part_keep *part = keep_of_part(p);
		if (part->rule == NULL)
			continue;
		const struct keeping k = {.rule = part->rule};
		int32_t from = keep_task_end(f->closed, f->last[p]);
		int32_t until = from > f->today ? DATE_OPEN : keep_until(book_in(f->books, f->region), &k, from);
		if (until >= f->today)
			continue;
		f->out->more = f->out->n == PASTS_MAX;
		if (!f->out->more)
			f->v[f->out->n++] = (struct past){f->route, p, from, until, part->rule};
	}
}

static bool find(void *ctx, const struct val *row, size_t cols)
{
	struct finding *f = ctx;
	enum relation_kind kind;
	(void)cols;
	if (row[0].i != f->route) {
		settle(f);
		if (f->out->more)
			return false;
		f->route = row[0].i;
		f->region = row[1].i;
		f->closed = row[2].i;
		memset(f->last, 0, sizeof f->last);
	}
	if (!relation_parse(row[3].s, &kind))
		return true;
	for (enum part p = PART_NONE + 1; p < PART__N; p++)
		if ((keep_of_part(p)->task >> kind & 1) != 0 && row[4].i > f->last[p])
			f->last[p] = row[4].i;
	return true;
}

/* ---- what differs by what became of the child ---- */

/* Was a TLV ever asked for this child? The phase stays in what history holds of the route. */
static const struct stmt stmt_referred = {
	"SELECT 1 FROM change_value WHERE record = 'route' AND record_id = $1 AND field = 'phase' AND new = 'tlv'"
	" UNION SELECT 1 FROM route WHERE id = $1 AND phase = 'tlv'", "i", "i"};

enum err keep_referred(struct act *act, int64_t route, bool *yes)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_referred, DB_ARGS(val_int(route)), &r);
	*yes = e == OK && r->n > 0;
	return e;
}

/* The file of who was referred is kept a year longer (PRI-07), and what may hold the decision on a TLV is not destroyed
 * before its own term (PRI-06: "do not destroy before"). */
static const char *rule_of_referred(const struct past *p)
{
	if (strcmp(p->rule, "PRI-07") == 0)
		return "PRI-07-verwezen";
	return p->part == PART_SWV ? "PRI-06" : NULL;
}

static enum err longer(struct act *act, const struct region_books *books, int32_t today, struct past *p, bool *past)
{
	const char *rule = rule_of_referred(p);
	const struct rows *region;
	bool was;
	static const struct stmt stmt_region = {"SELECT region FROM route WHERE id = $1", "i", "i"};
	*past = true;
	if (rule == NULL)
		return OK;
	enum err e = keep_referred(act, p->route, &was);
	if (e == OK && was)
		e = act_exec(act, &stmt_region, DB_ARGS(val_int(p->route)), &region);
	if (e != OK || !was)
		return e;
	const struct keeping k = {.rule = rule};
	p->rule = rule;
	p->until = region->n == 0 ? DATE_OPEN : keep_until(book_in(books, rows_int(region, 0, 0)), &k, p->from);
	*past = p->until < today;
	return OK;
}

static enum err keep_longer(struct act *act, const struct region_books *books, int32_t today, struct past *v, size_t *n)
{
	size_t kept = 0;
	for (size_t i = 0; i < *n; i++) {
		bool past;
		enum err e = longer(act, books, today, &v[i], &past);
		if (e != OK)
			return e;
		if (past)
			v[kept++] = v[i];
	}
	*n = kept;
	return OK;
}

enum err keep_past(struct act *act, const struct region_books *books, int64_t route, int32_t today,
                   struct pasts *out)
{
	struct finding f = {.books = books, .today = today, .out = out};
	struct conn *conn;
	f.v = ARENA_ARRAY(act->a, struct past, route == 0 ? PASTS_MAX : PART__N);
	*out = (struct pasts){.v = f.v};
	enum err e = db_take(act->db, TAKE_MS, &conn);
	if (e != OK)
		return e;
	const struct val one = val_int(route);
	e = db_each(conn, route == 0 ? &stmt_all : &stmt_one, &one, route == 0 ? 0 : 1, find, &f);
	db_give(act->db, conn);
	if (e == OK && !out->more)
		settle(&f);
	return e == OK ? keep_longer(act, books, today, f.v, &out->n) : e;
}
