#include "oversight_page.h"

#include "date.h"
#include "explain.h"
#include "people.h"
#include "route_say.h"
#include "utf8.h"
#include "view.h"

enum { ROWS = 25 };

/* ---- what was given by hand ---- */

#define GIVEN \
	"SELECT r.pid, r.begins, r.ends, r.kind, coalesce(a.name, ''), coalesce(s.role, ''), coalesce(o.name, '')," \
	" coalesce(g.name, ''), t.pid FROM relation r JOIN route t ON t.id = r.route" \
	" JOIN organisation sch ON sch.id = t.school LEFT JOIN holds h ON h.id = r.grantee" \
	" LEFT JOIN account a ON a.id = coalesce(h.account, r.grantee)" \
	" LEFT JOIN seat s ON s.id = coalesce(h.seat, r.grantee) LEFT JOIN organisation o ON o.id = s.org" \
	" LEFT JOIN account g ON g.id = r.given_by WHERE r.given_by <> 0 AND " IN_OFFICE
static const struct stmt stmt_given = {GIVEN " ORDER BY r.begins DESC, r.id DESC LIMIT 26", "iit", "tiitttttt"};
static const struct stmt stmt_given_after = {GIVEN " AND (r.begins, r.id) < (SELECT begins, id FROM relation WHERE pid "
                                                   "= $4) ORDER BY r.begins DESC, r.id DESC LIMIT 26",
                                             "iitt", "tiitttttt"};
enum given_col { G_PID, G_BEGINS, G_ENDS, G_KIND, G_NAME, G_ROLE, G_ORG, G_GIVER, G_CHILD };

static struct str holder_said(struct req *req, struct str name, struct str role_code, struct str org)
{
	enum role role;
	if (!role_parse(role_code, &role))
		return name;
	const char *what = say(req, role_def(role)->label);
	if (name.n == 0)
		return str_printf(req->act.a, "%s, " STR_FMT, what, STR_ARG(org));
	return str_printf(req->act.a, STR_FMT ", %s, " STR_FMT, STR_ARG(name), what, STR_ARG(org));
}

static struct str ends_said(struct req *req, int64_t ends)
{
	if (ends == INSTANT_OPEN)
		return str_from(say(req, N_("no end date")));
	return tr_date_time(req->act.a, req->act.speak.lang, ends);
}

/* Their names name the child. */
static bool of_family(enum relation_kind kind)
{
	return kind == REL_GUARDIAN || kind == REL_GUARDIAN_WITHOUT || kind == REL_PUPIL || kind == REL_HELPER;
}

static void given_show(struct ui *u, struct req *req, const struct rows *r)
{
	const struct ui_col cols[] = {
		{.label = say(req, N_("To whom"))}, {.label = say(req, N_("Does what"))},
		{.label = say(req, N_("Code of the child"))}, {.label = say(req, N_("Given by"))},
		{.label = say(req, N_("Given on"))}, {.label = say(req, N_("Ends"))},
	};
	ui_table_begin(u, say(req, N_("Given access to children")), TABLE_CARDS, cols, sizeof cols / sizeof *cols);
	for (size_t i = 0; i < r->n && i < ROWS; i++) {
		enum relation_kind kind;
		bool known = relation_parse(rows_text(r, i, G_KIND), &kind);
		ui_row(u);
		ui_cell(u, known && of_family(kind)
				   ? str_from(say(req, N_("family of the child")))
				   : holder_said(req, rows_text(r, i, G_NAME), rows_text(r, i, G_ROLE), rows_text(r, i, G_ORG)));
		ui_cell(u, str_from(known ? say(req, relation_label(kind)) : ""));
		ui_cell(u, child_code(req->act.a, rows_text(r, i, G_CHILD)));
		ui_cell(u, known && kind == REL_HELPER ? str_from(say(req, N_("family of the child")))
		                                       : rows_text(r, i, G_GIVER));
		ui_cell(u, tr_date_time(req->act.a, req->act.speak.lang, rows_int(r, i, G_BEGINS)));
		ui_cell(u, ends_said(req, rows_int(r, i, G_ENDS)));
	}
	ui_table_end(u);
}

enum err given_page(struct req *req)
{
	struct act *act = &req->act;
	const struct rows *r;
	struct str after = req_query(req, "na");
	const struct val args[] = {OFFICE_ARGS(act), val_text(after)};
	bool first = after.n == 0;
	enum err e = act_exec(act, first ? &stmt_given : &stmt_given_after, args, first ? 3 : 4, &r);
	if (e != OK)
		return e;
	const struct ui_link crumb = {say(req, N_("Oversight")), "/toezicht"};
	struct ui_page page = {
		.title = say(req, N_("Who lets whom take part")),
		.crumbs = &crumb,
		.n_crumbs = 1,
		.intro = say(req, N_("Every time that someone let another take part in the route of a child, newest "
		                     "first. Children stand here by a code.")),
	};
	struct ui *u = view_begin(req, &page);
	if (r->n == 0)
		ui_empty(u, say(req, N_("Nothing was given yet")),
		         say(req, N_("As soon as someone does, it stands here.")), NULL);
	else
		given_show(u, req, r);
	const char *next = r->n > ROWS
		? str_printf(act->a, "/toezicht/betrokkenheid?na=" STR_FMT, STR_ARG(rows_text(r, ROWS - 1, G_PID))).p : NULL;
	ui_pages(u, first ? NULL : "/toezicht/betrokkenheid", next, NULL);
	ui_p_link(u, say(req, N_("Do you want to know why someone may open a child?")), "/toezicht/waarom",
		  say(req, N_("Ask it here")), NULL);
	return view_end(u, req, &page);
}

/* ---- why may this account ---- */

static const struct field field_email = {
	.name = "email", .type = &T_EMAIL, .privacy = PRIV_PERSONAL, .min = 6, .max = 254,
	.label = N_("E-mail address of the account"), .missing = N_("Enter an e-mail address"), .autocomplete = "off",
};
static const struct field field_child = {
	.name = "kind", .type = &T_LINE, .privacy = PRIV_PERSONAL, .min = 8, .max = 20, .label = N_("Code of the child"),
	.hint = N_("As it stands in the logbook, like 4K7M-2XQP. The 13 letters and digits in the address of the child's "
	           "page, which a parent can give you, work too."),
	.missing = N_("Enter the code of the child"), .autocomplete = "off",
};
static const struct field *const why_fields[] = {&field_email, &field_child};
const struct form_def form_why = {.name = "why", .fields = why_fields, .n = 2, .submit = N_("Show why")};

static const struct stmt stmt_account = {
	"SELECT id, name FROM account WHERE email_key = $1 AND region = $2", "ti", "it"};
static const struct stmt stmt_route = {
	"SELECT t.id FROM route t JOIN organisation sch ON sch.id = t.school WHERE t.pid = $4 AND " IN_OFFICE, "iitt", "i"};
static const struct stmt stmt_routes = {
	"SELECT t.id, t.pid FROM route t JOIN organisation sch ON sch.id = t.school WHERE t.id > $4 AND " IN_OFFICE
	" ORDER BY t.id LIMIT 1000",
	"iiti", "it"};
enum { ROUTES_AT_ONCE = 1000, ROUTES_ROUNDS = 200, ROUTES_MEMORY = 1 << 20 };

/* What was typed, without the spaces and the hyphen that people put in. */
static struct str bare(struct arena *a, struct str typed)
{
	struct buf b;
	buf_init(&b, a, 64);
	for (size_t i = 0; i < typed.n; i++)
		if (typed.p[i] != ' ' && typed.p[i] != '-')
			buf_byte(&b, typed.p[i]);
	return buf_view(&b);
}

/* A thousand routes of the office after *at: *id is the one of this code, or 0. */
static enum err round_of(struct act *act, struct conn *conn, struct arena *a, struct str code, int64_t *at, int64_t *id)
{
	struct batch *b = batch_new(conn, a);
	size_t put = batch_put(b, &stmt_routes, DB_ARGS(OFFICE_ARGS(act), val_int(*at)));
	enum err e = batch_run(b);
	if (e != OK)
		return e;
	const struct rows *r = batch_rows(b, put);
	for (size_t i = 0; i < r->n && *id == 0; i++)
		if (str_eq(utf8_fold(a, bare(a, child_code(a, rows_text(r, i, 1)))), code))
			*id = rows_int(r, i, 0);
	*at = r->n < ROUTES_AT_ONCE ? INT64_MAX : rows_int(r, r->n - 1, 0);
	return OK;
}

/* The logbook's code has no way back, so the routes of the office are gone through. *id is 0 when none has it. */
static enum err route_by_code(struct act *act, struct str code, int64_t *id)
{
	struct conn *conn;
	int64_t at = 0;
	enum err e = act_conn(act, &conn);
	struct arena *a = arena_new(ROUTES_MEMORY);
	for (int i = 0; e == OK && *id == 0 && at != INT64_MAX && i < ROUTES_ROUNDS; i++) {
		e = round_of(act, conn, a, code, &at, id);
		arena_reset(a);
	}
	arena_free(a);
	return e;
}

/* *id: of the child whose code was typed, within the office; 0: none. */
static enum err route_typed(struct act *act, struct str typed, int64_t *id)
{
	const struct rows *r;
	struct str code = utf8_fold(act->a, bare(act->a, typed));
	enum err e = act_exec(act, &stmt_route, DB_ARGS(OFFICE_ARGS(act), val_text(code)), &r);
	*id = e == OK && r->n > 0 ? rows_int(r, 0, 0) : 0;
	return e == OK && *id == 0 && code.n == CHILD_CODE_LETTERS ? route_by_code(act, code, id) : e;
}

static void why_row(struct ui *u, struct req *req, const struct explained *e, enum role acting)
{
	const struct policy *row = explain_opens(e, acting);
	struct str as = e->role == ROLE_NONE ? str_from(acting == ROLE_NONE ? "" : say(req, role_def(acting)->label))
					     : holder_said(req, S(""), str_from(role_def(e->role)->code), e->org);
	ui_row(u);
	ui_cell(u, str_from(say(req, relation_label(e->kind))));
	ui_cell(u, as);
	ui_cell(u, str_from(say(req, e->shut != NULL ? e->shut : purpose_label(row->purpose))));
	ui_cell(u, say_parts(req, e->shut != NULL ? 0 : row->reads & e->parts));
	ui_cell(u, say_parts(req, e->shut != NULL ? 0 : row->writes & e->parts));
	ui_cell(u, ends_said(req, e->ends));
}

static void why_show(struct ui *u, struct req *req, struct str name, const struct explanation *why)
{
	const struct ui_col cols[] = {
		{.label = say(req, N_("Relation"))}, {.label = say(req, N_("In which role"))},
		{.label = say(req, N_("Open for, or shut because"))}, {.label = say(req, N_("Reads"))},
		{.label = say(req, N_("Changes"))}, {.label = say(req, N_("Ends"))},
	};
	ui_table_begin(u, str_c(req->act.a, name), TABLE_CARDS, cols, sizeof cols / sizeof *cols);
	for (size_t i = 0; i < why->n; i++)
		for (enum role acting = ROLE_NONE; acting < ROLE__N; acting++)
			if (explain_opens(&why->v[i], acting) != NULL ||
			    (why->v[i].shut != NULL && acting == ROLE_NONE && explain_opens(&why->v[i], why->v[i].role) == NULL))
				why_row(u, req, &why->v[i], acting);
	ui_table_end(u);
	if (why->shielded)
		ui_remark(u, TONE_INFO, say(req, N_("The place of this child is shielded from this account.")));
}

static enum err why_with(struct req *req, struct str name, const struct explanation *why)
{
	const struct ui_link crumbs[] = {{say(req, N_("Oversight")), "/toezicht"},
	                                 {say(req, N_("Who lets whom take part")), "/toezicht/betrokkenheid"}};
	struct ui_page page = {
		.title = say(req, N_("Why may someone open this?")),
		.crumbs = crumbs,
		.n_crumbs = 2,
		.intro = say(req, N_("You see which relation opens which parts to this account, now and before. You "
		                     "see nothing of the child.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, req_form(req, &form_why), "/toezicht/waarom");
	ui_panel_end(u);
	if (why != NULL && why->n > 0)
		why_show(u, req, name, why);
	else if (why != NULL)
		ui_empty(u, say(req, N_("No relation")),
			 say(req, N_("This account has no relation to this child, now or before. Nothing opens.")), NULL);
	return view_end(u, req, &page);
}

enum err why_page(struct req *req)
{
	return why_with(req, (struct str){0}, NULL);
}

enum err why_post(struct req *req)
{
	struct act *act = &req->act;
	const struct rows *who;
	struct explanation why;
	int64_t child;
	struct val email = val_text(utf8_fold(act->a, form_text(req->form, &field_email)));
	enum err e = act_exec(act, &stmt_account, DB_ARGS(email, val_int(req->viewer->region)), &who);
	if (e == OK)
		e = route_typed(act, form_text(req->form, &field_child), &child);
	if (e != OK)
		return e;
	if (who->n == 0 || child == 0) {
		form_wrong(req->form, NULL,
			   str_from(say(req, N_("This account or this child is not found within your office."))));
		return ERR_INVALID;
	}
	e = explain_route(act, rows_int(who, 0, 0), child, &why);
	return e != OK ? e : why_with(req, rows_text(who, 0, 1), &why);
}
