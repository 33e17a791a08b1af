#include "app.h"
#include "command_rows.h"
#include "json.h"

#include <stdio.h>

enum { ROUTES_BYTES_MAX = 1024 * 1024 };

static const char *const methods[] = {
	[METHOD_OTHER] = "", [METHOD_GET] = "GET", [METHOD_HEAD] = "HEAD", [METHOD_POST] = "POST",
	[METHOD_PATCH] = "PATCH",
};
static const char *const caps[CAP__N] = {
	[CAP_NOBODY] = "nobody", [CAP_PUBLIC] = "public", [CAP_SECOND_STEP] = "second_step", [CAP_SIGNED_IN] = "signed_in",
	[CAP_GUEST] = "guest",
	[CAP_ACCOUNTS] = "accounts", [CAP_ORGANISATIONS] = "organisations", [CAP_STAFF] = "staff",
	[CAP_SETTINGS] = "settings", [CAP_LOGS] = "logs", [CAP_BREAK_GLASS] = "break_glass",
};

static void as_json(struct json *j, const struct route *r)
{
	j_object(j);
	j_key(j, "method");
	j_str(j, str_from(methods[r->method]));
	j_key(j, "path");
	j_str(j, str_from(r->path));
	j_key(j, "name");
	j_str(j, str_from(r->name));
	j_key(j, "need");
	j_str(j, str_from(caps[r->need]));
	j_end(j);
}

static int list_routes(struct invocation *in)
{
	struct buf out;
	struct json j;
	buf_init(&out, in->arena, ROUTES_BYTES_MAX);
	j_init(&j, &out);
	if (in->json)
		j_array(&j);
	for (size_t m = 0; m < n_all_modules; m++)
		for (size_t i = 0; i < all_modules[m]->n_routes; i++) {
			const struct route *r = &all_modules[m]->routes[i];
			if (in->json)
				as_json(&j, r);
			else
				buf_printf(&out, "%s %s %s %s\n", methods[r->method], r->path, r->name, caps[r->need]);
		}
	if (in->json)
		j_end(&j);
	printf(STR_FMT "%s", STR_ARG(buf_view(&out)), in->json ? "\n" : "");
	return 0;
}

const struct command cmd_routes = {
	.name = "routes",
	.summary = "Lists the pages and what each asks of who opens it",
	.more = "One a line: method, path, name, capability. The golden matrix of the tests is held against it.",
	.json = true,
	.fn = list_routes,
};
