#include "duty_web.h"

#include "app.h"
#include "log.h"
#include "password.h"
#include "web.h"

enum { CONNECTIONS = 512, IDLE_SECONDS = 15, PASSWORD_WORKERS = 2, PASSWORD_QUEUE = 64 };

static void on_started(void *ctx)
{
	duty_seal(ctx);
}

int web_work(struct duty_run *run)
{
	struct app app = {0};
	int code = app_open(&app, run);
	if (code != 0)
		return code;
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
	app_close(&app);
	return e == OK ? 0 : 1;
}
