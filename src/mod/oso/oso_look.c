/* One dossier: whose it is, what is in it, what comes along, and where it goes. */
#include "oso_in.h"

#include "people.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

const struct form_def form_oso_take = {.name = "oso-take", .submit = N_("Take it over")};
const struct form_def form_oso_refuse = {.name = "oso-refuse", .submit = N_("Throw this dossier away")};
const struct form_def form_oso_place = {.name = "oso-place", .submit = N_("Place it with this school")};

struct looking {
	struct req *req;
	const struct row *tray;
	struct school_seat school;
	struct oso_dossier d;
	struct alike alike;
};

static enum err own_school(struct req *req, struct school_seat *out)
{
	struct school_seat own[VIEWER_SEATS_MAX];
	size_t n = roster_schools(req->viewer, own);
	for (size_t i = 0; i < n; i++)
		if (own[i].org == row_int(&req->seen.row, &oso_in_fields[OSO_IN_ORG])) {
			*out = own[i];
			return oso_in_may(req) ? OK : ERR_DENIED;
		}
	return ERR_NOT_FOUND;
}

static enum err open_one(struct req *req, struct looking *l)
{
	struct str bytes;
	*l = (struct looking){.req = req, .tray = &req->seen.row};
	if (oso_in_state(l->tray) != OSO_IN_WAITS)
		return ERR_NOT_FOUND;
	enum err e = own_school(req, &l->school);
	if (e != OK)
		return e;
	const struct pupils_asked pupils = roster_pupils_ask(&req->act, l->school.seat);
	e = document_bytes_get(&req->act, l->tray, row_int(l->tray, &oso_in_fields[OSO_IN_SIZE]),
	                       row_val(l->tray, &oso_in_fields[OSO_IN_HASH]).s, &bytes);
	if (e == OK)
		e = oso_read(req->app->boxed, req->act.a, bytes, &l->d);
	if (e == OK && l->d.n_faults > 0)
		e = ERR_INVALID;
	return e == OK ? oso_in_alike(&req->act, &pupils, &l->d, &l->alike) : e;
}

static struct str named(struct ui *u, const struct row *r)
{
	int32_t born = (int32_t)row_int(r, &route_fields[ROUTE_BORN]);
	return tr_fill(u->a, u->sp, N_("{name}, born {date}"),
	               TR_SLOTS({"name", child_name(u->a, r)}, {"date", tr_date(u->a, u->sp.lang, born, DATE_SHORT)}));
}

static void who(struct ui *u, const struct looking *l)
{
	struct ui_option o[ALIKE_MAX + 1];
	struct str sent = pairs_get(l->req->posted, "kind");
	size_t n = 0;
	for (; n < l->alike.n; n++) {
		const struct row *r = &l->alike.v[n]->row;
		bool sure = n == 0 && l->alike.sure, chosen = sent.n > 0 ? str_eq(sent, r->pid) : sure;
		o[n] = (struct ui_option){.value = r->pid, .label = named(u, r).p, .chosen = chosen,
		                          .hint = tr(u->sp, sure ? N_("The same name and the same day of birth")
		                                                 : N_("Looks like it: look well"))};
	}
	o[n] = (struct ui_option){.value = S("nieuw"), .label = tr(u->sp, N_("A child who is not here yet")),
	                          .hint = tr(u->sp, N_("The dossier starts as a pupil of the school, without a question.")),
	                          .chosen = sent.n > 0 ? str_is(sent, "nieuw") : l->alike.n == 0};
	ui_summary_begin(u);
	ui_summary_row(u, tr(u->sp, N_("Name in the dossier")), row_text(l->tray, &oso_in_fields[OSO_IN_CHILD]), NULL);
	ui_summary_row(u, tr(u->sp, N_("Date of birth")), tr_date(u->a, u->sp.lang, l->d.born, DATE_LONG), NULL);
	ui_summary_row(u, tr(u->sp, N_("School")), row_text(l->tray, &oso_in_fields[OSO_IN_SCHOOL]), NULL);
	ui_summary_end(u);
	ui_field(u, &(struct ui_field){.kind = FIELD_RADIOS, .name = "kind", .options = o, .n_options = n + 1,
	                               .label = tr(u->sp, N_("Which child is it?"))});
	if (l->alike.n > 0) {
		const struct ui_option names = {.value = S("1"), .chosen = str_is(pairs_get(l->req->posted, "naam"), "1"),
		                                .label = tr(u->sp, N_("Take over name and postcode too, where they differ"))};
		ui_field(u, &(struct ui_field){.kind = FIELD_CHECKS, .name = "naam", .options = &names, .n_options = 1,
		                               .label = tr(u->sp, N_("Name and postcode")), .optional = true});
	}
}

static size_t facts_of(const struct oso_dossier *d, enum oso_section s, size_t *files)
{
	size_t n = 0;
	*files = 0;
	for (size_t i = 0; i < d->n_facts; i++)
		n += d->facts[i].section == s;
	for (size_t i = 0; i < d->n_files; i++)
		*files += d->files[i].section == s;
	return n;
}

static struct str how_much(struct ui *u, size_t facts, size_t files)
{
	return tr_fill(u->a, u->sp, N_("Facts: {n}. Files: {files}."),
	               TR_SLOTS({"n", tr_number(u->a, u->sp.lang, (int64_t)facts)},
	                        {"files", tr_number(u->a, u->sp.lang, (int64_t)files)}));
}

static void what(struct ui *u, const struct looking *l)
{
	struct ui_option o[OSO_SECTIONS];
	size_t n = 0, files;
	bool again = pairs_get(l->req->posted, "kind").n > 0;
	for (enum oso_section s = 0; s < OSO_SECTIONS; s++) {
		size_t facts = facts_of(&l->d, s, &files);
		const char *name = str_printf(u->a, "deel_%s", oso_section_code(s)).p;
		if (facts + files > 0)
			o[n++] = (struct ui_option){.value = S("1"), .name = name, .label = tr(u->sp, oso_section_label(s)),
			                            .hint = how_much(u, facts, files).p,
			                            .chosen = !again || pairs_get(l->req->posted, name).n > 0};
	}
	if (n == 0)
		return;
	ui_h2(u, tr(u->sp, N_("What do you take over?")));
	ui_field(u, &(struct ui_field){.kind = FIELD_CHECKS, .name = "delen", .options = o, .n_options = n,
	                               .optional = true,
	                               .label = tr(u->sp, N_("Only what this child's support needs"))});
}

static void contents(struct ui *u, const struct looking *l)
{
	size_t files;
	for (enum oso_section s = 0; s < OSO_SECTIONS; s++) {
		if (facts_of(&l->d, s, &files) == 0)
			continue;
		ui_panel_begin(u, tr(u->sp, oso_section_label(s)));
		facts_show(u, facts_text(u->a, &l->d, s));
		ui_panel_end(u);
	}
}

static void files_table(struct ui *u, const struct looking *l)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("File"))}, {.label = tr(u->sp, N_("What it is"))},
	                              {.label = tr(u->sp, N_("Subject"))}, {.label = tr(u->sp, N_("Can it come along?"))}};
	if (l->d.n_files == 0)
		return;
	ui_table_begin(u, tr(u->sp, N_("Files in the dossier")), TABLE_CARDS, cols, N_OF(cols));
	for (size_t i = 0; i < l->d.n_files; i++) {
		const struct oso_file *f = &l->d.files[i];
		const struct ui_tag tag = {.tone = f->broken ? TONE_SOON : TONE_OK,
		                           .state = str_from(tr(u->sp, f->broken ? N_("Not whole: stays behind") : N_("Yes")))};
		ui_row(u);
		ui_cell(u, f->name);
		ui_cell(u, f->about);
		ui_cell(u, str_from(tr(u->sp, oso_section_label(f->section))));
		ui_cell_tag(u, &tag);
	}
	ui_table_end(u);
}

static void left(struct ui *u, const struct looking *l)
{
	struct str all = {0};
	for (size_t i = 0; i < l->d.n_left; i++)
		all = all.n == 0 ? l->d.left[i] : str_printf(u->a, STR_FMT ", " STR_FMT, STR_ARG(all), STR_ARG(l->d.left[i]));
	ui_panel_begin(u, tr(u->sp, N_("What stays behind")));
	ui_p(u, tr(u->sp, N_("Diagnoses, medicine, intelligence, addresses and how parents can be reached are not taken "
	                     "over. Is a report needed? Then ask the parents for it.")));
	if (all.n > 0) {
		ui_details_begin(u, tr(u->sp, N_("Names of what stays behind")), false);
		ui_p_str(u, all);
		ui_details_end(u);
	}
	ui_panel_end(u);
}

static void review(struct ui *u, const struct looking *l)
{
	struct req *req = l->req;
	struct form *f = req_form(req, &form_oso_take);
	const struct ui_button away = {.kind = BUTTON_DANGER, .label = tr(u->sp, form_oso_refuse.submit)};
	ui_panel_begin(u, tr(u->sp, N_("Whose dossier is this?")));
	view_form_begin(u, f, oso_in_path(u->a, l->tray->pid, "/neem-over"));
	who(u, l);
	what(u, l);
	view_form_end(u, f);
	ui_panel_end(u);
	contents(u, l);
	files_table(u, l);
	left(u, l);
	ui_button_form(u, oso_in_path(u->a, l->tray->pid, "/weg"), &away, NULL, 0);
}

/* ---- of no school that is known ---- */

static const struct stmt stmt_schools = {
	"SELECT o.pid, o.name, o.id FROM school s JOIN organisation o ON o.id = s.org WHERE s.region = $1"
	" ORDER BY s.name_key, s.id LIMIT 500",
	"i", "tti"};

struct spot {
	struct str pid, name;
	int64_t org;
};

/* Where it may be placed: the partnership with any school of the region, who handed it in only with an own one. */
static enum err places(struct req *req, struct spot **out, size_t *n)
{
	struct school_seat own[VIEWER_SEATS_MAX];
	const struct rows *r = NULL;
	size_t n_own = roster_schools(req->viewer, own);
	enum err e = n_own > 0 ? OK : act_exec(&req->act, &stmt_schools, DB_ARGS(val_int(req->act.region)), &r);
	if (e != OK)
		return e;
	*n = r == NULL ? n_own : r->n;
	*out = ARENA_ARRAY(req->act.a, struct spot, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = r == NULL ? (struct spot){own[i].pid, own[i].name, own[i].org}
		                      : (struct spot){rows_text(r, i, 0), rows_text(r, i, 1), rows_int(r, i, 2)};
	return OK;
}

static enum err unplaced(struct ui *u, struct req *req)
{
	const struct row *tray = &req->seen.row;
	struct spot *v;
	size_t n;
	enum err e = places(req, &v, &n);
	if (e != OK)
		return e;
	struct ui_option *o = ARENA_ARRAY(u->a, struct ui_option, n + 1);
	for (size_t i = 0; i < n; i++)
		o[i] = (struct ui_option){.value = v[i].pid, .label = str_c(u->a, v[i].name)};
	ui_panel_begin(u, tr(u->sp, N_("Which school is it from?")));
	ui_summary_begin(u);
	ui_summary_row(u, tr(u->sp, N_("School in the dossier")), row_text(tray, &oso_in_fields[OSO_IN_SCHOOL]), NULL);
	ui_summary_row(u, tr(u->sp, N_("BRIN and location")), row_text(tray, &oso_in_fields[OSO_IN_BRIN]), NULL);
	ui_summary_end(u);
	ui_p(u, tr(u->sp, N_("No school here has this number. What is in the dossier is shown only to the school.")));
	view_form_begin(u, req_form(req, &form_oso_place), oso_in_path(u->a, tray->pid, "/koppel"));
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = "school", .label = tr(u->sp, N_("School")),
	                               .options = o, .n_options = n});
	view_form_end(u, req_form(req, &form_oso_place));
	ui_panel_end(u);
	return OK;
}

static void ended(struct ui *u)
{
	const struct ui_link all = {tr(u->sp, N_("Dossiers from the school's own system")), "/dossiers"};
	ui_empty(u, tr(u->sp, N_("This dossier has been dealt with")),
	         tr(u->sp, N_("What was taken over stands with the child. The file itself is gone.")), &all);
}

/* ---- the page ---- */

enum err oso_in_one_page(struct req *req)
{
	struct looking l;
	struct speak sp = req->act.speak;
	const struct row *tray = &req->seen.row;
	enum oso_in_state state = oso_in_state(tray);
	enum err e = state == OSO_IN_WAITS ? open_one(req, &l) : OK;
	bool gone = e == ERR_NOT_FOUND && l.school.org != 0; /* nobody looked at it in time (jobs/upkeep.c) */
	if (e != OK && !gone)
		return e;
	const struct ui_link crumb = {tr(sp, N_("Dossiers from the school's own system")), "/dossiers"};
	struct str made = tr_date(req->act.a, sp.lang, (int32_t)row_int(tray, &oso_in_fields[OSO_IN_MADE]), DATE_LONG);
	struct ui_page page = {.title = tr(sp, N_("Look at a dossier")), .crumbs = &crumb, .n_crumbs = 1, .facts = &made,
	                       .n_facts = 1};
	struct ui *u = view_begin(req, &page);
	if (state == OSO_IN_WAITS && !gone)
		review(u, &l);
	else if (state == OSO_IN_UNPLACED)
		e = unplaced(u, req);
	else
		ended(u);
	return e == OK || gone ? view_end(u, req, &page) : e;
}

static bool chosen(struct req *req, const struct looking *l, struct oso_choice *out)
{
	struct str child = pairs_get(req->posted, "kind");
	bool known = str_is(child, "nieuw");
	*out = (struct oso_choice){.names = pairs_get(req->posted, "naam").n > 0};
	for (size_t i = 0; i < l->alike.n; i++)
		if (str_eq(child, l->alike.v[i]->row.pid)) {
			out->child = child;
			known = true;
		}
	for (enum oso_section s = 0; s < OSO_SECTIONS; s++)
		out->takes[s] = pairs_get(req->posted, str_printf(req->act.a, "deel_%s", oso_section_code(s)).p).n > 0;
	return known;
}

enum err oso_in_take_post(struct req *req)
{
	struct looking l;
	struct oso_choice choice;
	struct str child;
	enum err e = open_one(req, &l);
	if (e != OK)
		return e;
	if (!chosen(req, &l, &choice)) {
		form_wrong(req->form, NULL, str_from(tr(req->act.speak, N_("Choose whose dossier this is"))));
		return ERR_INVALID;
	}
	struct change *c = change_begin(&req->act, N_("The dossier is taken over"), 0);
	e = oso_in_take(req, c, l.tray, &l.school, &l.d, &choice, &child);
	return e == OK ? req_commit(req, c, "/kind/" STR_FMT "/schoolgegevens", STR_ARG(child)) : e;
}

enum err oso_in_refuse_post(struct req *req)
{
	struct school_seat school;
	if (oso_in_state(&req->seen.row) != OSO_IN_WAITS)
		return ERR_NOT_FOUND;
	enum err e = own_school(req, &school);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The dossier is thrown away"), 0);
	oso_in_ends(c, &req->seen.row, OSO_IN_REFUSED);
	return req_commit(req, c, "/dossiers");
}

enum err oso_in_place_post(struct req *req)
{
	struct spot *v;
	size_t n, i = 0;
	struct str pid = pairs_get(req->posted, "school");
	enum err e = oso_in_state(&req->seen.row) == OSO_IN_UNPLACED ? places(req, &v, &n) : ERR_NOT_FOUND;
	if (e != OK)
		return e;
	while (i < n && !str_eq(v[i].pid, pid))
		i++;
	if (i == n) {
		form_wrong(req->form, NULL, str_from(tr(req->act.speak, N_("Choose the school"))));
		return ERR_INVALID;
	}
	struct change *c = change_begin(&req->act, N_("The dossier waits at the school"), 0);
	oso_in_places(c, &req->seen.row, v[i].org);
	return req_commit(req, c, "/dossiers");
}
