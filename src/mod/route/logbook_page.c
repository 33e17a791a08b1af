#include "logbook.h"

#include "date.h"
#include "look.h"
#include "people.h"
#include "proof.h"
#include "route_say.h"

enum { SHOWN = 50, WEEKS = 8, DAYS_A_WEEK = 7 };

/* ---- looks ---- */

/* What a look says with names, where it is within this officer's office. */
static const struct stmt stmt_named = {
	"SELECT a.pid, a.name, coalesce(o.name, ''), r.pid FROM account a JOIN route r ON r.id = $5"
	" JOIN organisation sch ON sch.id = r.school LEFT JOIN organisation o ON o.id = $6 WHERE a.id = $4 AND " IN_OFFICE,
	"iitiii", "tttt"};
enum named_col { NAMED_PID, NAMED_WHO, NAMED_ORG, NAMED_CHILD };

/* Looks of a page: at most SHOWN, and the place to go on from. */
struct log_page {
	const struct rows *looks;
	size_t row[SHOWN], named[SHOWN], n;
	const struct batch *b;
	struct str next; /* empty: that was all */
};

static bool fits(const struct rows *r, size_t i, const struct logbook_ask *ask)
{
	return (ask->role.n == 0 || str_eq(ask->role, rows_text(r, i, LOG_ROLE))) &&
	       (ask->purpose.n == 0 || str_eq(ask->purpose, rows_text(r, i, LOG_PURPOSE)));
}

/* "AT-CHAIN-N" of the last row; anything else is the front. */
static struct look_place place_from(struct req *req, int64_t to)
{
	struct look_place p, front = {to, INT64_MIN, 0};
	struct str rest, at = str_cut(req_query(req, "na"), '-', &rest), chain = str_cut(rest, '-', &rest);
	return str_to_i64(at, &p.at) && str_to_i64(chain, &p.chain) && str_to_i64(rest, &p.n) && p.at < to ? p : front;
}

static enum err log_load(struct req *req, const struct logbook_ask *ask, int64_t account, struct log_page *out)
{
	struct act *act = &req->act;
	struct batch *b;
	enum err e = looks_log(req->app->looks, act->a, account, ask->from, place_from(req, ask->to), &out->looks);
	out->n = 0;
	out->next = (struct str){0};
	if (e == OK)
		e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t i = 0;
	for (; i < out->looks->n && out->n < SHOWN; i++) {
		if (!fits(out->looks, i, ask))
			continue;
		out->row[out->n] = i;
		out->named[out->n++] = batch_put(b, &stmt_named,
						 DB_ARGS(OFFICE_ARGS(act), rows_val(out->looks, i, LOG_ACCOUNT),
							 rows_val(out->looks, i, LOG_ROUTE), rows_val(out->looks, i, LOG_ORG)));
	}
	if (i < out->looks->n || out->looks->n == LOG_ROWS)
		out->next = str_printf(act->a, "%lld-%lld-%lld", (long long)rows_int(out->looks, i - 1, LOG_AT),
		                       (long long)rows_int(out->looks, i - 1, LOG_CHAIN),
		                       (long long)rows_int(out->looks, i - 1, LOG_N));
	out->b = b;
	return out->n == 0 ? OK : batch_run(b);
}

static void look_row(struct ui *u, struct req *req, const struct rows *looks, size_t i, const struct rows *named,
                     bool person)
{
	struct arena *a = req->act.a;
	struct str role = rows_text(looks, i, LOG_ROLE), pid = rows_text(named, 0, NAMED_PID);
	bool family = logbook_family(role) || str_is(rows_text(looks, i, LOG_PURPOSE), purpose_code(PURPOSE_OWN));
	ui_row(u);
	ui_cell(u, logbook_when(req, rows_int(looks, i, LOG_AT)));
	if (person && family)
		ui_cell(u, str_from(say(req, N_("family of the child"))));
	else if (person)
		ui_cell_link(u, str_printf(a, "/toezicht/logboek/" STR_FMT, STR_ARG(pid)).p, rows_text(named, 0, NAMED_WHO));
	ui_cell(u, logbook_role(req, role));
	ui_cell(u, rows_text(named, 0, NAMED_ORG));
	ui_cell(u, child_code(a, rows_text(named, 0, NAMED_CHILD)));
	ui_cell(u, str_from(say(req, part_label((enum part)rows_int(looks, i, LOG_PART)))));
	ui_cell(u, logbook_purpose(req, rows_text(looks, i, LOG_PURPOSE)));
	ui_cell(u, logbook_door(req, rows_text(looks, i, LOG_DOOR)));
}

static void looks_show(struct ui *u, struct req *req, const struct log_page *p, bool person)
{
	enum { COLS = 8 };
	const struct ui_col all[COLS] = {
		{.label = say(req, N_("When"))},  {.label = say(req, N_("Who"))},
		{.label = say(req, N_("Role"))},  {.label = say(req, N_("From where"))},
		{.label = say(req, N_("Child"))}, {.label = say(req, N_("What was opened"))},
		{.label = say(req, N_("What for"))}, {.label = say(req, N_("Page"))},
	};
	struct ui_col cols[COLS];
	size_t n = 0, shown = 0;
	for (size_t i = 0; i < COLS; i++)
		if (person || i != 1)
			cols[n++] = all[i];
	for (size_t i = 0; i < p->n; i++)
		shown += batch_rows(p->b, p->named[i])->n;
	if (shown == 0) {
		ui_empty(u, say(req, N_("No looks in this period")), say(req, N_("Choose other days or another role.")), NULL);
		return;
	}
	ui_table_begin(u, say(req, N_("Looks")), TABLE_CARDS, cols, n);
	for (size_t i = 0; i < p->n; i++)
		if (batch_rows(p->b, p->named[i])->n > 0)
			look_row(u, req, p->looks, p->row[i], batch_rows(p->b, p->named[i]), person);
	ui_table_end(u);
}

static void tabs(struct ui *u, struct req *req, size_t current)
{
	struct ui_tab t[] = {{say(req, N_("Looks")), "/toezicht/logboek", false, 0},
	                     {say(req, N_("Changes made")), "/toezicht/logboek/wijzigingen", false, 0}};
	t[current].current = true;
	ui_tabs(u, say(req, N_("Logbook")), t, 2);
}

static void next_page(struct ui *u, struct req *req, const char *path, const struct logbook_ask *ask, struct str next)
{
	bool later = req_query(req, "na").n > 0;
	ui_pages(u, later ? logbook_address(req, path, ask, (struct str){0}) : NULL,
	         next.n > 0 ? logbook_address(req, path, ask, next) : NULL, NULL);
}

enum err logbook_page(struct req *req)
{
	const struct ui_link crumb = {say(req, N_("Oversight")), "/toezicht"};
	struct logbook_ask ask;
	struct log_page looks = {.n = 0};
	struct ui_page page = {
		.title = say(req, N_("Logbook")),
		.crumbs = &crumb,
		.n_crumbs = 1,
		.intro = say(
			req,
			N_("Who opened something of a child, when and what for. A child has a code here, and what was "
	                   "in it does not stand here.")),
	};
	bool asked = logbook_asked(req, &ask);
	enum err e = logbook_record(req);
	if (e == OK && asked)
		e = log_load(req, &ask, 0, &looks);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	tabs(u, req, 0);
	logbook_form(u, req, &ask, "/toezicht/logboek", true);
	if (asked) {
		looks_show(u, req, &looks, true);
		next_page(u, req, "/toezicht/logboek", &ask, looks.next);
	}
	return view_end(u, req, &page);
}

/* ---- one person ---- */

/* Staff within the office; who is there as family only has no page, for the name would say which child. */
static const struct stmt stmt_person = {
	"SELECT a.id, a.name FROM account a WHERE a.pid = $4 AND EXISTS (SELECT 1 FROM holds h JOIN seat hs ON hs.id = "
        "h.seat"
	" JOIN organisation sch ON sch.id = hs.org WHERE h.account = a.id AND sch.kind <> 'parents' AND " IN_OFFICE ")",
	"iitt", "it"};

enum err logbook_account_page(struct req *req)
{
	struct act *act = &req->act;
	const struct rows *who;
	struct logbook_ask ask;
	struct log_page looks = {.n = 0};
	enum err e = act_exec(act, &stmt_person, DB_ARGS(OFFICE_ARGS(act), val_text(req_param(req, 0))), &who);
	if (e == OK && who->n == 0)
		e = ERR_NOT_FOUND;
	if (e == OK)
		e = logbook_record(req);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{say(req, N_("Oversight")), "/toezicht"},
	                                 {say(req, N_("Logbook")), "/toezicht/logboek"}};
	const char *path = str_printf(act->a, "/toezicht/logboek/" STR_FMT, STR_ARG(req_param(req, 0))).p;
	struct ui_page page = {
		.title = str_c(act->a, rows_text(who, 0, 1)),
		.crumbs = crumbs,
		.n_crumbs = 2,
		.intro = say(req, N_("What this person opened for their work. What someone opens of their own child "
		                     "stands in the logbook without a name.")),
	};
	bool asked = logbook_asked(req, &ask);
	if (asked) {
		e = log_load(req, &ask, rows_int(who, 0, 0), &looks);
		size_t n = 0;
		for (size_t i = 0; e == OK && i < looks.n; i++) { /* of their own family: not under their name */
			looks.row[n] = looks.row[i];
			looks.named[n] = looks.named[i];
			n += !str_is(rows_text(looks.looks, looks.row[i], LOG_PURPOSE), purpose_code(PURPOSE_OWN));
		}
		looks.n = n;
	}
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	logbook_form(u, req, &ask, path, true);
	if (asked) {
		looks_show(u, req, &looks, false);
		next_page(u, req, path, &ask, looks.next);
	}
	return view_end(u, req, &page);
}

/* ---- overview ---- */

static const struct stmt stmt_changes_of_week = {
	"SELECT count(*) FROM change_group g JOIN account a ON a.id = g.account WHERE g.at >= $1 AND g.at < $2"
	" AND a.region = $3", "iii", "i"};
static const struct stmt stmt_questions_of_week = {
	"SELECT count(*), coalesce(sum(CASE WHEN q.answered <> 0 THEN 1 ELSE 0 END), 0) FROM look_question q"
	" JOIN route r ON r.id = q.route JOIN organisation sch ON sch.id = r.school"
	" WHERE q.asked >= $4 AND q.asked < $5 AND " IN_OFFICE, "iitii", "ii"};
/* Numbers of the whole region are for the officer of the partnership. */
static const struct stmt stmt_whole_region = {
	"SELECT count(*) FROM holds m JOIN seat ms ON ms.id = m.seat JOIN organisation mo ON mo.id = ms.org WHERE "
        "m.account = $1"
	" AND m.begins <= $2 AND m.ends > $2 AND ms.role = $3 AND mo.kind = 'swv'",
	"iit", "i"};

struct week {
	int32_t monday;
	int64_t looks;
	size_t changes, questions; /* places in the batch */
};
struct overview {
	struct week weeks[WEEKS];
	const struct batch *b;
	bool whole_region, proved_whole;
	int64_t witnessed, proved;
};

static enum err weeks_load(struct req *req, struct overview *o)
{
	struct act *act = &req->act;
	struct conn *conn;
	int32_t today = instant_date(act->now), monday = today - date_weekday(today) + 1;
	enum err e = act_conn(act, &conn);
	if (e != OK)
		return e;
	struct batch *b = batch_new(conn, act->a);
	size_t region = batch_put(b, &stmt_whole_region, DB_ARGS(OFFICE_ARGS(act)));
	for (int i = 0; e == OK && i < WEEKS; i++) {
		struct week *w = &o->weeks[i];
		w->monday = monday - i * DAYS_A_WEEK;
		int64_t from = instant_of_date(w->monday), to = instant_of_date(w->monday + DAYS_A_WEEK);
		w->changes = batch_put(b, &stmt_changes_of_week,
				       DB_ARGS(val_int(from), val_int(to), val_int(act->viewer->region)));
		w->questions = batch_put(b, &stmt_questions_of_week, DB_ARGS(OFFICE_ARGS(act), val_int(from), val_int(to)));
		e = looks_count(req->app->looks, act->a, act->viewer->region, from, to, &w->looks);
	}
	if (e == OK)
		e = batch_run(b);
	if (e == OK)
		e = witness_last(conn, act->a, &o->witnessed);
	if (e == OK)
		e = proof_last(conn, act->a, &o->proved, &o->proved_whole);
	o->b = b;
	o->whole_region = e == OK && rows_int(batch_rows(b, region), 0, 0) > 0;
	return e;
}

static void weeks_show(struct ui *u, struct req *req, const struct overview *o)
{
	struct arena *a = req->act.a;
	enum lang lang = req->act.speak.lang;
	const struct ui_col cols[] = {
		{.label = say(req, N_("Week of"))},
		{.label = say(req, N_("Questions")), .kind = COL_NUMBER},
		{.label = say(req, N_("Answers")), .kind = COL_NUMBER},
		{.label = say(req, N_("Looks")), .kind = COL_NUMBER},
		{.label = say(req, N_("Changes made")), .kind = COL_NUMBER},
	};
	ui_table_begin(u, say(req, N_("The last eight weeks")), TABLE_CARDS, cols, o->whole_region ? 5 : 3);
	for (size_t i = 0; i < WEEKS; i++) {
		const struct week *w = &o->weeks[i];
		const struct rows *q = batch_rows(o->b, w->questions);
		ui_row(u);
		ui_cell(u, tr_date(a, lang, w->monday, DATE_SHORT));
		ui_cell(u, tr_number(a, lang, rows_int(q, 0, 0)));
		ui_cell(u, tr_number(a, lang, rows_int(q, 0, 1)));
		if (!o->whole_region)
			continue;
		ui_cell(u, tr_number(a, lang, w->looks));
		ui_cell(u, tr_number(a, lang, rows_int(batch_rows(o->b, w->changes), 0, 0)));
	}
	ui_table_end(u);
}

static void proof_show(struct ui *u, struct req *req, const struct overview *o)
{
	struct arena *a = req->act.a;
	enum lang lang = req->act.speak.lang;
	struct str never = str_from(say(req, N_("not yet")));
	ui_panel_begin(u, say(req, N_("Is the logbook whole?")));
	if (o->proved != 0 && !o->proved_whole)
		ui_remark(u, TONE_LATE,
		          say(req, N_("Something in the logbook is not as it was written. Ask who keeps the machine to run: "
		                      "thuisnabij audit verify")));
	ui_summary_begin(u);
	ui_summary_row(u, say(req, N_("Last proved")), o->proved == 0 ? never : tr_date_time(a, lang, o->proved), NULL);
	if (o->proved != 0)
		ui_summary_row(u, say(req, N_("Outcome")),
		               str_from(say(req, o->proved_whole ? N_("everything is as it was written")
		                                                 : N_("not everything is as it was written"))), NULL);
	ui_summary_row(u, say(req, N_("Last written down elsewhere")),
	               o->witnessed == 0 ? never : tr_date_time(a, lang, o->witnessed), NULL);
	ui_summary_end(u);
	ui_panel_end(u);
}

enum err oversight_page(struct req *req)
{
	struct overview o = {.b = NULL};
	const struct ui_link ways[] = {
		{say(req, N_("Logbook of looks and changes")), "/toezicht/logboek"},
		{say(req, N_("Questions about looks")), "/toezicht/vragen"},
		{say(req, N_("Emergency access")), "/toezicht/noodtoegang"},
		{say(req, N_("Who takes part")), "/toezicht/betrokkenheid"},
		{say(req, N_("Who stands in")), "/toezicht/vervanging"},
		{say(req, N_("Roles and access")), "/toezicht/rollen"},
		{say(req, N_("Who may see what?")), "/toezicht/rechten"},
		{say(req, N_("Register of processing")), "/toezicht/verwerkingen"},
	};
	struct ui_page page = {
		.title = say(req, N_("Oversight")),
		.intro = say(req, N_("Who looked and who changed something, without what was in it.")),
	};
	enum err e = weeks_load(req, &o);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, say(req, N_("Go to")));
	ui_links(u, ways, sizeof ways / sizeof *ways);
	ui_panel_end(u);
	weeks_show(u, req, &o);
	proof_show(u, req, &o);
	return view_end(u, req, &page);
}
