#include "invitation.h"

#include "date.h"
#include "keys_client.h"
#include "outbox.h"
#include "rand.h"
#include "token.h"

enum { EXPIRED_SHOWN_DAYS = 60 };

/* An invitation in the hands of who may see it. */
struct invitation {
	struct org org;
	int64_t id, made, ends, used, given_by;
	struct str pid, name, email;
	enum lang lang;
	enum role role;
	bool family; /* of one child: in the hands of who gave it only */
};

#define INVITATION_COLUMNS \
	"SELECT " ORG_COLUMNS ", i.id, i.made, i.ends, i.used, i.given_by, i.pid, i.name, i.email, i.lang, s.role," \
	" i.route" \
	" FROM " ORG_FROM " JOIN seat s ON s.org = o.id JOIN invitation i ON i.seat = s.id"
#define INVITATION_TYPES ORG_TYPES "iiiiitttt" "ti"
static const struct stmt stmt_invitation = {
	INVITATION_COLUMNS " WHERE i.pid = $1 AND i.region = $2", "ti", INVITATION_TYPES,
};
#define LIST \
	"SELECT i.pid, i.name, s.role, o.name, i.ends FROM invitation i JOIN seat s ON s.id = i.seat" \
	" JOIN organisation o ON o.id = s.org WHERE i.given_by = $1 AND i.used > $2 AND i.ends > $3"
static const struct stmt stmt_list = {LIST " ORDER BY i.ends DESC, i.id DESC LIMIT 26", "iii", "tttti"};
static const struct stmt stmt_list_after = {
	LIST " AND (i.ends, i.id) < (SELECT ends, id FROM invitation WHERE pid = $4) ORDER BY i.ends DESC, i.id DESC "
	     "LIMIT 26",
	"iiit",
	"tttti",
};

const struct field field_by_mail = {
	.name = "by_mail", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC,
	.label = N_("Also send the code by e-mail"),
};
static const struct field *const invite_fields[] = {
	&invitation_fields[INVITATION_NAME], &invitation_fields[INVITATION_EMAIL], &invitation_fields[INVITATION_LANG],
	&field_by_mail,
};
const struct form_def form_invite = {
	.name = "invite", .fields = invite_fields, .n = 4, .drafts = true, .submit = N_("Make the code"),
};

int64_t invitation_ends(int64_t now)
{
	return end_of_day(instant_date(now) + INVITATION_DAYS);
}

enum err invitation_mail(struct act *act, struct change *c, struct keys_client *keys, int64_t invitation,
                         struct str code)
{
	struct notice n = {.kind = NOTICE_INVITATION, .invitation = invitation};
	enum err e = keys_seal(keys, act->a, KEYS_OUTBOX, outbox_bound(act->a, invitation), code, &n.sealed);
	if (e != OK)
		return e;
	outbox_drop_invitation(c, invitation);
	outbox_put(c, &n);
	return OK;
}

enum err invitation_new(struct act *act, struct change *c, const struct invitation_new *n, struct str *code,
			struct str *pid)
{
	int64_t id;
	*code = n->code.n > 0 ? n->code : code_new(act->a, CODE_BITS);
	const struct val v[INVITATION__N] = {
		[INVITATION_CODE_HASH] = val_blob(token_hash(act->a, *code)),
		[INVITATION_EMAIL] = val_text(n->email),
		[INVITATION_NAME] = val_text(n->name),
		[INVITATION_LANG] = val_text(str_from(lang_code(n->lang))),
		[INVITATION_SEAT] = val_int(n->seat),
		[INVITATION_GIVEN_BY] = val_int(n->given_by),
		[INVITATION_MADE] = val_int(act->now),
		[INVITATION_ENDS] = val_int(invitation_ends(act->now)),
		[INVITATION_USED] = val_int(INSTANT_OPEN),
		[INVITATION_ROUTE] = val_int(n->route),
		[INVITATION_KIND] = val_text(str_from(n->route == 0 ? "" : relation_code(n->kind))),
	};
	enum err e = change_new(c, &rec_invitation, v, &id, pid);
	return e != OK || n->mail == NULL ? e : invitation_mail(act, c, n->mail, id, *code);
}

/* ---- choosing whom ---- */

static const char *invite_path(struct req *req, const struct org *org, const char *role)
{
	return str_printf(req->act.a, "/team/" STR_FMT "/uitnodigen%s%s", STR_ARG(org->pid), *role == '\0' ? "" : "/",
			  role)
		.p;
}

enum err invite_roles(struct req *req)
{
	struct org org;
	enum role roles[ROLE__N];
	enum err e = people_org_in_reach(&req->act, req_param(req, 0), &org);
	if (e != OK)
		return e;
	size_t n = roles_to_give(req->viewer, &org, roles);
	if (n == 0)
		return ERR_NOT_FOUND;
	struct ui_link crumbs[] = {
		{say(req, N_("Team")), "/team"},
		{str_c(req->act.a, org.name), str_printf(req->act.a, "/team/" STR_FMT, STR_ARG(org.pid)).p},
	};
	struct ui_page page = {
		.title = say(req, N_("Which role do you give?")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = say(req, N_("Is the role not here? Then somebody else gives it: whoever leads there.")),
	};
	struct ui *u = view_begin(req, &page);
	const struct ui_col col = {.label = say(req, N_("Role"))};
	ui_table_begin(u, say(req, N_("Roles that you may give here")), TABLE_CARDS, &col, 1);
	for (size_t i = 0; i < n; i++) {
		ui_row(u);
		ui_cell_link(u, invite_path(req, &org, role_def(roles[i])->code), str_from(role_label(req, roles[i])));
	}
	ui_table_end(u);
	return view_end(u, req, &page);
}

/* The organisation and role of the address, when the viewer may give that role there. */
static enum err invite_target(struct req *req, struct org *org, enum role *role)
{
	enum err e = people_org_in_reach(&req->act, req_param(req, 0), org);
	if (e != OK)
		return e;
	return role_parse(req_param(req, 1), role) && may_give(req->viewer, org, *role) ? OK : ERR_NOT_FOUND;
}

enum err invite_page(struct req *req)
{
	struct org org;
	enum role role;
	enum err e = invite_target(req, &org, &role);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_invite);
	if (!f->posted && f->draft_at == 0)
		form_set(f, req->act.a, &invitation_fields[INVITATION_LANG], val_text(S("nl")));
	struct str facts[] = {str_from(role_label(req, role)), org.name};
	struct ui_link crumbs[] = {
		{say(req, N_("Team")), "/team"}, {say(req, N_("Which role do you give?")), invite_path(req, &org, "")},
	};
	struct ui_page page = {
		.title = say(req, N_("Invite someone")),
		.crumbs = crumbs,
		.n_crumbs = 2,
		.facts = facts,
		.n_facts = 2,
		.intro = say(req, N_("You get a code on the next page. Give it to this person yourself, on paper or "
				     "face to face.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, invite_path(req, &org, role_def(role)->code));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err invite_post(struct req *req)
{
	struct org org;
	enum role role;
	struct invitation_new n = {.given_by = req->viewer->account};
	struct str code, pid;
	enum err e = invite_target(req, &org, &role);
	if (e != OK)
		return e;
	n.name = form_text(req->form, &invitation_fields[INVITATION_NAME]);
	n.email = form_text(req->form, &invitation_fields[INVITATION_EMAIL]);
	if (form_val(req->form, &field_by_mail).i == 1)
		n.mail = req->app->keys;
	if (!lang_parse(form_text(req->form, &invitation_fields[INVITATION_LANG]), &n.lang))
		return ERR_INVALID;
	if (str_eq_ascii_case(n.email, req->viewer->email)) {
		form_wrong(req->form, &invitation_fields[INVITATION_EMAIL],
			   str_from(say(req, N_("You cannot give a role to yourself. Ask someone else who may give it."))));
		return ERR_INVALID;
	}
	struct change *c = change_begin(&req->act, N_("The invitation is made"), 0);
	e = seat_of(&req->act, c, org.id, role, &n.seat);
	if (e == OK)
		e = invitation_new(&req->act, c, &n, &code, &pid);
	if (e != OK)
		return e;
	/* The code is shown in this very answer: a second post of the form leads to the invitation without it. */
	change_answers(c, req->form, req_subject(req), str_printf(req->act.a, "/uitnodigingen/" STR_FMT, STR_ARG(pid)));
	e = change_commit(c);
	return e != OK ? e : letter_page(req, pid, n.name, n.lang, invitation_ends(req->act.now), code);
}

/* ---- what became of it ---- */

static enum err invitation_in_reach(struct act *act, struct str pid, struct invitation *out)
{
	const struct rows *r;
	const struct viewer *v = act->viewer;
	enum err e = act_exec(act, &stmt_invitation, DB_ARGS(val_text(pid), val_int(v->region)), &r);
	if (e != OK)
		return e;
	if (r->n == 0)
		return ERR_NOT_FOUND;
	*out = (struct invitation){
		.org = org_from(v, r, 0),
		.id = rows_int(r, 0, ORG_COLS),
		.made = rows_int(r, 0, ORG_COLS + 1),
		.ends = rows_int(r, 0, ORG_COLS + 2),
		.used = rows_int(r, 0, ORG_COLS + 3),
		.given_by = rows_int(r, 0, ORG_COLS + 4),
		.pid = rows_text(r, 0, ORG_COLS + 5),
		.name = rows_text(r, 0, ORG_COLS + 6),
		.email = rows_text(r, 0, ORG_COLS + 7),
		.family = rows_int(r, 0, ORG_COLS + 10) != 0,
	};
	bool known = lang_parse(rows_text(r, 0, ORG_COLS + 8), &out->lang) &&
		     role_parse(rows_text(r, 0, ORG_COLS + 9), &out->role);
	bool own = out->given_by == v->account;
	bool leads = viewer_can(v, CAP_STAFF) && may_see_team(v, &out->org);
	bool others = !out->family && (leads || viewer_can(v, CAP_ACCOUNTS));
	return known && (own || others) ? OK : ERR_NOT_FOUND;
}

static bool is_open(const struct invitation *inv, int64_t now)
{
	return inv->used > now && inv->ends > now;
}

/* Withdrawing opens nothing: who invited may, who may give the role, and who keeps the accounts. */
static bool may_withdraw(const struct viewer *v, const struct invitation *inv, int64_t now)
{
	bool may = inv->given_by == v->account || may_give(v, &inv->org, inv->role) || viewer_can(v, CAP_ACCOUNTS);
	return may && is_open(inv, now);
}

/* A new code gives the role as the first one did: only who may give it now may renew it, and never for themselves. */
static bool may_renew(const struct viewer *v, const struct invitation *inv, int64_t now)
{
	return inv->used > now && may_give(v, &inv->org, inv->role) && !str_eq_ascii_case(inv->email, v->email);
}

enum err invitation_may_undo(struct act *act, const struct row *now)
{
	struct invitation inv;
	enum err e = invitation_in_reach(act, now->pid, &inv);
	return e != OK || may_renew(act->viewer, &inv, act->now) ? e : ERR_DENIED;
}

static struct ui_tag state_of(struct req *req, int64_t ends, int64_t used)
{
	bool unused = used > req->act.now, open = unused && ends > req->act.now;
	return (struct ui_tag){
		.tone = open ? TONE_WAIT : unused ? TONE_LATE : TONE_OK,
		.state = str_from(say(req, open ? N_("not used yet") : unused ? N_("the code no longer works") : N_("used"))),
	};
}

enum err invitation_list(struct req *req)
{
	const struct rows *r;
	struct str after = req_query(req, "na");
	const struct val args[] = {
		val_int(req->viewer->account), val_int(req->act.now),
		val_int(req->act.now - (int64_t)EXPIRED_SHOWN_DAYS * DAY_MS), val_text(after),
	};
	enum err e = after.n == 0 ? act_exec(&req->act, &stmt_list, args, 3, &r)
				  : act_exec(&req->act, &stmt_list_after, args, 4, &r);
	if (e != OK)
		return e;
	struct arena *a = req->act.a;
	struct ui_page page = {
		.title = say(req, N_("Invitations")),
		.intro = say(req, N_("The people you invited who have not used their code yet.")),
	};
	const struct ui_col cols[] = {
		{.label = say(req, N_("Name"))}, {.label = say(req, N_("Role"))}, {.label = say(req, N_("Organisation"))},
		{.label = say(req, N_("The code works until"))}, {.label = say(req, N_("State"))},
	};
	struct ui *u = view_begin(req, &page);
	if (r->n == 0) {
		ui_panel_begin(u, say(req, N_("Open invitations")));
		ui_empty(u, say(req, N_("No open invitations.")),
			 say(req, N_("Whoever you invite stands here until the code is used.")), NULL);
		ui_panel_end(u);
		return view_end(u, req, &page);
	}
	ui_table_begin(u, say(req, N_("Open invitations")), TABLE_CARDS, cols, 5);
	for (size_t i = 0; i < r->n && i < PAGE_ROWS; i++) {
		enum role role;
		struct ui_tag tag = state_of(req, rows_int(r, i, 4), INSTANT_OPEN);
		ui_row(u);
		ui_cell_link(u, str_printf(a, "/uitnodigingen/" STR_FMT, STR_ARG(rows_text(r, i, 0))).p, rows_text(r, i, 1));
		ui_cell(u, str_from(role_parse(rows_text(r, i, 2), &role) ? role_label(req, role) : ""));
		ui_cell(u, rows_text(r, i, 3));
		ui_cell(u, end_text(req, rows_int(r, i, 4)));
		ui_cell_tag(u, &tag);
	}
	ui_table_end(u);
	pages(u, req, "/uitnodigingen", after, r);
	return view_end(u, req, &page);
}

static void show_what_can_be_done(struct ui *u, struct req *req, const struct invitation *inv)
{
	struct arena *a = req->act.a;
	if (may_renew(req->viewer, inv, req->act.now)) {
		ui_panel_begin(u, say(req, N_("Is the code lost?")));
		ui_p(u, say(req, N_("Make a new code. The old code then stops working.")));
		struct ui_button again = {.label = say(req, N_("Make a new code"))};
		ui_button_form(u, str_printf(a, "/uitnodigingen/" STR_FMT "/nieuwe-code", STR_ARG(inv->pid)).p, &again,
			       NULL, 0);
		ui_panel_end(u);
	}
	if (may_withdraw(req->viewer, inv, req->act.now)) {
		ui_panel_begin(u, say(req, N_("Is it no longer needed?")));
		struct ui_button stop = {.kind = BUTTON_DANGER, .label = say(req, N_("Withdraw the invitation"))};
		ui_button_form(u, str_printf(a, "/uitnodigingen/" STR_FMT "/intrekken", STR_ARG(inv->pid)).p, &stop, NULL, 0);
		ui_panel_end(u);
	}
}

enum err invitation_page(struct req *req)
{
	struct invitation inv;
	enum err e = invitation_in_reach(&req->act, req_param(req, 0), &inv);
	if (e != OK)
		return e;
	struct arena *a = req->act.a;
	enum lang lang = req->act.speak.lang;
	struct ui_tag tag = state_of(req, inv.ends, inv.used);
	struct ui_link crumb = {say(req, N_("Invitations")), "/uitnodigingen"};
	struct ui_page page = {.title = str_c(a, inv.name), .crumbs = &crumb, .n_crumbs = 1, .tags = &tag, .n_tags = 1};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_summary_begin(u);
	ui_summary_row(u, say(req, N_("E-mail address")),
	               inv.email.n > 0 ? inv.email : str_from(say(req, N_("none: the code goes on paper"))), NULL);
	ui_summary_row(u, say(req, N_("Role")), str_from(role_label(req, inv.role)), NULL);
	ui_summary_row(u, say(req, N_("Organisation")), inv.org.name, NULL);
	ui_summary_row(u, say(req, N_("Invited on")), tr_date_time(a, lang, inv.made), NULL);
	if (inv.used > req->act.now)
		ui_summary_row(u, say(req, N_("The code works until")), tr_date_time(a, lang, inv.ends), NULL);
	else
		ui_summary_row(u, say(req, N_("Used on")), tr_date_time(a, lang, inv.used), NULL);
	ui_summary_end(u);
	ui_panel_end(u);
	show_what_can_be_done(u, req, &inv);
	return view_end(u, req, &page);
}

enum err invitation_renew_post(struct req *req)
{
	struct invitation inv;
	enum err e = invitation_in_reach(&req->act, req_param(req, 0), &inv);
	if (e == OK && !may_renew(req->viewer, &inv, req->act.now))
		e = ERR_DENIED;
	if (e != OK)
		return e;
	struct str code = code_new(req->act.a, CODE_BITS);
	int64_t ends = invitation_ends(req->act.now);
	struct change *c = change_begin(&req->act, N_("There is a new code"), 0);
	change_set(c, &rec_invitation, inv.id, &invitation_fields[INVITATION_CODE_HASH],
		   val_blob(token_hash(req->act.a, code)));
	change_set(c, &rec_invitation, inv.id, &invitation_fields[INVITATION_MADE], val_int(req->act.now));
	change_set(c, &rec_invitation, inv.id, &invitation_fields[INVITATION_ENDS], val_int(ends));
	outbox_drop_invitation(c, inv.id); /* the code in it no longer works */
	e = change_commit(c);
	return e != OK ? e : letter_page(req, inv.pid, inv.name, inv.lang, ends, code);
}

enum err invitation_withdraw_post(struct req *req)
{
	struct invitation inv;
	enum err e = invitation_in_reach(&req->act, req_param(req, 0), &inv);
	if (e == OK && !may_withdraw(req->viewer, &inv, req->act.now))
		e = ERR_DENIED;
	if (e != OK)
		return e;
	unsigned flags = may_renew(req->viewer, &inv, req->act.now) ? CHANGE_UNDO : 0;
	struct change *c = change_begin(&req->act, N_("The invitation is withdrawn"), flags);
	change_set(c, &rec_invitation, inv.id, &invitation_fields[INVITATION_ENDS], val_int(req->act.now));
	outbox_drop_invitation(c, inv.id);
	return req_commit(req, c, "/uitnodigingen/" STR_FMT, STR_ARG(inv.pid));
}

static const struct stmt stmt_invited = {
	"SELECT i.id FROM invitation i JOIN seat s ON s.id = i.seat WHERE s.org = $1 AND i.email = $2 AND i.used > $3"
	" AND i.ends > $3 LIMIT 1",
	"iti", "i"};

enum err invitation_of_list(struct act *act, struct change *c, struct str org_pid, enum role role, struct str name,
                            struct str email)
{
	const struct rows *open;
	struct org org;
	struct str code, pid;
	struct invitation_new n = {.name = name, .email = email, .lang = LANG_NL, .given_by = act->viewer->account};
	enum err e = people_org_in_reach(act, org_pid, &org);
	if (e == OK && !may_give(act->viewer, &org, role))
		e = ERR_DENIED;
	if (e == OK)
		e = act_exec(act, &stmt_invited, DB_ARGS(val_int(org.id), val_text(email), val_int(act->now)), &open);
	if (e != OK || open->n > 0)
		return e;
	e = seat_of(act, c, org.id, role, &n.seat);
	return e != OK ? e : invitation_new(act, c, &n, &code, &pid);
}
