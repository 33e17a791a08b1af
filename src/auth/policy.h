/* Who may open which part of a child's dossier, as one table: role in which someone acts + relation to the child +
 * purpose -> parts to read and to write. Source: access.md, its tables "Parts" and "Relations" and the rules that hold
 * everywhere; a combination without a row is closed. What a single invitation, consent or court order narrows further
 * stands in the relation itself (parts, hides) and is ANDed by the reader of reach (model/reach.h). */
#ifndef TN_POLICY_H
#define TN_POLICY_H

#include "role.h"

/* Parts have an owner, a ground, a retention and readers of their own (access.md). */
enum part {
	PART_NONE = 0,
	PART_KERN,        /* least: what every active relation needs */
	PART_SCHOOL,
	PART_CARD,        /* piece of the school's part that a teacher works from: agreement card, goals, measures */
	PART_VOORSCHOOL,
	PART_KNOOPPUNT,
	PART_SWV,
	PART_DESKUNDIG,
	PART_VOORZIENING,
	PART_GEMEENTE,
	PART_OJS,
	PART_STEM,
	PART_VERZEGELD,
	PART_AANMELDING,  /* piece of the school's part: what one school does with one application */
	PART_LEERLING,    /* what the pupil says and closes to parents; some of it for one person alone (record.only) */
	PART_VERZOEK,     /* what someone asks about the data kept of them (AVG 12 to 22): theirs, and of who must answer */
	PART__N
};
typedef uint32_t parts; /* one bit per part */
#define PART_BIT(p) (UINT32_C(1) << (p))
const char *part_code(enum part p);
const char *part_label(enum part p); /* English, for tr() */
const char *part_label_family(enum part p); /* the same, to parents and pupils */

/* Relations of someone to a child, each with a begin, an end and a source record (access.md). */
enum relation_kind {
	REL_NONE = 0,
	REL_GUARDIAN,         /* with authority */
	REL_GUARDIAN_WITHOUT, /* without authority */
	REL_PUPIL,            /* self */
	REL_HELPER,           /* looks along by a parent's or pupil's wish; sees, never decides */
	REL_TEACHES,          /* teaches or assists the group */
	REL_SUPERVISES,       /* IB'er or care coordinator of the school */
	REL_CONTACT,          /* contact person at school */
	REL_PRESCHOOL,        /* preschool of */
	REL_ASSIGNED,         /* trajectbegeleider */
	REL_ASKED,            /* contribution or expert advice */
	REL_DEPLOYED,         /* specialist at work with the child */
	REL_SECRETARIAT,      /* requests handed in, until archived */
	REL_COMMITTEE,        /* session of the TLV committee */
	REL_DECIDES,          /* mandate for one decision or objection */
	REL_PLACED,           /* team of a group arrangement */
	REL_RECEIVES,         /* receives a handover */
	REL_INVITED,          /* partner in a knooppunt */
	REL_LEERPLICHT,       /* municipality of residence, absence only */
	REL_DOORZETTINGSMACHT,/* one absence case, from its escalation step */
	REL_BOARD_SUPERVISOR, /* process supervisor of the board, asked by a school of it */
	REL_SUBSTITUTE,       /* for that time, in the place of another's relation */
	REL_GUEST,            /* by code: what is shared, until */
	REL_SUPPORT_POINT,    /* contact of the support point; excludes every relation that involves */
	REL_BREAK_GLASS,      /* emergency, by named roles, told to privacy officer and parents */
	REL_APPLIED,          /* applied at this school: the core and what this school does with it */
	REL_CONFIDANT,        /* chosen by the pupil to talk with (practice 20) */
	REL__N
};
const char *relation_code(enum relation_kind k);
const char *relation_label(enum relation_kind k);
bool relation_parse(struct str code, enum relation_kind *out);

enum purpose {
	PURPOSE_NONE = 0, /* a route without a purpose opens no dossier */
	PURPOSE_GUIDE,
	PURPOSE_JUDGE,
	PURPOSE_ALLOT,
	PURPOSE_HAND_OVER,
	PURPOSE_ABSENCE,
	PURPOSE_SUPPORT_POINT,
	PURPOSE_OWN,      /* parents, pupils and who looks along: their own dossier */
	PURPOSE_EMERGENCY,
	PURPOSE__N
};
const char *purpose_code(enum purpose p);
const char *purpose_label(enum purpose p);

/* Classes of fields that a relation may hide, whatever the part (court order, secret address, shielded place). */
enum hide {
	HIDE_ADDRESS = 1 << 0,  /* everything that gives away where the child lives or learns (practice 17) */
	HIDE_GUARDIANS = 1 << 1,/* the other guardian's details: always between guardians (rule 12) */
	HIDE_HEALTH = 1 << 2,
	HIDE_WORKING = 1 << 3,  /* working papers of experts: parents and school see the advice (Parts, deskundig) */
	HIDE_SHIELD = 1 << 4,   /* a shielded place: also team members, free texts and who wrote or looked (practice 17) */
};

struct policy {
	enum role role;           /* ROLE_NONE: own family, whatever role someone acts in */
	enum relation_kind kind;
	enum purpose purpose;     /* the narrowest that fits; recorded with each look */
	parts reads, writes;
	uint32_t hides;
	/* Of these parts only what belongs to the organisation of the seat (record.of_org): an application at one school is
	 * nobody's business at another. */
	parts own;
	/* Of these parts only what names the reader (record.told, record.only): whom a pupil chose hears what was said
	 * since to that one, and nothing else of the voices. */
	parts told;
};
/* The row of a combination, or NULL: closed. */
const struct policy *policy_of(enum role role, enum relation_kind kind);
/* All rows, for the permission matrix and the tests. */
const struct policy *policy_rows(size_t *n);
/* Changes when the table changes: reach and shelf are rebuilt by migrate then (rights in the index). */
uint64_t policy_rev(void);

/* One grant of reach that is open now. */
struct grant_open {
	enum role role;      /* of the seat, or ROLE_NONE for an account's own */
	enum relation_kind kind;
	parts parts;         /* what the relation shares */
	uint32_t hides;
	int64_t grantee;     /* the account or the seat: kept for the look */
	int64_t org;         /* of the seat; 0: an account's own */
	int64_t bound;       /* of the knooppunt it opens this one meeting, to read; 0: all there is */
	int64_t relation;    /* behind it: what is given by who has it rests on that */
};
/* What all open grants together allow. Reading is the union of parts. What a row of the policy hides is hidden unless
 * another grant that opens the part shows it; what a relation hides (court order, shielded place) is hidden whatever
 * else someone may be to the child. */
struct allowed {
	parts reads, writes;
	/* Read, and written, only where the record belongs to one of `orgs`. Who may read all of it as family does not
	 * write for it as a school. */
	parts own, own_writes;
	parts told; /* read only where the record names `account` */
	int64_t *orgs;
	size_t n_orgs;
	uint32_t hides[PART__N];
	/* For the look: of the narrowest of the grants that open the part. */
	enum purpose purpose[PART__N];
	int64_t grantee[PART__N];
	int64_t account; /* who reads: what is one's own is not hidden from oneself (record.own) */
	int32_t today;   /* in Amsterdam: what opens to own family on a later day is shut (record.opens) */
	/* Of the part knooppunt only these meetings are open, by invitation (access.md, parts: "what the invitation
	 * shares"); false: all of it. */
	bool bound;
	int64_t *bound_to;
	size_t n_bound;
	int64_t by[REL__N]; /* the relation of each kind that counts in the role acted in; 0: none */
};
/* Reckoned grant by grant, at most `most`: begun, each added, ended. What it gives lives in `mem`. */
struct allowing {
	struct arena *mem;
	size_t most, n;
	enum role acting;
	struct allowed a;
	const struct policy *by[PART__N]; /* the narrowest row that opens the part */
	bool whole;
	uint32_t always;
	parts all_of, all_writes, untold;
};
struct allowing policy_begin(struct arena *mem, enum role acting, size_t most);
void policy_add(struct allowing *w, const struct grant_open *open);
struct allowed policy_end(const struct allowing *w);

#endif
