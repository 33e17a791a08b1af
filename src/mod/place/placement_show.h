/* Inside of the page of a placement: what its parts show, and the words they share. */
#ifndef TN_PLACEMENT_SHOW_H
#define TN_PLACEMENT_SHOW_H

#include "place_pages.h"

#include "calendar.h"
#include "date.h"
#include "flow.h"
#include "route.h"

enum { PIECES = 9, WEEK = 7, CARE_WEEKS = 8, WISH_WEEKS = 8 };
enum piece { OF_ROUTE, OF_GOAL, OF_TALK, OF_LOOK, OF_PRACTICE, OF_CHECK, OF_ANSWER, OF_CONTACT,
	OF_PLACEMENT };

struct shown {
	struct req *req;
	struct ui *u;
	const struct row *r, *child;
	struct seen_page of[PIECES];
	struct place_names names;
	struct group_count group;
	const struct rows *guardians; /* id, pid, name */
	int32_t today;
	bool family, own; /* own: the pupil reads it */
};

static inline struct val value(const struct shown *s, enum placement_field f)
{
	return row_val(s->r, &placement_fields[f]);
}

static inline bool has(const struct shown *s, enum placement_field f)
{
	return value(s, f).type != VAL_NULL;
}

static inline struct str day(const struct shown *s, int32_t date)
{
	return tr_date(s->req->act.a, s->req->act.speak.lang, date, DATE_SHORT);
}

static inline struct str day_of(const struct shown *s, enum placement_field f)
{
	return has(s, f) ? day(s, (int32_t)value(s, f).i) : (struct str){0};
}

static inline struct str filled(const struct shown *s, const char *english, const char *slot, struct str v)
{
	return tr_fill(s->req->act.a, s->req->act.speak, english, TR_SLOTS({slot, v}));
}

/* With the name of the child, and for the pupil as said to the pupil. */
static inline const char *of_child(const struct shown *s, const char *named, const char *own)
{
	return s->own ? tr(s->req->act.speak, own)
	                             : filled(s, named, "name", row_text(s->child, &route_fields[ROUTE_GIVEN_NAME])).p;
}

static inline const char *word(const struct shown *s, const char *english)
{
	return tr(s->req->act.speak, english);
}

static inline struct str number(const struct shown *s, int64_t n)
{
	return tr_number(s->req->act.a, s->req->act.speak.lang, n);
}

static inline size_t in_state(const struct seen_page *p, uint32_t states)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		n += (states >> flow_state(&p->v[i].row) & 1) != 0;
	return n;
}

/* Hidden from the reader is not the same as empty (access.md rule 7). */
static inline struct str text_of(const struct shown *s, const struct seen *p, size_t field)
{
	const struct field *f = &p->row.rec->fields[field];
	if (p->hidden[field])
		return str_from(word(s, N_("You may not read this")));
	return f->type->show(s->req->act.a, s->req->act.speak, f, row_val(&p->row, f));
}

static inline struct str two(struct arena *a, struct str x, struct str y)
{
	return x.n == 0 || y.n == 0 ? (x.n == 0 ? y : x) : str_printf(a, STR_FMT "\n" STR_FMT, STR_ARG(x), STR_ARG(y));
}

/* The road there and back, with today in it; and how much of the longest time has gone. */
void placement_road(struct shown *s);
void placement_time_left(struct shown *s);
/* What was agreed and done on the way: goals of both schools, practice moments, talks and observations, and whether the
 * return lasts. What is past is folded. */
void placement_goals(struct shown *s);
/* One goal of both schools, drawn from its begin to what is enough. `act`: a link below it, without label none. */
void return_goal_show(struct ui *u, const struct row *goal, struct ui_link act);
void placement_practice(struct shown *s);
void placement_happened(struct shown *s);
void placement_checks(struct shown *s);
/* What the reader may write down to meet the term that is next; label NULL: nothing. */
struct ui_link placement_way_due(const struct shown *s);

#endif
