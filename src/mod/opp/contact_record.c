#include "date.h"
#include "flow.h"
#include "opp.h"
#include "people.h"
#include "route.h"

const struct choice contact_kinds[CONTACT_KINDS + 1] = {
	[CONTACT_ATTEMPT] = {"poging", N_("I tried to reach this parent"), NULL},
	[CONTACT_TALK] = {"gesprek", N_("I talked with this parent"), N_("Also about a no: what should be different?")},
	[CONTACT_PAPER] = {"papier", N_("This parent signed on paper"),
		N_("Only for a parent without an account to sign in")},
};

/* Three different ones are asked before one may go on without an answer (practice 16). */
const struct choice contact_ways[] = {
	{"bellen", N_("By phone"), NULL},
	{"bericht", N_("By message or mail"), NULL},
	{"brief", N_("By letter"), NULL},
	{"school", N_("At school"), NULL},
	{"huisbezoek", N_("At home"), NULL},
	{"via", N_("Through someone else"), NULL},
	{NULL, NULL, NULL},
};

const struct choice paper_answers[] = {
	{"ja", N_("Yes, I agree"), NULL},
	{"nee", N_("No, I do not agree"), NULL},
	{NULL, NULL, NULL},
};

#define IB (UINT32_C(1) << ROLE_IB)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL

/* Which parent it is about, and how, is no business of the other (access.md rule 12). */
const struct field contact_fields[CONTACT__N] = {
	[CONTACT_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[CONTACT_OPP] = {SERVER("opp", T_REF), .ref = &rec_opp},
	[CONTACT_VERSION] = {SERVER("version", T_NUMBER)},
	[CONTACT_GUARDIAN] = {SERVER("guardian", T_REF), .ref = &rec_account, .hides = HIDE_GUARDIANS},
	[CONTACT_KIND] = {.name = "kind", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .hides = HIDE_GUARDIANS, .by = IB,
		.label = N_("What happened?"), .missing = N_("Choose what happened"), .choices = contact_kinds},
	[CONTACT_WAY] = {.name = "way", .type = &T_CHOICE, .privacy = PRIV_PERSONAL, .hides = HIDE_GUARDIANS, .by = IB,
		.label = N_("In which way?"), .missing = N_("Choose the way"), .choices = contact_ways},
	[CONTACT_ON] = {.name = "happened_on", .type = &T_DATE, .privacy = PRIV_PERSONAL, .hides = HIDE_GUARDIANS, .by = IB,
		.label = N_("When?"), .missing = N_("Enter the day")},
	[CONTACT_ANSWER] = {.name = "answer", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.hides = HIDE_GUARDIANS, .by = IB, .label = N_("What does the paper say?"), .choices = paper_answers,
		.hint = N_("Only for a signature on paper")},
	[CONTACT_WORDS] = {.name = "words", .type = &T_LINES, .need = NEED_OPTIONAL, .hides = HIDE_GUARDIANS, .max = 1000,
		.by = IB, .label = N_("What came out of it?"), .hint = N_("This parent reads it too, the other does not")},
	[CONTACT_BY] = {SERVER("by_account", T_REF), .ref = &rec_account, .hides = HIDE_SHIELD},
	/* A scan of what was signed on paper. */
	HELD_FILE(CONTACT_FILE_TYPE, HIDE_GUARDIANS | HIDE_SHIELD),
	[CONTACT_TRIED_ON] = {SERVER("tried_on", T_DATE), .unset = true},
	[CONTACT_DUE] = {SERVER("due", T_DATE), .unset = true, .hides = HIDE_GUARDIANS},
	[CONTACT_DUE_TERM] = {SERVER("due_term", T_LINE), .unset = true},
};

static bool is_kind(const struct val *v, enum contact_kind k)
{
	return v[CONTACT_KIND].type == VAL_TEXT && str_is(v[CONTACT_KIND].s, contact_kinds[k].code);
}

static void contact_derive(struct arena *a, struct val *v)
{
	(void)a;
	v[CONTACT_TRIED_ON] = is_kind(v, CONTACT_ATTEMPT) ? v[CONTACT_ON] : val_null();
}

bool contact_is(const struct row *r, enum contact_kind k)
{
	return str_is(row_text(r, &contact_fields[CONTACT_KIND]), contact_kinds[k].code);
}

/* Asking is about the version that lies there. */
static bool is_asked(const struct given *g)
{
	const struct beside *plan = given_beside(g, &rec_opp);
	return plan->n == 1 && flow_state(&plan->v[0]) == OPP_AGREEING &&
	       row_int(&plan->v[0], &opp_fields[OPP_VERSION]) == row_int(g->row, &contact_fields[CONTACT_VERSION]);
}

static void contact_check(const struct given *g, struct reasons *out)
{
	if (!contact_is(g->row, CONTACT_TALK) && !is_asked(g))
		reason_add(out, NULL, N_("The parents are not asked to agree now. Ask them first"));
	bool paper = contact_is(g->row, CONTACT_PAPER);
	bool says = row_val(g->row, &contact_fields[CONTACT_ANSWER]).type != VAL_NULL;
	bool no = str_is(row_text(g->row, &contact_fields[CONTACT_ANSWER]), "nee");
	if (row_int(g->row, &contact_fields[CONTACT_ON]) > g->today)
		reason_add(out, &contact_fields[CONTACT_ON],
		           N_("This day is still to come. Enter the day on which it happened"));
	if (paper && !says)
		reason_add(out, &contact_fields[CONTACT_ANSWER], N_("Choose what the paper says"));
	if (!paper && says)
		reason_add(out, &contact_fields[CONTACT_ANSWER], N_("Only a signature on paper is an answer"));
	if ((no || contact_is(g->row, CONTACT_TALK)) && row_text(g->row, &contact_fields[CONTACT_WORDS]).n == 0)
		reason_add(out, &contact_fields[CONTACT_WORDS], N_("Write down what was said"));
}

static const struct term terms[] = {
	{.name = "tried", .rule = "LOC-21", .from = &contact_fields[CONTACT_TRIED_ON], .states = UINT32_MAX,
	 .what = N_("Go on, if this parent does not answer")},
};

static const struct record *const sees[] = {&rec_opp};

const struct record rec_opp_contact = {
	.name = "opp_contact", .label = N_("Contact about the plan"), .fields = contact_fields, .n = CONTACT__N,
	.part = PART_SCHOOL, .route = &contact_fields[CONTACT_ROUTE], .parent = &contact_fields[CONTACT_OPP],
	.own = &contact_fields[CONTACT_GUARDIAN], .derive = contact_derive, .check = contact_check,
	.sees = sees, .n_sees = 1,
	.terms = terms, .n_terms = 1, .due = &contact_fields[CONTACT_DUE], .due_term = &contact_fields[CONTACT_DUE_TERM],
};
