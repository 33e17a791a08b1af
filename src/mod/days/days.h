/* The free days of a school: what it sets itself beside the vacations of its holiday region, and its calendar for a
 * year. The terms of its pupils follow (rule_book.h reads them). Nothing of a child stands here. */
#ifndef TN_DAYS_H
#define TN_DAYS_H

#include "req.h"

enum vacation_field {
	VACATION_ORG, VACATION_KIND, VACATION_NAME, VACATION_BEGINS, VACATION_LAST, VACATION_GONE, VACATION__N
};
extern const struct field vacation_fields[VACATION__N];
extern const struct record rec_vacation;
extern const struct module mod_days;

#endif
