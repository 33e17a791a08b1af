#include "date.h"
#include "demo_need.h"
#include "flow.h"
#include "people.h"

static const struct {
	enum say_question question;
	const char *words, *answer, *because;
	enum say_state state;
	bool closed;
} said[] = {
	{ASK_OTHER, "Ik wil bij het raam zitten.", "gedaan", "Je zit vanaf maandag bij het raam.", SAY_RIGHT, false},
	{ASK_OTHER, "Ik wil dat we buiten rekenen.", "deels",
		"Op vrijdag gaan we naar buiten. Op andere dagen hebben we het bord nodig.",
	 SAY_ANSWERED, false},
	{ASK_HARD, "Thuis is het druk, dan slaap ik slecht.", "niet",
		"Dat kunnen wij niet veranderen. Je mag 's ochtends eerst rustig zitten.",
	 SAY_ANSWERED, true},
	{ASK_HELP, "Mijn tekenboek helpt als ik boos ben.", "gedaan", "Het tekenboek ligt altijd in je la.",
		SAY_WRONG, false},
	{ASK_GOOD, "Gym gaat goed. En lezen met opa.", NULL, NULL, SAY_SAID, false},
	{ASK_FREE, "Ik wil niet dat iemand voor mij praat.", NULL, NULL, SAY_SAID, true},
	{ASK_FREE, "Ik wilde een andere plek, maar nu niet meer.", NULL, NULL, SAY_WITHDRAWN, false},
};
enum { SAID = sizeof said / sizeof *said };

static struct val text(const char *words)
{
	return words == NULL ? val_null() : val_text(str_from(words));
}

static enum err make_one(struct act *act, struct change *c, const struct demo_need *d, int64_t pupil, size_t k)
{
	const struct record *rec = say_records[said[k].closed ? SAY_CLOSED : SAY_OPEN];
	bool answered = said[k].answer != NULL;
	const struct val v[SAY__N] = {
		[SAY_ROUTE] = val_int(d->route), [SAY_STATE] = flow_value(rec, (int)said[k].state),
		[SAY_PUPIL] = pupil == 0 ? val_null() : val_int(pupil),
		[SAY_QUESTION] = text(say_questions[said[k].question].code), [SAY_WORDS] = text(said[k].words),
		[SAY_ON] = val_int(demo_school_day(d->today - DEMO_SAID_AGO)), [SAY_WRITTEN_BY] = val_int(act->viewer->account),
		[SAY_ANSWER] = text(said[k].answer), [SAY_BECAUSE] = text(said[k].because),
		[SAY_TOLD_BY] = answered ? text("juf Sanne") : val_null(),
		[SAY_TOLD_ON] = answered ? val_int(demo_school_day(d->today - 5)) : val_null(),
		[SAY_ANSWERED_BY] = answered ? val_int(act->viewer->account) : val_null(),
		[SAY_WRONG_WORDS] = said[k].state == SAY_WRONG ? text("Het lag er gisteren niet.") : val_null(),
		[SAY_WRONG_ON] = said[k].state == SAY_WRONG ? val_int(demo_school_day(d->today - 3)) : val_null(),
	};
	struct str pid;
	int64_t id;
	return change_place(c, rec, v, &id, &pid);
}

/* Of the named children only what was answered: nothing of theirs waits. */
enum err demo_voice_make(struct act *act, const struct demo_need *d, int64_t pupil, bool named)
{
	struct change *c = change_begin(act, N_("What the pupil says is saved"), 0);
	size_t from = d->n % 2 == 0 ? 0 : 1, n = named ? 3 : SAID;
	enum err e = OK;
	for (size_t k = from; e == OK && k < n; k++)
		e = make_one(act, c, d, pupil, k);
	return e != OK ? e : change_commit(c);
}

/* ---- one who chose someone, and does not feel safe ---- */

static const struct stmt stmt_pupil = {
	"SELECT a.id, t.given_name, t.family_name FROM account a, route t WHERE a.email LIKE 'leerling2@%' AND t.id = $1",
	"i", "itt"};
/* Who works with the child by a place of their own: a teacher before who guides. */
static const struct stmt stmt_adult = {
	"SELECT h.account, h.id FROM relation r JOIN holds h ON h.seat = r.grantee OR h.id = r.grantee"
	" JOIN seat s ON s.id = h.seat WHERE r.route = $1 AND r.kind IN ('teaches', 'supervises')"
	" AND r.begins <= $2 AND r.ends > $2 AND h.begins <= $2 AND h.ends > $2"
	" ORDER BY CASE WHEN s.role = 'teacher' THEN 0 ELSE 1 END, h.id LIMIT 1", "ii", "ii"};

enum { HOUR_MS = 60 * 60 * 1000 };

static enum err confide(struct change *c, const struct demo_need *d, int64_t pupil, int64_t adult, int64_t place)
{
	struct act *act = change_act(c);
	struct str pid;
	int64_t way, id;
	const struct val chosen[TALKWAY__N] = {
		[TALKWAY_ROUTE] = val_int(d->route), [TALKWAY_PUPIL] = val_int(pupil), [TALKWAY_ADULT] = val_int(adult),
		[TALKWAY_HOW] = text("tekenen"), [TALKWAY_ON] = val_int(demo_school_day(d->today - 4))};
	const struct val told[UNSAFE__N] = {
		[UNSAFE_ROUTE] = val_int(d->route), [UNSAFE_STATE] = flow_value(&rec_opp_unsafe, UNSAFE_TOLD),
		[UNSAFE_PUPIL] = val_int(pupil), [UNSAFE_TO] = val_int(adult), [UNSAFE_WHAT] = text("niet-veilig"),
		[UNSAFE_AT] = val_int(instant_of_date(d->today) + 9 * HOUR_MS), [UNSAFE_DUE] = val_int(d->today)};
	enum err e = change_place(c, &rec_opp_talkway, chosen, &way, &pid);
	if (e == OK)
		e = relation_give(c, &(struct relation){
			.route = d->route, .grantee = pupil, .kind = REL_PUPIL,
			.parts = policy_of(ROLE_NONE, REL_PUPIL)->reads, .begins = act->now, .ends = INSTANT_OPEN,
			.src_rec = &rec_opp_talkway, .src_id = way, .given_by = adult}, &id);
	if (e == OK)
		e = relation_give(c, &(struct relation){
			.route = d->route, .grantee = place, .kind = REL_CONFIDANT,
			.parts = PART_BIT(PART_KERN) | PART_BIT(PART_STEM) | PART_BIT(PART_LEERLING), .begins = act->now,
			.ends = INSTANT_OPEN, .src_rec = &rec_opp_talkway, .src_id = way, .given_by = pupil}, &id);
	return e != OK ? e : change_place(c, &rec_opp_unsafe, told, &id, &pid);
}

enum err demo_voice_confide(struct act *act, const struct demo_need *d)
{
	const struct rows *who, *adult;
	enum err e = act_exec(act, &stmt_pupil, DB_ARGS(val_int(d->route)), &who);
	if (e == OK)
		e = act_exec(act, &stmt_adult, DB_ARGS(val_int(d->route), val_int(act->now)), &adult);
	if (e != OK || who->n != 1 || adult->n != 1)
		return e;
	int64_t pupil = rows_int(who, 0, 0);
	struct change *c = change_begin(act, N_("You chose with whom you talk"), 0);
	change_set(c, &rec_account, pupil, &account_fields[ACCOUNT_NAME],
	           val_text(str_printf(act->a, STR_FMT " " STR_FMT, STR_ARG(rows_text(who, 0, 1)),
	                               STR_ARG(rows_text(who, 0, 2)))));
	e = confide(c, d, pupil, rows_int(adult, 0, 0), rows_int(adult, 0, 1));
	return e != OK ? e : change_commit(c);
}
