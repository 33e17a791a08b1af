/* Spreadsheets as answers: a listing, a list of children, or rows that a page writes itself. Names of files say nothing
 * of who is in them. */
#ifndef TN_SHEET_H
#define TN_SHEET_H

#include "listing.h"
#include "req.h"
#include "xlsx.h"

/* Starts the answer; `columns` are English labels. */
void sheet_begin(struct xlsx *x, struct req *req, const char *tab, const struct xlsx_col *columns, size_t n);
/* Ends it. `file` without its ending: [a-z-]+. ERR_TOO_BIG when it did not fit an answer. */
enum err sheet_end(struct xlsx *x, struct req *req, const char *file) MUST_CHECK;
/* A value as a cell: dates and numbers as such, anything else as people read it; what is hidden is empty. */
void sheet_value(struct xlsx *x, struct req *req, const struct field *f, struct val v);

/* The handler of a route with .of and .op = OP_EXPORT: the columns of the record's listing, of what fits the question
 * in the address, as far as this reader may export. */
enum err record_sheet(struct req *req);
/* The columns of a list of children. Every row is a look; rights are read as the rows are. */
enum err list_sheet(struct req *req, const struct list *list) MUST_CHECK;

#endif
