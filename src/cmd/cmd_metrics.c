#include "command_rows.h"
#include "data.h"
#include "health.h"
#include "token.h"

#include <stdio.h>

static int new_word(struct invocation *in)
{
	struct buf hex;
	struct str word = token_new(in->arena), hash = token_hash(in->arena, word);
	int code = data_folder_ready(in, false);
	if (code != 0)
		return code;
	buf_init(&hex, in->arena, 2 * hash.n + 1);
	for (size_t i = 0; i < hash.n; i++)
		buf_printf(&hex, "%02x", (unsigned char)hash.p[i]);
	enum err e = settings_keep(in->arena, in->data, SETTING_METRICS, buf_view(&hex));
	if (e != OK)
		return command_fails("thuisnabij.conf cannot be written: %s", err_name(e));
	printf(STR_FMT "\n", STR_ARG(word));
	fputs("Give this word to the scraper (Authorization: Bearer); it is nowhere kept.\n"
	      "/metrics opens at the next start.\n", stderr);
	return 0;
}

static int metrics(struct invocation *in)
{
	const struct clock clock = settings_clock(&in->settings);
	const struct health_here here = {.version = TN_VERSION,
	                                 .database = settings_postgres(&in->settings) ? "postgresql" : "sqlite"};
	struct health h;
	struct conn *c;
	if (invocation_option(in, "new-word") != NULL)
		return new_word(in);
	int code = data_folder_ready(in, false);
	if (code != 0)
		return code;
	struct db *db = data_open(in, false);
	if (db == NULL)
		return 1;
	enum err e = db_take(db, 2000, &c);
	if (e == OK) {
		e = health_read(c, in->arena, clock_now(&clock), &h);
		db_give(db, c);
	}
	db_close(db);
	if (e != OK)
		return command_fails("the database does not answer: %s", err_name(e));
	struct str text = health_metrics(in->arena, &h, &here);
	printf(STR_FMT, STR_ARG(text));
	return 0;
}

static const struct option_row options[] = {
	{"new-word", NULL, "makes the word that opens /metrics, and closes it for the old one", SETTING_NONE},
};

const struct command cmd_metrics = {
	.name = "metrics",
	.summary = "Prints the figures of the installation, for a monitor",
	.more = "The text form of Prometheus, of the machine and the work that waits; nothing about people.\n"
	        "The same is served on /metrics, for who knows the word that --new-word makes.",
	.data = DATA_OWN,
	OPTIONS(options),
	.fn = metrics,
};
