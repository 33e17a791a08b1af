/* The texts of a plan, as who supervises writes them: a part at a time in any order, each with a draft of its own, or
 * all on one page (ui.md 4: one section per page, a task list, free order). */
#include "need_rules.h"
#include "need_show.h"
#include "opp_pages.h"
#include "opp_rules.h"

#include "flow.h"
#include "route.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define OF(f) &opp_fields[OPP_##f]

static const struct field *const fields[] = {
	OF(ENROLLED), OF(BELONGING), OF(MASTERY), OF(INDEPENDENCE), OF(GENEROSITY),
	OF(HEARD_ON), OF(HEARD_HOW), OF(PUPIL_VIEW), OF(PUPIL_DONE), OF(TOLD_ON),
	OF(DESTINATION), OF(GROUNDS), OF(HINDERING), OF(PROMOTING),
	OF(GUIDANCE), OF(DEVIATIONS),
};
enum { PUPIL_FROM = 5, LEADS_FROM = 10, DO_FROM = 14 };
const struct form_def form_opp = {
	.name = "opp", .fields = fields, .n = N_OF(fields), .drafts = true, .any = true, .submit = N_("Save the plan")};

#define PART(the_name, from, below) .name = the_name, .fields = &fields[from], .n = (below) - (from), .drafts = true, \
	.any = true
const struct form_def form_opp_part[OPP_PARTS] = {
	[OPP_PART_WHO] = {PART("opp-who", 0, PUPIL_FROM), .submit = N_("Save and go on")},
	[OPP_PART_PUPIL] = {PART("opp-pupil", PUPIL_FROM, LEADS_FROM), .submit = N_("Save and go on")},
	[OPP_PART_LEADS] = {PART("opp-leads", LEADS_FROM, DO_FROM), .submit = N_("Save and go on")},
	[OPP_PART_DO] = {PART("opp-do", DO_FROM, N_OF(fields)), .submit = N_("Save and see the plan")},
};
static const struct {
	const char *below, *title, *intro;
} parts_of[OPP_PARTS] = {
	[OPP_PART_WHO] = {"/begin/wijzig", N_("What is strong"),
		N_("Begin with what goes well, also outside school.")},
	[OPP_PART_PUPIL] = {"/leerling/wijzig", N_("What the pupil says"),
		N_("The pupil is heard before the plan is made, and hears what was done with it.")},
	[OPP_PART_LEADS] = {"/perspectief/wijzig", N_("Where it leads"),
		N_("What you expect, and why. Parents read it word for word.")},
	[OPP_PART_DO] = {"/aanpak/wijzig", N_("What we do"),
		N_("Parents must agree with this part. Goals and support stand in lists of their own.")},
};

/* ---- writing ---- */

static struct form *edit_form(struct req *req, const struct form_def *def)
{
	struct form *f = req_form(req, def);
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, req->act.a, &req->seen.row);
	return f;
}

/* Whose plan it is stands on each page, and beside it `part` when any. */
static enum err edit_begin(struct req *req, const struct form_def *def, struct ui_page *page, struct str part,
                           struct ui **u, struct form **f)
{
	struct row child;
	req_form_ask(req, def);
	enum err e = child_beside(req, &child);
	if (e != OK)
		return e;
	struct arena *a = req->act.a;
	struct ui_link *crumbs = ARENA_ARRAY(a, struct ui_link, 3);
	struct str *facts = ARENA_ARRAY(a, struct str, 2);
	crumbs[0] = (struct ui_link){tr(req->act.speak, N_("Children")), "/kinderen"};
	crumbs[1] = (struct ui_link){child_name(a, &child).p, child_path(a, &child, "")};
	crumbs[2] = (struct ui_link){tr(req->act.speak, N_("Plan (OPP)")), plan_path(a, &req->seen.row, "")};
	facts[0] = child_name(a, &child);
	facts[1] = part;
	page->crumbs = crumbs;
	page->n_crumbs = 3;
	page->facts = facts;
	page->n_facts = part.n > 0 ? 2 : 1;
	*f = edit_form(req, def);
	*u = view_begin(req, page);
	return OK;
}

enum err plan_edit_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {
		.title = tr(sp, N_("Change the plan")),
		.intro = tr(sp, N_("Parents read everything that stands here.")),
	};
	struct form *f;
	struct ui *u;
	enum err e = edit_begin(req, &form_opp, &page, (struct str){0}, &u, &f);
	if (e != OK)
		return e;
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, plan_path(u->a, &req->seen.row, "/wijzig"));
	for (size_t k = 0; k < OPP_PARTS; k++) {
		ui_h2(u, tr(sp, parts_of[k].title));
		for (size_t i = 0; i < form_opp_part[k].n; i++)
			view_field(u, f, form_opp_part[k].fields[i]);
	}
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

static enum err saved(struct req *req, const char *below)
{
	struct change *c = change_begin(&req->act, N_("Plan saved"), CHANGE_UNDO);
	change_put(c, &rec_opp, req->seen.row.id, req->form);
	return req_commit(req, c, "%s", plan_path(req->act.a, &req->seen.row, below));
}

enum err plan_edit_post(struct req *req)
{
	return saved(req, "");
}

/* The part of the address: its row has the form of it. */
static size_t part_of(const struct req *req)
{
	size_t k = 0;
	while (k + 1 < OPP_PARTS && req->route->form != &form_opp_part[k])
		k++;
	return k;
}

enum err plan_part_page(struct req *req)
{
	struct speak sp = req->act.speak;
	size_t k = part_of(req);
	const struct str at = tr_fill(req->act.a, sp, N_("Part {n} of {all}"),
	                              TR_SLOTS({"n", tr_number(req->act.a, sp.lang, (int64_t)k + 1)},
	                                       {"all", tr_number(req->act.a, sp.lang, OPP_PARTS)}));
	struct ui_page page = {.title = tr(sp, parts_of[k].title), .intro = tr(sp, parts_of[k].intro)};
	struct form *f;
	struct ui *u;
	enum err e = edit_begin(req, &form_opp_part[k], &page, at, &u, &f);
	if (e != OK)
		return e;
	ui_panel_begin(u, NULL);
	view_form(u, f, plan_path(u->a, &req->seen.row, parts_of[k].below));
	ui_panel_end(u);
	ui_p_link(u, NULL, plan_path(u->a, &req->seen.row, ""), tr(sp, N_("Back to the plan, without saving")), NULL);
	return view_end(u, req, &page);
}

enum err plan_part_post(struct req *req)
{
	size_t next = part_of(req) + 1;
	return saved(req, next < OPP_PARTS ? parts_of[next].below : "");
}

/* ---- how far it is ---- */

/* What is kept from this reader is not asked of them. */
static struct ui_task part_task(struct ui *u, const struct seen *plan, size_t k)
{
	const struct form_def *def = &form_opp_part[k];
	struct buf lacks;
	size_t filled = 0;
	buf_init(&lacks, u->a, 2048);
	for (size_t i = 0; i < def->n; i++) {
		const struct field *f = def->fields[i];
		if (plan->hidden[record_field(&rec_opp, f)])
			continue;
		filled += f->need == NEED_OPTIONAL && row_val(&plan->row, f).type != VAL_NULL;
		if (opp_lacks(&plan->row, f))
			buf_printf(&lacks, "%s%s", lacks.n == 0 ? "" : " · ", tr(u->sp, f->label));
	}
	struct ui_task t = {.name = tr(u->sp, parts_of[k].title), .href = plan_path(u->a, &plan->row, parts_of[k].below),
	                    .state = filled == 0 ? TASK_TODO : lacks.n == 0 ? TASK_DONE : TASK_BUSY};
	if (lacks.n > 0)
		t.hint = tr_fill(u->a, u->sp, N_("Still needed: {what}"), TR_SLOTS({"what", buf_view(&lacks)})).p;
	else if (filled == 0)
		t.hint = tr(u->sp, N_("This may stay empty"));
	return t;
}

static struct ui_task needs_task(struct ui *u, const struct plan_view *v)
{
	const struct needs n = needs_take(v->needs);
	size_t there = 0, open = 0;
	for (size_t i = 0; i < n.goals.n; i++) {
		bool draft = flow_state(&n.goals.v[i].row) == NEED_DRAFT;
		there += draft || flow_state(&n.goals.v[i].row) == NEED_HELD;
		open += draft && !goal_whole(&n.goals.v[i].row);
	}
	for (size_t i = 0; i < n.help.n; i++) {
		bool draft = flow_state(&n.help.v[i].row) == NEED_DRAFT;
		there += draft || flow_state(&n.help.v[i].row) == NEED_HELD;
		open += draft && !help_whole(&n.help.v[i].row);
	}
	return (struct ui_task){
		.name = tr(u->sp, N_("Goals and support")), .href = child_path(u->a, &v->child, "/doelen"),
		.state = there == 0 ? TASK_TODO : open > 0 ? TASK_BUSY : TASK_DONE,
		.hint = open == 0 ? NULL : tr(u->sp, N_("Each says how much, by whom, from when and until when")),
	};
}

void plan_parts_show(struct ui *u, struct req *req, const struct plan_view *v)
{
	struct ui_task tasks[OPP_PARTS + 1];
	int64_t done = 0;
	for (size_t k = 0; k < OPP_PARTS; k++)
		tasks[k] = part_task(u, &req->seen, k);
	tasks[OPP_PARTS] = needs_task(u, v);
	for (size_t k = 0; k <= OPP_PARTS; k++)
		done += tasks[k].state == TASK_DONE;
	ui_panel_begin(u, tr(u->sp, N_("Write the plan")));
	ui_progress(u, tr(u->sp, N_("Parts that are ready")), done, OPP_PARTS + 1);
	ui_tasks(u, tasks, OPP_PARTS + 1);
	ui_p_link(u, tr(u->sp, N_("In any order, a part at a time.")), plan_path(u->a, &req->seen.row, "/wijzig"),
	          tr(u->sp, N_("All texts on one page")), NULL);
	ui_panel_end(u);
}
