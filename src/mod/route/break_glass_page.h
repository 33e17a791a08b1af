/* Pages of break-glass: the door, what parents are told, what the privacy officer sees. */
#ifndef TN_BREAK_GLASS_PAGE_H
#define TN_BREAK_GLASS_PAGE_H

#include "req.h"

extern const struct form_def form_break_glass;

handler break_glass_page, break_glass_post, child_emergency_page, child_emergency_read, emergencies_page,
	emergency_seen_post;

#endif
