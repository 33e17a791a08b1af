#include "act.h"

#include "rand.h"

enum { WAIT_FOR_CONNECTION_MS = 2000 };

enum err act_conn(struct act *act, struct conn **out)
{
	if (act->conn == NULL) {
		enum err e = db_take(act->db, WAIT_FOR_CONNECTION_MS, &act->conn);
		if (e != OK) {
			act->conn = NULL;
			return e;
		}
	}
	*out = act->conn;
	return OK;
}

enum err act_batch(struct act *act, struct batch **out)
{
	struct conn *conn;
	enum err e = act_conn(act, &conn);
	*out = e == OK ? batch_new(conn, act->a) : NULL;
	for (; e == OK && act->along != NULL; act->along = act->along->next) {
		act->along->batch = *out;
		act->along->put(act, *out, act->along->ctx);
	}
	return e;
}

void act_unsealed(struct act *act, enum err e)
{
	if (act->unsealed == OK)
		act->unsealed = e;
}

void act_along(struct act *act, struct along *x)
{
	x->batch = NULL;
	x->next = act->along;
	act->along = x;
}

enum err along_rows(struct act *act, const struct along *x, const struct batch **out)
{
	struct batch *b;
	enum err e = OK;
	if (x->batch == NULL) {
		e = act_batch(act, &b); /* it waits, so this one takes it along */
		if (e == OK)
			e = batch_run(b);
	} else if (!batch_ran(x->batch)) {
		e = act_batch(act, &b);
		if (e == OK) {
			x->put(act, b, x->ctx);
			e = batch_run(b);
		}
		*out = b;
		return e;
	}
	*out = x->batch;
	return e;
}

struct str act_pid(const struct act *act)
{
	return act->dice == NULL ? pid_new(act->a) : pid_from(act->a, dice_next(act->dice));
}

void act_end(struct act *act)
{
	if (act->conn != NULL)
		db_give(act->db, act->conn);
	act->conn = NULL;
	act->ring = NULL; /* wiped when its memory goes */
}

enum err act_begin(struct act *act, struct conn **out)
{
	enum err e = act_conn(act, out);
	return e == OK ? db_begin(*out) : e;
}

enum err act_exec(struct act *act, const struct stmt *s, const struct val *args, size_t n, const struct rows **out)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t at = batch_put(b, s, args, n);
	e = batch_run(b);
	if (e == OK && out != NULL)
		*out = batch_rows(b, at);
	return e;
}

enum err act_write(struct act *act, const struct stmt *s, const struct val *args, size_t n)
{
	struct conn *conn;
	const struct rows *touched;
	enum err e = act_begin(act, &conn);
	if (e != OK)
		return e;
	return db_end(conn, db_exec(conn, act->a, s, args, n, &touched));
}
