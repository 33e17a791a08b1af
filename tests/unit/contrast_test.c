/* The colours of assets/app.css, measured: WCAG 2.2, 1.4.3 (text 4.5:1) and 1.4.11 (edges and signs 3:1), in both
 * themes. axe cannot see the pairs of states that a page does not show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* after the three above, as cmocka asks */
#include "assets.h"

#include <cmocka.h>

#include <math.h>

/* The tokens of a theme: what its own block lacks comes from the light one, as in the browser. */
struct theme {
	struct str own, light;
	const char *where;
};

static struct str sheet(void)
{
	return (struct str){(const char *)ui_assets[ASSET_CSS].bytes, ui_assets[ASSET_CSS].n};
}

/* What stands between the braces after the selector. */
static struct str block(const char *selector)
{
	struct str s = sheet();
	size_t n = strlen(selector);
	for (size_t i = 0; i + n <= s.n; i++) {
		if (memcmp(s.p + i, selector, n) != 0)
			continue;
		struct str rest = {s.p + i + n, s.n - i - n};
		return str_cut(rest, '}', &rest);
	}
	fail_msg("no block %s", selector);
	return (struct str){0};
}

static struct theme theme(const char *selector)
{
	return (struct theme){block(selector), block(":root {"), selector};
}

/* The value of a token, without spaces; empty when it is not in the block. */
static struct str token(struct str block_text, const char *name)
{
	struct str rest = block_text;
	while (rest.n > 0) {
		struct str line = str_cut(rest, ';', &rest);
		struct str value, key = str_trim(str_cut(line, ':', &value));
		if (str_is(key, name))
			return str_trim(value);
	}
	return (struct str){0};
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = memchr(digits, c, 16);
	if (at == NULL)
		fail_msg("'%c' is no digit of a colour", c);
	return (int)(at - digits);
}

/* Two digits of #rrggbb, or one of #rgb, as linear light. */
static double channel(struct str hex, size_t i)
{
	double v = (hex_digit(hex.p[i]) * 16 + hex_digit(hex.p[hex.n == 4 ? i : i + 1])) / 255.0;
	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

/* Relative luminance (WCAG 2.2, glossary). */
static double luminance(struct theme t, const char *name)
{
	struct str hex = name[0] == '#' ? str_from(name) : token(t.own, name);
	if (hex.n == 0)
		hex = token(t.light, name);
	if ((hex.n != 7 && hex.n != 4) || hex.p[0] != '#')
		fail_msg("%s has no colour %s", t.where, name);
	size_t step = hex.n == 7 ? 2 : 1;
	return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 1 + step) + 0.0722 * channel(hex, 1 + 2 * step);
}

static double contrast(struct theme t, const char *a, const char *b)
{
	double x = luminance(t, a), y = luminance(t, b);
	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static const struct {
	const char *front, *back;
	double least;
} pairs[] = {
	{"--ink", "--paper", 4.5},
	{"--ink", "--surface", 4.5},
	{"--ink", "--sunken", 4.5},
	{"--ink", "--brand-soft", 4.5},
	{"--ink", "--s0", 4.5},
	{"--ink", "--mark-add", 4.5},
	{"--paper", "--ink", 4.5},
	{"--ink-2", "--paper", 4.5},
	{"--ink-2", "--surface", 4.5},
	{"--ink-2", "--sunken", 4.5},
	{"--ink-2", "--s0", 4.5},
	{"--ink-2", "--brand-soft", 4.5},
	{"--ink-2", "--school-soft", 4.5},
	{"--ink-2", "--parents-soft", 4.5},
	{"--ink-2", "--child-soft", 4.5},
	{"--ink-2", "--partner-soft", 4.5},
	{"--ink", "--school-soft", 4.5},
	{"--ink", "--parents-soft", 4.5},
	{"--ink", "--child-soft", 4.5},
	{"--ink", "--partner-soft", 4.5},
	{"--brand-ink", "--paper", 4.5},
	{"--brand-ink", "--surface", 4.5},
	{"--brand-ink", "--sunken", 4.5},
	{"--brand-ink", "--brand-soft", 4.5},
	{"--brand-ink", "--s0", 4.5},
	{"--brand-ink", "--school-soft", 4.5},
	{"--brand-ink", "--parents-soft", 4.5},
	{"--brand-ink", "--child-soft", 4.5},
	{"--brand-ink", "--partner-soft", 4.5},
	{"--on-brand", "--brand", 4.5},
	{"--on-brand", "--brand-ink", 4.5},
	{"--on-danger", "--danger", 4.5},
	{"--on-deep", "--deep", 4.5},
	{"--on-deep-2", "--deep", 4.5},
	{"--on-deep-act", "--deep-act", 4.5},
	{"#0b1f1d", "--on-deep-2", 4.5},
	{"--on-deep", "#123f3c", 4.5},
	{"--on-deep-2", "#123f3c", 4.5},
	{"--school", "--school-soft", 4.5},
	{"--parents", "--parents-soft", 4.5},
	{"--child", "--child-soft", 4.5},
	{"--partner", "--partner-soft", 4.5},
	{"--school", "--surface", 4.5},
	{"--parents", "--surface", 4.5},
	{"--child", "--surface", 4.5},
	{"--late", "--late-soft", 4.5},
	{"--soon", "--soon-soft", 4.5},
	{"--ok", "--ok-soft", 4.5},
	{"--info", "--info-soft", 4.5},
	{"--wait", "--wait-soft", 4.5},
	{"--late", "--surface", 4.5},
	{"--late", "--paper", 4.5},
	{"--ok", "--surface", 4.5},
	{"--on-s2", "--s2", 4.5},
	{"--on-s4", "--s4", 4.5},
	{"--on-s4", "--s5", 4.5},
	{"--ink", "--s1", 4.5},
	{"--edge", "--surface", 3.0},
	{"--edge", "--paper", 3.0},
	{"--brand", "--surface", 3.0},
	{"--brand", "--paper", 3.0},
	{"--brand", "--brand-soft", 3.0},
	{"--warm", "--surface", 3.0},
	{"--spot", "--deep", 3.0},
	{"--on-deep-2", "--deep", 3.0},
	{"--focus", "--paper", 3.0},
	{"--focus", "--surface", 3.0},
	{"--focus", "--brand-soft", 3.0},
	{"--focus", "--glow", 3.0},
};

static void check(struct theme t)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		double ratio = contrast(t, pairs[i].front, pairs[i].back);
		if (ratio < pairs[i].least)
			fail_msg("%s: %s on %s is %.2f, at least %.1f", t.where, pairs[i].front, pairs[i].back, ratio,
			         pairs[i].least);
	}
}

static void measures_as_wcag_does(void **state)
{
	(void)state;
	struct theme none = {0};
	assert_true(fabs(contrast(none, "#000000", "#ffffff") - 21.0) < 0.001);
	assert_true(fabs(contrast(none, "#fff", "#fff") - 1.0) < 0.001);
	assert_true(fabs(contrast(none, "#777777", "#ffffff") - 4.478) < 0.001);
}

static void light_theme(void **state)
{
	(void)state;
	check(theme(":root {"));
}

static void dark_theme(void **state)
{
	(void)state;
	check(theme(":root:not([data-theme=\"light\"]) {"));
	check(theme(":root[data-theme=\"dark\"] {"));
}

/* A reader whose device is dark and one who chose dark see the same. */
static void both_dark_blocks_are_the_same(void **state)
{
	(void)state;
	struct str device = block(":root:not([data-theme=\"light\"]) {"), chosen = block(":root[data-theme=\"dark\"] {");
	assert_int_equal(device.n, chosen.n);
	assert_memory_equal(device.p, chosen.p, device.n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(measures_as_wcag_does),
		cmocka_unit_test(light_theme),
		cmocka_unit_test(dark_theme),
		cmocka_unit_test(both_dark_blocks_are_the_same),
	};
	return cmocka_run_group_tests_name("contrast", tests, NULL, NULL);
}
