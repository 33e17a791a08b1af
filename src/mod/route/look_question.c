#include "look_question.h"

#include "date.h"
#include "look.h"
#include "people.h"
#include "route.h"

enum { DAYS_A_WEEK = 7, ANSWER_MAX = 300, KEPT_MONTHS = 60 };

const struct field look_question_fields[LOOK_QUESTION__N] = {
	[LOOK_QUESTION_ACCOUNT] = {.name = "account", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &rec_account},
	[LOOK_QUESTION_ROUTE] = {.name = "route", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &rec_route},
	[LOOK_QUESTION_LOOKED] = {.name = "looked", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[LOOK_QUESTION_PART] = {.name = "part", .type = &T_NUMBER, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[LOOK_QUESTION_PURPOSE] = {.name = "purpose", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[LOOK_QUESTION_WEEK] = {.name = "week", .type = &T_DATE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[LOOK_QUESTION_ASKED] = {.name = "asked", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[LOOK_QUESTION_ANSWER] = {.name = "answer", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.min = 5, .max = ANSWER_MAX, .label = N_("Why did you look?"),
		.hint = N_("One sentence. Do not write the name of the child: the privacy officer does not know who it is.")},
	[LOOK_QUESTION_ANSWERED] = {.name = "answered", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
};

/* An answer that was given is not taken back. */
static enum err never(struct act *act, const struct row *now)
{
	(void)act, (void)now;
	return ERR_DENIED;
}

const struct record rec_look_question = {
	.name = "look_question",
	.label = N_("Question about a look"),
	.fields = look_question_fields,
	.n = LOOK_QUESTION__N,
	.may_undo = never,
	.keep = {.purpose = N_("To check by sample that people look only where their work asks for it"),
                 .ground = N_("Security of processing (AVG article 32)"),
                 .rule = "PRI-06",
                 .months = KEPT_MONTHS,
                 .from = &look_question_fields[LOOK_QUESTION_ASKED]},
};

static const struct stmt stmt_asked = {"SELECT count(*) FROM look_question WHERE week = $1", "t", "i"};
/* Who left, and what is erased, is asked nothing. */
static const struct stmt stmt_still = {
	"SELECT r.region FROM route r JOIN account a ON a.id = $2 WHERE r.id = $1 AND a.closed > $3", "iii", "i"};

static enum err ask(struct act *act, const struct rows *looks, size_t i, int32_t week, int64_t *n)
{
	const struct rows *still;
	struct str pid;
	int64_t id;
	enum err e = act_exec(act, &stmt_still,
			      DB_ARGS(rows_val(looks, i, LOG_ROUTE), rows_val(looks, i, LOG_ACCOUNT), val_int(act->now)), &still);
	if (e != OK || still->n == 0)
		return e;
	act->region = (int)rows_int(still, 0, 0);
	const struct val v[LOOK_QUESTION__N] = {
		[LOOK_QUESTION_ACCOUNT] = rows_val(looks, i, LOG_ACCOUNT),
		[LOOK_QUESTION_ROUTE] = rows_val(looks, i, LOG_ROUTE),
		[LOOK_QUESTION_LOOKED] = rows_val(looks, i, LOG_AT),
		[LOOK_QUESTION_PART] = rows_val(looks, i, LOG_PART),
		[LOOK_QUESTION_PURPOSE] = rows_val(looks, i, LOG_PURPOSE),
		[LOOK_QUESTION_WEEK] = val_int(week),
		[LOOK_QUESTION_ASKED] = val_int(act->now),
		[LOOK_QUESTION_ANSWERED] = val_int(0),
	};
	struct change *c = change_begin(act, N_("Asked why someone looked"), 0);
	e = change_new(c, &rec_look_question, v, &id, &pid);
	if (e == OK)
		e = change_commit(c);
	*n += e == OK;
	return e;
}

enum err look_questions_ask(struct act *act, struct db *looks, int64_t *n)
{
	int32_t today = instant_date(act->now), week = today - date_weekday(today) + 1;
	const struct rows *r;
	*n = 0;
	enum err e = act_exec(act, &stmt_asked, DB_ARGS(val_text(date_iso(act->a, week))), &r);
	if (e != OK || rows_int(r, 0, 0) > 0)
		return e;
	e = looks_sample(looks, act->a, instant_of_date(week - DAYS_A_WEEK), instant_of_date(week), QUESTIONS_A_WEEK, &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		e = ask(act, r, i, week, n);
	return e;
}
