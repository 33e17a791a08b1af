#include "job_tasks.h"

#include "log.h"
#include "queue.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>

/* Each worker looks in the table twice a second: 0.01 ms on SQLite, 0.14 ms on PostgreSQL (bench/queue_bench.c). */
enum { WORKERS = 2, LOOK_MS = 500 };

struct job_tasks {
	struct queue *queues[WORKERS];
	pthread_t threads[WORKERS];
	size_t n;
	atomic_bool stopping;
};

struct worker {
	struct job_tasks *tasks;
	struct queue *queue;
};

/* A BUG() of the queue itself ends this look only. */
static enum err look(struct queue *q, bool *ran)
{
	struct trap trap;
	volatile enum err e = ERR_IO;
	if (trap_set(&trap) == 0)
		e = queue_run_one(q, ran);
	trap_clear(&trap);
	queue_let_go(q);
	return e;
}

static void *work(void *p)
{
	struct worker *w = p;
	enum err before = OK;
	while (!atomic_load(&w->tasks->stopping)) {
		bool ran = false;
		enum err e = look(w->queue, &ran);
		if (e != before && e != OK && e != ERR_BUSY)
			log_line(LOG_WARN, "task", "look=no error=\"%s\"", err_name(e));
		before = e;
		if (!ran)
			(void)poll(NULL, 0, LOOK_MS);
	}
	return NULL;
}

enum err job_tasks_start(const struct app *app, struct boxed *boxed, struct arena *a, struct job_tasks **out)
{
	struct job_tasks *t = *out = ARENA_NEW(a, struct job_tasks);
	struct worker *w = ARENA_ARRAY(a, struct worker, WORKERS);
	struct queue_args args = {.db = app->db, .model = app->model, .clock = &app->clock, .boxed = boxed};
	struct str why = {0};
	enum err e = app_tasks(a, &args.kinds, &args.n_kinds, &why);
	if (e != OK) {
		log_line(LOG_ERROR, "task", "error=\"" STR_FMT "\"", STR_ARG(why));
		return e;
	}
	for (; t->n < WORKERS; t->n++) {
		t->queues[t->n] = queue_new(a, &args);
		w[t->n] = (struct worker){t, t->queues[t->n]};
		if (pthread_create(&t->threads[t->n], NULL, work, &w[t->n]) != 0)
			die("no thread for long work");
	}
	return OK;
}

void job_tasks_stop(struct job_tasks *t)
{
	for (size_t i = 0; i < t->n; i++)
		queue_stop(t->queues[i]);
	atomic_store(&t->stopping, true);
	for (size_t i = 0; i < t->n; i++) {
		pthread_join(t->threads[i], NULL);
		queue_free(t->queues[i]);
	}
}
