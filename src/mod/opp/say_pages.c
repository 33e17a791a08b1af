/* One thing that the pupil said, with the answer to it; and what is written down for a pupil who did not write. */
#include "flow.h"
#include "opp_pages.h"
#include "people.h"
#include "route.h"
#include "steps.h"
#include "voice.h"

static const enum say_field told_fields[] = {
	SAY_ON, SAY_ANSWER, SAY_BECAUSE, SAY_TOLD_BY, SAY_TOLD_ON, SAY_WRONG_WORDS};

static bool said_by_reader(const struct req *req)
{
	return row_int(&req->seen.row, &say_fields[SAY_PUPIL]) == req->viewer->account;
}

enum err say_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	const struct field *question = &say_fields[SAY_QUESTION], *facts[sizeof told_fields / sizeof *told_fields];
	struct row child;
	struct voice v;
	view_steps_ask(req);
	const struct pieces_asked *of = child_ask(req);
	enum err e = voice_load(req, &v);
	if (e == OK)
		e = child_take(req, of, &child);
	if (e != OK)
		return e;
	const struct ui_tag state = said_state(sp, r);
	const struct ui_link crumbs[] = {{child_name(a, &child).p, child_path(a, &child, "")},
	                                 {tr(sp, N_("Voice of the pupil")), child_path(a, &child, "/stem")}};
	struct ui_page page = {
		.title = str_c(a, question->type->show(a, sp, question, row_val(r, question))),
		.window_title = tr(sp, N_("Voice of the pupil")), .crumbs = crumbs, .n_crumbs = 2, .tags = &state, .n_tags = 1,
	};
	for (size_t i = 0; i < sizeof told_fields / sizeof *told_fields; i++)
		facts[i] = &say_fields[told_fields[i]];
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	view_terms(u, &req->seen, route_today(req));
	e = view_steps(u, req, say_path(a, r, ""));
	if (e != OK)
		return e;
	ui_cols_main(u);
	const struct ui_said said = {.voice = VOICE_CHILD, .who = child_voice_name(req, &child),
	                             .words = recording_words(sp, r), .by = said_readers(u, r, &v)};
	ui_voices(u, &said, 1);
	recording_show(u, &req->seen, say_path(a, r, ""));
	ui_panel_begin(u, tr(sp, N_("What was done with it?")));
	view_row(u, r, facts, sizeof facts / sizeof *facts);
	ui_panel_end(u);
	ui_cols_end(u);
	if (said_by_reader(req))
		voice_calls(u, NULL);
	return view_end(u, req, &page);
}

/* ---- written down for the pupil ---- */

static const struct choice readers[] = {
	{"open", N_("Everyone who helps, and the parents"), NULL},
	{"dicht", N_("Not the parents: the pupil asked so"), NULL},
	{NULL, NULL, NULL},
};
static const struct field reads = {.name = "wie_leest", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .choices = readers,
	.label = N_("Who may read this? Ask the pupil"), .missing = N_("Choose who may read this")};
static const struct field *const fields[] = {&say_fields[SAY_WORDS], &reads};
const struct form_def form_idea = {
	.name = "opp-idea", .fields = fields, .n = 2, .must = MUST(0), .submit = N_("Save what the pupil says")};

enum err idea_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct ui_link crumbs[] = {{tr(sp, N_("Plan (OPP)")), plan_path(a, &req->seen.row, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("Write down an idea of the pupil")), .crumbs = crumbs, .n_crumbs = 1,
		.intro = tr(sp, N_("In the pupil's own words, one idea at a time: each one gets its own answer.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, req_form(req, &form_idea), plan_path(a, &req->seen.row, "/idee"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err idea_new_post(struct req *req)
{
	bool open = str_is(form_text(req->form, &reads), "open");
	const struct val values[SAY__N] = {
		[SAY_ROUTE] = val_int(req->seen.route), [SAY_QUESTION] = val_text(str_from(say_questions[ASK_FREE].code)),
		[SAY_WORDS] = form_val(req->form, &say_fields[SAY_WORDS]), [SAY_ON] = val_int(route_today(req)),
		[SAY_WRITTEN_BY] = val_int(req->viewer->account),
	};
	struct str pid;
	int64_t id;
	struct change *c = change_begin(&req->act, N_("What the pupil says is saved"), CHANGE_UNDO);
	enum err e = change_new(c, open ? &rec_opp_say : &rec_opp_say_closed, values, &id, &pid);
	return e != OK ? e : req_commit(req, c, "%s", plan_path(req->act.a, &req->seen.row, ""));
}
