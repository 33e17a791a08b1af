/* What became of a record: who changed what, when, from what to what, as people read it. Fields that are hidden from
 * the reader leave no trace here either. */
#ifndef TN_HISTORY_H
#define TN_HISTORY_H

#include "scope.h"

struct difference {
	const struct field *field;
	struct str was, is; /* as people read them; empty: there was none */
};
struct happening {
	int64_t at;
	struct str who;      /* name; empty: the program */
	const char *role;    /* English label, NULL: none */
	const char *done;    /* English, as the change said */
	bool undone, made;   /* taken back later; the record began here */
	const struct difference *v;
	size_t n;
};
struct history {
	const struct happening *v; /* the latest first */
	size_t n;
	int64_t more;        /* group id to go on before; 0: that was all */
};
/* A page of at most 25. `before` 0: from the latest. The reader sees what scope_open gave. */
enum err history_of(struct act *act, const struct seen *seen, int64_t before, struct history *out) MUST_CHECK;

#endif
