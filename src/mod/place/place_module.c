#include "place.h"

const struct module mod_place = {.name = "place"};
