#include "backup_head.h"

#define MAGIC "thuisnabij back-up\n"

enum err backup_head_put(struct dump_out *o, const struct backup_head *h)
{
	const struct val head[] = {val_text(S(MAGIC)), val_int(h->made), val_text(h->version), val_text(h->database),
	                           val_int((int64_t)h->n_files)};
	enum err e = OK;
	for (size_t i = 0; e == OK && i < sizeof head / sizeof *head; i++)
		e = dump_put(o, head[i]);
	for (size_t i = 0; e == OK && i < h->n_files; i++) {
		if (h->files[i].bytes.n > BACKUP_FILE_BYTES)
			return ERR_TOO_BIG;
		e = dump_put(o, val_text(h->files[i].name));
		if (e == OK)
			e = dump_put(o, val_blob(h->files[i].bytes));
	}
	return e;
}

static enum err get(struct dump_in *in, struct arena *a, enum val_type type, struct val *out)
{
	enum err e = dump_get(in, out);
	if (e == OK && out->type != type)
		return ERR_INVALID;
	if (e == OK && type != VAL_INT)
		out->s = str_copy(a, out->s);
	return e;
}

static enum err get_file(struct dump_in *in, struct arena *a, struct backup_file *out)
{
	struct val name, bytes;
	enum err e = get(in, a, VAL_TEXT, &name);
	if (e == OK)
		e = get(in, a, VAL_BLOB, &bytes);
	if (e == OK && bytes.s.n > BACKUP_FILE_BYTES)
		return ERR_TOO_BIG;
	if (e == OK)
		*out = (struct backup_file){name.s, bytes.s};
	return e;
}

static enum err get_all(struct dump_in *in, struct arena *a, struct backup_head *out)
{
	static const enum val_type types[] = {VAL_TEXT, VAL_INT, VAL_TEXT, VAL_TEXT, VAL_INT};
	enum { PARTS = sizeof types / sizeof *types };
	struct val v[PARTS];
	enum err e = OK;
	for (size_t i = 0; e == OK && i < PARTS; i++)
		e = get(in, a, types[i], &v[i]);
	if (e == OK && (!str_is(v[0].s, MAGIC) || v[4].i < 0 || v[4].i > BACKUP_FILES_MAX))
		e = ERR_INVALID;
	if (e != OK)
		return e;
	*out = (struct backup_head){.made = v[1].i, .version = v[2].s, .database = v[3].s, .n_files = (size_t)v[4].i};
	for (size_t i = 0; e == OK && i < out->n_files; i++)
		e = get_file(in, a, &out->files[i]);
	return e;
}

enum err backup_head_get(struct dump_in *in, struct arena *a, struct backup_head *out, struct str *why)
{
	enum err e = get_all(in, a, out);
	if (e != OK)
		*why = dump_in_why(in).n > 0 ? dump_in_why(in) : S("what stands before its data is not that of a back-up");
	return e;
}
