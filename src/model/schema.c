#include "schema.h"

enum { INDEXES_MAX = 16, SQL_MAX = 1 << 20 };

/* ---- what is wanted ---- */

struct column {
	const char *name;
	char type; /* i, t, b */
	bool empty_too;
	const struct record *to;   /* references it; NULL: nothing */
	const struct field *field; /* NULL: a column of every record */
};

static const struct column fixed[] = {
	{.name = "id", .type = 'i'},
	{.name = "pid", .type = 't'},
	{.name = "region", .type = 'i'},
	{.name = "rev", .type = 'i'},
};
enum { FIXED = sizeof fixed / sizeof *fixed };

struct index {
	const char *name, *cols;
};

static const struct record *route_record(const struct model *m)
{
	for (size_t i = 0; i < model_count(m); i++)
		if (model_at(m, i)->rec->is_route)
			return model_at(m, i)->rec;
	return NULL;
}

static bool in_model(const struct model *m, const struct record *rec)
{
	for (size_t i = 0; i < model_count(m); i++)
		if (model_at(m, i)->rec == rec)
			return true;
	return false;
}

/* What a reference points at in the database; NULL: no table can be named. */
static const struct record *refers_to(const struct model *m, const struct record *rec, const struct field *f)
{
	const struct record *to = f == rec->route ? route_record(m) : f->ref;
	return to != NULL && in_model(m, to) ? to : NULL;
}

/* A tick is yes or no; a missing answer of any other kind stays missing. */
static bool empty_too(const struct field *f)
{
	if (f->need == NEED_SERVER)
		return f->unset;
	return f->need == NEED_OPTIONAL && f->type != &T_YES;
}

static size_t column_count(const struct record *rec)
{
	return FIXED + rec->n;
}

static struct column column_at(const struct model *m, const struct record *rec, size_t i)
{
	if (i < FIXED)
		return fixed[i];
	const struct field *f = &rec->fields[i - FIXED];
	return (struct column){f->name, field_column(rec, f), empty_too(f), refers_to(m, rec, f), f};
}

static void add_index(struct index *out, size_t *n, struct arena *a, const struct record *rec, const char *before,
                      const struct field *field, const char *behind)
{
	const char *cols = str_printf(a, "%s%s%s", before, field->name, behind).p;
	for (size_t i = 0; i < *n; i++)
		if (strcmp(out[i].cols, cols) == 0)
			return;
	if (*n == INDEXES_MAX)
		BUG("more than %d indexes on %s", INDEXES_MAX, rec->name);
	out[(*n)++] = (struct index){str_printf(a, "%s_%s", rec->name, field->name).p, cols};
}

/* What listings, pieces of a record, dossiers and organisations are read by. */
static size_t indexes_of(const struct record *rec, struct arena *a, struct index out[INDEXES_MAX])
{
	size_t n = 0;
	const struct listing *l = rec->listing;
	if (rec->route != NULL)
		add_index(out, &n, a, rec, "", rec->route, "");
	if (rec->parent != NULL)
		add_index(out, &n, a, rec, "", rec->parent, ", id");
	if (rec->org != NULL)
		add_index(out, &n, a, rec, "", rec->org, ", id");
	for (size_t i = 0; l != NULL && i < l->n_orders; i++)
		add_index(out, &n, a, rec, "region, ", l->orders[i].by, ", id");
	return n;
}

/* ---- its SQL ---- */

static const char *token(char type)
{
	return type == 'i' ? "@int" : type == 't' ? "@text" : "@blob";
}

static void put_column(struct buf *b, const struct column *c)
{
	bool id = strcmp(c->name, "id") == 0 && c->field == NULL, pid = strcmp(c->name, "pid") == 0 && c->field == NULL;
	buf_printf(b, "%s %s%s", c->name, token(c->type), id ? " PRIMARY KEY" : c->empty_too ? "" : " NOT NULL");
	buf_c(b, pid ? " UNIQUE" : "");
	if (c->to != NULL)
		buf_printf(b, " REFERENCES %s (id)", c->to->name);
}

static void put_index(struct buf *b, const struct record *rec, const struct index *x)
{
	buf_printf(b, "CREATE INDEX %s ON %s (%s);\n", x->name, rec->name, x->cols);
}

void schema_sql(const struct model *m, const struct record *rec, struct buf *out)
{
	struct index index[INDEXES_MAX];
	size_t n = column_count(rec), n_indexes = indexes_of(rec, out->arena, index);
	buf_printf(out, "CREATE TABLE %s (\n", rec->name);
	for (size_t i = 0; i < n; i++) {
		struct column c = column_at(m, rec, i);
		buf_c(out, i == 0 || i >= FIXED ? "  " : " ");
		put_column(out, &c);
		buf_c(out, i + 1 == n ? ") @strict;\n" : i + 1 < FIXED ? "," : ",\n");
	}
	for (size_t i = 0; i < n_indexes; i++)
		put_index(out, rec, &index[i]);
}

/* What rows that are there already get in a new column that may not be empty; NULL: nothing would be right. */
static const char *default_of(struct arena *a, const struct field *f, char type)
{
	if (f->choices != NULL && f->choices[0].code != NULL)
		return str_printf(a, "'%s'", f->choices[0].code).p;
	if (f->type == &T_DATE)
		return "'9999-12-31'"; /* the open end: conventions 9 */
	if (f->type == &T_REF || type == 'b')
		return NULL;
	if (type == 't')
		return "''";
	return str_printf(a, "%lld", (long long)(f->min > 0 ? f->min : 0)).p;
}

/* ---- what there is ---- */

static bool has_line(struct schema_lines have, struct str line)
{
	for (size_t i = 0; i < have.n; i++)
		if (str_eq(have.v[i], line))
			return true;
	return false;
}

/* The first line that begins so, or an empty one. */
static struct str line_with(struct schema_lines have, struct str start)
{
	for (size_t i = 0; i < have.n; i++)
		if (str_starts(have.v[i], start))
			return have.v[i];
	return (struct str){0};
}

static struct str cut_off(struct str s, size_t n)
{
	return (struct str){s.p + n, s.n - n};
}

/* Any whole index of the table that begins with these columns will do, whatever its name. */
static bool has_index(struct schema_lines have, struct arena *a, const struct record *rec, const char *cols)
{
	struct str mark = str_printf(a, "%s (", rec->name), wanted = str_from(cols);
	for (size_t i = 0; i < have.n; i++) {
		struct str line = have.v[i];
		bool index = str_starts(line, S("index ")) || str_starts(line, S("unique ")) ||
		             str_starts(line, S("primary key "));
		if (!index || line.p[line.n - 1] != ')')
			continue;
		size_t open = str_find(line, '(');
		if (open + 1 < mark.n || !str_eq((struct str){line.p + open + 1 - mark.n, mark.n}, mark))
			continue;
		if (open + 1 > mark.n && line.p[open - mark.n] != ' ')
			continue;
		struct str rest = cut_off(line, open + 1);
		if (str_starts(rest, wanted) && (rest.p[wanted.n] == ',' || rest.p[wanted.n] == ')'))
			return true;
	}
	return false;
}

/* ---- the difference ---- */

struct comparing {
	const struct model *m;
	struct schema_lines have;
	struct arena *a;
	struct buf lines, sql;
	size_t n, by_hand;
};

static void differ(struct comparing *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
static void differ(struct comparing *c, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	buf_str(&c->lines, str_vprintf(c->a, fmt, ap));
	va_end(ap);
	buf_byte(&c->lines, '\n');
	c->n++;
}

static void by_hand(struct comparing *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
static void by_hand(struct comparing *c, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct str what = str_vprintf(c->a, fmt, ap);
	va_end(ap);
	buf_printf(&c->sql, "-- by hand: " STR_FMT "\n", STR_ARG(what));
	c->by_hand++;
}

static const char *type_word(const struct column *k)
{
	static const char *const words[2][3] = {{"integer not null", "text not null", "blob not null"},
	                                        {"integer", "text", "blob"}};
	return words[k->empty_too][k->type == 'i' ? 0 : k->type == 't' ? 1 : 2];
}

static void add_column(struct comparing *c, const struct record *rec, const struct column *k)
{
	const char *value = k->empty_too || k->field == NULL ? NULL : default_of(c->a, k->field, k->type);
	differ(c, "%s.%s: is not in the database", rec->name, k->name);
	if (!k->empty_too && value == NULL) {
		by_hand(c, "%s.%s may not be empty, and nothing is known to fill it with", rec->name, k->name);
		return;
	}
	buf_printf(&c->sql, "ALTER TABLE %s ADD COLUMN ", rec->name);
	put_column(&c->sql, k);
	if (value != NULL)
		buf_printf(&c->sql, " DEFAULT %s", value);
	buf_c(&c->sql, ";\n");
}

static void compare_column(struct comparing *c, const struct record *rec, const struct column *k)
{
	struct str start = str_printf(c->a, "column %s.%s ", rec->name, k->name), line = line_with(c->have, start);
	if (line.n == 0) {
		add_column(c, rec, k);
		return;
	}
	if (!str_is(cut_off(line, start.n), type_word(k))) {
		struct str is = cut_off(line, start.n);
		differ(c, "%s.%s: is " STR_FMT ", must be %s", rec->name, k->name, STR_ARG(is), type_word(k));
		by_hand(c, "%s.%s must become %s", rec->name, k->name, type_word(k));
	}
	if (k->to == NULL)
		return;
	if (!has_line(c->have, str_printf(c->a, "foreign key %s (%s) to %s", rec->name, k->name, k->to->name))) {
		differ(c, "%s.%s: does not refer to %s", rec->name, k->name, k->to->name);
		by_hand(c, "%s.%s must refer to %s", rec->name, k->name, k->to->name);
	}
}

static void compare_extra(struct comparing *c, const struct record *rec)
{
	struct str start = str_printf(c->a, "column %s.", rec->name);
	for (size_t i = 0; i < c->have.n; i++) {
		if (!str_starts(c->have.v[i], start))
			continue;
		struct str rest, name = str_cut(cut_off(c->have.v[i], start.n), ' ', &rest);
		bool known = record_named(rec, name) != NULL;
		for (size_t k = 0; k < FIXED; k++)
			known = known || str_is(name, fixed[k].name);
		if (!known) {
			differ(c, "%s." STR_FMT ": no description has it", rec->name, STR_ARG(name));
			by_hand(c, "%s." STR_FMT " is in no description", rec->name, STR_ARG(name));
		}
	}
}

static void compare_record(struct comparing *c, const struct record *rec)
{
	struct index index[INDEXES_MAX];
	if (line_with(c->have, str_printf(c->a, "column %s.", rec->name)).n == 0) {
		differ(c, "%s: has no table", rec->name);
		schema_sql(c->m, rec, &c->sql);
		return;
	}
	for (size_t i = 0; i < column_count(rec); i++) {
		struct column k = column_at(c->m, rec, i);
		compare_column(c, rec, &k);
	}
	compare_extra(c, rec);
	if (!has_line(c->have, str_printf(c->a, "unique %s (pid)", rec->name))) {
		differ(c, "%s: pid is not unique", rec->name);
		by_hand(c, "the pid of %s must be unique", rec->name);
	}
	size_t n = indexes_of(rec, c->a, index);
	for (size_t i = 0; i < n; i++)
		if (!has_index(c->have, c->a, rec, index[i].cols)) {
			differ(c, "%s: no index on (%s)", rec->name, index[i].cols);
			put_index(&c->sql, rec, &index[i]);
		}
}

/* Tables are made before those that refer to them. */
static void compare_behind(struct comparing *c, size_t i, bool *done)
{
	const struct record *rec = model_at(c->m, i)->rec;
	if (done[i])
		return;
	done[i] = true;
	for (size_t f = 0; f < rec->n; f++) {
		const struct record *to = refers_to(c->m, rec, &rec->fields[f]);
		for (size_t k = 0; to != NULL && k < model_count(c->m); k++)
			if (model_at(c->m, k)->rec == to)
				compare_behind(c, k, done);
	}
	compare_record(c, rec);
}

struct schema_difference schema_compare(const struct model *m, struct schema_lines have, struct arena *a)
{
	struct comparing c = {.m = m, .have = have, .a = a};
	bool *done = ARENA_ARRAY(a, bool, model_count(m) + 1);
	buf_init(&c.lines, a, SQL_MAX);
	buf_init(&c.sql, a, SQL_MAX);
	for (size_t i = 0; i < model_count(m); i++)
		compare_behind(&c, i, done);
	if (c.lines.failed || c.sql.failed)
		BUG("a difference of schemas that is larger than %d bytes", SQL_MAX);
	return (struct schema_difference){buf_view(&c.lines), buf_view(&c.sql), c.n, c.by_hand};
}

enum err schema_differs(const struct model *m, struct db *db, struct arena *a, struct schema_difference *out)
{
	struct schema_lines have;
	enum err e = schema_lines(db, a, &have);
	if (e == OK)
		*out = schema_compare(m, have, a);
	return e;
}

enum err schema_pending(const struct model *m, struct arena *a, struct schema_difference *out, struct str *why)
{
	struct schema_lines have;
	enum err e = schema_lines_made(a, &have, why);
	if (e == OK)
		*out = schema_compare(m, have, a);
	return e;
}
