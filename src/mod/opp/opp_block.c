/* What the page of a child tells of its plan: what waits in it and for whom, the ways to goals and voices, the latest
 * open word of the pupil, and the help that runs. */
#include "date.h"
#include "flow.h"
#include "need_show.h"
#include "opp_rules.h"
#include "people.h"
#include "route.h"

enum { FOUND_HELP, FOUND_SAY, FOUND_GOAL, FOUND_PLAN, FOUND_ANSWER, FOUND_CONTACT, FOUND_RELATION, RECS };
static const struct record *const recs[RECS] = {
	[FOUND_HELP] = &rec_opp_help, [FOUND_SAY] = &rec_opp_say, [FOUND_GOAL] = &rec_opp_goal, [FOUND_PLAN] = &rec_opp,
	[FOUND_ANSWER] = &rec_opp_agreement, [FOUND_CONTACT] = &rec_opp_contact, [FOUND_RELATION] = &rec_relation};

static void helps(struct child_told *t, struct req *req, const struct seen_page *found)
{
	for (size_t i = 0; i < found->n; i++) {
		const struct row *r = &found->v[i].row;
		struct val until = row_val(r, &help_fields[HELP_UNTIL]);
		bool past = until.type == VAL_INT && until.i < route_today(req);
		if (flow_state(r) == NEED_HELD && !past)
			tell_help(t, &(struct child_help){
				.what = row_text(r, &help_fields[HELP_WHAT]),
				.who = found->v[i].hidden[HELP_WHO] ? (struct str){0} : row_text(r, &help_fields[HELP_WHO]),
				.from = (int32_t)row_int(r, &help_fields[HELP_FROM]),
				.until = (int32_t)row_int(r, &help_fields[HELP_UNTIL]), .href = help_path(req->act.a, r, "")});
	}
}

/* Only what is open: the part of it is read by parents and helpers alike. */
static void pupil_says(struct child_told *t, struct req *req, const struct seen_page *found)
{
	const struct row *last = NULL;
	for (size_t i = 0; i < found->n; i++) {
		const struct row *r = &found->v[i].row;
		bool says = flow_state(r) != SAY_WITHDRAWN && row_text(r, &say_fields[SAY_WORDS]).n > 0;
		if (says && (last == NULL || r->id > last->id))
			last = r;
	}
	if (last != NULL)
		tell_voice(t, &(struct child_voice){
			.voice = VOICE_CHILD, .words = row_text(last, &say_fields[SAY_WORDS]),
			.on = (int32_t)row_int(last, &say_fields[SAY_ON]),
			.href = child_path(req->act.a, &req->seen.row, "/stem")});
}

/* Why the school expects this way, as it stands in the plan; not while it is a draft of its own. */
static void school_says(struct child_told *t, struct req *req, const struct seen_page *plans)
{
	const struct row *last = NULL;
	for (size_t i = 0; i < plans->n; i++) {
		const struct row *r = &plans->v[i].row;
		if (flow_state(r) != OPP_DRAFT && !plans->v[i].hidden[OPP_GROUNDS] && (last == NULL || r->id > last->id))
			last = r;
	}
	if (last == NULL)
		return;
	struct val on = row_val(last, &opp_fields[OPP_ADOPTED]);
	if (on.type == VAL_NULL)
		on = row_val(last, &opp_fields[OPP_TALKED_ON]);
	tell_voice(t, &(struct child_voice){
		.voice = VOICE_SCHOOL, .words = row_text(last, &opp_fields[OPP_GROUNDS]),
		.on = on.type == VAL_INT ? (int32_t)on.i : 0,
		.href = str_printf(req->act.a, "/plan/" STR_FMT, STR_ARG(last->pid)).p});
}

/* What a parent wrote beside a yes or a no, for who reads their part. */
static void parents_say(struct child_told *t, struct req *req, const struct seen_page *answers)
{
	for (size_t i = 0; i < answers->n; i++) {
		const struct row *r = &answers->v[i].row;
		if (!answers->v[i].hidden[AGREEMENT_BECAUSE])
			tell_voice(t, &(struct child_voice){
				.voice = VOICE_PARENTS, .words = row_text(r, &agreement_fields[AGREEMENT_BECAUSE]),
				.on = instant_date(row_int(r, &agreement_fields[AGREEMENT_GIVEN])),
				.href = child_path(req->act.a, &req->seen.row, "/plan")});
	}
}

static bool answered(const struct row *plan, const struct seen_page *answers, int64_t account)
{
	for (size_t i = 0; i < answers->n; i++) {
		const struct row *r = &answers->v[i].row;
		if (row_int(r, &agreement_fields[AGREEMENT_OPP]) == plan->id &&
		    row_int(r, &agreement_fields[AGREEMENT_VERSION]) == row_int(plan, &opp_fields[OPP_VERSION]) &&
		    row_int(r, &agreement_fields[AGREEMENT_GUARDIAN]) == account)
			return true;
	}
	return false;
}

/* Only for who reads what every parent said; of the family each knows its own answer (access.md rule 12). */
static bool knows_answers(const struct req *req)
{
	return child_reader(req) != SIDE_PARENTS && (req->seen.allowed.reads & PART_BIT(PART_STEM)) != 0 &&
	       (req->seen.allowed.hides[PART_SCHOOL] & HIDE_GUARDIANS) == 0;
}

/* What the reader knows of what stands beside the plan, as its rules ask for it. */
static const struct beside *beside_of(struct req *req, const struct seen_page *found)
{
	struct beside *out = ARENA_ARRAY(req->act.a, struct beside, rec_opp.n_sees);
	for (size_t i = 0; i < rec_opp.n_sees; i++) {
		out[i] = (struct beside){.rec = rec_opp.sees[i]};
		for (size_t k = 0; k < RECS; k++) {
			if (recs[k] != out[i].rec)
				continue;
			struct row *v = ARENA_ARRAY(req->act.a, struct row, found[k].n + 1);
			for (out[i].n = 0; out[i].n < found[k].n; out[i].n++)
				v[out[i].n] = found[k].v[out[i].n].row;
			out[i].v = v;
		}
	}
	return out;
}

/* While the plan is with the parents: who has to do what, by what is still open of it. NULL: the parents have to
 * answer. */
static const char *school_does(struct req *req, const struct row *plan, const struct seen_page *found)
{
	const struct given g = {.a = req->act.a, .row = plan, .today = route_today(req), .now = req->act.now,
	                        .account = req->viewer->account, .beside = beside_of(req, found)};
	struct reasons open = {.n = 0};
	if (!knows_answers(req) || opp_parents_asked(&g))
		return NULL;
	opp_still_open(&g, &open);
	return open.n > 0 ? open.v[0].text : opp_flow[OPP_ADOPT].label;
}

static const struct list *work_list(void)
{
	for (size_t i = 0; i < rec_opp.n_lists; i++)
		if (rec_opp.lists[i].id == LIST_WORK)
			return &rec_opp.lists[i];
	return NULL;
}

/* To who works with the plan: what its work list says, and while the parents are asked what is still open. The question
 * to a parent is told as a task of its start page (child_turns.h); who answered reads that it waits. */
static void plan_now(struct child_told *t, struct req *req, const struct seen *plan, const struct seen_page *found)
{
	const struct row *r = &plan->row;
	const struct list *l = work_list();
	const char *path = str_printf(req->act.a, "/plan/" STR_FMT, STR_ARG(r->pid)).p, *school = NULL;
	if (flow_state(r) == OPP_AGREEING)
		school = school_does(req, r, found);
	if (child_reader(req) == SIDE_PARENTS) {
		if (flow_state(r) == OPP_AGREEING && answered(r, &found[FOUND_ANSWER], req->viewer->account))
			tell_now(t, &(struct child_now){
				.of = r, .what = str_from(tr(req->act.speak, N_("You answered about the plan"))),
				.text = N_("The school reads it. When everyone has answered, it adopts the plan or talks with you."),
				.acts = SIDE_SCHOOL, .by = (int32_t)row_int(r, rec_opp.due), .act = N_("Go to the plan"),
				.href = path});
	} else if (l != NULL && (l->open == NULL || l->open(r)) && !route_is_done(&req->seen.row)) {
		tell_now(t, &(struct child_now){
			.of = r, .what = school != NULL ? str_from(tr(req->act.speak, school)) : work_what(req, plan, l->work),
			.acts = school != NULL ? SIDE_SCHOOL : work_side(plan, l->work),
			.by = work_by(r, l->work), .act = N_("Go to the plan"), .href = path});
	}
}

static void tell(struct child_told *t, struct req *req, const struct seen_page *found)
{
	helps(t, req, &found[FOUND_HELP]);
	pupil_says(t, req, &found[FOUND_SAY]);
	school_says(t, req, &found[FOUND_PLAN]);
	parents_say(t, req, &found[FOUND_ANSWER]);
	for (size_t i = 0; i < found[FOUND_PLAN].n; i++)
		plan_now(t, req, &found[FOUND_PLAN].v[i], found);
	tell_way(t, N_("Goals and support"), child_path(req->act.a, &req->seen.row, "/doelen"));
	tell_way(t, N_("Voice of the pupil"), child_path(req->act.a, &req->seen.row, "/stem"));
}

/* What of the plan stands on the whole route on paper: what everyone reads of it who reads the plan. */
static const struct field *const plan_texts[] = {
	&opp_fields[OPP_DESTINATION], &opp_fields[OPP_GROUNDS], &opp_fields[OPP_HINDERING], &opp_fields[OPP_PROMOTING],
	&opp_fields[OPP_GUIDANCE], &opp_fields[OPP_DEVIATIONS], &opp_fields[OPP_EVALUATED], &opp_fields[OPP_EVALUATION]};
static const struct field *const goal_texts[] = {
	&opp_goal_fields[OPP_GOAL_MEASURE], &opp_goal_fields[OPP_GOAL_START], &opp_goal_fields[OPP_GOAL_START_ON],
	&opp_goal_fields[OPP_GOAL_AIM], &opp_goal_fields[OPP_GOAL_AIM_BY], &opp_goal_fields[OPP_GOAL_REVIEWED],
	&opp_goal_fields[OPP_GOAL_RESULT], &opp_goal_fields[OPP_GOAL_RESULT_WORDS]};
static const struct child_paper papers[] = {
	{&rec_opp, OPP_BIT(AGREEING) | OPP_BIT(IN_FORCE) | OPP_BIT(REVIEWED), plan_texts,
	 sizeof plan_texts / sizeof *plan_texts},
	{&rec_opp_goal, NEED_BIT(HELD), goal_texts, sizeof goal_texts / sizeof *goal_texts},
};

const struct child_block opp_block = {.recs = recs, .n = RECS, .tell = tell, .paper = papers,
	.n_paper = sizeof papers / sizeof *papers};
