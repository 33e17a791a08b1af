#include "demo_routes.h"

#include "date.h"
#include "demo.h"
#include "flow.h"
#include "people.h"
#include "rand.h"
#include "route_flow.h"
#include "shield.h"

enum { CHILDREN = 36, WEEK = 7, YEAR = 365, WAY_MAX = 5 };

/* First children of whom someone of the demo is parent or pupil; the others come from the lists below. */
static const struct {
	const char *given, *prefix, *family, *school;
	const char *guardian, *pupil; /* addresses without the domain; NULL: none */
	size_t step;                  /* in the list below */
} known[] = {
	{"Noor", NULL, "Jansen", "De Wilgenhoek", "ouder2", "leerling1", 12},
	{"Emir", NULL, "Aydin", "De Wilgenhoek", "ouder1", NULL, 12},
	{"Yara", "el", "Amrani", "Het Veer", "leerkracht2", NULL, 0},
};
enum { KNOWN = sizeof known / sizeof *known };

static const char *const given_names[] = {"Daan",   "Sem",   "Lina", "Milan", "Saar",  "Amir",	 "Lotte", "Finn",
					  "Zeynep", "Bram",  "Isa",  "Mees",  "Fenna", "Samuel", "Aya",	  "Jurre",
					  "Roos",   "Idris", "Nina", "Tijn",  "Hanna", "Omar",	 "Pleun", "Luca"};
static const struct {
	const char *prefix, *family;
} families[] = {{"de", "Boer"}, {NULL, "Smit"}, {NULL, "Kaya"}, {"van", "Dijk"}, {NULL, "Meijer"}, {"el", "Idrissi"},
	{NULL, "Postma"}, {"van der", "Meer"}, {NULL, "Nguyen"}, {NULL, "Hendriks"}, {NULL, "Pinas"}, {"ten", "Cate"},
	{NULL, "Wouters"}, {NULL, "Kowalska"}, {"van den", "Berg"}, {NULL, "Tesfaye"}};
static const char *const schools[] = {"De Wilgenhoek", "Het Veer", "De Rietkraag", "De Oude Sluis"};
static const char *const postcodes[] = {"8601", "8603", "8605", "8607", "8611"};

/* What may be next in each phase, and who is to act then. */
static const struct {
	const char *phase, *step, *acts;
} steps[] = {
	{"signaal", "Kennismaken met de ouders", "school"},
	{"aanmelding", "Intakelijst samen invullen", "ouders"},
	{"aanmelding", "Besluiten over de inschrijving", "school"},
	{"knooppunt", "Knooppunt plannen", "school"},
	{"knooppunt", "Verslag van het knooppunt lezen", "ouders"},
	{"ondersteuning", "Plan bespreken met ouders", "school"},
	{"ondersteuning", "Hulp in de klas evalueren", "swv"},
	{"startklas", "Oudergesprek in de startklas", "voorziening"},
	{"startklas", "Oefenmoment op de moederschool", "school"},
	{"tlv", "Aanvraag aanvullen", "school"},
	{"tlv", "Advies van de commissie", "swv"},
	{"terug", "Terug naar de eigen klas, drie dagen", "school"},
	{"nazorg", "Nazorg: hoe gaat het?", "school"},
};
enum { STEPS = sizeof steps / sizeof *steps };

/* How a route came to its phase, and on how many days before today it began and took its last step. */
static const struct way {
	const char *phase;
	int began, last;
	size_t n;
	enum route_step steps[WAY_MAX];
} ways[] = {
	{"signaal", 26, 26, 0, {0}},
	{"aanmelding", 40, 12, 1, {STEP_APPLY}},
	{"knooppunt", 60, 9, 2, {STEP_APPLY, STEP_KNOOPPUNT}},
	{"ondersteuning", 80, 20, 3, {STEP_APPLY, STEP_KNOOPPUNT, STEP_SUPPORT}},
	{"startklas", 80, 20, 3, {STEP_APPLY, STEP_KNOOPPUNT, STEP_STARTKLAS}},
	{"tlv", 80, 13, 3, {STEP_APPLY, STEP_KNOOPPUNT, STEP_TLV}},
	{"terug", 82, 10, 4, {STEP_APPLY, STEP_KNOOPPUNT, STEP_STARTKLAS, STEP_BACK}},
	{"nazorg", 82, 11, 5, {STEP_APPLY, STEP_KNOOPPUNT, STEP_STARTKLAS, STEP_BACK, STEP_AFTERCARE}},
};

static const struct stmt stmt_school = {"SELECT id FROM organisation WHERE name = $1", "t", "i"};
static const struct stmt stmt_seat = {
	"SELECT s.id FROM seat s JOIN organisation o ON o.id = s.org WHERE o.name = $1 AND s.role = $2", "tt", "i"};
static const struct stmt stmt_account = {"SELECT id FROM account WHERE email = $1", "t", "i"};

struct making {
	struct act *act;
	int64_t today;
	struct dice dice, pids; /* apart, so that what is written of a child does not change who the next one is */
	struct change *c;
	/* of this child */
	size_t at, step;
	const struct way *way;
	const char *school;
	int64_t route, placed;
};

/* One id, or 0 when there is none. */
static enum err one(struct making *m, const struct stmt *s, const char *first, const char *second, int64_t *id)
{
	const struct rows *r;
	const struct val v[] = {val_text(str_from(first)), val_text(str_from(second))};
	enum err e = act_exec(m->act, s, v, second == NULL ? 1 : 2, &r);
	if (e == OK)
		*id = r->n == 0 ? 0 : rows_int(r, 0, 0);
	return e;
}

static enum err account(struct making *m, const char *name, int64_t *id)
{
	return one(m, &stmt_account, str_printf(m->act->a, "%s@merenland.test", name).p, NULL, id);
}

static const char *pick(struct making *m, const char *const *from, size_t n)
{
	return from[dice_below(&m->dice, n)];
}

static enum err give(struct making *m, int64_t grantee, enum relation_kind kind, int64_t ends)
{
	int64_t id;
	if (grantee == 0)
		return OK;
	const struct relation r = {
		.route = m->route, .grantee = grantee, .kind = kind, .parts = UINT32_MAX >> 1,
		.begins = m->act->now, .ends = ends, .src_rec = &rec_route, .src_id = m->route,
	};
	enum err e = relation_give(m->c, &r, &id);
	if (kind == REL_PLACED)
		m->placed = id;
	return e;
}

static enum err give_seat(struct making *m, const char *org, enum role role, enum relation_kind kind)
{
	int64_t seat;
	enum err e = one(m, &stmt_seat, org, role_def(role)->code, &seat);
	return e != OK ? e : give(m, seat, kind, INSTANT_OPEN);
}

static enum err give_account(struct making *m, const char *name, enum relation_kind kind, int64_t ends)
{
	int64_t id;
	enum err e = name == NULL ? OK : account(m, name, &id);
	return e != OK || name == NULL ? e : give(m, id, kind, ends);
}

static bool is_in(const struct making *m, const char *phase)
{
	return strcmp(m->way->phase, phase) == 0;
}

/* ---- who does it, and when ---- */

static const char *ib_of(const struct making *m)
{
	return strcmp(m->school, "De Oude Sluis") == 0 ? "ib2" : "ib1";
}

static int64_t moment(const struct making *m, int days)
{
	return demo_moment(m->today, days, m->at * 7 + (size_t)days);
}

static enum err as_ib(struct making *m, int days)
{
	return demo_act_as(m->act, ib_of(m), ROLE_IB, moment(m, days));
}

/* Of some children a parent may not know the place: asked by the school, confirmed by the partnership. */
static bool is_shielded(const struct making *m)
{
	return m->at % 7 == 4;
}

/* ---- what happens on the way ---- */

static enum err begin(struct making *m, const struct val v[ROUTE__N])
{
	struct str pid;
	m->c = change_begin(m->act, N_("Route begun"), 0);
	enum err e = change_place(m->c, &rec_route, v, &m->route, &pid);
	if (e == OK)
		e = give_seat(m, m->school, ROLE_IB, REL_SUPERVISES);
	if (e == OK && m->at < KNOWN)
		e = give_account(m, known[m->at].guardian, REL_GUARDIAN, INSTANT_OPEN);
	if (e == OK && m->at < KNOWN)
		e = give_account(m, known[m->at].pupil, REL_PUPIL, INSTANT_OPEN);
	if (e == OK && is_shielded(m))
		e = give_account(m, "ouder3", REL_GUARDIAN, INSTANT_OPEN);
	return e != OK ? e : change_commit(m->c);
}

/* A week later: the teacher of some, and an adviser of the partnership for most. */
static enum err join(struct making *m)
{
	const char *adviser = m->at % 2 == 0 ? "traject1" : "traject2";
	enum err e = OK;
	if (m->at % 4 == 0) {
		e = as_ib(m, m->way->began - WEEK);
		m->c = change_begin(m->act, N_("This person takes part from now on"), 0);
		if (e == OK)
			e = give_seat(m, m->school, ROLE_TEACHER, REL_TEACHES);
		if (e == OK)
			e = change_commit(m->c);
	}
	if (e != OK || m->at % 3 == 2)
		return e;
	e = demo_act_as(m->act, adviser, ROLE_TRAJECT, moment(m, m->way->began - WEEK - 1));
	m->c = change_begin(m->act, N_("This person takes part from now on"), 0);
	if (e == OK)
		e = give_account(m, adviser, REL_ASSIGNED, INSTANT_OPEN);
	return e != OK ? e : change_commit(m->c);
}

/* Who comes and goes with a step. */
static enum err doors(struct making *m, enum route_step step)
{
	if (step == STEP_STARTKLAS)
		return give_seat(m, "Startklas Het Vlot", ROLE_PROVISION_TEAM, REL_PLACED);
	if (step == STEP_TLV)
		return give_account(m, "tlvsecretaris1", REL_SECRETARIAT, INSTANT_OPEN);
	if (step == STEP_KNOOPPUNT && is_in(m, "knooppunt"))
		return give_account(m, "jgz1", REL_INVITED, m->today + 3 * WEEK * (int64_t)DAY_MS);
	if (step == STEP_AFTERCARE)
		relation_end(m->c, m->placed, m->act->now);
	return OK;
}

static void next_is(struct val v[ROUTE__N], size_t step)
{
	v[ROUTE_NEXT_STEP] = val_text(str_from(steps[step].step));
	v[ROUTE_ACTS] = val_text(str_from(steps[step].acts));
}

/* A step as the program makes it for everyone; the last one leaves the child where it is today. */
static enum err take_step(struct making *m, size_t k, int64_t by)
{
	enum route_step step = m->way->steps[k];
	int days = m->way->began - (m->way->began - m->way->last) * (int)(k + 1) / (int)m->way->n;
	struct val v[ROUTE__N];
	struct seen seen = {.route = m->route};
	enum err e = step == STEP_BACK ? demo_act_as(m->act, "startklas1", ROLE_PROVISION_TEAM, moment(m, days))
	                               : as_ib(m, days);
	if (e == OK)
		e = record_by_id(m->act, &rec_route, m->route, &seen.row);
	if (e != OK)
		return e;
	m->c = change_begin(m->act, route_flow[step].done, 0);
	change_move(m->c, &seen, &route_flow[step], NULL);
	if (k + 1 == m->way->n) {
		next_is(v, m->step);
		v[ROUTE_NEXT_BY] = val_int(by);
		for (enum route_field f = ROUTE_NEXT_STEP; f <= ROUTE_ACTS; f++)
			change_set(m->c, &rec_route, m->route, &route_fields[f], v[f]);
	}
	e = doors(m, step);
	return e != OK ? e : change_commit(m->c);
}

static enum err put_shield(struct making *m)
{
	enum { ASKED = 20, CONFIRMED = 19 };
	int64_t who, asked, confirmed, id;
	struct str pid;
	enum err e = account(m, "ouder3", &who);
	if (e == OK)
		e = account(m, ib_of(m), &asked);
	if (e == OK)
		e = account(m, "traject1", &confirmed);
	if (e == OK)
		e = demo_act_as(m->act, "traject1", ROLE_TRAJECT, moment(m, CONFIRMED));
	if (e != OK)
		return e;
	struct val v[SHIELD__N];
	for (size_t f = 0; f < SHIELD__N; f++)
		v[f] = val_int(0);
	v[SHIELD_ROUTE] = val_int(m->route);
	v[SHIELD_PERSON] = val_int(who);
	v[SHIELD_STATE] = val_text(S("confirmed"));
	v[SHIELD_ASKED_BY] = val_int(asked);
	v[SHIELD_ASKED_AT] = val_int(moment(m, ASKED));
	v[SHIELD_CONFIRMED_BY] = val_int(confirmed);
	v[SHIELD_CONFIRMED_AT] = val_int(m->act->now);
	m->c = change_begin(m->act, N_("The shield is changed"), 0);
	e = change_new(m->c, &rec_shield, v, &id, &pid);
	return e != OK ? e : change_commit(m->c);
}

/* ---- one child ---- */

static const struct way *way_to(const char *phase)
{
	size_t i = 0;
	while (strcmp(ways[i].phase, phase) != 0)
		i++;
	return &ways[i];
}

static enum err live(struct making *m, struct val v[ROUTE__N], int64_t by)
{
	size_t n = m->way->n, first = n == 0 ? m->step : 0;
	next_is(v, first);
	v[ROUTE_PHASE] = val_text(S("signaal"));
	v[ROUTE_NEXT_BY] = val_int(n == 0 ? by : instant_date(m->today) - m->way->began + 2 * WEEK);
	enum err e = as_ib(m, m->way->began);
	if (e == OK)
		e = begin(m, v);
	if (e == OK)
		e = join(m);
	for (size_t k = 0; e == OK && k < n; k++)
		e = take_step(m, k, by);
	if (e == OK && is_shielded(m))
		e = put_shield(m);
	return e;
}

static enum err make_child(struct making *m, size_t i)
{
	size_t step = dice_below(&m->dice, STEPS), family = dice_below(&m->dice, sizeof families / sizeof *families);
	const char *given = pick(m, given_names, sizeof given_names / sizeof *given_names);
	const char *school = pick(m, schools, sizeof schools / sizeof *schools);
	const char *prefix = families[family].prefix, *surname = families[family].family;
	if (i < KNOWN) {
		given = known[i].given;
		prefix = known[i].prefix;
		surname = known[i].family;
		school = known[i].school;
		step = known[i].step;
	}
	m->at = i;
	m->step = step;
	m->way = way_to(steps[step].phase);
	m->school = school;
	int32_t today = instant_date(m->today);
	bool new_here = m->way->n < 2; /* the others went to school for a while */
	int64_t org, age = (new_here ? 3 : 5) * YEAR + (int64_t)dice_below(&m->dice, (new_here ? 9 : 7) * YEAR);
	int64_t by = today - 4 + (int64_t)dice_below(&m->dice, 5 * WEEK);
	enum err e = one(m, &stmt_school, school, NULL, &org);
	if (e != OK)
		return e;
	struct val v[ROUTE__N] = {
		[ROUTE_GIVEN_NAME] = val_text(str_from(given)),
		[ROUTE_PREFIX] = prefix == NULL ? val_null() : val_text(str_from(prefix)),
		[ROUTE_FAMILY_NAME] = val_text(str_from(surname)),
		[ROUTE_BORN] = val_int(today - age),
		[ROUTE_PC4] = val_text(str_from(pick(m, postcodes, sizeof postcodes / sizeof *postcodes))),
		[ROUTE_SCHOOL] = val_int(org),
		[ROUTE_CLOSED] = val_int(INSTANT_OPEN),
	};
	return live(m, v, by);
}

enum err demo_routes_make(struct act *act, uint64_t seed)
{
	struct making m = {.act = act, .today = act->now};
	enum err e = OK;
	dice_seed(&m.dice, seed + 1);
	dice_seed(&m.pids, seed + 2);
	act->dice = &m.pids;
	for (size_t i = 0; e == OK && i < CHILDREN; i++)
		e = make_child(&m, i);
	act->dice = NULL;
	act->viewer = NULL;
	act->now = m.today;
	return e;
}
