/* What a region set beside the law, as a record; and the task that makes the terms anew. */
#include "rules_page.h"
#include "terms.h"

#include "date.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)
#define DECIDERS (ROLE(DIRECTOR) | ROLE(TLV_SECRETARY))

static const struct access setting_access[] = {
	{UINT32_MAX, OP_READ, WHERE_REGION},
	{DECIDERS, OP_READ | OP_CREATE | OP_CHANGE, WHERE_REGION},
};

const struct field rule_setting_fields[RULING__N] = {
	[RULING_RULE] = {.name = "rule", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .max = 40,
		.label = N_("Rule")},
	[RULING_VALUE] = {.name = "value", .type = &T_NUMBER, .privacy = PRIV_PUBLIC, .min = 1, .max = 400,
		.label = N_("How long?"), .missing = N_("Enter a number")},
	[RULING_UNIT] = {.name = "unit", .type = &T_CHOICE, .privacy = PRIV_PUBLIC, .choices = rule_unit_choices,
		.label = N_("Counted in"), .missing = N_("Choose what it is counted in")},
	[RULING_BEGINS] = {.name = "begins", .type = &T_DATE, .privacy = PRIV_PUBLIC, .label = N_("From which day?"),
		.hint = N_("It holds for what happens on or after this day"), .missing = N_("Enter the first day")},
	[RULING_ENDS] = {.name = "ends", .type = &T_DATE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC,
		.label = N_("No longer from")},
	[RULING_WHY] = {.name = "why", .type = &T_LINES, .privacy = PRIV_PUBLIC, .min = 10, .max = 1000,
		.label = N_("Why?"), .hint = N_("Everyone in the region reads this. Write nothing about a child."),
		.missing = N_("Write why the region decides this")},
	[RULING_DECIDED_BY] = {.name = "decided_by", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 3, .max = 120,
		.label = N_("Who decided it?"),
		.hint = N_("The body and the day, for example: board of the partnership, 12 November"),
		.missing = N_("Enter which body decided it")},
};

/* Whoever writes it, by page or program: within what the table leaves to a region. The page says
 * more (rule_page.c). */
static void setting_check(const struct given *g, struct reasons *out)
{
	const struct rule *rule = rule_named(row_text(g->row, &rule_setting_fields[RULING_RULE]));
	enum unit unit;
	struct bounds b;
	int64_t value = row_int(g->row, &rule_setting_fields[RULING_VALUE]);
	if (rule == NULL)
		return; /* set by the page, and binding nobody: the book reads known rules only */
	if (!rule_unit_parse(row_text(g->row, &rule_setting_fields[RULING_UNIT]), &unit) ||
	         !rule_room_bounds(rule, unit, &b) || value < b.least || value > b.most)
		reason_add(out, &rule_setting_fields[RULING_VALUE], N_("The law or the rule does not leave room for this"));
}

const struct record rec_rule_setting = {
	.name = "rule_setting", .label = N_("Rule of the region"), .fields = rule_setting_fields, .n = RULING__N,
	.title = &rule_setting_fields[RULING_RULE], .access = setting_access, .n_access = 2, .check = setting_check,
};

/* ---- terms made anew ---- */

enum { TRIES = 20, WHOLE = 100 };

/* As a share: how many plans there are is no number for who asked (access.md rule 5). Of one school it is not known. */
static enum err tell(struct task *t, const struct refit_where *where, const struct refit *at, int64_t size)
{
	bool known = where->org == 0 && size > 0;
	return task_progress(t, known ? at->seen * WHOLE / size : 0, known ? WHOLE : 0);
}

enum err terms_refit(struct task *t, const struct refit_where *where)
{
	struct refit at = {.record = 0};
	struct act *act;
	int64_t size = 0;
	enum err e = task_act(t, &act);
	if (e == OK)
		e = refit_size(act, where, &size);
	while (e == OK && !at.over) {
		int64_t moved = at.moved;
		for (int i = 0; i < TRIES; i++) {
			e = task_act(t, &act);
			if (e == OK)
				e = refit_step(act, where, &at);
			if (e != ERR_BUSY)
				break;
			task_rest(t);
		}
		if (e == OK)
			e = tell(t, where, &at, size);
		if (at.moved != moved)
			task_rest(t);
	}
	if (e == OK)
		task_says(t, N_("The days that follow from it are made anew"), at.moved);
	return e;
}

static const struct stmt stmt_setting = {"SELECT region, rule FROM rule_setting WHERE id = $1", "i", "it"};

static enum err run_rule(struct task *t)
{
	struct act *act;
	const struct rows *r;
	enum err e = task_act(t, &act);
	if (e == OK)
		e = act_exec(act, &stmt_setting, DB_ARGS(val_int(t->subject)), &r);
	if (e != OK || r->n == 0)
		return e != OK ? e : ERR_NOT_FOUND;
	const struct refit_where where = {.region = rows_int(r, 0, 0), .rule = str_c(t->a, rows_text(r, 0, 1))};
	return terms_refit(t, &where);
}

static enum err link_rule(struct act *act, int64_t subject, int64_t result, struct str *path)
{
	const struct rows *r;
	(void)result;
	enum err e = act_exec(act, &stmt_setting, DB_ARGS(val_int(subject)), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	if (e == OK)
		*path = str_printf(act->a, "/regel/" STR_FMT, STR_ARG(rows_text(r, 0, 1)));
	return e;
}

const struct task_kind task_rule = {
	.code = "rule_refit", .label = N_("Days made anew after a change of a rule"), .roles = DECIDERS, .run = run_rule,
	.link = link_rule, .advice = N_("Start it again. Until then some days on lists are those of before."),
};
