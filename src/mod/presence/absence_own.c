/* "Working days, illness, leave and summer are settings of a person": the own page, per organisation where one
 * works. */
#include "absence_pages.h"

#include "date.h"
#include "route.h"

static const struct field field_post = {
	.name = "organisatie", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 13,
	.label = N_("At which organisation?"), .missing = N_("Choose an organisation"),
};
/* Both forms stand on one page: no name twice. */
static const struct field field_days_post = {
	.name = "werkplek", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 13,
	.label = N_("At which organisation?"), .missing = N_("Choose an organisation"),
};
static const struct field *const absence_form[] = {
	&field_post, &absence_fields[ABSENCE_KIND], &absence_fields[ABSENCE_FIRST], &absence_fields[ABSENCE_LAST],
};
const struct form_def form_absence = {
	.name = "absence", .fields = absence_form, .n = 4, .drafts = true, .submit = N_("Save the absence")};
static const struct field *const days_form[] = {
	&field_days_post, &working_days_fields[DAYS_MONDAY], &working_days_fields[DAYS_TUESDAY],
	&working_days_fields[DAYS_WEDNESDAY], &working_days_fields[DAYS_THURSDAY], &working_days_fields[DAYS_FRIDAY],
	&working_days_fields[DAYS_SINCE],
};
const struct form_def form_working_days = {
	.name = "working-days", .fields = days_form, .n = 7, .submit = N_("Save the working days")};

static const struct stmt stmt_own = {
	"SELECT x.pid, x.kind, x.first_day, x.last_day, x.begins, x.ends, o.name,"
	" (SELECT count(*) FROM absence_cover c WHERE c.absence = x.id AND c.state = 'given'),"
	" (SELECT count(*) FROM absence_cover c WHERE c.absence = x.id AND c.state = 'asked')"
	" FROM absence x JOIN organisation o ON o.id = x.org WHERE x.account = $1 AND x.ends > $2 ORDER BY x.begins, x.id"
	" LIMIT 100",
	"ii", "ttttiitii"};
enum own_col { O_PID, O_KIND, O_FIRST, O_LAST, O_BEGINS, O_ENDS, O_ORG, O_GIVEN, O_ASKED };
static const struct stmt stmt_days_now = {
	"SELECT org, since, monday, tuesday, wednesday, thursday, friday, pid FROM working_days WHERE account = $1"
	" ORDER BY org, since, id LIMIT 500",
	"i", "itiiiiit"};

struct str presence_days(struct req *req, int32_t first, int32_t last)
{
	struct arena *a = req->act.a;
	enum lang lang = req->act.speak.lang;
	if (first == last)
		return tr_date(a, lang, first, DATE_SHORT);
	return tr_fill(a, req->act.speak, N_("{first} up to and including {last}"),
		       TR_SLOTS({"first", tr_date(a, lang, first, DATE_SHORT)}, {"last", tr_date(a, lang, last,
				DATE_SHORT)}));
}

struct str presence_last_day(struct req *req, int64_t ends)
{
	return tr_date(req->act.a, req->act.speak.lang, instant_date(ends - 1), DATE_SHORT);
}

void presence_pick(struct ui *u, struct req *req, const struct form *f, const struct field *field,
                   const struct pick *v, size_t n, const char *none)
{
	size_t at = form_index(f, field), first = none == NULL ? 0 : 1;
	struct ui_option *o = ARENA_ARRAY(req->act.a, struct ui_option, n + 1);
	if (none != NULL)
		o[0].label = none;
	for (size_t i = 0; i < n; i++)
		o[first + i] = (struct ui_option){.value = v[i].pid, .label = str_c(req->act.a, v[i].label),
						  .chosen = str_eq(f->raw[at], v[i].pid)};
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = field->name, .label = say(req,
			field->label),
				       .hint = field->hint == NULL ? NULL : say(req, field->hint),
				       .error = f->error[at], .optional = field->need == NEED_OPTIONAL && none != NULL,
				       .options = o, .n_options = first + n});
}

/* Who works at one place is not asked where. */
static void post_field(struct ui *u, struct req *req, const struct form *f, const struct field *field,
                       const struct post *posts, size_t n)
{
	struct pick *v = ARENA_ARRAY(req->act.a, struct pick, n + 1);
	if (n == 1) {
		ui_hidden(u, field->name, posts[0].pid);
		return;
	}
	for (size_t i = 0; i < n; i++)
		v[i] = (struct pick){posts[i].pid, posts[i].name};
	presence_pick(u, req, f, field, v, n, NULL);
}

/* ---- absences ---- */

struct own {
	struct post posts[VIEWER_SEATS_MAX];
	size_t n_posts;
	const struct rows *away, *days;
	int64_t *terms; /* of each absence: how much on the own work list is due in it */
};

static enum err count_terms(struct req *req, struct own *o)
{
	o->terms = ARENA_ARRAY(req->act.a, int64_t, o->away->n + 1);
	for (size_t i = 0; i < o->away->n; i++) {
		int32_t last;
		if (!date_parse_iso(rows_text(o->away, i, O_LAST), &last))
			return ERR_INVALID;
		enum err e = shelf_count(&req->act, route_list(LIST_WORK), rows_text(o->away, i, O_FIRST),
					 date_iso(req->act.a, last + 1), &o->terms[i]);
		if (e != OK)
			return e;
	}
	return OK;
}

static enum err own_load(struct req *req, struct own *o)
{
	struct batch *b;
	struct val me = val_int(req->viewer->account);
	o->n_posts = posts_of(req->viewer, o->posts);
	if (o->n_posts == 0)
		return ERR_DENIED;
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t away = batch_put(b, &stmt_own, DB_ARGS(me, val_int(req->act.now)));
	size_t days = batch_put(b, &stmt_days_now, DB_ARGS(me));
	e = batch_run(b);
	if (e != OK)
		return e;
	o->away = batch_rows(b, away);
	o->days = batch_rows(b, days);
	return count_terms(req, o);
}

static void cover_tag(struct ui *u, struct req *req, int64_t given, int64_t asked)
{
	struct ui_tag tag = {.tone = TONE_LATE, .state = str_from(say(req, N_("no substitute")))};
	if (asked > 0)
		tag = (struct ui_tag){.tone = TONE_WAIT, .state = str_from(say(req,
				N_("waits for the organisation")))};
	if (given > 0)
		tag = (struct ui_tag){.tone = TONE_OK, .state = str_from(say(req, N_("arranged")))};
	ui_cell_tag(u, &tag);
}

static struct str terms_said(struct req *req, int64_t n)
{
	struct speak sp = req->act.speak;
	if (n == 0)
		return str_from(say(req, N_("none")));
	return tr_fill(req->act.a, sp, trn(sp, "{n} term falls in it", "{n} terms fall in it", n),
		       TR_SLOTS({"n", tr_number(req->act.a, sp.lang, n)}));
}

static void away_show(struct ui *u, struct req *req, const struct own *o)
{
	struct arena *a = req->act.a;
	const struct ui_col cols[] = {
		{.label = say(req, N_("When"))}, {.label = say(req, N_("Where"))},
		{.label = say(req, N_("What"))}, {.label = say(req, N_("Terms"))},
		{.label = say(req, N_("Substitute"))},
	};
	if (o->away->n == 0) {
		ui_p(u, say(req,
				N_("No absence is known of you. Tell it below as soon as you know it: then nothing "
					     "waits for you.")));
		return;
	}
	ui_table_begin(u, say(req, N_("When you are not there")), TABLE_CARDS, cols, 5);
	for (size_t i = 0; i < o->away->n; i++) {
		int32_t first, last;
		if (!date_parse_iso(rows_text(o->away, i, O_FIRST), &first) ||
		    !date_parse_iso(rows_text(o->away, i, O_LAST), &last))
			continue;
		const struct field *kind = &absence_fields[ABSENCE_KIND];
		ui_row(u);
		ui_cell_link(u, str_printf(a, "/afwezigheid/" STR_FMT, STR_ARG(rows_text(o->away, i, O_PID))).p,
			     presence_days(req, first, last));
		ui_cell(u, rows_text(o->away, i, O_ORG));
		ui_cell(u, kind->type->show(a, req->act.speak, kind, val_text(rows_text(o->away, i, O_KIND))));
		ui_cell(u, terms_said(req, o->terms[i]));
		cover_tag(u, req, rows_int(o->away, i, O_GIVEN), rows_int(o->away, i, O_ASKED));
	}
	ui_table_end(u);
}

/* ---- working days ---- */

static struct str week_said(struct req *req, const struct rows *r, size_t i)
{
	struct str all = {"", 0};
	for (size_t d = 0; d < 5; d++)
		if (rows_int(r, i, 2 + d) != 0)
			all = str_printf(req->act.a, STR_FMT "%s%s", STR_ARG(all), all.n == 0 ? "" : ", ",
					 say(req, working_days_fields[DAYS_MONDAY + d].label));
	return all.n == 0 ? str_from(say(req, N_("no day"))) : all;
}

static const char *post_name(struct req *req, const struct own *o, int64_t org)
{
	for (size_t i = 0; i < o->n_posts; i++)
		if (o->posts[i].org == org)
			return str_c(req->act.a, o->posts[i].name);
	return NULL;
}

static void days_show(struct ui *u, struct req *req, const struct own *o)
{
	ui_summary_begin(u);
	for (size_t k = 0; k < o->n_posts; k++) {
		bool any = false;
		for (size_t i = 0; i < o->days->n; i++)
			any = any || rows_int(o->days, i, 0) == o->posts[k].org;
		if (!any)
			ui_summary_row(u, post_name(req, o, o->posts[k].org),
				       str_from(say(req, N_("Monday to Friday, until you say otherwise"))),
						NULL);
	}
	for (size_t i = 0; i < o->days->n; i++) {
		int32_t since;
		const char *name = post_name(req, o, rows_int(o->days, i, 0));
		if (name == NULL || !date_parse_iso(rows_text(o->days, i, 1), &since))
			continue;
		ui_summary_row(u, name,
			       tr_fill(req->act.a, req->act.speak, N_("from {date}: {days}"),
				       TR_SLOTS({"date", tr_date(req->act.a, req->act.speak.lang, since, DATE_SHORT)},
						{"days", week_said(req, o->days, i)})),
			       NULL);
	}
	ui_summary_end(u);
}

/* ---- the page ---- */

static struct ui *own_begin(struct req *req, struct ui_page *page)
{
	static const struct ui_link crumb = {N_("Your account"), "/account"};
	struct ui_link *c = ARENA_ARRAY(req->act.a, struct ui_link, 1);
	*c = (struct ui_link){say(req, crumb.label), crumb.href};
	*page = (struct ui_page){
		.title = say(req, N_("When are you there?")), .crumbs = c, .n_crumbs = 1,
		.intro = say(req,
				N_("No term may wait for one person. Say here when you work and when you are away, "
					      "and who stands in for you.")),
	};
	return view_begin(req, page);
}

static void absence_form_show(struct ui *u, struct req *req, struct form *f, const struct own *o)
{
	view_form_begin(u, f, "/account/afwezig");
	post_field(u, req, f, &field_post, o->posts, o->n_posts);
	for (size_t i = 1; i < form_absence.n; i++)
		view_field(u, f, absence_form[i]);
	view_form_end(u, f);
}

static void days_form_show(struct ui *u, struct req *req, struct form *f, const struct own *o)
{
	if (!f->posted) {
		for (size_t d = 0; d < 5; d++)
			form_set(f, req->act.a, days_form[1 + d], val_int(1));
		form_set(f, req->act.a, &working_days_fields[DAYS_SINCE], val_int(route_today(req)));
	}
	view_form_begin(u, f, "/account/werkdagen");
	post_field(u, req, f, &field_days_post, o->posts, o->n_posts);
	for (size_t i = 1; i < form_working_days.n; i++)
		view_field(u, f, days_form[i]);
	view_form_end(u, f);
}

enum err absence_own_page(struct req *req)
{
	struct own o;
	struct ui_page page;
	enum err e = own_load(req, &o);
	if (e != OK)
		return e;
	bool days = req->form != NULL && req->form->def == &form_working_days;
	struct form *new_days = days ? req->form : form_new(req->act.a, &form_working_days);
	struct form *absence = days ? form_new(req->act.a, &form_absence) : req_form(req, &form_absence);
	if (days)
		absence->key = act_pid(&req->act);
	else
		new_days->key = act_pid(&req->act);
	struct ui *u = own_begin(req, &page);
	ui_panel_begin(u, say(req, N_("Absence")));
	away_show(u, req, &o);
	ui_details_begin(u, say(req, N_("Tell that you are not there")), absence->posted || o.away->n == 0);
	absence_form_show(u, req, absence, &o);
	ui_details_end(u);
	ui_panel_end(u);
	ui_panel_begin(u, say(req, N_("Working days")));
	days_show(u, req, &o);
	ui_details_begin(u, say(req, N_("Change the working days")), days);
	days_form_show(u, req, new_days, &o);
	ui_details_end(u);
	ui_panel_end(u);
	ui_help(u, say(req, N_("Who sees this?")),
		say(req,
				N_("Colleagues of the same organisation see on which days you are there, never why not. Who "
				     "leads there sees what kind of absence it is. What the matter is with who is ill stands "
				     "nowhere.")));
	return view_end(u, req, &page);
}

enum err absence_own_post(struct req *req)
{
	struct post post;
	int64_t id;
	struct str pid;
	enum err e = post_find(req->viewer, form_text(req->form, &field_post), &post);
	if (e != OK)
		return ERR_DENIED;
	const struct absence_new n = {
		.account = req->viewer->account, .org = post.org, .kind = form_text(req->form,
				&absence_fields[ABSENCE_KIND]),
		.first = (int32_t)form_val(req->form, &absence_fields[ABSENCE_FIRST]).i,
		.last = (int32_t)form_val(req->form, &absence_fields[ABSENCE_LAST]).i,
	};
	if (n.last < route_today(req))
		form_wrong(req->form, &absence_fields[ABSENCE_LAST],
			   str_from(say(req, N_("Choose today or a later day"))));
	e = absence_free(&req->act, &n, 0);
	if (e == ERR_CONFLICT)
		form_wrong(req->form, &absence_fields[ABSENCE_FIRST],
			   str_from(say(req, N_("You are already away in these days. Change that absence."))));
	if (req->form->errors > 0)
		return ERR_INVALID;
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Your absence is known. Now choose who stands in"), 0);
	e = absence_make(c, &req->act, &n, &id, &pid);
	return e != OK ? e : req_commit(req, c, "/afwezigheid/" STR_FMT, STR_ARG(pid));
}

enum err working_days_post(struct req *req)
{
	struct post post;
	int64_t id;
	struct str pid;
	struct val v[DAYS__N];
	enum err e = post_find(req->viewer, form_text(req->form, &field_days_post), &post);
	if (e != OK)
		return ERR_DENIED;
	v[DAYS_ACCOUNT] = val_int(req->viewer->account);
	v[DAYS_ORG] = val_int(post.org);
	v[DAYS_SINCE] = form_val(req->form, &working_days_fields[DAYS_SINCE]);
	for (size_t d = DAYS_MONDAY; d <= DAYS_FRIDAY; d++)
		v[d] = val_int(form_val(req->form, &working_days_fields[d]).i == 1);
	struct change *c = change_begin(&req->act, N_("Working days saved"), 0);
	e = change_new(c, &rec_working_days, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "/account/afwezig");
}
