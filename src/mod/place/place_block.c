/* What a placement tells on the page of a child (child_block.h). */
#include "route.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "place_pages.h"

#define F(f) (&placement_fields[PLACEMENT_##f])

enum { OF_PLACEMENT, OF_ANSWER, OF_CONTACT, OF_RELATION };

/* Per state: what a parent reads, and what happens after it. */
const struct place_told place_told[PLACEMENT_STATES] = {
	[PLACEMENT_DRAFT] = {N_("The school prepares a place in another group for a time. Nothing is decided yet."),
		N_("The school then asks whether you agree.")},
	[PLACEMENT_AGREEING] = {N_("The school asks whether you agree that your child goes to another group for a time."),
		N_("When you agree, we look for a place in the group.")},
	[PLACEMENT_WAITING] = {N_("Your child waits for a place in the group. You can see where it stands, and why."),
		N_("When there is a place, the school calls you about the first day.")},
	[PLACEMENT_PLACED] = {N_("Your child is in the group for a time. Both schools work on coming back."),
		N_("Then your child practises at their own school, day by day more.")},
	[PLACEMENT_RETURNING] = {N_("Your child practises at their own school, day by day more."),
		N_("Then your child goes to their own school all days.")},
	[PLACEMENT_CARE] = {N_("Your child is back. The school looks with you how the first weeks go."),
		N_("After eight weeks you talk about it together.")},
};

enum side place_acts(const struct row *r, const struct asked *asked)
{
	int state = flow_state(r);
	if (state == PLACEMENT_AGREEING)
		return asked_word(asked) == NULL ? SIDE_PARENTS : SIDE_SCHOOL;
	return state == PLACEMENT_WAITING ? SIDE_SWV
	       : str_is(row_text(r, F(DUE_TERM)), "guide") ? SIDE_PROVISION : SIDE_SCHOOL;
}

const char *place_after(const struct row *r, const struct asked *asked)
{
	if (flow_state(r) == PLACEMENT_AGREEING && asked->own_yes)
		return N_("The school tells you whether there is a place, or whether your child waits for one.");
	if (flow_state(r) == PLACEMENT_AGREEING && asked->own_no)
		return N_("The school talks with you about your answer, and about what comes then.");
	return place_told[flow_state(r)].after;
}

/* Of the family each knows its own answer; who guides the child, those of all parents with authority. */
static struct asked asked_now(const struct req *req, const struct row *r, const struct seen_page *found)
{
	const struct seen_page *answers = &found[OF_ANSWER], *relations = &found[OF_RELATION];
	bool named = (req->seen.allowed.hides[PART_SCHOOL] & HIDE_GUARDIANS) == 0;
	struct asked a = {.known = named && child_reader(req) != SIDE_PARENTS &&
		(req->seen.allowed.reads & PART_BIT(PART_STEM)) != 0};
	for (size_t i = 0; i < relations->n; i++)
		a.parents += opp_has_authority(&relations->v[i].row, req->act.now);
	for (size_t i = 0; i < answers->n; i++) {
		const struct row *one = &answers->v[i].row;
		bool own = row_int(one, &place_answer_fields[PANSWER_GUARDIAN]) == req->viewer->account;
		if (row_int(one, &place_answer_fields[PANSWER_ASKED]) == row_int(r, F(VERSION)) && (own || a.known))
			asked_add(&a, row_text(one, &place_answer_fields[PANSWER_ANSWER]), own);
	}
	for (size_t i = 0; a.known && i < found[OF_CONTACT].n; i++) {
		const struct row *one = &found[OF_CONTACT].v[i].row;
		if (row_val(one, &place_contact_fields[PCONTACT_ANSWER]).type != VAL_NULL &&
		    row_int(one, &place_contact_fields[PCONTACT_ASKED]) == row_int(r, F(VERSION)))
			asked_add(&a, row_text(one, &place_contact_fields[PCONTACT_ANSWER]), false);
	}
	return a;
}

/* What runs, by its state; and where a day is near, what happens on it. */
static struct str what_runs(struct req *req, const struct row *r, const struct asked *asked)
{
	struct speak sp = req->act.speak;
	const char *says = flow_state(r) == PLACEMENT_AGREEING ? asked_word(asked) : NULL;
	for (size_t i = 0; i < rec_placement.n_terms; i++)
		if (str_is(row_text(r, F(DUE_TERM)), rec_placement.terms[i].name))
			return str_from(tr(sp, rec_placement.terms[i].what));
	return tr_fill(req->act.a, sp, N_("In another group for a time: {state}"),
	               TR_SLOTS({"state", str_from(tr(sp, says != NULL ? says : F(STATE)->choices[flow_state(r)].label))}));
}

static void tell_one(struct child_told *t, struct req *req, const struct row *r, const struct seen_page *found)
{
	int state = flow_state(r);
	struct val due = row_val(r, F(DUE));
	const struct asked asked = asked_now(req, r, found);
	bool parents = state == PLACEMENT_AGREEING, answered = asked.own_yes || asked.own_no;
	bool asks = parents && !answered && place_writes(req, &req->seen, PART_STEM, &place_answer_fields[PANSWER_ANSWER]);
	tell_now(t, &(struct child_now){
		.of = r, .what = what_runs(req, r, &asked),
		.text = parents && answered ? NULL : place_told[state].text, .after = place_after(r, &asked),
		.acts = place_acts(r, &asked),
		.by = due.type == VAL_INT ? (int32_t)due.i : 0, .minutes = parents ? 5 : 0, .mine = asks,
		.act = asks ? N_("Give your answer") : N_("See the way there and back"),
		.href = placement_path(req->act.a, r, asks ? "/antwoord" : ""),
	});
}

/* What a parent wrote beside a yes or a no, for who reads their part. */
static void parents_say(struct child_told *t, struct req *req, const struct seen_page *answers, size_t placements)
{
	for (size_t i = 0; i < answers->n; i++) {
		const struct row *r = &answers->v[i].row;
		if (!answers->v[i].hidden[PANSWER_BECAUSE])
			tell_voice(t, &(struct child_voice){
				.voice = VOICE_PARENTS, .words = row_text(r, &place_answer_fields[PANSWER_BECAUSE]),
				.on = instant_date(row_int(r, &place_answer_fields[PANSWER_GIVEN])),
				.href = placements == 0 ? NULL : child_path(req->act.a, &req->seen.row, "/plaatsing")});
	}
}

static void tell(struct child_told *t, struct req *req, const struct seen_page *found)
{
	parents_say(t, req, &found[OF_ANSWER], found[OF_PLACEMENT].n);
	for (size_t i = 0; i < found[OF_PLACEMENT].n; i++)
		if (place_told[flow_state(&found[OF_PLACEMENT].v[i].row)].text != NULL)
			tell_one(t, req, &found[OF_PLACEMENT].v[i].row, found);
	enum phase phase = (enum phase)flow_state(&req->seen.row);
	if (phase == PHASE_STARTKLAS || phase == PHASE_BACK)
		tell_way(t, N_("Write down an observation"), child_path(req->act.a, &req->seen.row, "/observatie"));
}

static const struct record *const recs[] = {
	[OF_PLACEMENT] = &rec_placement, [OF_ANSWER] = &rec_place_answer, [OF_CONTACT] = &rec_place_contact,
	[OF_RELATION] = &rec_relation,
};
/* What of it stands on the whole route on paper: why, how the child comes back, and what came of it. */
static const struct field *const texts[] = {
	F(WHY), F(WAY_BACK), F(BEGINS), F(LATEST), F(PRACTISE), F(RETURNED), F(CARE_ON), F(CARE_WORDS), F(LASTS), F(ENDED),
	F(OUTCOME), F(OUTCOME_WHY), F(TLV_WHY)};
static const struct child_paper papers[] = {
	{&rec_placement, (PLACEMENT_BIT(STATES) - 1) & ~PLACEMENT_BIT(DRAFT), texts, sizeof texts / sizeof *texts}};
const struct child_block place_block = {.recs = recs, .n = sizeof recs / sizeof *recs, .tell = tell, .paper = papers,
	.n_paper = 1};
