#include "date.h"

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Days from civil date and back after Howard Hinnant's public description: years begin in March, eras of 400 years. */
int32_t date_from_ymd(struct ymd d)
{
	int64_t y = d.month <= 2 ? d.year - 1 : d.year;
	int64_t era = floor_div(y, 400);
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return (int32_t)(era * 146097 + day_of_era - 719468);
}

struct ymd date_to_ymd(int32_t date)
{
	int64_t z = (int64_t)date + 719468;
	int64_t era = floor_div(z, 146097);
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int32_t month = (int32_t)(mp < 10 ? mp + 3 : mp - 9);
	return (struct ymd){
		.year = (int32_t)(yoe + era * 400 + (month <= 2)),
		.month = month,
		.day = (int32_t)(doy - (153 * mp + 2) / 5 + 1),
	};
}

bool ymd_valid(struct ymd d)
{
	if (d.year < 1800 || d.year > 9999 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31)
		return false;
	struct ymd back = date_to_ymd(date_from_ymd(d));
	return back.year == d.year && back.month == d.month && back.day == d.day;
}

int date_weekday(int32_t date)
{
	return (int)(((int64_t)date + 3) % 7 + 7) % 7 + 1; /* 1970-01-01 was a Thursday */
}

int date_iso_week(int32_t date, int32_t *year)
{
	int32_t thursday = date - date_weekday(date) + 4;
	*year = date_to_ymd(thursday).year;
	return (thursday - date_from_ymd((struct ymd){*year, 1, 1})) / 7 + 1;
}

static bool digits(struct str s, size_t at, size_t n, int32_t *out)
{
	int32_t v = 0;
	if (s.n < at + n)
		return false;
	for (size_t i = at; i < at + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	*out = v;
	return true;
}

bool date_parse_iso(struct str s, int32_t *date)
{
	struct ymd d;
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !digits(s, 0, 4, &d.year) || !digits(s, 5, 2, &d.month) ||
	    !digits(s, 8, 2, &d.day) || !ymd_valid(d))
		return false;
	*date = date_from_ymd(d);
	return true;
}

struct str date_iso(struct arena *a, int32_t date)
{
	struct ymd d = date_to_ymd(date);
	return str_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

static int64_t last_sunday_0100_utc(int32_t year, int32_t month)
{
	int32_t last = date_from_ymd((struct ymd){year, month, 31});
	return (last - date_weekday(last) % 7) * DAY_MS + HOUR;
}

int amsterdam_offset(int64_t instant)
{
	int32_t year = date_to_ymd((int32_t)floor_div(instant, DAY_MS)).year;
	bool summer = instant >= last_sunday_0100_utc(year, 3) && instant < last_sunday_0100_utc(year, 10);
	return summer ? 120 : 60;
}

static int64_t local_ms(int64_t instant)
{
	return instant + (int64_t)amsterdam_offset(instant) * MINUTE;
}

int32_t instant_date(int64_t instant)
{
	return (int32_t)floor_div(local_ms(instant), DAY_MS);
}

struct hms instant_time(int64_t instant)
{
	int64_t local = local_ms(instant);
	int32_t s = (int32_t)((local - floor_div(local, DAY_MS) * DAY_MS) / 1000);
	return (struct hms){.hour = s / 3600, .minute = s / 60 % 60, .second = s % 60};
}

int64_t instant_of_date(int32_t date)
{
	int64_t noon_utc = date * DAY_MS + 12 * (int64_t)HOUR;
	int64_t guess = date * DAY_MS - (int64_t)amsterdam_offset(noon_utc) * MINUTE;
	/* On a day that changes the clock midnight still has the offset of the day before. */
	return date * DAY_MS - (int64_t)amsterdam_offset(guess) * MINUTE;
}

bool instant_parse_iso(struct str s, int64_t *instant)
{
	int32_t date, hour, minute, second = 0, off_h = 0, off_m = 0;
	if (s.n < 17 || s.p[10] != 'T' || !date_parse_iso((struct str){s.p, 10}, &date) || !digits(s, 11, 2, &hour) ||
	    s.p[13] != ':' || !digits(s, 14, 2, &minute))
		return false;
	size_t at = 16;
	if (s.p[at] == ':') {
		if (!digits(s, at + 1, 2, &second))
			return false;
		at += 3;
	}
	if (at >= s.n || hour > 23 || minute > 59 || second > 59)
		return false;
	int sign = s.p[at] == '-' ? -1 : 1;
	if (s.p[at] == 'Z') {
		if (at + 1 != s.n)
			return false;
	} else if ((s.p[at] != '+' && s.p[at] != '-') || s.n != at + 6 || s.p[at + 3] != ':' ||
	           !digits(s, at + 1, 2, &off_h) || !digits(s, at + 4, 2, &off_m) || off_h > 14 || off_m > 59) {
		return false;
	}
	int64_t minutes = (int64_t)hour * 60 + minute - sign * (off_h * 60 + off_m);
	int64_t found = date * DAY_MS + minutes * MINUTE + (int64_t)second * 1000;
	if (!ymd_valid(date_to_ymd((int32_t)floor_div(found, DAY_MS))))
		return false; /* the offset carried it out of the years that can be written */
	*instant = found;
	return true;
}

struct str instant_iso(struct arena *a, int64_t instant)
{
	struct str day = date_iso(a, (int32_t)floor_div(instant, DAY_MS));
	int32_t s = (int32_t)((instant - floor_div(instant, DAY_MS) * DAY_MS) / 1000);
	return str_printf(a, STR_FMT "T%02d:%02d:%02dZ", STR_ARG(day), s / 3600, s / 60 % 60, s % 60);
}
