/* For the privacy officer: who stood in for whom, since a substitute opens dossiers without a relation of their own
 * (docs/decisions/0019). Names of people who work there, never of a child, and never why someone was away. */
#include "absence_pages.h"

#include "date.h"
#include "people.h"
#include "policy.h"

enum { ROWS = 25 };

#define COVERS \
	"SELECT c.pid, x.begins, x.ends, coalesce(n.name, ''), coalesce(b.name, ''), coalesce(s.role, ''), sch.name," \
	" coalesce(g.name, ''), c.given_at, c.share, c.state, (SELECT count(DISTINCT r.route) FROM reach r" \
	" WHERE r.grantee = c.place AND r.kind = $4 AND r.until > $2)" \
	" FROM absence_cover c JOIN absence x ON x.id = c.absence JOIN organisation sch ON sch.id = c.org" \
	" LEFT JOIN account n ON n.id = c.absent LEFT JOIN holds h ON h.id = c.place" \
	" LEFT JOIN account b ON b.id = h.account" \
	" LEFT JOIN seat s ON s.id = h.seat LEFT JOIN account g ON g.id = c.given_by" \
	" WHERE c.state IN ('given', 'ended') AND c.given_by <> 0 AND " IN_OFFICE
static const struct stmt stmt_first = {COVERS " ORDER BY c.given_at DESC, c.id DESC LIMIT 26", "iiti",
                                       "tiittttti" "tti"};
static const struct stmt stmt_after = {
	COVERS " AND (c.given_at, c.id) < (SELECT given_at, id FROM absence_cover WHERE pid = $5)"
	" ORDER BY c.given_at DESC, c.id DESC LIMIT 26", "iitit", "tiittttti" "tti"};
enum { C_PID, C_BEGINS, C_ENDS, C_ABSENT, C_SUBSTITUTE, C_ROLE, C_ORG, C_GIVER, C_GIVEN, C_SHARE, C_STATE, C_CHILDREN };

static struct str substitute_said(struct req *req, const struct rows *r, size_t i)
{
	enum role role;
	if (!role_parse(rows_text(r, i, C_ROLE), &role))
		return rows_text(r, i, C_SUBSTITUTE);
	return str_printf(req->act.a, STR_FMT ", %s, " STR_FMT, STR_ARG(rows_text(r, i, C_SUBSTITUTE)),
	                  say(req, role_def(role)->label), STR_ARG(rows_text(r, i, C_ORG)));
}

/* When it opens something: while the absence lasts, unless it was ended before. */
static struct str when_said(struct req *req, const struct rows *r, size_t i)
{
	struct speak sp = req->act.speak;
	struct str dates = tr_fill(req->act.a, sp, N_("{from} up to and including {to}"),
		TR_SLOTS({"from", tr_date(req->act.a, sp.lang, instant_date(rows_int(r, i, C_BEGINS)), DATE_SHORT)},
	                 {"to", presence_last_day(req, rows_int(r, i, C_ENDS))}));
	return str_is(rows_text(r, i, C_STATE), "ended")
		? tr_fill(req->act.a, sp, N_("{dates}, ended early"), TR_SLOTS({"dates", dates})) : dates;
}

static void covers_show(struct ui *u, struct req *req, const struct rows *r)
{
	struct arena *a = req->act.a;
	const struct field *share = &cover_fields[COVER_SHARE];
	const struct ui_col cols[] = {
		{.label = say(req, N_("Who stands in"))}, {.label = say(req, N_("For whom"))}, {.label = say(req, N_("When"))},
		{.label = say(req, N_("For what"))}, {.label = say(req, N_("Given by"))}, {.label = say(req, N_("Given on"))},
		{.label = say(req, N_("Children open now")), .kind = COL_NUMBER},
	};
	ui_table_begin(u, say(req, N_("Substitutes")), TABLE_CARDS, cols, sizeof cols / sizeof *cols);
	for (size_t i = 0; i < r->n && i < ROWS; i++) {
		ui_row(u);
		ui_cell(u, substitute_said(req, r, i));
		ui_cell(u, rows_text(r, i, C_ABSENT));
		ui_cell(u, when_said(req, r, i));
		ui_cell(u, share->type->show(a, req->act.speak, share, val_text(rows_text(r, i, C_SHARE))));
		ui_cell(u, rows_text(r, i, C_GIVER));
		ui_cell(u, tr_date_time(a, req->act.speak.lang, rows_int(r, i, C_GIVEN)));
		ui_cell(u, tr_number(a, req->act.speak.lang, rows_int(r, i, C_CHILDREN)));
	}
	ui_table_end(u);
}

enum err covers_page(struct req *req)
{
	struct act *act = &req->act;
	const struct rows *r;
	struct str after = req_query(req, "na");
	bool first = after.n == 0;
	const struct val args[] = {OFFICE_ARGS(act), val_int(REL_SUBSTITUTE), val_text(after)};
	enum err e = act_exec(act, first ? &stmt_first : &stmt_after, args, first ? 4 : 5, &r);
	if (e != OK)
		return e;
	const struct ui_link crumb = {say(req, N_("Oversight")), "/toezicht"};
	struct ui_page page = {
		.title = say(req, N_("Who stands in")), .crumbs = &crumb, .n_crumbs = 1,
		.intro = say(req, N_("Who was given the children of an absent colleague, newest first. It opens them only "
		                     "while the absence lasts.")),
	};
	struct ui *u = view_begin(req, &page);
	if (r->n == 0)
		ui_empty(u, say(req, N_("Nobody stood in yet")),
		         say(req, N_("As soon as an organisation gives a substitute, it stands here.")), NULL);
	else
		covers_show(u, req, r);
	const char *next = r->n > ROWS
		? str_printf(act->a, "/toezicht/vervanging?na=" STR_FMT, STR_ARG(rows_text(r, ROWS - 1, C_PID))).p : NULL;
	ui_pages(u, first ? NULL : "/toezicht/vervanging", next, NULL);
	return view_end(u, req, &page);
}
