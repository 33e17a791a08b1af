/* The report, for each reader the version of what they may read: own family, who works with the child, a guest. And the
 * appointment for a calendar, with a neutral title. */
#include "meeting_pages.h"

#include "date.h"
#include "flow.h"
#include "ical.h"
#include "people.h"
#include "route.h"

static const char *const versions[READER__N] = {
	[READER_TABLE] = N_("This is the version for who works with the child."),
	[READER_LEADS] = N_("This is the version for who leads the talk. Each reader has one of their own."),
	[READER_FAMILY] = N_("This is the version for the family."),
	[READER_GUEST] = N_("This is the version for guests: what was shared with you, and nothing else."),
};

static void who_was_there(struct ui *u, struct req *req, const struct meeting_view *v)
{
	const char *names[24];
	size_t n = 0;
	for (size_t i = 0; i < v->invitees.n && n < 24; i++)
		if (row_int(&v->invitees.v[i].row, &invitee_fields[INVITEE_CAME]) != 0)
			names[n++] = str_c(u->a, meeting_called(req, v, &v->invitees.v[i]));
	ui_bullets(u, names, n);
}

/* What is asked of this reader stands above the report, not below it. */
static void asked_back(struct ui *u, struct req *req, const struct meeting_view *v)
{
	if (v->own == NULL || !invitee_reads_back(&v->own->row) || flow_state(&v->of->row) != MEETING_REPORT)
		return;
	bool said = row_text(&v->own->row, &invitee_fields[INVITEE_READ]).n > 0;
	if (!said)
		ui_p(u, tr(u->sp, N_("Read the report and say whether it is right. What is not, is written beside it.")));
	ui_buttons_begin(u);
	ui_button_link(u, said ? BUTTON_ALT : BUTTON_PRIMARY, meeting_own_path(req, &v->of->row, "/klopt"),
	               tr(u->sp, said ? N_("Change your answer") : N_("Say whether the report is right")));
	ui_buttons_end(u);
}

static bool someone_said(const struct meeting_view *v)
{
	for (size_t i = 0; i < v->invitees.n; i++)
		if (row_text(&v->invitees.v[i].row, &invitee_fields[INVITEE_READ]).n > 0)
			return true;
	return false;
}

struct str meeting_said_back(struct ui *u, const struct seen *s)
{
	const struct field *read = &invitee_fields[INVITEE_READ], *paper = &invitee_fields[INVITEE_PAPER_ON];
	struct str is = read->type->show(u->a, u->sp, read, row_val(&s->row, read));
	struct str why = row_text(&s->row, &invitee_fields[INVITEE_READ_WHY]);
	struct val day = row_val(&s->row, paper);
	if (is.n > 0 && day.type != VAL_NULL)
		is = tr_fill(u->a, u->sp, N_("{answer}, on paper, {date}"),
		             TR_SLOTS({"answer", is}, {"date", paper->type->show(u->a, u->sp, paper, day)}));
	return is.n > 0 && why.n > 0 ? str_printf(u->a, STR_FMT ": " STR_FMT, STR_ARG(is), STR_ARG(why)) : is;
}

/* A guest knows what the own paper says, and has no page for it. */
void meeting_paper_link(struct ui *u, struct req *req, const char *before, const struct seen *s)
{
	if (held_opens(s) && req->viewer->level != LEVEL_GUEST)
		ui_p_link(u, before, str_printf(u->a, "/uitgenodigde/" STR_FMT "/papier", STR_ARG(s->row.pid)).p,
		          tr(u->sp, N_("Open the paper")), NULL);
}

/* What each says of it; of the other guardian nothing is shown. */
static void read_back(struct ui *u, struct req *req, const struct meeting_view *v)
{
	if (!someone_said(v))
		return;
	ui_panel_begin(u, tr(u->sp, N_("Is it right?")));
	ui_summary_begin(u);
	for (size_t i = 0; i < v->invitees.n; i++) {
		struct str is = meeting_said_back(u, &v->invitees.v[i]);
		if (is.n > 0)
			ui_summary_row(u, str_c(u->a, meeting_called(req, v, &v->invitees.v[i])), is, NULL);
	}
	ui_summary_end(u);
	for (size_t i = 0; i < v->invitees.n; i++)
		meeting_paper_link(u, req, str_c(u->a, meeting_called(req, v, &v->invitees.v[i])), &v->invitees.v[i]);
	ui_panel_end(u);
}

static void summary(struct ui *u, const struct meeting_view *v)
{
	const struct row *r = &v->of->row;
	const struct field *by = &meeting_fields[MEETING_SUMMARY_BY],
	    *language = &meeting_fields[MEETING_SUMMARY_LANGUAGE];
	if (row_text(r, &meeting_fields[MEETING_SUMMARY]).n == 0)
		return;
	ui_panel_begin(u, tr_fill(u->a, u->sp, N_("Summary in {language}"), TR_SLOTS({"language", row_text(r,
	    language)})).p);
	ui_p_str(u, view_shown(u, v->of, &meeting_fields[MEETING_SUMMARY]));
	ui_remark(u, TONE_INFO, str_c(u->a, by->type->show(u->a, u->sp, by, row_val(r, by))));
	ui_panel_end(u);
}

/* The files are named beside the voices, for who reads it on paper. */
static enum err said_and_handed_in(struct ui *u, struct req *req, const struct meeting_view *v,
                                   const struct documents_at *files)
{
	meeting_voices(u, req, v);
	return documents_named(u, req, files, tr(u->sp, N_("Files of the talk")));
}

enum err meeting_report_page(struct req *req)
{
	struct meeting_view v;
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct documents_at files = {.of = &req->seen, .part = PART_KNOOPPUNT, .on = r->id};
	documents_ask(req, &files);
	enum err e = meeting_load(req, &v);
	if (e != OK)
		return e;
	if (row_val(r, &meeting_fields[MEETING_REPORTED]).type == VAL_NULL)
		return ERR_NOT_FOUND;
	bool waits = meeting_waits(&v);
	const struct str facts[] = {
		meeting_moment(a, sp, r, MOMENT_CHOSEN),
		tr_fill(a, sp, N_("shared {when}"),
		        TR_SLOTS({"when", tr_date_time(a, sp.lang, row_int(r, &meeting_fields[MEETING_REPORTED]))}))};
	struct ui_page page = {.facts = facts, .n_facts = 2,
	                       .intro = waits ? NULL : tr(sp, versions[v.reader])};
	const char *title = tr_fill(a, sp, N_("Report of the talk about {name}"),
	                            TR_SLOTS({"name", row_text(&v.child, &route_fields[ROUTE_GIVEN_NAME])})).p;
	page.window_title = tr(sp, N_("Report of the talk"));
	struct ui *u = meeting_begin(req, &v, &page, title);
	meeting_first(u, req, &v);
	if (waits)
		return view_end(u, req, &page);
	ui_buttons_begin(u);
	ui_print_button(u);
	ui_button_link(u, BUTTON_ALT, meeting_own_path(req, r, "/verslag/pdf"), tr(sp, N_("As a PDF")));
	ui_buttons_end(u);
	asked_back(u, req, &v);
	summary(u, &v);
	e = said_and_handed_in(u, req, &v, &files);
	if (e != OK)
		return e;
	ui_panel_begin(u, tr(sp, N_("Who was there?")));
	who_was_there(u, req, &v);
	struct str question = view_shown(u, &req->seen, &meeting_fields[MEETING_QUESTION]);
	if (question.n > 0) {
		ui_h2(u, tr(sp, N_("What was it about?")));
		ui_p_str(u, question);
	}
	meeting_text(u, &req->seen, MEETING_CAN);
	meeting_text(u, &req->seen, MEETING_HOME);
	ui_panel_end(u);
	meeting_decided_panel(u, &v);
	meeting_actions_panel(u, req, &v, false);
	if (v.needed.n > 0)
		meeting_needed_panel(u, req, &v);
	meeting_cards(u, &v);
	read_back(u, req, &v);
	return view_end(u, req, &page);
}

/* ---- the calendar file ---- */

enum { MINUTE_MS = 60 * 1000, HOUR_MINUTES = 60 };

static int digit(struct str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9' ? s.p[i] - '0' : 0;
}

/* "14:30" on that day in Amsterdam. */
static int64_t begins_at(const struct row *r)
{
	struct str t = row_text(r, &meeting_fields[MEETING_TIME]);
	int64_t minutes = (digit(t, 0) * 10 + digit(t, 1)) * HOUR_MINUTES + digit(t, 3) * 10 + digit(t, 4);
	int64_t midnight = instant_of_date((int32_t)row_int(r, &meeting_fields[MEETING_DAY]));
	int64_t at = midnight + minutes * MINUTE_MS;
	return at + (int64_t)(amsterdam_offset(midnight) - amsterdam_offset(at)) * MINUTE_MS;
}

/* Nothing of a child, a school or a place in it: a calendar is read by others (practice M8). */
enum err meeting_calendar(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct arena *a = req->act.a;
	struct buf b;
	int64_t minutes = row_int(r, &meeting_fields[MEETING_MINUTES]);
	if (!meeting_has_moment(r, MOMENT_CHOSEN))
		return ERR_NOT_FOUND;
	buf_init(&b, a, 8192);
	ical_begin(&b, &(struct ical_head){.name = S("Thuisnabij"), .product = "Thuisnabij//Agenda"});
	int64_t begins = begins_at(r);
	ical_event(&b, &(struct ical_event){
		.uid = str_printf(a, STR_FMT "@thuisnabij", STR_ARG(r->pid)), .stamp = req->act.now, .begins = begins,
		.ends = begins + (minutes == 0 ? HOUR_MINUTES : minutes) * MINUTE_MS, .busy = true,
		.title = str_from(tr(req->act.speak, N_("Appointment (Thuisnabij)"))),
		.text = str_from(tr(req->act.speak, N_("Sign in to see what it is about."))),
		.url = str_printf(a, STR_FMT "%s", STR_ARG(site_address(req)), meeting_own_path(req, r, ""))});
	ical_end(&b);
	req->res.type = "text/calendar; charset=utf-8";
	req->res.download = S("afspraak.ics");
	req->res.body = b;
	return b.failed ? ERR_TOO_BIG : OK;
}
