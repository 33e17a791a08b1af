#include "take_part_page.h"

#include "child_timeline.h"
#include "date.h"
#include "people.h"
#include "route_say.h"

const char *takers_path(struct req *req, const char *below)
{
	return child_path(req->act.a, &req->seen.row, str_printf(req->act.a, "/betrokkenen%s", below).p);
}

struct str takers_until(struct req *req, int64_t ends)
{
	if (ends == INSTANT_OPEN)
		return str_from(say(req, N_("no end date")));
	return tr_date(req->act.a, req->act.speak.lang, instant_date(ends - 1), DATE_SHORT);
}

/* ---- who takes part ---- */

static bool is_of_family(const struct takers *all, int64_t account)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].account == account && (all->v[i].kind == REL_GUARDIAN || all->v[i].kind == REL_PUPIL))
			return true;
	return false;
}

/* "Intern begeleider" behind a name is written small; an abbreviation stays as it is. */
static struct str in_sentence(struct arena *a, struct str word)
{
	bool small = word.n > 1 && word.p[0] >= 'A' && word.p[0] <= 'Z' && word.p[1] >= 'a' && word.p[1] <= 'z';
	if (!small)
		return word;
	char *p = arena_alloc(a, word.n);
	memcpy(p, word.p, word.n);
	p[0] = (char)(p[0] - 'A' + 'a');
	return (struct str){p, word.n};
}

/* A shielded place is not given away by who works there (access.md rule 11); whom another of the family lets look along
 * is that one's own (rule 12). */
struct str takers_name(struct req *req, const struct takers *all, const struct taker *t)
{
	int64_t me = req->viewer->account;
	uint32_t hides = req->seen.allowed.hides[PART_KERN];
	bool family = policy_of(ROLE_NONE, t->kind) != NULL, own = t->account == me || t->given_by == me;
	struct str role = str_from(say(req, role_def(t->role)->label));
	if ((hides & HIDE_SHIELD) != 0 && !own && (!family || t->kind == REL_HELPER))
		return t->role == ROLE_NONE ? str_from(say(req, N_("shielded"))) : role;
	if (t->kind == REL_HELPER && !own && is_of_family(all, me))
		return str_from(say(req, N_("someone, by the wish of another")));
	bool place = (hides & HIDE_ADDRESS) == 0;
	if (t->name.n == 0 && place && t->holder.n > 0)
		return str_printf(req->act.a, STR_FMT ", " STR_FMT ", " STR_FMT, STR_ARG(t->holder),
		                  STR_ARG(in_sentence(req->act.a, role)), STR_ARG(t->org));
	if (t->name.n == 0)
		return place ? str_printf(req->act.a, STR_FMT ", " STR_FMT, STR_ARG(role), STR_ARG(t->org)) : role;
	if (t->org.n == 0 || !place)
		return t->name;
	return str_printf(req->act.a, STR_FMT ", " STR_FMT, STR_ARG(t->name), STR_ARG(t->org));
}

static struct str giver_shown(struct req *req, const struct standing *s, const struct taker *t)
{
	bool own = t->given_by == req->viewer->account;
	if (own)
		return str_from(say(req, N_("you")));
	return s->shielded || t->kind == REL_HELPER ? str_from(say(req, N_("not shown"))) : t->giver;
}

static void end_cell(struct ui *u, struct req *req, const struct standing *s, const struct takers *all,
		     const struct taker *t)
{
	struct ui_button end = {.kind = BUTTON_LINK, .label = say(req, N_("End"))};
	enum family_end family = family_may_end(&req->act, s, t);
	if (family == FAMILY_END_ASK)
		end.label = say(req, N_("Ask to end it"));
	ui_cell_begin(u);
	if (family == FAMILY_END_ASKED)
		ui_small(u, say(req, N_("You asked to end it. A second person must confirm.")));
	else if (t->end_asked_by != 0 && family == FAMILY_END_NOW)
		ui_small(u, say(req, N_("A colleague asks to end it. ")));
	if (family == FAMILY_END_ASK || take_part_may_end(&req->act, s, all, t))
		ui_button_form(u, takers_path(req, str_printf(req->act.a, "/" STR_FMT "/einde", STR_ARG(t->pid)).p), &end,
			       NULL, 0);
	ui_cell_end(u);
}

/* How many parts one reads; which ones, since when and by whom opens on asking. */
static void reads_cell(struct ui *u, struct req *req, const struct standing *s, const struct taker *t)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	const char *lines[PART__N];
	size_t n = 0;
	for (enum part p = PART_NONE + 1; p < PART__N; p++)
		if ((t->reads & PART_BIT(p)) != 0)
			lines[n++] = say_part(req, p);
	const struct slot count[] = {{"n", tr_number(a, sp.lang, (int64_t)n)}};
	const struct slot since[] = {{"date", tr_date(a, sp.lang, instant_date(t->begins), DATE_SHORT)},
	                             {"giver", t->given_by == 0 ? (struct str){0} : giver_shown(req, s, t)}};
	const char *says = t->stands_in ? N_("Since {date}, as long as the colleague is absent.")
	                 : t->given_by == 0 ? N_("Since {date}. This follows from the route.")
	                                    : N_("Since {date}. Given by: {giver}.");
	ui_cell_begin(u);
	ui_details_begin(u, tr_fill(a, sp, trn(sp, "{n} part", "{n} parts", (int64_t)n), count, 1).p, false);
	ui_bullets(u, lines, n);
	ui_p(u, tr_fill(a, sp, says, since, 2).p);
	ui_details_end(u);
	ui_cell_end(u);
}

/* "substitute for J. Bakker": whom it is for is said where who it is is said. */
static struct str task_shown(struct req *req, const struct taker *t)
{
	bool names = (req->seen.allowed.hides[PART_KERN] & HIDE_SHIELD) == 0 || t->account == req->viewer->account;
	if (t->replaces.n == 0 || !names)
		return str_from(say(req, relation_label(t->kind)));
	return tr_fill(req->act.a, req->act.speak, N_("substitute for {name}"), TR_SLOTS({"name", t->replaces}));
}

static void takers_show(struct ui *u, struct req *req, const struct standing *s, const struct takers *all)
{
	bool ends = false;
	for (size_t i = 0; i < all->n; i++)
		ends = ends || take_part_may_end(&req->act, s, all, &all->v[i]) ||
		       family_may_end(&req->act, s, &all->v[i]) != FAMILY_END_NOT;
	const struct ui_col cols[] = {
		{.label = say(req, N_("Who"))}, {.label = say(req, N_("Does what"))},
		{.label = say(req, N_("Until and including"))}, {.label = say(req, N_("Reads"))},
		{.label = say(req, N_("End")), .kind = COL_ACTION},
	};
	ui_table_begin(u, say(req, N_("Everyone with a task for this child")), TABLE_CARDS, cols,
	               sizeof cols / sizeof *cols - !ends);
	for (size_t i = 0; i < all->n; i++) {
		const struct taker *t = &all->v[i];
		ui_row(u);
		ui_cell(u, takers_name(req, all, t));
		ui_cell(u, task_shown(req, t));
		ui_cell(u, takers_until(req, t->ends));
		reads_cell(u, req, s, t);
		if (ends)
			end_cell(u, req, s, all, t);
	}
	ui_table_end(u);
}

void takers_brief(struct ui *u, struct req *req, const struct takers *all)
{
	const struct ui_col cols[] = {{.label = say(req, N_("Who"))}, {.label = say(req, N_("Does what"))},
				      {.label = say(req, N_("Until and including"))}};
	ui_table_begin(u, say(req, N_("Who takes part")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < all->n; i++) {
		ui_row(u);
		ui_cell(u, takers_name(req, all, &all->v[i]));
		ui_cell(u, task_shown(req, &all->v[i]));
		ui_cell(u, takers_until(req, all->v[i].ends));
	}
	ui_table_end(u);
}

static bool gives_any(const struct standing *s)
{
	size_t n;
	const struct grant_rule *rules = grant_rules(&n);
	for (size_t i = 0; i < n; i++)
		if (grant_may(&rules[i], &s->giver))
			return true;
	return false;
}

enum err takers_page(struct req *req)
{
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	const struct standing s = take_part_standing(&req->act, &req->seen.allowed, r);
	struct takers all;
	const struct ui_link crumbs[] = {{say(req, N_("Children")), "/kinderen"},
	                                 {child_name(a, r).p, child_path(a, r, "")}};
	struct ui_page page = {
		.title = say(req, N_("Who takes part?")),
		.crumbs = crumbs,
		.n_crumbs = 2,
		.intro = say(
			req,
			N_("Everyone who has a task for this child stands here: what they do, what they may read, and "
	                   "until when. Parents see this list too.")),
	};
	const struct stmt_asked *invited = family_invited_ask(req);
	enum err e = take_part_list(&req->act, r->id, &all);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/betrokkenen");
	ui_buttons_begin(u);
	if (gives_any(&s))
		ui_button_link(u, BUTTON_PRIMARY, takers_path(req, "/nieuw"), say(req, N_("Let someone take part")));
	if (grant_may_invite(&s.giver))
		ui_button_link(u, BUTTON_ALT, takers_path(req, "/uitnodigen"), say(req, N_("Invite a parent or the pupil")));
	ui_buttons_end(u);
	takers_show(u, req, &s, &all);
	if (grant_may_invite(&s.giver))
		e = family_invited_show(u, req, invited);
	if (e != OK)
		return e;
	if (grant_may_shield(&s.giver))
		ui_p_link(u, say(req, N_("Must someone not know where this child lives or learns?")),
			  child_path(a, r, "/afscherming"), say(req, N_("Shielded place")), NULL);
	ui_help(u, say(req, N_("Do you not understand why someone takes part?")),
		say(req, N_("Ask the school or the partnership. They can explain it, and end it when the task is done.")));
	return view_end(u, req, &page);
}

enum err taker_end_post(struct req *req)
{
	const struct standing s = take_part_standing(&req->act, &req->seen.allowed, &req->seen.row);
	struct takers all;
	const struct taker *t = NULL;
	enum err e = take_part_list(&req->act, req->seen.row.id, &all);
	if (e != OK)
		return e;
	for (size_t i = 0; i < all.n && t == NULL; i++)
		if (str_eq(all.v[i].pid, req_param(req, 1)))
			t = &all.v[i];
	if (t == NULL)
		return ERR_NOT_FOUND;
	if (family_may_end(&req->act, &s, t) == FAMILY_END_ASK) {
		struct change *ask = change_begin(&req->act, N_("Asked. It ends when a second person confirms"), 0);
		family_end_ask(ask, &req->act, t);
		return req_commit(req, ask, "%s", takers_path(req, ""));
	}
	if (!take_part_may_end(&req->act, &s, &all, t))
		return ERR_DENIED;
	struct change *c = change_begin(&req->act, N_("This person no longer takes part"), CHANGE_UNDO);
	take_part_end(c, &req->act, t);
	bool out = t->account == req->viewer->account;
	return req_commit(req, c, "%s", out ? "/start" : takers_path(req, ""));
}
