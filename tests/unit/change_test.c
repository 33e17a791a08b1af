/* The write unit on both databases: TN_TEST_PG names a PostgreSQL; without it this program fails. */
#include "change.h"
#include "db_fixture.h"
#include "migrate.h"
#include "model.h"
#include "test_keys.h"
#include "testing.h"
#include "upkeep.h"

/* A record of the real schema that needs no other: organisation. */
enum { KIND, NAME, NAME_KEY, PLACE, ENDED };
static const struct choice kinds[] = {{"school", "School", NULL}, {"swv", "Partnership", NULL}, {NULL, NULL, NULL}};
static const struct field fields[] = {
	[KIND] = {.name = "kind",
		  .type = &T_CHOICE,
		  .privacy = PRIV_PUBLIC,
		  .label = "Kind",
		  .missing = "Choose",
		  .choices = kinds},
	[NAME] = {.name = "name",
		  .type = &T_LINE,
		  .privacy = PRIV_PUBLIC,
		  .max = 80,
		  .label = "Name",
		  .missing = "Enter a name"},
	[NAME_KEY] =
		{.name = "name_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .fold_of = "name"},
	[PLACE] = {.name = "place",
		   .type = &T_LINE,
		   .need = NEED_OPTIONAL,
		   .privacy = PRIV_PUBLIC,
		   .max = 80,
		   .label = "Place"},
	[ENDED] = {.name = "ended", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PUBLIC},
};
static enum err undo_right; /* of whoever asks, now */
static enum err may_undo(struct act *act, const struct row *now)
{
	(void)act, (void)now;
	return undo_right;
}
static const struct record rec = {
	.name = "organisation", .label = "Organisation", .fields = fields, .n = 5, .may_undo = may_undo};
static const struct record *const records[] = {&rec};
static const struct field *const asked[] = {&fields[NAME], &fields[PLACE]};
static const struct form_def def = {.name = "org", .fields = asked, .n = 2, .drafts = true, .submit = "Save"};

struct world {
	struct fixture fixture;
	struct arena *a;
	struct db *db;
	const struct model *model;
	struct viewer ann, bob;
	struct act act; /* of the last put: a change looks back at its act after commit */
};

static struct act act_of(struct world *w, const struct viewer *who, int64_t now)
{
	return (struct act){.db = w->db,
			    .model = w->model,
			    .a = w->a,
			    .now = now,
			    .speak = {LANG_EN, AUD_PROF},
			    .viewer = who,
			    .door = "test",
			    .region = 1};
}

static int world_open(void **state, bool pg)
{
	struct world *w = calloc(1, sizeof *w);
	struct str why;
	int applied;
	w->a = arena_new(64 << 20);
	w->ann = (struct viewer){.account = 11, .level = LEVEL_FULL};
	w->bob = (struct viewer){.account = 12, .level = LEVEL_FULL};
	fixture_make(&w->fixture, pg);
	const struct db_options o = {.connections = 8, .write_schema = true};
	if (db_open(w->fixture.url, &o, w->a, &w->db, &why) != OK || schema_migrate(w->db, w->a, &applied, &why) != OK ||
	    test_model(w->a, records, 1, &w->model, &why) != OK) {
		print_error("cannot start: " STR_FMT "\n", STR_ARG(why));
		return -1;
	}
	*state = w;
	return 0;
}

static int sqlite_world(void **state)
{
	return world_open(state, false);
}

static int postgres_world(void **state)
{
	return world_open(state, true);
}

static int world_close(void **state)
{
	struct world *w = *state;
	act_end(&w->act);
	db_close(w->db);
	fixture_drop(&w->fixture);
	arena_free(w->a);
	free(w);
	return 0;
}

static int64_t make(struct world *w, const char *name)
{
	struct act act = act_of(w, &w->ann, 1000);
	struct val v[] = {val_text(S("school")), val_text(str_from(name)), val_null(), val_null(), val_int(INT64_MAX)};
	int64_t id;
	struct str pid;
	struct change *c = change_begin(&act, "Made", CHANGE_UNDO);
	assert_int_equal(change_new(c, &rec, v, &id, &pid), OK);
	assert_int_equal(change_commit(c), OK);
	act_end(&act);
	return id;
}

static struct row get(struct world *w, int64_t id)
{
	struct act act = act_of(w, NULL, 1);
	struct row r;
	assert_int_equal(record_by_id(&act, &rec, id, &r), OK);
	act_end(&act);
	return r;
}

static struct form *edit(struct world *w, int64_t rev, const char *name, const char *place)
{
	struct form *f = form_new(w->a, &def);
	struct pair p[] = {{S("name"), str_from(name)}, {S("place"), str_from(place)},
	                   {S("_rev"), str_printf(w->a, "%lld", (long long)rev)}};
	form_parse(f, w->a, (struct speak){LANG_EN, AUD_PROF}, (struct pairs){p, 3});
	assert_int_equal(f->errors, 0);
	return f;
}

static enum err put(struct world *w, const struct viewer *who, int64_t now, int64_t id, const struct form *f,
		    struct change **c, struct str *pid)
{
	act_end(&w->act);
	w->act = act_of(w, who, now);
	*c = change_begin(&w->act, "Saved", CHANGE_UNDO);
	change_put(*c, &rec, id, f);
	*pid = change_pid(*c);
	return change_commit(*c);
}

static void test_put_raises_rev_and_folds(void **state)
{
	struct world *w = *state;
	struct change *c;
	struct str pid;
	int64_t id = make(w, "De Wilgenhoek");
	ASSERT_STR(row_text(&(struct row){.rec = &rec, .v = get(w, id).v}, &fields[NAME_KEY]), "de wilgenhoek");
	assert_int_equal(put(w, &w->ann, 2000, id, edit(w, 1, "Het Veer", "Sneek"), &c, &pid), OK);
	struct row r = get(w, id);
	assert_int_equal(r.rev, 2);
	ASSERT_STR(row_text(&r, &fields[NAME]), "Het Veer");
	ASSERT_STR(row_text(&r, &fields[NAME_KEY]), "het veer");
	ASSERT_STR(row_text(&r, &fields[PLACE]), "Sneek");
	ASSERT_STR(row_text(&r, &fields[KIND]), "school");
}

static void test_stale_rev_is_a_conflict_and_loses_nothing(void **state)
{
	struct world *w = *state;
	struct change *c;
	struct str pid;
	int64_t id = make(w, "A");
	assert_int_equal(put(w, &w->ann, 2000, id, edit(w, 1, "From Ann", "Sneek"), &c, &pid), OK);
	struct form *bob = edit(w, 1, "From Bob", "Sneek");
	assert_int_equal(put(w, &w->bob, 2001, id, bob, &c, &pid), ERR_CONFLICT);
	assert_int_equal(change_conflict(c, bob), OK);
	assert_true(bob->conflict);
	assert_int_equal(bob->rev, 2);
	ASSERT_STR(bob->theirs[0], "From Ann");
	ASSERT_STR(bob->raw[0], "From Bob");
	assert_true(bob->differs[0]);
	assert_false(bob->differs[1]);
	struct row r = get(w, id);
	ASSERT_STR(row_text(&r, &fields[NAME]), "From Ann");
	/* The same text twice is no conflict. */
	assert_int_equal(put(w, &w->bob, 2002, id, edit(w, 1, "From Ann", "Sneek"), &c, &pid), OK);
	assert_int_equal(get(w, id).rev, 2);
}

static void test_undo(void **state)
{
	struct world *w = *state;
	struct change *c;
	struct str pid, later;
	struct change_notice n;
	int64_t id = make(w, "Before");
	assert_int_equal(put(w, &w->ann, 2000, id, edit(w, 1, "After", ""), &c, &pid), OK);
	struct act ann = act_of(w, &w->ann, 3000), bob = act_of(w, &w->bob, 3000),
		   late = act_of(w, &w->ann, 2000 + UNDO_MS);
	assert_int_equal(change_notice(&bob, pid, &n), ERR_NOT_FOUND);
	assert_int_equal(change_undo(&bob, pid), ERR_NOT_FOUND);
	assert_int_equal(change_undo(&late, pid), ERR_NOT_FOUND);
	assert_int_equal(change_undo(&ann, S("0000000000000")), ERR_NOT_FOUND);
	assert_int_equal(change_notice(&ann, pid, &n), OK);
	assert_true(n.undo);
	/* Who may not write the record any more takes nothing back. */
	undo_right = ERR_DENIED;
	assert_int_equal(change_undo(&ann, pid), ERR_DENIED);
	undo_right = OK;
	ASSERT_STR(row_text(&(struct row){.rec = &rec, .v = get(w, id).v}, &fields[NAME]), "After");
	assert_int_equal(change_undo(&ann, pid), OK);
	struct row r = get(w, id);
	ASSERT_STR(row_text(&r, &fields[NAME]), "Before");
	ASSERT_STR(row_text(&r, &fields[NAME_KEY]), "before");
	assert_int_equal(change_undo(&ann, pid), ERR_CONFLICT); /* once */
	assert_int_equal(change_notice(&ann, pid, &n), OK);
	assert_true(n.undone);
	/* Not over someone else's later text. */
	assert_int_equal(put(w, &w->ann, 4000, id, edit(w, 3, "Ann's", ""), &c, &pid), OK);
	assert_int_equal(put(w, &w->bob, 4001, id, edit(w, 4, "Bob's", ""), &c, &later), OK);
	assert_int_equal(change_undo(&ann, pid), ERR_CONFLICT);
	r = get(w, id);
	ASSERT_STR(row_text(&r, &fields[NAME]), "Bob's");
	act_end(&ann);
	act_end(&bob);
	act_end(&late);
}

static const struct stmt touch_nothing = {"UPDATE organisation SET place = $1 WHERE id = -1", "t", ""};

static void test_side_statement_that_must_hit_rolls_everything_back(void **state)
{
	struct world *w = *state;
	int64_t id = make(w, "Still here");
	struct act act = act_of(w, &w->ann, 2000);
	struct change *c = change_begin(&act, "Saved", 0);
	change_set(c, &rec, id, &fields[NAME], val_text(S("Gone")));
	change_exec(c, &touch_nothing, DB_ARGS(val_text(S("x"))), 1);
	assert_int_equal(change_commit(c), ERR_CONFLICT);
	struct row r = get(w, id);
	ASSERT_STR(row_text(&r, &fields[NAME]), "Still here");
	assert_int_equal(r.rev, 1);
	act_end(&act);
}

static void test_second_post_gets_first_answer(void **state)
{
	struct world *w = *state;
	struct str where;
	int64_t id = make(w, "A");
	struct act act = act_of(w, &w->ann, 2000), bob = act_of(w, &w->bob, 2000);
	struct form *f = edit(w, 1, "B", "");
	assert_int_equal(form_key_answer(&act, f->key, &where), ERR_NOT_FOUND);
	for (int i = 0; i < 2; i++) {
		struct change *c = change_begin(&act, "Saved", 0);
		change_put(c, &rec, id, f);
		change_answers(c, f, S("/here"), S("/there?klaar=1"));
		assert_int_equal(change_commit(c), i == 0 ? OK : ERR_CONFLICT);
	}
	assert_int_equal(form_key_answer(&act, f->key, &where), OK);
	ASSERT_STR(where, "/there?klaar=1");
	assert_int_equal(form_key_answer(&bob, f->key, &where), ERR_NOT_FOUND);
	act_end(&act);
	act_end(&bob);
}

static void test_drafts(void **state)
{
	struct world *w = *state;
	struct act ann = act_of(w, &w->ann, 5000), bob = act_of(w, &w->bob, 5000);
	struct form *f = form_new(w->a, &def), *back = form_new(w->a, &def);
	struct pair p[] = {{S("name"), S("half a sen\xc3\xa9 12\nname 3\n")}, {S("place"), S("x 4")}};
	form_fill_raw(f, w->a, (struct pairs){p, 2});
	f->rev = 3;
	assert_int_equal(draft_keep(&ann, w->ann.account, f, S("/a"), 0), OK);
	assert_int_equal(draft_load(&bob, back, S("/a")), ERR_NOT_FOUND);
	assert_int_equal(draft_load(&ann, back, S("/b")), ERR_NOT_FOUND);
	assert_int_equal(draft_load(&ann, back, S("/a")), OK);
	assert_true(str_eq(back->raw[0], f->raw[0]));
	ASSERT_STR(back->raw[1], "x 4");
	assert_int_equal(back->rev, 3);
	assert_int_equal(back->draft_at, 5000);
	struct change *c = change_begin(&ann, "Saved", 0);
	change_answers(c, f, S("/a"), S("/b")); /* handed in: then nothing is kept */
	assert_int_equal(change_commit(c), OK);
	assert_int_equal(draft_load(&ann, back, S("/a")), ERR_NOT_FOUND);
	act_end(&ann);
	act_end(&bob);
}

static void test_upkeep_takes_only_what_is_over(void **state)
{
	struct world *w = *state;
	const int64_t day = 24 * 3600 * (int64_t)1000;
	int64_t removed;
	struct act ann = act_of(w, &w->ann, 0);
	struct form *f = form_new(w->a, &def);
	struct pair p[] = {{S("name"), S("kept")}};
	form_fill_raw(f, w->a, (struct pairs){p, 1});
	assert_int_equal(draft_keep(&ann, w->ann.account, f, S("/old"), 0), OK);
	act_end(&ann);
	assert_int_equal(upkeep_run(w->db, w->a, 90 * day, &removed), OK);
	assert_int_equal(removed, 0);
	assert_int_equal(upkeep_run(w->db, w->a, 90 * day + 1, &removed), OK);
	assert_int_equal(removed, 1);
	assert_int_equal(upkeep_run(w->db, w->a, 90 * day + 1, &removed), OK);
	assert_int_equal(removed, 0);
}

#define ON_BOTH(test) \
	cmocka_unit_test_setup_teardown(test, sqlite_world, world_close), \
		cmocka_unit_test_setup_teardown(test, postgres_world, world_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(test_put_raises_rev_and_folds),
		ON_BOTH(test_stale_rev_is_a_conflict_and_loses_nothing),
		ON_BOTH(test_undo),
		ON_BOTH(test_side_statement_that_must_hit_rolls_everything_back),
		ON_BOTH(test_second_post_gets_first_answer),
		ON_BOTH(test_drafts),
		ON_BOTH(test_upkeep_takes_only_what_is_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
