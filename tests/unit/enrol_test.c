/* The rules of an application, held to law.md 1.1 (ADM-04 to -15) and practice.md 3; expectations are from those pages,
 * not from the code. */
#include "day_test.h"

#include "application_rules.h"
#include "coming.h"
#include "flow.h"
#include "term.h"

struct world {
	struct val v[APP__N];
	struct row row, adaptation[2];
	struct val looked[2][ADAPTATION__N];
	size_t n_adaptations;
	int32_t today;
};

static void at_state(struct world *w, enum application_state s)
{
	w->v[APP_STATE] = val_text(str_from(application_fields[APP_STATE].choices[s].code));
}

static void begin(struct world *w, const char *received, const char *born)
{
	*w = (struct world){.n_adaptations = 0};
	w->v[APP_RECEIVED] = val_int(day(received));
	w->v[APP_BORN] = val_int(day(born));
	w->v[APP_DUTY] = val_int(1);
	w->v[APP_PUBLIC] = val_int(0);
	w->today = day(received);
	at_state(w, APP_NEW);
}

static void derived(struct world *w)
{
	application_derive(arena, w->v);
	w->row = (struct row){.rec = &rec_application, .id = 1, .v = w->v};
}

/* What a guard says of the record as it stands, on that day. */
static struct reasons ask(struct world *w, void (*guard)(const struct given *, struct reasons *), const char *today)
{
	struct reasons out = {.n = 0};
	struct beside beside = {.rec = &rec_adaptation, .v = w->adaptation, .n = w->n_adaptations};
	derived(w);
	struct given g = {.a = arena, .row = &w->row, .today = day(today), .beside = &beside};
	guard(&g, &out);
	return out;
}

static bool says(const struct reasons *r, const char *piece)
{
	for (size_t i = 0; i < r->n; i++)
		if (strstr(r->v[i].text, piece) != NULL)
			return true;
	return false;
}

static void looked_into(struct world *w, const char *reasonable)
{
	size_t i = w->n_adaptations++;
	w->looked[i][ADAPTATION_REASONABLE] = val_text(str_from(reasonable));
	w->adaptation[i] = (struct row){.rec = &rec_adaptation, .id = 10 + (int64_t)i, .v = w->looked[i]};
}

static void told_no(struct world *w, const char *ground)
{
	w->v[APP_TALK_ON] = val_int(w->today);
	w->v[APP_GROUND] = val_text(str_from(ground));
	w->v[APP_REASON] = val_text(S("words"));
}

/* law.md 1.1, worked example: received Mon 2-3-2026, Mon 13-4-2026, at most Mon 11-5-2026, placed from Tue
 * 12-5-2026. */
static void worked_example(void **state)
{
	struct world w;
	(void)state;
	begin(&w, "2026-03-02", "2021-01-01");
	application_derive(arena, w.v);
	assert_int_equal(w.v[APP_DECIDE_BY].i, day("2026-04-13"));
	assert_int_equal(w.v[APP_PLACE_FROM].i, day("2026-05-12"));
	w.v[APP_MORE] = val_int(4);
	application_derive(arena, w.v);
	assert_int_equal(w.v[APP_DECIDE_BY].i, day("2026-05-11"));
}

/* Practice J8: received 2-11-2026, so 14-12-2026, then 11-1-2027, and a place from 12-1-2027. */
static void through_christmas(void **state)
{
	struct world w;
	struct reasons r;
	(void)state;
	begin(&w, "2026-11-02", "2023-09-20");
	w.v[APP_MORE] = val_int(4);
	w.v[APP_MORE_WHY] = val_text(S("words"));
	w.v[APP_MORE_TOLD] = val_int(day("2026-12-15"));
	r = ask(&w, may_extend, "2026-12-15");
	assert_true(says(&r, "six weeks are over"));
	w.v[APP_MORE_TOLD] = val_int(day("2026-12-14"));
	r = ask(&w, may_extend, "2026-12-15"); /* told in time, written too late: still too late for this step */
	assert_true(says(&r, "six weeks are over"));
	w.v[APP_MORE_TOLD] = val_null();
	r = ask(&w, may_extend, "2026-12-11");
	assert_true(says(&r, "told the parents"));
	w.v[APP_MORE_TOLD] = val_int(day("2026-12-11"));
	r = ask(&w, may_extend, "2026-12-11");
	assert_int_equal(r.n, 0);
	r = ask(&w, may_extend, "2026-12-14"); /* the last day */
	assert_int_equal(r.n, 0);
	assert_int_equal(w.v[APP_DECIDE_BY].i, day("2027-01-11"));
	/* 12-1-2027: the three-year-old gets no place, a child that is four by then does. */
	at_state(&w, APP_LATE);
	r = ask(&w, may_place, "2027-01-12");
	assert_true(says(&r, "not four yet"));
	begin(&w, "2026-11-02", "2023-01-05");
	r = ask(&w, may_place, "2027-01-11");
	assert_true(says(&r, "day after ten weeks"));
	r = ask(&w, may_place, "2027-01-12");
	assert_int_equal(r.n, 0);
}

/* ADM-06: the place is there by itself on the day after ten weeks, at the school with the duty of care, for who is
 * four; practice M6: else the decision is late. Nothing comes by itself a day before, or to who has a decision or a
 * school. */
static void the_clock_alone(void **state)
{
	struct world w;
	(void)state;
	begin(&w, "2026-11-02", "2023-01-05");
	derived(&w);
	assert_int_equal(application_by_clock(&w.row, day("2027-01-11")), -1);
	assert_int_equal(application_by_clock(&w.row, day("2027-01-12")), APP_PLACED);
	w.v[APP_DUTY] = val_int(0);
	assert_int_equal(application_by_clock(&w.row, day("2027-01-12")), -1);
	w.v[APP_DUTY] = val_int(1);
	w.v[APP_ELSEWHERE_ON] = val_int(day("2027-01-04"));
	assert_int_equal(application_by_clock(&w.row, day("2027-01-12")), -1);
	for (enum application_state s = APP_PLACED; s < APP_STATES; s++) {
		begin(&w, "2026-11-02", "2023-01-05");
		at_state(&w, s);
		derived(&w);
		assert_int_equal(application_by_clock(&w.row, day("2027-01-12")), -1);
	}
	begin(&w, "2026-11-02", "2023-09-20");
	derived(&w);
	assert_int_equal(application_by_clock(&w.row, day("2027-01-11")), -1);
	assert_int_equal(application_by_clock(&w.row, day("2027-01-12")), APP_LATE);
	at_state(&w, APP_LATE);
	assert_int_equal(application_by_clock(&w.row, day("2027-01-12")), -1);
	assert_int_equal(application_by_clock(&w.row, day("2027-09-19")), -1);
	assert_int_equal(application_by_clock(&w.row, day("2027-09-20")), APP_PLACED);
}

/* ADM-06: "not before the child has admission age": of a child that turns four later, its birthday. */
static void place_from_fourth_birthday(void **state)
{
	struct world w;
	(void)state;
	begin(&w, "2026-11-02", "2023-02-10");
	application_derive(arena, w.v);
	assert_int_equal(w.v[APP_PLACE_FROM].i, day("2027-02-10"));
	/* What stands above the page says the same day, and nothing to a school without the duty of care. */
	struct term_now v[TERMS_MAX];
	at_state(&w, APP_LATE);
	derived(&w);
	assert_int_equal(terms_of(&w.row, day("2027-01-13"), NULL, v), 1);
	assert_int_equal(v[0].due, day("2027-02-10"));
	w.v[APP_ELSEWHERE_ON] = val_int(day("2027-01-04"));
	assert_int_equal(terms_of(&w.row, day("2027-01-13"), NULL, v), 0);
	begin(&w, "2026-11-02", "2023-01-05");
	w.v[APP_DUTY] = val_int(0);
	at_state(&w, APP_LATE);
	derived(&w);
	assert_int_equal(terms_of(&w.row, day("2027-01-13"), NULL, v), 0);
	struct reasons r = ask(&w, may_place, "2027-01-12");
	assert_true(says(&r, "first choice"));
}

/* ADM-12: suspended from the day of the question until it is completed, or the time that was given is over. */
static void time_stands_still(void **state)
{
	struct world w;
	struct reasons r;
	(void)state;
	begin(&w, "2026-03-02", "2021-01-01");
	at_state(&w, APP_INCOMPLETE);
	w.v[APP_MISSING] = val_text(S("words"));
	w.v[APP_ASKED_ON] = val_int(day("2026-03-10"));
	w.v[APP_COMPLETE_BY] = val_int(day("2026-03-24"));
	w.v[APP_COMPLETED_ON] = val_int(day("2026-03-17"));
	application_derive(arena, w.v);
	assert_int_equal(w.v[APP_DECIDE_BY].i, day("2026-04-20")); /* seven days later */
	w.v[APP_COMPLETED_ON] = val_null(); /* never: until the given day, and that day is in it */
	application_derive(arena, w.v);
	assert_int_equal(w.v[APP_DECIDE_BY].i, day("2026-04-28"));
	r = ask(&w, may_take_not, "2026-03-24");
	assert_true(says(&r, "still have time"));
	r = ask(&w, may_take_not, "2026-03-25");
	assert_int_equal(r.n, 0);
	r = ask(&w, may_take_not, "2026-04-21"); /* ADM-13: four weeks after the lapse */
	assert_int_equal(r.n, 0);
	r = ask(&w, may_take_not, "2026-04-22");
	assert_true(says(&r, "four weeks"));
}

static void asks_twice_at_most(void **state)
{
	struct world w;
	struct reasons r;
	(void)state;
	begin(&w, "2026-03-02", "2021-01-01");
	r = ask(&w, may_ask, "2026-03-03");
	assert_true(says(&r, "what you still need"));
	assert_true(says(&r, "until when"));
	w.v[APP_MISSING] = val_text(S("words"));
	w.v[APP_COMPLETE_BY] = val_int(day("2026-03-04"));
	r = ask(&w, may_ask, "2026-03-03");
	assert_true(says(&r, "two days"));
	w.v[APP_COMPLETE_BY] = val_int(day("2026-03-17"));
	r = ask(&w, may_ask, "2026-03-03");
	assert_int_equal(r.n, 0);
	w.v[APP_BEFORE_FROM] = val_int(day("2026-03-03"));
	w.v[APP_BEFORE_TO] = val_int(day("2026-03-05"));
	w.v[APP_COMPLETED_ON] = val_int(day("2026-03-09"));
	r = ask(&w, may_ask, "2026-03-10");
	assert_true(says(&r, "twice"));
}

/* ADM-09: talk, and a school that is willing in writing; [001 1]: adaptations first. */
static void no_refusal_without_a_school(void **state)
{
	struct world w;
	struct reasons r;
	(void)state;
	begin(&w, "2026-11-02", "2023-09-20");
	r = ask(&w, may_refuse, "2026-11-20");
	assert_true(says(&r, "First talk"));
	assert_true(says(&r, "Choose the ground"));
	assert_true(says(&r, "adaptations"));
	told_no(&w, "ondersteuning");
	looked_into(&w, "uitzoeken");
	r = ask(&w, may_refuse, "2026-11-20");
	assert_true(says(&r, "not known yet"));
	assert_true(says(&r, "Name the school"));
	w.n_adaptations = 0;
	looked_into(&w, "nee");
	w.v[APP_WILLING] = val_text(S("School C"));
	r = ask(&w, may_refuse, "2026-11-20");
	assert_int_equal(r.n, 1);
	assert_true(says(&r, "in writing"));
	w.v[APP_WILLING_ON] = val_int(day("2026-11-19"));
	r = ask(&w, may_refuse, "2026-11-20");
	assert_int_equal(r.n, 0);
}

/* ADM-10, ADM-19b: with an exception there is no duty of care, so no other school either; the talk stays. */
static void exceptions(void **state)
{
	static const char *const grounds[] = {"plaatsruimte", "grondslag", "voorwaarden"};
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct world w;
		begin(&w, "2026-11-02", "2023-09-20");
		w.v[APP_SECONDARY] = val_int(i == 2);
		told_no(&w, grounds[i]);
		struct reasons r = ask(&w, may_refuse, "2026-11-20");
		assert_int_equal(r.n, 0);
		assert_true(application_exempt(&w.row));
		w.v[APP_TALK_ON] = val_null();
		r = ask(&w, may_refuse, "2026-11-20");
		assert_true(says(&r, "First talk"));
	}
}

/* ADM-19b: conditions of admission are a ground in secondary education only (WVO 2020, article 8.9). */
static void conditions_are_secondary(void **state)
{
	struct world w;
	(void)state;
	begin(&w, "2026-11-02", "2023-09-20");
	told_no(&w, "voorwaarden");
	struct reasons r = ask(&w, may_refuse, "2026-11-20");
	assert_int_equal(r.n, 1);
	assert_true(says(&r, "Only a secondary school"));
	assert_ptr_equal(r.v[0].field, &application_fields[APP_GROUND]);
}

/* ADM-12, ADM-13, ADM-06 one after the other: the time that was given lapses, the clock runs again and the school is to
 * act; four weeks to say that it is not dealt with; and after ten weeks, less the days of waiting, the child has its
 * temporary place however incomplete it is, until the school does say so (ADM-08). */
static void incomplete_and_lapsed(void **state)
{
	struct world w;
	struct reasons r;
	(void)state;
	begin(&w, "2026-03-02", "2021-01-01");
	at_state(&w, APP_INCOMPLETE);
	w.v[APP_ASKED_ON] = val_int(day("2026-03-10"));
	w.v[APP_COMPLETE_BY] = val_int(day("2026-03-24"));
	derived(&w);
	assert_int_equal(application_by_clock(&w.row, day("2026-03-24")), -1);
	assert_int_equal(application_by_clock(&w.row, day("2026-03-25")), APP_STUDIED);
	w.v[APP_DUTY] = val_int(0); /* it is no less over at the second choice */
	assert_int_equal(application_by_clock(&w.row, day("2026-03-25")), APP_STUDIED);
	w.v[APP_DUTY] = val_int(1);
	/* ten weeks are 11-5; with fifteen days of waiting 26-5, so from the 27th */
	assert_int_equal(application_by_clock(&w.row, day("2026-05-26")), APP_STUDIED);
	assert_int_equal(application_by_clock(&w.row, day("2026-05-27")), APP_PLACED);
	at_state(&w, APP_STUDIED);
	derived(&w);
	assert_int_equal(application_by_clock(&w.row, day("2026-05-26")), -1);
	assert_int_equal(application_by_clock(&w.row, day("2026-05-27")), APP_PLACED);
	assert_true(application_unanswered(&w.row));
	assert_int_equal(w.v[APP_LAPSES_ON].i, day("2026-03-24"));
	r = ask(&w, may_take_not, "2026-04-21");
	assert_int_equal(r.n, 0);
	r = ask(&w, may_take_not, "2026-04-22");
	assert_true(says(&r, "four weeks"));
	/* late, and yet the school may get it */
	assert_int_not_equal(application_flow[APP_ANSWER].from & APP_BIT(STUDIED), 0);
	w.v[APP_COMPLETED_ON] = val_int(day("2026-04-01"));
	r = ask(&w, may_take_not, "2026-04-02");
	assert_true(says(&r, "wait for nothing"));
	derived(&w);
	assert_false(application_unanswered(&w.row));
	assert_int_equal(w.v[APP_LAPSES_ON].type, VAL_NULL);
	assert_int_not_equal(application_flow[APP_TAKE_NOT].from & APP_BIT(PLACED), 0);
	assert_int_equal(application_flow[APP_TAKE_NOT].from & (APP_BIT(ADMITTED) | APP_BIT(CALL) | APP_BIT(REFUSED)), 0);
}

/* Practice 2: what waits by agreement is the enrolment of a child that is admitted, until three years and seven months
 * (LOC-02); the six weeks do not wait, and who is older waits for nothing. */
static void waits_by_agreement(void **state)
{
	struct world w;
	(void)state;
	begin(&w, "2026-11-02", "2023-09-20");
	w.v[APP_WAIT_AGREED] = val_int(day("2026-11-09"));
	derived(&w);
	assert_int_equal(w.v[APP_ACT_BY].i, day("2026-12-14"));
	at_state(&w, APP_ADMITTED);
	w.v[APP_DECIDED] = val_int(day("2026-11-20"));
	derived(&w);
	assert_int_equal(w.v[APP_ACT_BY].i, day("2027-04-20"));
	w.v[APP_WAIT_AGREED] = val_null();
	derived(&w);
	assert_int_equal(w.v[APP_ACT_BY].i, day("2026-11-20"));
	w.v[APP_WAIT_AGREED] = val_int(day("2026-11-09"));
	w.v[APP_START] = val_int(day("2027-08-30"));
	derived(&w);
	assert_int_equal(w.v[APP_ACT_BY].i, day("2027-08-30"));
	struct reasons r = ask(&w, application_check, "2026-11-08");
	assert_true(says(&r, "still to come"));
}

/* The school of second choice has no duty of care: it names no other school, but it looked and it talked. */
static void second_choice(void **state)
{
	struct world w;
	struct reasons r;
	(void)state;
	begin(&w, "2026-11-02", "2023-09-20");
	w.v[APP_DUTY] = val_int(0);
	told_no(&w, "ondersteuning");
	r = ask(&w, may_refuse, "2026-11-20");
	assert_int_equal(r.n, 1);
	assert_true(says(&r, "adaptations"));
	r = ask(&w, may_lapse, "2026-11-20");
	assert_int_equal(r.n, 0);
	w.v[APP_DUTY] = val_int(1);
	r = ask(&w, may_lapse, "2026-11-20");
	assert_true(says(&r, "duty of care"));
}

/* "Too late" is said when it is, with a reason and a new day. */
static void late(void **state)
{
	struct world w;
	struct reasons r;
	(void)state;
	begin(&w, "2026-11-02", "2023-09-20");
	r = ask(&w, may_tell_late, "2026-12-14");
	assert_true(says(&r, "not late yet"));
	r = ask(&w, may_tell_late, "2026-12-15");
	assert_false(says(&r, "not late yet"));
	assert_true(says(&r, "why there is no decision"));
}

/* The first has nothing to do with it any more when the child is enrolled elsewhere: nobody is enrolled twice. */
static void not_twice(void **state)
{
	struct world w;
	struct reasons r;
	(void)state;
	begin(&w, "2026-11-02", "2022-09-20");
	at_state(&w, APP_ADMITTED);
	w.v[APP_ENROLLED_ON] = val_int(day("2026-12-01"));
	r = ask(&w, may_enrol, "2026-11-20");
	assert_int_equal(r.n, 0);
	w.v[APP_ELSEWHERE_ON] = val_int(day("2026-11-19"));
	r = ask(&w, may_enrol, "2026-11-20");
	assert_true(says(&r, "another school already"));
}

/* ADM-14 and ADM-15: six weeks to object, at private and public schools alike. */
static void objecting(void **state)
{
	struct world w;
	(void)state;
	for (int is_public = 0; is_public < 2; is_public++) {
		begin(&w, "2026-11-02", "2022-09-20");
		w.v[APP_PUBLIC] = val_int(is_public);
		w.v[APP_DECIDED] = val_int(day("2026-11-23"));
		w.row = (struct row){.rec = &rec_application, .id = 1, .v = w.v};
		assert_int_equal(application_object_by(&w.row), DATE_OPEN); /* nothing was refused */
		at_state(&w, APP_REFUSED);
		assert_int_equal(application_object_by(&w.row), day("2027-01-04"));
	}
}

/* The duty of care stays on the list until an enrolment: every state after a refusal is open, and is work. */
static void duty_stays(void **state)
{
	(void)state;
	static const enum application_state seeks[] = {APP_CALL, APP_REFUSED, APP_DECLINED};
	for (size_t i = 0; i < 3; i++) {
		struct world w;
		begin(&w, "2026-11-02", "2022-09-20");
		at_state(&w, seeks[i]);
		w.v[APP_DECIDED] = val_int(day("2026-11-23"));
		application_derive(arena, w.v);
		w.row = (struct row){.rec = &rec_application, .id = 1, .v = w.v};
		assert_true(application_open(&w.row));
		assert_int_equal(w.v[APP_ACT_BY].type, VAL_INT);
		assert_true(rec_application.lists[1].open(&w.row));
	}
}

/* A2: preschools know each school's profile when they advise: a school stands there because its own text speaks of what
 * fits the child, in the words of the region, or because it is near; never by a part of another word. */
static void profile_speaks_of_what_fits(void **state)
{
	(void)state;
	const struct profile p = {.said = S("wij werken in kleine groepen. de plusgroep is op maandag")};
	assert_true(str_is(profile_speaks(arena, &p, S("Kleine groep")), "Kleine groep"));
	assert_true(str_is(profile_speaks(arena, &p, S("niets\n  plusgroep  \n")), "plusgroep"));
	assert_int_equal(profile_speaks(arena, &p, S("usgroep")).n, 0);
	assert_int_equal(profile_speaks(arena, &p, S("\n\n")).n, 0);
	assert_int_equal(profile_speaks(arena, &p, S("")).n, 0);
}

static void schools_in_the_order_of_fit(void **state)
{
	static const struct sign_kind kinds_v[] = {
		{.name = {"Klein", 5}, .words = {"kleine groep", 12}, .fits = true},
		{.name = {"Rust", 4}, .words = {"stil\nrustig", 11}, .fits = true},
		{.name = {"Soort", 5}, .words = {"taal", 4}},
	};
	static const struct profile v[] = {
		{.name = {"a", 1}, .pc4 = {"8601", 4}, .said = {"taal", 4}},
		{.name = {"b", 1}, .pc4 = {"8602", 4}, .said = {"een kleine groep en een stille hoek", 35}},
		{.name = {"c", 1}, .pc4 = {"8601", 4}, .said = {"kleine groepen", 14}},
		{.name = {"d", 1}, .pc4 = {"8602", 4}, .said = {"taal", 4}},
		{.name = {"e", 1}, .pc4 = {"8602", 4}, .said = {"rustig", 6}},
	};
	const struct sign_kinds kinds = {kinds_v, 3};
	const struct profiles all = {v, 5};
	struct fit out[FITS_MAX];
	(void)state;
	assert_int_equal(schools_that_fit(arena, &all, &kinds, S("Klein\nRust\nSoort"), S("8601"), out), 3);
	assert_true(str_is(out[0].school->name, "b"));
	assert_true(str_is(out[0].what, "Klein, Rust"));
	assert_true(str_is(out[1].school->name, "c"));
	assert_true(out[1].near);
	assert_true(str_is(out[2].school->name, "e"));
	assert_int_equal(schools_that_fit(arena, &all, &kinds, S(""), S("8601"), out), 2);
	assert_int_equal(out[0].n + out[1].n, 0);
	/* where the child lives is hidden from who reads, and nothing fits: no school is named */
	assert_int_equal(schools_that_fit(arena, &all, &kinds, S("Soort\nWeg"), S(""), out), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(worked_example), cmocka_unit_test(through_christmas),
		cmocka_unit_test(place_from_fourth_birthday), cmocka_unit_test(the_clock_alone),
		cmocka_unit_test(time_stands_still), cmocka_unit_test(asks_twice_at_most),
		cmocka_unit_test(no_refusal_without_a_school), cmocka_unit_test(exceptions),
		cmocka_unit_test(profile_speaks_of_what_fits), cmocka_unit_test(schools_in_the_order_of_fit),
		cmocka_unit_test(conditions_are_secondary), cmocka_unit_test(incomplete_and_lapsed),
		cmocka_unit_test(waits_by_agreement), cmocka_unit_test(second_choice), cmocka_unit_test(late),
		cmocka_unit_test(not_twice), cmocka_unit_test(objecting), cmocka_unit_test(duty_stays),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
