#include "date.h"
#include "people.h"
#include "route.h"
#include "visit.h"

/* Talks of the school and of the partnership, on days before today. Promised: what, and how many days from today. */
static const struct told {
	const char *given, *family, *who, *kind, *sentence, *decision, *promise;
	enum role role;
	uint32_t was; /* bit per place in talk_parties */
	int days, due, minutes;
	bool kept;
} talks[] = {
	{"Noor", "Jansen", "ib1", "ouders", "Vader ziet dat Noor weer met plezier naar school gaat.",
	 "De dagplanning op tafel blijft tot de kerstvakantie.", "Wij bellen u na de eerste rapportgesprekken", ROLE_IB,
	 1 << 0 | 1 << 3, 6, 8, 30, false},
	{"Noor", "Jansen", "ib1", "leerling", "Noor wil zelf kiezen wanneer zij in de stille hoek werkt.", NULL, NULL,
	 ROLE_IB, 1 << 1 | 1 << 3, 9, 0, 20, false},
	{"Emir", "Aydin", "traject2", "school", "De hulp in de klas werkt; Emir begint zelf aan zijn taak.",
	 "We bouwen af naar een keer per week.", "U krijgt de data van de hulp op papier", ROLE_TRAJECT,
	 1 << 0 | 1 << 3 | 1 << 4, 5, 4, 60, false},
	{"Emir", "Aydin", "ib1", "telefoon", "Moeder vroeg hoe het gaat nu de hulp minder wordt.", NULL,
	 "Wij sturen u elke vrijdag een berichtje", ROLE_IB, 1 << 0 | 1 << 3, 12, -3, 10, true},
	{"Yara", "Amrani", "ib1", "ouders", "Een eerste kennismaking: wat gaat goed, en wat kost Yara moeite?",
	 "We kijken eerst zes weken zelf.", NULL, ROLE_IB, 1 << 0 | 1 << 2 | 1 << 3, 4, 0, 45, false},
	{"Tijn", "Meijer", "traject2", "leerkracht", "De juf vraagt hoe zij de ochtend rustiger kan beginnen.",
	 "We kijken samen mee in de groep.", NULL, ROLE_TRAJECT, 1 << 2 | 1 << 4, 7, 0, 40, false},
};

static const struct stmt stmt_guides = {
	"SELECT 1 FROM reach x LEFT JOIN holds h ON h.id = x.grantee JOIN account a ON a.email = $2 WHERE x.route = $1"
	" AND (x.grantee = a.id OR h.account = a.id OR EXISTS (SELECT 1 FROM holds k WHERE k.account = a.id AND"
	" k.seat = x.grantee)) LIMIT 1",
	"it", "i"};

static struct val maybe(const char *text)
{
	return text == NULL ? val_null() : val_text(str_from(text));
}

static enum err place(struct act *act, const struct told *t, int64_t child, int32_t today)
{
	const struct record *rec = t->role == ROLE_IB ? &rec_talk : &rec_talk_swv;
	struct val v[TALK__N] = {
		[TALK_ROUTE] = val_int(child),
		[TALK_STATE] = maybe(talk_fields[TALK_STATE].choices[t->kept ? TALK_KEPT : TALK_RECORDED].code),
		[TALK_BY] = val_int(act->viewer->account), [TALK_HELD_ON] = val_int(instant_date(act->now)),
		[TALK_KIND] = maybe(t->kind), [TALK_SENTENCE] = maybe(t->sentence), [TALK_DECISION] = maybe(t->decision),
		[TALK_PROMISE] = maybe(t->promise), [TALK_MINUTES] = val_int(t->minutes),
	};
	struct str pid;
	int64_t id;
	for (size_t p = 0; p < TALK_PARTIES; p++)
		v[talk_parties[p].field] = val_int(t->was >> p & 1);
	if (t->promise != NULL)
		v[TALK_PROMISE_BY] = val_int(today + t->due);
	if (t->kept)
		v[TALK_KEPT_ON] = val_int(instant_date(act->now));
	struct change *c = change_begin(act, N_("The talk is saved"), 0);
	enum err e = change_place(c, rec, v, &id, &pid);
	return e != OK ? e : change_commit(c);
}

enum err demo_visit_make(struct act *act, uint64_t seed)
{
	int64_t today = act->now;
	struct demo_turn turn;
	enum err e = OK;
	demo_begin(act, &turn, seed + 24);
	for (size_t i = 0; e == OK && i < sizeof talks / sizeof *talks; i++) {
		const struct told *t = &talks[i];
		struct demo_found child;
		const struct rows *guides;
		struct val email = val_text(str_printf(act->a, "%s@merenland.test", t->who));
		e = demo_find_child(act, t->given, t->family, &child);
		if (e == OK && child.id != 0)
			e = act_exec(act, &stmt_guides, DB_ARGS(val_int(child.id), email), &guides);
		if (e != OK || child.id == 0 || guides->n == 0) /* nobody writes about a child of another */
			continue;
		e = demo_act_as(act, t->who, t->role, demo_moment(today, t->days, i));
		if (e == OK)
			e = place(act, t, child.id, instant_date(today));
	}
	return demo_end(act, &turn, e);
}
