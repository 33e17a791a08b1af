/* A date as it stands in a table of cases. */
#ifndef TN_DAY_TEST_H
#define TN_DAY_TEST_H

#include "arena_test.h"
#include "date.h"

static inline int32_t day(const char *text)
{
	int32_t date;
	if (!date_parse_iso(str_from(text), &date))
		fail_msg("%s is no date", text);
	return date;
}

#endif
