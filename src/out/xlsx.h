/* A spreadsheet (ECMA-376, one sheet, header row, filter), written into a buffer. Made in memory by our own hand and
 * not by libxlsxwriter, which writes every part to a file on the way: docs/decisions/0015. A text stays a text: its
 * cells say so by type and by format, so that no "=..." ever becomes a formula, also not when someone edits the cell.
 */
#ifndef TN_XLSX_H
#define TN_XLSX_H

#include "buf.h"

enum { XLSX_COLS_MAX = 64, XLSX_ROWS_MAX = 1048576, XLSX_TEXT_MAX = 32767 };

struct xlsx {
	struct buf sheet;
	struct buf *out;
	size_t cols, col, row;
	const char *name;
};

/* One column: its heading and how wide it is in characters (0: 16). */
struct xlsx_col {
	const char *label;
	int width;
};

/* `name` is the tab: at most 31 bytes, without []:*?/\<>&"'. The file stands in `out` after xlsx_end; look at
 * out->failed once. */
void xlsx_begin(struct xlsx *x, struct buf *out, const char *name, const struct xlsx_col *cols, size_t n);
bool xlsx_name_fits(const char *name);
void xlsx_row(struct xlsx *x);                    /* starts a row; more than there is room for marks out as failed */
void xlsx_text(struct xlsx *x, struct str s);     /* UTF-8; what XML cannot hold becomes U+FFFD; cut at XLSX_TEXT_MAX */
void xlsx_int(struct xlsx *x, int64_t i);         /* what a double cannot hold exactly is written as text */
void xlsx_date(struct xlsx *x, int32_t date);     /* days since 1970; before 1900-03-01 as text YYYY-MM-DD */
void xlsx_empty(struct xlsx *x);
void xlsx_end(struct xlsx *x);

#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#endif
