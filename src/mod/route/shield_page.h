/* The page of shielded places of a child: only for who may set one, and not there for anyone else. */
#ifndef TN_SHIELD_PAGE_H
#define TN_SHIELD_PAGE_H

#include "req.h"

handler shields_page, shield_ask_post, shield_step_post;

#endif
