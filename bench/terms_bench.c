/* A region changes a rule: the task makes the terms of 200,000 routes anew (an argument: another number), each with a
 * plan that is to be adopted within six weeks, five from now on, while an IB'er of one school asks for the work list
 * and someone saves. SQLite in /tmp; PostgreSQL too when TN_TEST_PG is set (--pg: that alone).
 * The task runs in a process of its own, as it does in service. Before and meanwhile are measured with the same pauses;
 * ratio = meanwhile over before. Afterwards each date is held against the rule. Microseconds. */
#define RIGHTS_WORLD_MORE , &rec_opp, &rec_opp_agreement, &rec_rule_setting
#include "opp.h"
#include "terms.h"

#include "rights_world.h"

#include "clock.h"
#include "many_routes.h"
#include "rules_page.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { ROUTES = 200000, STEP = 10000, DAYS = 60, SAMPLES = 100000, BEFORE_S = 8, PAUSE_US = 4000, SAVE_EVERY = 8,
       CACHE_KIB = 65536, LISTS = 2 };
#define SCHOOL BLOCK(4)
#define SEAT_IB BLOCK(5)
#define SEAT_TEACHER BLOCK(6)
#define TRAJECT BLOCK(7)
#define ROUTE0 BLOCK(12)
#define RELATION0 BLOCK(13)
#define PLACE0 (BLOCK(1) + (INT64_C(1) << 37))
#define PLAN0 (BLOCK(1) + (INT64_C(1) << 36)) /* of region 1, behind the ids that the program gives */

static const struct stmt fill_place = {
	"INSERT INTO school (id, pid, region, rev, name, name_key, kind, brin, denomination, street, house_number,"
	" postcode, place, place_key, municipality, find_key, holidays, org)" SERIES " SELECT $3 + i, '' || ($3 + i), 1, 1,"
	" 'School ' || i, 'school ' || i, 'bo', '99ZZ', 'openbaar', 'Weg', '1', '8601 AA', 'Merenland', 'merenland',"
	" 'Merenland', 'school', 'noord', $4 + i FROM r", "iiii", ""};
/* Every $7th route from the $6th on was enrolled on $4 and has $5 as the day of its plan. */
static const struct stmt fill_plan = {
	"INSERT INTO opp (id, pid, region, rev, route, state, version, school, enrolled, grounds, adopt_from, due,"
	" due_term)" SERIES " SELECT $3 + i * $7 + $6, '' || ($3 + i * $7 + $6), 1, 1, $8 + i * $7 + $6, 'concept', 1,"
	" $9 + (i * $7 + $6) / 250, $4, 'Zo gaat het nu met lezen, rekenen en in de groep.', $4, $5, 'adopt' FROM r",
	"iiittiiii", ""};
static const struct stmt fill_plan_shelf = {
	"INSERT INTO shelf (grantee, list, shelf_key, id, route, facet, until) SELECT x.grantee, $3, o.due, o.id, o.route,"
	" $4, x.ends FROM relation x JOIN opp o ON o.id = x.route - $5 + $6 WHERE x.id >= $1 AND x.id <= $2", "iiiiii", ""};
static const struct stmt analyze = {"ANALYZE", "", ""};
static const struct stmt dates = {
	"SELECT enrolled, due, count(*), max(rev) FROM opp GROUP BY enrolled, due ORDER BY enrolled, due", "", "ttii"};
static const struct stmt off_the_shelf = {
	"SELECT count(*) FROM opp o JOIN shelf s ON s.id = o.id WHERE s.shelf_key <> o.due", "", "i"};
static const struct stmt on_the_shelf = {"SELECT count(*) FROM opp o JOIN shelf s ON s.id = o.id", "", "i"};

struct bench {
	struct rights_world w;
	int64_t n, director;
	struct dice dice;
	struct viewer v;
	int64_t grantees[2];
};
struct samples {
	double *us;
	size_t n;
};

/* ---- data ---- */

static void write_one(struct bench *b, const struct stmt *s, const struct val *args, size_t n)
{
	world_fail(s->text, act_write(world_act(&b->w, NULL), s, args, n));
}

static int32_t first_day(void)
{
	return date_from_ymd((struct ymd){2026, 11, 16});
}

static void fill_plans(struct bench *b)
{
	const struct rule *law = rule_find(S("OPP-04"), first_day());
	for (int32_t d = 0; d < DAYS; d++) {
		int32_t from = first_day() + d;
		struct val days[2] = {val_text(date_iso(b->w.a, from)), val_text(date_iso(b->w.a, rule_due(law, from, NULL)))};
		write_one(b, &fill_plan,
		          DB_ARGS(val_int(0), val_int((b->n - 1 - d) / DAYS), val_int(PLAN0), days[0], days[1], val_int(d),
		                  val_int(DAYS), val_int(ROUTE0), val_int(SCHOOL)));
	}
}

/* How a draft stands on its lists: asked of the record itself. */
static int64_t facet_of_plan(const struct list *l)
{
	struct val v[OPP__N] = {[OPP_STATE] = val_text(S("concept"))};
	const struct row draft = {.rec = &rec_opp, .v = v};
	return shelf_facet(l, &draft);
}

static int64_t facet_of_route(const struct list *l)
{
	struct val v[ROUTE__N] = {[ROUTE_PHASE] = val_text(S("knooppunt")), [ROUTE_ACTS] = val_text(S("school"))};
	const struct row route = {.rec = &rec_route, .v = v};
	return shelf_facet(l, &route);
}

static const struct list *work_of(const struct record *rec)
{
	for (size_t i = 0; i < rec->n_lists; i++)
		if (rec->lists[i].id == LIST_WORK)
			return &rec->lists[i];
	BUG("%s is on no work list", rec->name);
}

struct grants {
	int64_t same, grantee;
	enum relation_kind kind;
	enum role lane;
};

static void fill_grants(struct bench *b, const struct grants *g, int64_t number)
{
	int64_t lane = (int64_t)g->lane << 16; /* as in model/shelf.c */
	for (int64_t i = 0; i < b->n; i += STEP) {
		int64_t last = i + STEP <= b->n ? i + STEP - 1 : b->n - 1, first = RELATION0 + (number << 32);
		struct val from = val_int(first + i), to = val_int(first + last);
		write_one(b, &fill_relation,
		          DB_ARGS(val_int(i), val_int(last), val_int(first), val_int(ROUTE0), val_int(1), val_int(0),
		                  val_int(g->same), val_int(g->grantee), val_text(str_from(relation_code(g->kind)))));
		write_one(b, &fill_reach, DB_ARGS(from, to, val_int(g->kind)));
		write_one(b, &fill_by_date, DB_ARGS(from, to, val_int(LIST_WORK + lane),
		                                    val_int(facet_of_route(work_of(&rec_route)))));
		write_one(b, &fill_by_name, DB_ARGS(from, to, val_int(LIST_CHILDREN + lane)));
		for (size_t l = 0; g->lane == ROLE_NONE && l < rec_opp.n_lists; l++) /* not open to a trajectbegeleider */
			write_one(b, &fill_plan_shelf,
			          DB_ARGS(from, to, val_int(rec_opp.lists[l].id + lane), val_int(facet_of_plan(&rec_opp.lists[l])),
			                  val_int(ROUTE0), val_int(PLAN0)));
	}
}

static void fill(struct bench *b)
{
	static const struct grants all[] = {{PER_SCHOOL, SEAT_IB, REL_SUPERVISES, ROLE_NONE},
	                                    {PER_SCHOOL, SEAT_TEACHER, REL_TEACHES, ROLE_NONE},
	                                    {100, TRAJECT, REL_ASSIGNED, ROLE_TRAJECT}};
	struct val last = val_int((b->n - 1) / PER_SCHOOL), zero = val_int(0);
	write_one(b, &fill_school, DB_ARGS(zero, last, val_int(SCHOOL), val_int(PID0)));
	write_one(b, &fill_place, DB_ARGS(zero, last, val_int(PLACE0), val_int(SCHOOL)));
	write_one(b, &fill_seat, DB_ARGS(zero, last, val_int(SEAT_IB), val_int(SCHOOL), val_text(S("ib"))));
	write_one(b, &fill_seat, DB_ARGS(zero, last, val_int(SEAT_TEACHER), val_int(SCHOOL), val_text(S("teacher"))));
	for (int64_t i = 0; i < b->n; i += STEP)
		write_one(b, &fill_route, DB_ARGS(val_int(i), val_int(i + STEP <= b->n ? i + STEP - 1 : b->n - 1),
		                                  val_int(ROUTE0), val_int(PID0), val_int(SCHOOL)));
	fill_plans(b);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		fill_grants(b, &all[i], (int64_t)i);
	write_one(b, &analyze, DB_NO_ARGS);
	b->director = world_account(&b->w);
	world_hold(&b->w, b->director, world_seat(&b->w, world_org(&b->w, ORG_SWV), ROLE_DIRECTOR), 0, INSTANT_OPEN);
}

/* ---- the change of the rule, and the process that follows it ---- */

static int64_t set_rule(struct bench *b, int32_t weeks)
{
	const struct val v[RULING__N] = {
		[RULING_RULE] = val_text(S("OPP-04")), [RULING_VALUE] = val_int(weeks), [RULING_UNIT] = val_text(S("weken")),
		[RULING_BEGINS] = val_int(first_day()), [RULING_ENDS] = val_int(DATE_OPEN),
		[RULING_WHY] = val_text(S("Wie hulp nodig heeft wacht niet.")),
		[RULING_DECIDED_BY] = val_text(S("Het bestuur"))};
	return world_add(&b->w, &rec_rule_setting, v);
}

static void ask_task(struct bench *b, int64_t setting)
{
	struct act *act = world_view(&b->w, b->director, ROLE_DIRECTOR);
	struct str pid;
	struct change *c = change_begin(act, "Rule set", 0);
	world_fail("task", task_add(c, &task_rule, setting, 0, &pid));
	world_fail("task", change_commit(c));
}

static int jobs(const struct bench *b)
{
	static const struct task_kind *const kinds[] = {&task_rule};
	const struct db_options o = {.connections = 2, .cache_kib = CACHE_KIB};
	struct arena *a = arena_new(64 << 20);
	struct clock clock = clock_from(b->w.now);
	struct str why;
	struct db *db;
	bool ran;
	if (db_open(b->w.f.url, &o, a, &db, &why) != OK)
		return 2;
	struct queue *q = queue_new(a, &(struct queue_args){.db = db, .model = b->w.model, .clock = &clock,
	                                                    .kinds = kinds, .n_kinds = 1});
	return queue_run_one(q, &ran) == OK && ran ? 0 : 1;
}

static pid_t start_jobs(const struct bench *b)
{
	fflush(stdout);
	pid_t p = fork();
	if (p == 0)
		_exit(jobs(b));
	return p;
}

/* ---- what is measured ---- */

static void become_ib(struct bench *b)
{
	b->grantees[0] = 1;
	b->grantees[1] = SEAT_IB + (int64_t)dice_below(&b->dice, (uint64_t)((b->n + PER_SCHOOL - 1) / PER_SCHOOL));
	b->v = (struct viewer){.account = 1, .level = LEVEL_FULL, .role = ROLE_IB, .grantees = b->grantees,
	                       .n_grantees = 2};
}

/* The two batches of the page /werk: late, this week and later, each with its rows and its number, and the filters. */
static void work_list(struct bench *b, struct act *act)
{
	struct seen_page pages[3];
	struct shelf_tally tally = {.org = 0};
	struct str today = date_iso(act->a, first_day() + 40), week = date_iso(act->a, first_day() + 47);
	struct shelf_bucket v[3] = {{.below = today}, {.from = today, .below = week}, {.from = week}};
	world_fail("work list", scope_buckets(act, work_of(&rec_route), v, 3, &tally, pages));
	if (pages[0].n + pages[1].n + pages[2].n == 0)
		world_fail("an empty work list", ERR_NOT_FOUND);
	(void)b;
}

static void save(struct bench *b, struct act *act)
{
	int64_t id = ROUTE0 + (int64_t)dice_below(&b->dice, (uint64_t)b->n);
	enum err e = ERR_BUSY;
	for (int i = 0; e == ERR_BUSY && i < 20; i++) {
		struct change *c = change_begin(act, "Saved", 0);
		change_set(c, &rec_route, id, &route_fields[ROUTE_NEXT_BY],
		           val_int(first_day() + (int)dice_below(&b->dice, 90)));
		e = change_commit(c);
	}
	world_fail("save", e);
}

static void sample(struct bench *b, void (*what)(struct bench *, struct act *), struct samples *out)
{
	struct conn *conn;
	become_ib(b);
	struct act *act = world_act(&b->w, &b->v);
	world_fail("connection", act_conn(act, &conn));
	int64_t began = clock_ticks();
	what(b, act);
	if (out->n < SAMPLES)
		out->us[out->n++] = (double)(clock_ticks() - began);
}

struct spell {
	struct samples page, save;
};

static struct spell phase_new(struct bench *b)
{
	return (struct spell){.page.us = ARENA_ARRAY(b->w.a, double, SAMPLES),
	                      .save.us = ARENA_ARRAY(b->w.a, double, SAMPLES)};
}

/* For BEFORE_S seconds, or until the process has ended. Returns its status. */
static int watch(struct bench *b, pid_t jobs, struct spell *p)
{
	int status = 0;
	int64_t until = clock_ticks() + (int64_t)BEFORE_S * 1000000;
	for (int i = 0; jobs == 0 ? clock_ticks() < until : waitpid(jobs, &status, WNOHANG) == 0; i++) {
		sample(b, work_list, &p->page);
		if (i % SAVE_EVERY == 0)
			sample(b, save, &p->save);
		nanosleep(&(struct timespec){.tv_nsec = PAUSE_US * 1000L}, NULL);
	}
	return status;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double at(const struct samples *s, size_t percent)
{
	return s->n == 0 ? 0 : s->us[(s->n - 1) * percent / 100];
}

static void print_pair(const char *name, struct samples *before, struct samples *during)
{
	qsort(before->us, before->n, sizeof *before->us, by_size);
	qsort(during->us, during->n, sizeof *during->us, by_size);
	printf("%-12s before p50 %6.0f p99 %7.0f (n=%zu)  during p50 %6.0f p99 %7.0f max %7.0f (n=%zu)"
	       "  ratio p50=%.2f p99=%.2f\n",
	       name, at(before, 50), at(before, 99), before->n, at(during, 50), at(during, 99), at(during, 100), during->n,
	       at(during, 50) / at(before, 50), at(during, 99) / at(before, 99));
}

/* Each date as the rule makes it, no rev moved, and the shelf where the dates are: else the time is worth nothing. */
static void prove(struct bench *b, int32_t weeks)
{
	const struct rule_book none = {.n = 0};
	const struct rule *law = rule_find(S("OPP-04"), first_day());
	struct rule_book book = book_with(b->w.a, &none, law, weeks, UNIT_WEEKS, first_day(), DATE_OPEN);
	const struct rows *r;
	int64_t n = 0;
	world_fail("dates", act_exec(world_act(&b->w, NULL), &dates, DB_NO_ARGS, &r));
	for (size_t i = 0; i < r->n; i++) {
		int32_t from, due;
		if (!date_parse_iso(rows_text(r, i, 0), &from) || !date_parse_iso(rows_text(r, i, 1), &due) ||
		    due != rule_due(book_rule(&book, S("OPP-04"), from), from, NULL) || rows_int(r, i, 3) != 1)
			world_fail("a date that is not by the rule", ERR_INVALID);
		n += rows_int(r, i, 2);
	}
	world_fail("shelf", act_exec(world_act(&b->w, NULL), &off_the_shelf, DB_NO_ARGS, &r));
	if (n != b->n || rows_int(r, 0, 0) != 0)
		world_fail("rows that were left behind", ERR_INVALID);
	world_fail("shelf", act_exec(world_act(&b->w, NULL), &on_the_shelf, DB_NO_ARGS, &r));
	printf("every date is by the rule, %lld rows of the shelf follow it\n", (long long)rows_int(r, 0, 0));
}

static void timed(struct bench *b, const char *name, int64_t setting, struct spell *before)
{
	struct spell during = phase_new(b);
	struct rusage was, now;
	getrusage(RUSAGE_CHILDREN, &was);
	ask_task(b, setting);
	int64_t began = clock_ticks();
	if (watch(b, start_jobs(b), &during) != 0)
		world_fail("the task", ERR_IO);
	double s = (double)(clock_ticks() - began) / 1e6;
	getrusage(RUSAGE_CHILDREN, &now);
	printf("%-28s %6.1f s, %.0f routes/s, cpu of the process %.1f s\n", name, s, (double)b->n / s,
	       (double)(now.ru_utime.tv_sec + now.ru_stime.tv_sec - was.ru_utime.tv_sec - was.ru_stime.tv_sec) +
	       (double)(now.ru_utime.tv_usec + now.ru_stime.tv_usec - was.ru_utime.tv_usec - was.ru_stime.tv_usec) / 1e6);
	print_pair("  work list", &before->page, &during.page);
	print_pair("  save", &before->save, &during.save);
}

static void run(bool pg, int64_t n)
{
	struct bench *b = calloc(1, sizeof *b);
	b->n = n;
	dice_seed(&b->dice, 1);
	rights_world_make(&b->w, pg, CACHE_KIB);
	int64_t began = clock_ticks();
	fill(b);
	printf("\n%s, %lld routes with a plan each, filled in %lld s\n", pg ? "PostgreSQL" : "SQLite", (long long)n,
	       (long long)((clock_ticks() - began) / 1000000));
	struct spell warm = phase_new(b), before = phase_new(b);
	watch(b, 0, &warm);
	watch(b, 0, &before);
	int64_t setting = set_rule(b, 5);
	timed(b, "every date moves", setting, &before);
	prove(b, 5);
	timed(b, "again: no date moves", setting, &before);
	rights_world_free(&b->w);
	free(b);
}

int main(int argc, char **argv)
{
	bool only_pg = argc > 1 && strcmp(argv[1], "--pg") == 0, only_sqlite = argc > 1 && strcmp(argv[1], "--sqlite") == 0;
	int64_t n = 0;
	if (argc > 1 && !str_to_i64(str_from(argv[argc - 1]), &n))
		n = 0;
	for (int pg = only_pg; pg <= (getenv("TN_TEST_PG") != NULL && !only_sqlite); pg++)
		run(pg, n > 0 ? n : ROUTES);
	return 0;
}
