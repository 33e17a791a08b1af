#include "migrate.h"

#include "buf.h"
#include "clock.h"
#include "db_impl.h"
#include "migrate_impl.h"

#include <sodium.h>
#include <stdlib.h>

enum { HASH_BYTES = 32, TAKE_MS = 5000 };

static const struct stmt has_table_sqlite = {
	"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'", "", "i"};
static const struct stmt has_table_pg = {
	"SELECT count(*) FROM pg_class WHERE oid = to_regclass('schema_migration')", "", "i"};
static const struct stmt applied_ones = {"SELECT number, hash FROM schema_migration ORDER BY number", "", "it"};
static const struct stmt record_one = {
	"INSERT INTO schema_migration (number, hash, at) VALUES ($1, $2, $3)", "iti", ""};

static const char make_table[] =
	"CREATE TABLE IF NOT EXISTS schema_migration"
	" (number @int PRIMARY KEY, hash @text NOT NULL, at @int NOT NULL) @strict";

/* Two programs that migrate wait for each other: SQLite has one writer, PostgreSQL gets a lock of our own. Not inside
 * the transaction, whose view of the data would be older than the lock. */
static const struct stmt lock_pg = {"SELECT pg_advisory_lock($1) IS NULL", "i", "i"};
static const struct stmt unlock_pg = {"SELECT pg_advisory_unlock($1)", "i", "i"};
static const int64_t LOCK_NUMBER = 7812453096;

static struct str hash_of(struct arena *a, struct str sql)
{
	unsigned char hash[HASH_BYTES];
	char *hex = arena_alloc(a, 2 * HASH_BYTES + 1);
	if (crypto_generichash(hash, sizeof hash, (const unsigned char *)sql.p, sql.n, NULL, 0) != 0)
		BUG("crypto_generichash");
	sodium_bin2hex(hex, 2 * HASH_BYTES + 1, hash, sizeof hash);
	return str_from(hex);
}

static enum err read_applied(struct conn *c, struct arena *a, bool *there, struct rows *out)
{
	struct rows found;
	*out = (struct rows){0};
	enum err e = db_run_uncounted(c, a, db_is_postgres(c->db) ? &has_table_pg : &has_table_sqlite, DB_NO_ARGS, &found);
	*there = e == OK && rows_int(&found, 0, 0) > 0;
	return *there ? db_run_uncounted(c, a, &applied_ones, DB_NO_ARGS, out) : e;
}

static enum schema_state compare(struct arena *a, struct migration_list list, const struct rows *live)
{
	if (live->n == 0)
		return SCHEMA_MISSING;
	if (list.n == 0 || rows_int(live, live->n - 1, 0) > list.m[list.n - 1].number)
		return SCHEMA_NEWER;
	for (size_t i = 0; i < live->n; i++)
		if (i >= list.n || rows_int(live, i, 0) != list.m[i].number ||
		    !str_eq(rows_text(live, i, 1), hash_of(a, list.m[i].sql)))
			return SCHEMA_CHANGED;
	return live->n < list.n ? SCHEMA_OLDER : SCHEMA_CURRENT;
}

static enum err state_on(struct conn *c, struct migration_list list, struct arena *a, enum schema_state *out,
                         size_t *done)
{
	bool there;
	struct rows live;
	enum err e = read_applied(c, a, &there, &live);
	if (e == OK)
		*out = compare(a, list, &live);
	if (e == OK && done != NULL)
		*done = live.n;
	return e;
}

enum err list_state(struct db *db, struct migration_list list, struct arena *a, enum schema_state *out)
{
	struct conn *c;
	enum err e = db_take(db, TAKE_MS, &c);
	if (e != OK)
		return e;
	e = state_on(c, list, a, out, NULL);
	db_give(db, c);
	return e;
}

static enum err run_script(struct conn *c, struct str sql, struct arena *a, struct str *why)
{
	for (;;) {
		struct str statement;
		enum err e = script_next(a, db_is_postgres(c->db), &sql, &statement);
		if (e != OK)
			*why = S("an unknown @token or a quote or comment that does not end");
		if (e != OK || statement.n == 0)
			return e;
		e = c->db->be->script(c, statement.p, a, why);
		if (e != OK)
			*why = str_printf(a, STR_FMT " in: %.100s", STR_ARG(*why), statement.p);
		if (e != OK)
			return e;
	}
}

/* In an open transaction: the first one that waits, if any. */
static enum err apply_next(struct conn *c, struct migration_list list, struct arena *a, bool *more, struct str *why)
{
	enum schema_state state;
	size_t done;
	enum err e = OK;
	if (db_is_postgres(c->db))
		e = c->db->be->script(c, "SET LOCAL statement_timeout = 0", a, why); /* an index may take long */
	if (e == OK)
		e = run_script(c, str_from(make_table), a, why);
	if (e == OK)
		e = state_on(c, list, a, &state, &done);
	if (e != OK)
		return e;
	if (state == SCHEMA_NEWER || state == SCHEMA_CHANGED) {
		*why = state == SCHEMA_NEWER ? S("the database was made by a later version of the program")
		                             : S("the database was made by another text of the same migration");
		return ERR_INVALID;
	}
	*more = done < list.n;
	if (!*more)
		return OK;
	const struct migration *m = &list.m[done];
	e = run_script(c, m->sql, a, why);
	if (e != OK) {
		*why = str_printf(a, "migration %04d: " STR_FMT, m->number, STR_ARG(*why));
		return e;
	}
	const struct clock real = {0};
	const struct val args[] = {val_int(m->number), val_text(hash_of(a, m->sql)), val_int(clock_now(&real))};
	struct rows none;
	return db_run_uncounted(c, a, &record_one, args, 3, &none);
}

static enum err migrate_on(struct conn *c, struct migration_list list, struct arena *a, int *applied, struct str *why)
{
	bool more = list.n > 0;
	enum err e = OK;
	while (e == OK && more) {
		e = db_begin(c);
		if (e == OK)
			e = apply_next(c, list, a, &more, why);
		if (e == OK && more)
			e = db_commit(c);
		if (e == OK && more)
			++*applied;
		db_rollback(c);
	}
	return e;
}

enum err list_migrate(struct db *db, struct migration_list list, struct arena *a, int *applied, struct str *why)
{
	if (!db->o.write_schema)
		BUG("migrating a database that was not opened for it");
	struct conn *c;
	struct rows none;
	const struct val number = val_int(LOCK_NUMBER);
	*applied = 0;
	*why = S("the database is busy or away");
	enum err e = db_take(db, TAKE_MS, &c);
	if (e != OK)
		return e;
	if (db_is_postgres(db))
		e = db_run_uncounted(c, a, &lock_pg, &number, 1, &none);
	if (e == OK)
		e = migrate_on(c, list, a, applied, why);
	if (db_is_postgres(db) && c->own != NULL)
		(void)!db_run_uncounted(c, a, &unlock_pg, &number, 1, &none);
	db_give(db, c);
	return e;
}

/* Checking: both sides as sorted lines of words. */

/* Columns, keys and indexes of SQLite; names in lower case as PostgreSQL keeps them. */
static const struct stmt lines_sqlite = {
	"WITH t AS (SELECT name, lower(name) AS low FROM sqlite_master WHERE type = 'table'"
	"  AND substr(name, 1, 7) <> 'sqlite_' AND name <> 'schema_migration')"
	" SELECT 'column ' || t.low || '.' || lower(c.name) || ' ' || lower(c.type)"
	"   || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN ' not null' ELSE '' END"
	" FROM t, pragma_table_info(t.name) c"
	" UNION ALL SELECT 'primary key ' || low || ' (' || (SELECT group_concat(name, ', ') FROM"
	"   (SELECT lower(name) AS name FROM pragma_table_info(t.name) WHERE pk > 0 ORDER BY pk)) || ')'"
	" FROM t WHERE EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE pk > 0)"
	" UNION ALL SELECT CASE WHEN i.\"unique\" = 1 THEN 'unique ' ELSE '' END"
	"   || CASE WHEN i.origin = 'c' THEN 'index ' || lower(i.name) || ' ' ELSE '' END"
	"   || t.low || ' (' || (SELECT group_concat(name, ', ') FROM (SELECT coalesce(lower(name), 'expression')"
	"   || CASE WHEN \"desc\" = 1 THEN ' desc' ELSE '' END AS name"
	"   FROM pragma_index_xinfo(i.name) WHERE key = 1 ORDER BY seqno)) || ')'"
	"   || CASE WHEN i.partial = 1 THEN ' where' ELSE '' END"
	" FROM t, pragma_index_list(t.name) i WHERE i.origin <> 'pk'"
	" UNION ALL SELECT 'foreign key ' || t.low || ' (' || group_concat(lower(f.\"from\"), ', ') || ') to '"
	"   || lower(f.\"table\")"
	"   || CASE f.on_delete WHEN 'NO ACTION' THEN '' ELSE ' on delete ' || lower(f.on_delete) END"
	" FROM t, pragma_foreign_key_list(t.name) f GROUP BY t.low, f.id",
	"", "t"};

static const struct stmt lines_pg = {
	"WITH t AS (SELECT oid, relname AS low FROM pg_class WHERE relkind IN ('r', 'p') AND relname <> 'schema_migration'"
	"  AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()))"
	" SELECT 'column ' || t.low || '.' || a.attname || ' '"
	"   || CASE format_type(a.atttypid, a.atttypmod) WHEN 'bigint' THEN 'integer' WHEN 'bytea' THEN 'blob'"
	"      WHEN 'integer' THEN 'int4'"
	"      ELSE format_type(a.atttypid, a.atttypmod) END"
	"   || CASE WHEN a.attcollation IN (0, 950) THEN '' ELSE ' without collate \"C\"' END"
	"   || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END"
	" FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped"
	" UNION ALL SELECT CASE WHEN i.indisprimary THEN 'primary key ' WHEN i.indisunique THEN 'unique ' ELSE '' END"
	"   || CASE WHEN i.indisprimary OR k.oid IS NOT NULL THEN '' ELSE 'index ' || x.relname || ' ' END"
	"   || t.low || ' (' || (SELECT string_agg(coalesce(a.attname, 'expression')"
	"      || CASE WHEN i.indoption[n - 1] & 1 = 1 THEN ' desc' ELSE '' END, ', ' ORDER BY n)"
	"      FROM generate_series(1, i.indnkeyatts) n"
	"      LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n - 1] AND a.attnum > 0) || ')'"
	"   || CASE WHEN i.indpred IS NOT NULL THEN ' where' ELSE '' END"
	" FROM t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class x ON x.oid = i.indexrelid"
	" LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype = 'u'"
	" UNION ALL SELECT 'foreign key ' || t.low || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY u.n)"
	"      FROM unnest(f.conkey) WITH ORDINALITY AS u (num, n)"
	"      JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = u.num) || ') to ' || r.relname"
	"   || CASE f.confdeltype WHEN 'a' THEN '' WHEN 'r' THEN ' on delete restrict' WHEN 'c' THEN ' on delete cascade'"
	"      WHEN 'n' THEN ' on delete set null' ELSE ' on delete set default' END"
	" FROM t JOIN pg_constraint f ON f.conrelid = t.oid AND f.contype = 'f' JOIN pg_class r ON r.oid = f.confrelid",
	"", "t"};

struct lines {
	struct arena *a;
	struct str *line;
	size_t n, cap;
};

static bool add_line(void *ctx, const struct val *row, size_t cols)
{
	struct lines *l = ctx;
	(void)cols;
	if (l->n == l->cap) {
		size_t cap = l->cap == 0 ? 512 : l->cap * 2;
		struct str *more = ARENA_ARRAY(l->a, struct str, cap);
		if (l->n > 0)
			memcpy(more, l->line, l->n * sizeof *more);
		l->line = more;
		l->cap = cap;
	}
	l->line[l->n++] = str_copy(l->a, row[0].s);
	return true;
}

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static enum err read_lines(struct db *db, struct lines *l)
{
	struct conn *c;
	enum err e = db_take(db, TAKE_MS, &c);
	if (e != OK)
		return e;
	e = db_each(c, db_is_postgres(db) ? &lines_pg : &lines_sqlite, DB_NO_ARGS, add_line, l);
	db_give(db, c);
	if (e == OK && l->n > 0)
		qsort(l->line, l->n, sizeof *l->line, by_bytes);
	return e;
}

/* What the migrations make, read from a database in memory. */
static enum err read_model(struct migration_list list, struct lines *l, struct str *why)
{
	const struct db_options o = {.connections = 1, .write_schema = true};
	struct db *db;
	int applied;
	enum err e = db_open("sqlite::memory:", &o, l->a, &db, why);
	if (e != OK)
		return e;
	e = list_migrate(db, list, l->a, &applied, why);
	if (e == OK)
		e = read_lines(db, l);
	db_close(db);
	return e;
}

enum err list_check(struct db *db, struct migration_list list, struct arena *a, struct str *why)
{
	struct lines want = {.a = a}, have = {.a = a};
	struct buf b;
	*why = (struct str){0};
	enum err e = read_model(list, &want, why);
	if (e == OK)
		e = read_lines(db, &have);
	if (e != OK)
		return e;
	buf_init(&b, a, 64 * 1024);
	for (size_t i = 0, j = 0; i < want.n || j < have.n;) {
		int d = i == want.n ? 1 : j == have.n ? -1 : str_cmp(want.line[i], have.line[j]);
		if (d < 0)
			buf_printf(&b, "missing: " STR_FMT "\n", STR_ARG(want.line[i]));
		if (d > 0)
			buf_printf(&b, "not ours: " STR_FMT "\n", STR_ARG(have.line[j]));
		i += d <= 0;
		j += d >= 0;
	}
	*why = buf_view(&b);
	return b.n == 0 ? OK : ERR_CONFLICT;
}

/* The list that this program carries. */

static struct migration_list own_list(void)
{
	struct migration_list list;
	list.m = migrations(&list.n);
	return list;
}

enum err schema_state(struct db *db, struct arena *a, enum schema_state *out)
{
	return list_state(db, own_list(), a, out);
}

enum err schema_migrate(struct db *db, struct arena *a, int *applied, struct str *why)
{
	return list_migrate(db, own_list(), a, applied, why);
}

enum err schema_check(struct db *db, struct arena *a, struct str *why)
{
	return list_check(db, own_list(), a, why);
}

enum err schema_lines(struct db *db, struct arena *a, struct schema_lines *out)
{
	struct lines l = {.a = a};
	enum err e = read_lines(db, &l);
	*out = (struct schema_lines){l.line, l.n};
	return e;
}

enum err schema_lines_made(struct arena *a, struct schema_lines *out, struct str *why)
{
	struct lines l = {.a = a};
	enum err e = read_model(own_list(), &l, why);
	*out = (struct schema_lines){l.line, l.n};
	return e;
}
