/* On the page of a child: the way for its family to what is kept about them. */
#include "rights_pages.h"

#include "route.h"

static void tell(struct child_told *t, struct req *req, const struct seen_page *found)
{
	(void)found;
	if (child_reader(req) == SIDE_PARENTS)
		tell_way(t, N_("What is kept about us?"), child_path(req->act.a, &req->seen.row, "/gegevens"));
}

static const struct record *const recs[] = {&rec_rights_request};
const struct child_block rights_block = {.recs = recs, .n = 1, .tell = tell};
