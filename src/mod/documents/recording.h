/* A file that a record of another module holds itself, with the rights of that record; and of these the recording in
 * place of words (practice 12): someone listens and writes out what it says, and it counts as what was said after the
 * giver says "that is what I mean". A record takes the columns by HELD_FILE or RECORDING in its table of fields, beside
 * each other and in that order, and beside a field `words` that may be empty. */
#ifndef TN_RECORDING_H
#define TN_RECORDING_H

#include "documents.h"
#include "route.h"

/* Kinds of file, for document_sent_at(): bit per document_type. */
#define FILE_BIT(t) (UINT32_C(1) << DOCUMENT_##t)
#define PICTURES (FILE_BIT(PNG) | FILE_BIT(JPEG))
#define RECORDINGS (FILE_BIT(WAV) | FILE_BIT(WEBM) | FILE_BIT(M4A) | FILE_BIT(MP3) | FILE_BIT(OGG))
/* Practice 12; a telephone that is stopped at three minutes writes a moment more. */
enum { RECORDING_MS_MOST = (3 * 60 + 5) * 1000 };
#define PAPERS (FILE_BIT(PDF) | PICTURES)

/* ---- a file that a record holds ---- */

extern const struct choice held_types[];
#define HELD_COLUMN(column, t, shut) \
	.name = column, .type = &t, .need = NEED_SERVER, .unset = true, .privacy = PRIV_PERSONAL, .hides = shut
#define HELD_FILE(at, shut) \
	[at] = {HELD_COLUMN("file_type", T_CHOICE, shut), .label = N_("Kind of file"), .choices = held_types}, \
	[(at) + 1] = {HELD_COLUMN("file_size", T_NUMBER, shut), .min = 1, .max = DOCUMENT_BYTES_MAX}, \
	[(at) + 2] = {HELD_COLUMN("file_hash", T_BYTES, shut)}

bool held_is(const struct row *r);
enum document_type held_type(const struct row *r); /* DOCUMENT_UNKNOWN: none, or not for this reader */
/* May this reader fetch it: it is there, not masked, and not taken back. */
bool held_opens(const struct seen *s);
/* A new record with its file (NULL: without); the bytes stay the caller's until change_commit. */
enum err held_new(struct change *c, const struct record *rec, struct val *v, const struct document_file *file,
                  int64_t *id, struct str *pid) MUST_CHECK;
/* A record that is there gets its file, in place of the one it held; and it holds none any more. Neither is undone. */
void held_put(struct change *c, const struct row *r, const struct document_file *file);
void held_gone(struct change *c, const struct record *rec, int64_t id);
handler held_file_get; /* the file of the record of the request */

/* ---- a recording in place of words ---- */

/* `shut`: what hides the sound, in which nothing can be masked; `words_shut`: what hides its words. */
#define RECORDING(at, shut, words_shut, writes) \
	HELD_FILE(at, shut), \
	[(at) + 3] = {.name = "written_out", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 2000, .hides = words_shut, \
		.by = writes, .label = N_("What does the recording say?"), \
		.hint = N_("Word for word. It counts when who said it says: that is what I mean")}, \
	[(at) + 4] = {HELD_COLUMN("meant_on", T_DATE, 0)}, \
	[(at) + 5] = {HELD_COLUMN("ended", T_INSTANT, 0)}

bool recording_is(const struct row *r);
/* It does not count yet: not written out, or its giver did not say that it is meant so. */
bool recording_open(const struct row *r);
/* Is it said: not taken back, and no recording that does not count yet. */
bool recording_counts(const struct row *r);
bool recording_gone(const struct row *r); /* taken back */
/* What stands as what was said: the words, or that it is a drawing, or a recording that does not count yet. */
struct str recording_words(struct speak sp, const struct row *r);
/* The same in a voice: what does not count yet is no quotation. */
void recording_quote(struct ui_said *said, struct arena *a, struct speak sp, const struct row *r);
/* For the table of steps: what each asks and writes. */
void recording_may_write_out(const struct given *g, struct reasons *out);
void recording_is_own(const struct given *g, struct reasons *out);
enum err recording_meant(struct change *c, const struct row *at) MUST_CHECK;
enum err recording_withdrawn(struct change *c, const struct row *at) MUST_CHECK;

/* The states and steps of a record that has no others: what was said counts, or waits for its giver, or was taken back.
 */
enum recording_state { RECORDING_SAID, RECORDING_WRITTEN, RECORDING_WITHDRAWN, RECORDING_STATES };
enum recording_step { RECORDING_WRITE_OUT, RECORDING_MEAN, RECORDING_NOT_MEAN, RECORDING_WITHDRAW, RECORDING_STEPS };
extern const struct choice recording_states[RECORDING_STATES + 1];
#define RECORDING_BIT(s) (UINT32_C(1) << RECORDING_##s)
/* `writes`: bit per role that writes it out; `written`: the form of it; `then`: what else it does that it is meant. */
#define RECORDING_FLOW(writes, written, then) \
	[RECORDING_WRITE_OUT] = {.name = "uitschrijven", .applies = recording_open, \
		.label = N_("Write out the recording"), \
		.done = N_("Written out. Who said it reads it and says whether it is meant so"), \
		.from = RECORDING_BIT(SAID), .to = RECORDING_WRITTEN, .by = writes, .form = &written, \
		.guard = recording_may_write_out}, \
	[RECORDING_MEAN] = {.name = "zo-bedoel-ik-het", .label = N_("That is what I mean"), \
		.done = N_("You said what you mean"), .from = RECORDING_BIT(WRITTEN), .to = RECORDING_SAID, \
		.by = RECORDING_GIVERS, .part = PART_STEM, .guard = recording_is_own, .effect = then}, \
	[RECORDING_NOT_MEAN] = {.name = "zo-bedoel-ik-het-niet", .label = N_("That is not what I mean"), \
		.done = N_("Someone listens to it once more"), .from = RECORDING_BIT(WRITTEN), .to = RECORDING_SAID, \
		.back = true, .by = RECORDING_GIVERS, .part = PART_STEM, .guard = recording_is_own}, \
	[RECORDING_WITHDRAW] = {.name = "intrekken", .applies = recording_is, .label = N_("Take it back"), \
		.done = N_("You took it back"), .from = RECORDING_BIT(SAID) | RECORDING_BIT(WRITTEN), \
		.to = RECORDING_WITHDRAWN, .back = true, .by = RECORDING_GIVERS, .part = PART_STEM, .guard = recording_is_own, \
		.effect = recording_withdrawn}
/* Whoever writes in the part of the family, also a parent who works at a school; and of these only who said it. */
#define RECORDING_GIVERS ((UINT32_C(1) << ROLE__N) - (UINT32_C(1) << (ROLE_NONE + 1)))

/* ---- for pages ---- */

/* The control for a file, beside what is typed in a form with `.upload`: a field of that form that only names it. */
#define FILE_FIELD(column, text) \
	{.name = column, .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 1, .label = text}
#define RECORDING_ACCEPT "audio/*,.wav,.webm,.m4a,.mp3,.ogg"
void recording_field(struct ui *u, struct req *req, const struct form *f, const struct field *at);
/* A scan or a photo of what was signed on paper. */
void paper_field(struct ui *u, struct req *req, const struct form *f, const struct field *at);
/* The file that was sent with it, of the kinds of `only`; `out` type DOCUMENT_UNKNOWN: none was. ERR_INVALID: the field
 * says why. */
enum err held_sent(struct req *req, const struct field *at, uint32_t only, struct document_file *out) MUST_CHECK;
/* The way to the paper that a record holds; nothing where this reader may not open it. */
void paper_link(struct ui *u, const struct seen *s, const char *path);
/* The way to listen to it, and what was written out of it before it counts. `path`: of its own page. */
void recording_show(struct ui *u, const struct seen *s, const char *path);
/* A page of one thing that was said, in words or by a recording: what it is, and what may be done with it. */
enum err recording_page(struct req *req, struct ui_page *page, const char *path, enum ui_voice voice) MUST_CHECK;
/* On the page of the child: who must listen, or say whether it is meant so. `school`: who writes it out. */
void recording_tell(struct child_told *t, struct req *req, const struct seen *s, enum side school, const char *path);
/* The routes of that page, its file and its steps. */
#define RECORDING_STEP(base, row_name, rec_of, flow, fn, word, name, step) \
	{METHOD_POST, base "/{pid}/" word, move_post, CAP_SIGNED_IN, row_name "." name, .record = &rec_of, \
	 .move = &flow[step], .page = fn, .body = BODY_FORM}
#define RECORDING_ROUTES(base, row_name, the_title, rec_of, flow, fn) \
	{METHOD_GET, base "/{pid}", fn, CAP_SIGNED_IN, row_name, the_title, .record = &rec_of}, \
	{METHOD_GET, base "/{pid}/bestand", held_file_get, CAP_SIGNED_IN, row_name ".file", the_title, .record = &rec_of}, \
	RECORDING_STEP(base, row_name, rec_of, flow, fn, "uitschrijven", "written", RECORDING_WRITE_OUT), \
	RECORDING_STEP(base, row_name, rec_of, flow, fn, "zo-bedoel-ik-het", "meant", RECORDING_MEAN), \
	RECORDING_STEP(base, row_name, rec_of, flow, fn, "zo-bedoel-ik-het-niet", "meant.not", RECORDING_NOT_MEAN), \
	RECORDING_STEP(base, row_name, rec_of, flow, fn, "intrekken", "withdraw", RECORDING_WITHDRAW)

#endif
