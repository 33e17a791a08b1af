/* Bytes of files that people hand in: what kind of file it is, told by its content and never by its name, and the one
 * pair of functions through which bytes enter and leave the database. Sealing (architecture.md 8) sits in that pair.
 * The records that they belong to, with their part, are in mod/documents. */
#ifndef TN_DOCUMENT_H
#define TN_DOCUMENT_H

#include "seal.h"

struct boxed;

/* ---- what it is ---- */

/* In the order of document_types. */
enum document_type {
	DOCUMENT_UNKNOWN = 0, DOCUMENT_PDF, DOCUMENT_PNG, DOCUMENT_JPEG, DOCUMENT_WAV, DOCUMENT_WEBM, DOCUMENT_M4A,
	DOCUMENT_MP3, DOCUMENT_OGG, DOCUMENT_DOCX, DOCUMENT_XLSX, DOCUMENT_TEXT, DOCUMENT_TYPES
};
struct document_kind {
	const char *code;        /* in the database */
	const char *label;       /* English */
	const char *mime;
	const char *endings[4];  /* of names, lower case; the first is that of a download; NULL at the end */
};
extern const struct document_kind document_kinds[DOCUMENT_TYPES];
/* For the control that chooses a file. */
#define DOCUMENT_ACCEPT \
	".pdf,.png,.jpg,.jpeg,.wav,.webm,.m4a,.mp3,.ogg,.docx,.xlsx,.txt,.csv,application/pdf,image/png,image/jpeg,audio/*"
enum document_type document_type_code(struct str code); /* DOCUMENT_UNKNOWN: there is none */

/* Why a file is not taken. */
enum document_fault {
	DOCUMENT_FINE = 0, DOCUMENT_NONE, DOCUMENT_EMPTY, DOCUMENT_BIG, DOCUMENT_OTHER, DOCUMENT_DISGUISED, DOCUMENT_MACROS,
	DOCUMENT_CUT_OFF, DOCUMENT_LONG, DOCUMENT_FAULTS
};
/* What to do about it: English for tr(), with {max} where a size is meant. */
const char *document_fault_text(enum document_fault f);

struct document_found {
	enum document_type type;
	enum document_fault fault;
	int64_t length; /* of a recording: document_length() */
};
/* What these bytes are. Pure; reads no further than the bytes, whatever stands in them. */
struct document_found document_look(struct str bytes);
/* How long a recording takes, in milliseconds, as far as its content says; 0: it does not. Pure, as document_look. */
enum { DOCUMENT_LENGTH_MAX = INT32_MAX };
int64_t document_length(enum document_type t, struct str bytes);
/* Has this ISO file (MP4, M4A) a track of sound, and none of pictures? */
bool document_mp4_sounds(struct str bytes);
/* Does the name agree with what was found? A name without an ending does. */
bool document_named(enum document_type t, struct str name);

/* The answer of a boxed child (cmd/duty_parse.c: BOXED_DOCUMENT), and asking one. `b` NULL: looked at here, as commands
 * do with files of their own. ERR_DOWN: no child could look at it. */
enum err document_box_look(struct arena *a, struct str bytes, struct str *answer) MUST_CHECK;
enum err document_look_boxed(struct boxed *b, struct arena *a, struct str bytes, struct document_found *out) MUST_CHECK;

/* ---- its bytes ---- */

enum { DOCUMENT_CHUNK = 512 * 1024, DOCUMENT_BYTES_MAX = 24 << 20 };

/* Puts the bytes of document `id` into the same transaction, in sealed chunks; they must stay where they are until
 * change_commit. At most DOCUMENT_BYTES_MAX. */
void document_bytes_put(struct change *c, int64_t id, struct sealed_in in, struct str bytes);
/* They go with the same transaction; there is no way back. */
void document_bytes_gone(struct change *c, int64_t id);
/* Those of record `of`, exactly `size`, held against `hash` (token_hash of what was handed in). ERR_GONE: their
 * key was destroyed; ERR_NOT_FOUND: they are not there; ERR_DOWN: they do not open; ERR_INVALID: they are not what was
 * put there. */
enum err document_bytes_get(struct act *act, const struct row *of, int64_t size, struct str hash,
                            struct str *out) MUST_CHECK;

#endif
