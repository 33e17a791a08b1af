/* A page as PDF: what this reader may see on it, and nothing else, made in a box of its own while the reader waits
 * (about a second). docs/decisions/0022 says how.
 *
 *     static enum err plan_pdf(struct req *req) { return view_pdf(req, plan_page, "plan"); }
 *     {METHOD_GET, "/plan/{pid}/pdf", plan_pdf, CAP_SIGNED_IN, "plan.pdf", N_("Plan of a child"), .record = &rec_opp},
 */
#ifndef TN_PDF_VIEW_H
#define TN_PDF_VIEW_H

#include "req.h"

/* Answers with the page that `page` makes, as a tagged PDF. The file is called NAME-XXXXXX.pdf, with the first
 * characters of the public id in the address: it says nothing about a child, and is the same each time. On a machine
 * that cannot make PDFs the answer is a page that says so and leads to the browser's own print; to a POST it is then
 * the page itself. */
enum err view_pdf(struct req *req, handler *page, const char *name) MUST_CHECK;

#endif
