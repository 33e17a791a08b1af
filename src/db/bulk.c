#include "bulk.h"

#include "db_impl.h"

enum { TAKE_MS = 5000 };

/* References, keys and indexes, in the order in which they can be taken away: a reference hangs on a key. Made at the
 * end, an index is sorted once and a reference asked once; before it each row would have to find its place in all of
 * them. */
static const struct stmt aside_pg = {
	"SELECT away, back FROM ("
	"SELECT CASE k.contype WHEN 'f' THEN 1 ELSE 2 END AS step,"
	" 'ALTER TABLE ' || quote_ident(r.relname) || ' DROP CONSTRAINT ' || quote_ident(k.conname) AS away,"
	" 'ALTER TABLE ' || quote_ident(r.relname) || ' ADD CONSTRAINT ' || quote_ident(k.conname) || ' '"
	" || pg_get_constraintdef(k.oid) AS back"
	" FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid WHERE k.contype IN ('f', 'p', 'u')"
	" AND r.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
	" UNION ALL SELECT 3, 'DROP INDEX ' || quote_ident(i.relname), pg_get_indexdef(i.oid)"
	" FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class r ON r.oid = x.indrelid"
	" WHERE r.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND r.relkind = 'r'"
	" AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x'))"
	") a ORDER BY step, away",
	"", "tt"};
static const struct stmt drops_pg = {
	"SELECT 'DROP TABLE ' || quote_ident(relname) || ' CASCADE' FROM pg_class WHERE relkind IN ('r', 'p')"
	" AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) ORDER BY 1",
	"", "t"};
static const struct stmt tables_sqlite = {
	"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'", "", "i"};
static const char no_limits_pg[] = "SET LOCAL statement_timeout = 0";
static const char references_late_sqlite[] = "PRAGMA defer_foreign_keys = ON";

struct bulk {
	struct conn *c;
	struct arena *a;
	struct rows aside; /* PostgreSQL: how to take each away and put it back */
};

static bool on_postgres(const struct bulk *b)
{
	return db_is_postgres(b->c->db);
}

static enum err script(struct bulk *b, struct str sql, struct str *why)
{
	return b->c->db->be->script(b->c, str_c(b->a, sql), b->a, why);
}

static enum err take_aside(struct bulk *b, struct str *why)
{
	enum err e = OK;
	for (size_t i = 0; e == OK && i < b->aside.n; i++)
		e = script(b, rows_text(&b->aside, i, 0), why);
	return e;
}

/* In the other order. Keys and references ask all rows. */
static enum err put_back(struct bulk *b, struct str *why)
{
	enum err e = OK;
	for (size_t i = b->aside.n; e == OK && i > 0; i--)
		e = script(b, rows_text(&b->aside, i - 1, 1), why);
	return e;
}

static enum err begin(struct bulk *b, struct str *why)
{
	enum err e = db_begin(b->c);
	if (e != OK || !on_postgres(b))
		return e == OK ? script(b, str_from(references_late_sqlite), why) : e;
	e = script(b, str_from(no_limits_pg), why);
	if (e == OK)
		e = db_run_uncounted(b->c, b->a, &aside_pg, DB_NO_ARGS, &b->aside);
	return e == OK ? take_aside(b, why) : e;
}

enum err bulk_begin(struct conn *c, struct arena *a, struct bulk **out, struct str *why)
{
	struct bulk *b = ARENA_NEW(a, struct bulk);
	*b = (struct bulk){.c = c, .a = a};
	*out = b;
	return begin(b, why);
}

struct conn *bulk_conn(const struct bulk *b)
{
	return b->c;
}

enum err bulk_pause(struct bulk *b, struct str *why)
{
	if (on_postgres(b))
		return OK;
	enum err e = db_commit(b->c);
	return e == OK ? begin(b, why) : e;
}

enum err bulk_commit(struct bulk *b, struct str *why)
{
	enum err e = on_postgres(b) ? put_back(b, why) : OK;
	return e == OK ? db_commit(b->c) : e;
}

enum err db_is_bare(struct db *db, struct arena *a, bool *bare)
{
	struct conn *c;
	const struct rows *r;
	enum err e = db_take(db, TAKE_MS, &c);
	if (e != OK)
		return e;
	e = db_exec(c, a, db_is_postgres(db) ? &drops_pg : &tables_sqlite, DB_NO_ARGS, &r);
	if (e == OK)
		*bare = db_is_postgres(db) ? r->n == 0 : rows_int(r, 0, 0) == 0;
	db_give(db, c);
	return e;
}

enum err db_strip(struct db *db, struct arena *a, struct str *why)
{
	struct conn *c;
	const struct rows *r;
	if (!db_is_postgres(db))
		BUG("a SQLite database goes with its file");
	enum err e = db_take(db, TAKE_MS, &c);
	if (e != OK)
		return e;
	struct bulk b = {.c = c, .a = a};
	e = db_begin(c);
	if (e == OK)
		e = db_exec(c, a, &drops_pg, DB_NO_ARGS, &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		e = script(&b, rows_text(r, i, 0), why);
	if (e == OK)
		e = db_commit(c);
	db_give(db, c);
	return e;
}
