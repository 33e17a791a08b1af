/* What the pages of people let happen: who may give and end which role, the demo held to the same rules, the set-up. */
#include "test_keys.h"
#include "testing.h"

#include "account_desk.h"
#include "date.h"
#include "db_fixture.h"
#include "demo.h"
#include "demo_data.h"
#include "invitation.h"
#include "keys_client.h"
#include "migrate.h"
#include "model.h"
#include "organisation.h"
#include "rand.h"
#include "setup.h"

enum { NOW = 1000000, REGION = 1, OTHER_REGION = 2 };
enum { SCHOOL = 21, OTHER_SCHOOL, BOARD };

static struct seat seats[2];
static struct viewer viewer;

/* Someone who holds one role at one organisation, and acts in it. */
static const struct viewer *someone(enum role role, int64_t org, enum org_kind kind)
{
	seats[0] = (struct seat){.id = 1, .org = org, .role = role, .org_kind = kind};
	viewer = (struct viewer){
		.account = 7, .region = REGION, .level = LEVEL_FULL, .has_second_factor = true, .seats = seats, .n_seats = 1,
		.role = role, .roles = UINT32_C(1) << role,
	};
	return &viewer;
}

static struct org school(enum giver_place own)
{
	return (struct org){.id = SCHOOL, .kind = ORG_SCHOOL, .ended = INSTANT_OPEN, .own = own};
}

static struct holding holding(enum role role, enum giver_place own)
{
	return (struct holding){.id = 5, .role = role, .begins = 1, .ends = INSTANT_OPEN, .org = school(own)};
}

/* ---- tables ---- */

static void records_are_sound(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct str why;
	(void)state;
	assert_int_equal(model_verify(mod_people.records, mod_people.n_records, a, &why), OK);
	arena_free(a);
}

/* The kinds that a form offers are those of role.h, each once, under the same name. */
static void kinds_are_those_of_roles(void **state)
{
	uint32_t seen = 0;
	(void)state;
	for (const struct choice *c = organisation_fields[ORGANISATION_KIND].choices; c->code != NULL; c++) {
		enum org_kind kind;
		assert_true(org_kind_parse(str_from(c->code), &kind));
		assert_string_equal(c->label, org_kind_label(kind));
		assert_false(seen & 1u << kind);
		seen |= 1u << kind;
	}
	/* A group is made by its school, on pages of its own. */
	assert_int_equal(seen, (1u << ORG_GROUP) - 2);
}

static void every_fault_of_a_password_has_words(void **state)
{
	(void)state;
	assert_null(password_fault_text(PASSWORD_GOOD));
	for (enum password_fault f = PASSWORD_SHORT; f <= PASSWORD_PERSONAL; f++)
		assert_true(strlen(password_fault_text(f)) > 10);
}

/* ---- rule 15 ---- */

static void a_teacher_gives_and_ends_nothing(void **state)
{
	enum role given[ROLE__N];
	struct org own = school(GIVER_OWN);
	const struct viewer *v = someone(ROLE_TEACHER, SCHOOL, ORG_SCHOOL);
	(void)state;
	assert_int_equal(roles_to_give(v, &own, given), 0);
	for (enum role r = ROLE_NONE; r < ROLE__N; r++) {
		struct holding h = holding(r, GIVER_OWN);
		assert_false(may_end(v, &h, NOW));
		assert_false(may_change_end(v, &h, NOW));
	}
}

static void a_leader_gives_at_the_own_school_only(void **state)
{
	struct org own = school(GIVER_OWN), other = school(GIVER_ELSEWHERE), closed = school(GIVER_OWN);
	const struct viewer *v = someone(ROLE_SCHOOL_LEADER, SCHOOL, ORG_SCHOOL);
	(void)state;
	closed.ended = NOW;
	assert_true(may_give(v, &own, ROLE_TEACHER));
	assert_false(may_give(v, &other, ROLE_TEACHER));
	assert_false(may_give(v, &closed, ROLE_TEACHER));
	assert_false(may_give(v, &own, ROLE_SCHOOL_LEADER));
	assert_false(may_give(v, &own, ROLE_ADMINISTRATOR));
	assert_false(may_see_team(v, &other));
}

/* Ending opens nothing, so the administrator may; a later last day is a grant, so not. */
static void an_administrator_ends_but_does_not_lengthen(void **state)
{
	struct holding h = holding(ROLE_TEACHER, GIVER_ELSEWHERE), ended = h;
	const struct viewer *v = someone(ROLE_ADMINISTRATOR, BOARD, ORG_SWV);
	(void)state;
	ended.ends = NOW;
	assert_true(may_end(v, &h, NOW));
	assert_false(may_change_end(v, &h, NOW));
	assert_false(may_end(v, &ended, NOW));
	assert_false(may_give(v, &h.org, ROLE_TEACHER));
}

static void nobody_sees_the_other_parents(void **state)
{
	struct org parents = {.id = 9, .kind = ORG_PARENTS, .ended = INSTANT_OPEN, .own = GIVER_OWN};
	(void)state;
	assert_false(may_see_team(someone(ROLE_IB, SCHOOL, ORG_SCHOOL), &parents));
	assert_false(may_see_team(someone(ROLE_PARENT, 9, ORG_PARENTS), &parents));
	assert_false(may_see_team(someone(ROLE_ADMINISTRATOR, BOARD, ORG_SWV), &parents));
	assert_true(may_give(someone(ROLE_IB, SCHOOL, ORG_SCHOOL), &parents, ROLE_PARENT));
}

static void own_place_and_parents_place_stay_open(void **state)
{
	struct req req = {.act.now = NOW};
	struct org own = school(GIVER_OWN), other = school(GIVER_ELSEWHERE), parents = other, closed = other;
	(void)state;
	parents.kind = ORG_PARENTS;
	closed.ended = NOW;
	assert_true(organisation_may_close(&req, &other));
	assert_false(organisation_may_close(&req, &own));
	assert_false(organisation_may_close(&req, &parents));
	assert_false(organisation_may_close(&req, &closed));
}

/* ---- the demo is held to the same rules ---- */

static const struct demo_person *person(const char *email, size_t before)
{
	for (size_t i = 0; i <= before; i++)
		if (strcmp(demo_people[i].email, email) == 0)
			return &demo_people[i];
	return NULL;
}

static bool someone_before(size_t at, enum demo_org org)
{
	for (size_t i = 0; i < at; i++)
		for (size_t s = 0; s < DEMO_SEATS_MAX; s++)
			if (demo_people[i].seats[s].role != ROLE_NONE && demo_people[i].seats[s].org == org)
				return true;
	return false;
}

static bool given_rightly(size_t at, size_t seat)
{
	enum demo_org org = demo_people[at].seats[seat].org;
	enum role role = demo_people[at].seats[seat].role;
	const struct demo_person *giver = person(demo_people[at].seats[seat].giver, at);
	uint32_t may = 0;
	if (giver == NULL || (role_def(role)->at & 1u << demo_orgs[org].kind) == 0)
		return false;
	for (size_t s = 0; s < DEMO_SEATS_MAX; s++) {
		enum demo_org from = giver->seats[s].org;
		enum giver_place place = from == org			     ? GIVER_OWN
					 : demo_orgs[org].board == (int)from ? GIVER_PARENT
									     : GIVER_ELSEWHERE;
		may |= role_grants(giver->seats[s].role, demo_orgs[org].kind, place, !someone_before(at, org));
	}
	return (may & 1u << role) != 0;
}

static void demo_roles_are_given_by_who_may(void **state)
{
	uint32_t seen = 0;
	(void)state;
	for (size_t i = 0; i < n_demo_people; i++)
		for (size_t s = 0; s < DEMO_SEATS_MAX && demo_people[i].seats[s].role != ROLE_NONE; s++) {
			if (i > 0 && !given_rightly(i, s))
				fail_msg("%s: seat %zu is given by who may not", demo_people[i].email, s);
			seen |= 1u << demo_people[i].seats[s].role;
		}
	assert_int_equal(seen, (1u << ROLE__N) - 2); /* an account for every role */
}

/* ---- days and codes ---- */

static void the_last_day_is_still_in(void **state)
{
	static const struct ymd days[] = {{2026, 11, 24}, {2026, 10, 25}, {2027, 3, 28}, {2026, 12, 31}};
	(void)state;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		int32_t day = date_from_ymd(days[i]);
		int64_t end = end_of_day(day);
		assert_int_equal(last_day_of(end), day);
		assert_int_equal(instant_date(end), day + 1);
		assert_int_equal(instant_date(end - 1), day);
	}
}

/* ---- with a database ---- */

struct world {
	struct fixture fixture;
	struct arena *a;
	struct act act;
	struct str code;
};
static struct world w;

static int begin(bool pg, bool demo)
{
	struct db_options o = {.connections = 4, .write_schema = true};
	struct str why;
	int applied;
	fixture_make(&w.fixture, pg);
	w.a = arena_new(64 << 20);
	w.act = (struct act){.a = w.a, .now = INT64_C(1795424400000), .door = "test", .region = REGION};
	if (db_open(w.fixture.url, &o, w.a, &w.act.db, &why) != OK ||
	    schema_migrate(w.act.db, w.a, &applied, &why) != OK ||
	    test_model(w.a, mod_people.records, mod_people.n_records, &w.act.model, &why) != OK) {
		print_error(STR_FMT "\n", STR_ARG(why));
		return -1;
	}
	if (!demo)
		return 0;
	static const unsigned char master[32] = {1};
	struct demo_args args = {
		.act = &w.act, .keys = keys_client_local(master), .passwords = password_pool_new_light(1, 1), .seed = 1,
		.today = w.act.now,
	};
	enum err e = demo_make(&args, &w.code);
	password_pool_free(args.passwords);
	keys_client_free(args.keys);
	return e == OK ? 0 : -1;
}

static int begin_demo(void **state)
{
	return begin(*state != NULL, true);
}

static int begin_empty(void **state)
{
	return begin(*state != NULL, false);
}

static int end(void **state)
{
	(void)state;
	act_end(&w.act);
	db_close(w.act.db);
	arena_free(w.a);
	fixture_drop(&w.fixture);
	return 0;
}

static int64_t number(const struct stmt *s)
{
	const struct rows *r;
	assert_int_equal(act_exec(&w.act, s, DB_NO_ARGS, &r), OK);
	assert_int_equal(r->n, 1);
	return rows_int(r, 0, 0);
}

static struct str text(const struct stmt *s)
{
	const struct rows *r;
	assert_int_equal(act_exec(&w.act, s, DB_NO_ARGS, &r), OK);
	assert_int_equal(r->n, 1);
	return rows_text(r, 0, 0);
}

static const struct stmt administrator = {"SELECT id FROM account WHERE email_key = 'beheer1@merenland.test'", "", "i"};
static const struct stmt teacher = {"SELECT id FROM account WHERE email_key = 'leerkracht1@merenland.test'", "", "i"};
static const struct stmt wilgenhoek = {"SELECT pid FROM organisation WHERE name = 'De Wilgenhoek'", "", "t"};
static const struct stmt wilgenhoek_id = {"SELECT id FROM organisation WHERE name = 'De Wilgenhoek'", "", "i"};
static const struct stmt sluis = {"SELECT pid FROM organisation WHERE name = 'De Oude Sluis'", "", "t"};
static const struct stmt teachers_seat = {
	"SELECT h.pid FROM holds h JOIN account a ON a.id = h.account WHERE a.email_key = 'leerkracht1@merenland.test'",
	"",
	"t",
};
static const struct stmt teachers_account = {"SELECT pid FROM account WHERE email_key = 'leerkracht1@merenland.test'",
					     "", "t"};

static void the_only_administrator_is_known(void **state)
{
	bool last = false;
	(void)state;
	assert_int_equal(is_last_administrator(&w.act, number(&administrator), &last), OK);
	assert_true(last);
	assert_int_equal(is_last_administrator(&w.act, number(&teacher), &last), OK);
	assert_false(last);
}

static void what_is_not_theirs_is_not_there(void **state)
{
	struct org org;
	struct holding h;
	struct row row;
	(void)state;
	struct str here = text(&wilgenhoek), there = text(&sluis), seat = text(&teachers_seat),
		   account = text(&teachers_account);
	w.act.viewer = someone(ROLE_SCHOOL_LEADER, number(&wilgenhoek_id), ORG_SCHOOL);
	assert_int_equal(people_org_in_reach(&w.act, here, &org), OK);
	assert_int_equal(org.own, GIVER_OWN);
	assert_int_equal(people_org_in_reach(&w.act, there, &org), ERR_NOT_FOUND);
	assert_int_equal(people_org_in_reach(&w.act, S("0000000000000"), &org), ERR_NOT_FOUND);
	assert_int_equal(people_holding_in_reach(&w.act, seat, &h), OK);
	assert_int_equal(people_account_in_reach(&w.act, account, &row),
			 ERR_NOT_FOUND); /* accounts are the administrator's */
	viewer.region = OTHER_REGION;
	assert_int_equal(people_org_in_reach(&w.act, here, &org), ERR_NOT_FOUND);
	assert_int_equal(people_holding_in_reach(&w.act, seat, &h), ERR_NOT_FOUND);
	w.act.viewer = someone(ROLE_TEACHER, number(&wilgenhoek_id) + 1, ORG_SCHOOL);
	assert_int_equal(people_holding_in_reach(&w.act, seat, &h), ERR_NOT_FOUND);
	w.act.viewer = someone(ROLE_ADMINISTRATOR, BOARD, ORG_SWV);
	assert_int_equal(people_account_in_reach(&w.act, account, &row), OK);
	viewer.region = OTHER_REGION;
	assert_int_equal(people_account_in_reach(&w.act, account, &row), ERR_NOT_FOUND);
	w.act.viewer = NULL;
	assert_int_equal(people_org_in_reach(&w.act, here, &org), ERR_NOT_FOUND);
	assert_int_equal(people_holding_in_reach(&w.act, seat, &h), ERR_NOT_FOUND);
	assert_int_equal(people_account_in_reach(&w.act, account, &row), ERR_NOT_FOUND);
}

/* Closing shuts every door of the account in the one commit. */
static void a_closed_account_keeps_nothing_open(void **state)
{
	static const struct stmt open_seats = {
		"SELECT count(*) FROM holds h JOIN account a ON a.id = h.account WHERE a.email_key = 'ib1@merenland.test'"
		" AND h.ends > 1795424400000", "", "i",
	};
	static const struct stmt codes = {
		"SELECT count(*) FROM recovery r JOIN account a ON a.id = r.account WHERE a.email_key = "
		"'ib1@merenland.test'",
		"",
		"i",
	};
	static const struct stmt secrets = {
		"SELECT count(*) FROM account WHERE email_key = 'ib1@merenland.test' AND (second_factor IS NOT NULL OR "
		"password <> '')",
		"",
		"i",
	};
	static const struct stmt ib = {"SELECT id FROM account WHERE email_key = 'ib1@merenland.test'", "", "i"};
	(void)state;
	assert_int_equal(number(&open_seats), 3);
	assert_int_equal(number(&codes), RECOVERY_CODES);
	struct change *c = change_begin(&w.act, "closed", 0);
	assert_int_equal(account_close(&w.act, c, number(&ib)), OK);
	assert_int_equal(change_commit(c), OK);
	assert_int_equal(number(&open_seats), 0);
	assert_int_equal(number(&codes), 0);
	assert_int_equal(number(&secrets), 0);
}

/* Same seed: same public ids. The codes themselves are nowhere. */
static void the_demo_is_the_same_each_time(void **state)
{
	bool pg = *state != NULL;
	struct str first = str_copy(w.a, text(&wilgenhoek)), code = w.code;
	char pid[PID_LEN + 1] = {0}, shown[64] = {0};
	memcpy(pid, first.p, PID_LEN);
	memcpy(shown, code.p, code.n);
	end(state);
	assert_int_equal(begin(pg, true), 0);
	assert_true(str_is(text(&wilgenhoek), pid));
	assert_true(str_is(w.code, shown));
}

static void an_empty_house_has_one_code_at_a_time(void **state)
{
	static const struct stmt kept = {"SELECT value FROM setting WHERE name = 'setup.code'", "", "t"};
	struct str first, second;
	bool empty = false;
	(void)state;
	assert_int_equal(house_is_empty(&w.act, &empty), OK);
	assert_true(empty);
	assert_int_equal(setup_code_new(&w.act, &first), OK);
	struct str hash = str_copy(w.a, text(&kept));
	assert_int_equal(first.n, CODE_BITS / 5 + 4);
	assert_int_equal(hash.n, 2 * HASH_BYTES);
	assert_int_equal(setup_code_new(&w.act, &second), OK);
	assert_false(str_eq(first, second));
	assert_false(str_eq(hash, text(&kept)));
}

static void a_house_with_people_gets_no_code(void **state)
{
	struct str code;
	struct app app = {.db = w.act.db, .model = w.act.model};
	(void)state;
	assert_int_equal(setup_code_new(&w.act, &code), OK);
	assert_int_equal(code.n, 0);
	assert_false(people_needs_setup(&app));
}

#define ON_BOTH(test, before) \
	{#test " sqlite", test, before, end, NULL}, {#test " postgres", test, before, end, &w}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_sound),
		cmocka_unit_test(kinds_are_those_of_roles),
		cmocka_unit_test(every_fault_of_a_password_has_words),
		cmocka_unit_test(a_teacher_gives_and_ends_nothing),
		cmocka_unit_test(a_leader_gives_at_the_own_school_only),
		cmocka_unit_test(an_administrator_ends_but_does_not_lengthen),
		cmocka_unit_test(nobody_sees_the_other_parents),
		cmocka_unit_test(own_place_and_parents_place_stay_open),
		cmocka_unit_test(demo_roles_are_given_by_who_may),
		cmocka_unit_test(the_last_day_is_still_in),
		ON_BOTH(the_only_administrator_is_known, begin_demo),
		ON_BOTH(what_is_not_theirs_is_not_there, begin_demo),
		ON_BOTH(a_closed_account_keeps_nothing_open, begin_demo),
		ON_BOTH(the_demo_is_the_same_each_time, begin_demo),
		ON_BOTH(an_empty_house_has_one_code_at_a_time, begin_empty),
		ON_BOTH(a_house_with_people_gets_no_code, begin_demo),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
