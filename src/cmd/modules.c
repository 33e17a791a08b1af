#include "app.h"

#include "api.h"
#include "logbook.h"
#include "opp.h"
#include "people.h"
#include "route.h"
#include "terms.h"
#include "school.h"

const struct module *const all_modules[] = {
	&mod_api,
	&mod_sign_in,
	&mod_people,
	&mod_privacy,
	&mod_terms,
	&mod_school,
	&mod_route,
	&mod_take_part,
	&mod_logbook,
	&mod_opp,
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
