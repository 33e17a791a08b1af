#include "break_glass.h"

#include "date.h"
#include "door_try.h"
#include "grant.h"
#include "people.h"
#include "utf8.h"

enum { HOUR_MS = 60 * 60 * 1000, TRIES = 5, HOURS_MOST = 24 };

const struct field break_glass_fields[BREAK_GLASS__N] = {
	[BREAK_GLASS_ROUTE] = {.name = "route", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[BREAK_GLASS_ACCOUNT] = {.name = "account", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &rec_account},
	[BREAK_GLASS_ROLE] = {.name = "role", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[BREAK_GLASS_ORG] = {.name = "org", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
	[BREAK_GLASS_REASON] = {.name = "reason", .type = &T_LINES, .min = 10, .max = 1000,
		.label = N_("Why is it needed now?"),
		.hint = N_("The privacy officer reads this. Parents are told that you looked, and when."),
		.missing = N_("Say why you must look now")},
	[BREAK_GLASS_AT] = {.name = "at", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[BREAK_GLASS_ENDS] = {.name = "ends", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[BREAK_GLASS_SEEN_BY] = {.name = "seen_by", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
	[BREAK_GLASS_SEEN_AT] = {.name = "seen_at", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
};

/* It is taken back by nobody: what was seen was seen. */
static enum err never(struct act *act, const struct row *now)
{
	(void)act, (void)now;
	return ERR_DENIED;
}

const struct record rec_break_glass = {
	.name = "break_glass", .label = N_("Emergency access"), .fields = break_glass_fields, .n = BREAK_GLASS__N,
	.keep = {.from = &break_glass_fields[BREAK_GLASS_ENDS]},
	.part = PART_VERZEGELD, .route = &break_glass_fields[BREAK_GLASS_ROUTE], .may_undo = never,
};

static const struct stmt stmt_born = {"SELECT id, pid, given_name, coalesce(prefix, ''), family_name FROM route WHERE "
                                      "region = $1 AND born = $2 ORDER BY id"
                                      " LIMIT 1000",
                                      "it",
                                      "ittt"
                                      "t"};
static const struct stmt stmt_hours = {"SELECT value FROM setting WHERE name = 'break_glass.hours'", "", "t"};

static bool same(struct arena *a, struct str x, struct str y)
{
	return str_eq(utf8_fold(a, str_trim(x)), utf8_fold(a, str_trim(y)));
}

/* Every row is compared to the end, found or not: the answer takes the same time. */
static size_t matches(struct arena *a, const struct rows *r, const struct break_glass_ask *ask, size_t *which)
{
	size_t n = 0;
	for (size_t i = 0; i < r->n; i++) {
		struct str family = rows_text(r, i, 4);
		struct str whole = str_printf(a, STR_FMT " " STR_FMT, STR_ARG(rows_text(r, i, 3)), STR_ARG(family));
		/* Numbers, so that neither comparison is left out. */
		int name = (int)same(a, ask->family_name, family) + (int)same(a, ask->family_name, whole);
		int given = (int)(ask->given_name.n == 0) + (int)same(a, ask->given_name, rows_text(r, i, 2));
		if (name * given > 0) {
			*which = i;
			n++;
		}
	}
	return n;
}

static int64_t hours_of(const struct rows *r)
{
	int64_t hours;
	if (r->n == 0 || !str_to_i64(rows_text(r, 0, 0), &hours) || hours < 1 || hours > HOURS_MOST)
		return BREAK_GLASS_HOURS;
	return hours;
}

static enum err put(struct act *act, struct change *c, const struct break_glass_ask *ask, int64_t route, int64_t hours)
{
	const struct viewer *v = act->viewer;
	const struct seat *seat = viewer_seat(v);
	int64_t id, relation, ends = act->now + hours * HOUR_MS;
	struct str pid;
	const struct val values[BREAK_GLASS__N] = {
		[BREAK_GLASS_ROUTE] = val_int(route),
		[BREAK_GLASS_ACCOUNT] = val_int(v->account),
		[BREAK_GLASS_ROLE] = val_text(str_from(role_def(v->role)->code)),
		[BREAK_GLASS_ORG] = val_int(seat->org),
		[BREAK_GLASS_REASON] = val_text(ask->reason),
		[BREAK_GLASS_AT] = val_int(act->now),
		[BREAK_GLASS_ENDS] = val_int(ends),
		[BREAK_GLASS_SEEN_BY] = val_int(0),
		[BREAK_GLASS_SEEN_AT] = val_int(0),
	};
	enum err e = change_new(c, &rec_break_glass, values, &id, &pid);
	if (e != OK)
		return e;
	const struct relation r = {
		.route = route, .grantee = seat->holds, .kind = REL_BREAK_GLASS,
		.parts = policy_of(v->role, REL_BREAK_GLASS)->reads, .begins = act->now, .ends = ends,
		.src_rec = &rec_break_glass, .src_id = id, .given_by = v->account,
	};
	return relation_give(c, &r, &relation);
}

enum err break_glass_open(struct act *act, struct change *c, const struct break_glass_ask *ask, struct str *route)
{
	const struct viewer *v = act->viewer;
	struct batch *b;
	size_t which = 0;
	if (v == NULL || v->level != LEVEL_FULL || !grant_may_break_glass(v->role) || viewer_seat(v) == NULL)
		return ERR_DENIED;
	enum err e = door_try(act, DOOR_BREAK_GLASS, TRIES, HOUR_MS);
	if (e == OK)
		e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t born = batch_put(b, &stmt_born, DB_ARGS(val_int(v->region), val_text(date_iso(act->a, ask->born))));
	size_t hours = batch_put(b, &stmt_hours, DB_NO_ARGS);
	e = batch_run(b);
	if (e != OK)
		return e;
	const struct rows *r = batch_rows(b, born);
	if (matches(act->a, r, ask, &which) != 1)
		return ERR_NOT_FOUND;
	*route = rows_text(r, which, 1);
	door_hit(act, c, DOOR_BREAK_GLASS);
	return put(act, c, ask, rows_int(r, which, 0), hours_of(batch_rows(b, hours)));
}
