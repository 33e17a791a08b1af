/* What each at the table does for oneself: choose a moment, say something before the talk, say whether the report is
 * right. The same pages serve a guest, behind another address. */
#include "meeting_pages.h"

#include "date.h"
#include "flow.h"
#include "meeting_rules.h"
#include "people.h"
#include "route.h"
#include "steps.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define OF(f) &invitee_fields[INVITEE_##f]
#define SAID(f) (&contribution_fields[CONTRIBUTION_##f])

static const struct field *const answer_fields[] = {
	OF(ANSWER), OF(CAN_A), OF(CAN_B), OF(CAN_C), OF(INTERPRETER), OF(LANGUAGE), OF(HEARS), OF(APART), OF(WISH),
};
const struct form_def form_meeting_answer = {
	.name = "meeting-answer", .fields = answer_fields, .n = N_OF(answer_fields), .must = MUST(0),
	.drafts = true, .submit = N_("Send your answer")};
/* Parents and pupil may speak instead (practice 12); anyone else writes. */
static const struct field recording = FILE_FIELD("opname", N_("Would you rather say it? Make a recording"));
static const struct field *const say_fields[] = {SAID(WORDS), &recording};
const struct form_def form_meeting_say = {.name = "meeting-say", .fields = say_fields, .n = 2, .drafts = true,
	.upload = N_("Your recording"), .submit = N_("Send it")};
static const struct field words_only = {.name = "words", .type = &T_LINES, .min = 2, .max = 3000,
	.label = N_("What do you want to say?"), .hint = N_("What goes well? What is hard? What would help?"),
	.missing = N_("Write what you want to say")};
static const struct field *const guest_fields[] = {&words_only};
const struct form_def form_meeting_say_guest = {
	.name = "meeting-say-guest", .fields = guest_fields, .n = 1, .drafts = true, .submit = N_("Send it")};
/* The same of someone else, written down by who leads the talk. */
static const struct field their_words = {.name = "words", .type = &T_LINES, .min = 2, .max = 3000,
	.label = N_("What did they say?"), .missing = N_("Write what they said")};
static const struct field *const write_fields[] = {SAID(VOICE), &their_words};
const struct form_def form_meeting_write = {
	.name = "meeting-write", .fields = write_fields, .n = 2, .drafts = true, .submit = N_("Save")};
static const struct field *const read_fields[] = {OF(READ), OF(READ_WHY)};
const struct form_def form_meeting_read = {
	.name = "meeting-read", .fields = read_fields, .n = 2, .must = MUST(0), .drafts = true,
	.submit = N_("Send your answer")};

/* In which states each can be done. */
enum own_act { OWN_ANSWER, OWN_SAY, OWN_READ, OWN__N };
static const uint32_t when[OWN__N] = {
	[OWN_ANSWER] = MEETING_BIT(INVITED),
	[OWN_SAY] = MEETING_BIT(INVITED) | MEETING_BIT(HELD),
	[OWN_READ] = MEETING_BIT(REPORT),
};

/* The talk with one's own place in it. ERR_NOT_FOUND: not at the table; ERR_CONFLICT: not now. */
static enum err load_own(struct req *req, enum own_act act, struct meeting_view *v)
{
	enum err e = meeting_load(req, v);
	if (e != OK)
		return e;
	if (v->own == NULL)
		return ERR_NOT_FOUND;
	if (act == OWN_READ && meeting_waits(v))
		return ERR_CONFLICT;
	if (act == OWN_READ && !invitee_reads_back(&v->own->row))
		return ERR_DENIED;
	return (when[act] >> flow_state(&req->seen.row) & 1) != 0 ? OK : ERR_CONFLICT;
}

enum err piece_form_page(struct req *req, const struct meeting_view *v, struct form *f, const char *title,
                         const char *intro, const char *below)
{
	struct ui_page page = {.intro = intro};
	struct ui *u = meeting_begin(req, v, &page, title);
	ui_panel_begin(u, NULL);
	view_form(u, f, meeting_own_path(req, &v->of->row, below));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* A page that cannot be done now says so, and leads back. */
static enum err not_now(struct req *req, const struct meeting_view *v)
{
	struct ui_page page = {.intro = tr(req->act.speak, N_("This cannot be done now."))};
	struct ui *u = meeting_begin(req, v, &page, tr(req->act.speak, N_("Talk together")));
	ui_p_link(u, NULL, meeting_own_path(req, &v->of->row, ""), tr(req->act.speak, N_("Go to the talk")), NULL);
	return view_end(u, req, &page);
}

typedef enum err own_handler(struct req *req, struct meeting_view *v);

static enum err with_own(struct req *req, enum own_act act, own_handler *then)
{
	struct meeting_view v;
	enum err e = load_own(req, act, &v);
	return e == ERR_CONFLICT ? not_now(req, &v) : e != OK ? e : then(req, &v);
}

/* ---- answering ---- */

static void moments_field(struct ui *u, const struct form *f, const struct row *r)
{
	struct ui_option o[MOMENTS];
	size_t n = 0;
	for (int i = 0; i < MOMENTS; i++) {
		const struct field *field = &invitee_fields[INVITEE_CAN_A + i];
		if (meeting_has_moment(r, i))
			o[n++] = (struct ui_option){.value = S("1"), .label = meeting_moment(u->a, u->sp, r, i).p,
			    .name = field->name, .hint = meeting_day_off(u, r, i),
			                            .chosen = f->raw[form_index(f, field)].n > 0};
	}
	ui_field(u, &(struct ui_field){.kind = FIELD_CHECKS, .name = invitee_fields[INVITEE_CAN_A].name, .options = o,
	                               .n_options = n, .label = tr(u->sp, N_("Which moments suit you?")),
	                               .error = f->error[form_index(f, &invitee_fields[INVITEE_CAN_A])],
	                               .hint = tr(u->sp, N_("Nobody else who is invited sees what you choose"))});
}

static enum err answer_page(struct req *req, struct meeting_view *v)
{
	struct ui_page page = {.intro = tr(req->act.speak, N_("Who leads the talk reads your answer, and nobody else "
	    "who is invited."))};
	struct form *f = req_form(req, &form_meeting_answer);
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, req->act.a, &v->own->row);
	f->rev = v->own->row.rev;
	bool parent = invitee_as(&v->own->row) == AS_PARENT, family = parent || invitee_as(&v->own->row) == AS_PUPIL;
	struct ui *u = meeting_begin(req, v, &page, tr(req->act.speak, N_("Choose what suits you")));
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, meeting_own_path(req, &req->seen.row, "/antwoord"));
	view_field(u, f, OF(ANSWER));
	moments_field(u, f, &req->seen.row);
	if (family) {
		view_field(u, f, OF(INTERPRETER));
		view_field(u, f, OF(LANGUAGE));
		view_field(u, f, OF(HEARS));
	}
	if (parent)
		view_field(u, f, OF(APART));
	view_field(u, f, OF(WISH));
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err meeting_answer_page(struct req *req)
{
	return with_own(req, OWN_ANSWER, answer_page);
}

/* `must` has to be answered; `at` becomes the moment of it. */
static enum err own_saved(struct req *req, const struct meeting_view *v, const struct field *must, const char *missing,
                          const struct field *at)
{
	if (form_text(req->form, must).n == 0) {
		form_wrong(req->form, must, str_from(tr(req->act.speak, missing)));
		return ERR_INVALID;
	}
	struct change *c = change_begin(&req->act, N_("Your answer is sent"), 0);
	req->form->rev = v->own->row.rev; /* one's own answer: the last one counts */
	change_put(c, &rec_invitee, v->own->row.id, req->form);
	change_set(c, &rec_invitee, v->own->row.id, at, val_int(req->act.now));
	invitee_paper_gone(c, v->own->row.id);
	return req_commit(req, c, "%s", meeting_own_path(req, &req->seen.row, ""));
}

/* Who comes says when, where there is a choice: else who leads the talk knows nothing. */
static bool says_when(const struct req *req, const struct row *r)
{
	size_t offered = 0, chosen = 0;
	for (int i = 0; i < MOMENTS; i++) {
		struct val can = form_val(req->form, &invitee_fields[INVITEE_CAN_A + i]);
		offered += meeting_has_moment(r, i);
		chosen += can.type != VAL_NULL && can.i != 0;
	}
	return chosen > 0 || offered < 2 || !str_is(form_text(req->form, OF(ANSWER)), "ja");
}

static enum err answer_post(struct req *req, struct meeting_view *v)
{
	if (!meeting_has_moment(&req->seen.row, MOMENT_CHOSEN) && !says_when(req, &req->seen.row)) {
		form_wrong(req->form, &invitee_fields[INVITEE_CAN_A],
		           str_from(tr(req->act.speak, N_("Choose at least one moment that suits you"))));
		return ERR_INVALID;
	}
	return own_saved(req, v, OF(ANSWER), N_("Choose whether you are coming"), OF(ANSWERED));
}

enum err meeting_answer_post(struct req *req)
{
	return with_own(req, OWN_ANSWER, answer_post);
}

/* ---- saying something ---- */

static const enum meeting_voice speaks[AS__N] = {
	[AS_PUPIL] = SPEAKS_PUPIL, [AS_PARENT] = SPEAKS_PARENTS, [AS_SCHOOL] = SPEAKS_SCHOOL,
	    [AS_TEACHER] = SPEAKS_SCHOOL,
	[AS_ADVISER] = SPEAKS_PARTNER, [AS_PRESCHOOL] = SPEAKS_PARTNER, [AS_TEAM] = SPEAKS_PARTNER,
	[AS_PARTNER] = SPEAKS_PARTNER, [AS_GUEST] = SPEAKS_PARTNER,
};

static enum err say_page(struct req *req, struct meeting_view *v)
{
	struct speak sp = req->act.speak;
	const char *title = tr(sp, N_("Say something for the talk"));
	const char *intro = tr(sp, N_("Everyone at the table reads this, also the other parent. What only the school may "
	                              "know, you tell the school."));
	if (v->reader == READER_GUEST)
		return piece_form_page(req, v, req_form(req, &form_meeting_say_guest), title, intro, "/bijdrage");
	bool family = v->reader == READER_FAMILY;
	const struct form *f = req_form(req, &form_meeting_say);
	size_t words = form_index(f, SAID(WORDS));
	struct ui_page page = {.intro = intro};
	struct ui *u = meeting_begin(req, v, &page, title);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, meeting_own_path(req, &v->of->row, "/bijdrage"));
	ui_field(u, &(struct ui_field){.kind = FIELD_LINES, .name = SAID(WORDS)->name, .label = tr(sp, words_only.label),
	                               .hint = tr(sp, words_only.hint), .error = f->error[words],
	                               .value = f->raw[words], .optional = family, .max = words_only.max});
	if (family) {
		recording_field(u, req, f, &recording);
		ui_small(u, tr(sp, N_("Who sits at the table and signs in can listen to it. A guest reads it, after you said "
		                      "that it is meant so.")));
	}
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err meeting_say_page(struct req *req)
{
	return with_own(req, OWN_SAY, say_page);
}

static struct val or_null(struct str s)
{
	return s.n > 0 ? val_text(s) : val_null();
}

/* Whose words they are: the account's own, or those of someone at the table. */
struct speaker {
	enum meeting_voice voice;
	bool own;
	struct str who, family;
};

static enum err said(struct req *req, struct change *c, const struct speaker *s, struct val words,
                     const struct document_file *file)
{
	const struct viewer *w = req->viewer;
	struct val v[CONTRIBUTION__N] = {
		[CONTRIBUTION_ROUTE] = val_int(req->seen.route), [CONTRIBUTION_MEETING] = val_int(req->seen.row.id),
		[CONTRIBUTION_ACCOUNT] = s->own ? val_int(w->account) : val_null(),
		[CONTRIBUTION_VOICE] = val_text(str_from(contribution_fields[CONTRIBUTION_VOICE].choices[s->voice].code)),
		[CONTRIBUTION_WHO] = or_null(s->who), [CONTRIBUTION_FAMILY] = or_null(s->family),
		[CONTRIBUTION_WORDS] = words, [CONTRIBUTION_BY] = s->own ? val_null() : val_text(w->name),
		[CONTRIBUTION_AT] = val_int(req->act.now),
	};
	struct str pid;
	int64_t id;
	return held_new(c, &rec_contribution, v, file, &id, &pid);
}

static struct change *saying(struct req *req)
{
	return change_begin(&req->act, N_("It is on the page of the talk"), 0);
}

static enum err said_all(struct req *req, enum err e, struct change *c)
{
	return e != OK ? e : req_commit(req, c, "%s", meeting_own_path(req, &req->seen.row, ""));
}

/* What was typed and what was recorded are two things that were said. */
static enum err say_post(struct req *req, struct meeting_view *v)
{
	const struct speaker s = {speaks[invitee_as(&v->own->row)], true, row_text(&v->own->row, OF(NAME)),
	                          row_text(&v->own->row, OF(FAMILY))};
	struct document_file file = {.type = DOCUMENT_UNKNOWN};
	bool guest = v->reader == READER_GUEST, family = v->reader == READER_FAMILY;
	struct val words = form_val(req->form, guest ? &words_only : SAID(WORDS));
	enum err e = family ? held_sent(req, &recording, RECORDINGS, &file) : OK;
	if (e != OK)
		return e;
	bool recorded = file.type != DOCUMENT_UNKNOWN;
	if (words.type == VAL_NULL && !recorded) {
		form_wrong(req->form, guest ? &words_only : SAID(WORDS),
		           str_from(tr(req->act.speak, family ? N_("Write what you want to say, or make a recording")
		                                              : N_("Write what you want to say"))));
		return ERR_INVALID;
	}
	struct change *c = saying(req);
	if (words.type != VAL_NULL)
		e = said(req, c, &s, words, NULL);
	if (e == OK && recorded)
		e = said(req, c, &s, val_null(), &file);
	return said_all(req, e, c);
}

enum err meeting_say_post(struct req *req)
{
	return with_own(req, OWN_SAY, say_post);
}

/* Who leads writes down what someone says at the table: of the school it is their own. */
enum err meeting_write_page(struct req *req)
{
	struct meeting_view v;
	enum err e = meeting_load_to_write(req, &v);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_meeting_write);
	if (f->rev == 0)
		f->rev = req->seen.row.rev;
	return piece_form_page(req, &v, f, tr(req->act.speak, N_("Write down what someone says")),
	                       tr(req->act.speak, N_("In their own words. The child and the parents stand first on "
	                       "the page.")),
	                       "/opschrijven");
}

enum err meeting_write_post(struct req *req)
{
	const struct field *f = SAID(VOICE);
	enum meeting_voice voice = 0;
	enum err e = meeting_writes_now(req);
	if (e != OK)
		return e;
	while (voice < SPEAKS__N && !str_is(form_text(req->form, f), f->choices[voice].code))
		voice++;
	const bool own = voice == SPEAKS_SCHOOL;
	const struct speaker s = {voice, own, own ? req->viewer->name : (struct str){0}, {0}};
	struct change *c = saying(req);
	return said_all(req, said(req, c, &s, form_val(req->form, &their_words), NULL), c);
}

/* ---- one thing that was said ---- */

const char *contribution_path(struct arena *a, const struct row *contribution)
{
	return str_printf(a, "/bijdrage/" STR_FMT, STR_ARG(contribution->pid)).p;
}

enum err contribution_page(struct req *req)
{
	static const struct record *const recs[] = {&rec_route, &rec_meeting};
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct seen_page found[N_OF(recs)];
	struct ui_link crumbs[2] = {{NULL, NULL}};
	size_t n = 0;
	view_steps_ask(req);
	enum err e = scope_pieces_all(&req->act, &req->seen, recs, N_OF(recs), found);
	if (e == OK && found[0].n != 1)
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	crumbs[n++] = (struct ui_link){child_name(a, &found[0].v[0].row).p, child_path(a, &found[0].v[0].row, "")};
	for (size_t i = 0; i < found[1].n; i++)
		if (found[1].v[i].row.id == row_int(r, SAID(MEETING)))
			crumbs[n++] = (struct ui_link){tr(sp, N_("Talk together")), meeting_path(a, &found[1].v[i].row, "")};
	struct ui_page page = {.title = tr(sp, N_("Said for the talk together")), .crumbs = crumbs, .n_crumbs = n};
	return recording_page(req, &page, contribution_path(a, r), meeting_voice_of(r));
}

/* ---- is the report right? ---- */

static enum err read_page(struct req *req, struct meeting_view *v)
{
	struct form *f = req_form(req, &form_meeting_read);
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, req->act.a, &v->own->row);
	f->rev = v->own->row.rev;
	struct ui_page page = {.intro = tr(req->act.speak, N_("Read this first. What you say stands beside it."))};
	struct ui *u = meeting_begin(req, v, &page, tr(req->act.speak, N_("Is the report right?")));
	meeting_decided_panel(u, v);
	meeting_actions_panel(u, req, v, false);
	ui_p_link(u, NULL, meeting_own_path(req, &v->of->row, "/verslag"), tr(u->sp, N_("Read the whole report")), NULL);
	ui_panel_begin(u, NULL);
	view_form(u, f, meeting_own_path(req, &v->of->row, "/klopt"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err meeting_read_page(struct req *req)
{
	return with_own(req, OWN_READ, read_page);
}

static enum err read_post(struct req *req, struct meeting_view *v)
{
	return own_saved(req, v, OF(READ), N_("Choose whether it is right"), OF(READ_AT));
}

enum err meeting_read_post(struct req *req)
{
	return with_own(req, OWN_READ, read_post);
}
