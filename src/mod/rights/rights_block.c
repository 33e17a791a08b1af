/* On the page of a child: the way for its family to what is kept about them. */
#include "rights_pages.h"

#include "route.h"

static void tell(struct child_told *t, struct req *req, const struct seen_page *found)
{
	(void)found;
	if (child_reader(req) == SIDE_PARENTS)
		tell_way(t, N_("What is kept about us?"), child_path(req->act.a, &req->seen.row, "/gegevens"));
}

/* Beside what it is about, where all is read in one: that a change was asked, in whose words, and why it was not made
 * (AVG articles 16 and 18). Who reads it is who reads the request. */
static const struct field *const refused[] = {
	&request_fields[REQUEST_PLACE], &request_fields[REQUEST_WORDS], &request_fields[REQUEST_RECEIVED],
	&request_fields[REQUEST_ANSWERED_ON], &request_fields[REQUEST_GROUND], &request_fields[REQUEST_REASON],
};
static const struct child_paper papers[] = {
	{.rec = &rec_rights_request, .states = UINT32_C(1) << REQUEST_REFUSED, .fields = refused,
	 .n = sizeof refused / sizeof *refused},
};

static const struct record *const recs[] = {&rec_rights_request};
const struct child_block rights_block = {.recs = recs, .n = 1, .tell = tell, .paper = papers,
	.n_paper = sizeof papers / sizeof *papers};
