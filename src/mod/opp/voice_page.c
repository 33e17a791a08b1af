/* The place of the pupil (practice 20): with whom, how, the questions, and what came of it. The same page shows who
 * helps and who is a parent what is open to them. */
#include "voice.h"

#include "date.h"
#include "flow.h"
#include "opp_pages.h"
#include "people.h"
#include "route.h"
#include "rule_book.h"
#include "steps.h"
#include "trend.h"

bool voice_is_own(const struct req *req)
{
	return (req->seen.allowed.writes & PART_BIT(PART_LEERLING)) != 0;
}

const char *voice_path(struct req *req, const char *below)
{
	return child_path(req->act.a, &req->seen.row, str_printf(req->act.a, "/stem%s", below).p);
}

/* ---- what was said, with what came of it ---- */

static void answer_show(struct ui *u, const struct row *r)
{
	const struct field *answer = &say_fields[SAY_ANSWER];
	struct val on = row_val(r, &say_fields[SAY_TOLD_ON]);
	if (row_val(r, answer).type == VAL_NULL)
		return;
	const struct slot slots[] = {{"answer", answer->type->show(u->a, u->sp, answer, row_val(r, answer))},
	                             {"because", row_text(r, &say_fields[SAY_BECAUSE])},
	                             {"who", row_text(r, &say_fields[SAY_TOLD_BY])},
	                             {"day", on.type == VAL_INT ? tr_date(u->a, u->sp.lang, (int32_t)on.i, DATE_LONG)
	                                                        : (struct str){0}}};
	ui_h3(u, slots[0].value.p);
	ui_p_str(u, slots[1].value);
	ui_small(u, tr_fill(u->a, u->sp, N_("Told by {who} on {day}"), slots + 2, 2).p);
}

static void said_card(struct ui *u, const struct row *r, const struct voice *v)
{
	const struct field *question = &say_fields[SAY_QUESTION];
	struct ui_tag state = said_state(u->sp, r);
	ui_panel_begin(u, NULL); /* one question may have more than one answer: its name is no name of a place */
	ui_h2(u, str_c(u->a, question->type->show(u->a, u->sp, question, row_val(r, question))));
	ui_tag(u, &state);
	ui_p_str(u, recording_words(u->sp, r));
	ui_small(u, said_readers(u, r, v).p);
	answer_show(u, r);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, say_path(u->a, r, ""), tr(u->sp, N_("Open this")));
	ui_buttons_end(u);
	ui_panel_end(u);
}

static size_t said_show(struct ui *u, const struct voice *v)
{
	size_t n = 0;
	for (size_t k = 0; k < SAY_RECORDS; k++)
		for (size_t i = 0; i < v->said[k].n; i++) {
			if (flow_state(&v->said[k].v[i].row) == SAY_WITHDRAWN)
				continue;
			said_card(u, &v->said[k].v[i].row, v);
			n++;
		}
	return n;
}

static void unsafe_show(struct ui *u, const struct voice *v, bool own)
{
	for (size_t i = 0; i < v->unsafe.n; i++) {
		const struct row *r = &v->unsafe.v[i].row;
		struct ui_tag state = view_state(u->sp, r);
		state.tone = flow_state(r) != UNSAFE_TOLD ? TONE_OK : own ? TONE_INFO : TONE_LATE;
		ui_panel_begin(u, tr(u->sp, N_("I do not feel safe")));
		ui_tag(u, &state);
		ui_p(u, tr_fill(u->a, u->sp, N_("Told on {when}. Talk by {day}."),
		                TR_SLOTS({"when", tr_date_time(u->a, u->sp.lang, row_int(r, &unsafe_fields[UNSAFE_AT]))},
		                         {"day", tr_date(u->a, u->sp.lang, (int32_t)row_int(r, &unsafe_fields[UNSAFE_DUE]),
		                                         DATE_LONG)})).p);
		if (own && flow_state(r) == UNSAFE_TOLD && row_val(r, &unsafe_fields[UNSAFE_TO]).type == VAL_NULL)
			ui_p(u, tr(u->sp, N_("Who stands in at your school knows it now.")));
		if (!own)
			ui_p_link(u, NULL, str_printf(u->a, "/vertrouwen/" STR_FMT, STR_ARG(r->pid)).p,
			          tr(u->sp, N_("Open this")), NULL);
		ui_panel_end(u);
	}
}

/* ---- the page of the pupil ---- */

static void before_writing(struct ui *u, const struct voice *v, int32_t today, const struct calendar *c)
{
	const struct adult *to = voice_chosen(v);
	struct str day = tr_date(u->a, u->sp.lang, voice_day(today, c), DATE_LONG);
	ui_panel_begin(u, tr(u->sp, N_("This is your place")));
	ui_p(u, tr(u->sp, N_("You choose with whom you talk, and how. At each question you choose who may read it.")));
	if (to != NULL)
		ui_p(u, tr_fill(u->a, u->sp, N_("Nobody reads this tonight. {name} looks on {day}."),
		                TR_SLOTS({"name", to->name}, {"day", day})).p);
	else
		ui_p(u, tr(u->sp, N_("Nobody reads this tonight.")));
	ui_p(u, tr(u->sp,
		N_("One thing you must know: when you are not safe, we must do something. We talk with you first.")));
	ui_panel_end(u);
}

static void own_ways(struct ui *u, struct req *req, const struct voice *v)
{
	const struct adult *to = voice_chosen(v);
	const struct field *how = &talkway_fields[TALKWAY_HOW];
	struct val chosen = v->way == NULL ? val_null() : row_val(v->way, how);
	const struct ui_choice choices[] = {
		{.label = tr(u->sp, N_("With whom do you want to talk?")), .href = voice_path(req, "/met-wie"),
		 .sub = to != NULL ? to->name : str_from(tr(u->sp, N_("Not chosen yet")))},
		{.label = tr(u->sp, N_("How do you want to tell it?")), .href = voice_path(req, "/hoe"),
		 .sub = chosen.type == VAL_NULL ? str_from(tr(u->sp,
			N_("Not chosen yet"))) : how->type->show(u->a, u->sp, how, chosen)},
		{.label = tr(u->sp, N_("Answer the questions")),
		 .href = voice_path(req, str_printf(u->a, "/vraag/1%s", ask_way(v)).p),
		 .sub = str_from(tr(u->sp, N_("Five questions. You may skip each of them")))},
		{.label = tr(u->sp, N_("I do not feel safe")), .href = voice_path(req, "/niet-veilig"),
		 .sub = str_from(tr(u->sp, N_("Someone talks with you the same school day")))},
	};
	ui_choices(u, choices, 4);
	if (app_can_open(req->app, req->viewer, child_path(u->a, &req->seen.row, "/bestanden"))) {
		ui_p_link(u, NULL, child_path(u->a, &req->seen.row, "/bestanden"),
		          tr(u->sp, N_("Hand in a drawing or a recording")), NULL);
		ui_small(u, tr(u->sp, N_("Choose the part of what you say yourself. Your parents do not see it then. Who "
		                         "helps you does.")));
	}
}

enum err voice_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	struct voice v;
	enum err e = voice_load(req, &v);
	if (e != OK)
		return e;
	const struct slot name = {"name", row_text(child, &route_fields[ROUTE_GIVEN_NAME])};
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {child_name(a, child).p, child_path(a, child, "")}};
	struct ui_page page = {
		.title = voice_is_own(req) ? tr(sp, N_("My opinion")) : tr_fill(a, sp, N_("What {name} says"), &name, 1).p,
		.window_title = tr(sp, N_("Voice of the pupil")), .crumbs = crumbs, .n_crumbs = 2,
	};
	struct ui *u = view_begin(req, &page);
	if (voice_is_own(req)) {
		before_writing(u, &v, route_today(req), v.basis.calendar);
		own_ways(u, req, &v);
	}
	unsafe_show(u, &v, voice_is_own(req));
	if (said_show(u, &v) == 0)
		ui_empty(u, tr(sp, N_("Nothing is said yet")),
		         tr(sp, N_("What is said stands here, with what was done with it.")), NULL);
	if (voice_is_own(req))
		voice_calls(u, NULL);
	return view_end(u, req, &page);
}

/* /mijn-mening: a pupil has one route. */
enum err voice_own_page(struct req *req)
{
	struct seen_page found;
	enum err e = scope_front(&req->act, route_list(LIST_CHILDREN), SCOPE_SHOWN, &found);
	if (e != OK)
		return e;
	for (size_t i = 0; i < found.n; i++)
		if ((found.v[i].allowed.writes & PART_BIT(PART_LEERLING)) != 0)
			return req_redirect(req, "%s", child_path(req->act.a, &found.v[i].row, "/stem"));
	return ERR_NOT_FOUND;
}
