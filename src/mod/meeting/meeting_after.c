/* After the talk, for who leads it: what is still to be written before the report is shared, in the order in which it
 * is done, each with how far it is. The guard of that step says the same (meeting_may_share). */
#include "meeting_pages.h"

#include "flow.h"

static enum ui_task_state how_far(size_t there, size_t all)
{
	return there == 0 ? TASK_TODO : there < all ? TASK_BUSY : TASK_DONE;
}

bool meeting_someone_came(const struct meeting_view *v)
{
	for (size_t i = 0; i < v->invitees.n; i++)
		if (row_int(&v->invitees.v[i].row, &invitee_fields[INVITEE_CAME]) != 0)
			return true;
	return false;
}

void meeting_far_came(struct ui *u, const struct meeting_view *v, struct ui_task *t)
{
	(void)u;
	t->state = meeting_someone_came(v) ? TASK_DONE : TASK_TODO;
}

void meeting_far_cards(struct ui *u, const struct meeting_view *v, struct ui_task *t)
{
	size_t done = 0;
	for (size_t i = 0; i < v->cards.n; i++)
		done += solution_is_done(&v->cards.v[i].row);
	t->state = how_far(done, SOLUTIONS_NEEDED);
	t->hint = done == 0 ? tr(u->sp, N_("Needed before another group or a TLV")) :
		tr_fill(u->a, u->sp, N_("{n} of {all} looked at"),
		        TR_SLOTS({"n", tr_number(u->a, u->sp.lang, (int64_t)done)},
		                 {"all", tr_number(u->a, u->sp.lang, SOLUTIONS_NEEDED)})).p;
}

void meeting_far_decided(struct ui *u, const struct meeting_view *v, struct ui_task *t)
{
	static const enum meeting_field asked[] = {MEETING_OUTCOME, MEETING_WHERE, MEETING_OUTLOOK};
	enum { ASKED = sizeof asked / sizeof *asked };
	size_t there = 0;
	for (size_t i = 0; i < ASKED; i++)
		there += row_val(&v->of->row, &meeting_fields[asked[i]]).type != VAL_NULL;
	t->state = how_far(there, ASKED);
	t->hint = there == 0 ? tr(u->sp, N_("Where the child learns, and what you expect")) : NULL;
}

void meeting_far_needed(struct ui *u, const struct meeting_view *v, struct ui_task *t)
{
	t->state = v->needed.n > 0 ? TASK_DONE : TASK_TODO;
	t->hint = v->needed.n > 0 ? NULL : tr(u->sp, N_("This may stay empty"));
}

void meeting_far_actions(struct ui *u, const struct meeting_view *v, struct ui_task *t)
{
	t->state = v->actions.n > 0 ? TASK_DONE : TASK_TODO;
	t->hint = v->actions.n > 0 ? NULL : tr(u->sp, N_("At least one: who does what, and by when"));
}
