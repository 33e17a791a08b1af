/* DUO's list against the register, on both databases: real rows of PO2401 and PO3106 (tests/data), a second month over
 * the first, and what people wrote in between. */
#include "app.h"
#include "duo_import.h"
#include "testing.h"

#include "account_desk.h"
#include "db_fixture.h"
#include "date.h"
#include "migrate.h"
#include "people.h"

#define REGION 1
enum { NOW_DAY = 20780, COLUMNS = 31, ROWS_MAX = 200 };

static struct arena *a; /* as long as a test */

static int setup(void **state)
{
	(void)state;
	a = arena_new((size_t)512 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

/* ---- words ---- */

static void names_of_places(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{"ALMERE", "Almere"}, {"ALTEVEER GEM NOORDENVELD", "Alteveer gem Noordenveld"},
		{"'S-GRAVENHAGE", "'s-Gravenhage"}, {"S GRAVENHAGE", "'s-Gravenhage"}, {"IJMUIDEN", "IJmuiden"},
		{"'S-HEER ARENDSKERKE", "'s-Heer Arendskerke"}, {"'T ZAND", "'t Zand"}, {"DE WIJK", "De Wijk"},
		{"CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"}, {"RIJSWIJK ZH", "Rijswijk ZH"},
		{"SINT-MAARTENSDIJK", "Sint-Maartensdijk"}, {"TULL EN 'T WAAL", "Tull en 't Waal"},
		{"BERGEN OP ZOOM", "Bergen op Zoom"}, {"S\xc3\x9a" "DWEST", "S\xc3\xba" "dwest"}, {"Merenburg", "Merenburg"},
			{"", ""},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_string_equal(str_c(a, duo_place(a, str_from(pairs[i][0]))), pairs[i][1]);
}

static void municipalities_by_number_and_by_name(void **state)
{
	(void)state;
	struct duo_municipality m;
	assert_true(duo_municipality(S("0518"), S("S GRAVENHAGE"), &m));
	assert_string_equal(m.name, "'s-Gravenhage");
	assert_true(duo_municipality(S(""), S("S HERTOGENBOSCH"), &m));
	assert_string_equal(m.name, "'s-Hertogenbosch");
	assert_true(duo_municipality(S("34"), S(""), &m)); /* the zeros left out */
	assert_string_equal(m.name, "Almere");
	assert_string_equal(m.holidays, "noord");
	assert_true(duo_municipality(S("14"), S(""), &m));
	assert_string_equal(m.name, "Groningen"); /* and not Emmen, 0114 */
	assert_true(duo_municipality(S(""), S("SUDWEST-FRYSLAN"), &m));
	assert_string_equal(m.code, "1900");
	assert_true(duo_municipality(S("1959"), S("ALTENA"), &m));
	assert_null(m.holidays); /* two holiday regions */
	assert_false(duo_municipality(S("9999"), S("NERGENS"), &m));
	assert_false(duo_municipality(S(""), S(""), &m));
}

static void clusters_are_asked_about_only_by_their_words(void **state)
{
	(void)state;
	assert_true(duo_maybe_cluster(S("Kentalis Martinus van Beek")));
	assert_true(duo_maybe_cluster(S("Koninklijke Visio Onderwijs")));
	assert_true(duo_maybe_cluster(S("Bartim\xc3\xa9us Zeist")));
	assert_false(duo_maybe_cluster(S("International School Eindhoven, Primary division"))); /* "visio" inside a word */
	assert_false(duo_maybe_cluster(S("Basisschool De Regenboog")));
}

/* ---- a list in memory ---- */

struct month {
	struct str cell[ROWS_MAX][COLUMNS];
	size_t n;
};
enum cell_at { BOARD = 1, BRIN = 2, LOCATION = 3, NAME = 4, STREET = 5, HOUSE = 6, POSTCODE = 7, PHONE = 12 };

static struct str file_bytes(void)
{
	static const char path[] = TEST_DIR "/../data/duo-scholen-2026-04.csv";
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	char *p = arena_alloc(a, 1 << 20);
	size_t n = fread(p, 1, 1 << 20, f);
	fclose(f);
	return (struct str){p, n};
}

static struct import_table table_of(struct str bytes)
{
	struct str answer;
	struct import_table t;
	assert_int_equal(import_box_csv(a, bytes, &answer), OK);
	assert_true(answer.n <= import_answer_max(bytes.n));
	assert_int_equal(import_table_take(a, answer, &t), OK);
	assert_int_equal(t.fault, CSV_GOOD);
	return t;
}

static struct month *list_read(void)
{
	struct import_table t = table_of(file_bytes());
	struct month *l = ARENA_NEW(a, struct month);
	assert_int_equal(t.head.n, COLUMNS);
	for (size_t i = 0; i < t.n; i++, l->n++)
		for (size_t k = 0; k < COLUMNS; k++)
			l->cell[i][k] = t.rows[i].cell[k];
	return l;
}

/* Only what stands at the postcodes of a partnership. */
static struct month *list_of(const char *swv)
{
	struct month *all = list_read(), *l = ARENA_NEW(a, struct month);
	for (size_t i = 0; i < all->n; i++)
		if (swv_has(str_from(swv), all->cell[i][POSTCODE]))
			memcpy(l->cell[l->n++], all->cell[i], sizeof all->cell[i]);
	return l;
}

static void list_drop(struct month *l, size_t i)
{
	memmove(l->cell[i], l->cell[i + 1], (l->n - i - 1) * sizeof l->cell[0]);
	l->n--;
}

static struct import_table table_from(const struct month *l)
{
	struct import_table head = table_of(file_bytes()), t = head;
	struct import_line *rows = ARENA_ARRAY(a, struct import_line, l->n + 1);
	for (size_t i = 0; i < l->n; i++)
		rows[i] = (struct import_line){.line = i + 2, .cell = l->cell[i], .n = COLUMNS};
	t.rows = rows;
	t.n = l->n;
	return t;
}

/* ---- the world ---- */

struct world {
	struct fixture f;
	struct db *db;
	const struct model *model;
	struct act act;
};

static void world_make(struct world *w, bool pg)
{
	const struct db_options o = {.connections = 4, .write_schema = true};
	struct str why = {0};
	struct org_made org;
	int applied;
	fixture_make(&w->f, pg);
	if (db_open(w->f.url, &o, a, &w->db, &why) != OK || schema_migrate(w->db, a, &applied, &why) != OK ||
	    app_model(a, &w->model, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	w->act = (struct act){.db = w->db, .model = w->model, .a = a, .now = instant_of_date(NOW_DAY), .door = "test",
	                      .speak = {LANG_NL, AUD_PROF}, .region = REGION};
	struct change *c = change_begin(&w->act, "Made", 0);
	assert_int_equal(organisation_new(&w->act, c, ORG_SWV, S("Verband"), S(""), 0, &org), OK);
	assert_int_equal(change_commit(c), OK);
}

static void world_free(struct world *w)
{
	act_end(&w->act);
	db_close(w->db);
	fixture_drop(&w->f);
}

#define ON_BOTH(test) \
	static void test##_sqlite(void **state) { (void)state; test(false); } \
	static void test##_postgres(void **state) { (void)state; test(true); }
#define BOTH(test) cmocka_unit_test_setup_teardown(test##_sqlite, setup, teardown), \
	cmocka_unit_test_setup_teardown(test##_postgres, setup, teardown)

static enum err read_list(struct world *w, struct import_table t, const char *swv, struct import_made *made)
{
	struct import_refusal why;
	const struct import_begin b = {.kind = &import_duo, .source = {.note = str_from(swv), .table = &t},
	                               .file_name = S("lijst.csv"), .sha = S("00")};
	return import_begin(&w->act, &b, false, made, &why);
}

static int64_t n_of(const struct import_made *m, enum import_field f)
{
	return m->counts[f - IMPORT_N_NEW];
}

static void expect(const struct import_made *m, int new, int changed, int gone, int same, int rejected, int asked)
{
	assert_int_equal(n_of(m, IMPORT_N_NEW), new);
	assert_int_equal(n_of(m, IMPORT_N_CHANGED), changed);
	assert_int_equal(n_of(m, IMPORT_N_GONE), gone);
	assert_int_equal(n_of(m, IMPORT_N_SAME), same);
	assert_int_equal(n_of(m, IMPORT_N_REJECTED), rejected);
	assert_int_equal(n_of(m, IMPORT_N_ASKED), asked);
}

static void put_in(struct world *w, const struct month *l, const char *swv, struct import_made *made)
{
	assert_int_equal(read_list(w, table_from(l), swv, made), OK);
	assert_int_equal(import_run(&w->act, &import_duo, made->id), OK);
}

static const struct stmt stmt_school = {"SELECT id FROM school WHERE region = 1 AND brin = $1", "t", "i"};
static struct row school(struct world *w, struct str brin)
{
	const struct rows *r;
	struct row row;
	assert_int_equal(act_exec(&w->act, &stmt_school, DB_ARGS(val_text(brin)), &r), OK);
	assert_int_equal(r->n, 1);
	assert_int_equal(record_by_id(&w->act, &rec_school, rows_int(r, 0, 0), &row), OK);
	return row;
}

static const char *says(struct world *w, struct str brin, enum school_field f)
{
	struct row r = school(w, brin);
	const struct field *field = &school_fields[f];
	return str_c(a, field->type->raw(a, field, row_val(&r, field)));
}

static void write_field(struct world *w, struct str brin, enum school_field f, const char *text)
{
	struct row r = school(w, brin);
	struct change *c = change_begin(&w->act, "Written", 0);
	change_set(c, &rec_school, r.id, &school_fields[f], val_text(str_from(text)));
	assert_int_equal(change_commit(c), OK);
}

static const struct stmt stmt_count = {"SELECT count(*) FROM school", "", "i"};
static int64_t schools(struct world *w)
{
	const struct rows *r;
	assert_int_equal(act_exec(&w->act, &stmt_count, DB_NO_ARGS, &r), OK);
	return rows_int(r, 0, 0);
}

/* ---- the first month ---- */

static void the_first_month(bool pg)
{
	struct world w;
	struct import_made m;
	world_make(&w, pg);
	struct import_table t = table_of(file_bytes());
	assert_int_equal(read_list(&w, t, "PO2401", &m), OK);
	expect(&m, 74, 0, 0, 0, 0, 0);
	assert_int_equal(n_of(&m, IMPORT_N_OUTSIDE), (int64_t)t.n - 74);
	assert_int_equal(schools(&w), 0); /* read, and not yet put in */
	assert_int_equal(import_run(&w.act, &import_duo, m.id), OK);
	assert_int_equal(schools(&w), 74);
	struct month *l = list_of("PO2401");
	struct str brin = l->cell[0][LOCATION];
	assert_string_equal(says(&w, brin, SCHOOL_PLACE), "Almere");
	assert_string_equal(says(&w, brin, SCHOOL_MUNICIPALITY), "Almere");
	assert_string_equal(says(&w, brin, SCHOOL_HOLIDAYS), "noord");
	assert_string_equal(says(&w, brin, SCHOOL_KIND), "bo");
	assert_true(row_int(&(struct row[]){school(&w, brin)}[0], &school_fields[SCHOOL_ORG]) != 0);
	assert_true(row_int(&(struct row[]){school(&w, brin)}[0], &school_fields[SCHOOL_BOARD]) != 0);
	/* The same again changes nothing. */
	assert_int_equal(read_list(&w, t, "PO2401", &m), OK);
	expect(&m, 0, 0, 0, 74, 0, 0);
	world_free(&w);
}
ON_BOTH(the_first_month)

/* One organisation per board, whoever comes first; each school under its own. */
static const struct stmt stmt_boards = {
	"SELECT (SELECT count(*) FROM organisation WHERE kind = 'board'), (SELECT count(DISTINCT board_number) FROM"
	" school),"
	" (SELECT count(*) FROM school s JOIN organisation o ON o.id = s.org WHERE o.parent = s.board)",
	"", "iii"};
static void a_board_is_made_once(bool pg)
{
	struct world w;
	struct import_made m;
	const struct rows *r;
	world_make(&w, pg);
	put_in(&w, list_of("PO3106"), "PO3106", &m);
	assert_int_equal(act_exec(&w.act, &stmt_boards, DB_NO_ARGS, &r), OK);
	assert_int_equal(rows_int(r, 0, 0), rows_int(r, 0, 1));
	assert_int_equal(rows_int(r, 0, 2), 61);
	world_free(&w);
}
ON_BOTH(a_board_is_made_once)

/* ---- a second month ---- */

static void a_second_month(bool pg)
{
	struct world w;
	struct import_made m;
	world_make(&w, pg);
	struct month *second = list_of("PO2401"), *first = list_of("PO2401");
	struct str gone = first->cell[0][LOCATION], back = first->cell[1][LOCATION];
	for (size_t i = 0; i < 17; i++)
		list_drop(first, first->n - 1); /* 17 are new in the second month */
	put_in(&w, first, "PO2401", &m);
	expect(&m, 57, 0, 0, 0, 0, 0);
	write_field(&w, gone, SCHOOL_OFFER, "Bij ons leert een kind in de eigen groep.");
	list_drop(second, 0); /* 2 are gone */
	list_drop(second, 0);
	for (size_t i = 0; i < 40; i++)
		second->cell[i][PHONE] = S("0360000000"); /* 40 changed */
	put_in(&w, second, "PO2401", &m);
	expect(&m, 17, 40, 2, 15, 0, 0);
	assert_int_equal(schools(&w), 74); /* nothing is ever deleted */
	assert_string_equal(says(&w, second->cell[0][LOCATION], SCHOOL_PHONE), "0360000000");
	assert_string_equal(says(&w, gone, SCHOOL_OFFER), "Bij ons leert een kind in de eigen groep.");
	assert_true(says(&w, gone, SCHOOL_GONE)[0] != '\0');
	/* A third time the same: the gone ones are not gone again. */
	put_in(&w, second, "PO2401", &m);
	expect(&m, 0, 0, 0, 72, 0, 0);
	/* And one is back. */
	struct month *third = list_of("PO2401");
	list_drop(third, 0);
	for (size_t i = 0; i < 41; i++)
		if (!str_eq(third->cell[i][LOCATION], back))
			third->cell[i][PHONE] = S("0360000000");
	put_in(&w, third, "PO2401", &m);
	expect(&m, 0, 1, 0, 72, 0, 0);
	assert_string_equal(says(&w, back, SCHOOL_GONE), "");
	assert_true(says(&w, gone, SCHOOL_GONE)[0] != '\0');
	world_free(&w);
}
ON_BOTH(a_second_month)

/* ---- what people wrote stays ---- */

static void a_correction_is_asked_about_and_stays(bool pg)
{
	struct world w;
	struct import_made m;
	struct import_row *rows;
	size_t n;
	world_make(&w, pg);
	struct month *l = list_of("PO2401");
	struct str brin = l->cell[3][LOCATION];
	put_in(&w, l, "PO2401", &m);
	write_field(&w, brin, SCHOOL_PHONE, "036 123 45 67");
	put_in(&w, l, "PO2401", &m); /* DUO still says what it said */
	expect(&m, 0, 1, 0, 73, 0, 1);
	assert_string_equal(says(&w, brin, SCHOOL_PHONE), "036 123 45 67");
	put_in(&w, l, "PO2401", &m); /* decided: not asked again */
	expect(&m, 0, 0, 0, 74, 0, 0);
	l->cell[3][PHONE] = S("0361112223"); /* until DUO says something else */
	assert_int_equal(read_list(&w, table_from(l), "PO2401", &m), OK);
	expect(&m, 0, 1, 0, 73, 0, 1);
	struct row import;
	assert_int_equal(record_by_id(&w.act, &rec_import, m.id, &import), OK);
	assert_int_equal(import_rows(&w.act, &import_duo, &import, IMPORT_CHANGED, 0, 10, &rows, &n), OK);
	assert_int_equal(n, 1);
	assert_true(rows[0].v[0].clash);
	rows[0].takes = 1; /* take what DUO says */
	assert_int_equal(import_decide(&w.act, &import, rows, 1), OK);
	assert_int_equal(import_run(&w.act, &import_duo, m.id), OK);
	assert_string_equal(says(&w, brin, SCHOOL_PHONE), "0361112223");
	l->cell[3][PHONE] = S("0363334445"); /* from now on it is DUO's again */
	put_in(&w, l, "PO2401", &m);
	expect(&m, 0, 1, 0, 73, 0, 0);
	assert_string_equal(says(&w, brin, SCHOOL_PHONE), "0363334445");
	world_free(&w);
}
ON_BOTH(a_correction_is_asked_about_and_stays)

/* A person writes between the preview and the putting in: theirs stays. */
static void between_preview_and_putting_in(bool pg)
{
	struct world w;
	struct import_made m;
	world_make(&w, pg);
	struct month *l = list_of("PO2401");
	struct str brin = l->cell[5][LOCATION];
	put_in(&w, l, "PO2401", &m);
	l->cell[5][PHONE] = S("0369999999");
	assert_int_equal(read_list(&w, table_from(l), "PO2401", &m), OK);
	write_field(&w, brin, SCHOOL_PHONE, "0361234567");
	assert_int_equal(import_run(&w.act, &import_duo, m.id), OK);
	assert_string_equal(says(&w, brin, SCHOOL_PHONE), "0361234567");
	world_free(&w);
}
ON_BOTH(between_preview_and_putting_in)

/* Any mix of changes in the list and of what people write: the profile and the corrections stay. */
static unsigned dice_roll(unsigned *s)
{
	*s = *s * 1664525u + 1013904223u;
	return *s >> 16;
}
static void profiles_are_never_touched(bool pg)
{
	static const enum school_field profile[] = {
		SCHOOL_OFFER, SCHOOL_EXPERTISE, SCHOOL_GROUPS, SCHOOL_BUILDING, SCHOOL_NOT_YET};
	struct world w;
	struct import_made m;
	struct str written[ROWS_MAX] = {{NULL, 0}};
	unsigned seed = pg ? 7 : 11;
	world_make(&w, pg);
	struct month *l = list_of("PO3106");
	struct str brins[ROWS_MAX];
	size_t all = l->n;
	for (size_t i = 0; i < all; i++)
		brins[i] = l->cell[i][LOCATION];
	put_in(&w, l, "PO3106", &m);
	for (int month = 0; month < 4; month++) {
		for (int k = 0; k < 6; k++) {
			size_t i = dice_roll(&seed) % all;
			written[i] = str_printf(a, "Tekst %d-%d", month, k);
			for (size_t f = 0; f < 5; f++)
				write_field(&w, brins[i], profile[f], written[i].p);
		}
		for (int k = 0; k < 12; k++)
			l->cell[dice_roll(&seed) % l->n][dice_roll(&seed) % 2 == 0 ? PHONE : NAME] =
				str_printf(a, "04512345%02u", dice_roll(&seed) % 100);
		list_drop(l, dice_roll(&seed) % l->n);
		put_in(&w, l, "PO3106", &m);
		for (size_t i = 0; i < all; i++)
			for (size_t f = 0; written[i].n > 0 && f < 5; f++)
				assert_string_equal(says(&w, brins[i], profile[f]), written[i].p);
	}
	assert_int_equal(schools(&w), 61);
	world_free(&w);
}
ON_BOTH(profiles_are_never_touched)

/* ---- rejected rows ---- */

static void rejected_rows_have_a_line_and_a_reason(bool pg)
{
	struct world w;
	struct import_made m;
	world_make(&w, pg);
	struct month *l = list_of("PO2401");
	l->cell[0][LOCATION] = S("ABCDEF");
	l->cell[1][POSTCODE] = S("1315");
	l->cell[2][BRIN] = S("99ZZ");
	l->cell[3][STREET] = S("");
	l->cell[4][BOARD] = S("123");
	memcpy(l->cell[l->n], l->cell[10], sizeof l->cell[0]); /* a copy is no fault */
	l->n++;
	memcpy(l->cell[l->n], l->cell[11], sizeof l->cell[0]);
	l->cell[l->n++][NAME] = S("Een andere naam"); /* the same BRIN, with other facts: neither is taken */
	assert_int_equal(read_list(&w, table_from(l), "PO2401", &m), OK);
	expect(&m, 68, 0, 0, 0, 7, 0);
	for (size_t i = 0; i < m.n; i++)
		if (m.rows[i].what == IMPORT_REJECTED)
			assert_true(m.rows[i].line > 1 && m.rows[i].reason[0] != '\0');
	/* A rejected line of a school that is there is not a school that is gone. */
	struct month *good = list_of("PO2401");
	put_in(&w, good, "PO2401", &m);
	good->cell[7][STREET] = S("");
	good->cell[8][POSTCODE] = S("13");
	assert_int_equal(read_list(&w, table_from(good), "PO2401", &m), OK);
	expect(&m, 0, 0, 0, 72, 2, 0);
	world_free(&w);
}
ON_BOTH(rejected_rows_have_a_line_and_a_reason)

static void what_is_no_list_of_duo(bool pg)
{
	static const char *const files[] = {"a;b\n1;2\n", "VESTIGINGSCODE;VESTIGINGSNAAM\n12AB00;X\n", "naam\nJan\n"};
	struct world w;
	struct import_made m;
	struct import_refusal why;
	world_make(&w, pg);
	for (size_t i = 0; i < 3; i++) {
		struct import_table t = table_of(str_from(files[i]));
		const struct import_begin b = {.kind = &import_duo, .source = {.note = S("PO2401"), .table = &t}};
		assert_int_equal(import_begin(&w.act, &b, true, &m, &why), ERR_INVALID);
		assert_non_null(why.text);
	}
	struct import_table t = table_of(file_bytes());
	const struct import_begin b = {.kind = &import_duo, .source = {.note = S("PO9999"), .table = &t}};
	/* no postcodes: everything would be ours */
	assert_int_equal(import_begin(&w.act, &b, true, &m, &why), ERR_INVALID);
	world_free(&w);
}
ON_BOTH(what_is_no_list_of_duo)

static void older_names_of_columns(bool pg)
{
	static const char text[] =
		"PROVINCIE;BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM ;STRAATNAAM;HUISNUMMER-TOEVOEGING;"
		"POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;TELEFOONNUMMER;INTERNETADRES\r\n"
		"Flevoland;12345;12AB;12AB00;De Eerste;Straat;68-72;1315 AB;ALMERE;0034;ALMERE;Openbaar; ; \r\n"
		"Flevoland;12345;13AB;13AB00;Sjalom;Straat;1;1315AC;ALMERE;0034;ALMERE;Reformatorisch;036-1234567; \r\n";
	struct world w;
	struct import_made m;
	world_make(&w, pg);
	assert_int_equal(read_list(&w, table_of(str_from(text)), "PO2401", &m), OK);
	expect(&m, 2, 0, 0, 0, 0, 1);
	assert_int_equal(import_run(&w.act, &import_duo, m.id), OK);
	assert_string_equal(says(&w, S("12AB00"), SCHOOL_HOUSE_NUMBER), "68-72");
	assert_string_equal(says(&w, S("12AB00"), SCHOOL_HOLIDAYS), "noord");
	assert_string_equal(says(&w, S("12AB00"), SCHOOL_PHONE), "");
	assert_string_equal(says(&w, S("13AB00"), SCHOOL_POSTCODE), "1315 AC");
	world_free(&w);
}
ON_BOTH(older_names_of_columns)

/* ---- asked, and remembered ---- */

static void reformatorisch_is_asked_until_answered(bool pg)
{
	struct world w;
	struct import_made m;
	struct import_row *rows;
	struct row import;
	size_t n;
	world_make(&w, pg);
	struct month *l = list_of("PO2401");
	struct str brin = l->cell[0][LOCATION];
	l->cell[0][11] = S("Reformatorisch");
	put_in(&w, l, "PO2401", &m);
	expect(&m, 74, 0, 0, 0, 0, 1);
	assert_string_equal(says(&w, brin, SCHOOL_PARTNERSHIP), "later"); /* never guessed */
	assert_int_equal(read_list(&w, table_from(l), "PO2401", &m), OK);
	expect(&m, 0, 0, 0, 73, 0, 1); /* asked again, and nothing else */
	assert_int_equal(record_by_id(&w.act, &rec_import, m.id, &import), OK);
	assert_int_equal(import_rows(&w.act, &import_duo, &import, IMPORT_ASKED, 0, 10, &rows, &n), OK);
	assert_int_equal(n, 1);
	rows[0].answer = 1;
	assert_int_equal(import_decide(&w.act, &import, rows, 1), OK);
	assert_int_equal(import_run(&w.act, &import_duo, m.id), OK);
	assert_string_equal(says(&w, brin, SCHOOL_PARTNERSHIP), "landelijk");
	assert_int_equal(read_list(&w, table_from(l), "PO2401", &m), OK);
	expect(&m, 0, 0, 0, 74, 0, 0);
	world_free(&w);
}
ON_BOTH(reformatorisch_is_asked_until_answered)

/* ---- stopping and going on ---- */

static const struct stmt stmt_stop = {"UPDATE import SET stage = 'gestopt' WHERE id = $1", "i", ""};
static const struct stmt stmt_go = {"UPDATE import SET stage = 'bezig' WHERE id = $1", "i", ""};
static const struct stmt stmt_undone = {"UPDATE import_row SET done = 1 WHERE import = $1 AND n > 30", "i", ""};
static const struct stmt stmt_redo = {"UPDATE import_row SET done = 0 WHERE import = $1 AND n > 30", "i", ""};

static void stopped_half_way_and_gone_on_with(bool pg)
{
	struct world w;
	struct import_made m;
	int64_t done, of;
	world_make(&w, pg);
	assert_int_equal(read_list(&w, table_from(list_of("PO2401")), "PO2401", &m), OK);
	/* As if it was killed after 30 rows: those are in, the others not. */
	assert_int_equal(act_write(&w.act, &stmt_undone, DB_ARGS(val_int(m.id))), OK);
	assert_int_equal(act_write(&w.act, &stmt_go, DB_ARGS(val_int(m.id))), OK);
	assert_int_equal(import_apply(&w.act, &import_duo, m.id, NULL), OK);
	assert_int_equal(schools(&w), 30);
	assert_int_equal(act_write(&w.act, &stmt_redo, DB_ARGS(val_int(m.id))), OK);
	/* Stopped: nothing more goes in. */
	assert_int_equal(act_write(&w.act, &stmt_stop, DB_ARGS(val_int(m.id))), OK);
	assert_int_equal(import_apply(&w.act, &import_duo, m.id, NULL), ERR_CONFLICT);
	assert_int_equal(schools(&w), 30);
	assert_int_equal(import_progress(&w.act, m.id, &done, &of), OK);
	assert_int_equal(done, 30);
	assert_int_equal(of, 74);
	/* And on, to the end; and once more changes nothing. */
	assert_int_equal(act_write(&w.act, &stmt_go, DB_ARGS(val_int(m.id))), OK);
	assert_int_equal(import_apply(&w.act, &import_duo, m.id, NULL), OK);
	assert_int_equal(schools(&w), 74);
	assert_int_equal(import_apply(&w.act, &import_duo, m.id, NULL), OK);
	assert_int_equal(schools(&w), 74);
	struct row import;
	assert_int_equal(record_by_id(&w.act, &rec_import, m.id, &import), OK);
	assert_int_equal(import_stage(&import), IMPORT_APPLIED);
	world_free(&w);
}
ON_BOTH(stopped_half_way_and_gone_on_with)

/* ---- the answer of a box is not trusted ---- */

static void answers_that_are_none(void **state)
{
	(void)state;
	struct str answer;
	struct import_table t;
	assert_int_equal(import_box_csv(a, S("a;b\n1;2\n"), &answer), OK);
	for (size_t n = 0; n < answer.n; n++) {
		enum err e = import_table_take(a, (struct str){answer.p, n}, &t);
		if (e == OK)
			assert_true(t.fault == CSV_GOOD && t.n == 0 && t.head.n == 2); /* cut between two rows */
	}
	for (size_t i = 0; i < answer.n; i++) {
		char *p = arena_alloc(a, answer.n);
		memcpy(p, answer.p, answer.n);
		p[i] = (char)0xff;
		if (import_table_take(a, (struct str){p, answer.n}, &t) == OK)
			assert_true(t.fault < CSV__N && t.n <= 2);
	}
	assert_int_equal(import_table_take(a, S("\xff\xff\xff\xff\0\0\0\0"), &t), ERR_INVALID);
	assert_int_equal(import_table_take(a, S("\0\0\0\0\0\0\0\0\1\0\0\0\xff\xff"), &t), ERR_INVALID);
}

#define ALONE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ALONE(names_of_places), ALONE(municipalities_by_number_and_by_name),
		ALONE(clusters_are_asked_about_only_by_their_words), ALONE(answers_that_are_none),
		BOTH(the_first_month), BOTH(a_board_is_made_once), BOTH(a_second_month),
		BOTH(a_correction_is_asked_about_and_stays), BOTH(between_preview_and_putting_in),
		BOTH(profiles_are_never_touched), BOTH(rejected_rows_have_a_line_and_a_reason), BOTH(what_is_no_list_of_duo),
		BOTH(older_names_of_columns), BOTH(reformatorisch_is_asked_until_answered),
		BOTH(stopped_half_way_and_gone_on_with),
	};
	return cmocka_run_group_tests_name("duo", tests, NULL, NULL);
}
