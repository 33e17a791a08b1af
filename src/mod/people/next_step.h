/* Next steps of a route that are looked for again: one record gives them, another one does them (struct work), and the
 * start page asks for them. They stand in the route as here, also when someone saves the form in which they are read in
 * Dutch (mod/route). */
#ifndef TN_NEXT_STEP_H
#define TN_NEXT_STEP_H

#include "tr.h"

#define ROUTE_DECIDE N_("Decide on the application")
#define ROUTE_SEEK_SCHOOL N_("Look for a school together with the parents")
#define ROUTE_PLAN_TALK N_("Plan the knooppunt with the parents")
#define ROUTE_TALK N_("Talk together (knooppunt)")
#define ROUTE_READ_REPORT N_("Read the report of the knooppunt")
#define ROUTE_MAKE_PLAN N_("Make the plan (OPP) with parents and child")
#define ROUTE_BEGIN_HELP N_("Begin the help that was agreed on")
#define ROUTE_ANSWER_GROUP N_("Answer whether you agree with the group")
#define ROUTE_TALK_BACK N_("Talk through the first weeks back")
#define ROUTE_LASTS N_("Look whether the return lasts")
#define ROUTE_LASTS_STILL N_("Look once more whether the return lasts")
#define ROUTE_LOOK_AT_IT N_("Look at what the parents did, and choose what is next")

#endif
