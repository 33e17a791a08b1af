/* Numbers of citizens, which never come here (law.md 4.1, 4.2). */
#ifndef TN_BSN_H
#define TN_BSN_H

#include "str.h"

/* Is there a number of nine digits in it that could be one of a citizen? */
bool bsn_in(struct str text);
/* Is this what a column or element with such a number is called? */
bool bsn_name(struct str name);

#endif
