/* Roles, the kind of organisation they are held at, what they are capable of, and who may give them (access.md rule 15:
 * the organisation that owns the part gives the role; an administrator makes accounts and organisations only). */
#ifndef TN_ROLE_H
#define TN_ROLE_H

#include "tr.h"

#include <stdbool.h>
#include <stdint.h>

enum org_kind {
	ORG_NONE = 0,
	ORG_SWV,          /* the partnership itself */
	ORG_BOARD,        /* school board */
	ORG_SCHOOL,       /* school location */
	ORG_PROVISION,    /* startklas, SBO, SO and other group arrangements */
	ORG_PRESCHOOL,
	ORG_MUNICIPALITY,
	ORG_PROVIDER,     /* youth care, therapists, expertise centres */
	ORG_HEALTH,       /* JGZ */
	ORG_PARENTS,      /* parents and pupils hold their seat here: a family is no organisation */
	ORG_GROUP,        /* a group of a school (its parent): its teachers hold a seat here beside that of the school */
	ORG__N
};
const char *org_kind_label(enum org_kind k); /* English, for tr() */
const char *org_kind_code(enum org_kind k);

enum role {
	ROLE_NONE = 0,
	ROLE_PARENT,
	ROLE_PUPIL,
	ROLE_TEACHER,
	ROLE_IB,
	ROLE_SCHOOL_LEADER,
	ROLE_PRESCHOOL,
	ROLE_TRAJECT,
	ROLE_TLV_SECRETARY,
	ROLE_TLV_MEMBER,
	ROLE_PROVISION_TEAM,
	ROLE_SPECIALIST,
	ROLE_MUNICIPALITY, /* invited partners: municipality, JGZ, care provider */
	ROLE_SUPPORT_POINT,
	ROLE_DIRECTOR,
	ROLE_BOARD,
	ROLE_CLUSTER_CHAIR,
	ROLE_COUNCIL,
	ROLE_PRIVACY_OFFICER,
	ROLE_ADMINISTRATOR,
	ROLE__N
};

/* What a route asks for. The zero value is nobody: a route without .need does not start. */
enum cap {
	CAP_NOBODY = 0,
	CAP_PUBLIC,         /* also without signing in */
	CAP_SECOND_STEP,    /* password given, second factor still to come or to be set up */
	CAP_SIGNED_IN,      /* any account, fully signed in */
	CAP_GUEST,          /* came by the code of one invitation, and nothing else is open */
	CAP_ACCOUNTS,       /* make accounts and invitations */
	CAP_ORGANISATIONS,  /* make and change organisations */
	CAP_STAFF,          /* give and end seats at the own organisation */
	CAP_SETTINGS,       /* settings and status of the installation */
	CAP_LOGS,           /* grants and looks, no contents */
	CAP_BREAK_GLASS,    /* open a child in an emergency: the roles of REL_BREAK_GLASS in auth/policy.c */
	CAP_VISITS,         /* go round schools: the sheet of own routes at one */
	CAP__N
};

struct role_def {
	const char *code;         /* stable, in the database and in the API */
	const char *label;        /* English, for tr() */
	uint32_t at;              /* bit per org_kind where it can be held */
	uint32_t caps;            /* bit per cap */
	enum audience audience;
	bool no_second_factor;    /* may sign in with a password alone: parents and pupils; all staff may not */
};
const struct role_def *role_def(enum role r); /* ROLE_NONE and unknown numbers: a role without any right */
bool role_parse(struct str code, enum role *out);
bool org_kind_parse(struct str code, enum org_kind *out);

/* Must someone who holds these roles (bit per role) have a second factor? Also when there are none. */
bool roles_need_second_factor(uint32_t roles);

/* Where a giver stands towards the organisation of the seat that is given. The zero value is a stranger. */
enum giver_place {
	GIVER_ELSEWHERE = 0,
	GIVER_OWN,    /* the organisation where the giver holds the giving role */
	GIVER_PARENT, /* it is under the giver's organisation: a school of that board, a group of that school */
};
/* Which roles (bit per role) a holder of `giver` may give, and end, at an organisation of kind `at`. `new_org`: nobody
 * holds or ever held a seat there, so no dossier can be opened by the first one. */
uint32_t role_grants(enum role giver, enum org_kind at, enum giver_place place, bool new_org);
/* The same for one role, at an organisation that is the giver's own or not and where others came before. */
bool role_may_grant(enum role giver, enum role given, enum org_kind at, bool own);

#endif
