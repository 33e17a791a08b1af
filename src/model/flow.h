/* States and the steps between them. Whether a step may be made is asked in one place, for pages, API, command line and
 * import alike: the state it starts from, the role, the right to write, and the guard with its reasons. */
#ifndef TN_FLOW_H
#define TN_FLOW_H

#include "change.h"
#include "scope.h"

/* The step with this name, or NULL. */
const struct transition *flow_find(const struct record *rec, struct str name);
/* The place of the row's state, and of a code, among the choices of the state field (-1: there is none); and back. */
int flow_state(const struct row *r);
int flow_place(const struct record *rec, struct str code);
struct val flow_value(const struct record *rec, int state);
/* Does the step start from the state that this row is in? */
bool flow_leaves(const struct row *r, const struct transition *t);
/* Is there anything to do for it, as its description says of this row? */
bool flow_applies(const struct row *r, const struct transition *t);
/* May this reader make the step: role, right to write, and then the state. OK, ERR_DENIED, ERR_CONFLICT (not from this
 * state, or it does not apply), ERR_NOT_FOUND. The guard is not asked: one that does not apply is left to it, and is
 * not made whatever it says. */
enum err flow_may(struct act *act, const struct seen *seen, const struct transition *t) MUST_CHECK;
/* Is the record in a state in which a form may change it; and may this reader do that? A record without states has no
 * such bounds. */
bool flow_open(const struct row *r);
bool flow_editable(struct act *act, const struct seen *seen);
/* Role and right to write only, read freshly: for the inside of a change. */
enum err flow_right(struct act *act, const struct row *r, const struct transition *t) MUST_CHECK;
/* The form of a step that asks nothing: it still carries the form key and the rev. */
extern const struct form_def form_step;

/* One step as it stands now for this reader. */
struct step {
	const struct transition *t;
	enum err may;         /* OK; ERR_DENIED: not this reader; ERR_CONFLICT: not from this state; ERR_INVALID: `why` */
	struct reasons why;   /* what the guard says: shown beside the step before anyone tries */
};
enum { STEPS_MAX = 24 };
/* Does it leave this state, for the role of the reader? Rights and guards are not asked yet. */
bool flow_begins(const struct act *act, const struct row *r, const struct transition *t);
/* What their guards look at, read with the next batch of the page. `x` and `seen` live as long as the act. */
struct steps_asked {
	struct along along;
	const struct seen *seen;
	size_t own, beside; /* their places in the batch */
};
void flow_steps_ask(struct act *act, const struct seen *seen, struct steps_asked *x);
/* All steps of the record that leave its present state and are this reader's, with what still stands in their way. */
enum err flow_steps_take(struct act *act, const struct steps_asked *x, struct step out[STEPS_MAX],
                         size_t *n) MUST_CHECK;
/* Asked and taken at once. */
enum err flow_steps(struct act *act, const struct seen *seen, struct step out[STEPS_MAX], size_t *n) MUST_CHECK;

/* Makes the step, as part of a change: `form` holds what is typed along and the rev that was seen (NULL: nothing, and
 * the rev of `seen`). The state, the role and the guard are asked again inside the transaction of change_commit, which
 * gives ERR_INVALID with change_reasons(). */
void change_move(struct change *c, const struct seen *seen, const struct transition *t, const struct form *form);
/* After ERR_INVALID of change_commit: what the guard or the check of a record said. */
const struct reasons *change_reasons(const struct change *c);

#endif
