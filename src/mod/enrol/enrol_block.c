/* What applying tells on the page of a child (child_block.h). */
#include "route.h"

#include "application_rules.h"
#include "date.h"
#include "enrol_pages.h"
#include "flow.h"
#include "intake.h"
#include "sign.h"

#define F(f) (&application_fields[APP_##f])

static const char *const parents_read[APP_STATES] = {
	[APP_NEW] = N_("The school decides whether your child can come."),
	[APP_INCOMPLETE] = N_("The school needs something from you. Until then the six weeks stand still."),
	[APP_STUDIED] = N_("The school looks into what your child needs."),
	[APP_EXTENDED] = N_("The school took more time."),
	[APP_LATE] = N_("The school had to decide already."),
	[APP_PLACED] = N_("Your child may go to the school until there is a decision."),
	[APP_ADMITTED] = N_("Your child may come."),
	[APP_CALL] = N_("There is a decision. The school calls you about it."),
	[APP_REFUSED] = N_("The school must go on helping you until your child is enrolled at a school."),
	[APP_DECLINED] = N_("The school must go on helping you until your child is enrolled at a school."),
};

/* What the parents wrote themselves: with their application, or why they do not agree; as the list asks it, what they
 * want the school to do. What the school wrote for them is the school's. */
static void parents_said(struct child_told *t, struct req *req, const struct seen_page *found)
{
	for (size_t i = 0; i < found[0].n; i++) {
		const struct row *r = &found[0].v[i].row;
		enum application_field said = flow_state(r) == APP_DECLINED ? APP_OFFER_WHY : APP_NEED_WHAT;
		if (row_int(r, F(AT_SCHOOL)) == 0)
			tell_voice(t, &(struct child_voice){
				.voice = VOICE_PARENTS, .words = row_text(r, &application_fields[said]),
				.on = (int32_t)row_int(r, F(RECEIVED)), .href = application_path(req->act.a, r, "")});
	}
	for (size_t i = 0; i < found[3].n; i++) {
		const struct row *r = &found[3].v[i].row;
		if (recording_gone(r))
			continue;
		recording_tell(t, req, &found[3].v[i], SIDE_SCHOOL,
		               str_printf(req->act.a, "/intake-antwoord/" STR_FMT, STR_ARG(r->pid)).p);
		if (str_is(row_text(r, &answer_fields[ANSWER_SIDE]), "ouders") &&
		    str_is(row_text(r, &answer_fields[ANSWER_QUESTION]), "helpt"))
			tell_voice(t, &(struct child_voice){
				.voice = VOICE_PARENTS, .words = recording_words(req->act.speak, r),
				.on = instant_date(row_int(r, &answer_fields[ANSWER_AT]))});
	}
}

static void preschool_said(struct child_told *t, struct req *req, const struct seen_page *found)
{
	for (size_t i = 0; i < found->n; i++) {
		const struct row *r = &found->v[i].row;
		tell_voice(t, &(struct child_voice){
			.voice = VOICE_SCHOOL, .words = row_text(r, &sign_fields[SIGN_SEEN]),
			.by = str_from(tr(req->act.speak, N_("Preschool"))), .on = (int32_t)row_int(r, &sign_fields[SIGN_ON]),
			.href = str_printf(req->act.a, "/signaal/" STR_FMT, STR_ARG(r->pid)).p});
	}
}

static void tell(struct child_told *t, struct req *req, const struct seen_page *found)
{
	parents_said(t, req, found);
	preschool_said(t, req, &found[2]);
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	bool family = child_reader(req) == SIDE_PARENTS;
	for (size_t i = 0; i < found[0].n; i++) {
		const struct row *r = &found[0].v[i].row;
		int state = flow_state(r);
		struct val by = row_val(r, F(ACT_BY));
		enum side acts = state == APP_INCOMPLETE ? SIDE_PARENTS : SIDE_SCHOOL;
		/* What is left to do for a child that is enrolled at another school is no matter of the family. */
		if (!application_open(r) || (family && application_elsewhere(r)))
			continue;
		tell_now(t, &(struct child_now){
			.of = r, .what = family ? tr_fill(a, sp, N_("Your application: {choice}"),
			                         TR_SLOTS({"choice", application_choice(a, sp, r, true)}))
			               : str_from(tr(sp, application_asks(r))),
			.text = parents_read[state], .acts = acts, .by = by.type == VAL_INT ? (int32_t)by.i : 0,
			.minutes = acts == SIDE_PARENTS ? 10 : 0, .act = N_("Open the application"),
			.href = application_path(a, r, "")});
	}
	for (size_t i = 0; i < found[1].n; i++) {
		const struct row *r = &found[1].v[i].row;
		struct val by = row_val(r, &intake_fields[INTAKE_ACT_BY]);
		if (flow_state(r) == INTAKE_DONE)
			continue;
		tell_now(t, &(struct child_now){
			.of = r, .what = str_from(tr(sp, N_("Fill in the intake list"))),
			.text = N_("You can begin at home, a few questions at a time. The rest you do together at school."),
			.acts = flow_state(r) == INTAKE_BEGUN ? SIDE_PARENTS : SIDE_SCHOOL,
			.by = by.type == VAL_INT ? (int32_t)by.i : 0, .minutes = 15, .act = N_("Go on with the list"),
			.href = str_printf(a, "/intake/" STR_FMT, STR_ARG(r->pid)).p});
	}
	for (size_t i = 0; i < found[2].n; i++)
		if (flow_state(&found[2].v[i].row) == SIGN_ASKED)
			tell_now(t, &(struct child_now){
				.of = &found[2].v[i].row,
				.what = str_from(tr(sp, N_("Say whether the school may read what the preschool sees"))),
				.text = N_("You decide. Your child can go to school either way."), .acts = SIDE_PARENTS, .minutes = 3,
				.act = N_("Read it and answer"),
				.href = str_printf(a, "/signaal/" STR_FMT, STR_ARG(found[2].v[i].row.pid)).p});
	if (apply_may(req, &req->seen))
		tell_way(t, N_("Apply at a school"), child_path(a, &req->seen.row, "/aanmelding/nieuw"));
}

static const struct record *const recs[] = {&rec_application, &rec_intake, &rec_sign, &rec_intake_answer};
const struct child_block enrol_block = {.recs = recs, .n = 4, .tell = tell};
