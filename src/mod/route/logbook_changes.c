/* The logbook of changes: who changed records of which kind, never what. */
#include "logbook.h"

#include "date.h"
#include "people.h"

enum { SHOWN = 50 };

/* Of accounts with a seat within the office; what the program and the command line did is for the partnership. */
#define CHANGES \
	"SELECT g.at, g.id, g.pid, coalesce(a.name, ''), g.role, g.door, g.done, CASE WHEN EXISTS (SELECT 1 FROM " \
	"holds f" \
	" JOIN seat fs ON fs.id = f.seat WHERE f.account = g.account AND fs.role IN ('parent', 'pupil')) THEN 1 ELSE " \
	"0 END" \
	" FROM change_group g" \
	" LEFT JOIN account a ON a.id = g.account WHERE g.at >= $4 AND (EXISTS" \
	" (SELECT 1 FROM holds h JOIN seat hs ON hs.id = h.seat" \
	" JOIN organisation sch ON sch.id = hs.org WHERE h.account = g.account AND " IN_OFFICE ")" \
	" OR (g.account = 0 AND EXISTS (SELECT 1 FROM organisation sch WHERE sch.kind = 'swv' AND " IN_OFFICE ")))"
static const struct stmt stmt_changes = {
	CHANGES " AND g.at < $5 ORDER BY g.at DESC, g.id DESC LIMIT 51", "iitii", "iittttti"};
static const struct stmt stmt_changes_after = {
	CHANGES " AND (g.at, g.id) < (SELECT at, id FROM change_group WHERE pid = $5)"
	" ORDER BY g.at DESC, g.id DESC LIMIT 51", "iitit", "iittttti"};
static const struct stmt stmt_kinds = {
	"SELECT DISTINCT record FROM change_value WHERE change_group = $1 ORDER BY record LIMIT 20", "i", "t"};
enum col { C_AT, C_ID, C_PID, C_WHO, C_ROLE, C_DOOR, C_DONE, C_FAMILY };

static struct str kinds_said(struct req *req, const struct rows *kinds)
{
	struct buf b;
	buf_init(&b, req->act.a, 2048);
	for (size_t i = 0; i < kinds->n; i++) {
		const struct record *rec = model_find(req->act.model, rows_text(kinds, i, 0));
		if (rec != NULL && rec->label != NULL)
			buf_printf(&b, "%s%s", b.n == 0 ? "" : ", ", say(req, rec->label));
	}
	return buf_view(&b);
}

static void person_cell(struct ui *u, struct req *req, const struct rows *r, size_t i)
{
	/* Before a role is chosen one may be there as family. */
	bool family = rows_text(r, i, C_ROLE).n == 0 && rows_int(r, i, C_FAMILY) != 0;
	if (family || logbook_family(rows_text(r, i, C_ROLE)))
		ui_cell(u, str_from(say(req, N_("family of the child"))));
	else if (rows_text(r, i, C_WHO).n == 0)
		ui_cell(u, str_from(say(req, N_("the program itself"))));
	else
		ui_cell(u, rows_text(r, i, C_WHO));
}

static bool takes(const struct rows *r, size_t i, const struct logbook_ask *ask)
{
	return ask->role.n == 0 || str_eq(ask->role, rows_text(r, i, C_ROLE));
}

static void changes_show(struct ui *u, struct req *req, const struct rows *r, const struct logbook_ask *ask,
                         const struct batch *b, const size_t *kinds)
{
	const struct ui_col cols[] = {
		{.label = say(req, N_("When"))}, {.label = say(req, N_("Who"))},         {.label = say(req, N_("Role"))},
		{.label = say(req, N_("What"))}, {.label = say(req, N_("Kind of record"))}, {.label = say(req, N_("Page"))},
	};
	ui_table_begin(u, say(req, N_("Changes made")), TABLE_CARDS, cols, 6);
	for (size_t i = 0; i < r->n && i < SHOWN; i++) {
		if (!takes(r, i, ask))
			continue;
		ui_row(u);
		ui_cell(u, logbook_when(req, rows_int(r, i, C_AT)));
		person_cell(u, req, r, i);
		ui_cell(u, logbook_role(req, rows_text(r, i, C_ROLE)));
		ui_cell(u, str_from(say(req, str_c(req->act.a, rows_text(r, i, C_DONE)))));
		ui_cell(u, kinds_said(req, batch_rows(b, kinds[i])));
		ui_cell(u, logbook_door(req, rows_text(r, i, C_DOOR)));
	}
	ui_table_end(u);
}

static enum err changes_load(struct req *req, const struct logbook_ask *ask, const struct rows **out, struct batch **b,
                             size_t kinds[SHOWN])
{
	struct act *act = &req->act;
	struct str after = req_query(req, "na");
	const struct val args[] = {OFFICE_ARGS(act), val_int(ask->from), after.n == 0 ? val_int(ask->to) : val_text(after)};
	enum err e = act_exec(act, after.n == 0 ? &stmt_changes : &stmt_changes_after, args, 5, out);
	if (e == OK)
		e = act_batch(act, b);
	if (e != OK)
		return e;
	for (size_t i = 0; i < (*out)->n && i < SHOWN; i++)
		kinds[i] = batch_put(*b, &stmt_kinds, DB_ARGS(rows_val(*out, i, C_ID)));
	return (*out)->n == 0 ? OK : batch_run(*b);
}

static void show(struct ui *u, struct req *req, const struct rows *r, const struct logbook_ask *ask,
                 const struct batch *b, const size_t *kinds)
{
	const char *path = "/toezicht/logboek/wijzigingen";
	if (r->n == 0)
		ui_empty(u, say(req, N_("No changes in this period")), say(req, N_("Choose other days.")), NULL);
	else
		changes_show(u, req, r, ask, b, kinds);
	ui_pages(u, req_query(req, "na").n > 0 ? logbook_address(req, path, ask, (struct str){0}) : NULL,
	         r->n > SHOWN ? logbook_address(req, path, ask, rows_text(r, SHOWN - 1, C_PID)) : NULL, NULL);
}

enum err logbook_changes_page(struct req *req)
{
	const struct ui_link crumb = {say(req, N_("Oversight")), "/toezicht"};
	struct logbook_ask ask;
	const struct rows *r = NULL;
	struct batch *b = NULL;
	size_t kinds[SHOWN];
	struct ui_page page = {
		.title = say(req, N_("Logbook")), .crumbs = &crumb, .n_crumbs = 1,
		.intro = say(req, N_("Who changed something, when and of which kind. What it was does not stand here.")),
	};
	bool asked = logbook_asked(req, &ask);
	enum err e = logbook_record(req);
	if (e == OK && asked)
		e = changes_load(req, &ask, &r, &b, kinds);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	const struct ui_tab tabs[] = {{say(req, N_("Looks")), "/toezicht/logboek", false, 0},
	                              {say(req, N_("Changes made")), "/toezicht/logboek/wijzigingen", true, 0}};
	ui_tabs(u, say(req, N_("Logbook")), tabs, 2);
	logbook_form(u, req, &ask, "/toezicht/logboek/wijzigingen", false);
	if (asked)
		show(u, req, r, &ask, b, kinds);
	return view_end(u, req, &page);
}
