#include "demo_routes.h"

#include "date.h"
#include "rand.h"
#include "people.h"
#include "route.h"
#include "shield.h"

enum { CHILDREN = 36, WEEK = 7 };
static const int64_t DAY_MS = 24 * 60 * 60 * (int64_t)1000;

/* First children of whom someone of the demo is parent or pupil; the others come from the lists below. */
static const struct {
	const char *given, *prefix, *family, *school;
	const char *guardian, *pupil; /* addresses without the domain; NULL: none */
} known[] = {
	{"Noor", NULL, "Jansen", "De Wilgenhoek", "ouder2", "leerling1"},
	{"Emir", NULL, "Aydin", "De Wilgenhoek", "ouder1", NULL},
	{"Yara", "el", "Amrani", "Het Veer", "leerkracht2", NULL},
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

static const struct stmt stmt_school = {"SELECT id FROM organisation WHERE name = $1", "t", "i"};
static const struct stmt stmt_seat = {
	"SELECT s.id FROM seat s JOIN organisation o ON o.id = s.org WHERE o.name = $1 AND s.role = $2", "tt", "i"};
static const struct stmt stmt_account = {"SELECT id FROM account WHERE email = $1", "t", "i"};

struct making {
	struct act *act;
	struct dice dice;
	struct change *c;
	int64_t route;
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

static enum err give(struct making *m, int64_t grantee, enum relation_kind kind, uint32_t hides, int64_t ends)
{
	int64_t id;
	if (grantee == 0)
		return OK;
	const struct relation r = {
		.route = m->route, .grantee = grantee, .kind = kind, .parts = UINT32_MAX >> 1, .hides = hides,
		.begins = m->act->now - 30 * DAY_MS, .ends = ends, .src_rec = &rec_route, .src_id = m->route,
	};
	return relation_give(m->c, &r, &id);
}

static enum err give_seat(struct making *m, const char *school, enum role role, enum relation_kind kind)
{
	int64_t seat;
	enum err e = one(m, &stmt_seat, school, role_def(role)->code, &seat);
	return e != OK ? e : give(m, seat, kind, 0, INSTANT_OPEN);
}

static enum err give_account(struct making *m, const char *name, enum relation_kind kind, int64_t ends)
{
	int64_t id;
	enum err e = name == NULL ? OK : account(m, name, &id);
	return e != OK || name == NULL ? e : give(m, id, kind, 0, ends);
}

static enum err open_doors(struct making *m, size_t i, const char *school, size_t step)
{
	enum err e = give_seat(m, school, ROLE_IB, REL_SUPERVISES);
	if (e == OK && i % 3 != 2)
		e = give_account(m, i % 2 == 0 ? "traject1" : "traject2", REL_ASSIGNED, INSTANT_OPEN);
	if (e == OK && i % 4 == 0)
		e = give_seat(m, school, ROLE_TEACHER, REL_TEACHES);
	if (e == OK && strcmp(steps[step].phase, "startklas") == 0)
		e = give_seat(m, "Startklas Het Vlot", ROLE_PROVISION_TEAM, REL_PLACED);
	if (e == OK && strcmp(steps[step].phase, "tlv") == 0)
		e = give_account(m, "tlvsecretaris1", REL_SECRETARIAT, INSTANT_OPEN);
	if (e == OK && strcmp(steps[step].phase, "knooppunt") == 0)
		e = give_account(m, "jgz1", REL_INVITED, m->act->now + 21 * DAY_MS);
	if (e == OK && i < KNOWN)
		e = give_account(m, known[i].guardian, REL_GUARDIAN, INSTANT_OPEN);
	if (e == OK && i < KNOWN)
		e = give_account(m, known[i].pupil, REL_PUPIL, INSTANT_OPEN);
	return e;
}

/* Of some children a parent may not know the place: asked by the school, confirmed by the partnership. */
static bool is_shielded(size_t i)
{
	return i % 7 == 4;
}

static enum err put_shield(struct making *m, const char *school)
{
	int64_t who, asked, confirmed, id;
	struct str pid;
	enum err e = account(m, "ouder3", &who);
	if (e == OK)
		e = account(m, strcmp(school, "De Oude Sluis") == 0 ? "ib2" : "ib1", &asked);
	if (e == OK)
		e = account(m, "traject1", &confirmed);
	if (e == OK)
		e = give(m, who, REL_GUARDIAN, 0, INSTANT_OPEN);
	if (e != OK)
		return e;
	struct val v[SHIELD__N];
	for (size_t f = 0; f < SHIELD__N; f++)
		v[f] = val_int(0);
	v[SHIELD_ROUTE] = val_int(m->route);
	v[SHIELD_PERSON] = val_int(who);
	v[SHIELD_STATE] = val_text(S("confirmed"));
	v[SHIELD_ASKED_BY] = val_int(asked);
	v[SHIELD_ASKED_AT] = val_int(m->act->now - 20 * DAY_MS);
	v[SHIELD_CONFIRMED_BY] = val_int(confirmed);
	v[SHIELD_CONFIRMED_AT] = val_int(m->act->now - 19 * DAY_MS);
	return change_new(m->c, &rec_shield, v, &id, &pid);
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
	}
	int32_t today = instant_date(m->act->now);
	int64_t org, age = 3 * 365 + (int64_t)dice_below(&m->dice, 9 * 365);
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
		[ROUTE_PHASE] = val_text(str_from(steps[step].phase)),
		[ROUTE_NEXT_STEP] = val_text(str_from(steps[step].step)),
		[ROUTE_NEXT_BY] = val_int(by),
		[ROUTE_ACTS] = val_text(str_from(steps[step].acts)),
		[ROUTE_CLOSED] = val_int(INSTANT_OPEN),
	};
	struct str pid;
	m->c = change_begin(m->act, N_("Route begun"), 0);
	e = change_place(m->c, &rec_route, v, &m->route, &pid);
	if (e == OK)
		e = open_doors(m, i, school, step);
	if (e == OK && is_shielded(i))
		e = put_shield(m, school);
	return e != OK ? e : change_commit(m->c);
}

enum err demo_routes_make(struct act *act, uint64_t seed)
{
	struct making m = {.act = act};
	enum err e = OK;
	dice_seed(&m.dice, seed + 1);
	act->dice = &m.dice;
	for (size_t i = 0; e == OK && i < CHILDREN; i++)
		e = make_child(&m, i);
	act->dice = NULL;
	return e;
}
