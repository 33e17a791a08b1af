/* Pages of records from their description and their route row alone: a module that uses these handlers gives the
 * description, one line per route and the texts.
 *
 *     {METHOD_GET, "/scholen", record_list_page, CAP_SIGNED_IN, "schools", N_("Schools"), .of = &rec_school,
 *      .op = OP_READ},
 *     {METHOD_GET, "/scholen/nieuw", record_form_page, CAP_SIGNED_IN, "school.new", N_("Add a school"),
 *      .of = &rec_school, .op = OP_CREATE, .form = &form_school_new},
 *     {METHOD_GET, "/scholen/blad.xlsx", record_sheet, CAP_SIGNED_IN, "schools.sheet", N_("As a spreadsheet"),
 *      .of = &rec_school, .op = OP_EXPORT},
 *     {METHOD_GET, "/school/{pid}", record_page, CAP_SIGNED_IN, "school", N_("School"), .record = &rec_school},
 *     {METHOD_GET, "/school/{pid}/gegevens", record_form_page, CAP_SIGNED_IN, "school.facts",
 *      N_("Change the facts"), .record = &rec_school, .writes = true, .form = &form_school_facts},
 *     {METHOD_GET, "/school/{pid}/geschiedenis", record_history_page, CAP_SIGNED_IN, "school.history",
 *      N_("What was changed?"), .record = &rec_school, .query = query_history},
 *
 * and for each form a POST at the same path with record_form_post, .page = record_form_page and .body = BODY_FORM. The
 * pages find each other by these rows. */
#ifndef TN_RECORD_VIEW_H
#define TN_RECORD_VIEW_H

#include "history.h"
#include "listing.h"
#include "title.h"
#include "view.h"

enum err record_list_page(struct req *req);
enum err record_page(struct req *req);
enum err record_form_page(struct req *req);
enum err record_form_post(struct req *req);
enum err record_history_page(struct req *req);
extern const char *const query_history[]; /* of a route with record_history_page */

/* ---- the same in pieces, for pages that are crafted ---- */

/* Where the other pages of a record are; NULL: there is no such route, or this reader may not go there. */
enum record_way { WAY_LIST, WAY_NEW, WAY_SHOW, WAY_HISTORY, WAY_SHEET, WAY_IMPORT };
const char *record_way(struct req *req, const struct record *rec, enum record_way way, struct str pid);
/* What the page there is called, in the reader's language. */
const char *record_way_title(struct req *req, const struct record *rec, enum record_way way);
/* The form pages of the record of this request that the reader may use: their titles and paths. At most `most`. */
size_t record_edits(struct req *req, struct ui_link *out, size_t most);
/* The way back to it: the list, and unless `self` the record of the request. Returns how many; room for two. */
size_t record_crumbs(struct req *req, bool self, struct ui_link out[2]);

/* A list that holds one thing is no page of its own. True: the answer leads straight on to the only one of `found` that
 * still runs, or to the only one there is. False: there is no such one, something must be said first (req->notice), or
 * all of them were asked for, with LIST_ALL behind the path and query_all at the route: show the list. The crumb and
 * the link on the page of one ("All plans of this child") have LIST_ALL, for there the earlier ones are and a new one
 * begins. */
bool record_leads_on(struct req *req, const struct seen_page *found);
#define LIST_ALL "?alle=ja"
extern const char *const query_all[];

/* Fields of the record of the request as names and values; empty ones are left out. `texts` is of told_rows. */
void view_facts(struct ui *u, const struct row *r, const struct str *texts, const struct field *const *fields,
                size_t n);
/* A page of history, and the ways to the others; of a route with query_history. */
void view_history(struct ui *u, struct req *req, const struct history *past);
/* The form of a listing: its filters, its search, and which of them are chosen, each with a way to take it off. */
void view_listing_form(struct ui *u, struct req *req, const struct record *rec, const struct listing_query *q);
/* The rows with their number, or why there are none; then the ways to other pages. */
enum err view_listing(struct ui *u, struct req *req, const struct record *rec, const struct listing_query *q,
                      const struct seen_page *page, int64_t n) MUST_CHECK;

#endif
