#include "box_run.h"
#include "cmd_run.h"
#include "command_rows.h"
#include "duo.h"
#include "file.h"
#include "import_oso.h"
#include "json.h"
#include "people.h"
#include "restore.h"

#include <stdio.h>
#include <stdlib.h>

enum { NEAREST = 4, JSON_BYTES = 8 << 20 };

static const struct {
	const char *name, *json;
	enum import_field field;
} counts[] = {
	{"new", "new", IMPORT_N_NEW},
	{"changed", "changed", IMPORT_N_CHANGED},
	{"no longer in the list", "gone", IMPORT_N_GONE},
	{"the same", "same", IMPORT_N_SAME},
	{"rejected", "rejected", IMPORT_N_REJECTED},
	{"for a person to decide", "asked", IMPORT_N_ASKED},
	{"of another region", "outside", IMPORT_N_OUTSIDE},
};
enum { COUNTS = sizeof counts / sizeof *counts };

static struct str file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return str_from(slash == NULL ? path : slash + 1);
}

static struct str reason_of(struct act *act, const char *text, struct str what)
{
	return tr_fill(act->a, act->speak, text, TR_SLOTS({"what", what}, {"line", what}));
}

static void print_json(struct act *act, const char *swv, bool dry, const struct import_made *made)
{
	struct buf b;
	struct json j;
	buf_init(&b, act->a, JSON_BYTES);
	j_init(&j, &b);
	j_object(&j);
	j_key(&j, "swv"), j_str(&j, str_from(swv));
	j_key(&j, "dry_run"), j_bool(&j, dry);
	for (size_t i = 0; i < COUNTS; i++)
		j_key(&j, counts[i].json), j_int(&j, made->counts[counts[i].field - IMPORT_N_NEW]);
	j_key(&j, "rejects"), j_array(&j);
	for (size_t i = 0; i < made->n; i++) {
		const struct import_row *r = &made->rows[i];
		if (r->what != IMPORT_REJECTED)
			continue;
		j_object(&j);
		j_key(&j, "line"), j_int(&j, (int64_t)r->line);
		j_key(&j, "name"), j_str(&j, r->title);
		j_key(&j, "reason"), j_str(&j, reason_of(act, r->reason, r->detail));
		j_end(&j);
	}
	j_end(&j);
	j_key(&j, "asks"), j_array(&j);
	for (size_t i = 0; i < made->n; i++) {
		const struct import_row *r = &made->rows[i];
		if (r->ask == 0)
			continue;
		j_object(&j);
		j_key(&j, "line"), j_int(&j, (int64_t)r->line);
		j_key(&j, "name"), j_str(&j, r->title);
		j_key(&j, "question"), j_str(&j, str_from(import_duo.questions[r->ask - 1].text));
		j_end(&j);
	}
	j_end(&j);
	j_end(&j);
	printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
}

static void print_text(struct act *act, const char *swv, bool dry, const struct import_made *made)
{
	printf("schools of %s\n", swv);
	for (size_t i = 0; i < COUNTS; i++)
		printf("  %6lld  %s\n", (long long)made->counts[counts[i].field - IMPORT_N_NEW], counts[i].name);
	for (size_t i = 0; i < made->n; i++) {
		const struct import_row *r = &made->rows[i];
		struct str reason = r->what == IMPORT_REJECTED ? reason_of(act, r->reason, r->detail) : (struct str){NULL, 0};
		if (reason.n > 0)
			printf("line %zu: " STR_FMT ": " STR_FMT "\n", r->line, STR_ARG(r->title), STR_ARG(reason));
		if (r->ask > 0)
			printf("line %zu: " STR_FMT ": %s\n", r->line, STR_ARG(r->title), import_duo.questions[r->ask - 1].text);
	}
	if (dry)
		puts("nothing was written");
	else if (made->counts[IMPORT_N_ASKED - IMPORT_N_NEW] > 0)
		puts("put in; what a person must decide is asked at the next import, in the browser");
	else
		puts("put in");
}

static int unknown_swv(struct invocation *in, const char *typed)
{
	const char *near[NEAREST];
	struct str list = {"", 0};
	size_t n = swv_nearest(str_from(typed), near, NEAREST);
	for (size_t i = 0; i < n; i++)
		list = str_printf(in->arena, STR_FMT "%s%s", STR_ARG(list), i == 0 ? "" : ", ", near[i]);
	return n == 0 ? command_fails("there is no partnership %s; a code is PO or VO and four digits, as PO2401", typed)
	              : command_fails("there is no partnership %s; near to it: " STR_FMT, typed, STR_ARG(list));
}

static const struct stmt stmt_region = {
	"SELECT g.region, g.code,"
	" coalesce((SELECT min(o.id) FROM organisation o WHERE o.region = g.region AND o.kind = 'swv'), 0)"
	" FROM region g ORDER BY g.region LIMIT 100",
	"", "iti"};

/* Whose schools they become: the partnership with this code. A demonstration takes those of any; a house where nobody
 * was yet gets them before it is set up. */
static int find_region(struct invocation *in, struct act *act, const char *swv, int64_t *org)
{
	const struct rows *r;
	size_t i = 0;
	enum err e = act_exec(act, &stmt_region, DB_NO_ARGS, &r);
	if (e != OK)
		return command_fails("the database cannot be read: %s", err_name(e));
	act->region = 1;
	*org = 0;
	if (r->n == 0)
		return swv_known(str_from(swv)) ? 0 : unknown_swv(in, swv);
	while (i < r->n && !str_is(rows_text(r, i, 1), swv))
		i++;
	if (i == r->n && !swv_known(str_from(swv)))
		return unknown_swv(in, swv);
	if (i == r->n && settings_mode(&in->settings) == MODE_PRODUCTION)
		return command_fails("%s is the partnership " STR_FMT ", not %s", in->data, STR_ARG(rows_text(r, 0, 1)), swv);
	if (i == r->n)
		i = 0;
	act->region = (int)rows_int(r, i, 0);
	*org = rows_int(r, i, 2);
	return 0;
}

static int read_table(struct invocation *in, const char *path, struct str *bytes, struct import_table *table)
{
	struct str answer;
	enum err e = file_read(in->arena, path, IMPORT_BYTES_MAX, bytes);
	if (e == ERR_TOO_BIG)
		return command_fails("%s is larger than 8 MB", path);
	if (e != OK)
		return command_fails("%s cannot be read: %s", path, err_name(e));
	e = box_run(in, BOXED_CSV, *bytes, import_answer_max(bytes->n), &answer);
	if (e == OK)
		e = import_table_take(in->arena, answer, table);
	return e == OK ? 0 : command_fails("%s cannot be read as a table: %s", path, err_name(e));
}

static int put_in(struct invocation *in, struct act *act, const char *swv)
{
	bool dry = invocation_option(in, "dry-run") != NULL;
	struct import_table table;
	struct import_made made;
	struct import_refusal why;
	struct str bytes;
	int64_t org;
	int failed = find_region(in, act, swv, &org);
	if (failed == 0)
		failed = read_table(in, in->args[1], &bytes, &table);
	if (failed != 0)
		return failed;
	const struct import_begin b = {
		.kind = &import_duo, .source = {.org = org, .note = str_from(swv), .table = &table},
		.file_name = file_name(in->args[1]), .sha = import_hash(act->a, bytes)};
	enum err e = import_begin(act, &b, dry, &made, &why);
	if (e == ERR_INVALID && why.text != NULL)
		return command_fails(STR_FMT, STR_ARG(reason_of(act, why.text, why.what)));
	if (e == OK && !dry)
		e = import_run(act, &import_duo, made.id);
	if (e != OK)
		return command_fails("the schools were not put in: %s", err_name(e));
	(in->json ? print_json : print_text)(act, swv, dry, &made);
	return 0;
}

static int import(struct invocation *in)
{
	struct act act;
	const char *swv = invocation_option(in, "swv");
	bool oso = in->n_args == 2 && strcmp(in->args[0], "oso") == 0;
	if (in->n_args == 2 && strcmp(in->args[0], "region") == 0)
		return import_region(in, in->args[1]);
	if (!oso && (in->n_args != 2 || strcmp(in->args[0], "duo") != 0))
		return command_fails("import takes what it is and a file: import duo FILE --swv PO2401, or import oso FILE");
	if (!oso && swv == NULL)
		return command_fails("say whose schools: --swv PO2401");
	int failed = command_act(in, "command.import", &act);
	if (failed != 0)
		return failed;
	failed = oso ? import_oso(in, &act) : put_in(in, &act, swv);
	command_act_end(&act);
	return failed;
}

static const struct option_row options[] = {
	{"swv", "CODE", "the partnership, as PO2401: only schools at its postcodes", SETTING_NONE},
	{"dry-run", NULL, "says what would change, and writes nothing", SETTING_NONE},
	{"unproven", NULL, "of a region: goes on when its record of looks and changes is not whole", SETTING_NONE},
};

const struct command cmd_import = {
	.name = "import",
	.summary = "Takes over files of others (the schools of DUO, a dossier of OSO), or a whole region",
	.args = "duo FILE | oso FILE | region FILE",
	.more = "region: FILE is what export made; the database (--database URL) must not be there yet.\n"
	        "oso: FILE is the dossier from a school to the partnership (profile PO-SWV or VO-SWV), XML. It is held\n"
	        "against that profile and waits at the school whose number is in it, or at the partnership, until a\n"
	        "person has looked. One with a citizen service number is refused whole. Ends with 1 when it was refused.\n"
	        "duo: FILE is \"Alle schoolvestigingen basisonderwijs\" of duo.nl/open_onderwijsdata, as CSV. Called\n"
	        "again with next month's file it brings the register up to date. What schools say of themselves stays,\n"
	        "and so does what a person corrected. It may be called while serve runs.\n"
	        "Ends with 0 when the list was put in (or, with --dry-run, read), also when lines were rejected; else 1.",
	.data = DATA_READ,
	.json = true,
	OPTIONS(options),
	.fn = import,
};
