/* How long something may take: a public page that makes of one day all terms that are counted from it. It holds no
 * records and asks nothing about a person. */
#ifndef TN_TERMS_H
#define TN_TERMS_H

#include "req.h"

extern const struct module mod_terms;

#endif
