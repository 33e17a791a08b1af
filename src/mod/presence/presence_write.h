/* What changes who is there: the few acts behind the pages, each asking the rights of presence_rights.h. */
#ifndef TN_PRESENCE_WRITE_H
#define TN_PRESENCE_WRITE_H

#include "presence_team.h"

struct absence_new {
	int64_t account, org;
	struct str kind; /* a code of absence_fields[ABSENCE_KIND] */
	int32_t first, last;
};
/* Does this person have another absence there in these days? ERR_CONFLICT then. */
enum err absence_free(struct act *act, const struct absence_new *n, int64_t but) MUST_CHECK;
enum err absence_make(struct change *c, const struct act *act, const struct absence_new *n, int64_t *id,
		      struct str *pid) MUST_CHECK;

/* Can this colleague stand in for someone there? English for tr() why not, or NULL. */
const char *cover_refused(const struct mate *who, int64_t absent);
/* `given`: by the organisation itself, and so at once; else it is asked. The caller has asked who may. ERR_DENIED: to
 * oneself (access.md rule 15), or to who cannot stand in. */
enum err cover_make(struct change *c, const struct act *act, int64_t absence, int64_t absent, int64_t org,
		    const struct mate *who, struct str share, bool given) MUST_CHECK;

enum cover_step { COVER_GIVE, COVER_REFUSE, COVER_END, COVER_STEP__N };
const char *cover_step_code(enum cover_step step);
bool cover_step_parse(struct str code, enum cover_step *out);
/* May this viewer do it: given and refused by the organisation, never by the substitute; ended by the organisation, by
 * who is absent, and by the substitute, for ending opens nothing. ERR_CONFLICT: not from its state. */
struct cover {
	int64_t account; /* the substitute */
	struct str pid, name, state, share;
	enum role role;
};
bool cover_may(const struct act *act, const struct absent *x, const struct cover *c, enum cover_step step);
enum err cover_move(struct change *c, struct act *act, const struct absent *x, const struct cover *cover,
		    enum cover_step step) MUST_CHECK;
/* Of one absence, by its public id, those that were not refused or ended; read along with the next batch. */
struct stmt_asked *covers_ask(struct act *act, struct str absence);
enum err covers_take(struct act *act, const struct stmt_asked *x, struct cover **out, size_t *n) MUST_CHECK;

#endif
