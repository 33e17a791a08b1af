#include "cmd_run.h"
#include "command_rows.h"
#include "date.h"
#include "json.h"
#include "keep.h"

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

static int retention(struct invocation *in)
{
	struct act act;
	struct json j;
	struct buf b;
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

const struct command cmd_retention = {
	.name = "retention",
	.summary = "Says of how many records the term of keeping is over today",
	.more = "It counts and changes nothing. ended: rows whose end is known, so that their term runs; past: rows "
                "that may\n"
		"no longer be kept. Nothing is destroyed yet: that will be a step of its own, by two persons.",
	.data = DATA_READ,
	.json = true,
	.fn = retention,
};
