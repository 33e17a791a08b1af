#include "enrol.h"

const struct module mod_enrol = {
	.name = "enrol",
};
