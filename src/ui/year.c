#include "year.h"

enum { MONTHS = 12, WEEK_DAYS = 7, SATURDAY_AT = 6, FIRST_MONTH = 8 };

static const char *const classes[LOOK__N] = {
	[LOOK_SCHOOL] = NULL, [LOOK_WEEKEND] = "we", [LOOK_VACATION] = "va", [LOOK_OWN] = "own", [LOOK_HOLIDAY] = "ho",
	[LOOK_UNKNOWN] = "un"};

static bool in_closed(const struct calendar *c, int32_t date)
{
	for (size_t i = 0; i < c->n_closed; i++)
		if (date >= c->closed[i].begin && date < c->closed[i].end)
			return true;
	return false;
}

enum day_look year_look(const struct calendar *c, int32_t date)
{
	if (vacation_on(c, date) != NULL)
		return LOOK_VACATION;
	if (date_weekday(date) >= SATURDAY_AT)
		return LOOK_WEEKEND;
	if (!working_day(date))
		return LOOK_HOLIDAY;
	if (c == NULL || date < c->known.begin || date >= c->known.end)
		return LOOK_UNKNOWN;
	return in_closed(c, date) ? LOOK_OWN : LOOK_SCHOOL;
}

static void cell_number(struct ui *u, const char *class, int n)
{
	h_open(&u->h, EL_TD, AT_CLASS, class, AT_END);
	if (n > 0)
		h_str(&u->h, str_printf(u->a, "%d", n));
	h_close(&u->h, EL_TD);
}

static void day_cell(struct ui *u, const struct calendar *c, int32_t date, int month, int32_t today)
{
	struct ymd d = date_to_ymd(date);
	if (d.month != month) {
		cell_number(u, NULL, 0);
		return;
	}
	h_open(&u->h, EL_TD, AT_CLASS, classes[year_look(c, date)], AT_END);
	h_open(&u->h, date == today ? EL_STRONG : EL_SPAN, AT_END);
	h_str(&u->h, str_printf(u->a, "%d", d.day));
	h_close(&u->h, date == today ? EL_STRONG : EL_SPAN);
	h_close(&u->h, EL_TD);
}

static void head(struct ui *u)
{
	static const char *const names[] = {N_("wk"), N_("les"), N_("mo"), N_("tu"), N_("we"), N_("th"), N_("fr"), N_("sa"),
	                                    N_("su")};
	h_open(&u->h, EL_TR, AT_END);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		h_open(&u->h, EL_TH, AT_SCOPE, "col", AT_END);
		h_text(&u->h, tr(u->sp, names[i]));
		h_close(&u->h, EL_TH);
	}
	h_close(&u->h, EL_TR);
}

/* How many weeks with lessons the school year has had, up to and with that of `monday`; 0: it has none itself. */
static int lesson_week(const struct calendar *c, int32_t year, int32_t monday)
{
	int n = 0;
	int32_t first = school_year_begin(year);
	if (!school_week(c, monday))
		return 0;
	for (int32_t day = first - date_weekday(first) + 1; day <= monday; day += WEEK_DAYS)
		n += school_week(c, day);
	return n;
}

static void month(struct ui *u, const struct calendar *c, int32_t year, int at, int32_t today)
{
	int number = (FIRST_MONTH - 1 + at) % MONTHS + 1;
	int32_t first = date_add_months(school_year_begin(year), at), next = date_add_months(first, 1);
	struct html *h = &u->h;
	int32_t iso_year;
	h_open(h, EL_TABLE, AT_CLASS, "month", AT_END);
	h_open(h, EL_CAPTION, AT_END);
	struct str name = tr_date(u->a, u->sp.lang, first, DATE_LONG);
	/* "zaterdag 1 augustus 2026": the month and the year are the last two words. */
	size_t words = 0, from = name.n;
	while (from > 0 && words < 2)
		words += name.p[--from] == ' ';
	h_str(h, str_trim((struct str){name.p + from, name.n - from}));
	h_close(h, EL_CAPTION);
	h_open(h, EL_THEAD, AT_END);
	head(u);
	h_close(h, EL_THEAD);
	h_open(h, EL_TBODY, AT_END);
	for (int32_t monday = first - date_weekday(first) + 1; monday < next; monday += WEEK_DAYS) {
		h_open(h, EL_TR, AT_END);
		cell_number(u, "wk", date_iso_week(monday, &iso_year));
		cell_number(u, "wk", lesson_week(c, year, monday));
		for (int i = 0; i < WEEK_DAYS; i++)
			day_cell(u, c, monday + i, number, today);
		h_close(h, EL_TR);
	}
	h_close(h, EL_TBODY);
	h_close(h, EL_TABLE);
}

static void legend(struct ui *u)
{
	static const struct {
		enum day_look look;
		const char *label;
	} v[] = {{LOOK_VACATION, N_("vacation")}, {LOOK_OWN, N_("study day or day off of the school")},
	         {LOOK_HOLIDAY, N_("public holiday")}};
	h_open(&u->h, EL_P, AT_CLASS, "legend", AT_END);
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		h_open(&u->h, EL_SPAN, AT_CLASS, classes[v[i].look], AT_END);
		h_text(&u->h, tr(u->sp, v[i].label));
		h_close(&u->h, EL_SPAN);
		h_text(&u->h, " ");
	}
	h_close(&u->h, EL_P);
}

void ui_year(struct ui *u, const struct calendar *c, int32_t year, int32_t today)
{
	h_open(&u->h, EL_DIV, AT_CLASS, "year", AT_ARIA_HIDDEN, "true", AT_END);
	legend(u);
	h_open(&u->h, EL_DIV, AT_CLASS, "months", AT_END);
	for (int i = 0; i < MONTHS; i++)
		month(u, c, year, i, today);
	h_close(&u->h, EL_DIV);
	h_close(&u->h, EL_DIV);
}
