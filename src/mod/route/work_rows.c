#include "work_rows.h"

#include "date.h"
#include "route_say.h"
#include "term.h"

/* The term that is due first, as the record keeps it; NULL: none. */
static const struct term *first_term(const struct row *r)
{
	const struct record *rec = r->rec;
	for (size_t i = 0; rec->due_term != NULL && i < rec->n_terms; i++)
		if (str_is(row_text(r, rec->due_term), rec->terms[i].name))
			return &rec->terms[i];
	return NULL;
}

const struct work *work_of_record(const struct record *rec)
{
	for (size_t i = 0; i < rec->n_lists; i++)
		if (rec->lists[i].id == LIST_WORK && rec->lists[i].work != NULL)
			return rec->lists[i].work;
	return NULL;
}

enum side work_side(const struct seen *s, const struct work *w)
{
	return (enum side)(s->side != 0 ? s->side : work_acts(w, &s->row));
}

struct str work_what(struct req *req, const struct seen *s, const struct work *w)
{
	const struct row *r = &s->row;
	const struct term *t = w->what == NULL ? first_term(r) : NULL;
	const char *asked_now = w->asks == NULL ? NULL : w->asks(r, work_side(s, w));
	if (asked_now != NULL)
		return str_from(tr(req->act.speak, asked_now));
	if (w->what != NULL)
		return w->what->type->show(req->act.a, req->act.speak, w->what, row_val(r, w->what));
	return str_from(tr(req->act.speak, t == NULL ? w->label : t->what));
}

/* The rule of the term that makes it work: NULL where something else than a term does. */
static const struct rule *rule_of(struct req *req, const struct seen *s, const struct work *w)
{
	struct term_now now;
	if (w->why != NULL || !term_kept(&s->row, route_today(req), &now))
		return NULL;
	return book_rule(s->basis == NULL ? NULL : &s->basis->book, str_from(now.term->rule), now.from);
}

struct str work_why(struct req *req, const struct seen *s, const struct work *w)
{
	if (w->why != NULL)
		return w->why->type->show(req->act.a, req->act.speak, w->why, row_val(&s->row, w->why));
	const struct rule *rule = rule_of(req, s, w);
	return str_from(tr(req->act.speak, rule == NULL ? w->because : rule->what));
}

static struct str source_of(struct req *req, const struct seen *s, const struct work *w)
{
	const struct rule *rule = rule_of(req, s, w);
	if (rule == NULL || rule->article == NULL)
		return (struct str){0};
	return tr_fill(req->act.a, req->act.speak,
	               rule->base == NULL ? N_("By law: {article}") : N_("Set by our region, within {article}"),
	               TR_SLOTS({"article", str_from(rule->article)}));
}

int32_t work_by(const struct row *r, const struct work *w)
{
	return (int32_t)row_int(r, w->by != NULL ? w->by : r->rec->due);
}

struct str work_child(struct req *req, const struct seen *child)
{
	return child->row.rec == NULL ? str_from(tr(req->act.speak, N_("a child")))
	                              : child_name_short(req->act.a, &child->row);
}

const char *work_path(struct req *req, const struct seen *child, const struct work *w)
{
	return child->row.rec == NULL ? NULL : child_path(req->act.a, &child->row, w->page);
}

void cell_over(struct ui *u, const char *to, struct str text, const char *under)
{
	if (under == NULL && to == NULL) {
		ui_cell(u, text);
		return;
	}
	if (under == NULL) {
		ui_cell_link(u, to, text);
		return;
	}
	ui_cell_begin(u);
	if (to == NULL)
		ui_p_str(u, text);
	else
		ui_link(u, to, str_c(u->a, text));
	ui_small(u, under);
	ui_cell_end(u);
}

/* What is by a day of its own asks only whether that day is one of school; a term may also run on in a vacation. */
static void vacation_show(struct ui *u, struct speak sp, const struct seen *s, const struct work *w, int32_t today)
{
	struct vacation_notice v;
	bool own = w->by != NULL;
	if (own ? !day_notice(work_by(&s->row, w), s->basis, today, &v) : !term_kept_notice(&s->row, s->basis, today, &v))
		return;
	const char *said = own ? N_("{vacation}: this day lies in it")
	                       : v.ends_in ? N_("{vacation}: it ends in it") : N_("{vacation}: it runs on in it");
	ui_small(u, tr_fill(u->a, sp, said, TR_SLOTS({"vacation", str_from(tr(sp, vacation_label(v.vacation)))})).p);
}

/* "uiterlijk 14 dec 2026", and that a vacation comes in between, in time to do something about it. */
static void by_cell(struct ui *u, struct req *req, const struct seen *s, const struct work *w)
{
	struct speak sp = req->act.speak;
	int32_t by = work_by(&s->row, w), today = route_today(req);
	struct ui_tag tag = by_tag(u->a, sp, by, today);
	struct str date = tr_date(u->a, sp.lang, by, DATE_SHORT);
	ui_cell_begin(u);
	ui_tag(u, &tag);
	ui_small(u, by < today ? date.p : tr_fill(u->a, sp, N_("by {date}"), TR_SLOTS({"date", date})).p);
	vacation_show(u, sp, s, w, today);
	ui_cell_end(u);
}

/* In words; where that stands in law, for who wants to know. */
static void why_cell(struct ui *u, struct req *req, const struct seen *s, const struct work *w)
{
	struct str source = source_of(req, s, w);
	if (source.n == 0) {
		ui_cell(u, work_why(req, s, w));
		return;
	}
	ui_cell_begin(u);
	ui_p_str(u, work_why(req, s, w));
	ui_details_begin(u, tr(u->sp, N_("Source")), false);
	ui_small(u, str_c(u->a, source));
	ui_details_end(u);
	ui_cell_end(u);
}

bool work_row_ticked(struct arena *a, const struct seen_page *page, size_t i, const struct work_table *t)
{
	struct str code = work_code(a, page->lists[i], &page->v[i].row);
	for (size_t k = 0; k < t->kept.n; k++)
		if (str_is(t->kept.v[k].name, WORK_ROW) && str_eq(t->kept.v[k].value, code))
			return true;
	return t->ticked;
}

static void work_row(struct ui *u, struct req *req, const struct seen_page *page, size_t i, const struct work_table *t)
{
	struct speak sp = req->act.speak;
	const struct seen *s = &page->v[i], *child = &page->children[i];
	const struct work *w = page->lists[i]->work;
	struct str what = work_what(req, s, w), name = work_child(req, child);
	const char *to = work_path(req, child, w);
	ui_row(u);
	if (t->form != NULL) {
		struct str row = str_printf(u->a, STR_FMT ", " STR_FMT, STR_ARG(name), STR_ARG(what));
		ui_cell_select_of(u, t->form, WORK_ROW, work_code(u->a, page->lists[i], &s->row), row,
		                  work_row_ticked(u->a, page, i, t));
	}
	cell_over(u, child->row.rec == NULL ? NULL : child_path(u->a, &child->row, ""), name,
	          school_shown(t->schools, u->a, child));
	cell_over(u, w->page[0] == '\0' ? NULL : to, what, t->kinds && w->page[0] != '\0' ? tr(sp, w->label) : NULL);
	why_cell(u, req, s, w);
	if (t->waits)
		ui_cell(u, str_from(tr(sp, side_label(work_side(s, w)))));
	by_cell(u, req, s, w);
}

void work_rows_show(struct ui *u, struct req *req, const struct seen_page *page, const struct work_table *t)
{
	struct speak sp = req->act.speak;
	struct ui_col *cols = ARENA_ARRAY(u->a, struct ui_col, 6);
	size_t n = 0;
	if (t->form != NULL)
		cols[n++] = (struct ui_col){.label = tr(sp, N_("Choose")), .kind = COL_SELECT};
	cols[n++] = (struct ui_col){.label = tr(sp, N_("Child"))};
	cols[n++] = (struct ui_col){.label = tr(sp, N_("What must be done")), .plain = true};
	cols[n++] = (struct ui_col){.label = tr(sp, N_("Why"))};
	if (t->waits)
		cols[n++] = (struct ui_col){.label = tr(sp, N_("Who is to act?"))};
	cols[n++] = (struct ui_col){.label = tr(sp, N_("By when")), .plain = true};
	ui_table_begin(u, t->caption, TABLE_CARDS, cols, n);
	for (size_t i = 0; i < page->n; i++)
		work_row(u, req, page, i, t);
	ui_table_end(u);
}
