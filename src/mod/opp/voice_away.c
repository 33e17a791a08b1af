/* Who is not there on the day when someone is to talk with the pupil (practice 20 and 23): what is not safe waits for
 * nobody. */
#include "date.h"
#include "voice.h"

static const struct stmt stmt_away = {
	"SELECT DISTINCT h.account, x.begins, x.ends FROM relation r JOIN holds h ON h.id = r.grantee OR h.seat = r.grantee"
	" OR h.account = r.grantee JOIN seat s ON s.id = h.seat JOIN organisation o ON o.id = s.org"
	" JOIN absence x ON x.account = h.account AND x.org = CASE WHEN o.kind = 'groep' THEN o.parent ELSE o.id END"
	" WHERE r.route = $1 AND r.begins <= $2 AND r.ends > $2 AND h.begins <= $2 AND h.ends > $2"
	" AND x.ends > $2",
	"ii", "iii"};

struct stmt_asked *voice_away_ask(struct req *req)
{
	return stmt_ask(&req->act, &stmt_away, DB_ARGS(val_int(req->seen.route), val_int(req->act.now)));
}

enum err voice_away(struct req *req, const struct stmt_asked *x, struct voice *v, int32_t day)
{
	const struct rows *r;
	int64_t now = req->act.now, at = instant_of_date(day) > now ? instant_of_date(day) : now;
	enum err e = stmt_take(&req->act, x, &r);
	for (size_t k = 0; e == OK && k < v->n_adults; k++)
		for (size_t i = 0; i < r->n; i++)
			v->adults[k].away = v->adults[k].away || (rows_int(r, i, 0) == v->adults[k].account &&
			                                          rows_int(r, i, 1) <= at && rows_int(r, i, 2) > at);
	return e;
}

static bool guides(const struct voice *v, size_t i)
{
	return v->adults[i].reads_closed && v->adults[i].role == ROLE_IB;
}

/* The seat is asked as soon as someone holds it, also when that one is away: who stands in there has it then. */
const struct adult *voice_hears(const struct voice *v)
{
	const struct adult *to = voice_chosen(v);
	bool seat = false;
	for (size_t i = 0; i < v->n_adults; i++)
		seat = seat || guides(v, i);
	return to != NULL && to->away && seat ? NULL : to;
}

struct str voice_instead(struct arena *a, const struct voice *v)
{
	struct buf b;
	buf_init(&b, a, 4096);
	for (size_t i = 0; i < v->n_adults; i++)
		if (guides(v, i) && !v->adults[i].away)
			buf_printf(&b, "%s" STR_FMT, b.n == 0 ? "" : ", ", STR_ARG(v->adults[i].name));
	return buf_view(&b);
}

bool voice_is_told(const struct voice *v, size_t i)
{
	const struct adult *to = voice_hears(v);
	return to != NULL ? &v->adults[i] == to : guides(v, i) && !v->adults[i].away;
}
