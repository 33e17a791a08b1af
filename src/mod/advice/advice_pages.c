/* A question without a child: asked in three fields, answered by an adviser, kept as help given. */
#include "advice.h"

#include "date.h"
#include "flow.h"
#include "listing.h"
#include "people.h"
#include "route.h"
#include "steps.h"

#define F(f) (&advice_fields[ADVICE_##f])

/* What was pointed out and is no child, as it was shown: another text is looked at again. */
static const struct field field_sure = {
	.name = "wijst_niet", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 600,
	.label = N_("Does this point at a child?")};
static const struct field *const fields[] = {F(SUBJECT), F(QUESTION), F(TRIED), &field_sure};
const struct form_def form_advice = {
	.name = "advice", .fields = fields, .n = sizeof fields / sizeof *fields, .drafts = true, .submit = N_("Send it")};

static const char *path_of(struct arena *a, const struct row *r)
{
	return str_printf(a, "/advies/" STR_FMT, STR_ARG(r->pid)).p;
}

/* ---- all of them ---- */

/* Of the present school year, in words; empty: none. */
static struct str help_words(struct req *req, const struct advice_help *h)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	if (h->n == 0)
		return (struct str){0};
	return tr_fill(a, sp, trn(sp, "{n} answer this school year, {minutes} minutes of help.",
	                          "{n} answers this school year, {minutes} minutes of help.", h->n),
	               TR_SLOTS({"n", tr_number(a, sp.lang, h->n)}, {"minutes", tr_number(a, sp.lang, h->minutes)}));
}

static int64_t own_org(const struct req *req)
{
	const struct seat *seat = viewer_seat(req->viewer);
	return seat == NULL ? 0 : seat->org;
}

static int32_t year_began(int32_t today)
{
	enum { AUGUST = 8 };
	struct ymd d = date_to_ymd(today);
	return date_from_ymd((struct ymd){d.month >= AUGUST ? d.year : d.year - 1, AUGUST, 1});
}

struct stmt_asked *advice_given_ask(struct req *req, int64_t org)
{
	bool answers = access_any(&req->act, &rec_advice, OP_READ) == OK &&
	               access_any(&req->act, &rec_advice, OP_CREATE) != OK;
	return answers ? advice_help_ask(&req->act, org, year_began(route_today(req))) : NULL;
}

enum err advice_given_take(struct req *req, const struct stmt_asked *asked, struct str *said)
{
	struct advice_help h = {.n = 0};
	enum err e = asked == NULL ? OK : advice_help_take(&req->act, asked, &h);
	*said = help_words(req, &h);
	return e;
}

static struct ui_tag state_tag(struct ui *u, struct req *req, const struct row *r)
{
	if (flow_state(r) == ADVICE_ASKED)
		return by_tag(u->a, u->sp, (int32_t)row_int(r, F(ACT_BY)), route_today(req));
	return view_state(u->sp, r);
}

static void rows_show(struct ui *u, struct req *req, const struct seen_page *found)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Question"))}, {.label = tr(u->sp, N_("School"))},
	                              {.label = tr(u->sp, N_("Asked on"))}, {.label = tr(u->sp, N_("State"))}};
	ui_table_begin(u, tr(u->sp, N_("Questions without a name, the latest first")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < found->n; i++) {
		const struct row *r = &found->v[i].row;
		struct ui_tag tag = state_tag(u, req, r);
		ui_row(u);
		ui_cell_link(u, path_of(u->a, r), row_text(r, F(SUBJECT)));
		ui_cell(u, row_text(r, F(ORG_NAME)));
		ui_cell(u, tr_date(u->a, u->sp.lang, (int32_t)row_int(r, F(ASKED_ON)), DATE_SHORT));
		ui_cell_tag(u, &tag);
	}
	ui_table_end(u);
}

enum err advice_list_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct listing_query q = listing_ask(req->act.a, &rec_advice, req->query);
	struct seen_page found;
	struct advice_help h;
	bool asks = access_any(&req->act, &rec_advice, OP_CREATE) == OK;
	struct stmt_asked *given = advice_help_ask(&req->act, asks ? own_org(req) : 0, year_began(route_today(req)));
	enum err e = listing_page(&req->act, &rec_advice, &q, &found);
	if (e == OK)
		e = advice_help_take(&req->act, given, &h);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = tr(sp, N_("Advice without a name")),
		.intro = tr(sp, asks ? N_("Ask the partnership something before it is about one child. Nobody needs to know "
		                          "who it is.")
		                     : N_("Schools ask you something without saying who the child is. Your answer counts "
		                          "as help given."))};
	struct ui *u = view_begin(req, &page);
	if (asks) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_PRIMARY, "/vraag/nieuw", tr(sp, N_("Ask advice without a name")));
		ui_buttons_end(u);
	}
	if (found.n == 0)
		ui_empty(u, tr(sp, N_("No questions yet")),
		         tr(sp, asks ? N_("Question and answer stay with your school. You find them again here.")
		                     : N_("As soon as a school asks something, it stands here and on your work list.")), NULL);
	else
		rows_show(u, req, &found);
	struct str help = help_words(req, &h);
	if (help.n > 0)
		ui_p_str(u, help);
	if (found.more)
		ui_p_link(u, NULL, listing_address(u->a, &rec_advice, &q, found.v[found.n - 1].row.pid).p,
		          tr(sp, N_("Earlier questions")), NULL);
	return view_end(u, req, &page);
}

/* ---- a new one ---- */

static enum err points_of(struct req *req, const struct form *f, struct str *found)
{
	struct str text = str_printf(req->act.a, STR_FMT "\n" STR_FMT "\n" STR_FMT, STR_ARG(f->raw[0]), STR_ARG(f->raw[1]),
	                             STR_ARG(f->raw[2]));
	return advice_points(&req->act, own_org(req), text, found);
}

static void sure_field(struct ui *u, const struct form *f, struct str found)
{
	const struct ui_option o = {.value = found, .name = field_sure.name,
	                            .label = tr(u->sp, N_("No. These words say nothing about a child. Send it as it is"))};
	size_t at = form_index(f, &field_sure);
	ui_field(u, &(struct ui_field){.kind = FIELD_CHECKS, .name = field_sure.name, .label = tr(u->sp, field_sure.label),
	                               .error = f->error[at], .options = &o, .n_options = 1});
}

enum err advice_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct str found = {0};
	req_form_ask(req, &form_advice);
	struct form *f = req_form(req, &form_advice);
	enum err e = f->posted ? points_of(req, f, &found) : OK;
	if (e != OK)
		return e;
	const struct ui_link crumb = {tr(sp, N_("Advice without a name")), "/adviezen"};
	struct ui_page page = {
		.title = tr(sp, N_("Ask advice without a name")), .crumbs = &crumb, .n_crumbs = 1,
		.intro = tr(sp, N_("An adviser of the partnership answers within five working days. We ask no name, no birth "
		                   "date and no group."))};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, "/vraag/nieuw");
	view_field(u, f, F(SUBJECT));
	view_field(u, f, F(QUESTION));
	view_field(u, f, F(TRIED));
	if (found.n > 0)
		sure_field(u, f, found);
	view_form_end(u, f);
	ui_small(u, tr(sp, N_("Before it is sent we point out names of your pupils, dates and groups in your text. Is it "
	                      "about one child after all? First tell the parents.")));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err advice_new_post(struct req *req)
{
	const struct form *f = req->form;
	struct str found, pid;
	int64_t id;
	const struct seat *seat = viewer_seat(req->viewer);
	if (seat == NULL)
		return ERR_DENIED;
	enum err e = points_of(req, f, &found);
	if (e != OK)
		return e;
	if (found.n > 0 && !str_eq(found, form_text(f, &field_sure))) {
		form_wrong(req->form, &field_sure,
		           tr_fill(req->act.a, req->act.speak,
		                   N_("In your text stands: {words}. Leave out what points at a child"),
		                   TR_SLOTS({"words", found})));
		return ERR_INVALID;
	}
	const struct val v[ADVICE__N] = {
		[ADVICE_ORG] = val_int(seat->org), [ADVICE_ORG_NAME] = val_text(seat->org_name),
		[ADVICE_BY] = val_int(req->viewer->account),
		[ADVICE_BY_NAME] = val_text(req->viewer->name), [ADVICE_SUBJECT] = form_val(f, F(SUBJECT)),
		[ADVICE_QUESTION] = form_val(f, F(QUESTION)), [ADVICE_TRIED] = form_val(f, F(TRIED)),
		[ADVICE_ASKED_ON] = val_int(route_today(req)),
	};
	struct change *c = change_begin(&req->act, N_("Your question is sent to the partnership"), 0);
	e = change_new(c, &rec_advice, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "/advies/" STR_FMT, STR_ARG(pid));
}

/* ---- one of them ---- */

static struct ui_next next_of(struct req *req, const struct row *r)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	static const struct {
		const char *what, *after;
		const char *who;
		enum side acts;
	} does[ADVICE_STATES] = {
		[ADVICE_ASKED] = {N_("Give advice"), N_("The school reads it at once."), N_("The partnership"), SIDE_SWV},
		[ADVICE_ANSWERED] = {N_("Read the advice"), N_("Then it is kept as help given."), N_("The school"),
		                     SIDE_SCHOOL},
	};
	int state = flow_state(r);
	enum side reader = side_of(req->viewer->role);
	struct ui_next n = {.what = str_from(tr(sp, does[state].what)), .after = str_from(tr(sp, does[state].after)),
	                    .who = str_from(tr(sp, does[state].who)), .mine = does[state].acts == reader};
	if (does[state].acts == SIDE_SWV)
		n.by = by_said(a, sp, (int32_t)row_int(r, F(ACT_BY)), route_today(req));
	return n;
}

static void text_panel(struct ui *u, const char *title, const struct row *r, const struct field *f, struct str by)
{
	struct str text = row_text(r, f);
	if (text.n == 0)
		return;
	ui_panel_begin(u, title);
	ui_p_str(u, text);
	if (by.n > 0)
		ui_small(u, by.p);
	ui_panel_end(u);
}

static struct str signed_by(struct ui *u, const struct row *r, const struct field *who, const struct field *on)
{
	if (row_text(r, who).n == 0 || row_val(r, on).type != VAL_INT)
		return (struct str){0};
	return tr_fill(u->a, u->sp, N_("{name}, {date}"),
	               TR_SLOTS({"name", row_text(r, who)},
	                        {"date", tr_date(u->a, u->sp.lang, (int32_t)row_int(r, on), DATE_LONG)}));
}

/* Only after the parents know is there a way to a route. */
static void goes_on(struct ui *u, struct req *req, const struct row *r)
{
	const struct field *how = F(TOLD_HOW);
	if (flow_state(r) != ADVICE_ROUTE)
		return;
	ui_panel_begin(u, tr(u->sp, N_("Goes on with the child")));
	ui_p(u, tr_fill(u->a, u->sp, N_("The parents were told on {date}: {how}."),
	                TR_SLOTS({"date", tr_date(u->a, u->sp.lang, (int32_t)row_int(r, F(TOLD_ON)), DATE_LONG)},
	                         {"how", how->type->show(u->a, u->sp, how, row_val(r, how))})).p);
	if (view_in_menu(req, "/leerlingen"))
		ui_p_link(u, NULL, "/leerlingen", tr(u->sp, N_("Begin a route for a pupil")), NULL);
	ui_small(u, tr(u->sp, N_("This question stays without a name. The route of the child holds its own words.")));
	ui_panel_end(u);
}

enum err advice_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	struct ui_tag state = view_state(sp, r);
	struct str school = row_text(r, F(ORG_NAME));
	const struct ui_link crumb = {tr(sp, N_("Advice without a name")), "/adviezen"};
	struct ui_page page = {.title = str_c(req->act.a, row_text(r, F(SUBJECT))),
	                       .window_title = tr(sp, N_("Advice without a name")), .crumbs = &crumb, .n_crumbs = 1,
	                       .tags = &state, .n_tags = 1, .facts = &school, .n_facts = 1};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	if (flow_state(r) <= ADVICE_ANSWERED) {
		struct ui_next next = next_of(req, r);
		ui_next_step(u, &next);
	}
	goes_on(u, req, r);
	ui_cols_main(u);
	text_panel(u, tr(sp, N_("The question")), r, F(QUESTION), signed_by(u, r, F(BY_NAME), F(ASKED_ON)));
	text_panel(u, tr(sp, N_("What was tried already")), r, F(TRIED), (struct str){0});
	text_panel(u, tr(sp, N_("The advice")), r, F(ANSWER), signed_by(u, r, F(ANSWERED_BY), F(ANSWERED_ON)));
	enum err e = view_steps(u, req, path_of(u->a, r));
	if (e != OK)
		return e;
	ui_cols_end(u);
	return view_end(u, req, &page);
}
