#include "duty_jobs.h"

#include "app.h"
#include "file.h"
#include "job.h"
#include "job_tasks.h"
#include "log.h"

enum { JOB_ARENA_MAX = 64 << 20, KINDS_MAX = 64 };

/* A BUG() in a job ends that run only, and nothing of it stays behind. */
static void run_job(const struct job_kind *kind, struct job_run *job)
{
	int64_t began = clock_ticks();
	struct trap trap;
	enum err e = ERR_IO;
	if (trap_set(&trap) == 0)
		e = kind->fn(job);
	trap_clear(&trap);
	for (size_t i = 0; i < CHAINS__N; i++)
		db_give_left(job->chains.of[i]);
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

/* Where heads are written down. */
struct heads {
	int fds[2];
	size_t n;
	struct tombs tombs[2]; /* and tombstones */
	size_t n_tombs;
};

static void open_heads(struct heads *h, const char *path, const char *where)
{
	enum err e = file_open_log(path, &h->fds[h->n]);
	if (e == OK)
		h->n++;
	else
		log_line(LOG_ERROR, "witness", "place=%s error=\"%s\"", where, err_name(e));
}

static void open_tombs(struct heads *h, struct arena *a, const char *path, const char *where)
{
	struct str why = {0};
	enum err e = tombs_open(a, path, &h->tombs[h->n_tombs], &why);
	if (e == OK)
		h->n_tombs++;
	else
		log_line(LOG_ERROR, "tombstones", "place=%s error=\"%s\" why=\"" STR_FMT "\"", where, err_name(e),
		         STR_ARG(why));
}

int jobs_before(struct duty_run *run)
{
	struct heads *h = ARENA_NEW(run->arena, struct heads);
	const char *elsewhere = settings_witness(&run->settings, run->arena);
	*h = (struct heads){.n = 0};
	open_heads(h, settings_heads(run->arena, run->data), "data");
	if (elsewhere != NULL)
		open_heads(h, elsewhere, "witness");
	open_tombs(h, run->arena, settings_tombstones(run->arena, run->data), "data");
	if (elsewhere != NULL)
		open_tombs(h, run->arena, settings_tombstones_witness(&run->settings, run->arena), "witness");
	run->held = h;
	return 0;
}

/* Looks stand in a file of their own on SQLite. */
static int open_chains(struct duty_run *run, const struct app *app, struct witness_dbs *out)
{
	const struct db_options options = {.connections = 2, .cache_kib = 4096};
	struct str why = {0};
	*out = (struct witness_dbs){{[CHAINS_CHANGES] = app->db, [CHAINS_LOOKS] = app->db}};
	if (settings_postgres(&run->settings))
		return 0;
	enum err e = db_open(settings_looks(&run->settings, run->arena, run->data), &options, run->arena,
	                     &out->of[CHAINS_LOOKS], &why);
	if (e == OK)
		return 0;
	log_line(LOG_ERROR, "looks", "open=no error=\"%s\"", err_name(e));
	return 1;
}

int jobs_work(struct duty_run *run)
{
	struct app app = {0};
	struct heads *heads = run->held;
	int64_t due[KINDS_MAX] = {0};
	if (n_job_kinds > KINDS_MAX)
		BUG("more than %d kinds of jobs", KINDS_MAX);
	int code = app_open(&app, run);
	if (code != 0)
		return code;
	struct job_run job = {.app = &app, .arena = arena_new(JOB_ARENA_MAX), .boxed = boxed_new(DUTY_FD_BOXES),
	                      .heads = heads->fds, .n_heads = heads->n, .tombs = heads->tombs, .n_tombs = heads->n_tombs,
	                      .began = clock_now(&app.clock)};
	code = open_chains(run, &app, &job.chains);
	if (code != 0)
		return code;
	job.witness = witness_new(run->arena);
	const struct mailer_world mail = {.link = DUTY_FD_OUT, .sends = settings_mail(&run->settings, NULL),
	                                  .from = run->settings.v[SETTING_SMTP_FROM], .site = settings_site(&run->settings,
	                                  	run->arena)};
	job.mailer = mailer_new(run->arena, &mail);
	struct job_tasks *tasks;
	if (job_tasks_start(&app, job.boxed, run->arena, &tasks) != OK)
		return 1;
	duty_seal(run);
	int64_t began = clock_ticks(), next = run_due(due, &job);
	log_line(LOG_INFO, "jobs", "caught_up=yes ms=%lld", (long long)((clock_ticks() - began) / 1000));
	while (!duty_stopped((int)next))
		next = run_due(due, &job);
	job_tasks_stop(tasks);
	boxed_free(job.boxed);
	if (job.chains.of[CHAINS_LOOKS] != app.db)
		db_close(job.chains.of[CHAINS_LOOKS]);
	arena_free(job.arena);
	app_close(&app);
	return 0;
}
