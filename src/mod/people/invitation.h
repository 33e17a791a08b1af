/* Invitations: made by who may give the role, opened with a code that is shown once and never kept. */
#ifndef TN_INVITATION_H
#define TN_INVITATION_H

#include "account_desk.h"

enum { INVITATION_DAYS = 21, CODE_BITS = 100 };

struct invitation_new {
	int64_t seat, given_by;
	struct str name, email; /* email empty: on paper, for who has none */
	enum lang lang;
	int64_t route;           /* the child whose family it is; 0: a role only */
	enum relation_kind kind; /* what the person becomes to that child */
	struct str code; /* of demo data; empty: a new one */
	struct keys_client *mail; /* the code goes out by mail as well, sealed by these until then; NULL: it does not */
};
/* The invitation into `c`; *code is the only place where the code is. */
enum err invitation_new(struct act *act, struct change *c, const struct invitation_new *n, struct str *code,
			struct str *pid) MUST_CHECK;
/* Taking a withdrawal back opens the code again: only for who may renew it. */
enum err invitation_may_undo(struct act *act, const struct row *now);
/* The mail with a code, as part of the change that makes it; earlier ones that wait are not sent. */
enum err invitation_mail(struct act *act, struct change *c, struct keys_client *keys, int64_t invitation,
                         struct str code) MUST_CHECK;
/* Until when a code that is made now works. */
int64_t invitation_ends(int64_t now);

/* The tick of the form: also by mail. */
extern const struct field field_by_mail;
extern const struct form_def form_invite, form_code, form_accept;

/* For who invites. */
handler invite_roles, invite_page, invite_post, invitation_list, invitation_page, invitation_renew_post,
	invitation_withdraw_post;
/* For who was invited. */
handler code_page, code_post, accept_page, accept_post, accept_seat_post;

/* The page with the letter: the code is on it and will never be shown again. */
enum err letter_page(struct req *req, struct str pid, struct str name, enum lang lang, int64_t ends,
		     struct str code) MUST_CHECK;

#endif
