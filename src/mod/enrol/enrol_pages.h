/* Pages of applying and enrolling. */
#ifndef TN_ENROL_PAGES_H
#define TN_ENROL_PAGES_H

#include "application_make.h"
#include "ui.h"

/* May this reader apply for this child? For one that is not known here: by the roles of the route. */
bool apply_may(const struct req *req, const struct seen *child);
/* Is it written down at school, with the parents beside? */
bool apply_at_school(const struct req *req);

/* Is the day of birth that was typed one of a child of less than `most` months? `odd` (English): what is asked if not.
 * A check of typing, and no rule: the law gives no age at which a child is nobody's to enrol or to worry about (law.md
 * 1.1), so `most` lies well above the oldest that the page is about, and only a year that was typed wrong is seen. */
bool born_fits(struct req *req, int32_t born, int32_t most, const char *odd);

extern const struct form_def form_apply, form_apply_child, form_adaptation, form_application_agree;

/* What an application and its pages need of others: its child, and whose it is. */
struct application_told {
	struct row child;
	const struct enrol_school *school; /* NULL: hidden from this reader, or gone */
	struct seen_page adaptations, intakes;
	bool family;                       /* the reader is of the child's own family */
	bool among;                        /* shown beside those at other schools */
};
enum err application_read(struct req *req, const struct seen *application, struct application_told *out) MUST_CHECK;
const char *application_path(struct arena *a, const struct row *r, const char *below);
/* "choice 2 of the parents"; to the family "your second choice". */
struct str application_choice(struct arena *a, struct speak sp, const struct row *r, bool family);

/* The clock of an application: received, six weeks, four more, decided, with today in it. */
void application_clock(struct ui *u, const struct row *r, const struct application_told *t, int32_t today);
/* What it means for who reads it: the letter (M1), too late (M6), what one can do. */
void application_words(struct ui *u, struct req *req, const struct seen *s, const struct application_told *t);
/* What differs for a child from day treatment or other care; nothing for another one. */
void application_entry(struct ui *u, struct req *req, const struct row *child);
/* May this reader write down what was agreed beside the decision? ERR_DENIED: not this one; ERR_CONFLICT: it is
 * over. */
enum err application_agreeable(const struct seen *s);
/* Who is to act, what and before when; returns the day that it says, DATE_OPEN: none. */
int32_t application_next(struct ui *u, const struct seen *s, const struct application_told *t, int32_t today);

handler application_page, child_applications_page, applications_page, adaptation_new_page, adaptation_new_post,
	adaptation_edit_page, adaptation_edit_post;
handler application_agree_page, application_agree_post;
handler apply_choice_page, apply_page, apply_post, apply_child_page, apply_child_post;

#endif
