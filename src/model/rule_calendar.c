#include "rule.h"

#include "vacation_table.h"

#define VACATIONS(table) .vacations = (table), .n_vacations = sizeof(table) / sizeof(table)[0]

/* Begin of the first vacation to the end of the last one: beyond these the next vacation is not known. */
static const struct calendar calendars[HOLIDAY_REGION__N] = {
	[HOLIDAY_NORTH] = {VACATIONS(vacations_noord), .known = {KNOWN_FROM_NOORD, KNOWN_UNTIL_NOORD}},
	[HOLIDAY_MIDDLE] = {VACATIONS(vacations_midden), .known = {KNOWN_FROM_MIDDEN, KNOWN_UNTIL_MIDDEN}},
	[HOLIDAY_SOUTH] = {VACATIONS(vacations_zuid), .known = {KNOWN_FROM_ZUID, KNOWN_UNTIL_ZUID}},
};

const struct calendar *region_calendar(enum holiday_region r)
{
	return &calendars[r];
}
