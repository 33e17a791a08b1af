/* What the school did to reach a parent about a group arrangement (practice 16), and what a parent who cannot sign in
 * answered on paper, as for a plan. Which parent it is, and how, is no business of the other (access.md rule 12). */
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
	[PCONTACT_KIND] = {.name = "kind", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .hides = HIDE_GUARDIANS, .by = IB,
		.label = N_("What happened?"), .missing = N_("Choose what happened"), .choices = contact_kinds},
	[PCONTACT_WAY] = {.name = "way", .type = &T_CHOICE, .privacy = PRIV_PERSONAL, .hides = HIDE_GUARDIANS, .by = IB,
		.label = N_("In which way?"), .missing = N_("Choose the way"), .choices = contact_ways},
	[PCONTACT_ON] = {.name = "happened_on", .type = &T_DATE, .privacy = PRIV_PERSONAL, .hides = HIDE_GUARDIANS,
		.by = IB, .label = N_("When?"), .missing = N_("Enter the day")},
	[PCONTACT_ANSWER] = {.name = "answer", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.hides = HIDE_GUARDIANS, .by = IB, .label = N_("What does the paper say?"), .choices = paper_answers,
		.hint = N_("Only for a signature on paper")},
	[PCONTACT_WORDS] = {.name = "words", .type = &T_LINES, .need = NEED_OPTIONAL, .hides = HIDE_GUARDIANS, .max = 1000,
		.by = IB, .label = N_("What came out of it?"), .hint = N_("This parent reads it too, the other does not")},
	[PCONTACT_BY] = {SERVER("by_account", T_REF), .ref = &rec_account, .hides = HIDE_SHIELD},
	HELD_FILE(PCONTACT_FILE_TYPE, HIDE_GUARDIANS | HIDE_SHIELD), /* a scan of what was signed on paper */
	[PCONTACT_TRIED_ON] = {SERVER("tried_on", T_DATE), .unset = true},
	[PCONTACT_DUE] = {SERVER("due", T_DATE), .unset = true, .hides = HIDE_GUARDIANS},
	[PCONTACT_DUE_TERM] = {SERVER("due_term", T_LINE), .unset = true},
};

static bool is_kind(struct val v, enum contact_kind k)
{
	return v.type == VAL_TEXT && str_is(v.s, contact_kinds[k].code);
}

static void contact_derive(struct arena *a, struct val *v)
{
	(void)a;
	v[PCONTACT_TRIED_ON] = is_kind(v[PCONTACT_KIND], CONTACT_ATTEMPT) ? v[PCONTACT_ON] : val_null();
}

static void contact_check(const struct given *g, struct reasons *out)
{
	const uint32_t asked = PLACEMENT_BIT(AGREEING) | PLACEMENT_BIT(WAITING);
	const struct beside *of = given_beside(g, &rec_placement);
	struct val kind = row_val(g->row, C(KIND));
	bool talk = is_kind(kind, CONTACT_TALK), paper = is_kind(kind, CONTACT_PAPER);
	bool says = row_val(g->row, C(ANSWER)).type != VAL_NULL, no = str_is(row_text(g->row, C(ANSWER)), "nee");
	if (of->n != 1 || (asked >> flow_state(&of->v[0]) & 1) == 0 ||
	    row_int(&of->v[0], &placement_fields[PLACEMENT_VERSION]) != row_int(g->row, C(ASKED)))
		reason_add(out, NULL, N_("The parents are not asked to agree now. Ask them first"));
	if (row_int(g->row, C(ON)) > g->today)
		reason_add(out, C(ON), N_("This day is still to come. Enter the day on which it happened"));
	if (paper && !says)
		reason_add(out, C(ANSWER), N_("Choose what the paper says"));
	if (!paper && says)
		reason_add(out, C(ANSWER), N_("Only a signature on paper is an answer"));
	if ((no || talk) && row_text(g->row, C(WORDS)).n == 0)
		reason_add(out, C(WORDS), N_("Write down what was said"));
}

static const struct term terms[] = {
	{.name = "tried", .rule = "LOC-21", .from = C(TRIED_ON), .states = UINT32_MAX,
	 .what = N_("Go on, if this parent does not answer")},
};
static const struct record *const sees[] = {&rec_placement};

const struct record rec_place_contact = {
	.name = "place_contact", .label = N_("Contact about the group"), .fields = place_contact_fields,
	.n = PCONTACT__N, .part = PART_SCHOOL, .route = C(ROUTE), .parent = C(PLACEMENT), .own = C(GUARDIAN),
	.derive = contact_derive, .check = contact_check, .sees = sees, .n_sees = 1, .terms = terms, .n_terms = 1,
	.due = C(DUE),
	.due_term = C(DUE_TERM),
};

static bool about_this(const struct row *r, const struct field *guardian, const struct field *asked,
                       const struct row *placement, int64_t who)
{
	return row_int(r, guardian) == who && row_int(r, asked) == row_int(placement, &placement_fields[PLACEMENT_VERSION]);
}

/* What the parent gave by an own account stands above a paper, whichever came last. */
struct assent_of place_assent(const struct row *placement, int64_t guardian, const struct row *answers,
                              size_t n_answers, const struct row *contacts, size_t n_contacts)
{
	struct assent_of a = {.is = ASSENT_OPEN, .tried = ATTEMPTS_NONE};
	for (size_t i = 0; i < n_answers; i++)
		if (about_this(&answers[i], &place_answer_fields[PANSWER_GUARDIAN], &place_answer_fields[PANSWER_ASKED],
		               placement, guardian))
			a.answer = &answers[i];
	for (size_t i = 0; i < n_contacts; i++) {
		const struct row *r = &contacts[i];
		if (!about_this(r, C(GUARDIAN), C(ASKED), placement, guardian))
			continue;
		a.talked |= is_kind(row_val(r, C(KIND)), CONTACT_TALK);
		if (is_kind(row_val(r, C(KIND)), CONTACT_ATTEMPT))
			attempt_add(&a.tried, row_text(r, C(WAY)), row_val(r, C(DUE)), row_int(r, C(ON)));
		if (is_kind(row_val(r, C(KIND)), CONTACT_PAPER) &&
		    (a.paper == NULL || row_int(r, C(ON)) >= row_int(a.paper, C(ON))))
			a.paper = r;
	}
	a.on_paper = a.answer == NULL && a.paper != NULL;
	struct str says = a.answer != NULL ? row_text(a.answer, &place_answer_fields[PANSWER_ANSWER])
	                  : a.paper != NULL ? row_text(a.paper, C(ANSWER)) : (struct str){0};
	if (says.n > 0)
		a.is = str_is(says, "ja") ? ASSENT_YES : ASSENT_NO;
	else if (attempts_enough(&a.tried))
		a.is = ASSENT_SILENT;
	return a;
}

/* ---- the page ---- */

static const struct field scan = FILE_FIELD("papier", N_("Picture or scan of the signed paper"));
static const struct field *const fields[] = {C(KIND), C(WAY), C(ON), C(ANSWER), C(WORDS), &scan};
enum { FIELDS = sizeof fields / sizeof *fields - 1 };
const struct form_def form_place_contact = {.name = "place-contact", .fields = fields, .n = FIELDS + 1, .drafts = true,
	.upload = N_("Picture or scan of the signed paper"), .submit = N_("Save this")};

static const struct stmt stmt_guardians = {
	"SELECT a.id, a.pid, a.name, CASE WHEN a.email IS NULL OR a.email = '' THEN 1 ELSE 0 END FROM relation r JOIN"
	" account a ON a.id = r.grantee WHERE r.route = $1 AND r.kind = 'guardian' AND r.begins <= $2 AND r.ends > $2 ORDER"
	" BY r.id LIMIT 8", "ii", "itti"};

size_t place_guardians_put(struct batch *b, int64_t route, int64_t now)
{
	return batch_put(b, &stmt_guardians, DB_ARGS(val_int(route), val_int(now)));
}

struct guardian {
	int64_t account;
	struct str name;
	bool on_paper; /* has no means to sign in */
};

/* The parent of the address. ERR_NOT_FOUND: no parent with authority of this child, or not to be known. */
static enum err parent_of(struct req *req, struct guardian *out)
{
	const struct rows *r;
	bool named = (req->seen.allowed.hides[PART_SCHOOL] & HIDE_GUARDIANS) == 0;
	enum err e = act_exec(&req->act, &stmt_guardians, DB_ARGS(val_int(req->seen.route), val_int(req->act.now)), &r);
	for (size_t i = 0; e == OK && named && i < r->n; i++)
		if (str_eq(rows_text(r, i, 1), req_param(req, 1))) {
			*out = (struct guardian){rows_int(r, i, 0), rows_text(r, i, 2), rows_int(r, i, 3) != 0};
			return OK;
		}
	return e != OK ? e : ERR_NOT_FOUND;
}

static void past_show(struct ui *u, const struct seen_page *p, int64_t guardian)
{
	static const enum place_contact_field shown[] = {
		PCONTACT_ON, PCONTACT_KIND, PCONTACT_WAY, PCONTACT_ANSWER, PCONTACT_WORDS};
	enum { SHOWN = sizeof shown / sizeof *shown };
	struct ui_col cols[SHOWN];
	for (size_t k = 0; k < SHOWN; k++)
		cols[k] = (struct ui_col){.label = tr(u->sp, place_contact_fields[shown[k]].label)};
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct row *r = &p->v[i].row;
		if (row_int(r, C(GUARDIAN)) != guardian)
			continue;
		if (n++ == 0)
			ui_table_begin(u, tr(u->sp, N_("What was done before")), TABLE_CARDS, cols, SHOWN);
		ui_row(u);
		for (size_t k = 0; k < SHOWN; k++) {
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
	struct guardian guardian;
	enum err e = parent_of(req, &guardian);
	if (e == OK)
		e = place_beside(req, &child, &placement);
	if (e == OK)
		e = scope_pieces(&req->act, &req->seen, &rec_place_contact, &past);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{child_name(a, &child).p, child_path(a, &child, "")},
	                                 {tr(sp, N_("Placement")), placement_path(a, &req->seen.row, "")}};
	struct ui_page page = {
		.title = tr_fill(a, sp, N_("Contact with {name} about the group"), TR_SLOTS({"name", guardian.name})).p,
		.window_title = tr(sp, N_("Contact about the group")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("Three different ways, over at least ten school days. Help that runs goes on. "
		                   "The other parent does not read this.")),
	};
	struct ui *u = view_begin(req, &page);
	past_show(u, &past, guardian.account);
	const struct form *f = req_form(req, &form_place_contact);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, placement_path(a, &req->seen.row,
	                                     str_printf(a, "/contact/" STR_FMT, STR_ARG(req_param(req, 1))).p));
	for (size_t i = 0; i < FIELDS; i++)
		view_field(u, f, fields[i]);
	if (guardian.on_paper)
		paper_field(u, req, f, &scan);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err place_contact_post(struct req *req)
{
	struct guardian guardian;
	struct str pid;
	int64_t id;
	enum err e = parent_of(req, &guardian);
	if (e != OK)
		return e;
	/* Nobody answers in the place of a parent who can do it themselves (OPP-18). */
	if (!guardian.on_paper && str_is(form_text(req->form, C(KIND)), contact_kinds[CONTACT_PAPER].code)) {
		form_wrong(req->form, C(KIND), str_from(tr(req->act.speak,
			N_("This parent has an account, and answers there. Paper is for a parent who cannot sign in"))));
		return ERR_INVALID;
	}
	struct document_file file;
	e = paper_sent(req, &scan, C(KIND), &file);
	if (e != OK)
		return e;
	struct val v[PCONTACT__N] = {
		[PCONTACT_ROUTE] = val_int(req->seen.route), [PCONTACT_PLACEMENT] = val_int(req->seen.row.id),
		[PCONTACT_ASKED] = row_val(&req->seen.row, &placement_fields[PLACEMENT_VERSION]),
		[PCONTACT_GUARDIAN] = val_int(guardian.account), [PCONTACT_BY] = val_int(req->viewer->account),
	};
	for (size_t i = 0; i < FIELDS; i++)
		v[record_field(&rec_place_contact, fields[i])] = form_val(req->form, fields[i]);
	bool scanned = file.type != DOCUMENT_UNKNOWN; /* bytes are not taken back */
	struct change *c = change_begin(&req->act, N_("Contact saved"), scanned ? 0 : CHANGE_UNDO);
	e = held_new(c, &rec_place_contact, v, scanned ? &file : NULL, &id, &pid);
	if (e == OK && form_val(req->form, C(ANSWER)).type != VAL_NULL)
		e = placement_answered(c, &req->seen.row, guardian.account);
	return e != OK ? e : req_commit(req, c, "%s", placement_path(req->act.a, &req->seen.row, ""));
}
