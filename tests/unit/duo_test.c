/* DUO's list against the register, on both databases: a first month, a second over it, what people wrote in between,
 * and an import that was stopped. */
#include "duo_world.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(the_first_month),
		BOTH(a_board_is_made_once),
		BOTH(a_second_month),
		BOTH(a_correction_is_asked_about_and_stays),
		BOTH(between_preview_and_putting_in),
		BOTH(profiles_are_never_touched),
		BOTH(reformatorisch_is_asked_until_answered),
		BOTH(stopped_half_way_and_gone_on_with),
	};
	return cmocka_run_group_tests_name("duo", tests, NULL, NULL);
}
