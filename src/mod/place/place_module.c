#include "place.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

static const struct record *const records[] = {
	&rec_place_kind, &rec_place_group, &rec_place_first, &rec_placement, &rec_place_answer, &rec_place_goal,
	&rec_place_talk, &rec_place_look, &rec_place_practice, &rec_return_check,
};

const struct module mod_place = {.name = "place", .records = records, .n_records = N_OF(records)};
