/* The sheet of a visit: cards on a phone, six children to a page of paper with room to write by hand. */
#ifndef TN_VISITS_H
#define TN_VISITS_H

#include "ui.h"

struct ui_visit_line {
	const char *label;  /* "Beloofd" */
	struct str what;
	struct ui_tag when; /* state.n 0: none */
};
struct ui_visit {
	struct str name, facts; /* "Noor J.", "7 jaar, Steun op school" */
	const char *href;       /* the page of the child */
	const struct ui_visit_line *lines;
	size_t n_lines;
	struct ui_link act;     /* label NULL: none */
};
void ui_visits_begin(struct ui *u, const char *label);
void ui_visit(struct ui *u, const struct ui_visit *v);
void ui_visits_end(struct ui *u);

#endif
