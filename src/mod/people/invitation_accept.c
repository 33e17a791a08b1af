#include "invitation.h"

#include "password.h"
#include "rand.h"
#include "session.h"
#include "sign_in.h"
#include "sign_in_attempt.h"
#include "take_part.h"
#include "token.h"
#include "utf8.h"

enum { CODE_CHARS = CODE_BITS / 5, CODE_TYPED_MAX = 60 };

/* An invitation that still works, found by its code. */
struct offer {
	int64_t id, seat, given_by;
	int region;
	struct str email, name, org_name, giver;
	enum lang lang;
	enum role role;
	int64_t route, desk;     /* the child whose family it is (0: none), and the school that prints its letters */
	enum relation_kind kind;
	bool by_administrator; /* the giver is one now, or the command line */
};

static const struct stmt stmt_offer = {
	"SELECT i.id, i.seat, i.given_by, i.email, i.name, o.name, g.name, i.lang, s.role,"
	" CASE WHEN i.given_by = 0 OR EXISTS (SELECT 1 FROM holds h JOIN seat s2 ON s2.id = h.seat WHERE h.account = "
	"i.given_by AND h.begins <= $2 AND h.ends > $2"
	" AND s2.role = 'administrator') THEN 1 ELSE 0 END, i.region, i.made, i.route, i.kind"
	" FROM invitation i JOIN seat s ON s.id = i.seat JOIN organisation o ON o.id = s.org"
	" LEFT JOIN account g ON g.id = i.given_by"
	" WHERE i.code_hash = $1 AND i.ends > $2 AND i.used > $2 AND o.ended > $2",
	"bi",
	"iiittttt"
	"tiiiit",
};
/* Of the account with this address: did it give the code itself (rule 15), was it closed or its role ended since? */
static const struct stmt stmt_void = {
	"SELECT count(*) FROM account a WHERE a.email_key = $1 AND (a.id = $2 OR (a.closed > $4 AND a.closed <= $5)"
	" OR EXISTS (SELECT 1 FROM holds h WHERE h.account = a.id AND h.seat = $3 AND h.ends > $4 AND h.ends <= $5))",
	"tiiii", "i",
};
static const struct stmt stmt_account_by_email = {
	"SELECT id, closed, CASE WHEN second_factor IS NULL THEN 0 ELSE 1 END, region FROM account WHERE email_key = $1",
	"t",
	"iiii",
};
static const struct stmt stmt_holds_seat = {
	"SELECT count(*) FROM holds WHERE account = $1 AND seat = $2 AND ends > $3", "iii", "i",
};
static const struct stmt stmt_sessions_end = {"UPDATE session SET ends = $2 WHERE account = $1 AND ends > $2", "ii",
					      ""};

static const struct field field_code = {
	.name = "code", .type = &T_CODE, .privacy = PRIV_SECRET, .min = 1, .max = CODE_TYPED_MAX,
	.label = N_("Your code"), .hint = N_("You find it in your letter: five groups of four letters and digits"),
	.missing = N_("Type the code from your letter"),
};
static const struct field *const code_fields[] = {&field_code};
const struct form_def form_code = {.name = "code", .fields = code_fields, .n = 1, .submit = N_("Go on")};

static const struct field field_email = {
	.name = "email", .type = &T_EMAIL, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .min = 6, .max = 254,
	.label = N_("Your e-mail address"), .hint = N_("The address that you gave to the person who invited you"),
	.autocomplete = "username",
};
static const struct field *const accept_fields[] = {&field_email, &field_new_password};
const struct form_def form_accept = {
	.name = "accept", .fields = accept_fields, .n = 2, .submit = N_("Make my account"),
};

/* ---- the code ---- */

/* The seats that the giver of an invitation holds now, with how each stands towards the organisation of the seat given;
 * and whether the invited account holds that seat already (then the code is for a new password). */
static const struct stmt stmt_giver = {
	"SELECT s.role, CASE WHEN s.org = t.org THEN 1 WHEN o.parent = s.org THEN 2 ELSE 0 END, o.kind,"
	" CASE WHEN EXISTS (SELECT 1 FROM seat s2 JOIN holds h2 ON h2.seat = s2.id WHERE s2.org = t.org) THEN 1 ELSE 0 END,"
	" CASE WHEN EXISTS (SELECT 1 FROM account b JOIN holds h3 ON h3.account = b.id WHERE b.email_key = $4"
	" AND h3.seat = t.id AND h3.ends > $3) THEN 1 ELSE 0 END"
	" FROM seat t JOIN organisation o ON o.id = t.org JOIN holds h ON h.account = $1 AND h.begins <= $3 AND h.ends > $3"
	" JOIN account a ON a.id = h.account AND a.closed > $3 JOIN seat s ON s.id = h.seat"
	" JOIN organisation g ON g.id = s.org AND g.ended > $3 WHERE t.id = $2",
	"iiit", "titii"};

/* Could the giver still give it (rule 15)? A role that ended takes its invitations with it. The command line always
 * can; an administrator can give a new password to who holds the role already. */
static enum err giver_must_stand(struct req *req, struct offer *o)
{
	static const enum giver_place places[] = {GIVER_ELSEWHERE, GIVER_OWN, GIVER_PARENT};
	const struct rows *r;
	struct family_giver family;
	struct val email = val_text(utf8_fold(req->act.a, o->email));
	enum err e = act_exec(&req->act, &stmt_giver,
			      DB_ARGS(val_int(o->given_by), val_int(o->seat), val_int(req->act.now), email), &r);
	if (e == OK && o->route != 0) {
		e = family_giver(&req->act, o->given_by, o->route, &family);
		o->desk = family.school;
	}
	if (e != OK || o->given_by == 0)
		return e;
	for (size_t i = 0; i < r->n; i++) {
		enum role giver;
		enum org_kind at;
		if (!role_parse(rows_text(r, i, 0), &giver) || !org_kind_parse(rows_text(r, i, 2), &at))
			continue;
		uint32_t may = role_grants(giver, at, places[rows_int(r, i, 1)], rows_int(r, i, 3) == 0);
		if ((may >> o->role & 1) != 0 || (giver == ROLE_ADMINISTRATOR && rows_int(r, i, 4) == 1))
			return OK;
	}
	return ERR_NOT_FOUND;
}

/* A code opens nothing to who gave it, and gives nothing back that was ended after it was made. */
static enum err offer_must_stand(struct req *req, struct offer *o, int64_t made)
{
	const struct rows *r;
	enum err e = act_exec(&req->act, &stmt_void,
	                      DB_ARGS(val_text(utf8_fold(req->act.a, o->email)), val_int(o->given_by), val_int(o->seat),
	                              val_int(made), val_int(req->act.now)), &r);
	if (e != OK)
		return e;
	return rows_int(r, 0, 0) > 0 ? ERR_NOT_FOUND : giver_must_stand(req, o);
}

/* ERR_NOT_FOUND for a code that is unknown, used, withdrawn or too old: the same question gives the same answer. */
static enum err offer_load(struct req *req, struct str code, struct offer *out)
{
	const struct rows *r;
	enum err e = act_exec(&req->act, &stmt_offer,
			      DB_ARGS(val_blob(token_hash(req->act.a, code)), val_int(req->act.now)), &r);
	if (e != OK)
		return e;
	if (r->n == 0)
		return ERR_NOT_FOUND;
	*out = (struct offer){
		.id = rows_int(r, 0, 0),
		.seat = rows_int(r, 0, 1),
		.given_by = rows_int(r, 0, 2),
		.email = rows_text(r, 0, 3),
		.name = rows_text(r, 0, 4),
		.org_name = rows_text(r, 0, 5),
		.giver = rows_text(r, 0, 6),
		.by_administrator = rows_int(r, 0, 9) == 1,
		.region = (int)rows_int(r, 0, 10),
		.route = rows_int(r, 0, 12),
	};
	bool known = (out->route == 0 || relation_parse(rows_text(r, 0, 13), &out->kind)) &&
		     lang_parse(rows_text(r, 0, 7), &out->lang) && role_parse(rows_text(r, 0, 8), &out->role);
	return known ? offer_must_stand(req, out, rows_int(r, 0, 11)) : ERR_NOT_FOUND;
}

/* The same page for every code that does not work. */
static enum err no_such_code(struct req *req)
{
	struct ui_page page = {
		.title = say(req, N_("This code does not work")), .door = true,
		.intro = say(req, N_("It has been used, it is too old, or something was typed wrong.")),
	};
	req->form = NULL;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_p(u, say(req, N_("Look at your letter and try it again. Does it still not work? Ask the person who gave it "
			    "to you for a new code.")));
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, "/uitnodiging", say(req, N_("Type the code again")));
	ui_button_link(u, BUTTON_ALT, "/hulp", say(req, N_("Who can help?")));
	ui_buttons_end(u);
	ui_panel_end(u);
	req->res.status = HTTP_404;
	return view_end(u, req, &page);
}

/* Finds the offer of the code in the address, or makes the answer itself: *answered. A try is counted before it is
 * looked at; a code that works gives it back. */
static enum err offer_or_answer(struct req *req, struct offer *out, bool *answered)
{
	struct attempt at;
	struct str code = code_normal(req->act.a, req_param(req, 0));
	*answered = true;
	enum err e = attempt_take(req, ATTEMPT_INVITATION, code, &at);
	if (e != OK)
		return e;
	if (at.wait_ms > 0)
		return attempt_wait_page(req, &at, "/uitnodiging");
	e = offer_load(req, code, out);
	if (e == ERR_NOT_FOUND)
		return no_such_code(req);
	attempt_give_back(req, &at);
	*answered = false;
	return e;
}

enum err code_page(struct req *req)
{
	const struct door_way in = {say(req, N_("Do you have an account already?")), {say(req, N_("Sign in")), "/in"}};
	struct ui_page page = {
		.title = say(req, N_("I have a code")),
		.intro = say(req, N_("With the code from your letter you make your account.")),
	};
	return door_page(req, &page, &form_code, "/uitnodiging", &in, 1);
}

enum err code_post(struct req *req)
{
	struct str code = code_normal(req->act.a, form_text(req->form, &field_code));
	if (code.n != CODE_CHARS) {
		form_wrong(req->form, &field_code,
			   str_from(say(req, N_("A code has 20 letters and digits. Check that you typed them all"))));
		return ERR_INVALID;
	}
	return req_redirect(req, "/uitnodiging/" STR_FMT, STR_ARG(code));
}

/* ---- accepting ---- */

static bool same_email(struct req *req, struct str a, struct str b)
{
	return str_eq(utf8_fold(req->act.a, a), utf8_fold(req->act.a, b));
}

/* On paper the code itself is the proof: whoever holds it, but never who gave it. */
static bool is_for_viewer(struct req *req, const struct offer *o)
{
	return o->email.n == 0 ? req->viewer->account != o->given_by : same_email(req, o->email, req->viewer->email);
}

static void show_offer(struct ui *u, struct req *req, const struct offer *o)
{
	struct str from = o->giver.n > 0 ? o->giver : str_from(say(req, N_("The administrator")));
	ui_summary_begin(u);
	ui_summary_row(u, say(req, N_("Invited by")), from, NULL);
	ui_summary_row(u, say(req, N_("Your role")),
	               str_from(o->route == 0 ? role_label(req, o->role) : say(req, family_rule_of(o->kind)->label)), NULL);
	if (o->route == 0)
		ui_summary_row(u, say(req, N_("At")), o->org_name, NULL);
	ui_summary_end(u);
}

static void show_seat_form(struct ui *u, struct req *req, const struct offer *o)
{
	if (!is_for_viewer(req, o)) {
		ui_p(u, say(req, N_("You are signed in with another e-mail address than this code is for. Sign out, "
				    "and open the code again.")));
		return;
	}
	struct ui_button take = {.label = say(req, o->route == 0 ? N_("Take this role") : N_("Yes, I take part"))};
	ui_button_form(u, str_printf(req->act.a, "/uitnodiging/" STR_FMT "/aannemen", STR_ARG(req_param(req, 0))).p,
		       &take, NULL, 0);
}

static void show_account_form(struct ui *u, struct req *req, const struct offer *o)
{
	const char *own = str_printf(req->act.a, "/uitnodiging/" STR_FMT, STR_ARG(req_param(req, 0))).p;
	struct form *f = req_form(req, &form_accept);
	view_form_begin(u, f, own);
	for (size_t i = 0; i < form_accept.n; i++)
		if (o->email.n > 0 || accept_fields[i] != &field_email)
			view_field(u, f, accept_fields[i]);
	view_form_end(u, f);
	ui_panel_end(u);
	ui_panel_begin(u, NULL);
	ui_p_link(u, say(req, N_("Do you have an account already?")), str_printf(req->act.a, "/in?naar=%s", own).p,
	          say(req, N_("Sign in first")), NULL);
}

enum err accept_page(struct req *req)
{
	struct offer o;
	bool answered;
	enum err e = offer_or_answer(req, &o, &answered);
	if (e != OK || answered)
		return e;
	struct ui_page page = {.title = say(req, N_("You are invited")), .door = true};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	show_offer(u, req, &o);
	if (viewer_can(req->viewer, CAP_SIGNED_IN))
		show_seat_form(u, req, &o);
	else
		show_account_form(u, req, &o);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* What the invited person must become. */
enum outcome { OUTCOME_NEW, OUTCOME_REOPENED, OUTCOME_NEW_PASSWORD, OUTCOME_SIGN_IN_FIRST };
struct invited {
	enum outcome outcome;
	struct str pid; /* of an account made now */
	int64_t account; /* 0 when there is none yet */
	bool has_factor;
};

/* A code from an administrator of its own region for a role that the account holds already is a code for a new
 * password. Anyone else's code never touches an account that is open: its owner signs in and takes the role. */
static enum err who_is_invited(struct req *req, const struct offer *o, struct invited *out)
{
	const struct rows *r, *held;
	struct act *act = &req->act;
	*out = (struct invited){.outcome = OUTCOME_NEW};
	if (o->email.n == 0)
		return OK;
	enum err e = act_exec(act, &stmt_account_by_email, DB_ARGS(val_text(utf8_fold(act->a, o->email))), &r);
	if (e != OK || r->n == 0)
		return e;
	out->account = rows_int(r, 0, 0);
	out->has_factor = rows_int(r, 0, 2) == 1;
	e = act_exec(act, &stmt_holds_seat, DB_ARGS(val_int(out->account), val_int(o->seat), val_int(act->now)), &held);
	if (e != OK)
		return e;
	bool closed = rows_int(r, 0, 1) <= act->now, holds = rows_int(held, 0, 0) > 0;
	bool by_own_administrator = o->by_administrator && o->route == 0 && rows_int(r, 0, 3) == o->region;
	out->outcome = closed			      ? OUTCOME_REOPENED
		       : by_own_administrator && holds ? OUTCOME_NEW_PASSWORD
						      : OUTCOME_SIGN_IN_FIRST;
	return OK;
}

static enum err check_typed(struct req *req, const struct offer *o)
{
	struct attempt at;
	if (o->email.n > 0 && form_text(req->form, &field_email).n == 0) {
		form_wrong(req->form, &field_email, str_from(say(req, N_("Enter your e-mail address"))));
		return ERR_INVALID;
	}
	if (o->email.n > 0 && !same_email(req, o->email, form_text(req->form, &field_email))) {
		form_wrong(req->form, &field_email, str_from(say(req, N_("This code is for another e-mail address"))));
		enum err e = attempt_take(req, ATTEMPT_INVITATION, code_normal(req->act.a, req_param(req, 0)), &at);
		return e != OK ? e : ERR_INVALID;
	}
	struct str password = form_text(req->form, &field_new_password);
	const char *fault = password_fault_text(password_check(password, o->name, o->email));
	if (fault == NULL)
		return OK;
	form_wrong(req->form, &field_new_password, str_from(say(req, fault)));
	return ERR_INVALID;
}

/* The account into `c`, with the password and what the invitation gives. */
static enum err put_account(struct req *req, struct change *c, const struct offer *o, struct invited *who,
			    struct str hash)
{
	struct act *act = &req->act;
	enum err e = OK;
	if (who->outcome == OUTCOME_NEW) {
		e = account_new(act, c, &(struct account_new){o->name, o->email, hash, o->lang, o->email.n == 0 ? o->desk : 0},
		                &who->account, &who->pid);
	} else {
		change_set(c, &rec_account, who->account, &account_fields[ACCOUNT_PASSWORD], val_text(hash));
		change_set(c, &rec_account, who->account, &account_fields[ACCOUNT_CLOSED], val_int(INSTANT_OPEN));
		change_exec(c, &stmt_sessions_end, DB_ARGS(val_int(who->account), val_int(act->now)), -1);
	}
	if (e == OK && who->outcome != OUTCOME_NEW_PASSWORD)
		e = seat_give(act, c, who->account, o->seat, INSTANT_OPEN, o->given_by);
	if (e == OK && o->route != 0)
		e = family_join(act, c, who->account, o->route, o->kind, o->given_by);
	return e;
}

/* Uses the code up; the rev sees to it that of two who accept at once one gets it. */
static enum err put_used(struct req *req, struct change *c, const struct offer *o)
{
	struct row seen;
	enum err e = record_by_id(&req->act, &rec_invitation, o->id, &seen);
	if (e != OK)
		return e;
	if (row_int(&seen, &invitation_fields[INVITATION_USED]) <= req->act.now)
		return ERR_NOT_FOUND;
	change_set_at(c, &seen, &invitation_fields[INVITATION_USED], val_int(req->act.now));
	return OK;
}

/* All of an acceptance in one change, and the session that goes on from it. */
static enum err accept(struct req *req, const struct offer *o, struct invited *who, struct str hash)
{
	struct session_token token;
	bool second_step = who->has_factor || !role_def(o->role)->no_second_factor;
	req->act.region = o->region;
	struct change *c = change_begin(&req->act, N_("Welcome. Your account is ready"), 0);
	enum err e = put_used(req, c, o);
	if (e == OK)
		e = put_account(req, c, o, who, hash);
	if (e == OK)
		e = session_begin(req, c, who->account, second_step ? LEVEL_SECOND_STEP : LEVEL_FULL, &token);
	if (e == OK)
		e = change_commit(c);
	if (e == OK)
		session_carry(req, &token);
	return e;
}

/* Who signs in without an address needs the number: shown at once, and on every letter after this. */
static enum err number_page(struct req *req, struct str number)
{
	struct ui_page page = {.title = say(req, N_("Your account is ready")), .door = true};
	req->form = NULL;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_p(u, say(req, N_("This is your number. Write it down: you sign in with it and with your password.")));
	ui_code_block(u, number);
	ui_p(u, say(req, N_("Have you lost it? Ask at school. They can also print a card with codes for you.")));
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, "/start", say(req, N_("Go on")));
	ui_buttons_end(u);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err accept_post(struct req *req)
{
	struct offer o;
	struct invited who;
	struct str hash;
	bool answered;
	enum err e = offer_or_answer(req, &o, &answered);
	if (e != OK || answered)
		return e;
	e = check_typed(req, &o);
	if (e == OK)
		e = who_is_invited(req, &o, &who);
	if (e == OK && who.outcome == OUTCOME_SIGN_IN_FIRST) {
		form_wrong(
			req->form, NULL,
			str_from(say(
				req,
				N_("You have an account already. Sign in first, below; then this page opens again."))));
		e = ERR_INVALID;
	}
	if (e == OK)
		e = password_hash(req->app->passwords, req->act.a, form_text(req->form, &field_new_password), &hash);
	if (e != OK)
		return e;
	e = accept(req, &o, &who, hash);
	if (e == ERR_NOT_FOUND || e == ERR_CONFLICT)
		return no_such_code(req);
	return e != OK ? e : o.email.n == 0 ? number_page(req, who.pid) : req_redirect(req, "/start");
}

enum err accept_seat_post(struct req *req)
{
	struct offer o;
	const struct rows *held;
	bool answered;
	enum err e = offer_or_answer(req, &o, &answered);
	if (e != OK || answered)
		return e;
	if (!is_for_viewer(req, &o))
		return ERR_NOT_FOUND;
	int64_t account = req->viewer->account;
	req->act.region = o.region;
	e = act_exec(&req->act, &stmt_holds_seat, DB_ARGS(val_int(account), val_int(o.seat), val_int(req->act.now)), &held);
	struct change *c = change_begin(&req->act,
		o.route == 0 ? N_("You have a new role. Choose it at the top of the page")
	                                                      : N_("You take part from now on"), 0);
	if (e == OK)
		e = put_used(req, c, &o);
	if (e == OK && rows_int(held, 0, 0) == 0)
		e = seat_give(&req->act, c, account, o.seat, INSTANT_OPEN, o.given_by);
	if (e == OK && o.route != 0)
		e = family_join(&req->act, c, account, o.route, o.kind, o.given_by);
	if (e == ERR_NOT_FOUND)
		return no_such_code(req);
	return e != OK ? e : req_commit(req, c, "/start");
}
