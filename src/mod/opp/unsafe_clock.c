/* What a pupil told to one adult waits for nobody (practice 20 and 23): when that one is not there any more before they
 * talked, it goes to who guides the child and whoever stands in, the same school day. */
#include "date.h"
#include "flow.h"
#include "voice.h"

enum { ONCE = 200 };

/* Told to one who fell ill, whose place at this child ended, or whose account is closed; and someone guides the child,
 * if only by a seat that nobody holds: that is in the tray of the school. */
static const struct stmt stmt_lost = {
	"SELECT u.id, u.region, u.route, u.due FROM opp_unsafe u WHERE u.id > $1 AND u.state = 'gemeld'"
	" AND u.said_to IS NOT NULL"
	" AND EXISTS (SELECT 1 FROM relation g JOIN seat s ON s.id = g.grantee OR EXISTS (SELECT 1 FROM holds y"
	" WHERE y.seat = s.id AND (y.id = g.grantee OR y.account = g.grantee) AND y.begins <= $2 AND y.ends > $2)"
	" WHERE g.route = u.route AND g.kind IN ('supervises', 'contact') AND s.role = 'ib' AND g.begins <= $2"
	" AND g.ends > $2)"
	" AND NOT EXISTS (SELECT 1 FROM relation r JOIN holds h ON h.id = r.grantee JOIN seat s ON s.id = h.seat"
	" JOIN organisation o ON o.id = s.org JOIN account a ON a.id = h.account"
	" WHERE r.route = u.route AND r.kind = 'confidant' AND r.begins <= $2 AND r.ends > $2 AND h.account = u.said_to"
	" AND h.begins <= $2 AND h.ends > $2 AND a.closed > $2 AND NOT EXISTS (SELECT 1 FROM absence x"
	" WHERE x.account = h.account AND x.org = CASE WHEN o.kind = 'groep' THEN o.parent ELSE o.id END"
	" AND x.begins <= $2 AND x.ends > $2))"
	" ORDER BY u.id LIMIT 200",
	"ii", "iiit"};

/* Who guides this child and is there, or stands in for one who is not. */
static const struct stmt stmt_guides = {
	"SELECT DISTINCT h.account FROM reach x JOIN holds h ON h.id = x.grantee OR h.seat = x.grantee"
	" JOIN seat s ON s.id = h.seat JOIN organisation o ON o.id = s.org"
	" WHERE x.route = $1 AND x.until > $2 AND x.kind IN ($3, $4, $5) AND s.role = 'ib' AND h.begins <= $2"
	" AND h.ends > $2 AND NOT EXISTS (SELECT 1 FROM absence b WHERE b.account = h.account"
	" AND b.org = CASE WHEN o.kind = 'groep' THEN o.parent ELSE o.id END AND b.begins <= $2 AND b.ends > $2)"
	" ORDER BY h.account LIMIT 50",
	"iiiii", "i"};

static enum err hand_on(struct act *act, const struct rows *lost, size_t i)
{
	const struct rows *who;
	int32_t day = 0;
	int64_t id = rows_int(lost, i, 0);
	enum err e = act_exec(act, &stmt_guides,
	                      DB_ARGS(val_int(rows_int(lost, i, 2)), val_int(act->now), val_int(REL_SUPERVISES),
	                              val_int(REL_CONTACT), val_int(REL_SUBSTITUTE)), &who);
	if (e != OK)
		return e;
	act->region = (int)rows_int(lost, i, 1);
	struct change *c = change_begin(act, N_("Goes on to who stands in"), 0);
	change_set(c, &rec_opp_unsafe, id, &unsafe_fields[UNSAFE_TO], val_null());
	for (size_t k = 0; k < who->n && date_parse_iso(rows_text(lost, i, 3), &day); k++)
		unsafe_notify(c, id, rows_int(who, k, 0), day);
	return change_commit(c);
}

enum err unsafe_by_clock(struct act *act, int64_t *n)
{
	int64_t after = 0;
	*n = 0;
	for (;;) {
		const struct rows *lost;
		enum err e = act_exec(act, &stmt_lost, DB_ARGS(val_int(after), val_int(act->now)), &lost);
		for (size_t i = 0; e == OK && i < lost->n; i++) {
			after = rows_int(lost, i, 0);
			e = hand_on(act, lost, i);
			*n += e == OK;
			if (e == ERR_CONFLICT) /* talked about at this very moment */
				e = OK;
		}
		if (e != OK || lost->n < ONCE)
			return e;
	}
}
