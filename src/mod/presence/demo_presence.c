/* Who is not there in the demonstration, and who stands in: people of the crowd, so that those who are named elsewhere
 * keep what they see, and one teacher of De Wilgenhoek whose children wait for nobody. */
#include "presence_write.h"

#include "date.h"
#include "people.h"

enum { DAYS_AGO = 5, HOUR = 60 * 60 * 1000 };

static const struct gone {
	const char *who, *kind;
	enum role role;
	int first, last;            /* days from today */
	const char *substitute;     /* NULL: nobody yet */
	const char *by;             /* who leads and gives it */
	enum role leads;
} gone[] = {
	{"traject4", "verlof", ROLE_TRAJECT, -3, 18, "traject3", "directeur1", ROLE_DIRECTOR},
	{"traject5", "ziek", ROLE_TRAJECT, -2, 4, NULL, NULL, ROLE_NONE},
	{"leerkracht2", "verlof", ROLE_TEACHER, -1, 3, NULL, NULL, ROLE_NONE},
	{"ib4", "ziek", ROLE_IB, -1, 2, NULL, NULL, ROLE_NONE},
	{"leerkracht4", "anders", ROLE_TEACHER, 9, 10, NULL, NULL, ROLE_NONE},
};
/* Part-time, from a while ago; bit 0: Monday. */
static const struct {
	const char *who;
	enum role role;
	unsigned days;
} works[] = {
	{"traject3", ROLE_TRAJECT, 0x1f}, {"traject4", ROLE_TRAJECT, 0x0f}, {"leerkracht1", ROLE_TEACHER, 0x1f},
	{"leerkracht2", ROLE_TEACHER, 0x07}, {"ib4", ROLE_IB, 0x1b},
};

/* The first place someone has in a role, not in a group. */
static const struct stmt stmt_place = {
	"SELECT a.id, h.id, s.org FROM account a JOIN holds h ON h.account = a.id JOIN seat s ON s.id = h.seat"
	" JOIN organisation o ON o.id = s.org WHERE a.email = $1 AND s.role = $2 AND o.kind <> 'groep'"
	" ORDER BY h.id LIMIT 1",
	"tt", "iii"};

struct one {
	int64_t account, place, org;
};

static enum err find(struct act *act, const char *who, enum role role, struct one *out)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_place, DB_ARGS(val_text(str_printf(act->a, "%s@merenland.test", who)),
	                                                val_text(str_from(role_def(role)->code))), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	if (e == OK)
		*out = (struct one){rows_int(r, 0, 0), rows_int(r, 0, 1), rows_int(r, 0, 2)};
	return e;
}

static enum err make_days(struct act *act, size_t i, int32_t today)
{
	struct one one = {0};
	int64_t id;
	struct str pid;
	enum err e = find(act, works[i].who, works[i].role, &one);
	struct val v[DAYS__N] = {[DAYS_ACCOUNT] = val_int(one.account), [DAYS_ORG] = val_int(one.org),
	                         [DAYS_SINCE] = val_int(today - 90)};
	for (size_t k = 0; k < 5; k++)
		v[DAYS_MONDAY + k] = val_int(works[i].days >> k & 1);
	if (e != OK)
		return e;
	struct change *c = change_begin(act, N_("Saved"), 0);
	e = change_new(c, &rec_working_days, v, &id, &pid);
	return e != OK ? e : change_commit(c);
}

static enum err make_gone(struct act *act, const struct gone *g, int32_t today, int64_t *absence, struct one *who)
{
	struct str pid;
	enum err e = find(act, g->who, g->role, who);
	if (e != OK)
		return e;
	const struct absence_new n = {who->account, who->org, str_from(g->kind), today + g->first, today + g->last};
	struct change *c = change_begin(act, N_("Saved"), 0);
	e = absence_make(c, act, &n, absence, &pid);
	return e != OK ? e : change_commit(c);
}

static enum err make_substitute(struct act *act, const struct gone *g, int64_t absence, const struct one *absent)
{
	struct one s;
	enum err e = find(act, g->substitute, g->role, &s);
	if (e != OK)
		return e;
	const struct mate mate = {.account = s.account, .place = s.place, .place_role = g->role};
	struct change *c = change_begin(act, N_("Saved"), 0);
	e = cover_make(c, act, absence, absent->account, absent->org, &mate, S("alles"), true);
	return e != OK ? e : change_commit(c);
}

enum err demo_presence_make(struct act *act, uint64_t seed)
{
	int64_t today = act->now;
	struct demo_turn turn;
	enum err e = OK;
	demo_begin(act, &turn, seed + 23);
	for (size_t i = 0; e == OK && i < sizeof works / sizeof *works; i++) {
		e = demo_act_as(act, works[i].who, works[i].role, demo_moment(today, DAYS_AGO + 60, i));
		if (e == OK)
			e = make_days(act, i, instant_date(today));
	}
	for (size_t i = 0; e == OK && i < sizeof gone / sizeof *gone; i++) {
		struct one absent;
		int64_t absence = 0;
		e = demo_act_as(act, gone[i].who, gone[i].role, demo_moment(today, DAYS_AGO, i));
		if (e == OK)
			e = make_gone(act, &gone[i], instant_date(today), &absence, &absent);
		if (e == OK && gone[i].substitute != NULL)
			e = demo_act_as(act, gone[i].by, gone[i].leads, today - HOUR);
		if (e == OK && gone[i].substitute != NULL)
			e = make_substitute(act, &gone[i], absence, &absent);
	}
	return demo_end(act, &turn, e);
}
