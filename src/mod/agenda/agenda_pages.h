/* The pages of this module. */
#ifndef TN_AGENDA_PAGES_H
#define TN_AGENDA_PAGES_H

#include "agenda.h"

handler agenda_page;
extern const char *const query_agenda[];

handler feed_page, feed_post, feed_end_post, feed_deliver;
extern const struct form_def form_feed;

handler digest_page, digest_post;
extern const struct form_def form_digest;

/* The dates of the own side of the work list. */
int64_t agenda_side(const struct viewer *v);

#endif
