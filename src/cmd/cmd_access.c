#include "cmd_run.h"
#include "command_rows.h"
#include "data.h"
#include "date.h"
#include "reach.h"

#include <stdio.h>

static const struct stmt stmt_account = {"SELECT id, name FROM account WHERE email = $1", "t", "it"};
static const struct stmt stmt_route = {"SELECT id FROM route WHERE pid = $1", "t", "i"};
/* Every relation to the route that this account has had, by itself or by a seat it has held. */
static const struct stmt stmt_relations = {
	"SELECT r.kind, r.parts, r.hides, r.begins, r.ends, COALESCE(s.role, ''), COALESCE(o.name, ''), "
        "COALESCE(h.begins, $2),"
	" COALESCE(h.ends, $3), CASE WHEN x.relation IS NULL THEN 0 ELSE 1 END"
	" FROM relation r LEFT JOIN seat s ON s.id = r.grantee LEFT JOIN organisation o ON o.id = s.org"
	" LEFT JOIN holds h ON h.seat = r.grantee AND h.account = $1"
	" LEFT JOIN reach x ON x.relation = r.id AND x.route = r.route AND x.grantee = r.grantee"
	" WHERE r.route = $4 AND (r.grantee = $1 OR h.account = $1) ORDER BY r.begins, r.id",
	"iiii", "tiiiittiii"};
enum col { KIND, PARTS, HIDES, BEGINS, ENDS, ROLE, ORG, HELD_FROM, HELD_TO, IN_REACH };

/* Why it does not open the route now; NULL when it does. */
static const char *shut_because(const struct rows *r, size_t i, int64_t now)
{
	if (rows_int(r, i, BEGINS) > now)
		return "it has not begun";
	if (rows_int(r, i, ENDS) <= now)
		return "it has ended";
	if (rows_int(r, i, HELD_FROM) > now)
		return "the seat is not held yet";
	if (rows_int(r, i, HELD_TO) <= now)
		return "the seat is no longer held";
	if (rows_int(r, i, IN_REACH) == 0)
		return "the wall of the support point keeps it shut";
	return NULL;
}

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

static void print_relation(const struct rows *r, size_t i, int64_t now)
{
	enum relation_kind kind = REL_NONE;
	enum role role = ROLE_NONE;
	bool known = relation_parse(rows_text(r, i, KIND), &kind);
	bool seat = rows_text(r, i, ROLE).n > 0 && role_parse(rows_text(r, i, ROLE), &role);
	const char *shut = shut_because(r, i, now);
	printf("- %s", known ? relation_code(kind) : "?");
	if (seat)
		printf(", as %s at " STR_FMT, role_def(role)->code, STR_ARG(rows_text(r, i, ORG)));
	if (shut != NULL) {
		printf(": shut, %s\n", shut);
		return;
	}
	bool opens = false;
	for (enum role acting = ROLE_NONE; acting < ROLE__N; acting++) {
		const struct policy *row = policy_of(acting, kind);
		if (row == NULL || (seat && acting != role))
			continue;
		printf("%s open for %s%s%s: reads ", opens ? ";" : ":", purpose_code(row->purpose),
		       acting == ROLE_NONE ? "" : " in role ", role_def(acting)->code);
		print_parts(row->reads & (parts)rows_int(r, i, PARTS));
		printf(", writes ");
		print_parts(row->writes & (parts)rows_int(r, i, PARTS));
		opens = true;
	}
	printf(opens ? "\n" : ": shut, no role opens a route by this relation\n");
}

static int explain(struct invocation *in, struct act *act)
{
	const struct rows *account, *route, *r;
	enum err e = act_exec(act, &stmt_account, DB_ARGS(val_text(str_from(in->args[1]))), &account);
	if (e == OK)
		e = act_exec(act, &stmt_route, DB_ARGS(val_text(str_from(in->args[2]))), &route);
	if (e != OK)
		return command_fails("the database cannot be read: %s", err_name(e));
	if (account->n == 0 || route->n == 0)
		return command_fails(account->n == 0 ? "there is no account with this address"
		                                     : "there is no route with this id");
	e = act_exec(act, &stmt_relations,
	             DB_ARGS(val_int(rows_int(account, 0, 0)), val_int(0), val_int(INSTANT_OPEN),
	                     val_int(rows_int(route, 0, 0))),
	             &r);
	if (e != OK)
		return command_fails("the database cannot be read: %s", err_name(e));
	if (r->n == 0)
		puts("No relation to this child, now or before: nothing opens.");
	for (size_t i = 0; i < r->n; i++)
		print_relation(r, i, act->now);
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
