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
	[SAY_QUESTION] = {SERVER("question", T_CHOICE), .label = N_("What was asked?"), .choices = say_questions},
	[SAY_WORDS] = {.name = "words", .type = &T_LINES, .max = 2000, .by = PUPIL | ANSWERS,
		.label = N_("Your answer"), .missing = N_("Write something, or skip this question")},
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
		.label = N_("What is not right?"), .hint = N_("You may leave this empty")},
	[SAY_WRONG_ON] = {SERVER("wrong_on", T_DATE), .unset = true},
	[SAY_DUE] = {SERVER("due", T_DATE), .unset = true, .label = N_("Before when")},
	[SAY_DUE_TERM] = {SERVER("due_term", T_LINE), .unset = true},
};

static void say_check(const struct given *g, struct reasons *out)
{
	struct val told = row_val(g->row, &say_fields[SAY_TOLD_ON]);
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

static const struct field *const reply_fields[] = {
	&say_fields[SAY_ANSWER], &say_fields[SAY_BECAUSE], &say_fields[SAY_TOLD_BY], &say_fields[SAY_TOLD_ON]};
static const struct form_def form_reply = {
	.name = "opp-say-reply", .fields = reply_fields, .n = 4, .submit = N_("Save the answer")};
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
		.from = BIT(ANSWERED), .to = SAY_WRONG, .by = PUPIL, .form = &form_wrong_answer, .effect = disagreed},
	[SAY_WITHDRAW] = {.name = "intrekken", .label = N_("Take it back"), .done = N_("You took it back"),
		.from = BIT(SAID) | BIT(ANSWERED) | BIT(WRONG), .to = SAY_WITHDRAWN, .by = PUPIL},
};

static const struct term terms[] = {
	{.name = "not_right", .rule = "LOC-20", .from = &say_fields[SAY_WRONG_ON], .states = BIT(WRONG),
	 .what = N_("Talk with the pupil: the answer is not right")},
};

bool say_waits(const struct row *r)
{
	return flow_state(r) == SAY_SAID && row_int(r, &say_fields[SAY_TO]) == 0;
}

/* ---- on the work list of who guides the child: what is not right ---- */

static bool is_wrong(const struct row *r)
{
	return flow_state(r) == SAY_WRONG && row_val(r, &say_fields[SAY_DUE]).type == VAL_INT &&
	       row_int(r, &say_fields[SAY_TO]) == 0;
}

static struct str by_due(struct arena *a, const struct row *r)
{
	return date_iso(a, (int32_t)row_int(r, &say_fields[SAY_DUE]));
}

static int64_t side_school(const struct row *r)
{
	(void)r;
	return SIDE_SCHOOL;
}

static const struct work work_open = {.mark = WORK_IDEA, .code = "idee", .label = N_("Voice of the pupil"),
	.page = "/stem", .side = side_school};
static const struct work work_closed = {.mark = WORK_IDEA_CLOSED, .code = "idee-besloten",
	.label = N_("Voice of the pupil, not for parents"), .page = "/stem", .side = side_school};

static const struct field *const columns[] = {&say_fields[SAY_ROUTE], &say_fields[SAY_STATE], &say_fields[SAY_DUE]};

#define REL(k) (UINT32_C(1) << REL_##k)
#define LIST(of_part, w) \
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = of_part, \
	 .kinds = REL(CONTACT) | REL(SUPERVISES) | REL(SUBSTITUTE), .open = is_wrong, .key = by_due, .work = w, \
	 .columns = columns, .n_columns = sizeof columns / sizeof *columns}
static const struct list open_lists[] = {LIST(PART_STEM, &work_open)};
static const struct list closed_lists[] = {LIST(PART_LEERLING, &work_closed)};

#define SAY_RECORD(of_part, of_lists) \
	.fields = say_fields, .n = SAY__N, .part = of_part, .route = &say_fields[SAY_ROUTE], .check = say_check, \
	.only = {&say_fields[SAY_TO], &say_fields[SAY_PUPIL]}, .state = &say_fields[SAY_STATE], \
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

/* ---- with whom, and how ---- */

const struct choice talkway_hows[] = {
	{"praten", N_("Talk"), N_("You tell it, the other listens")},
	{"tekenen", N_("Draw"), N_("You draw, and tell something about it when you want to")},
	{"typen", N_("Write"), N_("You answer the questions here")},
	{"opnemen", N_("Record"), N_("You record your voice, and hand it in")},
	{"ander", N_("Someone speaks for me"), N_("You choose who, and tell that one what to say")},
	{"niet-nu", N_("Not now"), N_("That is fine. You may come back any day")},
	{NULL, NULL, NULL},
};

const struct field talkway_fields[TALKWAY__N] = {
	[TALKWAY_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[TALKWAY_PUPIL] = {SERVER("pupil", T_REF), .ref = &rec_account},
	[TALKWAY_ADULT] = {SERVER("adult", T_REF), .unset = true, .ref = &rec_account},
	[TALKWAY_HOW] = {.name = "how", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = PUPIL,
		.label = N_("How do you want to tell it?"), .choices = talkway_hows},
	[TALKWAY_SPEAKER] = {.name = "speaker", .type = &T_LINE, .need = NEED_OPTIONAL, .max = 120, .by = PUPIL,
		.label = N_("Who speaks for you?"), .hint = N_("Only when you chose that someone speaks for you")},
	[TALKWAY_ON] = {SERVER("chosen_on", T_DATE), .label = N_("Chosen on")},
};

const struct record rec_opp_talkway = {
	.name = "opp_talkway", .label = N_("How the pupil wants to talk"), .fields = talkway_fields, .n = TALKWAY__N,
	.part = PART_LEERLING, .route = &talkway_fields[TALKWAY_ROUTE],
};

/* ---- not safe ---- */

static const struct choice unsafe_states[] = {
	{"gemeld", N_("Told"), NULL}, {"gesproken", N_("Talked with the pupil"), NULL}, {NULL, NULL, NULL}};
static const struct choice unsafe_what[] = {{"niet-veilig", N_("Talk with the pupil today"), NULL}, {NULL, NULL, NULL}};

const struct field unsafe_fields[UNSAFE__N] = {
	[UNSAFE_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[UNSAFE_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = unsafe_states},
	[UNSAFE_PUPIL] = {SERVER("pupil", T_REF), .ref = &rec_account},
	/* Empty: the chosen one is away, and it is for who guides the child. */
	[UNSAFE_TO] = {SERVER("said_to", T_REF), .unset = true, .ref = &rec_account},
	[UNSAFE_WHAT] = {SERVER("what", T_CHOICE), .label = N_("What must be done"), .choices = unsafe_what},
	[UNSAFE_AT] = {SERVER("told_at", T_INSTANT), .label = N_("Told")},
	[UNSAFE_DUE] = {SERVER("due", T_DATE), .label = N_("Before when")},
	[UNSAFE_TALKED_ON] = {SERVER("talked_on", T_DATE), .unset = true, .label = N_("Talked on")},
};

static enum err talked(struct change *c, const struct row *at)
{
	change_set(c, at->rec, at->id, &unsafe_fields[UNSAFE_TALKED_ON], val_int(instant_date(change_now(c))));
	return OK;
}

/* Whom it was told to reads it, and nobody else: that one makes the step. */
const struct transition unsafe_flow[1] = {
	{.name = "gesproken", .label = N_("I talked with the pupil"), .done = N_("Good that you talked"),
	 .from = UINT32_C(1) << UNSAFE_TOLD, .to = UNSAFE_TALKED, .by = ANSWERS | UINT32_C(1) << ROLE_SPECIALIST,
	 .part = PART_CARD, .undo = true, .effect = talked},
};

static bool is_told(const struct row *r)
{
	return flow_state(r) == UNSAFE_TOLD;
}

static struct str unsafe_by_due(struct arena *a, const struct row *r)
{
	return date_iso(a, (int32_t)row_int(r, &unsafe_fields[UNSAFE_DUE]));
}

static const struct work work_unsafe = {.mark = WORK_UNSAFE, .code = "vertrouwen", .label = N_("A pupil asks for you"),
	.page = "/stem", .what = &unsafe_fields[UNSAFE_WHAT], .by = &unsafe_fields[UNSAFE_DUE],
	.why = &unsafe_fields[UNSAFE_WHAT], .side = side_school};
static const struct field *const unsafe_columns[] = {
	&unsafe_fields[UNSAFE_ROUTE], &unsafe_fields[UNSAFE_WHAT], &unsafe_fields[UNSAFE_DUE]};
static const struct list unsafe_lists[] = {
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_LEERLING,
	 .kinds = REL(CONFIDANT) | REL(SUPERVISES) | REL(SUBSTITUTE),
	 .open = is_told, .key = unsafe_by_due, .work = &work_unsafe, .columns = unsafe_columns, .n_columns = 3},
};

const struct record rec_opp_unsafe = {
	.name = "opp_unsafe", .label = N_("Not safe"), .fields = unsafe_fields, .n = UNSAFE__N, .part = PART_LEERLING,
	.route = &unsafe_fields[UNSAFE_ROUTE], .only = {&unsafe_fields[UNSAFE_TO], &unsafe_fields[UNSAFE_PUPIL]},
	.state = &unsafe_fields[UNSAFE_STATE], .ends = UINT32_C(1) << UNSAFE_TALKED, .flow = unsafe_flow, .n_flow = 1,
	.lists = unsafe_lists, .n_lists = 1,
};
