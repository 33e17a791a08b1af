/* The signs of a preschool, and what was seen and left in peace. */
#include "sign.h"

#include "along.h"
#include "date.h"
#include "enrol_pages.h"
#include "people.h"
#include "route.h"
#include "school_choice.h"
#include "steps.h"

#define F(f) (&sign_fields[SIGN_##f])

static const struct field *const peace_typed[] = {&sign_kind_asked};
const struct form_def form_sign_peace = {.name = "sign-peace", .fields = peace_typed, .n = 1,
                                         .submit = N_("Leave it in peace")};

/* Seen and left in peace: a number per kind and month, of no child. */
static const struct stmt stmt_peace = {
	"INSERT INTO sign_peace (org, kind, month, n) VALUES ($1, $2, $3, 1)"
	" ON CONFLICT (org, kind, month) DO UPDATE SET n = sign_peace.n + 1", "iii", ""};
static const struct stmt stmt_peace_of = {
	"SELECT k.name, sum(p.n) FROM sign_peace p JOIN sign_kind k ON k.id = p.kind WHERE p.org = $1 GROUP BY k.name"
	" ORDER BY k.name", "i", "ti"};

/* ---- all of them, and what was left in peace ---- */

static void rows_show(struct ui *u, struct req *req, const struct seen_page *p)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Child"))}, {.label = tr(u->sp, N_("Kind of sign"))},
	                              {.label = tr(u->sp, N_("State"))}, {.label = tr(u->sp, N_("Seen on"))}};
	ui_table_begin(u, tr(u->sp, N_("Signs of your children")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < p->n; i++) {
		const struct row *r = &p->v[i].row;
		struct ui_tag state = view_state(u->sp, r);
		ui_row(u);
		ui_cell_link(u, sign_path(u->a, r, ""), work_child(req, &p->children[i]));
		ui_cell(u, row_text(r, F(KIND)));
		ui_cell_tag(u, &state);
		ui_cell(u, tr_date(u->a, u->sp.lang, (int32_t)row_int(r, F(ON)), DATE_SHORT));
	}
	ui_table_end(u);
}

static void peace_show(struct ui *u, const struct rows *r)
{
	ui_panel_begin(u, tr(u->sp, N_("Left in peace")));
	ui_p(u, tr(u->sp, N_("Seen, and nothing kept but the number.")));
	for (size_t i = 0; i < r->n; i++)
		ui_p(u, tr_fill(u->a, u->sp, N_("{kind}: {n}"),
		                TR_SLOTS({"kind", rows_text(r, i, 0)},
		                	{"n", tr_number(u->a, u->sp.lang, rows_int(r, i, 1))})).p);
	ui_p_link(u, NULL, "/signalen/rust", tr(u->sp, N_("Leave a sign in peace")), NULL);
	ui_panel_end(u);
}

enum err signs_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct seat *own = sign_seat(req);
	const struct rows *peace = NULL;
	struct seen_page found;
	struct ui_page page = {.title = tr(sp, N_("Signs")), .intro = tr(sp, N_("What you see early helps early."))};
	if (own == NULL)
		return ERR_DENIED;
	const struct stmt_asked *asked = stmt_ask(&req->act, &stmt_peace_of, DB_ARGS(val_int(own->org)));
	enum err e = scope_front(&req->act, &rec_sign.lists[0], SCOPE_SHOWN, &found);
	if (e == OK)
		e = stmt_take(&req->act, asked, &peace);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, "/signalen/nieuw", tr(sp, N_("Write down a sign")));
	ui_buttons_end(u);
	if (found.n == 0)
		ui_empty(u, tr(sp, N_("No signs yet")),
		         tr(sp, N_("Write down what you see. Or leave it in peace: then only the number is kept.")), NULL);
	else
		rows_show(u, req, &found);
	peace_show(u, peace);
	return view_end(u, req, &page);
}

enum err sign_peace_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct sign_kinds kinds;
	struct enrol_schools schools;
	const struct ui_link back = {tr(sp, N_("Signs")), "/signalen"};
	struct ui_page page = {.title = tr(sp, N_("Leave a sign in peace")), .crumbs = &back, .n_crumbs = 1,
	                       .intro = tr(sp, N_("You saw it and it can wait. Nothing is kept of the child: only that "
	                                          "there was one more of this kind this month."))};
	enum err e = sign_seat(req) == NULL ? ERR_DENIED : sign_lists(&req->act, &kinds, &schools);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_sign_peace);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, "/signalen/rust");
	sign_kind_field(u, f, &kinds);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err sign_peace_post(struct req *req)
{
	const struct seat *own = sign_seat(req);
	struct sign_kinds kinds;
	struct enrol_schools schools;
	struct str pid = form_text(req->form, &sign_kind_asked);
	int64_t kind = 0;
	enum err e = own == NULL ? ERR_DENIED : sign_lists(&req->act, &kinds, &schools);
	for (size_t i = 0; e == OK && i < kinds.n; i++)
		if (str_eq(kinds.v[i].pid, pid) && !kinds.v[i].fits)
			kind = kinds.v[i].id;
	if (e == OK && kind == 0) {
		(void)choice_wrong(req, &sign_kind_asked, N_("Choose a kind from the list"));
		return ERR_INVALID;
	}
	if (e != OK)
		return e;
	struct ymd d = date_to_ymd(instant_date(req->act.now));
	struct change *c = change_begin(&req->act, N_("Left in peace. Nothing is kept but the number"), 0);
	change_exec(c, &stmt_peace, DB_ARGS(val_int(own->org), val_int(kind), val_int(d.year * 100 + d.month)), 1);
	return req_commit(req, c, "/signalen");
}
