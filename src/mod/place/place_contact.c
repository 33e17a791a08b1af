/* What the school did to reach a parent who does not answer about a group arrangement (practice 16): one attempt at a
 * time, as for a plan. Which parent it is, and how, is no business of the other (access.md rule 12). */
#include "place_pages.h"

#include "date.h"
#include "flow.h"
#include "opp.h"
#include "people.h"

#define IB (UINT32_C(1) << ROLE_IB)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define C(x) &place_contact_fields[PCONTACT_##x]

const struct field place_contact_fields[PCONTACT__N] = {
	[PCONTACT_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[PCONTACT_PLACEMENT] = {SERVER("placement", T_REF), .ref = &rec_placement},
	[PCONTACT_ASKED] = {SERVER("asked", T_NUMBER)},
	[PCONTACT_GUARDIAN] = {SERVER("guardian", T_REF), .ref = &rec_account, .hides = HIDE_GUARDIANS},
	[PCONTACT_WAY] = {.name = "way", .type = &T_CHOICE, .privacy = PRIV_PERSONAL, .hides = HIDE_GUARDIANS, .by = IB,
		.label = N_("In which way?"), .missing = N_("Choose the way"), .choices = contact_ways},
	[PCONTACT_ON] = {.name = "happened_on", .type = &T_DATE, .privacy = PRIV_PERSONAL, .hides = HIDE_GUARDIANS,
		.by = IB, .label = N_("When?"), .missing = N_("Enter the day")},
	[PCONTACT_WORDS] = {.name = "words", .type = &T_LINES, .need = NEED_OPTIONAL, .hides = HIDE_GUARDIANS, .max = 1000,
		.by = IB, .label = N_("What came out of it?"), .hint = N_("This parent reads it too, the other does not")},
	[PCONTACT_BY] = {SERVER("by_account", T_REF), .ref = &rec_account, .hides = HIDE_SHIELD},
	[PCONTACT_DUE] = {SERVER("due", T_DATE), .unset = true, .hides = HIDE_GUARDIANS},
	[PCONTACT_DUE_TERM] = {SERVER("due_term", T_LINE), .unset = true},
};

static void contact_check(const struct given *g, struct reasons *out)
{
	const uint32_t asked = PLACEMENT_BIT(AGREEING) | PLACEMENT_BIT(WAITING);
	const struct beside *of = given_beside(g, &rec_placement);
	if (of->n != 1 || (asked >> flow_state(&of->v[0]) & 1) == 0 ||
	    row_int(&of->v[0], &placement_fields[PLACEMENT_VERSION]) != row_int(g->row, C(ASKED)))
		reason_add(out, NULL, N_("The parents are not asked to agree now. Ask them first"));
	if (row_int(g->row, C(ON)) > g->today)
		reason_add(out, C(ON), N_("This day is still to come. Enter the day on which it happened"));
}

static const struct term terms[] = {
	{.name = "tried", .rule = "LOC-21", .from = C(ON), .states = UINT32_MAX,
	 .what = N_("Go on, if this parent does not answer")},
};
static const struct record *const sees[] = {&rec_placement};

const struct record rec_place_contact = {
	.name = "place_contact", .label = N_("Attempt to reach a parent"), .fields = place_contact_fields,
	.n = PCONTACT__N, .part = PART_SCHOOL, .route = C(ROUTE), .parent = C(PLACEMENT), .own = C(GUARDIAN),
	.check = contact_check, .sees = sees, .n_sees = 1, .terms = terms, .n_terms = 1, .due = C(DUE),
	.due_term = C(DUE_TERM),
};

struct attempts place_attempts(const struct row *placement, int64_t guardian, const struct row *contacts, size_t n)
{
	struct attempts a = ATTEMPTS_NONE;
	for (size_t i = 0; i < n; i++)
		if (row_int(&contacts[i], C(GUARDIAN)) == guardian &&
		    row_int(&contacts[i], C(ASKED)) == row_int(placement, &placement_fields[PLACEMENT_VERSION]))
			attempt_add(&a, row_text(&contacts[i], C(WAY)), row_val(&contacts[i], C(DUE)),
			            row_int(&contacts[i], C(ON)));
	return a;
}

/* ---- the page ---- */

static const struct field *const fields[] = {C(WAY), C(ON), C(WORDS)};
enum { FIELDS = sizeof fields / sizeof *fields };
const struct form_def form_place_contact = {
	.name = "place-contact", .fields = fields, .n = FIELDS, .drafts = true, .submit = N_("Save this")};

static const struct stmt stmt_guardians = {
	"SELECT a.id, a.pid, a.name FROM relation r JOIN account a ON a.id = r.grantee WHERE r.route = $1 AND r.kind ="
	" 'guardian' AND r.begins <= $2 AND r.ends > $2 ORDER BY r.id LIMIT 8", "ii", "itt"};

size_t place_guardians_put(struct batch *b, int64_t route, int64_t now)
{
	return batch_put(b, &stmt_guardians, DB_ARGS(val_int(route), val_int(now)));
}

/* The parent of the address. ERR_NOT_FOUND: no parent with authority of this child, or not to be known. */
static enum err parent_of(struct req *req, int64_t *account, struct str *name)
{
	const struct rows *r;
	bool named = (req->seen.allowed.hides[PART_SCHOOL] & HIDE_GUARDIANS) == 0;
	enum err e = act_exec(&req->act, &stmt_guardians, DB_ARGS(val_int(req->seen.route), val_int(req->act.now)), &r);
	for (size_t i = 0; e == OK && named && i < r->n; i++)
		if (str_eq(rows_text(r, i, 1), req_param(req, 1))) {
			*account = rows_int(r, i, 0);
			*name = rows_text(r, i, 2);
			return OK;
		}
	return e != OK ? e : ERR_NOT_FOUND;
}

static void past_show(struct ui *u, const struct seen_page *p, int64_t guardian)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("When?"))}, {.label = tr(u->sp, N_("In which way?"))},
	                              {.label = tr(u->sp, N_("What came out of it?"))}};
	static const enum place_contact_field shown[] = {PCONTACT_ON, PCONTACT_WAY, PCONTACT_WORDS};
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct row *r = &p->v[i].row;
		if (row_int(r, C(GUARDIAN)) != guardian)
			continue;
		if (n++ == 0)
			ui_table_begin(u, tr(u->sp, N_("What was done before")), TABLE_CARDS, cols, 3);
		ui_row(u);
		for (size_t k = 0; k < 3; k++) {
			const struct field *f = &place_contact_fields[shown[k]];
			ui_cell(u, f->type->show(u->a, u->sp, f, row_val(r, f)));
		}
	}
	if (n > 0)
		ui_table_end(u);
}

enum err place_contact_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct row child;
	struct seen placement;
	struct seen_page past;
	struct str name;
	int64_t guardian;
	enum err e = parent_of(req, &guardian, &name);
	if (e == OK)
		e = place_beside(req, &child, &placement);
	if (e == OK)
		e = scope_pieces(&req->act, &req->seen, &rec_place_contact, &past);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{child_name(a, &child).p, child_path(a, &child, "")},
	                                 {tr(sp, N_("Placement")), placement_path(a, &req->seen.row, "")}};
	struct ui_page page = {
		.title = tr_fill(a, sp, N_("Reach {name} about the group"), TR_SLOTS({"name", name})).p,
		.window_title = tr(sp, N_("Attempt to reach a parent")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("Three different ways, over at least ten school days. Help that runs goes on. "
		                   "The other parent does not read this.")),
	};
	struct ui *u = view_begin(req, &page);
	past_show(u, &past, guardian);
	ui_panel_begin(u, NULL);
	view_form(u, req_form(req, &form_place_contact),
	          placement_path(a, &req->seen.row, str_printf(a, "/contact/" STR_FMT, STR_ARG(req_param(req, 1))).p));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err place_contact_post(struct req *req)
{
	struct str pid, name;
	int64_t id, guardian;
	enum err e = parent_of(req, &guardian, &name);
	if (e != OK)
		return e;
	struct val v[PCONTACT__N] = {
		[PCONTACT_ROUTE] = val_int(req->seen.route), [PCONTACT_PLACEMENT] = val_int(req->seen.row.id),
		[PCONTACT_ASKED] = row_val(&req->seen.row, &placement_fields[PLACEMENT_VERSION]),
		[PCONTACT_GUARDIAN] = val_int(guardian), [PCONTACT_BY] = val_int(req->viewer->account),
	};
	for (size_t i = 0; i < FIELDS; i++)
		v[record_field(&rec_place_contact, fields[i])] = form_val(req->form, fields[i]);
	struct change *c = change_begin(&req->act, N_("Attempt saved"), CHANGE_UNDO);
	e = change_new(c, &rec_place_contact, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "%s", placement_path(req->act.a, &req->seen.row, ""));
}
