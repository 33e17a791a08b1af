#include "calendar.h"
#include "date.h"
#include "demo_need.h"
#include "flow.h"
#include "opp.h"
#include "people.h"
#include "route.h"

/* Plans in every state: of the first children by name of their state, of the others in turn. */
static const enum opp_state turns[] = {OPP_AGREEING, OPP_IN_FORCE, OPP_TALKED, OPP_DRAFT, OPP_REVIEWED, OPP_OVER};
enum { TURNS = sizeof turns / sizeof *turns, ENROLLED = 30, LONG_AGO = 70, AGAIN = 1 /* Emir: two versions */ };

static const struct stmt stmt_children = {
	"SELECT r.id, r.school, o.name FROM route r JOIN organisation o ON o.id = r.school"
	" WHERE r.phase NOT IN ($1, $2, $3) ORDER BY r.id LIMIT 12", "ttt", "iit"};
/* Of the crowd, those for whom there is a plan by then. */
static const struct stmt stmt_crowd = {
	"SELECT r.id, r.school, o.name FROM route r JOIN organisation o ON o.id = r.school"
	" WHERE o.name = $1 AND r.phase IN ($2, $3, $4, $5) ORDER BY r.id LIMIT 100", "ttttt", "iit"};
static const struct stmt stmt_guardians = {
	"SELECT a.id, coalesce(a.email, '') FROM relation r JOIN account a ON a.id = r.grantee"
	" WHERE r.route = $1 AND r.kind = $2 ORDER BY r.id", "it", "it"};
/* The way of a plan, and on how many days after the child came to the school, or before today, it goes it. */
static const struct {
	enum opp_step step;
	int after, before;
} way[] = {{OPP_TALK, 22, 0}, {OPP_ASK, 24, 0}, {OPP_ADOPT, 35, 0}, {OPP_REVIEW, 0, 7}, {OPP_END, 0, 3}};

struct making {
	struct act *act;
	int64_t today;
	/* of this child */
	struct change *c;
	const char *ib;
	bool crowd;
	bool silent; /* the second guardian never answers */
	bool again;  /* adjusted and adopted once more: versions to compare */
	bool confides; /* the pupil signs in, chose someone, and does not feel safe */
	int64_t route, plan;
	int enrolled; /* days before today */
	size_t n;
	enum opp_state state;
	const struct rows *guardians;
};

static struct val text(const char *words)
{
	return val_text(str_from(words));
}

static const char evaluation[] = "Het gaat beter in de klas. Het kind en de ouders zijn tevreden.";

static void write_texts(struct val v[OPP__N])
{
	v[OPP_DESTINATION] = text("vmbo-kb");
	v[OPP_GROUNDS] = text("Rekenen en taal gaan vooruit. Met rust en overzicht lukt het tempo van de groep.");
	v[OPP_HINDERING] = text("Veel prikkels in de klas. Wisselen van taak kost tijd.");
	v[OPP_PROMOTING] = text("Humor, tekenen, een vaste plek. Thuis en school spreken elkaar elke week.");
	v[OPP_GUIDANCE] =
		text("Begeleider in de klas: 3 uur per week, 12 weken.\nElke ochtend vijf minuten vooruitkijken.");
	v[OPP_DEVIATIONS] = text("Geen andere vakken. Toetsen in een rustige ruimte.");
	v[OPP_HEARD_HOW] = text("In een gesprek met tekeningen, met de eigen leerkracht erbij.");
	v[OPP_PUPIL_VIEW] = text("Ik wil graag weten wat er komt. En ik wil bij het raam zitten.");
	v[OPP_PUPIL_DONE] = text("Plek bij het raam: gedaan. Dagplan op tafel: gedaan.");
}

static void write_days(struct val v[OPP__N], int32_t enrolled)
{
	v[OPP_HEARD_ON] = val_int(demo_school_day_from(enrolled + 14));
	v[OPP_TOLD_ON] = val_int(demo_school_day_from(enrolled + 21));
	v[OPP_TALKED_ON] = val_int(demo_school_day_from(enrolled + 22));
}

/* Where no parent takes part in the demonstration, the plan is taken over as it stands. */
static void write_end(struct val v[OPP__N], enum opp_state state, int32_t enrolled, int32_t today)
{
	v[OPP_STATE] = flow_value(&rec_opp, (int)state);
	v[OPP_ADOPTED] = val_int(demo_school_day_from(enrolled + way[OPP_ADOPT].after));
	if (state >= OPP_REVIEWED) {
		v[OPP_EVALUATED] = val_int(demo_school_day(today - way[OPP_REVIEWED - 1].before));
		v[OPP_EVALUATION] = text(evaluation);
		v[OPP_WITH_PARENTS] = v[OPP_WITH_PUPIL] = val_int(1);
	}
	if (state == OPP_OVER) {
		v[OPP_ENDED] = val_int(demo_school_day(today - way[OPP_OVER - 1].before));
		v[OPP_ENDED_WHY] = text("niet-nodig");
	}
}

static enum err as_ib(struct making *m, int days)
{
	return demo_act_as(m->act, m->ib, ROLE_IB, demo_moment(m->today, days, m->n * 5 + (size_t)days));
}

static enum err begin(struct making *m, int64_t school, bool taken_over)
{
	int32_t today = instant_date(m->today), enrolled = today - m->enrolled;
	struct val v[OPP__N] = {
		[OPP_ROUTE] = val_int(m->route), [OPP_SCHOOL] = val_int(school), [OPP_VERSION] = val_int(1),
		[OPP_STATE] = flow_value(&rec_opp, OPP_DRAFT), [OPP_ENROLLED] = val_int(demo_school_day_from(enrolled)),
	};
	struct str pid;
	if (m->state != OPP_DRAFT) {
		write_texts(v);
		write_days(v, enrolled);
	}
	if (taken_over)
		write_end(v, m->state, enrolled, today);
	enum err e = as_ib(m, m->enrolled - 4);
	m->c = change_begin(m->act, N_("Plan begun"), 0);
	if (e == OK)
		e = change_place(m->c, &rec_opp, v, &m->plan, &pid);
	return e != OK ? e : change_commit(m->c);
}

static const char *const yes_because[] = {
	"Wij zien thuis ook dat vooruitkijken helpt.", "Graag elke maand even bellen hoe het gaat.", NULL};

static enum err answer(struct making *m, size_t i, int64_t version, int days)
{
	struct str pid, rest;
	int64_t id;
	const char *name = str_c(m->act->a, str_cut(rows_text(m->guardians, i, 1), '@', &rest));
	enum err e = demo_act_as(m->act, name, ROLE_PARENT, demo_moment(m->today, days, m->n + i * 3));
	const struct val v[AGREEMENT__N] = {
		[AGREEMENT_ROUTE] = val_int(m->route), [AGREEMENT_OPP] = val_int(m->plan),
		[AGREEMENT_VERSION] = val_int(version),
		[AGREEMENT_GUARDIAN] = val_int(rows_int(m->guardians, i, 0)), [AGREEMENT_ANSWER] = text("ja"),
		[AGREEMENT_BECAUSE] = text(version > 1 ? "Fijn dat het met minder hulp ook gaat." : yes_because[m->n % 3]),
		[AGREEMENT_GIVEN] = val_int(m->act->now),
	};
	if (e != OK)
		return e;
	m->c = change_begin(m->act, N_("Your answer is sent"), 0);
	e = change_place(m->c, &rec_opp_agreement, v, &id, &pid);
	return e != OK ? e : change_commit(m->c);
}

static void set(struct making *m, enum opp_field f, struct val v)
{
	change_set(m->c, &rec_opp, m->plan, &opp_fields[f], v);
}

static enum err take_step(struct making *m, size_t k)
{
	struct seen seen = {.route = m->route};
	enum err e = as_ib(m, way[k].before > 0 ? way[k].before : m->enrolled - way[k].after);
	if (e == OK)
		e = record_by_id(m->act, &rec_opp, m->plan, &seen.row);
	if (e != OK)
		return e;
	m->c = change_begin(m->act, opp_flow[way[k].step].done, 0);
	change_move(m->c, &seen, &opp_flow[way[k].step], NULL);
	if (way[k].step == OPP_REVIEW) {
		set(m, OPP_EVALUATED, val_int(instant_date(m->act->now)));
		set(m, OPP_EVALUATION, text(evaluation));
		set(m, OPP_WITH_PARENTS, val_int(1));
		set(m, OPP_WITH_PUPIL, val_int(1));
	}
	if (way[k].step == OPP_END) {
		set(m, OPP_ENDED, val_int(instant_date(m->act->now)));
		set(m, OPP_ENDED_WHY, text("niet-nodig"));
	}
	return change_commit(m->c);
}

/* Of whom one never answers, the plan still waits for that yes. */
static bool waits_for_silent(const struct making *m, uint64_t seed)
{
	struct demo_family f;
	int64_t number;
	if (m->guardians->n < DEMO_GUARDIANS)
		return false;
	struct str email = rows_text(m->guardians, 1, 1);
	if (email.n < 8 || !str_to_i64((struct str){email.p + 5, 3}, &number))
		return false; /* not of the crowd */
	demo_family(seed, (size_t)number - 1, &f);
	return f.silent;
}

/* Who gets letters answers at school, and has not been there yet. */
static bool waits_for_letter(const struct making *m)
{
	bool waits = false;
	for (size_t i = 0; i < m->guardians->n; i++)
		waits = waits || rows_text(m->guardians, i, 1).n == 0;
	return waits;
}

static struct demo_need need_of(const struct making *m, enum need_state state)
{
	int32_t today = instant_date(m->today);
	return (struct demo_need){.route = m->route, .n = m->n, .state = state, .today = today,
	                          .from = demo_school_day_from(today - m->enrolled + way[OPP_ADOPT].after)};
}

static const struct stmt stmt_pupil = {"SELECT grantee FROM relation WHERE route = $1 AND kind = 'pupil' LIMIT 1", "i",
                                       "i"};

/* What the plan is about, before it is adopted with it; and what the pupil says. */
static enum err make_needs(struct making *m, bool taken_over)
{
	struct demo_need d = need_of(m, taken_over ? NEED_HELD : NEED_DRAFT);
	const struct rows *pupil;
	enum err e = as_ib(m, m->enrolled - 6);
	if (e == OK)
		e = demo_needs_make(m->act, &d);
	if (e == OK)
		e = act_exec(m->act, &stmt_pupil, DB_ARGS(val_int(m->route)), &pupil);
	bool says = (!m->crowd || m->n % 3 == 0) && m->state < OPP_OVER;
	if (e == OK && says)
		e = as_ib(m, DEMO_SAID_AGO);
	if (e == OK && says)
		e = demo_voice_make(m->act, &d, pupil->n == 0 ? 0 : rows_int(pupil, 0, 0),
		                    !m->crowd || m->state >= OPP_IN_FORCE || m->n % 2 == 0);
	return e;
}

/* Of a plan that holds there are numbers, and of one that was evaluated each goal was. */
static enum err follow(struct making *m, size_t done)
{
	struct demo_need d = need_of(m, NEED_HELD);
	enum err e = OK;
	if (way[done].step == OPP_ADOPT)
		e = as_ib(m, 3);
	if (e == OK && way[done].step == OPP_ADOPT)
		e = demo_needs_measure(m->act, &d);
	if (e != OK || way[done].step != OPP_ADOPT || m->state < OPP_REVIEWED)
		return e;
	e = as_ib(m, way[OPP_REVIEWED - 1].before + 1);
	d.today = instant_date(m->act->now);
	if (e == OK)
		e = demo_needs_review(m->act, &d);
	return e;
}

/* What the school tried to reach who does not answer: two ways, a week apart. */
static enum err make_attempts(struct making *m)
{
	static const struct {
		const char *way, *words;
		int days;
	} tried[] = {{"bellen", "Twee keer gebeld, ook 's avonds. Geen gehoor.", 15},
	             {"brief", "Brief met een kaartje om terug te sturen.", 8}};
	int64_t silent = rows_int(m->guardians, m->guardians->n - 1, 0);
	enum err e = OK;
	for (size_t i = 0; e == OK && i < sizeof tried / sizeof *tried; i++) {
		struct str pid;
		int64_t id;
		e = as_ib(m, tried[i].days);
		if (e != OK)
			return e;
		const struct val v[CONTACT__N] = {
			[CONTACT_ROUTE] = val_int(m->route), [CONTACT_OPP] = val_int(m->plan), [CONTACT_VERSION] = val_int(1),
			[CONTACT_GUARDIAN] = val_int(silent), [CONTACT_KIND] = text(contact_kinds[CONTACT_ATTEMPT].code),
			[CONTACT_WAY] = text(tried[i].way), [CONTACT_ON] = val_int(instant_date(m->act->now)),
			[CONTACT_WORDS] = text(tried[i].words), [CONTACT_BY] = val_int(m->act->viewer->account),
		};
		m->c = change_begin(m->act, N_("Contact saved"), 0);
		e = change_place(m->c, &rec_opp_contact, v, &id, &pid);
		if (e == OK)
			e = change_commit(m->c);
	}
	return e;
}

static enum err step(struct making *m, enum opp_step k, int days)
{
	struct seen seen = {.route = m->route};
	enum err e = as_ib(m, days);
	if (e == OK)
		e = record_by_id(m->act, &rec_opp, m->plan, &seen.row);
	if (e != OK)
		return e;
	m->c = change_begin(m->act, opp_flow[k].done, 0);
	change_move(m->c, &seen, &opp_flow[k], NULL);
	return change_commit(m->c);
}

static const struct stmt stmt_support = {
	"SELECT id FROM opp_help WHERE route = $1 AND state = $2 ORDER BY id LIMIT 2", "it", "i"};

/* What the parents and the pupil said in the meantime, and support that changes with it. */
static enum err adjust(struct making *m)
{
	const struct rows *r;
	enum err e = as_ib(m, 26);
	if (e == OK)
		e = act_exec(m->act, &stmt_support, DB_ARGS(val_int(m->route), flow_value(&rec_opp_help, NEED_DRAFT)), &r);
	if (e != OK)
		return e;
	m->c = change_begin(m->act, N_("Plan saved"), 0);
	set(m, OPP_GUIDANCE, text("Begeleider in de klas: 1 uur per week, 8 weken.\nElke ochtend vijf minuten "
	                          "vooruitkijken, nu met de hele klas."));
	set(m, OPP_PROMOTING, text("Humor, tekenen, een vaste plek. Vraagt nu zelf om hulp."));
	set(m, OPP_PUPIL_VIEW, text("Ik kan het vaker alleen. Maar niet bij gym."));
	set(m, OPP_PUPIL_DONE, text("Minder hulp in de klas: gedaan. Bij gym blijft iemand in de buurt."));
	set(m, OPP_HEARD_ON, val_int(demo_school_day(instant_date(m->act->now) - 2)));
	set(m, OPP_TOLD_ON, val_int(instant_date(m->act->now)));
	set(m, OPP_TALKED_ON, val_int(instant_date(m->act->now)));
	for (size_t i = 0; i < r->n; i++)
		change_set(m->c, &rec_opp_help, rows_int(r, i, 0), &help_fields[HELP_MINUTES], val_int(i == 0 ? 60 : 30));
	return change_commit(m->c);
}

static enum err adopt_again(struct making *m)
{
	enum err e = step(m, OPP_ADJUST, 27);
	if (e == OK)
		e = adjust(m);
	if (e == OK)
		e = step(m, OPP_TALK, 25);
	if (e == OK)
		e = step(m, OPP_ASK, 24);
	for (size_t i = 0; e == OK && i < m->guardians->n; i++)
		e = answer(m, i, 2, 22);
	return e == OK ? step(m, OPP_ADOPT, 20) : e;
}

static enum err make_plan(struct making *m, int64_t school, uint64_t seed)
{
	enum err e = act_exec(m->act, &stmt_guardians, DB_ARGS(val_int(m->route), text(relation_code(REL_GUARDIAN))),
	                      &m->guardians);
	if (e != OK)
		return e;
	m->silent = waits_for_silent(m, seed);
	if (m->silent || waits_for_letter(m))
		m->state = OPP_AGREEING;
	bool taken_over = m->state >= OPP_IN_FORCE && m->guardians->n == 0;
	m->enrolled = m->state >= OPP_IN_FORCE ? LONG_AGO : ENROLLED;
	e = begin(m, school, taken_over);
	if (e == OK && m->state != OPP_DRAFT)
		e = make_needs(m, taken_over);
	if (e == OK && taken_over)
		e = follow(m, OPP_ADOPT);
	for (size_t k = 0; e == OK && !taken_over && k < (size_t)m->state; k++) {
		for (size_t i = 0; e == OK && way[k].step == OPP_ADOPT && i < m->guardians->n; i++)
			e = answer(m, i, 1, m->enrolled - 27);
		if (e == OK)
			e = take_step(m, k);
		if (e == OK)
			e = follow(m, k);
	}
	if (e == OK && m->silent && !waits_for_letter(m))
		e = answer(m, 0, 1, m->enrolled - 27);
	if (e == OK && m->silent)
		e = make_attempts(m);
	if (e == OK && m->again && m->state == OPP_IN_FORCE && !taken_over)
		e = adopt_again(m);
	if (e == OK && m->confides) {
		struct demo_need d = need_of(m, NEED_DRAFT);
		e = as_ib(m, 4);
		if (e == OK)
			e = demo_voice_confide(m->act, &d);
	}
	return e;
}

enum err demo_opp_make(struct act *act, uint64_t seed)
{
	struct making m = {.act = act, .today = act->now};
	const struct rows *children;
	struct demo_turn turn;
	enum err e = act_exec(act, &stmt_children, DB_ARGS(text("signaal"), text("klaar"), text("leerling")),
	                      &children);
	demo_begin(act, &turn, seed + 1000);
	for (size_t i = 0; e == OK && i < children->n; i++) {
		m.route = rows_int(children, i, 0);
		m.state = turns[i % TURNS];
		m.ib = str_is(rows_text(children, i, 2), "De Oude Sluis") ? "ib2" : "ib1";
		m.n = i;
		m.again = i == AGAIN;
		e = make_plan(&m, rows_int(children, i, 1), seed);
	}
	return demo_end(act, &turn, e);
}

/* Plans of the children of one school of the crowd. */
static enum err make_of_school(struct making *m, size_t school, uint64_t seed)
{
	struct demo_staff staff;
	const struct rows *children;
	enum err e = act_exec(m->act, &stmt_crowd,
	                      DB_ARGS(text(demo_schools[school].name), text("ondersteuning"), text("startklas"),
	                      	text("terug"),
	                              text("nazorg")),
	                      &children);
	demo_staff(school, &staff);
	m->ib = staff.ib;
	for (size_t i = 0; e == OK && i < children->n; i++) {
		m->route = rows_int(children, i, 0);
		m->state = turns[(school + i) % TURNS];
		m->n = school * 16 + i;
		m->again = m->state == OPP_IN_FORCE;
		m->confides = school == 0 && i == 0;
		e = make_plan(m, rows_int(children, i, 1), seed);
	}
	return e;
}

enum err demo_crowd_opp_make(struct act *act, uint64_t seed)
{
	struct making m = {.act = act, .today = act->now, .crowd = true};
	struct demo_turn turn;
	enum err e = OK;
	demo_begin(act, &turn, seed + 7000);
	for (size_t i = 0; e == OK && i < DEMO_SCHOOLS; i++)
		e = make_of_school(&m, i, seed);
	return demo_end(act, &turn, e);
}
