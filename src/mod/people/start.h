/* The start page: who you are here, and what there is to do now. */
#ifndef TN_START_H
#define TN_START_H

#include "req.h"

handler start_page;
handler undo_change;

#endif
