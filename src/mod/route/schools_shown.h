/* At which school each child of a list is, where they are at more than one. */
#ifndef TN_SCHOOLS_SHOWN_H
#define TN_SCHOOLS_SHOWN_H

#include "route.h"

struct schools {
	const struct stmt_asked *asked;
	const struct rows *names;
	int64_t first; /* the school of the first child; 0: none yet */
	bool several;
};
/* The names of the region are read with the next batch of the page; then each piece of the list is added, as this
 * reader sees the children (rec NULL: not open). */
void schools_ask(struct req *req, struct schools *s);
enum err schools_take(struct req *req, struct schools *s) MUST_CHECK;
void schools_add(struct schools *s, const struct seen *children, size_t n);
/* NULL: all are at one school (`s` may be NULL too), or where it is is not for this reader. */
const char *school_shown(const struct schools *s, struct arena *a, const struct seen *child);

#endif
