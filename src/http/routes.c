#include "router.h"
#include "web.h"

#include <stdlib.h>

struct faults {
	struct buf text;
	size_t n;
};

static void fault(struct faults *f, const struct route *r, const char *what)
{
	buf_printf(&f->text, "route %s: %s\n", r->name == NULL ? "(no name)" : r->name, what);
	f->n++;
}

static bool all_in(const char *s, const char *set)
{
	return s != NULL && *s != '\0' && strspn(s, set) == strlen(s);
}

#define LOWER "abcdefghijklmnopqrstuvwxyz"

static bool pattern_sound(const char *path)
{
	size_t params = 0, segments = 0;
	if (path == NULL || path[0] != '/')
		return false;
	if (path[1] == '\0')
		return true;
	struct str rest = str_from(path), s;
	while (segment_next(&rest, &s)) {
		bool param = segment_is_param(s);
		params += param;
		segments++;
		if (param)
			s = (struct str){s.p + 1, s.n - 2};
		for (size_t i = 0; i < s.n; i++)
			if (s.p[i] == '\0' || strchr(param ? LOWER : LOWER "0123456789-.", s.p[i]) == NULL)
				return false;
		if (s.n == 0 || s.p[0] == '.')
			return false;
	}
	return rest.n == 0 && params <= PATH_PARAMS_MAX && segments <= SEGMENTS_MAX;
}

static bool reserved(const char *path)
{
	struct str p = str_from(path);
	return str_is(p, "/leeft") || str_is(p, "/s") || str_starts(p, S("/s/"));
}

static void verify_query(struct faults *f, const struct route *r)
{
	for (size_t i = 0; r->query != NULL && r->query[i] != NULL; i++) {
		if (!all_in(r->query[i], LOWER "_"))
			fault(f, r, "a query name is not [a-z_]+");
		else if (strcmp(r->query[i], "taal") == 0 || strcmp(r->query[i], "klaar") == 0)
			fault(f, r, "query names taal and klaar belong to the dispatcher");
	}
}

static void verify_post(struct faults *f, const struct route *r)
{
	if (r->title != NULL)
		fault(f, r, "a POST has no title");
	if (r->body == BODY_NONE)
		fault(f, r, "a POST has a body: its forgery token");
	if (r->form != NULL && r->page == NULL)
		fault(f, r, "a form without the page that shows it");
	if (r->api != (r->body == BODY_JSON))
		fault(f, r, "JSON is for machines, and machines send nothing else");
	if (r->method == METHOD_PATCH && !r->api)
		fault(f, r, "a form cannot be sent by PATCH");
	if (r->form == NULL)
		return;
	if (!all_in(r->form->name, LOWER "-"))
		fault(f, r, "the name of its form is not [a-z-]+");
	if (r->form->n > FORM_FIELDS_MAX)
		fault(f, r, "its form has too many fields");
	for (size_t i = 0; i < r->form->n; i++)
		if (r->form->fields[i]->need == NEED_SERVER || r->form->fields[i]->name[0] == '_')
			fault(f, r, "its form asks for a field that no form may ask for");
}

/* A step goes by its own row: the part and the roles it names, never .writes. */
static void verify_move(struct faults *f, const struct route *r)
{
	const struct transition *t = r->move;
	if (t == NULL)
		return;
	if (r->method != METHOD_POST || r->record == NULL || r->page == NULL || r->writes)
		fault(f, r, "a step is a POST with a record and a page, and without .writes");
	else if (t < r->record->flow || t >= r->record->flow + r->record->n_flow)
		fault(f, r, "its step is none of its record");
	if (r->form != NULL && r->form != t->form)
		fault(f, r, "its form is not that of its step");
}

static void verify_get(struct faults *f, const struct route *r)
{
	if (r->title == NULL || *r->title == '\0')
		fault(f, r, "a page needs a title");
	if (r->body != BODY_NONE || r->page != NULL)
		fault(f, r, "a GET takes no body and no page");
	if (r->form != NULL && r->makes == NULL && !(r->record != NULL && r->writes) &&
	    !(r->of != NULL && r->op == OP_CREATE))
		fault(f, r, "a GET names a form only of a record that it writes or makes");
}

/* The parameter that names the record is the first of the path. */
static bool names_a_record(const char *path)
{
	struct str rest = str_from(path), s;
	while (segment_next(&rest, &s))
		if (segment_is_param(s))
			return str_is(s, "{pid}");
	return false;
}

/* Records that belong to no child open by their access rows only, and those ask who it is. */
static void verify_access(struct faults *f, const struct route *r)
{
	const struct record *plain = r->record != NULL && !record_of_child(r->record) ? r->record : NULL;
	unsigned ops = OP_READ | OP_CREATE | OP_CHANGE | OP_EXPORT;
	if (r->record != NULL && !names_a_record(r->path))
		fault(f, r, "the record that it opens is named by {pid}, the first parameter of its path");
	if (r->record == NULL && r->writes)
		fault(f, r, "it writes a record that it does not open");
	if (plain != NULL && plain->n_access == 0)
		fault(f, r, "it opens a record without access rows: nobody could");
	if (r->of != NULL && (record_of_child(r->of) || r->of->n_access == 0))
		fault(f, r, "many of a type go by access rows, which its record does not have");
	if ((r->shows != NULL || r->makes != NULL) && (r->record == NULL || !record_of_child(r->record)))
		fault(f, r, "it shows or makes a record of a child that it does not open");
	if ((r->shows != NULL && !record_of_child(r->shows)) || (r->makes != NULL && !record_of_child(r->makes)))
		fault(f, r, "what it shows or makes beside a child is no record of a child");
	if (r->roles != 0 && (r->need == CAP_PUBLIC || r->need == CAP_SECOND_STEP))
		fault(f, r, "a role is of those who are signed in");
	if ((r->of != NULL) != (r->op != 0) || (r->op & ~ops) != 0)
		fault(f, r, ".of and .op go together");
	if ((r->of != NULL || r->record != NULL) && (r->need == CAP_PUBLIC || r->need == CAP_SECOND_STEP))
		fault(f, r, "records open for those who are signed in");
}

static void verify_one(struct faults *f, const struct route *r)
{
	if (!all_in(r->name, LOWER "._"))
		fault(f, r, "its name is not [a-z._]+");
	if (!pattern_sound(r->path))
		fault(f, r, "its path is not sound");
	else if (reserved(r->path))
		fault(f, r, "its path belongs to the dispatcher");
	if (r->fn == NULL)
		fault(f, r, "no handler");
	if (r->need <= CAP_NOBODY || r->need >= CAP__N)
		fault(f, r, "who needs what: .need is missing");
	if (r->api != dispatch_is_api(str_from(r->path == NULL ? "" : r->path)))
		fault(f, r, "what is for machines stands under /api/, and nothing else does");
	if (r->api && (r->form != NULL || r->page != NULL || r->record != NULL || r->anonymous_only))
		fault(f, r, "a route for machines has no form, page or record of its own");
	if (r->anonymous_only && r->need != CAP_PUBLIC)
		fault(f, r, "only a public route can be for those who are not signed in");
	if (r->method == METHOD_GET)
		verify_get(f, r);
	else if (r->method == METHOD_POST || r->method == METHOD_PATCH)
		verify_post(f, r);
	else
		fault(f, r, "its method is not GET, POST or PATCH");
	verify_move(f, r);
	verify_access(f, r);
	verify_query(f, r);
}

/* The same method and shape twice. */
static void verify_pair(struct faults *f, const struct route *a, const struct route *b)
{
	struct str x = str_from(a->path), y = str_from(b->path), s, t;
	for (;;) {
		bool more = segment_next(&x, &s);
		if (more != segment_next(&y, &t))
			return;
		if (!more)
			break;
		if (!(segment_is_param(s) && segment_is_param(t)) && !str_eq(s, t))
			return;
	}
	if (a->method == b->method)
		fault(f, b, "another route has this method and path");
}

/* A parameter has one name at its place, or {pid} would be checked for one route and not for its neighbour. */
static void verify_siblings(struct faults *f, const struct route *a, const struct route *b)
{
	struct str x = str_from(a->path), y = str_from(b->path), s, t;
	while (segment_next(&x, &s) && segment_next(&y, &t)) {
		if (segment_is_param(s) && segment_is_param(t) && !str_eq(s, t)) {
			fault(f, b, "a neighbour has another name for the parameter at the same place");
			return;
		}
		if (!str_eq(s, t))
			return;
	}
}

static size_t params_of(const char *path)
{
	size_t n = 0;
	struct str rest = str_from(path), s;
	while (segment_next(&rest, &s))
		n += segment_is_param(s);
	return n;
}

/* Drafts are kept by the path of the page, so that page must have one; and the parameters of the POST must be enough
 * for it. */
static void verify_page(struct faults *f, const struct route *post, const struct route *const *all, size_t n)
{
	if (post->method != METHOD_POST || post->page == NULL)
		return;
	for (size_t i = 0; i < n; i++)
		if (route_is_page(all[i], post)) {
			if (params_of(all[i]->path) > params_of(post->path))
				fault(f, post, "its page needs more parameters than its path has");
			return;
		}
	if (post->form != NULL && post->form->drafts)
		fault(f, post, "its drafts belong to a page that has no route");
}

static const struct route **collect(const struct app *app, struct arena *a, size_t *n)
{
	size_t total = 0;
	for (size_t i = 0; i < app->n_modules; i++)
		total += app->modules[i]->n_routes;
	const struct route **all = ARENA_ARRAY(a, const struct route *, total);
	*n = 0;
	for (size_t i = 0; i < app->n_modules; i++)
		for (size_t k = 0; k < app->modules[i]->n_routes; k++)
			all[(*n)++] = &app->modules[i]->routes[k];
	return all;
}

enum err routes_verify(const struct app *app, struct arena *a, struct str *why)
{
	size_t n;
	const struct route **all = collect(app, a, &n);
	struct faults f = {0};
	buf_init(&f.text, a, 256 * 1024);
	for (size_t i = 0; i < n; i++)
		verify_one(&f, all[i]);
	for (size_t i = 0; f.n == 0 && i < n; i++) {
		verify_page(&f, all[i], all, n);
		for (size_t k = 0; k < i; k++) {
			if (strcmp(all[i]->name, all[k]->name) == 0)
				fault(&f, all[i], "another route has its name");
			verify_pair(&f, all[k], all[i]);
			verify_siblings(&f, all[k], all[i]);
		}
	}
	*why = buf_view(&f.text);
	return f.n == 0 ? OK : ERR_INVALID;
}

static int asset_cmp(const void *x, const void *y)
{
	const struct asset *a = x, *b = y;
	return strcmp(a->path, b->path);
}

/* Sorted, as dispatch looks in them. */
static void sort_assets(struct app *app, struct arena *a)
{
	struct asset *v = ARENA_ARRAY(a, struct asset, app->n_assets);
	for (size_t i = 0; i < app->n_assets; i++)
		v[i] = app->assets[i];
	if (app->n_assets > 0)
		qsort(v, app->n_assets, sizeof *v, asset_cmp);
	app->sorted_assets = v;
}

enum err routes_make(struct app *app, struct arena *a, struct str *why)
{
	enum err e = routes_verify(app, a, why);
	if (e != OK)
		return e;
	size_t n;
	const struct route **all = collect(app, a, &n);
	app->router = router_new(a, all, n);
	sort_assets(app, a);
	return OK;
}
