/* The part of the command import that takes dossiers. */
#ifndef TN_IMPORT_OSO_H
#define TN_IMPORT_OSO_H

#include "act.h"
#include "command.h"

/* in->args[1] is the file. Gives the exit code. */
int import_oso(struct invocation *in, struct act *act);

#endif
