/* A request about what is kept of someone: received, taken up, answered in a month, or in three when that was told in
 * time (PRI-17, AVG article 12). */
#include "rights_pages.h"

#include "date.h"
#include "flow.h"
#include "outbox.h"
#include "people.h"
#include "route.h"

#define F(f) (&request_fields[REQUEST_##f])
#define ROLE(r) (UINT32_C(1) << ROLE_##r)
#define BIT(s) (UINT32_C(1) << REQUEST_##s)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define FAMILY (ROLE(PARENT) | ROLE(PUPIL))

static const struct choice states[REQUEST_STATES + 1] = {
	[REQUEST_IN] = {"ontvangen", N_("Received"), NULL},
	[REQUEST_BUSY] = {"bezig", N_("Being answered"), NULL},
	[REQUEST_READY] = {"klaar", N_("Ready: waits for a second look"), NULL},
	[REQUEST_GIVEN] = {"gegeven", N_("Given"), NULL},
	[REQUEST_DONE] = {"gedaan", N_("Done as was asked"), NULL},
	[REQUEST_REFUSED] = {"geweigerd", N_("Not done, with the reason"), NULL},
	[REQUEST_BACK] = {"ingetrokken", N_("Taken back"), NULL},
	[REQUEST_ERASING] = {"te-wissen", N_("Agreed: waits for a second person, and is then destroyed"), NULL},
};

/* What may be destroyed on request as a whole: of the others a law keeps each (retain_duty). */
static const struct choice gone_parts[] = {
	{"swv", N_("Partnership"), NULL},
	{"deskundig", N_("Experts"), NULL},
	{"voorschool", N_("Preschool"), NULL},
	{NULL, NULL, NULL},
};

const struct choice request_kinds[ASKS__N + 1] = {
	[ASKS_ACCESS] = {"inzage", N_("I want to see everything that you keep"),
		N_("You get a copy, also of what does not stand on these pages")},
	[ASKS_CORRECTION] = {"correctie", N_("Something is not right"),
		N_("It is changed, or you hear why not")},
	[ASKS_ERASURE] = {"wissen", N_("I want something to be deleted"),
		N_("Some things must be kept by law. Then you hear which law")},
	[ASKS_LIMIT] = {"beperking", N_("Do not use something for a while"),
		N_("For example until it is clear whether it is right")},
	[ASKS_OBJECTION] = {"bezwaar", N_("I do not want you to use this"), N_("Tell why this is so in your situation")},
	[ASKS_CARRY] = {"meenemen", N_("I want to take it along to another place"),
		N_("You get a file that another program can read")},
};

static const struct choice whos[] = {
	{"ouder", N_("Parent or guardian with authority"), NULL},
	{"leerling", N_("Pupil of 16 or older"), NULL},
	{"namens", N_("Someone who acts for them, with a letter"), NULL},
	{"ander", N_("Someone else, about themselves"), NULL},
	{NULL, NULL, NULL},
};

static const struct choice identities[] = {
	{"bekend", N_("We know this person at school or at work"), NULL},
	{"bewijs", N_("We saw an identity card, and made no copy"), NULL},
	{"gesprek", N_("We called back on the number we know"), NULL},
	{NULL, NULL, NULL},
};

const struct choice request_grounds[] = {
	{"bewaarplicht", N_("The law says that it must be kept"), NULL},
	{"klopt", N_("We looked into it, and it is right"), NULL},
	{"oordeel", N_("It is the judgement of an expert, which stays as it was given"), NULL},
	{"anderen", N_("It would harm the rights of someone else (AVG article 15, paragraph 4; UAVG article 41)"), NULL},
	{"taak", N_("We need it for our task by law"), NULL},
	{"onbekend", N_("We could not see who asks"), NULL},
	{"teveel", N_("The same was asked and answered a short time ago"), NULL},
	{NULL, NULL, NULL},
};

const struct field request_fields[REQUEST__N] = {
	[REQUEST_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[REQUEST_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[REQUEST_ORG] = {SERVER("org", T_REF), .ref = &rec_organisation, .hides = HIDE_ADDRESS | HIDE_SHIELD},
	[REQUEST_ORG_NAME] = {SERVER("org_name", T_LINE), .hides = HIDE_ADDRESS | HIDE_SHIELD, .label = N_("Answered by")},
	[REQUEST_ORG_KIND] = {SERVER("org_kind", T_LINE)},
	/* Empty: it came on paper from who has no account here. */
	[REQUEST_ASKER] = {SERVER("asker", T_REF), .unset = true, .ref = &rec_account},
	[REQUEST_WHO] = {.name = "who", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .choices = whos,
		.label = N_("Who asks?"), .missing = N_("Choose who asks")},
	[REQUEST_NAME] = {.name = "asker_name", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.max = 120, .label = N_("Name of who asks")},
	[REQUEST_IDENTITY] = {.name = "identity", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = ANSWERS, .choices = identities, .label = N_("How do you know that it is this person?")},
	[REQUEST_KIND] = {.name = "kind", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .choices = request_kinds,
		.label = N_("What is asked?"), .missing = N_("Choose what you want")},
	[REQUEST_PLACE] = {.name = "place", .type = &T_LINE, .need = NEED_OPTIONAL, .max = 200,
		.label = N_("Where does it stand?"), .hint = N_("For example: the plan, under What goes well")},
	[REQUEST_WORDS] = {.name = "words", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 3000,
		.label = N_("Tell it in your own words")},
	[REQUEST_RECEIVED] = {.name = "received", .type = &T_DATE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.label = N_("Received on")},
	[REQUEST_MORE] = {SERVER("more", T_NUMBER), .min = 0, .max = 2},
	[REQUEST_MORE_WHY] = {.name = "more_why", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 1000, .by = ANSWERS,
		.label = N_("Why does it take longer?"), .hint = N_("Who asked reads this")},
	[REQUEST_CUT_BY] = {SERVER("cut_by", T_REF), .unset = true, .ref = &rec_account, .hides = HIDE_SHIELD},
	[REQUEST_READY_BY] = {SERVER("ready_by", T_REF), .unset = true, .ref = &rec_account, .hides = HIDE_SHIELD},
	[REQUEST_ANSWER] = {.name = "answer", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 3000, .by = ANSWERS,
		.label = N_("Your answer"), .hint = N_("Who asked reads this. Tell what was done, and where")},
	[REQUEST_GROUND] = {.name = "ground", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = ANSWERS, .choices = request_grounds, .label = N_("Why not?")},
	[REQUEST_REASON] = {.name = "reason", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 3000, .by = ANSWERS,
		.label = N_("The reason in your own words"), .hint = N_("Who asked reads this")},
	[REQUEST_GONE_PART] = {.name = "gone_part", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = ANSWERS, .choices = gone_parts, .label = N_("What is destroyed?"),
		.hint = N_("All that stands in it about this child. A second person confirms it; then nothing brings it back")},
	[REQUEST_ANSWERED_ON] = {SERVER("answered_on", T_DATE), .unset = true, .label = N_("Answered on")},
	[REQUEST_ANSWERED_BY] = {SERVER("answered_by", T_LINE), .unset = true, .hides = HIDE_SHIELD,
		.label = N_("Answered by this person")},
	[REQUEST_DUE] = {SERVER("due", T_DATE), .unset = true, .label = N_("Answer at the latest")},
	[REQUEST_DUE_TERM] = {SERVER("due_term", T_LINE), .unset = true},
};

enum request_kind request_kind_of(struct str code)
{
	for (size_t k = 0; k < ASKS__N; k++)
		if (str_is(code, request_kinds[k].code))
			return (enum request_kind)k;
	BUG("a request of no kind");
}

enum request_kind request_kind(const struct row *r)
{
	return request_kind_of(row_text(r, F(KIND)));
}

bool request_gives(const struct row *r)
{
	enum request_kind k = request_kind(r);
	return k == ASKS_ACCESS || k == ASKS_CARRY;
}

/* ---- what must hold ---- */

void rights_needs(const struct given *g, struct reasons *out, const struct field *f, const char *text)
{
	if (row_val(g->row, f).type == VAL_NULL)
		reason_add(out, f, text);
}

static void check(const struct given *g, struct reasons *out)
{
	if (!request_gives(g->row))
		rights_needs(g, out, F(WORDS), N_("Write what it is about"));
	if (request_kind(g->row) == ASKS_CORRECTION)
		rights_needs(g, out, F(PLACE), N_("Write where it stands"));
	if (row_int(g->row, F(RECEIVED)) > g->today)
		reason_add(out, F(RECEIVED), N_("This day is still to come. Enter the day on which it happened"));
}

static bool on_paper(const struct row *r)
{
	return row_int(r, F(ASKER)) == 0;
}

static bool by_account(const struct row *r)
{
	return !on_paper(r);
}

static bool not_gives(const struct row *r)
{
	return !request_gives(r);
}

static bool erases(const struct row *r)
{
	return request_kind(r) == ASKS_ERASURE;
}

static bool not_longer(const struct row *r)
{
	return row_int(r, F(MORE)) == 0;
}

/* Nobody learns anything before it is known that they may (AVG article 12, paragraph 6). */
static void may_take_paper(const struct given *g, struct reasons *out)
{
	rights_needs(g, out, F(IDENTITY), N_("First see who asks: choose how you know"));
}

void rights_may_extend(const struct given *g, struct reasons *out, const struct field *more, const struct field *due,
                       const struct field *why)
{
	const struct row *was = g->before == NULL ? g->row : g->before;
	if (row_int(was, more) != 0)
		reason_add(out, NULL, N_("It was made longer already. Once is the most"));
	else if (row_val(was, due).type == VAL_INT && row_int(was, due) < g->today)
		reason_add(out, NULL, N_("The month is over. It could only be made longer before that"));
	rights_needs(g, out, why, N_("Write why it takes longer"));
}

static void may_extend(const struct given *g, struct reasons *out)
{
	rights_may_extend(g, out, F(MORE), F(DUE), F(MORE_WHY));
}

static void may_give(const struct given *g, struct reasons *out)
{
	const struct beside *b = given_beside(g, &rec_rights_copy);
	for (size_t i = 0; i < b->n; i++)
		if (row_int(&b->v[i], &copy_fields[COPY_REQUEST]) == g->row->id)
			return;
	reason_add(out, NULL, N_("First put the copy together"));
}

static void may_grant(const struct given *g, struct reasons *out)
{
	rights_needs(g, out, F(ANSWER), N_("Write what was done, and where"));
}

static void may_refuse(const struct given *g, struct reasons *out)
{
	rights_needs(g, out, F(GROUND), N_("Choose why not"));
	rights_needs(g, out, F(REASON), N_("Write the reason, so that who asked understands it"));
}

/* ---- what a step does besides ---- */

static enum err made_longer(struct change *c, const struct row *at)
{
	change_set(c, at->rec, at->id, F(MORE), val_int(RIGHTS_MORE_MONTHS));
	return OK;
}

static void tell(struct change *c, const struct row *at)
{
	const struct act *act = change_act(c);
	if (row_int(at, F(ASKER)) != 0)
		outbox_put(c, &(struct notice){.kind = NOTICE_WAITING, .account = row_int(at, F(ASKER)), .minutes = 5,
		                               .route = row_int(at, F(ROUTE)),
		                               .once = str_printf(act->a, "rights:%lld", (long long)at->id)});
}

static enum err answered(struct change *c, const struct row *at)
{
	const struct act *act = change_act(c);
	change_set(c, at->rec, at->id, F(ANSWERED_ON), val_int(instant_date(change_now(c))));
	change_set(c, at->rec, at->id, F(ANSWERED_BY), val_text(act->viewer->name));
	tell(c, at);
	return OK;
}

static enum err ready(struct change *c, const struct row *at)
{
	change_set(c, at->rec, at->id, F(READY_BY), val_int(change_act(c)->viewer->account));
	return OK;
}

static const struct stmt stmt_copy = {
	"SELECT id FROM rights_copy WHERE request = $1 ORDER BY id DESC LIMIT 1", "i", "i"};

static const struct stmt stmt_cut_by = {
	"SELECT 1 FROM rights_cut WHERE request = $1 AND by_account = $2 LIMIT 1", "ii", "i"};

enum err request_cut_by(struct act *act, const struct row *request, bool *yes)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_cut_by, DB_ARGS(val_int(request->id), val_int(act->viewer->account)), &r);
	*yes = e == OK && r->n > 0;
	return e;
}

/* What was blacked out by one is looked at by another (practice 29): whoever left out anything that is left out now
 * does not give it, also when a colleague was the last. From here who asked reads the last copy. */
static enum err given(struct change *c, const struct row *at)
{
	struct act *act = change_act(c);
	const struct rows *r;
	bool cut;
	enum err e = request_cut_by(act, at, &cut);
	if (e == OK && cut)
		e = ERR_DENIED;
	if (e == OK)
		e = act_exec(act, &stmt_copy, DB_ARGS(val_int(at->id)), &r);
	if (e == OK && r->n > 0 && row_int(at, F(ASKER)) != 0)
		change_set(c, &rec_rights_copy, rows_int(r, 0, 0), &copy_fields[COPY_FOR], val_int(row_int(at, F(ASKER))));
	return e == OK ? answered(c, at) : e;
}

#define FORM(word, text, demands, ...) \
	static const struct field *const word##_fields[] = {__VA_ARGS__}; \
	static const struct form_def form_##word = {.name = "rights-" #word, .fields = word##_fields, \
		.n = sizeof word##_fields / sizeof *word##_fields, .must = demands, .drafts = true, .submit = text}
FORM(identity, N_("Take it up"), MUST(0), F(IDENTITY));
FORM(longer, N_("Tell that it takes longer"), MUST(0), F(MORE_WHY));
FORM(granted, N_("It was done: send this answer"), MUST(0), F(ANSWER));
FORM(agreed, N_("Agree: prepare it for a second person"), MUST(0), F(GONE_PART));
FORM(refused, N_("Send this answer"), MUST_FIRST(2), F(GROUND), F(REASON));

const struct transition request_flow[REQUEST_STEPS] = {
	[REQUEST_TAKE] = {.name = "oppakken", .label = N_("Take it up"), .done = N_("You take it up"), .from = BIT(IN),
		.to = REQUEST_BUSY, .by = ANSWERS, .applies = by_account, .undo = true},
	[REQUEST_TAKE_PAPER] = {.name = "wie-vraagt", .label = N_("See who asks, and take it up"),
		.done = N_("You take it up"), .from = BIT(IN), .to = REQUEST_BUSY, .by = ANSWERS, .applies = on_paper,
		.form = &form_identity, .guard = may_take_paper},
	[REQUEST_PREPARE] = {.name = "klaarzetten", .label = N_("Put the copy ready for a second look"),
		.done = N_("The copy is ready. A colleague looks at it and gives it"), .from = BIT(BUSY), .to = REQUEST_READY,
		.by = ANSWERS, .applies = request_gives, .effect = ready},
	[REQUEST_GIVE] = {.name = "geven", .label = N_("I looked at the copy: give it"),
		.done = N_("The copy is given"), .from = BIT(READY), .to = REQUEST_GIVEN, .by = ANSWERS,
		.applies = request_gives, .guard = may_give, .effect = given},
	[REQUEST_REOPEN] = {.name = "terug", .label = N_("Something must be changed in it"),
		.done = N_("It can be changed again"), .from = BIT(READY), .to = REQUEST_BUSY, .back = true, .by = ANSWERS},
	[REQUEST_GRANT] = {.name = "gedaan", .label = N_("It is done as was asked"), .done = N_("The answer is sent"),
		.from = BIT(BUSY), .to = REQUEST_DONE, .by = ANSWERS, .applies = not_gives, .form = &form_granted,
		.guard = may_grant, .effect = answered},
	[REQUEST_AGREE] = {.name = "wissen", .label = N_("Agree: have it destroyed"),
		.done = N_("Agreed. The privacy officer looks at it and confirms it"), .from = BIT(BUSY), .to = REQUEST_ERASING,
		.by = ANSWERS, .applies = erases, .form = &form_agreed, .guard = request_may_agree, .effect = request_agreed},
	[REQUEST_REFUSE] = {.name = "weigeren", .label = N_("It is not done, and this is why"),
		.done = N_("The answer is sent"), .from = BIT(BUSY), .to = REQUEST_REFUSED, .back = true, .by = ANSWERS,
		.form = &form_refused, .guard = may_refuse, .effect = answered},
	[REQUEST_EXTEND] = {.name = "verlengen", .label = N_("It takes longer: two months more"),
		.done = N_("Who asked hears that it takes longer, and why"), .from = BIT(BUSY), .to = REQUEST_BUSY,
		.by = ANSWERS, .applies = not_longer, .form = &form_longer, .guard = may_extend, .effect = made_longer},
	[REQUEST_WITHDRAW] = {.name = "intrekken", .label = N_("Take my question back"),
		.done = N_("Your question is taken back"), .from = BIT(IN) | BIT(BUSY) | BIT(READY) | BIT(ERASING),
		.to = REQUEST_BACK, .back = true,
		.by = FAMILY},
};

static const struct term terms[] = {
	{.name = "answer", .rule = "PRI-17", .from = F(RECEIVED), .states = BIT(IN) | BIT(BUSY) | BIT(READY) | BIT(ERASING),
	 .what = N_("Answer what was asked about the data"), .more = F(MORE)},
};

/* ---- on the work list of who answers ---- */

bool request_open(const struct row *r)
{
	return (rec_rights_request.ends >> flow_state(r) & 1) == 0;
}

static bool is_open(const struct row *r)
{
	return request_open(r) && row_val(r, F(DUE)).type == VAL_INT;
}

static struct str by_due(struct arena *a, const struct row *r)
{
	return date_iso(a, (int32_t)row_int(r, F(DUE)));
}

static int64_t side(const struct row *r)
{
	static const struct {
		const char *kind;
		enum side side;
	} sides[] = {{"swv", SIDE_SWV}, {"preschool", SIDE_PRESCHOOL}, {"provision", SIDE_PROVISION},
	             {"municipality", SIDE_PARTNER}};
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		if (str_is(row_text(r, F(ORG_KIND)), sides[i].kind))
			return sides[i].side;
	return SIDE_SCHOOL;
}

static const struct work work = {.mark = WORK_RIGHTS, .code = "verzoek", .label = N_("Request about the data"),
	.page = "/gegevens", .because = N_("Who asks about the own data gets an answer"), .side = side};
static const struct field *const columns[] = {F(ROUTE), F(KIND), F(STATE), F(DUE)};
#define REL(k) (UINT32_C(1) << REL_##k)
/* Never of own family: what one of them asks is not on the list of the other. */
static const struct list lists[] = {
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_VERZOEK,
	 .kinds = REL(SUPERVISES) | REL(CONTACT) | REL(SUBSTITUTE) | REL(DECIDES) | REL(PRESCHOOL) | REL(ASSIGNED) |
	          REL(SECRETARIAT) | REL(PLACED) | REL(LEERPLICHT),
	 .open = is_open, .key = by_due, .work = &work, .columns = columns, .n_columns = 4},
};

static const struct record *const sees[] = {&rec_rights_copy};

const struct record rec_rights_request = {
	.name = "rights_request", .label = N_("Request about the data"), .fields = request_fields, .n = REQUEST__N,
	.title = F(KIND), .part = PART_VERZOEK, .route = F(ROUTE), .of_org = F(ORG), .own = F(ASKER), .apart = true,
	.check = check, .sees = sees, .n_sees = 1, .state = F(STATE),
	.ends = BIT(GIVEN) | BIT(DONE) | BIT(REFUSED) | BIT(BACK), .flow = request_flow, .n_flow = REQUEST_STEPS,
	.terms = terms, .n_terms = 1, .due = F(DUE), .due_term = F(DUE_TERM), .lists = lists, .n_lists = 1,
};

/* ---- what is left out, and the copy ---- */

static const struct choice reasons[] = {
	{"ander", N_("It is about someone else"), NULL},
	{"bron", N_("It shows who told something in confidence"), NULL},
	{"kind", N_("It could harm the child"), NULL},
	{"onderzoek", N_("It would stand in the way of an inquiry by the authorities"), NULL},
	{NULL, NULL, NULL},
};

#define C(f) (&cut_fields[CUT_##f])
const struct field cut_fields[CUT__N] = {
	[CUT_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[CUT_REQUEST] = {SERVER("request", T_REF), .ref = &rec_rights_request},
	[CUT_ORG] = {SERVER("org", T_REF), .ref = &rec_organisation},
	[CUT_BY] = {SERVER("by_account", T_REF), .ref = &rec_account},
	[CUT_RECORD] = {SERVER("record_name", T_LINE)},
	[CUT_PIECE] = {SERVER("piece", T_LINE)},
	[CUT_FIELD] = {SERVER("field_name", T_LINE)},
	[CUT_WORDS] = {.name = "words", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 4000, .by = ANSWERS,
		.label = N_("Which words are about someone else?"),
		.hint = N_("A name, a word or a sentence on each line, as it stands in the text above")},
	[CUT_ALL] = {.name = "cut_all", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = ANSWERS,
		.label = N_("Leave all of it out")},
	[CUT_REASON] = {.name = "reason", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .by = ANSWERS, .choices = reasons,
		.label = N_("Why is it left out?"), .missing = N_("Choose why it is left out")},
};

static void cut_check(const struct given *g, struct reasons *out)
{
	if (row_text(g->row, C(WORDS)).n == 0 && row_int(g->row, C(ALL)) == 0)
		reason_add(out, C(WORDS), N_("Write which words are left out, or tick that all of it is"));
}

/* `own` names who wrote it down, who is no family: with `apart` no family reads it. */
const struct record rec_rights_cut = {
	.name = "rights_cut", .label = N_("Left out of a copy"), .fields = cut_fields, .n = CUT__N, .part = PART_VERZOEK,
	.route = C(ROUTE), .parent = C(REQUEST), .of_org = C(ORG), .own = C(BY), .apart = true, .check = cut_check,
};

#define P(f) (&copy_fields[COPY_##f])
const struct field copy_fields[COPY__N] = {
	[COPY_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[COPY_REQUEST] = {SERVER("request", T_REF), .ref = &rec_rights_request},
	[COPY_ORG] = {SERVER("org", T_REF), .ref = &rec_organisation},
	/* Empty until it is given: nobody of the family reads it before. */
	[COPY_FOR] = {SERVER("for_account", T_REF), .unset = true, .ref = &rec_account},
	[COPY_TEXT] = {.name = "copy_text", .type = &T_LINES, .need = NEED_SERVER},
	[COPY_MADE_BY] = {SERVER("made_by", T_REF), .ref = &rec_account, .hides = HIDE_SHIELD},
	[COPY_MADE_ON] = {SERVER("made_on", T_DATE), .label = N_("Put together on")},
};

const struct record rec_rights_copy = {
	.name = "rights_copy", .label = N_("Copy of what is kept"), .fields = copy_fields, .n = COPY__N,
	.part = PART_VERZOEK, .route = P(ROUTE), .parent = P(REQUEST), .of_org = P(ORG), .own = P(FOR), .apart = true,
};
