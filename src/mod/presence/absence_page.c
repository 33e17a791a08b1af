/* One absence: who stands in, and for what. Of the person itself, and of who gives roles at that organisation. */
#include "absence_pages.h"

#include "along.h"
#include "date.h"
#include "route.h"

static const struct field field_who = {
	.name = "wie", .type = &T_LINE, .privacy = PRIV_PERSONAL, .max = 13, .label = N_("Who stands in?"),
	.missing = N_("Choose who stands in"),
};
static const struct field *const cover_form[] = {&field_who, &cover_fields[COVER_SHARE]};
const struct form_def form_cover = {.name = "cover", .fields = cover_form, .n = 2,
		.submit = N_("Choose this substitute")};
static const struct field *const until_form[] = {&absence_fields[ABSENCE_LAST]};
const struct form_def form_absence_until = {
	.name = "absence-until", .fields = until_form, .n = 1, .submit = N_("Change the last day")};

struct view_of {
	struct absent x;
	struct cover *covers;
	size_t n_covers;
	struct presence team;
	int64_t terms; /* of the own work list, that fall in it */
};

static enum err load(struct req *req, struct view_of *v)
{
	struct act *act = &req->act;
	const struct stmt_asked *covers = covers_ask(act, req_param(req, 0));
	enum err e = absence_open(act, req_param(req, 0), &v->x);
	if (e == OK)
		e = covers_take(act, covers, &v->covers, &v->n_covers);
	if (e != OK)
		return e;
	const struct post post = {v->x.org, v->x.org_pid, v->x.org_name, v->x.org_kind, true};
	const struct row *r = &v->x.row;
	int32_t first = (int32_t)row_int(r, &absence_fields[ABSENCE_FIRST]),
		last = (int32_t)row_int(r, &absence_fields[ABSENCE_LAST]);
	const struct count_asked *terms =
		shelf_count_ask(act, route_list(LIST_WORK), date_iso(act->a, first), date_iso(act->a, last + 1));
	e = presence_load(act, &post, route_today(req), &v->team);
	return e != OK ? e : shelf_count_told(act, terms, &v->terms);
}

static const char *path_of(struct req *req, const char *below)
{
	return str_printf(req->act.a, "/afwezigheid/" STR_FMT "%s", STR_ARG(req_param(req, 0)), below).p;
}

static const struct {
	const char *state, *shown;
	enum ui_tone tone;
} states[] = {
	{"asked", N_("waits for the organisation"), TONE_WAIT},
	{"given", N_("arranged"), TONE_OK},
};
static const struct {
	enum cover_step step;
	const char *label;
} buttons[] = {
	{COVER_GIVE, N_("Agree")},
	{COVER_REFUSE, N_("Do not agree")},
	{COVER_END, N_("End")},
};

static void cover_row(struct ui *u, struct req *req, const struct view_of *v, const struct cover *c)
{
	const struct field *share = &cover_fields[COVER_SHARE];
	struct ui_tag tag = {0};
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (str_is(c->state, states[i].state))
			tag = (struct ui_tag){.tone = states[i].tone, .state = str_from(say(req, states[i].shown))};
	ui_row(u);
	ui_cell(u, c->name);
	ui_cell(u, share->type->show(req->act.a, req->act.speak, share, val_text(c->share)));
	ui_cell_tag(u, &tag);
	ui_cell_begin(u);
	for (size_t i = 0; i < sizeof buttons / sizeof *buttons; i++) {
		struct ui_button b = {.kind = buttons[i].step == COVER_GIVE ? BUTTON_PRIMARY : BUTTON_LINK,
				      .label = say(req, buttons[i].label)};
		const char *to = str_printf(req->act.a, "/vervanger/" STR_FMT "/%s", STR_ARG(c->pid),
					    cover_step_code(buttons[i].step)).p;
		if (cover_may(&req->act, &v->x, c, buttons[i].step))
			ui_button_form(u, path_of(req, to), &b, NULL, 0);
	}
	ui_cell_end(u);
}

static void covers_show(struct ui *u, struct req *req, const struct view_of *v)
{
	const struct ui_col cols[] = {{.label = say(req, N_("Who"))}, {.label = say(req, N_("For what"))},
				      {.label = say(req, N_("State"))}, {.label = say(req, N_("What to do")),
						.kind = COL_ACTION}};
	if (v->n_covers == 0) {
		ui_p(u, say(req,
				N_("Nobody stands in yet. Until then what must be done stands in the tray of the organisation.")));
		return;
	}
	ui_table_begin(u, say(req, N_("Who stands in")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < v->n_covers; i++)
		cover_row(u, req, v, &v->covers[i]);
	ui_table_end(u);
}

/* Those who are there on at least one of the days first said so; whoever is away as well is named as such. */
static size_t picks_of(struct req *req, const struct view_of *v, struct pick *out)
{
	size_t n = 0;
	int32_t first = (int32_t)row_int(&v->x.row, &absence_fields[ABSENCE_FIRST]);
	int32_t from = first > v->team.today ? first : v->team.today;
	for (size_t i = 0; i < v->team.n_mates; i++) {
		const struct mate *m = &v->team.mates[i];
		/* Never to oneself (access.md rule 15): who gives is not among those it is given to. */
		if (cover_refused(m, v->x.account) != NULL || (v->x.gives && m->account == req->viewer->account))
			continue;
		struct str role = str_from(say(req, role_def(m->place_role)->label));
		bool away = presence_away(&v->team, m->account, from) != NULL;
		out[n++] = (struct pick){m->pid, away ? tr_fill(req->act.a, req->act.speak,
				N_("{name}, {role} (away as well)"),
								TR_SLOTS({"name", m->name}, {"role", role}))
						      : str_printf(req->act.a, STR_FMT ", " STR_FMT, STR_ARG(m->name),
								   STR_ARG(role))};
	}
	return n;
}

static void cover_form_show(struct ui *u, struct req *req, const struct view_of *v, struct form *f)
{
	struct pick *picks = ARENA_ARRAY(req->act.a, struct pick, v->team.n_mates + 1);
	size_t n = picks_of(req, v, picks);
	if (n == 0) {
		ui_remark(u, TONE_INFO,
			  say(req,
					N_("No colleague here has a role in which one can stand in. What must be done comes in "
					   "the tray.")));
		return;
	}
	if (!f->posted && form_text(f, &cover_fields[COVER_SHARE]).n == 0)
		form_set(f, req->act.a, &cover_fields[COVER_SHARE], val_text(S("alles")));
	view_form_begin(u, f, path_of(req, "/vervanger"));
	presence_pick(u, req, f, &field_who, picks, n, NULL);
	view_field(u, f, &cover_fields[COVER_SHARE]);
	ui_small(u, say(req, v->x.gives
		? N_("It is given at once, from the first to the last day. A substitute never sees more than the colleague.")
		: N_("The organisation must agree. A substitute never sees more than you do, and only in these days.")));
	view_form_end(u, f);
}

static void dates_show(struct ui *u, struct req *req, const struct view_of *v, struct form *f)
{
	const struct field *kind = &absence_fields[ABSENCE_KIND];
	const struct row *r = &v->x.row;
	struct ui_button end = {.kind = BUTTON_ALT, .label = say(req, v->x.own ? N_("I am there again")
			: N_("This colleague is there again"))};
	ui_panel_begin(u, say(req, N_("When")));
	ui_summary_begin(u);
	ui_summary_row(u, say(req, N_("Days")), presence_days(req, (int32_t)row_int(r, &absence_fields[ABSENCE_FIRST]),
							     instant_date(v->x.ends - 1)), NULL);
	ui_summary_row(u, say(req, N_("What")), kind->type->show(req->act.a, req->act.speak, kind, row_val(r, kind)),
			NULL);
	ui_summary_row(u, say(req, N_("Organisation")), v->x.org_name, NULL);
	ui_summary_end(u);
	if (v->x.ends > req->act.now) {
		ui_details_begin(u, say(req, N_("Longer or shorter")), f->posted);
		view_form(u, f, path_of(req, "/tot"));
		ui_details_end(u);
		ui_button_form(u, path_of(req, "/einde"), &end, NULL, 0);
	}
	ui_panel_end(u);
}

/* "3 terms fall in it": only of the own work list, which nobody else counts. */
static void terms_show(struct ui *u, struct req *req, const struct view_of *v)
{
	int64_t n = v->terms;
	struct speak sp = req->act.speak;
	if (v->x.own && n > 0)
		ui_remark(u, TONE_SOON,
			  tr_fill(req->act.a, sp,
				  trn(sp, "{n} term on your work list falls in these days.",
						"{n} terms on your work list fall in these days.", n),
				  TR_SLOTS({"n", tr_number(req->act.a, sp.lang, n)})).p);
}

static struct form *form_of(struct req *req, const struct form_def *def)
{
	if (req->form != NULL && req->form->def == def)
		return req->form;
	struct form *f = form_new(req->act.a, def);
	f->key = act_pid(&req->act);
	return f;
}

enum err absence_page(struct req *req)
{
	struct view_of v;
	enum err e = load(req, &v);
	if (e != OK)
		return e;
	struct form *until = form_of(req, &form_absence_until), *cover = form_of(req, &form_cover);
	if (!until->posted)
		form_set(until, req->act.a, &absence_fields[ABSENCE_LAST], row_val(&v.x.row,
				&absence_fields[ABSENCE_LAST]));
	until->rev = v.x.row.rev;
	const struct ui_link crumb = v.x.own ? (struct ui_link){say(req, N_("When are you there?")), "/account/afwezig"}
					     : (struct ui_link){say(req, N_("Who is there?")), "/aanwezig"};
	struct ui_page page = {.title = v.x.own ? say(req, N_("Your absence")) : tr_fill(req->act.a, req->act.speak,
		N_("Absence of {name}"), TR_SLOTS({"name", v.x.name})).p, .crumbs = &crumb, .n_crumbs = 1};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	dates_show(u, req, &v, until);
	ui_cols_main(u);
	terms_show(u, req, &v);
	ui_panel_begin(u, say(req, N_("Who stands in?")));
	covers_show(u, req, &v);
	if (v.x.ends > req->act.now) {
		ui_details_begin(u, say(req, v.n_covers == 0 ? N_("Choose a substitute")
				: N_("Choose someone for another part")),
				 cover->posted || v.n_covers == 0);
		cover_form_show(u, req, &v, cover);
		ui_details_end(u);
	}
	ui_panel_end(u);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

enum err absence_cover_post(struct req *req)
{
	struct view_of v;
	enum err e = load(req, &v);
	if (e != OK)
		return e;
	const struct mate *m = presence_mate_named(&v.team, form_text(req->form, &field_who));
	const char *refused = cover_refused(m, v.x.account);
	for (size_t i = 0; i < v.n_covers && refused == NULL; i++)
		if (v.covers[i].account == m->account)
			refused = N_("This person stands in already. End that first if something must change.");
	if (refused != NULL) {
		form_wrong(req->form, &field_who, str_from(say(req, refused)));
		return ERR_INVALID;
	}
	bool gives = v.x.gives && presence_gives(req->viewer, v.x.org, v.x.org_kind, UINT32_C(1) << m->place_role);
	struct change *c = change_begin(&req->act, gives ? N_("This colleague stands in")
							 : N_("Asked. The organisation must agree"), 0);
	e = cover_make(c, &req->act, v.x.row.id, v.x.account, v.x.org, m,
		       form_text(req->form, &cover_fields[COVER_SHARE]), gives);
	return e != OK ? e : req_commit(req, c, "%s", path_of(req, ""));
}

enum err absence_cover_step_post(struct req *req)
{
	struct view_of v;
	enum cover_step step;
	const struct cover *cover = NULL;
	enum err e = load(req, &v);
	if (e != OK)
		return e;
	for (size_t i = 0; i < v.n_covers; i++)
		if (str_eq(v.covers[i].pid, req_param(req, 1)))
			cover = &v.covers[i];
	if (cover == NULL || !cover_step_parse(req_param(req, 2), &step))
		return ERR_NOT_FOUND;
	static const char *const done[COVER_STEP__N] = {
		[COVER_GIVE] = N_("This colleague stands in"), [COVER_REFUSE] = N_("Not agreed"),
		[COVER_END] = N_("This colleague no longer stands in"),
	};
	struct change *c = change_begin(&req->act, done[step], CHANGE_UNDO);
	e = cover_move(c, &req->act, &v.x, cover, step);
	return e != OK ? e : req_commit(req, c, "%s", path_of(req, ""));
}

/* Longer opens longer: when a substitute was given that is for who gives. Shorter is for both. */
enum err absence_until_post(struct req *req)
{
	struct view_of v;
	enum err e = load(req, &v);
	if (e != OK)
		return e;
	const struct field *last = &absence_fields[ABSENCE_LAST];
	const struct absence_new n = {.account = v.x.account, .org = v.x.org,
				      .first = (int32_t)row_int(&v.x.row, &absence_fields[ABSENCE_FIRST]),
				      .last = (int32_t)form_val(req->form, last).i};
	bool given = false;
	for (size_t i = 0; i < v.n_covers; i++)
		given = given || str_is(v.covers[i].state, "given");
	if (n.last < route_today(req) || n.last < n.first)
		form_wrong(req->form, last, str_from(say(req, N_("Choose today or a later day"))));
	else if (n.last > row_int(&v.x.row, last) && given && !v.x.gives)
		form_wrong(req->form, last, str_from(say(req,
				N_("Someone stands in for you. Ask who leads there to make it longer."))));
	else if (n.last >= n.first)
		e = absence_free(&req->act, &n, v.x.row.id);
	if (e == ERR_CONFLICT)
		form_wrong(req->form, last, str_from(say(req,
				N_("Another absence begins before that day. Change that one."))));
	if (req->form->errors > 0)
		return ERR_INVALID;
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Last day changed"), CHANGE_UNDO);
	change_put(c, &rec_absence, v.x.row.id, req->form);
	return req_commit(req, c, "%s", path_of(req, ""));
}

enum err absence_end_post(struct req *req)
{
	struct view_of v;
	enum err e = load(req, &v);
	if (e != OK)
		return e;
	if (v.x.ends <= req->act.now)
		return ERR_CONFLICT;
	struct change *c = change_begin(&req->act, N_("The absence is over. Who stood in sees nothing any more"),
			CHANGE_UNDO);
	change_set_at(c, &v.x.row, &absence_fields[ABSENCE_ENDED], val_int(req->act.now));
	return req_commit(req, c, "%s", path_of(req, ""));
}
