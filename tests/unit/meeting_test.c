/* The guards of a talk together up to the moment that it was held: inviting, who leads it, what is promised and
 * shared. Held to systems.md A3 and practice.md 13; expectations are from those pages, not from the code. */
#include "meeting_world.h"

/* ---- inviting: systems.md A3, practice 13 ---- */

static void parents_at_the_table_or_explained(void **state)
{
	WORLD;
	begin(&w, a);
	assert_true(passes(&w, meeting_may_invite));
	struct val *father = related(&w, REL_GUARDIAN, FATHER);
	assert_true(says(&w, meeting_may_invite, "every parent with authority"));
	father[RELATION_ENDS] = val_int(1); /* of yesterday */
	assert_true(passes(&w, meeting_may_invite));
	father[RELATION_ENDS] = val_int(INSTANT_OPEN);
	father[RELATION_KIND] = t(relation_code(REL_GUARDIAN_WITHOUT));
	assert_true(passes(&w, meeting_may_invite));
	father[RELATION_KIND] = t(relation_code(REL_GUARDIAN));
	(void)invite(&w, AS_PARENT, FATHER);
	assert_true(passes(&w, meeting_may_invite));
	w.n_invitees--;
	w.v[MEETING_PARENTS_AWAY] = t("Father lives abroad");
	assert_true(passes(&w, meeting_may_invite));
	arena_free(a);
}

static void the_child_at_the_table_or_explained(void **state)
{
	WORLD;
	begin(&w, a);
	w.invitee_v[0][INVITEE_AS] = t("gast");
	assert_true(says(&w, meeting_may_invite, "Invite the child"));
	w.v[MEETING_PUPIL_AWAY] = t("Drew something at home");
	assert_true(passes(&w, meeting_may_invite));
	arena_free(a);
}

/* Whoever asks for one: a parent, the child or someone else at the table; at inviting and again at holding. */
static void an_interpreter_or_why_not(void **state)
{
	static guard *const guards[] = {meeting_may_invite, meeting_may_hold};
	WORLD;
	for (size_t k = 0; k < 2; k++) {
		for (size_t who = 0; who < 2; who++) {
			begin(&w, a);
			w.v[MEETING_DAY] = val_int(w.today);
			speaks(&w, SPEAKS_PUPIL);
			speaks(&w, SPEAKS_PARENTS);
			assert_true(passes(&w, guards[k]));
			w.invitee_v[who][INVITEE_INTERPRETER] = val_int(1);
			assert_true(says(&w, guards[k], "needs an interpreter"));
			w.v[MEETING_INTERPRETER] = t("Sister Aylin");
			assert_false(says(&w, guards[k], "needs an interpreter"));
			assert_true(says(&w, guards[k], "child never interprets"));
			w.v[MEETING_ADULT] = val_int(0);
			assert_true(says(&w, guards[k], "child never interprets"));
			w.v[MEETING_ADULT] = val_int(1);
			assert_true(passes(&w, guards[k]));
			w.v[MEETING_INTERPRETER] = w.v[MEETING_ADULT] = val_null();
			w.v[MEETING_NO_INTERPRETER] = t("The parents do not want one any more");
			assert_true(passes(&w, guards[k]));
			w.v[MEETING_INTERPRETER] = t("Sister Aylin"); /* a reason is none for a child that interprets */
			assert_true(says(&w, guards[k], "child never interprets"));
		}
	}
	arena_free(a);
}

static void a_place_and_a_day_to_come(void **state)
{
	WORLD;
	begin(&w, a);
	w.v[MEETING_PLACE] = val_null();
	assert_true(says(&w, meeting_may_invite, "where it is"));
	w.v[MEETING_PLACE] = t("School");
	w.v[MEETING_DAY_A] = val_int(w.today - 1);
	assert_true(says(&w, meeting_may_invite, "past"));
	w.v[MEETING_DAY_A] = val_int(w.today);
	assert_true(passes(&w, meeting_may_invite));
	w.v[MEETING_DAY_B] = val_int(w.today - 1);
	w.v[MEETING_TIME_B] = t("10:00");
	assert_true(says(&w, meeting_may_invite, "past"));
	arena_free(a);
}

/* "the preschool invites the education adviser, who attends" (systems.md A3). */
static void a_preschool_invites_the_adviser(void **state)
{
	WORLD;
	begin(&w, a);
	w.v[MEETING_OWNER] = t("voorschool");
	assert_true(says(&w, meeting_may_invite, "adviser"));
	(void)invite(&w, AS_PARTNER, 77);
	assert_true(says(&w, meeting_may_invite, "adviser"));
	(void)invite(&w, AS_ADVISER, 78);
	assert_true(passes(&w, meeting_may_invite));
	/* What was a talk with the parents at first is held to it as soon as it is a knooppunt; the school is not. */
	w.n_invitees -= 2;
	w.v[MEETING_KIND] = t("ouders");
	assert_true(passes(&w, meeting_may_invite));
	w.v[MEETING_KIND] = t("knooppunt");
	w.v[MEETING_OWNER] = t("school");
	assert_true(passes(&w, meeting_may_invite));
	arena_free(a);
}

/* ---- who leads it: the preschool before any application, then the mother school ---- */

static void the_owner_follows_the_application(void **state)
{
	static const enum phase before[] = {PHASE_PUPIL, PHASE_SIGNAL};
	WORLD;
	for (size_t i = 0; i < 2; i++) {
		begin(&w, a);
		at_phase(&w, before[i]);
		struct val *preschool = related(&w, REL_PRESCHOOL, 90);
		assert_true(says(&w, meeting_check, "preschool leads"));
		w.v[MEETING_OWNER] = t("voorschool");
		assert_true(passes(&w, meeting_check));
		at_phase(&w, PHASE_APPLICATION);
		assert_true(says(&w, meeting_check, "school leads"));
		w.v[MEETING_OWNER] = t("school");
		assert_true(passes(&w, meeting_check));
		/* A second talk of the preschool, with no school yet; and after the application. */
		at_phase(&w, PHASE_KNOOPPUNT);
		assert_true(says(&w, meeting_check, "preschool leads"));
		w.v[MEETING_OWNER] = t("voorschool");
		assert_true(passes(&w, meeting_check));
		(void)related(&w, i == 0 ? REL_SUPERVISES : REL_APPLIED, 91);
		assert_true(says(&w, meeting_check, "school leads"));
		w.v[MEETING_OWNER] = t("school");
		assert_true(passes(&w, meeting_check));
		w.n_relations--;
		at_phase(&w, before[i]);
		preschool[RELATION_ENDS] = val_int(1); /* a pupil of a school, whose preschool is long ago */
		assert_true(passes(&w, meeting_check));
	}
	arena_free(a);
}

/* ---- "A mother school never promises a startklas place: only the knooppunt can name it" ---- */

static void nothing_is_promised_before_it_was_held(void **state)
{
	WORLD;
	begin(&w, a);
	for (enum meeting_state s = MEETING_PLANNED; s <= MEETING_INVITED; s++) {
		at_state(&w, s);
		w.v[MEETING_ARRANGEMENT] = t("Startklas Het Vlot");
		assert_true(says(&w, meeting_check, "Nobody promises"));
		w.v[MEETING_ARRANGEMENT] = val_null();
		for (enum meeting_outcome o = 0; o < OUTCOMES; o++) {
			w.v[MEETING_OUTCOME] = t(meeting_fields[MEETING_OUTCOME].choices[o].code);
			assert_true(says(&w, meeting_check, "Nothing is decided before"));
		}
		w.v[MEETING_OUTCOME] = val_null();
		assert_true(passes(&w, meeting_check));
	}
	at_state(&w, MEETING_HELD);
	w.v[MEETING_ARRANGEMENT] = t("Startklas Het Vlot");
	w.v[MEETING_OUTCOME] = t("groep");
	assert_true(passes(&w, meeting_check));
	w.v[MEETING_OUTCOME] = t("eigen-klas");
	assert_true(says(&w, meeting_check, "chose something else"));
	arena_free(a);
}

static void only_a_knooppunt_names_a_group(void **state)
{
	const struct choice *kinds = meeting_fields[MEETING_KIND].choices;
	WORLD;
	for (size_t i = 0; kinds[i].code != NULL; i++) {
		held(&w, a);
		w.v[MEETING_KIND] = t(kinds[i].code);
		w.v[MEETING_OUTCOME] = t("groep");
		w.v[MEETING_ARRANGEMENT] = t("Startklas Het Vlot");
		assert_true(says(&w, meeting_check, "Only a knooppunt") == !str_is(str_from(kinds[i].code), "knooppunt"));
	}
	arena_free(a);
}

/* ---- what is shared: an end that is near (access.md 8) ---- */

static void moments_and_what_is_shared_have_an_end(void **state)
{
	WORLD;
	begin(&w, a);
	w.v[MEETING_UNTIL] = val_int(d("2026-11-24"));
	assert_true(says(&w, meeting_check, "on or after that of the talk"));
	/* From the day of the invitation, however late the talk is; without a limit nothing is opened for ever either. */
	w.v[MEETING_UNTIL_MOST] = val_int(d("2027-02-23"));
	w.v[MEETING_UNTIL] = val_int(d("2027-02-24"));
	assert_true(says(&w, meeting_check, "limited time"));
	w.v[MEETING_DAY_A] = val_int(d("2028-02-01"));
	w.v[MEETING_UNTIL] = val_int(d("2028-02-03"));
	assert_true(says(&w, meeting_check, "limited time"));
	w.v[MEETING_DAY_A] = val_int(d("2026-11-25"));
	w.v[MEETING_UNTIL] = val_int(d("2027-02-23"));
	assert_true(passes(&w, meeting_check));
	w.v[MEETING_DAY_B] = val_int(d("2026-11-26"));
	assert_true(says(&w, meeting_check, "time as"));
	w.v[MEETING_DAY_B] = val_null();
	w.v[MEETING_TIME_B] = t("10:00");
	assert_true(says(&w, meeting_check, "a day on which"));
	w.v[MEETING_TIME_B] = val_null();
	w.v[MEETING_CHOSEN] = t("b");
	assert_true(says(&w, meeting_check, "moment that was offered"));
	arena_free(a);
}

/* ---- what the child needs is written down at the talk (systems.md A3) ---- */

static void what_is_needed_stands_with_the_report(void **state)
{
	WORLD;
	held(&w, a);
	struct val v[NEEDED__N] = {[NEEDED_KIND] = t("doel"), [NEEDED_WHAT] = t("words")};
	struct row meeting = {.rec = &rec_meeting, .id = 1, .v = w.v}, needed = {.rec = &rec_needed, .v = v};
	const struct beside of = {.rec = &rec_meeting, .v = &meeting, .n = 1};
	struct given g = {.a = a, .row = &needed, .today = w.today, .is_new = true, .beside = &of};
	static const enum meeting_state shut[] = {MEETING_PLANNED, MEETING_INVITED, MEETING_REPORT, MEETING_CLOSED,
	                                          MEETING_CANCELLED};
	struct reasons out = {.n = 0};
	rec_needed.check(&g, &out);
	assert_int_equal(out.n, 0);
	for (size_t i = 0; i < sizeof shut / sizeof *shut; i++) {
		at_state(&w, shut[i]);
		out.n = 0;
		rec_needed.check(&g, &out);
		assert_int_equal(out.n, 1);
	}
	/* Whether it is reached is said later. */
	g.is_new = false;
	out.n = 0;
	rec_needed.check(&g, &out);
	assert_int_equal(out.n, 0);
	arena_free(a);
}

/* ---- holding ---- */

static void both_are_heard_before_it_was_held(void **state)
{
	WORLD;
	begin(&w, a);
	assert_true(says(&w, meeting_may_hold, "which moment"));
	w.v[MEETING_DAY] = val_int(w.today + 1);
	assert_true(says(&w, meeting_may_hold, "still to come"));
	w.v[MEETING_DAY] = val_int(w.today);
	assert_true(says(&w, meeting_may_hold, "hear the child"));
	assert_true(says(&w, meeting_may_hold, "what the parents say"));
	speaks(&w, SPEAKS_SCHOOL);
	speaks(&w, SPEAKS_PARTNER);
	assert_true(says(&w, meeting_may_hold, "hear the child"));
	speaks(&w, SPEAKS_PARENTS);
	assert_true(says(&w, meeting_may_hold, "hear the child"));
	assert_false(says(&w, meeting_may_hold, "what the parents say"));
	speaks(&w, SPEAKS_PUPIL);
	assert_true(passes(&w, meeting_may_hold));
	w.n_said = 0;
	w.v[MEETING_PUPIL_AWAY] = t("Ill");
	assert_true(says(&w, meeting_may_hold, "what the parents say"));
	assert_false(says(&w, meeting_may_hold, "hear the child"));
	w.v[MEETING_PARENTS_AWAY] = t("Do not want to");
	assert_true(passes(&w, meeting_may_hold));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parents_at_the_table_or_explained),
		cmocka_unit_test(the_child_at_the_table_or_explained),
		cmocka_unit_test(an_interpreter_or_why_not),
		cmocka_unit_test(a_place_and_a_day_to_come),
		cmocka_unit_test(a_preschool_invites_the_adviser),
		cmocka_unit_test(the_owner_follows_the_application),
		cmocka_unit_test(nothing_is_promised_before_it_was_held),
		cmocka_unit_test(only_a_knooppunt_names_a_group),
		cmocka_unit_test(moments_and_what_is_shared_have_an_end),
		cmocka_unit_test(what_is_needed_stands_with_the_report),
		cmocka_unit_test(both_are_heard_before_it_was_held),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
