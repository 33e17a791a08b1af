/* Inviting the parents and the pupil of one child: by mail or on paper. Nothing here looks for an account, so nobody
 * learns whether an address has one. */
#include "child_timeline.h"
#include "people.h"
#include "route.h"
#include "take_part_page.h"
#include "view.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

static const struct choice is_choices[] = {
	{"guardian", N_("Parent or guardian with authority"),
		N_("Reads what is shown to parents, and decides with the school")},
	{"guardian_without", N_("Parent without authority"), N_("Reads the main points, and decides nothing")},
	{"pupil", N_("The pupil"), N_("Reads along in plain words, and says what they think")},
	{NULL, NULL, NULL},
};
static const struct choice ways[] = {
	{"mail", N_("By e-mail"), N_("The person gets a mail with a code. You see the code as well")},
	{"letter", N_("By letter"), N_("You print a letter with a code. No e-mail is needed")},
	{NULL, NULL, NULL},
};
static const struct choice langs[] = {{"nl", N_("Dutch"), NULL}, {"en", N_("English"), NULL}, {NULL, NULL, NULL}};
enum family_field { IS, WAY, NAME, EMAIL, LANG, FIELDS };
static const struct field fields[FIELDS] = {
	[IS] = {.name = "is", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .label = N_("Whom do you invite?"),
		.choices = is_choices, .missing = N_("Choose whom you invite")},
	[WAY] = {.name = "way", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .label = N_("How does the code get there?"),
		.choices = ways, .missing = N_("Choose how the code gets there")},
	[NAME] = {.name = "name", .type = &T_LINE, .privacy = PRIV_PERSONAL, .min = 2, .max = 120,
		.label = N_("Their first and last name"), .missing = N_("Enter a first and last name")},
	[EMAIL] = {.name = "email", .type = &T_EMAIL, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .min = 6, .max = 254,
		.label = N_("Their e-mail address"), .hint = N_("Only needed by e-mail. They sign in with this address"),
		.autocomplete = "off"},
	[LANG] = {.name = "lang", .type = &T_RADIO, .privacy = PRIV_PERSONAL,
		.label = N_("Language of the pages and the letter"), .choices = langs, .missing = N_("Choose a language")},
};
static const struct field *const typed[] = {&fields[IS], &fields[WAY], &fields[NAME], &fields[EMAIL], &fields[LANG]};
const struct form_def form_family = {.name = "family", .fields = typed, .n = N_OF(typed),
	.submit = N_("Make the code")};

static const struct stmt stmt_open = {
	"SELECT pid, name, kind, ends FROM invitation WHERE route = $1 AND given_by = $2 AND used > $3 AND ends > $3"
	" ORDER BY ends, id LIMIT 20", "iii", "ttti"};

static enum err must_invite(struct req *req)
{
	const struct standing s = take_part_standing(&req->act, &req->seen.allowed, &req->seen.row);
	return grant_may_invite(&s.giver) ? OK : ERR_DENIED;
}

enum err family_page_invite(struct req *req)
{
	const struct row *child = &req->seen.row;
	enum err e = must_invite(req);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_family);
	if (!f->posted && f->draft_at == 0)
		form_set(f, req->act.a, &fields[LANG], val_text(S("nl")));
	const struct ui_link crumbs[] = {{child_name(req->act.a, child).p, child_path(req->act.a, child, "")},
	                                 {say(req, N_("Who takes part?")), takers_path(req, "")}};
	struct ui_page page = {
		.title = say(req, N_("Invite a parent or the pupil")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = say(req, N_("For this child only. It opens when the person uses the code. Is there a second parent? "
		                     "Give each their own code.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, takers_path(req, "/uitnodigen"));
	ui_panel_end(u);
	ui_help(u, say(req, N_("Does this person have an account already?")),
	        say(req, N_("Invite them here all the same. They sign in, open the code and see this child as well.")));
	return view_end(u, req, &page);
}

static enum err wrong(struct req *req, enum family_field f, const char *text)
{
	form_wrong(req->form, &fields[f], str_from(say(req, text)));
	return ERR_INVALID;
}

enum err family_post_invite(struct req *req)
{
	const struct form *f = req->form;
	bool by_mail = str_is(form_text(f, &fields[WAY]), "mail");
	struct family_invitation n = {
		.route = req->seen.row.id, .name = form_text(f, &fields[NAME]), .by_mail = by_mail,
		.back = takers_path(req, "")};
	enum err e = must_invite(req);
	if (e != OK)
		return e;
	if (!relation_parse(form_text(f, &fields[IS]), &n.kind) || !lang_parse(form_text(f, &fields[LANG]), &n.lang))
		return ERR_INVALID;
	if (by_mail)
		n.email = form_text(f, &fields[EMAIL]);
	if (by_mail && n.email.n == 0)
		return wrong(req, EMAIL, N_("Enter an e-mail address, or choose a letter"));
	if (by_mail && str_eq_ascii_case(n.email, req->viewer->email))
		return wrong(req, EMAIL, N_("You cannot invite yourself. Ask someone else who may do it."));
	return family_invite(req, &n);
}

struct stmt_asked *family_invited_ask(struct req *req)
{
	return stmt_ask(&req->act, &stmt_open,
	                DB_ARGS(val_int(req->seen.row.id), val_int(req->viewer->account), val_int(req->act.now)));
}

enum err family_invited_show(struct ui *u, struct req *req, const struct stmt_asked *x)
{
	const struct rows *r;
	enum err e = stmt_take(&req->act, x, &r);
	if (e != OK || r->n == 0)
		return e;
	const struct ui_col cols[] = {{.label = say(req, N_("Name"))}, {.label = say(req, N_("Comes as"))},
	                              {.label = say(req, N_("The code works until"))}};
	ui_table_begin(u, say(req, N_("You invited, not here yet")), TABLE_CARDS, cols, N_OF(cols));
	for (size_t i = 0; i < r->n; i++) {
		enum relation_kind kind;
		ui_row(u);
		ui_cell_link(u, str_printf(u->a, "/uitnodigingen/" STR_FMT, STR_ARG(rows_text(r, i, 0))).p, rows_text(r, i, 1));
		ui_cell(u, str_from(relation_parse(rows_text(r, i, 2), &kind) ? say(req, relation_label(kind)) : ""));
		ui_cell(u, takers_until(req, rows_int(r, i, 3)));
	}
	ui_table_end(u);
	return OK;
}

void family_invite_link(struct ui *u, struct req *req, const struct row *child)
{
	const struct standing s = take_part_standing(&req->act, &req->seen.allowed, child);
	if (!grant_may_invite(&s.giver))
		return;
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, child_path(u->a, child, "/betrokkenen/uitnodigen"),
		say(req, N_("Invite the parents")));
	ui_buttons_end(u);
}

void family_none_show(struct ui *u, struct req *req, const struct row *child)
{
	ui_panel_begin(u, say(req, N_("No parent takes part yet")));
	ui_p(u, say(req, N_("Invite the parents first. Then they can agree.")));
	family_invite_link(u, req, child);
	ui_panel_end(u);
}
