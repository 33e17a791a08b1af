/* For the privacy officer: who let whom take part, and why an account may open what of a child. Codes, no contents. */
#ifndef TN_OVERSIGHT_PAGE_H
#define TN_OVERSIGHT_PAGE_H

#include "req.h"

extern const struct form_def form_why;

handler given_page, why_page, why_post;

#endif
