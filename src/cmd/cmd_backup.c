#include "command_rows.h"
#include "data.h"
#include "file.h"
#include "health.h"
#include "json.h"
#include "restore.h"
#include "snapshot.h"

#include <stdio.h>
#include <stdlib.h>

enum { JSON_MAX = 64 * 1024 };

/* What goes along must not stand where it is lost with what it is for. */
static int outside(struct invocation *in, const char *path, const char *what)
{
	struct str folder = path_real(in->arena, path_folder(in->arena, str_from(path)).p);
	if (folder.n == 0)
		return command_fails("there is no folder for %s", path);
	if (path_below(folder, path_real(in->arena, in->data)))
		return command_fails("%s stands in the data folder; keep %s somewhere else", path, what);
	return 0;
}

/* ---- a new key ---- */

static int new_key(struct invocation *in, const char *path)
{
	int code = data_folder_ready(in, false);
	if (code == 0 && in->settings.v[SETTING_BACKUP_KEY].n > 0)
		return command_fails("thuisnabij.conf has a backup_key already; take that line out to begin a new one, and keep"
		                     " the old key for the old back-ups");
	if (code == 0)
		code = outside(in, path, "the key");
	if (code != 0)
		return code;
	struct sealed_private *key = sealed_private_new();
	struct str public = sealed_public_text(in->arena, &key->public);
	enum err e = file_create(path, sealed_private_text(in->arena, key));
	sealed_private_free(key);
	if (e != OK)
		return command_fails("%s cannot be made: %s", path, e == ERR_CONFLICT ? "it is there already" : err_name(e));
	e = settings_keep(in->arena, in->data, SETTING_BACKUP_KEY, public);
	if (e != OK) {
		code = command_fails("thuisnabij.conf cannot be written: %s", err_name(e));
		if (tree_remove(path) != OK)
			command_fails("%s is left behind", path);
		return code;
	}
	if (in->json)
		printf("{\"backup_key\":\"" STR_FMT "\"}\n", STR_ARG(public));
	else
		printf("%s holds the key. Print it, and move it away from this machine: without it no back-up opens.\n"
		       "thuisnabij.conf now says for which key back-ups are sealed:\nbackup_key = " STR_FMT "\n", path,
		       STR_ARG(public));
	return 0;
}

/* ---- a back-up ---- */

struct outgoing {
	struct stream file;
	struct sealed_out *sealed;
	struct dump_found found;
};

static enum err to_file(void *ctx, const void *p, size_t n)
{
	return stream_write(ctx, p, n);
}

/* The files without which a database is of no use; one that is not there is left out. */
static enum err take_files(struct invocation *in, struct backup_head *h)
{
	for (size_t i = 0; restorable_files[i] != NULL; i++) {
		struct backup_file *f = &h->files[h->n_files];
		f->name = str_from(restorable_files[i]);
		enum err e = file_read(in->arena, str_printf(in->arena, "%s/%s", in->data, restorable_files[i]).p,
		                       BACKUP_FILE_BYTES, &f->bytes);
		if (e != OK && e != ERR_NOT_FOUND)
			return e;
		h->n_files += e == OK;
	}
	return OK;
}

static int write_sealed(struct invocation *in, struct snapshot *s, struct outgoing *o)
{
	const struct clock clock = settings_clock(&in->settings);
	struct backup_head head = {
		.made = clock_now(&clock), .version = S(TN_VERSION),
		.database = s->looks == NULL ? S("postgresql") : S("sqlite"),
	};
	struct sealed_public key;
	if (!sealed_public_parse(in->settings.v[SETTING_BACKUP_KEY], &key))
		BUG("a setting that was checked");
	enum err e = take_files(in, &head);
	if (e != OK)
		return command_fails("the settings and keys cannot be read: %s", err_name(e));
	e = sealed_begin(in->arena, (struct sink){to_file, &o->file}, &key, &o->sealed);
	struct dump_out *out = dump_out_new(in->arena, sealed_sink(o->sealed));
	if (e == OK)
		e = backup_head_put(out, &head);
	int code = e == OK ? snapshot_write(in, s, out, &o->found) : 0;
	if (code == 0 && e == OK)
		e = sealed_end(o->sealed);
	sealed_forget(o->sealed);
	return e == OK ? code : command_fails("%s cannot be written: %s", o->file.path, err_name(e));
}

static void tell(struct invocation *in, const struct snapshot *s, const struct outgoing *o, int64_t us)
{
	struct buf b;
	struct json j;
	if (!in->json) {
		printf("%s: " STR_FMT "\n%lld bytes in %.1f s, %.1f MB/s\n", o->file.path,
		       STR_ARG(found_text(in->arena, &s->tables, &o->found)), (long long)o->file.bytes, (double)us / 1e6,
		       speed_of(o->file.bytes, us));
		return;
	}
	buf_init(&b, in->arena, JSON_MAX);
	j_init(&j, &b);
	j_object(&j);
	found_json(&j, &s->tables, &o->found);
	j_key(&j, "bytes");
	j_int(&j, o->file.bytes);
	j_key(&j, "ms");
	j_int(&j, us / 1000);
	j_end(&j);
	printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
}

/* For the page and the figures of the installation. The back-up itself is there, whatever becomes of this. */
static void remember(struct invocation *in, enum health_note which, const struct health_fact *facts, size_t n)
{
	const struct clock clock = settings_clock(&in->settings);
	struct db *db = data_open(in, false);
	enum err e = db == NULL ? ERR_DOWN : health_write(db, in->arena, which, clock_now(&clock), facts, n);
	if (db != NULL)
		db_close(db);
	if (e != OK)
		fprintf(stderr, "it could not be written down that this was done: %s\n", err_name(e));
}

static int rehearsed(struct invocation *in)
{
	int code = data_folder_ready(in, false);
	if (code == 0)
		remember(in, HEALTH_REHEARSAL, NULL, 0);
	return code;
}

static int back_up(struct invocation *in, const char *path)
{
	struct snapshot s;
	struct outgoing o = {.sealed = NULL};
	int64_t began = clock_ticks();
	int code = data_folder_ready(in, false);
	if (code == 0 && in->settings.v[SETTING_BACKUP_KEY].n == 0)
		code = command_fails("there is no key to seal it for: backup --new-key FILE makes one");
	if (code == 0)
		code = outside(in, path, "back-ups");
	if (code == 0)
		code = snapshot_open(in, &s);
	if (code != 0)
		return code;
	enum err e = stream_create(&o.file, in->arena, path);
	code = e == OK ? write_sealed(in, &s, &o) : 1;
	if (code == 0)
		e = stream_end(&o.file);
	if (e != OK)
		code = command_fails("%s cannot be made: %s", path, e == ERR_CONFLICT ? "it is there already" : err_name(e));
	stream_drop(&o.file);
	const int64_t took = clock_ticks() - began;
	const struct health_fact facts[] = {{"bytes", o.file.bytes}, {"ms", took / 1000}};
	if (code == 0)
		tell(in, &s, &o, took);
	snapshot_close(&s);
	if (code == 0)
		remember(in, HEALTH_BACKUP, facts, sizeof facts / sizeof facts[0]);
	return code;
}

/* ---- a rehearsal ---- */

static int check(struct invocation *in, const char *path, const char *key)
{
	struct incoming from;
	struct restored r;
	int64_t began = clock_ticks();
	const char *in_folder = getenv("TMPDIR");
	if (key == NULL)
		return command_fails("--check needs the key of the back-up: --key FILE");
	int code = incoming_open(in, path, key, &from);
	if (code != 0)
		return code;
	const char *folder = dir_temporary(in->arena, in_folder == NULL || in_folder[0] == '\0' ? "/var/tmp" : in_folder);
	code = folder == NULL ? command_fails("no temporary folder can be made; TMPDIR says where") :
	       restore_database(in, &from, str_printf(in->arena, "%s/rehearsal.db", folder).p, NULL,
	                        invocation_option(in, "unproven") != NULL, &r);
	if (folder != NULL && tree_remove(folder) != OK)
		code = command_fails("%s cannot be taken away", folder);
	if (code == 0)
		restored_print(in, "rehearsed", &from, &r, clock_ticks() - began);
	incoming_close(&from);
	return code;
}

static int backup(struct invocation *in)
{
	const char *to = invocation_option(in, "to"), *old = invocation_option(in, "check");
	const char *key = invocation_option(in, "new-key");
	const bool done = invocation_option(in, "rehearsed") != NULL;
	if ((to != NULL) + (old != NULL) + (key != NULL) + done != 1)
		return command_fails("use: backup --to FILE, backup --check FILE --key FILE, backup --new-key FILE or"
		                     " backup --rehearsed");
	if (done)
		return rehearsed(in);
	return to != NULL ? back_up(in, to) : key != NULL ? new_key(in, key)
	                                                  : check(in, old, invocation_option(in, "key"));
}

static const struct option_row options[] = {
	{"to", "FILE", "makes a back-up: a file that is not there yet", SETTING_NONE},
	{"check", "FILE", "rehearses with a back-up: puts it back in a temporary folder", SETTING_NONE},
	{"key", "FILE", "the key of that back-up", SETTING_NONE},
	{"unproven", NULL, "goes on when the record of looks and changes is not whole", SETTING_NONE},
	{"rehearsed", NULL, "writes down that a rehearsal went well today, wherever it was done", SETTING_NONE},
	{"new-key", "FILE", "makes a key, once: FILE is for outside of this machine", SETTING_NONE},
};

const struct command cmd_backup = {
	.name = "backup",
	.summary = "Makes a back-up of everything, sealed for a key that is not here",
	.more = "It may run while the platform is served: the back-up holds everything as it stood at one moment.\n"
	        "backup --new-key FILE comes first. FILE holds the only key that opens back-ups; it belongs in a safe.\n"
	        "--check puts a back-up back for a moment, in a folder below TMPDIR (or /var/tmp), and proves it.\n"
	        "Exit code 0: done. 1: it could not be done. 2: the record of looks and changes in it is not whole.",
	.data = DATA_OWN,
	.json = true,
	OPTIONS(options),
	.fn = backup,
};
