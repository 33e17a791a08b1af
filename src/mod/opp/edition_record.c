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

/* In this transaction they are still on their way from the draft into the plan. */
static const struct stmt stmt_goals = {
	"SELECT id FROM opp_goal WHERE route = $1 AND state = $2 ORDER BY id LIMIT 30", "it", "i"};
static const struct stmt stmt_help = {
	"SELECT id FROM opp_help WHERE route = $1 AND state = $2 ORDER BY id LIMIT 30", "it", "i"};

static enum err drafts(struct act *act, const struct stmt *by, const struct record *rec, int64_t route, size_t *n,
                       const struct row **out)
{
	const struct rows *ids;
	enum err e = act_exec(act, by, DB_ARGS(val_int(route), flow_value(rec, NEED_DRAFT)), &ids);
	if (e != OK)
		return e;
	*n = ids->n;
	return records_by_id(act, rec, ids, 0, out);
}

static struct str flat(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] == '\n' || s.p[i] == '\t' ? ' ' : s.p[i];
	return (struct str){p, s.n};
}

static struct str day(struct arena *a, struct val on)
{
	return on.type == VAL_NULL ? (struct str){0} : date_iso(a, (int32_t)on.i);
}

/* One line a goal and one a kind of support, with a tab between its parts: it is read back by edition_lines. */
static struct val goal_lines(struct arena *a, const struct row *r, size_t n)
{
	const struct field *f = opp_goal_fields;
	struct buf b;
	buf_init(&b, a, 32768);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s" STR_FMT "\t" STR_FMT "\t" STR_FMT "\t%lld\t%lld\t" STR_FMT, i == 0 ? "" : "\n",
		           STR_ARG(r[i].pid), STR_ARG(flat(a, row_text(&r[i], &f[OPP_GOAL_WHAT]))),
		           STR_ARG(flat(a, row_text(&r[i], &f[OPP_GOAL_MEASURE]))),
		           (long long)row_int(&r[i], &f[OPP_GOAL_START]), (long long)row_int(&r[i], &f[OPP_GOAL_AIM]),
		           STR_ARG(day(a, row_val(&r[i], &f[OPP_GOAL_AIM_BY]))));
	return n == 0 ? val_null() : val_text(buf_view(&b));
}

static struct val help_lines(struct arena *a, const struct row *r, size_t n)
{
	const struct field *f = help_fields;
	struct buf b;
	buf_init(&b, a, 32768);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s" STR_FMT "\t" STR_FMT "\t" STR_FMT "\t%lld\t" STR_FMT "\t" STR_FMT, i == 0 ? "" : "\n",
		           STR_ARG(r[i].pid), STR_ARG(flat(a, row_text(&r[i], &f[HELP_WHAT]))),
		           STR_ARG(flat(a, row_text(&r[i], &f[HELP_WHO]))), (long long)row_int(&r[i], &f[HELP_MINUTES]),
		           STR_ARG(day(a, row_val(&r[i], &f[HELP_FROM]))), STR_ARG(day(a, row_val(&r[i], &f[HELP_UNTIL]))));
	return n == 0 ? val_null() : val_text(buf_view(&b));
}

enum err edition_keep(struct change *c, const struct row *plan, int32_t adopted)
{
	struct act *act = change_act(c);
	const struct row *goals, *help;
	size_t n_goals, n_help;
	int64_t route = row_int(plan, &opp_fields[OPP_ROUTE]), id;
	struct str pid;
	enum err e = drafts(act, &stmt_goals, &rec_opp_goal, route, &n_goals, &goals);
	if (e == OK)
		e = drafts(act, &stmt_help, &rec_opp_help, route, &n_help, &help);
	if (e != OK)
		return e;
	struct val v[EDITION__N] = {
		[EDITION_ROUTE] = val_int(route),
		[EDITION_OPP] = val_int(plan->id),
		[EDITION_VERSION] = row_val(plan, &opp_fields[OPP_VERSION]),
		[EDITION_ADOPTED] = val_int(adopted),
		[EDITION_GOALS] = goal_lines(act->a, goals, n_goals),
		[EDITION_HELP] = help_lines(act->a, help, n_help),
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
