/* An observation by the mother school while the child is in the group. It hangs on the child and not on the placement:
 * who teaches the child later works from its card, writes it herself, and reads no more of the placement than the goals
 * of both schools (access.md: "cards and goals of own pupils, not the whole dossier"; systems.md A4). */
#include "place_pages.h"

#include "along.h"
#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"

#define L(x) &place_look_fields[PLOOK_##x]
#define G(x) &place_goal_fields[RGOAL_##x]
static const struct field *const fields[] = {L(HELD_ON), L(BY), L(CHILD), L(TAKES)};
enum { FIELDS = sizeof fields / sizeof *fields };
const struct form_def form_place_look = {
	.name = "place-look", .fields = fields, .n = FIELDS, .drafts = true, .submit = N_("Save the observation")};

/* Of the opened child: the placement in which it is in the group now. */
struct running {
	int64_t id;
	struct str pid;
	int32_t looked; /* the last observation that counts; 0: none */
};

static const struct stmt stmt_running = {
	"SELECT id, pid, coalesce(looked, '') FROM placement WHERE route = $1 AND state IN ($2, $3) ORDER BY id DESC LIMIT"
	" 1", "itt", "itt"};

static struct stmt_asked *running_ask(struct req *req)
{
	return stmt_ask(&req->act, &stmt_running,
	                DB_ARGS(val_int(req->seen.row.id), flow_value(&rec_placement, PLACEMENT_PLACED),
	                        flow_value(&rec_placement, PLACEMENT_RETURNING)));
}

/* ERR_NOT_FOUND: the child is in no group. */
static enum err running_take(struct req *req, const struct stmt_asked *x, struct running *out)
{
	const struct rows *r;
	*out = (struct running){.id = 0};
	enum err e = stmt_take(&req->act, x, &r);
	if (e != OK || r->n == 0)
		return e != OK ? e : ERR_NOT_FOUND;
	out->id = rows_int(r, 0, 0);
	out->pid = rows_text(r, 0, 1);
	if (!date_parse_iso(rows_text(r, 0, 2), &out->looked))
		out->looked = 0;
	return OK;
}

static void goals_show(struct ui *u, const struct seen_page *goals, int64_t placement)
{
	size_t shown = 0;
	for (size_t i = 0; i < goals->n; i++) {
		const struct row *r = &goals->v[i].row;
		if (row_int(r, G(PLACEMENT)) != placement || flow_state(r) == RGOAL_DROPPED || row_text(r, G(NEEDS)).n == 0)
			continue;
		if (shown++ == 0)
			ui_panel_begin(u, tr(u->sp, N_("What to look at: the goals to return")));
		ui_p_link(u, NULL, place_path(u->a, "terugkeerdoel", r->pid, ""), row_text(r, G(NEEDS)).p, NULL);
		if (row_text(r, G(MOTHER_DOES)).n > 0)
			ui_small(u, tr_fill(u->a, u->sp, N_("The mother school: {what}"),
			                    TR_SLOTS({"what", row_text(r, G(MOTHER_DOES))})).p);
	}
	if (shown > 0)
		ui_panel_end(u);
}

static void earlier_show(struct ui *u, const struct seen_page *looks, int64_t placement)
{
	size_t shown = 0;
	for (size_t i = looks->n; i-- > 0;) {
		const struct row *r = &looks->v[i].row;
		if (row_int(r, L(PLACEMENT)) != placement)
			continue;
		if (shown++ == 0)
			ui_panel_begin(u, tr(u->sp, N_("Observed before")));
		ui_h3(u, tr_date(u->a, u->sp.lang, (int32_t)row_int(r, L(HELD_ON)), DATE_LONG).p);
		ui_p_str(u, row_text(r, L(CHILD)));
		ui_p_str(u, row_text(r, L(TAKES)));
	}
	if (shown > 0)
		ui_panel_end(u);
}

enum err place_look_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	struct seen_page found[2];
	struct running now;
	const struct pieces_asked *goals = pieces_ask(&req->act, &req->seen, &rec_place_goal);
	const struct pieces_asked *looks = pieces_ask(&req->act, &req->seen, &rec_place_look);
	enum err e = running_take(req, running_ask(req), &now);
	if (e == OK)
		e = pieces_take(&req->act, goals, &found[0]);
	if (e == OK)
		e = pieces_take(&req->act, looks, &found[1]);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {
		{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, child).p, child_path(a, child, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("An observation in the group")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("Two aims: to see the child, and to take something back for the child's own class.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	goals_show(u, &found[0], now.id);
	earlier_show(u, &found[1], now.id);
	ui_cols_main(u);
	ui_panel_begin(u, NULL);
	view_form(u, req_form(req, &form_place_look), child_path(a, child, "/observatie"));
	ui_panel_end(u);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

enum err place_look_post(struct req *req)
{
	struct running now;
	struct str pid;
	int64_t id;
	enum err e = running_take(req, running_ask(req), &now);
	if (e != OK)
		return e;
	struct val v[PLOOK__N] = {[PLOOK_ROUTE] = val_int(req->seen.row.id), [PLOOK_PLACEMENT] = val_int(now.id)};
	for (size_t i = 0; i < FIELDS; i++)
		v[record_field(&rec_place_look, fields[i])] = form_val(req->form, fields[i]);
	struct change *c = change_begin(&req->act, N_("Observation saved"), CHANGE_UNDO);
	e = change_new(c, &rec_place_look, v, &id, &pid);
	/* The last one counts, also when an earlier one is written down later. */
	if (v[PLOOK_HELD_ON].type == VAL_INT && v[PLOOK_HELD_ON].i > now.looked)
		change_set(c, &rec_placement, now.id, &placement_fields[PLACEMENT_LOOKED], v[PLOOK_HELD_ON]);
	bool reads = (req->seen.allowed.reads & PART_BIT(rec_placement.part)) != 0;
	return e != OK ? e : req_commit(req, c, "%s", reads ? place_path(req->act.a, "plaatsing", now.pid, "")
	                                                    : child_path(req->act.a, &req->seen.row, "/observatie"));
}
