/* A spreadsheet with children in it, on paper or a disk somewhere: asked for on a page of its own. */
#ifndef TN_SHEET_ASK_H
#define TN_SHEET_ASK_H

#include "req.h"
#include "view.h"

/* The page that asks, with what becomes of such a file. `title` and `of` are ready to show; `back` is the list. */
struct ui_page sheet_ask(struct req *req, const char *title, const char *of, const char *back);
/* A list that is too long for one: said at the form of the request. */
enum err sheet_too_long(struct req *req) MUST_CHECK;

#endif
