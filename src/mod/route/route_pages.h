/* Pages of a child's route: the work list, the children, one child. */
#ifndef TN_ROUTE_PAGES_H
#define TN_ROUTE_PAGES_H

#include "req.h"

extern const struct form_def form_child_find, form_next_step, form_children_sheet;

handler children_page, children_find_page, child_page, next_step_page, next_step_post, child_access_page,
	child_looks_page, child_paper_page, child_paper_pdf, children_sheet_page, children_sheet_post;

#endif
