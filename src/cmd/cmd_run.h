/* What commands that act on people and records need: the database, the records and a time. */
#ifndef TN_CMD_RUN_H
#define TN_CMD_RUN_H

#include "change.h"
#include "command.h"

/* Opens an act for a command named `door`; 0, or the exit code after one line. The act belongs to nobody. */
int command_act(struct invocation *in, const char *door, struct act *act);
void command_act_end(struct act *act);

/* Makes the act one of the account and role that --as and --role name. 0, or the exit code after one line. */
int command_viewer(struct invocation *in, struct act *act);

/* In a house without people: prints the code with which the browser may set it up. 0, or the exit code. */
int command_setup_code(struct invocation *in);

#endif
