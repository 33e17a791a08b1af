/* HTML that cannot be wrong: elements and attributes are enums, every text is escaped for the place where it goes,
 * nothing can be written raw, and there is no inline style or script. Only ui/ includes this header (lint).
 *
 *     h_open(h, EL_P, AT_CLASS, "hint", AT_END);
 *     h_text(h, "Bijvoorbeeld 25 11 2026");
 *     h_close(h, EL_P);
 *
 * Attribute values are const char *; a NULL value leaves the attribute out; boolean attributes take AT_ON or NULL.
 * Attributes with an address (href, src, action) accept a path of our own ("/..."), a query on this
 * page ("?..."), a fragment, mailto: and tel:.
 *
 * A BUG is: closing out of order, a block inside a paragraph, text where none belongs, the same attribute twice, an
 * address of another kind, an id used twice, and - looked at in h_end - a label, description or fragment that points
 * at an id the page does not have. */
#ifndef TN_HTML_H
#define TN_HTML_H

#include "buf.h"

enum el {
	EL_HTML, EL_HEAD, EL_META, EL_TITLE, EL_LINK, EL_SCRIPT, EL_BODY, EL_HEADER, EL_NAV, EL_MAIN, EL_ASIDE,
	EL_FOOTER, EL_SECTION, EL_ARTICLE, EL_DIV, EL_SPAN, EL_P, EL_H1, EL_H2, EL_H3, EL_H4, EL_UL, EL_OL, EL_LI,
	EL_DL, EL_DT, EL_DD, EL_A, EL_B, EL_STRONG, EL_EM, EL_SMALL, EL_CODE, EL_PRE, EL_BR, EL_HR, EL_TIME, EL_ABBR,
	EL_FORM, EL_FIELDSET, EL_LEGEND, EL_LABEL, EL_INPUT, EL_TEXTAREA, EL_SELECT, EL_OPTION, EL_OPTGROUP, EL_BUTTON,
	EL_TABLE, EL_CAPTION, EL_THEAD, EL_TBODY, EL_TFOOT, EL_TR, EL_TH, EL_TD, EL_DETAILS, EL_SUMMARY, EL_FIGURE,
	EL_FIGCAPTION, EL_BLOCKQUOTE, EL_INS, EL_DEL, EL_MARK, EL_KBD, EL_PROGRESS, EL_TEMPLATE, EL_IMG,
	EL_SVG, EL_SVG_TITLE, EL_SVG_DESC, EL_G, EL_PATH, EL_RECT, EL_CIRCLE, EL_LINE, EL_POLYLINE, EL_POLYGON, EL_SVG_TEXT,
	EL__N
};

enum at {
	AT_END = 0, AT_ID, AT_CLASS, AT_LANG, AT_DIR, AT_TITLE, AT_HREF, AT_SRC, AT_REL, AT_TYPE, AT_NAME, AT_CONTENT,
	AT_CHARSET, AT_VALUE, AT_FOR, AT_ACTION, AT_METHOD, AT_ENCTYPE, AT_AUTOCOMPLETE, AT_INPUTMODE, AT_MAXLENGTH,
	AT_MINLENGTH, AT_ROWS, AT_COLS, AT_PLACEHOLDER, AT_PATTERN, AT_ACCEPT, AT_CAPTURE, AT_MIN, AT_MAX, AT_STEP,
	AT_SPELLCHECK, AT_AUTOCAPITALIZE, AT_CHECKED, AT_SELECTED, AT_DISABLED, AT_READONLY, AT_REQUIRED, AT_MULTIPLE,
	AT_LABEL, AT_HIDDEN, AT_DEFER, AT_OPEN, AT_NOVALIDATE, AT_AUTOFOCUS, AT_FORM, AT_FORMACTION, AT_FORMNOVALIDATE,
	AT_DATETIME, AT_SCOPE, AT_COLSPAN, AT_ROWSPAN, AT_HEADERS, AT_START, AT_TABINDEX, AT_ROLE, AT_ALT, AT_WIDTH,
	AT_HEIGHT, AT_MEDIA, AT_AS, AT_CROSSORIGIN, AT_DOWNLOAD, AT_HREFLANG, AT_SIZES,
	AT_ARIA_LABEL, AT_ARIA_LABELLEDBY, AT_ARIA_DESCRIBEDBY, AT_ARIA_HIDDEN, AT_ARIA_CURRENT, AT_ARIA_INVALID,
	AT_ARIA_LIVE, AT_ARIA_EXPANDED, AT_ARIA_CONTROLS, AT_ARIA_REQUIRED, AT_ARIA_SORT, AT_ARIA_SELECTED,
	AT_DATA_THEME, AT_DATA_L, AT_DATA_DRAFT, AT_DATA_WARN, AT_DATA_KIND, AT_DATA_ALL, AT_DATA_BUSY, AT_DATA_DONE,
	AT_DATA_FAIL, AT_DATA_TICK, AT_DATA_TICKED, AT_DATA_KEY, AT_DATA_TOAST, AT_DATA_PRINT, AT_DATA_KEYS,
	AT_DATA_LIVE, AT_DATA_WORDS, AT_DATA_COPY,
	AT_VIEWBOX, AT_D, AT_X, AT_Y, AT_X1, AT_Y1, AT_X2, AT_Y2, AT_CX, AT_CY, AT_R, AT_RX, AT_RY, AT_POINTS, AT_TRANSFORM,
	AT_TEXT_ANCHOR, AT_FILL, AT_STROKE, AT_FOCUSABLE,
	AT__N
};
#define AT_ON "" /* the value of a boolean attribute that is set */

enum { HTML_DEPTH = 48 };

struct html_ids;

/* Nobody outside html.c looks inside. */
struct html {
	struct buf *out;
	struct arena *arena;
	unsigned char open[HTML_DEPTH];
	size_t depth;
	bool tag_open; /* inside a start tag: more h_attr may follow */
	enum el last;  /* the element of that start tag */
	uint64_t seen[(AT__N + 63) / 64]; /* its attributes so far */
	struct html_ids *ids;
};

/* Starts a writer on `out`; `a` keeps the ids and lives as long as the page. */
void h_init(struct html *h, struct buf *out, struct arena *a);
/* The first line of a page. */
void h_doctype(struct html *h);
/* Opens an element with pairs of (enum at, const char *), closed by AT_END. Void elements (br, input, meta, ... and the
 * shapes of SVG: path, rect, circle, line, polyline, polygon) have no h_close. */
void h_open(struct html *h, enum el e, ...);
/* One more attribute on the element just opened, before any content. A slice without a pointer leaves it out. */
void h_attr(struct html *h, enum at a, const char *value);
void h_attr_str(struct html *h, enum at a, struct str value);
void h_attrf(struct html *h, enum at a, const char *fmt, ...) PRINTF_LIKE(3, 4);
void h_close(struct html *h, enum el e);
/* Text content, escaped; control characters become U+FFFD. Script takes no content at all. NULL writes nothing. */
void h_text(struct html *h, const char *text);
void h_str(struct html *h, struct str text);
void h_textf(struct html *h, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* A whole element with text only: <e class="...">text</e>. `class` may be NULL. */
void h_elem(struct html *h, enum el e, const char *class, struct str text);
/* Has an element with this id been written? */
bool h_has_id(const struct html *h, struct str id);
/* Closes the page: everything must be closed by now and every reference must be met. */
void h_end(struct html *h);

#endif
