#include "steps.h"

#include "flow.h"

/* From three months on a number of days says nothing. */
enum { SOON_DAYS = 7, MONTH_DAYS = 30, FAR_MONTHS = 3 };

struct ui_tag view_state(struct speak sp, const struct row *r)
{
	const struct field *f = r->rec->state;
	return (struct ui_tag){TONE_INFO, NULL, str_from(tr(sp, f->choices[flow_state(r)].label))};
}

/* ---- steps ---- */

static const char *path_of(struct ui *u, const char *base, const struct transition *t)
{
	return str_printf(u->a, "%s/%s", base, t->name).p;
}

static void button(struct ui *u, const struct row *r, const char *base, const struct step *s, bool main)
{
	const struct form *f = form_new(u->a, &form_step);
	const struct ui_pair hidden[] = {
		{UI_KEY, f->key}, {UI_REV, str_printf(u->a, "%lld", (long long)r->rev)}};
	const struct ui_button b = {.kind = main ? BUTTON_PRIMARY : BUTTON_ALT, .label = tr(u->sp, s->t->label)};
	ui_button_form(u, path_of(u, base, s->t), &b, hidden, 2);
}

/* Was the form of this step sent just now? Then it stays, with what was typed and what is wrong with it. */
static bool was_sent(const struct req *req, const struct step *s)
{
	return req->form != NULL && s->t->form != NULL && req->form->def == s->t->form;
}

static void small_form(struct ui *u, struct req *req, const struct row *r, const char *base, const struct step *s)
{
	struct form *f = req_form(req, s->t->form);
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, u->a, r);
	f->rev = r->rev; /* what was typed along now belongs to the record as it is shown here */
	ui_details_begin(u, tr(u->sp, s->t->label), was_sent(req, s));
	view_form(u, f, path_of(u, base, s->t));
	ui_details_end(u);
}

/* Folded: what cannot be done yet never stands in the way of what the page is about. */
static void still_needed(struct ui *u, const struct step *s)
{
	const struct slot step = {"step", str_from(tr(u->sp, s->t->label))};
	const char *items[REASONS_MAX];
	for (size_t i = 0; i < s->why.n; i++)
		items[i] = tr(u->sp, s->why.v[i].text);
	ui_details_begin(u, tr_fill(u->a, u->sp, N_("Not yet possible: {step}"), &step, 1).p, false);
	ui_p(u, tr(u->sp, N_("Still needed:")));
	ui_bullets(u, items, s->why.n);
	ui_details_end(u);
}

static bool is_button(const struct step *s)
{
	return s->may == OK && s->t->form == NULL;
}

/* The first step onward that can be made leads: as the main button, or as the form above the buttons. NULL: all that
 * can be done is to go back or to end it, and nothing leads. */
static const struct step *leading(const struct row *r, const struct step *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].may == OK && !v[i].t->back && (v[i].t->back_from >> flow_state(r) & 1) == 0)
			return &v[i];
	return NULL;
}

static bool form_leads(const struct row *r, const struct step *v, size_t n)
{
	const struct step *s = leading(r, v, n);
	return s != NULL && s->t->form != NULL;
}

static void forms(struct ui *u, struct req *req, const char *base, const struct step *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((v[i].may == OK && v[i].t->form != NULL) || was_sent(req, &v[i]))
			small_form(u, req, &req->seen.row, base, &v[i]);
}

static void buttons(struct ui *u, const struct row *r, const char *base, const struct step *v, size_t n)
{
	const struct step *main = leading(r, v, n);
	size_t first = 0;
	while (first < n && !is_button(&v[first]))
		first++;
	if (first == n)
		return;
	ui_buttons_begin(u);
	for (size_t i = first; i < n; i++)
		if (is_button(&v[i]))
			button(u, r, base, &v[i], &v[i] == main);
	ui_buttons_end(u);
}

void view_steps_ask(struct req *req)
{
	const struct row *r = &req->seen.row;
	req->steps = ARENA_NEW(req->act.a, struct steps_asked);
	flow_steps_ask(&req->act, &req->seen, req->steps);
	for (size_t i = 0; i < r->rec->n_flow; i++)
		if (r->rec->flow[i].form != NULL && flow_begins(&req->act, r, &r->rec->flow[i]))
			req_form_ask(req, r->rec->flow[i].form);
}

enum err view_steps(struct ui *u, struct req *req, const char *base)
{
	return view_steps_but(u, req, base, NULL);
}

static size_t without(struct step *v, size_t n, const struct transition *apart)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		if (v[i].t != apart)
			v[kept++] = v[i];
	return kept;
}

enum err view_steps_but(struct ui *u, struct req *req, const char *base, const struct transition *apart)
{
	const struct row *r = &req->seen.row;
	struct step *v = ARENA_ARRAY(u->a, struct step, STEPS_MAX);
	size_t n;
	if (req->steps == NULL)
		view_steps_ask(req);
	enum err e = flow_steps_take(&req->act, req->steps, v, &n);
	n = e == OK ? without(v, n, apart) : 0;
	if (e != OK || n == 0)
		return e;
	ui_tools_begin(u, tr(u->sp, N_("What you can do now")));
	if (form_leads(r, v, n))
		forms(u, req, base, v, n);
	buttons(u, r, base, v, n);
	if (!form_leads(r, v, n))
		forms(u, req, base, v, n);
	for (size_t i = 0; i < n; i++)
		if (v[i].may != OK)
			still_needed(u, &v[i]);
	ui_panel_end(u);
	return OK;
}

/* ---- terms ---- */

struct ui_tag view_left(struct arena *a, struct speak sp, int32_t days)
{
	int32_t n = days < 0 ? -days : days, months = n / MONTH_DAYS;
	if (days == 0)
		return (struct ui_tag){TONE_SOON, NULL, str_from(tr(sp, N_("today")))};
	if (months >= FAR_MONTHS)
		return (struct ui_tag){days < 0 ? TONE_LATE : TONE_OK, NULL,
		                       tr_fill(a, sp, days < 0 ? N_("{n} months late") : N_("{n} months left"),
		                               TR_SLOTS({"n", tr_number(a, sp.lang, months)}))};
	const char *said = days < 0 ? trn(sp, "{n} day late", "{n} days late", n)
	                            : trn(sp, "{n} day left", "{n} days left", n);
	return (struct ui_tag){days < 0 ? TONE_LATE : days <= SOON_DAYS ? TONE_SOON : TONE_OK, NULL,
	                       tr_fill(a, sp, said, TR_SLOTS({"n", tr_number(a, sp.lang, n)}))};
}

static struct ui_tag left_tag(struct arena *a, struct speak sp, const struct term_now *t)
{
	if (t->due == DATE_OPEN)
		return (struct ui_tag){TONE_WAIT, NULL, str_from(tr(sp, N_("no date can be said yet")))};
	if (t->left == 0)
		return (struct ui_tag){TONE_SOON, NULL, str_from(tr(sp, N_("today is the last day")))};
	return view_left(a, sp, t->left);
}

struct str view_notice(struct arena *a, struct speak sp, const struct vacation_notice *n)
{
	const struct slot slots[] = {{"first", tr_date(a, sp.lang, n->vacation.begin, DATE_SHORT)},
	                             {"last", tr_date(a, sp.lang, n->vacation.end - 1, DATE_SHORT)}};
	return tr_fill(a, sp,
	               n->ends_in ? N_("It ends in the vacation of {first} to {last}. Do it before then.")
	                          : N_("The vacation of {first} to {last} lies in it and does not stop the time."),
	               slots, 2);
}

static struct str last_day(struct ui *u, const struct term_now *t)
{
	if (t->due == DATE_OPEN)
		return (struct str){0};
	return tr_fill(u->a, u->sp, N_("by {date}"),
	               TR_SLOTS({"date", tr_date(u->a, u->sp.lang, t->due, DATE_LONG)}));
}

/* A vacation in which it ends, or through which it runs on, from two school weeks before it (practice.md F3). */
static void notice(struct ui *u, const struct term_now *t, const struct basis *basis, int32_t today)
{
	struct vacation_notice n;
	if (!term_notice(t, basis, today, &n))
		return;
	ui_remark(u, TONE_SOON, view_notice(u->a, u->sp, &n).p);
}

/* The rule itself and where it stands; one that nobody read at its source says so. */
static void source(struct ui *u, const struct rule *r)
{
	if (r == NULL)
		return;
	struct str text = str_printf(u->a, "%s. %s", tr(u->sp, r->what), r->article == NULL ? "" : r->article);
	if (!r->verified)
		text = str_printf(u->a, STR_FMT ". %s", STR_ARG(text),
		                  tr(u->sp, N_("This rule was not checked against its source.")));
	ui_help(u, tr(u->sp, N_("Where does this date come from?")), text.p);
}

void view_terms(struct ui *u, const struct seen *s, int32_t today)
{
	view_terms_beside(u, s, today, DATE_OPEN);
}

void view_terms_beside(struct ui *u, const struct seen *s, int32_t today, int32_t said)
{
	struct term_now v[TERMS_MAX];
	size_t n = terms_of(&s->row, today, s->basis, v);
	for (size_t i = 0; i < n; i++) {
		struct ui_tag left = left_tag(u->a, u->sp, &v[i]);
		left.what = str_printf(u->a, "%s " STR_FMT, tr(u->sp, v[i].term->what), STR_ARG(last_day(u, &v[i]))).p;
		if (i > 0 || v[i].due != said || said == DATE_OPEN)
			ui_tags(u, &left, 1);
		notice(u, &v[i], s->basis, today);
		source(u, v[i].rule);
	}
}

struct ui_tag view_term_tag(struct arena *a, struct speak sp, const struct row *r, int32_t today)
{
	struct term_now now;
	if (!term_kept(r, today, &now))
		return (struct ui_tag){TONE_INFO, NULL, {0}};
	struct ui_tag t = left_tag(a, sp, &now);
	t.what = tr(sp, now.term->what);
	return t;
}
