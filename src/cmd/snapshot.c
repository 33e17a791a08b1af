#include "snapshot.h"

#include "data.h"
#include "json.h"

enum { WAIT_MS = 10000 };

static const struct {
	const char *table, *what, *key;
} told[] = {
	{"route", "routes of children", "routes"}, {"account", "people", "people"},
	{"organisation", "organisations", "organisations"}, {"change_group", "changes", "changes"},
	{"look", "looks", "looks"}, {"document_chunk", "pieces of files", "pieces_of_files"},
};
enum { TOLD = sizeof told / sizeof *told };

struct str found_text(struct arena *a, const struct dump_tables *t, const struct dump_found *f)
{
	struct buf b;
	buf_init(&b, a, 4096);
	buf_printf(&b, "%lld rows in %zu tables: ", (long long)f->all, t->n);
	for (size_t i = 0; i < TOLD; i++)
		buf_printf(&b, "%s%lld %s", i == 0 ? "" : ", ", (long long)dump_rows(t, f, told[i].table), told[i].what);
	return buf_view(&b);
}

void found_json(struct json *j, const struct dump_tables *t, const struct dump_found *f)
{
	j_key(j, "rows");
	j_int(j, f->all);
	for (size_t i = 0; i < TOLD; i++) {
		j_key(j, told[i].key);
		j_int(j, dump_rows(t, f, told[i].table));
	}
}

double speed_of(int64_t bytes, int64_t us)
{
	return us <= 0 ? 0 : (double)bytes / (double)us;
}

static enum err take(struct db *db, struct conn **out)
{
	return db_take(db, WAIT_MS, out);
}

/* On SQLite two files must be seen as they stood together: for the moment in which both views begin, nobody writes in
 * either. */
static enum err begin_both(struct snapshot *s)
{
	struct conn *still_main = NULL, *still_looks = NULL;
	enum err e = take(s->main, &still_main);
	if (e == OK)
		e = take(s->looks, &still_looks);
	if (e == OK)
		e = db_begin(still_main);
	if (e == OK)
		e = db_begin(still_looks);
	if (e == OK)
		e = db_begin_view(s->views.main);
	if (e == OK)
		e = db_begin_view(s->views.looks);
	if (still_looks != NULL)
		db_give(s->looks, still_looks);
	if (still_main != NULL)
		db_give(s->main, still_main);
	return e;
}

static enum err begin(struct snapshot *s)
{
	enum err e = take(s->main, &s->views.main);
	if (e == OK && s->looks != NULL)
		e = take(s->looks, &s->views.looks);
	if (e != OK)
		return e;
	return s->looks == NULL ? db_begin_view(s->views.main) : begin_both(s);
}

static int sound(struct invocation *in, struct snapshot *s)
{
	enum schema_state state;
	struct str why = {0};
	enum err e = schema_state(s->main, in->arena, &state);
	if (e == OK && state != SCHEMA_CURRENT)
		return command_fails("the database is not of this version; thuisnabij migrate tells more");
	if (e == OK)
		e = dump_tables_own(in->arena, &s->tables, &why);
	return e == OK ? 0 : command_fails("the tables cannot be read: " STR_FMT,
	                                   STR_ARG(why.n > 0 ? why : str_from(err_name(e))));
}

int snapshot_open(struct invocation *in, struct snapshot *s)
{
	*s = (struct snapshot){.main = data_open(in, false)};
	if (s->main == NULL)
		return 1;
	if (!settings_postgres(&in->settings)) {
		s->looks = data_open_looks(in);
		if (s->looks == NULL) {
			snapshot_close(s);
			return 1;
		}
	}
	int code = sound(in, s);
	enum err e = code == 0 ? begin(s) : OK;
	if (e != OK)
		code = command_fails("the database cannot be read: %s", err_name(e));
	if (code != 0)
		snapshot_close(s);
	return code;
}

void snapshot_close(struct snapshot *s)
{
	if (s->views.looks != NULL)
		db_give(s->looks, s->views.looks);
	if (s->views.main != NULL)
		db_give(s->main, s->views.main);
	db_close(s->looks);
	db_close(s->main);
	*s = (struct snapshot){.main = NULL};
}

int snapshot_write(struct invocation *in, struct snapshot *s, struct dump_out *o, struct dump_found *found)
{
	struct str why = {0};
	enum err e = dump_write(&s->tables, &s->views, o, in->arena, found, &why);
	return e == OK ? 0 : command_fails("the data cannot be written: " STR_FMT,
	                                   STR_ARG(why.n > 0 ? why : str_from(err_name(e))));
}
