#include "along.h"

struct stmt_asked {
	struct along along;
	const struct stmt *s;
	const struct val *args;
	size_t n, at;
};

static void put_stmt(struct act *act, struct batch *b, void *ctx)
{
	struct stmt_asked *x = ctx;
	(void)act;
	x->at = batch_put(b, x->s, x->args, x->n);
}

struct stmt_asked *stmt_ask(struct act *act, const struct stmt *s, const struct val *args, size_t n)
{
	struct stmt_asked *x = ARENA_NEW(act->a, struct stmt_asked);
	struct val *kept = ARENA_ARRAY(act->a, struct val, n + 1);
	if (n > 0)
		memcpy(kept, args, n * sizeof *kept);
	*x = (struct stmt_asked){.along = {.put = put_stmt, .ctx = x}, .s = s, .args = kept, .n = n};
	act_along(act, &x->along);
	return x;
}

enum err stmt_take(struct act *act, const struct stmt_asked *x, const struct rows **out)
{
	const struct batch *b;
	enum err e = along_rows(act, &x->along, &b);
	if (e == OK)
		*out = batch_rows(b, x->at);
	return e;
}

struct count_asked {
	struct along along;
	const struct list *list;
	struct str from, below;
	struct shelf_counted at;
};

static void put_count(struct act *act, struct batch *b, void *ctx)
{
	static const struct shelf_where all = {.own = 0};
	struct count_asked *x = ctx;
	x->at = shelf_count_put(act, b, x->list, &all, x->from, x->below);
}

struct count_asked *shelf_count_ask(struct act *act, const struct list *list, struct str from, struct str below)
{
	struct count_asked *x = ARENA_NEW(act->a, struct count_asked);
	*x = (struct count_asked){.along = {.put = put_count, .ctx = x}, .list = list, .from = from, .below = below};
	act_along(act, &x->along);
	return x;
}

enum err shelf_count_told(struct act *act, const struct count_asked *x, int64_t *n)
{
	const struct batch *b;
	enum err e = along_rows(act, &x->along, &b);
	if (e == OK)
		*n = shelf_count_take(act, b, &x->at);
	return e;
}

struct pieces_asked {
	struct along along;
	const struct seen *of;
	const struct record *rec;
	struct pieces_at at;
};

static void put_pieces(struct act *act, struct batch *b, void *ctx)
{
	struct pieces_asked *x = ctx;
	x->at = scope_pieces_put(act, b, x->of, &x->rec, 1);
}

struct pieces_asked *pieces_ask(struct act *act, const struct seen *of, const struct record *rec)
{
	struct pieces_asked *x = ARENA_NEW(act->a, struct pieces_asked);
	*x = (struct pieces_asked){.along = {.put = put_pieces, .ctx = x}, .of = of, .rec = rec};
	act_along(act, &x->along);
	return x;
}

enum err pieces_take(struct act *act, const struct pieces_asked *x, struct seen_page *out)
{
	const struct batch *b;
	enum err e = along_rows(act, &x->along, &b);
	if (e == OK)
		scope_pieces_take(act, b, x->at, x->of, &x->rec, 1, out);
	return e;
}
