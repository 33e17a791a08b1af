#include "coming.h"
#include "enrol_pages.h"
#include "intake.h"
#include "move.h"
#include "record_view.h"
#include "route.h"
#include "school.h"
#include "sign.h"
#include "tour.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

extern const struct child_block enrol_block;

/* Parents, and who supervises at a school with the parents beside; where a child is here already, apply_may(). */
#define APPLY (ROLE(PARENT) | ROLE(IB))

#define STEP(word, named, step) \
	{METHOD_POST, "/aanmelding/{pid}/" word, move_post, CAP_SIGNED_IN, "application." named, \
	 .record = &rec_application, .move = &application_flow[step], .page = application_page, .body = BODY_FORM}

#define INTAKE_STEP(word, named, step) \
	{METHOD_POST, "/intake/{pid}/" word, move_post, CAP_SIGNED_IN, "intake." named, .record = &rec_intake, \
	 .move = &intake_flow[step], .page = intake_page, .body = BODY_FORM}

#define GROUP(word, named, at, text) \
	{METHOD_GET, "/intake/{pid}/" word, intake_group_page, CAP_SIGNED_IN, "intake." named, text, \
	 .record = &rec_intake}, \
	{METHOD_POST, "/intake/{pid}/" word, intake_group_post, CAP_SIGNED_IN, "intake." named ".post", \
	 .record = &rec_intake, .form = &intake_groups[at].form, .page = intake_group_page, .body = BODY_FILE}

#define TOUR_STEP(word, named, step) \
	{METHOD_POST, "/rondleiding/{pid}/" word, move_post, CAP_SIGNED_IN, "tour." named, .record = &rec_tour, \
	 .move = &tour_flow[step], .page = tour_page, .body = BODY_FORM}

#define SIGN_STEP(word, named, step) \
	{METHOD_POST, "/signaal/{pid}/" word, move_post, CAP_SIGNED_IN, "sign." named, .record = &rec_sign, \
	 .move = &sign_flow[step], .page = sign_page, .body = BODY_FORM}

static const char *const query_cursor[] = {"na", NULL};

static const struct route routes[] = {
	{METHOD_GET, "/aanmelden", apply_choice_page, CAP_PUBLIC, "apply", N_("Find a school for your child")},
	{METHOD_GET, "/aanmelden/nu", apply_page, CAP_SIGNED_IN, "apply.now", N_("Apply at a school"), .roles = APPLY},
	{METHOD_POST, "/aanmelden/nu", apply_post, CAP_SIGNED_IN, "apply.now.post", .roles = APPLY,
	 .form = &form_apply, .page = apply_page, .body = BODY_FORM},
	{METHOD_GET, "/kind/{pid}/aanmelding", child_applications_page, CAP_SIGNED_IN, "child.applications",
	 N_("Applying and enrolling"), .record = &rec_route, .shows = &rec_application},
	{METHOD_GET, "/kind/{pid}/aanmelding/nieuw", apply_child_page, CAP_SIGNED_IN, "child.apply",
	 N_("Apply at a school"), .record = &rec_route},
	{METHOD_POST, "/kind/{pid}/aanmelding/nieuw", apply_child_post, CAP_SIGNED_IN, "child.apply.post",
	 .record = &rec_route, .form = &form_apply_child, .page = apply_child_page, .body = BODY_FORM},
	{METHOD_GET, "/aanmeldingen", applications_page, CAP_SIGNED_IN, "applications", N_("Applications"),
	 .query = query_cursor},
	{METHOD_GET, "/aanmelding/{pid}", application_page, CAP_SIGNED_IN, "application", N_("Application of a child"),
	 .record = &rec_application},
	{METHOD_GET, "/aanmelding/{pid}/afspraken", application_agree_page, CAP_SIGNED_IN, "application.agreed",
	 N_("What you agreed with the parents"), .record = &rec_application},
	{METHOD_POST, "/aanmelding/{pid}/afspraken", application_agree_post, CAP_SIGNED_IN, "application.agreed.post",
	 .record = &rec_application, .form = &form_application_agree, .page = application_agree_page, .body = BODY_FORM},
	{METHOD_GET, "/aanmelding/{pid}/aanpassing", adaptation_new_page, CAP_SIGNED_IN, "adaptation.new",
	 N_("Adaptation that was looked into"), .record = &rec_application, .makes = &rec_adaptation,
	 .form = &form_adaptation},
	{METHOD_POST, "/aanmelding/{pid}/aanpassing", adaptation_new_post, CAP_SIGNED_IN, "adaptation.new.post",
	 .record = &rec_application, .makes = &rec_adaptation, .form = &form_adaptation, .page = adaptation_new_page,
	 .body = BODY_FORM},
	{METHOD_GET, "/aanpassing/{pid}/wijzig", adaptation_edit_page, CAP_SIGNED_IN, "adaptation.edit",
	 N_("Change the adaptation"), .record = &rec_adaptation, .writes = true, .form = &form_adaptation},
	{METHOD_POST, "/aanpassing/{pid}/wijzig", adaptation_edit_post, CAP_SIGNED_IN, "adaptation.edit.post",
	 .record = &rec_adaptation, .writes = true, .form = &form_adaptation, .page = adaptation_edit_page,
	 .body = BODY_FORM},
	STEP("oppakken", "take_up", APP_TAKE_UP),
	STEP("aanvullen-vragen", "ask", APP_ASK),
	STEP("aanvullen", "answer", APP_ANSWER),
	STEP("aangevuld", "complete", APP_COMPLETE),
	STEP("verlengen", "extend", APP_EXTEND),
	STEP("te-laat", "late", APP_TELL_LATE),
	STEP("tijdelijk-plaatsen", "place", APP_PLACE),
	STEP("toelaten", "admit", APP_ADMIT),
	STEP("inschrijven", "enrol", APP_ENROL),
	STEP("weigeren", "refuse", APP_REFUSE),
	STEP("gebeld", "called", APP_CALL_DONE),
	STEP("gebeld-uitzondering", "called_exempt", APP_CALL_EXEMPT),
	STEP("niet-eens", "object", APP_OBJECT),
	STEP("ouders-niet-eens", "object_heard", APP_OBJECT_HEARD),
	STEP("alsnog-eens", "agree", APP_AGREE),
	STEP("elders-ingeschreven", "elsewhere", APP_IS_ELSEWHERE),
	STEP("intrekken", "withdraw", APP_WITHDRAW),
	STEP("ingetrokken", "withdraw_heard", APP_WITHDRAW_HEARD),
	STEP("niet-behandelen", "take_not", APP_TAKE_NOT),
	STEP("vervallen", "lapse", APP_LAPSE),
	{METHOD_GET, "/aanmelding/{pid}/intake", intake_new_page, CAP_SIGNED_IN, "intake.new",
	 N_("Begin the intake list"), .record = &rec_application, .makes = &rec_intake},
	{METHOD_POST, "/aanmelding/{pid}/intake", intake_new_post, CAP_SIGNED_IN, "intake.new.post",
	 .record = &rec_application, .makes = &rec_intake, .form = &form_intake_new, .page = intake_new_page,
	 .body = BODY_FORM},
	{METHOD_GET, "/intake/{pid}", intake_page, CAP_SIGNED_IN, "intake", N_("Intake list of a child"),
	 .record = &rec_intake},
	{METHOD_GET, "/intake/{pid}/afspraak", intake_day_page, CAP_SIGNED_IN, "intake.day",
	 N_("Another day for the intake list"), .record = &rec_intake, .writes = true},
	{METHOD_POST, "/intake/{pid}/afspraak", intake_day_post, CAP_SIGNED_IN, "intake.day.post", .record = &rec_intake,
	 .writes = true, .form = &form_intake_day, .page = intake_day_page, .body = BODY_FORM},
	GROUP("kind-en-thuis", "home", 0, N_("Your child and home")),
	GROUP("praten", "talking", 1, N_("Talking and understanding")),
	GROUP("spelen-en-leren", "playing", 2, N_("Playing and learning")),
	GROUP("samen", "others", 3, N_("With other children")),
	GROUP("zorg-en-hulp", "care", 4, N_("Care and help")),
	RECORDING_ROUTES("/intake-antwoord", "intake.answer", N_("Answer of the intake list"), rec_intake_answer,
	                 answer_flow, answer_page),
	INTAKE_STEP("ouders-klaar", "sent", INTAKE_SEND),
	INTAKE_STEP("klaar", "closed", INTAKE_CLOSE),
	INTAKE_STEP("verder", "opened", INTAKE_REOPEN),
	{METHOD_GET, "/intakevragen", intake_sets_page, CAP_SIGNED_IN, "intake_sets", N_("Questions of the intake list"),
	 .of = &rec_intake_set, .op = OP_READ},
	{METHOD_GET, "/intakevragen/nieuw", intake_set_new_page, CAP_SIGNED_IN, "intake_set.new",
	 N_("Change the questions"), .of = &rec_intake_set, .op = OP_CREATE, .form = &form_intake_set},
	{METHOD_POST, "/intakevragen/nieuw", record_form_post, CAP_SIGNED_IN, "intake_set.new.post",
	 .of = &rec_intake_set, .op = OP_CREATE, .form = &form_intake_set, .page = intake_set_new_page,
	 .body = BODY_FORM},
	{METHOD_GET, "/intakevragen/van/{pid}", intake_set_page, CAP_SIGNED_IN, "intake_set",
	 N_("Questions of the intake list"), .record = &rec_intake_set},
	{METHOD_GET, "/koppeloverleg", coming_page, CAP_SIGNED_IN, "coming", N_("Children coming up"),
	 .query = query_cursor},
	{METHOD_GET, "/signalen", signs_page, CAP_SIGNED_IN, "signs", N_("Signs")},
	{METHOD_GET, "/signalen/nieuw", sign_new_page, CAP_SIGNED_IN, "sign.new", N_("Write down a sign")},
	{METHOD_POST, "/signalen/nieuw", sign_new_post, CAP_SIGNED_IN, "sign.new.post", .form = &form_sign,
	 .page = sign_new_page, .body = BODY_FORM},
	{METHOD_GET, "/signalen/rust", sign_peace_page, CAP_SIGNED_IN, "sign.peace", N_("Leave a sign in peace")},
	{METHOD_POST, "/signalen/rust", sign_peace_post, CAP_SIGNED_IN, "sign.peace.post", .form = &form_sign_peace,
	 .page = sign_peace_page, .body = BODY_FORM},
	{METHOD_GET, "/kind/{pid}/signaal/nieuw", sign_child_page, CAP_SIGNED_IN, "sign.child", N_("Write down a sign"),
	 .record = &rec_route, .makes = &rec_sign},
	{METHOD_POST, "/kind/{pid}/signaal/nieuw", sign_child_post, CAP_SIGNED_IN, "sign.child.post",
	 .record = &rec_route, .makes = &rec_sign, .form = &form_sign_child, .page = sign_child_page, .body = BODY_FORM},
	{METHOD_GET, "/signaal/{pid}", sign_page, CAP_SIGNED_IN, "sign", N_("What the preschool sees"),
	 .record = &rec_sign},
	{METHOD_GET, "/signaal/{pid}/wijzig", sign_edit_page, CAP_SIGNED_IN, "sign.edit", N_("Change the sign"),
	 .record = &rec_sign, .writes = true},
	{METHOD_POST, "/signaal/{pid}/wijzig", sign_edit_post, CAP_SIGNED_IN, "sign.edit.post", .record = &rec_sign,
	 .writes = true, .form = &form_sign_child, .page = sign_edit_page, .body = BODY_FORM},
	SIGN_STEP("toestemming-vragen", "ask", SIGN_ASK),
	SIGN_STEP("ja", "yes", SIGN_YES),
	SIGN_STEP("nee", "no", SIGN_NO),
	SIGN_STEP("stoppen", "stop", SIGN_STOP),
	{METHOD_GET, "/signaalsoorten", record_list_page, CAP_SIGNED_IN, "sign_kinds", N_("Kinds of sign and criteria"),
	 .of = &rec_sign_kind, .op = OP_READ},
	{METHOD_GET, "/signaalsoorten/nieuw", record_form_page, CAP_SIGNED_IN, "sign_kind.new", N_("Add to the list"),
	 .of = &rec_sign_kind, .op = OP_CREATE, .form = &form_sign_kind},
	{METHOD_POST, "/signaalsoorten/nieuw", record_form_post, CAP_SIGNED_IN, "sign_kind.new.post",
	 .of = &rec_sign_kind, .op = OP_CREATE, .form = &form_sign_kind, .page = record_form_page, .body = BODY_FORM},
	{METHOD_GET, "/signaalsoort/{pid}", record_page, CAP_SIGNED_IN, "sign_kind", N_("Kind of sign"),
	 .record = &rec_sign_kind},
	{METHOD_GET, "/signaalsoort/{pid}/wijzig", record_form_page, CAP_SIGNED_IN, "sign_kind.change",
	 N_("Change the list"), .record = &rec_sign_kind, .writes = true, .form = &form_sign_kind},
	{METHOD_POST, "/signaalsoort/{pid}/wijzig", record_form_post, CAP_SIGNED_IN, "sign_kind.change.post",
	 .record = &rec_sign_kind, .writes = true, .form = &form_sign_kind, .page = record_form_page, .body = BODY_FORM},
	{METHOD_GET, "/kennismaken", tour_ask_page, CAP_PUBLIC, "tour.ask", N_("Look round at a school")},
	{METHOD_POST, "/kennismaken", tour_ask_post, CAP_PUBLIC, "tour.ask.post", .form = &form_tour,
	 .page = tour_ask_page, .body = BODY_FORM},
	{METHOD_GET, "/kennismaken/gevraagd", tour_asked_page, CAP_PUBLIC, "tour.asked", N_("The school knows")},
	{METHOD_GET, "/school/{pid}/kennismaken", tour_school_page, CAP_SIGNED_IN, "tour.school",
	 N_("Look round at a school"), .record = &rec_school, .roles = ROLE(PARENT)},
	{METHOD_GET, "/rondleidingen", record_list_page, CAP_SIGNED_IN, "tours", N_("Tours"), .of = &rec_tour,
	 .op = OP_READ},
	{METHOD_GET, "/rondleiding/{pid}", tour_page, CAP_SIGNED_IN, "tour", N_("Tour"), .record = &rec_tour},
	TOUR_STEP("plannen", "plan", TOUR_PLAN),
	TOUR_STEP("opnieuw", "again", TOUR_REPLAN),
	TOUR_STEP("gehouden", "held", TOUR_HOLD),
	TOUR_STEP("uitgenodigd", "invited", TOUR_INVITE),
	TOUR_STEP("vervallen", "dropped", TOUR_DROP),
};

static const struct record *const records[] = {&rec_application, &rec_adaptation, &rec_tour, &rec_intake,
	&rec_intake_answer,
                                             &rec_intake_set, &rec_sign, &rec_sign_kind};

static const struct menu_item menu[] = {
	{"/aanmeldingen", N_("Applications"), ROLE(IB), 1, N_("Children whose parents applied at your school")},
	{"/rondleidingen", N_("Tours"), ROLE(IB) | ROLE(SCHOOL_LEADER), 2, N_("Parents who want to look round")},
	{"/koppeloverleg", N_("Children coming up"), ROLE(PRESCHOOL) | ROLE(TRAJECT) | ROLE(IB), 2,
	 N_("Who comes to school: what is seen, agreed and handed over, and which schools fit")},
	{"/intakevragen", N_("Questions of the intake list"), ROLE(DIRECTOR) | ROLE(TRAJECT), 4,
	 N_("What school and parents fill in together")},
	{"/signalen", N_("Signs"), ROLE(PRESCHOOL), 1, N_("What you see early, and what parents let you share")},
	{"/aanmelden", N_("Apply"), ROLE(PARENT), 2, N_("Look round at a school, or apply for your child")},
};

const struct module mod_enrol = {
	.name = "enrol",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
	.on_child = &enrol_block,
};
