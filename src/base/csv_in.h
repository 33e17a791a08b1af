/* Reads tables as spreadsheets and registers export them: separator ; , or tab (found from the header line), quotes,
 * CRLF, LF or CR, UTF-8 with or without a byte order mark or windows-1252. Pure; what it gives out is valid UTF-8
 * without NUL. Every fault has its line. */
#ifndef TN_CSV_IN_H
#define TN_CSV_IN_H

#include "str.h"

enum { CSV_BYTES_MAX = 25 << 20, CSV_ROWS_MAX = 200000, CSV_COLS_MAX = 200, CSV_CELL_MAX = 16 << 10 };

enum csv_fault {
	CSV_GOOD = 0,
	CSV_EMPTY,        /* nothing but spaces and line ends */
	CSV_TOO_LARGE,    /* more than CSV_BYTES_MAX */
	CSV_ARCHIVE,      /* a zip file, as xlsx and ods are */
	CSV_MARKUP,       /* starts as HTML or XML does */
	CSV_WIDE_CHARS,   /* UTF-16 */
	CSV_NOT_TEXT,     /* bytes that no text has */
	CSV_TOO_WIDE,     /* a line with more than CSV_COLS_MAX cells */
	CSV_TOO_LONG,     /* more than CSV_ROWS_MAX lines */
	CSV_CELL_TOO_BIG, /* a cell of more than CSV_CELL_MAX bytes */
	CSV_OPEN_QUOTE,   /* a quote that is never closed */
	CSV__N
};

enum csv_encoding { CSV_UTF8 = 0, CSV_WINDOWS_1252 };

struct csv_row {
	size_t line; /* of the file, from 1: where the row begins */
	struct str cell[CSV_COLS_MAX];
	size_t n;
};

struct csv_in {
	struct arena *a;
	struct str text;  /* as UTF-8, without its mark */
	size_t at, line, rows;
	char sep;
	bool cr_ends;     /* no line feed in it at all: a carriage return ends a line */
	enum csv_encoding encoding;
	enum csv_fault fault;
	size_t fault_line; /* 0: the file as a whole */
};

/* Looks at the whole file and finds encoding and separator. ERR_INVALID with c->fault. `bytes` must outlive `c`. */
enum err csv_open(struct csv_in *c, struct arena *a, struct str bytes) MUST_CHECK;
/* The next row that is not empty; the first is the header. Cells are slices of the file or of the arena, not trimmed;
 * line ends in a cell are left as they are. ERR_NOT_FOUND at the end; ERR_INVALID with c->fault and c->fault_line. */
enum err csv_next(struct csv_in *c, struct csv_row *row) MUST_CHECK;

#endif
