/* "What is kept about us?": to read, to take along, to ask; and one request, for who asked and for who answers. */
#include "rights_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"
#include "steps.h"

#define F(f) (&request_fields[REQUEST_##f])

static const char *own_path(struct req *req, const char *below)
{
	return child_path(req->act.a, &req->seen.row, below);
}

static struct str day(struct ui *u, const struct row *r, enum request_field f)
{
	struct val v = row_val(r, &request_fields[f]);
	return v.type == VAL_INT ? tr_date(u->a, u->sp.lang, (int32_t)v.i, DATE_LONG) : (struct str){0};
}

/* ---- all of one child ---- */

const char *const request_nouns[ASKS__N] = {
	[ASKS_ACCESS] = N_("Seeing everything that is kept"), [ASKS_CORRECTION] = N_("Something is not right"),
	[ASKS_ERASURE] = N_("Deleting something"), [ASKS_LIMIT] = N_("Not using something for a while"),
	[ASKS_OBJECTION] = N_("Not using something"), [ASKS_CARRY] = N_("Taking it along"),
};

static struct str what(struct ui *u, const struct row *r)
{
	return str_from(tr(u->sp, request_nouns[request_kind(r)]));
}

static struct ui_tag state_tag(struct ui *u, struct req *req, const struct row *r)
{
	if (request_open(r))
		return view_term_tag(u->a, u->sp, r, route_today(req));
	return view_state(u->sp, r);
}

static void rows_show(struct ui *u, struct req *req, const struct seen_page *found, bool family)
{
	const struct ui_col cols[] = {
		{.label = tr(u->sp, N_("What"))}, {.label = tr(u->sp, family ? N_("Answered by") : N_("Asked by"))},
		{.label = tr(u->sp, N_("Received on"))}, {.label = tr(u->sp, N_("At the latest"))},
		{.label = tr(u->sp, N_("How it stands"))}};
	ui_table_begin(u, tr(u->sp, family ? N_("What you asked") : N_("What was asked")), TABLE_CARDS, cols, 5);
	for (size_t i = 0; i < found->n; i++) {
		const struct row *r = &found->v[i].row;
		const struct field *who = F(WHO);
		struct ui_tag tag = state_tag(u, req, r);
		ui_row(u);
		ui_cell_link(u, request_path(u->a, r, ""), what(u, r));
		ui_cell(u, family ? row_text(r, F(ORG_NAME)) : who->type->show(u->a, u->sp, who, row_val(r, who)));
		ui_cell(u, day(u, r, REQUEST_RECEIVED));
		ui_cell(u, request_open(r) ? day(u, r, REQUEST_DUE) : (struct str){0});
		ui_cell_tag(u, &tag);
	}
	ui_table_end(u);
}

static void to_keep(struct ui *u, struct req *req)
{
	ui_panel_begin(u, tr(u->sp, N_("Read it and keep it")));
	ui_p(u, tr(u->sp, N_("What you may see here you may also keep. You need not ask anybody.")));
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, own_path(req, "/dossier"), tr(u->sp, N_("Read everything in one")));
	ui_button_link(u, BUTTON_ALT, own_path(req, "/dossier/pdf"), tr(u->sp, N_("As a PDF")));
	ui_button_link(u, BUTTON_ALT, own_path(req, "/gegevens/alles.json"), tr(u->sp, N_("As a file for a program")));
	ui_buttons_end(u);
	ui_small(u, tr(u->sp, N_("It stands under Who looked along that you took it.")));
	ui_panel_end(u);
}

static void asking(struct ui *u, struct req *req, enum may_ask may)
{
	const char *path = own_path(req, "/gegevens/vraag");
	if (may == ASK_NOT)
		return;
	ui_panel_begin(u, tr(u->sp, N_("Is something not right, or do you want more?")));
	if (may == ASK_OWN) {
		struct ui_choice v[ASKS__N];
		for (size_t k = 0; k < ASKS__N; k++)
			v[k] = (struct ui_choice){
				.label = tr(u->sp, request_kinds[k].label), .sub = str_from(tr(u->sp, request_kinds[k].hint)),
				.href = str_printf(u->a, "%s?soort=%s", path, request_kinds[k].code).p};
		ui_choices(u, v, ASKS__N);
		ui_small(u, tr(u->sp, N_("You get an answer within a month. It costs nothing.")));
	} else
		ui_p_link(u, NULL, path, tr(u->sp, N_("Who may ask for more?")), NULL);
	ui_panel_end(u);
}

static void requests(struct ui *u, struct req *req, const struct seen_page *found, bool family)
{
	if (found->n > 0)
		rows_show(u, req, found, family);
	else if (!family)
		ui_empty(u, tr(u->sp, N_("Nothing was asked")),
		         tr(u->sp, N_("What parents or the pupil ask your organisation about the data stands here, "
		                      "with the day on which the answer must be there.")), NULL);
	if (!family && request_answers(req, &req->seen))
		ui_p_link(u, tr(u->sp, N_("Did a request come in a letter, a mail or a talk?")),
		          own_path(req, "/gegevens/papier"), tr(u->sp, N_("Write it down")), NULL);
}

enum err request_child_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct seen_page found;
	enum may_ask may = request_may(req, &req->seen);
	bool family = req->seen.allowed.purpose[PART_VERZOEK] == PURPOSE_OWN;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_rights_request, &found);
	if (e != OK)
		return e;
	const struct ui_link crumb = {child_name(req->act.a, &req->seen.row).p, own_path(req, "")};
	struct ui_page page = {
		.title = tr(sp, family ? N_("What is kept about us?") : N_("Requests about the data")),
		.window_title = tr(sp, N_("Requests about the data")), .crumbs = &crumb, .n_crumbs = 1,
		.intro = tr(sp, family ? N_("You may read everything that you see here, keep it, and say that something is not "
		                            "right.")
		                       : N_("Of what was asked you see what your own organisation must answer.")),
	};
	struct ui *u = view_begin(req, &page);
	if (family)
		to_keep(u, req);
	requests(u, req, &found, family);
	asking(u, req, may);
	return view_end(u, req, &page);
}

/* ---- one request ---- */

/* Who answers looks the copy through; who asked reads what was given. */
static void copy_links(struct ui *u, const struct row *r, bool family)
{
	if (!request_gives(r)) {
		if (!family && flow_leaves(r, &request_flow[REQUEST_GRANT]))
			ui_p_link(u, tr(u->sp, N_("Was a text put right, or taken away?")), request_path(u->a, r, "/geschiedenis"),
			          tr(u->sp, N_("Take what stood there before out of history")), NULL);
		return;
	}
	if (!family && request_open(r) && flow_state(r) != REQUEST_IN)
		ui_p_link(u, NULL, request_path(u->a, r, "/kopie"), tr(u->sp, N_("Look through the copy")), NULL);
	if (flow_state(r) == REQUEST_GIVEN)
		ui_p_link(u, NULL, request_path(u->a, r, "/antwoord"), tr(u->sp, N_("Read the copy")), NULL);
}

static const char *const after_refusal[] = {
	N_("Do you not agree? Call first: often it is solved in a talk."),
	N_("You can complain to the Autoriteit Persoonsgegevens: autoriteitpersoonsgegevens.nl."),
	N_("You can also ask the court to decide. For that you have six weeks."),
};
enum { AFTER_REFUSAL = sizeof after_refusal / sizeof *after_refusal };

void request_may_complain(struct ui *u)
{
	const char *items[AFTER_REFUSAL];
	for (size_t i = 0; i < AFTER_REFUSAL; i++)
		items[i] = tr(u->sp, after_refusal[i]);
	ui_bullets(u, items, AFTER_REFUSAL);
}

void request_longer_show(struct ui *u, struct str why)
{
	if (why.n == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("It takes longer")));
	ui_p_str(u, why);
	ui_small(u, tr(u->sp, N_("The law gives two months more when that is told within the first month.")));
	ui_panel_end(u);
}

static void asked_show(struct ui *u, const struct row *r, bool family)
{
	static const enum request_field told[] = {REQUEST_WHO, REQUEST_NAME, REQUEST_IDENTITY, REQUEST_PLACE, REQUEST_WORDS,
	                                          REQUEST_RECEIVED, REQUEST_ORG_NAME};
	const struct field *v[sizeof told / sizeof *told];
	size_t n = 0;
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (!family || i > 2)
			v[n++] = &request_fields[told[i]];
	ui_panel_begin(u, tr(u->sp, family ? N_("What you asked") : N_("What was asked")));
	view_row(u, r, v, n);
	ui_panel_end(u);
}

static void answer_show(struct ui *u, const struct row *r, bool family)
{
	const struct field *const v[] = {F(GROUND), F(REASON), F(GONE_PART), F(ANSWER), F(ANSWERED_ON), F(ANSWERED_BY)};
	request_longer_show(u, row_text(r, F(MORE_WHY)));
	if (request_open(r) || flow_state(r) == REQUEST_BACK)
		return;
	ui_panel_begin(u, tr(u->sp, N_("The answer")));
	view_row(u, r, v, sizeof v / sizeof *v);
	if (flow_state(r) == REQUEST_REFUSED && family)
		request_may_complain(u);
	ui_panel_end(u);
}

static void next_show(struct ui *u, struct req *req, bool family)
{
	const struct row *r = &req->seen.row;
	static const char *const acts[REQUEST_STATES] = {
		[REQUEST_IN] = N_("Take the request up"), [REQUEST_BUSY] = N_("Write the answer"),
		[REQUEST_READY] = N_("Look at the copy, and give it"),
		[REQUEST_ERASING] = N_("The privacy officer looks at it and confirms it"),
	};
	if (!request_open(r))
		return;
	struct ui_tag left = view_term_tag(u->a, u->sp, r, route_today(req));
	ui_next_step(u, &(struct ui_next){
		.mine = !family, .who = family ? row_text(r, F(ORG_NAME)) : str_from(tr(u->sp, N_("You or a colleague"))),
		.what = str_from(tr(u->sp, family ? N_("Answers your question") : acts[flow_state(r)])),
		.by = tr_fill(u->a, u->sp, N_("{date}, {left}"),
		              TR_SLOTS({"date", day(u, r, REQUEST_DUE)}, {"left", left.state})),
		.after = str_from(tr(u->sp, family ? N_("You hear it here, and get a message.")
		                                   : N_("Who asked gets a message that the answer is there.")))});
}

enum err request_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	bool family = req->seen.allowed.purpose[PART_VERZOEK] == PURPOSE_OWN;
	struct seen child;
	bool cut = false;
	view_steps_ask(req);
	enum err e = request_child(req, &child);
	if (e == OK && !family && flow_state(r) == REQUEST_READY)
		e = request_cut_by(&req->act, r, &cut);
	if (e != OK)
		return e;
	struct ui_tag state = view_state(sp, r);
	const struct ui_link crumbs[] = {
		{child_name(req->act.a, &child.row).p, child_path(req->act.a, &child.row, "")},
		{tr(sp, family ? N_("What is kept about us?") : N_("Requests about the data")),
		 child_path(req->act.a, &child.row, "/gegevens")}};
	struct ui_page page = {.title = tr(sp, request_kinds[request_kind(r)].label),
	                       .window_title = tr(sp, N_("Request about the data")), .crumbs = crumbs, .n_crumbs = 2,
	                       .tags = &state, .n_tags = 1};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	next_show(u, req, family);
	if (!family)
		view_terms(u, &req->seen, route_today(req));
	ui_cols_main(u);
	asked_show(u, r, family);
	answer_show(u, r, family);
	copy_links(u, r, family);
	e = request_erase_show(u, req, family);
	if (e != OK)
		return e;
	if (cut)
		ui_remark(u, TONE_WAIT, tr(sp, N_("You left something out of this copy. A colleague looks at it and gives "
			"it.")));
	e = view_steps(u, req, request_path(u->a, r, ""));
	if (e != OK)
		return e;
	ui_cols_end(u);
	return view_end(u, req, &page);
}
