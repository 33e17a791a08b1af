/* A small random region: organisations, seats, people and children, made and changed at random through the real write
 * unit, beside what the independent model (reference.h) is told of it. */
#ifndef TN_RIGHTS_REGION_H
#define TN_RIGHTS_REGION_H

#include "presence.h"

#define RIGHTS_WORLD_MORE , &rec_absence, &rec_absence_cover
#include "rights_world.h"

#include "reference.h"

enum { ACCOUNTS = 6, ROUTES = 6, FACTS = 400 };
enum { SCHOOL, SCHOOL2, GROUP, GROUP2, PROVISION, SWV, MUNICIPALITY, ORGS };
enum { HOUR = 3600000 };

struct region {
	struct rights_world w;
	struct dice dice;
	struct facts facts;
	int64_t accounts[ACCOUNTS], routes[ROUTES], orgs[ORGS];
	bool closed[ROUTES], pupil[ROUTES]; /* pupil: without a question */
	char keys[ROUTES][2][40]; /* by LIST_WORK, by LIST_CHILDREN */
	int64_t absences[FACTS], covers[FACTS]; /* ids of facts.covers: each absence has one */
	int64_t swept; /* until when */
	uint64_t seed, questions, lists, opens;
	unsigned regions;
};

/* A number below n, as the seed has it. */
static inline uint64_t below(struct region *g, uint64_t n)
{
	return dice_below(&g->dice, n);
}

/* Room for what the model is told; once. */
void region_open(struct region *g, uint64_t seed);
void region_close(struct region *g);
/* A new region in the same database, with a first set of relations. */
void region_make(struct region *g);
/* One act at random: somebody is given something, loses it, comes, goes, is absent; or a child's record is changed. */
void region_act(struct region *g);

#endif
