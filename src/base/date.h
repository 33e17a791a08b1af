/* Dates and instants. A date is a count of days since 1 January 1970 (int32); an instant is milliseconds UTC since
 * then (int64). "Open end" is DATE_OPEN or INSTANT_OPEN, never a missing value; periods are half open: [begin, end).
 * Local time is Europe/Amsterdam by its own rule (EU directive 2000/84/EC: last Sunday of March to last Sunday of
 * October, 01:00 UTC), used at the edges only. */
#ifndef TN_DATE_H
#define TN_DATE_H

#include "str.h"

#define DATE_OPEN 2932896 /* 9999-12-31 */
#define INSTANT_OPEN INT64_MAX

struct ymd {
	int32_t year;
	int32_t month; /* 1-12 */
	int32_t day;   /* 1-31 */
};

struct hms {
	int32_t hour, minute, second;
};

int32_t date_from_ymd(struct ymd d);
struct ymd date_to_ymd(int32_t date);
bool ymd_valid(struct ymd d);
/* 1 = Monday ... 7 = Sunday (ISO 8601). */
int date_weekday(int32_t date);
/* ISO week; *year gets the week's year, which may differ from the date's. */
int date_iso_week(int32_t date, int32_t *year);

/* YYYY-MM-DD, the form of dates in SQL and machine formats. */
bool date_parse_iso(struct str s, int32_t *date) MUST_CHECK;
struct str date_iso(struct arena *a, int32_t date);

#define DAY_MS (INT64_C(24) * 60 * 60 * 1000)
/* Minutes that Amsterdam is ahead of UTC at this instant: 60 or 120. */
int amsterdam_offset(int64_t instant);
int32_t instant_date(int64_t instant);
struct hms instant_time(int64_t instant);
/* The instant at which `date` begins in Amsterdam. */
int64_t instant_of_date(int32_t date);
/* 2026-11-24T09:00:00+01:00 or ...Z; seconds may be left out. */
bool instant_parse_iso(struct str s, int64_t *instant) MUST_CHECK;
struct str instant_iso(struct arena *a, int64_t instant);

#endif
