/* The work list when there is nothing to do: what comes next, and where one goes on. */
#include "work_view.h"

#include "date.h"
#include "list_filter.h"
#include "people.h"
#include "work_say.h"

/* Where one goes on when nothing waits, as far as these pages are there for this reader. */
static const struct {
	const char *path, *label;
	const char *menu; /* only for who has this in the menu; NULL: for who may open the page */
} outlets[] = {
	{"/notities/nieuw", N_("Write a note")},
	{"/vraag/nieuw", N_("Ask advice without a name")},
	{"/groepen", N_("Bring your pupils over from your pupil system"), "/groepen"},
	{"/leerlingen", N_("Begin a route for a pupil"), "/leerlingen"},
	{"/kinderen", N_("Look at your children")},
};
enum { OUTLETS = sizeof outlets / sizeof *outlets };

static void outlets_show(struct ui *u, struct req *req)
{
	struct ui_link links[OUTLETS];
	size_t n = 0;
	for (size_t i = 0; i < OUTLETS; i++)
		if (outlets[i].menu != NULL ? view_in_menu(req, outlets[i].menu)
		                            : app_can_open(req->app, req->viewer, outlets[i].path))
			links[n++] = (struct ui_link){tr(u->sp, outlets[i].label), outlets[i].path};
	if (n > 0)
		ui_links(u, links, n);
}

/* "Het eerstvolgende is {wat} op {dag datum}." */
static void first_coming(struct ui *u, struct req *req, const struct work_view *v)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct seen_page *p = &v->pages[i];
		if (work_groups[v->group[i]].waits || p->n == 0)
			continue;
		const struct work *w = p->lists[0]->work;
		ui_p_str(u, tr_fill(u->a, u->sp, N_("Next comes: {what}, for {child}, by {date}."),
		                    TR_SLOTS({"what", work_what(req, &p->v[0], w)}, {"child", work_child(req, &p->children[0])},
		                             {"date", tr_date(u->a, u->sp.lang, work_by(&p->v[0].row, w), DATE_LONG)})));
		return;
	}
}

static void done_show(struct ui *u, struct req *req, const struct work_view *v)
{
	struct speak sp = req->act.speak;
	int64_t waiting = work_piece_n(v, GROUP_WAITING);
	if (filter_total(&v->tally) == 0) {
		ui_panel_begin(u, NULL);
		ui_empty(u, tr(sp, N_("Everything is done")),
		         tr(sp, N_("What you have to do will stand here. Nothing is waiting for you today.")), NULL);
		outlets_show(u, req);
		ui_panel_end(u);
		return;
	}
	ui_panel_begin(u, NULL);
	ui_empty(u, tr(sp, N_("Everything is done")), tr(sp, N_("Nothing is waiting for you today.")), NULL);
	first_coming(u, req, v);
	if (waiting > 0)
		ui_p_link(u, tr_fill(u->a, sp, trn(sp, "{n} thing waits for someone else:", "{n} things wait for someone else:",
		                                   waiting), TR_SLOTS({"n", count_words(req, waiting)})).p,
		          work_address(req, &v->ask, GROUP_WAITING), tr(sp, N_("look at them")), NULL);
	outlets_show(u, req);
	ui_panel_end(u);
}

void work_nothing_show(struct ui *u, struct req *req, const struct work_view *v)
{
	struct speak sp = req->act.speak;
	int64_t shown = 0;
	for (size_t i = 0; i < v->n; i++)
		shown += work_is_shown(v, v->group[i]) ? v->pieces[i].n : 0;
	if (!work_filtered(&v->ask) || filter_total(&v->tally) == 0) {
		if (work_piece_n(v, GROUP_LATE) + work_piece_n(v, GROUP_WEEK) == 0)
			done_show(u, req, v);
	} else if (shown == 0) {
		ui_empty(u, tr(sp, N_("Nothing fits this choice")),
		         tr(sp, N_("There is other work. Take the filter away to see it.")),
		         &(struct ui_link){tr(sp, N_("Show all work")), "/werk?weergave=alles"});
	}
}
