/* The page of terms. */
#ifndef TN_TERMS_PAGE_H
#define TN_TERMS_PAGE_H

#include "req.h"

handler terms_page, terms_post;
extern const struct form_def form_terms;

#endif
