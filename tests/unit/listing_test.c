/* Records that belong to no child: who may open and list them, page by page, on both databases. TN_TEST_PG names a
 * PostgreSQL; without it this program fails. */
#include "rights_world.h"

#include "listing.h"
#include "title.h"

/* A record made for this test, over the table of schools with rights of its own: who sees only their own
 * organisation, who sees what stands under their board, and who sees the region. */
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

enum { T_NAME, T_NAME_KEY, T_KIND, T_FIND, T_ORG, T_DAY, T_OPEN, T_SECRET, T__N };
static const struct choice kinds[] = {{"bo", "Primary", NULL}, {"vo", "Secondary", NULL}, {NULL, NULL, NULL}};
static const struct field fields[T__N] = {
	[T_NAME] = {.name = "name",
                    .type = &T_LINE,
                    .privacy = PRIV_PUBLIC,
                    .max = 80,
                    .label = "Name",
                    .missing = "Name?"},
	[T_NAME_KEY] =
		{.name = "name_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .fold_of = "name"},
	[T_KIND] = {.name = "kind",
                    .type = &T_CHOICE,
                    .privacy = PRIV_PUBLIC,
                    .label = "Kind",
                    .missing = "Kind?",
                    .choices = kinds},
	[T_FIND] =
		{.name = "find_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .fold_of = "name"},
	[T_ORG] =
		{.name = "org", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .ref = &rec_organisation},
	[T_DAY] = {.name = "day", .type = &T_DATE, .privacy = PRIV_PUBLIC, .label = "Day", .missing = "Day?"},
	[T_OPEN] = {.name = "open", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .label = "Open"},
	[T_SECRET] = {.name = "hash", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_SECRET, .max = 80},
};
static const struct access rights[] = {
	{ROLE(DIRECTOR), OP_READ | OP_CREATE | OP_CHANGE | OP_EXPORT, WHERE_REGION},
	{ROLE(SCHOOL_LEADER), OP_READ | OP_CHANGE | OP_EXPORT, WHERE_OWN},
	{ROLE(BOARD), OP_READ, WHERE_BELOW},
	{ROLE(TEACHER), OP_READ, WHERE_REGION},
	{ROLE(IB), OP_READ, WHERE_REGION},
	{ROLE(IB), OP_READ | OP_CHANGE, WHERE_OWN},
};
static const struct order orders[] = {{&fields[T_NAME_KEY], false}, {&fields[T_DAY], true}};
static const struct field *const columns[] = {&fields[T_NAME], &fields[T_KIND]};
static const struct field *const filters[] = {&fields[T_KIND], &fields[T_OPEN]};
static const struct listing listing = {.label = "Places", .orders = orders, .n_orders = 2, .columns = columns,
	.n_columns = 2, .filters = filters, .n_filters = 2, .find = &fields[T_FIND]};
static const struct record rec_place = {.name = "test_place", .label = "Place", .fields = fields, .n = T__N,
	.title = &fields[T_NAME], .access = rights, .n_access = sizeof rights / sizeof *rights, .org = &fields[T_ORG],
	.listing = &listing};
static const char table[] = "CREATE TABLE test_place (id BIGINT PRIMARY KEY, pid TEXT NOT NULL UNIQUE, region BIGINT "
                            "NOT NULL, rev BIGINT NOT NULL,"
			    " name TEXT NOT NULL, name_key TEXT NOT NULL, kind TEXT NOT NULL, find_key TEXT NOT NULL, "
                            "org BIGINT, day TEXT NOT NULL,"
			    " open BIGINT NOT NULL, hash TEXT)";

static struct rights_world *w;
static bool is_pg;
static int64_t board, school, other, loose, leader, chief, director, teacher, ib, elsewhere;

/* Writes what no write unit would: the table of this test, another region. */
static void sql(const char *text)
{
	struct act *act = world_act(w, NULL);
	struct stmt *s = ARENA_NEW(w->a, struct stmt); /* its address is its identity: it stays */
	struct conn *conn;
	*s = (struct stmt){text, "", ""};
	world_fail("connection", act_conn(act, &conn));
	world_fail("begin", db_begin(conn));
	world_fail(text, db_exec(conn, act->a, s, DB_NO_ARGS, NULL));
	world_fail("commit", db_commit(conn));
}

static int64_t place(const char *name, const char *kind, int64_t org, int32_t day, bool open)
{
	const struct val v[T__N] = {
		[T_NAME] = val_text(str_from(name)), [T_KIND] = val_text(str_from(kind)),
		[T_ORG] = org == 0 ? val_null() : val_int(org), [T_DAY] = val_int(day), [T_OPEN] = val_int(open),
		[T_SECRET] = val_text(S("geheim")),
	};
	return world_add(w, &rec_place, v);
}

static int64_t holder(int64_t org, enum role role)
{
	int64_t account = world_account(w);
	world_hold(w, account, world_seat(w, org, role), 0, INSTANT_OPEN);
	return account;
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
	sql(table);
	board = world_org(w, ORG_BOARD);
	school = world_org(w, ORG_SCHOOL);
	other = world_org(w, ORG_SCHOOL);
	loose = world_org(w, ORG_SCHOOL);
	world_set(w, &rec_organisation, school, &organisation_fields[ORGANISATION_PARENT], val_int(board));
	world_set(w, &rec_organisation, other, &organisation_fields[ORGANISATION_PARENT], val_int(board));
	leader = holder(school, ROLE_SCHOOL_LEADER);
	chief = holder(board, ROLE_BOARD);
	director = holder(world_org(w, ORG_SWV), ROLE_DIRECTOR);
	teacher = holder(school, ROLE_TEACHER);
	ib = holder(school, ROLE_IB);
	/* Another partnership in the same database. */
	elsewhere = world_org(w, ORG_SWV);
	sql(str_printf(w->a, "UPDATE organisation SET region = 2 WHERE id = %lld", (long long)elsewhere).p);
	return 0;
}

static int world_close(void **state)
{
	(void)state;
	rights_world_free(w);
	return 0;
}

static int fresh(void **state)
{
	(void)state;
	sql("DELETE FROM test_place");
	return 0;
}

static struct listing_query ask(struct act *act, const char *name, const char *value, const char *name2,
                                const char *value2)
{
	struct pair *p = ARENA_ARRAY(act->a, struct pair, 2);
	p[0] = (struct pair){str_from(name), str_from(value)};
	p[1] = (struct pair){str_from(name2), str_from(value2)};
	return listing_ask(act->a, &rec_place, (struct pairs){p, name == NULL ? 0 : name2 == NULL ? 1 : 2});
}

/* The names of all pages, one after the other, with a bar between pages. */
static const char *all_pages(int64_t account, enum role role, const char *name, const char *value, const char *name2,
                             const char *value2)
{
	struct buf b;
	struct str after = {0};
	buf_init(&b, w->a, 65536);
	for (int pages = 0; pages < 20; pages++) {
		struct act *act = world_view(w, account, role);
		struct listing_query q = ask(act, name, value, name2, value2);
		struct seen_page page;
		q.after = after;
		enum err e = listing_page(act, &rec_place, &q, &page);
		if (e != OK)
			return err_name(e);
		for (size_t i = 0; i < page.n; i++)
			buf_printf(&b, STR_FMT " ", STR_ARG(row_text(&page.v[i].row, &fields[T_NAME])));
		if (!page.more)
			return str_c(w->a, buf_view(&b));
		after = str_copy(w->a, page.v[page.n - 1].row.pid);
		buf_c(&b, "| ");
	}
	return "without end";
}

static const char *names(int64_t account, enum role role)
{
	return all_pages(account, role, NULL, NULL, NULL, NULL);
}

static int64_t count(int64_t account, enum role role, const char *name, const char *value)
{
	struct act *act = world_view(w, account, role);
	struct listing_query q = ask(act, name, value, NULL, NULL);
	struct seen_page page;
	int64_t n = -1;
	assert_int_equal(listing_look(act, &rec_place, &q, &page, &n), OK);
	return n;
}

static void a_list_reaches_as_far_as_the_access_rows(void **state)
{
	(void)state;
	place("a", "bo", school, 100, true);
	place("b", "bo", other, 100, true);
	place("c", "bo", loose, 100, true);
	place("d", "bo", 0, 100, true);
	place("e", "bo", elsewhere, 100, true);
	sql("UPDATE test_place SET region = 2 WHERE name = 'e'");
	assert_string_equal(names(leader, ROLE_SCHOOL_LEADER), "a ");
	assert_string_equal(names(chief, ROLE_BOARD), "a b ");
	assert_string_equal(names(director, ROLE_DIRECTOR), "a b c d ");
	assert_string_equal(names(teacher, ROLE_TEACHER), "a b c d ");
	assert_int_equal(count(leader, ROLE_SCHOOL_LEADER, NULL, NULL), 1);
	assert_int_equal(count(chief, ROLE_BOARD, NULL, NULL), 2);
	assert_int_equal(count(teacher, ROLE_TEACHER, NULL, NULL), 4);
	/* A search and a filter give away no more than the list. */
	assert_int_equal(count(leader, ROLE_SCHOOL_LEADER, "zoek", "b"), 0);
	assert_int_equal(count(leader, ROLE_SCHOOL_LEADER, "kind", "bo"), 1);
	assert_int_equal(count(director, ROLE_DIRECTOR, "zoek", "e"), 0);
	/* The other partnership sees its own and nothing else. */
	int64_t theirs = holder(elsewhere, ROLE_DIRECTOR);
	assert_string_equal(names(theirs, ROLE_DIRECTOR), "e ");
}

static void who_has_no_row_gets_nothing(void **state)
{
	(void)state;
	static const enum role none[] = {ROLE_PARENT, ROLE_PUPIL, ROLE_SUPPORT_POINT, ROLE_ADMINISTRATOR};
	struct seen_page page;
	struct seen s;
	int64_t n, id = place("a", "bo", school, 100, true);
	struct row r;
	assert_int_equal(record_by_id(world_act(w, NULL), &rec_place, id, &r), OK);
	struct str pid = str_copy(w->a, r.pid);
	int64_t swv = world_org(w, ORG_SWV), parents = world_org(w, ORG_PARENTS);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		bool family = none[i] == ROLE_PARENT || none[i] == ROLE_PUPIL;
		int64_t who = holder(family ? parents : swv, none[i]);
		struct act *act = world_view(w, who, none[i]);
		struct listing_query q = ask(act, NULL, NULL, NULL, NULL);
		assert_int_equal(act->viewer->role, none[i]);
		assert_int_equal(listing_page(act, &rec_place, &q, &page), ERR_DENIED);
		assert_int_equal(listing_look(act, &rec_place, &q, &page, &n), ERR_DENIED);
		assert_int_equal(scope_open(act, &rec_place, pid, false, &s), ERR_NOT_FOUND);
		assert_int_equal(scope_open(act, &rec_place, pid, true, &s), ERR_NOT_FOUND);
		assert_int_equal(access_any(act, &rec_place, OP_READ), ERR_NOT_FOUND);
	}
	/* Without a viewer, without a seat, and with a second step still to come. */
	int64_t seatless = world_account(w);
	assert_int_equal(scope_open(world_act(w, NULL), &rec_place, pid, false, &s), ERR_NOT_FOUND);
	assert_int_equal(scope_open(world_view(w, seatless, ROLE_NONE), &rec_place, pid, false, &s), ERR_NOT_FOUND);
	struct act *act = world_view(w, leader, ROLE_SCHOOL_LEADER);
	struct viewer half = *act->viewer;
	half.level = LEVEL_SECOND_STEP;
	act->viewer = &half;
	assert_int_equal(scope_open(act, &rec_place, pid, false, &s), ERR_NOT_FOUND);
}

static enum err opens(int64_t account, enum role role, int64_t id, bool write)
{
	struct row r;
	struct seen s;
	assert_int_equal(record_by_id(world_act(w, NULL), &rec_place, id, &r), OK);
	struct str pid = str_copy(w->a, r.pid);
	enum err e = scope_open(world_view(w, account, role), &rec_place, pid, write, &s);
	if (e == OK) {
		assert_true(s.hidden[T_SECRET]);
		assert_int_equal(s.row.v[T_SECRET].type, VAL_NULL);
	} else {
		assert_null(s.row.rec);
	}
	return e;
}

static void one_record_opens_by_its_access_rows(void **state)
{
	(void)state;
	int64_t mine = place("a", "bo", school, 100, true), next = place("b", "bo", other, 100, true);
	int64_t far = place("c", "bo", loose, 100, true), abroad = place("d", "bo", elsewhere, 100, true);
	sql("UPDATE test_place SET region = 2 WHERE name = 'd'");
	assert_int_equal(opens(leader, ROLE_SCHOOL_LEADER, mine, true), OK);
	assert_int_equal(opens(leader, ROLE_SCHOOL_LEADER, next, false), ERR_NOT_FOUND);
	assert_int_equal(opens(leader, ROLE_SCHOOL_LEADER, next, true), ERR_NOT_FOUND);
	assert_int_equal(opens(chief, ROLE_BOARD, next, false), OK);
	assert_int_equal(opens(chief, ROLE_BOARD, next, true), ERR_DENIED);
	assert_int_equal(opens(chief, ROLE_BOARD, far, false), ERR_NOT_FOUND);
	assert_int_equal(opens(teacher, ROLE_TEACHER, far, false), OK);
	assert_int_equal(opens(teacher, ROLE_TEACHER, far, true), ERR_DENIED);
	/* Two rows of one role: reads the region, changes the own. */
	assert_int_equal(opens(ib, ROLE_IB, mine, true), OK);
	assert_int_equal(opens(ib, ROLE_IB, far, false), OK);
	assert_int_equal(opens(ib, ROLE_IB, far, true), ERR_DENIED);
	/* Another region is not there, for anyone. */
	assert_int_equal(opens(director, ROLE_DIRECTOR, abroad, false), ERR_NOT_FOUND);
	assert_int_equal(opens(director, ROLE_DIRECTOR, abroad, true), ERR_NOT_FOUND);
	assert_int_equal(opens(teacher, ROLE_TEACHER, abroad, false), ERR_NOT_FOUND);
	struct seen s;
	assert_int_equal(scope_open(world_view(w, director, ROLE_DIRECTOR), &rec_place, S("nonsense"), false, &s),
	                 ERR_NOT_FOUND);
}

static void a_seat_that_ends_shuts_at_once(void **state)
{
	(void)state;
	int64_t who = world_account(w), id = place("a", "bo", loose, 100, true);
	int64_t hold = world_hold(w, who, world_seat(w, loose, ROLE_SCHOOL_LEADER), 0, INSTANT_OPEN);
	assert_int_equal(opens(who, ROLE_SCHOOL_LEADER, id, true), OK);
	world_set(w, &rec_holds, hold, &holds_fields[HOLDS_ENDS], val_int(w->now));
	assert_int_equal(opens(who, ROLE_SCHOOL_LEADER, id, false), ERR_NOT_FOUND);
	assert_string_equal(names(who, ROLE_SCHOOL_LEADER), err_name(ERR_DENIED));
}

static void pages_of_equal_keys_miss_and_repeat_nothing(void **state)
{
	(void)state;
	enum { N = 60 };
	for (int i = 0; i < N; i++)
		place(i < 55 ? "zelfde" : "anders", i % 2 == 0 ? "bo" : "vo", school, 200 - i / 30, true);
	struct str after = {0};
	int64_t seen[N], n = 0;
	for (size_t order = 0; order < 2; order++)
		for (n = 0;;) {
			struct act *act = world_view(w, leader, ROLE_SCHOOL_LEADER);
			struct listing_query q = ask(act, NULL, NULL, NULL, NULL);
			struct seen_page page;
			q.order = order;
			q.after = n == 0 ? (struct str){0} : after;
			assert_int_equal(listing_page(act, &rec_place, &q, &page), OK);
			for (size_t i = 0; i < page.n; i++) {
				for (int64_t k = 0; k < n; k++)
					assert_true(seen[k] != page.v[i].row.id);
				assert_true(n < N);
				seen[n++] = page.v[i].row.id;
			}
			if (!page.more) {
				assert_int_equal(n, N);
				break;
			}
			assert_int_equal(page.n, SHELF_PAGE);
			after = str_copy(w->a, page.v[page.n - 1].row.pid);
		}
	assert_int_equal(count(leader, ROLE_SCHOOL_LEADER, NULL, NULL), N);
	assert_int_equal(count(leader, ROLE_SCHOOL_LEADER, "kind", "vo"), N / 2);
}

static void orders_filters_and_words(void **state)
{
	(void)state;
	place("Ädelaar", "bo", school, 300, true);
	place("Boom", "vo", school, 100, false);
	place("adel", "vo", school, 200, true);
	place("100% groen_blad", "bo", school, 250, false);
	assert_string_equal(names(leader, ROLE_SCHOOL_LEADER), "100% groen_blad adel Ädelaar Boom ");
	assert_string_equal(all_pages(leader, ROLE_SCHOOL_LEADER, "op", "day-af", NULL, NULL),
	                    "Ädelaar 100% groen_blad adel Boom ");
	assert_string_equal(all_pages(leader, ROLE_SCHOOL_LEADER, "kind", "vo", NULL, NULL), "adel Boom ");
	assert_string_equal(all_pages(leader, ROLE_SCHOOL_LEADER, "open", "0", NULL, NULL), "100% groen_blad Boom ");
	assert_string_equal(all_pages(leader, ROLE_SCHOOL_LEADER, "kind", "vo", "open", "1"), "adel ");
	assert_string_equal(all_pages(leader, ROLE_SCHOOL_LEADER, "zoek", "DEL", NULL, NULL), "adel Ädelaar ");
	assert_string_equal(all_pages(leader, ROLE_SCHOOL_LEADER, "zoek", "del", "op", "day-af"), "Ädelaar adel ");
	assert_string_equal(all_pages(leader, ROLE_SCHOOL_LEADER, "zoek", "%", NULL, NULL), "100% groen_blad ");
	assert_string_equal(all_pages(leader, ROLE_SCHOOL_LEADER, "zoek", "_", NULL, NULL), "100% groen_blad ");
	assert_string_equal(all_pages(leader, ROLE_SCHOOL_LEADER, "zoek", "' OR 1=1 --", NULL, NULL), "");
}

/* What is no question is left out, never an error: old links keep working. */
static void nonsense_is_left_out(void **state)
{
	(void)state;
	static const char *const odd[][2] = {{"kind", "xx"},
	                                     {"kind", ""},
	                                     {"kind", "bo' OR '1'='1"},
	                                     {"open", "2"},
	                                     {"open", "ja"},
	                                     {"op", "hash"},
	                                     {"op", "name_key"},
	                                     {"op", "day"},
	                                     {"op", "-af"},
	                                     {"na", "nonsense"},
	                                     {"na", "0000000000000"},
	                                     {"hash", "geheim"},
	                                     {"zoek", ""},
	                                     {"zoek", "\xff\xfe"},
	                                     {"limit", "1"}};
	place("a", "bo", school, 100, true);
	place("b", "vo", school, 100, true);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		assert_string_equal(all_pages(leader, ROLE_SCHOOL_LEADER, odd[i][0], odd[i][1], NULL, NULL), "a b ");
	/* A row that this reader may not see is no place to go on from. */
	struct row r;
	int64_t hidden = place("azz", "bo", loose, 100, true);
	assert_int_equal(record_by_id(world_act(w, NULL), &rec_place, hidden, &r), OK);
	const char *pid = str_c(w->a, r.pid);
	assert_string_equal(all_pages(director, ROLE_DIRECTOR, NULL, NULL, NULL, NULL), "a azz b ");
	struct act *act = world_view(w, leader, ROLE_SCHOOL_LEADER);
	struct listing_query q = ask(act, "na", pid, NULL, NULL);
	struct seen_page page;
	assert_int_equal(listing_page(act, &rec_place, &q, &page), OK);
	assert_int_equal(page.n, 2);
	assert_true(listing_takes(&rec_place, S("kind")) && listing_takes(&rec_place, S("zoek")));
	assert_false(listing_takes(&rec_place, S("hash")) || listing_takes(&rec_place, S("name")));
}

static void the_address_keeps_the_question(void **state)
{
	(void)state;
	struct act *act = world_view(w, leader, ROLE_SCHOOL_LEADER);
	struct listing_query q = ask(act, "kind", "bo", "zoek", "Ä b&c");
	ASSERT_STR(listing_address(act->a, &rec_place, &q, (struct str){0}), "?kind=bo&zoek=a%20b%26c");
	q = ask(act, "op", "day-af", "open", "0");
	ASSERT_STR(listing_address(act->a, &rec_place, &q, S("0123456789abc")), "?op=day-af&open=0&na=0123456789abc");
	q = ask(act, "op", "name", "kind", "zz");
	ASSERT_STR(listing_address(act->a, &rec_place, &q, (struct str){0}), "");
}

static void counts_are_exact_to_a_thousand(void **state)
{
	(void)state;
	static const char many[] =
		"INSERT INTO test_place (id, pid, region, rev, name, name_key, kind, find_key, org, day, open)"
		" WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
		" SELECT i, 'p' || i, 1, 1, 'n', 'n', 'bo', 'n', %lld, '2026-01-01', 1 FROM n";
	sql(str_printf(w->a, many, (long long)school).p);
	assert_int_equal(count(leader, ROLE_SCHOOL_LEADER, NULL, NULL), 1000);
	place("een meer", "bo", school, 100, true);
	place("nog een", "bo", school, 100, true);
	assert_int_equal(count(leader, ROLE_SCHOOL_LEADER, NULL, NULL), 1001);
	assert_int_equal(count(leader, ROLE_SCHOOL_LEADER, "zoek", "een"), 2);
}

struct each {
	int n;
	enum err stop;
};

static enum err each_row(void *ctx, const struct seen *s)
{
	struct each *e = ctx;
	assert_int_equal(s->row.v[T_SECRET].type, VAL_NULL);
	e->n++;
	return e->n == 3 ? e->stop : OK;
}

static void all_rows_come_one_by_one_to_who_may_export(void **state)
{
	(void)state;
	for (int i = 0; i < 30; i++)
		place(i == 7 ? "ander" : "naam", "bo", i < 5 ? other : school, 100, true);
	struct act *act = world_view(w, leader, ROLE_SCHOOL_LEADER);
	struct listing_query q = ask(act, NULL, NULL, NULL, NULL);
	struct each e = {0, OK};
	assert_int_equal(listing_each(act, &rec_place, &q, each_row, &e), OK);
	assert_int_equal(e.n, 25);
	e = (struct each){0, ERR_TOO_BIG};
	assert_int_equal(listing_each(act, &rec_place, &q, each_row, &e), ERR_TOO_BIG);
	assert_int_equal(e.n, 3);
	q = ask(act, "zoek", "ander", NULL, NULL);
	e = (struct each){0, OK};
	assert_int_equal(listing_each(act, &rec_place, &q, each_row, &e), OK);
	assert_int_equal(e.n, 1);
	/* Who may read and not export gets none of it. */
	act = world_view(w, teacher, ROLE_TEACHER);
	e = (struct each){0, OK};
	assert_int_equal(listing_each(act, &rec_place, &q, each_row, &e), ERR_DENIED);
	assert_int_equal(e.n, 0);
}

static void taking_back_asks_the_access_rows(void **state)
{
	(void)state;
	int64_t who = world_account(w), id = place("voor", "bo", other, 100, true);
	int64_t hold = world_hold(w, who, world_seat(w, other, ROLE_SCHOOL_LEADER), 0, INSTANT_OPEN);
	struct act *act = world_view(w, who, ROLE_SCHOOL_LEADER);
	struct change *c = change_begin(act, "Saved", CHANGE_UNDO);
	change_set(c, &rec_place, id, &fields[T_NAME], val_text(S("na")));
	assert_int_equal(change_commit(c), OK);
	struct str pid = str_copy(w->a, change_pid(c));
	world_set(w, &rec_holds, hold, &holds_fields[HOLDS_ENDS], val_int(w->now));
	assert_int_equal(change_undo(world_view(w, who, ROLE_SCHOOL_LEADER), pid), ERR_NOT_FOUND);
	world_set(w, &rec_holds, hold, &holds_fields[HOLDS_ENDS], val_int(INSTANT_OPEN));
	assert_int_equal(change_undo(world_view(w, who, ROLE_SCHOOL_LEADER), pid), OK);
	assert_string_equal(names(who, ROLE_SCHOOL_LEADER), "voor ");
}

/* ---- the verifier ---- */

static void refused(struct record rec, const char *words)
{
	const struct record *const all[] = {&rec_organisation, &rec};
	struct str why;
	rec.name = "other";
	assert_int_equal(model_verify(all, 2, w->a, &why), ERR_INVALID);
	if (strstr(str_c(w->a, why), words) == NULL)
		fail_msg("no \"%s\" in: " STR_FMT, words, STR_ARG(why));
}

static void a_listing_of_what_must_not_be_listed_is_refused(void **state)
{
	(void)state;
	static struct field sealed[T__N];
	static const struct field *const of_sealed[] = {&sealed[T_NAME]}, *const of_kind[] = {&sealed[T_KIND]};
	static const struct field *const of_line[] = {&sealed[T_DAY]}, *const foreign[] = {&fields[T_NAME]};
	static const struct order by_name[] = {{&sealed[T_NAME_KEY], false}}, by_tick[] = {{&sealed[T_OPEN], false}};
	static const struct access blind[] = {{ROLE(IB), OP_CHANGE, WHERE_OWN}}, nowhere[] = {{ROLE(IB), OP_READ, 0}};
	memcpy(sealed, fields, sizeof fields);
	struct listing l = listing;
	struct record rec = rec_place;
	rec.fields = sealed;
	rec.org = &sealed[T_ORG];
	rec.title = NULL;
	rec.listing = &l;
	l.orders = by_name;
	l.n_orders = 1;
	l.columns = of_kind;
	l.filters = of_kind;
	l.n_columns = l.n_filters = 1;
	l.find = &sealed[T_FIND];
	struct str why;
	const struct record *const fine[] = {&rec_organisation, &rec};
	assert_int_equal(model_verify(fine, 2, w->a, &why), OK);
	l.columns = of_sealed;
	sealed[T_NAME].privacy = PRIV_SEALED;
	refused(rec, "sealed or secret");
	sealed[T_NAME].privacy = PRIV_PUBLIC;
	l.columns = foreign;
	refused(rec, "a column of another record");
	l.columns = of_kind;
	l.filters = of_line;
	refused(rec, "a filter is a choice");
	l.filters = of_kind;
	l.orders = by_tick;
	refused(rec, "an order is by");
	l.orders = by_name;
	sealed[T_FIND].privacy = PRIV_PERSONAL;
	refused(rec, "a search is in a public fold key");
	sealed[T_FIND].privacy = PRIV_PUBLIC;
	rec.n_access = 0;
	refused(rec, "a listing needs access rows");
	rec.access = blind;
	rec.n_access = 1;
	refused(rec, "lets change what may not be read");
	rec.access = nowhere;
	refused(rec, "for nowhere");
	rec.access = rights;
	rec.n_access = 1;
	rec.org = NULL;
	rec.access = rights + 1;
	refused(rec, "access by organisation");
}

static int run(bool pg)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_list_reaches_as_far_as_the_access_rows, fresh),
		cmocka_unit_test_setup(who_has_no_row_gets_nothing, fresh),
		cmocka_unit_test_setup(one_record_opens_by_its_access_rows, fresh),
		cmocka_unit_test_setup(a_seat_that_ends_shuts_at_once, fresh),
		cmocka_unit_test_setup(pages_of_equal_keys_miss_and_repeat_nothing, fresh),
		cmocka_unit_test_setup(orders_filters_and_words, fresh),
		cmocka_unit_test_setup(nonsense_is_left_out, fresh),
		cmocka_unit_test_setup(the_address_keeps_the_question, fresh),
		cmocka_unit_test_setup(counts_are_exact_to_a_thousand, fresh),
		cmocka_unit_test_setup(all_rows_come_one_by_one_to_who_may_export, fresh),
		cmocka_unit_test_setup(taking_back_asks_the_access_rows, fresh),
		cmocka_unit_test_setup(a_listing_of_what_must_not_be_listed_is_refused, fresh),
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
