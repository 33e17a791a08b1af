#include "flow.h"

#include "change_impl.h"
#include "listing.h"
#include "reach.h"

const struct form_def form_step = {.name = "step", .submit = N_("Do this step")};

const struct transition *flow_find(const struct record *rec, struct str name)
{
	for (size_t i = 0; i < rec->n_flow; i++)
		if (str_is(name, rec->flow[i].name))
			return &rec->flow[i];
	return NULL;
}

int flow_place(const struct record *rec, struct str code)
{
	for (int i = 0; rec->state->choices[i].code != NULL; i++)
		if (str_is(code, rec->state->choices[i].code))
			return i;
	return -1;
}

int flow_state(const struct row *r)
{
	if (r->rec->state == NULL)
		BUG("a %s has no states", r->rec->name);
	int place = flow_place(r->rec, row_text(r, r->rec->state));
	if (place < 0)
		BUG("a %s in a state that there is not", r->rec->name);
	return place;
}

struct val flow_value(const struct record *rec, int state)
{
	return val_text(str_from(rec->state->choices[state].code));
}

bool flow_leaves(const struct row *r, const struct transition *t)
{
	return (t->from >> flow_state(r) & 1) != 0;
}

bool flow_applies(const struct row *r, const struct transition *t)
{
	return t->applies == NULL || t->applies(r);
}

bool flow_open(const struct row *r)
{
	return r->rec->state == NULL || (r->rec->editable >> flow_state(r) & 1) != 0;
}

bool flow_editable(struct act *act, const struct seen *seen)
{
	const struct record *rec = seen->row.rec;
	if (!flow_open(&seen->row))
		return false;
	if (record_of_child(rec))
		return (seen->allowed.writes & PART_BIT(rec->part)) != 0 && reach_writes(&seen->allowed, &seen->row);
	return access_row(act, &seen->row, OP_CHANGE) == OK;
}

static bool role_may(const struct act *act, const struct transition *t)
{
	return act->viewer != NULL && (t->by >> act->viewer->role & 1) != 0;
}

static bool part_open(const struct row *r, const struct allowed *allowed, const struct transition *t)
{
	enum part part = t->part_of != NULL ? t->part_of(r) : t->part == PART_NONE ? r->rec->part : t->part;
	/* Parents answer in their own part what stands in that of a school. */
	bool own = part == r->rec->part ? reach_writes(allowed, r) : reach_holds(allowed, r);
	return own && (allowed->writes & PART_BIT(part)) != 0;
}

enum err flow_right(struct act *act, const struct row *r, const struct transition *t)
{
	const struct record *rec = r->rec;
	struct allowed allowed;
	if (!role_may(act, t))
		return ERR_DENIED;
	if (!record_of_child(rec))
		return access_row(act, r, OP_CHANGE);
	enum err e = reach_allowed(act, rec->is_route ? r->id : row_int(r, rec->route), &allowed);
	if (e != OK)
		return e;
	return part_open(r, &allowed, t) ? OK : ERR_DENIED;
}

enum err flow_may(struct act *act, const struct seen *seen, const struct transition *t)
{
	const struct record *rec = seen->row.rec;
	if (!role_may(act, t))
		return ERR_DENIED;
	if (record_of_child(rec) && !part_open(&seen->row, &seen->allowed, t))
		return ERR_DENIED;
	enum err e = record_of_child(rec) ? OK : access_row(act, &seen->row, OP_CHANGE);
	if (e != OK)
		return e;
	/* One that does not apply still goes to its guard, which may say why. */
	return flow_leaves(&seen->row, t) && (t->guard != NULL || flow_applies(&seen->row, t)) ? OK : ERR_CONFLICT;
}

static bool asked_along(const struct transition *t, const struct field *f)
{
	for (size_t i = 0; t->form != NULL && f != NULL && i < t->form->n; i++)
		if (t->form->fields[i] == f)
			return true;
	return false;
}

/* What the guard says of the record as the step would leave it; what is typed along with the step is not missing yet.
 */
static void foresee(const struct given *now, const struct row *whole, struct step *s)
{
	const struct record *rec = whole->rec;
	struct val *v = ARENA_ARRAY(now->a, struct val, rec->n);
	for (size_t i = 0; i < rec->n; i++)
		v[i] = whole->v[i];
	v[record_field(rec, rec->state)] = flow_value(rec, s->t->to);
	struct row then = *whole;
	struct given g = *now;
	struct reasons why = {.n = 0};
	then.v = v;
	g.row = &then;
	g.before = whole;
	s->t->guard(&g, &why);
	for (size_t i = 0; i < why.n; i++)
		if (!asked_along(s->t, why.v[i].field))
			reason_add(&s->why, why.v[i].field, why.v[i].text);
	s->may = s->why.n == 0 ? OK : ERR_INVALID;
}

/* ---- what guards look at: the whole record, also what this reader may not see (their reasons are fixed texts) ---- */

bool flow_begins(const struct act *act, const struct row *r, const struct transition *t)
{
	return role_may(act, t) && flow_leaves(r, t);
}

static void put_guarded(struct act *act, struct batch *b, void *ctx)
{
	struct steps_asked *x = ctx;
	const struct row *r = &x->seen->row;
	x->own = batch_put(b, &model_sql(act->model, r->rec)->by_id, DB_ARGS(val_int(r->id)));
	x->beside = given_put(act, b, r);
}

static enum err take_guarded(struct act *act, const struct steps_asked *x, struct row *whole, struct given *out)
{
	const struct batch *b;
	enum err e = along_rows(act, &x->along, &b);
	if (e == OK && batch_rows(b, x->own)->n == 0)
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	*whole = row_take(act, x->seen->row.rec, batch_rows(b, x->own), 0);
	given_take(act, NULL, whole, b, x->beside, out);
	return OK;
}

void flow_steps_ask(struct act *act, const struct seen *seen, struct steps_asked *x)
{
	const struct record *rec = seen->row.rec;
	*x = (struct steps_asked){.along = {.put = put_guarded, .ctx = x}, .seen = seen};
	bool guarded = false;
	for (size_t i = 0; i < rec->n_flow && !guarded; i++)
		guarded = rec->flow[i].guard != NULL && flow_begins(act, &seen->row, &rec->flow[i]);
	if (guarded)
		act_along(act, &x->along);
}

static enum err foresee_all(struct act *act, const struct steps_asked *x, struct step *v, size_t n)
{
	struct row whole;
	struct given now;
	enum err e = take_guarded(act, x, &whole, &now);
	for (size_t i = 0; e == OK && i < n; i++)
		if (v[i].t->guard != NULL)
			foresee(&now, &whole, &v[i]);
	return e;
}

enum err flow_steps_take(struct act *act, const struct steps_asked *x, struct step out[STEPS_MAX], size_t *n)
{
	const struct seen *seen = x->seen;
	const struct record *rec = seen->row.rec;
	bool guarded = false;
	*n = 0;
	for (size_t i = 0; i < rec->n_flow && *n < STEPS_MAX; i++) {
		const struct transition *t = &rec->flow[i];
		enum err e = flow_may(act, seen, t);
		if (e != OK && e != ERR_DENIED && e != ERR_CONFLICT && e != ERR_NOT_FOUND)
			return e;
		if (e != OK || !flow_applies(&seen->row, t))
			continue;
		out[(*n)++] = (struct step){.t = t};
		guarded = guarded || t->guard != NULL;
	}
	return guarded ? foresee_all(act, x, out, *n) : OK;
}

enum err flow_steps(struct act *act, const struct seen *seen, struct step out[STEPS_MAX], size_t *n)
{
	struct steps_asked *x = ARENA_NEW(act->a, struct steps_asked);
	flow_steps_ask(act, seen, x);
	return flow_steps_take(act, x, out, n);
}
