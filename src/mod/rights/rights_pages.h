/* What the pages of requests and breaches share. */
#ifndef TN_RIGHTS_PAGES_H
#define TN_RIGHTS_PAGES_H

#include "rights.h"
#include "view.h"

/* Who answers for an organisation, of those whom the policy opens the part to. */
#define RIGHTS_ROLE(r) (UINT32_C(1) << ROLE_##r)
#define ANSWERS \
	(RIGHTS_ROLE(IB) | RIGHTS_ROLE(SCHOOL_LEADER) | RIGHTS_ROLE(PRESCHOOL) | RIGHTS_ROLE(TRAJECT) | \
	 RIGHTS_ROLE(TLV_SECRETARY) | RIGHTS_ROLE(PROVISION_TEAM) | RIGHTS_ROLE(MUNICIPALITY))

/* An organisation that takes part in the route of a child now, and so answers for its own part. */
struct answerer {
	int64_t id;
	struct str pid, name, kind; /* kind: code of enum org_kind */
};
struct answerers {
	const struct answerer *v;
	size_t n;
};
/* Of the child: those with a relation that works with it now, and its school. */
enum err request_orgs(struct act *act, int64_t route, struct answerers *out) MUST_CHECK;
/* The one of them where the reader answers: holds the role acted in; NULL: none. */
const struct answerer *request_own_org(const struct act *act, const struct answerers *all);
/* May this reader know which they are, and choose one of them? Not where the place of the child is kept from them. */
bool request_orgs_told(const struct seen *child);

/* May the reader ask, as family of this child (PRI-13)? Under 16 the parents with authority, from 16 the pupil. */
enum may_ask { ASK_NOT = 0, ASK_OWN, ASK_TOO_YOUNG, ASK_GROWN };
enum may_ask request_may(const struct req *req, const struct seen *child);
/* Does the reader answer for an organisation that takes part? */
bool request_answers(const struct req *req, const struct seen *child);

/* Did this viewer leave out something that is left out of the copy now? */
enum err request_cut_by(struct act *act, const struct row *request, bool *yes) MUST_CHECK;
/* Deleting: what may go, what is agreed, what became of it. */
void request_may_agree(const struct given *g, struct reasons *out);
enum err request_agreed(struct change *c, const struct row *at) MUST_CHECK;
enum err request_erase_show(struct ui *u, struct req *req, bool family) MUST_CHECK;
/* What stood in a text before: named, and taken out of history by a second person. */
handler past_list_page, past_name_post, past_page;
const char *request_path(struct arena *a, const struct row *r, const char *below);
/* The child of the record of the request, for its name and its pages. */
enum err request_child(struct req *req, struct seen *out) MUST_CHECK;

/* A new record of the reader's privacy office: of the board of one's own organisation where that has an officer, else
 * of the partnership. Its organisation in `v` is filled in, and the officers hear of it, once by `what`. */
enum err office_new(struct change *c, const struct record *rec, struct val *v, const char *what,
                    struct str *pid) MUST_CHECK;

/* What is kept of the reader's own account: account, roles, signing in, keys for programs, looks. */
handler held_page, held_json;
/* One's own request about it, and the page of the privacy officer. */
handler account_ask_page, account_ask_post, account_own_page, account_withdraw_post, account_officer_page;
/* Those that an account ($1) asked, by their ids; shown with the way to ask. */
struct account_asked {
	const struct row *v;
	size_t n;
};
extern const struct stmt stmt_account_asked;
void account_asked_show(struct ui *u, struct req *req, const struct account_asked *asked);
extern const char *const request_nouns[ASKS__N];
/* That it takes longer, and why (empty: nothing); what one can do who does not agree. */
void request_longer_show(struct ui *u, struct str why);
void request_may_complain(struct ui *u);

extern const struct child_block rights_block;
extern const struct form_def form_account_request, form_request, form_request_paper, form_rights_cut, form_breach;
handler request_child_page, request_new_page, request_new_post, request_page, request_agree_post;
/* The copy: looked through, passages left out, ready for a second look, read; and one's own, without asking. */
handler copy_make_page, cut_page, cut_post, copy_ready_post, copy_page, copy_pdf, own_json;
handler breach_new_page, breach_new_post, breach_sent_page, breach_page;

#endif
