#include "place_rules.h"

#include "date.h"
#include "flow.h"
#include "meeting.h"
#include "opp.h"
#include "people.h"
#include "route.h"

enum { YEAR_MONTHS = 12 };

static struct val value(const struct given *g, enum placement_field f)
{
	return row_val(g->row, &placement_fields[f]);
}

static bool has(const struct given *g, enum placement_field f)
{
	return value(g, f).type != VAL_NULL;
}

static void needs(const struct given *g, struct reasons *out, enum placement_field f, const char *text)
{
	if (!has(g, f))
		reason_add(out, &placement_fields[f], text);
}

/* ---- the group ---- */

bool placement_takes(const struct row *r)
{
	return ((PLACEMENT_BIT(PLACED) | PLACEMENT_BIT(RETURNING)) >> flow_state(r) & 1) != 0;
}

uint32_t group_says(const struct row *group, const struct group_count *n, const struct row *placement)
{
	uint32_t no = n->children >= row_int(group, &place_group_fields[GROUP_PLACES]) ? UINT32_C(1) << PLACE_NEEDS : 0;
	for (size_t i = 0; i < PLACE_NEEDS; i++) {
		struct val most = row_val(group, &place_group_fields[GROUP_LIMIT + i]);
		if (most.type == VAL_INT && row_int(placement, &placement_fields[PLACEMENT_NEED + i]) != 0 &&
		    n->need[i] >= most.i)
			no |= UINT32_C(1) << i;
	}
	return no;
}

const char *group_word(size_t bit)
{
	static const char *const words[PLACE_NEEDS + 1] = {
		N_("The group has as many children with help at the toilet as it agreed"),
		N_("The group has as many children with an adult near as it agreed"),
		N_("The group has as many children with help in conflicts as it agreed"),
		N_("The group has as many children with much help in language as it agreed"),
		N_("The group has as many children with a quiet place as it agreed"),
		N_("The group has as many children with help in eating and dressing as it agreed"),
		N_("All places of the group are taken"),
	};
	return bit <= PLACE_NEEDS ? words[bit] : "";
}

static struct group_count count_of(const struct beside *others)
{
	struct group_count n = {.children = 0};
	for (size_t i = 0; i < others->n; i++) {
		if (!placement_takes(&others->v[i]))
			continue;
		n.children++;
		for (size_t k = 0; k < PLACE_NEEDS; k++)
			n.need[k] += row_int(&others->v[i], &placement_fields[PLACEMENT_NEED + k]) != 0;
	}
	return n;
}

/* Limits warn: with a reason in the child's interest it is always possible (001, annex 1). */
static void group_fits(const struct given *g, struct reasons *out)
{
	const struct beside *group = given_beside(g, &rec_place_group);
	if (!has(g, PLACEMENT_GROUP) || group->n != 1) {
		reason_add(out, &placement_fields[PLACEMENT_GROUP], N_("Choose the group first"));
		return;
	}
	struct group_count n = count_of(given_beside(g, &rec_placement));
	uint32_t no = group_says(&group->v[0], &n, g->row);
	if (no == 0 || has(g, PLACEMENT_EXCEPTION))
		return;
	for (size_t i = 0; i <= PLACE_NEEDS; i++)
		if ((no >> i & 1) != 0)
			reason_add(out, &placement_fields[PLACEMENT_EXCEPTION], group_word(i));
	reason_add(out, &placement_fields[PLACEMENT_EXCEPTION],
	           N_("Write why this group is right for this child all the same, or choose another group"));
}

/* ---- what follows from what ---- */

static struct val later(struct val a, struct val b)
{
	return a.type == VAL_NULL || (b.type == VAL_INT && b.i > a.i) ? b : a;
}

/* The talk with the parents counts from the start, and then from the last one held (practice 7). */
void placement_derive(struct arena *a, struct val *v)
{
	(void)a;
	struct val begins = v[PLACEMENT_BEGINS];
	v[PLACEMENT_GUIDE_FROM] = begins.type == VAL_NULL ? val_null() : later(begins, v[PLACEMENT_GUIDED]);
	v[PLACEMENT_LOOK_FROM] = begins.type == VAL_NULL ? val_null() : later(begins, v[PLACEMENT_LOOKED]);
	v[PLACEMENT_LATEST] = v[PLACEMENT_YEAR_FROM] = v[PLACEMENT_LONGEST] = val_null();
	if (begins.type != VAL_INT)
		return;
	v[PLACEMENT_LATEST] = val_int(date_add_months((int32_t)begins.i, (int32_t)v[PLACEMENT_MONTHS].i));
	/* A start class is for a year by a rule of its own; every other kind ends when its profile says so. */
	v[v[PLACEMENT_MONTHS].i == YEAR_MONTHS ? PLACEMENT_YEAR_FROM : PLACEMENT_LONGEST] =
		v[PLACEMENT_MONTHS].i == YEAR_MONTHS ? begins : v[PLACEMENT_LATEST];
}

void placement_check(const struct given *g, struct reasons *out)
{
	static const enum placement_field happened[] = {PLACEMENT_BEGINS, PLACEMENT_RETURNED, PLACEMENT_CARE_ON};
	for (size_t i = 0; i < sizeof happened / sizeof *happened; i++)
		if (has(g, happened[i]) && value(g, happened[i]).i > g->today)
			reason_add(out, &placement_fields[happened[i]],
			           N_("This day is still to come. Save it on that day, or later"));
	if (has(g, PLACEMENT_RETURNED) && value(g, PLACEMENT_RETURNED).i < value(g, PLACEMENT_BEGINS).i)
		reason_add(out, &placement_fields[PLACEMENT_RETURNED], N_("Enter a day after the first day in the group"));
	if (has(g, PLACEMENT_CARE_ON) && value(g, PLACEMENT_CARE_ON).i < value(g, PLACEMENT_RETURNED).i)
		reason_add(out, &placement_fields[PLACEMENT_CARE_ON], N_("Enter a day after the full return"));
	const struct beside *group = given_beside(g, &rec_place_group);
	if (group->n == 1 && row_int(&group->v[0], &place_group_fields[GROUP_KIND]) != value(g, PLACEMENT_KIND).i)
		reason_add(out, &placement_fields[PLACEMENT_GROUP], N_("This group is of another kind"));
}

/* ---- guards ---- */

/* A mother school promises nothing: only a knooppunt that was held can name a group (systems.md A3; 001, annex 1), and
 * the one that named the group of an earlier placement does not speak of this one. */
static void knooppunt_named(const struct given *g, struct reasons *out)
{
	const uint32_t held = MEETING_BIT(HELD) | MEETING_BIT(REPORT) | MEETING_BIT(CLOSED);
	const struct beside *meetings = given_beside(g, &rec_meeting);
	bool served = false;
	for (size_t i = 0; i < meetings->n; i++) {
		const struct row *m = &meetings->v[i];
		if ((held >> flow_state(m) & 1) == 0 || meeting_outcome(m) != OUTCOME_GROUP)
			continue;
		if (!has(g, PLACEMENT_NAMED_AFTER) ||
		    row_int(m, &meeting_fields[MEETING_HELD_ON]) > value(g, PLACEMENT_NAMED_AFTER).i)
			return;
		served = true;
	}
	reason_add(out, NULL,
	           served ? N_("The knooppunt named the group of an earlier placement. Hold a knooppunt about this one")
	                  : N_("First hold a knooppunt: only there a group arrangement can be named"));
}

/* What the mother school says against its own profile, and the way back from the first day (001, annex 2). */
void placement_may_ask(const struct given *g, struct reasons *out)
{
	knooppunt_named(g, out);
	needs(g, out, PLACEMENT_WHY, N_("Write why the mother school cannot give this now, against its own profile"));
	needs(g, out, PLACEMENT_WAY_BACK, N_("Write how the child comes back to the mother school"));
	needs(g, out, PLACEMENT_RESPONSIBLE, N_("Choose which school is responsible meanwhile"));
}

/* Each parent with authority. One who stays silent, tried in three ways over ten school days, is gone on without where
 * another agrees and the region wants it so; one who says no never (practice 16). */
static void parents_agree(const struct given *g, struct reasons *out)
{
	const struct beside *relations = given_beside(g, &rec_relation), *contacts = given_beside(g, &rec_place_contact);
	const struct beside *answers = given_beside(g, &rec_place_answer);
	size_t asked = 0, yes = 0, against = 0, silent = 0;
	for (size_t i = 0; i < relations->n; i++) {
		if (!opp_has_authority(&relations->v[i], g->now))
			continue;
		int64_t guardian = row_int(&relations->v[i], &relation_fields[RELATION_GRANTEE]);
		enum assent is = place_assent(g->row, guardian, answers->v, answers->n, contacts->v, contacts->n).is;
		asked++;
		yes += is == ASSENT_YES;
		against += is == ASSENT_NO;
		silent += is == ASSENT_SILENT;
	}
	if (asked == 0)
		reason_add(out, NULL, N_("No parent with authority takes part yet. Invite the parents first"));
	else if (yes == 0)
		reason_add(out, NULL, N_("No parent with authority has agreed yet"));
	else if (yes + against + silent < asked)
		reason_add(out, NULL, N_("Not every parent with authority has answered yet. Try to reach them in three ways, "
		                         "over ten school days"));
	if (yes > 0 && silent > 0 && value(g, PLACEMENT_SILENT_WAITS).i != 0)
		reason_add(out, NULL,
		           N_("In this region what is new waits for the answer of both parents. Help that runs goes on"));
	else if (yes > 0 && silent > 0)
		needs(g, out, PLACEMENT_SILENT, N_("Write down why you go on without the answer of a parent"));
	if (against > 0)
		reason_add(out, NULL, N_("A parent does not agree. Talk about it, and change the preparation"));
}

void placement_may_wait(const struct given *g, struct reasons *out)
{
	knooppunt_named(g, out);
	parents_agree(g, out);
}

void placement_may_place(const struct given *g, struct reasons *out)
{
	knooppunt_named(g, out);
	parents_agree(g, out);
	needs(g, out, PLACEMENT_BEGINS, N_("Enter the first day in the group"));
	group_fits(g, out);
}

static size_t in_state(const struct given *g, const struct record *rec, uint32_t states)
{
	const struct beside *b = given_beside(g, rec);
	size_t n = 0;
	for (size_t i = 0; i < b->n; i++)
		n += (states >> flow_state(&b->v[i]) & 1) != 0;
	return n;
}

void placement_may_return(const struct given *g, struct reasons *out)
{
	if (in_state(g, &rec_place_goal, UINT32_C(1) << RGOAL_AGREED | UINT32_C(1) << RGOAL_REACHED) == 0)
		reason_add(out, NULL, N_("Agree with the other school on what this child needs to return"));
	needs(g, out, PLACEMENT_PRACTISE, N_("Enter the first practice moment"));
}

void placement_may_go_back(const struct given *g, struct reasons *out)
{
	needs(g, out, PLACEMENT_RETURNED, N_("Enter the day of the full return"));
	if (in_state(g, &rec_place_practice, UINT32_C(1) << PRACTICE_DONE) == 0)
		reason_add(out, NULL, N_("First practise at the mother school, and write down how it went"));
}

void placement_may_end_care(const struct given *g, struct reasons *out)
{
	needs(g, out, PLACEMENT_CARE_ON, N_("Enter the day of the talk"));
	needs(g, out, PLACEMENT_CARE_WORDS, N_("Write what helps and what stays"));
	needs(g, out, PLACEMENT_LASTS, N_("Choose whether the return lasts"));
}

void placement_may_finish(const struct given *g, struct reasons *out)
{
	if (in_state(g, &rec_return_check, UINT32_C(1) << CHECK_HELD) < PLACE_YEAR_CHECKS)
		reason_add(out, NULL, N_("First look after one year and after two years whether the return lasts"));
}

void placement_may_try_tlv(const struct given *g, struct reasons *out)
{
	needs(g, out, PLACEMENT_TLV_WHY, N_("Write why going back does not work, as both schools see it"));
}

void placement_may_end(const struct given *g, struct reasons *out)
{
	needs(g, out, PLACEMENT_OUTCOME, N_("Choose what comes instead"));
	needs(g, out, PLACEMENT_OUTCOME_WHY, N_("Write why"));
	if (str_is(row_text(g->row, &placement_fields[PLACEMENT_OUTCOME]), "tlv"))
		reason_add(out, &placement_fields[PLACEMENT_OUTCOME],
		           N_("A request for a TLV is made together: use that step, once the child is in the group"));
}
