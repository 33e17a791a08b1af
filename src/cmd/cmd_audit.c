#include "command_rows.h"
#include "data.h"
#include "look.h"

#include <stdio.h>

static int print_faults(struct str why)
{
	while (why.n > 0) {
		struct str line = str_cut(why, '\n', &why);
		printf(STR_FMT "\n", STR_ARG(line));
	}
	return command_fails("the looks are not as they were written");
}

/* verify: walks the chains of looks. */
static int audit(struct invocation *in)
{
	if (in->n_args != 1 || strcmp(in->args[0], "verify") != 0)
		return command_fails("audit takes one word: verify");
	struct db *db = data_open_looks(in);
	if (db == NULL)
		return 1;
	struct str why = {0};
	int64_t n = 0;
	enum err e = looks_verify(db, in->arena, &n, &why);
	db_close(db);
	if (e != OK && e != ERR_CONFLICT)
		return command_fails("the looks cannot be read: %s", err_name(e));
	if (in->json)
		printf("{\"looks\":%lld,\"whole\":%s}\n", (long long)n, e == OK ? "true" : "false");
	if (e == OK) {
		if (!in->json)
			printf("%lld looks, all as they were written\n", (long long)n);
		return 0;
	}
	return in->json ? 1 : print_faults(why);
}

const struct command cmd_audit = {
	.name = "audit",
	.summary = "Proves that nobody changed the record of looks: audit verify",
	.data = DATA_READ,
	.json = true,
	.args = "verify",
	.fn = audit,
};
