/* Above the work list: groups with their numbers, views, filters. */
#include "work_view.h"

#include "list_filter.h"
#include "route_say.h"

static void groups_show(struct ui *u, struct req *req, const struct work_view *v)
{
	struct speak sp = req->act.speak;
	struct ui_tab tabs[GROUPS + 1];
	size_t n = 0;
	tabs[n++] = (struct ui_tab){.label = tr(sp, N_("All work")), .href = work_address(req, &v->ask, GROUPS),
	                            .current = v->ask.group == GROUPS};
	for (enum work_group g = 0; g < GROUPS; g++)
		if (work_piece_n(v, g) > 0 || v->ask.group == g)
			tabs[n++] = (struct ui_tab){.label = tr(sp, work_groups[g].title), .href = work_address(req, &v->ask, g),
			                            .current = v->ask.group == g, .count = work_piece_n(v, g)};
	if (n > 1)
		ui_tabs(u, tr(sp, N_("Groups of work")), tabs, n);
}

/* Below this many one sees at a glance what there is. */
enum { FILTER_FROM = 8, LINKS_MAX = SAVED_VIEWS_MAX + 3 };

/* Of who works at several places. */
static void school_filter(struct ui *u, struct req *req, const struct work_view *v)
{
	const struct viewer *who = req->viewer;
	struct ui_option *o = ARENA_ARRAY(u->a, struct ui_option, who->n_seats + 1);
	size_t n = 1;
	o[0] = (struct ui_option){.value = S(""), .label = tr(u->sp, N_("All my organisations"))};
	for (size_t i = 0; i < who->n_seats; i++)
		if (who->seats[i].role == who->role)
			o[n++] = (struct ui_option){.value = who->seats[i].org_pid, .label = str_c(u->a, who->seats[i].org_name),
			                            .chosen = str_eq(v->ask.value[FILTER_SCHOOL], who->seats[i].org_pid)};
	if (n > 2)
		ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = work_filter_names[FILTER_SCHOOL],
		                               .label = tr(u->sp, work_filter_labels[FILTER_SCHOOL]), .options = o,
		                               .n_options = n});
}

static void one_filter(struct ui *u, struct req *req, const struct work_view *v, enum work_filter f,
                       struct list_filter *as)
{
	as->name = work_filter_names[f];
	as->label = tr(u->sp, work_filter_labels[f]);
	filter_field(u, req, &v->tally, as);
}

/* What the group that is asked for holds of the rows: who is to act. */
static struct shelf_where among(struct req *req, const struct work_view *v)
{
	struct shelf_where w = {.side = v->ask.group == GROUPS ? 0 : work_own_side(req)};
	w.other_side = w.side != 0 && work_groups[v->ask.group].waits;
	return w;
}

static void filters_show(struct ui *u, struct req *req, const struct work_view *v)
{
	struct speak sp = req->act.speak;
	struct shelf_where under = v->ask.where, group = among(req, v);
	under.side = v->ask.side;
	const struct list_filter of = {.of = route_list(LIST_WORK), .under = &under, .among = &group};
	struct list_filter phase = of, kind = of, who = of;
	phase.any = tr(sp, N_("All phases"));
	kind.any = tr(sp, N_("All kinds"));
	kind.by = BY_TYPE;
	who.any = tr(sp, N_("Everyone"));
	who.by = BY_SIDE;
	ui_form_begin(u, &(struct ui_form){.action = "/werk", .get = true});
	if (v->ask.group != GROUPS)
		ui_hidden(u, "groep", str_from(work_groups[v->ask.group].code));
	else
		ui_hidden(u, "weergave", S("alles"));
	school_filter(u, req, v);
	one_filter(u, req, v, FILTER_PHASE, &phase);
	if (filter_kinds(&v->tally) > 1 || v->ask.value[FILTER_KIND].n > 0)
		one_filter(u, req, v, FILTER_KIND, &kind);
	one_filter(u, req, v, FILTER_WHO, &who);
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT, .label = tr(sp, N_("Show"))});
	ui_buttons_end(u);
	ui_form_end(u);
}

/* One link per filter in force: the same list without it. */
static void chosen_show(struct ui *u, struct req *req, const struct work_view *v)
{
	struct ui_link chips[FILTERS + 1];
	size_t n = 0;
	for (enum work_filter f = 0; f < FILTERS; f++)
		if (v->ask.value[f].n > 0)
			chips[n++] = (struct ui_link){
				tr_fill(u->a, u->sp, N_("{name}: {value} (remove)"),
				        TR_SLOTS({"name", str_from(tr(u->sp, work_filter_labels[f]))},
				                 {"value", work_value_said(req, &v->ask, f)})).p,
				work_address_without(req, &v->ask, f)};
	if (n > 0)
		ui_links(u, chips, n);
}

static void gone_show(struct ui *u, const struct work_view *v)
{
	for (enum work_filter f = 0; f < FILTERS; f++)
		if (v->ask.gone[f])
			ui_remark(u, TONE_SOON,
			          tr_fill(u->a, u->sp,
			          	N_("The filter “{name}” asks for something that is not there any more. It does "
			                                  "not count now."),
			                  TR_SLOTS({"name", str_from(tr(u->sp, work_filter_labels[f]))})).p);
	if (v->ask.group_gone)
		ui_remark(u, TONE_SOON, tr(u->sp, N_("There is no such group of work. All groups are shown.")));
}

/* The views by their names, then what can be done with them. */
static void views_show(struct ui *u, struct req *req, const struct work_view *v)
{
	struct speak sp = req->act.speak;
	struct ui_link links[LINKS_MAX];
	struct str query = work_query(u->a, &v->ask);
	size_t n = 0;
	for (size_t i = 0; i < v->views->n; i++) {
		const struct saved_view *s = &v->views->v[i];
		bool here = str_eq(s->query, query);
		const char *label = here ? tr_fill(u->a, sp, N_("{name} (this view)"), TR_SLOTS({"name", s->name})).p
		                         : str_c(u->a, s->name);
		const char *to = str_printf(u->a, "/werk?weergave=alles%s" STR_FMT, s->query.n == 0 ? "" : "&",
		                            STR_ARG(s->query)).p;
		links[n++] = (struct ui_link){label, to};
	}
	if (work_filtered(&v->ask) && saved_view_of(v->views, query) == NULL)
		links[n++] = (struct ui_link){tr(sp, N_("Save this view")),
		                              str_printf(u->a, "/werk/weergaven?" STR_FMT, STR_ARG(query)).p};
	if (v->views->n > 0)
		links[n++] = (struct ui_link){tr(sp, N_("Change views")), "/werk/weergaven"};
	if (n > 0)
		ui_links(u, links, n);
}

void work_top_show(struct ui *u, struct req *req, const struct work_view *v)
{
	bool many = filter_total(&v->tally) >= FILTER_FROM, filtered = work_filtered(&v->ask);
	bool asked = filtered && (v->ask.group == GROUPS || work_query(u->a, &v->ask).n > 0);
	groups_show(u, req, v);
	gone_show(u, v);
	views_show(u, req, v);
	if (!many && !filtered)
		return;
	ui_details_begin(u, tr(u->sp, N_("Filters")), asked && v->ask.group == GROUPS);
	filters_show(u, req, v);
	ui_details_end(u);
	chosen_show(u, req, v);
}
