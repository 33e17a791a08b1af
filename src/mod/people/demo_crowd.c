#include "demo_crowd.h"

#include "date.h"
#include "demo_make.h"

#include <stdio.h>

enum {
	SALT = 4000, FAMILY_SALT = 5000, BULK_SALT = 100000, LIVED_IN_DAYS = 88, /* after the named people */
	CODES = 10, SCHOOLS_AN_IB = 2, SCHOOLS_A_LEADER = 3, SCHOOLS_AN_ADVISER = 4, FIRST_IB = 3, FIRST_TEACHER = 3,
	FIRST_LEADER = 5, FIRST_ADVISER = 3
};

#define WATER "Stichting Wijd Water"
#define ANKER "Vereniging Het Anker"

/* Streets and names are invented; the postcodes exist (assets/data/README.md), so that distances come out as they do
 * between lakes. */
const struct demo_school demo_schools[DEMO_SCHOOLS] = {
	{"De Aalscholver", "Merenburg", "8601 AB", "bo", "openbaar", "98AA00", "Singel", WATER},
	{"De Beukenhof", "Merenburg", "8602 AE", "bo", "algemeen", "98BA00", "Beukenlaan", WATER},
	{"De Boeier", "Merenburg", "8603 AK", "bo", "openbaar", "98BB00", "Boeierstraat", WATER},
	{"De Brug", "Merenburg", "8604 AB", "bo", "christelijk", "98BC00", "Brugweg", ANKER},
	{"De Dobber", "Oeverveen", "8621 BC", "bo", "openbaar", "98DA00", "Vissersdijk", WATER},
	{"De Driehoek", "Oeverveen", "8622 DB", "bo", "katholiek", "98DB00", "Driehoekplein", ANKER},
	{"De Fontein", "Merenburg", "8605 AE", "bo", "christelijk", "98FA00", "Bronlaan", ANKER},
	{"De Graspieper", "Rietwoude", "8551 MB", "bo", "openbaar", "98GA00", "Weidepad", WATER},
	{"De Grutto", "Rietwoude", "8556 AB", "bo", "openbaar", "98GB00", "Gruttostraat", WATER},
	{"De Haven", "Sluisdam", "8701 AB", "bo", "christelijk", "98HA00", "Havenkade", ANKER},
	{"De Hoeksteen", "Sluisdam", "8701 AJ", "bo", "christelijk", "98HB00", "Molenweg", ANKER},
	{"De Klimop", "Merenburg", "8606 AE", "bo", "algemeen", "98KA00", "Tuinpad", WATER},
	{"De Libel", "Zeilschans", "8531 AB", "bo", "openbaar", "98LA00", "Vijverweg", WATER},
	{"De Meerkoet", "Zeilschans", "8531 AG", "bo", "openbaar", "98MA00", "Koetstraat", WATER},
	{"De Oever", "Kreekmond", "8754 AB", "bo", "interconfessioneel", "98OA00", "Oeverlaan", ANKER},
	{"De Parel", "Merenburg", "8607 AC", "bo", "katholiek", "98PA00", "Schelpstraat", ANKER},
	{"De Populier", "Plassenhoek", "8711 AB", "bo", "openbaar", "98PB00", "Populierdreef", WATER},
	{"De Reiger", "Plassenhoek", "8711 AJ", "bo", "algemeen", "98RA00", "Reigerspad", WATER},
	{"De Springplank", "Merenburg", "8608 AB", "bo", "algemeen", "98SA00", "Sportlaan", WATER},
	{"De Trekvogel", "Oeverveen", "8623 XH", "bo", "openbaar", "98TA00", "Trekweg", WATER},
	{"De Zeilboot", "Zeilschans", "8532 AE", "bo", "christelijk", "98ZA00", "Zeilmakersgang", ANKER},
};

static void numbered(char out[DEMO_LOCAL_MAX], const char *word, size_t n)
{
	snprintf(out, DEMO_LOCAL_MAX, "%s%zu", word, n);
}

void demo_staff(size_t school, struct demo_staff *out)
{
	numbered(out->ib, "ib", FIRST_IB + school / SCHOOLS_AN_IB);
	numbered(out->teacher, "leerkracht", FIRST_TEACHER + school);
	numbered(out->leader, "schoolleider", FIRST_LEADER + school / SCHOOLS_A_LEADER);
	numbered(out->adviser, "traject", FIRST_ADVISER + school / SCHOOLS_AN_ADVISER);
}

void demo_family(uint64_t seed, size_t i, struct demo_family *out)
{
	struct dice d;
	dice_seed(&d, seed + FAMILY_SALT + i);
	*out = (struct demo_family){.name = demo_surname(&d), .n = i % 5 == 0 ? 1 : 2, .apart = i % 6 == 1};
	out->silent = out->n == 2 && i % 12 == 1;
	out->shielded = out->n == 2 && i % 7 == 4;
	out->no_mail = i % 10 == 3;
	out->interpreter = i % 9 == 2;
	for (size_t g = 0; g < out->n; g++) {
		struct demo_surname s = g == 0 ? out->name : demo_surname(&d);
		snprintf(out->name_of[g], DEMO_LOCAL_MAX, "%s %s%s%s", demo_adult_name(&d), s.prefix == NULL ? "" : s.prefix,
		         s.prefix == NULL ? "" : " ", s.family);
		snprintf(out->guardian[g], DEMO_LOCAL_MAX, "gezin%03zu%c", i + 1, "ab"[g]);
	}
	if (out->no_mail)
		memcpy(out->guardian[0], out->name_of[0], DEMO_LOCAL_MAX);
}

static const char *const bulk_ib[] = {"ib-een", "ib-twintig"};

/* ---- making ---- */

struct crowd {
	struct demo_making by;
	struct act *act;
	struct org_made water, anker, group, preschool, school[DEMO_SCHOOLS];
};

static const struct stmt stmt_account = {"SELECT id FROM account WHERE email = $1", "t", "i"};
static const struct stmt stmt_seat = {
	"SELECT s.id FROM seat s JOIN organisation o ON o.id = s.org WHERE o.name = $1 AND s.role = $2", "tt", "i"};

static enum err id_of(struct crowd *m, const struct stmt *s, struct str first, const char *second, int64_t *id)
{
	const struct rows *r;
	const struct val v[] = {val_text(first), val_text(str_from(second == NULL ? "" : second))};
	enum err e = act_exec(m->act, s, v, second == NULL ? 1 : 2, &r);
	if (e == OK && r->n == 0)
		BUG("the named people of the demo are made first: " STR_FMT, STR_ARG(first));
	if (e == OK)
		*id = rows_int(r, 0, 0);
	return e;
}

static enum err make_org(struct crowd *m, enum org_kind kind, const char *name, const char *place, int64_t board,
                         struct org_made *out)
{
	struct change *c = change_begin(m->act, N_("The organisation is added"), 0);
	enum err e = organisation_new(m->act, c, kind, str_from(name), str_from(place), board, out);
	return e != OK ? e : change_commit(c);
}

/* Someone of the staff at these seats, given by who stands above them. */
static enum err make_staff(struct crowd *m, const char *email, const int64_t *seats, size_t n, int64_t given_by,
                           int64_t *id)
{
	struct demo_surname s = demo_surname(&m->by.dice);
	struct str name = str_printf(m->act->a, "%s %s%s%s", demo_adult_name(&m->by.dice), s.prefix == NULL ? "" : s.prefix,
	                             s.prefix == NULL ? "" : " ", s.family);
	struct change *c = change_begin(m->act, N_("Welcome. Your account is ready"), 0);
	enum err e = demo_account_new(&m->by, c, email, str_c(m->act->a, name), CODES, id);
	for (size_t i = 0; e == OK && i < n; i++)
		e = seat_give(m->act, c, *id, seats[i], INSTANT_OPEN, given_by);
	return e != OK ? e : change_commit(c);
}

/* The seats of one role at some schools beside each other. */
static size_t seats_of(const struct crowd *m, enum role role, size_t first, size_t n, int64_t *out)
{
	size_t found = 0;
	for (size_t i = first; i < first + n && i < DEMO_SCHOOLS; i++)
		out[found++] = m->school[i].seat[role];
	return found;
}

static enum err make_school_staff(struct crowd *m, int64_t board, int64_t *leader, size_t i)
{
	struct demo_staff s;
	int64_t seats[SCHOOLS_A_LEADER], id;
	enum err e = OK;
	demo_staff(i, &s);
	if (i % SCHOOLS_A_LEADER == 0)
		e = make_staff(m, s.leader, seats, seats_of(m, ROLE_SCHOOL_LEADER, i, SCHOOLS_A_LEADER, seats), board, leader);
	if (e == OK && i % SCHOOLS_AN_IB == 0)
		e = make_staff(m, s.ib, seats, seats_of(m, ROLE_IB, i, SCHOOLS_AN_IB, seats), *leader, &id);
	if (e == OK)
		e = make_staff(m, s.teacher, seats, seats_of(m, ROLE_TEACHER, i, 1, seats), *leader, &id);
	return e;
}

static enum err make_schools(struct crowd *m, int64_t administrator)
{
	int64_t board = 0, leader = 0;
	enum err e = make_org(m, ORG_BOARD, WATER, "Merenburg", 0, &m->water);
	if (e == OK)
		e = make_org(m, ORG_BOARD, ANKER, "Sluisdam", 0, &m->anker);
	if (e == OK)
		e = make_staff(m, "bestuur3", (int64_t[]){m->water.seat[ROLE_BOARD], m->anker.seat[ROLE_BOARD]}, 2,
		               administrator, &board);
	for (size_t i = 0; e == OK && i < DEMO_SCHOOLS; i++)
		e = make_org(m, ORG_SCHOOL, demo_schools[i].name, demo_schools[i].place,
		             strcmp(demo_schools[i].board, WATER) == 0 ? m->water.id : m->anker.id, &m->school[i]);
	for (size_t i = 0; e == OK && i < DEMO_SCHOOLS; i++)
		e = make_school_staff(m, board, &leader, i);
	return e;
}

/* Those of the partnership and around the schools. */
static enum err make_others(struct crowd *m, int64_t administrator, int64_t director)
{
	struct demo_staff s;
	int64_t seat = 0, id;
	enum err e = make_org(m, ORG_PROVISION, DEMO_CROWD_GROUP, "Sluisdam", m->anker.id, &m->group);
	if (e == OK)
		e = make_org(m, ORG_PRESCHOOL, DEMO_CROWD_PRESCHOOL, "Sluisdam", 0, &m->preschool);
	if (e == OK)
		e = make_staff(m, DEMO_CROWD_TEAM, &m->group.seat[ROLE_PROVISION_TEAM], 1, administrator, &id);
	if (e == OK)
		e = make_staff(m, "psz2", &m->preschool.seat[ROLE_PRESCHOOL], 1, administrator, &id);
	if (e == OK)
		e = id_of(m, &stmt_seat, S("JGZ Merenland"), role_def(ROLE_MUNICIPALITY)->code, &seat);
	if (e == OK)
		e = make_staff(m, DEMO_CROWD_PARTNER, &seat, 1, administrator, &id);
	if (e == OK)
		e = id_of(m, &stmt_seat, S("Samenwerkingsverband Merenland"), role_def(ROLE_TLV_SECRETARY)->code, &seat);
	if (e == OK)
		e = make_staff(m, DEMO_CROWD_SECRETARY, &seat, 1, director, &id);
	if (e == OK)
		e = id_of(m, &stmt_seat, S("Samenwerkingsverband Merenland"), role_def(ROLE_TRAJECT)->code, &seat);
	for (size_t i = 0; e == OK && i < DEMO_SCHOOLS; i += SCHOOLS_AN_ADVISER) {
		demo_staff(i, &s);
		e = make_staff(m, s.adviser, &seat, 1, director, &id);
	}
	return e;
}

/* Who has no e-mail address gets letters of the school of the child, and no password until it is chosen. */
static enum err make_guardian(struct crowd *m, struct change *c, const struct demo_family *f, size_t i, size_t g,
                              int64_t *id)
{
	struct str pid;
	enum err e;
	if (f->no_mail && g == 0) {
		const struct account_new n = {.name = str_from(f->name_of[g]), .password_hash = {"", 0}, .lang = LANG_NL,
		                              .desk = m->school[i % DEMO_SCHOOLS].id};
		e = account_new(m->act, c, &n, id, &pid);
	} else
		e = demo_account_new(&m->by, c, f->guardian[g], f->name_of[g], 0, id);
	if (e == OK && f->interpreter) {
		change_set(c, &rec_account, *id, &account_fields[ACCOUNT_TALK_LANGUAGE], val_text(S("Arabisch")));
		change_set(c, &rec_account, *id, &account_fields[ACCOUNT_INTERPRETER], val_int(1));
	}
	return e;
}

static enum err make_family(struct crowd *m, size_t i, int64_t seat, int64_t given_by)
{
	struct demo_family f;
	int64_t id;
	enum err e = OK;
	demo_family(m->by.args->seed, i, &f);
	struct change *c = change_begin(m->act, N_("Welcome. Your account is ready"), 0);
	for (size_t g = 0; e == OK && g < f.n; g++) {
		e = make_guardian(m, c, &f, i, g, &id);
		if (e == OK)
			e = seat_give(m->act, c, id, seat, INSTANT_OPEN, given_by);
	}
	return e != OK ? e : change_commit(c);
}

/* One pupil of the crowd signs in as well; whose account it is, is said with the child (mod/opp). */
static enum err make_pupil(struct crowd *m, int64_t given_by)
{
	int64_t id, seat = 0;
	struct change *c = change_begin(m->act, N_("Welcome. Your account is ready"), 0);
	enum err e = id_of(m, &stmt_seat, S("Ouders en leerlingen"), role_def(ROLE_PUPIL)->code, &seat);
	if (e == OK)
		e = demo_account_new(&m->by, c, "leerling2", "Leerling", 0, &id);
	if (e == OK)
		e = seat_give(m->act, c, id, seat, INSTANT_OPEN, given_by);
	return e != OK ? e : change_commit(c);
}

enum err demo_crowd_make(const struct demo_args *args)
{
	struct arena *a = args->act->a;
	struct crowd *m = ARENA_NEW(a, struct crowd);
	int64_t administrator = 0, director = 0, parents = 0, ib = 0;
	m->act = args->act;
	m->act->now = args->today - (int64_t)LIVED_IN_DAYS * DAY_MS;
	enum err e = demo_making_begin(&m->by, args, SALT);
	m->act->dice = &m->by.dice;
	if (e == OK)
		e = id_of(m, &stmt_account, demo_address(a, "beheer1"), NULL, &administrator);
	if (e == OK)
		e = id_of(m, &stmt_account, demo_address(a, "directeur1"), NULL, &director);
	if (e == OK)
		e = make_schools(m, administrator);
	if (e == OK)
		e = make_others(m, administrator, director);
	if (e == OK)
		e = id_of(m, &stmt_seat, S("Ouders en leerlingen"), role_def(ROLE_PARENT)->code, &parents);
	if (e == OK)
		e = id_of(m, &stmt_account, demo_address(a, "ib3"), NULL, &ib);
	for (size_t i = 0; e == OK && i < DEMO_FAMILIES; i++)
		e = make_family(m, i, parents, ib);
	if (e == OK)
		e = make_pupil(m, ib);
	m->act->dice = NULL;
	m->act->now = args->today;
	return e;
}

/* ---- for load ---- */

static enum err hold(struct crowd *m, const char *email, int64_t seat, int64_t given_by)
{
	int64_t id;
	enum err e = id_of(m, &stmt_account, demo_address(m->act->a, email), NULL, &id);
	struct change *c = change_begin(m->act, N_("This person takes part from now on"), 0);
	if (e == OK)
		e = seat_give(m->act, c, id, seat, INSTANT_OPEN, given_by);
	return e != OK ? e : change_commit(c);
}

enum err demo_bulk_school_make(const struct demo_args *args, size_t i, struct demo_bulk_school *out)
{
	struct crowd *m = ARENA_NEW(args->act->a, struct crowd);
	int64_t administrator = 0, ib;
	m->act = args->act;
	m->act->now = args->today - (int64_t)LIVED_IN_DAYS * DAY_MS;
	enum err e = i == 0 ? demo_making_begin(&m->by, args, SALT + 1) : OK;
	dice_seed(&m->by.dice, args->seed + SALT + BULK_SALT + i);
	m->act->dice = &m->by.dice;
	if (e == OK)
		e = id_of(m, &stmt_account, demo_address(args->act->a, "beheer1"), NULL, &administrator);
	if (e == OK)
		e = make_org(m, ORG_SCHOOL, str_printf(args->act->a, "Testschool %zu", i + 1).p, "Merenburg", 0, &m->group);
	*out = (struct demo_bulk_school){m->group.id, m->group.seat[ROLE_IB]};
	for (size_t k = 0; e == OK && i == 0 && k < sizeof bulk_ib / sizeof *bulk_ib; k++)
		e = make_staff(m, bulk_ib[k], NULL, 0, administrator, &ib);
	if (e == OK && i == 0)
		e = hold(m, bulk_ib[0], out->seat, administrator);
	if (e == OK && i < DEMO_BULK_MANY)
		e = hold(m, bulk_ib[1], out->seat, administrator);
	m->act->dice = NULL;
	m->act->now = args->today;
	return e;
}
