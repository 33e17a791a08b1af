/* The headers of every answer, and what request headers mean. */
#ifndef TN_ANSWER_H
#define TN_ANSWER_H

#include "req.h"

/* All headers but Content-Length, Date and Connection, names as they are sent. */
struct pairs answer_headers(const struct req *req);

/* The best of our languages in an Accept-Language value; LANG_NL when none is asked for. */
enum lang accept_language(struct str value);

/* May a browser on this page have sent this POST? By Sec-Fetch-Site and Origin; both missing is not yet a no: then
 * the forgery token decides alone. */
bool origin_allowed(const struct req *req);

#endif
