#include "router.h"

#include "rand.h"

#include <stdlib.h>

struct entry {
	const struct route *route;
	struct str segment[SEGMENTS_MAX];
	size_t n;
};

struct router {
	struct entry *v;
	size_t n;
};

bool segment_next(struct str *rest, struct str *segment)
{
	if (rest->n <= 1)
		return false;
	*segment = str_cut((struct str){rest->p + 1, rest->n - 1}, '/', rest);
	if (rest->p != NULL)
		*rest = (struct str){rest->p - 1, rest->n + 1};
	return true;
}

bool segment_is_param(struct str s)
{
	return s.n > 2 && s.p[0] == '{' && s.p[s.n - 1] == '}';
}

/* All parameters are alike in the order, and stand after every literal: '{' comes after 'z'. */
static int segment_cmp(struct str a, struct str b)
{
	if (segment_is_param(a) && segment_is_param(b))
		return 0;
	return str_cmp(a, b);
}

static int entry_cmp(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;
	for (size_t i = 0; i < a->n && i < b->n; i++) {
		int c = segment_cmp(a->segment[i], b->segment[i]);
		if (c != 0)
			return c;
	}
	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	return (a->route->method > b->route->method) - (a->route->method < b->route->method);
}

const struct router *router_new(struct arena *a, const struct route *const *routes, size_t n)
{
	struct router *r = ARENA_NEW(a, struct router);
	r->v = ARENA_ARRAY(a, struct entry, n);
	r->n = n;
	for (size_t i = 0; i < n; i++) {
		struct entry *e = &r->v[i];
		struct str rest = str_from(routes[i]->path), segment;
		e->route = routes[i];
		while (segment_next(&rest, &segment)) {
			if (e->n == SEGMENTS_MAX)
				BUG("route %s has more than %d segments", routes[i]->name, SEGMENTS_MAX);
			e->segment[e->n++] = segment;
		}
	}
	qsort(r->v, n, sizeof *r->v, entry_cmp);
	return r;
}

/* The entries from..to all begin with the same `depth` segments. */
struct range {
	size_t from, to;
};

/* Where in `in` the segment at `depth` is not below (or, with `after`, is above) `s`. */
static size_t edge(const struct router *r, struct range in, size_t depth, struct str s, bool after)
{
	while (in.from < in.to) {
		size_t mid = in.from + (in.to - in.from) / 2;
		const struct entry *e = &r->v[mid];
		int c = e->n <= depth ? -1 : segment_cmp(e->segment[depth], s);
		if (c < 0 || (after && c == 0))
			in.from = mid + 1;
		else
			in.to = mid;
	}
	return in.from;
}

static struct range narrow(const struct router *r, struct range in, size_t depth, struct str s)
{
	return (struct range){edge(r, in, depth, s, false), edge(r, in, depth, s, true)};
}

static bool ends_here(const struct router *r, struct range in, size_t depth, struct match *out)
{
	for (size_t i = in.from; i < in.to && r->v[i].n == depth; i++) {
		const struct route *route = r->v[i].route;
		if (route->method == METHOD_GET)
			out->get = route;
		else if (route->method == METHOD_POST)
			out->post = route;
		else
			out->patch = route;
	}
	return out->get != NULL || out->post != NULL || out->patch != NULL;
}

static bool find(const struct router *r, struct range in, size_t depth, struct str rest, struct match *out)
{
	struct str segment;
	if (!segment_next(&rest, &segment))
		return ends_here(r, in, depth, out);
	if (depth == SEGMENTS_MAX)
		return false;
	struct range literal = narrow(r, in, depth, segment);
	if (!segment_is_param(segment) && literal.from < literal.to && find(r, literal, depth + 1, rest, out))
		return true;
	struct range any = narrow(r, in, depth, S("{any}"));
	if (any.from == any.to || out->n_params == PATH_PARAMS_MAX)
		return false;
	if (str_is(r->v[any.from].segment[depth], "{pid}") && !pid_valid(segment))
		return false;
	out->param[out->n_params++] = segment;
	if (find(r, any, depth + 1, rest, out))
		return true;
	out->n_params--;
	return false;
}

bool router_find(const struct router *r, struct str path, struct match *out)
{
	*out = (struct match){0};
	return find(r, (struct range){0, r->n}, 0, path, out);
}

const struct route *match_route(const struct match *m, enum method method)
{
	switch (method) {
	case METHOD_GET:
	case METHOD_HEAD:
		return m->get;
	case METHOD_POST:
		return m->post;
	case METHOD_PATCH:
		return m->patch;
	case METHOD_OTHER:
		break;
	}
	return NULL;
}

bool route_is_page(const struct route *page, const struct route *post)
{
	return page->method == METHOD_GET && page->fn == post->page && page->record == post->record && page->of == post->of;
}

struct str router_page_path(const struct router *r, struct arena *a, const struct route *route, const struct match *m,
                            struct str path)
{
	const struct route *page = NULL;
	for (size_t i = 0; i < r->n && route->page != NULL && page == NULL; i++)
		if (route_is_page(r->v[i].route, route))
			page = r->v[i].route;
	if (page == NULL || (m->get != NULL && m->get->fn == route->page))
		return path;
	struct buf b;
	buf_init(&b, a, 4096);
	struct str rest = str_from(page->path), segment;
	size_t param = 0;
	while (segment_next(&rest, &segment)) {
		buf_byte(&b, '/');
		bool is_param = segment_is_param(segment);
		if (is_param && param == m->n_params)
			BUG("the page of %s has more parameters than its path", route->name);
		buf_str(&b, is_param ? m->param[param++] : segment);
	}
	return b.n == 0 ? S("/") : buf_view(&b);
}
