/* Lists of a school: what is read of them, what is refused whole, and that nothing of another school can be learnt.
 * TN_TEST_PG names a PostgreSQL; without it this program fails. */
#define RIGHTS_WORLD_MORE , &rec_import
#include "bsn.h"
#include "roster_import.h"

#include "rights_test.h"

#define ARENA a
#define ARENA_MIB 256
#include "arena_test.h"

/* ---- EDEXML, without a database ---- */

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define GROUPS "<groepen><groep key=\"g1\"><naam>Groep 5a</naam><jaargroep>5</jaargroep></groep></groepen>"
#define PUPIL(more) \
	"<leerlingen><leerling key=\"l1\"><achternaam>Berg</achternaam><voorvoegsel>van den</voorvoegsel>" \
	"<roepnaam>Saar</roepnaam><geboortedatum>2017-05-03</geboortedatum><jaargroep>5</jaargroep>" more \
	"<groep key=\"g1\"/></leerling></leerlingen>"
#define TEACHER \
	"<leerkrachten><leerkracht key=\"t1\"><achternaam>Wit</achternaam><voorvoegsel>de</voorvoegsel>" \
	"<roepnaam>Sanne</roepnaam><emailadres>s@x.test</emailadres><groepen><groep key=\"g1\"/></groepen></leerkracht>" \
	"</leerkrachten>"

static struct import_table read_xml(struct str bytes)
{
	struct import_table t;
	struct str answer;
	assert_int_equal(roster_box_edexml(a, bytes, &answer), OK);
	assert_int_equal(import_table_take(a, answer, &t), OK);
	assert_int_equal(t.fault, CSV_GOOD);
	return t;
}

/* Lines without anything on them are no table: the sheet is said to be empty. */
static void lines_of_nothing_are_empty(void **state)
{
	static const char *const sheets[] = {"\n;", ";", ";;\n;;\n", "\n\n"};
	(void)state;
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
		struct import_table t;
		struct str answer;
		assert_int_equal(import_box_csv(a, str_from(sheets[i]), &answer), OK);
		assert_int_equal(import_table_take(a, answer, &t), OK);
		assert_int_equal(t.fault, CSV_EMPTY);
	}
}

static void a_school_is_read(void **state)
{
	(void)state;
	struct import_table t = read_xml(S(HEAD "<EDEX>" GROUPS PUPIL("") TEACHER "</EDEX>"));
	struct roster_map m;
	struct roster_person p;
	assert_null(roster_refused(&t));
	assert_int_equal(t.n, 3);
	roster_map(&t, NULL, &m);
	assert_true(str_is(import_cell(&t.rows[0], m.at[RC_GROUP]), "Groep 5a"));
	assert_null(roster_person(a, &t.rows[1], &m, ROSTER_PUPIL, 20780, &p));
	assert_true(str_is(p.given, "Saar") && str_is(p.prefix, "van den") && str_is(p.family, "Berg"));
	assert_true(str_is(p.group, "Groep 5a") && p.has_born);
	assert_null(roster_person(a, &t.rows[2], &m, ROSTER_STAFF, 20780, &p));
	assert_true(str_is(p.email, "s@x.test") && str_is(p.group, "Groep 5a"));
	/* what is not asked for is not taken */
	for (size_t r = 0; r < t.n; r++)
		for (size_t i = 0; i < t.rows[r].n; i++)
			assert_false(str_is(t.rows[r].cell[i], "l1"));
}

static void xml_is_refused(struct str bytes, const char *code)
{
	struct import_table t = read_xml(bytes);
	assert_non_null(roster_refused(&t));
	assert_true(str_is(t.head.cell[1], code));
	assert_int_equal(t.n, 0);
}

static void numbers_of_citizens_refuse_the_whole_file(void **state)
{
	(void)state;
	xml_is_refused(S(HEAD "<EDEX>" GROUPS PUPIL("<bsn_ondwnr-4>123456782</bsn_ondwnr-4>") "</EDEX>"), "bsn");
	xml_is_refused(S(HEAD "<EDEX>" GROUPS PUPIL("<BSN/>") "</EDEX>"), "bsn");
	xml_is_refused(S(HEAD "<EDEX>" GROUPS PUPIL("<toevoegingen><nr>111222333</nr></toevoegingen>") "</EDEX>"), "bsn");
	xml_is_refused(S(HEAD "<EDEX>" GROUPS PUPIL("<gebruikersnaam>111222333</gebruikersnaam>") "</EDEX>"), "bsn");
	xml_is_refused(S(HEAD "<EDEX>" GROUPS PUPIL("<x y=\"111222333\"/>") "</EDEX>"), "bsn");
	xml_is_refused(S(HEAD "<EDEX>" GROUPS PUPIL("<!-- 111222333 -->") "</EDEX>"), "bsn");
	xml_is_refused(S(HEAD "<EDEX>" GROUPS PUPIL("<![CDATA[111222333]]>") "</EDEX>"), "bsn");
	xml_is_refused(S(HEAD "<EDEX><leerlingen><leerling "
	    "key=\"1\"><roepnaam>1112<![CDATA[22333]]></roepnaam></leerling>"
	                 "</leerlingen></EDEX>"), "bsn");
}

static void hostile_xml_is_refused(void **state)
{
	(void)state;
	xml_is_refused(S("<!DOCTYPE EDEX [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><EDEX>&b;</EDEX>"), "dtd");
	xml_is_refused(S("<!DOCTYPE EDEX SYSTEM \"file:///etc/passwd\"><EDEX/>"), "dtd");
	xml_is_refused(S("<EDEX>&x;</EDEX>"), "xml");
	xml_is_refused(S(HEAD "<EDEX>" GROUPS), "xml");
	xml_is_refused(S(""), "xml");
	xml_is_refused(S("<\0E\0D\0E\0X\0/\0>\0"), "xml");
	xml_is_refused(S(HEAD "<EDEX>\xff\xfe</EDEX>"), "xml");
	xml_is_refused(S("<?xml version=\"1.0\" encoding=\"klingon\"?><EDEX/>"), "xml");
	xml_is_refused(S("<html><body/></html>"), "edexml");
	xml_is_refused(S("<EDEX/>"), "edexml");
}

static void depth_is_bounded(void **state)
{
	enum { DEPTH = 100000 };
	(void)state;
	struct buf b;
	buf_init(&b, a, 1 << 20);
	buf_str(&b, S("<EDEX><leerlingen><leerling>"));
	for (int i = 0; i < DEPTH; i++)
		buf_str(&b, S("<a>"));
	xml_is_refused(buf_view(&b), "xml");
}

/* ---- cells ---- */

static void what_could_be_a_number_of_a_citizen(void **state)
{
	(void)state;
	static const char *const are[] = {"123456782", "111222333", "111.222.333", "111 22 2333", "nr 123456782!",
	    "(111222333)"};
	static const char *const are_not[] = {"123456789", "000000000", "12345678", "1234567820", "2017-05-03",
	    "0612345678",
	                                      "", "01111222333", "20170503"};
	for (size_t i = 0; i < sizeof are / sizeof *are; i++)
		assert_true(bsn_in(str_from(are[i])));
	for (size_t i = 0; i < sizeof are_not / sizeof *are_not; i++)
		assert_false(bsn_in(str_from(are_not[i])));
	assert_true(bsn_name(S("BSN")) && bsn_name(S("Burgerservicenummer")) && bsn_name(S("onderwijs-nummer")) &&
	            bsn_name(S("bsn_ondwnr-4")) && !bsn_name(S("achternaam")) && !bsn_name(S("")));
}

static void dates_of_birth_as_people_write_them(void **state)
{
	(void)state;
	static const char *const same[] = {"2016-11-25", "25-11-2016", "25/11/2016", "25.11.2016", "25 nov 2016",
	                                   "25 november 2016", "20161125", "25-11-16", "2016-11-25T00:00:00", "42699"};
	static const char *const none[] = {"", "25-11", "31-02-2016", "25-13-2016", "x", "2016", "25-11-216",
	    "25 foo 2016"};
	int32_t want = date_from_ymd((struct ymd){2016, 11, 25}), got;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		assert_true(roster_born(str_from(same[i]), 20780, &got));
		assert_int_equal(got, want);
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_false(roster_born(str_from(none[i]), 20780, &got));
}

static void names_that_are_near(void **state)
{
	(void)state;
	assert_int_equal(roster_distance(S("jansen noor"), S("jansen noor")), 0);
	assert_int_equal(roster_distance(S("jansen noor"), S("janssen noor")), 1);
	assert_int_equal(roster_distance(S("jansen noor"), S("janssen nora")), 3);
	assert_int_equal(roster_distance(S("a"), S("abcdefgh")), 3);
	assert_int_equal(roster_distance(S(""), S("")), 0);
}

/* ---- with a database ---- */

static int64_t school, other, seat_ib, seat_other_ib, ib, other_ib;

static int setup_schools(void **state)
{
	(void)state;
	school = world_org(w, ORG_SCHOOL);
	other = world_org(w, ORG_SCHOOL);
	seat_ib = world_seat(w, school, ROLE_IB);
	seat_other_ib = world_seat(w, other, ROLE_IB);
	ib = world_account(w);
	other_ib = world_account(w);
	world_hold(w, ib, seat_ib, 0, INSTANT_OPEN);
	world_hold(w, other_ib, seat_other_ib, 0, INSTANT_OPEN);
	return 0;
}

static int64_t make_group(int64_t of, const char *name)
{
	struct group g;
	struct change *c = change_begin(world_view(w, of == school ? ib : other_ib, ROLE_IB), "Made", 0);
	assert_int_equal(group_new(&w->act, c, of, str_from(name), S("5"), &g), OK);
	int64_t seat = g.seat;
	assert_int_equal(change_commit(c), OK);
	return seat;
}

static int64_t make_pupil(int64_t of, const char *given, int32_t born, int64_t group)
{
	struct pupil_made made;
	const struct school_seat s = {.org = of};
	struct change *c = change_begin(world_view(w, of == school ? ib : other_ib, ROLE_IB), "Made", 0);
	struct val v[ROUTE__N] = {[ROUTE_GIVEN_NAME] = val_text(str_from(given)),
	    [ROUTE_FAMILY_NAME] = val_text(S("Jansen")),
	                          [ROUTE_BORN] = val_int(born)};
	assert_int_equal(pupil_new(&w->act, c, v, &s, group, &made), OK);
	assert_int_equal(change_commit(c), OK);
	return made.route;
}

static enum err may(int64_t account, enum role role, int64_t route)
{
	struct allowed out;
	return reach_allowed(world_view(w, account, role), route, &out);
}

static size_t listed(int64_t account, enum role role, int id)
{
	struct seen_page page;
	assert_int_equal(scope_page(world_view(w, account, role), route_list(id), (struct str){0}, 0,
	    (struct str){0}, &page), OK);
	return page.n;
}

static void who_sees_a_pupil_without_a_question(void **state)
{
	(void)state;
	int64_t seat_teacher = world_seat(w, school, ROLE_TEACHER), mine = make_group(school, "5a"),
	    theirs = make_group(school, "5b");
	int64_t teacher = world_account(w), colleague = world_account(w), leader = world_account(w),
	    parent = world_account(w);
	int64_t teaches = world_hold(w, teacher, seat_teacher, 0, INSTANT_OPEN);
	world_hold(w, teacher, mine, 0, INSTANT_OPEN);
	world_hold(w, colleague, seat_teacher, 0, INSTANT_OPEN);
	world_hold(w, colleague, theirs, 0, INSTANT_OPEN);
	world_hold(w, leader, world_seat(w, school, ROLE_SCHOOL_LEADER), 0, INSTANT_OPEN);
	int64_t route = make_pupil(school, "Noor", 17000, mine);
	assert_int_equal(may(ib, ROLE_IB, route), OK);
	assert_int_equal(may(teacher, ROLE_TEACHER, route), OK);
	assert_int_equal(may(colleague, ROLE_TEACHER, route), ERR_NOT_FOUND);
	assert_int_equal(may(leader, ROLE_SCHOOL_LEADER, route), ERR_NOT_FOUND);
	assert_int_equal(may(other_ib, ROLE_IB, route), ERR_NOT_FOUND);
	assert_int_equal(may(parent, ROLE_NONE, route), ERR_NOT_FOUND);
	assert_int_equal(listed(ib, ROLE_IB, LIST_PUPILS), 1);
	assert_int_equal(listed(teacher, ROLE_TEACHER, LIST_PUPILS), 1);
	assert_int_equal(listed(ib, ROLE_IB, LIST_WORK) + listed(ib, ROLE_IB, LIST_CHILDREN), 0);
	assert_int_equal(listed(colleague, ROLE_TEACHER, LIST_PUPILS) + listed(leader, ROLE_SCHOOL_LEADER,
	    LIST_PUPILS) +
	                 listed(other_ib, ROLE_IB, LIST_PUPILS), 0);
	/* moving shuts the one door and opens the other, at once */
	struct change *c = change_begin(world_view(w, ib, ROLE_IB), "Moved", 0);
	w->act.now = ++w->now;
	assert_int_equal(pupil_moves(&w->act, c, route, theirs), OK);
	assert_int_equal(change_commit(c), OK);
	assert_int_equal(may(teacher, ROLE_TEACHER, route), ERR_NOT_FOUND);
	assert_int_equal(may(colleague, ROLE_TEACHER, route), OK);
	c = change_begin(world_view(w, ib, ROLE_IB), "Moved", 0);
	w->act.now = ++w->now;
	assert_int_equal(pupil_moves(&w->act, c, route, mine), OK);
	assert_int_equal(change_commit(c), OK);
	assert_int_equal(may(teacher, ROLE_TEACHER, route), OK);
	/* the seat of a group ends with that of its school */
	world_set(w, &rec_holds, teaches, &holds_fields[HOLDS_ENDS], val_int(w->now - 1));
	assert_int_equal(may(teacher, ROLE_TEACHER, route), ERR_NOT_FOUND);
	assert_int_equal(listed(teacher, ROLE_TEACHER, LIST_PUPILS), 0);
}

struct planned {
	struct import_made made;
	struct import_refusal why;
	enum err e;
};

static struct planned plan(int64_t account, int64_t of, const char *csv)
{
	struct import_table t;
	struct str answer;
	struct planned p;
	struct act *act = world_view(w, account, ROLE_IB);
	assert_int_equal(import_box_csv(act->a, str_from(csv), &answer), OK);
	assert_int_equal(import_table_take(act->a, answer, &t), OK);
	const struct import_begin b = {.kind = &roster_sheet, .source = {.org = of, .table = &t}};
	p.e = import_begin(act, &b, true, &p.made, &p.why);
	return p;
}

static void children_of_other_schools_cannot_be_found_out(void **state)
{
	(void)state;
	static const char list[] = "roepnaam;achternaam;geboortedatum;groep\nNoor;Jansen;18-07-2016;5a\n";
	struct planned before = plan(ib, school, list);
	assert_int_equal(before.e, OK);
	struct str title = str_copy(w->a, before.made.rows[before.made.n - 1].title);
	size_t n = before.made.n;
	int64_t added = before.made.counts[0];
	make_pupil(other, "Noor", 17000, 0);
	struct planned after = plan(ib, school, list);
	assert_int_equal(after.e, OK);
	assert_int_equal(after.made.n, n);
	assert_int_equal(after.made.counts[0], added);
	assert_int_equal(after.made.rows[n - 1].what, IMPORT_NEW);
	assert_int_equal(after.made.rows[n - 1].ask, 0);
	assert_true(str_eq(after.made.rows[n - 1].title, title));
	/* and a list is only taken for a school where one supervises */
	assert_int_equal(plan(ib, other, list).e, ERR_NOT_FOUND);
}

static void matched_by_name_and_birth(void **state)
{
	(void)state;
	int64_t group = make_group(school, "5a");
	make_pupil(school, "Noor", 17000, group);  /* 2016-07-18 */
	make_pupil(school, "Emir", 17001, group);  /* 2016-07-19 */
	struct planned same = plan(ib, school, "roepnaam;achternaam;geboortedatum;groep\nNoor;Jansen;18-07-2016;5A\n"
	                                       "Emir;Jansen;19-07-2016;5a\n");
	assert_int_equal(same.e, OK);
	assert_int_equal(same.made.n, 0);
	struct planned asked = plan(ib, school, "roepnaam;achternaam;geboortedatum;groep\nNoor;Jansen;01-07-2016;5a\n"
	                                        "Emirr;Jansen;19-07-2016;5a\n");
	assert_int_equal(asked.made.n, 2);
	assert_int_equal(asked.made.rows[0].ask, ASK_SAME_NAME);
	assert_int_equal(asked.made.rows[1].ask, ASK_SAME_BIRTH);
	struct planned gone = plan(ib, school, "roepnaam;achternaam;geboortedatum;groep\nNoor;Jansen;18-07-2016;5a\n");
	assert_int_equal(gone.made.n, 1);
	assert_int_equal(gone.made.rows[0].what, IMPORT_GONE);
	assert_int_equal(gone.made.rows[0].ask, ASK_GONE);
	/* a list of another group says nothing of those who are not in it */
	assert_int_equal(plan(ib, school,
	    "roepnaam;achternaam;geboortedatum;groep\nYara;Smit;18-07-2016;6\n").made.counts[2], 0);
}

static void a_sheet_with_a_number_is_refused_whole(void **state)
{
	(void)state;
	static const char *const sheets[] = {
		"roepnaam;achternaam;geboortedatum;bsn\nNoor;Jansen;18-07-2016;\n",
		"roepnaam;achternaam;geboortedatum;nr\nNoor;Jansen;18-07-2016;111222333\n",
		"roepnaam;achternaam;geboortedatum;111222333\nNoor;Jansen;18-07-2016;\n",
	};
	for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
		struct planned p = plan(ib, school, sheets[i]);
		assert_int_equal(p.e, ERR_INVALID);
		assert_non_null(p.why.text);
		assert_int_equal(p.why.what.n, 0);
		assert_int_equal(p.made.n, 0);
	}
}

/* Stopped on its page while the queue is at it: the task ends there, once, and nothing is tried again. */
static void a_stopped_import_is_not_tried_again(void **state)
{
	(void)state;
	static const struct stmt go = {"UPDATE import SET stage = 'bezig' WHERE id = $1", "i", ""};
	static const struct stmt stop = {"UPDATE import SET stage = 'gestopt' WHERE id = $1", "i", ""};
	static const struct stmt how = {"SELECT state, tries, error, done FROM task WHERE subject = $1", "i", "titi"};
	struct import_table t;
	struct import_made made;
	struct import_refusal why;
	struct str answer, pid;
	const struct rows *r;
	struct clock clock = clock_from(w->now);
	bool ran;
	struct act *act = world_view(w, ib, ROLE_IB);
	assert_int_equal(import_box_csv(act->a, S("roepnaam;achternaam;geboortedatum;groep\nNoor;Jansen;18-07-2016;5a\n"),
	                                &answer), OK);
	assert_int_equal(import_table_take(act->a, answer, &t), OK);
	const struct import_begin b = {.kind = &roster_sheet, .source = {.org = school, .table = &t},
		.file_name = S("x.csv"),
	                               .sha = S("00")};
	assert_int_equal(import_begin(act, &b, false, &made, &why), OK);
	int64_t import = made.id;
	struct change *c = change_begin(world_view(w, ib, ROLE_IB), "Asked", 0);
	assert_int_equal(task_add(c, roster_sheet.task, import, 0, &pid), OK);
	assert_int_equal(change_commit(c), OK);
	assert_int_equal(act_write(world_act(w, NULL), &go, DB_ARGS(val_int(import))), OK);
	assert_int_equal(act_write(&w->act, &stop, DB_ARGS(val_int(import))), OK);
	act_end(&w->act);
	struct queue *q = queue_new(w->a, &(struct queue_args){.db = w->db, .model = w->model, .clock = &clock,
	                                                       .kinds = roster_tasks, .n_kinds = n_roster_tasks});
	assert_int_equal(queue_run_one(q, &ran), OK);
	assert_true(ran);
	assert_int_equal(queue_run_one(q, &ran), OK);
	assert_false(ran);
	queue_free(q);
	assert_int_equal(act_exec(world_act(w, NULL), &how, DB_ARGS(val_int(import)), &r), OK);
	ASSERT_STR(rows_text(r, 0, 0), "done");
	assert_int_equal(rows_int(r, 0, 1), 1);
	ASSERT_STR(rows_text(r, 0, 2), "");
	assert_int_equal(rows_int(r, 0, 3), 0);
}

static void days_that_do_not_exist(void **state)
{
	(void)state;
	static const char *const like[] = {"31-02-2018", "31/02/2018", "30.02.18", "2018-02-31", "20180231", "25-13-2016"};
	static const char *const not[] = {"", "25-11", "x", "2016", "25 foo 2016", "25-11-2016 om 3 uur", "1234567890"};
	for (size_t i = 0; i < sizeof like / sizeof *like; i++)
		assert_true(roster_day_like(str_from(like[i])));
	for (size_t i = 0; i < sizeof not / sizeof *not; i++)
		assert_false(roster_day_like(str_from(not[i])));
}

int main(void)
{
	const struct CMUnitTest pure[] = {
		cmocka_unit_test(lines_of_nothing_are_empty), cmocka_unit_test(a_school_is_read),
		cmocka_unit_test(numbers_of_citizens_refuse_the_whole_file),
		cmocka_unit_test(hostile_xml_is_refused),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(what_could_be_a_number_of_a_citizen),
		cmocka_unit_test(dates_of_birth_as_people_write_them),
		cmocka_unit_test(days_that_do_not_exist),
		cmocka_unit_test(names_that_are_near),
	};
	const struct CMUnitTest rights[] = {
		cmocka_unit_test_setup(who_sees_a_pupil_without_a_question, setup_schools),
		cmocka_unit_test_setup(children_of_other_schools_cannot_be_found_out, setup_schools),
		cmocka_unit_test_setup(matched_by_name_and_birth, setup_schools),
		cmocka_unit_test_setup(a_stopped_import_is_not_tried_again, setup_schools),
		cmocka_unit_test_setup(a_sheet_with_a_number_is_refused_whole, setup_schools),
	};
	return cmocka_run_group_tests_name("roster", pure, setup, teardown) + RUN_ON_BOTH(rights, world_open);
}
