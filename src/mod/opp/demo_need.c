#include "demo_need.h"

#include "calendar.h"
#include "date.h"
#include "flow.h"
#include "people.h"

/* Goals of a child in turn, with what was measured since. */
static const struct {
	const char *area, *what, *measure;
	int start, aim, seen[6];
	const char *words[6];
} goals[] = {
	{"emotioneel", "Ik vraag hulp als ik vastloop", "keer per dag zelf gevraagd", 0, 4, {1, 1, 2, 2, 3, 3},
	 {NULL, "Nog vaak via een klasgenoot", NULL, "Met het kaartje op tafel lukt het", NULL, "Ook bij gym"}},
	{"cognitief", "Ik lees een verhaal van een bladzijde", "woorden per minuut goed gelezen", 38, 60,
	 {39, 41, 44, 44, 47, 51}, {NULL, "Na de vakantie even terug", NULL, NULL, "Leest thuis elke avond", NULL}},
	{"sociaal", "Ik speel in de pauze met een ander kind", "pauzes per week", 1, 4, {1, 2, 2, 3, 3, 4},
	 {NULL, NULL, "Voetbal met twee jongens", NULL, NULL, "Elke dag deze week"}},
	{"praktisch", "Ik begin binnen vijf minuten aan mijn taak", "minuten tot de start", 15, 5, {14, 12, 12, 9, 9, 7},
	 {NULL, "Met de klok erbij", NULL, NULL, "Rekenen gaat het best", NULL}},
	{"lichamelijk", "Ik schrijf een hele bladzijde zonder pijn", "regels achter elkaar", 3, 12, {3, 4, 4, 5, 7, 8},
	 {NULL, NULL, "Met de dikke pen", NULL, NULL, NULL}},
	{"creatief", "Ik laat mijn werk aan de groep zien", "keer per maand", 0, 2, {0, 0, 0, 0, 0, 0},
	 {NULL, NULL, "Wil nog niet, tekent wel elke dag", NULL, NULL, NULL}},
};
enum { GOALS = sizeof goals / sizeof *goals, SEEN = 6, EACH = 12 };

static const struct {
	const char *form, *what, *who;
	int minutes;
	bool card;
	const char *effect, *words;
} help[] = {
	{"klas", "Elke ochtend vijf minuten vooruitkijken met plaatjes op het bord", "de leerkracht", 25, true, "hielp",
	 "De hele groep heeft er wat aan"},
	{"groepje", "Lezen in een groepje van vier", "de onderwijsassistent", 90, false, "hielp-deels",
	 "Het groepje was soms te druk"},
	{"alleen", "Begeleider in de klas bij taal en rekenen", "begeleider van het arrangement", 180, false, "hielp",
	 "Gaat nu vaak zonder"},
	{"alleen", "Een vaste rustplek naast de deur", "de leerkracht", 0, true, "hielp", "Kiest zelf wanneer"},
	{"groepje", "Samen spelen met een vaste maat in de pauze", "de pleinwacht", 45, false, "hielp-niet",
	 "De maat verhuisde"},
};
enum { HELPS = sizeof help / sizeof *help };

static struct val text(const char *words)
{
	return words == NULL ? val_null() : val_text(str_from(words));
}

static enum err make_goal(struct act *act, struct change *c, const struct demo_need *d, size_t k)
{
	struct val v[OPP_GOAL__N] = {
		[OPP_GOAL_ROUTE] = val_int(d->route), [OPP_GOAL_STATE] = flow_value(&rec_opp_goal, (int)d->state),
		[OPP_GOAL_AREA] = text(goals[k].area), [OPP_GOAL_WHAT] = text(goals[k].what),
		[OPP_GOAL_MEASURE] = text(goals[k].measure), [OPP_GOAL_START] = val_int(goals[k].start),
		[OPP_GOAL_START_ON] = val_int(d->from < d->today ? d->from : demo_school_day(d->today - 10)),
			[OPP_GOAL_AIM] = val_int(goals[k].aim),
		[OPP_GOAL_AIM_BY] = val_int(d->from + 38 * 7),
	};
	struct str pid;
	int64_t id;
	(void)act;
	if (k == 4) {
		v[OPP_GOAL_CARE] = text("Oefenen met de fijne motoriek, ook thuis");
		v[OPP_GOAL_CARE_BY] = text("ergotherapeut");
	}
	return change_place(c, &rec_opp_goal, v, &id, &pid);
}

static enum err make_help(struct change *c, const struct demo_need *d, size_t k, enum need_state state)
{
	int32_t from = state == NEED_ENDED ? demo_school_day(d->from - (EACH + 1) * 7) : d->from;
	int32_t ended = demo_school_day(d->from - 7);
	const struct val v[HELP__N] = {
		[HELP_ROUTE] = val_int(d->route), [HELP_STATE] = flow_value(&rec_opp_help, (int)state),
		[HELP_FORM] = text(help[k].form), [HELP_WHAT] = text(help[k].what), [HELP_WHO] = text(help[k].who),
		[HELP_MINUTES] = val_int(help[k].minutes), [HELP_FROM] = val_int(from),
		[HELP_UNTIL] = val_int(state == NEED_ENDED ? ended : from + EACH * 7), [HELP_CARD] = val_int(help[k].card),
		[HELP_EFFECT] = state == NEED_ENDED ? text(help[k].effect) : val_null(),
		[HELP_EFFECT_WORDS] = state == NEED_ENDED ? text(help[k].words) : val_null(),
		[HELP_ENDED] = state == NEED_ENDED ? val_int(ended) : val_null(),
	};
	struct str pid;
	int64_t id;
	return change_place(c, &rec_opp_help, v, &id, &pid);
}

enum err demo_needs_make(struct act *act, const struct demo_need *d)
{
	static const char *const proposed[] = {"Ik zeg het als het te druk wordt", "Ik fiets zelf naar school"};
	struct change *c = change_begin(act, N_("Goal saved"), 0);
	enum err e = OK;
	for (size_t i = 0; e == OK && i < 3; i++)
		e = make_goal(act, c, d, (d->n + i * 2) % GOALS);
	for (size_t i = 0; e == OK && i < 3; i++)
		e = make_help(c, d, (d->n + i) % HELPS, d->state);
	/* What was tried before the plan. */
	if (e == OK)
		e = make_help(c, d, (d->n + 3) % HELPS, NEED_ENDED);
	if (e == OK && d->n % 3 == 0)
		e = opp_propose(c, d->route, NEED_GOAL, str_from(proposed[d->n % 2]), "knooppunt",
		                demo_school_day(d->today - 6));
	if (e == OK && d->n % 3 == 0)
		e = opp_propose(c, d->route, NEED_HELP, S("Een koptelefoon bij zelf werken"), "intake",
		                demo_school_day(d->from < d->today ? d->from - 5 : d->today - 34));
	return e != OK ? e : change_commit(c);
}

/* ---- what was measured ---- */

static const struct stmt stmt_goals = {
	"SELECT id FROM opp_goal WHERE route = $1 AND state = $2 ORDER BY id", "it", "i"};

static size_t goal_of(struct str what)
{
	size_t k = 0;
	while (k < GOALS && !str_is(what, goals[k].what))
		k++;
	return k;
}

static enum err measure(struct act *act, struct change *c, const struct demo_need *d, int64_t goal, size_t k)
{
	enum err e = OK;
	for (size_t i = 0; e == OK && i < SEEN; i++) {
		int32_t on = demo_school_day(d->from + 7 + (int32_t)i * 7);
		const struct val v[PROGRESS__N] = {
			[PROGRESS_ROUTE] = val_int(d->route), [PROGRESS_GOAL] = val_int(goal), [PROGRESS_ON] = val_int(on),
			[PROGRESS_VALUE] = val_int(goals[k].seen[i]), [PROGRESS_WORDS] = text(goals[k].words[i]),
			[PROGRESS_BY] = val_int(act->viewer->account),
		};
		struct str pid;
		int64_t id;
		if (on < d->today)
			e = change_place(c, &rec_opp_progress, v, &id, &pid);
	}
	return e;
}

enum err demo_needs_measure(struct act *act, const struct demo_need *d)
{
	const struct rows *r;
	const struct row *v;
	enum err e = act_exec(act, &stmt_goals, DB_ARGS(val_int(d->route), flow_value(&rec_opp_goal, NEED_HELD)), &r);
	if (e == OK)
		e = records_by_id(act, &rec_opp_goal, r, 0, &v);
	struct change *c = change_begin(act, N_("The number is saved"), 0);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		size_t k = goal_of(row_text(&v[i], &opp_goal_fields[OPP_GOAL_WHAT]));
		if (k < GOALS)
			e = measure(act, c, d, v[i].id, k);
	}
	return e != OK || r->n == 0 ? e : change_commit(c);
}

/* Before the evaluation of the plan each goal has its own. */
enum err demo_needs_review(struct act *act, const struct demo_need *d)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_goals, DB_ARGS(val_int(d->route), flow_value(&rec_opp_goal, NEED_HELD)), &r);
	struct change *c = change_begin(act, N_("The goal is evaluated"), 0);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		int64_t id = rows_int(r, i, 0);
		change_set(c, &rec_opp_goal, id, &opp_goal_fields[OPP_GOAL_REVIEWED], val_int(d->today));
		change_set(c, &rec_opp_goal, id, &opp_goal_fields[OPP_GOAL_RESULT], text(i == 0 ? "gehaald" : "deels"));
		change_set(c, &rec_opp_goal, id, &opp_goal_fields[OPP_GOAL_RESULT_WORDS],
		           text("Het gaat vooruit. Met de klok en het kaartje erbij lukt het vaker."));
	}
	return e != OK || r->n == 0 ? e : change_commit(c);
}
