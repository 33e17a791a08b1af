/* In and out: the only place where bytes of files are written and read. */
#include "document.h"

#include "part_key.h"
#include "token.h"

static const struct stmt stmt_put = {
	"INSERT INTO document_chunk (document, n, bytes) VALUES ($1, $2, $3)", "iib", ""};
static const struct stmt stmt_gone = {"DELETE FROM document_chunk WHERE document = $1", "i", ""};
static const struct stmt stmt_get = {
	"SELECT bytes FROM document_chunk WHERE document = $1 ORDER BY n", "i", "b"};

static struct seal_place in_chunk(int64_t id, int64_t n)
{
	return (struct seal_place){"document_chunk", "bytes", id, n};
}

void document_bytes_put(struct change *c, int64_t id, struct sealed_in in, struct str bytes)
{
	int64_t n = 0;
	if (bytes.n > DOCUMENT_BYTES_MAX)
		BUG("a document of more than %d bytes", DOCUMENT_BYTES_MAX);
	for (size_t at = 0; at < bytes.n; at += DOCUMENT_CHUNK, n++) {
		size_t part = bytes.n - at < DOCUMENT_CHUNK ? bytes.n - at : DOCUMENT_CHUNK;
		const struct seal_place place = in_chunk(id, n);
		change_exec_sealed(c, &stmt_put, DB_ARGS(val_int(id), val_int(n), val_blob((struct str){bytes.p + at, part})),
		                   2, in, &place);
	}
}

void document_bytes_gone(struct change *c, int64_t id)
{
	change_exec(c, &stmt_gone, DB_ARGS(val_int(id)), -1);
}

enum err document_bytes_get(struct act *act, const struct row *of, int64_t size, struct str hash, struct str *out)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	int64_t owner = seal_of_row(of).owner;
	size_t bytes = batch_put(b, &stmt_get, DB_ARGS(val_int(of->id))), keys = part_keys_put(b, owner);
	e = batch_run(b);
	if (e != OK)
		return e;
	const struct rows *r = batch_rows(b, bytes);
	part_keys_take(act, owner, batch_rows(b, keys));
	if (r->n == 0)
		return ERR_NOT_FOUND;
	char *all = arena_alloc(act->a, (size_t)size + 1);
	size_t n = 0;
	for (size_t i = 0; i < r->n; i++) {
		struct seal_place place = in_chunk(of->id, (int64_t)i);
		struct str part;
		e = seal_open(act, seal_of_row(of), &place, rows_text(r, i, 0), &part);
		if (e != OK)
			return e == ERR_NOT_FOUND ? ERR_GONE : e;
		if (part.n > (size_t)size - n)
			return ERR_INVALID;
		memcpy(all + n, part.p, part.n);
		n += part.n;
	}
	*out = (struct str){all, n};
	return n == (size_t)size && str_eq(token_hash(act->a, *out), hash) ? OK : ERR_INVALID;
}
