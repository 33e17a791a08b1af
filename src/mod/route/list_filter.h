/* Filters of the lists of children and of work: choices with how many there are of each, kept in the address. */
#ifndef TN_LIST_FILTER_H
#define TN_LIST_FILTER_H

#include "route.h"
#include "view.h"

/* One select: the phases of a list (`of` with facet_of), the types of record on the work list, or who is to act. */
enum filter_by { BY_FACET = 0, BY_TYPE, BY_SIDE };
struct list_filter {
	const char *name;       /* in the address */
	const char *label, *any;/* in the reader's language: the question, and the choice for all */
	const struct list *of;
	enum filter_by by;
	/* What else is in force, so that a number says what its choice would give; either may be NULL. Of `under` the
	 * choice takes the place of what it is about; `among` holds beside it. */
	const struct shelf_where *under, *among;
};
/* The form with its counts; posts to nothing, so that the address can be kept. A choice without rows is left out,
 * unless it is chosen or the numbers are not known. */
void filter_show(struct ui *u, struct req *req, const char *action, const struct shelf_tally *tally,
                 const struct list_filter *filters, size_t n);
/* One of them, inside a form of one's own. */
void filter_field(struct ui *u, struct req *req, const struct shelf_tally *t, const struct list_filter *f);
/* The place of the choice + 1, or 0: not asked, or no choice of this field. */
int64_t filter_place(const struct field *of, struct str code);
/* The mark of the type of work, or 0. */
int64_t filter_mark(struct req *req, int list, struct str code);
/* How many rows the list has without filters. */
int64_t filter_total(const struct shelf_tally *tally);
/* How many types of record stand on it. */
size_t filter_kinds(const struct shelf_tally *tally);
/* "12", or that there are more than are counted. */
struct str count_words(struct req *req, int64_t n);

#endif
