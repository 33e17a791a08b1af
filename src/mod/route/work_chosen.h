/* What was asked of many rows at once: what is posted is rows as `rij` (code, at the preview with the rev that was
 * seen: "plan-01AB....7"), the act as `doe` ("plan.instemming"), and the fields of its form. */
#ifndef TN_WORK_CHOSEN_H
#define TN_WORK_CHOSEN_H

#include "work_ask.h"
#include "work_bulk.h"

#define BULK_ACT "doe"

/* One chosen row: what it is, and whether the act can be done with it. */
struct chosen {
	struct str code;
	int64_t rev;         /* seen by the reader; 0: not yet */
	const struct list *list;
	struct scope_pick pick;
	const char *why_not; /* English; NULL: it can be done */
};
struct bulk_ask {
	const struct list *list; /* of the type that the act belongs to */
	const struct record *rec;
	const struct bulk *act;
	struct chosen v[BULK_MAX];
	size_t n, n_can;
	bool too_many;
};

/* An act of the type that the reader's role may do: of a step, as its flow says; of a form, what each row says. */
bool bulk_act_is_ours(const struct req *req, const struct bulk *b);
/* All rows that were posted, with what stands in their way, read again at this moment: two batches, and one more for
 * each step that has a guard. act NULL: none that is there, and nothing was read. */
enum err bulk_read(struct req *req, struct bulk_ask *ask) MUST_CHECK;

#endif
