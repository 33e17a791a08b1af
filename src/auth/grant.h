/* Who may let whom take part in the route of a child, as one table. access.md rule 15: what opens a dossier is given by
 * the organisation that owns the part, never by the receiver; rule 4: nobody gives by rank alone, so the giver has a
 * relation to the child as well. Practice 11: a parent or pupil lets one person look along without anyone's permission.
 * What no row says is not given. */
#ifndef TN_GRANT_H
#define TN_GRANT_H

#include "policy.h"

/* Where something stands towards the child and the giver. */
enum grant_place {
	PLACE_NOWHERE = 0,
	PLACE_SCHOOL,   /* the school of enrolment or application */
	PLACE_SWV,      /* the partnership of the region */
	PLACE_OWN,      /* an organisation at which the giver holds the role acted in */
	PLACE_PARTNERS, /* any organisation of these kinds in the region */
	PLACE_PERSON,   /* a person by themselves, found by the exact address they sign in with */
	PLACE_FAMILY,   /* of the giver: family has no organisation */
};

struct grant_rule {
	const char *code, *label; /* in the address; English for tr(): "Teacher of this child" */
	enum role giver;          /* acts in it; ROLE_NONE: family, in every role */
	uint32_t by;              /* bit per relation_kind: the giver has one of these to the child */
	enum grant_place at;      /* where the giver holds that role */
	enum relation_kind kind;  /* what is given */
	enum role to;             /* to who holds this role */
	enum grant_place place;
	uint32_t orgs;            /* bit per org_kind, of PLACE_PARTNERS */
	parts most;               /* at most these parts; PART_KERN is always among them */
	bool chosen;              /* the giver chooses among them; else all that the kind opens */
	/* Opens more than the giver reads: the organisation owns it, and who leads there reads little (rule 4). */
	bool beyond;
	int max_days;             /* the longest term: what is given by hand always ends */
	bool single;              /* at most one open at a time per giver and child */
};
const struct grant_rule *grant_rules(size_t *n);

/* How a giver stands towards one child. */
struct giver {
	enum role role;       /* acts in */
	uint32_t kinds;       /* bit per relation_kind that is open now and counts in this role */
	parts reads;
	uint32_t places;      /* bit per grant_place at which the role acted in is held; PLACE_FAMILY always */
};
/* May this giver use this rule at all? */
bool grant_may(const struct grant_rule *rule, const struct giver *g);
/* The parts that are given: the kind's, cut to the rule, to what the giver reads, and to what was chosen. 0: nothing to
 * give. */
parts grant_parts(const struct grant_rule *rule, const struct giver *g, parts chosen);
/* What may be chosen from, without the core. */
parts grant_choice(const struct grant_rule *rule, const struct giver *g);
/* The last day that may be given, counted from today. */
int32_t grant_last_day(const struct grant_rule *rule, int32_t today);
/* The rule with this code that the giver may use, or NULL. */
const struct grant_rule *grant_find(struct str code, const struct giver *g);
/* May this giver end a relation of this kind, held in this role (ROLE_NONE: by an account itself)? Who may give it may
 * end it. */
bool grant_may_end(const struct giver *g, enum relation_kind kind, enum role held);

/* Own family, let in by an invitation that the person accepts (access.md rule 15): by who guides the child where it
 * learns, at school, or before that at the preschool. It opens all that the kind opens and has no last day. */
struct family_rule {
	const char *code, *label; /* of the choice; English for tr() */
	enum relation_kind kind;
	enum role role;           /* of the seat that comes with it */
};
/* The rule of this kind, or NULL: the kind is not of own family, or given otherwise. */
const struct family_rule *family_rule_of(enum relation_kind kind);
bool grant_may_invite(const struct giver *g);

/* A colleague in the place of one who is absent (practice 23). What it opens is never given by name of a child: it
 * follows from what the absent person holds at that moment, and from a cover that the organisation gave. */
struct stand_in {
	enum role absent;        /* in which the absent person holds the relation */
	enum relation_kind kind;
	parts shared;            /* what that relation shares */
	enum role substitute;    /* of the seat of the one who stands in */
	parts covered;           /* what the cover says; PART_KERN is always among it */
	bool other;              /* the substitute is something else to this child as well */
};
/* The parts that it opens as REL_SUBSTITUTE, 0: nothing. Never more than the absent person has, to read or to write,
 * and never more than the policy gives a substitute. *hides: what the absent person is not shown either; a relation's
 * hides hold in every capacity, so who is something else to the child gets nothing rather than being shown less. */
parts grant_stand_in(const struct stand_in *s, uint32_t *hides);
/* Can a substitute in this role hold anything at all? */
bool grant_substitutes(enum role role);

/* Who may ask for, confirm and lift a shielded place (practice 17: "set and lifted by two people"): who guides the
 * child for the school, the preschool or the partnership, and who decides at the school. */
bool grant_may_shield(const struct giver *g);
/* The roles that may break glass (rule 6): those that the policy opens something to. */
bool grant_may_break_glass(enum role role);

#endif
