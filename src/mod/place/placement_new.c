/* The placements of a child, and the beginning of one. */
#include "place_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "record_view.h"
#include "route.h"
#include "steps.h"

static const struct field field_kind = PLACE_CHOSEN("soort", N_("Which kind of group did the knooppunt name?"),
                                              N_("Choose the kind of group"));
static const struct field field_mother = PLACE_CHOSEN("moederschool", N_("Which school is the mother school?"),
                                                N_("Choose the mother school"));

#define F(x) &placement_fields[PLACEMENT_##x]
static const struct field *const new_fields[] = {&field_kind, &field_mother, F(WHY)};
const struct form_def form_placement_new = {
	.name = "placement-new", .fields = new_fields, .n = 3, .drafts = true, .submit = N_("Begin the preparation")};

static enum err kinds_of(struct req *req, const struct rows **out)
{
	static const struct stmt s = {
		"SELECT id, pid, name, profile, months FROM place_kind WHERE region = $1 AND state = $2 ORDER BY name_key, id "
			"LIMIT 60",
		"it", "ittti"};
	return act_exec(&req->act, &s, DB_ARGS(val_int(req->act.region), flow_value(&rec_place_kind, KIND_OPEN)), out);
}

/* ---- the placements of a child ---- */

static struct ui_tag dates_tag(struct req *req, const struct row *r)
{
	struct ui_tag t = view_term_tag(req->act.a, req->act.speak, r, route_today(req));
	return t.state.n > 0 ? t : view_state(req->act.speak, r);
}

struct str placement_name(struct req *req, const struct row *r)
{
	struct speak sp = req->act.speak;
	struct val begins = row_val(r, F(BEGINS));
	if (begins.type != VAL_INT)
		return str_from(tr(sp, N_("In preparation")));
	return tr_fill(req->act.a, sp, N_("In the group from {date}"),
	               TR_SLOTS({"date", tr_date(req->act.a, sp.lang, (int32_t)begins.i, DATE_LONG)}));
}

static void placement_rows(struct ui *u, struct req *req, const struct seen_page *p)
{
	struct speak sp = u->sp;
	const struct ui_col cols[] = {{.label = tr(sp, N_("Placement"))}, {.label = tr(sp, N_("State"))},
	                              {.label = tr(sp, N_("What comes first"))}};
	ui_table_begin(u, tr(sp, N_("Placements of this child")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < p->n; i++) {
		const struct row *r = &p->v[i].row;
		struct ui_tag state = view_state(sp, r), first = dates_tag(req, r);
		ui_row(u);
		ui_cell_link(u, placement_path(u->a, r, ""), placement_name(req, r));
		ui_cell_tag(u, &state);
		ui_cell_tag(u, &first);
	}
	ui_table_end(u);
}

static bool may_begin(const struct req *req)
{
	return (req->seen.allowed.writes & PART_BIT(PART_KNOOPPUNT)) != 0 &&
	       (placement_flow[PLACE_ASK].by >> req->viewer->role & 1) != 0;
}

static bool one_runs(const struct seen_page *p)
{
	for (size_t i = 0; i < p->n; i++)
		if ((rec_placement.ends >> flow_state(&p->v[i].row) & 1) == 0)
			return true;
	return false;
}

enum err child_placements_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	struct child_list l;
	enum err e = child_list(req, &rec_placement, &l);
	if (e != OK || l.leads_on)
		return e;
	struct ui_page page = {
		.title = tr(sp, N_("Placement")), .crumbs = l.crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("For a time in another group, and back. Only a knooppunt can name it.")),
	};
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/plaatsing");
	if (l.found.n == 0)
		ui_empty(u, tr(sp, N_("Never in another group")),
		         tr(sp, N_("When a knooppunt names a group arrangement, the way there and back stands here.")), NULL);
	else
		placement_rows(u, req, &l.found);
	if (may_begin(req) && !one_runs(&l.found)) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_PRIMARY, child_path(a, child, "/plaatsing/nieuw"), tr(sp, N_("Prepare a placement")));
		ui_buttons_end(u);
	}
	return view_end(u, req, &page);
}

/* ---- begin ---- */

/* Near home by its postcode; of several the one where the child is already. The place among the schools, or n. */
static size_t near_home(const struct rows *schools, const struct row *child)
{
	struct str pc4 = row_text(child, &route_fields[ROUTE_PC4]);
	int64_t own = row_int(child, &route_fields[ROUTE_SCHOOL]);
	size_t near = schools->n;
	for (size_t i = 0; i < schools->n; i++) {
		struct str postcode = rows_text(schools, i, 3);
		bool here = pc4.n == 4 && postcode.n >= 4 && str_eq((struct str){postcode.p, 4}, pc4);
		if (here && (near == schools->n || rows_int(schools, i, 0) == own))
			near = i;
	}
	return near;
}

/* The school that the parents chose already, else the one near home. */
static size_t proposed(const struct rows *schools, const struct row *child)
{
	int64_t own = row_int(child, &route_fields[ROUTE_SCHOOL]);
	for (size_t i = 0; i < schools->n; i++)
		if (rows_int(schools, i, 0) == own)
			return i;
	return near_home(schools, child);
}

static const char *proposal_word(struct ui *u, const struct rows *schools, size_t at)
{
	return at == schools->n ? NULL
	                        : tr_fill(u->a, u->sp, N_("Near home, by the postcode: {name}. The parents may choose "
		"another."),
	                                  TR_SLOTS({"name", rows_text(schools, at, 2)})).p;
}

enum err placement_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	const struct rows *kinds, *schools;
	enum err e = may_begin(req) ? kinds_of(req, &kinds) : ERR_DENIED;
	if (e == OK)
		e = place_schools(req, &schools);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {child_name(a, child).p, child_path(a, child, "")},
	                                 {tr(sp, N_("Placement")), child_path(a, child, "/plaatsing")}};
	struct ui_page page = {
		.title = tr(sp, N_("Prepare a placement")), .crumbs = crumbs, .n_crumbs = 3,
		.intro = tr(sp, N_("Nobody promises a place. First the knooppunt, then the parents agree, then the group.")),
	};
	struct form *f = req_form(req, &form_placement_new);
	size_t at = proposed(schools, child);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, child_path(a, child, "/plaatsing/nieuw"));
	place_choose(u, f, &field_kind, FIELD_RADIOS, place_options(u, f, &field_kind, kinds, kinds->n, true), kinds->n,
	             NULL);
	place_choose(u, f, &field_mother, FIELD_SELECT, place_options(u, f, &field_mother, schools, at, false), schools->n,
	       proposal_word(u, schools, near_home(schools, child)));
	view_field(u, f, F(WHY));
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* The day of the last knooppunt that named a group for this child before; of a placement that was taken over with its
 * state, its first day there. */
static struct val served_until(const struct seen_page *earlier)
{
	struct val last = val_null();
	for (size_t i = 0; i < earlier->n; i++) {
		struct val named = row_val(&earlier->v[i].row, F(NAMED_ON));
		struct val on = named.type == VAL_INT ? named : row_val(&earlier->v[i].row, F(BEGINS));
		if (on.type == VAL_INT && (last.type == VAL_NULL || on.i > last.i))
			last = on;
	}
	return last;
}

enum err placement_new_post(struct req *req)
{
	const struct row *child = &req->seen.row;
	const struct rows *kinds, *schools;
	struct seen_page found;
	struct str pid;
	int64_t id;
	enum err e = may_begin(req) ? scope_pieces(&req->act, &req->seen, &rec_placement, &found) : ERR_DENIED;
	if (e == OK)
		e = kinds_of(req, &kinds);
	if (e == OK)
		e = place_schools(req, &schools);
	if (e != OK)
		return e;
	size_t kind = place_chosen(req, &field_kind, kinds), mother = place_chosen(req, &field_mother, schools);
	if (kind == kinds->n)
		return place_not_chosen(req, &field_kind);
	if (mother == schools->n)
		return place_not_chosen(req, &field_mother);
	if (one_runs(&found)) {
		form_wrong(req->form, NULL, str_from(tr(req->act.speak, N_("A placement of this child runs already. End that "
			"one first"))));
		return ERR_INVALID;
	}
	const struct val v[PLACEMENT__N] = {
		[PLACEMENT_ROUTE] = val_int(child->id), [PLACEMENT_VERSION] = val_int(1),
		[PLACEMENT_NAMED_AFTER] = served_until(&found),
		[PLACEMENT_KIND] = rows_val(kinds, kind, 0), [PLACEMENT_MONTHS] = rows_val(kinds, kind, 4),
		[PLACEMENT_MOTHER] = rows_val(schools, mother, 0),
		[PLACEMENT_OWN_CHOICE] = val_int(mother != near_home(schools, child)),
		[PLACEMENT_WHY] = form_val(req->form, F(WHY)), [PLACEMENT_RESPONSIBLE] = val_text(S("moederschool")),
	};
	struct change *c = change_begin(&req->act, N_("Preparation begun"), 0);
	e = change_new(c, &rec_placement, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "/plaatsing/" STR_FMT "/wijzig", STR_ARG(pid));
}
