#include "app.h"

#include "api.h"
#include "assets.h"
#include "keys_client.h"
#include "log.h"
#include "model.h"
#include "people.h"
#include "view.h"

enum { CONNECTIONS = 12, MINUTE_MS = 60 * 1000 };

int app_open(struct app *app, struct duty_run *run)
{
	struct db_options options = {.connections = CONNECTIONS};
	struct str why = {0};
	*app = (struct app){
		.clock = run->clock,
		.mode = settings_mode(&run->settings),
		.region = settings_region(&run->settings),
		.public_url = run->settings.v[SETTING_URL],
		.mail_from = settings_mail(&run->settings, NULL) ? run->settings.v[SETTING_SMTP_FROM] : (struct str){0},
		.version = S(TN_VERSION),
		.file_max = settings_file_max(&run->settings),
		.began = clock_now(&run->clock),
		.metrics_hash = run->settings.v[SETTING_METRICS],
		.sessions = {.idle_ms = 30 * MINUTE_MS, .absolute_ms = 10 * 60 * MINUTE_MS},
		.modules = all_modules,
		.n_modules = n_all_modules,
		.assets = ui_assets,
		.n_assets = ASSET__N,
		.error_page = view_error_page,
		.conflict_page = view_conflict_page,
		.problem = api_problem,
	};
	enum err e =
		db_open(settings_database(&run->settings, run->arena, run->data), &options, run->arena, &app->db, &why);
	if (e != OK) {
		log_line(LOG_ERROR, "database", "open=no error=\"%s\"", err_name(e));
		return 1;
	}
	app->keys = keys_client_new(DUTY_FD_KEYS);
	e = app_model(run->arena, &app->model, &why);
	if (e == OK)
		app->model = model_sealed_by(run->arena, app->model, app->keys);
	if (e == OK)
		e = people_wire(app, run->arena);
	if (e == OK)
		return 0;
	log_line(LOG_ERROR, "application", "error=\"%s\" why=\"" STR_FMT "\"", err_name(e), STR_ARG(why));
	return 1;
}

void app_close(struct app *app)
{
	keys_client_free(app->keys);
	db_close(app->db);
}
