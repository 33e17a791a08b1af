/* How DUO's list is read: its words, older names of columns, rows that are rejected, files that are none, and the
 * answer of a box, which is not trusted. */
#include "duo_world.h"

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

/* Six bytes are not six letters: the reason shows the postcode as it was, in whole letters. */
static void a_letter_is_not_cut(bool pg)
{
	struct world w;
	struct import_made m;
	world_make(&w, pg);
	struct month *l = list_of("PO2401");
	l->cell[0][POSTCODE] = S("131\xc3\xa9" "2");
	l->cell[1][POSTCODE] = S("13 1\xc3\xa9 2");
	assert_int_equal(read_list(&w, table_from(l), "PO2401", &m), OK);
	expect(&m, 72, 0, 0, 0, 2, 0);
	for (size_t i = 0, at = 0; i < m.n; i++)
		if (m.rows[i].what == IMPORT_REJECTED)
			assert_string_equal(str_c(a, m.rows[i].detail), str_c(a, l->cell[at++][POSTCODE]));
	world_free(&w);
}
ON_BOTH(a_letter_is_not_cut)

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		ALONE(names_of_places),
		ALONE(municipalities_by_number_and_by_name),
		ALONE(clusters_are_asked_about_only_by_their_words),
		ALONE(answers_that_are_none),
		BOTH(rejected_rows_have_a_line_and_a_reason),
		BOTH(a_letter_is_not_cut),
		BOTH(what_is_no_list_of_duo),
		BOTH(older_names_of_columns),
	};
	return cmocka_run_group_tests_name("duo_file", tests, NULL, NULL);
}
