/* iCalendar as RFC 5545 asks: folding, escaping, line ends, days and moments. */
#include "testing.h"

#include "ical.h"

static struct str one(const struct ical_event *event)
{
	static char room[1 << 16];
	struct arena *a = arena_new(1 << 20);
	struct buf b;
	buf_init(&b, a, 1 << 16);
	ical_begin(&b, &(struct ical_head){.name = S("Thuisnabij"), .product = "Thuisnabij//Agenda",
	                                  .refresh_minutes = 60});
	ical_event(&b, event);
	ical_end(&b);
	assert_false(b.failed);
	assert_true(b.n < sizeof room);
	memcpy(room, b.p, b.n);
	struct str out = {room, b.n};
	arena_free(a);
	return out;
}

static bool has(struct str s, const char *what)
{
	size_t n = strlen(what);
	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, what, n) == 0)
			return true;
	return false;
}

/* Lines end in CR LF, hold no other CR or LF, and are at most 75 octets; a fold stands between characters. */
static void lines_are_sound(struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		assert_true(s.p[i] != '\r' || (i + 1 < s.n && s.p[i + 1] == '\n'));
		if (s.p[i] != '\n')
			continue;
		assert_true(i > 0 && s.p[i - 1] == '\r');
		assert_true(i - 1 - from <= 75);
		from = i + 1;
		if (from + 1 < s.n && s.p[from] == ' ')
			assert_true(((unsigned char)s.p[from + 1] & 0xc0) != 0x80);
	}
	assert_int_equal(from, s.n);
}

static void day_of_a_term(void **state)
{
	(void)state;
	struct str s = one(&(struct ical_event){.uid = S("a@b"), .stamp = 1795424400123, .day = 20780,
	                                        .title = S("Termijn in Thuisnabij"), .url = S("https://swv.test/werk")});
	lines_are_sound(s);
	assert_true(str_starts(s, S("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")));
	assert_true(has(s, "PRODID:-//Thuisnabij//Agenda//NL\r\n"));
	assert_true(has(s, "UID:a@b\r\nDTSTAMP:20261123T090000Z\r\n"));
	assert_true(has(s, "DTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261124\r\n"));
	assert_true(has(s, "SUMMARY:Termijn in Thuisnabij\r\nURL:https://swv.test/werk\r\n"));
	assert_true(has(s, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
	assert_false(has(s, "DESCRIPTION"));
}

static void moment_of_a_talk(void **state)
{
	(void)state;
	struct str s = one(&(struct ical_event){.uid = S("u"), .stamp = 0, .begins = 1795424400000, .ends = 1795428000000,
	                                        .title = S("x"), .busy = true});
	lines_are_sound(s);
	assert_true(has(s, "DTSTAMP:19700101T000000Z\r\nDTSTART:20261123T090000Z\r\nDTEND:20261123T100000Z\r\n"));
	assert_true(has(s, "TRANSP:OPAQUE\r\n"));
	assert_false(has(s, "VALUE=DATE"));
}

static void texts_are_escaped(void **state)
{
	(void)state;
	struct str s = one(&(struct ical_event){.uid = S("u"), .day = 1, .title = S("a,b;c\\d\ne\rf\x01g"),
	                                        .text = S("END:VEVENT\r\nBEGIN:VALARM")});
	lines_are_sound(s);
	assert_true(has(s, "SUMMARY:a\\,b\\;c\\\\d\\nefg\r\n"));
	assert_true(has(s, "DESCRIPTION:END:VEVENT\\nBEGIN:VALARM\r\n"));
	assert_false(has(s, "\nBEGIN:VALARM"));
}

/* Nothing of a value that is no text gets onto a line of its own. */
static void values_end_at_a_control_character(void **state)
{
	(void)state;
	struct str s = one(&(struct ical_event){.uid = S("u\r\nATTENDEE:x"), .day = 1, .title = S("x"),
	                                        .url = S("https://a\nSUMMARY:b")});
	lines_are_sound(s);
	assert_true(has(s, "UID:u\r\n"));
	assert_true(has(s, "URL:https://a\r\n"));
	assert_false(has(s, "ATTENDEE"));
	assert_false(has(s, "SUMMARY:b"));
}

/* Every length around the edge, of one, two, three and four octets a character; unfolded it is what it was. */
static void folded(void **state)
{
	static const char *const of[] = {"a", "\u00e9", "\u20ac", "\U0001f3eb", ","};
	(void)state;
	for (size_t k = 0; k < 5; k++)
		for (size_t n = 1; n < 200; n++) {
			char text[1024] = "", back[4096];
			size_t at = 0, long_ = strlen(of[k]);
			for (size_t i = 0; i < n; i++)
				memcpy(text + i * long_, of[k], long_);
			struct str s = one(&(struct ical_event){.uid = S("u"), .day = 1, .title = str_from(text)});
			lines_are_sound(s);
			for (size_t i = 0; i < s.n; i++) {
				if (i + 2 < s.n && memcmp(s.p + i, "\r\n ", 3) == 0)
					i += 2;
				else if (s.p[i] != '\\')
					back[at++] = s.p[i];
			}
			back[at] = '\0';
			assert_non_null(strstr(back, text));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(day_of_a_term), cmocka_unit_test(moment_of_a_talk), cmocka_unit_test(texts_are_escaped),
		cmocka_unit_test(values_end_at_a_control_character), cmocka_unit_test(folded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
