/* SQLite: one file in WAL mode. Readers never wait; there is one writer at a time, who waits at most 5 seconds. */
#include "db.h"

#include "db_impl.h"
#include "log.h"
#include "stmt_map.h"

#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct lite {
	sqlite3 *db;
	sqlite3_stmt *begin_read, *begin_write, *commit, *rollback;
	struct stmt_map map; /* of struct prepared */
	struct val *scratch; /* rows while their number is unknown */
	size_t scratch_n;
};

struct prepared {
	sqlite3_stmt *st;
	bool reads;
	size_t cols;
	int place[MAX_ARGS]; /* SQLite's own number of $1, $2... */
};

static enum err result(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return OK;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_INTERRUPT:
		return ERR_BUSY;
	case SQLITE_CONSTRAINT:
		switch (rc) {
		case SQLITE_CONSTRAINT_UNIQUE:
		case SQLITE_CONSTRAINT_PRIMARYKEY:
		case SQLITE_CONSTRAINT_ROWID:
		case SQLITE_CONSTRAINT_FOREIGNKEY:
			return ERR_CONFLICT;
		default:
			return ERR_INVALID;
		}
	case SQLITE_ERROR: /* a function or a sum refused its values */
	case SQLITE_MISMATCH:
		return ERR_INVALID;
	case SQLITE_TOOBIG:
		return ERR_TOO_BIG;
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_CANTOPEN:
		return ERR_DOWN;
	default: /* IOERR, CORRUPT, NOTADB, READONLY, NOMEM... */
		return ERR_IO;
	}
}

/* The message may hold values; the code and the constant text of the statement do not. */
static enum err refuse(int rc, const char *text)
{
	enum err e = result(rc);
	if (e != OK && e != ERR_CONFLICT && e != ERR_BUSY)
		log_line(LOG_ERROR, "db.error", "error=\"%s\" sqlite=%d statement=\"%.200s\"", err_name(e), rc, text);
	return e;
}

/* As soon as there are both; connections that are open keep the log where it is. */
static void mark_files(struct db *db, const char *log_name)
{
	struct stat file, log;
	pthread_mutex_lock(&db->lock);
	if (!db->file.known && stat(db->target, &file) == 0 && stat(log_name, &log) == 0) {
		db->file.device = file.st_dev;
		db->file.file = file.st_ino;
		db->file.log = log.st_ino;
		db->file.size = file.st_size;
		db->file.known = true;
	}
	pthread_mutex_unlock(&db->lock);
}

/* Are the files that were opened still those with these names, and whole? What is written in a file that has lost its
 * name is gone when the program ends, and SQLite does not look. OK, or ERR_DOWN until they are back. */
static enum err in_place(struct db *db)
{
	struct file_mark *m = &db->file;
	struct stat file, log;
	char name[PATH_MAX];
	int64_t size = m->size; /* before looking: others see it grow meanwhile */
	snprintf(name, sizeof name, "%s-wal", db->target);
	if (!m->known) {
		mark_files(db, name);
		return OK;
	}
	bool there = stat(db->target, &file) == 0 && stat(name, &log) == 0;
	const char *what = !there ? "gone"
	                   : file.st_ino != m->file || file.st_dev != m->device || log.st_ino != m->log ? "another"
	                   : file.st_size < size ? "shorter" : NULL;
	if (what != NULL) {
		log_line(LOG_ERROR, "db.lost", "file=%s remedy=\"put it back, or stop and restore\"", what);
		return ERR_DOWN;
	}
	if (file.st_size > size)
		m->size = file.st_size;
	return OK;
}

/* Runs one of our own statements without values. */
static enum err step(sqlite3_stmt *st)
{
	sqlite3_step(st);
	return refuse(sqlite3_reset(st), sqlite3_sql(st));
}

/* The second fence: only migrations change the schema, and nothing attaches a file. */
static int fence(void *ctx, int action, const char *a, const char *b, const char *c, const char *d)
{
	(void)a, (void)b, (void)c, (void)d;
	const struct db_options *o = ctx;
	switch (action) {
	case SQLITE_ATTACH:
	case SQLITE_DETACH:
		return SQLITE_DENY;
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_FUNCTION:
	case SQLITE_RECURSIVE:
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT:
	case SQLITE_PRAGMA:
	case SQLITE_CREATE_VTABLE: /* the pragma_x() functions declare themselves */
		return SQLITE_OK;
	default:
		return o->write_schema ? SQLITE_OK : SQLITE_DENY;
	}
}

static void lite_close(struct conn *c);
static void lite_rollback(struct conn *c);

static void finalize(void *p)
{
	struct prepared *prepared = p;
	sqlite3_finalize(prepared->st);
	free(prepared);
}

/* 0600 from birth; the WAL files take the mode of the database. Never opens a file that exists: closing it would let
 * go of the locks of the other connections of this process. */
static void create_private(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
}

static int configure(sqlite3 *db, const struct db_options *o)
{
	char *pragmas = sqlite3_mprintf(
		"PRAGMA journal_mode = WAL; PRAGMA synchronous = %s; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
		"PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
		"PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -%lld;",
		o->forgetful ? "OFF" : "FULL", (long long)o->cache_kib);
	sqlite3_busy_timeout(db, o->busy_ms);
	sqlite3_extended_result_codes(db, 1);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	int rc = sqlite3_exec(db, pragmas, NULL, NULL, NULL);
	sqlite3_free(pragmas);
	return rc;
}

/* SQLite keeps the old mode without an error when WAL cannot be had (a network file system, say). */
static bool has_wal(sqlite3 *db)
{
	sqlite3_stmt *st;
	if (sqlite3_prepare_v2(db, "PRAGMA journal_mode", -1, &st, NULL) != SQLITE_OK)
		return false;
	bool yes = sqlite3_step(st) == SQLITE_ROW;
	const char *mode = yes ? (const char *)sqlite3_column_text(st, 0) : NULL;
	yes = mode != NULL && (strcmp(mode, "wal") == 0 || strcmp(mode, "memory") == 0);
	sqlite3_finalize(st);
	return yes;
}

static int prepare_own(struct lite *l)
{
	const struct {
		const char *text;
		sqlite3_stmt **st;
	} own[] = {
		{"BEGIN", &l->begin_read},
		{"BEGIN IMMEDIATE", &l->begin_write},
		{"COMMIT", &l->commit},
		{"ROLLBACK", &l->rollback},
	};
	int rc = SQLITE_OK;
	for (size_t i = 0; rc == SQLITE_OK && i < sizeof own / sizeof *own; i++)
		rc = sqlite3_prepare_v3(l->db, own[i].text, -1, SQLITE_PREPARE_PERSISTENT, own[i].st, NULL);
	return rc;
}

/* strpos(text, word) as PostgreSQL has it: the place in characters from 1, 0 when it is not there. Its own instr()
 * would do, but the dialect is common, and what both know (LIKE, replace) costs twice as much on a long list. */
static void strpos(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	const char *text = (const char *)sqlite3_value_text(v[0]), *word = (const char *)sqlite3_value_text(v[1]);
	(void)n;
	if (text == NULL || word == NULL)
		return;
	const char *hit = memmem(text, (size_t)sqlite3_value_bytes(v[0]), word, (size_t)sqlite3_value_bytes(v[1]));
	int64_t at = hit != NULL;
	for (const char *p = text; hit != NULL && p < hit; p++)
		at += ((unsigned char)*p & 0xc0) != 0x80;
	sqlite3_result_int64(ctx, at);
}

static enum err lite_open(struct conn *c, struct arena *a, struct str *why)
{
	struct db *db = c->db;
	struct lite *l = c->own = db_alloc(1, sizeof *l);
	if (db->o.write_schema && strcmp(db->target, ":memory:") != 0)
		create_private(db->target);
	int rc = sqlite3_open_v2(db->target, &l->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK)
		rc = configure(l->db, &db->o);
	if (rc == SQLITE_OK)
		rc = sqlite3_create_function_v2(l->db, "strpos", 2,
		                                SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, strpos,
		                                NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = prepare_own(l);
	if (rc == SQLITE_OK)
		rc = sqlite3_set_authorizer(l->db, fence, &db->o);
	if (rc == SQLITE_OK && has_wal(l->db)) {
		(void)in_place(db); /* marks it; what is asked of it is refused when it is another */
		return OK;
	}
	*why = rc == SQLITE_OK ? S("this file system cannot hold a database in WAL mode")
	                       : str_printf(a, "%s: %s", db->target, sqlite3_errstr(rc));
	lite_close(c);
	return rc == SQLITE_OK ? ERR_IO : result(rc);
}

static void lite_close(struct conn *c)
{
	struct lite *l = c->own;
	stmt_map_free(&l->map, finalize);
	sqlite3_finalize(l->begin_read);
	sqlite3_finalize(l->begin_write);
	sqlite3_finalize(l->commit);
	sqlite3_finalize(l->rollback);
	if (sqlite3_close(l->db) != SQLITE_OK)
		log_line(LOG_ERROR, "db.close", "error=\"a statement is left\"");
	free(l->scratch);
	free(l);
	c->own = NULL;
}

static bool lite_alive(struct conn *c)
{
	(void)c;
	return true;
}

static enum err lite_begin(struct conn *c)
{
	enum err e = in_place(c->db);
	return e == OK ? step(((struct lite *)c->own)->begin_write) : e;
}

/* The view begins with the first read. */
static enum err lite_begin_view(struct conn *c)
{
	struct lite *l = c->own;
	enum err e = in_place(c->db);
	if (e == OK)
		e = step(l->begin_read);
	if (e != OK)
		return e;
	e = result(sqlite3_exec(l->db, "SELECT 1 FROM sqlite_master LIMIT 1", NULL, NULL, NULL));
	if (e != OK)
		lite_rollback(c);
	return e;
}

/* What went into a file that lost its name meanwhile is not acknowledged. */
static enum err lite_commit(struct conn *c)
{
	enum err e = step(((struct lite *)c->own)->commit);
	return e == OK ? in_place(c->db) : e;
}

static void lite_rollback(struct conn *c)
{
	struct lite *l = c->own;
	for (size_t i = 0; c->dirty && i < l->map.cap; i++)
		if (l->map.key[i] != NULL)
			sqlite3_reset(((struct prepared *)l->map.value[i])->st);
	if (!sqlite3_get_autocommit(l->db)) /* a full disk may have rolled back already */
		(void)step(l->rollback);
}

/* NULL when the statement is what its letters say. */
static const char *check_letters(struct prepared *p, const struct stmt *s)
{
	size_t args = strlen(s->args);
	char name[24];
	for (size_t i = 0; i < args; i++) {
		snprintf(name, sizeof name, "$%zu", i + 1);
		p->place[i] = sqlite3_bind_parameter_index(p->st, name);
		if (p->place[i] == 0)
			return "an argument is not used";
	}
	if ((size_t)sqlite3_bind_parameter_count(p->st) != args)
		return "more parameters than letters";
	if (p->cols != strlen(s->cols) || p->cols > MAX_COLS)
		return "columns and letters differ";
	return NULL;
}

static struct prepared *prepare(struct lite *l, const struct stmt *s, enum err *e)
{
	struct prepared *p = stmt_map_get(&l->map, s);
	if (p != NULL)
		return p;
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v3(l->db, s->text, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);
	if (rc == SQLITE_ERROR || rc == SQLITE_AUTH)
		BUG("%s: %.150s", sqlite3_errmsg(l->db), s->text); /* names and syntax: no values yet */
	*e = refuse(rc, s->text);
	if (*e != OK)
		return NULL;
	p = db_alloc(1, sizeof *p);
	p->st = st;
	p->reads = sqlite3_stmt_readonly(st);
	p->cols = (size_t)sqlite3_column_count(st);
	const char *wrong = check_letters(p, s);
	if (wrong != NULL) {
		finalize(p);
		BUG("%s: %.200s", wrong, s->text);
	}
	stmt_map_put(&l->map, s, p);
	return p;
}

static int bind(const struct prepared *p, const struct stmt *s, const struct val *args)
{
	int rc = SQLITE_OK;
	for (size_t i = 0; s->args[i] != '\0' && rc == SQLITE_OK; i++) {
		const char *bytes = args[i].s.p == NULL ? "" : args[i].s.p; /* a null pointer would bind NULL */
		switch (args[i].type) {
		case VAL_NULL:
			rc = sqlite3_bind_null(p->st, p->place[i]);
			break;
		case VAL_INT:
			rc = sqlite3_bind_int64(p->st, p->place[i], args[i].i);
			break;
		case VAL_TEXT:
			rc = sqlite3_bind_text64(p->st, p->place[i], bytes, args[i].s.n, SQLITE_STATIC, SQLITE_UTF8);
			break;
		case VAL_BLOB:
			rc = sqlite3_bind_blob64(p->st, p->place[i], bytes, args[i].s.n, SQLITE_STATIC);
			break;
		case VAL_SEALED:
			BUG("a sealed value is bound before it is opened");
		}
	}
	return rc;
}

/* Column i of the row at hand; its bytes live until the next step. */
static struct val column(sqlite3_stmt *st, int i, const struct stmt *s)
{
	struct str bytes = {0};
	int type = sqlite3_column_type(st, i);
	char letter = s->cols[i];
	if (type == SQLITE_NULL)
		return val_null();
	if (type == SQLITE_INTEGER && letter == 'i')
		return val_int(sqlite3_column_int64(st, i));
	if (type == SQLITE_TEXT && letter == 't')
		bytes.p = (const char *)sqlite3_column_text(st, i);
	else if (type == SQLITE_BLOB && letter == 'b')
		bytes.p = sqlite3_column_blob(st, i);
	else
		BUG("column %d is not %c: %.200s", i, letter, s->text);
	bytes.n = (size_t)sqlite3_column_bytes(st, i);
	return letter == 't' ? val_text(bytes) : val_blob(bytes);
}

static struct val *scratch(struct lite *l, size_t n)
{
	if (n > l->scratch_n) {
		size_t more = n > l->scratch_n * 2 ? n : l->scratch_n * 2;
		struct val *p = realloc(l->scratch, more * sizeof *p);
		if (p == NULL)
			abort();
		l->scratch = p;
		l->scratch_n = more;
	}
	return l->scratch;
}

static int read_rows(struct lite *l, struct arena *a, const struct prepared *p, const struct stmt *s, struct rows *out)
{
	size_t n = 0;
	int rc;
	while ((rc = sqlite3_step(p->st)) == SQLITE_ROW) {
		if (n == MAX_ROWS)
			BUG("more than %d rows: %.200s", MAX_ROWS, s->text);
		struct val *row = scratch(l, (n + 1) * p->cols) + n * p->cols;
		for (size_t i = 0; i < p->cols; i++) {
			row[i] = column(p->st, (int)i, s);
			if (row[i].type == VAL_TEXT || row[i].type == VAL_BLOB)
				row[i].s = str_copy(a, row[i].s);
		}
		n++;
	}
	*out = (struct rows){.n = n, .cols = p->cols};
	if (n * p->cols > 0) {
		out->v = ARENA_ARRAY(a, struct val, n * p->cols);
		memcpy(out->v, l->scratch, n * p->cols * sizeof *out->v);
	}
	return rc;
}

static enum err run_one(struct conn *c, struct arena *a, const struct put *put, struct rows *out)
{
	struct lite *l = c->own;
	enum err e = OK;
	const struct prepared *p = prepare(l, put->s, &e);
	if (p == NULL)
		return e;
	if (!p->reads && (!c->in_tx || c->views))
		BUG("a write outside a transaction: %.200s", put->s->text);
	int rc = bind(p, put->s, put->args);
	if (rc == SQLITE_OK)
		rc = read_rows(l, a, p, put->s, out);
	if (rc == SQLITE_DONE && !p->reads)
		out->changed = sqlite3_changes64(l->db);
	sqlite3_reset(p->st);
	return refuse(rc, put->s->text);
}

static enum err lite_run(struct conn *c, struct arena *a, const struct put *puts, size_t n, struct rows *out)
{
	struct lite *l = c->own;
	bool own = !c->in_tx && n > 1;
	enum err e = c->in_tx ? OK : in_place(c->db);
	if (e == OK && own)
		e = step(l->begin_read);
	if (e != OK)
		return e;
	for (size_t i = 0; e == OK && i < n; i++)
		e = run_one(c, a, &puts[i], &out[i]);
	if (own && e == OK)
		e = step(l->commit);
	if (own && e != OK)
		lite_rollback(c);
	return e;
}

static enum err lite_each(struct conn *c, const struct put *put, db_each_fn *fn, void *ctx)
{
	struct lite *l = c->own;
	enum err e = in_place(c->db);
	const struct prepared *p = e == OK ? prepare(l, put->s, &e) : NULL;
	if (p == NULL)
		return e;
	if (!p->reads)
		BUG("db_each of a write: %.200s", put->s->text);
	struct val row[MAX_COLS];
	int rc = bind(p, put->s, put->args);
	bool more = rc == SQLITE_OK;
	while (more && (rc = sqlite3_step(p->st)) == SQLITE_ROW) {
		for (size_t i = 0; i < p->cols; i++)
			row[i] = column(p->st, (int)i, put->s);
		more = fn(ctx, row, p->cols);
	}
	sqlite3_reset(p->st);
	return refuse(rc, put->s->text);
}

static enum err lite_script(struct conn *c, const char *sql, struct arena *a, struct str *why)
{
	struct lite *l = c->own;
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(l->db, sql, -1, &st, NULL);
	while (rc == SQLITE_OK || rc == SQLITE_ROW)
		rc = sqlite3_step(st);
	if (rc != SQLITE_DONE)
		*why = str_copy(a, str_from(sqlite3_errmsg(l->db)));
	sqlite3_finalize(st);
	return result(rc);
}

const struct backend backend_sqlite = {
	.one_writer = true,
	.open = lite_open,
	.close = lite_close,
	.alive = lite_alive,
	.begin = lite_begin,
	.begin_view = lite_begin_view,
	.commit = lite_commit,
	.rollback = lite_rollback,
	.run = lite_run,
	.each = lite_each,
	.script = lite_script,
};
