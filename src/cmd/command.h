/* The command line as data: each command is a row that says what it is for, its options and its function. */
#ifndef TN_COMMAND_H
#define TN_COMMAND_H

#include "settings.h"

enum { OPTIONS_MAX = 12, ARGS_MAX = 16 };

struct option_row {
	const char *name;  /* without the dashes */
	const char *value; /* what stands for the value in the help; NULL: a switch */
	const char *help;
	enum setting sets; /* the setting that it overrides; SETTING_NONE: asked for with invocation_option */
};

/* What a command needs of the data folder before its function is called. */
enum data_need {
	DATA_NOT = 0, /* nothing: the folder need not be there */
	DATA_READ,    /* the folder must be there */
	DATA_WRITE,   /* the folder is made when it is missing, and its database migrated */
	DATA_OWN,     /* the function sees to it */
};

struct invocation;

struct command {
	const char *name, *summary;
	const char *args;  /* "ACTION [NAME]" in the help; NULL: none are taken */
	const char *more;  /* further lines of its help, or NULL */
	enum data_need data;
	bool json;         /* takes --json */
	bool hidden;
	bool forgetful;    /* what it writes is made again after a power cut (db.h) */
	const struct option_row *options;
	size_t n_options;
	int (*fn)(struct invocation *in); /* the exit code; NULL: the command that tells about the others */
};

/* In the row of a command: its table of options. */
#define OPTIONS(table) .options = table, .n_options = sizeof(table) / sizeof *(table)

/* One call of a command. */
struct invocation {
	struct arena *arena;
	const struct command *command;
	struct settings settings;
	struct settings kept; /* what goes into the file of a new data folder: without the environment */
	const char *data; /* the data folder, absolute */
	bool json;
	const char *values[OPTIONS_MAX]; /* by place in command->options */
	const char *args[ARGS_MAX];
	size_t n_args;
	int64_t began; /* clock_ticks() at the start of the program */
};

/* Parses argv and runs what it asks for; returns the exit code. */
int command_run(const struct command *const *commands, size_t n, int argc, char **argv, int64_t began);

/* The value of an option of this command: NULL when it was not given, "" for a switch that was. */
const char *invocation_option(const struct invocation *in, const char *name);

/* One line on standard error, "thuisnabij: ...", and exit code 1 to return. */
int command_fails(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* The name in the list that is nearest to what was typed, or NULL when none is near. */
const char *nearest_name(const char *typed, const char *const *names, size_t n);

extern const struct command *const commands[];
extern const size_t n_commands;

#endif
