#include "master.h"

#include "cipher.h"
#include "data.h"
#include "file.h"
#include "keys_server.h"

#include <stddef.h>
#include <unistd.h>

enum { PAGE_ROWS = 500, PAGE_BYTES = 4 << 20, WAIT_MS = 10000, NAME_HEX = 2 * KEYS_NAME_BYTES };

/* ---- the two files ---- */

static const char *next_file(struct invocation *in)
{
	return str_printf(in->arena, "%s/keys/master.next", in->data).p;
}

static struct keys_server *keys_of(struct invocation *in, const char *path, bool make)
{
	unsigned char master[KEYS_MASTER_BYTES];
	enum err e = keys_master(in->arena, path, make, master);
	struct keys_server *s = e == OK ? keys_server_new(master) : NULL;
	if (s == NULL)
		command_fails("cannot read or make %s error=\"%s\"%s", path, err_name(e),
		              e == ERR_DENIED ? " remedy=\"chmod 600\"" : "");
	cipher_wipe(master, sizeof master);
	return s;
}

static struct str name_of(struct arena *a, const struct keys_server *s)
{
	unsigned char name[KEYS_NAME_BYTES];
	char *hex = arena_alloc(a, NAME_HEX + 1);
	keys_name(s, name);
	for (size_t i = 0; i < 2 * sizeof name; i++)
		hex[i] = "0123456789abcdef"[name[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
	return (struct str){hex, NAME_HEX};
}

/* The new one takes the place of the old one: from here on the old one is nowhere. */
static int put_in_place(struct invocation *in, const char *next)
{
	const char *now = data_key_file(in->arena, in->data);
	enum err e = file_replace(next, now);
	return e == OK ? 0 : command_fails("cannot put %s in the place of %s: %s", next, now, err_name(e));
}

static int take_away(const char *next)
{
	enum err e = file_remove(next);
	return e == OK ? 0 : command_fails("cannot remove %s: %s", next, err_name(e));
}

/* ---- which of both ---- */

static const struct stmt stmt_which = {"SELECT value FROM setting WHERE name = 'keys.master'", "", "t"};
static const struct stmt stmt_now = {
	"INSERT INTO setting (name, value) VALUES ('keys.master', $1) ON CONFLICT (name) DO UPDATE SET value = "
	"excluded.value", "t", ""};

static enum err which_in(struct db *db, struct arena *a, struct str *name)
{
	struct conn *conn;
	*name = (struct str){0};
	enum err e = db_take(db, WAIT_MS, &conn);
	if (e != OK)
		return e;
	struct batch *b = batch_new(conn, a);
	size_t at = batch_put(b, &stmt_which, NULL, 0);
	e = batch_run(b);
	if (e == OK && batch_rows(b, at)->n == 1)
		*name = rows_text(batch_rows(b, at), 0, 0);
	db_give(db, conn);
	return e;
}

int master_settle(struct invocation *in, struct db *db)
{
	const char *next = next_file(in);
	struct file_facts facts;
	struct str name;
	if (!file_facts(next, &facts))
		return 0;
	enum err e = which_in(db, in->arena, &name);
	if (e != OK)
		return command_fails("the database cannot be read: %s", err_name(e));
	/* Cut off while it was being written: nothing can be sealed for it. */
	if (facts.bytes != KEYS_MASTER_BYTES)
		return take_away(next);
	struct keys_server *fresh = keys_of(in, next, false);
	if (fresh == NULL)
		return 1;
	bool sealed_for_it = str_eq(name, name_of(in->arena, fresh));
	keys_server_free(fresh);
	if (sealed_for_it)
		return put_in_place(in, next);
	return take_away(next);
}

int master_settle_alone(struct invocation *in, struct db *db)
{
	struct file_facts facts;
	int lock;
	if (!file_facts(next_file(in), &facts) || file_lock(data_lock_file(in->arena, in->data), &lock) != OK)
		return 0;
	int code = master_settle(in, db);
	close(lock);
	return code;
}

/* ---- everything anew ---- */

/* Where something stands that the master key sealed: a page of it after a key of three columns, and back again. */
struct kind {
	enum keys_purpose purpose;
	const char *what;
	struct str (*bound)(struct arena *a, const struct rows *r, size_t i);
	struct stmt read; /* $1 to $3: after which; gives the key, the sealed value, and what `bound` asks */
	struct stmt put;  /* $1 to $3: the key, $4 the value */
	size_t count;     /* offset in struct resealed */
};
enum kind_col { K_ONE, K_TWO, K_THREE, K_SEALED, K_OF };

static struct str bound_part(struct arena *a, const struct rows *r, size_t i)
{
	return str_printf(a, "part_key:%lld:" STR_FMT ":0:%lld", (long long)rows_int(r, i, K_ONE),
	                  STR_ARG(rows_text(r, i, K_TWO)), (long long)rows_int(r, i, K_THREE));
}

static struct str bound_account(struct arena *a, const struct rows *r, size_t i)
{
	return str_printf(a, "account:%lld", (long long)rows_int(r, i, K_OF));
}

static struct str bound_invitation(struct arena *a, const struct rows *r, size_t i)
{
	return str_printf(a, "invitation:%lld", (long long)rows_int(r, i, K_OF));
}

/* Both statements of a table whose key is its id; `of`: whose it is. */
#define BY_ID(table, column, of) \
	{"SELECT id, '', 0, " column ", " of " FROM " table " WHERE " column " IS NOT NULL AND (id, '', 0) > ($1, $2, $3)" \
	 " ORDER BY id LIMIT 500", "iti", "itibi"}, \
	{"UPDATE " table " SET " column " = $4 WHERE id = $1 AND '' = $2 AND 0 = $3", "itib", ""}

static const struct kind kinds[] = {
	{KEYS_PART, "the key of a part", bound_part,
	 {"SELECT owner, part, n, wrapped, 0 FROM part_key WHERE wrapped IS NOT NULL AND (owner, part, n) > ($1, $2, $3)"
	  " ORDER BY owner, part, n LIMIT 500", "iti", "itibi"},
	 {"UPDATE part_key SET wrapped = $4 WHERE owner = $1 AND part = $2 AND n = $3", "itib", ""},
	 offsetof(struct resealed, part_keys)},
	{KEYS_TOTP, "a second factor", bound_account, BY_ID("account", "second_factor", "id"),
	 offsetof(struct resealed, factors)},
	{KEYS_TOTP, "a second factor that is being set up", bound_account, BY_ID("session", "pending", "account"),
	 offsetof(struct resealed, others)},
	{KEYS_OUTBOX, "a code that waits for its mail", bound_invitation,
	 {"SELECT 0, pid, 0, sealed, invitation FROM outbox WHERE sealed IS NOT NULL AND (0, pid, 0) > ($1, $2, $3)"
	  " ORDER BY pid LIMIT 500", "iti", "itibi"},
	 {"UPDATE outbox SET sealed = $4 WHERE 0 = $1 AND pid = $2 AND 0 = $3", "itib", ""},
	 offsetof(struct resealed, others)},
};

struct rotation {
	const struct keys_server *from, *to;
	struct conn *conn;
	struct arena *a; /* of one page */
	int64_t now;
	struct resealed *n;
	const char *fault; /* what the old key did not open */
};

static enum err reseal_rows(struct rotation *t, const struct kind *k, const struct rows *r)
{
	struct batch *b = batch_new(t->conn, t->a);
	for (size_t i = 0; i < r->n; i++) {
		struct str sealed = rows_text(r, i, K_SEALED);
		unsigned char *to = arena_alloc(t->a, sealed.n + 1);
		enum err e = keys_reseal(t->from, t->to, k->purpose, k->bound(t->a, r, i), sealed, to);
		if (e != OK) {
			t->fault = k->what;
			return e;
		}
		batch_put(b, &k->put, DB_ARGS(rows_val(r, i, K_ONE), rows_val(r, i, K_TWO), rows_val(r, i, K_THREE),
		                              val_blob((struct str){(const char *)to, sealed.n})));
	}
	*(int64_t *)(void *)((char *)t->n + k->count) += (int64_t)r->n;
	return batch_run(b);
}

static enum err reseal_kind(struct rotation *t, const struct kind *k)
{
	struct val after[3] = {val_int(INT64_MIN), val_text((struct str){"", 0}), val_int(INT64_MIN)};
	char text[64];
	for (;;) {
		struct batch *b = batch_new(t->conn, t->a);
		size_t at = batch_put(b, &k->read, after, 3);
		enum err e = batch_run(b);
		if (e != OK)
			return e;
		const struct rows *r = batch_rows(b, at);
		if (r->n > 0)
			e = reseal_rows(t, k, r);
		if (e != OK || r->n < PAGE_ROWS)
			return e;
		struct str two = rows_text(r, r->n - 1, K_TWO);
		if (two.n > sizeof text)
			return ERR_TOO_BIG;
		memcpy(text, two.p, two.n);
		after[0] = rows_val(r, r->n - 1, K_ONE);
		after[1] = val_text((struct str){text, two.n});
		after[2] = rows_val(r, r->n - 1, K_THREE);
		arena_reset(t->a);
	}
}

/* Codes on paper are kept as what only the old key makes of them: all go, and who could use one gets a new letter. */
static const struct stmt stmt_valid = {"SELECT count(*) FROM letter_code WHERE used = 0 AND ends > $1", "i", "i"};
static const struct stmt stmt_letters = {"DELETE FROM letter_code", "", ""};

static enum err reseal_all(struct rotation *t)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		enum err e = reseal_kind(t, &kinds[i]);
		arena_reset(t->a);
		if (e != OK)
			return e;
	}
	struct batch *b = batch_new(t->conn, t->a);
	size_t letters = batch_put(b, &stmt_valid, DB_ARGS(val_int(t->now)));
	batch_put(b, &stmt_letters, NULL, 0);
	batch_put(b, &stmt_now, DB_ARGS(val_text(name_of(t->a, t->to))));
	enum err e = batch_run(b);
	if (e == OK)
		t->n->letters = rows_int(batch_rows(b, letters), 0, 0);
	return e;
}

static enum err in_one_transaction(struct rotation *t, struct db *db)
{
	enum err e = db_take(db, WAIT_MS, &t->conn);
	if (e != OK)
		return e;
	t->a = arena_new(PAGE_BYTES);
	e = db_begin(t->conn);
	if (e == OK)
		e = db_end(t->conn, reseal_all(t));
	arena_free(t->a);
	db_give(db, t->conn);
	return e;
}

int master_rotate(struct invocation *in, struct db *db, struct resealed *out)
{
	const char *next = next_file(in);
	const struct clock clock = settings_clock(&in->settings);
	struct rotation t = {.n = out, .now = clock_now(&clock)};
	*out = (struct resealed){.part_keys = 0};
	int code = master_settle(in, db);
	if (code != 0)
		return code;
	struct keys_server *from = keys_of(in, data_key_file(in->arena, in->data), true);
	struct keys_server *to = from == NULL ? NULL : keys_of(in, next, true);
	t.from = from;
	t.to = to;
	if (to != NULL) {
		enum err e = in_one_transaction(&t, db);
		if (e == ERR_INVALID && t.fault != NULL)
			code = command_fails("%s was not sealed by keys/master.key: put the right key back. Nothing was changed",
			                     t.fault);
		else if (e != OK)
			code = command_fails("the database did not take it: %s. Start this again, or serve: what stands is"
			                     " found out then", err_name(e));
		else
			code = put_in_place(in, next);
	}
	keys_server_free(to);
	keys_server_free(from);
	return from == NULL || to == NULL ? 1 : code;
}
