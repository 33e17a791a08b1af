#include "agenda_pages.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)
#define N_OF(a) (sizeof(a) / sizeof *(a))

static const struct route routes[] = {
	{METHOD_GET, "/agenda", agenda_page, CAP_SIGNED_IN, "agenda", N_("Agenda"), .query = query_agenda},
	{METHOD_GET, "/agenda/{adres}", feed_deliver, CAP_PUBLIC, "agenda.feed", N_("Agenda")},
	{METHOD_GET, "/account/agenda", feed_page, CAP_SIGNED_IN, "agenda.own", N_("Your dates in your own calendar")},
	{METHOD_POST, "/account/agenda", feed_post, CAP_SIGNED_IN, "agenda.make", .form = &form_feed, .page = feed_page,
	 .body = BODY_FORM},
	{METHOD_POST, "/account/agenda/beeindig", feed_end_post, CAP_SIGNED_IN, "agenda.end", .page = feed_page,
	 .body = BODY_FORM},
	{METHOD_GET, "/account/dagbericht", digest_page, CAP_SIGNED_IN, "digest", N_("Daily message")},
	{METHOD_POST, "/account/dagbericht", digest_post, CAP_SIGNED_IN, "digest.choose", .form = &form_digest,
	 .page = digest_page, .body = BODY_FORM},
};

static const struct record *const records[] = {&rec_agenda_feed, &rec_digest};

static const struct menu_item menu[] = {
	{"/agenda", N_("Agenda"), ROLE(IB) | ROLE(TRAJECT), 1, N_("What is due in the coming weeks, and the vacations")},
};

const struct module mod_agenda = {
	.name = "agenda",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
};
