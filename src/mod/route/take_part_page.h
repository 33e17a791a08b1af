/* Pages on who takes part in the route of a child: seeing it, letting someone take part, ending it. */
#ifndef TN_TAKE_PART_PAGE_H
#define TN_TAKE_PART_PAGE_H

#include "along.h"
#include "people.h"
#include "ui.h"

extern const struct form_def form_taker_find, form_taker_person, form_taker;

const char *takers_path(struct req *req, const char *below); /* below /kind/PID/betrokkenen */
/* Who it is, as far as this reader is shown it (access.md rules 11 and 12). */
struct str takers_name(struct req *req, const struct takers *all, const struct taker *t);
struct str takers_until(struct req *req, int64_t ends);
/* Who takes part, short: for the page of the child. */
void takers_brief(struct ui *u, struct req *req, const struct takers *all);

/* The codes for family of this child that this viewer made and nobody used yet. */
struct stmt_asked *family_invited_ask(struct req *req);
enum err family_invited_show(struct ui *u, struct req *req, const struct stmt_asked *x) MUST_CHECK;
extern const struct form_def form_family;

handler family_page_invite, family_post_invite;
handler takers_page, taker_kinds_page, taker_find_page, taker_person_post, taker_page, taker_post, taker_end_post;

#endif
