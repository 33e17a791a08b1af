#include "command.h"

#include "data.h"
#include "file.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { NAME_MAX_LENGTH = 40, ARENA_MAX = 64 << 20 };

/* Options that every command takes. */
enum { GLOBAL_DATA, GLOBAL_DATABASE, GLOBAL_USER, GLOBAL_HELP, GLOBAL_JSON, GLOBAL__N };
static const struct option_row globals[GLOBAL__N] = {
	[GLOBAL_DATA] = {"data", "DIR", "the data folder (TN_DATA, or ./data)", SETTING_NONE},
	[GLOBAL_DATABASE] = {"database", "URL", "instead of the database of the settings (TN_DATABASE)", SETTING_DATABASE},
	[GLOBAL_USER] = {"user", "NAME", "become this user when started as root", SETTING_USER},
	[GLOBAL_HELP] = {"help", NULL, "this text", SETTING_NONE},
	[GLOBAL_JSON] = {"json", NULL, "the answer as JSON", SETTING_NONE},
};

int command_fails(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	complain(fmt, ap);
	va_end(ap);
	return 1;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Levenshtein distance of two short names. */
static unsigned distance(const char *a, const char *b)
{
	unsigned row[NAME_MAX_LENGTH + 1];
	size_t n = strlen(a), m = strlen(b);
	if (n > NAME_MAX_LENGTH || m > NAME_MAX_LENGTH)
		return NAME_MAX_LENGTH;
	for (unsigned j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		unsigned diagonal = row[0];
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned kept = row[j];
			row[j] = least(least(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]));
			diagonal = kept;
		}
	}
	return row[m];
}

const char *nearest_name(const char *typed, const char *const *names, size_t n)
{
	const char *best = NULL;
	unsigned shortest = (unsigned)strlen(typed) / 2 + 1;
	for (size_t i = 0; i < n; i++) {
		unsigned d = distance(typed, names[i]);
		if (d < shortest) {
			shortest = d;
			best = names[i];
		}
	}
	return best;
}

const char *invocation_option(const struct invocation *in, const char *name)
{
	for (size_t i = 0; i < in->command->n_options; i++)
		if (strcmp(in->command->options[i].name, name) == 0)
			return in->values[i];
	BUG("command %s has no option %s", in->command->name, name);
}

static void help_option(const struct option_row *o)
{
	char left[NAME_MAX_LENGTH];
	snprintf(left, sizeof left, "--%s%s%s", o->name, o->value == NULL ? "" : " ", o->value == NULL ? "" : o->value);
	printf("  %-24s %s\n", left, o->help);
}

static int help_command(const struct command *c)
{
	printf("thuisnabij [--data DIR] %s%s%s%s\n  %s.\n", c->name, c->n_options > 0 ? " [OPTIONS]" : "",
	       c->args == NULL ? "" : " ", c->args == NULL ? "" : c->args, c->summary);
	if (c->more != NULL)
		printf("\n%s\n", c->more);
	puts("\nOptions:");
	for (size_t i = 0; i < c->n_options; i++)
		help_option(&c->options[i]);
	for (size_t i = 0; i < GLOBAL__N; i++)
		if (i != GLOBAL_JSON || c->json)
			help_option(&globals[i]);
	return 0;
}

static int help_all(const struct command *const *all, size_t n)
{
	puts("thuisnabij [--data DIR] COMMAND [OPTIONS]\n\nCommands:");
	for (size_t i = 0; i < n; i++)
		if (!all[i]->hidden)
			printf("  %-12s %s.\n", all[i]->name, all[i]->summary);
	puts("\nthuisnabij COMMAND --help tells more about one of them.");
	return 0;
}

static const struct command *command_named(const struct command *const *all, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i]->name, name) == 0)
			return all[i];
	return NULL;
}

static int unknown_command(const struct command *const *all, size_t n, const char *typed)
{
	const char *names[64];
	size_t visible = 0;
	for (size_t i = 0; i < n && visible < sizeof names / sizeof names[0]; i++)
		if (!all[i]->hidden)
			names[visible++] = all[i]->name;
	const char *near = nearest_name(typed, names, visible);
	if (near != NULL)
		return command_fails("there is no command %s; did you mean %s?", typed, near);
	return command_fails("there is no command %s; thuisnabij help lists them", typed);
}

struct parse {
	struct invocation *in;
	const char *global[GLOBAL__N];
	int argc, at;
	char **argv;
};

static int unknown_option(const struct invocation *in, const char *typed)
{
	const char *names[OPTIONS_MAX + GLOBAL__N];
	size_t n = 0;
	for (size_t i = 0; in->command != NULL && i < in->command->n_options; i++)
		names[n++] = in->command->options[i].name;
	for (size_t i = 0; i < GLOBAL__N; i++)
		if (i != GLOBAL_JSON || (in->command != NULL && in->command->json))
			names[n++] = globals[i].name;
	const char *near = nearest_name(typed, names, n);
	const char *command = in->command == NULL ? "thuisnabij" : in->command->name;
	if (near != NULL)
		return command_fails("%s has no option --%s; did you mean --%s?", command, typed, near);
	return command_fails("%s has no option --%s; see --help", command, typed);
}

/* Where the value of option `name` goes; NULL when there is no such option. */
static const char **slot_of(struct parse *p, const char *name, size_t length, const struct option_row **row)
{
	const struct command *c = p->in->command;
	struct str wanted = {name, length};
	for (size_t i = 0; c != NULL && i < c->n_options; i++) {
		*row = &c->options[i];
		if (str_is(wanted, (*row)->name))
			return &p->in->values[i];
	}
	for (size_t i = 0; i < GLOBAL__N; i++) {
		*row = &globals[i];
		if (str_is(wanted, (*row)->name) && (i != GLOBAL_JSON || (c != NULL && c->json)))
			return &p->global[i];
	}
	return NULL;
}

/* --name VALUE, --name=VALUE or --switch. */
static int parse_option(struct parse *p)
{
	const char *name = p->argv[p->at] + 2, *equals = strchr(name, '=');
	size_t length = equals == NULL ? strlen(name) : (size_t)(equals - name);
	const struct option_row *row;
	const char **slot = slot_of(p, name, length, &row);
	if (slot == NULL)
		return unknown_option(p->in, str_c(p->in->arena, (struct str){name, length}));
	if (row->value == NULL) {
		if (equals != NULL)
			return command_fails("--%s takes no value", row->name);
		*slot = "";
		return 0;
	}
	if (equals == NULL && p->at + 1 >= p->argc)
		return command_fails("--%s needs a value: %s", row->name, row->value);
	*slot = equals != NULL ? equals + 1 : p->argv[++p->at];
	return 0;
}

static int parse_all(struct parse *p, const struct command *const *all, size_t n)
{
	for (p->at = 1; p->at < p->argc; p->at++) {
		const char *word = p->argv[p->at];
		int code = 0;
		if (strcmp(word, "-h") == 0)
			p->global[GLOBAL_HELP] = "";
		else if (strncmp(word, "--", 2) == 0 && word[2] != '\0')
			code = parse_option(p);
		else if (p->in->command == NULL) {
			p->in->command = command_named(all, n, word);
			if (p->in->command == NULL)
				return unknown_command(all, n, word);
		} else if (p->in->command->args == NULL)
			return command_fails("%s takes no argument, but got %s", p->in->command->name, word);
		else if (p->in->n_args == ARGS_MAX)
			return command_fails("too many arguments");
		else
			p->in->args[p->in->n_args++] = word;
		if (code != 0)
			return code;
	}
	return 0;
}

static const char *data_folder(struct arena *a, const char *given)
{
	const char *path = given != NULL ? given : getenv("TN_DATA");
	if (path == NULL || path[0] == '\0')
		path = "data";
	struct str real = path_real(a, path);
	if (real.n > 0)
		return real.p;
	if (path[0] == '/')
		return path;
	struct str here = path_real(a, ".");
	return str_printf(a, STR_FMT "/%s", STR_ARG(here), path).p;
}

static enum err apply_options(struct parse *p, struct str *why)
{
	struct invocation *in = p->in;
	const struct command *c = in->command;
	enum err e = OK;
	for (size_t i = 0; e == OK && i < GLOBAL__N; i++)
		if (p->global[i] != NULL && globals[i].sets != SETTING_NONE)
			e = settings_set(&in->settings, in->arena, globals[i].sets, str_from(p->global[i]), why);
	for (size_t i = 0; e == OK && i < c->n_options; i++)
		if (in->values[i] != NULL && c->options[i].sets != SETTING_NONE)
			e = settings_set(&in->settings, in->arena, c->options[i].sets, str_from(in->values[i]), why);
	return e;
}

/* Settings: the file, then the environment, then the options. */
static int gather_settings(struct parse *p)
{
	struct invocation *in = p->in;
	struct str why = {0};
	bool found = false;
	in->settings = settings_default();
	enum err e = settings_load(&in->settings, in->arena, in->data, &found, &why);
	struct settings file = in->settings;
	if (e == OK)
		e = apply_options(p, &why);
	in->kept = in->settings;
	in->kept.v[SETTING_LISTEN] = file.v[SETTING_LISTEN];
	const char *database = getenv("TN_DATABASE");
	if (e == OK && database != NULL && database[0] != '\0' && p->global[GLOBAL_DATABASE] == NULL)
		e = settings_set(&in->settings, in->arena, SETTING_DATABASE, str_from(database), &why);
	if (e != OK)
		return command_fails(STR_FMT, STR_ARG(why));
	if (found && !str_eq(file.v[SETTING_MODE], in->settings.v[SETTING_MODE]))
		return command_fails("%s is a %s folder; its mode does not change", in->data,
		                     mode_name(settings_mode(&file)));
	return 0;
}

static int help(const struct command *const *all, size_t n, const struct invocation *in)
{
	if (in->n_args == 0)
		return help_all(all, n);
	const struct command *c = command_named(all, n, in->args[0]);
	return c == NULL ? unknown_command(all, n, in->args[0]) : help_command(c);
}

static int run_in_arena(struct arena *a, const struct command *const *all, size_t n, int argc, char **argv,
                        int64_t began)
{
	struct invocation in = {.arena = a, .began = began};
	struct parse p = {.in = &in, .argc = argc, .argv = argv};
	int code = parse_all(&p, all, n);
	if (code != 0)
		return code;
	if (in.command == NULL && p.global[GLOBAL_HELP] == NULL)
		return command_fails("which command? thuisnabij help lists them");
	if (in.command == NULL)
		return help_all(all, n);
	if (in.command->fn == NULL)
		return help(all, n, &in);
	if (p.global[GLOBAL_HELP] != NULL)
		return help_command(in.command);
	in.json = p.global[GLOBAL_JSON] != NULL;
	in.data = data_folder(a, p.global[GLOBAL_DATA]);
	if (in.command->data != DATA_NOT) {
		code = gather_settings(&p);
		if (code == 0 && in.command->data != DATA_OWN)
			code = data_ready(&in, in.command->data == DATA_WRITE);
	}
	return code != 0 ? code : in.command->fn(&in);
}

int command_run(const struct command *const *all, size_t n, int argc, char **argv, int64_t began)
{
	struct arena *a = arena_new(ARENA_MAX);
	int code = run_in_arena(a, all, n, argc, argv, began);
	if (fflush(stdout) != 0 && code == 0)
		code = command_fails("standard output cannot be written");
	arena_free(a);
	return code;
}
