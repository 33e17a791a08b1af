/* What a program sends: the members of a JSON object through the checks of a form. */
#include "testing.h"

#include "api_form.h"
#include "json_in.h"

static const struct choice colours[] = {{"rood", "Red", NULL}, {"blauw", "Blue", NULL}, {NULL, NULL, NULL}};

enum { NAME, COLOUR, DAY, COUNT, LIT, NOTE, SERVER, HASH, LEADERS, FIELDS };
static const struct field fields[FIELDS] = {
	[NAME] = {.name = "name", .type = &T_LINE, .privacy = PRIV_PERSONAL, .min = 2, .max = 10, .label = "Name",
		.missing = "Enter a name"},
	[COLOUR] = {.name = "colour", .type = &T_CHOICE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .label = "Colour",
		.choices = colours},
	[DAY] = {.name = "day", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .label = "Day"},
	[COUNT] = {.name = "count", .type = &T_NUMBER, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .min = 1, .max = 9,
		.label = "Count"},
	[LIT] = {.name = "lit", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .label = "Lit"},
	[NOTE] = {.name = "note", .type = &T_LINES, .need = NEED_OPTIONAL, .label = "Note", .max = 100},
	[SERVER] = {.name = "server", .type = &T_NUMBER, .need = NEED_SERVER, .privacy = PRIV_PERSONAL, .label = "Server"},
	[HASH] = {.name = "hash", .type = &T_BYTES, .need = NEED_SERVER, .privacy = PRIV_SECRET},
	[LEADERS] = {.name = "leaders", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 10,
		.label = "Leaders", .by = UINT32_C(1) << ROLE_DIRECTOR},
};
static const struct record rec = {.name = "lamp", .label = "Lamp", .api = "lampen", .fields = fields, .n = FIELDS};

static struct arena *a;
static struct viewer viewer = {.role = ROLE_TEACHER, .level = LEVEL_FULL};
static struct req req;

static struct api_form *sent(const char *json, bool whole, const bool *hidden)
{
	req = (struct req){.act = {.a = a, .speak = {.lang = LANG_EN}, .viewer = &viewer}, .viewer = &viewer};
	assert_int_equal(json_read(a, str_from(json), &req.json), OK);
	return api_form_read(&req, &(struct api_ask){.rec = &rec, .hidden = hidden, .whole = whole});
}

/* What is wrong, as "field: text" lines. */
static struct str wrong(const char *json, bool whole)
{
	struct api_form *f = sent(json, whole, NULL);
	struct buf b;
	buf_init(&b, a, 64 * 1024);
	for (size_t i = 0; i < f->errors.n; i++)
		buf_printf(&b, STR_FMT ": " STR_FMT "\n", STR_ARG(f->errors.v[i].field), STR_ARG(f->errors.v[i].text));
	return str_copy(a, buf_view(&b));
}

static void each_type_is_itself(void **state)
{
	(void)state;
	struct api_form *f = sent("{\"name\":\" De lamp \",\"colour\":\"rood\",\"day\":\"2026-11-25\",\"count\":7,"
	                          "\"lit\":true,\"note\":\"een\\ntwee\"}", false, NULL);
	assert_int_equal(f->errors.n, 0);
	assert_int_equal(f->def.n, 6);
	assert_true(str_is(form_text(f->form, &fields[NAME]), "De lamp"));
	assert_true(str_is(form_text(f->form, &fields[COLOUR]), "rood"));
	assert_int_equal(form_val(f->form, &fields[COUNT]).i, 7);
	assert_int_equal(form_val(f->form, &fields[LIT]).i, 1);
	assert_true(str_is(form_text(f->form, &fields[NOTE]), "een\ntwee"));
}

/* Only what was sent is touched; null and false are something that was sent. */
static void only_what_was_sent(void **state)
{
	(void)state;
	struct api_form *f = sent("{\"colour\":null,\"lit\":false}", false, NULL);
	assert_int_equal(f->errors.n, 0);
	assert_int_equal(f->def.n, 2);
	assert_int_equal(form_val(f->form, &fields[COLOUR]).type, VAL_NULL);
	assert_int_equal(form_val(f->form, &fields[LIT]).i, 0);
	assert_int_equal(sent("{}", false, NULL)->def.n, 0);
}

static void a_new_one_is_whole(void **state)
{
	(void)state;
	assert_true(str_is(wrong("{}", true), "name: Enter a name\n"));
	struct api_form *f = sent("{\"name\":\"Lamp\"}", true, NULL);
	assert_int_equal(f->errors.n, 0);
	assert_int_equal(f->def.n, 6); /* not the server's, not the secret, not the directors' */
}

static void wrong_types(void **state)
{
	(void)state;
	static const struct {
		const char *json, *says;
	} cases[] = {
		{"{\"name\":1}", "name: Send a text\n"},
		{"{\"name\":true}", "name: Send a text\n"},
		{"{\"name\":[\"Lamp\"]}", "name: Send a text\n"},
		{"{\"name\":{\"nl\":\"Lamp\"}}", "name: Send a text\n"},
		{"{\"count\":\"7\"}", "count: Send a whole number\n"},
		{"{\"count\":7.0}", "count: Send a whole number\n"},
		{"{\"count\":true}", "count: Send a whole number\n"},
		{"{\"lit\":1}", "lit: Send true or false\n"},
		{"{\"lit\":\"1\"}", "lit: Send true or false\n"},
		{"{\"day\":\"25-11-2026\"}", "day: Send a date as 2026-11-25\n"},
		{"{\"day\":\"2026-02-30\"}", "day: Send a date as 2026-11-25\n"},
		{"{\"day\":20261125}", "day: Send a date as 2026-11-25\n"},
		{"{\"colour\":\"geel\"}", "colour: Choose one of the answers\n"},
		{"{\"count\":10}", "count: Enter a number from 1 to 9\n"},
		{"{\"name\":\"De lamp van het plafond\"}", "name: Use at most 10 characters\n"},
		{"{\"name\":\"\"}", "name: Enter a name\n"},
		{"{\"name\":null}", "name: Enter a name\n"},
		{"{\"server\":1}", "server: This field cannot be changed here\n"},
		{"{\"leaders\":\"x\"}", "leaders: This field cannot be changed here\n"},
		{"{\"hash\":\"x\"}", "hash: There is no such field\n"},
		{"{\"pid\":\"0123456789abc\"}", "pid: There is no such field\n"},
		{"{\"_rev\":\"9\",\"_key\":\"a\"}", "_rev: There is no such field\n_key: There is no such field\n"},
		{"{\"name_dag\":\"1\"}", "name_dag: There is no such field\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str got = wrong(cases[i].json, false);
		if (!str_is(got, cases[i].says))
			fail_msg("%s: " STR_FMT, cases[i].json, STR_ARG(got));
	}
}

/* What is hidden from the reader cannot be guessed by writing it: it is as if it were not there. */
static void hidden_is_not_there(void **state)
{
	(void)state;
	const bool hidden[FIELDS] = {[NOTE] = true};
	struct api_form *f = sent("{\"note\":\"x\"}", false, hidden);
	assert_int_equal(f->errors.n, 1);
	assert_true(str_is(f->errors.v[0].text, "There is no such field"));
	assert_int_equal(f->def.n, 0);
	assert_int_equal(sent("{\"name\":\"Lamp\"}", true, hidden)->def.n, 5);
}

static void many_faults_are_bounded(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, a, 64 * 1024);
	for (int i = 0; i < 500; i++)
		buf_printf(&b, "%s\"x%d\":1", i == 0 ? "{" : ",", i);
	buf_c(&b, "}");
	buf_byte(&b, '\0');
	assert_int_equal(sent(b.p, false, NULL)->errors.n, PROBLEM_ERRORS_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_type_is_itself), cmocka_unit_test(only_what_was_sent),
		cmocka_unit_test(a_new_one_is_whole), cmocka_unit_test(wrong_types), cmocka_unit_test(hidden_is_not_there),
		cmocka_unit_test(many_faults_are_bounded),
	};
	a = arena_new((size_t)64 << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return failed;
}
