/* What the page of a child tells of its plan: the ways to goals and voices, the latest open word of the pupil, and the
 * help that runs. What waits in the plan stands on the work list already. */
#include "child_block.h"
#include "flow.h"
#include "need_show.h"

static const struct record *const recs[] = {&rec_opp_help, &rec_opp_say, &rec_opp_goal};

static void helps(struct child_told *t, struct req *req, const struct seen_page *found)
{
	for (size_t i = 0; i < found->n; i++) {
		const struct row *r = &found->v[i].row;
		if (flow_state(r) == NEED_HELD)
			tell_help(t, &(struct child_help){
				.what = row_text(r, &help_fields[HELP_WHAT]),
				.who = found->v[i].hidden[HELP_WHO] ? (struct str){0} : row_text(r, &help_fields[HELP_WHO]),
				.from = (int32_t)row_int(r, &help_fields[HELP_FROM]),
				.until = (int32_t)row_int(r, &help_fields[HELP_UNTIL]), .href = help_path(req->act.a, r, "")});
	}
}

/* Only what is open: the part of it is read by parents and helpers alike. */
static void voices(struct child_told *t, struct req *req, const struct seen_page *found)
{
	const struct row *last = NULL;
	for (size_t i = 0; i < found->n; i++) {
		const struct row *r = &found->v[i].row;
		if (flow_state(r) != SAY_WITHDRAWN && (last == NULL || r->id > last->id))
			last = r;
	}
	if (last != NULL)
		tell_voice(t, &(struct child_voice){
			.voice = VOICE_CHILD, .words = row_text(last, &say_fields[SAY_WORDS]),
			.on = (int32_t)row_int(last, &say_fields[SAY_ON]), .href = child_path(req->act.a, &req->seen.row, "/stem")});
}

static void tell(struct child_told *t, struct req *req, const struct seen_page *found)
{
	helps(t, req, &found[0]);
	voices(t, req, &found[1]);
	tell_way(t, N_("Goals and support"), child_path(req->act.a, &req->seen.row, "/doelen"));
	tell_way(t, N_("Voice of the pupil"), child_path(req->act.a, &req->seen.row, "/stem"));
}

const struct child_block opp_block = {.recs = recs, .n = 3, .tell = tell};
