#include "part_key.h"

#include "change.h"
#include "cipher.h"
#include "keys_client.h"
#include "model.h"

static const struct stmt stmt_read = {
	"SELECT part, n, wrapped FROM part_key WHERE owner = $1 ORDER BY part, task, n", "i", "tib"};
static const struct stmt stmt_make = {
	"INSERT INTO part_key (owner, part, task, n, wrapped, made, gone) VALUES ($1, $2, 0, $3, $4, $5, 0)", "itibi", ""};
static const struct stmt stmt_destroy = {
	"UPDATE part_key SET wrapped = NULL, gone = $3 WHERE owner = $1 AND part = $2 AND gone = 0", "iti", ""};
static const struct stmt stmt_destroy_all = {
	"UPDATE part_key SET wrapped = NULL, gone = $2 WHERE owner = $1 AND gone = 0", "ii", ""};

struct ring_key {
	int64_t owner;
	enum part part;
	unsigned n;
	struct str wrapped; /* empty: destroyed */
	bool asked;
	enum err err;       /* once asked */
	unsigned char *key;
};

/* The keys of one act. */
struct ring {
	struct ring_key *v;
	int64_t *owners; /* whose keys have been read */
	size_t n, cap, n_owners, cap_owners;
};

int64_t part_key_region(int region)
{
	return (int64_t)region << 40; /* the id that no record of it has */
}

static struct ring *ring_of(struct act *act)
{
	if (act->ring == NULL)
		act->ring = ARENA_NEW(act->a, struct ring);
	return act->ring;
}

static bool has_read(const struct act *act, int64_t owner)
{
	for (size_t i = 0; act->ring != NULL && i < act->ring->n_owners; i++)
		if (act->ring->owners[i] == owner)
			return true;
	return false;
}

static void wipe_key(void *key)
{
	cipher_wipe(key, CIPHER_KEY);
}

static struct ring_key *ring_add(struct act *act, struct ring_key k)
{
	struct ring *r = ring_of(act);
	if (r->n == r->cap) {
		r->cap = r->cap == 0 ? 16 : r->cap * 2;
		struct ring_key *v = ARENA_ARRAY(act->a, struct ring_key, r->cap);
		for (size_t i = 0; i < r->n; i++)
			v[i] = r->v[i];
		r->v = v;
	}
	k.key = arena_alloc(act->a, CIPHER_KEY);
	arena_on_reset(act->a, wipe_key, k.key);
	r->v[r->n] = k;
	return &r->v[r->n++];
}

static void owner_add(struct act *act, int64_t owner)
{
	struct ring *r = ring_of(act);
	if (r->n_owners == r->cap_owners) {
		r->cap_owners = r->cap_owners == 0 ? 8 : r->cap_owners * 2;
		int64_t *v = ARENA_ARRAY(act->a, int64_t, r->cap_owners);
		for (size_t i = 0; i < r->n_owners; i++)
			v[i] = r->owners[i];
		r->owners = v;
	}
	r->owners[r->n_owners++] = owner;
}

/* Codes are kept, for places in an enum may move. */
static bool part_parse(struct str code, enum part *out)
{
	for (enum part p = PART_NONE; p < PART__N; p++)
		if (str_is(code, p == PART_NONE ? "" : part_code(p))) {
			*out = p;
			return true;
		}
	return false;
}

static struct str part_text(enum part p)
{
	return p == PART_NONE ? (struct str){0} : str_from(part_code(p));
}

static struct ring_key *find(const struct act *act, int64_t owner, enum part part, unsigned n)
{
	for (size_t i = 0; act->ring != NULL && i < act->ring->n; i++) {
		struct ring_key *k = &act->ring->v[i];
		if (k->owner == owner && k->part == part && k->n == n)
			return k;
	}
	return NULL;
}

size_t part_keys_put(struct batch *b, int64_t owner)
{
	return batch_put(b, &stmt_read, DB_ARGS(val_int(owner)));
}

void part_keys_take(struct act *act, int64_t owner, const struct rows *r)
{
	if (!has_read(act, owner))
		owner_add(act, owner);
	for (size_t i = 0; i < r->n; i++) {
		struct ring_key k = {.owner = owner, .n = (unsigned)rows_int(r, i, 1), .wrapped = rows_text(r, i, 2)};
		if (!part_parse(rows_text(r, i, 0), &k.part))
			continue;
		struct ring_key *had = find(act, owner, k.part, k.n);
		if (had == NULL)
			(void)ring_add(act, k);
		else
			had->wrapped = k.wrapped; /* destroyed meanwhile */
	}
}

void part_key_came(struct act *act, int64_t owner, enum part part, unsigned n, struct str wrapped)
{
	if (find(act, owner, part, n) == NULL)
		(void)ring_add(act, (struct ring_key){.owner = owner, .part = part, .n = n, .wrapped = wrapped});
}

enum err part_keys_read(struct act *act, int64_t owner)
{
	const struct rows *r;
	if (has_read(act, owner))
		return OK;
	enum err e = act_exec(act, &stmt_read, DB_ARGS(val_int(owner)), &r);
	if (e == OK)
		part_keys_take(act, owner, r);
	return e;
}

/* A key is wrapped for one place: it opens nothing elsewhere, and is not opened elsewhere. */
static struct str bound_to(struct arena *a, int64_t owner, enum part part, unsigned n)
{
	return str_printf(a, "part_key:%lld:" STR_FMT ":0:%u", (long long)owner, STR_ARG(part_text(part)), n);
}

struct asking {
	const int64_t *owners;
	size_t n;
	parts of;       /* of the owners */
	enum part also; /* of anyone; PART_NONE: of nobody else */
};

static bool wanted(const struct ring_key *k, const struct asking *q)
{
	if (k->asked || k->wrapped.n == 0)
		return false;
	if (q->also != PART_NONE && k->part == q->also)
		return true;
	for (size_t i = 0; i < q->n; i++)
		if (q->owners[i] == k->owner)
			return k->part == PART_NONE || (q->of & PART_BIT(k->part)) != 0;
	return false;
}

static enum err ask(struct act *act, struct ring_key *const *which, struct keys_data *v, size_t n)
{
	struct keys_client *keys = model_keys(act->model);
	if (keys == NULL)
		return ERR_DOWN;
	enum err e = keys_unwrap(keys, act->viewer == NULL ? 0 : act->viewer->account, v, n);
	for (size_t i = 0; e == OK && i < n; i++) {
		which[i]->asked = true;
		which[i]->err = v[i].err;
	}
	return e;
}

static enum err open_all(struct act *act, const struct asking *q)
{
	struct ring_key *which[KEYS_AT_ONCE];
	struct keys_data v[KEYS_AT_ONCE];
	size_t used = 0;
	enum err e = OK;
	for (size_t i = 0; e == OK && act->ring != NULL && i < act->ring->n; i++) {
		struct ring_key *k = &act->ring->v[i];
		if (!wanted(k, q))
			continue;
		which[used] = k;
		v[used++] = (struct keys_data){.bound = bound_to(act->a, k->owner, k->part, k->n), .wrapped = k->wrapped,
		                               .key = k->key};
		if (used == KEYS_AT_ONCE) {
			e = ask(act, which, v, used);
			used = 0;
		}
	}
	return e == OK && used > 0 ? ask(act, which, v, used) : e;
}

enum err part_keys_open(struct act *act, const int64_t *owners, size_t n, parts of)
{
	return open_all(act, &(struct asking){.owners = owners, .n = n, .of = of});
}

enum err part_keys_open_near(struct act *act, int64_t owner, enum part part)
{
	return open_all(act, &(struct asking){.owners = &owner, .n = 1, .of = ~(parts)0, .also = part});
}

enum err part_key_opened(const struct act *act, int64_t owner, enum part part, unsigned n, const unsigned char **key)
{
	const struct ring_key *k = find(act, owner, part, n);
	if (k == NULL || k->wrapped.n == 0)
		return ERR_NOT_FOUND;
	if (!k->asked)
		return ERR_DOWN;
	*key = k->key;
	return k->err;
}

/* The last one, which is the current one unless it was destroyed; NULL: there never was one. */
static struct ring_key *last(const struct act *act, int64_t owner, enum part part)
{
	struct ring_key *found = NULL;
	for (size_t i = 0; act->ring != NULL && i < act->ring->n; i++) {
		struct ring_key *k = &act->ring->v[i];
		if (k->owner == owner && k->part == part && (found == NULL || k->n > found->n))
			found = k;
	}
	return found;
}

static enum err make(struct act *act, int64_t owner, enum part part, unsigned n, struct ring_key **out)
{
	unsigned char key[KEYS_DATA_BYTES], *wrapped = arena_alloc(act->a, KEYS_WRAPPED_BYTES);
	struct keys_client *keys = model_keys(act->model);
	if (keys == NULL)
		return ERR_DOWN;
	enum err e = keys_wrap(keys, bound_to(act->a, owner, part, n), key, wrapped);
	if (e != OK)
		return e;
	struct str kept = {(const char *)wrapped, KEYS_WRAPPED_BYTES};
	*out = ring_add(act, (struct ring_key){.owner = owner, .part = part, .n = n, .wrapped = kept, .asked = true});
	memcpy((*out)->key, key, sizeof key);
	cipher_wipe(key, sizeof key);
	e = act_exec(act, &stmt_make, DB_ARGS(val_int(owner), val_text(part_text(part)), val_int(n), val_blob(kept),
	                                      val_int(act->now)), NULL);
	return e == ERR_CONFLICT ? ERR_BUSY : e;
}

enum err part_key_current(struct act *act, int64_t owner, enum part part, const unsigned char **key, unsigned *n)
{
	struct ring_key *k;
	enum err e = part_keys_read(act, owner);
	if (e != OK)
		return e;
	k = last(act, owner, part);
	if (k == NULL || k->wrapped.n == 0)
		e = make(act, owner, part, k == NULL ? 1 : k->n + 1, &k);
	else if (!k->asked)
		e = part_keys_open(act, &owner, 1, part == PART_NONE ? 0 : PART_BIT(part));
	if (e != OK)
		return e;
	*key = k->key;
	*n = k->n;
	return k->err;
}

void part_key_destroy(struct change *c, int64_t route, enum part part)
{
	if (part == PART_NONE)
		change_exec(c, &stmt_destroy_all, DB_ARGS(val_int(route), val_int(change_now(c))), -1);
	else
		change_exec(c, &stmt_destroy, DB_ARGS(val_int(route), val_text(part_text(part)), val_int(change_now(c))), -1);
}
