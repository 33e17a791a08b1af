/* What is kept of one's own account, to read and to take along, without asking anybody: the account, roles, signing
 * in, keys for programs and looks. Of a look the child is not named: that is about the child. */
#include "rights_pages.h"

#include "look.h"
#include "own_file.h"
#include "people.h"
#include "route.h"

enum { COLS_MAX = 5, LOOK_PAGES = 20, LOOKS_SHOWN = 20 };

/* How a column is read: as it stands, or in words. */
struct column {
	const char *key, *label; /* in the file for a program; English */
	struct str (*said)(struct req *req, struct val v);
};
struct section {
	const char *key, *title; /* English */
	const struct stmt *of;   /* of the account $1; NULL: looks */
	const struct column *cols;
	size_t n;
};

static struct str plain(struct req *req, struct val v)
{
	(void)req;
	return v.s;
}

static struct str moment(struct req *req, struct val v)
{
	return v.i == INSTANT_OPEN ? str_from(tr(req->act.speak, N_("no end date"))) : logbook_when(req, v.i);
}

static struct str role(struct req *req, struct val v)
{
	return logbook_role(req, v.s);
}

static struct str browser(struct req *req, struct val v)
{
	return session_agent_shown(req, v.s);
}

static struct str part(struct req *req, struct val v)
{
	return v.i == PART_NONE ? str_from(tr(req->act.speak, N_("stood in a list")))
	                        : str_from(say_part(req, (enum part)v.i));
}

static struct str purpose(struct req *req, struct val v)
{
	return logbook_purpose(req, v.s);
}

static struct str door(struct req *req, struct val v)
{
	return logbook_door(req, v.s);
}

static const struct stmt stmt_roles = {
	"SELECT t.role, o.name, h.begins, h.ends FROM holds h JOIN seat t ON t.id = h.seat JOIN organisation o ON o.id = "
	"t.org WHERE h.account = $1 ORDER BY h.begins, h.id LIMIT 500", "i", "ttii"};
static const struct stmt stmt_sessions = {
	"SELECT agent, began, seen, ends FROM session WHERE account = $1 ORDER BY began DESC, id DESC LIMIT 500", "i",
	"tiii"};
static const struct stmt stmt_keys = {
	"SELECT name, role, begins, ends FROM api_token WHERE account = $1 ORDER BY begins DESC, id DESC LIMIT 500", "i",
	"ttii"};

static const struct column role_cols[] = {{"rol", N_("Role"), role}, {"organisatie", N_("Organisation"), plain},
	{"sinds", N_("Since"), moment}, {"tot", N_("Until"), moment}};
static const struct column session_cols[] = {{"browser", N_("Browser"), browser},
	{"ingelogd", N_("Signed in since"), moment}, {"gebruikt", N_("Last used"), moment}, {"tot", N_("Until"), moment}};
static const struct column key_cols[] = {{"naam", N_("Name"), plain}, {"rol", N_("Role"), role},
	{"sinds", N_("Since"), moment}, {"tot", N_("Until"), moment}};
static const struct column look_cols[] = {{"tijd", N_("When"), moment}, {"rol", N_("Role"), role},
	{"deel", N_("What was opened"), part}, {"doel", N_("What for"), purpose}, {"bladzijde", N_("Page"), door}};
/* The columns of looks_log that look_cols are read from. */
static const size_t look_from[COLS_MAX] = {LOG_AT, LOG_ROLE, LOG_PART, LOG_PURPOSE, LOG_DOOR};

#define COLS(v) v, sizeof v / sizeof *(v)
static const struct section sections[] = {
	{"rollen", N_("Your roles"), &stmt_roles, COLS(role_cols)},
	{"ingelogd", N_("When you signed in"), &stmt_sessions, COLS(session_cols)},
	{"sleutels", N_("Keys for programs"), &stmt_keys, COLS(key_cols)},
	{"inzages", N_("What you opened of children"), NULL, COLS(look_cols)},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

struct held {
	struct row account;
	struct account_asked asked;
	const struct rows *rows[SECTIONS]; /* NULL: looks */
};

static enum err load(struct req *req, struct held *h)
{
	struct act *act = &req->act;
	struct val who = val_int(req->viewer->account);
	struct batch *b;
	size_t at[SECTIONS] = {0};
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t account = batch_put(b, &model_sql(act->model, &rec_account)->by_id, DB_ARGS(who));
	size_t asked = batch_put(b, &stmt_account_asked, DB_ARGS(who));
	for (size_t i = 0; i < SECTIONS; i++)
		if (sections[i].of != NULL)
			at[i] = batch_put(b, sections[i].of, DB_ARGS(who));
	e = batch_run(b);
	if (e != OK)
		return e;
	h->account = row_take(act, &rec_account, batch_rows(b, account), 0);
	for (size_t i = 0; i < SECTIONS; i++)
		h->rows[i] = sections[i].of != NULL ? batch_rows(b, at[i]) : NULL;
	h->asked.n = batch_rows(b, asked)->n;
	return records_by_id(act, &rec_account_request, batch_rows(b, asked), 0, &h->asked.v);
}

static struct look_place front(const struct req *req)
{
	return (struct look_place){req->act.now + 1, INT64_MIN, 0};
}

static struct str cell(struct req *req, const struct section *s, const struct rows *r, size_t i, size_t k)
{
	struct val v = rows_val(r, i, s->of == NULL ? look_from[k] : k);
	return v.type == VAL_NULL ? (struct str){0} : s->cols[k].said(req, v);
}

/* What a program and its people may know of the account: no password, no secret, nothing without a name. */
static bool told(const struct field *f)
{
	return f->label != NULL && f->privacy != PRIV_SECRET;
}

/* ---- to read ---- */

static void account_show(struct ui *u, const struct row *account)
{
	const struct field *v[ACCOUNT__N];
	size_t n = 0;
	for (size_t i = 0; i < ACCOUNT__N; i++)
		if (told(&account_fields[i]))
			v[n++] = &account_fields[i];
	ui_panel_begin(u, tr(u->sp, N_("About you")));
	view_row(u, account, v, n);
	ui_links(u, &(struct ui_link){tr(u->sp, N_("Change your details")), "/account/gegevens"}, 1);
	ui_panel_end(u);
}

static void section_show(struct ui *u, struct req *req, const struct section *s, const struct rows *r, size_t most)
{
	struct ui_col cols[COLS_MAX];
	if (r->n == 0) {
		ui_panel_begin(u, tr(u->sp, s->title));
		ui_p(u, tr(u->sp, N_("Nothing of this is kept.")));
		ui_panel_end(u);
		return;
	}
	for (size_t k = 0; k < s->n; k++)
		cols[k] = (struct ui_col){.label = tr(u->sp, s->cols[k].label)};
	ui_table_begin(u, tr(u->sp, s->title), TABLE_CARDS, cols, s->n);
	for (size_t i = 0; i < r->n && i < most; i++) {
		ui_row(u);
		for (size_t k = 0; k < s->n; k++)
			ui_cell(u, cell(req, s, r, i, k));
	}
	ui_table_end(u);
	if (r->n > most)
		ui_small(u, tr(u->sp, N_("These are the latest. More of them stand in the file.")));
}

enum err held_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct rows *looks;
	struct held h;
	enum err e = load(req, &h);
	if (e == OK)
		e = looks_log(req->app->looks, req->act.a, req->viewer->account, 0, front(req), &looks);
	if (e != OK)
		return e;
	const struct ui_link crumb = {tr(sp, N_("Your account")), "/account"};
	struct ui_page page = {.title = tr(sp, N_("What is kept of your account?")), .crumbs = &crumb, .n_crumbs = 1,
	                       .intro = tr(sp, N_("You may read it and keep it. You need not ask anybody."))};
	struct ui *u = view_begin(req, &page);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, "/account/bewaard/alles.json", tr(sp, N_("As a file for a program")));
	ui_buttons_end(u);
	ui_print_button(u);
	account_show(u, &h.account);
	for (size_t i = 0; i < SECTIONS; i++)
		section_show(u, req, &sections[i], h.rows[i] != NULL ? h.rows[i] : looks, LOOKS_SHOWN);
	ui_small(u, tr(sp, N_("What you wrote about a child stands in the dossier of that child.")));
	account_asked_show(u, req, &h.asked);
	return view_end(u, req, &page);
}

/* ---- for a program ---- */

/* In the words of the page. */
static void rows_put(struct json *j, struct req *req, const struct section *s, const struct rows *r)
{
	for (size_t i = 0; i < r->n; i++) {
		j_object(j);
		for (size_t k = 0; k < s->n; k++)
			own_file_put(j, s->cols[k].key, cell(req, s, r, i, k));
		j_end(j);
	}
}

/* Page by page: looks are many. */
static enum err looks_put(struct json *j, struct req *req, const struct section *s)
{
	struct look_place at = front(req);
	const struct rows *r;
	size_t pages = 0;
	do {
		enum err e = looks_log(req->app->looks, req->act.a, req->viewer->account, 0, at, &r);
		if (e != OK)
			return e;
		rows_put(j, req, s, r);
		if (r->n > 0)
			at = (struct look_place){rows_int(r, r->n - 1, LOG_AT), rows_int(r, r->n - 1, LOG_CHAIN),
			                         rows_int(r, r->n - 1, LOG_N)};
	} while (r->n == LOG_ROWS && ++pages < LOOK_PAGES);
	return OK;
}

static void fields_put(struct json *j, struct req *req, const struct row *r)
{
	j_object(j);
	for (size_t i = 0; i < r->rec->n; i++) {
		const struct field *f = &r->rec->fields[i];
		struct val v = row_val(r, f);
		if (told(f) && v.type != VAL_NULL)
			own_file_put(j, f->name, f->type->show(req->act.a, req->act.speak, f, v));
	}
	j_end(j);
}

enum err held_json(struct req *req)
{
	struct held h;
	struct own_file f;
	struct json *j = &f.j;
	enum err e = load(req, &h);
	if (e != OK)
		return e;
	own_file_begin(&f, req);
	j_key(j, "account");
	fields_put(j, req, &h.account);
	for (size_t i = 0; e == OK && i < SECTIONS; i++) {
		j_key(j, sections[i].key);
		j_array(j);
		if (h.rows[i] != NULL)
			rows_put(j, req, &sections[i], h.rows[i]);
		else
			e = looks_put(j, req, &sections[i]);
		j_end(j);
	}
	if (e != OK)
		return e;
	j_key(j, "verzoeken");
	j_array(j);
	for (size_t i = 0; i < h.asked.n; i++)
		fields_put(j, req, &h.asked.v[i]);
	j_end(j);
	return own_file_end(&f, req, S("account.json"));
}
