#include "app.h"

#include "people.h"

const struct module *const all_modules[] = {
	&mod_sign_in,
	&mod_people,
};
const size_t n_all_modules = sizeof all_modules / sizeof *all_modules;
