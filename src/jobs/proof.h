/* The proof of all chains, and what was witnessed of them: by command and once a day by itself. */
#ifndef TN_PROOF_H
#define TN_PROOF_H

#include "witness.h"

struct proof_found {
	int64_t changes, change_chains, values, erased, looks;
	int64_t heads;   /* that the databases hold of each other */
	struct str why;  /* a line per fault; empty: all is as it was written */
};
/* ERR_CONFLICT when there is a fault. */
enum err proof_all(const struct witness_dbs *dbs, struct arena *a, struct proof_found *out) MUST_CHECK;

/* Proves, and remembers the outcome for the privacy officer. A fault is in the log, and no error of this run. */
enum err proof_run(const struct witness_dbs *dbs, struct arena *a, int64_t now) MUST_CHECK;
/* The last outcome: when (0: never) and whether everything was whole. */
enum err proof_last(struct conn *c, struct arena *a, int64_t *at, bool *whole) MUST_CHECK;

#endif
