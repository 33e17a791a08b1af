/* DUO's list against the register: what is new, changed, gone, or must be asked. Writes nothing. */
#include "duo_line.h"

#include "date.h"
#include "people.h"

#include <stdlib.h>

#define N_OF(a) (sizeof(a) / sizeof *(a))

const enum school_field duo_facts[DUO_FACTS] = {
	SCHOOL_NAME, SCHOOL_DENOMINATION, SCHOOL_STREET, SCHOOL_HOUSE_NUMBER, SCHOOL_POSTCODE, SCHOOL_PLACE,
	SCHOOL_MUNICIPALITY, SCHOOL_MUNICIPALITY_CODE, SCHOOL_WEBSITE, SCHOOL_PHONE, SCHOOL_HOLIDAYS, SCHOOL_BOARD_NUMBER,
};

/* ---- what DUO said ---- */

void duo_said_take(struct str text, struct duo_saying out[DUO_FACTS])
{
	memset(out, 0, DUO_FACTS * sizeof *out);
	while (text.n > 0) {
		struct str value, line = str_cut(text, '\n', &text), kept;
		struct str name = str_cut(line, '\t', &value);
		value = str_cut(value, '\t', &kept);
		for (size_t i = 0; i < DUO_FACTS; i++)
			if (str_is(name, school_fields[duo_facts[i]].name))
				out[i] = (struct duo_saying){true, str_is(kept, "k"), value};
	}
}

struct str duo_said_text(struct arena *a, const struct duo_saying said[DUO_FACTS])
{
	struct buf b;
	buf_init(&b, a, 4000);
	for (size_t i = 0; i < DUO_FACTS; i++)
		if (said[i].known)
			buf_printf(&b, "%s\t" STR_FMT "\t%s\n", school_fields[duo_facts[i]].name, STR_ARG(said[i].value),
			           said[i].kept ? "k" : "");
	/* Kept as a text of lines, which ends without one. */
	return b.n > 0 && !b.failed ? (struct str){b.p, b.n - 1} : S("");
}

struct str duo_without(struct arena *a, struct str s, const char *skip)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (strchr(skip, s.p[i]) == NULL)
			p[n++] = s.p[i];
	return (struct str){p, n};
}

bool duo_same(struct arena *a, enum school_field f, struct str x, struct str y)
{
	if (str_eq(x, y))
		return true;
	if (f == SCHOOL_POSTCODE || f == SCHOOL_PHONE)
		return str_eq(duo_without(a, x, " -()"), duo_without(a, y, " -()"));
	return f == SCHOOL_WEBSITE && str_eq_ascii_case(x, y);
}

/* ---- the register as it is ---- */

static const struct stmt stmt_known = {
	"SELECT id, brin, kind, name, denomination, street, house_number, postcode, place, municipality, municipality_code,"
	" website, phone, holidays, board_number, register_said, gone_since, partnership FROM school WHERE region = $1"
	" ORDER BY brin, id",
	"i", "ittttttttttttttttt"};
enum { K_ID, K_BRIN, K_KIND, K_FACTS, K_SAID = K_FACTS + DUO_FACTS, K_GONE, K_PARTNERSHIP };

static bool known_one(void *ctx, const struct val *row, size_t cols)
{
	struct planner *p = ctx;
	(void)cols;
	if (p->n_known == p->cap) {
		p->cap = p->cap == 0 ? 256 : p->cap * 2;
		struct known *more = ARENA_ARRAY(p->a, struct known, p->cap);
		if (p->n_known > 0)
			memcpy(more, p->known, p->n_known * sizeof *more);
		p->known = more;
	}
	struct known *k = &p->known[p->n_known++];
	*k = (struct known){.id = row[K_ID].i, .brin = str_copy(p->a, row[K_BRIN].s), .kind = str_copy(p->a, row[K_KIND].s),
	                    .said = str_copy(p->a, row[K_SAID].s), .gone = str_copy(p->a, row[K_GONE].s),
	                    .partnership = str_copy(p->a, row[K_PARTNERSHIP].s)};
	for (size_t i = 0; i < DUO_FACTS; i++)
		k->value[i] = str_copy(p->a, row[K_FACTS + i].s);
	return true;
}

static struct known *find_known(const struct planner *p, struct str brin)
{
	size_t low = 0, high = p->n_known;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (str_cmp(p->known[mid].brin, brin) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < p->n_known && str_eq(p->known[low].brin, brin) ? &p->known[low] : NULL;
}

/* ---- against the register ---- */

static struct val value_of(const struct planner *p, const struct field *f, struct str raw)
{
	struct val v = val_null();
	if (raw.n > 0 && f->type->parse(p->a, f, raw, &v) != NULL)
		return val_text(raw);
	return v;
}

static size_t question(const struct school_line *s, struct str answered)
{
	if (answered.n > 0 && !str_is(answered, "later"))
		return DUO_ASK_NOTHING;
	if (str_is(duo_fact(s, SCHOOL_DENOMINATION), "reformatorisch"))
		return DUO_ASK_REFORMED;
	return duo_maybe_cluster(duo_fact(s, SCHOOL_NAME)) ? DUO_ASK_CLUSTER : DUO_ASK_NOTHING;
}

static struct str address_of(struct planner *p, const struct school_line *s)
{
	struct str street = duo_fact(s, SCHOOL_STREET), number = duo_fact(s, SCHOOL_HOUSE_NUMBER);
	struct str code = duo_fact(s, SCHOOL_POSTCODE), place = duo_fact(s, SCHOOL_PLACE);
	return str_printf(p->a, STR_FMT " " STR_FMT ", " STR_FMT " " STR_FMT, STR_ARG(street), STR_ARG(number),
	                  STR_ARG(code), STR_ARG(place));
}

static struct import_row row_of(struct planner *p, const struct school_line *s, enum import_what what)
{
	return (struct import_row){.line = s->line->line, .what = what, .title = duo_fact(s, SCHOOL_NAME),
	                           .detail = address_of(p, s)};
}

static void plan_new(struct planner *p, const struct school_line *s)
{
	struct import_value v[DUO_FACTS + 2];
	struct import_row row = row_of(p, s, IMPORT_NEW);
	v[row.n_v++] = (struct import_value){.field = &school_fields[SCHOOL_BRIN], .becomes = val_text(s->brin)};
	v[row.n_v++] = (struct import_value){.field = &school_fields[SCHOOL_KIND], .becomes = val_text(s->kind)};
	for (size_t i = 0; i < DUO_FACTS; i++)
		if (s->fact[i].n > 0)
			v[row.n_v++] = (struct import_value){.field = &school_fields[duo_facts[i]],
			                                     .becomes = value_of(p, &school_fields[duo_facts[i]], s->fact[i])};
	row.v = v;
	row.ask = question(s, S(""));
	import_plan_add(p->plan, &row);
}

/* Does this fact change, and did a person write what is there now? */
static bool differs(struct planner *p, const struct known *k, const struct duo_saying *said, size_t i, struct str now,
                    bool *clash)
{
	enum school_field f = duo_facts[i];
	struct str mine = k->value[i];
	*clash = false;
	if (duo_same(p->a, f, now, mine))
		return false;
	if (mine.n == 0 || (said[i].known && duo_same(p->a, f, mine, said[i].value)))
		return true;
	if (said[i].known && said[i].kept && duo_same(p->a, f, now, said[i].value))
		return false; /* someone looked at it, and DUO says nothing new */
	*clash = true;
	return true;
}

static void plan_known(struct planner *p, const struct school_line *s, const struct known *k)
{
	struct duo_saying said[DUO_FACTS];
	struct import_value v[DUO_FACTS + 1];
	struct import_row row = row_of(p, s, IMPORT_CHANGED);
	duo_said_take(k->said, said);
	for (size_t i = 0; i < DUO_FACTS; i++) {
		const struct field *f = &school_fields[duo_facts[i]];
		bool clash;
		if (differs(p, k, said, i, s->fact[i], &clash))
			v[row.n_v++] = (struct import_value){f, value_of(p, f, k->value[i]), value_of(p, f, s->fact[i]), clash};
	}
	if (k->gone.n > 0) {
		const struct field *f = &school_fields[SCHOOL_GONE];
		v[row.n_v++] = (struct import_value){.field = f, .was = value_of(p, f, k->gone)};
	}
	row.v = v;
	row.record = k->id;
	row.ask = question(s, k->partnership);
	if (row.n_v == 0 && row.ask != 0)
		row.what = IMPORT_ASKED;
	if (row.n_v == 0 && row.ask == 0)
		import_plan_count_same(p->plan);
	else
		import_plan_add(p->plan, &row);
}

static void plan_gone(struct planner *p, const struct known *k, int32_t today)
{
	const struct field *f = &school_fields[SCHOOL_GONE];
	struct import_value v = {.field = f, .becomes = val_int(today)};
	if (k->in_file || k->said.n == 0 || k->gone.n > 0 || !duo_has_kind(p, k->kind))
		return;
	import_plan_add(p->plan, &(struct import_row){
		.what = IMPORT_GONE, .record = k->id, .title = k->value[0], .detail = k->brin, .v = &v, .n_v = 1});
}

/* ---- the same BRIN twice ---- */

static int by_brin(const void *x, const void *y)
{
	const struct school_line *const *a = x, *const *b = y;
	int c = str_cmp((*a)->brin, (*b)->brin);
	return c != 0 ? c : (*a)->line->line < (*b)->line->line ? -1 : 1;
}

static bool same_line(const struct school_line *x, const struct school_line *y)
{
	bool same = str_eq(x->kind, y->kind);
	for (size_t i = 0; i < DUO_FACTS && same; i++)
		same = str_eq(x->fact[i], y->fact[i]);
	return same;
}

static void find_doubles(struct planner *p, struct school_line *lines, size_t n)
{
	struct school_line **sorted = ARENA_ARRAY(p->a, struct school_line *, n + 1);
	for (size_t i = 0; i < n; i++)
		sorted[i] = &lines[i];
	if (n > 1)
		qsort(sorted, n, sizeof *sorted, by_brin);
	for (size_t i = 1, first = 0; i < n; i++) {
		if (!str_eq(sorted[i]->brin, sorted[first]->brin)) {
			first = i;
		} else if (sorted[i]->brin.n == 0) {
			continue;
		} else if (same_line(sorted[i], sorted[first])) {
			sorted[i]->repeated = true;
		} else {
			sorted[i]->double_of = sorted[first]->line->line;
			if (sorted[first]->double_of == 0)
				sorted[first]->double_of = sorted[i]->line->line;
		}
	}
}

/* ---- all of it ---- */

static const struct stmt stmt_code = {"SELECT code FROM region WHERE region = $1 ORDER BY id LIMIT 1", "i", "t"};

/* The set of the region as it was put right by hand; that of the law where it has none, or for another code. */
static enum err find_set(struct planner *p, struct str code, struct import_refusal *why)
{
	const struct rows *r;
	enum err e = act_exec(p->act, &stmt_code, DB_ARGS(val_int(p->act->region)), &r);
	if (e == OK && (code.n == 0 || (r->n == 1 && str_eq(rows_text(r, 0, 0), code))))
		e = region_pc4_set(p->act, instant_date(p->act->now), &p->set);
	if (e == OK && p->set.n == 0)
		pc4_set_of(code, &p->set);
	if (e != OK || p->set.n > 0)
		return e;
	*why = (struct import_refusal){
		N_("It is not known yet for which postcodes this partnership is responsible. The administrator sets them."),
		{NULL, 0}};
	return ERR_INVALID;
}

static void plan_line(struct planner *p, const struct school_line *s)
{
	struct known *k = find_known(p, s->brin);
	/* Also where the line itself is refused: a school with a broken line is not gone. */
	if (k != NULL)
		k->in_file = true;
	if (duo_refused_at_once(p, s))
		return;
	if (k == NULL && !pc4_in(&p->set, duo_fact(s, SCHOOL_POSTCODE)))
		import_plan_count_outside(p->plan);
	else if (s->repeated || duo_refused(p, s))
		return;
	else if (k != NULL)
		plan_known(p, s, k);
	else
		plan_new(p, s);
}

enum err duo_plan(struct act *act, const struct import_source *src, struct import_plan *plan,
                  struct import_refusal *why)
{
	struct planner *p = ARENA_NEW(act->a, struct planner);
	struct conn *conn;
	*p = (struct planner){.act = act, .a = act->a, .plan = plan, .table = src->table};
	if (!duo_find_columns(p, why))
		return ERR_INVALID;
	enum err e = find_set(p, src->note, why);
	if (e == OK)
		e = act_conn(act, &conn);
	if (e == OK)
		e = db_each(conn, &stmt_known, DB_ARGS(val_int(act->region)), known_one, p);
	if (e != OK)
		return e;
	struct school_line *lines = ARENA_ARRAY(act->a, struct school_line, src->table->n + 1);
	for (size_t i = 0; i < src->table->n; i++) {
		duo_read_line(p, &src->table->rows[i], &lines[i]);
		duo_note_kind(p, lines[i].kind);
	}
	find_doubles(p, lines, src->table->n);
	for (size_t i = 0; i < src->table->n; i++)
		plan_line(p, &lines[i]);
	for (size_t i = 0; i < p->n_known; i++)
		plan_gone(p, &p->known[i], instant_date(act->now));
	return OK;
}
