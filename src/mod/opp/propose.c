#include "date.h"
#include "flow.h"
#include "need_rules.h"
#include "opp.h"

enum { WHAT_MAX = 400 };

static const struct choice sources[] = {
	{"intake", N_("Intake list"), NULL},
	{"knooppunt", N_("Meeting (knooppunt)"), NULL},
	{"startklas", N_("Group arrangement"), NULL},
	{"import", N_("Taken over from another system"), NULL},
	{NULL, NULL, NULL},
};

const char *need_source_label(struct str code)
{
	for (size_t i = 0; sources[i].code != NULL; i++)
		if (str_is(code, sources[i].code))
			return sources[i].label;
	return N_("Written in the plan");
}

/* At most WHAT_MAX characters; text is UTF-8. */
static struct str cut(struct str s)
{
	size_t chars = 0, i = 0;
	for (; i < s.n; i++)
		if (((unsigned char)s.p[i] & 0xc0) != 0x80 && chars++ == WHAT_MAX)
			break;
	return (struct str){s.p, i};
}

/* Placed, not made anew: it begins as a proposal, and who proposes need not be one who writes plans. */
enum err opp_propose(struct change *c, int64_t route, enum need_kind kind, struct str what, const char *from,
	int32_t on)
{
	struct val goal[OPP_GOAL__N] = {[OPP_GOAL_ROUTE] = val_int(route)}, help[HELP__N] = {[HELP_ROUTE] = val_int(route)};
	struct str pid;
	int64_t id;
	if (what.n == 0)
		return OK;
	what = cut(what);
	if (kind == NEED_GOAL) {
		goal[OPP_GOAL_STATE] = flow_value(&rec_opp_goal, NEED_PROPOSED);
		goal[OPP_GOAL_WHAT] = val_text(what);
		goal[OPP_GOAL_SOURCE] = val_text(str_from(from));
		goal[OPP_GOAL_SOURCE_ON] = val_int(on);
		return change_place(c, &rec_opp_goal, goal, &id, &pid);
	}
	help[HELP_STATE] = flow_value(&rec_opp_help, NEED_PROPOSED);
	help[HELP_WHAT] = val_text(what);
	help[HELP_SOURCE] = val_text(str_from(from));
	help[HELP_SOURCE_ON] = val_int(on);
	help[HELP_CARD] = val_int(0);
	return change_place(c, &rec_opp_help, help, &id, &pid);
}

/* ---- what was tried ---- */

static int32_t day(const struct row *r, enum help_field f)
{
	struct val v = row_val(r, &help_fields[f]);
	return v.type == VAL_INT ? (int32_t)v.i : DATE_OPEN;
}

static const char *choice_label(const struct choice *choices, struct str code)
{
	for (size_t i = 0; choices[i].code != NULL; i++)
		if (str_is(code, choices[i].code))
			return choices[i].label;
	return NULL;
}

static struct tried tried_of(struct act *act, const struct row *r)
{
	struct str form = row_text(r, &help_fields[HELP_FORM]), words = row_text(r, &help_fields[HELP_EFFECT_WORDS]);
	const char *effect = choice_label(help_effects, row_text(r, &help_fields[HELP_EFFECT]));
	struct tried t = {
		.what = row_text(r, &help_fields[HELP_WHAT]),
		.who = row_text(r, &help_fields[HELP_WHO]),
		.form = choice_label(help_forms, form),
		.about_context = form.n > 0 && !str_is(form, "alleen"),
		.runs = flow_state(r) == NEED_HELD,
		.source = need_source_label(row_text(r, &help_fields[HELP_SOURCE])),
		.from = day(r, HELP_FROM),
		.until = day(r, HELP_ENDED) != DATE_OPEN ? day(r, HELP_ENDED) : day(r, HELP_UNTIL),
	};
	if (effect != NULL)
		t.effect = str_from(tr(act->speak, effect));
	if (effect != NULL && words.n > 0)
		t.effect = str_printf(act->a, STR_FMT ". " STR_FMT, STR_ARG(t.effect), STR_ARG(words));
	return t;
}

enum err opp_tried(struct act *act, const struct seen *seen, struct tried out[TRIED_MAX], size_t *n)
{
	static const struct record *const recs[] = {&rec_opp_help};
	struct seen_page found;
	enum err e = scope_pieces_all(act, seen, recs, 1, &found);
	*n = 0;
	for (size_t i = 0; e == OK && i < found.n && *n < TRIED_MAX; i++) {
		const struct row *r = &found.v[i].row;
		if (flow_state(r) == NEED_PROPOSED || flow_state(r) == NEED_DRAFT)
			continue;
		struct tried t = tried_of(act, r);
		size_t at = (*n)++;
		for (; at > 0 && out[at - 1].from < t.from; at--)
			out[at] = out[at - 1];
		out[at] = t;
	}
	return e;
}
