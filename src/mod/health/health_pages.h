/* The page of the installation, and its figures for a scraper. */
#ifndef TN_HEALTH_PAGES_H
#define TN_HEALTH_PAGES_H

#include "req.h"

enum err health_page(struct req *req);
/* In the text form of Prometheus, for who knows the word of `thuisnabij metrics --new-word`; ERR_NOT_FOUND when
 * there is none. */
enum err metrics_page(struct req *req);

#endif
