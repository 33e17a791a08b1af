/* import oso FILE: a dossier of a school's own system, read in a box and put into the tray of that school. */
#include "import_oso.h"

#include "box_run.h"
#include "file.h"
#include "json.h"
#include "oso.h"
#include "oso_in.h"

#include <stdio.h>

enum { JSON_BYTES = 1 << 20 };

static const struct stmt stmt_swv = {
	"SELECT min(o.id), o.region FROM organisation o WHERE o.kind = 'swv' GROUP BY o.region ORDER BY o.region LIMIT 1",
	"", "ii"};

static struct str fault_said(struct act *act, const struct oso_fault *f)
{
	return tr_fill(act->a, act->speak, oso_fault_text(f->rule), TR_SLOTS({"where", f->where}));
}

static int refused(struct invocation *in, struct act *act, const struct oso_dossier *d)
{
	struct buf b;
	struct json j;
	buf_init(&b, act->a, JSON_BYTES);
	j_init(&j, &b);
	j_object(&j);
	j_key(&j, "taken"), j_bool(&j, false);
	j_key(&j, "faults"), j_array(&j);
	for (size_t i = 0; i < d->n_faults; i++) {
		j_object(&j);
		j_key(&j, "rule"), j_str(&j, str_from(d->faults[i].rule));
		j_key(&j, "line"), j_int(&j, (int64_t)d->faults[i].line);
		j_key(&j, "reason"), j_str(&j, fault_said(act, &d->faults[i]));
		j_end(&j);
	}
	j_end(&j);
	j_end(&j);
	if (in->json)
		printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
	for (size_t i = 0; i < d->n_faults && !in->json; i++)
		printf("line %zu: " STR_FMT "\n", d->faults[i].line, STR_ARG(fault_said(act, &d->faults[i])));
	return command_fails("the dossier is refused; nothing of it was kept");
}

/* What it would do: in figures, for a terminal may be looked at by anyone. */
static void told(struct invocation *in, struct act *act, const struct oso_dossier *d, bool placed, bool dry)
{
	struct buf b;
	struct json j;
	size_t broken = 0;
	for (size_t i = 0; i < d->n_files; i++)
		broken += d->files[i].broken;
	buf_init(&b, act->a, JSON_BYTES);
	j_init(&j, &b);
	j_object(&j);
	j_key(&j, "taken"), j_bool(&j, !dry);
	j_key(&j, "dry_run"), j_bool(&j, dry);
	j_key(&j, "school_known"), j_bool(&j, placed);
	j_key(&j, "facts"), j_int(&j, (int64_t)d->n_facts);
	j_key(&j, "files"), j_int(&j, (int64_t)d->n_files);
	j_key(&j, "files_not_whole"), j_int(&j, (int64_t)broken);
	j_key(&j, "left_out"), j_array(&j);
	for (size_t i = 0; i < d->n_left; i++)
		j_str(&j, d->left[i]);
	j_end(&j);
	j_end(&j);
	if (in->json) {
		printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
		return;
	}
	printf("  %6zu  facts\n  %6zu  files, of which %zu not whole\n  %6zu  kinds of element left out\n", d->n_facts,
	       d->n_files, broken, d->n_left);
	if (dry)
		puts("nothing was written");
	else
		puts(placed ? "waits at the school to be looked at"
		            : "its school is not known here: it waits at the partnership to be placed");
}

static int put_in(struct invocation *in, struct act *act, const struct oso_dossier *d, struct str bytes, bool dry)
{
	const struct rows *r;
	struct str pid;
	int64_t org;
	enum err e = act_exec(act, &stmt_swv, DB_NO_ARGS, &r);
	if (e == OK && r->n == 0)
		return command_fails("nobody is set up here yet");
	if (e == OK) {
		act->region = (int)rows_int(r, 0, 1);
		e = oso_in_school(act, d, &org);
	}
	bool placed = e == OK && org != 0;
	if (e == OK && !dry) {
		struct change *c = change_begin(act, N_("The dossier is read. Look at it, and take it over"), 0);
		e = oso_in_put(act, c, d, bytes, placed ? org : rows_int(r, 0, 0), placed ? OSO_IN_WAITS : OSO_IN_UNPLACED,
		               &pid);
		if (e == OK)
			e = change_commit(c);
	}
	if (e != OK)
		return command_fails("the dossier was not put in: %s", err_name(e));
	told(in, act, d, placed, dry);
	return 0;
}

int import_oso(struct invocation *in, struct act *act)
{
	struct oso_dossier d;
	struct str bytes, answer;
	enum err e = file_read(in->arena, in->args[1], OSO_BYTES_MAX, &bytes);
	if (e == ERR_TOO_BIG)
		return command_fails("%s is larger than 6 MB", in->args[1]);
	if (e != OK)
		return command_fails("%s cannot be read: %s", in->args[1], err_name(e));
	e = box_run(in, BOXED_OSO, bytes, oso_answer_max(bytes.n), &answer);
	if (e == OK)
		e = oso_take(in->arena, answer, &d);
	if (e != OK)
		return command_fails("%s could not be read: %s", in->args[1], err_name(e));
	if (d.n_faults > 0)
		return refused(in, act, &d);
	return put_in(in, act, &d, bytes, invocation_option(in, "dry-run") != NULL);
}
