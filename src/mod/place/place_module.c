#include "move.h"
#include "place_pages.h"
#include "record_view.h"
#include "route.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

#define STEP(path, row_name, step) \
	{METHOD_POST, "/plaatsing/{pid}/" path, move_post, CAP_SIGNED_IN, "placement." row_name, .record = &rec_placement, \
	 .move = &placement_flow[step], .page = placement_page, .body = BODY_FORM}
#define PIECE(path, row_name, rec, show, make, words, def, size) \
	{METHOD_GET, "/plaatsing/{pid}/" path, show, CAP_SIGNED_IN, "placement." row_name, words, \
	 .record = &rec_placement, .makes = &rec, .form = &def}, \
	{METHOD_POST, "/plaatsing/{pid}/" path, make, CAP_SIGNED_IN, "placement." row_name ".post", \
	 .record = &rec_placement, .makes = &rec, .form = &def, .page = show, .body = size}
#define PIECE_STEP(base, row_name, rec_, flow, step, path, shows) \
	{METHOD_POST, base "/{pid}/" path, move_post, CAP_SIGNED_IN, row_name, .record = &rec_, .move = &flow[step], \
	 .page = shows, .body = BODY_FORM}

static const struct route routes[] = {
	{METHOD_GET, "/groepsaanbod", record_list_page, CAP_SIGNED_IN, "place.kinds", N_("Group arrangements"),
	 .of = &rec_place_kind, .op = OP_READ},
	{METHOD_GET, "/groepsaanbod/nieuw", record_form_page, CAP_SIGNED_IN, "place.kind.new",
	 N_("Add a kind of group arrangement"), .of = &rec_place_kind, .op = OP_CREATE, .form = &form_place_kind},
	{METHOD_POST, "/groepsaanbod/nieuw", record_form_post, CAP_SIGNED_IN, "place.kind.new.post", .of = &rec_place_kind,
	 .op = OP_CREATE, .form = &form_place_kind, .page = record_form_page, .body = BODY_TEXT},
	{METHOD_GET, "/groepsaanbod/{pid}", place_kind_page, CAP_SIGNED_IN, "place.kind", N_("Kind of group arrangement"),
	 .record = &rec_place_kind},
	{METHOD_GET, "/groepsaanbod/{pid}/geschiedenis", record_history_page, CAP_SIGNED_IN, "place.kind.history",
	 N_("What was changed?"), .record = &rec_place_kind, .query = query_history},
	{METHOD_GET, "/groepsaanbod/{pid}/groep", place_group_new_page, CAP_SIGNED_IN, "place.group.new", N_("Add a group"),
	 .record = &rec_place_kind, .writes = true, .form = &form_place_group_new},
	{METHOD_POST, "/groepsaanbod/{pid}/groep", place_group_new_post, CAP_SIGNED_IN, "place.group.new.post",
	 .record = &rec_place_kind, .writes = true, .form = &form_place_group_new, .page = place_group_new_page,
	 .body = BODY_FORM},
	{METHOD_POST, "/groepsaanbod/{pid}/heropenen", move_post, CAP_SIGNED_IN, "place.kind.reopen",
	 .record = &rec_place_kind, .move = &place_kind_flow[1], .page = place_kind_page, .body = BODY_FORM},
	{METHOD_POST, "/groepsaanbod/{pid}/sluiten", move_post, CAP_SIGNED_IN, "place.kind.close",
		.record = &rec_place_kind,
	 .move = &place_kind_flow[0], .page = place_kind_page, .body = BODY_FORM},
	{METHOD_GET, "/groepsaanbod/{pid}/voorrang", place_first_new_page, CAP_SIGNED_IN, "place.first.new",
	 N_("Add a rule of who goes first"), .record = &rec_place_kind, .writes = true, .form = &form_place_first},
	{METHOD_POST, "/groepsaanbod/{pid}/voorrang", place_first_new_post, CAP_SIGNED_IN, "place.first.new.post",
	 .record = &rec_place_kind, .writes = true, .form = &form_place_first, .page = place_first_new_page,
	 .body = BODY_FORM},
	{METHOD_GET, "/groepsaanbod/{pid}/wachtlijst", place_waiting_page, CAP_SIGNED_IN, "place.waiting",
	 N_("The order of waiting"), .record = &rec_place_kind},
	{METHOD_GET, "/groepsaanbod/{pid}/wijzig", record_form_page, CAP_SIGNED_IN, "place.kind.change",
	 N_("Change this kind"), .record = &rec_place_kind, .writes = true, .form = &form_place_kind},
	{METHOD_POST, "/groepsaanbod/{pid}/wijzig", record_form_post, CAP_SIGNED_IN, "place.kind.change.post",
	 .record = &rec_place_kind, .writes = true, .form = &form_place_kind, .page = record_form_page, .body = BODY_TEXT},
	{METHOD_GET, "/voorrang/{pid}", record_page, CAP_SIGNED_IN, "place.first", N_("Rule of who goes first"),
	 .record = &rec_place_first},
	{METHOD_GET, "/voorrang/{pid}/wijzig", record_form_page, CAP_SIGNED_IN, "place.first.change",
		N_("Change this rule"),
	 .record = &rec_place_first, .writes = true, .form = &form_place_first},
	{METHOD_POST, "/voorrang/{pid}/wijzig", record_form_post, CAP_SIGNED_IN, "place.first.change.post",
	 .record = &rec_place_first, .writes = true, .form = &form_place_first, .page = record_form_page,
		.body = BODY_FORM},
	{METHOD_GET, "/arrangementgroep/{pid}", place_group_page, CAP_SIGNED_IN, "place.group",
		N_("Group of an arrangement"),
	 .record = &rec_place_group},
	{METHOD_GET, "/arrangementgroep/{pid}/wijzig", record_form_page, CAP_SIGNED_IN, "place.group.change",
	 N_("Change the group"), .record = &rec_place_group, .writes = true, .form = &form_place_group},
	{METHOD_POST, "/arrangementgroep/{pid}/wijzig", record_form_post, CAP_SIGNED_IN, "place.group.change.post",
	 .record = &rec_place_group, .writes = true, .form = &form_place_group, .page = record_form_page,
		.body = BODY_FORM},
	{METHOD_GET, "/cluster/plaatsingen", cluster_page, CAP_SIGNED_IN, "place.cluster",
	 N_("Group arrangements for the cluster meeting"), .of = &rec_place_kind, .op = OP_EXPORT},

	{METHOD_GET, "/kind/{pid}/plaatsing", child_placements_page, CAP_SIGNED_IN, "child.placements", N_("Placement"),
	 .record = &rec_route, .shows = &rec_placement},
	{METHOD_GET, "/kind/{pid}/plaatsing/nieuw", placement_new_page, CAP_SIGNED_IN, "placement.new",
	 N_("Prepare a placement"), .record = &rec_route, .shows = &rec_placement},
	{METHOD_POST, "/kind/{pid}/plaatsing/nieuw", placement_new_post, CAP_SIGNED_IN, "placement.new.post",
	 .record = &rec_route, .shows = &rec_placement, .form = &form_placement_new, .page = placement_new_page,
	 .body = BODY_FORM},
	{METHOD_GET, "/plaatsing/{pid}", placement_page, CAP_SIGNED_IN, "placement", N_("Placement of a child"),
	 .record = &rec_placement},
	{METHOD_GET, "/plaatsing/{pid}/wijzig", placement_edit_page, CAP_SIGNED_IN, "placement.edit",
	 N_("Prepare the placement"), .record = &rec_placement},
	{METHOD_POST, "/plaatsing/{pid}/bijwerken", placement_edit_post, CAP_SIGNED_IN, "placement.edit.post",
	 .record = &rec_placement, .move = &placement_flow[PLACE_EDIT], .page = placement_edit_page, .body = BODY_TEXT},
	{METHOD_GET, "/plaatsing/{pid}/groep", placement_group_page, CAP_SIGNED_IN, "placement.group",
		N_("Choose the group"),
	 .record = &rec_placement},
	{METHOD_POST, "/plaatsing/{pid}/groep", placement_group_post, CAP_SIGNED_IN, "placement.group.post",
	 .record = &rec_placement, .form = &form_placement_group, .page = placement_group_page, .body = BODY_FORM},
	{METHOD_GET, "/plaatsing/{pid}/wachtlijst", placement_waiting_page, CAP_SIGNED_IN, "placement.waiting",
	 N_("The order of waiting"), .record = &rec_placement},
	PIECE("antwoord", "answer", rec_place_answer, place_answer_page, place_answer_post, N_("Do you agree?"),
	      form_place_answer, BODY_FORM),
	PIECE("doel", "goal.new", rec_place_goal, place_goal_new_page, place_goal_new_post, N_("Propose a goal"),
	      form_place_goal, BODY_FORM),
	PIECE("gesprek", "talk", rec_place_talk, place_talk_page, place_talk_post, N_("A talk with the parents"),
	      form_place_talk, BODY_FORM),
	PIECE("observatie", "look", rec_place_look, place_look_page, place_look_post, N_("An observation in the group"),
	      form_place_look, BODY_FORM),
	PIECE("oefenen", "practice.new", rec_place_practice, place_practice_page, place_practice_post,
	      N_("Plan a practice moment"), form_place_practice, BODY_FORM),
	STEP("ouders-vragen", "ask", PLACE_ASK),
	STEP("aanpassen", "again", PLACE_AGAIN),
	STEP("wachten", "wait", PLACE_WAIT),
	STEP("plaatsen", "place", PLACE_PLACE),
	STEP("terugkeer", "return", PLACE_RETURN),
	STEP("nog-niet", "stay", PLACE_STAY),
	STEP("helemaal-terug", "back", PLACE_BACK),
	STEP("nazorg-klaar", "care", PLACE_CARE_DONE),
	STEP("afronden", "done", PLACE_DONE),
	STEP("tlv", "tlv", PLACE_TLV),
	STEP("beeindigen", "end", PLACE_END),

	{METHOD_GET, "/terugkeerdoel/{pid}", return_goal_page, CAP_SIGNED_IN, "placement.goal", N_("Goal to return"),
	 .record = &rec_place_goal},
	{METHOD_GET, "/terugkeerdoel/{pid}/wijzig", return_goal_edit_page, CAP_SIGNED_IN, "placement.goal.edit",
		N_("How far is it?"),
	 .record = &rec_place_goal, .writes = true, .form = &form_place_goal_seen},
	{METHOD_POST, "/terugkeerdoel/{pid}/wijzig", return_goal_edit_post, CAP_SIGNED_IN, "placement.goal.edit.post",
	 .record = &rec_place_goal, .writes = true, .form = &form_place_goal_seen, .page = return_goal_edit_page,
		.body = BODY_FORM},
	PIECE_STEP("/terugkeerdoel", "placement.goal.agree", rec_place_goal, place_goal_flow, RGOAL_AGREE, "afspreken",
		return_goal_page),
	PIECE_STEP("/terugkeerdoel", "placement.goal.reach", rec_place_goal, place_goal_flow, RGOAL_REACH, "bereikt",
		return_goal_page),
	PIECE_STEP("/terugkeerdoel", "placement.goal.reopen", rec_place_goal, place_goal_flow, RGOAL_REOPEN, "weer-open",
	           return_goal_page),
	PIECE_STEP("/terugkeerdoel", "placement.goal.drop", rec_place_goal, place_goal_flow, RGOAL_DROP, "loslaten",
		return_goal_page),
	{METHOD_GET, "/oefenmoment/{pid}", practice_moment_page, CAP_SIGNED_IN, "placement.practice", N_("Practice moment"),
	 .record = &rec_place_practice},
	PIECE_STEP("/oefenmoment", "placement.practice.done", rec_place_practice, place_practice_flow, PRACTICE_FINISH,
		"gedaan",
	           practice_moment_page),
	PIECE_STEP("/oefenmoment", "placement.practice.off", rec_place_practice, place_practice_flow, PRACTICE_CANCEL,
	           "vervallen", practice_moment_page),
	{METHOD_GET, "/terugkeercheck/{pid}", return_check_page, CAP_SIGNED_IN, "placement.check",
		N_("Does the return last?"),
	 .record = &rec_return_check},
	PIECE_STEP("/terugkeercheck", "placement.check.held", rec_return_check, return_check_flow, 0, "bekeken",
		return_check_page),
};

static const struct record *const records[] = {
	&rec_place_kind, &rec_place_group, &rec_place_first, &rec_placement, &rec_place_answer, &rec_place_goal,
	&rec_place_talk, &rec_place_look, &rec_place_practice, &rec_return_check,
};

static const struct menu_item menu[] = {
	{"/groepsaanbod", N_("Group arrangements"), ROLE(DIRECTOR) | ROLE(PROVISION_TEAM) | ROLE(TRAJECT) | ROLE(IB), 3,
	 N_("Startklas, plus class and other groups of the region, with their places")},
	{"/cluster/plaatsingen", N_("Cluster meeting"), ROLE(DIRECTOR) | ROLE(CLUSTER_CHAIR), 3,
	 N_("Group arrangements in figures, without names")},
};

const struct module mod_place = {
	.name = "place",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
	.on_child = &place_block,
};
