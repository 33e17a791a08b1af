#include "openapi_parts.h"

#include "api_write.h"
#include "openapi.h"

/* ---- parameters ---- */

static void put_parameter(struct json *j, const struct req *req, const char *in, const char *name, const char *text,
                          bool must)
{
	openapi_put(j, "name", name);
	openapi_put(j, "in", in);
	j_key(j, "required");
	j_bool(j, must);
	openapi_put(j, "description", say(req, text));
}

void openapi_parameter(struct json *j, const struct req *req, const char *in, const char *name, const char *text,
                            bool must)
{
	j_object(j);
	put_parameter(j, req, in, name, text, must);
	j_key(j, "schema");
	j_object(j);
	openapi_put(j, "type", "string");
	j_end(j);
	j_end(j);
}

static void filter_parameter(struct json *j, const struct req *req, const struct field *f)
{
	j_object(j);
	put_parameter(j, req, "query", f->name, f->label, false);
	j_key(j, "schema");
	j_object(j);
	openapi_put(j, "type", "string");
	j_key(j, "enum");
	j_array(j);
	for (const struct choice *c = f->choices; c != NULL && c->code != NULL; c++)
		j_str(j, str_from(c->code));
	if (f->choices == NULL) {
		j_str(j, S("0"));
		j_str(j, S("1"));
	}
	j_end(j);
	j_end(j);
	j_end(j);
}

static void language_parameter(struct json *j, const struct req *req)
{
	openapi_parameter(j, req, "query", "taal", N_("Language of texts: nl or en; otherwise as Accept-Language says"),
	                false);
}

static void pid_parameter(struct json *j, const struct req *req)
{
	openapi_parameter(j, req, "path", "pid", N_("Public id: 13 letters and digits"), true);
}

void openapi_parameters(struct json *j, const struct req *req, bool one)
{
	j_key(j, "parameters");
	j_array(j);
	if (one)
		pid_parameter(j, req);
	language_parameter(j, req);
}

/* The children's lists by name, with what each can be filtered by. */
void openapi_shelf(struct json *j, const struct req *req, const struct record *rec)
{
	j_object(j);
	put_parameter(j, req, "query", "lijst", N_("Which list"), false);
	j_key(j, "schema");
	j_object(j);
	openapi_put(j, "type", "string");
	j_key(j, "enum");
	j_array(j);
	for (size_t i = 0; i < rec->n_lists; i++)
		j_str(j, str_from(rec->lists[i].name));
	j_end(j);
	openapi_put(j, "default", api_list(rec, S(""))->name);
	j_end(j);
	j_end(j);
	const struct field *before = NULL;
	for (size_t i = 0; i < rec->n_lists; i++) {
		const struct field *f = rec->lists[i].facet_of;
		if (f != NULL && f != before)
			filter_parameter(j, req, f);
		before = f;
	}
}

void openapi_listing(struct json *j, const struct req *req, const struct record *rec)
{
	const struct listing *l = rec->listing;
	for (size_t i = 0; i < l->n_filters; i++)
		filter_parameter(j, req, l->filters[i]);
	if (l->n_orders > 1)
		openapi_parameter(j, req, "query", "op", N_("Order: the name of a field, with -af behind it from high to low"),
		                false);
	if (l->find != NULL)
		openapi_parameter(j, req, "query", "zoek", N_("A piece of the name"), false);
}

/* ---- answers ---- */

static void put_content(struct json *j, struct req *req, const char *type, struct str schema)
{
	j_key(j, "content");
	j_object(j);
	j_key(j, type);
	j_object(j);
	j_key(j, "schema");
	j_object(j);
	openapi_ref(j, req->act.a, schema);
	j_end(j);
	j_end(j);
	j_end(j);
}

static void put_problems(struct json *j, struct req *req, const int *statuses)
{
	for (; *statuses != 0; statuses++)
		for (const struct problem_kind *k = problem_kinds; k->status != 0; k++) {
			if (k->status != *statuses)
				continue;
			j_key(j, str_printf(req->act.a, "%d", k->status).p);
			j_object(j);
			openapi_put(j, "description", say(req, k->title));
			put_content(j, req, "application/problem+json", S("Problem"));
			j_end(j);
		}
}

static void put_header(struct json *j, const char *name)
{
	j_key(j, name);
	j_object(j);
	j_key(j, "schema");
	j_object(j);
	openapi_put(j, "type", "string");
	j_end(j);
	j_end(j);
}

void openapi_answers(struct json *j, struct req *req, const struct openapi_answer *r)
{
	j_key(j, "responses");
	j_object(j);
	j_key(j, str_printf(req->act.a, "%d", r->status).p);
	j_object(j);
	openapi_put(j, "description", say(req, r->text));
	j_key(j, "headers");
	j_object(j);
	put_header(j, "API-Version");
	for (size_t i = 0; r->headers != NULL && r->headers[i] != NULL; i++)
		put_header(j, r->headers[i]);
	j_end(j);
	put_content(j, req, JSON_TYPE, r->schema);
	j_end(j);
	if (r->status == 200 && r->headers != NULL && strcmp(r->headers[0], "ETag") == 0) {
		j_key(j, "304");
		j_object(j);
		openapi_put(j, "description", say(req, N_("Not changed since If-None-Match")));
		j_end(j);
	}
	put_problems(j, req, r->problems);
	j_end(j);
}

void openapi_body(struct json *j, struct req *req, struct str schema)
{
	j_key(j, "requestBody");
	j_object(j);
	j_key(j, "required");
	j_bool(j, true);
	put_content(j, req, JSON_TYPE, schema);
	j_end(j);
}
