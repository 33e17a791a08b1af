/* The tables that the record descriptions ask for: their SQL, and what a database lacks of them. The migrations are the
 * truth of how a database is made; they are written from the descriptions by `thuisnabij schema write`, read by a
 * person, and held against the descriptions by a test, by `check` and at every start. */
#ifndef TN_SCHEMA_H
#define TN_SCHEMA_H

#include "migrate.h"
#include "model.h"

/* The SQL of one record's table and its indexes, in the words of migrations (@int, @text, @blob, @strict). */
void schema_sql(const struct model *m, const struct record *rec, struct buf *out);

struct schema_difference {
	struct str lines; /* one a difference; empty when there is none */
	struct str sql;   /* what makes them good; what cannot be written by a program stands in it as a comment */
	size_t n, by_hand;
};
/* Holds the lines of a schema against the descriptions. Columns, their type and whether they may be empty, references,
 * the pid's uniqueness and the indexes that lists need must be there; a column that no description has is a difference;
 * other indexes and other tables are not. */
struct schema_difference schema_compare(const struct model *m, struct schema_lines have, struct arena *a);
/* The same with a live database, and with what the migrations of this program make. */
enum err schema_differs(const struct model *m, struct db *db, struct arena *a,
                        struct schema_difference *out) MUST_CHECK;
enum err schema_pending(const struct model *m, struct arena *a, struct schema_difference *out,
                        struct str *why) MUST_CHECK;

#endif
