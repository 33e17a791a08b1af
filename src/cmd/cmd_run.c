#include "cmd_run.h"

#include "app.h"
#include "data.h"
#include "setup.h"

#include <stdio.h>

int command_act(struct invocation *in, const char *door, struct act *act)
{
	struct str why = {0};
	const struct clock clock = settings_clock(&in->settings);
	*act = (struct act){.a = in->arena, .now = clock_now(&clock), .speak = {LANG_EN, AUD_PROF}, .door = door};
	if (app_model(in->arena, &act->model, &why) != OK)
		return command_fails("the program's own records are at fault: " STR_FMT, STR_ARG(why));
	act->db = data_open(in, false);
	return act->db == NULL ? 1 : 0;
}

void command_act_end(struct act *act)
{
	act_end(act);
	db_close(act->db);
}

int command_setup_code(struct invocation *in)
{
	struct act act;
	struct str code = {0};
	int failed = command_act(in, "command.serve", &act);
	if (failed != 0)
		return failed;
	enum err e = setup_code_new(&act, &code);
	command_act_end(&act);
	if (e != OK)
		return command_fails("the set-up code could not be made: %s", err_name(e));
	if (code.n > 0)
		printf("there is nobody here yet; open http://" STR_FMT "/opzetten and type this set-up code: " STR_FMT "\n",
		       STR_ARG(in->settings.v[SETTING_LISTEN]), STR_ARG(code));
	return 0;
}
