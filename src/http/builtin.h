/* What the dispatcher answers by itself: /leeft for monitors, /s/ for the embedded files. */
#ifndef TN_BUILTIN_H
#define TN_BUILTIN_H

#include "req.h"

/* True when the path was one of these and the answer is made: no session, no database. */
bool builtin_answer(struct req *req);

#endif
