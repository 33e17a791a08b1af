#ifndef TN_API_CHANGE_H
#define TN_API_CHANGE_H

#include "req.h"

/* POST and PATCH: a new record, a change of one, a step. */
handler api_make, api_change, api_step;

#endif
