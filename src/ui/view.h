/* Pages from requests and controls from forms: what http and model know, said with the parts of ui.h. A handler
 * composes its page with these and with ui.h; nothing else writes HTML.
 *
 *     struct ui_page page = {.title = tr(req->act.speak, N_("Your account"))};
 *     struct ui *u = view_begin(req, &page);
 *     view_form(u, req_form(req, &form_account), "/account");
 *     return view_end(u, req, &page);
 */
#ifndef TN_VIEW_H
#define TN_VIEW_H

#include "req.h"
#include "ui.h"

/* Starts the page into req->res.body. The caller fills what is the page's own (title, intro, crumbs, facts, narrow);
 * menu, person, notice, errors of req->form, theme, languages and print line are filled in from the request. */
struct ui *view_begin(struct req *req, struct ui_page *page);
/* OK, or ERR_TOO_BIG when the page did not fit its buffer. */
enum err view_end(struct ui *u, struct req *req, const struct ui_page *page) MUST_CHECK;
/* A panel with the pages of this reader that found no place in the menu; nothing when all did. For a page where one
 * begins. */
void view_menu_rest(struct ui *u, struct req *req);
/* Is this page one of the reader's menu, also where it found no place there? */
bool view_in_menu(struct req *req, const char *path);

/* A whole form: its fields in order, the submit button, "continue later" where drafts are kept, and, after someone
 * else's change, the choice per field. */
void view_form(struct ui *u, const struct form *f, const char *action);
/* The same in parts, for pages that craft their form. view_field may leave fields out, never repeat one. */
void view_form_begin(struct ui *u, const struct form *f, const char *action);
void view_field(struct ui *u, const struct form *f, const struct field *field);
/* The same asked in other words, in the reader's language or those of the region; `hint` NULL: none. */
void view_field_said(struct ui *u, const struct form *f, const struct field *field, const char *label,
                     const char *hint);
/* The control for the file of a form with `.upload`: what may be chosen (accept), and how large it may be (bytes). */
void view_upload(struct ui *u, const struct form *f, const char *accept, int64_t max, bool optional);
void view_form_end(struct ui *u, const struct form *f);

/* A value as this reader may read it, empty where there is none. What is kept from the reader is empty as well, and the
 * page says once, at its end, that something is and whom to call: hidden is not the same as empty (access.md rule 7),
 * and twenty rows that say so are no page. */
struct str view_shown(struct ui *u, const struct seen *s, const struct field *f);
/* Why a day that is still to come is no school day, by the calendar of the page; empty: nothing is against it. */
struct str view_day_off(struct ui *u, struct val day);
/* name and value as people read it: a record's fields in a summary list; empty values are left out. */
void view_row(struct ui *u, const struct row *r, const struct field *const *fields, size_t n);
/* The same of a record of a child, as this reader may read it (view_shown). */
void view_rows_shown(struct ui *u, const struct seen *s, const struct field *const *fields, size_t n);

/* For struct app. */
void view_error_page(struct req *req, enum http_error kind);
enum err view_conflict_page(struct req *req) MUST_CHECK;

#endif
