/* The records of a change as they are now, what the change makes of them, and whether it may. */
#include "change_impl.h"

#include "term.h"
#include "utf8.h"

/* What follows from other fields: the record's own derivations, then the fold keys. */
static void item_derive(struct item *it, struct arena *a)
{
	if (it->rec->derive != NULL) {
		struct val v[RECORD_FIELDS_MAX];
		for (size_t i = 0; i < it->rec->n; i++)
			v[i] = item_val(it, i);
		it->rec->derive(a, v);
		for (size_t i = 0; i < it->rec->n; i++)
			if (it->rec->fields[i].need == NEED_SERVER)
				item_set(it, i, v[i]);
	}
	for (size_t i = 0; i < it->rec->n; i++) {
		const char *of = it->rec->fields[i].fold_of;
		for (size_t k = 0; of != NULL && k < it->rec->n; k++)
			if (it->touched[k] && strcmp(it->rec->fields[k].name, of) == 0)
				item_set(it, i, it->v[k].type == VAL_NULL && it->rec->fields[i].unset
				                        ? val_null() : val_text(utf8_fold(a, it->v[k].s)));
	}
}

/* What its terms hang on. A child that comes with this very change is not in the database yet: its school is. */
static enum err item_basis(struct change *c, const struct item *it, struct basis *out)
{
	int64_t route = item_route(it);
	const struct field *school;
	for (size_t i = 0; i < c->n_items; i++) {
		const struct item *child = &c->items[i];
		if (!child->rec->is_route || child->id != route || !child->is_new)
			continue;
		school = record_named(child->rec, S("school"));
		if (school != NULL && item_val(child, record_field(child->rec, school)).type == VAL_INT)
			return basis_of_org(c->act, item_val(child, record_field(child->rec, school)).i, out);
	}
	return basis_load(c->act, route, out);
}

/* The earliest date of the running terms, and which one it is. */
static enum err item_terms(struct change *c, struct item *it)
{
	struct act *act = c->act;
	const struct record *rec = it->rec;
	struct basis basis = {.calendar = NULL};
	if (rec->due == NULL)
		return OK;
	enum err e = item_basis(c, it, &basis);
	if (e != OK)
		return e;
	struct row now = item_row(act->a, it);
	struct term_now v[TERMS_MAX];
	const struct term_now *first = term_first(v, terms_of(&now, instant_date(act->now), &basis, v));
	item_set(it, record_field(rec, rec->due), first == NULL ? val_null() : val_int(first->due));
	item_set(it, record_field(rec, rec->due_term), first == NULL ? val_null() : val_text(str_from(first->term->name)));
	return OK;
}

/* The step: asked again here, where nobody can come between. */
static enum err make_step(struct change *c, struct item *it)
{
	const struct transition *t = it->move;
	if (!flow_leaves(&it->before, t))
		return ERR_CONFLICT;
	enum err e = flow_right(c->act, &it->before, t);
	if (e != OK)
		return e;
	item_set(it, record_field(it->rec, it->rec->state), flow_value(it->rec, t->to));
	return t->effect == NULL ? OK : t->effect(c, &it->before);
}

static bool empty(const struct field *f, struct val v)
{
	return v.type == VAL_NULL || (f->type == &T_YES && v.i == 0);
}

static bool changes(const struct item *it, size_t i)
{
	if (!it->touched[i])
		return false;
	return it->is_new ? !empty(&it->rec->fields[i], it->v[i]) : !val_eq(it->v[i], row_at(&it->before, i));
}

/* What a form may write: fields of the reader's role, in a state that is open for it. */
static enum err may_type(const struct act *act, const struct item *it)
{
	const struct record *rec = it->rec;
	enum role role = act->viewer == NULL ? ROLE_NONE : act->viewer->role;
	bool shut = it->typed && !flow_open(&it->before);
	/* Where nobody is signed in, the program itself makes what is new: setting up, commands, demonstrations. */
	if (it->placed || (it->is_new && act->viewer == NULL))
		return OK;
	for (size_t i = 0; i < rec->n; i++) {
		if (!it->by_form[i] || !changes(it, i))
			continue;
		if (shut)
			return ERR_CONFLICT;
		if (!field_by(&rec->fields[i], role))
			return ERR_DENIED;
	}
	return OK;
}

static enum err item_settle(struct change *c, struct item *it)
{
	item_derive(it, c->act->a);
	enum err e = item_terms(c, it);
	for (size_t i = 0; i < it->rec->n; i++)
		it->differs = it->differs || it->is_new || changes(it, i);
	if (e == OK && !it->is_new && it->differs && it->rev != 0 && it->rev != it->before.rev) {
		c->stale = it;
		e = ERR_CONFLICT;
	}
	return e != OK ? e : may_type(c->act, it);
}

enum err change_read(struct change *c)
{
	enum err e = OK;
	/* An effect adds records behind; they are reached by the same loop. */
	for (size_t i = 0; e == OK && i < c->n_items; i++) {
		struct item *it = &c->items[i];
		if (!it->is_new)
			e = record_by_id(c->act, it->rec, it->id, &it->before);
		if (e == OK && it->move != NULL)
			e = make_step(c, it);
	}
	for (size_t i = 0; e == OK && i < c->n_items; i++)
		e = item_settle(c, &c->items[i]);
	return e;
}
