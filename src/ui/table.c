#include "ui.h"

static void sort_arrow(struct ui *u, const struct ui_col *c)
{
	h_text(&u->h, c->label);
	if (c->sort != SORT_NONE)
		h_text(&u->h, c->sort == SORT_UP ? " ↑" : " ↓");
}

static void column_head(struct ui *u, const struct ui_col *c)
{
	static const char *const sorts[] = {[SORT_UP] = "ascending", [SORT_DOWN] = "descending"};
	static const char *const classes[] = {
		[COL_TEXT] = NULL, [COL_NUMBER] = "n", [COL_SELECT] = "sel", [COL_ACTION] = "act"};
	struct html *h = &u->h;
	h_open(h, EL_TH, AT_SCOPE, "col", AT_CLASS, classes[c->kind],
		AT_ARIA_SORT, c->sort != SORT_NONE ? sorts[c->sort] : NULL, AT_END);
	if (c->sort_href != NULL) {
		h_open(h, EL_A, AT_HREF, c->sort_href, AT_END);
		sort_arrow(u, c);
		h_close(h, EL_A);
	} else if (c->kind == COL_SELECT || c->kind == COL_ACTION) {
		h_elem(h, EL_SPAN, "vh", str_from(c->label));
	} else {
		sort_arrow(u, c);
	}
	h_close(h, EL_TH);
}

void ui_table_begin(struct ui *u, const char *caption, enum ui_table_kind kind, const struct ui_col *cols, size_t n)
{
	struct html *h = &u->h;
	u->cols = cols;
	u->n_cols = n;
	u->in_row = u->in_body = false;
	u->cards = kind == TABLE_CARDS;
	u->table_id = ui_id(u, "t");
	const char *id = str_printf(u->a, "%s-c", u->table_id).p;
	/* A table of figures scrolls in its box, also for those who use only a keyboard. */
	if (u->cards)
		h_open(h, EL_DIV, AT_CLASS, "tw", AT_END);
	else
		h_open(h, EL_SECTION, AT_CLASS, "tw", AT_ARIA_LABELLEDBY, id, AT_TABINDEX, "0", AT_END);
	h_open(h, EL_TABLE, AT_ID, u->table_id, AT_CLASS, u->cards ? "cards" : NULL, AT_END);
	h_open(h, EL_CAPTION, AT_ID, id, AT_END);
	h_text(h, caption);
	h_close(h, EL_CAPTION);
	h_open(h, EL_THEAD, AT_END);
	h_open(h, EL_TR, AT_END);
	for (size_t i = 0; i < n; i++)
		column_head(u, &cols[i]);
	h_close(h, EL_TR);
	h_close(h, EL_THEAD);
	h_open(h, EL_TBODY, AT_END);
}

static void row_end(struct ui *u)
{
	if (!u->in_row)
		return;
	if (u->col != u->n_cols)
		BUG("ui: a row of %zu cells in a table of %zu columns", u->col, u->n_cols);
	h_close(&u->h, EL_TR);
	u->in_row = false;
}

void ui_row(struct ui *u)
{
	row_end(u);
	h_open(&u->h, EL_TR, AT_END);
	u->in_row = true;
	u->col = 0;
}

/* The column that names its row. */
static bool names_row(const struct ui *u, size_t col)
{
	return col == (u->cols[0].kind == COL_SELECT ? 1U : 0U);
}

/* What stands before a cell on a phone: "Fase:", but "Wie is aan zet?". */
static const char *card_label(struct ui *u, const char *label)
{
	size_t n = strlen(label);
	return n == 0 || label[n - 1] == '?' ? label : str_printf(u->a, "%s:", label).p;
}

void ui_cell_begin(struct ui *u)
{
	if (!u->in_row || u->col >= u->n_cols)
		BUG("ui: a cell outside a row");
	const struct ui_col *c = &u->cols[u->col];
	if (names_row(u, u->col)) {
		h_open(&u->h, EL_TH, AT_SCOPE, "row", AT_END);
		return;
	}
	static const char *const classes[] = {
		[COL_TEXT] = NULL, [COL_NUMBER] = "n", [COL_SELECT] = "sel", [COL_ACTION] = "act"};
	h_open(&u->h, EL_TD, AT_CLASS, classes[c->kind],
		AT_DATA_L, u->cards && c->kind <= COL_NUMBER && !c->plain ? card_label(u, c->label) : NULL, AT_END);
}

void ui_cell_end(struct ui *u)
{
	h_close(&u->h, names_row(u, u->col) ? EL_TH : EL_TD);
	u->col++;
}

void ui_cell(struct ui *u, struct str text)
{
	ui_cell_begin(u);
	h_str(&u->h, text);
	ui_cell_end(u);
}

void ui_cell_link(struct ui *u, const char *href, struct str text)
{
	ui_cell_begin(u);
	h_open(&u->h, EL_A, AT_HREF, href, AT_END);
	h_str(&u->h, text);
	h_close(&u->h, EL_A);
	ui_cell_end(u);
}

void ui_cell_tag(struct ui *u, const struct ui_tag *t)
{
	ui_cell_begin(u);
	ui_tag(u, t);
	ui_cell_end(u);
}

void ui_cell_select(struct ui *u, const char *name, struct str value, struct str what)
{
	ui_cell_select_of(u, NULL, name, value, what, false);
}

void ui_cell_select_of(struct ui *u, const char *form, const char *name, struct str value, struct str what,
                       bool chosen)
{
	const char *id = ui_id(u, "s");
	ui_cell_begin(u);
	h_open(&u->h, EL_INPUT, AT_TYPE, "checkbox", AT_ID, id, AT_NAME, name, AT_FORM, form,
	       AT_CHECKED, chosen ? AT_ON : NULL, AT_END);
	h_attr_str(&u->h, AT_VALUE, value);
	h_open(&u->h, EL_LABEL, AT_FOR, id, AT_END);
	h_elem(&u->h, EL_SPAN, "vh", tr_fill(u->a, u->sp, "Choose {what}", TR_SLOTS({"what", what})));
	h_close(&u->h, EL_LABEL);
	ui_cell_end(u);
}

void ui_table_end(struct ui *u)
{
	row_end(u);
	h_close(&u->h, EL_TBODY);
	h_close(&u->h, EL_TABLE);
	h_close(&u->h, u->cards ? EL_DIV : EL_SECTION);
}

void ui_rows_begin(struct ui *u, const char *id)
{
	h_open(&u->h, EL_DIV, AT_ID, id, AT_CLASS, "rows stack", AT_END);
	u->rows_id = id;
}

void ui_rows_end(struct ui *u)
{
	h_close(&u->h, EL_DIV);
	u->rows_id = NULL;
}

void ui_tick_all(struct ui *u, const char *href, const char *label)
{
	if (u->rows_id == NULL)
		BUG("ui: no rows to tick");
	h_open(&u->h, EL_P, AT_CLASS, "tick screen-only", AT_END);
	h_open(&u->h, EL_A, AT_HREF, href, AT_DATA_TICK, u->rows_id, AT_END);
	h_text(&u->h, label);
	h_close(&u->h, EL_A);
	h_close(&u->h, EL_P);
}

void ui_select_all(struct ui *u)
{
	if (u->table_id == NULL)
		BUG("ui: no table to select in");
	const char *id = ui_id(u, "s");
	struct html *h = &u->h;
	h_open(h, EL_DIV, AT_CLASS, "row screen-only", AT_DATA_ALL, u->table_id, AT_HIDDEN, AT_ON, AT_END);
	h_open(h, EL_DIV, AT_CLASS, "pick", AT_END);
	h_open(h, EL_INPUT, AT_TYPE, "checkbox", AT_ID, id, AT_END);
	h_open(h, EL_LABEL, AT_FOR, id, AT_END);
	h_text(h, tr(u->sp, "Choose all"));
	h_close(h, EL_LABEL);
	h_close(h, EL_DIV);
	h_open(h, EL_SPAN, AT_CLASS, "num muted", AT_END);
	h_close(h, EL_SPAN);
	h_close(h, EL_DIV);
}

/* ---- summary list ---- */

void ui_summary_begin(struct ui *u)
{
	h_open(&u->h, EL_DL, AT_CLASS, "summary", AT_END);
}

void ui_summary_row(struct ui *u, const char *name, struct str value, const char *change_href)
{
	struct html *h = &u->h;
	h_open(h, EL_DIV, AT_END);
	h_elem(h, EL_DT, NULL, str_from(name));
	if (value.n > 0)
		h_elem(h, EL_DD, NULL, value);
	else
		h_elem(h, EL_DD, "muted", str_from(tr(u->sp, "not filled in")));
	if (change_href != NULL) {
		h_open(h, EL_DD, AT_CLASS, "change", AT_END);
		h_open(h, EL_A, AT_HREF, change_href, AT_END);
		h_text(h, tr(u->sp, "Change"));
		h_elem(h, EL_SPAN, "vh", str_printf(u->a, ": %s", name));
		h_close(h, EL_A);
		h_close(h, EL_DD);
	}
	h_close(h, EL_DIV);
}

void ui_summary_end(struct ui *u)
{
	h_close(&u->h, EL_DL);
}
