/* What the page of a child tells of its plan: what waits in it and for whom, the ways to goals and voices, the latest
 * open word of the pupil, and the help that runs. */
#include "date.h"
#include "flow.h"
#include "need_show.h"
#include "route.h"

static const struct record *const recs[] = {
	&rec_opp_help, &rec_opp_say, &rec_opp_goal, &rec_opp, &rec_opp_agreement};
enum { RECS = sizeof recs / sizeof *recs };

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

/* To a parent whose answer is asked: that. To who works with the plan: what its work list says. */
static void plan_now(struct child_told *t, struct req *req, const struct seen *plan, const struct seen_page *answers)
{
	const struct row *r = &plan->row;
	const struct list *l = NULL;
	for (size_t i = 0; i < rec_opp.n_lists; i++)
		if (rec_opp.lists[i].id == LIST_WORK)
			l = &rec_opp.lists[i];
	if (child_reader(req) == SIDE_PARENTS) {
		if (agreement_asked(plan, req->viewer->role) && !answered(r, answers, req->viewer->account))
			tell_now(t, &(struct child_now){
				.what = str_from(tr(req->act.speak, N_("Say what you think of the guidance in the plan"))),
				.text = N_("The school asks whether you agree. You may say no. It takes about 10 minutes."),
				.acts = SIDE_PARENTS, .by = (int32_t)row_int(r, rec_opp.due),
				.act = N_("Read the plan and answer"),
				.href = str_printf(req->act.a, "/plan/" STR_FMT "/instemming", STR_ARG(r->pid)).p});
	} else if (l != NULL && (l->open == NULL || l->open(r)) && !route_is_done(&req->seen.row)) {
		tell_now(t, &(struct child_now){
			.what = work_what(req, r, l->work),
			.acts = l->work->side == NULL ? SIDE_SCHOOL : (enum side)l->work->side(r),
			.by = work_by(r, l->work), .act = N_("Go to the plan"),
			.href = str_printf(req->act.a, "/plan/" STR_FMT, STR_ARG(r->pid)).p});
	}
}

static void tell(struct child_told *t, struct req *req, const struct seen_page *found)
{
	helps(t, req, &found[0]);
	pupil_says(t, req, &found[1]);
	school_says(t, req, &found[3]);
	parents_say(t, req, &found[4]);
	for (size_t i = 0; i < found[3].n; i++)
		plan_now(t, req, &found[3].v[i], &found[4]);
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
