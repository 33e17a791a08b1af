#include "terms.h"
#include "terms_page.h"

/* The day comes in one control or, for parents and pupils, in three. */
static const char *const query[] = {"onderwerp", "datum", "datum_dag", "datum_maand", "datum_jaar", "regio", NULL};

static const struct route routes[] = {
	{METHOD_GET, "/termijnen", terms_page, CAP_PUBLIC, "terms", N_("How long may it take?"), .query = query},
};

const struct module mod_terms = {.name = "terms", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};
