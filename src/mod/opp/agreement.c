#include "flow.h"
#include "opp.h"
#include "opp_rules.h"
#include "people.h"
#include "route.h"

static const struct choice answers[] = {
	{"ja", N_("Yes, I agree"), NULL},
	{"nee", N_("No, I do not agree"), NULL},
	{NULL, NULL, NULL},
};

#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define PARENT (UINT32_C(1) << ROLE_PARENT)

const struct field agreement_fields[AGREEMENT__N] = {
	[AGREEMENT_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[AGREEMENT_OPP] = {SERVER("opp", T_REF), .ref = &rec_opp},
	[AGREEMENT_VERSION] = {SERVER("version", T_NUMBER)},
	[AGREEMENT_GUARDIAN] = {SERVER("guardian", T_REF), .ref = &rec_account},
	[AGREEMENT_ANSWER] = {.name = "answer", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .by = PARENT,
		.label = N_("Do you agree with the guidance that your child gets?"),
		.missing = N_("Choose yes or no"), .choices = answers},
	[AGREEMENT_BECAUSE] = {.name = "because", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 2000, .by = PARENT,
		.label = N_("Do you want to say something about it?"),
		.hint = N_("Do you not agree? Then tell what should be different. The school reads this.")},
	[AGREEMENT_GIVEN] = {SERVER("given", T_INSTANT), .label = N_("Answered")},
};

static bool holds_authority(const struct given *g)
{
	const struct beside *relations = given_beside(g, &rec_relation);
	int64_t guardian = row_int(g->row, &agreement_fields[AGREEMENT_GUARDIAN]);
	for (size_t i = 0; i < relations->n; i++)
		if (opp_has_authority(&relations->v[i], g->now) &&
		    row_int(&relations->v[i], &relation_fields[RELATION_GRANTEE]) == guardian)
			return true;
	return false;
}

/* Of a parent with authority, on the version that is asked about, while it is asked (OPP-10). */
static void agreement_check(const struct given *g, struct reasons *out)
{
	const struct beside *plan = given_beside(g, &rec_opp);
	bool no = str_is(row_text(g->row, &agreement_fields[AGREEMENT_ANSWER]), "nee");
	if (plan->n != 1 || flow_state(&plan->v[0]) != OPP_AGREEING ||
	    row_int(&plan->v[0], &opp_fields[OPP_VERSION]) != row_int(g->row, &agreement_fields[AGREEMENT_VERSION]))
		reason_add(
			out, NULL,
			N_("The school does not ask for an answer now. Call the school if you want to talk about it"));
	if (!holds_authority(g))
		reason_add(out, NULL, N_("Only a parent or guardian with authority can answer"));
	if (no && row_text(g->row, &agreement_fields[AGREEMENT_BECAUSE]).n == 0)
		reason_add(out, &agreement_fields[AGREEMENT_BECAUSE], N_("Write down what should be different"));
}

bool agreement_asked(const struct seen *plan, enum role role)
{
	return flow_state(&plan->row) == OPP_AGREEING && (plan->allowed.writes & PART_BIT(PART_STEM)) != 0 &&
	       field_by(&agreement_fields[AGREEMENT_ANSWER], role);
}

static const struct record *const sees[] = {&rec_opp, &rec_relation};

/* A statement of the parents: theirs, so it stands in their part (access.md, stem). */
const struct record rec_opp_agreement = {
	.name = "opp_agreement", .label = N_("Answer of a parent"), .fields = agreement_fields, .n = AGREEMENT__N,
	.part = PART_STEM, .route = &agreement_fields[AGREEMENT_ROUTE], .parent = &agreement_fields[AGREEMENT_OPP],
	.check = agreement_check, .sees = sees, .n_sees = 2, .made = N_("A parent answered about the plan"),
};
