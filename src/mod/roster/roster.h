/* Who is at a school: its groups, the teachers before them and the pupils in them, kept by hand or taken over from what
 * a school can export. A group is an organisation under its school; its teachers hold a seat there, and that seat has
 * the relation `teaches` to each pupil for as long as the pupil is in the group. A pupil without a question is a route
 * in its first phase. */
#ifndef TN_ROSTER_H
#define TN_ROSTER_H

#include "import.h"
#include "people.h"
#include "route.h"

extern const struct module mod_roster;

/* Groups, teachers and pupils for the schools of Merenland; act->now is the day of the demonstration. */
enum err demo_roster_make(struct act *act, uint64_t seed) MUST_CHECK;
/* The reader of EDEXML, for cmd/duty_parse.c. Answers a table of mod/import with the columns of roster_row.h. */
enum err roster_box_edexml(struct arena *a, struct str bytes, struct str *answer) MUST_CHECK;

#endif
