/* Beginning a placement, its preparation, and what is written down on the way. */
#include "place_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "rand.h"
#include "route.h"
#include "steps.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

/* Chosen from a list, so posted as the public id of what was chosen. */
#define CHOSEN(column, words, needed) \
	{.name = column, .type = &T_LINE, .privacy = PRIV_PUBLIC, .max = PID_LEN, .label = words, .missing = needed}
static const struct field field_kind = CHOSEN("soort", N_("Which kind of group did the knooppunt name?"),
                                              N_("Choose the kind of group"));
static const struct field field_mother = CHOSEN("moederschool", N_("Which school is the mother school?"),
                                                N_("Choose the mother school"));
static const struct field field_group = CHOSEN("groep", N_("Which group?"), N_("Choose the group"));

#define F(x) &placement_fields[PLACEMENT_##x]
static const struct field *const new_fields[] = {&field_kind, &field_mother, F(WHY)};
const struct form_def form_placement_new = {
	.name = "placement-new", .fields = new_fields, .n = 3, .drafts = true, .submit = N_("Begin the preparation")};
static const struct field *const group_fields[] = {&field_group};
const struct form_def form_placement_group = {
	.name = "placement-group", .fields = group_fields, .n = 1, .submit = N_("Choose this group")};

#define A(x) &place_answer_fields[PANSWER_##x]
static const struct field *const answer_fields[] = {A(ANSWER), A(BECAUSE)};
const struct form_def form_place_answer = {
	.name = "place-answer", .fields = answer_fields, .n = 2, .drafts = true, .submit = N_("Send your answer")};
#define G(x) &place_goal_fields[RGOAL_##x]
static const struct field *const goal_fields[] = {G(NEEDS), G(START), G(AIM), G(HOST_DOES), G(MOTHER_DOES)};
const struct form_def form_place_goal = {
	.name = "place-goal", .fields = goal_fields, .n = 5, .drafts = true, .submit = N_("Propose this goal")};
static const struct field *const seen_fields[] = {G(LEVEL), G(NOW), G(SEEN_ON), G(HOST_DOES), G(MOTHER_DOES), G(AIM)};
const struct form_def form_place_goal_seen = {
	.name = "place-goal-seen", .fields = seen_fields, .n = 6, .drafts = true, .submit = N_("Save how far it is")};
#define T(x) &place_talk_fields[PTALK_##x]
static const struct field *const talk_fields_of[] = {T(HELD_ON), T(JOINED), T(ABSENT_WHY), T(WORDS), T(AGREED)};
const struct form_def form_place_talk = {
	.name = "place-talk", .fields = talk_fields_of, .n = 5, .drafts = true, .submit = N_("Save the talk")};
#define L(x) &place_look_fields[PLOOK_##x]
static const struct field *const look_fields[] = {L(HELD_ON), L(BY), L(CHILD), L(TAKES)};
const struct form_def form_place_look = {
	.name = "place-look", .fields = look_fields, .n = 4, .drafts = true, .submit = N_("Save the observation")};
#define P(x) &place_practice_fields[PRACTICE_##x]
static const struct field *const practice_fields[] = {P(FROM), P(DAYS), P(WHERE), P(WATCHED)};
const struct form_def form_place_practice = {
	.name = "place-practice", .fields = practice_fields, .n = 4, .drafts = true, .submit = N_("Plan the practice "
		"moment")};

static enum err kinds_of(struct req *req, const struct rows **out)
{
	static const struct stmt s = {
		"SELECT id, pid, name, profile, months FROM place_kind WHERE region = $1 AND state = $2 ORDER BY name_key, id "
			"LIMIT 60",
		"it", "ittti"};
	return act_exec(&req->act, &s, DB_ARGS(val_int(req->act.region), flow_value(&rec_place_kind, KIND_OPEN)), out);
}

/* Schools of the region with their postcode; near home is what begins with the same four figures. */
static enum err schools_of(struct req *req, const struct rows **out)
{
	static const struct stmt s = {
		"SELECT o.id, o.pid, o.name, coalesce(min(s.postcode), '') FROM organisation o LEFT JOIN school s ON s.org = "
			"o.id WHERE"
		" o.region = $1 AND o.kind = $2 AND o.ended > $3 GROUP BY o.id, o.pid, o.name, o.name_key ORDER BY "
			"o.name_key, o.id"
		" LIMIT 400", "iti", "ittt"};
	return act_exec(&req->act, &s, DB_ARGS(val_int(req->act.region), val_text(str_from(org_kind_code(ORG_SCHOOL))),
	                                       val_int(req->act.now)), out);
}

/* ---- the placements of a child ---- */

static struct ui_tag dates_tag(struct req *req, const struct row *r)
{
	struct ui_tag t = view_term_tag(req->act.a, req->act.speak, r, route_today(req));
	return t.state.n > 0 ? t : view_state(req->act.speak, r);
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
		struct val begins = row_val(r, F(BEGINS));
		ui_row(u);
		ui_cell_link(u, placement_path(u->a, r, ""),
		             begins.type == VAL_INT
		                     ? tr_fill(u->a, sp, N_("In the group from {date}"),
		                               TR_SLOTS({"date", tr_date(u->a, sp.lang, (int32_t)begins.i, DATE_LONG)}))
		                     : str_from(tr(sp, N_("In preparation"))));
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
	struct seen_page found;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_placement, &found);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {
		{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, child).p, child_path(a, child, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("Placement")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("For a time in another group, and back. Only a knooppunt can name it.")),
	};
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/plaatsing");
	if (found.n == 0)
		ui_empty(u, tr(sp, N_("Never in another group")),
		         tr(sp, N_("When a knooppunt names a group arrangement, the way there and back stands here.")), NULL);
	else
		placement_rows(u, req, &found);
	if (may_begin(req) && !one_runs(&found)) {
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

static void choose(struct ui *u, const struct form *f, const struct field *field, enum ui_field_kind kind,
                   const struct ui_option *o, size_t n, const char *hint)
{
	size_t at = form_index(f, field);
	ui_field(u, &(struct ui_field){.kind = kind, .name = field->name, .label = tr(u->sp, field->label), .hint = hint,
	                               .error = f->error[at], .value = f->raw[at], .options = o, .n_options = n});
}

static const struct ui_option *options(struct ui *u, const struct form *f, const struct field *field,
                                       const struct rows *rows, size_t chosen, bool with_hint)
{
	struct ui_option *o = ARENA_ARRAY(u->a, struct ui_option, rows->n + 1);
	struct str typed = f->raw[form_index(f, field)];
	for (size_t i = 0; i < rows->n; i++)
		o[i] = (struct ui_option){.value = rows_text(rows, i, 1), .label = str_c(u->a, rows_text(rows, i, 2)),
		                          .hint = with_hint ? str_c(u->a, rows_text(rows, i, 3)) : NULL,
		                          .chosen = typed.n > 0 ? str_eq(typed, rows_text(rows, i, 1)) : i == chosen};
	return o;
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
		e = schools_of(req, &schools);
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
	choose(u, f, &field_kind, FIELD_RADIOS, options(u, f, &field_kind, kinds, kinds->n, true), kinds->n, NULL);
	choose(u, f, &field_mother, FIELD_SELECT, options(u, f, &field_mother, schools, at, false), schools->n,
	       proposal_word(u, schools, near_home(schools, child)));
	view_field(u, f, F(WHY));
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* The place of what was chosen, or n. */
static size_t chosen_of(const struct req *req, const struct field *field, const struct rows *rows)
{
	size_t i = 0;
	while (i < rows->n && !str_eq(form_text(req->form, field), rows_text(rows, i, 1)))
		i++;
	return i;
}

static enum err wrong(struct req *req, const struct field *field)
{
	form_wrong(req->form, field, str_from(tr(req->act.speak, field->missing)));
	return ERR_INVALID;
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
		e = schools_of(req, &schools);
	if (e != OK)
		return e;
	size_t kind = chosen_of(req, &field_kind, kinds), mother = chosen_of(req, &field_mother, schools);
	if (kind == kinds->n)
		return wrong(req, &field_kind);
	if (mother == schools->n)
		return wrong(req, &field_mother);
	if (one_runs(&found)) {
		form_wrong(req->form, NULL, str_from(tr(req->act.speak, N_("A placement of this child runs already. End that "
			"one first"))));
		return ERR_INVALID;
	}
	const struct val v[PLACEMENT__N] = {
		[PLACEMENT_ROUTE] = val_int(child->id), [PLACEMENT_VERSION] = val_int(1),
		[PLACEMENT_KIND] = rows_val(kinds, kind, 0), [PLACEMENT_MONTHS] = rows_val(kinds, kind, 4),
		[PLACEMENT_MOTHER] = rows_val(schools, mother, 0),
		[PLACEMENT_OWN_CHOICE] = val_int(mother != near_home(schools, child)),
		[PLACEMENT_WHY] = form_val(req->form, F(WHY)), [PLACEMENT_RESPONSIBLE] = val_text(S("moederschool")),
	};
	struct change *c = change_begin(&req->act, N_("Preparation begun"), 0);
	e = change_new(c, &rec_placement, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "/plaatsing/" STR_FMT "/wijzig", STR_ARG(pid));
}

/* ---- forms of a placement and its pieces ---- */

struct asks {
	const struct form_def *form;
	const char *title, *intro, *base, *below;
};

static size_t crumbs_of(struct req *req, const struct row *child, const struct seen *placement, struct ui_link out[2])
{
	struct arena *a = req->act.a;
	out[0] = (struct ui_link){child_name(a, child).p, child_path(a, child, "")};
	if (placement->row.rec == NULL)
		return 1;
	out[1] = (struct ui_link){tr(req->act.speak, N_("Placement")), placement_path(a, &placement->row, "")};
	return 2;
}

static enum err form_page(struct req *req, const struct asks *q, const struct row *fills)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct row child;
	struct seen placement;
	enum err e = place_beside(req, &child, &placement);
	if (e != OK)
		return e;
	struct ui_link crumbs[2];
	size_t n_crumbs = crumbs_of(req, &child, &placement, crumbs);
	struct ui_page page = {.title = tr(sp, q->title), .crumbs = crumbs, .n_crumbs = n_crumbs,
	                       .intro = q->intro == NULL ? NULL : tr(sp, q->intro),
	                       .kind = place_family(req, &req->seen) ? UI_PARENT : UI_STAFF};
	struct form *f = req_form(req, q->form);
	if (fills != NULL && !f->posted && f->draft_at == 0)
		form_from_row(f, a, fills);
	if (fills != NULL && f->rev == 0)
		f->rev = fills->rev;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, place_path(a, q->base, req->seen.row.pid, q->below));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* Filled by a step, so that state, role and part are asked where every step is. */
static enum err may_step(struct req *req, enum placement_step step)
{
	return flow_may(&req->act, &req->seen, &placement_flow[step]);
}

enum err placement_edit_page(struct req *req)
{
	const struct asks q = {placement_flow[PLACE_EDIT].form, N_("Prepare the placement"),
		N_("Parents read everything that stands here. None of the needs decides by itself."), "plaatsing",
			"/bijwerken"};
	enum err e = may_step(req, PLACE_EDIT);
	return e != OK ? e : form_page(req, &q, &req->seen.row);
}

enum err placement_edit_post(struct req *req)
{
	struct change *c = change_begin(&req->act, placement_flow[PLACE_EDIT].done, CHANGE_UNDO);
	change_move(c, &req->seen, &placement_flow[PLACE_EDIT], req->form);
	return req_commit(req, c, "%s", placement_path(req->act.a, &req->seen.row, ""));
}

enum err place_answer_page(struct req *req)
{
	static const struct asks q = {&form_place_answer, N_("Do you agree?"),
		N_("Your child goes to another group for a time, with the plan to come back. You may say no."), "plaatsing",
		"/antwoord"};
	struct seen_page answers;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_place_answer, &answers);
	for (size_t i = 0; e == OK && i < answers.n; i++)
		if (row_int(&answers.v[i].row, A(GUARDIAN)) == req->viewer->account)
			return form_page(req, &q, &answers.v[i].row);
	return e != OK ? e : form_page(req, &q, NULL);
}

static const struct row *own_answer(const struct req *req, const struct seen_page *answers)
{
	for (size_t i = 0; i < answers->n; i++)
		if (row_int(&answers->v[i].row, A(GUARDIAN)) == req->viewer->account &&
		    row_int(&answers->v[i].row, A(ASKED)) == row_int(&req->seen.row, F(VERSION)))
			return &answers->v[i].row;
	return NULL;
}

enum err place_answer_post(struct req *req)
{
	struct seen_page answers;
	struct str pid;
	int64_t id;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_place_answer, &answers);
	if (e != OK)
		return e;
	const struct row *own = own_answer(req, &answers);
	struct change *c = change_begin(&req->act, N_("Your answer is sent"), 0);
	const struct val v[PANSWER__N] = {
		[PANSWER_ROUTE] = val_int(req->seen.route), [PANSWER_PLACEMENT] = val_int(req->seen.row.id),
		[PANSWER_ASKED] = row_val(&req->seen.row, F(VERSION)), [PANSWER_GUARDIAN] = val_int(req->viewer->account),
		[PANSWER_ANSWER] = form_val(req->form, A(ANSWER)), [PANSWER_BECAUSE] = form_val(req->form, A(BECAUSE)),
		[PANSWER_GIVEN] = val_int(req->act.now),
	};
	if (own == NULL) {
		e = change_new(c, &rec_place_answer, v, &id, &pid);
	} else {
		req->form->rev = own->rev;
		change_put(c, &rec_place_answer, own->id, req->form);
		change_set(c, &rec_place_answer, own->id, A(GIVEN), val_int(req->act.now));
	}
	return e != OK ? e : req_commit(req, c, "%s", placement_path(req->act.a, &req->seen.row, ""));
}

/* A new piece of the opened placement: the fields of its form from the form, the others given. */
static enum err piece_new(struct req *req, struct change *c, const struct record *rec, struct val *v)
{
	struct str pid;
	int64_t id;
	v[0] = val_int(req->seen.route); /* route and placement come first in every piece */
	v[1] = val_int(req->seen.row.id);
	for (size_t i = 0; i < req->form->def->n; i++)
		v[record_field(rec, req->form->def->fields[i])] = req->form->v[i];
	return change_new(c, rec, v, &id, &pid);
}

static enum err saved(struct req *req, struct change *c, enum err e)
{
	return e != OK ? e : req_commit(req, c, "%s", placement_path(req->act.a, &req->seen.row, ""));
}

enum err place_goal_new_page(struct req *req)
{
	static const struct asks q = {&form_place_goal, N_("Propose a goal"),
		N_("What must this child be able to do, with or without help, to come back? Parents read along."), "plaatsing",
		"/doel"};
	return form_page(req, &q, NULL);
}

enum err place_goal_new_post(struct req *req)
{
	bool team = side_of(req->viewer->role) == SIDE_PROVISION;
	struct val v[RGOAL__N] = {[RGOAL_SET_BY] = val_text(str_from(place_goal_fields[RGOAL_SET_BY].choices[team].code))};
	struct change *c = change_begin(&req->act, N_("Goal proposed"), CHANGE_UNDO);
	return saved(req, c, piece_new(req, c, &rec_place_goal, v));
}

enum err place_talk_page(struct req *req)
{
	static const struct asks q = {&form_place_talk, N_("A talk with the parents"),
		N_("At least once in sixteen school weeks the mother school joins. Both wish it every eight weeks."),
			"plaatsing",
		"/gesprek"};
	return form_page(req, &q, NULL);
}

/* The last one counts, also when an earlier one is written down later. */
static void counts_from(struct req *req, struct change *c, enum placement_field f, struct val day)
{
	if (day.type == VAL_INT && day.i > row_int(&req->seen.row, &placement_fields[f]))
		change_set(c, &rec_placement, req->seen.row.id, &placement_fields[f], day);
}

enum err place_talk_post(struct req *req)
{
	struct val v[PTALK__N] = {{.type = VAL_NULL}};
	struct change *c = change_begin(&req->act, N_("Talk saved"), CHANGE_UNDO);
	enum err e = piece_new(req, c, &rec_place_talk, v);
	if (v[PTALK_JOINED].type == VAL_INT && v[PTALK_JOINED].i != 0)
		counts_from(req, c, PLACEMENT_GUIDED, v[PTALK_HELD_ON]);
	return saved(req, c, e);
}

enum err place_look_page(struct req *req)
{
	static const struct asks q = {&form_place_look, N_("An observation in the group"),
		N_("Two aims: to see the child, and to take something back for the own class."), "plaatsing", "/observatie"};
	return form_page(req, &q, NULL);
}

enum err place_look_post(struct req *req)
{
	struct val v[PLOOK__N] = {{.type = VAL_NULL}};
	struct change *c = change_begin(&req->act, N_("Observation saved"), CHANGE_UNDO);
	enum err e = piece_new(req, c, &rec_place_look, v);
	counts_from(req, c, PLACEMENT_LOOKED, v[PLOOK_HELD_ON]);
	return saved(req, c, e);
}

enum err place_practice_page(struct req *req)
{
	static const struct asks q = {&form_place_practice, N_("Plan a practice moment"),
		N_("The child tries out the own class. The group watches along; it grows day by day."), "plaatsing",
			"/oefenen"};
	return form_page(req, &q, NULL);
}

enum err place_practice_post(struct req *req)
{
	struct val v[PRACTICE__N] = {{.type = VAL_NULL}};
	struct change *c = change_begin(&req->act, N_("Practice moment planned"), CHANGE_UNDO);
	return saved(req, c, piece_new(req, c, &rec_place_practice, v));
}

/* ---- one piece ---- */

static enum err piece_page(struct req *req, const char *title, const char *base, const char *edit,
                           const struct field *const *fields, size_t n)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct row child;
	struct seen placement;
	enum err e = place_beside(req, &child, &placement);
	if (e != OK)
		return e;
	const struct ui_tag state = view_state(sp, &req->seen.row);
	struct ui_link crumbs[2];
	size_t n_crumbs = crumbs_of(req, &child, &placement, crumbs);
	struct ui_page page = {.title = tr(sp, title), .crumbs = crumbs, .n_crumbs = n_crumbs, .tags = &state, .n_tags = 1,
	                       .kind = place_family(req, &req->seen) ? UI_PARENT : UI_STAFF};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	view_terms(u, &req->seen, route_today(req));
	e = view_steps(u, req, place_path(a, base, req->seen.row.pid, ""));
	if (e != OK)
		return e;
	ui_cols_main(u);
	ui_panel_begin(u, NULL);
	view_row(u, &req->seen.row, fields, n);
	if (edit != NULL && flow_editable(&req->act, &req->seen))
		ui_p_link(u, NULL, place_path(a, base, req->seen.row.pid, "/wijzig"), tr(sp, edit), NULL);
	ui_panel_end(u);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

enum err return_goal_page(struct req *req)
{
	static const struct field *const fields[] = {G(NEEDS), G(START), G(AIM), G(HOST_DOES), G(MOTHER_DOES), G(LEVEL),
		G(NOW),
	                                             G(SEEN_ON), G(SET_BY)};
	return piece_page(req, N_("Goal to return"), "terugkeerdoel", N_("Say how far it is"), fields, N_OF(fields));
}

enum err return_goal_edit_page(struct req *req)
{
	static const struct asks q = {&form_place_goal_seen, N_("How far is it?"),
		N_("Measured against the child's own begin, never against other children."), "terugkeerdoel", "/wijzig"};
	return form_page(req, &q, &req->seen.row);
}

enum err return_goal_edit_post(struct req *req)
{
	struct change *c = change_begin(&req->act, N_("Goal saved"), CHANGE_UNDO);
	change_put(c, &rec_place_goal, req->seen.row.id, req->form);
	return req_commit(req, c, "%s", place_path(req->act.a, "terugkeerdoel", req->seen.row.pid, ""));
}

enum err practice_moment_page(struct req *req)
{
	static const struct field *const fields[] = {P(FROM), P(DAYS), P(WHERE), P(WATCHED), P(HOW)};
	return piece_page(req, N_("Practice moment"), "oefenmoment", NULL, fields, N_OF(fields));
}

enum err return_check_page(struct req *req)
{
	static const struct field *const fields[] = {
		&return_check_fields[CHECK_RETURNED], &return_check_fields[CHECK_YEARS], &return_check_fields[CHECK_HELD_ON],
		&return_check_fields[CHECK_LASTS], &return_check_fields[CHECK_WORDS]};
	return piece_page(req, N_("Does the return last?"), "terugkeercheck", NULL, fields, N_OF(fields));
}

/* ---- the group ---- */

static enum err groups_of_kind(struct req *req, const struct rows **out, struct group_count *counts, size_t most)
{
	static const struct stmt s = {
		"SELECT g.id, g.pid, g.region, g.rev, g.kind, g.name, g.name_key, g.host, g.places, g.staff, g.limit_toilet,"
		" g.limit_near, g.limit_conflict, g.limit_language, g.limit_quiet, g.limit_care, g.since, o.name FROM "
			"place_group g"
		" JOIN organisation o ON o.id = g.host WHERE g.kind = $1 ORDER BY g.name_key, g.id LIMIT 20", "i",
		"itiiittiitiiiiiitt"};
	struct batch *b;
	enum err e = act_exec(&req->act, &s, DB_ARGS(row_val(&req->seen.row, F(KIND))), out);
	if (e == OK)
		e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t at[20];
	size_t n = (*out)->n < most ? (*out)->n : most;
	for (size_t i = 0; i < n; i++)
		at[i] = group_count_put(b, rows_int(*out, i, 0));
	e = n == 0 ? OK : batch_run(b);
	for (size_t i = 0; e == OK && i < n; i++)
		counts[i] = group_count_take(b, at[i]);
	return e;
}

enum { GROUPS_MOST = 20, HOST_AT = 17, PLACES_AT = 8 };

static enum err may_choose(struct req *req)
{
	enum err e = may_step(req, PLACE_EDIT);
	return e == OK ? OK : may_step(req, PLACE_PLACE);
}

/* Places free, and what the group says of one more with these needs. */
static const char *room_word(struct ui *u, const struct row *group, const struct group_count *n,
	const struct row *placement)
{
	int64_t left = row_int(group, &place_group_fields[GROUP_PLACES]) - n->children;
	uint32_t no = group_says(group, n, placement);
	struct str text = tr_fill(u->a, u->sp, trn(u->sp, "{n} place free", "{n} places free", left < 0 ? 0 : left),
	                          TR_SLOTS({"n", tr_number(u->a, u->sp.lang, left < 0 ? 0 : left)}));
	for (size_t i = 0; i <= PLACE_NEEDS; i++)
		if ((no >> i & 1) != 0)
			text = str_printf(u->a, STR_FMT ". %s", STR_ARG(text), tr(u->sp, group_word(i)));
	return text.p;
}

enum err placement_group_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct rows *groups;
	struct group_count counts[GROUPS_MOST];
	struct row child;
	struct seen placement;
	enum err e = may_choose(req);
	if (e == OK)
		e = groups_of_kind(req, &groups, counts, GROUPS_MOST);
	if (e == OK)
		e = place_beside(req, &child, &placement);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{child_name(a, &child).p, child_path(a, &child, "")},
	                                 {tr(sp, N_("Placement")), placement_path(a, &req->seen.row, "")}};
	struct ui_page page = {.title = tr(sp, N_("Choose the group")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("Limits warn. With a reason in the interest of the child an exception is always "
			"possible."))};
	struct form *f = req_form(req, &form_placement_group);
	struct ui_option *o = ARENA_ARRAY(a, struct ui_option, groups->n + 1);
	struct ui *u = view_begin(req, &page);
	for (size_t i = 0; i < groups->n; i++) {
		struct row g = row_take(a, &rec_place_group, groups, i);
		o[i] = (struct ui_option){
			.value = g.pid,
			.label = str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(row_text(&g, &place_group_fields[GROUP_NAME])),
			                    STR_ARG(rows_text(groups, i, HOST_AT))).p,
			.hint = room_word(u, &g, &counts[i], &req->seen.row),
			.chosen = g.id == row_int(&req->seen.row, F(GROUP)),
		};
	}
	ui_panel_begin(u, NULL);
	if (groups->n == 0)
		ui_p(u, tr(sp, N_("The region has no group of this kind yet.")));
	f->rev = req->seen.row.rev;
	view_form_begin(u, f, placement_path(a, &req->seen.row, "/groep"));
	choose(u, f, &field_group, FIELD_RADIOS, o, groups->n, NULL);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err placement_group_post(struct req *req)
{
	const struct rows *groups;
	struct group_count counts[GROUPS_MOST];
	enum err e = may_choose(req);
	if (e == OK)
		e = groups_of_kind(req, &groups, counts, GROUPS_MOST);
	if (e != OK)
		return e;
	size_t at = chosen_of(req, &field_group, groups);
	if (at == groups->n)
		return wrong(req, &field_group);
	struct change *c = change_begin(&req->act, N_("Group chosen"), CHANGE_UNDO);
	change_set_at(c, &req->seen.row, F(GROUP), rows_val(groups, at, 0));
	return saved(req, c, OK);
}
