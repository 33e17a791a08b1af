/* Who holds which role at an organisation, and the seats themselves. */
#ifndef TN_ACCOUNT_DESK_TEAM_H
#define TN_ACCOUNT_DESK_TEAM_H

#include "account_desk.h"

/* One page of an organisation's people, and its open invitations. */
struct team {
	const char *base;         /* the page it stands on, for the way to the next rows */
	struct str after;
	const struct rows *people, *invitations;
};
/* Both rows are NULL for who does not see the team there. */
enum err team_load(struct req *req, struct str pid, const char *base, struct org *org, struct team *out) MUST_CHECK;
void team_show(struct ui *u, struct req *req, const struct org *org, const struct team *team);

extern const struct form_def form_last_day;

handler team_list, team_page, holding_page, holding_end_post, holding_last_day_post, grants_list;

#endif
