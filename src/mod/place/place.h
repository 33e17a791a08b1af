/* Group arrangements (startklas and the like) and the way of a child there and back: systems.md A4. A kind is the
 * region's, a group stands at a provision, a placement is of a child: from the day it is asked to the last look at
 * whether the return lasts. */
#ifndef TN_PLACE_H
#define TN_PLACE_H

#include "req.h"

extern const struct module mod_place;

#endif
