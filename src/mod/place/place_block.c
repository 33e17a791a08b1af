/* What a placement tells on the page of a child (child_block.h). */
#include "route.h"

#include "date.h"
#include "flow.h"
#include "place_pages.h"

#define F(f) (&placement_fields[PLACEMENT_##f])

/* Per state: what a parent reads, and what happens after it. */
const struct place_told place_told[PLACEMENT_STATES] = {
	[PLACEMENT_DRAFT] = {N_("The school prepares a place in another group for a time. Nothing is decided yet."),
		N_("The school then asks whether you agree.")},
	[PLACEMENT_AGREEING] = {N_("The school asks whether you agree that your child goes to another group for a time."),
		N_("When you agree, we look for a place in the group.")},
	[PLACEMENT_WAITING] = {N_("Your child waits for a place in the group. You can see where it stands, and why."),
		N_("When there is a place, the school calls you about the first day.")},
	[PLACEMENT_PLACED] = {N_("Your child is in the group for a time. Both schools work on coming back."),
		N_("Then your child practises at its own school, day by day more.")},
	[PLACEMENT_RETURNING] = {N_("Your child practises at its own school, day by day more."),
		N_("Then your child goes to its own school all days.")},
	[PLACEMENT_CARE] = {N_("Your child is back. The school looks with you how the first weeks go."),
		N_("After eight weeks you talk about it together.")},
};

enum side place_acts(const struct row *r)
{
	int state = flow_state(r);
	if (state == PLACEMENT_AGREEING)
		return SIDE_PARENTS;
	return state == PLACEMENT_WAITING ? SIDE_SWV
	       : str_is(row_text(r, F(DUE_TERM)), "guide") ? SIDE_PROVISION : SIDE_SCHOOL;
}

static void tell_one(struct child_told *t, struct req *req, const struct row *r, const struct seen_page *answers)
{
	int state = flow_state(r);
	struct val due = row_val(r, F(DUE));
	bool answered = false, parents = state == PLACEMENT_AGREEING;
	for (size_t i = 0; i < answers->n; i++)
		answered = answered || (row_int(&answers->v[i].row,
			&place_answer_fields[PANSWER_GUARDIAN]) == req->viewer->account &&
		                        row_int(&answers->v[i].row, &place_answer_fields[PANSWER_ASKED]) == row_int(r,
			F(VERSION)));
	bool asks = parents && !answered && place_writes(req, &req->seen, PART_STEM, &place_answer_fields[PANSWER_ANSWER]);
	tell_now(t, &(struct child_now){
		.what = tr_fill(req->act.a, req->act.speak, N_("In another group for a time: {state}"),
		                TR_SLOTS({"state", str_from(tr(req->act.speak, F(STATE)->choices[state].label))})),
		.text = place_told[state].text, .after = place_told[state].after,
		.acts = place_acts(r),
		.by = due.type == VAL_INT ? (int32_t)due.i : 0, .minutes = parents ? 5 : 0, .mine = asks,
		.act = asks ? N_("Give your answer") : N_("See the way there and back"),
		.href = placement_path(req->act.a, r, asks ? "/antwoord" : ""),
	});
}

/* What a parent wrote beside a yes or a no, for who reads their part. */
static void parents_say(struct child_told *t, struct req *req, const struct seen_page *answers)
{
	for (size_t i = 0; i < answers->n; i++) {
		const struct row *r = &answers->v[i].row;
		if (!answers->v[i].hidden[PANSWER_BECAUSE])
			tell_voice(t, &(struct child_voice){
				.voice = VOICE_PARENTS, .words = row_text(r, &place_answer_fields[PANSWER_BECAUSE]),
				.on = instant_date(row_int(r, &place_answer_fields[PANSWER_GIVEN])),
				.href = child_path(req->act.a, &req->seen.row, "/plaatsing")});
	}
}

static void tell(struct child_told *t, struct req *req, const struct seen_page *found)
{
	parents_say(t, req, &found[1]);
	for (size_t i = 0; i < found[0].n; i++)
		if (place_told[flow_state(&found[0].v[i].row)].text != NULL)
			tell_one(t, req, &found[0].v[i].row, &found[1]);
	enum phase phase = (enum phase)flow_state(&req->seen.row);
	if (phase == PHASE_STARTKLAS || phase == PHASE_BACK)
		tell_way(t, N_("Write down an observation"), child_path(req->act.a, &req->seen.row, "/observatie"));
}

/* What of it stands on the whole route on paper: why, how the child comes back, and what came of it. */
static const struct field *const texts[] = {
	F(WHY), F(WAY_BACK), F(BEGINS), F(LATEST), F(PRACTISE), F(RETURNED), F(CARE_ON), F(CARE_WORDS), F(LASTS), F(ENDED),
	F(OUTCOME), F(OUTCOME_WHY), F(TLV_WHY)};
static const struct child_paper papers[] = {
	{&rec_placement, (PLACEMENT_BIT(STATES) - 1) & ~PLACEMENT_BIT(DRAFT), texts, sizeof texts / sizeof *texts}};
static const struct record *const recs[] = {&rec_placement, &rec_place_answer};
const struct child_block place_block = {.recs = recs, .n = 2, .tell = tell, .paper = papers, .n_paper = 1};
