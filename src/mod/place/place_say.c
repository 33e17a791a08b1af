#include "place_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"

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

size_t place_crumbs(struct req *req, const struct row *child, const struct seen *placement, struct ui_link out[2])
{
	struct arena *a = req->act.a;
	out[0] = (struct ui_link){child_name(a, child).p, child_path(a, child, "")};
	if (placement->row.rec == NULL)
		return 1;
	out[1] = (struct ui_link){tr(req->act.speak, N_("Placement")), placement_path(a, &placement->row, "")};
	return 2;
}

enum err placement_may(struct req *req, enum placement_step step)
{
	return flow_may(&req->act, &req->seen, &placement_flow[step]);
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
static const struct stmt stmt_counts = {
	"SELECT host_group, count(*)" WITH("need_toilet") WITH("need_near") WITH("need_conflict") WITH("need_language")
	WITH("need_quiet") WITH("need_care")
	" FROM placement WHERE kind = $1 AND host_group IS NOT NULL AND state IN ($2, $3) GROUP BY host_group",
	"itt", "iiiiiiii"};

struct stmt_asked *group_counts_ask(struct act *act, int64_t kind)
{
	return stmt_ask(act, &stmt_counts, DB_ARGS(val_int(kind), flow_value(&rec_placement, PLACEMENT_PLACED),
	                                           flow_value(&rec_placement, PLACEMENT_RETURNING)));
}

struct group_count group_counts_of(const struct rows *counts, int64_t group)
{
	struct group_count n = {.children = 0};
	for (size_t i = 0; i < counts->n; i++) {
		if (rows_int(counts, i, 0) != group)
			continue;
		n.children = rows_int(counts, i, 1);
		for (size_t k = 0; k < PLACE_NEEDS; k++)
			n.need[k] = rows_int(counts, i, 2 + k);
	}
	return n;
}

struct str place_figure(struct arena *a, struct speak sp, int64_t n)
{
	if (figure_said(n) == 0)
		return str_from(tr(sp, N_("fewer than 10")));
	return tr_fill(a, sp, N_("about {n}"), TR_SLOTS({"n", tr_number(a, sp.lang, figure_said(n))}));
}
