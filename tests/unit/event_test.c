/* The timeline of a child and the shared work list, on both databases: TN_TEST_PG names a PostgreSQL; without it this
 * program fails. What is expected comes from access.md: parts (hidden ones leave no trace), rule 11 (shielded places),
 * rule 12 (guardians do not learn of each other), rules 4 and 15 (work in the role one acts in). */
#include "rights_test.h"

#include "event.h"
#include "look.h"

/* Work of another type than the route, in the part of the school: a table of this test only. */
enum { ERRAND_ROUTE, ERRAND_WHAT, ERRAND_BY, ERRAND__N };
static const struct field errand_fields[ERRAND__N] = {
	[ERRAND_ROUTE] = {.name = "route", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[ERRAND_WHAT] = {.name = "what", .type = &T_LINE, .privacy = PRIV_PERSONAL, .max = 80, .label = "What",
		.missing = "Say what"},
	[ERRAND_BY] = {.name = "by_date", .type = &T_DATE, .privacy = PRIV_PERSONAL, .label = "Before", .missing = "When"},
};
static struct str errand_key(struct arena *a, const struct row *r)
{
	return T_DATE.store(a, row_val(r, &errand_fields[ERRAND_BY])).s;
}
static int64_t errand_side(const struct row *r)
{
	(void)r;
	return SIDE_PARENTS;
}
static int64_t errand_facet(const struct row *r)
{
	return str_is(row_text(r, &errand_fields[ERRAND_WHAT]), "Tweede");
}
static const struct work errand_work = {.mark = 9, .code = "klus", .label = "Errand", .page = "/klus",
	.what = &errand_fields[ERRAND_WHAT], .by = &errand_fields[ERRAND_BY],
	.why = &errand_fields[ERRAND_WHAT], .side = errand_side};
static const struct list errand_lists[] = {{.id = LIST_WORK, .name = "work", .label = "Work list", .part = PART_SCHOOL,
	.key = errand_key, .facet = errand_facet, .work = &errand_work}};
static const struct record rec_errand = {.name = "errand", .label = "Errand", .fields = errand_fields, .n = ERRAND__N,
	.part = PART_SCHOOL, .route = &errand_fields[ERRAND_ROUTE], .made = "An errand was asked", .lists = errand_lists,
	.n_lists = 1};
static const struct stmt errand_table = {
	"CREATE TABLE errand (id BIGINT PRIMARY KEY, pid TEXT NOT NULL, region BIGINT NOT NULL, rev BIGINT NOT NULL,"
	" route BIGINT NOT NULL, what TEXT NOT NULL, by_date TEXT NOT NULL)", "", ""};

static int64_t school, seat_ib, ib, route;

static const struct record *const records[] = {&rec_region, &rec_organisation, &rec_account, &rec_seat, &rec_holds,
                                               &rec_relation, &rec_route, &rec_errand};

static int errand_open(void **state)
{
	struct str why;
	world_open(state);
	if (test_model(w->a, records, sizeof records / sizeof *records, &w->model, &why) != OK) {
		print_error(STR_FMT, STR_ARG(why));
		return -1;
	}
	return act_write(world_act(w, NULL), &errand_table, DB_NO_ARGS) == OK ? 0 : -1;
}

static int setup(void **state)
{
	(void)state;
	school = world_org(w, ORG_SCHOOL);
	seat_ib = world_seat(w, school, ROLE_IB);
	ib = world_account(w);
	world_hold(w, ib, seat_ib, 0, INSTANT_OPEN);
	route = world_route(w, school, "Noor", "Jansen", 20500);
	world_give(w, open_to(w, route, seat_ib, REL_SUPERVISES));
	return 0;
}

static int64_t partner_of(parts shared)
{
	int64_t partner = world_account(w), seat = world_seat(w, world_org(w, ORG_MUNICIPALITY), ROLE_MUNICIPALITY);
	struct relation r = open_to(w, route, partner, REL_INVITED);
	r.parts = shared;
	world_hold(w, partner, seat, 0, INSTANT_OPEN);
	world_give(w, r);
	return partner;
}

static int64_t errand_for(int64_t child, const char *what, int32_t by)
{
	const struct val v[ERRAND__N] = {[ERRAND_ROUTE] = val_int(child), [ERRAND_WHAT] = val_text(str_from(what)),
	                                 [ERRAND_BY] = val_int(by)};
	return world_add(w, &rec_errand, v);
}

static struct seen seen_by(struct act *act)
{
	struct seen s;
	struct row r;
	assert_int_equal(record_by_id(act, &rec_route, route, &r), OK);
	assert_int_equal(scope_open(act, &rec_route, r.pid, false, &s), OK);
	return s;
}

/* The page that this account reads; the act stays open for what a test asks of it. */
static struct events page_of(int64_t account, enum role role, struct str before)
{
	struct events e;
	struct act *act = world_view(w, account, role);
	struct seen s = seen_by(act);
	assert_int_equal(events_page(act, &s, before, &e), OK);
	return e;
}

static size_t how_many(const struct events *e, const char *what)
{
	size_t n = 0;
	for (size_t i = 0; i < e->n; i++)
		n += strcmp(e->v[i].what, what) == 0;
	return n;
}

static const struct event *the(const struct events *e, const char *what)
{
	for (size_t i = 0; i < e->n; i++)
		if (strcmp(e->v[i].what, what) == 0)
			return &e->v[i];
	fail_msg("no event \"%s\"", what);
	return NULL;
}

static struct str put_next_step(struct act *act, const char *text)
{
	struct change *c = change_begin(act, "Saved", CHANGE_UNDO);
	change_set(c, &rec_route, route, &route_fields[ROUTE_NEXT_STEP], val_text(str_from(text)));
	assert_int_equal(change_commit(c), OK);
	return str_copy(w->a, change_pid(c));
}

/* ---- the timeline ---- */

static void a_part_out_of_reach_leaves_no_trace(void **state)
{
	(void)state;
	int64_t partner = partner_of(PART_BIT(PART_KERN) | PART_BIT(PART_KNOOPPUNT));
	struct events before = page_of(partner, ROLE_MUNICIPALITY, S(""));
	assert_false(before.more);
	size_t n = before.n;
	for (int i = 0; i < 2 * EVENTS_PAGE; i++)
		errand_for(route, "Bel", 20500);
	struct events e = page_of(partner, ROLE_MUNICIPALITY, S(""));
	assert_int_equal(how_many(&e, "An errand was asked"), 0);
	assert_int_equal(e.n, n); /* nor in the count */
	assert_false(e.more);     /* nor in "more" */
	e = page_of(ib, ROLE_IB, S(""));
	assert_int_equal(how_many(&e, "An errand was asked"), EVENTS_PAGE);
	assert_true(e.more);
	/* What another may not read is no place to go on from either. */
	struct str hidden = str_copy(w->a, e.v[0].pid);
	assert_int_equal(page_of(partner, ROLE_MUNICIPALITY, hidden).n, 0);
	/* And opening the timeline is a look at what was shown, at nothing else. */
	page_of(partner, ROLE_MUNICIPALITY, S(""));
	for (size_t i = 0; i < w->act.looks->n; i++)
		assert_int_not_equal(w->act.looks->v[i].part, PART_SCHOOL);
	page_of(ib, ROLE_IB, S(""));
	bool looked = false;
	for (size_t i = 0; i < w->act.looks->n; i++)
		looked = looked || w->act.looks->v[i].part == PART_SCHOOL;
	assert_true(looked);
}

/* Who works at six schools where the parents applied reads what each of them did with it, and nothing of a seventh. */
static void what_is_of_all_of_ones_own_schools_stands_there(void **state)
{
	enum { OWN = 6 };
	static const struct stmt put = {
		"INSERT INTO event (route, part, at, id, pid, change_group, record, record_id, what, account, role, org)"
		" VALUES ($1, $2, $3, $4, $5, 1, 'application', $4, 'Asked', 1, 'ib', $6)", "iiiiti", ""};
	int64_t reader = world_account(w);
	(void)state;
	for (int i = 0; i <= OWN; i++) {
		int64_t org = world_org(w, ORG_SCHOOL), seat = world_seat(w, org, ROLE_IB);
		world_give(w, open_to(w, route, seat, REL_APPLIED));
		if (i < OWN)
			world_hold(w, reader, seat, 0, INSTANT_OPEN);
		struct act *act = world_act(w, NULL);
		assert_int_equal(act_write(act, &put, DB_ARGS(val_int(route), val_int(PART_BIT(PART_AANMELDING)),
		                                              val_int(w->now + i), val_int(9000 + i), val_text(act_pid(act)),
		                                              val_int(org))), OK);
	}
	struct events e = page_of(reader, ROLE_IB, S(""));
	assert_int_equal(how_many(&e, "Asked"), OWN);
	e = page_of(reader, ROLE_IB, str_copy(w->a, the(&e, "Asked")->pid));
	assert_int_equal(how_many(&e, "Asked"), OWN - 1);
}

static void a_cursor_of_another_child_or_of_nothing_gives_nothing(void **state)
{
	(void)state;
	struct events mine = page_of(ib, ROLE_IB, S(""));
	struct str other = str_copy(w->a, mine.v[0].pid);
	route = world_route(w, school, "Emir", "Aydin", 20500);
	world_give(w, open_to(w, route, seat_ib, REL_SUPERVISES));
	assert_true(page_of(ib, ROLE_IB, S("")).n > 0);
	assert_int_equal(page_of(ib, ROLE_IB, other).n, 0);
	assert_int_equal(page_of(ib, ROLE_IB, S("0000000000000")).n, 0);
	assert_int_equal(page_of(ib, ROLE_IB, S("' OR 1=1 --")).n, 0);
}

static void guardians_do_not_read_each_others_names(void **state)
{
	(void)state;
	int64_t mother = world_account(w), father = world_account(w), helper = world_account(w);
	world_give(w, open_to(w, route, mother, REL_GUARDIAN));
	world_give(w, open_to(w, route, father, REL_GUARDIAN));
	world_give(w, open_to(w, route, helper, REL_HELPER));
	put_next_step(world_view(w, mother, ROLE_NONE), "Bel de school");
	struct events e = page_of(father, ROLE_NONE, S(""));
	assert_int_equal(the(&e, "Next step changed")->who.n, 0);
	assert_int_equal(the(&e, "Next step changed")->family, REL_GUARDIAN);
	e = page_of(helper, ROLE_NONE, S(""));
	assert_int_equal(the(&e, "Next step changed")->who.n, 0);
	e = page_of(mother, ROLE_NONE, S(""));
	assert_true(the(&e, "Next step changed")->who.n > 0);
	e = page_of(ib, ROLE_IB, S(""));
	assert_true(the(&e, "Next step changed")->who.n > 0);
}

/* In another role it is the same guardian, and still after the relation ended. */
static void a_guardian_who_works_there_too_is_not_named_to_the_other(void **state)
{
	(void)state;
	int64_t father = world_account(w);
	int64_t guards = world_give(w, open_to(w, route, ib, REL_GUARDIAN));
	world_give(w, open_to(w, route, father, REL_GUARDIAN));
	put_next_step(world_view(w, ib, ROLE_IB), "Bel de ouders");
	struct events e = page_of(father, ROLE_NONE, S(""));
	assert_int_equal(the(&e, "Next step changed")->who.n, 0);
	world_end(w, guards);
	e = page_of(father, ROLE_NONE, S(""));
	assert_int_equal(the(&e, "Next step changed")->who.n, 0);
}

static void nothing_tells_of_another_guardian_or_of_the_support_point(void **state)
{
	(void)state;
	int64_t father = world_account(w), other = world_account(w);
	world_give(w, open_to(w, route, father, REL_GUARDIAN));
	struct events before = page_of(father, ROLE_NONE, S(""));
	size_t n = before.n;
	int64_t given = world_give(w, open_to(w, route, other, REL_GUARDIAN));
	world_give(w, open_to(w, route, other, REL_GUARDIAN_WITHOUT));
	world_give(w, open_to(w, route, other, REL_HELPER));
	world_give(w, open_to(w, route, other, REL_SUPPORT_POINT));
	world_give(w, open_to(w, route, other, REL_LEERPLICHT));
	world_end(w, given);
	assert_int_equal(page_of(father, ROLE_NONE, S("")).n, n);
	assert_int_equal(page_of(ib, ROLE_IB, S("")).n, n);
}

static void a_shielded_place_is_not_given_away_by_who_did_it(void **state)
{
	(void)state;
	int64_t parent = world_account(w);
	struct relation r = open_to(w, route, parent, REL_GUARDIAN);
	r.hides = HIDE_ADDRESS;
	world_give(w, r);
	put_next_step(world_view(w, ib, ROLE_IB), "Bel de ouders");
	struct events e = page_of(parent, ROLE_NONE, S(""));
	assert_int_equal(the(&e, "Next step changed")->who.n, 0);
	assert_int_equal(the(&e, "Next step changed")->role, ROLE_IB);
}

/* The page that says "X changed this while you were working on it" is no way around it (practice 17, rule 12). */
static struct str named_in_conflict(int64_t account, enum role role)
{
	static const struct field *const fields[] = {&route_fields[ROUTE_NEXT_STEP]};
	static const struct form_def def = {.name = "step", .fields = fields, .n = 1, .submit = "Save"};
	struct pair pair = {S("next_step"), S("Iets anders")};
	struct act *act = world_view(w, account, role);
	struct form *f = form_new(act->a, &def);
	form_parse(f, act->a, act->speak, (struct pairs){&pair, 1});
	f->rev = 1;
	struct change *c = change_begin(act, "Saved", 0);
	change_put(c, &rec_route, route, f);
	assert_int_equal(change_commit(c), ERR_CONFLICT);
	assert_int_equal(change_conflict(c, f), OK);
	assert_true(f->conflict && f->differs[0]);
	ASSERT_STR(f->theirs[0], "Bel de ouders");
	return str_copy(w->a, f->their_name);
}

static void a_conflict_does_not_name_who_is_hidden(void **state)
{
	(void)state;
	int64_t shielded = world_account(w), open = world_account(w), outside = world_account(w);
	int64_t mother = world_account(w), father = world_account(w);
	struct relation r = open_to(w, route, shielded, REL_GUARDIAN);
	r.hides = HIDE_ADDRESS;
	world_give(w, r);
	world_give(w, open_to(w, route, open, REL_GUARDIAN));
	put_next_step(world_view(w, ib, ROLE_IB), "Bel de ouders");
	assert_int_equal(named_in_conflict(shielded, ROLE_NONE).n, 0);
	assert_int_equal(named_in_conflict(outside, ROLE_NONE).n, 0);
	assert_true(named_in_conflict(open, ROLE_NONE).n > 0);
	assert_true(named_in_conflict(ib, ROLE_IB).n > 0);
	world_give(w, open_to(w, route, mother, REL_GUARDIAN));
	world_give(w, open_to(w, route, father, REL_GUARDIAN));
	put_next_step(world_view(w, mother, ROLE_NONE), "Bel de ouders niet");
	put_next_step(world_view(w, mother, ROLE_NONE), "Bel de ouders");
	assert_int_equal(named_in_conflict(father, ROLE_NONE).n, 0);
	assert_true(named_in_conflict(ib, ROLE_IB).n > 0);
}

static void what_is_taken_back_did_not_happen(void **state)
{
	(void)state;
	size_t n = page_of(ib, ROLE_IB, S("")).n;
	struct str pid = put_next_step(world_view(w, ib, ROLE_IB), "Bel de ouders");
	assert_int_equal(page_of(ib, ROLE_IB, S("")).n, n + 1);
	assert_int_equal(change_undo(world_view(w, ib, ROLE_IB), pid), OK);
	assert_int_equal(page_of(ib, ROLE_IB, S("")).n, n);
}

static void what_was_not_saved_did_not_happen(void **state)
{
	(void)state;
	struct row r;
	size_t n = page_of(ib, ROLE_IB, S("")).n;
	struct act *act = world_view(w, ib, ROLE_IB);
	assert_int_equal(record_by_id(act, &rec_route, route, &r), OK);
	struct change *c = change_begin(act, "Saved", 0);
	r.rev++;
	change_set_at(c, &r, &route_fields[ROUTE_NEXT_STEP], val_text(S("Bel")));
	assert_int_equal(change_commit(c), ERR_CONFLICT);
	/* Nor does saving the same, or a field that is nobody's news. */
	put_next_step(world_view(w, ib, ROLE_IB), "Bel de ouders");
	put_next_step(world_view(w, ib, ROLE_IB), "Bel de ouders");
	world_set(w, &rec_route, route, &route_fields[ROUTE_PC4], val_text(S("8605")));
	assert_int_equal(page_of(ib, ROLE_IB, S("")).n, n + 1);
}

static void relations_stand_on_it_when_given_and_when_ended(void **state)
{
	(void)state;
	int64_t traject = world_account(w), relation = world_give(w, open_to(w, route, traject, REL_ASSIGNED));
	struct events e = page_of(ib, ROLE_IB, S(""));
	assert_int_equal(how_many(&e, "An adviser of the partnership takes part"), 1);
	assert_int_equal(how_many(&e, "Someone does not take part any more"), 0);
	world_end(w, relation);
	e = page_of(ib, ROLE_IB, S(""));
	assert_int_equal(how_many(&e, "Someone does not take part any more"), 1);
}

/* Every event once, the latest first, also where several happened in one instant and in two parts. */
static void pages_meet(void **state)
{
	(void)state;
	enum { MANY = 60 };
	struct str cursor = S("");
	size_t n = 0, first = page_of(ib, ROLE_IB, S("")).n;
	int64_t at = INT64_MAX, id = INT64_MAX;
	for (int i = 0; i < MANY; i++) {
		w->now += i % 3 == 0;
		if (i % 2 == 0)
			errand_for(route, "Bel", 20500);
		else
			put_next_step(world_view(w, ib, ROLE_IB), str_printf(w->a, "Stap %d", i).p);
	}
	for (bool more = true; more;) {
		struct events e = page_of(ib, ROLE_IB, cursor);
		for (size_t i = 0; i < e.n; i++, n++) {
			assert_true(e.v[i].at < at || (e.v[i].at == at && e.v[i].id < id));
			at = e.v[i].at;
			id = e.v[i].id;
		}
		more = e.more;
		assert_true(!more || e.n == EVENTS_PAGE);
		cursor = str_copy(w->a, e.v[e.n - 1].pid);
	}
	assert_int_equal(n, MANY + first);
	assert_int_equal(page_of(ib, ROLE_IB, cursor).n, 0);
}

/* ---- the shared work list, and filters ---- */

struct found {
	struct shelf_bucket b;
	struct shelf_tally tally;
	struct seen_page page;
};

static struct found work_of(int64_t account, enum role role, int list, struct shelf_where where)
{
	struct found f = {.b = {.where = where}};
	struct act *act = world_view(w, account, role);
	assert_int_equal(scope_buckets(act, list_of(list), &f.b, 1, &f.tally, &f.page), OK);
	return f;
}

static int64_t tallied(const struct found *f)
{
	int64_t n = 0;
	for (size_t i = 0; i < f->tally.n; i++)
		n += f->tally.v[i].n;
	return n;
}

static void work_of_a_part_out_of_reach_is_not_there_and_not_counted(void **state)
{
	(void)state;
	int64_t partner = partner_of(PART_BIT(PART_KERN) | PART_BIT(PART_KNOOPPUNT));
	errand_for(route, "Bel de ouders", 20400);
	struct found f = work_of(partner, ROLE_MUNICIPALITY, LIST_WORK, (struct shelf_where){.own = 0});
	assert_int_equal(f.page.n, 1);
	assert_int_equal(f.b.n, 1);
	assert_int_equal(tallied(&f), 1);
	assert_ptr_equal(f.page.v[0].row.rec, &rec_route);
	f = work_of(partner, ROLE_MUNICIPALITY, LIST_WORK, (struct shelf_where){.mark = errand_work.mark});
	assert_int_equal(f.page.n, 0);
	assert_int_equal(f.b.n, 0);
	int64_t stranger = world_account(w);
	f = work_of(stranger, ROLE_NONE, LIST_WORK, (struct shelf_where){.mark = errand_work.mark});
	assert_int_equal(f.page.n + (size_t)f.b.n + f.tally.n, 0);
}

static void types_share_one_list_in_one_order(void **state)
{
	(void)state;
	errand_for(route, "Eerste", 20400);
	errand_for(route, "Tweede", 20600);
	struct found f = work_of(ib, ROLE_IB, LIST_WORK, (struct shelf_where){.own = 0});
	assert_int_equal(f.page.n, 3);
	assert_ptr_equal(f.page.v[0].row.rec, &rec_errand);
	assert_ptr_equal(f.page.v[1].row.rec, &rec_route);
	assert_ptr_equal(f.page.v[2].row.rec, &rec_errand);
	for (size_t i = 0; i < f.page.n; i++) {
		assert_ptr_equal(f.page.children[i].row.rec, &rec_route);
		ASSERT_STR(row_text(&f.page.children[i].row, &route_fields[ROUTE_GIVEN_NAME]), "Noor");
		assert_non_null(f.page.lists[i]->work);
	}
	f = work_of(ib, ROLE_IB, LIST_WORK, (struct shelf_where){.mark = errand_work.mark});
	assert_int_equal(f.b.n, 2);
	f = work_of(ib, ROLE_IB, LIST_WORK, (struct shelf_where){.mark = errand_work.mark, .own = 2});
	assert_int_equal(f.page.n, 1);
	ASSERT_STR(row_text(&f.page.v[0].row, &errand_fields[ERRAND_WHAT]), "Tweede");
	/* Who is to act: the school for the route, the parents for the errands. */
	f = work_of(ib, ROLE_IB, LIST_WORK, (struct shelf_where){.side = SIDE_SCHOOL});
	assert_int_equal(f.b.n, 1);
	f = work_of(ib, ROLE_IB, LIST_WORK, (struct shelf_where){.side = SIDE_SCHOOL, .other_side = true});
	assert_int_equal(f.b.n, 2);
	f = work_of(ib, ROLE_IB, LIST_WORK, (struct shelf_where){.side = WORK_SIDE_MAX});
	assert_int_equal(f.b.n, 0);
}

/* The name of a child is in its core: who may read the work only is not shown it. */
static void work_without_the_core_has_no_name(void **state)
{
	(void)state;
	int64_t reader = world_account(w);
	struct relation r = open_to(w, route, reader, REL_GUARDIAN);
	r.parts = PART_BIT(PART_SCHOOL);
	world_give(w, r);
	errand_for(route, "Bel", 20400);
	struct found f = work_of(reader, ROLE_NONE, LIST_WORK, (struct shelf_where){.own = 0});
	assert_int_equal(f.page.n, 1);
	assert_ptr_equal(f.page.v[0].row.rec, &rec_errand);
	assert_null(f.page.children[0].row.rec);
}

/* The row itself is masked, and so is its child. */
static void hidden_fields_of_the_child_stay_hidden_beside_its_work(void **state)
{
	(void)state;
	int64_t parent = world_account(w);
	struct relation r = open_to(w, route, parent, REL_GUARDIAN);
	r.hides = HIDE_ADDRESS;
	world_give(w, r);
	errand_for(route, "Bel", 20400);
	struct found f = work_of(parent, ROLE_NONE, LIST_WORK, (struct shelf_where){.mark = errand_work.mark});
	assert_int_equal(f.page.n, 1);
	assert_int_equal(row_val(&f.page.children[0].row, &route_fields[ROUTE_PC4]).type, VAL_NULL);
	assert_int_equal(row_val(&f.page.children[0].row, &route_fields[ROUTE_SCHOOL]).type, VAL_NULL);
}

static void a_stale_row_of_a_type_that_is_not_there_is_dropped(void **state)
{
	(void)state;
	static const struct stmt forge = {
		"INSERT INTO shelf (grantee, list, shelf_key, id, route, facet, until)"
		" SELECT grantee, list, shelf_key, id + 1, route, 77 * 256, until FROM shelf WHERE route = $1 AND list = 1",
		"i", ""};
	assert_int_equal(act_write(world_act(w, NULL), &forge, DB_ARGS(val_int(route))), OK);
	struct found f = work_of(ib, ROLE_IB, LIST_WORK, (struct shelf_where){.own = 0});
	assert_int_equal(f.page.n, 1);
	assert_ptr_equal(f.page.v[0].row.rec, &rec_route);
}

/* A filter shows and counts own rows only, each child once, whatever others have; the pages of it meet. */
static void a_filter_counts_own_rows_only(void **state)
{
	(void)state;
	enum { MINE = 40, ALL = 90, KNOOPPUNT = 4, STARTKLAS = 6 };
	int64_t second = world_seat(w, world_org(w, ORG_SCHOOL), ROLE_IB);
	int64_t reader = world_account(w), seat = world_seat(w, world_org(w, ORG_SCHOOL), ROLE_IB);
	world_hold(w, reader, seat, 0, INSTANT_OPEN);
	world_hold(w, reader, second, 0, INSTANT_OPEN);
	for (int i = 0; i < ALL; i++) {
		int64_t child = world_route(w, school, "Sam", str_printf(w->a, "Kind %02d", i).p, 20500);
		world_give(w, open_to(w, child, i < MINE ? seat : seat_ib, REL_SUPERVISES));
		if (i < MINE)
			world_give(w, open_to(w, child, second, REL_CONTACT)); /* twice within reach */
	}
	struct shelf_where knooppunt = {.own = KNOOPPUNT};
	struct found f = work_of(reader, ROLE_IB, LIST_CHILDREN, knooppunt);
	assert_int_equal(f.b.n, MINE);
	assert_int_equal(tallied(&f), MINE);
	assert_false(f.tally.cut);
	assert_int_equal(f.page.n, SHELF_PAGE);
	assert_true(f.page.more);
	struct shelf_bucket rest = {.where = knooppunt, .after_key = str_copy(w->a, f.page.last_key),
	                            .after_id = f.page.last_id};
	struct seen_page page;
	assert_int_equal(scope_buckets(world_view(w, reader, ROLE_IB), list_of(LIST_CHILDREN), &rest, 1, NULL, &page), OK);
	assert_int_equal(page.n, MINE - SHELF_PAGE);
	assert_false(page.more);
	assert_int_equal(rest.n, MINE); /* of the whole filter, on every page */
	f = work_of(reader, ROLE_IB, LIST_CHILDREN, (struct shelf_where){.own = STARTKLAS});
	assert_int_equal(f.page.n, 0);
	assert_int_equal(f.b.n, 0);
	assert_int_equal(tallied(&f), MINE);
}

/* Two types on one list must be told apart, and one of them without `work` is a mistake. */
static void the_verifier_holds_shared_lists(void **state)
{
	(void)state;
	struct str why;
	struct work work = errand_work;
	struct list list = errand_lists[0];
	struct record rec = rec_errand;
	const struct record *const both[] = {&rec_route, &rec};
	rec.lists = &list;
	list.work = &work;
	assert_int_equal(model_verify(both, 2, w->a, &why), OK);
	work.mark = WORK_ROUTE;
	assert_int_equal(model_verify(both, 2, w->a, &why), ERR_INVALID);
	work.mark = 0;
	assert_int_equal(model_verify(both, 2, w->a, &why), ERR_INVALID);
	work = errand_work;
	work.code = "stap";
	assert_int_equal(model_verify(both, 2, w->a, &why), ERR_INVALID);
	work = errand_work;
	work.acts = SIDE_SCHOOL;
	assert_int_equal(model_verify(both, 2, w->a, &why), ERR_INVALID);
	work.side = NULL;
	assert_int_equal(model_verify(both, 2, w->a, &why), OK);
	work.acts = 0;
	assert_int_equal(model_verify(both, 2, w->a, &why), ERR_INVALID);
	work = errand_work;
	work.what = &route_fields[ROUTE_NEXT_STEP];
	assert_int_equal(model_verify(both, 2, w->a, &why), ERR_INVALID);
	work = errand_work;
	work.by = NULL;
	assert_int_equal(model_verify(both, 2, w->a, &why), ERR_INVALID);
	list.work = NULL;
	assert_int_equal(model_verify(both, 2, w->a, &why), ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_part_out_of_reach_leaves_no_trace, setup),
		cmocka_unit_test_setup(what_is_of_all_of_ones_own_schools_stands_there, setup),
		cmocka_unit_test_setup(a_cursor_of_another_child_or_of_nothing_gives_nothing, setup),
		cmocka_unit_test_setup(guardians_do_not_read_each_others_names, setup),
		cmocka_unit_test_setup(a_guardian_who_works_there_too_is_not_named_to_the_other, setup),
		cmocka_unit_test_setup(nothing_tells_of_another_guardian_or_of_the_support_point, setup),
		cmocka_unit_test_setup(a_shielded_place_is_not_given_away_by_who_did_it, setup),
		cmocka_unit_test_setup(a_conflict_does_not_name_who_is_hidden, setup),
		cmocka_unit_test_setup(what_is_taken_back_did_not_happen, setup),
		cmocka_unit_test_setup(what_was_not_saved_did_not_happen, setup),
		cmocka_unit_test_setup(relations_stand_on_it_when_given_and_when_ended, setup),
		cmocka_unit_test_setup(pages_meet, setup),
		cmocka_unit_test_setup(work_of_a_part_out_of_reach_is_not_there_and_not_counted, setup),
		cmocka_unit_test_setup(types_share_one_list_in_one_order, setup),
		cmocka_unit_test_setup(work_without_the_core_has_no_name, setup),
		cmocka_unit_test_setup(hidden_fields_of_the_child_stay_hidden_beside_its_work, setup),
		cmocka_unit_test_setup(a_stale_row_of_a_type_that_is_not_there_is_dropped, setup),
		cmocka_unit_test_setup(a_filter_counts_own_rows_only, setup),
		cmocka_unit_test_setup(the_verifier_holds_shared_lists, setup),
	};
	return RUN_ON_BOTH(tests, errand_open);
}
