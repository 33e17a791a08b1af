/* The description of the interface (OpenAPI 3.1), made from the record descriptions. */
#ifndef TN_OPENAPI_H
#define TN_OPENAPI_H

#include "api_model.h"

handler openapi_page;

/* A record as it comes (its whole, a row of a list) and as it is sent. */
enum shape { SHAPE_WHOLE, SHAPE_ROW, SHAPE_NEW, SHAPE_CHANGE, SHAPE__N };
/* The name of its schema: RouteRow. */
struct str openapi_name(struct arena *a, const struct record *rec, enum shape shape);
/* Does a record have this shape at all? */
bool openapi_has(const struct model *m, const struct record *rec, enum shape shape);
/* components.schemas, as the members of an open object. */
void openapi_schemas(struct json *j, struct req *req);
/* What is typed along with a step, as a schema. */
void openapi_step_form(struct json *j, struct req *req, const struct record *rec, const struct transition *t);
/* "$ref" to a schema, as the members of an open object. */
void openapi_ref(struct json *j, struct arena *a, struct str name);
/* {"key": "value"} as strings. */
void openapi_put(struct json *j, const char *key, const char *value);

#endif
