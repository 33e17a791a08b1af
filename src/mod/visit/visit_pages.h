/* Pages of talks and of the sheet of a school. */
#ifndef TN_VISIT_PAGES_H
#define TN_VISIT_PAGES_H

#include "route.h"
#include "view.h"
#include "visit.h"

extern const struct form_def form_talk, form_talk_edit;

/* The query that says from the sheet of which school a talk is closed: one comes back there. */
#define TALK_FROM "van"
enum err talk_new_page(struct req *req);   /* /kind/{pid}/gesprek/nieuw */
enum err talk_new_post(struct req *req);
enum err child_talks_page(struct req *req); /* /kind/{pid}/gesprekken */
enum err talk_page(struct req *req);       /* /gesprek/{pid}, /gesprek-swv/{pid} */
enum err talk_edit_page(struct req *req);
enum err talk_edit_post(struct req *req);
enum err own_schools_page(struct req *req); /* /scholen/bezoek */
enum err visit_page(struct req *req);      /* /school/{pid}/bezoek */

const char *talk_path(struct arena *a, const struct row *talk, const char *below);
/* "Monday 23 November, with the parents". */
struct str talk_when(struct arena *a, struct speak sp, const struct row *talk);
/* Who was there, in words. */
struct str talk_present(struct arena *a, struct speak sp, const struct seen *talk);
/* Who promised: the school or the partnership. */
const char *talk_promiser(const struct row *talk);
/* Is something promised in it that is not kept yet? */
bool talk_promises(const struct row *talk);

/* "1 hour 30 minutes". */
struct str talk_time(struct arena *a, struct speak sp, int64_t minutes);
/* The help that the partnership gave in these talks, as far as they may be read, or empty: "6 hours of help given since
 * 3 September". */
struct str talk_help(struct arena *a, struct speak sp, const struct seen_page *talks);

/* What was promised, on the page of the child. */
extern const struct child_block talk_piece;

#endif
