/* What there is to do besides work for a child: one table of what is asked, by whom, and the task that each row is. */
#include "start.h"

#include "account_desk.h"
#include "date.h"
#include "next_step.h"
#include "oversight.h"

enum { SOON_DAYS = 30, BINDS_MAX = 5 };

/* A task that says the same of every row. Its page: `before`, the public id in the first column, `behind`; or `before`
 * alone, where `behind` is NULL. */
struct plain_task {
	const char *name, *hint; /* English */
	const char *before, *behind;
};

/* One kind of thing that there may be to do: a statement, asked for who has the capability, and the task that each of
 * its rows is. */
struct task_source {
	enum cap need;
	const char *binds; /* what $1.. are: a account, r region, n now, s the end of "soon", t active role, d today,
	                    * l few codes, x the step it does */
	struct stmt stmt;
	/* A task without a name is none for this viewer. NULL: `plain` says it. */
	struct ui_task (*task)(struct req *req, const struct rows *r, size_t row);
	int by;          /* the column with the day before which it must be done, from 1; 0: none */
	int child;       /* the column with the route it is about, from 1; 0: it is about no child */
	const char *act; /* English: its button on the page of a family */
	const char *does; /* English: the next step of the route that is done by it; NULL: none */
	const struct plain_task *plain;
};

/* Told to the parents and the pupil, until they have read it (access.md rule 6). */
static const struct plain_task emergency = {
	N_("Someone used emergency access to look at your child"),
	N_("Read who it was, and when."),
	"/kind/", "/noodtoegang"};
/* The plan waits for this parent's yes or no: no child is named here. */
static const struct plain_task agreement = {
	N_("Say what you think of the guidance in the plan"),
	N_("The school asks whether you agree. You may say no. It takes about 10 minutes."),
	"/plan/", "/instemming"};
/* A talk together (mod/meeting) to which one is invited, without having said yet what suits. */
static const struct plain_task invited = {
	N_("You are invited to talk together"),
	N_("Say which day suits you. It takes about 5 minutes."),
	"/knooppunt/", "/antwoord"};
/* The yes or no to a group for a time (mod/place). */
static const struct plain_task place = {
	N_("Say whether you agree with the group"),
	N_("The school asks it. You may say no. It takes about 5 minutes."),
	"/plaatsing/", "/antwoord"};
static const struct plain_task report = {
	N_("Read the report of the talk"),
	N_("Say whether it is right. What you say stands beside it."),
	"/knooppunt/", "/klopt"};
static const struct plain_task second_factor = {
	N_("Make signing in safer with a second step"),
	N_("You then also need a code from your phone. It takes about 3 minutes. You need not do it."),
	"/account/tweede-stap", NULL};
static const struct plain_task first_organisation = {
	N_("Add the first organisation"),
	N_("Begin with a school board. Then add its schools, and invite who leads there."),
	"/beheer/organisaties/nieuw", NULL};

static struct ui_task task_recovery_codes(struct req *req, const struct rows *r, size_t row)
{
	return (struct ui_task){
		.name = say_with(req, N_("Recovery codes left: {n}. Make new ones."), "n",
		                 tr_number(req->act.a, req->act.speak.lang, rows_int(r, row, 0))),
		.hint = say(req, N_("You use a recovery code when you do not have your phone with you.")),
		.href = "/account/herstelcodes",
	};
}

static struct ui_task task_own_seat_ends(struct req *req, const struct rows *r, size_t row)
{
	enum role role;
	if (!role_parse(rows_text(r, row, 1), &role))
		return (struct ui_task){.name = NULL};
	struct str what =
		tr_fill(req->act.a, req->act.speak, N_("Your role ends soon: {role}, {organisation}"),
			TR_SLOTS({"role", str_from(role_label(req, role))}, {"organisation", rows_text(r, row, 2)}));
	return (struct ui_task){
		.name = what.p,
		.hint = say_with(req, N_("Last day: {date}. Ask your organisation if you stay longer."), "date",
		                 end_text(req, rows_int(r, row, 0))),
		.state = TASK_NOTE,
	};
}

/* Only for who can give the role again. */
static struct ui_task task_team_seat_ends(struct req *req, const struct rows *r, size_t row)
{
	struct arena *a = req->act.a;
	enum role role;
	enum org_kind kind;
	if (!role_parse(rows_text(r, row, 4), &role) || !org_kind_parse(rows_text(r, row, 5), &kind) ||
	    !role_may_grant(req->viewer->role, role, kind, true))
		return (struct ui_task){.name = NULL};
	struct str what = tr_fill(a, req->act.speak, N_("The role of {name} at {organisation} ends soon"),
	                          TR_SLOTS({"name", rows_text(r, row, 1)}, {"organisation", rows_text(r, row, 2)}));
	return (struct ui_task){
		.name = what.p,
		.hint = say_with(req, N_("Last day: {date}. Does this person stay? Then change the last day."), "date",
		                 end_text(req, rows_int(r, row, 0))),
		.href = str_printf(a, "/teamlid/" STR_FMT, STR_ARG(rows_text(r, row, 3))).p,
	};
}

static struct ui_task task_invitation(struct req *req, const struct rows *r, size_t row)
{
	struct arena *a = req->act.a;
	return (struct ui_task){
		.name = say_with(req, N_("Invitation for {name}"), "name", rows_text(r, row, 1)),
		.hint = say_with(req, N_("The code works up to and including {date}."), "date",
				 end_text(req, rows_int(r, row, 0))),
		.href = str_printf(a, "/uitnodigingen/" STR_FMT, STR_ARG(rows_text(r, row, 2))).p,
		.state = TASK_WAITING,
		.waits_for = str_c(a, rows_text(r, row, 1)),
	};
}

static struct ui_task task_organisation_alone(struct req *req, const struct rows *r, size_t row)
{
	return (struct ui_task){
		.name = say_with(req, N_("{organisation} has nobody who leads"), "organisation", rows_text(r, row, 0)),
		.hint = say(req, N_("Invite someone. Then they can let their own colleagues in.")),
		.href = str_printf(req->act.a, "/team/" STR_FMT, STR_ARG(rows_text(r, row, 1))).p,
	};
}

/* After the house was set up: its schools, from the public list. */
static struct ui_task task_schools(struct req *req, const struct rows *r, size_t row)
{
	bool area = rows_int(r, row, 0) > 0;
	return (struct ui_task){
		.name = say(req, N_("Put in the schools of the partnership")),
		.hint = say(req, area ? N_("From the public list of DUO. You see first what would be put in.")
		                      : N_("First say for which postcodes the partnership is responsible. Then the public "
		                           "list of DUO is read.")),
		.href = area ? "/scholen/inlezen" : "/beheer/postcodes",
	};
}

/* The first thing at a school: its groups and pupils, from its own system. */
static struct ui_task task_roster(struct req *req, const struct rows *r, size_t row)
{
	return (struct ui_task){
		.name = say_with(req, N_("Take over the groups of {organisation}"), "organisation", rows_text(r, row, 0)),
		.hint = say(req, N_("From the system of the school, or by pasting a list. It takes about 10 minutes.")),
		.href = str_printf(req->act.a, "/groepen/inlezen?school=" STR_FMT, STR_ARG(rows_text(r, row, 1))).p,
	};
}

static struct ui_task task_of_advice(struct req *req, const struct rows *r, size_t row, const char *name,
                                     const char *hint)
{
	return (struct ui_task){
		.name = say_with(req, name, "subject", rows_text(r, row, 1)), .hint = hint,
		.href = str_printf(req->act.a, "/advies/" STR_FMT, STR_ARG(rows_text(r, row, 0))).p,
	};
}

static struct ui_task task_advice(struct req *req, const struct rows *r, size_t row)
{
	int32_t by;
	const char *hint = date_parse_iso(rows_text(r, row, 2), &by)
		? say_with(req, N_("A school asks it without saying who the child is. Answer by {date}."), "date",
		           tr_date(req->act.a, req->act.speak.lang, by, DATE_SHORT)) : NULL;
	return task_of_advice(req, r, row, N_("Give advice: {subject}"), hint);
}

static struct ui_task task_advice_read(struct req *req, const struct rows *r, size_t row)
{
	return task_of_advice(req, r, row, N_("Read the advice: {subject}"),
	                      say(req, N_("An adviser of the partnership answered your question.")));
}

static struct ui_task task_emergencies(struct req *req, const struct rows *r, size_t row)
{
	return (struct ui_task){
		.name = say_with(req, N_("Emergency access that you have not seen yet: {n}"), "n",
				 tr_number(req->act.a, req->act.speak.lang, rows_int(r, row, 0))),
		.hint = say(req, N_("Read the reasons, and ask where they do not explain it.")),
		.href = "/toezicht/noodtoegang",
	};
}

static struct ui_task task_look_question(struct req *req, const struct rows *r, size_t row)
{
	return (struct ui_task){
		.name = say(req, N_("Why did you look?")),
		.hint = say_with(req, N_("You opened something of a child on {date}. Say in one sentence why."), "date",
				 tr_date(req->act.a, req->act.speak.lang, instant_date(rows_int(r, row, 1)), DATE_SHORT)),
		.href = str_printf(req->act.a, "/waarom-keek-u/" STR_FMT, STR_ARG(rows_text(r, row, 0))).p,
	};
}

/* A tour that parents asked for (mod/enrol): there is no child yet, so it stands in no work list. */
static struct ui_task task_tour(struct req *req, const struct rows *r, size_t row)
{
	static const struct {
		const char *state, *name, *hint;
	} says[] = {
		{"gevraagd", N_("A parent wants to look round: {name}, {organisation}"),
		 N_("Call or mail before {date}, and find a day.")},
		{"gepland", N_("A tour is planned: {name}, {organisation}"), N_("On {date}. Say afterwards that they came.")},
		{"gehouden", N_("After the tour: {name}, {organisation}"),
		 N_("Plan the intake list together before {date}, or hear whether they go on.")},
	};
	struct arena *a = req->act.a;
	struct ui_task t = {.href = str_printf(a, "/rondleiding/" STR_FMT, STR_ARG(rows_text(r, row, 0))).p};
	int32_t by;
	for (size_t i = 0; i < sizeof says / sizeof *says && date_parse_iso(rows_text(r, row, 4), &by); i++)
		if (str_is(rows_text(r, row, 1), says[i].state)) {
			t.name = tr_fill(a, req->act.speak, says[i].name, TR_SLOTS({"name", rows_text(r, row, 2)},
			                                                           {"organisation", rows_text(r, row, 3)})).p;
			t.hint = say_with(req, says[i].hint, "date", tr_date(a, req->act.speak.lang, by, DATE_LONG));
		}
	return t;
}

static const struct task_source sources[] = {
	{CAP_SIGNED_IN,
	 "a",
	 {"SELECT pid, looked FROM look_question WHERE account = $1 AND answered = 0 ORDER BY asked, id LIMIT 5",
	  "i", "ti"},
	 task_look_question},
	{CAP_SIGNED_IN,
	 "an",
	 {"SELECT t.pid, max(b.at), t.id FROM relation x JOIN break_glass b ON b.route = x.route JOIN route t"
	  " ON t.id = x.route WHERE x.grantee = $1 AND x.kind IN ('guardian', 'guardian_without', 'pupil')"
	  " AND x.begins <= $2 AND x.ends > $2"
	  " AND NOT EXISTS (SELECT 1 FROM notice_read n WHERE n.account = $1 AND n.of_id = b.id)"
	  " GROUP BY t.id, t.pid ORDER BY max(b.at) DESC, t.id LIMIT 5",
	  "ii", "tii"},
	 .plain = &emergency, .child = 3, .act = N_("Read who looked")},
	{CAP_SIGNED_IN,
	 "ant",
	 {"SELECT p.pid, coalesce(p.due, ''), p.route FROM relation x JOIN opp p ON p.route = x.route WHERE"
	  " x.grantee = $1 AND x.kind = 'guardian'"
	  " AND x.begins <= $2 AND x.ends > $2 AND $3 = 'parent' AND p.state = 'instemming' AND NOT EXISTS (SELECT 1"
	  " FROM opp_agreement g WHERE g.opp = p.id AND g.version = p.version AND g.guardian = $1) ORDER BY p.id LIMIT 5",
	  "iit", "tti"},
	 .plain = &agreement, .by = 2, .child = 3, .act = N_("Read the plan and answer")},
	{CAP_SIGNED_IN,
	 "antx",
	 {"SELECT p.pid, CASE WHEN t.next_step = $4 THEN t.next_by ELSE '' END,"
	  " p.route FROM relation x JOIN placement p ON p.route = x.route"
	  " JOIN route t ON t.id = x.route WHERE x.grantee = $1 AND x.kind = 'guardian' AND x.begins <= $2 AND x.ends > $2"
	  " AND $3 = 'parent' AND p.state = 'instemming' AND NOT EXISTS (SELECT 1 FROM place_answer a"
	  " WHERE a.placement = p.id AND a.asked = p.version AND a.guardian = $1) ORDER BY p.id LIMIT 5",
	  "iitt", "tti"},
	 .plain = &place, .by = 2, .child = 3, .act = N_("Read it and answer"), .does = ROUTE_ANSWER_GROUP},
	{CAP_SIGNED_IN,
	 "ant",
	 {"SELECT m.pid, coalesce(m.day_a, ''), m.route FROM relation x JOIN invitee i ON i.route = x.route"
	  " AND i.account = $1 JOIN meeting m ON m.id = i.meeting WHERE x.grantee = $1"
	  " AND x.kind IN ('guardian', 'guardian_without', 'pupil') AND x.begins <= $2 AND x.ends > $2"
	  " AND $3 IN ('parent', 'pupil') AND m.state = 'uitgenodigd'"
	  " AND i.sent IS NOT NULL AND i.answer IS NULL ORDER BY m.id LIMIT 5",
	  "iit", "tti"},
	 .plain = &invited, .by = 2, .child = 3, .act = N_("Choose what suits you")},
	/* The same for who is invited in a role; who plans the talk sets the moments. */
	{CAP_SIGNED_IN,
	 "ant",
	 {"SELECT m.pid, coalesce(m.day_a, ''), m.route FROM holds h JOIN seat s ON s.id = h.seat JOIN invitee i"
	  " ON i.account = $1 AND (i.grantee = h.id OR i.grantee = h.seat) JOIN meeting m ON m.id = i.meeting"
	  " WHERE h.account = $1 AND h.begins <= $2 AND h.ends > $2 AND s.role = $3 AND m.state = 'uitgenodigd'"
	  " AND i.sent IS NOT NULL AND i.answer IS NULL AND m.by_account <> $1 AND EXISTS (SELECT 1 FROM reach x"
	  " WHERE x.route = m.route AND x.until > $2 AND (x.grantee = h.id OR x.grantee = h.seat)) ORDER BY m.id LIMIT 25",
	  "iit", "tti"},
	 .plain = &invited, .by = 2, .child = 3, .act = N_("Choose what suits you")},
	/* Its report is shared with the family; it has not said yet whether it is right. */
	{CAP_SIGNED_IN,
	 "antd",
	 {"SELECT m.pid, m.route FROM relation x JOIN invitee i ON i.route = x.route AND i.account = $1 JOIN meeting m"
	  " ON m.id = i.meeting WHERE x.grantee = $1 AND x.kind IN ('guardian', 'guardian_without', 'pupil')"
	  " AND x.begins <= $2 AND x.ends > $2 AND $3 IN ('parent', 'pupil') AND m.state = 'verslag'"
	  " AND coalesce(m.opens, '') <= $4 AND i.as_who IN ('ouder', 'kind') AND i.read_back IS NULL ORDER BY m.id"
	  " LIMIT 5",
	  "iitt", "ti"},
	 .plain = &report, .child = 2, .act = N_("Is the report right?"), .does = ROUTE_READ_REPORT},
	/* Advice without a name (mod/advice): the partnership answers, and who asked reads it. */
	{CAP_SIGNED_IN,
	 "rt",
	 {"SELECT pid, subject, act_by FROM advice WHERE region = $1 AND state = 'gevraagd' AND $2 = 'traject'"
	  " ORDER BY act_by, id LIMIT 10",
	  "it", "ttt"},
	 task_advice, .by = 3},
	{CAP_SIGNED_IN,
	 "at",
	 {"SELECT pid, subject FROM advice WHERE by_account = $1 AND state = 'beantwoord' AND $2 = 'ib' ORDER BY id"
	  " LIMIT 10",
	  "it", "tt"},
	 task_advice_read},
	{CAP_STAFF,
	 "ant",
	 {"SELECT t.pid, t.state, t.name, o.name, t.act_by FROM holds h JOIN seat s ON s.id = h.seat JOIN organisation o"
	  " ON o.id = s.org JOIN tour t ON t.org = o.id WHERE h.account = $1 AND h.begins <= $2 AND h.ends > $2"
	  " AND s.role = $3 AND s.role IN ('ib', 'school_leader') AND t.state IN ('gevraagd', 'gepland', 'gehouden')"
	  " ORDER BY t.act_by, t.id LIMIT 10",
	  "iit", "ttttt"},
	 task_tour, .by = 5},
	{CAP_LOGS,
	 "ant",
	 {"SELECT n FROM (SELECT count(*) AS n FROM break_glass b JOIN route t ON t.id = b.route"
	  " JOIN organisation sch ON sch.id = t.school WHERE b.seen_at = 0 AND " IN_OFFICE ") c WHERE n > 0",
	  "iit", "i"},
	 task_emergencies},
	{CAP_SIGNED_IN,
	 "a",
	 {"SELECT id FROM account WHERE id = $1 AND second_factor IS NULL", "i", "i"},
	 .plain = &second_factor},
	{CAP_SIGNED_IN,
	 "al",
	 {"SELECT n FROM (SELECT count(*) AS n FROM recovery WHERE account = $1 AND used = 0) c"
	  " WHERE n < $2 AND EXISTS (SELECT 1 FROM account WHERE id = $1 AND second_factor IS NOT NULL)",
	  "ii", "i"},
	 task_recovery_codes},
	{CAP_SIGNED_IN,
	 "ans",
	 {"SELECT h.ends, s.role, o.name FROM holds h JOIN seat s ON s.id = h.seat JOIN organisation o ON o.id = s.org"
	  " WHERE h.account = $1 AND h.ends > $2 AND h.ends <= $3 ORDER BY h.ends, h.id LIMIT 10",
	  "iii", "itt"},
	 task_own_seat_ends},
	{CAP_STAFF,
	 "anst",
	 {"SELECT h.ends, a.name, o.name, h.pid, s.role, o.kind FROM holds mine JOIN seat ms ON ms.id = mine.seat"
	  " JOIN seat s ON s.org = ms.org JOIN holds h ON h.seat = s.id JOIN account a ON a.id = h.account"
	  " JOIN organisation o ON o.id = s.org WHERE mine.account = $1 AND mine.begins <= $2"
	  " AND mine.ends > $2 AND ms.role = $4 AND h.account <> $1 AND h.ends > $2 AND h.ends <= $3"
	  " ORDER BY h.ends, h.id LIMIT 20",
	  "iiit", "ittttt"},
	 task_team_seat_ends},
	{CAP_STAFF,
	 "an",
	 {"SELECT ends, name, pid FROM invitation WHERE given_by = $1 AND ends > $2 AND used > $2 ORDER BY ends, id"
	  " LIMIT 10",
	  "ii", "itt"},
	 task_invitation},
	{CAP_ORGANISATIONS,
	 "rn",
	 {"SELECT o.name, o.pid FROM organisation o WHERE o.region = $1 AND o.ended > $2"
	  " AND o.kind NOT IN ('parents', 'groep')"
	  " AND NOT EXISTS (SELECT 1 FROM seat s JOIN holds h ON h.seat = s.id WHERE s.org = o.id AND h.ends > $2"
	  " AND s.role IN ('school_leader', 'board', 'preschool', 'municipality', 'director', 'administrator'))"
	  " AND NOT EXISTS (SELECT 1 FROM seat s JOIN invitation i ON i.seat = s.id WHERE s.org = o.id AND i.ends > $2"
	  " AND i.used > $2) ORDER BY o.name_key, o.id LIMIT 10",
	  "ii", "tt"},
	 task_organisation_alone},
	{CAP_ORGANISATIONS,
	 "rt",
	 {"SELECT (SELECT count(*) FROM region_pc4 p WHERE p.region = g.region) FROM region g WHERE g.region = $1"
	  " AND $2 = 'administrator' AND NOT EXISTS (SELECT 1 FROM school s WHERE s.region = g.region)",
	  "it", "i"},
	 task_schools},
	{CAP_STAFF,
	 "ant",
	 {"SELECT o.name, o.pid FROM holds h JOIN seat s ON s.id = h.seat JOIN organisation o ON o.id = s.org"
	  " WHERE h.account = $1 AND h.begins <= $2 AND h.ends > $2 AND s.role = $3 AND s.role IN ('ib', 'school_leader')"
	  " AND o.kind = 'school' AND o.ended > $2 AND NOT EXISTS (SELECT 1 FROM organisation g WHERE g.parent = o.id"
	  " AND g.kind = 'groep') ORDER BY o.name_key, o.id LIMIT 5",
	  "iit", "tt"},
	 task_roster},
	{CAP_ORGANISATIONS,
	 "r",
	 {"SELECT id FROM region WHERE region = $1 AND NOT EXISTS (SELECT 1 FROM organisation o WHERE o.region = $1"
	  " AND o.kind NOT IN ('swv', 'parents'))",
	  "i", "i"},
	 .plain = &first_organisation},
};
enum { SOURCES = sizeof sources / sizeof *sources, FEW_CODES = 4 };

static struct val bind_of(const struct req *req, const struct task_source *s, char letter)
{
	const struct viewer *v = req->viewer;
	switch (letter) {
	case 'a':
		return val_int(v->account);
	case 'r':
		return val_int(v->region);
	case 'n':
		return val_int(req->act.now);
	case 's':
		return val_int(req->act.now + (int64_t)SOON_DAYS * DAY_MS);
	case 't':
		return val_text(str_from(role_def(v->role)->code));
	case 'd':
		return val_text(date_iso(req->act.a, instant_date(req->act.now)));
	case 'l':
		return val_int(FEW_CODES);
	case 'x':
		return val_text(str_from(s->does));
	default:
		BUG("no value is called %c", letter);
	}
}

struct start_tasks {
	struct req *req;
	int64_t child; /* only what is about this one; 0: all */
	struct along along;
	size_t at[SOURCES];
};

static void put_tasks(struct act *act, struct batch *b, void *ctx)
{
	struct start_tasks *t = ctx;
	(void)act;
	for (size_t i = 0; i < SOURCES; i++) {
		struct val args[BINDS_MAX];
		size_t n_args = strlen(sources[i].binds);
		for (size_t k = 0; k < n_args; k++)
			args[k] = bind_of(t->req, &sources[i], sources[i].binds[k]);
		bool asked = viewer_can(t->req->viewer, sources[i].need) && (t->child == 0 || sources[i].child != 0);
		t->at[i] = asked ? batch_put(b, &sources[i].stmt, args, n_args) : SIZE_MAX;
	}
}

static struct start_tasks *ask(struct req *req, int64_t child)
{
	struct start_tasks *t = ARENA_NEW(req->act.a, struct start_tasks);
	t->req = req;
	t->child = child;
	t->along = (struct along){.put = put_tasks, .ctx = t};
	act_along(&req->act, &t->along);
	return t;
}

struct start_tasks *start_tasks_ask(struct req *req)
{
	return ask(req, 0);
}

struct start_tasks *start_tasks_ask_child(struct req *req)
{
	return ask(req, req->seen.route);
}

static struct ui_task say_plain(struct req *req, const struct plain_task *p, const struct rows *r, size_t row)
{
	struct ui_task t = {.name = say(req, p->name), .hint = say(req, p->hint), .href = p->before};
	if (p->behind != NULL)
		t.href = str_printf(req->act.a, "%s" STR_FMT "%s", p->before, STR_ARG(rows_text(r, row, 0)), p->behind).p;
	return t;
}

static struct start_task task_of(struct req *req, const struct task_source *s, const struct rows *r, size_t row)
{
	struct start_task t = {.task = s->task == NULL ? say_plain(req, s->plain, r, row) : s->task(req, r, row),
	                       .by = DATE_OPEN, .act = s->act, .does = s->does,
	                       .child = s->child == 0 ? 0 : rows_int(r, row, (size_t)s->child - 1)};
	if (s->by != 0 && !date_parse_iso(rows_text(r, row, (size_t)s->by - 1), &t.by))
		t.by = DATE_OPEN;
	return t;
}

enum err start_tasks_take(struct req *req, struct start_tasks *tasks, struct start_task *out, size_t *n)
{
	const struct batch *b;
	enum err e = along_rows(&req->act, &tasks->along, &b);
	for (size_t i = 0; e == OK && i < SOURCES; i++) {
		const struct rows *r = tasks->at[i] == SIZE_MAX ? &(const struct rows){.n = 0} : batch_rows(b, tasks->at[i]);
		for (size_t row = 0; row < r->n && *n < START_TASKS_MAX; row++) {
			if (tasks->child != 0 && rows_int(r, row, (size_t)sources[i].child - 1) != tasks->child)
				continue;
			out[*n] = task_of(req, &sources[i], r, row);
			*n += out[*n].task.name != NULL;
		}
	}
	return e;
}

void start_tasks_show(struct ui *u, const char *title, const struct start_task *tasks, size_t n)
{
	struct ui_task *v = ARENA_ARRAY(u->a, struct ui_task, n + 1);
	for (size_t i = 0; i < n; i++)
		v[i] = tasks[i].task;
	if (n == 0)
		return;
	ui_panel_begin(u, title);
	ui_tasks(u, v, n);
	ui_panel_end(u);
}
