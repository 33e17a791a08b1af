/* Operations drawn from a seed, through the layers below the pages: lists, searches, opened children, saved fields,
 * steps, new records, relations given and ended, changes taken back, sweeps. Each answer is a line, so that two
 * databases that began alike can be held against each other line by line, and after it dump by dump (equal.py).
 *
 *     operations MAIN_URL LOOKS_URL KEY_FILE SEED NUMBER START_MS >ANSWERS
 *
 * All that is left to chance comes from the seed: this program has the random bytes of the kernel, the counter of ids
 * and the number of the writing connection replaced when it is linked (see meson.build). Public ids come from act.dice.
 */
#include "operations.h"

#include "app.h"
#include "date.h"
#include "keys_server.h"
#include "model.h"
#include "operations_chance.h"
#include "reach_sweep.h"
#include "upkeep.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ACCOUNTS = 400, KEPT_OF_EACH = 200, STEP_MS = 30 * 1000, WORLD_BYTES = 256 << 20, EACH_BYTES = 512 << 20 };

struct actor {
	int64_t account;
	enum role role;
};

static struct actor actors[ACCOUNTS];
static size_t n_actors;

static _Noreturn void stop(const char *what, enum err e, struct str why)
{
	fprintf(stderr, "operations: %s: %s " STR_FMT "\n", what, err_name(e), STR_ARG(why));
	exit(1);
}

/* ---- what is there at the beginning ---- */

static const struct stmt stmt_actors = {
	"SELECT a.id, coalesce((SELECT min(s.role) FROM holds h JOIN seat s ON s.id = h.seat WHERE h.account = a.id), '')"
	" FROM account a ORDER BY a.id LIMIT 400",
	"", "it"};

static void find_actors(struct run *op)
{
	const struct rows *r;
	enum err e = act_exec(op->act, &stmt_actors, DB_NO_ARGS, &r);
	if (e != OK)
		stop("who there is", e, S(""));
	for (size_t i = 0; i < r->n; i++) {
		actors[n_actors] = (struct actor){rows_int(r, i, 0), ROLE_NONE};
		(void)role_parse(rows_text(r, i, 1), &actors[n_actors].role);
		n_actors++;
	}
}

static void find_things(struct run *op, struct arena *kept)
{
	for (size_t i = 0; i < model_count(op->act->model); i++) {
		const struct record *rec = model_at(op->act->model, i)->rec;
		struct stmt *s = ARENA_NEW(kept, struct stmt); /* a connection knows it by its address */
		const struct rows *r;
		*s = (struct stmt){
			str_printf(kept, "SELECT id, pid FROM %s ORDER BY id LIMIT %d", rec->name, KEPT_OF_EACH).p, "", "it"};
		enum err e = act_exec(op->act, s, DB_NO_ARGS, &r);
		if (e != OK)
			stop(rec->name, e, S(""));
		for (size_t k = 0; k < r->n; k++)
			op_remember(op, rec, rows_int(r, k, 0), rows_text(r, k, 1));
	}
}

/* ---- one after the other ---- */

static enum err sweep(struct run *op)
{
	int64_t routes = 0, removed = 0;
	act_end(op->act);
	enum err e = reach_sweep(op->act->db, op->act->model, op->act->a, op->act->now, &routes);
	if (e == OK)
		e = upkeep_run(op->act->db, op->act->a, op->act->now, &removed);
	op_say(op, "routes %lld removed %lld", (long long)routes, (long long)removed);
	return e;
}

/* Of so many operations in a hundred. */
static const struct {
	const char *name;
	unsigned of;
	enum err (*does)(struct run *op);
	bool again; /* by another, where this one may not */
} kinds[] = {
	{"page", 12, op_page}, {"listing", 8, op_listing}, {"find", 6, op_find}, {"open", 10, op_open},
	{"save", 20, op_save, true}, {"step", 14, op_step, true}, {"new", 10, op_new, true}, {"give", 7, op_give},
	{"end", 4, op_end}, {"undo", 8, op_undo}, {"sweep", 1, sweep},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static size_t kind_of(unsigned at)
{
	size_t k = 0;
	while (k + 1 < KINDS && at >= kinds[k].of)
		at -= kinds[k++].of;
	return k;
}

static enum err be(struct run *op, const struct actor *who)
{
	struct viewer *v;
	struct conn *conn;
	op->act->viewer = NULL;
	enum err e = act_conn(op->act, &conn);
	if (e == OK)
		e = viewer_load_account(conn, op->act->a, who->account, who->role, op->act->now, &v);
	if (e != OK)
		return e;
	op->act->viewer = v;
	op->act->region = (int)v->region;
	op->act->speak = (struct speak){op_below(op, 2) == 0 ? LANG_NL : LANG_EN, AUD_PROF};
	return OK;
}

/* Most often someone who has children to look at. */
static enum err be_someone(struct run *op)
{
	enum err e = ERR_NOT_FOUND;
	bool any = op_below(op, 8) == 0;
	for (int i = 0; i < 20 && e == ERR_NOT_FOUND; i++) {
		e = be(op, &actors[op_below(op, n_actors)]);
		if (e == OK && !any && !op_has_children(op))
			e = ERR_NOT_FOUND;
	}
	return e == ERR_NOT_FOUND && op->act->viewer != NULL ? OK : e;
}

/* An operation within its own arena, connection and looks; a BUG is said and ends the run. */
static void one(struct run *op, struct looks *looks, int64_t n)
{
	struct look_bag bag = {.n = 0};
	struct trap trap;
	chance_seed((uint64_t)op->seed, (uint64_t)n);
	op->act->now += 1 + (int64_t)op_below(op, op_below(op, 200) == 0 ? DAY_MS : STEP_MS);
	op->act->looks = &bag;
	op->act->along = NULL;
	op->act->unsealed = OK;
	op->act->ring = NULL;
	op->kind = kind_of((unsigned)op_below(op, 100));
	printf("%lld %s", (long long)n, kinds[op->kind].name);
	if (trap_set(&trap) != 0) {
		printf(" bug %s\n", trap.message);
		fflush(stdout);
		fprintf(stderr, "operations: at %lld, %s: %s\n", (long long)n, kinds[op->kind].name, trap.message);
		_exit(3);
	}
	enum err e = ERR_DENIED;
	for (int i = 0; (e == ERR_DENIED || e == ERR_NOT_FOUND) && i < (kinds[op->kind].again ? 6 : 1); i++) {
		e = be_someone(op);
		if (e == OK)
			e = kinds[op->kind].does(op);
	}
	if (bag.n > 0)
		op_say(op, "looks %zu %s", bag.n, err_name(looks_write(looks, op->act)));
	act_end(op->act);
	trap_clear(&trap);
	printf(" %s\n", err_name(e));
	arena_reset(op->act->a);
}

static struct db *opened(struct arena *a, const char *url)
{
	const struct db_options o = {.connections = 4, .forgetful = true};
	struct str why = {0};
	struct db *db;
	enum err e = db_open(url, &o, a, &db, &why);
	if (e != OK)
		stop(url, e, why);
	return db;
}

static struct keys_client *keys_from(struct arena *a, const char *file)
{
	unsigned char master[KEYS_MASTER_BYTES];
	enum err e = keys_master(a, file, false, master);
	if (e != OK)
		stop(file, e, S(""));
	return keys_client_local(master);
}

int main(int argc, char **argv)
{
	struct arena *kept = arena_new(WORLD_BYTES);
	struct str why = {0};
	const struct model *model;
	struct looks *looks;
	if (argc != 7)
		stop("use: operations MAIN_URL LOOKS_URL KEY_FILE SEED NUMBER START_MS", ERR_INVALID, S(""));
	struct db *main_db = opened(kept, argv[1]), *looks_db = opened(kept, argv[2]);
	enum err e = app_model(kept, &model, &why);
	if (e != OK)
		stop("the records", e, why);
	struct act act = {.db = main_db, .model = model_sealed_by(kept, model, keys_from(kept, argv[3])),
	                  .a = arena_new(EACH_BYTES), .now = strtoll(argv[6], NULL, 10), .door = "operations", .region = 1};
	struct run *op = ARENA_NEW(kept, struct run);
	op_init(op, &act, strtoll(argv[4], NULL, 10));
	e = looks_open(looks_db, act.now, &looks);
	if (e != OK)
		stop("looks", e, S(""));
	find_actors(op);
	find_things(op, kept);
	act_end(&act);
	arena_reset(act.a);
	for (int64_t n = 0; n < strtoll(argv[5], NULL, 10); n++)
		one(op, looks, n);
	looks_close(looks);
	keys_client_free(model_keys(act.model));
	db_close(looks_db);
	db_close(main_db);
	arena_free(act.a);
	arena_free(kept);
	return 0;
}
