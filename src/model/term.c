#include "term.h"

#include "flow.h"

static bool runs(const struct row *r, const struct term *t)
{
	if (row_val(r, t->from).type != VAL_INT)
		return false;
	if (t->holds != NULL && !t->holds(r))
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

static int32_t not_before(const struct row *r, const struct term *t, int32_t due)
{
	if (t->not_before == NULL || due == DATE_OPEN)
		return due;
	struct val first = row_val(r, t->not_before);
	return first.type != VAL_INT ? DATE_OPEN : first.i > due ? (int32_t)first.i : due;
}

static int32_t due_of(const struct row *r, const struct term_now *now, const struct calendar *c)
{
	struct span pauses[PAUSES_MAX];
	struct running how = {.calendar = c, .pauses = pauses};
	if (now->term->pauses != NULL)
		how.n_pauses = now->term->pauses(r, pauses);
	if (now->term->more != NULL)
		how.more = (int32_t)row_int(r, now->term->more);
	return not_before(r, now->term, rule_due(now->rule, now->from, &how));
}

size_t terms_of(const struct row *r, int32_t today, const struct basis *basis, struct term_now out[TERMS_MAX])
{
	const struct rule_book *book = basis == NULL ? NULL : &basis->book;
	size_t n = 0;
	for (size_t i = 0; i < r->rec->n_terms && n < TERMS_MAX; i++) {
		const struct term *t = &r->rec->terms[i];
		if (!runs(r, t))
			continue;
		struct term_now now = {.term = t, .from = from_of(r, t), .due = DATE_OPEN};
		now.rule = book_rule(book, str_from(t->rule), now.from);
		if (now.rule != NULL)
			now.due = due_of(r, &now, basis == NULL ? NULL : basis->calendar);
		if (now.due != DATE_OPEN)
			now.left = now.due - today;
		size_t at = n++;
		for (; at > 0 && earlier(&now, &out[at - 1]); at--)
			out[at] = out[at - 1];
		out[at] = now;
	}
	return n;
}

bool term_kept(const struct row *r, int32_t today, struct term_now *out)
{
	const struct record *rec = r->rec;
	if (rec->due == NULL || row_val(r, rec->due).type != VAL_INT)
		return false;
	for (size_t i = 0; i < rec->n_terms; i++)
		if (str_is(row_text(r, rec->due_term), rec->terms[i].name)) {
			const struct term *t = &rec->terms[i];
			int32_t from = row_val(r, t->from).type == VAL_INT ? from_of(r, t) : 0, due = (int32_t)row_int(r, rec->due);
			*out = (struct term_now){.term = t, .from = from, .due = due, .left = due - today};
			return true;
		}
	return false;
}

const struct term_now *term_first(const struct term_now *v, size_t n)
{
	return n == 0 || v[0].due == DATE_OPEN ? NULL : &v[0];
}

bool term_notice(const struct term_now *t, const struct basis *basis, int32_t today, struct vacation_notice *out)
{
	const struct rule *rule =
		t->rule != NULL || basis == NULL ? t->rule : book_rule(&basis->book, str_from(t->term->rule), t->from);
	struct vacation_notice n = {.vacation = {.begin = t->from}};
	if (basis == NULL || basis->calendar == NULL || t->due == DATE_OPEN || t->due < today || rule == NULL ||
	    rule->sense != RULE_BEFORE || unit_needs_calendar(rule->unit))
		return false;
	while (rule_notice(basis->calendar, t->from, t->due, n.vacation.begin, &n))
		if (n.on <= today && today < n.vacation.end) {
			*out = n;
			return true;
		}
	return false;
}

bool term_kept_notice(const struct row *r, const struct basis *basis, int32_t today, struct vacation_notice *out)
{
	struct term_now now;
	return term_kept(r, today, &now) && term_notice(&now, basis, today, out);
}

bool day_notice(int32_t day, const struct basis *basis, int32_t today, struct vacation_notice *out)
{
	enum { LONGEST = 120 }; /* no vacation is longer */
	struct vacation_notice n = {.vacation = {.begin = day - LONGEST}};
	if (basis == NULL || basis->calendar == NULL || day == DATE_OPEN || day < today)
		return false;
	while (rule_notice(basis->calendar, day - LONGEST, day, n.vacation.begin, &n))
		if (n.ends_in && n.on <= today) {
			*out = n;
			return true;
		}
	return false;
}
