/* One question a page: answered in words, by a drawing or by a recording (practice 12 and 20), each with who may read
 * it. */
#include "voice.h"

#include "flow.h"
#include "opp_pages.h"
#include "outbox.h"
#include "people.h"
#include "route.h"
#include "rule_book.h"

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
static const struct field *const file_fields[] = {&reads};
/* No drafts: nothing of it is kept before it is sent. */
const struct form_def form_voice_ask = {.name = "voice-ask", .fields = ask_fields, .n = 3, .must = MUST(0),
	.submit = N_("Send this")};
const struct form_def form_voice_draw = {.name = "voice-draw", .fields = file_fields, .n = 1,
	.upload = N_("Your drawing"), .submit = N_("Send this")};
const struct form_def form_voice_record = {.name = "voice-record", .fields = file_fields, .n = 1,
	.upload = N_("Your recording"), .submit = N_("Send this")};

/* How a question is answered, as it stands behind its address. */
static const struct ask_way {
	const char *how;     /* a code of talkway_hows; NULL: all others */
	const char *below;
	const char *instead; /* English: the link to it from the other ways */
	const struct form_def *form;
	const char *hint, *accept, *capture;
	uint32_t only; /* kinds of file */
} ways[] = {
	{NULL, "", N_("Rather write it"), &form_voice_ask, NULL, NULL, NULL, 0},
	{"tekenen", "/tekening", N_("Rather draw it"), &form_voice_draw,
	 N_("Draw it on paper and take a picture of it. Or choose a picture. At most {n} MB."),
	 "image/png,image/jpeg,.png,.jpg,.jpeg", "environment", PICTURES},
	{"opnemen", "/opname", N_("Rather record it"), &form_voice_record,
	 N_("Say it in your own words, at most three minutes. Someone writes down what you said, and you say whether that "
	    "is right. At most {n} MB."),
	 RECORDING_ACCEPT, "user", RECORDINGS},
};
enum { WAY_WRITE, WAY_DRAW, WAY_RECORD, WAYS };

const char *ask_way(const struct voice *v)
{
	for (size_t i = WAY_DRAW; v->way != NULL && i < WAYS; i++)
		if (str_is(row_text(v->way, &talkway_fields[TALKWAY_HOW]), ways[i].how))
			return ways[i].below;
	return ways[WAY_WRITE].below;
}

/* 1 to SAY_QUESTIONS, by the address; 0: there is no such question. */
static int64_t asked(const struct req *req)
{
	int64_t n;
	return str_to_i64(req_param(req, 1), &n) && n >= 1 && n <= SAY_QUESTIONS ? n : 0;
}

static const char *ask_path(struct req *req, int64_t n, const struct ask_way *w)
{
	if (n > SAY_QUESTIONS)
		return voice_path(req, "");
	return voice_path(req, str_printf(req->act.a, "/vraag/%lld%s", (long long)n, w->below).p);
}

static void readers_show(struct ui *u, const struct form *f, const struct voice *v)
{
	const struct adult *to = voice_chosen(v);
	size_t at = form_index(f, &reads);
	struct ui_option o[] = {
		[READ_OPEN] = {.value = S("open"), .label = tr(u->sp, readers[READ_OPEN].label)},
		[READ_CLOSED] = {.value = S("dicht"), .label = tr(u->sp, readers[READ_CLOSED].label),
		                 .hint = tr_fill(u->a, u->sp, N_("These people read it: {names}"),
		                                 TR_SLOTS({"names", voice_readers(u->a, v, to)})).p},
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

/* The words, with whom to call beside them; or the control for the file. */
static void answer_control(struct ui *u, struct req *req, const struct form *f, const struct ask_way *w,
                           struct str danger_words)
{
	enum { MB = 20 };
	if (w->accept != NULL) {
		ui_field(u, &(struct ui_field){
			.kind = FIELD_FILE, .name = FORM_UPLOAD, .label = tr(u->sp, f->def->upload), .error = f->upload_error,
			.accept = w->accept, .capture = w->capture,
			.hint = tr_fill(u->a, u->sp, w->hint,
			                TR_SLOTS({"n", tr_number(u->a, u->sp.lang, document_most(req) >> MB)})).p});
		return;
	}
	bool danger = f->posted && voice_danger(u->a, f->raw[form_index(f, &say_fields[SAY_WORDS])], danger_words);
	voice_calls(u, danger ? NULL : str_c(u->a, danger_words));
	if (danger)
		ui_hidden(u, seen_calls.name, S("1"));
	view_field(u, f, &say_fields[SAY_WORDS]);
}

static void other_ways(struct ui *u, struct req *req, int64_t n, const struct ask_way *w)
{
	for (size_t i = 0; i < WAYS; i++)
		if (&ways[i] != w)
			ui_p_link(u, NULL, ask_path(req, n, &ways[i]), tr(u->sp, ways[i].instead), NULL);
	ui_p_link(u, NULL, ask_path(req, n + 1, w), tr(u->sp, N_("Skip this question")), NULL);
}

/* Which question, who works with the pupil, and the words of danger. */
static enum err ask_load(struct req *req, int64_t *n, struct voice *v, struct opp_setting *set)
{
	const struct stmt_asked *now = opp_setting_ask(&req->act);
	*n = asked(req);
	enum err e = *n == 0 ? ERR_NOT_FOUND : voice_load(req, v);
	return e != OK ? e : opp_setting_take(&req->act, now, set);
}

static enum err ask_page(struct req *req, const struct ask_way *w)
{
	struct speak sp = req->act.speak;
	struct form *f = req_form(req, w->form);
	struct opp_setting set;
	struct ui_link crumb;
	struct voice v;
	int64_t n;
	enum err e = ask_load(req, &n, &v, &set);
	if (e != OK)
		return e;
	struct ui_page page = voice_small_page(req, say_questions[n - 1].label, &crumb);
	page.window_title = tr(sp, N_("A question for you"));
	page.intro = tr_fill(req->act.a, sp, N_("Question {n} of {all}. Nobody reads it tonight."),
	                     TR_SLOTS({"n", tr_number(req->act.a, sp.lang, n)},
	                              {"all", tr_number(req->act.a, sp.lang, SAY_QUESTIONS)})).p;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, ask_path(req, n, w));
	answer_control(u, req, f, w, set.words);
	readers_show(u, f, &v);
	view_form_end(u, f);
	other_ways(u, req, n, w);
	ui_panel_end(u);
	if (w->accept != NULL)
		voice_calls(u, NULL);
	return view_end(u, req, &page);
}

enum err voice_ask_page(struct req *req)
{
	return ask_page(req, &ways[WAY_WRITE]);
}

enum err voice_draw_page(struct req *req)
{
	return ask_page(req, &ways[WAY_DRAW]);
}

enum err voice_record_page(struct req *req)
{
	return ask_page(req, &ways[WAY_RECORD]);
}

/* ---- sent ---- */

/* The chosen adult looks on the day that the pupil was told: a notice that says nothing, one for a day. */
static enum err adult_looks(struct req *req, struct change *c, const struct adult *to)
{
	struct basis basis;
	enum err e = basis_load(&req->act, req->seen.route, &basis);
	if (e != OK)
		return e;
	int32_t day = voice_day(route_today(req), basis.calendar);
	outbox_put(c, &(struct notice){.kind = NOTICE_WAITING, .account = to->account, .by = day, .minutes = 5,
	                               .once = str_printf(req->act.a, "said:%lld:%d", (long long)req->seen.route, day)});
	return OK;
}

/* What is said, in the record of those who may read it. `file` NULL: in words. */
static enum err say_put(struct req *req, struct change *c, const struct voice *v, enum say_question q,
                    const struct document_file *file)
{
	struct str who_reads = form_text(req->form, &reads);
	const struct adult *heard = voice_chosen(v);
	struct val values[SAY__N] = {
		[SAY_ROUTE] = val_int(req->seen.route), [SAY_PUPIL] = val_int(req->viewer->account),
		[SAY_TO] = heard != NULL && str_is(who_reads, "een") ? val_int(heard->account) : val_null(),
		[SAY_HEARD] = heard == NULL ? val_null() : val_int(heard->account),
		[SAY_QUESTION] = val_text(str_from(say_questions[q].code)), [SAY_ON] = val_int(route_today(req)),
		[SAY_WRITTEN_BY] = val_int(req->viewer->account),
	};
	struct str pid;
	int64_t id;
	if (file == NULL)
		values[SAY_WORDS] = form_val(req->form, &say_fields[SAY_WORDS]);
	const struct record *rec = str_is(who_reads, "open") ? &rec_opp_say : &rec_opp_say_closed;
	enum err e = held_new(c, rec, values, file, &id, &pid);
	return e == OK && heard != NULL ? adult_looks(req, c, heard) : e;
}

static enum err ask_post(struct req *req, const struct ask_way *w)
{
	struct document_file file;
	struct opp_setting set;
	struct voice v;
	int64_t n;
	enum err e = ask_load(req, &n, &v, &set);
	if (e != OK)
		return e;
	if (w->accept == NULL && form_val(req->form, &seen_calls).i == 0 &&
	    voice_danger(req->act.a, form_text(req->form, &say_fields[SAY_WORDS]), set.words))
		form_wrong(req->form, NULL, str_from(tr(req->act.speak,
			N_("Read first whom you can call. Do you want to send it? Press the button once more"))));
	if (str_is(form_text(req->form, &reads), "een") && voice_chosen(&v) == NULL)
		form_wrong(req->form, &reads, str_from(tr(req->act.speak, N_("Choose first with whom you want to talk"))));
	if (req->form->errors > 0)
		return ERR_INVALID;
	e = w->accept == NULL ? OK : document_sent(req, w->only, &file);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("You sent it"), 0);
	e = say_put(req, c, &v, (enum say_question)(n - 1), w->accept == NULL ? NULL : &file);
	return e != OK ? e : req_commit(req, c, "%s", ask_path(req, n + 1, w));
}

enum err voice_ask_post(struct req *req)
{
	return ask_post(req, &ways[WAY_WRITE]);
}

enum err voice_draw_post(struct req *req)
{
	return ask_post(req, &ways[WAY_DRAW]);
}

enum err voice_record_post(struct req *req)
{
	return ask_post(req, &ways[WAY_RECORD]);
}
