/* What was done to reach one parent about this version of the plan; and a signature on paper. */
#include "opp_pages.h"

#include "people.h"
#include "route.h"

static const struct field scan = FILE_FIELD("papier", N_("Picture or scan of the signed paper"));
static const struct field *const fields[] = {&contact_fields[CONTACT_KIND], &contact_fields[CONTACT_WAY],
	&contact_fields[CONTACT_ON], &contact_fields[CONTACT_ANSWER], &contact_fields[CONTACT_WORDS], &scan};
enum { FIELDS = sizeof fields / sizeof *fields - 1 };
const struct form_def form_contact = {.name = "opp-contact", .fields = fields, .n = FIELDS + 1, .drafts = true,
	.upload = N_("Picture or scan of the signed paper"), .submit = N_("Save this")};

enum err paper_sent(struct req *req, const struct field *at, const struct field *kind, struct document_file *out)
{
	enum err e = held_sent(req, at, PAPERS, out);
	if (e == OK && out->type != DOCUMENT_UNKNOWN &&
	    !str_is(form_text(req->form, kind), contact_kinds[CONTACT_PAPER].code)) {
		form_wrong(req->form, at, str_from(tr(req->act.speak, N_("Only an answer on paper comes with a paper"))));
		return ERR_INVALID;
	}
	return e;
}

/* The parent of the address. ERR_NOT_FOUND: no parent with authority of this child, or not to be known. */
static enum err parent_of(struct req *req, struct plan_view *v, const struct guardian_of **out)
{
	enum err e = plan_load(req, v);
	*out = NULL;
	for (size_t i = 0; e == OK && v->named && i < v->n_guardians; i++)
		if (str_eq(v->guardians[i].pid, req_param(req, 1)))
			*out = &v->guardians[i];
	return e == OK && *out == NULL ? ERR_NOT_FOUND : e;
}

static void past_show(struct ui *u, const struct plan_view *v, const struct guardian_of *g)
{
	const struct ui_col cols[] = {
		{.label = tr(u->sp, N_("When?"))}, {.label = tr(u->sp, N_("What happened?"))},
		{.label = tr(u->sp, N_("In which way?"))}, {.label = tr(u->sp, N_("What came out of it?"))},
	};
	size_t n = 0;
	for (size_t i = 0; i < v->contacts.n; i++)
		n += row_int(&v->contacts.v[i].row, &contact_fields[CONTACT_GUARDIAN]) == g->account;
	if (n == 0)
		return;
	ui_table_begin(u, tr(u->sp, N_("What was done before")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < v->contacts.n; i++) {
		const struct row *r = &v->contacts.v[i].row;
		static const enum contact_field shown[] = {CONTACT_ON, CONTACT_KIND, CONTACT_WAY, CONTACT_WORDS};
		if (row_int(r, &contact_fields[CONTACT_GUARDIAN]) != g->account)
			continue;
		ui_row(u);
		for (size_t k = 0; k < 4; k++) {
			const struct field *f = &contact_fields[shown[k]];
			ui_cell(u, f->type->show(u->a, u->sp, f, row_val(r, f)));
		}
	}
	ui_table_end(u);
}

enum err contact_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct guardian_of *g;
	struct plan_view v;
	enum err e = parent_of(req, &v, &g);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{child_name(a, &v.child).p, child_path(a, &v.child, "")},
	                                 {tr(sp, N_("Plan (OPP)")), plan_path(a, &req->seen.row, "")}};
	struct ui_page page = {
		.title = tr_fill(a, sp, N_("Contact with {name} about the plan"), TR_SLOTS({"name", g->name})).p,
		.window_title = tr(sp, N_("Contact about the plan")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("Three different ways, over at least ten school days. Help that runs goes on. "
		                   "The other parent does not read this.")),
	};
	struct ui *u = view_begin(req, &page);
	past_show(u, &v, g);
	const struct form *f = req_form(req, &form_contact);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, plan_path(a, &req->seen.row, str_printf(a, "/contact/" STR_FMT, STR_ARG(g->pid)).p));
	for (size_t i = 0; i < FIELDS; i++)
		view_field(u, f, fields[i]);
	if (g->on_paper)
		paper_field(u, req, f, &scan);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err contact_post(struct req *req)
{
	const struct row *plan = &req->seen.row;
	const struct guardian_of *g;
	struct plan_view v;
	struct str pid;
	int64_t id;
	enum err e = parent_of(req, &v, &g);
	if (e != OK)
		return e;
	/* Nobody answers in the place of a parent who can do it themselves (OPP-18). */
	if (!g->on_paper && str_is(form_text(req->form, fields[0]), contact_kinds[CONTACT_PAPER].code)) {
		form_wrong(req->form, fields[0], str_from(tr(req->act.speak,
			N_("This parent has an account, and answers there. Paper is for a parent who cannot sign in"))));
		return ERR_INVALID;
	}
	struct document_file file;
	e = paper_sent(req, &scan, fields[0], &file);
	if (e != OK)
		return e;
	struct val values[CONTACT__N] = {
		[CONTACT_ROUTE] = val_int(req->seen.route), [CONTACT_OPP] = val_int(plan->id),
		[CONTACT_VERSION] = row_val(plan, &opp_fields[OPP_VERSION]), [CONTACT_GUARDIAN] = val_int(g->account),
		[CONTACT_BY] = val_int(req->viewer->account),
	};
	for (size_t i = 0; i < FIELDS; i++)
		values[record_field(&rec_opp_contact, fields[i])] = form_val(req->form, fields[i]);
	bool scanned = file.type != DOCUMENT_UNKNOWN; /* bytes are not taken back */
	struct change *c = change_begin(&req->act, N_("Contact saved"), scanned ? 0 : CHANGE_UNDO);
	e = held_new(c, &rec_opp_contact, values, scanned ? &file : NULL, &id, &pid);
	return e != OK ? e : req_commit(req, c, "%s", plan_path(req->act.a, plan, ""));
}
