#include "tombs.h"

#include "file.h"

enum { WAIT_MS = 5000, AT_ONCE = 1000 };

enum err tombs_open(struct arena *a, const char *path, struct tombs *out, struct str *why)
{
	struct tombstones have = {.n = 0};
	struct str text = {0};
	*out = (struct tombs){.fd = -1};
	enum err e = file_read(a, path, TOMBSTONES_FILE_MAX, &text);
	if (e == ERR_NOT_FOUND)
		e = OK;
	if (e == OK)
		e = tombstones_parse(a, text, &have, why);
	size_t whole = text.n;
	while (whole > 0 && text.p[whole - 1] != '\n')
		whole--;
	if (e == OK && whole < text.n)
		e = file_write(path, (struct str){text.p, whole});
	if (e == OK)
		e = file_open_log(path, &out->fd);
	out->n = (int64_t)have.n;
	return e;
}

enum err tombs_write(struct tombs *t, struct db *db, struct arena *a, bool *behind)
{
	struct tombstone last;
	struct tombstones some = {.n = 0};
	struct conn *c;
	*behind = false;
	if (t->fd < 0)
		return OK;
	enum err e = db_take(db, WAIT_MS, &c);
	if (e != OK)
		return e;
	e = tombstone_last(c, a, &last);
	*behind = e == OK && last.n < t->n;
	do {
		if (e == OK)
			e = tombstones_after(c, a, t->n, &some);
		for (size_t i = 0; e == OK && i < some.n; i++) {
			e = file_append(t->fd, tombstone_line(a, &some.v[i]));
			t->n = e == OK ? some.v[i].n : t->n;
		}
	} while (e == OK && some.n == AT_ONCE);
	db_give(db, c);
	return e;
}

enum err tombs_text(struct conn *c, struct arena *a, struct str *out)
{
	struct tombstones some;
	struct buf b;
	int64_t after = 0;
	buf_init(&b, a, TOMBSTONES_FILE_MAX);
	do {
		enum err e = tombstones_after(c, a, after, &some);
		if (e != OK)
			return e;
		for (size_t i = 0; i < some.n; i++)
			buf_str(&b, tombstone_line(a, &some.v[i]));
		after = some.n == 0 ? after : some.v[some.n - 1].n;
	} while (some.n == AT_ONCE);
	*out = buf_view(&b);
	return b.failed ? ERR_TOO_BIG : OK;
}
