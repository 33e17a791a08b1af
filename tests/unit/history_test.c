/* What became of a record, and nothing of what is hidden from the reader, on both databases. TN_TEST_PG names a
 * PostgreSQL; without it this program fails. */
#include "rights_world.h"

#include "history.h"
#include "title.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)

/* A plain record with a field of every kind. */
enum { T_NAME, T_KIND, T_ORG, T_DAY, T_OPEN, T_COUNT, T_SECRET, T_BYTES_, T_UNSAID, T__N };
static const struct choice kinds[] = {{"bo", "School", NULL}, {"vo", "Partnership", NULL}, {NULL, NULL, NULL}};
static const struct field fields[T__N] = {
	[T_NAME] = {.name = "name",
                    .type = &T_LINES,
                    .privacy = PRIV_PUBLIC,
                    .max = 80,
                    .label = "Name",
                    .missing = "Name?"},
	[T_KIND] = {.name = "kind",
                    .type = &T_CHOICE,
                    .need = NEED_OPTIONAL,
                    .privacy = PRIV_PUBLIC,
                    .label = "Kind",
                    .choices = kinds},
	[T_ORG] = {.name = "org",
                   .type = &T_REF,
                   .need = NEED_SERVER,
                   .privacy = PRIV_PUBLIC,
                   .label = "School",
                   .ref = &rec_organisation,
                   .unset = true},
	[T_DAY] = {.name = "day", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .label = "Day"},
	[T_OPEN] = {.name = "open", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .label = "Show"},
	[T_COUNT] = {.name = "number",
                     .type = &T_NUMBER,
                     .need = NEED_OPTIONAL,
                     .privacy = PRIV_PUBLIC,
                     .max = 9999,
                     .label = "Number"},
	[T_SECRET] = {.name = "hash",
                      .type = &T_LINE,
                      .need = NEED_SERVER,
                      .privacy = PRIV_SECRET,
                      .max = 80,
                      .unset = true,
                      .label = "Password"},
	[T_BYTES_] = {.name = "raw",
                      .type = &T_BYTES,
                      .need = NEED_SERVER,
                      .privacy = PRIV_PUBLIC,
                      .unset = true,
                      .label = "Bytes"},
	[T_UNSAID] = {.name = "unsaid",
                      .type = &T_LINE,
                      .need = NEED_SERVER,
                      .privacy = PRIV_PUBLIC,
                      .max = 80,
                      .unset = true},
};
static const struct access rights[] = {{ROLE(IB) | ROLE(DIRECTOR), OP_READ | OP_CHANGE, WHERE_REGION}};
static const struct record rec_place = {.name = "test_place", .label = "Place", .fields = fields, .n = T__N,
	.title = &fields[T_NAME], .access = rights, .n_access = 1};
static const char table[] = "CREATE TABLE test_place (id BIGINT PRIMARY KEY, pid TEXT NOT NULL UNIQUE, region BIGINT "
                            "NOT NULL, rev BIGINT NOT NULL,"
			    " name TEXT NOT NULL, kind TEXT, org BIGINT, day TEXT, open BIGINT, number BIGINT, hash "
                            "TEXT, raw %s, unsaid TEXT)";

static struct rights_world *w;
static bool is_pg;
static int64_t school, abroad, ib, teacher, director, route;

static void sql(const char *text)
{
	struct act *act = world_act(w, NULL);
	struct stmt *s = ARENA_NEW(w->a, struct stmt);
	struct conn *conn;
	*s = (struct stmt){text, "", ""};
	world_fail("connection", act_conn(act, &conn));
	world_fail("begin", db_begin(conn));
	world_fail(text, db_exec(conn, act->a, s, DB_NO_ARGS, NULL));
	world_fail("commit", db_commit(conn));
}

static int world_open(void **state)
{
	(void)state;
	static struct rights_world world;
	static const struct record *const records[] = {&rec_region,  &rec_organisation, &rec_account, &rec_seat,
	                                               &rec_holds, &rec_relation, &rec_route, &rec_break_glass,
	                                               &rec_shield, &rec_place};
	struct str why;
	w = &world;
	rights_world_make(w, is_pg, 8192);
	if (test_model(w->a, records, sizeof records / sizeof *records, &w->model, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	sql(str_printf(w->a, table, is_pg ? "BYTEA" : "BLOB").p);
	school = world_org(w, ORG_SCHOOL);
	abroad = world_org(w, ORG_SCHOOL);
	sql(str_printf(w->a, "UPDATE organisation SET region = 2 WHERE id = %lld", (long long)abroad).p);
	ib = world_account(w);
	teacher = world_account(w);
	director = world_account(w);
	int64_t seat_ib = world_seat(w, school, ROLE_IB), seat_teacher = world_seat(w, school, ROLE_TEACHER);
	world_hold(w, ib, seat_ib, 0, INSTANT_OPEN);
	world_hold(w, teacher, seat_teacher, 0, INSTANT_OPEN);
	world_hold(w, director, world_seat(w, world_org(w, ORG_SWV), ROLE_DIRECTOR), 0, INSTANT_OPEN);
	route = world_route(w, school, "Noor", "Jansen", 20500);
	world_give(w, open_to(w, route, seat_ib, REL_SUPERVISES));
	world_give(w, open_to(w, route, seat_teacher, REL_TEACHES));
	return 0;
}

static int world_close(void **state)
{
	(void)state;
	rights_world_free(w);
	return 0;
}

/* A later moment, so that the order is clear. */
static struct act *later(int64_t account, enum role role)
{
	w->now += 1000;
	return world_view(w, account, role);
}

static void set(int64_t account, enum role role, const struct record *rec, int64_t id, const struct field *f,
                struct val v)
{
	struct change *c = change_begin(later(account, role), "Settings saved", CHANGE_UNDO);
	change_set(c, rec, id, f, v);
	assert_int_equal(change_commit(c), OK);
}

static int64_t place(void)
{
	const struct val v[T__N] = {
		[T_NAME] = val_text(S("Begin")),
		[T_KIND] = val_text(S("bo")),
		[T_ORG] = val_int(school),
		[T_DAY] = val_int(20000),
		[T_OPEN] = val_int(1),
		[T_COUNT] = val_int(7),
		[T_SECRET] = val_text(S("GEHEIM-1")),
		[T_BYTES_] = val_blob(S("RUW-1")),
		[T_UNSAID] = val_text(S("ONGEZEGD-1")),
	};
	return world_add(w, &rec_place, v);
}

static struct history past(int64_t account, enum role role, const struct record *rec, int64_t id, struct str before)
{
	struct row r;
	struct seen s;
	struct history h;
	assert_int_equal(record_by_id(world_act(w, NULL), rec, id, &r), OK);
	struct str pid = str_copy(w->a, r.pid);
	struct act *act = world_view(w, account, role);
	assert_int_equal(scope_open(act, rec, pid, false, &s), OK);
	assert_int_equal(history_of(act, &s, before, &h), OK);
	return h;
}

/* Everything that the reader is told, as one text. */
static const char *told(struct history h)
{
	struct buf b;
	buf_init(&b, w->a, 65536);
	for (size_t i = 0; i < h.n; i++) {
		buf_printf(&b, "%s%s[", h.v[i].made ? "made " : "", h.v[i].undone ? "undone " : "");
		for (size_t k = 0; k < h.v[i].n; k++)
			buf_printf(&b, "%s: " STR_FMT " -> " STR_FMT "; ", h.v[i].v[k].field->name, STR_ARG(h.v[i].v[k].was),
			           STR_ARG(h.v[i].v[k].is));
		buf_c(&b, "] ");
	}
	return str_c(w->a, buf_view(&b));
}

static void values_read_as_people_read_them(void **state)
{
	(void)state;
	int64_t id = place();
	set(ib, ROLE_IB, &rec_place, id, &fields[T_KIND], val_text(S("vo")));
	assert_string_equal(
		told(past(ib, ROLE_IB, &rec_place, id, S(""))),
		str_printf(w->a,
	                   "[kind: School -> Samenwerkingsverband; ] made [name:  -> Begin; kind:  -> School; "
	                   "org:  -> Organisation %d; day:  -> vrijdag 4 oktober 2024; open:  -> Ja; "
	                   "number:  -> 7; ] ",
	                   0)
			.p);
}

static void each_kind_of_change(void **state)
{
	(void)state;
	int64_t id = place();
	set(ib, ROLE_IB, &rec_place, id, &fields[T_DAY], val_int(20001));
	set(ib, ROLE_IB, &rec_place, id, &fields[T_OPEN], val_int(0));
	set(ib, ROLE_IB, &rec_place, id, &fields[T_COUNT], val_null());
	set(ib, ROLE_IB, &rec_place, id, &fields[T_NAME], val_text(S("Einde\nslot")));
	set(ib, ROLE_IB, &rec_place, id, &fields[T_ORG], val_null());
	struct history h = past(ib, ROLE_IB, &rec_place, id, S(""));
	assert_int_equal(h.n, 6);
	assert_int_equal(h.more.n, 0);
	ASSERT_STR(h.v[0].v[0].is, "");
	assert_true(str_starts(h.v[0].v[0].was, S("Organisation ")));
	ASSERT_STR(h.v[1].v[0].is, "Einde\nslot");
	ASSERT_STR(h.v[2].v[0].was, "7");
	ASSERT_STR(h.v[2].v[0].is, "");
	ASSERT_STR(h.v[3].v[0].was, "Ja");
	ASSERT_STR(h.v[3].v[0].is, "Nee");
	assert_true(h.v[0].at > h.v[1].at && h.v[4].at > h.v[5].at);
	assert_true(h.v[5].made && !h.v[4].made);
	assert_true(str_starts(h.v[0].who, S("Account ")));
	assert_string_equal(h.v[0].role, role_def(ROLE_IB)->label);
	assert_string_equal(h.v[0].done, "Settings saved");
	ASSERT_STR(h.v[5].who, "");
	assert_null(h.v[5].role);
}

/* Never: secrets, sealed bytes, what has no name for people. Not even that they were changed. */
static void what_nobody_may_read_leaves_no_trace(void **state)
{
	(void)state;
	int64_t id = place();
	const char *before = told(past(ib, ROLE_IB, &rec_place, id, S("")));
	set(ib, ROLE_IB, &rec_place, id, &fields[T_SECRET], val_text(S("GEHEIM-2")));
	set(ib, ROLE_IB, &rec_place, id, &fields[T_BYTES_], val_blob(S("RUW-2")));
	set(ib, ROLE_IB, &rec_place, id, &fields[T_UNSAID], val_text(S("ONGEZEGD-2")));
	const char *after = told(past(ib, ROLE_IB, &rec_place, id, S("")));
	assert_string_equal(before, after);
	assert_null(strstr(after, "GEHEIM"));
	assert_null(strstr(after, "RUW"));
	assert_null(strstr(after, "ONGEZEGD"));
	assert_null(strstr(after, "hash"));
}

/* A reference out of reach has no name: no line is left of it. */
static void a_reference_that_may_not_be_read_has_no_name(void **state)
{
	(void)state;
	int64_t id = place();
	set(ib, ROLE_IB, &rec_place, id, &fields[T_ORG], val_null());
	set(ib, ROLE_IB, &rec_place, id, &fields[T_ORG], val_int(abroad));
	struct history h = past(ib, ROLE_IB, &rec_place, id, S(""));
	assert_int_equal(h.n, 2);
	ASSERT_STR(h.v[0].v[0].is, "");
}

static int64_t changes_of_route(int64_t account, enum role role, const struct field *f)
{
	struct history h = past(account, role, &rec_route, route, S(""));
	int64_t n = 0;
	for (size_t i = 0; i < h.n; i++)
		for (size_t k = 0; k < h.v[i].n; k++)
			n += h.v[i].v[k].field == f;
	return n;
}

/* The teacher may not see where the child lives (policy.c, HIDE_ADDRESS): also not that it changed, nor how often. */
static void a_field_hidden_from_the_reader_leaves_no_trace(void **state)
{
	(void)state;
	struct history before = past(teacher, ROLE_TEACHER, &rec_route, route, S(""));
	size_t n = before.n;
	const char *text = told(before);
	for (int i = 0; i < 60; i++)
		set(ib, ROLE_IB, &rec_route, route, &route_fields[ROUTE_PC4],
		    val_text(str_printf(w->a, "%d", 8602 + i % 7)));
	struct history after = past(teacher, ROLE_TEACHER, &rec_route, route, S(""));
	assert_int_equal(after.n, n);
	assert_int_equal(after.more.n, 0);
	assert_string_equal(told(after), text);
	assert_null(strstr(text, "pc4"));
	assert_null(strstr(text, "860"));
	assert_int_equal(changes_of_route(teacher, ROLE_TEACHER, &route_fields[ROUTE_PC4]), 0);
	assert_true(changes_of_route(ib, ROLE_IB, &route_fields[ROUTE_PC4]) > 15);
	/* One change of a hidden and an open field shows the open one only. */
	struct change *c = change_begin(later(ib, ROLE_IB), "Settings saved", 0);
	change_set(c, &rec_route, route, &route_fields[ROUTE_PC4], val_text(S("8699")));
	change_set(c, &rec_route, route, &route_fields[ROUTE_NEXT_STEP], val_text(S("Bel school")));
	assert_int_equal(change_commit(c), OK);
	after = past(teacher, ROLE_TEACHER, &rec_route, route, S(""));
	assert_int_equal(after.v[0].n, 1);
	ASSERT_STR(after.v[0].v[0].is, "Bel school");
	/* A shielded place is not given away by who works there. */
	ASSERT_STR(after.v[0].who, "");
	assert_string_equal(after.v[0].role, role_def(ROLE_IB)->label);
	assert_true(past(ib, ROLE_IB, &rec_route, route, S("")).v[0].who.n > 0);
}

static void pages_follow_each_other(void **state)
{
	(void)state;
	int64_t id = place();
	for (int i = 0; i < 60; i++)
		set(ib, ROLE_IB, &rec_place, id, &fields[i % 3 == 1 ? T_UNSAID : T_NAME],
		    val_text(str_printf(w->a, "naam %d", i)));
	struct str before = S("");
	int seen = 0, pages = 0;
	int64_t last = INT64_MAX;
	for (;; pages++) {
		struct history h = past(ib, ROLE_IB, &rec_place, id, before);
		for (size_t i = 0; i < h.n; i++, seen++) {
			assert_true(h.v[i].at < last);
			last = h.v[i].at;
		}
		if (h.more.n == 0)
			break;
		assert_int_equal(h.n, HISTORY_PAGE);
		before = str_copy(w->a, h.more);
	}
	assert_int_equal(seen, 41);
	assert_int_equal(pages, 2);
	/* What is no change of this record begins at the front. */
	assert_int_equal(past(ib, ROLE_IB, &rec_place, id, S("nonsense")).n, HISTORY_PAGE);
	assert_int_equal(past(ib, ROLE_IB, &rec_place, id, S("0000000000000")).n, HISTORY_PAGE);
}

static void what_was_taken_back_says_so(void **state)
{
	(void)state;
	int64_t id = place();
	struct change *c = change_begin(later(ib, ROLE_IB), "Settings saved", CHANGE_UNDO);
	change_set(c, &rec_place, id, &fields[T_NAME], val_text(S("Fout")));
	assert_int_equal(change_commit(c), OK);
	struct str pid = str_copy(w->a, change_pid(c));
	assert_int_equal(change_undo(later(ib, ROLE_IB), pid), OK);
	struct history h = past(director, ROLE_DIRECTOR, &rec_place, id, S(""));
	assert_int_equal(h.n, 3);
	assert_true(!h.v[0].undone && h.v[1].undone && h.v[2].made);
	ASSERT_STR(h.v[0].v[0].is, "Begin");
}

/* Another record's changes never stand here. */
static void only_this_record(void **state)
{
	(void)state;
	int64_t one = place(), two = place();
	struct change *c = change_begin(later(ib, ROLE_IB), "Settings saved", 0);
	change_set(c, &rec_place, one, &fields[T_NAME], val_text(S("van een")));
	change_set(c, &rec_place, two, &fields[T_NAME], val_text(S("van twee")));
	assert_int_equal(change_commit(c), OK);
	const char *text = told(past(ib, ROLE_IB, &rec_place, one, S("")));
	assert_non_null(strstr(text, "van een"));
	assert_null(strstr(text, "van twee"));
}

static int run(bool pg)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_read_as_people_read_them),
		cmocka_unit_test(each_kind_of_change),
		cmocka_unit_test(what_nobody_may_read_leaves_no_trace),
		cmocka_unit_test(a_reference_that_may_not_be_read_has_no_name),
		cmocka_unit_test(a_field_hidden_from_the_reader_leaves_no_trace),
		cmocka_unit_test(pages_follow_each_other),
		cmocka_unit_test(what_was_taken_back_says_so),
		cmocka_unit_test(only_this_record),
	};
	is_pg = pg;
	return _cmocka_run_group_tests(pg ? "postgresql" : "sqlite", tests, sizeof tests / sizeof *tests, world_open,
	                               world_close);
}

int main(void)
{
	fixture_server();
	return run(false) + run(true);
}
