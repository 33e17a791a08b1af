#include "retain.h"

#include "date.h"
#include "keep.h"

enum { AT_ONCE = 50 };

/* It went from day to day for a week: neither the first days of a machine, nor those after a jump. */
static enum err clock_is_sure(struct act *act, int32_t today, bool *sure)
{
	int32_t since;
	enum err e = retain_since(act, &since);
	*sure = since != DATE_OPEN && since + CLOCK_REST_DAYS <= today;
	return e;
}

/* One transaction; *n: how many went, and AT_ONCE when there may be more. */
static enum err sweep(struct act *act, const struct record_sql *sql, int32_t today, size_t *n)
{
	struct keeping k;
	const struct rows *r;
	*n = 0;
	if (!keep_of(sql->rec, &k))
		BUG("%s goes, and is not kept", sql->rec->name);
	bool instant = k.from->type == &T_INSTANT;
	int32_t before = date_add_months(today - 1, -k.months);
	struct val most = instant ? val_int(instant_of_date(before + 1) - 1) : val_text(date_iso(act->a, before));
	enum err e = act_exec(act, &sql->past, DB_ARGS(most), &r);
	if (e != OK || r->n == 0)
		return e;
	struct change *c = change_begin(act, N_("What may no longer be kept was destroyed"), 0);
	for (size_t i = 0; i < r->n; i++) {
		int32_t fact = keep_fact(k.from, instant ? rows_val(r, i, 1) : k.from->type->load(rows_val(r, i, 1)));
		if (keep_until(NULL, &k, fact) < today) {
			change_gone(c, sql->rec, rows_int(r, i, 0));
			++*n;
		}
	}
	return *n == 0 ? OK : change_commit(c);
}

enum err retain_sweep(struct act *act, int64_t *gone)
{
	int32_t today = instant_date(act->now);
	bool sure;
	*gone = 0;
	enum err e = clock_is_sure(act, today, &sure);
	for (size_t i = 0; e == OK && sure && i < model_count(act->model); i++) {
		const struct record_sql *sql = model_at(act->model, i);
		size_t n = AT_ONCE;
		while (e == OK && n == AT_ONCE && sql->rec->keep.goes) {
			e = sweep(act, sql, today, &n);
			*gone += (int64_t)n;
		}
	}
	return e;
}
