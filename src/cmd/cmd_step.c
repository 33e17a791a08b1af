#include "cmd_run.h"
#include "command_rows.h"
#include "data.h"
#include "flow.h"
#include "look.h"
#include "model.h"
#include "utf8.h"

#include <stdio.h>

/* A step of a record from the command line, as one account in one role: the same engine, rights, states and guards as
 * in the browser and the API, the same refusals with their reasons, and as much of it in the audit and the looks. */

enum { FIRST_VALUE = 3, OUT_BYTES = 64 << 10 };

static const struct stmt stmt_account = {"SELECT id, closed FROM account WHERE email_key = $1", "t", "ii"};
static const struct stmt stmt_roles = {
	"SELECT DISTINCT s.role FROM holds h JOIN seat s ON s.id = h.seat WHERE h.account = $1 AND h.begins <= $2"
	" AND h.ends > $2 ORDER BY s.role",
	"ii", "t"};

struct stepping {
	struct invocation *in;
	struct act act;
	const struct record *rec;
	const struct transition *t;
	struct seen seen;
	uint64_t stays; /* bit per field of the form: what the record says already, and was not typed */
};

static const struct record *record_called(const struct model *m, const char *name)
{
	const struct record *rec = model_find(m, str_from(name));
	for (size_t i = 0; rec == NULL && i < model_count(m); i++) {
		const struct record *x = model_at(m, i)->rec;
		if (x->api != NULL && strcmp(x->api, name) == 0)
			rec = x;
	}
	return rec;
}

/* ---- who ---- */

/* The role that is asked for; without one the only role held, or the own family of an account without a seat. */
static enum err role_of(struct invocation *in, struct act *act, int64_t account, enum role *out)
{
	const char *asked = invocation_option(in, "role");
	const struct rows *r;
	*out = ROLE_NONE;
	if (asked != NULL)
		return role_parse(str_from(asked), out) ? OK : ERR_NOT_FOUND;
	enum err e = act_exec(act, &stmt_roles, DB_ARGS(val_int(account), val_int(act->now)), &r);
	if (e != OK || r->n == 0)
		return e;
	return r->n == 1 && role_parse(rows_text(r, 0, 0), out) ? OK : ERR_INVALID;
}

int command_viewer(struct invocation *in, struct act *act)
{
	const char *email = invocation_option(in, "as");
	const struct rows *r;
	struct viewer *v;
	struct conn *conn;
	enum role role;
	if (email == NULL)
		return command_fails("say as whom: --as EMAIL");
	enum err e = act_exec(act, &stmt_account, DB_ARGS(val_text(utf8_fold(act->a, str_from(email)))), &r);
	if (e == OK && (r->n == 0 || rows_int(r, 0, 1) <= act->now))
		return command_fails("there is no open account with this address");
	if (e == OK)
		e = role_of(in, act, rows_int(r, 0, 0), &role);
	if (e == ERR_INVALID)
		return command_fails("this account has several roles: say which one with --role");
	if (e == ERR_NOT_FOUND)
		return command_fails("there is no such role");
	if (e == OK)
		e = act_conn(act, &conn);
	if (e == OK)
		e = viewer_load_account(conn, act->a, rows_int(r, 0, 0), role, act->now, &v);
	if (e == ERR_NOT_FOUND)
		return command_fails("this account may not act in this role: it does not hold it, or it has no second step");
	if (e != OK)
		return command_fails("the account cannot be read: %s", err_name(e));
	act->viewer = v;
	act->region = (int)v->region;
	act->speak = (struct speak){.lang = LANG_EN};
	return 0;
}

/* ---- the step ---- */

/* What the record says already of a field that was not typed: a page has it in the form. */
static struct str stands(const struct stepping *s, struct pairs typed, const struct field *f)
{
	if (pairs_has(typed, f->name) || !record_has(s->rec, f) || f->type->secret)
		return (struct str){0};
	return f->type->raw(s->act.a, f, row_val(&s->seen.row, f));
}

/* FIELD=VALUE behind the step, as a form would post them; NULL: why not was said, and is the code to end with. */
static struct form *typed(struct stepping *s, int *code)
{
	const struct form_def *def = s->t->form != NULL ? s->t->form : &form_step;
	struct pair *v = ARENA_ARRAY(s->act.a, struct pair, ARGS_MAX + FORM_FIELDS_MAX);
	struct pairs posted = {.v = v};
	for (size_t i = FIRST_VALUE; i < s->in->n_args; i++) {
		const char *eq = strchr(s->in->args[i], '=');
		struct str name = {s->in->args[i], eq == NULL ? 0 : (size_t)(eq - s->in->args[i])};
		bool known = false;
		for (size_t k = 0; k < def->n; k++)
			known = known || str_is(name, def->fields[k]->name);
		if (!known) {
			*code = command_fails("this step asks for no such field: %s", s->in->args[i]);
			return NULL;
		}
		v[posted.n++] = (struct pair){.name = name, .value = str_from(eq + 1)};
	}
	const struct pairs given = posted;
	for (size_t k = 0; k < def->n; k++) {
		struct str now = stands(s, given, def->fields[k]);
		if (now.n > 0) {
			v[posted.n++] = (struct pair){.name = str_from(def->fields[k]->name), .value = now};
			s->stays |= UINT64_C(1) << k;
		}
	}
	struct form *f = form_new(s->act.a, def);
	form_shut(f, s->rec, s->seen.hidden);
	form_parse(f, s->act.a, s->act.speak, posted);
	f->rev = s->seen.row.rev;
	return f;
}

static void add(struct buf *b, const char *text)
{
	buf_printf(b, "%s%s", b->n == 0 ? "" : "; ", text);
}

/* One line for people, one object for programs; both say why. */
static int refused(struct stepping *s, const struct reasons *why, const struct form *f)
{
	struct buf b;
	buf_init(&b, s->act.a, OUT_BYTES);
	for (size_t i = 0; f != NULL && i < f->def->n; i++)
		if (f->error[i].n > 0)
			add(&b, str_printf(s->act.a, "%s: " STR_FMT, f->def->fields[i]->name, STR_ARG(f->error[i])).p);
	for (size_t i = 0; why != NULL && i < why->n; i++)
		add(&b, tr(s->act.speak, why->v[i].text));
	return command_fails("not done: " STR_FMT, STR_ARG(buf_view(&b)));
}

/* For programs their names, for people what they say. */
static void say_stays(struct stepping *s)
{
	const char *before = "";
	for (size_t k = 0; s->stays >> k != 0; k++) {
		const struct field *f = s->t->form->fields[k];
		if ((s->stays >> k & 1) == 0)
			continue;
		struct str now = f->type->show(s->act.a, s->act.speak, f, row_val(&s->seen.row, f));
		if (s->in->json)
			printf("%s\"%s\"", before, f->name);
		else
			printf("stays: %s: " STR_FMT "\n", f->label == NULL ? f->name : tr(s->act.speak, f->label), STR_ARG(now));
		before = ",";
	}
}

static int done(struct stepping *s)
{
	struct row now;
	enum err e = record_by_id(&s->act, s->rec, s->seen.row.id, &now);
	if (e != OK)
		return command_fails("done, but the record cannot be read: %s", err_name(e));
	struct str state = row_text(&now, s->rec->state);
	if (!s->in->json) {
		printf("%s: now " STR_FMT "\n", tr(s->act.speak, s->t->done), STR_ARG(state));
		say_stays(s);
		return 0;
	}
	printf("{\"done\":true,\"record\":\"%s\",\"pid\":\"" STR_FMT "\",\"state\":\"" STR_FMT "\",\"rev\":%lld,"
	       "\"stays\":[", s->rec->name, STR_ARG(now.pid), STR_ARG(state), (long long)now.rev);
	say_stays(s);
	printf("]}\n");
	return 0;
}

static int make(struct stepping *s)
{
	int code = 0;
	enum err e = flow_may(&s->act, &s->seen, s->t);
	if (e == ERR_DENIED || e == ERR_NOT_FOUND)
		return command_fails("this account may not make this step");
	if (e == ERR_CONFLICT)
		return command_fails("this step cannot be made from where the record stands now: " STR_FMT,
		                     STR_ARG(row_text(&s->seen.row, s->rec->state)));
	if (e != OK)
		return command_fails("the record cannot be read: %s", err_name(e));
	struct form *f = typed(s, &code);
	if (f == NULL)
		return code;
	if (f->errors > 0)
		return refused(s, NULL, f);
	struct change *c = change_begin(&s->act, s->t->done, s->t->undo ? CHANGE_UNDO : 0);
	change_move(c, &s->seen, s->t, f);
	e = change_commit(c);
	if (e == ERR_INVALID)
		return refused(s, change_reasons(c), NULL);
	if (e == ERR_DENIED)
		return command_fails("this account may not make this step");
	if (e == ERR_CONFLICT)
		return command_fails("someone else changed it at the same time: try again");
	return e == OK ? done(s) : command_fails("not done: %s", err_name(e));
}

/* What was opened is written down before anything of it is said, as on a page. */
static int opened(struct stepping *s)
{
	struct looks *looks;
	struct db *db = data_open_looks(s->in);
	if (db == NULL)
		return 1;
	enum err e = looks_open(db, s->act.now, &looks);
	if (e == OK) {
		e = looks_write(looks, &s->act);
		looks_close(looks);
	}
	db_close(db);
	return e == OK ? 0 : command_fails("that this was opened cannot be written down: %s", err_name(e));
}

static int run(struct stepping *s)
{
	struct invocation *in = s->in;
	struct look_bag bag = {.n = 0};
	s->rec = record_called(s->act.model, in->args[0]);
	if (s->rec == NULL || s->rec->n_flow == 0)
		return command_fails("there is no record with steps called %s", in->args[0]);
	s->t = flow_find(s->rec, str_from(in->args[2]));
	if (s->t == NULL)
		return command_fails("a %s has no step called %s", s->rec->name, in->args[2]);
	int code = command_viewer(in, &s->act);
	if (code != 0)
		return code;
	s->act.looks = &bag;
	enum err e = scope_open(&s->act, s->rec, str_from(in->args[1]), false, &s->seen);
	if (e != OK)
		return e == ERR_NOT_FOUND || e == ERR_DENIED
		               ? command_fails("there is no such %s for this account", s->rec->name)
		               : command_fails("the record cannot be read: %s", err_name(e));
	code = opened(s);
	return code != 0 ? code : make(s);
}

static int step_command(struct invocation *in)
{
	struct stepping s = {.in = in};
	if (in->n_args < FIRST_VALUE)
		return command_fails("use: step RECORD PID STEP --as EMAIL [FIELD=VALUE ...]");
	int code = command_act(in, "command.step", &s.act);
	if (code != 0)
		return code;
	code = run(&s);
	command_act_end(&s.act);
	return code;
}

static const struct option_row options[] = {
	{"as", "EMAIL", "the account that makes the step: its rights count, and it stands in the audit", SETTING_NONE},
	{"role", "ROLE", "the role it acts in, where it holds several", SETTING_NONE},
};

const struct command cmd_step = {
	.name = "step",
	.summary = "Makes a step with a record as one account: step RECORD PID STEP --as EMAIL [FIELD=VALUE ...]",
	.more = "The same rights, states and guards hold as in the browser, and a refusal says the same reasons.\n"
		"What the record says already stays and need not be typed; FIELD= empties it.\n"
		"What is opened and changed stands in the looks and the audit, under that account.\n",
	.args = "RECORD PID STEP [FIELD=VALUE ...]",
	.data = DATA_READ,
	.json = true,
	OPTIONS(options),
	.fn = step_command,
};
