#include "dump_value.h"

#include "utf8.h"

#include <sodium.h>

enum { ROOM = 64 * 1024 };

struct dump_out {
	struct sink to;
	crypto_generichash_state hash;
	size_t n;
	int64_t bytes;
	unsigned char room[ROOM];
};

struct dump_in {
	struct source from;
	struct arena *a, *room;
	crypto_generichash_state hash;
	size_t at, n;
	size_t row_left; /* bytes that this row may still have */
	bool ended;
	struct str why;
	unsigned char buffer[ROOM];
};

/* libsodium wants its state at a round address; the arena gives less. */
static void *aligned(struct arena *a, size_t size)
{
	enum { ROUND = _Alignof(crypto_generichash_state) };
	char *p = arena_alloc(a, size + ROUND);
	return p + (ROUND - (uintptr_t)p % ROUND) % ROUND;
}

static void hash_begins(crypto_generichash_state *h)
{
	if (crypto_generichash_init(h, NULL, 0, DUMP_HASH) != 0)
		BUG("crypto_generichash_init");
}

static void hash_now(const crypto_generichash_state *h, unsigned char hash[DUMP_HASH])
{
	crypto_generichash_state copy = *h;
	crypto_generichash_final(&copy, hash, DUMP_HASH);
}

size_t dump_int_bytes(int64_t i)
{
	size_t n = i == 0 ? 0 : 1;
	while (n > 0 && n < INT_BYTES && (i < -(INT64_C(1) << (8 * n - 1)) || i >= INT64_C(1) << (8 * n - 1)))
		n++;
	return n;
}

struct dump_out *dump_out_new(struct arena *a, struct sink to)
{
	struct dump_out *o = aligned(a, sizeof *o);
	o->to = to;
	hash_begins(&o->hash);
	return o;
}

static enum err add(struct dump_out *o, const void *p, size_t n)
{
	crypto_generichash_update(&o->hash, p, n);
	o->bytes += (int64_t)n;
	if (n > ROOM - o->n) {
		enum err e = dump_flush(o);
		if (e != OK || n > ROOM)
			return e != OK ? e : o->to.put(o->to.ctx, p, n);
	}
	memcpy(o->room + o->n, p, n);
	o->n += n;
	return OK;
}

static enum err add_bytes(struct dump_out *o, unsigned char kind, struct str s)
{
	if (s.n > DUMP_VALUE_MAX)
		return ERR_TOO_BIG;
	const uint32_t n = (uint32_t)s.n;
	const unsigned char head[] = {kind, (unsigned char)(n >> 24), (unsigned char)(n >> 16), (unsigned char)(n >> 8),
	                              (unsigned char)n};
	enum err e = add(o, head, sizeof head);
	return e != OK || n == 0 ? e : add(o, s.p, s.n);
}

enum err dump_put(struct dump_out *o, struct val v)
{
	unsigned char number[1 + INT_BYTES] = {KIND_NULL};
	size_t n = dump_int_bytes(v.i);
	switch (v.type) {
	case VAL_NULL:
		break;
	case VAL_SEALED:
		BUG("a sealed value that was not read from a database");
	case VAL_TEXT:
		return add_bytes(o, KIND_TEXT, v.s);
	case VAL_BLOB:
		return add_bytes(o, KIND_BLOB, v.s);
	case VAL_INT:
		number[0] = (unsigned char)(KIND_INT + n);
		for (size_t i = 0; i < n; i++)
			number[1 + i] = (unsigned char)((uint64_t)v.i >> (8 * (n - 1 - i)));
		return add(o, number, 1 + n);
	}
	return add(o, number, 1);
}

enum err dump_flush(struct dump_out *o)
{
	size_t n = o->n;
	o->n = 0;
	return n == 0 ? OK : o->to.put(o->to.ctx, o->room, n);
}

int64_t dump_out_bytes(const struct dump_out *o)
{
	return o->bytes;
}

void dump_out_hash(const struct dump_out *o, unsigned char hash[DUMP_HASH])
{
	hash_now(&o->hash, hash);
}

struct dump_in *dump_in_new(struct arena *a, struct arena *room, struct source from)
{
	struct dump_in *in = aligned(a, sizeof *in);
	in->from = from;
	in->a = a;
	in->room = room;
	in->row_left = DUMP_ROW_MAX;
	hash_begins(&in->hash);
	return in;
}

static enum err fault(struct dump_in *in, enum err e, struct str why)
{
	if (in->why.n == 0)
		in->why = why;
	return e;
}

static enum err fill(struct dump_in *in)
{
	in->at = 0;
	enum err e = in->ended ? OK : in->from.get(in->from.ctx, in->buffer, ROOM, &in->n, in->a, &in->why);
	if (in->ended || e != OK)
		in->n = 0;
	in->ended = in->n < ROOM;
	return e == OK ? OK : fault(in, e, str_printf(in->a, "it cannot be read: %s", err_name(e)));
}

static enum err take(struct dump_in *in, void *p, size_t n)
{
	for (unsigned char *to = p; n > 0;) {
		if (in->at == in->n) {
			enum err e = fill(in);
			if (e != OK)
				return e;
			if (in->n == 0)
				return fault(in, ERR_INVALID, S("it is cut off: the end is missing"));
		}
		size_t some = in->n - in->at < n ? in->n - in->at : n;
		memcpy(to, in->buffer + in->at, some);
		crypto_generichash_update(&in->hash, in->buffer + in->at, some);
		in->at += some;
		to += some;
		n -= some;
	}
	return OK;
}

static enum err take_int(struct dump_in *in, size_t n, struct val *out)
{
	unsigned char p[INT_BYTES];
	enum err e = take(in, p, n);
	if (e != OK)
		return e;
	uint64_t u = n > 0 && (p[0] & 0x80) != 0 ? UINT64_MAX : 0;
	for (size_t i = 0; i < n; i++)
		u = u << 8 | p[i];
	*out = val_int((int64_t)u);
	return dump_int_bytes(out->i) == n ? OK : fault(in, ERR_INVALID, S("a number is not written as it should be"));
}

static enum err take_bytes(struct dump_in *in, unsigned char kind, struct val *out)
{
	unsigned char p[LENGTH_BYTES];
	enum err e = take(in, p, sizeof p);
	if (e != OK)
		return e;
	size_t n = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
	if (n > DUMP_VALUE_MAX)
		return fault(in, ERR_TOO_BIG, str_printf(in->a, "a value of %zu bytes; none is larger than %d", n,
		                                         DUMP_VALUE_MAX));
	if (n > in->row_left)
		return fault(in, ERR_TOO_BIG, S("a row larger than any that is written"));
	in->row_left -= n;
	char *bytes = arena_alloc(in->room, n + 1);
	e = take(in, bytes, n);
	struct str s = {bytes, n};
	if (e == OK && kind == KIND_TEXT && !utf8_valid(s))
		return fault(in, ERR_INVALID, S("a text that is no text"));
	*out = kind == KIND_TEXT ? val_text(s) : val_blob(s);
	return e;
}

enum err dump_get(struct dump_in *in, struct val *out)
{
	unsigned char kind;
	*out = val_null();
	enum err e = take(in, &kind, 1);
	if (e != OK || kind == KIND_NULL)
		return e;
	if (kind == KIND_TEXT || kind == KIND_BLOB)
		return take_bytes(in, kind, out);
	if (kind >= KIND_INT && kind <= KIND_INT + INT_BYTES)
		return take_int(in, kind - (size_t)KIND_INT, out);
	return fault(in, ERR_INVALID, str_printf(in->a, "a value of kind %d; there is none", kind));
}

enum err dump_get_end(struct dump_in *in)
{
	enum err e = in->at == in->n ? fill(in) : OK;
	if (e != OK || in->n == 0)
		return e;
	return fault(in, ERR_INVALID, S("something stands after its end"));
}

void dump_in_row(struct dump_in *in)
{
	in->row_left = DUMP_ROW_MAX;
}

struct str dump_in_why(const struct dump_in *in)
{
	return in->why;
}

void dump_in_hash(const struct dump_in *in, unsigned char hash[DUMP_HASH])
{
	hash_now(&in->hash, hash);
}
