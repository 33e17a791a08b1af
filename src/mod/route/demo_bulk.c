#include "date.h"
#include "demo_routes.h"
#include "rand.h"

enum { AT_ONCE = 20, SALT = 200000, YEAR = 365, YOUNGEST = 4, YEARS = 8 };

static enum err make_pupil(struct act *act, struct change *c, const struct demo_bulk_school *school, struct dice *d)
{
	struct demo_surname s = demo_surname(d);
	int32_t today = instant_date(act->now);
	int age = YOUNGEST * YEAR + (int)dice_below(d, YEARS * YEAR);
	const struct val v[ROUTE__N] = {
		[ROUTE_GIVEN_NAME] = val_text(str_from(demo_child_name(d))),
		[ROUTE_PREFIX] = s.prefix == NULL ? val_null() : val_text(str_from(s.prefix)),
		[ROUTE_FAMILY_NAME] = val_text(str_from(s.family)),
		[ROUTE_BORN] = val_int(today - age),
		[ROUTE_PC4] = val_text(S("8601")),
		[ROUTE_SCHOOL] = val_int(school->org),
		[ROUTE_PHASE] = val_text(S("leerling")),
		[ROUTE_NEXT_BY] = val_int(today),
		[ROUTE_ACTS] = val_text(S("school")),
		[ROUTE_CLOSED] = val_int(INSTANT_OPEN),
	};
	struct relation r = {.grantee = school->seat, .kind = REL_SUPERVISES, .parts = UINT32_MAX >> 1, .begins = act->now,
	                     .ends = INSTANT_OPEN, .src_rec = &rec_route};
	struct str pid;
	int64_t id;
	enum err e = change_place(c, &rec_route, v, &r.route, &pid);
	r.src_id = r.route;
	return e != OK ? e : relation_give(c, &r, &id);
}

enum err demo_bulk_pupils_make(struct act *act, uint64_t seed, size_t i, const struct demo_bulk_school *school,
                               size_t pupils)
{
	struct dice dice;
	enum err e = OK;
	dice_seed(&dice, seed + SALT + i);
	act->dice = &dice;
	for (size_t done = 0; e == OK && done < pupils; done += AT_ONCE) {
		struct change *c = change_begin(act, N_("Taken over"), 0);
		for (size_t k = done; e == OK && k < pupils && k < done + AT_ONCE; k++)
			e = make_pupil(act, c, school, &dice);
		if (e == OK)
			e = change_commit(c);
	}
	act->dice = NULL;
	return e;
}
