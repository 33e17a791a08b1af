/* A database with organisations, seats, accounts, children and relations, all made through the real write unit, and
 * viewers loaded from real sessions: for tests and benches of rights. */
#ifndef TN_RIGHTS_WORLD_H
#define TN_RIGHTS_WORLD_H

#include "testing.h"

#include "break_glass.h"
#include "date.h"
#include "db_fixture.h"
#include "migrate.h"
#include "people.h"
#include "rand.h"
#include "relation.h"
#include "route.h"
#include "shield.h"
#include "test_keys.h"
#include "token.h"

/* Records of the modules that a test needs besides: ", &rec_absence", defined before this header is included. */
#ifndef RIGHTS_WORLD_MORE
#define RIGHTS_WORLD_MORE
#endif

struct rights_world {
	struct fixture f;
	struct arena *a;    /* as long as the world */
	struct arena *page; /* of one act */
	struct db *db;
	const struct model *model;
	struct act act;
	int64_t now;
	unsigned number; /* for names that must differ */
};

static inline void world_fail(const char *what, enum err e)
{
	if (e != OK) {
		fprintf(stderr, "%s: %s\n", what, err_name(e));
		abort();
	}
}

static inline void rights_world_make(struct rights_world *w, bool pg, size_t cache_kib)
{
	static const struct record *const records[] = {&rec_region,  &rec_organisation, &rec_account, &rec_seat,
	                                               &rec_holds, &rec_relation,     &rec_route,
	                                               &rec_break_glass, &rec_shield RIGHTS_WORLD_MORE};
	const struct db_options o = {.connections = 4, .write_schema = true, .cache_kib = cache_kib};
	struct str why = {0};
	int applied;
	*w = (struct rights_world){.a = arena_new(64 << 20), .page = arena_new(256 << 20), .now = 1800000000000};
	fixture_make(&w->f, pg);
	if (db_open(w->f.url, &o, w->a, &w->db, &why) != OK || schema_migrate(w->db, w->a, &applied, &why) != OK ||
	    test_model(w->a, records, sizeof records / sizeof *records, &w->model, &why) != OK) {
		fprintf(stderr, STR_FMT "\n", STR_ARG(why));
		abort();
	}
}

static inline void rights_world_free(struct rights_world *w)
{
	act_end(&w->act);
	db_close(w->db);
	fixture_drop(&w->f);
	arena_free(w->page);
	arena_free(w->a);
}

/* A fresh act of this viewer; what the one before gave is gone. */
static inline struct act *world_act(struct rights_world *w, const struct viewer *v)
{
	act_end(&w->act);
	arena_reset(w->page);
	w->act = (struct act){.db = w->db, .model = w->model, .a = w->page, .now = w->now, .speak = {LANG_NL, AUD_PROF},
	                      .viewer = v, .door = "test", .region = 1};
	return &w->act;
}

static inline int64_t world_add(struct rights_world *w, const struct record *rec, const struct val *v)
{
	struct str pid;
	int64_t id;
	struct change *c = change_begin(world_act(w, NULL), "Made", 0);
	world_fail("new", change_place(c, rec, v, &id, &pid));
	world_fail(rec->name, change_commit(c));
	return id;
}

static inline void world_set(struct rights_world *w, const struct record *rec, int64_t id, const struct field *f,
                             struct val v)
{
	struct change *c = change_begin(world_act(w, NULL), "Set", 0);
	change_set(c, rec, id, f, v);
	world_fail(rec->name, change_commit(c));
}

static inline int64_t world_org(struct rights_world *w, enum org_kind kind)
{
	const struct val v[ORGANISATION__N] = {
		[ORGANISATION_KIND] = val_text(str_from(org_kind_code(kind))),
		[ORGANISATION_NAME] = val_text(str_printf(w->a, "Organisation %u", w->number++)),
		[ORGANISATION_ENDED] = val_int(INSTANT_OPEN),
	};
	return world_add(w, &rec_organisation, v);
}

static inline int64_t world_seat(struct rights_world *w, int64_t org, enum role role)
{
	const struct val v[SEAT__N] = {[SEAT_ORG] = val_int(org), [SEAT_ROLE] = val_text(str_from(role_def(role)->code))};
	return world_add(w, &rec_seat, v);
}

static inline int64_t world_hold(struct rights_world *w, int64_t account, int64_t seat, int64_t begins, int64_t ends)
{
	const struct val v[HOLDS__N] = {[HOLDS_ACCOUNT] = val_int(account), [HOLDS_SEAT] = val_int(seat),
	                                [HOLDS_BEGINS] = val_int(begins),   [HOLDS_ENDS] = val_int(ends),
	                                [HOLDS_GIVEN_BY] = val_int(account)};
	return world_add(w, &rec_holds, v);
}

/* The session of an account in a role; not secret here. */
static inline struct str world_token(struct arena *a, int64_t account, enum role role)
{
	return str_printf(a, "%s of %lld", role_def(role)->code, (long long)account);
}

/* An account with a session in every role, so that a test can look through each. */
static inline int64_t world_account(struct rights_world *w)
{
	static const struct stmt session = {
		"INSERT INTO session (id, pid, token_hash, account, level, role, began, seen, ends, agent)"
		" VALUES ($1, $2, $3, $4, 2, $5, 0, $6, $6, '')", "itbiti", ""};
	unsigned n = w->number++;
	const struct val v[ACCOUNT__N] = {
		[ACCOUNT_EMAIL] = val_text(str_printf(w->a, "a%u@merenland.test", n)),
		[ACCOUNT_NAME] = val_text(str_printf(w->a, "Account %u", n)),
		[ACCOUNT_CHANNEL] = val_text(S("mail")), [ACCOUNT_INTERPRETER] = val_int(0), [ACCOUNT_RATHER_HEARS] =
			val_int(0),
		[ACCOUNT_LANG] = val_text(S("nl")), [ACCOUNT_THEME] = val_text(S("auto")), [ACCOUNT_SHORTCUTS] = val_int(0),
		[ACCOUNT_PASSWORD] = val_text(S("none")), [ACCOUNT_SECOND_FACTOR] = val_blob(S("set")),
		[ACCOUNT_SECOND_STEP] = val_int(0), [ACCOUNT_MADE] = val_int(w->now), [ACCOUNT_CLOSED] = val_int(INSTANT_OPEN),
	};
	int64_t id = world_add(w, &rec_account, v);
	struct act *act = world_act(w, NULL);
	struct conn *conn;
	world_fail("connection", act_conn(act, &conn));
	world_fail("begin", db_begin(conn));
	for (enum role r = ROLE_NONE; r < ROLE__N; r++)
		world_fail("session", db_exec(conn, act->a, &session,
		                              DB_ARGS(val_int(id * ROLE__N + r), val_text(pid_new(act->a)),
		                                      val_blob(token_hash(act->a, world_token(act->a, id, r))), val_int(id),
		                                      val_text(str_from(role_def(r)->code)), val_int(INSTANT_OPEN)), NULL));
	world_fail("commit", db_commit(conn));
	return id;
}

static inline int64_t world_route(struct rights_world *w, int64_t school, const char *given, const char *family,
                                  int32_t next_by)
{
	const struct val v[ROUTE__N] = {
		[ROUTE_GIVEN_NAME] = val_text(str_from(given)),
		[ROUTE_FAMILY_NAME] = val_text(str_from(family)),
		[ROUTE_BORN] = val_int(17000),
		[ROUTE_PC4] = val_text(S("8601")),
		[ROUTE_SCHOOL] = val_int(school),
		[ROUTE_PHASE] = val_text(S("knooppunt")),
		[ROUTE_NEXT_BY] = val_int(next_by),
		[ROUTE_ACTS] = val_text(S("school")),
		[ROUTE_CLOSED] = val_int(INSTANT_OPEN),
	};
	return world_add(w, &rec_route, v);
}

static inline int64_t world_give(struct rights_world *w, struct relation r)
{
	int64_t id;
	struct change *c = change_begin(world_act(w, NULL), "Given", 0);
	r.src_rec = &rec_route;
	r.src_id = r.route;
	world_fail("give", relation_give(c, &r, &id));
	world_fail("give", change_commit(c));
	return id;
}

static inline void world_end(struct rights_world *w, int64_t relation)
{
	struct change *c = change_begin(world_act(w, NULL), "Ended", 0);
	relation_end(c, relation, w->now);
	world_fail("end", change_commit(c));
}

/* Everything open, from now on. */
static inline struct relation open_to(const struct rights_world *w, int64_t route, int64_t grantee,
                                      enum relation_kind kind)
{
	return (struct relation){.route = route, .grantee = grantee, .kind = kind, .parts = UINT32_MAX >> 1,
	                         .begins = w->now - 1000, .ends = INSTANT_OPEN};
}

/* What the sweeper does each minute: routes where something began or ended by date. */
static inline void world_sweep(struct rights_world *w, int64_t since)
{
	const struct rows *due;
	for (int64_t after = 0;; after = rows_int(due, due->n - 1, 0)) {
		struct act *act = world_act(w, NULL);
		struct conn *conn;
		bool changed;
		world_fail("connection", act_conn(act, &conn));
		world_fail("due", reach_due(conn, act->a, since, w->now, after, &due));
		if (due->n == 0)
			return;
		world_fail("begin", db_begin(conn));
		for (size_t i = 0; i < due->n; i++) {
			world_fail("reach", reach_rebuild(conn, act->a, rows_int(due, i, 0), w->now, &changed));
			world_fail("shelf", shelf_rebuild(conn, act->a, act->model, rows_int(due, i, 0), w->now));
		}
		world_fail("commit", db_commit(conn));
	}
}

/* An act of this account in this role (one that it holds, or its own when it holds none). The viewer lives as long as
 * the act. */
static inline struct act *world_view(struct rights_world *w, int64_t account, enum role role)
{
	static const struct session_limits limits = {.idle_ms = INT64_MAX / 2, .absolute_ms = INT64_MAX / 2};
	struct act *act = world_act(w, NULL);
	struct viewer *v;
	struct conn *conn;
	int64_t expired;
	world_fail("connection", act_conn(act, &conn));
	world_fail("viewer", viewer_load(conn, act->a, world_token(act->a, account, role), w->now, &limits, &v, &expired));
	act->viewer = v;
	return act;
}

#endif
