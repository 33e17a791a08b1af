#include "saved_views.h"

#include "along.h"
#include "view.h"
#include "work_ask.h"

#define PAGE "/werk"
enum { NAME_MAX_CHARS = 60, VIEW_QUERY_MAX = 400 };

const char *const query_views[] = {"soort", "fase", "wie", "school", "groep", NULL};

/* In the order that their owner gave them. */
#define OWN " WHERE account = $1 AND role = $2 AND page = $3"
static const struct stmt stmt_views = {
	"SELECT pid, name, query, is_default, place FROM saved_view" OWN " ORDER BY place, pid LIMIT 20", "itt", "tttii"};
static const struct stmt stmt_new = {
	"INSERT INTO saved_view (account, role, page, pid, name, query, is_default, place) VALUES ($1, $2, $3, $4, $5, $6,"
	" $7, $8)", "itttttii", ""};
static const struct stmt stmt_name = {"UPDATE saved_view SET name = $5" OWN " AND pid = $4", "itttt", ""};
static const struct stmt stmt_drop = {"DELETE FROM saved_view" OWN " AND pid = $4", "ittt", ""};
static const struct stmt stmt_place = {"UPDATE saved_view SET place = $5" OWN " AND pid = $4", "ittti", ""};
static const struct stmt stmt_undefault = {
	"UPDATE saved_view SET is_default = 0" OWN " AND is_default = 1 AND pid <> $4", "ittt", ""};
static const struct stmt stmt_default = {"UPDATE saved_view SET is_default = $5" OWN " AND pid = $4", "ittti", ""};

static void own(const struct req *req, struct val out[3])
{
	out[0] = val_int(req->viewer->account);
	out[1] = val_text(str_from(role_def(req->viewer->role)->code));
	out[2] = val_text(S(PAGE));
}

struct saved_views *saved_views_ask(struct req *req)
{
	struct saved_views *v = ARENA_NEW(req->act.a, struct saved_views);
	struct val args[3];
	own(req, args);
	v->asked = stmt_ask(&req->act, &stmt_views, args, 3);
	return v;
}

enum err saved_views_take(struct req *req, struct saved_views *views)
{
	const struct rows *r;
	enum err e = stmt_take(&req->act, views->asked, &r);
	for (size_t i = 0; e == OK && i < r->n && i < SAVED_VIEWS_MAX; i++)
		views->v[views->n++] = (struct saved_view){
			rows_text(r, i, 0), rows_text(r, i, 1), rows_text(r, i, 2), rows_int(r, i, 3) != 0};
	return e;
}

const struct saved_view *saved_view_default(const struct saved_views *views)
{
	for (size_t i = 0; i < views->n; i++)
		if (views->v[i].is_default)
			return &views->v[i];
	return NULL;
}

const struct saved_view *saved_view_of(const struct saved_views *views, struct str query)
{
	for (size_t i = 0; i < views->n; i++)
		if (str_eq(views->v[i].query, query))
			return &views->v[i];
	return NULL;
}

/* ---- forms ---- */

static const struct field field_name = {
	.name = "naam", .type = &T_LINE, .privacy = PRIV_PERSONAL, .min = 1, .max = NAME_MAX_CHARS,
	.label = N_("Name of this view"), .hint = N_("For example: Zuid, request for a TLV. Without names of children."),
	.missing = N_("Give the view a name"), .autocomplete = "off"};
static const struct field field_query = {
	.name = "vraag", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .max = VIEW_QUERY_MAX};
static const struct field field_default = {
	.name = "standaard", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC,
	.label = N_("Open my work list with this view")};
static const struct field *const new_fields[] = {&field_name, &field_default, &field_query};
static const struct field *const name_fields[] = {&field_name};
const struct form_def form_view_new = {
	.name = "view-new", .fields = new_fields, .n = 3, .submit = N_("Save this view")};
const struct form_def form_view_name = {
	.name = "view-name", .fields = name_fields, .n = 1, .submit = N_("Save the name")};

static enum err load(struct req *req, struct saved_views **out)
{
	*out = saved_views_ask(req);
	return saved_views_take(req, *out);
}

static const struct saved_view *find(const struct saved_views *views, struct str pid, size_t *at)
{
	for (size_t i = 0; i < views->n; i++)
		if (str_eq(views->v[i].pid, pid)) {
			*at = i;
			return &views->v[i];
		}
	return NULL;
}

/* Only filters of this page that are there now, in their order: whatever was sent. */
static enum err normalised(struct req *req, struct str asked, struct str *out)
{
	struct pair v[GROUPS + FILTERS];
	struct pairs pairs = {.v = v};
	struct work_ask ask;
	struct str rest = asked;
	while (rest.n > 0 && pairs.n < sizeof v / sizeof *v) {
		struct str value, one = str_cut(rest, '&', &rest);
		struct str name = str_cut(one, '=', &value);
		if (!str_is(name, "na") && value.n > 0)
			v[pairs.n++] = (struct pair){name, value};
	}
	enum err e = work_ask(req, pairs, &ask);
	*out = e == OK ? work_query(req->act.a, &ask) : (struct str){0};
	return e;
}

static void exec(struct req *req, struct change *c, const struct stmt *s, struct str pid, const struct val *more,
                 size_t n, int must)
{
	struct val args[8];
	own(req, args);
	args[3] = val_text(pid);
	for (size_t i = 0; i < n; i++)
		args[4 + i] = more[i];
	change_exec(c, s, args, 4 + n, must);
}

enum err view_new_post(struct req *req)
{
	struct saved_views *views;
	struct str query, pid = act_pid(&req->act);
	enum err e = load(req, &views);
	if (e == OK)
		e = normalised(req, form_text(req->form, &field_query), &query);
	if (e != OK)
		return e;
	if (views->n == SAVED_VIEWS_MAX) {
		form_wrong(req->form, NULL, str_from(tr(req->act.speak, N_("You have 20 views. Remove one first."))));
		return ERR_INVALID;
	}
	int64_t is_default = form_val(req->form, &field_default).i != 0;
	struct change *c = change_begin(&req->act, N_("View saved"), 0);
	exec(req, c, &stmt_new, pid,
	     (const struct val[]){form_val(req->form, &field_name), val_text(query), val_int(is_default),
	                          val_int(req->act.now)}, 4, 1);
	if (is_default)
		exec(req, c, &stmt_undefault, pid, NULL, 0, -1);
	return req_commit(req, c, "/werk?weergave=alles%s" STR_FMT, query.n == 0 ? "" : "&", STR_ARG(query));
}

/* The view of the address, among one's own: someone else's is not there. */
static enum err of_address(struct req *req, struct saved_views **views, size_t *at)
{
	enum err e = load(req, views);
	return e == OK && find(*views, req_param(req, 0), at) == NULL ? ERR_NOT_FOUND : e;
}

enum err view_name_post(struct req *req)
{
	struct saved_views *views;
	size_t at = 0;
	enum err e = of_address(req, &views, &at);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Name of the view saved"), 0);
	exec(req, c, &stmt_name, views->v[at].pid, (const struct val[]){form_val(req->form, &field_name)}, 1, 1);
	return req_commit(req, c, "/werk/weergaven");
}

enum err view_default_post(struct req *req)
{
	struct saved_views *views;
	size_t at = 0;
	enum err e = of_address(req, &views, &at);
	if (e != OK)
		return e;
	bool was = views->v[at].is_default;
	struct change *c = change_begin(
		&req->act, was ? N_("Your work list opens with all work") : N_("Your work list opens with this view"), 0);
	exec(req, c, &stmt_undefault, views->v[at].pid, NULL, 0, -1);
	exec(req, c, &stmt_default, views->v[at].pid, (const struct val[]){val_int(!was)}, 1, 1);
	return req_commit(req, c, "/werk/weergaven");
}

/* All get their place anew, this one a place higher. */
enum err view_up_post(struct req *req)
{
	struct saved_views *views;
	size_t at = 0;
	enum err e = of_address(req, &views, &at);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Order of the views saved"), 0);
	for (size_t i = 0; i < views->n; i++) {
		size_t to = at > 0 && i == at ? at - 1 : at > 0 && i == at - 1 ? at : i;
		exec(req, c, &stmt_place, views->v[i].pid, (const struct val[]){val_int((int64_t)to)}, 1, -1);
	}
	return req_commit(req, c, "/werk/weergaven");
}

enum err view_drop_post(struct req *req)
{
	struct saved_views *views;
	size_t at = 0;
	enum err e = of_address(req, &views, &at);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("View removed"), 0);
	exec(req, c, &stmt_drop, views->v[at].pid, NULL, 0, 1);
	return req_commit(req, c, "/werk/weergaven");
}

/* ---- pages ---- */

static const struct ui_link *crumbs(struct req *req)
{
	struct ui_link *l = ARENA_ARRAY(req->act.a, struct ui_link, 2);
	l[0] = (struct ui_link){tr(req->act.speak, N_("Work list")), PAGE};
	l[1] = (struct ui_link){tr(req->act.speak, N_("Views")), PAGE "/weergaven"};
	return l;
}

static const char *of_view(struct req *req, const struct saved_view *v, const char *verb)
{
	return str_printf(req->act.a, PAGE "/weergaven/" STR_FMT "/%s", STR_ARG(v->pid), verb).p;
}

static void view_row_show(struct ui *u, struct req *req, const struct saved_views *views, size_t i)
{
	const struct saved_view *v = &views->v[i];
	struct speak sp = req->act.speak;
	ui_row(u);
	ui_cell_link(u, str_printf(u->a, PAGE "?weergave=alles%s" STR_FMT, v->query.n == 0 ? "" : "&",
	                           STR_ARG(v->query)).p, v->name);
	ui_cell_begin(u);
	if (v->is_default)
		ui_tag(u, &(struct ui_tag){TONE_OK, NULL, str_from(tr(sp, N_("opens first")))});
	ui_cell_end(u);
	ui_cell_begin(u);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_LINK, of_view(req, v, "naam"), tr(sp, N_("Rename")));
	ui_button_form(u, of_view(req, v, "standaard"),
	               &(struct ui_button){.kind = BUTTON_LINK, .label = v->is_default ? tr(sp, N_("Do not open first"))
	                                                                               : tr(sp, N_("Open first"))}, NULL,
	                                                                               	0);
	if (i > 0)
		ui_button_form(u, of_view(req, v, "omhoog"),
		               &(struct ui_button){.kind = BUTTON_LINK, .label = tr(sp, N_("Move up"))}, NULL, 0);
	ui_button_link(u, BUTTON_LINK, of_view(req, v, "weg"), tr(sp, N_("Remove")));
	ui_buttons_end(u);
	ui_cell_end(u);
}

static void views_show(struct ui *u, struct req *req, const struct saved_views *views)
{
	struct speak sp = req->act.speak;
	const struct ui_col cols[] = {
		{.label = tr(sp, N_("Name"))}, {.label = tr(sp, N_("Opens first?"))},
		{.label = tr(sp, N_("What can be done with it")), .kind = COL_ACTION}};
	if (views->n == 0) {
		ui_empty(u, tr(sp, N_("No views yet")),
		         tr(sp, N_("Choose filters on the work list, and save them under a name. Next time it is one press.")),
		         &(struct ui_link){tr(sp, N_("To the work list")), PAGE});
		return;
	}
	ui_table_begin(u, tr(sp, N_("Your views of the work list")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < views->n; i++)
		view_row_show(u, req, views, i);
	ui_table_end(u);
}

/* What would be saved, in words. */
static void new_show(struct ui *u, struct req *req, struct form *f, const struct work_ask *ask, struct str query)
{
	struct speak sp = req->act.speak;
	ui_panel_begin(u, tr(sp, N_("Save a view")));
	ui_summary_begin(u);
	for (enum work_filter k = 0; k < FILTERS; k++)
		if (ask->value[k].n > 0)
			ui_summary_row(u, tr(sp, work_filter_labels[k]), work_value_said(req, ask, k), NULL);
	if (ask->group != GROUPS)
		ui_summary_row(u, tr(sp, N_("Group")), str_from(tr(sp, work_groups[ask->group].title)), NULL);
	ui_summary_end(u);
	view_form_begin(u, f, PAGE "/weergaven");
	view_field(u, f, &field_name);
	view_field(u, f, &field_default);
	ui_hidden(u, field_query.name, query);
	view_form_end(u, f);
	ui_panel_end(u);
}

/* The filters to save: of the address, or what the form that is shown again was sent with. */
static enum err to_save(struct req *req, struct work_ask *ask, struct str *query)
{
	struct str sent = pairs_get(req->posted, field_query.name);
	struct pair v[8];
	struct pairs asked = req->query;
	if (req->method == METHOD_POST) {
		asked = (struct pairs){.v = v};
		while (sent.n > 0 && asked.n < 8) {
			struct str value, name = str_cut(str_cut(sent, '&', &sent), '=', &value);
			v[asked.n++] = (struct pair){name, value};
		}
	}
	enum err e = work_ask(req, asked, ask);
	if (e == OK)
		*query = work_query(req->act.a, ask);
	return e;
}

enum err views_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {.title = tr(sp, N_("Views of the work list")), .crumbs = crumbs(req), .n_crumbs = 1,
	                       .intro = tr(sp,
	                       	N_("A view is a set of filters under a name of your own. Only you see it."))};
	struct saved_views *views;
	struct work_ask ask;
	struct str query;
	enum err e = to_save(req, &ask, &query);
	if (e == OK)
		e = load(req, &views);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_view_new);
	struct ui *u = view_begin(req, &page);
	if (work_filtered(&ask) || f->posted)
		new_show(u, req, f, &ask, query);
	views_show(u, req, views);
	return view_end(u, req, &page);
}

enum err view_name_page(struct req *req)
{
	struct ui_page page = {.title = tr(req->act.speak, N_("Rename this view")), .crumbs = crumbs(req), .n_crumbs = 2};
	struct saved_views *views;
	size_t at = 0;
	enum err e = of_address(req, &views, &at);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_view_name);
	if (!f->posted)
		form_set(f, req->act.a, &field_name, val_text(views->v[at].name));
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, of_view(req, &views->v[at], "naam"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* Nothing keeps a view that was removed, so it is asked first. */
enum err view_drop_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {.title = tr(sp, N_("Remove this view?")), .crumbs = crumbs(req), .n_crumbs = 2};
	struct saved_views *views;
	size_t at = 0;
	enum err e = of_address(req, &views, &at);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, str_c(u->a, views->v[at].name));
	ui_p(u, tr(sp, N_("This cannot be taken back. Your work stays as it is: a view only chooses what you see.")));
	ui_buttons_begin(u);
	ui_button_form(u, of_view(req, &views->v[at], "weg"), &(struct ui_button){.label = tr(sp, N_("Remove this view"))},
	               NULL, 0);
	ui_button_link(u, BUTTON_LINK, PAGE "/weergaven", tr(sp, N_("Back without changing anything")));
	ui_buttons_end(u);
	ui_panel_end(u);
	return view_end(u, req, &page);
}
