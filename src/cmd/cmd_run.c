#include "cmd_run.h"

#include "app.h"
#include "cipher.h"
#include "data.h"
#include "keys_server.h"
#include "master.h"
#include "model.h"
#include "setup.h"

#include <stdio.h>

/* The keys of the folder, as the key holder has them: who runs a command there may read them. */
static int open_keys(struct invocation *in, struct act *act)
{
	unsigned char master[KEYS_MASTER_BYTES];
	int code = master_settle_alone(in, act->db);
	if (code != 0)
		return code;
	const char *path = data_key_file(in->arena, in->data);
	enum err e = keys_master(in->arena, path, true, master);
	if (e != OK)
		return command_fails("cannot read or make %s error=\"%s\"%s", path, err_name(e),
		                     e == ERR_DENIED ? " remedy=\"chmod 600\"" : "");
	act->model = model_sealed_by(in->arena, act->model, keys_client_local(master));
	cipher_wipe(master, sizeof master);
	return 0;
}

int command_act(struct invocation *in, const char *door, struct act *act)
{
	struct str why = {0};
	const struct clock clock = settings_clock(&in->settings);
	*act = (struct act){.a = in->arena, .now = clock_now(&clock), .speak = {LANG_EN, AUD_PROF}, .door = door};
	if (app_model(in->arena, &act->model, &why) != OK)
		return command_fails("the program's own records are at fault: " STR_FMT, STR_ARG(why));
	act->db = data_open(in, false);
	return act->db == NULL ? 1 : open_keys(in, act);
}

void command_act_end(struct act *act)
{
	act_end(act);
	keys_client_free(model_keys(act->model));
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
