#include "rand.h"

#include <errno.h>
#include <sys/random.h>

#include "buf.h"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void rand_bytes(void *p, size_t n)
{
	char *at = p;
	while (n > 0) {
		ssize_t got = getrandom(at, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			BUG("getrandom: errno %d", errno);
		at += got;
		n -= (size_t)got;
	}
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

struct str pid_from(struct arena *a, uint64_t bits)
{
	char *p = arena_alloc(a, PID_LEN + 1);
	for (int i = PID_LEN - 1; i >= 0; i--, bits >>= 5)
		p[i] = lower(alphabet[bits & 31]);
	return (struct str){p, PID_LEN};
}

struct str pid_new(struct arena *a)
{
	uint64_t bits;
	rand_bytes(&bits, sizeof bits);
	return pid_from(a, bits);
}

bool pid_valid(struct str s)
{
	if (s.n != PID_LEN || s.p[0] < '0' || s.p[0] > 'f') /* 64 bits: the first of 13 characters holds 4 */
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool known = (c >= '0' && c <= '9') ||
		             (c >= 'a' && c <= 'z' && c != 'i' && c != 'l' && c != 'o' && c != 'u');
		if (!known)
			return false;
	}
	return true;
}

static uint64_t rotate_left(uint64_t x, int k)
{
	return (x << k) | (x >> (64 - k));
}

void dice_seed(struct dice *d, uint64_t seed)
{
	for (int i = 0; i < 4; i++) {
		seed += 0x9e3779b97f4a7c15u;
		uint64_t z = seed;
		z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
		z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
		d->s[i] = z ^ (z >> 31);
	}
}

uint64_t dice_next(struct dice *d)
{
	uint64_t *s = d->s;
	uint64_t result = rotate_left(s[0] + s[3], 23) + s[0];
	uint64_t t = s[1] << 17;
	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate_left(s[3], 45);
	return result;
}

uint64_t dice_below(struct dice *d, uint64_t n)
{
	if (n == 0)
		BUG("dice without sides");
	uint64_t limit = UINT64_MAX - UINT64_MAX % n;
	uint64_t x;
	do
		x = dice_next(d);
	while (x >= limit);
	return x % n;
}

struct str code_new(struct arena *a, size_t bits)
{
	size_t n = bits / 5;
	unsigned char *raw = arena_alloc(a, n);
	rand_bytes(raw, n);
	char *p = arena_alloc(a, n + 1);
	for (size_t i = 0; i < n; i++)
		p[i] = alphabet[raw[i] & 31];
	return (struct str){p, n};
}

struct str code_shown(struct arena *a, struct str code)
{
	struct buf b;
	buf_init(&b, a, 256);
	for (size_t i = 0; i < code.n; i++) {
		if (i > 0 && i % 4 == 0)
			buf_byte(&b, '-');
		buf_byte(&b, code.p[i]);
	}
	return buf_view(&b);
}

struct str code_normal(struct arena *a, struct str typed)
{
	char *p = arena_alloc(a, typed.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < typed.n; i++) {
		char c = typed.p[i];
		if (c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n')
			continue;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 32);
		if (c == 'O')
			c = '0';
		if (c == 'I' || c == 'L')
			c = '1';
		if (c == '\0' || strchr(alphabet, c) == NULL)
			return (struct str){0};
		p[n++] = c;
	}
	return (struct str){p, n};
}
