#include "demo.h"

#include "calendar.h"
#include "date.h"
#include "demo_data.h"
#include "demo_make.h"
#include "invitation.h"
#include "rule.h"
#include "second_factor.h"
#include "sign_in.h"
#include "token.h"

enum { REGION = 1, LIVED_IN_DAYS = 90, FEW_LEFT = 3 };

static const struct stmt stmt_is_here = {"SELECT count(*) FROM region WHERE code = $1", "t", "i"};
static const struct stmt stmt_recovery = {"INSERT INTO recovery (account, code_hash, used) VALUES ($1, $2, 0)", "ib",
					  ""};

static const struct stmt stmt_place = {
	"SELECT a.id, s.id, h.id FROM account a JOIN holds h ON h.account = a.id JOIN seat s ON s.id = h.seat"
	" WHERE a.email = $1 AND s.role = $2 ORDER BY h.id", "tt", "iii"};

/* What the making of it knows so far. */
struct making {
	struct demo_making by;
	struct act *act;
	struct org_made orgs[D_ORG__N];
	int64_t *accounts; /* as demo_people */
};

struct str demo_address(struct arena *a, const char *local)
{
	return str_printf(a, "%s@merenland.test", local);
}

void demo_secret(struct arena *a, const char *email, unsigned char secret[TOTP_SECRET_BYTES])
{
	struct str hash = token_hash(a, str_printf(a, "thuisnabij demo totp %s", email));
	memcpy(secret, hash.p, TOTP_SECRET_BYTES);
}

static struct str code_from(struct arena *a, struct dice *d, size_t chars)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char *p = arena_alloc(a, chars + 1);
	for (size_t i = 0; i < chars; i++)
		p[i] = alphabet[dice_below(d, 32)];
	return (struct str){p, chars};
}

enum err demo_making_begin(struct demo_making *m, const struct demo_args *args, uint64_t salt)
{
	*m = (struct demo_making){
		.args = args, .act = args->act, .app = {.keys = args->keys, .passwords = args->passwords}};
	m->req = (struct req){.act = *args->act, .app = &m->app};
	dice_seed(&m->dice, args->seed + salt);
	return password_hash(args->passwords, args->act->a, S(DEMO_PASSWORD), &m->password);
}

/* The second factor and the recovery codes. */
static enum err put_factor(struct demo_making *m, struct change *c, const char *email, int codes, int64_t account)
{
	struct arena *a = m->act->a;
	unsigned char secret[TOTP_SECRET_BYTES];
	struct str sealed;
	demo_secret(a, demo_address(a, email).p, secret);
	enum err e = second_factor_seal(&m->req, account, secret, &sealed);
	if (e != OK)
		return e;
	change_set(c, &rec_account, account, &account_fields[ACCOUNT_SECOND_FACTOR], val_blob(sealed));
	for (int i = 0; i < codes; i++) {
		struct str code = code_from(a, &m->dice, RECOVERY_BITS / 5);
		change_exec(c, &stmt_recovery, DB_ARGS(val_int(account), val_blob(recovery_hash(a, code))), 1);
	}
	return OK;
}

enum err demo_account_new(struct demo_making *m, struct change *c, const char *email, const char *name, int codes,
                          int64_t *id)
{
	struct str pid;
	const struct account_new n = {.name = str_from(name), .email = demo_address(m->act->a, email),
	                              .password_hash = m->password, .lang = LANG_NL};
	enum err e = account_new(m->act, c, &n, id, &pid);
	return e != OK || codes == 0 ? e : put_factor(m, c, email, codes, *id);
}

static enum err make_region(struct making *m)
{
	int64_t id;
	struct str pid;
	const struct val region[REGION__N] = {
		[REGION_CODE] = val_text(S(DEMO_REGION)),
		[REGION_NAME] = val_text(str_from(demo_orgs[D_SWV].name)),
		[REGION_PHONE] = val_text(S("088 000 00 00")),
		[REGION_MADE] = val_int(m->act->now),
	};
	struct change *c = change_begin(m->act, N_("Thuisnabij is set up"), 0);
	enum err e = change_new(c, &rec_region, region, &id, &pid);
	return e != OK ? e : change_commit(c);
}

static enum err make_org(struct making *m, enum demo_org i)
{
	const struct demo_org_row *row = &demo_orgs[i];
	struct change *c = change_begin(m->act, N_("The organisation is added"), 0);
	enum err e = organisation_new(m->act, c, row->kind, str_from(row->name), str_from(row->place),
	                              row->board == DEMO_NO_BOARD ? 0 : m->orgs[row->board].id, &m->orgs[i]);
	return e != OK ? e : change_commit(c);
}

static bool needs_factor(const struct demo_person *p)
{
	uint32_t roles = 0;
	for (size_t i = 0; i < DEMO_SEATS_MAX; i++)
		if (p->seats[i].role != ROLE_NONE)
			roles |= UINT32_C(1) << p->seats[i].role;
	return roles_need_second_factor(roles);
}

static int64_t account_of(const struct making *m, const char *email)
{
	for (size_t i = 0; i < n_demo_people; i++)
		if (strcmp(demo_people[i].email, email) == 0)
			return m->accounts[i];
	BUG("nobody in the demo is called %s", email);
}

/* One account has few codes left, so that its start page says so. */
static enum err make_person(struct making *m, size_t i)
{
	const struct demo_person *p = &demo_people[i];
	int codes = !needs_factor(p) ? 0 : p->ends_in_days > 0 ? FEW_LEFT : RECOVERY_CODES;
	struct change *c = change_begin(m->act, N_("Welcome. Your account is ready"), 0);
	enum err e = demo_account_new(&m->by, c, p->email, p->name, codes, &m->accounts[i]);
	int32_t today = instant_date(m->by.args->today);
	int64_t ends = p->ends_in_days > 0 ? end_of_day(today + p->ends_in_days) : INSTANT_OPEN;
	for (size_t s = 0; e == OK && s < DEMO_SEATS_MAX && p->seats[s].role != ROLE_NONE; s++)
		e = seat_give(m->act, c, m->accounts[i], m->orgs[p->seats[s].org].seat[p->seats[s].role], ends,
			      account_of(m, p->seats[s].giver));
	return e != OK ? e : change_commit(c);
}

/* Someone who was invited and has not come yet. */
static enum err make_invitation(struct making *m, struct str *code)
{
	struct arena *a = m->act->a;
	struct str pid;
	struct invitation_new n = {
		.seat = m->orgs[D_WILGENHOEK].seat[ROLE_TEACHER], .given_by = account_of(m, "schoolleider1"),
		.name = S("Daan Vos"), .email = demo_address(a, "nieuw1"), .lang = LANG_NL,
		.code = code_from(a, &m->by.dice, CODE_BITS / 5),
	};
	struct change *c = change_begin(m->act, N_("The invitation is made"), 0);
	enum err e = invitation_new(m->act, c, &n, code, &pid);
	*code = code_shown(a, *code);
	return e != OK ? e : change_commit(c);
}

enum err demo_make(const struct demo_args *args, struct str *code)
{
	struct arena *a = args->act->a;
	struct making *m = ARENA_NEW(a, struct making);
	m->act = args->act;
	m->accounts = ARENA_ARRAY(a, int64_t, n_demo_people);
	m->act->dice = &m->by.dice;
	m->act->region = REGION;
	m->act->now = args->today - (int64_t)LIVED_IN_DAYS * DAY_MS;
	enum err e = demo_making_begin(&m->by, args, 0);
	if (e == OK)
		e = make_region(m);
	for (enum demo_org i = 0; e == OK && i < D_ORG__N; i++)
		e = make_org(m, i);
	for (size_t i = 0; e == OK && i < n_demo_people; i++) {
		m->act->now += (int64_t)60 * 60 * 1000; /* one after the other, as it goes */
		e = make_person(m, i);
	}
	m->act->now = args->today;
	if (e == OK)
		e = make_invitation(m, code);
	m->act->dice = NULL;
	return e;
}

void demo_begin(struct act *act, struct demo_turn *turn, uint64_t seed)
{
	turn->today = act->now;
	dice_seed(&turn->dice, seed);
	act->dice = &turn->dice;
}

enum err demo_end(struct act *act, const struct demo_turn *turn, enum err e)
{
	act->dice = NULL;
	act->viewer = NULL;
	act->now = turn->today;
	return e;
}

enum err demo_act_as(struct act *act, const char *email, enum role role, int64_t at)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_place,
	                      DB_ARGS(val_text(demo_address(act->a, email)), val_text(str_from(role_def(role)->code))), &r);
	if (e != OK)
		return e;
	if (r->n == 0)
		BUG("nobody in the demo is %s as %s", email, role_def(role)->code);
	struct viewer *v = ARENA_NEW(act->a, struct viewer);
	int64_t *grantees = ARENA_ARRAY(act->a, int64_t, 1 + 2 * r->n);
	grantees[0] = rows_int(r, 0, 0);
	for (size_t i = 0; i < r->n; i++) {
		grantees[1 + i] = rows_int(r, i, 1);
		grantees[1 + r->n + i] = rows_int(r, i, 2);
	}
	*v = (struct viewer){.account = grantees[0], .region = act->region, .level = LEVEL_FULL, .role = role,
	                     .grantees = grantees, .n_grantees = 1 + 2 * r->n};
	act->viewer = v;
	act->now = at;
	return OK;
}

static const struct stmt stmt_child = {
	"SELECT id, school, given_name, born FROM route WHERE given_name = $1 AND family_name = $2 ORDER BY id LIMIT 1",
	"tt", "iitt"};
static const struct stmt stmt_org = {"SELECT id FROM organisation WHERE name = $1 ORDER BY id LIMIT 1", "t", "i"};

enum err demo_find_child(struct act *act, const char *given, const char *family, struct demo_found *out)
{
	const struct rows *r;
	*out = (struct demo_found){.id = 0};
	enum err e = act_exec(act, &stmt_child, DB_ARGS(val_text(str_from(given)), val_text(str_from(family))), &r);
	if (e != OK || r->n == 0)
		return e;
	*out = (struct demo_found){.id = rows_int(r, 0, 0), .school = rows_int(r, 0, 1), .given = rows_text(r, 0, 2)};
	if (!date_parse_iso(rows_text(r, 0, 3), &out->born))
		BUG("a child without a day of birth");
	return OK;
}

enum err demo_find_org(struct act *act, const char *name, int64_t *id)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_org, DB_ARGS(val_text(str_from(name))), &r);
	*id = e == OK && r->n > 0 ? rows_int(r, 0, 0) : 0;
	return e;
}

/* Merenland has the vacations of the north; of years that nobody published, only weekends and holidays. */
static bool is_school_day(int32_t date)
{
	const struct calendar *c = region_calendar(HOLIDAY_NORTH);
	bool known = date >= c->known.begin && date < c->known.end;
	return known ? school_day(c, date) : working_day(date);
}

int32_t demo_school_day(int32_t date)
{
	while (!is_school_day(date))
		date--;
	return date;
}

int32_t demo_school_day_from(int32_t date)
{
	while (!is_school_day(date))
		date++;
	return date;
}

int64_t demo_moment(int64_t today, int days, size_t n)
{
	enum { SATURDAY = 6, MONDAY_AFTER = 8, MINUTE_MS = 60 * 1000 };
	int32_t date = instant_date(today) - days;
	if (date_weekday(date) >= SATURDAY)
		date += MONDAY_AFTER - date_weekday(date);
	return instant_of_date(demo_school_day(date)) + (8 * 60 + (int64_t)(n * 137 % (8 * 60))) * MINUTE_MS;
}

enum err demo_is_here(struct act *act, bool *here)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_is_here, DB_ARGS(val_text(S(DEMO_REGION))), &r);
	if (e == OK)
		*here = rows_int(r, 0, 0) > 0;
	return e;
}

size_t demo_account_count(void)
{
	return n_demo_people;
}

struct demo_account demo_account_at(size_t i)
{
	const struct demo_person *p = &demo_people[i];
	return (struct demo_account){p->email, p->name, p->seats[0].role, needs_factor(p)};
}
