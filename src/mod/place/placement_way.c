/* What was agreed and done on the way there and back. */
#include "placement_show.h"

#include "road.h"
#include "steps.h"

#include <stdlib.h>

/* ---- goals ---- */

static size_t level_of(const struct row *goal)
{
	const struct choice *c = place_goal_fields[RGOAL_LEVEL].choices;
	for (size_t i = 0; c[i].code != NULL; i++)
		if (str_is(row_text(goal, &place_goal_fields[RGOAL_LEVEL]), c[i].code))
			return i + 1;
	return 0;
}

void return_goal_show(struct ui *u, const struct row *goal, struct ui_link act)
{
	enum { LEVELS_MAX = 8 };
	const struct choice *c = place_goal_fields[RGOAL_LEVEL].choices;
	const char *words[LEVELS_MAX];
	size_t levels = 0;
	while (c[levels].code != NULL && levels < LEVELS_MAX) {
		words[levels] = tr(u->sp, c[levels].label);
		levels++;
	}
	const struct ui_two_sides v = {
		.goal = row_text(goal, &place_goal_fields[RGOAL_NEEDS]), .state = view_state(u->sp, goal), .words = words,
		.levels = levels, .level = level_of(goal), .began = row_text(goal, &place_goal_fields[RGOAL_START]),
		.now = row_text(goal, &place_goal_fields[RGOAL_NOW]), .aim = row_text(goal, &place_goal_fields[RGOAL_AIM]),
		.left = tr(u->sp, N_("What the group does")), .left_does = row_text(goal, &place_goal_fields[RGOAL_HOST_DOES]),
		.right = tr(u->sp, N_("What the mother school does")),
		.right_does = row_text(goal, &place_goal_fields[RGOAL_MOTHER_DOES]), .act = act,
	};
	ui_two_sides(u, &v);
}

static void goals_in(struct shown *s, uint32_t states, const char *label)
{
	for (size_t i = 0; i < s->of[OF_GOAL].n; i++) {
		const struct row *r = &s->of[OF_GOAL].v[i].row;
		if ((states >> flow_state(r) & 1) != 0)
			return_goal_show(s->u, r, (struct ui_link){label, place_path(s->u->a, "terugkeerdoel", r->pid, "")});
	}
}

void placement_goals(struct shown *s)
{
	enum { GOAL_RUNS = 1 << RGOAL_PROPOSED | 1 << RGOAL_AGREED };
	bool may = place_writes(s->req, &s->req->seen, PART_CARD, &place_goal_fields[RGOAL_NEEDS]);
	if (flow_state(s->r) < PLACEMENT_PLACED)
		return;
	ui_panel_begin(s->u, of_child(s, N_("What does {name} need to return?"), N_("What do you need to return?")));
	goals_in(s, GOAL_RUNS, may ? word(s, N_("Say how far it is, or agree on it")) : NULL);
	size_t runs = in_state(&s->of[OF_GOAL], GOAL_RUNS), reached = in_state(&s->of[OF_GOAL], 1 << RGOAL_REACHED);
	if (reached > 0)
		ui_details_begin(s->u, filled(s, N_("Reached: {n}"), "n", number(s, (int64_t)reached)).p,
		                 runs == 0 && !s->family);
	goals_in(s, 1 << RGOAL_REACHED, may ? word(s, N_("Open this goal")) : NULL);
	if (reached > 0)
		ui_details_end(s->u);
	size_t shown = runs + reached;
	if (shown == 0)
		ui_p(s->u, word(s, N_("Nothing is agreed yet. Both schools say together what must grow, and what each does for "
		                      "it.")));
	if (may && (placement_takes(s->r) || flow_state(s->r) == PLACEMENT_CARE)) {
		ui_buttons_begin(s->u);
		ui_button_link(s->u, shown == 0 ? BUTTON_PRIMARY : BUTTON_ALT, placement_path(s->u->a, s->r, "/doel"),
		               word(s, N_("Propose a goal")));
		ui_buttons_end(s->u);
	}
	ui_panel_end(s->u);
}

/* ---- what happened on the way ---- */

struct entry {
	int64_t on;
	const char *what;
	struct str words, more;
};

static int newest(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	return (x->on < y->on) - (x->on > y->on);
}

static size_t entries(const struct shown *s, struct entry *v)
{
	size_t n = 0;
	for (size_t i = 0; i < s->of[OF_TALK].n; i++) {
		const struct seen *p = &s->of[OF_TALK].v[i];
		bool joined = row_int(&p->row, &place_talk_fields[PTALK_JOINED]) != 0;
		v[n++] = (struct entry){row_int(&p->row, &place_talk_fields[PTALK_HELD_ON]),
			joined ? N_("Talk with the parents; the mother school was there")
			       : N_("Talk with the parents, without the mother school"),
			text_of(s, p, PTALK_WORDS), two(s->req->act.a, text_of(s, p, PTALK_AGREED),
			                                joined ? (struct str){0} : text_of(s, p, PTALK_ABSENT_WHY))};
	}
	for (size_t i = 0; i < s->of[OF_LOOK].n; i++) {
		const struct seen *p = &s->of[OF_LOOK].v[i];
		v[n++] = (struct entry){row_int(&p->row, &place_look_fields[PLOOK_HELD_ON]),
			N_("Observation by the mother school"),
			text_of(s, p, PLOOK_CHILD),
			filled(s, N_("Taken back to the child's own class: {what}"), "what", text_of(s, p, PLOOK_TAKES))};
	}
	qsort(v, n, sizeof *v, newest);
	return n;
}

/* What may be written down while the child is there, and the term that it meets. */
enum { WAYS = 2 };
struct way {
	bool may;
	const char *term, *path, *label;
};

static void ways(const struct shown *s, struct way v[WAYS])
{
	const struct seen *of = &s->req->seen;
	bool there = placement_takes(s->r);
	v[0] = (struct way){there && place_writes(s->req, of, PART_VOORZIENING, &place_talk_fields[PTALK_WORDS]), "guide",
		placement_path(s->u->a, s->r, "/gesprek"), N_("Write down a talk with the parents")};
	v[1] = (struct way){there && place_writes(s->req, of, PART_CARD, &place_look_fields[PLOOK_CHILD]), "look",
		child_path(s->u->a, s->child, "/observatie"), N_("Write down an observation")};
}

struct ui_link placement_way_due(const struct shown *s)
{
	struct way v[WAYS];
	struct str due = row_text(s->r, &placement_fields[PLACEMENT_DUE_TERM]);
	ways(s, v);
	for (size_t i = 0; i < WAYS; i++)
		if (v[i].may && str_is(due, v[i].term))
			return (struct ui_link){word(s, v[i].label), v[i].path};
	return (struct ui_link){NULL, NULL};
}

static void ways_in(struct shown *s)
{
	struct way v[WAYS];
	ways(s, v);
	ui_buttons_begin(s->u);
	for (size_t i = 0; i < WAYS; i++)
		if (v[i].may)
			ui_button_link(s->u, BUTTON_ALT, v[i].path, word(s, v[i].label));
	ui_buttons_end(s->u);
}

/* The minimum of two a year, and the wish of eight weeks, shown as such (practice 7). */
static void how_often(struct shown *s)
{
	if (!placement_takes(s->r))
		return;
	int64_t looks = 0;
	for (size_t i = 0; i < s->of[OF_LOOK].n; i++)
		looks += row_int(&s->of[OF_LOOK].v[i].row, &place_look_fields[PLOOK_HELD_ON]) >= value(s, PLACEMENT_BEGINS).i;
	ui_small(s->u, filled(s, N_("Observations by the mother school in this group: {n}. At least two a year, "
	                         "preferably by the future teacher."), "n", number(s, looks)).p);
	if (!has(s, PLACEMENT_GUIDE_FROM))
		return;
	int32_t wish = (int32_t)value(s, PLACEMENT_GUIDE_FROM).i + WISH_WEEKS * WEEK;
	ui_small(s->u, wish < s->today
		? word(s, N_("At least once in sixteen school weeks the mother school joins. Both wish it every eight weeks."))
		: filled(s, N_("The mother school joins a talk at least every sixteen school weeks. Both schools "
		               "prefer it sooner: around {date}."), "date", day(s, wish)).p);
}

static void entry_show(struct shown *s, const struct entry *v)
{
	ui_h3(s->u, str_printf(s->u->a, STR_FMT ": %s", STR_ARG(day(s, (int32_t)v->on)), word(s, v->what)).p);
	ui_p_str(s->u, v->words);
	if (v->more.n > 0)
		ui_p_str(s->u, v->more);
}

void placement_happened(struct shown *s)
{
	struct entry *v = ARENA_ARRAY(s->u->a, struct entry, s->of[OF_TALK].n + s->of[OF_LOOK].n + 1);
	size_t n = entries(s, v);
	if (flow_state(s->r) < PLACEMENT_PLACED)
		return;
	ui_panel_begin(s->u, word(s, N_("Talks and observations")));
	how_often(s);
	if (n > 0)
		entry_show(s, &v[0]);
	if (n > 1)
		ui_details_begin(s->u, filled(s, N_("Earlier: {n}"), "n", number(s, (int64_t)n - 1)).p, false);
	for (size_t i = 1; i < n; i++)
		entry_show(s, &v[i]);
	if (n > 1)
		ui_details_end(s->u);
	if (n == 0)
		ui_p(s->u, word(s, N_("No talk and no observation yet.")));
	ways_in(s);
	ui_panel_end(s->u);
}

/* From which day, how often, and whether that day is one without lessons. */
static void practice_when(struct shown *s, const struct row *r)
{
	const struct val from = row_val(r, &place_practice_fields[PRACTICE_FROM]);
	const struct str off = view_day_off(s->u, from);
	int64_t days = row_int(r, &place_practice_fields[PRACTICE_DAYS]);
	ui_cell_begin(s->u);
	ui_p_link(s->u, NULL, place_path(s->u->a, "oefenmoment", r->pid, ""), day(s, (int32_t)from.i).p, NULL);
	ui_small(s->u, tr_fill(s->u->a, s->u->sp, trn(s->u->sp, "{n} day a week", "{n} days a week", days),
	                       TR_SLOTS({"n", number(s, days)})).p);
	if (off.n > 0)
		ui_small(s->u, off.p);
	ui_cell_end(s->u);
}

static void practice_rows(struct shown *s, const struct seen_page *p)
{
	struct speak sp = s->u->sp;
	const struct ui_col cols[] = {{.label = tr(sp, N_("From"))}, {.label = tr(sp, N_("Where, and how it went"))},
		{.label = tr(sp, N_("State"))}};
	ui_table_begin(s->u, tr(sp, N_("Practice moments at the mother school")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < p->n; i++) {
		const struct row *r = &p->v[i].row;
		struct ui_tag state = view_state(sp, r);
		ui_row(s->u);
		practice_when(s, r);
		ui_cell_begin(s->u);
		ui_p_str(s->u, text_of(s, &p->v[i], PRACTICE_WHERE));
		ui_p_str(s->u, text_of(s, &p->v[i], PRACTICE_HOW));
		ui_cell_end(s->u);
		ui_cell_tag(s->u, &state);
	}
	ui_table_end(s->u);
}

void placement_practice(struct shown *s)
{
	const struct seen_page *p = &s->of[OF_PRACTICE];
	bool may = placement_takes(s->r) &&
	           place_writes(s->req, &s->req->seen, PART_CARD, &place_practice_fields[PRACTICE_DAYS]);
	bool past = flow_state(s->r) > PLACEMENT_RETURNING;
	if (p->n == 0 && !may)
		return;
	if (past)
		ui_details_begin(s->u, word(s, N_("How practising went")), false);
	else
		ui_panel_begin(s->u, p->n == 0 ? word(s, N_("Practice moments at the mother school")) : NULL);
	if (p->n > 0)
		practice_rows(s, p);
	else
		ui_p(s->u, word(s, N_("No practice moment yet. The child begins with one day a week in its own class.")));
	if (may) {
		ui_buttons_begin(s->u);
		ui_button_link(s->u, BUTTON_ALT, placement_path(s->u->a, s->r, "/oefenen"), word(s,
			N_("Plan a practice moment")));
		ui_buttons_end(s->u);
	}
	if (past)
		ui_details_end(s->u);
	else
		ui_panel_end(s->u);
}

void placement_checks(struct shown *s)
{
	const struct seen_page *p = &s->of[OF_CHECK];
	if (p->n == 0 && !has(s, PLACEMENT_LASTS))
		return;
	ui_panel_begin(s->u, word(s, N_("Does the return last?")));
	ui_summary_begin(s->u);
	if (has(s, PLACEMENT_LASTS))
		ui_summary_row(s->u, word(s, N_("After the first weeks")), text_of(s, &s->req->seen, PLACEMENT_LASTS), NULL);
	for (int years = 1; years <= 2; years++)
		for (size_t i = 0; i < p->n; i++) {
			const struct row *r = &p->v[i].row;
			bool held = flow_state(r) == CHECK_HELD;
			if (row_int(r, &return_check_fields[CHECK_YEARS]) != years || flow_state(r) == CHECK_OFF)
				continue;
			ui_summary_row(s->u, word(s, years == 1 ? N_("After a year") : N_("After two years")),
			               held ? two(s->u->a, text_of(s, &p->v[i], CHECK_LASTS), text_of(s, &p->v[i], CHECK_WORDS))
			                    : str_from(word(s, N_("Still to look"))),
			               held ? NULL : place_path(s->u->a, "terugkeercheck", r->pid, ""));
		}
	ui_summary_end(s->u);
	ui_small(s->u, filled(s, N_("The region calls it effective when: {words}"), "words", s->names.effective).p);
	ui_panel_end(s->u);
}
