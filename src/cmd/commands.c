#include "box_probe.h"
#include "command_rows.h"

#include <stdio.h>

static int version(struct invocation *in)
{
	if (in->json)
		puts("{\"version\":\"" TN_VERSION "\"}");
	else
		puts("thuisnabij " TN_VERSION);
	return 0;
}

static const struct command cmd_version = {
	.name = "version",
	.summary = "Says which version this is",
	.json = true,
	.fn = version,
};

static const struct command cmd_help = {
	.name = "help",
	.summary = "Lists the commands, or tells about one",
	.args = "[COMMAND]",
};

const struct command *const commands[] = {
	&cmd_serve, &cmd_migrate, &cmd_check, &cmd_doctor, &cmd_demo,
	&cmd_user, &cmd_import, &cmd_routes, &cmd_retention, &cmd_schema, &cmd_access, &cmd_audit, &cmd_step, &cmd_term,
	&cmd_backup, &cmd_restore, &cmd_export, &cmd_keys, &cmd_metrics, &cmd_version, &cmd_help,
#ifdef TN_TESTS
	&cmd_box_probe,
#endif
};
const size_t n_commands = sizeof commands / sizeof commands[0];
