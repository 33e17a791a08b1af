#include "command_rows.h"

static int doctor(struct invocation *in)
{
	(void)in;
	return 0;
}

const struct command cmd_doctor = {
	.name = "doctor",
	.summary = "Says in words what is unsafe about this installation",
	.data = DATA_READ,
	.json = true,
	.fn = doctor,
};
