#include "scope.h"

#include "look.h"

/* Each row is a look of its own at the part it belongs to: what leaves as a file is read elsewhere. */
static enum err hand_over(struct act *act, struct looks *looks, const struct seen_page *page,
                          enum err (*fn)(void *ctx, const struct seen *s), void *ctx)
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
		e = fn(ctx, &page->v[i]);
	return e;
}

enum err scope_each(struct act *act, struct looks *looks, const struct list *list,
                    enum err (*fn)(void *ctx, const struct seen *s), void *ctx)
{
	struct seen_page page = {.more = true};
	struct str key = {0};
	int64_t id = 0;
	size_t n = 0;
	while (page.more) {
		enum err e = scope_page(act, list, key, id, (struct str){0}, &page);
		n += page.n;
		if (e == OK && n > SCOPE_EACH_MAX)
			e = ERR_TOO_BIG;
		if (e == OK)
			e = hand_over(act, looks, &page, fn, ctx);
		if (e != OK)
			return e;
		key = page.last_key;
		id = page.last_id;
	}
	return OK;
}
