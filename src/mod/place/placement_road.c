/* A placement as the road there and back: what was, where the child is today, what comes. */
#include "placement_show.h"

#include "road.h"

enum { STOPS = 9 };

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
			filled(s, N_("since {date}"), "date", day_of(s, PLACEMENT_ASKED_ON)), {0}};
	v[n++] = (struct ui_road_stop){
		stop_at(s, PLACEMENT_PLACED, PLACEMENT_PLACED), true, word(s, N_("In the group")),
		has(s, PLACEMENT_BEGINS) ? filled(s, N_("from {date}"), "date", day_of(s, PLACEMENT_BEGINS)) : (struct str){0},
		goals_word(s)};
	v[n++] = (struct ui_road_stop){
		stop_at(s, PLACEMENT_RETURNING, PLACEMENT_RETURNING), true, word(s, N_("Practice moments, day by day more")),
		has(s, PLACEMENT_PRACTISE) ? filled(s, N_("from {date}"), "date", day_of(s, PLACEMENT_PRACTISE))
		                           : (struct str){0},
		growing(s)};
	v[n++] = (struct ui_road_stop){
		stop_at(s, PLACEMENT_CARE, PLACEMENT_STATES) == STOP_TODO ? STOP_TODO : STOP_DONE, false, word(s,
			N_("Back full time")),
		back != DATE_OPEN           ? filled(s, N_("on {date}"), "date", day(s, back))
		: has(s, PLACEMENT_LATEST) ? filled(s, N_("before {date}"), "date", day_of(s, PLACEMENT_LATEST))
					    : (struct str){0}, {0}};
	v[n++] = (struct ui_road_stop){
		stop_at(s, PLACEMENT_CARE, PLACEMENT_CARE), false, word(s, N_("Aftercare")),
		back != DATE_OPEN ? filled(s, N_("until {date}"), "date", day(s, back + CARE_WEEKS * WEEK)) : (struct str){0},
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
		return filled(s, N_("In the group: {name}"), "name", s->names.kind);
	return filled(s, N_("In the group: {name}"), "name", s->names.group); /* where that is, stands above */
}

static struct str home_word(const struct shown *s)
{
	return s->names.mother.n == 0 ? str_from(word(s, N_("The mother school")))
	                              : filled(s, N_("Mother school: {name}"), "name", s->names.mother);
}

void placement_road(struct shown *s)
{
	struct ui_road_stop v[STOPS];
	size_t n = stations(s, v);
	ui_road(s->u, of_child(s, N_("The way of {name} there and back"), N_("Your way there and back")),
	        home_word(s), away_word(s), filled(s, N_("today, {date}"), "date", day(s, s->today)), v, n);
}

/* How much of the longest time has gone: the one-year end is always in sight. */
void placement_time_left(struct shown *s)
{
	if (!placement_takes(s->r) || !has(s, PLACEMENT_LATEST))
		return;
	int32_t begins = (int32_t)value(s, PLACEMENT_BEGINS).i, latest = (int32_t)value(s, PLACEMENT_LATEST).i;
	int64_t all = (latest - begins) / WEEK, gone = (s->today - begins) / WEEK;
	gone = gone < 0 ? 0 : gone > all ? all : gone;
	ui_gone(s->u, tr_fill(s->u->a, s->u->sp, N_("Week {n} of at most {all} in the group; it ends by "
		"{date}"),
	                      TR_SLOTS({"n", number(s, gone + 1)}, {"all", number(s, all)},
	                               {"date", tr_date(s->u->a, s->u->sp.lang, latest, DATE_LONG)})), gone, all);
}
