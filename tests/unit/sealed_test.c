/* Seals and keys: what was sealed cannot be altered, cut, moved or opened by another. */
#include "sealed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { MEMORY = 8 << 20 };

struct memory {
	char *p;
	size_t n, at;
};

struct world {
	struct arena *a;
	struct memory m;
};
static struct world w;

static enum err to_memory(void *ctx, const void *p, size_t n)
{
	struct memory *m = ctx;
	if (n > MEMORY - m->n)
		return ERR_FULL;
	memcpy(m->p + m->n, p, n);
	m->n += n;
	return OK;
}

static enum err from_memory(void *ctx, void *p, size_t n, size_t *got, struct arena *a, struct str *why)
{
	struct memory *m = ctx;
	(void)a, (void)why;
	*got = n < m->n - m->at ? n : m->n - m->at;
	memcpy(p, m->p + m->at, *got);
	m->at += *got;
	return OK;
}

static void seal(const struct sealed_public *key, const char *p, size_t n)
{
	struct sealed_out *s;
	w.m.n = w.m.at = 0;
	assert_int_equal(sealed_begin(w.a, (struct sink){to_memory, &w.m}, key, &s), OK);
	struct sink to = sealed_sink(s);
	for (size_t at = 0; at < n; at += 99999)
		assert_int_equal(to.put(to.ctx, p + at, n - at < 99999 ? n - at : 99999), OK);
	assert_int_equal(sealed_end(s), OK);
	sealed_forget(s);
}

/* Opens all of it into `to`; the first error. */
static enum err unseal(const struct sealed_private *key, char *to, size_t max, size_t *n, struct str *why)
{
	struct sealed_in *s;
	struct arena *a = arena_new(8 << 20);
	w.m.at = 0;
	*n = 0;
	enum err e = sealed_open(a, (struct source){from_memory, &w.m}, key, &s, why);
	for (size_t got = 1; e == OK && got > 0; *n += got) {
		struct source from = sealed_source(s);
		e = from.get(from.ctx, to + *n, max - *n < 70000 ? max - *n : 70000, &got, a, why);
		got = e == OK ? got : 0;
	}
	*why = str_copy(w.a, *why);
	sealed_close(s);
	arena_free(a);
	return e;
}

static void sealed_and_opened_is_the_same(void **state)
{
	static const size_t sizes[] = {0, 1, SEALED_CHUNK - 1, SEALED_CHUNK, SEALED_CHUNK + 1, 3 * SEALED_CHUNK, 1000000};
	char *plain = arena_alloc(w.a, 1000000), *back = arena_alloc(w.a, 1100000);
	struct sealed_private *key = sealed_private_new();
	(void)state;
	for (size_t i = 0; i < 1000000; i++)
		plain[i] = (char)(i * 7919 >> 3);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		size_t n;
		struct str why = {0};
		seal(&key->public, plain, sizes[i]);
		assert_int_equal(unseal(key, back, 1100000, &n, &why), OK);
		assert_int_equal(n, sizes[i]);
		assert_memory_equal(plain, back, n);
		assert_null(n < 64 ? NULL : memmem(w.m.p, w.m.n, plain, 64));
	}
	sealed_private_free(key);
}

static void refused(const struct sealed_private *key, const char *what, const char *words)
{
	size_t n;
	struct str why = {0};
	static char room[1100000];
	if (unseal(key, room, sizeof room, &n, &why) != ERR_INVALID || strstr(why.p, words) == NULL)
		fail_msg("%s: " STR_FMT, what, STR_ARG(why));
}

static void what_was_sealed_cannot_be_altered(void **state)
{
	enum { HEAD = 152, CIPHER = SEALED_CHUNK + 17, SIZE = 3 * SEALED_CHUNK + 100 };
	char *plain = arena_alloc(w.a, SIZE), *kept = arena_alloc(w.a, MEMORY), swap[CIPHER];
	struct sealed_private *key = sealed_private_new(), *other = sealed_private_new();
	(void)state;
	seal(&key->public, plain, SIZE);
	size_t whole = w.m.n;
	memcpy(kept, w.m.p, whole);
	refused(other, "another key", "sealed for another key");
	for (size_t i = 0; i < HEAD; i++) {
		w.m.p[i] = (char)(w.m.p[i] ^ 1);
		refused(key, "head",
		        i < 8 ? "no back-up" : i < 12 ? "its format is" : i >= 16 && i < 48 ? "another key" : "changed");
		w.m.p[i] = kept[i];
	}
	for (size_t i = HEAD; i < whole; i += 65537) {
		w.m.p[i] = (char)(w.m.p[i] ^ 0x40);
		refused(key, "a chunk", "was changed");
		w.m.p[i] = kept[i];
	}
	for (size_t chunk = 0; chunk < 2; chunk++) { /* two chunks change places */
		char *p = w.m.p + HEAD + chunk * CIPHER;
		memcpy(swap, p, CIPHER);
		memmove(p, p + CIPHER, CIPHER);
		memcpy(p + CIPHER, swap, CIPHER);
		refused(key, "order", "is not in its place");
		memcpy(w.m.p, kept, whole);
	}
	memmove(w.m.p + HEAD, w.m.p + HEAD + CIPHER, whole - HEAD - CIPHER); /* one is taken out */
	w.m.n = whole - CIPHER;
	refused(key, "a chunk less", "is not in its place");
	memcpy(w.m.p, kept, whole);
	static const size_t cuts[] = {0, 5, 11};
	for (size_t i = 0; i < 3; i++) {
		w.m.n = cuts[i];
		refused(key, "cut in the head", "no back-up");
	}
	w.m.n = 100;
	refused(key, "cut in the head", "cut off");
	for (size_t chunk = 0; chunk < 4; chunk++) {
		w.m.n = HEAD + chunk * CIPHER;
		refused(key, "cut between chunks", "the end is missing");
		w.m.n += 50;
		refused(key, "cut in a chunk", "cut off");
	}
	w.m.n = whole;
	w.m.p[w.m.n++] = 0;
	refused(key, "longer", "was changed");
	w.m.n = whole;
	refused(other, "whole, another key", "another key");
	sealed_private_free(key);
	sealed_private_free(other);
}

static void a_key_can_be_typed_over(void **state)
{
	struct sealed_private *key = sealed_private_new(), *back;
	struct str text = sealed_private_text(w.a, key);
	char *typed = arena_alloc(w.a, text.n + 1);
	size_t n = 0;
	(void)state;
	for (struct str rest = text; rest.n > 0;) {
		struct str line = str_cut(rest, '\n', &rest);
		for (size_t i = 0; i < line.n && line.p[0] != '#'; i++) {
			bool letter = line.p[i] >= 'a' && line.p[i] <= 'f';
			typed[n++] = letter ? (char)(line.p[i] - 32) : line.p[i] == ' ' ? '-' : line.p[i];
		}
	}
	back = sealed_private_parse((struct str){typed, n});
	assert_non_null(back);
	assert_memory_equal(back->b, key->b, SEALED_KEY);
	assert_memory_equal(back->public.b, key->public.b, SEALED_KEY);
	sealed_private_free(back);
	int wrong = 0;
	for (size_t i = 0; i < n; i++) { /* one digit mistyped is found, but for one time in 65,536 */
		char was = typed[i];
		typed[i] = was == '-' ? '0' : was == '0' ? '1' : '0';
		back = sealed_private_parse((struct str){typed, n});
		wrong += back != NULL;
		if (back != NULL)
			sealed_private_free(back);
		typed[i] = was;
	}
	assert_true(wrong <= 1);
	assert_null(sealed_private_parse((struct str){typed, n - 1}));
	assert_null(sealed_private_parse((struct str){0}));
	assert_null(sealed_private_parse(str_printf(w.a, "%.*s0", (int)n, typed)));
	sealed_private_free(key);
}

static void a_public_key_is_64_digits(void **state)
{
	static const char *const wrong[] = {
		"", "00", "x", "000000000000000000000000000000000000000000000000000000000000000",
		"00000000000000000000000000000000000000000000000000000000000000000",
		"g000000000000000000000000000000000000000000000000000000000000000"};
	struct sealed_public p;
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(sealed_public_parse(str_from(wrong[i]), &p));
	assert_true(sealed_public_parse(S("0123456789abcdef0123456789abcdef0123456789ABCDEF0123456789abcdef"), &p));
}

static int make(void **state)
{
	(void)state;
	w = (struct world){.a = arena_new((size_t)512 << 20)};
	w.m.p = arena_alloc(w.a, MEMORY);
	return 0;
}

static int drop(void **state)
{
	(void)state;
	arena_free(w.a);
	return 0;
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(what_was_sealed_cannot_be_altered), CASE(a_key_can_be_typed_over), CASE(a_public_key_is_64_digits),
		CASE(sealed_and_opened_is_the_same),
	};
	return cmocka_run_group_tests_name("sealed", tests, NULL, NULL);
}
