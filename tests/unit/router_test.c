/* The table of routes: what is found, what is not, and every fault that stops the program from starting. */
#define ARENA a
#define ARENA_MIB 64
#include "arena_test.h"

#include "router.h"
#include "web.h"

static enum err fn(struct req *req)
{
	(void)req;
	return OK;
}

static enum err other_fn(struct req *req)
{
	(void)req;
	return OK;
}

#define GET(p, n) {.method = METHOD_GET, .path = p, .fn = fn, .need = CAP_PUBLIC, .name = n, .title = "T"}
#define POST(p, n) {.method = METHOD_POST, .path = p, .fn = fn, .need = CAP_PUBLIC, .name = n, .body = BODY_FORM}

static const struct route table[] = {
	GET("/", "home"),
	GET("/account", "account"),
	POST("/account", "account.post"),
	GET("/account/nieuw", "account.new"),
	GET("/account/{pid}", "account.one"),
	POST("/account/{pid}/sluit", "account.close"),
	GET("/kind/{pid}/opp/{naam}", "opp"),
	GET("/kind/{pid}/opp/nieuw/stap", "opp.step"),
	POST("/uit", "out"),
	GET("/wat/{woord}", "word"),
};
enum { ROUTES = sizeof table / sizeof *table };
#define PID "0123456789abc"

static const struct router *router(void)
{
	static const struct route *all[ROUTES];
	for (size_t i = 0; i < ROUTES; i++)
		all[i] = &table[i];
	return router_new(a, all, ROUTES);
}

static const char *at(const char *path, enum method m, struct match *out)
{
	if (!router_find(router(), str_from(path), out))
		return NULL;
	const struct route *r = match_route(out, m);
	return r == NULL ? "(method)" : r->name;
}

static void found(void **state)
{
	(void)state;
	struct match m;
	assert_string_equal(at("/", METHOD_GET, &m), "home");
	assert_string_equal(at("/account", METHOD_GET, &m), "account");
	assert_string_equal(at("/account", METHOD_HEAD, &m), "account");
	assert_string_equal(at("/account", METHOD_POST, &m), "account.post");
	assert_string_equal(at("/account/nieuw", METHOD_GET, &m), "account.new");
	assert_int_equal(m.n_params, 0);
	assert_string_equal(at("/account/" PID, METHOD_GET, &m), "account.one");
	ASSERT_STR(m.param[0], PID);
	assert_string_equal(at("/account/" PID "/sluit", METHOD_POST, &m), "account.close");
	assert_string_equal(at("/kind/" PID "/opp/taal", METHOD_GET, &m), "opp");
	assert_int_equal(m.n_params, 2);
	ASSERT_STR(m.param[1], "taal");
	assert_string_equal(at("/kind/" PID "/opp/nieuw", METHOD_GET, &m), "opp");
	ASSERT_STR(m.param[1], "nieuw");
	assert_string_equal(at("/kind/" PID "/opp/nieuw/stap", METHOD_GET, &m), "opp.step");
	assert_int_equal(m.n_params, 1);
}

static void not_found(void **state)
{
	(void)state;
	static const char *const nothing[] = {
		"/x",
		"/accoun",
		"/accountx",
		"/account/x",
		"/account/" PID "x",
		"/account/0123456789ABC",
		"/account/g123456789abc",
		"/account/{pid}",
		"/account/{}",
		"/{pid}",
		"/account/" PID "/sluit/x",
		"/kind",
		"/kind/" PID,
		"/kind/" PID "/opp",
		"/kind/nieuw/opp/x",
		"/kind/" PID "/opp/a/b",
		"/wat",
		"/Account",
		"/kind/" PID "/opp/nieuw/stap/x",
		"/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o",
	};
	struct match m;
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		if (at(nothing[i], METHOD_GET, &m) != NULL)
			fail_msg("found something at %s", nothing[i]);
	assert_string_equal(at("/account/nieuw", METHOD_POST, &m), "(method)");
	assert_string_equal(at("/uit", METHOD_GET, &m), "(method)");
	assert_string_equal(at("/uit", METHOD_HEAD, &m), "(method)");
	assert_string_equal(at("/", METHOD_OTHER, &m), "(method)");
}

static void empty_table(void **state)
{
	(void)state;
	struct match m;
	assert_false(router_find(router_new(a, NULL, 0), S("/"), &m));
}

static void pages_of_posts(void **state)
{
	(void)state;
	static const struct route pages[] = {
		{.method = METHOD_GET, .path = "/kind/{pid}/doel/{id}", .fn = fn, .name = "page"},
		{.method = METHOD_POST, .path = "/kind/{pid}/doel/{id}/bewaar", .fn = other_fn, .page = fn, .name = "post"},
		{.method = METHOD_GET, .path = "/", .fn = other_fn, .name = "home"},
		{.method = METHOD_POST, .path = "/zet", .fn = fn, .page = other_fn, .name = "set"},
	};
	const struct route *all[] = {&pages[0], &pages[1], &pages[2], &pages[3]};
	const struct router *r = router_new(a, all, 4);
	struct match m;
	assert_true(router_find(r, S("/kind/" PID "/doel/7/bewaar"), &m));
	ASSERT_STR(router_page_path(r, a, &pages[1], &m, S("/kind/" PID "/doel/7/bewaar")), "/kind/" PID "/doel/7");
	assert_true(router_find(r, S("/zet"), &m));
	ASSERT_STR(router_page_path(r, a, &pages[3], &m, S("/zet")), "/");
	assert_true(router_find(r, S("/"), &m));
	ASSERT_STR(router_page_path(r, a, &pages[2], &m, S("/")), "/");
}

/* ---- faults ---- */

static enum err verify(const struct route *routes, size_t n, struct str *why)
{
	const struct module module = {.name = "m", .routes = routes, .n_routes = n};
	const struct module *const modules[] = {&module};
	const struct app app = {.modules = modules, .n_modules = 1};
	return routes_verify(&app, a, why);
}

static void sound_table(void **state)
{
	(void)state;
	struct str why;
	if (verify(table, ROUTES, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
}

static const struct field server_field = {.name = "server", .type = &T_LINE, .need = NEED_SERVER};
static const struct field hidden_field = {.name = "_csrf", .type = &T_LINE};
static const struct field *const server_fields[] = {&server_field}, *const hidden_fields[] = {&hidden_field};
static const struct form_def form = {.name = "form", .fields = NULL, .n = 0};
static const struct form_def drafted = {.name = "form", .fields = NULL, .n = 0, .drafts = true};
static const struct form_def bad_name = {.name = "Form_1", .fields = NULL, .n = 0};
static const struct form_def server_form = {.name = "form", .fields = server_fields, .n = 1};
static const struct form_def hidden_form = {.name = "form", .fields = hidden_fields, .n = 1};
static const char *const reserved_query[] = {"klaar", NULL}, *const odd_query[] = {"A1", NULL};

/* A record that its access rows open, one that nothing opens, and one of a child. */
static const struct access rights[] = {{UINT32_MAX, OP_READ, WHERE_REGION}};
static const struct record open_rec = {.name = "open", .access = rights, .n_access = 1};
static const struct record shut_rec = {.name = "shut"}, child_rec = {.name = "child", .is_route = true};

#define PAGE(path_, cap, ...) \
	{.method = METHOD_GET, .path = path_, .fn = fn, .need = cap, .name = "a", .title = "T", __VA_ARGS__}

struct fault_case {
	struct route r[2];
	const char *says;
};

static const struct fault_case faults[] = {
	{{{.method = METHOD_GET, .path = "/a", .fn = fn, .name = "a", .title = "T"}}, ".need is missing"},
	{{{.method = METHOD_GET, .path = "/a", .fn = fn, .need = CAP__N, .name = "a", .title = "T"}},
         ".need is missing"},
	{{{.method = METHOD_GET, .path = "/a", .need = CAP_PUBLIC, .name = "a", .title = "T"}}, "no handler"},
	{{{.method = METHOD_GET, .path = "/a", .fn = fn, .need = CAP_PUBLIC, .title = "T"}}, "name is not"},
	{{{.method = METHOD_GET, .path = "/a", .fn = fn, .need = CAP_PUBLIC, .name = "A b", .title = "T"}},
         "name is not"},
	{{{.method = METHOD_GET, .path = "/a", .fn = fn, .need = CAP_PUBLIC, .name = "a"}}, "needs a title"},
	{{{.method = METHOD_GET, .path = "/a", .fn = fn, .need = CAP_PUBLIC, .name = "a", .title = ""}},
         "needs a title"},
	{{{.method = METHOD_GET,
           .path = "/a",
           .fn = fn,
           .need = CAP_PUBLIC,
           .name = "a",
           .title = "T",
           .body = BODY_FORM}},
         "a GET takes no body"},
	{{{.method = METHOD_GET, .path = "/a", .fn = fn, .need = CAP_PUBLIC, .name = "a", .title = "T", .form = &form}},
         "a GET names a form only"},
	{{PAGE("/a/{pid}", CAP_SIGNED_IN, .record = &shut_rec)}, "without access rows"},
	{{PAGE("/a/{naam}", CAP_SIGNED_IN, .record = &open_rec)}, "named by {pid}"},
	{{PAGE("/a/{naam}/{pid}", CAP_SIGNED_IN, .record = &child_rec)}, "named by {pid}"},
	{{PAGE("/a", CAP_SIGNED_IN, .record = &open_rec)}, "named by {pid}"},
	{{PAGE("/a", CAP_SIGNED_IN, .writes = true)}, "does not open"},
	{{PAGE("/a/{pid}", CAP_PUBLIC, .record = &open_rec)}, "for those who are signed in"},
	{{PAGE("/a", CAP_PUBLIC, .of = &open_rec, .op = OP_READ)}, "for those who are signed in"},
	{{PAGE("/a", CAP_SECOND_STEP, .of = &open_rec, .op = OP_READ)}, "for those who are signed in"},
	{{PAGE("/a", CAP_SIGNED_IN, .of = &open_rec)}, "go together"},
	{{PAGE("/a", CAP_SIGNED_IN, .op = OP_READ)}, "go together"},
	{{PAGE("/a", CAP_SIGNED_IN, .of = &open_rec, .op = 1u << 20)}, "go together"},
	{{PAGE("/a", CAP_SIGNED_IN, .of = &child_rec, .op = OP_READ)}, "go by access rows"},
	{{PAGE("/a", CAP_SIGNED_IN, .of = &shut_rec, .op = OP_READ)}, "go by access rows"},
	{{PAGE("/a", CAP_SIGNED_IN, .of = &open_rec, .op = OP_READ, .form = &form)}, "a GET names a form only"},
	{{PAGE("/a/{pid}", CAP_SIGNED_IN, .record = &open_rec, .form = &form)}, "a GET names a form only"},
	{{{.path = "/a", .fn = fn, .need = CAP_PUBLIC, .name = "a", .title = "T"}}, "method is not"},
	{{{.method = METHOD_HEAD, .path = "/a", .fn = fn, .need = CAP_PUBLIC, .name = "a", .title = "T"}},
         "method is not"},
	{{{.method = METHOD_POST, .path = "/a", .fn = fn, .need = CAP_PUBLIC, .name = "a"}}, "forgery token"},
	{{{.method = METHOD_POST,
           .path = "/a",
           .fn = fn,
           .need = CAP_PUBLIC,
           .name = "a",
           .body = BODY_FORM,
           .title = "T"}},
         "no title"},
	{{{.method = METHOD_POST,
           .path = "/a",
           .fn = fn,
           .need = CAP_PUBLIC,
           .name = "a",
           .body = BODY_FORM,
           .form = &form}},
         "without the page"},
	{{{.method = METHOD_POST,
           .path = "/a",
           .fn = fn,
           .need = CAP_PUBLIC,
           .name = "a",
           .body = BODY_FORM,
           .form = &drafted,
           .page = other_fn}},
         "a page that has no route"},
	{{{.method = METHOD_POST,
           .path = "/a",
           .fn = fn,
           .need = CAP_PUBLIC,
           .name = "a",
           .body = BODY_FORM,
           .form = &bad_name,
           .page = fn}},
         "[a-z-]+"},
	{{{.method = METHOD_POST,
           .path = "/a",
           .fn = fn,
           .need = CAP_PUBLIC,
           .name = "a",
           .body = BODY_FORM,
           .form = &server_form,
           .page = fn}},
         "no form may ask"},
	{{{.method = METHOD_POST,
           .path = "/a",
           .fn = fn,
           .need = CAP_PUBLIC,
           .name = "a",
           .body = BODY_FORM,
           .form = &hidden_form,
           .page = fn}},
         "no form may ask"},
	{{GET("/a", "a"),
          {.method = METHOD_GET,
           .path = "/b",
           .fn = fn,
           .need = CAP_SIGNED_IN,
           .name = "b",
           .title = "T",
           .anonymous_only = true}},
         "only a public route"},
	{{GET("/a", "a"),
          {.method = METHOD_GET,
           .path = "/b",
           .fn = fn,
           .need = CAP_PUBLIC,
           .name = "b",
           .title = "T",
           .query = reserved_query}},
         "belong to the dispatcher"},
	{{GET("/a", "a"),
          {.method = METHOD_GET,
           .path = "/b",
           .fn = fn,
           .need = CAP_PUBLIC,
           .name = "b",
           .title = "T",
           .query = odd_query}},
         "query name"},
	{{GET("/a", "a"), GET("/b", "a")}, "has its name"},
	{{GET("/a", "a"), GET("/a", "b")}, "this method and path"},
	{{GET("/a/{pid}", "a"), GET("/a/{pid}", "b")}, "this method and path"},
	{{GET("/a/{pid}", "a"), POST("/a/{naam}/x", "b")}, "another name for the parameter"},
	{{GET("/a/{pid}", "a"),
          {.method = METHOD_POST,
           .path = "/b",
           .fn = other_fn,
           .page = fn,
           .form = &form,
           .need = CAP_PUBLIC,
           .name = "b",
           .body = BODY_FORM}},
         "more parameters"},
	{{{.method = METHOD_PATCH, .path = "/a", .fn = fn, .need = CAP_PUBLIC, .name = "a", .body = BODY_FORM}},
         "by PATCH"},
	{{{.method = METHOD_POST, .path = "/a", .fn = fn, .need = CAP_PUBLIC, .name = "a", .body = BODY_JSON}},
         "JSON is for machines"},
	{{{.method = METHOD_POST,
           .path = "/api/a",
           .fn = fn,
           .need = CAP_PUBLIC,
           .name = "a",
           .body = BODY_FORM,
           .api = true}},
         "JSON is for machines"},
	{{{.method = METHOD_GET, .path = "/a", .fn = fn, .need = CAP_PUBLIC, .name = "a", .title = "T", .api = true}},
         "stands under /api/"},
	{{GET("/api/a", "a")}, "stands under /api/"},
	{{{.method = METHOD_POST,
           .path = "/api/a",
           .fn = fn,
           .need = CAP_PUBLIC,
           .name = "a",
           .body = BODY_JSON,
           .api = true,
           .form = &form,
           .page = fn}},
         "no form, page or record"},
};

static void every_fault(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		struct str why;
		size_t n = faults[i].r[1].path == NULL ? 1 : 2;
		assert_int_equal(verify(faults[i].r, n, &why), ERR_INVALID);
		if (memmem(why.p, why.n, faults[i].says, strlen(faults[i].says)) == NULL)
			fail_msg("case %zu says: " STR_FMT, i, STR_ARG(why));
	}
}

static void unsound_paths(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"",
		"a",
		"/a/",
		"//",
		"/a//b",
		"/A",
		"/a_b",
		"/{",
		"/{}",
		"/{a",
		"/a}",
		"/{A}",
		"/{a}{b}",
		"/a/..",
		"/.",
		"/a b",
		"/\xc3\xa9",
		"/{a}/{b}/{c}/{d}/{e}",
		"/a/b/c/d/e/f/g/h/i/j/k/l/m",
		"/leeft",
		"/s",
		"/s/x",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const struct route r = GET(bad[i], "a");
		struct str why;
		if (verify(&r, 1, &why) == OK)
			fail_msg("accepted \"%s\"", bad[i]);
	}
	const struct route none = {.method = METHOD_GET, .fn = fn, .need = CAP_PUBLIC, .name = "a", .title = "T"};
	struct str why;
	assert_int_equal(verify(&none, 1, &why), ERR_INVALID);
}

static void each_fault_is_one_line(void **state)
{
	(void)state;
	static const struct route r[] = {{.path = "x"}, {.path = "/a"}};
	struct str why;
	assert_int_equal(verify(r, 2, &why), ERR_INVALID);
	size_t lines = 0;
	for (size_t i = 0; i < why.n; i++)
		lines += why.p[i] == '\n';
	assert_int_equal(lines, 9); /* twice: name, handler, need, method; and one path */
	assert_int_equal(why.p[why.n - 1], '\n');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(found),	 cmocka_unit_test(not_found),
		cmocka_unit_test(empty_table),	 cmocka_unit_test(pages_of_posts),
		cmocka_unit_test(sound_table),	 cmocka_unit_test(every_fault),
		cmocka_unit_test(unsound_paths), cmocka_unit_test(each_fault_is_one_line),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
