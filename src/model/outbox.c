#include "outbox.h"

#include "change_impl.h"
#include "date.h"

enum { OUTBOX_ARGS = 19, MINUTES_USUAL = 5 };

static const struct {
	const char *code;
	bool by_letter;
} kinds[NOTICE__N] = {
	[NOTICE_NONE] = {"", false},
	[NOTICE_WAITING] = {"waiting", true},
	[NOTICE_DIGEST] = {"digest", false},
	[NOTICE_INVITATION] = {"invitation", false}, /* its letter is made where the invitation is */
	[NOTICE_SIGNED_IN] = {"signed-in", false},
	[NOTICE_PASSWORD] = {"password", true},
	[NOTICE_SECOND_STEP] = {"second-step", true},
	[NOTICE_TEST] = {"test", false},
};

static const struct stmt stmt_put = {
	"INSERT INTO outbox (pid, region, kind, account, once_key, by_date, minutes, n_today, n_late, n_week, n_talks,"
	" invitation, sealed, state, made, due, lease, tries, ended, error, lapses, route)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'queued', $14, $15, 0, 0, $16, $17, $18, $19)"
	" ON CONFLICT (once_key) DO NOTHING",
	"titittiiiiiibiiitii", ""};

static const struct stmt stmt_drop = {
	"UPDATE outbox SET state = 'dropped', ended = $2, sealed = NULL WHERE invitation = $1 AND state = 'queued'",
	"ii", ""};

static const struct stmt stmt_withdraw = {
	"UPDATE outbox SET state = 'dropped', ended = $2, error = 'over' WHERE once_key = $1 AND state IN ('queued',"
	" 'letter')", "ti", ""};

const char *notice_code(enum notice_kind k)
{
	return k < NOTICE__N ? kinds[k].code : "";
}

bool notice_parse(struct str code, enum notice_kind *out)
{
	for (enum notice_kind k = NOTICE_NONE + 1; k < NOTICE__N; k++) {
		if (str_is(code, kinds[k].code)) {
			*out = k;
			return true;
		}
	}
	return false;
}

bool notice_by_letter(enum notice_kind k)
{
	return k < NOTICE__N && kinds[k].by_letter;
}

struct str outbox_bound(struct arena *a, int64_t invitation)
{
	return str_printf(a, "invitation:%lld", (long long)invitation);
}

/* Of the same kind, account and `once` only the first is told. */
static struct str once_key(struct arena *a, const struct notice *n, struct str once)
{
	return str_printf(a, "%s:%lld:" STR_FMT, kinds[n->kind].code, (long long)n->account, STR_ARG(once));
}

static void arguments(const struct act *act, const struct notice *n, struct val v[OUTBOX_ARGS])
{
	struct arena *a = act->a;
	if (n->kind == NOTICE_NONE || n->kind >= NOTICE__N || (n->account == 0) == (n->invitation == 0))
		BUG("a notice without a kind or to nobody");
	struct str pid = act_pid(act);
	struct str once = n->once.n > 0 ? n->once : pid;
	const struct val all[OUTBOX_ARGS] = {
		val_text(pid), val_int(act->region), val_text(str_from(kinds[n->kind].code)), val_int(n->account),
		val_text(once_key(a, n, once)),
		val_text(n->by == 0 ? S("") : date_iso(a, n->by)),
		val_int(n->minutes > 0 ? n->minutes : MINUTES_USUAL),
		val_int(n->counts[DIGEST_TODAY]), val_int(n->counts[DIGEST_LATE]), val_int(n->counts[DIGEST_WEEK]),
		val_int(n->counts[DIGEST_TALKS]), val_int(n->invitation),
		n->sealed.n > 0 ? val_blob(n->sealed) : val_null(), val_int(act->now),
		val_int(n->not_before > act->now ? n->not_before : act->now), val_int(INSTANT_OPEN), val_text(S("")),
		val_int(n->lapses > 0 ? n->lapses : INSTANT_OPEN), val_int(n->route),
	};
	for (size_t i = 0; i < OUTBOX_ARGS; i++)
		v[i] = all[i];
}

void outbox_put(struct change *c, const struct notice *n)
{
	struct val v[OUTBOX_ARGS];
	arguments(c->act, n, v);
	change_exec(c, &stmt_put, v, OUTBOX_ARGS, -1);
}

void outbox_withdraw(struct change *c, const struct notice *n)
{
	change_exec(c, &stmt_withdraw, DB_ARGS(val_text(once_key(c->act->a, n, n->once)), val_int(c->act->now)), -1);
}

void outbox_drop_invitation(struct change *c, int64_t invitation)
{
	change_exec(c, &stmt_drop, DB_ARGS(val_int(invitation), val_int(c->act->now)), -1);
}

enum err outbox_add(struct act *act, const struct notice *n)
{
	struct val v[OUTBOX_ARGS];
	arguments(act, n, v);
	return act_write(act, &stmt_put, v, OUTBOX_ARGS);
}
