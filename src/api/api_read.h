#ifndef TN_API_READ_H
#define TN_API_READ_H

#include "req.h"

/* GET: the front, a list, one record, its history. */
handler api_index, api_list_page, api_one, api_history;

#endif
