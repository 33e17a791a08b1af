#include "post_page.h"

#include "account_desk.h"
#include "date.h"
#include "outbox.h"

enum { TROUBLES = 25, WEEK_DAYS = 7, ERROR_WORD = 16,
	TEST_MS = 24 * 60 * 60 * 1000 /* who asked for it does not wait longer */ };

static const struct stmt stmt_counts = {
	"SELECT COALESCE(SUM(CASE WHEN state IN ('queued', 'sending') THEN 1 ELSE 0 END), 0),"
	" COALESCE(SUM(CASE WHEN state = 'sent' AND ended > $2 THEN 1 ELSE 0 END), 0),"
	" COALESCE(SUM(CASE WHEN state = 'letter' THEN 1 ELSE 0 END), 0),"
	" COALESCE(SUM(CASE WHEN state = 'failed' AND ended > $2 THEN 1 ELSE 0 END), 0),"
	" COALESCE(MIN(CASE WHEN state IN ('queued', 'sending') THEN made END), 0)"
	" FROM outbox WHERE region = $1", "ii", "iiiii"};
enum { C_WAITS, C_SENT, C_LETTERS, C_FAILED, C_OLDEST };
static const struct stmt stmt_troubles = {
	"SELECT o.kind, o.state, o.error, o.tries, o.made, o.due, COALESCE(a.email, i.email, '') FROM outbox o"
	" LEFT JOIN account a ON a.id = o.account LEFT JOIN invitation i ON i.id = o.invitation"
	" WHERE o.region = $1 AND o.error <> '' AND o.state IN ('queued', 'sending', 'failed', 'letter') AND o.made > $2"
	" ORDER BY o.made DESC, o.pid LIMIT 25", "ii", "tttiiit"};
enum { T_KIND, T_STATE_, T_ERROR, T_TRIES, T_MADE, T_DUE, T_EMAIL_ };

static const char *const kind_labels[NOTICE__N] = {
	[NOTICE_NONE] = "", [NOTICE_WAITING] = N_("Something is ready"), [NOTICE_DIGEST] = N_("The day in numbers"),
	[NOTICE_INVITATION] = N_("Invitation"), [NOTICE_SIGNED_IN] = N_("Signed in on a new device"),
	[NOTICE_PASSWORD] = N_("Password changed"), [NOTICE_SECOND_STEP] = N_("Second step changed"),
	[NOTICE_TEST] = N_("Test"),
};

/* The words of jobs/mailer.c as sentences. */
static const struct {
	const char *word, *says;
} faults[] = {
	{"refused", N_("The receiver's server does not take it: the address may be wrong.")},
	{"later", N_("The server asks to try again later.")},
	{"away", N_("The server does not answer, or the line broke.")},
	{"unsafe", N_("The server offers no encryption, or its certificate is not trusted. Nothing was sent.")},
	{"sign-in", N_("The server does not accept our name or password.")},
	{"off", N_("No mail server is set up that works.")},
	{"address", N_("The address is not one that mail can go to.")},
	{"lost", N_("The sending process was stopped while it was busy.")},
};

static const struct {
	const char *state, *label;
	enum ui_tone tone;
} states[] = {
	{"queued", N_("is tried again"), TONE_WAIT}, {"sending", N_("is being sent"), TONE_WAIT},
	{"failed", N_("given up"), TONE_LATE}, {"letter", N_("becomes a letter"), TONE_SOON},
};

static const char *fault_of(const struct req *req, struct str error)
{
	struct str code, word = str_cut(error, ' ', &code);
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
		if (str_is(word, faults[i].word))
			return say(req, faults[i].says);
	return "";
}

/* "o…@m…": enough to recognise for who knows it, nothing for who does not. */
static struct str masked(struct arena *a, struct str email)
{
	struct str domain, local = str_cut(email, '@', &domain);
	if (local.n == 0 || domain.n == 0)
		return S("…");
	return str_printf(a, "%c…@%c…", local.p[0], domain.p[0]);
}

static void show_counts(struct ui *u, struct req *req, const struct rows *r)
{
	struct arena *a = req->act.a;
	enum lang lang = req->act.speak.lang;
	const struct ui_figure figures[] = {
		{tr_number(a, lang, rows_int(r, 0, C_WAITS)), say(req, N_("waiting to be sent")), NULL},
		{tr_number(a, lang, rows_int(r, 0, C_SENT)), say(req, N_("sent this week")), NULL},
		{tr_number(a, lang, rows_int(r, 0, C_LETTERS)), say(req, N_("letters to be printed")), NULL},
		{tr_number(a, lang, rows_int(r, 0, C_FAILED)), say(req, N_("given up this week")), NULL},
	};
	ui_figures(u, figures, sizeof figures / sizeof figures[0]);
	if (rows_int(r, 0, C_OLDEST) != 0)
		ui_p(u, say_with(req, N_("The oldest that waits is of {when}."), "when",
		                 tr_date_time(a, lang, rows_int(r, 0, C_OLDEST))));
}

static void show_trouble(struct ui *u, struct req *req, const struct rows *r, size_t i)
{
	struct arena *a = req->act.a;
	enum notice_kind kind;
	struct ui_tag tag = {0};
	if (!notice_parse(rows_text(r, i, T_KIND), &kind))
		return;
	for (size_t s = 0; s < sizeof states / sizeof states[0]; s++)
		if (str_is(rows_text(r, i, T_STATE_), states[s].state))
			tag = (struct ui_tag){.tone = states[s].tone, .state = str_from(say(req, states[s].label))};
	ui_row(u);
	ui_cell(u, str_from(say(req, kind_labels[kind])));
	ui_cell(u, masked(a, rows_text(r, i, T_EMAIL_)));
	ui_cell_tag(u, &tag);
	ui_cell(u, str_from(fault_of(req, rows_text(r, i, T_ERROR))));
	ui_cell(u, tr_number(a, req->act.speak.lang, rows_int(r, i, T_TRIES)));
	ui_cell(u, tr_date_time(a, req->act.speak.lang, rows_int(r, i, T_MADE)));
}

static void show_troubles(struct ui *u, struct req *req, const struct rows *r)
{
	const struct ui_col cols[] = {
		{.label = say(req, N_("What"))}, {.label = say(req, N_("To"))}, {.label = say(req, N_("State"))},
		{.label = say(req, N_("Why"))}, {.label = say(req, N_("Tries")), .kind = COL_NUMBER},
		{.label = say(req, N_("Made on"))},
	};
	if (r->n == 0) {
		ui_panel_begin(u, say(req, N_("What went wrong")));
		ui_empty(u, say(req, N_("Nothing went wrong this week.")),
		         say(req, N_("A mail that does not arrive stands here, with the reason.")), NULL);
		ui_panel_end(u);
		return;
	}
	ui_table_begin(u, say(req, N_("What went wrong")), TABLE_CARDS, cols, sizeof cols / sizeof cols[0]);
	for (size_t i = 0; i < r->n && i < TROUBLES; i++)
		show_trouble(u, req, r, i);
	ui_table_end(u);
}

static void show_server(struct ui *u, struct req *req)
{
	const struct ui_button test = {.label = say(req, N_("Send a test mail to myself"))};
	ui_panel_begin(u, say(req, N_("The mail server")));
	if (req->app->mail_from.n == 0) {
		ui_remark(u, TONE_LATE, say(req, N_("No mail server is set up. Parents get letters; nobody else is told "
		                                    "anything.")));
		ui_p(u, say(req, N_("Set smtp_url and smtp_from in thuisnabij.conf and start again. The command "
		                    "“thuisnabij doctor” says what is missing.")));
	} else {
		ui_p(u, say_with(req, N_("Mail comes from {address}."), "address", req->app->mail_from));
		ui_button_form(u, "/beheer/post/proef", &test, NULL, 0);
	}
	ui_panel_end(u);
}

enum err post_page(struct req *req)
{
	struct batch *b;
	struct val region = val_int(req->viewer->region), week = val_int(req->act.now - WEEK_DAYS * DAY_MS);
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t counts = batch_put(b, &stmt_counts, DB_ARGS(region, week));
	size_t troubles = batch_put(b, &stmt_troubles, DB_ARGS(region, week));
	e = batch_run(b);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = say(req, N_("Mail and letters")),
		.intro = say(req, N_("A mail says that something is ready, and never about whom or what.")),
	};
	struct ui *u = view_begin(req, &page);
	show_counts(u, req, batch_rows(b, counts));
	show_server(u, req);
	show_troubles(u, req, batch_rows(b, troubles));
	return view_end(u, req, &page);
}

enum err post_test_post(struct req *req)
{
	if (req->app->mail_from.n == 0)
		return ERR_NOT_FOUND;
	struct change *c = change_begin(&req->act, N_("The test mail is on its way"), 0);
	outbox_put(c, &(struct notice){.kind = NOTICE_TEST, .account = req->viewer->account,
	                               .lapses = req->act.now + TEST_MS});
	enum err e = change_commit(c);
	return e != OK ? e : req_redirect(req, "/beheer/post?klaar=" STR_FMT, STR_ARG(change_pid(c)));
}
