/* People: the partnership, its organisations, accounts, seats, who holds them, and invitations. Records and what the
 * pages of this module share; other modules see no more of people than this header. */
#ifndef TN_PEOPLE_H
#define TN_PEOPLE_H

#include "demo_act.h"
#include "demo_crowd.h"
#include "guest_door.h"
#include "next_step.h"
#include "oversight.h"
#include "privacy_pages.h"
#include "region_pc4.h"
#include "relation.h"
#include "req.h"
#include "session.h"
#include "sign_in_attempt.h"
#include "start.h"
#include "take_part.h"

/* The field in which people type of whom they look for; `words`: its label. */
#define FIND_BY_NAME(words) .name = "naam", .type = &T_LINE, .privacy = PRIV_PERSONAL, .min = 2, .max = 60, \
	.autocomplete = "off", .label = words, .hint = N_("A piece of the first name or surname is enough"), \
	.missing = N_("Type at least two letters of the name")

/* The places of the fields in the tables of people_records.c: forms point at them (&account_fields[ACCOUNT_EMAIL]). */
enum region_field { REGION_CODE, REGION_NAME, REGION_PHONE, REGION_MADE, REGION__N };
enum organisation_field {
	ORGANISATION_KIND, ORGANISATION_NAME, ORGANISATION_NAME_KEY, ORGANISATION_PLACE, ORGANISATION_PARENT,
	ORGANISATION_ENDED, ORGANISATION_YEARS, ORGANISATION__N
};
enum account_field {
	ACCOUNT_EMAIL, ACCOUNT_EMAIL_KEY, ACCOUNT_NAME, ACCOUNT_NAME_KEY, ACCOUNT_LANG, ACCOUNT_THEME, ACCOUNT_SHORTCUTS,
	ACCOUNT_CHANNEL, ACCOUNT_TALK_LANGUAGE, ACCOUNT_INTERPRETER, ACCOUNT_RATHER_HEARS, ACCOUNT_DESK,
	ACCOUNT_PASSWORD, ACCOUNT_SECOND_FACTOR, ACCOUNT_SECOND_STEP, ACCOUNT_MADE, ACCOUNT_CLOSED, ACCOUNT__N
};
enum seat_field { SEAT_ORG, SEAT_ROLE, SEAT__N };
enum holds_field { HOLDS_ACCOUNT, HOLDS_SEAT, HOLDS_BEGINS, HOLDS_ENDS, HOLDS_GIVEN_BY, HOLDS__N };
enum invitation_field {
	INVITATION_CODE_HASH, INVITATION_EMAIL, INVITATION_NAME, INVITATION_LANG, INVITATION_SEAT, INVITATION_GIVEN_BY,
	INVITATION_MADE, INVITATION_ENDS, INVITATION_USED, INVITATION_ROUTE, INVITATION_KIND, INVITATION__N
};

extern const struct field region_fields[REGION__N];
extern const struct field organisation_fields[ORGANISATION__N];
extern const struct field account_fields[ACCOUNT__N];
extern const struct field seat_fields[SEAT__N];
extern const struct field holds_fields[HOLDS__N];
extern const struct field invitation_fields[INVITATION__N];

/* Instants, not dates, bound a seat and a closing: the door shuts at that very moment. Open is INSTANT_OPEN. */
extern const struct record rec_region, rec_organisation, rec_account, rec_seat, rec_holds, rec_invitation;

/* A new organisation (under `board`, 0 for none) with a seat for every role that its kind can have; `seat` is 0 for
 * roles it cannot have. */
struct org_made {
	int64_t id, seat[ROLE__N];
	struct str pid;
};
enum err organisation_new(struct act *act, struct change *c, enum org_kind kind, struct str name, struct str place,
                          int64_t board, struct org_made *out) MUST_CHECK;
/* The seat of this role at an organisation that stands in the database; made in `c` when a later program brought the
 * role. */
enum err seat_of(struct act *act, struct change *c, int64_t org, enum role role, int64_t *seat) MUST_CHECK;

/* Gives the account this seat from now until `ends` (INSTANT_OPEN: no end). */
enum err seat_give(struct act *act, struct change *c, int64_t account, int64_t seat, int64_t ends,
		   int64_t given_by) MUST_CHECK;
/* Ends the seat now. Reads look at the end, so it is shut with the commit. */
void seat_end(struct act *act, struct change *c, int64_t holds);
/* Someone of a list of staff is invited for a role at the organisation (by its pid), who may give it asked again;
 * nothing when an invitation waits there already. The code is made anew when the letter is printed: nobody knows this
 * one. */
enum err invitation_of_list(struct act *act, struct change *c, struct str org_pid, enum role role, struct str name,
                            struct str email) MUST_CHECK;

extern const struct module mod_people;
/* The permission matrix and the register of processing, for the privacy officer. */
extern const struct module mod_privacy;
/* Signing in and the own account: routes only. */
extern const struct module mod_sign_in;
/* Mail and letters: what waits to be sent, and accounts on paper. */
extern const struct module mod_letters;

/* "https://swv.example", without a slash at the end. */
struct str site_address(struct req *req);

/* Hangs into the application what the layers below call of this module: sessions, the second step, set-up, and the name
 * of the partnership where there is one. Once, at start, with a database that is migrated. */
enum err people_wire(struct app *app, struct arena *a) MUST_CHECK;

#endif
