/* What is taken as a date or an instant is written back as the same moment; days and their parts belong together. */
#include "fuzz.h"

#include "date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1 << 20);
	struct str in = {(const char *)data, size};
	int32_t date, again, week_year;
	int64_t instant, same;
	if (date_parse_iso(in, &date)) {
		HOLDS(str_eq(date_iso(a, date), in));
		HOLDS(date_from_ymd(date_to_ymd(date)) == date);
		int week = date_iso_week(date, &week_year);
		HOLDS(week >= 1 && week <= 53);
		HOLDS(instant_date(instant_of_date(date)) == date);
	}
	if (instant_parse_iso(in, &instant)) {
		HOLDS(instant_parse_iso(instant_iso(a, instant), &same) && same == instant);
		HOLDS(date_parse_iso(date_iso(a, instant_date(instant)), &again));
	}
	arena_free(a);
	return 0;
}
