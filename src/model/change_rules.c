/* What must hold: checks at every save and guards of steps, with the records beside that they look at. */
#include "change_impl.h"

#include "date.h"
#include "flow.h"

/* Where the records of `s` that the rules of `row` see are found: a statement and its key; and how one of them that
 * this change makes is known. */
struct finding {
	const struct stmt *by;
	struct val key;
	const struct field *of; /* the field of `s` that holds the key; NULL: its id */
};

static struct finding finding_of(const struct model *m, const struct record *s, const struct row *row)
{
	const struct record *rec = row->rec;
	const struct record_sql *sql = model_sql(m, s);
	if (record_piece_of(s, rec))
		return (struct finding){&sql->of_parent, val_int(row->id), s->parent};
	if (record_piece_of(rec, s))
		return (struct finding){&sql->by_id, row_val(row, rec->parent), NULL};
	if (rec->parent != NULL && record_piece_of(s, rec->parent->ref))
		return (struct finding){&sql->of_parent, row_val(row, rec->parent), s->parent};
	if (!record_of_child(rec) || !record_of_child(s))
		BUG("rules of %s see %s, which is not beside it", rec->name, s->name);
	struct val route = rec->is_route ? val_int(row->id) : row_val(row, rec->route);
	return (struct finding){&sql->of_route, route, s->is_route ? NULL : s->route};
}

static bool found_by(const struct item *it, const struct finding *f)
{
	struct val v = f->of == NULL ? val_int(it->id) : item_val(it, record_field(it->rec, f->of));
	return val_eq(v, f->key);
}

static const struct item *item_of(const struct change *c, const struct record *rec, int64_t id)
{
	for (size_t i = 0; c != NULL && i < c->n_items; i++)
		if (c->items[i].rec == rec && c->items[i].id == id)
			return &c->items[i];
	return NULL;
}

/* As they will stand after this change, without the record itself. */
static struct beside beside_of(struct act *act, const struct change *c, const struct row *row, const struct record *s,
                               const struct rows *rows)
{
	struct finding f = finding_of(act->model, s, row);
	struct row *v = ARENA_ARRAY(act->a, struct row, rows->n + (c == NULL ? 0 : c->n_items));
	struct beside b = {.rec = s, .v = v};
	for (size_t i = 0; i < rows->n; i++) {
		const struct item *it = item_of(c, s, rows_int(rows, i, 0));
		struct row r = it == NULL ? row_take(act, s, rows, i) : item_row(act->a, it);
		if (s != row->rec || r.id != row->id)
			v[b.n++] = r;
	}
	for (size_t i = 0; c != NULL && i < c->n_items; i++) {
		const struct item *it = &c->items[i];
		if (it->rec == s && it->is_new && (s != row->rec || it->id != row->id) && found_by(it, &f))
			v[b.n++] = item_row(act->a, it);
	}
	return b;
}

size_t given_put(struct act *act, struct batch *b, const struct row *row)
{
	size_t first = 0;
	for (size_t i = 0; i < row->rec->n_sees; i++) {
		struct finding f = finding_of(act->model, row->rec->sees[i], row);
		size_t at = batch_put(b, f.by, DB_ARGS(f.key));
		first = i == 0 ? at : first;
	}
	return first;
}

void given_take(struct act *act, const struct change *c, const struct row *row, const struct batch *b, size_t at,
                struct given *out)
{
	const struct record *rec = row->rec;
	struct beside *beside = ARENA_ARRAY(act->a, struct beside, rec->n_sees + 1);
	for (size_t i = 0; i < rec->n_sees; i++)
		beside[i] = beside_of(act, c, row, rec->sees[i], batch_rows(b, at + i));
	*out = (struct given){.a = act->a, .row = row, .today = instant_date(act->now), .now = act->now,
	                      .account = account_of(act), .beside = beside};
}

enum err given_load(struct act *act, const struct change *c, const struct row *row, struct given *out)
{
	struct batch *b = NULL;
	if (row->rec->n_sees == 0) {
		given_take(act, c, row, b, 0, out);
		return OK;
	}
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t at = given_put(act, b, row);
	e = batch_run(b);
	if (e == OK)
		given_take(act, c, row, b, at, out);
	return e;
}

/* What was destroyed goes again when a back-up brought it back, whatever else the record says. */
static bool destroyed_before(const struct change *c, const struct item *it)
{
	for (size_t i = 0; i < c->n_erased; i++)
		if (c->erased[i].again != NULL && c->erased[i].rec == it->rec && c->erased[i].id == it->id)
			return true;
	return false;
}

static enum err ask(struct change *c, const struct item *it)
{
	const struct record *rec = it->rec;
	void (*guard)(const struct given *, struct reasons *) = it->move == NULL ? NULL : it->move->guard;
	bool step = it->move != NULL && it->asked; /* answers to its guard, also when it changes nothing */
	if ((!it->differs && !step) || it->placed || destroyed_before(c, it) || (rec->check == NULL && guard == NULL))
		return OK;
	struct row row = item_row(c->act->a, it);
	struct given g;
	enum err e = given_load(c->act, c, &row, &g);
	g.is_new = it->is_new;
	g.before = it->is_new ? NULL : &it->before;
	if (e == OK && rec->check != NULL)
		rec->check(&g, &c->reasons);
	if (e == OK && guard != NULL)
		guard(&g, &c->reasons);
	return e;
}

/* What nobody is offered is not made by asking for it either. */
static bool has_nothing_to_do(const struct item *it)
{
	return it->move != NULL && it->asked && !flow_applies(&it->before, it->move);
}

enum err change_rules(struct change *c)
{
	enum err e = OK;
	for (size_t i = 0; e == OK && i < c->n_items; i++)
		e = ask(c, &c->items[i]);
	if (e == OK && c->reasons.n > 0)
		return ERR_INVALID;
	for (size_t i = 0; e == OK && i < c->n_items; i++)
		e = has_nothing_to_do(&c->items[i]) ? ERR_CONFLICT : OK;
	return e;
}
