/* Tables from descriptions, on both databases: what is made is what is asked for, and each thing that lacks is named.
 */
#include "schema.h"
#include "testing.h"

#include "db_fixture.h"
#include "migrate_impl.h"

static const struct choice kinds[] = {{"a", "A", NULL}, {"b", "B", NULL}, {NULL, NULL, NULL}};
static const struct record home;

#define HOME_FIELDS \
	{.name = "name", .type = &T_LINE, .privacy = PRIV_PUBLIC, .max = 40, .label = "Name", .missing = "Enter it"}, \
	{.name = "name_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .fold_of = "name"}
static const struct field home_fields[] = {HOME_FIELDS};
static const struct order orders[] = {{&home_fields[1], false}};
static const struct field *const columns[] = {&home_fields[0]};
static const struct listing listing = {
	.label = "Homes", .orders = orders, .n_orders = 1, .columns = columns, .n_columns = 1};
static const struct access access_rows[] = {{UINT32_C(1) << ROLE_IB, OP_READ, WHERE_REGION}};
static const struct record home = {
	.name = "home", .label = "Home", .fields = home_fields, .n = 2, .listing = &listing, .access = access_rows,
	.n_access = 1};

static const struct field pet_fields[] = {
	{.name = "home", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .ref = &home},
	{.name = "name", .type = &T_LINE, .privacy = PRIV_PUBLIC, .max = 40, .label = "Name", .missing = "Enter it"},
	{.name = "kind", .type = &T_CHOICE, .privacy = PRIV_PUBLIC, .label = "Kind", .missing = "Choose", .choices = kinds},
	{.name = "born", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .label = "Born"},
	{.name = "seal", .type = &T_BYTES, .need = NEED_SERVER, .privacy = PRIV_SECRET, .unset = true},
	{.name = "tame", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .label = "Tame"},
};
static const struct record pet = {
	.name = "pet", .label = "Pet", .fields = pet_fields, .n = 6, .parent = &pet_fields[0]};

struct world {
	struct fixture f;
	struct arena *a;
	struct db *db;
	const struct model *m;
};

static void make(struct world *w, bool pg)
{
	/* The one that refers stands first: its table must still be made behind the other. */
	static const struct record *const all[] = {&pet, &home};
	const struct db_options o = {.connections = 2, .write_schema = true};
	struct str why = {0};
	*w = (struct world){.a = arena_new(32 << 20)};
	fixture_make(&w->f, pg);
	if (model_new(w->a, all, 2, &w->m, &why) != OK || db_open(w->f.url, &o, w->a, &w->db, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
}

static void drop(struct world *w)
{
	db_close(w->db);
	fixture_drop(&w->f);
	arena_free(w->a);
}

static struct schema_difference differs(struct world *w)
{
	struct schema_difference d;
	assert_int_equal(schema_differs(w->m, w->db, w->a, &d), OK);
	return d;
}

static int steps;
static void migrate(struct world *w, struct str sql)
{
	static struct migration m[8];
	struct str why = {0};
	int applied;
	m[steps] = (struct migration){steps + 1, sql};
	steps++;
	if (list_migrate(w->db, (struct migration_list){m, (size_t)steps}, w->a, &applied, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
}

static bool says(struct str s, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, word, n) == 0)
			return true;
	return false;
}

static void makes_what_is_asked(bool pg)
{
	struct world w;
	make(&w, pg);
	steps = 0;
	struct schema_difference d = differs(&w);
	assert_int_equal(d.n, 2);
	assert_int_equal(d.by_hand, 0);
	migrate(&w, d.sql);
	d = differs(&w);
	ASSERT_STR(d.lines, "");
	drop(&w);
}

static void names_what_lacks(bool pg)
{
	static const char old[] =
		"CREATE TABLE home (id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,"
		" name @text NOT NULL, name_key @text NOT NULL) @strict;"
		"CREATE TABLE pet (id @int PRIMARY KEY, pid @text NOT NULL UNIQUE, region @int NOT NULL, rev @int NOT NULL,"
		" home @int NOT NULL REFERENCES home (id), name @text) @strict;"
		"INSERT INTO home (id, pid, region, rev, name, name_key) VALUES (1, 'a', 1, 1, 'x', 'x');";
	struct world w;
	make(&w, pg);
	steps = 0;
	migrate(&w, str_from(old));
	struct schema_difference d = differs(&w);
	assert_true(says(d.lines, "home: no index on (region, name_key, id)\n"));
	assert_true(says(d.lines, "pet: no index on (home, id)\n"));
	assert_true(says(d.lines, "pet.name: is text, must be text not null\n"));
	assert_true(says(d.lines, "pet.kind: is not in the database\n"));
	assert_true(says(d.sql, "ALTER TABLE pet ADD COLUMN kind @text NOT NULL DEFAULT 'a';\n"));
	assert_true(says(d.sql, "ALTER TABLE pet ADD COLUMN born @text;\n"));
	assert_true(says(d.sql, "ALTER TABLE pet ADD COLUMN seal @blob;\n"));
	assert_true(says(d.sql, "ALTER TABLE pet ADD COLUMN tame @int NOT NULL DEFAULT 0;\n"));
	assert_true(says(d.sql, "-- by hand: pet.name must become text not null\n"));
	assert_int_equal(d.n, 7);
	assert_int_equal(d.by_hand, 1);
	/* What the tool wrote works on rows that are there; only what is by hand stays. */
	migrate(&w, d.sql);
	ASSERT_STR(differs(&w).lines, "pet.name: is text, must be text not null\n");
	drop(&w);
}

static void sees_what_nobody_described(bool pg)
{
	struct world w;
	make(&w, pg);
	steps = 0;
	migrate(&w, differs(&w).sql);
	migrate(&w, S("ALTER TABLE home ADD COLUMN secret @text; CREATE TABLE other (id @int PRIMARY KEY) @strict;"
	              "DROP INDEX home_name_key; CREATE INDEX any_name ON home (region, name_key, id, pid);"));
	ASSERT_STR(differs(&w).lines, "home.secret: no description has it\n");
	drop(&w);
}

static void partial_indexes_do_not_count(bool pg)
{
	struct world w;
	make(&w, pg);
	steps = 0;
	migrate(&w, differs(&w).sql);
	migrate(&w, S("DROP INDEX pet_home; CREATE INDEX some_pets ON pet (home, id) WHERE home > 1;"
	              "DROP INDEX home_name_key; CREATE INDEX wrong ON home (name_key, region, id);"));
	struct schema_difference d = differs(&w);
	assert_int_equal(d.n, 2);
	assert_true(says(d.lines, "pet: no index on (home, id)\n"));
	assert_true(says(d.lines, "home: no index on (region, name_key, id)\n"));
	drop(&w);
}

#define BOTH(name) \
	static void test_##name(void **state) \
	{ \
		(void)state; \
		name(false); \
		name(true); \
	}
BOTH(makes_what_is_asked)
BOTH(names_what_lacks)
BOTH(sees_what_nobody_described)
BOTH(partial_indexes_do_not_count)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_makes_what_is_asked),
		cmocka_unit_test(test_names_what_lacks),
		cmocka_unit_test(test_sees_what_nobody_described),
		cmocka_unit_test(test_partial_indexes_do_not_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
