/* The people and organisations of Merenland, as tables. */
#ifndef TN_DEMO_DATA_H
#define TN_DEMO_DATA_H

#include "role.h"

/* What other rows name: a place in demo_orgs. */
enum demo_org {
	D_SWV,
	D_PARENTS,
	D_WATERKANT,
	D_KOMPAS,
	D_WILGENHOEK,
	D_VEER,
	D_RIETKRAAG,
	D_SLUIS,
	D_LISDODDE,
	D_VLOT,
	D_VUURTOREN,
	D_ZONNETJE,
	D_KIKKER,
	D_GEMEENTE,
	D_MEERKRACHT,
	D_JGZ,
	D_ORG__N
};
enum { DEMO_NO_BOARD = -1 };
struct demo_org_row {
	enum org_kind kind;
	const char *name, *place;
	int board; /* a place in this table, or DEMO_NO_BOARD */
};
extern const struct demo_org_row demo_orgs[D_ORG__N];

enum { DEMO_SEATS_MAX = 3 };
struct demo_person {
	const char *email, *name; /* the address without @merenland.test */
	int ends_in_days;         /* 0: no end */
	struct {
		enum role role;
		enum demo_org org;
		const char *giver; /* an address of an earlier row, or its own */
	} seats[DEMO_SEATS_MAX];
};
extern const struct demo_person demo_people[];
extern const size_t n_demo_people;

#endif
