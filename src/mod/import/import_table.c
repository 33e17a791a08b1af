/* Tables between the box and us: written inside, and looked at outside as what a stranger sends. */
#include "import.h"

#include "utf8.h"

enum { HEAD_BYTES = 8, SMALL = 16, ANSWER_MOST = 12 << 20 };

/* fault (u32), line (u32); then per row: line (u32), cells (u16), and per cell its length (u16) and its bytes. Little
 * end first. The first row is the header. */
struct import_writer {
	struct buf b;
	enum csv_fault fault;
	size_t fault_line;
};

static void put(struct buf *b, uint64_t v, size_t bytes)
{
	char out[4];
	for (size_t i = 0; i < bytes; i++)
		out[i] = (char)(v >> 8 * i & 0xff);
	buf_add(b, out, bytes);
}

size_t import_answer_max(size_t bytes)
{
	size_t most = 6 * bytes + SMALL;
	return most < ANSWER_MOST ? most : ANSWER_MOST; /* of the memory of one request, beside the file and the table */
}

struct import_writer *import_writer_new(struct arena *a, size_t max)
{
	struct import_writer *w = ARENA_NEW(a, struct import_writer);
	buf_init(&w->b, a, max);
	put(&w->b, 0, 4);
	put(&w->b, 0, 4);
	return w;
}

void import_write_line(struct import_writer *w, size_t line, const struct str *cell, size_t n)
{
	if (n > CSV_COLS_MAX) {
		import_write_fault(w, CSV_TOO_WIDE, line);
		return;
	}
	put(&w->b, line, 4);
	put(&w->b, n, 2);
	for (size_t i = 0; i < n; i++) {
		struct str s = cell[i].n > CSV_CELL_MAX ? (struct str){cell[i].p, 0} : cell[i];
		put(&w->b, s.n, 2);
		buf_str(&w->b, s);
	}
}

void import_write_fault(struct import_writer *w, enum csv_fault fault, size_t line)
{
	if (w->fault == CSV_GOOD) {
		w->fault = fault;
		w->fault_line = line;
	}
}

struct str import_written(struct import_writer *w)
{
	if (w->b.failed)
		import_write_fault(w, CSV_TOO_LARGE, 0);
	else if (buf_view(&w->b).n == HEAD_BYTES)
		import_write_fault(w, CSV_EMPTY, 0); /* only lines without anything on them */
	if (w->fault == CSV_GOOD)
		return buf_view(&w->b);
	struct buf b;
	buf_init(&b, w->b.arena, HEAD_BYTES);
	put(&b, w->fault, 4);
	put(&b, w->fault_line, 4);
	return buf_view(&b);
}

enum err import_box_csv(struct arena *a, struct str bytes, struct str *answer)
{
	struct import_writer *w = import_writer_new(a, import_answer_max(bytes.n));
	struct csv_row *row = ARENA_NEW(a, struct csv_row);
	struct csv_in c;
	enum err e = csv_open(&c, a, bytes);
	while (e == OK && (e = csv_next(&c, row)) == OK)
		import_write_line(w, row->line, row->cell, row->n);
	if (e == ERR_INVALID)
		import_write_fault(w, c.fault, c.fault_line);
	*answer = import_written(w);
	return OK;
}

/* ---- outside ---- */

struct taker {
	struct str left;
	bool failed;
};

static uint32_t get(struct taker *t, size_t bytes)
{
	uint32_t v = 0;
	if (t->left.n < bytes) {
		t->failed = true;
		t->left.n = 0;
		return 0;
	}
	for (size_t i = 0; i < bytes; i++)
		v |= (uint32_t)(unsigned char)t->left.p[i] << 8 * i;
	t->left = (struct str){t->left.p + bytes, t->left.n - bytes};
	return v;
}

/* Most cells are plain: nothing to clean but the spaces at their ends. */
static bool is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < ' ' || s.p[i] > '~')
			return false;
	return true;
}

static struct str get_cell(struct taker *t, struct arena *a)
{
	size_t n = get(t, 2);
	struct str s = {t->left.p, n};
	if (t->left.n < n) {
		t->failed = true;
		return (struct str){0};
	}
	t->left = (struct str){t->left.p + n, t->left.n - n};
	if (is_plain(s))
		return str_trim(s);
	if (utf8_clean(a, s, TEXT_LINE, &s) != OK)
		t->failed = true;
	return s;
}

static void get_line(struct taker *t, struct arena *a, struct import_line *out)
{
	out->line = get(t, 4);
	out->n = get(t, 2);
	if (out->n > CSV_COLS_MAX || out->n > t->left.n / 2) {
		t->failed = true;
		return;
	}
	struct str *cell = ARENA_ARRAY(a, struct str, out->n + 1);
	for (size_t i = 0; i < out->n && !t->failed; i++)
		cell[i] = get_cell(t, a);
	out->cell = cell;
}

/* How many rows there are, without looking into them. */
static size_t count_lines(struct taker t)
{
	size_t n = 0;
	while (!t.failed && t.left.n > 0) {
		get(&t, 4);
		size_t cells = get(&t, 2);
		for (size_t i = 0; i < cells && !t.failed; i++) {
			size_t bytes = get(&t, 2);
			t.failed = t.failed || bytes > t.left.n;
			if (!t.failed)
				t.left = (struct str){t.left.p + bytes, t.left.n - bytes};
		}
		n += !t.failed;
	}
	return t.failed ? 0 : n;
}

enum err import_table_take(struct arena *a, struct str answer, struct import_table *out)
{
	struct taker t = {.left = answer};
	*out = (struct import_table){.fault = get(&t, 4), .fault_line = get(&t, 4)};
	if (t.failed || out->fault >= CSV__N)
		return ERR_INVALID;
	if (out->fault != CSV_GOOD)
		return t.left.n == 0 ? OK : ERR_INVALID;
	size_t lines = count_lines(t);
	if (lines == 0 || lines > CSV_ROWS_MAX + 1)
		return ERR_INVALID;
	struct import_line *rows = ARENA_ARRAY(a, struct import_line, lines);
	for (size_t i = 0; i < lines && !t.failed; i++)
		get_line(&t, a, &rows[i]);
	out->head = rows[0];
	out->rows = rows + 1;
	out->n = lines - 1;
	return t.failed ? ERR_INVALID : OK;
}

const char *import_fault_text(enum csv_fault fault)
{
	static const char *const texts[CSV__N] = {
		[CSV_EMPTY] = N_("The file is empty."),
		[CSV_TOO_LARGE] = N_("The file is larger than 8 MB. Save only the table itself as CSV."),
		[CSV_ARCHIVE] = N_("This is a zip file or a workbook. Open it and save it as CSV."),
		[CSV_MARKUP] = N_("This is a web page or XML, not a table. Download the file itself, as CSV."),
		[CSV_WIDE_CHARS] = N_("The file is saved as UTF-16. Save it again as CSV with UTF-8."),
		[CSV_NOT_TEXT] = N_("There are characters in the file that no text has. Save it again as CSV."),
		[CSV_TOO_WIDE] = N_("Line {line} has more than 200 columns. Is it the right file?"),
		[CSV_TOO_LONG] = N_("The file has more than 200,000 lines."),
		[CSV_CELL_TOO_BIG] = N_("A cell on line {line} is longer than 16,000 characters."),
		[CSV_OPEN_QUOTE] = N_("On line {line} a quotation mark opens that is never closed."),
	};
	const char *text = fault < CSV__N ? texts[fault] : NULL;
	return text == NULL ? N_("The file cannot be read as a table. Save it again as CSV.") : text;
}

/* ---- columns ---- */

/* The same but for case, spaces at the ends, and how many stand between. */
static bool same_name(struct str a, const char *b)
{
	a = str_trim(a);
	size_t i = 0;
	for (; i < a.n && *b != '\0'; i++, b++) {
		char x = a.p[i], y = *b;
		x = x >= 'a' && x <= 'z' ? (char)(x - 'a' + 'A') : x;
		y = y >= 'a' && y <= 'z' ? (char)(y - 'a' + 'A') : y;
		if (x != y)
			return false;
		while (x == ' ' && i + 1 < a.n && a.p[i + 1] == ' ')
			i++;
	}
	return i == a.n && *b == '\0';
}

size_t import_column(const struct import_table *t, const char *const *names)
{
	for (; *names != NULL; names++)
		for (size_t i = 0; i < t->head.n; i++)
			if (same_name(t->head.cell[i], *names))
				return i;
	return t->head.n;
}

struct str import_cell(const struct import_line *line, size_t column)
{
	return column < line->n ? line->cell[column] : (struct str){0};
}
