#include "logbook_say.h"

#include "logbook.h"

#include "date.h"
#include "policy.h"

enum { PERIOD_DAYS = 7, FIRST_DAY = 18262, LAST_DAY = 47481 }; /* 2020-01-01 to 2099-12-31 */

const char *const logbook_query[] = {"van",       "van_dag",  "van_maand", "van_jaar", "tot", "tot_dag",
                                     "tot_maand", "tot_jaar", "rol",       "doel",     "na",  NULL};

static const struct field field_from = {
	.name = "van", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .min = FIRST_DAY, .max = LAST_DAY,
	.label = N_("From")};
static const struct field field_until = {
	.name = "tot", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .min = FIRST_DAY, .max = LAST_DAY,
	.label = N_("Up to and including")};
static const struct field *const fields[] = {&field_from, &field_until};
static const struct form_def form_period = {.name = "logbook", .fields = fields, .n = 2, .submit = N_("Show")};

bool logbook_family(struct str role)
{
	enum role r;
	return role_parse(role, &r) && role_def(r)->audience != AUD_PROF;
}

struct str logbook_role(const struct req *req, struct str code)
{
	enum role r;
	return role_parse(code, &r) ? str_from(tr(req->act.speak, role_def(r)->label)) : (struct str){0};
}

static enum purpose purpose_of(struct str code)
{
	for (enum purpose p = PURPOSE_NONE + 1; p < PURPOSE__N; p++)
		if (str_is(code, purpose_code(p)))
			return p;
	return PURPOSE_NONE;
}

struct str logbook_purpose(const struct req *req, struct str code)
{
	return str_from(tr(req->act.speak, purpose_label(purpose_of(code))));
}

/* The page whose address this one's begins with: what has no page of its own is called after where it is done. */
static const char *title_above(const struct module *m, const struct route *at)
{
	const char *title = NULL;
	size_t longest = 0;
	for (size_t i = 0; i < m->n_routes; i++) {
		size_t n = strlen(m->routes[i].path);
		if (m->routes[i].title != NULL && n > longest && strncmp(m->routes[i].path, at->path, n) == 0) {
			title = m->routes[i].title;
			longest = n;
		}
	}
	return title;
}

/* A post is called after the page it is posted from. */
static const char *title_in(const struct module *m, struct str name)
{
	const struct route *at = NULL;
	for (size_t i = 0; i < m->n_routes; i++)
		if (str_is(name, m->routes[i].name))
			at = &m->routes[i];
	for (size_t i = 0; at != NULL && at->title == NULL && i < m->n_routes; i++)
		if (at->page != NULL && m->routes[i].fn == at->page && m->routes[i].title != NULL)
			at = &m->routes[i];
	return at == NULL ? NULL : at->title != NULL ? at->title : title_above(m, at);
}

struct str logbook_when(const struct req *req, int64_t at)
{
	struct hms t = instant_time(at);
	struct str day = tr_date(req->act.a, req->act.speak.lang, instant_date(at), DATE_SHORT);
	return str_printf(req->act.a, STR_FMT ", %d.%02d", STR_ARG(day), t.hour, t.minute);
}

struct str logbook_door(const struct req *req, struct str name)
{
	const char *title = NULL;
	for (size_t i = 0; i < req->app->n_modules && title == NULL; i++)
		title = title_in(req->app->modules[i], name);
	if (title != NULL)
		return str_from(tr(req->act.speak, title));
	if (str_starts(name, S("command.")) || str_starts(name, S("job.")))
		return str_from(tr(req->act.speak, N_("the program itself")));
	return name; /* a door without a page: its name in the program */
}

bool logbook_asked(struct req *req, struct logbook_ask *out)
{
	int32_t today = instant_date(req->act.now);
	enum role role;
	*out = (struct logbook_ask){.form = form_new(req->act.a, &form_period)};
	form_parse(out->form, req->act.a, req->act.speak, req->query);
	struct val from = form_val(out->form, &field_from), until = form_val(out->form, &field_until);
	int32_t last = until.type == VAL_INT ? (int32_t)until.i : today;
	int32_t first = from.type == VAL_INT ? (int32_t)from.i : last - PERIOD_DAYS + 1;
	if (out->form->errors == 0 && first > last)
		form_wrong(out->form, &field_until,
		           str_from(tr(req->act.speak, N_("Choose a last day that is not before the first"))));
	out->from = instant_of_date(first);
	out->to = instant_of_date(last + 1);
	if (out->form->errors > 0) {
		req->form = out->form;
		return false;
	}
	form_set(out->form, req->act.a, &field_from, val_int(first));
	form_set(out->form, req->act.a, &field_until, val_int(last));
	/* What is no code filters nothing: old links keep working. */
	if (role_parse(req_query(req, "rol"), &role))
		out->role = req_query(req, "rol");
	if (purpose_of(req_query(req, "doel")) != PURPOSE_NONE)
		out->purpose = req_query(req, "doel");
	return true;
}

static void select_role(struct ui *u, struct req *req, struct str chosen)
{
	struct ui_option options[ROLE__N];
	size_t n = 0;
	options[n++] = (struct ui_option){S(""), tr(req->act.speak, N_("All roles")), .chosen = chosen.n == 0};
	for (enum role r = ROLE_NONE + 1; r < ROLE__N; r++)
		options[n++] = (struct ui_option){str_from(role_def(r)->code), tr(req->act.speak, role_def(r)->label),
		                                  .chosen = str_is(chosen, role_def(r)->code)};
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = "rol", .label = tr(req->act.speak, N_("Role")),
	                               .options = options, .n_options = n});
}

static void select_purpose(struct ui *u, struct req *req, struct str chosen)
{
	struct ui_option options[PURPOSE__N];
	size_t n = 0;
	options[n++] = (struct ui_option){S(""), tr(req->act.speak, N_("All purposes")), .chosen = chosen.n == 0};
	for (enum purpose p = PURPOSE_NONE + 1; p < PURPOSE__N; p++)
		options[n++] = (struct ui_option){str_from(purpose_code(p)), tr(req->act.speak, purpose_label(p)),
		                                  .chosen = str_is(chosen, purpose_code(p))};
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = "doel", .label = tr(req->act.speak, N_("What for")),
	                               .options = options, .n_options = n});
}

void logbook_form(struct ui *u, struct req *req, const struct logbook_ask *ask, const char *action, bool purposes)
{
	ui_form_begin(u, &(struct ui_form){.action = action, .get = true});
	view_field(u, ask->form, &field_from);
	view_field(u, ask->form, &field_until);
	select_role(u, req, ask->role);
	if (purposes)
		select_purpose(u, req, ask->purpose);
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = tr(req->act.speak, form_period.submit)});
	ui_buttons_end(u);
	ui_form_end(u);
}

const char *logbook_address(struct req *req, const char *path, const struct logbook_ask *ask, struct str after)
{
	struct arena *a = req->act.a;
	struct buf b;
	buf_init(&b, a, 1024);
	buf_printf(&b, "%s?van=" STR_FMT "&tot=" STR_FMT, path, STR_ARG(date_iso(a, instant_date(ask->from))),
	           STR_ARG(date_iso(a, instant_date(ask->to) - 1)));
	if (ask->role.n > 0)
		buf_printf(&b, "&rol=" STR_FMT, STR_ARG(ask->role));
	if (ask->purpose.n > 0)
		buf_printf(&b, "&doel=" STR_FMT, STR_ARG(ask->purpose));
	if (after.n > 0)
		buf_printf(&b, "&na=" STR_FMT, STR_ARG(after));
	return str_c(a, buf_view(&b));
}

enum err logbook_record(struct req *req)
{
	return change_commit(change_begin(&req->act, N_("Read in the logbook"), 0));
}
