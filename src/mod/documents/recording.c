#include "recording.h"

#include "date.h"
#include "flow.h"
#include "route.h"
#include "steps.h"
#include "token.h"

const struct choice held_types[] = {
	{"pdf", N_("Document (PDF)"), NULL}, {"png", N_("Picture (PNG)"), NULL}, {"jpeg", N_("Picture (JPEG)"), NULL},
	{"wav", N_("Recording (WAV)"), NULL}, {"webm", N_("Recording (WebM)"), NULL}, {"m4a", N_("Recording (M4A)"), NULL},
	{"mp3", N_("Recording (MP3)"), NULL}, {"ogg", N_("Recording (Ogg)"), NULL}, {NULL, NULL, NULL},
};

/* ---- a file that a record holds ---- */

static const struct field *column(const struct record *rec, const char *name)
{
	const struct field *f = record_named(rec, str_from(name));
	if (f == NULL)
		BUG("a %s holds no file: it has no %s", rec->name, name);
	return f;
}

static struct val held(const struct row *r, const char *name)
{
	return row_val(r, column(r->rec, name));
}

bool held_is(const struct row *r)
{
	return held(r, "file_size").type == VAL_INT;
}

enum document_type held_type(const struct row *r)
{
	return document_type_code(row_text(r, column(r->rec, "file_type")));
}

bool held_opens(const struct seen *s)
{
	const struct field *ended = record_named(s->row.rec, S("ended"));
	return held_is(&s->row) && held_type(&s->row) != DOCUMENT_UNKNOWN &&
	       !s->hidden[record_field(s->row.rec, column(s->row.rec, "file_type"))] &&
	       (ended == NULL || row_val(&s->row, ended).type == VAL_NULL);
}

enum { HELD_COLUMNS = 3 };
static const char *const held_columns[HELD_COLUMNS] = {"file_type", "file_size", "file_hash"};
struct held_as {
	struct val v[HELD_COLUMNS];
};

static struct held_as held_as(struct change *c, const struct document_file *file)
{
	return (struct held_as){{val_text(str_from(document_kinds[file->type].code)), val_int((int64_t)file->bytes.n),
	                         val_blob(token_hash(change_act(c)->a, file->bytes))}};
}

static void set_held(struct change *c, const struct record *rec, int64_t id, const struct held_as *is)
{
	for (size_t i = 0; i < HELD_COLUMNS; i++)
		change_set(c, rec, id, column(rec, held_columns[i]), is->v[i]);
}

enum err held_new(struct change *c, const struct record *rec, struct val *v, const struct document_file *file,
                  int64_t *id, struct str *pid)
{
	if (file != NULL) {
		struct held_as is = held_as(c, file);
		for (size_t i = 0; i < HELD_COLUMNS; i++)
			v[record_field(rec, column(rec, held_columns[i]))] = is.v[i];
	}
	enum err e = change_new(c, rec, v, id, pid);
	if (e == OK && file != NULL)
		document_bytes_put(c, *id, (struct sealed_in){v[record_field(rec, rec->route)].i, rec->part}, file->bytes);
	return e;
}

void held_put(struct change *c, const struct row *r, const struct document_file *file)
{
	struct held_as is = held_as(c, file);
	set_held(c, r->rec, r->id, &is);
	document_bytes_gone(c, r->id);
	document_bytes_put(c, r->id, (struct sealed_in){row_int(r, r->rec->route), r->rec->part}, file->bytes);
}

void held_gone(struct change *c, const struct record *rec, int64_t id)
{
	const struct held_as none = {{val_null(), val_null(), val_null()}};
	set_held(c, rec, id, &none);
	document_bytes_gone(c, id);
}

enum err held_file_get(struct req *req)
{
	const struct row *r = &req->seen.row;
	if (!held_opens(&req->seen))
		return ERR_NOT_FOUND;
	return document_answer(req, r, held_type(r), held(r, "file_size").i, held(r, "file_hash").s);
}

/* ---- a recording in place of words ---- */

const struct choice recording_states[RECORDING_STATES + 1] = {
	[RECORDING_SAID] = {"gezegd", N_("Said"), NULL},
	[RECORDING_WRITTEN] = {"uitgeschreven", N_("Written out: who said it says whether it is meant so"), NULL},
	[RECORDING_WITHDRAWN] = {"ingetrokken", N_("Taken back"), NULL},
};

bool recording_is(const struct row *r)
{
	return held_is(r) && (RECORDINGS >> held_type(r) & 1) != 0;
}

bool recording_open(const struct row *r)
{
	return recording_is(r) && held(r, "meant_on").type == VAL_NULL && !recording_gone(r);
}

bool recording_gone(const struct row *r)
{
	return held(r, "ended").type != VAL_NULL;
}

bool recording_counts(const struct row *r)
{
	return !recording_open(r) && !recording_gone(r);
}

struct str recording_words(struct speak sp, const struct row *r)
{
	struct str words = row_text(r, column(r->rec, "words"));
	if (words.n > 0 || held_type(r) == DOCUMENT_UNKNOWN)
		return words;
	if (!recording_is(r))
		return str_from(tr(sp, N_("A drawing")));
	return str_from(tr(sp, held(r, "written_out").type == VAL_NULL
	                           ? N_("A recording, not written out yet")
	                           : N_("A recording that was written out, and does not count yet")));
}

void recording_quote(struct ui_said *said, struct arena *a, struct speak sp, const struct row *r)
{
	struct str words = row_text(r, column(r->rec, "words")), text = recording_words(sp, r);
	if (recording_gone(r))
		return;
	said->words = words;
	if (words.n == 0 && text.n > 0)
		said->missing = str_c(a, text);
}

void recording_may_write_out(const struct given *g, struct reasons *out)
{
	const struct field *written = column(g->row->rec, "written_out");
	if (!recording_open(g->row))
		reason_add(out, NULL, N_("Only a recording is written out"));
	else if (row_val(g->row, written).type == VAL_NULL)
		reason_add(out, written, N_("Write down what the recording says"));
}

/* Nobody says for another what was meant. */
void recording_is_own(const struct given *g, struct reasons *out)
{
	if (row_int(g->row, g->row->rec->own) != g->account)
		reason_add(out, NULL, N_("Only who said it can say what was meant"));
}

enum err recording_meant(struct change *c, const struct row *at)
{
	change_set(c, at->rec, at->id, column(at->rec, "words"), held(at, "written_out"));
	change_set(c, at->rec, at->id, column(at->rec, "meant_on"), val_int(instant_date(change_now(c))));
	return OK;
}

/* Its bytes go a day after this (jobs/upkeep.c). */
enum err recording_withdrawn(struct change *c, const struct row *at)
{
	if (held_is(at))
		change_set(c, at->rec, at->id, column(at->rec, "ended"), val_int(change_now(c)));
	return OK;
}

/* ---- for pages ---- */

/* What a browser is asked for: `hint` English, with {n} megabytes. */
struct asked_file {
	const char *hint, *accept, *capture;
};

static void file_field(struct ui *u, struct req *req, const struct form *f, const struct field *at,
                       const struct asked_file *ask)
{
	enum { MB = 20 };
	size_t i = form_index(f, at);
	bool again = f->posted && f->errors > 0 && f->error[i].n == 0;
	ui_field(u, &(struct ui_field){
		.kind = FIELD_FILE, .name = at->name, .label = tr(u->sp, at->label), .error = f->error[i], .optional = true,
		.accept = ask->accept, .capture = ask->capture,
		.hint = tr_fill(u->a, u->sp,
		                again ? N_("Choose the file again: a browser does not keep it. At most {n} MB.") : ask->hint,
		                TR_SLOTS({"n", tr_number(u->a, u->sp.lang, document_most(req) >> MB)})).p});
}

void recording_field(struct ui *u, struct req *req, const struct form *f, const struct field *at)
{
	static const struct asked_file sound = {
		N_("At most three minutes and {n} MB. The school writes down what you say. It counts when you say: that is "
		   "what I mean."), RECORDING_ACCEPT, "user"};
	file_field(u, req, f, at, &sound);
}

void paper_field(struct ui *u, struct req *req, const struct form *f, const struct field *at)
{
	static const struct asked_file paper = {
		N_("Take a picture of it, or choose a PDF. At most {n} MB. Who reads this answer can open it."),
		"image/png,image/jpeg,application/pdf,.png,.jpg,.jpeg,.pdf", "environment"};
	file_field(u, req, f, at, &paper);
}

enum err held_sent(struct req *req, const struct field *at, uint32_t only, struct document_file *out)
{
	*out = (struct document_file){.type = DOCUMENT_UNKNOWN};
	return document_was_sent(req, at->name) ? document_sent_at(req, at, only, out) : OK;
}

void paper_link(struct ui *u, const struct seen *s, const char *path)
{
	if (held_opens(s))
		ui_p_link(u, NULL, path, tr(u->sp, N_("Open the signed paper")), NULL);
}

void recording_show(struct ui *u, const struct seen *s, const char *path)
{
	const struct row *r = &s->row;
	struct str written = row_text(r, column(r->rec, "written_out"));
	if (held_opens(s))
		ui_p_link(u, NULL, str_printf(u->a, "%s/bestand", path).p,
		          tr(u->sp, recording_is(r) ? N_("Listen to the recording") : N_("Look at the drawing")), NULL);
	if (!recording_open(r) || written.n == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("This is what was heard in the recording")));
	ui_p_str(u, written);
	ui_small(u, tr(u->sp, N_("It counts when who said it says: that is what I mean.")));
	ui_panel_end(u);
}

enum err recording_page(struct req *req, struct ui_page *page, const char *path, enum ui_voice voice)
{
	struct ui_tag state = view_state(req->act.speak, &req->seen.row);
	if (flow_state(&req->seen.row) == RECORDING_SAID && recording_open(&req->seen.row))
		state.state = str_from(tr(req->act.speak, N_("Not written out yet")));
	page->tags = &state;
	page->n_tags = 1;
	struct ui *u = view_begin(req, page);
	(void)view_shown(u, &req->seen, column(req->seen.row.rec, "words"));
	struct ui_said said = {.voice = voice, .missing = tr(u->sp, N_("It was taken back"))};
	recording_quote(&said, u->a, u->sp, &req->seen.row);
	if (!u->kept)
		ui_voices(u, &said, 1);
	recording_show(u, &req->seen, path);
	/* The other parent has nothing to do with it. */
	bool family = req->seen.allowed.purpose[PART_KERN] == PURPOSE_OWN;
	enum err e = family && !req->seen.own ? OK : view_steps(u, req, path);
	return e != OK ? e : view_end(u, req, page);
}

void recording_tell(struct child_told *t, struct req *req, const struct seen *s, enum side school, const char *path)
{
	const struct row *r = &s->row;
	if (!recording_open(r) || !held_opens(s))
		return;
	if (flow_state(r) == RECORDING_SAID)
		tell_now(t, &(struct child_now){.what = str_from(tr(req->act.speak, N_("Write out a recording"))),
		                                .acts = school, .act = N_("Listen and write it out"), .href = path});
	else if (s->own)
		tell_now(t, &(struct child_now){
			.what = str_from(tr(req->act.speak, N_("Read what was written out of your recording"))),
			.acts = child_reader(req), .act = N_("Read it"), .href = path});
}
