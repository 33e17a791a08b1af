/* Questions without a name of the schools of the demonstration, one in every state. */
#include "advice.h"

#include "date.h"
#include "people.h"

static const struct question {
	const char *ib;
	enum advice_state state;
	int days; /* before today */
	const char *subject, *question, *tried, *answer;
} questions[] = {
	{"ib1", ADVICE_ASKED, 1, "Rust aan het begin van de ochtend",
	 "In een klas begint de ochtend met veel lawaai. Een leerling houdt dan de handen op de oren. Wat kan de "
	 "leerkracht doen zonder dat het opvalt?", "Een koptelefoon. Die bleef in de la.", NULL},
	{"ib1", ADVICE_ANSWERED, 6, "Wisselen van les kost veel tijd",
	 "Bij elke wissel duurt het tien minuten voor iedereen werkt. Een leerling loopt dan weg. Wat helpt?", NULL,
	 "Zeg twee minuten van tevoren wat er komt, elke keer op dezelfde manier. Laat de leerling een vaste taak doen bij "
	 "de wissel, zoals het bord wissen."},
	{"ib2", ADVICE_READ, 20, "Een vriend maken op het plein",
	 "Hoe helpen we een leerling die altijd alleen speelt, zonder iemand te dwingen?",
	 "Een maatje. Dat duurde een week.",
	 "Begin met een spel dat twee spelers nodig heeft, op een vaste plek en een vaste tijd."},
	{"ib1", ADVICE_ROUTE, 30, "Lezen wil niet op gang komen",
	 "Een leerling leest na een half jaar nog geen woorden. Wat kunnen we eerst zelf doen?", NULL,
	 "Lees elke dag tien minuten samen. Praat met de ouders: hoe gaat het thuis?"},
};

static const struct stmt stmt_seat = {
	"SELECT s.org, o.name, a.name FROM account a JOIN holds h ON h.account = a.id JOIN seat s ON s.id = h.seat JOIN"
	" organisation o ON o.id = s.org WHERE a.id = $1 AND s.role = 'ib' ORDER BY h.id LIMIT 1",
	"i", "itt"};

static struct val text(const char *words)
{
	return words == NULL ? val_null() : val_text(str_from(words));
}

static enum err make(struct act *act, const struct question *q, int32_t today)
{
	const struct rows *r;
	struct str pid;
	int64_t id;
	bool answered = q->answer != NULL, told = q->state == ADVICE_ROUTE;
	enum err e = act_exec(act, &stmt_seat, DB_ARGS(val_int(act->viewer->account)), &r);
	if (e != OK || r->n == 0)
		return e;
	const struct val v[ADVICE__N] = {
		[ADVICE_ORG] = val_int(rows_int(r, 0, 0)), [ADVICE_ORG_NAME] = val_text(rows_text(r, 0, 1)),
		[ADVICE_STATE] = text(advice_fields[ADVICE_STATE].choices[q->state].code),
		[ADVICE_BY] = val_int(act->viewer->account), [ADVICE_BY_NAME] = val_text(rows_text(r, 0, 2)),
		[ADVICE_SUBJECT] = text(q->subject), [ADVICE_QUESTION] = text(q->question), [ADVICE_TRIED] = text(q->tried),
		[ADVICE_ASKED_ON] = val_int(today - q->days), [ADVICE_ANSWER] = text(q->answer),
		[ADVICE_MINUTES] = answered ? val_int(20) : val_null(),
		[ADVICE_ANSWERED_ON] = answered ? val_int(today - q->days + 2) : val_null(),
		[ADVICE_ANSWERED_BY] = answered ? text("Willem Smits") : val_null(),
		[ADVICE_TOLD_ON] = told ? val_int(today - q->days + 5) : val_null(),
		[ADVICE_TOLD_HOW] = told ? text(advice_fields[ADVICE_TOLD_HOW].choices[0].code) : val_null(),
	};
	struct change *c = change_begin(act, N_("Your question is sent to the partnership"), 0);
	e = change_place(c, &rec_advice, v, &id, &pid);
	return e != OK ? e : change_commit(c);
}

enum err demo_advice_make(struct act *act, uint64_t seed)
{
	const int64_t now = act->now;
	struct demo_turn turn;
	enum err e = OK;
	demo_begin(act, &turn, seed + 8000);
	for (size_t i = 0; e == OK && i < sizeof questions / sizeof *questions; i++) {
		e = demo_act_as(act, questions[i].ib, ROLE_IB, demo_moment(now, questions[i].days, i + 60));
		if (e == OK)
			e = make(act, &questions[i], instant_date(now));
	}
	return demo_end(act, &turn, e);
}
