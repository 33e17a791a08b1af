/* The demonstration tells what could have happened: people meet on days of school, what was held lies behind us, days
 * of one child follow each other, and what the route says of a placement is what the placement says. */
#include "advice.h"
#include "app.h"
#include "calendar.h"
#include "date.h"
#include "db_fixture.h"
#include "demo.h"
#include "demo_routes.h"
#include "documents.h"
#include "enrol.h"
#include "keys_client.h"
#include "meeting.h"
#include "opp.h"
#include "password.h"
#include "place.h"
#include "roster.h"
#include "rule.h"
#include "school.h"
#include "schema.h"
#include "testing.h"
#include "visit.h"

enum { REGION = 1 };
static struct {
	struct fixture fixture;
	struct arena *a;
	struct act act;
	struct keys_client *keys;
	int32_t today;
} w;

static enum err make(const struct demo_args *args)
{
	struct act *act = args->act;
	struct str code;
	enum err e = demo_make(args, &code);
	if (e == OK)
		e = demo_routes_make(act, args->seed);
	if (e == OK)
		e = demo_schools_make(act, args->seed);
	if (e == OK)
		e = demo_opp_make(act, args->seed);
	if (e == OK)
		e = demo_visit_make(act, args->seed);
	if (e == OK)
		e = demo_meeting_make(act, args->seed);
	if (e == OK)
		e = demo_crowd_make(args);
	if (e == OK)
		e = demo_crowd_schools_make(act, args->seed);
	if (e == OK)
		e = demo_crowd_routes_make(act, args->seed);
	if (e == OK)
		e = demo_crowd_opp_make(act, args->seed);
	if (e == OK)
		e = demo_place_make(act, args->seed);
	return e == OK ? demo_enrol_make(act, args->seed) : e;
}

/* Monday 23 November 2026, as the tests have it; made once, for all of them only read. */
static int begin(void **state)
{
	struct db_options o = {.connections = 4, .write_schema = true};
	static const unsigned char master[32] = {1};
	struct str why = {0};
	int applied;
	(void)state;
	fixture_make(&w.fixture, false);
	w.a = arena_new(768 << 20);
	w.act = (struct act){.a = w.a, .now = INT64_C(1795424400000), .door = "test", .region = REGION};
	w.today = instant_date(w.act.now);
	if (db_open(w.fixture.url, &o, w.a, &w.act.db, &why) != OK ||
	    schema_migrate(w.act.db, w.a, &applied, &why) != OK || app_model(w.a, &w.act.model, &why) != OK) {
		print_error(STR_FMT "\n", STR_ARG(why));
		return -1;
	}
	w.keys = keys_client_local(master);
	w.act.model = model_sealed_by(w.a, w.act.model, w.keys);
	struct demo_args args = {
		.act = &w.act, .keys = w.keys, .passwords = password_pool_new_light(1, 1), .seed = 1,
		.today = w.act.now,
	};
	enum err e = make(&args);
	password_pool_free(args.passwords);
	return e == OK ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	act_end(&w.act);
	keys_client_free(w.keys);
	db_close(w.act.db);
	fixture_drop(&w.fixture);
	arena_free(w.a);
	return 0;
}

static const struct rows *rows_of(const struct stmt *s)
{
	const struct rows *r;
	if (act_exec(&w.act, s, NULL, 0, &r) != OK)
		fail_msg("%s", s->text);
	return r;
}

/* ---- days on which people meet ---- */

#define DAYS(table, column, where) \
	{"SELECT " column ", coalesce((SELECT given_name || ' ' || family_name FROM route r WHERE r.id = t.route), '')" \
	 " FROM " table " t WHERE " column " IS NOT NULL AND " where, "", "tt"}
#define ALL "1 = 1"
/* Of which no child can be told. */
#define DAYS_APART(table, column) {"SELECT " column ", '' FROM " table " WHERE " column " IS NOT NULL", "", "tt"}

static const struct stmt were_held[] = {
	DAYS("place_talk", "held_on", ALL), DAYS("place_look", "held_on", ALL),
	DAYS("place_practice", "from_day", "state = 'gedaan'"), DAYS("place_goal", "seen_on", ALL),
	DAYS("return_check", "held_on", ALL), DAYS("placement", "begins", ALL), DAYS("placement", "guided", ALL),
	DAYS("placement", "looked", ALL), DAYS("placement", "practise", ALL), DAYS("placement", "returned", ALL),
	DAYS("placement", "care_on", ALL), DAYS("placement", "ended", ALL), DAYS("placement", "named_on", ALL),
	DAYS("meeting", "held_on", ALL), DAYS("talk", "held_on", ALL), DAYS("talk_swv", "held_on", ALL),
	DAYS("opp", "heard_on", ALL), DAYS("opp", "told_on", ALL), DAYS("opp", "talked_on", ALL),
	DAYS("opp", "adopted", ALL), DAYS("opp", "evaluated", ALL), DAYS("opp", "ended", ALL),
	DAYS("opp_contact", "happened_on", ALL), DAYS("opp_progress", "measured_on", ALL), DAYS("opp_help", "ended", ALL),
	DAYS("opp_say", "said_on", ALL), DAYS("opp_say", "told_on", ALL), DAYS("opp_say_closed", "said_on", ALL),
	DAYS("opp_say_closed", "told_on", ALL), DAYS("application", "talk_on", ALL), DAYS("application", "decided", ALL),
	DAYS("intake", "tour_on", ALL), DAYS("intake", "done_on", ALL), DAYS_APART("tour", "held_on"),
	DAYS_APART("cluster_meeting", "held_on"),
};
static const struct stmt are_planned[] = {
	DAYS("place_practice", "from_day", "state = 'gepland'"), DAYS("meeting", "day_a", ALL),
	DAYS("meeting", "day_b", ALL), DAYS("intake", "fill_on", ALL), DAYS_APART("tour", "planned_on"),
};

static void each_is_a_school_day(const struct stmt *s, bool held)
{
	const struct rows *r = rows_of(s);
	if (r->n == 0)
		fail_msg("nothing to look at: %s", s->text);
	for (size_t i = 0; i < r->n; i++) {
		struct str of = rows_text(r, i, 1), on = rows_text(r, i, 0);
		int32_t date;
		assert_true(date_parse_iso(on, &date));
		if (!school_day(region_calendar(HOLIDAY_NORTH), date))
			fail_msg(STR_FMT " is no day of school: " STR_FMT ", %s", STR_ARG(on), STR_ARG(of), s->text);
		if (held && date > w.today)
			fail_msg(STR_FMT " is still to come: " STR_FMT ", %s", STR_ARG(on), STR_ARG(of), s->text);
	}
}

static void people_meet_on_days_of_school(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof were_held / sizeof *were_held; i++)
		each_is_a_school_day(&were_held[i], true);
	for (size_t i = 0; i < sizeof are_planned / sizeof *are_planned; i++)
		each_is_a_school_day(&are_planned[i], false);
}

/* ---- what cannot be ---- */

/* Of what hangs below a child, as x: it never is so. */
#define NEVER(what, table, when) {what, {"SELECT r.given_name || ' ' || r.family_name FROM " table " x" \
	" JOIN route r ON r.id = x.route " when, "", "t"}}
static const struct {
	const char *what;
	struct stmt found;
} never[] = {
	NEVER("a placement before the knooppunt that names it", "placement", "WHERE x.begins < x.named_on"),
	NEVER("practising before the child is in the group", "placement", "WHERE x.practise < x.begins"),
	NEVER("back before practising", "placement", "WHERE x.returned <= x.practise"),
	NEVER("aftercare talked about before the return", "placement", "WHERE x.care_on <= x.returned"),
	NEVER("a talk in the group outside the placement", "place_talk", "JOIN placement p ON p.id = x.placement"
	      " WHERE x.held_on < p.begins OR x.held_on > p.returned"),
	NEVER("an observation outside the placement", "place_look", "JOIN placement p ON p.id = x.placement"
	      " WHERE x.held_on < p.begins OR x.held_on > p.returned"),
	NEVER("a practice moment outside the way back", "place_practice", "JOIN placement p ON p.id = x.placement"
	      " WHERE x.from_day < p.practise OR x.from_day >= p.returned"),
	NEVER("a goal reached that is not", "place_goal", "WHERE x.state = 'bereikt' AND (x.level <> 'zelf' OR"
	      " x.seen_now LIKE 'Zes minuten%' OR x.seen_now LIKE '%als iemand%')"),
	NEVER("asked to the parents of a named child without a knooppunt that chose a group", "placement",
	      "WHERE x.state IN ('instemming', 'wacht') AND r.id IN (SELECT y.id FROM route y ORDER BY y.id LIMIT 36)"
	      " AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.route = r.id AND m.outcome = 'groep'"
	      " AND m.held_on <= x.named_on)"),
	NEVER("told to the pupil before the pupil was heard", "opp",
	      "WHERE x.told_on < x.heard_on OR x.talked_on < x.told_on"),
	NEVER("adopted before the talk, evaluated before it was adopted, over before that", "opp",
	      "WHERE x.adopted < x.talked_on OR x.evaluated <= x.adopted OR x.ended < x.evaluated"),
	NEVER("help that ended before it began", "opp_help", "WHERE x.ended <= x.from_on"),
	NEVER("an answer to the pupil before the pupil spoke", "opp_say", "WHERE x.told_on < x.said_on"),
	NEVER("all that happened with a child at one moment", "event", "GROUP BY r.id, r.given_name, r.family_name"
	      " HAVING count(*) > 4 AND max(x.at) - min(x.at) < 604800000"),
	NEVER("three things of one child in one minute", "event", "WHERE x.record NOT IN ('place_goal',"
	      " 'place_practice', 'opp_say') GROUP BY r.id, r.given_name, r.family_name, x.at HAVING count(*) > 3"),
	NEVER("something that happens later", "event", "WHERE x.at > 1795424400000"),
};

static void nothing_is_there_that_cannot_be(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
		const struct rows *r = rows_of(&never[i].found);
		if (r->n > 0)
			fail_msg("%s: " STR_FMT " and %zu more", never[i].what, STR_ARG(rows_text(r, 0, 0)), r->n - 1);
	}
}

/* ---- a talk, its report, and what was read back ---- */

static const struct stmt stmt_reports = {
	"SELECT m.held_on, m.reported, coalesce(min(i.read_at), 0) FROM meeting m JOIN invitee i ON i.meeting = m.id WHERE"
	" m.reported IS NOT NULL GROUP BY m.id, m.held_on, m.reported", "", "tii"};

static void a_report_is_shared_after_its_talk(void **state)
{
	enum { BEGINS = 14 * 60 + 30, MINUTE_MS = 60 * 1000 };
	const struct rows *r = rows_of(&stmt_reports);
	(void)state;
	assert_true(r->n >= 3);
	for (size_t i = 0; i < r->n; i++) {
		int32_t held;
		assert_true(date_parse_iso(rows_text(r, i, 0), &held));
		int64_t shared = rows_int(r, i, 1), back = rows_int(r, i, 2);
		assert_true(shared > instant_of_date(held) + (int64_t)BEGINS * MINUTE_MS && shared < w.act.now);
		assert_true(back == 0 || (back > shared && back < w.act.now));
	}
}

/* ---- the route and its placement ---- */

static const struct stmt stmt_teams = {
	"SELECT r.given_name || ' ' || r.family_name, p.begins, x.begins, coalesce(p.returned, p.ended, ''), x.ends FROM"
	" placement p JOIN route r ON r.id = p.route JOIN relation x ON x.route = r.id AND x.kind = 'placed' WHERE p.begins"
	" IS NOT NULL", "", "ttiti"};

static void the_route_says_what_the_placement_says(void **state)
{
	const struct rows *r = rows_of(&stmt_teams);
	(void)state;
	assert_true(r->n > 36);
	for (size_t i = 0; i < r->n; i++) {
		struct str of = rows_text(r, i, 0), last = rows_text(r, i, 3);
		if (!str_eq(rows_text(r, i, 1), date_iso(w.a, instant_date(rows_int(r, i, 2)))))
			fail_msg("began on another day than the team came: " STR_FMT, STR_ARG(of));
		if (last.n > 0 && !str_eq(last, date_iso(w.a, instant_date(rows_int(r, i, 4)))))
			fail_msg("ended on another day than the team left: " STR_FMT, STR_ARG(of));
		assert_true(last.n > 0 || rows_int(r, i, 4) == INSTANT_OPEN);
	}
}

/* ---- what there must be to look at ---- */

static const struct {
	const char *what;
	struct stmt found;
} there[] = {
	{"a named child with two versions of its plan",
	 {"SELECT e.route FROM opp_edition e JOIN route r ON r.id = e.route WHERE r.given_name = 'Emir' AND r.family_name ="
	  " 'Aydin' GROUP BY e.route HAVING count(*) >= 2", "", "i"}},
	{"a child for the municipality",
	 {"SELECT x.route FROM relation x JOIN account a ON a.id = x.grantee WHERE a.email LIKE 'gemeente1@%' AND x.ends >"
	  " 1795424400000", "", "i"}},
	{"words of a parent beside a yes",
	 {"SELECT id FROM opp_agreement WHERE because IS NOT NULL LIMIT 1", "", "i"}},
};

static void there_is_something_to_look_at(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof there / sizeof *there; i++)
		if (rows_of(&there[i].found)->n == 0)
			fail_msg("%s", there[i].what);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_meet_on_days_of_school),
		cmocka_unit_test(nothing_is_there_that_cannot_be),
		cmocka_unit_test(a_report_is_shared_after_its_talk),
		cmocka_unit_test(the_route_says_what_the_placement_says),
		cmocka_unit_test(there_is_something_to_look_at),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
