#include "openapi.h"

#include "api_write.h"

#define JSON "application/json"

static const char *say(const struct req *req, const char *english)
{
	return tr(req->act.speak, english);
}

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

static void plain_parameter(struct json *j, const struct req *req, const char *in, const char *name, const char *text,
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
	plain_parameter(j, req, "query", "taal", N_("Language of texts: nl or en; otherwise as Accept-Language says"),
	                false);
}

static void pid_parameter(struct json *j, const struct req *req)
{
	plain_parameter(j, req, "path", "pid", N_("Public id: 13 letters and digits"), true);
}

/* The children's lists by name, with what each can be filtered by. */
static void shelf_parameters(struct json *j, const struct req *req, const struct record *rec)
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

static void listing_parameters(struct json *j, const struct req *req, const struct record *rec)
{
	const struct listing *l = rec->listing;
	for (size_t i = 0; i < l->n_filters; i++)
		filter_parameter(j, req, l->filters[i]);
	if (l->n_orders > 1)
		plain_parameter(j, req, "query", "op", N_("Order: the name of a field, with -af behind it from high to low"),
		                false);
	if (l->find != NULL)
		plain_parameter(j, req, "query", "zoek", N_("A piece of the name"), false);
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

struct answers {
	int status;
	const char *text;          /* English */
	struct str schema;         /* empty: written by the caller */
	const char *const *headers;
	const int *problems;       /* 0 at the end */
};

static void put_answers(struct json *j, struct req *req, const struct answers *r)
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
	put_content(j, req, JSON, r->schema);
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

static const int reading[] = {400, 401, 403, 404, 405, 429, 500, 503, 0};
static const int making[] = {400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503, 0};
static const int changing[] = {400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 500, 503, 0};
static const char *const tagged[] = {"ETag", NULL};
static const char *const made[] = {"Location", "ETag", NULL};
static const char *const linked[] = {"Link", NULL};

/* ---- operations ---- */

static void begin(struct json *j, struct req *req, const char *method, struct str id, const char *summary)
{
	j_key(j, method);
	j_object(j);
	api_put(j, "operationId", id);
	openapi_put(j, "summary", say(req, summary));
}

static struct str id_of(struct req *req, const struct record *rec, const char *verb)
{
	return str_printf(req->act.a, "%s" STR_FMT, verb, STR_ARG(openapi_name(req->act.a, rec, SHAPE_WHOLE)));
}

static void put_body(struct json *j, struct req *req, struct str schema)
{
	j_key(j, "requestBody");
	j_object(j);
	j_key(j, "required");
	j_bool(j, true);
	put_content(j, req, JSON, schema);
	j_end(j);
}

static void put_list(struct json *j, struct req *req, const struct record *rec)
{
	begin(j, req, "get", id_of(req, rec, "list"), N_("A page of at most 25, as far as you may see"));
	j_key(j, "parameters");
	j_array(j);
	language_parameter(j, req);
	plain_parameter(j, req, "query", "na", N_("Pid of the last one of the page before"), false);
	if (record_of_child(rec))
		shelf_parameters(j, req, rec);
	else
		listing_parameters(j, req, rec);
	j_end(j);
	put_answers(j, req, &(struct answers){200, N_("A page"), str_printf(req->act.a, STR_FMT "Page",
	            STR_ARG(openapi_name(req->act.a, rec, SHAPE_WHOLE))), linked, reading});
	j_end(j);
}

static void put_making(struct json *j, struct req *req, const struct record *rec)
{
	begin(j, req, "post", id_of(req, rec, "make"), N_("Make a new one"));
	j_key(j, "parameters");
	j_array(j);
	language_parameter(j, req);
	plain_parameter(j, req, "header", "Idempotency-Key", N_("Sent twice, it is made once"), false);
	j_end(j);
	put_body(j, req, openapi_name(req->act.a, rec, SHAPE_NEW));
	put_answers(j, req, &(struct answers){201, N_("Made"), openapi_name(req->act.a, rec, SHAPE_WHOLE), made, making});
	j_end(j);
}

static void put_one(struct json *j, struct req *req, const struct record *rec)
{
	begin(j, req, "get", id_of(req, rec, "read"), N_("One, as far as you may see; that you looked is recorded"));
	j_key(j, "parameters");
	j_array(j);
	pid_parameter(j, req);
	language_parameter(j, req);
	plain_parameter(j, req, "header", "If-None-Match",
	                N_("The ETag that you have: answered with 304 when it is the same"), false);
	j_end(j);
	put_answers(j, req, &(struct answers){200, N_("One"), openapi_name(req->act.a, rec, SHAPE_WHOLE), tagged, reading});
	j_end(j);
}

static void put_change(struct json *j, struct req *req, const struct record *rec)
{
	begin(j, req, "patch", id_of(req, rec, "change"), N_("Change the fields that are sent; null empties one"));
	j_key(j, "parameters");
	j_array(j);
	pid_parameter(j, req);
	language_parameter(j, req);
	plain_parameter(j, req, "header", "If-Match", N_("The ETag of what you read"), true);
	j_end(j);
	put_body(j, req, openapi_name(req->act.a, rec, SHAPE_CHANGE));
	put_answers(j, req, &(struct answers){200, N_("As it is now"), openapi_name(req->act.a, rec, SHAPE_WHOLE), tagged,
	                                      changing});
	j_end(j);
}

static void put_step(struct json *j, struct req *req, const struct record *rec, const struct transition *t)
{
	struct arena *a = req->act.a;
	j_key(j, str_printf(a, API_ROOT "/%s/{pid}/%s", rec->api, t->name).p);
	j_object(j);
	begin(j, req, "post", str_printf(a, STR_FMT "-%s", STR_ARG(id_of(req, rec, "step")), t->name), t->label);
	j_key(j, "parameters");
	j_array(j);
	pid_parameter(j, req);
	language_parameter(j, req);
	plain_parameter(j, req, "header", "If-Match", N_("The ETag of what you read"), false);
	plain_parameter(j, req, "header", "Idempotency-Key", N_("Sent twice, it is made once"), false);
	j_end(j);
	j_key(j, "requestBody");
	j_object(j);
	j_key(j, "required");
	j_bool(j, true);
	j_key(j, "content");
	j_object(j);
	j_key(j, JSON);
	j_object(j);
	j_key(j, "schema");
	openapi_step_form(j, req, rec, t);
	j_end(j);
	j_end(j);
	j_end(j);
	put_answers(j, req,
	            &(struct answers){200, N_("As it is now"), openapi_name(a, rec, SHAPE_WHOLE), tagged, changing});
	j_end(j);
	j_end(j);
}

static void put_history(struct json *j, struct req *req, const struct record *rec)
{
	j_key(j, str_printf(req->act.a, API_ROOT "/%s/{pid}/geschiedenis", rec->api).p);
	j_object(j);
	begin(j, req, "get", id_of(req, rec, "history"), N_("What became of it: a page of at most 20"));
	j_key(j, "parameters");
	j_array(j);
	pid_parameter(j, req);
	language_parameter(j, req);
	plain_parameter(j, req, "query", "voor", N_("Group of changes to go on before"), false);
	j_end(j);
	put_answers(j, req, &(struct answers){200, N_("A page"), S("History"), linked, reading});
	j_end(j);
	j_end(j);
}

static void put_record(struct json *j, struct req *req, const struct record *rec)
{
	const struct model *m = req->act.model;
	if (api_lists(rec) || api_makes(rec)) {
		j_key(j, str_printf(req->act.a, API_ROOT "/%s", rec->api).p);
		j_object(j);
		if (api_lists(rec))
			put_list(j, req, rec);
		if (api_makes(rec))
			put_making(j, req, rec);
		j_end(j);
	}
	j_key(j, str_printf(req->act.a, API_ROOT "/%s/{pid}", rec->api).p);
	j_object(j);
	put_one(j, req, rec);
	if (api_changes(m, rec))
		put_change(j, req, rec);
	j_end(j);
	put_history(j, req, rec);
	for (size_t i = 0; i < rec->n_flow; i++)
		put_step(j, req, rec, &rec->flow[i]);
}

static void put_index(struct json *j, struct req *req)
{
	static const int problems[] = {400, 401, 405, 429, 500, 503, 0};
	j_key(j, API_ROOT);
	j_object(j);
	begin(j, req, "get", S("index"), N_("What there is"));
	j_key(j, "security");
	j_array(j);
	j_end(j);
	put_answers(j, req, &(struct answers){200, N_("What there is"), S("Index"), NULL, problems});
	j_end(j);
	j_end(j);
}

/* ---- the whole ---- */

static void put_info(struct json *j, const struct req *req)
{
	j_key(j, "info");
	j_object(j);
	openapi_put(j, "title", "Thuisnabij");
	openapi_put(j, "version", "1.0.0");
	openapi_put(j, "description",
	            say(req, N_("Records of the platform for programs, under the rights of the person who made the key. "
	                        "Each look at a child is recorded, as on the pages.")));
	j_end(j);
	j_key(j, "servers");
	j_array(j);
	j_object(j);
	api_put(j, "url", req->app->public_url.n > 0 ? req->app->public_url : S("/"));
	j_end(j);
	j_end(j);
	j_key(j, "security");
	j_array(j);
	j_object(j);
	j_key(j, "key");
	j_array(j);
	j_end(j);
	j_end(j);
	j_end(j);
}

static void put_page_schema(struct json *j, struct req *req, const struct record *rec)
{
	struct arena *a = req->act.a;
	static const char *const types[][2] = {{"count", "integer"}, {"counted_all", "boolean"}, {"next", "string"}};
	j_key(j, str_printf(a, STR_FMT "Page", STR_ARG(openapi_name(a, rec, SHAPE_WHOLE))).p);
	j_object(j);
	openapi_put(j, "type", "object");
	j_key(j, "required");
	j_array(j);
	j_str(j, S("items"));
	j_str(j, S("count"));
	j_str(j, S("counted_all"));
	j_end(j);
	j_key(j, "properties");
	j_object(j);
	j_key(j, "items");
	j_object(j);
	openapi_put(j, "type", "array");
	j_key(j, "items");
	j_object(j);
	openapi_ref(j, a, openapi_name(a, rec, SHAPE_ROW));
	j_end(j);
	j_end(j);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		j_key(j, types[i][0]);
		j_object(j);
		openapi_put(j, "type", types[i][1]);
		j_end(j);
	}
	j_end(j);
	j_end(j);
}

static void put_components(struct json *j, struct req *req)
{
	const struct model *m = req->act.model;
	j_key(j, "components");
	j_object(j);
	j_key(j, "schemas");
	j_object(j);
	openapi_schemas(j, req);
	for (size_t i = 0; i < model_count(m); i++)
		if (model_at(m, i)->rec->api != NULL && api_lists(model_at(m, i)->rec))
			put_page_schema(j, req, model_at(m, i)->rec);
	j_end(j);
	j_key(j, "securitySchemes");
	j_object(j);
	j_key(j, "key");
	j_object(j);
	openapi_put(j, "type", "http");
	openapi_put(j, "scheme", "bearer");
	openapi_put(j, "description", say(req, N_("A key that a person made on the page Your account")));
	j_end(j);
	j_end(j);
	j_end(j);
}

enum err openapi_page(struct req *req)
{
	const struct model *m = req->act.model;
	struct json j;
	api_begin(req, &j);
	j_object(&j);
	openapi_put(&j, "openapi", "3.1.0");
	put_info(&j, req);
	j_key(&j, "paths");
	j_object(&j);
	put_index(&j, req);
	for (size_t i = 0; i < model_count(m); i++)
		if (model_at(m, i)->rec->api != NULL)
			put_record(&j, req, model_at(m, i)->rec);
	j_end(&j);
	put_components(&j, req);
	j_end(&j);
	return OK;
}
