/* The administrator's pages of accounts. */
#ifndef TN_ACCOUNT_DESK_ACCOUNTS_H
#define TN_ACCOUNT_DESK_ACCOUNTS_H

#include "account_desk.h"

extern const struct form_def form_account_search;

handler account_list, account_search_post, account_page, account_close_post, account_code_post;

#endif
