/* What a talk tells on the page of a child (child_block.h). */
#include "meeting_pages.h"

#include "flow.h"
#include "people.h"
#include "route.h"

enum { TOLD_MEETING, TOLD_SAID, TOLD__N, ON_PAPER_CARDS = TOLD__N, ON_PAPER_ACTIONS, ON_PAPER__N };

/* Who leads the talk writes out what was recorded for it. */
static enum side leads_of(const struct seen_page *meetings, const struct row *said)
{
	for (size_t i = 0; i < meetings->n; i++)
		if (meetings->v[i].row.id == row_int(said, &contribution_fields[CONTRIBUTION_MEETING]))
			return is_owned_by_school(&meetings->v[i].row) ? SIDE_SCHOOL : SIDE_PRESCHOOL;
	return SIDE_SCHOOL;
}

static void tell(struct child_told *t, struct req *req, const struct seen_page *found)
{
	static const char *const says[MEETING_STATES] = {
		[MEETING_PLANNED] = N_("Invite everyone to the talk"), [MEETING_INVITED] = N_("Talk together"),
		[MEETING_HELD] = N_("Share the report of the talk"),
		    [MEETING_REPORT] = N_("Read the report of the talk"),
	};
	bool family = child_reader(req) == SIDE_PARENTS;
	for (size_t i = 0; i < found[TOLD_MEETING].n; i++) {
		const struct row *r = &found[TOLD_MEETING].v[i].row;
		int state = flow_state(r);
		if (says[state] == NULL || (state == MEETING_PLANNED && family))
			continue;
		bool waits = reach_waits(&found[TOLD_MEETING].v[i].allowed, r);
		enum meeting_field day = meeting_has_moment(r, MOMENT_CHOSEN) ? MEETING_DAY : MEETING_DAY_A;
		tell_now(t, &(struct child_now){
			.of = r,
			.what = str_from(tr(req->act.speak, waits ? N_("Talk about the report together first") : says[state])),
			.acts = is_owned_by_school(r) ? SIDE_SCHOOL : SIDE_PRESCHOOL,
			.by = waits                       ? (int32_t)row_int(r, &meeting_fields[MEETING_TALK_ON])
			      : state <= MEETING_INVITED ? (int32_t)row_int(r, &meeting_fields[day]) : 0,
			.act = N_("Open the talk"), .href = meeting_path(req->act.a, r, ""),
		});
	}
	for (size_t i = 0; i < found[TOLD_SAID].n; i++) {
		const struct seen *s = &found[TOLD_SAID].v[i];
		if (recording_gone(&s->row))
			continue;
		recording_tell(t, req, s, leads_of(&found[TOLD_MEETING], &s->row), contribution_path(req->act.a, &s->row));
		tell_voice(t, &(struct child_voice){
			.voice = meeting_voice_of(&s->row),
			.words = recording_words(req->act.speak, &s->row),
			.by = row_text(&s->row, &contribution_fields[CONTRIBUTION_WHO]),
			.on = instant_date(row_int(&s->row, &contribution_fields[CONTRIBUTION_AT])),
		});
	}
	if (meeting_may_lead(req->viewer, &req->seen.row))
		tell_way(t, N_("Plan a knooppunt"), child_path(req->act.a, &req->seen.row, "/knooppunt/nieuw"));
}

/* ---- on paper ---- */

static bool hangs_on(const struct seen *s, const struct row *r)
{
	return row_int(&s->row, s->row.rec->parent) == r->id && !reach_waits(&s->allowed, &s->row);
}

/* What is known, and under it what belongs to that. */
static void two_in_cell(struct ui *u, struct str text, struct str under)
{
	ui_cell_begin(u);
	if (text.n > 0)
		ui_p_str(u, text);
	if (under.n > 0)
		ui_small(u, str_c(u->a, under));
	ui_cell_end(u);
}

static void actions_below(struct ui *u, struct req *req, const struct row *r, const struct seen_page *actions)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, action_fields[ACTION_WHAT].label)},
	                              {.label = tr(u->sp, action_fields[ACTION_OWNER_NAME].label)},
	                              {.label = tr(u->sp, action_fields[ACTION_BY].label)},
	                              {.label = tr(u->sp, action_fields[ACTION_DONE].label)}};
	size_t n = 0;
	for (size_t i = 0; i < actions->n; i++) {
		const struct seen *s = &actions->v[i];
		struct str what = hangs_on(s, r) ? view_shown(u, s, &action_fields[ACTION_WHAT]) : (struct str){0};
		if (what.n == 0)
			continue;
		if (n++ == 0)
			ui_table_begin(u, tr(u->sp, N_("Who does what")), TABLE_CARDS, cols, sizeof cols / sizeof *cols);
		ui_row(u);
		ui_cell(u, what);
		ui_cell(u, action_owner(req, s));
		ui_cell(u, view_shown(u, s, &action_fields[ACTION_BY]));
		struct str done = view_shown(u, s, &action_fields[ACTION_DONE]);
		if (action_was_cut_off(&req->seen.row, &s->row))
			done = str_from(tr(u->sp, N_("the route ended before this was done")));
		two_in_cell(u, done, view_shown(u, s, &action_fields[ACTION_RESULT]));
	}
	if (n > 0)
		ui_table_end(u);
}

static void cards_below(struct ui *u, const struct row *r, const struct seen_page *cards)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Solution"))},
	                              {.label = tr(u->sp, solution_fields[SOLUTION_ABOUT].label)},
	                              {.label = tr(u->sp, solution_fields[SOLUTION_VERDICT].label)},
	                              {.label = tr(u->sp, solution_fields[SOLUTION_WHY].label)}};
	size_t n = 0;
	for (size_t i = 0; i < cards->n; i++) {
		const struct seen *s = &cards->v[i];
		struct str what = hangs_on(s, r) ? view_shown(u, s, &solution_fields[SOLUTION_WHAT]) : (struct str){0};
		if (what.n == 0)
			continue;
		if (n++ == 0)
			ui_table_begin(u, tr(u->sp, N_("Seven solutions")), TABLE_CARDS, cols, sizeof cols / sizeof *cols);
		ui_row(u);
		ui_cell(u, what);
		ui_cell(u, view_shown(u, s, &solution_fields[SOLUTION_ABOUT]));
		ui_cell(u, view_shown(u, s, &solution_fields[SOLUTION_VERDICT]));
		two_in_cell(u, view_shown(u, s, &solution_fields[SOLUTION_WHY]), solution_from(u, &s->row));
	}
	if (n > 0)
		ui_table_end(u);
}

static void below(struct ui *u, struct req *req, const struct row *r, const struct seen_page *found)
{
	actions_below(u, req, r, &found[ON_PAPER_ACTIONS]);
	cards_below(u, r, &found[ON_PAPER_CARDS]);
}

static const struct record *const recs[ON_PAPER__N] = {
	[TOLD_MEETING] = &rec_meeting, [TOLD_SAID] = &rec_contribution, [ON_PAPER_CARDS] = &rec_solution,
	[ON_PAPER_ACTIONS] = &rec_action};
/* What of a talk stands on the whole route on paper, from when its report is shared. */
static const struct field *const decided[] = {
	&meeting_fields[MEETING_HELD_ON], &meeting_fields[MEETING_QUESTION], &meeting_fields[MEETING_OUTCOME],
	&meeting_fields[MEETING_ARRANGEMENT], &meeting_fields[MEETING_WHERE], &meeting_fields[MEETING_OUTLOOK]};
static const struct child_paper papers[] = {
	{&rec_meeting, MEETING_BIT(REPORT) | MEETING_BIT(CLOSED), decided, sizeof decided / sizeof *decided,
	 below}};
const struct child_block meeting_block = {.recs = recs, .n = TOLD__N, .n_paper_only = ON_PAPER__N - TOLD__N,
	.tell = tell, .paper = papers, .n_paper = 1};
