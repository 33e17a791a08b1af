/* The guards of a talk that was held: seven solutions, the exception for acute unsafety, the report and reading it
 * back. Held to systems.md A3 and practice.md 6 and 13; expectations are from those pages, not from the code. */
#include "meeting_world.h"

/* ---- seven solutions: practice 6 ---- */

static void seven_of_which_two_about_context(void **state)
{
	static const char *const context[] = {"groep", "leerkracht", "gebouw", "rooster"};
	static const char *const child[] = {"kind", "thuis"};
	static const char *const referral[] = {"groep", "tlv"};
	WORLD;
	for (size_t i = 0; i < 2; i++) {
		held(&w, a);
		w.v[MEETING_OUTCOME] = t(referral[i]);
		w.v[MEETING_ARRANGEMENT] = i == 0 ? t("Startklas Het Vlot") : val_null();
		assert_true(says(&w, meeting_may_share, "seven solutions"));
		cards(&w, 4, "kind");
		cards(&w, 2, "groep");
		assert_true(says(&w, meeting_may_share, "seven solutions")); /* six */
		assert_false(says(&w, meeting_may_share, "At least two"));
		(void)card(&w, "kind", NULL, "words"); /* the seventh has no verdict */
		assert_true(says(&w, meeting_may_share, "seven solutions"));
		w.n_cards--;
		(void)card(&w, "kind", "past-niet", NULL); /* ... or does not fit, without why */
		assert_true(says(&w, meeting_may_share, "seven solutions"));
		w.n_cards--;
		(void)card(&w, "kind", "geprobeerd", NULL); /* ... or was tried, and nothing says so */
		assert_true(says(&w, meeting_may_share, "seven solutions"));
		w.card_v[6][SOLUTION_SOURCE] = t("Plan");
		assert_true(passes(&w, meeting_may_share));
		w.card_v[6][SOLUTION_SOURCE] = val_null();
		w.card_v[6][SOLUTION_WHY] = t("words");
		assert_true(passes(&w, meeting_may_share));
		for (size_t k = 0; k < 2; k++) {
			w.n_cards = 0;
			cards(&w, 7, child[k]);
			assert_true(says(&w, meeting_may_share, "At least two"));
			w.n_cards--;
			cards(&w, 1, context[k]);
			assert_true(says(&w, meeting_may_share, "At least two")); /* one of seven */
		}
		for (size_t k = 0; k < 4; k++) {
			w.n_cards = 0;
			cards(&w, 5, "kind");
			cards(&w, 2, context[k]);
			assert_true(passes(&w, meeting_may_share));
			w.card_v[6][SOLUTION_VERDICT] = val_null(); /* about context, but not looked at */
			assert_true(says(&w, meeting_may_share, "At least two"));
		}
	}
	arena_free(a);
}

/* "the guard stands before a referral out of the regular class and nowhere else" */
static void nowhere_else(void **state)
{
	static const char *const other[] = {"eigen-klas", "anders"};
	WORLD;
	for (size_t i = 0; i < 2; i++) {
		held(&w, a);
		w.v[MEETING_OUTCOME] = t(other[i]);
		assert_true(passes(&w, meeting_may_share));
		w.invitee_v[1][INVITEE_READ] = t("klopt");
		assert_true(passes(&w, meeting_may_close));
		at_state(&w, MEETING_PLANNED);
		w.v[MEETING_OUTCOME] = val_null();
		assert_false(says(&w, meeting_may_invite, "solutions"));
		assert_false(says(&w, meeting_may_hold, "solutions"));
		assert_false(says(&w, meeting_check, "solutions"));
	}
	arena_free(a);
}

/* "acute unsafety is an exception with reason, for at most 10 school days, told to the parents and counted" */
static void acute_for_ten_school_days(void **state)
{
	WORLD;
	held(&w, a);
	w.v[MEETING_OUTCOME] = t("tlv");
	w.v[MEETING_ACUTE] = val_int(1);
	assert_true(says(&w, meeting_check, "what makes it unsafe"));
	assert_true(says(&w, meeting_check, "since which day"));
	w.v[MEETING_ACUTE_WHY] = t("words");
	w.v[MEETING_ACUTE_ON] = val_int(w.today + 1);
	assert_true(says(&w, meeting_check, "still to come"));
	w.v[MEETING_HELD_ON] = val_int(w.today - 1); /* nobody lets the ten days begin anew */
	w.v[MEETING_ACUTE_ON] = val_int(w.today);
	assert_true(says(&w, meeting_check, "at the latest"));
	w.v[MEETING_HELD_ON] = val_int(w.today);
	assert_true(passes(&w, meeting_check));
	w.v[MEETING_DUE] = val_int(d("2026-12-07")); /* kept by the engine: ten school days */
	assert_true(says(&w, meeting_may_share, "Tell the parents"));
	w.v[MEETING_ACUTE_TOLD] = val_int(w.today + 1);
	assert_true(says(&w, meeting_check, "still to come"));
	w.v[MEETING_ACUTE_TOLD] = val_int(w.today);
	assert_true(passes(&w, meeting_may_share));
	w.today = d("2026-12-07"); /* the last day */
	assert_true(passes(&w, meeting_may_share));
	w.today = d("2026-12-08");
	assert_true(says(&w, meeting_may_share, "seven solutions"));
	w.v[MEETING_DUE] = val_null(); /* without a term there is no exception */
	assert_true(says(&w, meeting_may_share, "seven solutions"));
	cards(&w, 5, "kind");
	cards(&w, 2, "rooster");
	assert_true(passes(&w, meeting_may_share));
	arena_free(a);
}

static void the_exception_is_over_at_the_end(void **state)
{
	WORLD;
	held(&w, a);
	at_state(&w, MEETING_REPORT);
	w.invitee_v[1][INVITEE_READ] = t("klopt");
	w.v[MEETING_OUTCOME] = t("tlv");
	w.v[MEETING_ACUTE] = val_int(1);
	w.v[MEETING_DUE] = val_int(d("2026-12-07"));
	assert_true(says(&w, meeting_may_close, "seven solutions"));
	cards(&w, 5, "kind");
	cards(&w, 2, "gebouw");
	assert_true(passes(&w, meeting_may_close));
	arena_free(a);
}

/* ---- the report ---- */

static void a_report_says_where_outlook_and_who_does_what(void **state)
{
	static const struct {
		enum meeting_field f;
		const char *says;
	} needed[] = {
		{MEETING_OUTCOME, "Choose where the child learns"}, {MEETING_WHERE, "about where the child learns"},
		{MEETING_OUTLOOK, "outlook"},
	};
	WORLD;
	held(&w, a);
	assert_true(passes(&w, meeting_may_share));
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
		struct val was = w.v[needed[i].f];
		w.v[needed[i].f] = val_null();
		assert_true(says(&w, meeting_may_share, needed[i].says));
		w.v[needed[i].f] = was;
	}
	w.n_actions = 0;
	assert_true(says(&w, meeting_may_share, "at least one action"));
	w.n_actions = 1;
	w.invitee_v[1][INVITEE_CAME] = val_int(0);
	assert_true(says(&w, meeting_may_share, "who was there"));
	w.invitee_v[1][INVITEE_CAME] = val_int(1);
	w.v[MEETING_OUTCOME] = t("groep");
	assert_true(says(&w, meeting_may_share, "Name the group"));
	arena_free(a);
}

/* Practice 13: half a page in that language, marked human or machine. */
static void a_summary_for_who_needs_an_interpreter(void **state)
{
	WORLD;
	held(&w, a);
	w.invitee_v[1][INVITEE_INTERPRETER] = val_int(1);
	assert_true(says(&w, meeting_may_share, "summary in the language"));
	w.v[MEETING_SUMMARY] = t("words");
	assert_true(says(&w, meeting_may_share, "language of the summary"));
	assert_true(says(&w, meeting_may_share, "person or a machine"));
	w.v[MEETING_SUMMARY_LANGUAGE] = t("Turks");
	assert_true(says(&w, meeting_may_share, "person or a machine"));
	w.v[MEETING_SUMMARY_BY] = t("machine");
	assert_true(passes(&w, meeting_may_share));
	w.invitee_v[1][INVITEE_INTERPRETER] = val_int(0); /* whoever writes one says of it the same */
	w.v[MEETING_SUMMARY_BY] = val_null();
	assert_true(says(&w, meeting_may_share, "person or a machine"));
	arena_free(a);
}

static void read_back_to_everyone_who_was_there(void **state)
{
	WORLD;
	held(&w, a);
	at_state(&w, MEETING_REPORT);
	(void)invite(&w, AS_SCHOOL, 50);
	(void)invite(&w, AS_PARTNER, 51); /* was not there */
	w.invitee_v[2][INVITEE_CAME] = val_int(1);
	assert_true(says(&w, meeting_may_close, "Read the report back"));
	w.invitee_v[1][INVITEE_READ] = t("klopt-niet"); /* no is an answer as well */
	assert_true(says(&w, meeting_may_close, "Read the report back"));
	w.invitee_v[2][INVITEE_READ] = t("klopt");
	assert_true(passes(&w, meeting_may_close));
	arena_free(a);
}

static void off_with_why(void **state)
{
	WORLD;
	begin(&w, a);
	assert_true(says(&w, meeting_may_cancel, "why it does not go on"));
	w.v[MEETING_ENDED_WHY] = t("words");
	assert_true(passes(&w, meeting_may_cancel));
	arena_free(a);
}

/* Who leads makes the steps: never family, a teacher, a guest, a director or the adviser; each step has its guard. */
static void steps_belong_to_who_leads(void **state)
{
	(void)state;
	for (size_t i = 0; i < MEETING_STEPS; i++) {
		const struct transition *s = &meeting_flow[i];
		assert_int_equal(s->by, UINT32_C(1) << ROLE_IB | UINT32_C(1) << ROLE_PRESCHOOL);
		assert_non_null(s->part_of);
		assert_int_equal(s->from & rec_meeting.ends, 0);
		assert_true((s->guard == NULL) == (i == MEETING_REOPEN));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seven_of_which_two_about_context),
		cmocka_unit_test(nowhere_else),
		cmocka_unit_test(acute_for_ten_school_days),
		cmocka_unit_test(the_exception_is_over_at_the_end),
		cmocka_unit_test(a_report_says_where_outlook_and_who_does_what),
		cmocka_unit_test(a_summary_for_who_needs_an_interpreter),
		cmocka_unit_test(read_back_to_everyone_who_was_there),
		cmocka_unit_test(off_with_why),
		cmocka_unit_test(steps_belong_to_who_leads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
