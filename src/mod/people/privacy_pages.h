/* What the program itself says of who may see what, and of what is kept: made from its own tables. */
#ifndef TN_PRIVACY_PAGES_H
#define TN_PRIVACY_PAGES_H

#include "req.h"

enum err rights_page(struct req *req);
enum err rights_sheet(struct req *req);
enum err processing_page(struct req *req);
enum err processing_sheet(struct req *req);

/* Words for bits, in the reader's language and separated by commas; "-" where there are none. */
/* One part, in the words of who reads: a family does not know how the work is divided. */
const char *say_part(const struct req *req, enum part p);
struct str say_parts(struct req *req, parts p);
struct str say_hidden(struct req *req, uint32_t hides);
/* Role and relation of everyone who may read this part, by the policy. */
struct str say_readers(struct req *req, enum part p);
struct str say_relation(struct req *req, const struct policy *row);

#endif
