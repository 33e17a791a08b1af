#include "look.h"

#include "date.h"
#include "log.h"
#include "look_chain.h"

#include <pthread.h>
#include <stdlib.h>

static const struct stmt stmt_look = {
	"INSERT INTO look (chain, n, at, account, role, org, route, part, purpose, door, link)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
	"iiiitiiittb", ""};
static const struct stmt stmt_list = {
	"INSERT INTO look_list (route, account, day, role, org, through) VALUES ($1, $2, $3, $4, $5, $6)"
	" ON CONFLICT (route, account, day, through) DO NOTHING",
	"iiitii", ""};
static const struct stmt stmt_chain = {"INSERT INTO look_chain (id, began, first_link) VALUES ($1, $2, $3)", "iib", ""};
static const struct stmt stmt_last_chain = {"SELECT COALESCE(max(id), 0) FROM look_chain", "", "i"};
static const struct stmt stmt_of = {
	"SELECT account, role, org, at, purpose, part FROM look WHERE route = $1 ORDER BY at DESC LIMIT 1000", "i",
	"itiiti"};
static const struct stmt stmt_listed = {
	"SELECT account, role, org, count(DISTINCT day), max(day) FROM look_list WHERE route = $1 AND (through & $2) <> 0"
	" GROUP BY account, role, org ORDER BY account LIMIT 1000",
	"ii", "itiii"};

static void add(struct act *act, int64_t route, enum part part, enum part through, enum purpose purpose,
                int64_t grantee)
{
	const struct viewer *v = act->viewer;
	struct look_bag *bag = act->looks;
	if (v == NULL)
		BUG("a look without a viewer");
	if (bag == NULL)
		bag = act->looks = ARENA_NEW(act->a, struct look_bag);
	for (size_t i = 0; i < bag->n; i++)
		if (bag->v[i].route == route && bag->v[i].part == part && bag->v[i].through == through)
			return;
	if (bag->n == bag->cap) {
		bag->cap = bag->cap == 0 ? 64 : 2 * bag->cap;
		struct look *more = ARENA_ARRAY(act->a, struct look, bag->cap);
		if (bag->n > 0)
			memcpy(more, bag->v, bag->n * sizeof *more);
		bag->v = more;
	}
	int64_t org = 0;
	for (size_t i = 0; i < v->n_seats && org == 0; i++)
		if (v->seats[i].id == grantee)
			org = v->seats[i].org;
	for (size_t i = 0; i < v->n_places && org == 0; i++)
		if (v->places[i].id == grantee)
			org = v->places[i].org;
	bag->v[bag->n++] = (struct look){act->now, v->account, route, org, v->role, part, through, purpose, act->door};
}

void look_add(struct act *act, int64_t route, enum part part, enum purpose purpose, int64_t grantee)
{
	add(act, route, part, PART_NONE, purpose, grantee);
}

void look_list_add(struct act *act, int64_t route, enum part through, enum purpose purpose, int64_t grantee)
{
	add(act, route, PART_NONE, through, purpose, grantee);
}

/* ---- the writer ---- */

/* One act that waits for its looks. */
struct job {
	struct job *next;
	const struct look_bag *bag;
	enum err result;
	bool done;
};

struct looks {
	struct db *db;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t work, ready;
	struct job *first, **last;
	bool stop;
	bool lost; /* a write failed, and whether it stands is not sure: the next one begins a chain of its own */
	int64_t chain, n;
	struct link link;
};

static struct str look_bytes(struct arena *a, int64_t chain, int64_t n, const struct look *k)
{
	struct buf b;
	buf_init(&b, a, 4096);
	chain_int(&b, chain);
	chain_int(&b, n);
	chain_int(&b, k->at);
	chain_int(&b, k->account);
	chain_text(&b, str_from(role_def(k->role)->code));
	chain_int(&b, k->org);
	chain_int(&b, k->route);
	chain_int(&b, k->part);
	chain_text(&b, str_from(purpose_code(k->purpose)));
	chain_text(&b, str_from(k->door));
	return buf_view(&b);
}

static void put_look(struct looks *l, struct batch *b, struct arena *a, const struct look *k)
{
	struct str role = str_from(role_def(k->role)->code);
	if (k->part == PART_NONE) {
		batch_put(b, &stmt_list,
			  DB_ARGS(val_int(k->route), val_int(k->account), val_int(instant_date(k->at)), val_text(role),
				  val_int(k->org), val_int((int64_t)PART_BIT(k->through))));
		return;
	}
	l->n++;
	l->link = chain_next(&l->link, look_bytes(a, l->chain, l->n, k));
	batch_put(b, &stmt_look,
		  DB_ARGS(val_int(l->chain), val_int(l->n), val_int(k->at), val_int(k->account), val_text(role),
			  val_int(k->org), val_int(k->route), val_int(k->part),
			  val_text(str_from(purpose_code(k->purpose))), val_text(str_from(k->door)),
			  val_blob(str_copy(a, link_str(&l->link)))));
}

static enum err begin_chain(struct looks *l, struct conn *c, struct arena *a, int64_t now)
{
	const struct rows *last;
	enum err e = db_begin(c);
	if (e == OK)
		e = db_exec(c, a, &stmt_last_chain, DB_NO_ARGS, &last);
	if (e != OK)
		return e;
	l->chain = rows_int(last, 0, 0) + 1;
	l->n = 0;
	e = look_see(c, a, l->chain);
	if (e == OK)
		e = look_first(c, a, l->chain, now, &l->link);
	if (e == OK)
		e = db_exec(c, a, &stmt_chain, DB_ARGS(val_int(l->chain), val_int(now), val_blob(link_str(&l->link))), &last);
	return e == OK ? db_commit(c) : e;
}

static enum err write_jobs(struct looks *l, struct arena *a, struct job *jobs)
{
	struct conn *c;
	enum err e = db_take(l->db, 2000, &c);
	if (e != OK)
		return e;
	if (l->lost)
		e = begin_chain(l, c, a, jobs->bag->v[0].at);
	if (e == OK)
		e = db_begin(c);
	if (e == OK) {
		struct batch *b = batch_new(c, a);
		for (const struct job *j = jobs; j != NULL; j = j->next)
			for (size_t i = 0; i < j->bag->n; i++)
				put_look(l, b, a, &j->bag->v[i]);
		e = batch_run(b);
	}
	if (e == OK)
		e = db_commit(c);
	db_give(l->db, c);
	return e;
}

/* A BUG in the writing ends this round, not the process. */
static enum err write_trapped(struct looks *l, struct arena *a, struct job *const *jobs)
{
	struct trap trap;
	volatile enum err e = ERR_IO;
	if (trap_set(&trap) == 0)
		e = write_jobs(l, a, *jobs);
	trap_clear(&trap);
	db_give_left(l->db);
	return e;
}

/* Everything that waits goes in one commit. */
static void serve(struct looks *l, struct arena *a, struct job *jobs)
{
	enum err e = write_trapped(l, a, &jobs);
	l->lost = e != OK;
	if (e != OK)
		log_line(LOG_ERROR, "looks", "written=no error=\"%s\"", err_name(e));
	pthread_mutex_lock(&l->lock);
	while (jobs != NULL) {
		struct job *j = jobs;
		jobs = j->next; /* the job is on the stack of a thread that goes on when it is done */
		j->result = e;
		j->done = true;
	}
	pthread_cond_broadcast(&l->ready);
	pthread_mutex_unlock(&l->lock);
}

static void *run(void *arg)
{
	struct looks *l = arg;
	struct arena *a = arena_new(64 << 20);
	pthread_mutex_lock(&l->lock);
	for (;;) {
		while (l->first == NULL && !l->stop)
			pthread_cond_wait(&l->work, &l->lock);
		struct job *jobs = l->first;
		if (jobs == NULL)
			break;
		l->first = NULL;
		l->last = &l->first;
		pthread_mutex_unlock(&l->lock);
		serve(l, a, jobs);
		arena_reset(a);
		pthread_mutex_lock(&l->lock);
	}
	pthread_mutex_unlock(&l->lock);
	arena_free(a);
	return NULL;
}

enum err looks_open(struct db *db, int64_t now, struct looks **out)
{
	struct conn *c;
	struct arena *a = arena_new(1 << 20);
	struct looks *l = calloc(1, sizeof *l);
	if (l == NULL)
		abort();
	l->db = db;
	l->last = &l->first;
	enum err e = db_take(db, 2000, &c);
	if (e == OK) {
		e = begin_chain(l, c, a, now);
		db_give(db, c);
	}
	arena_free(a);
	if (e != OK) {
		free(l);
		return e;
	}
	pthread_mutex_init(&l->lock, NULL);
	pthread_cond_init(&l->work, NULL);
	pthread_cond_init(&l->ready, NULL);
	if (pthread_create(&l->thread, NULL, run, l) != 0)
		abort();
	*out = l;
	return OK;
}

void looks_close(struct looks *l)
{
	if (l == NULL)
		return;
	pthread_mutex_lock(&l->lock);
	l->stop = true;
	pthread_cond_signal(&l->work);
	pthread_mutex_unlock(&l->lock);
	pthread_join(l->thread, NULL);
	pthread_mutex_destroy(&l->lock);
	pthread_cond_destroy(&l->work);
	pthread_cond_destroy(&l->ready);
	free(l);
}

enum err looks_write(struct looks *l, struct act *act)
{
	struct job j = {.bag = act->looks};
	if (act->looks == NULL || act->looks->n == 0)
		return OK;
	if (l == NULL)
		return ERR_DOWN;
	pthread_mutex_lock(&l->lock);
	*l->last = &j;
	l->last = &j.next;
	pthread_cond_signal(&l->work);
	while (!j.done)
		pthread_cond_wait(&l->ready, &l->lock);
	pthread_mutex_unlock(&l->lock);
	if (j.result == OK)
		act->looks->n = 0;
	return j.result;
}

/* ---- reading ---- */

enum err looks_read(struct looks *l, struct arena *a, const struct stmt *s, const struct val *args, size_t n,
                    const struct rows **out)
{
	struct conn *c;
	enum err e = l == NULL ? ERR_DOWN : db_take(l->db, 2000, &c);
	if (e != OK)
		return e;
	e = db_exec(c, a, s, args, n, out);
	db_give(l->db, c);
	return e;
}

/* Same person, role, organisation, day and purpose: one line. */
static bool same_line(const struct val *x, const struct val *y)
{
	for (size_t i = 0; i < 5; i++)
		if (!val_eq(x[i], y[i]))
			return false;
	return true;
}

enum err looks_of(struct looks *l, struct arena *a, int64_t route, const struct rows **out)
{
	enum { COLS = 7, PARTS = 5, TIMES = 6 };
	const struct rows *all;
	enum err e = looks_read(l, a, &stmt_of, DB_ARGS(val_int(route)), &all);
	if (e != OK)
		return e;
	struct rows *folded = ARENA_NEW(a, struct rows);
	folded->cols = COLS;
	folded->v = ARENA_ARRAY(a, struct val, (all->n + 1) * COLS);
	for (size_t i = 0; i < all->n; i++) {
		struct val *line = folded->v + folded->n * COLS;
		const struct val seen[COLS] = {rows_val(all, i, 0), rows_val(all, i, 1),
					       rows_val(all, i, 2), val_int(instant_date(rows_int(all, i, 3))),
					       rows_val(all, i, 4), val_int(0),
					       val_int(0)};
		size_t k = 0;
		while (k < folded->n && !same_line(folded->v + k * COLS, seen))
			k++;
		if (k == folded->n) {
			memcpy(line, seen, sizeof seen);
			folded->n++;
		}
		folded->v[k * COLS + PARTS].i |= (int64_t)PART_BIT(rows_int(all, i, 5));
		folded->v[k * COLS + TIMES].i++;
	}
	*out = folded;
	return OK;
}

enum err looks_listed(struct looks *l, struct arena *a, int64_t route, parts known, const struct rows **out)
{
	return looks_read(l, a, &stmt_listed, DB_ARGS(val_int(route), val_int((int64_t)known)), out);
}
