#include "break_glass_page.h"

#include "break_glass.h"
#include "date.h"
#include "people.h"
#include "route_say.h"

enum { ROWS = 25, TRIES_SHOWN_DAYS = 30 };
static const int64_t DAY = 24 * 60 * 60 * (int64_t)1000;

static const char *role_said(const struct req *req, struct str code)
{
	enum role role;
	return role_parse(code, &role) ? say(req, role_def(role)->label) : "";
}

/* ---- the door ---- */

static const struct field *const ask_fields[] = {
	&route_fields[ROUTE_FAMILY_NAME],
	&route_fields[ROUTE_BORN],
	&(const struct field){.name = "voornaam",
                              .type = &T_LINE,
                              .need = NEED_OPTIONAL,
                              .privacy = PRIV_PERSONAL,
                              .max = 80,
                              .label = N_("First name, for twins"),
                              .autocomplete = "off"},
	&break_glass_fields[BREAK_GLASS_REASON],
};
const struct form_def form_break_glass = {
	.name = "break-glass", .fields = ask_fields, .n = 4, .submit = N_("Open this child now")};

enum err break_glass_page(struct req *req)
{
	struct ui_page page = {
		.title = say(req, N_("Emergency access")),
		.intro = say(req, N_("Only when a child is in danger, or cannot wait for the person who may let you "
		                     "take part. It opens for a few hours and closes by itself.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_remark(u, TONE_SOON,
	          say(req, N_("The privacy officer is told at once, with your reason. The parents are told that "
	                      "you looked. Every try is kept, also when nothing is found.")));
	ui_panel_begin(u, NULL);
	view_form(u, req_form(req, &form_break_glass), "/kind/noodtoegang");
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* One answer, whatever was wrong: nobody learns here which children there are. */
static enum err not_found(struct req *req, enum err e)
{
	const char *text = e == ERR_TOO_BIG ? N_("You tried this several times. Wait an hour, or call the partnership.")
	                                    : N_("No child is found with exactly this surname and date of birth. Check "
	                                         "both; for twins, type the first name "
	                                         "too.");
	form_wrong(req->form, &route_fields[ROUTE_FAMILY_NAME], str_from(say(req, text)));
	return ERR_INVALID;
}

enum err break_glass_post(struct req *req)
{
	struct str child;
	const struct break_glass_ask ask = {
		.given_name = form_text(req->form, ask_fields[2]),
		.family_name = form_text(req->form, &route_fields[ROUTE_FAMILY_NAME]),
		.born = (int32_t)form_val(req->form, &route_fields[ROUTE_BORN]).i,
		.reason = form_text(req->form, &break_glass_fields[BREAK_GLASS_REASON]),
	};
	struct change *c = change_begin(&req->act, N_("Emergency access is open. It closes by itself"), 0);
	enum err e = break_glass_open(&req->act, c, &ask, &child);
	if (e == ERR_NOT_FOUND || e == ERR_TOO_BIG)
		return not_found(req, e);
	return e != OK ? e : req_commit(req, c, "/kind/" STR_FMT, STR_ARG(child));
}

/* ---- what parents are told ---- */

static const struct stmt stmt_of_child = {
	"SELECT b.at, b.ends, b.role, a.name, coalesce(o.name, '') FROM break_glass b JOIN account a ON a.id = b.account"
	" LEFT JOIN organisation o ON o.id = b.org WHERE b.route = $1 ORDER BY b.at DESC, b.id DESC LIMIT 100",
	"i", "iittt"};
static const struct stmt stmt_unread = {
	"SELECT count(*) FROM break_glass b WHERE b.route = $1 AND NOT EXISTS"
	" (SELECT 1 FROM notice_read n WHERE n.account = $2 AND n.of_id = b.id)",
	"ii", "i"};
static const struct stmt stmt_read = {
	"INSERT INTO notice_read (account, of_id, at) SELECT $1, id, $2 FROM break_glass WHERE route = $3"
	" ON CONFLICT (account, of_id) DO NOTHING",
	"iii", ""};

#define FAMILY_KINDS \
	(UINT32_C(1) << REL_GUARDIAN | UINT32_C(1) << REL_GUARDIAN_WITHOUT | UINT32_C(1) << REL_PUPIL)

/* Only the family is told here; the reason is for the privacy officer. A shield hides who it was from whom. */
static enum err family_only(struct req *req, bool *shielded)
{
	struct takers all;
	enum err e = take_part_list(&req->act, req->seen.row.id, &all);
	if (e != OK)
		return e;
	*shielded = (req->seen.allowed.hides[PART_KERN] & HIDE_SHIELD) != 0;
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].account == req->viewer->account && (FAMILY_KINDS >> all.v[i].kind & 1) != 0)
			return OK;
	return ERR_NOT_FOUND;
}

static void emergency_line(struct ui *u, struct req *req, const struct rows *r, size_t i, bool shielded)
{
	struct arena *a = req->act.a;
	enum lang lang = req->act.speak.lang;
	struct str role = str_from(role_said(req, rows_text(r, i, 2)));
	struct str who = shielded ? role
				  : str_printf(a, STR_FMT ", " STR_FMT ", " STR_FMT, STR_ARG(rows_text(r, i, 3)),
					       STR_ARG(role), STR_ARG(rows_text(r, i, 4)));
	ui_row(u);
	ui_cell(u, tr_date_time(a, lang, rows_int(r, i, 0)));
	ui_cell(u, who);
	ui_cell(u, tr_date_time(a, lang, rows_int(r, i, 1)));
}

enum err child_emergency_page(struct req *req)
{
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	const struct rows *r, *unread;
	bool shielded;
	enum err e = family_only(req, &shielded);
	if (e == OK)
		e = act_exec(&req->act, &stmt_of_child, DB_ARGS(val_int(child->id)), &r);
	if (e == OK)
		e = act_exec(&req->act, &stmt_unread, DB_ARGS(val_int(child->id), val_int(req->viewer->account)), &unread);
	if (e != OK)
		return e;
	const struct ui_link crumb = {child_name(a, child).p, child_path(a, child, "")};
	struct ui_page page = {
		.title = say(req, N_("Emergency access")), .crumbs = &crumb, .n_crumbs = 1,
		.intro = say(req, N_("Someone who normally may not look did so because it could not wait. The privacy officer "
				     "knows the reason and looks whether it was right.")),
	};
	const struct ui_col cols[] = {{.label = say(req, N_("When"))}, {.label = say(req, N_("Who"))},
				      {.label = say(req, N_("Open until"))}};
	struct ui *u = view_begin(req, &page);
	ui_table_begin(u, say(req, N_("Emergency access to this child")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < r->n; i++)
		emergency_line(u, req, r, i, shielded);
	ui_table_end(u);
	struct ui_button read = {.label = say(req, N_("I have read this"))};
	if (rows_int(unread, 0, 0) > 0)
		ui_button_form(u, child_path(a, child, "/noodtoegang/gelezen"), &read, NULL, 0);
	ui_help(u, say(req, N_("Do you have questions about this?")),
		say(req, N_("Ask the school, or the privacy officer of the partnership. They must be able to explain it.")));
	return view_end(u, req, &page);
}

enum err child_emergency_read(struct req *req)
{
	bool shielded;
	enum err e = family_only(req, &shielded);
	if (e == OK)
		e = act_write(&req->act, &stmt_read,
			      DB_ARGS(val_int(req->viewer->account), val_int(req->act.now), val_int(req->seen.row.id)));
	return e != OK ? e : req_redirect(req, "%s", child_path(req->act.a, &req->seen.row, "/noodtoegang"));
}

/* ---- the privacy officer ---- */

#define EMERGENCIES \
	"SELECT b.pid, b.at, a.name, b.role, coalesce(o.name, ''), t.pid, b.id, b.ends, b.seen_at FROM break_glass b" \
	" JOIN route t ON t.id = b.route JOIN organisation sch ON sch.id = t.school JOIN account a ON a.id = b.account" \
	" LEFT JOIN organisation o ON o.id = b.org WHERE " IN_OFFICE
static const struct stmt stmt_emergencies = {EMERGENCIES " ORDER BY b.at DESC, b.id DESC LIMIT 26", "iit",
                                             "titttt"
                                             "iii"};
static const struct stmt stmt_emergencies_after = {
	EMERGENCIES
	" AND (b.at, b.id) < (SELECT at, id FROM break_glass WHERE pid = $4) ORDER BY b.at DESC, b.id DESC LIMIT 26",
	"iitt",
	"titttt"
	"iii"};
static const struct stmt stmt_emergency = {"SELECT b.id, b.seen_at FROM break_glass b JOIN route t ON t.id = b.route "
                                           "JOIN organisation sch ON sch.id = t.school"
                                           " WHERE b.pid = $4 AND " IN_OFFICE,
                                           "iitt", "ii"};
/* Of accounts of the region, for the officer of the partnership. */
static const struct stmt stmt_tries = {
	"SELECT a.name, sum(d.n), sum(d.hits), max(d.at) FROM door_try d JOIN account a ON a.id = d.account"
	" JOIN organisation sch ON sch.kind = 'swv' AND sch.region = a.region WHERE d.at > $4 AND d.door = "
        "'noodtoegang' AND " IN_OFFICE " GROUP BY a.id, a.name ORDER BY max(d.at) DESC, a.id LIMIT 50",
	"iiti", "tiii"};
enum emergency_col { E_PID, E_AT, E_NAME, E_ROLE, E_ORG, E_CHILD, E_ID, E_ENDS, E_SEEN };

static void seen_cell(struct ui *u, struct req *req, const struct rows *r, size_t i)
{
	struct ui_button seen = {.label = say(req, N_("Mark as seen"))};
	const char *path =
		str_printf(req->act.a, "/toezicht/noodtoegang/" STR_FMT "/gezien", STR_ARG(rows_text(r, i, E_PID))).p;
	ui_cell_begin(u);
	if (rows_int(r, i, E_SEEN) == 0)
		ui_button_form(u, path, &seen, NULL, 0);
	else
		ui_p_str(u, tr_date_time(req->act.a, req->act.speak.lang, rows_int(r, i, E_SEEN)));
	ui_cell_end(u);
}

static void emergencies_show(struct ui *u, struct req *req, const struct rows *r, const struct row *v)
{
	struct arena *a = req->act.a;
	enum lang lang = req->act.speak.lang;
	const struct ui_col cols[] = {
		{.label = say(req, N_("Who"))}, {.label = say(req, N_("When"))}, {.label = say(req, N_("Open until"))},
		{.label = say(req, N_("Code of the child"))}, {.label = say(req, N_("Reason"))},
		{.label = say(req, N_("Seen")), .kind = COL_ACTION},
	};
	ui_table_begin(u, say(req, N_("Emergency access")), TABLE_CARDS, cols, sizeof cols / sizeof *cols);
	for (size_t i = 0; i < r->n && i < ROWS; i++) {
		ui_row(u);
		ui_cell(u, str_printf(a, STR_FMT ", %s, " STR_FMT, STR_ARG(rows_text(r, i, E_NAME)),
				      role_said(req, rows_text(r, i, E_ROLE)), STR_ARG(rows_text(r, i, E_ORG))));
		ui_cell(u, tr_date_time(a, lang, rows_int(r, i, E_AT)));
		ui_cell(u, tr_date_time(a, lang, rows_int(r, i, E_ENDS)));
		ui_cell(u, child_code(a, rows_text(r, i, E_CHILD)));
		ui_cell(u, row_text(&v[i], &break_glass_fields[BREAK_GLASS_REASON]));
		seen_cell(u, req, r, i);
	}
	ui_table_end(u);
}

static void tries_show(struct ui *u, struct req *req, const struct rows *r)
{
	struct arena *a = req->act.a;
	enum lang lang = req->act.speak.lang;
	const struct ui_col cols[] = {{.label = say(req, N_("Who"))}, {.label = say(req, N_("Tries")), .kind = COL_NUMBER},
				      {.label = say(req, N_("Opened")), .kind = COL_NUMBER}, {.label = say(req, N_("Last"))}};
	if (r->n == 0)
		return;
	ui_table_begin(u, say(req, N_("Tries in the last 30 days")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < r->n; i++) {
		ui_row(u);
		ui_cell(u, rows_text(r, i, 0));
		ui_cell(u, tr_number(a, lang, rows_int(r, i, 1)));
		ui_cell(u, tr_number(a, lang, rows_int(r, i, 2)));
		ui_cell(u, tr_date_time(a, lang, rows_int(r, i, 3)));
	}
	ui_table_end(u);
}

enum err emergencies_page(struct req *req)
{
	struct act *act = &req->act;
	struct batch *b;
	struct str after = req_query(req, "na");
	const struct ui_link crumb = {say(req, N_("Oversight")), "/toezicht"};
	struct ui_page page = {
		.title = say(req, N_("Emergency access")), .crumbs = &crumb, .n_crumbs = 1,
		.intro = say(req, N_("Who opened a child in an emergency, and why. Ask when the reason does not explain it.")),
	};
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	const struct val args[] = {OFFICE_ARGS(act), val_text(after)};
	size_t list = batch_put(b, after.n == 0 ? &stmt_emergencies : &stmt_emergencies_after, args, after.n == 0 ? 3 : 4);
	size_t tries = batch_put(b, &stmt_tries, DB_ARGS(OFFICE_ARGS(act), val_int(act->now - TRIES_SHOWN_DAYS * DAY)));
	e = batch_run(b);
	if (e != OK)
		return e;
	const struct rows *r = batch_rows(b, list);
	const struct row *v;
	e = records_by_id(act, &rec_break_glass, r, E_ID, &v);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	if (r->n == 0)
		ui_empty(u, say(req, N_("Nobody used it")), say(req, N_("As soon as someone does, it stands here.")), NULL);
	else
		emergencies_show(u, req, r, v);
	const char *next = r->n > ROWS
		? str_printf(act->a, "/toezicht/noodtoegang?na=" STR_FMT, STR_ARG(rows_text(r, ROWS - 1, E_PID))).p : NULL;
	ui_pages(u, after.n > 0 ? "/toezicht/noodtoegang" : NULL, next, NULL);
	tries_show(u, req, batch_rows(b, tries));
	return view_end(u, req, &page);
}

enum err emergency_seen_post(struct req *req)
{
	struct act *act = &req->act;
	const struct rows *r;
	enum err e = act_exec(act, &stmt_emergency, DB_ARGS(OFFICE_ARGS(act), val_text(req_param(req, 0))), &r);
	if (e != OK || r->n == 0)
		return e != OK ? e : ERR_NOT_FOUND;
	if (rows_int(r, 0, 1) != 0)
		return req_redirect(req, "/toezicht/noodtoegang");
	struct change *c = change_begin(act, N_("Marked as seen"), 0);
	int64_t id = rows_int(r, 0, 0);
	change_set(c, &rec_break_glass, id, &break_glass_fields[BREAK_GLASS_SEEN_BY], val_int(req->viewer->account));
	change_set(c, &rec_break_glass, id, &break_glass_fields[BREAK_GLASS_SEEN_AT], val_int(act->now));
	return req_commit(req, c, "/toezicht/noodtoegang");
}
