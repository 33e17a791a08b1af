/* What every import shares: a file is read in a box, held against what is here, shown, decided, and put in through the
 * write unit, in small changes; it can be stopped, gone on with, and done again next month.
 *
 *     upload -> boxed reader -> table of rows -> kind->plan -> import + import_row -> the preview
 *            -> decisions -> kind->apply, row by row, each marked as done in the transaction that does it
 *
 * The bytes are not kept: only their hash, and per row what it would do. The rows go after IMPORT_KEEP_DAYS
 * (jobs/upkeep), and at once when the import ends where they are about people.
 *
 * A kind is a `struct import_kind`. Its module has a row per page, all with .record = &rec_import, whose handlers are
 * one line each:
 *
 *     static enum err duo_preview(struct req *req) { return import_preview(req, &import_duo); }
 */
#ifndef TN_IMPORT_H
#define TN_IMPORT_H

#include "boxed.h"
#include "change.h"
#include "csv_in.h"
#include "queue.h"
#include "req.h"
#include "ui.h"

enum {
	IMPORT_BYTES_MAX = 8 << 20, /* of a file */
	IMPORT_ROWS_MAX = 20000,    /* that a preview keeps; rows that change nothing are only counted */
	IMPORT_VALUES_MAX = 24,     /* fields of a row */
	IMPORT_AT_ONCE = 200,       /* more rows than this are put in by the queue */
	IMPORT_KEEP_DAYS = 7,      /* jobs/upkeep.c has the same number */
};

/* ---- the table that a boxed reader gives ---- */

struct import_line {
	size_t line; /* of the file */
	const struct str *cell;
	size_t n;
};
struct import_table {
	struct import_line head; /* the names of the columns, as they stand there */
	const struct import_line *rows;
	size_t n;
	enum csv_fault fault;    /* why it could not be read; the rest is empty then */
	size_t fault_line;
};
/* In the box: a reader writes head and rows with these, or one fault. Cells are UTF-8 without NUL. */
struct import_writer;
struct import_writer *import_writer_new(struct arena *a, size_t max);
void import_write_line(struct import_writer *w, size_t line, const struct str *cell, size_t n);
void import_write_fault(struct import_writer *w, enum csv_fault fault, size_t line);
struct str import_written(struct import_writer *w);
/* The reader of every separated file, for cmd/duty_parse.c: BOXED_CSV. */
enum err import_box_csv(struct arena *a, struct str bytes, struct str *answer) MUST_CHECK;
/* The longest answer to a file of so many bytes. */
size_t import_answer_max(size_t bytes);
/* Outside: the answer of a box, which is not trusted. Cells come cleaned (utf8_clean, TEXT_LINE). ERR_INVALID: it is no
 * such answer. */
enum err import_table_take(struct arena *a, struct str answer, struct import_table *out) MUST_CHECK;
/* Why a file cannot be read, English for tr(), {line} in it where there is one. */
const char *import_fault_text(enum csv_fault fault);
/* The column with one of these names (ends with NULL; case, spaces at the ends and runs of spaces do not count);
 * table->head.n when there is none. */
size_t import_column(const struct import_table *t, const char *const *names);
/* A cell; empty when the line has no such cell. */
struct str import_cell(const struct import_line *line, size_t column);

/* ---- a row as it is planned ---- */

enum import_what {
	IMPORT_NOTHING = 0, /* the same: not kept, only counted */
	IMPORT_NEW, IMPORT_CHANGED, IMPORT_GONE,
	IMPORT_ASKED,       /* nothing but its question */
	IMPORT_REJECTED, IMPORT_WHAT__N
};
struct import_value {
	const struct field *field;
	struct val was, becomes;
	bool clash; /* a person wrote `was`: it stays unless the one who decides takes `becomes` */
};
struct import_row {
	size_t n;              /* its place in the import; set by import_plan_add */
	size_t line;           /* in the file, 0: it stands in none */
	enum import_what what;
	int64_t record;        /* of kind->record; 0: none yet */
	struct str title;      /* "De Wilgenhoek, Merenburg" */
	const char *reason;    /* rejected: English for tr(), with the slot {what} */
	struct str detail;     /* rejected: for {what}; else what one should see of it beside the title */
	size_t ask;            /* which question of the kind must be answered by a person, 1 ..; 0: none */
	const struct import_value *v;
	size_t n_v;            /* at most IMPORT_VALUES_MAX */
	/* As decided. */
	size_t answer;         /* of the question, 1 ..; 0: later */
	uint32_t takes;        /* bit per value: with .clash, take `becomes` */
	bool done;
};

struct import_plan;
/* A row into the plan, which copies it. Too many rows: the plan fails (ERR_TOO_BIG). */
void import_plan_add(struct import_plan *p, const struct import_row *row);
void import_plan_count_same(struct import_plan *p);
void import_plan_count_outside(struct import_plan *p); /* of another region or school: no fault, and not kept */

/* ---- a kind ---- */

struct import_source {
	int64_t org;            /* the organisation that it is for */
	struct str note;        /* what else the kind was told, such as the code of a region */
	const struct import_table *table;
};
/* Why this file is none of this kind at all: English for tr() with {what}. */
struct import_refusal {
	const char *text;
	struct str what;
};

struct import_question {
	const char *text;    /* English: "Does this school belong to ...?" */
	const char *const *answers; /* English; ends with NULL. The last radio is always "later" */
};

struct import_kind {
	const char *code;    /* [a-z_]+, stays in the database */
	const char *label;   /* English: "Schools from DUO's list" */
	const char *go;      /* English, with {n}: the button: "Put in {n} schools" */
	enum boxed_kind box;
	uint32_t roles;      /* bit per role that may do it; 0: nobody */
	const struct record *record; /* what its rows are */
	const char *base;    /* "/scholen/inlezen": its pages stand below it */
	const char *start;   /* where a file is chosen; NULL: at the base */
	const char *says;    /* English, with {value}: "DUO says: {value}" */
	bool pastes;         /* rows may be pasted as well as uploaded */
	bool personal;       /* its rows are about people: they go when it ends, and .record of a row is a child */
	size_t per_change;   /* rows in one change: as many as fit (64 records) */
	const struct import_question *questions;
	size_t n_questions;
	const char *intro;   /* English: which file, and where one gets it */
	const char *gone;    /* English: what becomes of what is no longer in the file */
	const char *done;    /* English: "Schools are up to date": the next page and the audit */
	/* Holds the table against what is here: import_plan_add for each row that would do something or is rejected.
	 * ERR_INVALID with *why: the file is no such list. Writes nothing. */
	enum err (*plan)(struct act *act, const struct import_source *src, struct import_plan *p,
	                 struct import_refusal *why);
	/* Puts one decided row into the change, after looking again at what is there now: what a person changed since the
	 * preview stays. *memory is NULL at the first row of a change, and lives as long as that change. */
	enum err (*apply)(struct act *act, struct change *c, const struct import_row *row, void **memory);
	const struct task_kind *task; /* its row in the queue */
	struct ui_link after; /* where one looks at what was put in; its label is English */
};

/* ---- the record ---- */

enum import_field {
	IMPORT_KIND, IMPORT_FILE, IMPORT_SHA, IMPORT_ORG, IMPORT_NOTE, IMPORT_ACCOUNT, IMPORT_STAGE, IMPORT_AT,
	IMPORT_ENDED, IMPORT_N_NEW, IMPORT_N_CHANGED, IMPORT_N_GONE, IMPORT_N_SAME, IMPORT_N_REJECTED, IMPORT_N_ASKED,
	IMPORT_N_OUTSIDE, IMPORT__N
};
extern const struct field import_fields[IMPORT__N];
extern const struct record rec_import;
extern const struct module mod_import;

/* read: waits for a decision; busy: is being put in; stopped; applied; cancelled. */
enum import_stage { IMPORT_READ = 0, IMPORT_BUSY, IMPORT_STOPPED, IMPORT_APPLIED, IMPORT_CANCELLED, IMPORT_STAGE__N };
enum import_stage import_stage(const struct row *import);

/* The hash of a file that is kept with its import, in hexadecimal. */
struct str import_hash(struct arena *a, struct str bytes);
/* For a module with a first page of its own. What was sent: a file, or (`pastes`) pasted rows; false: nothing. */
bool import_sent(struct req *req, bool pastes, struct str *bytes, struct str *name);
/* Read in the box, and back as a table, with its fault where there is one. */
enum err import_read(struct req *req, enum boxed_kind box, struct str bytes, struct import_table *out) MUST_CHECK;
/* Says it at the form, with {what} and {line} filled; ERR_INVALID. */
enum err import_wrong(struct req *req, const char *text, struct str what) MUST_CHECK;

/* ---- doing it, for pages, commands and the queue ---- */

/* A file that was read: planned and kept, to be decided. `import` may be NULL (--dry-run): nothing is written.
 * ERR_INVALID: with *why. *counts has one number per IMPORT_N_ field, from IMPORT_N_NEW. */
struct import_begin {
	const struct import_kind *kind;
	struct import_source source;
	struct str file_name, sha;
};
enum { IMPORT_COUNTS = IMPORT_N_OUTSIDE - IMPORT_N_NEW + 1 };
struct import_made {
	int64_t id;
	struct str pid;
	int64_t counts[IMPORT_COUNTS];
	const struct import_row *rows; /* all rows of the plan */
	size_t n;
};
enum err import_begin(struct act *act, const struct import_begin *b, bool dry, struct import_made *out,
                      struct import_refusal *why) MUST_CHECK;

/* Rows of one kind (IMPORT_NOTHING: of every kind), after place `after`, at most `most`. */
enum err import_rows(struct act *act, const struct import_kind *kind, const struct row *import, enum import_what what,
                     size_t after, size_t most, struct import_row **out, size_t *n) MUST_CHECK;
/* How many rows that do something are done, and of how many. */
enum err import_progress(struct act *act, int64_t import, int64_t *done, int64_t *of) MUST_CHECK;
/* Keeps `answer` and `takes` of these rows, where they are not put in yet. */
enum err import_decide(struct act *act, const struct row *import, const struct import_row *rows, size_t n) MUST_CHECK;
/* Puts in what is left, change by change, until it is done or stopped. With `t` the task says how far it is and can be
 * cancelled; NULL: at once. May be called again after a crash: no row is put in twice. */
enum err import_apply(struct act *act, const struct import_kind *kind, int64_t import, struct task *t) MUST_CHECK;

/* Begins with an import that waits for its decision, and puts it in: for commands. */
enum err import_run(struct act *act, const struct import_kind *kind, int64_t import) MUST_CHECK;

/* ---- the pages, for the one-line handlers of a kind ---- */

/* Choosing a file: intro of the kind, the form, and what was read before. `not_yet` NULL: it may be done; else English
 * text that says why not, with `link` (its label is English too). */
enum err import_start(struct req *req, const struct import_kind *kind, const char *not_yet, const struct ui_link *link);
enum err import_upload(struct req *req, const struct import_kind *kind, struct str note);
enum err import_preview(struct req *req, const struct import_kind *kind);
enum err import_go(struct req *req, const struct import_kind *kind);     /* POST: decisions, and put it in */
enum err import_stop(struct req *req, const struct import_kind *kind);   /* POST: stop, or cancel what did not begin */
enum err import_resume(struct req *req, const struct import_kind *kind); /* POST: go on with what was stopped */
enum err import_rejects(struct req *req, const struct import_kind *kind);/* GET: rejected rows as a sheet */
/* In the queue: the .run of kind->task is one line. */
enum err import_task(struct task *t, const struct import_kind *kind) MUST_CHECK;
extern const struct form_def form_import_upload, form_import_go, form_import_button;

#endif
