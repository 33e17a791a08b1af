#include "roster_pages.h"

#include "date.h"
#include "rand.h"
#include "utf8.h"

static const struct field field_find = {FIND_BY_NAME(N_("Find a pupil by name"))};
static const struct field *const find_fields[] = {&field_find};
const struct form_def form_pupil_find = {.name = "pupil-find", .fields = find_fields, .n = 1, .submit = N_("Find")};

static const struct field *const new_fields[] = {
	&route_fields[ROUTE_GIVEN_NAME], &route_fields[ROUTE_PREFIX], &route_fields[ROUTE_FAMILY_NAME],
	&route_fields[ROUTE_BORN], &route_fields[ROUTE_PC4],
};
const struct form_def form_pupil_new = {
	.name = "pupil-new", .fields = new_fields, .n = 5, .drafts = true, .submit = N_("Add the pupil")};

static const struct field field_group = {
	.name = "groep", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = PID_LEN,
	.label = N_("In which group?"),
	.hint = N_("Who teaches the new group sees this pupil at once; who taught the old one does not any more."),
};
static const struct field *const move_fields[] = {&field_group};
const struct form_def form_pupil_move = {
	.name = "pupil-move", .fields = move_fields, .n = 1, .submit = N_("Save the group")};

/* ---- all pupils ---- */

static void groups_filter(struct ui *u, struct req *req, const struct groups *groups, size_t n)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	struct ui_option *o = ARENA_ARRAY(a, struct ui_option, GROUPS_MAX * n + 1);
	struct str asked = req_query(req, "groep");
	size_t k = 0;
	o[k++] = (struct ui_option){.label = tr(sp, N_("All groups")), .chosen = asked.n == 0};
	for (size_t s = 0; s < n; s++)
		for (size_t i = 0; i < groups[s].n; i++) {
			const struct group *g = &groups[s].v[i];
			struct str label = n == 1 ? g->name : str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(g->name),
			    STR_ARG(g->school_name));
			o[k++] = (struct ui_option){.value = g->pid, .label = str_c(a, label),
			    .chosen = str_eq(asked, g->pid)};
		}
	if (k == 1)
		return;
	ui_form_begin(u, &(struct ui_form){.action = "/leerlingen", .get = true});
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = "groep", .label = tr(sp, N_("Group")),
	    .options = o,
	                               .n_options = k});
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT, .label = tr(sp, N_("Show"))});
	ui_form_end(u);
}

/* The groups of the own schools, in the batch that reads the pupils. */
struct filter {
	struct along along;
	struct school_seat schools[VIEWER_SEATS_MAX];
	struct groups_at at[VIEWER_SEATS_MAX];
	size_t n;
};

static void put_filter(struct act *act, struct batch *b, void *ctx)
{
	struct filter *f = ctx;
	for (size_t i = 0; i < f->n; i++)
		f->at[i] = groups_put(act, b, f->schools[i].org);
}

static enum err show_filter(struct ui *u, struct req *req, struct filter *f)
{
	const struct batch *b;
	struct groups *groups = ARENA_ARRAY(req->act.a, struct groups, f->n + 1);
	enum err e = along_rows(&req->act, &f->along, &b);
	for (size_t i = 0; e == OK && i < f->n; i++)
		groups_take(&req->act, b, f->at[i], &groups[i], NULL);
	if (e == OK)
		groups_filter(u, req, groups, f->n);
	return e;
}

static void no_pupils(struct ui *u, struct req *req, bool filtered)
{
	struct speak sp = req->act.speak;
	if (filtered)
		ui_empty(u, tr(sp, N_("No pupils in this group yet")), tr(sp,
		    N_("They come with the list of the school, or one by one.")),
		         &(struct ui_link){tr(sp, N_("Show all pupils")), "/leerlingen"});
	else
		ui_empty(u, tr(sp, N_("No pupils here yet")),
		         tr(sp, N_("Take over groups, teachers and pupils in one go from the system of the school, "
		                   "or add a group by hand.")),
		         app_can_open(req->app, req->viewer, "/groepen") ? &(struct ui_link){tr(sp,
		         N_("To the groups")), "/groepen"}
		                                                         : NULL);
}

/* What the address asks for: a group whole, or a page of all. */
static enum err read_pupils(struct req *req, struct str group, struct shelf_bucket *ask, struct seen_page *out)
{
	const struct list *list = route_list(LIST_PUPILS);
	struct group g;
	if (group.n > 0) {
		enum err e = group_open(&req->act, group, &g);
		if (e != OK)
			return e;
		const struct pupils_asked in = group_pupils_ask(&req->act, &g);
		return roster_pupils(&req->act, &in, GROUP_PUPILS_MAX, SCOPE_SHOWN, out);
	}
	enum err e = scope_place(&req->act, list, req_query(req, "na"), &ask->after_key, &ask->after_id);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	return scope_buckets(&req->act, list, ask, 1, NULL, out);
}

enum err pupils_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct shelf_bucket ask = {.n = 0};
	struct seen_page found;
	struct str group = req_query(req, "groep");
	struct ui_page page = {.title = tr(sp, N_("Pupils"))};
	struct filter *filter = ARENA_NEW(req->act.a, struct filter);
	enum err e = roster_needs(req, MAY_SEE_NAMES);
	filter->n = roster_schools(req->viewer, filter->schools);
	filter->along = (struct along){.put = put_filter, .ctx = filter};
	if (e == OK) {
		act_along(&req->act, &filter->along);
		e = read_pupils(req, group, &ask, &found);
	}
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	view_form(u, req_form(req, &form_pupil_find), "/leerlingen/zoek");
	e = show_filter(u, req, filter);
	if (e != OK)
		return e;
	if (found.n == 0)
		no_pupils(u, req, group.n > 0);
	else
		pupil_rows(u, req, &found, tr(sp, N_("Pupils")));
	if (group.n == 0)
		ui_pages(u, ask.after_id != 0 ? "/leerlingen" : NULL,
		         found.more ? str_printf(req->act.a, "/leerlingen?na=" STR_FMT,
		         STR_ARG(found.v[found.n - 1].row.pid)).p : NULL,
		         NULL);
	return view_end(u, req, &page);
}

enum err pupils_find_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct seen_page found;
	struct ui_page page = {.title = tr(sp, N_("Pupils found")), .n_crumbs = 1,
	                       .crumbs = &(struct ui_link){tr(sp, N_("Pupils")), "/leerlingen"}};
	enum err e = roster_needs(req, MAY_SEE_NAMES);
	if (e == OK)
		e = scope_find(&req->act, route_list(LIST_PUPILS), utf8_fold(req->act.a, form_text(req->form,
		    &field_find)), SCOPE_SHOWN, &found);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	view_form(u, req->form, "/leerlingen/zoek");
	if (found.n == 0)
		ui_empty(u, tr(sp, N_("Nobody found")),
		         tr(sp, N_("Check how the name is written, or type a shorter piece of it.")),
		         &(struct ui_link){tr(sp, N_("Show all pupils")), "/leerlingen"});
	else
		pupil_rows(u, req, &found, tr(sp, N_("Pupils found")));
	if (found.more)
		ui_remark(u, TONE_INFO, tr(sp, N_("There are more. Type more of the name.")));
	return view_end(u, req, &page);
}

/* ---- one pupil, by hand ---- */

static enum err group_of_page(struct req *req, struct group *g, const struct school_seat **school)
{
	enum err e = roster_needs(req, MAY_KEEP_PUPILS);
	if (e == OK)
		e = group_open(&req->act, req_param(req, 0), g);
	if (e != OK)
		return e;
	*school = roster_school(&req->act, g->school_pid);
	return *school == NULL ? ERR_NOT_FOUND : OK;
}

enum err pupil_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct school_seat *school;
	struct group g;
	enum err e = group_of_page(req, &g, &school);
	if (e != OK)
		return e;
	const char *own = str_printf(a, "/groep/" STR_FMT, STR_ARG(g.pid)).p;
	const struct ui_link crumbs[] = {{tr(sp, N_("Groups")), "/groepen"}, {str_c(a, g.name), own}};
	struct ui_page page = {.title = tr(sp, N_("Add a pupil by hand")), .crumbs = crumbs, .n_crumbs = 2,
	                       .intro = tr(sp, N_("Only what is needed to know who it is. Leave out the number of "
	                       "the pupil."))};
	struct form *f = req_form(req, &form_pupil_new);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, str_printf(a, "%s/leerling", own).p);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err pupil_new_post(struct req *req)
{
	const struct school_seat *school = NULL;
	struct group g;
	struct seen_page here;
	struct pupil_made added;
	struct val v[ROUTE__N] = {{0}};
	enum err e = group_of_page(req, &g, &school);
	for (size_t i = 0; i < form_pupil_new.n; i++)
		v[record_field(&rec_route, new_fields[i])] = req->form->v[i];
	if (e != OK)
		return e;
	const struct pupils_asked asked = roster_pupils_ask(&req->act, school->seat);
	e = roster_pupils(&req->act, &asked, SCOPE_EACH_MAX * 4, SCOPE_COMPARED, &here);
	if (e != OK)
		return e;
	rec_route.derive(req->act.a, v);
	for (size_t i = 0; i < here.n; i++)
		if (val_eq(row_val(&here.v[i].row, &route_fields[ROUTE_SORT_KEY]), v[ROUTE_SORT_KEY]) &&
		    val_eq(row_val(&here.v[i].row, &route_fields[ROUTE_BORN]), v[ROUTE_BORN])) {
			scope_listed(&req->act, &here.v[i]);
			form_wrong(req->form, new_fields[0],
			           str_from(tr(req->act.speak, N_("A pupil with this name and date of birth is at "
			           "this school already"))));
			return ERR_INVALID;
		}
	struct change *c = change_begin(&req->act, N_("The pupil is added"), 0);
	e = pupil_new(&req->act, c, v, school, g.seat, &added);
	return e != OK ? e : req_commit(req, c, "/groep/" STR_FMT, STR_ARG(g.pid));
}

/* The groups that this pupil may be put in: of its own school. */
static enum err groups_for(struct req *req, struct groups *out)
{
	enum err e = roster_needs(req, MAY_KEEP_PUPILS);
	struct school_seat schools[VIEWER_SEATS_MAX];
	size_t n = roster_schools(req->viewer, schools);
	int64_t school = row_int(&req->seen.row, &route_fields[ROUTE_SCHOOL]);
	for (size_t i = 0; e == OK && i < n; i++)
		if (schools[i].org == school)
			return groups_of(&req->act, school, out, NULL);
	return ERR_NOT_FOUND;
}

enum err pupil_move_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct groups groups;
	struct membership *now;
	size_t n;
	const struct stmt_asked *asked = memberships_ask(&req->act, r->id);
	enum err e = groups_for(req, &groups);
	if (e == OK)
		e = memberships_take(&req->act, asked, &now, &n);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{tr(sp, N_("Pupils")), "/leerlingen"}, {child_name(a, r).p, child_path(a, r,
	    "")}};
	struct ui_page page = {.title = tr(sp, N_("Change the group")), .crumbs = crumbs, .n_crumbs = 2};
	struct form *f = req_form(req, &form_pupil_move);
	struct str chosen = f->posted ? f->raw[0] : n > 0 ? now[0].group_pid : (struct str){0};
	struct ui_option *o = ARENA_ARRAY(a, struct ui_option, groups.n + 1);
	o[0] = (struct ui_option){.label = tr(sp, N_("in no group")), .chosen = chosen.n == 0};
	for (size_t i = 0; i < groups.n; i++)
		o[i + 1] = (struct ui_option){.value = groups.v[i].pid, .label = str_c(a, groups.v[i].name),
		                              .chosen = str_eq(groups.v[i].pid, chosen)};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, child_path(a, r, "/groep"));
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = field_group.name, .label = tr(sp,
	    field_group.label),
	                               .hint = tr(sp, field_group.hint), .error = f->error[0], .options = o,
	                               .n_options = groups.n + 1});
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err pupil_move_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct groups groups;
	struct str pid = form_text(req->form, &field_group);
	int64_t seat = pid.n == 0 ? 0 : -1;
	enum err e = groups_for(req, &groups);
	if (e != OK)
		return e;
	for (size_t i = 0; i < groups.n; i++)
		if (str_eq(groups.v[i].pid, pid))
			seat = groups.v[i].seat;
	if (seat < 0)
		return ERR_NOT_FOUND;
	struct change *c = change_begin(&req->act, N_("The group is changed"), 0);
	e = pupil_moves(&req->act, c, r->id, seat);
	return e != OK ? e : req_commit(req, c, "%s", child_path(req->act.a, r, "/groep"));
}
