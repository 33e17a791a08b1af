#include "listing_sql.h"

#include "buf.h"
#include "shelf.h"

enum { SQL_MAX = 16384, LISTING_FIND_MAX = 100000 };

const char *sql_made(struct buf *b)
{
	if (b->failed)
		BUG("statement too long");
	return str_c(b->arena, buf_view(b));
}

/* One statement as it grows: its text and the letters of its arguments. */
struct growing {
	struct buf text, args;
	size_t n;
};

static void begin(struct growing *g, struct arena *a, const char *what, const struct record *rec)
{
	g->n = 0;
	buf_init(&g->text, a, SQL_MAX);
	buf_init(&g->args, a, 256);
	buf_printf(&g->text, "SELECT %s FROM %s", what, rec->name);
}

static size_t arg(struct growing *g, char letter)
{
	buf_byte(&g->args, letter);
	return ++g->n;
}

static void put_orgs(struct growing *g, size_t from)
{
	buf_c(&g->text, "(");
	for (size_t i = 0; i < VIEWER_SEATS_MAX; i++)
		buf_printf(&g->text, "%s$%zu", i == 0 ? "" : ", ", from + i);
	buf_c(&g->text, ")");
}

static void put_where(struct growing *g, const struct record *rec, enum where where)
{
	buf_printf(&g->text, " WHERE region = $%zu", arg(g, 'i'));
	if (where == WHERE_REGION)
		return;
	size_t from = g->n + 1;
	for (size_t i = 0; i < VIEWER_SEATS_MAX; i++)
		(void)arg(g, 'i');
	buf_printf(&g->text, " AND %s IN ", rec->org->name);
	if (where == WHERE_OWN) {
		put_orgs(g, from);
		return;
	}
	buf_c(&g->text, "(SELECT o.id FROM organisation o WHERE o.id IN ");
	put_orgs(g, from);
	buf_c(&g->text, " OR o.parent IN ");
	put_orgs(g, from);
	buf_c(&g->text, ")");
}

static void put_question(struct growing *g, const struct record *rec, size_t set, bool finds)
{
	const struct listing *l = rec->listing;
	for (size_t i = 0; i < l->n_filters; i++)
		if ((set >> i & 1) != 0)
			buf_printf(&g->text, " AND %s = $%zu", l->filters[i]->name, arg(g, l->filters[i]->type->column));
	if (finds)
		buf_printf(&g->text, " AND strpos(%s, $%zu) > 0", l->find->name, arg(g, 't'));
}

static struct stmt made(struct growing *g, const char *cols)
{
	return (struct stmt){sql_made(&g->text), sql_made(&g->args), cols};
}

enum piece { PIECE_FRONT, PIECE_AFTER, PIECE_EACH };

static struct stmt rows_stmt(struct arena *a, const struct record *rec, enum where where, size_t set, bool finds,
                             const struct order *order, enum piece piece, const char *row)
{
	struct growing g;
	struct buf fields;
	const char *by = order->by->name, *down = order->down ? " DESC" : "";
	buf_init(&fields, a, SQL_MAX);
	buf_c(&fields, "id, pid, region, rev");
	for (size_t i = 0; i < rec->n; i++)
		buf_printf(&fields, ", %s", rec->fields[i].name);
	begin(&g, a, sql_made(&fields), rec);
	put_where(&g, rec, where);
	put_question(&g, rec, set, finds);
	if (piece == PIECE_AFTER) {
		size_t key = arg(&g, 't'), id = arg(&g, 'i');
		buf_printf(&g.text, " AND (%s, id) %s ($%zu, $%zu)", by, order->down ? "<" : ">", key, id);
	}
	buf_printf(&g.text, " ORDER BY %s%s, id%s", by, down, down);
	if (piece != PIECE_EACH)
		buf_printf(&g.text, " LIMIT %d", SHELF_PAGE + 1);
	return made(&g, row);
}

static struct stmt count_stmt(struct arena *a, const struct record *rec, enum where where, size_t set, bool finds)
{
	struct growing g;
	begin(&g, a, "1 AS one", rec);
	put_where(&g, rec, where);
	put_question(&g, rec, set, finds);
	const char *inner = sql_made(&g.text);
	buf_init(&g.text, a, SQL_MAX);
	buf_printf(&g.text, "SELECT count(*) FROM (%s LIMIT %d) AS few", inner, SHELF_COUNT_MAX + 1);
	return made(&g, "i");
}

static struct stmt beyond_stmt(struct arena *a, const struct record *rec, enum where where)
{
	struct growing g;
	begin(&g, a, "id", rec);
	put_where(&g, rec, where);
	buf_printf(&g.text, " LIMIT 1 OFFSET %d", LISTING_FIND_MAX);
	return made(&g, "i");
}

static struct listing_ask ask_new(struct arena *a, const struct record *rec, enum where where, size_t set, bool finds,
                                  const char *row)
{
	struct listing_ask ask = {.count = count_stmt(a, rec, where, set, finds)};
	for (size_t o = 0; o < rec->listing->n_orders; o++) {
		const struct order *order = &rec->listing->orders[o];
		ask.front[o] = rows_stmt(a, rec, where, set, finds, order, PIECE_FRONT, row);
		ask.after[o] = rows_stmt(a, rec, where, set, finds, order, PIECE_AFTER, row);
		ask.each[o] = rows_stmt(a, rec, where, set, finds, order, PIECE_EACH, row);
	}
	return ask;
}

const struct listing_sql *listing_sql_new(struct arena *a, const struct record *rec, const char *row)
{
	if (rec->listing == NULL)
		return NULL;
	struct listing_sql *sql = ARENA_NEW(a, struct listing_sql);
	size_t sets = (size_t)1 << rec->listing->n_filters;
	for (size_t i = 0; i < rec->n_access; i++) {
		enum where where = rec->access[i].where;
		if (sql->of[where] != NULL)
			continue;
		sql->beyond[where] = beyond_stmt(a, rec, where);
		sql->of[where] = arena_array(a, sets, sizeof *sql->of[where]);
		for (size_t set = 0; set < sets; set++)
			for (int finds = 0; finds <= (rec->listing->find != NULL); finds++)
				sql->of[where][set][finds] = ask_new(a, rec, where, set, finds != 0, row);
	}
	return sql;
}
