#include "health_pages.h"

#include "date.h"
#include "health.h"
#include "keys_client.h"
#include "view.h"

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE, MIB = 1 << 20, LEAST_PART = 10, VALUES = 3 };
static const int64_t GIB = 1024 * (int64_t)MIB;

enum standing { STAND_FINE = 0, STAND_LOOK, STAND_WRONG };

static const struct {
	enum ui_tone tone;
	const char *word;
} standings[] = {
	[STAND_FINE] = {TONE_OK, N_("in order")},
	[STAND_LOOK] = {TONE_SOON, N_("look at this")},
	[STAND_WRONG] = {TONE_LATE, N_("not in order")},
};

struct shown {
	struct ui *u;
	struct req *req;
	const struct health *h;
};

static void line(struct shown *s, const char *what, enum standing standing, struct str how)
{
	const struct ui_tag tag = {.tone = standings[standing].tone,
	                           .state = str_from(say(s->req, standings[standing].word))};
	ui_row(s->u);
	ui_cell(s->u, str_from(say(s->req, what)));
	ui_cell_tag(s->u, &tag);
	ui_cell(s->u, how);
}

/* ---- what must happen now and then ---- */

static const struct {
	const char *what, *says, *never;
	enum { OF_NOTE = 0, OF_HEADS, OF_PROOF } of;
	enum health_note note;
	int64_t most; /* milliseconds that may pass */
	enum standing late;
} moments[] = {
	{N_("Work by the clock"), N_("It last said so on {when}."), N_("It has not said that it runs."), OF_NOTE,
	 HEALTH_BEAT, 5 * MINUTE, STAND_WRONG},
	{N_("Back-up"), N_("The last one was made on {when}."),
	 N_("None was ever made. “thuisnabij backup” makes one; the timer does so every night."), OF_NOTE, HEALTH_BACKUP,
	 26 * (int64_t)HOUR, STAND_WRONG},
	{N_("Rehearsal with a back-up"), N_("One was put back and proven on {when}."),
	 N_("No back-up was ever put back to try it. Until then nobody knows that they are good."), OF_NOTE,
	 HEALTH_REHEARSAL, 35 * 24 * (int64_t)HOUR, STAND_LOOK},
	{N_("Heads of the record, written down"), N_("Last on {when}."), N_("Not yet."), OF_HEADS, 0, 30 * MINUTE,
	 STAND_WRONG},
	{N_("Proof of looks and changes"), N_("Everything was last proven on {when}."),
	 N_("Not yet; it is done once a day."), OF_PROOF, 0, 26 * (int64_t)HOUR, STAND_LOOK},
};

static int64_t moment_of(const struct shown *s, size_t i)
{
	if (moments[i].of == OF_NOTE)
		return health_said(s->h, moments[i].note, "at");
	return moments[i].of == OF_HEADS ? s->h->witnessed : s->h->proved;
}

static void show_moments(struct shown *s)
{
	struct arena *a = s->req->act.a;
	for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
		int64_t at = moment_of(s, i);
		bool never = at <= 0, late = never || s->h->now - at > moments[i].most;
		const struct str how = never
			? str_from(say(s->req, moments[i].never))
			: tr_fill(a, s->req->act.speak, moments[i].says,
			          TR_SLOTS({"when", tr_date_time(a, s->req->act.speak.lang, at)}));
		line(s, moments[i].what, late ? moments[i].late : STAND_FINE, how);
	}
	if (s->h->proved > 0 && !s->h->whole)
		line(s, N_("The record"), STAND_WRONG,
		     str_from(say(s->req, N_("Something is not as it was written. “thuisnabij audit verify” says what."))));
}

/* ---- processes, room, queues ---- */

static void show_processes(struct shown *s)
{
	bool keys = keys_ping(s->req->app->keys) == OK, out = health_said(s->h, HEALTH_BEAT, "out") != 0;
	line(s, N_("Key holder"), keys ? STAND_FINE : STAND_WRONG,
	     str_from(say(s->req, keys ? N_("It answers.") : N_("It does not answer: sealed data cannot be read."))));
	line(s, N_("Sender of mail"), out ? STAND_FINE : STAND_WRONG,
	     str_from(say(s->req, out ? N_("It answers.") : N_("It does not answer: mail waits."))));
}

static struct str gibs(const struct shown *s, int64_t bytes)
{
	return tr_number(s->req->act.a, s->req->act.speak.lang, bytes / GIB);
}

static void show_disk(struct shown *s)
{
	int64_t left = health_said(s->h, HEALTH_BEAT, "disk_free"), size = health_said(s->h, HEALTH_BEAT, "disk_size");
	if (left < 0 || size <= 0) {
		line(s, N_("Room on the disk"), STAND_LOOK, str_from(say(s->req, N_("How much is left is not known."))));
		return;
	}
	line(s, N_("Room on the disk"),
	     left < GIB ? STAND_WRONG : left < size / LEAST_PART ? STAND_LOOK : STAND_FINE,
	     tr_fill(s->req->act.a, s->req->act.speak, N_("{left} of {size} GiB is left."),
	             TR_SLOTS({"left", gibs(s, left)}, {"size", gibs(s, size)})));
}

static void show_queue(struct shown *s, const char *what, enum health_count waiting, enum health_count failed,
                       int64_t oldest, int64_t most)
{
	struct arena *a = s->req->act.a;
	enum lang lang = s->req->act.speak.lang;
	bool stuck = oldest > 0 && s->h->now - oldest > most;
	line(s, what, stuck ? STAND_WRONG : s->h->counts[failed] > 0 ? STAND_LOOK : STAND_FINE,
	     tr_fill(a, s->req->act.speak, N_("{waiting} waiting, {failed} failed in the last day."),
	             TR_SLOTS({"waiting", tr_number(a, lang, s->h->counts[waiting])},
	                   {"failed", tr_number(a, lang, s->h->counts[failed])})));
}

/* ---- is it safe ---- */

/* The checks of `thuisnabij doctor`, in the order in which they matter to who reads this. */
static const struct {
	const char *name, *label;
} checks[] = {
	{"mode", N_("Kind of installation")}, {"network", N_("Encryption on the way, and the proxy")},
	{"files", N_("Who gets into the files")}, {"key", N_("The master key")}, {"backups", N_("The key of back-ups")},
	{"disk", N_("Encryption of the disk, and its room")}, {"database", N_("The database")},
	{"standby", N_("A second machine for the database")}, {"boxes", N_("Walls around the processes")},
	{"root", N_("The user that it runs as")}, {"program", N_("The program")},
	{"memory", N_("What memory leaves behind")},
	{"clock", N_("The clock")}, {"mail", N_("Mail")},
};

static void show_checks(struct shown *s)
{
	const struct ui_col cols[] = {{.label = say(s->req, N_("What"))}, {.label = say(s->req, N_("How it stands"))}};
	ui_table_begin(s->u, say(s->req, N_("Is it safe?")), TABLE_CARDS, cols, 2);
	for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
		int64_t level = health_said(s->h, HEALTH_START, checks[i].name);
		if (level == HEALTH_UNKNOWN)
			continue;
		enum standing standing = level == 0 ? STAND_WRONG : level == 1 ? STAND_LOOK : STAND_FINE;
		const struct ui_tag tag = {.tone = standings[standing].tone,
		                           .state = str_from(say(s->req, standings[standing].word))};
		ui_row(s->u);
		ui_cell(s->u, str_from(say(s->req, checks[i].label)));
		ui_cell_tag(s->u, &tag);
	}
	ui_table_end(s->u);
	ui_p(s->u, say(s->req,
	               N_("“thuisnabij doctor”, on the machine itself, says in words what is meant and what to do.")));
}

static void show_facts(struct shown *s)
{
	struct arena *a = s->req->act.a;
	enum lang lang = s->req->act.speak.lang;
	int64_t jobs = health_said(s->h, HEALTH_BEAT, "began"), bytes = health_said(s->h, HEALTH_BACKUP, "bytes");
	ui_summary_begin(s->u);
	ui_summary_row(s->u, say(s->req, N_("Version")), s->req->app->version, NULL);
	ui_summary_row(s->u, say(s->req, N_("Kind of database")),
	               str_from(db_is_postgres(s->req->app->db) ? "PostgreSQL" : "SQLite"), NULL);
	ui_summary_row(s->u, say(s->req, N_("Pages since")), tr_date_time(a, lang, s->req->app->began), NULL);
	if (jobs > 0)
		ui_summary_row(s->u, say(s->req, N_("Work by the clock since")), tr_date_time(a, lang, jobs), NULL);
	ui_summary_row(s->u, say(s->req, N_("The clock of this machine")), tr_date_time(a, lang, s->h->now), NULL);
	if (bytes >= 0)
		ui_summary_row(s->u, say(s->req, N_("Size of the last back-up")),
		               str_printf(a, STR_FMT " MiB", STR_ARG(tr_number(a, lang, bytes / MIB))), NULL);
	ui_summary_end(s->u);
}

static enum err read_health(struct req *req, struct health *h)
{
	struct conn *c;
	enum err e = act_conn(&req->act, &c);
	return e == OK ? health_read(c, req->act.a, req->act.now, h) : e;
}

enum err health_page(struct req *req)
{
	struct health h;
	enum err e = read_health(req, &h);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = say(req, N_("This installation")),
		.intro = say(req, N_("Whether everything runs, and whether it is safe. Nothing here is about people.")),
	};
	struct shown s = {.u = view_begin(req, &page), .req = req, .h = &h};
	const struct ui_col cols[VALUES] = {{.label = say(req, N_("What"))}, {.label = say(req, N_("How it stands"))},
	                                    {.label = say(req, N_("Since, or how much")), .plain = true}};
	ui_table_begin(s.u, say(req, N_("Does it run?")), TABLE_CARDS, cols, VALUES);
	show_processes(&s);
	show_moments(&s);
	show_disk(&s);
	show_queue(&s, N_("Long work"), COUNT_TASKS_WAITING, COUNT_TASKS_FAILED, h.counts[COUNT_TASK_OLDEST], HOUR);
	show_queue(&s, N_("Mail"), COUNT_MAILS_WAITING, COUNT_MAILS_FAILED, h.counts[COUNT_MAIL_OLDEST], HOUR);
	ui_table_end(s.u);
	show_checks(&s);
	ui_panel_begin(s.u, say(req, N_("What runs here")));
	show_facts(&s);
	ui_panel_end(s.u);
	return view_end(s.u, req, &page);
}
