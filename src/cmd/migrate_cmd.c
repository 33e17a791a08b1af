#include "app.h"
#include "command_rows.h"
#include "data.h"
#include "json.h"
#include "schema.h"
#include "web.h"

#include <stdio.h>

/* While it is served, the schema stands still. */
static int migrate(struct invocation *in)
{
	int applied, code = data_folder_ready(in, true);
	if (code == 0)
		code = data_lock(in);
	if (code == 0)
		code = data_migrate(in, &applied);
	if (code != 0)
		return code;
	if (in->json)
		printf("{\"applied\":%d}\n", applied);
	else
		printf(applied == 0 ? "the database is up to date\n" : "migrations applied: %d\n", applied);
	return 0;
}

/* The program's own tables: records and routes refer to what is there, states can be left, and so on. */
static enum err check_records(struct invocation *in, struct str *why)
{
	const struct model *model;
	return app_model(in->arena, &model, why);
}

static enum err check_routes(struct invocation *in, struct str *why)
{
	const struct app app = {.modules = all_modules, .n_modules = n_all_modules};
	return routes_verify(&app, in->arena, why);
}

static enum err check_database(struct invocation *in, struct str *why)
{
	struct db_options options = {.connections = 2};
	struct db *db = NULL;
	enum err e = db_open(settings_database(&in->settings, in->arena, in->data), &options, in->arena, &db, why);
	if (e == OK)
		e = schema_check(db, in->arena, why);
	db_close(db);
	return e;
}

/* A live database may be what the migrations make, and still lack what a description asks for. */
static enum err check_descriptions(struct invocation *in, struct str *why)
{
	struct db_options options = {.connections = 2};
	const struct model *model;
	struct schema_difference d = {.n = 0};
	struct db *db = NULL;
	enum err e = app_model(in->arena, &model, why);
	if (e == OK)
		e = db_open(settings_database(&in->settings, in->arena, in->data), &options, in->arena, &db, why);
	if (e == OK)
		e = schema_differs(model, db, in->arena, &d);
	db_close(db);
	if (e == OK)
		*why = d.lines;
	return e != OK ? e : d.n == 0 ? OK : ERR_CONFLICT;
}

static const struct {
	const char *name;
	enum err (*fn)(struct invocation *in, struct str *why);
} checks[] = {
	{"records", check_records},
	{"routes", check_routes},
	{"database", check_database},
	{"descriptions", check_descriptions},
};
enum { CHECKS = sizeof checks / sizeof checks[0], CHECK_BYTES_MAX = 1 << 20 };

static int check(struct invocation *in)
{
	struct buf b;
	struct json j;
	int faults = 0;
	buf_init(&b, in->arena, CHECK_BYTES_MAX);
	j_init(&j, &b);
	j_object(&j);
	for (size_t i = 0; i < CHECKS; i++) {
		struct str why = {0};
		enum err e = checks[i].fn(in, &why);
		struct str said = e == OK ? S("ok") : why.n > 0 ? str_trim(why) : str_from(err_name(e));
		faults += e != OK;
		j_key(&j, checks[i].name);
		j_str(&j, said);
		if (!in->json)
			printf("%s: " STR_FMT "\n", checks[i].name, STR_ARG(said));
	}
	j_end(&j);
	if (in->json)
		printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
	return faults == 0 ? 0 : command_fails("not everything is as the program expects it");
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
	.summary = "Holds the database, and the program's own tables, against what the program expects",
	.data = DATA_READ,
	.json = true,
	.fn = check,
};
