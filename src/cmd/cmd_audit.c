#include "command_rows.h"
#include "data.h"
#include "file.h"
#include "json.h"
#include "proof.h"

#include <stdio.h>

enum { HEADS_BYTES = 64 << 20, NOT_WHOLE = 2 };

static int open_chains(struct invocation *in, struct witness_dbs *dbs)
{
	dbs->of[CHAINS_CHANGES] = data_open(in, false);
	if (dbs->of[CHAINS_CHANGES] == NULL)
		return 1;
	dbs->of[CHAINS_LOOKS] = data_open_looks(in);
	if (dbs->of[CHAINS_LOOKS] != NULL)
		return 0;
	db_close(dbs->of[CHAINS_CHANGES]);
	return 1;
}

static void close_chains(struct witness_dbs *dbs)
{
	db_close(dbs->of[CHAINS_LOOKS]);
	db_close(dbs->of[CHAINS_CHANGES]);
}

static void json_lines(struct json *j, struct str text)
{
	while (text.n > 0)
		j_str(j, str_cut(text, '\n', &text));
}

static int heads(struct invocation *in, const struct witness_dbs *dbs)
{
	const struct clock clock = settings_clock(&in->settings);
	struct head_lines lines;
	enum err e = heads_now(dbs, in->arena, clock_now(&clock), &lines);
	if (e != OK)
		return command_fails("the chains cannot be read: %s", err_name(e));
	struct str text = heads_text(in->arena, &lines);
	if (!in->json) {
		printf(STR_FMT, STR_ARG(text));
		return 0;
	}
	struct buf b;
	struct json j;
	buf_init(&b, in->arena, 8 << 20);
	j_init(&j, &b);
	j_array(&j);
	json_lines(&j, text);
	j_end(&j);
	printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
	return 0;
}

/* What one file of heads said. */
struct file_found {
	const char *path;
	int64_t heads;
	struct str why;
};

/* `must`: it was asked for, so it must be there. 0, or the exit code. */
static int hold_file(struct invocation *in, const struct witness_dbs *dbs, const char *path, bool must,
                     struct file_found *out, size_t *n)
{
	struct str text;
	struct head_lines lines;
	int64_t line = 0;
	enum err e = file_read(in->arena, path, HEADS_BYTES, &text);
	if (e == ERR_NOT_FOUND && !must)
		return 0;
	if (e != OK)
		return command_fails("%s cannot be read: %s", path, err_name(e));
	if (heads_parse(in->arena, text, &lines, &line) != OK)
		return command_fails("%s: line %lld is no head of a chain", path, (long long)line);
	struct file_found *f = &out[(*n)++];
	*f = (struct file_found){.path = path, .heads = (int64_t)lines.n};
	e = heads_hold(dbs, &lines, in->arena, &f->why);
	return e == OK || e == ERR_CONFLICT ? 0 : command_fails("the chains cannot be read: %s", err_name(e));
}

enum { FILES_MAX = 3 };
struct verdict {
	struct proof_found found;
	struct file_found files[FILES_MAX];
	size_t n_files;
	bool whole, elsewhere; /* elsewhere: heads were held that were not kept in the data folder */
	int64_t ms;
};

static void print_lines(struct str why)
{
	while (why.n > 0) {
		struct str line = str_cut(why, '\n', &why);
		printf("NOT AS WRITTEN  " STR_FMT "\n", STR_ARG(line));
	}
}

static void print_verdict(const struct verdict *v)
{
	const struct proof_found *f = &v->found;
	print_lines(f->why);
	for (size_t i = 0; i < v->n_files; i++)
		print_lines(v->files[i].why);
	printf("changes: %lld acts with %lld values in %lld chains", (long long)f->changes, (long long)f->values,
	       (long long)f->change_chains);
	if (f->erased > 0)
		printf("; %lld values were erased, and the chain says so", (long long)f->erased);
	printf("\nlooks:   %lld\nheads:   %lld that the databases hold of each other", (long long)f->looks,
	       (long long)f->heads);
	for (size_t i = 0; i < v->n_files; i++)
		printf(", %lld in %s", (long long)v->files[i].heads, v->files[i].path);
	printf("\nspeed:   %lld records in %lld ms\n", (long long)(f->changes + f->values + f->looks), (long long)v->ms);
	puts(v->whole ? "All that is there is as it was written." : "Something is not as it was written.");
	if (!v->elsewhere)
		puts("Not provable here: that nobody cut off the end since the last head, or put back the whole folder.\n"
		     "For that, keep heads elsewhere (serve --witness DIR) and give them: audit verify --heads FILE");
}

static void print_json(struct invocation *in, const struct verdict *v)
{
	const struct proof_found *f = &v->found;
	const struct {
		const char *key;
		int64_t n;
	} numbers[] = {{"changes", f->changes}, {"values", f->values}, {"erased", f->erased}, {"looks", f->looks},
	               {"heads", f->heads},     {"ms", v->ms}};
	struct buf b;
	struct json j;
	buf_init(&b, in->arena, 8 << 20);
	j_init(&j, &b);
	j_object(&j);
	j_key(&j, "whole");
	j_bool(&j, v->whole);
	j_key(&j, "witnessed_elsewhere");
	j_bool(&j, v->elsewhere);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		j_key(&j, numbers[i].key);
		j_int(&j, numbers[i].n);
	}
	j_key(&j, "faults");
	j_array(&j);
	json_lines(&j, f->why);
	for (size_t i = 0; i < v->n_files; i++)
		json_lines(&j, v->files[i].why);
	j_end(&j);
	j_end(&j);
	printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
}

static int verify(struct invocation *in, const struct witness_dbs *dbs)
{
	struct verdict v = {.whole = true};
	const char *given = invocation_option(in, "heads"), *set = settings_witness(&in->settings, in->arena);
	int64_t began = clock_ticks();
	enum err e = proof_all(dbs, in->arena, &v.found);
	v.ms = (clock_ticks() - began) / 1000;
	if (e != OK && e != ERR_CONFLICT)
		return command_fails("the chains cannot be read: %s", err_name(e));
	int code = hold_file(in, dbs, settings_heads(in->arena, in->data), false, v.files, &v.n_files);
	size_t own = v.n_files;
	if (code == 0 && set != NULL)
		code = hold_file(in, dbs, set, true, v.files, &v.n_files);
	if (code == 0 && given != NULL)
		code = hold_file(in, dbs, given, true, v.files, &v.n_files);
	if (code != 0)
		return code;
	v.elsewhere = v.n_files > own;
	v.whole = v.found.why.n == 0;
	for (size_t i = 0; i < v.n_files; i++)
		v.whole = v.whole && v.files[i].why.n == 0;
	if (in->json)
		print_json(in, &v);
	else
		print_verdict(&v);
	return v.whole ? 0 : NOT_WHOLE;
}

static const struct {
	const char *name;
	int (*fn)(struct invocation *in, const struct witness_dbs *dbs);
} actions[] = {{"verify", verify}, {"heads", heads}};

static int audit(struct invocation *in)
{
	struct witness_dbs dbs;
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		if (in->n_args != 1 || strcmp(in->args[0], actions[i].name) != 0)
			continue;
		int code = open_chains(in, &dbs);
		if (code == 0) {
			code = actions[i].fn(in, &dbs);
			close_chains(&dbs);
		}
		return code;
	}
	return command_fails("audit takes one word: verify or heads");
}

static const struct option_row options[] = {
	{"heads", "FILE", "heads that were kept elsewhere: a heads.log, or what audit heads printed", SETTING_NONE},
};

const struct command cmd_audit = {
	.name = "audit",
	.summary = "Proves that nobody changed the record of looks and changes",
	.args = "verify | heads",
	.more = "verify walks every chain and holds it against the heads that were written down.\n"
	        "heads  prints where each chain stands: time, kind, chain, length, link.\n"
	        "Exit code 0: all is as it was written. 1: it could not be looked at. 2: something is not.",
	.data = DATA_READ,
	.json = true,
	OPTIONS(options),
	.fn = audit,
};
