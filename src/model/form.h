/* A form: fields of any record or of none, what was typed, what it means, what is wrong with it. Undeclared
 * parameters do not exist for a handler. Every form carries a forgery token, a form key (a second post of the same
 * form gives the first answer), and, when it changes a record, the rev it was made from. */
#ifndef TN_FORM_H
#define TN_FORM_H

#include "record.h"

enum { FORM_FIELDS_MAX = 48 };

struct form_def {
	const char *name;                    /* [a-z-]+, unique: drafts are kept by it */
	const struct field *const *fields;
	size_t n;
	/* Bit per field, by its place in `fields`, that this form demands though its record may be without it (the guard of
	 * the step refuses an empty one): it does not stand there as optional. */
	uint64_t must;
	bool any;                            /* any of it is enough: said once above the form, not at each field */
	bool drafts;                         /* what is typed is kept between visits; never for T_PASSWORD and T_CODE */
	const char *submit;                  /* English: the button, starts with a verb */
	const char *upload;                  /* English: the question for a file that is sent along; NULL: none is */
};

#define MUST(place) (UINT64_C(1) << (place))
#define MUST_FIRST(count) (MUST(count) - 1) /* the first so many, below 64 */

/* One posted pair, decoded; a name may come more than once. */
struct pair {
	struct str name, value;
};
struct pairs {
	const struct pair *v;
	size_t n;
};
struct str pairs_get(struct pairs p, const char *name); /* the first, or empty */
bool pairs_has(struct pairs p, const char *name);

struct form {
	const struct form_def *def;
	bool posted;                          /* filled from a post or a draft, not fresh */
	struct str raw[FORM_FIELDS_MAX];      /* as it will stand in the control */
	struct val v[FORM_FIELDS_MAX];        /* VAL_NULL when empty or wrong */
	struct str error[FORM_FIELDS_MAX];    /* in the reader's language; empty when right */
	struct str upload_error;              /* of the file: it must be chosen anew, the rest stays */
	struct str error_top[REASONS_MAX];    /* errors of the whole, not of one field */
	size_t n_top;
	size_t errors;
	struct str key;                       /* the form key */
	bool shut[FORM_FIELDS_MAX];           /* hidden from the reader: in no form, and saving leaves it as it is */
	int64_t rev;                          /* 0: makes something new */
	int64_t draft_at;                     /* when the draft shown here was kept; 0 when none */
	/* Conflict: what the other wrote meanwhile, per field; set only on the conflict page. */
	bool conflict;
	struct str theirs[FORM_FIELDS_MAX];   /* raw */
	bool differs[FORM_FIELDS_MAX];
	struct str their_name; /* empty: the program, or someone whose name this reader is not told */
	int64_t their_at;
};

struct form *form_new(struct arena *a, const struct form_def *def);
/* Fills raw from posted pairs (names of declared fields only) and checks: v and error. */
void form_parse(struct form *f, struct arena *a, struct speak sp, struct pairs posted);
/* Fills raw only, without errors: drafts. */
void form_fill_raw(struct form *f, struct arena *a, struct pairs typed);
/* Shows a value in a fresh form. */
void form_set(struct form *f, struct arena *a, const struct field *field, struct val v);
struct val form_val(const struct form *f, const struct field *field);
struct str form_text(const struct form *f, const struct field *field); /* empty for VAL_NULL */
/* Marks a field (or with NULL the whole form) wrong, with a text that is already in the reader's language. */
void form_wrong(struct form *f, const struct field *field, struct str error);
/* The same for the file that is sent along. */
void form_wrong_upload(struct form *f, struct str error);
#define FORM_UPLOAD "bestand" /* the name of its control */
size_t form_index(const struct form *f, const struct field *field); /* not of this form: BUG */

#endif
