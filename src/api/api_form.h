/* What a program sends, through the same checks as what a person types: the members of a JSON object become the pairs
 * of a form. What no form can say (unknown names, wrong JSON types, fields of others) is said here. */
#ifndef TN_API_FORM_H
#define TN_API_FORM_H

#include "api_model.h"
#include "problem.h"

#include <jansson.h>

struct api_form {
	struct form_def def;
	const struct field *fields[FORM_FIELDS_MAX];
	struct form *form;            /* parsed; its errors are among `errors` */
	struct problem_errors errors; /* n == 0: all right */
};

struct api_ask {
	const struct record *rec;
	const bool *hidden;                /* of the record that is changed; NULL: it is new */
	const struct field *const *only;   /* the fields of a step; NULL: all that people type */
	size_t n_only;
	bool whole;                        /* what is not sent is missing: a new record, the form of a step */
	const struct row *stands;          /* but what this record says already; NULL: it is new */
	const struct field *const *apart;  /* members that the caller reads itself */
	size_t n_apart;
};
struct api_form *api_form_read(struct req *req, const struct api_ask *ask);
/* After a check of the record said why not. */
void api_form_reasons(struct api_form *f, struct req *req, const struct reasons *why);

#endif
