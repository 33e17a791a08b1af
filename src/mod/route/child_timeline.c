#include "child_timeline.h"

#include "date.h"
#include "record_view.h"
#include "route_say.h"

/* ---- who it came from ---- */

static const enum ui_voice voices[SIDE__N] = {
	[SIDE_NOBODY] = VOICE_PARTNER,
	[SIDE_SCHOOL] = VOICE_SCHOOL,
	[SIDE_PARENTS] = VOICE_PARENTS,
	[SIDE_SWV] = VOICE_PARTNER,
	[SIDE_PRESCHOOL] = VOICE_PARTNER,
	[SIDE_PROVISION] = VOICE_PARTNER,
	[SIDE_PARTNER] = VOICE_PARTNER,
};

struct voice {
	enum ui_voice voice;
	const char *who;
};

/* Who is family of this child speaks as that, in whatever role. The program has no voice of its own: it says who it
 * is. */
static struct voice voice_of(struct speak sp, const struct event *e)
{
	enum side side = side_of(e->role);
	if (e->family == REL_PUPIL || (e->family == REL_NONE && e->role == ROLE_PUPIL))
		return (struct voice){VOICE_CHILD, NULL};
	if (e->family != REL_NONE)
		return (struct voice){VOICE_PARENTS, NULL};
	if (e->account == 0)
		return (struct voice){VOICE_PARTNER, "Thuisnabij"};
	if (side == SIDE_NOBODY)
		return (struct voice){VOICE_PARTNER, tr(sp, role_def(e->role)->label)};
	return (struct voice){voices[side], voices[side] == VOICE_PARTNER ? tr(sp, side_label(side)) : NULL};
}

/* "J. Bakker, intern begeleider"; without the name where that is not shown. */
static struct str by_whom(struct req *req, const struct event *e)
{
	struct speak sp = req->act.speak;
	const char *what = tr(sp, e->family != REL_NONE ? relation_label(e->family) : role_def(e->role)->label);
	if (e->account == 0)
		return (struct str){0};
	if (e->who.n == 0)
		return str_from(what);
	return str_printf(req->act.a, STR_FMT "%s%s", STR_ARG(e->who), *what == '\0' ? "" : ", ", what);
}

static const char *older_path(struct req *req, const struct events *events)
{
	const struct event *last = &events->v[events->n - 1];
	return str_printf(req->act.a, "%s?voor=" STR_FMT, child_path(req->act.a, &req->seen.row, "/tijdlijn"),
	                  STR_ARG(last->pid)).p;
}

static void events_show(struct ui *u, struct req *req, const struct events *events)
{
	struct speak sp = req->act.speak;
	struct ui_event *v = ARENA_ARRAY(req->act.a, struct ui_event, events->n + 1);
	for (size_t i = 0; i < events->n; i++) {
		const struct event *e = &events->v[i];
		struct voice from = voice_of(sp, e);
		v[i] = (struct ui_event){.voice = from.voice, .who = from.who, .title = tr(sp, e->what), .at = e->at,
		                         .by = by_whom(req, e)};
	}
	ui_timeline(u, v, events->n);
}

void timeline_show(struct ui *u, struct req *req, const struct events *events)
{
	struct speak sp = req->act.speak;
	ui_panel_begin(u, tr(sp, N_("What happened")));
	if (events->n == 0)
		ui_p(u, tr(sp, N_("Nothing happened here yet.")));
	else
		events_show(u, req, events);
	if (events->more)
		ui_p_link(u, NULL, older_path(req, events), tr(sp, N_("Show what happened before that")), NULL);
	ui_panel_end(u);
}

enum err child_timeline_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct events events;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, r).p, child_path(a, r, "")}};
	struct ui_page page = {.title = tr(sp, N_("What happened")), .crumbs = crumbs, .n_crumbs = 2};
	struct str before = req_query(req, "voor");
	enum err e = events_page(&req->act, &req->seen, before, &events);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	if (events.n == 0)
		ui_empty(u, tr(sp, N_("Nothing before that")),
		         tr(sp, N_("This is where the route began, as far as you see it.")),
		         &(struct ui_link){tr(sp, N_("Show the latest")), child_path(a, r, "/tijdlijn")});
	else
		events_show(u, req, &events);
	ui_panel_end(u);
	ui_pages(u, before.n > 0 ? child_path(a, r, "/tijdlijn") : NULL, events.more ? older_path(req, &events) : NULL,
	         NULL);
	return view_end(u, req, &page);
}

enum err child_history_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct history past;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, r).p, child_path(a, r, "")}};
	struct ui_page page = {
		.title = tr(sp, req->route->title), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("The latest change stands first. You see what you may also see of it now.")),
	};
	enum err e = history_of(&req->act, &req->seen, req_query(req, query_history[0]), &past);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/geschiedenis");
	view_history(u, req, &past);
	return view_end(u, req, &page);
}
