/* Mail and letters: what waits, what went wrong, for who keeps the installation. Addresses are shown with their letters
 * left out, and never of what a mail was about. */
#ifndef TN_POST_PAGE_H
#define TN_POST_PAGE_H

#include "req.h"

handler post_page, post_test_post;

#endif
