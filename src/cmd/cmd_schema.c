#include "app.h"
#include "command_rows.h"
#include "file.h"
#include "schema.h"

#include <stdio.h>

enum { SCHEMA_BYTES_MAX = 1 << 20 };
static const char folder[] = "migrations";

static int print_wanted(struct invocation *in, const struct model *m)
{
	struct buf b;
	const struct record *only = in->n_args == 0 ? NULL : model_find(m, str_from(in->args[0]));
	if (in->n_args > 1)
		return command_fails("use: schema [RECORD], schema diff or schema write NAME");
	if (in->n_args == 1 && only == NULL)
		return command_fails("there is no record %s; schema prints them all", in->args[0]);
	buf_init(&b, in->arena, SCHEMA_BYTES_MAX);
	if (only != NULL)
		schema_sql(m, only, &b);
	else
		buf_str(&b, schema_compare(m, (struct schema_lines){0}, in->arena).sql);
	printf(STR_FMT, STR_ARG(buf_view(&b)));
	return 0;
}

static int print_difference(const struct schema_difference *d)
{
	if (d->n == 0) {
		puts("the migrations make what the descriptions ask for");
		return 0;
	}
	printf(STR_FMT "\n" STR_FMT, STR_ARG(d->lines), STR_ARG(d->sql));
	return 1;
}

static bool name_is_plain(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_");
	return n > 0 && n < 60 && s[n] == '\0';
}

static int write_migration(struct invocation *in, const struct schema_difference *d)
{
	size_t n;
	struct file_facts facts;
	const struct migration *all = migrations(&n);
	if (in->n_args != 2 || !name_is_plain(in->args[1]))
		return command_fails("use: schema write NAME, with a NAME of a-z, 0-9 and _");
	if (d->n == 0)
		return print_difference(d);
	if (d->by_hand > 0)
		return command_fails("%zu of the differences must be written by hand; schema diff shows them", d->by_hand);
	if (!file_facts(folder, &facts) || !facts.is_dir)
		return command_fails("there is no folder %s here; start it in the top folder of the sources", folder);
	int number = n == 0 ? 1 : all[n - 1].number + 1;
	const char *path = str_printf(in->arena, "%s/%04d_%s.sql", folder, number, in->args[1]).p;
	enum err e = file_create(path, d->sql);
	if (e != OK)
		return command_fails("%s cannot be made: %s", path, err_name(e));
	printf("%s is written; read it, and name it in src/db/meson.build\n", path);
	return 0;
}

static int schema(struct invocation *in)
{
	const struct model *m;
	struct schema_difference d;
	struct str why = {0}, what = in->n_args == 0 ? (struct str){0} : str_from(in->args[0]);
	if (app_model(in->arena, &m, &why) != OK)
		return command_fails("the program's own records are at fault: " STR_FMT, STR_ARG(why));
	if (!str_is(what, "diff") && !str_is(what, "write"))
		return print_wanted(in, m);
	if (schema_pending(m, in->arena, &d, &why) != OK)
		return command_fails("the migrations fail: " STR_FMT, STR_ARG(why));
	return str_is(what, "diff") ? print_difference(&d) : write_migration(in, &d);
}

const struct command cmd_schema = {
	.name = "schema",
	.summary = "Prints the tables that the record descriptions ask for",
	.args = "[RECORD | diff | write NAME]",
	.more = "diff holds the migrations of this program against the descriptions and prints the SQL that is lacking;\n"
		"the exit code is 1 when there is a difference. write puts that SQL into migrations/NNNN_NAME.sql:\n"
		"a new field is one row in its description and the migration that this writes.",
	.data = DATA_NOT,
	.fn = schema,
};
