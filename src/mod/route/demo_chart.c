#include "demo_routes.h"

#include "chart_step.h"
#include "chart_times.h"
#include "date.h"
#include "people.h"

static enum err steps_make(struct act *act)
{
	static const struct {
		const char *phase, *name, *who, *what, *unit;
		int64_t value;
	} some[] = {
		{"signaal", "Huisbezoek", "Intern begeleider of peuterspeelzaal",
		 "Iemand die uw kind kent, komt bij u thuis. Samen kijkt u wat uw kind graag doet.", "werkdagen", 10},
		{"terug", "Kennismaken met de klas", "Leerkracht van de eigen klas",
		 "Uw kind kiest wie het ophaalt op de eerste dag. De klas weet wat helpt.", NULL, 0},
	};
	struct change *c = change_begin(act, N_("Step added"), 0);
	enum err e = OK;
	for (size_t i = 0; i < sizeof some / sizeof *some && e == OK; i++) {
		struct str pid;
		int64_t id;
		struct val v[CHART_STEP__N] = {
			[CHART_STEP_PHASE] = val_text(str_from(some[i].phase)),
			[CHART_STEP_NAME] = val_text(str_from(some[i].name)),
			[CHART_STEP_WHO] = val_text(str_from(some[i].who)), [CHART_STEP_TEXT] = val_text(str_from(some[i].what)),
			[CHART_STEP_FROM] = val_int(instant_date(act->now))};
		if (some[i].unit != NULL) {
			v[CHART_STEP_VALUE] = val_int(some[i].value);
			v[CHART_STEP_UNIT] = val_text(str_from(some[i].unit));
		}
		e = change_new(c, &rec_chart_step, v, &id, &pid);
	}
	return e == OK ? change_commit(c) : e;
}

enum err demo_chart_make(struct act *act, uint64_t seed)
{
	enum { SALT = 61, DAYS_AGO = 100 };
	const int64_t today = act->now;
	struct demo_turn turn;
	demo_begin(act, &turn, seed + SALT);
	enum err e = demo_act_as(act, "directeur1", ROLE_DIRECTOR, demo_moment(today, DAYS_AGO, 1));
	if (e == OK)
		e = steps_make(act);
	e = demo_end(act, &turn, e);
	return e == OK ? chart_times_keep(act) : e;
}
