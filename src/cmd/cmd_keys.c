#include "command_rows.h"
#include "data.h"
#include "json.h"
#include "master.h"

#include <stdio.h>
#include <string.h>

enum { JSON_BYTES = 4096 };

static void print_json(struct invocation *in, const struct resealed *n)
{
	const struct {
		const char *name;
		int64_t n;
	} v[] = {{"part_keys", n->part_keys}, {"second_factors", n->factors}, {"others", n->others},
	         {"codes_on_paper_ended", n->letters}};
	struct buf b;
	struct json j;
	buf_init(&b, in->arena, JSON_BYTES);
	j_init(&j, &b);
	j_object(&j);
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		j_key(&j, v[i].name);
		j_int(&j, v[i].n);
	}
	j_end(&j);
	printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
}

static void print_text(const struct resealed *n)
{
	printf("There is a new master key. Sealed anew: the keys of %lld parts, %lld second factors, %lld others.\n",
	       (long long)n->part_keys, (long long)n->factors, (long long)n->others);
	if (n->letters > 0)
		printf("%lld codes on paper that were not used yet do not work any more: give new letters.\n",
		       (long long)n->letters);
	printf("Put a copy of keys/master.key in your safe and make a back-up now. Older back-ups hold the old key.\n");
}

static int rotate(struct invocation *in)
{
	struct resealed n;
	int code = data_folder_ready(in, false);
	if (code == 0)
		code = data_lock(in);
	if (code != 0)
		return code;
	struct db *db = data_open(in, false);
	if (db == NULL)
		return 1;
	code = master_rotate(in, db, &n);
	db_close(db);
	if (code != 0)
		return code;
	if (in->json)
		print_json(in, &n);
	else
		print_text(&n);
	return 0;
}

static int keys(struct invocation *in)
{
	if (in->n_args != 1 || strcmp(in->args[0], "rotate") != 0)
		return command_fails("keys does rotate");
	return rotate(in);
}

const struct command cmd_keys = {
	.name = "keys",
	.summary = "Makes a new master key and seals with it what the old one sealed",
	.args = "rotate",
	.more = "While nothing is served. It happens in one transaction: when it is cut off at any moment, the next start\n"
		"knows which of both keys counts (keys/master.key, keys/master.next) and puts it right. Afterwards the old\n"
		"key opens nothing of this database, and codes on paper that were not used yet have ended.",
	.data = DATA_OWN,
	.json = true,
	.fn = keys,
};
