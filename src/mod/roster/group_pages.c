#include "roster_pages.h"

#include "date.h"
#include "rand.h"

static const struct field *const group_fields[] = {
	&organisation_fields[ORGANISATION_NAME], &organisation_fields[ORGANISATION_YEARS],
};
const struct form_def form_group = {
	.name = "group", .fields = group_fields, .n = 2, .drafts = true, .submit = N_("Save the group")};
static const struct field field_teacher = {
	.name = "leerkracht", .type = &T_LINE, .privacy = PRIV_PERSONAL, .min = PID_LEN, .max = PID_LEN,
	.label = N_("Which teacher?"), .hint = N_("Teachers of this school. Is someone not here? The school leader "
	    "lets in."),
	.missing = N_("Choose a teacher"),
};
static const struct field *const teacher_fields[] = {&field_teacher};
const struct form_def form_group_teacher = {
	.name = "group-teacher", .fields = teacher_fields, .n = 1, .submit = N_("Put before the group")};
const struct form_def form_group_close = {.name = "group-close", .submit = N_("Close this group")};

enum err roster_needs(const struct req *req, unsigned what)
{
	return (roster_may(req->viewer) & what) == what ? OK : ERR_NOT_FOUND;
}

static const char *group_path(struct arena *a, const struct group *g, const char *below)
{
	return str_printf(a, "/groep/" STR_FMT "%s", STR_ARG(g->pid), below).p;
}

/* ---- all groups of the own schools ---- */

static void group_rows(struct ui *u, struct req *req, const struct school_seat *school, const struct groups *groups,
                       const struct group_teachers *teachers)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	const struct ui_col cols[] = {
		{.label = tr(sp, N_("Group"))}, {.label = tr(sp, N_("Year"))}, {.label = tr(sp,
		    N_("Before the group"))},
		{.label = tr(sp, N_("Pupils")), .kind = COL_NUMBER},
	};
	ui_table_begin(u, str_c(a, school->name), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < groups->n; i++) {
		const struct group *g = &groups->v[i];
		ui_row(u);
		ui_cell_link(u, group_path(a, g, ""), g->name);
		ui_cell(u, g->years);
		ui_cell(u, group_names(a, teachers, g->id));
		ui_cell(u, tr_number(a, sp.lang, g->pupils));
	}
	ui_table_end(u);
}

static void school_buttons(struct ui *u, struct req *req, const struct school_seat *school, bool any)
{
	struct arena *a = req->act.a;
	if ((roster_may(req->viewer) & MAY_KEEP_GROUPS) == 0)
		return;
	ui_buttons_begin(u);
	ui_button_link(u, any ? BUTTON_ALT : BUTTON_PRIMARY,
	               str_printf(a, "/groepen/inlezen?school=" STR_FMT, STR_ARG(school->pid)).p,
	               tr(req->act.speak, N_("Take over from your own system")));
	ui_button_link(u, BUTTON_ALT, str_printf(a, "/groepen/nieuw?school=" STR_FMT, STR_ARG(school->pid)).p,
	               tr(req->act.speak, N_("Add a group")));
	ui_buttons_end(u);
}

static void one_school(struct ui *u, struct req *req, const struct school_seat *school, const struct groups *groups,
                       const struct group_teachers *teachers)
{
	if (groups->n > 0)
		group_rows(u, req, school, groups, teachers);
	else {
		ui_panel_begin(u, str_c(req->act.a, school->name));
		ui_empty(u, tr(req->act.speak, N_("No groups here yet")),
		         tr(req->act.speak, N_("Take over groups, teachers and pupils in one go from the system of "
		                               "the school, or add a group by hand.")),
		         NULL);
		ui_panel_end(u);
	}
	school_buttons(u, req, school, groups->n > 0);
}

enum err roster_which_school(struct req *req, const char *title, const char *base)
{
	struct school_seat schools[VIEWER_SEATS_MAX];
	struct ui_link ways[VIEWER_SEATS_MAX];
	size_t n = roster_schools(req->viewer, schools);
	enum err e = roster_needs(req, MAY_KEEP_GROUPS);
	if (e != OK || n == 0)
		return e != OK ? e : ERR_NOT_FOUND;
	struct ui_page page = {.title = title, .crumbs = &(struct ui_link){tr(req->act.speak, N_("Groups")), "/groepen"},
	                       .n_crumbs = 1, .intro = tr(req->act.speak, N_("For which school is it?"))};
	struct ui *u = view_begin(req, &page);
	for (size_t i = 0; i < n; i++)
		ways[i] = (struct ui_link){str_c(u->a, schools[i].name),
		                           str_printf(u->a, "%s?school=" STR_FMT, base, STR_ARG(schools[i].pid)).p};
	ui_panel_begin(u, NULL);
	ui_links(u, ways, n);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err groups_page(struct req *req)
{
	struct school_seat schools[VIEWER_SEATS_MAX];
	struct ui_page page = {.title = tr(req->act.speak, N_("Groups"))};
	enum err e = roster_needs(req, MAY_SEE_GROUPS);
	if (e != OK)
		return e;
	size_t n = roster_schools(req->viewer, schools);
	struct groups_at at[VIEWER_SEATS_MAX];
	struct batch *b;
	e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		at[i] = groups_put(&req->act, b, schools[i].org);
	e = n > 0 ? batch_run(b) : OK;
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	for (size_t i = 0; i < n; i++) {
		struct groups groups;
		struct group_teachers teachers;
		groups_take(&req->act, b, at[i], &groups, &teachers);
		one_school(u, req, &schools[i], &groups, &teachers);
	}
	return view_end(u, req, &page);
}

/* Straight to the group where there is one, else to all of them. */
enum err own_groups_page(struct req *req)
{
	struct str pid;
	enum err e = roster_needs(req, MAY_SEE_NAMES);
	if (e != OK)
		return e;
	size_t n = roster_own_groups(req->viewer, &pid);
	return n == 1 ? req_redirect(req, "/groep/" STR_FMT, STR_ARG(pid)) : req_redirect(req, "/groepen");
}

/* ---- one group ---- */

void pupil_rows(struct ui *u, struct req *req, const struct seen_page *page, const char *caption)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	bool moves = (roster_may(req->viewer) & MAY_KEEP_PUPILS) != 0;
	const struct ui_col cols[] = {
		{.label = tr(sp, N_("Pupil"))}, {.label = tr(sp, N_("Age"))}, {.label = tr(sp, N_("Route"))},
		{.label = tr(sp, N_("Group"))},
	};
	ui_table_begin(u, caption, TABLE_CARDS, cols, moves ? 4 : 3);
	for (size_t i = 0; i < page->n; i++) {
		const struct row *r = &page->v[i].row;
		bool quiet = route_is_pupil(r) || route_is_done(r);
		struct ui_tag tag = {quiet ? TONE_OK : TONE_INFO, NULL, route_shown(req, r, ROUTE_PHASE)};
		ui_row(u);
		ui_cell_link(u, child_path(a, r, ""), child_name(a, r));
		ui_cell(u, child_age(a, sp, r, route_today(req)));
		ui_cell_tag(u, &tag);
		if (moves)
			ui_cell_link(u, child_path(a, r, "/groep"), str_from(tr(sp, N_("Change the group"))));
	}
	ui_table_end(u);
}

static void teachers_panel(struct ui *u, struct req *req, const struct group *g, const struct group_teachers *t)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	bool keeps = (roster_may(req->viewer) & MAY_KEEP_GROUPS) != 0;
	ui_panel_begin(u, tr(sp, N_("Before the group")));
	size_t n = 0;
	for (size_t i = 0; i < t->n; i++) {
		if (t->v[i].group != g->id)
			continue;
		n++;
		ui_p_str(u, t->v[i].name);
		const struct ui_pair hidden[] = {{"wie", t->v[i].pid}};
		struct ui_button end = {.kind = BUTTON_LINK, .label = tr(sp, N_("Not before this group any more"))};
		if (keeps)
			ui_button_form(u, group_path(a, g, "/leerkracht-eraf"), &end, hidden, 1);
	}
	if (n == 0)
		ui_p(u, tr(sp, N_("Nobody stands before this group yet.")));
	if (keeps)
		ui_p_link(u, NULL, group_path(a, g, "/leerkracht"), tr(sp, N_("Add a teacher")), NULL);
	ui_panel_end(u);
}

static void pupils_part(struct ui *u, struct req *req, const struct group *g, const struct seen_page *pupils)
{
	struct speak sp = req->act.speak;
	if ((roster_may(req->viewer) & MAY_SEE_NAMES) == 0)
		ui_remark(u, TONE_INFO, tr(sp, N_("Who is in the group is seen by its teachers and the internal "
		    "supervisor.")));
	else if (pupils->n > 0)
		pupil_rows(u, req, pupils, tr(sp, N_("Pupils of this group")));
	else if (g->pupils > 0)
		ui_remark(u, TONE_INFO, tr(sp, N_("You see the names of the pupils of your own groups only.")));
	else
		ui_empty(u, tr(sp, N_("No pupils in this group yet")),
		         tr(sp, N_("They come with the list of the school, or one by one.")), NULL);
}

static void group_ways(struct ui *u, struct req *req, const struct group *g)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	unsigned m = roster_may(req->viewer);
	if ((m & MAY_KEEP_PUPILS) != 0)
		ui_p_link(u, NULL, group_path(a, g, "/leerling"), tr(sp, N_("Add a pupil by hand")), NULL);
	if ((m & MAY_KEEP_GROUPS) == 0)
		return;
	ui_p_link(u, NULL, group_path(a, g, "/wijzig"), tr(sp, N_("Change name or year")), NULL);
	if (g->pupils > 0)
		return;
	struct ui_button close = {.kind = BUTTON_DANGER, .label = tr(sp, form_group_close.submit)};
	ui_button_form(u, group_path(a, g, "/sluit"), &close, NULL, 0);
}

static struct str pupils_words(struct req *req, const struct group *g)
{
	const struct slot slots[] = {{"n", tr_number(req->act.a, req->act.speak.lang, g->pupils)}};
	return tr_fill(req->act.a, req->act.speak, trn(req->act.speak, "{n} pupil", "{n} pupils", g->pupils), slots, 1);
}

enum err group_page(struct req *req)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	struct group g;
	struct group_teachers teachers;
	struct seen_page pupils;
	enum err e = group_open(&req->act, req_param(req, 0), &g);
	if (e != OK)
		return e;
	const struct stmt_asked *before = group_teachers_ask(&req->act, &g);
	const struct pupils_asked in = group_pupils_ask(&req->act, &g);
	e = roster_pupils(&req->act, &in, GROUP_PUPILS_MAX, SCOPE_SHOWN, &pupils);
	if (e == OK)
		e = group_teachers_take(&req->act, before, &teachers);
	if (e != OK)
		return e;
	struct str facts[3] = {g.school_name, pupils_words(req, &g)};
	size_t n = 2;
	if (g.years.n > 0)
		facts[n++] = tr_fill(a, sp, N_("year {years}"), TR_SLOTS({"years", g.years}));
	struct ui_page page = {.title = str_c(a, g.name), .crumbs = &(struct ui_link){tr(sp, N_("Groups")), "/groepen"},
	                       .n_crumbs = 1, .facts = facts, .n_facts = n};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	teachers_panel(u, req, &g, &teachers);
	ui_cols_main(u);
	pupils_part(u, req, &g, &pupils);
	group_ways(u, req, &g);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

/* ---- made, changed and closed by hand ---- */

enum err group_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	enum err e = roster_needs(req, MAY_KEEP_GROUPS);
	const struct school_seat *school = e == OK ? roster_school(&req->act, req_query(req, "school")) : NULL;
	if (e == OK && school == NULL && req->method == METHOD_GET && req_query(req, "school").n == 0)
		return roster_which_school(req, tr(sp, N_("Add a group")), "/groepen/nieuw");
	if (school == NULL)
		return ERR_NOT_FOUND;
	struct ui_page page = {.title = tr(sp, N_("Add a group")), .n_crumbs = 1, .facts = &school->name, .n_facts = 1,
	                       .crumbs = &(struct ui_link){tr(sp, N_("Groups")), "/groepen"}};
	struct form *f = req_form(req, &form_group);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, str_printf(req->act.a, "/groepen/nieuw?school=" STR_FMT, STR_ARG(school->pid)).p);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err group_new_post(struct req *req)
{
	struct group g;
	enum err e = roster_needs(req, MAY_KEEP_GROUPS);
	const struct school_seat *school = e == OK ? roster_school(&req->act, req_query(req, "school")) : NULL;
	if (school == NULL)
		return ERR_NOT_FOUND;
	struct change *c = change_begin(&req->act, N_("The group is made"), 0);
	e = group_new(&req->act, c, school->org, form_text(req->form, group_fields[0]), form_text(req->form,
	    group_fields[1]),
	              &g);
	return e != OK ? e : req_commit(req, c, "%s", group_path(req->act.a, &g, ""));
}

/* The group of the address, for who keeps it. */
static enum err kept_group(struct req *req, struct group *g)
{
	enum err e = roster_needs(req, MAY_KEEP_GROUPS);
	return e != OK ? e : group_open(&req->act, req_param(req, 0), g);
}

static struct ui *group_form_begin(struct req *req, struct ui_page *page, const struct group *g, const char *title,
                                   struct ui_link crumbs[2])
{
	crumbs[0] = (struct ui_link){tr(req->act.speak, N_("Groups")), "/groepen"};
	crumbs[1] = (struct ui_link){str_c(req->act.a, g->name), group_path(req->act.a, g, "")};
	*page = (struct ui_page){.title = title, .crumbs = crumbs, .n_crumbs = 2};
	struct ui *u = view_begin(req, page);
	ui_panel_begin(u, NULL);
	return u;
}

enum err group_change_page(struct req *req)
{
	struct group g;
	struct ui_page page;
	struct ui_link crumbs[2];
	enum err e = kept_group(req, &g);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_group);
	if (!f->posted && f->draft_at == 0) {
		form_set(f, req->act.a, group_fields[0], val_text(g.name));
		form_set(f, req->act.a, group_fields[1], g.years.n > 0 ? val_text(g.years) : val_null());
		f->rev = g.rev;
	}
	struct ui *u = group_form_begin(req, &page, &g, tr(req->act.speak, N_("Change name or year")), crumbs);
	view_form(u, f, group_path(req->act.a, &g, "/wijzig"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err group_change_post(struct req *req)
{
	struct group g;
	enum err e = kept_group(req, &g);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The group is changed"), 0);
	change_put(c, &rec_organisation, g.id, req->form);
	return req_commit(req, c, "%s", group_path(req->act.a, &g, ""));
}

/* Only when nobody is in it: who teaches it would lose sight of the pupils without anyone having said so. */
enum err group_close_post(struct req *req)
{
	struct group g;
	enum err e = kept_group(req, &g);
	if (e == OK && g.pupils > 0)
		e = ERR_CONFLICT;
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The group is closed"), 0);
	change_set(c, &rec_organisation, g.id, &organisation_fields[ORGANISATION_ENDED], val_int(req->act.now));
	return req_commit(req, c, "/groepen");
}

/* ---- who stands before it ---- */

enum err group_teacher_page(struct req *req)
{
	struct arena *a = req->act.a;
	struct group g;
	struct ui_page page;
	struct ui_link crumbs[2];
	struct teacher *t;
	size_t n;
	enum err e = kept_group(req, &g);
	if (e == OK)
		e = teachers_of(&req->act, g.school, &t, &n);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_group_teacher);
	struct ui_option *o = ARENA_ARRAY(a, struct ui_option, n + 1);
	o[0].label = tr(req->act.speak, N_("choose"));
	for (size_t i = 0; i < n; i++)
		o[i + 1] = (struct ui_option){.value = t[i].pid, .label = str_c(a, t[i].name),
		                              .chosen = str_eq(t[i].pid, f->raw[0])};
	struct ui *u = group_form_begin(req, &page, &g, tr(req->act.speak, N_("Add a teacher")), crumbs);
	view_form_begin(u, f, group_path(a, &g, "/leerkracht"));
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = field_teacher.name, .error = f->error[0],
	                               .label = tr(req->act.speak, field_teacher.label),
	                               .hint = tr(req->act.speak, field_teacher.hint), .options = o,
	                               .n_options = n + 1});
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err group_teacher_post(struct req *req)
{
	struct group g;
	struct teacher *t;
	size_t n, i = 0;
	enum err e = kept_group(req, &g);
	if (e == OK)
		e = teachers_of(&req->act, g.school, &t, &n);
	if (e != OK)
		return e;
	while (i < n && !str_eq(t[i].pid, form_text(req->form, &field_teacher)))
		i++;
	if (i == n) {
		form_wrong(req->form, &field_teacher, str_from(tr(req->act.speak, field_teacher.missing)));
		return ERR_INVALID;
	}
	if (t[i].account == req->viewer->account) {
		form_wrong(req->form, &field_teacher,
		           str_from(tr(req->act.speak,
		                       N_("You cannot give a role to yourself. Ask someone else who may give it."))));
		return ERR_INVALID;
	}
	struct change *c = change_begin(&req->act, N_("The teacher stands before this group"), 0);
	e = group_teacher_give(&req->act, c, t[i].account, g.seat);
	return e != OK ? e : req_commit(req, c, "%s", group_path(req->act.a, &g, ""));
}

enum err group_teacher_end_post(struct req *req)
{
	struct group g;
	struct groups all;
	struct group_teachers t;
	enum err e = kept_group(req, &g);
	if (e == OK)
		e = groups_of(&req->act, g.school, &all, &t);
	if (e != OK)
		return e;
	struct str who = pairs_get(req->posted, "wie");
	for (size_t i = 0; i < t.n; i++) {
		if (t.v[i].group != g.id || !str_eq(t.v[i].pid, who))
			continue;
		struct change *c = change_begin(&req->act, N_("The teacher does not stand before this group any "
		    "more"), 0);
		seat_end(&req->act, c, t.v[i].holds);
		return req_commit(req, c, "%s", group_path(req->act.a, &g, ""));
	}
	return ERR_NOT_FOUND;
}
