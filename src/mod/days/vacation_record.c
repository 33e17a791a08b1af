/* Days off of one school, as a record; and the task that makes the terms of its pupils anew. */
#include "date.h"
#include "days.h"
#include "days_page.h"
#include "people.h"
#include "rule_book.h"
#include "terms.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)
/* The school says when it is closed; the administrator helps a school that has nobody here. */
#define SCHOOL_SIDE (ROLE(SCHOOL_LEADER) | ROLE(IB))

static const struct access vacation_access[] = {
	{UINT32_MAX, OP_READ, WHERE_REGION},
	{SCHOOL_SIDE, OP_READ | OP_CREATE | OP_CHANGE, WHERE_OWN},
	{ROLE(ADMINISTRATOR), OP_READ | OP_CREATE | OP_CHANGE, WHERE_REGION},
};

const struct field vacation_fields[VACATION__N] = {
	[VACATION_ORG] = {.name = "org", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC,
		.ref = &rec_organisation, .label = N_("School")},
	[VACATION_KIND] = {.name = "kind", .type = &T_CHOICE, .privacy = PRIV_PUBLIC, .choices = own_days_choices,
		.label = N_("What is it?"), .missing = N_("Choose what it is")},
	[VACATION_NAME] = {.name = "name", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .min = 2,
		.max = 60, .label = N_("What do you call it?"), .hint = N_("For example: carnival")},
	[VACATION_BEGINS] = {.name = "begins", .type = &T_DATE, .privacy = PRIV_PUBLIC, .label = N_("First day off"),
		.missing = N_("Enter the first day off")},
	[VACATION_LAST] = {.name = "last", .type = &T_DATE, .privacy = PRIV_PUBLIC, .label = N_("Last day off"),
		.missing = N_("Enter the last day off")},
	[VACATION_GONE] = {.name = "gone", .type = &T_YES, .need = NEED_SERVER, .privacy = PRIV_PUBLIC,
		.label = N_("Taken off the calendar")},
};

/* An autumn vacation lies in autumn: it takes the place of the one that the ministry advises. */
static bool in_season(enum own_days kind, int32_t day)
{
	int month = date_to_ymd(day).month;
	if (kind == FREE_AUTUMN)
		return month >= 9 && month <= 11;
	return kind != FREE_SPRING || (month >= 1 && month <= 3);
}

static void vacation_check(const struct given *g, struct reasons *out)
{
	enum own_days kind;
	int32_t begins = (int32_t)row_int(g->row, &vacation_fields[VACATION_BEGINS]);
	int32_t last = (int32_t)row_int(g->row, &vacation_fields[VACATION_LAST]);
	if (!own_days_parse(row_text(g->row, &vacation_fields[VACATION_KIND]), &kind))
		return;
	if (last < begins)
		reason_add(out, &vacation_fields[VACATION_LAST], N_("The last day lies before the first"));
	else if (last - begins + 1 > own_days_most(kind))
		reason_add(out, &vacation_fields[VACATION_LAST],
		           kind == FREE_STUDY || kind == FREE_OFF
		                   ? N_("At most 5 days in a row. Choose an extra vacation for more")
		                   : N_("At most 16 days in a row. The summer vacation is set by the ministry"));
	if (!in_season(kind, begins))
		reason_add(out, &vacation_fields[VACATION_BEGINS],
		           N_("An autumn vacation begins in September to November, a spring vacation in January to March"));
}

const struct record rec_vacation = {
	.name = "vacation", .label = N_("Days off of a school"), .fields = vacation_fields, .n = VACATION__N,
	.title = &vacation_fields[VACATION_KIND], .access = vacation_access,
	.n_access = sizeof vacation_access / sizeof *vacation_access, .org = &vacation_fields[VACATION_ORG],
	.check = vacation_check,
};

/* ---- terms made anew ---- */

static const struct stmt stmt_vacation = {"SELECT region, org FROM vacation WHERE id = $1", "i", "ii"};
static const struct stmt stmt_school = {
	"SELECT s.pid FROM school s JOIN vacation v ON v.org = s.org WHERE v.id = $1 ORDER BY s.id LIMIT 1", "i", "t"};

static enum err run(struct task *t)
{
	struct act *act;
	const struct rows *r;
	enum err e = task_act(t, &act);
	if (e == OK)
		e = act_exec(act, &stmt_vacation, DB_ARGS(val_int(t->subject)), &r);
	if (e != OK || r->n == 0)
		return e != OK ? e : ERR_NOT_FOUND;
	const struct refit_where where = {.region = rows_int(r, 0, 0), .org = rows_int(r, 0, 1)};
	return terms_refit(t, &where);
}

static enum err link(struct act *act, int64_t subject, int64_t result, struct str *path)
{
	const struct rows *r;
	(void)result;
	enum err e = act_exec(act, &stmt_school, DB_ARGS(val_int(subject)), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	if (e == OK)
		*path = str_printf(act->a, "/school/" STR_FMT "/kalender", STR_ARG(rows_text(r, 0, 0)));
	return e;
}

const struct task_kind task_days = {
	.code = "days_refit", .label = N_("Days made anew after a change of the calendar"),
	.roles = SCHOOL_SIDE | ROLE(ADMINISTRATOR), .run = run, .link = link,
	.advice = N_("Start it again. Until then some days on lists are those of before."),
};
