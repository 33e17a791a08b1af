#include "place_pages.h"

#include "date.h"
#include "people.h"
#include "route.h"

#include <stdlib.h>

const char *place_path(struct arena *a, const char *base, struct str pid, const char *below)
{
	return str_printf(a, "/%s/" STR_FMT "%s", base, STR_ARG(pid), below).p;
}

const char *placement_path(struct arena *a, const struct row *placement, const char *below)
{
	return place_path(a, "plaatsing", placement->pid, below);
}

static const struct stmt stmt_names = {
	"SELECT k.name, coalesce(g.name, ''), coalesce(o.name, ''), m.name, k.effective FROM placement p JOIN place_kind "
		"k ON"
	" k.id = p.kind JOIN organisation m ON m.id = p.mother LEFT JOIN place_group g ON g.id = p.host_group LEFT JOIN"
	" organisation o ON o.id = g.host WHERE p.id = $1", "i", "ttttt"};

size_t place_names_put(struct batch *b, const struct row *placement)
{
	return batch_put(b, &stmt_names, DB_ARGS(val_int(placement->id)));
}

struct place_names place_names_take(const struct batch *b, size_t at, const struct seen *placement)
{
	const struct rows *r = batch_rows(b, at);
	struct place_names n = {.kind = {0}};
	if (r->n == 0)
		return n;
	n.kind = rows_text(r, 0, 0);
	n.effective = rows_text(r, 0, 4);
	if (!placement->hidden[PLACEMENT_GROUP]) {
		n.group = rows_text(r, 0, 1);
		n.host = rows_text(r, 0, 2);
	}
	if (!placement->hidden[PLACEMENT_MOTHER])
		n.mother = rows_text(r, 0, 3);
	return n;
}

enum err place_beside(struct req *req, struct row *child, struct seen *placement)
{
	static const struct record *const recs[] = {&rec_route, &rec_placement};
	struct seen_page found[2];
	bool own = req->seen.row.rec == &rec_placement;
	int64_t id = own ? req->seen.row.id : row_int(&req->seen.row, req->seen.row.rec->parent);
	enum err e = scope_pieces_all(&req->act, &req->seen, recs, 2, found);
	if (e != OK)
		return e;
	if (found[0].n != 1)
		return ERR_NOT_FOUND;
	*child = found[0].v[0].row;
	for (size_t i = 0; i < found[1].n; i++)
		if (found[1].v[i].row.id == id) {
			*placement = own ? req->seen : found[1].v[i];
			return OK;
		}
	placement->row.rec = NULL; /* a teacher works from the goals and reads no more of it */
	return OK;
}

bool place_writes(const struct req *req, const struct seen *of, enum part part, const struct field *f)
{
	return (of->allowed.writes & PART_BIT(part)) != 0 && (f == NULL || field_by(f, req->viewer->role));
}

bool place_family(const struct req *req, const struct seen *of)
{
	return of->allowed.purpose[PART_VOORZIENING] == PURPOSE_OWN && side_of(req->viewer->role) == SIDE_PARENTS;
}

/* ---- how many are in a group ---- */

#define WITH(column) ", count(CASE WHEN " column " <> 0 THEN 1 END)"
static const struct stmt stmt_count = {
	"SELECT count(*)" WITH("need_toilet") WITH("need_near") WITH("need_conflict") WITH("need_language")
	WITH("need_quiet") WITH("need_care")
	" FROM placement WHERE host_group = $1 AND state IN ($2, $3)", "itt", "iiiiiii"};

static struct val state_code(enum placement_state s)
{
	return val_text(str_from(placement_fields[PLACEMENT_STATE].choices[s].code));
}

size_t group_count_put(struct batch *b, int64_t group)
{
	return batch_put(b, &stmt_count, DB_ARGS(val_int(group), state_code(PLACEMENT_PLACED),
		state_code(PLACEMENT_RETURNING)));
}

struct group_count group_count_take(const struct batch *b, size_t at)
{
	const struct rows *r = batch_rows(b, at);
	struct group_count n = {.children = rows_int(r, 0, 0)};
	for (size_t i = 0; i < PLACE_NEEDS; i++)
		n.need[i] = rows_int(r, 0, i + 1);
	return n;
}

/* ---- the order of waiting ---- */

/* No name and nothing of what a child needs: who stands where, and by which rule. */
static const struct stmt stmt_waiting = {
	"SELECT p.id, p.route, p.asked_on, coalesce(r.pc4, ''), p.at_home FROM placement p JOIN route r ON r.id = p.route"
	" WHERE p.kind = $1 AND p.state = $2 ORDER BY p.asked_on, p.id LIMIT 200", "it", "iitti"};
static const struct stmt stmt_first = {
	"SELECT place_rank, test, coalesce(pc4_from, ''), coalesce(pc4_last, ''), words, source FROM place_first WHERE "
		"kind = $1"
	" AND begins <= $2 AND (ends IS NULL OR ends >= $2) ORDER BY place_rank, id LIMIT 40", "it", "ittttt"};

static bool goes_first(const struct rows *rules, size_t k, struct str pc4, bool at_home)
{
	if (str_is(rows_text(rules, k, 1), "thuis"))
		return at_home;
	return pc4.n == 4 && str_cmp(rows_text(rules, k, 2), pc4) <= 0 && str_cmp(pc4, rows_text(rules, k, 3)) <= 0;
}

static int by_order(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->since != y->since)
		return x->since < y->since ? -1 : 1;
	return (x->placement > y->placement) - (x->placement < y->placement);
}

enum err place_waiting(struct act *act, int64_t kind, int32_t today, struct waiting *out, size_t *n)
{
	enum { LAST = 99 };
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t rows_at = batch_put(b, &stmt_waiting, DB_ARGS(val_int(kind), state_code(PLACEMENT_WAITING)));
	size_t rules_at = batch_put(b, &stmt_first, DB_ARGS(val_int(kind), val_text(date_iso(act->a, today))));
	e = batch_run(b);
	if (e != OK)
		return e;
	const struct rows *rows = batch_rows(b, rows_at), *rules = batch_rows(b, rules_at);
	for (*n = 0; *n < rows->n && *n < WAITING_MAX; ++*n) {
		struct waiting *w = &out[*n];
		*w = (struct waiting){.placement = rows_int(rows, *n, 0), .route = rows_int(rows, *n, 1), .rank = LAST};
		if (!date_parse_iso(rows_text(rows, *n, 2), &w->since))
			w->since = today;
		for (size_t k = 0; k < rules->n && w->rank == LAST; k++)
			if (goes_first(rules, k, rows_text(rows, *n, 3), rows_int(rows, *n, 4) != 0)) {
				w->rank = rows_int(rules, k, 0);
				w->why = rows_text(rules, k, 4);
				w->source = rows_text(rules, k, 5);
			}
	}
	qsort(out, *n, sizeof *out, by_order);
	return OK;
}
