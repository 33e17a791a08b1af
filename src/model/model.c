#include "model.h"

#include "keep.h"
#include "reach.h"

struct model {
	struct record_sql *sql;
	size_t n;
	struct keys_client *keys;
};

/* Several rows come by id: what was changed last does not go to the end, as it does in a heap. */
static const char *select_sql(struct arena *a, const struct record *rec, const char *by, bool one)
{
	struct buf b;
	buf_init(&b, a, 16384);
	buf_c(&b, "SELECT ");
	row_columns(&b, rec, rec->name);
	buf_printf(&b, " FROM %s WHERE %s = $1%s", rec->name, by, one ? "" : " ORDER BY id");
	return sql_made(&b);
}

/* The columns are those of reach_take (reach.h). */
static const char *rights_sql(struct arena *a, const struct record *rec)
{
	return str_printf(a,
	                  "SELECT x.grantee, x.kind, x.parts, x.hides, x.bound, x.relation FROM %s r JOIN reach x"
	                  " ON x.route = r.%s WHERE r.pid = $1 AND x.until > $2",
	                  rec->name, rec->is_route ? "id" : rec->route->name).p;
}

/* At most AT_OWN_MAX own rows, by what is due first; `one`: of the children at $4 only. */
static const char *own_at_sql(struct arena *a, const struct record *rec, bool one)
{
	return str_printf(a,
	                  "SELECT s.shelf_key, s.id, s.route, s.facet, r.%s FROM (SELECT shelf_key, id, route, facet FROM"
	                  " shelf"
	                  " WHERE grantee = $1 AND list = $2 AND until > $3 ORDER BY shelf_key, id LIMIT 1000) s"
	                  " JOIN %s r ON r.id = s.route%s%s ORDER BY s.shelf_key, s.id",
	                  rec->at->name, rec->name, one ? " WHERE r." : "",
	                  one ? str_printf(a, "%s = $4", rec->at->name).p : "").p;
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
	return sql_made(&b);
}

static const char *update_sql(struct arena *a, const struct record *rec)
{
	struct buf b;
	buf_init(&b, a, 16384);
	buf_printf(&b, "UPDATE %s SET rev = $3", rec->name);
	for (size_t i = 0; i < rec->n; i++)
		buf_printf(&b, ", %s = $%zu", rec->fields[i].name, i + 4);
	buf_c(&b, " WHERE id = $1 AND rev = $2");
	return sql_made(&b);
}

/* Of each row its region and what its keeping counts from: a field of its own, or of a record of a child the closing of
 * the route and the end of the last relation of the part's task (keep.h). */
static struct stmt kept(struct arena *a, const struct record *rec)
{
	const struct part_keep *part = record_of_child(rec) ? keep_of_part(rec->part) : NULL;
	struct buf b;
	if (rec->keep.from != NULL)
		return (struct stmt){str_printf(a, "SELECT region, %s FROM %s", rec->keep.from->name, rec->name).p, "",
		                     rec->keep.from->type->column == 'i' ? "ii" : "it"};
	if (part == NULL || rec->route == NULL || rec->keep.months > 0)
		return (struct stmt){0};
	buf_init(&b, a, 4096);
	buf_c(&b, "SELECT r.region, x.closed, ");
	if (part->task == 0)
		buf_c(&b, "0");
	for (enum relation_kind k = REL_NONE + 1, before = REL_NONE; part->task != 0 && k < REL__N; k++)
		if ((part->task >> k & 1) != 0) {
			buf_printf(&b, "%s'%s'", before == REL_NONE ? "coalesce((SELECT max(n.ends) FROM relation n WHERE"
			           " n.route = x.id AND n.kind IN (" : ", ", relation_code(k));
			before = k;
		}
	buf_printf(&b, "%s FROM %s r JOIN route x ON x.id = r.%s", part->task == 0 ? "" : ")), 0)", rec->name,
	           rec->route->name);
	return (struct stmt){sql_made(&b), "", "iii"};
}

const struct field *record_child(const struct record *rec)
{
	if (rec->route != NULL)
		return rec->route;
	for (size_t i = 0; i < rec->n && rec->access == NULL && !rec->is_route; i++)
		if (rec->fields[i].ref != NULL && rec->fields[i].ref->is_route)
			return &rec->fields[i];
	return NULL;
}

static void child_sql(struct arena *a, struct record_sql *sql)
{
	const struct field *child = record_child(sql->rec);
	const char *name = sql->rec->name, *by = child == NULL ? "id" : child->name;
	if (child == NULL && !sql->rec->is_route)
		return;
	sql->child_ids = (struct stmt){
		str_printf(a, "SELECT id FROM %s WHERE %s = $1 ORDER BY id LIMIT 1000", name, by).p, "i", "i"};
	sql->child_count = (struct stmt){str_printf(a, "SELECT count(*) FROM %s WHERE %s = $1", name, by).p, "i", "i"};
}

static void keep_sql(struct arena *a, struct record_sql *sql)
{
	const struct keep *k = &sql->rec->keep;
	const char *name = sql->rec->name;
	sql->gone = (struct stmt){str_printf(a, "DELETE FROM %s WHERE id = $1", name).p, "i", ""};
	sql->kept = kept(a, sql->rec);
	if (!k->goes)
		return;
	const char *from = k->from->name;
	char col = k->from->type->column;
	sql->past = (struct stmt){
		str_printf(a, "SELECT id, %s FROM %s WHERE %s <= $1 ORDER BY %s, id LIMIT 50", from, name, from, from).p,
		str_printf(a, "%c", col).p, str_printf(a, "i%c", col).p};
}

/* Terms hang on dates, numbers and states: what people wrote is left where it is. */
static const char *refit_page_sql(struct arena *a, const struct record *rec, const char *more)
{
	struct buf b;
	buf_init(&b, a, 16384);
	buf_c(&b, "SELECT r.id, r.pid, r.region, r.rev");
	for (size_t i = 0; i < rec->n; i++)
		if (field_column(rec, &rec->fields[i]) == 'b' || rec->fields[i].type == &T_LINES)
			buf_c(&b, ", NULL");
		else
			buf_printf(&b, ", r.%s", rec->fields[i].name);
	buf_printf(&b, ", x.school FROM %s r JOIN route x ON x.id = r.%s WHERE r.id > $1 AND r.id < $2%s"
	               " ORDER BY r.id LIMIT $3", rec->name, rec->route->name, more);
	return sql_made(&b);
}

static void refit_sql(struct arena *a, struct record_sql *sql, const char *row)
{
	const struct record *rec = sql->rec;
	if (rec->due == NULL || rec->route == NULL)
		return;
	const char *cols = str_printf(a, "%si", row).p;
	sql->refit_page = (struct stmt){refit_page_sql(a, rec, ""), "iii", cols};
	sql->refit_page_of_school = (struct stmt){refit_page_sql(a, rec, " AND x.school = $4"), "iiii", cols};
	sql->refit_size = (struct stmt){
		str_printf(a, "SELECT count(*) FROM %s WHERE id > $1 AND id < $2", rec->name).p, "ii", "i"};
	sql->refit_put = (struct stmt){
		str_printf(a, "UPDATE %s SET %s = $2, %s = $3 WHERE id = $1", rec->name, rec->due->name,
	                   rec->due_term->name).p, "itt", ""};
}

/* The letters of the fields' columns behind those of the fixed ones. */
static const char *letters(struct arena *a, const char *fixed, const struct record *rec)
{
	struct buf b;
	buf_init(&b, a, 16 + RECORD_FIELDS_MAX);
	buf_c(&b, fixed);
	for (size_t i = 0; i < rec->n; i++)
		buf_byte(&b, field_column(rec, &rec->fields[i]));
	return sql_made(&b);
}

static const char *row_of(struct arena *a, const struct record *rec)
{
	struct buf b;
	buf_init(&b, a, 16 + RECORD_FIELDS_MAX);
	row_letters(&b, rec);
	return sql_made(&b);
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
		const char *row = row_of(a, rec), *cells = letters(a, "itii", rec);
		m->sql[i] = (struct record_sql){
			.rec = rec,
			.by_id = {select_sql(a, rec, "id", true), "i", row},
			.by_pid = {select_sql(a, rec, "pid", true), "t", row},
			.insert = {insert_sql(a, rec), cells, ""},
			.update = {update_sql(a, rec), letters(a, "iii", rec), ""},
			.of_parent = {rec->parent == NULL ? NULL : select_sql(a, rec, rec->parent->name, false), "i", row},
			.of_route = {rec->route == NULL && !rec->is_route
					     ? NULL
					     : select_sql(a, rec, rec->is_route ? "id" : rec->route->name, false),
				     "i", row},
		};
		keep_sql(a, &m->sql[i]);
		m->sql[i].listing = listing_sql_new(a, rec, cells);
		refit_sql(a, &m->sql[i], cells);
		child_sql(a, &m->sql[i]);
		if (rec->at != NULL) {
			m->sql[i].own_at = (struct stmt){own_at_sql(a, rec, true), "iiii", "tiiii"};
			m->sql[i].own_places = (struct stmt){own_at_sql(a, rec, false), "iii", "tiiii"};
		}
		if (rec->is_route || rec->route != NULL)
			m->sql[i].rights_by_pid = (struct stmt){rights_sql(a, rec), "ti", REACH_TYPES};
		if (rec->n_terms > 0 && rec->route != NULL) {
			m->sql[i].book_by_pid = (struct stmt){basis_book_sql(a, rec->name), "t", basis_book_out};
			m->sql[i].days_by_pid = (struct stmt){basis_days_sql(a, rec->name, rec->route->name), "t", basis_days_out};
		}
	}
	*out = m;
	return OK;
}

const struct model *model_sealed_by(struct arena *a, const struct model *m, struct keys_client *keys)
{
	struct model *sealed = ARENA_NEW(a, struct model);
	*sealed = *m;
	sealed->keys = keys;
	return sealed;
}

struct keys_client *model_keys(const struct model *m)
{
	return m == NULL ? NULL : m->keys;
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
