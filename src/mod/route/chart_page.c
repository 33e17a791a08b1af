#include "chart_page.h"

#include "access.h"
#include "chart_step.h"
#include "chart_times.h"
#include "date.h"
#include "flow.h"
#include "flow_chart.h"
#include "rule_book.h"
#include "route_say.h"

/* ---- the chart as data ---- */

enum { RULES_OF_STEP = 4, FACTS_MAX = RULES_OF_STEP + 2 };

/* Terms are named by their rule: what is said of them is the region's own value, which is never looser than the law. */
static const struct {
	enum phase phase;
	const char *name, *who, *text;
	int col, row;
	const char *rules[RULES_OF_STEP];
} steps[] = {
	{PHASE_SIGNAL, N_("First sign"), N_("Parents, preschool or school"),
	 N_("Someone sees that more is needed. Parents and child are asked first."), 0, 2, {"LOC-01"}},
	{PHASE_APPLICATION, N_("Application"), N_("Parents apply; the school acts"),
	 N_("Parents apply in writing. The school looks for a place that fits, and first at what it can adapt itself."),
	 1, 0, {"ADM-01", "LOC-03", "ADM-04", "ADM-06"}},
	{PHASE_KNOOPPUNT, N_("Knooppunt"), N_("School and partnership, with parents and child"),
	 N_("Everyone who is needed talks together. Nothing is decided without parents and child."), 2, 2, {NULL}},
	{PHASE_SUPPORT, N_("Support at school"), N_("School"),
	 N_("Help in the child's own class, with a plan."), 3, 0, {"OPP-04", "OPP-06"}},
	{PHASE_STARTKLAS, N_("Startklas or other group"), N_("Team of the group, with the mother school"),
	 N_("A small group for a while. The aim is always to return."), 3, 2, {"LOC-05", "LOC-11", "LOC-06"}},
	{PHASE_TLV, N_("Request for a TLV"), N_("School asks; the committee decides"),
	 N_("A request to go to special education for a time."), 3, 4, {"TLV-10", "BEZ-01"}},
	{PHASE_BACK, N_("Going back"), N_("Both schools"),
	 N_("Back to the child's own class, step by step."), 4, 2, {NULL}},
	{PHASE_AFTERCARE, N_("Aftercare"), N_("School, with help of the group"),
	 N_("Someone keeps looking how it goes."), 5, 1, {"LOC-04", "LOC-12", "LOC-13"}},
	{PHASE_DONE, N_("Done"), N_("Nobody"), N_("A new question can always begin the route again."), 6, 1, {NULL}},
};
enum { STEPS = sizeof steps / sizeof *steps };
_Static_assert((int)STEPS == (int)PHASE__N - 1, "each phase of a route stands in the chart");

/* ---- what is read ---- */

struct chart {
	struct req *req;
	struct rule_book book;
	struct chart_times times;
	const struct chart_own *own;
	size_t n_own;
	bool figures; /* who is signed in sees them, once they were counted */
	int here; /* enum phase; -1: no child */
};

static const struct stmt stmt_regions = {"SELECT region FROM region ORDER BY id LIMIT 2", "", "i"};

/* Of who is signed in, else that of the address, else the only one that there is; 0: of none. */
static enum err region_of_reader(struct req *req, int64_t *region)
{
	const struct rows *r;
	*region = req->viewer != NULL ? req->viewer->region : req->app->region;
	if (*region != 0)
		return OK;
	enum err e = act_exec(&req->act, &stmt_regions, DB_NO_ARGS, &r);
	if (e == OK && r->n == 1)
		*region = rows_int(r, 0, 0);
	return e;
}

static enum err chart_load(struct req *req, struct chart *c)
{
	struct arena *a = req->act.a;
	int32_t today = route_today(req);
	struct chart_own *own;
	struct batch *b;
	int64_t region;
	enum err e = region_of_reader(req, &region);
	if (e == OK)
		e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t book = book_put(b, region), extra = chart_steps_put(b, a, region, today), times = chart_times_put(b, region);
	e = batch_run(b);
	if (e != OK)
		return e;
	c->req = req;
	book_take(a, batch_rows(b, book), &c->book);
	c->n_own = chart_steps_take(a, req->act.speak, batch_rows(b, extra), &c->book, today, &own);
	c->own = own;
	chart_times_take(batch_rows(b, times), &c->times);
	c->figures = req->viewer != NULL && c->times.counted != 0;
	return OK;
}

/* ---- the words ---- */

static size_t terms_of_step(const struct chart *c, size_t at, const char **out)
{
	struct arena *a = c->req->act.a;
	struct speak sp = c->req->act.speak;
	size_t n = 0;
	for (size_t i = 0; i < RULES_OF_STEP && steps[at].rules[i] != NULL; i++) {
		const struct rule *r = book_rule(&c->book, str_from(steps[at].rules[i]), route_today(c->req));
		if (r == NULL)
			continue;
		const char *source = r->article != NULL ? r->article : tr(sp, N_("agreed in the region"));
		out[n++] = tr_fill(a, sp, N_("{what}: {length} ({source})"),
		                   TR_SLOTS({"what", str_from(tr(sp, r->what))}, {"length", rule_length(a, sp, r)},
		                            {"source", str_from(source)})).p;
	}
	return n;
}

/* How long it takes here, in whole weeks once it is more than two. */
static const char *usual(const struct chart *c, enum phase p)
{
	struct arena *a = c->req->act.a;
	struct speak sp = c->req->act.speak;
	int32_t days = c->times.median[p], weeks = (days + 3) / 7;
	if (!c->figures || p == PHASE_DONE || figure_said(c->times.stays[p]) == 0)
		return NULL;
	struct str length = weeks > 2 ? tr_fill(a, sp, trn(sp, "{n} week", "{n} weeks", weeks),
	                                        TR_SLOTS({"n", tr_number(a, sp.lang, weeks)}))
	                              : tr_fill(a, sp, trn(sp, "{n} day", "{n} days", days),
	                                        TR_SLOTS({"n", tr_number(a, sp.lang, days)}));
	return tr_fill(a, sp, N_("In our region this usually takes {length}."), TR_SLOTS({"length", length})).p;
}

static const char *name_of(const struct chart *c, int phase)
{
	for (size_t i = 0; i < STEPS; i++)
		if ((int)steps[i].phase == phase)
			return tr(c->req->act.speak, steps[i].name);
	return "";
}

/* Where one can go from here: read from the steps of the route themselves. */
static const char *then_of(const struct chart *c, enum phase p)
{
	struct buf b;
	uint32_t said = 0;
	buf_init(&b, c->req->act.a, 1024);
	for (size_t i = 0; i < ROUTE_STEPS; i++) {
		const struct transition *t = &route_flow[i];
		if ((t->from >> p & 1) == 0 || (said >> t->to & 1) != 0)
			continue;
		said |= UINT32_C(1) << t->to;
		buf_printf(&b, "%s%s", b.n == 0 ? "" : ", ", name_of(c, t->to));
	}
	if (b.n == 0)
		return NULL;
	return tr_fill(c->req->act.a, c->req->act.speak, N_("From here one can go to: {steps}."),
	               TR_SLOTS({"steps", buf_view(&b)})).p;
}

static size_t place_of(int phase)
{
	for (size_t i = 0; i < STEPS; i++)
		if ((int)steps[i].phase == phase)
			return i;
	BUG("phase %d stands not in the chart", phase);
}

/* The ways that go forward; going back to a knooppunt, and beginning again, stand in the list. */
static size_t ways_forward(struct ui_flow_way *out)
{
	size_t n = 0;
	for (size_t i = 0; i < ROUTE_STEPS; i++)
		for (size_t from = 0; from < STEPS; from++) {
			size_t to = place_of(route_flow[i].to);
			bool goes = (route_flow[i].from >> steps[from].phase & 1) != 0 && steps[to].col > steps[from].col;
			if (goes && (steps[to].phase != PHASE_DONE || steps[from].phase == PHASE_AFTERCARE))
				out[n++] = (struct ui_flow_way){from, to};
		}
	return n;
}

static void figures_show(struct ui *u, const struct chart *c)
{
	struct speak sp = u->sp;
	struct ui_figure f[3];
	const struct {
		int64_t n;
		const char *what;
	} all[] = {
		{c->times.routes, N_("routes that went on in the last two years")},
		{c->times.no_knooppunt, N_("went on without a knooppunt")},
		{c->times.again, N_("came to a knooppunt more than once")},
	};
	size_t n = 0;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		int64_t said = figure_part(all[i].n, c->times.routes);
		if (said > 0)
			f[n++] = (struct ui_figure){
				tr_fill(u->a, sp, N_("about {n}"), TR_SLOTS({"n", tr_number(u->a, sp.lang, said)})),
				tr(sp, all[i].what), NULL};
	}
	ui_panel_begin(u, tr(sp, N_("How do routes really go here?")));
	if (n > 0)
		ui_figures(u, f, n);
	ui_small(u, tr(sp, N_("Numbers under 10 are not shown, and others are rounded to 5. Nobody can be recognised in "
	                      "them. “Usually” is the middle: half of the routes took longer.")));
	ui_small(u, tr_fill(u->a, sp, N_("Counted on {date}."),
	                    TR_SLOTS({"date", tr_date(u->a, sp.lang, instant_date(c->times.counted), DATE_LONG)})).p);
	ui_panel_end(u);
}

static size_t own_of_step(struct ui *u, const struct chart *c, enum phase p, const struct ui_flow_own **out)
{
	struct ui_flow_own *v = ARENA_ARRAY(u->a, struct ui_flow_own, c->n_own + 1);
	size_t n = 0;
	for (size_t i = 0; i < c->n_own; i++) {
		const struct chart_own *o = &c->own[i];
		if (o->phase != p)
			continue;
		v[n++] = (struct ui_flow_own){
			.name = o->name, .text = o->text,
			.who = tr_fill(u->a, u->sp, N_("Who acts: {who}"), TR_SLOTS({"who", o->who})).p,
			.within = o->length.n == 0 ? NULL : tr_fill(u->a, u->sp, N_("Within {length} (agreed in the region)"),
			                                            TR_SLOTS({"length", o->length})).p};
	}
	*out = v;
	return n;
}

/* For who may decide about it: where the chart is set. */
static void ways_to_set(struct ui *u, struct req *req)
{
	static const struct ui_link ways[] = {
		{N_("Add or change own steps of the region"), "/route-stappen"},
		{N_("Make a term shorter than the law"), "/regels"},
	};
	struct ui_link links[sizeof ways / sizeof *ways];
	size_t n = 0;
	if (req->viewer == NULL || access_any(&req->act, &rec_chart_step, OP_CREATE) != OK)
		return;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (app_can_open(req->app, req->viewer, ways[i].href))
			links[n++] = (struct ui_link){tr(u->sp, ways[i].label), ways[i].href};
	ui_tools_begin(u, tr(u->sp, N_("How does our region do it?")));
	ui_p(u, tr(u->sp, N_("What you add stands in the picture, for everyone. A term of the law can be made shorter, "
	                     "never longer, and no step can be taken away.")));
	ui_links(u, links, n);
	ui_panel_end(u);
}

static void chart_show(struct ui *u, const struct chart *c)
{
	struct ui_flow_step v[STEPS];
	struct ui_flow_way ways[ROUTE_STEPS * STEPS];
	size_t n_ways = ways_forward(ways);
	for (size_t i = 0; i < STEPS; i++) {
		const char **facts = ARENA_ARRAY(u->a, const char *, FACTS_MAX);
		size_t n = terms_of_step(c, i, facts);
		const char *took = usual(c, steps[i].phase);
		const struct ui_flow_own *own;
		size_t n_own = own_of_step(u, c, steps[i].phase, &own);
		if (took != NULL)
			facts[n++] = took;
		v[i] = (struct ui_flow_step){
			.name = tr(u->sp, steps[i].name), .col = steps[i].col, .row = steps[i].row,
			.here = c->here == (int)steps[i].phase,
			.who = tr_fill(u->a, u->sp, N_("Who acts: {who}"),
			               TR_SLOTS({"who", str_from(tr(u->sp, steps[i].who))})).p,
			.text = tr(u->sp, steps[i].text), .facts = facts, .n_facts = n, .then = then_of(c, steps[i].phase),
			.own = own, .n_own = n_own,
		};
	}
	ui_flow_chart(u, tr(u->sp, N_("The steps, and who acts")),
	              tr(u->sp, N_("The steps of a route from left to right. The list below says the same.")), v, STEPS,
	              ways, n_ways);
}

static enum err show(struct req *req, struct chart *c, struct ui_page *page)
{
	enum err e = chart_load(req, c);
	if (e != OK)
		return e;
	page->intro = tr(req->act.speak, N_("From the first sign to back in class: the steps, who acts and by when. "
	                                    "Not every child goes through every step."));
	struct ui *u = view_begin(req, page);
	chart_show(u, c);
	if (c->figures)
		figures_show(u, c);
	ways_to_set(u, req);
	ui_print_button(u);
	return view_end(u, req, page);
}

enum err chart_page(struct req *req)
{
	struct chart c = {.here = -1};
	struct ui_page page = {.title = tr(req->act.speak, N_("The route as a picture"))};
	return show(req, &c, &page);
}

enum err child_chart_page(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	struct chart c = {.here = flow_state(r)};
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, r).p, child_path(a, r, "")}};
	struct ui_page page = {.title = tr(sp, N_("The route as a picture")), .crumbs = crumbs, .n_crumbs = 2};
	return show(req, &c, &page);
}
