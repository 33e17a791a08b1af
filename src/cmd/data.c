#include "data.h"

#include "app.h"
#include "bulk.h"
#include "file.h"
#include "log.h"
#include "proc.h"
#include "reach_sweep.h"
#include "schema.h"

#include <errno.h>
#include <pwd.h>
#include <unistd.h>

const char *data_key_file(struct arena *a, const char *data)
{
	return str_printf(a, "%s/keys/master.key", data).p;
}

const char *data_lock_file(struct arena *a, const char *data)
{
	return str_printf(a, "%s/serve.lock", data).p;
}

/* Started as root with a user of its own: the folder becomes that user's, and so do we. */
static int give_up_root(struct invocation *in)
{
	struct str user = in->settings.v[SETTING_USER], why = {0};
	struct file_facts facts;
	if (geteuid() != 0)
		return 0;
	if (user.n == 0) {
		if (!file_facts(in->data, &facts) || facts.owner == 0)
			return 0;
		return command_fails("%s belongs to user number %u; say which user to become with --user NAME", in->data,
		                     facts.owner);
	}
	const char *name = str_c(in->arena, user);
	const struct passwd *entry = getpwnam(name);
	if (entry == NULL)
		return command_fails("there is no user %s on this machine", name);
	if (file_facts(in->data, &facts) && facts.owner == 0 && chown(in->data, entry->pw_uid, entry->pw_gid) != 0)
		return command_fails("%s cannot be given to user %s", in->data, name);
	if (proc_become(in->arena, name, &why) != OK)
		return command_fails(STR_FMT, STR_ARG(why));
	return 0;
}

/* Rights are given on whole folders, so these two may not contain one another. */
static int keys_apart(struct invocation *in)
{
	const char *file = settings_database_file(&in->settings, in->arena, in->data);
	if (file == NULL)
		return 0;
	struct str folder = path_real(in->arena, path_folder(in->arena, str_from(file)).p);
	struct str keys = path_real(in->arena, str_printf(in->arena, "%s/keys", in->data).p);
	if (folder.n > 0 && keys.n > 0 && (path_below(keys, folder) || path_below(folder, keys)))
		return command_fails("the database %s must stand in a folder without the keys, such as %s/db", file, in->data);
	return 0;
}

int data_folder_ready(struct invocation *in, bool make)
{
	struct file_facts facts;
	bool is_new = !file_facts(in->data, &facts);
	if (is_new && !make)
		return command_fails("there is no data folder %s; thuisnabij migrate makes one", in->data);
	if (!is_new && !facts.is_dir)
		return command_fails("%s is not a folder", in->data);
	enum err e = is_new ? dir_make(in->data) : OK;
	if (e != OK)
		return command_fails("cannot make the data folder %s: %s", in->data, err_name(e));
	int code = give_up_root(in);
	if (code != 0)
		return code;
	struct arena *a = in->arena;
	in->data = path_real(a, in->data).p;
	if (!make)
		return 0;
	const char *file = settings_database_file(&in->settings, a, in->data);
	e = dir_make(str_printf(a, "%s/keys", in->data).p);
	if (e == OK && file != NULL)
		e = dir_make(path_folder(a, str_from(file)).p);
	if (e == OK && !file_facts(str_printf(a, "%s/thuisnabij.conf", in->data).p, &facts))
		e = settings_save(&in->kept, a, in->data);
	if (e != OK)
		return command_fails("cannot write in the data folder %s: %s", in->data, err_name(e));
	return keys_apart(in);
}

int data_lock(struct invocation *in)
{
	int fd; /* left open: closing it would end the lock */
	enum err e = file_lock(data_lock_file(in->arena, in->data), &fd);
	if (e == ERR_BUSY)
		return command_fails("%s is being served; stop that first", in->data);
	return e == OK ? 0 : command_fails("cannot lock %s: %s", in->data, err_name(e));
}

static struct db *open_at(struct invocation *in, const char *url, bool write_schema)
{
	struct db_options options = {.connections = 4, .write_schema = write_schema,
	                             .forgetful = in->command->forgetful};
	struct str why = {0};
	struct db *db = NULL;
	enum err e = db_open(url, &options, in->arena, &db, &why);
	if (e == OK)
		return db;
	command_fails("the database cannot be opened: " STR_FMT, STR_ARG(why.n > 0 ? why : str_from(err_name(e))));
	return NULL;
}

struct db *data_open(struct invocation *in, bool write_schema)
{
	return open_at(in, settings_database(&in->settings, in->arena, in->data), write_schema);
}

struct db *data_open_looks(struct invocation *in)
{
	return open_at(in, settings_looks(&in->settings, in->arena, in->data), false);
}

/* A folder that was served has heads of chains (heads.log): its database is never made anew, for that would hide that
 * it was lost. */
static int refuse_lost(const char *name, const char *how)
{
	return command_fails("the database %s %s, and this folder was served before: put it back, or restore a back-up."
	                     " Nothing was made", name, how);
}

static bool was_served(struct invocation *in)
{
	struct file_facts facts;
	return file_facts(settings_heads(in->arena, in->data), &facts) && facts.bytes > 0;
}

static int lost_file(const char *url)
{
	const char *file = url + strlen("sqlite:");
	struct file_facts facts;
	if (!file_facts(file, &facts))
		return refuse_lost(file, "is not there");
	return facts.bytes == 0 ? refuse_lost(file, "is empty") : 0;
}

static int lost_tables(struct invocation *in, struct db *db)
{
	bool bare;
	enum err e = db_is_bare(db, in->arena, &bare);
	if (e != OK)
		return command_fails("the database cannot be read: %s", err_name(e));
	return bare ? refuse_lost("of the settings", "has no tables") : 0;
}

static int migrate_one(struct invocation *in, const char *url, int *applied)
{
	bool in_file = strncmp(url, "sqlite:", 7) == 0, served = was_served(in);
	int code = served && in_file ? lost_file(url) : 0;
	struct db *db = code == 0 ? open_at(in, url, true) : NULL;
	if (db == NULL)
		return 1;
	struct str why = {0};
	if (served && (code = lost_tables(in, db)) != 0) {
		db_close(db);
		return code;
	}
	enum err e = schema_migrate(db, in->arena, applied, &why);
	db_close(db);
	if (e == OK)
		return 0;
	return command_fails("the database cannot be migrated: " STR_FMT, STR_ARG(why.n > 0 ? why : str_from(err_name(e))));
}

/* One line a difference: the program starts, and what lacks is known before a page asks for it. */
static enum err tell_schema(struct db *db, const struct model *model, struct arena *a)
{
	struct schema_difference d;
	enum err e = schema_differs(model, db, a, &d);
	struct str rest = e == OK ? d.lines : (struct str){0};
	while (rest.n > 0) {
		struct str line = str_cut(rest, '\n', &rest);
		log_line(LOG_WARN, "schema", "difference=\"" STR_FMT "\"", STR_ARG(line));
	}
	return e;
}

/* Who may open what follows the policy of this program, not of the one that last wrote here. */
static int fit_policy(struct invocation *in)
{
	const struct model *model;
	const struct clock clock = settings_clock(&in->settings);
	struct str why = {0};
	int64_t routes;
	enum err e = app_model(in->arena, &model, &why);
	if (e != OK)
		return command_fails("the program's own records are at fault: " STR_FMT, STR_ARG(why));
	struct db *db = data_open(in, false);
	if (db == NULL)
		return 1;
	e = tell_schema(db, model, in->arena);
	if (e == OK)
		e = reach_fit_policy(db, model, in->arena, clock_now(&clock), &routes);
	db_close(db);
	return e == OK ? 0 : command_fails("rights could not be made anew: %s", err_name(e));
}

int data_migrate(struct invocation *in, int *applied)
{
	int looks = 0;
	int code = migrate_one(in, settings_database(&in->settings, in->arena, in->data), applied);
	if (code == 0)
		code = fit_policy(in);
	if (code != 0 || settings_postgres(&in->settings))
		return code;
	return migrate_one(in, settings_looks(&in->settings, in->arena, in->data), &looks);
}

int data_ready(struct invocation *in, bool make)
{
	int applied, code = data_folder_ready(in, make);
	return code != 0 || !make ? code : data_migrate(in, &applied);
}
