/* One mail as bytes (RFC 5322, 2045, 2047): plain text in UTF-8, quoted-printable, lines of at most 76 bytes ended by
 * CRLF, seven bits throughout. Whatever is put in, it makes these headers and no other: nothing of a name, a subject or
 * a text can end a line of the head. */
#ifndef TN_MIME_H
#define TN_MIME_H

#include "buf.h"

struct mime_mail {
	struct str from_name, from, to; /* addresses: mime_address */
	struct str subject, text;       /* UTF-8; the text has lines ended by \n */
	struct str id;                  /* the part of the Message-ID before the @: letters, digits, . and -; stable, so
	                                   that who gets it twice sees that it is one */
	const char *lang;               /* "nl" */
	int64_t at;                     /* the instant of the Date */
};

/* An address that goes into an envelope and a head as it is: ASCII, one @ between two parts, no space, quote, bracket,
 * comma or control character, at most 254 bytes, of which 64 before the @. */
bool mime_address(struct str s);

/* Writes the mail. ERR_INVALID: an address or id is not sound, or a text is not UTF-8; ERR_TOO_BIG: `out` was full. */
enum err mime_write(struct buf *out, struct arena *a, const struct mime_mail *m) MUST_CHECK;

#endif
