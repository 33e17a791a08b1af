#include "restore.h"

#include "data.h"
#include "date.h"
#include "file.h"
#include "json.h"
#include "load.h"
#include "snapshot.h"

#include <stdio.h>

enum { KEY_FILE_MAX = 4096, FAULTS_TOLD = 20, WAIT_MS = 10000, NOT_WHOLE = 2, JSON_MAX = 8 << 20 };

const char *const restorable_files[] = {"thuisnabij.conf", "keys/master.key", "keys/smtp.password", NULL};

/* ---- reading ---- */

static enum err from_file(void *ctx, void *p, size_t n, size_t *got, struct arena *a, struct str *why)
{
	enum err e = stream_read(ctx, p, n, got);
	if (e != OK)
		*why = str_printf(a, "it cannot be read: %s", err_name(e));
	return e;
}

static int refuse(const struct incoming *i, struct str why)
{
	return command_fails("%s: " STR_FMT, i->path, STR_ARG(why));
}

static int open_sealed(struct invocation *in, const char *key_path, struct incoming *i)
{
	struct str text, why = {0};
	enum err e = file_read(in->arena, key_path, KEY_FILE_MAX, &text);
	if (e != OK)
		return command_fails("the key %s cannot be read: %s", key_path, err_name(e));
	struct sealed_private *key = sealed_private_parse(text);
	if (key == NULL)
		return command_fails("%s is no key of backup --new-key, or a digit in it is wrong", key_path);
	e = sealed_open(in->arena, (struct source){from_file, &i->file}, key, &i->sealed, &why);
	sealed_private_free(key);
	if (e != OK)
		return refuse(i, why.n > 0 ? why : str_from(err_name(e)));
	i->in = dump_in_new(in->arena, i->room, sealed_source(i->sealed));
	e = backup_head_get(i->in, in->arena, &i->head, &why);
	return e == OK ? 0 : refuse(i, why);
}

int incoming_open(struct invocation *in, const char *path, const char *key_path, struct incoming *out)
{
	struct str why = {0};
	*out = (struct incoming){.path = path, .file.fd = -1};
	if (dump_tables_own(in->arena, &out->tables, &why) != OK)
		return command_fails("the tables cannot be read: " STR_FMT, STR_ARG(why));
	enum err e = stream_open(&out->file, path);
	if (e != OK)
		return command_fails("%s cannot be read: %s", path, e == ERR_INVALID ? "it is no file" : err_name(e));
	out->room = arena_new(LOAD_ROOM);
	if (key_path == NULL) {
		out->in = dump_in_new(in->arena, out->room, (struct source){from_file, &out->file});
		return 0;
	}
	int code = open_sealed(in, key_path, out);
	if (code != 0)
		incoming_close(out);
	return code;
}

void incoming_close(struct incoming *i)
{
	if (i->sealed != NULL)
		sealed_close(i->sealed);
	if (i->room != NULL)
		arena_free(i->room);
	stream_close(&i->file);
	*i = (struct incoming){.file.fd = -1};
}

/* ---- filling ---- */

struct target {
	struct db *main, *looks; /* looks: NULL on PostgreSQL */
};

static enum err open_one(struct invocation *in, const char *url, bool forgetful, struct db **out, struct str *why)
{
	/* Made durable as a whole at the end: until then the file has no name. */
	const struct db_options o = {.connections = 4, .write_schema = true, .forgetful = forgetful};
	int applied;
	enum err e = db_open(url, &o, in->arena, out, why);
	return e == OK ? schema_migrate(*out, in->arena, &applied, why) : e;
}

static enum err fill(struct invocation *in, struct incoming *from, const struct target *t, struct restored *out,
                     struct str *why)
{
	struct conn *main = NULL, *looks = NULL;
	struct load_to to = {.main = NULL};
	enum err e = db_take(t->main, WAIT_MS, &main);
	if (e == OK && t->looks != NULL)
		e = db_take(t->looks, WAIT_MS, &looks);
	if (e == OK)
		e = bulk_begin(main, in->arena, &to.main, why);
	if (e == OK && looks != NULL)
		e = bulk_begin(looks, in->arena, &to.looks, why);
	if (e == OK)
		e = dump_load(&from->tables, from->in, from->room, &to, in->arena, &out->found, why);
	if (e == OK && looks != NULL)
		e = bulk_commit(to.looks, why);
	if (e == OK)
		e = bulk_commit(to.main, why);
	if (looks != NULL)
		db_give(t->looks, looks);
	if (main != NULL)
		db_give(t->main, main);
	return e;
}

static void print_faults(struct str why)
{
	for (int i = 0; i < FAULTS_TOLD && why.n > 0; i++) {
		struct str line = str_cut(why, '\n', &why);
		fprintf(stderr, "NOT AS WRITTEN  " STR_FMT "\n", STR_ARG(line));
	}
}

static int prove(struct invocation *in, struct incoming *from, const struct target *t, bool unproven,
                 struct restored *out)
{
	const struct witness_dbs dbs = {{t->main, t->looks == NULL ? t->main : t->looks}};
	enum err e = proof_all(&dbs, in->arena, &out->proof);
	out->whole = e == OK;
	if (e != OK && e != ERR_CONFLICT)
		return command_fails("the chains cannot be read: %s", err_name(e));
	if (out->whole)
		return 0;
	print_faults(out->proof.why);
	if (unproven)
		return 0;
	command_fails("%s: the record of looks and changes in it is not as it was written; --unproven puts it back"
	              " nevertheless", from->path);
	return NOT_WHOLE;
}

static int fill_and_prove(struct invocation *in, struct incoming *from, const struct target *t, bool unproven,
                          struct restored *out)
{
	struct str why = {0};
	enum err e = fill(in, from, t, out, &why);
	return e == OK ? prove(in, from, t, unproven, out) : refuse(from, why.n > 0 ? why : str_from(err_name(e)));
}

static int into_postgres(struct invocation *in, struct incoming *from, const char *url, bool unproven,
                         struct restored *out)
{
	const struct db_options o = {.connections = 2, .write_schema = true};
	struct target t = {.main = NULL};
	struct str why = {0};
	bool bare = false;
	enum err e = db_open(url, &o, in->arena, &t.main, &why);
	if (e == OK)
		e = db_is_bare(t.main, in->arena, &bare);
	db_close(t.main);
	t.main = NULL;
	if (e == OK && !bare)
		return command_fails("the PostgreSQL database has tables already; give one without");
	if (e == OK)
		e = open_one(in, url, false, &t.main, &why);
	int code = e == OK ? fill_and_prove(in, from, &t, unproven, out)
	                   : command_fails("the database cannot be opened: " STR_FMT,
	                                   STR_ARG(why.n > 0 ? why : str_from(err_name(e))));
	if (code != 0 && bare && t.main != NULL && db_strip(t.main, in->arena, &why) != OK)
		command_fails("tables without anything in them are left in the database: drop it");
	db_close(t.main);
	return code;
}

/* Closing a database moves all into the file itself; what did not get there stays in a log beside it. */
static bool not_written(struct invocation *in, const char *work, const char *name)
{
	struct file_facts facts;
	return file_facts(str_printf(in->arena, "%s/%s-wal", work, name).p, &facts);
}

/* In a folder beside where they will stand, so that a name is all that a file lacks at the end. */
static int into_files(struct invocation *in, struct incoming *from, const char *work, bool unproven,
                      struct restored *out)
{
	struct target t = {.main = NULL};
	struct str why = {0};
	enum err e = open_one(in, str_printf(in->arena, "sqlite:%s/main.db", work).p, true, &t.main, &why);
	if (e == OK)
		e = open_one(in, str_printf(in->arena, "sqlite:%s/looks.db", work).p, true, &t.looks, &why);
	int code = e == OK ? fill_and_prove(in, from, &t, unproven, out)
	                   : command_fails("the database cannot be made: " STR_FMT,
	                                   STR_ARG(why.n > 0 ? why : str_from(err_name(e))));
	db_close(t.looks);
	db_close(t.main);
	if (code == 0 && (not_written(in, work, "main.db") || not_written(in, work, "looks.db")))
		code = command_fails("%s: not all that was read could be written", work);
	if (code == 0 && (e = dir_sync(work)) != OK)
		code = command_fails("%s cannot be written: %s", work, err_name(e));
	return code;
}

static int name_files(struct invocation *in, const char *work, const char *file, const char *looks)
{
	const char *made = str_printf(in->arena, "%s/looks.db", work).p;
	enum err e = path_move(made, looks);
	if (e == OK) {
		e = path_move(str_printf(in->arena, "%s/main.db", work).p, file);
		if (e != OK && path_move(looks, made) != OK)
			command_fails("%s is left behind", looks);
	}
	return e == OK ? 0 : command_fails("%s cannot be made: %s", file, err_name(e));
}

static int into_sqlite(struct invocation *in, struct incoming *from, const char *file, bool unproven,
                       struct restored *out)
{
	struct file_facts facts;
	const char *folder = path_folder(in->arena, str_from(file)).p;
	const char *looks = str_printf(in->arena, "%s/looks.db", folder).p;
	if (file_facts(file, &facts) || file_facts(looks, &facts))
		return command_fails("%s is there already", file_facts(file, &facts) ? file : looks);
	const char *work = dir_temporary(in->arena, folder);
	if (work == NULL)
		return command_fails("no folder can be made in %s", folder);
	int code = into_files(in, from, work, unproven, out);
	if (code == 0)
		code = name_files(in, work, file, looks);
	enum err e = tree_remove(work);
	return code != 0 || e == OK ? code : command_fails("%s cannot be taken away: %s", work, err_name(e));
}

int restore_database(struct invocation *in, struct incoming *from, const char *file, const char *url, bool unproven,
                     struct restored *out)
{
	*out = (struct restored){.whole = false};
	return file != NULL ? into_sqlite(in, from, file, unproven, out) : into_postgres(in, from, url, unproven, out);
}

static int import_open(struct invocation *in, struct incoming *from, struct restored *r)
{
	const char *file = settings_database_file(&in->settings, in->arena, in->data);
	const char *url = file == NULL ? settings_database(&in->settings, in->arena, in->data) : NULL;
	const char *folder = file == NULL ? NULL : path_folder(in->arena, str_from(file)).p;
	struct file_facts facts;
	bool made = folder != NULL && !file_facts(folder, &facts);
	enum err e = folder == NULL ? OK : dir_make(folder);
	if (e != OK)
		return command_fails("there can be no folder for %s: %s", file, err_name(e));
	int code = restore_database(in, from, file, url, invocation_option(in, "unproven") != NULL, r);
	if (code != 0 && made && tree_remove(folder) != OK)
		command_fails("%s is left behind", folder);
	return code;
}

int import_region(struct invocation *in, const char *path)
{
	struct incoming from;
	struct restored r;
	int64_t began = clock_ticks();
	int code = data_lock(in);
	if (code == 0)
		code = incoming_open(in, path, NULL, &from);
	if (code != 0)
		return code;
	code = import_open(in, &from, &r);
	if (code == 0)
		restored_print(in, "imported", &from, &r, clock_ticks() - began);
	if (code == 0 && !in->json)
		puts("From now on thuisnabij.conf must name this database (database = ...); the old one is as it was.");
	incoming_close(&from);
	return code;
}

/* ---- telling ---- */

static void print_json(struct invocation *in, const char *done, const struct incoming *from, const struct restored *r,
                       int64_t us)
{
	struct buf b;
	struct json j;
	buf_init(&b, in->arena, JSON_MAX);
	j_init(&j, &b);
	j_object(&j);
	j_key(&j, "done");
	j_str(&j, str_from(done));
	if (from->head.version.n > 0) {
		j_key(&j, "made");
		j_str(&j, instant_iso(in->arena, from->head.made));
		j_key(&j, "version");
		j_str(&j, from->head.version);
	}
	found_json(&j, &from->tables, &r->found);
	j_key(&j, "whole");
	j_bool(&j, r->whole);
	j_key(&j, "bytes");
	j_int(&j, from->file.bytes);
	j_key(&j, "ms");
	j_int(&j, us / 1000);
	j_end(&j);
	printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
}

void restored_print(struct invocation *in, const char *done, const struct incoming *from, const struct restored *r,
                    int64_t us)
{
	if (in->json) {
		print_json(in, done, from, r, us);
		return;
	}
	if (from->head.version.n > 0)
		printf("a back-up of " STR_FMT ", made by thuisnabij " STR_FMT " from " STR_FMT "\n",
		       STR_ARG(instant_iso(in->arena, from->head.made)), STR_ARG(from->head.version),
		       STR_ARG(from->head.database));
	printf("%s: " STR_FMT "\n", done, STR_ARG(found_text(in->arena, &from->tables, &r->found)));
	printf("proof: %lld changes, %lld looks, %lld heads; %s\n", (long long)r->proof.changes,
	       (long long)r->proof.looks, (long long)r->proof.heads,
	       r->whole ? "all that is there is as it was written" : "SOMETHING IS NOT AS IT WAS WRITTEN");
	printf("%lld bytes in %.1f s, %.1f MB/s\n", (long long)from->file.bytes, (double)us / 1e6,
	       speed_of(from->file.bytes, us));
}
