#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"
#include "visit.h"

enum { MINUTES_MAX = 600 };

static const struct choice states[TALK_STATES + 1] = {
	[TALK_RECORDED] = {"vastgelegd", N_("Recorded"), NULL},
	[TALK_KEPT] = {"nagekomen", N_("Promise kept"), NULL},
	[TALK_WITHDRAWN] = {"ingetrokken", N_("Withdrawn"), NULL},
};

static const struct choice kinds[] = {
	{"ouders", N_("With the parents"), NULL},
	{"leerling", N_("With the pupil"), NULL},
	{"leerkracht", N_("With the teacher"), NULL},
	{"school", N_("At school, with several people"), NULL},
	{"telefoon", N_("By phone"), NULL},
	{NULL, NULL, NULL},
};

/* Who goes round schools and guides: the part that is open for writing says whose record it becomes. */
#define TALKS (UINT32_C(1) << ROLE_IB | UINT32_C(1) << ROLE_TRAJECT)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define WAS_THERE(column, words) .name = column, .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, \
	.by = TALKS, .label = words

const struct field talk_fields[TALK__N] = {
	[TALK_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[TALK_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[TALK_BY] = {SERVER("by_account", T_REF), .ref = &rec_account},
	[TALK_HELD_ON] = {.name = "held_on", .type = &T_DATE, .privacy = PRIV_PERSONAL, .by = TALKS,
		.label = N_("When was the talk?"), .missing = N_("Enter the day of the talk")},
	[TALK_KIND] = {.name = "kind", .type = &T_CHOICE, .privacy = PRIV_PERSONAL, .by = TALKS,
		.label = N_("What kind of talk was it?"), .missing = N_("Choose the kind of talk"), .choices = kinds},
	[TALK_PARENTS] = {WAS_THERE("was_parents", N_("Parents"))},
	[TALK_PUPIL] = {WAS_THERE("was_pupil", N_("The pupil"))},
	[TALK_TEACHER] = {WAS_THERE("was_teacher", N_("Teacher"))},
	[TALK_SUPERVISOR] = {WAS_THERE("was_supervisor", N_("Internal supervisor"))},
	[TALK_ADVISER] = {WAS_THERE("was_adviser", N_("Adviser of the partnership"))},
	[TALK_TEAM] = {WAS_THERE("was_team", N_("Team of the group arrangement"))},
	/* As they were ticked. Guardians do not learn of each other from a talk, and a name may give a place away. */
	[TALK_FAMILY] = {.name = "was_family", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .hides = HIDE_SHIELD | HIDE_GUARDIANS, .max = 400, .by = TALKS,
		.label = N_("Which parents were there?")},
	[TALK_NAMES] = {.name = "was_names", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .hides = HIDE_SHIELD, .max = 400, .by = TALKS,
		.label = N_("Which professionals were there?")},
	[TALK_OTHERS] = {.name = "was_others", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .hides = HIDE_SHIELD, .max = 120, .by = TALKS, .label = N_("Who else was there?"),
		.hint = N_("Name and task, for example: R. Postma, speech therapist")},
	/* Free text of a talk is where health is spoken of first: who may not read that, does not read it. */
	[TALK_SENTENCE] = {.name = "sentence", .type = &T_LINES, .hides = HIDE_HEALTH, .min = 5, .max = 400, .by = TALKS,
		.label = N_("The talk in one sentence"), .hint = N_("Parents read this too"),
		.missing = N_("Write the talk in one sentence")},
	[TALK_DECISION] = {.name = "decision", .type = &T_LINES, .need = NEED_OPTIONAL, .hides = HIDE_HEALTH, .max = 600,
		.by = TALKS, .label = N_("What was decided?")},
	[TALK_NEXT_STEP] = {SERVER("next_step", T_LINE), .sealed = true, .unset = true, .hides = HIDE_SHIELD,
		.label = N_("Next step agreed on")},
	[TALK_NEXT_BY] = {SERVER("next_by", T_DATE), .unset = true, .label = N_("On which date at the latest?")},
	[TALK_NEXT_ACTS] = {SERVER("next_acts", T_CHOICE), .unset = true, .label = N_("Who is to act?"),
		.choices = side_choices},
	[TALK_PROMISE] = {.name = "promise", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .hides = HIDE_SHIELD, .max = 160, .by = TALKS,
		.label = N_("What did you promise the parents?"),
		.hint = N_("Without anything about health. It stays on your work list until it is kept")},
	[TALK_PROMISE_BY] = {.name = "promise_by", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = TALKS, .label = N_("Promised for which date at the latest?"),
		.hint = N_("Empty: the same date as the next step")},
	[TALK_PROMISE_DUE] = {SERVER("promise_due", T_DATE), .unset = true, .label = N_("Promised for")},
	[TALK_KEPT_ON] = {.name = "kept_on", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = TALKS,
		.label = N_("When was the promise kept?"), .hint = N_("Empty: today")},
	[TALK_MINUTES] = {.name = "minutes", .type = &T_NUMBER, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .min = 0,
		.max = MINUTES_MAX, .by = TALKS, .label = N_("How many minutes of help did you give?")},
	[TALK_HELP] = {.name = "help", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .sealed = true,
		.hides = HIDE_HEALTH | HIDE_SHIELD, .max = 120, .by = TALKS, .label = N_("For which help?"),
		.hint = N_("The arrangement it belongs to, for example: guidance in class")},
	[TALK_TALK_ON] = {.name = "talk_on", .type = &T_DATE, .meets = true, .need = NEED_OPTIONAL,
		.privacy = PRIV_PERSONAL, .by = TALKS,
		.label = N_("On which day do you talk about this with the family?"),
		.hint = N_("Empty: they read it now. With a day they see now that it exists, and read it from that day, at the "
		           "latest after ten school days. The next step stands on the page of the child at once")},
	[TALK_OPENS] = {SERVER("opens", T_DATE), .unset = true, .label = N_("The family reads it from")},
};

/* Of what is talked about first: that there was a talk, with whom, and when it is talked about. */
static const struct field *const known[] = {
	&talk_fields[TALK_HELD_ON], &talk_fields[TALK_KIND], &talk_fields[TALK_TALK_ON],
};

#define REL(k) (UINT32_C(1) << REL_##k)
const struct talk_party talk_parties[TALK_PARTIES] = {
	{TALK_PARENTS, REL(GUARDIAN) | REL(GUARDIAN_WITHOUT)},
	{TALK_PUPIL, UINT32_MAX}, /* is heard whether or not it signs in */
	{TALK_TEACHER, UINT32_MAX},
	{TALK_SUPERVISOR, REL(SUPERVISES) | REL(CONTACT)},
	{TALK_ADVISER, REL(ASSIGNED)},
	{TALK_TEAM, REL(PLACED)},
};

/* ---- what must hold ---- */

static struct val value(const struct given *g, enum talk_field f)
{
	return row_val(g->row, &talk_fields[f]);
}

static bool has(const struct given *g, enum talk_field f)
{
	return value(g, f).type != VAL_NULL;
}

static void not_in_future(const struct given *g, struct reasons *out, enum talk_field f)
{
	if (has(g, f) && value(g, f).i > g->today)
		reason_add(out, &talk_fields[f], N_("This day is still to come. Enter the day on which it happened"));
}

static bool somebody_was_there(const struct given *g)
{
	for (size_t i = 0; i < TALK_PARTIES; i++)
		if (has(g, talk_parties[i].field) && value(g, talk_parties[i].field).i != 0)
			return true;
	return has(g, TALK_OTHERS);
}

static void talk_check(const struct given *g, struct reasons *out)
{
	not_in_future(g, out, TALK_HELD_ON);
	not_in_future(g, out, TALK_KEPT_ON);
	if (g->is_new && has(g, TALK_TALK_ON) && value(g, TALK_TALK_ON).i < g->today)
		reason_add(out, &talk_fields[TALK_TALK_ON], N_("This day is past. Choose a day to come"));
	if (!somebody_was_there(g))
		reason_add(out, &talk_fields[TALK_PARENTS], N_("Tick who was there"));
	if (has(g, TALK_PROMISE_BY) && !has(g, TALK_PROMISE))
		reason_add(out, &talk_fields[TALK_PROMISE], N_("Write what you promised, or leave the date empty"));
	if (has(g, TALK_PROMISE_BY) && has(g, TALK_HELD_ON) && value(g, TALK_PROMISE_BY).i < value(g, TALK_HELD_ON).i)
		reason_add(out, &talk_fields[TALK_PROMISE_BY], N_("Enter a day on or after that of the talk"));
}

/* A promise has a day: its own, or that of the next step. */
static void talk_derive(struct arena *a, struct val *v)
{
	(void)a;
	v[TALK_PROMISE_DUE] = v[TALK_PROMISE].type == VAL_NULL      ? val_null()
	                      : v[TALK_PROMISE_BY].type == VAL_NULL ? v[TALK_NEXT_BY]
	                                                            : v[TALK_PROMISE_BY];
}

/* ---- steps ---- */

static void may_keep(const struct given *g, struct reasons *out)
{
	if (!has(g, TALK_PROMISE))
		reason_add(out, &talk_fields[TALK_PROMISE], N_("Nothing was promised in this talk"));
}

static bool has_promise(const struct row *r)
{
	return row_val(r, &talk_fields[TALK_PROMISE]).type != VAL_NULL;
}

static enum err kept_today(struct change *c, const struct row *at)
{
	if (row_val(at, &talk_fields[TALK_KEPT_ON]).type == VAL_NULL)
		change_set(c, at->rec, at->id, &talk_fields[TALK_KEPT_ON], val_int(instant_date(change_now(c))));
	return OK;
}

#define BIT(s) (UINT32_C(1) << TALK_##s)
const struct transition talk_flow[TALK_STEPS] = {
	[TALK_KEEP] = {.name = "nagekomen", .label = N_("This promise is kept"), .done = N_("The promise is kept"),
		.from = BIT(RECORDED), .to = TALK_KEPT, .by = TALKS, .undo = true,
		.applies = has_promise, .guard = may_keep, .effect = kept_today,
		.event = N_("A promise to the parents was kept")},
	[TALK_WITHDRAW] = {.name = "intrekken", .label = N_("Withdraw: recorded by mistake"),
		.done = N_("The talk is withdrawn"), .from = BIT(RECORDED) | BIT(KEPT), .to = TALK_WITHDRAWN,
		.back = true, .by = TALKS,
		.undo = true, .event = N_("A talk was withdrawn: it was recorded by mistake")},
};

/* ---- the promise on the work list ---- */

/* By its day alone, which there is of a promise only: nobody opens the words here. */
static bool is_promised(const struct row *r)
{
	return flow_state(r) == TALK_RECORDED && row_val(r, &talk_fields[TALK_PROMISE_DUE]).type == VAL_INT;
}

static struct str by_due(struct arena *a, const struct row *r)
{
	return date_iso(a, (int32_t)row_int(r, &talk_fields[TALK_PROMISE_DUE]));
}

#define WORK(number, word, words, who) \
	.mark = number, .code = word, .label = words, .page = "/gesprekken", .what = &talk_fields[TALK_PROMISE], \
	.by = &talk_fields[TALK_PROMISE_DUE], .why = &talk_fields[TALK_KIND], .acts = who
static const struct work work_school = {
	WORK(WORK_TALK, "toezegging", N_("Promise to parents, by the school"), SIDE_SCHOOL)};
static const struct work work_swv = {
	WORK(WORK_TALK_SWV, "toezegging-swv", N_("Promise to parents, by the partnership"), SIDE_SWV)};

static const struct field *const columns[] = {
	&talk_fields[TALK_ROUTE], &talk_fields[TALK_HELD_ON], &talk_fields[TALK_PROMISE], &talk_fields[TALK_PROMISE_DUE],
};

/* On the list of who guides the child; a committee or director that reads the part has no promise to keep. */
#define GUIDES (REL(SUPERVISES) | REL(CONTACT) | REL(ASSIGNED) | REL(SUBSTITUTE))
#define LIST(of_part, w) \
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = of_part, .kinds = GUIDES, .open = is_promised, \
	 .key = by_due, .work = w, .columns = columns, .n_columns = sizeof columns / sizeof *columns}
static const struct list school_lists[] = {LIST(PART_SCHOOL, &work_school)};
static const struct list swv_lists[] = {LIST(PART_SWV, &work_swv)};

#define TALK_RECORD(of_part, of_lists) \
	.fields = talk_fields, .n = TALK__N, .part = of_part, .route = &talk_fields[TALK_ROUTE], .derive = talk_derive, \
	.check = talk_check, .state = &talk_fields[TALK_STATE], .ends = BIT(WITHDRAWN), .editable = BIT(RECORDED), \
	.flow = talk_flow, .n_flow = TALK_STEPS, .lists = of_lists, .n_lists = 1, .opens = &talk_fields[TALK_OPENS], \
	.known = known, .n_known = sizeof known / sizeof *known
const struct record rec_talk = {
	.name = "talk", .label = N_("Talk"), .api = "gesprekken", .made = N_("A talk was recorded by the school"),
	TALK_RECORD(PART_SCHOOL, school_lists),
};
const struct record rec_talk_swv = {
	.name = "talk_swv", .label = N_("Talk of the partnership"), .api = "gesprekken-swv",
	.made = N_("A talk was recorded by the partnership"), TALK_RECORD(PART_SWV, swv_lists),
};
const struct record *const talk_records[TALK_RECORDS] = {&rec_talk, &rec_talk_swv};

const struct record *talk_record_of(const struct seen *seen, enum role role)
{
	for (size_t i = 0; i < TALK_RECORDS; i++)
		if ((seen->allowed.writes & PART_BIT(talk_records[i]->part)) != 0 &&
		    field_by(&talk_fields[TALK_SENTENCE], role))
			return talk_records[i];
	return NULL;
}
