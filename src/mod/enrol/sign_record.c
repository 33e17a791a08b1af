#include "sign.h"

#include "along.h"
#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"

#define BY(r) (UINT32_C(1) << ROLE_##r)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define F(f) (&sign_fields[SIGN_##f])

/* ---- the region's list ---- */

static const struct access kind_access[] = {
	{UINT32_MAX, OP_READ, WHERE_REGION},
	{BY(DIRECTOR) | BY(TRAJECT), OP_READ | OP_CREATE | OP_CHANGE, WHERE_REGION},
};
static const struct choice kind_lists[] = {
	{"soort", N_("Kind of sign"), N_("Language, behaviour, moving")},
	{"kenmerk", N_("Something that fits a child (criteria)"), N_("Used when a place is sought")},
	{NULL, NULL, NULL},
};
const struct field sign_kind_fields[SIGN_KIND__N] = {
	[SIGN_KIND_NAME] = {.name = "name", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 2, .max = 120,
		.label = N_("What is it called?"), .hint = N_("Never a diagnosis: what one sees"),
		.missing = N_("Enter what it is called")},
	[SIGN_KIND_LIST] = {.name = "list", .type = &T_RADIO, .privacy = PRIV_PUBLIC, .choices = kind_lists,
		.label = N_("Which list does it belong to?"), .missing = N_("Choose the list")},
	[SIGN_KIND_WORDS] = {.name = "profile_words", .type = &T_LINES, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC,
		.max = 500, .label = N_("By which words does a school's profile speak of it?"),
		.hint = N_("One on a line, for criteria only. Preschools then see which schools to talk about")},
	[SIGN_KIND_GONE] = {.name = "gone", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC,
		.label = N_("Not in use any more")},
};
static const struct order kind_orders[] = {{&sign_kind_fields[SIGN_KIND_NAME], false}};
static const struct field *const kind_columns[] = {
	&sign_kind_fields[SIGN_KIND_NAME], &sign_kind_fields[SIGN_KIND_LIST], &sign_kind_fields[SIGN_KIND_GONE]};
static const struct listing kind_listing = {.label = N_("Kinds of sign and criteria"), .orders = kind_orders,
	.n_orders = 1, .columns = kind_columns, .n_columns = 3};
const struct record rec_sign_kind = {
	.name = "sign_kind", .label = N_("Kind of sign"), .api = "signaalsoorten", .api_makes = true,
	.fields = sign_kind_fields, .n = SIGN_KIND__N, .title = &sign_kind_fields[SIGN_KIND_NAME], .access = kind_access,
	.n_access = 2, .listing = &kind_listing,
};
static const struct field *const kind_typed[] = {
	&sign_kind_fields[SIGN_KIND_NAME], &sign_kind_fields[SIGN_KIND_LIST], &sign_kind_fields[SIGN_KIND_WORDS],
	&sign_kind_fields[SIGN_KIND_GONE]};
const struct form_def form_sign_kind = {.name = "sign-kind", .fields = kind_typed, .n = 4, .submit = N_("Save")};

static const struct stmt stmt_kinds = {
	"SELECT id, pid, name, list, coalesce(profile_words, '') FROM sign_kind WHERE region = $1 AND gone = 0"
	" ORDER BY name, id LIMIT 200", "i",
	"itttt"};

static struct sign_kinds take(struct arena *a, const struct rows *r)
{
	struct sign_kind *v = ARENA_ARRAY(a, struct sign_kind, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		v[i] = (struct sign_kind){.id = rows_int(r, i, 0), .pid = rows_text(r, i, 1), .name = rows_text(r, i, 2),
		                          .fits = str_is(rows_text(r, i, 3), "kenmerk"), .words = rows_text(r, i, 4)};
	return (struct sign_kinds){v, r->n};
}

struct sign_lists_asked sign_lists_ask(struct act *act)
{
	return (struct sign_lists_asked){.kinds = stmt_ask(act, &stmt_kinds, DB_ARGS(val_int(act->region))),
	                                 .schools = enrol_schools_ask(act, act->region)};
}

enum err sign_lists_told(struct act *act, const struct sign_lists_asked *x, struct sign_kinds *kinds,
                         struct enrol_schools *schools)
{
	const struct rows *r;
	enum err e = stmt_take(act, x->kinds, &r);
	if (e != OK)
		return e;
	*kinds = take(act->a, r);
	return enrol_schools_told(act, x->schools, schools);
}

enum err sign_lists(struct act *act, struct sign_kinds *kinds, struct enrol_schools *schools)
{
	const struct sign_lists_asked x = sign_lists_ask(act);
	return sign_lists_told(act, &x, kinds, schools);
}

/* ---- a sign ---- */

static const struct choice states[SIGN_STATES + 1] = {
	[SIGN_STANDS] = {"gezien", N_("Seen, at the preschool only"), NULL},
	[SIGN_ASKED] = {"gevraagd", N_("Parents are asked"), NULL},
	[SIGN_SHARED] = {"gedeeld", N_("Shared with the school"), NULL},
	[SIGN_STAYS] = {"niet-gedeeld", N_("Stays at the preschool"), NULL},
};

const struct field sign_fields[SIGN__N] = {
	[SIGN_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[SIGN_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[SIGN_ORG] = {SERVER("org", T_REF), .ref = &rec_organisation, .hides = HIDE_ADDRESS},
	[SIGN_KIND] = {SERVER("kind_name", T_LINE), .label = N_("Kind of sign")},
	[SIGN_SEEN] = {.name = "seen", .type = &T_LINES, .max = 2000, .label = N_("What do you see?"),
		.hint = N_("What happens, when, and what goes well. Parents read this"), .missing = N_("Write what you see")},
	[SIGN_DONE] = {.name = "done", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 2000,
		.label = N_("What did you try, and what helped?")},
	[SIGN_FITS] = {.name = "fits", .type = &T_LINES, .need = NEED_SERVER, .unset = true, .max = 2000,
		.label = N_("What fits this child")},
	[SIGN_ON] = {SERVER("on_day", T_DATE), .label = N_("Seen on")},
	[SIGN_TALKED_ON] = {.name = "talked_on", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("When did you talk about it with the parents?")},
	[SIGN_TO] = {SERVER("to_org", T_REF), .unset = true, .ref = &rec_organisation, .hides = HIDE_ADDRESS,
		.label = N_("School with which it may be shared")},
	[SIGN_ANSWERED] = {SERVER("answered_on", T_DATE), .unset = true, .label = N_("Parents answered on")},
	/* The school that parents let read this one. */
	[SIGN_SHARED_WITH] = {SERVER("shared_with", T_REF), .unset = true, .ref = &rec_organisation, .hides = HIDE_ADDRESS},
	/* When the preschool asks again how they think of it. */
	[SIGN_ACT_BY] = {SERVER("act_by", T_DATE), .unset = true, .label = N_("Ask again on")},
};

static void sign_derive(struct arena *a, struct val *v)
{
	enum { TWO_WEEKS = 14 };
	bool asked = v[SIGN_STATE].type == VAL_TEXT && flow_place(&rec_sign, v[SIGN_STATE].s) == SIGN_ASKED;
	(void)a;
	v[SIGN_ACT_BY] = asked && v[SIGN_TALKED_ON].type == VAL_INT ? val_int(v[SIGN_TALKED_ON].i + TWO_WEEKS) : val_null();
}

static void may_ask_parents(const struct given *g, struct reasons *out)
{
	if (row_val(g->row, F(TALKED_ON)).type == VAL_NULL)
		reason_add(out, F(TALKED_ON), N_("First talk with the parents. Enter the day of the talk"));
	else if (row_int(g->row, F(TALKED_ON)) > g->today)
		reason_add(out, F(TALKED_ON), N_("This day is still to come. Enter the day on which it happened"));
	if (row_val(g->row, F(TO)).type == VAL_NULL)
		reason_add(out, NULL, N_("First choose with which school it may be shared"));
}

/* PRI-14: with the parents' written consent only; it opens this sign to that school, for a year, and no other. */
static enum err was_allowed(struct change *c, const struct row *at)
{
	enum { DAY_S = 24 * 60 * 60 };
	struct act *act = change_act(c);
	int64_t seat, id;
	change_set(c, &rec_sign, at->id, F(ANSWERED), val_int(instant_date(act->now)));
	change_set(c, &rec_sign, at->id, F(SHARED_WITH), row_val(at, F(TO)));
	enum err e = seat_of(act, c, row_int(at, F(TO)), ROLE_IB, &seat);
	const struct relation r = {.route = row_int(at, F(ROUTE)), .grantee = seat, .kind = REL_RECEIVES,
	                           .parts = PART_BIT(PART_KERN) | PART_BIT(PART_VOORSCHOOL), .begins = act->now,
	                           .ends = act->now + (int64_t)SIGN_READ_DAYS * DAY_S * 1000, .src_rec = &rec_sign,
	                           .src_id = at->id};
	return e != OK ? e : relation_give(c, &r, &id);
}

static const struct stmt stmt_given = {
	"SELECT id FROM relation WHERE route = $1 AND kind = 'receives' AND src_rec = 'sign' AND src_id = $2 AND ends > $3",
	"iii", "i"};

/* Withdrawn: the door shuts with this change; what was told already cannot be taken back. */
static enum err was_stopped(struct change *c, const struct row *at)
{
	struct act *act = change_act(c);
	const struct rows *r;
	change_set(c, &rec_sign, at->id, F(ANSWERED), val_int(instant_date(act->now)));
	change_set(c, &rec_sign, at->id, F(SHARED_WITH), val_null());
	enum err e = act_exec(act, &stmt_given, DB_ARGS(row_val(at, F(ROUTE)), val_int(at->id), val_int(act->now)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		relation_end(c, rows_int(r, i, 0), act->now);
	return e;
}

static enum err was_refused_sign(struct change *c, const struct row *at)
{
	change_set(c, &rec_sign, at->id, F(ANSWERED), val_int(instant_date(change_now(c))));
	return OK;
}

static const struct field *const ask_fields[] = {F(TALKED_ON)};
static const struct form_def form_ask = {.name = "sign-ask", .fields = ask_fields, .n = 1, .must = MUST(0),
                                         .submit = N_("Ask the parents")};

const struct transition sign_flow[SIGN_STEPS] = {
	[SIGN_ASK] = {.name = "toestemming-vragen", .label = N_("Ask the parents whether the school may read it"),
		.done = N_("The parents are asked"), .from = SIGN_BIT(STANDS) | SIGN_BIT(STAYS), .to = SIGN_ASKED,
		.by = BY(PRESCHOOL), .form = &form_ask, .guard = may_ask_parents,
		.event = N_("The preschool asked the parents for consent")},
	[SIGN_YES] = {.name = "ja", .label = N_("Yes, the school may read this"), .done = N_("The school may read it"),
		.from = SIGN_BIT(ASKED), .to = SIGN_SHARED, .by = BY(PARENT), .part = PART_STEM, .effect = was_allowed,
		.event = N_("The parents gave consent")},
	[SIGN_NO] = {.name = "nee", .label = N_("No, I do not want that"), .done = N_("It stays at the preschool"),
		.from = SIGN_BIT(ASKED), .to = SIGN_STAYS, .by = BY(PARENT), .part = PART_STEM, .effect = was_refused_sign,
		.event = N_("The parents gave no consent")},
	[SIGN_STOP] = {.name = "stoppen", .label = N_("Stop sharing"),
		.done = N_("Stopped. The school cannot read it any more"), .from = SIGN_BIT(SHARED), .to = SIGN_STAYS,
		.back = true,
		.by = BY(PARENT), .part = PART_STEM, .effect = was_stopped, .event = N_("The parents withdrew their consent")},
};

static struct str by_day(struct arena *a, const struct row *r)
{
	return date_iso(a, (int32_t)row_int(r, F(ON)));
}
static int64_t facet(const struct row *r)
{
	int at = flow_state(r);
	return at < 0 ? 0 : at;
}
static const struct field *const columns[] = {F(ROUTE), F(KIND), F(STATE), F(ON)};

static bool is_asked(const struct row *r)
{
	return flow_state(r) == SIGN_ASKED && row_val(r, F(ACT_BY)).type == VAL_INT;
}

static struct str by_answer(struct arena *a, const struct row *r)
{
	return date_iso(a, (int32_t)row_int(r, F(ACT_BY)));
}

static int64_t of_parents(const struct row *r)
{
	(void)r;
	return SIDE_PARENTS;
}

static const char *asks(const struct row *r, int64_t side)
{
	(void)r, (void)side;
	return N_("Say whether the school may read what the preschool sees");
}

static const struct work work = {.mark = WORK_SIGN, .code = "signaal", .label = N_("Sign"), .page = "",
	.asks = asks, .what = F(STATE), .by = F(ACT_BY), .why = F(KIND), .side = of_parents};
static const struct list lists[] = {
	{.id = LIST_SIGNS, .name = "signs", .label = N_("Signs"), .part = PART_VOORSCHOOL, .key = by_day, .facet = facet,
	 .facet_of = F(STATE), .columns = columns, .n_columns = 4},
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_VOORSCHOOL, .open = is_asked,
	 .key = by_answer, .facet = facet, .facet_of = F(STATE), .work = &work, .columns = columns, .n_columns = 4}};

const struct record rec_sign = {
	.name = "sign", .label = N_("Sign"), .api = "signalen", .fields = sign_fields, .n = SIGN__N,
	.part = PART_VOORSCHOOL, .route = F(ROUTE), .of_org = F(SHARED_WITH), .title = F(KIND), .state = F(STATE),
	.editable = SIGN_BIT(STANDS), .flow = sign_flow, .n_flow = SIGN_STEPS, .made = N_("The preschool saw a sign"),
	.derive = sign_derive, .lists = lists, .n_lists = 2,
};
