/* All routes of all modules in one sorted table. A pattern is segments; "{pid}" stands for any one segment, a literal
 * goes before a parameter. */
#ifndef TN_ROUTER_H
#define TN_ROUTER_H

#include "req.h"

enum { SEGMENTS_MAX = 12 };

struct router;

struct match {
	const struct route *get, *post, *patch; /* at this path; all NULL: there is nothing here */
	struct str param[PATH_PARAMS_MAX];
	size_t n_params;
};

/* The table over `n` routes; it lives in `a`. Patterns must be sound (routes_verify). */
const struct router *router_new(struct arena *a, const struct route *const *routes, size_t n);
/* `path` as url_path makes it. A parameter named {pid} only matches what pid_valid accepts. */
bool router_find(const struct router *r, struct str path, struct match *out);
/* The route that answers this method there, HEAD as GET; NULL when none does. */
const struct route *match_route(const struct match *m, enum method method);
/* The path of the page that a POST belongs to: the GET route whose handler is route->page, with the parameters of
 * this path; `path` itself for every other route. */
struct str router_page_path(const struct router *r, struct arena *a, const struct route *route, const struct match *m,
                            struct str path);

/* Is `page` the GET route that shows the form of `post`: its handler, about the same record? */
bool route_is_page(const struct route *page, const struct route *post);

/* The next segment of a path or pattern that starts with a slash; moves *rest on. False at the end. */
bool segment_next(struct str *rest, struct str *segment);
bool segment_is_param(struct str segment);

#endif
