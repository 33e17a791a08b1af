#include "move.h"
#include "record_view.h"
#include "rights_pages.h"
#include "route.h"
#include "sheet.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)
#define OFFICER ROLE(PRIVACY_OFFICER)
/* Whoever works here reports a breach; parents and pupils tell the school or the partnership. */
#define STAFF \
	(((UINT32_C(1) << ROLE__N) - 1) & ~(ROLE(NONE) | ROLE(PARENT) | ROLE(PUPIL)))

/* A step of a record, below its page `at`. */
#define STEP(at, word, named, may, rec, flow, step, shows) \
	{METHOD_POST, at "/{pid}/" word, move_post, may, named, .record = &rec, .move = &flow[step], .page = shows, \
	 .body = BODY_FORM}
#define REQUEST_DOES(word, named, step) \
	STEP("/verzoek", word, "rights.request." named, CAP_SIGNED_IN, rec_rights_request, request_flow, step, request_page)
#define BREACH_DOES(word, named, step) \
	STEP("/datalek", word, "rights.breach." named, CAP_LOGS, rec_rights_breach, breach_flow, step, breach_page)
#define PAST_DOES(word, named, step) \
	STEP("/uit-geschiedenis", word, "rights.past." named, CAP_SIGNED_IN, rec_rights_past, past_flow, step, \
	     past_page)
#define ACCOUNT_DOES(word, named, step) \
	STEP("/toezicht/verzoek", word, "rights.account." named, CAP_LOGS, rec_account_request, account_request_flow, \
	     step, account_officer_page)

static const char *const query_kind[] = {"soort", NULL};

static const struct route routes[] = {
	{METHOD_GET, "/kind/{pid}/gegevens", request_child_page, CAP_SIGNED_IN, "rights.child",
		N_("Requests about the data"),
	 .record = &rec_route, .shows = &rec_rights_request},
	{METHOD_GET, "/kind/{pid}/gegevens/vraag", request_new_page, CAP_SIGNED_IN, "rights.ask", N_("What do you want?"),
	 .record = &rec_route, .makes = &rec_rights_request, .query = query_kind},
	{METHOD_POST, "/kind/{pid}/gegevens/vraag", request_new_post, CAP_SIGNED_IN, "rights.ask.post",
	 .record = &rec_route, .makes = &rec_rights_request, .form = &form_request, .page = request_new_page,
	 .body = BODY_FORM},
	{METHOD_GET, "/kind/{pid}/gegevens/papier", request_new_page, CAP_SIGNED_IN, "rights.paper",
	 N_("Write down a request that came on paper"), .record = &rec_route, .makes = &rec_rights_request},
	{METHOD_POST, "/kind/{pid}/gegevens/papier", request_new_post, CAP_SIGNED_IN, "rights.paper.post",
	 .record = &rec_route, .makes = &rec_rights_request, .form = &form_request_paper, .page = request_new_page,
	 .body = BODY_FORM},
	{METHOD_GET, "/verzoek/{pid}", request_page, CAP_SIGNED_IN, "rights.request", N_("Request about the data"),
	 .record = &rec_rights_request},
	REQUEST_DOES("oppakken", "take", REQUEST_TAKE),
	REQUEST_DOES("wie-vraagt", "take.paper", REQUEST_TAKE_PAPER),
	{METHOD_POST, "/verzoek/{pid}/klaarzetten", copy_ready_post, CAP_SIGNED_IN, "rights.request.prepare",
	 .record = &rec_rights_request, .move = &request_flow[REQUEST_PREPARE], .page = request_page, .body = BODY_FORM},
	{METHOD_GET, "/verzoek/{pid}/kopie", copy_make_page, CAP_SIGNED_IN, "rights.copy.make",
	 N_("The copy, as it will be read"), .record = &rec_rights_request},
	{METHOD_GET, "/verzoek/{pid}/weglaten/{record}/{piece}/{field}", cut_page, CAP_SIGNED_IN, "rights.cut",
	 N_("Leave something out of the copy"), .record = &rec_rights_request},
	{METHOD_POST, "/verzoek/{pid}/weglaten/{record}/{piece}/{field}", cut_post, CAP_SIGNED_IN, "rights.cut.post",
	 .record = &rec_rights_request, .form = &form_rights_cut, .page = cut_page, .body = BODY_FORM},
	{METHOD_GET, "/verzoek/{pid}/antwoord", copy_page, CAP_SIGNED_IN, "rights.copy", N_("A copy of what is kept"),
	 .record = &rec_rights_request},
	{METHOD_GET, "/verzoek/{pid}/antwoord/pdf", copy_pdf, CAP_SIGNED_IN, "rights.copy.pdf",
	 N_("A copy of what is kept"), .record = &rec_rights_request},
	{METHOD_GET, "/kind/{pid}/gegevens/alles.json", own_json, CAP_SIGNED_IN, "rights.own",
		N_("Requests about the data"),
	 .record = &rec_route, .shows = &rec_rights_request},
	REQUEST_DOES("geven", "give", REQUEST_GIVE),
	REQUEST_DOES("terug", "reopen", REQUEST_REOPEN),
	REQUEST_DOES("gedaan", "grant", REQUEST_GRANT),
	{METHOD_POST, "/verzoek/{pid}/wissen", request_agree_post, CAP_SIGNED_IN, "rights.request.agree",
	 .record = &rec_rights_request, .move = &request_flow[REQUEST_AGREE], .page = request_page, .body = BODY_FORM},
	REQUEST_DOES("weigeren", "refuse", REQUEST_REFUSE),
	{METHOD_GET, "/verzoek/{pid}/geschiedenis", past_list_page, CAP_SIGNED_IN, "rights.past.list",
	 N_("Take what stood there before out of history"), .record = &rec_rights_request},
	{METHOD_POST, "/verzoek/{pid}/geschiedenis/{record}/{piece}/{field}", past_name_post, CAP_SIGNED_IN,
	 "rights.past.name", .record = &rec_rights_request, .page = past_list_page, .body = BODY_FORM},
	{METHOD_GET, "/uit-geschiedenis/{pid}", past_page, CAP_SIGNED_IN, "rights.past",
	 N_("Take what stood there before out of history"), .record = &rec_rights_past},
	PAST_DOES("bevestig", "confirm", PAST_CONFIRM),
	PAST_DOES("laat-staan", "leave", PAST_LEAVE),
	REQUEST_DOES("verlengen", "extend", REQUEST_EXTEND),
	REQUEST_DOES("intrekken", "withdraw", REQUEST_WITHDRAW),

	{METHOD_GET, "/account/bewaard", held_page, CAP_SIGNED_IN, "rights.held", N_("What is kept of your account?")},
	{METHOD_GET, "/account/bewaard/alles.json", held_json, CAP_SIGNED_IN, "rights.held.json",
	 N_("What is kept of your account?")},
	{METHOD_GET, "/account/verzoek", account_ask_page, CAP_SIGNED_IN, "rights.account.ask", N_("What do you want?"),
	 .query = query_kind},
	{METHOD_POST, "/account/verzoek", account_ask_post, CAP_SIGNED_IN, "rights.account.ask.post",
	 .form = &form_account_request, .page = account_ask_page, .body = BODY_FORM},
	{METHOD_GET, "/account/verzoek/{pid}", account_own_page, CAP_SIGNED_IN, "rights.account.own",
	 N_("Request about an account")},
	{METHOD_POST, "/account/verzoek/{pid}/intrekken", account_withdraw_post, CAP_SIGNED_IN, "rights.account.withdraw",
	 .page = account_own_page, .body = BODY_FORM},
	{METHOD_GET, "/toezicht/verzoeken", record_list_page, CAP_LOGS, "rights.account.list",
	 N_("Requests about an account"), .of = &rec_account_request, .op = OP_READ},
	{METHOD_GET, "/toezicht/verzoek/{pid}", account_officer_page, CAP_LOGS, "rights.account",
	 N_("Request about an account"), .record = &rec_account_request},
	ACCOUNT_DOES("oppakken", "take", ACCREQ_TAKE),
	ACCOUNT_DOES("gedaan", "grant", ACCREQ_GRANT),
	ACCOUNT_DOES("weigeren", "refuse", ACCREQ_REFUSE),
	ACCOUNT_DOES("verlengen", "extend", ACCREQ_EXTEND),

	{METHOD_GET, "/datalek/melden", breach_new_page, CAP_SIGNED_IN, "rights.breach.new",
	 N_("Something went wrong with data"), .roles = STAFF},
	{METHOD_POST, "/datalek/melden", breach_new_post, CAP_SIGNED_IN, "rights.breach.new.post", .roles = STAFF,
	 .form = &form_breach,
	 .page = breach_new_page, .body = BODY_FORM},
	{METHOD_GET, "/datalek/gemeld", breach_sent_page, CAP_SIGNED_IN, "rights.breach.sent", N_("It is reported"),
	 .roles = STAFF},
	{METHOD_GET, "/datalekken", record_list_page, CAP_LOGS, "rights.breaches", N_("Breaches"),
	 .of = &rec_rights_breach, .op = OP_READ},
	{METHOD_GET, "/datalekken/blad.xlsx", record_sheet, CAP_LOGS, "rights.breaches.sheet", N_("As a spreadsheet"),
	 .of = &rec_rights_breach, .op = OP_EXPORT},
	{METHOD_GET, "/datalek/{pid}", breach_page, CAP_LOGS, "rights.breach", N_("Breach"),
	 .record = &rec_rights_breach},
	{METHOD_GET, "/datalek/{pid}/geschiedenis", record_history_page, CAP_LOGS, "rights.breach.history",
	 N_("What was changed?"), .record = &rec_rights_breach, .query = query_history},
	BREACH_DOES("beoordelen", "weigh", BREACH_WEIGH),
	BREACH_DOES("autoriteit", "ap", BREACH_TELL_AP),
	BREACH_DOES("sluiten", "close", BREACH_CLOSE),
	BREACH_DOES("geen-lek", "drop", BREACH_DROP),
};

static const struct record *const records[] = {
	&rec_rights_request, &rec_rights_cut, &rec_rights_copy, &rec_rights_breach,
	&rec_account_request, &rec_rights_past};

static const struct menu_item menu[] = {
	{"/toezicht/verzoeken", N_("Requests about an account"), OFFICER, 3,
	 N_("What people ask about their own account, and by when the answer must be there")},
	{"/datalekken", N_("Breaches"), OFFICER, 2,
	 N_("What went wrong with data, by when the authority must know, and what was done about it")},
};

const struct module mod_rights = {
	.name = "rights",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
	.on_child = &rights_block,
};
