#include "openapi.h"

#include "api_write.h"
#include "openapi_parts.h"

/* ---- operations ---- */

static const int reading[] = {400, 401, 403, 404, 405, 410, 429, 500, 503, 0};
static const int making[] = {400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503, 0};
static const int changing[] = {400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 428, 429, 500, 503, 0};
static const char *const tagged[] = {"ETag", NULL};
static const char *const made[] = {"Location", "ETag", NULL};
static const char *const linked[] = {"Link", NULL};

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

static void put_list(struct json *j, struct req *req, const struct record *rec)
{
	begin(j, req, "get", id_of(req, rec, "list"), N_("A page of at most 25, as far as you may see"));
	openapi_parameters(j, req, false);
	openapi_parameter(j, req, "query", "na", N_("Pid of the last one of the page before"), false);
	if (record_of_child(rec))
		openapi_shelf(j, req, rec);
	else
		openapi_listing(j, req, rec);
	j_end(j);
	openapi_answers(j, req, &(struct openapi_answer){200, N_("A page"), str_printf(req->act.a, STR_FMT "Page",
	            STR_ARG(openapi_name(req->act.a, rec, SHAPE_WHOLE))), linked, reading});
	j_end(j);
}

static void put_making(struct json *j, struct req *req, const struct record *rec)
{
	begin(j, req, "post", id_of(req, rec, "make"), N_("Make a new one"));
	openapi_parameters(j, req, false);
	openapi_parameter(j, req, "header", "Idempotency-Key", N_("Sent twice, it is made once"), false);
	j_end(j);
	openapi_body(j, req, openapi_name(req->act.a, rec, SHAPE_NEW));
	openapi_answers(
		j, req,
		&(struct openapi_answer){201, N_("Made"), openapi_name(req->act.a, rec, SHAPE_WHOLE), made, making});
	j_end(j);
}

static void put_one(struct json *j, struct req *req, const struct record *rec)
{
	begin(j, req, "get", id_of(req, rec, "read"), N_("One, as far as you may see; that you looked is recorded"));
	openapi_parameters(j, req, true);
	openapi_parameter(j, req, "header", "If-None-Match",
	                N_("The ETag that you have: answered with 304 when it is the same"), false);
	j_end(j);
	openapi_answers(
		j, req,
		&(struct openapi_answer){200, N_("One"), openapi_name(req->act.a, rec, SHAPE_WHOLE), tagged, reading});
	j_end(j);
}

static void put_change(struct json *j, struct req *req, const struct record *rec)
{
	begin(j, req, "patch", id_of(req, rec, "change"), N_("Change the fields that are sent; null empties one"));
	openapi_parameters(j, req, true);
	openapi_parameter(j, req, "header", "If-Match", N_("The ETag of what you read"), true);
	j_end(j);
	openapi_body(j, req, openapi_name(req->act.a, rec, SHAPE_CHANGE));
	openapi_answers(j, req,
	                &(struct openapi_answer){200, N_("As it is now"), openapi_name(req->act.a, rec, SHAPE_WHOLE),
	                                         tagged, changing});
	j_end(j);
}

static void put_step(struct json *j, struct req *req, const struct record *rec, const struct transition *t)
{
	struct arena *a = req->act.a;
	j_key(j, str_printf(a, API_ROOT "/%s/{pid}/%s", rec->api, t->name).p);
	j_object(j);
	begin(j, req, "post", str_printf(a, STR_FMT "-%s", STR_ARG(id_of(req, rec, "step")), t->name), t->label);
	openapi_parameters(j, req, true);
	openapi_parameter(j, req, "header", "If-Match", N_("The ETag of what you read"), false);
	openapi_parameter(j, req, "header", "Idempotency-Key", N_("Sent twice, it is made once"), false);
	j_end(j);
	j_key(j, "requestBody");
	j_object(j);
	j_key(j, "required");
	j_bool(j, true);
	j_key(j, "content");
	j_object(j);
	j_key(j, JSON_TYPE);
	j_object(j);
	j_key(j, "schema");
	openapi_step_form(j, req, rec, t);
	j_end(j);
	j_end(j);
	j_end(j);
	openapi_answers(j, req,
	            &(struct openapi_answer){200, N_("As it is now"), openapi_name(a, rec, SHAPE_WHOLE), tagged, changing});
	j_end(j);
	j_end(j);
}

static void put_history(struct json *j, struct req *req, const struct record *rec)
{
	j_key(j, str_printf(req->act.a, API_ROOT "/%s/{pid}/geschiedenis", rec->api).p);
	j_object(j);
	begin(j, req, "get", id_of(req, rec, "history"), N_("What became of it: a page of at most 20"));
	openapi_parameters(j, req, true);
	openapi_parameter(j, req, "query", "voor", N_("Group of changes to go on before"), false);
	j_end(j);
	openapi_answers(j, req, &(struct openapi_answer){200, N_("A page"), S("History"), linked, reading});
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
	openapi_answers(j, req, &(struct openapi_answer){200, N_("What there is"), S("Index"), NULL, problems});
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
	openapi_put(
		j, "description",
		say(req,
	                    N_("Records of the platform for programs, under the rights of the person who made the key. "
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
