/* UTF-8 at the edge: what comes in is checked, brought to NFC and freed of control characters; what must be compared
 * or sorted without regard to case and accents is folded (conventions 3). */
#ifndef TN_UTF8_H
#define TN_UTF8_H

#include "str.h"

/* Valid UTF-8 (no overlong forms, surrogates or values above U+10FFFF) without NUL. */
bool utf8_valid(struct str s);
/* Code points in a valid text. */
size_t utf8_length(struct str s);
/* The next code point at *at of a valid text; moves *at on. */
uint32_t utf8_next(struct str s, size_t *at);
/* Writes one code point to `out` (room for 4 bytes); returns how many. */
size_t utf8_put(char out[4], uint32_t cp);

enum text_kind { TEXT_LINE, TEXT_LINES };
/* What a person typed, as the product keeps it: NFC for the letters of Latin scripts, CRLF to LF, control and
 * direction-override characters out, line ends to spaces in a TEXT_LINE, trimmed. ERR_INVALID when not UTF-8. */
enum err utf8_clean(struct arena *a, struct str typed, enum text_kind kind, struct str *out) MUST_CHECK;

/* The fold key: lower case, accents off, ij for the ligature; the order of both databases by bytes is then the order
 * people expect. Not reversible, never shown. */
struct str utf8_fold(struct arena *a, struct str s);

#endif
