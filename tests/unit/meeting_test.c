/* The guards of a talk together, held to systems.md A3 and practice.md 6 and 13; expectations are from those pages, not
 * from the code. */
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

static int32_t d(const char *iso)
{
	int32_t out;
	assert_true(date_parse_iso(str_from(iso), &out));
	return out;
}

static struct val t(const char *s)
{
	return val_text(str_from(s));
}

static void at_state(struct world *w, enum meeting_state s)
{
	w->v[MEETING_STATE] = flow_value(&rec_meeting, (int)s);
}

static void at_phase(struct world *w, enum phase p)
{
	w->route_v[ROUTE_PHASE] = flow_value(&rec_route, (int)p);
}

static struct row *invite(struct world *w, enum invitee_as as, int64_t account)
{
	struct val *v = w->invitee_v[w->n_invitees];
	struct row *r = &w->invitees[w->n_invitees++];
	v[INVITEE_AS] = t(invitee_fields[INVITEE_AS].choices[as].code);
	v[INVITEE_ACCOUNT] = account == 0 ? val_null() : val_int(account);
	*r = (struct row){.rec = &rec_invitee, .id = 300 + (int64_t)w->n_invitees, .v = v};
	return r;
}

static struct val *related(struct world *w, enum relation_kind kind, int64_t grantee)
{
	struct val *v = w->relation_v[w->n_relations];
	w->relations[w->n_relations++] = (struct row){.rec = &rec_relation, .v = v};
	v[RELATION_KIND] = t(relation_code(kind));
	v[RELATION_GRANTEE] = val_int(grantee);
	v[RELATION_BEGINS] = val_int(0);
	v[RELATION_ENDS] = val_int(INSTANT_OPEN);
	return v;
}

static void speaks(struct world *w, enum meeting_voice voice)
{
	struct val *v = w->said_v[w->n_said];
	w->said[w->n_said++] = (struct row){.rec = &rec_contribution, .v = v};
	v[CONTRIBUTION_VOICE] = t(contribution_fields[CONTRIBUTION_VOICE].choices[voice].code);
}

static struct val *card(struct world *w, const char *about, const char *verdict, const char *why)
{
	struct val *v = w->card_v[w->n_cards];
	w->cards[w->n_cards++] = (struct row){.rec = &rec_solution, .v = v};
	v[SOLUTION_WHAT] = t("words");
	v[SOLUTION_ABOUT] = t(about);
	v[SOLUTION_VERDICT] = verdict == NULL ? val_null() : t(verdict);
	v[SOLUTION_WHY] = why == NULL ? val_null() : t(why);
	return v;
}

static void cards(struct world *w, size_t n, const char *about)
{
	for (size_t i = 0; i < n; i++)
		(void)card(w, about, "proberen", NULL);
}

/* A knooppunt that the mother school plans for the day after tomorrow, with the child, one parent and a place. */
static void begin(struct world *w, struct arena *a)
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
static void held(struct world *w, struct arena *a)
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

static struct reasons ask(struct world *w, guard *of)
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

static bool says(struct world *w, guard *of, const char *piece)
{
	struct reasons r = ask(w, of);
	for (size_t i = 0; i < r.n; i++)
		if (strstr(r.v[i].text, piece) != NULL)
			return true;
	return false;
}

static bool passes(struct world *w, guard *of)
{
	return ask(w, of).n == 0;
}

#define WORLD struct arena *a = arena_new(1 << 20); struct world w; (void)state

/* ---- inviting: systems.md A3, practice 13 ---- */

static void parents_at_the_table_or_explained(void **state)
{
	WORLD;
	begin(&w, a);
	assert_true(passes(&w, meeting_may_invite));
	struct val *father = related(&w, REL_GUARDIAN, FATHER);
	assert_true(says(&w, meeting_may_invite, "every parent with authority"));
	father[RELATION_ENDS] = val_int(1); /* of yesterday */
	assert_true(passes(&w, meeting_may_invite));
	father[RELATION_ENDS] = val_int(INSTANT_OPEN);
	father[RELATION_KIND] = t(relation_code(REL_GUARDIAN_WITHOUT));
	assert_true(passes(&w, meeting_may_invite));
	father[RELATION_KIND] = t(relation_code(REL_GUARDIAN));
	(void)invite(&w, AS_PARENT, FATHER);
	assert_true(passes(&w, meeting_may_invite));
	w.n_invitees--;
	w.v[MEETING_PARENTS_AWAY] = t("Father lives abroad");
	assert_true(passes(&w, meeting_may_invite));
	arena_free(a);
}

static void the_child_at_the_table_or_explained(void **state)
{
	WORLD;
	begin(&w, a);
	w.invitee_v[0][INVITEE_AS] = t("gast");
	assert_true(says(&w, meeting_may_invite, "Invite the child"));
	w.v[MEETING_PUPIL_AWAY] = t("Drew something at home");
	assert_true(passes(&w, meeting_may_invite));
	arena_free(a);
}

/* Whoever asks for one: a parent, the child or someone else at the table; at inviting and again at holding. */
static void an_interpreter_or_why_not(void **state)
{
	static guard *const guards[] = {meeting_may_invite, meeting_may_hold};
	WORLD;
	for (size_t k = 0; k < 2; k++) {
		for (size_t who = 0; who < 2; who++) {
			begin(&w, a);
			w.v[MEETING_DAY] = val_int(w.today);
			speaks(&w, SPEAKS_PUPIL);
			speaks(&w, SPEAKS_PARENTS);
			assert_true(passes(&w, guards[k]));
			w.invitee_v[who][INVITEE_INTERPRETER] = val_int(1);
			assert_true(says(&w, guards[k], "needs an interpreter"));
			w.v[MEETING_INTERPRETER] = t("Sister Aylin");
			assert_false(says(&w, guards[k], "needs an interpreter"));
			assert_true(says(&w, guards[k], "child never interprets"));
			w.v[MEETING_ADULT] = val_int(0);
			assert_true(says(&w, guards[k], "child never interprets"));
			w.v[MEETING_ADULT] = val_int(1);
			assert_true(passes(&w, guards[k]));
			w.v[MEETING_INTERPRETER] = w.v[MEETING_ADULT] = val_null();
			w.v[MEETING_NO_INTERPRETER] = t("The parents do not want one any more");
			assert_true(passes(&w, guards[k]));
			w.v[MEETING_INTERPRETER] = t("Sister Aylin"); /* a reason is none for a child that interprets */
			assert_true(says(&w, guards[k], "child never interprets"));
		}
	}
	arena_free(a);
}

static void a_place_and_a_day_to_come(void **state)
{
	WORLD;
	begin(&w, a);
	w.v[MEETING_PLACE] = val_null();
	assert_true(says(&w, meeting_may_invite, "where it is"));
	w.v[MEETING_PLACE] = t("School");
	w.v[MEETING_DAY_A] = val_int(w.today - 1);
	assert_true(says(&w, meeting_may_invite, "past"));
	w.v[MEETING_DAY_A] = val_int(w.today);
	assert_true(passes(&w, meeting_may_invite));
	w.v[MEETING_DAY_B] = val_int(w.today - 1);
	w.v[MEETING_TIME_B] = t("10:00");
	assert_true(says(&w, meeting_may_invite, "past"));
	arena_free(a);
}

/* "the preschool invites the education adviser, who attends" (systems.md A3). */
static void a_preschool_invites_the_adviser(void **state)
{
	WORLD;
	begin(&w, a);
	w.v[MEETING_OWNER] = t("voorschool");
	assert_true(says(&w, meeting_may_invite, "adviser"));
	(void)invite(&w, AS_PARTNER, 77);
	assert_true(says(&w, meeting_may_invite, "adviser"));
	(void)invite(&w, AS_ADVISER, 78);
	assert_true(passes(&w, meeting_may_invite));
	/* What was a talk with the parents at first is held to it as soon as it is a knooppunt; the school is not. */
	w.n_invitees -= 2;
	w.v[MEETING_KIND] = t("ouders");
	assert_true(passes(&w, meeting_may_invite));
	w.v[MEETING_KIND] = t("knooppunt");
	w.v[MEETING_OWNER] = t("school");
	assert_true(passes(&w, meeting_may_invite));
	arena_free(a);
}

/* ---- who leads it: the preschool before any application, then the mother school ---- */

static void the_owner_follows_the_application(void **state)
{
	static const enum phase before[] = {PHASE_PUPIL, PHASE_SIGNAL};
	WORLD;
	for (size_t i = 0; i < 2; i++) {
		begin(&w, a);
		at_phase(&w, before[i]);
		struct val *preschool = related(&w, REL_PRESCHOOL, 90);
		assert_true(says(&w, meeting_check, "preschool leads"));
		w.v[MEETING_OWNER] = t("voorschool");
		assert_true(passes(&w, meeting_check));
		at_phase(&w, PHASE_APPLICATION);
		assert_true(says(&w, meeting_check, "school leads"));
		w.v[MEETING_OWNER] = t("school");
		assert_true(passes(&w, meeting_check));
		/* A second talk of the preschool, with no school yet; and after the application. */
		at_phase(&w, PHASE_KNOOPPUNT);
		assert_true(says(&w, meeting_check, "preschool leads"));
		w.v[MEETING_OWNER] = t("voorschool");
		assert_true(passes(&w, meeting_check));
		(void)related(&w, i == 0 ? REL_SUPERVISES : REL_APPLIED, 91);
		assert_true(says(&w, meeting_check, "school leads"));
		w.v[MEETING_OWNER] = t("school");
		assert_true(passes(&w, meeting_check));
		w.n_relations--;
		at_phase(&w, before[i]);
		preschool[RELATION_ENDS] = val_int(1); /* a pupil of a school, whose preschool is long ago */
		assert_true(passes(&w, meeting_check));
	}
	arena_free(a);
}

/* ---- "A mother school never promises a startklas place: only the knooppunt can name it" ---- */

static void nothing_is_promised_before_it_was_held(void **state)
{
	WORLD;
	begin(&w, a);
	for (enum meeting_state s = MEETING_PLANNED; s <= MEETING_INVITED; s++) {
		at_state(&w, s);
		w.v[MEETING_ARRANGEMENT] = t("Startklas Het Vlot");
		assert_true(says(&w, meeting_check, "Nobody promises"));
		w.v[MEETING_ARRANGEMENT] = val_null();
		for (enum meeting_outcome o = 0; o < OUTCOMES; o++) {
			w.v[MEETING_OUTCOME] = t(meeting_fields[MEETING_OUTCOME].choices[o].code);
			assert_true(says(&w, meeting_check, "Nothing is decided before"));
		}
		w.v[MEETING_OUTCOME] = val_null();
		assert_true(passes(&w, meeting_check));
	}
	at_state(&w, MEETING_HELD);
	w.v[MEETING_ARRANGEMENT] = t("Startklas Het Vlot");
	w.v[MEETING_OUTCOME] = t("groep");
	assert_true(passes(&w, meeting_check));
	w.v[MEETING_OUTCOME] = t("eigen-klas");
	assert_true(says(&w, meeting_check, "chose something else"));
	arena_free(a);
}

static void only_a_knooppunt_names_a_group(void **state)
{
	const struct choice *kinds = meeting_fields[MEETING_KIND].choices;
	WORLD;
	for (size_t i = 0; kinds[i].code != NULL; i++) {
		held(&w, a);
		w.v[MEETING_KIND] = t(kinds[i].code);
		w.v[MEETING_OUTCOME] = t("groep");
		w.v[MEETING_ARRANGEMENT] = t("Startklas Het Vlot");
		assert_true(says(&w, meeting_check, "Only a knooppunt") == !str_is(str_from(kinds[i].code), "knooppunt"));
	}
	arena_free(a);
}

/* ---- what is shared: an end that is near (access.md 8) ---- */

static void moments_and_what_is_shared_have_an_end(void **state)
{
	WORLD;
	begin(&w, a);
	w.v[MEETING_UNTIL] = val_int(d("2026-11-24"));
	assert_true(says(&w, meeting_check, "on or after that of the talk"));
	w.v[MEETING_UNTIL] = val_int(d("2027-03-01"));
	assert_true(says(&w, meeting_check, "three months"));
	w.v[MEETING_UNTIL] = val_int(d("2027-02-25"));
	assert_true(passes(&w, meeting_check));
	w.v[MEETING_DAY_B] = val_int(d("2026-11-26"));
	assert_true(says(&w, meeting_check, "time as"));
	w.v[MEETING_DAY_B] = val_null();
	w.v[MEETING_TIME_B] = t("10:00");
	assert_true(says(&w, meeting_check, "a day on which"));
	w.v[MEETING_TIME_B] = val_null();
	w.v[MEETING_CHOSEN] = t("b");
	assert_true(says(&w, meeting_check, "moment that was offered"));
	arena_free(a);
}

/* ---- holding ---- */

static void both_are_heard_before_it_was_held(void **state)
{
	WORLD;
	begin(&w, a);
	assert_true(says(&w, meeting_may_hold, "which moment"));
	w.v[MEETING_DAY] = val_int(w.today + 1);
	assert_true(says(&w, meeting_may_hold, "still to come"));
	w.v[MEETING_DAY] = val_int(w.today);
	assert_true(says(&w, meeting_may_hold, "hear the child"));
	assert_true(says(&w, meeting_may_hold, "what the parents say"));
	speaks(&w, SPEAKS_SCHOOL);
	speaks(&w, SPEAKS_PARTNER);
	assert_true(says(&w, meeting_may_hold, "hear the child"));
	speaks(&w, SPEAKS_PARENTS);
	assert_true(says(&w, meeting_may_hold, "hear the child"));
	assert_false(says(&w, meeting_may_hold, "what the parents say"));
	speaks(&w, SPEAKS_PUPIL);
	assert_true(passes(&w, meeting_may_hold));
	w.n_said = 0;
	w.v[MEETING_PUPIL_AWAY] = t("Ill");
	assert_true(says(&w, meeting_may_hold, "what the parents say"));
	assert_false(says(&w, meeting_may_hold, "hear the child"));
	w.v[MEETING_PARENTS_AWAY] = t("Do not want to");
	assert_true(passes(&w, meeting_may_hold));
	arena_free(a);
}

/* ---- seven solutions: practice 6 ---- */

static void seven_of_which_two_about_context(void **state)
{
	static const char *const context[] = {"groep", "leerkracht", "gebouw", "rooster"};
	static const char *const child[] = {"kind", "thuis"};
	static const char *const referral[] = {"groep", "tlv"};
	WORLD;
	for (size_t i = 0; i < 2; i++) {
		held(&w, a);
		w.v[MEETING_OUTCOME] = t(referral[i]);
		w.v[MEETING_ARRANGEMENT] = i == 0 ? t("Startklas Het Vlot") : val_null();
		assert_true(says(&w, meeting_may_share, "seven solutions"));
		cards(&w, 4, "kind");
		cards(&w, 2, "groep");
		assert_true(says(&w, meeting_may_share, "seven solutions")); /* six */
		assert_false(says(&w, meeting_may_share, "At least two"));
		(void)card(&w, "kind", NULL, "words"); /* the seventh has no verdict */
		assert_true(says(&w, meeting_may_share, "seven solutions"));
		w.n_cards--;
		(void)card(&w, "kind", "past-niet", NULL); /* ... or does not fit, without why */
		assert_true(says(&w, meeting_may_share, "seven solutions"));
		w.n_cards--;
		(void)card(&w, "kind", "geprobeerd", NULL); /* ... or was tried, and nothing says so */
		assert_true(says(&w, meeting_may_share, "seven solutions"));
		w.card_v[6][SOLUTION_SOURCE] = t("Plan");
		assert_true(passes(&w, meeting_may_share));
		w.card_v[6][SOLUTION_SOURCE] = val_null();
		w.card_v[6][SOLUTION_WHY] = t("words");
		assert_true(passes(&w, meeting_may_share));
		for (size_t k = 0; k < 2; k++) {
			w.n_cards = 0;
			cards(&w, 7, child[k]);
			assert_true(says(&w, meeting_may_share, "At least two"));
			w.n_cards--;
			cards(&w, 1, context[k]);
			assert_true(says(&w, meeting_may_share, "At least two")); /* one of seven */
		}
		for (size_t k = 0; k < 4; k++) {
			w.n_cards = 0;
			cards(&w, 5, "kind");
			cards(&w, 2, context[k]);
			assert_true(passes(&w, meeting_may_share));
			w.card_v[6][SOLUTION_VERDICT] = val_null(); /* about context, but not looked at */
			assert_true(says(&w, meeting_may_share, "At least two"));
		}
	}
	arena_free(a);
}

/* "the guard stands before a referral out of the regular class and nowhere else" */
static void nowhere_else(void **state)
{
	static const char *const other[] = {"eigen-klas", "anders"};
	WORLD;
	for (size_t i = 0; i < 2; i++) {
		held(&w, a);
		w.v[MEETING_OUTCOME] = t(other[i]);
		assert_true(passes(&w, meeting_may_share));
		w.invitee_v[1][INVITEE_READ] = t("klopt");
		assert_true(passes(&w, meeting_may_close));
		at_state(&w, MEETING_PLANNED);
		w.v[MEETING_OUTCOME] = val_null();
		assert_false(says(&w, meeting_may_invite, "solutions"));
		assert_false(says(&w, meeting_may_hold, "solutions"));
		assert_false(says(&w, meeting_check, "solutions"));
	}
	arena_free(a);
}

/* "acute unsafety is an exception with reason, for at most 10 school days, told to the parents and counted" */
static void acute_for_ten_school_days(void **state)
{
	WORLD;
	held(&w, a);
	w.v[MEETING_OUTCOME] = t("tlv");
	w.v[MEETING_ACUTE] = val_int(1);
	assert_true(says(&w, meeting_check, "what makes it unsafe"));
	assert_true(says(&w, meeting_check, "since which day"));
	w.v[MEETING_ACUTE_WHY] = t("words");
	w.v[MEETING_ACUTE_ON] = val_int(w.today + 1);
	assert_true(says(&w, meeting_check, "still to come"));
	w.v[MEETING_HELD_ON] = val_int(w.today - 1); /* nobody lets the ten days begin anew */
	w.v[MEETING_ACUTE_ON] = val_int(w.today);
	assert_true(says(&w, meeting_check, "at the latest"));
	w.v[MEETING_HELD_ON] = val_int(w.today);
	assert_true(passes(&w, meeting_check));
	w.v[MEETING_DUE] = val_int(d("2026-12-07")); /* kept by the engine: ten school days */
	assert_true(says(&w, meeting_may_share, "Tell the parents"));
	w.v[MEETING_ACUTE_TOLD] = val_int(w.today + 1);
	assert_true(says(&w, meeting_check, "still to come"));
	w.v[MEETING_ACUTE_TOLD] = val_int(w.today);
	assert_true(passes(&w, meeting_may_share));
	w.today = d("2026-12-07"); /* the last day */
	assert_true(passes(&w, meeting_may_share));
	w.today = d("2026-12-08");
	assert_true(says(&w, meeting_may_share, "seven solutions"));
	w.v[MEETING_DUE] = val_null(); /* without a term there is no exception */
	assert_true(says(&w, meeting_may_share, "seven solutions"));
	cards(&w, 5, "kind");
	cards(&w, 2, "rooster");
	assert_true(passes(&w, meeting_may_share));
	arena_free(a);
}

static void the_exception_is_over_at_the_end(void **state)
{
	WORLD;
	held(&w, a);
	at_state(&w, MEETING_REPORT);
	w.invitee_v[1][INVITEE_READ] = t("klopt");
	w.v[MEETING_OUTCOME] = t("tlv");
	w.v[MEETING_ACUTE] = val_int(1);
	w.v[MEETING_DUE] = val_int(d("2026-12-07"));
	assert_true(says(&w, meeting_may_close, "seven solutions"));
	cards(&w, 5, "kind");
	cards(&w, 2, "gebouw");
	assert_true(passes(&w, meeting_may_close));
	arena_free(a);
}

/* ---- the report ---- */

static void a_report_says_where_outlook_and_who_does_what(void **state)
{
	static const struct {
		enum meeting_field f;
		const char *says;
	} needed[] = {
		{MEETING_OUTCOME, "Choose where the child learns"}, {MEETING_WHERE, "about where the child learns"},
		{MEETING_OUTLOOK, "outlook"},
	};
	WORLD;
	held(&w, a);
	assert_true(passes(&w, meeting_may_share));
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
		struct val was = w.v[needed[i].f];
		w.v[needed[i].f] = val_null();
		assert_true(says(&w, meeting_may_share, needed[i].says));
		w.v[needed[i].f] = was;
	}
	w.n_actions = 0;
	assert_true(says(&w, meeting_may_share, "at least one action"));
	w.n_actions = 1;
	w.invitee_v[1][INVITEE_CAME] = val_int(0);
	assert_true(says(&w, meeting_may_share, "who was there"));
	w.invitee_v[1][INVITEE_CAME] = val_int(1);
	w.v[MEETING_OUTCOME] = t("groep");
	assert_true(says(&w, meeting_may_share, "Name the group"));
	arena_free(a);
}

/* Practice 13: half a page in that language, marked human or machine. */
static void a_summary_for_who_needs_an_interpreter(void **state)
{
	WORLD;
	held(&w, a);
	w.invitee_v[1][INVITEE_INTERPRETER] = val_int(1);
	assert_true(says(&w, meeting_may_share, "summary in the language"));
	w.v[MEETING_SUMMARY] = t("words");
	assert_true(says(&w, meeting_may_share, "language of the summary"));
	assert_true(says(&w, meeting_may_share, "person or a machine"));
	w.v[MEETING_SUMMARY_LANGUAGE] = t("Turks");
	assert_true(says(&w, meeting_may_share, "person or a machine"));
	w.v[MEETING_SUMMARY_BY] = t("machine");
	assert_true(passes(&w, meeting_may_share));
	w.invitee_v[1][INVITEE_INTERPRETER] = val_int(0); /* whoever writes one says of it the same */
	w.v[MEETING_SUMMARY_BY] = val_null();
	assert_true(says(&w, meeting_may_share, "person or a machine"));
	arena_free(a);
}

static void read_back_to_everyone_who_was_there(void **state)
{
	WORLD;
	held(&w, a);
	at_state(&w, MEETING_REPORT);
	(void)invite(&w, AS_SCHOOL, 50);
	(void)invite(&w, AS_PARTNER, 51); /* was not there */
	w.invitee_v[2][INVITEE_CAME] = val_int(1);
	assert_true(says(&w, meeting_may_close, "Read the report back"));
	w.invitee_v[1][INVITEE_READ] = t("klopt-niet"); /* no is an answer as well */
	assert_true(says(&w, meeting_may_close, "Read the report back"));
	w.invitee_v[2][INVITEE_READ] = t("klopt");
	assert_true(passes(&w, meeting_may_close));
	arena_free(a);
}

static void off_with_why(void **state)
{
	WORLD;
	begin(&w, a);
	assert_true(says(&w, meeting_may_cancel, "why it does not go on"));
	w.v[MEETING_ENDED_WHY] = t("words");
	assert_true(passes(&w, meeting_may_cancel));
	arena_free(a);
}

/* Who leads makes the steps: never family, a teacher, a guest, a director or the adviser; each step has its guard. */
static void steps_belong_to_who_leads(void **state)
{
	(void)state;
	for (size_t i = 0; i < MEETING_STEPS; i++) {
		const struct transition *s = &meeting_flow[i];
		assert_int_equal(s->by, UINT32_C(1) << ROLE_IB | UINT32_C(1) << ROLE_PRESCHOOL);
		assert_non_null(s->part_of);
		assert_int_equal(s->from & rec_meeting.ends, 0);
		assert_true((s->guard == NULL) == (i == MEETING_REOPEN));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parents_at_the_table_or_explained),
		cmocka_unit_test(the_child_at_the_table_or_explained),
		cmocka_unit_test(an_interpreter_or_why_not),
		cmocka_unit_test(a_place_and_a_day_to_come),
		cmocka_unit_test(a_preschool_invites_the_adviser),
		cmocka_unit_test(the_owner_follows_the_application),
		cmocka_unit_test(nothing_is_promised_before_it_was_held),
		cmocka_unit_test(only_a_knooppunt_names_a_group),
		cmocka_unit_test(moments_and_what_is_shared_have_an_end),
		cmocka_unit_test(both_are_heard_before_it_was_held),
		cmocka_unit_test(seven_of_which_two_about_context),
		cmocka_unit_test(nowhere_else),
		cmocka_unit_test(acute_for_ten_school_days),
		cmocka_unit_test(the_exception_is_over_at_the_end),
		cmocka_unit_test(a_report_says_where_outlook_and_who_does_what),
		cmocka_unit_test(a_summary_for_who_needs_an_interpreter),
		cmocka_unit_test(read_back_to_everyone_who_was_there),
		cmocka_unit_test(off_with_why),
		cmocka_unit_test(steps_belong_to_who_leads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
