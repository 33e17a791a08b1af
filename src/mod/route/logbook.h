/* What the privacy officer sees of looks and changes: who, when, in which role and what for; never what was in it, and
 * of a child a code only. Reading here is itself recorded. */
#ifndef TN_LOGBOOK_H
#define TN_LOGBOOK_H

#include "logbook_say.h"
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

handler oversight_page, logbook_page, logbook_changes_page, logbook_account_page;
extern const char *const logbook_query[];
extern const struct module mod_logbook;

#endif
