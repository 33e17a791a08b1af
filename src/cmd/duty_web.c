#include "duty_web.h"

#include "app.h"
#include "boxed.h"
#include "log.h"
#include "look.h"
#include "password.h"
#include "web.h"

enum { CONNECTIONS = 512, IDLE_SECONDS = 15, PASSWORD_WORKERS = 2, PASSWORD_QUEUE = 64, LOOKS_CONNECTIONS = 4 };

static void on_started(void *ctx)
{
	duty_seal(ctx);
}

/* Looks have connections of their own: a page waits for its record, not for other pages. */
static enum err open_looks(struct app *app, struct duty_run *run, struct db **db)
{
	const struct db_options options = {.connections = LOOKS_CONNECTIONS};
	struct str why = {0};
	enum err e = db_open(settings_looks(&run->settings, run->arena, run->data), &options, run->arena, db, &why);
	return e != OK ? e : looks_open(*db, clock_now(&run->clock), &app->looks);
}

int web_work(struct duty_run *run)
{
	struct app app = {0};
	struct db *looks = NULL;
	int code = app_open(&app, run);
	if (code != 0)
		return code;
	if (open_looks(&app, run, &looks) != OK) {
		log_line(LOG_ERROR, "looks", "open=no");
		return 1;
	}
	app.boxed = boxed_new(DUTY_FD_BOXES);
	app.passwords = password_pool_new(PASSWORD_WORKERS, PASSWORD_QUEUE);
	struct web_args args = {
		.app = &app,
		.listen_fd = DUTY_FD_LISTEN,
		.connections = CONNECTIONS,
		.idle_seconds = IDLE_SECONDS,
		.started = on_started,
		.ctx = run,
		.stop_fd = DUTY_FD_CONTROL,
	};
	enum err e = web_run(&args);
	if (e != OK)
		log_line(LOG_ERROR, "web", "error=\"%s\"", err_name(e));
	password_pool_free(app.passwords);
	boxed_free(app.boxed);
	looks_close(app.looks);
	db_close(looks);
	app_close(&app);
	return e == OK ? 0 : 1;
}
