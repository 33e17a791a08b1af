#include "document_pages.h"
#include "move.h"
#include "route.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

#define STEP(code, rec, path, row_name, step, flow_of) \
	{METHOD_POST, "/bestand/" code "/{pid}/" path, move_post, CAP_SIGNED_IN, "document." code row_name, \
	 .record = &rec, .move = &flow_of[step], .page = document_page, .body = BODY_FORM}
#define FILES(code, rec, flow_of) \
	{METHOD_GET, "/bestand/" code "/{pid}", document_page, CAP_SIGNED_IN, "document." code, N_("A file"), \
	 .record = &rec}, \
	{METHOD_GET, "/bestand/" code "/{pid}/ophalen", document_get, CAP_SIGNED_IN, "document." code ".get", \
	 N_("A file"), .record = &rec}, \
	STEP(code, rec, "aannemen", ".accept", DOCUMENT_ACCEPT_STEP, flow_of), \
	STEP(code, rec, "weigeren", ".refuse", DOCUMENT_REFUSE_STEP, flow_of), \
	STEP(code, rec, "verwijderen", ".remove", DOCUMENT_REMOVE_STEP, flow_of)

static const struct route routes[] = {
	{METHOD_GET, "/kind/{pid}/bestanden", child_documents_page, CAP_SIGNED_IN, "child.documents", N_("Files"),
	 .record = &rec_route},
	{METHOD_POST, "/kind/{pid}/bestanden", child_documents_post, CAP_SIGNED_IN, "child.documents.post",
	 .record = &rec_route, .form = &form_document, .page = child_documents_page, .body = BODY_FILE},
	{METHOD_GET, "/gast/bestand/{pid}", document_page, CAP_GUEST, "guest.document", N_("A file"),
	 .record = &rec_document_knooppunt},
	{METHOD_GET, "/gast/bestand/{pid}/ophalen", document_get, CAP_GUEST, "guest.document.get", N_("A file"),
	 .record = &rec_document_knooppunt},
	FILES("school", rec_document_school, document_flow_school),
	FILES("voorschool", rec_document_voorschool, document_flow_voorschool),
	FILES("knooppunt", rec_document_knooppunt, document_flow_knooppunt),
	FILES("swv", rec_document_swv, document_flow_swv),
	FILES("deskundig", rec_document_deskundig, document_flow_deskundig),
	FILES("voorziening", rec_document_voorziening, document_flow_voorziening),
	FILES("stem", rec_document_stem, document_flow_stem),
};

static const struct record *const records[] = {
	&rec_document_school, &rec_document_voorschool, &rec_document_knooppunt, &rec_document_swv,
	&rec_document_deskundig, &rec_document_voorziening, &rec_document_stem,
};

const struct module mod_document = {
	.name = "document",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.on_child = &document_block,
};
