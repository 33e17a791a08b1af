/* One dossier that waits at De Wilgenhoek, and one that was taken over there. The children, and what is said of them,
 * are invented. */
#include "demo_oso.h"

#include "date.h"
#include "people.h"

#define FACT(section_, title_, on_, text_) \
	{.section = OSO_##section_, .title = {title_, sizeof(title_) - 1}, .text = {text_, sizeof(text_) - 1}, .on = on_}

extern const char demo_dossier[]; /* demo_dossier.xml; its date and the day of birth are filled in */

static const struct oso_fact facts[] = {
	FACT(SCHOOL_YEARS, "2024-2025, groep 3", 19936, "schooljaar: 2024-2025\ngroepsnaam: groep 3\n"),
	FACT(SCHOOL_YEARS, "2025-2026, groep 4", 20301, "schooljaar: 2025-2026\ngroepsnaam: groep 4\n"),
	FACT(TESTS, "Rekenen M4", 20489, "toetsnaam: Rekenen M4\naantalgoed: 51\nvaardigheidsscore: 90\n"),
	FACT(ABSENCE, "verzuim", 0, "dagdelengeoorloofd: 3\ndagdelenongeoorloofd: 0\n"),
};

static const struct stmt stmt_child = {
	"SELECT id, born FROM route WHERE given_name = $1 AND family_name = $2 ORDER BY id LIMIT 1", "tt", "it"};

static enum err one(struct act *act, const char *given, const char *family, int64_t *id, struct str *born)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_child, DB_ARGS(val_text(str_from(given)), val_text(str_from(family))), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	*id = rows_int(r, 0, 0);
	*born = rows_text(r, 0, 1);
	return OK;
}

/* The first {} becomes the date of the dossier, the second the day of birth. */
static struct str with_days(struct act *act, struct str born)
{
	struct str rest = str_from(demo_dossier), more;
	struct str first = str_cut(rest, '{', &rest);
	(void)str_cut(rest, '}', &rest);
	struct str second = str_cut(rest, '{', &more);
	(void)str_cut(more, '}', &more);
	return str_printf(act->a, STR_FMT "%s" STR_FMT STR_FMT STR_FMT, STR_ARG(first),
	                  date_iso(act->a, instant_date(act->now) - 2).p, STR_ARG(second), STR_ARG(born), STR_ARG(more));
}

static enum err wait(struct act *act, struct str born)
{
	struct oso_dossier d;
	struct str answer, pid, bytes = with_days(act, born);
	int64_t org = 0;
	enum err e = oso_box(act->a, bytes, &answer);
	if (e == OK)
		e = oso_take(act->a, answer, &d);
	if (e == OK)
		e = oso_in_school(act, &d, &org);
	if (e != OK || org == 0)
		return e;
	struct change *c = change_begin(act, N_("The dossier is read. Look at it, and take it over"), 0);
	e = oso_in_put(act, c, &d, bytes, org, OSO_IN_WAITS, &pid);
	return e == OK ? change_commit(c) : e;
}

static enum err taken(struct act *act, int64_t route)
{
	const struct oso_dossier d = {
		.facts = facts, .n_facts = sizeof facts / sizeof *facts, .made = instant_date(act->now) - 1};
	struct change *c = change_begin(act, N_("The dossier is taken over"), 0);
	enum err e = OK;
	change_source(c, "oso", d.made);
	for (enum oso_section s = 0; e == OK && s < OSO_SECTIONS; s++)
		e = oso_put_section(act, c, route, &d, s);
	return e == OK ? change_commit(c) : e;
}

enum err demo_oso_make(struct act *act)
{
	int64_t today = act->now, id;
	struct demo_turn turn;
	struct str born;
	demo_begin(act, &turn, 2019);
	enum err e = one(act, "Teun", "Ruiter", &id, &born);
	if (e == OK)
		e = demo_act_as(act, "ib1", ROLE_IB, demo_moment(today, 5, 1));
	if (e == OK)
		e = wait(act, born);
	if (e == OK)
		e = one(act, "Yasmin", "Şahin", &id, &born);
	if (e == OK)
		e = demo_act_as(act, "ib1", ROLE_IB, demo_moment(today, 12, 2));
	if (e == OK)
		e = taken(act, id);
	return demo_end(act, &turn, e == ERR_NOT_FOUND ? OK : e);
}
