#include "rule.h"

static int32_t as_number(int32_t date)
{
	struct ymd d = date_to_ymd(date);
	return d.year * 10000 + d.month * 100 + d.day;
}

static bool in_force(const struct rule *r, int32_t on)
{
	int32_t day = as_number(on);
	return (r->from == 0 || day >= r->from) && (r->to == 0 || day < r->to);
}

/* `fact`: the day is that of a fact; an age counts by the day it is reached. */
static const struct rule *find(struct str id, int32_t day, bool fact)
{
	const struct rule *by_digest = NULL;
	for (size_t i = 0; i < n_rules; i++) {
		bool age = fact && rules[i].anchor == ANCHOR_BIRTH;
		if (!in_force(&rules[i], age ? date_of_age(day, rules[i].value) : day))
			continue;
		if (str_is(id, rules[i].id))
			return &rules[i];
		if (by_digest == NULL && rules[i].digest != NULL && str_is(id, rules[i].digest))
			by_digest = &rules[i];
	}
	return by_digest;
}

const struct rule *rule_named(struct str id)
{
	for (size_t i = 0; i < n_rules; i++)
		if (str_is(id, rules[i].id))
			return &rules[i];
	return NULL;
}

const struct rule *rule_find(struct str id, int32_t on)
{
	return find(id, on, false);
}

const struct rule *rule_for(struct str id, int32_t from)
{
	return find(id, from, true);
}

bool rule_may_extend(const struct rule *r, int32_t more)
{
	return more >= 0 && (r->more == RULE_MORE_FREE || more <= r->more);
}

bool rule_runs(const struct rule *r)
{
	return !r->back && r->unit < UNIT_SCHOOL_YEARS;
}

/* Units of extension that count. */
static int32_t extension(const struct rule *r, const struct running *how)
{
	if (how->more <= 0)
		return 0;
	return rule_may_extend(r, how->more) ? how->more : r->more;
}

/* The end before the Algemene termijnenwet. */
static int32_t counted_due(const struct rule *r, int32_t from, const struct running *how)
{
	int32_t due = calendar_add(how->calendar, from, r->value + extension(r, how), r->unit, r->back);
	return rule_runs(r) ? calendar_paused(how->calendar, from, due, r->unit, how->pauses, how->n_pauses) : due;
}

int32_t rule_due(const struct rule *r, int32_t from, const struct running *how)
{
	static const struct running nothing;
	if (how == NULL)
		how = &nothing;
	int32_t due = counted_due(r, from, how);
	bool moves = r->atw && !r->back && due != DATE_OPEN && atw_applies(r->value + extension(r, how), r->unit);
	if (moves)
		due = atw_last_day(from, due);
	/* A region's own day is never later than that of the law, also where the Algemene termijnenwet moves the one and
	 * not the other. */
	int32_t law = r->base != NULL && r->base->kind == RULE_LAW ? rule_due(r->base, from, how) : DATE_OPEN;
	return law < due ? law : due;
}

bool rule_moved(const struct rule *r, int32_t from, const struct running *how)
{
	static const struct running nothing;
	if (how == NULL)
		how = &nothing;
	return rule_due(r, from, how) > counted_due(r, from, how);
}

enum { NOTICE_WEEKS = 2 };

bool rule_notice(const struct calendar *c, int32_t from, int32_t due, int32_t after, struct vacation_notice *out)
{
	const struct span *v = vacation_after(c, after > from ? after : from);
	if (v == NULL || due == DATE_OPEN || v->begin > due)
		return false;
	int32_t on = add_school_weeks(c, v->begin, -NOTICE_WEEKS);
	if (on == DATE_OPEN || on < from)
		on = from;
	*out = (struct vacation_notice){.on = on, .vacation = *v, .ends_in = due < v->end};
	return true;
}
