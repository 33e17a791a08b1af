/* Inside of mod/roster: a school's list as an import (mod/import). */
#ifndef TN_ROSTER_IMPORT_H
#define TN_ROSTER_IMPORT_H

#include "group.h"
#include "roster_row.h"

/* From EDEXML and from a sheet, by who supervises; colleagues from either, by who leads. */
extern const struct import_kind roster_edexml, roster_sheet, roster_staff;
extern const struct task_kind *const roster_tasks[];
extern const size_t n_roster_tasks;

/* What a row of such an import holds. */
enum roster_field {
	RF_KIND, RF_SCHOOL, RF_GIVEN, RF_PREFIX, RF_FAMILY, RF_BORN, RF_PC4, RF_GROUP, RF_YEARS, RF_EMAIL, RF_ROLE,
	    RF__N
};
extern const struct record rec_roster_row;
extern const struct field roster_fields[RF__N];

enum err roster_plan(struct act *act, const struct import_source *src, struct import_plan *p,
                     struct import_refusal *why) MUST_CHECK;
enum err roster_staff_plan(struct act *act, const struct import_source *src, struct import_plan *p,
                           struct import_refusal *why) MUST_CHECK;
/* Puts one row in; what it changes says `source` and today. */
enum err roster_apply(struct act *act, struct change *c, const struct import_row *row, const char *source,
                      void **memory) MUST_CHECK;
/* The group with this name among those of the school, folded; NULL: there is none. */
const struct group *roster_group_named(struct arena *a, const struct groups *all, struct str name);

enum { ASK_SAME_NAME = 1, ASK_SAME_BIRTH, ASK_GONE };
enum { ANSWER_LATER = 0, ANSWER_YES, ANSWER_NO };

#endif
