#include "mime.h"

#include "date.h"
#include "rand.h"
#include "utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
/* after the four above, as cmocka asks */
#include <cmocka.h>

enum { ROUNDS = 20000, MAIL_MAX = 1 << 16, HEADS = 10, LINE = 76, HARD_LINE = 998 };

static const char *const heads[HEADS] = {
	"Date: ", "From: ", "To: <", "Subject: ", "Message-ID:", "MIME-Version: 1.0",
	"Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "Content-Language: nl",
	"Auto-Submitted: auto-generated",
};

static struct mime_mail sound(void)
{
	return (struct mime_mail){
		.from_name = S("Thuisnabij"), .from = S("post@thuisnabij.test"), .to = S("ouder1@merenland.test"),
		.subject = S("Er staat iets voor u klaar"), .text = S("Goedendag,\n\nTot zo.\n"), .id = S("7K2M9PQR"),
		.lang = "nl", .at = 1795420800000, /* 2026-11-23T09:00:00+01:00 */
	};
}

static struct str written(struct arena *a, const struct mime_mail *m, enum err want)
{
	struct buf b;
	buf_init(&b, a, MAIL_MAX);
	enum err e = mime_write(&b, a, m);
	assert_int_equal(e, want);
	return buf_view(&b);
}

static void whole_mail(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct mime_mail m = sound();
	(void)state;
	m.text = S("Gegroet, één dag = 24 uur.\n.begin\nFrom mij\n--\neind \n");
	assert_string_equal(str_c(a, written(a, &m, OK)),
		"Date: Mon, 23 Nov 2026 09:00:00 +0100\r\n"
		"From: =?UTF-8?Q?Thuisnabij?=\r\n <post@thuisnabij.test>\r\n"
		"To: <ouder1@merenland.test>\r\n"
		"Subject: Er staat iets voor u klaar\r\n"
		"Message-ID:\r\n <7K2M9PQR@thuisnabij.test>\r\n"
		"MIME-Version: 1.0\r\n"
		"Content-Type: text/plain; charset=utf-8\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n"
		"Content-Language: nl\r\n"
		"Auto-Submitted: auto-generated\r\n"
		"\r\n"
		"Gegroet, =C3=A9=C3=A9n dag =3D 24 uur.\r\n"
		"=2Ebegin\r\n"
		"=46rom mij\r\n"
		"=2D-\r\n"
		"eind=20\r\n");
	arena_free(a);
}

static void summer_time(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct mime_mail m = sound();
	(void)state;
	m.at = 1782885600000; /* 2026-07-01T06:00:00Z */
	assert_true(str_starts(written(a, &m, OK), S("Date: Wed, 1 Jul 2026 08:00:00 +0200\r\n")));
	arena_free(a);
}

static void refuses_addresses(void **state)
{
	static const char *const wrong[] = {
		"", "a", "@", "a@", "@b", "a@b@c", "a b@c.nl", "a@b c.nl", "a\r\nBcc: x@y.nl@c.nl", "a@c.nl\r\nBcc:",
		"a@c.nl\n",
		"<a@c.nl>", "a@c.nl>", "\"a\"@c.nl", "a,b@c.nl", "a;b@c.nl", "a:b@c.nl", ".a@c.nl", "a.@c.nl", "a..b@c.nl",
		"a@-c.nl", "a@c-.nl", "a@c..nl", "a@.nl", "a@c.nl.", "a@[127.0.0.1]", "\xc3\xa9@c.nl", "a@\xc3\xa9.nl",
		"a(b)@c.nl", "a\\b@c.nl", "a\tb@c.nl", "a\x7f@c.nl",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@c.nl",
	};
	struct arena *a = arena_new(1 << 20);
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct mime_mail to = sound(), from = sound();
		to.to = from.from = str_from(wrong[i]);
		if (mime_address(to.to))
			fail_msg("\"%s\" was taken for an address", wrong[i]);
		assert_int_equal(written(a, &to, ERR_INVALID).n, 0);
		assert_int_equal(written(a, &from, ERR_INVALID).n, 0);
	}
	arena_free(a);
}

static void refuses_a_nul_in_an_address(void **state)
{
	(void)state;
	assert_false(mime_address(S("a\0b@c.nl")));
	assert_false(mime_address(S("a@c.nl\0")));
}

static void takes_addresses(void **state)
{
	static const char *const right[] = {"a@b", "ouder1@merenland.test", "jan.de-vries+school@x-y.example.nl",
	                                    "o'neill@c.nl", "a=b@c.nl", "0@1.nl"};
	(void)state;
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		if (!mime_address(str_from(right[i])))
			fail_msg("%s was refused", right[i]);
}

static void refuses_ids_and_bytes(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct mime_mail m = sound();
	(void)state;
	m.id = S("a@b");
	(void)written(a, &m, ERR_INVALID);
	m.id = S("a>\r\nX: y");
	(void)written(a, &m, ERR_INVALID);
	m.id = S("");
	(void)written(a, &m, ERR_INVALID);
	m = sound();
	m.subject = S("caf\xe9");
	(void)written(a, &m, ERR_INVALID);
	m = sound();
	m.text = S("\xff");
	(void)written(a, &m, ERR_INVALID);
	m = sound();
	m.from_name = S("\xc3");
	(void)written(a, &m, ERR_INVALID);
	arena_free(a);
}

static void full_is_said(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct mime_mail m = sound();
	struct buf b;
	(void)state;
	buf_init(&b, a, 300);
	assert_int_equal(mime_write(&b, a, &m), ERR_TOO_BIG);
	arena_free(a);
}

/* ---- whatever goes in ---- */

static int nibble(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Quoted-printable back to text with \n; also of encoded words, where _ is a space. */
static struct str decoded(struct arena *a, struct str s, bool word)
{
	struct buf b;
	buf_init(&b, a, MAIL_MAX);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '=' && i + 2 < s.n && s.p[i + 1] == '\r') {
			i += 2;
		} else if (s.p[i] == '=') {
			assert_true(i + 2 < s.n && nibble(s.p[i + 1]) >= 0 && nibble(s.p[i + 2]) >= 0);
			buf_byte(&b, (char)(nibble(s.p[i + 1]) * 16 + nibble(s.p[i + 2])));
			i += 2;
		} else if (s.p[i] != '\r') {
			buf_byte(&b, word && s.p[i] == '_' ? ' ' : s.p[i]);
		}
	}
	return buf_view(&b);
}

/* All encoded words of a header, joined as a reader joins them. */
static struct str words_of(struct arena *a, struct str s)
{
	struct buf b;
	buf_init(&b, a, MAIL_MAX);
	while (s.n > 0) {
		struct str line = str_trim(str_cut(s, '\n', &s));
		if (!str_starts(line, S("=?UTF-8?Q?")))
			continue;
		assert_true(line.n <= 75);
		assert_memory_equal(line.p + line.n - 2, "?=", 2);
		struct str word = decoded(a, (struct str){line.p + 10, line.n - 12}, true);
		assert_true(utf8_valid(word)); /* cut between characters */
		buf_str(&b, word);
	}
	return buf_view(&b);
}

static size_t end_of_head(struct str mail)
{
	for (size_t i = 0; i + 3 < mail.n; i++)
		if (memcmp(mail.p + i, "\r\n\r\n", 4) == 0)
			return i + 2;
	fail_msg("no end of the head");
	return 0;
}

static void is_seven_bits(struct str mail)
{
	for (size_t i = 0; i < mail.n; i++) {
		unsigned char c = (unsigned char)mail.p[i];
		assert_true(c < 0x7f && (c >= ' ' || c == '\r' || c == '\n' || c == '\t'));
		assert_true((c == '\n') == (i > 0 && mail.p[i - 1] == '\r'));
	}
}

/* These headers, in this order, once each, and no other line that is not a continuation. Returns the Subject. */
static struct str has_our_heads(struct str head)
{
	struct str subject = {0};
	size_t n = 0;
	for (struct str rest = head; rest.n > 0;) {
		struct str line = str_cut(rest, '\n', &rest);
		assert_true(line.n <= HARD_LINE && line.n > 1);
		if (line.p[0] == ' ') {
			subject.n += n == 4 ? line.n + 1 : 0;
			continue;
		}
		assert_true(n < HEADS && str_starts(line, str_from(heads[n])));
		if (++n == 4)
			subject = (struct str){line.p + 9, line.n - 9};
	}
	assert_int_equal(n, HEADS);
	return subject;
}

static struct str any_text(struct arena *a, struct dice *dice, uint64_t most)
{
	static const char *const bits[] = {"\r\n", "\n", "\r", "\r\nBcc: x@y.nl\r\n\r\n", " ", "  ", "\t", ".", "=", "=?",
	                                   "?=",
	                                   "_", "\"", "<>", ":", "\x01", "\x7f", "é", "€", "😀", "Noor", "a", "From ", "-",
	                                   "=?UTF-8?Q?=0A?=", "\u2028", "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"};
	struct buf b;
	buf_init(&b, a, MAIL_MAX);
	for (uint64_t n = dice_below(dice, most); n > 0; n--)
		buf_c(&b, bits[dice_below(dice, sizeof bits / sizeof *bits)]);
	return buf_view(&b);
}

static void nothing_gets_out(void **state)
{
	struct arena *a = arena_new(8 << 20);
	struct dice dice;
	(void)state;
	dice_seed(&dice, 1);
	for (int round = 0; round < ROUNDS; round++) {
		struct mime_mail m = sound();
		struct str clean;
		m.subject = any_text(a, &dice, 40);
		m.from_name = any_text(a, &dice, 20);
		m.text = any_text(a, &dice, 120);
		struct str mail = written(a, &m, OK);
		is_seven_bits(mail);
		size_t at = end_of_head(mail);
		struct str subject = has_our_heads((struct str){mail.p, at});
		assert_int_equal(utf8_clean(a, m.subject, TEXT_LINE, &clean), OK);
		if (str_starts(subject, S("=?UTF-8?Q?")))
			assert_true(str_eq(words_of(a, subject), clean));
		else
			assert_true(str_eq(str_trim(subject), clean));
		struct str body = {mail.p + at + 2, mail.n - at - 2};
		for (struct str rest = body; rest.n > 0;)
			assert_true(str_cut(rest, '\n', &rest).n <= LINE + 1);
		bool ended = m.text.n == 0 || m.text.p[m.text.n - 1] == '\n';
		struct str text = ended ? m.text : str_printf(a, STR_FMT "\n", STR_ARG(m.text));
		assert_true(str_eq(decoded(a, body, false), text));
		arena_reset(a);
	}
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_mail),
		cmocka_unit_test(summer_time),
		cmocka_unit_test(refuses_addresses),
		cmocka_unit_test(refuses_a_nul_in_an_address),
		cmocka_unit_test(takes_addresses),
		cmocka_unit_test(refuses_ids_and_bytes),
		cmocka_unit_test(full_is_said),
		cmocka_unit_test(nothing_gets_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
