/* Whatever is altered in the record of looks and changes is found: random alterations of a database that was written by
 * the product itself, each held against its chains and against heads that were kept elsewhere.
 *
 *     mutation_test [--long N] [--seed S]     10,000 by default; a tenth of them on PostgreSQL */
#include "audit.h"
#include "change.h"
#include "clock.h"
#include "look.h"
#include "migrate.h"
#include "mutations.h"
#include "people.h"
#include "test_keys.h"
#include "testing.h"
#include "witness.h"

#include "db_fixture.h"

enum { ORGS = 12, CHANGES = 60, LOOKS = 60 };

struct world {
	struct fixture f;
	struct arena *a, *each;
	struct db *db;
	const struct model *model;
	struct viewer ann;
	struct head_lines heads; /* kept elsewhere */
};

static int64_t wanted = 10000, seed = 1;

/* An organisation that anyone may take back. */
static struct record rec;
static enum err may_undo(struct act *act, const struct row *now)
{
	(void)act, (void)now;
	return OK;
}

static void must(enum err e, const char *what)
{
	if (e == OK)
		return;
	fprintf(stderr, "%s: %s\n", what, err_name(e));
	exit(1);
}

static struct act act_of(struct world *w, int64_t now)
{
	return (struct act){.db = w->db, .model = w->model, .a = w->a, .now = now, .speak = {LANG_EN, AUD_PROF},
	                    .viewer = &w->ann, .door = "test", .region = 1};
}

static int64_t make_org(struct world *w, int n)
{
	struct act act = act_of(w, 1000 + n);
	const struct val v[ORGANISATION__N] = {
		[ORGANISATION_KIND] = val_text(S("school")),
		[ORGANISATION_NAME] = val_text(str_printf(w->a, "School %d", n)),
		[ORGANISATION_ENDED] = val_int(INT64_MAX),
	};
	struct str pid;
	int64_t id;
	struct change *c = change_begin(&act, "Made", 0);
	must(change_new(c, &rec, v, &id, &pid), "new");
	must(change_commit(c), "made");
	act_end(&act);
	return id;
}

/* On a connection of its own beside another that is out: another chain where writers stand beside each other. */
static void change_org(struct world *w, int64_t id, int n)
{
	struct conn *beside = NULL;
	if (n % 3 == 0)
		must(db_take(w->db, 1000, &beside), "connection");
	struct act act = act_of(w, 2000 + n);
	struct change *c = change_begin(&act, "Changed", CHANGE_UNDO);
	change_set(c, &rec, id, &organisation_fields[ORGANISATION_NAME],
	           val_text(str_printf(w->a, "School %d, changed %d", n % ORGS, n)));
	change_set(c, &rec, id, &organisation_fields[ORGANISATION_PLACE],
	           n % 4 == 0 ? val_null() : val_text(str_printf(w->a, "Place %d", n)));
	if (n % 20 == 19)
		change_erase(c, &rec, id);
	must(change_commit(c), "changed");
	struct str pid = change_pid(c);
	act_end(&act);
	act = act_of(w, 2000 + n);
	if (n % 7 == 0)
		must(change_undo(&act, pid), "taken back");
	act_end(&act);
	if (beside != NULL)
		db_give(w->db, beside);
}

static void look_around(struct world *w, int chain)
{
	struct looks *l;
	must(looks_open(w->db, 100 + chain, &l), "looks");
	for (int i = 0; i < LOOKS / 3; i++) {
		struct act act = act_of(w, 3000 + i);
		look_add(&act, 1 + i % 5, i % 2 == 0 ? PART_KERN : PART_SCHOOL, PURPOSE_GUIDE, 11);
		must(looks_write(l, &act), "look");
	}
	looks_close(l);
}

static void open_db(struct world *w)
{
	const struct db_options o = {.connections = 4, .write_schema = true};
	struct str why = {0};
	int applied;
	if (db_open(w->f.url, &o, w->a, &w->db, &why) != OK || schema_migrate(w->db, w->a, &applied, &why) != OK) {
		fprintf(stderr, STR_FMT "\n", STR_ARG(why));
		exit(1);
	}
}

static void world_make(struct world *w, bool pg)
{
	static const struct record *const records[] = {&rec};
	struct str why = {0};
	int64_t org[ORGS];
	rec = rec_organisation;
	rec.may_undo = may_undo;
	*w = (struct world){.a = arena_new(64 << 20), .each = arena_new(64 << 20),
	                    .ann = {.account = 11, .level = LEVEL_FULL, .role = ROLE_ADMINISTRATOR}};
	fixture_make(&w->f, pg);
	open_db(w);
	if (test_model(w->a, records, 1, &w->model, &why) != OK) {
		fprintf(stderr, STR_FMT "\n", STR_ARG(why));
		exit(1);
	}
	for (int i = 0; i < ORGS; i++)
		org[i] = make_org(w, i);
	for (int i = 0; i < CHANGES; i++)
		change_org(w, org[i % ORGS], i);
	for (int i = 0; i < 3; i++)
		look_around(w, i);
	const struct witness_dbs dbs = {{w->db, w->db}};
	must(heads_now(&dbs, w->a, 9000, &w->heads), "heads");
}

static void world_free(struct world *w)
{
	db_close(w->db);
	fixture_drop(&w->f);
	arena_free(w->each);
	arena_free(w->a);
}

/* Is everything as it was written? Counts what was held. */
static bool whole(struct world *w, struct conn *c, int64_t *records)
{
	struct audit_found changes;
	struct str why;
	int64_t looks;
	enum err e = audit_verify_in(c, w->each, &changes);
	why = changes.why;
	*records += changes.groups + changes.values;
	if (e == OK) {
		e = looks_verify_in(c, w->each, &looks, &why);
		*records += looks;
	}
	if (e == OK)
		e = heads_hold_in(c, &w->heads, w->each, &why);
	if (e != OK && e != ERR_CONFLICT)
		must(e, "verify");
	return e == OK;
}

/* Returns how many of `n` alterations were not found. */
static int64_t alter(struct world *w, int64_t n)
{
	struct conn *c;
	struct dice dice;
	int64_t tried = 0, missed = 0, records = 0, us = 0;
	dice_seed(&dice, (uint64_t)seed);
	must(db_take(w->db, 1000, &c), "connection");
	if (!whole(w, c, &records)) {
		fprintf(stderr, "it is not whole to begin with\n");
		exit(1);
	}
	records = 0;
	while (tried < n) {
		must(db_begin(c), "begin");
		const char *what = mutate(c, w->each, &dice);
		if (what != NULL) {
			int64_t began = clock_ticks();
			tried++;
			if (whole(w, c, &records)) {
				missed++;
				printf("NOT FOUND: %s\n", what);
			}
			us += clock_ticks() - began;
		}
		db_rollback(c);
		arena_reset(w->each);
	}
	if (!whole(w, c, &records)) {
		fprintf(stderr, "it is not whole in the end\n");
		exit(1);
	}
	db_give(w->db, c);
	printf("%s: %lld alterations, %lld found, %lld not; %lld records/s while looking\n",
	       w->f.pg ? "PostgreSQL" : "SQLite", (long long)tried, (long long)(tried - missed), (long long)missed,
	       (long long)(us == 0 ? 0 : records * 1000000 / us));
	return missed;
}

static void test_on(bool pg, int64_t n)
{
	struct world w;
	world_make(&w, pg);
	int64_t missed = alter(&w, n);
	world_free(&w);
	assert_int_equal(missed, 0);
}

static void test_every_alteration_is_found_on_sqlite(void **state)
{
	(void)state;
	test_on(false, wanted);
}

static void test_every_alteration_is_found_on_postgresql(void **state)
{
	(void)state;
	test_on(true, wanted / 10);
}

int main(int argc, char **argv)
{
	for (int i = 1; i + 1 < argc; i += 2) {
		int64_t *to = strcmp(argv[i], "--long") == 0 ? &wanted : strcmp(argv[i], "--seed") == 0 ? &seed : NULL;
		if (to == NULL || !str_to_i64(str_from(argv[i + 1]), to)) {
			fprintf(stderr, "mutation_test [--long N] [--seed S]\n");
			return 2;
		}
	}
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_alteration_is_found_on_sqlite),
		cmocka_unit_test(test_every_alteration_is_found_on_postgresql),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
