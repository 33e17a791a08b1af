#include "health_module.h"

#include "health_pages.h"
#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

static const struct route routes[] = {
	{METHOD_GET, "/beheer/installatie", health_page, CAP_SETTINGS, "installation", N_("This installation")},
	{METHOD_GET, "/metrics", metrics_page, CAP_PUBLIC, "metrics", N_("Figures for a scraper")},
};

static const struct menu_item menu[] = {
	{"/beheer/installatie", N_("This installation"), ROLE(ADMINISTRATOR), 2,
	 N_("See whether everything runs, and whether it is safe")},
};

const struct module mod_health = {
	.name = "health",
	.routes = routes, .n_routes = N_OF(routes),
	.menu = menu, .n_menu = N_OF(menu),
};
