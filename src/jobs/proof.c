#include "proof.h"

#include "audit.h"
#include "log.h"
#include "look.h"

enum { WAIT_MS = 5000 };

static const struct stmt stmt_put = {"INSERT INTO setting (name, value) VALUES ('audit.proved', $1) ON CONFLICT (name) "
                                     "DO UPDATE SET value = excluded.value",
                                     "t", ""};
static const struct stmt stmt_last = {"SELECT value FROM setting WHERE name = 'audit.proved'", "", "t"};

/* Goes on after a fault: all of them are wanted. */
static enum err gather(struct buf *faults, enum err e, struct str why, enum err *first)
{
	buf_str(faults, why);
	if (e != OK && e != ERR_CONFLICT && *first == OK)
		*first = e;
	return *first;
}

enum err proof_all(const struct witness_dbs *dbs, struct arena *a, struct proof_found *out)
{
	struct audit_found changes;
	struct buf faults;
	struct str why = {0};
	enum err first = OK, e = audit_verify(dbs->of[CHAINS_CHANGES], a, &changes);
	*out = (struct proof_found){.changes = changes.groups, .change_chains = changes.chains, .values = changes.values,
	                            .erased = changes.erased};
	buf_init(&faults, a, 4 << 20);
	if (gather(&faults, e, changes.why, &first) == OK) {
		e = looks_verify(dbs->of[CHAINS_LOOKS], a, &out->looks, &why);
		gather(&faults, e, why, &first);
	}
	if (first == OK) {
		why = (struct str){0};
		e = heads_hold_kept(dbs, a, &out->heads, &why);
		gather(&faults, e, why, &first);
	}
	out->why = buf_view(&faults);
	return first == OK && faults.n > 0 ? ERR_CONFLICT : first;
}

enum err proof_run(const struct witness_dbs *dbs, struct arena *a, int64_t now)
{
	struct proof_found found;
	struct conn *c;
	enum err e = proof_all(dbs, a, &found);
	bool whole = e == OK;
	if (e != OK && e != ERR_CONFLICT)
		return e;
	if (!whole)
		log_line(LOG_ERROR, "audit", "whole=no remedy=\"thuisnabij audit verify\"");
	e = db_take(dbs->of[CHAINS_CHANGES], WAIT_MS, &c);
	if (e != OK)
		return e;
	struct str value = str_printf(a, "%lld %s", (long long)now, whole ? "whole" : "broken");
	e = db_begin(c);
	if (e == OK)
		e = db_exec(c, a, &stmt_put, DB_ARGS(val_text(value)), NULL);
	if (e == OK)
		e = db_commit(c);
	db_give(dbs->of[CHAINS_CHANGES], c);
	return e;
}

enum err proof_last(struct conn *c, struct arena *a, int64_t *at, bool *whole)
{
	const struct rows *r;
	struct str word = {0};
	enum err e = db_exec(c, a, &stmt_last, DB_NO_ARGS, &r);
	*at = 0;
	if (e == OK && r->n == 1 && !str_to_i64(str_cut(rows_text(r, 0, 0), ' ', &word), at))
		*at = 0; /* not ours: as good as never */
	*whole = str_is(word, "whole");
	return e;
}
