#include "record_view.h"
#include "rules_page.h"
#include "terms.h"
#include "terms_page.h"

/* The day comes in one control or, for parents and pupils, in three. */
static const char *const query[] = {"onderwerp", "datum", "datum_dag", "datum_maand", "datum_jaar", "regio", NULL};

static const struct route routes[] = {
	{METHOD_GET, "/termijnen", terms_page, CAP_PUBLIC, "terms", N_("How long may it take?"), .query = query},
	{METHOD_POST, "/termijnen", terms_post, CAP_PUBLIC, "terms.post", .form = &form_terms, .page = terms_page,
	 .body = BODY_FORM},
	{METHOD_GET, "/regels", rules_page, CAP_SIGNED_IN, "rules", N_("Rules and terms"), .of = &rec_rule_setting,
	 .op = OP_READ},
	{METHOD_GET, "/regel/{id}", rule_page, CAP_SIGNED_IN, "rule", N_("Rule"), .of = &rec_rule_setting, .op = OP_READ,
	 .query = query_rule},
	{METHOD_POST, "/regel/{id}", rule_post, CAP_SIGNED_IN, "rule.post", .of = &rec_rule_setting, .op = OP_CREATE,
	 .form = &form_rule, .page = rule_page, .body = BODY_FORM},
	{METHOD_POST, "/regelbesluit/{pid}/beeindig", rule_stop_post, CAP_SIGNED_IN, "rule.stop",
	 .record = &rec_rule_setting, .writes = true, .form = &form_rule_stop, .page = rule_of_setting_page,
	 .body = BODY_FORM},
};

#define ROLE(r) (UINT32_C(1) << ROLE_##r)
static const struct menu_item menu[] = {
	{"/regels", N_("Rules and terms"), ROLE(DIRECTOR) | ROLE(TLV_SECRETARY), 2,
	 N_("What the law says of each term, and what the region set stricter")},
};

static const struct record *const records[] = {&rec_rule_setting};
static const struct task_kind *const tasks[] = {&task_rule};

const struct module mod_terms = {
	.name = "terms",
	.routes = routes, .n_routes = sizeof routes / sizeof routes[0],
	.records = records, .n_records = sizeof records / sizeof *records,
	.menu = menu, .n_menu = sizeof menu / sizeof *menu,
	.tasks = tasks, .n_tasks = sizeof tasks / sizeof *tasks,
};
