/* What stands about a child, field by field: for a copy that is given, and for what one takes along oneself. Nothing
 * comes in it by itself: the table of contents.c names each type of record. */
#ifndef TN_CONTENTS_H
#define TN_CONTENTS_H

#include "rights.h"

/* Where what stands there was taken over from, and as it was on which day (change_source); a source that is empty: it
 * was written here, on that day. DATE_OPEN: history knows nothing of it. */
struct origin {
	struct str source; /* a code, such as "oso" */
	int32_t on;
	size_t times;      /* how often history holds what stood there; once: it was never changed */
};

struct passage {
	const struct record *rec;
	int64_t id;
	struct str pid, title; /* of the record; its title as people read it */
	const struct field *field;
	struct str text;       /* as it is read */
	bool cut;              /* something of it was left out */
	struct origin from;
};
struct contents {
	struct passage *v;
	size_t n;
};

/* What an organisation of this kind keeps as its own (access.md, parts); 0: nothing. */
parts contents_of_org(struct str org_kind);

/* What who asked may have, whatever the page shows the reader: `known` is what is open to that account now; NULL:
 * nothing is known of them, and only what gives nobody else away is given. */
struct contents_for {
	const struct allowed *known;
	struct str org_kind;
	bool ours; /* for who answers themselves: all that they see, also fields in which nothing stands now */
};
/* Of the child that was opened, within what the reader may see. `copy` NULL: the reader's own, without asking
 * anybody. */
enum err contents_load(struct req *req, const struct seen *child, const struct contents_for *copy,
                       struct contents *out) MUST_CHECK;
/* What is open to the account that asked, in the role it asked in; `*known` false: nothing is. */
enum err contents_known(struct req *req, const struct row *request, struct allowed *out, bool *known) MUST_CHECK;

/* What history knows of each passage; one batch. */
enum err contents_origins(struct req *req, struct contents *c) MUST_CHECK;

/* Leaves out of the contents what the cuts of a request say. A cut whose words stand nowhere any more leaves out all of
 * its field. */
void contents_cut(struct req *req, struct contents *c, const struct seen_page *cuts);

/* As it is kept in a copy (COPY_TEXT), one line each: R a record, F a field, T a line of its text. */
struct str contents_text(struct req *req, const struct contents *c);

#endif
