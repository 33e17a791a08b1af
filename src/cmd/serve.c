#include "cmd_run.h"
#include "command_rows.h"
#include "data.h"
#include "doctor.h"
#include "file.h"
#include "health.h"
#include "log.h"
#include "master.h"
#include "proc.h"
#include "sock.h"
#include "supervisor.h"

#include <stdio.h>
#include <unistd.h>

struct announcement {
	const struct listen_at *at;
	int64_t began;
};

/* The one line that scripts wait for. */
static void announce(void *ctx)
{
	const struct announcement *a = ctx;
	printf(a->at->v6 ? "ready http://[%s]:%u ms=%lld\n" : "ready http://%s:%u ms=%lld\n", a->at->host,
	       (unsigned)a->at->port, (long long)((clock_ticks() - a->began) / 1000));
	fflush(stdout);
}

static int open_listener(struct invocation *in, struct listen_at *at, int *fd)
{
	struct str wanted = in->settings.v[SETTING_LISTEN];
	if (!listen_parse(wanted, at))
		return command_fails("cannot listen on " STR_FMT, STR_ARG(wanted));
	enum err e = sock_listen(at, fd);
	if (e == ERR_CONFLICT)
		return command_fails(STR_FMT " is in use by another program", STR_ARG(wanted));
	if (e == ERR_NOT_FOUND)
		return command_fails("this machine has no address " STR_FMT, STR_ARG(wanted));
	return e == OK ? 0 : command_fails("cannot listen on " STR_FMT ": %s", STR_ARG(wanted), err_name(e));
}

static int check_settings(const struct invocation *in)
{
	if (settings_mode(&in->settings) == MODE_PRODUCTION && in->settings.v[SETTING_CLOCK].n > 0)
		return command_fails("--clock is for tests and is refused in production mode");
	return 0;
}

static int prepare(struct invocation *in)
{
	int applied, code = data_folder_ready(in, true);
	if (code == 0)
		code = data_lock(in);
	if (code == 0)
		code = data_migrate(in, &applied);
	struct db *db = code == 0 ? data_open(in, false) : NULL;
	if (db == NULL)
		return 1;
	code = master_settle(in, db);
	db_close(db);
	return code;
}

/* What doctor finds stands on the page of the administrator: from inside its boxes the program cannot look. */
static void keep_findings(struct invocation *in)
{
	const struct finding *at;
	struct health_fact facts[FINDINGS_MAX + 2] = {{"unsafe", 0}, {"note", 0}};
	const struct clock clock = settings_clock(&in->settings);
	size_t n = 2, found = doctor_look(in, &at);
	for (size_t i = 0; i < found; i++) {
		size_t k = 2;
		if (at[i].level != FINDING_FINE)
			facts[at[i].level].n++;
		while (k < n && strcmp(facts[k].name, at[i].check) != 0)
			k++;
		if (k == n)
			facts[n++] = (struct health_fact){at[i].check, FINDING_FINE};
		if ((int64_t)at[i].level < facts[k].n)
			facts[k].n = at[i].level;
	}
	struct db *db = data_open(in, false);
	enum err e = db == NULL ? ERR_DOWN : health_write(db, in->arena, HEALTH_START, clock_now(&clock), facts, n);
	if (e != OK)
		log_line(LOG_WARN, "findings", "kept=no error=\"%s\"", err_name(e));
	if (db != NULL)
		db_close(db);
}

static int serve(struct invocation *in)
{
	struct listen_at at;
	int listen_fd = -1, code = check_settings(in);
	if (code == 0)
		code = open_listener(in, &at, &listen_fd); /* before root is given up: the port may be a low one */
	if (code == 0)
		code = prepare(in);
	if (code == 0)
		keep_findings(in);
	if (code == 0)
		code = command_setup_code(in);
	if (code != 0)
		return code;
	struct announcement announcement = {&at, in->began};
	struct supervisor_plan plan = {
		.settings = &in->settings,
		.data = in->data,
		.listen_fd = listen_fd,
		.clock = settings_clock(&in->settings),
		.ready = announce,
		.ctx = &announcement,
	};
	code = supervise(in->arena, &plan);
	return code == 0 ? 0 : command_fails("one of its processes does not start; the lines above say why");
}

static const struct option_row options[] = {
	{"listen", "ADDR:PORT", "where to listen; port 0 takes a free one (127.0.0.1:8080)", SETTING_LISTEN},
	{"mode", "MODE", "production, demo or test: only when the data folder is made", SETTING_MODE},
	{"witness", "DIR", "a folder on another disk where heads of looks and changes are written down", SETTING_WITNESS},
	{"clock", "TIME", "tests: the time to start from; refused in production mode", SETTING_CLOCK},
};

const struct command cmd_serve = {
	.name = "serve",
	.summary = "Serves the web pages, until it is told to stop",
	.more = "Prints one line when pages are answered: ready http://ADDRESS:PORT ms=TIME.\n"
	        "The log goes to standard error. SIGTERM stops it cleanly.",
	.data = DATA_OWN,
	OPTIONS(options),
	.fn = serve,
};
