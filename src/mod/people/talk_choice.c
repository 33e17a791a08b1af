/* How someone of a family is told that something is ready, and how they are talked with (practice 11 and 13): chosen by
 * the person, or at the desk of the school for who has no way in but a letter. */
#include "letter.h"

#include "own_account.h"
#include "people.h"
#include "view.h"

#define OF(f) &account_fields[ACCOUNT_##f]
static const struct field *const own_fields[] = {OF(CHANNEL), OF(TALK_LANGUAGE), OF(INTERPRETER), OF(RATHER_HEARS)};
const struct form_def form_own_talk = {.name = "own-talk", .fields = own_fields, .n = 4, .submit = N_("Save")};

static const struct field *const desk_fields[] = {OF(LANG), OF(TALK_LANGUAGE), OF(INTERPRETER), OF(RATHER_HEARS)};
const struct form_def form_letter_talk = {.name = "letter-talk", .fields = desk_fields, .n = 4, .submit = N_("Save")};

/* ---- one's own ---- */

bool own_talk_asked(const struct viewer *v)
{
	for (size_t i = 0; i < v->n_seats; i++)
		if (v->seats[i].role == ROLE_PARENT || v->seats[i].role == ROLE_PUPIL)
			return true;
	return false;
}

void own_talk_show(struct ui *u, struct req *req, const struct row *self)
{
	if (!own_talk_asked(req->viewer))
		return;
	ui_panel_begin(u, say(req, N_("How we reach you and talk with you")));
	view_row(u, self, own_fields, 4);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, "/account/overleg", say(req, N_("Change how we talk")));
	ui_buttons_end(u);
	ui_panel_end(u);
}

enum err own_talk_page(struct req *req)
{
	struct row self;
	enum err e = own_talk_asked(req->viewer) ? record_by_id(&req->act, &rec_account, req->viewer->account, &self)
	                                         : ERR_NOT_FOUND;
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_own_talk);
	if (!f->posted)
		form_from_row(f, req->act.a, &self);
	return own_form_page(req, f, say(req, N_("How we reach you and talk with you")),
	                     say(req, N_("Who makes an appointment with you sees this. The other parent does not.")),
	                     "/account/overleg");
}

enum err own_talk_post(struct req *req)
{
	struct row self;
	enum err e = own_talk_asked(req->viewer) ? record_by_id(&req->act, &rec_account, req->viewer->account, &self)
	                                         : ERR_NOT_FOUND;
	if (e != OK)
		return e;
	if (row_text(&self, OF(EMAIL)).n == 0 && str_is(form_text(req->form, OF(CHANNEL)), "mail")) {
		form_wrong(req->form, OF(CHANNEL), str_from(say(req, N_("We have no e-mail address of you. Choose a letter, "
		                                                       "or ask the school to add your address."))));
		return ERR_INVALID;
	}
	struct change *c = change_begin(&req->act, N_("Your choice is saved"), CHANGE_UNDO);
	change_put(c, &rec_account, req->viewer->account, req->form);
	return req_commit(req, c, "/account");
}

/* ---- at the desk ---- */

enum err letter_talk_page(struct req *req)
{
	struct row self;
	struct str pid;
	enum err e = letter_card_of(req, &self, &pid);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{say(req, N_("Letters")), "/brieven"}};
	struct form *f = req_form(req, &form_letter_talk);
	if (!f->posted)
		form_from_row(f, req->act.a, &self);
	struct ui_page page = {
		.title = say_with(req, N_("Talking with {name}"), "name", row_text(&self, OF(NAME))), .crumbs = crumbs,
		.n_crumbs = 1, .intro = say(req, N_("What this person told you. Whoever has an account chooses it there.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, str_printf(req->act.a, "/brieven/" STR_FMT "/overleg", STR_ARG(pid)).p);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err letter_talk_post(struct req *req)
{
	struct row self;
	struct str pid;
	enum err e = letter_card_of(req, &self, &pid);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The choice is saved"), 0);
	change_put(c, &rec_account, self.id, req->form);
	return req_commit(req, c, "/brieven/" STR_FMT, STR_ARG(pid));
}
