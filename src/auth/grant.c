#include "grant.h"

#define P(name) PART_BIT(PART_##name)
#define K(name) (UINT32_C(1) << REL_##name)
#define O(name) (UINT32_C(1) << ORG_##name)

/* A school year with its summer; a term of weeks; six weeks, in which a decision is taken; three months (practice 11).
 */
enum { YEAR = 400, QUARTER = 92, SIX_WEEKS = 42 };

#define ALL_PARTS (~UINT32_C(0))
/* What a school may share with an invited partner (access.md, knooppunt: "what the invitation shares, for its term").
 */
#define SHARED (P(KERN) | P(CARD) | P(KNOOPPUNT) | P(STEM))
#define PARTNERS (O(MUNICIPALITY) | O(PROVIDER) | O(HEALTH))

static const struct grant_rule rules[] = {
	/* The school, through who guides the child there: "part school: that school". */
	{"leerkracht", N_("Teacher of this child"), ROLE_IB, K(SUPERVISES) | K(CONTACT), PLACE_SCHOOL, REL_TEACHES,
	 ROLE_TEACHER, PLACE_SCHOOL, 0, ALL_PARTS, .max_days = YEAR},
	{"contactpersoon", N_("Contact person for the parents"), ROLE_IB, K(SUPERVISES) | K(CONTACT), PLACE_SCHOOL,
	 REL_CONTACT, ROLE_TEACHER, PLACE_SCHOOL, 0, ALL_PARTS, .max_days = YEAR},
	{"vervanger", N_("Substitute of the teacher"), ROLE_IB, K(SUPERVISES) | K(CONTACT), PLACE_SCHOOL, REL_SUBSTITUTE,
	 ROLE_TEACHER, PLACE_SCHOOL, 0, ALL_PARTS, .max_days = QUARTER},
	{"ib-vervanger", N_("Substitute of the internal supervisor"), ROLE_IB, K(SUPERVISES), PLACE_SCHOOL,
	 REL_SUBSTITUTE, ROLE_IB, PLACE_SCHOOL, 0, ALL_PARTS, .max_days = QUARTER},
	{"specialist", N_("Specialist of the school who helps the child"), ROLE_IB, K(SUPERVISES), PLACE_SCHOOL,
	 REL_DEPLOYED, ROLE_SPECIALIST, PLACE_SCHOOL, 0, ALL_PARTS, .max_days = YEAR},
	{"partner", N_("Partner from health, care or the municipality"), ROLE_IB, K(SUPERVISES), PLACE_SCHOOL,
	 REL_INVITED, ROLE_MUNICIPALITY, PLACE_PARTNERS, PARTNERS, SHARED, .chosen = true, .max_days = QUARTER},
	{"behandelaar", N_("Specialist of a care provider"), ROLE_IB, K(SUPERVISES), PLACE_SCHOOL, REL_INVITED,
	 ROLE_SPECIALIST, PLACE_PARTNERS, O(PROVIDER) | O(HEALTH), SHARED, .chosen = true, .max_days = QUARTER},
	{"voorschool", N_("Preschool that knows the child"), ROLE_IB, K(SUPERVISES), PLACE_SCHOOL, REL_INVITED,
	 ROLE_PRESCHOOL, PLACE_PARTNERS, O(PRESCHOOL), P(KERN) | P(KNOOPPUNT), .chosen = true, .max_days = QUARTER},
	/* A director acts on a child only when asked to decide, and sees the pieces of that decision (rule 4). */
	{"schoolleider", N_("School leader, for a decision"), ROLE_IB, K(SUPERVISES), PLACE_SCHOOL, REL_DECIDES,
	 ROLE_SCHOOL_LEADER, PLACE_SCHOOL, 0, ALL_PARTS, .max_days = SIX_WEEKS},
	{"directeur", N_("Director of the partnership, for a decision"), ROLE_IB, K(SUPERVISES), PLACE_SCHOOL,
	 REL_DECIDES, ROLE_DIRECTOR, PLACE_SWV, 0, P(KERN) | P(SWV), .max_days = SIX_WEEKS},
	/* "School leader for the own school": who guides the child. The school owns what that opens. */
	{"begeleider", N_("Internal supervisor who guides the child"), ROLE_SCHOOL_LEADER, K(DECIDES), PLACE_SCHOOL,
	 REL_SUPERVISES, ROLE_IB, PLACE_SCHOOL, 0, ALL_PARTS, .beyond = true, .max_days = YEAR},
	{"leerkracht", N_("Teacher of this child"), ROLE_SCHOOL_LEADER, K(DECIDES), PLACE_SCHOOL, REL_TEACHES,
	 ROLE_TEACHER, PLACE_SCHOOL, 0, ALL_PARTS, .max_days = YEAR},
	{"vervanger", N_("Substitute of the teacher"), ROLE_SCHOOL_LEADER, K(DECIDES), PLACE_SCHOOL, REL_SUBSTITUTE,
	 ROLE_TEACHER, PLACE_SCHOOL, 0, ALL_PARTS, .max_days = QUARTER},

	/* The preschool owns its part, and invites into a knooppunt before there is a school. */
	{"partner", N_("Partner from health, care or the municipality"), ROLE_PRESCHOOL, K(PRESCHOOL), PLACE_OWN,
	 REL_INVITED, ROLE_MUNICIPALITY, PLACE_PARTNERS, PARTNERS, P(KERN) | P(KNOOPPUNT), .chosen = true,
	 .max_days = QUARTER},

	/* "Partnership for its own staff". The first one is assigned by who was asked to decide or handles the request. */
	{"trajectbegeleider", N_("Education adviser of the partnership"), ROLE_DIRECTOR, K(DECIDES), PLACE_SWV,
	 REL_ASSIGNED, ROLE_TRAJECT, PLACE_SWV, 0, ALL_PARTS, .beyond = true, .max_days = YEAR},
	{"trajectbegeleider", N_("Education adviser of the partnership"), ROLE_TLV_SECRETARY, K(SECRETARIAT), PLACE_SWV,
	 REL_ASSIGNED, ROLE_TRAJECT, PLACE_SWV, 0, ALL_PARTS, .beyond = true, .max_days = YEAR},
	{"trajectbegeleider", N_("Education adviser of the partnership"), ROLE_TRAJECT, K(ASSIGNED), PLACE_SWV,
	 REL_ASSIGNED, ROLE_TRAJECT, PLACE_SWV, 0, ALL_PARTS, .max_days = YEAR},
	{"vervanger", N_("Substitute of the education adviser"), ROLE_TRAJECT, K(ASSIGNED), PLACE_SWV, REL_SUBSTITUTE,
	 ROLE_TRAJECT, PLACE_SWV, 0, ALL_PARTS, .max_days = QUARTER},
	{"specialist", N_("Specialist of the partnership who helps the child"), ROLE_TRAJECT, K(ASSIGNED), PLACE_SWV,
	 REL_DEPLOYED, ROLE_SPECIALIST, PLACE_SWV, 0, ALL_PARTS, .max_days = YEAR},
	{"deskundige", N_("Expert of the partnership, for advice"), ROLE_TRAJECT, K(ASSIGNED), PLACE_SWV, REL_ASKED,
	 ROLE_SPECIALIST, PLACE_SWV, 0, ALL_PARTS, .beyond = true, .max_days = QUARTER},
	{"partner", N_("Partner from health, care or the municipality"), ROLE_TRAJECT, K(ASSIGNED), PLACE_SWV,
	 REL_INVITED, ROLE_MUNICIPALITY, PLACE_PARTNERS, PARTNERS, P(KERN) | P(KNOOPPUNT), .chosen = true,
	 .max_days = QUARTER},
	{"deskundige", N_("Expert of the partnership, for advice"), ROLE_TLV_SECRETARY, K(SECRETARIAT), PLACE_SWV,
	 REL_ASKED, ROLE_SPECIALIST, PLACE_SWV, 0, P(KERN) | P(SWV) | P(DESKUNDIG) | P(STEM), .max_days = QUARTER},
	{"commissielid", N_("Member of the TLV committee"), ROLE_TLV_SECRETARY, K(SECRETARIAT), PLACE_SWV, REL_COMMITTEE,
	 ROLE_TLV_MEMBER, PLACE_SWV, 0, ALL_PARTS, .max_days = QUARTER},
	{"directeur", N_("Director of the partnership, for a decision"), ROLE_TLV_SECRETARY, K(SECRETARIAT), PLACE_SWV,
	 REL_DECIDES, ROLE_DIRECTOR, PLACE_SWV, 0, ALL_PARTS, .max_days = SIX_WEEKS},

	/* A parent's or pupil's own wish: chosen parts, three months, sees and never decides. */
	{"meekijker", N_("Someone you trust, who looks along"), ROLE_NONE, K(GUARDIAN) | K(PUPIL), PLACE_FAMILY,
	 REL_HELPER, ROLE_NONE, PLACE_PERSON, 0, P(KERN) | P(SCHOOL) | P(CARD) | P(KNOOPPUNT) | P(STEM), .chosen = true,
	 .max_days = QUARTER, .single = true},
};
enum { RULES = sizeof rules / sizeof *rules };

static const struct {
	enum role role;
	uint32_t by;
} shields[] = {
	{ROLE_IB, K(SUPERVISES)},
	{ROLE_SCHOOL_LEADER, K(DECIDES)},
	{ROLE_PRESCHOOL, K(PRESCHOOL)},
	{ROLE_TRAJECT, K(ASSIGNED)},
};

static const struct family_rule family_kinds[] = {
	{"guardian", N_("Parent or guardian with authority"), REL_GUARDIAN, ROLE_PARENT},
	{"guardian_without", N_("Parent without authority"), REL_GUARDIAN_WITHOUT, ROLE_PARENT},
	{"pupil", N_("The pupil"), REL_PUPIL, ROLE_PUPIL},
};
enum { FAMILY_RULES = sizeof family_kinds / sizeof *family_kinds };
static const struct {
	enum role role;
	uint32_t by;
} inviters[] = {{ROLE_IB, K(SUPERVISES)}, {ROLE_PRESCHOOL, K(PRESCHOOL)}};

const struct family_rule *family_rule_of(enum relation_kind kind)
{
	for (size_t i = 0; i < FAMILY_RULES; i++)
		if (family_kinds[i].kind == kind)
			return &family_kinds[i];
	return NULL;
}

bool grant_may_invite(const struct giver *g)
{
	for (size_t i = 0; i < sizeof inviters / sizeof *inviters; i++)
		if (inviters[i].role == g->role && (inviters[i].by & g->kinds) != 0 && (g->places >> PLACE_SCHOOL & 1) != 0)
			return true;
	return false;
}

const struct grant_rule *grant_rules(size_t *n)
{
	*n = RULES;
	return rules;
}

bool grant_may(const struct grant_rule *rule, const struct giver *g)
{
	bool family = rule->giver == ROLE_NONE;
	return (family || rule->giver == g->role) && (rule->by & g->kinds) != 0 && (g->places >> rule->at & 1) != 0;
}

static parts opened_by(const struct grant_rule *rule)
{
	const struct policy *row = policy_of(rule->to, rule->kind);
	return row == NULL ? 0 : row->reads;
}

parts grant_choice(const struct grant_rule *rule, const struct giver *g)
{
	return rule->chosen ? opened_by(rule) & rule->most & g->reads & ~P(KERN) : 0;
}

parts grant_parts(const struct grant_rule *rule, const struct giver *g, parts chosen)
{
	parts most = opened_by(rule) & rule->most;
	if (!rule->beyond)
		most &= g->reads;
	return (most & P(KERN)) == 0 ? 0 : rule->chosen ? most & (chosen | P(KERN)) : most;
}

int32_t grant_last_day(const struct grant_rule *rule, int32_t today)
{
	return today + rule->max_days;
}

const struct grant_rule *grant_find(struct str code, const struct giver *g)
{
	for (size_t i = 0; i < RULES; i++)
		if (str_is(code, rules[i].code) && grant_may(&rules[i], g))
			return &rules[i];
	return NULL;
}

bool grant_may_end(const struct giver *g, enum relation_kind kind, enum role held)
{
	bool by_account = held == ROLE_NONE && policy_of(ROLE_NONE, kind) == NULL; /* a task given to a person by name */
	for (size_t i = 0; i < RULES; i++)
		if (rules[i].kind == kind && (rules[i].to == held || by_account) && grant_may(&rules[i], g))
			return true;
	return false;
}

/* What passes to who stands in: the daily care for a child. What was asked of one person by name (a decision, an
 * advice, a session, an emergency, a question to the support point, another's substitute) does not. */
#define PASSES (K(TEACHES) | K(SUPERVISES) | K(CONTACT) | K(ASSIGNED) | K(RECEIVES))

parts grant_stand_in(const struct stand_in *s, uint32_t *hides)
{
	const struct policy *absent = policy_of(s->absent, s->kind), *sub = policy_of(s->substitute, REL_SUBSTITUTE);
	*hides = 0;
	if (absent == NULL || absent->role == ROLE_NONE || sub == NULL || (PASSES >> s->kind & 1) == 0)
		return 0;
	*hides = absent->hides & ~sub->hides;
	if (*hides != 0 && s->other)
		return 0;
	parts p = absent->reads & s->shared & sub->reads & (s->covered | P(KERN));
	p &= ~(sub->writes & ~absent->writes);
	return (p & P(KERN)) == 0 ? 0 : p;
}

bool grant_substitutes(enum role role)
{
	return policy_of(role, REL_SUBSTITUTE) != NULL;
}

bool grant_may_shield(const struct giver *g)
{
	for (size_t i = 0; i < sizeof shields / sizeof *shields; i++)
		if (shields[i].role == g->role && (shields[i].by & g->kinds) != 0)
			return true;
	return false;
}

bool grant_may_break_glass(enum role role)
{
	return policy_of(role, REL_BREAK_GLASS) != NULL;
}
