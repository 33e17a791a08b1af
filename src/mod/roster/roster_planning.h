/* Inside of mod/roster: a school's list on its way to a plan. */
#ifndef TN_ROSTER_PLANNING_H
#define TN_ROSTER_PLANNING_H

#include "roster_import.h"

struct here {
	const struct seen *seen;
	int64_t seat; /* of its group; 0: in none */
	bool met;     /* a row of the list is about it */
};

struct planning {
	struct act *act;
	struct arena *a;
	const struct import_table *t;
	struct roster_map map;
	enum roster_kind kind;    /* of rows that do not say so themselves */
	struct import_plan *plan;
	const struct school_seat *school;
	struct groups groups;
	struct group_teachers before;
	struct teacher *teachers;
	size_t n_teachers;
	struct here *here;
	size_t n_here;
	struct str *added;        /* names of groups that the list makes, folded */
	size_t n_added;
	bool *in_list;            /* per group: the list is about it */
	struct roster_person *rows; /* of pupils that stand in the list before this row */
	size_t n_rows;
};

struct values {
	struct import_value v[RF__N];
	size_t n;
};

struct str roster_folded(struct planning *x, struct str s);
void roster_put_new(struct values *to, enum roster_field f, struct str becomes); /* nothing where it is empty */
void roster_reject(struct planning *x, size_t line, struct str title, const char *reason, struct str what);
struct str roster_person_name(struct planning *x, const struct roster_person *p);
/* A group that is not here yet, once; one that is here is what the list is about. */
void roster_need_group(struct planning *x, size_t line, struct str name, struct str years);

/* One row about someone who works there: of the internal supervisor's list, and of who leads and may invite. */
void roster_plan_teacher(struct planning *x, size_t line, const struct roster_person *p);
void roster_plan_staff_row(struct planning *x, size_t line, const struct roster_person *p);

#endif
