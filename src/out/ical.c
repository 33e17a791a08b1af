#include "ical.h"

enum { LINE_OCTETS = 75 };

/* One content line that grows byte by byte: after 75 octets it goes on behind CRLF and a space (RFC 5545 3.1). */
struct line {
	struct buf *b;
	size_t octets;
};

static bool starts_character(unsigned char c)
{
	return (c & 0xc0) != 0x80;
}

/* How many octets the character at p takes, as far as there are any. */
static size_t character(struct str s)
{
	size_t n = 1;
	while (n < s.n && !starts_character((unsigned char)s.p[n]))
		n++;
	return n;
}

static void put_character(struct line *l, struct str c)
{
	if (l->octets + c.n > LINE_OCTETS) {
		buf_c(l->b, "\r\n ");
		l->octets = 1;
	}
	buf_str(l->b, c);
	l->octets += c.n;
}

/* An escape is two octets that may well be folded apart; readers unfold first. */
static void put(struct line *l, struct str s)
{
	while (s.n > 0) {
		size_t n = character(s);
		put_character(l, (struct str){s.p, n});
		s = (struct str){s.p + n, s.n - n};
	}
}

static struct line begin(struct buf *b, const char *name)
{
	struct line l = {b, 0};
	put(&l, str_from(name));
	put(&l, S(":"));
	return l;
}

static void plain(struct buf *b, const char *name, struct str value)
{
	struct line l = begin(b, name);
	for (size_t i = 0; i < value.n; i++) /* no value of ours holds a control character; one would end the line */
		if ((unsigned char)value.p[i] < ' ' || value.p[i] == 0x7f)
			value.n = i;
	put(&l, value);
	buf_c(b, "\r\n");
}

/* TEXT (3.3.11): backslash, semicolon, comma and line end are escaped, other control characters left out. */
static void text(struct buf *b, const char *name, struct str value)
{
	struct line l = begin(b, name);
	while (value.n > 0) {
		size_t n = character(value);
		char c = value.p[0];
		if (c == '\n')
			put(&l, S("\\n"));
		else if (c == '\\' || c == ';' || c == ',')
			put(&l, (struct str){(const char[]){'\\', c}, 2});
		else if ((unsigned char)c >= ' ' && c != 0x7f)
			put(&l, (struct str){value.p, n});
		value = (struct str){value.p + n, value.n - n};
	}
	buf_c(b, "\r\n");
}

static void day(struct buf *b, const char *name, int32_t date)
{
	struct ymd d = date_to_ymd(date);
	buf_printf(b, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, d.year, d.month, d.day);
}

static void moment(struct buf *b, const char *name, int64_t instant)
{
	int64_t days = instant >= 0 ? instant / DAY_MS : (instant - DAY_MS + 1) / DAY_MS;
	int64_t s = (instant - days * DAY_MS) / 1000;
	struct ymd d = date_to_ymd((int32_t)days);
	buf_printf(b, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name, d.year, d.month, d.day, (int)(s / 3600),
	           (int)(s / 60 % 60), (int)(s % 60));
}

void ical_begin(struct buf *b, const struct ical_head *head)
{
	buf_c(b, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\n");
	struct line l = begin(b, "PRODID");
	put(&l, S("-//"));
	put(&l, str_from(head->product));
	put(&l, S("//NL"));
	buf_c(b, "\r\n");
	text(b, "NAME", head->name);
	text(b, "X-WR-CALNAME", head->name);
	buf_printf(b, "REFRESH-INTERVAL;VALUE=DURATION:PT%dM\r\nX-PUBLISHED-TTL:PT%dM\r\n", head->refresh_minutes,
	           head->refresh_minutes);
}

void ical_event(struct buf *b, const struct ical_event *event)
{
	buf_c(b, "BEGIN:VEVENT\r\n");
	plain(b, "UID", event->uid);
	moment(b, "DTSTAMP", event->stamp);
	if (event->day != 0) {
		day(b, "DTSTART", event->day);
		day(b, "DTEND", event->day + 1);
	} else {
		moment(b, "DTSTART", event->begins);
		moment(b, "DTEND", event->ends);
	}
	text(b, "SUMMARY", event->title);
	if (event->text.n > 0)
		text(b, "DESCRIPTION", event->text);
	if (event->url.n > 0)
		plain(b, "URL", event->url);
	buf_printf(b, "CLASS:PRIVATE\r\nTRANSP:%s\r\nEND:VEVENT\r\n", event->busy ? "OPAQUE" : "TRANSPARENT");
}

void ical_end(struct buf *b)
{
	buf_c(b, "END:VCALENDAR\r\n");
}
