/* Inside of mod/documents. */
#ifndef TN_DOCUMENT_PAGES_H
#define TN_DOCUMENT_PAGES_H

#include "documents.h"
#include "utf8.h"

/* One record type per part, each with its own steps. */
extern const struct record rec_document_school, rec_document_voorschool, rec_document_knooppunt, rec_document_swv,
	rec_document_deskundig, rec_document_voorziening, rec_document_stem;
extern const struct transition document_flow_school[DOCUMENT_STEPS], document_flow_voorschool[DOCUMENT_STEPS],
	document_flow_knooppunt[DOCUMENT_STEPS], document_flow_swv[DOCUMENT_STEPS],
	document_flow_deskundig[DOCUMENT_STEPS], document_flow_voorziening[DOCUMENT_STEPS],
	document_flow_stem[DOCUMENT_STEPS];

const char *document_path(const struct req *req, const struct row *r, const char *below);
struct str document_size(struct arena *a, struct speak sp, int64_t bytes); /* "340 kB", "1,2 MB" */
struct str document_from(struct ui *u, const struct req *req, const struct row *r);
struct str document_facts(struct ui *u, const struct row *r); /* its kind and size */
/* Those of `found` (n pages) that this reader sees: on record `on`, or `all`. What waits stands first. */
size_t documents_seen(struct req *req, const struct seen_page *found, size_t n, int64_t on, bool all,
                      struct seen **out);
void documents_table(struct ui *u, struct req *req, const char *caption, const struct seen *v, size_t n);
/* `at` says what happens with it; NULL: the form has a choice of its own for that. */
void documents_form(struct ui *u, struct req *req, const char *action, const struct documents_at *at);

extern const struct child_block document_block;
handler child_documents_page, child_documents_post, document_page, document_get;

#endif
