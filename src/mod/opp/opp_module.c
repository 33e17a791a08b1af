#include "move.h"
#include "opp.h"
#include "opp_pages.h"
#include "pdf_view.h"
#include "record_view.h"
#include "route.h"
#include "voice.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

static const char *const query_cursor[] = {"na", NULL};

#define PLAN_STEP(path, row_name, step) \
	{METHOD_POST, "/plan/{pid}/" path, move_post, CAP_SIGNED_IN, "plan." row_name, .record = &rec_opp, \
	 .move = &opp_flow[step], .page = plan_page, .body = BODY_FORM}

#define PLAN_PART(path, row_name, the_title, part) \
	{METHOD_GET, "/plan/{pid}/" path "/wijzig", plan_part_page, CAP_SIGNED_IN, "plan." row_name, the_title, \
	 .record = &rec_opp, .writes = true, .form = &form_opp_part[part]}, \
	{METHOD_POST, "/plan/{pid}/" path "/wijzig", plan_part_post, CAP_SIGNED_IN, "plan." row_name ".post", \
	 .record = &rec_opp, .writes = true, .form = &form_opp_part[part], .page = plan_part_page, .body = BODY_TEXT}

#define NEED_NEW(word, row_name, title, get, post, rec, def) \
	{METHOD_GET, "/kind/{pid}/" word "/nieuw", get, CAP_SIGNED_IN, row_name ".new", title, .record = &rec_route, \
	 .makes = &rec, .form = &def}, \
	{METHOD_POST, "/kind/{pid}/" word "/nieuw", post, CAP_SIGNED_IN, row_name ".new.post", .record = &rec_route, \
	 .makes = &rec, .form = &def, .page = get, .body = BODY_FORM}
#define NEED_ONE(word, row_name, title, change, page_fn, get, post, rec, def) \
	{METHOD_GET, "/" word "/{pid}", page_fn, CAP_SIGNED_IN, row_name, title, .record = &rec}, \
	{METHOD_GET, "/" word "/{pid}/wijzig", get, CAP_SIGNED_IN, row_name ".edit", change, .record = &rec, \
	 .writes = true, .form = &def}, \
	{METHOD_POST, "/" word "/{pid}/wijzig", post, CAP_SIGNED_IN, row_name ".edit.post", .record = &rec, \
	 .writes = true, .form = &def, .page = get, .body = BODY_FORM}
#define DECIDE(word, row_name, path, step, rec, flow, shown) \
	{METHOD_POST, "/" word "/{pid}/" path, need_decide_post, CAP_SIGNED_IN, row_name "." path, .record = &rec, \
	 .move = &flow[step], .page = shown, .body = BODY_FORM}
#define NEED_DECIDE(word, row_name, rec, flow, shown) \
	DECIDE(word, row_name, "overnemen", NEED_TAKE, rec, flow, shown), \
	DECIDE(word, row_name, "opzij", NEED_DROP, rec, flow, shown), \
	DECIDE(word, row_name, "terughalen", NEED_BRING_BACK, rec, flow, shown)
#define NEED_STEP(word, row_name, path, name, rec, step, shown) \
	{METHOD_POST, "/" word "/{pid}/" path, move_post, CAP_SIGNED_IN, row_name "." name, .record = &rec, .move = &step, \
	 .page = shown, .body = BODY_FORM}

#define VOICE(path, row_name, title, get, post, rec, def, of_body) \
	{METHOD_GET, "/kind/{pid}/stem" path, get, CAP_SIGNED_IN, "voice." row_name, title, .record = &rec_route, \
	 .makes = &rec}, \
	{METHOD_POST, "/kind/{pid}/stem" path, post, CAP_SIGNED_IN, "voice." row_name ".post", .record = &rec_route, \
	 .makes = &rec, .form = &def, .page = get, .body = of_body}
#define SAID_STEP(base, row_name, rec, path, name, step) \
	{METHOD_POST, base "/{pid}/" path, move_post, CAP_SIGNED_IN, row_name "." name, .record = &rec, \
	 .move = &say_flow[step], .page = say_page, .body = BODY_FORM}
#define SAID(base, row_name, rec) \
	{METHOD_GET, base "/{pid}", say_page, CAP_SIGNED_IN, row_name, N_("Voice of the pupil"), .record = &rec}, \
	{METHOD_GET, base "/{pid}/bestand", held_file_get, CAP_SIGNED_IN, row_name ".file", N_("Voice of the pupil"), \
	 .record = &rec}, \
	SAID_STEP(base, row_name, rec, "uitschrijven", "written", SAY_WRITE_OUT), \
	SAID_STEP(base, row_name, rec, "zo-bedoel-ik-het", "meant", SAY_MEAN), \
	SAID_STEP(base, row_name, rec, "zo-bedoel-ik-het-niet", "meant.not", SAY_NOT_MEAN), \
	SAID_STEP(base, row_name, rec, "antwoord", "reply", SAY_REPLY), \
	SAID_STEP(base, row_name, rec, "klopt", "right", SAY_AGREE), \
	SAID_STEP(base, row_name, rec, "klopt-niet", "wrong", SAY_DISAGREE), \
	SAID_STEP(base, row_name, rec, "intrekken", "withdraw", SAY_WITHDRAW)

static enum err plan_pdf(struct req *req)
{
	return view_pdf(req, plan_page, "plan");
}

static const struct route routes[] = {
	{METHOD_GET, "/kind/{pid}/plan", child_plans_page, CAP_SIGNED_IN, "child.plans", N_("Plan (OPP)"),
	 .record = &rec_route, .shows = &rec_opp, .query = query_all},
	{METHOD_GET, "/kind/{pid}/plan/nieuw", plan_new_page, CAP_SIGNED_IN, "plan.new", N_("Begin a plan"),
	 .record = &rec_route, .makes = &rec_opp},
	{METHOD_POST, "/kind/{pid}/plan/nieuw", plan_new_post, CAP_SIGNED_IN, "plan.new.post", .record = &rec_route,
	 .makes = &rec_opp, .form = &form_opp_new, .page = plan_new_page, .body = BODY_FORM},
	{METHOD_GET, "/plan/{pid}", plan_page, CAP_SIGNED_IN, "plan", N_("Plan of a child"), .record = &rec_opp},
	{METHOD_GET, "/plan/{pid}/pdf", plan_pdf, CAP_SIGNED_IN, "plan.pdf", N_("Plan of a child"), .record = &rec_opp},
	{METHOD_GET, "/plan/{pid}/wijzig", plan_edit_page, CAP_SIGNED_IN, "plan.edit", N_("Change the plan"),
	 .record = &rec_opp, .writes = true},
	{METHOD_POST, "/plan/{pid}/wijzig", plan_edit_post, CAP_SIGNED_IN, "plan.edit.post", .record = &rec_opp,
	 .writes = true, .form = &form_opp, .page = plan_edit_page, .body = BODY_TEXT},
	PLAN_PART("begin", "who", N_("What is strong"), OPP_PART_WHO),
	PLAN_PART("leerling", "pupil", N_("What the pupil says"), OPP_PART_PUPIL),
	PLAN_PART("perspectief", "leads", N_("Where it leads"), OPP_PART_LEADS),
	PLAN_PART("aanpak", "do", N_("What we do"), OPP_PART_DO),
	{METHOD_GET, "/plan/{pid}/instemming", agreement_page, CAP_SIGNED_IN, "plan.agreement",
	 N_("Your answer about the plan"), .record = &rec_opp, .makes = &rec_opp_agreement, .form = &form_agreement},
	{METHOD_POST, "/plan/{pid}/instemming", agreement_post, CAP_SIGNED_IN, "plan.agreement.post", .record = &rec_opp,
	 .makes = &rec_opp_agreement, .form = &form_agreement, .page = agreement_page, .body = BODY_FORM},
	PLAN_STEP("bespreken", "talk", OPP_TALK),
	PLAN_STEP("instemming-vragen", "ask", OPP_ASK),
	PLAN_STEP("vaststellen", "adopt", OPP_ADOPT),
	PLAN_STEP("evalueren", "review", OPP_REVIEW),
	PLAN_STEP("voortzetten", "keep", OPP_KEEP),
	PLAN_STEP("aanpassen", "adjust", OPP_ADJUST),
	PLAN_STEP("afsluiten", "end", OPP_END),
	{METHOD_GET, "/kind/{pid}/doelen", child_goals_page, CAP_SIGNED_IN, "child.goals", N_("Goals and support"),
	 .record = &rec_route, .shows = &rec_opp_goal},
	NEED_NEW("doel", "goal", N_("Add a goal"), goal_new_page, goal_new_post, rec_opp_goal, form_goal),
	NEED_NEW("hulp", "support", N_("Add support"), help_new_page, help_new_post, rec_opp_help, form_help),
	NEED_ONE("doel", "goal", N_("Goal of a child"), N_("Change the goal"), goal_page, goal_edit_page, goal_edit_post,
	         rec_opp_goal, form_goal),
	NEED_ONE("hulp", "support", N_("Support of a child"), N_("Change the support"), help_page, help_edit_page,
	         help_edit_post, rec_opp_help, form_help),
	NEED_DECIDE("doel", "goal", rec_opp_goal, opp_goal_flow, goal_page),
	NEED_DECIDE("hulp", "support", rec_opp_help, help_flow, help_page),
	NEED_STEP("doel", "goal", "evalueren", "review", rec_opp_goal, opp_goal_flow[OPP_GOAL_REVIEW], goal_page),
	NEED_STEP("doel", "goal", "afronden", "end", rec_opp_goal, opp_goal_flow[NEED_STOP], goal_page),
	NEED_STEP("hulp", "support", "afronden", "end", rec_opp_help, help_flow[NEED_STOP], help_page),
	{METHOD_POST, "/doel/{pid}/meting", progress_post, CAP_SIGNED_IN, "goal.progress.post", .record = &rec_opp_goal,
	 .makes = &rec_opp_progress, .form = &form_progress, .page = goal_page, .body = BODY_FORM},
	{METHOD_GET, "/mijn-mening", voice_own_page, CAP_SIGNED_IN, "voice.own", N_("My opinion")},
	{METHOD_GET, "/kind/{pid}/stem", voice_page, CAP_SIGNED_IN, "child.voice", N_("My opinion"), .record = &rec_route,
	 .shows = &rec_opp_say},
	VOICE("/met-wie", "who", N_("With whom do you want to talk?"), voice_adult_page, voice_adult_post, rec_opp_talkway,
	      form_voice_adult, BODY_FORM),
	VOICE("/hoe", "how", N_("How do you want to tell it?"), voice_how_page, voice_how_post, rec_opp_talkway,
	      form_voice_how, BODY_FORM),
	VOICE("/vraag/{nr}", "ask", N_("A question for you"), voice_ask_page, voice_ask_post, rec_opp_say_closed,
	      form_voice_ask, BODY_FORM),
	VOICE("/vraag/{nr}/tekening", "draw", N_("A question for you"), voice_draw_page, voice_draw_post,
	      rec_opp_say_closed, form_voice_draw, BODY_FILE),
	VOICE("/vraag/{nr}/opname", "record", N_("A question for you"), voice_record_page, voice_record_post,
	      rec_opp_say_closed, form_voice_record, BODY_FILE),
	VOICE("/niet-veilig", "unsafe", N_("I do not feel safe"), voice_unsafe_page, voice_unsafe_post, rec_opp_unsafe,
	      form_voice_unsafe, BODY_FORM),
	SAID("/idee", "said", rec_opp_say),
	SAID("/idee-besloten", "said.closed", rec_opp_say_closed),
	{METHOD_GET, "/vertrouwen/{pid}", unsafe_page, CAP_SIGNED_IN, "unsafe", N_("A pupil asks for you"),
	 .record = &rec_opp_unsafe},
	{METHOD_POST, "/vertrouwen/{pid}/gesproken", move_post, CAP_SIGNED_IN, "unsafe.talked", .record = &rec_opp_unsafe,
	 .move = &unsafe_flow[0], .page = unsafe_page, .body = BODY_FORM},
	{METHOD_GET, "/plan/{pid}/contact/{ouder}", contact_page, CAP_SIGNED_IN, "plan.contact",
	 N_("Contact about the plan"), .record = &rec_opp, .makes = &rec_opp_contact, .form = &form_contact},
	{METHOD_POST, "/plan/{pid}/contact/{ouder}", contact_post, CAP_SIGNED_IN, "plan.contact.post", .record = &rec_opp,
	 .makes = &rec_opp_contact, .form = &form_contact, .page = contact_page, .body = BODY_FILE},
	{METHOD_GET, "/plan-contact/{pid}", held_file_get, CAP_SIGNED_IN, "plan.contact.file", N_("The signed paper"),
	 .record = &rec_opp_contact},
	{METHOD_GET, "/plan/{pid}/versies", versions_page, CAP_SIGNED_IN, "plan.versions", N_("Compare versions"),
	 .record = &rec_opp, .query = query_versions},
	{METHOD_GET, "/plan/{pid}/idee", idea_new_page, CAP_SIGNED_IN, "plan.idea", N_("Write down an idea of the pupil"),
	 .record = &rec_opp, .writes = true},
	{METHOD_POST, "/plan/{pid}/idee", idea_new_post, CAP_SIGNED_IN, "plan.idea.post", .record = &rec_opp,
	 .writes = true, .form = &form_idea, .page = idea_new_page, .body = BODY_FORM},
	{METHOD_GET, "/planregels", record_list_page, CAP_SIGNED_IN, "plan.rules", N_("Rules for plans and voices"),
	 .of = &rec_opp_setting, .op = OP_READ},
	{METHOD_GET, "/planregels/nieuw", record_form_page, CAP_SIGNED_IN, "plan.rule.new", N_("Set the rules"),
	 .of = &rec_opp_setting, .op = OP_CREATE, .form = &form_opp_setting},
	{METHOD_POST, "/planregels/nieuw", record_form_post, CAP_SIGNED_IN, "plan.rule.new.post", .of = &rec_opp_setting,
	 .op = OP_CREATE, .form = &form_opp_setting, .page = record_form_page, .body = BODY_FORM},
	{METHOD_GET, "/planregel/{pid}", record_page, CAP_SIGNED_IN, "plan.rule", N_("Rules for plans and voices"),
	 .record = &rec_opp_setting},
	{METHOD_GET, "/plannen", plans_page, CAP_SIGNED_IN, "plans", N_("Plans"), .query = query_cursor},
};

static const struct record *const records[] = {
	&rec_opp, &rec_opp_agreement, &rec_opp_goal, &rec_opp_progress, &rec_opp_help, &rec_opp_contact, &rec_opp_edition,
	&rec_opp_say, &rec_opp_say_closed, &rec_opp_talkway, &rec_opp_unsafe, &rec_opp_setting};

static const struct menu_item menu[] = {
	{"/mijn-mening", N_("My opinion"), ROLE(PUPIL), 1, N_("Say what you want to say, to whom you choose")},
	{"/planregels", N_("Rules for plans and voices"), ROLE(DIRECTOR), 3,
	 N_("What holds when a parent stays silent, and at which words a pupil sees whom to call")},
	{"/plannen", N_("Plans"), ROLE(IB), 1, N_("The plans of the children you guide, and what must be done for them")},
};

const struct module mod_opp = {
	.name = "opp",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
	.on_child = &opp_block,
};
