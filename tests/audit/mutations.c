#include "mutations.h"

#include "buf.h"

#include <stdio.h>
#include <stdlib.h>

/* Tables with their columns and keys, as migrations/0001.sql has them. `type` as in struct stmt; keys come first. */
enum { COLS = 12 };
static const struct table {
	const char *name;
	size_t keys, n;
	struct {
		const char *name;
		char type;
	} cols[COLS];
} tables[] = {
	{"change_group", 1, 12,
	 {{"id", 'i'}, {"pid", 't'}, {"at", 'i'}, {"account", 'i'}, {"role", 't'}, {"door", 't'}, {"done", 't'},
	  {"undo_until", 'i'}, {"undone_at", 'i'}, {"undoes", 'i'}, {"source", 't'}, {"source_on", 't'}}},
	{"change_value", 4, 10,
	 {{"change_group", 'i'}, {"record", 't'}, {"record_id", 'i'}, {"field", 't'}, {"old", 't'}, {"new", 't'},
	  {"old_sealed", 'b'}, {"new_sealed", 'b'}, {"salt", 'b'}, {"digest", 'b'}}},
	{"change_link", 2, 4, {{"chain", 'i'}, {"n", 'i'}, {"change_group", 'i'}, {"link", 'b'}}},
	{"look", 2, 11,
	 {{"chain", 'i'}, {"n", 'i'}, {"at", 'i'}, {"account", 'i'}, {"role", 't'}, {"org", 'i'}, {"route", 'i'},
	  {"part", 'i'}, {"purpose", 't'}, {"door", 't'}, {"link", 'b'}}},
	{"look_chain", 1, 3, {{"id", 'i'}, {"began", 'i'}, {"first_link", 'b'}}},
	{"look_seen", 2, 4, {{"chain", 'i'}, {"of_chain", 'i'}, {"n", 'i'}, {"link", 'b'}}},
};
enum { TABLES = sizeof tables / sizeof *tables };

/* Statements are made once per table (and column) and live on: connections know them by their address. */
static struct stmt made[TABLES][3 + 2 * COLS];
enum { ROWS_OF = 0, DELETE_OF, INSERT_INTO, SET_COL, CLEAR_COL = SET_COL + COLS };
static struct arena *texts;

static const char *list(const struct table *t, const char *each, const char *between, size_t from, size_t n)
{
	struct buf b;
	buf_init(&b, texts, 4096);
	for (size_t i = 0; i < n; i++) {
		buf_printf(&b, "%s%s", i == 0 ? "" : between, t->cols[i].name);
		if (each != NULL)
			buf_printf(&b, " %s $%zu", each, from + i);
	}
	buf_byte(&b, '\0');
	return b.p;
}

static const char *types(const struct table *t, size_t n, char first)
{
	struct buf b;
	buf_init(&b, texts, 64);
	if (first != 0)
		buf_byte(&b, first);
	for (size_t i = 0; i < n; i++)
		buf_byte(&b, t->cols[i].type);
	buf_byte(&b, '\0');
	return b.p;
}

static const char *places(size_t n)
{
	struct buf b;
	buf_init(&b, texts, 128);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s$%zu", i == 0 ? "" : ", ", i + 1);
	buf_byte(&b, '\0');
	return b.p;
}

static void make(size_t i)
{
	const struct table *t = &tables[i];
	made[i][ROWS_OF] = (struct stmt){
		str_printf(texts, "SELECT %s FROM %s ORDER BY %s LIMIT 1000", list(t, NULL, ", ", 0, t->n), t->name,
			   list(t, NULL, ", ", 0, t->keys)).p,
		"", types(t, t->n, 0)};
	made[i][DELETE_OF] = (struct stmt){
		str_printf(texts, "DELETE FROM %s WHERE %s", t->name, list(t, "=", " AND ", 1, t->keys)).p,
		types(t, t->keys, 0), ""};
	made[i][INSERT_INTO] = (struct stmt){
		str_printf(texts, "INSERT INTO %s (%s) VALUES (%s)", t->name, list(t, NULL, ", ", 0, t->n), places(t->n)).p,
		types(t, t->n, 0), ""};
	for (size_t k = 0; k < t->n; k++) {
		made[i][SET_COL + k] = (struct stmt){
			str_printf(texts, "UPDATE %s SET %s = $1 WHERE %s", t->name, t->cols[k].name,
				   list(t, "=", " AND ", 2, t->keys)).p,
			types(t, t->keys, t->cols[k].type), ""};
		made[i][CLEAR_COL + k] = (struct stmt){
			str_printf(texts, "UPDATE %s SET %s = NULL WHERE %s", t->name, t->cols[k].name,
				   list(t, "=", " AND ", 1, t->keys)).p,
			types(t, t->keys, 0), ""};
	}
}

struct hand {
	struct conn *c;
	struct arena *a;
	struct dice *dice;
	size_t table;
	const struct table *t;
	const struct rows *rows;
};

static const struct val *row_at(const struct hand *h, size_t row)
{
	return h->rows->v + row * h->rows->cols;
}

/* ---- single bits ---- */

/* One bit of a text, so that it stays a text: letters, figures and spaces become other visible characters. */
static bool flip_text(const struct hand *h, struct val *v)
{
	if (v->s.n == 0)
		return false;
	char *p = arena_alloc(h->a, v->s.n);
	memcpy(p, v->s.p, v->s.n);
	size_t at = (size_t)dice_below(h->dice, v->s.n);
	unsigned char c = (unsigned char)p[at], flipped = c ^ (unsigned char)(1u << dice_below(h->dice, 7));
	if (c >= 0x80 || flipped < 0x20 || flipped == 0x7f)
		return false;
	p[at] = (char)flipped;
	v->s.p = p;
	return true;
}

static bool flip(const struct hand *h, struct val *v)
{
	if (v->type == VAL_NULL)
		return false;
	if (v->type == VAL_INT) {
		v->i ^= (int64_t)(UINT64_C(1) << dice_below(h->dice, 62));
		return true;
	}
	if (v->type == VAL_TEXT)
		return flip_text(h, v);
	if (v->s.n == 0)
		return false;
	char *p = arena_alloc(h->a, v->s.n);
	memcpy(p, v->s.p, v->s.n);
	p[dice_below(h->dice, v->s.n)] ^= (char)(1u << dice_below(h->dice, 8));
	v->s.p = p;
	return true;
}

static bool done(enum err e)
{
	return e == OK;
}

/* A new value in one column of a row. */
static bool set(const struct hand *h, size_t row, size_t col, struct val v)
{
	struct val args[COLS + 1] = {v};
	memcpy(args + 1, row_at(h, row), h->t->keys * sizeof *args);
	return !val_eq(v, row_at(h, row)[col]) &&
	       done(db_exec(h->c, h->a, &made[h->table][SET_COL + col], args, h->t->keys + 1, NULL));
}

static const char *flip_bit(const struct hand *h)
{
	size_t row = (size_t)dice_below(h->dice, h->rows->n), col = (size_t)dice_below(h->dice, h->t->n);
	struct val v = row_at(h, row)[col];
	if (!flip(h, &v) || !set(h, row, col, v))
		return NULL;
	return str_printf(h->a, "a bit of %s.%s, row %zu", h->t->name, h->t->cols[col].name, row).p;
}

/* A column emptied: the texts of a value, or its salt. */
static const char *clear(const struct hand *h)
{
	size_t row = (size_t)dice_below(h->dice, h->rows->n), col = (size_t)dice_below(h->dice, h->t->n);
	bool may = strcmp(h->t->name, "change_value") == 0 && col >= 4 && col <= 8;
	if (!may || row_at(h, row)[col].type == VAL_NULL ||
	    !done(db_exec(h->c, h->a, &made[h->table][CLEAR_COL + col], row_at(h, row), h->t->keys, NULL)))
		return NULL;
	return str_printf(h->a, "%s.%s emptied, row %zu", h->t->name, h->t->cols[col].name, row).p;
}

/* ---- whole rows ---- */

static bool drop(const struct hand *h, size_t row)
{
	return done(db_exec(h->c, h->a, &made[h->table][DELETE_OF], row_at(h, row), h->t->keys, NULL));
}

static bool insert(const struct hand *h, const struct val *v)
{
	return done(db_exec(h->c, h->a, &made[h->table][INSERT_INTO], v, h->t->n, NULL));
}

static const char *take_out(const struct hand *h)
{
	size_t row = (size_t)dice_below(h->dice, h->rows->n);
	return drop(h, row) ? str_printf(h->a, "row %zu of %s taken out", row, h->t->name).p : NULL;
}

/* The same row once more under another key. */
static const char *put_twice(const struct hand *h)
{
	size_t row = (size_t)dice_below(h->dice, h->rows->n), key = (size_t)dice_below(h->dice, h->t->keys);
	struct val v[COLS];
	memcpy(v, row_at(h, row), h->t->n * sizeof *v);
	if (!flip(h, &v[key]))
		return NULL;
	/* A public id and a group stand once only. */
	if (strcmp(h->t->name, "change_group") == 0)
		v[1] = val_text(pid_from(h->a, dice_next(h->dice)));
	if (strcmp(h->t->name, "change_link") == 0)
		v[2].i ^= (int64_t)1 << 50;
	return insert(h, v) ? str_printf(h->a, "row %zu of %s put in twice", row, h->t->name).p : NULL;
}

/* Two rows change places: their keys stay, everything else moves. Also between chains. */
static const char *swap(const struct hand *h)
{
	size_t x = (size_t)dice_below(h->dice, h->rows->n), y = (size_t)dice_below(h->dice, h->rows->n);
	struct val v[2][COLS];
	bool same = true;
	for (size_t i = 0; i < h->t->n; i++) {
		bool key = i < h->t->keys;
		v[0][i] = key ? row_at(h, x)[i] : row_at(h, y)[i];
		v[1][i] = key ? row_at(h, y)[i] : row_at(h, x)[i];
		same = same && (key || val_eq(row_at(h, x)[i], row_at(h, y)[i]));
	}
	if (x == y || same || !drop(h, x) || !drop(h, y) || !insert(h, v[0]) || !insert(h, v[1]))
		return NULL;
	return str_printf(h->a, "rows %zu and %zu of %s change places", x, y, h->t->name).p;
}

/* One column of a row gets what another row has there. */
static const char *borrow(const struct hand *h)
{
	size_t x = (size_t)dice_below(h->dice, h->rows->n), y = (size_t)dice_below(h->dice, h->rows->n);
	size_t col = (size_t)dice_below(h->dice, h->t->n);
	struct val v = row_at(h, y)[col];
	if (v.type == VAL_NULL || !set(h, x, col, v))
		return NULL;
	return str_printf(h->a, "%s.%s of row %zu in row %zu", h->t->name, h->t->cols[col].name, y, x).p;
}

/* ---- ends ---- */

static const struct stmt cut_looks = {"DELETE FROM look WHERE chain = $1 AND n > $2", "ii", ""};
static const struct stmt cut_values = {
	"DELETE FROM change_value WHERE change_group IN (SELECT change_group FROM change_link WHERE chain = $1 AND n > $2)",
	"ii", ""};
static const struct stmt cut_groups = {
	"DELETE FROM change_group WHERE id IN (SELECT change_group FROM change_link WHERE chain = $1 AND n > $2)", "ii",
	""};
static const struct stmt cut_links = {"DELETE FROM change_link WHERE chain = $1 AND n > $2", "ii", ""};

/* The end of a chain without a trace in it: what an old file that is put back looks like. */
static const char *cut(const struct hand *h)
{
	bool looks = strcmp(h->t->name, "look") == 0;
	if (!looks && strcmp(h->t->name, "change_link") != 0)
		return NULL;
	size_t row = (size_t)dice_below(h->dice, h->rows->n);
	const struct val args[] = {row_at(h, row)[0], val_int(row_at(h, row)[1].i - 1)};
	enum err e = looks ? db_exec(h->c, h->a, &cut_looks, args, 2, NULL) : OK;
	if (!looks)
		e = db_exec(h->c, h->a, &cut_values, args, 2, NULL);
	if (!looks && e == OK)
		e = db_exec(h->c, h->a, &cut_groups, args, 2, NULL);
	if (!looks && e == OK)
		e = db_exec(h->c, h->a, &cut_links, args, 2, NULL);
	return done(e) ? str_printf(h->a, "%s cut off from row %zu", h->t->name, row).p : NULL;
}

static const char *(*const ways[])(const struct hand *h) = {
	flip_bit, flip_bit, flip_bit, flip_bit, flip_bit, flip_bit, clear, take_out, put_twice, swap, borrow, cut,
};

const char *mutate(struct conn *c, struct arena *a, struct dice *dice)
{
	if (texts == NULL) {
		texts = arena_new(1 << 20);
		for (size_t i = 0; i < TABLES; i++)
			make(i);
	}
	size_t table = (size_t)dice_below(dice, TABLES);
	struct hand h = {c, a, dice, table, &tables[table], NULL};
	if (db_exec(c, a, &made[table][ROWS_OF], DB_NO_ARGS, &h.rows) != OK || h.rows->n == 0)
		return NULL;
	return ways[dice_below(dice, sizeof ways / sizeof *ways)](&h);
}
