/* Pages on who takes part in the route of a child: seeing it, letting someone take part, ending it. */
#ifndef TN_TAKE_PART_PAGE_H
#define TN_TAKE_PART_PAGE_H

#include "req.h"

extern const struct form_def form_taker_find, form_taker_person, form_taker;

handler takers_page, taker_kinds_page, taker_find_page, taker_person_post, taker_page, taker_post, taker_end_post;

#endif
