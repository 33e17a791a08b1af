/* The tables of a database as a dump has them: all of them, their columns by name, each table after those it refers to.
 * They follow from the schema itself (schema_lines), so a new table or column is in the next dump by itself. */
#ifndef TN_TABLES_H
#define TN_TABLES_H

#include "migrate.h"

enum { TABLES_HASH = 32, TABLES_COLUMNS_MAX = 96, TABLES_MAX = 1000 };

struct dump_column {
	struct str name;
	char letter; /* as in struct stmt: i, t or b */
	bool filled; /* NOT NULL */
};

/* On SQLite the record of looks is in a file of its own. Of one table each file has its own rows. */
enum dump_place { IN_MAIN = 0, IN_LOOKS, IN_BOTH };

struct dump_table {
	struct str name;
	const struct dump_column *cols; /* by name */
	size_t n_cols;
	enum dump_place place;
	size_t split;         /* IN_BOTH: the column that tells */
	struct str split_looks; /* IN_BOTH: and its value in the file of looks; it sorts before the others */
	bool refers_to_itself;
	struct stmt read, count, write; /* read: in the order of the primary key */
	struct stmt write_many;         /* `many` rows at once: what PostgreSQL takes three times as fast */
	size_t many;
};

struct dump_tables {
	const struct dump_table *v;
	size_t n;
	int migration;                   /* the last one of this program; 0: made of other lines */
	unsigned char hash[TABLES_HASH]; /* of the lines */
};

/* From lines of a schema; ERR_INVALID and *why for one that cannot be put in an order or has other types. The tables
 * live in `a`, and must live as long as a connection that ran their statements. */
enum err dump_tables_of(struct arena *a, struct schema_lines lines, struct dump_tables *out,
                        struct str *why) MUST_CHECK;
/* Of this program's own schema. */
enum err dump_tables_own(struct arena *a, struct dump_tables *out, struct str *why) MUST_CHECK;

#endif
