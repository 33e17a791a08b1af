#include "view.h"

/* Each page says what happened, what is kept, and what to do; the number and who helps come below it. */
static const struct error_text {
	enum http_error kind;
	const char *title, *happened, *kept, *todo;
} texts[] = {
	{HTTP_400, N_("We cannot read this request"), N_("Something in the address or the form was not right."),
	 N_("Nothing was changed."),
	 N_("Go back and try again. Does it keep happening? Then open the page anew from the menu.")},
	{HTTP_403, N_("You may not do this"),
	 N_("This belongs to another role than the one you have now, or the page was opened from another site."),
	 N_("Nothing was changed."),
	 N_("Do you have more than one role? Choose the right one at the top of the page.")},
	{HTTP_404, N_("This page is not here"), N_("The address is wrong, the page is gone, or it is not for you."),
	 N_("Nothing was changed."), N_("Go to your start page and look from there.")},
	{HTTP_409, N_("Someone else was just before you"),
	 N_("This was changed by someone else while you were working on it."),
	 N_("Your text was not saved. What stood there is still there."),
	 N_("Go back, copy your text, and open the page anew.")},
	{HTTP_410, N_("This was destroyed"),
	 N_("It was here. It may not be kept any longer, so it was destroyed. Mostly this is because the term of keeping "
	    "was over."),
	 N_("Nothing of what stood in it. Nobody can bring it back, we cannot either. When it was destroyed, and why, "
	    "stands on the timeline of the child."),
	 N_("Do you want to know more? Ask the school or the organisation that kept it. Its privacy officer can tell what "
	    "was destroyed and by which rule.")},
	{HTTP_413, N_("This is too large"), N_("What you sent is larger than we can take here."),
	 N_("Nothing was changed."), N_("Make the text or the file smaller and send it again.")},
	{HTTP_422, N_("Something is not filled in right"), N_("We could not use what was filled in."),
	 N_("Nothing was changed."), N_("Go back, look at each answer and send it again.")},
	{HTTP_429, N_("Too many tries in a short time"),
	 N_("We let you wait a moment, so that nobody can guess a password."), N_("Nothing was changed."),
	 N_("Wait a few minutes and try again.")},
	{HTTP_500, N_("Something went wrong with us"), N_("This is a fault in the program. It is not because of you."),
	 N_("What you saved before is still there. A draft of your text may be kept."),
	 N_("Try it again. Does it keep happening? Call and name the number below.")},
	{HTTP_503, N_("It does not work for a moment"), N_("The system is busy or is being repaired."),
	 N_("What you saved before is still there."),
	 N_("Try it again in a minute. You need not type anything twice: go back and send it again.")},
};

/* A visitor has no role to be without: the key of the form is too old, or not ours. */
static const struct error_text old_form = {
	HTTP_403, N_("This form is too old"),
	N_("The page was open for a long time, or it was opened from another site."), N_("Nothing was changed."),
	N_("Open the page again and fill in the form once more."),
};

/* Nobody typed anything yet: the page is of a moment that is not there, or that is over. */
static const struct error_text not_now = {
	HTTP_409, N_("This cannot be done now"), N_("It is done already, or something else must be done first."),
	N_("Nothing was changed."), N_("Go back, and look how it stands now."),
};

static const struct error_text *text_of(enum http_error kind, const struct req *req)
{
	if (kind == HTTP_403 && req->viewer == NULL)
		return &old_form;
	if (kind == HTTP_409 && req->method == METHOD_GET)
		return &not_now;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i].kind == kind)
			return &texts[i];
	BUG("no text for error %d", (int)kind);
}

void view_error_page(struct req *req, enum http_error kind)
{
	const struct error_text *t = text_of(kind, req);
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct ui_page page = {.title = tr(sp, t->title), .narrow = true, .intro = tr(sp, t->happened)};
	req->form = NULL;
	req->notice = (struct change_notice){.done = NULL};
	req->res.status = (int)kind;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_h2(u, tr(sp, N_("What is kept")));
	ui_p(u, tr(sp, t->kept));
	ui_h2(u, tr(sp, N_("What you can do")));
	ui_p(u, tr(sp, t->todo));
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, "/",
		       tr(sp, req->viewer == NULL ? N_("Go to the front page") : N_("Go to your start page")));
	ui_button_link(u, BUTTON_ALT, "/hulp", tr(sp, N_("Who can help?")));
	ui_buttons_end(u);
	ui_small(u, tr_fill(a, sp, N_("Error {kind}, number {number}"),
	                    TR_SLOTS({"kind", str_printf(a, "%d", (int)kind)},
	                             {"number", str_printf(a, "%llu", (unsigned long long)req->number)})).p);
	ui_panel_end(u);
	/* A page too large for its buffer cannot happen here: every text above is fixed. */
	if (view_end(u, req, &page) != OK)
		BUG("error page does not fit");
}

enum err view_conflict_page(struct req *req)
{
	if (req->form == NULL || !req->form->conflict || req->route->page == NULL)
		return ERR_CONFLICT;
	req->res.status = (int)HTTP_409;
	return req->route->page(req);
}
