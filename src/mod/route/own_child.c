#include "own_child.h"

#include "route_say.h"
#include "view.h"

/* Of one child there is nothing to choose: the page itself comes at once. */
static enum err choose(struct req *req, const struct seen_page *p, const char *below)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {.title = tr(sp, req->route->title), .intro = tr(sp, N_("Choose your child."))};
	struct ui_choice *v = ARENA_ARRAY(req->act.a, struct ui_choice, p->n + 1);
	for (size_t i = 0; i < p->n; i++)
		v[i] = (struct ui_choice){.label = child_name(req->act.a, &p->v[i].row).p,
		                          .href = child_path(req->act.a, &p->v[i].row, below)};
	struct ui *u = view_begin(req, &page);
	if (p->n == 0) {
		ui_panel_begin(u, NULL);
		ui_empty(u, tr(sp, N_("There is nothing here now")), tr(sp, N_("No route runs for your child.")),
		         &(struct ui_link){tr(sp, N_("Go to the start")), "/start"});
		ui_panel_end(u);
	} else {
		ui_choices(u, v, p->n);
	}
	return view_end(u, req, &page);
}

static enum err go(struct req *req, const char *below)
{
	struct seen_page found;
	enum err e = scope_front(&req->act, route_list(LIST_CHILDREN), SCOPE_SHOWN, &found);
	if (e != OK)
		return e;
	return found.n == 1 ? req_redirect(req, "%s", child_path(req->act.a, &found.v[0].row, below))
	                    : choose(req, &found, below);
}

enum err own_helpers_page(struct req *req)
{
	return go(req, "/betrokkenen");
}

enum err own_looks_page(struct req *req)
{
	return go(req, "/wie-keek-mee");
}
