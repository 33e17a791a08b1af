#include "school_pages.h"

#include "date.h"
#include "people.h"
#include "rand.h"
#include "record_view.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

/* Which organisation the school is, typed as its pid: its people then keep the profile themselves. */
static const struct field field_org = {
	.name = "organisatie", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .max = PID_LEN,
	.label = N_("Which organisation is this?"),
	.hint = N_("Its school leader then keeps what the school offers. Without one nobody of the school can."),
};

#define FACTS \
	&school_fields[SCHOOL_NAME], &school_fields[SCHOOL_KIND], &school_fields[SCHOOL_BRIN], \
		&school_fields[SCHOOL_DENOMINATION], &school_fields[SCHOOL_STREET], &school_fields[SCHOOL_HOUSE_NUMBER], \
		&school_fields[SCHOOL_POSTCODE], &school_fields[SCHOOL_PLACE], &school_fields[SCHOOL_MUNICIPALITY], \
		&school_fields[SCHOOL_HOLIDAYS], &school_fields[SCHOOL_WEBSITE], &school_fields[SCHOOL_PHONE]

static const struct field *const new_fields[] = {&field_org, FACTS};
static const struct field *const facts_fields[] = {FACTS};
static const struct field *const profile_fields[] = {
	&school_fields[SCHOOL_OFFER], &school_fields[SCHOOL_EXPERTISE], &school_fields[SCHOOL_GROUPS],
	&school_fields[SCHOOL_BUILDING], &school_fields[SCHOOL_NOT_YET],
};
const struct form_def form_school_new = {
	.name = "school-new", .fields = new_fields, .n = N_OF(new_fields), .drafts = true, .submit = N_("Add the school")};
const struct form_def form_school_facts = {
	.name = "school-facts", .fields = facts_fields, .n = N_OF(facts_fields), .drafts = true,
	.submit = N_("Save the changes")};
const struct form_def form_school_profile = {
	.name = "school-profile", .fields = profile_fields, .n = N_OF(profile_fields), .drafts = true,
	.submit = N_("Save what you offer")};

/* ---- one school: what it can offer first ---- */

/* What the profile asks, as the reader of the answer knows it. */
static const struct {
	enum school_field field;
	const char *heading;
} offers[] = {
	{SCHOOL_OFFER, NULL},
	{SCHOOL_EXPERTISE, N_("Expertise in house")},
	{SCHOOL_GROUPS, N_("The groups")},
	{SCHOOL_BUILDING, N_("The building")},
	{SCHOOL_NOT_YET, N_("Not possible here yet")},
};

static void view_offer(struct ui *u, const struct str *texts)
{
	bool any = false;
	ui_panel_begin(u, tr(u->sp, N_("What this school offers")));
	for (size_t i = 0; i < N_OF(offers); i++) {
		struct str text = texts[offers[i].field];
		if (text.n == 0)
			continue;
		if (offers[i].heading != NULL)
			ui_h3(u, tr(u->sp, offers[i].heading));
		ui_p_str(u, text);
		any = true;
	}
	if (!any)
		ui_p(u, tr(u->sp, N_("The school has not written down yet what it offers. Call the school, or ask the "
				     "partnership.")));
	if (texts[SCHOOL_CHECKED].n > 0)
		ui_small(u, tr_fill(u->a, u->sp, N_("Looked over by the school on {date}."),
		                    TR_SLOTS({"date", texts[SCHOOL_CHECKED]})).p);
	ui_panel_end(u);
}

/* Where people of the school answer, for who may ask. */
static void view_tour(struct ui *u, struct req *req)
{
	const struct row *r = &req->seen.row;
	const char *tour = str_printf(u->a, "/school/" STR_FMT "/kennismaken", STR_ARG(r->pid)).p;
	bool answers = row_val(r, &school_fields[SCHOOL_ORG]).type == VAL_INT &&
	               row_val(r, &school_fields[SCHOOL_GONE]).type == VAL_NULL;
	if (!answers || !app_can_open(req->app, req->viewer, tour))
		return;
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, tour, tr(u->sp, N_("Ask to look round")));
	ui_buttons_end(u);
}

static struct str joined(struct arena *a, struct str x, struct str y)
{
	return str_printf(a, STR_FMT " " STR_FMT, STR_ARG(x), STR_ARG(y));
}

static void view_about(struct ui *u, const struct row *r, const struct str *texts)
{
	static const struct field *const facts[] = {
		&school_fields[SCHOOL_PHONE], &school_fields[SCHOOL_WEBSITE], &school_fields[SCHOOL_KIND],
		&school_fields[SCHOOL_DENOMINATION], &school_fields[SCHOOL_BOARD], &school_fields[SCHOOL_MUNICIPALITY],
		&school_fields[SCHOOL_HOLIDAYS], &school_fields[SCHOOL_BRIN],
	};
	struct str street = joined(u->a, texts[SCHOOL_STREET], texts[SCHOOL_HOUSE_NUMBER]);
	struct str town = joined(u->a, texts[SCHOOL_POSTCODE], texts[SCHOOL_PLACE]);
	ui_panel_begin(u, tr(u->sp, N_("About the school")));
	ui_p_str(u, str_printf(u->a, STR_FMT "\n" STR_FMT, STR_ARG(street), STR_ARG(town)));
	view_facts(u, r, texts, facts, N_OF(facts));
	ui_panel_end(u);
}

static void view_ways(struct ui *u, struct req *req)
{
	struct ui_link edits[4];
	size_t n = record_edits(req, edits, N_OF(edits));
	for (size_t i = 0; i < n; i++)
		ui_p_link(u, NULL, edits[i].href, edits[i].label, NULL);
	const char *calendar = str_printf(u->a, "/school/" STR_FMT "/kalender", STR_ARG(req->seen.row.pid)).p;
	ui_p_link(u, NULL, calendar, tr(u->sp, N_("Calendar of this school")), NULL);
	const char *visit = str_printf(u->a, "/school/" STR_FMT "/bezoek", STR_ARG(req->seen.row.pid)).p;
	if (app_can_open(req->app, req->viewer, visit))
		ui_p_link(u, NULL, visit, tr(u->sp, N_("Your children at this school: visit sheet")), NULL);
	const char *history = record_way(req, &rec_school, WAY_HISTORY, req->seen.row.pid);
	if (history != NULL)
		ui_p_link(u, NULL, history, tr(u->sp, N_("What was changed?")), NULL);
}

enum err school_page(struct req *req)
{
	const struct str **texts;
	struct ui_link crumbs[2];
	enum err e = told_rows(&req->act, &req->seen, 1, &texts);
	if (e != OK)
		return e;
	const struct str facts[] = {texts[0][SCHOOL_KIND], texts[0][SCHOOL_PLACE]};
	struct ui_page page = {
		.title = str_c(req->act.a, texts[0][SCHOOL_NAME]), .facts = facts, .n_facts = 2,
		.crumbs = crumbs, .n_crumbs = record_crumbs(req, true, crumbs),
	};
	struct ui *u = view_begin(req, &page);
	view_offer(u, texts[0]);
	view_tour(u, req);
	view_about(u, &req->seen.row, texts[0]);
	view_ways(u, req);
	return view_end(u, req, &page);
}

/* Looking it over and leaving it as it is counts: the day is renewed. */
enum err school_profile_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct change *c = change_begin(&req->act, N_("What the school offers is saved"), CHANGE_UNDO);
	change_put(c, &rec_school, r->id, req->form);
	change_set(c, &rec_school, r->id, &school_fields[SCHOOL_CHECKED], val_int(instant_date(req->act.now)));
	return req_commit(req, c, "/school/" STR_FMT, STR_ARG(r->pid));
}

/* ---- a new one ---- */

/* Organisations of the region that are a school and stand in no register yet. */
#define FREE_ORGS \
	" FROM organisation o WHERE o.region = $1 AND o.kind IN ('school', 'provision') AND o.ended > $2" \
	" AND NOT EXISTS (SELECT 1 FROM school s WHERE s.org = o.id)"
static const struct stmt stmt_free = {
	"SELECT o.pid, o.name, o.place" FREE_ORGS " ORDER BY o.name_key, o.id LIMIT 500", "ii", "ttt"};
static const struct stmt stmt_free_one = {"SELECT o.id, o.parent" FREE_ORGS " AND o.pid = $3", "iit", "ii"};

static void org_field(struct ui *u, struct req *req, const struct form *f, const struct rows *orgs)
{
	struct ui_option *o = ARENA_ARRAY(req->act.a, struct ui_option, orgs->n + 1);
	size_t at = form_index(f, &field_org);
	o[0] = (struct ui_option){.value = S(""), .label = tr(u->sp, N_("none"))};
	for (size_t i = 0; i < orgs->n; i++)
		o[i + 1] = (struct ui_option){.value = rows_text(orgs, i, 0),
		                              .label = str_c(req->act.a, rows_text(orgs, i, 1)),
		                              .chosen = str_eq(f->raw[at], rows_text(orgs, i, 0))};
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = field_org.name, .label = tr(u->sp, field_org.label),
	                               .hint = tr(u->sp, field_org.hint), .error = f->error[at], .optional = true,
	                               .options = o, .n_options = orgs->n + 1});
}

enum err school_new_page(struct req *req)
{
	const struct rows *orgs;
	struct ui_link crumbs[2];
	enum err e = act_exec(&req->act, &stmt_free, DB_ARGS(val_int(req->act.region), val_int(req->act.now)), &orgs);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_school_new);
	struct ui_page page = {.title = tr(req->act.speak, N_("Add a school")), .crumbs = crumbs,
	                       .n_crumbs = record_crumbs(req, false, crumbs)};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, "/scholen/nieuw");
	org_field(u, req, f, orgs);
	for (size_t i = 0; i < N_OF(facts_fields); i++)
		view_field(u, f, facts_fields[i]);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

static enum err find_org(struct req *req, struct val *org, struct val *board)
{
	const struct rows *r;
	struct str pid = form_text(req->form, &field_org);
	if (pid.n == 0)
		return OK;
	enum err e = act_exec(&req->act, &stmt_free_one,
	                      DB_ARGS(val_int(req->act.region), val_int(req->act.now), val_text(pid)), &r);
	if (e != OK)
		return e;
	if (r->n == 0) {
		form_wrong(req->form, &field_org, str_from(tr(req->act.speak, N_("Choose one of the answers"))));
		return ERR_INVALID;
	}
	*org = rows_val(r, 0, 0);
	*board = rows_val(r, 0, 1);
	return OK;
}

enum err school_new_post(struct req *req)
{
	struct val v[SCHOOL__N] = {[SCHOOL_ORG] = val_null()};
	struct str pid;
	int64_t id;
	enum err e = find_org(req, &v[SCHOOL_ORG], &v[SCHOOL_BOARD]);
	if (e != OK)
		return e;
	for (size_t i = 0; i < N_OF(facts_fields); i++)
		v[record_field(&rec_school, facts_fields[i])] = form_val(req->form, facts_fields[i]);
	struct row made = {.rec = &rec_school, .region = req->act.region, .v = v};
	e = access_row(&req->act, &made, OP_CREATE);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The school is added"), 0);
	e = change_new(c, &rec_school, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "/school/" STR_FMT, STR_ARG(pid));
}
