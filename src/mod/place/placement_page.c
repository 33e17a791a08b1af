/* A placement as the road there and back: what was, where the child is today, what comes; with the goals of both
 * schools beside each other. */
#include "place_pages.h"

#include "calendar.h"
#include "date.h"
#include "flow.h"
#include "road.h"
#include "route.h"
#include "steps.h"

#include <stdlib.h>

enum { PIECES = 7, WEEK = 7, CARE_WEEKS = 8, WISH_WEEKS = 8, STOPS = 9 };
enum piece { OF_ROUTE, OF_GOAL, OF_TALK, OF_LOOK, OF_PRACTICE, OF_CHECK, OF_ANSWER };
static const struct record *const recs[PIECES] = {
	[OF_ROUTE] = &rec_route, [OF_GOAL] = &rec_place_goal, [OF_TALK] = &rec_place_talk, [OF_LOOK] = &rec_place_look,
	[OF_PRACTICE] = &rec_place_practice, [OF_CHECK] = &rec_return_check, [OF_ANSWER] = &rec_place_answer,
};

struct shown {
	struct req *req;
	struct ui *u;
	const struct row *r, *child;
	struct seen_page of[PIECES];
	struct place_names names;
	struct group_count group;
	int32_t today;
	bool family;
};

static struct val value(const struct shown *s, enum placement_field f)
{
	return row_val(s->r, &placement_fields[f]);
}

static bool has(const struct shown *s, enum placement_field f)
{
	return value(s, f).type != VAL_NULL;
}

static struct str day(const struct shown *s, int32_t date)
{
	return tr_date(s->req->act.a, s->req->act.speak.lang, date, DATE_SHORT);
}

static struct str day_of(const struct shown *s, enum placement_field f)
{
	return has(s, f) ? day(s, (int32_t)value(s, f).i) : (struct str){0};
}

static struct str say(const struct shown *s, const char *english, const char *slot, struct str v)
{
	return tr_fill(s->req->act.a, s->req->act.speak, english, TR_SLOTS({slot, v}));
}

static const char *word(const struct shown *s, const char *english)
{
	return tr(s->req->act.speak, english);
}

static struct str number(const struct shown *s, int64_t n)
{
	return tr_number(s->req->act.a, s->req->act.speak.lang, n);
}

static size_t in_state(const struct seen_page *p, uint32_t states)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		n += (states >> flow_state(&p->v[i].row) & 1) != 0;
	return n;
}

/* ---- the road ---- */

/* Between which states a station is reached and left. */
static enum ui_stop stop_at(const struct shown *s, enum placement_state from, enum placement_state until)
{
	int at = flow_state(s->r);
	return at < (int)from ? STOP_TODO : at > (int)until ? STOP_DONE : STOP_NOW;
}

static struct str growing(const struct shown *s)
{
	int64_t days = 0, from = 0;
	for (size_t i = 0; i < s->of[OF_PRACTICE].n; i++) {
		const struct row *p = &s->of[OF_PRACTICE].v[i].row;
		if (flow_state(p) != PRACTICE_OFF && row_int(p, &place_practice_fields[PRACTICE_FROM]) >= from &&
		    row_int(p, &place_practice_fields[PRACTICE_FROM]) <= s->today) {
			from = row_int(p, &place_practice_fields[PRACTICE_FROM]);
			days = row_int(p, &place_practice_fields[PRACTICE_DAYS]);
		}
	}
	if (days == 0)
		return (struct str){0};
	return tr_fill(s->req->act.a, s->req->act.speak, trn(s->req->act.speak, "{n} day a week", "{n} days a week", days),
	               TR_SLOTS({"n", number(s, days)}));
}

static struct str goals_word(const struct shown *s)
{
	size_t all = in_state(&s->of[OF_GOAL], 1 << RGOAL_AGREED | 1 << RGOAL_REACHED);
	if (all == 0)
		return (struct str){0};
	return tr_fill(s->req->act.a, s->req->act.speak, N_("{done} of {all} reached"),
	               TR_SLOTS({"done", number(s, (int64_t)in_state(&s->of[OF_GOAL], 1 << RGOAL_REACHED))},
	                        {"all", number(s, (int64_t)all)}));
}

static int32_t returned(const struct shown *s)
{
	return has(s, PLACEMENT_RETURNED) ? (int32_t)value(s, PLACEMENT_RETURNED).i : DATE_OPEN;
}

/* Where it ended before the way back: what was not reached is no longer to do. */
static void cut(const struct shown *s, struct ui_road_stop *v, size_t n)
{
	bool over = flow_state(s->r) == PLACEMENT_OVER;
	for (size_t i = 0; over && i < n; i++)
		v[i].stop = v[i].when.n > 0 && i < 4 ? STOP_DONE : STOP_SKIPPED;
}

static size_t stations(const struct shown *s, struct ui_road_stop v[STOPS])
{
	int32_t back = returned(s);
	size_t n = 0;
	v[n++] = (struct ui_road_stop){stop_at(s, PLACEMENT_DRAFT, PLACEMENT_AGREEING), false, word(s,
		N_("Decide together")),
		{0}, {0}};
	if (has(s, PLACEMENT_ASKED_ON))
		v[n++] = (struct ui_road_stop){stop_at(s, PLACEMENT_WAITING, PLACEMENT_WAITING), false, word(s, N_("Waiting")),
			say(s, N_("since {date}"), "date", day_of(s, PLACEMENT_ASKED_ON)), {0}};
	v[n++] = (struct ui_road_stop){
		stop_at(s, PLACEMENT_PLACED, PLACEMENT_PLACED), true, word(s, N_("In the group")),
		has(s, PLACEMENT_BEGINS) ? say(s, N_("from {date}"), "date", day_of(s, PLACEMENT_BEGINS)) : (struct str){0},
		goals_word(s)};
	v[n++] = (struct ui_road_stop){
		stop_at(s, PLACEMENT_RETURNING, PLACEMENT_RETURNING), true, word(s, N_("Practice moments, day by day more")),
		has(s, PLACEMENT_PRACTISE) ? say(s, N_("from {date}"), "date", day_of(s, PLACEMENT_PRACTISE)) : (struct str){0},
		growing(s)};
	v[n++] = (struct ui_road_stop){
		stop_at(s, PLACEMENT_CARE, PLACEMENT_STATES) == STOP_TODO ? STOP_TODO : STOP_DONE, false, word(s,
			N_("Back full time")),
		back != DATE_OPEN           ? say(s, N_("on {date}"), "date", day(s, back))
		: has(s, PLACEMENT_LATEST) ? say(s, N_("before {date}"), "date", day_of(s, PLACEMENT_LATEST))
					    : (struct str){0}, {0}};
	v[n++] = (struct ui_road_stop){
		stop_at(s, PLACEMENT_CARE, PLACEMENT_CARE), false, word(s, N_("Aftercare")),
		back != DATE_OPEN ? say(s, N_("until {date}"), "date", day(s, back + CARE_WEEKS * WEEK)) : (struct str){0},
		str_from(word(s, N_("by the mother school")))};
	for (int years = 1; years <= 2; years++) {
		bool held = false;
		for (size_t i = 0; i < s->of[OF_CHECK].n; i++)
			held = held || (row_int(&s->of[OF_CHECK].v[i].row, &return_check_fields[CHECK_YEARS]) == years &&
			                flow_state(&s->of[OF_CHECK].v[i].row) == CHECK_HELD);
		enum ui_stop at = held ? STOP_DONE : STOP_TODO;
		bool first_open = v[n - 1].stop == STOP_DONE && flow_state(s->r) == PLACEMENT_FOLLOWED;
		v[n++] = (struct ui_road_stop){
			!held && first_open ? STOP_NOW : at, false,
			word(s, years == 1 ? N_("Does it last? After a year") : N_("Does it last? After two years")),
			back != DATE_OPEN ? day(s, date_add_months(back, 12 * years)) : (struct str){0}, {0}};
	}
	cut(s, v, n);
	return n;
}

static struct str away_word(const struct shown *s)
{
	if (s->names.group.n == 0)
		return say(s, N_("In the group: {name}"), "name", s->names.kind);
	return say(s, N_("In the group: {name}"), "name",
	           str_printf(s->req->act.a, STR_FMT ", " STR_FMT, STR_ARG(s->names.group), STR_ARG(s->names.host)));
}

static struct str home_word(const struct shown *s)
{
	return s->names.mother.n == 0 ? str_from(word(s, N_("The mother school")))
	                              : say(s, N_("Mother school: {name}"), "name", s->names.mother);
}

static void road(struct shown *s)
{
	struct ui_road_stop v[STOPS];
	size_t n = stations(s, v);
	ui_road(s->u, say(s, N_("The way of {name} there and back"), "name",
	                  row_text(s->child, &route_fields[ROUTE_GIVEN_NAME])).p,
	        home_word(s), away_word(s), say(s, N_("today, {date}"), "date", day(s, s->today)), v, n);
}

/* How much of the longest time has gone: the one-year end is always in sight. */
static void time_left(struct shown *s)
{
	if (!placement_takes(s->r) || !has(s, PLACEMENT_LATEST))
		return;
	int32_t begins = (int32_t)value(s, PLACEMENT_BEGINS).i, latest = (int32_t)value(s, PLACEMENT_LATEST).i;
	int64_t all = (latest - begins) / WEEK, gone = (s->today - begins) / WEEK;
	gone = gone < 0 ? 0 : gone > all ? all : gone;
	ui_gone(s->u, tr_fill(s->u->a, s->u->sp, N_("Week {n} of at most {all} in the group; it ends on {date} at the "
		"latest"),
	                      TR_SLOTS({"n", number(s, gone + 1)}, {"all", number(s, all)},
	                               {"date", tr_date(s->u->a, s->u->sp.lang, latest, DATE_LONG)})), gone, all);
}

/* ---- goals ---- */

static size_t level_of(const struct row *goal)
{
	const struct choice *c = place_goal_fields[RGOAL_LEVEL].choices;
	for (size_t i = 0; c[i].code != NULL; i++)
		if (str_is(row_text(goal, &place_goal_fields[RGOAL_LEVEL]), c[i].code))
			return i + 1;
	return 0;
}

static void goal_show(struct shown *s, const struct seen *goal, const char *const *words, size_t levels, bool may)
{
	const struct row *r = &goal->row;
	const struct ui_two_sides v = {
		.goal = row_text(r, &place_goal_fields[RGOAL_NEEDS]), .state = view_state(s->u->sp, r), .words = words,
		.levels = levels, .level = level_of(r), .began = row_text(r, &place_goal_fields[RGOAL_START]),
		.now = row_text(r, &place_goal_fields[RGOAL_NOW]), .aim = row_text(r, &place_goal_fields[RGOAL_AIM]),
		.left = word(s, N_("What the group does")), .left_does = row_text(r, &place_goal_fields[RGOAL_HOST_DOES]),
		.right = word(s, N_("What the mother school does")),
		.right_does = row_text(r, &place_goal_fields[RGOAL_MOTHER_DOES]),
		.act = {may ? word(s, N_("Say how far it is, or agree on it")) : NULL, place_path(s->u->a, "terugkeerdoel",
			r->pid, "")},
	};
	ui_two_sides(s->u, &v);
}

static void goals(struct shown *s)
{
	enum { LEVELS_MAX = 8 };
	const struct choice *c = place_goal_fields[RGOAL_LEVEL].choices;
	const char *words[LEVELS_MAX];
	size_t levels = 0, shown = 0;
	bool may = place_writes(s->req, &s->req->seen, PART_CARD, &place_goal_fields[RGOAL_NEEDS]);
	while (c[levels].code != NULL && levels < LEVELS_MAX) {
		words[levels] = tr(s->u->sp, c[levels].label);
		levels++;
	}
	if (flow_state(s->r) < PLACEMENT_PLACED)
		return;
	ui_panel_begin(s->u, say(s, N_("What does {name} need to return?"), "name",
	                         row_text(s->child, &route_fields[ROUTE_GIVEN_NAME])).p);
	for (size_t i = 0; i < s->of[OF_GOAL].n; i++)
		if (flow_state(&s->of[OF_GOAL].v[i].row) != RGOAL_DROPPED) {
			goal_show(s, &s->of[OF_GOAL].v[i], words, levels, may);
			shown++;
		}
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

/* Hidden from the reader is not the same as empty (access.md rule 7). */
static struct str text_of(const struct shown *s, const struct seen *p, size_t field)
{
	const struct field *f = &p->row.rec->fields[field];
	if (p->hidden[field])
		return str_from(word(s, N_("You may not read this")));
	return f->type->show(s->req->act.a, s->req->act.speak, f, row_val(&p->row, f));
}

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

static struct str two(struct arena *a, struct str x, struct str y)
{
	return x.n == 0 || y.n == 0 ? (x.n == 0 ? y : x) : str_printf(a, STR_FMT "\n" STR_FMT, STR_ARG(x), STR_ARG(y));
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
			say(s, N_("Taken back to the own class: {what}"), "what", text_of(s, p, PLOOK_TAKES))};
	}
	qsort(v, n, sizeof *v, newest);
	return n;
}

static void ways_in(struct shown *s)
{
	struct ui *u = s->u;
	bool there = placement_takes(s->r);
	const struct {
		bool may;
		const char *path, *label;
	} ways[] = {
		{place_writes(s->req, &s->req->seen, PART_VOORZIENING, &place_talk_fields[PTALK_WORDS]), "/gesprek",
		 N_("Write down a talk with the parents")},
		{place_writes(s->req, &s->req->seen, PART_CARD, &place_look_fields[PLOOK_CHILD]), "/observatie",
		 N_("Write down an observation")},
		{place_writes(s->req, &s->req->seen, PART_CARD, &place_practice_fields[PRACTICE_DAYS]), "/oefenen",
		 N_("Plan a practice moment")},
	};
	ui_buttons_begin(u);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (there && ways[i].may)
			ui_button_link(u, BUTTON_ALT, placement_path(u->a, s->r, ways[i].path), word(s, ways[i].label));
	ui_buttons_end(u);
}

/* The minimum of two a year, and the wish of eight weeks, shown as such (practice 7). */
static void how_often(struct shown *s)
{
	if (!placement_takes(s->r))
		return;
	int64_t looks = 0;
	for (size_t i = 0; i < s->of[OF_LOOK].n; i++)
		looks += row_int(&s->of[OF_LOOK].v[i].row, &place_look_fields[PLOOK_HELD_ON]) >= value(s, PLACEMENT_BEGINS).i;
	ui_small(s->u, say(s, N_("Observations by the mother school in this group: {n}. At least two a year, rather by "
		"the future "
	                         "teacher."), "n", number(s, looks)).p);
	if (has(s, PLACEMENT_GUIDE_FROM))
		ui_small(s->u, say(s, N_("The mother school joins a talk at least each sixteen school weeks. Both wish it "
			"sooner: "
		                         "around {date}."), "date",
		                   day(s, (int32_t)value(s, PLACEMENT_GUIDE_FROM).i + WISH_WEEKS * WEEK)).p);
}

static void happened(struct shown *s)
{
	struct entry *v = ARENA_ARRAY(s->u->a, struct entry, s->of[OF_TALK].n + s->of[OF_LOOK].n + 1);
	size_t n = entries(s, v);
	if (flow_state(s->r) < PLACEMENT_PLACED)
		return;
	ui_panel_begin(s->u, word(s, N_("Talks and observations")));
	how_often(s);
	for (size_t i = 0; i < n; i++) {
		ui_h3(s->u, str_printf(s->u->a, STR_FMT ": %s", STR_ARG(day(s, (int32_t)v[i].on)), word(s, v[i].what)).p);
		ui_p_str(s->u, v[i].words);
		if (v[i].more.n > 0)
			ui_p_str(s->u, v[i].more);
	}
	if (n == 0)
		ui_p(s->u, word(s, N_("No talk and no observation yet.")));
	ways_in(s);
	ui_panel_end(s->u);
}

static void practice(struct shown *s)
{
	struct speak sp = s->u->sp;
	const struct seen_page *p = &s->of[OF_PRACTICE];
	if (p->n == 0)
		return;
	const struct ui_col cols[] = {{.label = tr(sp, N_("From"))}, {.label = tr(sp, N_("Days a week"))},
		{.label = tr(sp, N_("Where"))}, {.label = tr(sp, N_("How it went"))}, {.label = tr(sp, N_("State"))}};
	ui_panel_begin(s->u, NULL);
	ui_table_begin(s->u, tr(sp, N_("Practice moments at the mother school")), TABLE_CARDS, cols, 5);
	for (size_t i = 0; i < p->n; i++) {
		const struct row *r = &p->v[i].row;
		struct ui_tag state = view_state(sp, r);
		ui_row(s->u);
		ui_cell_link(s->u, place_path(s->u->a, "oefenmoment", r->pid, ""),
		             day(s, (int32_t)row_int(r, &place_practice_fields[PRACTICE_FROM])));
		ui_cell(s->u, number(s, row_int(r, &place_practice_fields[PRACTICE_DAYS])));
		ui_cell(s->u, text_of(s, &p->v[i], PRACTICE_WHERE));
		ui_cell(s->u, text_of(s, &p->v[i], PRACTICE_HOW));
		ui_cell_tag(s->u, &state);
	}
	ui_table_end(s->u);
	ui_panel_end(s->u);
}

static void checks(struct shown *s)
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
			if (row_int(r, &return_check_fields[CHECK_YEARS]) != years)
				continue;
			ui_summary_row(s->u, word(s, years == 1 ? N_("After a year") : N_("After two years")),
			               held ? two(s->u->a, text_of(s, &p->v[i], CHECK_LASTS), text_of(s, &p->v[i], CHECK_WORDS))
			                    : str_from(word(s, N_("Still to look"))),
			               held ? NULL : place_path(s->u->a, "terugkeercheck", r->pid, ""));
		}
	ui_summary_end(s->u);
	ui_small(s->u, say(s, N_("The region calls it effective when: {words}"), "words", s->names.effective).p);
	ui_panel_end(s->u);
}

/* ---- why, and what the parents say ---- */

static void why(struct shown *s)
{
	static const enum placement_field fields[] = {PLACEMENT_WHY, PLACEMENT_WAY_BACK, PLACEMENT_RESPONSIBLE,
		PLACEMENT_EXCEPTION, PLACEMENT_CARE_WORDS, PLACEMENT_OUTCOME, PLACEMENT_OUTCOME_WHY,
		PLACEMENT_TLV_WHY};
	ui_panel_begin(s->u, word(s, N_("Why this group, and how back")));
	ui_summary_begin(s->u);
	if (s->names.mother.n > 0)
		ui_summary_row(s->u, word(s, N_("Mother school")), s->names.mother, NULL);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (has(s, fields[i]) || s->req->seen.hidden[fields[i]])
			ui_summary_row(s->u, word(s, placement_fields[fields[i]].label), text_of(s, &s->req->seen, fields[i]),
				NULL);
	ui_summary_end(s->u);
	const char *needs[PLACE_NEEDS];
	size_t n = 0;
	for (size_t i = 0; i < PLACE_NEEDS; i++)
		if (row_int(s->r, &placement_fields[PLACEMENT_NEED + i]) != 0)
			needs[n++] = word(s, placement_fields[PLACEMENT_NEED + i].label);
	if (n > 0) {
		ui_h3(s->u, word(s, N_("What the child needs there")));
		ui_bullets(s->u, needs, n);
	}
	ui_panel_end(s->u);
}

static bool is_own(const struct shown *s, const struct row *answer)
{
	return row_int(answer, &place_answer_fields[PANSWER_GUARDIAN]) == s->req->viewer->account;
}

static bool is_asked_now(const struct shown *s, const struct row *answer)
{
	return row_int(answer, &place_answer_fields[PANSWER_ASKED]) == value(s, PLACEMENT_VERSION).i;
}

static bool answered(const struct shown *s)
{
	const struct seen_page *p = &s->of[OF_ANSWER];
	for (size_t i = 0; i < p->n; i++)
		if (is_own(s, &p->v[i].row) && is_asked_now(s, &p->v[i].row))
			return true;
	return false;
}

static void answers(struct shown *s)
{
	enum { MAX = 6 };
	struct ui_said said[MAX];
	size_t n = 0;
	const struct seen_page *p = &s->of[OF_ANSWER];
	for (size_t i = 0; i < p->n && n < MAX; i++) {
		const struct row *r = &p->v[i].row;
		bool own = is_own(s, r);
		if (!is_asked_now(s, r))
			continue;
		said[n++] = (struct ui_said){
			.voice = VOICE_PARENTS, .who = word(s, own ? N_("Your answer") : N_("A parent or guardian")),
			.words = two(s->u->a, text_of(s, &p->v[i], PANSWER_ANSWER), text_of(s, &p->v[i], PANSWER_BECAUSE)),
			.by = tr_date_time(s->u->a, s->u->sp.lang, row_int(r, &place_answer_fields[PANSWER_GIVEN])),
		};
	}
	if (n == 0 && flow_state(s->r) == PLACEMENT_AGREEING)
		said[n++] = (struct ui_said){.voice = VOICE_PARENTS, .missing = word(s, N_("No answer yet"))};
	if (n > 0)
		ui_voices(s->u, said, n);
}

/* What the group says of one more: before anyone decides, for who decides. */
static void warnings(struct shown *s, const struct row *group)
{
	const uint32_t early = PLACEMENT_BIT(DRAFT) | PLACEMENT_BIT(AGREEING) | PLACEMENT_BIT(WAITING);
	bool before = (early >> flow_state(s->r) & 1) != 0;
	if (!before || group == NULL || !place_writes(s->req, &s->req->seen, PART_KNOOPPUNT, NULL))
		return;
	uint32_t no = group_says(group, &s->group, s->r);
	for (size_t i = 0; i <= PLACE_NEEDS; i++)
		if ((no >> i & 1) != 0)
			ui_remark(s->u, TONE_SOON, word(s, group_word(i)));
	if (no != 0)
		ui_small(s->u, word(s, N_("This warns and does not forbid. With a reason in the interest of the child the "
			"place "
		                         "can be given.")));
}

static const char *may_answer(const struct shown *s)
{
	bool asked = ((PLACEMENT_BIT(AGREEING) | PLACEMENT_BIT(WAITING)) >> flow_state(s->r) & 1) != 0;
	if (!asked || !place_writes(s->req, &s->req->seen, PART_STEM, &place_answer_fields[PANSWER_ANSWER]))
		return NULL;
	return placement_path(s->u->a, s->r, "/antwoord");
}

static void acts(struct shown *s)
{
	const char *answer = may_answer(s);
	struct ui *u = s->u;
	bool edits = flow_may(&s->req->act, &s->req->seen, &placement_flow[PLACE_EDIT]) == OK;
	bool chooses = edits || flow_may(&s->req->act, &s->req->seen, &placement_flow[PLACE_PLACE]) == OK;
	if (answer == NULL && !chooses && flow_state(s->r) != PLACEMENT_WAITING)
		return;
	ui_buttons_begin(u);
	if (answer != NULL)
		ui_button_link(u, answered(s) ? BUTTON_ALT : BUTTON_PRIMARY, answer,
		               word(s, answered(s) ? N_("Change your answer") : N_("Give your answer")));
	if (edits)
		ui_button_link(u, BUTTON_PRIMARY, placement_path(u->a, s->r, "/wijzig"), word(s,
			N_("Fill in the preparation")));
	if (chooses)
		ui_button_link(u, BUTTON_ALT, placement_path(u->a, s->r, "/groep"), word(s, N_("Choose the group")));
	if (flow_state(s->r) == PLACEMENT_WAITING)
		ui_button_link(u, BUTTON_ALT, placement_path(u->a, s->r, "/wachtlijst"), word(s,
			N_("See the order of waiting")));
	ui_buttons_end(u);
}

/* ---- the page ---- */

static const struct stmt stmt_group = {
	"SELECT g.id, g.pid, g.region, g.rev, g.kind, g.name, g.name_key, g.host, g.places, g.staff, g.limit_toilet, "
		"g.limit_near,"
	" g.limit_conflict, g.limit_language, g.limit_quiet, g.limit_care, g.since FROM place_group g JOIN placement p ON"
	" p.host_group = g.id WHERE p.id = $1", "i", "itiiittiitiiiiiit"};

static enum err read(struct req *req, struct shown *s, struct row *group)
{
	struct batch *b;
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	struct pieces_at pieces = scope_pieces_put(&req->act, b, &req->seen, recs, PIECES);
	size_t names = place_names_put(b, &req->seen.row);
	size_t of = batch_put(b, &stmt_group, DB_ARGS(val_int(req->seen.row.id)));
	size_t count = group_count_put(b, row_int(&req->seen.row, &placement_fields[PLACEMENT_GROUP]));
	e = batch_run(b);
	if (e != OK)
		return e;
	scope_pieces_take(&req->act, b, pieces, &req->seen, recs, PIECES, s->of);
	s->names = place_names_take(b, names, &req->seen);
	s->group = group_count_take(b, count);
	group->rec = NULL;
	if (batch_rows(b, of)->n == 1)
		*group = row_take(req->act.a, &rec_place_group, batch_rows(b, of), 0);
	return s->of[OF_ROUTE].n == 1 ? OK : ERR_NOT_FOUND;
}

enum err placement_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct row group;
	struct shown s = {.req = req, .r = &req->seen.row, .today = route_today(req)};
	enum err e = read(req, &s, &group);
	if (e != OK)
		return e;
	s.child = &s.of[OF_ROUTE].v[0].row;
	s.family = place_family(req, &req->seen);
	const struct ui_tag state = view_state(sp, s.r);
	const struct str facts[] = {s.names.kind, s.names.host};
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {child_name(a, s.child).p, child_path(a, s.child, "")},
	                                 {tr(sp, N_("Placement")), child_path(a, s.child, "/plaatsing")}};
	struct ui_page page = {
		.title = say(&s, N_("{name} for a time in another group"), "name",
		             row_text(s.child, &route_fields[ROUTE_GIVEN_NAME])).p,
		.window_title = tr(sp, N_("Placement of a child")), .crumbs = crumbs, .n_crumbs = 3, .facts = facts,
		.n_facts = s.names.host.n > 0 ? 2 : 1, .tags = &state, .n_tags = 1, .kind = s.family ? UI_PARENT : UI_STAFF,
		.intro = s.family ? tr(sp, N_("A child goes to this group for a time and comes back. The mother school stays "
			"your "
		                              "child's school."))
		                  : NULL,
	};
	struct ui *u = s.u = view_begin(req, &page);
	road(&s);
	ui_cols_begin(u);
	time_left(&s);
	view_terms(u, &req->seen, s.today);
	e = view_steps(u, req, placement_path(a, s.r, ""));
	if (e != OK)
		return e;
	ui_cols_main(u);
	acts(&s);
	warnings(&s, group.rec == NULL ? NULL : &group);
	goals(&s);
	practice(&s);
	happened(&s);
	checks(&s);
	answers(&s);
	why(&s);
	ui_cols_end(u);
	return view_end(u, req, &page);
}
