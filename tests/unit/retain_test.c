/* What may no longer be kept goes by two persons, and then it is gone. Days and refusals are from law.md 1.8 (PRI-04,
 * PRI-06, PRI-07) and access.md; the clock from quality.md, test 8. On both databases. */
#include "retain_world.h"

#include <stdio.h>

/* ---- the term, on both sides of its day, and two days ---- */

static void not_before_its_day_and_not_on_one_day_alone(void **state)
{
	(void)state;
	child("Jansen", "2022-06-10"); /* PRI-07: until 10 June 2024 */
	watch("2024-06-10");
	watch("2024-06-11");
	assert_int_equal(ripe_of(p.board), 0); /* past its term today, and seen so once */
	watch("2024-06-12");
	assert_int_equal(ripe_of(p.board), 1);
	assert_int_equal(ripe_of(p.swv), 0);         /* of the school is not of the partnership */
	assert_int_equal(ripe_of(p.other_board), 0); /* nor of another board */
	w->now = at("2024-06-14"); /* nobody looked since the 12th */
	assert_int_equal(ripe_of(p.board), 0);
}

static void who_comes_back_is_kept(void **state)
{
	(void)state;
	int64_t route = child("Bakker", "2021-01-01");
	watch("2024-06-02");
	watch("2024-06-03");
	assert_int_equal(ripe_of(p.board), 1);
	struct relation r = open_to(w, route, p.route_seat, REL_SUPERVISES);
	world_give(w, r);
	assert_int_equal(retain_ripe_one(world_act(w, NULL), route, PART_SCHOOL), ERR_CONFLICT);
	watch("2024-06-04");
	assert_int_equal(ripe_of(p.board), 0);
}

static void to_phase(int64_t route, const char *phase)
{
	struct change *c = change_begin(world_act(w, NULL), "Moved", 0);
	change_state(c, &rec_route, route, flow_place(&rec_route, str_from(phase)));
	world_fail(phase, change_commit(c));
}

/* PRI-07: three years for who was referred. */
static void who_was_referred_is_kept_a_year_longer(void **state)
{
	(void)state;
	int64_t route = child("Visser", "2021-08-01");
	to_phase(route, "tlv");
	to_phase(route, "knooppunt");
	watch("2024-07-31");
	watch("2024-08-01");
	assert_int_equal(ripe_of(p.board), 0);
	watch("2024-08-02");
	watch("2024-08-03");
	assert_int_equal(ripe_of(p.board), 1);
}

/* quality.md, test 8: a clock that jumps destroys nothing. */
static void a_clock_that_jumps_counts_anew(void **state)
{
	(void)state;
	struct str run;
	child("Mulder", "2023-01-01"); /* until 1 January 2025 */
	watch("2024-06-02");
	watch("2034-06-02"); /* ten years on */
	watch("2034-06-03");
	assert_int_equal(ripe_of(p.board), 0);
	assert_int_equal(prepare_as(p.officer, ROLE_PRIVACY_OFFICER, p.board, &run), ERR_NOT_FOUND);
	watch("2024-06-03"); /* and back */
	watch("2024-06-04");
	assert_int_equal(ripe_of(p.board), 0);
	watch("2024-06-20");
	assert_int_equal(ripe_of(p.board), 0);
}

/* ---- who ---- */

static void only_the_officer_of_the_controller_prepares(void **state)
{
	(void)state;
	struct str run;
	child("Smit", "2021-01-01");
	watch("2024-06-02");
	watch("2024-06-03");
	assert_int_equal(prepare_as(p.leader, ROLE_BOARD, p.board, &run), ERR_DENIED);
	assert_int_equal(prepare_as(p.teacher, ROLE_TEACHER, p.board, &run), ERR_NOT_FOUND);
	assert_int_equal(prepare_as(p.swv_officer, ROLE_PRIVACY_OFFICER, p.board, &run), ERR_NOT_FOUND);
	assert_int_equal(prepare_as(p.other_officer, ROLE_PRIVACY_OFFICER, p.board, &run), ERR_NOT_FOUND);
	/* Nothing of theirs. */
	assert_int_equal(prepare_as(p.swv_officer, ROLE_PRIVACY_OFFICER, p.swv, &run), ERR_NOT_FOUND);
	assert_int_equal(prepare_as(p.officer, ROLE_PRIVACY_OFFICER, p.board, &run), OK);
	assert_int_equal(prepare_as(p.second, ROLE_PRIVACY_OFFICER, p.board, &run), ERR_CONFLICT); /* one waits */
}

static void never_one_person_twice(void **state)
{
	(void)state;
	const char *why;
	struct str run = ready("Dekker");
	assert_int_equal(confirm(p.officer, ROLE_PRIVACY_OFFICER, run, 1, &why), ERR_INVALID);
	assert_non_null(strstr(why, "prepared this yourself"));
	/* Nor in another role of the same person. */
	world_hold(w, p.officer, seat_at(p.board, ROLE_BOARD), 0, INSTANT_OPEN);
	assert_int_equal(confirm(p.officer, ROLE_BOARD, run, 1, &why), ERR_INVALID);
	assert_non_null(strstr(why, "prepared this yourself"));
	assert_int_equal(confirm(p.teacher, ROLE_TEACHER, run, 1, &why), ERR_NOT_FOUND);
	assert_int_equal(confirm(p.swv_officer, ROLE_PRIVACY_OFFICER, run, 1, &why), ERR_NOT_FOUND);
	assert_int_equal(confirm(p.other_officer, ROLE_PRIVACY_OFFICER, run, 1, &why), ERR_NOT_FOUND);
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 2, &why), ERR_INVALID); /* did not read it */
	work();
	assert_int_equal(one("SELECT count(*) FROM opp"), 2);
	assert_int_equal(one("SELECT count(*) FROM tombstone"), 0);
}

/* ---- what goes, and what stays ---- */

static bool in_file(const char *path, const char *word)
{
	FILE *f = fopen(path, "rb");
	static char bytes[1 << 22];
	size_t n = f == NULL ? 0 : fread(bytes, 1, sizeof bytes, f);
	if (f != NULL)
		fclose(f);
	return memmem(bytes, n, word, strlen(word)) != NULL;
}

/* A name that nobody else has, in the file, its log and its free pages. */
static bool on_disk(const char *word)
{
	char path[256];
	if (is_pg)
		return false;
	snprintf(path, sizeof path, "%s/test.db", w->f.folder);
	bool found = in_file(path, word);
	snprintf(path, sizeof path, "%s/test.db-wal", w->f.folder);
	return found || in_file(path, word);
}

static void what_two_agree_on_is_gone_and_nothing_else(void **state)
{
	(void)state;
	const char *why;
	struct str run = ready("Zwaanstra");
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 1, &why), OK);
	assert_int_equal(one("SELECT count(*) FROM opp"), 2); /* a confirmation is not yet the act */
	work();
	assert_int_equal(one("SELECT count(*) FROM opp"), 1);
	assert_int_equal(one("SELECT count(*) FROM tombstone"), 1);
	assert_int_equal(one("SELECT count(*) FROM retention_run WHERE ended_at IS NOT NULL AND children = 1 AND n_rows = "
	                     "1"), 1);
	char sql[200];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM opp WHERE route = %lld", (long long)p.recent);
	assert_int_equal(one(sql), 1);
	assert_int_equal(one("SELECT count(*) FROM change_value WHERE record = 'opp' AND salt IS NOT NULL AND field <> '*'"
	                     " AND record_id NOT IN (SELECT id FROM opp)"), 0);
	snprintf(sql, sizeof sql, "SELECT count(*) FROM event WHERE route = %lld AND record <> 'tombstone' AND part = %u",
	         (long long)p.old, PART_BIT(PART_SCHOOL));
	assert_int_equal(one(sql), 0);
	proven();
	work(); /* nothing is left to do */
	assert_int_equal(one("SELECT count(*) FROM tombstone"), 1);
}

/* PRI-06: seven years, and then the child itself. */
static void the_core_goes_last(void **state)
{
	(void)state;
	const char *why;
	struct str run;
	int64_t route = child("Zwaanstra", "2016-01-01");
	world_set(w, &rec_route, route, &route_fields[ROUTE_CLOSED], val_int(at("2016-01-01")));
	watch("2024-06-02");
	watch("2024-06-03");
	assert_int_equal(ripe_of(p.board), 1); /* the core waits for the plan */
	world_fail("prepare", prepare_as(p.officer, ROLE_PRIVACY_OFFICER, p.board, &run));
	assert_int_equal(confirm(p.leader, ROLE_BOARD, run, 1, &why), OK);
	work();
	watch("2024-06-04");
	assert_int_equal(ripe_of(p.board), 0);
	watch("2024-06-05");
	assert_int_equal(ripe_of(p.board), 1);
	world_fail("prepare", prepare_as(p.second, ROLE_PRIVACY_OFFICER, p.board, &run));
	assert_int_equal(confirm(p.officer, ROLE_PRIVACY_OFFICER, run, 1, &why), OK);
	if (!is_pg)
		assert_true(on_disk("Zwaanstra"));
	work();
	assert_int_equal(one("SELECT count(*) FROM route"), 0);
	assert_int_equal(one("SELECT count(*) FROM relation"), 0);
	assert_int_equal(one("SELECT count(*) FROM reach"), 0);
	assert_int_equal(one("SELECT count(*) FROM event"), 0);
	assert_int_equal(one("SELECT count(*) FROM change_value WHERE new LIKE '%waanstra%' OR old LIKE '%waanstra%'"), 0);
	act_end(&w->act);
	assert_false(on_disk("Zwaanstra"));
	assert_false(on_disk("zwaanstra"));
	proven();
}

/* Between confirming and the act the child came back: the act asks anew. */
static void what_came_back_in_between_stays(void **state)
{
	(void)state;
	const char *why;
	struct str run = ready("Kok");
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 1, &why), OK);
	world_give(w, open_to(w, p.old, p.route_seat, REL_SUPERVISES));
	work();
	assert_int_equal(one("SELECT count(*) FROM opp"), 2);
	assert_int_equal(one("SELECT count(*) FROM retention_item WHERE result = 'termijn'"), 1);
}

static void a_clock_that_jumps_after_confirming_destroys_nothing(void **state)
{
	(void)state;
	const char *why;
	struct str run = ready("Prins");
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 1, &why), OK);
	w->now = at("2034-06-03");
	work();
	w->now = at("2023-06-03");
	work();
	assert_int_equal(one("SELECT count(*) FROM opp"), 2);
	assert_int_equal(one("SELECT count(*) FROM tombstone"), 0);
}

/* ---- tombstones ---- */

static void a_file_that_was_changed_is_refused(void **state)
{
	(void)state;
	const char *why_not;
	struct str run = ready("Vos"), why = {0}, text;
	struct tombstones all;
	struct conn *conn;
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 1, &why_not), OK);
	work();
	struct act *act = world_act(w, NULL);
	world_fail("connection", act_conn(act, &conn));
	world_fail("read", tombstones_after(conn, act->a, 0, &all));
	assert_int_equal(all.n, 1);
	text = tombstone_line(act->a, &all.v[0]);
	assert_int_equal(tombstones_parse(act->a, text, &all, &why), OK);
	assert_int_equal(all.n, 1);
	char *changed = arena_alloc(act->a, text.n);
	for (size_t i = 0; i + 1 < text.n; i++) {
		memcpy(changed, text.p, text.n);
		changed[i] ^= 1;
		assert_true(tombstones_parse(act->a, (struct str){changed, text.n}, &all, &why) != OK);
	}
	assert_int_equal(tombstones_parse(act->a, (struct str){text.p, text.n - 1}, &all, &why), OK);
	assert_int_equal(all.n, 0); /* cut off while it was written */
}

/* A back-up of before brings the plan back and knows of no tombstone; the file of tombstones destroys it again, and the
 * tombstone stays what it was (docs/decisions/0028). */
static void what_a_back_up_brings_back_goes_again(void **state)
{
	(void)state;
	static const struct stmt forget = {"DELETE FROM tombstone WHERE n > 0", "", ""};
	const char *why;
	struct str run = ready("Mol"), line;
	struct tombstones all;
	struct conn *conn;
	assert_int_equal(confirm(p.second, ROLE_PRIVACY_OFFICER, run, 1, &why), OK);
	work();
	struct act *act = world_act(w, NULL);
	world_fail("connection", act_conn(act, &conn));
	world_fail("read", tombstones_after(conn, act->a, 0, &all));
	assert_int_equal(all.n, 1);
	struct tombstone was = all.v[0];
	was.route = str_copy(w->a, was.route);
	was.run = str_copy(w->a, was.run);
	was.why = str_copy(w->a, was.why);
	line = str_copy(w->a, tombstone_line(act->a, &was));
	const struct val v[OPP__N] = {
		[OPP_ROUTE] = val_int(p.old), [OPP_STATE] = flow_value(&rec_opp, OPP_DRAFT), [OPP_VERSION] = val_int(1),
		[OPP_SCHOOL] = val_int(p.school), [OPP_ENROLLED] = val_int(day("2020-08-29")),
		[OPP_GROUNDS] = val_text(S(CANARY " is terug"))};
	world_add(w, &rec_opp, v);
	world_fail("forget", act_write(world_act(w, NULL), &forget, NULL, 0));
	assert_int_equal(one("SELECT count(*) FROM opp"), 2);
	struct change *c = change_begin(world_act(w, NULL), "Destroyed again", 0);
	erase_again(c, p.old, &was);
	world_fail("again", change_commit(c));
	assert_int_equal(one("SELECT count(*) FROM opp"), 1);
	act = world_act(w, NULL);
	world_fail("connection", act_conn(act, &conn));
	world_fail("read", tombstones_after(conn, act->a, 0, &all));
	assert_int_equal(all.n, 1);
	assert_true(str_eq(tombstone_line(act->a, &all.v[0]), line));
	assert_int_equal(one("SELECT count(*) FROM change_value WHERE new LIKE '%is terug%'"), 0);
	proven();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RETAIN_TEST(not_before_its_day_and_not_on_one_day_alone),
		RETAIN_TEST(who_comes_back_is_kept),
		RETAIN_TEST(who_was_referred_is_kept_a_year_longer),
		RETAIN_TEST(a_clock_that_jumps_counts_anew),
		RETAIN_TEST(only_the_officer_of_the_controller_prepares),
		RETAIN_TEST(never_one_person_twice),
		RETAIN_TEST(what_two_agree_on_is_gone_and_nothing_else),
		RETAIN_TEST(the_core_goes_last),
		RETAIN_TEST(what_came_back_in_between_stays),
		RETAIN_TEST(a_clock_that_jumps_after_confirming_destroys_nothing),
		RETAIN_TEST(a_file_that_was_changed_is_refused),
		RETAIN_TEST(what_a_back_up_brings_back_goes_again),
	};
	return RUN_EACH_ON_BOTH(tests);
}
