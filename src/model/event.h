/* What happened with a child, in the order in which it did: the timeline. An event is written by change_commit when a
 * record of the child is made or makes a step, in the part of that record; only parts that the reader may read are
 * read. It goes with the change when that is taken back, and with the record when that is erased. */
#ifndef TN_EVENT_H
#define TN_EVENT_H

#include "scope.h"

enum { EVENTS_PAGE = 25 };

struct event {
	struct str pid;
	int64_t at, id;
	enum part part;
	const char *what;          /* English, for tr() */
	struct str record;         /* name of the record type */
	int64_t record_id;
	int64_t account;           /* 0: the program */
	/* Empty: the program, or someone whose name this reader is not shown (the other guardian, who works at a shielded
	 * place). What they are is always there. */
	struct str who;
	enum role role;            /* in which it was done */
	enum relation_kind family; /* guardian, pupil or helper of this very child, whatever the role; else REL_NONE */
};
struct events {
	const struct event *v; /* the latest first */
	size_t n;
	bool more;
	struct str after; /* where the next page begins: the last that was gone through */
};

/* A page of the child of `seen` that ends before the event `before` (its pid; empty: from the latest). Parts that are
 * shown count as looked at. An event that is not there, or not of this reader, has nothing before it. */
enum err events_page(struct act *act, const struct seen *seen, struct str before, struct events *out) MUST_CHECK;
/* The same, at most `most`, as part of a batch that reads other things too. */
struct events_at {
	size_t v[PART__N], most;
};
struct events_at events_put(const struct act *act, struct batch *b, const struct seen *seen, struct str before,
                            size_t most);
void events_take(struct act *act, const struct batch *b, const struct seen *seen, const struct events_at *at,
                 struct events *out);

/* The same of what fits only. `parts`: 0 for all that the reader may read. Nothing that does not fit is given or counts
 * as looked at. At most a thousand events are gone through at once: then `more` is true and `after` says from where. */
struct event_filter {
	parts parts;
	bool (*fits)(const struct event *e, const void *ctx); /* NULL: all */
	const void *ctx;
};
enum err events_filtered(struct act *act, const struct seen *seen, struct str before, const struct event_filter *f,
                         struct events *out) MUST_CHECK;

/* Of which types of record there are events of this child that the reader may see: for the tabs of its pages. */
size_t event_records_put(struct batch *b, int64_t route);
bool event_records_has(const struct rows *r, parts reads, const char *record);

/* What someone is as own family of the route $n of a statement, in whatever role and also after that ended: a code of
 * relation_kind, or empty. Needs `account` and `route` as columns or parameters. */
#define SQL_FAMILY_OF(account, route) \
	"coalesce((SELECT x.kind FROM relation x WHERE x.route = " route " AND x.grantee = " account " AND x.kind IN" \
	" ('guardian', 'guardian_without', 'pupil', 'helper') ORDER BY x.id LIMIT 1), '')"
/* May this reader be told the name of who did something in part `p`? Guardians do not learn each other's names
 * (access.md rule 12), and a shielded place is not given away by who works there (rule 11). One's own is no secret. */
bool event_names(const struct act *act, const struct seen *seen, enum part p, int64_t account,
                 enum relation_kind family);

/* For change_commit: the events of its items, and the end of those that it takes back or erases. */
void event_write(struct change *c, struct batch *b);

#endif
