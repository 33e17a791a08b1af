/* Pages of the plan of a child. */
#ifndef TN_OPP_PAGES_H
#define TN_OPP_PAGES_H

#include "opp.h"
#include "view.h"

extern const struct form_def form_opp_new, form_opp, form_agreement;

enum err child_plans_page(struct req *req); /* /kind/{pid}/plan */
enum err plan_new_page(struct req *req);
enum err plan_new_post(struct req *req);
enum err plan_page(struct req *req);        /* /plan/{pid} */
enum err plan_edit_page(struct req *req);
enum err plan_edit_post(struct req *req);
enum err agreement_page(struct req *req);   /* /plan/{pid}/instemming */
enum err agreement_post(struct req *req);
enum err plans_page(struct req *req);       /* /plannen: all that one may see, by date */

/* The child of the opened record; ERR_NOT_FOUND: its core is not open for this reader. */
enum err plan_child(struct req *req, struct row *child) MUST_CHECK;
const char *plan_path(struct arena *a, const struct row *plan, const char *below);
/* The answers of parents on this version of the plan. */
enum err plan_answers(struct req *req, struct seen_page *out) MUST_CHECK;
/* That of the reader, or NULL. */
const struct row *own_answer(const struct req *req, const struct seen_page *answers);

#endif
