/* What hangs on a meeting: who is at the table, what they said, the cards, the actions and what the child needs. */
#include "date.h"
#include "flow.h"
#include "meeting.h"
#include "people.h"
#include "route.h"

#define WRITES (UINT32_C(1) << ROLE_IB | UINT32_C(1) << ROLE_PRESCHOOL | UINT32_C(1) << ROLE_TRAJECT)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define OPENS() SERVER("opens", T_DATE), .unset = true
#define PIECE(of) SERVER("meeting", T_REF), .ref = &rec_meeting

/* ---- who is at the table ---- */

static const struct choice as_choices[AS__N + 1] = {
	[AS_PUPIL] = {"leerling", N_("Pupil"), NULL},
	[AS_PARENT] = {"ouder", N_("Parent or guardian"), NULL},
	[AS_SCHOOL] = {"school", N_("Internal supervisor"), NULL},
	[AS_TEACHER] = {"leerkracht", N_("Teacher"), NULL},
	[AS_ADVISER] = {"adviseur", N_("Adviser of the partnership"), NULL},
	[AS_PRESCHOOL] = {"voorschool", N_("Preschool"), NULL},
	[AS_TEAM] = {"team", N_("Team of the group arrangement"), NULL},
	[AS_PARTNER] = {"partner", N_("Partner"), NULL},
	[AS_GUEST] = {"gast", N_("Guest with a code"), NULL},
};

static const struct choice answers[] = {
	{"ja", N_("I am coming"), NULL},
	{"nee", N_("I cannot come"), NULL},
	{"anders", N_("I would like another moment"), NULL},
	{NULL, NULL, NULL},
};

static const struct choice reads[] = {
	{"klopt", N_("This is right"), NULL},
	{"klopt-niet", N_("This is not right"), NULL},
	{NULL, NULL, NULL},
};

/* Whoever answers does it for oneself; nobody else who was invited, and no other guardian, is shown it. */
#define ANSWER .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .hides = HIDE_GUARDIANS
#define TICK(column) .name = column, .type = &T_YES, ANSWER

const struct field invitee_fields[INVITEE__N] = {
	[INVITEE_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[INVITEE_MEETING] = {PIECE()},
	[INVITEE_ACCOUNT] = {SERVER("account", T_REF), .hides = HIDE_SHIELD, .unset = true, .ref = &rec_account},
	[INVITEE_GRANTEE] = {SERVER("grantee", T_REF), .hides = HIDE_SHIELD, .unset = true, .ref = &ref_many},
	[INVITEE_AS] = {SERVER("as_who", T_CHOICE), .label = N_("At the table as"), .choices = as_choices},
	/* Of who works here; of own family the next one, for guardians do not learn of each other. */
	[INVITEE_NAME] = {SERVER("who", T_LINE), .unset = true, .hides = HIDE_SHIELD, .label = N_("Name")},
	[INVITEE_FAMILY] = {SERVER("family", T_LINE), .unset = true, .hides = HIDE_SHIELD | HIDE_GUARDIANS,
		.label = N_("Name of the parent or pupil")},
	[INVITEE_ORG] = {SERVER("org_name", T_LINE), .unset = true, .hides = HIDE_ADDRESS | HIDE_SHIELD,
		.label = N_("Organisation")},
	[INVITEE_RELATION] = {SERVER("relation", T_REF), .unset = true, .ref = &rec_relation},
	[INVITEE_SHARES] = {SERVER("shares", T_NUMBER), .unset = true},
	[INVITEE_SENT] = {SERVER("sent", T_INSTANT), .unset = true, .label = N_("Invited on")},
	[INVITEE_ANSWER] = {.name = "answer", .type = &T_RADIO, ANSWER, .label = N_("Are you coming?"),
		.choices = answers},
	[INVITEE_CAN_A] = {TICK("can_a"), .label = N_("The first moment suits me")},
	[INVITEE_CAN_B] = {TICK("can_b"), .label = N_("The second moment suits me")},
	[INVITEE_CAN_C] = {TICK("can_c"), .label = N_("The third moment suits me")},
	[INVITEE_INTERPRETER] = {TICK("wants_interpreter"), .label = N_("An interpreter is needed"),
		.hint = N_("A child never interprets. An adult does")},
	[INVITEE_LANGUAGE] = {.name = "talk_language", .type = &T_LINE, ANSWER, .sealed = true, .max = 60,
		.label = N_("In which language do you like to talk?")},
	[INVITEE_HEARS] = {TICK("rather_hears"), .label = N_("I would rather hear it than read it")},
	[INVITEE_APART] = {TICK("apart"), .label = N_("I would rather talk apart from the other parent")},
	[INVITEE_WISH] = {.name = "wish", .type = &T_LINES, ANSWER, .sealed = true, .max = 600,
		.label = N_("Is there something else that we must know?"),
		.hint = N_("Who leads the talk reads this, the others do not. You may bring someone along")},
	[INVITEE_ANSWERED] = {SERVER("answered", T_INSTANT), .unset = true, .hides = HIDE_GUARDIANS,
		.label = N_("Answered")},
	[INVITEE_CAME] = {.name = "came", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = WRITES,
		.label = N_("Was there")},
	[INVITEE_READ] = {.name = "read_back", .type = &T_RADIO, ANSWER, .label = N_("Is this right?"),
		.choices = reads},
	[INVITEE_READ_WHY] = {.name = "read_why", .type = &T_LINES, ANSWER, .sealed = true, .max = 1000,
		.label = N_("What should be different?")},
	[INVITEE_READ_AT] = {SERVER("read_at", T_INSTANT), .unset = true, .hides = HIDE_GUARDIANS,
		.label = N_("Read back on")},
	[INVITEE_CODE_MADE] = {SERVER("code_made", T_INSTANT), .unset = true, .hides = HIDE_GUARDIANS,
		.label = N_("Code made on")},
	/* The answer came back on a paper: on which day, and a scan of it for who wants to keep one. */
	[INVITEE_PAPER_ON] = {.name = "paper_on", .type = &T_DATE, ANSWER, .by = WRITES,
		.label = N_("When was the paper given back?")},
	HELD_FILE(INVITEE_FILE_TYPE, HIDE_GUARDIANS | HIDE_SHIELD),
};

enum invitee_as invitee_as(const struct row *r)
{
	enum invitee_as i = 0;
	while (i < AS__N && !str_is(row_text(r, &invitee_fields[INVITEE_AS]), as_choices[i].code))
		i++;
	return i;
}

/* What one says is for the version of the talk that is there: after it was closed nothing changes. */
static void open_meeting(const struct given *g, struct reasons *out)
{
	const struct beside *of = given_beside(g, &rec_meeting);
	if (of->n == 1 && ((rec_meeting.ends >> flow_state(&of->v[0])) & 1) != 0)
		reason_add(out, NULL, N_("This talk is closed. Nothing changes in it any more"));
}

/* A paper carries an answer, and it came back after the talk that the report is of. */
static void paper_fits(const struct given *g, struct reasons *out)
{
	const struct field *on = &invitee_fields[INVITEE_PAPER_ON];
	const struct beside *of = given_beside(g, &rec_meeting);
	struct val day = row_val(g->row, on);
	if (day.type == VAL_NULL)
		return;
	if (day.i > g->today)
		reason_add(out, on, N_("This day is still to come. Enter the day on which it happened"));
	if (of->n == 1 && day.i < meeting_day(&of->v[0]))
		reason_add(out, on, N_("This is before the talk. Enter the day on which the paper was given back"));
	if (row_text(g->row, &invitee_fields[INVITEE_READ]).n == 0)
		reason_add(out, &invitee_fields[INVITEE_READ], N_("Choose what the paper says"));
}

static void invitee_check(const struct given *g, struct reasons *out)
{
	open_meeting(g, out);
	paper_fits(g, out);
	if (str_is(row_text(g->row, &invitee_fields[INVITEE_READ]), reads[1].code) &&
	    row_text(g->row, &invitee_fields[INVITEE_READ_WHY]).n == 0)
		reason_add(out, &invitee_fields[INVITEE_READ_WHY], N_("Write down what should be different"));
}

static const struct record *const sees_meeting[] = {&rec_meeting};
#define OF_MEETING(piece) .part = PART_KNOOPPUNT, .route = &piece##_fields[0], .parent = &piece##_fields[1], \
	.sees = sees_meeting, .n_sees = 1

const struct record rec_invitee = {
	.name = "invitee", .label = N_("Invited to a talk together"), .fields = invitee_fields, .n = INVITEE__N,
	.title = &invitee_fields[INVITEE_NAME], OF_MEETING(invitee), .own = &invitee_fields[INVITEE_ACCOUNT],
	.check = invitee_check,
};

/* ---- what they said ---- */

static const struct choice voices[SPEAKS__N + 1] = {
	[SPEAKS_PUPIL] = {"leerling", N_("Pupil"), NULL},
	[SPEAKS_PARENTS] = {"ouders", N_("Parents"), NULL},
	[SPEAKS_SCHOOL] = {"school", N_("School"), NULL},
	[SPEAKS_PARTNER] = {"partner", N_("Partner"), NULL},
};

const struct field contribution_fields[CONTRIBUTION__N] = {
	[CONTRIBUTION_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[CONTRIBUTION_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = recording_states},
	[CONTRIBUTION_MEETING] = {PIECE()},
	[CONTRIBUTION_ACCOUNT] = {SERVER("account", T_REF), .hides = HIDE_SHIELD, .unset = true, .ref = &rec_account},
	[CONTRIBUTION_VOICE] = {.name = "voice", .type = &T_RADIO, .privacy = PRIV_PERSONAL,
		.label = N_("Whose words are these?"), .missing = N_("Choose whose words these are"),
		.choices = voices},
	[CONTRIBUTION_WHO] = {SERVER("who", T_LINE),
		.sealed = true, .unset = true, .hides = HIDE_SHIELD, .label = N_("Who")},
	[CONTRIBUTION_FAMILY] = {SERVER("family", T_LINE),
		.sealed = true, .unset = true, .hides = HIDE_SHIELD | HIDE_GUARDIANS,
		.label = N_("Name of the parent or pupil")},
	/* Empty: it is a recording that does not count yet. */
	[CONTRIBUTION_WORDS] = {.name = "words", .type = &T_LINES, .need = NEED_OPTIONAL, .hides = HIDE_HEALTH, .min = 2,
		.max = 3000, .label = N_("What do you want to say?")},
	[CONTRIBUTION_BY] = {SERVER("written_by", T_LINE), .sealed = true, .unset = true, .hides = HIDE_SHIELD,
		.label = N_("Written down by")},
	[CONTRIBUTION_AT] = {SERVER("said_at", T_INSTANT), .label = N_("Said on")},
	RECORDING(CONTRIBUTION_FILE_TYPE, HIDE_HEALTH | HIDE_SHIELD, HIDE_HEALTH, WRITES),
};

enum meeting_voice contribution_voice(const struct row *r)
{
	enum meeting_voice i = 0;
	while (i < SPEAKS__N && !str_is(row_text(r, &contribution_fields[CONTRIBUTION_VOICE]), voices[i].code))
		i++;
	return i;
}

/* Sharing says from when the family reads it, and changes nothing else. */
static bool opens_only(const struct given *g)
{
	const struct record *rec = g->row->rec;
	for (size_t i = 0; g->before != NULL && i < rec->n; i++)
		if (&rec->fields[i] != rec->opens && !val_eq(row_at(g->before, i), row_at(g->row, i)))
			return false;
	return g->before != NULL && rec->opens != NULL;
}

/* What is in the report stays as it was shared. */
static void piece_check(const struct given *g, struct reasons *out)
{
	const struct beside *of = given_beside(g, &rec_meeting);
	open_meeting(g, out);
	if (of->n == 1 && flow_state(&of->v[0]) == MEETING_REPORT && !opens_only(g))
		reason_add(out, NULL, N_("The report is shared. First open it to be corrected"));
}

/* A recording is read back and taken back by its giver also when the report is shared already. */
static bool by_its_giver(const struct given *g)
{
	return g->before != NULL && recording_is(g->row) && row_int(g->row, g->row->rec->own) == g->account;
}

static void contribution_check(const struct given *g, struct reasons *out)
{
	if (by_its_giver(g))
		open_meeting(g, out);
	else
		piece_check(g, out);
	if (row_text(g->row, &contribution_fields[CONTRIBUTION_WORDS]).n == 0 && !held_is(g->row))
		reason_add(out, &contribution_fields[CONTRIBUTION_WORDS], N_("Write what you want to say"));
}

static const struct field *const written_fields[] = {&contribution_fields[CONTRIBUTION_WRITTEN_OUT]};
static const struct form_def form_written = {
	.name = "contribution-written", .fields = written_fields, .n = 1, .must = MUST(0),
	.submit = N_("Save what it says")};
const struct transition contribution_flow[RECORDING_STEPS] = {RECORDING_FLOW(WRITES, form_written, recording_meant)};

const struct record rec_contribution = {
	.name = "contribution", .label = N_("What someone says"), .fields = contribution_fields, .n = CONTRIBUTION__N,
	.part = PART_KNOOPPUNT, .route = &contribution_fields[CONTRIBUTION_ROUTE],
	.parent = &contribution_fields[CONTRIBUTION_MEETING], .sees = sees_meeting, .n_sees = 1,
	.own = &contribution_fields[CONTRIBUTION_ACCOUNT], .check = contribution_check,
	.state = &contribution_fields[CONTRIBUTION_STATE], .ends = RECORDING_BIT(WITHDRAWN),
	.flow = contribution_flow, .n_flow = RECORDING_STEPS,
	.made = N_("Someone said something for the talk together"),
};

/* ---- the seven cards ---- */

static const struct choice abouts[] = {
	{"kind", N_("The child"), NULL},
	{"groep", N_("The group"), NULL},
	{"leerkracht", N_("The teacher"), NULL},
	{"gebouw", N_("The building or the material"), NULL},
	{"rooster", N_("The timetable"), NULL},
	{"thuis", N_("Home or care"), NULL},
	{NULL, NULL, NULL},
};
enum { ABOUT_CONTEXT_FIRST = 1, ABOUT_CONTEXT_LAST = 4 };

static const struct choice verdicts[] = {
	{"geprobeerd", N_("Tried"), NULL},
	{"proberen", N_("We will try it"), NULL},
	{"past-niet", N_("Does not fit"), NULL},
	{NULL, NULL, NULL},
};

const struct field solution_fields[SOLUTION__N] = {
	[SOLUTION_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[SOLUTION_MEETING] = {PIECE()},
	[SOLUTION_PLACE] = {SERVER("place", T_NUMBER)},
	[SOLUTION_WHAT] = {.name = "what", .type = &T_LINE, .privacy = PRIV_PERSONAL, .sealed = true,
		.hides = HIDE_HEALTH | HIDE_SHIELD, .max = 200, .by = WRITES, .label = N_("Which solution?"),
		.missing = N_("Write the solution in a few words")},
	[SOLUTION_ABOUT] = {.name = "about", .type = &T_CHOICE, .privacy = PRIV_PERSONAL, .by = WRITES,
		.label = N_("It changes something in"), .missing = N_("Choose what it changes"), .choices = abouts},
	[SOLUTION_VERDICT] = {.name = "verdict", .type = &T_CHOICE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = WRITES, .label = N_("What do we think of it?"), .choices = verdicts},
	[SOLUTION_WHY] = {.name = "why", .type = &T_LINES, .need = NEED_OPTIONAL, .hides = HIDE_HEALTH, .max = 600,
		.by = WRITES, .label = N_("What did it bring, or why not?")},
	[SOLUTION_SOURCE] = {SERVER("source", T_LINE), .sealed = true, .unset = true, .label = N_("From")},
	[SOLUTION_SOURCE_ON] = {SERVER("source_on", T_DATE), .unset = true, .label = N_("On")},
	[SOLUTION_OPENS] = {OPENS()},
};

static int place_in(const struct row *r, const struct field *f)
{
	int i = 0;
	while (f->choices[i].code != NULL && !str_is(row_text(r, f), f->choices[i].code))
		i++;
	return f->choices[i].code == NULL ? -1 : i;
}

bool solution_is_context(const struct row *r)
{
	int i = place_in(r, &solution_fields[SOLUTION_ABOUT]);
	return i >= ABOUT_CONTEXT_FIRST && i <= ABOUT_CONTEXT_LAST;
}

bool solution_is_done(const struct row *r)
{
	int i = place_in(r, &solution_fields[SOLUTION_VERDICT]);
	bool told = row_text(r, &solution_fields[SOLUTION_WHY]).n > 0;
	return i == 0 ? told || row_text(r, &solution_fields[SOLUTION_SOURCE]).n > 0 : i == 1 || (i > 0 && told);
}

const struct record rec_solution = {
	.name = "solution", .label = N_("Solution"), .api = "oplossingen", .fields = solution_fields, .n = SOLUTION__N,
	.title = &solution_fields[SOLUTION_WHAT], OF_MEETING(solution), .check = piece_check,
	.opens = &solution_fields[SOLUTION_OPENS],
};

/* ---- actions ---- */

static const struct choice sides[] = {
	{"school", N_("School"), NULL},
	{"ouders", N_("Parents"), NULL},
	{"swv", N_("Partnership"), NULL},
	{"voorschool", N_("Preschool"), NULL},
	{"voorziening", N_("Group arrangement"), NULL},
	{"partner", N_("Partner"), NULL},
	{NULL, NULL, NULL},
};

const struct field action_fields[ACTION__N] = {
	[ACTION_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[ACTION_MEETING] = {PIECE()},
	[ACTION_WHAT] = {.name = "what", .type = &T_LINE, .privacy = PRIV_PERSONAL,
		.sealed = true, .hides = HIDE_SHIELD, .min = 3,
		.max = 160, .by = WRITES, .label = N_("What will be done?"),
		.hint = N_("Without anything about health: it stands on a work list"),
		.missing = N_("Write what will be done")},
	[ACTION_OWNER] = {SERVER("owner", T_REF), .unset = true, .hides = HIDE_SHIELD, .ref = &ref_many},
	[ACTION_OWNER_NAME] = {SERVER("owner_name", T_LINE), .unset = true, .hides = HIDE_SHIELD, .label = N_("Who")},
	[ACTION_SIDE] = {SERVER("side", T_CHOICE), .label = N_("On the side of"), .choices = sides},
	[ACTION_BY] = {.name = "by_day", .type = &T_DATE, .privacy = PRIV_PERSONAL, .by = WRITES,
		.label = N_("By which date?"), .missing = N_("Enter the day by which it is done")},
	[ACTION_DONE] = {SERVER("done_on", T_DATE), .unset = true, .label = N_("Done on")},
	[ACTION_RESULT] = {.name = "result", .type = &T_LINES, .need = NEED_OPTIONAL, .hides = HIDE_HEALTH, .max = 600,
		.label = N_("What came out of it?")},
	[ACTION_OPENS] = {OPENS()},
};

static bool is_to_do(const struct row *r)
{
	return row_val(r, &action_fields[ACTION_DONE]).type == VAL_NULL;
}

bool action_was_cut_off(const struct row *child, const struct row *action)
{
	return is_to_do(action) && child->rec != NULL && route_is_done(child);
}

static struct str by_day(struct arena *a, const struct row *r)
{
	return date_iso(a, (int32_t)row_int(r, &action_fields[ACTION_BY]));
}

static int64_t acting_side(const struct row *r)
{
	return place_in(r, &action_fields[ACTION_SIDE]) + 1;
}

static const struct work work = {
	.mark = WORK_ACTION, .code = "actie", .label = N_("Agreed on in a talk"), .page = "/knooppunt",
	.what = &action_fields[ACTION_WHAT], .by = &action_fields[ACTION_BY],
	.because = N_("It was agreed on together in a talk"), .side = acting_side, .rests = route_is_done,
};

static const struct field *const columns[] = {
	&action_fields[ACTION_ROUTE], &action_fields[ACTION_WHAT], &action_fields[ACTION_OWNER_NAME],
	&action_fields[ACTION_BY],
};

/* On the list of its owner, and of who guides the child and waits for it. */
#define REL(k) (UINT32_C(1) << REL_##k)
static const struct list lists[] = {
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_KNOOPPUNT,
	 .kinds = REL(SUPERVISES) | REL(CONTACT) | REL(ASSIGNED) | REL(SUBSTITUTE) | REL(PRESCHOOL),
	 .whose = &action_fields[ACTION_OWNER], .open = is_to_do, .key = by_day, .work = &work, .columns = columns,
	 .n_columns = sizeof columns / sizeof *columns},
};

/* An action can still be done after the talk was closed. */
static void action_check(const struct given *g, struct reasons *out)
{
	const struct beside *of = given_beside(g, &rec_meeting);
	int state = of->n == 1 ? flow_state(&of->v[0]) : MEETING_CANCELLED;
	if (state == MEETING_CANCELLED)
		reason_add(out, NULL, N_("This talk did not go on"));
	if (state == MEETING_PLANNED || state == MEETING_INVITED)
		reason_add(out, NULL, N_("First hold the talk. Then agree on who does what"));
}

const struct record rec_action = {
	.name = "action", .label = N_("Agreed on in a talk"), .api = "acties", .fields = action_fields, .n = ACTION__N,
	.title = &action_fields[ACTION_WHAT], OF_MEETING(action), .check = action_check,
	.opens = &action_fields[ACTION_OPENS],
	.lists = lists, .n_lists = 1, .made = N_("An action was agreed on"),
};

/* ---- what the child needs ---- */

static const struct choice needed_kinds[] = {
	{"doel", N_("A goal"), NULL},
	{"hulp", N_("Support"), NULL},
	{NULL, NULL, NULL},
};

static const struct choice reached[] = {
	{"ja", N_("Reached"), NULL},
	{"deels", N_("Partly reached"), NULL},
	{"nee", N_("Not reached"), NULL},
	{NULL, NULL, NULL},
};

#define TEACHES (UINT32_C(1) << ROLE_TEACHER)
const struct field needed_fields[NEEDED__N] = {
	[NEEDED_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[NEEDED_MEETING] = {PIECE()},
	[NEEDED_KIND] = {.name = "kind", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .by = WRITES,
		.label = N_("Is it a goal or support?"), .missing = N_("Choose whether it is a goal or support"),
		.choices = needed_kinds},
	[NEEDED_WHAT] = {.name = "what", .type = &T_LINE, .privacy = PRIV_PERSONAL, .sealed = true, .hides = HIDE_SHIELD,
		.min = 3, .max = 300, .by = WRITES, .label = N_("What does the child need?"),
		.hint = N_("What helps the child do better, without a diagnosis"),
		.missing = N_("Write what the child needs")},
	[NEEDED_CARE] = {.name = "care_goal", .type = &T_LINE, .need = NEED_OPTIONAL, .hides = HIDE_HEALTH, .max = 300,
		.by = WRITES, .label = N_("Which care goal belongs to it?"),
		.hint = N_("Help from outside school that serves this goal")},
	[NEEDED_PROVIDER] = {.name = "provider", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .hides = HIDE_SHIELD, .max = 120, .by = WRITES, .label = N_("Who gives that help?")},
	[NEEDED_REACHED] = {.name = "reached", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = TEACHES, .label = N_("Is the goal reached in class?"), .choices = reached},
	[NEEDED_REACHED_ON] = {SERVER("reached_on", T_DATE), .unset = true, .label = N_("Said on")},
	[NEEDED_OPENS] = {OPENS()},
	/* Since when it stands beside the plan. */
	[NEEDED_PROPOSED] = {SERVER("proposed", T_DATE), .unset = true},
};

/* What goes to the plan is what was agreed on at the table; later only the teacher says whether it is reached. */
static void needed_in_time(const struct given *g, struct reasons *out)
{
	const struct beside *of = given_beside(g, &rec_meeting);
	if (g->is_new && of->n == 1 && flow_state(&of->v[0]) != MEETING_HELD)
		reason_add(out, NULL, N_("What the child needs is written down at the talk. First open the report to be "
		           "corrected"));
}

static void needed_check(const struct given *g, struct reasons *out)
{
	needed_in_time(g, out);
	if (row_val(g->row, &needed_fields[NEEDED_PROVIDER]).type != VAL_NULL &&
	    row_val(g->row, &needed_fields[NEEDED_CARE]).type == VAL_NULL)
		reason_add(out, &needed_fields[NEEDED_CARE], N_("Write which care goal belongs to it"));
	if (row_val(g->row, &needed_fields[NEEDED_CARE]).type != VAL_NULL &&
	    !str_is(row_text(g->row, &needed_fields[NEEDED_KIND]), needed_kinds[0].code))
		reason_add(out, &needed_fields[NEEDED_KIND], N_("A care goal belongs to a goal at school. Choose a "
		    "goal"));
}

const struct record rec_needed = {
	.name = "needed", .label = N_("What the child needs"), .fields = needed_fields, .n = NEEDED__N,
	.title = &needed_fields[NEEDED_WHAT], .part = PART_CARD, .route = &needed_fields[NEEDED_ROUTE],
	.parent = &needed_fields[NEEDED_MEETING], .check = needed_check, .sees = sees_meeting, .n_sees = 1,
	.opens = &needed_fields[NEEDED_OPENS],
};
