/* A talk in memory, with its people, what they said, its cards and actions, and a guard asked about it. */
#ifndef TN_MEETING_WORLD_H
#define TN_MEETING_WORLD_H

#include "testing.h"

#include "date.h"
#include "flow.h"
#include "meeting_rules.h"
#include "people.h"
#include "relation.h"
#include "route.h"

enum { MANY = 9, MOTHER = 41, FATHER = 42 };

struct world {
	struct arena *a;
	struct val v[MEETING__N], route_v[ROUTE__N];
	struct val relation_v[MANY][RELATION__N], invitee_v[MANY][INVITEE__N], said_v[MANY][CONTRIBUTION__N];
	struct val card_v[MANY][SOLUTION__N], action_v[MANY][ACTION__N];
	struct row route, relations[MANY], invitees[MANY], said[MANY], cards[MANY], actions[MANY];
	size_t n_relations, n_invitees, n_said, n_cards, n_actions;
	int32_t today;
};
typedef void guard(const struct given *, struct reasons *);

static inline int32_t d(const char *iso)
{
	int32_t out;
	assert_true(date_parse_iso(str_from(iso), &out));
	return out;
}

static inline struct val t(const char *s)
{
	return val_text(str_from(s));
}

static inline void at_state(struct world *w, enum meeting_state s)
{
	w->v[MEETING_STATE] = flow_value(&rec_meeting, (int)s);
}

static inline void at_phase(struct world *w, enum phase p)
{
	w->route_v[ROUTE_PHASE] = flow_value(&rec_route, (int)p);
}

static inline struct row *invite(struct world *w, enum invitee_as as, int64_t account)
{
	struct val *v = w->invitee_v[w->n_invitees];
	struct row *r = &w->invitees[w->n_invitees++];
	v[INVITEE_AS] = t(invitee_fields[INVITEE_AS].choices[as].code);
	v[INVITEE_ACCOUNT] = account == 0 ? val_null() : val_int(account);
	*r = (struct row){.rec = &rec_invitee, .id = 300 + (int64_t)w->n_invitees, .v = v};
	return r;
}

static inline struct val *related(struct world *w, enum relation_kind kind, int64_t grantee)
{
	struct val *v = w->relation_v[w->n_relations];
	w->relations[w->n_relations++] = (struct row){.rec = &rec_relation, .v = v};
	v[RELATION_KIND] = t(relation_code(kind));
	v[RELATION_GRANTEE] = val_int(grantee);
	v[RELATION_BEGINS] = val_int(0);
	v[RELATION_ENDS] = val_int(INSTANT_OPEN);
	return v;
}

static inline void speaks(struct world *w, enum meeting_voice voice)
{
	struct val *v = w->said_v[w->n_said];
	w->said[w->n_said++] = (struct row){.rec = &rec_contribution, .v = v};
	v[CONTRIBUTION_VOICE] = t(contribution_fields[CONTRIBUTION_VOICE].choices[voice].code);
}

static inline struct val *card(struct world *w, const char *about, const char *verdict, const char *why)
{
	struct val *v = w->card_v[w->n_cards];
	w->cards[w->n_cards++] = (struct row){.rec = &rec_solution, .v = v};
	v[SOLUTION_WHAT] = t("words");
	v[SOLUTION_ABOUT] = t(about);
	v[SOLUTION_VERDICT] = verdict == NULL ? val_null() : t(verdict);
	v[SOLUTION_WHY] = why == NULL ? val_null() : t(why);
	return v;
}

static inline void cards(struct world *w, size_t n, const char *about)
{
	for (size_t i = 0; i < n; i++)
		(void)card(w, about, "proberen", NULL);
}

/* A knooppunt that the mother school plans for the day after tomorrow, with the child, one parent and a place. */
static inline void begin(struct world *w, struct arena *a)
{
	*w = (struct world){.a = a, .today = d("2026-11-23")};
	w->route = (struct row){.rec = &rec_route, .id = 1, .v = w->route_v};
	at_phase(w, PHASE_KNOOPPUNT);
	at_state(w, MEETING_PLANNED);
	w->v[MEETING_KIND] = t("knooppunt");
	w->v[MEETING_OWNER] = t("school");
	w->v[MEETING_DAY_A] = val_int(d("2026-11-25"));
	w->v[MEETING_TIME_A] = t("14:30");
	w->v[MEETING_UNTIL] = val_int(d("2027-01-06"));
	w->v[MEETING_PLACE] = t("School");
	(void)related(w, REL_GUARDIAN, MOTHER);
	(void)invite(w, AS_PUPIL, 0);
	(void)invite(w, AS_PARENT, MOTHER);
}

/* It is held today and everything is written down, for the own class. */
static inline void held(struct world *w, struct arena *a)
{
	begin(w, a);
	at_state(w, MEETING_HELD);
	w->v[MEETING_DAY_A] = w->v[MEETING_DAY] = w->v[MEETING_HELD_ON] = val_int(w->today);
	w->invitee_v[1][INVITEE_CAME] = val_int(1);
	w->v[MEETING_OUTCOME] = t("eigen-klas");
	w->v[MEETING_WHERE] = t("words");
	w->v[MEETING_OUTLOOK] = t("words");
	w->actions[w->n_actions] = (struct row){.rec = &rec_action, .v = w->action_v[w->n_actions]};
	w->n_actions++;
}

static inline struct reasons ask(struct world *w, guard *of)
{
	struct reasons out = {.n = 0};
	struct row row = {.rec = &rec_meeting, .id = 1, .v = w->v};
	const struct beside beside[] = {
		{.rec = &rec_relation, .v = w->relations, .n = w->n_relations},
		{.rec = &rec_route, .v = &w->route, .n = 1},
		{.rec = &rec_invitee, .v = w->invitees, .n = w->n_invitees},
		{.rec = &rec_contribution, .v = w->said, .n = w->n_said},
		{.rec = &rec_solution, .v = w->cards, .n = w->n_cards},
		{.rec = &rec_action, .v = w->actions, .n = w->n_actions},
	};
	assert_int_equal(sizeof beside / sizeof *beside, rec_meeting.n_sees);
	for (size_t i = 0; i < rec_meeting.n_sees; i++)
		assert_ptr_equal(rec_meeting.sees[i], beside[i].rec);
	struct given g = {.a = w->a, .row = &row, .today = w->today, .now = instant_of_date(w->today) + 1,
	                  .beside = beside};
	of(&g, &out);
	return out;
}

static inline bool says(struct world *w, guard *of, const char *piece)
{
	struct reasons r = ask(w, of);
	for (size_t i = 0; i < r.n; i++)
		if (strstr(r.v[i].text, piece) != NULL)
			return true;
	return false;
}

static inline bool passes(struct world *w, guard *of)
{
	return ask(w, of).n == 0;
}

#define WORLD struct arena *a = arena_new(1 << 20); struct world w; (void)state

#endif
