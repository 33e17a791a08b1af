#include "terms_page.h"

#include "rule.h"
#include "view.h"

enum { TIMELINE_MAX = 24, FIRST_DAY = 10957, LAST_DAY = 47481 }; /* 2000-01-01 to 2099-12-31 */

static const struct field field_anchor = {
	.name = "onderwerp",
	.type = &T_CHOICE,
	.privacy = PRIV_PUBLIC,
	.choices = anchor_choices,
	.label = N_("What happens?"),
	.missing = N_("Choose what happens"),
};
static const struct field field_day = {
	.name = "datum",
	.type = &T_DATE,
	.privacy = PRIV_PUBLIC,
	.min = FIRST_DAY,
	.max = LAST_DAY,
	.label = N_("On which day?"),
	.hint = N_("For example 25-11-2026"),
	.missing = N_("Enter the day"),
};
static const struct field field_region = {
	.name = "regio",
	.type = &T_CHOICE,
	.need = NEED_OPTIONAL,
	.privacy = PRIV_PUBLIC,
	.choices = holiday_region_choices,
	.label = N_("School vacations of"),
	.hint = N_("Not sure? Leave it open: most terms do not depend on it."),
};
static const struct field *const fields[] = {&field_anchor, &field_day, &field_region};
const struct form_def form_terms = {.name = "terms", .fields = fields, .n = 3, .submit = N_("Show the days")};

struct moment {
	const struct rule *rule;
	int32_t due;
};

/* The rules of the anchor that were in force on that day, the earliest first. */
static size_t timeline(enum anchor anchor, int32_t from, const struct running *how, struct moment out[TIMELINE_MAX])
{
	size_t n = 0;
	for (size_t i = 0; i < n_rules && n < TIMELINE_MAX; i++) {
		const struct rule *r = &rules[i];
		if (r->anchor != anchor || rule_for(str_from(r->id), from) != r)
			continue;
		struct moment m = {r, rule_due(r, from, how)};
		size_t at = n++;
		for (; at > 0 && m.due < out[at - 1].due; at--)
			out[at] = out[at - 1];
		out[at] = m;
	}
	return n;
}

static void show_notices(struct ui *u, struct req *req, const struct moment *m, int32_t from, const struct calendar *c)
{
	struct vacation_notice n = {.vacation = {.begin = from}};
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	while (m->rule->sense == RULE_BEFORE && rule_notice(c, from, m->due, n.vacation.begin, &n)) {
		const struct slot slots[] = {{"first", tr_date(a, sp.lang, n.vacation.begin, DATE_SHORT)},
		                             {"last", tr_date(a, sp.lang, n.vacation.end - 1, DATE_SHORT)}};
		ui_small(u, tr_fill(a, sp,
		                    n.ends_in ? N_("It ends in the vacation of {first} to {last}. Do it before then.")
		                              : N_("The vacation of {first} to {last} lies in it and does not stop the time."),
		                    slots, 2).p);
	}
}

/* School weeks do stop in a vacation, and then it is no news that one lies in the term. */
static bool stops_in_vacations(enum unit unit)
{
	return unit_needs_calendar(unit);
}

static void show_when(struct ui *u, struct req *req, const struct moment *m, int32_t from, const struct running *how)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	int32_t today = instant_date(req->act.now);
	if (m->due == DATE_OPEN) {
		ui_p(u, how->calendar->n_vacations == 0 ? tr(sp, N_("Choose the school vacations to see this day"))
		                                        : tr(sp, N_("The school vacations of then are not known yet")));
		return;
	}
	const struct slot slots[] = {{"date", tr_date(a, sp.lang, m->due, DATE_LONG)}};
	if (m->rule->sense == RULE_BEFORE && m->due < today) /* whether it was done in time is not known here */
		ui_p_str(u, tr_fill(a, sp, N_("by {date}: that day is over"), slots, 1));
	else
		ui_p_str(u, rule_words(a, sp, m->rule, m->due, today, how->calendar));
	if (rule_moved(m->rule, from, how))
		ui_small(u, tr(sp, N_("Moved on: the last day was in a weekend or on a public holiday.")));
	if (!stops_in_vacations(m->rule->unit))
		show_notices(u, req, m, from, how->calendar);
}

static void show_source(struct ui *u, struct req *req, const struct rule *r)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	const struct ui_tag local = {TONE_INFO, NULL, str_from(tr(sp, N_("Agreement, not law")))};
	const struct ui_tag unread = {TONE_SOON, NULL, str_from(tr(sp, N_("Not checked against its source")))};
	const struct slot slots[] = {{"source", rule_sources(a, sp, r)}, {"rule", str_from(r->id)}};
	if (r->article != NULL)
		ui_p_str(u, str_from(r->article));
	if (r->kind == RULE_LOCAL)
		ui_tag(u, &local);
	if (!r->verified)
		ui_tag(u, &unread);
	ui_small(u, tr_fill(a, sp, N_("Source: {source}. Rule {rule}."), slots, 2).p);
}

static void show_moment(struct ui *u, struct req *req, const struct moment *m, int32_t from, const struct running *how)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	ui_row(u);
	ui_cell(u, str_from(tr(sp, m->rule->what)));
	ui_cell_begin(u);
	show_when(u, req, m, from, how);
	ui_cell_end(u);
	ui_cell_begin(u);
	ui_p_str(u, rule_length(a, sp, m->rule));
	if (m->rule->note != NULL)
		ui_small(u, tr(sp, m->rule->note));
	ui_cell_end(u);
	ui_cell(u, str_from(tr(sp, actor_label(m->rule->actor))));
	ui_cell_begin(u);
	show_source(u, req, m->rule);
	ui_cell_end(u);
}

static void show_timeline(struct ui *u, struct req *req, const struct form *f)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	enum anchor anchor = ANCHOR_NONE;
	enum holiday_region region = HOLIDAY_REGION_NONE;
	int32_t from = (int32_t)form_val(f, &field_day).i;
	struct moment v[TIMELINE_MAX];
	if (!anchor_parse(form_text(f, &field_anchor), &anchor) ||
	    (form_text(f, &field_region).n > 0 && !holiday_region_parse(form_text(f, &field_region), &region)))
		BUG("a choice that the form let through is none");
	const struct running how = {.calendar = region_calendar(region)};
	size_t n = timeline(anchor, from, &how, v);
	const struct slot slots[] = {{"what", str_from(tr(sp, anchor_label(anchor)))},
	                             {"date", tr_date(a, sp.lang, from, DATE_LONG)}};
	if (n == 0) {
		ui_empty(u, tr(sp, N_("No rule that we know was in force then")),
		         tr(sp, N_("Most rules here hold from 1 August 2014. Check the day that you typed.")), NULL);
		return;
	}
	const struct ui_col cols[] = {
		{.label = tr(sp, N_("What"))}, {.label = tr(sp, N_("When"))}, {.label = tr(sp, N_("How long"))},
		{.label = tr(sp, N_("Who must act?"))}, {.label = tr(sp, N_("Where it is written"))},
	};
	ui_table_begin(u, tr_fill(a, sp, N_("{what}: {date}"), slots, 2).p, TABLE_CARDS, cols, sizeof cols / sizeof *cols);
	for (size_t i = 0; i < n; i++)
		show_moment(u, req, &v[i], from, &how);
	ui_table_end(u);
}

static bool was_asked(const struct req *req)
{
	for (size_t i = 0; req->route->query[i] != NULL; i++)
		if (pairs_has(req->query, req->route->query[i]))
			return true;
	return false;
}

static enum err show_page(struct req *req, struct form *f, bool asked)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {
		.title = tr(sp, N_("How long may it take?")),
		.intro = tr(sp, N_("The law says how long a school or partnership may take. Choose what happens and on which "
		                   "day. Then you see what must be done, and by when.")),
	};
	struct ui *u = view_begin(req, &page);
	view_form(u, f, "/termijnen");
	if (app_can_open(req->app, req->viewer, "/regels"))
		ui_p_link(u, NULL, "/regels", tr(sp, N_("Rules and terms")), NULL);
	if (asked && f->errors == 0)
		show_timeline(u, req, f);
	ui_remark(u, TONE_INFO,
	          tr(sp, N_("This page helps you to count. It gives no legal advice. A school may have extra "
	                    "days off, and time stands still while someone waits for missing papers: that is not "
	                    "counted here.")));
	return view_end(u, req, &page);
}

/* A day of birth is about a person, and an address is kept in histories and passed on: that day is only taken from a
 * post, which is answered and not kept. Of anything else the address is a link one can send. */
static bool about_a_person(const struct req *req)
{
	enum anchor anchor;
	return anchor_parse(req_query(req, field_anchor.name), &anchor) && anchor == ANCHOR_BIRTH;
}

enum err terms_page(struct req *req)
{
	if (req->form != NULL) /* what was posted, with what is wrong in it */
		return show_page(req, req->form, false);
	struct form *f = form_new(req->act.a, &form_terms);
	if (!was_asked(req))
		return show_page(req, f, false);
	if (about_a_person(req)) {
		form_set(f, req->act.a, &field_anchor, val_text(str_from(anchor_code(ANCHOR_BIRTH))));
		return show_page(req, f, false);
	}
	form_parse(f, req->act.a, req->act.speak, req->query);
	req->form = f;
	return show_page(req, f, true);
}

enum err terms_post(struct req *req)
{
	return show_page(req, req->form, true);
}
