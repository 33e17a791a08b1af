#include "presence_rights.h"

#include "date.h"
#include "grant.h"
#include "model.h"

#define B(r) (UINT32_C(1) << ROLE_##r)

/* Roles of a family are no work. */
static bool is_work(const struct seat *s)
{
	return s->org_kind != ORG_PARENTS && s->org_kind != ORG_GROUP && s->role != ROLE_PARENT &&
			s->role != ROLE_PUPIL;
}

size_t posts_of(const struct viewer *v, struct post out[VIEWER_SEATS_MAX])
{
	size_t n = 0;
	for (size_t i = 0; i < v->n_seats; i++) {
		const struct seat *s = &v->seats[i];
		size_t k = 0;
		if (!is_work(s))
			continue;
		while (k < n && out[k].org != s->org)
			k++;
		if (k == n)
			out[n++] = (struct post){s->org, s->org_pid, s->org_name, s->org_kind, false};
		out[k].acts = out[k].acts || s->role == v->role;
	}
	return n;
}

enum err post_find(const struct viewer *v, struct str pid, struct post *out)
{
	struct post all[VIEWER_SEATS_MAX];
	size_t n = posts_of(v, all), found = n;
	for (size_t i = n; i > 0; i--)
		if (pid.n > 0 ? str_eq(all[i - 1].pid, pid) : all[i - 1].acts)
			found = i - 1;
	if (found == n && (pid.n > 0 || n == 0))
		return ERR_NOT_FOUND;
	*out = all[found == n ? 0 : found];
	return OK;
}

bool presence_gives(const struct viewer *v, int64_t org, enum org_kind kind, uint32_t roles)
{
	uint32_t given = role_grants(v->role, kind, GIVER_OWN, false);
	return viewer_seat_at(v, org) != NULL && roles != 0 && (roles & ~given) == 0;
}

/* Who leads, and who hands on work there: "the coordinator". A teacher or an invited expert has no tray to empty. */
static const uint32_t tray_roles = B(SCHOOL_LEADER) | B(IB) | B(DIRECTOR) | B(TRAJECT) | B(TLV_SECRETARY) |
				   B(PRESCHOOL) |
				   B(PROVISION_TEAM);

bool tray_sees(const struct viewer *v, const struct post *post)
{
	return post->acts && (tray_roles >> v->role & 1) != 0;
}

static const struct {
	const char *share;
	parts parts;
} shares[] = {
	{"alles", UINT32_MAX >> 1},
	{"kaart", PART_BIT(PART_KERN) | PART_BIT(PART_CARD)},
	{"school", PART_BIT(PART_KERN) | PART_BIT(PART_SCHOOL) | PART_BIT(PART_CARD)},
	{"knooppunt", PART_BIT(PART_KERN) | PART_BIT(PART_KNOOPPUNT)},
	{"swv", PART_BIT(PART_KERN) | PART_BIT(PART_SWV)},
};

parts cover_parts(struct str share)
{
	for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
		if (str_is(share, shares[i].share))
			return shares[i].parts;
	return 0;
}

/* ---- one absence ---- */

enum err presence_row(struct act *act, const struct record *rec, struct str pid, struct row *out)
{
	const struct rows *r;
	enum err e = act_exec(act, &model_sql(act->model, rec)->by_pid, DB_ARGS(val_text(pid)), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	if (e == OK)
		*out = row_take(act, rec, r, 0);
	return e;
}

static const struct stmt stmt_absent = {
	"SELECT x.account, x.org, x.begins, x.ends, a.name, o.name, o.pid, o.kind FROM absence x JOIN account a ON a.id = "
	"x.account JOIN organisation o ON o.id = x.org WHERE x.pid = $1",
	"t", "iiiitttt"};
static const struct stmt stmt_roles = {
	"SELECT s.role FROM absence x JOIN holds h ON h.account = x.account JOIN seat s ON s.id = h.seat JOIN"
	" organisation o ON o.id = s.org WHERE x.pid = $1 AND (s.org = x.org OR (o.parent = x.org AND o.kind = 'groep'))"
	" AND h.begins <= $2 AND h.ends > $2",
	"ti", "t"};
static const struct stmt stmt_given = {
	"SELECT count(*) FROM absence_cover WHERE absence = $1 AND state = 'given'", "i", "i"};
static const struct stmt stmt_cover = {
	"SELECT y.account, t.role, o.id, o.kind FROM holds y JOIN seat t ON t.id = y.seat JOIN organisation o ON o.id = "
	"t.org WHERE y.id = $1",
	"i", "itit"};

struct absent_at {
	size_t absent, roles;
};

static struct absent_at absent_put(struct batch *b, struct str pid, int64_t now)
{
	return (struct absent_at){batch_put(b, &stmt_absent, DB_ARGS(val_text(pid))),
				  batch_put(b, &stmt_roles, DB_ARGS(val_text(pid), val_int(now)))};
}

static enum err absent_take(const struct act *act, const struct batch *b, struct absent_at at, const struct row *row,
			    struct absent *out)
{
	const struct viewer *v = act->viewer;
	const struct rows *r = batch_rows(b, at.absent), *roles = batch_rows(b, at.roles);
	enum role role;
	if (r->n == 0)
		return ERR_NOT_FOUND;
	*out = (struct absent){.row = *row, .account = rows_int(r, 0, 0), .org = rows_int(r, 0, 1),
			       .begins = rows_int(r, 0, 2), .ends = rows_int(r, 0, 3), .name = rows_text(r, 0, 4),
			       .org_name = rows_text(r, 0, 5), .org_pid = rows_text(r, 0, 6)};
	for (size_t i = 0; i < roles->n; i++)
		out->roles |= role_parse(rows_text(roles, i, 0), &role) ? UINT32_C(1) << role : 0;
	bool known = org_kind_parse(rows_text(r, 0, 7), &out->org_kind);
	out->own = out->account == v->account;
	out->gives = known && !out->own && presence_gives(v, out->org, out->org_kind, out->roles);
	return OK;
}

enum err absence_open(struct act *act, struct str pid, struct absent *out)
{
	struct batch *b;
	if (act->viewer == NULL || act->viewer->level != LEVEL_FULL || !pid_valid(pid))
		return ERR_NOT_FOUND;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t record = batch_put(b, &model_sql(act->model, &rec_absence)->by_pid, DB_ARGS(val_text(pid)));
	struct absent_at at = absent_put(b, pid, act->now);
	e = batch_run(b);
	if (e != OK || batch_rows(b, record)->n == 0)
		return e != OK ? e : ERR_NOT_FOUND;
	struct row row = row_take(act, &rec_absence, batch_rows(b, record), 0);
	e = absent_take(act, b, at, &row, out);
	return e == OK && !out->own && !out->gives ? ERR_NOT_FOUND : e;
}

/* Taking back may open again what was shut: then it asks the right of giving. */
enum err absence_may_undo(struct act *act, const struct row *now)
{
	struct absent x;
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	struct absent_at at = absent_put(b, now->pid, act->now);
	size_t given = batch_put(b, &stmt_given, DB_ARGS(val_int(now->id)));
	e = batch_run(b);
	if (e == OK)
		e = absent_take(act, b, at, now, &x);
	if (e != OK)
		return e;
	return x.gives || (x.own && rows_int(batch_rows(b, given), 0, 0) == 0) ? OK : ERR_DENIED;
}

enum err cover_may_undo(struct act *act, const struct row *now)
{
	const struct viewer *v = act->viewer;
	const struct rows *r;
	enum role role;
	enum org_kind kind;
	enum err e = act_exec(act, &stmt_cover, DB_ARGS(val_int(row_int(now, &cover_fields[COVER_PLACE]))), &r);
	if (e != OK)
		return e;
	bool known = r->n == 1 && role_parse(rows_text(r, 0, 1), &role) && org_kind_parse(rows_text(r, 0, 3), &kind);
	bool others = known && rows_int(r, 0, 0) != v->account &&
		row_int(now, &cover_fields[COVER_ABSENT]) != v->account;
	return others && presence_gives(v, rows_int(r, 0, 2), kind, UINT32_C(1) << role) ? OK : ERR_DENIED;
}
