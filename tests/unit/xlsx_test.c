/* Spreadsheets: what is written can be read by a plain reading of the zip, and texts stay texts. */
#include "xlsx.h"

#include "testing.h"

#include "date.h"

static uint32_t number(struct str s, size_t at, size_t bytes)
{
	uint32_t v = 0;
	assert_true(at + bytes <= s.n);
	for (size_t i = 0; i < bytes; i++)
		v |= (uint32_t)(unsigned char)s.p[at + i] << (8 * i);
	return v;
}

/* Bit by bit, unlike the writer. */
static uint32_t crc_slowly(struct str s)
{
	uint32_t crc = UINT32_MAX;
	for (size_t i = 0; i < s.n; i++)
		for (int bit = 0; bit < 8; bit++) {
			uint32_t in = ((unsigned char)s.p[i] >> bit & 1) ^ (crc & 1);
			crc = (crc >> 1) ^ (in ? UINT32_C(0xedb88320) : 0);
		}
	return ~crc;
}

/* The part with this name, found through the directory at the end; its header and sum must fit. */
static struct str part(struct str zip, const char *name)
{
	size_t end = zip.n - 22;
	assert_int_equal(number(zip, end, 4), 0x06054b50);
	size_t at = number(zip, end + 16, 4), n = number(zip, end + 10, 2);
	assert_int_equal(at + number(zip, end + 12, 4), end);
	for (size_t i = 0; i < n; i++) {
		size_t length = number(zip, at + 28, 2), local = number(zip, at + 42, 4), size = number(zip, at + 24, 4);
		struct str called = {zip.p + at + 46, length};
		assert_int_equal(number(zip, at, 4), 0x02014b50);
		assert_int_equal(number(zip, local, 4), 0x04034b50);
		struct str body = {zip.p + local + 30 + length, size};
		assert_int_equal(number(zip, at + 16, 4), crc_slowly(body));
		assert_int_equal(number(zip, local + 14, 4), crc_slowly(body));
		if (str_is(called, name))
			return body;
		at += 46 + length;
	}
	fail_msg("no part %s", name);
	return (struct str){0};
}

static bool holds(struct str s, const char *what)
{
	size_t n = strlen(what);
	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, what, n) == 0)
			return true;
	return false;
}

static const struct xlsx_col cols[] = {{"Naam", 20}, {"Aantal & meer", 0}, {"Vóór", 12}};

static struct str one(struct arena *a, struct str text)
{
	struct buf out;
	struct xlsx x;
	buf_init(&out, a, 1 << 20);
	xlsx_begin(&x, &out, "Blad", cols, 3);
	xlsx_row(&x);
	xlsx_text(&x, text);
	xlsx_int(&x, 42);
	xlsx_date(&x, 20780);
	xlsx_end(&x);
	assert_false(out.failed);
	return part(buf_view(&out), "xl/worksheets/sheet1.xml");
}

static void test_parts(void **state)
{
	(void)state;
	struct arena *a = arena_new(8 << 20);
	struct buf out;
	struct xlsx x;
	buf_init(&out, a, 1 << 20);
	xlsx_begin(&x, &out, "Blad", cols, 3);
	xlsx_end(&x);
	struct str zip = buf_view(&out);
	assert_true(holds(part(zip, "[Content_Types].xml"), "spreadsheetml.sheet.main+xml"));
	assert_true(holds(part(zip, "xl/workbook.xml"), "name=\"Blad\""));
	assert_true(holds(part(zip, "_rels/.rels"), "xl/workbook.xml"));
	assert_true(holds(part(zip, "xl/styles.xml"), "numFmtId=\"49\""));
	assert_true(holds(part(zip, "xl/worksheets/sheet1.xml"), "Aantal &amp; meer"));
	arena_free(a);
}

static void test_cells(void **state)
{
	(void)state;
	struct arena *a = arena_new(8 << 20);
	struct str sheet = one(a, S("Noor"));
	assert_true(holds(sheet, "<c r=\"A2\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">Noor</t></is></c>"));
	assert_true(holds(sheet, "<c r=\"B2\"><v>42</v></c>"));
	/* 2026-11-23 is day 46349 of the spreadsheet's count. */
	assert_true(holds(sheet, "<c r=\"C2\" s=\"3\"><v>46349</v></c>"));
	assert_true(holds(sheet, "<autoFilter ref=\"A1:C2\"/>"));
	arena_free(a);
}

static void test_text_never_becomes_a_formula(void **state)
{
	static const char *const hostile[] = {"=1+1", "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1", "@SUM(A1)", "\t=1",
	                                      "=cmd|' /C calc'!A0"};
	(void)state;
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct arena *a = arena_new(8 << 20);
		struct str sheet = one(a, str_from(hostile[i]));
		assert_false(holds(sheet, "<f"));
		assert_true(holds(sheet, "<c r=\"A2\" s=\"2\" t=\"inlineStr\">"));
		arena_free(a);
	}
}

static void test_text_is_escaped(void **state)
{
	(void)state;
	struct arena *a = arena_new(8 << 20);
	struct str sheet = one(a, S("</t></is></c><c><f>1</f></c>&\"'\x01\x1f _x0041_ _x41_ \xf0\x9f\x8c\xb1"));
	assert_false(holds(sheet, "<f>"));
	assert_true(holds(sheet, "&lt;/t&gt;&lt;/is&gt;"));
	assert_false(holds(sheet, "\x01"));
	assert_true(holds(sheet, "\xef\xbf\xbd\xef\xbf\xbd"));
	assert_true(holds(sheet, "_x005F_x0041_"));
	assert_true(holds(sheet, " _x41_ "));
	assert_true(holds(sheet, "\xf0\x9f\x8c\xb1"));
	arena_free(a);
}

static void test_limits(void **state)
{
	(void)state;
	struct arena *a = arena_new(32 << 20);
	struct buf out, text;
	struct xlsx x;
	buf_init(&text, a, 1 << 20);
	for (int i = 0; i < XLSX_TEXT_MAX + 10; i++)
		buf_byte(&text, 'k');
	struct str sheet = one(a, buf_view(&text));
	size_t n = 0;
	for (size_t i = 0; i < sheet.n; i++)
		n += sheet.p[i] == 'k';
	assert_in_range(n, XLSX_TEXT_MAX, XLSX_TEXT_MAX + 8); /* and the k of "worksheet" and such */
	buf_init(&out, a, 4000);
	xlsx_begin(&x, &out, "Blad", cols, 3);
	for (int i = 0; i < 100; i++) {
		xlsx_row(&x);
		xlsx_text(&x, S("een rij te veel"));
	}
	xlsx_end(&x);
	assert_true(out.failed);
	ASSERT_BUG((xlsx_begin(&x, &out, "Een naam die veel te lang is voor een tabblad", cols, 3), 0));
	ASSERT_BUG((xlsx_begin(&x, &out, "a/b", cols, 3), 0));
	ASSERT_BUG((xlsx_begin(&x, &out, "Blad", cols, 0), 0));
	arena_free(a);
}

static void test_numbers_that_a_double_cannot_hold(void **state)
{
	(void)state;
	struct arena *a = arena_new(8 << 20);
	struct buf out;
	struct xlsx x;
	buf_init(&out, a, 1 << 20);
	xlsx_begin(&x, &out, "Blad", cols, 3);
	xlsx_row(&x);
	xlsx_int(&x, INT64_MAX);
	xlsx_int(&x, INT64_MIN);
	xlsx_date(&x, date_from_ymd((struct ymd){1899, 12, 31}));
	ASSERT_BUG((xlsx_int(&x, 1), 0));
	xlsx_end(&x);
	struct str sheet = part(buf_view(&out), "xl/worksheets/sheet1.xml");
	assert_true(holds(sheet, "preserve\">9223372036854775807</t>"));
	assert_true(holds(sheet, "preserve\">-9223372036854775808</t>"));
	assert_true(holds(sheet, "preserve\">1899-12-31</t>"));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_text_never_becomes_a_formula),
		cmocka_unit_test(test_text_is_escaped),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_numbers_that_a_double_cannot_hold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
