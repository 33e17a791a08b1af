/* On which days somebody works, who is back when, and what lies in the tray of a school then; on both databases
 * (TN_TEST_PG names a PostgreSQL; without it this program fails). Source: practice 23. */
#include "presence_world.h"

#include "tray.h"

static void works(int64_t account, int64_t org, int32_t since, unsigned mask)
{
	struct val v[DAYS__N] = {[DAYS_ACCOUNT] = val_int(account), [DAYS_ORG] = val_int(org),
			[DAYS_SINCE] = val_int(since)};
	for (unsigned d = 0; d < 5; d++)
		v[DAYS_MONDAY + d] = val_int(mask >> d & 1);
	world_add(w, &rec_working_days, v);
}

static void who_is_back_when(void **state)
{
	(void)state;
	struct presence p;
	int32_t monday = FIRST;
	const struct post post = {.org = school, .kind = ORG_SCHOOL};
	while (date_weekday(monday) != 1)
		monday++;
	works(ib, school, 0, 0x03);          /* Monday and Tuesday */
	works(ib, school, monday + 7, 0x10); /* from the week after: Friday */
	works(ib, other, 0, 0x1f);           /* at another school every day: says nothing here */
	absent(ib2, school, monday, monday + 1);
	w->now = instant_of_date(monday) + DAY_MS / 3;
	assert_int_equal(presence_load(world_act(w, NULL), &post, monday, &p), OK);
	assert_int_equal(presence_back(&p, ib, monday), monday);
	assert_int_equal(presence_back(&p, ib, monday + 2), monday + 11);
	assert_int_equal(presence_back(&p, ib2, monday), monday + 2);
	assert_int_equal(presence_back(&p, teacher, monday + 5), monday + 7);
	assert_null(presence_away(&p, teacher, monday));
	assert_non_null(presence_away(&p, ib2, monday + 1));
	assert_null(presence_mate(&p, stranger));
	absent(teacher, school, monday, monday + 300);
	assert_int_equal(presence_load(world_act(w, NULL), &post, monday, &p), OK);
	assert_int_equal(presence_back(&p, teacher, monday), DATE_OPEN);
}

/* ---- days on which nobody works ---- */

static int32_t day(const char *iso)
{
	int32_t d;
	assert_true(date_parse_iso(str_from(iso), &d));
	return d;
}

static void in_the_north(void)
{
	static const struct stmt place = {
		"INSERT INTO school (id, pid, region, rev, name, name_key, kind, brin, denomination, street, house_number,"
		" postcode, place, place_key, municipality, find_key, holidays, org)"
		" VALUES ($1, $2, 1, 1, 'School', 'school', 'bo', '99ZZ', 'openbaar', 'Weg', '1', '8601 AA', 'Merenland',"
		" 'merenland', 'Merenland', 'school', 'noord', $1)", "it", ""};
	struct act *act = world_act(w, NULL);
	assert_int_equal(act_write(act, &place, DB_ARGS(val_int(school), val_text(pid_new(act->a)))), OK);
}

static void loaded(const char *today, int64_t org, enum org_kind kind, struct presence *p)
{
	const struct post post = {.org = org, .kind = kind};
	w->now = instant_of_date(day(today)) + DAY_MS / 3;
	assert_int_equal(presence_load(world_act(w, NULL), &post, day(today), p), OK);
}

/* Spring vacation 2027 in the north: 20 to 28 February; Easter Monday is 29 March; Good Friday is worked on. */
static void nobody_works_in_a_vacation(void **state)
{
	(void)state;
	struct presence p;
	in_the_north();
	loaded("2027-02-19", school, ORG_SCHOOL, &p);
	assert_true(presence_open_on(&p, day("2027-02-19")));
	assert_false(presence_open_on(&p, day("2027-02-22")));
	assert_false(presence_works_on(&p, ib, day("2027-02-26")));
	assert_true(presence_works_on(&p, ib, day("2027-03-01")));
	assert_int_equal(presence_back(&p, ib, day("2027-02-20")), day("2027-03-01"));
	assert_false(presence_open_on(&p, day("2027-03-29")));
	assert_int_equal(presence_next_open(&p), day("2027-02-19"));
	loaded("2027-02-20", school, ORG_SCHOOL, &p);
	assert_int_equal(presence_next_open(&p), day("2027-03-01"));
	/* Another organisation has no school vacation, but has the public holiday. */
	loaded("2027-02-22", swv, ORG_SWV, &p);
	assert_int_equal(presence_next_open(&p), day("2027-02-22"));
	assert_true(presence_open_on(&p, day("2027-03-26")));
	loaded("2027-03-27", swv, ORG_SWV, &p);
	assert_int_equal(presence_next_open(&p), day("2027-03-30"));
}

static size_t in_tray(const char *today)
{
	struct presence p;
	struct tray tray;
	loaded(today, school, ORG_SCHOOL, &p);
	assert_int_equal(tray_load(&w->act, &p, &tray), OK);
	return tray.n;
}

static void nothing_lies_there_before_anyone_works(void **state)
{
	(void)state;
	in_the_north();
	world_set(w, &rec_route, route, &route_fields[ROUTE_NEXT_BY], val_int(day("2027-02-24")));
	world_give(w, open_to(w, route, ib, REL_SUPERVISES));
	works(ib, school, 0, 0x03); /* Monday and Tuesday */
	assert_int_equal(in_tray("2027-02-18"), 1); /* a Thursday: not there, and not before it is due */
	assert_int_equal(in_tray("2027-02-16"), 0);
	assert_int_equal(in_tray("2027-02-22"), 0); /* vacation: on the next working day someone has it */
	assert_int_equal(in_tray("2027-02-25"), 0);
	assert_int_equal(in_tray("2027-03-01"), 0);
	assert_int_equal(in_tray("2027-03-03"), 1);
	assert_int_equal(in_tray("2027-03-29"), 0); /* Easter Monday; Tuesday is a working day */
	absent(ib, school, day("2027-02-28"), day("2027-03-05"));
	assert_int_equal(in_tray("2027-02-27"), 1); /* and here not */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_is_back_when),
		TEST(nobody_works_in_a_vacation),
		TEST(nothing_lies_there_before_anyone_works),
	};
	return RUN_ON_BOTH(tests, world_open);
}
