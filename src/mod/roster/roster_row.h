/* Rows of a school's list, whatever it was exported from: which column is what, and what its cells say. Pure. */
#ifndef TN_ROSTER_ROW_H
#define TN_ROSTER_ROW_H

#include "roster.h"

enum roster_col {
	RC_KIND, RC_GIVEN, RC_PREFIX, RC_FAMILY, RC_WHOLE, RC_BORN, RC_POSTCODE, RC_GROUP, RC_YEAR, RC_EMAIL, RC_ROLE,
	RC__N
};
/* How the columns are called by the reader of EDEXML, in the template, and first among their names. */
extern const char *const roster_col_names[RC__N];
const char *roster_col_label(enum roster_col c); /* English, for tr() */

/* What the rows of a table are about. */
enum roster_kind { ROSTER_UNSURE = 0, ROSTER_GROUP, ROSTER_PUPIL, ROSTER_STAFF };

/* Where each column stands; table->head.n when it is not there. */
struct roster_map {
	size_t at[RC__N];
};
/* By the names of the columns; `chosen` (one number per column of the table, RC__N: leave it alone; NULL: none) goes
 * first. */
void roster_map(const struct import_table *t, const enum roster_col *chosen, struct roster_map *out);
enum roster_kind roster_kind_of(const struct import_table *t, const struct roster_map *m);
/* The columns that are left alone, with commas; empty: none. */
struct str roster_left_alone(struct arena *a, const struct import_table *t, const struct roster_map *m);

/* A number of nine digits that could be of a citizen, or a column called so (law.md 4.1): such a list is refused whole.
 * *line gets where, 0: the header. The number itself is said nowhere. */
bool roster_has_bsn(const struct import_table *t, size_t *line);

/* A person as the row says it; names are cleaned, folded and short enough. */
struct roster_person {
	struct str given, prefix, family, group, years, email, key; /* key: as route.sort_key */
	struct str pc4;   /* from the whole postcode, of which no more is taken */
	int32_t born;
	bool has_born;
	enum role role;   /* of staff */
};
/* What is wrong with the row, English for tr(); NULL: nothing. */
const char *roster_person(struct arena *a, const struct import_line *line, const struct roster_map *m,
                          enum roster_kind kind, int32_t today, struct roster_person *out);
/* A date of birth as people and programs write it, with its year. */
bool roster_born(struct str s, int32_t today, int32_t *out);
/* Written as a day is, in figures: one that roster_born refuses is then no day of the calendar. */
bool roster_day_like(struct str s);
/* Why EDEXML was refused: the code that its reader wrote, in English with {line}; NULL: it was not. */
const char *roster_refused(const struct import_table *t);
#define ROSTER_REFUSED "!"

#endif
