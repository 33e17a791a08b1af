#include "term.h"

#include "flow.h"

static bool runs(const struct row *r, const struct term *t)
{
	if (row_val(r, t->from).type != VAL_INT)
		return false;
	return r->rec->state == NULL ? t->states != 0 : (t->states >> flow_state(r) & 1) != 0;
}

static int32_t from_of(const struct row *r, const struct term *t)
{
	int64_t from = row_int(r, t->from);
	return t->from->type == &T_INSTANT ? instant_date(from) : (int32_t)from;
}

static bool earlier(const struct term_now *x, const struct term_now *y)
{
	return x->due < y->due; /* DATE_OPEN is behind all others */
}

size_t terms_of(const struct row *r, int32_t today, const struct calendar *c, struct term_now out[TERMS_MAX])
{
	const struct running how = {.calendar = c};
	size_t n = 0;
	for (size_t i = 0; i < r->rec->n_terms && n < TERMS_MAX; i++) {
		const struct term *t = &r->rec->terms[i];
		if (!runs(r, t))
			continue;
		struct term_now now = {.term = t, .from = from_of(r, t), .due = DATE_OPEN};
		now.rule = rule_find(str_from(t->rule), now.from);
		if (now.rule != NULL)
			now.due = rule_due(now.rule, now.from, &how);
		if (now.due != DATE_OPEN)
			now.left = now.due - today;
		size_t at = n++;
		for (; at > 0 && earlier(&now, &out[at - 1]); at--)
			out[at] = out[at - 1];
		out[at] = now;
	}
	return n;
}

const struct term_now *term_first(const struct term_now *v, size_t n)
{
	return n == 0 || v[0].due == DATE_OPEN ? NULL : &v[0];
}
