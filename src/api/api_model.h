/* What of the model is there for machines. */
#ifndef TN_API_MODEL_H
#define TN_API_MODEL_H

#include "json.h"
#include "req.h"

#define API_ROOT "/api/v1"

/* The record with this name in addresses, or NULL. */
const struct record *api_record(const struct model *m, struct str name);
/* Is the field there at all, before anyone's rights are asked? References only to what is in the interface too. */
bool api_has(const struct model *m, const struct record *rec, const struct field *f);
/* What the field points at: its own record, or the child. */
const struct record *api_target(const struct model *m, const struct record *rec, const struct field *f);
/* Typed by people, so also by their programs. */
bool api_typed(const struct field *f);

/* Can records of this type be made, changed, at all? */
bool api_makes(const struct record *rec);
bool api_changes(const struct model *m, const struct record *rec);
/* The list of a record of a child with this name (empty: the one it opens with), or NULL. */
const struct list *api_list(const struct record *rec, struct str name);
bool api_lists(const struct record *rec);
/* The fields that a row of a list shows. Never what is sealed. */
size_t api_columns(const struct model *m, const struct record *rec, const struct list *l,
                   const struct field *out[RECORD_FIELDS_MAX]);

#endif
