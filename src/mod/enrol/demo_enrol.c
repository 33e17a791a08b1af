/* Applications in every state, tours, an intake list and first signs, for children of Merenland that are there already.
 * Days are counted from the day of the demonstration. */
#include "application_make.h"
#include "date.h"
#include "intake.h"
#include "people.h"
#include "sign.h"
#include "tour.h"

enum { NO_DAY = 9999 };

static const struct told {
	const char *given, *family, *school, *ib;
	enum application_state state;
	int received, decided, second; /* days ago; second: the choice of the parents */
} told[] = {
	{"Hanna", "Berg", "De Wilgenhoek", "ib1", APP_NEW, 14, NO_DAY, 1},
	{"Hanna", "Berg", "De Oude Sluis", "ib2", APP_NEW, 14, NO_DAY, 2},
	{"Aya", "Meer", "Het Veer", "ib1", APP_STUDIED, 21, NO_DAY, 1},
	{"Saar", "Meijer", "Het Veer", "ib1", APP_INCOMPLETE, 24, NO_DAY, 1},
	{"Saar", "Meijer", "De Oude Sluis", "ib2", APP_STUDIED, 24, NO_DAY, 2},
	{"Roos", "Kowalska", "De Oude Sluis", "ib2", APP_EXTENDED, 47, NO_DAY, 1},
	{"Nina", "Postma", "De Oude Sluis", "ib2", APP_LATE, 52, NO_DAY, 1},
	{"Daan", "Berg", "De Wilgenhoek", "ib1", APP_PLACED, 76, NO_DAY, 1},
	{"Saar", "Berg", "De Wilgenhoek", "ib1", APP_ADMITTED, 34, 5, 1},
	{"Bram", "Idrissi", "De Oude Sluis", "ib2", APP_CALL, 31, 4, 1},
	{"Yara", "Amrani", "Het Veer", "ib1", APP_REFUSED, 38, 12, 1},
	{"Tijn", "Cate", "De Rietkraag", "ib1", APP_DECLINED, 40, 14, 1},
	{"Amir", "Smit", "Het Veer", "ib1", APP_ENROLLED, 60, 25, 1},
	{"Hanna", "Kowalska", "De Rietkraag", "ib1", APP_ELSEWHERE, 70, 30, 1},
	{"Bram", "Nguyen", "De Rietkraag", "ib1", APP_WITHDRAWN, 33, NO_DAY, 1},
	{"Lina", "Pinas", "Het Veer", "ib1", APP_EXEMPT, 45, 20, 1},
	{"Jurre", "Kowalska", "De Wilgenhoek", "ib1", APP_NOT_TAKEN, 65, NO_DAY, 1},
	{"Milan", "Smit", "De Oude Sluis", "ib2", APP_LAPSED, 50, NO_DAY, 2},
};

static const struct stmt stmt_at_preschool = {
	"SELECT r.route, s.org FROM relation r JOIN seat s ON s.id = r.grantee JOIN organisation o ON o.id = s.org"
	" WHERE r.kind = 'preschool' AND o.name = $1 ORDER BY r.route LIMIT 3", "t", "ii"};

static struct val text(const char *s)
{
	return s == NULL ? val_null() : val_text(str_from(s));
}

static const char *code(enum application_state s)
{
	return application_fields[APP_STATE].choices[s].code;
}

/* What the state cannot be without. */
static void facts(struct val v[APP__N], const struct told *t, int32_t today)
{
	uint32_t no = APP_BIT(CALL) | APP_BIT(REFUSED) | APP_BIT(DECLINED) | APP_BIT(EXEMPT);
	if (t->decided != NO_DAY)
		v[APP_DECIDED] = val_int(demo_school_day(today - t->decided));
	if (t->state == APP_INCOMPLETE || t->state == APP_NOT_TAKEN) {
		v[APP_MISSING] = text("Het verslag van de logopedist, of wat u daar nog van weet.");
		v[APP_ASKED_ON] = val_int(demo_school_day(today - t->received + 14));
		v[APP_COMPLETE_BY] = val_int(today - t->received + 30);
	}
	if (t->state == APP_EXTENDED) {
		v[APP_MORE] = val_int(4);
		v[APP_MORE_WHY] = text("We willen eerst samen met de peuterspeelzaal praten.");
		v[APP_MORE_TOLD] = val_int(demo_school_day(today - t->received + 38));
	}
	if (t->state == APP_LATE || t->state == APP_PLACED) {
		v[APP_LATE_WHY] = text("De begeleider die meekijkt, was ziek.");
		v[APP_LATE_BY] = val_int(today + 9);
	}
	if (t->state == APP_PLACED)
		v[APP_PLACED_ON] = val_int(demo_school_day(today - t->received + 71));
	if ((no >> t->state & 1) != 0) {
		v[APP_TALK_ON] = val_int(demo_school_day(today - t->decided - 1));
		v[APP_GROUND] = text(t->state == APP_EXEMPT ? "plaatsruimte" : "ondersteuning");
		v[APP_REASON] = text(t->state == APP_EXEMPT ? "In deze groep is geen plaats meer, voor niemand."
		                                            : "Onze groep is te groot en te druk voor wat nu nodig is.");
	}
	if ((no >> t->state & 1) != 0 && t->state != APP_EXEMPT) {
		v[APP_WILLING] = text("De Lisdodde");
		v[APP_WILLING_ON] = val_int(demo_school_day(today - t->decided - 2));
	}
	if (t->state == APP_DECLINED)
		v[APP_OFFER_WHY] = text("Die school is te ver. Wij willen dat ons kind naar school gaat waar we wonen.");
	if (t->state == APP_ELSEWHERE || t->state == APP_ENROLLED)
		v[t->state == APP_ENROLLED ? APP_ENROLLED_ON : APP_ELSEWHERE_ON] = val_int(today - 10);
	if (t->state == APP_ELSEWHERE)
		v[APP_ENDED_WHERE] = text("De Lisdodde");
	if ((rec_application.ends >> t->state & 1) != 0)
		v[APP_ENDED] = val_int(today - 3);
}

static enum err looked_into(struct change *c, const struct val app[APP__N], int64_t id)
{
	const struct val v[ADAPTATION__N] = {
		[ADAPTATION_ROUTE] = app[APP_ROUTE], [ADAPTATION_APPLICATION] = val_int(id),
		[ADAPTATION_SCHOOL] = app[APP_SCHOOL], [ADAPTATION_KIND] = text("personeel"),
		[ADAPTATION_WHAT] = text("Elke ochtend een assistent in de groep."),
		[ADAPTATION_TAKES] = text("Tien uur per week, een jaar lang."), [ADAPTATION_REASONABLE] = text("nee"),
		[ADAPTATION_WHY] = text("Er is niemand te vinden, en de groep heeft al 31 kinderen."),
	};
	struct str pid;
	int64_t adaptation;
	return change_place(c, &rec_adaptation, v, &adaptation, &pid);
}

static enum err filled_in(struct change *c, const struct val app[APP__N], int64_t application, int32_t today,
                          enum intake_state state)
{
	static const char *const said[][2] = {{"blij", "Ze zingt de hele dag en bouwt hoge torens."},
	                                      {"begrijpen", "Voordoen en plaatjes helpen. Alleen zeggen niet."}};
	struct str pid;
	int64_t id, answer;
	const struct val v[INTAKE__N] = {
		[INTAKE_ROUTE] = app[APP_ROUTE], [INTAKE_SCHOOL] = app[APP_SCHOOL], [INTAKE_APPLICATION] = val_int(application),
		[INTAKE_TOUR_ON] = val_int(demo_school_day(today - 36)),
		[INTAKE_STATE] = text(intake_fields[INTAKE_STATE].choices[state].code),
		[INTAKE_HOME_AT] = state == INTAKE_BEGUN ? val_null() : val_int(change_now(c)),
		[INTAKE_DONE_ON] = state == INTAKE_DONE ? val_int(demo_school_day(today - 4)) : val_null(),
		[INTAKE_FILL_ON] = val_int(demo_school_day_from(today + 4))};
	enum err e = change_place(c, &rec_intake, v, &id, &pid);
	for (size_t i = 0; e == OK && i < 2; i++) {
		const struct val w[ANSWER__N] = {
			[ANSWER_ROUTE] = app[APP_ROUTE], [ANSWER_INTAKE] = val_int(id), [ANSWER_SCHOOL] = app[APP_SCHOOL],
			[ANSWER_QUESTION] = text(said[i][0]), [ANSWER_WORDS] = text(said[i][1]), [ANSWER_HELP] = val_int(i == 1),
			[ANSWER_SIDE] = text("school"), [ANSWER_BY] = val_int(change_act(c)->viewer->account),
			[ANSWER_AT] = val_int(change_now(c))};
		e = change_new(c, &rec_intake_answer, w, &answer, &pid);
	}
	return e;
}

static enum err place(struct act *act, const struct told *t, const struct demo_found *child, int64_t org, int32_t today)
{
	struct val v[APP__N] = {
		[APP_ROUTE] = val_int(child->id), [APP_BORN] = val_int(child->born), [APP_STATE] = text(code(t->state)),
		[APP_SCHOOL] = val_int(org),
		[APP_PREFERENCE] = val_int(t->second), [APP_DUTY] = val_int(t->second == 1), [APP_PUBLIC] = val_int(0),
		[APP_SECONDARY] = val_int(0),
		[APP_RECEIVED] = val_int(today - t->received), [APP_AT_SCHOOL] = val_int(1), [APP_NEED] = val_int(1),
		[APP_NEED_WHAT] = text("Rust, en een volwassene die even voordoet wat er moet gebeuren."),
		[APP_START] = val_int(today + 60), [APP_COMES_FROM] = text(t->state == APP_EXTENDED ? "mkd" : "voorschool"),
		[APP_HANDS_OVER] = t->state == APP_EXTENDED ? text("Anja Smit, dagbehandeling De Schakel") : val_null(),
		[APP_WAIT_AGREED] = t->state == APP_ADMITTED ? val_int(today - t->received + 9) : val_null()};
	struct str pid;
	int64_t id = 0, relation, seat;
	facts(v, t, today);
	struct change *c = change_begin(act, N_("Application received. The school decides within six weeks"), 0);
	enum err e = seat_of(act, c, org, ROLE_IB, &seat);
	if (e == OK)
		e = change_place(c, &rec_application, v, &id, &pid);
	const struct relation r = {.route = v[APP_ROUTE].i, .grantee = seat, .kind = REL_APPLIED, .parts = ~UINT32_C(0),
	                           .begins = act->now, .ends = INSTANT_OPEN, .src_rec = &rec_application, .src_id = id};
	if (e == OK)
		e = relation_give(c, &r, &relation);
	if (e == OK && v[APP_WILLING].type != VAL_NULL)
		e = looked_into(c, v, id);
	if (e == OK && (t->state == APP_STUDIED || t->state == APP_ADMITTED || t->state == APP_PLACED) && t->second == 1)
		e = filled_in(c, v, id, today, t->state == APP_STUDIED ? INTAKE_BEGUN : t->state == APP_PLACED ? INTAKE_HOME
			: INTAKE_DONE);
	return e != OK ? e : change_commit(c);
}

/* ---- tours ---- */

static const struct {
	const char *school, *name, *phone, *ib;
	enum tour_state state;
	int asked;
} tours[] = {
	{"De Wilgenhoek", "Esra Demir", "06 1000 0001", "ib1", TOUR_ASKED, 3},
	{"De Wilgenhoek", "Joost van Leeuwen", "06 1000 0002", "ib1", TOUR_PLANNED, 9},
	{"De Wilgenhoek", "Maria Silva", "06 1000 0003", "ib1", TOUR_HELD, 24},
	{"De Oude Sluis", "Peter Hofstra", "06 1000 0004", "ib2", TOUR_INVITED, 40},
	{"De Oude Sluis", "Anouk Visser", "06 1000 0005", "ib2", TOUR_OVER, 30},
};

static enum err make_tour(struct act *act, size_t i, int64_t org, int32_t today)
{
	bool held = tours[i].state == TOUR_HELD || tours[i].state == TOUR_INVITED;
	const struct val v[TOUR__N] = {
		[TOUR_ORG] = val_int(org), [TOUR_STATE] = text(tour_fields[TOUR_STATE].choices[tours[i].state].code),
		[TOUR_NAME] = text(tours[i].name), [TOUR_PHONE] = text(tours[i].phone), [TOUR_SUITS] = text("ochtend"),
		[TOUR_ASKED_ON] = val_int(today - tours[i].asked),
		[TOUR_PLANNED_ON] = tours[i].state == TOUR_PLANNED ? val_int(demo_school_day_from(today + 3)) : val_null(),
		[TOUR_HELD_ON] = held ? val_int(demo_school_day(today - tours[i].asked + 10)) : val_null(),
	};
	struct str pid;
	int64_t id;
	struct change *c = change_begin(act, N_("Asked to look round"), 0);
	enum err e = change_place(c, &rec_tour, v, &id, &pid);
	return e != OK ? e : change_commit(c);
}

/* ---- signs ---- */

static const char *const kinds[][3] = {
	{"soort", "Praten en begrijpen"}, {"soort", "Lezen en letters (dyslexieprotocol)"}, {"soort", "Gedrag in de groep"},
	{"soort", "Bewegen"}, {"soort", "Spelen en contact"},
	{"kenmerk", "Heeft baat bij een kleine groep", "kleine groep\nkleine groepen\nwerkplek"},
	{"kenmerk", "Heeft een volwassene in de buurt nodig", "assistent\nonderwijsassistent"},
	{"kenmerk", "Leert door voordoen", "voordoen\nplaatjes\npictogrammen"},
	{"kenmerk", "Wordt rustig van vaste stappen", "structuur\nvaste stappen\nrustig\nrustige"},
};

static enum err make_kinds(struct act *act)
{
	struct change *c = change_begin(act, N_("Saved"), 0);
	enum err e = OK;
	for (size_t i = 0; e == OK && i < sizeof kinds / sizeof *kinds; i++) {
		const struct val v[SIGN_KIND__N] = {[SIGN_KIND_NAME] = text(kinds[i][1]), [SIGN_KIND_LIST] = text(kinds[i][0]),
		                                    [SIGN_KIND_WORDS] = text(kinds[i][2]), [SIGN_KIND_GONE] = val_int(0)};
		struct str pid;
		int64_t id;
		e = change_new(c, &rec_sign_kind, v, &id, &pid);
	}
	return e != OK ? e : change_commit(c);
}

static enum err make_signs(struct act *act, int64_t today)
{
	static const enum sign_state states[] = {SIGN_STANDS, SIGN_ASKED, SIGN_SHARED, SIGN_STAYS};
	const struct rows *r;
	int64_t to = 0;
	enum err e = act_exec(act, &stmt_at_preschool, DB_ARGS(text("Peuterspeelzaal Zonnetje")), &r);
	if (e == OK)
		e = demo_find_org(act, "De Wilgenhoek", &to);
	for (size_t i = 0; e == OK && r->n > 0 && i < sizeof states / sizeof *states; i++) {
		e = demo_act_as(act, "psz1", ROLE_PRESCHOOL, demo_moment(today, 6 + (int)i * 3, i));
		if (e != OK)
			break;
		const struct val v[SIGN__N] = {
			[SIGN_ROUTE] = rows_val(r, i % r->n, 0), [SIGN_ORG] = rows_val(r, i % r->n, 1),
			[SIGN_STATE] = text(sign_fields[SIGN_STATE].choices[states[i]].code),
				[SIGN_KIND] = text(kinds[i % 2 * 4][1]),
			[SIGN_SEEN] = text("In de kring kijkt het kind weg. In een klein groepje doet het mee en lacht."),
			[SIGN_DONE] = text("Een vaste plek naast de juf helpt."), [SIGN_FITS] = text("Leert door voordoen"),
			[SIGN_ON] = val_int(instant_date(act->now)),
			[SIGN_TALKED_ON] = i == 0 ? val_null() : val_int(instant_date(act->now)), [SIGN_TO] = val_int(to)};
		struct str pid;
		int64_t id;
		struct change *c = change_begin(act, N_("Sign saved"), 0);
		e = change_place(c, &rec_sign, v, &id, &pid);
		if (e == OK)
			e = change_commit(c);
	}
	return e;
}

enum err demo_enrol_make(struct act *act, uint64_t seed)
{
	int64_t today = act->now;
	struct demo_turn turn;
	enum err e = OK;
	demo_begin(act, &turn, seed + 31);
	for (size_t i = 0; e == OK && i < sizeof told / sizeof *told; i++) {
		const struct told *t = &told[i];
		struct demo_found child;
		int64_t org;
		e = demo_find_child(act, t->given, t->family, &child);
		if (e == OK)
			e = demo_find_org(act, t->school, &org);
		if (e == OK && child.id != 0 && org != 0)
			e = demo_act_as(act, t->ib, ROLE_IB, demo_moment(today, t->received, i));
		if (e == OK && child.id != 0 && org != 0)
			e = place(act, t, &child, org, instant_date(today));
	}
	for (size_t i = 0; e == OK && i < sizeof tours / sizeof *tours; i++) {
		int64_t org;
		e = demo_find_org(act, tours[i].school, &org);
		if (e == OK)
			e = demo_act_as(act, tours[i].ib, ROLE_IB, demo_moment(today, tours[i].asked, i));
		if (e == OK && org != 0)
			e = make_tour(act, i, org, instant_date(today));
	}
	if (e == OK)
		e = demo_act_as(act, "traject1", ROLE_TRAJECT, demo_moment(today, 60, 1));
	if (e == OK)
		e = make_kinds(act);
	if (e == OK)
		e = make_signs(act, today);
	return demo_end(act, &turn, e);
}
