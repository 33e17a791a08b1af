#include "flow.h"
#include "opp.h"
#include "route.h"

#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define TEXT(column, words) {.name = column, .type = &T_LINES, .need = NEED_SERVER, .unset = true, .max = 4000, \
	.label = N_(words)}

/* The plan as it was adopted, word for word, so that versions can stand beside each other: what was agreed with is not
 * made from history afterwards. The order is that of the texts below. */
const struct field edition_fields[EDITION__N] = {
	[EDITION_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[EDITION_OPP] = {SERVER("opp", T_REF), .ref = &rec_opp},
	[EDITION_VERSION] = {SERVER("version", T_NUMBER), .label = N_("Version")},
	[EDITION_ADOPTED] = {SERVER("adopted", T_DATE), .label = N_("Adopted on")},
	[EDITION_GOALS] = TEXT("goals", "Goals"),
	[EDITION_HELP] = TEXT("help", "Support"),
	[EDITION_DESTINATION] = TEXT("destination", "Expected destination"),
	[EDITION_GROUNDS] = TEXT("grounds", "Why do you expect this?"),
	[EDITION_HINDERING] = {.name = "hindering", .type = &T_LINES, .need = NEED_SERVER, .unset = true, .max = 4000,
		.hides = HIDE_HEALTH, .label = N_("What hinders the pupil?")},
	[EDITION_PROMOTING] = TEXT("promoting", "What helps the pupil on?"),
	[EDITION_GUIDANCE] = TEXT("guidance", "What guidance does the pupil get?"),
	[EDITION_DEVIATIONS] = TEXT("deviations", "Where does the programme differ?"),
	[EDITION_PUPIL_VIEW] = TEXT("pupil_view", "What does the pupil say?"),
	[EDITION_PUPIL_DONE] = TEXT("pupil_done", "What was done with it?"),
};

const struct record rec_opp_edition = {
	.name = "opp_edition", .label = N_("Version of the plan"), .fields = edition_fields, .n = EDITION__N,
	.part = PART_SCHOOL, .route = &edition_fields[EDITION_ROUTE], .parent = &edition_fields[EDITION_OPP],
};

/* ---- how it is made ---- */

static const struct {
	enum edition_field to;
	enum opp_field from;
} texts[] = {
	{EDITION_GROUNDS, OPP_GROUNDS}, {EDITION_HINDERING, OPP_HINDERING}, {EDITION_PROMOTING, OPP_PROMOTING},
	{EDITION_GUIDANCE, OPP_GUIDANCE}, {EDITION_DEVIATIONS, OPP_DEVIATIONS}, {EDITION_PUPIL_VIEW, OPP_PUPIL_VIEW},
	{EDITION_PUPIL_DONE, OPP_PUPIL_DONE}, {EDITION_DESTINATION, OPP_DESTINATION},
};

/* One line a goal and one a kind of support, with a tab between its parts: it is read back by edition_lines. */
static const struct stmt stmt_goals = {
	"SELECT pid, what, coalesce(measure, ''), coalesce(start_at, 0), coalesce(aim, 0), coalesce(aim_by, '')"
	" FROM opp_goal WHERE route = $1 AND state = $2 ORDER BY id LIMIT 30", "it", "tttiit"};
static const struct stmt stmt_help = {
	"SELECT pid, what, coalesce(who, ''), coalesce(minutes_week, 0), coalesce(from_on, ''), coalesce(until_on, '')"
	" FROM opp_help WHERE route = $1 AND state = $2 ORDER BY id LIMIT 30", "it", "tttitt"};

static struct str flat(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] == '\n' || s.p[i] == '\t' ? ' ' : s.p[i];
	return (struct str){p, s.n};
}

static struct str goal_lines(struct arena *a, const struct rows *r)
{
	struct buf b;
	buf_init(&b, a, 32768);
	for (size_t i = 0; i < r->n; i++)
		buf_printf(&b, "%s" STR_FMT "\t" STR_FMT "\t" STR_FMT "\t%lld\t%lld\t" STR_FMT, i == 0 ? "" : "\n",
		           STR_ARG(rows_text(r, i, 0)), STR_ARG(flat(a, rows_text(r, i, 1))),
		           STR_ARG(flat(a, rows_text(r, i, 2))), (long long)rows_int(r, i, 3), (long long)rows_int(r, i, 4),
		           STR_ARG(rows_text(r, i, 5)));
	return buf_view(&b);
}

static struct str help_lines(struct arena *a, const struct rows *r)
{
	struct buf b;
	buf_init(&b, a, 32768);
	for (size_t i = 0; i < r->n; i++)
		buf_printf(&b, "%s" STR_FMT "\t" STR_FMT "\t" STR_FMT "\t%lld\t" STR_FMT "\t" STR_FMT, i == 0 ? "" : "\n",
		           STR_ARG(rows_text(r, i, 0)), STR_ARG(flat(a, rows_text(r, i, 1))),
		           STR_ARG(flat(a, rows_text(r, i, 2))), (long long)rows_int(r, i, 3), STR_ARG(rows_text(r, i, 4)),
		           STR_ARG(rows_text(r, i, 5)));
	return buf_view(&b);
}

enum err edition_keep(struct change *c, const struct row *plan, int32_t adopted)
{
	struct act *act = change_act(c);
	const struct rows *goals, *help;
	int64_t route = row_int(plan, &opp_fields[OPP_ROUTE]), id;
	struct str pid;
	/* In this transaction they are still on their way from the draft into the plan. */
	enum err e = act_exec(act, &stmt_goals, DB_ARGS(val_int(route), flow_value(&rec_opp_goal, NEED_DRAFT)), &goals);
	if (e == OK)
		e = act_exec(act, &stmt_help, DB_ARGS(val_int(route), flow_value(&rec_opp_help, NEED_DRAFT)), &help);
	if (e != OK)
		return e;
	struct val v[EDITION__N] = {
		[EDITION_ROUTE] = val_int(route),
		[EDITION_OPP] = val_int(plan->id),
		[EDITION_VERSION] = row_val(plan, &opp_fields[OPP_VERSION]),
		[EDITION_ADOPTED] = val_int(adopted),
		[EDITION_GOALS] = goals->n == 0 ? val_null() : val_text(goal_lines(act->a, goals)),
		[EDITION_HELP] = help->n == 0 ? val_null() : val_text(help_lines(act->a, help)),
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		v[texts[i].to] = row_val(plan, &opp_fields[texts[i].from]);
	return change_place(c, &rec_opp_edition, v, &id, &pid);
}

size_t edition_lines(struct arena *a, struct str text, struct edition_line out[EDITION_LINES_MAX])
{
	size_t n = 0;
	(void)a;
	while (text.n > 0 && n < EDITION_LINES_MAX) {
		struct str line = str_cut(text, '\n', &text);
		struct edition_line *l = &out[n++];
		for (size_t i = 0; i < EDITION_PARTS; i++)
			l->part[i] = str_cut(line, '\t', &line);
	}
	return n;
}
