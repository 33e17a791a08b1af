/* Destroying before the term is over, because who it is about asks for it (AVG article 17): one part of one child, by
 * two persons. The first is who agreed to the request, the second confirms the run. What a law keeps is not destroyed
 * on request. */
#include "retain.h"

#include "date.h"
#include "erase.h"
#include "flow.h"
#include "keep_past.h"
#include "model.h"
#include "outbox.h"
#include "people.h"
#include "route.h"

#define WAITS "te-wissen"

/* AVG article 17, paragraph 3, under b: what a law or a task by law keeps. PRI-05 reads the three years of the
 * partnership as the longest, so they keep nothing; PRI-06 does. */
static const struct retain_duty duties[PART__N] = {
	[PART_KERN] = {"PRI-06", N_("It goes by itself with the last other part")},
	[PART_SCHOOL] = {"PRI-07", N_("The file of a pupil is kept until its term is over")},
	[PART_CARD] = {"PRI-07", N_("The file of a pupil is kept until its term is over")},
	[PART_KNOOPPUNT] = {"PRI-07", N_("The file of a pupil is kept until its term is over")},
	[PART_AANMELDING] = {"PRI-07", N_("The file of a pupil is kept until its term is over")},
	[PART_VOORZIENING] = {"PRI-07", N_("The file of a pupil is kept until its term is over")},
	[PART_STEM] = {"PRI-06",
		N_("That there was a consent stays. What parents or pupil said they take back themselves")},
	[PART_LEERLING] = {"PRI-07", N_("The pupil takes it back, and nobody else")},
	[PART_GEMEENTE] = {"", N_("The law of the municipality says how long")},
	[PART_OJS] = {"", N_("The support point answers for it itself")},
	[PART_VERZEGELD] = {"", N_("The law on which the note was written says how long")},
	[PART_VERZOEK] = {"PRI-07", N_("It shows that you were answered")},
};
static const struct retain_duty referred = {"PRI-06", N_("The decision on a TLV is kept until its term is over")};

enum err retain_duty(struct act *act, int64_t route, enum part part, struct retain_duty *out)
{
	bool tlv;
	*out = duties[part];
	if (part != PART_SWV)
		return OK;
	enum err e = keep_referred(act, route, &tlv);
	if (e == OK && tlv)
		*out = referred;
	return e;
}

/* ---- prepared ---- */

static const struct stmt stmt_controller = {
	"SELECT o.id, x.pid, q.received FROM route x JOIN organisation sch ON sch.id = x.school JOIN organisation o ON"
	" o.region = x.region JOIN rights_request q ON q.id = $1 AND q.route = x.id JOIN (SELECT $2 AS part) r ON 1 = 1"
	" WHERE " RETAIN_OF("o") " ORDER BY o.id LIMIT 1", "it", "itt"};
static const struct stmt stmt_officers = {
	"SELECT DISTINCT h.account FROM holds h JOIN seat s ON s.id = h.seat WHERE s.org = $1 AND s.role ="
	" 'privacy_officer' AND h.begins <= $2 AND h.ends > $2 AND h.account <> $3 ORDER BY h.account LIMIT 20",
	"iii", "i"};

static enum err tell_officers(struct act *act, struct change *c, int64_t org, int64_t run)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_officers, DB_ARGS(val_int(org), val_int(act->now),
	                                                   val_int(act->viewer->account)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		outbox_put(c, &(struct notice){.kind = NOTICE_WAITING, .account = rows_int(r, i, 0), .minutes = 5,
		                               .once = str_printf(act->a, "retention:asked:%lld", (long long)run)});
	return e;
}

enum err retain_ask(struct act *act, struct change *c, int64_t route, enum part part, int64_t request)
{
	struct val run[RUN__N] = {{0}}, item[ITEM__N] = {{0}};
	struct retain_duty duty;
	const struct rows *r;
	struct erased size;
	struct str pid;
	int64_t id, piece;
	int32_t received;
	enum err e = retain_duty(act, route, part, &duty);
	if (e == OK && duty.why != NULL)
		e = ERR_CONFLICT;
	if (e == OK)
		e = act_exec(act, &stmt_controller, DB_ARGS(val_int(request), val_text(str_from(part_code(part)))), &r);
	if (e == OK && (r->n == 0 || !date_parse_iso(rows_text(r, 0, 2), &received)))
		e = ERR_NOT_FOUND;
	if (e == OK)
		e = erase_size(act, route, part, &size);
	if (e != OK)
		return e;
	run[RUN_ORG] = item[ITEM_ORG] = val_int(rows_int(r, 0, 0));
	run[RUN_PREPARED_BY] = val_int(act->viewer->account);
	run[RUN_PREPARED_AT] = val_int(act->now);
	run[RUN_PREPARED_ON] = item[ITEM_UNTIL] = val_int(instant_date(act->now));
	e = change_new(c, &rec_retention_run, run, &id, &pid);
	item[ITEM_RUN] = val_int(id);
	item[ITEM_ROUTE] = val_int(route);
	item[ITEM_CHILD] = val_text(child_code(act->a, rows_text(r, 0, 1)));
	item[ITEM_PART] = val_text(str_from(part_code(part)));
	item[ITEM_RULE] = val_text(S(RETAIN_ASKED));
	item[ITEM_FACT] = val_int(received);
	item[ITEM_ROWS] = val_int(size.rows);
	item[ITEM_FILES] = val_int(size.files);
	item[ITEM_REQUEST] = val_int(request);
	if (e == OK)
		e = change_new(c, &rec_retention_item, item, &piece, &pid);
	return e == OK ? tell_officers(act, c, rows_int(r, 0, 0), id) : e;
}

/* ---- and what becomes of the request ---- */

static const struct stmt stmt_waits = {
	"SELECT 1 FROM rights_request WHERE id = $1 AND state = '" WAITS "'", "i", "i"};
static const struct stmt stmt_asked = {
	"SELECT i.request, coalesce(i.result, ''), coalesce(q.asker, 0), q.route FROM retention_item i JOIN rights_request"
	" q ON q.id = i.request WHERE i.run = $1 AND q.state = '" WAITS "' ORDER BY i.id", "i", "itii"};

enum err retain_asked_still(struct act *act, int64_t request, bool *yes)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_waits, DB_ARGS(val_int(request)), &r);
	*yes = e == OK && r->n > 0;
	return e;
}

static const struct field *named(const struct record *rec, const char *name)
{
	for (size_t i = 0; i < rec->n; i++)
		if (strcmp(rec->fields[i].name, name) == 0)
			return &rec->fields[i];
	BUG("%s has no field %s", rec->name, name);
}

/* The module of requests stands to the right. */
enum err retain_asked_end(struct change *c, int64_t run)
{
	struct act *act = change_act(c);
	const struct record *rec = model_find(act->model, S("rights_request"));
	const struct rows *r;
	if (rec == NULL)
		return OK;
	enum err e = act_exec(act, &stmt_asked, DB_ARGS(val_int(run)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		int64_t id = rows_int(r, i, 0), asker = rows_int(r, i, 2);
		bool gone = str_is(rows_text(r, i, 1), "vernietigd");
		change_state(c, rec, id, flow_place(rec, gone ? S("gedaan") : S("bezig")));
		if (!gone)
			continue;
		change_set(c, rec, id, named(rec, "answered_on"), val_int(instant_date(act->now)));
		if (asker != 0)
			outbox_put(c, &(struct notice){.kind = NOTICE_WAITING, .account = asker, .minutes = 5,
			                               .route = rows_int(r, i, 3),
			                               .once = str_printf(act->a, "rights:%lld", (long long)id)});
	}
	return e;
}
