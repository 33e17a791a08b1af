/* DUO's open list of school locations into the register of schools (systems.md C1). DUO owns the register facts of a
 * school; what the school says of itself is never touched, and a fact that a person corrected stays until someone
 * chooses what DUO says. */
#ifndef TN_DUO_H
#define TN_DUO_H

#include "import.h"
#include "school.h"

/* ---- words: pure ---- */

/* "ALTEVEER GEM NOORDENVELD" to "Alteveer gem Noordenveld", "'S-GRAVENHAGE" to "'s-Gravenhage", "IJMUIDEN" to
 * "IJmuiden"; a name that is not in capitals stays as it is. */
struct str duo_place(struct arena *a, struct str capitals);
/* The code of school_fields[SCHOOL_DENOMINATION]; "anders" for what DUO adds one day. Empty for an empty text. */
const char *duo_denomination(struct str text);
/* Its name as people write it, by its number (four digits; three with the zero left out) or else by its name in
 * capitals; and its holiday region where all of it is in one, else NULL. False: not known. */
struct duo_municipality {
	const char *code, *name, *holidays;
};
bool duo_municipality(struct str code, struct str name, struct duo_municipality *out);
/* The code of a holiday region as DUO writes it; NULL when it is none. */
const char *duo_holidays(struct str text);
/* Might this be an institution for children who are blind or deaf (cluster 1 or 2)? Only ever a reason to ask. */
bool duo_maybe_cluster(struct str name);
/* "0598 12 34 56", with or without -: digits only, as DUO has them. Empty when it is no Dutch number. */
struct str duo_phone(struct arena *a, struct str text);

/* ---- the import ---- */

enum duo_question { DUO_ASK_NOTHING = 0, DUO_ASK_REFORMED, DUO_ASK_CLUSTER };
extern const struct import_kind import_duo;
extern const struct task_kind task_duo;

handler duo_start_page, duo_upload_post, duo_preview_page, duo_go_post, duo_stop_post, duo_resume_post,
	duo_rejects_sheet;

#endif
