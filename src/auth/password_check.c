#include "password.h"
#include "common_passwords.h"
#include "utf8.h"

#include <stdlib.h>

enum {
	ROOM = 64 * 1024,
	STEM_MIN = 3,
	WORD_MIN = 2,
	REST_MIN = 4,      /* letters that must be left when name and address are taken out */
	DISTINCT_MIN = 5,
	PIECE_MIN = 8,     /* of something that is only repeated */
	RUN_MIN = 3,
	CHUNKS_MIN = 5,
};

static bool is_letter(char c)
{
	/* Bytes of other scripts and of letters that folding keeps are letters here. */
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static int by_text(const void *key, const void *entry)
{
	const struct str *k = key;
	const char *const *e = entry;
	return str_cmp(*k, str_from(*e));
}

static bool listed(struct str s)
{
	return bsearch(&s, common_passwords, sizeof common_passwords / sizeof *common_passwords, sizeof *common_passwords,
	               by_text) != NULL;
}

/* Numbers and signs before and after fall off, and what stands for a letter becomes it: "W3lk0m!2026" is "welkom". */
static struct str stem_of(struct arena *a, struct str s)
{
	static const char from[] = "0134578@$!", to[] = "oieastbasi";
	while (s.n > 0 && !is_letter(s.p[0]))
		s = (struct str){s.p + 1, s.n - 1};
	while (s.n > 0 && !is_letter(s.p[s.n - 1]))
		s.n--;
	char *out = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		const char *at = strchr(from, s.p[i]);
		out[i] = at == NULL || s.p[i] == '\0' ? s.p[i] : to[at - from];
	}
	return (struct str){out, s.n};
}

/* The shortest piece that makes the whole by being repeated: "welkomwelkom" is "welkom". */
static struct str repeated_piece(struct str s)
{
	for (size_t n = 1; n <= s.n / 2; n++)
		if (memcmp(s.p, s.p + n, s.n - n) == 0)
			return (struct str){s.p, n};
	return s;
}

static size_t distinct(struct str s)
{
	bool seen[256] = {false};
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		n += seen[(unsigned char)s.p[i]] ? 0 : 1;
		seen[(unsigned char)s.p[i]] = true;
	}
	return n;
}

/* Do a and b stand side by side, in this direction, in a row of the keyboard, the alphabet or the digits? 0 means that
 * they are the same. */
static bool follows(char a, char b, int direction)
{
	static const char *const rows[] = {"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl",
	                                   "zxcvbnm", "azertyuiop", "!@#$%^&*()", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik"};
	if (direction == 0)
		return a == b;
	if (direction < 0)
		return follows(b, a, 1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (const char *p = rows[i]; *p != '\0' && p[1] != '\0'; p++)
			if (p[0] == a && p[1] == b)
				return true;
	return false;
}

static size_t run_length(struct str s, size_t at)
{
	size_t longest = 1;
	for (int direction = -1; direction <= 1; direction++) {
		size_t n = 1;
		while (at + n < s.n && follows(s.p[at + n - 1], s.p[at + n], direction))
			n++;
		longest = n > longest ? n : longest;
	}
	return longest;
}

/* How many things one must remember when runs (abc, 321, qwer, aaa) are one thing. */
static size_t chunks(struct str s)
{
	size_t n = 0;
	for (size_t at = 0; at < s.n; n++) {
		size_t run = run_length(s, at);
		at += run >= RUN_MIN ? run : 1;
	}
	return n;
}

static bool common(struct arena *a, struct str folded)
{
	struct str piece = repeated_piece(folded);
	struct str stem = repeated_piece(stem_of(a, piece));
	return listed(folded) || listed(piece) || (stem.n >= STEM_MIN && listed(stem)) || distinct(folded) < DISTINCT_MIN ||
	       chunks(folded) < CHUNKS_MIN || piece.n < PIECE_MIN;
}

/* Blanks every occurrence of `word` in the n bytes at p; true when there was one. */
static bool take_out(char *p, size_t n, struct str word)
{
	bool found = false;
	for (size_t i = 0; word.n >= WORD_MIN && i + word.n <= n; i++) {
		if (memcmp(p + i, word.p, word.n) != 0)
			continue;
		memset(p + i, ' ', word.n);
		found = true;
	}
	return found;
}

static bool take_out_words(char *p, size_t n, struct str words)
{
	bool found = false;
	for (size_t at = 0; at < words.n;) {
		size_t len = 0;
		while (at + len < words.n && is_letter(words.p[at + len]))
			len++;
		found |= take_out(p, n, (struct str){words.p + at, len});
		at += len + 1;
	}
	return found;
}

static bool personal(struct arena *a, struct str folded, struct str name, struct str email)
{
	struct str rest = str_copy(a, folded);
	char *p = arena_alloc(a, rest.n + 1);
	memcpy(p, rest.p, rest.n);
	bool found = take_out_words(p, rest.n, utf8_fold(a, name));
	found |= take_out_words(p, rest.n, utf8_fold(a, email));
	size_t letters = 0;
	for (size_t i = 0; i < rest.n; i++)
		letters += is_letter(p[i]);
	return found && letters < REST_MIN;
}

enum password_fault password_check(struct str password, struct str name, struct str email)
{
	bool sound = utf8_valid(password);
	size_t length = sound ? utf8_length(password) : password.n;
	if (length < PASSWORD_MIN)
		return PASSWORD_SHORT;
	if (length > PASSWORD_MAX)
		return PASSWORD_LONG;
	struct arena *a = arena_new(ROOM);
	struct str folded = sound ? utf8_fold(a, password) : password;
	enum password_fault fault = PASSWORD_GOOD;
	if (common(a, folded))
		fault = PASSWORD_COMMON;
	else if (personal(a, folded, name, email))
		fault = PASSWORD_PERSONAL;
	arena_free(a);
	return fault;
}
