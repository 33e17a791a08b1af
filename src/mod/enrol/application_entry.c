/* What goes beside the decision on an application: where the child comes from and who hands over, with a procedure of
 * its own for day treatment and other care (systems.md A2, 001 1.1), and what was agreed with the parents about
 * waiting (practice 2). */
#include "enrol_pages.h"

#include "application_rules.h"
#include "date.h"
#include "flow.h"
#include "gate.h"
#include "route.h"
#include "view.h"

#define F(f) (&application_fields[APP_##f])

static const struct field *const agree_fields[] = {F(WAIT_AGREED), F(COMES_FROM), F(HANDS_OVER), F(HANDED_ON)};
enum { N_AGREE = sizeof agree_fields / sizeof *agree_fields };
const struct form_def form_application_agree = {.name = "application-agree", .fields = agree_fields, .n = N_AGREE,
	.drafts = true, .submit = N_("Save what was agreed")};

/* The same knooppunt as for every child; what differs is who sits there and what is handed over. */
void application_entry(struct ui *u, struct req *req, const struct row *child)
{
	static const char *const school[] = {
		N_("The same talk as for every child: the knooppunt, with the parents and the child."),
		N_("Who treats the child sits there too. Invite them as a guest, when the parents say yes."),
		N_("A goal of the care is tied to a goal at school. The teacher says whether it is reached."),
		N_("Agree how it begins: which days, who comes along, and whom you call when it does not go well."),
		N_("Write down below when the care handed over. No papers about health are needed for that."),
	};
	static const char *const parents[] = {
		N_("You talk together, as with every child. Who treats your child may sit there too, when you want that."),
		N_("You say what the school may know from them."),
		N_("You agree together how it begins: which days, and who comes along."),
	};
	const struct row *r = &req->seen.row;
	bool family = req->seen.allowed.purpose[PART_AANMELDING] == PURPOSE_OWN;
	const char *const *lines = family ? parents : school;
	const char *said[5];
	size_t n = family ? 3 : 5;
	if (!application_from_care(r))
		return;
	for (size_t i = 0; i < n; i++)
		said[i] = tr(u->sp, lines[i]);
	ui_panel_begin(u, tr(u->sp, N_("Coming from day treatment or other care")));
	ui_bullets(u, said, n);
	const char *plan = child_path(u->a, child, "/knooppunt/nieuw");
	if (!family && application_has_duty(r) && application_open(r) && gate_leads(req, plan))
		ui_p_link(u, NULL, plan, tr(u->sp, N_("Plan a knooppunt")), NULL);
	ui_panel_end(u);
}

enum err application_agreeable(const struct seen *s)
{
	if ((s->allowed.writes & PART_BIT(PART_AANMELDING)) == 0 || !reach_writes(&s->allowed, &s->row))
		return ERR_DENIED;
	return application_open(&s->row) ? OK : ERR_CONFLICT;
}

enum err application_agree_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	const struct ui_link back = {tr(sp, N_("Application")), application_path(a, r, "")};
	struct ui_page page = {
		.title = tr(sp, N_("What you agreed with the parents")), .crumbs = &back, .n_crumbs = 1,
		.intro = tr(sp, N_("Waiting with the enrolment is something that you agree, never a must. The six weeks run "
		                   "on. The parents read what stands here. Empty the day when they do not want to wait "
		                   "any more."))};
	struct form *f = req_form(req, &form_application_agree);
	enum err e = application_agreeable(&req->seen);
	if (e != OK)
		return e;
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, a, r);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, application_path(a, r, "/afspraken"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err application_agree_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct change *c = change_begin(&req->act, N_("What you agreed is saved. The parents can read it"), CHANGE_UNDO);
	enum err e = application_agreeable(&req->seen);
	for (size_t i = 0; i < N_AGREE; i++)
		change_set_at(c, r, agree_fields[i], req->form->v[i]);
	if (e == OK && !val_eq(row_val(r, F(WAIT_AGREED)), req->form->v[0]))
		e = application_tells(c, r, "wait", 0);
	return e != OK ? e : req_commit(req, c, "%s", application_path(req->act.a, r, ""));
}
