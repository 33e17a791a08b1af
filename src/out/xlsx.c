#include "xlsx.h"

#include "date.h"

/* ---- a zip without compression (APPNOTE 6.3) ---- */

struct entry {
	const char *name;
	struct str body;
	uint32_t crc, at;
};

/* CRC-32 (ISO 3309), four bits at a time. */
static uint32_t crc_of(struct str s)
{
	static const uint32_t nibble[16] = {
		0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
		0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
	};
	uint32_t crc = UINT32_MAX;
	for (size_t i = 0; i < s.n; i++) {
		crc ^= (unsigned char)s.p[i];
		crc = (crc >> 4) ^ nibble[crc & 15];
		crc = (crc >> 4) ^ nibble[crc & 15];
	}
	return ~crc;
}

static void put16(struct buf *b, uint32_t v)
{
	buf_byte(b, (char)(v & 0xff));
	buf_byte(b, (char)(v >> 8 & 0xff));
}

static void put32(struct buf *b, uint32_t v)
{
	put16(b, v & 0xffff);
	put16(b, v >> 16);
}

/* What local and central headers share. A fixed time, the first that zip knows: the same content gives the same file.
 */
static void put_facts(struct buf *b, const struct entry *e)
{
	put16(b, 20);     /* version needed */
	put16(b, 0x0800); /* names in UTF-8 */
	put16(b, 0);      /* stored */
	put16(b, 0);      /* 00:00 */
	put16(b, 0x0021); /* 1980-01-01 */
	put32(b, e->crc);
	put32(b, (uint32_t)e->body.n);
	put32(b, (uint32_t)e->body.n);
	put16(b, (uint32_t)strlen(e->name));
	put16(b, 0);
}

static void put_entry(struct buf *b, struct entry *e)
{
	e->at = (uint32_t)b->n;
	e->crc = crc_of(e->body);
	put32(b, 0x04034b50);
	put_facts(b, e);
	buf_c(b, e->name);
	buf_str(b, e->body);
}

static void put_directory(struct buf *b, const struct entry *v, size_t n)
{
	uint32_t at = (uint32_t)b->n;
	for (size_t i = 0; i < n; i++) {
		put32(b, 0x02014b50);
		put16(b, 20);
		put_facts(b, &v[i]);
		put16(b, 0); /* comment */
		put16(b, 0); /* disk */
		put16(b, 0);
		put32(b, 0);
		put32(b, v[i].at);
		buf_c(b, v[i].name);
	}
	uint32_t size = (uint32_t)b->n - at;
	put32(b, 0x06054b50);
	put32(b, 0);
	put16(b, (uint32_t)n);
	put16(b, (uint32_t)n);
	put32(b, size);
	put32(b, at);
	put16(b, 0);
}

/* ---- the parts of the workbook ---- */

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define CONTENT "application/vnd.openxmlformats-officedocument.spreadsheetml."

static const char types[] =
	HEAD "<Types xmlns=\"" PACKAGE "content-types\">"
	"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	"<Override PartName=\"/xl/workbook.xml\" ContentType=\"" CONTENT "sheet.main+xml\"/>"
	"<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" CONTENT "worksheet+xml\"/>"
	"<Override PartName=\"/xl/styles.xml\" ContentType=\"" CONTENT "styles+xml\"/></Types>";
static const char root[] =
	HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
static const char book_parts[] =
	HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/></Relationships>";

enum style { STYLE_NONE, STYLE_HEAD, STYLE_TEXT, STYLE_DATE };
/* 49 is the format "text": what someone types into such a cell is not read as a formula either. */
static const char styles[] =
	HEAD "<styleSheet xmlns=\"" MAIN "\">"
	"<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd\\-mm\\-yyyy\"/></numFmts>"
	"<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
	"<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
	"<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
	"<fill><patternFill patternType=\"gray125\"/></fill></fills>"
	"<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
	"<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
	"<cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
	"<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
	"<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\""
	" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>"
	"<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs>"
	"<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

/* ---- text ---- */

static bool hex4(struct str s)
{
	for (size_t i = 0; i < 4; i++)
		if (strchr("0123456789abcdefABCDEF", s.p[i]) == NULL)
			return false;
	return true;
}

/* "_x0041_" would be read as the character it names: the underscore is written as such a name itself. */
static bool is_code(struct str s)
{
	return s.n >= 7 && s.p[0] == '_' && (s.p[1] == 'x' || s.p[1] == 'X') && s.p[6] == '_' &&
	       hex4((struct str){s.p + 2, 4});
}

static void put_char(struct buf *b, struct str rest)
{
	unsigned char c = (unsigned char)rest.p[0];
	if (c == '&')
		buf_c(b, "&amp;");
	else if (c == '<')
		buf_c(b, "&lt;");
	else if (c == '>')
		buf_c(b, "&gt;");
	else if (c == '"')
		buf_c(b, "&quot;");
	else if (c < ' ' && c != '\t' && c != '\n')
		buf_c(b, "\xef\xbf\xbd");
	else if (is_code(rest))
		buf_c(b, "_x005F_");
	else
		buf_byte(b, (char)c);
}

static void put_text(struct buf *b, struct str s)
{
	size_t n = 0; /* characters, as UTF-16 counts them */
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		n += (c & 0xc0) != 0x80 ? (c >= 0xf0 ? 2 : 1) : 0;
		if (n > XLSX_TEXT_MAX)
			return;
		put_char(b, (struct str){s.p + i, s.n - i});
	}
}

/* ---- cells ---- */

static void put_place(struct xlsx *x)
{
	char name[2] = {0};
	size_t n = 0;
	if (x->col >= x->cols)
		BUG("a row with more than %zu cells", x->cols);
	if (x->col >= 26)
		name[n++] = (char)('A' + (int)(x->col / 26) - 1);
	name[n++] = (char)('A' + (int)(x->col % 26));
	buf_printf(&x->sheet, "<c r=\"%.*s%zu\"", (int)n, name, x->row);
	x->col++;
}

static void put_string(struct xlsx *x, struct str s, enum style style)
{
	put_place(x);
	buf_printf(&x->sheet, " s=\"%d\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", (int)style);
	put_text(&x->sheet, s);
	buf_c(&x->sheet, "</t></is></c>");
}

void xlsx_text(struct xlsx *x, struct str s)
{
	if (s.n == 0)
		xlsx_empty(x);
	else
		put_string(x, s, STYLE_TEXT);
}

void xlsx_int(struct xlsx *x, int64_t i)
{
	static const int64_t exact = INT64_C(1) << 53;
	if (i > exact || i < -exact) {
		put_string(x, str_printf(x->sheet.arena, "%lld", (long long)i), STYLE_TEXT);
		return;
	}
	put_place(x);
	buf_printf(&x->sheet, "><v>%lld</v></c>", (long long)i);
}

void xlsx_date(struct xlsx *x, int32_t date)
{
	enum { DAY_1970 = 25569, DAY_1900_03_01 = 61 }; /* 29 February 1900 is counted, and never was */
	if (date + DAY_1970 < DAY_1900_03_01 || date > DATE_OPEN) {
		put_string(x, date_iso(x->sheet.arena, date), STYLE_TEXT);
		return;
	}
	put_place(x);
	buf_printf(&x->sheet, " s=\"%d\"><v>%d</v></c>", STYLE_DATE, date + DAY_1970);
}

void xlsx_empty(struct xlsx *x)
{
	if (x->col >= x->cols)
		BUG("a row with more than %zu cells", x->cols);
	x->col++;
}

void xlsx_row(struct xlsx *x)
{
	if (x->row > 0)
		buf_c(&x->sheet, "</row>");
	x->row++;
	x->col = 0;
	if (x->row > XLSX_ROWS_MAX)
		x->sheet.failed = true;
	buf_printf(&x->sheet, "<row r=\"%zu\">", x->row);
}

bool xlsx_name_fits(const char *name)
{
	return *name != '\0' && strlen(name) <= 31 && strpbrk(name, "[]:*?/\\<>&\"'") == NULL;
}

void xlsx_begin(struct xlsx *x, struct buf *out, const char *name, const struct xlsx_col *cols, size_t n)
{
	enum { WIDE = 16 };
	if (n == 0 || n > XLSX_COLS_MAX || !xlsx_name_fits(name))
		BUG("a sheet without columns, with too many, or with a name that cannot be");
	*x = (struct xlsx){.out = out, .cols = n, .name = name};
	buf_init(&x->sheet, out->arena, out->max);
	struct buf *b = &x->sheet;
	buf_c(b, HEAD "<worksheet xmlns=\"" MAIN "\"><sheetViews><sheetView workbookViewId=\"0\">"
	              "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
	              "state=\"frozen\"/></sheetView></sheetViews>"
	              "<cols>");
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "<col min=\"%zu\" max=\"%zu\" width=\"%d\" customWidth=\"1\"/>", i + 1, i + 1,
		           cols[i].width > 0 ? cols[i].width : WIDE);
	buf_c(b, "</cols><sheetData>");
	xlsx_row(x);
	for (size_t i = 0; i < n; i++)
		put_string(x, str_from(cols[i].label), STYLE_HEAD);
}

static struct str last_cell(struct xlsx *x)
{
	size_t c = x->cols - 1;
	return c < 26 ? str_printf(x->sheet.arena, "%c%zu", 'A' + (int)c, x->row)
	              : str_printf(x->sheet.arena, "%c%c%zu", 'A' + (int)(c / 26) - 1, 'A' + (int)(c % 26), x->row);
}

void xlsx_end(struct xlsx *x)
{
	struct str last = last_cell(x);
	buf_printf(&x->sheet, "</row></sheetData><autoFilter ref=\"A1:" STR_FMT "\"/></worksheet>", STR_ARG(last));
	struct str book = str_printf(x->sheet.arena,
	                             HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><sheets>"
	                             "<sheet name=\"%s\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
	                             x->name);
	struct entry v[] = {
		{.name = "[Content_Types].xml", .body = str_from(types)},
		{.name = "_rels/.rels", .body = str_from(root)},
		{.name = "xl/workbook.xml", .body = book},
		{.name = "xl/_rels/workbook.xml.rels", .body = str_from(book_parts)},
		{.name = "xl/styles.xml", .body = str_from(styles)},
		{.name = "xl/worksheets/sheet1.xml", .body = buf_view(&x->sheet)},
	};
	size_t n = sizeof v / sizeof *v;
	for (size_t i = 0; i < n; i++)
		put_entry(x->out, &v[i]);
	put_directory(x->out, v, n);
	if (x->sheet.failed)
		x->out->failed = true;
}
