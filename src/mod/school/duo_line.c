/* A line of DUO's list: its columns, the facts of a school in it, and what is wrong with it. */
#include "duo_line.h"

#include "utf8.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

/* Names of this year and of older ones; a column that may be missing comes after DUO_MUNICIPALITY. */
static const char *const column_names[DUO__N][4] = {
	[DUO_LOCATION] = {"VESTIGINGSCODE", "VESTIGINGSNUMMER", NULL},
	[DUO_BRIN] = {"INSTELLINGSCODE", "BRIN NUMMER", "BRINNUMMER", NULL},
	[DUO_NAME] = {"VESTIGINGSNAAM", NULL},
	[DUO_STREET] = {"STRAATNAAM", NULL},
	[DUO_NUMBER] = {"HUISNUMMER-TOEVOEGING", "HUISNUMMER TOEVOEGING", NULL},
	[DUO_POSTCODE] = {"POSTCODE", NULL},
	[DUO_PLACE] = {"PLAATSNAAM", NULL},
	[DUO_DENOMINATION] = {"DENOMINATIE", NULL},
	[DUO_MUNICIPALITY] = {"GEMEENTENAAM", NULL},
	[DUO_MUNICIPALITY_CODE] = {"GEMEENTENUMMER", "GEMEENTECODE", NULL},
	[DUO_PHONE] = {"TELEFOONNUMMER", NULL},
	[DUO_SITE] = {"INTERNETADRES", NULL},
	[DUO_BOARD] = {"BEVOEGD GEZAG NUMMER", "BEVOEGD GEZAG", NULL},
	[DUO_HOLIDAYS] = {"VAKANTIEREGIO", NULL},
	[DUO_KIND] = {"SOORT PRIMAIR ONDERWIJS", NULL},
};

bool duo_find_columns(struct planner *p, struct import_refusal *why)
{
	for (enum column c = 0; c < DUO__N; c++) {
		p->col[c] = import_column(p->table, column_names[c]);
		if (c > DUO_MUNICIPALITY || p->col[c] < p->table->head.n)
			continue;
		*why = (struct import_refusal){
			N_("This is not DUO's list of school locations: the column {what} is missing. It is the file \"Alle "
			   "schoolvestigingen basisonderwijs\" of duo.nl/open_onderwijsdata, saved as CSV."),
			str_from(column_names[c][0])};
		return false;
	}
	return true;
}

static struct str duo_cell(const struct planner *p, const struct import_line *l, enum column c)
{
	return import_cell(l, p->col[c]);
}

static void set_fact(struct school_line *s, enum school_field f, struct str v)
{
	for (size_t i = 0; i < DUO_FACTS; i++)
		if (duo_facts[i] == f)
			s->fact[i] = v;
}

struct str duo_fact(const struct school_line *s, enum school_field f)
{
	for (size_t i = 0; i < DUO_FACTS; i++)
		if (duo_facts[i] == f)
			return s->fact[i];
	BUG("not a fact of DUO");
}

/* Six bytes may be fewer letters: what is no postcode is shown as it stands, never cut inside one. */
static struct str postcode(struct arena *a, struct str s)
{
	struct str bare = duo_without(a, s, " ");
	bool whole = bare.n == 6 && utf8_valid((struct str){bare.p, 4});
	return whole ? str_printf(a, "%.4s %.2s", bare.p, bare.p + 4) : s;
}

static struct str kind_of(const struct planner *p, const struct import_line *l)
{
	static const char *const kinds[] = {"bo", "sbo", "so", "vso"};
	struct str s = duo_cell(p, l, DUO_KIND);
	for (size_t i = 0; i < N_OF(kinds); i++)
		if (str_eq_ascii_case(s, str_from(kinds[i])))
			return str_from(kinds[i]);
	return s.n == 0 ? S("bo") : S("");
}

void duo_note_kind(struct planner *p, struct str kind)
{
	p->bo = p->bo || str_is(kind, "bo");
	p->sbo = p->sbo || str_is(kind, "sbo");
	p->so = p->so || str_is(kind, "so");
	p->vso = p->vso || str_is(kind, "vso");
}

bool duo_has_kind(const struct planner *p, struct str kind)
{
	return (p->bo && str_is(kind, "bo")) || (p->sbo && str_is(kind, "sbo")) || (p->so && str_is(kind, "so")) ||
	       (p->vso && str_is(kind, "vso"));
}

void duo_read_line(struct planner *p, const struct import_line *l, struct school_line *s)
{
	struct duo_municipality m;
	struct str name = duo_cell(p, l, DUO_MUNICIPALITY), holidays = duo_cell(p, l, DUO_HOLIDAYS);
	bool known = duo_municipality(duo_cell(p, l, DUO_MUNICIPALITY_CODE), name, &m);
	const char *said = duo_holidays(holidays);
	*s = (struct school_line){.line = l, .brin = duo_cell(p, l, DUO_LOCATION), .kind = kind_of(p, l)};
	set_fact(s, SCHOOL_NAME, duo_cell(p, l, DUO_NAME));
	set_fact(s, SCHOOL_DENOMINATION, str_from(duo_denomination(duo_cell(p, l, DUO_DENOMINATION))));
	set_fact(s, SCHOOL_STREET, duo_cell(p, l, DUO_STREET));
	set_fact(s, SCHOOL_HOUSE_NUMBER, duo_cell(p, l, DUO_NUMBER));
	set_fact(s, SCHOOL_POSTCODE, postcode(p->a, duo_cell(p, l, DUO_POSTCODE)));
	set_fact(s, SCHOOL_PLACE, duo_place(p->a, duo_cell(p, l, DUO_PLACE)));
	set_fact(s, SCHOOL_MUNICIPALITY, known ? str_from(m.name) : duo_place(p->a, name));
	set_fact(s, SCHOOL_MUNICIPALITY_CODE, known ? str_from(m.code) : S(""));
	set_fact(s, SCHOOL_WEBSITE, duo_cell(p, l, DUO_SITE));
	set_fact(s, SCHOOL_PHONE, duo_phone(p->a, duo_cell(p, l, DUO_PHONE)));
	set_fact(s, SCHOOL_HOLIDAYS, str_from(said != NULL || holidays.n > 0 ? said : m.holidays));
	set_fact(s, SCHOOL_BOARD_NUMBER, duo_cell(p, l, DUO_BOARD));
}

/* ---- what is wrong with it ---- */

static bool fits(struct arena *a, enum school_field f, struct str raw)
{
	const struct field *field = &school_fields[f];
	struct val v;
	if (raw.n == 0)
		return field->need == NEED_OPTIONAL || f == SCHOOL_MUNICIPALITY_CODE;
	return field->type->parse(a, field, raw, &v) == NULL;
}

/* In the order in which one would look. */
static const struct {
	enum school_field field;
	const char *reason;
} demands[] = {
	{SCHOOL_NAME, N_("The name \"{what}\" is empty or longer than 120 characters")},
	{SCHOOL_DENOMINATION, N_("The denomination is empty")},
	{SCHOOL_STREET, N_("The street \"{what}\" is empty or too long")},
	{SCHOOL_HOUSE_NUMBER, N_("The house number \"{what}\" is empty or too long")},
	{SCHOOL_PLACE, N_("The town \"{what}\" is empty or too long")},
	{SCHOOL_MUNICIPALITY, N_("The municipality \"{what}\" is empty or too long")},
	{SCHOOL_HOLIDAYS, N_("The holiday region is not in the file, and this municipality has more than one")},
	{SCHOOL_BOARD_NUMBER, N_("The number of the board, \"{what}\", is not five digits")},
	{SCHOOL_WEBSITE, N_("The web address \"{what}\" is too long")},
};

static void duo_reject(struct planner *p, const struct school_line *s, const char *reason, struct str what)
{
	struct str name = duo_fact(s, SCHOOL_NAME);
	import_plan_add(p->plan, &(struct import_row){
		.line = s->line->line, .what = IMPORT_REJECTED, .title = name.n > 0 ? name : s->brin, .reason = reason,
		.detail = what});
}

/* Before it is known whether the school is ours. True: it is seen to. */
bool duo_refused_at_once(struct planner *p, const struct school_line *s)
{
	if (s->line->n != p->table->head.n)
		duo_reject(p, s, N_("The line has {what} columns; the header has another number"),
		       str_printf(p->a, "%zu", s->line->n));
	else if (!fits(p->a, SCHOOL_POSTCODE, duo_fact(s, SCHOOL_POSTCODE)))
		duo_reject(p, s, N_("\"{what}\" is not a postcode"), duo_fact(s, SCHOOL_POSTCODE));
	else
		return false;
	return true;
}

bool duo_refused(struct planner *p, const struct school_line *s)
{
	struct str brin = duo_cell(p, s->line, DUO_BRIN);
	if (!fits(p->a, SCHOOL_BRIN, s->brin) || (brin.n > 0 && !str_starts(s->brin, brin))) {
		duo_reject(p, s, N_("\"{what}\" is not a BRIN with its location"), s->brin);
		return true;
	}
	if (s->double_of != 0) {
		duo_reject(p, s, N_("This BRIN stands with other facts on line {what} as well"),
		       str_printf(p->a, "%zu", s->double_of));
		return true;
	}
	if (s->kind.n == 0) {
		duo_reject(p, s, N_("The kind of school \"{what}\" is not known"), duo_cell(p, s->line, DUO_KIND));
		return true;
	}
	for (size_t i = 0; i < N_OF(demands); i++)
		if (!fits(p->a, demands[i].field, duo_fact(s, demands[i].field))) {
			duo_reject(p, s, demands[i].reason, duo_fact(s, demands[i].field));
			return true;
		}
	return false;
}
