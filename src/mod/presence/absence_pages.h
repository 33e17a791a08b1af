/* Pages about being absent: the own page, one absence with its substitutes, and saying it of a colleague. */
#ifndef TN_ABSENCE_PAGES_H
#define TN_ABSENCE_PAGES_H

#include "presence_write.h"
#include "view.h"

extern const struct form_def form_absence, form_absence_until, form_cover, form_working_days, form_absence_of;

/* Words that several pages share. */
struct str presence_days(struct req *req, int32_t first, int32_t last); /* "23 nov 2026 tot en met 27 nov 2026" */
struct str presence_last_day(struct req *req, int64_t ends);
/* A list to choose one pid from, under the name of `field`. */
struct pick {
	struct str pid, label;
};
void presence_pick(struct ui *u, struct req *req, const struct form *f, const struct field *field,
                   const struct pick *v, size_t n, const char *none);

handler absence_own_page, absence_own_post, working_days_post, absence_page, absence_until_post, absence_end_post,
	absence_cover_post, absence_cover_step_post, absence_of_page, absence_of_post, presence_week_page,
	covers_page;

#endif
