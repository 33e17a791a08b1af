#include "rules_say.h"

const char *rule_path(struct arena *a, const struct rule *r)
{
	return str_printf(a, "/regel/%s", r->id).p;
}

void rule_tags(struct ui *u, const struct rule *law, const struct rule *now)
{
	struct ui_tag tags[3];
	size_t n = 0;
	tags[n++] = (struct ui_tag){
		TONE_INFO, NULL, str_from(tr(u->sp, law->kind == RULE_LAW ? N_("Law") : N_("Agreement, not law")))};
	if (now->base != NULL)
		tags[n++] = (struct ui_tag){TONE_OK, NULL, str_from(tr(u->sp, N_("Set by our region")))};
	if (!law->verified)
		tags[n++] = (struct ui_tag){TONE_SOON, NULL, str_from(tr(u->sp, N_("Not checked against its source")))};
	ui_tags(u, tags, n);
}

const char *rule_room_short(const struct rule *law)
{
	static const char *const words[ROOM__N] = {
		[ROOM_NONE] = N_("No"), [ROOM_LESS] = N_("Shorter only"), [ROOM_MORE] = N_("Earlier only"),
		[ROOM_FREE] = N_("Yes")};
	return words[rule_room(law)];
}

/* {unit} follows the numbers: "from 1 to 6 weeks". */
static struct str span_words(struct arena *a, struct speak sp, const struct rule *law)
{
	struct bounds b;
	const struct choice *unit = rule_unit_choice(law->unit);
	if (!rule_room_bounds(law, law->unit, &b) || unit == NULL)
		return (struct str){0};
	const struct slot slots[] = {{"least", tr_number(a, sp.lang, b.least)}, {"most", tr_number(a, sp.lang, b.most)},
	                             {"unit", str_from(tr(sp, unit->label))}};
	return tr_fill(a, sp, N_("From {least} to {most} {unit}."), slots, 3);
}

struct str rule_room_words(struct arena *a, struct speak sp, const struct rule *law)
{
	static const char *const words[ROOM__N] = {
		[ROOM_NONE] = N_("Nothing: this is the same in every region."),
		[ROOM_LESS] = N_("The region may set it shorter than the law, never longer."),
		[ROOM_MORE] = N_("The region may set it earlier than the law, never later."),
		[ROOM_FREE] = N_("This is an agreement: the region may set it itself.")};
	enum room room = rule_room(law);
	struct str first = str_from(tr(sp, words[room])), span = span_words(a, sp, law);
	return span.n == 0 ? first : str_printf(a, STR_FMT " " STR_FMT, STR_ARG(first), STR_ARG(span));
}
