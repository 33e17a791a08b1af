/* Inside of mod/oso: a dossier that was handed in and waits to be looked at, and what of it is in a child's dossier. */
#ifndef TN_OSO_IN_H
#define TN_OSO_IN_H

#include "oso.h"
#include "roster.h"
#include "view.h"

enum oso_in_field {
	OSO_IN_ORG, OSO_IN_STATE, OSO_IN_CHILD, OSO_IN_BORN, OSO_IN_SCHOOL, OSO_IN_BRIN, OSO_IN_MADE, OSO_IN_FACTS,
	OSO_IN_FILES, OSO_IN_SIZE, OSO_IN_HASH, OSO_IN_AT, OSO_IN_ACCOUNT, OSO_IN_ENDED, OSO_IN__N
};
extern const struct field oso_in_fields[OSO_IN__N];
extern const struct record rec_oso_dossier;
enum oso_in_state { OSO_IN_UNPLACED = 0, OSO_IN_WAITS, OSO_IN_TAKEN, OSO_IN_REFUSED, OSO_IN_STATES };
enum oso_in_state oso_in_state(const struct row *tray);

/* What a dossier said of one subject, as it was taken over. */
enum section_field {
	SECTION_ROUTE, SECTION_KIND, SECTION_TEXT, SECTION_ON, SECTION_AT, SECTION_ACCOUNT, SECTION__N
};
extern const struct choice oso_sections[OSO_SECTIONS + 1]; /* of SECTION_KIND */
extern const struct field section_fields[SECTION__N];
extern const struct record rec_oso_section;

/* The facts of one section as text, as they were read, and that text on a page. A fact begins with a line of FACT_MARK,
 * its title, its day and who made it; what stands in it follows, a line each. */
#define FACT_MARK "= "
struct str facts_text(struct arena *a, const struct oso_dossier *d, enum oso_section s);
void facts_show(struct ui *u, struct str text);

/* Reads the bytes in a box. ERR_INVALID: no child of ours could make anything of them. */
enum err oso_read(struct boxed *b, struct arena *a, struct str bytes, struct oso_dossier *out) MUST_CHECK;
/* Into the tray of the school whose number stands in it; of the partnership `swv` when that is none of the region's. */
enum err oso_in_put(struct act *act, struct change *c, const struct oso_dossier *d, struct str bytes, int64_t org,
                  enum oso_in_state state, struct str *pid) MUST_CHECK;
/* The organisation of the school with this number in the region; 0: there is none. */
enum err oso_in_school(struct act *act, const struct oso_dossier *d, int64_t *org) MUST_CHECK;

/* Children of the school who could be the one it is about: the surest first. Only who is within reach. */
enum { ALIKE_MAX = 5 };
struct alike {
	const struct seen *v[ALIKE_MAX];
	size_t n;
	bool sure; /* the first has the same name and day of birth */
};
enum err oso_in_alike(struct act *act, const struct pupils_asked *pupils, const struct oso_dossier *d,
                    struct alike *out) MUST_CHECK;

/* What the one who looks at it decided. */
struct oso_choice {
	struct str child;              /* pid of the one it joins; empty: a new one */
	bool takes[OSO_SECTIONS];
	bool names;                    /* the name and postcode of the dossier replace what stands here */
};
/* Puts it into the route of that child, in one change: *child gets its pid. */
enum err oso_in_take(struct req *req, struct change *c, const struct row *tray, const struct school_seat *school,
                   const struct oso_dossier *d, const struct oso_choice *choice, struct str *child) MUST_CHECK;
/* What it says of one subject; nothing when it says nothing of it, or the same stands there already. */
enum err oso_put_section(struct act *act, struct change *c, int64_t route, const struct oso_dossier *d,
                         enum oso_section s) MUST_CHECK;
/* Nothing of it is left but that it was here. */
void oso_in_ends(struct change *c, const struct row *tray, enum oso_in_state to);

/* In the state with this code. */
enum oso_in_state oso_in_state_of(struct str code);
/* It waits at that school from now on. */
void oso_in_places(struct change *c, const struct row *tray, int64_t org);
/* May the reader hand dossiers in, and take them over? */
bool oso_in_may(const struct req *req);
const char *oso_in_path(struct arena *a, struct str pid, const char *below);

enum err oso_in_page(struct req *req);
enum err oso_in_upload(struct req *req);
enum err oso_in_one_page(struct req *req);
enum err oso_in_take_post(struct req *req);
enum err oso_in_refuse_post(struct req *req);
enum err oso_in_place_post(struct req *req);
enum err child_oso_page(struct req *req);
extern const struct form_def form_oso_upload, form_oso_take, form_oso_refuse, form_oso_place;
extern const struct child_block oso_block;

#endif
