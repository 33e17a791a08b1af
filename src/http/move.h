/* The step of a record (flow.h) as a route: a POST row with .record, .move and .page, and this handler.
 *
 *     {METHOD_POST, "/plan/{pid}/vaststellen", move_post, CAP_SIGNED_IN, "plan.adopt", .record = &rec_opp,
 *      .move = &opp_flow[OPP_ADOPT], .page = plan_page, .body = BODY_FORM},
 *
 * The dispatcher asks role, right and state before; what is typed along is .move->form. Then the page is shown. */
#ifndef TN_MOVE_H
#define TN_MOVE_H

#include "flow.h"
#include "req.h"

enum err move_post(struct req *req);

#endif
