#include "oso_in.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

static const struct route routes[] = {
	{METHOD_GET, "/dossiers", oso_in_page, CAP_SIGNED_IN, "oso", N_("Dossiers from the school's own system")},
	{METHOD_POST, "/dossiers", oso_in_upload, CAP_SIGNED_IN, "oso.upload", .form = &form_oso_upload,
	 .page = oso_in_page, .body = BODY_FILE},
	{METHOD_GET, "/dossier/{pid}", oso_in_one_page, CAP_SIGNED_IN, "oso.one", N_("Look at a dossier"),
	 .record = &rec_oso_dossier},
	{METHOD_POST, "/dossier/{pid}/neem-over", oso_in_take_post, CAP_SIGNED_IN, "oso.take", .record = &rec_oso_dossier,
	 .writes = true, .form = &form_oso_take, .page = oso_in_one_page, .body = BODY_FORM},
	{METHOD_POST, "/dossier/{pid}/weg", oso_in_refuse_post, CAP_SIGNED_IN, "oso.refuse", .record = &rec_oso_dossier,
	 .writes = true, .form = &form_oso_refuse, .page = oso_in_one_page, .body = BODY_FORM},
	{METHOD_POST, "/dossier/{pid}/koppel", oso_in_place_post, CAP_SIGNED_IN, "oso.place", .record = &rec_oso_dossier,
	 .writes = true, .form = &form_oso_place, .page = oso_in_one_page, .body = BODY_FORM},
	{METHOD_GET, "/kind/{pid}/schoolgegevens", child_oso_page, CAP_SIGNED_IN, "child.oso",
	 N_("From the school's own system"), .record = &rec_route},
};

static const struct record *const records[] = {&rec_oso_dossier, &rec_oso_section};

static const struct menu_item menu[] = {
	{"/dossiers", N_("Dossiers (OSO)"), ROLE(IB) | ROLE(TRAJECT), 3,
	 N_("Take over what the school's own system knows of a child")},
};

const struct module mod_oso = {
	.name = "oso",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
	.on_child = &oso_block,
};
