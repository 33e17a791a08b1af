/* "I do not feel safe" (practice 20): said before it is told who gets it, the same school day, outside the parents'
 * view; and the page of the one who got it. */
#include "voice.h"

#include "date.h"
#include "flow.h"
#include "opp_pages.h"
#include "outbox.h"
#include "route.h"
#include "rule_book.h"
#include "steps.h"

void unsafe_notify(struct change *c, int64_t unsafe, int64_t account, int32_t day)
{
	outbox_put(c, &(struct notice){.kind = NOTICE_WAITING, .account = account, .by = day, .minutes = 15,
	                               .once = str_printf(change_act(c)->a, "unsafe:%lld:%lld", (long long)unsafe,
	                                                  (long long)account)});
}

void unsafe_goes_along(struct change *c, const struct voice *v, const struct adult *to)
{
	for (size_t i = 0; i < v->unsafe.n; i++) {
		const struct row *r = &v->unsafe.v[i].row;
		if (flow_state(r) != UNSAFE_TOLD || row_int(r, &unsafe_fields[UNSAFE_TO]) == to->account)
			continue;
		change_set(c, &rec_opp_unsafe, r->id, &unsafe_fields[UNSAFE_TO], val_int(to->account));
		unsafe_notify(c, r->id, to->account, (int32_t)row_int(r, &unsafe_fields[UNSAFE_DUE]));
	}
}

static const struct field *const no_fields[] = {NULL};
const struct form_def form_voice_unsafe = {
	.name = "voice-unsafe", .fields = no_fields, .n = 0, .submit = N_("Tell it now")};

/* By which day, and who is away then. */
static enum err unsafe_load(struct req *req, struct voice *v, int32_t *day)
{
	const struct stmt_asked *away = voice_away_ask(req);
	enum err e = voice_load(req, v);
	if (e != OK)
		return e;
	*day = voice_same_day(route_today(req), v->basis.calendar);
	return voice_away(req, away, v, *day);
}

/* Said before it is told: who gets it, and when someone comes. */
static struct str who_hears(struct req *req, const struct voice *v, int32_t day)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	const struct slot slots[] = {{"name", voice_chosen(v)->name}, {"day", tr_date(a, sp.lang, day, DATE_LONG)},
	                             {"others", voice_instead(a, v)}};
	if (voice_hears(v) != NULL)
		return tr_fill(a, sp, N_("{name} gets a message now, and talks with you on {day}. Your parents do not see this "
		                         "here. When grown-ups must act, they tell you first."), slots, 2);
	if (slots[2].value.n == 0)
		return tr_fill(a, sp,
		               N_("{name} is not there on {day}. Who stands in at your school gets it now, and talks with you "
		                  "that day. Your parents do not see this here. When grown-ups must act, they tell you first."),
		               slots, 2);
	return tr_fill(a, sp,
	               N_("{name} is not there on {day}. So {others} gets a message now, and talks with you that day. "
	                  "Your parents do not see this here. When grown-ups must act, they tell you first."),
	               slots, 3);
}

enum err voice_unsafe_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_link crumb;
	struct voice v;
	int32_t day;
	enum err e = unsafe_load(req, &v, &day);
	if (e != OK)
		return e;
	const struct adult *to = voice_chosen(&v);
	struct ui_page page = voice_small_page(req, N_("I do not feel safe"), &crumb);
	page.intro = tr(sp, N_("Good that you say it. It is not your fault."));
	struct ui *u = view_begin(req, &page);
	voice_calls(u, NULL);
	ui_panel_begin(u, tr(sp, N_("What happens then?")));
	if (to == NULL) {
		ui_p(u, tr(sp, N_("Choose first with whom you want to talk.")));
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_PRIMARY, voice_path(req, "/met-wie"), tr(sp, N_("Choose someone")));
		ui_buttons_end(u);
	} else {
		ui_p(u, who_hears(req, &v, day).p);
		view_form(u, req_form(req, &form_voice_unsafe), voice_path(req, "/niet-veilig"));
	}
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err voice_unsafe_post(struct req *req)
{
	struct voice v;
	struct str pid;
	int64_t id;
	int32_t day;
	enum err e = unsafe_load(req, &v, &day);
	if (e != OK)
		return e;
	const struct adult *to = voice_chosen(&v);
	if (to == NULL) {
		form_wrong(req->form, NULL, str_from(tr(req->act.speak, N_("Choose first with whom you want to talk"))));
		return ERR_INVALID;
	}
	const struct adult *hears = voice_hears(&v);
	const struct val values[UNSAFE__N] = {
		[UNSAFE_ROUTE] = val_int(req->seen.route), [UNSAFE_PUPIL] = val_int(req->viewer->account),
		[UNSAFE_TO] = hears == NULL ? val_null() : val_int(hears->account), [UNSAFE_WHAT] = val_text(S("niet-veilig")),
		[UNSAFE_AT] = val_int(req->act.now), [UNSAFE_DUE] = val_int(day),
	};
	struct change *c = change_begin(&req->act, N_("It is told. You did well"), 0);
	e = change_new(c, &rec_opp_unsafe, values, &id, &pid);
	if (e != OK)
		return e;
	for (size_t i = 0; i < v.n_adults; i++)
		if (voice_is_told(&v, i))
			unsafe_notify(c, id, v.adults[i].account, day);
	return req_commit(req, c, "%s", voice_path(req, ""));
}

/* ---- for the one to whom it was told, and for who told it ---- */

enum err unsafe_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct row child;
	view_steps_ask(req);
	enum err e = child_beside(req, &child);
	if (e != OK)
		return e;
	const struct ui_tag state = view_state(sp, r);
	const struct ui_link crumbs[] = {{child_name(a, &child).p, child_path(a, &child, "")}};
	static const struct field *const facts[] = {&unsafe_fields[UNSAFE_AT], &unsafe_fields[UNSAFE_DUE],
		&unsafe_fields[UNSAFE_TALKED_ON]};
	bool own = row_int(r, &unsafe_fields[UNSAFE_PUPIL]) == req->viewer->account;
	struct ui_page page = {
		.title = tr(sp, own ? N_("I do not feel safe") : N_("A pupil asks for you")), .crumbs = crumbs, .n_crumbs = 1,
		.tags = &state, .n_tags = 1,
		.intro = tr(sp, own ? N_("Good that you say it. It is not your fault.")
		                    : N_("Talk with the pupil today, before you talk with anyone else. Parents do not "
		                         "see this. When you suspect abuse, follow the reporting code."))};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	e = view_steps(u, req, str_printf(a, "/vertrouwen/" STR_FMT, STR_ARG(r->pid)).p);
	if (e != OK)
		return e;
	ui_cols_main(u);
	ui_panel_begin(u, tr(sp, N_("I do not feel safe")));
	view_row(u, r, facts, 3);
	ui_panel_end(u);
	ui_cols_end(u);
	return view_end(u, req, &page);
}
