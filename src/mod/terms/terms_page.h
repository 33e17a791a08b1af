/* The page of terms. */
#ifndef TN_TERMS_PAGE_H
#define TN_TERMS_PAGE_H

#include "req.h"

handler terms_page;

#endif
