/* Files in a child's dossier: a record per file, in the part that it belongs to, with its bytes in model/document.h.
 * Who owns a part puts files in it; anyone else who may read the part hands one in, and it waits in the tray until an
 * owner takes it into the dossier or refuses it with a reason. What waits, and what was refused, is seen by the owners
 * of the part and by who handed it in; by nobody else who reads that part.
 *
 * For the page of another module:
 *
 *     static enum err meeting_file_post(struct req *req)
 *     {
 *         return documents_receive(req, &(struct documents_at){.of = &req->seen, .part = PART_KNOOPPUNT,
 *                                                              .on = req->seen.row.id}, req_subject-like path);
 *     }
 * with a row {METHOD_POST, ..., .form = &form_document, .page = the page, .body = BODY_FILE}. */
#ifndef TN_DOCUMENTS_H
#define TN_DOCUMENTS_H

#include "document.h"
#include "view.h"

enum document_field {
	DOCUMENT_ROUTE, DOCUMENT_STATE, DOCUMENT_ON, DOCUMENT_TITLE, DOCUMENT_NAME, DOCUMENT_TYPE, DOCUMENT_SIZE,
	DOCUMENT_HASH, DOCUMENT_BY, DOCUMENT_ROLE, DOCUMENT_FAMILY, DOCUMENT_AT, DOCUMENT_LOOK_BY, DOCUMENT_WHY,
	DOCUMENT_ENDED, DOCUMENT__N
};
extern const struct field document_fields[DOCUMENT__N];

/* One record type per part that holds files, in this order. */
enum document_place {
	DOCUMENTS_SCHOOL, DOCUMENTS_VOORSCHOOL, DOCUMENTS_KNOOPPUNT, DOCUMENTS_SWV, DOCUMENTS_DESKUNDIG,
	DOCUMENTS_VOORZIENING, DOCUMENTS_STEM, DOCUMENTS__N
};
extern const struct record *const document_records[DOCUMENTS__N];
/* That of a part; a part without files: NULL. */
const struct record *document_record(enum part p);

/* In the order of the choices of DOCUMENT_STATE. */
enum document_state { DOCUMENT_WAITS, DOCUMENT_KEPT, DOCUMENT_REFUSED, DOCUMENT_REMOVED, DOCUMENT_STATES };
enum document_step { DOCUMENT_ACCEPT_STEP, DOCUMENT_REFUSE_STEP, DOCUMENT_REMOVE_STEP, DOCUMENT_STEPS };

extern const struct module mod_document;

/* May this reader put files into the part at once, and take in what was handed in? */
bool document_owns(const struct act *act, const struct allowed *allowed, enum part p);
/* May this reader see this file at all? Beside what reach and masking already said. */
bool document_visible(const struct act *act, const struct seen *s);

/* ---- for pages of other modules ---- */

struct documents_at {
	const struct seen *of; /* the child, or a record of it, opened for this reader */
	enum part part;
	int64_t on;            /* id of the record it hangs on; 0: the child itself */
	const struct pieces_asked *asked; /* of documents_ask; NULL: they are read when they are shown */
};
/* They are read with the next batch. */
void documents_ask(struct req *req, struct documents_at *at);
/* A list of the files there, what waits in the tray first, and the form to send one to `action` (NULL: no form; nor
 * when this reader may not). `title` is the heading. Reads one batch. */
enum err documents_show(struct ui *u, struct req *req, const struct documents_at *at, const char *title,
                        const char *action) MUST_CHECK;
/* What lies there in the dossier, by name and by whom, for paper; nothing where there is none. Reads one batch. */
enum err documents_named(struct ui *u, struct req *req, const struct documents_at *at, const char *title) MUST_CHECK;
extern const struct form_def form_document;
/* The handler behind that form: checks the file, stores it, and sends 303 to `back`. ERR_INVALID: the form says why. */
enum err documents_receive(struct req *req, const struct documents_at *at, const char *back) MUST_CHECK;

/* A file that a record of another module holds itself (its id, size and hash; model/document.h), with the rights of
 * that record. What was sent with the form of this request, whose def has `.upload`: of one of the kinds of `only` (bit
 * per document_type, 0: any). ERR_INVALID: the form says why. */
struct document_file {
	struct str name, bytes;
	enum document_type type;
};
enum err document_sent(struct req *req, uint32_t only, struct document_file *out) MUST_CHECK;
/* The same of a control of its own, named as field `at` of the form, where it says what is wrong; and was anything
 * chosen in the control with this name? */
enum err document_sent_at(struct req *req, const struct field *at, uint32_t only, struct document_file *out) MUST_CHECK;
bool document_was_sent(const struct req *req, const char *name);
int64_t document_most(const struct req *req); /* bytes of one file here */
/* The file of record `r` as the answer: saved and not shown, of its own kind, in a sandbox of its own. */
enum err document_answer(struct req *req, const struct row *r, enum document_type type, int64_t size,
                         struct str hash) MUST_CHECK;

/* ---- for programs and demonstrations ---- */

struct document_new {
	int64_t route, on;
	enum part part;
	struct str title, name, bytes;
	enum document_type type;
	bool waits;            /* into the tray; else into the dossier */
	enum role role;        /* in which it was handed in */
	bool family;           /* by the child's own family */
	int64_t account;
};
/* Into a change that is being made. The bytes stay the caller's until change_commit. */
enum err document_add(struct change *c, const struct document_new *d, int64_t *id, struct str *pid) MUST_CHECK;

/* A recording of two seconds (WAV): three notes, in which nobody says anything. */
struct str demo_sound(struct arena *a);

/* Files for children of the demonstration; after demo_routes_make. */
enum err demo_documents_make(struct act *act) MUST_CHECK;

#include "recording.h"

#endif
