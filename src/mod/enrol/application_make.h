/* Making an application, with the route of a child that is not known here yet. */
#ifndef TN_APPLICATION_MAKE_H
#define TN_APPLICATION_MAKE_H

#include "along.h"
#include "enrol.h"
#include "route.h"

enum { CHOICES_MAX = 3 };

/* A school that one can apply at, or visit. */
struct enrol_school {
	int64_t org;
	struct str pid, name, place, phone; /* pid: of the school's page */
	bool is_public, is_secondary;
};
struct enrol_schools {
	const struct enrol_school *v;
	size_t n;
};
/* The schools of the region that are open, by place and name. `region`: that of the viewer, or of the installation. */
enum err enrol_schools(struct act *act, int64_t region, struct enrol_schools *out) MUST_CHECK;
/* The same with the next batch. */
struct stmt_asked *enrol_schools_ask(struct act *act, int64_t region);
enum err enrol_schools_told(struct act *act, const struct stmt_asked *x, struct enrol_schools *out) MUST_CHECK;
/* The same as part of a batch. */
size_t enrol_schools_put(const struct act *act, struct batch *b, int64_t region);
struct enrol_schools enrol_schools_take(struct arena *a, const struct rows *r);
/* By the public id of its page, or by its organisation; NULL: none. */
const struct enrol_school *enrol_school_at(const struct enrol_schools *all, struct str pid);
const struct enrol_school *enrol_school_of(const struct enrol_schools *all, int64_t org);

struct applying {
	int64_t route;              /* of a child that has one, which the applicant may open; 0: a new one of `child` */
	struct val child[ROUTE__N]; /* name, birth date, postcode */
	const struct enrol_school *at[CHOICES_MAX]; /* in the order of preference */
	size_t n;
	bool at_school;             /* written down at school, with the parents beside */
	const struct form *form;    /* what is asked along with it */
	int32_t born;
	int64_t school;             /* where the child is enrolled now; 0: nowhere */
	bool stays;                 /* the route stays in its phase: something else runs for this child */
	struct str pid;             /* out: of a new route */
};
/* As part of a change: the applications, who may open them, and what is next on the route. The school of first choice
 * has the duty of care, unless another school has it already (ADM-03). ERR_CONFLICT: one of them stands there already.
 */
enum err application_make(struct act *act, struct change *c, struct applying *x) MUST_CHECK;

/* What the duty of care opens to the school `org`, by this application, as part of a change: what it needs to judge
 * what helps, and the talks that the preschool or the school `from` (0: none) led. */
enum err duty_opens(struct change *c, int64_t route, int64_t from, int64_t org, int64_t application) MUST_CHECK;
enum err application_gives(struct change *c, int64_t route, int64_t org, enum relation_kind kind, parts shared,
                           int64_t application) MUST_CHECK;

/* Of a child, without `but`: only for what an application itself sets in motion, never for a page. */
struct running_ones {
	const struct rows *r; /* id, state, preference, duty, school, pid */
	int64_t duty;         /* the one that runs and has the duty of care; 0: none */
	int64_t preferred;    /* the highest number of a choice that was given out */
};
enum err applications_beside(struct act *act, int64_t route, int64_t but, struct running_ones *out) MUST_CHECK;
/* Is this state none of the ends? */
bool application_runs(struct str state);

/* A message to each parent with authority: once per application and `what`; after the day `by` (0: none) it has no
 * sense any more. */
enum err application_tells(struct change *c, const struct row *application, const char *what, int32_t by) MUST_CHECK;
/* The same to who looks after it at its school. */
enum err application_tells_school(struct change *c, int64_t application, int64_t route, int64_t school,
                                  const char *what) MUST_CHECK;

#endif
