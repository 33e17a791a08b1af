/* The one write unit. Everything that changes a record goes through it: check of rev, difference, history, audit and
 * what hangs on it are one transaction.
 *
 *     struct change *c = change_begin(act, N_("Settings saved"), CHANGE_UNDO);
 *     change_put(c, &rec_account, id, form);
 *     enum err e = change_commit(c);
 *
 * Nothing is written before change_commit. ERR_INVALID: a check of a record says why not (change_reasons, flow.h).
 * ERR_CONFLICT: someone changed the record since `rev`, and
 * change_conflict() fills the form with what they wrote. */
#ifndef TN_CHANGE_H
#define TN_CHANGE_H

#include "act.h"
#include "form.h"

enum change_flags {
	CHANGE_UNDO = 1 << 0, /* the one who did it may take it back within 10 minutes */
};
enum { UNDO_MS = 10 * 60 * 1000 };

struct change;

/* A record by pid or id, all fields in the order of its description; ERR_NOT_FOUND when there is none. */
struct row {
	const struct record *rec;
	int64_t id, rev;
	int region;
	struct str pid;
	const struct val *v; /* what is sealed is not open: row_at and row_val open it */
};

/* `done` is the English text that the next page shows ("Settings saved"). */
struct change *change_begin(struct act *act, const char *done, unsigned flags);
/* The same for something done with many records at once; the other holds at most 64. */
struct change *change_begin_many(struct act *act, const char *done, unsigned flags, size_t most);
/* All that this change writes was taken over from `source` (a code such as "edexml") as it was on that date: pages say
 * so beside each field that still holds it. */
void change_source(struct change *c, const char *source, int32_t on);
/* A new record; `values` has one per field of rec (VAL_NULL where empty; fold keys are filled in). Gives its id and
 * pid at once. The record's region is that of the act. A record with states begins in its first; a later one given is
 * a BUG. */
enum err change_new(struct change *c, const struct record *rec, const struct val *values, int64_t *id,
		    struct str *pid) MUST_CHECK;
/* The same in any state: for a demonstration and an import, where it stood in that state before it came here. Neither
 * roles nor the checks of the record are asked. */
enum err change_place(struct change *c, const struct record *rec, const struct val *values, int64_t *id,
                      struct str *pid) MUST_CHECK;
/* The fields of `form` that belong to rec, on the record as it was at form->rev. A field of another role, or a state in
 * which no form may change it, is refused by change_commit: ERR_DENIED, ERR_CONFLICT. */
void change_put(struct change *c, const struct record *rec, int64_t id, const struct form *form);
/* One field set by the program, on whatever rev is current; never the state, which has steps (flow.h). */
void change_set(struct change *c, const struct record *rec, int64_t id, const struct field *field, struct val v);
/* The state that a record comes into by the step of another one (flow.h, effect): asked are neither roles nor guards
 * nor the state it was in. Nothing else sets a state but a step. */
void change_state(struct change *c, const struct record *rec, int64_t id, int state);
/* One field on the record as it was seen: ERR_CONFLICT when it changed since. */
void change_set_at(struct change *c, const struct row *seen, const struct field *field, struct val v);
/* A statement on a table that holds no records (sessions, attempts, form keys), in the same transaction. `must` rows
 * must be touched, or the whole change is ERR_CONFLICT; -1: any number. */
void change_exec(struct change *c, const struct stmt *s, const struct val *args, size_t n, int must);
/* What history holds of this record goes: its values before and in this change. That it was erased stays, and the chain
 * of changes goes on proving. The record itself is for the caller. */
void change_erase(struct change *c, const struct record *rec, int64_t id);
/* The record itself and what history holds of it: only of what nothing refers to (keep.goes). */
void change_gone(struct change *c, const struct record *rec, int64_t id);
/* The same of one text of a record of a child, with a tombstone that does it again when a back-up is put back; what
 * stands in the record stays, and drafts of it go. `again` NULL: it is done for the first time. */
struct tombstone;
void change_erase_text(struct change *c, const struct record *rec, int64_t id, const struct field *field,
                       const struct tombstone *again);
/* Remembers the answer to this form: a second post of the same key goes to `location`. The draft of the form for
 * `subject` (the path it was typed at) goes in the same transaction. req_commit calls it. */
void change_answers(struct change *c, const struct form *form, struct str subject, struct str location);
enum err change_commit(struct change *c) MUST_CHECK;
/* The instant of the act it belongs to: for effects of steps (flow.h). */
int64_t change_now(const struct change *c);
/* For effects: a field of the record as it will stand after this change, as far as it holds it now. VAL_NULL where this
 * change holds nothing of that record. */
struct val change_val(const struct change *c, const struct record *rec, int64_t id, const struct field *field);
/* That act itself: for what writes beside records in the same transaction. */
struct act *change_act(const struct change *c);
/* The public id of the audit group: the next page shows what was done by it (?klaar=PID). */
struct str change_pid(const struct change *c);
/* After ERR_CONFLICT: what the other wrote, into the form; its rev becomes the current one. */
enum err change_conflict(struct change *c, struct form *form) MUST_CHECK;

/* What a finished change of this viewer shows: its text, and whether it can still be undone. ERR_NOT_FOUND for a
 * change of someone else or older than 10 minutes. */
struct change_notice {
	struct str pid;
	const char *done;
	bool undo, undone;
};
enum err change_notice(struct act *act, struct str pid, struct change_notice *out) MUST_CHECK;
/* Takes a change back: every field gets its former value, unless someone changed it since (ERR_CONFLICT). Who may no
 * longer write one of its records gets what opening it would give: ERR_NOT_FOUND or ERR_DENIED. */
enum err change_undo(struct act *act, struct str pid) MUST_CHECK;
/* Which records keep it from being taken back, and why: `n` of them in the arena, of how many it changed in all. With
 * `others` those that can are taken back and the rest stays as it is; otherwise it is all or nothing, ERR_CONFLICT
 * when something stands in the way. */
struct undo_blocked {
	const struct record *rec;
	int64_t id;
	enum err why; /* ERR_CONFLICT: changed since; ERR_DENIED, ERR_NOT_FOUND: no right any more */
};
struct undo {
	bool others;
	struct undo_blocked *blocked;
	size_t n_blocked, n_records;
};
enum err change_undo_many(struct act *act, struct str pid, struct undo *u) MUST_CHECK;
/* The records that a change of this viewer touched, for the page that tells what it did: at most `most`. ERR_NOT_FOUND
 * as for change_notice, but for a day. */
struct touched {
	const struct record *rec;
	int64_t id;
	struct str pid;
};
enum err change_touched(struct act *act, struct str pid, struct touched *out, size_t most, size_t *n) MUST_CHECK;

/* The answer that an earlier post of this form key got, or ERR_NOT_FOUND. */
enum err form_key_answer(struct act *act, struct str key, struct str *location) MUST_CHECK;

/* Drafts: kept per account, form and subject (the path of the page), sealed; never secrets. `route`: the child it is
 * about, so that it goes when the relation ends; 0: none. */
enum err draft_keep(struct act *act, int64_t account, const struct form *form, struct str subject,
                    int64_t route) MUST_CHECK;
enum err draft_load(struct act *act, struct form *form, struct str subject) MUST_CHECK;
/* The same as part of a batch of someone else; false: none is kept. */
size_t draft_put(const struct act *act, struct batch *b, const struct form_def *def, struct str subject);
bool draft_take(struct act *act, const struct rows *r, struct str subject, struct form *form);

/* Row `at` of a result of the record's own statements (struct record_sql), or of one whose first columns are these. */
struct row row_take(struct act *act, const struct record *rec, const struct rows *rows, size_t at);
/* The same where nobody may open what is sealed: doing so is a BUG. */
struct row row_take_shut(struct arena *a, const struct record *rec, const struct rows *rows, size_t at);
enum err record_by_id(struct act *act, const struct record *rec, int64_t id, struct row *out) MUST_CHECK;
/* Those whose ids stand in column `col`, in that order, in one batch; rec NULL where one is gone. */
enum err records_by_id(struct act *act, const struct record *rec, const struct rows *ids, size_t col,
                       const struct row **out) MUST_CHECK;
enum err record_by_pid(struct act *act, const struct record *rec, struct str pid, struct row *out) MUST_CHECK;
struct val row_val(const struct row *r, const struct field *field);
struct val row_at(const struct row *r, size_t i); /* of its place */
struct str row_text(const struct row *r, const struct field *field); /* empty when there is none */
int64_t row_int(const struct row *r, const struct field *field);     /* 0 when there is none */
/* A fresh form over a record. */
void form_from_row(struct form *f, struct arena *a, const struct row *r);
/* Takes out of the form what is hidden from its reader (one per field of rec, as in scope.h), whatever was sent. */
void form_shut(struct form *f, const struct record *rec, const bool *hidden);

#endif
