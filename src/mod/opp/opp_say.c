#include "opp_pages.h"

#include "people.h"
#include "route.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

const char *plan_path(struct arena *a, const struct row *plan, const char *below)
{
	return str_printf(a, "/plan/" STR_FMT "%s", STR_ARG(plan->pid), below).p;
}

struct pieces_asked *child_ask(struct req *req)
{
	return pieces_ask(&req->act, &req->seen, &rec_route);
}

enum err child_take(struct req *req, const struct pieces_asked *x, struct row *child)
{
	struct seen_page found;
	enum err e = pieces_take(&req->act, x, &found);
	if (e == OK && found.n != 1)
		e = ERR_NOT_FOUND;
	if (e == OK)
		*child = found.v[0].row;
	return e;
}

enum err child_beside(struct req *req, struct row *child)
{
	return child_take(req, child_ask(req), child);
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

static const struct stmt stmt_guardians = {
	"SELECT a.id, a.pid, a.name, CASE WHEN a.email IS NULL OR a.email = '' THEN 1 ELSE 0 END FROM relation r"
	" JOIN account a ON a.id = r.grantee WHERE r.route = $1 AND r.kind = 'guardian' AND r.begins <= $2 AND r.ends > $2"
	" ORDER BY r.id LIMIT 8",
	"ii", "itti"};

static const struct stmt stmt_school = {"SELECT name FROM organisation WHERE id = $1", "i", "t"};

enum err plan_load(struct req *req, struct plan_view *out)
{
	static const struct record *const recs[] = {
		&rec_route, &rec_opp_agreement, &rec_opp_contact, &rec_opp_edition, &rec_opp_say, &rec_opp_say_closed,
		&rec_opp_goal, &rec_opp_progress, &rec_opp_help, &rec_opp};
	struct seen_page found[N_OF(recs)];
	struct batch *b;
	*out = (struct plan_view){.n_guardians = 0};
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t guardians = batch_put(b, &stmt_guardians, DB_ARGS(val_int(req->seen.route), val_int(req->act.now)));
	size_t school = batch_put(b, &stmt_school, DB_ARGS(row_val(&req->seen.row, &opp_fields[OPP_SCHOOL])));
	struct pieces_at at = scope_pieces_put(&req->act, b, &req->seen, recs, N_OF(recs));
	e = batch_run(b);
	if (e != OK)
		return e;
	scope_pieces_take(&req->act, b, at, &req->seen, recs, N_OF(recs), found);
	if (found[0].n != 1)
		return ERR_NOT_FOUND;
	if (!req->seen.hidden[OPP_SCHOOL] && batch_rows(b, school)->n == 1)
		out->school = rows_text(batch_rows(b, school), 0, 0);
	out->child = found[0].v[0].row;
	out->answers = found[1];
	out->contacts = found[2];
	out->editions = found[3];
	out->said[SAY_OPEN] = found[4];
	out->said[SAY_CLOSED] = found[5];
	for (size_t i = 0; i < 3; i++)
		out->needs[i] = found[6 + i];
	out->plans = found[9];
	out->named = (req->seen.allowed.hides[PART_SCHOOL] & HIDE_GUARDIANS) == 0;
	const struct rows *r = batch_rows(b, guardians);
	for (size_t i = 0; i < r->n && i < GUARDIANS_MAX; i++)
		out->guardians[out->n_guardians++] = (struct guardian_of){rows_int(r, i, 0), rows_text(r, i, 1),
		                                                          rows_text(r, i, 2), rows_int(r, i, 3) != 0};
	keep_present(req, &out->answers);
	return OK;
}

struct assent_of plan_assent(const struct req *req, const struct plan_view *v, int64_t guardian)
{
	struct row *answers = ARENA_ARRAY(req->act.a, struct row, v->answers.n + 1);
	struct row *contacts = ARENA_ARRAY(req->act.a, struct row, v->contacts.n + 1);
	for (size_t i = 0; i < v->answers.n; i++)
		answers[i] = v->answers.v[i].row;
	for (size_t i = 0; i < v->contacts.n; i++)
		contacts[i] = v->contacts.v[i].row;
	return assent_of(&req->seen.row, guardian, answers, v->answers.n, contacts, v->contacts.n);
}
