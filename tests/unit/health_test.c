/* What is told of an installation: only of the machine and the work. The same region with and without children,
 * families and schools gives the same figures, to the byte. On both databases. */
#include "rights_world.h"

#include "health.h"
#include "outbox.h"

enum { CHILDREN = 12, MINUTE = 60 * 1000 };

static struct rights_world w;

#define BOTH(name) \
	static void name##_sqlite(void **state) { (void)state; rights_world_make(&w, false, 2048); name(); \
		rights_world_free(&w); } \
	static void name##_postgres(void **state) { (void)state; rights_world_make(&w, true, 2048); name(); \
		rights_world_free(&w); }
#define BOTH_ROWS(name) cmocka_unit_test(name##_sqlite), cmocka_unit_test(name##_postgres)

static const struct health_here here = {.version = "0.1.0", .database = "test", .began = 1800000000000, .refused = 3};

static struct health look(void)
{
	struct health h;
	struct conn *c;
	assert_int_equal(db_take(w.db, 1000, &c), OK);
	assert_int_equal(health_read(c, w.a, w.now, &h), OK);
	db_give(w.db, c);
	return h;
}

static struct str figures(void)
{
	struct health h = look();
	return health_metrics(w.a, &h, &here);
}

static void note(enum health_note which, const char *name, int64_t n)
{
	const struct health_fact facts[] = {{"first", 1}, {name, n}};
	assert_int_equal(health_write(w.db, w.a, which, w.now, facts, 2), OK);
}

static bool has(struct str text, const char *line)
{
	struct str one = str_printf(w.a, "%s\n", line);
	return memmem(text.p, text.n, one.p, one.n) != NULL;
}

/* The leak that must not be: a count, a name or an address of people in what a scraper gets. */
static void people_change_nothing(void)
{
	note(HEALTH_BACKUP, "bytes", 5);
	struct str before = figures();
	for (int i = 0; i < CHILDREN; i++) {
		int64_t org = world_org(&w, ORG_SCHOOL), seat = world_seat(&w, org, ROLE_IB), who = world_account(&w);
		int64_t child = world_route(&w, org, "Saar", "Kanarie", 0);
		world_hold(&w, who, seat, 0, INSTANT_OPEN);
		assert_true(child > 0);
	}
	struct str after = figures();
	assert_true(str_eq(before, after));
}

/* Names and labels come from a list that stands here a second time: a new one is thought about twice. */
static void only_these_words(void)
{
	static const char *const labels[] = {"duty=\"web\"", "duty=\"jobs\"", "duty=\"keys\"", "duty=\"out\"",
	                                     "state=\"waiting\"", "state=\"running\"", "state=\"failed\"",
	                                     "level=\"unsafe\"", "level=\"note\"",
	                                     "version=\"0.1.0\",database=\"test\""};
	struct str rest = figures();
	size_t told = 0;
	while (rest.n > 0) {
		struct str value, line = str_cut(rest, '\n', &rest), name = str_cut(line, ' ', &value), label = {0};
		int64_t n;
		bool known = false;
		if (str_starts(line, S("# ")))
			continue;
		assert_true(str_starts(name, S("thuisnabij_")));
		assert_true(str_to_i64(value, &n));
		told++;
		name = str_cut(name, '{', &label);
		if (label.n == 0)
			continue;
		assert_int_equal(label.p[label.n - 1], '}');
		label.n--;
		for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
			known = known || str_is(label, labels[i]);
		assert_true(known);
	}
	assert_true(told >= 8);
}

static void what_was_never_said_is_left_out(void)
{
	struct health h = look();
	struct str text = figures();
	assert_int_equal(health_said(&h, HEALTH_BACKUP, "at"), HEALTH_UNKNOWN);
	assert_int_equal(h.proved, 0);
	assert_null(memmem(text.p, text.n, "backup", 6));
	assert_null(memmem(text.p, text.n, "proof_whole ", 12));
	assert_null(memmem(text.p, text.n, "disk", 4));
	assert_true(has(text, "thuisnabij_mails{state=\"waiting\"} 0"));
	assert_true(has(text, "thuisnabij_keys_refused_total{duty=\"web\"} 3"));
}

static void a_note_is_read_back(void)
{
	note(HEALTH_BACKUP, "bytes", 281000000);
	note(HEALTH_BEAT, "keys", 0);
	struct health h = look();
	assert_int_equal(health_said(&h, HEALTH_BACKUP, "at"), w.now);
	assert_int_equal(health_said(&h, HEALTH_BACKUP, "bytes"), 281000000);
	assert_int_equal(health_said(&h, HEALTH_BACKUP, "byte"), HEALTH_UNKNOWN);
	assert_int_equal(health_said(&h, HEALTH_REHEARSAL, "at"), HEALTH_UNKNOWN);
	w.now += MINUTE;
	note(HEALTH_BACKUP, "bytes", 7);
	struct str text = figures();
	assert_true(has(text, "thuisnabij_backup_last_bytes 7"));
	assert_true(has(text, "thuisnabij_process_up{duty=\"keys\"} 0"));
	assert_true(has(text, "thuisnabij_backup_last_timestamp_seconds 1800000060"));
}

static void mail_that_waits_is_counted(void)
{
	int64_t who = world_account(&w);
	for (int i = 0; i < 3; i++) {
		struct act *act = world_act(&w, NULL);
		assert_int_equal(outbox_add(act, &(struct notice){.kind = NOTICE_WAITING, .account = who}), OK);
	}
	struct act *act = world_act(&w, NULL);
	assert_int_equal(outbox_add(act, &(struct notice){.kind = NOTICE_WAITING, .account = who,
	                                                  .not_before = w.now + 60 * MINUTE}), OK);
	w.now += MINUTE;
	struct str text = figures();
	assert_true(has(text, "thuisnabij_mails{state=\"waiting\"} 4"));
	assert_true(has(text, "thuisnabij_mail_oldest_waiting_timestamp_seconds 1800000000"));
	assert_null(memmem(text.p, text.n, "merenland", 9));
}

/* A command has no process of its own to tell about. */
static void a_command_tells_less(void)
{
	struct health h = look();
	const struct health_here command = {.version = "0.1.0", .database = "test"};
	struct str text = health_metrics(w.a, &h, &command);
	assert_null(memmem(text.p, text.n, "duty=\"web\"", 10));
}

BOTH(people_change_nothing)
BOTH(only_these_words)
BOTH(what_was_never_said_is_left_out)
BOTH(a_note_is_read_back)
BOTH(mail_that_waits_is_counted)
BOTH(a_command_tells_less)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH_ROWS(people_change_nothing),
		BOTH_ROWS(only_these_words),
		BOTH_ROWS(what_was_never_said_is_left_out),
		BOTH_ROWS(a_note_is_read_back),
		BOTH_ROWS(mail_that_waits_is_counted),
		BOTH_ROWS(a_command_tells_less),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
