/* A decided row into the register: the facts of DUO only, with an organisation for the school and for its board, so
 * that roles can be given there. */
#include "duo_import.h"

#include "access.h"
#include "date.h"
#include "people.h"
#include "utf8.h"

enum { MADE_MAX = 16 };

/* What this change makes, which the database does not know yet. */
struct made {
	struct {
		struct str number;
		int64_t id;
	} boards[MADE_MAX];
	size_t n_boards;
	int64_t linked[MADE_MAX];
	size_t n_linked;
};

static const struct stmt stmt_board = {
	"SELECT s.board FROM school s JOIN organisation o ON o.id = s.board"
	" WHERE s.region = $1 AND s.board_number = $2 AND o.kind = 'board' AND o.ended > $3 ORDER BY s.id LIMIT 1",
	"iti", "i"};
/* Made by hand, before the list: the same name and town, and no school yet. */
static const struct stmt stmt_org = {
	"SELECT o.id, coalesce(o.parent, 0) FROM organisation o WHERE o.region = $1 AND o.kind = 'school'"
	" AND o.name_key = $2 AND (o.place IS NULL OR o.place = $3) AND o.ended > $4"
	" AND NOT EXISTS (SELECT 1 FROM school s WHERE s.org = o.id) ORDER BY o.id LIMIT 2",
	"itti", "ii"};

static struct made *made_of(struct act *act, void **memory)
{
	if (*memory == NULL)
		*memory = ARENA_NEW(act->a, struct made);
	return *memory;
}

/* The organisation of a board with this number; 0 for an empty number. */
static enum err board_of(struct act *act, struct change *c, struct made *made, struct str number, int64_t *board)
{
	const struct rows *r;
	struct org_made org;
	*board = 0;
	for (size_t i = 0; i < made->n_boards; i++)
		if (str_eq(made->boards[i].number, number))
			*board = made->boards[i].id;
	if (number.n == 0 || *board != 0)
		return OK;
	enum err e = act_exec(act, &stmt_board, DB_ARGS(val_int(act->region), val_text(number), val_int(act->now)), &r);
	if (e == OK && r->n == 1)
		*board = rows_int(r, 0, 0);
	if (e != OK || *board != 0)
		return e;
	/* A name in the data, not a text of the product: until someone names the board. */
	struct str name = str_printf(act->a, "Schoolbestuur " STR_FMT, STR_ARG(number));
	e = organisation_new(act, c, ORG_BOARD, name, (struct str){0}, 0, &org);
	if (made->n_boards < MADE_MAX) {
		made->boards[made->n_boards].number = number;
		made->boards[made->n_boards++].id = org.id;
	}
	*board = org.id;
	return e;
}

static bool is_linked(const struct made *made, int64_t org)
{
	for (size_t i = 0; i < made->n_linked; i++)
		if (made->linked[i] == org)
			return true;
	return false;
}

static enum err org_of(struct act *act, struct change *c, struct made *made, struct str name, struct str place,
                       int64_t board, int64_t *org)
{
	const struct rows *r;
	struct org_made fresh;
	enum err e = act_exec(act, &stmt_org,
	                      DB_ARGS(val_int(act->region), val_text(utf8_fold(act->a, name)), val_text(place),
	                              val_int(act->now)),
	                      &r);
	if (e != OK)
		return e;
	if (r->n == 1 && !is_linked(made, rows_int(r, 0, 0))) {
		*org = rows_int(r, 0, 0);
		if (rows_int(r, 0, 1) == 0 && board != 0)
			change_set(c, &rec_organisation, *org, &organisation_fields[ORGANISATION_PARENT], val_int(board));
		if (made->n_linked < MADE_MAX)
			made->linked[made->n_linked++] = *org;
		return OK;
	}
	e = organisation_new(act, c, ORG_SCHOOL, name, place, board, &fresh);
	*org = fresh.id;
	return e;
}

/* What a person answered, as it stands with the school; NULL: nothing was asked. */
static const char *partnership(const struct import_row *row)
{
	static const char *const answers[][3] = {
		[DUO_ASK_REFORMED] = {"later", "landelijk", "regio"},
		[DUO_ASK_CLUSTER] = {"later", "cluster", "regio"},
	};
	if (row->ask == DUO_ASK_NOTHING || row->ask > DUO_ASK_CLUSTER || row->answer > 2)
		return NULL;
	return answers[row->ask][row->answer];
}

static struct str raw_of(struct arena *a, const struct field *f, struct val v)
{
	return f->type->raw(a, f, v);
}

static size_t fact_at(const struct field *f)
{
	for (size_t i = 0; i < DUO_FACTS; i++)
		if (&school_fields[duo_facts[i]] == f)
			return i;
	return DUO_FACTS;
}

static enum err apply_new(struct act *act, struct change *c, struct made *made, const struct import_row *row)
{
	struct val v[SCHOOL__N] = {[SCHOOL_NAME] = val_null()};
	struct duo_saying said[DUO_FACTS] = {{false, false, {NULL, 0}}};
	struct str pid;
	int64_t id, board, org;
	for (size_t i = 0; i < DUO_FACTS; i++)
		said[i] = (struct duo_saying){true, false, S("")};
	for (size_t i = 0; i < row->n_v; i++) {
		size_t at = fact_at(row->v[i].field);
		v[record_field(&rec_school, row->v[i].field)] = row->v[i].becomes;
		if (at < DUO_FACTS)
			said[at].value = raw_of(act->a, row->v[i].field, row->v[i].becomes);
	}
	enum err e = board_of(act, c, made, v[SCHOOL_BOARD_NUMBER].s, &board);
	if (e == OK)
		e = org_of(act, c, made, v[SCHOOL_NAME].s, v[SCHOOL_PLACE].s, board, &org);
	if (e != OK)
		return e;
	v[SCHOOL_ORG] = val_int(org);
	v[SCHOOL_BOARD] = board == 0 ? val_null() : val_int(board);
	v[SCHOOL_SAID] = val_text(duo_said_text(act->a, said));
	if (partnership(row) != NULL)
		v[SCHOOL_PARTNERSHIP] = val_text(str_from(partnership(row)));
	return change_place(c, &rec_school, v, &id, &pid);
}

static void set(struct change *c, const struct row *school, enum school_field f, struct val v)
{
	if (!val_eq(row_val(school, &school_fields[f]), v))
		change_set(c, &rec_school, school->id, &school_fields[f], v);
}

/* Another board answers for the school from now on. */
static enum err follow_board(struct act *act, struct change *c, struct made *made, const struct row *school,
                             struct str number)
{
	int64_t board, org = row_int(school, &school_fields[SCHOOL_ORG]);
	enum err e = board_of(act, c, made, number, &board);
	if (e != OK || board == 0)
		return e;
	set(c, school, SCHOOL_BOARD, val_int(board));
	if (org != 0)
		change_set(c, &rec_organisation, org, &organisation_fields[ORGANISATION_PARENT], val_int(board));
	return OK;
}

/* The organisation is called as its school, unless someone gave it a name of its own. */
static enum err follow_name(struct act *act, struct change *c, const struct row *school, struct str name)
{
	struct row org;
	int64_t id = row_int(school, &school_fields[SCHOOL_ORG]);
	if (id == 0)
		return OK;
	enum err e = plain_by_id(act, &rec_organisation, id, &org);
	if (e == OK && str_eq(row_text(&org, &organisation_fields[ORGANISATION_NAME]),
	                      row_text(school, &school_fields[SCHOOL_NAME])))
		change_set(c, &rec_organisation, id, &organisation_fields[ORGANISATION_NAME], val_text(name));
	return e;
}

static enum err take_value(struct act *act, struct change *c, struct made *made, const struct row *school,
                           const struct import_value *v)
{
	const struct field *f = v->field;
	change_set(c, &rec_school, school->id, f, v->becomes);
	if (f == &school_fields[SCHOOL_BOARD_NUMBER])
		return follow_board(act, c, made, school, v->becomes.s);
	if (f == &school_fields[SCHOOL_NAME])
		return follow_name(act, c, school, v->becomes.s);
	return OK;
}

/* Every fact that did not differ is what DUO says as well. */
static void say_again(struct act *act, const struct row *school, struct duo_saying said[DUO_FACTS])
{
	for (size_t i = 0; i < DUO_FACTS; i++) {
		const struct field *f = &school_fields[duo_facts[i]];
		struct str mine = raw_of(act->a, f, row_val(school, f));
		if (!said[i].known || !said[i].kept)
			said[i] = (struct duo_saying){true, false, mine};
	}
}

static enum err apply_known(struct act *act, struct change *c, struct made *made, const struct import_row *row)
{
	struct row school;
	struct duo_saying said[DUO_FACTS];
	enum err e = plain_by_id(act, &rec_school, row->record, &school);
	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e; /* it was taken away meanwhile */
	duo_said_take(row_text(&school, &school_fields[SCHOOL_SAID]), said);
	if (row->what != IMPORT_GONE)
		say_again(act, &school, said);
	for (size_t i = 0; e == OK && i < row->n_v; i++) {
		const struct import_value *v = &row->v[i];
		struct val now = row_val(&school, v->field);
		bool asked = v->clash && (row->takes >> i & 1) == 0;
		/* Whoever changed it since the preview knew better; the next list will ask. */
		bool take = !asked && str_eq(raw_of(act->a, v->field, now), raw_of(act->a, v->field, v->was));
		size_t at = fact_at(v->field);
		if (take)
			e = take_value(act, c, made, &school, v);
		if (at < DUO_FACTS)
			said[at] = (struct duo_saying){true, asked, raw_of(act->a, v->field, v->becomes)};
	}
	if (row->what != IMPORT_GONE)
		set(c, &school, SCHOOL_SAID, val_text(duo_said_text(act->a, said)));
	if (partnership(row) != NULL)
		set(c, &school, SCHOOL_PARTNERSHIP, val_text(str_from(partnership(row))));
	return e;
}

enum err duo_apply(struct act *act, struct change *c, const struct import_row *row, void **memory)
{
	struct made *made = made_of(act, memory);
	return row->what == IMPORT_NEW ? apply_new(act, c, made, row) : apply_known(act, c, made, row);
}
