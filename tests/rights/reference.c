#include "reference.h"

#include "reference_rows.h"

const struct fact_seat *fact_seat_of(const struct facts *f, int64_t seat)
{
	size_t i = 0;
	while (i < f->n_seats && f->seats[i].id != seat)
		i++;
	return i < f->n_seats ? &f->seats[i] : NULL;
}

/* A group is a part of its school: a place there counts while the same role is held at the school. */
bool fact_stands(const struct facts *f, const struct fact_hold *h, int64_t now)
{
	const struct fact_seat *s = fact_seat_of(f, h->seat);
	bool there = s->school == 0;
	for (size_t i = 0; i < f->n_holds && !there; i++) {
		const struct fact_hold *k = &f->holds[i];
		const struct fact_seat *at = fact_seat_of(f, k->seat);
		there = k->account == h->account && at->org == s->school && at->role == s->role &&
			now_in(k->begins, k->ends, now);
	}
	return there && now_in(h->begins, h->ends, now);
}

/* Is the grantee this account, or a seat or a place on it that is the account's now? Acting in a role (ROLE_NONE: any),
 * only seats of that role. */
static bool is_of(const struct facts *f, int64_t account, int64_t grantee, enum role acting, int64_t now)
{
	bool is = grantee == account;
	for (size_t i = 0; i < f->n_holds && !is; i++) {
		const struct fact_hold *h = &f->holds[i];
		is = h->account == account && (h->seat == grantee || h->id == grantee) && fact_stands(f, h, now) &&
			(acting == ROLE_NONE || fact_seat_of(f, h->seat)->role == acting);
	}
	return is;
}

bool fact_is_something(const struct facts *f, int64_t account, int64_t route, uint64_t kinds, int64_t now)
{
	bool is = false;
	for (size_t i = 0; i < f->n_relations && !is; i++) {
		const struct fact_relation *r = &f->relations[i];
		is = r->route == route && kinds >> r->kind & 1 && now_in(r->begins, r->ends, now) &&
			is_of(f, account, r->grantee, ROLE_NONE, now);
	}
	return is;
}

/* What counts of a child for an account in the role it acts in, each with the row by which it opens something (NULL:
 * nothing). Family is a matter of people, never of a seat; the support point is of those who are nothing else to the
 * child: by themselves, by a seat, in another's place. */
struct open {
	struct fact_relation r;
	const struct fact_row *row;
};
static size_t opens(const struct facts *f, int64_t account, enum role acting, int64_t route, int64_t now,
	struct open *out)
{
	struct fact_relation v[OF_ROUTE_MAX];
	size_t n = fact_stand_ins(f, account, route, now, v), found = 0;
	bool involved = n > 0 || fact_is_something(f, account, route, ~KIND(SUPPORT_POINT), now);
	for (size_t i = 0; i < f->n_relations && n < OF_ROUTE_MAX; i++)
		if (f->relations[i].route == route && now_in(f->relations[i].begins, f->relations[i].ends, now) &&
		    (f->relations[i].kind != REL_SUPPORT_POINT || !involved))
			v[n++] = f->relations[i];
	for (size_t i = 0; i < n; i++) {
		if (!is_of(f, account, v[i].grantee, acting == ROLE_NONE ? ROLE__N : acting, now))
			continue;
		const struct fact_row *row = NULL;
		for (size_t k = 0; k < FACT_ROWS && row == NULL; k++)
			if (fact_rows[k].kind == v[i].kind && (fact_rows[k].role == ROLE_NONE ? v[i].grantee == account
			                                                                     : fact_rows[k].role == acting))
				row = &fact_rows[k];
		out[found++] = (struct open){v[i], row};
	}
	return found;
}

bool ref_may(const struct facts *f, int64_t account, enum role acting, int64_t route, enum part part, bool write,
             int64_t now)
{
	struct open v[OF_ROUTE_MAX];
	size_t n = opens(f, account, acting, route, now, v), i = 0;
	while (i < n && (v[i].row == NULL ||
	       ((write ? v[i].row->writes : v[i].row->reads) & v[i].r.parts & PART_BIT(part)) == 0))
		i++;
	return i < n;
}

/* Does one of these kinds open the core to it: does the child stand on a list of those kinds? */
bool ref_stands_by(const struct facts *f, int64_t account, enum role acting, int64_t route, uint32_t kinds, int64_t now)
{
	struct open v[OF_ROUTE_MAX];
	size_t n = opens(f, account, acting, route, now, v), i = 0;
	while (i < n && (v[i].row == NULL || (kinds >> v[i].r.kind & 1) == 0 || (v[i].row->reads & v[i].r.parts & K) == 0))
		i++;
	return i < n;
}

/* What one row hides another may show; a court order holds whoever one is, and so does rule 12 between guardians. */
uint32_t ref_hides(const struct facts *f, int64_t account, enum role acting, int64_t route, enum part part, int64_t now)
{
	struct open v[OF_ROUTE_MAX];
	size_t n = opens(f, account, acting, route, now, v);
	uint32_t by_rows = UINT32_MAX, always = 0;
	for (size_t i = 0; i < n; i++) {
		bool family = v[i].r.kind == REL_GUARDIAN || v[i].r.kind == REL_GUARDIAN_WITHOUT;
		always |= v[i].r.hides | (v[i].row != NULL && family ? GUARDIANS : 0);
		if (v[i].row != NULL && v[i].row->reads & v[i].r.parts & PART_BIT(part))
			by_rows &= v[i].row->hides;
	}
	return by_rows | always;
}
