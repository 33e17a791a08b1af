/* Uploads as browsers send them, and the many ways in which they do not. */
#define ARENA a
#define ARENA_MIB 16
#include "arena_test.h"

#include "form_urlencoded.h"
#include "multipart.h"

#define FIELD "Content-Disposition: form-data; name=\"a\"\r\n"
#define FILE_ "Content-Disposition: form-data; name=\"f\"; filename=\"x.pdf\"\r\n"

static struct pairs fields;
static struct uploads files;

static enum err parse(const char *body)
{
	return multipart_parse(a, str_from(body), S("B"), &fields, &files);
}

static void fields_and_files(void **state)
{
	(void)state;
	assert_int_equal(parse("--B\r\n" FIELD "\r\neen\r\n--B\r\n" FILE_
			       "Content-Type: application/pdf\r\n\r\n%PDF\r\n--B--\r\n"),
			 OK);
	assert_int_equal(fields.n, 1);
	ASSERT_STR(pairs_get(fields, "a"), "een");
	assert_int_equal(files.n, 1);
	ASSERT_STR(files.v[0].name, "f");
	ASSERT_STR(files.v[0].filename, "x.pdf");
	ASSERT_STR(files.v[0].type, "application/pdf");
	ASSERT_STR(files.v[0].bytes, "%PDF");
}

static void edges(void **state)
{
	(void)state;
	assert_int_equal(parse("--B--"), OK);
	assert_int_equal(fields.n, 0);
	assert_int_equal(parse("--B\r\n" FIELD "\r\n\r\n--B--"), OK);
	assert_int_equal(pairs_get(fields, "a").n, 0);
	assert_true(pairs_has(fields, "a"));
	assert_int_equal(parse("--B\r\n" FIELD "\r\n--Bx\r\n-B\r\n--\r\n--B--"), ERR_INVALID);
	assert_int_equal(parse("--B\r\n" FIELD "\r\n-B\r\n--\r\n--A\r\n--B--"), OK);
	ASSERT_STR(pairs_get(fields, "a"), "-B\r\n--\r\n--A");
	assert_int_equal(parse("--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n--B--"), OK);
	assert_int_equal(fields.n + files.n, 0);
	assert_int_equal(parse("--B\r\nContent-Disposition: form-data; name=\"f\"; "
			       "filename=\"C:\\pad\\x.pdf\"\r\n\r\nq\r\n--B--"),
			 OK);
	ASSERT_STR(files.v[0].filename, "x.pdf");
	assert_int_equal(parse("--B\r\nContent-Disposition: form-data; name=\"f\"; "
			       "filename=\"../../etc/passwd\"\r\n\r\nq\r\n--B--"),
			 OK);
	ASSERT_STR(files.v[0].filename, "passwd");
}

static void refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"",
		"B",
		"--B",
		"--B-",
		"--b--",
		" --B--",
		"\r\n--B--",
		"--B--x",
		"--B--\r\n\r\n",
		"--B\r\n",
		"--B\n" FIELD "\nx\n--B--",
		"--B\r\n\r\nx\r\n--B--",
		"--B\r\n" FIELD "\r\nx",
		"--B\r\n" FIELD "\r\nx--B--",
		"--B\r\n" FIELD "\r\nx\r\n--B",
		"--B\r\n" FIELD FIELD "\r\nx\r\n--B--",
		"--B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--B--",
		"--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--",
		"--B\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--B--",
		"--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--B--",
		"--B\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--B--",
		"--B\r\nContent-Disposition: form-data; name=\"a\" filename=\"b\"\r\n\r\nx\r\n--B--",
		"--B\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''b\r\n\r\nx\r\n--B--",
		"--B\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"; filename=\"c\"\r\n\r\nx\r\n--B--",
		"--B\r\nContent-Disposition: form-data; name=\"a\x01\"\r\n\r\nx\r\n--B--",
		"--B\r\nContent-Disposition: form-data; name=\"a\xff\"\r\n\r\nx\r\n--B--",
		"--B\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\xc0\xaf\"\r\n\r\nx\r\n--B--",
		"--B\r\n" FIELD "Content-Type: multipart/mixed; boundary=C\r\n\r\nx\r\n--B--",
		"--B\r\n" FIELD "Content-Type: MultiPart/Form-Data\r\n\r\nx\r\n--B--",
		"--B\r\n" FIELD "Content-Type: a/b\r\nContent-Type: a/b\r\n\r\nx\r\n--B--",
		"--B\r\n" FIELD "Content-Transfer-Encoding: base64\r\n\r\nx\r\n--B--",
		"--B\r\n" FIELD "X: y\r\n\r\nx\r\n--B--",
		"--B\r\n" FIELD " folded\r\n\r\nx\r\n--B--",
		"--B\r\n" FIELD "\r\n\xff\r\n--B--",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (parse(bad[i]) != ERR_INVALID)
			fail_msg("accepted number %zu: \"%s\"", i, bad[i]);
		assert_int_equal(fields.n + files.n, 0);
	}
	static const char nul[] = "--B\r\n" FIELD "\r\nx\0y\r\n--B--";
	assert_int_equal(multipart_parse(a, (struct str){nul, sizeof nul - 1}, S("B"), &fields, &files), ERR_INVALID);
}

static struct str repeated(const char *part, size_t n, const char *end)
{
	struct buf b;
	buf_init(&b, a, 1 << 20);
	for (size_t i = 0; i < n; i++)
		buf_c(&b, part);
	buf_c(&b, end);
	return buf_view(&b);
}

static void limits(void **state)
{
	(void)state;
	static const char part[] = "--B\r\n" FIELD "\r\nx\r\n";
	assert_int_equal(multipart_parse(a, repeated(part, PARTS_MAX, "--B--"), S("B"), &fields, &files), OK);
	assert_int_equal(fields.n, PARTS_MAX);
	assert_int_equal(multipart_parse(a, repeated(part, PARTS_MAX + 1, "--B--"), S("B"), &fields, &files), ERR_TOO_BIG);
	struct str name = repeated("n", POSTED_NAME_MAX + 1, ""), file = repeated("f", FILENAME_MAX_BYTES + 1, "");
	struct str head = repeated("h", PART_HEAD_MAX, "");
	assert_int_equal(
		parse(str_printf(a, "--B\r\nContent-Disposition: form-data; name=\"" STR_FMT "\"\r\n\r\nx\r\n--B--",
				 STR_ARG(name))
			      .p),
		ERR_INVALID);
	assert_int_equal(parse(str_printf(a,
					  "--B\r\nContent-Disposition: form-data; name=a; filename=" STR_FMT
					  "\r\n\r\nx\r\n--B--",
					  STR_ARG(file))
				       .p),
			 ERR_INVALID);
	assert_int_equal(
		parse(str_printf(a, "--B\r\n" FIELD "Content-Type: " STR_FMT "\r\n\r\nx\r\n--B--", STR_ARG(head)).p),
		ERR_INVALID);
}

static void boundaries(void **state)
{
	(void)state;
	struct str b;
	assert_true(multipart_boundary(S("multipart/form-data; boundary=----WebKitFormBoundaryX"), &b));
	ASSERT_STR(b, "----WebKitFormBoundaryX");
	assert_true(multipart_boundary(S("Multipart/Form-Data;charset=utf-8; Boundary=\"a b\""), &b));
	ASSERT_STR(b, "a b");
	static const char *const bad[] = {
		"",
		"multipart/form-data",
		"multipart/form-data;",
		"multipart/form-data; boundary",
		"multipart/form-data; boundary=",
		"multipart/form-data; boundary=\"\"",
		"multipart/form-data; boundary=\"a",
		"multipart/mixed; boundary=a",
		"multipart/form-data; boundary=a; boundary=b",
		"text/plain; boundary=a",
		"multipart/form-data; boundary=\"a \"",
		"multipart/form-data; boundary=\"a\rb\"",
		"multipart/form-data; boundary=\"a\xff\"",
		"multipart/form-data; boundary=01234567890123456789012345678901234567890123456789012345678901234567890",
		"multipart/form-data boundary=a",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (multipart_boundary(str_from(bad[i]), &b))
			fail_msg("accepted \"%s\"", bad[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_and_files), cmocka_unit_test(edges),	  cmocka_unit_test(refused),
		cmocka_unit_test(limits),	    cmocka_unit_test(boundaries),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
