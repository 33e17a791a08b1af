#include "opens.h"

#include "date.h"
#include "rule_book.h"

enum { WITHOUT_CALENDAR = 10 };

enum err opens_on(struct act *act, int64_t route, struct val talk_on, struct val *out)
{
	struct basis basis;
	int32_t today = instant_date(act->now), last = DATE_OPEN;
	*out = val_null();
	if (talk_on.type != VAL_INT)
		return OK;
	enum err e = basis_load(act, route, &basis);
	if (e != OK)
		return e;
	const struct running how = {.calendar = basis.calendar};
	const struct rule *rule = book_rule(&basis.book, S("LOC-23"), today);
	if (rule != NULL)
		last = rule_due(rule, today, &how);
	if (last == DATE_OPEN)
		last = add_working_days(today, WITHOUT_CALENDAR);
	*out = val_int(talk_on.i < last ? talk_on.i : last);
	return OK;
}
