/* A school year at a glance: twelve months with their days, the number of each week and which week with lessons it is.
 * Everything in it must also stand on the page as text: it is a drawing of days, and hidden from those who listen. */
#ifndef TN_YEAR_H
#define TN_YEAR_H

#include "calendar.h"
#include "ui.h"

enum day_look { LOOK_SCHOOL = 0, LOOK_WEEKEND, LOOK_VACATION, LOOK_OWN, LOOK_HOLIDAY, LOOK_UNKNOWN, LOOK__N };
/* What a day is for this school: a weekend, a public holiday, a vacation, a day of its own, or a day with lessons. */
enum day_look year_look(const struct calendar *c, int32_t date);
/* The year from 1 August `year`; `today` is marked. */
void ui_year(struct ui *u, const struct calendar *c, int32_t year, int32_t today);

#endif
