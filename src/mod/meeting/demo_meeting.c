/* Talks together of children of the demonstration, in every state: with a guest and an interpreter where everyone is
 * invited, with seven cards where a group was named. */
#include "date.h"
#include "meeting.h"
#include "meeting_who.h"
#include "people.h"
#include "route.h"

static const struct card {
	const char *what, *about, *verdict, *why;
} cards[] = {
	{"Elke ochtend vijf minuten vooruitkijken", "leerkracht", "geprobeerd", "Het geeft rust. We houden het."},
	{"Een vaste plek bij het raam", "gebouw", "geprobeerd", "Hielp twee weken, daarna niet meer."},
	{"Werken in een groepje van vier", "groep", "proberen", NULL},
	{"Kortere ochtenden met een pauze buiten", "rooster", "proberen", NULL},
	{"Een eigen dagplan met plaatjes", "kind", "geprobeerd", "Het plan ligt elke dag klaar."},
	{"Een maatje bij het spelen", "groep", "geprobeerd", "Gaat goed op het plein."},
	{"Hulp thuis bij het opstaan", "thuis", "past-niet", "De ouders willen dit nu niet."},
};
enum { CARDS = sizeof cards / sizeof *cards };

static const struct talk {
	const char *given, *family, *ib;
	enum meeting_state state;
	int day;             /* after today; before it when negative */
	const char *outcome; /* NULL: nothing is decided */
	bool guest, interpreter;
	const char *records; /* the parent who says it in a recording, before the talk; NULL: none does */
} talks[] = {
	{"Tijn", "Cate", "ib1", MEETING_PLANNED, 9, NULL, false, false},
	{"Yara", "Amrani", "ib1", MEETING_INVITED, 8, NULL, true, true, "leerkracht2"},
	{"Lotte", "Tesfaye", "ib1", MEETING_HELD, -1, NULL, false, false},
	{"Nina", "Kowalska", "ib1", MEETING_REPORT, -6, "groep", true, false},
	{"Tijn", "Cate", "ib1", MEETING_CLOSED, -40, "groep", false, false},
	{"Finn", "Postma", "ib1", MEETING_CLOSED, -50, "groep", false, false},
	{"Tijn", "Meijer", "ib1", MEETING_CLOSED, -38, "eigen-klas", false, false},
	{"Idris", "Dijk", "ib2", MEETING_CLOSED, -20, "groep", false, false},
	{"Hanna", "Wouters", "ib1", MEETING_CANCELLED, -15, NULL, false, false},
};

struct making {
	struct act *act;
	struct change *c;
	const struct talk *t;
	int64_t now, route, meeting;
	size_t n;
	int32_t day, today;
	struct str given;
};

static const struct stmt stmt_child = {
	"SELECT id, school, given_name FROM route WHERE given_name = $1 AND family_name = $2 ORDER BY id LIMIT 1", "tt",
	"iit"};
static const struct stmt stmt_parents = {
	"SELECT a.id, a.name FROM relation r JOIN account a ON a.id = r.grantee WHERE r.route = $1 AND r.kind = "
	    "'guardian'"
	" ORDER BY a.id LIMIT 4", "i", "it"};
static const struct stmt stmt_name = {"SELECT name FROM account WHERE id = $1", "i", "t"};

static struct val text(const char *words)
{
	return words == NULL ? val_null() : val_text(str_from(words));
}

/* What follows is done by who guides the child, so many days before today. */
static enum err begin(struct making *m, int days, const char *done)
{
	enum err e = demo_act_as(m->act, m->t->ib, ROLE_IB, demo_moment(m->now, days, m->n));
	m->c = change_begin(m->act, done, 0);
	return e;
}

/* At this time of that day; the report is shared when the talk is over, and read back a few days later. */
static int64_t at(int32_t day, int hour, int minute)
{
	enum { MINUTE_MS = 60 * 1000 };
	return instant_of_date(day) + ((int64_t)hour * 60 + minute) * MINUTE_MS;
}

static bool from(const struct making *m, enum meeting_state s)
{
	return m->t->state >= s && m->t->state != MEETING_CANCELLED;
}

static enum err put(struct making *m, const struct record *rec, const struct val *v)
{
	struct str pid;
	int64_t id;
	return change_place(m->c, rec, v, &id, &pid);
}

static enum err put_meeting(struct making *m, int64_t school)
{
	bool held = from(m, MEETING_HELD), decided = m->t->outcome != NULL, group = decided &&
	    str_is(str_from(m->t->outcome), "groep");
	struct str pid;
	const struct val v[MEETING__N] = {
		[MEETING_ROUTE] = val_int(m->route),
		    [MEETING_STATE] = text(meeting_fields[MEETING_STATE].choices[m->t->state].code),
		[MEETING_KIND] = text("knooppunt"), [MEETING_OWNER] = text("school"), [MEETING_ORG] = val_int(school),
		[MEETING_BY] = val_int(m->act->viewer->account),
		[MEETING_QUESTION] = val_text(str_printf(m->act->a, "Wat helpt " STR_FMT " om elke dag met plezier "
		    "te leren?",
		                                         STR_ARG(m->given))),
		[MEETING_DAY_A] = val_int(m->day), [MEETING_TIME_A] = text("14:30"),
		[MEETING_DAY_B] = val_int(demo_school_day_from(m->day + 2)), [MEETING_TIME_B] = text("08:45"),
		[MEETING_CHOSEN] = held ? text("a") : val_null(),
		    [MEETING_PLACE] = text("Op school, in de overlegkamer"),
		[MEETING_UNTIL] = val_int((m->day > m->today ? m->day : m->today) + 42),
		[MEETING_UNTIL_MOST] = val_int(m->today + 91),
		[MEETING_CARD] = val_int(group), [MEETING_VOICE] = val_int(0),
		    [MEETING_ADULT] = val_int(m->t->interpreter),
		[MEETING_INTERPRETER] = m->t->interpreter ? text("S. Haddad, tolkenbureau") : val_null(),
		[MEETING_LANGUAGE] = m->t->interpreter ? text("Arabisch") : val_null(), [MEETING_ACUTE] = val_int(0),
		[MEETING_CAN] = held ? text("Een vaste plek, korte opdrachten en elke dag vooruitkijken.") : val_null(),
		[MEETING_HOME] = held ? text("Thuis is het rustig. Het ontbijt kost veel tijd.") : val_null(),
		[MEETING_OUTCOME] = text(m->t->outcome), [MEETING_ARRANGEMENT] = group ? text("Startklas Het Vlot") :
		    val_null(),
		[MEETING_WHERE] = decided ? text(group ? "Tot de zomer in de startklas, daarna terug naar de eigen "
		    "school."
		                                       : "In de eigen klas, met hulp in de ochtend.") : val_null(),
		[MEETING_OUTLOOK] = decided ? text("Over een jaar doet het kind de hele ochtend mee met de groep.") :
		    val_null(),
		[MEETING_HELD_ON] = held ? val_int(m->day) : val_null(),
		[MEETING_REPORTED] = from(m, MEETING_REPORT) ? val_int(at(m->day, 15, 45)) : val_null(),
		[MEETING_ENDED_WHY] = m->t->state == MEETING_CANCELLED ?
		    text("De ouders wilden eerst zelf met de juf praten.") : val_null(),
	};
	return change_place(m->c, &rec_meeting, v, &m->meeting, &pid);
}

static enum err put_invitee(struct making *m, enum invitee_as as, int64_t account, struct str name, int64_t door)
{
	bool family = as == AS_PUPIL || as == AS_PARENT, sent = m->t->state != MEETING_PLANNED, held = from(m,
	    MEETING_HELD);
	bool answered = sent && as != AS_PUPIL;
	struct val v[INVITEE__N] = {
		[INVITEE_ROUTE] = val_int(m->route), [INVITEE_MEETING] = val_int(m->meeting),
		[INVITEE_ACCOUNT] = account == 0 ? val_null() : val_int(account),
		[INVITEE_GRANTEE] = account == 0 ? val_null() : val_int(account),
		[INVITEE_AS] = text(invitee_fields[INVITEE_AS].choices[as].code),
		[INVITEE_NAME] = family ? val_null() : val_text(name), [INVITEE_FAMILY] = family ? val_text(name) :
		    val_null(),
		[INVITEE_RELATION] = door == 0 ? val_null() : val_int(door), [INVITEE_SHARES] = val_int(as == AS_GUEST),
		     [INVITEE_SENT] = sent ? val_int(m->act->now) : val_null(),
		[INVITEE_ANSWER] = answered ? text("ja") : val_null(), [INVITEE_CAN_A] = val_int(answered),
		[INVITEE_CAN_B] = val_int(0), [INVITEE_CAN_C] = val_int(0),
		[INVITEE_INTERPRETER] = val_int(m->t->interpreter && as == AS_PARENT),
		[INVITEE_LANGUAGE] = m->t->interpreter && as == AS_PARENT ? text("Arabisch") : val_null(),
		[INVITEE_HEARS] = val_int(0), [INVITEE_APART] = val_int(0),
		[INVITEE_ANSWERED] =
			answered ? val_int(at(demo_school_day_from(instant_date(m->act->now) + 1), 19, 10)) : val_null(),
		[INVITEE_CAME] = val_int(held),
		[INVITEE_READ] = m->t->state == MEETING_CLOSED ? text("klopt") : val_null(),
		[INVITEE_READ_AT] =
			m->t->state == MEETING_CLOSED ? val_int(at(demo_school_day_from(m->day + 3), 16, 20)) : val_null(),
	};
	return put(m, &rec_invitee, v);
}

/* Guests read what was shared, until the term. */
static enum err put_guest(struct making *m)
{
	int64_t account, id;
	enum err e = guest_new(m->act, m->c, S("W. Bos, logopedist"), &account);
	const struct relation r = {
		.route = m->route, .grantee = account, .kind = REL_GUEST,
		    .parts = PART_BIT(PART_KERN) | PART_BIT(PART_KNOOPPUNT),
		.begins = m->act->now, .ends = instant_of_date((m->day > m->today ? m->day : m->today) + 43),
		    .src_rec = &rec_meeting,
		.src_id = m->meeting, .given_by = m->act->viewer->account,
	};
	if (e == OK)
		e = relation_give(m->c, &r, &id);
	return e != OK ? e : put_invitee(m, AS_GUEST, account, S("W. Bos, logopedist"), id);
}

static enum err put_people(struct making *m)
{
	const struct rows *r, *self;
	enum err e = act_exec(m->act, &stmt_parents, DB_ARGS(val_int(m->route)), &r);
	if (e == OK)
		e = act_exec(m->act, &stmt_name, DB_ARGS(val_int(m->act->viewer->account)), &self);
	if (e == OK)
		e = put_invitee(m, AS_PUPIL, 0, m->given, 0);
	for (size_t i = 0; e == OK && i < r->n; i++)
		e = put_invitee(m, AS_PARENT, rows_int(r, i, 0), rows_text(r, i, 1), 0);
	if (e == OK)
		e = put_invitee(m, AS_SCHOOL, m->act->viewer->account, rows_text(self, 0, 0), 0);
	return e == OK && m->t->guest ? put_guest(m) : e;
}

static enum err speak(struct making *m, enum meeting_voice voice, const char *words, const char *by)
{
	const struct val v[CONTRIBUTION__N] = {
		[CONTRIBUTION_ROUTE] = val_int(m->route), [CONTRIBUTION_MEETING] = val_int(m->meeting),
		[CONTRIBUTION_STATE] = text(recording_states[RECORDING_SAID].code),
		[CONTRIBUTION_VOICE] = text(contribution_fields[CONTRIBUTION_VOICE].choices[voice].code),
		[CONTRIBUTION_WORDS] = text(words), [CONTRIBUTION_BY] = text(by),
		    [CONTRIBUTION_AT] = val_int(m->act->now),
	};
	return put(m, &rec_contribution, v);
}

static enum err put_cards(struct making *m, size_t below, size_t n)
{
	enum err e = OK;
	for (size_t i = below; e == OK && i < n; i++) {
		const struct val v[SOLUTION__N] = {
			[SOLUTION_ROUTE] = val_int(m->route), [SOLUTION_MEETING] = val_int(m->meeting),
			[SOLUTION_PLACE] = val_int((int64_t)i + 1), [SOLUTION_WHAT] = text(cards[i].what),
			[SOLUTION_ABOUT] = text(cards[i].about), [SOLUTION_VERDICT] = text(cards[i].verdict),
			[SOLUTION_WHY] = text(cards[i].why),
		};
		e = put(m, &rec_solution, v);
	}
	return e;
}

static enum err put_outcome(struct making *m)
{
	const struct val action[ACTION__N] = {
		[ACTION_ROUTE] = val_int(m->route), [ACTION_MEETING] = val_int(m->meeting),
		[ACTION_WHAT] = text("Een vaste plek regelen in de klas"),
		    [ACTION_OWNER_NAME] = text("Intern begeleider"),
		[ACTION_SIDE] = text("school"), [ACTION_BY] = val_int(demo_school_day_from(m->day + 14)),
		[ACTION_DONE] =
			m->t->state == MEETING_CLOSED ? val_int(demo_school_day_from(m->day + 10)) : val_null(),
	};
	const struct val needed[NEEDED__N] = {
		[NEEDED_ROUTE] = val_int(m->route), [NEEDED_MEETING] = val_int(m->meeting),
		    [NEEDED_KIND] = text("doel"),
		[NEEDED_WHAT] = text("Tien minuten zelf aan een taak werken"),
		    [NEEDED_CARE] = text("Rustig worden bij drukte"),
		[NEEDED_PROVIDER] = text("Jeugdhulp Meerkracht"),
		[NEEDED_REACHED] = m->t->state == MEETING_CLOSED ? text("deels") : val_null(),
		[NEEDED_REACHED_ON] =
			m->t->state == MEETING_CLOSED ? val_int(demo_school_day_from(m->day + 12)) : val_null(),
	};
	enum err e = put(m, &rec_action, action);
	return e == OK ? put(m, &rec_needed, needed) : e;
}

enum { PREFILLED = 3, PLANNED_BEFORE = 14, ASKED_BEFORE = 4, SAID_BEFORE = 3, SOON = 6 };

/* Planned two weeks before, with the cards that the dossier fills; a talk that is still to come: last week. */
static enum err plan(struct making *m, int64_t school)
{
	int32_t on = demo_school_day(m->day < m->today ? m->day - PLANNED_BEFORE : m->today - SOON);
	enum err e = begin(m, m->today - on, N_("The talk is planned. Nobody is invited yet"));
	if (e == OK)
		e = put_meeting(m, school);
	if (e == OK)
		e = put_people(m);
	if (e == OK)
		e = put_cards(m, 0, PREFILLED);
	return e != OK ? e : change_commit(m->c);
}

/* The pupil is asked before the talk. */
static enum err ask_pupil(struct making *m)
{
	int32_t on = demo_school_day(m->day < m->today ? m->day - ASKED_BEFORE : m->today - ASKED_BEFORE);
	enum err e = begin(m, m->today - on, N_("It is on the page of the talk"));
	if (e == OK)
		e = speak(m, SPEAKS_PUPIL, "Ik wil graag weten wat er komt. En ik wil bij het raam zitten.", "Jolanda Bakker");
	return e != OK ? e : change_commit(m->c);
}

/* Nobody wrote it out yet. */
static enum err record_parent(struct making *m)
{
	const struct document_file file = {
		.name = S("opname.wav"), .bytes = demo_sound(m->act->a), .type = DOCUMENT_WAV};
	enum err e = demo_act_as(m->act, m->t->records, ROLE_PARENT, demo_moment(m->now, SAID_BEFORE, m->n));
	struct str pid;
	int64_t id;
	if (e != OK)
		return e;
	m->c = change_begin(m->act, N_("It is on the page of the talk"), 0);
	struct val v[CONTRIBUTION__N] = {
		[CONTRIBUTION_ROUTE] = val_int(m->route), [CONTRIBUTION_MEETING] = val_int(m->meeting),
		[CONTRIBUTION_ACCOUNT] = val_int(m->act->viewer->account), [CONTRIBUTION_AT] = val_int(m->act->now),
		[CONTRIBUTION_FAMILY] = val_text(m->act->viewer->name),
		[CONTRIBUTION_VOICE] = text(contribution_fields[CONTRIBUTION_VOICE].choices[SPEAKS_PARENTS].code),
	};
	e = held_new(m->c, &rec_contribution, v, &file, &id, &pid);
	return e != OK ? e : change_commit(m->c);
}

static enum err hold(struct making *m)
{
	enum err e = begin(m, m->today - m->day, N_("It is on the page of the talk"));
	m->act->now = at(m->day, 14, 50);
	if (e == OK)
		e = speak(m, SPEAKS_PARENTS, "Thuis gaat het goed. De ochtend op school kost veel kracht.", "Jolanda Bakker");
	if (e == OK)
		e = put_cards(m, PREFILLED, CARDS);
	if (e == OK && m->t->outcome != NULL)
		e = put_outcome(m);
	return e != OK ? e : change_commit(m->c);
}

static enum err make(struct making *m, int64_t school)
{
	enum err e = plan(m, school);
	if (e == OK && from(m, MEETING_INVITED))
		e = ask_pupil(m);
	if (e == OK && m->t->records != NULL)
		e = record_parent(m);
	return e == OK && from(m, MEETING_HELD) ? hold(m) : e;
}

enum err demo_meeting_make(struct act *act, uint64_t seed)
{
	int64_t now = act->now;
	int32_t today = instant_date(now);
	struct demo_turn turn;
	enum err e = OK;
	demo_begin(act, &turn, seed + 25);
	for (size_t i = 0; e == OK && i < sizeof talks / sizeof *talks; i++) {
		const struct talk *t = &talks[i];
		struct making m = {.act = act, .t = t, .now = now, .n = i + 40, .today = today};
		const struct rows *child;
		m.day = t->day < 0 ? demo_school_day(today + t->day) : demo_school_day_from(today + t->day);
		e = act_exec(act, &stmt_child, DB_ARGS(text(t->given), text(t->family)), &child);
		if (e != OK || child->n == 0)
			continue;
		m.route = rows_int(child, 0, 0);
		m.given = rows_text(child, 0, 2);
		e = make(&m, rows_int(child, 0, 1));
	}
	return demo_end(act, &turn, e);
}
