#include "opp_pages.h"

#include "route.h"

enum err plan_child(struct req *req, struct row *child)
{
	struct seen_page found;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_route, &found);
	if (e == OK && found.n != 1)
		e = ERR_NOT_FOUND;
	if (e == OK)
		*child = found.v[0].row;
	return e;
}

const char *plan_path(struct arena *a, const struct row *plan, const char *below)
{
	return str_printf(a, "/plan/" STR_FMT "%s", STR_ARG(plan->pid), below).p;
}

enum err plan_answers(struct req *req, struct seen_page *out)
{
	struct seen_page all;
	int64_t version = row_int(&req->seen.row, &opp_fields[OPP_VERSION]);
	*out = (struct seen_page){.v = NULL};
	enum err e = scope_pieces(&req->act, &req->seen, &rec_opp_agreement, &all);
	if (e == ERR_NOT_FOUND)
		return OK; /* the part of the parents is not open for this reader */
	if (e != OK)
		return e;
	out->v = ARENA_ARRAY(req->act.a, struct seen, all.n);
	for (size_t i = 0; i < all.n; i++)
		if (row_int(&all.v[i].row, &agreement_fields[AGREEMENT_VERSION]) == version)
			out->v[out->n++] = all.v[i];
	return OK;
}

const struct row *own_answer(const struct req *req, const struct seen_page *answers)
{
	for (size_t i = 0; i < answers->n; i++)
		if (row_int(&answers->v[i].row, &agreement_fields[AGREEMENT_GUARDIAN]) == req->viewer->account)
			return &answers->v[i].row;
	return NULL;
}
