#include "cmd_run.h"
#include "command_rows.h"
#include "date.h"
#include "file.h"
#include "json.h"
#include "keep.h"
#include "replay.h"
#include "retain.h"
#include "tombs.h"

#include <stdio.h>

enum { JSON_BYTES_MAX = 1 << 20 };

static struct str term_of(const struct act *act, const struct region_books *books, const struct keeping *k)
{
	struct speak sp = {LANG_EN, AUD_PROF};
	int32_t today = instant_date(act->now);
	struct str words = keep_words(act->a, sp, book_in(books, act->region), k, today);
	return words.n > 0 ? words : S("as long as the organisation takes part");
}

static void print_json(struct json *j, const struct record *rec, const struct keeping *k, const struct kept_count *n,
                       struct str term)
{
	j_object(j);
	j_key(j, "record");
	j_str(j, str_from(rec->name));
	j_key(j, "term");
	j_str(j, term);
	j_key(j, "rule");
	j_str(j, str_from(k->rule));
	j_key(j, "ended");
	j_int(j, n->ended);
	j_key(j, "past");
	j_int(j, n->past);
	j_end(j);
}

static enum err walk(struct invocation *in, struct act *act, struct json *j)
{
	int32_t today = instant_date(act->now);
	struct region_books books;
	enum err e = books_of_all(act, &books);
	if (e != OK)
		return e;
	for (size_t i = 0; i < model_count(act->model); i++) {
		const struct record_sql *sql = model_at(act->model, i);
		struct kept_count n;
		struct keeping k;
		if (!keep_of(sql->rec, &k))
			continue;
		e = keep_count(act->db, sql, &books, today, &n);
		if (e != OK)
			return e;
		struct str term = term_of(act, &books, &k);
		if (in->json)
			print_json(j, sql->rec, &k, &n, term);
		else
			printf("%-16s past=%lld ended=%lld rule=%s term=\"" STR_FMT "\"\n", sql->rec->name, (long long)n.past,
			       (long long)n.ended, k.rule == NULL ? "-" : k.rule, STR_ARG(term));
	}
	return OK;
}

/* ---- a run, and tombstones ---- */

static int prepare(struct invocation *in)
{
	struct act act;
	struct str pid = {0};
	int code = command_act(in, "command.retention", &act);
	if (code == 0)
		code = command_viewer(in, &act);
	if (code != 0)
		return code;
	struct change *c = change_begin_many(&act, N_("Prepared. Read what would go"), 0, RETAIN_MOST + 1);
	enum err e = retain_prepare(&act, c, retain_org(act.viewer), &pid);
	if (e == OK)
		e = change_commit(c);
	if (e == OK && in->json)
		printf("{\"done\":true,\"run\":\"" STR_FMT "\"}\n", STR_ARG(pid));
	else if (e == OK)
		printf("prepared " STR_FMT "; another person confirms it: /vernietiging/" STR_FMT ", or step retention_run "
		       STR_FMT " bevestig --as EMAIL counted=N\n", STR_ARG(pid), STR_ARG(pid), STR_ARG(pid));
	command_act_end(&act);
	if (e == ERR_DENIED || e == ERR_NOT_FOUND)
		return command_fails(e == ERR_DENIED ? "this account may not prepare it"
		                                     : "nothing is past its term, or this account may not prepare it");
	if (e == ERR_CONFLICT)
		return command_fails("a run waits already; confirm or withdraw that first");
	return e == OK ? 0 : command_fails("not prepared: %s", err_name(e));
}

static int tombstones(struct invocation *in)
{
	const char *to = invocation_option(in, "to");
	struct conn *conn;
	struct act act;
	struct str text;
	if (to == NULL)
		return command_fails("use: retention tombstones --to FILE");
	int code = command_act(in, "command.retention", &act);
	if (code != 0)
		return code;
	enum err e = act_conn(&act, &conn);
	if (e == OK)
		e = tombs_text(conn, in->arena, &text);
	command_act_end(&act);
	if (e == OK)
		e = file_write(to, text);
	return e == OK ? 0 : command_fails("%s cannot be written: %s", to, err_name(e));
}

static int replay_file(struct invocation *in)
{
	const char *from = invocation_option(in, "from");
	return from == NULL ? command_fails("use: retention replay --from FILE") : tombstones_replay(in, from);
}

static const struct {
	const char *name;
	int (*fn)(struct invocation *in);
} actions[] = {{"prepare", prepare}, {"tombstones", tombstones}, {"replay", replay_file}};

static int retention(struct invocation *in)
{
	struct act act;
	struct json j;
	struct buf b;
	for (size_t i = 0; in->n_args > 0 && i < sizeof actions / sizeof *actions; i++)
		if (strcmp(in->args[0], actions[i].name) == 0)
			return actions[i].fn(in);
	if (in->n_args > 0)
		return command_fails("retention does prepare, tombstones or replay, and without a word it counts");
	int code = command_act(in, "command.retention", &act);
	if (code != 0)
		return code;
	buf_init(&b, in->arena, JSON_BYTES_MAX);
	j_init(&j, &b);
	j_array(&j);
	enum err e = walk(in, &act, &j);
	j_end(&j);
	command_act_end(&act);
	if (e != OK)
		return command_fails("the database cannot be read: %s", err_name(e));
	if (in->json)
		printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
	return 0;
}

static const struct option_row options[] = {
	{"as", "EMAIL", "prepare: the account that does it", SETTING_NONE},
	{"role", "ROLE", "prepare: the role it acts in, where it holds several", SETTING_NONE},
	{"to", "FILE", "tombstones: where they are written", SETTING_NONE},
	{"from", "FILE", "replay: the tombstones", SETTING_NONE},
};

const struct command cmd_retention = {
	.name = "retention",
	.summary = "Says of how many records the term of keeping is over today, and prepares that they go",
	.args = "[prepare | tombstones | replay]",
	.more = "Without a word it counts and changes nothing. ended: rows whose end is known, so that their term runs;\n"
		"past: rows that may no longer be kept.\n"
		"prepare: a run for a second person to confirm (step retention_run RUN bevestig); only then the server\n"
		"destroys. tombstones: what was destroyed, to keep beside back-ups. replay: destroys again what came back\n"
		"with a back-up.",
	.data = DATA_READ,
	.json = true,
	OPTIONS(options),
	.fn = retention,
};
