/* Module health: whether this installation is well and safe, for its administrator and for a scraper. */
#ifndef TN_HEALTH_MODULE_H
#define TN_HEALTH_MODULE_H

#include "req.h"

extern const struct module mod_health;

#endif
