#include "mailer.h"

#include "date.h"
#include "keys_client.h"
#include "log.h"
#include "mail_text.h"
#include "mime.h"
#include "out_client.h"
#include "rand.h"
#include "role.h"

enum {
	MINUTE_MS = 60 * 1000, MOST_WAIT_MS = 6 * 60 * MINUTE_MS,
	LEASE_MS = (MAIL_SECONDS + 20) * 1000,
	UNSET_WAIT_MS = 10 * MINUTE_MS, /* while no server is set */
	REST_MS = 15 * 1000,            /* a server that is away is not asked again for every row */
	PID_ROOM = 24, AT_ONCE = 50, HEAR_MS = 1500, /* a mail that takes longer is heard of at the next run */
};

struct mailer {
	struct mailer_world w;
	int64_t under_way; /* since when, 0: nothing is */
	char pid[PID_ROOM];/* of what is */
	uint32_t before;   /* the last ping that was asked before it */
	int64_t rests;     /* until when */
	uint32_t asked, answered; /* pings */
};

/* A row with what is needed to write it out. */
struct due {
	struct str pid, email, sealed;
	int64_t account, invitation, tries, made;
	bool closed, letters, has_roles;
	bool over; /* it came too late to be told, or is about a child that is not open to the receiver any more */
	struct mail_facts facts;
};

#define DUE_COLUMNS \
	"o.pid, o.kind, o.account, o.invitation, o.by_date, o.minutes, o.n_today, o.n_late, o.n_week, o.n_talks," \
	" o.sealed, o.tries, o.made, COALESCE(a.email, i.email), COALESCE(a.name, i.name), COALESCE(a.lang, i.lang)," \
	" CASE WHEN a.closed > $1 OR (i.used > $1 AND i.ends > $1) THEN 0 ELSE 1 END," \
	" CASE WHEN a.channel = 'letter' THEN 1 ELSE 0 END, r.phone," \
	" CASE WHEN o.lapses <= $1 OR (o.route <> 0 AND NOT EXISTS (SELECT 1 FROM reach x WHERE x.route = o.route" \
	" AND x.until > $1 AND (x.grantee = o.account OR x.grantee IN (SELECT h.seat FROM holds h WHERE h.account =" \
	" o.account AND h.begins <= $1 AND h.ends > $1)))) THEN 1 ELSE 0 END"
static const struct stmt stmt_due = {
	"SELECT " DUE_COLUMNS " FROM outbox o LEFT JOIN account a ON a.id = o.account LEFT JOIN invitation i"
	" ON i.id = o.invitation LEFT JOIN region r ON r.region = o.region"
	" WHERE o.state = 'queued' AND o.due <= $1 ORDER BY o.due, o.pid LIMIT 1",
	"i", "ttiitiiiiibiittt" "iiti"};
enum {
	D_PID, D_KIND, D_ACCOUNT, D_INVITATION, D_BY, D_MINUTES, D_COUNTS, D_SEALED = D_COUNTS + DIGEST__N, D_TRIES, D_MADE,
	D_EMAIL, D_NAME, D_LANG, D_CLOSED, D_LETTERS, D_PHONE, D_OVER,
};
static const struct stmt stmt_roles = {
	"SELECT DISTINCT s.role FROM holds h JOIN seat s ON s.id = h.seat JOIN organisation g ON g.id = s.org"
	" WHERE h.account = $1 AND h.begins <= $2 AND h.ends > $2 AND g.ended > $2", "ii", "t"};

static const struct stmt stmt_lease = {
	"UPDATE outbox SET state = 'sending', lease = $2, tries = tries + 1 WHERE pid = $1 AND state = 'queued'", "ti", ""};
static const struct stmt stmt_ends = {
	"UPDATE outbox SET state = $2, ended = $3, lease = 0, error = $4, sealed = NULL"
	" WHERE pid = $1 AND state IN ('queued', 'sending')", "ttit", ""};
static const struct stmt stmt_again = {
	"UPDATE outbox SET state = 'queued', lease = 0, due = $2, error = $3 WHERE pid = $1 AND state = 'sending'",
	"tit", ""};
static const struct stmt stmt_answered = {
	"SELECT kind, account, tries, made FROM outbox WHERE pid = $1 AND state = 'sending' AND tries = $2", "ti", "tiii"};
static const struct stmt stmt_wait = {
	"UPDATE outbox SET due = $2, error = 'off' WHERE pid = $1 AND state = 'queued'", "ti", ""};
/* Of a run that was killed: the answer does not come any more. */
static const struct stmt stmt_any_lost = {
	"SELECT count(*) FROM outbox WHERE state = 'sending' AND lease <= $1", "i", "i"};
static const struct stmt stmt_lost = {
	"UPDATE outbox SET state = 'queued', lease = 0, error = 'lost' WHERE state = 'sending' AND lease <= $1", "i", ""};

/* Short words for the administrator's page, which has the sentences; never what the server said, for that may hold an
 * address. */
static const char *const words[MAIL_RESULT__N] = {
	[MAIL_NONE] = "lost", [MAIL_SENT] = "", [MAIL_REFUSED] = "refused", [MAIL_LATER] = "later", [MAIL_AWAY] = "away",
	[MAIL_UNSAFE] = "unsafe", [MAIL_SIGN_IN] = "sign-in", [MAIL_OFF] = "off",
};

struct mailer *mailer_new(struct arena *a, const struct mailer_world *w)
{
	struct mailer *m = ARENA_NEW(a, struct mailer);
	m->w = *w;
	return m;
}

int64_t mailer_wait_ms(int64_t tries)
{
	int64_t wait = MINUTE_MS;
	for (int64_t i = 1; i < tries && wait < MOST_WAIT_MS; i++)
		wait *= 2;
	return wait < MOST_WAIT_MS ? wait : MOST_WAIT_MS;
}

/* ---- what became of it ---- */

/* On paper, where this kind may go on paper and there is someone to hand it to; else it has failed. */
static const char *without_mail(enum notice_kind kind, int64_t account)
{
	return account != 0 && notice_by_letter(kind) ? "letter" : "failed";
}

static enum err end_as(struct act *act, struct str pid, const char *state, const char *error)
{
	return act_write(act, &stmt_ends,
	                 DB_ARGS(val_text(pid), val_text(str_from(state)), val_int(act->now), val_text(str_from(error))));
}

static enum err take_answer(struct act *act, const struct out_answer *got)
{
	const struct rows *r;
	enum notice_kind kind;
	enum err e = act_exec(act, &stmt_answered, DB_ARGS(val_text(got->pid), val_int(got->attempt)), &r);
	if (e != OK || r->n == 0 || !notice_parse(rows_text(r, 0, 0), &kind))
		return e; /* of a try that was given up: a later one counts */
	const char *word = words[got->result];
	const char *error = got->code == 0 ? word : str_printf(act->a, "%s %d", word, got->code).p;
	log_line(LOG_INFO, "mail", "kind=%s result=%s code=%d try=%lld", notice_code(kind),
	         got->result == MAIL_SENT ? "sent" : word, got->code, (long long)rows_int(r, 0, 2));
	if (got->result == MAIL_SENT)
		return end_as(act, got->pid, "sent", "");
	bool over = act->now - rows_int(r, 0, 3) >= MAILER_DAYS * DAY_MS;
	if (got->result == MAIL_REFUSED || over)
		return end_as(act, got->pid, without_mail(kind, rows_int(r, 0, 1)), error);
	int64_t due = act->now + mailer_wait_ms(rows_int(r, 0, 2));
	return act_write(act, &stmt_again, DB_ARGS(val_text(got->pid), val_int(due), val_text(str_from(error))));
}

/* The sender answers in order: where it answers a ping that was asked after the mail, it knows nothing of that mail any
 * more, because it was started again. */
static enum err take_ping(struct mailer *m, struct act *act, uint32_t number)
{
	if (number > m->asked)
		return OK; /* asked by the process before this one */
	m->answered = number;
	if (m->under_way == 0 || number <= m->before)
		return OK;
	m->under_way = 0;
	log_line(LOG_WARN, "mail", "result=lost");
	return act_write(act, &stmt_again,
	                 DB_ARGS(val_text(str_from(m->pid)), val_int(act->now + mailer_wait_ms(1)), val_text(S("lost"))));
}

/* *heard: an answer came, of whatever kind. */
static enum err hear(struct mailer *m, struct act *act, int wait_ms, bool *heard)
{
	struct out_answer got;
	enum err e = out_hear(m->w.link, act->a, wait_ms, &got);
	*heard = e == OK;
	if (e == ERR_BUSY || e == ERR_INVALID)
		return OK;
	if (e != OK)
		return e;
	if (got.type != OUT_MAIL)
		return take_ping(m, act, got.number);
	m->under_way = 0;
	if (got.result > MAIL_LATER)
		m->rests = act->now + REST_MS;
	return take_answer(act, &got);
}

static enum err hear_all(struct mailer *m, struct act *act)
{
	bool heard = true;
	enum err e = OK;
	while (e == OK && heard)
		e = hear(m, act, 0, &heard);
	return e;
}

/* ---- what is due ---- */

/* Whoever works here is spoken to as a professional, also where they are a parent. */
static enum audience audience_of(const struct rows *roles)
{
	enum audience found = AUD_PROF;
	for (size_t i = 0; i < roles->n; i++) {
		enum role role;
		if (!role_parse(rows_text(roles, i, 0), &role))
			continue;
		if (role_def(role)->audience == AUD_PROF)
			return AUD_PROF;
		found = found == AUD_OUDER ? found : role_def(role)->audience;
	}
	return found;
}

static bool take_due(const struct mailer *m, const struct rows *r, struct due *d)
{
	if (r->n == 0)
		return false;
	*d = (struct due){
		.pid = rows_text(r, 0, D_PID), .account = rows_int(r, 0, D_ACCOUNT), .invitation = rows_int(r, 0, D_INVITATION),
		.sealed = rows_text(r, 0, D_SEALED), .tries = rows_int(r, 0, D_TRIES), .made = rows_int(r, 0, D_MADE),
		.email = rows_text(r, 0, D_EMAIL), .closed = rows_int(r, 0, D_CLOSED) == 1,
		.letters = rows_int(r, 0, D_LETTERS) == 1, .over = rows_int(r, 0, D_OVER) == 1,
		.facts = {.name = rows_text(r, 0, D_NAME), .phone = rows_text(r, 0, D_PHONE), .site = m->w.site,
			.minutes = rows_int(r, 0, D_MINUTES), .made = rows_int(r, 0, D_MADE)},
	};
	for (enum digest_count i = 0; i < DIGEST__N; i++)
		d->facts.counts[i] = rows_int(r, 0, D_COUNTS + (size_t)i);
	if (!notice_parse(rows_text(r, 0, D_KIND), &d->facts.kind))
		d->closed = true; /* of a later program */
	if (!lang_parse(rows_text(r, 0, D_LANG), &d->facts.speak.lang))
		d->facts.speak.lang = LANG_NL;
	if (!date_parse_iso(rows_text(r, 0, D_BY), &d->facts.by))
		d->facts.by = 0;
	return true;
}

static enum err load_due(const struct mailer *m, struct act *act, struct due *d, bool *found)
{
	const struct rows *r, *roles;
	enum err e = act_exec(act, &stmt_due, DB_ARGS(val_int(act->now)), &r);
	*found = e == OK && take_due(m, r, d);
	if (!*found || d->account == 0)
		return e;
	e = act_exec(act, &stmt_roles, DB_ARGS(val_int(d->account), val_int(act->now)), &roles);
	if (e != OK)
		return e;
	d->facts.speak.audience = audience_of(roles);
	d->has_roles = roles->n > 0;
	return OK;
}

static enum err write_out(struct mailer *m, struct act *act, struct keys_client *keys, struct due *d, struct str *mail)
{
	struct buf b;
	struct str code;
	buf_init(&b, act->a, MAIL_MAX);
	if (d->facts.kind == NOTICE_INVITATION) {
		enum err e = keys_open(keys, act->a, KEYS_OUTBOX, outbox_bound(act->a, d->invitation), d->sealed, &code);
		if (e != OK)
			return e;
		d->facts.code = code_shown(act->a, code);
	}
	const struct mime_mail mime = {
		.from_name = S("Thuisnabij"), .from = m->w.from, .to = d->email, .subject = str_from(mail_subject(&d->facts)),
		.text = mail_text(act->a, &d->facts), .id = d->pid, .lang = lang_code(d->facts.speak.lang), .at = d->made,
	};
	enum err e = mime_write(&b, act->a, &mime);
	*mail = buf_view(&b);
	return e;
}

/* Leased before it leaves, so that nobody else sends it meanwhile. */
static enum err hand_over(struct mailer *m, struct act *act, const struct due *d, struct str mail)
{
	const struct out_mail question = {d->pid, (uint32_t)d->tries + 1, d->email, mail};
	enum err e = act_write(act, &stmt_lease, DB_ARGS(val_text(d->pid), val_int(act->now + LEASE_MS)));
	if (e == OK)
		e = out_mail(m->w.link, act->a, &question);
	if (e != OK)
		return e;
	if (d->pid.n >= sizeof m->pid)
		BUG("a public id of %zu bytes", d->pid.n);
	memcpy(m->pid, d->pid.p, d->pid.n);
	m->pid[d->pid.n] = '\0';
	m->before = m->asked;
	m->under_way = act->now;
	return OK;
}

/* The next row that is due: sent, or ended where there is nobody to send it to. */
static enum err go_on(struct mailer *m, struct act *act, struct keys_client *keys, bool *found)
{
	struct due d;
	struct str mail;
	enum err e = load_due(m, act, &d, found);
	if (e != OK || !*found)
		return e;
	if (d.closed || d.over)
		return end_as(act, d.pid, "dropped", d.over ? "over" : "");
	if (d.account != 0 && (d.letters || d.email.n == 0))
		return end_as(act, d.pid, notice_by_letter(d.facts.kind) ? "letter" : "dropped", "");
	if (!m->w.sends && act->now - d.made >= MAILER_DAYS * DAY_MS)
		return end_as(act, d.pid, without_mail(d.facts.kind, d.account), words[MAIL_OFF]);
	if (!m->w.sends)
		return act_write(act, &stmt_wait, DB_ARGS(val_text(d.pid), val_int(act->now + UNSET_WAIT_MS)));
	e = write_out(m, act, keys, &d, &mail);
	/* What can never be sent does not stand in the way of what can. */
	if (e != OK && e != ERR_DOWN && e != ERR_BUSY && e != ERR_IO)
		return end_as(act, d.pid, without_mail(d.facts.kind, d.account), "address");
	return e != OK ? e : hand_over(m, act, &d, mail);
}

static enum err take_up_lost(struct mailer *m, struct act *act)
{
	const struct rows *r;
	if (m->under_way != 0 && act->now - m->under_way >= LEASE_MS)
		m->under_way = 0;
	enum err e = act_exec(act, &stmt_any_lost, DB_ARGS(val_int(act->now)), &r);
	return e != OK || rows_int(r, 0, 0) == 0 ? e : act_write(act, &stmt_lost, DB_ARGS(val_int(act->now)));
}

enum err mailer_run(struct mailer *m, struct act *act, struct keys_client *keys)
{
	bool found = true, heard = true;
	enum err e = hear_all(m, act);
	if (e == OK)
		e = take_up_lost(m, act);
	if (e == OK && m->under_way != 0 && m->asked == m->before)
		e = out_ping(m->w.link, ++m->asked);
	for (int i = 0; e == OK && found && i < AT_ONCE && act->now >= m->rests; i++) {
		if (m->under_way != 0)
			e = hear(m, act, HEAR_MS, &heard);
		if (e != OK || m->under_way != 0)
			break;
		e = go_on(m, act, keys, &found);
	}
	act_end(act);
	return e;
}

enum err mailer_ping(struct mailer *m, struct act *act)
{
	enum err e = hear_all(m, act);
	act_end(act);
	if (e != OK || m->under_way != 0)
		return e;
	bool silent = m->asked != m->answered;
	e = out_ping(m->w.link, ++m->asked);
	return e == OK && silent ? ERR_DOWN : e;
}
