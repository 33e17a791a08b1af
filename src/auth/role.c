#include "role.h"

#define BIT(n) (UINT32_C(1) << (n))

_Static_assert(ROLE__N <= 32 && CAP__N <= 32 && ORG__N <= 32, "sets are 32 bits");

static const struct {
	const char *code, *label;
} org_kinds[ORG__N] = {
	[ORG_NONE] = {"", ""},
	[ORG_SWV] = {"swv", N_("Partnership")},
	[ORG_BOARD] = {"board", N_("School board")},
	[ORG_SCHOOL] = {"school", N_("School")},
	[ORG_PROVISION] = {"provision", N_("Group arrangement")},
	[ORG_PRESCHOOL] = {"preschool", N_("Preschool")},
	[ORG_MUNICIPALITY] = {"municipality", N_("Municipality")},
	[ORG_PROVIDER] = {"provider", N_("Care provider")},
	[ORG_HEALTH] = {"health", N_("Youth health care")},
	[ORG_PARENTS] = {"parents", N_("Parents and pupils")},
	[ORG_GROUP] = {"groep", N_("Group")},
};

/* systems.md "Who uses it". What a role may see is no matter of rank (access.md rule 4): caps open doors of keeping the
 * house, never a dossier. */
static const struct role_def roles[ROLE__N] = {
        [ROLE_NONE] = {.code = "", .label = ""},
        [ROLE_PARENT] =
                {
                        .code = "parent",
                        .label = N_("Parent or guardian"),
                        .audience = AUD_OUDER,
                        .at = BIT(ORG_PARENTS),
                        .no_second_factor = true,
                },
        [ROLE_PUPIL] =
                {
                        .code = "pupil",
                        .label = N_("Pupil"),
                        .audience = AUD_LEERLING,
                        .at = BIT(ORG_PARENTS),
                        .no_second_factor = true,
                },
        [ROLE_TEACHER] =
                {
                        .code = "teacher",
                        .label = N_("Teacher"),
                        .at = BIT(ORG_SCHOOL) | BIT(ORG_PROVISION) | BIT(ORG_GROUP),
                },
        [ROLE_IB] =
                {
                        .code = "ib",
                        .label = N_("Internal supervisor"),
                        .at = BIT(ORG_SCHOOL) | BIT(ORG_PROVISION),
                        .caps = BIT(CAP_STAFF) | BIT(CAP_BREAK_GLASS) | BIT(CAP_VISITS),
                },
        [ROLE_SCHOOL_LEADER] =
                {
                        .code = "school_leader",
                        .label = N_("School leader"),
                        .at = BIT(ORG_SCHOOL) | BIT(ORG_PROVISION),
                        .caps = BIT(CAP_STAFF),
                },
        [ROLE_PRESCHOOL] =
                {
                        .code = "preschool",
                        .label = N_("Preschool staff"),
                        .at = BIT(ORG_PRESCHOOL),
                        .caps = BIT(CAP_STAFF),
                },
        [ROLE_TRAJECT] =
                {
                        .code = "traject",
                        .label = N_("Education adviser"),
                        .at = BIT(ORG_SWV),
                        .caps = BIT(CAP_BREAK_GLASS) | BIT(CAP_VISITS),
                },
        [ROLE_TLV_SECRETARY] =
                {
                        .code = "tlv_secretary",
                        .label = N_("TLV secretary"),
                        .at = BIT(ORG_SWV),
                        .caps = BIT(CAP_STAFF),
                },
        [ROLE_TLV_MEMBER] =
                {
                        .code = "tlv_member",
                        .label = N_("TLV committee member"),
                        .at = BIT(ORG_SWV),
                },
        [ROLE_PROVISION_TEAM] =
                {
                        .code = "provision_team",
                        .label = N_("Team of a group arrangement"),
                        .at = BIT(ORG_PROVISION) | BIT(ORG_SCHOOL),
                        .caps = BIT(CAP_VISITS),
                },
        [ROLE_SPECIALIST] =
                {
                        .code = "specialist",
                        .label = N_("Specialist"),
                        .at = BIT(ORG_SWV) | BIT(ORG_SCHOOL) | BIT(ORG_PROVISION) | BIT(ORG_PROVIDER) |
                              BIT(ORG_HEALTH),
                },
        [ROLE_MUNICIPALITY] =
                {
                        .code = "municipality",
                        .label = N_("Partner (municipality, health, care)"),
                        .at = BIT(ORG_MUNICIPALITY) | BIT(ORG_PROVIDER) | BIT(ORG_HEALTH),
                        .caps = BIT(CAP_STAFF),
                },
        [ROLE_SUPPORT_POINT] =
                {
                        .code = "support_point",
                        .label = N_("Parent and youth support point"),
                        .at = BIT(ORG_SWV),
                },
        [ROLE_DIRECTOR] =
                {
                        .code = "director",
                        .label = N_("Director"),
                        .at = BIT(ORG_SWV),
                        .caps = BIT(CAP_STAFF),
                },
        [ROLE_BOARD] =
                {
                        .code = "board",
                        .label = N_("Board member"),
                        .at = BIT(ORG_BOARD) | BIT(ORG_SWV),
                        .caps = BIT(CAP_STAFF),
                },
        [ROLE_CLUSTER_CHAIR] =
                {
                        .code = "cluster_chair",
                        .label = N_("Cluster chair"),
                        .at = BIT(ORG_SWV),
                },
        [ROLE_COUNCIL] =
                {
                        .code = "council",
                        .label = N_("Council member"),
                        .at = BIT(ORG_SWV) | BIT(ORG_SCHOOL),
                },
        [ROLE_PRIVACY_OFFICER] =
                {
                        .code = "privacy_officer",
                        .label = N_("Privacy officer"),
                        .at = BIT(ORG_SWV) | BIT(ORG_BOARD),
                        .caps = BIT(CAP_LOGS),
                },
        [ROLE_ADMINISTRATOR] =
                {
                        .code = "administrator",
                        .label = N_("Administrator"),
                        .at = BIT(ORG_SWV),
                        .caps = BIT(CAP_ACCOUNTS) | BIT(CAP_ORGANISATIONS) | BIT(CAP_STAFF) | BIT(CAP_SETTINGS),
                },
};

enum grant_scope {
	SCOPE_OWN,     /* at the organisation where the giver holds the role */
	SCOPE_BOARD,   /* at what is under the giver's organisation: schools of a board, groups of a school */
	SCOPE_ANY,     /* anywhere in the region: only roles that open no dossier */
	SCOPE_NEW_ORG, /* anywhere, as long as nobody ever held a seat there */
};

struct grant {
	enum role giver;
	uint32_t given, at;
	enum grant_scope scope;
};

#define SCHOOLS (BIT(ORG_SCHOOL) | BIT(ORG_PROVISION))
#define PARTNERS (BIT(ORG_MUNICIPALITY) | BIT(ORG_PROVIDER) | BIT(ORG_HEALTH))
#define ALL_ORGS (BIT(ORG__N) - 2u)

/* access.md rule 15, row by row. What no row says is not allowed. */
static const struct grant grants[] = {
        /* "School leader for the own school": the parts school and voorziening are the school's. */
        {ROLE_SCHOOL_LEADER,
         BIT(ROLE_TEACHER) | BIT(ROLE_IB) | BIT(ROLE_SPECIALIST) | BIT(ROLE_PROVISION_TEAM) | BIT(ROLE_COUNCIL),
         SCHOOLS, SCOPE_OWN},
        /* Who stands before which group is said by that school; the seat counts only for a teacher of it (viewer.c). */
        {ROLE_SCHOOL_LEADER, BIT(ROLE_TEACHER), BIT(ORG_GROUP), SCOPE_BOARD},
        {ROLE_IB, BIT(ROLE_TEACHER), BIT(ORG_GROUP), SCOPE_BOARD},
        /* The seat of a parent or pupil opens nothing by itself: the relation to a child does, and the school or
         * preschool that keeps that child's dossier records it. */
        {ROLE_SCHOOL_LEADER, BIT(ROLE_PARENT) | BIT(ROLE_PUPIL), BIT(ORG_PARENTS), SCOPE_ANY},
        {ROLE_IB, BIT(ROLE_PARENT) | BIT(ROLE_PUPIL), BIT(ORG_PARENTS), SCOPE_ANY},
        {ROLE_PRESCHOOL, BIT(ROLE_PARENT), BIT(ORG_PARENTS), SCOPE_ANY},
        /* Small organisations without a leader's role: colleagues give it to each other. Parts voorschool and
           gemeente. */
        {ROLE_PRESCHOOL, BIT(ROLE_PRESCHOOL), BIT(ORG_PRESCHOOL), SCOPE_OWN},
        {ROLE_MUNICIPALITY, BIT(ROLE_MUNICIPALITY), PARTNERS, SCOPE_OWN},
        {ROLE_MUNICIPALITY, BIT(ROLE_SPECIALIST), BIT(ORG_PROVIDER) | BIT(ORG_HEALTH), SCOPE_OWN},
        /* "Partnership for its own staff": parts swv, deskundig and ojs. */
        {ROLE_DIRECTOR,
         BIT(ROLE_TRAJECT) | BIT(ROLE_TLV_SECRETARY) | BIT(ROLE_TLV_MEMBER) | BIT(ROLE_SPECIALIST) |
                 BIT(ROLE_SUPPORT_POINT) | BIT(ROLE_CLUSTER_CHAIR) | BIT(ROLE_COUNCIL) | BIT(ROLE_PRIVACY_OFFICER),
         BIT(ORG_SWV), SCOPE_OWN},
        {ROLE_TLV_SECRETARY, BIT(ROLE_TLV_MEMBER) | BIT(ROLE_SPECIALIST), BIT(ORG_SWV), SCOPE_OWN},
        /* Boards give the roles that lead: aggregates only, no dossier (rule 4). */
        {ROLE_BOARD, BIT(ROLE_SCHOOL_LEADER), SCHOOLS, SCOPE_BOARD},
        {ROLE_BOARD, BIT(ROLE_PRIVACY_OFFICER), BIT(ORG_BOARD), SCOPE_OWN},
        {ROLE_BOARD, BIT(ROLE_DIRECTOR), BIT(ORG_SWV), SCOPE_OWN},
        /* "An administrator makes accounts and organisations only": roles that open no dossier, so that each
         * organisation has someone who can give the others. */
        {ROLE_ADMINISTRATOR,
         BIT(ROLE_ADMINISTRATOR) | BIT(ROLE_DIRECTOR) | BIT(ROLE_SCHOOL_LEADER) | BIT(ROLE_BOARD) |
                 BIT(ROLE_CLUSTER_CHAIR) | BIT(ROLE_COUNCIL) | BIT(ROLE_PRIVACY_OFFICER),
         ALL_ORGS, SCOPE_ANY},
        /* The first one at a preschool or partner: nobody was there, so there is no dossier to open. */
        {ROLE_ADMINISTRATOR, BIT(ROLE_PRESCHOOL), BIT(ORG_PRESCHOOL), SCOPE_NEW_ORG},
        {ROLE_ADMINISTRATOR, BIT(ROLE_MUNICIPALITY), PARTNERS, SCOPE_NEW_ORG},
};

const char *org_kind_label(enum org_kind k)
{
	return (unsigned)k < ORG__N ? org_kinds[k].label : "";
}

const char *org_kind_code(enum org_kind k)
{
	return (unsigned)k < ORG__N ? org_kinds[k].code : "";
}

bool org_kind_parse(struct str code, enum org_kind *out)
{
	*out = ORG_NONE;
	for (enum org_kind k = ORG_NONE + 1; k < ORG__N; k++)
		if (str_is(code, org_kinds[k].code))
			*out = k;
	return *out != ORG_NONE;
}

const struct role_def *role_def(enum role r)
{
	return &roles[(unsigned)r < ROLE__N ? r : ROLE_NONE];
}

bool role_parse(struct str code, enum role *out)
{
	*out = ROLE_NONE;
	for (enum role r = ROLE_NONE + 1; r < ROLE__N; r++)
		if (str_is(code, roles[r].code))
			*out = r;
	return *out != ROLE_NONE;
}

bool roles_need_second_factor(uint32_t held)
{
	uint32_t without = 0;
	for (enum role r = ROLE_NONE + 1; r < ROLE__N; r++)
		if (roles[r].no_second_factor)
			without |= BIT(r);
	return held == 0 || (held & ~without) != 0;
}

static bool in_scope(enum grant_scope scope, enum giver_place place, bool new_org)
{
	switch (scope) {
	case SCOPE_OWN:
		return place == GIVER_OWN;
	case SCOPE_BOARD:
		return place == GIVER_PARENT;
	case SCOPE_ANY:
		return true;
	case SCOPE_NEW_ORG:
		return new_org;
	}
	return false;
}

uint32_t role_grants(enum role giver, enum org_kind at, enum giver_place place, bool new_org)
{
	uint32_t given = 0;
	if (giver == ROLE_NONE || at == ORG_NONE || (unsigned)at >= ORG__N)
		return 0;
	for (size_t i = 0; i < sizeof grants / sizeof *grants; i++)
		if (grants[i].giver == giver && grants[i].at & BIT(at) && in_scope(grants[i].scope, place, new_org))
			given |= grants[i].given;
	for (enum role r = ROLE_NONE; r < ROLE__N; r++)
		if ((roles[r].at & BIT(at)) == 0)
			given &= ~BIT(r);
	return given;
}

bool role_may_grant(enum role giver, enum role given, enum org_kind at, bool own)
{
	if ((unsigned)given >= ROLE__N)
		return false;
	return (role_grants(giver, at, own ? GIVER_OWN : GIVER_ELSEWHERE, false) & BIT(given)) != 0;
}
