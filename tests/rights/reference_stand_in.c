/* Who stands in for a colleague: practice 23 and decision 0019. */
#include "reference_rows.h"

static const uint64_t daily_care = KIND(TEACHES) | KIND(SUPERVISES) | KIND(CONTACT) | KIND(ASSIGNED) | KIND(RECEIVES);
static const uint64_t own_family = KIND(GUARDIAN) | KIND(GUARDIAN_WITHOUT) | KIND(PUPIL) | KIND(HELPER);

static int row_at(enum role role, enum relation_kind kind)
{
	for (int i = 0; i < FACT_ROWS; i++)
		if (fact_rows[i].role == role && fact_rows[i].kind == kind && role != ROLE_NONE)
			return i;
	return -1;
}

static bool another_stands(const struct facts *f, const struct fact_hold *h, bool elsewhere, int64_t now)
{
	const struct fact_seat *s = fact_seat_of(f, h->seat);
	for (size_t i = 0; i < f->n_holds; i++) {
		const struct fact_hold *k = &f->holds[i];
		const struct fact_seat *at = fact_seat_of(f, k->seat);
		bool is = elsewhere ? k->account == h->account && at->role == s->role && at->org != s->org
		                    : k->account != h->account && k->seat == h->seat;
		if (is && fact_stands(f, k, now))
			return true;
	}
	return false;
}

/* Has the absent person this relation by this place of theirs, for the organisation where they are absent? */
static bool has_by(const struct facts *f, const struct fact_cover *c, const struct fact_relation *r,
                   const struct fact_hold *h, int64_t now)
{
	const struct fact_seat *s = fact_seat_of(f, h->seat);
	if (h->account != c->account || !fact_stands(f, h, now) || (s->school == 0 ? s->org : s->school) != c->org)
		return false;
	if (r->grantee == h->id)
		return true;
	if (r->grantee == h->seat)
		return !another_stands(f, h, false, now);
	if (r->grantee != h->account || !c->is_school)
		return r->grantee == h->account && !another_stands(f, h, true, now);
	for (size_t i = 0; i < f->n_routes; i++)
		if (f->routes[i].id == r->route)
			return f->routes[i].school == c->org;
	return false;
}

/* What a cover opens of one relation to who has the place, as a relation of its own; no parts: nothing. */
static struct fact_relation stand_in(const struct facts *f, const struct fact_cover *c, const struct fact_relation *r,
                                     const struct fact_hold *h, const struct fact_hold *place, int64_t now)
{
	struct fact_relation none = {.parts = 0}, out = *r;
	const struct fact_seat *to = fact_seat_of(f, place->seat);
	int from = row_at(fact_seat_of(f, h->seat)->role, r->kind), as = row_at(to->role, REL_SUBSTITUTE);
	if (!c->given || !now_in(c->begins, c->ends, now) || !fact_stands(f, place, now) || to->org != c->org ||
	    place->account == c->account || from < 0 || as < 0 || !has_by(f, c, r, h, now))
		return none;
	uint32_t hides = fact_rows[from].hides & ~fact_rows[as].hides;
	if ((daily_care >> r->kind & 1) == 0 || fact_is_something(f, place->account, r->route, own_family, now) ||
	    (hides != 0 && fact_is_something(f, place->account, r->route, UINT64_MAX, now)))
		return none;
	parts more = fact_rows[as].writes & ~fact_rows[from].writes;
	out.parts = fact_rows[from].reads & fact_rows[as].reads & r->parts & (c->parts | K) & ~more;
	out.kind = REL_SUBSTITUTE;
	out.grantee = place->id;
	out.hides |= hides;
	return (out.parts & K) != 0 ? out : none;
}

size_t fact_stand_ins(const struct facts *f, int64_t account, int64_t route, int64_t now, struct fact_relation *out)
{
	size_t n = 0;
	for (size_t c = 0; c < f->n_covers; c++) {
		const struct fact_hold *place = f->holds;
		while (place->id != f->covers[c].place)
			place++;
		for (size_t i = 0; place->account == account && i < f->n_relations; i++)
			for (size_t h = 0; f->relations[i].route == route && h < f->n_holds; h++) {
				const struct fact_relation *r = &f->relations[i];
				if (!now_in(r->begins, r->ends, now))
					continue;
				out[n] = stand_in(f, &f->covers[c], r, &f->holds[h], place, now);
				n += out[n].parts != 0 && n + 1 < OF_ROUTE_MAX;
			}
	}
	return n;
}
