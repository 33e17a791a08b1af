#include "work_chosen.h"

#include "flow.h"
#include "work_rows.h"

bool bulk_act_is_ours(const struct req *req, const struct bulk *b)
{
	return b->move == NULL || (b->move->by >> req->viewer->role & 1) != 0;
}

static bool act_parse(struct req *req, struct str code, struct bulk_ask *ask)
{
	struct str name, type = str_cut(code, '.', &name);
	ask->list = work_of(req, type, &ask->rec);
	for (size_t i = 0; ask->list != NULL && i < ask->list->work->n_bulk; i++)
		if (str_is(name, ask->list->work->bulk[i].name) && bulk_act_is_ours(req, &ask->list->work->bulk[i]))
			ask->act = &ask->list->work->bulk[i];
	return ask->act != NULL;
}

static bool is_double(const struct bulk_ask *ask, struct str code)
{
	for (size_t i = 0; i < ask->n; i++)
		if (str_eq(ask->v[i].code, code))
			return true;
	return false;
}

static void row_parse(struct req *req, struct str posted, struct bulk_ask *ask)
{
	const struct record *rec;
	struct str rev, code = str_cut(posted, '.', &rev);
	struct chosen c = {.code = code};
	if (!work_code_parse(req, code, &c.list, &rec, &c.pick.pid) || is_double(ask, code))
		return;
	if (ask->n == BULK_MAX) {
		ask->too_many = true;
		return;
	}
	if (rev.n > 0 && (!str_to_i64(rev, &c.rev) || c.rev < 1))
		c.rev = -1; /* what nobody saw */
	c.pick.rec = rec;
	ask->v[ask->n++] = c;
}

/* Why a row is refused, before anyone tries: the text says what is the matter, never more than the reader may know. */
static const char *refused(const struct bulk_ask *ask, const struct chosen *c)
{
	if (c->pick.seen.row.rec == NULL)
		return N_("You have no task for this child any more");
	if (c->list != ask->list)
		return N_("This cannot be done with this kind of work");
	if (c->rev != 0 && c->rev != c->pick.seen.row.rev)
		return N_("Someone changed it meanwhile");
	if (c->list->open != NULL && !c->list->open(&c->pick.seen.row))
		return N_("It asks for nothing any more");
	return NULL;
}

/* The step as it stands for this row: its role, its state, and what its guard says. */
static enum err step_refused(struct req *req, const struct transition *t, struct chosen *c)
{
	struct step steps[STEPS_MAX];
	size_t n;
	enum err may = flow_may(&req->act, &c->pick.seen, t);
	if (may != OK) {
		c->why_not = may == ERR_CONFLICT ? N_("It is not at this step now")
		                                 : N_("You may read this, but not change it");
		return may == ERR_CONFLICT || may == ERR_DENIED || may == ERR_NOT_FOUND ? OK : may;
	}
	enum err e = t->guard == NULL ? OK : flow_steps(&req->act, &c->pick.seen, steps, &n);
	for (size_t i = 0; e == OK && t->guard != NULL && i < n; i++)
		if (steps[i].t == t && steps[i].may != OK)
			c->why_not = steps[i].why.n > 0 ? steps[i].why.v[0].text : N_("It is not at this step now");
	return e;
}

static bool may_write(struct req *req, const struct bulk *act, const struct seen *s)
{
	bool may = flow_editable(&req->act, s);
	for (size_t i = 0; may && i < act->form->n; i++) {
		const struct field *f = act->form->fields[i];
		may = field_by(f, req->viewer->role) && !s->hidden[record_field(s->row.rec, f)];
	}
	return may;
}

static enum err judge(struct req *req, const struct bulk_ask *ask, struct chosen *c)
{
	c->why_not = refused(ask, c);
	if (c->why_not != NULL)
		return OK;
	if (ask->act->move != NULL)
		return step_refused(req, ask->act->move, c);
	if (!may_write(req, ask->act, &c->pick.seen))
		c->why_not = N_("You may read this, but not change it");
	return OK;
}

enum err bulk_read(struct req *req, struct bulk_ask *ask)
{
	struct scope_pick *picks = ARENA_ARRAY(req->act.a, struct scope_pick, BULK_MAX);
	*ask = (struct bulk_ask){.n = 0};
	for (size_t i = 0; i < req->posted.n; i++)
		if (str_is(req->posted.v[i].name, WORK_ROW))
			row_parse(req, req->posted.v[i].value, ask);
	if (!act_parse(req, pairs_get(req->posted, BULK_ACT), ask))
		return OK;
	for (size_t i = 0; i < ask->n; i++)
		picks[i] = ask->v[i].pick;
	enum err e = scope_pick(&req->act, picks, ask->n);
	for (size_t i = 0; e == OK && i < ask->n; i++) {
		ask->v[i].pick = picks[i];
		e = judge(req, ask, &ask->v[i]);
		ask->n_can += ask->v[i].why_not == NULL;
	}
	return e;
}
