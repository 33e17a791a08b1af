#include "child_page.h"

#include "date.h"
#include "route_flow.h"

enum child_reader_kind child_reads(const struct req *req)
{
	if (req->seen.allowed.purpose[PART_KERN] != PURPOSE_OWN)
		return READS_STAFF;
	return role_def(req->viewer->role)->audience == AUD_LEERLING ? READS_PUPIL : READS_PARENTS;
}

struct str child_day(const struct child_view *v, int32_t day)
{
	return by_said(v->req->act.a, v->req->act.speak, day, route_today(v->req));
}

static const struct child_now *first_now(const struct child_view *v)
{
	return v->told.nows.n == 0 ? NULL : &v->told.nows.v[0];
}

/* To whoever must act it says so; to others who acts. */
static const char *title_of(const struct child_view *v, const struct child_now *n)
{
	static const char *const mine[READS__N] = {
		[READS_STAFF] = N_("To do now"), [READS_PARENTS] = N_("It is your turn"),
		[READS_PUPIL] = N_("It is your turn")};
	static const char *const others[READS__N] = {
		[READS_STAFF] = N_("What must happen now?"),
		[READS_PARENTS] = N_("You need not do anything now"),
		[READS_PUPIL] = N_("You need not do anything now"),
	};
	enum child_reader_kind k = child_reads(v->req);
	return tr(v->req->act.speak, n != NULL && n->mine ? mine[k] : others[k]);
}

static const char *text_of(const struct child_view *v, const struct child_now *n)
{
	struct speak sp = v->req->act.speak;
	struct arena *a = v->req->act.a;
	const char *text = n->said.n > 0 ? str_c(a, n->said)
	                   : n->text == NULL || child_reads(v->req) == READS_STAFF ? NULL : tr(sp, n->text);
	if (n->minutes == 0 || !n->mine)
		return text;
	const char *takes = tr_fill(a, sp, trn(sp, "It takes about {n} minute.", "It takes about {n} minutes.", n->minutes),
	                            TR_SLOTS({"n", tr_number(a, sp.lang, n->minutes)})).p;
	return text == NULL ? takes : str_printf(a, "%s %s", text, takes).p;
}

/* What is done elsewhere than here: whom to ask about it. */
static const char *with_number(const struct child_view *v, const char *text)
{
	bool school = v->school.n > 0 && v->school_phone.n > 0;
	struct str phone = school ? v->school_phone : v->region_phone;
	const struct slot slots[] = {{"who", school ? v->school : (struct str){0}}, {"phone", phone}};
	if (phone.n == 0)
		return text;
	const char *ask = tr_fill(v->req->act.a, v->req->act.speak,
	                          school ? N_("Do you not know how? Call {who}: {phone}.")
	                                 : N_("Do you not know how? Call the partnership: {phone}."), slots, 2).p;
	return text == NULL ? ask : str_printf(v->req->act.a, "%s %s", text, ask).p;
}

static void nothing_now(struct ui *u, const struct child_view *v)
{
	struct speak sp = u->sp;
	bool pupil = route_is_pupil(v->r);
	ui_next_step(u, &(struct ui_next){
		.title = tr(sp, pupil ? N_("No route runs for this child") : N_("This route is finished")),
		.text = tr(sp, pupil ? N_("There is no question now. Parents and the partnership see nothing of this page.")
		                     : N_("Nothing has to be done now.")),
	});
}

void child_do_now(struct ui *u, const struct child_view *v)
{
	const struct child_now *n = first_now(v);
	struct speak sp = u->sp;
	if (n == NULL || route_is_done(v->r)) { /* what others still follow of it stands below */
		nothing_now(u, v);
		return;
	}
	bool staff = child_reads(v->req) == READS_STAFF, mine_of_family = n->mine && !staff;
	const char *text = text_of(v, n);
	if (mine_of_family && (n->act == NULL || n->href == NULL))
		text = with_number(v, text);
	ui_next_step(u, &(struct ui_next){
		.mine = n->mine,
		.title = title_of(v, n),
		.text = text,
		.who = mine_of_family ? (struct str){0} : str_from(tr(sp, side_label(n->acts))),
		.what = n->what,
		.by = n->by == 0 ? (struct str){0} : child_day(v, n->by),
		.after = n->after == NULL || staff ? (struct str){0} : str_from(tr(sp, n->after)),
		.act = {n->act == NULL || n->href == NULL ? NULL : tr(sp, n->act), n->href},
	});
}

void child_do_also(struct ui *u, const struct child_view *v)
{
	size_t n = v->told.nows.n, some = 0;
	struct ui_task *rows = ARENA_ARRAY(u->a, struct ui_task, n + 1);
	for (size_t i = route_is_done(v->r) ? 0 : 1; i < n; i++) {
		const struct child_now *x = &v->told.nows.v[i];
		rows[some++] = (struct ui_task){
			.name = str_c(u->a, x->what), .hint = x->by == 0 ? NULL : str_c(u->a, child_day(v, x->by)),
			.href = x->href, .state = x->mine ? TASK_TODO : TASK_WAITING,
			.waits_for = x->mine ? NULL : tr(u->sp, side_in_words(x->acts)),
		};
	}
	if (some == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("Also open")));
	ui_tasks(u, rows, some);
	ui_panel_end(u);
}

void child_after(struct ui *u, const struct child_view *v)
{
	const char *const *lines = route_after(row_text(v->r, &route_fields[ROUTE_PHASE]), child_reads(v->req));
	const char *said[AFTER_MAX];
	size_t n = 0;
	for (; n < AFTER_MAX && lines[n] != NULL; n++)
		said[n] = tr(u->sp, lines[n]);
	if (n == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("What happens after that?")));
	ui_numbered(u, said, n);
	if (app_can_open(v->req->app, v->req->viewer, child_path(u->a, v->r, "/route-kaart")))
		ui_p_link(u, NULL, child_path(u->a, v->r, "/route-kaart"), tr(u->sp, N_("See the whole route as a picture")),
		          NULL);
	ui_panel_end(u);
}

void child_ways(struct ui *u, const struct child_view *v)
{
	if (v->told.ways.n == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("What can you begin here?")));
	ui_links(u, v->told.ways.v, v->told.ways.n);
	ui_panel_end(u);
}
