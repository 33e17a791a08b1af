#include "calendar.h"
#include "date.h"
#include "flow.h"
#include "people.h"
#include "place.h"
#include "rand.h"
#include "route.h"

/* ---- what Merenland has ---- */

static const struct kind {
	const char *name, *profile, *aim, *payer, *back;
	int size, months;
} kinds[] = {
	{"Startklas", "Kinderen van 4 jaar die nog veel nabijheid nodig hebben om te leren leren: samen in de kring "
		"zitten, "
	 "beginnen aan een taak, meegaan in de dag. Geen enkele vraag beslist alleen.",
	 "Terug naar de gewone klas van de moederschool, binnen een schooljaar.",
	 "Het samenwerkingsverband en de gemeente Oevermeer, elk de helft",
	 "Vanaf de eerste dag: doelen van beide scholen, oefenmomenten, dag voor dag meer, nazorg van 8 weken.", 12, 12},
	{"Schakelklas", "Kinderen die nog weinig Nederlands spreken en daardoor de les missen.",
	 "Genoeg taal om de lessen in de eigen klas te volgen.", "De gemeenten, uit het geld voor onderwijsachterstanden",
	 "Elke middag in de eigen klas; na de toets van juni terug.", 15, 12},
	{"Tussenvoorziening", "Kinderen die vastlopen in de klas en even rust nodig hebben.",
	 "Uitzoeken wat helpt, en dat mee terugnemen.", "De schoolbesturen samen", "Na 12 weken, met een plan voor de "
		"klas.", 8, 6},
	{"Trajectklas", "Leerlingen die een deel van de dag een eigen plek nodig hebben.", "De hele week in de eigen klas.",
	 "De school, uit de basisondersteuning", "Stap voor stap meer uren in de klas.", 10, 12},
	{"Steunklas", "Kinderen met een eigen tempo bij lezen en rekenen.", "Aansluiten bij een groep die past.",
	 "Het samenwerkingsverband", "Per vak terug naar de groep.", 12, 12},
	{"Plusklas", "Kinderen die veel sneller leren en uitdaging missen.", "Leren leren, met anderen die net zo denken.",
	 "De schoolbesturen samen", "Een dag in de week; de andere dagen in de eigen klas.", 16, 24},
	{"Kansklas", "Oudere leerlingen die leren door te doen.", "Een diploma of een plek in het praktijkonderwijs.",
	 "Het samenwerkingsverband", "Elk half jaar gekeken of de eigen klas kan.", 12, 24},
	{"Samen-naar-schoolklas", "Kinderen met een ernstige beperking, in het gebouw van een gewone school.",
	 "Samen opgroeien, met zoveel mogelijk samen doen.", "De zorg (Wlz) en het samenwerkingsverband",
	 "Elk jaar gekeken wat samen kan met een gewone klas.", 8, 48},
};
enum { KINDS = sizeof kinds / sizeof *kinds, SALT = 9100, WEEK = 7, NAMED = 36, WAIT_FROM = 60, CROWD_GROUPS = 5 };

static const struct {
	const char *name, *host;
	int kind, places, toilet, near_, conflict;
} groups[] = {
	{"Het Vlot", "Startklas Het Vlot", 0, 12, 2, 2, 3},
	{"De Oversteek, blauw", DEMO_CROWD_GROUP, 0, 12, 2, 3, 3},
	{"De Oversteek, geel", DEMO_CROWD_GROUP, 0, 12, 2, 2, 3},
	{"De Oversteek, groen", DEMO_CROWD_GROUP, 0, 12, 3, 2, 2},
	{"De Oversteek, rood", DEMO_CROWD_GROUP, 0, 12, 2, 2, 3},
	{"De Oversteek, wit", DEMO_CROWD_GROUP, 0, 12, 2, 2, 3},
	{"Schakelklas Merenburg", "De Wilgenhoek", 1, 15, 0, 0, 0},
	{"Tussenvoorziening De Vuurtoren", "SBO De Vuurtoren", 2, 8, 0, 1, 2},
	{"Plusklas De Lisdodde", "De Lisdodde", 5, 16, 0, 0, 0},
};
enum { GROUPS = sizeof groups / sizeof *groups };

static struct val text(const char *s)
{
	return s == NULL ? val_null() : val_text(str_from(s));
}

struct making {
	struct act *act;
	int64_t today;
	size_t n;
	int64_t kinds[KINDS], group[GROUPS], host[GROUPS];
	/* of this child */
	struct change *c;
	int64_t route, school, placement;
	enum placement_state state;
	int32_t begins;
};

static int32_t today_of(const struct making *m)
{
	return instant_date(m->today);
}

static const struct stmt stmt_org = {"SELECT id FROM organisation WHERE name = $1 ORDER BY id LIMIT 1", "t", "i"};

static enum err kinds_new(struct making *m)
{
	struct str pid;
	enum err e = OK;
	m->c = change_begin(m->act, N_("Preparation begun"), 0);
	for (size_t i = 0; e == OK && i < KINDS; i++) {
		const struct val v[KIND__N] = {
			[KIND_NAME] = text(kinds[i].name), [KIND_PROFILE] = text(kinds[i].profile), [KIND_AIM] = text(kinds[i].aim),
			[KIND_SIZE] = val_int(kinds[i].size), [KIND_MONTHS] = val_int(kinds[i].months),
				[KIND_PAYER] = text(kinds[i].payer),
			[KIND_WAY_BACK] = text(kinds[i].back),
			[KIND_EFFECTIVE] = text("Het kind is twee jaar na de terugkeer nog in een gewone klas, en ouders, kind en "
				"school "
			                        "vinden dat het gaat."),
			[KIND_SOURCE] = text("Vastgesteld in het clusteroverleg van 14 september 2026"),
		};
		e = change_new(m->c, &rec_place_kind, v, &m->kinds[i], &pid);
	}
	return e != OK ? e : change_commit(m->c);
}

static enum err groups_new(struct making *m)
{
	struct str pid;
	const struct rows *host;
	enum err e = OK;
	for (size_t i = 0; e == OK && i < GROUPS; i++) {
		e = act_exec(m->act, &stmt_org, DB_ARGS(text(groups[i].host)), &host);
		if (e != OK || host->n == 0)
			continue;
		m->host[i] = rows_int(host, 0, 0);
		const struct val v[GROUP__N] = {
			[GROUP_KIND] = val_int(m->kinds[groups[i].kind]), [GROUP_NAME] = text(groups[i].name),
			[GROUP_HOST] = val_int(m->host[i]), [GROUP_PLACES] = val_int(groups[i].places),
			[GROUP_STAFF] = text("Een leerkracht en een onderwijsassistent"),
			[GROUP_LIMIT] = groups[i].toilet > 0 ? val_int(groups[i].toilet) : val_null(),
			[GROUP_LIMIT + 1] = groups[i].near_ > 0 ? val_int(groups[i].near_) : val_null(),
			[GROUP_LIMIT + 2] = groups[i].conflict > 0 ? val_int(groups[i].conflict) : val_null(),
			[GROUP_SINCE] = val_int(date_from_ymd((struct ymd){2024, 8, 1})),
		};
		m->c = change_begin(m->act, N_("Group added"), 0);
		e = change_new(m->c, &rec_place_group, v, &m->group[i], &pid);
		if (e == OK)
			e = change_commit(m->c);
	}
	return e;
}

static enum err firsts_new(struct making *m)
{
	static const struct {
		const char *test, *from, *last, *words, *source;
	} first[] = {
		{"woont", "8600", "8604", "Kinderen uit de gemeente Oevermeer eerst: de gemeente betaalt de helft",
		 "Overeenkomst met de gemeente, 1 juli 2025"},
		{"thuis", NULL, NULL, "Kinderen die nu zonder school thuis zitten", "Besluit van het bestuur, 3 september "
			"2025"},
	};
	struct str pid;
	int64_t id;
	enum err e = OK;
	m->c = change_begin(m->act, N_("Rule added"), 0);
	for (size_t i = 0; e == OK && i < sizeof first / sizeof *first; i++) {
		const struct val v[FIRST__N] = {
			[FIRST_KIND] = val_int(m->kinds[0]), [FIRST_RANK] = val_int((int64_t)i + 1),
				[FIRST_TEST] = text(first[i].test),
			[FIRST_PC4_FROM] = text(first[i].from), [FIRST_PC4_LAST] = text(first[i].last),
			[FIRST_WORDS] = text(first[i].words), [FIRST_SOURCE] = text(first[i].source),
			[FIRST_BEGINS] = val_int(date_from_ymd((struct ymd){2025, 9, 1})),
		};
		e = change_new(m->c, &rec_place_first, v, &id, &pid);
	}
	return e != OK ? e : change_commit(m->c);
}

static enum err cluster_new(struct making *m)
{
	static const struct {
		int days;
		const char *decided;
		struct {
			const char *school, *what, *by;
		} brought[2];
	} meetings[] = {
		{70, "Een zesde groep van de startklas begint na de kerstvakantie, in Oevermeer. Elke moederschool kijkt twee "
		     "keer per jaar mee; wie niet komt, vertelt in het volgende overleg waarom.",
		 {{"De Wilgenhoek", "Werken met plaatjes van de dag, voorgedaan in de kleuterklassen.",
		   "Het team van Het Vlot"},
		  {"Het Veer", "Een vaste plek in de kring en wat de leerkracht dan doet.", "Het team van Het Vlot"}}},
		{14, "De oefenmomenten beginnen voortaan na acht weken in plaats van na twaalf. In het voorjaar kijken we of "
		     "kinderen dan langer op hun eigen school blijven.",
		 {{"De Rietkraag", "Om hulp vragen met een kaartje, in de hele klas gebruikt.", "De Oversteek"},
		  {NULL, NULL, NULL}}},
	};
	struct str pid;
	int64_t id, piece;
	const struct rows *school;
	enum err e = demo_act_as(m->act, "clustervoorzitter1", ROLE_CLUSTER_CHAIR, demo_moment(m->today, 6, 2));
	m->c = change_begin(m->act, N_("Expertise saved"), 0);
	for (size_t i = 0; e == OK && i < sizeof meetings / sizeof *meetings; i++) {
		const struct val v[CLUSTER__N] = {[CLUSTER_HELD_ON] = val_int(today_of(m) - meetings[i].days),
		                                  [CLUSTER_DECIDED] = text(meetings[i].decided)};
		e = change_new(m->c, &rec_cluster_meeting, v, &id, &pid);
		for (size_t k = 0; e == OK && k < 2 && meetings[i].brought[k].school != NULL; k++) {
			e = act_exec(m->act, &stmt_org, DB_ARGS(text(meetings[i].brought[k].school)), &school);
			if (e != OK || school->n == 0)
				continue;
			const struct val x[EXPERTISE__N] = {
				[EXPERTISE_MEETING] = val_int(id), [EXPERTISE_SCHOOL] = rows_val(school, 0, 0),
				[EXPERTISE_WHAT] = text(meetings[i].brought[k].what), [EXPERTISE_BY] = text(meetings[i].brought[k].by)};
			e = change_new(m->c, &rec_cluster_expertise, x, &piece, &pid);
		}
	}
	return e != OK ? e : change_commit(m->c);
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

static enum err goals_new(struct making *m)
{
	static const struct {
		const char *needs, *start, *aim, *host, *mother, *now;
	} goals[] = {
		{"Tien minuten meedoen in de kring", "Twee minuten, dan loopt het kind weg.",
			"Tien minuten, met een vaste plek.",
		 "Elke dag een korte kring met een plaatje van wat er komt.", "De juf zet een vaste plek klaar naast de deur.",
		 "Zes minuten, als het plaatje er hangt."},
		{"Zelf om hulp vragen", "Roept of huilt.", "Steekt een kaartje op.", "Oefent met het hulpkaartje bij spel.",
		 "Gebruikt hetzelfde kaartje in de hele kleuterklas.", "Pakt het kaartje als iemand het aanwijst."},
	};
	enum err e = OK;
	for (size_t i = 0; e == OK && i < sizeof goals / sizeof *goals; i++) {
		bool back = m->state >= PLACEMENT_CARE, fresh = m->state == PLACEMENT_PLACED && m->n % 3 == 2;
		struct val v[RGOAL__N] = {
			[RGOAL_STATE] = flow_value(&rec_place_goal, back ? RGOAL_REACHED : fresh && i == 1 ? RGOAL_PROPOSED
				: RGOAL_AGREED),
			[RGOAL_NEEDS] = text(goals[i].needs), [RGOAL_START] = text(goals[i].start),
				[RGOAL_AIM] = text(goals[i].aim),
			[RGOAL_HOST_DOES] = text(goals[i].host), [RGOAL_MOTHER_DOES] = fresh && i == 1 ? val_null()
				: text(goals[i].mother),
			[RGOAL_LEVEL] = text(place_goal_fields[RGOAL_LEVEL].choices[back ? 4 : fresh ? 0
				: 1 + (m->n + i) % 3].code),
			[RGOAL_NOW] = fresh ? val_null() : text(goals[i].now), [RGOAL_SET_BY] = text(i == 0 ? "groep" : "school"),
			[RGOAL_SEEN_ON] = fresh ? val_null() : val_int(today_of(m) - 4),
		};
		e = piece(m, &rec_place_goal, v);
	}
	return e;
}

static enum err talks_new(struct making *m)
{
	struct val talk[PTALK__N] = {
		[PTALK_HELD_ON] = val_int(m->begins + WEEK), [PTALK_JOINED] = val_int(1),
		[PTALK_WORDS] = text("Ouders vertellen dat de ochtenden thuis rustiger zijn. In de groep lukt het spelen "
			"naast een ander "
		                     "kind."),
		[PTALK_AGREED] = text("De intern begeleider neemt de kaartjes mee naar de kleuterklas."),
	};
	struct val look[PLOOK__N] = {
		[PLOOK_HELD_ON] = val_int(m->begins + 2 * WEEK), [PLOOK_BY] = text("leerkracht"),
		[PLOOK_CHILD] = text("Speelt tien minuten aan de watertafel en kijkt naar anderen."),
		[PLOOK_TAKES] = text("De plaatjes van de dag hangen nu ook in mijn klas, voor alle kinderen."),
	};
	enum err e = piece(m, &rec_place_talk, talk);
	return e == OK && m->n % 3 != 2 ? piece(m, &rec_place_look, look) : e;
}

static enum err practice_new(struct making *m)
{
	enum err e = OK;
	int32_t first = m->state == PLACEMENT_RETURNING ? today_of(m) - WEEK : m->begins + 8 * WEEK;
	for (int i = 0; e == OK && i < 3; i++) {
		bool done = m->state != PLACEMENT_RETURNING || i == 0;
		struct val v[PRACTICE__N] = {
			[PRACTICE_STATE] = flow_value(&rec_place_practice, done ? PRACTICE_DONE : PRACTICE_PLANNED),
			[PRACTICE_FROM] = val_int(first + i * 2 * WEEK), [PRACTICE_DAYS] = val_int(i * 2 + 1),
			[PRACTICE_WHERE] = text("Groep 1-2, de ochtend"), [PRACTICE_WATCHED] = val_int(done),
			[PRACTICE_HOW] = done ? text("Speelde in de bouwhoek. De overgang naar de kring vroeg hulp.") : val_null(),
		};
		e = piece(m, &rec_place_practice, v);
	}
	return e;
}

static enum err checks_new(struct making *m, int32_t returned)
{
	enum err e = OK;
	for (int years = 1; e == OK && years <= 2; years++) {
		bool held = m->state == PLACEMENT_DONE;
		struct val v[CHECK__N] = {
			[CHECK_STATE] = flow_value(&rec_return_check, held ? CHECK_HELD : CHECK_OPEN),
				[CHECK_YEARS] = val_int(years),
			[CHECK_RETURNED] = val_int(returned),
			[CHECK_HELD_ON] = held ? val_int(date_add_months(returned, 12 * years)) : val_null(),
			[CHECK_LASTS] = held ? text("ja") : val_null(),
			[CHECK_WORDS] = held ? text("Het kind doet mee in de klas, met de plaatjes van de dag.") : val_null(),
		};
		e = piece(m, &rec_return_check, v);
	}
	return e;
}

/* ---- one placement ---- */

/* On how many days before today it began and the child went back, in each state. */
static const struct {
	int began, back;
} days[PLACEMENT_STATES] = {
	[PLACEMENT_PLACED] = {20, 0}, [PLACEMENT_RETURNING] = {150, 0}, [PLACEMENT_CARE] = {260, 11},
	[PLACEMENT_FOLLOWED] = {640, 360}, [PLACEMENT_DONE] = {1100, 790}, [PLACEMENT_OVER] = {300, 0},
};

static bool reached(const struct making *m, enum placement_state s)
{
	return m->state >= s && m->state != PLACEMENT_OVER;
}

static void fill(const struct making *m, struct val v[PLACEMENT__N], int32_t returned)
{
	v[PLACEMENT_WHY] = text("In ons profiel staat wat wij bieden: een rustige hoek en twee keer per week hulp in de "
		"klas. Dit kind "
	                        "heeft nu de hele dag iemand dichtbij nodig, en dat hebben wij niet.");
	v[PLACEMENT_WAY_BACK] = text("Elke maand een bezoek aan onze kleuterklas. De juf komt twee keer kijken. Na de "
		"voorjaarsvakantie "
	                             "de eerste ochtend.");
	for (size_t i = 0; i < PLACE_NEEDS; i++)
		v[PLACEMENT_NEED + i] = val_int((m->n >> 1) % PLACE_NEEDS == i || m->n % 4 == i);
	v[PLACEMENT_AT_HOME] = val_int(m->n % 5 == 0);
	if (m->state == PLACEMENT_WAITING || m->n % 4 == 1)
		v[PLACEMENT_ASKED_ON] = val_int(m->begins - WAIT_FROM + (int32_t)(m->n % 30));
	if (m->state == PLACEMENT_DRAFT || m->state == PLACEMENT_AGREEING || m->state == PLACEMENT_WAITING)
		return;
	v[PLACEMENT_BEGINS] = val_int(m->begins);
	v[PLACEMENT_GUIDED] = val_int(m->begins + WEEK);
	if (m->n % 3 != 2)
		v[PLACEMENT_LOOKED] = val_int(m->begins + 2 * WEEK);
	if (m->n % 6 == 1)
		v[PLACEMENT_EXCEPTION] = text("Het broertje zit in deze groep. Samen beginnen helpt dit kind meer dan een "
			"lege plaats.");
	if (reached(m, PLACEMENT_RETURNING))
		v[PLACEMENT_PRACTISE] = val_int(m->state == PLACEMENT_RETURNING ? today_of(m) - WEEK : m->begins + 8 * WEEK);
	if (reached(m, PLACEMENT_CARE))
		v[PLACEMENT_RETURNED] = val_int(returned);
	if (reached(m, PLACEMENT_FOLLOWED)) {
		v[PLACEMENT_CARE_ON] = val_int(returned + 8 * WEEK - 3);
		v[PLACEMENT_CARE_WORDS] = text("De vaste plek en de kaartjes blijven. Moeder en juf bellen elke vrijdag.");
		v[PLACEMENT_LASTS] = text(m->n % 7 == 3 ? "deels" : "ja");
	}
	if (m->state == PLACEMENT_OVER) {
		v[PLACEMENT_ENDED] = val_int(today_of(m) - 30);
		v[PLACEMENT_OUTCOME] = text("tlv");
		v[PLACEMENT_TLV_WHY] = text("Na een jaar vraagt het kind nog de hele dag hulp. Beide scholen en de ouders "
			"vragen samen een "
		                                "TLV aan.");
	}
}

static enum err pieces_new(struct making *m, int32_t returned)
{
	enum err e = OK;
	if (m->state >= PLACEMENT_PLACED)
		e = goals_new(m);
	if (e == OK && m->state >= PLACEMENT_PLACED)
		e = talks_new(m);
	if (e == OK && reached(m, PLACEMENT_RETURNING))
		e = practice_new(m);
	return e == OK && reached(m, PLACEMENT_FOLLOWED) ? checks_new(m, returned) : e;
}

/* Of who is in the group, the team that the route shows; of the others none any more, or none yet. */
static enum err placement_make(struct making *m, int64_t relation, size_t group)
{
	struct str pid;
	int32_t returned = today_of(m) - days[m->state].back;
	struct val v[PLACEMENT__N] = {
		[PLACEMENT_ROUTE] = val_int(m->route), [PLACEMENT_STATE] = flow_value(&rec_placement, (int)m->state),
		[PLACEMENT_VERSION] = val_int(1), [PLACEMENT_KIND] = val_int(m->kinds[0]), [PLACEMENT_MONTHS] = val_int(12),
		[PLACEMENT_MOTHER] = val_int(m->school), [PLACEMENT_OWN_CHOICE] = val_int(0),
		[PLACEMENT_RESPONSIBLE] = text("moederschool"),
		[PLACEMENT_GROUP] = m->state == PLACEMENT_DRAFT || m->state == PLACEMENT_WAITING ? val_null()
			: val_int(m->group[group]),
		[PLACEMENT_RELATION] = relation == 0 ? val_null() : val_int(relation),
	};
	fill(m, v, returned);
	if (m->state == PLACEMENT_DRAFT)
		v[PLACEMENT_WAY_BACK] = val_null();
	m->c = change_begin(m->act, N_("Preparation begun"), 0);
	enum err e = change_place(m->c, &rec_placement, v, &m->placement, &pid);
	if (e == OK)
		e = pieces_new(m, returned);
	return e != OK ? e : change_commit(m->c);
}

/* ---- whose ---- */

static const struct stmt stmt_children = {
	"SELECT r.id, r.school, r.phase, coalesce(max(x.id), 0), coalesce(max(s.org), 0) FROM route r LEFT JOIN relation "
		"x ON x.route ="
	" r.id AND x.kind = $1 AND x.ends > $2 LEFT JOIN seat s ON s.id = x.grantee WHERE r.phase IN ('knooppunt', "
		"'startklas',"
	" 'terug', 'nazorg', 'klaar', 'tlv') GROUP BY r.id, r.school, r.phase ORDER BY r.id LIMIT 400", "ti", "iitii"};
static const struct stmt stmt_ib = {
	"SELECT a.email FROM seat s JOIN holds h ON h.seat = s.id JOIN account a ON a.id = h.account WHERE s.org = $1 AND "
		"s.role = $2 AND"
	" a.email IS NOT NULL ORDER BY a.id LIMIT 1", "it", "t"};

/* Which state goes with a phase: several in turn. False: no placement. */
static bool state_for(struct str phase, size_t nth, enum placement_state *out)
{
	static const enum placement_state before[] = {PLACEMENT_DRAFT, PLACEMENT_AGREEING, PLACEMENT_WAITING,
		PLACEMENT_WAITING};
	if (str_is(phase, "knooppunt"))
		*out = before[nth % 4];
	else if (str_is(phase, "startklas"))
		*out = PLACEMENT_PLACED;
	else if (str_is(phase, "terug"))
		*out = PLACEMENT_RETURNING;
	else if (str_is(phase, "nazorg"))
		*out = nth % 3 == 0 ? PLACEMENT_FOLLOWED : PLACEMENT_CARE;
	else if (str_is(phase, "klaar"))
		*out = PLACEMENT_DONE;
	else if (nth % 4 == 0)
		*out = PLACEMENT_OVER;
	else
		return false;
	return true;
}

static enum err child_make(struct making *m, const struct rows *r, size_t i, size_t nth)
{
	const struct rows *ib;
	struct str rest;
	size_t group = i < NAMED ? 0 : 1;
	m->route = rows_int(r, i, 0);
	m->school = rows_int(r, i, 1);
	if (!state_for(rows_text(r, i, 2), nth, &m->state))
		return OK;
	m->begins = today_of(m) - days[m->state].began;
	for (size_t g = 0; g < GROUPS; g++)
		group = rows_int(r, i, 4) != 0 && rows_int(r, i, 4) == m->host[g] ? g : group;
	if (m->host[group] == m->host[1])
		group = 1 + i % CROWD_GROUPS;
	enum err e = act_exec(m->act, &stmt_ib, DB_ARGS(val_int(m->school), text(role_def(ROLE_IB)->code)), &ib);
	if (e != OK || ib->n == 0)
		return e;
	const char *who = str_c(m->act->a, str_cut(rows_text(ib, 0, 0), '@', &rest));
	e = demo_act_as(m->act, who, ROLE_IB, demo_moment(m->today, 3 + (int)(m->n % 5), m->n));
	return e != OK ? e : placement_make(m, rows_int(r, i, 3), group);
}

static enum err children_make(struct making *m)
{
	const char *const phases[] = {"knooppunt", "startklas", "terug", "nazorg", "klaar", "tlv"};
	size_t nth[6] = {0};
	const struct rows *r;
	enum err e = act_exec(m->act, &stmt_children,
	                      DB_ARGS(text(relation_code(REL_PLACED)), val_int(m->today)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		size_t p = 0;
		while (!str_is(rows_text(r, i, 2), phases[p]))
			p++;
		m->n = i;
		e = child_make(m, r, i, nth[p]++);
	}
	return e;
}

enum err demo_place_make(struct act *act, uint64_t seed)
{
	struct making m = {.act = act, .today = act->now};
	struct dice dice;
	dice_seed(&dice, seed + SALT);
	act->dice = &dice;
	enum err e = demo_act_as(act, "directeur1", ROLE_DIRECTOR, demo_moment(m.today, 60, 1));
	if (e == OK)
		e = kinds_new(&m);
	if (e == OK)
		e = groups_new(&m);
	if (e == OK)
		e = firsts_new(&m);
	if (e == OK)
		e = cluster_new(&m);
	if (e == OK)
		e = children_make(&m);
	act->dice = NULL;
	act->viewer = NULL;
	act->now = m.today;
	return e;
}
