/* What stands on the work list, in words: for the list itself and for who shows rows of it elsewhere. */
#ifndef TN_WORK_SAY_H
#define TN_WORK_SAY_H

#include "route.h"

/* What must be done, why, and by when. */
struct str work_what(struct req *req, const struct seen *s, const struct work *w);
struct str work_why(struct req *req, const struct seen *s, const struct work *w);
/* How records of this type stand on the work list; NULL: they do not. */
const struct work *work_of_record(const struct record *rec);
/* Who is to act, as the list of this reader says; of a record that came from elsewhere, as the record alone does. */
enum side work_side(const struct seen *s, const struct work *w);
int32_t work_by(const struct row *r, const struct work *w);
/* The child by its short name; where the core is not open to this reader, "een kind". */
struct str work_child(struct req *req, const struct seen *child);
/* Where the thing is done; NULL: nowhere that this reader may go. */
const char *work_path(struct req *req, const struct seen *child, const struct work *w);

#endif
