/* The own account: who you are here, how pages look, how you sign in, where you are signed in, which roles you hold. */
#ifndef TN_OWN_ACCOUNT_H
#define TN_OWN_ACCOUNT_H

#include "req.h"

handler own_account_page, own_details_page, own_details_post, switch_language, own_password_page, own_password_post;
handler own_session_end_post, own_sessions_end_post;
extern const struct form_def form_own_details, form_own_password;

/* How one is told and talked with: of who is family in some role (talk_choice.c). */
struct ui;
bool own_talk_asked(const struct viewer *v);
void own_talk_show(struct ui *u, struct req *req, const struct row *self);
handler own_talk_page, own_talk_post;
extern const struct form_def form_own_talk;

/* A page of one's account that is one form. */
struct form;
enum err own_form_page(struct req *req, struct form *f, const char *title, const char *intro,
                       const char *action) MUST_CHECK;

/* A new password for the account with this name and address: OK and its hash, or ERR_INVALID with the field marked. */
enum err new_password(struct req *req, const struct field *field, struct str name, struct str email,
                      struct str *hash) MUST_CHECK;

#endif
