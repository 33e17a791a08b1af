/* PostgreSQL by libpq, always in pipeline mode: a batch is sent whole and read back whole, one round trip. Values
 * travel in binary form. */
#include "db.h"

#include "clock.h"
#include "db_impl.h"
#include "log.h"
#include "pg_wait.h"
#include "stmt_map.h"

#include <endian.h>
#include <errno.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

/* The numbers of PostgreSQL's own types (pg_type.dat); they never change. */
enum {
	OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_OID = 26,
	OID_UNKNOWN = 705, OID_VARCHAR = 1043, OID_NUMERIC = 1700
};

struct pg {
	PGconn *pq;
	PGresult *res; /* the one at hand; kept here so that a BUG does not leak it */
	char *declare; /* of db_each */
	struct stmt_map map; /* of struct named */
	bool lenient; /* a wrong text is an error, not a BUG: migrations */
	int64_t opened; /* by clock_ticks */
	bool stands_still; /* it was waited for in vain: only closing is left */
	bool begin_waits; /* db_begin was called; the BEGIN goes out with the first batch */
};

struct named {
	char name[12];
	enum { NAMED_NEW, NAMED_SENT, NAMED_READY } state;
};

/* Writing needs db_begin: the session's transactions only read unless they say otherwise. */
static const struct stmt begin_read = {"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "", ""};
static const struct stmt begin_write = {"BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE", "", ""};
static const struct stmt commit = {"COMMIT", "", ""};
static const struct stmt rollback = {"ROLLBACK", "", ""};
static const struct stmt fetch = {"FETCH FORWARD 200 FROM each_row", "", ""};
static const struct stmt close_cursor = {"CLOSE each_row", "", ""};

static void pg_close(struct conn *c)
{
	struct pg *pg = c->own;
	if (pg->stands_still)
		c->db->stood_still = clock_ticks();
	PQclear(pg->res);
	free(pg->declare);
	PQfinish(pg->pq);
	stmt_map_free(&pg->map, free);
	free(pg);
	c->own = NULL;
}

static void no_notice(void *ctx, const PGresult *res)
{
	(void)ctx, (void)res; /* notices may hold values */
}

static struct str message(struct arena *a, const char *text)
{
	char *p = arena_alloc(a, strlen(text) + 1);
	for (size_t i = 0; text[i] != '\0'; i++)
		p[i] = text[i] == '\n' || text[i] == '\t' ? ' ' : text[i];
	return str_trim(str_from(p));
}

/* From here on what cannot be sent at once waits in memory: a server that reads nothing would hold us in send(2). */
static bool ask_settings(struct pg *pg, const char *settings)
{
	bool asked = PQsetnonblocking(pg->pq, 1) == 0 && PQsendQuery(pg->pq, settings) == 1, well = asked;
	for (PGresult *next; asked && (next = pg_next(pg->pq, &pg->stands_still, false)) != NULL;) {
		ExecStatusType is = PQresultStatus(next);
		well = well && (is == PGRES_COMMAND_OK || is == PGRES_TUPLES_OK);
		PQclear(next);
	}
	return well && !pg->stands_still;
}

static enum err pg_open(struct conn *c, struct arena *a, struct str *why)
{
	/* What stands before dbname can be changed in the URL, what stands after it cannot. */
	static const char *const keys[] = {"connect_timeout", "tcp_user_timeout", "keepalives_idle", "gssencmode",
	                                   "fallback_application_name", "dbname", "target_session_attrs",
	                                   "client_encoding", NULL};
	const char *const values[] = {"3", "10000", "10", "disable", "thuisnabij", c->db->target, "read-write",
	                              "UTF8", NULL};
	struct pg *pg = c->own = db_alloc(1, sizeof *pg);
	pg->pq = PQconnectdbParams(keys, values, 1);
	if (PQstatus(pg->pq) != CONNECTION_OK) {
		*why = message(a, PQerrorMessage(pg->pq));
		pg_close(c);
		return ERR_DOWN;
	}
	pg->opened = clock_ticks();
	PQsetNoticeReceiver(pg->pq, no_notice, NULL);
	const char *encoding = PQparameterStatus(pg->pq, "server_encoding");
	if (encoding == NULL || strcmp(encoding, "UTF8") != 0) {
		*why = S("the PostgreSQL database must have the encoding UTF8");
		pg_close(c);
		return ERR_INVALID;
	}
	char settings[512];
	snprintf(settings, sizeof settings,
	         "SET default_transaction_read_only = on; SET statement_timeout = '30s'; SET lock_timeout = %d;"
	         "SET idle_in_transaction_session_timeout = '60s';"
	         "SELECT set_config('synchronous_commit', '%s', false) WHERE current_setting('synchronous_commit') %s"
	         " 'off'",
	         c->db->o.busy_ms, c->db->o.forgetful ? "off" : "on", c->db->o.forgetful ? "<>" : "=");
	if (!ask_settings(pg, settings) || PQenterPipelineMode(pg->pq) != 1) {
		*why = message(a, PQerrorMessage(pg->pq));
		pg_close(c);
		return ERR_DOWN;
	}
	return OK;
}

/* A server that went away has closed the socket; looking costs one recv(2). Bytes may also be news of a setting. Where
 * one connection was waited for in vain, those from before it are not tried in turn. */
static bool pg_alive(struct conn *c)
{
	struct pg *pg = c->own;
	char byte;
	for (int i = 0; i < 3 && pg->opened > c->db->stood_still; i++) {
		ssize_t n = recv(PQsocket(pg->pq), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
		if (n < 0)
			return errno == EAGAIN && PQstatus(pg->pq) == CONNECTION_OK &&
			       PQtransactionStatus(pg->pq) == PQTRANS_IDLE;
		if (n == 0 || !PQconsumeInput(pg->pq))
			return false;
		(void)PQisBusy(pg->pq); /* reads what came in */
	}
	return false;
}

/* Error classes of PostgreSQL, longest prefix first. */
static enum err state_err(const char *state)
{
	static const struct {
		const char *prefix;
		enum err e;
	} known[] = {
		{"40", ERR_BUSY},     /* serialization failure, deadlock */
		{"55P03", ERR_BUSY},  /* lock time-out */
		{"57014", ERR_BUSY},  /* statement time-out */
		{"23505", ERR_CONFLICT}, {"23503", ERR_CONFLICT},
		{"23", ERR_INVALID},  /* NOT NULL and CHECK */
		{"22", ERR_INVALID},  /* out of range and such */
		{"53100", ERR_FULL},  {"54", ERR_TOO_BIG},
		{"08", ERR_DOWN},     {"53", ERR_DOWN},
		{"57P", ERR_DOWN},    {"25P03", ERR_DOWN}, /* shut down; idle too long in a transaction */
		{"26000", ERR_DOWN},  /* our prepared statements are gone */
		{"42", ERR_INVALID},  /* a migration that does not fit */
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strncmp(state, known[i].prefix, strlen(known[i].prefix)) == 0)
			return known[i].e;
	return ERR_IO;
}

/* The error of the result at hand. The detail of a message may hold values; code, constraint and statement do not. */
static enum err refuse(struct pg *pg, const char *text)
{
	const char *state = PQresultErrorField(pg->res, PG_DIAG_SQLSTATE);
	if (PQstatus(pg->pq) == CONNECTION_BAD || state == NULL) {
		log_line(LOG_WARN, "db.lost", "statement=\"%.200s\"", text);
		return ERR_DOWN;
	}
	if (pg->lenient)
		return state_err(state);
	if (strcmp(state, "25006") == 0)
		BUG("a write outside a transaction: %.200s", text);
	if (strncmp(state, "42", 2) == 0) /* names, types and syntax of our constant text */
		BUG("%.80s: %.150s", PQresultErrorField(pg->res, PG_DIAG_MESSAGE_PRIMARY), text);
	enum err e = state_err(state);
	const char *constraint = PQresultErrorField(pg->res, PG_DIAG_CONSTRAINT_NAME);
	if (e != ERR_CONFLICT && e != ERR_BUSY)
		log_line(LOG_ERROR, "db.error", "error=\"%s\" sqlstate=%s constraint=%s statement=\"%.200s\"", err_name(e),
		         state, constraint == NULL ? "" : constraint, text);
	return e;
}

/* Sending: nothing is read until the whole batch is out. */

struct wire {
	int n;
	Oid types[MAX_ARGS];
	const char *values[MAX_ARGS];
	int lengths[MAX_ARGS], formats[MAX_ARGS];
	uint64_t numbers[MAX_ARGS];
};

static void encode(struct wire *w, const struct put *put)
{
	const char *letters = put->s->args;
	for (w->n = 0; letters[w->n] != '\0'; w->n++) {
		int i = w->n;
		const struct val *v = &put->args[i];
		w->types[i] = letters[i] == 'i' ? OID_INT8 : letters[i] == 't' ? OID_TEXT : OID_BYTEA;
		w->formats[i] = 1;
		w->numbers[i] = htobe64((uint64_t)v->i);
		w->values[i] = v->s.p == NULL ? "" : v->s.p; /* a null pointer would be NULL */
		w->lengths[i] = (int)v->s.n;
		if (v->type == VAL_NULL)
			w->values[i] = NULL;
		if (v->type == VAL_INT) {
			w->values[i] = (const char *)&w->numbers[i];
			w->lengths[i] = (int)sizeof w->numbers[i];
		}
	}
}

static bool send_put(struct pg *pg, const struct put *put)
{
	const struct stmt *s = put->s;
	struct named *named = stmt_map_get(&pg->map, s);
	if (named == NULL) {
		named = db_alloc(1, sizeof *named);
		snprintf(named->name, sizeof named->name, "s%zu", pg->map.n);
		stmt_map_put(&pg->map, s, named);
	}
	struct wire w;
	encode(&w, put);
	if (named->state == NAMED_NEW) {
		if (!PQsendPrepare(pg->pq, named->name, s->text, w.n, w.types))
			return false;
		named->state = NAMED_SENT;
	}
	return PQsendQueryPrepared(pg->pq, named->name, w.n, w.values, w.lengths, w.formats, 1) == 1;
}

/* Receiving. */

/* The next command's result, into pg->res. ERR_INVALID for one that was skipped because of an earlier error. */
static enum err receive(struct pg *pg, const char *text)
{
	PQclear(pg->res);
	pg->res = pg_next(pg->pq, &pg->stands_still, text == commit.text);
	for (PGresult *end; pg->res != NULL && (end = pg_next(pg->pq, &pg->stands_still, false)) != NULL;)
		PQclear(end);
	if (pg->stands_still)
		return ERR_DOWN;
	switch (PQresultStatus(pg->res)) {
	case PGRES_COMMAND_OK:
	case PGRES_TUPLES_OK:
		return OK;
	case PGRES_PIPELINE_ABORTED:
		return ERR_INVALID;
	default:
		return refuse(pg, text);
	}
}

static enum err receive_sync(struct pg *pg)
{
	PQclear(pg->res);
	pg->res = pg_next(pg->pq, &pg->stands_still, false);
	return PQresultStatus(pg->res) == PGRES_PIPELINE_SYNC ? OK : ERR_DOWN;
}

static uint64_t big_endian(const char *p, size_t n)
{
	uint64_t v = 0;
	for (size_t i = 0; i < n; i++)
		v = v << 8 | (unsigned char)p[i];
	return v;
}

/* sum() of integers is a numeric: digits of base 10,000, the first counting 10,000^weight. */
static bool whole_numeric(const char *p, int64_t *out)
{
	int digits = (int16_t)big_endian(p, 2), weight = (int16_t)big_endian(p + 2, 2);
	bool negative = big_endian(p + 4, 2) == 0x4000, number = big_endian(p + 4, 2) == 0 || negative;
	int64_t v = 0;
	if (!number || digits > weight + 1 || weight > 4)
		return false;
	for (int i = 0; i <= weight; i++) {
		int64_t digit = i < digits ? (int64_t)big_endian(p + 8 + 2 * i, 2) : 0;
		if (__builtin_mul_overflow(v, 10000, &v) || __builtin_add_overflow(v, negative ? -digit : digit, &v))
			return false;
	}
	*out = v;
	return true;
}

/* Value of the result at hand; its bytes live as long as that. */
static struct val column(const PGresult *res, int row, int i, const struct stmt *s)
{
	if (PQgetisnull(res, row, i))
		return val_null();
	const char *p = PQgetvalue(res, row, i);
	const struct str bytes = {p, (size_t)PQgetlength(res, row, i)};
	Oid type = PQftype(res, i);
	int64_t number = 0;
	switch (s->cols[i]) {
	case 'i':
		if (type == OID_INT8 || type == OID_OID || type == OID_BOOL)
			return val_int((int64_t)big_endian(p, bytes.n));
		if (type == OID_INT4)
			return val_int((int32_t)big_endian(p, 4));
		if (type == OID_INT2)
			return val_int((int16_t)big_endian(p, 2));
		if (type == OID_NUMERIC && whole_numeric(p, &number))
			return val_int(number);
		break;
	case 't':
		if (type == OID_TEXT || type == OID_VARCHAR || type == OID_UNKNOWN)
			return val_text(bytes);
		break;
	case 'b':
		if (type == OID_BYTEA)
			return val_blob(bytes);
		break;
	}
	BUG("column %d of type %u is not %c: %.200s", i, type, s->cols[i], s->text);
}

static void check_columns(const PGresult *res, const struct stmt *s)
{
	if ((size_t)PQnfields(res) != strlen(s->cols) || PQnfields(res) > MAX_COLS)
		BUG("columns and letters differ: %.200s", s->text);
}

static void take_rows(PGresult *res, struct arena *a, const struct stmt *s, struct rows *out)
{
	int n = PQntuples(res), cols = PQnfields(res);
	check_columns(res, s);
	if (n > MAX_ROWS)
		BUG("more than %d rows: %.200s", MAX_ROWS, s->text);
	*out = (struct rows){.n = (size_t)n, .cols = (size_t)cols};
	if (strncmp(PQcmdStatus(res), "SELECT", 6) != 0 && !str_to_i64(str_from(PQcmdTuples(res)), &out->changed))
		out->changed = 0;
	if (n * cols > 0)
		out->v = ARENA_ARRAY(a, struct val, (size_t)(n * cols));
	struct val *v = out->v;
	for (int r = 0; r < n; r++) {
		for (int i = 0; i < cols; i++, v++) {
			*v = column(res, r, i, s);
			if (v->type == VAL_TEXT || v->type == VAL_BLOB)
				v->s = str_copy(a, v->s);
		}
	}
}

static enum err receive_put(struct pg *pg, struct arena *a, const struct put *put, struct rows *out)
{
	struct named *named = stmt_map_get(&pg->map, put->s);
	enum err e = OK;
	if (named->state == NAMED_SENT) {
		named->state = NAMED_NEW;
		e = receive(pg, put->s->text);
		if (e == OK)
			named->state = NAMED_READY;
	}
	enum err run = receive(pg, put->s->text);
	if (e == OK)
		e = run;
	if (e == OK && put->s == &commit && strcmp(PQcmdStatus(pg->res), "COMMIT") != 0)
		e = ERR_INVALID; /* the server made it a ROLLBACK */
	if (e == OK && out != NULL)
		take_rows(pg->res, a, put->s, out);
	return e;
}

/* Statements [0, n) with `first` before and `last` after them when not NULL, in one pipeline. */
static enum err exchange(struct conn *c, struct arena *a, const struct stmt *first, const struct put *puts, size_t n,
                         const struct stmt *last, struct rows *out)
{
	struct pg *pg = c->own;
	const struct put before = {first, NULL}, after = {last, NULL};
	bool sent = first == NULL || send_put(pg, &before);
	for (size_t i = 0; sent && i < n; i++)
		sent = send_put(pg, &puts[i]);
	sent = sent && (last == NULL || send_put(pg, &after)) && PQpipelineSync(pg->pq) == 1;
	enum err e = !sent ? ERR_DOWN : first == NULL ? OK : receive_put(pg, NULL, &before, NULL);
	for (size_t i = 0; sent && i < n; i++) {
		enum err one = receive_put(pg, a, &puts[i], out == NULL ? NULL : &out[i]);
		e = e == OK ? one : e;
	}
	if (sent && last != NULL) {
		enum err one = receive_put(pg, NULL, &after, NULL);
		e = e == OK ? one : e;
	}
	if (!sent || receive_sync(pg) != OK || PQstatus(pg->pq) != CONNECTION_OK)
		e = ERR_DOWN;
	if (e == ERR_DOWN)
		pg_close(c); /* db_take opens it again */
	return e;
}

static enum err plain(struct conn *c, const struct stmt *s)
{
	return exchange(c, NULL, s, NULL, 0, NULL, NULL);
}

static enum err pg_begin(struct conn *c)
{
	struct pg *pg = c->own;
	pg->begin_waits = true;
	return OK;
}

static enum err pg_begin_view(struct conn *c)
{
	return plain(c, &begin_read);
}

static const struct stmt *waiting_begin(struct pg *pg)
{
	bool waits = pg->begin_waits;
	pg->begin_waits = false;
	return waits ? &begin_write : NULL;
}

static enum err pg_commit(struct conn *c)
{
	return waiting_begin(c->own) != NULL ? OK : plain(c, &commit);
}

static void pg_rollback(struct conn *c)
{
	struct pg *pg = c->own;
	pg->begin_waits = false;
	if (c->dirty) { /* somewhere in a pipeline: there is no quick way out of that */
		pg_close(c);
		return;
	}
	if (PQtransactionStatus(pg->pq) != PQTRANS_IDLE && plain(c, &rollback) != OK && c->own != NULL)
		pg_close(c);
}

/* Ends a read transaction of our own. */
static enum err end_read(struct conn *c, enum err e)
{
	if (c->own == NULL)
		return e;
	enum err end = plain(c, e == OK ? &commit : &rollback);
	return e == OK ? end : e;
}

static enum err pg_run(struct conn *c, struct arena *a, const struct put *puts, size_t n, struct rows *out)
{
	bool own = !c->in_tx && n > 1;
	enum err e = exchange(c, a, own ? &begin_read : waiting_begin(c->own), puts, n, own ? &commit : NULL, out);
	return own && e != OK ? end_read(c, e) : e;
}

/* A text that is used once, with the values of `put` when that is not NULL. The database's words go to *why; where
 * that is NULL, a text that does not fit the schema is a BUG as everywhere. */
static enum err exchange_text(struct conn *c, const char *text, const struct put *put, struct arena *a, struct str *why)
{
	struct pg *pg = c->own;
	struct wire w = {.n = 0};
	if (put != NULL)
		encode(&w, put);
	bool sent = PQsendQueryParams(pg->pq, text, w.n, w.types, w.values, w.lengths, w.formats, 1) &&
	            PQpipelineSync(pg->pq);
	pg->lenient = why != NULL;
	enum err e = sent ? receive(pg, text) : ERR_DOWN;
	pg->lenient = false;
	const char *words = PQresultErrorField(pg->res, PG_DIAG_MESSAGE_PRIMARY);
	if (e != OK && why != NULL)
		*why = message(a, words == NULL ? "the connection was lost" : words);
	if (e == ERR_DOWN || receive_sync(pg) != OK) {
		pg_close(c);
		return ERR_DOWN;
	}
	return e;
}

/* The row at hand; false: enough. */
static bool show_row(struct pg *pg, const struct stmt *s, db_each_fn *fn, void *ctx)
{
	struct val row[MAX_COLS];
	int cols = PQnfields(pg->res);
	check_columns(pg->res, s);
	for (int i = 0; i < cols; i++)
		row[i] = column(pg->res, 0, i, s);
	return fn(ctx, row, (size_t)cols);
}

/* The next rows of the cursor, each shown as it comes in: one of them may be large. */
static enum err fetch_some(struct conn *c, const struct stmt *s, db_each_fn *fn, void *ctx, bool *more)
{
	struct pg *pg = c->own;
	const struct put next = {&fetch, NULL};
	bool sent = send_put(pg, &next) && PQpipelineSync(pg->pq) == 1, any = false;
	struct named *named = stmt_map_get(&pg->map, &fetch);
	enum err e = sent ? OK : ERR_DOWN;
	if (sent && named->state == NAMED_SENT) {
		e = receive(pg, fetch.text);
		named->state = e == OK ? NAMED_READY : NAMED_NEW;
	}
	if (sent && !PQsetSingleRowMode(pg->pq))
		BUG("rows cannot be taken one by one");
	for (bool single = sent; single;) {
		PQclear(pg->res);
		pg->res = pg_next(pg->pq, &pg->stands_still, false);
		single = PQresultStatus(pg->res) == PGRES_SINGLE_TUPLE;
		any = any || single;
		if (single && *more)
			*more = show_row(pg, s, fn, ctx);
	}
	*more = *more && any;
	if (sent && e == OK && PQresultStatus(pg->res) != PGRES_TUPLES_OK)
		e = refuse(pg, fetch.text);
	for (PGresult *end; sent && pg->res != NULL && (end = pg_next(pg->pq, &pg->stands_still, false)) != NULL;)
		PQclear(end);
	if (!sent || receive_sync(pg) != OK || PQstatus(pg->pq) != CONNECTION_OK)
		e = ERR_DOWN;
	if (e == ERR_DOWN)
		pg_close(c);
	return e;
}

/* By a cursor: the memory is that of one row, stopping is cheap, and no time limit counts the reader's time. */
static enum err pg_each(struct conn *c, const struct put *put, db_each_fn *fn, void *ctx)
{
	static const char declare[] = "DECLARE each_row NO SCROLL CURSOR FOR ";
	struct pg *pg = c->own;
	bool own = !c->in_tx;
	free(pg->declare);
	pg->declare = db_alloc(sizeof declare + strlen(put->s->text), 1);
	memcpy(pg->declare, declare, sizeof declare - 1);
	memcpy(pg->declare + sizeof declare - 1, put->s->text, strlen(put->s->text));
	const struct stmt *first = own ? &begin_read : waiting_begin(pg);
	enum err e = first == NULL ? OK : plain(c, first);
	if (e == OK)
		e = exchange_text(c, pg->declare, put, NULL, NULL);
	for (bool more = true; e == OK && more;)
		e = fetch_some(c, put->s, fn, ctx, &more);
	if (own)
		return end_read(c, e);
	return e == OK ? plain(c, &close_cursor) : e;
}

static enum err pg_script(struct conn *c, const char *sql, struct arena *a, struct str *why)
{
	const struct stmt *first = waiting_begin(c->own);
	enum err e = first == NULL ? OK : plain(c, first);
	return e == OK ? exchange_text(c, sql, NULL, a, why) : e;
}

const struct backend backend_pg = {
	.one_writer = false,
	.open = pg_open,
	.close = pg_close,
	.alive = pg_alive,
	.begin = pg_begin,
	.begin_view = pg_begin_view,
	.commit = pg_commit,
	.rollback = pg_rollback,
	.run = pg_run,
	.each = pg_each,
	.script = pg_script,
};
