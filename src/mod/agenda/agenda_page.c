/* /agenda: the coming weeks, each with what of the reader's own is due in it, and the vacations. */
#include "agenda_pages.h"

#include "route.h"
#include "rule_book.h"

enum { WEEKS = 8, WEEK_DAYS = 7, YEARS_MAX = 2 * 366 };

const char *const query_agenda[] = {"vanaf", NULL};

/* Where most schools of the region have their vacations: for who works at no school. */
static const struct stmt stmt_region = {
	"SELECT holidays FROM school WHERE region = $1 GROUP BY holidays ORDER BY COUNT(*) DESC, holidays LIMIT 1", "i",
	"t"};

int64_t agenda_side(const struct viewer *v)
{
	enum side s = side_of(v->role);
	return s == SIDE_NOBODY ? WORK_SIDE_MAX : s;
}

/* ---- the calendar ---- */

struct own_calendar {
	struct along along;
	int64_t region, school; /* school 0: none */
	struct basis_put days;
	size_t most;
};

static void put_calendar(struct act *act, struct batch *b, void *ctx)
{
	struct own_calendar *c = ctx;
	(void)act;
	c->most = batch_put(b, &stmt_region, DB_ARGS(val_int(c->region)));
	if (c->school != 0)
		c->days = basis_put_org(b, c->school);
}

/* Of the first own school, else the one most schools of the region have; read with the first batch of the page. */
static void ask_calendar(struct req *req, struct own_calendar *c)
{
	const struct viewer *v = req->viewer;
	*c = (struct own_calendar){.along = {.put = put_calendar, .ctx = c}, .region = v->region};
	for (size_t i = 0; c->school == 0 && i < v->n_seats; i++)
		if (v->seats[i].role == v->role && v->seats[i].org_kind == ORG_SCHOOL)
			c->school = v->seats[i].org;
	act_along(&req->act, &c->along);
}

static enum err take_calendar(struct req *req, const struct own_calendar *c, const struct calendar **out)
{
	struct basis basis = {0};
	const struct batch *b;
	enum holiday_region region;
	enum err e = along_rows(&req->act, &c->along, &b);
	*out = NULL;
	if (e != OK)
		return e;
	if (c->school != 0)
		basis_take(req->act.a, b, c->days, &basis);
	const struct rows *most = batch_rows(b, c->most);
	*out = basis.calendar;
	if (*out == NULL && most->n == 1 && holiday_region_parse(rows_text(most, 0, 0), &region))
		*out = region_calendar(region);
	return OK;
}

/* Which week with lessons this is since the school year began; 0: none, or the vacations are not known. */
static int school_week_number(const struct calendar *c, int32_t monday)
{
	int n = 0;
	int32_t day = school_year_begin(school_year_of(monday + WEEK_DAYS - 1));
	if (!school_week(c, monday))
		return 0;
	for (day -= date_weekday(day) - 1; day <= monday; day += WEEK_DAYS)
		n += school_week(c, day);
	return n;
}

/* ---- one week ---- */

static struct str short_day(struct req *req, int32_t day)
{
	return tr_date(req->act.a, req->act.speak.lang, day, DATE_SHORT);
}

static const char *week_title(struct req *req, const struct calendar *c, int32_t monday)
{
	struct arena *a = req->act.a;
	enum lang l = req->act.speak.lang;
	int32_t year;
	int number = school_week_number(c, monday);
	const struct slot slots[] = {{"week", tr_number(a, l, date_iso_week(monday, &year))},
	                             {"first", short_day(req, monday)},
	                             {"last", short_day(req, monday + WEEK_DAYS - 1)}, {"n", tr_number(a, l, number)}};
	return tr_fill(a, req->act.speak,
	               number > 0 ? N_("Week {week}: {first} to {last}. School week {n}")
	                          : N_("Week {week}: {first} to {last}"),
	               slots, 4).p;
}

static void show_vacations(struct ui *u, struct req *req, const struct calendar *c, int32_t monday)
{
	for (size_t i = 0; c != NULL && i < c->n_vacations; i++) {
		const struct span *v = &c->vacations[i];
		if (v->begin >= monday + WEEK_DAYS || v->end <= monday)
			continue;
		const struct slot slots[] = {{"vacation", str_from(say(req, vacation_label(*v)))},
		                             {"first", short_day(req, v->begin)}, {"last", short_day(req, v->end - 1)}};
		ui_remark(u, TONE_INFO, tr_fill(req->act.a, req->act.speak, N_("{vacation}: {first} to {last}"), slots, 3).p);
	}
}

static struct str weekday(struct req *req, int32_t day)
{
	static const char *const names[] = {N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"),
	                                    N_("Saturday"), N_("Sunday")};
	const struct slot slots[] = {{"weekday", str_from(say(req, names[date_weekday(day) - 1]))},
	                             {"date", short_day(req, day)}};
	return tr_fill(req->act.a, req->act.speak, N_("{weekday} {date}"), slots, 2);
}

static void cell(struct ui *u, const char *href, struct str text)
{
	if (href != NULL)
		ui_cell_link(u, href, text);
	else
		ui_cell(u, text);
}

static void show_rows(struct ui *u, struct req *req, const struct seen_page *page, const char *caption)
{
	const struct ui_col cols[] = {{.label = say(req, N_("Day"))}, {.label = say(req, N_("Child")), .plain = true},
	                              {.label = say(req, N_("What must be done")), .plain = true}};
	ui_table_begin(u, caption, TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < page->n; i++) {
		const struct work *w = page->lists[i]->work;
		const struct row *child = &page->children[i].row;
		ui_row(u);
		ui_cell(u, weekday(req, work_by(&page->v[i].row, w)));
		cell(u, child->rec == NULL ? NULL : child_path(req->act.a, child, ""), work_child(req, &page->children[i]));
		cell(u, work_path(req, &page->children[i], w), work_what(req, &page->v[i], w));
	}
	ui_table_end(u);
}

/* Where all that is to be done stands: for a family that is its start. */
static struct ui_link list_of(const struct req *req)
{
	if (req->act.speak.audience != AUD_PROF)
		return (struct ui_link){say(req, N_("Go to the start")), "/start"};
	return (struct ui_link){say(req, N_("Look at the work list")), "/werk"};
}

static void show_week(struct ui *u, struct req *req, const struct calendar *c, int32_t monday,
                      const struct shelf_bucket *piece, const struct seen_page *page)
{
	const char *title = week_title(req, c, monday);
	ui_panel_begin(u, page->n > 0 ? NULL : title); /* the table has it as its caption */
	if (page->n > 0)
		show_rows(u, req, page, title);
	show_vacations(u, req, c, monday);
	if (page->n == 0)
		ui_small(u, say(req, N_("Nothing of yours is due in this week.")));
	if (page->more) {
		const struct slot more[] = {
			{"n", tr_number(req->act.a, req->act.speak.lang, piece->n - (int64_t)page->n)}};
		ui_p_link(u, tr_fill(req->act.a, req->act.speak, N_("There are {n} more."), more, 1).p, list_of(req).href,
		          list_of(req).label, NULL);
	}
	ui_panel_end(u);
}

/* ---- the page ---- */

/* A Monday, at most two years from now; anything else is this week. */
static int32_t first_monday(struct req *req)
{
	int32_t today = instant_date(req->act.now), from;
	if (!date_parse_iso(req_query(req, "vanaf"), &from) || from < today - YEARS_MAX || from > today + YEARS_MAX)
		from = today;
	return from - (date_weekday(from) - 1);
}

static const char *weeks_from(struct req *req, int32_t monday)
{
	return str_printf(req->act.a, "/agenda?vanaf=" STR_FMT, STR_ARG(date_iso(req->act.a, monday))).p;
}

static void show_late(struct ui *u, struct req *req, int64_t n)
{
	struct speak sp = req->act.speak;
	const char *said = trn(sp, "{n} thing of yours is too late.", "{n} things of yours are too late.", n);
	if (n > 0)
		ui_p_link(u, tr_fill(req->act.a, sp, said,
		                     TR_SLOTS({"n", tr_number(req->act.a, sp.lang, n)})).p,
		          list_of(req).href, list_of(req).label, NULL);
}

static void show_ways(struct ui *u, struct req *req)
{
	ui_panel_begin(u, say(req, N_("Also outside this page")));
	ui_p_link(u, NULL, "/account/agenda", say(req, N_("Your dates in your own calendar")), NULL);
	if (role_def(req->viewer->role)->audience == AUD_PROF)
		ui_p_link(u, NULL, "/account/dagbericht", say(req, N_("Daily message")), NULL);
	ui_print_button(u);
	ui_panel_end(u);
}

enum err agenda_page(struct req *req)
{
	struct arena *a = req->act.a;
	const struct calendar *calendar;
	struct own_calendar own;
	int32_t monday = first_monday(req), today = instant_date(req->act.now);
	struct shelf_bucket late = {.below = date_iso(a, today)}, pieces[WEEKS + 1] = {{{0}}};
	struct seen_page pages[WEEKS];
	for (int i = 0; i < WEEKS; i++)
		pieces[i] = (struct shelf_bucket){.from = date_iso(a, monday + i * WEEK_DAYS),
		                                  .below = date_iso(a, monday + (i + 1) * WEEK_DAYS)};
	pieces[WEEKS] = late;
	for (int i = 0; i <= WEEKS; i++)
		pieces[i].where.side = agenda_side(req->viewer);
	ask_calendar(req, &own);
	enum err e = shelf_buckets(&req->act, route_list(LIST_WORK), pieces, WEEKS + 1, NULL);
	if (e == OK)
		e = scope_shown(&req->act, route_list(LIST_WORK), pieces, WEEKS, pages);
	if (e == OK)
		e = take_calendar(req, &own, &calendar);
	if (e != OK)
		return e;
	struct ui_page page = {.title = say(req, N_("Agenda")),
		.intro = say(req, N_("What of yours is due in the coming weeks, and when the schools are closed."))};
	struct ui *u = view_begin(req, &page);
	show_late(u, req, pieces[WEEKS].n);
	for (int i = 0; i < WEEKS; i++)
		show_week(u, req, calendar, monday + i * WEEK_DAYS, &pieces[i], &pages[i]);
	ui_pages(u, weeks_from(req, monday - WEEKS * WEEK_DAYS), weeks_from(req, monday + WEEKS * WEEK_DAYS),
	         tr_fill(a, req->act.speak, N_("{first} to {last}"),
	                 TR_SLOTS({"first", short_day(req, monday)},
	                          {"last", short_day(req, monday + WEEKS * WEEK_DAYS - 1)})).p);
	show_ways(u, req);
	return view_end(u, req, &page);
}
