/* Talks around one table: the knooppunt (001 9.2.3, practice J9) and the other kinds of meeting about a child. */
#ifndef TN_MEETING_H
#define TN_MEETING_H

#include "req.h"

extern const struct module mod_meeting;

#endif
