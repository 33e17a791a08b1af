#include "work_bulk.h"

#include "flow.h"
#include "view.h"
#include "work_chosen.h"
#include "work_page.h"
#include "work_rows.h"

/* ---- the bar under the list ---- */

static const struct list *list_at(struct req *req, int64_t mark)
{
	const struct record *rec;
	return model_list_of(req->act.model, LIST_WORK, mark, &rec);
}

bool bulk_any(struct req *req, uint64_t marks)
{
	bool any = false;
	for (int64_t m = 1; m < 64; m++) {
		const struct list *l = (marks >> m & 1) != 0 ? list_at(req, m) : NULL;
		for (size_t i = 0; l != NULL && i < l->work->n_bulk; i++)
			any = any || bulk_act_is_ours(req, &l->work->bulk[i]);
	}
	return any;
}

void bulk_bar_show(struct ui *u, struct req *req, uint64_t marks)
{
	ui_form_begin(u, &(struct ui_form){.action = BULK_PATH, .id = BULK_FORM});
	ui_bar_begin(u, tr(u->sp, N_("With the rows that you chose")), tr(u->sp, N_("Chosen: {n}")));
	for (int64_t m = 1; m < 64; m++) {
		const struct list *l = (marks >> m & 1) != 0 ? list_at(req, m) : NULL;
		for (size_t i = 0; l != NULL && i < l->work->n_bulk; i++)
			if (bulk_act_is_ours(req, &l->work->bulk[i]))
				ui_button(u, &(struct ui_button){
					.kind = BUTTON_ALT, .label = tr(u->sp, l->work->bulk[i].label), .name = BULK_ACT,
					.value = str_printf(u->a, "%s.%s", l->work->code, l->work->bulk[i].name).p});
	}
	ui_bar_end(u);
	ui_form_end(u);
}

/* ---- the page: what will happen ---- */

static struct str now_said(struct req *req, const struct bulk *act, const struct row *r)
{
	struct buf b;
	buf_init(&b, req->act.a, 512);
	for (size_t i = 0; act->form != NULL && i < act->form->n; i++) {
		const struct field *f = act->form->fields[i];
		struct str said = f->type->show(req->act.a, req->act.speak, f, row_val(r, f));
		buf_printf(&b, "%s" STR_FMT, i == 0 ? "" : ", ", STR_ARG(said));
	}
	if (act->move != NULL)
		buf_str(&b, r->rec->state->type->show(req->act.a, req->act.speak, r->rec->state, row_val(r, r->rec->state)));
	return buf_view(&b);
}

static struct str then_said(struct req *req, const struct bulk_ask *ask, const struct form *f)
{
	struct buf b;
	buf_init(&b, req->act.a, 512);
	for (size_t i = 0; f != NULL && ask->act->form != NULL && i < f->def->n; i++) {
		struct str said = f->def->fields[i]->type->show(req->act.a, req->act.speak, f->def->fields[i], f->v[i]);
		buf_printf(&b, "%s" STR_FMT, i == 0 ? "" : ", ", STR_ARG(said));
	}
	if (ask->act->move != NULL)
		buf_c(&b, tr(req->act.speak, ask->rec->state->choices[ask->act->move->to].label));
	return buf_view(&b);
}

static void chosen_row(struct ui *u, struct req *req, const struct bulk_ask *ask, const struct chosen *c,
                       const struct form *f)
{
	const struct work *w = c->list->work;
	bool seen = c->pick.seen.row.rec != NULL;
	ui_row(u);
	ui_cell(u, seen ? work_child(req, &c->pick.child) : str_from(tr(u->sp, N_("a child"))));
	ui_cell(u, seen ? work_what(req, &c->pick.seen, w) : (struct str){0});
	if (c->why_not != NULL) {
		ui_cell_begin(u);
		ui_tag(u, &(struct ui_tag){TONE_LATE, NULL, str_from(tr(u->sp, N_("will not happen")))});
		ui_small(u, tr(u->sp, c->why_not));
		ui_cell_end(u);
		return;
	}
	struct str now = now_said(req, ask->act, &c->pick.seen.row), then = then_said(req, ask, f);
	ui_cell_begin(u);
	if (f == NULL && ask->act->form != NULL)
		ui_p_str(u, now);
	else
		ui_p_str(u, tr_fill(u->a, u->sp, N_("{old} becomes {new}"), TR_SLOTS({"old", now}, {"new", then})));
	ui_cell_end(u);
}

/* `f` NULL: nothing was filled in yet. */
static void chosen_table(struct ui *u, struct req *req, const struct bulk_ask *ask, const struct form *f)
{
	const struct ui_col cols[] = {
		{.label = tr(u->sp, N_("Child"))}, {.label = tr(u->sp, N_("What must be done"))},
		{.label = f == NULL ? tr(u->sp, N_("How it is now")) : tr(u->sp, N_("What happens"))}};
	const struct slot slots[] = {{"n", tr_number(u->a, u->sp.lang, (int64_t)ask->n_can)},
	                             {"all", tr_number(u->a, u->sp.lang, (int64_t)ask->n)}};
	ui_table_begin(u, tr_fill(u->a, u->sp, N_("It can be done with {n} of the {all} that you chose"), slots, 2).p,
	               TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < ask->n; i++)
		if (ask->v[i].why_not != NULL)
			chosen_row(u, req, ask, &ask->v[i], f);
	for (size_t i = 0; i < ask->n; i++)
		if (ask->v[i].why_not == NULL)
			chosen_row(u, req, ask, &ask->v[i], f);
	ui_table_end(u);
}

/* Those that can be done go along, with the rev that is shown now. */
static void rows_hidden(struct ui *u, const struct bulk_ask *ask)
{
	ui_hidden(u, BULK_ACT, str_printf(u->a, "%s.%s", ask->list->work->code, ask->act->name));
	for (size_t i = 0; i < ask->n; i++)
		if (ask->v[i].why_not == NULL)
			ui_hidden(u, WORK_ROW, str_printf(u->a, STR_FMT ".%lld", STR_ARG(ask->v[i].code),
			                                  (long long)ask->v[i].pick.seen.row.rev));
}

/* The question of an act with a form; its answer goes to the same page, which then shows what will happen. */
static void question_show(struct ui *u, const struct bulk_ask *ask, const struct form *f)
{
	ui_panel_begin(u, NULL);
	ui_form_begin(u, &(struct ui_form){.action = BULK_PATH});
	for (size_t i = 0; i < f->def->n; i++)
		view_field(u, f, f->def->fields[i]);
	rows_hidden(u, ask);
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = tr(u->sp, N_("See what will happen"))});
	ui_button_link(u, BUTTON_LINK, "/werk", tr(u->sp, N_("Back without changing anything")));
	ui_buttons_end(u);
	ui_form_end(u);
	ui_panel_end(u);
}

static void confirm_show(struct ui *u, const struct bulk_ask *ask, const struct form *f, struct str key)
{
	const struct slot n = {"n", tr_number(u->a, u->sp.lang, (int64_t)ask->n_can)};
	ui_form_begin(u, &(struct ui_form){.action = BULK_PATH "/doen", .key = key});
	for (size_t i = 0; f != NULL && ask->act->form != NULL && i < f->def->n; i++)
		ui_hidden(u, f->def->fields[i]->name, f->raw[i]);
	rows_hidden(u, ask);
	ui_buttons_begin(u);
	if (ask->n_can > 0)
		ui_button(u, &(struct ui_button){.label = tr_fill(u->a, u->sp, N_("Do this {n} times"), &n, 1).p});
	ui_button_link(u, BUTTON_LINK, "/werk", tr(u->sp, N_("Back without changing anything")));
	ui_buttons_end(u);
	ui_form_end(u);
}

struct ui_page bulk_page(struct req *req, const char *title)
{
	struct ui_link *crumb = ARENA_NEW(req->act.a, struct ui_link);
	*crumb = (struct ui_link){tr(req->act.speak, N_("Work list")), "/werk"};
	return (struct ui_page){.title = title, .crumbs = crumb, .n_crumbs = 1};
}

/* `f` filled in right, or of an act that asks nothing: what will happen; else the question. */
static enum err preview(struct req *req, const struct bulk_ask *ask, struct form *f, bool asks)
{
	struct ui_page page = bulk_page(req, tr(req->act.speak, ask->act->label));
	struct form *key = form_new(req->act.a, &form_step);
	req->form = f;
	page.intro = asks ? NULL : tr(req->act.speak, N_("Nothing is changed yet. It is done as one, and can be taken back "
	                                                 "as one for 10 minutes."));
	struct ui *u = view_begin(req, &page);
	if (asks && ask->n_can > 0)
		question_show(u, ask, f);
	chosen_table(u, req, ask, asks ? NULL : f);
	if (!asks || ask->n_can == 0)
		confirm_show(u, ask, f, key->key);
	return view_end(u, req, &page);
}

/* Back to the list, with the ticks as they were, and why. */
static enum err not_begun(struct req *req, const char *why)
{
	req->form = form_new(req->act.a, &form_step);
	form_wrong(req->form, NULL, str_from(tr(req->act.speak, why)));
	req->res.status = 422;
	return work_page(req);
}

static const char *fault_of(const struct bulk_ask *ask)
{
	if (ask->too_many)
		return N_("You chose more than 100 rows. Do it in two times.");
	if (ask->n == 0)
		return N_("Choose one or more rows first, with the box in front of them");
	return ask->act == NULL ? N_("Choose what must be done with the rows") : NULL;
}

/* The form of the act as it was filled in; *asks: it was not, or not right. */
static struct form *form_of(struct req *req, const struct bulk_ask *ask, bool *asks)
{
	const struct form_def *def = ask->act->form != NULL ? ask->act->form : &form_step;
	struct form *f = form_new(req->act.a, def);
	bool sent = def->n == 0;
	for (size_t i = 0; i < def->n; i++)
		sent = sent || pairs_has(req->posted, def->fields[i]->name);
	if (sent)
		form_parse(f, req->act.a, req->act.speak, req->posted);
	*asks = !sent || f->errors > 0;
	return f;
}

enum err bulk_post(struct req *req)
{
	struct bulk_ask *ask = ARENA_NEW(req->act.a, struct bulk_ask);
	bool asks;
	enum err e = bulk_read(req, ask);
	if (e != OK)
		return e;
	if (fault_of(ask) != NULL)
		return not_begun(req, fault_of(ask));
	struct form *f = form_of(req, ask, &asks);
	if (f->errors > 0)
		req->res.status = 422;
	return preview(req, ask, f, asks);
}

/* ---- doing it ---- */

static struct change *change_of(struct req *req, const struct bulk_ask *ask, const struct form *f)
{
	struct change *c = change_begin_many(&req->act, ask->act->done, CHANGE_UNDO, BULK_MAX * 2);
	for (size_t i = 0; i < ask->n; i++) {
		const struct seen *s = &ask->v[i].pick.seen;
		if (ask->act->move != NULL) {
			change_move(c, s, ask->act->move, NULL);
			continue;
		}
		struct form *mine = form_new(req->act.a, f->def);
		memcpy(mine, f, sizeof *mine);
		mine->rev = s->row.rev;
		change_put(c, ask->rec, s->row.id, mine);
	}
	return c;
}

/* Someone was first with one of them: what would happen now, and nothing was done. */
static enum err show_anew(struct req *req, const struct bulk_ask *ask, struct form *f, const char *why)
{
	bool asks = f->errors > 0;
	form_wrong(f, NULL, str_from(tr(req->act.speak, why)));
	req->res.status = 409;
	return preview(req, ask, f, asks);
}

static enum err commit(struct req *req, struct bulk_ask *ask, struct form *f)
{
	struct change *c = change_of(req, ask, f);
	struct str pid = change_pid(c);
	req->form = f;
	enum err e = req_commit(req, c, BULK_PATH "/" STR_FMT, STR_ARG(pid));
	if (e != ERR_CONFLICT && e != ERR_INVALID && e != ERR_DENIED)
		return e;
	struct str answered;
	if (e == ERR_CONFLICT && form_key_answer(&req->act, f->key, &answered) == OK)
		return req_redirect(req, STR_FMT, STR_ARG(answered));
	e = bulk_read(req, ask);
	return e != OK ? e : show_anew(req, ask, f, N_("Nothing was changed: someone was just before you. Look how it "
	                                               "stands now."));
}

enum err bulk_do_post(struct req *req)
{
	struct bulk_ask *ask = ARENA_NEW(req->act.a, struct bulk_ask);
	struct str answered;
	bool asks;
	enum err e = form_key_answer(&req->act, pairs_get(req->posted, UI_KEY), &answered);
	if (e == OK)
		return req_redirect(req, STR_FMT, STR_ARG(answered));
	if (e == ERR_NOT_FOUND)
		e = bulk_read(req, ask);
	if (e != OK)
		return e;
	if (fault_of(ask) != NULL)
		return not_begun(req, fault_of(ask));
	struct form *f = form_of(req, ask, &asks);
	if (asks) {
		req->res.status = 422;
		return preview(req, ask, f, true);
	}
	/* The key of an act that asks nothing is in what was posted as well. */
	form_parse(f, req->act.a, req->act.speak, req->posted);
	if (ask->n_can < ask->n)
		return show_anew(req, ask, f, N_("Nothing was changed yet: something is different from what you saw."));
	return commit(req, ask, f);
}
