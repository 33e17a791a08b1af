#include "move.h"
#include "people.h"
#include "route.h"
#include "meeting_pages.h"
#include "pdf_view.h"
#include "record_view.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

/* What is written at the table by who may write in the part. */
#define WRITE(path, row_name, the_title, fn, post, the_form, the_body) \
	{METHOD_GET, "/knooppunt/{pid}/" path, fn, CAP_SIGNED_IN, "meeting." row_name, the_title, \
	    .record = &rec_meeting, \
	 .writes = true}, \
	{METHOD_POST, "/knooppunt/{pid}/" path, post, CAP_SIGNED_IN, "meeting." row_name ".post", \
	    .record = &rec_meeting, \
	 .writes = true, .form = &the_form, .page = fn, .body = the_body}
/* The same on a report that is shared: its own words stay as they are (meeting_writes_now). */
#define BESIDE(path, row_name, the_title, fn, post, the_form) \
	{METHOD_GET, "/knooppunt/{pid}/" path, fn, CAP_SIGNED_IN, "meeting." row_name, the_title, \
	    .record = &rec_meeting}, \
	{METHOD_POST, "/knooppunt/{pid}/" path, post, CAP_SIGNED_IN, "meeting." row_name ".post", \
	    .record = &rec_meeting, .form = &the_form, .page = fn, .body = BODY_FORM}
/* What each at the table does for oneself, in an account and as a guest. */
#define OWN_AT(base, need, row_name, path, the_title, fn, post, the_form, the_body) \
	{METHOD_GET, base path, fn, need, row_name, the_title, .record = &rec_meeting}, \
	{METHOD_POST, base path, post, need, row_name ".post", .record = &rec_meeting, .form = &the_form, .page = fn, \
	 .body = the_body}
#define STEP(step, row_name) \
	{METHOD_POST, "/knooppunt/{pid}/" step, move_post, CAP_SIGNED_IN, "meeting." row_name, .record = &rec_meeting, \
	 .page = meeting_page, .body = BODY_FORM, .move = &meeting_flow
#define GUEST "/gast/knooppunt/{pid}"

static enum err report_pdf(struct req *req)
{
	return view_pdf(req, meeting_report_page, "verslag");
}

static const struct route routes[] = {
	{METHOD_POST, "/actie/{pid}/gedaan", meeting_action_done_post, CAP_SIGNED_IN, "action.done",
	    .record = &rec_action,
	 .body = BODY_FORM},
	{METHOD_GET, "/gast/knooppunt", meeting_guest_home, CAP_GUEST, "guest.home", N_("Talk together")},
	{METHOD_GET, GUEST, meeting_guest_page, CAP_GUEST, "guest.meeting", N_("Talk together"),
	    .record = &rec_meeting},
	{METHOD_GET, GUEST "/afspraak.ics", meeting_calendar, CAP_GUEST, "guest.calendar", N_("Calendar file"),
	 .record = &rec_meeting},
	OWN_AT(GUEST, CAP_GUEST, "guest.answer", "/antwoord", N_("Choose what suits you"), meeting_answer_page,
	    meeting_answer_post, form_meeting_answer, BODY_FORM),
	{METHOD_GET, GUEST "/bestanden", meeting_files_page, CAP_GUEST, "guest.files", N_("Files of the talk"),
	 .record = &rec_meeting},
	{METHOD_POST, GUEST "/bestanden", meeting_file_post, CAP_GUEST, "guest.files.post", .record = &rec_meeting,
	 .form = &form_document, .page = meeting_files_page, .body = BODY_FILE},
	OWN_AT(GUEST, CAP_GUEST, "guest.say", "/bijdrage", N_("Say something for the talk"), meeting_say_page,
	    meeting_say_post, form_meeting_say_guest, BODY_FORM),
	OWN_AT(GUEST, CAP_GUEST, "guest.read", "/klopt", N_("Is the report right?"), meeting_read_page,
	    meeting_read_post, form_meeting_read, BODY_FORM),
	{METHOD_GET, GUEST "/verslag/pdf", report_pdf, CAP_GUEST, "guest.report.pdf", N_("Report of the talk"),
	 .record = &rec_meeting},
	{METHOD_GET, GUEST "/verslag", meeting_report_page, CAP_GUEST, "guest.report", N_("Report of the talk"),
	 .record = &rec_meeting},
	{METHOD_GET, "/kind/{pid}/knooppunt", child_meetings_page, CAP_SIGNED_IN, "child.meetings", N_("Knooppunt"),
	 .record = &rec_route, .shows = &rec_meeting, .query = query_all},
	{METHOD_GET, "/kind/{pid}/knooppunt/nieuw", meeting_new_page, CAP_SIGNED_IN, "meeting.new",
	    N_("Plan a knooppunt"),
	 .record = &rec_route, .makes = &rec_meeting, .form = &form_meeting_new},
	{METHOD_POST, "/kind/{pid}/knooppunt/nieuw", meeting_new_post, CAP_SIGNED_IN, "meeting.new.post",
	 .record = &rec_route, .makes = &rec_meeting, .form = &form_meeting_new, .page = meeting_new_page,
	 .body = BODY_FORM},
	{METHOD_GET, "/knooppunt/{pid}", meeting_page, CAP_SIGNED_IN, "meeting", N_("Talk together"),
	 .record = &rec_meeting},
	WRITE("aanwezig", "came", N_("Who was there?"), meeting_came_page, meeting_came_post, form_meeting_came,
	    BODY_FORM),
	BESIDE("actie", "action", N_("Who does what, and by when?"), meeting_action_page, meeting_action_post,
	    form_meeting_action),
	WRITE("acuut", "acute", N_("It is acutely unsafe"), meeting_acute_page, meeting_acute_post,
	    form_meeting_acute, BODY_FORM),
	{METHOD_GET, "/knooppunt/{pid}/afspraak.ics", meeting_calendar, CAP_SIGNED_IN, "meeting.calendar",
	 N_("Calendar file"), .record = &rec_meeting},
	OWN_AT("/knooppunt/{pid}", CAP_SIGNED_IN, "meeting.answer", "/antwoord", N_("Choose what suits you"),
	    meeting_answer_page,
	       meeting_answer_post, form_meeting_answer, BODY_FORM),
	WRITE("besluit", "outcome", N_("What we decide"), meeting_outcome_page, meeting_outcome_post,
	    form_meeting_outcome, BODY_FORM),
	{METHOD_GET, "/knooppunt/{pid}/bestanden", meeting_files_page, CAP_SIGNED_IN, "meeting.files",
	 N_("Files of the talk"), .record = &rec_meeting},
	{METHOD_POST, "/knooppunt/{pid}/bestanden", meeting_file_post, CAP_SIGNED_IN, "meeting.files.post",
	 .record = &rec_meeting, .form = &form_document, .page = meeting_files_page, .body = BODY_FILE},
	OWN_AT("/knooppunt/{pid}", CAP_SIGNED_IN, "meeting.say", "/bijdrage", N_("Say something for the talk"),
	    meeting_say_page,
	       meeting_say_post, form_meeting_say, BODY_FILE),
	RECORDING_ROUTES("/bijdrage", "contribution", N_("What someone says"), rec_contribution, contribution_flow,
	                 contribution_page),
	WRITE("kaarten", "cards", N_("Seven solutions"), meeting_cards_page, meeting_cards_post, form_meeting_cards,
	    BODY_FORM),
	OWN_AT("/knooppunt/{pid}", CAP_SIGNED_IN, "meeting.read", "/klopt", N_("Is the report right?"),
	    meeting_read_page, meeting_read_post,
	       form_meeting_read, BODY_FORM),
	{METHOD_POST, "/knooppunt/{pid}/moment", meeting_moment_post, CAP_SIGNED_IN, "meeting.moment.post",
	 .record = &rec_meeting, .writes = true, .form = &form_meeting_moment, .page = meeting_page, .body = BODY_FORM},
	WRITE("nodig", "needed", N_("What does the child need?"), meeting_needed_page, meeting_needed_post,
	    form_meeting_needed, BODY_FORM),
	WRITE("opschrijven", "write", N_("Write down what someone says"), meeting_write_page, meeting_write_post,
	    form_meeting_write, BODY_FORM),
	{METHOD_GET, "/knooppunt/{pid}/papier/{wie}/teruglezen", meeting_paper_page, CAP_SIGNED_IN, "meeting.paper",
	 N_("The report came back on paper"), .record = &rec_meeting},
	{METHOD_POST, "/knooppunt/{pid}/papier/{wie}/teruglezen", meeting_paper_post, CAP_SIGNED_IN, "meeting.paper.post",
	 .record = &rec_meeting, .form = &form_meeting_paper, .page = meeting_paper_page, .body = BODY_FILE},
	WRITE("samenvatting", "summary", N_("Summary in another language"), meeting_summary_page,
	    meeting_summary_post, form_meeting_summary,
	      BODY_FORM),
	BESIDE("teruglezen", "back", N_("Read back: is it right?"), meeting_read_back_page, meeting_read_back_post,
	    form_meeting_read_back),
	WRITE("tolk", "interpreter", N_("Interpreter"), meeting_interpreter_page, meeting_interpreter_post,
	    form_meeting_interpreter, BODY_FORM),
	{METHOD_GET, "/knooppunt/{pid}/verslag/pdf", report_pdf, CAP_SIGNED_IN, "meeting.report.pdf",
	 N_("Report of the talk"), .record = &rec_meeting},
	{METHOD_GET, "/knooppunt/{pid}/verslag", meeting_report_page, CAP_SIGNED_IN, "meeting.report",
	    N_("Report of the talk"),
	 .record = &rec_meeting},
	WRITE("vertrekpunt", "start", N_("Where we start from"), start_page_of_talk, start_post_of_talk,
	    form_meeting_start, BODY_FORM),
	WRITE("wijzig", "edit", N_("Change the plan of the talk"), meeting_edit_page, meeting_edit_post,
	    form_meeting_edit,
	      BODY_FORM),
	STEP("uitnodigen", "invite")[MEETING_INVITE]},
	STEP("gehouden", "hold")[MEETING_HOLD]},
	STEP("verslag", "share")[MEETING_SHARE]},
	STEP("verbeteren", "reopen")[MEETING_REOPEN]},
	STEP("afronden", "close")[MEETING_CLOSE]},
	STEP("afzeggen", "cancel")[MEETING_CANCEL]},
	{METHOD_GET, "/nodig/{pid}", meeting_needed_reached_page, CAP_SIGNED_IN, "needed",
	    N_("Is the goal reached in class?"),
	 .record = &rec_needed},
	{METHOD_POST, "/nodig/{pid}", meeting_needed_reached_post, CAP_SIGNED_IN, "needed.post", .record = &rec_needed,
	 .writes = true, .form = &form_meeting_reached, .page = meeting_needed_reached_page, .body = BODY_FORM},
	{METHOD_POST, "/uitgenodigde/{pid}/code", meeting_guest_code_post, CAP_SIGNED_IN, "guest.code",
	    .record = &rec_invitee,
	 .writes = true, .body = BODY_FORM},
	{METHOD_GET, "/uitgenodigde/{pid}/papier", held_file_get, CAP_SIGNED_IN, "meeting.paper.file",
	 N_("The paper that came back"), .record = &rec_invitee},
};

static const struct record *const records[] = {
	&rec_meeting, &rec_invitee, &rec_contribution, &rec_solution, &rec_action, &rec_needed,
};

const struct module mod_meeting = {
	.name = "meeting",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.on_child = &meeting_block,
};
