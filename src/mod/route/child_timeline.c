#include "child_timeline.h"

#include "child_told.h"
#include "date.h"
#include "people.h"
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

/* ---- what is asked for ---- */

const char *const query_timeline[] = {"voor", "stem", "soort", "deel", NULL};

static const struct {
	const char *code, *label;
} voice_codes[] = {
	[VOICE_SCHOOL] = {"school", N_("School")},
	[VOICE_PARENTS] = {"ouders", N_("Parents")},
	[VOICE_CHILD] = {"kind", N_("Child")},
	[VOICE_PARTNER] = {"anderen", N_("Others who help")},
};
enum { VOICES = sizeof voice_codes / sizeof *voice_codes, RECORDS_OF_KIND = 7 };

/* What an event is about, by the type of its record; offered to who may read one of those parts. */
static const struct {
	const char *code, *label;
	parts of;
	const char *records[RECORDS_OF_KIND];
} kinds[] = {
	{"route", N_("The route"), PART_BIT(PART_KERN), {"route"}},
	{"aanmelding", N_("Application"), PART_BIT(PART_AANMELDING) | PART_BIT(PART_VOORSCHOOL),
	 {"application", "intake", "intake_answer", "sign", "adaptation"}},
	{"knooppunt", N_("Knooppunt"), PART_BIT(PART_KNOOPPUNT),
	 {"meeting", "action", "contribution", "solution", "invitee", "needed"}},
	{"plaatsing", N_("Placement"), PART_BIT(PART_VOORZIENING),
	 {"placement", "place_goal", "place_talk", "place_look", "place_practice", "return_check", "place_answer"}},
	{"plan", N_("Plan"), PART_BIT(PART_SCHOOL), {"opp", "opp_agreement", "opp_goal", "opp_help", "opp_say"}},
	{"gesprek", N_("Talks"), PART_BIT(PART_SCHOOL) | PART_BIT(PART_SWV), {"talk", "talk_swv"}},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

struct asked {
	struct speak sp;
	size_t voice, kind; /* VOICES, KINDS: all */
	enum part part;     /* PART_NONE: all */
};

static struct asked asked_of(struct req *req)
{
	struct asked q = {.sp = req->act.speak, .voice = VOICES, .kind = KINDS};
	for (size_t i = 0; i < VOICES; i++)
		if (str_is(req_query(req, "stem"), voice_codes[i].code))
			q.voice = i;
	for (size_t i = 0; i < KINDS; i++)
		if (str_is(req_query(req, "soort"), kinds[i].code) && (kinds[i].of & req->seen.allowed.reads) != 0)
			q.kind = i;
	for (enum part p = PART_NONE + 1; p < PART__N; p++)
		if (str_is(req_query(req, "deel"), part_code(p)) && (req->seen.allowed.reads & PART_BIT(p)) != 0)
			q.part = p;
	return q;
}

static bool is_of_kind(const struct event *e, size_t kind)
{
	for (size_t i = 0; i < RECORDS_OF_KIND && kinds[kind].records[i] != NULL; i++)
		if (str_is(e->record, kinds[kind].records[i]))
			return true;
	return false;
}

static bool fits(const struct event *e, const void *ctx)
{
	const struct asked *q = ctx;
	return (q->voice == VOICES || voice_of(q->sp, e).voice == (enum ui_voice)q->voice) &&
	       (q->kind == KINDS || is_of_kind(e, q->kind));
}

static bool is_filtered(const struct asked *q)
{
	return q->voice < VOICES || q->kind < KINDS || q->part != PART_NONE;
}

/* The page before the event `before` (empty: the latest) with the same filters. */
static const char *page_path(struct req *req, const struct asked *q, struct str before)
{
	struct buf b;
	buf_init(&b, req->act.a, 512);
	buf_printf(&b, "%s", child_path(req->act.a, &req->seen.row, "/tijdlijn"));
	const char *mark = "?";
	const struct {
		const char *name, *value;
	} v[] = {
		{"stem", q == NULL || q->voice == VOICES ? NULL : voice_codes[q->voice].code},
		{"soort", q == NULL || q->kind == KINDS ? NULL : kinds[q->kind].code},
		{"deel", q == NULL || q->part == PART_NONE ? NULL : part_code(q->part)},
		{"voor", before.n == 0 ? NULL : str_c(req->act.a, before)},
	};
	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		if (v[i].value != NULL) {
			buf_printf(&b, "%s%s=%s", mark, v[i].name, v[i].value);
			mark = "&";
		}
	return str_c(req->act.a, buf_view(&b));
}

/* ---- showing ---- */

/* Where the record stands that an event is of, when the page has read it and the reader may open its own page. */
static const char *event_href(struct req *req, const struct child_blocks *blocks, const struct event *e)
{
	const struct row *r = blocks == NULL ? NULL : child_blocks_row(blocks, e->record, e->record_id);
	const char *path = r == NULL ? NULL : record_way(req, r->rec, WAY_SHOW, r->pid);
	return path != NULL && app_can_open(req->app, req->viewer, path) ? path : NULL;
}

static struct ui_event shown(struct req *req, const struct child_blocks *blocks, const struct event *e)
{
	struct speak sp = req->act.speak;
	struct voice from = voice_of(sp, e);
	const char *href = event_href(req, blocks, e);
	return (struct ui_event){.voice = from.voice, .who = from.who, .title = tr(sp, e->what), .at = e->at,
	                         .by = by_whom(req, e), .act = {href == NULL ? NULL : tr(sp, N_("Read it")), href}};
}

/* A list per month, the latest first. */
static void months_show(struct ui *u, struct req *req, const struct events *events, size_t most,
                        const struct child_blocks *blocks)
{
	struct ui_event *v = ARENA_ARRAY(req->act.a, struct ui_event, events->n + 1);
	size_t n = events->n < most ? events->n : most, from = 0;
	for (size_t i = 0; i < n; i++)
		v[i] = shown(req, blocks, &events->v[i]);
	while (from < n) {
		struct ymd month = date_to_ymd(instant_date(v[from].at));
		size_t to = from;
		for (struct ymd d = month; to < n && d.year == month.year && d.month == month.month;)
			if (++to < n)
				d = date_to_ymd(instant_date(v[to].at));
		ui_h3(u, str_c(u->a, tr_date(u->a, u->sp.lang, instant_date(v[from].at), DATE_MONTH)));
		ui_timeline(u, v + from, to - from);
		from = to;
	}
}

void timeline_show(struct ui *u, struct req *req, const struct events *events, const struct child_blocks *blocks)
{
	enum { LATEST = 8 };
	struct speak sp = req->act.speak;
	ui_panel_begin(u, tr(sp, N_("What happened")));
	if (events->n == 0)
		ui_p(u, tr(sp, N_("Nothing happened here yet.")));
	else
		months_show(u, req, events, LATEST, blocks);
	if (events->n > LATEST || events->more)
		ui_p_link(u, NULL, page_path(req, NULL, (struct str){0}), tr(sp, N_("Show everything that happened")), NULL);
	ui_panel_end(u);
}

static void choose(struct ui *u, const char *name, const char *label, const char *any, const struct ui_option *some,
                   size_t n)
{
	struct ui_option *v = ARENA_ARRAY(u->a, struct ui_option, n + 1);
	v[0] = (struct ui_option){.label = any};
	for (size_t i = 0; i < n; i++)
		v[i + 1] = some[i];
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = name, .label = label, .options = v,
	                               .n_options = n + 1});
}

static void filters_show(struct ui *u, struct req *req, const struct asked *q)
{
	struct speak sp = u->sp;
	struct ui_option of_voice[VOICES], of_kind[KINDS], of_part[PART__N];
	size_t parts_n = 0, kinds_n = 0;
	for (size_t i = 0; i < VOICES; i++)
		of_voice[i] = (struct ui_option){.value = str_from(voice_codes[i].code), .label = tr(sp, voice_codes[i].label),
		                                 .chosen = q->voice == i};
	for (size_t i = 0; i < KINDS; i++)
		if ((kinds[i].of & req->seen.allowed.reads) != 0)
			of_kind[kinds_n++] = (struct ui_option){.value = str_from(kinds[i].code), .label = tr(sp, kinds[i].label),
			                                        .chosen = q->kind == i};
	for (enum part p = PART_NONE + 1; p < PART__N; p++)
		if ((req->seen.allowed.reads & PART_BIT(p)) != 0)
			of_part[parts_n++] = (struct ui_option){.value = str_from(part_code(p)), .label = say_part(req, p),
			                                        .chosen = q->part == p};
	ui_form_begin(u, &(struct ui_form){.action = page_path(req, NULL, (struct str){0}), .get = true});
	choose(u, "stem", tr(sp, N_("Whose voice?")), tr(sp, N_("Everyone")), of_voice, VOICES);
	choose(u, "soort", tr(sp, N_("About what?")), tr(sp, N_("Everything")), of_kind, kinds_n);
	if (parts_n > 1)
		choose(u, "deel", tr(sp, N_("Which part?")), tr(sp, N_("All parts that you may see")), of_part, parts_n);
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT, .label = tr(sp, N_("Show"))});
	if (is_filtered(q))
		ui_button_link(u, BUTTON_LINK, page_path(req, NULL, (struct str){0}), tr(sp, N_("Show everything")));
	ui_buttons_end(u);
	ui_form_end(u);
}

static void none_show(struct ui *u, struct req *req, const struct asked *q, bool first)
{
	struct speak sp = u->sp;
	struct ui_link all = {tr(sp, first ? N_("Show everything") : N_("Show the latest")),
	                      page_path(req, NULL, (struct str){0})};
	if (is_filtered(q))
		ui_empty(u, tr(sp, N_("Nothing fits this choice")),
		         tr(sp, N_("Choose less, or look at everything that happened.")), &all);
	else if (first)
		ui_empty(u, tr(sp, N_("Nothing happened here yet.")), tr(sp, N_("What people do for this child comes here.")),
		         NULL);
	else
		ui_empty(u, tr(sp, N_("Nothing before that")),
		         tr(sp, N_("This is where the route began, as far as you see it.")), &all);
}

enum err child_timeline_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct events events;
	struct asked q = asked_of(req);
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, r).p, child_path(a, r, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("What happened")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("The latest stands first. You see what you may see; others may see more or less.")),
	};
	struct str before = req_query(req, "voor");
	const struct event_filter f = {.parts = q.part == PART_NONE ? 0 : PART_BIT(q.part), .fits = fits, .ctx = &q};
	enum err e = is_filtered(&q) ? events_filtered(&req->act, &req->seen, before, &f, &events)
	                             : events_page(&req->act, &req->seen, before, &events);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/tijdlijn");
	ui_panel_begin(u, tr(sp, N_("What do you want to see?")));
	filters_show(u, req, &q);
	ui_panel_end(u);
	ui_panel_begin(u, tr(sp, N_("In order of time")));
	if (events.n == 0)
		none_show(u, req, &q, before.n == 0);
	else
		months_show(u, req, &events, events.n, NULL);
	ui_panel_end(u);
	ui_pages(u, before.n > 0 ? page_path(req, &q, (struct str){0}) : NULL,
	         events.more ? page_path(req, &q, events.after) : NULL, NULL);
	ui_print_button(u);
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
