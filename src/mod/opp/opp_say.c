#include "opp_pages.h"

#include "route.h"

const char *plan_path(struct arena *a, const struct row *plan, const char *below)
{
	return str_printf(a, "/plan/" STR_FMT "%s", STR_ARG(plan->pid), below).p;
}

/* The answers on this version of the plan. */
static void keep_present(struct req *req, struct seen_page *answers)
{
	int64_t version = row_int(&req->seen.row, &opp_fields[OPP_VERSION]);
	size_t n = 0;
	for (size_t i = 0; i < answers->n; i++)
		if (row_int(&answers->v[i].row, &agreement_fields[AGREEMENT_VERSION]) == version)
			answers->v[n++] = answers->v[i];
	answers->n = n;
}

enum err plan_beside(struct req *req, struct row *child, struct seen_page *answers)
{
	static const struct record *const recs[] = {&rec_route, &rec_opp_agreement};
	struct seen_page found[2];
	enum err e = scope_pieces_all(&req->act, &req->seen, recs, 2, found);
	if (e != OK)
		return e;
	if (found[0].n != 1)
		return ERR_NOT_FOUND;
	*child = found[0].v[0].row;
	*answers = found[1];
	keep_present(req, answers);
	return OK;
}

const struct row *own_answer(const struct req *req, const struct seen_page *answers)
{
	for (size_t i = 0; i < answers->n; i++)
		if (row_int(&answers->v[i].row, &agreement_fields[AGREEMENT_GUARDIAN]) == req->viewer->account)
			return &answers->v[i].row;
	return NULL;
}
