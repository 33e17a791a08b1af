/* Pages about keeping (retain_overview.c), of a run and of its parts. */
#ifndef TN_RETAIN_PAGES_H
#define TN_RETAIN_PAGES_H

#include "retain.h"

handler retain_page, retain_prepare_post, run_page, item_page, certificate_page;
enum err retain_waits(struct req *req, struct ui_task *out, bool *any);

/* The items of the run of this request, in order. */
struct items {
	const struct row *v;
	size_t n;
};
enum err items_of(struct act *act, int64_t run, struct items *out) MUST_CHECK;
/* "PRI-04: 3 jaar, WPO art. 18a lid 13" */
struct str rule_said(struct act *act, struct str rule);
/* The name of an account, by its id; empty: nobody. */
struct str account_name(struct act *act, struct val account);
/* Where a run stands; `ended`: the instant, 0 when it goes on. */
const char *run_state_said(const struct req *req, struct str state, int64_t ended);
static inline struct str number(const struct req *req, int64_t n)
{
	return tr_number(req->act.a, req->act.speak.lang, n);
}

#endif
