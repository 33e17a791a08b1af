#include "rule_book.h"

/* ---- what a region may set ---- */

/* Whose acts a region can bind itself to: its own bodies. */
static bool of_the_region(enum rule_actor k)
{
	return k == ACTOR_SCHOOL || k == ACTOR_BOARD || k == ACTOR_PARTNERSHIP || k == ACTOR_SUPPORT_POINT;
}

/* Of law, for who must act: [sense][counted backward]. */
static const enum room strict[RULE_SENSE__N][2] = {
	[RULE_BEFORE] = {ROOM_LESS, ROOM_MORE}, /* sooner done; so many weeks before a day: earlier */
	[RULE_FROM] = {ROOM_LESS, ROOM_NONE},   /* what a child has a right to begins sooner */
	[RULE_UNTIL] = {ROOM_NONE, ROOM_NONE},  /* how long a decision is valid stands in that decision */
	[RULE_KEEP] = {ROOM_LESS, ROOM_NONE},   /* sooner wiped */
};

/* The numbers that an agreement may have; zero: none in this unit. */
static const struct bounds sane[UNIT__N] = {
	[UNIT_DAYS] = {1, 120},       [UNIT_WEEKS] = {1, 26},       [UNIT_MONTHS] = {1, 12},
	[UNIT_YEARS] = {1, 5},        [UNIT_WORKING_DAYS] = {1, 60}, [UNIT_SCHOOL_DAYS] = {1, 60},
	[UNIT_SCHOOL_WEEKS] = {1, 40}, [UNIT_AGE] = {24, 60},
};

/* A length of time, not an age, a day of the year or a school year. */
static bool is_span(enum unit unit)
{
	return unit > UNIT_HOURS && unit < UNIT_SCHOOL_YEARS;
}

static bool bounds_in(const struct rule *r, enum room room, enum unit unit, struct bounds *out);

enum room rule_room(const struct rule *r)
{
	struct bounds b;
	enum room room = ROOM_NONE;
	if (r->firm)
		return ROOM_NONE;
	if (r->kind == RULE_LOCAL)
		room = sane[r->unit].most > 0 ? ROOM_FREE : ROOM_NONE;
	else if (of_the_region(r->actor) && is_span(r->unit))
		room = strict[r->sense][r->back];
	/* One working day cannot become less. */
	return bounds_in(r, room, r->unit, &b) && b.least < b.most ? room : ROOM_NONE;
}

/* Law is counted as the law counts, or in the days of its weeks; an agreement in any length of time. */
static bool unit_in(const struct rule *r, enum room room, enum unit unit)
{
	if (room == ROOM_NONE || unit == r->unit)
		return room != ROOM_NONE;
	if (room != ROOM_FREE || r->within != NULL)
		return r->unit == UNIT_WEEKS && unit == UNIT_DAYS;
	return is_span(r->unit) && is_span(unit) && !r->back;
}

enum { WEEK = 7 };

/* The number of a rule in a unit that unit_in allows. */
static int32_t value_in(const struct rule *r, enum unit unit)
{
	return r->unit == UNIT_WEEKS && unit == UNIT_DAYS ? r->value * WEEK : r->value;
}

static bool bounds_in(const struct rule *r, enum room room, enum unit unit, struct bounds *out)
{
	if (!unit_in(r, room, unit))
		return false;
	int32_t value = value_in(r, unit);
	switch (room) {
	case ROOM_LESS:
		*out = (struct bounds){1, value};
		return true;
	case ROOM_MORE:
		*out = (struct bounds){value, value > sane[unit].most ? value : sane[unit].most};
		return true;
	case ROOM_FREE:
		*out = sane[unit];
		if (r->within != NULL) {
			const struct rule *law = rule_find(str_from(r->within), DATE_OPEN - 1);
			if (law == NULL)
				BUG("%s stands within %s, which there is not", r->id, r->within);
			out->most = value_in(law, unit);
		}
		return true;
	case ROOM_NONE:
	case ROOM__N:
		break;
	}
	return false;
}

bool rule_room_unit(const struct rule *r, enum unit unit)
{
	return unit_in(r, rule_room(r), unit);
}

bool rule_room_bounds(const struct rule *r, enum unit unit, struct bounds *out)
{
	return bounds_in(r, rule_room(r), unit, out);
}

const struct choice rule_unit_choices[] = {
	{"dagen", N_("days"), NULL},
	{"weken", N_("weeks"), NULL},
	{"maanden", N_("months"), NULL},
	{"jaren", N_("years"), NULL},
	{"werkdagen", N_("working days"), NULL},
	{"schooldagen", N_("school days"), NULL},
	{"schoolweken", N_("school weeks"), NULL},
	{"maanden-oud", N_("months of age"), NULL},
	{NULL, NULL, NULL},
};
static const enum unit choice_units[] = {UNIT_DAYS, UNIT_WEEKS, UNIT_MONTHS, UNIT_YEARS, UNIT_WORKING_DAYS,
                                         UNIT_SCHOOL_DAYS, UNIT_SCHOOL_WEEKS, UNIT_AGE};
enum { N_CHOICES = sizeof choice_units / sizeof *choice_units };

bool rule_unit_parse(struct str code, enum unit *out)
{
	for (size_t i = 0; i < N_CHOICES; i++)
		if (str_is(code, rule_unit_choices[i].code)) {
			*out = choice_units[i];
			return true;
		}
	return false;
}

const struct choice *rule_unit_choice(enum unit unit)
{
	for (size_t i = 0; i < N_CHOICES; i++)
		if (choice_units[i] == unit)
			return &rule_unit_choices[i];
	return NULL;
}

/* Why each way is the only one, with {length} and {article} of the law. */
static const char *const only[ROOM__N] = {
	[ROOM_LESS] = N_("The law says {length} ({article}). Shorter is allowed, longer is not."),
	[ROOM_MORE] = N_("The law says {length} ({article}). Earlier is allowed, later is not."),
};

static const char *fixed_text(const struct rule *r)
{
	return r->kind == RULE_LOCAL ? N_("This is part of the agreement itself ({length}) and cannot be set.")
	                             : N_("The law fixes this ({length}, {article}). A region cannot set it otherwise.");
}

const char *rule_setting_refused(struct arena *a, struct speak sp, const struct rule *r, int64_t value, enum unit unit)
{
	enum room room = rule_room(r);
	const struct rule *law = r->within == NULL ? r : rule_find(str_from(r->within), DATE_OPEN - 1);
	struct bounds b;
	bool fits = rule_room_bounds(r, unit, &b);
	if (fits && value >= b.least && value <= b.most)
		return NULL;
	const struct slot slots[] = {
		{"length", rule_length(a, sp, law == NULL ? r : law)},
		{"article", str_from(law != NULL && law->article != NULL ? law->article : r->id)},
		{"least", tr_number(a, sp.lang, fits ? b.least : 0)}, {"most", tr_number(a, sp.lang, fits ? b.most : 0)}};
	if (room == ROOM_NONE)
		return tr_fill(a, sp, fixed_text(r), slots, 2).p;
	if (!fits)
		return tr_fill(a, sp, N_("Count it in the unit of the rule: {length}."), slots, 1).p;
	bool looser = room == ROOM_LESS || r->within != NULL ? value > b.most : room == ROOM_MORE && value < b.least;
	if (looser)
		return tr_fill(a, sp, only[room == ROOM_FREE ? ROOM_LESS : room], slots, 2).p;
	return tr_fill(a, sp, N_("Choose a number from {least} to {most}."), slots + 2, 2).p;
}

/* ---- the book ---- */

static int32_t as_number(int32_t date)
{
	struct ymd d = date_to_ymd(date);
	return d.year * 10000 + d.month * 100 + d.day;
}

/* An extension goes along with the unit. */
static int16_t more_in(const struct rule *base, enum unit unit)
{
	if (unit == base->unit || base->more == RULE_MORE_FREE)
		return base->more;
	return base->unit == UNIT_WEEKS && unit == UNIT_DAYS ? (int16_t)(base->more * WEEK) : 0;
}

static struct rule own_rule(const struct rule *base, int32_t value, enum unit unit, int32_t from, int32_t to)
{
	struct rule r = *base;
	r.value = (int16_t)value;
	r.unit = unit;
	r.more = more_in(base, unit);
	r.from = as_number(from);
	r.to = to == DATE_OPEN ? 0 : as_number(to);
	r.base = base;
	return r;
}

static bool allowed(const struct rule *base, int64_t value, enum unit unit)
{
	struct bounds b;
	return rule_room_bounds(base, unit, &b) && value >= b.least && value <= b.most;
}

static bool holds_on(const struct rule *r, int32_t on)
{
	int32_t day = as_number(on);
	return day >= r->from && (r->to == 0 || day < r->to);
}

const struct rule *book_rule(const struct rule_book *book, struct str id, int32_t on)
{
	const struct rule *law = rule_for(id, on);
	for (size_t i = law == NULL || book == NULL ? 0 : book->n; i > 0; i--) { /* the one that began last */
		const struct rule *own = &book->own[i - 1];
		if (strcmp(own->id, law->id) == 0 && holds_on(own, on) && allowed(law, own->value, own->unit))
			return own;
	}
	return law;
}

static int32_t as_date(int32_t number)
{
	return date_from_ymd((struct ymd){number / 10000, number / 100 % 100, number % 100});
}

const struct rule *book_keep(const struct rule_book *book, struct str id, int32_t on, int32_t *counts)
{
	int32_t begins = DATE_OPEN;
	for (size_t i = 0; rule_for(id, on) == NULL && i < n_rules; i++) {
		const struct rule *r = &rules[i];
		bool it = str_is(id, r->id) || (r->digest != NULL && str_is(id, r->digest));
		if (it && r->from > as_number(on) && as_date(r->from) < begins)
			begins = as_date(r->from);
	}
	*counts = begins == DATE_OPEN ? on : begins;
	return book_rule(book, id, *counts);
}

void book_take(struct arena *a, const struct rows *rows, struct rule_book *out)
{
	struct rule *own = ARENA_ARRAY(a, struct rule, rows->n + 1);
	*out = (struct rule_book){.own = own};
	for (size_t i = 0; i < rows->n; i++) {
		const struct rule *base = rule_named(rows_text(rows, i, 0));
		int32_t from, to;
		enum unit unit;
		if (base == NULL || !rule_unit_parse(rows_text(rows, i, 2), &unit) ||
		    !date_parse_iso(rows_text(rows, i, 3), &from) || !date_parse_iso(rows_text(rows, i, 4), &to))
			continue;
		if (from < to && allowed(base, rows_int(rows, i, 1), unit))
			own[out->n++] = own_rule(base, (int32_t)rows_int(rows, i, 1), unit, from, to);
	}
}

struct rule_book book_with(struct arena *a, const struct rule_book *book, const struct rule *base, int32_t value,
                           enum unit unit, int32_t from, int32_t to)
{
	struct rule *own = ARENA_ARRAY(a, struct rule, book->n + 1);
	for (size_t i = 0; i < book->n; i++)
		own[i] = book->own[i];
	own[book->n] = own_rule(base, value, unit, from, to);
	return (struct rule_book){.own = own, .n = book->n + 1};
}
