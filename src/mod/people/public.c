#include "public.h"

#include "account_desk.h"
#include "gallery.h"

#define N_OF(array) (sizeof(array) / sizeof *(array))

/* The viewer's own partnership, or the only one here; with several, visitors get none. */
static const struct stmt stmt_help = {
	"SELECT name, phone FROM region WHERE id = (SELECT max(id) FROM region WHERE region = $1 OR $1 = 0)"
	" AND ($1 <> 0 OR (SELECT count(*) FROM region) = 1)",
	"i", "tt",
};

enum err help_phone(struct req *req, struct str *name, struct str *phone)
{
	const struct rows *r;
	int64_t region = req->viewer != NULL ? req->viewer->region : req->app->region;
	*name = *phone = (struct str){0};
	enum err e = act_exec(&req->act, &stmt_help, DB_ARGS(val_int(region)), &r);
	if (e != OK || r->n == 0)
		return e;
	*name = rows_text(r, 0, 0);
	*phone = rows_text(r, 0, 1);
	return OK;
}

static void bullets(struct ui *u, struct req *req, const char *const *english, size_t n)
{
	const char **items = ARENA_ARRAY(req->act.a, const char *, n);
	for (size_t i = 0; i < n; i++)
		items[i] = say(req, english[i]);
	ui_bullets(u, items, n);
}

static void card(struct ui *u, struct req *req, const char *title, const char *text)
{
	ui_panel_begin(u, say(req, title));
	ui_p(u, say(req, text));
	ui_panel_end(u);
}

enum err public_front(struct req *req)
{
	static const char *const stops[] = {
		N_("Something is noticed"), N_("Talk together"),	 N_("Help that fits"),
		N_("See if it works"),	    N_("A place close to home"),
	};
	struct ui_station route[N_OF(stops)];
	for (size_t i = 0; i < N_OF(stops); i++)
		route[i] = (struct ui_station){.stop = STOP_TODO, .name = say(req, stops[i])};
	if (viewer_can(req->viewer, CAP_SIGNED_IN))
		return req_redirect(req, "/start");
	const struct ui_link acts[] = {{say(req, N_("Sign in")), "/in"}, {say(req, N_("I have a code")), "/uitnodiging"}};
	struct ui_page page = {
		.hero = true,
		.acts = acts,
		.n_acts = N_OF(acts),
		.title = say(req, N_("Every child goes to school close to home")),
		.window_title = say(req, N_("Welcome")),
		.intro = say(req, N_("Does a child need extra help at school? Here parents, the child, school and "
				     "helpers work on it together.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_route_line(u, say(req, N_("One child, one route")), route, N_OF(route));
	ui_grid_begin(u);
	card(u, req, N_("For parents"),
	     N_("You see who does what, and when. You see who looked at your child's file. You say what you think, and "
		"school must answer."));
	card(u, req, N_("For pupils"), N_("You say what helps you and what does not. You choose who may read it."));
	card(u, req, N_("For schools and helpers"),
	     N_("You work from one list of what must be done. What is known is not asked again."));
	ui_grid_end(u);
	ui_p_link(u, say(req, N_("No code and no account? Ask your child's school.")), "/hulp",
		  say(req, N_("Who can help?")), NULL);
	return view_end(u, req, &page);
}

/* For who works here: where one finds it at once, on every page. */
static void breach_way(struct ui *u, struct req *req)
{
	static const char path[] = "/datalek/melden";
	if (!app_can_open(req->app, req->viewer, path))
		return;
	ui_panel_begin(u, say(req, N_("Something went wrong with data")));
	ui_p(u, say(req, N_("A mail to the wrong person, a lost phone? Report it at once, also when you are not sure.")));
	ui_p_link(u, NULL, path, say(req, N_("Report a data breach")), NULL);
	ui_panel_end(u);
}

enum err public_help(struct req *req)
{
	struct str name, phone;
	enum err e = help_phone(req, &name, &phone);
	if (e != OK)
		return e;
	struct ui_page page = {.title = say(req, N_("Help")),
			       .intro = say(req, N_("Does something not work? We will help you."))};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, say(req, N_("Call someone")));
	if (phone.n > 0) {
		ui_p_phone(u, say_with(req, N_("Call {name}:"), "name", name), phone);
	} else {
		ui_p(u, say(req, N_("No phone number is set here yet. Ask the person who gave you your code, or your "
				    "child's school.")));
	}
	ui_p(u, say(req, N_("We never ask for your password. Not by phone either.")));
	ui_panel_end(u);
	breach_way(u, req);
	ui_panel_begin(u, say(req, N_("Signing in does not work")));
	ui_h3(u, say(req, N_("I forgot my password")));
	ui_p(u, say(req, N_("Ask the administrator for a new code. With it you choose a new password.")));
	ui_h3(u, say(req, N_("I have a new phone")));
	ui_p(u, say(req, N_("Sign in with your password. Then use one of your recovery codes instead of the code from "
			    "your phone.")));
	ui_h3(u, say(req, N_("My code does not work")));
	ui_p(u, say(req, N_("A code works once, and for 21 days. Check that you typed it right. If it still does not "
	                    "work, ask for a new one.")));
	ui_panel_end(u);
	ui_panel_begin(u, say(req, N_("How long may it take?")));
	ui_p_link(u, say(req, N_("The law says how long a school or partnership may take.")), "/termijnen",
		  say(req, N_("Count the days")), NULL);
	ui_panel_end(u);
	ui_panel_begin(u, say(req, N_("I want to talk to someone who is not involved")));
	ui_p(u, say(req, N_("Every partnership has a support point for parents and pupils. It belongs to the "
			    "partnership. You talk there with someone who is not involved with your child.")));
	ui_p(u, say(req, N_("The education consultants (onderwijsconsulenten) are independent. School or you can ask "
			    "them for help, for free.")));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err public_privacy(struct req *req)
{
	static const char *const cookies[] = {
		N_("One cookie remembers that it is you, while you are signed in. It is gone when you sign out."),
		N_("One cookie protects the forms of visitors."),
		N_("One cookie remembers the language, if you choose one."),
	};
	static const char *const not_here[] = {
		N_("No advertising and no counting of visitors."),
		N_("No fonts, pictures or programs from other companies. Your browser only talks to this site."),
		N_("No name of a child in an address, in a log or in an e-mail."),
	};
	static const char *const account[] = {
		N_("your name and e-mail address;"),
		N_("your roles: at which organisation, from when, until when, and who gave them;"),
		N_("your password and your codes, in a form that nobody can read back;"),
		N_("when you signed in, and with which kind of browser;"),
		N_("what you changed, and when."),
	};
	struct ui_page page = {
		.title = say(req, N_("Privacy")),
		.intro = say(req, N_("What we keep about you, and what we do not.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, say(req, N_("If you only look around")));
	ui_p(u, say(req, N_("There are three cookies at most:")));
	bullets(u, req, cookies, N_OF(cookies));
	ui_p(u, say(req, N_("Someone who often fails to sign in must wait. For that we keep a code made from the name "
			    "and the internet address, for two days at most.")));
	ui_panel_end(u);
	ui_panel_begin(u, say(req, N_("If you have an account")));
	ui_p(u, say(req, N_("We keep:")));
	bullets(u, req, account, N_OF(account));
	ui_p(u, say(req, N_("Each role that is given is shown to the privacy officer.")));
	ui_panel_end(u);
	ui_panel_begin(u, say(req, N_("What is not here")));
	bullets(u, req, not_here, N_OF(not_here));
	ui_panel_end(u);
	ui_panel_begin(u, say(req, N_("Your rights")));
	ui_p(u, say(req, N_("You may see what is kept about you, have it corrected, or object. Ask your school or the "
			    "partnership. You can also complain to the Dutch Data Protection Authority (Autoriteit "
			    "Persoonsgegevens).")));
	ui_p_link(u, NULL, "/hulp", say(req, N_("Who can help?")), NULL);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err public_accessibility(struct req *req)
{
	static const char *const done[] = {
		N_("Every page works with the keyboard only."),
		N_("Every page works without JavaScript."),
		N_("Every page works on a small phone, enlarged, and in light and dark."),
		N_("Colour never says anything alone: there are always words beside it."),
		N_("We write in plain Dutch and in English."),
	};
	struct ui_page page = {
		.title = say(req, N_("Accessibility")),
		.intro = say(req, N_("Everybody must be able to use Thuisnabij.")),
	};
	struct ui_tag tag = {
		.tone = TONE_WAIT, .what = say(req, N_("Status")), .state = str_from(say(req, N_("being tested")))};
	page.tags = &tag;
	page.n_tags = 1;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, say(req, N_("Where we are")));
	ui_p(u, say(req, N_("We build by the rules of WCAG 2.2, level AA. Programs test each page. An independent "
			    "expert has not tested it yet. So we do not claim that everything is right.")));
	ui_panel_end(u);
	ui_panel_begin(u, say(req, N_("What we take care of")));
	bullets(u, req, done, N_OF(done));
	ui_panel_end(u);
	ui_panel_begin(u, say(req, N_("Does something not work for you?")));
	ui_p(u, say(req, N_("Tell us. We will help you, and then we repair it.")));
	ui_p_link(u, NULL, "/hulp", say(req, N_("Who can help?")), NULL);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* All parts in all states, for who builds and checks pages; never in production. */
enum err public_gallery(struct req *req)
{
	struct str name = req->n_params > 0 ? req_param(req, 0) : str_from(gallery_name(GALLERY_INDEX));
	enum gallery_page p = GALLERY_INDEX;
	while (p < GALLERY__N && !str_is(name, gallery_name(p)))
		p++;
	if (req->app->mode == MODE_PRODUCTION || p == GALLERY__N)
		return ERR_NOT_FOUND;
	struct ui *u = ARENA_NEW(req->act.a, struct ui);
	ui_init(u, &req->res.body, req->act.a, req->act.speak);
	ui_gallery(u, p, "");
	return OK;
}
