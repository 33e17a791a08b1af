/* Record types are described, not programmed. A description is a static const table; the one engine makes of it the
 * schema check, storage, forms with their errors, history and audit. Zero is always the closed, strict, private value.
 */
#ifndef TN_RECORD_H
#define TN_RECORD_H

#include "policy.h"
#include "tr.h"
#include "val.h"

enum privacy {
	PRIV_SEALED = 0, /* the most protected: free text, health, voices */
	PRIV_SECRET,     /* never shown, never in history: password hashes, keys */
	PRIV_PERSONAL,   /* about a person */
	PRIV_PUBLIC,     /* not about a person */
};

enum need {
	NEED_ALWAYS = 0,
	NEED_OPTIONAL,
	NEED_SERVER, /* set by the program, never by a form */
};

struct choice {
	const char *code;  /* in the database, forms and API */
	const char *label; /* English, for tr() */
	const char *hint;  /* under the choice; may be NULL */
};

struct field;

/* Everything that differs per kind of field, in one place each. */
struct field_type {
	const char *name;
	char column;          /* i, t, b as in struct stmt */
	bool trims;           /* raw text is cleaned (NFC, trimmed) before parse; false for passwords */
	bool lines;           /* may hold line ends */
	bool sized;             /* min and max count its characters; a maximum is a must */
	bool secret;            /* passwords and codes: never drafted, never shown again */
	/* The typed text to a value: NULL and *v set, or the error as English text for tr(), in which {min} and {max} are
	 * filled from the field. Never called for an empty text. */
	const char *(*parse)(struct arena *a, const struct field *f, struct str raw, struct val *v);
	/* A value back to what would be typed, for filling a form again. */
	struct str (*raw)(struct arena *a, const struct field *f, struct val v);
	/* To and from the database where that differs from the value in C (dates are text there); NULL: the same. */
	struct val (*store)(struct arena *a, struct val v);
	struct val (*load)(struct val v);
	/* A value as people read it. */
	struct str (*show)(struct arena *a, struct speak sp, const struct field *f, struct val v);
};

struct field {
	const char *name;              /* column and form name, [a-z_]+ */
	const struct field_type *type;
	enum need need;
	enum privacy privacy;
	int64_t min, max;              /* characters of a text, or bounds of a number or date */
	const char *label;             /* English, for tr(): the question or the name */
	const char *hint;              /* may be NULL */
	const char *missing;           /* what to do when it is empty: "Enter your name" */
	const char *autocomplete;      /* HTML autocomplete token; may be NULL */
	const struct choice *choices;  /* ends with a NULL code */
	uint32_t hides;                /* classes of auth/policy.h: not shown where one of them is hidden from the reader */
	const char *fold_of;           /* NEED_SERVER only: kept as the fold key of the field with this name */
};

enum { RECORD_FIELDS_MAX = 48 };

struct row;
struct act;

/* An ordered list of open records of a child, as kept on the shelf of everyone who may see them. */
struct list {
	int id;                   /* unique over all records, never used again for another list */
	const char *name;         /* [a-z_]+ */
	const char *label;        /* English */
	enum part part;           /* readers: who may read this part of the child */
	/* Does the record stand on this list now? NULL: always. */
	bool (*open)(const struct row *r);
	/* What it is ordered by: a date as text or a folded name. Never empty. */
	struct str (*key)(struct arena *a, const struct row *r);
	/* A small number to filter by (state, kind); NULL: 0. */
	int64_t (*facet)(const struct row *r);
};

/* Every record table has id, pid, region, rev and these columns, in this order. */
struct record {
	const char *name;
	const char *label;             /* English, singular */
	const struct field *fields;
	size_t n;
	/* Records of a child: the part they belong to, and the field that holds the route. A record that is the route
	 * itself has no such field but says so. */
	enum part part;
	const struct field *route;
	bool is_route;
	bool is_relation;              /* its rows say who may open the route: reach is made anew when one changes */
	const struct field
		*holder; /* its rows say which account holds a seat: the wall of the support point hangs on it */
	/* Sets the fields that follow from others (NEED_SERVER), before every save; may be NULL. */
	void (*derive)(struct arena *a, struct val *v);
	/* May the viewer take a change of this row back? Asked again at that moment, for rights end: OK or what to answer.
	 * NULL: a record of a child asks whether its part is open for writing, anything else is not taken back. */
	enum err (*may_undo)(struct act *act, const struct row *now);
	const struct list *lists;
	size_t n_lists;
};

bool record_has(const struct record *rec, const struct field *field);
size_t record_field(const struct record *rec, const struct field *field); /* its place; not of this record: BUG */

extern const struct field_type T_LINE;     /* one line of text */
extern const struct field_type T_LINES;    /* text with line ends */
extern const struct field_type T_EMAIL;
extern const struct field_type T_PASSWORD; /* not cleaned, never shown, never drafted */
extern const struct field_type T_CODE;     /* one-time code, recovery code, invitation code */
extern const struct field_type T_CHOICE;   /* select */
extern const struct field_type T_RADIO;    /* one of a few, all visible */
extern const struct field_type T_YES;      /* a tick: 1 or 0 */
extern const struct field_type T_DATE;     /* one text field for staff: dd-mm-jjjj, 25 nov, 25/11 */
extern const struct field_type T_NUMBER;
extern const struct field_type T_INSTANT;  /* server only */
extern const struct field_type T_REF;      /* server only: the id of another record */
extern const struct field_type T_BYTES;    /* server only: sealed or hashed bytes */

#endif
