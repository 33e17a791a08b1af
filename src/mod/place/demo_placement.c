/* The placements of the children of Merenland, in every state. Their days follow from the route that stands there
 * already: the child begins on the day on which the team of the group came in, and is back on the day on which it left;
 * all else lies between, each on a day of school of its own. */
#include "calendar.h"
#include "date.h"
#include "demo_place.h"
#include "flow.h"
#include "people.h"
#include "place.h"
#include "route.h"

enum { WEEK = 7, NAMED = 36, CARE_WEEKS = 8, PREPARED = 3 * WEEK };

struct making {
	struct act *act;
	int64_t today;
	const struct demo_groups *there;
	const char *ib, *team;
	size_t n;
	/* of this child */
	struct change *c;
	int64_t route, school, placement;
	enum placement_state state;
	/* Days; `named` is when a knooppunt named the group, `over` when an ended one ended. */
	int32_t named, prepared, begins, practise, returned, over;
	const struct rows *guardians;
};

static struct val text(const char *s)
{
	return s == NULL ? val_null() : val_text(str_from(s));
}

static int32_t today_of(const struct making *m)
{
	return instant_date(m->today);
}

/* The day of a moment so many days ago, as the steps of the route have it. */
static int32_t ago(const struct making *m, int days)
{
	return instant_date(demo_moment(m->today, days, 0));
}

static bool reached(const struct making *m, enum placement_state s)
{
	return m->state >= s && m->state != PLACEMENT_OVER;
}

/* What follows is of this person, done on that day. */
static enum err begin(struct making *m, const char *who, enum role role, int32_t on, const char *done)
{
	enum err e = demo_act_as(m->act, who, role, demo_moment(m->today, today_of(m) - on, m->n + (size_t)on));
	m->c = change_begin(m->act, done, 0);
	return e;
}

/* ---- what belongs to a placement ---- */

static enum err piece(struct making *m, const struct record *rec, struct val *v)
{
	struct str pid;
	int64_t id;
	v[0] = val_int(m->route);
	v[1] = val_int(m->placement);
	return change_place(m->c, rec, v, &id, &pid);
}

static const struct stmt stmt_guardians = {
	"SELECT a.id, a.email FROM relation r JOIN account a ON a.id = r.grantee WHERE r.route = $1 AND r.kind = $2 AND"
	" a.email IS NOT NULL ORDER BY r.id", "it", "it"};

/* Each parent who can answer says yes before the child begins, or goes on the list. */
static enum err answers_new(struct making *m, int32_t on)
{
	static const char *const because[] = {"Als hij daarna terugkomt op zijn eigen school.",
	                                      "Fijn dat er even meer rust is. Wij willen elke maand horen hoe het gaat."};
	enum err e = OK;
	for (size_t i = 0; e == OK && i < m->guardians->n; i++) {
		struct str rest;
		const char *who = str_c(m->act->a, str_cut(rows_text(m->guardians, i, 1), '@', &rest));
		e = begin(m, who, ROLE_PARENT, on, N_("Your answer is sent"));
		struct val v[PANSWER__N] = {
			[PANSWER_ASKED] = val_int(1), [PANSWER_GUARDIAN] = rows_val(m->guardians, i, 0),
			[PANSWER_ANSWER] = text("ja"), [PANSWER_BECAUSE] = text(because[1 - i % 2]),
			[PANSWER_GIVEN] = val_int(m->act->now),
		};
		if (e == OK)
			e = piece(m, &rec_place_answer, v);
		if (e == OK)
			e = change_commit(m->c);
	}
	return e;
}

static const struct {
	const char *needs, *start, *aim, *host, *mother, *now, *reached;
} goals[] = {
	{"Tien minuten meedoen in de kring", "Twee minuten, dan loopt het kind weg.", "Tien minuten, met een vaste plek.",
	 "Elke dag een korte kring met een plaatje van wat er komt.", "De juf zet een vaste plek klaar naast de deur.",
	 "Zes minuten, als het plaatje er hangt.", "Tien minuten op de vaste plek, elke ochtend."},
	{"Zelf om hulp vragen", "Roept of huilt.", "Steekt een kaartje op.", "Oefent met het hulpkaartje bij spel.",
	 "Gebruikt hetzelfde kaartje in de hele kleuterklas.", "Pakt het kaartje als iemand het aanwijst.",
	 "Steekt zelf het kaartje op, ook in de kring."},
};

static enum err goals_new(struct making *m)
{
	enum { LEVEL_REACHED = 4 };
	bool back = reached(m, PLACEMENT_CARE), fresh = m->state == PLACEMENT_PLACED && m->n % 3 == 2;
	int32_t seen = demo_school_day((back ? m->returned : m->state == PLACEMENT_OVER ? m->over : today_of(m)) - 4);
	enum err e = begin(m, m->team, ROLE_PROVISION_TEAM, demo_school_day_from(m->begins + 2), N_("Goal saved"));
	for (size_t i = 0; e == OK && i < sizeof goals / sizeof *goals; i++) {
		bool proposed = fresh && i == 1;
		size_t level = back ? LEVEL_REACHED : fresh ? 0 : 1 + (m->n + i) % 3;
		struct val v[RGOAL__N] = {
			[RGOAL_STATE] =
				flow_value(&rec_place_goal, back ? RGOAL_REACHED : proposed ? RGOAL_PROPOSED : RGOAL_AGREED),
			[RGOAL_NEEDS] = text(goals[i].needs), [RGOAL_START] = text(goals[i].start),
			[RGOAL_AIM] = text(goals[i].aim), [RGOAL_HOST_DOES] = text(goals[i].host),
			[RGOAL_MOTHER_DOES] = proposed ? val_null() : text(goals[i].mother),
			[RGOAL_LEVEL] = text(place_goal_fields[RGOAL_LEVEL].choices[level].code),
			[RGOAL_NOW] = fresh ? val_null() : text(back ? goals[i].reached : goals[i].now),
			[RGOAL_SET_BY] = text(i == 0 ? "groep" : "school"), [RGOAL_SEEN_ON] = fresh ? val_null() : val_int(seen),
		};
		e = piece(m, &rec_place_goal, v);
	}
	return e == OK ? change_commit(m->c) : e;
}

static enum err talk_new(struct making *m, int32_t on)
{
	struct val v[PTALK__N] = {
		[PTALK_HELD_ON] = val_int(on), [PTALK_JOINED] = val_int(1),
		[PTALK_WORDS] =
			text("Ouders vertellen dat de ochtenden thuis rustiger zijn. In de groep lukt het spelen naast een ander "
		         "kind."),
		[PTALK_AGREED] = text("De intern begeleider neemt de kaartjes mee naar de kleuterklas."),
	};
	enum err e = begin(m, m->team, ROLE_PROVISION_TEAM, on, N_("Talk saved"));
	if (e == OK)
		e = piece(m, &rec_place_talk, v);
	return e == OK ? change_commit(m->c) : e;
}

static enum err look_new(struct making *m, int32_t on)
{
	struct val v[PLOOK__N] = {
		[PLOOK_HELD_ON] = val_int(on), [PLOOK_BY] = text("leerkracht"),
		[PLOOK_CHILD] = text("Speelt tien minuten aan de watertafel en kijkt naar anderen."),
		[PLOOK_TAKES] = text("De plaatjes van de dag hangen nu ook in mijn klas, voor alle kinderen."),
	};
	enum err e = begin(m, m->ib, ROLE_IB, on, N_("Observation saved"));
	if (e == OK)
		e = piece(m, &rec_place_look, v);
	return e == OK ? change_commit(m->c) : e;
}

/* Every second week a day more; what lies ahead is planned. */
static enum err practice_new(struct making *m)
{
	enum { MOMENTS = 3 };
	enum err e = begin(m, m->ib, ROLE_IB, m->practise, N_("Practice moment saved"));
	for (int i = 0; e == OK && i < MOMENTS; i++) {
		int32_t on = demo_school_day_from(m->practise + i * 2 * WEEK);
		bool done = on < today_of(m);
		struct val v[PRACTICE__N] = {
			[PRACTICE_STATE] = flow_value(&rec_place_practice, done ? PRACTICE_DONE : PRACTICE_PLANNED),
			[PRACTICE_FROM] = val_int(on), [PRACTICE_DAYS] = val_int(i * 2 + 1),
			[PRACTICE_WHERE] = text("Groep 1-2, de ochtend"), [PRACTICE_WATCHED] = val_int(done),
			[PRACTICE_HOW] = done ? text("Speelde in de bouwhoek. De overgang naar de kring vroeg hulp.") : val_null(),
		};
		e = piece(m, &rec_place_practice, v);
	}
	return e == OK ? change_commit(m->c) : e;
}

static int32_t care_over(const struct making *m)
{
	return demo_school_day(m->returned + CARE_WEEKS * WEEK - 3);
}

static enum err checks_new(struct making *m)
{
	enum err e = begin(m, m->ib, ROLE_IB, care_over(m), N_("The aftercare has ended"));
	for (int years = 1; e == OK && years <= 2; years++) {
		bool held = m->state == PLACEMENT_DONE;
		struct val v[CHECK__N] = {
			[CHECK_STATE] = flow_value(&rec_return_check, held ? CHECK_HELD : CHECK_OPEN),
			[CHECK_YEARS] = val_int(years), [CHECK_RETURNED] = val_int(m->returned),
			[CHECK_HELD_ON] =
				held ? val_int(demo_school_day_from(date_add_months(m->returned, 12 * years))) : val_null(),
			[CHECK_LASTS] = held ? text("ja") : val_null(),
			[CHECK_WORDS] = held ? text("Het kind doet mee in de klas, met de plaatjes van de dag.") : val_null(),
		};
		e = piece(m, &rec_return_check, v);
	}
	return e == OK ? change_commit(m->c) : e;
}

/* ---- one placement ---- */

static int32_t talked_on(const struct making *m)
{
	return demo_school_day_from(m->begins + WEEK);
}

static int32_t looked_on(const struct making *m)
{
	return demo_school_day_from(talked_on(m) + WEEK);
}

static bool was_looked(const struct making *m)
{
	return m->n % 3 != 2 && looked_on(m) < today_of(m);
}

/* On the list for a while before there was a place, or still. */
static bool waited(const struct making *m)
{
	return m->state == PLACEMENT_WAITING || m->n % 4 == 1;
}

static int32_t answered_on(const struct making *m)
{
	return demo_school_day_from(m->prepared + 1);
}

static void put_days(const struct making *m, struct val v[PLACEMENT__N])
{
	v[PLACEMENT_BEGINS] = val_int(m->begins);
	v[PLACEMENT_GUIDED] = val_int(talked_on(m));
	if (was_looked(m))
		v[PLACEMENT_LOOKED] = val_int(looked_on(m));
	if (reached(m, PLACEMENT_RETURNING))
		v[PLACEMENT_PRACTISE] = val_int(m->practise);
	if (reached(m, PLACEMENT_CARE))
		v[PLACEMENT_RETURNED] = val_int(m->returned);
	if (reached(m, PLACEMENT_FOLLOWED))
		v[PLACEMENT_CARE_ON] = val_int(care_over(m));
	if (m->state == PLACEMENT_OVER)
		v[PLACEMENT_ENDED] = val_int(m->over);
}

static void fill(const struct making *m, struct val v[PLACEMENT__N])
{
	v[PLACEMENT_WHY] = text("In ons profiel staat wat wij bieden: een rustige hoek en twee keer per week hulp in de "
		"klas. Dit kind heeft nu de hele dag iemand dichtbij nodig, en dat hebben wij niet.");
	if (m->state != PLACEMENT_DRAFT)
		v[PLACEMENT_WAY_BACK] = text("Elke maand een bezoek aan onze kleuterklas. De juf komt twee keer kijken. Na "
			"een half jaar de eerste ochtend.");
	for (size_t i = 0; i < PLACE_NEEDS; i++)
		v[PLACEMENT_NEED + i] = val_int((m->n >> 1) % PLACE_NEEDS == i || m->n % 4 == i);
	v[PLACEMENT_AT_HOME] = val_int(m->n % 5 == 0);
	if (m->state >= PLACEMENT_WAITING && waited(m))
		v[PLACEMENT_ASKED_ON] = val_int(demo_school_day_from(answered_on(m) + 1));
	if (m->state < PLACEMENT_PLACED)
		return;
	put_days(m, v);
	if (m->n % 6 == 1)
		v[PLACEMENT_EXCEPTION] = text("Het broertje zit in deze groep. Samen beginnen helpt dit kind meer dan een "
			"lege plaats.");
	if (reached(m, PLACEMENT_FOLLOWED)) {
		v[PLACEMENT_CARE_WORDS] = text("De vaste plek en de kaartjes blijven. Moeder en juf bellen elke vrijdag.");
		v[PLACEMENT_LASTS] = text(m->n % 7 == 3 ? "deels" : "ja");
	}
	if (m->state == PLACEMENT_OVER) {
		v[PLACEMENT_OUTCOME] = text("tlv");
		v[PLACEMENT_TLV_WHY] = text("Na negen maanden vraagt het kind nog de hele dag hulp. Beide scholen en de "
			"ouders vragen samen een TLV aan.");
	}
}

static enum err pieces_new(struct making *m)
{
	enum err e = OK;
	if (m->state >= PLACEMENT_WAITING)
		e = answers_new(m, answered_on(m));
	if (e != OK || m->state < PLACEMENT_PLACED)
		return e;
	e = goals_new(m);
	if (e == OK)
		e = talk_new(m, talked_on(m));
	if (e == OK && was_looked(m))
		e = look_new(m, looked_on(m));
	if (e == OK && reached(m, PLACEMENT_RETURNING))
		e = practice_new(m);
	return e == OK && reached(m, PLACEMENT_FOLLOWED) ? checks_new(m) : e;
}

/* Of who is in the group, the team that the route shows; of the others none any more, or none yet. */
static enum err placement_make(struct making *m, int64_t relation, size_t group)
{
	struct str pid;
	struct val v[PLACEMENT__N] = {
		[PLACEMENT_ROUTE] = val_int(m->route), [PLACEMENT_STATE] = flow_value(&rec_placement, (int)m->state),
		[PLACEMENT_VERSION] = val_int(1), [PLACEMENT_KIND] = val_int(m->there->kind), [PLACEMENT_MONTHS] = val_int(12),
		[PLACEMENT_MOTHER] = val_int(m->school), [PLACEMENT_OWN_CHOICE] = val_int(0),
		[PLACEMENT_RESPONSIBLE] = text("moederschool"),
		[PLACEMENT_GROUP] = m->state == PLACEMENT_DRAFT || m->state == PLACEMENT_WAITING
			? val_null() : val_int(m->there->group[group]),
		[PLACEMENT_RELATION] = relation == 0 ? val_null() : val_int(relation),
		[PLACEMENT_NAMED_ON] = m->state == PLACEMENT_DRAFT || m->named == 0 ? val_null() : val_int(m->named),
	};
	fill(m, v);
	enum err e = begin(m, m->ib, ROLE_IB, m->prepared, N_("Preparation begun"));
	if (e == OK)
		e = change_place(m->c, &rec_placement, v, &m->placement, &pid);
	if (e == OK)
		e = change_commit(m->c);
	return e == OK ? pieces_new(m) : e;
}

/* ---- whose ---- */

/* Of each child the team of a group that is or was there: since when, until when, where. And what the last knooppunt
 * that was held said, and when. */
static const struct stmt stmt_children = {
	"SELECT r.id, r.school, r.phase, coalesce(x.id, 0), coalesce(x.begins, 0), coalesce(x.ends, 0), coalesce(s.org, 0),"
	" coalesce((SELECT max(m.held_on) FROM meeting m WHERE m.route = r.id AND m.outcome = 'groep'), '')"
	" FROM route r LEFT JOIN relation x ON x.route = r.id AND x.kind = $1 LEFT JOIN seat s ON s.id = x.grantee WHERE"
	" r.phase IN ('knooppunt', 'startklas', 'terug', 'nazorg', 'tlv', 'klaar') ORDER BY r.id LIMIT 400", "t",
	"iitiiiit"};
static const struct stmt stmt_ib = {
	"SELECT a.email FROM seat s JOIN holds h ON h.seat = s.id JOIN account a ON a.id = h.account WHERE s.org = $1 AND"
	" s.role = $2 AND a.email IS NOT NULL ORDER BY a.id LIMIT 1", "it", "t"};
enum { OF_ROUTE, OF_SCHOOL, OF_PHASE, OF_TEAM, OF_BEGINS, OF_ENDS, OF_HOST, OF_NAMED };

/* Before the group: several in turn. A named child is asked for no group that no knooppunt named. */
static bool before_group(struct making *m, struct str named, size_t nth, size_t i)
{
	static const enum placement_state before[] = {PLACEMENT_DRAFT, PLACEMENT_AGREEING, PLACEMENT_WAITING,
		PLACEMENT_WAITING};
	enum { TALKED = 60 };
	m->state = before[nth % 4];
	m->named = i < NAMED ? 0 : ago(m, TALKED);
	if (named.n > 0 && !date_parse_iso(named, &m->named))
		BUG("a talk was held on no day");
	m->prepared = m->state == PLACEMENT_DRAFT ? ago(m, 4) : demo_school_day_from(m->named + 1);
	if (m->state == PLACEMENT_WAITING && i >= NAMED) /* not all on one day */
		m->prepared = demo_school_day_from(m->prepared + (int32_t)(m->n % 30));
	return m->state == PLACEMENT_DRAFT || m->named != 0;
}

/* The state and the days of a placement, from the route and its team. False: there is none. */
static bool days_of(struct making *m, const struct rows *r, size_t i, size_t nth)
{
	enum { RETURNING_AGO = 10, PRACTISED = 7 * WEEK };
	struct str phase = rows_text(r, i, OF_PHASE);
	if (str_is(phase, "knooppunt"))
		return before_group(m, rows_text(r, i, OF_NAMED), nth, i);
	if (rows_int(r, i, OF_TEAM) == 0)
		return false;
	bool gone = rows_int(r, i, OF_ENDS) != INSTANT_OPEN;
	m->begins = instant_date(rows_int(r, i, OF_BEGINS));
	m->prepared = demo_school_day(m->begins - PREPARED);
	m->named = demo_school_day(m->prepared - 2);
	m->returned = m->over = gone ? instant_date(rows_int(r, i, OF_ENDS)) : 0;
	m->practise = gone ? demo_school_day(m->returned - PRACTISED) : ago(m, RETURNING_AGO);
	if (str_is(phase, "startklas"))
		m->state = PLACEMENT_PLACED;
	else if (str_is(phase, "terug"))
		m->state = PLACEMENT_RETURNING;
	else if (str_is(phase, "tlv"))
		m->state = PLACEMENT_OVER;
	else if (str_is(phase, "klaar"))
		m->state = PLACEMENT_DONE;
	else
		m->state = m->returned + CARE_WEEKS * WEEK < today_of(m) ? PLACEMENT_FOLLOWED : PLACEMENT_CARE;
	return true;
}

static size_t group_of(const struct making *m, const struct rows *r, size_t i)
{
	size_t group = i < NAMED ? 0 : 1;
	for (size_t g = 0; g < DEMO_GROUPS; g++)
		group = rows_int(r, i, OF_HOST) != 0 && rows_int(r, i, OF_HOST) == m->there->host[g] ? g : group;
	return m->there->host[group] == m->there->host[1] ? 1 + i % DEMO_CROWD_GROUPS : group;
}

static enum err child_make(struct making *m, const struct rows *r, size_t i, size_t nth)
{
	const struct rows *ib;
	struct str rest;
	m->route = rows_int(r, i, OF_ROUTE);
	m->school = rows_int(r, i, OF_SCHOOL);
	if (!days_of(m, r, i, nth))
		return OK;
	size_t group = group_of(m, r, i);
	enum err e = act_exec(m->act, &stmt_ib, DB_ARGS(val_int(m->school), text(role_def(ROLE_IB)->code)), &ib);
	if (e == OK)
		e = act_exec(m->act, &stmt_guardians, DB_ARGS(val_int(m->route), text(relation_code(REL_GUARDIAN))),
		             &m->guardians);
	if (e != OK || ib->n == 0)
		return e;
	m->ib = str_c(m->act->a, str_cut(rows_text(ib, 0, 0), '@', &rest));
	m->team = group == 0 ? "startklas1" : DEMO_CROWD_TEAM;
	bool there = rows_int(r, i, OF_ENDS) == INSTANT_OPEN;
	return placement_make(m, there ? rows_int(r, i, OF_TEAM) : 0, group);
}

enum err demo_placements_make(struct act *act, int64_t today, const struct demo_groups *there)
{
	struct making m = {.act = act, .today = today, .there = there};
	size_t at_table = 0;
	const struct rows *r;
	enum err e = act_exec(act, &stmt_children, DB_ARGS(text(relation_code(REL_PLACED))), &r);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		bool talks = str_is(rows_text(r, i, OF_PHASE), "knooppunt");
		m.n = i;
		e = child_make(&m, r, i, at_table);
		at_table += talks;
	}
	return e;
}
