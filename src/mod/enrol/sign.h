/* The first sign, at the preschool (systems.md A2): of a kind from the region's list, with what fits the child, and
 * what parents allow to be handed over. What is left in peace leaves a count and nothing else. */
#ifndef TN_SIGN_H
#define TN_SIGN_H

#include "application_make.h"

enum sign_kind_field { SIGN_KIND_NAME, SIGN_KIND_LIST, SIGN_KIND_WORDS, SIGN_KIND_GONE, SIGN_KIND__N };
extern const struct field sign_kind_fields[SIGN_KIND__N];
extern const struct record rec_sign_kind;

enum sign_field {
	SIGN_ROUTE, SIGN_STATE, SIGN_ORG, SIGN_KIND, SIGN_SEEN, SIGN_DONE, SIGN_FITS, SIGN_ON, SIGN_TALKED_ON,
	SIGN_TO, SIGN_ANSWERED, SIGN_SHARED_WITH, SIGN_ACT_BY, SIGN__N
};
extern const struct field sign_fields[SIGN__N];
extern const struct record rec_sign;
/* In the order of the choices of SIGN_STATE. */
enum sign_state { SIGN_STANDS, SIGN_ASKED, SIGN_SHARED, SIGN_STAYS, SIGN_STATES };
#define SIGN_BIT(s) (UINT32_C(1) << SIGN_##s)
enum sign_step { SIGN_ASK, SIGN_YES, SIGN_NO, SIGN_STOP, SIGN_STEPS };
extern const struct transition sign_flow[SIGN_STEPS];
enum { LIST_SIGNS = 21 };
/* How long the parents' yes opens a sign to the school (PRI-14). */
enum { SIGN_READ_DAYS = 365 };

/* The region's list as it is now, and its schools: one batch. */
struct sign_kind {
	int64_t id;
	struct str pid, name;
	struct str words; /* by which a school's profile speaks of it, one on a line */
	bool fits; /* something that fits a child (criteria), not a kind of sign */
};
struct sign_kinds {
	const struct sign_kind *v;
	size_t n;
};
struct sign_lists_asked {
	const struct stmt_asked *kinds, *schools;
};
struct sign_lists_asked sign_lists_ask(struct act *act);
enum err sign_lists_told(struct act *act, const struct sign_lists_asked *x, struct sign_kinds *kinds,
                         struct enrol_schools *schools) MUST_CHECK;
enum err sign_lists(struct act *act, struct sign_kinds *kinds, struct enrol_schools *schools) MUST_CHECK;

/* The seat at a preschool in which the viewer acts; NULL: in none. */
const struct seat *sign_seat(const struct req *req);

/* What the pages of signs share. */
extern const struct field sign_kind_asked; /* the kind, by its public id */
void sign_kind_field(struct ui *u, const struct form *f, const struct sign_kinds *all);
const char *sign_path(struct arena *a, const struct row *r, const char *below);

extern const struct form_def form_sign_kind, form_sign, form_sign_child, form_sign_peace;
handler signs_page, sign_new_page, sign_new_post, sign_child_page, sign_child_post, sign_page, sign_edit_page,
	sign_edit_post, sign_peace_page, sign_peace_post;

#endif
