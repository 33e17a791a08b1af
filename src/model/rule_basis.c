/* The book and the calendar of a child or a school out of the database, and a school's own days in its calendar. */
#include "rule_book.h"

#include <stdlib.h>

/* ---- own days ---- */

const struct choice own_days_choices[FREE__N] = {
	[FREE_AUTUMN - 1] = {"herfst", N_("Autumn vacation"), N_("Instead of the one that the ministry advises")},
	[FREE_SPRING - 1] = {"voorjaar", N_("Spring vacation"), N_("Instead of the one that the ministry advises")},
	[FREE_EXTRA - 1] = {"extra", N_("Extra vacation"), N_("For example a second week in May, or a carnival week")},
	[FREE_STUDY - 1] = {"studiedag", N_("Study day"), NULL},
	[FREE_OFF - 1] = {"vrij", N_("Other day off"), NULL},
};

bool own_days_parse(struct str code, enum own_days *out)
{
	for (enum own_days k = FREE_NONE + 1; k < FREE__N; k++)
		if (str_is(code, own_days_choices[k - 1].code)) {
			*out = k;
			return true;
		}
	return false;
}

int32_t own_days_most(enum own_days kind)
{
	static const int32_t most[FREE__N] = {
		[FREE_AUTUMN] = 16, [FREE_SPRING] = 16, [FREE_EXTRA] = 16, [FREE_STUDY] = 5, [FREE_OFF] = 5};
	return most[kind];
}

/* Which of the five, by the month a span begins in. */
enum season { SEASON_AUTUMN, SEASON_CHRISTMAS, SEASON_SPRING, SEASON_MAY, SEASON_SUMMER };

static enum season season_of(struct span v)
{
	static const enum season by_month[13] = {
		[1] = SEASON_SPRING,  [2] = SEASON_SPRING,  [3] = SEASON_SPRING,  [4] = SEASON_MAY,
		[5] = SEASON_MAY,     [6] = SEASON_SUMMER,  [7] = SEASON_SUMMER,  [8] = SEASON_SUMMER,
		[9] = SEASON_AUTUMN, [10] = SEASON_AUTUMN, [11] = SEASON_AUTUMN, [12] = SEASON_CHRISTMAS};
	return by_month[date_to_ymd(v.begin).month];
}

const char *vacation_label(struct span v)
{
	static const char *const labels[] = {
		[SEASON_AUTUMN] = N_("Autumn vacation"), [SEASON_CHRISTMAS] = N_("Christmas vacation"),
		[SEASON_SPRING] = N_("Spring vacation"), [SEASON_MAY] = N_("May vacation"),
		[SEASON_SUMMER] = N_("Summer vacation")};
	return labels[season_of(v)];
}

const char *holiday_label(enum holiday h)
{
	static const char *const labels[HOLIDAY__N] = {
		[HOLIDAY_NEW_YEAR] = N_("New Year's Day"), [HOLIDAY_GOOD_FRIDAY] = N_("Good Friday"),
		[HOLIDAY_EASTER] = N_("Easter Sunday"), [HOLIDAY_EASTER_MONDAY] = N_("Easter Monday"),
		[HOLIDAY_KINGS_DAY] = N_("King's Day"), [HOLIDAY_LIBERATION] = N_("Liberation Day"),
		[HOLIDAY_ASCENSION] = N_("Ascension Day"), [HOLIDAY_WHIT] = N_("Whit Sunday"),
		[HOLIDAY_WHIT_MONDAY] = N_("Whit Monday"), [HOLIDAY_CHRISTMAS] = N_("Christmas Day"),
		[HOLIDAY_SECOND_CHRISTMAS] = N_("Boxing Day")};
	return labels[h];
}

static struct str vacation_says(struct arena *a, struct speak sp, struct span v)
{
	static const char *const texts[] = {
		[SEASON_AUTUMN] = N_("This is in the autumn vacation, from {first} to {last}."),
		[SEASON_CHRISTMAS] = N_("This is in the Christmas vacation, from {first} to {last}."),
		[SEASON_SPRING] = N_("This is in the spring vacation, from {first} to {last}."),
		[SEASON_MAY] = N_("This is in the May vacation, from {first} to {last}."),
		[SEASON_SUMMER] = N_("This is in the summer vacation, from {first} to {last}.")};
	return tr_fill(a, sp, texts[season_of(v)],
	               TR_SLOTS({"first", tr_date(a, sp.lang, v.begin, DATE_SHORT)},
	                        {"last", tr_date(a, sp.lang, v.end - 1, DATE_SHORT)}));
}

struct str day_off_says(struct arena *a, struct speak sp, const struct calendar *c, int32_t date)
{
	switch (day_off(c, date)) {
	case DAY_OFF_HOLIDAY:
		return tr_fill(a, sp, N_("This is {holiday}."),
		               TR_SLOTS({"holiday", str_from(tr(sp, holiday_label(holiday_on(date))))}));
	case DAY_OFF_VACATION:
		return vacation_says(a, sp, *vacation_on(c, date));
	case DAY_OFF_CLOSED:
		return str_from(tr(sp, N_("On this day the school is closed.")));
	case DAY_OFF_SATURDAY:
		return str_from(tr(sp, N_("This is a Saturday.")));
	case DAY_OFF_SUNDAY:
		return str_from(tr(sp, N_("This is a Sunday.")));
	case DAY_OFF_NONE:
		break;
	}
	return (struct str){0};
}

static bool is_vacation(enum own_days k)
{
	return k == FREE_AUTUMN || k == FREE_SPRING || k == FREE_EXTRA;
}

/* Has the school an autumn or spring vacation of its own in the school year of this one? */
static bool is_replaced(struct span v, const struct own_span *own, size_t n)
{
	enum season season = season_of(v);
	enum own_days kind = season == SEASON_AUTUMN ? FREE_AUTUMN : season == SEASON_SPRING ? FREE_SPRING : FREE_NONE;
	for (size_t i = 0; kind != FREE_NONE && i < n; i++)
		if (own[i].kind == kind && school_year_of(own[i].days.begin) == school_year_of(v.begin))
			return true;
	return false;
}

static int by_begin(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	return (x->begin > y->begin) - (x->begin < y->begin);
}

/* In order, each day once. */
static size_t in_order(struct span *v, size_t n)
{
	size_t kept = 0;
	if (n > 0)
		qsort(v, n, sizeof *v, by_begin);
	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && v[i].begin <= v[kept - 1].end)
			v[kept - 1].end = v[i].end > v[kept - 1].end ? v[i].end : v[kept - 1].end;
		else
			v[kept++] = v[i];
	}
	return kept;
}

const struct calendar *school_calendar(struct arena *a, enum holiday_region region, const struct own_span *own,
                                       size_t n)
{
	const struct calendar *of = region_calendar(region);
	if (n == 0)
		return of;
	struct calendar *c = ARENA_NEW(a, struct calendar);
	struct span *free = ARENA_ARRAY(a, struct span, of->n_vacations + n), *closed = ARENA_ARRAY(a, struct span, n);
	size_t n_free = 0, n_closed = 0;
	for (size_t i = 0; i < of->n_vacations; i++)
		if (!is_replaced(of->vacations[i], own, n))
			free[n_free++] = of->vacations[i];
	for (size_t i = 0; i < n; i++)
		if (is_vacation(own[i].kind))
			free[n_free++] = own[i].days;
		else
			closed[n_closed++] = own[i].days;
	*c = (struct calendar){.vacations = free, .n_vacations = in_order(free, n_free), .closed = closed,
		.n_closed = in_order(closed, n_closed), .known = of->known};
	return c;
}

/* ---- out of the database ---- */

#define BOOK "SELECT rule, value, unit, begins, ends FROM rule_setting WHERE begins < ends AND region = "
/* A school without a location here has no holiday region; one without days of its own gives one row without them. */
#define DAYS \
	"SELECT s.holidays, coalesce(v.kind, ''), coalesce(v.begins, ''), coalesce(v.last, '') FROM school s" \
	" LEFT JOIN vacation v ON v.org = s.org AND v.gone = 0 WHERE s.org = "
#define DAYS_ORDER " ORDER BY s.id, v.begins, v.id"
const char basis_book_out[] = "tittt", basis_days_out[] = "tttt";

static const struct stmt stmt_book_region = {BOOK "$1 ORDER BY rule, begins, id", "i", "tittt"};
static const struct stmt stmt_book_route = {
	BOOK "(SELECT region FROM route WHERE id = $1) ORDER BY rule, begins, id", "i", "tittt"};
static const struct stmt stmt_book_org = {
	BOOK "(SELECT region FROM organisation WHERE id = $1) ORDER BY rule, begins, id", "i", "tittt"};
static const struct stmt stmt_days_route = {
	DAYS "(SELECT school FROM route WHERE id = $1)" DAYS_ORDER, "i", "tttt"};
static const struct stmt stmt_days_org = {DAYS "$1" DAYS_ORDER, "i", "tttt"};

static const struct calendar *days_take(struct arena *a, const struct rows *rows)
{
	enum holiday_region region;
	struct own_span *own = ARENA_ARRAY(a, struct own_span, rows->n + 1);
	size_t n = 0;
	if (rows->n == 0 || !holiday_region_parse(rows_text(rows, 0, 0), &region))
		return NULL;
	for (size_t i = 0; i < rows->n; i++) {
		struct own_span s;
		if (!own_days_parse(rows_text(rows, i, 1), &s.kind) || !date_parse_iso(rows_text(rows, i, 2), &s.days.begin) ||
		    !date_parse_iso(rows_text(rows, i, 3), &s.days.end))
			continue;
		s.days.end++; /* the table holds the last day */
		own[n++] = s;
	}
	return school_calendar(a, region, own, n);
}

struct basis_put basis_put(struct batch *b, int64_t route)
{
	struct basis_put at;
	at.book = batch_put(b, &stmt_book_route, DB_ARGS(val_int(route)));
	at.days = batch_put(b, &stmt_days_route, DB_ARGS(val_int(route)));
	return at;
}

struct basis_put basis_put_org(struct batch *b, int64_t org)
{
	struct basis_put at;
	at.book = batch_put(b, &stmt_book_org, DB_ARGS(val_int(org)));
	at.days = batch_put(b, &stmt_days_org, DB_ARGS(val_int(org)));
	return at;
}

void basis_take(struct arena *a, const struct batch *b, struct basis_put at, struct basis *out)
{
	book_take(a, batch_rows(b, at.book), &out->book);
	out->calendar = days_take(a, batch_rows(b, at.days));
}

static enum err load(struct act *act, const struct stmt *book, const struct stmt *days, int64_t id, struct basis *out)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	struct basis_put at;
	at.book = batch_put(b, book, DB_ARGS(val_int(id)));
	at.days = batch_put(b, days, DB_ARGS(val_int(id)));
	e = batch_run(b);
	if (e == OK)
		basis_take(act->a, b, at, out);
	return e;
}

enum err basis_load(struct act *act, int64_t route, struct basis *out)
{
	return load(act, &stmt_book_route, &stmt_days_route, route, out);
}

enum err basis_of_org(struct act *act, int64_t org, struct basis *out)
{
	return load(act, &stmt_book_org, &stmt_days_org, org, out);
}

enum err basis_of_schools(struct act *act, int64_t region, const int64_t *orgs, size_t n, struct basis *out)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t book = batch_put(b, &stmt_book_region, DB_ARGS(val_int(region)));
	for (size_t i = 0; i < n; i++)
		batch_put(b, &stmt_days_org, DB_ARGS(val_int(orgs[i])));
	e = batch_run(b);
	struct rule_book of = {.n = 0};
	if (e == OK)
		book_take(act->a, batch_rows(b, book), &of);
	for (size_t i = 0; e == OK && i < n; i++)
		out[i] = (struct basis){.book = of, .calendar = days_take(act->a, batch_rows(b, book + 1 + i))};
	return e;
}

size_t book_put(struct batch *b, int64_t region)
{
	return batch_put(b, &stmt_book_region, DB_ARGS(val_int(region)));
}

static const struct stmt stmt_regions = {
	"SELECT DISTINCT region FROM rule_setting WHERE begins < ends ORDER BY region LIMIT 1000", "", "i"};

enum err books_of_all(struct act *act, struct region_books *out)
{
	const struct rows *rows;
	enum err e = act_exec(act, &stmt_regions, DB_NO_ARGS, &rows);
	int64_t *regions = ARENA_ARRAY(act->a, int64_t, e == OK ? rows->n + 1 : 1);
	struct rule_book *v = ARENA_ARRAY(act->a, struct rule_book, e == OK ? rows->n + 1 : 1);
	*out = (struct region_books){.regions = regions, .v = v};
	for (size_t i = 0; e == OK && i < rows->n; i++) {
		regions[i] = rows_int(rows, i, 0);
		e = book_of_region(act, regions[i], &v[i]);
		out->n = i + 1;
	}
	return e;
}

const struct rule_book *book_in(const struct region_books *books, int64_t region)
{
	static const struct rule_book none;
	for (size_t i = 0; i < books->n; i++)
		if (books->regions[i] == region)
			return &books->v[i];
	return &none;
}

enum err book_of_region(struct act *act, int64_t region, struct rule_book *out)
{
	const struct rows *rows;
	enum err e = act_exec(act, &stmt_book_region, DB_ARGS(val_int(region)), &rows);
	if (e == OK)
		book_take(act->a, rows, out);
	return e;
}

const char *basis_book_sql(struct arena *a, const char *record)
{
	return str_printf(a, BOOK "(SELECT region FROM %s WHERE pid = $1) ORDER BY rule, begins, id", record).p;
}

const char *basis_days_sql(struct arena *a, const char *record, const char *route)
{
	return str_printf(a, DAYS "(SELECT x.school FROM route x JOIN %s r ON r.%s = x.id WHERE r.pid = $1)" DAYS_ORDER,
	                  record, route).p;
}
