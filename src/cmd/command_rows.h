/* The commands, one per file; listed in commands.c. */
#ifndef TN_COMMAND_ROWS_H
#define TN_COMMAND_ROWS_H

#include "command.h"

extern const struct command cmd_access, cmd_audit, cmd_serve, cmd_migrate, cmd_check, cmd_doctor, cmd_demo, cmd_user,
	cmd_import, cmd_routes, cmd_step, cmd_term, cmd_retention, cmd_schema,
	cmd_backup, cmd_restore, cmd_export, cmd_keys, cmd_metrics;

#endif
