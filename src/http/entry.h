/* The first steps of the dispatcher: who asks, in which language, and what was posted. */
#ifndef TN_ENTRY_H
#define TN_ENTRY_H

#include "req.h"

/* The language of a visitor: cookie, else Accept-Language. */
void entry_visitor_language(struct req *req);
/* The viewer behind the session cookie, or on a route for machines behind the bearer token, when there is one; its
 * language, audience and region. */
enum err entry_viewer(struct req *req) MUST_CHECK;
/* The declared names of the query, ?taal= of a visitor, and ?klaar= of who changed something. ERR_INVALID: a query
 * that cannot be read. */
enum err entry_query(struct req *req, struct str raw) MUST_CHECK;
/* The body as pairs, and whether this browser had the page it came from: 0, or the status to answer with. */
int entry_post(struct req *req, struct str content_type, struct str body);
/* Of a route for machines: the JSON object, into req->json. No cookie counts there, so no forgery token either. */
int entry_json(struct req *req, struct str content_type, struct str body);
/* In bytes. */
size_t body_limit(enum body_class c);

#endif
