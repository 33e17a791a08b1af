/* What may no longer be kept goes by two persons, and then it is gone. Days and refusals are from law.md 1.8 (PRI-04,
 * PRI-06, PRI-07) and access.md; the clock from quality.md, test 8. On both databases. */
#define RIGHTS_WORLD_MORE \
	, &rec_opp, &rec_look_question, &rec_retention_run, &rec_retention_item, &rec_rights_request, &rec_rights_cut, \
	&rec_rights_copy
#include "opp.h"
#include "look_question.h"
#include "retain.h"
#include "rights.h"
#include "rights_test.h"

#include "access.h"
#include "audit.h"
#include "erase.h"
#include "flow.h"

#include <stdio.h>

#define CANARY "Kanariezwaan"
#define R(f) (&run_fields[RUN_##f])
#define I(f) (&item_fields[ITEM_##f])

static int32_t day(const char *iso)
{
	int32_t d;
	assert_true(date_parse_iso(str_from(iso), &d));
	return d;
}

static int64_t at(const char *iso)
{
	return iso == NULL ? INSTANT_OPEN : instant_of_date(day(iso)) + 12 * 3600 * 1000;
}

/* A board with a school, and the partnership: each with a privacy officer and who leads it. */
static struct {
	int64_t board, swv, school, other_board;
	int64_t officer, second, leader, swv_officer, teacher, other_officer;
	int64_t old, recent, route_seat;
} p;

static void set_parent(int64_t org, int64_t parent)
{
	world_set(w, &rec_organisation, org, &organisation_fields[ORGANISATION_PARENT], val_int(parent));
}

/* A child with a plan, of whom nobody of the school works any more since `left`. */
static int64_t child(const char *family, const char *left)
{
	int64_t route = world_route(w, p.school, "Noor", family, day("2020-09-01"));
	struct relation r = open_to(w, route, p.route_seat, REL_SUPERVISES);
	const struct val v[OPP__N] = {
		[OPP_ROUTE] = val_int(route), [OPP_STATE] = flow_value(&rec_opp, OPP_DRAFT), [OPP_VERSION] = val_int(1),
		[OPP_SCHOOL] = val_int(p.school), [OPP_ENROLLED] = val_int(day("2020-08-29")),
		[OPP_GROUNDS] = val_text(S(CANARY " leest graag"))};
	r.begins = at("2020-09-01");
	r.ends = at(left);
	world_give(w, r);
	world_add(w, &rec_opp, v);
	return route;
}

static int make(void **state)
{
	world_open(state);
	w->now = at("2024-06-01");
	p.board = world_org(w, ORG_BOARD);
	p.other_board = world_org(w, ORG_BOARD);
	p.swv = world_org(w, ORG_SWV);
	p.school = world_org(w, ORG_SCHOOL);
	set_parent(p.school, p.board);
	p.route_seat = world_seat(w, p.school, ROLE_IB);
	p.officer = someone(p.board, ROLE_PRIVACY_OFFICER, NULL, NULL);
	p.second = someone(p.board, ROLE_PRIVACY_OFFICER, NULL, NULL);
	p.leader = someone(p.board, ROLE_BOARD, NULL, NULL);
	p.swv_officer = someone(p.swv, ROLE_PRIVACY_OFFICER, NULL, NULL);
	p.other_officer = someone(p.other_board, ROLE_PRIVACY_OFFICER, NULL, NULL);
	p.teacher = someone(p.school, ROLE_TEACHER, NULL, NULL);
	return 0;
}

static void watch(const char *iso)
{
	int64_t n;
	w->now = at(iso);
	world_fail("watch", retain_watch(world_act(w, NULL), &n));
}

static int64_t one(const char *sql)
{
	struct stmt s = {sql, "", "i"};
	struct stmt *kept = ARENA_NEW(w->a, struct stmt);
	const struct rows *r;
	*kept = s;
	world_fail(sql, act_exec(world_act(w, NULL), kept, NULL, 0, &r));
	return rows_int(r, 0, 0);
}

static int64_t ripe_of(int64_t org)
{
	struct ripes r;
	world_fail("ripe", retain_ripe(world_act(w, NULL), org, &r));
	return r.parts;
}

static enum err prepare_as(int64_t account, enum role role, int64_t org, struct str *pid)
{
	struct act *act = world_view(w, account, role);
	struct change *c = change_begin_many(act, "Prepared", 0, RETAIN_MOST + 1);
	enum err e = retain_prepare(act, c, org, pid);
	if (e == OK)
		e = change_commit(c);
	*pid = e == OK ? str_copy(w->a, *pid) : (struct str){0};
	return e;
}

/* A step as page, API and command line make it. `typed`: pairs of field and value, ended by a NULL field. */
struct typed {
	const struct field *f;
	struct val v;
};
static enum err step(int64_t account, enum role role, const struct record *rec, struct str pid, const char *name,
                     const struct typed *typed, const char **why)
{
	struct act *act = world_view(w, account, role);
	const struct transition *t = flow_find(rec, str_from(name));
	struct seen seen;
	enum err e = scope_open(act, rec, pid, false, &seen);
	*why = NULL;
	if (e == OK)
		e = flow_may(act, &seen, t);
	if (e != OK)
		return e;
	struct form *f = form_new(act->a, t->form == NULL ? &form_step : t->form);
	for (; typed != NULL && typed->f != NULL; typed++)
		for (size_t i = 0; i < f->def->n; i++)
			if (f->def->fields[i] == typed->f)
				f->v[i] = typed->v;
	f->rev = seen.row.rev;
	struct change *c = change_begin(act, t->done, 0);
	change_move(c, &seen, t, f);
	e = change_commit(c);
	*why = e == ERR_INVALID && change_reasons(c)->n > 0 ? change_reasons(c)->v[0].text : NULL;
	return e;
}

static enum err confirm(int64_t account, enum role role, struct str run, int64_t children, const char **why)
{
	const struct typed typed[] = {{R(COUNTED), val_int(children)}, {NULL}};
	return step(account, role, &rec_retention_run, run, "bevestig", typed, why);
}

static void work(void)
{
	static const struct task_kind *const kinds[] = {&task_retain};
	const struct clock clock = clock_from(w->now);
	act_end(&w->act);
	struct queue *q = queue_new(w->a, &(struct queue_args){.db = w->db, .model = w->model, .clock = &clock,
	                                                       .kinds = kinds, .n_kinds = 1});
	bool ran = true;
	while (ran)
		assert_int_equal(queue_run_one(q, &ran), OK);
	queue_free(q);
}

static void proven(void)
{
	struct audit_found found;
	struct conn *conn;
	struct str why = {0};
	int64_t n;
	act_end(&w->act);
	enum err e = audit_verify(w->db, world_act(w, NULL)->a, &found);
	if (e != OK)
		fail_msg(STR_FMT, STR_ARG(found.why));
	world_fail("connection", act_conn(&w->act, &conn));
	world_fail("tombstones", tombstones_verify(conn, w->act.a, &n, &why));
}

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

static struct str ready(const char *family)
{
	struct str run;
	p.old = child(family, "2021-01-01");
	p.recent = child("Blijft", "2023-01-01");
	watch("2024-06-02");
	watch("2024-06-03");
	world_fail("prepare", prepare_as(p.officer, ROLE_PRIVACY_OFFICER, p.board, &run));
	return run;
}

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

static struct str only_item(void)
{
	static const struct stmt s = {"SELECT pid FROM retention_item ORDER BY id DESC LIMIT 1", "", "t"};
	const struct rows *r;
	world_fail("item", act_exec(world_act(w, NULL), &s, NULL, 0, &r));
	return str_copy(w->a, rows_text(r, 0, 0));
}

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

/* ---- what holds it: AVG articles 15 to 22, practice 17 ---- */

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
#define T(name) cmocka_unit_test_setup_teardown(name, make, world_close)
	const struct CMUnitTest tests[] = {
		T(not_before_its_day_and_not_on_one_day_alone), T(who_comes_back_is_kept),
		T(who_was_referred_is_kept_a_year_longer), T(a_clock_that_jumps_counts_anew),
		T(only_the_officer_of_the_controller_prepares), T(never_one_person_twice),
		T(what_two_agree_on_is_gone_and_nothing_else), T(the_core_goes_last), T(what_is_taken_out_stays_until_its_day),
		T(what_came_back_in_between_stays), T(what_is_asked_about_is_not_destroyed),
		T(what_is_asked_in_between_stays), T(a_shield_does_not_go_with_a_term),
		T(a_clock_that_jumps_after_confirming_destroys_nothing),
		T(a_file_that_was_changed_is_refused), T(what_a_back_up_brings_back_goes_again),
	};
	int failed = 0;
	fixture_server();
	for (int pg = 0; pg < 2; pg++) {
		is_pg = pg == 1;
		failed += _cmocka_run_group_tests(is_pg ? "postgresql" : "sqlite", tests, sizeof tests / sizeof *tests, NULL,
		                                  NULL);
	}
	return failed;
}
