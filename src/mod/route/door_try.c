#include "door_try.h"

static const struct stmt stmt_try = {
	"INSERT INTO door_try (account, door, at, n, hits) VALUES ($1, $2, $3, 1, 0)"
	" ON CONFLICT (account, door, at) DO UPDATE SET n = door_try.n + 1",
	"iti", ""};
static const struct stmt stmt_count = {
	"SELECT coalesce(sum(n), 0) FROM door_try WHERE account = $1 AND door = $2 AND at > $3", "iti", "i"};
static const struct stmt stmt_hit = {
	"UPDATE door_try SET hits = hits + 1 WHERE account = $1 AND door = $2 AND at = $3", "iti", ""};

enum err door_try(struct act *act, const char *door, int most, int64_t within_ms)
{
	const struct rows *before;
	struct conn *conn;
	struct val account = val_int(act->viewer->account), name = val_text(str_from(door));
	enum err e = act_begin(act, &conn);
	if (e != OK)
		return e;
	e = db_exec(conn, act->a, &stmt_count, DB_ARGS(account, name, val_int(act->now - within_ms)), &before);
	if (e == OK)
		e = db_exec(conn, act->a, &stmt_try, DB_ARGS(account, name, val_int(act->now)), NULL);
	e = db_end(conn, e);
	return e != OK ? e : rows_int(before, 0, 0) >= most ? ERR_TOO_BIG : OK;
}

void door_hit(const struct act *act, struct change *c, const char *door)
{
	change_exec(c, &stmt_hit, DB_ARGS(val_int(act->viewer->account), val_text(str_from(door)), val_int(act->now)), -1);
}
