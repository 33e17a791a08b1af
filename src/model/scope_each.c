#include "scope.h"

#include "look.h"

/* Each row is a look of its own at the part it belongs to: what leaves as a file is read elsewhere. */
static enum err hand_over(struct act *act, struct looks *looks, const struct seen_page *page,
                          enum err (*fn)(void *ctx, const struct seen_page *page, size_t i), void *ctx)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct seen *s = &page->v[i];
		enum part part = s->row.rec->part;
		look_add(act, s->route, part, s->allowed.purpose[part], s->allowed.grantee[part]);
	}
	enum err e = looks_write(looks, act);
	if (e != OK)
		return ERR_DOWN; /* what cannot be recorded is not given */
	for (size_t i = 0; e == OK && i < page->n; i++)
		e = fn(ctx, page, i);
	return e;
}

enum err scope_each_of(struct act *act, struct looks *looks, const struct list *list, const struct shelf_bucket *piece,
                       enum err (*fn)(void *ctx, const struct seen_page *page, size_t i), void *ctx)
{
	struct seen_page page = {.more = true};
	struct shelf_bucket b = *piece;
	size_t n = 0;
	b.uncounted = true;
	while (page.more) {
		enum err e = scope_buckets(act, list, &b, 1, NULL, &page);
		n += page.n;
		if (e == OK && n > SCOPE_EACH_MAX)
			e = ERR_TOO_BIG;
		if (e == OK)
			e = hand_over(act, looks, &page, fn, ctx);
		if (e != OK)
			return e;
		b.after_key = page.last_key;
		b.after_id = page.last_id;
	}
	return OK;
}

struct plain {
	enum err (*fn)(void *ctx, const struct seen *s);
	void *ctx;
};

static enum err plain_row(void *ctx, const struct seen_page *page, size_t i)
{
	const struct plain *p = ctx;
	return p->fn(p->ctx, &page->v[i]);
}

enum err scope_each(struct act *act, struct looks *looks, const struct list *list,
                    enum err (*fn)(void *ctx, const struct seen *s), void *ctx)
{
	const struct shelf_bucket all = {.n = 0};
	struct plain p = {fn, ctx};
	return scope_each_of(act, looks, list, &all, plain_row, &p);
}
