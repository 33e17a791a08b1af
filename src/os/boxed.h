/* Asking the supervisor for a boxed child: a process that sees one file and nothing else. Thread safe. */
#ifndef TN_BOXED_H
#define TN_BOXED_H

#include "str.h"

enum boxed_kind {
	BOXED_NONE = 0,
	BOXED_ECHO, /* gives back what it reads: for trying out the box */
	BOXED_CSV,  /* any separated table: its rows (mod/import) */
	BOXED_EDEXML, /* a school's groups, pupils and teachers (mod/roster) */
	BOXED_OSO,    /* a dossier of the Overstapservice Onderwijs (mod/oso) */
	BOXED_DOCUMENT, /* a file that someone hands in: what kind it is (model/document.h) */
	BOXED_PDF, /* a page as HTML: that page as PDF (cmd/duty_pdf.c), or BOXED_PDF_LACKS */
	BOXED__N
};

/* The answer of BOXED_PDF on a machine without the helper program. */
#define BOXED_PDF_LACKS "lacks"

enum boxed_message { BOXED_RUN = 1 };

struct boxed;
/* On the link `fd` to the supervisor (kept by the caller). */
struct boxed *boxed_new(int fd);
void boxed_free(struct boxed *b);
/* Has a child of this kind read `in`; *out gets its answer, at most `max` bytes. ERR_INVALID: the child could make
 * nothing of it, or was killed by its box, its memory or its time (30 s); ERR_TOO_BIG: the answer was longer; ERR_BUSY:
 * too many are at work. */
enum err boxed_run(struct boxed *b, enum boxed_kind kind, struct str in, struct arena *a, size_t max,
                   struct str *out) MUST_CHECK;

/* The same without a supervisor, for a command: `start` starts the child with `theirs` as its DUTY_FD_WORK and gives
 * its pid. It is ended when it has answered. */
typedef enum err boxed_start(void *ctx, int theirs, int *pid);
enum err boxed_alone(boxed_start *start, void *ctx, struct str in, struct arena *a, size_t max,
                     struct str *out) MUST_CHECK;

/* In the child: all that there is to read on `fd`, at most `max` bytes; and the answer to it. */
enum err boxed_input(int fd, struct arena *a, size_t max, struct str *in) MUST_CHECK;
enum err boxed_answer(int fd, struct str answer) MUST_CHECK;

#endif
