#include "presence.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

static const struct record *const records[] = {&rec_working_days, &rec_absence, &rec_absence_cover};

const struct module mod_presence = {
	.name = "presence",
	.records = records, .n_records = N_OF(records),
};
