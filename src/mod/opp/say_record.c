/* What the pupil says, and what came of it (practice 20 and 21). */
#include "date.h"
#include "flow.h"
#include "opp.h"
#include "people.h"
#include "route.h"

#define PUPIL (UINT32_C(1) << ROLE_PUPIL)
/* Who works with the child at school and keeps its card. */
#define ANSWERS (UINT32_C(1) << ROLE_IB | UINT32_C(1) << ROLE_TEACHER | UINT32_C(1) << ROLE_PROVISION_TEAM)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define BIT(s) (UINT32_C(1) << SAY_##s)

static const struct choice states[SAY_STATES + 1] = {
	[SAY_SAID] = {"gezegd", N_("No answer yet"), NULL},
	[SAY_ANSWERED] = {"beantwoord", N_("Answered"), NULL},
	[SAY_RIGHT] = {"klopt", N_("Right, says the pupil"), NULL},
	[SAY_WRONG] = {"klopt-niet", N_("Not right, says the pupil"), NULL},
	[SAY_WITHDRAWN] = {"ingetrokken", N_("Taken back"), NULL},
	[SAY_WRITTEN] = {"uitgeschreven", N_("Written out: the pupil says whether it is meant so"), NULL},
};

const struct choice say_questions[SAY_QUESTIONS + 1] = {
	[ASK_GOOD] = {"goed", N_("What goes well at school?"), NULL},
	[ASK_HARD] = {"lastig", N_("What is hard for you?"), NULL},
	[ASK_OTHER] = {"anders", N_("What should be different?"), NULL},
	[ASK_HELP] = {"helpt", N_("Who or what helps you?"), NULL},
	[ASK_FREE] = {"idee", N_("Is there something else you want to say?"), NULL},
};

const struct choice say_answers[] = {
	{"gedaan", N_("We do this"), NULL},
	{"deels", N_("We do a part of it, because"), NULL},
	{"niet", N_("We do not do this, because"), NULL},
	{NULL, NULL, NULL},
};

const struct field say_fields[SAY__N] = {
	[SAY_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[SAY_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[SAY_PUPIL] = {SERVER("pupil", T_REF), .unset = true, .ref = &rec_account},
	[SAY_TO] = {SERVER("said_to", T_REF), .unset = true, .ref = &rec_account},
	/* Whom the pupil had chosen when it was said, among those who read it. */
	[SAY_HEARD] = {SERVER("heard_by", T_REF), .unset = true, .ref = &rec_account},
	[SAY_QUESTION] = {SERVER("question", T_CHOICE), .label = N_("What was asked?"), .choices = say_questions},
	/* Empty: it is a drawing, or a recording that nobody wrote out yet. */
	[SAY_WORDS] = {.name = "words", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 2000, .by = PUPIL | ANSWERS,
		.label = N_("Your answer")},
	[SAY_ON] = {SERVER("said_on", T_DATE), .label = N_("Said on")},
	[SAY_WRITTEN_BY] = {SERVER("written_by", T_REF), .ref = &rec_account, .hides = HIDE_SHIELD},
	[SAY_ANSWER] = {.name = "answer", .type = &T_RADIO, .need = NEED_OPTIONAL, .by = ANSWERS,
		.label = N_("What do you do with it?"), .choices = say_answers},
	[SAY_BECAUSE] = {.name = "because", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 1000, .by = ANSWERS,
		.label = N_("Tell what you do, or why not"), .hint = N_("The pupil reads this. Write as you would say it")},
	[SAY_TOLD_BY] = {.name = "told_by", .type = &T_LINE, .need = NEED_OPTIONAL, .max = 120, .by = ANSWERS,
		.hides = HIDE_SHIELD, .label = N_("Who told the pupil?"), .hint = N_("The name that the pupil knows")},
	[SAY_TOLD_ON] = {.name = "told_on", .type = &T_DATE, .need = NEED_OPTIONAL, .by = ANSWERS,
		.label = N_("When was it told?")},
	[SAY_ANSWERED_BY] = {SERVER("answered_by", T_REF), .unset = true, .ref = &rec_account, .hides = HIDE_SHIELD},
	[SAY_WRONG_WORDS] = {.name = "wrong_words", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 1000, .by = PUPIL,
		.label = N_("What is not right?"),
		.hint = N_("You may leave this empty. Who may read what you said reads this too. Nobody reads it tonight")},
	[SAY_WRONG_ON] = {SERVER("wrong_on", T_DATE), .unset = true},
	/* A drawing or a recording. */
	RECORDING(SAY_FILE_TYPE, HIDE_SHIELD, 0, ANSWERS),
	[SAY_DUE] = {SERVER("due", T_DATE), .unset = true, .label = N_("Before when")},
	[SAY_DUE_TERM] = {SERVER("due_term", T_LINE), .unset = true},
};

static void say_check(const struct given *g, struct reasons *out)
{
	struct val told = row_val(g->row, &say_fields[SAY_TOLD_ON]);
	if (row_text(g->row, &say_fields[SAY_WORDS]).n == 0 && !held_is(g->row))
		reason_add(out, &say_fields[SAY_WORDS], N_("Write something, or skip this question"));
	if (told.type == VAL_INT && told.i > g->today)
		reason_add(out, &say_fields[SAY_TOLD_ON],
		           N_("This day is still to come. Enter the day on which it happened"));
}

static void needs(const struct given *g, struct reasons *out, enum say_field f, const char *text)
{
	if (row_val(g->row, &say_fields[f]).type == VAL_NULL)
		reason_add(out, &say_fields[f], text);
}

/* Done, partly, not, because; with who told it and when (practice 21). */
static void may_reply(const struct given *g, struct reasons *out)
{
	if (recording_open(g->row))
		reason_add(out, NULL, N_("Write out the recording first. It counts when the pupil says: that is what I mean"));
	needs(g, out, SAY_ANSWER, N_("Choose what you do with it"));
	needs(g, out, SAY_BECAUSE, N_("Tell what you do, or why not"));
	needs(g, out, SAY_TOLD_BY, N_("Write down who told the pupil"));
	needs(g, out, SAY_TOLD_ON, N_("Tell the pupil first, and enter the day"));
}

static enum err replied(struct change *c, const struct row *at)
{
	change_set(c, at->rec, at->id, &say_fields[SAY_ANSWERED_BY], val_int(change_act(c)->viewer->account));
	change_set(c, at->rec, at->id, &say_fields[SAY_WRONG_ON], val_null());
	return OK;
}

static enum err disagreed(struct change *c, const struct row *at)
{
	change_set(c, at->rec, at->id, &say_fields[SAY_WRONG_ON], val_int(instant_date(change_now(c))));
	return OK;
}

static const struct field *const written_fields[] = {&say_fields[SAY_WRITTEN_OUT]};
static const struct form_def form_written = {
	.name = "opp-say-written", .fields = written_fields, .n = 1, .must = MUST(0), .submit = N_("Save what it says")};
static const struct field *const reply_fields[] = {
	&say_fields[SAY_ANSWER], &say_fields[SAY_BECAUSE], &say_fields[SAY_TOLD_BY], &say_fields[SAY_TOLD_ON]};
static const struct form_def form_reply = {
	.name = "opp-say-reply", .fields = reply_fields, .n = 4, .must = MUST_FIRST(4), .submit = N_("Save the answer")};
static const struct field *const wrong_fields[] = {&say_fields[SAY_WRONG_WORDS]};
static const struct form_def form_wrong_answer = {
	.name = "opp-say-wrong", .fields = wrong_fields, .n = 1, .submit = N_("Tell that it is not right")};

const struct transition say_flow[SAY_STEPS] = {
	[SAY_REPLY] = {.name = "antwoord", .label = N_("Answer this"), .done = N_("The answer is saved"),
		.from = BIT(SAID) | BIT(ANSWERED) | BIT(WRONG), .to = SAY_ANSWERED, .by = ANSWERS, .part = PART_CARD,
		.form = &form_reply, .guard = may_reply, .effect = replied},
	[SAY_AGREE] = {.name = "klopt", .label = N_("That is right"), .done = N_("You said that it is right"),
		.from = BIT(ANSWERED), .to = SAY_RIGHT, .by = PUPIL},
	[SAY_DISAGREE] = {.name = "klopt-niet", .label = N_("That is not right"),
		.done = N_("You said that it is not right. Someone comes to talk with you"),
		.from = BIT(ANSWERED), .to = SAY_WRONG, .back = true,
		.by = PUPIL, .form = &form_wrong_answer, .effect = disagreed},
	[SAY_WITHDRAW] = {.name = "intrekken", .label = N_("Take it back"), .done = N_("You took it back"),
		.from = BIT(SAID) | BIT(ANSWERED) | BIT(WRONG) | BIT(WRITTEN), .to = SAY_WITHDRAWN, .back = true, .by = PUPIL,
		.effect = recording_withdrawn},
	[SAY_WRITE_OUT] = {.name = "uitschrijven", .applies = recording_open, .label = N_("Write out the recording"),
		.done = N_("Written out. The pupil reads it and says whether it is meant so"), .from = BIT(SAID),
		.to = SAY_WRITTEN, .by = ANSWERS, .part = PART_CARD, .form = &form_written, .guard = recording_may_write_out},
	[SAY_MEAN] = {.name = "zo-bedoel-ik-het", .label = N_("That is what I mean"), .done = N_("You said what you mean"),
		.from = BIT(WRITTEN), .to = SAY_SAID, .by = PUPIL, .effect = recording_meant},
	[SAY_NOT_MEAN] = {.name = "zo-bedoel-ik-het-niet", .label = N_("That is not what I mean"),
		.done = N_("Someone listens to it once more"), .from = BIT(WRITTEN), .to = SAY_SAID, .back = true, .by = PUPIL},
};

static const struct term terms[] = {
	{.name = "not_right", .rule = "LOC-20", .from = &say_fields[SAY_WRONG_ON], .states = BIT(WRONG),
	 .what = N_("Talk with the pupil: the answer is not right")},
};

bool say_waits(const struct row *r)
{
	return (flow_state(r) == SAY_SAID || flow_state(r) == SAY_WRITTEN) && row_int(r, &say_fields[SAY_TO]) == 0;
}

/* ---- on the work list of who guides the child, or of the one to whom alone it was said: what is not right ---- */

static bool is_wrong(const struct row *r)
{
	return flow_state(r) == SAY_WRONG && row_val(r, &say_fields[SAY_DUE]).type == VAL_INT;
}

static struct str by_due(struct arena *a, const struct row *r)
{
	return date_iso(a, (int32_t)row_int(r, &say_fields[SAY_DUE]));
}

#define HEARS N_("The pupil hears what is done with the own words")
static const struct work work_open = {.mark = WORK_IDEA, .code = "idee", .label = N_("Voice of the pupil"),
	.page = "/stem", .because = HEARS, .acts = SIDE_SCHOOL};
static const struct work work_closed = {.mark = WORK_IDEA_CLOSED, .code = "idee-besloten",
	.label = N_("Voice of the pupil, not for parents"), .page = "/stem", .because = HEARS, .acts = SIDE_SCHOOL};

static const struct field *const columns[] = {&say_fields[SAY_ROUTE], &say_fields[SAY_STATE], &say_fields[SAY_DUE]};

#define REL(k) (UINT32_C(1) << REL_##k)
#define LIST(of_part, w) \
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = of_part, \
	 .kinds = REL(CONTACT) | REL(SUPERVISES) | REL(SUBSTITUTE) | REL(CONFIDANT), .open = is_wrong, \
	 .key = by_due, .work = w, \
	 .columns = columns, .n_columns = sizeof columns / sizeof *columns}
static const struct list open_lists[] = {LIST(PART_STEM, &work_open)};
static const struct list closed_lists[] = {LIST(PART_LEERLING, &work_closed)};

#define SAY_RECORD(of_part, of_lists) \
	.fields = say_fields, .n = SAY__N, .part = of_part, .route = &say_fields[SAY_ROUTE], .check = say_check, \
	.only = {&say_fields[SAY_TO], &say_fields[SAY_PUPIL]}, .told = &say_fields[SAY_HEARD], \
	.state = &say_fields[SAY_STATE], \
	.ends = BIT(RIGHT) | BIT(WITHDRAWN), .editable = BIT(SAID), .flow = say_flow, .n_flow = SAY_STEPS, \
	.terms = terms, .n_terms = 1, .due = &say_fields[SAY_DUE], .due_term = &say_fields[SAY_DUE_TERM], \
	.lists = of_lists, .n_lists = 1
const struct record rec_opp_say = {
	.name = "opp_say", .label = N_("Voice of the pupil"), .made = N_("The pupil said something"),
	SAY_RECORD(PART_STEM, open_lists)};
/* Nothing of it stands on a timeline: that there is something tells already. */
const struct record rec_opp_say_closed = {
	.name = "opp_say_closed", .label = N_("Voice of the pupil, not for parents"),
	SAY_RECORD(PART_LEERLING, closed_lists)};
const struct record *const say_records[SAY_RECORDS] = {&rec_opp_say, &rec_opp_say_closed};
