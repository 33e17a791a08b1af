#include "problem.h"

#include "api.h"
#include "api_write.h"
#include "fault.h"

const struct problem_kind problem_kinds[] = {
	{400, "unreadable", N_("This question cannot be read"),
	 N_("Check the address and the JSON: one object, in UTF-8, each name once and not too deep.")},
	{401, "no-token", N_("No valid key"),
	 N_("Send a key that is valid now: Authorization: Bearer KEY. Keys are made on the page Your account.")},
	{403, "not-allowed", N_("Not allowed"), N_("This key, or the role it works in, may not do this.")},
	{404, "not-found", N_("Not found"), N_("It is not there, or not for you.")},
	{405, "method", N_("Not possible here"), N_("The header Allow says what is possible at this address.")},
	{409, "conflict", N_("Not possible now"), N_("It does not fit with how things stand now. Read it again.")},
	{410, "destroyed", N_("Destroyed"),
	 N_("It was here, and was destroyed because it may not be kept any longer. Nothing brings it back.")},
	{412, "changed", N_("Changed by somebody else"),
	 N_("Since you read it, it was changed. Nothing was saved. See the difference, and send again with the new "
	    "number in If-Match.")},
	{413, "too-big", N_("Too big"), N_("At most 64 KiB can be sent at once.")},
	{415, "content-type", N_("Wrong kind of content"), N_("Send application/json in UTF-8.")},
	{422, "invalid", N_("Something is not right"), N_("Nothing was saved. See what is wrong per field.")},
	{428, "if-match", N_("Say what you have seen"),
	 N_("Send the header If-Match with the ETag of what you read, so that nobody is overwritten unseen.")},
	{429, "too-often", N_("Too often"), N_("Wait as long as the header Retry-After says.")},
	{431, "header", N_("Too many headers"), N_("Send fewer or shorter headers.")},
	{500, "broken", N_("Something went wrong here"), N_("It is not your fault. The number is in the log.")},
	{503, "busy", N_("Not possible at this moment"), N_("Try again later.")},
	{0},
};

void problem_add(struct problem_errors *e, struct str field, struct str text)
{
	if (e->n == PROBLEM_ERRORS_MAX)
		return;
	e->v[e->n].field = field;
	e->v[e->n++].text = text;
}

static const struct problem_kind *kind_of(int status)
{
	const struct problem_kind *k = problem_kinds;
	while (k->status != 0 && k->status != status)
		k++;
	return k->status != 0 ? k : problem_kinds;
}

static void put_errors(struct json *j, const struct problem_errors *errors)
{
	j_key(j, "errors");
	j_array(j);
	for (size_t i = 0; i < errors->n; i++) {
		j_object(j);
		if (errors->v[i].field.n > 0) {
			j_key(j, "field");
			j_str(j, errors->v[i].field);
		}
		j_key(j, "text");
		j_str(j, errors->v[i].text);
		j_end(j);
	}
	j_end(j);
}

static void write(struct req *req, int status, const char *detail, const struct problem_errors *errors,
                  void (*more)(struct json *j, void *ctx), void *ctx)
{
	const struct problem_kind *k = kind_of(status);
	struct speak sp = req->act.speak;
	struct json j;
	req->res.status = status;
	req->res.type = "application/problem+json";
	j_init(&j, &req->res.body);
	j_object(&j);
	api_put(&j, "type", str_printf(req->act.a, "urn:thuisnabij:problem:%s", k->name));
	api_put(&j, "title", str_from(tr(sp, k->title)));
	j_key(&j, "status");
	j_int(&j, status);
	api_put(&j, "detail", str_from(tr(sp, detail != NULL ? detail : k->detail)));
	j_key(&j, "number");
	j_int(&j, (int64_t)req->number);
	if (errors != NULL)
		put_errors(&j, errors);
	if (more != NULL)
		more(&j, ctx);
	j_end(&j);
}

enum err problem(struct req *req, int status, const char *detail, const struct problem_errors *errors,
                 void (*more)(struct json *j, void *ctx), void *ctx)
{
	fresh_response(req);
	write(req, status, detail, errors, more, ctx);
	return OK;
}

void api_problem(struct req *req, int status)
{
	if (status == HTTP_401)
		res_header(req, "WWW-Authenticate", req->token_wrong ? S("Bearer realm=\"thuisnabij\", error=\"invalid_token\"")
		                                                     : S("Bearer realm=\"thuisnabij\""));
	write(req, status, NULL, NULL, NULL, NULL);
}
