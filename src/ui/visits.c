#include "visits.h"

#include "html.h"

enum { WRITING_LINES = 4 };

void ui_visits_begin(struct ui *u, const char *label)
{
	h_elem(&u->h, EL_H2, "vh", str_from(label));
	h_open(&u->h, EL_UL, AT_CLASS, "visits", AT_END);
}

void ui_visits_end(struct ui *u)
{
	h_close(&u->h, EL_UL);
}

static void said(struct ui *u, const struct ui_visit_line *l)
{
	struct html *h = &u->h;
	h_open(h, EL_DD, AT_END);
	h_str(h, l->what);
	if (l->when.state.n > 0) {
		h_text(h, " ");
		ui_tag(u, &l->when);
	}
	h_close(h, EL_DD);
}

/* Lines after each other with the same label stand under that label once. */
static void lines(struct ui *u, const struct ui_visit_line *v, size_t n)
{
	struct html *h = &u->h;
	h_open(h, EL_DL, AT_END);
	for (size_t i = 0; i < n;) {
		const char *label = v[i].label;
		h_open(h, EL_DIV, AT_END);
		h_elem(h, EL_DT, NULL, str_from(label));
		for (; i < n && strcmp(v[i].label, label) == 0; i++)
			said(u, &v[i]);
		h_close(h, EL_DIV);
	}
	h_close(h, EL_DL);
}

/* On paper only: nothing to be read aloud. */
static void writing(struct ui *u)
{
	struct html *h = &u->h;
	h_open(h, EL_DIV, AT_CLASS, "writing", AT_ARIA_HIDDEN, "true", AT_END);
	for (int i = 0; i < WRITING_LINES; i++) {
		h_open(h, EL_DIV, AT_END);
		h_close(h, EL_DIV);
	}
	h_close(h, EL_DIV);
}

void ui_visit(struct ui *u, const struct ui_visit *v)
{
	struct html *h = &u->h;
	h_open(h, EL_LI, AT_END);
	h_open(h, EL_DIV, AT_CLASS, "known", AT_END);
	h_open(h, EL_H3, AT_END);
	h_open(h, EL_A, AT_HREF, v->href, AT_END);
	h_str(h, v->name);
	h_close(h, EL_A);
	h_close(h, EL_H3);
	h_elem(h, EL_P, "facts", v->facts);
	lines(u, v->lines, v->n_lines);
	if (v->act.label != NULL) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_ALT, v->act.href, v->act.label);
		ui_buttons_end(u);
	}
	h_close(h, EL_DIV);
	writing(u);
	h_close(h, EL_LI);
}
