#include "days_page.h"

#include "date.h"
#include "days.h"
#include "listing.h"
#include "queue.h"
#include "record_view.h"
#include "rule_book.h"
#include "school.h"
#include "year.h"

#define DAY(f) (&vacation_fields[VACATION_##f])

enum { YEARS_BACK = 1, YEARS_AHEAD = 3 };

static const struct field *const fields[] = {DAY(KIND), DAY(NAME), DAY(BEGINS), DAY(LAST)};
const struct form_def form_vacation = {
	.name = "vacation", .fields = fields, .n = sizeof fields / sizeof *fields,
	.submit = N_("Put it on the calendar")};
const char *const query_calendar[] = {"jaar", NULL};

static const struct stmt stmt_own = {
	"SELECT pid, rev, kind, name, begins, last FROM vacation WHERE org = $1 AND gone = 0 AND last >= $2"
	" AND begins <= $3 ORDER BY begins, id LIMIT 400", "itt", "titttt"};

/* ---- which year ---- */

static int32_t this_year(const struct req *req)
{
	return school_year_of(instant_date(req->act.now));
}

static bool is_offered(const struct req *req, int32_t year)
{
	return year >= this_year(req) - YEARS_BACK && year <= this_year(req) + YEARS_AHEAD;
}

/* As asked, or the present one where that is not offered. */
static int32_t asked_year(const struct req *req)
{
	int64_t year;
	bool number = str_to_i64(req_query(req, "jaar"), &year);
	return number && year > 0 && year < 10000 && is_offered(req, (int32_t)year) ? (int32_t)year : this_year(req);
}

static const char *base_path(struct req *req)
{
	return str_printf(req->act.a, "/school/" STR_FMT "/kalender", STR_ARG(req->seen.row.pid)).p;
}

static void show_years(struct ui *u, struct req *req, int32_t chosen)
{
	struct ui_tab tabs[YEARS_BACK + YEARS_AHEAD + 1];
	size_t n = 0;
	for (int32_t y = this_year(req) - YEARS_BACK; is_offered(req, y); y++)
		tabs[n++] = (struct ui_tab){.label = str_printf(u->a, "%d-%d", y, y + 1).p,
			.href = str_printf(u->a, "%s?jaar=%d", base_path(req), y).p, .current = y == chosen};
	ui_tabs(u, tr(u->sp, N_("School year")), tabs, n);
}

/* ---- what is free ---- */

struct free_days {
	struct span days;
	const char *what;
	struct str name;
	size_t own; /* place among the school's own + 1; 0: of the ministry or the law */
};

static void add(struct free_days *v, size_t *n, struct free_days one)
{
	size_t at = (*n)++;
	for (; at > 0 && one.days.begin < v[at - 1].days.begin; at--)
		v[at] = v[at - 1];
	v[at] = one;
}

static bool touches(struct span s, int32_t first, int32_t last)
{
	return s.begin <= last && s.end > first;
}

/* Vacations of the ministry that stand, the school's own days, and public holidays on a school day; in order. */
static size_t all_free(struct req *req, const struct calendar *c, const struct rows *own, int32_t year,
                       struct free_days **out)
{
	int32_t first = school_year_begin(year), last = school_year_last(year);
	size_t n = 0, days = (size_t)(last - first + 1);
	struct free_days *v = ARENA_ARRAY(req->act.a, struct free_days, own->n + days + 64);
	for (size_t i = 0; i < own->n; i++) {
		enum own_days kind;
		struct free_days one = {.name = rows_text(own, i, 3), .own = i + 1};
		if (!own_days_parse(rows_text(own, i, 2), &kind) || !date_parse_iso(rows_text(own, i, 4), &one.days.begin) ||
		    !date_parse_iso(rows_text(own, i, 5), &one.days.end))
			continue;
		one.days.end++;
		one.what = own_days_choices[kind - 1].label;
		add(v, &n, one);
	}
	size_t n_own = n;
	for (size_t i = 0; c != NULL && i < c->n_vacations; i++) {
		bool is_own = false;
		for (size_t k = 0; k < n_own; k++)
			is_own = is_own || (v[k].days.begin == c->vacations[i].begin && v[k].days.end == c->vacations[i].end);
		if (!is_own && touches(c->vacations[i], first, last))
			add(v, &n, (struct free_days){.days = c->vacations[i], .what = vacation_label(c->vacations[i])});
	}
	for (int32_t day = first; day <= last; day++)
		if (year_look(c, day) == LOOK_HOLIDAY && holiday_label(holiday_on(day)) != NULL)
			add(v, &n, (struct free_days){.days = {day, day + 1}, .what = holiday_label(holiday_on(day))});
	*out = v;
	return n;
}

static struct str days_words(struct arena *a, struct speak sp, struct span s)
{
	const struct slot slots[] = {{"first", tr_date(a, sp.lang, s.begin, DATE_SHORT)},
	                             {"last", tr_date(a, sp.lang, s.end - 1, DATE_SHORT)}};
	return s.end - s.begin == 1 ? slots[0].value : tr_fill(a, sp, N_("{first} to {last}"), slots, 2);
}

static void gone_button(struct ui *u, const struct rows *own, size_t at)
{
	const struct ui_button b = {.kind = BUTTON_LINK, .label = tr(u->sp, N_("Take off the calendar"))};
	ui_button_form(u, str_printf(u->a, "/vrij/" STR_FMT "/verwijder", STR_ARG(rows_text(own, at, 0))).p, &b, NULL, 0);
}

static void show_list(struct ui *u, const struct free_days *v, size_t n, const struct rows *own, bool may)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("What"))}, {.label = tr(u->sp, N_("When"))},
	                              {.label = tr(u->sp, N_("Set by"))},
	                              {.label = tr(u->sp, N_("Change")), .kind = COL_ACTION}};
	size_t n_cols = may ? 4 : 3;
	ui_table_begin(u, tr(u->sp, N_("Free days in this school year")), TABLE_CARDS, cols, n_cols);
	for (size_t i = 0; i < n; i++) {
		struct str what = str_from(tr(u->sp, v[i].what));
		if (v[i].name.n > 0)
			what = str_printf(u->a, STR_FMT " (" STR_FMT ")", STR_ARG(v[i].name), STR_ARG(what));
		ui_row(u);
		ui_cell(u, what);
		ui_cell(u, days_words(u->a, u->sp, v[i].days));
		const char *others = v[i].days.end - v[i].days.begin == 1 ? N_("the law") : N_("the ministry");
		ui_cell(u, str_from(tr(u->sp, v[i].own > 0 ? N_("the school") : others)));
		if (!may)
			continue;
		ui_cell_begin(u);
		if (v[i].own > 0)
			gone_button(u, own, v[i].own - 1);
		ui_cell_end(u);
	}
	ui_table_end(u);
}

/* ---- the page ---- */

static bool may_write(struct req *req, enum err *e)
{
	struct val v[VACATION__N] = {[VACATION_ORG] = row_val(&req->seen.row, &school_fields[SCHOOL_ORG])};
	const struct row made = {.rec = &rec_vacation, .region = req->seen.row.region, .v = v};
	if (v[VACATION_ORG].type != VAL_INT)
		return false;
	*e = access_row(&req->act, &made, OP_CREATE);
	bool yes = *e == OK;
	if (*e == ERR_DENIED || *e == ERR_NOT_FOUND)
		*e = OK;
	return yes;
}

static int lesson_weeks(const struct calendar *c, int32_t year)
{
	int n = 0;
	int32_t first = school_year_begin(year);
	for (int32_t day = first - date_weekday(first) + 1; day <= school_year_last(year); day += 7)
		n += school_week(c, day);
	return n;
}

static void show_facts(struct ui *u, struct req *req, const struct calendar *c, int32_t year)
{
	int32_t today = instant_date(req->act.now), last = school_year_last(year);
	if (c == NULL || c->known.end < school_year_begin(year)) {
		ui_remark(u, TONE_INFO, tr(u->sp, N_("The vacations of this year are not known yet.")));
		return;
	}
	if (c->known.end <= last)
		ui_remark(u, TONE_INFO, tr(u->sp, N_("The last vacations of this year are not known yet.")));
	ui_p_str(u, tr_fill(u->a, u->sp, trn(u->sp, "{n} week with lessons in this school year.",
	                                     "{n} weeks with lessons in this school year.", lesson_weeks(c, year)),
	                    TR_SLOTS({"n", tr_number(u->a, u->sp.lang, lesson_weeks(c, year))})));
	const struct span *next = vacation_after(c, today);
	if (next != NULL && year == this_year(req))
		ui_p_str(u, tr_fill(u->a, u->sp, N_("The next vacation is {days}."),
		                    TR_SLOTS({"days", days_words(u->a, u->sp, *next)})));
}

/* The calendar and the school's own days in it, in one batch; without an organisation there are none. */
static enum err read_days(struct req *req, struct val org, int32_t year, struct basis *basis, const struct rows **own)
{
	struct arena *a = req->act.a;
	struct batch *b;
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	int64_t id = org.type == VAL_INT ? org.i : 0;
	struct basis_put at = basis_put_org(b, id);
	size_t rows = batch_put(b, &stmt_own, DB_ARGS(val_int(id), val_text(date_iso(a, school_year_begin(year))),
	                                              val_text(date_iso(a, school_year_last(year)))));
	e = batch_run(b);
	if (e != OK)
		return e;
	basis_take(a, b, at, basis);
	*own = batch_rows(b, rows);
	return OK;
}

enum err calendar_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *school = &req->seen.row;
	int32_t year = asked_year(req);
	struct val org = row_val(school, &school_fields[SCHOOL_ORG]);
	struct basis basis = {.calendar = NULL};
	const struct rows *own;
	struct free_days *v;
	enum holiday_region region = HOLIDAY_REGION_NONE;
	enum err e = read_days(req, org, year, &basis, &own);
	bool may = e == OK && may_write(req, &e);
	if (e != OK)
		return e;
	/* A school that nobody of is here yet has the vacations of its holiday region. */
	if (basis.calendar == NULL && holiday_region_parse(row_text(school, &school_fields[SCHOOL_HOLIDAYS]), &region))
		basis.calendar = region_calendar(region);
	const char *path = str_printf(req->act.a, "/school/" STR_FMT, STR_ARG(school->pid)).p;
	const struct ui_link crumbs[] = {{tr(sp, N_("Schools")), "/scholen"},
	                                 {str_c(req->act.a, row_text(school, &school_fields[SCHOOL_NAME])), path}};
	const struct slot slots[] = {{"school", row_text(school, &school_fields[SCHOOL_NAME])}};
	struct ui_page page = {.title = tr_fill(req->act.a, sp, N_("Calendar of {school}"), slots, 1).p, .crumbs = crumbs,
	                       .n_crumbs = 2, .window_title = tr(sp, N_("Calendar of a school"))};
	struct ui *u = view_begin(req, &page);
	show_years(u, req, year);
	show_facts(u, req, basis.calendar, year);
	ui_year(u, basis.calendar, year, instant_date(req->act.now));
	size_t n = all_free(req, basis.calendar, own, year, &v);
	show_list(u, v, n, own, may);
	if (may) {
		ui_panel_begin(u, tr(sp, N_("Add your own days off")));
		ui_p(u, tr(sp, N_("The terms that count in school days or school weeks follow by themselves.")));
		view_form(u, req_form(req, &form_vacation), str_printf(req->act.a, "%s/kalender", path).p);
		ui_panel_end(u);
	} else if (org.type != VAL_INT) {
		ui_small(u, tr(sp, N_("Nobody of this school works here yet. Its own days off are therefore not on this "
		                      "calendar.")));
	}
	ui_print_button(u);
	return view_end(u, req, &page);
}

/* ---- the forms ---- */

static enum err known_day(struct req *req)
{
	int32_t first = school_year_begin(this_year(req) - YEARS_BACK);
	int32_t last = school_year_last(this_year(req) + YEARS_AHEAD);
	int64_t begins = form_val(req->form, DAY(BEGINS)).i, ends = form_val(req->form, DAY(LAST)).i;
	if (begins >= first && ends <= last)
		return OK;
	form_wrong(req->form, begins < first ? DAY(BEGINS) : DAY(LAST),
	           str_from(tr(req->act.speak, N_("Choose days from last school year to three school years from now"))));
	return ERR_INVALID;
}

enum err vacation_post(struct req *req)
{
	struct val v[VACATION__N] = {[VACATION_ORG] = row_val(&req->seen.row, &school_fields[SCHOOL_ORG]),
	                             [VACATION_GONE] = val_int(0)};
	const struct row made = {.rec = &rec_vacation, .region = req->seen.row.region, .v = v};
	struct str pid, task;
	int64_t id;
	if (v[VACATION_ORG].type != VAL_INT)
		return ERR_DENIED;
	enum err e = access_row(&req->act, &made, OP_CREATE);
	if (e == OK)
		e = known_day(req);
	if (e != OK)
		return e;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		v[record_field(&rec_vacation, fields[i])] = form_val(req->form, fields[i]);
	struct change *c = change_begin(&req->act, N_("It stands on the calendar"), 0);
	e = change_new(c, &rec_vacation, v, &id, &pid);
	if (e == OK)
		e = task_add(c, &task_days, id, 0, &task);
	int32_t year = school_year_of((int32_t)v[VACATION_BEGINS].i);
	return e != OK ? e : req_commit(req, c, "%s?jaar=%d", base_path(req), year);
}

static const struct stmt stmt_school = {
	"SELECT pid FROM school WHERE org = $1 ORDER BY id LIMIT 1", "i", "t"};

enum err vacation_gone_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	const struct rows *school;
	struct str task;
	enum err e = act_exec(&req->act, &stmt_school, DB_ARGS(row_val(r, DAY(ORG))), &school);
	if (e == OK && school->n == 0)
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("It is off the calendar"), 0);
	change_set_at(c, r, DAY(GONE), val_int(1));
	e = task_add(c, &task_days, r->id, 0, &task);
	int32_t year = school_year_of((int32_t)row_int(r, DAY(BEGINS)));
	struct str pid = rows_text(school, 0, 0);
	return e != OK ? e : req_commit(req, c, "/school/" STR_FMT "/kalender?jaar=%d", STR_ARG(pid), year);
}
