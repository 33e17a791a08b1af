/* "I do not feel safe": told to the one whom the pupil chose, and to who guides the child when that one is not
 * there. */
#include "date.h"
#include "flow.h"
#include "opp.h"
#include "people.h"
#include "route.h"

/* Who works with the child at school and keeps its card. */
#define ANSWERS (UINT32_C(1) << ROLE_IB | UINT32_C(1) << ROLE_TEACHER | UINT32_C(1) << ROLE_PROVISION_TEAM)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL

static const struct choice unsafe_states[] = {
	{"gemeld", N_("Told"), NULL}, {"gesproken", N_("Talked with the pupil"), NULL}, {NULL, NULL, NULL}};
static const struct choice unsafe_what[] = {{"niet-veilig", N_("Talk with the pupil today"), NULL}, {NULL, NULL, NULL}};

const struct field unsafe_fields[UNSAFE__N] = {
	[UNSAFE_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[UNSAFE_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = unsafe_states},
	[UNSAFE_PUPIL] = {SERVER("pupil", T_REF), .ref = &rec_account},
	/* Empty: the chosen one is away, and it is for who guides the child. */
	[UNSAFE_TO] = {SERVER("said_to", T_REF), .unset = true, .ref = &rec_account},
	[UNSAFE_WHAT] = {SERVER("what", T_CHOICE), .label = N_("What must be done"), .choices = unsafe_what},
	[UNSAFE_AT] = {SERVER("told_at", T_INSTANT), .label = N_("Told")},
	[UNSAFE_DUE] = {SERVER("due", T_DATE), .label = N_("Before when")},
	[UNSAFE_TALKED_ON] = {SERVER("talked_on", T_DATE), .unset = true, .label = N_("Talked on")},
};

static enum err talked(struct change *c, const struct row *at)
{
	change_set(c, at->rec, at->id, &unsafe_fields[UNSAFE_TALKED_ON], val_int(instant_date(change_now(c))));
	return OK;
}

/* Whom it was told to reads it, and nobody else: that one makes the step. */
const struct transition unsafe_flow[1] = {
	{.name = "gesproken", .label = N_("I talked with the pupil"), .done = N_("Good that you talked"),
	 .from = UINT32_C(1) << UNSAFE_TOLD, .to = UNSAFE_TALKED, .by = ANSWERS | UINT32_C(1) << ROLE_SPECIALIST,
	 .part = PART_CARD, .undo = true, .effect = talked},
};

static bool is_told(const struct row *r)
{
	return flow_state(r) == UNSAFE_TOLD;
}

static struct str unsafe_by_due(struct arena *a, const struct row *r)
{
	return date_iso(a, (int32_t)row_int(r, &unsafe_fields[UNSAFE_DUE]));
}

static const struct work work_unsafe = {.mark = WORK_UNSAFE, .code = "vertrouwen", .label = N_("A pupil asks for you"),
	.page = "/stem", .what = &unsafe_fields[UNSAFE_WHAT], .by = &unsafe_fields[UNSAFE_DUE],
	.why = &unsafe_fields[UNSAFE_WHAT], .acts = SIDE_SCHOOL};
static const struct field *const unsafe_columns[] = {
	&unsafe_fields[UNSAFE_ROUTE], &unsafe_fields[UNSAFE_WHAT], &unsafe_fields[UNSAFE_DUE]};
#define REL(k) (UINT32_C(1) << REL_##k)
static const struct list unsafe_lists[] = {
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_LEERLING,
	 .kinds = REL(CONFIDANT) | REL(SUPERVISES) | REL(SUBSTITUTE),
	 .open = is_told, .key = unsafe_by_due, .work = &work_unsafe, .columns = unsafe_columns, .n_columns = 3},
};

const struct record rec_opp_unsafe = {
	.name = "opp_unsafe", .label = N_("Not safe"), .fields = unsafe_fields, .n = UNSAFE__N, .part = PART_LEERLING,
	.route = &unsafe_fields[UNSAFE_ROUTE], .only = {&unsafe_fields[UNSAFE_TO], &unsafe_fields[UNSAFE_PUPIL]},
	.state = &unsafe_fields[UNSAFE_STATE], .ends = UINT32_C(1) << UNSAFE_TALKED, .flow = unsafe_flow, .n_flow = 1,
	.lists = unsafe_lists, .n_lists = 1,
};
