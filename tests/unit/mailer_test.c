/* What waited too long is not told any more: a digest of a day that is over, and something of a child that the receiver
 * cannot open any more. What keeps its sense still goes out. On both databases, with a sender that is played here. */
#include "rights_world.h"

#include "agenda.h"
#include "ipc.h"
#include "mailer.h"
#include "out_client.h"
#include "outbox.h"

#include <sys/socket.h>
#include <unistd.h>

enum { HOUR = 3600 * 1000 };

static struct rights_world w;
static struct mailer *mailer;
static int wire[2];
static int64_t school, seat, ib;

static const struct stmt stmt_state = {"SELECT state, error FROM outbox WHERE once_key LIKE '%:' || $1", "t", "tt"};
static const struct stmt stmt_digest = {"SELECT state, error FROM outbox WHERE kind = 'digest' AND '' = $1", "t", "tt"};

static int64_t at(const char *iso)
{
	int64_t t;
	assert_true(instant_parse_iso(str_from(iso), &t));
	return t;
}

static void begin(bool pg)
{
	rights_world_make(&w, pg, 2048);
	w.now = at("2026-11-23T06:30:00+01:00");
	school = world_org(&w, ORG_SCHOOL);
	seat = world_seat(&w, school, ROLE_IB);
	ib = world_account(&w);
	world_hold(&w, ib, seat, 0, INSTANT_OPEN);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, wire), 0);
	mailer = mailer_new(w.a, &(struct mailer_world){.link = wire[0], .sends = true, .from = S("post@merenland.test"),
	                                                .site = S("https://merenland.test")});
}

static void end(void)
{
	close(wire[0]);
	close(wire[1]);
	rights_world_free(&w);
}

#define BOTH(name) \
	static void name##_sqlite(void **state) { (void)state; begin(false); name(); end(); } \
	static void name##_postgres(void **state) { (void)state; begin(true); name(); end(); }

static void put(struct notice n)
{
	n.account = ib;
	struct act *act = world_act(&w, NULL);
	assert_int_equal(outbox_add(act, &n), OK);
}

/* How many mails the sender got by now, each of which it says it could not send yet. */
static int heard(void)
{
	static char room[IPC_BODY_MAX];
	struct ipc_head head;
	struct out_mail m;
	struct str body;
	int got = 0;
	while (ipc_recv(wire[1], 0, &head, room, sizeof room, &body, NULL) == OK) {
		if (head.type != OUT_MAIL)
			continue;
		assert_int_equal(out_mail_read(body, &m), OK);
		const struct out_answer later = {OUT_MAIL, head.number, m.pid, m.attempt, MAIL_LATER, 0};
		assert_int_equal(out_answer_send(wire[1], w.page, head.number, &later), OK);
		got++;
	}
	return got;
}

/* Rounds from this time on, a minute and a half apart: what was under way is heard of, and what is due is sent. */
static int run(const char *iso)
{
	enum { ROUNDS = 4, APART = 90 * 1000 };
	int got = 0;
	w.now = at(iso);
	for (int i = 0; i < ROUNDS; i++, w.now += APART) {
		world_fail("run", mailer_run(mailer, world_act(&w, NULL), NULL));
		got += heard();
	}
	return got;
}

static void stands(const struct stmt *s, const char *once, const char *state, const char *error)
{
	const struct rows *r;
	struct act *act = world_act(&w, NULL);
	assert_int_equal(act_exec(act, s, DB_ARGS(val_text(str_from(once))), &r), OK);
	assert_int_equal(r->n, 1);
	ASSERT_STR(rows_text(r, 0, 0), state);
	ASSERT_STR(rows_text(r, 0, 1), error);
}

static void alive(const char *once)
{
	const struct rows *r;
	assert_int_equal(act_exec(world_act(&w, NULL), &stmt_state, DB_ARGS(val_text(str_from(once))), &r), OK);
	assert_true(str_is(rows_text(r, 0, 0), "queued") || str_is(rows_text(r, 0, 0), "sending"));
}

static void a_digest_lapses_with_its_day(void)
{
	int64_t told, route = world_route(&w, school, "Noor", "Jansen", instant_date(w.now) - 3);
	world_give(&w, open_to(&w, route, ib, REL_SUPERVISES));
	act_end(&w.act);
	world_fail("digest", digest_run(w.db, w.model, w.page, w.now, &told));
	world_fail("digest", digest_run(w.db, w.model, w.page, at("2026-11-23T07:00:20+01:00"), &told));
	assert_int_equal(told, 1);
	assert_true(run("2026-11-23T07:01:00+01:00") > 0);
	assert_true(run("2026-11-23T23:45:00+01:00") > 0); /* its own day still */
	assert_int_equal(run("2026-11-24T01:30:00+01:00"), 0);
	stands(&stmt_digest, "", "dropped", "over");
}
BOTH(a_digest_lapses_with_its_day)

static void what_keeps_its_sense_is_told(void)
{
	put((struct notice){.kind = NOTICE_PASSWORD, .once = S("kept")});
	put((struct notice){.kind = NOTICE_WAITING, .once = S("until"), .lapses = at("2026-11-25T00:00:00+01:00")});
	assert_true(run("2026-11-24T23:45:00+01:00") > 1);
	assert_true(run("2026-11-25T00:00:01+01:00") > 0);
	stands(&stmt_state, "until", "dropped", "over");
	alive("kept");
}
BOTH(what_keeps_its_sense_is_told)

/* Nobody is told that something waits of a child with whom they have nothing to do any more. */
static void of_a_child_that_is_closed_to_the_receiver(void)
{
	int64_t route = world_route(&w, school, "Noor", "Jansen", instant_date(w.now));
	int64_t own = world_give(&w, open_to(&w, route, ib, REL_SUPERVISES));
	int64_t other = world_route(&w, school, "Sem", "de Boer", instant_date(w.now));
	world_give(&w, open_to(&w, other, seat, REL_SUPERVISES));
	int64_t nobodys = world_route(&w, school, "Evi", "Bakker", instant_date(w.now));
	put((struct notice){.kind = NOTICE_WAITING, .once = S("never"), .route = nobodys});
	put((struct notice){.kind = NOTICE_WAITING, .once = S("ended"), .route = route});
	put((struct notice){.kind = NOTICE_WAITING, .once = S("by-seat"), .route = other});
	w.now = at("2026-11-23T08:00:00+01:00");
	world_end(&w, own);
	assert_true(run("2026-11-23T08:01:00+01:00") > 0);
	stands(&stmt_state, "never", "dropped", "over");
	stands(&stmt_state, "ended", "dropped", "over");
	alive("by-seat");
}
BOTH(of_a_child_that_is_closed_to_the_receiver)

static void what_is_done_is_withdrawn(void)
{
	const struct notice n = {.kind = NOTICE_WAITING, .account = ib, .once = S("opp:1:4")};
	const struct notice else_ = {.kind = NOTICE_WAITING, .account = ib, .once = S("opp:1:5")};
	put(n);
	put(else_);
	struct change *c = change_begin(world_act(&w, NULL), "Done", 0);
	outbox_withdraw(c, &n);
	assert_int_equal(change_commit(c), OK);
	stands(&stmt_state, "opp:1:4", "dropped", "over");
	stands(&stmt_state, "opp:1:5", "queued", "");
	assert_true(run("2026-11-23T08:00:00+01:00") > 0);
	stands(&stmt_state, "opp:1:4", "dropped", "over");
	alive("opp:1:5");
}
BOTH(what_is_done_is_withdrawn)

#define TESTS(name) cmocka_unit_test(name##_sqlite), cmocka_unit_test(name##_postgres)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TESTS(a_digest_lapses_with_its_day), TESTS(what_keeps_its_sense_is_told),
		TESTS(of_a_child_that_is_closed_to_the_receiver), TESTS(what_is_done_is_withdrawn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
