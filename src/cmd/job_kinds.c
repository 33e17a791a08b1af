#include "job.h"

#include "agenda.h"
#include "chart_times.h"
#include "enrol.h"
#include "file.h"
#include "health.h"
#include "keys_client.h"
#include "log.h"
#include "look_question.h"
#include "opp.h"
#include "proof.h"
#include "reach_sweep.h"
#include "retain.h"
#include "upkeep.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };

/* The neighbours are asked now and then whether they are there, so that an absence is in the log before a person meets
 * it. */
static enum err ask_keys(struct job_run *run)
{
	enum err e = keys_ping(run->app->keys);
	run->keys = e == OK;
	return e;
}

static struct act act_of(struct job_run *run, const char *door)
{
	return (struct act){.db = run->app->db, .model = run->app->model, .a = run->arena, .now = run->now,
	                    .speak = {LANG_EN, AUD_PROF}, .door = door};
}

static enum err ask_out(struct job_run *run)
{
	struct act act = act_of(run, "job.out");
	enum err e = mailer_ping(run->mailer, &act);
	run->out = e == OK;
	return e;
}

/* For the page and the figures of the installation: only this process has the disk of the data folder open. */
static enum err say_alive(struct job_run *run)
{
	int64_t left = HEALTH_UNKNOWN, size = HEALTH_UNKNOWN;
	enum err e = run->n_heads == 0 ? OK : disk_room(run->heads[0], &left, &size);
	const struct health_fact facts[] = {
		{"began", run->began}, {"disk_free", left}, {"disk_size", size}, {"keys", run->keys}, {"out", run->out},
		{"refused", keys_refused(run->app->keys)},
	};
	enum err written = health_write(run->app->db, run->arena, HEALTH_BEAT, run->now, facts,
	                                sizeof facts / sizeof facts[0]);
	return e == OK ? written : e;
}

static enum err send_mail(struct job_run *run)
{
	struct act act = act_of(run, "job.mail");
	return mailer_run(run->mailer, &act, run->app->keys);
}

/* A boxed child that gives back what it gets. */
static enum err try_box(struct job_run *run)
{
	struct str text = S("into the box and out again"), back;
	enum err e = boxed_run(run->boxed, BOXED_ECHO, text, run->arena, text.n, &back);
	if (e == OK && !str_eq(text, back))
		e = ERR_INVALID;
	return e;
}

static enum err sweep_reach(struct job_run *run)
{
	int64_t routes;
	return reach_sweep(run->app->db, run->app->model, run->arena, run->now, &routes);
}

static enum err keep_up(struct job_run *run)
{
	int64_t removed;
	return upkeep_run(run->app->db, run->arena, run->now, &removed);
}

static enum err write_heads(struct job_run *run)
{
	return witness_run(run->witness, &run->chains, run->heads, run->n_heads, run->arena, run->now);
}

static enum err prove(struct job_run *run)
{
	return proof_run(&run->chains, run->arena, run->now);
}

static enum err tell_numbers(struct job_run *run)
{
	int64_t told;
	return digest_run(run->app->db, run->app->model, run->arena, run->now, &told);
}

static enum err ask_why(struct job_run *run)
{
	int64_t asked;
	struct act act = {.db = run->app->db, .model = run->app->model, .a = run->arena, .now = run->now,
	                  .speak = {LANG_EN, AUD_PROF}, .door = "job.look_questions"};
	enum err e = look_questions_ask(&act, run->chains.of[CHAINS_LOOKS], &asked);
	act_end(&act);
	return e;
}

static enum err place_children(struct job_run *run)
{
	int64_t n;
	struct act act = act_of(run, "job.applications");
	enum err e = applications_by_clock(&act, &n);
	act_end(&act);
	return e;
}

static enum err count_routes(struct job_run *run)
{
	struct act act = act_of(run, "job.chart_times");
	enum err e = chart_times_keep(&act);
	act_end(&act);
	return e;
}

static enum err hand_on_unsafe(struct job_run *run)
{
	int64_t n;
	struct act act = act_of(run, "job.unsafe");
	enum err e = unsafe_by_clock(&act, &n);
	act_end(&act);
	return e;
}

/* A database that knows of fewer than the file was put back without them. */
static enum err bury(struct job_run *run)
{
	enum err first = OK;
	for (size_t i = 0; i < run->n_tombs; i++) {
		bool behind;
		enum err e = tombs_write(&run->tombs[i], run->app->db, run->arena, &behind);
		if (e == OK && behind)
			log_line(LOG_ERROR, "tombstones", "behind=yes remedy=\"thuisnabij retention replay\"");
		first = first == OK ? e : first;
	}
	return first;
}

/* What is past its term is written down once a day; who must know is told once a month. */
static enum err look_at_terms(struct job_run *run)
{
	int64_t n;
	struct act act = act_of(run, "job.retention");
	enum err e = retain_watch(&act, &n);
	if (e == OK)
		e = retain_sweep(&act, &n);
	if (e == OK)
		e = retain_tell(&act, &n);
	act_end(&act);
	return e;
}

const struct job_kind job_kinds[] = {
	{.name = "mail", .every_ms = 2 * SECOND, .fn = send_mail},
	{.name = "applications", .every_ms = MINUTE, .fn = place_children},
	{.name = "unsafe", .every_ms = MINUTE, .fn = hand_on_unsafe},
	{.name = "reach", .every_ms = MINUTE, .fn = sweep_reach},
	{.name = "witness", .every_ms = 10 * MINUTE, .fn = write_heads},
	{.name = "proof", .every_ms = 24 * HOUR, .fn = prove},
	{.name = "questions", .every_ms = HOUR, .fn = ask_why},
	{.name = "digest", .every_ms = MINUTE, .fn = tell_numbers},
	{.name = "upkeep", .every_ms = HOUR, .fn = keep_up},
	{.name = "chart_times", .every_ms = 24 * HOUR, .fn = count_routes},
	{.name = "tombstones", .every_ms = 10 * SECOND, .fn = bury},
	{.name = "retention", .every_ms = HOUR, .fn = look_at_terms},
	{.name = "keys", .every_ms = MINUTE, .fn = ask_keys},
	{.name = "out", .every_ms = MINUTE, .fn = ask_out},
	{.name = "health", .every_ms = MINUTE, .fn = say_alive},
	{.name = "box", .every_ms = HOUR, .fn = try_box},
};
const size_t n_job_kinds = sizeof job_kinds / sizeof job_kinds[0];
