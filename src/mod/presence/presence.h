/* Who is there and who stands in (practice 23): "Working days, illness, leave and summer are settings of a person with
 * the substitute per part; a term never waits for a person: what nobody on duty holds is in the organisation's tray the
 * same morning; the substitute has the relation only for that time". What a substitute may open is made in reach
 * (model/reach_stand_in.h) from the records here; the choices stand in docs/decisions/0019. */
#ifndef TN_PRESENCE_H
#define TN_PRESENCE_H

#include "req.h"

/* On which days someone works at an organisation, from a day on; before the first: Monday to Friday. */
enum working_days_field {
	DAYS_ACCOUNT, DAYS_ORG, DAYS_SINCE, DAYS_MONDAY, DAYS_TUESDAY, DAYS_WEDNESDAY, DAYS_THURSDAY, DAYS_FRIDAY,
			DAYS__N
};
/* Someone is not there, at one organisation. `ended`: the instant it was ended early, else open; `begins` and `ends`
 * follow. What the matter is with who is ill stands nowhere. */
enum absence_field {
	ABSENCE_ACCOUNT, ABSENCE_ORG, ABSENCE_KIND, ABSENCE_FIRST, ABSENCE_LAST, ABSENCE_ENDED, ABSENCE_BEGINS,
	ABSENCE_ENDS, ABSENCE_ENTERED_BY, ABSENCE__N
};
/* Who stands in, for what: asked by the person or a colleague, given by the organisation. State: asked, given,
 * refused, ended. */
enum cover_field {
	COVER_ABSENCE, COVER_ABSENT, COVER_ORG, COVER_PLACE, COVER_SHARE, COVER_PARTS, COVER_STATE, COVER_ASKED_BY,
	COVER_ASKED_AT, COVER_GIVEN_BY, COVER_GIVEN_AT, COVER__N
};
extern const struct field working_days_fields[DAYS__N], absence_fields[ABSENCE__N], cover_fields[COVER__N];
extern const struct record rec_working_days, rec_absence, rec_absence_cover;

extern const struct module mod_presence;

/* Absent people of the demonstration; after the crowd. */
enum err demo_presence_make(struct act *act, uint64_t seed) MUST_CHECK;

#endif
