#include "rule.h"

static bool overlap(const struct rule *a, const struct rule *b)
{
	return (a->to == 0 || b->from < a->to) && (b->to == 0 || a->from < b->to);
}

static bool same_id(const struct rule *a, const struct rule *b)
{
	return strcmp(a->id, b->id) == 0 ||
	       (a->digest != NULL && b->digest != NULL && strcmp(a->digest, b->digest) == 0);
}

static const char *date_fault(int32_t number)
{
	struct ymd d = {number / 10000, number / 100 % 100, number % 100};
	return number == 0 || ymd_valid(d) ? NULL : "has a period that is no date";
}

static const char *length_fault(const struct rule *r)
{
	if (r->unit <= UNIT_NONE || r->unit >= UNIT__N || r->value < 0 || (r->value == 0 && r->unit != UNIT_DAYS))
		return "has no length";
	if (r->unit == UNIT_DAY_OF_YEAR && !ymd_valid((struct ymd){2026, r->value / 100, r->value % 100}))
		return "has a day that is not in every year";
	if (r->back && r->more != 0)
		return "is counted backward and yet can be extended";
	if (r->atw && (r->back || !atw_applies(r->value, r->unit)))
		return "is put under the Algemene termijnenwet, which does not apply to it";
	if (r->atw && r->kind != RULE_LAW)
		return "is local and yet put under the Algemene termijnenwet";
	return NULL;
}

static const char *words_fault(const struct rule *r)
{
	if (r->what == NULL || r->what[0] == '\0' || r->source == NULL || r->source[0] == '\0')
		return "does not say what, or from which source";
	if (r->anchor <= ANCHOR_NONE || r->anchor >= ANCHOR__N || r->actor <= ACTOR_NONE || r->actor >= ACTOR__N)
		return "does not say from what it counts, or who must act";
	if (r->sense >= RULE_SENSE__N || r->kind >= RULE_KIND__N)
		return "has a sense or kind that does not exist";
	return NULL;
}

const char *rules_fault(struct arena *a)
{
	for (size_t i = 0; i < n_rules; i++) {
		const struct rule *r = &rules[i];
		const char *why = r->id == NULL || r->id[0] == '\0' ? "has no id" : words_fault(r);
		why = why != NULL ? why : length_fault(r);
		why = why != NULL ? why : date_fault(r->from);
		why = why != NULL ? why : date_fault(r->to);
		if (why == NULL && r->to != 0 && r->to <= r->from)
			why = "ends before it begins";
		for (size_t k = 0; k < i && why == NULL; k++)
			if (same_id(r, &rules[k]) && overlap(r, &rules[k]))
				why = "is there twice at one moment";
		if (why != NULL)
			return str_printf(a, "rule %s %s", r->id == NULL ? "(none)" : r->id, why).p;
	}
	return NULL;
}
