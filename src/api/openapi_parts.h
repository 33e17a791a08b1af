/* What every operation of the description is made of: parameters, a body, answers. */
#ifndef TN_OPENAPI_PARTS_H
#define TN_OPENAPI_PARTS_H

#include "api_model.h"

#define JSON_TYPE "application/json"

/* Opens the list of parameters with those that all have: the language, and of one record its pid. */
void openapi_parameters(struct json *j, const struct req *req, bool one);
/* A parameter that is any text. */
void openapi_parameter(struct json *j, const struct req *req, const char *in, const char *name, const char *text,
                       bool must);
/* What a list can be asked: of records of a child, of others. */
void openapi_shelf(struct json *j, const struct req *req, const struct record *rec);
void openapi_listing(struct json *j, const struct req *req, const struct record *rec);

void openapi_body(struct json *j, struct req *req, struct str schema);

struct openapi_answer {
	int status;
	const char *text;          /* English */
	struct str schema;         /* its name */
	const char *const *headers;
	const int *problems;       /* 0 at the end */
};
void openapi_answers(struct json *j, struct req *req, const struct openapi_answer *r);

#endif
