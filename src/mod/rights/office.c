/* Which office of a privacy officer something is sent to, and that its officers hear of it. */
#include "rights_pages.h"

#include "date.h"
#include "outbox.h"

/* To the board of one's own organisation where that has a privacy officer, else to the partnership. */
static const struct stmt stmt_office = {
	"SELECT o.id FROM organisation o WHERE (o.id = (SELECT x.parent FROM organisation x WHERE x.id = $1)"
	" OR o.id = $1 OR (o.kind = 'swv' AND o.region = $2)) AND EXISTS (SELECT 1 FROM seat s JOIN holds h"
	" ON h.seat = s.id WHERE s.org = o.id AND s.role = 'privacy_officer' AND h.begins <= $3 AND h.ends > $3)"
	" ORDER BY CASE WHEN o.kind = 'swv' THEN 1 ELSE 0 END, o.id LIMIT 1",
	"iii", "i"};
static const struct stmt stmt_swv = {
	"SELECT id FROM organisation WHERE kind = 'swv' AND region = $1 ORDER BY id LIMIT 1", "i", "i"};
static const struct stmt stmt_officers = {
	"SELECT DISTINCT h.account FROM seat s JOIN holds h ON h.seat = s.id WHERE s.org = $1"
	" AND s.role = 'privacy_officer' AND h.begins <= $2 AND h.ends > $2 ORDER BY h.account LIMIT 20",
	"ii", "i"};

/* What is sent is kept also where there is no privacy officer yet. */
static enum err office_of(struct act *act, int64_t *org)
{
	const struct seat *seat = viewer_seat(act->viewer);
	struct val own = val_int(seat == NULL ? 0 : seat->org), region = val_int(act->viewer->region);
	const struct rows *r;
	enum err e = act_exec(act, &stmt_office, DB_ARGS(own, region, val_int(act->now)), &r);
	if (e == OK && r->n == 0)
		e = act_exec(act, &stmt_swv, DB_ARGS(region), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	if (e == OK)
		*org = rows_int(r, 0, 0);
	return e;
}

enum err office_new(struct change *c, const struct record *rec, struct val *v, const char *what, struct str *pid)
{
	struct act *act = change_act(c);
	const struct rows *officers;
	int64_t org, id;
	enum err e = office_of(act, &org);
	if (e == OK)
		e = act_exec(act, &stmt_officers, DB_ARGS(val_int(org), val_int(act->now)), &officers);
	if (e != OK)
		return e;
	v[record_field(rec, rec->org)] = val_int(org);
	e = change_new(c, rec, v, &id, pid);
	for (size_t i = 0; e == OK && i < officers->n; i++)
		outbox_put(c, &(struct notice){.kind = NOTICE_WAITING, .account = rows_int(officers, i, 0), .minutes = 15,
		                               .by = instant_date(act->now),
		                               .once = str_printf(act->a, "%s:%lld", what, (long long)id)});
	return e;
}
