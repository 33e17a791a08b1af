#include "account_desk.h"
#include "cmd_run.h"
#include "command_rows.h"
#include "invitation.h"
#include "json.h"
#include "rand.h"
#include "utf8.h"

#include <stdio.h>

enum { LINE_BYTES = 64 << 10, NAME_BYTES_MAX = 480 };

static const struct stmt stmt_list = {
	"SELECT a.email, a.name, a.closed, CASE WHEN a.second_factor IS NULL THEN 0 ELSE 1 END, a.id FROM account a "
	"ORDER BY a.name_key, a.id",
	"",
	"ttiii",
};
static const struct stmt stmt_by_email = {"SELECT id, region, closed, pid FROM account WHERE email_key = $1", "t",
					  "iiit"};
static const struct stmt stmt_swv = {
	"SELECT id, region FROM organisation WHERE kind = 'swv' AND ended > $1 ORDER BY id LIMIT 1", "i", "ii",
};
static const struct stmt stmt_sessions_end = {"DELETE FROM session WHERE account = $1", "i", ""};
static const struct stmt stmt_recovery_drop = {"DELETE FROM recovery WHERE account = $1", "i", ""};

/* ---- list ---- */

struct accounts_listing {
	struct invocation *in;
	int64_t now;
	size_t n;
};

static bool list_one(void *ctx, const struct val *row, size_t cols)
{
	struct accounts_listing *l = ctx;
	struct arena *a = arena_new(LINE_BYTES);
	bool closed = row[2].i <= l->now, factor = row[3].i == 1;
	struct buf b;
	struct json j;
	(void)cols;
	buf_init(&b, a, LINE_BYTES / 2);
	if (l->in->json) {
		j_init(&j, &b);
		j_object(&j);
		j_key(&j, "email"), j_str(&j, row[0].s);
		j_key(&j, "name"), j_str(&j, row[1].s);
		j_key(&j, "closed"), j_bool(&j, closed);
		j_key(&j, "second_factor"), j_bool(&j, factor);
		j_end(&j);
		printf("%s" STR_FMT, l->n == 0 ? "" : ",\n ", STR_ARG(buf_view(&b)));
	} else {
		printf("%-40.*s %-30.*s %-7s %s\n", STR_ARG(row[0].s), STR_ARG(row[1].s), closed ? "closed" : "open",
		       factor ? "second step set up" : "no second step");
	}
	l->n++;
	arena_free(a);
	return true;
}

static int list(struct invocation *in, struct act *act)
{
	struct conn *conn;
	struct accounts_listing l = {in, act->now, 0};
	enum err e = act_conn(act, &conn);
	if (in->json)
		fputs("[", stdout);
	if (e == OK)
		e = db_each(conn, &stmt_list, DB_NO_ARGS, list_one, &l);
	if (in->json)
		puts("]");
	else if (e == OK && l.n == 0)
		puts("there are no accounts yet; start serve and set up in the browser");
	return e == OK ? 0 : command_fails("the accounts cannot be read: %s", err_name(e));
}

/* ---- one account ---- */

static enum err find(struct act *act, const char *email, int64_t *id, bool *open)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_by_email, DB_ARGS(val_text(utf8_fold(act->a, str_from(email)))), &r);
	if (e != OK)
		return e;
	if (r->n == 0)
		return ERR_NOT_FOUND;
	*id = rows_int(r, 0, 0);
	act->region = (int)rows_int(r, 0, 1);
	*open = rows_int(r, 0, 2) > act->now;
	return OK;
}

static int no_account(enum err e)
{
	if (e == ERR_NOT_FOUND)
		return command_fails("there is no open account with this address");
	return command_fails("the account cannot be read: %s", err_name(e));
}

static int done(struct invocation *in, enum err e, const char *what)
{
	if (e != OK)
		return command_fails("nothing was changed: %s", err_name(e));
	if (in->json)
		puts("{\"done\":true}");
	else
		puts(what);
	return 0;
}

static int reset_factor(struct invocation *in, struct act *act)
{
	int64_t id;
	bool open = false;
	enum err e = find(act, in->args[1], &id, &open);
	if (e != OK || !open)
		return no_account(e == OK ? ERR_NOT_FOUND : e);
	struct change *c = change_begin(act, N_("The second step is set back"), 0);
	change_set(c, &rec_account, id, &account_fields[ACCOUNT_SECOND_FACTOR], val_null());
	change_exec(c, &stmt_recovery_drop, DB_ARGS(val_int(id)), -1);
	change_exec(c, &stmt_sessions_end, DB_ARGS(val_int(id)), -1);
	return done(in, change_commit(c), "the second step is gone; it must be set up again after the next sign-in");
}

static int close_account(struct invocation *in, struct act *act)
{
	int64_t id;
	bool open = false, last = false;
	enum err e = find(act, in->args[1], &id, &open);
	if (e != OK || !open)
		return no_account(e == OK ? ERR_NOT_FOUND : e);
	e = is_last_administrator(act, id, &last);
	if (e == OK && last)
		return command_fails("this is the only administrator; add another one first");
	struct change *c = change_begin(act, N_("The account is closed"), 0);
	if (e == OK)
		e = account_close(act, c, id);
	if (e == OK)
		e = change_commit(c);
	return done(in, e, "the account is closed and its sessions have ended");
}

/* ---- add: a code to become administrator, or for a new password of one ---- */

static int add(struct invocation *in, struct act *act)
{
	const struct rows *swv;
	struct invitation_new n = {.given_by = 0, .lang = LANG_NL};
	struct str code, pid, email, name;
	const char *given = invocation_option(in, "name");
	if (given == NULL)
		return command_fails("say who it is: --name \"First Last\"");
	struct val checked;
	const struct field *field = &invitation_fields[INVITATION_EMAIL];
	if (utf8_clean(in->arena, str_from(in->args[1]), TEXT_LINE, &email) != OK || email.n == 0 ||
	    field->type->parse(in->arena, field, email, &checked) != NULL)
		return command_fails("this is no e-mail address");
	if (utf8_clean(in->arena, str_from(given), TEXT_LINE, &name) != OK || name.n < 2 || name.n > NAME_BYTES_MAX)
		return command_fails("this name cannot be used");
	enum err e = act_exec(act, &stmt_swv, DB_ARGS(val_int(act->now)), &swv);
	if (e == OK && swv->n == 0)
		return command_fails("there is no partnership yet; start serve and set up in the browser");
	if (e != OK)
		return command_fails("the database cannot be read: %s", err_name(e));
	act->region = (int)rows_int(swv, 0, 1);
	n.email = email;
	n.name = name;
	struct change *c = change_begin(act, N_("The invitation is made"), 0);
	e = seat_of(act, c, rows_int(swv, 0, 0), ROLE_ADMINISTRATOR, &n.seat);
	if (e == OK)
		e = invitation_new(act, c, &n, &code, &pid);
	if (e == OK)
		e = change_commit(c);
	if (e != OK)
		return command_fails("nothing was changed: %s", err_name(e));
	struct str shown = code_shown(in->arena, code);
	if (in->json)
		printf("{\"code\":\"" STR_FMT "\"}\n", STR_ARG(shown));
	else
		printf("go to /uitnodiging and type this code; it works once, for %d days:\n  " STR_FMT "\n",
		       INVITATION_DAYS, STR_ARG(shown));
	return 0;
}

static const struct {
	const char *name;
	size_t args;
	int (*fn)(struct invocation *in, struct act *act);
} actions[] = {{"list", 1, list}, {"add", 2, add}, {"reset-factor", 2, reset_factor}, {"close", 2, close_account}};

static int user(struct invocation *in)
{
	struct act act;
	size_t i = 0, n = sizeof actions / sizeof *actions;
	while (in->n_args > 0 && i < n && strcmp(in->args[0], actions[i].name) != 0)
		i++;
	if (in->n_args == 0 || i == n)
		return command_fails("user takes one of these: list, add, reset-factor, close");
	if (in->n_args != actions[i].args)
		return command_fails(actions[i].args == 1 ? "user %s takes nothing more"
							  : "user %s takes one e-mail address",
				     actions[i].name);
	int failed = command_act(in, "command.user", &act);
	if (failed != 0)
		return failed;
	failed = actions[i].fn(in, &act);
	command_act_end(&act);
	return failed;
}

static const struct option_row options[] = {
	{"name", "NAME", "add: first and last name", SETTING_NONE},
};

const struct command cmd_user = {
	.name = "user",
	.summary = "Accounts, for who keeps this machine",
	.args = "ACTION [EMAIL]",
	.more = "list                 all accounts\n"
		"add EMAIL --name N   a code with which this person becomes administrator, or, being one, chooses a "
		"new password\n"
		"reset-factor EMAIL   the second step is gone; it is set up again after the next sign-in\n"
		"close EMAIL          ends all sessions and roles",
	.data = DATA_READ,
	.json = true,
	.options = options,
	.n_options = 1,
	.fn = user,
};
