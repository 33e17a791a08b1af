/* The page of a placement: the one thing that is next, the road there and back, what was done on the way, and why. */
#include "placement_show.h"

#include "record_view.h"
#include "steps.h"

static const struct record *const recs[PIECES] = {
	[OF_ROUTE] = &rec_route, [OF_GOAL] = &rec_place_goal, [OF_TALK] = &rec_place_talk, [OF_LOOK] = &rec_place_look,
	[OF_PRACTICE] = &rec_place_practice, [OF_CHECK] = &rec_return_check, [OF_ANSWER] = &rec_place_answer,
	[OF_CONTACT] = &rec_place_contact, [OF_PLACEMENT] = &rec_placement,
};

/* Parents may answer, and change their answer, until the child begins. */
#define ASKED_NOW (PLACEMENT_BIT(AGREEING) | PLACEMENT_BIT(WAITING))

/* ---- why, and what the parents say ---- */

static void why(struct shown *s)
{
	static const enum placement_field fields[] = {PLACEMENT_WHY, PLACEMENT_WAY_BACK, PLACEMENT_RESPONSIBLE,
		PLACEMENT_EXCEPTION, PLACEMENT_CARE_WORDS, PLACEMENT_OUTCOME, PLACEMENT_OUTCOME_WHY,
		PLACEMENT_TLV_WHY};
	bool past = flow_state(s->r) >= PLACEMENT_PLACED;
	if (past)
		ui_details_begin(s->u, word(s, N_("Why this group, and how back")), false);
	else
		ui_panel_begin(s->u, word(s, N_("Why this group, and how back")));
	ui_summary_begin(s->u);
	if (s->names.mother.n > 0)
		ui_summary_row(s->u, word(s, N_("Mother school")), s->names.mother, NULL);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (has(s, fields[i]) || s->req->seen.hidden[fields[i]])
			ui_summary_row(s->u, word(s, placement_fields[fields[i]].label), text_of(s, &s->req->seen, fields[i]),
				NULL);
	ui_summary_end(s->u);
	const char *needs[PLACE_NEEDS];
	size_t n = 0;
	for (size_t i = 0; i < PLACE_NEEDS; i++)
		if (row_int(s->r, &placement_fields[PLACEMENT_NEED + i]) != 0)
			needs[n++] = word(s, placement_fields[PLACEMENT_NEED + i].label);
	if (n > 0) {
		ui_h3(s->u, word(s, N_("What the child needs there")));
		ui_bullets(s->u, needs, n);
	}
	if (past)
		ui_details_end(s->u);
	else
		ui_panel_end(s->u);
}

static bool is_own(const struct shown *s, const struct row *answer)
{
	return row_int(answer, &place_answer_fields[PANSWER_GUARDIAN]) == s->req->viewer->account;
}

static bool is_asked_now(const struct shown *s, const struct row *answer)
{
	return row_int(answer, &place_answer_fields[PANSWER_ASKED]) == value(s, PLACEMENT_VERSION).i;
}

static const struct row *rows_only(struct arena *a, const struct seen_page *p)
{
	struct row *v = ARENA_ARRAY(a, struct row, p->n + 1);
	for (size_t i = 0; i < p->n; i++)
		v[i] = p->v[i].row;
	return v;
}

static struct assent_of assent(const struct shown *s, int64_t guardian)
{
	const struct seen_page *answers = &s->of[OF_ANSWER], *contacts = &s->of[OF_CONTACT];
	struct arena *a = s->req->act.a;
	return place_assent(s->r, guardian, rows_only(a, answers), answers->n, rows_only(a, contacts), contacts->n);
}

static bool answered(const struct shown *s)
{
	return assent(s, s->req->viewer->account).answer != NULL;
}

/* May the reader know which parent is which (access.md rule 12)? */
static bool named(const struct shown *s)
{
	return (s->req->seen.allowed.hides[PART_SCHOOL] & HIDE_GUARDIANS) == 0;
}

static struct asked asked_now(const struct shown *s)
{
	struct asked a = {.known = !s->family && named(s), .parents = s->guardians->n};
	for (size_t i = 0; i < s->guardians->n; i++) {
		bool own = rows_int(s->guardians, i, 0) == s->req->viewer->account;
		enum assent is = own || a.known ? assent(s, rows_int(s->guardians, i, 0)).is : ASSENT_OPEN;
		if (is == ASSENT_YES || is == ASSENT_NO)
			asked_add(&a, is == ASSENT_YES ? S("ja") : S("nee"), own);
	}
	return a;
}

/* As its state is called; while the parents are asked, what they answered. */
static struct ui_tag state_tag(const struct shown *s)
{
	struct ui_tag tag = view_state(s->req->act.speak, s->r);
	const struct asked a = asked_now(s);
	const char *says = flow_state(s->r) == PLACEMENT_AGREEING ? asked_word(&a) : NULL;
	if (says != NULL)
		tag.state = str_from(word(s, says));
	return tag;
}

static struct str answer_said(struct shown *s, const struct seen *of)
{
	struct str answer = text_of(s, of, PANSWER_ANSWER), because = text_of(s, of, PANSWER_BECAUSE);
	return because.n == 0 ? answer : str_printf(s->u->a, STR_FMT ". " STR_FMT, STR_ARG(answer), STR_ARG(because));
}

static void answers(struct shown *s)
{
	enum { MAX = 6 };
	struct ui_said said[MAX];
	size_t n = 0;
	const struct seen_page *p = &s->of[OF_ANSWER];
	for (size_t i = 0; i < p->n && n < MAX; i++) {
		const struct row *r = &p->v[i].row;
		bool own = is_own(s, r);
		if (!is_asked_now(s, r))
			continue;
		said[n++] = (struct ui_said){
			.voice = VOICE_PARENTS, .who = word(s, own ? N_("Your answer") : N_("A parent or guardian")),
			.words = answer_said(s, &p->v[i]),
			.by = tr_date_time(s->u->a, s->u->sp.lang, row_int(r, &place_answer_fields[PANSWER_GIVEN])),
		};
	}
	if (n == 0 && flow_state(s->r) == PLACEMENT_AGREEING)
		said[n++] = (struct ui_said){.voice = VOICE_PARENTS, .missing = word(s, N_("No answer yet"))};
	if (n > 0)
		ui_voices(s->u, said, n);
}

static void tried_show(struct shown *s, const struct attempts *a)
{
	if (a->ways == 0)
		return;
	ui_small(s->u, tr_fill(s->u->a, s->u->sp,
	                       trn(s->u->sp, "Tried in {n} way.", "Tried in {n} different ways.", (int64_t)a->ways),
	                       TR_SLOTS({"n", number(s, (int64_t)a->ways)})).p);
	if (a->from != DATE_OPEN && !attempts_enough(a))
		ui_small(s->u, filled(s, N_("Try in three ways, and once more on {day} or later. Then one may go on."), "day",
		                   day(s, a->from)).p);
}

/* What a parent who cannot sign in answered on paper. */
static void paper_show(struct shown *s, const struct row *paper)
{
	const struct field *answer = &place_contact_fields[PCONTACT_ANSWER];
	bool yes = str_is(row_text(paper, answer), "ja");
	const struct ui_tag tag = {yes ? TONE_OK : TONE_LATE, NULL,
		str_from(word(s, yes ? N_("Yes, on paper") : N_("No, on paper")))};
	ui_tag(s->u, &tag);
	ui_small(s->u, day(s, (int32_t)row_int(paper, &place_contact_fields[PCONTACT_ON])).p);
	ui_p_str(s->u, row_text(paper, &place_contact_fields[PCONTACT_WORDS]));
	const struct seen_page *contacts = &s->of[OF_CONTACT];
	for (size_t i = 0; i < contacts->n; i++)
		if (contacts->v[i].row.id == paper->id)
			paper_link(s->u, &contacts->v[i],
			           str_printf(s->u->a, "/plaatsing-contact/" STR_FMT, STR_ARG(paper->pid)).p);
}

/* Who has not answered with an own account, and what was tried or given on paper: for the school that asks, and for no
 * parent about the other. */
static void not_answered(struct shown *s)
{
	const struct rows *r = s->guardians;
	const struct seen *of = &s->req->seen;
	size_t n = 0;
	if (!named(s) || (ASKED_NOW >> flow_state(s->r) & 1) == 0 ||
	    !place_writes(s->req, of, PART_SCHOOL, &place_contact_fields[PCONTACT_WAY]))
		return;
	for (size_t i = 0; i < r->n; i++) {
		const struct assent_of a = assent(s, rows_int(r, i, 0));
		bool on_paper = rows_int(r, i, 3) != 0;
		if (a.answer != NULL)
			continue;
		if (n++ == 0)
			ui_panel_begin(s->u, word(s, N_("Not answered by an own account")));
		ui_h3(s->u, str_c(s->u->a, rows_text(r, i, 2)));
		if (a.paper != NULL)
			paper_show(s, a.paper);
		else
			tried_show(s, &a.tried);
		ui_p_link(s->u, NULL, placement_path(s->u->a, s->r,
		          str_printf(s->u->a, "/contact/" STR_FMT, STR_ARG(rows_text(r, i, 1))).p),
		          word(s, on_paper ? N_("Attempt, talk or signature on paper") : N_("Attempt or talk")), NULL);
	}
	if (n > 0)
		ui_panel_end(s->u);
	if (r->n == 0)
		family_none_show(s->u, s->req, s->child);
}

/* What the group says of one more: before anyone decides, for who decides. */
static void warnings(struct shown *s, const struct row *group)
{
	const uint32_t early = PLACEMENT_BIT(DRAFT) | PLACEMENT_BIT(AGREEING) | PLACEMENT_BIT(WAITING);
	bool before = (early >> flow_state(s->r) & 1) != 0;
	if (!before || group == NULL || !place_writes(s->req, &s->req->seen, PART_KNOOPPUNT, NULL))
		return;
	uint32_t no = group_says(group, &s->group, s->r);
	for (size_t i = 0; i <= PLACE_NEEDS; i++)
		if ((no >> i & 1) != 0)
			ui_remark(s->u, TONE_SOON, word(s, group_word(i)));
	if (no != 0)
		ui_small(s->u, word(s, N_("This warns and does not forbid. With a reason in the interest of the "
		                          "child the place can be given.")));
}

static const char *may_answer(const struct shown *s)
{
	if ((ASKED_NOW >> flow_state(s->r) & 1) == 0 ||
	    !place_writes(s->req, &s->req->seen, PART_STEM, &place_answer_fields[PANSWER_ANSWER]))
		return NULL;
	return placement_path(s->u->a, s->r, "/antwoord");
}

static void acts(struct shown *s)
{
	const char *answer = may_answer(s);
	struct ui *u = s->u;
	bool edits = flow_may(&s->req->act, &s->req->seen, &placement_flow[PLACE_EDIT]) == OK;
	bool chooses = edits || flow_may(&s->req->act, &s->req->seen, &placement_flow[PLACE_PLACE]) == OK;
	if (answer == NULL && !chooses && flow_state(s->r) != PLACEMENT_WAITING)
		return;
	ui_buttons_begin(u);
	if (answer != NULL && (!s->family || answered(s)))
		ui_button_link(u, answered(s) ? BUTTON_ALT : BUTTON_PRIMARY, answer,
		               word(s, answered(s) ? N_("Change your answer") : N_("Give your answer")));
	if (edits)
		ui_button_link(u, BUTTON_PRIMARY, placement_path(u->a, s->r, "/wijzig"), word(s,
			N_("Fill in the preparation")));
	if (chooses)
		ui_button_link(u, BUTTON_ALT, placement_path(u->a, s->r, "/groep"), word(s, N_("Choose the group")));
	if (flow_state(s->r) == PLACEMENT_WAITING)
		ui_button_link(u, BUTTON_ALT, placement_path(u->a, s->r, "/wachtlijst"), word(s,
			N_("See the order of waiting")));
	ui_buttons_end(u);
}

/* ---- what is next ---- */

/* For the schools, while the child is there: the term that is next, and the way to meet it. */
static void next_of_schools(struct shown *s)
{
	struct term_now now;
	if (s->family || !placement_takes(s->r) || !term_kept(s->r, s->today, &now))
		return;
	const struct ui_link act = placement_way_due(s);
	const struct asked asked = asked_now(s);
	ui_next_step(s->u, &(struct ui_next){
		.mine = act.label != NULL, .what = str_from(word(s, now.term->what)),
		.who = str_from(word(s, side_label(place_acts(s->r, &asked)))),
		.by = by_said(s->u->a, s->u->sp, (int32_t)row_int(s->r, &placement_fields[PLACEMENT_DUE]), s->today),
		.act = act,
	});
}

/* For the family, whose page it is as well: the one thing that comes now, before all that was. */
static void next_thing(struct shown *s)
{
	const struct place_told *told = &place_told[flow_state(s->r)];
	const char *answer = may_answer(s);
	bool agreeing = flow_state(s->r) == PLACEMENT_AGREEING, asked = answer != NULL && agreeing && !answered(s);
	const struct asked now = asked_now(s);
	if (!s->family || told->text == NULL)
		return;
	ui_next_step(s->u, &(struct ui_next){
		.mine = asked,
		.text = agreeing && answered(s) ? NULL : word(s, told->text), /* who answered is asked nothing */
		.who = str_from(word(s, side_label(place_acts(s->r, &now)))),
		.by = has(s, PLACEMENT_DUE) ? by_said(s->u->a, s->u->sp,
		                                      (int32_t)row_int(s->r, &placement_fields[PLACEMENT_DUE]), s->today)
		                            : (struct str){0},
		.after = str_from(word(s, place_after(s->r, &now))),
		.act = {asked ? word(s, N_("Give your answer")) : NULL, answer},
	});
}

/* A placement that ended otherwise leads on, with its reason. */
static void comes_instead(struct shown *s)
{
	if (flow_state(s->r) != PLACEMENT_OVER)
		return;
	bool tlv = str_is(row_text(s->r, &placement_fields[PLACEMENT_OUTCOME]), "tlv");
	size_t because = tlv ? PLACEMENT_TLV_WHY : PLACEMENT_OUTCOME_WHY;
	ui_panel_begin(s->u, word(s, N_("What comes now")));
	ui_p_str(s->u, text_of(s, &s->req->seen, PLACEMENT_OUTCOME));
	if (has(s, (enum placement_field)because) || s->req->seen.hidden[because])
		ui_p_str(s->u, text_of(s, &s->req->seen, because));
	ui_p_link(s->u, NULL, child_path(s->u->a, s->child, ""),
	          word(s, N_("See the next step of the route, and who is to act")), NULL);
	ui_panel_end(s->u);
}

/* Said by the school after the first weeks, or a year later. */
static void does_not_last(struct shown *s)
{
	bool no = str_is(row_text(s->r, &placement_fields[PLACEMENT_LASTS]), "nee");
	for (size_t i = 0; i < s->of[OF_CHECK].n; i++)
		no = no || str_is(row_text(&s->of[OF_CHECK].v[i].row, &return_check_fields[CHECK_LASTS]), "nee");
	if (!no || flow_state(s->r) != PLACEMENT_FOLLOWED)
		return;
	ui_remark(s->u, TONE_SOON, word(s, N_("The return does not last. Talk about what comes: help in the child's own "
	                                      "class, another group, or a request for a TLV that you make together.")));
}

/* Earlier ones of this child, and the one that runs from the page of an earlier one. */
static void others(struct shown *s)
{
	const struct seen_page *p = &s->of[OF_PLACEMENT];
	struct ui_link *links = ARENA_ARRAY(s->u->a, struct ui_link, p->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].row.id != s->r->id)
			links[n++] = (struct ui_link){
				placement_name(s->req, &p->v[i].row).p, placement_path(s->u->a, &p->v[i].row, "")};
	if (n == 0)
		return;
	ui_h2(s->u, word(s, N_("Other placements of this child")));
	ui_links(s->u, links, n);
}

/* To a family that is on the way there. */
static const char *told_first(const struct shown *s)
{
	if (!s->family || flow_state(s->r) > PLACEMENT_RETURNING)
		return NULL;
	return word(s, N_("A child goes to this group for a time and comes back. The mother school stays your child's "
	                  "school."));
}

/* ---- the page ---- */

static const struct stmt stmt_group = {
	"SELECT g.id, g.pid, g.region, g.rev, g.kind, g.name, g.name_key, g.host, g.places, g.staff, g.limit_toilet, "
		"g.limit_near,"
	" g.limit_conflict, g.limit_language, g.limit_quiet, g.limit_care, g.since FROM place_group g JOIN placement p ON"
	" p.host_group = g.id WHERE p.id = $1", "i", "itiiittiitiiiiiit"};

static enum err read(struct req *req, struct shown *s, struct row *group)
{
	struct batch *b;
	const struct rows *counts = NULL;
	const struct stmt_asked *counted = group_counts_ask(&req->act, value(s, PLACEMENT_KIND).i);
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	struct pieces_at pieces = scope_pieces_put(&req->act, b, &req->seen, recs, PIECES);
	size_t names = place_names_put(b, &req->seen.row), parents = place_guardians_put(b, req->seen.route, req->act.now);
	size_t of = batch_put(b, &stmt_group, DB_ARGS(val_int(req->seen.row.id)));
	e = batch_run(b);
	if (e == OK)
		e = stmt_take(&req->act, counted, &counts);
	if (e != OK)
		return e;
	scope_pieces_take(&req->act, b, pieces, &req->seen, recs, PIECES, s->of);
	s->names = place_names_take(b, names, &req->seen);
	s->guardians = batch_rows(b, parents);
	s->group = group_counts_of(counts, row_int(s->r, &placement_fields[PLACEMENT_GROUP]));
	group->rec = NULL;
	if (batch_rows(b, of)->n == 1)
		*group = row_take(&req->act, &rec_place_group, batch_rows(b, of), 0);
	return s->of[OF_ROUTE].n == 1 ? OK : ERR_NOT_FOUND;
}

enum err placement_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct row group;
	struct shown s = {.req = req, .r = &req->seen.row, .today = route_today(req)};
	view_steps_ask(req);
	enum err e = read(req, &s, &group);
	if (e != OK)
		return e;
	s.child = &s.of[OF_ROUTE].v[0].row;
	s.family = place_family(req, &req->seen);
	s.own = (req->seen.allowed.writes & PART_BIT(PART_LEERLING)) != 0;
	const struct ui_tag state = state_tag(&s);
	const struct str facts[] = {s.names.kind, s.names.host};
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {child_name(a, s.child).p, child_path(a, s.child, "")},
	                                 {tr(sp, N_("Placement")), child_path(a, s.child, "/plaatsing" LIST_ALL)}};
	struct ui_page page = {
		.title = of_child(&s, N_("{name} for a time in another group"), N_("A time in another group")),
		.window_title = tr(sp, N_("Placement of a child")), .crumbs = crumbs, .n_crumbs = 3, .facts = facts,
		.n_facts = s.names.host.n > 0 ? 2 : 1, .tags = &state, .n_tags = 1,
		.intro = told_first(&s),
	};
	struct ui *u = s.u = view_begin(req, &page);
	next_thing(&s);
	next_of_schools(&s);
	comes_instead(&s);
	does_not_last(&s);
	placement_road(&s);
	ui_cols_begin(u);
	placement_time_left(&s);
	view_terms(u, &req->seen, s.today);
	e = view_steps_but(u, req, placement_path(a, s.r, ""), &placement_flow[PLACE_EDIT]);
	if (e != OK)
		return e;
	ui_cols_main(u);
	acts(&s);
	warnings(&s, group.rec == NULL ? NULL : &group);
	placement_goals(&s);
	placement_practice(&s);
	placement_happened(&s);
	placement_checks(&s);
	answers(&s);
	not_answered(&s);
	why(&s);
	others(&s);
	ui_cols_end(u);
	return view_end(u, req, &page);
}
