/* The schema: numbered SQL files of migrations/, embedded in the program, applied in order in one transaction each.
 * Statements end with a semicolon; quotes and comments are respected, triggers with a body are not understood.
 * Tokens for the few words that differ: @strict, @norowid (SQLite table options), @blob (BLOB / BYTEA), @text
 * (TEXT / TEXT COLLATE "C"), @int (INTEGER / BIGINT). */
#ifndef TN_MIGRATE_H
#define TN_MIGRATE_H

#include "db.h"

struct migration {
	int number;
	struct str sql;
};

enum schema_state {
	SCHEMA_CURRENT,
	SCHEMA_MISSING, /* an empty database */
	SCHEMA_OLDER,   /* migrations wait */
	SCHEMA_NEWER,   /* made by a later program: refused */
	SCHEMA_CHANGED, /* same number, other text: before 1.0 a demo folder must be made again (conventions 11) */
};

/* Which migrations this program carries, lowest first. */
const struct migration *migrations(size_t *n);
enum err schema_state(struct db *db, struct arena *a, enum schema_state *out) MUST_CHECK;
/* Applies what waits; *applied is how many. Each one is whole or not there. ERR_INVALID and *why on a newer or changed
 * database or a statement that fails. Two that run at once wait for each other. */
enum err schema_migrate(struct db *db, struct arena *a, int *applied, struct str *why) MUST_CHECK;
/* Holds the live tables, columns (type, NOT NULL, collation), keys and indexes against those of the migrations: OK
 * when they are the same, else ERR_CONFLICT with each difference as one line in *why. */
enum err schema_check(struct db *db, struct arena *a, struct str *why) MUST_CHECK;

/* The schema as sorted lines of words, the same on both databases: "column T.C TYPE [not null]", "primary key T (C)",
 * "[unique ]index NAME T (C, C)", "unique T (C)", "foreign key T (C) to T". Types are those of SQLite. */
struct schema_lines {
	const struct str *v;
	size_t n;
};
/* Of a live database, and of what the migrations make of an empty one; ERR_INVALID and *why when they fail. */
enum err schema_lines(struct db *db, struct arena *a, struct schema_lines *out) MUST_CHECK;
enum err schema_lines_made(struct arena *a, struct schema_lines *out, struct str *why) MUST_CHECK;

#endif
