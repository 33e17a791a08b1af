/* Terms made anew: after a rule of the region or the free days of a school changed, every date that a record keeps and
 * its rows on the shelf follow. In small transactions, by key, so that whoever works meanwhile waits for none of them;
 * doing it again changes nothing. A date follows from other things, so that making it anew is no change of the record:
 * it keeps its rev and writes no history (the rule and the vacation do). */
#ifndef TN_REFIT_H
#define TN_REFIT_H

#include "model.h"
#include "rule_book.h"

/* Which records. */
struct refit_where {
	int64_t region;
	int64_t org;      /* of children at this school only; 0: all */
	const char *rule; /* records with a term by this rule only; NULL: any */
};
/* How far it is. Zero: at the beginning. */
struct refit {
	size_t record;        /* the place in the model */
	int64_t after;        /* the id of the last record that was looked at */
	int64_t seen, moved;  /* records looked at, and those whose date was made anew */
	int64_t fewer;        /* by how much the next step is smaller, because others wrote in the last one */
	bool over;
};
enum { REFIT_STEP = 250, REFIT_LEAST = 8 };
/* The next records, at most REFIT_STEP, in a transaction of its own. The act needs memory for one step only: give it a
 * fresh arena each time. ERR_BUSY: another wrote one of them; the same step can be done again. */
enum err refit_step(struct act *act, const struct refit_where *where, struct refit *at) MUST_CHECK;
/* Is there anything that such a rule bears on? Otherwise there is nothing to do. */
bool refit_concerns(const struct model *m, const struct refit_where *where);
/* How many records there are to look at, for saying how far it is. */
enum err refit_size(struct act *act, const struct refit_where *where, int64_t *n) MUST_CHECK;

/* What a change of a rule would do: running terms whose day moves, and those of them that would be over already. Looks
 * at REFIT_LOOK_MAX records; `cut`: there are more, so that the numbers are a least. Numbers of a whole region, of
 * nobody: for those who may change its rules. */
struct refit_foreseen {
	int64_t moved, late;
	bool cut;
};
enum { REFIT_LOOK_MAX = 20000 };
enum err refit_foresee(struct act *act, const struct refit_where *where, const struct rule_book *will,
                       struct refit_foreseen *out) MUST_CHECK;

#endif
