/* Pages of the plan of a child. */
#ifndef TN_OPP_PAGES_H
#define TN_OPP_PAGES_H

#include "along.h"
#include "opp.h"
#include "view.h"

extern const struct form_def form_opp_new, form_opp, form_agreement;

enum err child_plans_page(struct req *req); /* /kind/{pid}/plan */
enum err plan_new_page(struct req *req);
enum err plan_new_post(struct req *req);
enum err plan_page(struct req *req);        /* /plan/{pid} */
enum err plan_edit_page(struct req *req);
enum err plan_edit_post(struct req *req);
/* A part of its texts: /plan/{pid}/begin/wijzig and so on. Which one says the form of the route. */
enum opp_part { OPP_PART_WHO, OPP_PART_PUPIL, OPP_PART_LEADS, OPP_PART_DO, OPP_PARTS };
extern const struct form_def form_opp_part[OPP_PARTS];
enum err plan_part_page(struct req *req);
enum err plan_part_post(struct req *req);
enum err agreement_page(struct req *req);   /* /plan/{pid}/instemming */
enum err agreement_post(struct req *req);
enum err plans_page(struct req *req);       /* /plannen: all that one may see, by date */

extern const struct child_block opp_block;
extern const struct form_def form_opp_setting;

extern const struct form_def form_goal, form_help, form_progress;
enum err child_goals_page(struct req *req); /* /kind/{pid}/doelen */
enum err goal_new_page(struct req *req);
enum err goal_new_post(struct req *req);
enum err goal_page(struct req *req);        /* /doel/{pid} */
enum err goal_edit_page(struct req *req);
enum err goal_edit_post(struct req *req);
enum err progress_post(struct req *req);
enum err help_new_page(struct req *req);
enum err help_new_post(struct req *req);
enum err help_page(struct req *req);        /* /hulp/{pid} */
enum err help_edit_page(struct req *req);
enum err help_edit_post(struct req *req);
enum err need_decide_post(struct req *req); /* take over, put aside, bring back */

/* All that stands on the page of a plan, in one batch, as far as this reader may see it. */
struct guardian_of {
	int64_t account;
	struct str pid, name;
	bool on_paper; /* has no means to sign in: signs on paper */
};
enum { GUARDIANS_MAX = 8 };
struct plan_view {
	struct row child;
	struct str school; /* empty: hidden from the reader */
	struct seen_page answers, contacts, editions, said[SAY_RECORDS];
	struct seen_page plans;    /* all of this child, also this one */
	struct seen_page needs[3]; /* in the order of needs_records (need_show.h) */
	struct guardian_of guardians[GUARDIANS_MAX];
	size_t n_guardians;
	bool named; /* may this reader know which parent is which (access.md rule 12)? */
};
enum err plan_load(struct req *req, struct plan_view *out) MUST_CHECK;
/* Which parts of its texts are ready, what each still lacks, and the way to it. For who may write them. */
void plan_parts_show(struct ui *u, struct req *req, const struct plan_view *v);
/* What is said of a parent who is asked. */
struct assent_of plan_assent(const struct req *req, const struct plan_view *v, int64_t guardian);

extern const struct form_def form_contact;
enum err contact_page(struct req *req);     /* /plan/{pid}/contact/{ouder} */
enum err contact_post(struct req *req);
enum err versions_page(struct req *req);    /* /plan/{pid}/versies */
extern const char *const query_versions[];

/* The child of the opened piece. ERR_NOT_FOUND: its core is not open for this reader. */
enum err child_beside(struct req *req, struct row *child) MUST_CHECK;
/* The same with the next batch. */
struct pieces_asked *child_ask(struct req *req);
enum err child_take(struct req *req, const struct pieces_asked *x, struct row *child) MUST_CHECK;
/* The child of the opened plan, and the answers of parents on this version as far as their part is open.
 * ERR_NOT_FOUND: the core of the child is not open for this reader. */
enum err plan_beside(struct req *req, struct row *child, struct seen_page *answers) MUST_CHECK;
const char *plan_path(struct arena *a, const struct row *plan, const char *below);
/* That of the reader, or NULL. */
const struct row *own_answer(const struct req *req, const struct seen_page *answers);

#endif
