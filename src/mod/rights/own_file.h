/* A file for a program of what is kept, which whom it is about takes along without asking (GDPR, article 20). */
#ifndef TN_OWN_FILE_H
#define TN_OWN_FILE_H

#include "json.h"
#include "req.h"

struct own_file {
	struct buf out;
	struct json j; /* within the outermost object */
};

void own_file_begin(struct own_file *f, struct req *req);
/* A text under a key, in the object that is open. */
void own_file_put(struct json *j, const char *key, struct str value);
/* Closes the object, and makes it the answer under this name. */
enum err own_file_end(struct own_file *f, struct req *req, struct str name) MUST_CHECK;

#endif
