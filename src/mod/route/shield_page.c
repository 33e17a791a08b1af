#include "shield_page.h"

#include "along.h"
#include "date.h"
#include "people.h"
#include "route_say.h"
#include "shield.h"

static const struct stmt stmt_shields = {
	"SELECT h.id, h.pid, h.state, h.person, coalesce(p.name, o.name, ''), coalesce(s.role, ''), coalesce(q.name, "
        "''),"
	" h.asked_at, coalesce(l.name, ''), h.lift_at, h.asked_by, h.lift_by, h.rev FROM shield h"
	" LEFT JOIN account p ON p.id = h.person LEFT JOIN seat s ON s.id = h.person LEFT JOIN organisation o ON o.id "
        "= s.org"
	" LEFT JOIN account q ON q.id = h.asked_by LEFT JOIN account l ON l.id = h.lift_by"
	" WHERE h.route = $1 AND h.state <> 'lifted' ORDER BY h.id LIMIT 200",
	"i",
	"ittitttiti"
	"iii"};
enum shield_col { S_ID, S_PID, S_STATE, S_PERSON, S_NAME, S_ROLE, S_ASKER, S_ASKED_AT, S_LIFTER, S_LIFT_AT, S_ASKED_BY,
	S_LIFT_BY, S_REV };

static const struct {
	const char *state, *shown;
	enum ui_tone tone;
} states[] = {
	{"asked", N_("asked, waits for a second person"), TONE_WAIT},
	{"confirmed", N_("works"), TONE_OK},
	{"lifting", N_("works; lifting waits for a second person"), TONE_WAIT},
};
static const struct {
	const char *state;
	enum shield_step step;
	const char *label;
	bool by_other; /* only shown to another than who did the step before */
} buttons[] = {
	{"asked", SHIELD_CONFIRM, N_("Confirm the shield"), true},
	{"asked", SHIELD_DROP, N_("Withdraw"), false},
	{"confirmed", SHIELD_LIFT_ASK, N_("Ask to lift it"), false},
	{"lifting", SHIELD_LIFT, N_("Confirm the lifting"), true},
	{"lifting", SHIELD_KEEP, N_("Keep it after all"), false},
};

/* The page is not there for who may not set one, and above all not for whom it hides from. */
static enum err load(struct req *req, struct takers *all, const struct rows **shields)
{
	const struct standing s = take_part_standing(&req->act, &req->seen.allowed, &req->seen.row);
	const struct stmt_asked *x = stmt_ask(&req->act, &stmt_shields, DB_ARGS(val_int(req->seen.row.id)));
	if (!shield_may_set(req->viewer, &s.allowed, s.giver.kinds))
		return ERR_NOT_FOUND;
	enum err e = take_part_list(&req->act, req->seen.row.id, all);
	return e != OK ? e : stmt_take(&req->act, x, shields);
}

static struct str person_said(struct req *req, const struct rows *r, size_t i)
{
	enum role role;
	if (!role_parse(rows_text(r, i, S_ROLE), &role))
		return rows_text(r, i, S_NAME);
	return str_printf(req->act.a, "%s, " STR_FMT, say(req, role_def(role)->label), STR_ARG(rows_text(r, i, S_NAME)));
}

static bool may_press(const struct req *req, const struct rows *r, size_t i, size_t b)
{
	int64_t before = rows_int(r, i, buttons[b].step == SHIELD_CONFIRM ? S_ASKED_BY : S_LIFT_BY);
	return str_is(rows_text(r, i, S_STATE), buttons[b].state) &&
	       (!buttons[b].by_other || before != req->viewer->account);
}

static void shield_buttons(struct ui *u, struct req *req, const struct rows *r, size_t i)
{
	ui_cell_begin(u);
	for (size_t b = 0; b < sizeof buttons / sizeof *buttons; b++) {
		if (!may_press(req, r, i, b))
			continue;
		struct str below = str_printf(req->act.a, "/afscherming/" STR_FMT "/%s", STR_ARG(rows_text(r, i, S_PID)),
					      shield_step_code(buttons[b].step));
		struct ui_button press = {.kind = buttons[b].by_other ? BUTTON_PRIMARY : BUTTON_ALT,
					  .label = say(req, buttons[b].label)};
		ui_button_form(u, child_path(req->act.a, &req->seen.row, below.p), &press, NULL, 0);
	}
	ui_cell_end(u);
}

static void shields_show(struct ui *u, struct req *req, const struct rows *r)
{
	enum lang lang = req->act.speak.lang;
	const struct ui_col cols[] = {
		{.label = say(req, N_("Hidden from"))}, {.label = say(req, N_("State"))}, {.label = say(req, N_("Asked by"))},
		{.label = say(req, N_("On"))}, {.label = say(req, N_("What can be done")), .kind = COL_ACTION},
	};
	ui_table_begin(u, say(req, N_("Shielded place")), TABLE_CARDS, cols, sizeof cols / sizeof *cols);
	for (size_t i = 0; i < r->n; i++) {
		bool lifting = str_is(rows_text(r, i, S_STATE), "lifting");
		struct ui_tag tag = {.state = (struct str){0}};
		for (size_t k = 0; k < sizeof states / sizeof *states; k++)
			if (str_is(rows_text(r, i, S_STATE), states[k].state))
				tag = (struct ui_tag){states[k].tone, NULL, str_from(say(req, states[k].shown))};
		ui_row(u);
		ui_cell(u, person_said(req, r, i));
		ui_cell_tag(u, &tag);
		ui_cell(u, rows_text(r, i, lifting ? S_LIFTER : S_ASKER));
		ui_cell(u, tr_date_time(req->act.a, lang, rows_int(r, i, lifting ? S_LIFT_AT : S_ASKED_AT)));
		shield_buttons(u, req, r, i);
	}
	ui_table_end(u);
}

/* The person behind a relation: the account itself, also where it takes part by a place on a seat; else the seat. */
static int64_t person_of(const struct taker *t)
{
	return t->account != 0 ? t->account : t->grantee;
}

static bool has_shield(const struct rows *shields, int64_t person)
{
	for (size_t i = 0; i < shields->n; i++)
		if (rows_int(shields, i, S_PERSON) == person)
			return true;
	return false;
}

static bool may_name(const struct req *req, const struct rows *shields, const struct taker *t)
{
	/* The team of the child's own school knows it; whoever of them must not is named as a person. */
	bool own_team = t->account == 0 && (t->kind == REL_SUPERVISES || t->kind == REL_TEACHES || t->kind == REL_PLACED);
	return !own_team && t->kind != REL_PUPIL && t->account != req->viewer->account &&
	       !has_shield(shields, person_of(t));
}

static void ask_show(struct ui *u, struct req *req, const struct takers *all, const struct rows *shields)
{
	struct arena *a = req->act.a;
	struct ui_choice *choices = ARENA_ARRAY(a, struct ui_choice, all->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct taker *t = &all->v[i];
		struct str below = str_printf(a, "/afscherming/" STR_FMT "/vraag", STR_ARG(t->pid));
		if (may_name(req, shields, t))
			choices[n++] = (struct ui_choice){
				.label = str_c(a, t->name.n > 0 ? t->name : t->org),
				.sub = str_from(say(req, relation_label(t->kind))),
				.action = child_path(a, &req->seen.row, below.p),
			};
	}
	ui_panel_begin(u, say(req, N_("From whom must it be hidden?")));
	ui_p(u, say(req, N_("This person then no longer sees the school, the address, the names of who works "
	                    "there, or texts in which these may stand. It works as soon as a second person "
	                    "confirms it.")));
	ui_choices(u, choices, n);
	ui_panel_end(u);
}

enum err shields_page(struct req *req)
{
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	struct takers all;
	const struct rows *shields;
	enum err e = load(req, &all, &shields);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{child_name(a, child).p, child_path(a, child, "")},
					 {say(req, N_("Who takes part?")), child_path(a, child, "/betrokkenen")}};
	struct ui_page page = {
		.title = say(req, N_("Shielded place")),
		.crumbs = crumbs,
		.n_crumbs = 2,
		.intro = say(
			req,
			N_("For a child whose address or school must stay hidden from someone. One person asks for it, "
	                   "another confirms it, and it is lifted in the same way. The person named sees nothing of "
	                   "this page.")),
	};
	struct ui *u = view_begin(req, &page);
	if (shields->n > 0)
		shields_show(u, req, shields);
	ask_show(u, req, &all, shields);
	return view_end(u, req, &page);
}

enum err shield_ask_post(struct req *req)
{
	struct takers all;
	const struct rows *shields;
	const struct taker *t = NULL;
	int64_t id;
	enum err e = load(req, &all, &shields);
	if (e != OK)
		return e;
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i].pid, req_param(req, 1)))
			t = &all.v[i];
	if (t == NULL)
		return ERR_NOT_FOUND;
	if (!may_name(req, shields, t))
		return ERR_DENIED;
	struct change *c = change_begin(&req->act, N_("Asked. Another person must confirm it"), 0);
	e = shield_ask(c, &req->act, req->seen.row.id, person_of(t), &id);
	return e != OK ? e : req_commit(req, c, "%s", child_path(req->act.a, &req->seen.row, "/afscherming"));
}

static bool step_parse(struct str code, enum shield_step *out)
{
	for (enum shield_step s = SHIELD_CONFIRM; s < SHIELD_STEP__N; s++)
		if (str_is(code, shield_step_code(s))) {
			*out = s;
			return true;
		}
	return false;
}

enum err shield_step_post(struct req *req)
{
	struct takers all;
	const struct rows *shields;
	enum shield_step step;
	enum err e = load(req, &all, &shields);
	if (e != OK)
		return e;
	size_t i = 0;
	while (i < shields->n && !str_eq(rows_text(shields, i, S_PID), req_param(req, 1)))
		i++;
	if (i == shields->n || !step_parse(req_param(req, 2), &step))
		return ERR_NOT_FOUND;
	struct change *c = change_begin(&req->act, N_("The shield is changed"), 0);
	e = shield_move(c, &req->act, rows_int(shields, i, S_ID), step);
	return e != OK ? e : req_commit(req, c, "%s", child_path(req->act.a, &req->seen.row, "/afscherming"));
}
