/* Random operations: what they share, and those that only read. */
#include "operations.h"

#include "event.h"
#include "history.h"
#include "listing.h"
#include "model.h"
#include "utf8.h"

#include <stdio.h>

enum { TRIES = 40, DRAWS = 500 };

void op_init(struct run *op, struct act *act, int64_t seed)
{
	op->act = act;
	op->seed = seed;
	dice_seed(&op->dice, (uint64_t)seed);
	dice_seed(&op->pids, (uint64_t)seed + 77);
	act->dice = &op->pids;
}

uint64_t op_below(struct run *op, uint64_t n)
{
	return dice_below(&op->dice, n);
}

void op_say(struct run *op, const char *fmt, ...)
{
	va_list ap;
	(void)op;
	putchar(' ');
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
}

uint64_t op_hash(uint64_t h, const void *p, size_t n)
{
	const unsigned char *at = p;
	for (size_t i = 0; i < n; i++)
		h = (h ^ at[i]) * UINT64_C(0x100000001b3);
	return h;
}

uint64_t op_digest(uint64_t h, struct row r, const bool *hidden)
{
	if (r.rec == NULL)
		return op_hash(h, "none", 4);
	h = op_hash(h, r.rec->name, strlen(r.rec->name));
	h = op_hash(h, r.pid.p, r.pid.n);
	h = op_hash(h, &r.id, sizeof r.id);
	h = op_hash(h, &r.rev, sizeof r.rev);
	for (size_t i = 0; i < r.rec->n; i++) {
		const struct val *v = &r.v[i];
		unsigned char kind = (unsigned char)(v->type * 2 + (hidden != NULL && hidden[i]));
		h = op_hash(h, &kind, 1);
		if (v->type == VAL_INT)
			h = op_hash(h, &v->i, sizeof v->i);
		else if (v->type != VAL_NULL)
			h = op_hash(h, v->s.p, v->s.n);
	}
	return h;
}

void op_remember(struct run *op, const struct record *rec, int64_t id, struct str pid)
{
	/* When it is full, a new one takes the place of another. */
	size_t at = op->n_things < THINGS ? op->n_things++ : op_below(op, THINGS);
	op->things[at] = (struct thing){.rec = rec, .id = id};
	snprintf(op->things[at].pid, sizeof op->things[at].pid, STR_FMT, STR_ARG(pid));
}

const struct thing *op_thing(struct run *op, const struct record *rec)
{
	for (int i = 0; i < DRAWS && op->n_things > 0; i++) {
		const struct thing *t = &op->things[op_below(op, op->n_things)];
		if (rec == NULL || t->rec == rec)
			return t;
	}
	return NULL;
}

/* ---- lists ---- */

static void tell_page(struct run *op, const struct seen_page *p)
{
	uint64_t h = DIGEST_NONE;
	for (size_t i = 0; i < p->n; i++) {
		h = op_digest(h, p->v[i].row, p->v[i].hidden);
		if (p->children != NULL)
			h = op_digest(h, p->children[i].row, p->children[i].hidden);
		if (op_below(op, 10) == 0 && p->v[i].row.rec != NULL)
			op_remember(op, p->v[i].row.rec, p->v[i].row.id, p->v[i].row.pid);
	}
	op_say(op, "n %zu more %d %016llx", p->n, p->more, (unsigned long long)h);
}

static const struct list *some_list(struct run *op)
{
	const struct model *m = op->act->model;
	for (;;) {
		const struct record *rec = model_at(m, op_below(op, model_count(m)))->rec;
		if (rec->n_lists > 0)
			return &rec->lists[op_below(op, rec->n_lists)];
	}
}

/* Does anything stand on a list of this reader's? */
bool op_has_children(struct run *op)
{
	struct str none = {0};
	int64_t n = 0;
	for (int i = 0; i < 4 && n == 0; i++)
		if (shelf_count(op->act, some_list(op), none, none, &n) != OK)
			return false;
	return n > 0;
}

static enum err some_page(struct run *op, struct seen_page *p)
{
	struct str none = {0};
	enum err e = OK;
	*p = (struct seen_page){.n = 0};
	for (int i = 0; e == OK && i < TRIES && p->n == 0; i++)
		e = scope_page(op->act, some_list(op), none, 0, none, p);
	return e;
}

/* What belongs to an opened record: a piece of it, or a record of that child. */
static bool piece_of(const struct record *rec, const struct record *whole)
{
	return record_piece_of(rec, whole) || (whole->is_route && rec->route != NULL && !rec->is_relation);
}

enum err op_mine(struct run *op, const struct record *rec, struct thing *out)
{
	struct seen_page p;
	struct seen child;
	enum err e = some_page(op, &p);
	if (e != OK || p.n == 0)
		return e == OK ? ERR_NOT_FOUND : e;
	const struct seen *s = &p.v[op_below(op, p.n)];
	if (rec == NULL || s->row.rec == rec) {
		*out = (struct thing){.rec = s->row.rec, .id = s->row.id};
		snprintf(out->pid, sizeof out->pid, STR_FMT, STR_ARG(s->row.pid));
		return OK;
	}
	struct row route;
	e = record_by_id(op->act, model_route(op->act->model), s->route, &route);
	if (e == OK)
		e = scope_open(op->act, route.rec, route.pid, false, &child);
	if (e == OK && !rec->is_route)
		e = piece_of(rec, route.rec) ? scope_pieces(op->act, &child, rec, &p) : ERR_NOT_FOUND;
	if (e != OK || (!rec->is_route && p.n == 0))
		return e == OK ? ERR_NOT_FOUND : e;
	/* Pieces come in no promised order: the lowest id. */
	const struct seen *found = rec->is_route ? &child : &p.v[0];
	for (size_t i = 1; !rec->is_route && i < p.n; i++)
		found = p.v[i].row.id < found->row.id ? &p.v[i] : found;
	*out = (struct thing){.rec = rec, .id = found->row.id};
	snprintf(out->pid, sizeof out->pid, STR_FMT, STR_ARG(found->row.pid));
	return OK;
}

/* Two pages of a list, the second behind the first. */
enum err op_page(struct run *op)
{
	const struct list *l = some_list(op);
	struct str none = {0};
	struct seen_page p;
	int64_t n = 0;
	op_say(op, "%s", l->name);
	enum err e = shelf_count(op->act, l, none, none, &n);
	if (e == OK)
		e = scope_page(op->act, l, none, 0, none, &p);
	op_say(op, "of %lld", (long long)n);
	if (e != OK)
		return e;
	tell_page(op, &p);
	if (p.more && (e = scope_page(op->act, l, p.last_key, p.last_id, none, &p)) == OK)
		tell_page(op, &p);
	return e;
}

static struct str some_word(struct run *op)
{
	static const char *const words[] = {"a", "n", "de", "no", "jan", "van", "sch", "merel", "é", "ijs", "-", "o'", "x",
	                                    "saar b"};
	return utf8_fold(op->act->a, str_from(words[op_below(op, sizeof words / sizeof *words)]));
}

enum err op_find(struct run *op)
{
	const struct list *l = some_list(op);
	struct seen_page p;
	struct str word = some_word(op);
	op_say(op, "%s " STR_FMT, l->name, STR_ARG(word));
	enum err e = scope_find(op->act, l, word, SCOPE_SHOWN, &p);
	if (e == OK)
		tell_page(op, &p);
	return e;
}

enum err op_listing(struct run *op)
{
	const struct model *m = op->act->model;
	const struct record *rec;
	struct listing_query q = {0};
	struct seen_page p;
	int64_t n = 0;
	int tries = 0;
	do
		rec = model_at(m, op_below(op, model_count(m)))->rec;
	while (rec->listing == NULL || (access_any(op->act, rec, OP_READ) != OK && tries++ < TRIES));
	const struct listing *l = rec->listing;
	q.order = op_below(op, l->n_orders);
	q.filters = ARENA_ARRAY(op->act->a, struct val, l->n_filters + 1);
	for (size_t i = 0; i < l->n_filters; i++) {
		bool asked = op_below(op, 4) == 0 && l->filters[i]->type->sample != NULL;
		q.filters[i] = asked ? l->filters[i]->type->sample(op->act->a, l->filters[i], &op->dice) : val_null();
	}
	if (l->find != NULL && op_below(op, 3) == 0)
		q.find = some_word(op);
	op_say(op, "%s order %zu " STR_FMT, rec->name, q.order, STR_ARG(q.find));
	enum err e = listing_look(op->act, rec, &q, &p, &n);
	op_say(op, "of %lld", (long long)n);
	if (e != OK)
		return e;
	tell_page(op, &p);
	if (p.more) {
		q.after = p.v[p.n - 1].row.pid;
		e = listing_page(op->act, rec, &q, &p);
		if (e == OK)
			tell_page(op, &p);
	}
	return e;
}

/* ---- one record ---- */

static enum err tell_past(struct run *op, const struct seen *s)
{
	struct events ev;
	struct history past;
	struct str none = {0};
	uint64_t h = DIGEST_NONE;
	enum err e = events_page(op->act, s, none, &ev);
	for (size_t i = 0; e == OK && i < ev.n; i++) {
		h = op_hash(h, ev.v[i].pid.p, ev.v[i].pid.n);
		h = op_hash(h, ev.v[i].what, strlen(ev.v[i].what));
		h = op_hash(h, ev.v[i].who.p, ev.v[i].who.n);
		h = op_hash(h, &ev.v[i].at, sizeof ev.v[i].at);
	}
	if (e == OK)
		e = history_of(op->act, s, none, &past);
	for (size_t i = 0; e == OK && i < past.n; i++) {
		h = op_hash(h, &past.v[i].at, sizeof past.v[i].at);
		h = op_hash(h, past.v[i].done, strlen(past.v[i].done));
		h = op_hash(h, past.v[i].who.p, past.v[i].who.n);
		for (size_t k = 0; k < past.v[i].n; k++) {
			h = op_hash(h, past.v[i].v[k].was.p, past.v[i].v[k].was.n);
			h = op_hash(h, past.v[i].v[k].is.p, past.v[i].v[k].is.n);
		}
	}
	if (e == OK)
		op_say(op, "events %zu past %zu %016llx", ev.n, past.n, (unsigned long long)h);
	return e;
}

static enum err tell_pieces(struct run *op, const struct seen *s)
{
	const struct model *m = op->act->model;
	struct seen_page p;
	for (int i = 0; i < TRIES; i++) {
		const struct record *rec = model_at(m, op_below(op, model_count(m)))->rec;
		if (!piece_of(rec, s->row.rec))
			continue;
		enum err e = scope_pieces(op->act, s, rec, &p);
		op_say(op, "%s %s", rec->name, err_name(e));
		uint64_t sum = 0; /* in no promised order */
		for (size_t k = 0; e == OK && k < p.n; k++)
			sum += op_digest(DIGEST_NONE, p.v[k].row, p.v[k].hidden);
		if (e == OK)
			op_say(op, "n %zu %016llx", p.n, (unsigned long long)sum);
		return e == ERR_NOT_FOUND ? OK : e;
	}
	return OK;
}

enum err op_open(struct run *op)
{
	const struct record *route = op_below(op, 2) == 0 ? model_route(op->act->model) : NULL;
	const struct thing *t = op_thing(op, route);
	struct thing mine;
	struct seen s;
	struct row r;
	if (op_below(op, 4) != 0 && op_mine(op, route, &mine) == OK)
		t = &mine;
	if (t == NULL)
		return ERR_NOT_FOUND;
	op_say(op, "%s %s", t->rec->name, t->pid);
	if (record_of_child(t->rec)) {
		enum err e = scope_open(op->act, t->rec, str_from(t->pid), false, &s);
		if (e != OK)
			return e;
		op_say(op, "%016llx", (unsigned long long)op_digest(DIGEST_NONE, s.row, s.hidden));
		e = tell_past(op, &s);
		return e == OK ? tell_pieces(op, &s) : e;
	}
	enum err e = record_by_pid(op->act, t->rec, str_from(t->pid), &r);
	if (e == OK)
		op_say(op, "%016llx", (unsigned long long)op_digest(DIGEST_NONE, r, NULL));
	return e == OK && t->rec->n_access > 0 ? access_row(op->act, &r, OP_READ) : e;
}
