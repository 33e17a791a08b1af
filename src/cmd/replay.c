#include "replay.h"

#include "cmd_run.h"
#include "erase.h"
#include "file.h"
#include "model.h"

#include <stdio.h>

static const struct stmt stmt_route = {"SELECT id, region FROM route WHERE pid = $1", "t", "ii"};

struct replayed {
	int64_t known, again, gone; /* in the database already; destroyed again; of a child that is not in it */
};

/* Is what the database knows the beginning of this file? */
static int same_house(struct act *act, const struct tombstones *all, int64_t *known)
{
	struct tombstone last;
	struct conn *conn;
	struct str why = {0};
	enum err e = act_conn(act, &conn);
	if (e == OK)
		e = tombstones_verify(conn, act->a, known, &why);
	if (e == ERR_CONFLICT)
		return command_fails(STR_FMT, STR_ARG(why));
	if (e == OK)
		e = tombstone_last(conn, act->a, &last);
	if (e != OK)
		return command_fails("the tombstones of the database cannot be read: %s", err_name(e));
	if (*known > 0 && ((int64_t)all->n < *known || memcmp(all->v[*known - 1].link.b, last.link.b, LINK_BYTES) != 0))
		return command_fails("these tombstones are of another house, or older than the database");
	return 0;
}

static enum err only_the_stone(struct act *act, const struct tombstone *t)
{
	struct conn *conn;
	enum err e = act_begin(act, &conn);
	if (e != OK)
		return e;
	return db_end(conn, tombstone_put(conn, act->a, t));
}

/* A text: out of history again, and out of the record where that came back from before it was changed. */
static enum err replay_text(struct act *act, const struct tombstone *t, struct replayed *out)
{
	struct str rest, name = str_cut(t->text, ':', &rest), pid = str_cut(rest, ':', &rest);
	struct str field = str_cut(rest, ':', &rest);
	const struct record *rec = model_find(act->model, name);
	const struct field *f = rec == NULL ? NULL : record_named(rec, field);
	struct row now;
	int64_t rev = 0;
	if (f == NULL || !str_to_i64(rest, &rev))
		return ERR_INVALID;
	enum err e = record_by_pid(act, rec, pid, &now);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	out->gone += e != OK;
	out->again += e == OK;
	if (e != OK)
		return only_the_stone(act, t);
	act->region = now.region;
	struct change *c = change_begin(act, N_("Destroyed again after a back-up was put back"), 0);
	if (now.rev < rev)
		change_set(c, rec, now.id, f, val_text(S("Op verzoek weggehaald")));
	change_erase_text(c, rec, now.id, f, t);
	return change_commit(c);
}

static enum err replay_one(struct act *act, const struct tombstone *t, struct replayed *out)
{
	const struct rows *r;
	if (t->text.n > 0)
		return replay_text(act, t, out);
	enum err e = act_exec(act, &stmt_route, DB_ARGS(val_text(t->route)), &r);
	if (e != OK)
		return e;
	out->gone += r->n == 0;
	out->again += r->n > 0;
	if (r->n == 0)
		return only_the_stone(act, t);
	act->region = (int)rows_int(r, 0, 1);
	struct change *c = change_begin(act, N_("Destroyed again after a back-up was put back"), 0);
	erase_again(c, rows_int(r, 0, 0), t);
	return change_commit(c);
}

static int replay(struct invocation *in, struct act *act, const struct tombstones *all)
{
	struct replayed done = {0};
	int code = same_house(act, all, &done.known);
	enum err e = OK;
	for (size_t i = (size_t)done.known; code == 0 && e == OK && i < all->n; i++)
		e = replay_one(act, &all->v[i], &done);
	if (code == 0 && e == OK && done.again > 0)
		e = db_settle(act->db);
	if (code != 0 || e != OK)
		return code != 0 ? code : command_fails("not all could be destroyed again: %s", err_name(e));
	if (!in->json)
		printf("tombstones: %lld known, %lld destroyed again, %lld of children that are not in it\n",
		       (long long)done.known, (long long)done.again, (long long)done.gone);
	return 0;
}

int tombstones_replay(struct invocation *in, const char *path)
{
	struct tombstones all;
	struct act act;
	struct str text, why = {0};
	enum err e = file_read(in->arena, path, TOMBSTONES_FILE_MAX, &text);
	if (e != OK)
		return command_fails("%s cannot be read: %s", path, err_name(e));
	if (tombstones_parse(in->arena, text, &all, &why) != OK)
		return command_fails("%s: " STR_FMT, path, STR_ARG(why));
	int code = command_act(in, "command.replay", &act);
	if (code != 0)
		return code;
	code = replay(in, &act, &all);
	command_act_end(&act);
	if (code != 0)
		return code;
	const char *own = settings_tombstones(in->arena, in->data);
	e = file_write(own, text);
	return e == OK ? 0 : command_fails("%s cannot be written: %s", own, err_name(e));
}
