/* Invented people need names: common first names and surnames of the Netherlands, of families from everywhere. Whoever
 * is made of them does not exist. */
#ifndef TN_DEMO_NAMES_H
#define TN_DEMO_NAMES_H

#include "rand.h"

struct demo_surname {
	const char *prefix, *family; /* prefix NULL: none */
};
struct demo_surname demo_surname(struct dice *d);
const char *demo_child_name(struct dice *d);
const char *demo_adult_name(struct dice *d);

#endif
