/* The calendar that terms are counted in: weeks, months and years, working days, school days and school weeks, school
 * years, ages, and the Algemene termijnenwet. Pure: public holidays are computed, vacations are passed in.
 *
 * A term counted from a day does not contain that day: six weeks from Monday 2 March is Monday 13 April, its last day.
 * DATE_OPEN as an answer: it cannot be said, because the vacations are not known that far or the years run out. */
#ifndef TN_CALENDAR_H
#define TN_CALENDAR_H

#include "date.h"

/* Days from begin to the day before end. */
struct span {
	int32_t begin, end;
};

/* ---- calendar arithmetic ---- */

/* Forward, or backward when n < 0; DATE_OPEN stays open. */
int32_t date_add_days(int32_t date, int32_t n);
/* The same day of the month; where that month has no such day, its last (Regulation 1182/71 art. 3(2)(c)). */
int32_t date_add_months(int32_t date, int32_t n);

struct age {
	int32_t years, months; /* whole ones that have passed */
};
/* On a day before the birth: {0, 0}. */
struct age date_age(int32_t born, int32_t on);
/* The first day on which someone has this age in whole months. Born on a day the month does not have (29 February):
 * on the first of the month after. */
int32_t date_of_age(int32_t born, int32_t months);

/* 52 or 53, and the Monday of a week; a week the year does not have: BUG. Source: ISO 8601. */
int iso_weeks_of(int32_t year);
int32_t iso_week_monday(int32_t year, int week);

/* School years run from 1 August to 31 July and are called by the year they begin in. Source: WPO art. 1. */
int32_t school_year_of(int32_t date);
int32_t school_year_begin(int32_t year);
int32_t school_year_last(int32_t year); /* 31 July of the year after: the last day, not the day after it */

/* ---- public holidays ---- */

enum holiday {
	HOLIDAY_NONE = 0,
	HOLIDAY_NEW_YEAR,
	HOLIDAY_GOOD_FRIDAY, /* a working day, but equal to a holiday for the Algemene termijnenwet (art. 3) */
	HOLIDAY_EASTER,
	HOLIDAY_EASTER_MONDAY,
	HOLIDAY_KINGS_DAY,   /* 27 April, on a Sunday the 26th; from 2014 */
	HOLIDAY_LIBERATION,  /* 5 May, each year: Algemene termijnenwet art. 3 */
	HOLIDAY_ASCENSION,
	HOLIDAY_WHIT,
	HOLIDAY_WHIT_MONDAY,
	HOLIDAY_CHRISTMAS,
	HOLIDAY_SECOND_CHRISTMAS,
	HOLIDAY__N
};
int32_t easter_of(int32_t year);
/* Which holiday a day is; two on one day: the first in the order above. */
enum holiday holiday_on(int32_t date);

/* Monday to Friday, no public holiday; Good Friday is a working day. Source: law.md 1.0 WD and 6.2. */
bool working_day(int32_t date);
/* The n-th working day after (n < 0: before) a day; n == 0: the day itself. */
int32_t add_working_days(int32_t date, int32_t n);

/* ---- Algemene termijnenwet ---- */

enum unit {
	UNIT_NONE = 0,
	UNIT_HOURS,        /* whole days of 24 hours; what is left over is cut off */
	UNIT_DAYS,
	UNIT_WEEKS,        /* calendar weeks: vacations do not stop them */
	UNIT_MONTHS,
	UNIT_YEARS,
	UNIT_WORKING_DAYS,
	UNIT_SCHOOL_DAYS,
	UNIT_SCHOOL_WEEKS, /* weeks in which lessons are given */
	UNIT_SCHOOL_YEARS, /* to the last day of the n-th school year, the present one being the first */
	UNIT_WHOLE_SCHOOL_YEARS, /* the rest of the present school year and n whole ones (WEC art. 40 lid 15) */
	UNIT_AGE,          /* counted from the date of birth, in months: the day that age is reached */
	UNIT_AGE_SCHOOL_YEAR,  /* the last day of the school year in which that age is reached */
	UNIT_AGE_SCHOOL_START, /* the first school day of the month after the one in which that age is reached */
	UNIT_DAY_OF_YEAR,  /* month * 100 + day: the first such day from a date on, backward the last one up to it */
	UNIT__N
};

/* Neither Saturday nor Sunday nor a holiday of art. 3. */
bool atw_ordinary_day(int32_t date);
/* Whether the law moves the end of a term of this length at all: not one in hours, of more than 90 days, 12 weeks or 3
 * months, or in years (art. 4), nor one in a unit that is no span of calendar time. */
bool atw_applies(int32_t length, enum unit unit);
/* The last day of a term that was counted from `from` and ends on `last`: on to the next ordinary day (art. 1), and a
 * term of at least three days holds at least two ordinary ones (art. 2). Only for terms counted forward. */
int32_t atw_last_day(int32_t from, int32_t last);

/* ---- school time ---- */

/* Cannot be said without a calendar of school vacations. */
bool unit_needs_calendar(enum unit unit);

enum holiday_region { HOLIDAY_REGION_NONE = 0, HOLIDAY_NORTH, HOLIDAY_MIDDLE, HOLIDAY_SOUTH, HOLIDAY_REGION__N };
/* "noord", "midden", "zuid". */
bool holiday_region_parse(struct str code, enum holiday_region *out) MUST_CHECK;

/* When lessons are given. Zero knows nothing: no school day can be said. All lists are in order of begin. */
struct calendar {
	const struct span *vacations; /* of the holiday region, or the school's own where it has set others */
	size_t n_vacations;
	const struct span *closed;    /* further free days of the school */
	size_t n_closed;
	struct span known;            /* outside these days nothing is said about vacations */
};
/* Working day, no vacation, not closed; a day outside what is known is none. `c` NULL: as the zero calendar. */
bool school_day(const struct calendar *c, int32_t date);
/* The week (Monday to Sunday) of this day has a school day. Source: law.md 1.0 SW, 6.3. */
bool school_week(const struct calendar *c, int32_t date);
/* What keeps people from meeting at school on this day, the most particular first. Vacations and days off of a school
 * are only known with a calendar; `c` NULL: weekends and public holidays (Good Friday is a working day). */
enum day_off { DAY_OFF_NONE = 0, DAY_OFF_HOLIDAY, DAY_OFF_VACATION, DAY_OFF_CLOSED, DAY_OFF_SATURDAY, DAY_OFF_SUNDAY };
enum day_off day_off(const struct calendar *c, int32_t date);
/* As add_working_days, for days with lessons. */
int32_t add_school_days(const struct calendar *c, int32_t date, int32_t n);
/* The same weekday in the n-th school week after (n < 0: before) the week of this day. */
int32_t add_school_weeks(const struct calendar *c, int32_t date, int32_t n);
/* The vacation on this day, or the first one to begin after it; NULL: not known. */
const struct span *vacation_on(const struct calendar *c, int32_t date);
const struct span *vacation_after(const struct calendar *c, int32_t date);

/* ---- terms ---- */

/* n units from a day, forward or (back) backward, without the Algemene termijnenwet. */
int32_t calendar_add(const struct calendar *c, int32_t from, int32_t n, enum unit unit, bool back);
/* How many units lie between two days: what is left of a term, as people count it. School days, school weeks and
 * working days count those after `from` up to and including `to`; anything else counts days. Negative: it is over. */
int32_t calendar_between(const struct calendar *c, int32_t from, int32_t to, enum unit unit);
/* `last` moved by the days that the pauses took out of the term that runs from `from`, each given back in the unit of
 * the term (school days for school weeks). Pauses may overlap; one that begins after the last day does nothing; one
 * without an end leaves the term without one: DATE_OPEN. */
int32_t calendar_paused(const struct calendar *c, int32_t from, int32_t last, enum unit unit, const struct span *pauses,
                        size_t n);

#endif
