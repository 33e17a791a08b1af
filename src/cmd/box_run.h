/* A command that must read a file of somebody else has it read in a box, as the server does. */
#ifndef TN_BOX_RUN_H
#define TN_BOX_RUN_H

#include "boxed.h"
#include "command.h"

/* As boxed_run, with a child of this command's own. */
enum err box_run(struct invocation *in, enum boxed_kind kind, struct str bytes, size_t max, struct str *out) MUST_CHECK;

#endif
