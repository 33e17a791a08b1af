/* What became of a record: who changed what, when, from what to what, as people read it. Fields that are hidden from
 * the reader leave no trace here either. */
#ifndef TN_HISTORY_H
#define TN_HISTORY_H

#include "scope.h"

struct difference {
	const struct field *field;
	struct str was, is; /* as people read them; empty: there was none */
	bool gone;          /* taken out on request: what they were is not known any more */
};
struct happening {
	int64_t at;
	struct str who;      /* name; empty: the program, or someone who is not named to this reader (then role is there) */
	const char *role;    /* English label, NULL: none */
	const char *done;    /* English, as the change said */
	bool undone, made;   /* taken back later; the record began here */
	const struct difference *v;
	size_t n;
};
struct history {
	const struct happening *v; /* the latest first */
	size_t n;
	struct str more;     /* pid of the change to go on before; empty: that was all */
};
enum { HISTORY_PAGE = 20 }; /* times the fields of a record is less than a statement gives */
/* A page of at most HISTORY_PAGE. `before` empty, or no change of this record: from the latest. The reader sees what
 * scope_open gave: `seen` as it came from there. */
enum err history_of(struct act *act, const struct seen *seen, struct str before, struct history *out) MUST_CHECK;

#endif
