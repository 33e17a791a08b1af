#include "app.h"

const struct module *const all_modules[] = {NULL};
const size_t n_all_modules = 0;
