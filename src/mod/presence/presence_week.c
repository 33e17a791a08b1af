/* Who is there this week: for colleagues of the same organisation, on which days and never why not. Who gives roles
 * there also sees what waits for an answer, and can say of a colleague that they are not there. */
#include "absence_pages.h"

#include "date.h"
#include "route.h"

static const struct stmt stmt_waiting = {
	"SELECT x.pid, a.name, b.name, x.first_day, x.last_day FROM absence_cover c JOIN absence x ON x.id = c.absence"
	" JOIN account a ON a.id = x.account JOIN holds y ON y.id = c.place JOIN account b ON b.id = y.account"
	" WHERE c.org = $1 AND c.state = 'asked' AND x.ends > $2 ORDER BY x.begins, c.id LIMIT 100",
	"ii", "ttttt"};

static int32_t week_of(struct req *req)
{
	int32_t day = route_today(req), asked;
	if (date_parse_iso(req_query(req, "week"), &asked) && asked > day - 400 && asked < day + 400)
		day = asked;
	/* On Saturday and Sunday the week that comes. */
	day += date_weekday(day) > 5 ? 7 : 0;
	return day - (date_weekday(day) - 1);
}

static const char *week_path(struct req *req, const struct post *post, int32_t monday)
{
	return str_printf(req->act.a, "/aanwezig?week=" STR_FMT "&bij=" STR_FMT, STR_ARG(date_iso(req->act.a, monday)),
			  STR_ARG(post->pid)).p;
}

static bool gives_here(const struct req *req, const struct post *post)
{
	uint32_t given = role_grants(req->viewer->role, post->kind, GIVER_OWN, false);
	return post->acts &&
			(given & (UINT32_C(1) << ROLE_IB | UINT32_C(1) << ROLE_TEACHER | UINT32_C(1) << ROLE_TRAJECT)) != 0;
}

static void day_cell(struct ui *u, struct req *req, const struct presence *p, int64_t account, int32_t day)
{
	bool works = presence_works_on(p, account, day), away = presence_away(p, account, day) != NULL;
	struct ui_tag there = {.tone = TONE_OK, .state = str_from(say(req, N_("there")))};
	struct ui_tag gone = {.tone = TONE_SOON, .state = str_from(say(req, N_("not there")))};
	if (!works)
		ui_cell(u, str_from(say(req, N_("no working day"))));
	else
		ui_cell_tag(u, away ? &gone : &there);
}

static void week_show(struct ui *u, struct req *req, const struct presence *p, int32_t monday)
{
	struct arena *a = req->act.a;
	struct ui_col cols[6] = {{.label = say(req, N_("Who"))}};
	for (int32_t d = 0; d < 5; d++)
		cols[1 + d].label = str_printf(a, "%s %d", say(req, working_days_fields[DAYS_MONDAY + (size_t)d].label),
					       (int)date_to_ymd(monday + d).day).p;
	ui_table_begin(u, tr_fill(a, req->act.speak, N_("Week of {date}"),
				  TR_SLOTS({"date", tr_date(a, req->act.speak.lang, monday, DATE_LONG)})).p,
		       TABLE_CARDS, cols, 6);
	for (size_t i = 0; i < p->n_mates; i++) {
		ui_row(u);
		ui_cell(u, p->mates[i].name);
		for (int32_t d = 0; d < 5; d++)
			day_cell(u, req, p, p->mates[i].account, monday + d);
	}
	ui_table_end(u);
}

static void waiting_show(struct ui *u, struct req *req, const struct rows *r)
{
	struct arena *a = req->act.a;
	struct ui_choice *v = ARENA_ARRAY(a, struct ui_choice, r->n + 1);
	if (r->n == 0)
		return;
	for (size_t i = 0; i < r->n; i++) {
		int32_t first = 0, last = 0;
		bool days = date_parse_iso(rows_text(r, i, 3), &first) && date_parse_iso(rows_text(r, i, 4), &last);
		v[i] = (struct ui_choice){
			.label = tr_fill(a, req->act.speak, N_("{who} stands in for {absent}"),
					 TR_SLOTS({"who", rows_text(r, i, 2)}, {"absent", rows_text(r, i, 1)})).p,
			.sub = days ? presence_days(req, first, last) : S(""),
			.href = str_printf(a, "/afwezigheid/" STR_FMT, STR_ARG(rows_text(r, i, 0))).p,
		};
	}
	ui_panel_begin(u, say(req, N_("Waits for your answer")));
	ui_choices(u, v, r->n);
	ui_panel_end(u);
}

static void posts_show(struct ui *u, struct req *req, const struct post *now)
{
	struct post all[VIEWER_SEATS_MAX];
	size_t n = posts_of(req->viewer, all);
	struct ui_tab tabs[VIEWER_SEATS_MAX];
	for (size_t i = 0; i < n; i++)
		tabs[i] = (struct ui_tab){.label = str_c(req->act.a, all[i].name),
					  .href = str_printf(req->act.a, "/aanwezig?bij=" STR_FMT,
							STR_ARG(all[i].pid)).p,
					  .current = all[i].org == now->org};
	if (n > 1)
		ui_tabs(u, say(req, N_("Organisations")), tabs, n);
}

enum err presence_week_page(struct req *req)
{
	struct arena *a = req->act.a;
	struct post post;
	struct presence p;
	const struct rows *waiting;
	int32_t monday = week_of(req);
	if (posts_of(req->viewer, (struct post[VIEWER_SEATS_MAX]){{0}}) == 0)
		return ERR_DENIED;
	enum err e = post_find(req->viewer, req_query(req, "bij"), &post);
	if (e == OK)
		e = presence_load(&req->act, &post, monday, &p);
	if (e == OK)
		e = act_exec(&req->act, &stmt_waiting, DB_ARGS(val_int(post.org), val_int(req->act.now)), &waiting);
	if (e != OK)
		return e;
	bool gives = gives_here(req, &post);
	struct str facts[] = {post.name};
	struct ui_page page = {.title = say(req, N_("Who is there?")), .facts = facts, .n_facts = 1,
			       .intro = say(req,
					N_("Colleagues see on which days someone is there. Why not stands nowhere here."))};
	struct ui *u = view_begin(req, &page);
	posts_show(u, req, &post);
	if (gives)
		waiting_show(u, req, waiting);
	ui_buttons_begin(u);
	ui_button_link(u, gives ? BUTTON_ALT : BUTTON_PRIMARY, "/account/afwezig", say(req,
			N_("Tell when you are there")));
	if (gives)
		ui_button_link(u, BUTTON_PRIMARY, str_printf(a, "/aanwezig/melden?bij=" STR_FMT, STR_ARG(post.pid)).p,
			       say(req, N_("Report a colleague absent")));
	ui_buttons_end(u);
	week_show(u, req, &p, monday);
	ui_pages(u, week_path(req, &post, monday - 7), week_path(req, &post, monday + 7), say(req, N_("one week")));
	return view_end(u, req, &page);
}

/* ---- of a colleague ---- */

static const struct field field_mate = {
	.name = "collega", .type = &T_LINE, .privacy = PRIV_PERSONAL, .max = 13, .label = N_("Who is not there?"),
	.missing = N_("Choose who is not there"),
};
static const struct field field_at = {
	.name = "organisatie", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 13,
	.label = N_("At which organisation?"),
};
static const struct field *const of_form[] = {
	&field_mate, &absence_fields[ABSENCE_KIND], &absence_fields[ABSENCE_FIRST], &absence_fields[ABSENCE_LAST],
			&field_at,
};
const struct form_def form_absence_of = {
	.name = "absence-of", .fields = of_form, .n = 5, .drafts = true, .submit = N_("Report this colleague absent")};

/* The organisation of the page, and those whom the viewer may report there: never the viewer. */
static enum err team_of(struct req *req, struct str pid, struct presence *p)
{
	struct post post;
	enum err e = post_find(req->viewer, pid, &post);
	if (e != OK || !gives_here(req, &post))
		return ERR_DENIED;
	return presence_load(&req->act, &post, route_today(req), p);
}

static bool reportable(const struct req *req, const struct presence *p, const struct mate *m)
{
	return m->account != req->viewer->account && presence_gives(req->viewer, p->post.org, p->post.kind, m->roles);
}

enum err absence_of_page(struct req *req)
{
	struct presence p;
	struct form *f = req_form(req, &form_absence_of);
	struct str at = f->posted ? form_text(f, &field_at) : req_query(req, "bij");
	enum err e = team_of(req, at, &p);
	if (e != OK)
		return e;
	struct pick *v = ARENA_ARRAY(req->act.a, struct pick, p.n_mates + 1);
	size_t n = 0;
	for (size_t i = 0; i < p.n_mates; i++)
		if (reportable(req, &p, &p.mates[i]))
			v[n++] = (struct pick){p.mates[i].pid, p.mates[i].name};
	const struct ui_link crumb = {say(req, N_("Who is there?")), "/aanwezig"};
	struct str facts[] = {p.post.name};
	struct ui_page page = {.title = say(req, N_("Report a colleague absent")), .crumbs = &crumb, .n_crumbs = 1,
			       .facts = facts, .n_facts = 1,
			       .intro = say(req,
					N_("Then you choose who stands in. You need not know what the matter is."))};
	struct ui *u = view_begin(req, &page);
	if (n == 0) {
		ui_empty(u, say(req, N_("There is nobody here whom you can report")),
			 say(req, N_("Only colleagues to whom you give their role stand here.")), NULL);
		return view_end(u, req, &page);
	}
	if (!f->posted)
		form_set(f, req->act.a, &absence_fields[ABSENCE_FIRST], val_int(p.today));
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, "/aanwezig/melden");
	presence_pick(u, req, f, &field_mate, v, n, NULL);
	for (size_t i = 1; i < 4; i++)
		view_field(u, f, of_form[i]);
	ui_hidden(u, field_at.name, p.post.pid);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err absence_of_post(struct req *req)
{
	struct presence p;
	int64_t id;
	struct str pid;
	enum err e = team_of(req, form_text(req->form, &field_at), &p);
	if (e != OK)
		return e;
	const struct mate *m = presence_mate_named(&p, form_text(req->form, &field_mate));
	if (m == NULL || !reportable(req, &p, m))
		return ERR_DENIED;
	const struct absence_new n = {
		.account = m->account, .org = p.post.org, .kind = form_text(req->form, &absence_fields[ABSENCE_KIND]),
		.first = (int32_t)form_val(req->form, &absence_fields[ABSENCE_FIRST]).i,
		.last = (int32_t)form_val(req->form, &absence_fields[ABSENCE_LAST]).i,
	};
	if (n.last < p.today)
		form_wrong(req->form, &absence_fields[ABSENCE_LAST], str_from(say(req,
				N_("Choose today or a later day"))));
	e = absence_free(&req->act, &n, 0);
	if (e == ERR_CONFLICT)
		form_wrong(req->form, &absence_fields[ABSENCE_FIRST],
			   str_from(say(req,
					N_("This colleague is already away in these days. Change that absence."))));
	if (req->form->errors > 0)
		return ERR_INVALID;
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Reported absent. Now choose who stands in"), 0);
	e = absence_make(c, &req->act, &n, &id, &pid);
	return e != OK ? e : req_commit(req, c, "/afwezigheid/" STR_FMT, STR_ARG(pid));
}
