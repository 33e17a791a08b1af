/* Pages of talks together. */
#ifndef TN_MEETING_PAGES_H
#define TN_MEETING_PAGES_H

#include "documents.h"
#include "meeting_who.h"
#include "route.h"

/* How the reader stands to the talk: what is offered, never what is open (that is the reach). */
enum meeting_reader {
	READER_TABLE = 0, /* invited, works with the child */
	READER_LEADS,     /* may write in it: who leads it, and the adviser */
	READER_FAMILY,
	READER_GUEST,
	READER__N
};

/* Everything of one talk that this reader may see. */
struct meeting_view {
	const struct seen *of;
	struct row child; /* rec NULL: the core is not open */
	struct seen_page invitees, said, cards, actions, needed;
	const struct seen *own; /* the reader's place at the table; NULL: none */
	enum meeting_reader reader;
};
enum err meeting_load(struct req *req, struct meeting_view *v) MUST_CHECK;
/* The same for who writes at the table; ERR_DENIED: a partner who takes part speaks for oneself only. */
enum err meeting_load_to_write(struct req *req, struct meeting_view *v) MUST_CHECK;
/* May this reader write at the table; and does it lead the talk: plan, decide, and read what each one answered? */
bool meeting_writes(const struct req *req);
/* And is it now that it is done on the page of this request? ERR_DENIED, or ERR_CONFLICT. */
enum err meeting_writes_now(const struct req *req) MUST_CHECK;
bool meeting_leads(const struct req *req);

/* Is the report there, but talked about first with this reader (practice 18)? It says so in a remark, with the days; to
 * who does read it, that the family does not yet. */
bool meeting_waits(const struct meeting_view *v);
void meeting_first(struct ui *u, struct req *req, const struct meeting_view *v);

bool meeting_someone_came(const struct meeting_view *v); /* is it written down who was there? */
/* How far what is written after the talk is: the state of the task and its hint. */
void meeting_far_came(struct ui *u, const struct meeting_view *v, struct ui_task *t);
void meeting_far_cards(struct ui *u, const struct meeting_view *v, struct ui_task *t);
void meeting_far_decided(struct ui *u, const struct meeting_view *v, struct ui_task *t);
void meeting_far_needed(struct ui *u, const struct meeting_view *v, struct ui_task *t);
void meeting_far_actions(struct ui *u, const struct meeting_view *v, struct ui_task *t);

/* ---- words ---- */

const char *meeting_path(struct arena *a, const struct row *meeting, const char *below);
/* The same for a guest, whose pages are elsewhere. */
const char *meeting_own_path(struct req *req, const struct row *meeting, const char *below);
const char *contribution_path(struct arena *a, const struct row *contribution);
/* "Monday 30 November, 14:30". */
struct str meeting_moment(struct arena *a, struct speak sp, const struct row *meeting, int at);
enum { MOMENT_CHOSEN = -1, MOMENTS = 3 };
bool meeting_has_moment(const struct row *meeting, int at);
/* The moment that was chosen, or that it is still open. */
/* Why the day of that moment is no school day, while it is still to come; NULL: nothing is against it. */
const char *meeting_day_off(struct ui *u, const struct row *meeting, int at);
struct str meeting_when(struct arena *a, struct speak sp, const struct row *meeting);
/* "Jolanda Bakker, internal supervisor": as far as this reader may know. */
struct str invitee_name(struct req *req, const struct seen *invitee);
/* The same on a page of the talk: a pupil by name, and who reads it as "You" where it is the family or a guest. */
struct str meeting_called(struct req *req, const struct meeting_view *v, const struct seen *invitee);
/* "This is right, on paper, 20 November 2026": what this one said of the report, as far as the reader may know; empty:
 * nothing yet. And the way to the paper, where there is one that this reader can open. */
struct str meeting_said_back(struct ui *u, const struct seen *invitee);
void meeting_paper_link(struct ui *u, struct req *req, const char *before, const struct seen *invitee);
/* Is it for this one to say whether the report is right: for who was there, and for own family. */
bool invitee_reads_back(const struct row *invitee);
struct str meeting_parts(struct req *req, parts p); /* in words, with commas */
/* Who does it; "you" to who that is. */
struct str action_owner(struct req *req, const struct seen *action);
bool action_is_own(const struct req *req, const struct row *action);
const struct field *voice_label_field(void);

/* A field of the meeting as a paragraph under a heading, when there is something in it. */
void meeting_text(struct ui *u, const struct seen *s, enum meeting_field f);
enum ui_voice meeting_voice_of(const struct row *contribution);
/* The parts of the page that every version shares. */
void meeting_voices(struct ui *u, struct req *req, const struct meeting_view *v);
/* "From: observation, 3 November": where a solution is known from; empty: nothing was written. */
struct str solution_from(struct ui *u, const struct row *solution);
void meeting_cards(struct ui *u, const struct meeting_view *v);
void meeting_actions(struct ui *u, struct req *req, const struct meeting_view *v, bool buttons);
void meeting_decided(struct ui *u, const struct meeting_view *v);
/* The same under their headings: not where all of it is kept from this reader. */
void meeting_decided_panel(struct ui *u, const struct meeting_view *v);
void meeting_actions_panel(struct ui *u, struct req *req, const struct meeting_view *v, bool buttons);
void meeting_needed_panel(struct ui *u, struct req *req, const struct meeting_view *v);
/* The invitation as a parent reads it (practice M2). */
void meeting_letter(struct ui *u, struct req *req, const struct meeting_view *v);
/* What is shared, with whom, until when: before it happens (access.md rule 8). */
void meeting_sharing(struct ui *u, struct req *req, const struct meeting_view *v);
/* Starts a page below a talk: title, crumbs. */
struct ui *meeting_begin(struct req *req, const struct meeting_view *v, struct ui_page *page, const char *title);

/* A page with a form over the fields of the talk itself, and its post. */
enum err meeting_form_page(struct req *req, const struct form_def *def, const char *title, const char *intro,
                           const char *below) MUST_CHECK;
enum err meeting_form_saved(struct req *req, const char *done) MUST_CHECK;
/* The same over `over` (NULL: nothing yet), which the caller fills. */
enum err piece_form_page(struct req *req, const struct meeting_view *v, struct form *f, const char *title,
                         const char *intro, const char *below) MUST_CHECK;

/* ---- pages ---- */

handler child_meetings_page;                          /* /kind/{pid}/knooppunt */
handler meeting_new_page, meeting_new_post;           /* /kind/{pid}/knooppunt/nieuw */
handler meeting_page, meeting_edit_page, meeting_edit_post, meeting_moment_post;
handler meeting_interpreter_page, meeting_interpreter_post;
handler meeting_answer_page, meeting_answer_post, meeting_say_page, meeting_say_post, meeting_write_page,
    meeting_write_post, meeting_read_page, meeting_read_post;
handler meeting_cards_page, meeting_cards_post, meeting_outcome_page, meeting_outcome_post, meeting_acute_page,
    meeting_acute_post, meeting_summary_page, meeting_summary_post;
handler meeting_action_page, meeting_action_post, meeting_action_done_post, meeting_needed_page, meeting_needed_post,
    meeting_needed_reached_page, meeting_needed_reached_post;
handler meeting_came_page, meeting_came_post, meeting_read_back_page, meeting_read_back_post, meeting_paper_page,
    meeting_paper_post, start_page_of_talk, start_post_of_talk;
handler contribution_page; /* /bijdrage/{pid} */
handler meeting_report_page, meeting_calendar;
handler meeting_guest_code_post, meeting_guest_home, meeting_guest_page, meeting_file_post, meeting_files_page;

extern const struct form_def form_meeting_new, form_meeting_edit, form_meeting_moment, form_meeting_interpreter,
    form_meeting_answer,
	form_meeting_say, form_meeting_say_guest, form_meeting_write,
	form_meeting_read, form_meeting_cards, form_meeting_outcome,
	    form_meeting_acute, form_meeting_summary, form_meeting_action, form_meeting_needed, form_meeting_reached,
	form_meeting_came, form_meeting_read_back, form_meeting_paper, form_meeting_start;

extern const struct child_block meeting_block;

#endif
