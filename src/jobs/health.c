#include "health.h"

#include "buf.h"

enum { WAIT_MS = 5000, METRICS_BYTES = 1 << 16, SECOND_MS = 1000 };
static const int64_t DAY_MS = 24 * 60 * 60 * (int64_t)1000;

static const char *const names[HEALTH__N] = {
	[HEALTH_BEAT] = "health.beat",
	[HEALTH_START] = "health.start",
	[HEALTH_BACKUP] = "health.backup",
	[HEALTH_REHEARSAL] = "health.rehearsal",
};

static const struct stmt stmt_put = {
	"INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
	"tt", ""};
/* What jobs/witness.c and jobs/proof.c wrote along, so that a page asks once. */
static const struct stmt stmt_notes = {
	"SELECT name, value FROM setting WHERE name LIKE 'health.%' OR name IN ('witness.at', 'audit.proved')", "", "tt"};
static const struct stmt stmt_tasks = {
	"SELECT COALESCE(SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0),"
	" COALESCE(SUM(CASE WHEN state = 'running' THEN 1 ELSE 0 END), 0),"
	" COALESCE(SUM(CASE WHEN state = 'failed' AND ended > $1 THEN 1 ELSE 0 END), 0),"
	" COALESCE(MIN(CASE WHEN state = 'waiting' THEN made END), 0) FROM task", "i", "iiii"};
static const struct stmt stmt_mails = {
	"SELECT COALESCE(SUM(CASE WHEN state IN ('queued', 'sending') THEN 1 ELSE 0 END), 0),"
	" COALESCE(SUM(CASE WHEN state = 'failed' AND ended > $1 THEN 1 ELSE 0 END), 0),"
	" COALESCE(MIN(CASE WHEN state IN ('queued', 'sending') AND due <= $2 THEN made END), 0) FROM outbox", "ii", "iii"};

/* ---- writing ---- */

static enum err write_in(struct conn *c, struct arena *a, enum health_note which, struct str value)
{
	enum err e = db_begin(c);
	if (e == OK)
		e = db_exec(c, a, &stmt_put, DB_ARGS(val_text(str_from(names[which])), val_text(value)), NULL);
	return db_end(c, e);
}

enum err health_write(struct db *db, struct arena *a, enum health_note which, int64_t now,
                      const struct health_fact *facts, size_t n)
{
	struct conn *c;
	struct buf b;
	buf_init(&b, a, METRICS_BYTES);
	buf_printf(&b, "at=%lld", (long long)now);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, " %s=%lld", facts[i].name, (long long)facts[i].n);
	enum err e = db_take(db, WAIT_MS, &c);
	if (e != OK)
		return e;
	e = write_in(c, a, which, buf_view(&b));
	db_give(db, c);
	return e;
}

/* ---- reading ---- */

static void take_counts(const struct rows *r, size_t n, enum health_count first, struct health *out)
{
	for (size_t i = 0; i < n; i++)
		out->counts[first + i] = rows_int(r, 0, i);
}

/* "MOMENT" or "MOMENT WORD"; not ours: as good as never. */
static int64_t moment_in(struct str value, struct str *word)
{
	int64_t at;
	return str_to_i64(str_cut(value, ' ', word), &at) ? at : 0;
}

static void take_note(const struct rows *r, size_t i, struct arena *a, struct health *out)
{
	struct str word = {0};
	if (str_is(rows_text(r, i, 0), "witness.at"))
		out->witnessed = moment_in(rows_text(r, i, 1), &word);
	if (str_is(rows_text(r, i, 0), "audit.proved")) {
		out->proved = moment_in(rows_text(r, i, 1), &word);
		out->whole = str_is(word, "whole");
	}
	for (enum health_note which = 0; which < HEALTH__N; which++)
		if (str_is(rows_text(r, i, 0), names[which]))
			out->notes[which] = str_copy(a, rows_text(r, i, 1));
}

enum err health_read(struct conn *c, struct arena *a, int64_t now, struct health *out)
{
	struct batch *b = batch_new(c, a);
	*out = (struct health){.now = now};
	size_t tasks = batch_put(b, &stmt_tasks, DB_ARGS(val_int(now - DAY_MS)));
	size_t mails = batch_put(b, &stmt_mails, DB_ARGS(val_int(now - DAY_MS), val_int(now)));
	size_t notes = batch_put(b, &stmt_notes, DB_NO_ARGS);
	enum err e = batch_run(b);
	if (e != OK)
		return e;
	take_counts(batch_rows(b, tasks), COUNT_MAILS_WAITING - COUNT_TASKS_WAITING, COUNT_TASKS_WAITING, out);
	take_counts(batch_rows(b, mails), COUNT__N - COUNT_MAILS_WAITING, COUNT_MAILS_WAITING, out);
	for (size_t i = 0; i < batch_rows(b, notes)->n; i++)
		take_note(batch_rows(b, notes), i, a, out);
	return OK;
}

int64_t health_said(const struct health *h, enum health_note which, const char *name)
{
	struct str rest = h->notes[which];
	while (rest.n > 0) {
		struct str value, pair = str_cut(rest, ' ', &rest);
		int64_t n;
		if (str_is(str_cut(pair, '=', &value), name) && str_to_i64(value, &n))
			return n;
	}
	return HEALTH_UNKNOWN;
}

/* ---- figures ---- */

enum from { FROM_NOTE = 0, FROM_COUNT, FROM_WITNESS, FROM_PROOF, FROM_WHOLE, FROM_BEGAN, FROM_REFUSED };

/* Everything that is ever told to a scraper. Rows of one name stand together. */
static const struct {
	const char *name, *labels; /* labels NULL: none */
	const char *help;          /* with the first row of a name */
	enum from from;
	enum health_note note;
	const char *fact;
	enum health_count count;
	bool moment;               /* kept in milliseconds; 0: never, and left out */
	bool counter;
} rows[] = {
	{"thuisnabij_process_start_timestamp_seconds", "duty=\"web\"", "When a process began.", FROM_BEGAN, .moment = true},
	{"thuisnabij_process_start_timestamp_seconds", "duty=\"jobs\"", .note = HEALTH_BEAT, .fact = "began",
	 .moment = true},
	{"thuisnabij_process_up", "duty=\"keys\"", "Whether a process answered when jobs last asked it.",
	 .note = HEALTH_BEAT, .fact = "keys"},
	{"thuisnabij_process_up", "duty=\"out\"", .note = HEALTH_BEAT, .fact = "out"},
	{"thuisnabij_jobs_beat_timestamp_seconds", NULL, "When jobs last said that it lives: every minute.",
	 .note = HEALTH_BEAT, .fact = "at", .moment = true},
	{"thuisnabij_disk_free_bytes", NULL, "Room left on the disk of the data folder.", .note = HEALTH_BEAT,
	 .fact = "disk_free"},
	{"thuisnabij_disk_size_bytes", NULL, "All room on that disk.", .note = HEALTH_BEAT, .fact = "disk_size"},
	{"thuisnabij_tasks", "state=\"waiting\"", "Long work; failed: in the last day.", FROM_COUNT,
	 .count = COUNT_TASKS_WAITING},
	{"thuisnabij_tasks", "state=\"running\"", .from = FROM_COUNT, .count = COUNT_TASKS_RUNNING},
	{"thuisnabij_tasks", "state=\"failed\"", .from = FROM_COUNT, .count = COUNT_TASKS_FAILED},
	{"thuisnabij_task_oldest_waiting_timestamp_seconds", NULL, "Since when the oldest long work waits.", FROM_COUNT,
	 .count = COUNT_TASK_OLDEST, .moment = true},
	{"thuisnabij_mails", "state=\"waiting\"", "Mail; failed: given up in the last day.", FROM_COUNT,
	 .count = COUNT_MAILS_WAITING},
	{"thuisnabij_mails", "state=\"failed\"", .from = FROM_COUNT, .count = COUNT_MAILS_FAILED},
	{"thuisnabij_mail_oldest_waiting_timestamp_seconds", NULL, "Since when the oldest mail that is due waits.",
	 FROM_COUNT, .count = COUNT_MAIL_OLDEST, .moment = true},
	{"thuisnabij_backup_last_timestamp_seconds", NULL, "When the last back-up was there and durable.",
	 .note = HEALTH_BACKUP, .fact = "at", .moment = true},
	{"thuisnabij_backup_last_bytes", NULL, "Its size.", .note = HEALTH_BACKUP, .fact = "bytes"},
	{"thuisnabij_rehearsal_last_timestamp_seconds", NULL, "When a back-up was last put back for a moment and proven.",
	 .note = HEALTH_REHEARSAL, .fact = "at", .moment = true},
	{"thuisnabij_heads_written_timestamp_seconds", NULL, "When heads of the chains were last written down.",
	 FROM_WITNESS, .moment = true},
	{"thuisnabij_proof_last_timestamp_seconds", NULL, "When all chains were last proven.", FROM_PROOF, .moment = true},
	{"thuisnabij_proof_whole", NULL, "Whether all was as it was written at that proof.", FROM_WHOLE},
	{"thuisnabij_findings", "level=\"unsafe\"", "What doctor found when the service last started.",
	 .note = HEALTH_START, .fact = "unsafe"},
	{"thuisnabij_findings", "level=\"note\"", .note = HEALTH_START, .fact = "note"},
	{"thuisnabij_keys_refused_total", "duty=\"web\"",
	 "Openings that the key holder refused because there were too many.", FROM_REFUSED, .counter = true},
	{"thuisnabij_keys_refused_total", "duty=\"jobs\"", .note = HEALTH_BEAT, .fact = "refused", .counter = true},
};

static int64_t figure(const struct health *h, const struct health_here *here, size_t i)
{
	switch (rows[i].from) {
	case FROM_NOTE: return health_said(h, rows[i].note, rows[i].fact);
	case FROM_COUNT: return h->counts[rows[i].count];
	case FROM_WITNESS: return h->witnessed;
	case FROM_PROOF: return h->proved;
	case FROM_WHOLE: return h->proved == 0 ? HEALTH_UNKNOWN : h->whole;
	case FROM_BEGAN: return here->began;
	case FROM_REFUSED: return here->began == 0 ? HEALTH_UNKNOWN : here->refused;
	}
	BUG("a figure from nowhere");
}

static void put_figure(struct buf *b, const struct health *h, const struct health_here *here, size_t i,
                       const char *before)
{
	int64_t n = figure(h, here, i);
	if (n < 0 || (rows[i].moment && n == 0))
		return;
	if (before == NULL || strcmp(before, rows[i].name) != 0)
		buf_printf(b, "# TYPE %s %s\n", rows[i].name, rows[i].counter ? "counter" : "gauge");
	if (rows[i].help != NULL)
		buf_printf(b, "# HELP %s %s\n", rows[i].name, rows[i].help);
	buf_printf(b, "%s%s%s%s %lld\n", rows[i].name, rows[i].labels == NULL ? "" : "{",
	           rows[i].labels == NULL ? "" : rows[i].labels, rows[i].labels == NULL ? "" : "}",
	           (long long)(rows[i].moment ? n / SECOND_MS : n));
}

struct str health_metrics(struct arena *a, const struct health *h, const struct health_here *here)
{
	struct buf b;
	const char *before = NULL;
	buf_init(&b, a, METRICS_BYTES);
	buf_printf(&b, "# TYPE thuisnabij_info gauge\n# HELP thuisnabij_info What runs here.\n");
	buf_printf(&b, "thuisnabij_info{version=\"%s\",database=\"%s\"} 1\n", here->version, here->database);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		size_t was = b.n;
		put_figure(&b, h, here, i, before);
		before = b.n > was ? rows[i].name : before;
	}
	return buf_view(&b);
}
