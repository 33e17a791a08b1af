#include "cmd_run.h"
#include "command_rows.h"
#include "data.h"
#include "explain.h"

#include <stdio.h>

static const struct stmt stmt_account = {"SELECT id, name FROM account WHERE email = $1", "t", "it"};
static const struct stmt stmt_route = {"SELECT id FROM route WHERE pid = $1", "t", "i"};
static void print_parts(parts p)
{
	const char *between = "";
	if (p == 0)
		printf("nothing");
	for (enum part k = PART_NONE + 1; k < PART__N; k++)
		if ((p & PART_BIT(k)) != 0) {
			printf("%s%s", between, part_code(k));
			between = ", ";
		}
}

static void print_relation(const struct explained *e)
{
	const char *between = ":";
	printf("- %s", e->kind == REL_NONE ? "?" : relation_code(e->kind));
	if (e->role != ROLE_NONE)
		printf(", as %s at " STR_FMT, role_def(e->role)->code, STR_ARG(e->org));
	if (e->shut != NULL) {
		printf(": shut, %s\n", e->shut);
		return;
	}
	for (enum role acting = ROLE_NONE; acting < ROLE__N; acting++) {
		const struct policy *row = explain_opens(e, acting);
		if (row == NULL)
			continue;
		printf("%s open for %s%s%s: reads ", between, purpose_code(row->purpose),
		       acting == ROLE_NONE ? "" : " in role ", role_def(acting)->code);
		print_parts(row->reads & e->parts);
		printf(", writes ");
		print_parts(row->writes & e->parts);
		between = ";";
	}
	puts("");
}

static int explain(struct invocation *in, struct act *act)
{
	const struct rows *account, *route;
	enum err e = act_exec(act, &stmt_account, DB_ARGS(val_text(str_from(in->args[1]))), &account);
	if (e == OK)
		e = act_exec(act, &stmt_route, DB_ARGS(val_text(str_from(in->args[2]))), &route);
	if (e != OK)
		return command_fails("the database cannot be read: %s", err_name(e));
	if (account->n == 0 || route->n == 0)
		return command_fails(account->n == 0 ? "there is no account with this address"
		                                     : "there is no route with this id");
	struct explanation why;
	e = explain_route(act, rows_int(account, 0, 0), rows_int(route, 0, 0), &why);
	if (e != OK)
		return command_fails("the database cannot be read: %s", err_name(e));
	if (why.n == 0)
		puts("No relation to this child, now or before: nothing opens.");
	for (size_t i = 0; i < why.n; i++)
		print_relation(&why.v[i]);
	if (why.shielded)
		puts("A shield hides the place of this child.");
	return 0;
}

static int access_command(struct invocation *in)
{
	struct act act;
	if (in->n_args != 3 || strcmp(in->args[0], "explain") != 0)
		return command_fails("use: access explain EMAIL ROUTE");
	int code = command_act(in, "command.access", &act);
	if (code != 0)
		return code;
	code = explain(in, &act);
	command_act_end(&act);
	return code;
}

const struct command cmd_access = {
	.name = "access",
	.summary = "Says why an account may open a child's route, or why not: access explain EMAIL ROUTE",
	.data = DATA_READ,
	.args = "explain EMAIL ROUTE",
	.fn = access_command,
};
