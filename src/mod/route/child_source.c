#include "child_source.h"

#include "date.h"

static const struct stmt stmt_changes = {
	"SELECT v.field, g.source, g.source_on FROM change_value v JOIN change_group g ON g.id = v.change_group"
	" WHERE v.record = 'route' AND v.record_id = $1 ORDER BY g.at DESC, g.id DESC LIMIT 200",
	"i", "ttt"};

/* Codes of change_source, as people call them. */
static const struct {
	const char *code, *name;
} sources[] = {
	{"edexml", N_("EDEXML")},
	{"blad", N_("a sheet of the school")},
	{"oso", N_("the OSO dossier")},
};

static const enum route_field core[] = {ROUTE_GIVEN_NAME, ROUTE_PREFIX, ROUTE_FAMILY_NAME, ROUTE_BORN, ROUTE_PC4};
enum { CORE = sizeof core / sizeof *core };

size_t child_source_put(struct batch *b, const struct seen *child)
{
	return batch_put(b, &stmt_changes, DB_ARGS(val_int(child->row.id)));
}

/* The last change of a field the reader may see and that holds something; r->n: none, or it was typed here. */
static size_t last_change(const struct seen *child, const struct rows *r, enum route_field f)
{
	if (child->hidden[f] || row_val(&child->row, &route_fields[f]).type == VAL_NULL)
		return r->n;
	for (size_t i = 0; i < r->n; i++)
		if (str_is(rows_text(r, i, 0), route_fields[f].name))
			return rows_text(r, i, 1).n > 0 ? i : r->n;
	return r->n;
}

static const char *source_name(struct str code)
{
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		if (str_is(code, sources[i].code))
			return sources[i].name;
	return N_("another system");
}

static bool same_source(const struct rows *r, size_t i, size_t k)
{
	return str_eq(rows_text(r, i, 1), rows_text(r, k, 1)) && str_eq(rows_text(r, i, 2), rows_text(r, k, 2));
}

static void line(struct ui *u, const struct rows *r, size_t at, struct str fields)
{
	int32_t day;
	if (!date_parse_iso(rows_text(r, at, 2), &day))
		return;
	ui_small(u, tr_fill(u->a, u->sp, N_("{fields}: from {source}, {date}"),
	                    TR_SLOTS({"fields", fields}, {"source", str_from(tr(u->sp, source_name(rows_text(r, at, 1))))},
	                             {"date", tr_date(u->a, u->sp.lang, day, DATE_LONG)})).p);
}

void child_source_show(struct ui *u, const struct seen *child, const struct rows *r)
{
	size_t at[CORE];
	for (size_t i = 0; i < CORE; i++)
		at[i] = last_change(child, r, core[i]);
	for (size_t i = 0; i < CORE; i++) {
		struct str fields = {0};
		size_t source = at[i];
		for (size_t k = i; k < CORE && source < r->n; k++) {
			if (at[k] == r->n || !same_source(r, at[k], source))
				continue;
			struct str label = str_from(tr(u->sp, route_fields[core[k]].label));
			fields = fields.n == 0 ? label : str_printf(u->a, STR_FMT ", " STR_FMT, STR_ARG(fields), STR_ARG(label));
			at[k] = r->n; /* said */
		}
		if (fields.n > 0)
			line(u, r, source, fields);
	}
}
