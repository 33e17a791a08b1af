/* Asking: a parent or a pupil for themselves, or an organisation that writes down what came on paper. One question goes
 * to each organisation that takes part, or to one of them. */
#include "rights_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"

#define F(f) (&request_fields[REQUEST_##f])

enum { ORGS_MAX = 24 };

static const struct field field_to = {.name = "naar", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
	.max = 20, .label = N_("Who should answer?")};
static const struct field field_on = {.name = "kwam_op", .type = &T_DATE, .privacy = PRIV_PERSONAL,
	.label = N_("On which day did it come in?"), .hint = N_("From that day the month counts"),
	.missing = N_("Enter the day on which it came in")};
static const struct field *const fields[] = {F(KIND), F(PLACE), F(WORDS), &field_to};
static const struct field *const paper_fields[] = {F(WHO), F(NAME), &field_on, F(KIND), F(PLACE), F(WORDS)};
const struct form_def form_request = {.name = "rights-request", .fields = fields, .n = 4, .drafts = true,
	.submit = N_("Send my question")};
const struct form_def form_request_paper = {.name = "rights-paper", .fields = paper_fields, .n = 6, .drafts = true,
	.submit = N_("Save what was asked")};

static const char *own_path(struct req *req, const char *below)
{
	return child_path(req->act.a, &req->seen.row, below);
}

/* ---- the page ---- */

static void to_field(struct ui *u, const struct form *f, const struct answerers *orgs)
{
	struct ui_option o[ORGS_MAX + 1] = {{.value = S(""), .label = tr(u->sp, N_("Everyone who keeps something"))}};
	size_t n = 1, at = form_index(f, &field_to);
	for (size_t i = 0; i < orgs->n && n <= ORGS_MAX; i++)
		o[n++] = (struct ui_option){.value = orgs->v[i].pid, .label = str_c(u->a, orgs->v[i].name)};
	for (size_t i = 0; i < n; i++)
		o[i].chosen = str_eq(o[i].value, f->raw[at]);
	ui_field(u, &(struct ui_field){.kind = FIELD_RADIOS, .name = field_to.name, .label = tr(u->sp, field_to.label),
	                               .hint = tr(u->sp, N_("Each answers for what it keeps itself, within a month")),
	                               .error = f->error[at], .options = o, .n_options = n});
}

static void refused(struct ui *u, struct req *req, enum may_ask may)
{
	bool young = may == ASK_TOO_YOUNG;
	ui_panel_begin(u, NULL);
	ui_p(u, tr(u->sp, young ? N_("Until you are 16 your parents ask this. You can tell what you think about it, and "
	                             "you may always read your own page.")
	                        : N_("Your child is 16 or older, and asks this without you. You can help with it.")));
	ui_links(u, &(struct ui_link){tr(u->sp, young ? N_("Tell what you think") : N_("What is kept about us?")),
	                              own_path(req, young ? "/stem" : "/gegevens")}, 1);
	ui_panel_end(u);
}

static void who_reads(struct ui *u, bool family)
{
	ui_small(u, tr(u->sp, family ? N_("Who reads this: only who must answer it. Not the other parent, not the teacher. "
	                                  "You can take your question back as long as it was not answered.")
	                             : N_("Only who answers for your own organisation reads this.")));
}

enum err request_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	enum may_ask may = request_may(req, &req->seen);
	bool answers = may == ASK_NOT && request_answers(req, &req->seen);
	struct answerers orgs;
	if (may == ASK_NOT && !answers)
		return ERR_DENIED;
	const struct form_def *def = answers ? &form_request_paper : &form_request;
	enum err e = request_orgs(&req->act, req->seen.route, &orgs);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{child_name(req->act.a, &req->seen.row).p, own_path(req, "")},
	                                 {tr(sp, N_("What is kept about us?")), own_path(req, "/gegevens")}};
	struct ui_page page = {
		.title = tr(sp, answers ? N_("Write down a request that came on paper") : N_("What do you want?")),
		.window_title = tr(sp, N_("Request about the data")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, answers ? N_("Someone asked in a letter, a mail or a talk. Then the same month counts.")
		                        : N_("You may always ask this. It costs nothing, and you need not say why.")),
	};
	struct ui *u = view_begin(req, &page);
	if (may == ASK_TOO_YOUNG || may == ASK_GROWN) {
		refused(u, req, may);
		return view_end(u, req, &page);
	}
	struct form *f = req_form(req, def);
	if (!f->posted && f->draft_at == 0 && req_query(req, "soort").n > 0)
		form_set(f, req->act.a, F(KIND), val_text(req_query(req, "soort")));
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, own_path(req, answers ? "/gegevens/papier" : "/gegevens/vraag"));
	for (size_t i = 0; i < def->n; i++)
		if (def->fields[i] == F(KIND) && !answers)
			view_field_said(u, f, F(KIND), tr(sp, N_("What do you want?")), NULL);
		else if (def->fields[i] != &field_to)
			view_field(u, f, def->fields[i]);
	if (!answers && request_orgs_told(&req->seen))
		to_field(u, f, &orgs);
	view_form_end(u, f);
	who_reads(u, !answers);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* ---- saved ---- */

static enum err make(struct change *c, struct req *req, const struct answerer *org, struct val asker, struct val who,
                     struct val on)
{
	const struct form *f = req->form;
	struct str pid;
	int64_t id;
	bool paper = f->def == &form_request_paper;
	const struct val v[REQUEST__N] = {
		[REQUEST_ROUTE] = val_int(req->seen.route), [REQUEST_ORG] = val_int(org->id),
		[REQUEST_ORG_NAME] = val_text(org->name), [REQUEST_ORG_KIND] = val_text(org->kind), [REQUEST_ASKER] = asker,
		[REQUEST_WHO] = who, [REQUEST_NAME] = paper ? form_val(f, F(NAME)) : val_text(req->viewer->name),
		[REQUEST_KIND] = form_val(f, F(KIND)), [REQUEST_PLACE] = form_val(f, F(PLACE)),
		[REQUEST_WORDS] = form_val(f, F(WORDS)), [REQUEST_RECEIVED] = on, [REQUEST_MORE] = val_int(0),
	};
	return change_new(c, &rec_rights_request, v, &id, &pid);
}

/* Said where the page has a place for it. */
static enum err wrong_to(struct req *req)
{
	form_wrong(req->form, request_orgs_told(&req->seen) ? &field_to : F(KIND),
	           str_from(tr(req->act.speak, N_("Choose one from the list"))));
	return ERR_INVALID;
}

static enum err send(struct req *req, const struct answerers *orgs)
{
	struct str to = form_text(req->form, &field_to);
	bool pupil = req->viewer->role == ROLE_PUPIL, told = request_orgs_told(&req->seen);
	size_t sent = 0;
	struct change *c = change_begin(&req->act, N_("Your question is received. You get an answer within a month"), 0);
	for (size_t i = 0; i < orgs->n && i < ORGS_MAX; i++) {
		if (to.n > 0 && (!told || !str_eq(to, orgs->v[i].pid)))
			continue;
		enum err e = make(c, req, &orgs->v[i], val_int(req->viewer->account),
		                  val_text(pupil ? S("leerling") : S("ouder")), val_int(route_today(req)));
		if (e != OK)
			return e;
		sent++;
	}
	return sent == 0 ? wrong_to(req) : req_commit(req, c, "%s", own_path(req, "/gegevens"));
}

static enum err write_down(struct req *req, const struct answerers *orgs)
{
	const struct answerer *org = request_own_org(&req->act, orgs);
	if (org == NULL)
		return ERR_DENIED;
	struct change *c = change_begin(&req->act, N_("The request is written down, and stands on your work list"), 0);
	enum err e = make(c, req, org, val_null(), form_val(req->form, F(WHO)), form_val(req->form, &field_on));
	return e != OK ? e : req_commit(req, c, "%s", own_path(req, "/gegevens"));
}

enum err request_new_post(struct req *req)
{
	bool paper = req->form->def == &form_request_paper;
	struct answerers orgs;
	if (paper ? !request_answers(req, &req->seen) : request_may(req, &req->seen) != ASK_OWN)
		return ERR_DENIED;
	enum err e = request_orgs(&req->act, req->seen.route, &orgs);
	if (e != OK)
		return e;
	return paper ? write_down(req, &orgs) : send(req, &orgs);
}
