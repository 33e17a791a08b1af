/* What may no longer be kept and is held all the same: taken out of a run, asked about, or behind a shield (AVG
 * articles 15 to 22, practice 17). On both databases. */
#include "retain_world.h"

static enum err hold(int64_t account, enum role role, struct str item, const struct typed *typed)
{
	const char *why;
	return step(account, role, &rec_retention_item, item, "eruit", typed, &why);
}

static void what_is_taken_out_stays_until_its_day(void **state)
{
	(void)state;
	const char *why;
	struct str run = ready("Bos"), item = only_item();
	const struct typed bad[] = {{I(WHY), val_text(S("bezwaar"))}, {I(HELD_UNTIL), val_int(day("2024-06-03"))}, {NULL}};
	const struct typed late[] = {{I(WHY), val_text(S("bezwaar"))}, {I(HELD_UNTIL), val_int(day("2025-06-04"))}, {NULL}};
	const struct typed good[] = {{I(WHY), val_text(S("bezwaar"))}, {I(HELD_UNTIL), val_int(day("2024-08-01"))}, {NULL}};
	assert_int_equal(hold(p.officer, ROLE_PRIVACY_OFFICER, item, NULL), ERR_INVALID);
	assert_int_equal(hold(p.officer, ROLE_PRIVACY_OFFICER, item, bad), ERR_INVALID);
	assert_int_equal(hold(p.officer, ROLE_PRIVACY_OFFICER, item, late), ERR_INVALID);
	assert_int_equal(hold(p.teacher, ROLE_TEACHER, item, good), ERR_NOT_FOUND);
	assert_int_equal(hold(p.officer, ROLE_PRIVACY_OFFICER, item, good), OK);
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 1, &why), ERR_INVALID); /* nothing is left */
	const struct typed words[] = {{R(WHY), val_text(S("Niets meer over"))}, {NULL}};
	assert_int_equal(step(p.second, ROLE_PRIVACY_OFFICER, &rec_retention_run, run, "intrekken", NULL, &why),
	                 ERR_INVALID);
	assert_int_equal(step(p.second, ROLE_PRIVACY_OFFICER, &rec_retention_run, run, "intrekken", words, &why), OK);
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 1, &why), ERR_CONFLICT); /* withdrawn */
	world_fail("prepare", prepare_as(p.officer, ROLE_PRIVACY_OFFICER, p.board, &run));
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 1, &why), ERR_INVALID); /* still held */
	work();
	assert_int_equal(one("SELECT count(*) FROM opp"), 2);
	assert_int_equal(step(p.second, ROLE_PRIVACY_OFFICER, &rec_retention_item, only_item(), "terug", NULL, &why),
	                 ERR_INVALID); /* by the program, not by who changes their mind */
}

static enum err grounds_are(int64_t plan, const struct tombstone *again)
{
	const struct field *grounds = &opp_fields[OPP_GROUNDS];
	struct change *c = change_begin(world_act(w, NULL), "Destroyed again", 0);
	change_set(c, &rec_opp, plan, grounds, val_text(S("Op verzoek weggehaald")));
	if (again != NULL)
		change_erase_text(c, &rec_opp, plan, grounds, again);
	return change_commit(c);
}

/* A text that comes back with a back-up goes out of a plan that nobody could change by hand. */
static void what_was_destroyed_goes_again_whatever_a_rule_says(void **state)
{
	(void)state;
	int64_t route = child("Bos", NULL), plan = one("SELECT max(id) FROM opp");
	const struct val second[OPP__N] = {
		[OPP_ROUTE] = val_int(route), [OPP_STATE] = flow_value(&rec_opp, OPP_DRAFT), [OPP_VERSION] = val_int(1),
		[OPP_SCHOOL] = val_int(p.school), [OPP_ENROLLED] = val_int(day("2020-08-29"))};
	const struct tombstone stone = {.n = 1, .region = 1, .at = w->now, .part = PART_SCHOOL,
	                                .text = S("opp:0000000000000:grounds:2"), .route = S("0000000000000"),
	                                .why = S("Taken out of a text on request")};
	world_add(w, &rec_opp, second);
	assert_int_equal(grounds_are(plan, NULL), ERR_INVALID);
	assert_int_equal(grounds_are(plan, &stone), OK);
	assert_int_equal(one("SELECT count(*) FROM tombstone"), 1);
	assert_int_equal(one("SELECT count(*) FROM change_value WHERE record = 'opp' AND field = 'grounds'"
	                     " AND (old_sealed IS NOT NULL OR new_sealed IS NOT NULL)"), 0);
}

static int64_t asks(int64_t route, enum request_kind kind, enum request_state state)
{
	const struct val v[REQUEST__N] = {
		[REQUEST_ROUTE] = val_int(route), [REQUEST_STATE] = flow_value(&rec_rights_request, (int)state),
		[REQUEST_ORG] = val_int(p.school), [REQUEST_ORG_NAME] = val_text(S("School")),
		[REQUEST_ORG_KIND] = val_text(S("school")), [REQUEST_WHO] = val_text(S("ouder")),
		[REQUEST_KIND] = val_text(str_from(request_kinds[kind].code)), [REQUEST_PLACE] = val_text(S("Plan")),
		[REQUEST_WORDS] = val_text(S("Wat staat er")), [REQUEST_RECEIVED] = val_int(instant_date(w->now)),
		[REQUEST_MORE] = val_int(0)};
	return world_add(w, &rec_rights_request, v);
}

/* A run of one child that is held: nobody gets it done, the clock neither, and it is withdrawn. */
static void stays_and_is_withdrawn(void)
{
	const struct typed words[] = {{R(WHY), val_text(S("Er loopt nog iets"))}, {NULL}};
	const char *why;
	struct str run;
	world_fail("prepare", prepare_as(p.officer, ROLE_PRIVACY_OFFICER, p.board, &run));
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 1, &why), ERR_INVALID);
	assert_int_equal(step(p.second, ROLE_PRIVACY_OFFICER, &rec_retention_item, only_item(), "terug", NULL, &why),
	                 ERR_INVALID);
	work();
	assert_int_equal(step(p.second, ROLE_PRIVACY_OFFICER, &rec_retention_run, run, "intrekken", words, &why), OK);
}

/* What is asked for must still be there when it is answered: whatever is asked, in whatever state, until the answer. */
static void what_is_asked_about_is_not_destroyed(void **state)
{
	(void)state;
	static const enum request_state runs[] = {REQUEST_IN, REQUEST_BUSY, REQUEST_READY};
	const char *why;
	struct str run;
	int64_t asked[3], route = child("Wolf", "2021-01-01");
	for (size_t i = 0; i < 3; i++)
		asked[i] = asks(route, (enum request_kind)i, runs[i]);
	watch("2024-06-02");
	watch("2024-06-03");
	for (size_t i = 0; i < 3; i++) {
		stays_and_is_withdrawn();
		assert_int_equal(one("SELECT count(*) FROM retention_item WHERE state = 'mee'"), 0);
		assert_int_equal(one("SELECT count(*) FROM opp"), 1);
		struct change *c = change_begin(world_act(w, NULL), "Answered", 0);
		change_state(c, &rec_rights_request, asked[i], i == 0 ? REQUEST_BACK : REQUEST_REFUSED);
		world_fail("answered", change_commit(c));
	}
	world_fail("prepare", prepare_as(p.officer, ROLE_PRIVACY_OFFICER, p.board, &run));
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 1, &why), OK);
	work();
	assert_int_equal(one("SELECT count(*) FROM opp"), 0);
	assert_int_equal(one("SELECT count(*) FROM rights_request"), 3);
	proven();
}

/* Asked after two persons confirmed it, and before the act. Of another child nothing is held. */
static void what_is_asked_in_between_stays(void **state)
{
	(void)state;
	const char *why;
	child("Ander", "2021-01-01");
	struct str run = ready("Kuiper");
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 2, &why), OK);
	asks(p.old, ASKS_ACCESS, REQUEST_IN);
	work();
	assert_int_equal(one("SELECT count(*) FROM opp"), 2);
	assert_int_equal(one("SELECT count(*) FROM retention_item WHERE result = 'vastgehouden'"), 1);
	assert_int_equal(one("SELECT count(*) FROM retention_item WHERE result = 'vernietigd'"), 1);
	assert_int_equal(one("SELECT children FROM retention_run"), 1);
	assert_int_equal(one("SELECT left_out FROM retention_run"), 1);
}

static int64_t shields(int64_t route, const char *state)
{
	struct val v[SHIELD__N];
	for (size_t i = 0; i < SHIELD__N; i++)
		v[i] = val_int(0);
	v[SHIELD_ROUTE] = val_int(route);
	v[SHIELD_PERSON] = val_int(p.teacher);
	v[SHIELD_STATE] = val_text(str_from(state));
	return world_add(w, &rec_shield, v);
}

static void confirm_and_work(int64_t children)
{
	const char *why;
	struct str run;
	world_fail("prepare", prepare_as(p.officer, ROLE_PRIVACY_OFFICER, p.board, &run));
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, children, &why), OK);
	work();
}

/* practice 17: a shield is lifted by two persons and by nothing else. A part goes at its term; the core, which carries
 * the shield, stays as long as one is asked for or stands, and the run does not tell why. */
static void a_shield_does_not_go_with_a_term(void **state)
{
	(void)state;
	static const char *const stand[] = {"asked", "confirmed", "lifting"};
	const char *why;
	struct str run;
	int64_t route = child("Zwaanstra", "2016-01-01"), shield = shields(route, "asked");
	world_set(w, &rec_route, route, &route_fields[ROUTE_CLOSED], val_int(at("2016-01-01")));
	watch("2024-06-02");
	watch("2024-06-03");
	confirm_and_work(1);
	assert_int_equal(one("SELECT count(*) FROM opp"), 0);
	assert_int_equal(one("SELECT count(*) FROM shield"), 1);
	watch("2024-06-04");
	watch("2024-06-05");
	assert_int_equal(ripe_of(p.board), 1);
	for (size_t i = 0; i < 3; i++) {
		world_set(w, &rec_shield, shield, &shield_fields[SHIELD_STATE], val_text(str_from(stand[i])));
		stays_and_is_withdrawn();
		assert_int_equal(one("SELECT count(*) FROM retention_item WHERE why LIKE '%scherm%' OR why LIKE '%shield%'"),
		                 0);
	}
	/* Asked for between the confirmation and the act. */
	world_set(w, &rec_shield, shield, &shield_fields[SHIELD_STATE], val_text(S("lifted")));
	world_fail("prepare", prepare_as(p.officer, ROLE_PRIVACY_OFFICER, p.board, &run));
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 1, &why), OK);
	world_set(w, &rec_shield, shield, &shield_fields[SHIELD_STATE], val_text(S("asked")));
	work();
	assert_int_equal(one("SELECT count(*) FROM route"), 1);
	assert_int_equal(one("SELECT count(*) FROM shield"), 1);
	world_set(w, &rec_shield, shield, &shield_fields[SHIELD_STATE], val_text(S("lifted")));
	confirm_and_work(1);
	assert_int_equal(one("SELECT count(*) FROM route"), 0);
	assert_int_equal(one("SELECT count(*) FROM shield"), 0);
	proven();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RETAIN_TEST(what_is_taken_out_stays_until_its_day),
		RETAIN_TEST(what_was_destroyed_goes_again_whatever_a_rule_says),
		RETAIN_TEST(what_is_asked_about_is_not_destroyed),
		RETAIN_TEST(what_is_asked_in_between_stays),
		RETAIN_TEST(a_shield_does_not_go_with_a_term),
	};
	return RUN_EACH_ON_BOTH(tests);
}
