#include "route_flow.h"

#include "flow.h"
#include "own_turn.h"
#include "people.h"
#include "utf8.h"

/* In the order of enum phase; what is done in each stands in records of its own. */
static const struct choice phases[PHASE__N + 1] = {
	{"leerling", N_("No question"), NULL},
	{"signaal", N_("First sign"), NULL},
	{"aanmelding", N_("Application"), NULL},
	{"knooppunt", N_("Knooppunt"), NULL},
	{"ondersteuning", N_("Support at school"), NULL},
	{"startklas", N_("Startklas or other group"), NULL},
	{"tlv", N_("Request for a TLV"), NULL},
	{"terug", N_("Going back"), NULL},
	{"nazorg", N_("Aftercare"), NULL},
	{"klaar", N_("Done"), NULL},
	{NULL, NULL, NULL},
};

/* In the order of enum side, from the first. */
const struct choice side_choices[SIDE__N] = {
	[SIDE_SCHOOL - 1] = {"school", N_("School"), NULL},
	[SIDE_PARENTS - 1] = {"ouders", N_("Parents"), NULL},
	[SIDE_SWV - 1] = {"swv", N_("Partnership"), NULL},
	[SIDE_PRESCHOOL - 1] = {"voorschool", N_("Preschool"), NULL},
	[SIDE_PROVISION - 1] = {"voorziening", N_("Group arrangement"), NULL},
	[SIDE_PARTNER - 1] = {"partner", N_("Partner"), NULL},
	[SIDE__N - 1] = {NULL, NULL, NULL},
};

/* On whose side one works, by the role one acts in. */
static const enum side sides[ROLE__N] = {
	[ROLE_NONE] = SIDE_PARENTS, /* an account without a seat is of someone's own family */
	[ROLE_PARENT] = SIDE_PARENTS,
	[ROLE_PUPIL] = SIDE_PARENTS,
	[ROLE_TEACHER] = SIDE_SCHOOL,
	[ROLE_IB] = SIDE_SCHOOL,
	[ROLE_SCHOOL_LEADER] = SIDE_SCHOOL,
	[ROLE_BOARD] = SIDE_SCHOOL,
	[ROLE_PRESCHOOL] = SIDE_PRESCHOOL,
	[ROLE_TRAJECT] = SIDE_SWV,
	[ROLE_TLV_SECRETARY] = SIDE_SWV,
	[ROLE_TLV_MEMBER] = SIDE_SWV,
	[ROLE_DIRECTOR] = SIDE_SWV,
	[ROLE_PROVISION_TEAM] = SIDE_PROVISION,
	[ROLE_SPECIALIST] = SIDE_PARTNER,
	[ROLE_MUNICIPALITY] = SIDE_PARTNER,
};

const char *side_label(enum side s)
{
	return s > SIDE_NOBODY && s < SIDE__N ? side_choices[s - 1].label : "";
}

const char *side_in_words(enum side s)
{
	static const char *const words[SIDE__N] = {
		[SIDE_NOBODY] = "",
		[SIDE_SCHOOL] = N_("the school"),
		[SIDE_PARENTS] = N_("the parents"),
		[SIDE_SWV] = N_("the partnership"),
		[SIDE_PRESCHOOL] = N_("the preschool"),
		[SIDE_PROVISION] = N_("the other group"),
		[SIDE_PARTNER] = N_("the partner"),
	};
	return s < SIDE__N ? words[s] : "";
}

enum side side_of(enum role r)
{
	return r < ROLE__N ? sides[r] : SIDE_NOBODY;
}

/* Who a child is and where it lives is kept right by who owns the core: the school, before that the preschool
 * (access.md, parts). Parents say who it is when they apply; what stands there already is not open for writing to
 * them. */
#define OWNER (UINT32_C(1) << ROLE_IB | UINT32_C(1) << ROLE_PRESCHOOL | UINT32_C(1) << ROLE_PARENT)

/* ---- the next step: a line that people write, or a text of the program, for each reader in the own language ---- */

static struct str next_show(struct arena *a, struct speak sp, const struct field *f, struct val v)
{
	(void)f;
	return v.type == VAL_TEXT && v.s.n > 0 ? str_from(tr(sp, str_c(a, v.s))) : (struct str){0};
}

/* In forms and for programs, as it would be written here. */
static struct str next_raw(struct arena *a, const struct field *f, struct val v)
{
	return next_show(a, (struct speak){.lang = LANG_NL}, f, v);
}

static const char *const looked_for[] = {
	ROUTE_DECIDE, ROUTE_SEEK_SCHOOL, ROUTE_PLAN_TALK, ROUTE_TALK, ROUTE_READ_REPORT, ROUTE_MAKE_PLAN, ROUTE_BEGIN_HELP,
	ROUTE_ANSWER_GROUP, ROUTE_TALK_BACK, ROUTE_LASTS, ROUTE_LASTS_STILL, ROUTE_LOOK_AT_IT,
};

static const char *next_parse(struct arena *a, const struct field *f, struct str raw, struct val *v)
{
	const char *wrong = T_LINE.parse(a, f, raw, v);
	for (size_t i = 0; wrong == NULL && v->type == VAL_TEXT && i < sizeof looked_for / sizeof *looked_for; i++) {
		struct val step = val_text(str_from(looked_for[i]));
		if (str_eq(v->s, next_raw(a, f, step)))
			*v = step;
	}
	return wrong;
}

static struct val next_sample(struct arena *a, const struct field *f, struct dice *dice)
{
	return T_LINE.sample(a, f, dice);
}

static const struct field_type T_NEXT = {
	.name = "line", .sized = true, .column = 't', .trims = true, .api_type = "string",
	.parse = next_parse, .raw = next_raw, .show = next_show, .sample = next_sample,
};

const struct field route_fields[ROUTE__N] = {
	[ROUTE_GIVEN_NAME] = {.name = "given_name", .type = &T_LINE, .privacy = PRIV_PERSONAL, .max = 80,
		.by = OWNER, .label = N_("First name"), .missing = N_("Enter the first name"), .autocomplete = "off"},
	[ROUTE_PREFIX] = {.name = "prefix", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 20,
		.by = OWNER, .label = N_("Prefix of the surname"), .autocomplete = "off"},
	[ROUTE_FAMILY_NAME] = {.name = "family_name", .type = &T_LINE, .privacy = PRIV_PERSONAL, .max = 80,
		.by = OWNER, .label = N_("Surname"), .missing = N_("Enter the surname"), .autocomplete = "off"},
	[ROUTE_SORT_KEY] = {.name = "sort_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[ROUTE_BORN] = {.name = "born", .type = &T_DATE, .privacy = PRIV_PERSONAL, .by = OWNER,
		.label = N_("Date of birth"), .missing = N_("Enter the date of birth")},
	[ROUTE_PC4] = {.name = "pc4", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.hides = HIDE_ADDRESS, .min = 4, .max = 4, .by = OWNER, .label = N_("First four figures of the postcode"),
		.missing = N_("Enter the four figures of the postcode")},
	[ROUTE_SCHOOL] = {.name = "school", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.hides = HIDE_ADDRESS, .ref = &rec_organisation},
	[ROUTE_PHASE] = {.name = "phase", .type = &T_STATE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.label = N_("Phase"), .choices = phases},
	[ROUTE_NEXT_STEP] = {.name = "next_step", .type = &T_NEXT, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.hides = HIDE_SHIELD, .max = 120,
		.label = N_("Next step"), .hint = N_("What must be done, without anything about health")},
	[ROUTE_NEXT_BY] = {.name = "next_by", .type = &T_DATE, .privacy = PRIV_PERSONAL,
		.label = N_("On which date at the latest?"),
		.missing = N_("Enter the last day on which it can be done")},
	[ROUTE_ACTS] = {.name = "acts", .type = &T_CHOICE, .privacy = PRIV_PERSONAL, .label = N_("Who is to act?"),
		.missing = N_("Choose who is to act"), .choices = side_choices},
	[ROUTE_CONTACT] = {.name = "contact", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.hides = HIDE_ADDRESS, .ref = &rec_account, .unset = true},
	[ROUTE_CLOSED] = {.name = "closed", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
};

/* The order of people's names: surname, first name, prefix behind (conventions 3). */
static void route_derive(struct arena *a, struct val *v)
{
	struct str prefix = v[ROUTE_PREFIX].type == VAL_TEXT ? v[ROUTE_PREFIX].s : (struct str){0};
	struct str whole = str_printf(a, STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(v[ROUTE_FAMILY_NAME].s),
	                              STR_ARG(v[ROUTE_GIVEN_NAME].s), STR_ARG(prefix));
	v[ROUTE_SORT_KEY] = val_text(str_trim(utf8_fold(a, whole)));
}

static bool is_open(const struct row *r)
{
	return row_int(r, &route_fields[ROUTE_CLOSED]) == INT64_MAX;
}

/* A child with a question, or one that had one. */
static bool has_route(const struct row *r)
{
	return is_open(r) && !route_is_pupil(r);
}

/* What is done asks nothing any more; it stays among the children, so that it can begin again. */
static bool is_at_work(const struct row *r)
{
	return has_route(r) && !route_is_done(r);
}

static struct str by_date(struct arena *a, const struct row *r)
{
	return T_DATE.store(a, row_val(r, &route_fields[ROUTE_NEXT_BY])).s;
}

static struct str by_name(struct arena *a, const struct row *r)
{
	(void)a;
	return row_text(r, &route_fields[ROUTE_SORT_KEY]);
}

/* The place of the field's value among its choices; behind them when it is none. */
static int64_t place_of(const struct row *r, enum route_field f)
{
	const struct choice *c = route_fields[f].choices;
	int64_t i = 0;
	while (c[i].code != NULL && !str_is(row_text(r, &route_fields[f]), c[i].code))
		i++;
	return i;
}

static int64_t phase_facet(const struct row *r)
{
	return place_of(r, ROUTE_PHASE);
}

enum side route_acts(const struct row *r)
{
	return (enum side)((place_of(r, ROUTE_ACTS) + 1) % SIDE__N);
}

static int64_t acting_side(const struct row *r)
{
	return route_acts(r);
}

/* For many children at once: another day, or someone else who is to act. What is to be done differs per child. */
static const struct field *const day_fields[] = {&route_fields[ROUTE_NEXT_BY]};
static const struct field *const acts_fields[] = {&route_fields[ROUTE_ACTS]};
static const struct form_def form_day = {
	.name = "next-day", .fields = day_fields, .n = 1, .submit = N_("Give a new date")};
static const struct form_def form_acts = {
	.name = "next-acts", .fields = acts_fields, .n = 1, .submit = N_("Hand it to someone else")};
static const struct bulk route_bulk[] = {
	{.name = "datum", .label = N_("Give a new date"), .done = N_("New date given"), .form = &form_day},
	{.name = "wie", .label = N_("Hand it to someone else"), .done = N_("Handed to someone else"), .form = &form_acts},
};

static const struct work route_work = {
	.mark = WORK_ROUTE, .code = "stap", .label = N_("Next step"), .page = "",
	.what = &route_fields[ROUTE_NEXT_STEP], .by = &route_fields[ROUTE_NEXT_BY], .why = &route_fields[ROUTE_PHASE],
	.side = acting_side, .bulk = route_bulk, .n_bulk = sizeof route_bulk / sizeof *route_bulk,
};

/* No more than the pages show of those who stand in a list. */
static const struct field *const list_columns[] = {
	&route_fields[ROUTE_GIVEN_NAME], &route_fields[ROUTE_PREFIX], &route_fields[ROUTE_FAMILY_NAME],
	&route_fields[ROUTE_PHASE], &route_fields[ROUTE_NEXT_STEP], &route_fields[ROUTE_ACTS],
	&route_fields[ROUTE_NEXT_BY],
};

/* On the way to a school: from the first sign to the knooppunt. */
static bool is_coming(const struct row *r)
{
	int64_t phase = place_of(r, ROUTE_PHASE);
	return is_open(r) && phase >= PHASE_SIGNAL && phase <= PHASE_KNOOPPUNT;
}

static struct str by_birth(struct arena *a, const struct row *r)
{
	return T_DATE.store(a, row_val(r, &route_fields[ROUTE_BORN])).s;
}

static const struct field *const pupil_columns[] = {
	&route_fields[ROUTE_GIVEN_NAME], &route_fields[ROUTE_PREFIX], &route_fields[ROUTE_FAMILY_NAME],
	&route_fields[ROUTE_PHASE],
};

static const struct list route_lists[] = {
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_KERN, .open = is_at_work,
		.key = by_date, .facet = phase_facet, .facet_of = &route_fields[ROUTE_PHASE], .work = &route_work,
		.columns = list_columns, .n_columns = sizeof list_columns / sizeof *list_columns},
	{.id = LIST_CHILDREN, .name = "children", .label = N_("Children"), .part = PART_KERN, .open = has_route,
		.key = by_name, .facet = phase_facet, .facet_of = &route_fields[ROUTE_PHASE],
		.columns = list_columns, .n_columns = sizeof list_columns / sizeof *list_columns},
	/* Everyone at school, with a question or without, for who supervises or teaches them there. */
	{.id = LIST_PUPILS, .name = "pupils", .label = N_("Pupils"), .part = PART_KERN, .open = is_open,
		.kinds = UINT32_C(1) << REL_SUPERVISES | UINT32_C(1) << REL_TEACHES,
		.key = by_name, .facet = phase_facet, .facet_of = &route_fields[ROUTE_PHASE],
		.columns = pupil_columns, .n_columns = sizeof pupil_columns / sizeof *pupil_columns},
	/* Young children on their way, by birth, for who talks about who comes to school. */
	{.id = LIST_COMING, .name = "coming", .label = N_("Children coming up"), .part = PART_KERN, .open = is_coming,
		.kinds = UINT32_C(1) << REL_PRESCHOOL | UINT32_C(1) << REL_ASSIGNED | UINT32_C(1) << REL_SUPERVISES |
			UINT32_C(1) << REL_RECEIVES,
		.key = by_birth, .facet = phase_facet, .facet_of = &route_fields[ROUTE_PHASE],
		.columns = list_columns, .n_columns = sizeof list_columns / sizeof *list_columns},
	/* One's own children, with a question or without. */
	{.id = LIST_FAMILY, .name = "family", .label = N_("Your children"), .part = PART_KERN, .open = is_open,
		.kinds = UINT32_C(1) << REL_GUARDIAN | UINT32_C(1) << REL_GUARDIAN_WITHOUT,
		.key = by_name, .facet = phase_facet, .facet_of = &route_fields[ROUTE_PHASE],
		.columns = pupil_columns, .n_columns = sizeof pupil_columns / sizeof *pupil_columns},
};

static bool differs(const struct row *was, const struct row *now, enum route_field f)
{
	return !val_eq(row_val(was, &route_fields[f]), row_val(now, &route_fields[f]));
}

/* How it stands on the timeline that the step of another record brought the route into this phase. */
static const char *const arrived[PHASE__N] = {
	[PHASE_PUPIL] = N_("The route went to another phase"),
	[PHASE_SIGNAL] = N_("There is a first sign"),
	[PHASE_APPLICATION] = N_("The application has begun"),
	[PHASE_KNOOPPUNT] = N_("A knooppunt is planned"),
	[PHASE_SUPPORT] = N_("Support at school has begun"),
	[PHASE_STARTKLAS] = N_("The startklas or other group has begun"),
	[PHASE_TLV] = N_("A request for a TLV is prepared"),
	[PHASE_BACK] = N_("Going back to the child's own class has begun"),
	[PHASE_AFTERCARE] = N_("The aftercare has begun"),
	[PHASE_DONE] = N_("The route has ended"),
};

/* What stands on the timeline of a route. Where the child lives or learns, and its name, do not. */
static const char *route_tells(const struct row *was, const struct row *now)
{
	if (was == NULL)
		return route_is_pupil(now) ? NULL : N_("The route has begun");
	if (is_open(was) && !is_open(now))
		return N_("Route closed");
	if (!is_open(was) && is_open(now))
		return N_("Route opened again");
	if (differs(was, now, ROUTE_PHASE))
		return arrived[flow_state(now)];
	if (own_turn_over(now) && !own_turn_over(was))
		return N_("The parents did what was asked");
	if (differs(was, now, ROUTE_NEXT_STEP) || differs(was, now, ROUTE_ACTS) || differs(was, now, ROUTE_NEXT_BY))
		return N_("Next step changed");
	return NULL;
}

const struct record rec_route = {
	.name = "route",
	.label = N_("Route"),
	.api = "kinderen",
	.fields = route_fields,
	.n = ROUTE__N,
	.state = &route_fields[ROUTE_PHASE],
	.editable = UINT32_MAX,
	.flow = route_flow,
	.n_flow = ROUTE_STEPS,
	.part = PART_KERN,
	.is_route = true,
	.at = &route_fields[ROUTE_SCHOOL],
	.keep = {.from = &route_fields[ROUTE_CLOSED]},
	.derive = route_derive,
	.lists = route_lists,
	.n_lists = sizeof route_lists / sizeof *route_lists,
	.tells = route_tells,
};
