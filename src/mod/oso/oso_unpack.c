#include "oso_unpack.h"

#define ZLIB_CONST
#include <zlib.h>

enum {
	LOCAL_BYTES = 30, CENTRAL_BYTES = 46, END_BYTES = 22, STORED = 0, DEFLATED = 8, COMMENT_MAX = 65535,
	/* Where these stand in the end of the directory and in an entry of it (APPNOTE 4.3.12, 4.3.16). */
	END_ENTRIES = 10, END_OFFSET = 16, ENTRY_FLAGS = 8, ENTRY_METHOD = 10, ENTRY_PACKED = 20, ENTRY_SIZE = 24,
	ENTRY_OFFSET = 42, LOCAL_NAME = 26, LOCAL_EXTRA = 28, FLAG_SECRET = 1,
};

static int digit_of(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c == '\0' ? NULL : strchr(digits, c);
	return at == NULL ? -1 : (int)(at - digits);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool oso_base64(struct arena *a, struct str s, struct str *out)
{
	char *room = arena_alloc(a, s.n / 4 * 3 + 3);
	size_t n = 0, digits = 0, i = 0;
	uint32_t bits = 0;
	for (; i < s.n && s.p[i] != '='; i++) {
		int d = digit_of(s.p[i]);
		if (is_space(s.p[i]))
			continue;
		if (d < 0)
			return false;
		bits = bits << 6 | (uint32_t)d;
		if (++digits % 4 != 1)
			room[n++] = (char)(bits >> (6 - 2 * ((digits - 1) % 4)) & 0xff);
	}
	for (; i < s.n; i++) /* nothing but the filling */
		if (s.p[i] != '=' && !is_space(s.p[i]))
			return false;
	*out = (struct str){room, n};
	return n > 0 && digits % 4 != 1;
}

/* Little end first; 0 behind the end. */
static size_t number(struct str s, size_t at, size_t bytes)
{
	size_t v = 0;
	for (size_t i = 0; i < bytes && at + i < s.n; i++)
		v |= (size_t)(unsigned char)s.p[at + i] << 8 * i;
	return v;
}

static struct str from(struct str s, size_t at, size_t n)
{
	return at > s.n || n > s.n - at ? (struct str){0} : (struct str){s.p + at, n};
}

/* The end of the directory stands at the end of the file, before a comment. */
static size_t end_of_directory(struct str s)
{
	for (size_t back = END_BYTES; back <= s.n && back <= END_BYTES + COMMENT_MAX; back++)
		if (memcmp(s.p + s.n - back, "PK\5\6", 4) == 0)
			return s.n - back;
	return s.n;
}

static bool inflate_into(struct str packed, unsigned char *room, size_t size)
{
	z_stream z = {.next_in = (const Bytef *)packed.p, .avail_in = (uInt)packed.n, .next_out = room,
	              .avail_out = (uInt)size};
	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return false;
	bool whole = inflate(&z, Z_FINISH) == Z_STREAM_END && z.avail_out == 0;
	inflateEnd(&z);
	return whole;
}

bool oso_unzip(struct arena *a, struct str bytes, size_t max, struct str *out)
{
	*out = bytes;
	if (!str_starts(bytes, S("PK\3\4")))
		return true;
	size_t end = end_of_directory(bytes);
	if (end == bytes.n)
		return false;
	if (number(bytes, end + END_ENTRIES, 2) != 1)
		return true;
	struct str entry = from(bytes, number(bytes, end + END_OFFSET, 4), CENTRAL_BYTES);
	if (!str_starts(entry, S("PK\1\2")))
		return false;
	size_t method = number(entry, ENTRY_METHOD, 2), size = number(entry, ENTRY_SIZE, 4);
	size_t at = number(entry, ENTRY_OFFSET, 4);
	struct str local = from(bytes, at, LOCAL_BYTES);
	if (!str_starts(local, S("PK\3\4")) || size > max || (number(entry, ENTRY_FLAGS, 2) & FLAG_SECRET) != 0)
		return false;
	at += LOCAL_BYTES + number(local, LOCAL_NAME, 2) + number(local, LOCAL_EXTRA, 2);
	struct str packed = from(bytes, at, number(entry, ENTRY_PACKED, 4));
	if (packed.n == 0)
		return false;
	if (method == STORED) {
		*out = packed;
		return packed.n == size;
	}
	unsigned char *room = arena_alloc(a, size + 1);
	*out = (struct str){(const char *)room, size};
	return method == DEFLATED && size > 0 && inflate_into(packed, room, size);
}
