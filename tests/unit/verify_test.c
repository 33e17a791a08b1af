/* The verifier refuses each broken description, and says in words what is wrong: one description per rule. */
#include "form.h"
#include "model.h"
#include "testing.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

enum { STATE, BEGUN, ROUTE, NAME, NAME_KEY, SECRET_TEXT, ORG, DUE, DUE_TERM, KIND, NOTE, FIELDS };

static const struct choice states[] = {
	{"begun", "Begun", NULL}, {"sent", "Sent", NULL}, {"done", "Done", NULL}, {NULL, NULL, NULL}};
static const struct choice kinds[] = {{"a", "A", NULL}, {NULL, NULL, NULL}};

static const struct field fields[FIELDS] = {
	[STATE] = {.name = "state", .type = &T_STATE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL, .choices = states},
	[BEGUN] = {.name = "begun", .type = &T_DATE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[ROUTE] = {.name = "route", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[NAME] = {.name = "name",
                  .type = &T_LINE,
                  .privacy = PRIV_PUBLIC,
                  .max = 40,
                  .label = "Name",
                  .missing = "Enter it"},
	[NAME_KEY] =
		{.name = "name_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .fold_of = "name"},
	[SECRET_TEXT] = {.name = "story", .type = &T_LINES, .max = 400, .label = "Story", .missing = "Enter it"},
	[ORG] = {.name = "org", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .ref = &ref_many},
	[DUE] = {.name = "due", .type = &T_DATE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL, .unset = true},
	[DUE_TERM] =
		{.name = "due_term", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL, .unset = true},
	[KIND] = {.name = "kind",
                  .type = &T_CHOICE,
                  .privacy = PRIV_SEALED,
                  .label = "Kind",
                  .missing = "Choose",
                  .choices = kinds},
	[NOTE] = {.name = "note", .type = &T_LINE, .privacy = PRIV_PERSONAL, .sealed = true, .max = 40, .label = "Note",
                  .missing = "Enter it"},
};

static const struct transition flow[] = {
	{.name = "send", .label = "Send", .done = "Sent", .from = 1, .to = 1, .by = ROLE(IB)},
	{.name = "finish", .label = "Finish", .done = "Done", .from = 2, .to = 2, .by = ROLE(IB)},
};
static const struct term terms[] = {
	{.name = "send", .rule = "ADM-04", .from = &fields[BEGUN], .states = 1, .what = "Send it"},
};
static struct str key_of(struct arena *a, const struct row *r)
{
	(void)a, (void)r;
	return S("x");
}
static const struct list list_good[] = {
	{.id = 901, .name = "things", .label = "Things", .part = PART_SCHOOL, .key = key_of}};
static const struct field *const sealed[] = {&fields[SECRET_TEXT]};
static const struct field *const sealed_kind[] = {&fields[KIND]};
static const struct access access_rows[] = {{ROLE(IB), OP_READ, WHERE_REGION}};

/* A record of a child with states and terms, and one that belongs to no child: both right. */
static const struct record child = {
	.name = "thing", .label = "Thing", .fields = fields, .n = FIELDS, .part = PART_SCHOOL, .route = &fields[ROUTE],
	.state = &fields[STATE], .ends = 4, .flow = flow, .n_flow = N_OF(flow), .terms = terms, .n_terms = 1,
	.due = &fields[DUE], .due_term = &fields[DUE_TERM], .lists = list_good, .n_lists = 1, .title = &fields[NAME],
};
static const struct field place_fields[] = {
	{.name = "name", .type = &T_LINE, .privacy = PRIV_PUBLIC, .max = 40, .label = "Name", .missing = "Enter it"},
	{.name = "name_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .fold_of = "name"},
	{.name = "story", .type = &T_LINES, .max = 400, .label = "Story", .missing = "Enter it"},
	{.name = "kind", .type = &T_CHOICE, .label = "Kind", .missing = "Choose", .choices = kinds},
	{.name = "mail", .type = &T_EMAIL, .privacy = PRIV_PERSONAL, .max = 60, .label = "Mail", .missing = "Enter it"},
	{.name = "mail_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL, .fold_of = "mail"},
};
static const struct order place_orders[] = {{&place_fields[1], false}};
static const struct field *const place_columns[] = {&place_fields[0]};
static const struct field *const place_sealed[] = {&place_fields[2]};
static const struct field *const place_kind[] = {&place_fields[3]};
static const struct listing place_listing = {
	.label = "Places", .orders = place_orders, .n_orders = 1, .columns = place_columns, .n_columns = 1,
	.find = &place_fields[1],
};
static const struct record place = {
	.name = "place", .label = "Place", .fields = place_fields, .n = N_OF(place_fields), .access = access_rows,
	.n_access = 1, .listing = &place_listing,
};

static struct str faults_of(struct arena *a, const struct record *rec)
{
	const struct record *const all[] = {rec};
	struct str why;
	(void)!model_verify(all, 1, a, &why);
	return why;
}

static bool says(struct str s, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, word, n) == 0)
			return true;
	return false;
}

static void refused(const struct record *rec, const char *word)
{
	struct arena *a = arena_new(4 << 20);
	struct str why = faults_of(a, rec);
	if (!says(why, word))
		fail_msg("no fault with \"%s\" but: " STR_FMT, word, STR_ARG(why));
	arena_free(a);
}

/* A copy of a right description, with one thing changed. */
#define BROKEN(of, word, ...) \
	do { \
		struct record r = of; \
		__VA_ARGS__; \
		refused(&r, word); \
	} while (0)
/* The same with one step or term changed. */
#define STEP(word, ...) \
	do { \
		struct transition t[] = {flow[0], flow[1]}; \
		__VA_ARGS__; \
		BROKEN(child, word, r.flow = t); \
	} while (0)
#define TERM(word, ...) \
	do { \
		struct term t = terms[0]; \
		__VA_ARGS__; \
		BROKEN(child, word, r.terms = &t); \
	} while (0)

static void test_right_ones_pass(void **state)
{
	(void)state;
	struct arena *a = arena_new(4 << 20);
	ASSERT_STR(faults_of(a, &child), "");
	ASSERT_STR(faults_of(a, &place), "");
	arena_free(a);
}

static void test_states(void **state)
{
	(void)state;
	BROKEN(child, "without a state", r.state = NULL);
	BROKEN(child, "does not name as its own", r.state = NULL);
	BROKEN(child, "must be a T_STATE", r.state = &fields[NAME]);
	BROKEN(child, "cannot be left and is no end", r.ends = 0);
	BROKEN(child, "cannot be reached", r.n_flow = 1);
	BROKEN(child, "an end that a step leaves", r.ends = 4 | 2);
	BROKEN(child, "ends in a state that is not there", r.ends = 4 | 8);
}

static void test_steps(void **state)
{
	static const struct field *const others[] = {&place_fields[0]};
	static const struct form_def form = {.name = "step", .fields = others, .n = 1, .submit = "Send"};
	(void)state;
	STEP("a step without a name", t[0].name = "Send it");
	STEP("a step without a name", t[0].name = NULL);
	STEP("two steps of one name", t[1].name = "send");
	STEP("without a label", t[0].label = NULL);
	STEP("without what the next page says", t[0].done = NULL);
	STEP("from no state", t[0].from = 0);
	STEP("not there", t[0].from = 1 | 8);
	STEP("to a state that is not there", t[0].to = 3);
	STEP("to a state that is not there", t[0].to = -1);
	STEP("nobody may make", t[0].by = 0);
	STEP("a role that is not there", t[0].by = UINT32_C(1) << 31);
	STEP("no field of this record", t[0].form = &form);
}

static void test_terms(void **state)
{
	(void)state;
	TERM("whose rule is not there", t.rule = "NONE-99");
	TERM("whose rule is not there", t.rule = NULL);
	TERM("counted from a date", t.from = &fields[NAME]);
	TERM("counted from a date", t.from = &place_fields[0]);
	TERM("counted from a date", t.from = NULL);
	TERM("runs in no state", t.states = 0);
	TERM("not there", t.states = 8);
	TERM("what must be done", t.what = NULL);
	TERM("a term without a name", t.name = "Not A Name");
	BROKEN(child, "both or neither", r.due_term = NULL);
	BROKEN(child, "both or neither", r.due = NULL);
	BROKEN(child, "without terms", r.n_terms = 0);
	BROKEN(child, "must be a T_DATE", r.due = &fields[NAME]);
	BROKEN(child, "must be a text", r.due_term = &fields[BEGUN]);
}

static void test_sealed_stays_out_of_lists(void **state)
{
	struct list l = list_good[0];
	struct listing g = place_listing;
	struct order by_sealed = {&place_fields[2], false};
	struct field f[N_OF(place_fields)];
	(void)state;
	l.columns = sealed;
	l.n_columns = 1;
	BROKEN(child, "sealed", r.lists = &l);
	l.columns = NULL;
	l.n_columns = 0;
	l.work = &(const struct work){.what = &fields[SECRET_TEXT]};
	BROKEN(child, "sealed", r.lists = &l);
	l.work = NULL;
	l.facet_of = sealed_kind[0];
	BROKEN(child, "sealed", r.lists = &l);
	BROKEN(child, "sealed", r.title = &fields[SECRET_TEXT]);
	g.columns = place_sealed;
	BROKEN(place, "sealed", r.listing = &g);
	g = place_listing;
	g.filters = place_kind;
	g.n_filters = 1;
	BROKEN(place, "sealed", r.listing = &g);
	g = place_listing;
	g.orders = &by_sealed;
	BROKEN(place, "sealed", r.listing = &g);
	g = place_listing;
	g.find = &place_fields[2];
	BROKEN(place, "sealed", r.listing = &g);
	g.find = &place_fields[5]; /* the word stands in the address: nothing about a person */
	BROKEN(place, "public", r.listing = &g);
	memcpy(f, place_fields, sizeof f);
	f[1].fold_of = "story"; /* a searchable copy of what is sealed */
	BROKEN(place, "fold key", r.fields = f; r.listing = NULL);
}

/* A text that its class shows, and that the database keeps sealed: it is opened for who is shown the row, and the
 * database is not asked for it. */
static void test_what_is_kept_sealed(void **state)
{
	static const struct field *const shown[] = {&fields[NOTE]};
	struct list l = list_good[0];
	struct field f[FIELDS], p[N_OF(place_fields)];
	struct record with = child;
	struct arena *a = arena_new(4 << 20);
	(void)state;
	l.columns = shown;
	l.n_columns = 1;
	with.lists = &l;
	with.title = &fields[NOTE];
	ASSERT_STR(faults_of(a, &with), "");
	l.facet_of = &fields[NOTE];
	refused(&with, "cannot be asked for");
	memcpy(f, fields, sizeof f);
	f[NAME_KEY].fold_of = "note";
	f[NAME_KEY].privacy = PRIV_PERSONAL;
	BROKEN(child, "fold key", r.fields = f);
	memcpy(f, fields, sizeof f);
	f[BEGUN].sealed = true;
	BROKEN(child, "only a text of a child", r.fields = f);
	memcpy(p, place_fields, sizeof p);
	p[0].sealed = true;
	BROKEN(place, "only a text of a child", r.fields = p);
	arena_free(a);
}

static void test_references_and_keeping(void **state)
{
	struct field f[FIELDS];
	(void)state;
	BROKEN(child, "its title", r.title = &place_fields[0]);
	BROKEN(child, "a piece of", r.parent = &fields[NAME]);
	BROKEN(child, "its holder", r.holder = &place_fields[0]);
	BROKEN(place, "a relation without the route", r.is_relation = true);
	BROKEN(child, "without a part", r.part = PART_NONE);
	BROKEN(child, "opened by its part", r.access = access_rows; r.n_access = 1);
	BROKEN(child, "a purpose and a ground", r.keep.purpose = "To");
	BROKEN(child, "keeping counts from", r.keep.from = &fields[NAME]);
	BROKEN(child, "a term of keeping", r.keep.months = 12);
	BROKEN(child, "neither about a child nor a piece", r.keep.goes = true);
	BROKEN(place, "has a term in months", r.keep.goes = true);
	memcpy(f, fields, sizeof f);
	f[NAME].unset = true;
	BROKEN(child, "only the server", r.fields = f; r.n = FIELDS);
	memcpy(f, fields, sizeof f);
	f[NAME].ref = &place;
	BROKEN(child, "no reference", r.fields = f);
	memcpy(f, fields, sizeof f);
	f[NAME].by = UINT32_C(1) << 31;
	BROKEN(child, "may write it", r.fields = f);
	memcpy(f, fields, sizeof f);
	f[NAME].like = "99AA99"; /* and no text for who writes it otherwise */
	BROKEN(child, "a form belongs to a line", r.fields = f);
	memcpy(f, fields, sizeof f);
	f[NAME].meets = true; /* of a line */
	BROKEN(child, "only on a day", r.fields = f);
}

/* What can be done with many at once: a right description first, then each rule of it. */
static int64_t side_of_row(const struct row *r)
{
	(void)r;
	return 1;
}
static void test_acts_on_many(void **state)
{
	static const struct field *const named[] = {&fields[NAME]}, *const by_server[] = {&fields[NAME_KEY]},
	                                *const of_other[] = {&place_fields[0]}, *const of_state[] = {&fields[STATE]};
	static const struct form_def name = {.name = "f", .fields = named, .n = 1},
	                             drafts = {.name = "f", .fields = named, .n = 1, .drafts = true},
	                             server = {.name = "f", .fields = by_server, .n = 1},
	                             other = {.name = "f", .fields = of_other, .n = 1},
	                             step = {.name = "f", .fields = of_state, .n = 1}, none = {.name = "f"};
	static const struct transition elsewhere = {.name = "send", .undo = true};
	struct transition t[] = {flow[0], flow[1]};
	t[0].undo = true;
	const struct bulk form = {.name = "name", .label = "Name it", .done = "Named", .form = &name},
			  move = {.name = "send", .label = "Send", .done = "Sent", .move = &t[0]};
	struct bulk acts[] = {form, move};
	struct work work = {.mark = 7, .code = "thing", .label = "Thing", .page = "", .because = "Why",
	                    .side = side_of_row, .bulk = acts, .n_bulk = 2};
	const struct list list = {.id = 901, .name = "things", .label = "Things", .part = PART_SCHOOL, .key = key_of,
	                          .work = &work};
	struct record with = child;
	(void)state;
	with.lists = &list;
	with.flow = t;
	with.editable = 1;
	struct arena *a = arena_new(4 << 20);
	ASSERT_STR(faults_of(a, &with), "");
	arena_free(a);
#define ACT(word, at, right, ...) \
	do { \
		acts[at] = right; \
		__VA_ARGS__; \
		refused(&with, word); \
		acts[at] = right; \
	} while (0)
	ACT("needs a name", 0, form, acts[0].name = "");
	ACT("needs a name", 0, form, acts[0].label = NULL);
	ACT("needs a name", 0, form, acts[0].done = NULL);
	ACT("a form or a step", 0, form, acts[0].form = NULL);
	ACT("a form or a step", 0, form, acts[0].move = &t[0]);
	ACT("no drafts", 0, form, acts[0].form = &drafts);
	ACT("that people type", 0, form, acts[0].form = &server);
	ACT("fields of this record", 0, form, acts[0].form = &other);
	ACT("fields of this record", 0, form, acts[0].form = &step);
	ACT("fields of this record", 0, form, acts[0].form = &none);
	ACT("can be taken back", 1, move, acts[1].move = &t[1]);
	ACT("one of its flow", 1, move, acts[1].move = &elsewhere);
	ACT("without a form", 1, move, t[0].form = &name);
	t[0].form = NULL;
	ACT("of one name", 1, move, acts[1].name = "name");
	with.editable = 0;
	refused(&with, "the form for many");
#undef ACT
}

static void incomplete(const struct record *const *all, size_t n, const char *word)
{
	struct arena *a = arena_new(4 << 20);
	struct str why;
	assert_int_equal(model_complete(all, n, a, &why), ERR_INVALID);
	if (!says(why, word))
		fail_msg("no fault with \"%s\" but: " STR_FMT, word, STR_ARG(why));
	arena_free(a);
}

static void test_the_whole_must_be_complete(void **state)
{
	static const struct field lonely[] = {{.name = "at", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC}};
	static const struct field away[] = {
		{.name = "at", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .ref = &place}};
	static const struct record *const looks_at[] = {&place};
	const struct record no_target = {.name = "x", .label = "X", .fields = lonely, .n = 1};
	const struct record not_here = {.name = "x", .label = "X", .fields = away, .n = 1};
	struct record blind = child, bad_rule = place;
	const struct record *one[] = {&no_target};
	(void)state;
	incomplete(one, 1, "does not say at what");
	one[0] = &not_here;
	incomplete(one, 1, "points at a record");
	one[0] = &place; /* holds an address, and nothing says why */
	incomplete(one, 1, "nothing says how long");
	blind.sees = looks_at;
	blind.n_sees = 1;
	one[0] = &blind;
	incomplete(one, 1, "look at a record");
	bad_rule.keep = (struct keep){.purpose = "To", .ground = "Law", .rule = "NONE-99"};
	one[0] = &bad_rule;
	incomplete(one, 1, "a rule that is not there");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_right_ones_pass),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_terms),
		cmocka_unit_test(test_sealed_stays_out_of_lists),
		cmocka_unit_test(test_what_is_kept_sealed),
		cmocka_unit_test(test_references_and_keeping),
		cmocka_unit_test(test_acts_on_many),
		cmocka_unit_test(test_the_whole_must_be_complete),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
