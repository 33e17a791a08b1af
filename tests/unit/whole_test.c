/* Every record of the program: its descriptions are complete and speak both languages, the migrations make what they
 * ask for, and values go in, come back, read well and leave nobody behind when they are erased. */
#include "app.h"
#include "keep.h"
#include "sample.h"
#include "schema.h"
#include "testing.h"

#include "date.h"
#include "form.h"
#include "utf8.h"

enum { ROWS = 40, TODAY = 20780 };
static const char canary[] = "KANARIE";

static const struct model *whole(struct arena *a)
{
	const struct model *m;
	struct str why = {0};
	if (app_model(a, &m, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	return m;
}

static void test_descriptions_are_complete(void **state)
{
	(void)state;
	struct arena *a = arena_new(64 << 20);
	assert_true(model_count(whole(a)) >= 8);
	arena_free(a);
}

static void test_migrations_make_what_is_described(void **state)
{
	(void)state;
	struct arena *a = arena_new(64 << 20);
	struct schema_difference d;
	struct str why = {0};
	assert_int_equal(schema_pending(whole(a), a, &d, &why), OK);
	if (d.n > 0)
		fail_msg(STR_FMT, STR_ARG(d.lines));
	arena_free(a);
}

/* ---- words ---- */

static size_t words; /* a test that finds none proves nothing */

static void speaks(const char *where, const char *english)
{
	if (english == NULL)
		return;
	words++;
	for (enum lang l = LANG_NL; l < LANG__N; l++)
		if (tr((struct speak){l, AUD_PROF}, english)[0] == '\0')
			fail_msg("%s: no text in %s for: %s", where, lang_code(l), english);
	/* What is the same in both was not translated, unless it is a name of the field itself. */
	if (strcmp(tr((struct speak){LANG_NL, AUD_PROF}, english), english) == 0 && strlen(english) > 24)
		fail_msg("%s: not in Dutch: %s", where, english);
}

static void field_speaks(const struct record *rec, const struct field *f)
{
	speaks(rec->name, f->label);
	speaks(rec->name, f->hint);
	speaks(rec->name, f->missing);
	for (const struct choice *c = f->choices; c != NULL && c->code != NULL; c++) {
		speaks(f->name, c->label);
		speaks(f->name, c->hint);
	}
}

static void test_labels_speak_both_languages(void **state)
{
	(void)state;
	struct arena *a = arena_new(64 << 20);
	const struct model *m = whole(a);
	words = 0;
	for (size_t r = 0; r < model_count(m); r++) {
		const struct record *rec = model_at(m, r)->rec;
		speaks(rec->name, rec->label);
		speaks(rec->name, rec->made);
		speaks(rec->name, rec->keep.purpose);
		speaks(rec->name, rec->keep.ground);
		for (size_t i = 0; i < rec->n; i++)
			field_speaks(rec, &rec->fields[i]);
		for (size_t i = 0; i < rec->n_flow; i++) {
			speaks(rec->name, rec->flow[i].label);
			speaks(rec->name, rec->flow[i].done);
			speaks(rec->name, rec->flow[i].event);
		}
		for (size_t i = 0; i < rec->n_terms; i++)
			speaks(rec->name, rec->terms[i].what);
		for (size_t i = 0; i < rec->n_lists; i++)
			speaks(rec->name, rec->lists[i].label);
		if (rec->listing != NULL)
			speaks(rec->name, rec->listing->label);
	}
	for (enum part p = PART_NONE + 1; p < PART__N; p++) {
		const struct part_keep *k = keep_of_part(p);
		speaks(part_code(p), k->owner);
		speaks(part_code(p), k->holds);
		speaks(part_code(p), k->purpose);
		speaks(part_code(p), k->ground);
		speaks(part_code(p), k->words);
	}
	assert_true(words > 100);
	arena_free(a);
}

/* ---- values ---- */

static int64_t some_id(void *ctx, const struct record *rec, const struct field *f)
{
	(void)ctx, (void)rec, (void)f;
	return 7;
}

/* What is typed for it, by itself in a form. */
static struct form *typed(struct arena *a, enum lang l, const struct field *f, struct str raw)
{
	const struct field **fields = ARENA_ARRAY(a, const struct field *, 1);
	struct form_def *def = ARENA_NEW(a, struct form_def);
	struct pair *pair = ARENA_NEW(a, struct pair);
	fields[0] = f;
	*def = (struct form_def){.name = "one", .fields = fields, .n = 1, .submit = "Save"};
	*pair = (struct pair){str_from(f->name), raw};
	struct form *form = form_new(a, def);
	form_parse(form, a, (struct speak){l, AUD_PROF}, (struct pairs){pair, 1});
	return form;
}

static bool people_type(const struct field *f)
{
	return f->need != NEED_SERVER && f->type->sample != NULL;
}

static void goes_round(struct arena *a, const struct record *rec, const struct field *f, struct val v)
{
	const struct speak nl = {LANG_NL, AUD_PROF};
	if (v.type == VAL_NULL)
		return;
	struct str raw = f->type->raw(a, f, v);
	if (people_type(f)) {
		struct form *form = typed(a, LANG_NL, f, raw);
		if (form->errors > 0 || !val_eq(form->v[0], v))
			fail_msg("%s.%s: typed again, " STR_FMT " is not what it was (" STR_FMT ")", rec->name, f->name,
			         STR_ARG(raw), STR_ARG(form->error[0]));
	}
	struct val stored = f->type->store == NULL ? v : f->type->store(a, v);
	struct val loaded = f->type->load == NULL ? stored : f->type->load(stored);
	if (!val_eq(loaded, v))
		fail_msg("%s.%s: does not come back from the database", rec->name, f->name);
	char letter = stored.type == VAL_INT ? 'i' : stored.type == VAL_TEXT ? 't' : 'b';
	if (letter != f->type->column)
		fail_msg("%s.%s: stored as %c, its column is %c", rec->name, f->name, letter, f->type->column);
	if (people_type(f) && f->type->show(a, nl, f, v).n == 0)
		fail_msg("%s.%s: nothing to read of " STR_FMT, rec->name, f->name, STR_ARG(raw));
}

/* The word stands wherever someone could have typed it. */
static void plant(struct arena *a, const struct record *rec, struct val *v)
{
	for (size_t i = 0; i < rec->n; i++) {
		const struct field *f = &rec->fields[i];
		bool room = f->choices == NULL && f->type != &T_DATE && f->privacy != PRIV_PUBLIC;
		if (v[i].type == VAL_TEXT && room)
			v[i] = val_text(str_printf(a, "%s-" STR_FMT, canary, STR_ARG(v[i].s)));
		if (v[i].type == VAL_BLOB)
			v[i] = val_blob(str_from(canary));
	}
}

static bool holds_canary(struct val v)
{
	for (size_t i = 0; v.type != VAL_INT && i + strlen(canary) <= v.s.n; i++)
		if (memcmp(v.s.p + i, canary, strlen(canary)) == 0)
			return true;
	return false;
}

static void leaves_nobody(struct arena *a, const struct record *rec, struct val *v)
{
	struct val was[RECORD_FIELDS_MAX];
	plant(a, rec, v);
	memcpy(was, v, rec->n * sizeof *v);
	anonymise_row(a, rec, v);
	for (size_t i = 0; i < rec->n; i++) {
		const struct field *f = &rec->fields[i];
		if (f->privacy == PRIV_PUBLIC) {
			assert_true(val_eq(v[i], was[i]));
			continue;
		}
		if (holds_canary(v[i]))
			fail_msg("%s.%s: still says who it was", rec->name, f->name);
		if (f->type == &T_REF && v[i].type == VAL_INT && v[i].i != 0)
			fail_msg("%s.%s: still points at someone", rec->name, f->name);
		if (f->privacy == PRIV_PERSONAL && f->type == &T_DATE && v[i].type == VAL_INT && v[i].i != 0 &&
		    v[i].i < DATE_OPEN && date_to_ymd((int32_t)v[i].i).day != 1)
			fail_msg("%s.%s: more than the year stays", rec->name, f->name);
		if (f->privacy != PRIV_PERSONAL && f->type != &T_STATE && v[i].type == VAL_INT && v[i].i != 0)
			fail_msg("%s.%s: sealed, and something of it stays", rec->name, f->name);
	}
}

static void test_values_go_round(void **state)
{
	(void)state;
	struct arena *all = arena_new(64 << 20), *a = arena_new(16 << 20);
	const struct model *m = whole(all);
	struct dice dice;
	dice_seed(&dice, 1);
	for (size_t r = 0; r < model_count(m); r++)
		for (int i = 0; i < ROWS; i++) {
			const struct record *rec = model_at(m, r)->rec;
			struct val v[RECORD_FIELDS_MAX];
			arena_reset(a);
			sample_row(a, rec, &dice, TODAY, some_id, NULL, v);
			for (size_t f = 0; f < rec->n; f++)
				goes_round(a, rec, &rec->fields[f], v[f]);
			leaves_nobody(a, rec, v);
		}
	arena_free(a);
	arena_free(all);
}

/* ---- what must be refused ---- */

/* What a record does for the route is known by the text of the program: that comes back from the form in which it is
 * read in Dutch. */
static void comes_back(struct arena *a, const struct field *next, const char *const *steps)
{
	for (; steps != NULL && *steps != NULL; steps++) {
		struct val v;
		struct str shown = next->type->raw(a, next, val_text(str_from(*steps)));
		assert_null(next->type->parse(a, next, shown, &v));
		ASSERT_STR(v.s, *steps);
	}
}

static void test_what_is_next_on_a_route_comes_back(void **state)
{
	(void)state;
	struct arena *a = arena_new(64 << 20);
	const struct model *m = whole(a);
	const struct field *next = record_named(model_route(m), S("next_step"));
	size_t asked = 0;
	struct dice dice;
	dice_seed(&dice, 1);
	for (size_t i = 0; i < model_count(m); i++) {
		const struct record *rec = model_at(m, i)->rec;
		struct val v[RECORD_FIELDS_MAX];
		struct row r = {.rec = rec, .v = v};
		for (size_t l = 0; l < rec->n_lists; l++)
			for (int row = 0; rec->lists[l].work != NULL && rec->lists[l].work->does != NULL && row < ROWS; row++) {
				sample_row(a, rec, &dice, TODAY, some_id, NULL, v);
				comes_back(a, next, rec->lists[l].work->does(&r));
				asked++;
			}
	}
	assert_true(asked >= 5 * ROWS);
	arena_free(a);
}

static void refused(struct arena *a, const struct record *rec, const struct field *f, struct str raw)
{
	for (enum lang l = LANG_NL; l < LANG__N; l++) {
		struct form *form = typed(a, l, f, raw);
		if (form->errors != 1 || form->error[0].n == 0 || form->v[0].type != VAL_NULL)
			fail_msg("%s.%s: took \"%.60s\"", rec->name, f->name, str_c(a, raw));
		if (str_find(form->error[0], '{') < form->error[0].n)
			fail_msg("%s.%s: an error with a hole: " STR_FMT, rec->name, f->name, STR_ARG(form->error[0]));
	}
	struct str nl = typed(a, LANG_NL, f, raw)->error[0], en = typed(a, LANG_EN, f, raw)->error[0];
	if (str_eq(nl, en))
		fail_msg("%s.%s: one error for two languages: " STR_FMT, rec->name, f->name, STR_ARG(nl));
}

static struct str many(struct arena *a, const char *letter, int64_t n)
{
	struct buf b;
	buf_init(&b, a, 1 << 20);
	for (int64_t i = 0; i < n; i++)
		buf_c(&b, letter);
	return buf_view(&b);
}

static size_t wrong_texts(struct arena *a, const struct record *rec, const struct field *f)
{
	size_t n = 0;
	if (!f->type->sized)
		return 0;
	refused(a, rec, f, many(a, "é", f->max + 1));
	n++;
	if (f->min > 1) {
		refused(a, rec, f, many(a, "x", f->min - 1));
		n++;
	}
	return n;
}

static size_t wrong_values(struct arena *a, const struct record *rec, const struct field *f)
{
	static const struct {
		const struct field_type *type;
		const char *raw[6];
	} wrong[] = {
		{&T_EMAIL, {"naam", "naam@", "@school.nl", "a b@school.nl", "naam@school", "<x>@school.nl"}},
		{&T_DATE, {"31-02-2026", "00-00-0000", "morgen", "25-11-26", "2026-13-01", "1-1-99999"}},
		{&T_NUMBER, {"1,5", "1e3", "twee", "0x10", "99999999999999999999", "--1"}},
		{&T_TIME, {"99:99", "24:00", "14:60", "14", "kwart", "1430:"}},
		{&T_CHOICE, {"' OR 1=1", "__geen__", "<b>", "0", "NULL", "-"}},
		{&T_RADIO, {"' OR 1=1", "__geen__", "<b>", "0", "NULL", "-"}},
		{&T_YES, {"2", "ja", "true", "-1", "on", "11"}},
	};
	size_t n = wrong_texts(a, rec, f);
	for (size_t w = 0; w < sizeof wrong / sizeof *wrong; w++)
		for (size_t i = 0; f->type == wrong[w].type && i < 6; i++) {
			refused(a, rec, f, str_from(wrong[w].raw[i]));
			n++;
		}
	if (f->type == &T_NUMBER || (f->type == &T_DATE && f->max > f->min)) {
		refused(a, rec, f, f->type->raw(a, f, val_int(f->max + 1)));
		refused(a, rec, f, f->type->raw(a, f, val_int(f->min - 1)));
		n += 2;
	}
	if (f->need == NEED_ALWAYS) {
		refused(a, rec, f, S(""));
		n++;
	}
	return n;
}

static void test_wrong_values_are_refused(void **state)
{
	(void)state;
	struct arena *all = arena_new(64 << 20), *a = arena_new(16 << 20);
	const struct model *m = whole(all);
	size_t n = 0;
	for (size_t r = 0; r < model_count(m); r++) {
		const struct record *rec = model_at(m, r)->rec;
		for (size_t i = 0; i < rec->n; i++) {
			arena_reset(a);
			if (people_type(&rec->fields[i]))
				n += wrong_values(a, rec, &rec->fields[i]);
		}
	}
	assert_true(n > 50);
	arena_free(a);
	arena_free(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_descriptions_are_complete),
		cmocka_unit_test(test_migrations_make_what_is_described),
		cmocka_unit_test(test_labels_speak_both_languages),
		cmocka_unit_test(test_values_go_round),
		cmocka_unit_test(test_what_is_next_on_a_route_comes_back),
		cmocka_unit_test(test_wrong_values_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
