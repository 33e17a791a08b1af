#include "tray_page.h"

#include "absence_pages.h"
#include "date.h"
#include "route.h"
#include "tray.h"

/* Of how many it is asked whether this reader may see the child; of the rest there is a number. */
enum { ASKED_MAX = 60 };

struct bak {
	struct presence p;
	struct tray tray;
	struct scope_pick *seen; /* one per item, up to ASKED_MAX */
	size_t n_seen;
};

static enum err bak_load(struct req *req, struct str pid, struct bak *b)
{
	struct post post;
	enum err e = post_find(req->viewer, pid, &post);
	if (e != OK || !tray_sees(req->viewer, &post))
		return pid.n > 0 && e == ERR_NOT_FOUND ? e : ERR_DENIED;
	e = presence_load(&req->act, &post, route_today(req), &b->p);
	return e != OK ? e : tray_load(&req->act, &b->p, &b->tray);
}

/* Names only of children that this reader may see by their own relations. */
static enum err look_up(struct req *req, struct bak *b)
{
	b->n_seen = b->tray.n < ASKED_MAX ? b->tray.n : ASKED_MAX;
	b->seen = ARENA_ARRAY(req->act.a, struct scope_pick, b->n_seen + 1);
	for (size_t i = 0; i < b->n_seen; i++)
		b->seen[i] = (struct scope_pick){.rec = &rec_route, .pid = b->tray.v[i].child};
	return scope_pick(&req->act, b->seen, b->n_seen);
}

static const struct row *child_of(const struct bak *b, size_t i)
{
	return i < b->n_seen && b->seen[i].err == OK ? &b->seen[i].seen.row : NULL;
}

static const struct {
	const char *said;
	enum ui_tone tone;
} whys[TRAY_WHY__N] = {
	[TRAY_AWAY] = {N_("absent, and nobody stands in"), TONE_LATE},
	[TRAY_OFF] = {N_("not there today, and it is due before they are back"), TONE_SOON},
	[TRAY_NOBODY] = {N_("no colleague has this task"), TONE_LATE},
};

/* ---- one group: what one colleague leaves, or nobody has ---- */

struct group {
	size_t from, to;
	const struct mate *mate; /* NULL: nobody */
	enum tray_why why;
};

static void seen_rows(struct ui *u, struct req *req, const struct bak *b, const struct group *g)
{
	struct arena *a = req->act.a;
	const struct ui_col cols[] = {{.label = say(req, N_("Child"))}, {.label = say(req, N_("Next step"))},
				      {.label = say(req, N_("By when"))}, {.label = say(req, N_("What to do"))}};
	ui_table_begin(u, say(req, N_("Children whom you may see")), TABLE_CARDS, cols, 4);
	for (size_t i = g->from; i < g->to; i++) {
		const struct row *r = child_of(b, i);
		if (r == NULL)
			continue;
		struct ui_tag by = by_tag(a, req->act.speak, b->tray.v[i].due, b->p.today);
		ui_row(u);
		ui_cell_link(u, child_path(a, r, ""), child_name_short(a, r));
		ui_cell(u, route_shown(req, r, ROUTE_NEXT_STEP));
		ui_cell_tag(u, &by);
		ui_cell_link(u, child_path(a, r, "/betrokkenen"), str_from(say(req, N_("Who takes part?"))));
	}
	ui_table_end(u);
}

static void hidden_said(struct ui *u, struct req *req, const struct bak *b, const struct group *g)
{
	struct speak sp = req->act.speak;
	int64_t n = 0;
	int32_t first = INT32_MAX;
	for (size_t i = g->from; i < g->to; i++)
		if (child_of(b, i) == NULL) {
			n++;
			first = b->tray.v[i].due < first ? b->tray.v[i].due : first;
		}
	if (n > 0)
		ui_p(u, tr_fill(req->act.a, sp,
				trn(sp, "{n} thing to do for a child whom you do not guide, due on {date}.",
				    "{n} things to do for children whom you do not guide, the first due on {date}.", n),
				TR_SLOTS({"n", tr_number(req->act.a, sp.lang, n)}, {"date", tr_date(req->act.a,
						sp.lang, first, DATE_SHORT)})).p);
}

static void group_buttons(struct ui *u, struct req *req, const struct bak *b, const struct group *g)
{
	struct arena *a = req->act.a;
	const struct post *post = &b->p.post;
	if (g->mate == NULL) {
		ui_p(u, say(req,
				N_("Give someone the role that belongs to it, or let someone take part on the page of the child.")));
		return;
	}
	const struct mate *me = presence_mate(&b->p, req->viewer->account);
	const struct away *away = presence_away(&b->p, g->mate->account, b->p.today);
	const struct ui_pair at = {"bij", post->pid};
	struct ui_button give = {.label = say(req, N_("Choose who stands in"))};
	struct ui_button take = {.label = say(req, N_("Take it over"))};
	if (g->mate->account == req->viewer->account)
		ui_p_link(u, say(req, N_("This is yours.")), "/account/afwezig", say(req,
				N_("Say when you are there")), NULL);
	else if (presence_gives(req->viewer, post->org, post->kind, g->mate->roles))
		ui_button_form(u, str_printf(a, "/bak/" STR_FMT "/geef", STR_ARG(g->mate->pid)).p, &give, &at, 1);
	else if (away != NULL && away->asked)
		ui_remark(u, TONE_WAIT, say(req, N_("A substitute was asked for. The organisation must agree.")));
	else if (cover_refused(me, g->mate->account) == NULL)
		ui_button_form(u, str_printf(a, "/bak/" STR_FMT "/neem-over", STR_ARG(g->mate->pid)).p, &take, &at, 1);
	else
		ui_p(u, say(req, N_("Who leads here chooses who stands in.")));
}

static void group_show(struct ui *u, struct req *req, const struct bak *b, const struct group *g)
{
	struct arena *a = req->act.a;
	bool any = false;
	struct ui_tag tag = {.tone = whys[g->why].tone, .state = str_from(say(req, whys[g->why].said))};
	ui_panel_begin(u, g->mate == NULL ? say(req, N_("Of nobody")) : str_c(a, g->mate->name));
	ui_tags(u, &tag, 1);
	int32_t back = g->mate == NULL ? DATE_OPEN : presence_back(&b->p, g->mate->account, b->p.today);
	if (g->mate != NULL && back != DATE_OPEN)
		ui_small(u, tr_fill(a, req->act.speak, N_("Back on {date}"),
				    TR_SLOTS({"date", tr_date(a, req->act.speak.lang, back, DATE_LONG)})).p);
	for (size_t i = g->from; i < g->to; i++)
		any = any || child_of(b, i) != NULL;
	if (any)
		seen_rows(u, req, b, g);
	hidden_said(u, req, b, g);
	group_buttons(u, req, b, g);
	ui_panel_end(u);
}

/* ---- the page ---- */

static void posts_show(struct ui *u, struct req *req, const struct post *now)
{
	struct post all[VIEWER_SEATS_MAX];
	struct ui_tab tabs[VIEWER_SEATS_MAX];
	size_t n = posts_of(req->viewer, all), shown = 0;
	for (size_t i = 0; i < n; i++)
		if (tray_sees(req->viewer, &all[i]))
			tabs[shown++] = (struct ui_tab){.label = str_c(req->act.a, all[i].name),
							.href = str_printf(req->act.a, "/bak?bij=" STR_FMT,
									STR_ARG(all[i].pid)).p,
							.current = all[i].org == now->org};
	if (shown > 1)
		ui_tabs(u, say(req, N_("Organisations")), tabs, shown);
}

enum err tray_page(struct req *req)
{
	struct bak b;
	enum err e = bak_load(req, req_query(req, "bij"), &b);
	if (e == OK)
		e = look_up(req, &b);
	if (e != OK)
		return e;
	struct speak sp = req->act.speak;
	struct str facts[] = {b.p.post.name, tr_date(req->act.a, sp.lang, b.p.today, DATE_LONG)};
	struct ui_page page = {.title = say(req, N_("Tray of the organisation")), .facts = facts, .n_facts = 2,
			       .intro = say(req,
					N_("What must be done here and what nobody who is there has. A term never waits for one person."))};
	struct ui *u = view_begin(req, &page);
	posts_show(u, req, &b.p.post);
	int32_t open = presence_next_open(&b.p);
	if (open != b.p.today)
		ui_remark(u, TONE_INFO, tr_fill(req->act.a, sp, N_("Nobody works here today. This is how it will be on "
				"{date}, the next working day."), TR_SLOTS({"date", tr_date(req->act.a, sp.lang, open,
				DATE_LONG)})).p);
	if (b.tray.n == 0)
		ui_empty(u, say(req, N_("The tray is empty")), say(req,
				N_("Everything that must be done here has someone who is there for it.")),
			 &(struct ui_link){say(req, N_("Who is there?")), "/aanwezig"});
	else
		ui_p(u, tr_fill(req->act.a, sp, trn(sp, "{n} thing to do waits here.", "{n} things to do wait here.",
				(int64_t)b.tray.n),
				TR_SLOTS({"n", tr_number(req->act.a, sp.lang, (int64_t)b.tray.n)})).p);
	for (size_t i = 0; i < b.tray.n;) {
		const struct tray_item *it = &b.tray.v[i];
		struct group g = {.from = i, .mate = presence_mate(&b.p, it->holder), .why = it->why};
		while (i < b.tray.n && b.tray.v[i].holder == it->holder)
			i++;
		g.to = i;
		group_show(u, req, &b, &g);
	}
	if (b.tray.cut)
		ui_remark(u, TONE_INFO, say(req, N_("There is more than can be counted here.")));
	return view_end(u, req, &page);
}

/* How much waits is counted for a school; a whole region streams past to know it, so who leads a partnership is led to
 * the tray without a number. */
enum err tray_waits(struct req *req, struct ui_task *out, bool *any)
{
	struct act *act = &req->act;
	struct post post;
	struct bak b = {.n_seen = 0};
	enum err e = post_find(req->viewer, (struct str){0}, &post);
	*any = false;
	if (e != OK || !tray_sees(req->viewer, &post))
		return OK; /* works nowhere, or where there is no tray for this role */
	const struct slot where = {"organisation", post.name};
	*out = (struct ui_task){
		.name = tr_fill(act->a, act->speak, N_("Look what waits in the tray of {organisation}"), &where, 1).p,
		.hint = say(req, N_("What must be done here and what nobody who is there has")), .href = "/bak",
		.state = TASK_NOTE};
	*any = post.kind != ORG_SCHOOL;
	if (*any)
		return OK;
	e = bak_load(req, (struct str){0}, &b);
	if (e != OK || b.tray.n == 0)
		return e;
	int64_t n = (int64_t)b.tray.n;
	*any = true;
	*out = (struct ui_task){
		.name = tr_fill(act->a, act->speak, trn(act->speak, "{n} thing to do waits in the tray of {organisation}",
		                                        "{n} things to do wait in the tray of {organisation}", n),
		                TR_SLOTS({"n", tr_number(act->a, act->speak.lang, n)}, where)).p,
		.hint = say(req, N_("Nobody who is there has them. Choose who does.")), .href = "/bak"};
	return OK;
}

/* ---- taking and giving ---- */

/* The absence to hang a substitute on: the one that holds today, or what the working days say, until they are back. */
static enum err absence_for(struct change *c, struct req *req, const struct bak *b, const struct mate *m, int64_t *id,
			    struct str *pid)
{
	const struct away *away = presence_away(&b->p, m->account, b->p.today);
	int32_t back = presence_back(&b->p, m->account, b->p.today);
	const struct absence_new n = {m->account, b->p.post.org, S("anders"), b->p.today,
				      back == DATE_OPEN ? b->p.today : back - 1};
	if (away != NULL) {
		*id = away->id;
		*pid = away->pid;
		return OK;
	}
	enum err e = back <= b->p.today ? ERR_CONFLICT : absence_free(&req->act, &n, 0);
	return e != OK ? e : absence_make(c, &req->act, &n, id, pid);
}

/* Whose work it is, when it is in the tray now. */
static enum err holder_of(struct req *req, struct bak *b, const struct mate **m)
{
	enum err e = bak_load(req, pairs_get(req->posted, "bij"), b);
	if (e != OK)
		return e;
	*m = presence_mate_named(&b->p, req_param(req, 0));
	for (size_t i = 0; *m != NULL && i < b->tray.n; i++)
		if (b->tray.v[i].holder == (*m)->account)
			return OK;
	return *m == NULL ? ERR_NOT_FOUND : ERR_CONFLICT;
}

static const char *bak_path(struct req *req, const struct bak *b)
{
	return str_printf(req->act.a, "/bak?bij=" STR_FMT, STR_ARG(b->p.post.pid)).p;
}

/* Who takes it over asks; the organisation gives (access.md rule 15). */
enum err tray_take_post(struct req *req)
{
	struct bak b;
	const struct mate *m;
	int64_t id;
	struct str pid;
	enum err e = holder_of(req, &b, &m);
	if (e != OK)
		return e;
	const struct mate *me = presence_mate(&b.p, req->viewer->account);
	const struct away *away = presence_away(&b.p, m->account, b.p.today);
	if (cover_refused(me, m->account) != NULL)
		return ERR_DENIED;
	if (away != NULL && away->asked)
		return ERR_CONFLICT;
	struct change *c = change_begin(&req->act, N_("Asked. Who leads here must agree"), 0);
	e = absence_for(c, req, &b, m, &id, &pid);
	if (e == OK)
		e = cover_make(c, &req->act, id, m->account, b.p.post.org, me, S("alles"), false);
	return e != OK ? e : req_commit(req, c, "%s", bak_path(req, &b));
}

/* Who gives chooses on the page of the absence, which there may not be yet. */
enum err tray_give_post(struct req *req)
{
	struct bak b;
	const struct mate *m;
	int64_t id;
	struct str pid;
	enum err e = holder_of(req, &b, &m);
	if (e == OK && (m->account == req->viewer->account ||
			!presence_gives(req->viewer, b.p.post.org, b.p.post.kind, m->roles)))
		e = ERR_DENIED;
	if (e != OK)
		return e;
	if (presence_away(&b.p, m->account, b.p.today) != NULL)
		return req_redirect(req, "/afwezigheid/" STR_FMT,
				    STR_ARG(presence_away(&b.p, m->account, b.p.today)->pid));
	struct change *c = change_begin(&req->act, N_("Now choose who stands in"), 0);
	e = absence_for(c, req, &b, m, &id, &pid);
	return e != OK ? e : req_commit(req, c, "/afwezigheid/" STR_FMT, STR_ARG(pid));
}
