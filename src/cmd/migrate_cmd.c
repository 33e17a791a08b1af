#include "command_rows.h"
#include "data.h"
#include "file.h"
#include "migrate.h"

#include <stdio.h>

/* While it is served, the schema stands still. */
static int migrate(struct invocation *in)
{
	int lock, applied, code = data_folder_ready(in, true);
	if (code != 0)
		return code;
	enum err e = file_lock(data_lock_file(in->arena, in->data), &lock);
	if (e != OK)
		return e == ERR_BUSY ? command_fails("%s is being served; stop that first", in->data)
		                     : command_fails("cannot lock %s: %s", in->data, err_name(e));
	code = data_migrate(in, &applied);
	if (code != 0)
		return code;
	if (in->json)
		printf("{\"applied\":%d}\n", applied);
	else
		printf(applied == 0 ? "the database is up to date\n" : "migrations applied: %d\n", applied);
	return 0;
}

static int check(struct invocation *in)
{
	struct db *db = data_open(in, false);
	if (db == NULL)
		return 1;
	struct str why = {0};
	enum err e = schema_check(db, in->arena, &why);
	db_close(db);
	if (in->json)
		printf("{\"schema\":\"%s\"}\n", e == OK ? "ok" : err_name(e));
	else if (e == OK)
		puts("the database is as the program expects it");
	else
		printf(STR_FMT "\n", STR_ARG(why));
	return e == OK ? 0 : command_fails("the database is not as the program expects it");
}

static const struct option_row migrate_options[] = {
	{"mode", "MODE", "production, demo or test: only when the data folder is made", SETTING_MODE},
};

const struct command cmd_migrate = {
	.name = "migrate",
	.summary = "Makes the data folder when it is missing and brings the database up to date",
	.data = DATA_OWN,
	.json = true,
	.options = migrate_options,
	.n_options = 1,
	.fn = migrate,
};

const struct command cmd_check = {
	.name = "check",
	.summary = "Holds the database against what the program expects",
	.data = DATA_READ,
	.json = true,
	.fn = check,
};
