#include "html.h"

#include <stdarg.h>

/* What an element is, as far as the writer looks after it. */
enum {
	IS_VOID = 1,    /* no content, no end tag */
	IS_SHAPE = 2,   /* SVG without content: written as <path/> */
	IS_BLOCK = 4,   /* may not stand inside a PHRASE */
	IS_PHRASE = 8,  /* holds text and inline elements only (HTML 4.2.2: phrasing content) */
	NO_TEXT = 16,   /* text directly inside is a fault */
	EATS_LINE = 32, /* the parser drops a line end that follows the start tag */
	ENDS_LINE = 64, /* a line end after the end tag changes nothing and keeps the source readable */
	IS_ONCE = 128,  /* may not stand inside one of its own kind, at any depth */
};

struct el_row {
	const char *name;
	unsigned char len, is;
};
#define ROW(n, flags) {.name = (n), .len = sizeof(n) - 1, .is = (flags)}

static const struct el_row elements[EL__N] = {
	[EL_HTML] = ROW("html", NO_TEXT | IS_BLOCK),
	[EL_META] = ROW("meta", IS_VOID | ENDS_LINE),
	[EL_HEAD] = ROW("head", NO_TEXT | IS_BLOCK | ENDS_LINE),
	[EL_TITLE] = ROW("title", ENDS_LINE | IS_PHRASE),
	[EL_LINK] = ROW("link", IS_VOID | ENDS_LINE),
	[EL_SCRIPT] = ROW("script", NO_TEXT | ENDS_LINE),
	[EL_BODY] = ROW("body", IS_BLOCK | NO_TEXT),
	[EL_HEADER] = ROW("header", IS_BLOCK | ENDS_LINE),
	[EL_NAV] = ROW("nav", IS_BLOCK | ENDS_LINE),
	[EL_MAIN] = ROW("main", IS_BLOCK | ENDS_LINE),
	[EL_ASIDE] = ROW("aside", IS_BLOCK | ENDS_LINE),
	[EL_FOOTER] = ROW("footer", IS_BLOCK | ENDS_LINE),
	[EL_SECTION] = ROW("section", IS_BLOCK | ENDS_LINE),
	[EL_ARTICLE] = ROW("article", IS_BLOCK | ENDS_LINE),
	[EL_DIV] = ROW("div", IS_BLOCK | ENDS_LINE),
	[EL_SPAN] = ROW("span", IS_PHRASE),
	[EL_P] = ROW("p", IS_BLOCK | IS_PHRASE | ENDS_LINE),
	[EL_H1] = ROW("h1", IS_BLOCK | IS_PHRASE | ENDS_LINE),
	[EL_H2] = ROW("h2", IS_BLOCK | IS_PHRASE | ENDS_LINE),
	[EL_H3] = ROW("h3", IS_BLOCK | IS_PHRASE | ENDS_LINE),
	[EL_H4] = ROW("h4", IS_BLOCK | IS_PHRASE | ENDS_LINE),
	[EL_UL] = ROW("ul", IS_BLOCK | NO_TEXT | ENDS_LINE),
	[EL_OL] = ROW("ol", IS_BLOCK | NO_TEXT | ENDS_LINE),
	[EL_LI] = ROW("li", IS_BLOCK | ENDS_LINE),
	[EL_DL] = ROW("dl", IS_BLOCK | NO_TEXT | ENDS_LINE),
	[EL_DT] = ROW("dt", IS_BLOCK | ENDS_LINE),
	[EL_DD] = ROW("dd", IS_BLOCK | ENDS_LINE),
	[EL_A] = ROW("a", IS_ONCE),
	[EL_B] = ROW("b", IS_PHRASE),
	[EL_STRONG] = ROW("strong", IS_PHRASE),
	[EL_EM] = ROW("em", IS_PHRASE),
	[EL_SMALL] = ROW("small", IS_PHRASE),
	[EL_CODE] = ROW("code", IS_PHRASE),
	[EL_PRE] = ROW("pre", IS_BLOCK | IS_PHRASE | EATS_LINE | ENDS_LINE),
	[EL_BR] = ROW("br", IS_VOID),
	[EL_HR] = ROW("hr", IS_VOID | IS_BLOCK | ENDS_LINE),
	[EL_TIME] = ROW("time", IS_PHRASE),
	[EL_ABBR] = ROW("abbr", IS_PHRASE),
	[EL_FORM] = ROW("form", IS_BLOCK | IS_ONCE | ENDS_LINE),
	[EL_FIELDSET] = ROW("fieldset", IS_BLOCK | ENDS_LINE),
	[EL_LEGEND] = ROW("legend", ENDS_LINE),
	[EL_LABEL] = ROW("label", IS_PHRASE | IS_ONCE),
	[EL_INPUT] = ROW("input", IS_VOID),
	[EL_TEXTAREA] = ROW("textarea", IS_PHRASE | EATS_LINE),
	[EL_SELECT] = ROW("select", NO_TEXT),
	[EL_OPTION] = ROW("option", IS_PHRASE),
	[EL_OPTGROUP] = ROW("optgroup", NO_TEXT),
	[EL_BUTTON] = ROW("button", IS_PHRASE | IS_ONCE),
	[EL_TABLE] = ROW("table", IS_BLOCK | NO_TEXT | ENDS_LINE),
	[EL_CAPTION] = ROW("caption", ENDS_LINE),
	[EL_THEAD] = ROW("thead", NO_TEXT | ENDS_LINE),
	[EL_TBODY] = ROW("tbody", NO_TEXT | ENDS_LINE),
	[EL_TFOOT] = ROW("tfoot", NO_TEXT | ENDS_LINE),
	[EL_TR] = ROW("tr", NO_TEXT | ENDS_LINE),
	[EL_TH] = ROW("th", 0),
	[EL_TD] = ROW("td", 0),
	[EL_DETAILS] = ROW("details", IS_BLOCK | ENDS_LINE),
	[EL_SUMMARY] = ROW("summary", ENDS_LINE),
	[EL_FIGURE] = ROW("figure", IS_BLOCK | ENDS_LINE),
	[EL_FIGCAPTION] = ROW("figcaption", IS_BLOCK | ENDS_LINE),
	[EL_BLOCKQUOTE] = ROW("blockquote", IS_BLOCK | ENDS_LINE),
	[EL_INS] = ROW("ins", 0),
	[EL_DEL] = ROW("del", 0),
	[EL_MARK] = ROW("mark", IS_PHRASE),
	[EL_KBD] = ROW("kbd", IS_PHRASE),
	[EL_PROGRESS] = ROW("progress", IS_PHRASE),
	[EL_TEMPLATE] = ROW("template", 0),
	[EL_IMG] = ROW("img", IS_VOID),
	[EL_SVG] = ROW("svg", NO_TEXT),
	[EL_SVG_TITLE] = ROW("title", IS_PHRASE),
	[EL_SVG_DESC] = ROW("desc", IS_PHRASE),
	[EL_G] = ROW("g", NO_TEXT),
	[EL_PATH] = ROW("path", IS_SHAPE),
	[EL_RECT] = ROW("rect", IS_SHAPE),
	[EL_CIRCLE] = ROW("circle", IS_SHAPE),
	[EL_LINE] = ROW("line", IS_SHAPE),
	[EL_POLYLINE] = ROW("polyline", IS_SHAPE),
	[EL_POLYGON] = ROW("polygon", IS_SHAPE),
	[EL_SVG_TEXT] = ROW("text", IS_PHRASE),
};

/* What an attribute's value must be. */
enum {
	A_TEXT = 0,
	A_FLAG,    /* present or not */
	A_ADDRESS, /* where a click or a load goes */
	A_ID,      /* a new id */
	A_REF,     /* ids that must exist on this page, separated by spaces */
};

struct at_row {
	const char *name;
	unsigned char len, kind;
};
#define ATTR(n, k) {.name = (n), .len = sizeof(n) - 1, .kind = (k)}

static const struct at_row attributes[AT__N] = {
	[AT_ID] = ATTR("id", A_ID),
	[AT_CLASS] = ATTR("class", A_TEXT),
	[AT_LANG] = ATTR("lang", A_TEXT),
	[AT_DIR] = ATTR("dir", A_TEXT),
	[AT_TITLE] = ATTR("title", A_TEXT),
	[AT_HREF] = ATTR("href", A_ADDRESS),
	[AT_SRC] = ATTR("src", A_ADDRESS),
	[AT_REL] = ATTR("rel", A_TEXT),
	[AT_TYPE] = ATTR("type", A_TEXT),
	[AT_NAME] = ATTR("name", A_TEXT),
	[AT_CONTENT] = ATTR("content", A_TEXT),
	[AT_CHARSET] = ATTR("charset", A_TEXT),
	[AT_VALUE] = ATTR("value", A_TEXT),
	[AT_LABEL] = ATTR("label", A_TEXT),
	[AT_FOR] = ATTR("for", A_REF),
	[AT_ACTION] = ATTR("action", A_ADDRESS),
	[AT_METHOD] = ATTR("method", A_TEXT),
	[AT_ENCTYPE] = ATTR("enctype", A_TEXT),
	[AT_AUTOCOMPLETE] = ATTR("autocomplete", A_TEXT),
	[AT_INPUTMODE] = ATTR("inputmode", A_TEXT),
	[AT_MAXLENGTH] = ATTR("maxlength", A_TEXT),
	[AT_MINLENGTH] = ATTR("minlength", A_TEXT),
	[AT_ROWS] = ATTR("rows", A_TEXT),
	[AT_COLS] = ATTR("cols", A_TEXT),
	[AT_PLACEHOLDER] = ATTR("placeholder", A_TEXT),
	[AT_PATTERN] = ATTR("pattern", A_TEXT),
	[AT_ACCEPT] = ATTR("accept", A_TEXT), [AT_CAPTURE] = ATTR("capture", A_TEXT),
	[AT_MIN] = ATTR("min", A_TEXT),
	[AT_MAX] = ATTR("max", A_TEXT),
	[AT_STEP] = ATTR("step", A_TEXT),
	[AT_SPELLCHECK] = ATTR("spellcheck", A_TEXT),
	[AT_AUTOCAPITALIZE] = ATTR("autocapitalize", A_TEXT),
	[AT_CHECKED] = ATTR("checked", A_FLAG),
	[AT_SELECTED] = ATTR("selected", A_FLAG),
	[AT_DISABLED] = ATTR("disabled", A_FLAG),
	[AT_READONLY] = ATTR("readonly", A_FLAG),
	[AT_REQUIRED] = ATTR("required", A_FLAG),
	[AT_MULTIPLE] = ATTR("multiple", A_FLAG),
	[AT_HIDDEN] = ATTR("hidden", A_FLAG),
	[AT_DEFER] = ATTR("defer", A_FLAG),
	[AT_OPEN] = ATTR("open", A_FLAG),
	[AT_NOVALIDATE] = ATTR("novalidate", A_FLAG),
	[AT_AUTOFOCUS] = ATTR("autofocus", A_FLAG),
	[AT_FORM] = ATTR("form", A_REF),
	[AT_FORMACTION] = ATTR("formaction", A_ADDRESS),
	[AT_FORMNOVALIDATE] = ATTR("formnovalidate", A_FLAG),
	[AT_DATETIME] = ATTR("datetime", A_TEXT),
	[AT_SCOPE] = ATTR("scope", A_TEXT),
	[AT_COLSPAN] = ATTR("colspan", A_TEXT),
	[AT_ROWSPAN] = ATTR("rowspan", A_TEXT),
	[AT_HEADERS] = ATTR("headers", A_REF),
	[AT_START] = ATTR("start", A_TEXT),
	[AT_TABINDEX] = ATTR("tabindex", A_TEXT),
	[AT_ROLE] = ATTR("role", A_TEXT),
	[AT_ALT] = ATTR("alt", A_TEXT),
	[AT_WIDTH] = ATTR("width", A_TEXT),
	[AT_HEIGHT] = ATTR("height", A_TEXT),
	[AT_MEDIA] = ATTR("media", A_TEXT),
	[AT_AS] = ATTR("as", A_TEXT),
	[AT_CROSSORIGIN] = ATTR("crossorigin", A_FLAG),
	[AT_DOWNLOAD] = ATTR("download", A_TEXT),
	[AT_HREFLANG] = ATTR("hreflang", A_TEXT),
	[AT_SIZES] = ATTR("sizes", A_TEXT),
	[AT_ARIA_LABEL] = ATTR("aria-label", A_TEXT),
	[AT_ARIA_LABELLEDBY] = ATTR("aria-labelledby", A_REF),
	[AT_ARIA_DESCRIBEDBY] = ATTR("aria-describedby", A_REF),
	[AT_ARIA_HIDDEN] = ATTR("aria-hidden", A_TEXT),
	[AT_ARIA_CURRENT] = ATTR("aria-current", A_TEXT),
	[AT_ARIA_INVALID] = ATTR("aria-invalid", A_TEXT),
	[AT_ARIA_LIVE] = ATTR("aria-live", A_TEXT),
	[AT_ARIA_EXPANDED] = ATTR("aria-expanded", A_TEXT),
	[AT_ARIA_CONTROLS] = ATTR("aria-controls", A_REF),
	[AT_ARIA_REQUIRED] = ATTR("aria-required", A_TEXT),
	[AT_ARIA_SORT] = ATTR("aria-sort", A_TEXT),
	[AT_ARIA_SELECTED] = ATTR("aria-selected", A_TEXT),
	[AT_DATA_THEME] = ATTR("data-theme", A_TEXT),
	[AT_DATA_L] = ATTR("data-l", A_TEXT),
	[AT_DATA_DRAFT] = ATTR("data-draft", A_TEXT),
	[AT_DATA_WARN] = ATTR("data-warn", A_TEXT),
	[AT_DATA_KIND] = ATTR("data-kind", A_TEXT),
	[AT_DATA_ALL] = ATTR("data-all", A_TEXT),
	[AT_DATA_BUSY] = ATTR("data-busy", A_TEXT),
	[AT_DATA_DONE] = ATTR("data-done", A_TEXT),
	[AT_DATA_FAIL] = ATTR("data-fail", A_TEXT),
	[AT_DATA_TICK] = ATTR("data-tick", A_TEXT),
	[AT_DATA_TICKED] = ATTR("data-ticked", A_TEXT),
	[AT_DATA_KEY] = ATTR("data-key", A_TEXT),
	[AT_DATA_TOAST] = ATTR("data-toast", A_TEXT),
	[AT_DATA_PRINT] = ATTR("data-print", A_TEXT),
	[AT_DATA_KEYS] = ATTR("data-keys", A_TEXT),
	[AT_DATA_LIVE] = ATTR("data-live", A_TEXT),
	[AT_DATA_WORDS] = ATTR("data-words", A_TEXT),
	[AT_DATA_COPY] = ATTR("data-copy", A_TEXT),
	[AT_VIEWBOX] = ATTR("viewBox", A_TEXT),
	[AT_D] = ATTR("d", A_TEXT),
	[AT_X] = ATTR("x", A_TEXT),
	[AT_Y] = ATTR("y", A_TEXT),
	[AT_X1] = ATTR("x1", A_TEXT),
	[AT_Y1] = ATTR("y1", A_TEXT),
	[AT_X2] = ATTR("x2", A_TEXT),
	[AT_Y2] = ATTR("y2", A_TEXT),
	[AT_CX] = ATTR("cx", A_TEXT),
	[AT_CY] = ATTR("cy", A_TEXT),
	[AT_R] = ATTR("r", A_TEXT),
	[AT_RX] = ATTR("rx", A_TEXT),
	[AT_RY] = ATTR("ry", A_TEXT),
	[AT_POINTS] = ATTR("points", A_TEXT),
	[AT_TRANSFORM] = ATTR("transform", A_TEXT),
	[AT_TEXT_ANCHOR] = ATTR("text-anchor", A_TEXT),
	[AT_FILL] = ATTR("fill", A_TEXT),
	[AT_STROKE] = ATTR("stroke", A_TEXT),
	[AT_FOCUSABLE] = ATTR("focusable", A_TEXT),
};

/* Ids of the page in an open-addressing table, and the references still to be met. */
struct ref {
	struct str id;
	enum at by;
	struct ref *next;
};

struct html_ids {
	struct str *slots;
	size_t cap, n;
	struct ref *refs;
};

enum { FIRST_IDS = 64 };

/* Bytes that cannot stand for themselves: 1 in text, 2 in an attribute value (which is always in double quotes). */
enum { ESC_TEXT = 1, ESC_ATTR = 2, ESC_BOTH = 3 };
static const unsigned char special[256] = {
	3, 3, 3, 3, 3, 3, 3, 3, 3, ESC_ATTR, ESC_ATTR, 3, 3, 3, 3, 3, /* tab and line end are text like any other */
	3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
	[0x7f] = ESC_BOTH, ['&'] = ESC_BOTH, ['<'] = ESC_BOTH, ['>'] = ESC_BOTH, ['"'] = ESC_ATTR,
};

static void put_escaped_byte(struct buf *out, char c)
{
	switch (c) {
	case '&': buf_add(out, "&amp;", 5); break;
	case '<': buf_add(out, "&lt;", 4); break;
	case '>': buf_add(out, "&gt;", 4); break;
	case '"': buf_add(out, "&#34;", 5); break;
	case '\n': buf_add(out, "&#10;", 5); break;
	case '\t': buf_add(out, "&#9;", 4); break;
	default: buf_add(out, "\xef\xbf\xbd", 3); break;
	}
}

static void put_escaped(struct buf *out, struct str s, unsigned char place)
{
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		if ((special[(unsigned char)s.p[i]] & place) == 0)
			continue;
		buf_add(out, s.p + from, i - from);
		put_escaped_byte(out, s.p[i]);
		from = i + 1;
	}
	if (from < s.n)
		buf_add(out, s.p + from, s.n - from);
}

static size_t id_hash(struct str id)
{
	uint64_t x = 0xcbf29ce484222325u;
	for (size_t i = 0; i < id.n; i++)
		x = (x ^ (unsigned char)id.p[i]) * 0x100000001b3u;
	return (size_t)(x ^ x >> 32);
}

/* The slot that holds `id`, or the free one where it would go. */
static struct str *id_slot(const struct html_ids *ids, struct str id)
{
	size_t i = id_hash(id) & (ids->cap - 1);
	while (ids->slots[i].p != NULL && !str_eq(ids->slots[i], id))
		i = (i + 1) & (ids->cap - 1);
	return &ids->slots[i];
}

static void ids_grow(struct html_ids *ids, struct arena *a)
{
	struct html_ids bigger = {.cap = ids->cap * 2};
	bigger.slots = ARENA_ARRAY(a, struct str, bigger.cap);
	for (size_t i = 0; i < ids->cap; i++) {
		if (ids->slots[i].p != NULL)
			*id_slot(&bigger, ids->slots[i]) = ids->slots[i];
	}
	ids->slots = bigger.slots;
	ids->cap = bigger.cap;
}

static void add_id(struct html *h, struct str id)
{
	if (id.n == 0)
		BUG("html: empty id");
	for (size_t i = 0; i < id.n; i++) {
		if ((unsigned char)id.p[i] <= ' ')
			BUG("html: white space in an id");
	}
	if (h->ids->n * 2 >= h->ids->cap)
		ids_grow(h->ids, h->arena);
	struct str *slot = id_slot(h->ids, id);
	if (slot->p != NULL)
		BUG("html: id used twice: " STR_FMT, STR_ARG(id));
	*slot = str_copy(h->arena, id);
	h->ids->n++;
}

bool h_has_id(const struct html *h, struct str id)
{
	return id.n > 0 && id_slot(h->ids, id)->p != NULL;
}

static void add_ref(struct html *h, enum at by, struct str id)
{
	struct ref *r = ARENA_NEW(h->arena, struct ref);
	*r = (struct ref){.id = str_copy(h->arena, id), .by = by, .next = h->ids->refs};
	h->ids->refs = r;
}

static void add_refs(struct html *h, enum at by, struct str value)
{
	struct str rest = value;
	while (rest.n > 0) {
		struct str id = str_cut(rest, ' ', &rest);
		if (id.n > 0)
			add_ref(h, by, id);
	}
}

/* Browsers drop tabs and line ends from addresses and read '\' as '/': none of them may stand in one. */
static bool address_ok(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c <= ' ' || c == 0x7f || c == '\\')
			return false;
	}
	if (s.n == 0)
		return false;
	if (s.p[0] == '/')
		return s.n == 1 || s.p[1] != '/';
	return s.p[0] == '#' || s.p[0] == '?' || str_starts(s, S("mailto:")) || str_starts(s, S("tel:"));
}

static void check_value(struct html *h, enum at a, struct str value)
{
	switch (attributes[a].kind) {
	case A_FLAG:
		if (value.n != 0)
			BUG("html: %s takes no value", attributes[a].name);
		break;
	case A_ADDRESS:
		if (!address_ok(value))
			BUG("html: %s with an address that is not our own", attributes[a].name);
		if (value.p[0] == '#' && value.n > 1)
			add_ref(h, a, (struct str){value.p + 1, value.n - 1});
		break;
	case A_ID:
		add_id(h, value);
		break;
	case A_REF:
		add_refs(h, a, value);
		break;
	default:
		break;
	}
}

void h_init(struct html *h, struct buf *out, struct arena *a)
{
	*h = (struct html){.out = out, .arena = a, .ids = ARENA_NEW(a, struct html_ids)};
	h->ids->cap = FIRST_IDS;
	h->ids->slots = ARENA_ARRAY(a, struct str, FIRST_IDS);
}

void h_doctype(struct html *h)
{
	if (h->depth != 0 || h->out->n != 0)
		BUG("html: doctype is not first");
	buf_c(h->out, "<!DOCTYPE html>\n");
}

static void finish_tag(struct html *h)
{
	if (!h->tag_open)
		return;
	unsigned char is = elements[h->last].is;
	if (is & IS_SHAPE)
		buf_byte(h->out, '/');
	buf_byte(h->out, '>');
	if (is & EATS_LINE || (is & (IS_VOID | ENDS_LINE)) == (IS_VOID | ENDS_LINE))
		buf_byte(h->out, '\n');
	h->tag_open = false;
}

/* Looks at the place where `e` is about to be opened. */
static void check_place(const struct html *h, enum el e)
{
	const struct el_row *row = &elements[e];
	if (h->depth == 0)
		return;
	enum el parent = (enum el)h->open[h->depth - 1];
	if (parent == EL_SCRIPT)
		BUG("html: script takes no content");
	if (row->is & IS_BLOCK && elements[parent].is & IS_PHRASE)
		BUG("html: %s inside %s", row->name, elements[parent].name);
	if (row->is & IS_ONCE && memchr(h->open, (int)e, h->depth) != NULL)
		BUG("html: %s inside %s", row->name, row->name);
}

void h_open(struct html *h, enum el e, ...)
{
	finish_tag(h);
	if ((unsigned)e >= EL__N)
		BUG("html: element %d", (int)e);
	const struct el_row *row = &elements[e];
	check_place(h, e);
	buf_byte(h->out, '<');
	buf_add(h->out, row->name, row->len);
	h->tag_open = true;
	h->last = e;
	memset(h->seen, 0, sizeof h->seen);
	if ((row->is & (IS_VOID | IS_SHAPE)) == 0) {
		if (h->depth == HTML_DEPTH)
			BUG("html: more than %d elements deep", HTML_DEPTH);
		h->open[h->depth++] = (unsigned char)e;
	}
	va_list ap;
	va_start(ap, e);
	for (;;) {
		int a = va_arg(ap, int); /* an enumeration constant is an int */
		if (a == AT_END)
			break;
		h_attr(h, (enum at)a, va_arg(ap, const char *));
	}
	va_end(ap);
}

void h_attr(struct html *h, enum at a, const char *value)
{
	if (value != NULL)
		h_attr_str(h, a, str_from(value));
}

void h_attr_str(struct html *h, enum at a, struct str value)
{
	if (!h->tag_open)
		BUG("html: attribute outside a start tag");
	if ((unsigned)a >= AT__N || a == AT_END)
		BUG("html: attribute %d", (int)a);
	if (value.p == NULL)
		return;
	uint64_t bit = (uint64_t)1 << (a % 64);
	if (h->seen[a / 64] & bit)
		BUG("html: %s twice on one element", attributes[a].name);
	h->seen[a / 64] |= bit;
	check_value(h, a, value);
	buf_byte(h->out, ' ');
	buf_add(h->out, attributes[a].name, attributes[a].len);
	if (attributes[a].kind == A_FLAG)
		return;
	buf_add(h->out, "=\"", 2);
	put_escaped(h->out, value, ESC_ATTR);
	buf_byte(h->out, '"');
}

void h_attrf(struct html *h, enum at a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct str s = str_vprintf(h->arena, fmt, ap);
	va_end(ap);
	h_attr_str(h, a, s);
}

void h_close(struct html *h, enum el e)
{
	finish_tag(h);
	if ((unsigned)e >= EL__N || h->depth == 0)
		BUG("html: nothing open to close");
	enum el top = (enum el)h->open[h->depth - 1];
	if (top != e)
		BUG("html: closing %s inside %s", elements[e].name, elements[top].name);
	h->depth--;
	buf_add(h->out, "</", 2);
	buf_add(h->out, elements[e].name, elements[e].len);
	buf_byte(h->out, '>');
	if (elements[e].is & ENDS_LINE)
		buf_byte(h->out, '\n');
}

void h_str(struct html *h, struct str text)
{
	if (text.n == 0)
		return;
	finish_tag(h);
	if (h->depth == 0 || elements[h->open[h->depth - 1]].is & NO_TEXT)
		BUG("html: text inside %s", h->depth == 0 ? "nothing" : elements[h->open[h->depth - 1]].name);
	put_escaped(h->out, text, ESC_TEXT);
}

void h_text(struct html *h, const char *text)
{
	h_str(h, str_from(text));
}

void h_textf(struct html *h, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct str s = str_vprintf(h->arena, fmt, ap);
	va_end(ap);
	h_str(h, s);
}

void h_elem(struct html *h, enum el e, const char *class, struct str text)
{
	h_open(h, e, AT_CLASS, class, AT_END);
	h_str(h, text);
	h_close(h, e);
}

void h_end(struct html *h)
{
	finish_tag(h);
	if (h->depth != 0)
		BUG("html: %s is still open", elements[h->open[h->depth - 1]].name);
	for (const struct ref *r = h->ids->refs; r != NULL; r = r->next) {
		if (!h_has_id(h, r->id))
			BUG("html: %s points at #" STR_FMT ", which is not there", attributes[r->by].name, STR_ARG(r->id));
	}
}
