#include "testing.h"

#include "csv_in.h"

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new((size_t)256 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* The rows as one text: cells between |, rows between / with their line. */
static const char *read_all(struct str bytes)
{
	struct csv_in c;
	struct csv_row *row = ARENA_NEW(arena, struct csv_row);
	struct str out = S("");
	enum err e = csv_open(&c, arena, bytes);
	while (e == OK && (e = csv_next(&c, row)) == OK) {
		out = str_printf(arena, STR_FMT "%zu:", STR_ARG(out), row->line);
		for (size_t i = 0; i < row->n; i++)
			out = str_printf(arena, STR_FMT STR_FMT "|", STR_ARG(out), STR_ARG(row->cell[i]));
	}
	if (e == ERR_INVALID)
		out = str_printf(arena, STR_FMT "fault %d at %zu", STR_ARG(out), (int)c.fault, c.fault_line);
	return str_c(arena, out);
}

#define READS(bytes, text) assert_string_equal(read_all(S(bytes)), text)

static void separators_are_found_from_the_header(void **state)
{
	(void)state;
	READS("a;b\r\n1;2,5\r\n", "1:a|b|2:1|2,5|");
	READS("a,b\n1,2;5\n", "1:a|b|2:1|2;5|");
	READS("a\tb\n1\t2, 3;4\n", "1:a|b|2:1|2, 3;4|");
	READS("\"x;y;z\",b\n1,2\n", "1:x;y;z|b|2:1|2|");
	READS("only\none\n", "1:only|2:one|");
	READS("\r\n\na;b\n1;2", "3:a|b|4:1|2|");
}

static void line_ends_of_all_kinds(void **state)
{
	(void)state;
	READS("a;b\n1;2\n\n3;4", "1:a|b|2:1|2|4:3|4|");
	READS("a;b\r1;2\r", "1:a|b|2:1|2|");
	READS("a;b\r\n1;x\ry\r\n2;z\r\n", "1:a|b|2:1|x\ry|3:2|z|"); /* a stray CR stays in its cell */
	READS("a;b\r\n ; \r\n1;2\r\n", "1:a|b|3:1|2|");             /* only spaces: no row */
	READS("a;b\n1;2;3\n4\n", "1:a|b|2:1|2|3|3:4|");
}

static void quotes(void **state)
{
	(void)state;
	READS("a;b\n\"1;x\";\"say \"\"hi\"\"\"\n", "1:a|b|2:1;x|say \"hi\"|");
	READS("a;b\n\"two\nlines\";x\n3;4\n", "1:a|b|2:two\nlines|x|4:3|4|");
	READS("a;b\n5\" tile;x\n", "1:a|b|2:5\" tile|x|");
	READS("a;b\n\"x\"y;z\n", "1:a|b|2:xy|z|");
	READS("a;b\n\"\";\"\"\"\"\n", "1:a|b|2:|\"|");
	READS("a;b\n1;2\n3;\"open\n4;5\n", "1:a|b|2:1|2|fault 10 at 3");
}

static void encodings_are_told_apart(void **state)
{
	(void)state;
	READS("\xef\xbb\xbfnaam;x\nHindo\xc3\xab;1\n", "1:naam|x|2:Hindo\xc3\xab|1|");
	READS("naam;x\nHindo\xc3\xab;1\n", "1:naam|x|2:Hindo\xc3\xab|1|");
	READS("naam;x\nHindo\xeb \x80 \x92t;1\n", "1:naam|x|2:Hindo\xc3\xab \xe2\x82\xac \xe2\x80\x99t|1|");
	READS("naam;x\na\x81;1\n", "fault 6 at 2");
	READS("\xef\xbb\xbfnaam;x\na\xeb;1\n", "fault 6 at 0");
}

static void what_is_no_table_is_named(void **state)
{
	(void)state;
	READS("", "fault 1 at 0");
	READS(" \r\n ", "fault 1 at 0");
	READS("\xef\xbb\xbf", "fault 1 at 0");
	READS("PK\003\004\024\0\0", "fault 3 at 0");
	READS("\n <!DOCTYPE html><html>", "fault 4 at 0");
	READS("\xef\xbb\xbf<?xml?>", "fault 4 at 0");
	READS("\xff\xfe" "a\0;\0", "fault 5 at 0");
	READS("a;b\n1;\0\n", "fault 6 at 0");
	struct str big = {arena_alloc(arena, CSV_BYTES_MAX + 1), CSV_BYTES_MAX + 1};
	assert_string_equal(read_all(big), "fault 2 at 0");
}

static struct str repeated(const char *what, size_t n, const char *after)
{
	size_t k = strlen(what), m = strlen(after);
	char *p = arena_alloc(arena, k * n + m);
	for (size_t i = 0; i < n; i++)
		memcpy(p + i * k, what, k);
	memcpy(p + k * n, after, m);
	return (struct str){p, k * n + m};
}

static void the_limits(void **state)
{
	(void)state;
	struct csv_in c;
	struct csv_row *row = ARENA_NEW(arena, struct csv_row);
	assert_int_equal(csv_open(&c, arena, repeated(";", CSV_COLS_MAX - 1, "x\n")), OK);
	assert_int_equal(csv_next(&c, row), OK);
	assert_int_equal(row->n, CSV_COLS_MAX);
	assert_string_equal(read_all(repeated("x;", CSV_COLS_MAX, "y\n")), "fault 7 at 1");
	assert_string_equal(read_all(repeated("x;", 1000000, "\n")), "fault 7 at 1");
	assert_string_equal(read_all(repeated("\"\";", 1000000, "\n")), "fault 7 at 1");
	assert_string_equal(read_all(repeated("x", CSV_CELL_MAX + 1, "\n")), "fault 9 at 1");
	assert_int_equal(csv_open(&c, arena, repeated("x\n", CSV_ROWS_MAX + 1, "")), OK);
	size_t n = 0;
	enum err e;
	while ((e = csv_next(&c, row)) == OK)
		n++;
	assert_int_equal(e, ERR_INVALID);
	assert_int_equal(n, CSV_ROWS_MAX);
	assert_int_equal(c.fault, CSV_TOO_LONG);
	assert_int_equal(csv_next(&c, row), ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(separators_are_found_from_the_header),
		cmocka_unit_test(line_ends_of_all_kinds),
		cmocka_unit_test(quotes),
		cmocka_unit_test(encodings_are_told_apart),
		cmocka_unit_test(what_is_no_table_is_named),
		cmocka_unit_test(the_limits),
	};
	return cmocka_run_group_tests_name("csv_in", tests, setup, teardown);
}
