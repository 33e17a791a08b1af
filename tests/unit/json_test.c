#include "json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after the four above, as cmocka asks */
#include <cmocka.h>

#include <jansson.h>

static struct arena *arena;
static struct buf out;
static struct json j;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new(1 << 20);
	buf_init(&out, arena, 1 << 16);
	j_init(&j, &out);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void says(const char *want)
{
	assert_string_equal(str_c(arena, buf_view(&out)), want);
}

static void writes_nested(void **state)
{
	(void)state;
	j_object(&j);
	j_key(&j, "naam");
	j_str(&j, S("Noor"));
	j_key(&j, "uren");
	j_array(&j);
	j_int(&j, 3);
	j_int(&j, INT64_MIN);
	j_bool(&j, true);
	j_null(&j);
	j_object(&j);
	j_end(&j);
	j_array(&j);
	j_end(&j);
	j_end(&j);
	j_key(&j, "x");
	j_bool(&j, false);
	j_end(&j);
	says("{\"naam\":\"Noor\",\"uren\":[3,-9223372036854775808,true,null,{},[]],\"x\":false}");
}

/* Every byte below 0x80 comes back as it was from another parser. */
static void strings_come_back(void **state)
{
	(void)state;
	char all[127];
	for (int i = 0; i < 127; i++)
		all[i] = (char)(i + 1);
	j_array(&j);
	j_str(&j, (struct str){all, sizeof all});
	j_str(&j, S("\xe2\x82\xac \\ \" </script>"));
	j_end(&j);
	json_error_t error;
	json_t *root = json_loadb(out.p, out.n, 0, &error);
	assert_non_null(root);
	assert_memory_equal(json_string_value(json_array_get(root, 0)), all, sizeof all);
	assert_string_equal(json_string_value(json_array_get(root, 1)), "\xe2\x82\xac \\ \" </script>");
	json_decref(root);
}

static void key_in_array(void)
{
	j_array(&j);
	j_key(&j, "x");
}
static void value_without_key(void)
{
	j_object(&j);
	j_int(&j, 1);
}
static void two_keys(void)
{
	j_object(&j);
	j_key(&j, "a");
	j_key(&j, "b");
}
static void key_without_value(void)
{
	j_object(&j);
	j_key(&j, "a");
	j_end(&j);
}
static void end_of_nothing(void)
{
	j_end(&j);
}
static void key_at_top(void)
{
	j_key(&j, "a");
}
static void two_values(void)
{
	j_int(&j, 1);
	j_int(&j, 2);
}
static void too_deep(void)
{
	for (int i = 0; i < 33; i++)
		j_array(&j);
}

static void refused(void (*fn)(void), const char *part)
{
	static struct trap trap;
	volatile bool bugged = false;
	j_init(&j, &out);
	if (trap_set(&trap) == 0)
		fn();
	else
		bugged = true;
	trap_clear(&trap);
	if (!bugged || strstr(trap.message, part) == NULL)
		fail_msg("\"%s\", expected \"%s\"", trap.message, part);
}

static void refuses_wrong_nesting(void **state)
{
	(void)state;
	static const struct {
		void (*fn)(void);
		const char *part;
	} cases[] = {
		{key_in_array, "outside an object"}, {value_without_key, "without a key"}, {two_keys, "outside an object"},
		{key_without_value, "without a value"}, {end_of_nothing, "nothing open"}, {key_at_top, "outside an object"},
		{two_values, "second value"}, {too_deep, "too deep"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		refused(cases[i].fn, cases[i].part);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(writes_nested, set_up, tear_down),
		cmocka_unit_test_setup_teardown(strings_come_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(refuses_wrong_nesting, set_up, tear_down),
	};
	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
