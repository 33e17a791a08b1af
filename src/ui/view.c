#include "view.h"

#include "menu.h"
#include "date.h"
#include "rand.h"
#include "rule_book.h"

#define START_PATH "/start"
enum { PAGE_MAX = 4 << 20, MENU_MAX = 6, MENU_ALL = 24, ROLES_SHOWN = 24 };

static enum ui_kind kind_of(const struct viewer *v)
{
	if (!viewer_reads(v))
		return UI_PUBLIC;
	switch (role_def(v->role)->audience) {
	case AUD_OUDER:
		return UI_PARENT;
	case AUD_LEERLING:
		return UI_PUPIL;
	default:
		return UI_STAFF;
	}
}

/* Is `path` the menu's page or one below it? */
static bool is_under(struct str path, const char *menu)
{
	struct str m = str_from(menu);
	return str_starts(path, m) && (path.n == m.n || path.p[m.n] == '/');
}

/* The address under which the start page of this role stands in the menu; NULL: its own. */
static const char *home_path(const struct req *req)
{
	for (size_t m = 0; m < req->app->n_modules; m++)
		for (size_t i = 0; i < req->app->modules[m]->n_home; i++)
			if ((req->app->modules[m]->home[i].roles >> req->viewer->role & 1) != 0)
				return req->app->modules[m]->home[i].path;
	return NULL;
}

/* Is this menu item the page that is shown? */
static bool is_here(const struct req *req, const struct menu_item *it, const char *home)
{
	bool at_start = str_is(req->path, START_PATH) && home != NULL;
	return at_start ? strcmp(it->path, home) == 0 : is_under(req->path, it->path);
}

/* All that this reader has in the menu, in its order; the first MENU_MAX of them stand in it. */
static size_t menu_items(struct req *req, const struct menu_item *out[MENU_ALL])
{
	const struct viewer *v = req->viewer;
	const char *home = home_path(req);
	size_t n = 0;
	for (int rank = 0; rank < MENU_RANKS; rank++)
		for (size_t m = 0; m < req->app->n_modules; m++)
			for (size_t i = 0; i < req->app->modules[m]->n_menu && n < MENU_ALL; i++) {
				const struct menu_item *it = &req->app->modules[m]->menu[i];
				bool elsewhere = home != NULL && strcmp(it->path, START_PATH) == 0;
				if (!elsewhere && it->rank == rank && (it->roles >> v->role & 1) != 0 &&
				    app_can_open(req->app, v, it->path))
					out[n++] = it;
			}
	return n;
}

bool view_in_menu(struct req *req, const char *path)
{
	const struct menu_item *items[MENU_ALL];
	size_t n = menu_items(req, items);
	for (size_t i = 0; i < n; i++)
		if (strcmp(items[i]->path, path) == 0)
			return true;
	return false;
}

/* The place of the page that is shown, or of the nearest one above it; n: nowhere in the menu. */
static size_t here(const struct req *req, const struct menu_item *const *items, size_t n)
{
	const char *home = home_path(req);
	size_t best = n;
	for (size_t i = 0; i < n; i++)
		if (is_here(req, items[i], home) && (best == n || strlen(items[i]->path) > strlen(items[best]->path)))
			best = i;
	return best;
}

static void fill_menu(struct req *req, struct ui_page *page)
{
	const struct viewer *v = req->viewer;
	const struct menu_item *items[MENU_ALL];
	if (v == NULL || v->level != LEVEL_FULL)
		return;
	struct ui_nav *nav = ARENA_ARRAY(req->act.a, struct ui_nav, MENU_MAX);
	size_t n = menu_items(req, items), at = here(req, items, n);
	for (; page->n_nav < n && page->n_nav < MENU_MAX; page->n_nav++) {
		const struct menu_item *it = items[page->n_nav];
		nav[page->n_nav] = (struct ui_nav){
			.label = tr(req->act.speak, it->label),
			.href = it->path,
			.current = page->n_nav == at,
			.count = menu_count(req, it),
			.hot = it->badge != NULL,
			.said = it->badge != NULL ? tr(req->act.speak, N_("too late")) : NULL,
		};
	}
	page->nav = nav;
}

void view_menu_rest(struct ui *u, struct req *req)
{
	const struct menu_item *items[MENU_ALL];
	struct ui_link links[MENU_ALL];
	size_t n = menu_items(req, items);
	if (n <= MENU_MAX)
		return;
	for (size_t i = MENU_MAX; i < n; i++)
		links[i - MENU_MAX] = (struct ui_link){tr(u->sp, items[i]->label), items[i]->path};
	ui_panel_begin(u, tr(u->sp, N_("Also for you")));
	ui_links(u, links, n - MENU_MAX);
	ui_panel_end(u);
}

/* "De Wilgenhoek", or "3 organisaties" when the active role is held at more. */
static struct str where(struct req *req)
{
	const struct viewer *v = req->viewer;
	const struct seat *one = NULL;
	int64_t n = 0;
	for (size_t i = 0; i < v->n_seats; i++)
		if (v->seats[i].role == v->role) {
			one = &v->seats[i];
			n++;
		}
	if (n <= 1)
		return one == NULL ? (struct str){0} : one->org_name;
	return tr_fill(req->act.a, req->act.speak, N_("{n} organisations"),
	               TR_SLOTS({"n", tr_number(req->act.a, req->act.speak.lang, n)}));
}

static void fill_person(struct req *req, struct ui_page *page)
{
	const struct viewer *v = req->viewer;
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	if (v == NULL)
		return;
	struct ui_who *who = ARENA_NEW(a, struct ui_who);
	*who = (struct ui_who){.name = v->name, .sign_out_action = "/uit"};
	page->who = who;
	if (v->level != LEVEL_FULL)
		return;
	struct ui_role *roles = ARENA_ARRAY(a, struct ui_role, ROLES_SHOWN);
	for (enum role r = ROLE_NONE + 1; r < ROLE__N && who->n_roles < ROLES_SHOWN; r++)
		if ((v->roles >> r & 1) != 0)
			roles[who->n_roles++] = (struct ui_role){tr(sp, role_def(r)->label), role_def(r)->code, r == v->role};
	who->roles = roles;
	who->role = v->role == ROLE_NONE ? NULL : tr(sp, role_def(v->role)->label);
	/* Parents and pupils have no organisation: theirs only holds the role. */
	if (v->role == ROLE_NONE || role_def(v->role)->audience == AUD_PROF)
		who->org = where(req);
	who->switch_action = "/rol";
	who->account_href = "/account";
}

static void fill_session(struct req *req, struct ui_page *page)
{
	const struct viewer *v = req->viewer;
	if (!viewer_reads(v))
		return;
	int64_t idle_end = req->act.now + req->app->sessions.idle_ms;
	int64_t end = v->session_ends < idle_end ? v->session_ends : idle_end;
	struct arena *a = req->act.a;
	page->session_left = (end - req->act.now) / 1000;
	page->shortcuts = v->shortcuts;
	page->theme = str_c(a, v->theme);
	page->printed = tr_fill(a, req->act.speak, N_("Printed on {when} by {name}"),
	                        TR_SLOTS({"when", tr_date_time(a, req->act.speak.lang, req->act.now)}, {"name", v->name}));
}

static void fill_errors(struct req *req, struct ui_page *page)
{
	const struct form *f = req->form;
	if (f == NULL || f->errors == 0)
		return;
	struct ui_error *e = ARENA_ARRAY(req->act.a, struct ui_error, f->def->n + f->n_top + 1);
	for (size_t i = 0; i < f->n_top; i++)
		e[page->n_errors++] = (struct ui_error){NULL, f->error_top[i]};
	for (size_t i = 0; i < f->def->n; i++)
		if (f->error[i].n > 0)
			e[page->n_errors++] = (struct ui_error){f->def->fields[i]->name, f->error[i]};
	if (f->upload_error.n > 0)
		e[page->n_errors++] = (struct ui_error){FORM_UPLOAD, f->upload_error};
	page->errors = e;
}

static void fill_notice(struct req *req, struct ui_page *page)
{
	const struct change_notice *n = &req->notice;
	if (page->notice != NULL || n->done == NULL)
		return;
	struct arena *a = req->act.a;
	struct ui_notice *shown = ARENA_NEW(a, struct ui_notice);
	*shown = (struct ui_notice){.text = tr(req->act.speak, n->undone ? N_("Taken back") : n->done), .tone = TONE_OK};
	if (n->undo)
		shown->undo_action = str_printf(a, "/ongedaan/" STR_FMT, STR_ARG(n->pid)).p;
	page->notice = shown;
}

/* Visitors and guests keep their choice in the browser, from the foot of the page; who is signed in in the account,
 * from the menu under one's name. */
static void fill_languages(struct req *req, struct ui_page *page)
{
	bool own = req->viewer != NULL && req->viewer->level != LEVEL_GUEST;
	bool error = req->form == NULL && req->res.status >= HTTP_400;
	/* What a post answers with is there once, what was typed or a code; an error is the same however it was met. */
	if ((req->method == METHOD_POST && !(own && error)) || (own && req->viewer->level != LEVEL_FULL))
		return;
	page->lang_action = own ? "/taal" : NULL;
	struct arena *a = req->act.a;
	struct ui_link *links = ARENA_ARRAY(a, struct ui_link, LANG__N);
	const char **codes = ARENA_ARRAY(a, const char *, LANG__N);
	for (enum lang l = 0; l < LANG__N; l++) {
		if (l == req->act.speak.lang)
			continue;
		links[page->n_langs] = (struct ui_link){lang_name(l), str_printf(a, "?taal=%s", lang_code(l)).p};
		codes[page->n_langs++] = lang_code(l);
	}
	page->langs = links;
	page->lang_codes = codes;
}

/* For a pupil the list of children and the page of the one child in it are one: her own route. */
static void fill_crumbs(struct req *req, struct ui_page *page)
{
	static const char list[] = "/kinderen", one[] = "/kind/";
	if (page->kind != UI_PUPIL || page->n_crumbs == 0)
		return;
	struct ui_link *own = ARENA_ARRAY(req->act.a, struct ui_link, page->n_crumbs);
	size_t n = 0;
	for (size_t i = 0; i < page->n_crumbs; i++) {
		struct str to = str_from(page->crumbs[i].href);
		bool child = str_starts(to, str_from(one)) && to.n == sizeof one - 1 + PID_LEN;
		if (child && n > 0)
			continue;
		own[n++] = child ? (struct ui_link){tr(req->act.speak, N_("Children")), list} : page->crumbs[i];
	}
	page->crumbs = own;
	page->n_crumbs = n;
}

/* Help, privacy and accessibility stand at the foot of every page, as far as there are such pages. */
static void fill_foot(struct req *req, struct ui_page *page)
{
	static const struct ui_link all[] = {
		{N_("Help"), "/hulp"}, {N_("Privacy"), "/privacy"}, {N_("Accessibility"), "/toegankelijkheid"},
	};
	struct ui_link *foot = ARENA_ARRAY(req->act.a, struct ui_link, sizeof all / sizeof *all);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (app_can_open(req->app, req->viewer, all[i].href))
			foot[page->n_foot++] = (struct ui_link){tr(req->act.speak, all[i].label), all[i].href};
	page->foot = foot;
}

struct ui *view_begin(struct req *req, struct ui_page *page)
{
	struct ui *u = ARENA_NEW(req->act.a, struct ui);
	/* An error page may come after half a page was written. */
	buf_init(&req->res.body, req->act.a, PAGE_MAX);
	ui_init(u, &req->res.body, req->act.a, req->act.speak);
	u->csrf = req_csrf(req);
	u->calendar = req->seen.basis == NULL ? NULL : req->seen.basis->calendar;
	u->today = instant_date(req->act.now);
	if (page->kind == UI_PUBLIC && !page->letter)
		page->kind = kind_of(req->viewer);
	page->region = req->app->region_name;
	page->version = req->app->version;
	fill_menu(req, page);
	fill_crumbs(req, page);
	fill_person(req, page);
	fill_session(req, page);
	if (page->letter)
		page->printed = (struct str){0};
	fill_errors(req, page);
	fill_notice(req, page);
	fill_languages(req, page);
	fill_foot(req, page);
	ui_page_begin(u, page);
	return u;
}

enum err view_end(struct ui *u, struct req *req, const struct ui_page *page)
{
	if (u->kept) {
		ui_remark(u, TONE_INFO, tr(u->sp, N_("A part of this page is kept from you.")));
		ui_p_link(u, tr(u->sp, N_("Questions? Call us.")), "/hulp", tr(u->sp, N_("Phone number and help")), NULL);
	}
	ui_page_end(u, page);
	return req->res.body.failed ? ERR_TOO_BIG : OK;
}

struct str view_shown(struct ui *u, const struct seen *s, const struct field *f)
{
	bool kept = s->hidden[record_field(s->row.rec, f)];
	u->kept |= kept;
	return kept ? (struct str){0} : f->type->show(u->a, u->sp, f, row_val(&s->row, f));
}

struct str view_day_off(struct ui *u, struct val day)
{
	bool ahead = day.type == VAL_INT && day.i >= u->today && day.i < DATE_OPEN;
	return ahead ? day_off_says(u->a, u->sp, u->calendar, (int32_t)day.i) : (struct str){0};
}

static void row_shown(struct ui *u, const struct field *f, struct val v, struct str text)
{
	struct str off = f->meets ? view_day_off(u, v) : (struct str){0};
	if (off.n > 0 && text.n > 0)
		text = str_printf(u->a, STR_FMT ". " STR_FMT, STR_ARG(text), STR_ARG(off));
	if (text.n > 0)
		ui_summary_row(u, tr(u->sp, f->label), text, NULL);
}

void view_row(struct ui *u, const struct row *r, const struct field *const *fields, size_t n)
{
	ui_summary_begin(u);
	for (size_t i = 0; i < n; i++)
		row_shown(u, fields[i], row_val(r, fields[i]),
		          fields[i]->type->show(u->a, u->sp, fields[i], row_val(r, fields[i])));
	ui_summary_end(u);
}

void view_rows_shown(struct ui *u, const struct seen *s, const struct field *const *fields, size_t n)
{
	ui_summary_begin(u);
	for (size_t i = 0; i < n; i++)
		row_shown(u, fields[i], row_val(&s->row, fields[i]), view_shown(u, s, fields[i]));
	ui_summary_end(u);
}
