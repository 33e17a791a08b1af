#include "command_rows.h"
#include "data.h"
#include "file.h"
#include "keys_server.h"
#include "replay.h"
#include "restore.h"

#include <stdio.h>

static const char conf[] = "thuisnabij.conf", master[] = "keys/master.key";

/* The settings of the back-up, but with the database that is filled now. */
static int restore_settings(struct invocation *in, struct str text)
{
	struct settings s = settings_default();
	struct str why = {0};
	enum err e = settings_parse(&s, in->arena, text, &why);
	if (e != OK)
		return command_fails("the settings in it: " STR_FMT, STR_ARG(why));
	s.v[SETTING_DATABASE] = in->settings.v[SETTING_DATABASE];
	e = settings_save(&s, in->arena, in->data);
	return e == OK ? 0 : command_fails("%s cannot be written: %s", conf, err_name(e));
}

static bool known(struct str name)
{
	for (size_t i = 0; restorable_files[i] != NULL; i++)
		if (str_is(name, restorable_files[i]))
			return true;
	return false;
}

static int restore_files(struct invocation *in, const struct backup_head *h)
{
	for (size_t i = 0; i < h->n_files; i++) {
		const struct backup_file *f = &h->files[i];
		if (!known(f->name) || (str_is(f->name, master) && f->bytes.n != KEYS_MASTER_BYTES))
			return command_fails("it holds a file that no back-up has");
		if (str_is(f->name, conf)) {
			int code = restore_settings(in, f->bytes);
			if (code != 0)
				return code;
			continue;
		}
		enum err e = file_create(str_printf(in->arena, "%s/" STR_FMT, in->data, STR_ARG(f->name)).p, f->bytes);
		if (e != OK)
			return command_fails(STR_FMT " cannot be written: %s", STR_ARG(f->name), err_name(e));
	}
	return 0;
}

static int fill_folder(struct invocation *in, struct incoming *from, struct restored *r)
{
	const char *file = settings_database_file(&in->settings, in->arena, in->data);
	const char *url = file == NULL ? settings_database(&in->settings, in->arena, in->data) : NULL;
	int code = restore_files(in, &from->head);
	const char *tombstones = invocation_option(in, "tombstones");
	if (code == 0)
		code = restore_database(in, from, file, url, invocation_option(in, "unproven") != NULL, r);
	return code != 0 || tombstones == NULL ? code : tombstones_replay(in, tombstones);
}

/* What a restore that failed made in the folder, and the folder itself when it was not there. */
static void clear(struct invocation *in, bool made)
{
	static const char *const ours[] = {"thuisnabij.conf", "keys", "db"};
	enum err e = OK;
	for (size_t i = 0; e == OK && !made && i < sizeof ours / sizeof *ours; i++)
		e = tree_remove(str_printf(in->arena, "%s/%s", in->data, ours[i]).p);
	if (e == OK && made)
		e = tree_remove(in->data);
	if (e != OK)
		command_fails("%s cannot be cleared: %s", in->data, err_name(e));
}

static int into_folder(struct invocation *in, struct incoming *from, struct restored *r)
{
	struct file_facts facts;
	bool empty = true, made = !file_facts(in->data, &facts);
	enum err e = made ? OK : dir_is_empty(in->data, &empty);
	if (e != OK || !empty)
		return command_fails("%s %s; give a folder that is empty or not there yet", in->data,
		                     e != OK ? "cannot be looked into" : "is not empty");
	int code = data_folder_ready(in, true);
	if (code == 0)
		code = fill_folder(in, from, r);
	if (code != 0)
		clear(in, made);
	return code;
}

static int restore(struct invocation *in)
{
	const char *file = invocation_option(in, "from"), *key = invocation_option(in, "key");
	struct incoming from;
	struct restored r;
	int64_t began = clock_ticks();
	if (file == NULL || key == NULL)
		return command_fails("use: restore --from FILE --key FILE, with --data DIR for where to");
	int code = incoming_open(in, file, key, &from);
	if (code != 0)
		return code;
	code = into_folder(in, &from, &r);
	if (code == 0)
		restored_print(in, "restored", &from, &r, clock_ticks() - began);
	if (code == 0 && invocation_option(in, "tombstones") == NULL)
		fprintf(stderr, "thuisnabij: no tombstones were given: what was destroyed after this back-up is back. Before it"
		                " is served: thuisnabij retention replay --from FILE\n");
	incoming_close(&from);
	return code;
}

static const struct option_row options[] = {
	{"from", "FILE", "the back-up", SETTING_NONE},
	{"key", "FILE", "its key: what backup --new-key made, or typed over from paper", SETTING_NONE},
	{"tombstones", "FILE", "what was destroyed since (tombstones.log): it is destroyed again", SETTING_NONE},
	{"unproven", NULL, "goes on when the record of looks and changes is not whole", SETTING_NONE},
};

const struct command cmd_restore = {
	.name = "restore",
	.summary = "Puts a back-up back in an empty data folder",
	.more = "--data DIR says where to: a folder that is empty or not there yet. The database becomes a SQLite file\n"
	        "in it, or with --database postgresql://... that PostgreSQL, which must have no tables. Settings and keys\n"
	        "come from the back-up. Every piece is proven before anything gets its name; when something is wrong,\n"
	        "nothing is left behind. --tombstones destroys again what was destroyed after the back-up was made.\n"
	        "Exit code 0: done. 1: it could not be done. 2: the record of looks and changes in it is not whole.",
	.data = DATA_OWN,
	.json = true,
	OPTIONS(options),
	.fn = restore,
};
