/* The colleagues of one organisation, when they work and when they are not there. Everything is reckoned from dates at
 * the moment of reading: there is nothing that a job could be late with. */
#ifndef TN_PRESENCE_TEAM_H
#define TN_PRESENCE_TEAM_H

#include "calendar.h"
#include "presence_rights.h"

enum { DAYS_AHEAD = 60 }; /* how far it is looked for the day on which someone is back */

struct mate {
	int64_t account, place; /* place: the own place on a seat that can stand in; 0: none */
	struct str pid, name, place_pid;
	uint32_t roles;
	enum role place_role;
};
struct away {
	int64_t id, account, begins, ends;
	struct str pid;
	bool covered, asked; /* a substitute was given; one was asked for and waits */
};
struct team_days {
	int64_t account;
	int32_t since;
	unsigned mask; /* bit 0: Monday */
};
struct presence {
	struct post post;
	int64_t now;
	int32_t today;
	struct mate *mates;
	size_t n_mates;
	struct away *away;
	size_t n_away;
	struct team_days *days;
	size_t n_days;
	const struct calendar *calendar; /* of a school: its vacations and free days; NULL: none is known */
};
/* Who works there now, with what is known of them from today, or from `from` when that is earlier. */
enum err presence_load(struct act *act, const struct post *post, int32_t from, struct presence *out) MUST_CHECK;

const struct mate *presence_mate(const struct presence *p, int64_t account);
const struct mate *presence_mate_named(const struct presence *p, struct str pid);
/* The absence that holds on this day; of today: at this moment. NULL: none. */
const struct away *presence_away(const struct presence *p, int64_t account, int32_t day);
/* Does anyone work there on this day: no weekend, no public holiday, at a school no vacation and no free day? */
bool presence_open_on(const struct presence *p, int32_t day);
/* The first such day from today on. */
int32_t presence_next_open(const struct presence *p);
/* Is it a day on which this person works there? */
bool presence_works_on(const struct presence *p, int64_t account, int32_t day);
/* The first day from `from` on which this person is there; DATE_OPEN: not in the next DAYS_AHEAD days. */
int32_t presence_back(const struct presence *p, int64_t account, int32_t from);

#endif
