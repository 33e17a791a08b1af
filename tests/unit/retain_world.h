/* A board with a school and its privacy officers, the days after which a part may no longer be kept, and the runs with
 * which it goes: what the tests of keeping and destroying stand on. On both databases. */
#ifndef TN_RETAIN_WORLD_H
#define TN_RETAIN_WORLD_H

#define RIGHTS_WORLD_MORE \
	, &rec_opp, &rec_opp_agreement, &rec_opp_contact, &rec_opp_goal, &rec_opp_help, &rec_opp_say, &rec_opp_say_closed, \
	&rec_look_question, &rec_retention_run, &rec_retention_item, &rec_rights_request, \
	&rec_rights_cut, &rec_rights_copy, &rec_rights_breach, &rec_account_request
#include "opp.h"
#include "look_question.h"
#include "retain.h"
#include "rights.h"
#include "rights_test.h"

#include "access.h"
#include "audit.h"
#include "erase.h"
#include "flow.h"

#define CANARY "Kanariezwaan"
#define R(f) (&run_fields[RUN_##f])
#define I(f) (&item_fields[ITEM_##f])

static inline int32_t day(const char *iso)
{
	int32_t d;
	assert_true(date_parse_iso(str_from(iso), &d));
	return d;
}

static inline int64_t at(const char *iso)
{
	return iso == NULL ? INSTANT_OPEN : instant_of_date(day(iso)) + 12 * 3600 * 1000;
}

/* A board with a school, and the partnership: each with a privacy officer and who leads it. */
static struct {
	int64_t board, swv, school, other_board;
	int64_t officer, second, leader, swv_officer, teacher, other_officer;
	int64_t old, recent, route_seat;
} p;

static inline void set_parent(int64_t org, int64_t parent)
{
	world_set(w, &rec_organisation, org, &organisation_fields[ORGANISATION_PARENT], val_int(parent));
}

/* A child with a plan, of whom nobody of the school works any more since `left`. */
static inline int64_t child(const char *family, const char *left)
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

static inline int make(void **state)
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

static inline void watch(const char *iso)
{
	int64_t n;
	w->now = at(iso);
	world_fail("watch", retain_watch(world_act(w, NULL), &n));
}

static inline int64_t one(const char *sql)
{
	struct stmt s = {sql, "", "i"};
	struct stmt *kept = ARENA_NEW(w->a, struct stmt);
	const struct rows *r;
	*kept = s;
	world_fail(sql, act_exec(world_act(w, NULL), kept, NULL, 0, &r));
	return rows_int(r, 0, 0);
}

static inline int64_t ripe_of(int64_t org)
{
	struct ripes r;
	world_fail("ripe", retain_ripe(world_act(w, NULL), org, &r));
	return r.parts;
}

static inline enum err prepare_as(int64_t account, enum role role, int64_t org, struct str *pid)
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
static inline enum err step(int64_t account, enum role role, const struct record *rec, struct str pid, const char *name,
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

static inline enum err confirm(int64_t account, enum role role, struct str run, int64_t children, const char **why)
{
	const struct typed typed[] = {{R(COUNTED), val_int(children)}, {NULL}};
	return step(account, role, &rec_retention_run, run, "bevestig", typed, why);
}

static inline void work(void)
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

static inline void proven(void)
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

static inline struct str ready(const char *family)
{
	struct str run;
	p.old = child(family, "2021-01-01");
	p.recent = child("Blijft", "2023-01-01");
	watch("2024-06-02");
	watch("2024-06-03");
	world_fail("prepare", prepare_as(p.officer, ROLE_PRIVACY_OFFICER, p.board, &run));
	return run;
}

static inline struct str only_item(void)
{
	static const struct stmt s = {"SELECT pid FROM retention_item ORDER BY id DESC LIMIT 1", "", "t"};
	const struct rows *r;
	world_fail("item", act_exec(world_act(w, NULL), &s, NULL, 0, &r));
	return str_copy(w->a, rows_text(r, 0, 0));
}

#define RETAIN_TEST(name) cmocka_unit_test_setup_teardown(name, make, world_close)

#endif
