#include "retain_pages.h"

#include "move.h"
#include "pdf_view.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

#define RUN_POST(word, named, step) \
	{METHOD_POST, "/vernietiging/{pid}/" word, move_post, CAP_SIGNED_IN, "retention." named, \
	 .record = &rec_retention_run, .move = &run_flow[step], .page = run_page, .body = BODY_FORM}
#define ITEM_POST(word, named, step) \
	{METHOD_POST, "/vernietiging-deel/{pid}/" word, move_post, CAP_SIGNED_IN, "retention.part." named, \
	 .record = &rec_retention_item, .move = &item_flow[step], .page = item_page, .body = BODY_FORM}

static enum err certificate_pdf(struct req *req)
{
	return view_pdf(req, certificate_page, "verklaring");
}

static const struct route routes[] = {
	{METHOD_GET, "/toezicht/bewaren", retain_page, CAP_SIGNED_IN, "retention", N_("Keeping and destroying"),
	 .of = &rec_retention_run, .op = OP_READ},
	{METHOD_POST, "/toezicht/bewaren/{pid}/voorbereiden", retain_prepare_post, CAP_SIGNED_IN, "retention.prepare",
	 .of = &rec_retention_run, .op = OP_CREATE, .form = &form_step, .page = retain_page, .body = BODY_FORM},
	{METHOD_GET, "/vernietiging/{pid}", run_page, CAP_SIGNED_IN, "retention.run", N_("Destroying"),
	 .record = &rec_retention_run},
	RUN_POST("bevestig", "confirm", RUN_CONFIRM),
	RUN_POST("intrekken", "withdraw", RUN_WITHDRAW),
	{METHOD_GET, "/vernietiging/{pid}/verklaring", certificate_page, CAP_SIGNED_IN, "retention.certificate",
	 N_("Certificate of destruction"), .record = &rec_retention_run},
	{METHOD_GET, "/vernietiging/{pid}/verklaring/pdf", certificate_pdf, CAP_SIGNED_IN, "retention.certificate.pdf",
	 N_("Certificate of destruction"), .record = &rec_retention_run},
	{METHOD_GET, "/vernietiging-deel/{pid}", item_page, CAP_SIGNED_IN, "retention.part",
	 N_("Part of a dossier that may no longer be kept"), .record = &rec_retention_item},
	ITEM_POST("eruit", "hold", ITEM_HOLD),
	ITEM_POST("terug", "back", ITEM_BACK),
};

static const struct record *const records[] = {&rec_retention_run, &rec_retention_item};
static const struct task_kind *const tasks[] = {&task_retain};

static const struct menu_item menu[] = {
	{"/toezicht/bewaren", N_("Keeping and destroying"), ROLE(PRIVACY_OFFICER) | ROLE(DIRECTOR) | ROLE(BOARD), 3,
	 N_("What may no longer be kept, and destroying it by two persons")},
};

const struct module mod_retain = {
	.name = "retain",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
	.waits = retain_waits,
	.tasks = tasks, .n_tasks = N_OF(tasks),
};
