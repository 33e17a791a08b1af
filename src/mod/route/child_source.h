/* Where the core of a child was taken over from, and when: beside the fields that still hold it (practice 8). */
#ifndef TN_CHILD_SOURCE_H
#define TN_CHILD_SOURCE_H

#include "route.h"
#include "view.h"

size_t child_source_put(struct batch *b, const struct seen *child);
/* A small line per source and day, with the fields that this reader may see; nothing where all was typed here. */
void child_source_show(struct ui *u, const struct seen *child, const struct rows *changes);

#endif
