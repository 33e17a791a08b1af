/* Schools of the region as one chooses them in a form: by the public id of their page, up to three in an order. */
#ifndef TN_SCHOOL_CHOICE_H
#define TN_SCHOOL_CHOICE_H

#include "application_make.h"
#include "ui.h"

/* A field of a form that holds the public id of a school. */
#define SCHOOL_FIELD(code, how, ...) \
	{.name = code, .type = &T_LINE, .need = how, .privacy = PRIV_PUBLIC, .max = PID_LEN, \
	 .missing = N_("Choose a school"), .label = __VA_ARGS__}

void school_choice_show(struct ui *u, const struct form *f, const struct enrol_schools *all, const struct field *x);
/* What was chosen in `fields` (CHOICES_MAX of them), each once, in their order: *n of them into `out`. False: the form
 * says what is wrong. */
bool school_choice_take(struct req *req, const struct enrol_schools *all, const struct field *fields,
                        const struct enrol_school *out[CHOICES_MAX], size_t *n);
/* Puts the text (English) beside the field of the form of the request; false, for who returns that. */
bool choice_wrong(struct req *req, const struct field *f, const char *text);

#endif
