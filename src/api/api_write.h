/* Records as JSON. */
#ifndef TN_API_WRITE_H
#define TN_API_WRITE_H

#include "api_model.h"
#include "problem.h"

/* The public ids of what the references of some records point at. */
struct api_refs;
/* In one batch; only for fields that are there and not hidden. */
enum err api_refs_load(struct act *act, const struct seen *v, size_t n, const struct api_refs **out) MUST_CHECK;

/* The members of one record: pid, rev and these fields; what is hidden from the reader is left out. */
void api_put_record(struct json *j, struct act *act, const struct api_refs *refs, const struct seen *s,
                    const struct field *const *fields, size_t n);
void api_put_value(struct json *j, struct arena *a, const struct field *f, struct val v);
void api_put(struct json *j, const char *key, struct str value);

/* The address of a record. */
struct str api_path(struct arena *a, const struct row *r);
/* Begins an answer of type application/json. */
void api_begin(struct req *req, struct json *j);
/* A whole record with its steps, its ETag, and the status. */
enum err api_answer_record(struct req *req, const struct seen *s, int status) MUST_CHECK;

#endif
