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
	ROLE_MUNICIPALITY,
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
	CAP_ACCOUNTS,       /* make accounts and invitations */
	CAP_ORGANISATIONS,  /* make and change organisations */
	CAP_STAFF,          /* give and end seats at the own organisation */
	CAP_SETTINGS,       /* settings and status of the installation */
	CAP_LOGS,           /* grants and looks, no contents */
	CAP__N
};

struct role_def {
	const char *code;         /* stable, in the database and in the API */
	const char *label;        /* English, for tr() */
	uint32_t at;              /* bit per org_kind where it can be held */
	uint32_t caps;            /* bit per cap */
	uint32_t grants;          /* bit per role that this role may give and end at its own organisation */
	enum audience audience;
	bool second_factor;       /* sign-in needs a second factor: all staff */
};
const struct role_def *role_def(enum role r); /* ROLE_NONE and unknown numbers: a role without any right */
bool role_parse(struct str code, enum role *out);
bool org_kind_parse(struct str code, enum org_kind *out);
/* May a holder of `giver` give `given` at an organisation of this kind? `own` tells whether it is the giver's own
 * organisation; only an administrator acts on others, and only for the roles that open no dossier. */
bool role_may_grant(enum role giver, enum role given, enum org_kind at, bool own);

#endif
