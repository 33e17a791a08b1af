/* Guests without an account (practice 22): a code by phone or on paper, what was shared until its term, a contribution
 * and a file into the tray; and the files of a talk for who leads it. */
#include "meeting_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"

static const struct stmt stmt_own = {
	"SELECT m.pid FROM invitee i JOIN meeting m ON m.id = i.meeting JOIN reach x ON x.grantee = i.account AND"
	" x.route = i.route AND x.until > $2 WHERE i.account = $1 ORDER BY m.id DESC LIMIT 1", "ii", "t"};

/* The only page of a guest. After the term the door is shut, and that is all it says. */
enum err meeting_guest_home(struct req *req)
{
	const struct rows *r;
	enum err e = act_exec(&req->act, &stmt_own, DB_ARGS(val_int(req->viewer->account), val_int(req->act.now)), &r);
	if (e != OK)
		return e;
	if (r->n > 0)
		return req_redirect(req, "/gast/knooppunt/" STR_FMT, STR_ARG(rows_text(r, 0, 0)));
	struct ui_page page = {.title = tr(req->act.speak, N_("Nothing is shared with you now")), .narrow = true,
	                       .intro = tr(req->act.speak, N_("The term of the invitation is over. Call who invited "
	                       "you."))};
	struct ui *u = view_begin(req, &page);
	return view_end(u, req, &page);
}

/* The talk under the guest's own address. */
enum err meeting_guest_page(struct req *req)
{
	return meeting_page(req);
}

/* ---- the code, by who leads the talk ---- */

enum err meeting_guest_code_post(struct req *req)
{
	static const struct record *const recs[] = {&rec_meeting};
	const struct row *w = &req->seen.row;
	struct seen_page of;
	struct str code;
	if (!meeting_leads(req))
		return ERR_DENIED;
	enum err e = scope_pieces_all(&req->act, &req->seen, recs, 1, &of);
	const struct row *meeting = NULL;
	for (size_t i = 0; e == OK && i < of.n; i++)
		if (of.v[i].row.id == row_int(w, &invitee_fields[INVITEE_MEETING]))
			meeting = &of.v[i].row;
	if (e != OK)
		return e;
	if (meeting == NULL || invitee_as(w) != AS_GUEST || row_val(w, &invitee_fields[INVITEE_SENT]).type == VAL_NULL)
		return ERR_NOT_FOUND;
	int64_t ends = instant_of_date((int32_t)row_int(meeting, &meeting_fields[MEETING_UNTIL]) + 1);
	struct change *c = change_begin(&req->act, N_("The code is made"), 0);
	e = guest_code_new(req, c, row_int(w, &invitee_fields[INVITEE_ACCOUNT]), w->id, ends, &code);
	change_set(c, &rec_invitee, w->id, &invitee_fields[INVITEE_CODE_MADE], val_int(req->act.now));
	if (e == OK)
		e = change_commit(c);
	if (e != OK)
		return e;
	return guest_letter(req, row_text(w, &invitee_fields[INVITEE_NAME]), code, ends,
	                    meeting_path(req->act.a, meeting, ""));
}

/* ---- files ---- */

static struct documents_at files_of(const struct req *req)
{
	return (struct documents_at){.of = &req->seen, .part = PART_KNOOPPUNT, .on = req->seen.row.id};
}

enum err meeting_files_page(struct req *req)
{
	struct meeting_view v;
	struct documents_at at = files_of(req);
	struct ui_page page = {.intro = tr(req->act.speak, N_("What someone hands in waits until who leads the talk "
	    "accepts or refuses it."))};
	documents_ask(req, &at);
	enum err e = meeting_load(req, &v);
	if (e != OK)
		return e;
	struct ui *u = meeting_begin(req, &v, &page, tr(req->act.speak, N_("Files of the talk")));
	e = documents_show(u, req, &at, tr(req->act.speak, N_("Files of the talk")),
	                   meeting_own_path(req, &req->seen.row, "/bestanden"));
	return e != OK ? e : view_end(u, req, &page);
}

enum err meeting_file_post(struct req *req)
{
	struct documents_at at = files_of(req);
	return documents_receive(req, &at, meeting_own_path(req, &req->seen.row, "/bestanden"));
}
