/* A breach: reported by whoever works here in a minute, and the page of the privacy officer. */
#include "rights_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "record_view.h"
#include "steps.h"

#define F(f) (&breach_fields[BREACH_##f])

static const struct field *const fields[] = {F(KIND), F(WHAT), F(FOUND_ON), F(FOUND_TIME), F(GOES_ON)};
const struct form_def form_breach = {.name = "breach", .fields = fields, .n = 5, .drafts = true,
	.submit = N_("Report it")};

static const struct stmt stmt_phone = {"SELECT coalesce(phone, '') FROM region WHERE id = $1", "i", "t"};

/* ---- reported ---- */

static void fresh(struct req *req, struct form *f)
{
	if (f->posted || f->draft_at != 0)
		return;
	form_set(f, req->act.a, F(FOUND_ON), val_int(instant_date(req->act.now)));
}

enum err breach_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct form *f = req_form(req, &form_breach);
	fresh(req, f);
	struct ui_page page = {
		.title = tr(sp, N_("Something went wrong with data")), .narrow = true,
		.intro = tr(sp, N_("A mail to the wrong person, a lost phone, someone who could see too much. "
		                   "Report it at once, also when you are not sure. Nobody is blamed for reporting.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, "/datalek/melden");
	ui_small(u, tr(sp, N_("Only the privacy officer reads this. Within 72 hours it is decided whether the "
	                      "privacy authority must know.")));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err breach_new_post(struct req *req)
{
	struct act *act = &req->act;
	struct str pid;
	struct val v[BREACH__N] = {
		[BREACH_BY] = val_int(req->viewer->account), [BREACH_BY_NAME] = val_text(req->viewer->name),
		[BREACH_AT] = val_int(act->now),
	};
	for (size_t i = 0; i < form_breach.n; i++)
		v[record_field(&rec_rights_breach, fields[i])] = req->form->v[i];
	struct change *c = change_begin(act, N_("Thank you. The privacy officer has it now"), 0);
	enum err e = office_new(c, &rec_rights_breach, v, "breach", &pid);
	return e != OK ? e : req_commit(req, c, "/datalek/gemeld");
}

enum err breach_sent_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct rows *r;
	enum err e = act_exec(&req->act, &stmt_phone, DB_ARGS(val_int(req->viewer->region)), &r);
	if (e != OK)
		return e;
	const char *steps[] = {
		tr(sp, N_("Stop what still goes on: call a mail back, block a phone, change a password.")),
		tr(sp, N_("Keep what you have: the mail, the paper, the time. Delete nothing.")),
		tr(sp, N_("The privacy officer decides within 72 hours whether the authority must know. "
		          "Keep your phone at hand.")),
		tr(sp, N_("Talk with nobody else about whose data they are.")),
	};
	const struct ui_link links[] = {{tr(sp, N_("Back to your start page")), "/start"}};
	struct ui_page page = {.title = tr(sp, N_("It is reported")), .narrow = true};
	struct ui *u = view_begin(req, &page);
	ui_done_next(u, &(struct ui_done){.title = tr(sp, N_("What you do now")), .steps = steps, .n_steps = 4,
	                                  .links = links, .n_links = 1});
	if (r->n > 0 && rows_text(r, 0, 0).n > 0)
		ui_p_phone(u, tr(sp, N_("In a hurry? Call")), rows_text(r, 0, 0));
	return view_end(u, req, &page);
}

/* ---- of the privacy officer ---- */

static struct str last_moment(struct ui *u, const struct row *r)
{
	if (row_val(r, F(DUE)).type != VAL_INT)
		return (struct str){0};
	return tr_fill(u->a, u->sp, N_("{date}, {time}"),
	               TR_SLOTS({"date", tr_date(u->a, u->sp.lang, (int32_t)row_int(r, F(DUE)), DATE_LONG)},
	                        {"time", row_text(r, F(FOUND_TIME))}));
}

static void next_show(struct ui *u, const struct row *r)
{
	static const char *const acts[BREACH_STATES] = {
		[BREACH_REPORTED] = N_("Weigh how great the risk is"),
		[BREACH_WEIGHED] = N_("Decide about the authority"),
		[BREACH_DECIDED] = N_("Write down who was told and what was done"),
	};
	if (acts[flow_state(r)] == NULL)
		return;
	ui_next_step(u, &(struct ui_next){
		.mine = true, .who = str_from(tr(u->sp, N_("Privacy officer"))),
		.what = str_from(tr(u->sp, acts[flow_state(r)])), .by = last_moment(u, r),
		.after = str_from(tr(u->sp, N_("It stays in the register of breaches for five years.")))});
}

static void facts(struct ui *u, const char *title, const struct row *r, const enum breach_field *v, size_t n)
{
	const struct field *of[BREACH__N];
	bool any = false;
	for (size_t i = 0; i < n; i++) {
		of[i] = &breach_fields[v[i]];
		any = any || row_val(r, of[i]).type != VAL_NULL;
	}
	if (!any)
		return;
	ui_panel_begin(u, title);
	view_row(u, r, of, n);
	ui_panel_end(u);
}
#define FACTS(u, title, r, ...) \
	facts(u, tr((u)->sp, title), r, (const enum breach_field[]){__VA_ARGS__}, \
	      sizeof((const enum breach_field[]){__VA_ARGS__}) / sizeof(enum breach_field))

enum err breach_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	const struct field *kind = F(KIND);
	struct ui_tag state = view_state(sp, r);
	const struct ui_link crumbs[] = {{tr(sp, N_("Oversight")), "/toezicht"}, {tr(sp, N_("Breaches")), "/datalekken"}};
	struct ui_page page = {.title = str_c(req->act.a, kind->type->show(req->act.a, sp, kind, row_val(r, kind))),
	                       .window_title = tr(sp, N_("Breach")), .crumbs = crumbs, .n_crumbs = 2, .tags = &state,
	                       .n_tags = 1};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	next_show(u, r);
	view_terms(u, &req->seen, instant_date(req->act.now));
	ui_cols_main(u);
	FACTS(u, N_("What was reported"), r, BREACH_WHAT, BREACH_FOUND_ON, BREACH_FOUND_TIME, BREACH_GOES_ON,
	      BREACH_BY_NAME, BREACH_AT);
	FACTS(u, N_("How great the risk is"), r, BREACH_RISK, BREACH_DATA, BREACH_PEOPLE, BREACH_EFFECTS);
	FACTS(u, N_("The authority"), r, BREACH_AP, BREACH_AP_ON, BREACH_AP_TIME, BREACH_AP_NUMBER, BREACH_AP_WHY);
	FACTS(u, N_("The people concerned, and the measures"), r, BREACH_TOLD, BREACH_TOLD_ON, BREACH_TOLD_WHY,
	      BREACH_MEASURES);
	FACTS(u, N_("No breach"), r, BREACH_NONE_WHY);
	enum err e = view_steps(u, req, str_printf(u->a, "/datalek/" STR_FMT, STR_ARG(r->pid)).p);
	if (e != OK)
		return e;
	ui_cols_end(u);
	return view_end(u, req, &page);
}
