/* With whom the pupil wants to talk, and how (practice 20). */
#include "opp.h"
#include "people.h"
#include "route.h"

#define PUPIL (UINT32_C(1) << ROLE_PUPIL)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL

const struct choice talkway_hows[] = {
	{"praten", N_("Talk"), N_("You tell it, the other listens")},
	{"tekenen", N_("Draw"), N_("You draw, and tell something about it when you want to")},
	{"typen", N_("Write"), N_("You answer the questions here")},
	{"opnemen", N_("Record"), N_("You record your voice, and hand it in")},
	{"ander", N_("Someone speaks for me"), N_("You choose who, and tell that one what to say")},
	{"niet-nu", N_("Not now"), N_("That is fine. You may come back any day")},
	{NULL, NULL, NULL},
};

const struct field talkway_fields[TALKWAY__N] = {
	[TALKWAY_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[TALKWAY_PUPIL] = {SERVER("pupil", T_REF), .ref = &rec_account},
	[TALKWAY_ADULT] = {SERVER("adult", T_REF), .unset = true, .ref = &rec_account},
	[TALKWAY_HOW] = {.name = "how", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = PUPIL,
		.label = N_("How do you want to tell it?"), .choices = talkway_hows},
	[TALKWAY_SPEAKER] = {.name = "speaker", .type = &T_LINE, .need = NEED_OPTIONAL, .max = 120, .by = PUPIL,
		.label = N_("Who speaks for you?"),
		.hint = N_("Only when you chose that someone speaks for you. Whom you chose to talk with reads this")},
	[TALKWAY_ON] = {SERVER("chosen_on", T_DATE), .label = N_("Chosen on")},
};

const struct record rec_opp_talkway = {
	.name = "opp_talkway", .label = N_("How the pupil wants to talk"), .fields = talkway_fields, .n = TALKWAY__N,
	.part = PART_LEERLING, .route = &talkway_fields[TALKWAY_ROUTE], .told = &talkway_fields[TALKWAY_ADULT],
};
