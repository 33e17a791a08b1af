#include "app.h"

#include "advice.h"
#include "agenda.h"
#include "api.h"
#include "import.h"
#include "days.h"
#include "documents.h"
#include "enrol.h"
#include "health_module.h"
#include "logbook.h"
#include "meeting.h"
#include "opp.h"
#include "people.h"
#include "place.h"
#include "presence.h"
#include "queue.h"
#include "retain.h"
#include "oso.h"
#include "rights.h"
#include "roster.h"
#include "route.h"
#include "task_pages.h"
#include "terms.h"
#include "school.h"
#include "visit.h"

const struct module *const all_modules[] = {
	&mod_api,
	&mod_sign_in,
	&mod_people,
	&mod_letters,
	&mod_privacy,
	&mod_terms,
	&mod_task,
	&mod_health,
	&mod_import,
	&mod_school,
	&mod_days,
	&mod_route,
	&mod_advice,
	&mod_rights,
	&mod_take_part,
	&mod_logbook,
	&mod_retain,
	&mod_document,
	&mod_roster,
	&mod_oso,
	&mod_opp,
	&mod_place,
	&mod_presence,
	&mod_visit,
	&mod_meeting,
	&mod_enrol,
	&mod_agenda,
};
const size_t n_all_modules = sizeof all_modules / sizeof *all_modules;

enum { RECORDS_MAX = 128 };

enum err app_model(struct arena *a, const struct model **out, struct str *why)
{
	const struct record **all = ARENA_ARRAY(a, const struct record *, RECORDS_MAX);
	size_t n = 0;
	for (size_t m = 0; m < n_all_modules; m++)
		for (size_t i = 0; i < all_modules[m]->n_records; i++) {
			if (n == RECORDS_MAX)
				BUG("more than %d records", RECORDS_MAX);
			all[n++] = all_modules[m]->records[i];
		}
	enum err e = model_new(a, all, n, out, why);
	return e == OK ? model_complete(all, n, a, why) : e;
}

static bool kind_fits(const struct task_kind *k, const struct task_kind *const *before, size_t n, struct arena *a,
                      struct str *why)
{
	bool whole = k->code != NULL && k->label != NULL && k->run != NULL && k->roles != 0;
	for (size_t i = 0; whole && i < n; i++)
		whole = strcmp(before[i]->code, k->code) != 0;
	if (!whole)
		*why = str_printf(a, "long work %s: without a label, a role or a function, or named twice",
		                  k->code != NULL ? k->code : "?");
	return whole;
}

enum err app_tasks(struct arena *a, const struct task_kind *const **kinds, size_t *n, struct str *why)
{
	enum { KINDS_MAX = 64 };
	const struct task_kind **all = ARENA_ARRAY(a, const struct task_kind *, KINDS_MAX);
	*n = 0;
	for (size_t m = 0; m < n_all_modules; m++)
		for (size_t i = 0; i < all_modules[m]->n_tasks; i++) {
			if (*n == KINDS_MAX)
				BUG("more than %d kinds of long work", KINDS_MAX);
			if (!kind_fits(all_modules[m]->tasks[i], all, *n, a, why))
				return ERR_INVALID;
			all[(*n)++] = all_modules[m]->tasks[i];
		}
	*kinds = all;
	return OK;
}
