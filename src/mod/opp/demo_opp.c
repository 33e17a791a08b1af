#include "calendar.h"
#include "date.h"
#include "flow.h"
#include "opp.h"
#include "rand.h"
#include "people.h"
#include "route.h"

/* Plans in every state: of the first children by name of their state, of the others in turn. */
static const enum opp_state turns[] = {OPP_AGREEING, OPP_IN_FORCE, OPP_TALKED, OPP_DRAFT, OPP_REVIEWED, OPP_OVER};
enum { TURNS = sizeof turns / sizeof *turns, ENROLLED_DAYS = 30, YEAR_DAYS = 100 };

static const struct stmt stmt_children = {
	"SELECT id, school, given_name FROM route WHERE phase <> $1 AND phase <> $2 ORDER BY id LIMIT 12", "tt", "iit"};
static const struct stmt stmt_guardians = {
	"SELECT grantee FROM relation WHERE route = $1 AND kind = $2 ORDER BY id", "it", "i"};

struct making {
	struct act *act;
	struct change *c;
	int64_t route, plan;
	enum opp_state state;
};

static struct val text(const char *words)
{
	return val_text(str_from(words));
}

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

static void write_days(struct val v[OPP__N], enum opp_state state, int32_t today)
{
	bool adopted = state >= OPP_IN_FORCE;
	int32_t enrolled = today - (adopted ? YEAR_DAYS : ENROLLED_DAYS);
	v[OPP_ENROLLED] = val_int(enrolled);
	if (state == OPP_DRAFT)
		return;
	v[OPP_HEARD_ON] = val_int(enrolled + 14);
	v[OPP_TOLD_ON] = val_int(enrolled + 21);
	v[OPP_TALKED_ON] = val_int(enrolled + 22);
	if (adopted)
		v[OPP_ADOPTED] = val_int(enrolled + 35);
	if (state >= OPP_REVIEWED) {
		v[OPP_EVALUATED] = val_int(today - 7);
		v[OPP_EVALUATION] = text("Het gaat beter in de klas. Het kind en de ouders zijn tevreden.");
	}
	if (state == OPP_OVER) {
		v[OPP_ENDED] = val_int(today - 3);
		v[OPP_ENDED_WHY] = text("niet-nodig");
	}
}

static enum err make_answers(struct making *m)
{
	const struct rows *r;
	struct str pid;
	int64_t id;
	enum err e = act_exec(m->act, &stmt_guardians, DB_ARGS(val_int(m->route), text(relation_code(REL_GUARDIAN))), &r);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		const struct val v[AGREEMENT__N] = {
			[AGREEMENT_ROUTE] = val_int(m->route), [AGREEMENT_OPP] = val_int(m->plan),
			[AGREEMENT_VERSION] = val_int(1), [AGREEMENT_GUARDIAN] = val_int(rows_int(r, i, 0)),
			[AGREEMENT_ANSWER] = text("ja"), [AGREEMENT_GIVEN] = val_int(m->act->now),
		};
		e = change_place(m->c, &rec_opp_agreement, v, &id, &pid);
	}
	return e;
}

static enum err make_plan(struct making *m, int64_t school)
{
	struct val v[OPP__N] = {
		[OPP_ROUTE] = val_int(m->route), [OPP_SCHOOL] = val_int(school), [OPP_VERSION] = val_int(1),
		[OPP_STATE] = flow_value(&rec_opp, (int)m->state),
	};
	struct str pid;
	if (m->state != OPP_DRAFT)
		write_texts(v);
	write_days(v, m->state, instant_date(m->act->now));
	m->c = change_begin(m->act, N_("Plan begun"), 0);
	enum err e = change_place(m->c, &rec_opp, v, &m->plan, &pid);
	if (e == OK && m->state >= OPP_IN_FORCE)
		e = make_answers(m);
	return e != OK ? e : change_commit(m->c);
}

enum err demo_opp_make(struct act *act, uint64_t seed)
{
	struct making m = {.act = act};
	const struct rows *children;
	struct dice dice;
	enum err e = act_exec(act, &stmt_children, DB_ARGS(text("signaal"), text("klaar")), &children);
	dice_seed(&dice, seed + 1000);
	act->dice = &dice;
	for (size_t i = 0; e == OK && i < children->n; i++) {
		m.route = rows_int(children, i, 0);
		m.state = turns[i % TURNS];
		e = make_plan(&m, rows_int(children, i, 1));
	}
	act->dice = NULL;
	return e;
}
