/* Pages of the own child from the menu of parents and pupils, where no child is in the address yet. */
#ifndef TN_OWN_CHILD_H
#define TN_OWN_CHILD_H

#include "req.h"

handler own_helpers_page; /* /wie-helpt: who takes part */
handler own_looks_page;   /* /wie-keek-mee: who looked along */

#endif
