/* Is this installation safe? Each check says one or more sentences about this machine, for the command and for a
 * page. */
#ifndef TN_DOCTOR_H
#define TN_DOCTOR_H

#include "command.h"

enum finding_level { FINDING_UNSAFE = 0, FINDING_NOTE, FINDING_FINE };
enum { FINDINGS_MAX = 64 };

struct finding {
	const char *check; /* one word */
	enum finding_level level;
	struct str text;
};

/* Runs all checks; *out points at the findings, in the arena of the invocation; returns how many. */
size_t doctor_look(struct invocation *in, const struct finding **out);

#endif
