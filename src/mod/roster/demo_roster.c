/* Groups of De Wilgenhoek with their teachers, and pupils without a question. The children of demo_routes.c keep what
 * they have: they are supervised there already. */
#include "group.h"

#include "date.h"

enum { DAYS_AGO = 20, YEAR_DAYS = 365, PUPILS = 25 };

#define SCHOOL "De Wilgenhoek"

static const struct {
	const char *name, *years, *teacher; /* teacher: an address without the domain; NULL: nobody yet */
	int age;                            /* of its youngest, in years */
} groups[] = {
	{"Groep 1/2", "1/2", NULL, 4}, {"Groep 3/4", "3/4", "leerkracht2", 6}, {"Groep 5/6", "5/6", NULL, 8},
	{"Groep 7/8", "7/8", "leerkracht1", 10},
};
enum { GROUPS = sizeof groups / sizeof *groups };

static const char *const given[] = {"Fleur", "Mees", "Yasmin", "Teun", "Sofia", "Guus", "Elif", "Jasper", "Liv", "Omar",
                                    "Pien", "Stijn", "Zoë"};
static const struct {
	const char *prefix, *name;
} families[] = {{NULL, "Hofman"}, {"van", "Aalst"}, {NULL, "Şahin"}, {"de", "Ruiter"}, {NULL, "Prins"}, {"van der",
    "Wal"},
                {NULL, "Benali"}};

static const struct stmt stmt_school = {"SELECT id, pid FROM organisation WHERE name = $1", "t", "it"};
static const struct stmt stmt_account = {"SELECT id FROM account WHERE email = $1", "t", "i"};

static enum err make_group(struct act *act, int64_t school, size_t i, struct group *out)
{
	const struct rows *r;
	enum err e = OK;
	struct change *c = change_begin(act, N_("The group is made"), 0);
	e = group_new(act, c, school, str_from(groups[i].name), str_from(groups[i].years), out);
	if (e == OK && groups[i].teacher != NULL) {
		e = act_exec(act, &stmt_account,
		             DB_ARGS(val_text(str_printf(act->a, "%s@merenland.test", groups[i].teacher))), &r);
		if (e == OK && r->n == 1)
			e = seat_give(act, c, rows_int(r, 0, 0), out->seat, INSTANT_OPEN, act->viewer->account);
	}
	return e != OK ? e : change_commit(c);
}

static enum err make_pupil(struct act *act, const struct school_seat *school, const struct group *made, size_t i)
{
	size_t g = i % GROUPS, f = i % (sizeof families / sizeof *families), n = i % (sizeof given / sizeof *given);
	struct pupil_made added;
	struct val v[ROUTE__N] = {
		[ROUTE_GIVEN_NAME] = val_text(str_from(given[n])),
		[ROUTE_PREFIX] = families[f].prefix == NULL ? val_null() : val_text(str_from(families[f].prefix)),
		[ROUTE_FAMILY_NAME] = val_text(str_from(families[f].name)),
		[ROUTE_BORN] = val_int(instant_date(act->now) - groups[g].age * YEAR_DAYS - 17 - (int32_t)(i * 23 % 700)),
		[ROUTE_PC4] = val_text(i % 3 == 0 ? S("8601") : S("8603")),
	};
	struct change *c = change_begin(act, N_("Taken over from the system of the school"), 0);
	change_source(c, "edexml", instant_date(act->now));
	enum err e = pupil_new(act, c, v, school, made[g].seat, &added);
	return e != OK ? e : change_commit(c);
}

enum err demo_roster_make(struct act *act, uint64_t seed)
{
	const struct rows *r;
	struct group made[GROUPS];
	struct demo_turn turn;
	int64_t today = act->now;
	demo_begin(act, &turn, seed + 5);
	enum err e = act_exec(act, &stmt_school, DB_ARGS(val_text(S(SCHOOL))), &r);
	if (e == OK)
		e = demo_act_as(act, "ib1", ROLE_IB, demo_moment(today, DAYS_AGO, 3));
	const struct school_seat school = {.org = e == OK ? rows_int(r, 0, 0) : 0};
	for (size_t i = 0; e == OK && i < GROUPS; i++)
		e = make_group(act, school.org, i, &made[i]);
	for (size_t i = 0; e == OK && i < PUPILS; i++)
		e = make_pupil(act, &school, made, i);
	return demo_end(act, &turn, e);
}
