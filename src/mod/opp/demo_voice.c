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
		[SAY_ON] = val_int(d->today - 14), [SAY_WRITTEN_BY] = val_int(act->viewer->account),
		[SAY_ANSWER] = text(said[k].answer), [SAY_BECAUSE] = text(said[k].because),
		[SAY_TOLD_BY] = answered ? text("juf Sanne") : val_null(),
		[SAY_TOLD_ON] = answered ? val_int(d->today - 5) : val_null(),
		[SAY_ANSWERED_BY] = answered ? val_int(act->viewer->account) : val_null(),
		[SAY_WRONG_WORDS] = said[k].state == SAY_WRONG ? text("Het lag er gisteren niet.") : val_null(),
		[SAY_WRONG_ON] = said[k].state == SAY_WRONG ? val_int(d->today - 3) : val_null(),
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
