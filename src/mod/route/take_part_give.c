#include "date.h"
#include "door_try.h"
#include "people.h"
#include "route_say.h"
#include "take_part_page.h"
#include "utf8.h"

enum { PERSON_TRIES = 5, HOUR_MS = 60 * 60 * 1000 };

static const char *say_with(struct req *req, const char *english, const char *slot, struct str value)
{
	return tr_fill(req->act.a, req->act.speak, english, TR_SLOTS({slot, value})).p;
}

/* ---- what may be given ---- */

static size_t rules_of(const struct standing *s, const struct grant_rule **out)
{
	size_t n, may = 0;
	const struct grant_rule *rules = grant_rules(&n);
	for (size_t i = 0; i < n; i++)
		if (grant_may(&rules[i], &s->giver))
			out[may++] = &rules[i];
	return may;
}
enum { RULES_MAX = 64 };

static struct standing standing_of(const struct req *req)
{
	return take_part_standing(&req->act, &req->seen.allowed, &req->seen.row);
}

static void crumbs_of(struct req *req, struct ui_link crumbs[2])
{
	const struct row *r = &req->seen.row;
	crumbs[0] = (struct ui_link){child_name(req->act.a, r).p, child_path(req->act.a, r, "")};
	crumbs[1] = (struct ui_link){say(req, N_("Who takes part?")), takers_path(req, "")};
}

enum err taker_kinds_page(struct req *req)
{
	const struct standing s = standing_of(req);
	const struct grant_rule *rules[RULES_MAX];
	struct ui_link crumbs[2];
	size_t n = rules_of(&s, rules);
	if (n == 0)
		return ERR_DENIED;
	crumbs_of(req, crumbs);
	struct ui_page page = {
		.title = say(req, N_("Let someone take part")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = say(req, N_("Choose what this person comes to do. You then see what they will read, before you give "
				     "it.")),
	};
	struct ui_choice *choices = ARENA_ARRAY(req->act.a, struct ui_choice, n);
	for (size_t i = 0; i < n; i++)
		choices[i] = (struct ui_choice){
			.label = say(req, rules[i]->label),
			.sub = say_parts(req, grant_parts(rules[i], &s.giver, UINT32_MAX)),
			.href = takers_path(req, str_printf(req->act.a, "/nieuw/%s", rules[i]->code).p),
		};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_choices(u, choices, n);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

static const struct field field_find = {FIND_BY_NAME(N_("Find a person by name"))};
static const struct field *const find_fields[] = {&field_find};
const struct form_def form_taker_find = {.name = "taker-find", .fields = find_fields, .n = 1, .submit = N_("Find")};

static const struct field field_person = {
	.name = "email", .type = &T_EMAIL, .privacy = PRIV_PERSONAL, .min = 6, .max = 254,
	.label = N_("The e-mail address with which this person signs in"),
	.hint = N_("Does this person have no account yet? The school can make one."),
	.missing = N_("Enter the e-mail address"), .autocomplete = "off",
};
static const struct field *const person_fields[] = {&field_person};
const struct form_def form_taker_person = {
	.name = "taker-person", .fields = person_fields, .n = 1, .submit = N_("Go on")};

/* The rule of the address, for this viewer and child. ERR_DENIED: such a rule is not theirs; an unknown word as well.
 */
static enum err rule_of(struct req *req, struct standing *s, const struct grant_rule **rule)
{
	*s = standing_of(req);
	*rule = grant_find(req_param(req, 1), &s->giver);
	return *rule == NULL ? ERR_DENIED : OK;
}

static void candidates_show(struct ui *u, struct req *req, const struct grant_rule *rule,
                            const struct candidates *found)
{
	struct ui_choice *choices = ARENA_ARRAY(req->act.a, struct ui_choice, found->n + 1);
	for (size_t i = 0; i < found->n; i++) {
		const struct candidate *c = &found->v[i];
		choices[i] = (struct ui_choice){
			.label = str_c(req->act.a, c->name), .sub = c->org,
			.href = takers_path(req,
					    str_printf(req->act.a, "/nieuw/%s/" STR_FMT, rule->code, STR_ARG(c->pid)).p),
		};
	}
	ui_panel_begin(u, say(req, N_("Choose the person")));
	if (found->n == 0)
		ui_empty(u, say(req, N_("Nobody found")),
			 say(req, N_("Only people with the right role at the right organisation stand here. Ask who leads there "
				     "to invite this person.")),
			 NULL);
	else
		ui_choices(u, choices, found->n);
	if (found->more)
		ui_remark(u, TONE_INFO, say(req, N_("There are more. Type more of the name.")));
	ui_panel_end(u);
}

/* Of the own school and the partnership all stand here at once; partners are looked for by name. */
enum err taker_find_page(struct req *req)
{
	struct standing s;
	const struct grant_rule *rule;
	struct candidates found = {.n = 0};
	struct ui_link crumbs[2];
	enum err e = rule_of(req, &s, &rule);
	if (e != OK)
		return e;
	bool person = rule->place == PLACE_PERSON, asked = req->form != NULL && req->form->errors == 0;
	struct str word = asked && !person ? utf8_fold(req->act.a, form_text(req->form, &field_find)) : (struct str){"", 0};
	bool looks = !person && (asked || rule->place != PLACE_PARTNERS);
	if (looks)
		e = take_part_candidates(&req->act, &s, rule, word, &found);
	if (e != OK)
		return e;
	crumbs_of(req, crumbs);
	struct ui_page page = {.title = say(req, rule->label), .crumbs = crumbs, .n_crumbs = 2};
	struct ui *u = view_begin(req, &page);
	const char *below = str_printf(req->act.a, "/nieuw/%s/%s", rule->code, person ? "persoon" : "zoek").p;
	ui_panel_begin(u, NULL);
	view_form(u, req_form(req, person ? &form_taker_person : &form_taker_find), takers_path(req, below));
	ui_panel_end(u);
	if (looks)
		candidates_show(u, req, rule, &found);
	return view_end(u, req, &page);
}

/* Whoever looks along is found by the exact address only, and a few times an hour: nobody learns here who has an
 * account. */
enum err taker_person_post(struct req *req)
{
	struct standing s;
	const struct grant_rule *rule;
	struct candidate who;
	enum err e = rule_of(req, &s, &rule);
	if (e == OK && rule->place != PLACE_PERSON)
		e = ERR_DENIED;
	if (e == OK)
		e = door_try(&req->act, DOOR_HELPER, PERSON_TRIES, HOUR_MS);
	bool too_often = e == ERR_TOO_BIG;
	if (e == OK)
		e = take_part_person(&req->act, form_text(req->form, &field_person), &who);
	if (e == OK)
		return req_redirect(req, "%s", takers_path(req, str_printf(req->act.a, "/nieuw/%s/" STR_FMT, rule->code,
									   STR_ARG(who.pid)).p));
	if (e != ERR_NOT_FOUND && e != ERR_DENIED && !too_often)
		return e;
	form_wrong(req->form, &field_person,
		   str_from(say(req, too_often ? N_("You tried this several times. Wait an hour, or ask the school.")
					       : N_("This address cannot be chosen. Check how it is written."))));
	return ERR_INVALID;
}

/* ---- what they will see, and until when ---- */

static const struct field field_until = {
	.name = "tot", .type = &T_DATE, .privacy = PRIV_PERSONAL, .label = N_("Until which day?"),
	.hint = N_("From the day after, everything is closed to this person"), .missing = N_("Enter the last day"),
};
#define SHARES(part_, name_, label_) \
	{ \
		.part = part_, .field = { \
			.name = name_, .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .label = label_ \
		} \
	}
static const struct {
	enum part part;
	struct field field;
} shares[] = {
	SHARES(PART_SCHOOL, "deel_school", N_("What the school keeps: talks, plans, observations")),
	SHARES(PART_CARD, "deel_kaart", N_("Agreement card and goals")),
	SHARES(PART_KNOOPPUNT, "deel_knooppunt", N_("Meetings: agenda, report, agreements")),
	SHARES(PART_STEM, "deel_stem", N_("What parents and pupil said themselves")),
};
enum { SHARES_N = sizeof shares / sizeof *shares };
static const struct field field_sure = {.name = "akkoord",
                                        .type = &T_YES,
                                        .need = NEED_OPTIONAL,
                                        .privacy = PRIV_PERSONAL,
                                        .label = N_("I have checked it")};
static const struct field *const taker_fields[] = {
	&field_until, &shares[0].field, &shares[1].field, &shares[2].field, &shares[3].field, &field_sure,
};
const struct form_def form_taker = {
	.name = "taker", .fields = taker_fields, .n = sizeof taker_fields / sizeof *taker_fields,
	.submit = N_("Go on")};

struct giving {
	struct standing s;
	const struct grant_rule *rule;
	struct candidate who;
	struct takers all;
};

static enum err giving_load(struct req *req, struct giving *g)
{
	const struct stmt_asked *asked = take_part_ask(&req->act, req->seen.row.id);
	enum err e = rule_of(req, &g->s, &g->rule);
	if (e == OK)
		e = take_part_candidate(&req->act, &g->s, g->rule, req_param(req, 2), &g->who);
	return e != OK ? e : take_part_told(&req->act, asked, &g->all);
}

static parts chosen_of(const struct form *f)
{
	parts p = 0;
	for (size_t i = 0; i < SHARES_N; i++)
		if (form_val(f, &shares[i].field).i == 1)
			p |= PART_BIT(shares[i].part);
	return p;
}

static struct ui *giving_begin(struct req *req, const struct giving *g, struct ui_page *page)
{
	struct ui_link *crumbs = ARENA_ARRAY(req->act.a, struct ui_link, 2);
	struct str *facts = ARENA_ARRAY(req->act.a, struct str, 2);
	crumbs_of(req, crumbs);
	facts[0] = g->who.name;
	facts[1] = g->who.org;
	*page = (struct ui_page){.title = say(req, g->rule->label), .crumbs = crumbs, .n_crumbs = 2, .facts = facts,
				 .n_facts = g->who.org.n > 0 ? 2 : 1};
	return view_begin(req, page);
}

static const char *giving_path(struct req *req, const struct giving *g)
{
	return takers_path(req, str_printf(req->act.a, "/nieuw/%s/" STR_FMT, g->rule->code, STR_ARG(g->who.pid)).p);
}

static void sees_show(struct ui *u, struct req *req, parts p)
{
	const char *lines[PART__N];
	size_t n = 0;
	for (enum part k = PART_NONE + 1; k < PART__N; k++)
		if ((p & PART_BIT(k)) != 0)
			lines[n++] = say_part(req, k);
	ui_h2(u, say(req, N_("This is what they will see")));
	ui_bullets(u, lines, n);
}

enum err taker_page(struct req *req)
{
	struct giving g;
	struct ui_page page;
	enum err e = giving_load(req, &g);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_taker);
	parts choice = grant_choice(g.rule, &g.s.giver);
	struct ui *u = giving_begin(req, &g, &page);
	ui_panel_begin(u, NULL);
	sees_show(u, req, grant_parts(g.rule, &g.s.giver, 0));
	view_form_begin(u, f, giving_path(req, &g));
	if (choice != 0)
		ui_p(u, say(req, N_("Choose what else they may read:")));
	for (size_t i = 0; i < SHARES_N; i++)
		if ((choice & PART_BIT(shares[i].part)) != 0)
			view_field(u, f, &shares[i].field);
	view_field(u, f, &field_until);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* Nothing is written yet: who, what and until when, once more, with what it rests on (rule 8). */
static enum err review_page(struct req *req, const struct giving *g, int64_t ends)
{
	struct ui_page page;
	struct form *f = req->form;
	struct ui *u = giving_begin(req, g, &page);
	ui_panel_begin(u, say(req, N_("Check before you give it")));
	ui_summary_begin(u);
	ui_summary_row(u, say(req, N_("Who")), g->who.name, NULL);
	if (g->who.org.n > 0)
		ui_summary_row(u, say(req, N_("Organisation")), g->who.org, NULL);
	ui_summary_row(u, say(req, N_("Does what")), str_from(say(req, relation_label(g->rule->kind))), NULL);
	ui_summary_row(u, say(req, N_("Reads")), say_parts(req, grant_parts(g->rule, &g->s.giver, chosen_of(f))), NULL);
	ui_summary_row(u, say(req, N_("Until and including")), takers_until(req, ends), NULL);
	ui_summary_end(u);
	ui_p(u,
	     say(req,
	         N_("It opens at once. Parents see who takes part, the privacy officer sees who gave it, and you can "
	            "end it at any moment.")));
	view_form_begin(u, f, giving_path(req, g));
	for (size_t i = 0; i < f->def->n; i++)
		if (f->raw[i].n > 0 && f->def->fields[i] != &field_sure)
			ui_hidden(u, f->def->fields[i]->name, f->raw[i]);
	ui_hidden(u, field_sure.name, S("1"));
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = say(req, N_("Give access"))});
	ui_button_link(u, BUTTON_ALT, giving_path(req, g), say(req, N_("Change something")));
	ui_buttons_end(u);
	ui_form_end(u);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* The first instant that is out, or the fault. */
static const char *term_of(struct req *req, const struct grant_rule *rule, int64_t *ends)
{
	struct val day = form_val(req->form, &field_until);
	int32_t today = instant_date(req->act.now), last = grant_last_day(rule, today);
	*ends = req->act.now;
	if (day.i < today)
		return say(req, N_("Choose today or a later day"));
	if (day.i > last)
		return say_with(req, N_("Choose a day up to and including {date}"), "date",
				tr_date(req->act.a, req->act.speak.lang, last, DATE_LONG));
	*ends = instant_of_date((int32_t)day.i + 1);
	return NULL;
}

enum err taker_post(struct req *req)
{
	struct giving g;
	int64_t ends;
	enum err e = giving_load(req, &g);
	if (e != OK)
		return e;
	parts chosen = chosen_of(req->form);
	/* A part that was not offered: the form was not ours. */
	if ((chosen & ~grant_choice(g.rule, &g.s.giver)) != 0)
		return ERR_DENIED;
	const char *fault = term_of(req, g.rule, &ends), *refused = take_part_refused(&req->act, g.rule, &g.all, &g.who);
	if (fault != NULL)
		form_wrong(req->form, &field_until, str_from(fault));
	if (refused != NULL)
		form_wrong(req->form, NULL, str_from(say(req, refused)));
	if (req->form->errors > 0)
		return ERR_INVALID;
	if (form_val(req->form, &field_sure).i != 1)
		return review_page(req, &g, ends);
	struct change *c = change_begin(&req->act, N_("This person takes part from now on"), 0);
	e = take_part_give(c, &req->act, &g.s, g.rule, &g.who, chosen, ends);
	return e != OK ? e : req_commit(req, c, "%s", takers_path(req, ""));
}
