/* "The substitute ... gets half a page per child: where are we, who acts, what was promised to whom" (practice 23). */
#include "tray_page.h"

#include "absence_pages.h"
#include "date.h"
#include "flow.h"
#include "opp.h"
#include "route.h"
#include "visit.h"

/* What holds promises: talks, and the support of the plan, which a teacher reads as well (part CARD). */
enum { CHILDREN_MAX = 40, HELPS = TALK_RECORDS, PROMISES };

/* Of the role acted in: what is open as a substitute, and for whom. A pupil without a question asks for no step. */
static const struct stmt stmt_children = {
	"SELECT t.pid, min(x.until), max(coalesce((SELECT n.name FROM absence_cover c JOIN absence z ON z.id = c.absence"
	" JOIN account n ON n.id = z.account WHERE c.place = x.grantee AND c.state = 'given' AND z.begins <= $2"
	" AND z.ends > $2"
	" AND (z.account = r.grantee OR EXISTS (SELECT 1 FROM holds k WHERE k.account = z.account AND (k.id = r.grantee OR"
	" k.seat = r.grantee))) ORDER BY z.id LIMIT 1), ''))"
	" FROM holds h JOIN seat s ON s.id = h.seat JOIN reach x ON x.grantee = h.id JOIN relation r ON r.id = x.relation"
	" JOIN route t ON t.id = x.route WHERE h.account = $1 AND h.begins <= $2 AND h.ends > $2 AND s.role = $3"
	" AND x.kind = $4 AND x.until > $2 AND t.closed > $2 AND t.phase <> 'leerling' GROUP BY t.pid,"
	" t.next_by ORDER BY t.next_by, t.pid LIMIT 41",
	"iiti", "tit"};

struct half {
	struct scope_pick pick;
	int64_t until;
	struct str absent;
	struct pieces_at at;
	struct seen_page kept[PROMISES];
};

static void promise_records(const struct record *out[PROMISES])
{
	for (size_t i = 0; i < TALK_RECORDS; i++)
		out[i] = talk_records[i];
	out[HELPS] = &rec_opp_help;
}

/* What was promised and not kept yet, as far as this reader may read it. */
static enum err promises_load(struct req *req, struct half *v, size_t n)
{
	const struct record *recs[PROMISES];
	struct batch *b;
	size_t put = 0;
	enum err e = act_batch(&req->act, &b);
	promise_records(recs);
	for (size_t i = 0; e == OK && i < n; i++)
		if (v[i].pick.err == OK) {
			v[i].at = scope_pieces_put(&req->act, b, &v[i].pick.seen, recs, PROMISES);
			put++;
		}
	if (e == OK && put > 0)
		e = batch_run(b);
	for (size_t i = 0; e == OK && put > 0 && i < n; i++)
		if (v[i].pick.err == OK)
			scope_pieces_take(&req->act, b, v[i].at, &v[i].pick.seen, recs, PROMISES, v[i].kept);
	return e;
}

static struct str promise_said(struct req *req, const struct row *r)
{
	struct arena *a = req->act.a;
	struct str what = row_text(r, &talk_fields[TALK_PROMISE]);
	struct val due = row_val(r, &talk_fields[TALK_PROMISE_DUE]);
	if (due.type != VAL_INT)
		return tr_fill(a, req->act.speak, N_("to the parents: {what}"), TR_SLOTS({"what", what}));
	return tr_fill(a, req->act.speak, N_("to the parents: {what}, by {date}"),
		       TR_SLOTS({"what", what}, {"date", tr_date(a, req->act.speak.lang, (int32_t)due.i, DATE_SHORT)}));
}

/* Agreed in a plan that was adopted, and not over. */
static bool help_runs(const struct req *req, const struct row *r)
{
	struct val until = row_val(r, &help_fields[HELP_UNTIL]);
	return flow_state(r) == NEED_HELD && (until.type != VAL_INT || until.i >= route_today(req));
}

static struct str help_said(struct req *req, const struct row *r)
{
	struct str what = row_text(r, &help_fields[HELP_WHAT]), who = row_text(r, &help_fields[HELP_WHO]);
	if (who.n == 0)
		return tr_fill(req->act.a, req->act.speak, N_("to the child: {what}"), TR_SLOTS({"what", what}));
	return tr_fill(req->act.a, req->act.speak, N_("to the child: {what}, by {who}"),
	               TR_SLOTS({"what", what}, {"who", who}));
}

static void promises_show(struct ui *u, struct req *req, const struct half *h)
{
	size_t shown = 0;
	for (size_t k = 0; k < TALK_RECORDS; k++)
		for (size_t i = 0; i < h->kept[k].n; i++) {
			const struct row *r = &h->kept[k].v[i].row;
			if (row_text(r, &talk_fields[TALK_PROMISE]).n == 0 || flow_state(r) != TALK_RECORDED)
				continue;
			ui_summary_row(u, say(req, N_("What was promised")), promise_said(req, r), NULL);
			shown++;
		}
	for (size_t i = 0; i < h->kept[HELPS].n; i++)
		if (help_runs(req, &h->kept[HELPS].v[i].row)) {
			ui_summary_row(u, say(req, N_("What was promised")), help_said(req, &h->kept[HELPS].v[i].row), NULL);
			shown++;
		}
	if (shown == 0)
		ui_summary_row(u, say(req, N_("What was promised")), str_from(say(req,
				N_("Nothing is open, as far as you may read."))), NULL);
}

/* Three short lines. */
static void half_show(struct ui *u, struct req *req, const struct half *h)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	const struct row *r = &h->pick.seen.row;
	struct str step = route_shown(req, r, ROUTE_NEXT_STEP);
	struct str phase = route_shown(req, r, ROUTE_PHASE);
	struct str by = tr_date(a, sp.lang, (int32_t)row_int(r, &route_fields[ROUTE_NEXT_BY]), DATE_SHORT);
	struct str where = step.n == 0 ? tr_fill(a, sp, N_("{phase}. Next step by {date}"), TR_SLOTS({"phase",
			phase}, {"date", by}))
				       : tr_fill(a, sp, N_("{phase}. {step}, by {date}"),
						 TR_SLOTS({"phase", phase}, {"step", step}, {"date", by}));
	struct ui_tag tag = next_by_tag(a, sp, r, route_today(req));
	ui_panel_begin(u, child_name(a, r).p);
	ui_tags(u, &tag, 1);
	ui_summary_begin(u);
	ui_summary_row(u, say(req, N_("Where are we?")), where, NULL);
	ui_summary_row(u, say(req, N_("Who acts?")), route_shown(req, r, ROUTE_ACTS), NULL);
	promises_show(u, req, h);
	ui_summary_end(u);
	if (h->absent.n > 0)
		ui_small(u, tr_fill(a, sp, N_("You stand in for {name} up to and including {date}"),
				    TR_SLOTS({"name", h->absent}, {"date", presence_last_day(req, h->until)})).p);
	ui_link(u, child_path(a, r, ""), say(req, N_("Open the route of this child")));
	ui_panel_end(u);
}

enum err stand_in_page(struct req *req)
{
	const struct viewer *v = req->viewer;
	const struct rows *r;
	size_t shown = 0;
	enum err e = act_exec(&req->act, &stmt_children,
			      DB_ARGS(val_int(v->account), val_int(req->act.now),
					val_text(str_from(role_def(v->role)->code)),
				      val_int(REL_SUBSTITUTE)),
			      &r);
	if (e != OK)
		return e;
	size_t n = r->n < CHILDREN_MAX ? r->n : CHILDREN_MAX;
	struct half *half = ARENA_ARRAY(req->act.a, struct half, n + 1);
	struct scope_pick *picks = ARENA_ARRAY(req->act.a, struct scope_pick, n + 1);
	for (size_t i = 0; i < n; i++)
		picks[i] = (struct scope_pick){.rec = &rec_route, .pid = rows_text(r, i, 0), .opens = true};
	e = scope_pick(&req->act, picks, n);
	for (size_t i = 0; i < n; i++)
		half[i] = (struct half){.pick = picks[i], .until = rows_int(r, i, 1), .absent = rows_text(r, i, 2)};
	if (e == OK)
		e = promises_load(req, half, n);
	if (e != OK)
		return e;
	struct ui_page page = {.title = say(req, N_("You stand in")),
			       .intro = say(req,
					N_("Per child half a page: where are we, who acts, and what was promised to whom. It is yours "
					   "to see only as long as you stand in."))};
	struct ui *u = view_begin(req, &page);
	if (n > 0)
		ui_print_button(u);
	ui_grid_begin(u);
	for (size_t i = 0; i < n; i++)
		if (half[i].pick.err == OK) {
			half_show(u, req, &half[i]);
			shown++;
		}
	ui_grid_end(u);
	if (shown == 0)
		ui_empty(u, say(req, N_("You stand in for nobody now")),
			 say(req,
					N_("As soon as it begins, the children stand here. In another role? Change it above.")), NULL);
	if (r->n > CHILDREN_MAX)
		ui_remark(u, TONE_INFO, say(req,
				N_("Only the first 40 stand here. The others are on your work list.")));
	return view_end(u, req, &page);
}
