#include "work_bulk.h"

#include "date.h"
#include "flow.h"
#include "route_say.h"
#include "view.h"
#include "work_page.h"

/* What is posted: rows as `rij` (code, at the preview with the rev that was seen: "plan-01AB....7"), the act as `doe`
 * ("plan.instemming"), and the fields of its form. */
#define FIELD_ACT "doe"
#define CHOICE_PATH "/werk/samen"
enum { CODE_MAX = 64 };

/* One chosen row: what it is, and whether the act can be done with it. */
struct chosen {
	struct str code;
	int64_t rev;         /* seen by the reader; 0: not yet */
	const struct list *list;
	struct scope_pick pick;
	const char *why_not; /* English; NULL: it can be done */
};
struct bulk_ask {
	const struct list *list; /* of the type that the act belongs to */
	const struct record *rec;
	const struct bulk *act;
	struct chosen v[BULK_MAX];
	size_t n, n_can;
	bool too_many;
};

/* ---- the bar under the list ---- */

static const struct list *list_at(struct req *req, int64_t mark)
{
	const struct record *rec;
	return model_list_of(req->act.model, LIST_WORK, mark, &rec);
}

static bool act_is_ours(const struct req *req, const struct bulk *b)
{
	return b->move == NULL || (b->move->by >> req->viewer->role & 1) != 0;
}

bool bulk_any(struct req *req, uint64_t marks)
{
	bool any = false;
	for (int64_t m = 1; m < 64; m++) {
		const struct list *l = (marks >> m & 1) != 0 ? list_at(req, m) : NULL;
		for (size_t i = 0; l != NULL && i < l->work->n_bulk; i++)
			any = any || act_is_ours(req, &l->work->bulk[i]);
	}
	return any;
}

void bulk_bar_show(struct ui *u, struct req *req, uint64_t marks)
{
	ui_form_begin(u, &(struct ui_form){.action = CHOICE_PATH, .id = BULK_FORM});
	ui_bar_begin(u, tr(u->sp, N_("With the rows that you chose")), tr(u->sp, N_("Chosen: {n}")));
	for (int64_t m = 1; m < 64; m++) {
		const struct list *l = (marks >> m & 1) != 0 ? list_at(req, m) : NULL;
		for (size_t i = 0; l != NULL && i < l->work->n_bulk; i++)
			if (act_is_ours(req, &l->work->bulk[i]))
				ui_button(u, &(struct ui_button){
					.kind = BUTTON_ALT, .label = tr(u->sp, l->work->bulk[i].label), .name = FIELD_ACT,
					.value = str_printf(u->a, "%s.%s", l->work->code, l->work->bulk[i].name).p});
	}
	ui_bar_end(u);
	ui_form_end(u);
}

/* ---- what was asked ---- */

static bool act_parse(struct req *req, struct str code, struct bulk_ask *ask)
{
	struct str name, type = str_cut(code, '.', &name);
	ask->list = work_of(req, type, &ask->rec);
	for (size_t i = 0; ask->list != NULL && i < ask->list->work->n_bulk; i++)
		if (str_is(name, ask->list->work->bulk[i].name) && act_is_ours(req, &ask->list->work->bulk[i]))
			ask->act = &ask->list->work->bulk[i];
	return ask->act != NULL;
}

static bool is_double(const struct bulk_ask *ask, struct str code)
{
	for (size_t i = 0; i < ask->n; i++)
		if (str_eq(ask->v[i].code, code))
			return true;
	return false;
}

static void row_parse(struct req *req, struct str posted, struct bulk_ask *ask)
{
	const struct record *rec;
	struct str rev, code = str_cut(posted, '.', &rev);
	struct chosen c = {.code = code};
	if (!work_code_parse(req, code, &c.list, &rec, &c.pick.pid) || is_double(ask, code))
		return;
	if (ask->n == BULK_MAX) {
		ask->too_many = true;
		return;
	}
	if (rev.n > 0 && (!str_to_i64(rev, &c.rev) || c.rev < 1))
		c.rev = -1; /* what nobody saw */
	c.pick.rec = rec;
	ask->v[ask->n++] = c;
}

/* Why a row is refused, before anyone tries: the text says what is the matter, never more than the reader may know. */
static const char *refused(const struct bulk_ask *ask, const struct chosen *c)
{
	if (c->pick.seen.row.rec == NULL)
		return N_("You have no task for this child any more");
	if (c->list != ask->list)
		return N_("This cannot be done with this kind of work");
	if (c->rev != 0 && c->rev != c->pick.seen.row.rev)
		return N_("Someone changed it meanwhile");
	if (c->list->open != NULL && !c->list->open(&c->pick.seen.row))
		return N_("It asks for nothing any more");
	return NULL;
}

/* The step as it stands for this row: its role, its state, and what its guard says. */
static enum err step_refused(struct req *req, const struct transition *t, struct chosen *c)
{
	struct step steps[STEPS_MAX];
	size_t n;
	enum err may = flow_may(&req->act, &c->pick.seen, t);
	if (may != OK) {
		c->why_not = may == ERR_CONFLICT ? N_("It is not at this step now") : N_("You may read this, but not change it");
		return may == ERR_CONFLICT || may == ERR_DENIED || may == ERR_NOT_FOUND ? OK : may;
	}
	enum err e = t->guard == NULL ? OK : flow_steps(&req->act, &c->pick.seen, steps, &n);
	for (size_t i = 0; e == OK && t->guard != NULL && i < n; i++)
		if (steps[i].t == t && steps[i].may != OK)
			c->why_not = steps[i].why.n > 0 ? steps[i].why.v[0].text : N_("It is not at this step now");
	return e;
}

static bool may_write(struct req *req, const struct bulk *act, const struct seen *s)
{
	bool may = flow_editable(&req->act, s);
	for (size_t i = 0; may && i < act->form->n; i++)
		may = field_by(act->form->fields[i], req->viewer->role) && !s->hidden[record_field(s->row.rec, act->form->fields[i])];
	return may;
}

static enum err judge(struct req *req, const struct bulk_ask *ask, struct chosen *c)
{
	c->why_not = refused(ask, c);
	if (c->why_not != NULL)
		return OK;
	if (ask->act->move != NULL)
		return step_refused(req, ask->act->move, c);
	if (!may_write(req, ask->act, &c->pick.seen))
		c->why_not = N_("You may read this, but not change it");
	return OK;
}

/* All rows with what stands in their way: two batches, and one more for each step that has a guard. */
static enum err bulk_read(struct req *req, struct bulk_ask *ask)
{
	struct scope_pick *picks = ARENA_ARRAY(req->act.a, struct scope_pick, BULK_MAX);
	*ask = (struct bulk_ask){.n = 0};
	for (size_t i = 0; i < req->posted.n; i++)
		if (str_is(req->posted.v[i].name, WORK_ROW))
			row_parse(req, req->posted.v[i].value, ask);
	if (!act_parse(req, pairs_get(req->posted, FIELD_ACT), ask))
		return OK;
	for (size_t i = 0; i < ask->n; i++)
		picks[i] = ask->v[i].pick;
	enum err e = scope_pick(&req->act, picks, ask->n);
	for (size_t i = 0; e == OK && i < ask->n; i++) {
		ask->v[i].pick = picks[i];
		e = judge(req, ask, &ask->v[i]);
		ask->n_can += ask->v[i].why_not == NULL;
	}
	return e;
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
	ui_cell(u, seen ? work_what(req, &c->pick.seen.row, w) : (struct str){0});
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
		{.label = tr(u->sp, N_("What happens"))}};
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

/* Those that can be done go along with the rev that is shown now; with `all` the refused too, so that they are told of
 * again. */
static void rows_hidden(struct ui *u, const struct bulk_ask *ask)
{
	ui_hidden(u, FIELD_ACT, str_printf(u->a, "%s.%s", ask->list->work->code, ask->act->name));
	for (size_t i = 0; i < ask->n; i++)
		if (ask->v[i].why_not == NULL)
			ui_hidden(u, WORK_ROW, str_printf(u->a, STR_FMT ".%lld", STR_ARG(ask->v[i].code),
			                                  (long long)ask->v[i].pick.seen.row.rev));
}

/* The question of an act with a form; its answer goes to the same page, which then shows what will happen. */
static void question_show(struct ui *u, const struct bulk_ask *ask, const struct form *f)
{
	ui_panel_begin(u, NULL);
	ui_form_begin(u, &(struct ui_form){.action = CHOICE_PATH});
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
	ui_form_begin(u, &(struct ui_form){.action = CHOICE_PATH "/doen", .key = key});
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

static struct ui_page bulk_page(struct req *req, const char *title)
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
	enum err e = req_commit(req, c, CHOICE_PATH "/" STR_FMT, STR_ARG(pid));
	if (e != ERR_CONFLICT && e != ERR_INVALID && e != ERR_DENIED)
		return e;
	struct str answered;
	if (e == ERR_CONFLICT && form_key_answer(&req->act, f->key, &answered) == OK)
		return req_redirect(req, STR_FMT, STR_ARG(answered));
	e = bulk_read(req, ask);
	return e != OK ? e : show_anew(req, ask, f, N_("Nothing was changed: someone was just before you. Look how it stands now."));
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

/* ---- what was done, and taking it back ---- */

struct bulk_done {
	struct touched v[BULK_MAX * 2];
	struct scope_pick picks[BULK_MAX * 2];
	size_t n;
	struct undo undo;
};

/* Only records that stand on the work list: what hangs on them went along. */
static enum err done_read(struct req *req, struct bulk_done *d)
{
	struct touched all[BULK_MAX * 2];
	size_t n;
	enum err e = change_touched(&req->act, req_param(req, 0), all, BULK_MAX * 2, &n);
	for (size_t i = 0; e == OK && i < n; i++)
		if (record_of_child(all[i].rec) && all[i].pid.n > 0) {
			d->v[d->n] = all[i];
			d->picks[d->n++] = (struct scope_pick){.rec = all[i].rec, .pid = all[i].pid};
		}
	return e == OK ? scope_pick(&req->act, d->picks, d->n) : e;
}

static const struct work *work_of_record(const struct record *rec)
{
	for (size_t i = 0; i < rec->n_lists; i++)
		if (rec->lists[i].id == LIST_WORK && rec->lists[i].work != NULL)
			return rec->lists[i].work;
	return NULL;
}

static const char *blocked_why(const struct bulk_done *d, size_t i)
{
	for (size_t k = 0; k < d->undo.n_blocked; k++)
		if (d->undo.blocked[k].rec == d->v[i].rec && d->undo.blocked[k].id == d->v[i].id)
			return d->undo.blocked[k].why == ERR_CONFLICT ? N_("Someone changed it after you")
			                                              : N_("You may not change it any more");
	return NULL;
}

static void done_row(struct ui *u, struct req *req, const struct bulk_done *d, size_t i)
{
	const struct scope_pick *p = &d->picks[i];
	const struct work *w = work_of_record(d->v[i].rec);
	bool seen = p->err == OK && w != NULL;
	const char *why = blocked_why(d, i);
	ui_row(u);
	ui_cell(u, seen ? work_child(req, &p->child) : str_from(tr(u->sp, N_("a child"))));
	ui_cell(u, seen ? work_what(req, &p->seen.row, w) : (struct str){0});
	ui_cell_begin(u);
	if (why != NULL)
		ui_tag(u, &(struct ui_tag){TONE_LATE, NULL, str_from(tr(u->sp, why))});
	else if (seen)
		ui_p_str(u, tr_date(u->a, u->sp.lang, work_by(&p->seen.row, w), DATE_SHORT));
	ui_cell_end(u);
}

static void done_table(struct ui *u, struct req *req, const struct bulk_done *d, const char *caption)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Child"))}, {.label = tr(u->sp, N_("What must be done"))},
	                              {.label = tr(u->sp, N_("Before when"))}};
	ui_table_begin(u, caption, TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < d->n; i++)
		done_row(u, req, d, i);
	ui_table_end(u);
}

static enum err done_show(struct req *req, const struct bulk_done *d, const struct change_notice *n)
{
	struct ui_page page = bulk_page(req, n->undone ? tr(req->act.speak, N_("Taken back")) : tr(req->act.speak, n->done));
	const char *back = str_printf(req->act.a, CHOICE_PATH "/" STR_FMT "/terug", STR_ARG(req_param(req, 0))).p;
	const struct slot slots[] = {{"n", tr_number(req->act.a, req->act.speak.lang, (int64_t)d->n)},
	                             {"blocked", tr_number(req->act.a, req->act.speak.lang, (int64_t)d->undo.n_blocked)}};
	page.notice = &(struct ui_notice){.text = page.title, .tone = TONE_OK, .stays = true};
	if (d->undo.n_blocked > 0)
		page.notice = &(struct ui_notice){
			.text = tr_fill(req->act.a, req->act.speak, N_("Nothing was taken back: {blocked} of {n} cannot be."), slots, 2).p,
			.tone = TONE_LATE, .stays = true};
	struct ui *u = view_begin(req, &page);
	done_table(u, req, d, tr_fill(u->a, u->sp, N_("Changed together: {n}"), slots, 1).p);
	ui_buttons_begin(u);
	if (n->undo && d->undo.n_blocked == 0)
		ui_button_form(u, back, &(struct ui_button){.kind = BUTTON_ALT, .label = tr(u->sp, N_("Take all of it back"))},
		               NULL, 0);
	else if (n->undo && d->undo.n_blocked < d->n)
		ui_button_form(u, back, &(struct ui_button){.kind = BUTTON_ALT, .label = tr(u->sp, N_("Take the others back"))},
		               &(struct ui_pair){"rest", S("1")}, 1);
	ui_button_link(u, BUTTON_PRIMARY, "/werk", tr(u->sp, N_("To the work list")));
	ui_buttons_end(u);
	return view_end(u, req, &page);
}

enum err bulk_done_page(struct req *req)
{
	struct bulk_done *d = ARENA_NEW(req->act.a, struct bulk_done);
	struct change_notice notice;
	enum err e = done_read(req, d);
	if (e == OK)
		e = change_notice(&req->act, req_param(req, 0), &notice);
	if (e == ERR_NOT_FOUND && d->n > 0) { /* too long ago to take back */
		notice = (struct change_notice){.done = N_("Changed together")};
		e = OK;
	}
	return e != OK ? e : done_show(req, d, &notice);
}

enum err bulk_undo_post(struct req *req)
{
	struct bulk_done *d = ARENA_NEW(req->act.a, struct bulk_done);
	struct change_notice notice;
	struct undo undo = {.others = pairs_has(req->posted, "rest")};
	enum err e = change_undo_many(&req->act, req_param(req, 0), &undo);
	if (e == OK)
		return req_redirect(req, CHOICE_PATH "/" STR_FMT, STR_ARG(req_param(req, 0)));
	if (e != ERR_CONFLICT || undo.n_blocked == 0)
		return e;
	e = done_read(req, d);
	if (e == OK)
		e = change_notice(&req->act, req_param(req, 0), &notice);
	if (e != OK)
		return e;
	d->undo = undo;
	req->res.status = 409;
	return done_show(req, d, &notice);
}
