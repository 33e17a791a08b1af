/* A flow chart: steps as boxes with the ways between them, on a wide screen as a drawing; on every screen, in print and
 * for who listens as the list of the same steps, which says all that the drawing shows. */
#ifndef TN_FLOW_CHART_H
#define TN_FLOW_CHART_H

#include "ui.h"

/* What a region does at a step beside what everyone does: in its own words. */
struct ui_flow_own {
	struct str name, text;
	const char *who;       /* a line, ready to read */
	const char *within;    /* the same; NULL: no time was agreed */
};
struct ui_flow_step {
	const char *name;
	int col, row;          /* its place in the drawing: columns from the left, rows in halves from the top */
	bool here;             /* "u bent hier" */
	const char *who;       /* who acts: a line */
	const char *text;      /* what happens; may be NULL */
	const char *const *facts; /* terms and figures, ready to read */
	size_t n_facts;
	const char *then;      /* where one goes from here: "Daarna: ..."; may be NULL */
	const struct ui_flow_own *own;
	size_t n_own;
};
struct ui_flow_way {
	size_t from, to;       /* places among the steps */
};
void ui_flow_chart(struct ui *u, const char *title, const char *about, const struct ui_flow_step *steps, size_t n,
                   const struct ui_flow_way *ways, size_t n_ways);

#endif
