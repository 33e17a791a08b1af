/* The questions of the intake list as a region has set them, from a day on. Whoever sets them makes a new version:
 * lists that were begun keep the questions that they were begun with, so that no answer stands below another
 * question. */
#include "intake.h"

#include "date.h"
#include "people.h"

#define MAY_SET (UINT32_C(1) << ROLE_DIRECTOR | UINT32_C(1) << ROLE_TRAJECT)
#define FAMILY (UINT32_C(1) << ROLE_PARENT | UINT32_C(1) << ROLE_PUPIL)

static const struct access access_rows[] = {
	{UINT32_MAX & ~FAMILY, OP_READ, WHERE_REGION},
	{MAY_SET, OP_READ | OP_CREATE, WHERE_REGION},
};

static const struct choice leads[INTAKE_LEADS + 1] = {
	[LEADS_NOWHERE] = {"niets", N_("Nothing: it is only read"), NULL},
	[LEADS_GOAL] = {"doel", N_("A goal that is proposed"), NULL},
	[LEADS_HELP] = {"hulp", N_("Support that is proposed"), NULL},
};

/* One question, what is said below it and what it leads to, at the place of a question of the program's own list;
 * empty: not asked. */
#define Q(code) \
	{.name = code "_vraag", .type = &T_LINES, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .max = 200, \
	 .label = N_("Question")}, \
	{.name = code "_uitleg", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .max = 200, \
	 .label = N_("Explanation with it")}, \
	{.name = code "_leidt", .type = &T_CHOICE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .choices = leads, \
	 .label = N_("What does an answer that asks for help become?")}
const struct field intake_set_fields[INTAKE_SET__N] = {
	{.name = "holds_from", .type = &T_DATE, .privacy = PRIV_PUBLIC, .label = N_("From which day?"),
	 .missing = N_("Enter the day from which this holds")},
	Q("blij"), Q("thuis"), Q("dag"), Q("praten"), Q("begrijpen"), Q("luisteren"), Q("spelen"), Q("bewegen"), Q("leren"),
	Q("anderen"), Q("spannend"), Q("regels"), Q("zorg"), Q("hulp"),
};

static void set_check(const struct given *g, struct reasons *out)
{
	size_t asked = 0;
	for (size_t i = 0; i < INTAKE_SET_QUESTIONS; i++) {
		const struct field *q = &intake_set_fields[INTAKE_SET_FIRST + INTAKE_SET_EACH * i];
		bool said = row_text(g->row, q + 1).n > 0;
		asked += row_text(g->row, q).n > 0;
		if (said && row_text(g->row, q).n == 0)
			reason_add(out, q, N_("Write the question, or take its explanation away too"));
	}
	if (asked == 0)
		reason_add(out, NULL, N_("Write at least one question"));
	if (row_int(g->row, &intake_set_fields[INTAKE_SET_FROM]) < g->today)
		reason_add(out, &intake_set_fields[INTAKE_SET_FROM], N_("Enter today or a later day"));
}

static const struct order orders[] = {{&intake_set_fields[INTAKE_SET_FROM], true}};
static const struct field *const columns[] = {&intake_set_fields[INTAKE_SET_FROM]};
static const struct listing listing = {.label = N_("Questions of the intake list"), .orders = orders, .n_orders = 1,
	.columns = columns, .n_columns = 1};

const struct record rec_intake_set = {
	.name = "intake_set", .label = N_("Questions of the intake list"), .fields = intake_set_fields,
	.n = INTAKE_SET__N, .title = &intake_set_fields[INTAKE_SET_FROM], .access = access_rows, .n_access = 2,
	.check = set_check, .listing = &listing,
};

#define PLACE(i, k) &intake_set_fields[INTAKE_SET_FIRST + INTAKE_SET_EACH * (i) + (k)]
#define AT(i) PLACE(i, 0), PLACE(i, 1), PLACE(i, 2)
static const struct field *const typed[] = {
	&intake_set_fields[INTAKE_SET_FROM], AT(0), AT(1), AT(2), AT(3), AT(4), AT(5), AT(6), AT(7), AT(8), AT(9), AT(10),
	AT(11), AT(12), AT(13)};
const struct form_def form_intake_set = {.name = "intake-set", .fields = typed, .n = sizeof typed / sizeof *typed,
	.drafts = true, .submit = N_("Save these questions")};

/* ---- reading ---- */

static const struct stmt stmt_now = {
	"SELECT id FROM intake_set WHERE region = $1 AND holds_from <= $2 ORDER BY holds_from DESC, id DESC LIMIT 1", "it",
	"i"};

enum err intake_set_now(struct act *act, struct val *set)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_now,
	                      DB_ARGS(val_int(act->region), val_text(date_iso(act->a, instant_date(act->now)))), &r);
	*set = e == OK && r->n > 0 ? rows_val(r, 0, 0) : val_null();
	return e;
}

/* What the program asks where the region has set nothing; its last question is asked everywhere, since what parents
 * wrote with their application is the answer to it. */
static void by_default(struct speak sp, struct intake_asked *out)
{
	for (size_t i = 0; i < INTAKE_QUESTIONS; i++) {
		const struct field *q = &intake_questions[2 * i];
		out->words[i] = tr(sp, q->label);
		out->hint[i] = q->hint == NULL ? NULL : tr(sp, q->hint);
		out->leads[i] = intake_leads[i];
	}
}

static void put(struct arena *a, struct intake_asked *out, size_t i, struct str words, struct str hint,
                struct str leads_to)
{
	out->words[i] = words.n == 0 ? NULL : str_c(a, words);
	out->hint[i] = hint.n == 0 ? NULL : str_c(a, hint);
	out->leads[i] = LEADS_NOWHERE;
	for (enum intake_leads k = 0; k < INTAKE_LEADS; k++)
		if (str_is(leads_to, leads[k].code))
			out->leads[i] = k;
}

void intake_set_take(struct arena *a, struct speak sp, const struct row *set, struct intake_asked *out)
{
	by_default(sp, out);
	for (size_t i = 0; i < INTAKE_SET_QUESTIONS; i++) {
		const struct field *q = &intake_set_fields[INTAKE_SET_FIRST + INTAKE_SET_EACH * i];
		put(a, out, i, row_text(set, q), row_text(set, q + 1), row_text(set, q + 2));
	}
}

/* In the order of the fields. */
static const struct stmt stmt_questions = {
	"SELECT"
	" coalesce(blij_vraag, ''), coalesce(blij_uitleg, ''), coalesce(blij_leidt, ''),"
	" coalesce(thuis_vraag, ''), coalesce(thuis_uitleg, ''), coalesce(thuis_leidt, ''),"
	" coalesce(dag_vraag, ''), coalesce(dag_uitleg, ''), coalesce(dag_leidt, ''),"
	" coalesce(praten_vraag, ''), coalesce(praten_uitleg, ''), coalesce(praten_leidt, ''),"
	" coalesce(begrijpen_vraag, ''), coalesce(begrijpen_uitleg, ''), coalesce(begrijpen_leidt, ''),"
	" coalesce(luisteren_vraag, ''), coalesce(luisteren_uitleg, ''), coalesce(luisteren_leidt, ''),"
	" coalesce(spelen_vraag, ''), coalesce(spelen_uitleg, ''), coalesce(spelen_leidt, ''),"
	" coalesce(bewegen_vraag, ''), coalesce(bewegen_uitleg, ''), coalesce(bewegen_leidt, ''),"
	" coalesce(leren_vraag, ''), coalesce(leren_uitleg, ''), coalesce(leren_leidt, ''),"
	" coalesce(anderen_vraag, ''), coalesce(anderen_uitleg, ''), coalesce(anderen_leidt, ''),"
	" coalesce(spannend_vraag, ''), coalesce(spannend_uitleg, ''), coalesce(spannend_leidt, ''),"
	" coalesce(regels_vraag, ''), coalesce(regels_uitleg, ''), coalesce(regels_leidt, ''),"
	" coalesce(zorg_vraag, ''), coalesce(zorg_uitleg, ''), coalesce(zorg_leidt, ''),"
	" coalesce(hulp_vraag, ''), coalesce(hulp_uitleg, ''), coalesce(hulp_leidt, '')"
	" FROM intake_set WHERE id = $1", "i",
	"tttttttttttttttttttttttttttttttttttttttttt"};

enum err intake_asked(struct act *act, struct speak sp, struct val set, struct intake_asked *out)
{
	const struct rows *r;
	by_default(sp, out);
	if (set.type != VAL_INT)
		return OK;
	enum err e = act_exec(act, &stmt_questions, DB_ARGS(set), &r);
	for (size_t i = 0; e == OK && r->n > 0 && i < INTAKE_SET_QUESTIONS; i++)
		put(act->a, out, i, rows_text(r, 0, INTAKE_SET_EACH * i), rows_text(r, 0, INTAKE_SET_EACH * i + 1),
		    rows_text(r, 0, INTAKE_SET_EACH * i + 2));
	return e;
}
