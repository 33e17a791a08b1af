/* Fields of records and of forms: their type, need, privacy class, limits and words. Zero is always the closed, strict,
 * private value. */
#ifndef TN_FIELD_H
#define TN_FIELD_H

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
struct record;
struct dice;

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
	/* In answers for machines: OpenAPI type and format (no type: it is not there). Numbers and ticks are written as
	 * JSON has them, a text as `machine` gives it, or where that is NULL as `raw` does. */
	const char *api_type, *api_format;
	struct str (*machine)(struct arena *a, struct val v);
	/* What stays of a value when its person is erased: nothing, or what points at nobody (the year of a date). NULL:
	 * nothing. */
	struct val (*anonymise)(struct arena *a, const struct field *f, struct val v);
	/* A right value, for tests and bulk sets; never called for NEED_SERVER. NULL: the type cannot be typed. */
	struct val (*sample)(struct arena *a, const struct field *f, struct dice *dice);
};

struct field {
	const char *name;              /* column and form name, [a-z_]+ */
	const struct field_type *type;
	enum need need;
	enum privacy privacy;
	int64_t min, max;              /* characters of a text, or bounds of a number or date */
	const char *label;             /* English, for tr(): the question or the name. Without one nobody is shown it */
	const char *hint;              /* may be NULL */
	const char *missing;           /* what to do when it is empty: "Enter your name" */
	const char *autocomplete;      /* HTML autocomplete token; may be NULL */
	const struct choice *choices;  /* ends with a NULL code */
	uint32_t hides;                /* classes of auth/policy.h: not shown where one of them is hidden from the reader */
	const char *fold_of;           /* NEED_SERVER only: kept as the fold key of the field with this name */
	const struct record *ref;      /* T_REF: the record whose id it holds, or ref_many; record.route needs none */
	bool unset;                    /* NEED_SERVER only: the program may leave it empty */
	const char *like;              /* form of a line: 9 a digit, 1 the same but 0, A a capital, a space may stay away */
	const char *unlike;            /* what to do when it has another form, with an example */
	uint32_t by;                   /* bit per role that may write it; 0: everyone who may change the record */
	bool meets;                    /* a day on which people meet: beside it stands why it is no school day */
	bool sealed;                   /* a text of a child that its class shows in a list, and that is kept sealed */
};

/* Of a T_REF that may hold the id of several types (an account or a seat), or 0 for nobody: the database cannot hold it
 * to a table. */
extern const struct record ref_many;

/* May this role write the field, where it may change the record? */
bool field_by(const struct field *f, enum role role);

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
extern const struct field_type T_TIME;     /* a time of the day, kept as "14:30" */
extern const struct field_type T_STATE;    /* server only: where a record stands; its choices are the states */
extern const struct field_type T_INSTANT;  /* server only */
extern const struct field_type T_REF;      /* server only: the id of another record */
extern const struct field_type T_BYTES;    /* server only: sealed or hashed bytes */

#endif
