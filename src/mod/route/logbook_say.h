/* How looks are spoken of, wherever they are shown. */
#ifndef TN_LOGBOOK_SAY_H
#define TN_LOGBOOK_SAY_H

#include "req.h"

/* Words: of a role, a purpose, the door someone came through. */
struct str logbook_when(const struct req *req, int64_t at); /* "23 nov 2026, 10.05" */
struct str logbook_role(const struct req *req, struct str code);
struct str logbook_purpose(const struct req *req, struct str code);
struct str logbook_door(const struct req *req, struct str name);
/* Is this the code of a role of parents and pupils? Their names stay out of the logbook: they name the child. */
bool logbook_family(struct str role);

#endif
