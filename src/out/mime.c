#include "mime.h"

#include "date.h"
#include "utf8.h"

enum {
	LINE_MAX = 76,         /* without its CRLF: of quoted-printable text and of an encoded word's line */
	WORD_MAX = 75,         /* an encoded word (RFC 2047 section 2) */
	ADDRESS_MAX = 254, LOCAL_MAX = 64, LABEL_MAX = 63, ID_MAX = 64, CHARACTER_MAX = 4,
};

#define WORD_OPEN "=?UTF-8?Q?"
#define WORD_CLOSE "?="

static const char digits[] = "0123456789ABCDEF";

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Of an atom (RFC 5322 section 3.2.3), and the dot between atoms. */
static bool is_local(char c)
{
	return is_alnum(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.", c) != NULL);
}

static bool sound_local(struct str s)
{
	if (s.n == 0 || s.n > LOCAL_MAX || s.p[0] == '.' || s.p[s.n - 1] == '.')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!is_local(s.p[i]) || (s.p[i] == '.' && s.p[i + 1] == '.'))
			return false;
	return true;
}

static bool sound_label(struct str s)
{
	if (s.n == 0 || s.n > LABEL_MAX || s.p[0] == '-' || s.p[s.n - 1] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!is_alnum(s.p[i]) && s.p[i] != '-')
			return false;
	return true;
}

bool mime_address(struct str s)
{
	struct str domain, local = str_cut(s, '@', &domain);
	if (s.n > ADDRESS_MAX || domain.p == NULL || !sound_local(local))
		return false;
	do {
		if (!sound_label(str_cut(domain, '.', &domain)))
			return false;
	} while (domain.p != NULL);
	return true;
}

static bool sound_id(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_alnum(s.p[i]) && s.p[i] != '-' && s.p[i] != '.')
			return false;
	return s.n > 0 && s.n <= ID_MAX;
}

static void hex(struct buf *out, unsigned char c)
{
	buf_byte(out, '=');
	buf_byte(out, digits[c >> 4]);
	buf_byte(out, digits[c & 15]);
}

/* ---- the head ---- */

/* Printable ASCII that needs no encoding in an unstructured header, and that fits on its line. */
static bool plain(struct str s, size_t room)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < ' ' || s.p[i] > '~' || (s.p[i] == '=' && i + 1 < s.n && s.p[i + 1] == '?'))
			return false;
	return s.n <= room && (s.n == 0 || (s.p[0] != ' ' && s.p[s.n - 1] != ' '));
}

/* What may stand in an encoded word of a phrase as it is (RFC 2047 section 5, rule 3). */
static bool word_byte(char c)
{
	return is_alnum(c) || c == '!' || c == '*' || c == '+' || c == '-' || c == '/';
}

static size_t word_size(struct str character)
{
	if (character.n == 1 && (word_byte(character.p[0]) || character.p[0] == ' '))
		return 1;
	return 3 * character.n;
}

static void put_word_character(struct buf *out, struct str c)
{
	for (size_t i = 0; i < c.n; i++) {
		unsigned char byte = (unsigned char)c.p[i];
		if (c.n == 1 && (byte < ' ' || byte == 0x7f))
			byte = ' '; /* a control character means nothing in a head */
		if (byte == ' ')
			buf_byte(out, '_');
		else if (c.n == 1 && word_byte(c.p[i]))
			buf_byte(out, c.p[i]);
		else
			hex(out, byte);
	}
}

/* One encoded word a line, cut between characters only. `used` is what stands on the first line already. */
static void put_words(struct buf *out, struct str s, size_t used)
{
	const size_t frame = sizeof WORD_OPEN - 1 + sizeof WORD_CLOSE - 1;
	size_t at = 0, size = used + frame;
	buf_c(out, WORD_OPEN);
	while (at < s.n) {
		size_t next = at;
		(void)utf8_next(s, &next);
		struct str character = {s.p + at, next - at};
		if (size + word_size(character) > WORD_MAX) {
			buf_c(out, WORD_CLOSE "\r\n " WORD_OPEN);
			size = 1 + frame;
		}
		put_word_character(out, character);
		size += word_size(character);
		at = next;
	}
	buf_c(out, WORD_CLOSE);
}

static void put_unstructured(struct buf *out, const char *name, struct str s)
{
	size_t used = strlen(name) + 2;
	buf_printf(out, "%s: ", name);
	if (plain(s, LINE_MAX - used))
		buf_str(out, s);
	else
		put_words(out, s, used);
	buf_c(out, "\r\n");
}

/* A name is always an encoded word, so that no quote or bracket in it means anything. */
static void put_from(struct buf *out, const struct mime_mail *m)
{
	buf_c(out, "From: ");
	if (m->from_name.n > 0) {
		put_words(out, m->from_name, sizeof "From: " - 1);
		buf_c(out, "\r\n ");
	}
	buf_printf(out, "<" STR_FMT ">\r\n", STR_ARG(m->from));
}

static void put_date(struct buf *out, int64_t at)
{
	static const char *const days[] = {"", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char *const months[] = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
	                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	int32_t date = instant_date(at);
	struct ymd d = date_to_ymd(date);
	struct hms t = instant_time(at);
	int ahead = amsterdam_offset(at);
	buf_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +%02d%02d\r\n", days[date_weekday(date)], d.day, months[d.month],
	           d.year, t.hour, t.minute, t.second, ahead / 60, ahead % 60);
}

/* ---- the text ---- */

/* How a byte of a line stands there: 1 as it is, 3 as =XX. A dot or "From " at the start is written as =XX, so that no
 * server on the way has to change it. */
static size_t text_size(struct str line, size_t i, bool starts)
{
	char c = line.p[i];
	bool blank = c == ' ' || c == '\t';
	if (blank)
		return i + 1 == line.n ? 3 : 1;
	if (starts && (c == '.' || c == 'F' || c == '-'))
		return 3;
	return c > ' ' && c <= '~' && c != '=' ? 1 : 3;
}

static void put_line(struct buf *out, struct str line)
{
	size_t size = 0;
	for (size_t i = 0; i < line.n; i++) {
		size_t more = text_size(line, i, size == 0), close = i + 1 < line.n ? 1 : 0;
		if (size + more + close > LINE_MAX) {
			buf_c(out, "=\r\n");
			size = 0;
			more = text_size(line, i, true);
		}
		if (more == 1)
			buf_byte(out, line.p[i]);
		else
			hex(out, (unsigned char)line.p[i]);
		size += more;
	}
	buf_c(out, "\r\n");
}

static void put_text(struct buf *out, struct str text)
{
	while (text.n > 0)
		put_line(out, str_cut(text, '\n', &text));
}

enum err mime_write(struct buf *out, struct arena *a, const struct mime_mail *m)
{
	struct str domain, subject;
	if (!mime_address(m->from) || !mime_address(m->to) || !sound_id(m->id) || !utf8_valid(m->text) ||
	    !utf8_valid(m->subject) || !utf8_valid(m->from_name))
		return ERR_INVALID;
	enum err e = utf8_clean(a, m->subject, TEXT_LINE, &subject);
	if (e != OK)
		return e;
	str_cut(m->from, '@', &domain);
	put_date(out, m->at);
	put_from(out, m);
	buf_printf(out, "To: <" STR_FMT ">\r\n", STR_ARG(m->to));
	put_unstructured(out, "Subject", subject);
	buf_printf(out, "Message-ID:\r\n <" STR_FMT "@" STR_FMT ">\r\n", STR_ARG(m->id), STR_ARG(domain));
	buf_c(out, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
	           "Content-Transfer-Encoding: quoted-printable\r\n");
	buf_printf(out, "Content-Language: %s\r\n", m->lang);
	buf_c(out, "Auto-Submitted: auto-generated\r\n\r\n"); /* RFC 3834: no answers from those on holiday */
	put_text(out, m->text);
	return out->failed ? ERR_TOO_BIG : OK;
}
