#include "letter.h"

#include "date.h"
#include "mail_text.h"
#include "pdf_view.h"
#include "people.h"
#include "public.h"

enum { LETTERS = 26, DESKS = 8 };

static const struct choice for_choices[] = {
	{"parent", N_("Parent or guardian"), NULL},
	{"pupil", N_("Pupil"), NULL},
	{NULL, NULL, NULL},
};
static const struct field field_for = {
	.name = "for", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .label = N_("Who is it for?"),
	.missing = N_("Choose who it is for"), .choices = for_choices,
};
static const struct field *const new_fields[] = {
	&field_for, &account_fields[ACCOUNT_NAME], &account_fields[ACCOUNT_LANG], &account_fields[ACCOUNT_TALK_LANGUAGE],
	&account_fields[ACCOUNT_INTERPRETER], &account_fields[ACCOUNT_RATHER_HEARS],
};
const struct form_def form_letter_new = {
	.name = "letter-new", .fields = new_fields, .n = sizeof new_fields / sizeof new_fields[0],
	.submit = N_("Make the letter"),
};
static const struct field field_posted = {
	.name = "posted", .type = &T_DATE, .privacy = PRIV_PERSONAL, .label = N_("Posted or handed over on"),
	.missing = N_("Type the date"),
};
static const struct field *const posted_fields[] = {&field_posted};
const struct form_def form_letter_posted = {
	.name = "letter-posted", .fields = posted_fields, .n = 1, .submit = N_("Note this date")};

/* The desks are the organisations ($2 to $9) at which the viewer acts. */
#define DESKS_IN "IN ($2, $3, $4, $5, $6, $7, $8, $9)"
#define TAKES_PART \
	"EXISTS (SELECT 1 FROM relation rl JOIN route t ON t.id = rl.route WHERE rl.grantee = a.id AND rl.begins <= $10" \
	" AND rl.ends > $10 AND t.closed > $10"
/* A letter tells where it comes from: a school that is shielded from someone writes them none (practice 17). */
#define PART_HERE \
	TAKES_PART " AND t.school " DESKS_IN " AND NOT EXISTS (SELECT 1 FROM shield d WHERE d.route = t.id" \
	" AND d.person = a.id AND d.state IN ('confirmed', 'lifting')))"
/* Those made here, until they take part elsewhere only (access.md rule 2), and parents of pupils here whose mail did
 * not arrive. */
#define AT_DESK \
	"a.region = $1 AND a.closed > $10 AND ((a.desk " DESKS_IN " AND (NOT " TAKES_PART ") OR " PART_HERE "))" \
	" OR (a.desk IS NULL AND EXISTS (SELECT 1 FROM outbox w WHERE w.account = a.id AND w.state = 'letter')" \
	" AND " PART_HERE "))"
#define COLUMNS \
	"SELECT a.pid, a.name, (SELECT count(*) FROM outbox o WHERE o.account = a.id AND o.state = 'letter')," \
	" (SELECT count(*) FROM letter_code l WHERE l.account = a.id AND l.used = 0 AND l.ends > $10)," \
	" COALESCE((SELECT MAX(l.made) FROM letter_code l WHERE l.account = a.id), 0), a.id, a.lang," \
	" COALESCE((SELECT MAX(o.ended) FROM outbox o WHERE o.account = a.id AND o.state = 'posted'), 0)," \
	" CASE WHEN a.desk " DESKS_IN " AND a.email IS NULL THEN 1 ELSE 0 END," \
	" CASE WHEN EXISTS (SELECT 1 FROM holds h JOIN seat s ON s.id = h.seat WHERE h.account = a.id" \
	" AND h.begins <= $10 AND h.ends > $10 AND s.role = 'pupil') THEN 1 ELSE 0 END" \
	" FROM account a WHERE " AT_DESK
#define TYPES "ttiiiitiii"
static const struct stmt stmt_list = {COLUMNS " ORDER BY 3 DESC, a.name_key, a.id LIMIT 200", "iiiiiiiiii", TYPES};
static const struct stmt stmt_one = {COLUMNS " AND a.pid = $11", "iiiiiiiiiit", TYPES};
enum { L_PID, L_NAME, L_WAITS, L_CODES, L_MADE, L_ID, L_LANG, L_POSTED, L_CARD /* has one, made here */,
	L_PUPIL };
static const struct stmt stmt_waiting = {
	"SELECT kind, by_date, minutes, made FROM outbox WHERE account = $1 AND state = 'letter' ORDER BY made LIMIT 20",
	"i", "ttii"};
static const struct stmt stmt_posted = {
	"UPDATE outbox SET state = 'posted', ended = $2 WHERE account = $1 AND state = 'letter'", "ii", ""};

static struct speak speak_to(struct str code, bool pupil)
{
	struct speak sp = {LANG_NL, pupil ? AUD_LEERLING : AUD_OUDER};
	if (!lang_parse(code, &sp.lang))
		sp.lang = LANG_NL;
	return sp;
}

/* ERR_NOT_FOUND for a role that gives no seat to parents: there is no desk then. */
static enum err desks_of(struct req *req, struct val args[10])
{
	const struct viewer *v = req->viewer;
	size_t n = 0;
	if (!role_may_grant(v->role, ROLE_PARENT, ORG_PARENTS, false))
		return ERR_NOT_FOUND;
	args[0] = val_int(v->region);
	args[9] = val_int(req->act.now);
	for (size_t i = 0; i < v->n_seats && n < DESKS; i++)
		if (v->seats[i].role == v->role)
			args[++n] = val_int(v->seats[i].org);
	for (size_t i = n; i < DESKS; i++)
		args[i + 1] = val_int(0);
	return n == 0 ? ERR_NOT_FOUND : OK;
}

static const char *path_of(struct req *req, struct str pid, const char *end)
{
	return str_printf(req->act.a, "/brieven/" STR_FMT "%s", STR_ARG(pid), end).p;
}

static void show_row(struct ui *u, struct req *req, const struct rows *r, size_t i)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	int64_t waits = rows_int(r, i, L_WAITS), codes = rows_int(r, i, L_CODES);
	const char *left = trn(sp, "{n} code left", "{n} codes left", codes);
	struct ui_tag tag = {.tone = waits > 0 ? TONE_SOON : TONE_OK,
	                     .state = str_from(say(req, waits > 0 ? N_("a letter to print") : N_("nothing to print")))};
	ui_row(u);
	ui_cell_link(u, path_of(req, rows_text(r, i, L_PID), ""), rows_text(r, i, L_NAME));
	ui_cell_tag(u, &tag);
	ui_cell(u, rows_int(r, i, L_CARD) == 1 ? tr_fill(a, sp, left, TR_SLOTS({"n", tr_number(a, sp.lang, codes)}))
	                                       : str_from(say(req, N_("mail did not arrive"))));
	ui_cell(u, rows_int(r, i, L_POSTED) == 0 ? (struct str){0}
	                                         : tr_date(a, sp.lang, instant_date(rows_int(r, i, L_POSTED)), DATE_SHORT));
}

enum err letter_list(struct req *req)
{
	const struct rows *r;
	struct val args[10];
	enum err e = desks_of(req, args);
	if (e == OK)
		e = act_exec(&req->act, &stmt_list, args, 10, &r);
	if (e != OK)
		return e;
	const struct ui_link make = {say(req, N_("Make a letter")), "/brieven/nieuw"};
	const struct ui_col cols[] = {{.label = say(req, N_("Name"))}, {.label = say(req, N_("To do"))},
	                              {.label = say(req, N_("Card"))}, {.label = say(req, N_("Posted on"))}};
	struct ui_page page = {
		.title = say(req, N_("Letters")),
		.intro = say(req, N_("Parents and pupils without e-mail. You print their letters here.")),
	};
	struct ui *u = view_begin(req, &page);
	if (r->n == 0) {
		ui_panel_begin(u, NULL);
		ui_empty(u, say(req, N_("Everyone here has e-mail.")),
		         say(req, N_("Does a parent have no e-mail? Make a letter with a code and a card.")), &make);
		ui_panel_end(u);
		return view_end(u, req, &page);
	}
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, make.href, make.label);
	ui_buttons_end(u);
	ui_table_begin(u, page.title, TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < r->n; i++)
		show_row(u, req, r, i);
	ui_table_end(u);
	return view_end(u, req, &page);
}

/* ---- a new one ---- */

enum err letter_new_page(struct req *req)
{
	struct val args[10];
	enum err e = desks_of(req, args);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_letter_new);
	if (!f->posted && f->draft_at == 0)
		form_set(f, req->act.a, &account_fields[ACCOUNT_LANG], val_text(S("nl")));
	const struct ui_link crumb = {say(req, N_("Letters")), "/brieven"};
	struct ui_page page = {
		.title = say(req, N_("Make a letter")), .crumbs = &crumb, .n_crumbs = 1,
		.intro = say(req, N_("For someone without e-mail. The next page is the letter: print it at once.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, "/brieven/nieuw");
	ui_panel_end(u);
	return view_end(u, req, &page);
}

static enum err put_account(struct req *req, struct change *c, int64_t desk, int64_t *id, struct str *pid)
{
	struct form *f = req->form;
	struct account_new n = {.name = form_text(f, &account_fields[ACCOUNT_NAME]), .desk = desk};
	int64_t org, seat;
	enum role role;
	if (!lang_parse(form_text(f, &account_fields[ACCOUNT_LANG]), &n.lang) ||
	    !role_parse(form_text(f, &field_for), &role) || !role_may_grant(req->viewer->role, role, ORG_PARENTS, false))
		return ERR_NOT_FOUND;
	enum err e = parents_org(&req->act, &org);
	if (e == OK)
		e = seat_of(&req->act, c, org, role, &seat);
	if (e == OK)
		e = account_new(&req->act, c, &n, id, pid);
	if (e != OK)
		return e;
	static const enum account_field kept[] = {ACCOUNT_TALK_LANGUAGE, ACCOUNT_INTERPRETER, ACCOUNT_RATHER_HEARS};
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
		change_set(c, &rec_account, *id, &account_fields[kept[i]], form_val(f, &account_fields[kept[i]]));
	return seat_give(&req->act, c, *id, seat, INSTANT_OPEN, req->viewer->account);
}

enum err letter_new_post(struct req *req)
{
	struct val args[10];
	struct str codes[LETTER_CODES];
	struct letter l = {.name = form_text(req->form, &account_fields[ACCOUNT_NAME]), .codes = codes};
	int64_t id;
	enum err e = desks_of(req, args);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The letter is made"), 0);
	e = put_account(req, c, args[1].i, &id, &l.pid);
	if (e == OK)
		e = letter_codes_new(req, c, id, codes);
	if (e != OK)
		return e;
	l.speak = speak_to(form_text(req->form, &account_fields[ACCOUNT_LANG]),
	                   str_is(form_text(req->form, &field_for), "pupil"));
	/* The codes are shown in this very answer: a second post of the form leads to the list without them. */
	change_answers(c, req->form, req_subject(req), S("/brieven"));
	e = change_commit(c);
	return e != OK ? e : letter_with_codes(req, &l);
}

/* ---- one of them ---- */

static enum err one(struct req *req, const struct rows **r)
{
	struct val args[11];
	enum err e = desks_of(req, args);
	if (e != OK)
		return e;
	args[10] = val_text(req_param(req, 0));
	e = act_exec(&req->act, &stmt_one, args, 11, r);
	return e == OK && (*r)->n == 0 ? ERR_NOT_FOUND : e;
}

static void show_to_print(struct ui *u, struct req *req, struct str pid)
{
	ui_panel_begin(u, say(req, N_("A letter to print")));
	ui_p(u, say(req, N_("Something is ready, and this person gets no mail. Print the letter and give it or send it.")));
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, path_of(req, pid, "/print"), say(req, N_("Print the letter")));
	ui_button_link(u, BUTTON_ALT, path_of(req, pid, "/print/pdf"), say(req, N_("As a PDF")));
	ui_buttons_end(u);
	struct form *f = req_form(req, &form_letter_posted);
	if (!f->posted)
		form_set(f, req->act.a, &field_posted, val_int(instant_date(req->act.now)));
	view_form(u, f, path_of(req, pid, "/gepost"));
	ui_panel_end(u);
}

static void show_new_card(struct ui *u, struct req *req, struct str pid)
{
	ui_panel_begin(u, say(req, N_("A new letter and card")));
	ui_p(u, say(req, N_("Is the card full, or lost? Make a new one. All earlier codes then stop working.")));
	ui_button_form(u, path_of(req, pid, "/codes"),
	               &(struct ui_button){.kind = BUTTON_ALT, .label = say(req, N_("Make a new letter and card"))},
	               NULL, 0);
	ui_button_form(u, path_of(req, pid, "/codes"),
	               &(struct ui_button){.kind = BUTTON_ALT, .label = say(req, N_("The same, as a PDF"))},
	               &(struct ui_pair){"pdf", S("1")}, 1);
	ui_panel_end(u);
}

enum err letter_account(struct req *req)
{
	const struct rows *r;
	struct row self;
	enum err e = one(req, &r);
	if (e == OK)
		e = record_by_id(&req->act, &rec_account, rows_int(r, 0, L_ID), &self);
	if (e != OK)
		return e;
	struct arena *a = req->act.a;
	struct str pid = rows_text(r, 0, L_PID);
	const struct ui_link crumb = {say(req, N_("Letters")), "/brieven"};
	struct ui_page page = {.title = str_c(a, rows_text(r, 0, L_NAME)), .crumbs = &crumb, .n_crumbs = 1};
	struct ui *u = view_begin(req, &page);
	if (rows_int(r, 0, L_WAITS) > 0)
		show_to_print(u, req, pid);
	ui_panel_begin(u, NULL);
	view_row(u, &self, (const struct field *const[]){&account_fields[ACCOUNT_LANG], &account_fields[ACCOUNT_CHANNEL],
	                                                 &account_fields[ACCOUNT_TALK_LANGUAGE],
	                                                 &account_fields[ACCOUNT_INTERPRETER],
	                                                 &account_fields[ACCOUNT_RATHER_HEARS]}, 5);
	if (rows_int(r, 0, L_CARD) == 1) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_ALT, path_of(req, pid, "/overleg"), say(req, N_("Change how we talk")));
		ui_buttons_end(u);
	}
	ui_panel_end(u);
	if (rows_int(r, 0, L_CARD) == 1)
		show_new_card(u, req, pid);
	return view_end(u, req, &page);
}

enum err letter_card_of(struct req *req, struct row *out, struct str *pid)
{
	const struct rows *r;
	enum err e = one(req, &r);
	if (e != OK || rows_int(r, 0, L_CARD) == 0)
		return e != OK ? e : ERR_NOT_FOUND;
	*pid = rows_text(r, 0, L_PID);
	return record_by_id(&req->act, &rec_account, rows_int(r, 0, L_ID), out);
}

static enum err codes_made(struct req *req)
{
	const struct rows *r;
	struct str codes[LETTER_CODES];
	enum err e = one(req, &r);
	if (e != OK)
		return e;
	/* Only for who signs in with a card: nobody gets a way into an account that has one of its own. */
	if (rows_int(r, 0, L_CARD) == 0)
		return ERR_NOT_FOUND;
	struct letter l = {.pid = rows_text(r, 0, L_PID), .name = rows_text(r, 0, L_NAME), .codes = codes,
	                   .speak = speak_to(rows_text(r, 0, L_LANG), rows_int(r, 0, L_PUPIL) == 1)};
	struct change *c = change_begin(&req->act, N_("There is a new letter"), 0);
	e = letter_codes_new(req, c, rows_int(r, 0, L_ID), codes);
	if (e == OK)
		e = change_commit(c);
	return e != OK ? e : letter_with_codes(req, &l);
}

enum err letter_codes_post(struct req *req)
{
	return pairs_has(req->posted, "pdf") ? view_pdf(req, codes_made, "brief") : codes_made(req);
}

enum err letter_print_pdf(struct req *req)
{
	return view_pdf(req, letter_print, "brief");
}

enum err letter_print(struct req *req)
{
	const struct rows *r, *waits;
	struct str partnership, phone;
	const char *lines[LETTER_LINES];
	enum err e = one(req, &r);
	if (e == OK)
		e = act_exec(&req->act, &stmt_waiting, DB_ARGS(val_int(rows_int(r, 0, L_ID))), &waits);
	if (e == OK)
		e = help_phone(req, &partnership, &phone);
	if (e == OK && waits->n == 0)
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	struct mail_facts f = {.name = rows_text(r, 0, L_NAME), .phone = phone, .minutes = rows_int(waits, 0, 2),
	                       .made = rows_int(waits, 0, 3),
	                       .speak = speak_to(rows_text(r, 0, L_LANG), rows_int(r, 0, L_PUPIL) == 1)};
	if (!notice_parse(rows_text(waits, 0, 0), &f.kind))
		return ERR_NOT_FOUND;
	if (!date_parse_iso(rows_text(waits, 0, 1), &f.by))
		f.by = 0;
	req->act.speak = f.speak;
	struct str site = site_address(req);
	struct ui_page page = {.title = mail_subject(&f), .letter = true};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_p(u, tr_fill(req->act.a, u->sp, N_("Dear {name},"), TR_SLOTS({"name", f.name})).p);
	size_t n = mail_letter(req->act.a, &f, lines);
	for (size_t i = 0; i < n; i++)
		ui_p(u, lines[i]);
	ui_p(u, tr_fill(req->act.a, u->sp, N_("Go to {address} or scan the square with your phone."),
	                TR_SLOTS({"address", str_printf(req->act.a, STR_FMT "/brief", STR_ARG(site))})).p);
	ui_qr(u, str_printf(req->act.a, STR_FMT "/brief", STR_ARG(site)), tr(u->sp, N_("QR code with the address")));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err letter_posted_post(struct req *req)
{
	const struct rows *r;
	enum err e = one(req, &r);
	if (e != OK)
		return e;
	int32_t date = (int32_t)form_val(req->form, &field_posted).i;
	if (date > instant_date(req->act.now)) {
		form_wrong(req->form, &field_posted, str_from(say(req, N_("That day has not come yet"))));
		return ERR_INVALID;
	}
	struct change *c = change_begin(&req->act, N_("Noted"), 0);
	change_exec(c, &stmt_posted, DB_ARGS(val_int(rows_int(r, 0, L_ID)), val_int(instant_of_date(date))), -1);
	return req_commit(req, c, "/brieven");
}
