#include "route.h"

#include "date.h"
#include "menu.h"
#include "record_view.h"
#include "route_say.h"
#include "view.h"

/* Pages of a child, in the order of a route; who looked along and what was changed stand behind "Who takes part". A row
 * with records shows where something of them happened that this reader may see, or where the reader may begin one. */
static const struct tab {
	const char *label, *below;
	enum part part;           /* that must be open for it */
	const char *records[3];   /* names of record types; none: always */
	const char *begin;        /* the page on which one begins it, behind the child; NULL: not here */
} tabs[] = {
	{N_("Route"), "", PART_KERN, {NULL}, NULL},
	{N_("Application"), "/aanmelding", PART_AANMELDING, {"application", "intake", "sign"}, "/aanmelding/nieuw"},
	{N_("Knooppunt"), "/knooppunt", PART_KNOOPPUNT, {"meeting"}, "/knooppunt/nieuw"},
	{N_("Placement"), "/plaatsing", PART_VOORZIENING, {"placement", "place"}, "/plaatsing/nieuw"},
	{N_("Plan"), "/plan", PART_SCHOOL, {NULL}, NULL},
	{N_("Talks"), "/gesprekken", PART_SCHOOL, {NULL}, NULL},
	{N_("Who takes part"), "/betrokkenen", PART_KERN, {NULL}, NULL},
};
enum { TABS = sizeof tabs / sizeof *tabs };
_Static_assert((int)TABS <= 7, "seven tabs fit beside each other");

/* How much is late behind a tab: of the types of work that are done there (struct work). */
static int64_t late_behind(struct req *req, const struct shelf_of_child *there, const char *below)
{
	const struct record *rec;
	int64_t n = 0;
	for (int64_t mark = 1; mark <= WORK_MARK_MAX; mark++) {
		const struct list *l = there->late[mark] == 0 ? NULL : model_list_of(req->act.model, LIST_WORK, mark, &rec);
		n += l != NULL && strcmp(l->work->page, below) == 0 ? there->late[mark] : 0;
	}
	return n;
}

static bool may_begin(const struct req *req, const struct tab *t)
{
	return t->begin != NULL && (req->seen.allowed.writes & PART_BIT(t->part)) != 0 &&
	       app_can_open(req->app, req->viewer, child_path(req->act.a, &req->seen.row, t->begin));
}

static bool holds_something(struct req *req, const struct tab *t)
{
	bool any = t->records[0] == NULL;
	for (size_t i = 0; i < sizeof t->records / sizeof *t->records && !any && t->records[i] != NULL; i++)
		any = menu_child_has(req, t->records[i]);
	return any;
}

void child_tabs(struct ui *u, struct req *req, const char *below)
{
	struct speak sp = req->act.speak;
	struct ui_tab v[TABS];
	struct shelf_of_child there;
	menu_child(req, route_list(LIST_WORK), date_iso(req->act.a, route_today(req)), &there);
	size_t n = 0;
	for (size_t i = 0; i < TABS; i++) {
		const char *path = child_path(req->act.a, &req->seen.row, tabs[i].below);
		bool current = strcmp(below, tabs[i].below) == 0;
		bool open = (req->seen.allowed.reads & PART_BIT(tabs[i].part)) != 0 &&
		            app_can_open(req->app, req->viewer, path);
		if (open && (current || holds_something(req, &tabs[i]) || may_begin(req, &tabs[i])))
			v[n++] = (struct ui_tab){.label = tr(sp, tabs[i].label), .href = path, .current = current,
			                         .count = late_behind(req, &there, tabs[i].below), .said = tr(sp, N_("too late"))};
	}
	if (n > 1)
		ui_tabs(u, tr(sp, N_("Pages of this child")), v, n);
}

enum err child_list(struct req *req, const struct record *rec, struct child_list *out)
{
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	enum err e = scope_pieces(&req->act, &req->seen, rec, &out->found);
	if (e != OK)
		return e;
	out->leads_on = record_leads_on(req, &out->found);
	out->crumbs[0] = (struct ui_link){tr(req->act.speak, N_("Children")), "/kinderen"};
	out->crumbs[1] = (struct ui_link){child_name(a, child).p, child_path(a, child, "")};
	return OK;
}
