#include "bulk.h"

#include "db_impl.h"

enum { TAKE_MS = 5000 };

static const struct stmt references_pg = {
	"SELECT 'ALTER TABLE ' || quote_ident(r.relname) || ' DROP CONSTRAINT ' || quote_ident(f.conname),"
	" 'ALTER TABLE ' || quote_ident(r.relname) || ' ADD CONSTRAINT ' || quote_ident(f.conname) || ' '"
	" || pg_get_constraintdef(f.oid)"
	" FROM pg_constraint f JOIN pg_class r ON r.oid = f.conrelid WHERE f.contype = 'f'"
	" AND r.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) ORDER BY 1",
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
	struct rows references; /* PostgreSQL: how to take each away and put it back */
};

static bool on_postgres(const struct bulk *b)
{
	return db_is_postgres(b->c->db);
}

static enum err script(struct bulk *b, struct str sql, struct str *why)
{
	return b->c->db->be->script(b->c, str_c(b->a, sql), b->a, why);
}

/* What of a reference is run: taking it away, or putting it back, which asks all rows. */
static enum err run_references(struct bulk *b, size_t column, struct str *why)
{
	enum err e = OK;
	for (size_t i = 0; e == OK && i < b->references.n; i++)
		e = script(b, rows_text(&b->references, i, column), why);
	return e;
}

static enum err begin(struct bulk *b, struct str *why)
{
	enum err e = db_begin(b->c);
	if (e != OK || !on_postgres(b))
		return e == OK ? script(b, str_from(references_late_sqlite), why) : e;
	e = script(b, str_from(no_limits_pg), why);
	if (e == OK)
		e = db_run_uncounted(b->c, b->a, &references_pg, DB_NO_ARGS, &b->references);
	return e == OK ? run_references(b, 0, why) : e;
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
	enum err e = on_postgres(b) ? run_references(b, 1, why) : OK;
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
