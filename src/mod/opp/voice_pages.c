/* The place of the pupil (practice 20): with whom, how, one question a page, and what came of it. The same page shows
 * who helps and who is a parent what is open to them. */
#include "voice.h"

#include "date.h"
#include "flow.h"
#include "opp_pages.h"
#include "outbox.h"
#include "people.h"
#include "route.h"
#include "rule_book.h"
#include "steps.h"
#include "trend.h"

static bool is_own(const struct req *req)
{
	return (req->seen.allowed.writes & PART_BIT(PART_LEERLING)) != 0;
}

static const char *below(struct req *req, const char *rest)
{
	return child_path(req->act.a, &req->seen.row, str_printf(req->act.a, "/stem%s", rest).p);
}

/* ---- what was said, with what came of it ---- */

static const enum ui_tone tones[SAY_STATES] = {
	[SAY_SAID] = TONE_WAIT, [SAY_ANSWERED] = TONE_INFO, [SAY_RIGHT] = TONE_OK, [SAY_WRONG] = TONE_SOON};

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
	struct ui_tag state = view_state(u->sp, r);
	state.tone = tones[flow_state(r)];
	ui_panel_begin(u, str_c(u->a, question->type->show(u->a, u->sp, question, row_val(r, question))));
	ui_tag(u, &state);
	ui_p_str(u, row_text(r, &say_fields[SAY_WORDS]));
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

static void unsafe_show(struct ui *u, const struct voice *v)
{
	for (size_t i = 0; i < v->unsafe.n; i++) {
		const struct row *r = &v->unsafe.v[i].row;
		struct ui_tag state = view_state(u->sp, r);
		state.tone = flow_state(r) == UNSAFE_TOLD ? TONE_LATE : TONE_OK;
		ui_panel_begin(u, tr(u->sp, N_("I do not feel safe")));
		ui_tag(u, &state);
		ui_p(u, tr_fill(u->a, u->sp, N_("Told on {when}. Talk on {day} at the latest."),
		                TR_SLOTS({"when", tr_date_time(u->a, u->sp.lang, row_int(r, &unsafe_fields[UNSAFE_AT]))},
		                         {"day", tr_date(u->a, u->sp.lang, (int32_t)row_int(r, &unsafe_fields[UNSAFE_DUE]),
		                                         DATE_LONG)})).p);
		ui_p_link(u, NULL, str_printf(u->a, "/vertrouwen/" STR_FMT, STR_ARG(r->pid)).p, tr(u->sp,
			N_("Open this")), NULL);
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
		{.label = tr(u->sp, N_("With whom do you want to talk?")), .href = below(req, "/met-wie"),
		 .sub = to != NULL ? to->name : str_from(tr(u->sp, N_("Not chosen yet")))},
		{.label = tr(u->sp, N_("How do you want to tell it?")), .href = below(req, "/hoe"),
		 .sub = chosen.type == VAL_NULL ? str_from(tr(u->sp,
			N_("Not chosen yet"))) : how->type->show(u->a, u->sp, how, chosen)},
		{.label = tr(u->sp, N_("Answer the questions")), .href = below(req, "/vraag/1"),
		 .sub = str_from(tr(u->sp, N_("Five questions. You may skip each of them")))},
		{.label = tr(u->sp, N_("I do not feel safe")), .href = below(req, "/niet-veilig"),
		 .sub = str_from(tr(u->sp, N_("Someone talks with you the same school day")))},
	};
	ui_choices(u, choices, 4);
	if (app_can_open(req->app, req->viewer, child_path(u->a, &req->seen.row, "/bestanden")))
		ui_p_link(u, NULL, child_path(u->a, &req->seen.row, "/bestanden"),
		          tr(u->sp, N_("Hand in a drawing or a recording")),
		          tr(u->sp, N_("Choose the part of what you say yourself. Your parents do not see it then. Who helps "
		                       "you does.")));
	if (to != NULL)
		ui_small(u, tr_fill(u->a, u->sp, N_("Is it for one person only? Draw it on paper and give it to {name}."),
		                    TR_SLOTS({"name", to->name})).p);
}

enum err voice_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	struct voice v;
	struct basis basis;
	enum err e = voice_load(req, &v);
	if (e == OK)
		e = basis_load(&req->act, child->id, &basis);
	if (e != OK)
		return e;
	const struct slot name = {"name", row_text(child, &route_fields[ROUTE_GIVEN_NAME])};
	const struct ui_link crumbs[] = {{child_name(a, child).p, child_path(a, child, "")}};
	struct ui_page page = {
		.title = is_own(req) ? tr(sp, N_("My opinion")) : tr_fill(a, sp, N_("What {name} says"), &name, 1).p,
		.window_title = tr(sp, N_("My opinion")), .crumbs = crumbs, .n_crumbs = 1, .narrow = is_own(req),
	};
	struct ui *u = view_begin(req, &page);
	if (is_own(req)) {
		before_writing(u, &v, route_today(req), basis.calendar);
		own_ways(u, req, &v);
	}
	unsafe_show(u, &v);
	if (said_show(u, &v) == 0)
		ui_empty(u, tr(sp, N_("Nothing is said yet")),
		         tr(sp, N_("What is said stands here, with what was done with it.")), NULL);
	if (is_own(req))
		voice_calls(u, NULL);
	return view_end(u, req, &page);
}

/* /mijn-mening: a pupil has one route. */
enum err voice_own_page(struct req *req)
{
	struct seen_page found;
	enum err e = scope_page(&req->act, route_list(LIST_CHILDREN), (struct str){0}, 0, (struct str){0}, &found);
	if (e != OK)
		return e;
	for (size_t i = 0; i < found.n; i++)
		if ((found.v[i].allowed.writes & PART_BIT(PART_LEERLING)) != 0)
			return req_redirect(req, "%s", child_path(req->act.a, &found.v[i].row, "/stem"));
	return ERR_NOT_FOUND;
}

/* ---- with whom ---- */

static const struct field who = {.name = "wie", .type = &T_LINE, .privacy = PRIV_PERSONAL, .max = 20,
	.label = N_("With whom do you want to talk?"), .missing = N_("Choose someone")};
static const struct field *const who_fields[] = {&who};
const struct form_def form_voice_adult = {
	.name = "voice-adult", .fields = who_fields, .n = 1, .submit = N_("Choose")};

static struct ui_page small_page(struct req *req, const char *title, struct ui_link *crumb)
{
	*crumb = (struct ui_link){tr(req->act.speak, N_("My opinion")), below(req, "")};
	return (struct ui_page){.title = tr(req->act.speak, title), .crumbs = crumb, .n_crumbs = 1, .narrow = true};
}

enum err voice_adult_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_link crumb;
	struct voice v;
	enum err e = voice_load(req, &v);
	if (e != OK)
		return e;
	struct ui_page page = small_page(req, N_("With whom do you want to talk?"), &crumb);
	page.intro = tr(sp, N_("Choose who feels good for you. You may choose another one any day."));
	struct ui_choice *choices = ARENA_ARRAY(req->act.a, struct ui_choice, ADULTS_MAX);
	struct ui *u = view_begin(req, &page);
	for (size_t i = 0; i < v.n_adults; i++) {
		struct ui_pair *hidden = ARENA_ARRAY(u->a, struct ui_pair, 2);
		hidden[0] = (struct ui_pair){"wie", v.adults[i].pid};
		hidden[1] = (struct ui_pair){UI_KEY, form_new(u->a, &form_voice_adult)->key};
		choices[i] = (struct ui_choice){.label = v.adults[i].name.p, .sub = str_from(tr(sp,
			role_def(v.adults[i].role)->label)),
		                                .action = below(req, "/met-wie"), .hidden = hidden, .n_hidden = 2};
	}
	ui_choices(u, choices, v.n_adults);
	ui_p(u, tr(sp,
		N_("Is the right one not here? Tell one of them whom you want. Or call the Kindertelefoon: they know nobody "
	                  "at your school.")));
	voice_calls(u, NULL);
	return view_end(u, req, &page);
}

static const struct stmt stmt_confidants = {
	"SELECT id FROM relation WHERE route = $1 AND kind = 'confidant' AND ends > $2 ORDER BY id LIMIT 20", "ii", "i"};

/* The choice, made where there is none yet. */
static enum err way_of(struct req *req, struct change *c, const struct voice *v, int64_t *id)
{
	struct str pid;
	const struct val values[TALKWAY__N] = {
		[TALKWAY_ROUTE] = val_int(req->seen.route), [TALKWAY_PUPIL] = val_int(req->viewer->account),
		[TALKWAY_ON] = val_int(route_today(req)),
	};
	if (v->way == NULL)
		return change_new(c, &rec_opp_talkway, values, id, &pid);
	*id = v->way->id;
	change_set(c, &rec_opp_talkway, *id, &talkway_fields[TALKWAY_ON], val_int(route_today(req)));
	return OK;
}

/* Whom the pupil chose before does not hear what is said from now on. */
static enum err confide(struct req *req, struct change *c, const struct adult *to, int64_t way)
{
	const struct rows *r;
	int64_t id;
	enum err e = act_exec(&req->act, &stmt_confidants, DB_ARGS(val_int(req->seen.route), val_int(req->act.now)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		relation_end(c, rows_int(r, i, 0), req->act.now);
	if (e != OK)
		return e;
	return relation_give(c, &(struct relation){
		.route = req->seen.route, .grantee = to->holds, .kind = REL_CONFIDANT,
		.parts = PART_BIT(PART_KERN) | PART_BIT(PART_STEM) | PART_BIT(PART_LEERLING), .begins = req->act.now,
		.ends = INSTANT_OPEN, .src_rec = &rec_opp_talkway, .src_id = way, .given_by = req->viewer->account}, &id);
}

/* A notice that says nothing (M8), once for each adult to whom it goes. */
static void notify(struct change *c, int64_t unsafe, int64_t account, int32_t day)
{
	outbox_put(c, &(struct notice){.kind = NOTICE_WAITING, .account = account, .by = day, .minutes = 15,
	                               .once = str_printf(change_act(c)->a, "unsafe:%lld:%lld", (long long)unsafe,
	                                                  (long long)account)});
}

/* What is not talked about yet goes along with the choice: it never stands on nobody's list. */
static void unsafe_goes_along(struct change *c, const struct voice *v, const struct adult *to)
{
	for (size_t i = 0; i < v->unsafe.n; i++) {
		const struct row *r = &v->unsafe.v[i].row;
		if (flow_state(r) != UNSAFE_TOLD || row_int(r, &unsafe_fields[UNSAFE_TO]) == to->account)
			continue;
		change_set(c, &rec_opp_unsafe, r->id, &unsafe_fields[UNSAFE_TO], val_int(to->account));
		notify(c, r->id, to->account, (int32_t)row_int(r, &unsafe_fields[UNSAFE_DUE]));
	}
}

static const struct adult *named(const struct voice *v, struct str pid)
{
	for (size_t i = 0; i < v->n_adults; i++)
		if (str_eq(v->adults[i].pid, pid))
			return &v->adults[i];
	return NULL;
}

enum err voice_adult_post(struct req *req)
{
	struct voice v;
	int64_t way = 0;
	enum err e = voice_load(req, &v);
	if (e != OK)
		return e;
	const struct adult *to = named(&v, form_text(req->form, &who));
	if (to == NULL) {
		form_wrong(req->form, NULL, str_from(tr(req->act.speak, N_("Choose someone who works with you"))));
		return ERR_INVALID;
	}
	struct change *c = change_begin(&req->act, N_("You chose with whom you talk"), 0);
	e = way_of(req, c, &v, &way);
	if (e == OK)
		e = confide(req, c, to, way);
	if (e != OK)
		return e;
	change_set(c, &rec_opp_talkway, way, &talkway_fields[TALKWAY_ADULT], val_int(to->account));
	unsafe_goes_along(c, &v, to);
	return req_commit(req, c, "%s", below(req, ""));
}

/* ---- how ---- */

static const struct field *const how_fields[] = {&talkway_fields[TALKWAY_HOW], &talkway_fields[TALKWAY_SPEAKER]};
const struct form_def form_voice_how = {.name = "voice-how", .fields = how_fields, .n = 2, .submit = N_("Choose this")};

enum err voice_how_page(struct req *req)
{
	struct form *f = req_form(req, &form_voice_how);
	struct ui_link crumb;
	struct voice v;
	enum err e = voice_load(req, &v);
	if (e != OK)
		return e;
	struct ui_page page = small_page(req, N_("How do you want to tell it?"), &crumb);
	page.intro = tr(req->act.speak, N_("A drawing or a recording you give to whom you chose. Nothing is wrong."));
	if (!f->posted && v.way != NULL)
		form_from_row(f, req->act.a, v.way);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, below(req, "/hoe"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err voice_how_post(struct req *req)
{
	struct voice v;
	int64_t way = 0;
	enum err e = voice_load(req, &v);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("You chose how you tell it"), 0);
	e = way_of(req, c, &v, &way);
	if (e != OK)
		return e;
	change_set(c, &rec_opp_talkway, way, how_fields[0], form_val(req->form, how_fields[0]));
	change_set(c, &rec_opp_talkway, way, how_fields[1], form_val(req->form, how_fields[1]));
	return req_commit(req, c, "%s", below(req, ""));
}

/* ---- one question a page ---- */

static const struct choice readers[] = {
	{"open", N_("Everyone who helps me, and my parents"), NULL},
	{"dicht", N_("Not my parents"), NULL},
	{"een", N_("Only one person"), NULL},
	{NULL, NULL, NULL},
};
enum { READ_OPEN, READ_CLOSED, READ_ONE };
static const struct field reads = {.name = "wie_leest", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .choices = readers,
	.label = N_("Who may read this?"), .missing = N_("Choose who may read this")};
static const struct field seen_calls = {.name = "gezien", .type = &T_YES, .need = NEED_OPTIONAL,
	.privacy = PRIV_PERSONAL, .label = N_("I have read this")};
static const struct field *const ask_fields[] = {&say_fields[SAY_WORDS], &reads, &seen_calls};
/* No drafts: nothing of it is kept before it is sent. */
const struct form_def form_voice_ask = {.name = "voice-ask", .fields = ask_fields, .n = 3, .submit = N_("Send this")};

/* 1 to SAY_QUESTIONS, by the address; 0: there is no such question. */
static int64_t asked(const struct req *req)
{
	int64_t n;
	return str_to_i64(req_param(req, 1), &n) && n >= 1 && n <= SAY_QUESTIONS ? n : 0;
}

static const char *ask_path(struct req *req, int64_t n)
{
	return n > SAY_QUESTIONS ? below(req, "") : below(req, str_printf(req->act.a, "/vraag/%lld", (long long)n).p);
}

static void readers_show(struct ui *u, const struct form *f, const struct voice *v)
{
	const struct adult *to = voice_chosen(v);
	size_t at = form_index(f, &reads);
	struct ui_option o[] = {
		[READ_OPEN] = {.value = S("open"), .label = tr(u->sp, readers[READ_OPEN].label)},
		[READ_CLOSED] = {.value = S("dicht"), .label = tr(u->sp, readers[READ_CLOSED].label),
		                 .hint = tr_fill(u->a, u->sp, N_("These people read it: {names}"),
		                                 TR_SLOTS({"names", voice_readers(u->a, v)})).p},
		[READ_ONE] = {.value = S("een")},
	};
	if (to != NULL) {
		o[READ_ONE].label = tr_fill(u->a, u->sp, N_("Only {name}"), TR_SLOTS({"name", to->name})).p;
		o[READ_ONE].hint = tr(u->sp, N_("This stays between you two. It does not come into the plan"));
	}
	for (size_t i = 0; i < sizeof o / sizeof *o; i++)
		o[i].chosen = str_eq(o[i].value, f->raw[at]);
	ui_field(u, &(struct ui_field){.kind = FIELD_RADIOS, .name = reads.name, .label = tr(u->sp, reads.label),
	                               .error = f->error[at], .options = o, .n_options = to != NULL ? 3 : 2});
}

enum err voice_ask_page(struct req *req)
{
	struct speak sp = req->act.speak;
	int64_t n = asked(req);
	struct form *f = req_form(req, &form_voice_ask);
	struct opp_setting set;
	struct ui_link crumb;
	struct voice v;
	enum err e = n == 0 ? ERR_NOT_FOUND : voice_load(req, &v);
	if (e == OK)
		e = opp_setting_now(&req->act, &set);
	if (e != OK)
		return e;
	bool danger = f->posted && voice_danger(req->act.a, f->raw[form_index(f, &say_fields[SAY_WORDS])], set.words);
	struct ui_page page = small_page(req, say_questions[n - 1].label, &crumb);
	page.window_title = tr(sp, N_("A question for you"));
	page.intro = tr_fill(req->act.a, sp, N_("Question {n} of {all}. Nobody reads it tonight."),
	                     TR_SLOTS({"n", tr_number(req->act.a, sp.lang, n)},
	                              {"all", tr_number(req->act.a, sp.lang, SAY_QUESTIONS)})).p;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, ask_path(req, n));
	voice_calls(u, danger ? NULL : str_c(u->a, set.words));
	if (danger)
		ui_hidden(u, seen_calls.name, S("1"));
	view_field(u, f, &say_fields[SAY_WORDS]);
	readers_show(u, f, &v);
	view_form_end(u, f);
	ui_p_link(u, NULL, ask_path(req, n + 1), tr(sp, N_("Skip this question")), NULL);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* What is said, in the record of those who may read it. */
static enum err say(struct req *req, struct change *c, const struct voice *v, enum say_question q)
{
	struct str who_reads = form_text(req->form, &reads);
	const struct adult *to = str_is(who_reads, "een") ? voice_chosen(v) : NULL;
	const struct val values[SAY__N] = {
		[SAY_ROUTE] = val_int(req->seen.route), [SAY_PUPIL] = val_int(req->viewer->account),
		[SAY_TO] = to == NULL ? val_null() : val_int(to->account),
		[SAY_QUESTION] = val_text(str_from(say_questions[q].code)),
		[SAY_WORDS] = form_val(req->form, &say_fields[SAY_WORDS]), [SAY_ON] = val_int(route_today(req)),
		[SAY_WRITTEN_BY] = val_int(req->viewer->account),
	};
	struct str pid;
	int64_t id;
	return change_new(c, str_is(who_reads, "open") ? &rec_opp_say : &rec_opp_say_closed, values, &id, &pid);
}

enum err voice_ask_post(struct req *req)
{
	int64_t n = asked(req);
	struct opp_setting set;
	struct voice v;
	enum err e = n == 0 ? ERR_NOT_FOUND : voice_load(req, &v);
	if (e == OK)
		e = opp_setting_now(&req->act, &set);
	if (e != OK)
		return e;
	bool calls = form_val(req->form, &seen_calls).i == 0 &&
	             voice_danger(req->act.a, form_text(req->form, &say_fields[SAY_WORDS]), set.words);
	if (calls)
		form_wrong(req->form, NULL, str_from(tr(req->act.speak,
			N_("Read first whom you can call. Do you want to send it? Press the button once more"))));
	if (str_is(form_text(req->form, &reads), "een") && voice_chosen(&v) == NULL)
		form_wrong(req->form, &reads, str_from(tr(req->act.speak, N_("Choose first with whom you want to talk"))));
	if (req->form->errors > 0)
		return ERR_INVALID;
	struct change *c = change_begin(&req->act, N_("You sent it"), 0);
	e = say(req, c, &v, (enum say_question)(n - 1));
	return e != OK ? e : req_commit(req, c, "%s", ask_path(req, n + 1));
}

/* ---- not safe ---- */

static const struct field *const no_fields[] = {NULL};
const struct form_def form_voice_unsafe = {
	.name = "voice-unsafe", .fields = no_fields, .n = 0, .submit = N_("Tell it now")};

/* By which day, and who is away then. */
static enum err unsafe_load(struct req *req, struct voice *v, int32_t *day)
{
	struct basis basis;
	enum err e = voice_load(req, v);
	if (e == OK)
		e = basis_load(&req->act, req->seen.route, &basis);
	if (e != OK)
		return e;
	*day = voice_same_day(route_today(req), basis.calendar);
	return voice_away(req, v, *day);
}

/* Said before it is told: who gets it, and when someone comes. */
static struct str who_hears(struct req *req, const struct voice *v, int32_t day)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	const struct slot slots[] = {{"name", voice_chosen(v)->name}, {"day", tr_date(a, sp.lang, day, DATE_LONG)},
	                             {"others", voice_instead(a, v)}};
	if (voice_hears(v) != NULL)
		return tr_fill(a, sp, N_("{name} gets a message now, and talks with you on {day}. Your parents do not see this "
		                         "here. When grown-ups must act, they tell you first."), slots, 2);
	if (slots[2].value.n == 0)
		return tr_fill(a, sp,
		               N_("{name} is not there on {day}. Who stands in at your school gets it now, and talks with you "
		                  "that day. Your parents do not see this here. When grown-ups must act, they tell you first."),
		               slots, 2);
	return tr_fill(a, sp,
	               N_("{name} is not there on {day}. So {others} gets a message now, and talks with you that day. "
	                  "Your parents do not see this here. When grown-ups must act, they tell you first."),
	               slots, 3);
}

enum err voice_unsafe_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_link crumb;
	struct voice v;
	int32_t day;
	enum err e = unsafe_load(req, &v, &day);
	if (e != OK)
		return e;
	const struct adult *to = voice_chosen(&v);
	struct ui_page page = small_page(req, N_("I do not feel safe"), &crumb);
	page.intro = tr(sp, N_("Good that you say it. It is not your fault."));
	struct ui *u = view_begin(req, &page);
	voice_calls(u, NULL);
	ui_panel_begin(u, tr(sp, N_("What happens then?")));
	if (to == NULL) {
		ui_p(u, tr(sp, N_("Choose first with whom you want to talk.")));
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_PRIMARY, below(req, "/met-wie"), tr(sp, N_("Choose someone")));
		ui_buttons_end(u);
	} else {
		ui_p(u, who_hears(req, &v, day).p);
		view_form(u, req_form(req, &form_voice_unsafe), below(req, "/niet-veilig"));
	}
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err voice_unsafe_post(struct req *req)
{
	struct voice v;
	struct str pid;
	int64_t id;
	int32_t day;
	enum err e = unsafe_load(req, &v, &day);
	if (e != OK)
		return e;
	const struct adult *to = voice_chosen(&v);
	if (to == NULL) {
		form_wrong(req->form, NULL, str_from(tr(req->act.speak, N_("Choose first with whom you want to talk"))));
		return ERR_INVALID;
	}
	const struct adult *hears = voice_hears(&v);
	const struct val values[UNSAFE__N] = {
		[UNSAFE_ROUTE] = val_int(req->seen.route), [UNSAFE_PUPIL] = val_int(req->viewer->account),
		[UNSAFE_TO] = hears == NULL ? val_null() : val_int(hears->account), [UNSAFE_WHAT] = val_text(S("niet-veilig")),
		[UNSAFE_AT] = val_int(req->act.now), [UNSAFE_DUE] = val_int(day),
	};
	struct change *c = change_begin(&req->act, N_("It is told. You did well"), 0);
	e = change_new(c, &rec_opp_unsafe, values, &id, &pid);
	if (e != OK)
		return e;
	for (size_t i = 0; i < v.n_adults; i++)
		if (voice_is_told(&v, i))
			notify(c, id, v.adults[i].account, day);
	return req_commit(req, c, "%s", below(req, ""));
}
