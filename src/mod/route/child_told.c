#include "child_told.h"

#include "child_turns.h"
#include "gate.h"
#include "own_turn.h"

/* Room for one more; the old ones stay in the arena. */
#define GROW(list, type) \
	do { \
		if ((list).n == (list).room) { \
			(list).room = (list).room == 0 ? 8 : (list).room * 2; \
			type *more = ARENA_ARRAY(t->req->act.a, type, (list).room); \
			if ((list).n > 0) \
				memcpy(more, (list).v, (list).n * sizeof *more); \
			(list).v = more; \
		} \
	} while (0)

void tell_now(struct child_told *t, const struct child_now *now)
{
	GROW(t->nows, struct child_now);
	t->nows.v[t->nows.n++] = *now;
}

void tell_voice(struct child_told *t, const struct child_voice *voice)
{
	if (voice->words.n == 0)
		return;
	GROW(t->voices, struct child_voice);
	t->voices.v[t->voices.n++] = *voice;
}

void tell_help(struct child_told *t, const struct child_help *help)
{
	GROW(t->helps, struct child_help);
	t->helps.v[t->helps.n++] = *help;
}

void tell_way(struct child_told *t, const char *label, const char *href)
{
	if (href == NULL || !gate_leads(t->req, href))
		return;
	GROW(t->ways, struct ui_link);
	t->ways.v[t->ways.n++] = (struct ui_link){tr(t->req->act.speak, label), href};
}

enum side child_reader(const struct req *req)
{
	return req->seen.allowed.purpose[PART_KERN] == PURPOSE_OWN ? SIDE_PARENTS : side_of(req->viewer->role);
}

void child_blocks_put(struct req *req, struct batch *b, bool paper, struct child_blocks *p)
{
	p->n = 0;
	for (size_t m = 0; m < req->app->n_modules; m++) {
		const struct child_block *of = req->app->modules[m]->on_child;
		if (of == NULL)
			continue;
		if (p->n == BLOCKS_MAX)
			BUG("more than %d modules tell something of a child", BLOCKS_MAX);
		size_t n = of->n + (paper ? of->n_paper_only : 0);
		if (n > CHILD_BLOCK_RECORDS)
			BUG("a block of %zu records", n);
		p->v[p->n].of = of;
		p->v[p->n].n = n;
		p->v[p->n++].at = scope_pieces_put(&req->act, b, &req->seen, of->recs, n);
	}
}

void child_blocks_take(struct req *req, const struct batch *b, struct child_blocks *p)
{
	for (size_t i = 0; i < p->n; i++)
		scope_pieces_take(&req->act, b, p->v[i].at, &req->seen, p->v[i].of->recs, p->v[i].n, p->v[i].found);
}

static int64_t day_of(const struct child_now *n)
{
	return n->by == 0 ? DATE_OPEN : n->by;
}

static bool before(const struct child_now *a, const struct child_now *b)
{
	return a->mine != b->mine ? a->mine : day_of(a) < day_of(b);
}

/* Stable, for what stands equal keeps the order of the modules. */
static void sort_nows(struct child_now *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && before(&v[k], &v[k - 1]); k--) {
			struct child_now x = v[k];
			v[k] = v[k - 1];
			v[k - 1] = x;
		}
}

/* Of what the parents must do, the pupil, a helper and a parent without authority read that it waits for them, unless
 * there is something here that they do themselves. */
static bool is_turn_of(const struct req *req, const struct child_now *n)
{
	bool family = req->seen.allowed.purpose[PART_KERN] == PURPOSE_OWN;
	return n->acts == child_reader(req) && (!family || n->act != NULL || parent_answers(req));
}

void child_blocks_tell(struct req *req, const struct child_blocks *p, struct child_told *out,
                       const struct child_view *v, void (*route)(const struct child_view *v, struct child_told *t),
                       const struct child_turns *turns)
{
	*out = (struct child_told){.req = req};
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].of->tell != NULL)
			p->v[i].of->tell(out, req, p->v[i].found);
	route(v, out);
	child_turns_tell(out, turns);
	for (size_t i = 0; i < out->nows.n; i++)
		out->nows.v[i].mine = out->nows.v[i].mine || is_turn_of(req, &out->nows.v[i]);
	sort_nows(out->nows.v, out->nows.n);
}

void child_blocks_show(struct ui *u, struct req *req, const struct child_blocks *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].of->show != NULL)
			p->v[i].of->show(u, req, p->v[i].found);
}

static const struct row *row_in(const struct seen_page *found, const struct record *rec, struct str record, int64_t id)
{
	for (size_t i = 0; str_is(record, rec->name) && i < found->n; i++)
		if (found->v[i].row.id == id)
			return &found->v[i].row;
	return NULL;
}

const struct row *child_blocks_row(const struct child_blocks *p, struct str record, int64_t id)
{
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->v[i].n; k++) {
			const struct row *r = row_in(&p->v[i].found[k], p->v[i].of->recs[k], record, id);
			if (r != NULL)
				return r;
		}
	return NULL;
}

const struct child_voice *child_voice_latest(const struct child_told *t, enum ui_voice voice)
{
	const struct child_voice *last = NULL;
	for (size_t i = 0; i < t->voices.n; i++)
		if (t->voices.v[i].voice == voice && (last == NULL || t->voices.v[i].on > last->on))
			last = &t->voices.v[i];
	return last;
}
