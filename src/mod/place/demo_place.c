/* What Merenland has: kinds of group arrangement, groups, who goes first, and what the cluster said. */
#include "demo_place.h"

#include "date.h"
#include "people.h"
#include "place.h"

static const struct kind {
	const char *name, *profile, *aim, *payer, *back;
	int size, months;
} kinds[] = {
	{"Startklas", "Kinderen van 4 jaar die nog veel nabijheid nodig hebben om te leren leren: samen in de "
	              "kring zitten, beginnen aan een taak, meegaan in de dag. Geen enkele vraag beslist alleen.",
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
enum { KINDS = sizeof kinds / sizeof *kinds, SALT = 9100 };

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
_Static_assert((int)GROUPS == (int)DEMO_GROUPS, "demo_place.h");

static struct val text(const char *s)
{
	return s == NULL ? val_null() : val_text(str_from(s));
}

struct making {
	struct act *act;
	int64_t today;
	int64_t kinds[KINDS];
	struct demo_groups there;
	struct change *c;
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
			[KIND_EFFECTIVE] = text("Het kind is twee jaar na de terugkeer nog in een gewone klas, en "
			                        "ouders, kind en school vinden dat het gaat."),
			[KIND_SOURCE] = text("Vastgesteld in het clusteroverleg van 14 september 2026"),
		};
		e = change_new(m->c, &rec_place_kind, v, &m->kinds[i], &pid);
	}
	m->there.kind = m->kinds[0];
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
		m->there.host[i] = rows_int(host, 0, 0);
		const struct val v[GROUP__N] = {
			[GROUP_KIND] = val_int(m->kinds[groups[i].kind]), [GROUP_NAME] = text(groups[i].name),
			[GROUP_HOST] = val_int(m->there.host[i]), [GROUP_PLACES] = val_int(groups[i].places),
			[GROUP_STAFF] = text("Een leerkracht en een onderwijsassistent"),
			[GROUP_LIMIT] = groups[i].toilet > 0 ? val_int(groups[i].toilet) : val_null(),
			[GROUP_LIMIT + 1] = groups[i].near_ > 0 ? val_int(groups[i].near_) : val_null(),
			[GROUP_LIMIT + 2] = groups[i].conflict > 0 ? val_int(groups[i].conflict) : val_null(),
			[GROUP_SINCE] = val_int(date_from_ymd((struct ymd){2024, 8, 1})),
		};
		m->c = change_begin(m->act, N_("Group added"), 0);
		e = change_new(m->c, &rec_place_group, v, &m->there.group[i], &pid);
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
		const struct val v[CLUSTER__N] = {[CLUSTER_HELD_ON] = val_int(demo_school_day(today_of(m) - meetings[i].days)),
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

enum err demo_place_make(struct act *act, uint64_t seed)
{
	struct making m = {.act = act, .today = act->now};
	struct demo_turn turn;
	demo_begin(act, &turn, seed + SALT);
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
		e = demo_placements_make(act, m.today, &m.there);
	return demo_end(act, &turn, e);
}
