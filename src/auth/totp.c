#include "totp.h"
#include "buf.h"
#include "rand.h"
#include "token.h"

#include <liboath/oath.h>

enum { DIGITS = 6, GROUP = 5 };

static const char base32_alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void totp_secret_new(unsigned char secret[TOTP_SECRET_BYTES])
{
	rand_bytes(secret, TOTP_SECRET_BYTES);
}

/* 20 bytes are 32 characters exactly, so there is no padding; `group` 0 puts no spaces in. */
static void put_base32(struct buf *b, const unsigned char *secret, size_t group)
{
	unsigned bits = 0, held = 0;
	size_t written = 0;
	for (size_t i = 0; i < TOTP_SECRET_BYTES; i++) {
		bits = (bits << 8 | secret[i]) & 0xFFFF;
		for (held += 8; held >= 5; held -= 5) {
			if (group > 0 && written > 0 && written % group == 0)
				buf_byte(b, ' ');
			buf_byte(b, base32_alphabet[bits >> (held - 5) & 31]);
			written++;
		}
	}
}

static void put_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
		             c == '.' || c == '_' || c == '~';
		if (plain)
			buf_byte(b, (char)c);
		else
			buf_printf(b, "%%%02X", c);
	}
}

struct str totp_uri(struct arena *a, const unsigned char secret[TOTP_SECRET_BYTES], struct str issuer,
                    struct str account)
{
	struct buf b;
	buf_init(&b, a, 4096);
	buf_c(&b, "otpauth://totp/");
	put_escaped(&b, issuer);
	buf_c(&b, ":");
	put_escaped(&b, account);
	buf_c(&b, "?secret=");
	put_base32(&b, secret, 0);
	buf_c(&b, "&issuer=");
	put_escaped(&b, issuer);
	buf_c(&b, "&algorithm=SHA1&digits=6&period=30");
	return str_copy(a, buf_view(&b));
}

struct str totp_typed(struct arena *a, const unsigned char secret[TOTP_SECRET_BYTES])
{
	struct buf b;
	buf_init(&b, a, 64);
	put_base32(&b, secret, 4);
	return str_copy(a, buf_view(&b));
}

static void code_of_step(const unsigned char *secret, int64_t step, char code[DIGITS + 1])
{
	int rc = oath_hotp_generate((const char *)secret, TOTP_SECRET_BYTES, (uint64_t)step, DIGITS, false,
	                            OATH_HOTP_DYNAMIC_TRUNCATION, code);
	if (rc != OATH_OK)
		BUG("liboath: %s", oath_strerror_name(rc));
}

static int64_t step_of(int64_t now)
{
	return now / TOTP_STEP_MS;
}

struct str totp_code(struct arena *a, const unsigned char secret[TOTP_SECRET_BYTES], int64_t now)
{
	char code[DIGITS + 1];
	code_of_step(secret, step_of(now), code);
	return str_copy(a, str_from(code));
}

/* People type what they read: "123 456" and "123-456" are the code too. */
static bool digits_of(struct str typed, char out[DIGITS])
{
	size_t n = 0;
	for (size_t i = 0; i < typed.n; i++) {
		char c = typed.p[i];
		if (c == ' ' || c == '-')
			continue;
		if (c < '0' || c > '9' || n == DIGITS)
			return false;
		out[n++] = c;
	}
	return n == DIGITS;
}

bool totp_verify(const unsigned char secret[TOTP_SECRET_BYTES], struct str typed, int64_t now, int64_t last_step,
                 int64_t *step)
{
	char digits[DIGITS];
	*step = 0;
	if (now < 0 || !digits_of(typed, digits))
		return false;
	int64_t here = step_of(now), found = 0;
	for (int64_t s = here > 0 ? here - 1 : 0; s <= here + 1; s++) {
		char code[DIGITS + 1];
		code_of_step(secret, s, code);
		bool right = token_equal((struct str){code, DIGITS}, (struct str){digits, DIGITS});
		if (right && s > last_step)
			found = s;
	}
	*step = found;
	return found > 0;
}

struct str recovery_new(struct arena *a)
{
	struct str code = code_new(a, RECOVERY_BITS);
	struct buf b;
	buf_init(&b, a, 64);
	for (size_t i = 0; i < code.n; i++) {
		if (i > 0 && i % GROUP == 0)
			buf_byte(&b, '-');
		buf_byte(&b, code.p[i]);
	}
	return str_copy(a, buf_view(&b));
}

struct str recovery_hash(struct arena *a, struct str typed)
{
	struct str code = code_normal(a, typed);
	if (code.n != RECOVERY_BITS / 5)
		return (struct str){0};
	return token_hash(a, code);
}
