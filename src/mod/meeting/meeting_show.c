/* The pieces of its pages that every version of a talk shares: voices, cards, actions, what is decided and needed, the
 * invitation and what it shares. */
#include "meeting_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"
#include "steps.h"

enum { VOICES_MAX = 24 };

enum ui_voice meeting_voice_of(const struct row *r)
{
	static const enum ui_voice voices[SPEAKS__N + 1] = {
		[SPEAKS_PUPIL] = VOICE_CHILD, [SPEAKS_PARENTS] = VOICE_PARENTS, [SPEAKS_SCHOOL] = VOICE_SCHOOL,
		[SPEAKS_PARTNER] = VOICE_PARTNER, [SPEAKS__N] = VOICE_PARTNER};
	return voices[contribution_voice(r)];
}

/* To the recording, for who may hear it; a guest reads what was written out. */
static struct ui_link to_recording(struct req *req, const struct seen *s)
{
	if (!recording_is(&s->row) || !held_opens(s) || req->viewer->level == LEVEL_GUEST)
		return (struct ui_link){NULL, NULL};
	return (struct ui_link){tr(req->act.speak, N_("Listen to the recording")),
	                        contribution_path(req->act.a, &s->row)};
}

static struct ui_said said_of(struct req *req, const struct meeting_view *v, const struct seen *s)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct str who = row_text(&s->row, &contribution_fields[CONTRIBUTION_WHO]);
	struct str family = row_text(&s->row, &contribution_fields[CONTRIBUTION_FAMILY]);
	struct str by = row_text(&s->row, &contribution_fields[CONTRIBUTION_BY]);
	struct str when = tr_date(a, sp.lang, instant_date(row_int(&s->row, &contribution_fields[CONTRIBUTION_AT])),
	                          DATE_SHORT);
	if (who.n == 0)
		who = family;
	struct ui_said said = {
		.voice = meeting_voice_of(&s->row), .who = who.n > 0 ? str_c(a, who) : NULL,
		.act = to_recording(req, s),
		.by = by.n > 0 ? tr_fill(a, sp, N_("{when}, written down by {name}"), TR_SLOTS({"when", when},
		    {"name", by}))
		               : when,
	};
	if (said.who == NULL && said.voice == VOICE_CHILD && v->child.rec != NULL)
		said.who = child_voice_name(req, &v->child);
	recording_quote(&said, a, sp, &s->row);
	return said;
}

static struct str child_called(const struct meeting_view *v)
{
	return row_text(&v->child, &route_fields[ROUTE_GIVEN_NAME]);
}

/* A voice that is not there yet is shown as missing, with why when that was written; where it is kept from the reader,
 * it is left out. */
static size_t voice_missing(struct ui *u, const struct meeting_view *v, enum meeting_voice voice, enum ui_voice as,
                            enum meeting_field why, struct ui_said *out)
{
	for (size_t i = 0; i < v->said.n; i++)
		if (contribution_voice(&v->said.v[i].row) == voice && !recording_gone(&v->said.v[i].row))
			return 0;
	struct str because = view_shown(u, v->of, &meeting_fields[why]);
	if (v->of->hidden[why])
		return 0;
	*out = (struct ui_said){.voice = as,
	                        .who = voice == SPEAKS_PUPIL ? str_c(u->a, child_called(v)) : NULL,
	                        .missing = because.n > 0 ? str_c(u->a, because) : tr(u->sp, N_("Not asked yet"))};
	return 1;
}

static bool contribution_shown(struct ui *u, const struct seen *s)
{
	const struct field *words = &contribution_fields[CONTRIBUTION_WORDS];
	(void)view_shown(u, s, words);
	return !s->hidden[CONTRIBUTION_WORDS] && !recording_gone(&s->row);
}

/* The pupil and the parents first, whoever spoke first. */
void meeting_voices(struct ui *u, struct req *req, const struct meeting_view *v)
{
	struct ui_said said[VOICES_MAX + 2];
	size_t n = 0;
	for (enum meeting_voice k = 0; k < SPEAKS__N; k++) {
		if (k == SPEAKS_PUPIL)
			n += voice_missing(u, v, k, VOICE_CHILD, MEETING_PUPIL_AWAY, &said[n]);
		if (k == SPEAKS_PARENTS)
			n += voice_missing(u, v, k, VOICE_PARENTS, MEETING_PARENTS_AWAY, &said[n]);
		for (size_t i = 0; i < v->said.n && n < VOICES_MAX; i++)
			if (contribution_voice(&v->said.v[i].row) == k && contribution_shown(u, &v->said.v[i]))
				said[n++] = said_of(req, v, &v->said.v[i]);
	}
	if (n > 0) {
		ui_h2(u, tr(u->sp, N_("What they say")));
		ui_voices(u, said, n);
	}
}

static struct ui_tag verdict_tag(struct ui *u, const struct row *r)
{
	static const enum ui_tone tones[] = {TONE_OK, TONE_SOON, TONE_INFO};
	const struct field *f = &solution_fields[SOLUTION_VERDICT];
	struct str code = row_text(r, f);
	for (size_t i = 0; f->choices[i].code != NULL; i++)
		if (str_is(code, f->choices[i].code))
			return (struct ui_tag){tones[i], NULL, str_from(tr(u->sp, f->choices[i].label))};
	return (struct ui_tag){TONE_WAIT, NULL, str_from(tr(u->sp, N_("Not looked at yet")))};
}

struct str solution_from(struct ui *u, const struct row *r)
{
	struct str source = row_text(r, &solution_fields[SOLUTION_SOURCE]);
	struct val on = row_val(r, &solution_fields[SOLUTION_SOURCE_ON]);
	struct str day = on.type == VAL_INT ? tr_date(u->a, u->sp.lang, (int32_t)on.i, DATE_SHORT)
	                                    : str_from(tr(u->sp, N_("day not known")));
	if (source.n == 0)
		return source;
	return tr_fill(u->a, u->sp, N_("From: {source}, {date}"),
	               TR_SLOTS({"source", str_from(tr(u->sp, str_c(u->a, source)))}, {"date", day}));
}

static void card_show(struct ui *u, const struct seen *s, struct str what)
{
	const struct row *r = &s->row;
	const struct field *about = &solution_fields[SOLUTION_ABOUT];
	struct str from = solution_from(u, r), why = view_shown(u, s, &solution_fields[SOLUTION_WHY]);
	struct ui_tag tag = verdict_tag(u, r);
	ui_panel_begin(u, str_c(u->a, what));
	ui_small(u, str_c(u->a, about->type->show(u->a, u->sp, about, row_val(r, about))));
	ui_tags(u, &tag, 1);
	if (why.n > 0)
		ui_p_str(u, why);
	if (from.n > 0)
		ui_small(u, from.p);
	ui_panel_end(u);
}

/* How many of the seven are looked at, and how many of these change something else than the child. */
static size_t cards_done(const struct seen_page *cards)
{
	size_t done = 0;
	for (size_t i = 0; i < cards->n; i++)
		done += solution_is_done(&cards->v[i].row);
	return done;
}

static void cards_counted(struct ui *u, const struct seen_page *cards, bool needed)
{
	size_t done = cards_done(cards), context = 0;
	for (size_t i = 0; i < cards->n; i++)
		context += solution_is_done(&cards->v[i].row) && solution_is_context(&cards->v[i].row);
	ui_progress(u, tr(u->sp, N_("Solutions looked at")), (int64_t)(done < SOLUTIONS_NEEDED ? done : SOLUTIONS_NEEDED),
	            SOLUTIONS_NEEDED);
	if (!needed)
		return;
	ui_small(u, tr_fill(u->a, u->sp, context == 0
	    ? N_("None of them changes the group, the teacher, the building or the timetable yet; two are needed.")
	    : N_("{n} of them change the group, the teacher, the building or the timetable; two are needed."),
	                    TR_SLOTS({"n", tr_number(u->a, u->sp.lang, (int64_t)context)})).p);
}

/* Cards as cards: what, what it changes, what we think of it and why, and where it comes from. */
void meeting_cards(struct ui *u, const struct meeting_view *v)
{
	const struct field *what = &solution_fields[SOLUTION_WHAT];
	if (v->cards.n > 0 && v->cards.v[0].hidden[SOLUTION_WHAT]) {
		(void)view_shown(u, &v->cards.v[0], what);
		return;
	}
	/* The child stays in the own class: what was not looked at was not needed, and is not asked. */
	bool stays = meeting_outcome(&v->of->row) != OUTCOMES && !meeting_refers(&v->of->row);
	if (stays && cards_done(&v->cards) == 0)
		return;
	ui_h2(u, tr(u->sp, N_("Seven solutions")));
	cards_counted(u, &v->cards, !stays);
	ui_grid_begin(u);
	for (size_t i = 0; i < v->cards.n; i++)
		card_show(u, &v->cards.v[i], view_shown(u, &v->cards.v[i], what));
	ui_grid_end(u);
}

static void done_button(struct ui *u, const struct row *r)
{
	const struct form *f = form_new(u->a, &form_step);
	const struct ui_pair hidden[] = {{UI_KEY, f->key}, {UI_REV, str_printf(u->a, "%lld", (long long)r->rev)}};
	ui_button_form(u, str_printf(u->a, "/actie/" STR_FMT "/gedaan", STR_ARG(r->pid)).p,
	               &(struct ui_button){.kind = BUTTON_ALT, .label = tr(u->sp, N_("Done"))}, hidden, 2);
}

/* By when it is done, or what became of it. */
static struct ui_tag action_tag(struct ui *u, struct req *req, const struct meeting_view *v, const struct row *r)
{
	struct val done = row_val(r, &action_fields[ACTION_DONE]);
	if (done.type == VAL_INT)
		return (struct ui_tag){TONE_OK, tr(u->sp, N_("Done on")),
		                       tr_date(u->a, u->sp.lang, (int32_t)done.i, DATE_SHORT)};
	if (action_was_cut_off(&v->child, r))
		return (struct ui_tag){TONE_INFO, NULL, str_from(tr(u->sp, N_("the route ended before this was done")))};
	return by_tag(u->a, u->sp, (int32_t)row_int(r, &action_fields[ACTION_BY]), route_today(req));
}

/* What was agreed on; who it is of can say that it is done. It fits beside the talk. */
void meeting_actions(struct ui *u, struct req *req, const struct meeting_view *v, bool buttons)
{
	struct speak sp = u->sp;
	if (v->actions.n == 0)
		ui_p(u, tr(sp, N_("Nothing is agreed on yet.")));
	for (size_t i = 0; i < v->actions.n; i++) {
		const struct seen *s = &v->actions.v[i];
		struct str what = view_shown(u, s, &action_fields[ACTION_WHAT]);
		if (what.n == 0)
			continue;
		bool open = row_val(&s->row, &action_fields[ACTION_DONE]).type != VAL_INT &&
		            !action_was_cut_off(&v->child, &s->row);
		const struct ui_tag tags[2] = {{TONE_INFO, NULL, action_owner(req, s)}, action_tag(u, req, v, &s->row)};
		ui_h3(u, str_c(u->a, what));
		ui_tags(u, tags, 2);
		if (open && !buttons) /* a report is read long after; on paper there is no today */
			ui_small(u, tr_fill(u->a, sp, N_("At the latest on {date}"),
			                    TR_SLOTS({"date", tr_date(u->a, sp.lang,
			                                              (int32_t)row_int(&s->row, &action_fields[ACTION_BY]),
			                                              DATE_LONG)})).p);
		if (open && buttons && (v->reader == READER_LEADS || action_is_own(req, &s->row)))
			done_button(u, &s->row);
	}
}

static const enum meeting_field decided[] = {MEETING_OUTCOME, MEETING_ARRANGEMENT, MEETING_WHERE, MEETING_OUTLOOK};

static bool nothing_decided(const struct meeting_view *v)
{
	return meeting_outcome(&v->of->row) == OUTCOMES && row_text(&v->of->row, &meeting_fields[MEETING_WHERE]).n == 0;
}

void meeting_decided(struct ui *u, const struct meeting_view *v)
{
	if (nothing_decided(v))
		ui_p(u, tr(u->sp, N_("Nothing is decided yet.")));
	for (size_t i = 0; i < sizeof decided / sizeof *decided; i++)
		meeting_text(u, v->of, decided[i]);
	if (row_int(&v->of->row, &meeting_fields[MEETING_ACUTE]) != 0) {
		ui_remark(u, TONE_SOON, tr(u->sp, N_("It is acutely unsafe. The seven solutions are looked at within "
		    "ten school days.")));
		meeting_text(u, v->of, MEETING_ACUTE_WHY);
	}
}

/* What the child needs, with the care goal under the goal at school, and what the teacher says of it. */
static void needed_show(struct ui *u, struct req *req, const struct meeting_view *v)
{
	static const enum needed_field shown[] = {NEEDED_CARE, NEEDED_PROVIDER, NEEDED_REACHED, NEEDED_REACHED_ON};
	bool may = (req->seen.allowed.writes & PART_BIT(PART_CARD)) != 0 &&
	           field_by(&needed_fields[NEEDED_REACHED], req->viewer->role);
	if (v->needed.n == 0)
		ui_p(u, tr(u->sp, N_("Nothing is written down yet.")));
	for (size_t i = 0; i < v->needed.n; i++) {
		const struct seen *s = &v->needed.v[i];
		struct str what = view_shown(u, s, &needed_fields[NEEDED_WHAT]);
		if (what.n == 0)
			continue;
		const struct field *kind = &needed_fields[NEEDED_KIND];
		ui_h3(u, tr_fill(u->a, u->sp, N_("{kind}: {what}"),
		                 TR_SLOTS({"kind", kind->type->show(u->a, u->sp, kind, row_val(&s->row, kind))},
		                          {"what", what})).p);
		ui_summary_begin(u);
		for (size_t k = 0; k < sizeof shown / sizeof *shown; k++) {
			struct str text = view_shown(u, s, &needed_fields[shown[k]]);
			if (text.n > 0)
				ui_summary_row(u, tr(u->sp, needed_fields[shown[k]].label), text, NULL);
		}
		ui_summary_end(u);
		if (may)
			ui_p_link(u, NULL, str_printf(u->a, "/nodig/" STR_FMT, STR_ARG(s->row.pid)).p,
			          tr(u->sp, N_("Say whether it is reached")), NULL);
	}
}

/* A heading stands where something stands under it; what is kept from this reader is said once at the end. */
static bool some_read(struct ui *u, const struct seen_page *p, const struct field *what)
{
	bool some = p->n == 0; /* that there is nothing may be read */
	for (size_t i = 0; i < p->n; i++)
		some = view_shown(u, &p->v[i], what).n > 0 || some;
	return some;
}

void meeting_decided_panel(struct ui *u, const struct meeting_view *v)
{
	bool some = nothing_decided(v) || row_int(&v->of->row, &meeting_fields[MEETING_ACUTE]) != 0;
	for (size_t i = 0; i < sizeof decided / sizeof *decided; i++)
		some = view_shown(u, v->of, &meeting_fields[decided[i]]).n > 0 || some;
	if (!some)
		return;
	ui_panel_begin(u, tr(u->sp, N_("What we decide")));
	meeting_decided(u, v);
	ui_panel_end(u);
}

void meeting_actions_panel(struct ui *u, struct req *req, const struct meeting_view *v, bool buttons)
{
	if (!some_read(u, &v->actions, &action_fields[ACTION_WHAT]))
		return;
	ui_panel_begin(u, tr(u->sp, N_("Who does what")));
	meeting_actions(u, req, v, buttons);
	ui_panel_end(u);
}

void meeting_needed_panel(struct ui *u, struct req *req, const struct meeting_view *v)
{
	if (!some_read(u, &v->needed, &needed_fields[NEEDED_WHAT]))
		return;
	ui_panel_begin(u, tr(u->sp, N_("What the child needs")));
	needed_show(u, req, v);
	ui_panel_end(u);
}

/* ---- the invitation ---- */

static void line(struct ui *u, const char *text, const char *slot, struct str value)
{
	ui_p(u, tr_fill(u->a, u->sp, text, TR_SLOTS({slot, value})).p);
}

/* The names with what they are; to a guardian the other one is "parent or guardian". */
static struct str at_the_table(struct req *req, const struct meeting_view *v)
{
	struct buf b;
	buf_init(&b, req->act.a, 2048);
	for (size_t i = 0; i < v->invitees.n; i++)
		if (!v->invitees.v[i].own && invitee_as(&v->invitees.v[i].row) != AS_PUPIL)
			buf_printf(&b, "%s" STR_FMT, b.n == 0 ? "" : "; ", STR_ARG(invitee_name(req,
			    &v->invitees.v[i])));
	return buf_view(&b);
}

void meeting_letter(struct ui *u, struct req *req, const struct meeting_view *v)
{
	struct arena *a = u->a;
	const struct row *r = &v->of->row;
	struct str name = row_text(&v->child, &route_fields[ROUTE_GIVEN_NAME]);
	struct val minutes = row_val(r, &meeting_fields[MEETING_MINUTES]);
	bool pupil = role_def(req->viewer->role)->audience == AUD_LEERLING;
	line(u, pupil ? N_("We talk together about what helps you. That talk is called a knooppunt.")
	              : N_("We talk together about what helps {name}. That talk is called a knooppunt."), "name", name);
	if (meeting_has_moment(r, MOMENT_CHOSEN)) {
		line(u, N_("It is on {when}."), "when", meeting_moment(a, u->sp, r, MOMENT_CHOSEN));
		if (meeting_day_off(u, r, MOMENT_CHOSEN) != NULL)
			ui_small(u, meeting_day_off(u, r, MOMENT_CHOSEN));
	} else {
		const char *moments[MOMENTS];
		size_t n = 0;
		for (int i = 0; i < MOMENTS; i++) {
			const char *off = meeting_day_off(u, r, i);
			struct str moment = meeting_moment(a, u->sp, r, i);
			if (moment.n > 0)
				moments[n++] = off == NULL ? moment.p : str_printf(a, STR_FMT ". %s", STR_ARG(moment), off).p;
		}
		ui_p(u, tr(u->sp, N_("It becomes one of these moments. You choose what suits you.")));
		ui_bullets(u, moments, n);
	}
	struct str place = view_shown(u, v->of, &meeting_fields[MEETING_PLACE]);
	if (place.n > 0)
		line(u, N_("Where: {place}."), "place", place);
	if (minutes.type == VAL_INT)
		line(u, N_("It takes about {n} minutes."), "n", tr_number(a, u->sp.lang, minutes.i));
	else
		ui_p(u, tr(u->sp, N_("It takes about an hour.")));
	line(u, N_("At the table: {names}."), "names", at_the_table(req, v));
	if (v->reader == READER_FAMILY && !pupil) {
		line(u, N_("You belong there. {name} as well, in a way that fits."), "name", name);
		ui_p(u, tr(u->sp, N_("Nothing is decided yet.")));
		ui_p(u, tr(u->sp, N_("Would you like an interpreter, another moment, or rather talk apart from the "
		                     "other parent? Choose that here. You may bring someone along.")));
	} else {
		ui_p(u, tr(u->sp, N_("Nothing is decided yet.")));
	}
	struct str question = view_shown(u, v->of, &meeting_fields[MEETING_QUESTION]);
	if (question.n > 0) {
		ui_h2(u, tr(u->sp, N_("What is it about?")));
		ui_p_str(u, question);
	}
}

void meeting_sharing(struct ui *u, struct req *req, const struct meeting_view *v)
{
	struct speak sp = u->sp;
	const struct row *r = &v->of->row;
	struct str until = tr_date(u->a, sp.lang, (int32_t)row_int(r, &meeting_fields[MEETING_UNTIL]), DATE_SHORT);
	const struct ui_col cols[] = {{.label = tr(sp, N_("Who"))}, {.label = tr(sp, N_("What the invitation opens"))},
	                              {.label = tr(sp, N_("Until and including"))}};
	bool own = v->reader == READER_FAMILY || v->reader == READER_GUEST;
	const char *title = tr(sp, own ? N_("Who reads what?") : N_("What you share, with whom, until when"));
	struct buf rest;
	size_t n = 0;
	buf_init(&rest, u->a, 2048);
	for (size_t i = 0; i < v->invitees.n; i++) {
		const struct row *who = &v->invitees.v[i].row;
		struct str name = meeting_called(req, v, &v->invitees.v[i]);
		if (row_int(who, &invitee_fields[INVITEE_SHARES]) == 0) {
			buf_printf(&rest, "%s" STR_FMT, rest.n == 0 ? "" : "; ", STR_ARG(name));
			continue;
		}
		if (n++ == 0)
			ui_table_begin(u, title, TABLE_CARDS, cols, 3);
		ui_row(u);
		ui_cell(u, name);
		ui_cell(u, meeting_parts(req, meeting_shares(r, invitee_as(who))));
		ui_cell(u, until);
	}
	if (n > 0)
		ui_table_end(u);
	else
		ui_h2(u, title);
	if (rest.n > 0)
		line(u, N_("For these nothing new opens: they read it already, or sit at the table without an account: "
		           "{names}."), "names", buf_view(&rest));
	ui_small(u, tr(sp, N_("The ground is the talk itself: who sits at the table reads what it is about. Parents see "
	                      "this list too.")));
	if (n > 0)
		ui_small(u, tr(sp, N_("After that day every door shuts by itself.")));
}
