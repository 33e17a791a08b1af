/* A hidden command of test builds: enters the real box of a duty and tries one call there. tests/boxes runs it. */
#ifndef TN_BOX_PROBE_H
#define TN_BOX_PROBE_H

#include "command_rows.h"

/* Exit codes; a call that the filter kills ends by SIGSYS. */
enum { PROBE_ALLOWED = 40, PROBE_REFUSED = 41, PROBE_BROKEN = 42 };

extern const struct command cmd_box_probe;

#endif
