/* Which organisations answer for a child, and who may ask them. */
#include "rights_pages.h"

#include "date.h"
#include "people.h"
#include "route.h"

enum { AGE_OWN = 16 };

static const struct stmt stmt_orgs = {
	"SELECT DISTINCT o.id, o.pid, o.name, o.kind FROM organisation o WHERE o.id IN"
	" (SELECT s.org FROM relation x LEFT JOIN holds h ON h.id = x.grantee JOIN seat s ON s.id = coalesce(h.seat, "
	"x.grantee) WHERE x.route = $1 AND x.begins <= $2 AND x.ends > $2 AND x.kind IN"
	" ('supervises', 'contact', 'preschool', 'assigned', 'secretariat', 'placed', 'leerplicht'))"
	" OR o.id = (SELECT school FROM route WHERE id = $1) ORDER BY o.id",
	"ii", "ittt"};

enum err request_orgs(struct act *act, int64_t route, struct answerers *out)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_orgs, DB_ARGS(val_int(route), val_int(act->now)), &r);
	if (e != OK)
		return e;
	struct answerer *v = ARENA_ARRAY(act->a, struct answerer, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		v[i] = (struct answerer){rows_int(r, i, 0), rows_text(r, i, 1), rows_text(r, i, 2), rows_text(r, i, 3)};
	*out = (struct answerers){v, r->n};
	return OK;
}

const struct answerer *request_own_org(const struct act *act, const struct answerers *all)
{
	const struct viewer *v = act->viewer;
	for (size_t i = 0; i < all->n; i++)
		for (size_t s = 0; s < v->n_seats; s++)
			if (v->seats[s].role == v->role && v->seats[s].org == all->v[i].id)
				return &all->v[i];
	return NULL;
}

bool request_orgs_told(const struct seen *child)
{
	return ((child->allowed.hides[PART_KERN] | child->allowed.hides[PART_VERZOEK]) & (HIDE_ADDRESS | HIDE_SHIELD)) == 0;
}

static bool is_grown(const struct row *child, int32_t today)
{
	struct val born = row_val(child, &route_fields[ROUTE_BORN]);
	return born.type == VAL_INT && today >= date_add_months((int32_t)born.i, AGE_OWN * 12);
}

enum may_ask request_may(const struct req *req, const struct seen *child)
{
	const struct allowed *a = &child->allowed;
	if (a->purpose[PART_VERZOEK] != PURPOSE_OWN || (a->writes & PART_BIT(PART_VERZOEK)) == 0)
		return ASK_NOT;
	bool pupil = req->viewer->role == ROLE_PUPIL, grown = is_grown(&child->row, route_today(req));
	if (!pupil && req->viewer->role != ROLE_PARENT)
		return ASK_NOT;
	if (pupil)
		return grown ? ASK_OWN : ASK_TOO_YOUNG;
	return grown ? ASK_GROWN : ASK_OWN;
}

bool request_answers(const struct req *req, const struct seen *child)
{
	const struct allowed *a = &child->allowed;
	return a->purpose[PART_VERZOEK] != PURPOSE_OWN && a->n_orgs > 0 && (a->writes & PART_BIT(PART_VERZOEK)) != 0 &&
	       (a->own_writes & PART_BIT(PART_VERZOEK)) != 0 && req->viewer->role != ROLE_NONE;
}

const char *request_path(struct arena *a, const struct row *r, const char *below)
{
	return str_printf(a, "/verzoek/" STR_FMT "%s", STR_ARG(r->pid), below).p;
}

enum err request_child(struct req *req, struct seen *out)
{
	struct seen_page found;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_route, &found);
	if (e == OK && found.n != 1)
		e = ERR_NOT_FOUND;
	if (e == OK)
		*out = found.v[0];
	return e;
}
