#include "calendar.h"

#include "err.h"

enum { SATURDAY = 6, SUNDAY = 7, FIRST_KINGS_DAY = 2014, FIRST_YEAR = 1800, LAST_YEAR = 9999 };

/* ---- calendar arithmetic ---- */

int32_t date_add_days(int32_t date, int32_t n)
{
	int64_t sum = (int64_t)date + n;
	if (date == DATE_OPEN || sum >= DATE_OPEN)
		return DATE_OPEN;
	int32_t first = date_from_ymd((struct ymd){FIRST_YEAR, 1, 1});
	return sum < first ? first : (int32_t)sum;
}

static int32_t days_in_month(int32_t year, int32_t month)
{
	struct ymd next = month == 12 ? (struct ymd){year + 1, 1, 1} : (struct ymd){year, month + 1, 1};
	return date_from_ymd(next) - date_from_ymd((struct ymd){year, month, 1});
}

/* The month n months on; false when that year cannot be written. */
static bool month_after(struct ymd d, int32_t n, struct ymd *out)
{
	int64_t months = (int64_t)d.year * 12 + (d.month - 1) + n;
	if (months < (int64_t)FIRST_YEAR * 12 || months >= ((int64_t)LAST_YEAR + 1) * 12)
		return false;
	*out = (struct ymd){(int32_t)(months / 12), (int32_t)(months % 12) + 1, d.day};
	return true;
}

int32_t date_add_months(int32_t date, int32_t n)
{
	struct ymd d;
	if (date == DATE_OPEN || !month_after(date_to_ymd(date), n, &d))
		return DATE_OPEN;
	int32_t days = days_in_month(d.year, d.month);
	if (d.day > days)
		d.day = days;
	return date_from_ymd(d);
}

struct age date_age(int32_t born, int32_t on)
{
	if (on < born)
		return (struct age){0};
	struct ymd b = date_to_ymd(born), d = date_to_ymd(on);
	int32_t months = (d.year - b.year) * 12 + d.month - b.month - (d.day < b.day);
	return (struct age){.years = months / 12, .months = months % 12};
}

int32_t date_of_age(int32_t born, int32_t months)
{
	struct ymd d;
	if (born == DATE_OPEN || !month_after(date_to_ymd(born), months, &d))
		return DATE_OPEN;
	int32_t first = date_from_ymd((struct ymd){d.year, d.month, 1});
	int32_t days = days_in_month(d.year, d.month);
	return first + (d.day > days ? days : d.day - 1);
}

int iso_weeks_of(int32_t year)
{
	int32_t of;
	return date_iso_week(date_from_ymd((struct ymd){year, 12, 28}), &of); /* always in the last week */
}

int32_t iso_week_monday(int32_t year, int week)
{
	if (week < 1 || week > iso_weeks_of(year))
		BUG("year %d has no week %d", year, week);
	int32_t fourth = date_from_ymd((struct ymd){year, 1, 4}); /* always in week 1 */
	return fourth - date_weekday(fourth) + 1 + (week - 1) * 7;
}

int32_t school_year_of(int32_t date)
{
	struct ymd d = date_to_ymd(date);
	return d.month >= 8 ? d.year : d.year - 1;
}

int32_t school_year_begin(int32_t year)
{
	return date_from_ymd((struct ymd){year, 8, 1});
}

int32_t school_year_last(int32_t year)
{
	return date_from_ymd((struct ymd){year + 1, 7, 31});
}

/* ---- public holidays ---- */

/* The Gregorian computus in the anonymous form that Meeus prints. */
int32_t easter_of(int32_t year)
{
	int32_t a = year % 19, b = year / 100, c = year % 100;
	int32_t d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int32_t h = (19 * a + b - d - g + 15) % 30;
	int32_t i = c / 4, k = c % 4;
	int32_t l = (32 + 2 * e + 2 * i - h - k) % 7;
	int32_t m = (a + 11 * h + 22 * l) / 451;
	int32_t n = h + l - 7 * m + 114;
	return date_from_ymd((struct ymd){year, n / 31, n % 31 + 1});
}

static int32_t kings_day(int32_t year)
{
	int32_t day = date_from_ymd((struct ymd){year, 4, 27});
	return date_weekday(day) == SUNDAY ? day - 1 : day;
}

static const struct {
	enum holiday holiday;
	int32_t month, day; /* 0: counted from Easter */
	int32_t after_easter;
} holidays[] = {
	{.holiday = HOLIDAY_NEW_YEAR, .month = 1, .day = 1},
	{.holiday = HOLIDAY_GOOD_FRIDAY, .after_easter = -2},
	{.holiday = HOLIDAY_EASTER, .after_easter = 0},
	{.holiday = HOLIDAY_EASTER_MONDAY, .after_easter = 1},
	{.holiday = HOLIDAY_LIBERATION, .month = 5, .day = 5},
	{.holiday = HOLIDAY_ASCENSION, .after_easter = 39},
	{.holiday = HOLIDAY_WHIT, .after_easter = 49},
	{.holiday = HOLIDAY_WHIT_MONDAY, .after_easter = 50},
	{.holiday = HOLIDAY_CHRISTMAS, .month = 12, .day = 25},
	{.holiday = HOLIDAY_SECOND_CHRISTMAS, .month = 12, .day = 26},
};

enum holiday holiday_on(int32_t date)
{
	struct ymd d = date_to_ymd(date);
	int32_t easter = easter_of(d.year);
	enum holiday found = HOLIDAY_NONE;
	if (d.year >= FIRST_KINGS_DAY && date == kings_day(d.year))
		found = HOLIDAY_KINGS_DAY;
	for (size_t i = 0; i < sizeof holidays / sizeof holidays[0]; i++) {
		bool fixed = holidays[i].month != 0;
		bool here = fixed ? d.month == holidays[i].month && d.day == holidays[i].day
		                  : date == easter + holidays[i].after_easter;
		if (here && (found == HOLIDAY_NONE || holidays[i].holiday < found))
			found = holidays[i].holiday;
	}
	return found;
}

bool working_day(int32_t date)
{
	if (date_weekday(date) >= SATURDAY)
		return false;
	enum holiday h = holiday_on(date);
	return h == HOLIDAY_NONE || h == HOLIDAY_GOOD_FRIDAY;
}

int32_t add_working_days(int32_t date, int32_t n)
{
	int32_t step = n < 0 ? -1 : 1;
	while (n != 0 && date != DATE_OPEN) {
		int32_t next = date_add_days(date, step);
		if (next == date)
			return DATE_OPEN;
		date = next;
		if (working_day(date))
			n -= step;
	}
	return date;
}

/* ---- Algemene termijnenwet ---- */

bool atw_ordinary_day(int32_t date)
{
	return date_weekday(date) < SATURDAY && holiday_on(date) == HOLIDAY_NONE;
}

bool atw_applies(int32_t length, enum unit unit)
{
	static const int32_t longest[UNIT__N] = {[UNIT_DAYS] = 90, [UNIT_WEEKS] = 12, [UNIT_MONTHS] = 3};
	return length > 0 && length <= longest[unit];
}

int32_t atw_last_day(int32_t from, int32_t last)
{
	bool long_enough = last - from >= 3; /* art. 2 is about the term as it is written, not as art. 1 moves it */
	while (last != DATE_OPEN && !atw_ordinary_day(last))
		last = date_add_days(last, 1);
	if (last == DATE_OPEN || !long_enough)
		return last;
	int ordinary = 0;
	for (int32_t day = last; day > from && ordinary < 2; day--)
		ordinary += atw_ordinary_day(day);
	for (; ordinary < 2 && last != DATE_OPEN; ordinary += atw_ordinary_day(last))
		last = date_add_days(last, 1);
	return last;
}

/* ---- school time ---- */

bool unit_needs_calendar(enum unit unit)
{
	return unit == UNIT_SCHOOL_DAYS || unit == UNIT_SCHOOL_WEEKS || unit == UNIT_AGE_SCHOOL_START;
}

static const char *const region_codes[HOLIDAY_REGION__N] = {"", "noord", "midden", "zuid"};

bool holiday_region_parse(struct str code, enum holiday_region *out)
{
	for (enum holiday_region r = HOLIDAY_NORTH; r < HOLIDAY_REGION__N; r++)
		if (str_is(code, region_codes[r])) {
			*out = r;
			return true;
		}
	return false;
}

static bool known(const struct calendar *c, int32_t date)
{
	return c != NULL && date >= c->known.begin && date < c->known.end;
}

static const struct span *span_on(const struct span *spans, size_t n, int32_t date)
{
	for (size_t i = 0; i < n && spans[i].begin <= date; i++)
		if (date < spans[i].end)
			return &spans[i];
	return NULL;
}

bool school_day(const struct calendar *c, int32_t date)
{
	return known(c, date) && working_day(date) && span_on(c->vacations, c->n_vacations, date) == NULL &&
	       span_on(c->closed, c->n_closed, date) == NULL;
}

enum day_off day_off(const struct calendar *c, int32_t date)
{
	enum holiday h = holiday_on(date);
	if (h != HOLIDAY_NONE && h != HOLIDAY_GOOD_FRIDAY)
		return DAY_OFF_HOLIDAY;
	if (vacation_on(c, date) != NULL)
		return DAY_OFF_VACATION;
	if (c != NULL && span_on(c->closed, c->n_closed, date) != NULL)
		return DAY_OFF_CLOSED;
	int day = date_weekday(date);
	return day == SATURDAY ? DAY_OFF_SATURDAY : day == SUNDAY ? DAY_OFF_SUNDAY : DAY_OFF_NONE;
}

bool school_week(const struct calendar *c, int32_t date)
{
	int32_t monday = date - date_weekday(date) + 1;
	for (int32_t day = monday; day < monday + 5; day++)
		if (school_day(c, day))
			return true;
	return false;
}

/* The n-th stop after `date` in steps of `step` days, within what is known. */
static int32_t add_stops(const struct calendar *c, int32_t date, int32_t n, int32_t step,
                         bool (*stop)(const struct calendar *, int32_t))
{
	if (n < 0)
		step = -step;
	for (int32_t left = n < 0 ? -n : n; left > 0; left -= stop(c, date)) {
		date = date_add_days(date, step);
		if (!known(c, date))
			return DATE_OPEN;
	}
	return date;
}

int32_t add_school_days(const struct calendar *c, int32_t date, int32_t n)
{
	return add_stops(c, date, n, 1, school_day);
}

int32_t add_school_weeks(const struct calendar *c, int32_t date, int32_t n)
{
	return add_stops(c, date, n, 7, school_week);
}

const struct span *vacation_on(const struct calendar *c, int32_t date)
{
	return c == NULL ? NULL : span_on(c->vacations, c->n_vacations, date);
}

const struct span *vacation_after(const struct calendar *c, int32_t date)
{
	for (size_t i = 0; c != NULL && i < c->n_vacations; i++)
		if (c->vacations[i].begin > date)
			return &c->vacations[i];
	return NULL;
}

/* ---- terms ---- */

/* The day of the year that `md` (month * 100 + day) names; 29 February in a year without: 1 March. */
static int32_t day_of_year(int32_t year, int32_t md)
{
	return date_from_ymd((struct ymd){year, md / 100, md % 100});
}

static int32_t nearest_day_of_year(int32_t from, int32_t md, bool back)
{
	int32_t year = date_to_ymd(from).year;
	int32_t day = day_of_year(year, md);
	if (back && day > from)
		return day_of_year(year - 1, md);
	if (!back && day < from)
		return day_of_year(year + 1, md);
	return day;
}

static int32_t first_school_day_of_next_month(const struct calendar *c, int32_t date)
{
	struct ymd d = date_to_ymd(date), next;
	d.day = 1;
	if (!month_after(d, 1, &next))
		return DATE_OPEN;
	return add_school_days(c, date_from_ymd(next) - 1, 1);
}

int32_t calendar_add(const struct calendar *c, int32_t from, int32_t n, enum unit unit, bool back)
{
	int32_t signed_n = back ? -n : n;
	int32_t year;
	if (from == DATE_OPEN)
		return DATE_OPEN;
	switch (unit) {
	case UNIT_HOURS:
		return date_add_days(from, signed_n / 24);
	case UNIT_DAYS:
		return date_add_days(from, signed_n);
	case UNIT_WEEKS:
		return date_add_days(from, signed_n * 7);
	case UNIT_MONTHS:
		return date_add_months(from, signed_n);
	case UNIT_YEARS:
		return date_add_months(from, signed_n * 12);
	case UNIT_WORKING_DAYS:
		return add_working_days(from, signed_n);
	case UNIT_SCHOOL_DAYS:
		return add_school_days(c, from, signed_n);
	case UNIT_SCHOOL_WEEKS:
		return add_school_weeks(c, from, signed_n);
	case UNIT_SCHOOL_YEARS:
		return school_year_last(school_year_of(from) + (back ? -n : n - 1));
	case UNIT_WHOLE_SCHOOL_YEARS:
		year = school_year_of(from);
		return school_year_last(year + signed_n - (from == school_year_begin(year)));
	case UNIT_AGE:
		return date_of_age(from, n);
	case UNIT_AGE_SCHOOL_YEAR:
		return school_year_last(school_year_of(date_of_age(from, n)));
	case UNIT_AGE_SCHOOL_START:
		return first_school_day_of_next_month(c, date_of_age(from, n));
	case UNIT_DAY_OF_YEAR:
		return nearest_day_of_year(from, n, back);
	case UNIT_NONE:
	case UNIT__N:
		break;
	}
	BUG("no unit to count in");
}

static bool any_day(const struct calendar *c, int32_t date)
{
	(void)c, (void)date;
	return true;
}

static bool is_working_day(const struct calendar *c, int32_t date)
{
	(void)c;
	return working_day(date);
}

/* The days that a unit counts; a school week is given back in school days. */
static bool (*counted(enum unit unit))(const struct calendar *, int32_t)
{
	switch (unit) {
	case UNIT_WORKING_DAYS:
		return is_working_day;
	case UNIT_SCHOOL_DAYS:
	case UNIT_SCHOOL_WEEKS:
		return school_day;
	default:
		return any_day;
	}
}

static bool monday_of_school_week(const struct calendar *c, int32_t date)
{
	return date_weekday(date) == 1 && school_week(c, date);
}

int32_t calendar_between(const struct calendar *c, int32_t from, int32_t to, enum unit unit)
{
	bool (*counts)(const struct calendar *, int32_t) = unit == UNIT_SCHOOL_WEEKS ? monday_of_school_week
	                                                                            : counted(unit);
	if (counts == any_day)
		return to - from;
	int32_t n = 0, first = from < to ? from : to, last = from < to ? to : from;
	for (int32_t day = first + 1; day <= last; day++)
		n += counts(c, day);
	return from < to ? n : -n;
}

int32_t calendar_paused(const struct calendar *c, int32_t from, int32_t last, enum unit unit, const struct span *pauses,
                        size_t n)
{
	bool (*counts)(const struct calendar *, int32_t) = counted(unit);
	int32_t reached = from - 1; /* up to this day all pauses have been dealt with */
	for (size_t i = 0; i < n && last != DATE_OPEN; i++) {
		if (i > 0 && pauses[i].begin < pauses[i - 1].begin)
			BUG("pauses are not in order");
		int32_t begin = pauses[i].begin > reached ? pauses[i].begin : reached + 1;
		if (begin > last || pauses[i].end <= begin)
			continue;
		if (pauses[i].end >= DATE_OPEN)
			return DATE_OPEN;
		int32_t taken = 0;
		for (int32_t day = begin; day < pauses[i].end; day++)
			taken += counts(c, day);
		last = counts == any_day ? date_add_days(last, taken)
		       : unit == UNIT_WORKING_DAYS ? add_working_days(last, taken) : add_school_days(c, last, taken);
		reached = pauses[i].end - 1;
	}
	return last;
}
