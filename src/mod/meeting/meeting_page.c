/* One talk: planned, invited, going on, reported. On a projector the voices stand first, the cards as cards, decisions
 * and actions beside them; a parent and a guest read the invitation and give their own answer. */
#include "meeting_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "record_view.h"
#include "route.h"
#include "steps.h"

/* ---- what the leader has to do now ---- */

static size_t suits(const struct meeting_view *v, int at)
{
	size_t n = 0;
	for (size_t k = 0; k < v->invitees.n; k++)
		n += row_int(&v->invitees.v[k].row, &invitee_fields[INVITEE_CAN_A + at]) != 0;
	return n;
}

/* The one that suits most; of equals the first, and none before anybody answered. */
static int best_moment(const struct meeting_view *v)
{
	int best = MOMENTS;
	for (int i = 0; i < MOMENTS; i++)
		if (meeting_has_moment(&v->of->row, i) && suits(v, i) > (best == MOMENTS ? 0 : suits(v, best)))
			best = i;
	return best;
}

/* How many can at a moment; who that is, only the leader sees. */
static void moment_panel(struct ui *u, struct req *req, const struct meeting_view *v)
{
	const struct row *r = &v->of->row;
	static const char *const codes[MOMENTS] = {"a", "b", "c"};
	if (flow_state(r) != MEETING_INVITED || !meeting_leads(req))
		return;
	size_t all = 0;
	for (size_t k = 0; k < v->invitees.n; k++)
		all += row_val(&v->invitees.v[k].row, &invitee_fields[INVITEE_ANSWERED]).type != VAL_NULL;
	int best = meeting_has_moment(r, MOMENT_CHOSEN) ? MOMENTS : best_moment(v);
	ui_panel_begin(u, tr(u->sp, N_("Which moment does it become?")));
	for (int i = 0; i < MOMENTS; i++) {
		if (!meeting_has_moment(r, i))
			continue;
		size_t n = suits(v, i);
		ui_p(u, tr_fill(u->a, u->sp, all == 0 ? N_("{moment}: nobody answered yet")
		                                      : N_("{moment}: suits {n} of {all} who answered"),
		                TR_SLOTS({"moment", meeting_moment(u->a, u->sp, r, i)}, {"n", tr_number(u->a,
		                u->sp.lang, (int64_t)n)},
		                         {"all", tr_number(u->a, u->sp.lang, (int64_t)all)})).p);
		if (meeting_day_off(u, r, i) != NULL)
			ui_small(u, meeting_day_off(u, r, i));
		const struct form *f = form_new(u->a, &form_meeting_moment);
		const struct ui_pair hidden[] = {{UI_KEY, f->key}, {UI_REV, str_printf(u->a, "%lld",
		    (long long)r->rev)},
		                                 {meeting_fields[MEETING_CHOSEN].name, str_from(codes[i])}};
		if (!str_is(row_text(r, &meeting_fields[MEETING_CHOSEN]), codes[i]))
			ui_button_form(u, meeting_path(u->a, r, "/moment"),
			               &(struct ui_button){.kind = i == best ? BUTTON_PRIMARY : BUTTON_ALT,
			                                   .label = tr(u->sp, N_("It becomes this moment"))}, hidden, 3);
	}
	ui_panel_end(u);
}

/* Before the invitations go out: which moments are no school day. */
static void days_off(struct ui *u, const struct meeting_view *v)
{
	const struct row *r = &v->of->row;
	for (int i = 0; i < MOMENTS && flow_state(r) == MEETING_PLANNED && v->reader == READER_LEADS; i++) {
		const char *off = meeting_day_off(u, r, i);
		struct str moment = meeting_moment(u->a, u->sp, r, i);
		if (off != NULL)
			ui_remark(u, TONE_SOON, str_printf(u->a, STR_FMT ". %s", STR_ARG(moment), off).p);
	}
}

static struct ui_tag came_tag(struct ui *u, const struct seen *w)
{
	bool came = row_int(&w->row, &invitee_fields[INVITEE_CAME]) != 0;
	return (struct ui_tag){came ? TONE_OK : TONE_INFO, NULL,
	                       str_from(tr(u->sp, came ? N_("was there") : N_("was not there")))};
}

static struct ui_tag answer_tag(struct ui *u, const struct seen *w)
{
	const struct field *f = &invitee_fields[INVITEE_ANSWER];
	struct str said = f->type->show(u->a, u->sp, f, row_val(&w->row, f));
	if (row_val(&w->row, &invitee_fields[INVITEE_SENT]).type == VAL_NULL)
		return (struct ui_tag){TONE_WAIT, NULL, str_from(tr(u->sp, N_("not invited yet")))};
	if (said.n == 0 && row_val(&w->row, &invitee_fields[INVITEE_ACCOUNT]).type == VAL_NULL)
		return (struct ui_tag){TONE_INFO, NULL, str_from(tr(u->sp, N_("without an account: ask it yourself")))};
	if (said.n == 0)
		return (struct ui_tag){TONE_WAIT, NULL, str_from(tr(u->sp, w->own ? N_("you did not answer yet")
		                                                                  : N_("did not answer yet")))};
	return (struct ui_tag){str_is(row_text(&w->row, f), "ja") ? TONE_OK : TONE_SOON, NULL, said};
}

static struct str wishes(struct ui *u, const struct row *w)
{
	struct buf b;
	struct str wish = row_text(w, &invitee_fields[INVITEE_WISH]), language = row_text(w,
	    &invitee_fields[INVITEE_LANGUAGE]);
	buf_init(&b, u->a, 2048);
	if (row_int(w, &invitee_fields[INVITEE_INTERPRETER]) != 0)
		buf_printf(&b, STR_FMT " ", STR_ARG(tr_fill(u->a, u->sp, language.n > 0
			? N_("An interpreter is needed: {language}.")
			: N_("An interpreter is needed. Ask in which language."), TR_SLOTS({"language", language}))));
	if (row_int(w, &invitee_fields[INVITEE_APART]) != 0)
		buf_printf(&b, "%s ", tr(u->sp, N_("Rather apart from the other parent.")));
	if (row_int(w, &invitee_fields[INVITEE_HEARS]) != 0)
		buf_printf(&b, "%s ", tr(u->sp, N_("Rather hears than reads.")));
	buf_printf(&b, STR_FMT, STR_ARG(wish));
	return buf_view(&b);
}

static bool someone_wishes(struct ui *u, const struct meeting_view *v)
{
	for (size_t i = 0; i < v->invitees.n; i++)
		if (wishes(u, &v->invitees.v[i].row).n > 0)
			return true;
	return false;
}

/* Who has no account is told by nobody but who invited them. */
static void call_them(struct ui *u, const struct meeting_view *v)
{
	const char *names[24];
	size_t n = 0;
	for (size_t i = 0; i < v->invitees.n && n < 24; i++) {
		const struct row *w = &v->invitees.v[i].row;
		if (invitee_as(w) == AS_GUEST && row_val(w, &invitee_fields[INVITEE_SENT]).type != VAL_NULL)
			names[n++] = str_c(u->a, row_text(w, &invitee_fields[INVITEE_NAME]));
	}
	if (flow_state(&v->of->row) != MEETING_CANCELLED || n == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("Call them yourself")));
	ui_p(u, tr(u->sp, N_("These guests have no account. Nobody told them that the talk does not go on.")));
	ui_bullets(u, names, n);
	ui_panel_end(u);
}

/* Who is at the table. What each answered is for who leads the talk. */
static void table_panel(struct ui *u, struct req *req, const struct meeting_view *v)
{
	bool leads = meeting_leads(req);
	bool guests = leads &&
	    ((MEETING_BIT(INVITED) | MEETING_BIT(HELD) | MEETING_BIT(REPORT)) >> flow_state(&v->of->row) & 1) != 0;
	bool came = meeting_someone_came(v), wish = someone_wishes(u, v);
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Who"))},
	                              {.label = tr(u->sp, came ? N_("At the talk") : N_("Answer"))},
	                              {.label = tr(u->sp, N_("Wishes"))}};
	if (!leads) {
		const char *names[24];
		size_t n = 0;
		ui_panel_begin(u, tr(u->sp, N_("At the table")));
		for (size_t i = 0; i < v->invitees.n && n < 24; i++)
			names[n++] = str_c(u->a, meeting_called(req, v, &v->invitees.v[i]));
		ui_bullets(u, names, n);
		ui_panel_end(u);
		return;
	}
	ui_panel_begin(u, NULL);
	ui_table_begin(u, tr(u->sp, came ? N_("Who was at the table") : N_("Who is at the table, and what they answered")),
	               TABLE_CARDS, cols, wish ? 3 : 2);
	for (size_t i = 0; i < v->invitees.n; i++) {
		struct ui_tag tag = came ? came_tag(u, &v->invitees.v[i]) : answer_tag(u, &v->invitees.v[i]);
		ui_row(u);
		ui_cell(u, meeting_called(req, v, &v->invitees.v[i]));
		ui_cell_tag(u, &tag);
		if (wish)
			ui_cell(u, wishes(u, &v->invitees.v[i].row));
	}
	ui_table_end(u);
	for (size_t i = 0; guests && i < v->invitees.n; i++) {
		const struct row *w = &v->invitees.v[i].row;
		if (invitee_as(w) != AS_GUEST)
			continue;
		bool made = row_val(w, &invitee_fields[INVITEE_CODE_MADE]).type != VAL_NULL;
		ui_button_form(u, str_printf(u->a, "/uitgenodigde/" STR_FMT "/code", STR_ARG(w->pid)).p,
		               &(struct ui_button){.kind = BUTTON_ALT,
		                                   .label = tr_fill(u->a, u->sp, made ?
		                                   N_("Make a new code for {name}") : N_("Make the code for {name}"),
		                                                    TR_SLOTS({"name", row_text(w,
		                                                    &invitee_fields[INVITEE_NAME])})).p},
		               NULL, 0);
	}
	ui_panel_end(u);
}

/* Pages on which something can be written, by state: only those that fit now. */
static const struct way {
	uint32_t states;
	const char *below, *label;
	bool leads; /* for who leads the talk only */
	/* Of what must be written after the talk: how far it is. NULL: it may be written, no more. */
	void (*far)(struct ui *u, const struct meeting_view *v, struct ui_task *t);
} ways[] = {
	{MEETING_BIT(PLANNED) | MEETING_BIT(INVITED), "/wijzig", N_("Change the plan of the talk"), true},
	{MEETING_BIT(PLANNED) | MEETING_BIT(INVITED) | MEETING_BIT(HELD), "/tolk", N_("Interpreter"), true},
	{MEETING_BIT(INVITED) | MEETING_BIT(HELD), "/opschrijven", N_("Write down what someone says")},
	{MEETING_BIT(INVITED) | MEETING_BIT(HELD), "/vertrekpunt", N_("What the school can do, and how it is at home")},
	{MEETING_BIT(HELD), "/aanwezig", N_("Tick who was there"), .far = meeting_far_came},
	{MEETING_BIT(PLANNED) | MEETING_BIT(INVITED) | MEETING_BIT(HELD), "/kaarten", N_("Fill in the solutions"),
	    .far = meeting_far_cards},
	{MEETING_BIT(HELD), "/besluit", N_("Write down what is decided"), true, meeting_far_decided},
	{MEETING_BIT(HELD), "/nodig", N_("Add what the child needs"), .far = meeting_far_needed},
	{MEETING_BIT(HELD) | MEETING_BIT(REPORT), "/actie", N_("Add an action"), .far = meeting_far_actions},
	{MEETING_BIT(HELD), "/acuut", N_("It is acutely unsafe"), true},
	{MEETING_BIT(HELD), "/samenvatting", N_("Summary in another language"), true},
	{MEETING_BIT(REPORT), "/teruglezen", N_("Read back: is it right?")},
	{MEETING_BIT(INVITED) | MEETING_BIT(HELD) | MEETING_BIT(REPORT) | MEETING_BIT(CLOSED), "/bestanden",
	    N_("Files")},
};

enum err meeting_writes_now(const struct req *req)
{
	struct str p = req->path;
	if (!meeting_writes(req))
		return ERR_DENIED;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct str below = str_from(ways[i].below);
		if (p.n < below.n || !str_eq((struct str){p.p + p.n - below.n, below.n}, below))
			continue;
		if (ways[i].leads && !meeting_leads(req))
			return ERR_DENIED;
		return (ways[i].states >> flow_state(&req->seen.row) & 1) != 0 ? OK : ERR_CONFLICT;
	}
	return OK;
}

/* Is it a task of who leads, now that the talk was held? */
static bool is_task(const struct way *w, const struct meeting_view *v)
{
	return w->far != NULL && flow_state(&v->of->row) == MEETING_HELD;
}

static bool is_open_to(const struct way *w, const struct req *req, const struct meeting_view *v)
{
	return v->reader == READER_LEADS && (w->states >> flow_state(&v->of->row) & 1) != 0 &&
	       (!w->leads || meeting_leads(req));
}

static void after_panel(struct ui *u, struct req *req, const struct meeting_view *v)
{
	struct ui_task tasks[sizeof ways / sizeof *ways];
	size_t n = 0;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		const struct way *w = &ways[i];
		if (!is_task(w, v) || !is_open_to(w, req, v))
			continue;
		tasks[n] = (struct ui_task){.name = tr(u->sp, w->label), .href = meeting_path(u->a, &v->of->row, w->below)};
		w->far(u, v, &tasks[n++]);
	}
	if (n == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("Write the report")));
	ui_tasks(u, tasks, n);
	ui_panel_end(u);
}

static void ways_panel(struct ui *u, struct req *req, const struct meeting_view *v)
{
	struct ui_link links[sizeof ways / sizeof *ways];
	size_t n = 0;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (!is_task(&ways[i], v) && is_open_to(&ways[i], req, v))
			links[n++] = (struct ui_link){tr(u->sp, ways[i].label), meeting_path(u->a, &v->of->row,
			    ways[i].below)};
	if (n == 0)
		return;
	if (n == 1) {
		ui_p_link(u, NULL, links[0].href, links[0].label, NULL);
		return;
	}
	ui_panel_begin(u, tr(u->sp, N_("Write down")));
	ui_links(u, links, n);
	ui_panel_end(u);
}

/* What this reader can do oneself, by the state of the talk. */
static void own_buttons(struct ui *u, struct req *req, const struct meeting_view *v)
{
	const struct row *r = &v->of->row;
	int state = flow_state(r);
	bool before = state == MEETING_INVITED, open = before || state == MEETING_HELD;
	bool answered = v->own != NULL && row_val(&v->own->row, &invitee_fields[INVITEE_ANSWERED]).type != VAL_NULL;
	/* For who offered the moments the main thing is which of them it becomes. */
	bool offered = row_int(r, &meeting_fields[MEETING_BY]) == req->viewer->account;
	if (v->own == NULL)
		return;
	struct str said = view_shown(u, v->own, &invitee_fields[INVITEE_ANSWER]);
	if (before && answered && said.n > 0)
		ui_p(u, tr_fill(u->a, u->sp, N_("You said: {answer}."), TR_SLOTS({"answer", said})).p);
	ui_buttons_begin(u);
	if (before)
		ui_button_link(u, answered || offered ? BUTTON_ALT : BUTTON_PRIMARY, meeting_own_path(req, r, "/antwoord"),
		               tr(u->sp, answered ? N_("Change your answer") : N_("Choose what suits you")));
	if (open)
		ui_button_link(u, BUTTON_ALT, meeting_own_path(req, r, "/bijdrage"), tr(u->sp,
		    N_("Say something for the talk")));
	if (state == MEETING_REPORT && !meeting_waits(v) && invitee_reads_back(&v->own->row))
		ui_button_link(u, BUTTON_PRIMARY, meeting_own_path(req, r, "/klopt"), tr(u->sp,
		    N_("Is the report right?")));
	if (meeting_has_moment(r, MOMENT_CHOSEN) && before)
		ui_button_link(u, BUTTON_LINK, meeting_own_path(req, r, "/afspraak.ics"), tr(u->sp,
		    N_("Put it in your calendar")));
	ui_buttons_end(u);
}

static void report_link(struct ui *u, struct req *req, const struct meeting_view *v)
{
	const struct row *r = &v->of->row;
	meeting_first(u, req, v);
	if (row_val(r, &meeting_fields[MEETING_REPORTED]).type == VAL_NULL || meeting_waits(v))
		return;
	ui_p_link(u, NULL, meeting_own_path(req, r, "/verslag"), tr(u->sp, N_("Read the report")), NULL);
}

static void start_panel(struct ui *u, const struct meeting_view *v)
{
	size_t n = view_shown(u, v->of, &meeting_fields[MEETING_CAN]).n;
	if (n + view_shown(u, v->of, &meeting_fields[MEETING_HOME]).n == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("Where we start from")));
	meeting_text(u, v->of, MEETING_CAN);
	meeting_text(u, v->of, MEETING_HOME);
	ui_panel_end(u);
}

static bool was_held(const struct meeting_view *v)
{
	return ((MEETING_BIT(HELD) | MEETING_BIT(REPORT) | MEETING_BIT(CLOSED)) >> flow_state(&v->of->row) & 1) != 0;
}

static void decisions_panel(struct ui *u, struct req *req, const struct meeting_view *v)
{
	if (!was_held(v))
		return;
	meeting_decided_panel(u, v);
	meeting_actions_panel(u, req, v, true);
}

/* On the screen that everyone at the table looks at. */
static enum err table_page(struct ui *u, struct req *req, const struct meeting_view *v)
{
	enum err e = OK;
	bool chosen = meeting_has_moment(&v->of->row, MOMENT_CHOSEN);
	after_panel(u, req, v);
	ui_cols_begin(u);
	if (!chosen)
		moment_panel(u, req, v);
	if (v->reader == READER_LEADS)
		e = view_steps(u, req, meeting_path(u->a, &v->of->row, ""));
	if (e != OK)
		return e;
	view_terms(u, v->of, route_today(req));
	if (row_text(&v->of->row, &meeting_fields[MEETING_ENDED_WHY]).n > 0) {
		ui_panel_begin(u, NULL);
		meeting_text(u, v->of, MEETING_ENDED_WHY);
		ui_panel_end(u);
	}
	if (meeting_leads(req))
		call_them(u, v);
	days_off(u, v);
	if (chosen)
		moment_panel(u, req, v);
	decisions_panel(u, req, v);
	ui_cols_main(u);
	report_link(u, req, v);
	own_buttons(u, req, v);
	if (flow_state(&v->of->row) == MEETING_PLANNED) {
		ui_panel_begin(u, NULL);
		meeting_sharing(u, req, v);
		ui_panel_end(u);
	}
	meeting_voices(u, req, v);
	struct str question = view_shown(u, v->of, &meeting_fields[MEETING_QUESTION]);
	if (question.n > 0) {
		ui_panel_begin(u, tr(u->sp, N_("What is it about?")));
		ui_p_str(u, question);
		ui_panel_end(u);
	}
	start_panel(u, v);
	ui_cols_end(u);
	ways_panel(u, req, v);
	meeting_cards(u, v);
	if (was_held(v))
		meeting_needed_panel(u, req, v);
	table_panel(u, req, v);
	return OK;
}

/* A parent, the pupil or a guest: the invitation, what they said themselves, and later the report. */
static enum err own_page(struct ui *u, struct req *req, const struct meeting_view *v)
{
	int state = flow_state(&v->of->row);
	if (state == MEETING_PLANNED) {
		ui_remark(u, TONE_INFO, tr(u->sp, N_("This talk is being planned. You get an invitation.")));
		return OK;
	}
	if (state == MEETING_CANCELLED)
		ui_remark(u, TONE_SOON, tr(u->sp, N_("This talk does not go on.")));
	report_link(u, req, v);
	own_buttons(u, req, v);
	if (!was_held(v)) {
		ui_panel_begin(u, NULL);
		meeting_letter(u, req, v);
		ui_panel_end(u);
	}
	meeting_voices(u, req, v);
	ui_panel_begin(u, NULL);
	meeting_sharing(u, req, v);
	ui_panel_end(u);
	if (row_val(&v->of->row, &meeting_fields[MEETING_REPORTED]).type != VAL_NULL && !meeting_waits(v))
		decisions_panel(u, req, v); /* while it is being written it is nobody's report */
	return OK;
}

enum err meeting_page(struct req *req)
{
	struct meeting_view v;
	view_steps_ask(req);
	enum err e = meeting_load(req, &v);
	if (e != OK)
		return e;
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	const struct field *kind = &meeting_fields[MEETING_KIND];
	const struct str facts[] = {meeting_when(a, sp, r), row_text(r, &meeting_fields[MEETING_PLACE])};
	const struct ui_tag state = view_state(sp, r);
	struct ui_page page = {.window_title = tr(sp, N_("Talk together")), .facts = facts,
	                       .n_facts = facts[1].n > 0 ? 2 : 1, .tags = &state, .n_tags = 1};
	const char *title = tr_fill(a, sp, N_("{kind} about {name}"),
	                            TR_SLOTS({"kind", kind->type->show(a, sp, kind, row_val(r, kind))},
	                                     {"name", row_text(&v.child, &route_fields[ROUTE_GIVEN_NAME])})).p;
	struct ui_link crumb = {child_name(a, &v.child).p, child_path(a, &v.child, "/knooppunt" LIST_ALL)};
	page.title = title;
	page.crumbs = &crumb;
	page.n_crumbs = v.reader == READER_GUEST ? 0 : 1;
	struct ui *u = view_begin(req, &page);
	e = v.reader == READER_LEADS || v.reader == READER_TABLE ? table_page(u, req, &v) : own_page(u, req, &v);
	return e != OK ? e : view_end(u, req, &page);
}
