#include "meeting.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

static const struct record *const records[] = {
	&rec_meeting, &rec_invitee, &rec_contribution, &rec_solution, &rec_action, &rec_needed,
};

const struct module mod_meeting = {
	.name = "meeting",
	.records = records, .n_records = N_OF(records),
};
