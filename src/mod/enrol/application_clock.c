/* What the law does by itself with an application on which nobody decides: a temporary place on the day after ten weeks
 * for who may go to school (ADM-06), and else a decision that is late (practice M6). */
#include "application_make.h"
#include "application_rules.h"
#include "date.h"
#include "flow.h"
#include "route.h"

#define F(f) (&application_fields[APP_##f])
enum { ONCE = 200, TEN_WEEKS = 70 };

/* ADM-12: the time that was given is over without an answer, so the school is to act again. */
static bool lapsed(const struct row *r, int32_t today)
{
	struct val until = row_val(r, F(COMPLETE_BY));
	return flow_state(r) == APP_INCOMPLETE && until.type == VAL_INT && today > until.i;
}

int application_by_clock(const struct row *r, int32_t today)
{
	const uint32_t waits = APP_BIT(NEW) | APP_BIT(STUDIED) | APP_BIT(EXTENDED) | APP_BIT(INCOMPLETE);
	int state = flow_state(r);
	int32_t ten_weeks = application_ten_weeks(r);
	struct val from = row_val(r, F(PLACE_FROM));
	if (lapsed(r, today) && (ten_weeks == DATE_OPEN || today < ten_weeks || !application_has_duty(r)))
		return APP_STUDIED;
	if (state < 0 || !application_has_duty(r) || row_val(r, F(ELSEWHERE_ON)).type != VAL_NULL ||
	    ((waits | APP_BIT(LATE)) >> state & 1) == 0 || ten_weeks == DATE_OPEN || today < ten_weeks)
		return -1;
	if (from.type == VAL_INT && from.i <= today)
		return APP_PLACED;
	return state == APP_LATE ? -1 : APP_LATE;
}

static const struct stmt stmt_due = {
	"SELECT id FROM application WHERE id > $1 AND ((duty = 1 AND elsewhere_on IS NULL AND received <= $2"
	" AND state IN ('ontvangen', 'onvolledig', 'onderzoek', 'verlengd', 'te-laat'))"
	" OR (state = 'onvolledig' AND complete_by < $3)) ORDER BY id LIMIT 200",
	"itt", "i"};
/* Per state that the clock brings: what the change says, and the word of the notice. */
static const struct {
	const char *done, *what;
} moves[APP_STATES] = {
	[APP_STUDIED] = {N_("The time to give what the school asked is over"), "lapsed"},
	[APP_LATE] = {N_("The decision is late"), "late"},
	[APP_PLACED] = {N_("The child has a temporary place"), "placed"},
};

static enum err one(struct act *act, int64_t id, int64_t *n)
{
	struct row r;
	enum err e = record_by_id(act, &rec_application, id, &r);
	int to = e == OK ? application_by_clock(&r, instant_date(act->now)) : -1;
	if (e != OK || to < 0)
		return e;
	act->region = r.region;
	struct change *c = change_begin(act, moves[to].done, 0);
	change_state(c, &rec_application, id, to);
	/* Only as it was read: a decision of this moment comes first. The place is there since the law gave it. */
	change_set_at(c, &r, F(PLACED_ON), to == APP_PLACED ? row_val(&r, F(PLACE_FROM)) : row_val(&r, F(PLACED_ON)));
	e = application_tells(c, &r, moves[to].what, 0);
	if (e == OK)
		e = application_tells_school(c, id, row_int(&r, F(ROUTE)), row_int(&r, F(SCHOOL)),
		                             str_printf(act->a, "clock:%d", flow_state(&r)).p);
	if (e == OK)
		e = change_commit(c);
	*n += e == OK;
	return e == ERR_CONFLICT ? OK : e;
}

enum err applications_by_clock(struct act *act, int64_t *n)
{
	struct val before = val_text(date_iso(act->a, instant_date(act->now) - TEN_WEEKS));
	struct val today = val_text(date_iso(act->a, instant_date(act->now)));
	int64_t after = 0;
	*n = 0;
	for (;;) {
		const struct rows *r;
		enum err e = act_exec(act, &stmt_due, DB_ARGS(val_int(after), before, today), &r);
		for (size_t i = 0; e == OK && i < r->n; i++) {
			after = rows_int(r, i, 0);
			e = one(act, after, n);
		}
		if (e != OK || r->n < ONCE)
			return e;
	}
}
