/* /account/agenda: the own address for a calendar program; /agenda/TOKEN.ics: what such a program gets. */
#include "agenda_pages.h"

#include "access.h"
#include "ical.h"
#include "log.h"
#include "people.h"
#include "reach.h"
#include "route.h"
#include "token.h"
#include "utf8.h"
#include "view.h"

#define HERE "/account/agenda"
enum { PAGES_MAX = 20, FEED_BYTES = 1 << 20, TOKEN_MAX = 128, REFRESH_MINUTES = 60, SECOND_MS = 1000 };

static const struct stmt stmt_own = {
	"SELECT id, made FROM agenda_feed WHERE account = $1 AND role = $2 AND ended > $3"
	" ORDER BY made DESC, id DESC LIMIT 20",
	"iti", "ii"};
static const struct stmt stmt_by_token = {
	"SELECT account, role, id FROM agenda_feed WHERE token_hash = $1 AND made <= $2 AND ended > $2", "bi", "iti"};

const struct form_def form_feed = {.name = "agenda-feed", .submit = N_("Make an address")};

static struct str own_role(const struct req *req)
{
	return str_from(role_def(req->viewer->role)->code);
}

/* ---- the own page ---- */

static enum err own_feeds(struct req *req, const struct rows **out)
{
	return act_exec(&req->act, &stmt_own,
	                DB_ARGS(val_int(req->viewer->account), val_text(own_role(req)), val_int(req->act.now)), out);
}

static void show_own(struct ui *u, struct req *req, const struct rows *r)
{
	const struct slot made[] = {
		{"date", tr_date(req->act.a, req->act.speak.lang, instant_date(rows_int(r, 0, 1)), DATE_LONG)}};
	ui_panel_begin(u, say(req, N_("Your address")));
	ui_p(u, tr_fill(req->act.a, req->act.speak,
	                N_("You made an address on {date}. We cannot show it again. Did you lose it, or did somebody else "
	                   "see it? Make a new one: the old one stops at once."), made, 1).p);
	ui_button_form(u, HERE "/beeindig",
	               &(struct ui_button){.kind = BUTTON_ALT, .label = say(req, N_("End this address"))}, NULL, 0);
	ui_panel_end(u);
}

enum err feed_page(struct req *req)
{
	const struct rows *own;
	enum err e = own_feeds(req, &own);
	if (e != OK)
		return e;
	const char *const said[] = {
		say(req, N_("Your calendar shows the days on which something of yours is due, as \"Term in Thuisnabij\".")),
		say(req, N_("It names no child, no school and no subject. For that you sign in.")),
		say(req, N_("It works in the role you act in now, as long as you have that role.")),
		say(req, N_("Give the address to nobody: who has it sees your dates.")),
	};
	const struct ui_link crumbs[] = {{say(req, N_("Agenda")), "/agenda"}};
	struct ui_page page = {.title = say(req, N_("Your dates in your own calendar")), .crumbs = crumbs, .n_crumbs = 1};
	struct form *f = req_form(req, &form_feed);
	struct ui *u = view_begin(req, &page);
	ui_bullets(u, said, sizeof said / sizeof *said);
	if (own->n > 0)
		show_own(u, req, own);
	ui_panel_begin(u, say(req, own->n > 0 ? N_("Make a new address") : N_("Make an address for your calendar")));
	view_form(u, f, HERE);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

static enum err show_once(struct req *req, struct str token)
{
	struct arena *a = req->act.a;
	const char *const steps[] = {
		say(req, N_("Copy the address.")),
		say(req, N_("In your calendar program choose to add a calendar from the internet, or to subscribe.")),
		say(req, N_("Paste the address there. New dates come by themselves, often within a day.")),
	};
	const struct ui_link crumbs[] = {{say(req, N_("Agenda")), "/agenda"},
	                                 {say(req, N_("Your dates in your own calendar")), HERE}};
	struct ui_page page = {
		.title = say(req, N_("Copy this address now")), .narrow = true, .crumbs = crumbs, .n_crumbs = 2,
		.intro = say(req, N_("You see it only once.")),
	};
	req->form = NULL; /* this page has no form any more */
	struct ui *u = view_begin(req, &page);
	ui_code_block(u, str_printf(a, STR_FMT "/agenda/" STR_FMT ".ics", STR_ARG(site_address(req)), STR_ARG(token)));
	ui_numbered(u, steps, sizeof steps / sizeof *steps);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, "/agenda", say(req, N_("I have kept it")));
	ui_buttons_end(u);
	return view_end(u, req, &page);
}

static enum err end_own(struct req *req, struct change *c, const struct rows *own)
{
	for (size_t i = 0; i < own->n; i++) {
		struct row feed;
		enum err e = plain_by_id(&req->act, &rec_agenda_feed, rows_int(own, i, 0), &feed);
		if (e != OK)
			return e;
		change_set_at(c, &feed, &agenda_feed_fields[AGENDA_FEED_ENDED], val_int(req->act.now));
	}
	return OK;
}

/* A new one takes the place of the one there was. */
enum err feed_post(struct req *req)
{
	const struct rows *own;
	int64_t id;
	struct str pid, token = token_new(req->act.a);
	const struct val v[AGENDA_FEED__N] = {
		[AGENDA_FEED_HASH] = val_blob(token_hash(req->act.a, token)),
		[AGENDA_FEED_ACCOUNT] = val_int(req->viewer->account),
		[AGENDA_FEED_ROLE] = val_text(own_role(req)),
		[AGENDA_FEED_MADE] = val_int(req->act.now),
		[AGENDA_FEED_ENDED] = val_int(INSTANT_OPEN),
	};
	enum err e = own_feeds(req, &own);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Address for your calendar made"), 0);
	e = end_own(req, c, own);
	if (e == OK)
		e = change_new(c, &rec_agenda_feed, v, &id, &pid);
	if (e != OK)
		return e;
	change_answers(c, req->form, req->path, S(HERE));
	e = change_commit(c);
	return e != OK ? e : show_once(req, token);
}

enum err feed_end_post(struct req *req)
{
	const struct rows *own;
	enum err e = own_feeds(req, &own);
	if (e == OK && own->n == 0)
		return ERR_NOT_FOUND;
	struct change *c = change_begin(&req->act, N_("Address ended. It does not work any more."), 0);
	if (e == OK)
		e = end_own(req, c, own);
	if (e == OK)
		e = change_commit(c);
	return e != OK ? e : req_redirect(req, HERE "?klaar=" STR_FMT, STR_ARG(change_pid(c)));
}

/* ---- what a calendar program gets ---- */

/* The same each time for one thing at one address, and nothing that can be told back to what it is. */
static struct str uid_of(struct arena *a, struct str token, const struct shelf_item *item)
{
	struct str hash = token_hash(a, str_printf(a, STR_FMT " %lld %lld", STR_ARG(token), (long long)item->id,
	                                           (long long)facet_mark(item->facet)));
	struct buf b;
	buf_init(&b, a, 64);
	for (size_t i = 0; i < 16; i++)
		buf_printf(&b, "%02x", (unsigned char)hash.p[i]);
	buf_c(&b, "@thuisnabij");
	return buf_view(&b);
}

/* The shelf is asked again for what it holds: a row of a child that is out of reach by now is left out (shape 2). */
static enum err put_items(struct req *req, struct buf *b, struct str token, const struct shelf_page *page)
{
	struct arena *a = req->act.a;
	struct batch *batch;
	size_t at[SHELF_PAGE];
	enum err e = act_batch(&req->act, &batch);
	if (e != OK || page->n == 0)
		return e;
	for (size_t i = 0; i < page->n; i++)
		at[i] = reach_put(batch, page->v[i].route, req->act.now);
	e = batch_run(batch);
	for (size_t i = 0; e == OK && i < page->n; i++) {
		struct str key = page->v[i].key;
		int32_t day;
		if (reach_take(&req->act, batch_rows(batch, at[i])).reads == 0 || key.n < 10 ||
		    !date_parse_iso((struct str){key.p, 10}, &day) || day == DATE_OPEN)
			continue;
		ical_event(b, &(struct ical_event){
			.uid = uid_of(a, token, &page->v[i]), .stamp = req->act.now, .day = day,
			.title = str_from(say(req, N_("Term in Thuisnabij"))),
			.text = str_from(say(req, N_("Sign in to see what it is about."))),
			.url = str_printf(a, STR_FMT "/werk", STR_ARG(site_address(req)))});
	}
	return e;
}

static enum err write_feed(struct req *req, struct str token)
{
	struct buf b;
	struct shelf_bucket piece = {.where = {.side = agenda_side(req->act.viewer)}, .uncounted = true};
	enum err e = OK;
	buf_init(&b, req->act.a, FEED_BYTES);
	ical_begin(&b, &(struct ical_head){.name = S("Thuisnabij"), .product = "Thuisnabij//Agenda",
	                                   .refresh_minutes = REFRESH_MINUTES});
	for (int i = 0; e == OK && i < PAGES_MAX; i++) {
		e = shelf_buckets(&req->act, route_list(LIST_WORK), &piece, 1, NULL);
		if (e == OK)
			e = put_items(req, &b, token, &piece.page);
		if (e != OK || !piece.page.more)
			break;
		piece.after_key = piece.page.v[piece.page.n - 1].key;
		piece.after_id = piece.page.v[piece.page.n - 1].id;
	}
	ical_end(&b);
	if (e == OK && b.failed)
		e = ERR_TOO_BIG;
	req->res.type = "text/calendar; charset=utf-8";
	req->res.body = b;
	return e;
}

/* A wrong address is counted as a wrong key is; what is over and what never was are the same. */
static enum err refuse(struct req *req, struct str token)
{
	struct attempt at;
	enum err e = attempt_take(req, ATTEMPT_TOKEN, token.n <= TOKEN_MAX && utf8_valid(token) ? token : S("?"), &at);
	if (e == OK && at.wait_ms > 0)
		req->res.retry_after = (int)((at.wait_ms + SECOND_MS - 1) / SECOND_MS);
	if (e == OK && at.wait_ms > 0)
		return attempt_wait_page(req, &at, "/in");
	return e == OK ? ERR_NOT_FOUND : e;
}

enum err feed_deliver(struct req *req)
{
	struct str name = req_param(req, 0), end = S(".ics");
	struct str token = {name.p, name.n > end.n ? name.n - end.n : 0};
	const struct rows *r;
	struct viewer *v;
	struct conn *conn;
	enum role role;
	if (!str_eq((struct str){name.p + token.n, name.n - token.n}, end))
		return refuse(req, name);
	enum err e = act_exec(&req->act, &stmt_by_token,
	                      DB_ARGS(val_blob(token_hash(req->act.a, token)), val_int(req->act.now)), &r);
	if (e != OK)
		return e;
	if (r->n == 0 || !role_parse(rows_text(r, 0, 1), &role))
		return refuse(req, token);
	e = act_conn(&req->act, &conn);
	if (e == OK)
		e = viewer_load_account(conn, req->act.a, rows_int(r, 0, 0), role, req->act.now, &v);
	if (e != OK)
		return e == ERR_NOT_FOUND ? refuse(req, token) : e;
	req->act.viewer = v; /* for this answer only; req->viewer stays nobody, or whose browser it is */
	req->act.speak = (struct speak){v->lang, role_def(role)->audience};
	return write_feed(req, token);
}
