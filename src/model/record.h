/* Record types are described, not programmed. A description is a static const table; the one engine makes of it the
 * schema check, storage, forms with their errors, lists, detail, history and audit, the API, sheets, retention and test
 * data. Zero is always the closed, strict, private value: what a description does not give, nobody has.
 *
 * Two families share one format. A record of a child (`is_route` or `route`) is opened through reach, by its part. Any
 * other record (a school, a plan) is opened through its `access` rows. docs/adding-a-module.md shows both. */
#ifndef TN_RECORD_H
#define TN_RECORD_H

#include "calendar.h"
#include "field.h"

enum { RECORD_FIELDS_MAX = 56, REASONS_MAX = 16, STATES_MAX = 16 };

struct row;
struct act;
struct change;
struct form_def;

/* ---- rules: C functions beside the table, pure, tested without a database ---- */

/* Why not. `text` is English for tr() and says what to do; `field` is where it belongs, NULL: the whole. */
struct reason {
	const char *text;
	const struct field *field;
};
struct reasons {
	struct reason v[REASONS_MAX];
	size_t n;
};
void reason_add(struct reasons *out, const struct field *field, const char *text); /* beyond the maximum: left out */

/* The records beside one that a rule may look at: of the same child, or of the same parent. */
struct beside {
	const struct record *rec;
	const struct row *v;
	size_t n;
};
/* What a rule may know: the record as it would be saved, today in Amsterdam, and what `sees` names. */
struct given {
	struct arena *a;
	const struct row *row;
	int32_t today;
	int64_t now;
	int64_t account;          /* who does it: of the viewer; 0: the program */
	bool is_new;              /* it is made by this very change */
	const struct row *before; /* in the check of a save: as it was; NULL: it is new, or nothing is saved */
	const struct beside *beside; /* one per record of rec->sees, in that order */
};
const struct beside *given_beside(const struct given *g, const struct record *rec); /* not in sees: BUG */

/* A step from one state to another. Zero in `by` is nobody. For a child's record the part must be open for writing as
 * well. */
struct transition {
	const char *name;  /* [a-z-]+, unique in the record: last word of the POST, in the API and on the command line */
	const char *label; /* English: the button, starts with a verb */
	const char *done;  /* English: what the next page says, and the audit */
	uint32_t from;     /* bit per state, by its place in the choices of the state field */
	int to;            /* the place of the new state */
	uint32_t by;       /* bit per role that may do it */
	enum part part;    /* of a child: the part that must be open for writing; PART_NONE: that of the record */
	/* The same where it differs per record: that of who owns it. NULL: `part`. */
	enum part (*part_of)(const struct row *r);
	bool undo;         /* may be taken back within ten minutes */
	bool back;         /* a step back, a no or an ending: it can be made, but no page proposes it as the thing to do */
	uint32_t back_from; /* bit per state from which it is one, where it is a step on from others */
	const struct form_def *form; /* what is typed along with it (fields of this record); NULL: a button is enough */
	/* Is there anything to do? Where not, nobody is offered the step or makes it; its guard may say why. NULL: yes. */
	bool (*applies)(const struct row *r);
	void (*guard)(const struct given *g, struct reasons *out); /* may add why not; NULL: nothing stands in its way */
	/* What else the step writes, in the same transaction; NULL: nothing. `at` is the record before the step. */
	enum err (*effect)(struct change *c, const struct row *at);
	const char *event; /* English: how it stands on the child's timeline; NULL: it does not */
};

/* What must be done before when. The date is derived from a fact, a rule with its source and the calendar; nobody types
 * it. */
struct term {
	const char *name;          /* [a-z_]+, unique in the record */
	const char *rule;          /* id of model/rule.h: length, unit and source in law */
	const struct field *from;  /* T_DATE or T_INSTANT it is counted from; while empty it does not run */
	uint32_t states;           /* bit per state in which it runs; a record without states: any bit */
	const char *what;          /* English: what must be done before then */
	/* The days on which it stood still, in order of begin, at most PAUSES_MAX; one without an end has DATE_OPEN. NULL:
	 * it never does. */
	size_t (*pauses)(const struct row *r, struct span *out);
	const struct field *more;  /* T_NUMBER: the extension that was given, in units of the rule; NULL: none can be */
	/* Whether the rule is about this record, whatever its state; NULL: it is. */
	bool (*holds)(const struct row *r);
	/* T_DATE: the day before which the law asks nothing; while empty no date can be said. NULL: there is none. */
	const struct field *not_before;
};
enum { PAUSES_MAX = 8 };

/* ---- who, for records that belong to no child ---- */

enum op { OP_READ = 1 << 0, OP_CREATE = 1 << 1, OP_CHANGE = 1 << 2, OP_EXPORT = 1 << 3 };
enum where {
	WHERE_NOWHERE = 0,
	WHERE_OWN,    /* of the organisation (rec->org) at which one holds the role one acts in */
	WHERE_BELOW,  /* the same, or one whose board (organisation.parent) that is */
	WHERE_REGION, /* of the region of the organisation one acts for */
};
struct access {
	uint32_t roles; /* bit per role one acts in */
	unsigned ops;   /* of enum op */
	enum where where;
};

/* ---- lists ---- */

/* How a record stands on a list that it shares with other types: the work list, on which everything that must be done
 * for a child stands together. */
struct work {
	int mark;                 /* which type: 1 to WORK_MARK_MAX, unique on the list, never used again */
	const char *code;         /* in addresses, [a-z-]+: ?soort=plan */
	const char *label;        /* English, singular: "Next step" */
	const char *page;         /* where it is done, behind the path of the child: "/opp"; "": the child's own page */
	const struct field *what; /* what must be done; NULL: what the term says that is due first */
	/* English, where that differs by state and by who is to act; NULL or giving NULL: `what`. */
	const char *(*asks)(const struct row *r, int64_t side);
	const struct field *by;   /* T_DATE: before when; NULL: rec->due */
	const struct field *why;  /* for what: the phase, the subject; NULL: the rule of the term that is due first */
	const char *because;      /* English, where neither says it: a type with terms may stand on the list without one */
	/* Who is to act, as a number from 1 to WORK_SIDE_MAX that is the same for all types on the list; 0: nobody. */
	int64_t acts; /* always this one; 0: `side` says it */
	int64_t (*side)(const struct row *r);
	/* The same where what stands beside the record (rec->sees) decides it, in these states; for who reads these parts
	 * of the child whole, which own family never does. NULL: `side`. */
	int64_t (*side_beside)(const struct given *g);
	uint32_t beside_states; /* bit per state */
	parts beside_parts;
	/* Up to NULL: the next steps of the route that are done by doing this, as they stand there. Whoever has both on the
	 * list has this one alone: one thing to do stands once. NULL or giving NULL: none. */
	const char *const *(*does)(const struct row *r);
	/* Does it ask nothing of anybody as the route of its child stands now? NULL: whatever the route. */
	bool (*rests)(const struct row *route);
	/* What can be done with many at once, in the order of the buttons: shown before, done as one, taken back as one.
	 * A decision about a child is never among them. */
	const struct bulk *bulk;
	size_t n_bulk;
};
/* Either a form, whose fields are set to the same in each, or a step that asks nothing. */
struct bulk {
	const char *name;  /* [a-z-]+, unique in the type: in what is posted */
	const char *label; /* English: the button, starts with a verb */
	const char *done;  /* English: what the next page says, and the audit */
	const struct form_def *form;   /* fields of this record that people type; NULL: `move` */
	const struct transition *move; /* a row of its flow that can be taken back, without a form; NULL: `form` */
};
enum { WORK_MARK_MAX = 127, WORK_SIDE_MAX = 63 };
static inline int64_t work_acts(const struct work *w, const struct row *r)
{
	return w->acts != 0 ? w->acts : w->side(r);
}

/* An ordered list of open records of a child, as kept on the shelf of everyone who may see them. */
struct list {
	int id;                   /* unique over all records but those with `work`, never used again for another list */
	const char *name;         /* [a-z_]+ */
	const char *label;        /* English */
	enum part part;           /* readers: who may read this part of the child */
	uint32_t kinds;           /* bit per relation_kind: only on the shelf of these readers; 0: of all */
	/* T_REF to a grantee: whoever it names has the row as well, beside those of `kinds`. NULL: nobody in particular. */
	const struct field *whose;
	/* Does the record stand on this list now? NULL: always. */
	bool (*open)(const struct row *r);
	/* What it is ordered by: a date as text or a folded name. Never empty. */
	struct str (*key)(struct arena *a, const struct row *r);
	/* A small number to filter by: the place of a choice; NULL: 0. */
	int64_t (*facet)(const struct row *r);
	const struct field *facet_of; /* T_CHOICE or T_STATE whose places the facet holds; NULL: no filter */
	const struct work *work;  /* shared with other types; NULL: the list is of this type alone */
	const struct field *const *columns; /* what a generic list, a sheet and the API show of it */
	size_t n_columns;
};

/* A list of records that belong to no child: ordinary indexes, region first. */
struct order {
	const struct field *by;   /* text or date, never NULL in a row; an index on (region, by, id) serves it */
	bool down;
};
struct listing {
	const char *label;        /* English, plural: "Schools" */
	const struct order *orders; /* the first one is how it opens; at most four */
	size_t n_orders;
	const struct field *const *columns;
	size_t n_columns;
	const struct field *const *filters; /* T_CHOICE, T_RADIO, T_STATE or T_YES: ?name=code */
	size_t n_filters;
	/* A public fold key that any word is looked for in; its hint asks for it. NULL: no search. */
	const struct field *find;
};

/* ---- keeping ---- */

/* How long, why and on which ground: for the register of processing and the retention runs. A record of a child takes
 * owner, ground and term from its part (model/keep.h) and gives this only where it differs. */
struct keep {
	const char *purpose; /* English; NULL: not given here */
	const char *ground;  /* English */
	const char *rule;    /* id in law.md or of a setting */
	int months;          /* 0 with a purpose: as long as the organisation takes part */
	const struct field *from; /* T_DATE or T_INSTANT it counts from */
	/* It is about no child and nothing hangs on it: the day after its term it goes by itself (mod/retain). */
	bool goes;
};

/* Every record table has id, pid, region, rev and these columns, in this order. */
struct record {
	const char *name;
	const char *label;             /* English, singular */
	const char *api;               /* Dutch, plural, as in /api/v1/scholen; NULL: not in the API */
	bool api_makes;                /* a new one needs nothing but what people type: a program may make one */
	const struct field *fields;
	size_t n;
	const struct field *title;     /* the field that names one of them: links, crumbs, sheets; NULL: its label */
	/* Records of a child: the part they belong to, and the field that holds the route. A record that is the route
	 * itself has no such field but says so. */
	enum part part;
	const struct field *route;
	bool is_route;
	/* Of the route itself: the T_REF by which the rows of a list are asked for together, as those of one school
	 * (scope_at). NULL: none. */
	const struct field *at;
	bool is_relation;              /* its rows say who may open the route: reach is made anew when one changes */
	/* Its rows say which account holds a seat, or is absent: the wall of the support point and who stands in hang on
	 * it. */
	const struct field *holder;
	/* Records that belong to no child: who may do what, and the field with the organisation they belong to. */
	const struct access *access;
	size_t n_access;
	const struct field *org;       /* T_REF to an organisation; WHERE_OWN and WHERE_BELOW ask for it */
	const struct field *parent;    /* T_REF: the record it is a piece of (a goal of a plan) */
	/* Of a child: T_REF to the organisation whose it is, where the policy opens of a part only what is one's own. */
	const struct field *of_org;
	/* In the part knooppunt: T_REF to the meeting it hangs on, where that is not its parent (a file). */
	const struct field *of_meeting;
	/* T_REF: the account whose words these are. What is hidden between guardians is not hidden from that one. */
	const struct field *own;
	/* Own family reads and writes of these records only those that are one's own: a parent not those of the other one,
	 * nor of the pupil (practice M5, "only the school"). Asks for `own`. */
	bool apart;
	/* T_REF: the accounts for whom alone it is, as who says it chose; while the first is empty it is for all who read
	 * its part. Nobody else reads it, by whatever relation, and it stands on no list but that of the first. */
	const struct field *only[2];
	/* T_REF: the account to whom it is told, among others. Who reads a part only by what is told to them (policy.told)
	 * reads it by this, or as the first of `only`; a record without either is shut for them. */
	const struct field *told;
	/* T_DATE: its author talks about it with the family first (practice 18, access.md rule 14), and from that day own
	 * family reads it; empty: at once (opens.h). Until then they see only `known` of it, and where that is nothing it
	 * is not there for them. Never of a decision or a letter: those are not held back. */
	const struct field *opens;
	const struct field *const *known;
	size_t n_known;
	/* Sets the fields that follow from others (NEED_SERVER), before every save; may be NULL. */
	void (*derive)(struct arena *a, struct val *v);
	/* What must hold between fields, at every save; may be NULL. */
	void (*check)(const struct given *g, struct reasons *out);
	const struct record *const *sees; /* records beside it that check and guards look at */
	size_t n_sees;
	/* States: the T_STATE field, whose choices they are; the first is where a record begins, `ends` (bit per state) are
	 * those it never leaves. */
	const struct field *state;
	uint32_t ends;
	uint32_t editable; /* bit per state in which a form may change it; zero: only its steps do */
	const struct transition *flow;
	size_t n_flow;
	const char *made;              /* English: how its making stands on the child's timeline; NULL: it does not */
	/* The same for what is no step and does not stand there by `made`: from what it was (NULL: it is new) to what it
	 * is. English, or NULL when nothing of it stands there. */
	const char *(*tells)(const struct row *was, const struct row *now);
	const struct term *terms;
	size_t n_terms;
	/* The earliest date of the running terms and the name of that term, kept by the engine: both or neither. */
	const struct field *due, *due_term;
	/* May the viewer take a change of this row back? Asked again at that moment, for rights end: OK or what to answer.
	 * NULL: a record of a child asks whether its part is open for writing, one with access rows asks those, anything
	 * else is not taken back. */
	enum err (*may_undo)(struct act *act, const struct row *now);
	const struct list *lists;
	size_t n_lists;
	const struct listing *listing;
	struct keep keep;
};

bool record_has(const struct record *rec, const struct field *field);
size_t record_field(const struct record *rec, const struct field *field); /* its place; not of this record: BUG */
const struct field *record_named(const struct record *rec, struct str name); /* NULL: no such field */
bool record_of_child(const struct record *rec);
/* Is this field of this record kept sealed? Texts about a child of class PRIV_SEALED, and those that say so. */
bool field_is_sealed(const struct record *rec, const struct field *f);
bool record_is_sealed(const struct record *rec); /* any field of it */
bool record_piece_of(const struct record *rec, const struct record *whole); /* by its parent */

#endif
