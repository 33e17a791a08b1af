#include "api.h"
#include "api_change.h"
#include "api_read.h"
#include "openapi.h"

/* Only these routes take a bearer token, and they take nothing else. */
#define API .api = true
#define SENT .api = true, .body = BODY_JSON

static const struct route routes[] = {
	{METHOD_GET, "/api/v1", api_index, CAP_PUBLIC, "api.index", N_("For programs: what there is"), API},
	{METHOD_GET, "/api/v1/openapi.json", openapi_page, CAP_PUBLIC, "api.description",
	 N_("For programs: the description"), API},
	{METHOD_GET, "/api/v1/{record}", api_list_page, CAP_SIGNED_IN, "api.list", N_("For programs: a list"), API},
	{METHOD_POST, "/api/v1/{record}", api_make, CAP_SIGNED_IN, "api.make", SENT},
	{METHOD_GET, "/api/v1/{record}/{pid}", api_one, CAP_SIGNED_IN, "api.one", N_("For programs: one of a list"), API},
	{METHOD_GET, "/api/v1/{record}/{pid}/geschiedenis", api_history, CAP_SIGNED_IN, "api.history",
	 N_("For programs: what became of it"), API},
	{METHOD_PATCH, "/api/v1/{record}/{pid}", api_change, CAP_SIGNED_IN, "api.change", SENT},
	{METHOD_POST, "/api/v1/{record}/{pid}/{step}", api_step, CAP_SIGNED_IN, "api.step", SENT},
};

const struct module mod_api = {.name = "api", .routes = routes, .n_routes = sizeof routes / sizeof *routes};
