/* Who is asking, on both databases: sessions, seats and their very ends, and what a level may open. */
#include "testing.h"

#include "date.h"
#include "db_fixture.h"
#include "migrate.h"
#include "rand.h"
#include "token.h"
#include "viewer.h"

enum { BEGAN = 1000000, MINUTE = 60 * 1000, IDLE = 30 * MINUTE, LONGEST = 10 * 60 * MINUTE };
enum { ANN = 11, BOB = 12, CAT = 13, DEB = 14, SWV = 21, SCHOOL = 22, OLD = 23, PARENTS = 24 };

static const struct session_limits limits = {IDLE, LONGEST};

struct world {
	struct fixture fixture;
	struct arena *a;
	struct db *db;
	struct conn *c;
};

static void put(struct world *w, const struct stmt *s, const struct val *args, size_t n)
{
	const struct rows *r;
	assert_int_equal(db_begin(w->c), OK);
	assert_int_equal(db_exec(w->c, w->a, s, args, n, &r), OK);
	assert_int_equal(db_commit(w->c), OK);
}

static struct val text(const char *s)
{
	return val_text(str_from(s));
}

static void put_org(struct world *w, int64_t id, const char *kind, const char *name, int64_t ended)
{
	static const struct stmt s = {
		"INSERT INTO organisation (id, pid, region, rev, kind, name, name_key, ended) VALUES ($1, $2, 1, 1, $3, $4, "
		"$4, $5)",
		"ittti", ""};
	put(w, &s, DB_ARGS(val_int(id), val_text(pid_new(w->a)), text(kind), text(name), val_int(ended)));
}

static void put_account(struct world *w, int64_t id, const char *name, bool factor, int64_t closed)
{
	static const struct stmt s = {
		"INSERT INTO account (id, pid, region, rev, email, email_key, name, name_key, lang, theme, shortcuts, "
		"password, "
		"second_factor, second_step, made, closed) VALUES ($1, $2, 1, 1, $3, $3, $3, $3, 'en', 'auto', 1, '', $4, "
		"0, 0, $5)",
		"ittbi", ""};
	put(w, &s, DB_ARGS(val_int(id), val_text(pid_new(w->a)), text(name), factor ? val_blob(S("sealed")) : val_null(),
	                   val_int(closed)));
}

static void put_seat(struct world *w, int64_t id, int64_t org, const char *role)
{
	static const struct stmt s = {"INSERT INTO seat (id, pid, region, rev, org, role) VALUES ($1, $2, 1, 1, $3, "
	                              "$4)", "itit", ""};
	put(w, &s, DB_ARGS(val_int(id), val_text(pid_new(w->a)), val_int(org), text(role)));
}

static void put_holds(struct world *w, int64_t id, int64_t account, int64_t seat, int64_t begins, int64_t ends)
{
	static const struct stmt s = {
		"INSERT INTO holds (id, pid, region, rev, account, seat, begins, ends, given_by) VALUES ($1, $2, 1, 1, $3, "
		"$4, $5, $6, 0)",
		"itiiii", ""};
	put(w, &s, DB_ARGS(val_int(id), val_text(pid_new(w->a)), val_int(account), val_int(seat), val_int(begins),
	                   val_int(ends)));
}

struct kept {
	int64_t id, account, level;
	const char *role;
	int64_t seen, ends;
};

static struct str put_session(struct world *w, struct kept k)
{
	static const struct stmt s = {
		"INSERT INTO session (id, pid, token_hash, account, level, role, began, seen, ends, agent) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')",
		"itbiitiii", ""};
	struct str token = token_new(w->a);
	put(w, &s, DB_ARGS(val_int(k.id), val_text(pid_new(w->a)), val_blob(token_hash(w->a, token)), val_int(k.account),
	                   val_int(k.level), text(k.role), val_int(BEGAN), val_int(k.seen), val_int(k.ends)));
	return token;
}

static int world_open(void **state, bool pg)
{
	struct world *w = calloc(1, sizeof *w);
	struct str why;
	int applied;
	const struct db_options o = {.connections = 2, .write_schema = true};
	w->a = arena_new(32 << 20);
	fixture_make(&w->fixture, pg);
	if (db_open(w->fixture.url, &o, w->a, &w->db, &why) != OK || schema_migrate(w->db, w->a, &applied, &why) != OK ||
	    db_take(w->db, 1000, &w->c) != OK) {
		print_error("cannot start: " STR_FMT "\n", STR_ARG(why));
		return -1;
	}
	put_org(w, SWV, "swv", "Merenland", INSTANT_OPEN);
	put_org(w, SCHOOL, "school", "De Wilgenhoek", INSTANT_OPEN);
	put_org(w, OLD, "school", "De Oude School", BEGAN + 5 * MINUTE);
	put_org(w, PARENTS, "parents", "Ouders", INSTANT_OPEN);
	put_account(w, ANN, "Ann", true, INSTANT_OPEN);
	put_account(w, BOB, "Bob", true, BEGAN + 5 * MINUTE);
	put_account(w, CAT, "Cat", false, INSTANT_OPEN);
	put_account(w, DEB, "Deb", false, INSTANT_OPEN);
	put_seat(w, 31, SCHOOL, "ib");
	put_seat(w, 32, SCHOOL, "teacher");
	put_seat(w, 33, OLD, "ib");
	put_seat(w, 34, SWV, "director");
	put_seat(w, 35, SCHOOL, "wizard");    /* a role that this program does not know */
	put_seat(w, 36, SCHOOL, "administrator"); /* cannot be held at a school */
	put_seat(w, 37, PARENTS, "parent");
	put_holds(w, 41, ANN, 32, 0, INSTANT_OPEN);
	put_holds(w, 42, ANN, 31, 1, INSTANT_OPEN);
	put_holds(w, 43, ANN, 33, 2, INSTANT_OPEN);
	put_holds(w, 44, ANN, 35, 3, INSTANT_OPEN);
	put_holds(w, 45, ANN, 36, 3, INSTANT_OPEN);
	put_holds(w, 46, ANN, 34, BEGAN + 2 * MINUTE, BEGAN + 3 * MINUTE);
	put_holds(w, 47, ANN, 32, 3, INSTANT_OPEN); /* the same seat in a second period */
	put_holds(w, 48, CAT, 32, 0, INSTANT_OPEN);
	put_holds(w, 49, DEB, 37, 0, INSTANT_OPEN);
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
	db_give(w->db, w->c);
	db_close(w->db);
	fixture_drop(&w->fixture);
	arena_free(w->a);
	free(w);
	return 0;
}

static const struct viewer *load(struct world *w, struct str token, int64_t now)
{
	struct viewer *v;
	int64_t expired;
	if (viewer_load(w->c, w->a, token, now, &limits, &v, &expired) != OK) {
		assert_null(v);
		return NULL;
	}
	assert_int_equal(expired, 0);
	return v;
}

static int64_t expired_account(struct world *w, struct str token, int64_t now)
{
	struct viewer *v;
	int64_t expired = -1;
	assert_int_equal(viewer_load(w->c, w->a, token, now, &limits, &v, &expired), ERR_NOT_FOUND);
	assert_null(v);
	return expired;
}

static void a_session_tells_who_it_is(void **state)
{
	struct world *w = *state;
	struct str token = put_session(w, (struct kept){51, ANN, LEVEL_FULL, "", BEGAN, BEGAN + LONGEST});
	struct conn_counts before = conn_counts(w->c);
	const struct viewer *v = load(w, token, BEGAN + MINUTE);
	assert_non_null(v);
	assert_int_equal(conn_counts(w->c).batches - before.batches, 1);
	assert_int_equal(v->account, ANN);
	assert_int_equal(v->session, 51);
	ASSERT_STR(v->name, "Ann");
	ASSERT_STR(v->theme, "");
	assert_int_equal(v->lang, LANG_EN);
	assert_true(v->shortcuts);
	assert_true(v->has_second_factor);
	assert_int_equal(v->level, LEVEL_FULL);
	assert_int_equal(v->session_ends, BEGAN + LONGEST);
	/* Oldest first; the unknown role and the one out of place are not there; the seat held twice is one. */
	assert_int_equal(v->n_seats, 3);
	assert_int_equal(v->seats[0].id, 32);
	assert_int_equal(v->seats[1].id, 31);
	assert_int_equal(v->seats[2].id, 33);
	ASSERT_STR(v->seats[1].org_name, "De Wilgenhoek");
	assert_int_equal(v->seats[1].org_kind, ORG_SCHOOL);
	assert_int_equal(v->roles, 1u << ROLE_TEACHER | 1u << ROLE_IB);
	assert_int_equal(v->role, ROLE_TEACHER);
	assert_int_equal(v->n_grantees, 4);
	assert_int_equal(v->grantees[0], ANN);
	assert_int_equal(v->grantees[1], 32); /* the seat, and then both own places on it */
}

static void the_chosen_role_holds_as_long_as_it_is_held(void **state)
{
	struct world *w = *state;
	struct str ib = put_session(w, (struct kept){52, ANN, LEVEL_FULL, "ib", BEGAN, BEGAN + LONGEST});
	const struct viewer *v = load(w, ib, BEGAN + MINUTE);
	assert_int_equal(v->role, ROLE_IB);
	assert_int_equal(v->n_grantees, 5); /* at both schools */
	struct str director = put_session(w, (struct kept){53, ANN, LEVEL_FULL, "director", BEGAN, BEGAN + LONGEST});
	assert_int_equal(load(w, director, BEGAN + 2 * MINUTE - 1)->role, ROLE_TEACHER);
	assert_int_equal(load(w, director, BEGAN + 2 * MINUTE)->role, ROLE_DIRECTOR);
	assert_int_equal(load(w, director, BEGAN + 3 * MINUTE - 1)->role, ROLE_DIRECTOR);
	v = load(w, director, BEGAN + 3 * MINUTE); /* its very end */
	assert_int_equal(v->role, ROLE_TEACHER);
	assert_false(viewer_holds(v, ROLE_DIRECTOR));
	static const char *const wrong[] = {"wizard", "administrator", "board", "", "IB"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct str token = put_session(w, (struct kept){60 + (int64_t)i, ANN, LEVEL_FULL, wrong[i], BEGAN,
		                                                BEGAN + LONGEST});
		assert_int_equal(load(w, token, BEGAN + MINUTE)->role, ROLE_TEACHER);
	}
}

static void an_organisation_that_ended_gives_no_seat(void **state)
{
	struct world *w = *state;
	struct str token = put_session(w, (struct kept){70, ANN, LEVEL_FULL, "ib", BEGAN, BEGAN + LONGEST});
	assert_int_equal(load(w, token, BEGAN + 5 * MINUTE - 1)->n_grantees, 5);
	assert_int_equal(load(w, token, BEGAN + 5 * MINUTE)->n_grantees, 3);
}

static void a_session_ends_at_its_millisecond(void **state)
{
	struct world *w = *state;
	struct str idle = put_session(w, (struct kept){71, ANN, LEVEL_FULL, "", BEGAN + MINUTE, BEGAN + LONGEST});
	assert_non_null(load(w, idle, BEGAN + MINUTE + IDLE - 1));
	assert_int_equal(expired_account(w, idle, BEGAN + MINUTE + IDLE), ANN);
	struct str old = put_session(w, (struct kept){72, ANN, LEVEL_FULL, "", BEGAN + LONGEST - 1, BEGAN + LONGEST});
	assert_non_null(load(w, old, BEGAN + LONGEST - 1));
	assert_int_equal(expired_account(w, old, BEGAN + LONGEST), ANN);
	/* The setting became shorter after it began: the shorter one counts. */
	struct str far = put_session(w, (struct kept){73, ANN, LEVEL_FULL, "", BEGAN + LONGEST, INSTANT_OPEN});
	assert_int_equal(expired_account(w, far, BEGAN + LONGEST), ANN);
	/* A clock that went back ends nothing early. */
	assert_non_null(load(w, idle, BEGAN - 400 * INT64_C(86400000)));
	/* Of who never came past the second step nothing is kept. */
	struct str half = put_session(w, (struct kept){74, ANN, LEVEL_SECOND_STEP, "", BEGAN, BEGAN + LONGEST});
	assert_int_equal(expired_account(w, half, BEGAN + IDLE), 0);
}

static void what_is_no_session_is_nobody(void **state)
{
	struct world *w = *state;
	struct str token = put_session(w, (struct kept){75, ANN, LEVEL_FULL, "", BEGAN, BEGAN + LONGEST});
	struct str hash = token_hash(w->a, token);
	assert_int_equal(expired_account(w, (struct str){0}, BEGAN), 0);
	assert_int_equal(expired_account(w, S("x"), BEGAN), 0);
	assert_int_equal(expired_account(w, hash, BEGAN), 0); /* what the database keeps opens nothing */
	assert_int_equal(expired_account(w, (struct str){token.p, token.n - 1}, BEGAN), 0);
	assert_int_equal(expired_account(w, token_new(w->a), BEGAN), 0);
	static const int64_t levels[] = {LEVEL_NONE, LEVEL_GUEST + 1, -1, 99};
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
		struct str odd = put_session(w, (struct kept){80 + (int64_t)i, ANN, levels[i], "", BEGAN, BEGAN + LONGEST});
		assert_int_equal(expired_account(w, odd, BEGAN), 0);
	}
}

static void a_closed_account_is_out_at_once(void **state)
{
	struct world *w = *state;
	struct str token = put_session(w, (struct kept){90, BOB, LEVEL_FULL, "", BEGAN, BEGAN + LONGEST});
	assert_non_null(load(w, token, BEGAN + 5 * MINUTE - 1));
	assert_int_equal(expired_account(w, token, BEGAN + 5 * MINUTE), 0);
}

static void staff_without_a_second_factor_come_no_further_than_the_second_step(void **state)
{
	struct world *w = *state;
	struct str cat = put_session(w, (struct kept){91, CAT, LEVEL_FULL, "", BEGAN, BEGAN + LONGEST});
	const struct viewer *v = load(w, cat, BEGAN);
	assert_int_equal(v->level, LEVEL_SECOND_STEP);
	assert_false(viewer_can(v, CAP_SIGNED_IN));
	struct str deb = put_session(w, (struct kept){92, DEB, LEVEL_FULL, "", BEGAN, BEGAN + LONGEST});
	v = load(w, deb, BEGAN);
	assert_int_equal(v->level, LEVEL_FULL);
	assert_int_equal(v->role, ROLE_PARENT);
}

/* ---- keys of programs ---- */

struct key {
	int64_t id, account;
	const char *role, *scope;
	int64_t begins, ends, ended;
};

static struct str put_key(struct world *w, struct key k)
{
	static const struct stmt s = {
		"INSERT INTO api_token (id, pid, region, rev, token_hash, account, role, name, scope, begins, ends, ended) "
		"VALUES ($1, $2, 1, 1, $3, $4, $5, 'proef', $6, $7, $8, $9)",
		"itbittiii", ""};
	struct str token = token_new(w->a);
	put(w, &s, DB_ARGS(val_int(k.id), val_text(pid_new(w->a)), val_blob(token_hash(w->a, token)), val_int(k.account),
	                   text(k.role), text(k.scope), val_int(k.begins), val_int(k.ends), val_int(k.ended)));
	return token;
}

static const struct viewer *by_key(struct world *w, struct str token, int64_t now)
{
	struct viewer *v;
	enum err e = viewer_load_token(w->c, w->a, token, now, &v);
	assert_int_equal(e, v != NULL ? OK : ERR_NOT_FOUND);
	return v;
}

static void a_key_acts_in_its_own_role(void **state)
{
	struct world *w = *state;
	struct str reads = put_key(w, (struct key){101, ANN, "ib", "read", BEGAN, INSTANT_OPEN, INSTANT_OPEN});
	struct str writes = put_key(w, (struct key){102, ANN, "teacher", "write", BEGAN, INSTANT_OPEN, INSTANT_OPEN});
	const struct viewer *v = by_key(w, reads, BEGAN);
	assert_int_equal(v->role, ROLE_IB);
	assert_int_equal(v->account, ANN);
	assert_int_equal(v->level, LEVEL_FULL);
	assert_int_equal(v->token, 101);
	assert_int_equal(v->session, 0);
	assert_true(v->reads_only);
	v = by_key(w, writes, BEGAN);
	assert_int_equal(v->role, ROLE_TEACHER);
	assert_false(v->reads_only);
	/* A key is no session and a session is no key. */
	assert_null(load(w, reads, BEGAN));
	assert_null(by_key(w, put_session(w, (struct kept){103, ANN, LEVEL_FULL, "", BEGAN, BEGAN + LONGEST}), BEGAN));
}

static void a_key_is_over_at_its_millisecond(void **state)
{
	struct world *w = *state;
	struct str dated = put_key(w, (struct key){111, ANN, "ib", "read", BEGAN, BEGAN + 10, INSTANT_OPEN});
	assert_null(by_key(w, dated, BEGAN - 1));
	assert_non_null(by_key(w, dated, BEGAN + 9));
	assert_null(by_key(w, dated, BEGAN + 10));
	struct str ended = put_key(w, (struct key){112, ANN, "ib", "read", BEGAN, INSTANT_OPEN, BEGAN + 10});
	assert_non_null(by_key(w, ended, BEGAN + 9));
	assert_null(by_key(w, ended, BEGAN + 10));
}

/* Never in another role instead, and never past the door that its account has. */
static void a_key_goes_with_its_role_and_account(void **state)
{
	struct world *w = *state;
	struct str director = put_key(w, (struct key){121, ANN, "director", "write", 0, INSTANT_OPEN, INSTANT_OPEN});
	assert_null(by_key(w, director, BEGAN + 2 * MINUTE - 1));
	assert_int_equal(by_key(w, director, BEGAN + 2 * MINUTE)->role, ROLE_DIRECTOR);
	assert_null(by_key(w, director, BEGAN + 3 * MINUTE));
	static const char *const never[] = {"", "wizard", "administrator", "privacy_officer"};
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		assert_null(by_key(w, put_key(w, (struct key){122 + (int64_t)i, ANN, never[i], "write", 0, INSTANT_OPEN,
		                                              INSTANT_OPEN}), BEGAN));
	put_holds(w, 130, BOB, 31, 0, INSTANT_OPEN);
	struct str bob = put_key(w, (struct key){131, BOB, "ib", "write", 0, INSTANT_OPEN, INSTANT_OPEN});
	assert_non_null(by_key(w, bob, BEGAN + 5 * MINUTE - 1));
	assert_null(by_key(w, bob, BEGAN + 5 * MINUTE)); /* the account is closed */
	struct str no_second_step[] = {
		put_key(w, (struct key){132, CAT, "teacher", "read", 0, INSTANT_OPEN, INSTANT_OPEN}),
		put_key(w, (struct key){133, DEB, "parent", "read", 0, INSTANT_OPEN, INSTANT_OPEN}),
	};
	assert_null(by_key(w, no_second_step[0], BEGAN));
	assert_null(by_key(w, no_second_step[1], BEGAN));
	assert_null(by_key(w, S(""), BEGAN));
	assert_null(by_key(w, token_new(w->a), BEGAN));
}

static void levels_and_roles_open_what_they_say(void **state)
{
	(void)state;
	struct viewer v = {.level = LEVEL_NONE, .role = ROLE_ADMINISTRATOR};
	for (int cap = CAP_NOBODY; cap < CAP__N; cap++) {
		assert_int_equal(viewer_can(NULL, (enum cap)cap), cap == CAP_PUBLIC);
		v.level = LEVEL_NONE;
		assert_int_equal(viewer_can(&v, (enum cap)cap), cap == CAP_PUBLIC);
		v.level = LEVEL_SECOND_STEP;
		assert_int_equal(viewer_can(&v, (enum cap)cap), cap == CAP_PUBLIC || cap == CAP_SECOND_STEP);
	}
	v.level = LEVEL_FULL;
	assert_false(viewer_can(&v, CAP_NOBODY));
	assert_false(viewer_can(&v, CAP_SECOND_STEP));
	assert_false(viewer_can(&v, CAP__N));
	assert_false(viewer_can(&v, (enum cap)77));
	assert_true(viewer_can(&v, CAP_SETTINGS));
	assert_false(viewer_can(&v, CAP_LOGS)); /* who keeps the house does not read the logs */
	v.role = ROLE_PRIVACY_OFFICER;
	assert_true(viewer_can(&v, CAP_LOGS));
	assert_false(viewer_can(&v, CAP_SETTINGS));
	v.role = ROLE_NONE;
	assert_true(viewer_can(&v, CAP_SIGNED_IN));
	for (int cap = CAP_ACCOUNTS; cap < CAP__N; cap++)
		assert_false(viewer_can(&v, (enum cap)cap));
	v.role = (enum role)1000;
	for (int cap = CAP_ACCOUNTS; cap < CAP__N; cap++)
		assert_false(viewer_can(&v, (enum cap)cap));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_session_tells_who_it_is),
		cmocka_unit_test(the_chosen_role_holds_as_long_as_it_is_held),
		cmocka_unit_test(an_organisation_that_ended_gives_no_seat),
		cmocka_unit_test(a_session_ends_at_its_millisecond),
		cmocka_unit_test(what_is_no_session_is_nobody),
		cmocka_unit_test(a_closed_account_is_out_at_once),
		cmocka_unit_test(staff_without_a_second_factor_come_no_further_than_the_second_step),
		cmocka_unit_test(a_key_acts_in_its_own_role),
		cmocka_unit_test(a_key_is_over_at_its_millisecond),
		cmocka_unit_test(a_key_goes_with_its_role_and_account),
		cmocka_unit_test(levels_and_roles_open_what_they_say),
	};
	int failed = cmocka_run_group_tests_name("viewer sqlite", tests, sqlite_world, world_close);
	return failed + cmocka_run_group_tests_name("viewer postgresql", tests, postgres_world, world_close);
}
