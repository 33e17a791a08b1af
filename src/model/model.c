#include "model.h"

struct model {
	struct record_sql *sql;
	size_t n;
};

struct faults {
	struct buf text;
	size_t n;
};

static void fault(struct faults *f, const struct record *rec, const struct field *field, const char *what)
{
	buf_printf(&f->text, "%s%s%s: %s\n", rec->name, field == NULL ? "" : ".", field == NULL ? "" : field->name, what);
	f->n++;
}

static bool sql_name(const char *s)
{
	if (s == NULL || *s < 'a' || *s > 'z')
		return false;
	for (; *s != '\0'; s++)
		if ((*s < 'a' || *s > 'z') && (*s < '0' || *s > '9') && *s != '_')
			return false;
	return true;
}

static const struct field *field_named(const struct record *rec, const char *name)
{
	for (size_t i = 0; i < rec->n; i++)
		if (strcmp(rec->fields[i].name, name) == 0)
			return &rec->fields[i];
	return NULL;
}

static void verify_field(struct faults *out, const struct record *rec, const struct field *f)
{
	bool typed_by_people = f->need != NEED_SERVER;
	bool chooses = f->type == &T_CHOICE || f->type == &T_RADIO;
	if (!sql_name(f->name)) {
		fault(out, rec, NULL, "a field without a name of a-z, 0-9 and _");
		return;
	}
	if (f->type == NULL) {
		fault(out, rec, f, "no type");
		return;
	}
	if (field_named(rec, f->name) != f)
		fault(out, rec, f, "stands there twice");
	if (typed_by_people && f->label == NULL)
		fault(out, rec, f, "no label");
	if (typed_by_people && f->need == NEED_ALWAYS && f->missing == NULL)
		fault(out, rec, f, "no text that says what to do when it is empty");
	if (typed_by_people && f->type->parse == NULL)
		fault(out, rec, f, "a type that cannot be typed");
	if (chooses && (f->choices == NULL || f->choices[0].code == NULL))
		fault(out, rec, f, "no choices");
	if (f->max < f->min)
		fault(out, rec, f, "its limits are the wrong way round");
	if (typed_by_people && f->type->sized && f->max == 0)
		fault(out, rec, f, "a text without a maximum");
	if (f->type->secret && f->privacy != PRIV_SECRET)
		fault(out, rec, f, "a secret type needs PRIV_SECRET");
	if (f->fold_of != NULL) {
		const struct field *of = field_named(rec, f->fold_of);
		if (typed_by_people || f->type != &T_LINE || of == NULL || of->type->column != 't')
			fault(out, rec, f, "a fold key must be a server line over a text field");
	}
}

/* Two lists of one id are one list that both types share: with work of their own, under marks and codes that differ. */
static bool share(const struct list *a, const struct list *b)
{
	return a->work != NULL && b->work != NULL && a->work->mark != b->work->mark &&
	       strcmp(a->work->code, b->work->code) != 0 && strcmp(a->name, b->name) == 0;
}

static void verify_work(struct faults *out, const struct record *rec, const struct list *l)
{
	const struct work *w = l->work;
	if (w == NULL)
		return;
	if (w->mark < 1 || w->mark > WORK_MARK_MAX || w->code == NULL || w->label == NULL || w->page == NULL || w->side == NULL)
		fault(out, rec, NULL, "work needs a mark, a code, a label, a page and a side");
	if (w->what == NULL ? rec->due_term == NULL : !record_has(rec, w->what))
		fault(out, rec, w->what, "what must be done is a field of the record, or said by its first term");
	if (w->by == NULL ? rec->due == NULL : !record_has(rec, w->by) || w->by->type != &T_DATE)
		fault(out, rec, w->by, "before when it must be done is a date of the record, or that of its first term");
	if (w->why == NULL && rec->due_term == NULL)
		fault(out, rec, NULL, "work says for what, or has terms with a rule");
}

static void verify_lists(struct faults *out, const struct record *const *all, size_t r)
{
	const struct record *rec = all[r];
	bool of_child = rec->route != NULL || rec->is_route;
	if (of_child && rec->part == PART_NONE)
		fault(out, rec, NULL, "a record of a child without a part");
	if (rec->route != NULL && (rec->is_route || !record_has(rec, rec->route) || rec->route->type != &T_REF))
		fault(out, rec, rec->route, "its route must be a reference among its own fields");
	for (size_t i = 0; i < rec->n_lists; i++) {
		const struct list *l = &rec->lists[i];
		if (!of_child || l->id <= 0 || !sql_name(l->name) || l->label == NULL || l->part == PART_NONE || l->key == NULL)
			fault(out, rec, NULL, "a list needs a child, an id, a name, a label, a part and a key");
		for (size_t o = 0; o <= r; o++)
			for (size_t k = 0; k < all[o]->n_lists; k++)
				if (&all[o]->lists[k] != l && all[o]->lists[k].id == l->id && !share(&all[o]->lists[k], l))
					fault(out, rec, NULL, "two lists of one id");
		verify_work(out, rec, l);
	}
	if (rec->n_lists > 2)
		fault(out, rec, NULL, "more than two orders: sort within a page instead (rights in the index)");
}

struct fault_of {
	struct faults *out;
	const struct record *rec;
};

static void listing_fault(void *ctx, const struct field *field, const char *what)
{
	struct fault_of *f = ctx;
	fault(f->out, f->rec, field, what);
}

enum err model_verify(const struct record *const *all, size_t n, struct arena *a, struct str *why)
{
	struct faults out = {.n = 0};
	buf_init(&out.text, a, 65536);
	for (size_t r = 0; r < n; r++) {
		const struct record *rec = all[r];
		if (!sql_name(rec->name) || rec->label == NULL) {
			fault(&out, rec, NULL, "needs a name of a-z, 0-9 and _, and a label");
			continue;
		}
		for (size_t i = 0; i < r; i++)
			if (strcmp(all[i]->name, rec->name) == 0)
				fault(&out, rec, NULL, "two records of one name");
		if (rec->n == 0 || rec->n > RECORD_FIELDS_MAX)
			fault(&out, rec, NULL, "has no fields, or too many");
		for (size_t i = 0; i < rec->n && i < RECORD_FIELDS_MAX; i++)
			verify_field(&out, rec, &rec->fields[i]);
		verify_lists(&out, all, r);
		listing_verify(rec, listing_fault, &(struct fault_of){&out, rec});
	}
	*why = buf_view(&out.text);
	return out.n == 0 ? OK : ERR_INVALID;
}

static const char *finish(struct buf *b)
{
	if (b->failed)
		BUG("statement too long");
	return str_c(b->arena, buf_view(b));
}

static const char *select_sql(struct arena *a, const struct record *rec, const char *by)
{
	struct buf b;
	buf_init(&b, a, 16384);
	buf_c(&b, "SELECT id, pid, region, rev");
	for (size_t i = 0; i < rec->n; i++)
		buf_printf(&b, ", %s", rec->fields[i].name);
	buf_printf(&b, " FROM %s WHERE %s = $1", rec->name, by);
	return finish(&b);
}

/* The columns are those of reach_take (reach.h). */
static const char *rights_sql(struct arena *a, const struct record *rec)
{
	return str_printf(a,
	                  "SELECT x.grantee, x.kind, x.parts, x.hides FROM %s r JOIN reach x ON x.route = r.%s"
	                  " WHERE r.pid = $1 AND x.until > $2",
	                  rec->name, rec->is_route ? "id" : rec->route->name).p;
}

static const char *insert_sql(struct arena *a, const struct record *rec)
{
	struct buf b;
	buf_init(&b, a, 16384);
	buf_printf(&b, "INSERT INTO %s (id, pid, region, rev", rec->name);
	for (size_t i = 0; i < rec->n; i++)
		buf_printf(&b, ", %s", rec->fields[i].name);
	buf_c(&b, ") VALUES ($1, $2, $3, $4");
	for (size_t i = 0; i < rec->n; i++)
		buf_printf(&b, ", $%zu", i + 5);
	buf_c(&b, ")");
	return finish(&b);
}

static const char *update_sql(struct arena *a, const struct record *rec)
{
	struct buf b;
	buf_init(&b, a, 16384);
	buf_printf(&b, "UPDATE %s SET rev = $3", rec->name);
	for (size_t i = 0; i < rec->n; i++)
		buf_printf(&b, ", %s = $%zu", rec->fields[i].name, i + 4);
	buf_c(&b, " WHERE id = $1 AND rev = $2");
	return finish(&b);
}

/* The letters of the fields' columns behind those of the fixed ones. */
static const char *letters(struct arena *a, const char *fixed, const struct record *rec)
{
	struct buf b;
	buf_init(&b, a, 16 + RECORD_FIELDS_MAX);
	buf_c(&b, fixed);
	for (size_t i = 0; i < rec->n; i++)
		buf_byte(&b, rec->fields[i].type->column);
	return finish(&b);
}

enum err model_new(struct arena *a, const struct record *const *all, size_t n, const struct model **out,
		   struct str *why)
{
	enum err e = model_verify(all, n, a, why);
	if (e != OK)
		return e;
	struct model *m = ARENA_NEW(a, struct model);
	m->sql = ARENA_ARRAY(a, struct record_sql, n);
	m->n = n;
	for (size_t i = 0; i < n; i++) {
		const struct record *rec = all[i];
		const char *row = letters(a, "itii", rec);
		m->sql[i] = (struct record_sql){
			.rec = rec,
			.by_id = {select_sql(a, rec, "id"), "i", row},
			.by_pid = {select_sql(a, rec, "pid"), "t", row},
			.insert = {insert_sql(a, rec), row, ""},
			.update = {update_sql(a, rec), letters(a, "iii", rec), ""},
			.of_parent = {rec->parent == NULL ? NULL : select_sql(a, rec, rec->parent->name), "i", row},
			.of_route = {rec->route == NULL && !rec->is_route
					     ? NULL
					     : select_sql(a, rec, rec->is_route ? "id" : rec->route->name),
				     "i", row},
		};
		m->sql[i].listing = listing_sql_new(a, rec, row);
		if (rec->is_route || rec->route != NULL)
			m->sql[i].rights_by_pid = (struct stmt){rights_sql(a, rec), "ti", "iiii"};
	}
	*out = m;
	return OK;
}

const struct record_sql *model_sql(const struct model *m, const struct record *rec)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->sql[i].rec == rec)
			return &m->sql[i];
	BUG("record %s is not in the model", rec->name);
}

const struct record *model_find(const struct model *m, struct str name)
{
	for (size_t i = 0; i < m->n; i++)
		if (str_is(name, m->sql[i].rec->name))
			return m->sql[i].rec;
	return NULL;
}

size_t model_count(const struct model *m)
{
	return m->n;
}

const struct record_sql *model_at(const struct model *m, size_t i)
{
	if (i >= m->n)
		BUG("record %zu of %zu", i, m->n);
	return &m->sql[i];
}

const struct list *model_list(const struct model *m, int id, const struct record **rec)
{
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; k < m->sql[i].rec->n_lists; k++)
			if (m->sql[i].rec->lists[k].id == id) {
				*rec = m->sql[i].rec;
				return &m->sql[i].rec->lists[k];
			}
	return NULL;
}

const struct list *model_list_of(const struct model *m, int id, int64_t mark, const struct record **rec)
{
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; k < m->sql[i].rec->n_lists; k++) {
			const struct list *l = &m->sql[i].rec->lists[k];
			*rec = m->sql[i].rec;
			if (l->id == id && (l->work == NULL ? 0 : l->work->mark) == mark)
				return l;
		}
	return NULL;
}

const struct record *model_route(const struct model *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->sql[i].rec->is_route)
			return m->sql[i].rec;
	return NULL;
}
