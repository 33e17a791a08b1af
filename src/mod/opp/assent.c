#include "date.h"
#include "opp.h"

static bool of_this(const struct row *r, const struct field *opp, const struct field *version,
                    const struct field *guardian, const struct row *plan, int64_t who)
{
	return row_int(r, opp) == plan->id && row_int(r, version) == row_int(plan, &opp_fields[OPP_VERSION]) &&
	       row_int(r, guardian) == who;
}

static bool later(const struct row *r, const struct row *than)
{
	int64_t x = row_int(r, &contact_fields[CONTACT_ON]), y = than == NULL ? -1 : row_int(than,
		&contact_fields[CONTACT_ON]);
	return than == NULL || x > y || (x == y && r->id > than->id);
}

/* What the parent gave by an own account stands above a paper, whichever came last. */
struct assent_of assent_of(const struct row *plan, int64_t guardian, const struct row *answers, size_t n_answers,
                           const struct row *contacts, size_t n_contacts)
{
	struct assent_of a = {.is = ASSENT_OPEN, .tried = ATTEMPTS_NONE};
	for (size_t i = 0; i < n_answers; i++)
		if (of_this(&answers[i], &agreement_fields[AGREEMENT_OPP], &agreement_fields[AGREEMENT_VERSION],
		            &agreement_fields[AGREEMENT_GUARDIAN], plan, guardian))
			a.answer = &answers[i];
	for (size_t i = 0; i < n_contacts; i++) {
		const struct row *r = &contacts[i];
		if (!of_this(r, &contact_fields[CONTACT_OPP], &contact_fields[CONTACT_VERSION],
		             &contact_fields[CONTACT_GUARDIAN], plan, guardian))
			continue;
		a.talked |= contact_is(r, CONTACT_TALK);
		if (contact_is(r, CONTACT_ATTEMPT))
			attempt_add(&a.tried, row_text(r, &contact_fields[CONTACT_WAY]), row_val(r, &contact_fields[CONTACT_DUE]),
			            row_int(r, &contact_fields[CONTACT_ON]));
		if (contact_is(r, CONTACT_PAPER) && later(r, a.paper))
			a.paper = r;
	}
	a.on_paper = a.answer == NULL && a.paper != NULL;
	if (a.answer != NULL)
		a.is = str_is(row_text(a.answer, &agreement_fields[AGREEMENT_ANSWER]), "ja") ? ASSENT_YES : ASSENT_NO;
	else if (a.paper != NULL)
		a.is = str_is(row_text(a.paper, &contact_fields[CONTACT_ANSWER]), "ja") ? ASSENT_YES : ASSENT_NO;
	else if (attempts_enough(&a.tried))
		a.is = ASSENT_SILENT;
	return a;
}
