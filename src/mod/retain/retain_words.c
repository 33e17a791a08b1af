#include "retain_pages.h"

#include "model.h"

enum err items_of(struct act *act, int64_t run, struct items *out)
{
	const struct rows *r;
	enum err e = act_exec(act, &model_sql(act->model, &rec_retention_item)->of_parent, DB_ARGS(val_int(run)), &r);
	if (e != OK)
		return e;
	struct row *v = ARENA_ARRAY(act->a, struct row, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		v[i] = row_take(act, &rec_retention_item, r, i);
	*out = (struct items){v, r->n};
	return OK;
}

struct str rule_said(struct act *act, struct str id)
{
	const struct rule *rule = rule_named(id);
	if (str_is(id, RETAIN_ASKED))
		return str_from(tr(act->speak, N_("Asked for by who it is about (AVG article 17)")));
	if (rule == NULL)
		return id;
	const char *law = rule->article != NULL ? rule->article : rule->source;
	return str_printf(act->a, STR_FMT ", %s (%s)", STR_ARG(rule_length(act->a, act->speak, rule)), law, rule->id);
}

static const struct stmt stmt_name = {"SELECT name FROM account WHERE id = $1", "i", "t"};

struct str account_name(struct act *act, struct val account)
{
	const struct rows *r;
	if (account.type != VAL_INT || act_exec(act, &stmt_name, DB_ARGS(account), &r) != OK || r->n == 0)
		return (struct str){0};
	return rows_text(r, 0, 0);
}

const char *run_state_said(const struct req *req, struct str state, int64_t ended)
{
	const struct choice *c = run_fields[RUN_STATE].choices;
	if (ended > 0)
		return say(req, N_("Destroyed"));
	for (size_t i = 0; c[i].code != NULL; i++)
		if (str_is(state, c[i].code))
			return say(req, i == RUN_IS_CONFIRMED ? N_("Is being destroyed") : c[i].label);
	return "";
}
