#include "coming.h"

#include "along.h"
#include "date.h"
#include "enrol_pages.h"
#include "flow.h"
#include "meeting.h"
#include "pdf_view.h"
#include "route.h"
#include "rule.h"
#include "steps.h"
#include "utf8.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define S_(f) (&sign_fields[SIGN_##f])
#define M_(f) (&meeting_fields[MEETING_##f])

/* Beside each child, as far as the reader may read it. */
enum { OF_SIGN, OF_MEETING, OF_ACTION, OF_APPLICATION, OF__N };
static const struct record *const recs[OF__N] = {&rec_sign, &rec_meeting, &rec_action, &rec_application};

struct coming {
	struct seen_page children;
	struct sign_kinds kinds;
	struct enrol_schools schools;
	struct profiles profiles;
};

/* ---- reading ---- */

static const struct stmt stmt_profiles = {
	"SELECT s.pid, s.name, coalesce(s.place, ''), coalesce(s.postcode, ''), coalesce(s.offer, ''),"
	" coalesce(s.expertise, ''), coalesce(s.groups_text, ''), coalesce(s.building, '') FROM school s"
	" JOIN organisation o ON o.id = s.org WHERE s.region = $1 AND s.kind = 'bo' AND o.ended > $2"
	" AND s.gone_since IS NULL ORDER BY s.name_key, s.id LIMIT 300",
	"ii", "tttttttt"};

static enum err profiles_take(struct act *act, const struct stmt_asked *x, struct profiles *out)
{
	struct arena *a = act->a;
	const struct rows *r;
	enum err e = stmt_take(act, x, &r);
	if (e != OK)
		return e;
	struct profile *v = ARENA_ARRAY(a, struct profile, r->n + 1);
	for (size_t i = 0; i < r->n; i++) {
		struct str code = rows_text(r, i, 3);
		v[i] = (struct profile){
			.pid = rows_text(r, i, 0), .name = rows_text(r, i, 1), .place = rows_text(r, i, 2),
			.pc4 = code.n >= 4 ? (struct str){code.p, 4} : (struct str){0},
			.said = utf8_fold(a, str_printf(a, STR_FMT "\n" STR_FMT "\n" STR_FMT "\n" STR_FMT,
			                                STR_ARG(rows_text(r, i, 4)), STR_ARG(rows_text(r, i, 5)),
			                                STR_ARG(rows_text(r, i, 6)), STR_ARG(rows_text(r, i, 7))))};
	}
	*out = (struct profiles){v, r->n};
	return OK;
}

/* Until four and a half: who is older is at school. */
static struct str eldest(const struct req *req)
{
	enum { MONTHS = 54 };
	return date_iso(req->act.a, date_add_months(route_today(req), -MONTHS));
}

static enum err read(struct req *req, struct coming *out)
{
	const struct list *list = route_list(LIST_COMING);
	struct act *act = &req->act;
	struct str key = {0};
	int64_t id = 0;
	enum err e = scope_place(act, list, req_query(req, "na"), &key, &id);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	const struct stmt_asked *profiles = stmt_ask(act, &stmt_profiles, DB_ARGS(val_int(act->region), val_int(act->now)));
	const struct sign_lists_asked lists = sign_lists_ask(act);
	e = scope_page_beside(act, list, id == 0 ? eldest(req) : key, id, recs, OF__N, &out->children);
	if (e == OK)
		e = profiles_take(act, profiles, &out->profiles);
	return e != OK ? e : sign_lists_told(act, &lists, &out->kinds, &out->schools);
}

/* ---- one child ---- */

static struct str day_said(struct ui *u, struct val v)
{
	return v.type == VAL_INT ? tr_date(u->a, u->sp.lang, (int32_t)v.i, DATE_SHORT) : (struct str){0};
}

static struct str shown(struct ui *u, const struct row *r, const struct field *f)
{
	return f->type->show(u->a, u->sp, f, row_val(r, f));
}

/* Each sign with how far it may be read; what fits the child along the way. */
static struct str seen_said(struct ui *u, const struct seen_page *signs, struct str *fits)
{
	struct str all = {0};
	for (size_t i = 0; i < signs->n; i++) {
		const struct row *r = &signs->v[i].row;
		all = lines_with(u->a, all, tr_fill(u->a, u->sp, N_("{kind}, {date}"),
		                                  TR_SLOTS({"kind", row_text(r, S_(KIND))},
		                                           {"date", day_said(u, row_val(r, S_(ON)))})));
		*fits = lines_with(u->a, *fits, row_text(r, S_(FITS)));
	}
	return all;
}

static struct str handed_said(struct ui *u, const struct seen_page *signs, const struct seen_page *applications)
{
	struct str all = {0};
	for (size_t i = 0; i < signs->n; i++) {
		const struct row *r = &signs->v[i].row;
		struct str on = day_said(u, row_val(r, S_(ANSWERED)));
		struct str state = view_state(u->sp, r).state;
		const struct slot slots[] = {{"kind", row_text(r, S_(KIND))}, {"state", state}, {"date", on}};
		all = lines_with(u->a, all, tr_fill(u->a, u->sp, on.n == 0 ? N_("{kind}: {state}")
		                                                          : N_("{kind}: {state}, {date}"), slots, 3));
	}
	for (size_t i = 0; i < applications->n; i++)
		all = lines_with(u->a, all, tr_fill(u->a, u->sp, N_("Application: {state}"),
		                                  TR_SLOTS({"state", view_state(u->sp, &applications->v[i].row).state})));
	return all;
}

static struct str agreed_said(struct ui *u, const struct seen_page *meetings, const struct seen_page *actions)
{
	struct str all = {0};
	for (size_t i = 0; i < meetings->n; i++) {
		const struct row *r = &meetings->v[i].row;
		int state = flow_state(r);
		struct val on = row_val(r, state >= MEETING_HELD ? M_(HELD_ON) : M_(DAY));
		if (state == MEETING_CANCELLED)
			continue;
		all = lines_with(u->a, all, tr_fill(u->a, u->sp, N_("{what}, {date}"),
			TR_SLOTS({"what", view_state(u->sp, r).state},
			         {"date", on.type == VAL_INT ? day_said(u, on) : day_said(u, row_val(r, M_(DAY_A)))})));
		if (row_val(r, M_(OUTCOME)).type == VAL_TEXT)
			all = lines_with(u->a, all, shown(u, r, M_(OUTCOME)));
	}
	for (size_t i = 0; i < actions->n; i++) {
		const struct row *r = &actions->v[i].row;
		if (row_val(r, &action_fields[ACTION_DONE]).type != VAL_NULL)
			continue;
		all = lines_with(u->a, all, tr_fill(u->a, u->sp, N_("{what}: {who}, before {date}"),
			TR_SLOTS({"what", row_text(r, &action_fields[ACTION_WHAT])},
			         {"who", row_text(r, &action_fields[ACTION_OWNER_NAME])},
			         {"date", day_said(u, row_val(r, &action_fields[ACTION_BY]))})));
	}
	return all;
}

static struct str next_said(struct ui *u, struct req *req, const struct row *child)
{
	struct ui_tag by = next_by_tag(u->a, u->sp, child, route_today(req));
	return tr_fill(u->a, u->sp, N_("{what} ({who}, {left})"),
	               TR_SLOTS({"what", route_shown(req, child, ROUTE_NEXT_STEP)},
	                        {"who", route_shown(req, child, ROUTE_ACTS)}, {"left", by.state}));
}

static void thought_of(struct ui *u, const struct coming *c, const struct seen_page *signs)
{
	const struct enrol_school *before = NULL;
	for (size_t i = 0; i < signs->n; i++) {
		const struct enrol_school *to = enrol_school_of(&c->schools, row_int(&signs->v[i].row, S_(TO)));
		bool again = to == before;
		before = to;
		if (to != NULL && !again)
			ui_p_link(u, tr(u->sp, N_("The parents think of")),
			          str_printf(u->a, "/school/" STR_FMT, STR_ARG(to->pid)).p, str_c(u->a, to->name), NULL);
	}
}

static void schools_show(struct ui *u, const struct coming *c, const struct row *child, const struct seen_page *signs,
                         struct str fits)
{
	struct fit v[FITS_MAX];
	size_t n = schools_that_fit(u->a, &c->profiles, &c->kinds, fits, row_text(child, &route_fields[ROUTE_PC4]), v);
	ui_h3(u, tr(u->sp, N_("Schools to talk about")));
	thought_of(u, c, signs);
	for (size_t i = 0; i < n; i++) {
		const struct slot slots[] = {{"what", v[i].what}, {"place", v[i].school->place}};
		const char *why = v[i].n == 0 ? tr(u->sp, N_("in the neighbourhood"))
			: tr_fill(u->a, u->sp, v[i].near ? N_("in the neighbourhood; its profile speaks of: {what}")
			                                 : N_("in {place}; its profile speaks of: {what}"), slots, 2).p;
		ui_p_link(u, NULL, str_printf(u->a, "/school/" STR_FMT, STR_ARG(v[i].school->pid)).p,
		          str_c(u->a, v[i].school->name), str_printf(u->a, ", %s", why).p);
	}
	if (n == 0)
		ui_small(u, tr(u->sp, N_("Write down with the sign what fits the child. Then the schools stand here whose "
		                         "profile speaks of it.")));
}

static void row_show(struct ui *u, const char *name, struct str said, const char *none)
{
	ui_summary_row(u, tr(u->sp, name), said.n > 0 ? said : str_from(tr(u->sp, none)), NULL);
}

static void child_show(struct ui *u, struct req *req, const struct coming *c, size_t i)
{
	const struct row *child = &c->children.v[i].row;
	const struct seen_page *of = &c->children.beside[i * OF__N];
	struct str fits = {0}, seen = seen_said(u, &of[OF_SIGN], &fits);
	int32_t born = (int32_t)row_int(child, &route_fields[ROUTE_BORN]);
	const struct rule *talk = rule_for(S("LOC-01"), born);
	int32_t on = talk == NULL ? born : rule_due(talk, born, NULL);
	const struct str facts[] = {
		child_age(u->a, u->sp, child, route_today(req)),
		tr_fill(u->a, u->sp, N_("three and a half on {date}"),
		        TR_SLOTS({"date", tr_date(u->a, u->sp.lang, on, DATE_SHORT)}))};
	const char *plan = child_path(u->a, child, "/knooppunt/nieuw");
	ui_panel_begin(u, str_c(u->a, child_name_short(u->a, child)));
	ui_facts(u, facts, 2);
	ui_summary_begin(u);
	row_show(u, N_("What is seen"), seen, N_("Nothing that you may read"));
	if (fits.n > 0)
		row_show(u, N_("What fits the child"), fits, "");
	row_show(u, N_("What is agreed"), agreed_said(u, &of[OF_MEETING], &of[OF_ACTION]), N_("Nothing yet"));
	row_show(u, N_("Handed over"), handed_said(u, &of[OF_SIGN], &of[OF_APPLICATION]), N_("Not yet"));
	row_show(u, N_("Next"), next_said(u, req, child), "");
	ui_summary_end(u);
	schools_show(u, c, child, &of[OF_SIGN], fits);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, child_path(u->a, child, ""), tr(u->sp, N_("Open the child")));
	if (of[OF_MEETING].n == 0 && app_can_open(req->app, req->viewer, plan) &&
	    (c->children.v[i].allowed.writes & PART_BIT(PART_KNOOPPUNT)) != 0 && meeting_may_lead(req->viewer, child))
		ui_button_link(u, BUTTON_ALT, plan, tr(u->sp, N_("Plan a knooppunt")));
	ui_buttons_end(u);
	ui_panel_end(u);
}

enum err coming_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct coming c;
	if (!coming_may(req))
		return ERR_DENIED;
	enum err e = read(req, &c);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = tr(sp, N_("Children coming up")),
		.intro = tr(sp, N_("For the talk between preschool, adviser and school (koppeloverleg): the oldest first. You "
		                   "see the children that you take part for."))};
	struct ui *u = view_begin(req, &page);
	if (c.children.n == 0)
		ui_empty(u, tr(sp, N_("No child is coming up now")),
		         tr(sp, N_("A child stands here from the first sign until the knooppunt, as long as it is younger than "
		                   "four and a half.")), NULL);
	else
		ui_print_button(u);
	for (size_t i = 0; i < c.children.n; i++)
		child_show(u, req, &c, i);
	const char *next = !c.children.more ? NULL
		: str_printf(req->act.a, "/koppeloverleg?na=" STR_FMT, STR_ARG(c.children.v[c.children.n - 1].row.pid)).p;
	ui_pages(u, req_query(req, "na").n > 0 ? "/koppeloverleg" : NULL, next, NULL);
	return view_end(u, req, &page);
}
