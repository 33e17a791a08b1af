/* Renders every page of the gallery in both languages: the HTML writer refuses wrong nesting, ids and references. With
 * TN_GALLERY=DIR the pages are also written to files, for tests/pages. */
#include "gallery.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
/* after the four above, as cmocka asks */
#include <cmocka.h>

#include "assets.h"

static size_t count(struct str s, const char *what)
{
	size_t n = 0, len = strlen(what);
	for (size_t i = 0; i + len <= s.n; i++)
		n += memcmp(s.p + i, what, len) == 0;
	return n;
}

static void write_file(const char *dir, const char *name, struct str bytes)
{
	char path[512];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
	assert_int_equal(fclose(f), 0);
}

static void render(struct arena *a, enum gallery_page p, enum lang l, const char *theme)
{
	struct buf out;
	struct ui u;
	buf_init(&out, a, 1 << 18);
	ui_init(&u, &out, a, (struct speak){.lang = l});
	u.csrf = S("token-of-the-visitor");
	ui_gallery(&u, p, theme);
	struct str page = buf_view(&out);
	assert_false(out.failed);
	assert_int_equal(count(page, "<h1"), 1);
	assert_int_equal(count(page, "<main"), 1);
	assert_int_equal(count(page, l == LANG_NL ? "<html lang=\"nl\"" : "<html lang=\"en\""), 1);
	assert_int_equal(count(page, "style="), 0);
	assert_int_equal(count(page, "onclick"), 0);
	assert_int_equal(count(page, "method=\"post\""), count(page, "name=\"_csrf\""));
	const char *dir = getenv("TN_GALLERY");
	if (dir == NULL)
		return;
	char name[128];
	snprintf(name, sizeof name, "%s.%s%s%s.html", gallery_name(p), lang_code(l), theme == NULL ? "" : ".",
	         theme == NULL ? "" : theme);
	write_file(dir, name, page);
}

static void every_page_in_both_languages(void **state)
{
	(void)state;
	for (int p = 0; p < GALLERY__N; p++) {
		for (int l = 0; l < LANG__N; l++) {
			struct arena *a = arena_new(8 << 20);
			render(a, (enum gallery_page)p, (enum lang)l, NULL);
			render(a, (enum gallery_page)p, (enum lang)l, "dark");
			arena_free(a);
		}
	}
}

static void assets_are_addressed_by_contents(void **state)
{
	(void)state;
	for (int i = 0; i < ASSET__N; i++) {
		struct str path = str_from(ui_assets[i].path);
		assert_true(str_starts(path, S("/s/")));
		assert_true(path.n > sizeof "/s/.0123456789abcdef" - 1);
		assert_true(ui_assets[i].n > 0);
		assert_non_null(ui_assets[i].type);
		if (getenv("TN_GALLERY") != NULL)
			write_file(getenv("TN_GALLERY"), path.p + 3,
			           (struct str){(const char *)ui_assets[i].bytes, ui_assets[i].n});
	}
	struct str css = {(const char *)ui_assets[ASSET_CSS].bytes, ui_assets[ASSET_CSS].n};
	assert_int_equal(count(css, ui_assets[ASSET_FONT].path), 1);
	assert_int_equal(count(css, ui_assets[ASSET_DOOR].path), 2);
	assert_int_equal(count(css, "http"), 0);
	assert_int_equal(count(css, "/*"), 0);
}

static void route_without_home(struct ui *u)
{
	ui_cell(u, S("x"));
}

static void short_row(struct ui *u)
{
	static const struct ui_col cols[] = {{.label = "a"}, {.label = "b"}};
	ui_table_begin(u, "t", TABLE_CARDS, cols, 2);
	ui_row(u);
	ui_cell(u, S("x"));
	ui_table_end(u);
}

static void same_field_twice(struct ui *u)
{
	ui_field(u, &(struct ui_field){.name = "naam", .label = "Naam"});
	ui_field(u, &(struct ui_field){.name = "naam", .label = "Naam"});
}

static void error_without_field(struct ui *u)
{
	const struct ui_error errors[] = {{"weg", S("Vul dit in")}};
	struct ui_page p = {.title = "x", .errors = errors, .n_errors = 1};
	ui_page_begin(u, &p);
	ui_page_end(u, &p);
}

static void page_left_open(struct ui *u)
{
	struct ui_page p = {.title = "x"};
	ui_page_begin(u, &p);
	ui_panel_begin(u, "x");
	ui_page_end(u, &p);
}

static void long_qr(struct ui *u)
{
	static char text[600];
	memset(text, 'a', sizeof text);
	ui_qr(u, (struct str){text, sizeof text}, "x");
}

static void refused(void (*fn)(struct ui *), const char *part)
{
	static struct trap trap;
	struct arena *volatile a = arena_new(1 << 22);
	volatile bool bugged = false;
	struct buf out;
	static struct ui u;
	buf_init(&out, a, 1 << 18);
	ui_init(&u, &out, a, (struct speak){0});
	if (trap_set(&trap) == 0)
		fn(&u);
	else
		bugged = true;
	trap_clear(&trap);
	arena_free(a);
	if (!bugged || strstr(trap.message, part) == NULL)
		fail_msg("\"%s\", expected \"%s\"", trap.message, part);
}

static void refuses_misuse(void **state)
{
	(void)state;
	refused(route_without_home, "cell outside a row");
	refused(short_row, "a row of 1 cells in a table of 2 columns");
	refused(same_field_twice, "id used twice: naam");
	refused(error_without_field, "href points at #weg");
	refused(page_left_open, "closing main inside section");
	refused(long_qr, "qr: a text of 600 bytes");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page_in_both_languages),
		cmocka_unit_test(assets_are_addressed_by_contents),
		cmocka_unit_test(refuses_misuse),
	};
	return cmocka_run_group_tests_name("gallery", tests, NULL, NULL);
}
