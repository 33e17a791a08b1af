#include "child_page.h"

#include "child_source.h"
#include "child_timeline.h"
#include "child_turns.h"
#include "date.h"
#include "flow.h"
#include "own_turn.h"
#include "route_flow.h"
#include "route_pages.h"
#include "steps.h"
#include "take_part_page.h"

static const struct stmt stmt_school = {
	"SELECT o.name, coalesce((SELECT s.phone FROM school s WHERE s.org = o.id ORDER BY s.id LIMIT 1), '')"
	" FROM organisation o WHERE o.id = $1",
	"i", "tt"};
static const struct stmt stmt_region = {"SELECT coalesce(phone, '') FROM region WHERE region = $1", "i", "t"};
/* Undone steps were not made. */
static const struct stmt stmt_phases = {
	"SELECT v.new, g.at FROM change_value v JOIN change_group g ON g.id = v.change_group WHERE v.record = 'route'"
	" AND v.record_id = $1 AND v.field = 'phase' AND g.undone_at = 0 AND g.undoes = 0 ORDER BY g.at, g.id",
	"i", "ti"};

/* ---- the next step of the route itself ---- */

static bool told_already(const struct child_told *t, const struct row *route, enum side acts, int32_t by)
{
	for (size_t i = 0; i < t->nows.n; i++) {
		const struct child_now *n = &t->nows.v[i];
		const struct work *w = n->of == NULL ? NULL : work_of_record(n->of->rec);
		if ((n->acts == acts && n->by == by) || (w != NULL && work_does(w, n->of, route)))
			return true;
	}
	return false;
}

/* What people or a step wrote as next stands among what the modules tell, unless one of them tells the same. */
static void route_tells_now(const struct child_view *v, struct child_told *t)
{
	const struct row *r = v->r;
	enum side acts = route_acts(r);
	int32_t by = (int32_t)row_int(r, &route_fields[ROUTE_NEXT_BY]);
	bool may_change = (v->req->seen.allowed.writes & PART_BIT(PART_KERN)) != 0;
	struct str what = route_shown(v->req, r, ROUTE_NEXT_STEP);
	bool theirs = own_turn(v->req);
	if (route_is_done(r) || route_is_pupil(r) || (!own_turn_over(r) && told_already(t, r, acts, by)))
		return;
	tell_now(t, &(struct child_now){
		.what = what.n > 0 ? what : str_from(tr(v->req->act.speak, N_("The next step of the route"))),
		.acts = acts, .by = by, .act = may_change ? N_("Change the next step") : theirs ? N_("I did this") : NULL,
		.href = may_change ? child_path(v->req->act.a, r, "/volgende-stap")
		                   : theirs ? child_path(v->req->act.a, r, "/gedaan") : NULL,
		.text = theirs ? N_("Did you do it? Then say so. The school looks at it and chooses what is next.") : NULL,
	});
}

/* ---- reading ---- */

enum err child_view_load(struct req *req, bool paper, struct child_view *v)
{
	struct batch *b;
	struct child_turns turns;
	*v = (struct child_view){.req = req, .r = &req->seen.row};
	child_turns_ask(req, &turns);
	const struct stmt_asked *who = take_part_ask(&req->act, v->r->id);
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t school = batch_put(b, &stmt_school, DB_ARGS(val_int(row_int(v->r, &route_fields[ROUTE_SCHOOL]))));
	size_t region = batch_put(b, &stmt_region, DB_ARGS(val_int(req->viewer->region)));
	size_t phases = batch_put(b, &stmt_phases, DB_ARGS(val_int(v->r->id)));
	struct events_at happened = events_put(&req->act, b, &req->seen, (struct str){0},
	                                       paper ? EVENTS_PAPER : EVENTS_PAGE);
	child_blocks_put(req, b, paper, &v->blocks);
	child_turns_put(req, b, &v->blocks, &turns);
	size_t from = child_source_put(b, &req->seen);
	e = batch_run(b);
	if (e != OK)
		return e;
	child_blocks_take(req, b, &v->blocks);
	e = child_turns_take(req, b, &turns);
	if (e == OK)
		e = take_part_told(&req->act, who, &v->people);
	if (e != OK)
		return e;
	events_take(&req->act, b, &req->seen, &happened, &v->events);
	v->sources = batch_rows(b, from);
	v->phases = batch_rows(b, phases);
	if (batch_rows(b, school)->n == 1) { /* a place that this reader is not shown is no row */
		v->school = rows_text(batch_rows(b, school), 0, 0);
		v->school_phone = rows_text(batch_rows(b, school), 0, 1);
	}
	if (batch_rows(b, region)->n == 1)
		v->region_phone = rows_text(batch_rows(b, region), 0, 0);
	child_blocks_tell(req, &v->blocks, &v->told, v, route_tells_now, &turns);
	return OK;
}

/* ---- the head ---- */

static struct str person_of(const struct taker *t)
{
	return t->name.n > 0 ? t->name : t->holder;
}

/* Who at school is asked first: the contact person, else who supervises. */
static struct str contact_fact(const struct child_view *v)
{
	static const enum relation_kind order[] = {REL_CONTACT, REL_SUPERVISES, REL_PRESCHOOL};
	struct arena *a = v->req->act.a;
	if ((v->req->seen.allowed.hides[PART_KERN] & (HIDE_SHIELD | HIDE_ADDRESS)) != 0)
		return (struct str){0};
	for (size_t k = 0; k < sizeof order / sizeof *order; k++)
		for (size_t i = 0; i < v->people.n; i++)
			if (v->people.v[i].kind == order[k] && person_of(&v->people.v[i]).n > 0)
				return tr_fill(a, v->req->act.speak, N_("Contact: {name}"),
				               TR_SLOTS({"name", person_of(&v->people.v[i])}));
	return (struct str){0};
}

size_t child_head_facts(const struct child_view *v, struct str out[CHILD_FACTS])
{
	struct req *req = v->req;
	size_t n = 0;
	out[n++] = child_age(req->act.a, req->act.speak, v->r, route_today(req));
	if (v->school.n > 0)
		out[n++] = v->school;
	out[n++] = route_shown(req, v->r, ROUTE_PHASE);
	struct str contact = contact_fact(v);
	if (contact.n > 0)
		out[n++] = contact;
	return n;
}

/* ---- the way ---- */

/* The day on which it came there last; 0: never. */
static int64_t reached(const struct child_view *v, const char *phase)
{
	int64_t at = 0;
	for (size_t i = 0; i < v->phases->n; i++)
		if (str_is(rows_text(v->phases, i, 0), phase))
			at = rows_int(v->phases, i, 1);
	return at;
}

static bool has_been(const void *ctx, const char *phase)
{
	return reached(ctx, phase) != 0;
}

size_t child_stations(const struct child_view *v, struct ui_station *out, size_t most)
{
	struct speak sp = v->req->act.speak;
	struct arena *a = v->req->act.a;
	const char *codes[STATIONS_MAX];
	size_t n = route_stations(sp, v->r, has_been, v, out, codes);
	if (n > most)
		BUG("%zu stations", n);
	for (size_t i = 0; i < n; i++) {
		int64_t at = reached(v, codes[i]);
		struct str day = at == 0 ? (struct str){0} : tr_date(a, sp.lang, instant_date(at), DATE_SHORT);
		if (out[i].stop == STOP_DONE)
			out[i].when = day;
		else if (out[i].stop == STOP_NOW && at != 0)
			out[i].when = tr_fill(a, sp, N_("since {date}"), TR_SLOTS({"date", day}));
	}
	return n;
}

static void way_show(struct ui *u, const struct child_view *v)
{
	struct ui_station stops[STATIONS_MAX];
	size_t n = child_stations(v, stops, STATIONS_MAX);
	const struct slot name = {"name", row_text(v->r, &route_fields[ROUTE_GIVEN_NAME])};
	if (n > 0)
		ui_route_line(u, tr_fill(u->a, u->sp, N_("The route of {name}"), &name, 1).p, stops, n);
}

/* ---- the page ---- */

static enum err staff_show(struct ui *u, const struct child_view *v)
{
	struct req *req = v->req;
	child_do_now(u, v);
	child_tabs(u, req, "");
	way_show(u, v);
	ui_cols_begin(u);
	enum err e = child_steps(u, req);
	if (e != OK)
		return e;
	child_ways(u, v);
	ui_cols_main(u);
	child_do_also(u, v);
	child_after(u, v);
	child_blocks_show(u, req, &v->blocks);
	ui_cols_end(u);
	child_voices(u, v);
	child_helps(u, v);
	ui_panel_begin(u, NULL);
	takers_brief(u, req, &v->people);
	child_source_show(u, &req->seen, v->sources);
	ui_panel_end(u);
	timeline_show(u, req, &v->events, &v->blocks);
	child_more(u, v);
	return OK;
}

static const char *title_of_page(const struct child_view *v)
{
	static const char *const titles[READS__N] = {
		[READS_PARENTS] = N_("What happens now with {name}?"), [READS_PUPIL] = N_("My route")};
	const struct slot name = {"name", row_text(v->r, &route_fields[ROUTE_GIVEN_NAME])};
	const char *title = titles[child_reads(v->req)];
	if (title == NULL)
		return child_name(v->req->act.a, v->r).p;
	return tr_fill(v->req->act.a, v->req->act.speak, title, &name, 1).p;
}

enum err child_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct child_view v;
	struct str facts[CHILD_FACTS];
	view_steps_ask(req);
	enum err e = child_view_load(req, false, &v);
	if (e != OK)
		return e;
	bool staff = child_reads(req) == READS_STAFF;
	const struct ui_tag over = {TONE_OK, NULL, str_from(tr(sp, N_("finished")))};
	struct ui_page page = {
		.title = title_of_page(&v), .window_title = tr(sp, N_("Route of a child")),
		.crumbs = &(struct ui_link){tr(sp, N_("Children")), "/kinderen"}, .n_crumbs = staff ? 1 : 0,
		.facts = facts, .n_facts = staff ? child_head_facts(&v, facts) : 0,
		.tags = &over, .n_tags = staff && route_is_done(v.r) ? 1 : 0,
	};
	struct ui *u = view_begin(req, &page);
	if (staff)
		e = staff_show(u, &v);
	else
		child_family_show(u, &v);
	return e != OK ? e : view_end(u, req, &page);
}
