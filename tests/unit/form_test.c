#include "form.h"
#include "model.h"
#include "testing.h"

#include "date.h"

enum { NAME, MAIL, STORY, KIND, AGREE, BORN, HOURS, WORD, PLATE };

static const struct choice kinds[] = {{"a", "First", NULL}, {"b", "Second", NULL}, {NULL, NULL, NULL}};

static const struct field fields[] = {
	[NAME] = {.name = "name",
		  .type = &T_LINE,
		  .privacy = PRIV_PERSONAL,
		  .min = 2,
		  .max = 10,
		  .label = "Name",
		  .missing = "Enter your name"},
	[MAIL] = {.name = "mail",
		  .type = &T_EMAIL,
		  .need = NEED_OPTIONAL,
		  .privacy = PRIV_PERSONAL,
		  .max = 60,
		  .label = "Mail"},
	[STORY] = {.name = "story", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 40, .label = "Story"},
	[KIND] = {.name = "kind",
		  .type = &T_RADIO,
		  .need = NEED_OPTIONAL,
		  .privacy = PRIV_PUBLIC,
		  .label = "Kind",
		  .choices = kinds},
	[AGREE] = {.name = "agree", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .label = "Agree"},
	[BORN] = {.name = "born", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .label = "Born"},
	[HOURS] = {.name = "hours",
		   .type = &T_NUMBER,
		   .need = NEED_OPTIONAL,
		   .privacy = PRIV_PUBLIC,
		   .min = 1,
		   .max = 40,
		   .label = "Hours"},
	[WORD] = {.name = "word",
		  .type = &T_PASSWORD,
		  .need = NEED_OPTIONAL,
		  .privacy = PRIV_SECRET,
		  .max = 20,
		  .label = "Word"},
	[PLATE] = {.name = "plate",
		   .type = &T_LINE,
		   .need = NEED_OPTIONAL,
		   .privacy = PRIV_PUBLIC,
		   .min = 6,
		   .max = 7,
		   .like = "1999 AA",
		   .unlike = "Enter it as 8601 AB",
		   .label = "Plate"},
};
static const struct field *const all[] = {&fields[NAME], &fields[MAIL], &fields[STORY], &fields[KIND],
                                          &fields[AGREE], &fields[BORN], &fields[HOURS], &fields[WORD],
                                          &fields[PLATE]};
static const struct form_def def = {.name = "test", .fields = all, .n = 9, .drafts = true, .submit = "Send"};
static const struct speak english = {LANG_EN, AUD_PROF};

static struct form *posted(struct arena *a, const char *name, const char *value)
{
	struct pair *v = ARENA_ARRAY(a, struct pair, 2);
	v[0] = (struct pair){S("name"), S("Janna")};
	v[1] = (struct pair){str_from(name), str_from(value)};
	struct form *f = form_new(a, &def);
	form_parse(f, a, english, strcmp(name, "name") == 0 ? (struct pairs){v + 1, 1} : (struct pairs){v, 2});
	return f;
}

/* What is typed in one field, and what becomes of it: the shown value, or "!" and the error. */
static const struct {
	int field;
	const char *name, *typed, *want;
} typed_cases[] = {
	{NAME, "name", "Janna", "Janna"},
	{NAME, "name", "  Jo\t ", "Jo"},
	{NAME, "name", "", "!Enter your name"},
	{NAME, "name", "   ", "!Enter your name"},
	{NAME, "name", "J", "!Use at least 2 characters"},
	{NAME, "name", "Wilhelmina X", "!Use at most 10 characters"},
	{NAME, "name", "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9",
	 "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"},
	{NAME, "name", "a\xff", "!This text has characters that we cannot read"},
	{MAIL, "mail", "ib@school.nl", "ib@school.nl"},
	{MAIL, "mail", "", ""},
	{MAIL, "mail", "ib", "!Enter an e-mail address like name@school.nl"},
	{MAIL, "mail", "ib@", "!Enter an e-mail address like name@school.nl"},
	{MAIL, "mail", "@school.nl", "!Enter an e-mail address like name@school.nl"},
	{MAIL, "mail", "ib@school", "!Enter an e-mail address like name@school.nl"},
	{MAIL, "mail", "i b@school.nl", "!Enter an e-mail address like name@school.nl"},
	{MAIL, "mail", "ib@a@school.nl", "!Enter an e-mail address like name@school.nl"},
	{MAIL, "mail", "ib@school.", "!Enter an e-mail address like name@school.nl"},
	{MAIL, "mail", "<ib@school.nl>", "!Enter an e-mail address like name@school.nl"},
	{STORY, "story", "one\r\ntwo", "one\ntwo"},
	{KIND, "kind", "a", "First"},
	{KIND, "kind", "c", "!Choose one of the answers"},
	{KIND, "kind", "A", "!Choose one of the answers"},
	{AGREE, "agree", "1", "Yes"},
	{AGREE, "agree", "", "No"},
	{AGREE, "agree", "2", "!Choose one of the answers"},
	{HOURS, "hours", "40", "40"},
	{HOURS, "hours", "41", "!Enter a number from 1 to 40"},
	{HOURS, "hours", "0", "!Enter a number from 1 to 40"},
	{HOURS, "hours", "4.5", "!Enter a whole number"},
	{HOURS, "hours", "99999999999999999999", "!Enter a whole number"},
	{BORN, "born", "25-11-2020", "25-11-2020"},
	{BORN, "born", "25/11/2020", "25-11-2020"},
	{BORN, "born", "25.11.2020", "25-11-2020"},
	{BORN, "born", "25 nov 2020", "25-11-2020"},
	{BORN, "born", "25 November 2020", "25-11-2020"},
	{BORN, "born", "1 mrt 2020", "01-03-2020"},
	{BORN, "born", "1 maart 2020", "01-03-2020"},
	{BORN, "born", "2020-11-25", "25-11-2020"},
	{BORN, "born", "29-2-2024", "29-02-2024"},
	{BORN, "born", "29-2-2023", "!Enter a date that exists, for example 25-11-2026"},
	{BORN, "born", "31-4-2020", "!Enter a date that exists, for example 25-11-2026"},
	{BORN, "born", "25-11-20", "!Enter a date that exists, for example 25-11-2026"},
	{BORN, "born", "25-13-2020", "!Enter a date that exists, for example 25-11-2026"},
	{BORN, "born", "25-11-2020-1", "!Enter a date that exists, for example 25-11-2026"},
	{BORN, "born", "-25-11-2020x", "!Enter a date that exists, for example 25-11-2026"},
	{BORN, "born", "tomorrow", "!Enter a date that exists, for example 25-11-2026"},
	{WORD, "word", "  spaces stay ", "secret"},
	{PLATE, "plate", "8601 AB", "8601 AB"},
	{PLATE, "plate", "8601AB", "8601AB"},
	{PLATE, "plate", "1000ZZ", "1000ZZ"},
	{PLATE, "plate", "", ""},
	{PLATE, "plate", "0601 AB", "!Enter it as 8601 AB"},
	{PLATE, "plate", "8601  AB", "!Enter it as 8601 AB"},
	{PLATE, "plate", "860 1AB", "!Enter it as 8601 AB"},
	{PLATE, "plate", "8601 ab", "!Enter it as 8601 AB"},
	{PLATE, "plate", "8601 A", "!Enter it as 8601 AB"},
	{PLATE, "plate", "8601 ABC", "!Enter it as 8601 AB"},
	{PLATE, "plate", "8601 A\xc3\x84", "!Enter it as 8601 AB"},
	{PLATE, "plate", "AB 8601", "!Enter it as 8601 AB"},
	{PLATE, "plate", "8", "!Enter it as 8601 AB"},
};

static void test_typed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof typed_cases / sizeof *typed_cases; i++) {
		struct arena *a = arena_new(1 << 20);
		struct form *f = posted(a, typed_cases[i].name, typed_cases[i].typed);
		const struct field *field = &fields[typed_cases[i].field];
		size_t at = form_index(f, field);
		struct str got;
		if (f->error[at].n > 0)
			got = str_printf(a, "!" STR_FMT, STR_ARG(f->error[at]));
		else if (field == &fields[WORD])
			got = str_is(form_text(f, field), typed_cases[i].typed) ? S("secret") : S("changed");
		else if (field == &fields[BORN])
			got = field->type->raw(a, field, f->v[at]);
		else
			got = field->type->show(a, english, field, f->v[at]);
		if (!str_is(got, typed_cases[i].want))
			fail_msg("%s typed as '%s' gave '" STR_FMT "', want '%s'", typed_cases[i].name, typed_cases[i].typed,
			         STR_ARG(got), typed_cases[i].want);
		assert_int_equal(f->errors, typed_cases[i].want[0] == '!' ? 1 : 0);
		arena_free(a);
	}
}

static void test_what_was_typed_stays_when_wrong(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct form *f = posted(a, "mail", "not an address");
	assert_true(str_is(f->raw[form_index(f, &fields[MAIL])], "not an address"));
	assert_int_equal(form_val(f, &fields[MAIL]).type, VAL_NULL);
	arena_free(a);
}

static void test_undeclared_parameters_do_not_exist(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct form *f = posted(a, "role", "administrator");
	for (size_t i = 0; i < def.n; i++)
		assert_false(str_is(f->raw[i], "administrator"));
	assert_int_equal(f->errors, 0);
	arena_free(a);
}

static void test_secrets_are_never_filled_in_again(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct pair v[] = {{S("word"), S("hidden")}, {S("name"), S("Janna")}};
	struct form *f = form_new(a, &def);
	form_fill_raw(f, a, (struct pairs){v, 2});
	assert_int_equal(f->raw[form_index(f, &fields[WORD])].n, 0);
	assert_true(str_is(f->raw[form_index(f, &fields[NAME])], "Janna"));
	form_set(f, a, &fields[WORD], val_text(S("hidden")));
	assert_int_equal(f->raw[form_index(f, &fields[WORD])].n, 0);
	arena_free(a);
}

static void test_form_key_and_rev(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct form *first = form_new(a, &def), *second = form_new(a, &def);
	assert_false(str_eq(first->key, second->key));
	struct pair v[] = {{S("_key"), first->key}, {S("_rev"), S("7")}, {S("name"), S("Janna")}};
	form_parse(second, a, english, (struct pairs){v, 3});
	assert_true(str_eq(second->key, first->key));
	assert_int_equal(second->rev, 7);
	static const char *const bad_revs[] = {"-1", "0", "7x", "", "99999999999999999999"};
	for (size_t i = 0; i < 5; i++) {
		struct form *f = form_new(a, &def);
		v[1].value = str_from(bad_revs[i]);
		form_parse(f, a, english, (struct pairs){v, 3});
		assert_int_equal(f->rev, 0);
	}
	struct form *f = form_new(a, &def);
	v[0].value = S("short");
	form_parse(f, a, english, (struct pairs){v, 3});
	assert_int_equal(f->key.n, first->key.n);
	arena_free(a);
}

static bool refused(const struct field *f, size_t n, const char *word)
{
	struct arena *a = arena_new(1 << 20);
	const struct record rec = {.name = "thing", .label = "Thing", .fields = f, .n = n};
	const struct record *const list[] = {&rec};
	struct str why;
	enum err e = model_verify(list, 1, a, &why);
	bool found = e == ERR_INVALID && strstr(str_c(a, why), word) != NULL;
	if (!found)
		print_message("verdict %s: " STR_FMT "\n", err_name(e), STR_ARG(why));
	arena_free(a);
	return found;
}
#define REFUSED(word, ...) \
	assert_true(refused((const struct field[]){__VA_ARGS__}, \
			    sizeof((const struct field[]){__VA_ARGS__}) / sizeof(struct field), word))

static void test_verifier(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	const struct record good = {.name = "thing", .label = "Thing", .fields = fields, .n = 8};
	const struct record *const list[] = {&good}, *const twice[] = {&good, &good};
	struct str why;
	assert_int_equal(model_verify(list, 1, a, &why), OK);
	assert_int_equal(model_verify(twice, 2, a, &why), ERR_INVALID);
	arena_free(a);
	REFUSED("name", {.name = "Bad Name", .type = &T_LINE, .max = 5, .label = "x", .missing = "x"});
	REFUSED("no type", {.name = "a", .max = 5, .label = "x", .missing = "x"});
	REFUSED("no label", {.name = "a", .type = &T_LINE, .max = 5, .missing = "x"});
	REFUSED("what to do", {.name = "a", .type = &T_LINE, .max = 5, .label = "x"});
	REFUSED("without a maximum", {.name = "a", .type = &T_LINE, .label = "x", .missing = "x"});
	REFUSED("wrong way", {.name = "a", .type = &T_LINE, .min = 9, .max = 5, .label = "x", .missing = "x"});
	REFUSED("no choices", {.name = "a", .type = &T_RADIO, .label = "x", .missing = "x"});
	REFUSED("cannot be typed", {.name = "a", .type = &T_REF, .label = "x", .missing = "x"});
	REFUSED("PRIV_SECRET", {.name = "a", .type = &T_PASSWORD, .max = 9, .label = "x", .missing = "x"});
	REFUSED("twice", {.name = "a", .type = &T_REF, .need = NEED_SERVER},
		{.name = "a", .type = &T_REF, .need = NEED_SERVER});
	REFUSED("fold key", {.name = "a", .type = &T_LINE, .need = NEED_SERVER, .fold_of = "nothing"});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typed),
		cmocka_unit_test(test_what_was_typed_stays_when_wrong),
		cmocka_unit_test(test_undeclared_parameters_do_not_exist),
		cmocka_unit_test(test_secrets_are_never_filled_in_again),
		cmocka_unit_test(test_form_key_and_rev),
		cmocka_unit_test(test_verifier),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
