/* Requests and breaches of the demonstration, in several states. */
#include "date.h"
#include "flow.h"
#include "people.h"
#include "rights.h"

static const struct stmt stmt_child = {
	"SELECT t.id, t.school, o.name FROM route t JOIN organisation o ON o.id = t.school WHERE t.given_name = $1 AND"
	" t.family_name = $2 ORDER BY t.id LIMIT 1",
	"tt", "iit"};
static const struct stmt stmt_swv = {
	"SELECT id FROM organisation WHERE kind = 'swv' AND region = $1 ORDER BY id LIMIT 1", "i", "i"};

static const struct asked {
	const char *given, *family, *who, *name, *place, *words, *answer, *ground;
	enum request_kind kind;
	enum request_state state;
	int days; /* before today */
} asked[] = {
	{"Sem", "Smit", "ouder", "Mevrouw Smit", "Bij de aanmelding, onder Wat is er bekend",
	 "Sem is nooit blijven zitten.", NULL, NULL, ASKS_CORRECTION, REQUEST_BUSY, 9},
	{"Idris", "Dijk", "ander", "De heer Van Dijk", NULL, "Mijn telefoonnummer mag weg uit het gesprek van vorig jaar.",
	 "Uw nummer is weggehaald uit het gesprek van 12 maart.", NULL, ASKS_ERASURE, REQUEST_DONE, 40},
};

static struct val text(const char *words)
{
	return words == NULL ? val_null() : val_text(str_from(words));
}

static enum err ask(struct act *act, const struct asked *q, int32_t today)
{
	const struct rows *r;
	struct str pid;
	int64_t id;
	bool ended = (rec_rights_request.ends >> q->state & 1) != 0;
	enum err e = act_exec(act, &stmt_child, DB_ARGS(text(q->given), text(q->family)), &r);
	if (e != OK || r->n == 0)
		return e;
	const struct val v[REQUEST__N] = {
		[REQUEST_ROUTE] = val_int(rows_int(r, 0, 0)), [REQUEST_STATE] = flow_value(&rec_rights_request, (int)q->state),
		[REQUEST_ORG] = val_int(rows_int(r, 0, 1)), [REQUEST_ORG_NAME] = val_text(rows_text(r, 0, 2)),
		[REQUEST_ORG_KIND] = val_text(S("school")), [REQUEST_WHO] = text(q->who), [REQUEST_NAME] = text(q->name),
		[REQUEST_IDENTITY] = val_text(S("bekend")), [REQUEST_KIND] = text(request_kinds[q->kind].code),
		[REQUEST_PLACE] = text(q->place), [REQUEST_WORDS] = text(q->words),
		[REQUEST_RECEIVED] = val_int(today - q->days), [REQUEST_MORE] = val_int(0),
		[REQUEST_ANSWER] = text(q->answer), [REQUEST_GROUND] = text(q->ground),
		[REQUEST_ANSWERED_ON] = ended ? val_int(today - q->days + 10) : val_null(),
		[REQUEST_ANSWERED_BY] = ended ? val_text(act->viewer->name) : val_null(),
	};
	struct change *c = change_begin(act, N_("The request is written down, and stands on your work list"), 0);
	e = change_place(c, &rec_rights_request, v, &id, &pid);
	return e != OK ? e : change_commit(c);
}

static const struct found {
	const char *by, *name, *kind, *time, *what, *risk, *data, *effects, *measures;
	enum breach_state state;
	enum role role;
	int days;
} found[] = {
	{"ib2", "Erik Mulder", "kwijt", "16:20", "Een tas met een geprinte werklijst bleef achter in de trein.", NULL, NULL,
	 NULL, NULL, BREACH_REPORTED, ROLE_IB, 3},
	{"traject2", "Chantal Peters", "verkeerd", "10:05", "Een uitnodiging zonder namen ging naar een oud adres.", "geen",
	 "Een datum en een plaats", "Niets: er stond geen naam in", "De lijst met adressen is nagelopen.", BREACH_CLOSED,
	 ROLE_TRAJECT, 60},
};

static enum err find(struct act *act, const struct found *f, int32_t today)
{
	const struct rows *r;
	struct str pid;
	int64_t id;
	bool closed = f->state == BREACH_CLOSED;
	enum err e = act_exec(act, &stmt_swv, DB_ARGS(val_int(act->viewer->region)), &r);
	if (e != OK || r->n == 0)
		return e;
	const struct val v[BREACH__N] = {
		[BREACH_ORG] = val_int(rows_int(r, 0, 0)), [BREACH_STATE] = flow_value(&rec_rights_breach, (int)f->state),
		[BREACH_FOUND_ON] = val_int(today - f->days), [BREACH_FOUND_TIME] = text(f->time),
		[BREACH_KIND] = text(f->kind), [BREACH_WHAT] = text(f->what), [BREACH_GOES_ON] = val_int(0),
		[BREACH_BY] = val_int(act->viewer->account), [BREACH_BY_NAME] = text(f->name), [BREACH_AT] = val_int(act->now),
		[BREACH_RISK] = text(f->risk), [BREACH_DATA] = text(f->data), [BREACH_EFFECTS] = text(f->effects),
		[BREACH_PEOPLE] = closed ? val_int(1) : val_null(), [BREACH_AP] = closed ? val_text(S("nee")) : val_null(),
		[BREACH_AP_WHY] = closed ? val_text(S("Er is geen risico: niemand is te herkennen.")) : val_null(),
		[BREACH_TOLD] = closed ? val_text(S("ja")) : val_null(),
		[BREACH_TOLD_ON] = closed ? val_int(today - f->days + 1) : val_null(), [BREACH_MEASURES] = text(f->measures),
	};
	struct change *c = change_begin(act, N_("Thank you. The privacy officer has it now"), 0);
	e = change_place(c, &rec_rights_breach, v, &id, &pid);
	return e != OK ? e : change_commit(c);
}

enum { ACCOUNT_DAYS = 6 };

/* A teacher asks about their own account. */
static enum err ask_of_account(struct act *act, int32_t today)
{
	const struct rows *r;
	struct str pid;
	int64_t id;
	enum err e = act_exec(act, &stmt_swv, DB_ARGS(val_int(act->viewer->region)), &r);
	if (e != OK || r->n == 0)
		return e;
	const struct val v[ACCREQ__N] = {
		[ACCREQ_ORG] = val_int(rows_int(r, 0, 0)), [ACCREQ_STATE] = flow_value(&rec_account_request, ACCREQ_BUSY),
		[ACCREQ_ASKER] = val_int(act->viewer->account), [ACCREQ_NAME] = val_text(act->viewer->name),
		[ACCREQ_KIND] = text(request_kinds[ASKS_CORRECTION].code),
		[ACCREQ_WORDS] = text("Bij mijn rollen staat nog de school waar ik tot de zomer werkte."),
		[ACCREQ_RECEIVED] = val_int(today - ACCOUNT_DAYS), [ACCREQ_MORE] = val_int(0),
	};
	struct change *c = change_begin(act, N_("Your question is received. You get an answer within a month"), 0);
	e = change_place(c, &rec_account_request, v, &id, &pid);
	return e != OK ? e : change_commit(c);
}

enum err demo_rights_make(struct act *act, uint64_t seed)
{
	int64_t now = act->now;
	struct demo_turn turn;
	enum err e = OK;
	demo_begin(act, &turn, seed + 7001);
	for (size_t i = 0; e == OK && i < sizeof asked / sizeof *asked; i++) {
		e = demo_act_as(act, "ib2", ROLE_IB, demo_moment(now, asked[i].days, i + 80));
		if (e == OK)
			e = ask(act, &asked[i], instant_date(now));
	}
	for (size_t i = 0; e == OK && i < sizeof found / sizeof *found; i++) {
		e = demo_act_as(act, found[i].by, found[i].role, demo_moment(now, found[i].days, i + 90));
		if (e == OK)
			e = find(act, &found[i], instant_date(now));
	}
	if (e == OK)
		e = demo_act_as(act, "leerkracht1", ROLE_TEACHER, demo_moment(now, ACCOUNT_DAYS, 99));
	if (e == OK)
		e = ask_of_account(act, instant_date(now));
	return demo_end(act, &turn, e);
}
