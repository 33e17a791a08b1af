#include "audit.h"

#include "audit_chain.h"

#include <stdio.h>

enum { GROUP_BYTES = 8 << 20, FAULTS_BYTES = 1 << 20 };

static const struct stmt stmt_chains = {
	"SELECT DISTINCT chain FROM change_link WHERE chain > $1 ORDER BY chain LIMIT 1000", "i", "i"};
static const struct stmt stmt_chain = {
	"SELECT l.n, l.link, g.id, g.pid, g.at, g.account, g.role, g.door, g.done, g.undo_until, g.undoes,"
	" g.source, g.source_on, v.record, v.record_id, v.field, v.old, v.new, v.old_sealed, v.new_sealed, v.salt,"
	" v.digest"
	" FROM change_link l LEFT JOIN change_group g ON g.id = l.change_group"
	" LEFT JOIN change_value v ON v.change_group = g.id WHERE l.chain = $1"
	" ORDER BY l.n, v.record, v.record_id, v.field",
	"i", "ibitiitttiitttitttbbbb"};
enum col {
	N,
	LINK,
	ID,
	PID,
	AT,
	ACCOUNT,
	ROLE,
	DOOR,
	DONE,
	UNDO_UNTIL,
	UNDOES,
	SOURCE,
	SOURCE_ON,
	RECORD,
	RECORD_ID,
	FIELD,
	OLD,
	NEW,
	OLD_SEALED,
	NEW_SEALED,
	SALT,
	DIGEST
};

/* What no walk along the chains can see. Each counts rows that must not be. */
static const struct {
	struct stmt count;
	const char *what;
} strays[] = {
	{{"SELECT count(*) FROM change_group g WHERE NOT EXISTS (SELECT 1 FROM change_link l WHERE l.change_group = "
          "g.id)",
          "", "i"},
         "change without a link"},
	{{"SELECT count(*) FROM change_value v WHERE NOT EXISTS (SELECT 1 FROM change_group g WHERE g.id = "
          "v.change_group)",
          "", "i"},
         "value without a change"},
	/* When something was taken back is said by what took it back. */
	{{"SELECT count(*) FROM change_group g WHERE g.undone_at <> 0 AND NOT EXISTS"
          " (SELECT 1 FROM change_group u WHERE u.undoes = g.id AND u.undoes <> 0 AND u.at = g.undone_at)",
          "", "i"},
         "change marked as taken back that nothing took back"},
	{{"SELECT count(*) FROM change_group u WHERE u.undoes <> 0 AND NOT EXISTS"
          " (SELECT 1 FROM change_group g WHERE g.id = u.undoes AND g.undone_at = u.at)",
          "", "i"},
         "change taken back that is not marked so"},
};

static const struct stmt stmt_erased = {
	"SELECT record, record_id, field, new, salt FROM change_value WHERE salt IS NULL OR substr(field, 1, 1) = $1"
	" ORDER BY record, record_id",
	"t", "tittb"};

struct proof {
	struct arena *a;
	struct buf faults;
	struct audit_found *found;
	int64_t chain;
	/* The group at hand. */
	struct arena *room;
	struct buf body;
	int64_t n, parts;
	struct link link, stored;
	bool at_hand, has_stored, broken;
};

static void fault(struct proof *p, const char *what)
{
	if (!p->broken)
		buf_printf(&p->faults, "changes, chain %lld, change %lld: %s\n", (long long)p->chain, (long long)p->n, what);
	p->broken = true;
}

/* The group at hand is complete: does its link hold? */
static void group_ends(struct proof *p)
{
	if (!p->at_hand || p->broken)
		return;
	chain_int(&p->body, p->parts);
	p->link = chain_next(&p->link, buf_view(&p->body));
	if (!p->has_stored || memcmp(p->link.b, p->stored.b, LINK_BYTES) != 0)
		fault(p, "it is not what was written");
	p->found->groups++;
}

static void group_begins(struct proof *p, const struct val *v)
{
	if (v[N].i != p->n + 1)
		fault(p, "after this one a change is missing or stands twice");
	p->n = v[N].i;
	p->at_hand = true;
	p->parts = 0;
	p->has_stored = link_from(v[LINK].s, &p->stored);
	arena_reset(p->room);
	buf_init(&p->body, p->room, GROUP_BYTES);
	if (v[ID].type == VAL_NULL) {
		fault(p, "it is gone");
		return;
	}
	const struct audit_group g = {
		.id = v[ID].i, .pid = v[PID].s, .at = v[AT].i, .account = v[ACCOUNT].i, .role = v[ROLE].s,
		.door = v[DOOR].s, .done = v[DONE].s, .undo_until = v[UNDO_UNTIL].i, .undoes = v[UNDOES].i,
		.source = v[SOURCE].s, .source_on = v[SOURCE_ON].s,
	};
	audit_hash_group(&p->body, p->chain, p->n, &g);
}

static void value_holds(struct proof *p, const struct val *v)
{
	struct link digest;
	struct val old = v[OLD].type == VAL_NULL ? v[OLD_SEALED] : v[OLD];
	struct val new = v[NEW].type == VAL_NULL ? v[NEW_SEALED] : v[NEW];
	if (!link_from(v[DIGEST].s, &digest)) {
		fault(p, "a digest is gone");
		return;
	}
	audit_hash_part(&p->body, v[RECORD].s, v[RECORD_ID].i, v[FIELD].s, &digest);
	p->parts++;
	p->found->values++;
	if (v[SALT].type == VAL_NULL) { /* erased; that something says so is asked of the whole (strays) */
		p->found->erased++;
		if (old.type != VAL_NULL || new.type != VAL_NULL)
			fault(p, "a value without its salt");
		return;
	}
	if (v[SALT].s.n < 16 || v[SALT].s.n > 64) {
		fault(p, "a salt is not what was written");
		return;
	}
	struct link want = audit_digest(p->room, v[SALT].s, old, new);
	if (memcmp(want.b, digest.b, LINK_BYTES) != 0)
		fault(p, "a value is not what was written");
}

static bool hold_row(void *ctx, const struct val *v, size_t cols)
{
	struct proof *p = ctx;
	(void)cols;
	if (!p->at_hand || v[N].i != p->n) {
		group_ends(p);
		if (!p->broken)
			group_begins(p, v);
	}
	if (!p->broken && v[RECORD].type != VAL_NULL)
		value_holds(p, v);
	return !p->broken;
}

static enum err hold_chain(struct proof *p, struct conn *c, int64_t chain)
{
	p->chain = chain;
	p->n = 0;
	p->at_hand = false;
	p->link = (struct link){{0}};
	p->broken = false;
	enum err e = db_each(c, &stmt_chain, DB_ARGS(val_int(chain)), hold_row, p);
	if (e == OK)
		group_ends(p);
	p->found->chains++;
	return e;
}

/* Values of one record that are gone, and how many the chain says were erased. */
struct erased {
	char record[64];
	int64_t id, gone, said, wrong;
};

static void erased_ends(struct erased *e)
{
	if (e->gone != e->said)
		e->wrong++;
	e->gone = e->said = 0;
}

static bool hold_erased(void *ctx, const struct val *v, size_t cols)
{
	struct erased *e = ctx;
	int64_t n = 0;
	(void)cols;
	if (v[1].i != e->id || !str_is(v[0].s, e->record)) {
		erased_ends(e);
		e->id = v[1].i;
		snprintf(e->record, sizeof e->record, STR_FMT, STR_ARG(v[0].s));
	}
	if (!str_starts(v[2].s, S(AUDIT_ERASED)))
		e->gone++;
	else if (v[4].type != VAL_NULL && str_to_i64(v[3].s, &n))
		e->said += n;
	else
		e->wrong++; /* this one never goes itself */
	return true;
}

static enum err hold_all_erased(struct proof *p, struct conn *c)
{
	struct erased erased = {.id = 0};
	enum err e = db_each(c, &stmt_erased, DB_ARGS(val_text(S(AUDIT_ERASED))), hold_erased, &erased);
	erased_ends(&erased);
	if (e == OK && erased.wrong > 0)
		buf_printf(&p->faults, "changes: of %lld records values are gone that nothing erased\n",
			   (long long)erased.wrong);
	return e;
}

static enum err hold_all(struct proof *p, struct conn *c)
{
	const struct rows *chains, *stray;
	int64_t last = INT64_MIN;
	enum err e;
	do {
		e = db_exec(c, p->a, &stmt_chains, DB_ARGS(val_int(last)), &chains);
		for (size_t i = 0; e == OK && i < chains->n; i++) {
			last = rows_int(chains, i, 0);
			e = hold_chain(p, c, last);
		}
	} while (e == OK && chains->n == 1000);
	for (size_t i = 0; e == OK && i < sizeof strays / sizeof *strays; i++) {
		e = db_exec(c, p->a, &strays[i].count, DB_NO_ARGS, &stray);
		if (e == OK && rows_int(stray, 0, 0) > 0)
			buf_printf(&p->faults, "changes: %lld times a %s\n", (long long)rows_int(stray, 0, 0), strays[i].what);
	}
	return e == OK ? hold_all_erased(p, c) : e;
}

enum err audit_verify_in(struct conn *c, struct arena *a, struct audit_found *out)
{
	struct proof p = {.a = a, .found = out};
	*out = (struct audit_found){.chains = 0};
	buf_init(&p.faults, a, FAULTS_BYTES);
	p.room = arena_new(2 * GROUP_BYTES);
	enum err e = hold_all(&p, c);
	arena_free(p.room);
	out->why = buf_view(&p.faults);
	return e == OK && p.faults.n > 0 ? ERR_CONFLICT : e;
}

enum err audit_verify(struct db *db, struct arena *a, struct audit_found *out)
{
	struct conn *c;
	*out = (struct audit_found){.chains = 0};
	enum err e = db_take(db, 5000, &c);
	if (e != OK)
		return e;
	e = audit_verify_in(c, a, out);
	db_give(db, c);
	return e;
}
