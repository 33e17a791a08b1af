#include "people.h"
#include "privacy_pages.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

static const struct route routes[] = {
	{METHOD_GET, "/toezicht/rechten", rights_page, CAP_LOGS, "rights", N_("Who may see what?")},
	{METHOD_GET, "/toezicht/rechten/blad.xlsx", rights_sheet, CAP_LOGS, "rights.sheet", N_("As a spreadsheet")},
	{METHOD_GET, "/toezicht/verwerkingen", processing_page, CAP_LOGS, "processing", N_("Register of processing")},
	{METHOD_GET, "/toezicht/verwerkingen/blad.xlsx", processing_sheet, CAP_LOGS, "processing.sheet",
	 N_("As a spreadsheet")},
};

/* Found through the page of oversight, not by a place in the menu. */
const struct module mod_privacy = {
	.name = "privacy", .routes = routes, .n_routes = N_OF(routes),
};
