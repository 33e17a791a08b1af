#include "roster_row.h"

#include "bsn.h"
#include "date.h"
#include "utf8.h"

enum { NAMES_MAX = 12, NAME_MAX = 80, PREFIX_MAX = 20, GROUP_MAX = 80, YEARS_MAX = 20, PC4_DIGITS = 4,
	AGE_MAX_DAYS = 23 * 366, ROOM = 400 };

const char *const roster_col_names[RC__N] = {
	[RC_KIND] = "soort", [RC_GIVEN] = "roepnaam", [RC_PREFIX] = "tussenvoegsel", [RC_FAMILY] = "achternaam",
	[RC_WHOLE] = "naam", [RC_BORN] = "geboortedatum", [RC_POSTCODE] = "postcode", [RC_GROUP] = "groep",
	[RC_YEAR] = "leerjaar", [RC_EMAIL] = "e-mailadres", [RC_ROLE] = "rol",
};

static const struct {
	const char *label;
	const char *names[NAMES_MAX];
} cols[RC__N] = {
	[RC_KIND] = {N_("What the row is about"), {"soort", "type"}},
	[RC_GIVEN] = {N_("First name"), {"roepnaam", "voornaam", "voornamen", "first name", "given name"}},
	[RC_PREFIX] = {N_("Prefix of the surname"),
	               {"tussenvoegsel", "voorvoegsel", "tussenvoegsels", "voorvoegsels", "tv", "prefix"}},
	[RC_FAMILY] = {N_("Surname"), {"achternaam", "familienaam", "geslachtsnaam", "last name", "surname",
	    "family name"}},
	[RC_WHOLE] = {N_("First name and surname together"), {"naam", "leerling", "naam leerling", "volledige naam",
	    "leerkracht",
	                                                      "medewerker", "name", "pupil"}},
	[RC_BORN] = {N_("Date of birth"), {"geboortedatum", "geb.datum", "geb datum", "geboren", "geb.dat.",
	    "date of birth",
	                                   "born", "gebdatum"}},
	[RC_POSTCODE] = {N_("Postcode, of which four figures are taken"), {"postcode", "pc4", "pc6", "pc",
	    "postal code"}},
	[RC_GROUP] = {N_("Group"), {"groep", "groepsnaam", "klas", "stamgroep", "groepnaam", "naam groep", "group",
	    "class",
	                            "groepen"}},
	[RC_YEAR] = {N_("Year"), {"leerjaar", "jaargroep", "jaar", "year"}},
	[RC_EMAIL] = {N_("E-mail address"), {"e-mailadres", "emailadres", "e-mail", "email", "mail", "mailadres"}},
	[RC_ROLE] = {N_("Role"), {"rol", "functie", "role"}},
};

const char *roster_col_label(enum roster_col c)
{
	return cols[c].label;
}

void roster_map(const struct import_table *t, const enum roster_col *chosen, struct roster_map *out)
{
	for (enum roster_col c = 0; c < RC__N; c++) {
		out->at[c] = chosen == NULL ? import_column(t, cols[c].names) : t->head.n;
		for (size_t i = 0; chosen != NULL && i < t->head.n; i++)
			if (chosen[i] == c)
				out->at[c] = i;
	}
}

static bool has(const struct import_table *t, const struct roster_map *m, enum roster_col c)
{
	return m->at[c] < t->head.n;
}

enum roster_kind roster_kind_of(const struct import_table *t, const struct roster_map *m)
{
	bool named = has(t, m, RC_WHOLE) || (has(t, m, RC_GIVEN) && has(t, m, RC_FAMILY));
	if (named && has(t, m, RC_BORN))
		return ROSTER_PUPIL;
	if (named && has(t, m, RC_EMAIL))
		return ROSTER_STAFF;
	return has(t, m, RC_GROUP) && !named ? ROSTER_GROUP : ROSTER_UNSURE;
}

struct str roster_left_alone(struct arena *a, const struct import_table *t, const struct roster_map *m)
{
	struct str all = {0};
	for (size_t i = 0; i < t->head.n; i++) {
		bool used = t->head.cell[i].n == 0;
		for (enum roster_col c = 0; c < RC__N; c++)
			used = used || m->at[c] == i;
		if (used || all.n > ROOM)
			continue;
		struct str one = t->head.cell[i];
		all = all.n == 0 ? one : str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(all), STR_ARG(one));
	}
	return all;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool roster_has_bsn(const struct import_table *t, size_t *line)
{
	*line = 0;
	for (size_t i = 0; i < t->head.n; i++)
		if (bsn_name(t->head.cell[i]) || bsn_in(t->head.cell[i]))
			return true;
	for (size_t r = 0; r < t->n; r++)
		for (size_t i = 0; i < t->rows[r].n; i++)
			if (bsn_in(t->rows[r].cell[i])) {
				*line = t->rows[r].line;
				return true;
			}
	return false;
}

/* ---- dates ---- */

static bool date_of(int32_t y, int32_t m, int32_t d, int32_t *out)
{
	struct ymd ymd = {y, m, d};
	if (!ymd_valid(ymd))
		return false;
	*out = date_from_ymd(ymd);
	return true;
}

static int32_t number(struct str s)
{
	int64_t i;
	return s.n > 0 && s.n < 9 && str_to_i64(s, &i) ? (int32_t)i : -1;
}

/* "mei", "mrt.", "november": by their first three letters, which differ. */
static int32_t month_of(struct str s)
{
	static const char *const months[] = {"jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt",
	    "nov", "dec",
	                                     "mrt", "may", "oct", "mar"};
	static const int32_t places[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 3, 5, 10, 3};
	int32_t n = number(s);
	if (n >= 0 || s.n < 3)
		return n;
	for (size_t i = 0; i < sizeof months / sizeof *months; i++)
		if (str_eq_ascii_case((struct str){s.p, 3}, str_from(months[i])))
			return places[i];
	return -1;
}

/* Three pieces with anything but letters and digits between them. */
static size_t pieces(struct str s, struct str out[3])
{
	size_t n = 0, i = 0;
	while (i < s.n && n < 3) {
		size_t from = i;
		while (i < s.n && ((unsigned char)s.p[i] >= 0x80 || is_digit(s.p[i]) || (s.p[i] | 32) >= 'a'))
			i++;
		if (i > from)
			out[n++] = (struct str){s.p + from, i - from};
		else
			i++;
	}
	return n;
}

bool roster_born(struct str s, int32_t today, int32_t *out)
{
	enum { EXCEL_ZERO = 25569, EXCEL_FROM = 32874, YEAR_DAYS = 10000, CENTURY = 100 };
	struct str p[3];
	int64_t plain;
	s = str_trim(s);
	if (s.n >= 10 && date_parse_iso((struct str){s.p, 10}, out))
		return true;
	if (str_to_i64(s, &plain) && s.n == 8)
		return date_of((int32_t)(plain / YEAR_DAYS), (int32_t)(plain / CENTURY % CENTURY),
		    (int32_t)(plain % CENTURY), out);
	if (str_to_i64(s, &plain) && s.n == 5 && plain >= EXCEL_FROM) { /* as a spreadsheet counts days */
		*out = (int32_t)(plain - EXCEL_ZERO);
		return *out <= today;
	}
	if (pieces(s, p) < 3)
		return false;
	int32_t year = number(p[2]), day = number(p[0]), this_year = date_to_ymd(today).year;
	if (p[2].n == 2 && year >= 0)
		year += year + 2000 <= this_year ? 2000 : 1900;
	return (p[2].n == 2 || p[2].n == 4) && date_of(year, month_of(p[1]), day, out);
}

bool roster_day_like(struct str s)
{
	size_t digits = 0, marks = 0;
	s = str_trim(s);
	for (size_t i = 0; i < s.n; i++) {
		digits += s.p[i] >= '0' && s.p[i] <= '9';
		marks += s.p[i] == '-' || s.p[i] == '/' || s.p[i] == '.';
	}
	return digits + marks == s.n && (digits == 8 || (digits >= 4 && digits < 8 && marks == 2));
}

/* ---- names ---- */

static struct str fit(struct str s, size_t most)
{
	s = str_trim(s);
	if (s.n <= most)
		return s;
	size_t end = 0, next = 0;
	while (next < s.n) {
		utf8_next(s, &next);
		if (next > most)
			break;
		end = next;
	}
	return (struct str){s.p, end};
}

/* "Berg, Hanna van den" and "Hanna van den Berg"; small words at the seam are the prefix. */
static void split_whole(struct arena *a, struct str whole, struct roster_person *out)
{
	struct str rest, before = str_cut(whole, ',', &rest);
	if (rest.n > 0) {
		out->family = str_trim(before);
		out->given = str_cut(str_trim(rest), ' ', &rest);
		out->prefix = str_trim(rest);
	} else {
		out->given = str_cut(str_trim(whole), ' ', &rest);
		out->family = str_trim(rest);
	}
	while (out->family.n > 0 && out->family.p[0] >= 'a' && out->family.p[0] <= 'z' &&
	       str_find(out->family, ' ') < out->family.n) {
		struct str word = str_cut(out->family, ' ', &rest);
		out->prefix = out->prefix.n == 0 ? word : str_printf(a, STR_FMT " " STR_FMT, STR_ARG(out->prefix),
		    STR_ARG(word));
		out->family = str_trim(rest);
	}
}

static enum role role_of(struct str s)
{
	static const struct {
		const char *name;
		enum role role;
	} names[] = {
		{"leerkracht", ROLE_TEACHER}, {"leraar", ROLE_TEACHER}, {"lerares", ROLE_TEACHER},
		    {"groepsleerkracht", ROLE_TEACHER},
		{"teacher", ROLE_TEACHER}, {"docent", ROLE_TEACHER}, {"mentor", ROLE_TEACHER},
		{"ib", ROLE_IB}, {"ib'er", ROLE_IB}, {"intern begeleider", ROLE_IB}, {"kwaliteitscoordinator", ROLE_IB},
		{"zorgcoordinator", ROLE_IB}, {"specialist", ROLE_SPECIALIST},
	};
	if (s.n == 0)
		return ROLE_TEACHER;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_ascii_case(str_trim(s), str_from(names[i].name)))
			return names[i].role;
	return ROLE_NONE;
}

static const char *pupil_fault(const struct import_line *line, const struct roster_map *m, int32_t today,
                               struct roster_person *p)
{
	struct str born = import_cell(line, m->at[RC_BORN]);
	if (born.n == 0)
		return N_("There is no date of birth");
	if (!roster_born(born, today, &p->born))
		return roster_day_like(born) ? N_("The date of birth is a day that does not exist")
		                             : N_("The date of birth cannot be read: write it as 25-11-2016");
	if (p->born > today || today - p->born > AGE_MAX_DAYS)
		return N_("The date of birth is not that of a pupil");
	p->has_born = true;
	return NULL;
}

static const char *staff_fault(struct arena *a, const struct import_line *line, const struct roster_map *m,
                               struct roster_person *p)
{
	struct val v;
	p->role = role_of(import_cell(line, m->at[RC_ROLE]));
	if (p->role == ROLE_NONE)
		return N_("This role is not known: write teacher, internal supervisor or specialist");
	if (p->email.n > 0 && (p->email.n > 254 || T_EMAIL.parse(a, &account_fields[ACCOUNT_EMAIL], p->email,
	    &v) != NULL))
		return N_("The e-mail address is not right");
	return NULL;
}

const char *roster_person(struct arena *a, const struct import_line *line, const struct roster_map *m,
                          enum roster_kind kind, int32_t today, struct roster_person *out)
{
	*out = (struct roster_person){
		.given = fit(import_cell(line, m->at[RC_GIVEN]), NAME_MAX),
		.prefix = fit(import_cell(line, m->at[RC_PREFIX]), PREFIX_MAX),
		.family = fit(import_cell(line, m->at[RC_FAMILY]), NAME_MAX),
		.group = fit(import_cell(line, m->at[RC_GROUP]), GROUP_MAX),
		.years = fit(import_cell(line, m->at[RC_YEAR]), YEARS_MAX),
		.email = str_trim(import_cell(line, m->at[RC_EMAIL])),
	};
	if (kind == ROSTER_GROUP)
		return out->group.n < 1 ? N_("The group has no name") : NULL;
	if (out->given.n == 0 || out->family.n == 0)
		split_whole(a, import_cell(line, m->at[RC_WHOLE]), out);
	out->given = fit(out->given, NAME_MAX);
	out->prefix = fit(out->prefix, PREFIX_MAX);
	out->family = fit(out->family, NAME_MAX);
	if (out->given.n == 0 || out->family.n == 0)
		return N_("There is no first name or no surname");
	struct str whole = str_printf(a, STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(out->family), STR_ARG(out->given),
	                              STR_ARG(out->prefix));
	out->key = str_trim(utf8_fold(a, whole));
	struct str pc = str_trim(import_cell(line, m->at[RC_POSTCODE]));
	bool digits = pc.n >= PC4_DIGITS && (pc.n == PC4_DIGITS || !is_digit(pc.p[PC4_DIGITS])) && pc.p[0] != '0';
	for (size_t i = 0; i < PC4_DIGITS && digits; i++)
		digits = is_digit(pc.p[i]);
	if (digits)
		out->pc4 = (struct str){pc.p, PC4_DIGITS};
	return kind == ROSTER_PUPIL ? pupil_fault(line, m, today, out) : staff_fault(a, line, m, out);
}

/* Levenshtein over bytes of folded names, which are nearly all ASCII; long ones are cut. */
int roster_distance(struct str x, struct str y)
{
	enum { LONGEST = 96, FAR = 3 };
	int row[LONGEST + 1];
	size_t n = x.n < LONGEST ? x.n : LONGEST, m = y.n < LONGEST ? y.n : LONGEST;
	if (n > m + 2 || m > n + 2)
		return FAR;
	for (size_t k = 0; k <= m; k++)
		row[k] = (int)k;
	for (size_t i = 1; i <= n; i++) {
		int corner = row[0];
		row[0] = (int)i;
		for (size_t k = 1; k <= m; k++) {
			int above = row[k], best = corner + (x.p[i - 1] != y.p[k - 1]);
			best = above + 1 < best ? above + 1 : best;
			best = row[k - 1] + 1 < best ? row[k - 1] + 1 : best;
			corner = above;
			row[k] = best;
		}
	}
	return row[m] > 2 ? FAR : row[m];
}

const char *roster_refused(const struct import_table *t)
{
	static const struct {
		const char *code, *text;
	} texts[] = {
		{"bsn", N_("There is a citizen service number (BSN) or education number in this file. It may not "
		           "come here. Export again without it: choose the profile without BSN, or take the column "
		           "out. Nothing was kept.")},
		{"dtd", N_("The file has a part that EDEXML never has (a document type). Export it again from the "
		           "system of the school.")},
		{"xml", N_("The file is broken: it is not whole XML. Export it again, and do not open it in between.")},
		{"edexml", N_("This is XML, but not EDEXML. Choose EDEXML when you export from the system of the "
		    "school.")},
		{"large", N_("There are more than 20,000 people in the file. Export one school at a time.")},
	};
	for (size_t i = 0; t->head.n == 2 && str_is(t->head.cell[0], ROSTER_REFUSED) &&
	    i < sizeof texts / sizeof *texts; i++)
		if (str_is(t->head.cell[1], texts[i].code))
			return texts[i].text;
	return NULL;
}
