/* What a demonstration shows at the door. Every function here looks at the mode first: outside MODE_DEMO there is no
 * list of accounts, no password and no code on any page. */
#include "sign_in.h"

#include "totp.h"

/* Made-up people, one or more a role; a role never seen by this program is left out. */
static const struct stmt stmt_people = {
	"SELECT a.email, a.name, t.role, o.name FROM account a JOIN holds h ON h.account = a.id JOIN seat t ON t.id = "
	"h.seat"
	" JOIN organisation o ON o.id = t.org WHERE a.closed > $1 AND a.email <> '' AND h.begins <= $1 AND h.ends > $1"
	" ORDER BY a.made, a.id, h.begins, h.id LIMIT 400",
	"i", "tttt"};
enum { P_EMAIL, P_NAME, P_ROLE, P_ORG };

/* The order in which roles are offered: those who live in the product first. */
static const enum role offered[] = {
	ROLE_IB, ROLE_TEACHER, ROLE_SCHOOL_LEADER, ROLE_PARENT, ROLE_PUPIL, ROLE_TRAJECT, ROLE_TLV_SECRETARY,
	ROLE_TLV_MEMBER,
	ROLE_SPECIALIST, ROLE_PROVISION_TEAM, ROLE_PRESCHOOL, ROLE_MUNICIPALITY, ROLE_SUPPORT_POINT, ROLE_DIRECTOR,
	ROLE_BOARD,
	ROLE_CLUSTER_CHAIR, ROLE_COUNCIL, ROLE_PRIVACY_OFFICER, ROLE_ADMINISTRATOR,
};

static struct ui_choice one_of(struct req *req, const struct form *f, const struct rows *r, size_t row, enum role role)
{
	struct arena *a = req->act.a;
	enum { HIDDEN = 3 };
	struct ui_pair *hidden = ARENA_ARRAY(a, struct ui_pair, HIDDEN);
	hidden[0] = (struct ui_pair){"email", rows_text(r, row, P_EMAIL)};
	hidden[1] = (struct ui_pair){"password", S(DEMO_PASSWORD)};
	hidden[2] = (struct ui_pair){UI_KEY, f->key};
	return (struct ui_choice){
		.label = tr(req->act.speak, role_def(role)->label),
		.sub = str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(rows_text(r, row, P_NAME)),
		                  STR_ARG(rows_text(r, row, P_ORG))),
		.action = sign_in_path(req, "/in").p,
		.hidden = hidden,
		.n_hidden = HIDDEN,
	};
}

static bool has_role(const struct rows *r, size_t row, enum role role)
{
	return str_is(rows_text(r, row, P_ROLE), role_def(role)->code);
}

static bool has_another_role(const struct rows *r, size_t row)
{
	for (size_t i = 0; i < r->n; i++)
		if (str_eq(rows_text(r, i, P_EMAIL), rows_text(r, row, P_EMAIL)) &&
		    !str_eq(rows_text(r, i, P_ROLE), rows_text(r, row, P_ROLE)))
			return true;
	return false;
}

/* Someone who is only this, so that what is seen is what that role sees; else the first who is it; else r->n. */
static size_t someone(const struct rows *r, enum role role)
{
	size_t first = r->n;
	for (size_t row = 0; row < r->n; row++) {
		if (has_role(r, row, role) && !has_another_role(r, row))
			return row;
		if (has_role(r, row, role) && first == r->n)
			first = row;
	}
	return first;
}

static void list(struct req *req, struct ui *u, const struct form *f, const struct rows *r)
{
	struct ui_choice choices[sizeof offered / sizeof *offered];
	size_t n = 0;
	for (size_t i = 0; i < sizeof offered / sizeof *offered; i++) {
		size_t row = someone(r, offered[i]);
		if (row < r->n)
			choices[n++] = one_of(req, f, r, row, offered[i]);
	}
	ui_choices(u, choices, n);
}

void sign_in_demo_panel(struct req *req, struct ui *u, const struct form *f)
{
	struct speak sp = req->act.speak;
	const struct rows *r;
	if (req->app->mode != MODE_DEMO)
		return;
	if (act_exec(&req->act, &stmt_people, DB_ARGS(val_int(req->act.now)), &r) != OK || r->n == 0)
		return;
	ui_panel_begin(u, tr(sp, N_("Demonstration")));
	ui_p(u, tr(sp, N_("All people here are made up. Choose who you want to be. The code of the second step is then "
	                  "on the page.")));
	list(req, u, f, r);
	ui_small(u, tr_fill(req->act.a, sp, N_("The password of every account here is: {password}"),
	                    TR_SLOTS({"password", S(DEMO_PASSWORD)})).p);
	ui_panel_end(u);
}

void sign_in_demo_code(struct req *req, struct ui *u, const unsigned char *secret, int64_t last_step)
{
	if (req->app->mode != MODE_DEMO)
		return;
	int64_t unused = (last_step + 1) * TOTP_STEP_MS;
	struct str code = totp_code(req->act.a, secret, unused > req->act.now ? unused : req->act.now);
	ui_remark(u, TONE_INFO, tr_fill(req->act.a, req->act.speak, N_("In this demonstration the code is: {code}"),
	                                TR_SLOTS({"code", code})).p);
}
