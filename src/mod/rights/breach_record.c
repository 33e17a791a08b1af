/* A breach: found, weighed, told to the privacy authority within 72 hours or not and why, told to the people concerned
 * or not and why, measures, closed (AVG articles 33 and 34). */
#include "rights.h"

#include "flow.h"
#include "people.h"

#define F(f) (&breach_fields[BREACH_##f])
#define OFFICER (UINT32_C(1) << ROLE_PRIVACY_OFFICER)
#define BIT(s) (UINT32_C(1) << BREACH_##s)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL

/* Whoever works here may report one (the page asks for no more than that); only the privacy officer of the office that
 * it was sent to reads it, and not even who reported it. */
static const struct access access[] = {{OFFICER, OP_READ | OP_CHANGE | OP_EXPORT, WHERE_OWN}};

static const struct choice states[BREACH_STATES + 1] = {
	[BREACH_REPORTED] = {"gemeld", N_("Reported"), NULL},
	[BREACH_WEIGHED] = {"beoordeeld", N_("Weighed"), NULL},
	[BREACH_DECIDED] = {"besloten", N_("Decided about the authority"), NULL},
	[BREACH_CLOSED] = {"gesloten", N_("Closed"), NULL},
	[BREACH_NO_BREACH] = {"geen", N_("Was no breach"), NULL},
};
static const struct choice kinds[] = {
	{"verkeerd", N_("Sent or given to the wrong person"), NULL},
	{"kwijt", N_("Lost or stolen: a phone, a laptop, paper"), NULL},
	{"meekijken", N_("Someone could see what they may not see"), NULL},
	{"inbraak", N_("Someone came in with a password or a virus"), NULL},
	{"weg", N_("Data are gone or wrong and cannot be brought back"), NULL},
	{"anders", N_("Something else, or I do not know"), NULL},
	{NULL, NULL, NULL},
};
enum { RISK_NONE, RISK_SOME, RISK_HIGH };
static const struct choice risks[] = {
	[RISK_NONE] = {"geen", N_("Unlikely that it harms anyone"), NULL},
	[RISK_SOME] = {"risico", N_("A risk for the people concerned"), N_("Then the authority is told within 72 hours")},
	[RISK_HIGH] = {"hoog", N_("A high risk"), N_("Then the people concerned are told as well, without delay")},
	{NULL, NULL, NULL},
};
static const struct choice yes_no[] = {{"ja", N_("Yes"), NULL}, {"nee", N_("No"), NULL}, {NULL, NULL, NULL}};

#define TYPED(column, t, longest) .name = column, .type = &t, .need = NEED_OPTIONAL, .max = longest, .by = OFFICER
const struct field breach_fields[BREACH__N] = {
	[BREACH_ORG] = {SERVER("org", T_REF), .ref = &rec_organisation},
	[BREACH_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[BREACH_FOUND_ON] = {.name = "found_on", .type = &T_DATE, .privacy = PRIV_PERSONAL,
		.label = N_("On which day was it found?"), .missing = N_("Enter the day on which it was found")},
	[BREACH_FOUND_TIME] = {.name = "found_time", .type = &T_TIME, .privacy = PRIV_PERSONAL,
		.label = N_("At what time?"), .hint = N_("From then the 72 hours count. About is good enough"),
		.missing = N_("Enter about what time it was")},
	[BREACH_KIND] = {.name = "kind", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .choices = kinds,
		.label = N_("What kind of thing is it?"), .missing = N_("Choose what fits best")},
	[BREACH_WHAT] = {.name = "what", .type = &T_LINES, .min = 10, .max = 2000, .label = N_("What happened?"),
		.hint = N_("In a few sentences, without names of children"), .missing = N_("Write what happened")},
	[BREACH_GOES_ON] = {.name = "goes_on", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("It is still going on")},
	[BREACH_BY] = {SERVER("by_account", T_REF), .ref = &rec_account},
	[BREACH_BY_NAME] = {SERVER("by_name", T_LINE), .label = N_("Reported by")},
	[BREACH_AT] = {SERVER("at", T_INSTANT), .label = N_("Reported at")},
	[BREACH_RISK] = {.name = "risk", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = OFFICER,
		.choices = risks, .label = N_("How great is the risk for the people concerned?")},
	[BREACH_DATA] = {TYPED("data", T_LINES, 2000), .label = N_("Which data are they?"),
		.hint = N_("Kinds of data: contact details, health, a plan. No names")},
	[BREACH_PEOPLE] = {.name = "people", .type = &T_NUMBER, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = OFFICER, .min = 0, .max = 1000000, .label = N_("Of about how many people?")},
	[BREACH_EFFECTS] = {TYPED("effects", T_LINES, 2000), .label = N_("What may it lead to for them?")},
	[BREACH_AP] = {.name = "ap", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = OFFICER,
		.choices = yes_no, .label = N_("Was it reported to the Autoriteit Persoonsgegevens?")},
	[BREACH_AP_ON] = {.name = "ap_on", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = OFFICER, .label = N_("On which day?")},
	[BREACH_AP_TIME] = {.name = "ap_time", .type = &T_TIME, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = OFFICER, .label = N_("At what time?")},
	[BREACH_AP_NUMBER] = {.name = "ap_number", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.max = 40, .by = OFFICER, .label = N_("Number of the report")},
	[BREACH_AP_WHY] = {TYPED("ap_why", T_LINES, 2000), .label = N_("If not, or if it was late: why?")},
	[BREACH_TOLD] = {.name = "told", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = OFFICER, .choices = yes_no, .label = N_("Were the people concerned told?")},
	[BREACH_TOLD_ON] = {.name = "told_on", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = OFFICER, .label = N_("On which day were they told?")},
	[BREACH_TOLD_WHY] = {TYPED("told_why", T_LINES, 2000), .label = N_("If not: why not?")},
	[BREACH_MEASURES] = {TYPED("measures", T_LINES, 2000),
		.label = N_("What was done, and what keeps it from happening again?")},
	[BREACH_NONE_WHY] = {TYPED("none_why", T_LINES, 1000), .label = N_("Why is it no breach?")},
	[BREACH_DUE] = {SERVER("due", T_DATE), .unset = true, .label = N_("Before when")},
	[BREACH_DUE_TERM] = {SERVER("due_term", T_LINE), .unset = true},
};

/* ---- what must be there ---- */

static bool empty(const struct given *g, enum breach_field f)
{
	return row_val(g->row, &breach_fields[f]).type == VAL_NULL;
}

static void needs(const struct given *g, struct reasons *out, enum breach_field f, const char *text)
{
	if (empty(g, f))
		reason_add(out, &breach_fields[f], text);
}

static bool says(const struct given *g, enum breach_field f, const char *code)
{
	return str_is(row_text(g->row, &breach_fields[f]), code);
}

static bool to_come(const struct given *g, enum breach_field f)
{
	return !empty(g, f) && row_int(g->row, &breach_fields[f]) > g->today;
}

static void check(const struct given *g, struct reasons *out)
{
	if (to_come(g, BREACH_FOUND_ON))
		reason_add(out, F(FOUND_ON), N_("This day is still to come. Enter the day on which it happened"));
}

static void may_weigh(const struct given *g, struct reasons *out)
{
	needs(g, out, BREACH_RISK, N_("Choose how great the risk is"));
	needs(g, out, BREACH_DATA, N_("Write which data they are"));
	needs(g, out, BREACH_PEOPLE, N_("Enter of about how many people they are"));
	needs(g, out, BREACH_EFFECTS, N_("Write what it may lead to for the people concerned"));
}

/* PRI-16: 72 hours from when it was found, to the minute. */
static bool ap_late(const struct given *g)
{
	enum { DAYS = 3 };
	int64_t last = row_int(g->row, F(FOUND_ON)) + DAYS, on = row_int(g->row, F(AP_ON));
	struct str at = row_text(g->row, F(AP_TIME)), found = row_text(g->row, F(FOUND_TIME));
	return on > last || (on == last && str_cmp(at, found) > 0);
}

static void may_decide(const struct given *g, struct reasons *out)
{
	needs(g, out, BREACH_AP, N_("Choose whether the authority was told"));
	if (says(g, BREACH_AP, "nee") && !says(g, BREACH_RISK, risks[RISK_NONE].code))
		reason_add(out, F(AP), N_("Where there is a risk the authority must be told (AVG article 33)"));
	if (says(g, BREACH_AP, "nee"))
		needs(g, out, BREACH_AP_WHY, N_("Write why the authority is not told"));
	if (!says(g, BREACH_AP, "ja"))
		return;
	needs(g, out, BREACH_AP_ON, N_("Enter on which day the authority was told"));
	needs(g, out, BREACH_AP_TIME, N_("Enter at what time the authority was told"));
	if (to_come(g, BREACH_AP_ON))
		reason_add(out, F(AP_ON), N_("This day is still to come. Enter the day on which it happened"));
	if (!empty(g, BREACH_AP_ON) && ap_late(g) && empty(g, BREACH_AP_WHY))
		reason_add(out, F(AP_WHY), N_("It was told after 72 hours. Write why it was late (AVG article 33)"));
}

static void may_close(const struct given *g, struct reasons *out)
{
	needs(g, out, BREACH_TOLD, N_("Choose whether the people concerned were told"));
	if (says(g, BREACH_TOLD, "ja"))
		needs(g, out, BREACH_TOLD_ON, N_("Enter on which day they were told"));
	if (says(g, BREACH_TOLD, "nee"))
		needs(g, out, BREACH_TOLD_WHY, N_("Write why they were not told (AVG article 34)"));
	if (to_come(g, BREACH_TOLD_ON))
		reason_add(out, F(TOLD_ON), N_("This day is still to come. Enter the day on which it happened"));
	needs(g, out, BREACH_MEASURES, N_("Write what was done about it"));
}

static void may_drop(const struct given *g, struct reasons *out)
{
	needs(g, out, BREACH_NONE_WHY, N_("Write why it is no breach"));
}

#define FORM(word, text, demands, ...) \
	static const struct field *const word##_fields[] = {__VA_ARGS__}; \
	static const struct form_def form_##word = {.name = "breach-" #word, .fields = word##_fields, \
		.n = sizeof word##_fields / sizeof *word##_fields, .must = demands, .drafts = true, .submit = text}
FORM(weigh, N_("Save how great the risk is"), MUST_FIRST(4), F(RISK), F(DATA), F(PEOPLE), F(EFFECTS));
FORM(ap, N_("Save what was decided"), MUST(0), F(AP), F(AP_ON), F(AP_TIME), F(AP_NUMBER), F(AP_WHY));
FORM(close, N_("Close it"), MUST(0) | MUST(3), F(TOLD), F(TOLD_ON), F(TOLD_WHY), F(MEASURES));
FORM(drop, N_("It was no breach"), MUST(0), F(NONE_WHY));

const struct transition breach_flow[BREACH_STEPS] = {
	[BREACH_WEIGH] = {.name = "beoordelen", .label = N_("Weigh how great the risk is"),
		.done = N_("The risk is written down"), .from = BIT(REPORTED) | BIT(WEIGHED), .to = BREACH_WEIGHED,
		.by = OFFICER, .form = &form_weigh, .guard = may_weigh},
	[BREACH_TELL_AP] = {.name = "autoriteit", .label = N_("Tell the authority, or write down why not"),
		.done = N_("What was decided about the authority is written down"), .from = BIT(WEIGHED), .to = BREACH_DECIDED,
		.by = OFFICER, .form = &form_ap, .guard = may_decide},
	[BREACH_CLOSE] = {.name = "sluiten", .label = N_("Close it, with the measures"), .done = N_("The breach is closed"),
		.from = BIT(DECIDED), .to = BREACH_CLOSED, .by = OFFICER, .form = &form_close, .guard = may_close},
	[BREACH_DROP] = {.name = "geen-lek", .label = N_("It was no breach"), .done = N_("Kept, as no breach"),
		.from = BIT(REPORTED) | BIT(WEIGHED), .to = BREACH_NO_BREACH, .back = true, .by = OFFICER, .form = &form_drop,
		.guard = may_drop},
};

static const struct term terms[] = {
	{.name = "tell_ap", .rule = "PRI-16", .from = F(FOUND_ON), .states = BIT(REPORTED) | BIT(WEIGHED),
	 .what = N_("Tell the privacy authority (AP), or write down why not")},
};

static const struct order orders[] = {{F(FOUND_ON), true}};
static const struct field *const columns[] = {F(FOUND_ON), F(KIND), F(RISK), F(STATE), F(DUE)};
static const struct field *const filters[] = {F(STATE)};
static const struct listing listing = {.label = N_("Breaches"), .orders = orders, .n_orders = 1, .columns = columns,
	.n_columns = sizeof columns / sizeof *columns, .filters = filters, .n_filters = 1};

/* What is written in a register of breaches is never taken back by a button. */
static enum err never(struct act *act, const struct row *now)
{
	(void)act, (void)now;
	return ERR_DENIED;
}

const struct record rec_rights_breach = {
	.name = "rights_breach", .label = N_("Breach"), .fields = breach_fields, .n = BREACH__N, .title = F(KIND),
	.access = access, .n_access = sizeof access / sizeof *access, .org = F(ORG), .check = check, .state = F(STATE),
	.ends = BIT(CLOSED) | BIT(NO_BREACH), .flow = breach_flow, .n_flow = BREACH_STEPS, .terms = terms, .n_terms = 1,
	.due = F(DUE), .due_term = F(DUE_TERM), .may_undo = never, .listing = &listing,
	.keep = {.purpose = N_("To act on a breach in time, and to show that it was done"),
	         .ground = N_("Duty by law (AVG article 33, paragraph 5)"), .months = 60, .from = F(AT),
	         .goes = true},
};
