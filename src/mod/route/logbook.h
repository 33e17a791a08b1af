/* What the privacy officer sees of looks and changes: who, when, in which role and what for; never what was in it, and
 * of a child a code only. Reading here is itself recorded. */
#ifndef TN_LOGBOOK_H
#define TN_LOGBOOK_H

#include "view.h"

/* A period asked in the address: ?van=&tot=, with role and purpose; the last 7 days when nothing is asked. */
struct logbook_ask {
	struct form *form;
	int64_t from, to;  /* instants, half open */
	struct str role, purpose; /* codes; empty: all */
};
/* False: the dates are no dates, or the wrong way round; the form says it. */
bool logbook_asked(struct req *req, struct logbook_ask *out);
void logbook_form(struct ui *u, struct req *req, const struct logbook_ask *ask, const char *action, bool purposes);
/* The same question in an address, for the next page, with `after`. */
const char *logbook_address(struct req *req, const char *path, const struct logbook_ask *ask, struct str after);

/* Records that this page was opened, in the chain of changes. */
enum err logbook_record(struct req *req) MUST_CHECK;

/* Words: of a role, a purpose, the door someone came through. */
struct str logbook_when(const struct req *req, int64_t at); /* "23 nov 2026, 10.05" */
struct str logbook_role(const struct req *req, struct str code);
struct str logbook_purpose(const struct req *req, struct str code);
struct str logbook_door(const struct req *req, struct str name);
/* Is this the code of a role of parents and pupils? Their names stay out of the logbook: they name the child. */
bool logbook_family(struct str role);

handler oversight_page, logbook_page, logbook_changes_page, logbook_account_page;
extern const char *const logbook_query[];
extern const struct module mod_logbook;

#endif
