/* A list of DUO in memory, made of the real rows of PO2401 and PO3106 (tests/data), and a house into which it is
 * read, on both databases. */
#ifndef TN_DUO_WORLD_H
#define TN_DUO_WORLD_H

#include "test_keys.h"
#include "app.h"
#include "duo_import.h"
#include "testing.h"

#include "account_desk.h"
#include "db_fixture.h"
#include "date.h"
#include "migrate.h"
#include "people.h"

#define REGION 1
enum { NOW_DAY = 20780, COLUMNS = 31, ROWS_MAX = 200 };

static struct arena *a; /* as long as a test */

static inline int setup(void **state)
{
	(void)state;
	a = arena_new((size_t)512 << 20);
	return 0;
}

static inline int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

/* ---- a list in memory ---- */

struct month {
	struct str cell[ROWS_MAX][COLUMNS];
	size_t n;
};
enum cell_at { BOARD = 1, BRIN = 2, LOCATION = 3, NAME = 4, STREET = 5, HOUSE = 6, POSTCODE = 7, PHONE = 12 };

static inline struct str file_bytes(void)
{
	static const char path[] = TEST_DIR "/../data/duo-scholen-2026-04.csv";
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	char *p = arena_alloc(a, 1 << 20);
	size_t n = fread(p, 1, 1 << 20, f);
	fclose(f);
	return (struct str){p, n};
}

static inline struct import_table table_of(struct str bytes)
{
	struct str answer;
	struct import_table t;
	assert_int_equal(import_box_csv(a, bytes, &answer), OK);
	assert_true(answer.n <= import_answer_max(bytes.n));
	assert_int_equal(import_table_take(a, answer, &t), OK);
	assert_int_equal(t.fault, CSV_GOOD);
	return t;
}

static inline struct month *list_read(void)
{
	struct import_table t = table_of(file_bytes());
	struct month *l = ARENA_NEW(a, struct month);
	assert_int_equal(t.head.n, COLUMNS);
	for (size_t i = 0; i < t.n; i++, l->n++)
		for (size_t k = 0; k < COLUMNS; k++)
			l->cell[i][k] = t.rows[i].cell[k];
	return l;
}

/* Only what stands at the postcodes of a partnership. */
static inline struct month *list_of(const char *swv)
{
	struct month *all = list_read(), *l = ARENA_NEW(a, struct month);
	for (size_t i = 0; i < all->n; i++)
		if (swv_has(str_from(swv), all->cell[i][POSTCODE]))
			memcpy(l->cell[l->n++], all->cell[i], sizeof all->cell[i]);
	return l;
}

static inline void list_drop(struct month *l, size_t i)
{
	memmove(l->cell[i], l->cell[i + 1], (l->n - i - 1) * sizeof l->cell[0]);
	l->n--;
}

static inline struct import_table table_from(const struct month *l)
{
	struct import_table head = table_of(file_bytes()), t = head;
	struct import_line *rows = ARENA_ARRAY(a, struct import_line, l->n + 1);
	for (size_t i = 0; i < l->n; i++)
		rows[i] = (struct import_line){.line = i + 2, .cell = l->cell[i], .n = COLUMNS};
	t.rows = rows;
	t.n = l->n;
	return t;
}

/* ---- the world ---- */

struct world {
	struct fixture f;
	struct db *db;
	const struct model *model;
	struct act act;
};

static inline void world_make(struct world *w, bool pg)
{
	const struct db_options o = {.connections = 4, .write_schema = true};
	struct str why = {0};
	struct org_made org;
	int applied;
	fixture_make(&w->f, pg);
	if (db_open(w->f.url, &o, a, &w->db, &why) != OK || schema_migrate(w->db, a, &applied, &why) != OK ||
	    app_model(a, &w->model, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	w->model = test_sealed(a, w->model);
	w->act = (struct act){.db = w->db, .model = w->model, .a = a, .now = instant_of_date(NOW_DAY), .door = "test",
	                      .speak = {LANG_NL, AUD_PROF}, .region = REGION};
	struct change *c = change_begin(&w->act, "Made", 0);
	assert_int_equal(organisation_new(&w->act, c, ORG_SWV, S("Verband"), S(""), 0, &org), OK);
	assert_int_equal(change_commit(c), OK);
}

static inline void world_free(struct world *w)
{
	act_end(&w->act);
	db_close(w->db);
	fixture_drop(&w->f);
}

#define ON_BOTH(test) \
	static void test##_sqlite(void **state) { (void)state; test(false); } \
	static void test##_postgres(void **state) { (void)state; test(true); }
#define BOTH(test) cmocka_unit_test_setup_teardown(test##_sqlite, setup, teardown), \
	cmocka_unit_test_setup_teardown(test##_postgres, setup, teardown)

static inline enum err read_list(struct world *w, struct import_table t, const char *swv, struct import_made *made)
{
	struct import_refusal why;
	const struct import_begin b = {.kind = &import_duo, .source = {.note = str_from(swv), .table = &t},
	                               .file_name = S("lijst.csv"), .sha = S("00")};
	return import_begin(&w->act, &b, false, made, &why);
}

static inline int64_t n_of(const struct import_made *m, enum import_field f)
{
	return m->counts[f - IMPORT_N_NEW];
}

static inline void expect(const struct import_made *m, int new, int changed, int gone, int same, int rejected,
                          int asked)
{
	assert_int_equal(n_of(m, IMPORT_N_NEW), new);
	assert_int_equal(n_of(m, IMPORT_N_CHANGED), changed);
	assert_int_equal(n_of(m, IMPORT_N_GONE), gone);
	assert_int_equal(n_of(m, IMPORT_N_SAME), same);
	assert_int_equal(n_of(m, IMPORT_N_REJECTED), rejected);
	assert_int_equal(n_of(m, IMPORT_N_ASKED), asked);
}

static inline void put_in(struct world *w, const struct month *l, const char *swv, struct import_made *made)
{
	assert_int_equal(read_list(w, table_from(l), swv, made), OK);
	assert_int_equal(import_run(&w->act, &import_duo, made->id), OK);
}

static const struct stmt stmt_school = {"SELECT id FROM school WHERE region = 1 AND brin = $1", "t", "i"};
static inline struct row school(struct world *w, struct str brin)
{
	const struct rows *r;
	struct row row;
	assert_int_equal(act_exec(&w->act, &stmt_school, DB_ARGS(val_text(brin)), &r), OK);
	assert_int_equal(r->n, 1);
	assert_int_equal(record_by_id(&w->act, &rec_school, rows_int(r, 0, 0), &row), OK);
	return row;
}

static const char *says(struct world *w, struct str brin, enum school_field f)
{
	struct row r = school(w, brin);
	const struct field *field = &school_fields[f];
	return str_c(a, field->type->raw(a, field, row_val(&r, field)));
}

static inline void write_field(struct world *w, struct str brin, enum school_field f, const char *text)
{
	struct row r = school(w, brin);
	struct change *c = change_begin(&w->act, "Written", 0);
	change_set(c, &rec_school, r.id, &school_fields[f], val_text(str_from(text)));
	assert_int_equal(change_commit(c), OK);
}

static const struct stmt stmt_count = {"SELECT count(*) FROM school", "", "i"};
static inline int64_t schools(struct world *w)
{
	const struct rows *r;
	assert_int_equal(act_exec(&w->act, &stmt_count, DB_NO_ARGS, &r), OK);
	return rows_int(r, 0, 0);
}

#define ALONE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

#endif
