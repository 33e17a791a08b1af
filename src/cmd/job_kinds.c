#include "job.h"

#include "keys_client.h"

/* The key holder is asked now and then whether it is there, so that its absence is in the log before a person meets it. */
static enum err ask_keys(struct job_run *run)
{
	return keys_ping(run->app->keys);
}

const struct job_kind job_kinds[] = {
	{.name = "keys", .every_ms = 60000, .fn = ask_keys},
};
const size_t n_job_kinds = sizeof job_kinds / sizeof job_kinds[0];
