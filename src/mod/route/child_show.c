#include "child_page.h"

#include "date.h"

/* ---- voices ---- */

static struct str voice_by(const struct child_view *v, const struct child_voice *said)
{
	struct speak sp = v->req->act.speak;
	struct arena *a = v->req->act.a;
	struct str day = tr_date(a, sp.lang, said->on, DATE_LONG);
	if (said->by.n == 0)
		return day;
	return tr_fill(a, sp, N_("{who}, {date}"), TR_SLOTS({"who", said->by}, {"date", day}));
}

const char *child_voice_name(struct req *req, const struct row *child)
{
	struct str name = row_text(child, &route_fields[ROUTE_GIVEN_NAME]);
	if (name.n == 0 || child_reads(req) == READS_PUPIL)
		return NULL;
	return tr_fill(req->act.a, req->act.speak, N_("In {name}'s own words"), TR_SLOTS({"name", name})).p;
}

/* Each voice has its place, also an empty one: that it is missing is seen at once (ui.md 1.5). What is closed to this
 * reader looks the same as what was never said. */
void child_voices(struct ui *u, const struct child_view *v)
{
	static const enum ui_voice order[] = {VOICE_CHILD, VOICE_PARENTS, VOICE_SCHOOL};
	struct ui_said said[sizeof order / sizeof *order];
	bool reads = (v->req->seen.allowed.reads & (PART_BIT(PART_SCHOOL) | PART_BIT(PART_STEM))) != 0;
	if (v->told.voices.n == 0 && !reads)
		return;
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		const struct child_voice *x = child_voice_latest(&v->told, order[i]);
		said[i] = (struct ui_said){.voice = order[i], .missing = tr(u->sp, N_("Nothing stands here yet."))};
		if (order[i] == VOICE_CHILD)
			said[i].who = child_voice_name(v->req, v->r);
		if (x == NULL)
			continue;
		said[i].words = x->words;
		said[i].by = voice_by(v, x);
		if (x->href != NULL && app_can_open(v->req->app, v->req->viewer, x->href))
			said[i].act = (struct ui_link){tr(u->sp, N_("Read the rest")), x->href};
	}
	ui_panel_begin(u, tr(u->sp, N_("What do they say themselves?")));
	ui_voices(u, said, sizeof order / sizeof *order);
	const char *all = child_path(u->a, v->r, "/tijdlijn");
	if (child_reads(v->req) == READS_STAFF && app_can_open(v->req->app, v->req->viewer, all))
		ui_p_link(u, NULL, str_printf(u->a, "%s?stem=ouders", all).p,
		          tr(u->sp, N_("Read everything the parents said or did")), NULL);
	ui_panel_end(u);
}

/* ---- support that runs ---- */

static struct str help_days(const struct child_view *v, const struct child_help *h)
{
	struct speak sp = v->req->act.speak;
	struct arena *a = v->req->act.a;
	struct slot slots[] = {{"from", {0}}, {"until", {0}}};
	if (h->from != 0)
		slots[0].value = tr_date(a, sp.lang, h->from, DATE_SHORT);
	if (h->until != 0)
		slots[1].value = tr_date(a, sp.lang, h->until, DATE_SHORT);
	if (h->from != 0 && h->until != 0)
		return tr_fill(a, sp, N_("{from} up to and including {until}"), slots, 2);
	if (h->until != 0)
		return tr_fill(a, sp, N_("up to and including {until}"), &slots[1], 1);
	return h->from == 0 ? (struct str){0} : tr_fill(a, sp, N_("since {from}"), &slots[0], 1);
}

static struct str help_state(const struct child_view *v, const struct child_help *h)
{
	int32_t today = route_today(v->req);
	if (h->state.n > 0)
		return h->state;
	return str_from(tr(v->req->act.speak, h->from > today ? N_("still to begin")
	                                      : h->until != 0 && h->until < today ? N_("over") : N_("runs")));
}

void child_helps(struct ui *u, const struct child_view *v)
{
	const struct ui_col cols[] = {
		{.label = tr(u->sp, N_("What"))}, {.label = tr(u->sp, N_("Who"))}, {.label = tr(u->sp, N_("When"))},
		{.label = tr(u->sp, N_("How it stands"))},
	};
	if (v->told.helps.n == 0)
		return;
	ui_panel_begin(u, NULL);
	ui_table_begin(u, tr(u->sp, N_("Support that runs")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < v->told.helps.n; i++) {
		const struct child_help *h = &v->told.helps.v[i];
		ui_row(u);
		if (h->href != NULL && app_can_open(v->req->app, v->req->viewer, h->href))
			ui_cell_link(u, h->href, h->what);
		else
			ui_cell(u, h->what);
		ui_cell(u, h->who);
		ui_cell(u, help_days(v, h));
		ui_cell(u, help_state(v, h));
	}
	ui_table_end(u);
	ui_panel_end(u);
}

/* ---- more ---- */

void child_links(struct ui *u, const struct child_view *v, const struct ui_link *below, size_t n)
{
	struct ui_link *links = ARENA_ARRAY(u->a, struct ui_link, n + 1);
	size_t some = 0;
	for (size_t i = 0; i < n; i++) {
		const char *path = child_path(u->a, v->r, below[i].href);
		if (app_can_open(v->req->app, v->req->viewer, path))
			links[some++] = (struct ui_link){tr(u->sp, below[i].label), path};
	}
	ui_links(u, links, some);
}

void child_more(struct ui *u, const struct child_view *v)
{
	static const struct ui_link below[] = {
		{N_("The whole route on paper"), "/dossier"},
		{N_("Who takes part?"), "/betrokkenen"},
		{N_("Who looked along?"), "/wie-keek-mee"},
		{N_("What was changed?"), "/geschiedenis"},
		{N_("Why may I see this?"), "/toegang"},
		{N_("The whole route as a picture"), "/route-kaart"},
	};
	ui_panel_begin(u, tr(u->sp, N_("More about this route")));
	child_links(u, v, below, sizeof below / sizeof *below);
	ui_print_button(u);
	ui_panel_end(u);
}
