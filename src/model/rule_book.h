/* The rules of a region on a day: those of law, with what the region has set itself. A region may be stricter than the
 * law, never looser; an agreement it may change within sane limits. And the calendar that a child's terms are counted
 * in: the vacations of the holiday region of its school, with that school's own days.
 *
 * Both are read for one child or for many, in the batch of whoever needs them; nothing is kept between requests. */
#ifndef TN_RULE_BOOK_H
#define TN_RULE_BOOK_H

#include "act.h"
#include "rule.h"

/* ---- what a region may set ---- */

/* Which way a region may go from the rule. Zero: nowhere. */
enum room {
	ROOM_NONE = 0, /* it stands as it is written */
	ROOM_LESS,     /* a smaller number only */
	ROOM_MORE,     /* a larger number only: counted backward, so that the day comes earlier */
	ROOM_FREE,     /* an agreement: any number within sane limits */
	ROOM__N
};
/* Stricter is earlier, always: for who must act, for a right of a child that begins, and for what may be kept. What
 * others than the region's own bodies must do, how long something is valid, ages and fixed days are nobody's to change.
 * Why per sense: docs/rules.md. */
enum room rule_room(const struct rule *r);
/* May the region count it in this unit; and which numbers it may have in it, `r` being a row of the table. Both false:
 * none. */
bool rule_room_unit(const struct rule *r, enum unit unit);
struct bounds {
	int32_t least, most;
};
bool rule_room_bounds(const struct rule *r, enum unit unit, struct bounds *out) MUST_CHECK;
/* NULL: it may be so. Otherwise what the law says against it or which limit it passes, as a sentence for the reader,
 * with the article. */
const char *rule_setting_refused(struct arena *a, struct speak sp, const struct rule *r, int64_t value, enum unit unit);
/* The units that a region may choose from, with their codes; ends with a NULL code. */
extern const struct choice rule_unit_choices[];
bool rule_unit_parse(struct str code, enum unit *out) MUST_CHECK;
const struct choice *rule_unit_choice(enum unit unit); /* NULL: a region cannot choose it */

/* ---- the book ---- */

/* What one region has set, in force or not. Zero: nothing, so that the law is all there is. */
struct rule_book {
	const struct rule *own; /* .base is the row of the table */
	size_t n;
};
/* The rule with this id (or R-number) as it holds in the region for a fact on this day; NULL: none. The one function by
 * which a term of a region gets its rule. `book` NULL: the law alone. */
const struct rule *book_rule(const struct rule_book *book, struct str id, int32_t on);
/* The same for what may be kept: where no rule was in force on the day of the fact, the first one that came into force
 * after it, and *counts is then that day. What was there before a law is not kept without end (law.md 1.8). */
const struct rule *book_keep(const struct rule_book *book, struct str id, int32_t on, int32_t *counts);
/* Of rows (rule, value, unit, begins, ends). What is looser than the table says now is left out: a law that became
 * stricter wins at once. */
void book_take(struct arena *a, const struct rows *rows, struct rule_book *out);
/* The book with one more row, as it would be: for saying what a change does before it happens. */
struct rule_book book_with(struct arena *a, const struct rule_book *book, const struct rule *base, int32_t value,
                           enum unit unit, int32_t from, int32_t to);
size_t book_put(struct batch *b, int64_t region); /* the rows for book_take */
enum err book_of_region(struct act *act, int64_t region, struct rule_book *out) MUST_CHECK;

/* What all regions of the database have set, for what walks over all of them. */
struct region_books {
	const int64_t *regions;
	const struct rule_book *v;
	size_t n;
};
enum err books_of_all(struct act *act, struct region_books *out) MUST_CHECK;
const struct rule_book *book_in(const struct region_books *books, int64_t region); /* nothing set: an empty one */

/* ---- own days of a school ---- */

/* What a school may set itself. The vacations of Christmas, May and summer are the minister's; autumn and spring are an
 * advice, which a school's own one replaces. Source: law.md 6.1. */
enum own_days { FREE_NONE = 0, FREE_AUTUMN, FREE_SPRING, FREE_EXTRA, FREE_STUDY, FREE_OFF, FREE__N };
extern const struct choice own_days_choices[FREE__N];
bool own_days_parse(struct str code, enum own_days *out) MUST_CHECK;
int32_t own_days_most(enum own_days kind); /* how many days in a row at most */
/* The vacation that a span of the ministry's table is, by the month it begins in. English: "Autumn vacation". */
const char *vacation_label(struct span v);
const char *holiday_label(enum holiday h); /* English; NONE: NULL */
/* Why this is no day to meet at school, as a sentence for the reader: a weekend, a holiday, a vacation, a day off
 * there. Empty: nothing is known against it. It is said and never refused: people may meet on any day. */
struct str day_off_says(struct arena *a, struct speak sp, const struct calendar *c, int32_t date);

struct own_span {
	enum own_days kind;
	struct span days;
};
/* The vacations of the region with a school's own days in them; lives in `a`. */
const struct calendar *school_calendar(struct arena *a, enum holiday_region region, const struct own_span *own,
                                       size_t n);

/* ---- what a child's terms hang on ---- */

/* Zero: the law, and no school time. */
struct basis {
	struct rule_book book;
	const struct calendar *calendar; /* NULL: the school has no holiday region here */
};
/* Puts the two statements for one child into a batch, and takes their answers after it ran. */
struct basis_put {
	size_t book, days;
};
struct basis_put basis_put(struct batch *b, int64_t route);
struct basis_put basis_put_org(struct batch *b, int64_t org); /* of an organisation: its region's book, its calendar */
void basis_take(struct arena *a, const struct batch *b, struct basis_put at, struct basis *out);
enum err basis_load(struct act *act, int64_t route, struct basis *out) MUST_CHECK;
/* The same of an organisation: the book of its region, and its calendar. */
enum err basis_of_org(struct act *act, int64_t org, struct basis *out) MUST_CHECK;
/* The same of many organisations of one region, in one batch: out[i] of orgs[i]. */
enum err basis_of_schools(struct act *act, int64_t region, const int64_t *orgs, size_t n, struct basis *out) MUST_CHECK;
/* Texts of the two statements for a record of a child by its public id ($1): made once by model.c. */
const char *basis_book_sql(struct arena *a, const char *record);
const char *basis_days_sql(struct arena *a, const char *record, const char *route);
extern const char basis_book_out[], basis_days_out[];

#endif
