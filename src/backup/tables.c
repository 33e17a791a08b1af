#include "tables.h"

#include "buf.h"

#include <sodium.h>
#include <stdlib.h>

enum { TEXT_MAX = 64 * 1024, KEYS_MAX = 16 };

/* What SQLite keeps in looks.db (src/cmd/settings.h): heads of changes stand there, with the looks. */
static const struct {
	const char *table, *column, *value;
} in_looks[] = {
	{"look", NULL, NULL}, {"look_chain", NULL, NULL}, {"look_list", NULL, NULL}, {"look_seen", NULL, NULL},
	{"witnessed", "of_what", "changes"},
};

/* A table while it is put together. */
struct draft {
	struct dump_table t;
	struct dump_column cols[TABLES_COLUMNS_MAX];
	struct str key[KEYS_MAX];
	size_t n_key;
	struct str refers[TABLES_COLUMNS_MAX];
	size_t n_refers;
	bool put;
};

struct drafts {
	struct arena *a;
	struct draft **v;
	size_t n;
	struct str why;
};

static bool refuse(struct drafts *d, const char *what, struct str line)
{
	d->why = str_printf(d->a, "%s: " STR_FMT, what, STR_ARG(line));
	return false;
}

static struct draft *draft_of(struct drafts *d, struct str name)
{
	for (size_t i = 0; i < d->n; i++)
		if (str_eq(d->v[i]->t.name, name))
			return d->v[i];
	if (d->n == TABLES_MAX)
		BUG("more than %d tables", TABLES_MAX);
	d->v[d->n] = ARENA_NEW(d->a, struct draft);
	d->v[d->n]->t.name = name;
	return d->v[d->n++];
}

static bool cut_word(struct str *s, const char *word)
{
	size_t n = strlen(word);
	if (!str_starts(*s, str_from(word)))
		return false;
	*s = (struct str){s->p + n, s->n - n};
	return true;
}

/* "column T.C TYPE [not null]" without its first word. */
static bool add_column(struct drafts *d, struct str s)
{
	struct str rest, line = s;
	struct draft *t = draft_of(d, str_cut(s, '.', &rest));
	struct dump_column *c = &t->cols[t->t.n_cols];
	if (t->t.n_cols == TABLES_COLUMNS_MAX)
		return refuse(d, "too many columns", line);
	c->name = str_cut(rest, ' ', &rest);
	struct str type = str_cut(rest, ' ', &rest);
	c->letter = str_is(type, "integer") ? 'i' : str_is(type, "text") ? 't' : str_is(type, "blob") ? 'b' : '\0';
	c->filled = str_is(rest, "not null");
	t->t.n_cols++;
	return c->letter != '\0' || refuse(d, "a column of a type that no dump has", line);
}

/* "T (C, C)". */
static bool add_key(struct drafts *d, struct str s)
{
	struct str rest, line = s;
	struct draft *t = draft_of(d, str_cut(s, ' ', &rest));
	rest = str_cut((struct str){rest.p + 1, rest.n - 1}, ')', &s);
	while (rest.n > 0) {
		if (t->n_key == KEYS_MAX)
			return refuse(d, "a key of too many columns", line);
		t->key[t->n_key++] = str_trim(str_cut(rest, ',', &rest));
	}
	return true;
}

/* "T (C) to T [on delete ...]". */
static bool add_reference(struct drafts *d, struct str s)
{
	struct str rest, line = s;
	struct draft *t = draft_of(d, str_cut(s, ' ', &rest));
	(void)str_cut(rest, ')', &rest);
	if (!cut_word(&rest, " to "))
		return refuse(d, "a reference that is not understood", line);
	struct str to = str_cut(rest, ' ', &rest);
	if (str_eq(to, t->t.name))
		t->t.refers_to_itself = true;
	else if (t->n_refers == TABLES_COLUMNS_MAX)
		return refuse(d, "too many references", line);
	else
		t->refers[t->n_refers++] = to;
	return true;
}

static bool read_line(struct drafts *d, struct str line)
{
	if (cut_word(&line, "column "))
		return add_column(d, line);
	if (cut_word(&line, "primary key "))
		return add_key(d, line);
	if (cut_word(&line, "foreign key "))
		return add_reference(d, line);
	return true; /* indexes follow from the migrations */
}

static void put_names(struct buf *b, const struct dump_table *t)
{
	for (size_t i = 0; i < t->n_cols; i++)
		buf_printf(b, "%s\"" STR_FMT "\"", i == 0 ? "" : ", ", STR_ARG(t->cols[i].name));
}

static const char *text_of(struct buf *b)
{
	buf_byte(b, '\0');
	if (b->failed)
		BUG("a statement of more than %d bytes", TEXT_MAX);
	return b->p;
}

static const char *write_text(struct arena *a, const struct dump_table *t, size_t rows)
{
	struct buf b;
	buf_init(&b, a, TEXT_MAX);
	buf_printf(&b, "INSERT INTO \"" STR_FMT "\" (", STR_ARG(t->name));
	put_names(&b, t);
	buf_c(&b, ") VALUES ");
	for (size_t i = 0; i < rows * t->n_cols; i++)
		buf_printf(&b, "%s$%zu%s", i % t->n_cols > 0 ? ", " : i == 0 ? "(" : ", (", i + 1,
		           i % t->n_cols == t->n_cols - 1 ? ")" : "");
	return text_of(&b);
}

static void make_statements(struct arena *a, struct draft *d)
{
	struct dump_table *t = &d->t;
	struct buf read;
	t->many = TABLES_COLUMNS_MAX / t->n_cols;
	char *letters = arena_alloc(a, t->n_cols * t->many + 1);
	for (size_t i = 0; i < t->n_cols * t->many; i++)
		letters[i] = t->cols[i % t->n_cols].letter;
	buf_init(&read, a, TEXT_MAX);
	buf_c(&read, "SELECT ");
	put_names(&read, t);
	buf_printf(&read, " FROM \"" STR_FMT "\" ORDER BY ", STR_ARG(t->name));
	for (size_t i = 0; i < d->n_key; i++)
		buf_printf(&read, "%s\"" STR_FMT "\"", i == 0 ? "" : ", ", STR_ARG(d->key[i]));
	t->read = (struct stmt){text_of(&read), "", str_copy(a, (struct str){letters, t->n_cols}).p};
	t->write = (struct stmt){write_text(a, t, 1), t->read.cols, ""};
	t->write_many = (struct stmt){write_text(a, t, t->many), letters, ""};
	t->count = (struct stmt){str_printf(a, "SELECT count(*) FROM \"" STR_FMT "\"", STR_ARG(t->name)).p, "", "i"};
}

static void find_place(struct dump_table *t)
{
	for (size_t i = 0; i < sizeof in_looks / sizeof *in_looks; i++) {
		if (!str_is(t->name, in_looks[i].table))
			continue;
		t->place = in_looks[i].column == NULL ? IN_LOOKS : IN_BOTH;
		t->split_looks = str_from(in_looks[i].value);
		while (t->place == IN_BOTH && !str_is(t->cols[t->split].name, in_looks[i].column))
			if (++t->split == t->n_cols)
				BUG("table %s has no column %s", in_looks[i].table, in_looks[i].column);
	}
}

static bool may_follow(struct drafts *d, const struct draft *t)
{
	for (size_t i = 0; i < t->n_refers; i++)
		if (!draft_of(d, t->refers[i])->put)
			return false;
	return !t->put;
}

static int by_name(const void *a, const void *b)
{
	return str_cmp((*(struct draft *const *)a)->t.name, (*(struct draft *const *)b)->t.name);
}

/* The first by name of those whose references have been put, again and again. */
static bool put_in_order(struct drafts *d, struct dump_table *out)
{
	qsort(d->v, d->n, sizeof *d->v, by_name);
	for (size_t n = 0; n < d->n; n++) {
		size_t i = 0;
		while (i < d->n && !may_follow(d, d->v[i]))
			i++;
		if (i == d->n)
			return refuse(d, "tables that refer to each other in a circle", d->v[0]->t.name);
		struct draft *t = d->v[i];
		if (t->n_key == 0 || t->t.n_cols == 0)
			return refuse(d, "a table without a key or columns", t->t.name);
		t->put = true;
		t->t.cols = t->cols;
		make_statements(d->a, t);
		find_place(&t->t);
		out[n] = t->t;
	}
	return true;
}

enum err dump_tables_of(struct arena *a, struct schema_lines lines, struct dump_tables *out, struct str *why)
{
	struct drafts d = {.a = a, .v = ARENA_ARRAY(a, struct draft *, TABLES_MAX)};
	crypto_generichash_state hash;
	*out = (struct dump_tables){.n = 0};
	if (crypto_generichash_init(&hash, NULL, 0, TABLES_HASH) != 0)
		BUG("crypto_generichash_init");
	for (size_t i = 0; i < lines.n; i++) {
		crypto_generichash_update(&hash, (const unsigned char *)lines.v[i].p, lines.v[i].n);
		crypto_generichash_update(&hash, (const unsigned char *)"\n", 1);
		if (!read_line(&d, lines.v[i])) {
			*why = d.why;
			return ERR_INVALID;
		}
	}
	crypto_generichash_final(&hash, out->hash, TABLES_HASH);
	struct dump_table *tables = ARENA_ARRAY(a, struct dump_table, d.n + 1);
	if (!put_in_order(&d, tables)) {
		*why = d.why;
		return ERR_INVALID;
	}
	out->v = tables;
	out->n = d.n;
	return OK;
}

enum err dump_tables_own(struct arena *a, struct dump_tables *out, struct str *why)
{
	struct schema_lines lines;
	size_t n;
	const struct migration *m = migrations(&n);
	enum err e = schema_lines_made(a, &lines, why);
	if (e == OK)
		e = dump_tables_of(a, lines, out, why);
	if (e == OK)
		out->migration = n == 0 ? 0 : m[n - 1].number;
	return e;
}
