#include "advice.h"
#include "move.h"
#include "record_view.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

#define STEP(word, named, step) \
	{METHOD_POST, "/advies/{pid}/" word, move_post, CAP_SIGNED_IN, "advice." named, .record = &rec_advice, \
	 .move = &advice_flow[step], .page = advice_page, .body = BODY_FORM}

static const struct route routes[] = {
	{METHOD_GET, "/adviezen", advice_list_page, CAP_SIGNED_IN, "advices", N_("Advice without a name"),
	 .of = &rec_advice, .op = OP_READ},
	{METHOD_GET, "/advies/{pid}", advice_page, CAP_SIGNED_IN, "advice", N_("Advice without a name"),
	 .record = &rec_advice},
	STEP("antwoord", "answer", ADVICE_ANSWERS),
	STEP("gelezen", "read", ADVICE_READS),
	STEP("intrekken", "withdraw", ADVICE_WITHDRAWS),
	STEP("verder", "goes_on", ADVICE_GOES_ON),
	{METHOD_GET, "/vraag/nieuw", advice_new_page, CAP_SIGNED_IN, "advice.new", N_("Ask advice without a name"),
	 .of = &rec_advice, .op = OP_CREATE, .form = &form_advice},
	{METHOD_POST, "/vraag/nieuw", advice_new_post, CAP_SIGNED_IN, "advice.new.post", .of = &rec_advice,
	 .op = OP_CREATE, .form = &form_advice, .page = advice_new_page, .body = BODY_FORM},
};

static const struct record *const records[] = {&rec_advice};

static const struct menu_item menu[] = {
	{"/adviezen", N_("Advice without a name"), ROLE(IB) | ROLE(TRAJECT), 3,
	 N_("Questions of a school, and their answers, without saying who the child is")},
};

const struct module mod_advice = {
	.name = "advice",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
};
