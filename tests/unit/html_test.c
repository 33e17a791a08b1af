#include "html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
/* after the four above, as cmocka asks */
#include <cmocka.h>

struct page {
	struct arena *a;
	struct buf out;
	struct html h;
};

static int set_up(void **state)
{
	struct page *p = calloc(1, sizeof *p);
	assert_non_null(p);
	p->a = arena_new(1 << 20);
	buf_init(&p->out, p->a, 1 << 18);
	h_init(&p->h, &p->out, p->a);
	*state = p;
	return 0;
}

static int tear_down(void **state)
{
	struct page *p = *state;
	arena_free(p->a);
	free(p);
	return 0;
}

static void says(struct page *p, const char *want)
{
	const char *got = str_c(p->a, buf_view(&p->out));
	assert_string_equal(got, want);
}

/* Runs fn and returns the message of its BUG; NULL when there was none. */
static const char *bug_of(struct page *p, void (*fn)(struct html *))
{
	static struct trap trap;
	const char *volatile message = NULL;
	if (trap_set(&trap) == 0)
		fn(&p->h);
	else
		message = str_c(p->a, str_from(trap.message));
	trap_clear(&trap);
	return message;
}

static void refused(struct page *p, void (*fn)(struct html *), const char *part)
{
	const char *message = bug_of(p, fn);
	if (message == NULL)
		fail_msg("no BUG; expected \"%s\"", part);
	if (strstr(message, part) == NULL)
		fail_msg("BUG \"%s\"; expected \"%s\"", message, part);
}

static void writes_elements(void **state)
{
	struct page *p = *state;
	h_open(&p->h, EL_DIV, AT_CLASS, "hint", AT_LANG, NULL, AT_END);
	h_text(&p->h, "Bijvoorbeeld 25 11 2026");
	h_open(&p->h, EL_INPUT, AT_NAME, "dag", AT_REQUIRED, AT_ON, AT_CHECKED, NULL, AT_END);
	h_open(&p->h, EL_SVG, AT_VIEWBOX, "0 0 24 24", AT_END);
	h_open(&p->h, EL_PATH, AT_D, "M0 0h4", AT_END);
	h_close(&p->h, EL_SVG);
	h_textf(&p->h, "%d < %d", 1, 2);
	h_elem(&p->h, EL_SPAN, NULL, S("a"));
	h_close(&p->h, EL_DIV);
	h_end(&p->h);
	says(p, "<div class=\"hint\">Bijvoorbeeld 25 11 2026<input name=\"dag\" required>"
	        "<svg viewBox=\"0 0 24 24\"><path d=\"M0 0h4\"/></svg>1 &lt; 2<span>a</span></div>\n");
}

static void escapes_text(void **state)
{
	struct page *p = *state;
	h_open(&p->h, EL_P, AT_END);
	h_text(&p->h, "</p><script>alert(\"1\")</script>&amp;'");
	h_str(&p->h, (struct str){"a\0b\x1b\r\n\t", 7});
	h_close(&p->h, EL_P);
	says(p, "<p>&lt;/p&gt;&lt;script&gt;alert(\"1\")&lt;/script&gt;&amp;amp;'"
	        "a\xef\xbf\xbd" "b\xef\xbf\xbd\xef\xbf\xbd\n\t</p>\n");
}

static void escapes_attributes(void **state)
{
	struct page *p = *state;
	h_open(&p->h, EL_INPUT, AT_VALUE, "\" onfocus=alert(1) x=\"<>&\n\t", AT_END);
	h_end(&p->h);
	says(p, "<input value=\"&#34; onfocus=alert(1) x=&#34;&lt;&gt;&amp;&#10;&#9;\">");
}

/* A parser drops the first line end of a textarea: the writer gives it one to drop. */
static void keeps_first_line_end(void **state)
{
	struct page *p = *state;
	h_elem(&p->h, EL_TEXTAREA, NULL, S("\n</textarea><b>"));
	says(p, "<textarea>\n\n&lt;/textarea&gt;&lt;b&gt;</textarea>");
}

static void takes_own_addresses(void **state)
{
	struct page *p = *state;
	static const char *const good[] = {
		"/", "/kind/0413?stand=open&na=1", "/s/app.1a2b.css", "mailto:hulp@merenland.test", "tel:+31201234567", "#",
		"?taal=en&na=//evil.test",
	};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		h_open(&p->h, EL_A, AT_HREF, good[i], AT_END);
		h_close(&p->h, EL_A);
	}
	h_end(&p->h);
	assert_non_null(strstr(str_c(p->a, buf_view(&p->out)), "href=\"/kind/0413?stand=open&amp;na=1\""));
}

static const char *address;
static enum at address_at;
static void write_address(struct html *h)
{
	h_open(h, EL_BUTTON, address_at, address, AT_END);
}

static void refuses_other_addresses(void **state)
{
	struct page *p = *state;
	static const char *const bad[] = {
		"", "//evil.test/x", "/\\evil.test", "https://evil.test", "http:/x", "javascript:alert(1)", "JavaScript:x",
		"data:text/html,x", " javascript:x", "\tjavascript:x", "/a b", "/a\nb", "/\t/evil.test", "werk", "../x",
		"vbscript:x", "blob:x", "mail to:x", "\\\\evil", "/a\x7f", "/a\x01",
	};
	static const enum at places[] = {AT_HREF, AT_SRC, AT_ACTION, AT_FORMACTION};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		for (size_t k = 0; k < sizeof places / sizeof places[0]; k++) {
			h_init(&p->h, &p->out, p->a);
			address = bad[i];
			address_at = places[k];
			refused(p, write_address, "address that is not our own");
		}
	}
}

static void close_other(struct html *h)
{
	h_open(h, EL_DIV, AT_END);
	h_close(h, EL_SECTION);
}
static void close_nothing(struct html *h)
{
	h_close(h, EL_P);
}
static void close_void(struct html *h)
{
	h_open(h, EL_DIV, AT_END);
	h_open(h, EL_BR, AT_END);
	h_close(h, EL_BR);
}
static void leave_open(struct html *h)
{
	h_open(h, EL_DIV, AT_END);
	h_end(h);
}
static void go_deep(struct html *h)
{
	for (int i = 0; i <= HTML_DEPTH; i++)
		h_open(h, EL_DIV, AT_END);
}
static void block_in_p(struct html *h)
{
	h_open(h, EL_P, AT_END);
	h_open(h, EL_UL, AT_END);
}
static void block_in_button(struct html *h)
{
	h_open(h, EL_BUTTON, AT_END);
	h_open(h, EL_DIV, AT_END);
}
static void form_in_form(struct html *h)
{
	h_open(h, EL_FORM, AT_END);
	h_open(h, EL_DIV, AT_END);
	h_open(h, EL_FORM, AT_END);
}
static void link_in_link(struct html *h)
{
	h_open(h, EL_A, AT_HREF, "/", AT_END);
	h_open(h, EL_B, AT_END);
	h_open(h, EL_A, AT_HREF, "/", AT_END);
}

static void refuses_wrong_nesting(void **state)
{
	static const struct {
		void (*fn)(struct html *);
		const char *part;
	} cases[] = {
		{close_other, "closing section inside div"},
		{close_nothing, "nothing open"},
		{close_void, "closing br inside div"},
		{leave_open, "div is still open"},
		{go_deep, "elements deep"},
		{block_in_p, "ul inside p"},
		{block_in_button, "div inside button"},
		{form_in_form, "form inside form"},
		{link_in_link, "a inside a"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct page *p = *state;
		h_init(&p->h, &p->out, p->a);
		refused(p, cases[i].fn, cases[i].part);
	}
}

static void text_at_top(struct html *h)
{
	h_text(h, "x");
}
static void text_in_list(struct html *h)
{
	h_open(h, EL_UL, AT_END);
	h_text(h, "x");
}
static void text_in_script(struct html *h)
{
	h_open(h, EL_SCRIPT, AT_END);
	h_text(h, "alert(1)");
}
static void element_in_script(struct html *h)
{
	h_open(h, EL_SCRIPT, AT_END);
	h_open(h, EL_B, AT_END);
}
static void late_attribute(struct html *h)
{
	h_open(h, EL_P, AT_END);
	h_text(h, "x");
	h_attr(h, AT_CLASS, "late");
}
static void attribute_twice(struct html *h)
{
	h_open(h, EL_P, AT_CLASS, "a", AT_CLASS, "b", AT_END);
}
static void flag_with_value(struct html *h)
{
	h_open(h, EL_INPUT, AT_CHECKED, "false", AT_END);
}
static void unknown_element(struct html *h)
{
	h_open(h, (enum el)EL__N, AT_END);
}
static void unknown_attribute(struct html *h)
{
	h_open(h, EL_P, AT_END);
	h_attr(h, (enum at)AT__N, "x");
}
static void second_doctype(struct html *h)
{
	h_doctype(h);
	h_doctype(h);
}

static void refuses_misuse(void **state)
{
	static const struct {
		void (*fn)(struct html *);
		const char *part;
	} cases[] = {
		{text_at_top, "text inside nothing"}, {text_in_list, "text inside ul"}, {text_in_script, "text inside script"},
		{element_in_script, "script takes no content"}, {late_attribute, "outside a start tag"},
		{attribute_twice, "class twice"}, {flag_with_value, "checked takes no value"}, {unknown_element, "element"},
		{unknown_attribute, "attribute"}, {second_doctype, "doctype is not first"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct page *p = *state;
		buf_init(&p->out, p->a, 1 << 16);
		h_init(&p->h, &p->out, p->a);
		refused(p, cases[i].fn, cases[i].part);
	}
}

static void same_id(struct html *h)
{
	h_open(h, EL_BR, AT_ID, "naam", AT_END);
	h_open(h, EL_BR, AT_ID, "naam", AT_END);
}
static void empty_id(struct html *h)
{
	h_open(h, EL_BR, AT_ID, "", AT_END);
}
static void spaced_id(struct html *h)
{
	h_open(h, EL_BR, AT_ID, "a b", AT_END);
}
static void dangling_fragment(struct html *h)
{
	h_open(h, EL_A, AT_HREF, "#weg", AT_END);
	h_close(h, EL_A);
	h_end(h);
}
static void dangling_label(struct html *h)
{
	h_open(h, EL_LABEL, AT_FOR, "weg", AT_END);
	h_close(h, EL_LABEL);
	h_end(h);
}
static void dangling_description(struct html *h)
{
	h_open(h, EL_INPUT, AT_ID, "a", AT_ARIA_DESCRIBEDBY, "a weg", AT_END);
	h_end(h);
}

static void refuses_wrong_ids(void **state)
{
	static const struct {
		void (*fn)(struct html *);
		const char *part;
	} cases[] = {
		{same_id, "id used twice: naam"}, {empty_id, "empty id"}, {spaced_id, "white space"},
		{dangling_fragment, "href points at #weg"}, {dangling_label, "for points at #weg"},
		{dangling_description, "aria-describedby points at #weg"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct page *p = *state;
		h_init(&p->h, &p->out, p->a);
		refused(p, cases[i].fn, cases[i].part);
	}
}

static void keeps_many_ids(void **state)
{
	struct page *p = *state;
	for (int i = 0; i < 1000; i++) {
		h_open(&p->h, EL_BR, AT_END);
		h_attrf(&p->h, AT_ID, "veld-%d", i);
	}
	h_open(&p->h, EL_A, AT_HREF, "#veld-999", AT_ARIA_DESCRIBEDBY, "veld-0  veld-500", AT_END);
	h_close(&p->h, EL_A);
	h_end(&p->h);
	assert_true(h_has_id(&p->h, S("veld-77")));
	assert_false(h_has_id(&p->h, S("veld-1000")));
	assert_false(h_has_id(&p->h, S("")));
}

/* Every name in the tables is there, once, and is a name. */
static void tables_are_complete(void **state)
{
	struct page *p = *state;
	for (int e = 0; e < EL__N; e++) {
		p->out.n = 0;
		h_init(&p->h, &p->out, p->a);
		h_open(&p->h, (enum el)e, AT_END);
		assert_true(p->out.n >= 2);
		assert_true(p->out.p[1] >= 'a' && p->out.p[1] <= 'z');
	}
	for (int a = AT_END + 1; a < AT__N; a++) {
		static const char *const tries[] = {"", "x", "/x"};
		size_t written = 0;
		for (size_t i = 0; i < 3; i++) {
			static struct trap trap;
			p->out.n = 0;
			h_init(&p->h, &p->out, p->a);
			h_open(&p->h, EL_BR, AT_END);
			if (trap_set(&trap) == 0) {
				h_attr(&p->h, (enum at)a, tries[i]);
				written += p->out.n > 4 && p->out.p[4] >= 'a' && p->out.p[4] <= 'z';
			}
			trap_clear(&trap);
		}
		if (written == 0)
			fail_msg("attribute %d has no name or takes nothing", a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(writes_elements, set_up, tear_down),
		cmocka_unit_test_setup_teardown(escapes_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(escapes_attributes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(keeps_first_line_end, set_up, tear_down),
		cmocka_unit_test_setup_teardown(takes_own_addresses, set_up, tear_down),
		cmocka_unit_test_setup_teardown(refuses_other_addresses, set_up, tear_down),
		cmocka_unit_test_setup_teardown(refuses_wrong_nesting, set_up, tear_down),
		cmocka_unit_test_setup_teardown(refuses_misuse, set_up, tear_down),
		cmocka_unit_test_setup_teardown(refuses_wrong_ids, set_up, tear_down),
		cmocka_unit_test_setup_teardown(keeps_many_ids, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tables_are_complete, set_up, tear_down),
	};
	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
