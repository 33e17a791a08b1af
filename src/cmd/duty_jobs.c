#include "duty_jobs.h"

#include "app.h"
#include "job.h"
#include "log.h"

enum { JOB_ARENA_MAX = 64 << 20, KINDS_MAX = 64 };

static void run_job(const struct job_kind *kind, struct job_run *job)
{
	int64_t began = clock_ticks();
	struct trap trap;
	enum err e = ERR_IO;
	if (trap_set(&trap) == 0)
		e = kind->fn(job);
	trap_clear(&trap);
	arena_reset(job->arena);
	log_line(e == OK ? LOG_DEBUG : LOG_WARN, "job", "kind=%s result=\"%s\" ms=%lld", kind->name, err_name(e),
	         (long long)((clock_ticks() - began) / 1000));
}

/* Runs what is due; returns the milliseconds until the next, at most a minute. */
static int64_t run_due(int64_t due[], struct job_run *job)
{
	int64_t next = 60000;
	for (size_t i = 0; i < n_job_kinds; i++) {
		int64_t now = clock_ticks() / 1000;
		if (now >= due[i]) {
			job->now = clock_now(&job->app->clock);
			run_job(&job_kinds[i], job);
			now = clock_ticks() / 1000;
			due[i] = now + job_kinds[i].every_ms;
		}
		next = due[i] - now < next ? due[i] - now : next;
	}
	return next;
}

int jobs_work(struct duty_run *run)
{
	struct app app = {0};
	int64_t due[KINDS_MAX] = {0};
	if (n_job_kinds > KINDS_MAX)
		BUG("more than %d kinds of jobs", KINDS_MAX);
	int code = app_open(&app, run);
	if (code != 0)
		return code;
	struct job_run job = {.app = &app, .arena = arena_new(JOB_ARENA_MAX), .boxed = boxed_new(DUTY_FD_BOXES)};
	duty_seal(run);
	while (!duty_stopped((int)run_due(due, &job)))
		;
	boxed_free(job.boxed);
	arena_free(job.arena);
	app_close(&app);
	return 0;
}
