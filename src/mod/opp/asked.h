/* How far the parents with authority are with an answer that the school asked: what a state "asked to the parents" says
 * once they gave it. */
#ifndef TN_ASKED_H
#define TN_ASKED_H

#include "field.h"

struct asked {
	bool known;     /* may the reader know which parent is which (access.md rule 12)? else `parents` says nothing */
	size_t parents; /* with authority */
	size_t yes, no;
	bool own_yes, own_no; /* of this very reader */
};
/* One answer to what is asked now: a code of its choices. */
void asked_add(struct asked *a, struct str answer, bool own);
/* English; NULL: it is still the turn of the parents, and the state says so itself. */
const char *asked_word(const struct asked *a);

#endif
