/* Lists, counts, search and saves with rights, at 10,000 and 100,000 dossiers (--big: 1,000,000), for viewers with few
 * and many grants, beside the naive queries on the same data. SQLite in /tmp; PostgreSQL too when TN_TEST_PG is set
 * (--pg: that alone).
 * The page is the whole of scope_page: ranges of the shelf, merge, records, and what is open of each once more.
 * ratio = naive time over ours. Microseconds. */
#include "rights_world.h"

#include "clock.h"
#include "many_routes.h"

#include <time.h>

enum { PER_TRAJECT = 100, STEP = 10000, ROUNDS = 400, NAIVE_ROUNDS = 9, K = 21 };
/* On the shared work list a row says that it is a route: its mark stands above the eight bits of the phase. */
#define WORK_FACET ((int64_t)WORK_ROUTE << 8 | 2)
#define SCHOOL BLOCK(4)
#define SEAT_IB BLOCK(5)
#define SEAT_TEACHER BLOCK(6)
#define TRAJECT BLOCK(7)
#define GUARDIAN BLOCK(8)
#define SECOND_GUARDIAN BLOCK(9)
#define MANY BLOCK(10)      /* one account with 20,000 relations of its own */
#define TOWN BLOCK(11)      /* one seat with 80,000 */
#define ROUTE0 BLOCK(12)
#define RELATION0 BLOCK(13)

static const struct stmt index_naive = {"CREATE INDEX route_next_by ON route (next_by, id)", "", ""};
static const struct stmt analyze = {"ANALYZE", "", ""};
static const struct stmt sizes = {"SELECT (SELECT count(*) FROM reach), (SELECT count(*) FROM shelf)", "", "ii"};

static const struct stmt naive_exists = {
	"SELECT r.id, r.given_name, r.family_name FROM route r WHERE r.closed > $2 AND EXISTS"
	" (SELECT 1 FROM reach x WHERE x.route = r.id AND x.grantee = $1 AND x.until > $2) ORDER BY r.next_by, r.id "
        "LIMIT 25",
	"ii", "itt"};
static const struct stmt naive_join = {"SELECT r.id, r.given_name, r.family_name FROM reach x JOIN route r ON r.id = "
                                       "x.route WHERE x.grantee = $1 AND x.until > $2"
                                       " AND r.closed > $2 ORDER BY r.next_by, r.id LIMIT 25",
                                       "ii", "itt"};
static const struct stmt naive_count = {"SELECT count(*) FROM reach x JOIN route r ON r.id = x.route WHERE x.grantee = "
                                        "$1 AND x.until > $2 AND r.closed > $2",
                                        "ii", "i"};

struct bench {
	struct rights_world w;
	int64_t n;
	struct dice dice;
	struct viewer v;
	int64_t grantees[K + 1];
};

/* ---- data ---- */

static void write_one(struct bench *b, const struct stmt *s, const struct val *args, size_t n)
{
	world_fail(s->text, act_write(world_act(&b->w, NULL), s, args, n));
}

struct grants {
	int64_t every, from, same, grantee;
	enum relation_kind kind;
	enum role lane; /* of an account's own work; ROLE_NONE for seats and family */
};

static void fill_grants(struct bench *b, const struct grants *g, int64_t number)
{
	int64_t first = RELATION0 + (number << 32);
	for (int64_t i = 0; i < b->n; i += STEP) {
		int64_t last = i + STEP - 1;
		write_one(b, &fill_relation,
		          DB_ARGS(val_int(i), val_int(last), val_int(first), val_int(ROUTE0), val_int(g->every),
		                  val_int(g->from), val_int(g->same), val_int(g->grantee),
		                  val_text(str_from(relation_code(g->kind)))));
		write_one(b, &fill_reach, DB_ARGS(val_int(first + i), val_int(first + last), val_int(g->kind)));
		int64_t lane = (int64_t)g->lane << 16; /* as in model/shelf.c */
		write_one(b, &fill_by_date, DB_ARGS(val_int(first + i), val_int(first + last), val_int(LIST_WORK + lane),
			                          val_int(WORK_FACET)));
		write_one(b, &fill_by_name, DB_ARGS(val_int(first + i), val_int(first + last), val_int(LIST_CHILDREN + lane)));
	}
}

static int64_t at_least(int64_t n)
{
	return n < 1 ? 1 : n;
}

static void fill(struct bench *b)
{
	const struct grants all[] = {
		{1, 0, PER_SCHOOL, SEAT_IB, REL_SUPERVISES, ROLE_NONE},
		{1, 0, PER_SCHOOL, SEAT_TEACHER, REL_TEACHES, ROLE_NONE},
		{1, 0, PER_TRAJECT, TRAJECT, REL_ASSIGNED, ROLE_TRAJECT},
		{1, 0, 1, GUARDIAN, REL_GUARDIAN, ROLE_NONE},
		{2, 0, 1, SECOND_GUARDIAN, REL_GUARDIAN, ROLE_NONE},
		{at_least(b->n / 20000), 0, INT64_C(1) << 40, MANY, REL_ASSIGNED, ROLE_TRAJECT},
		{at_least(b->n / 80000), 0, INT64_C(1) << 40, TOWN, REL_LEERPLICHT, ROLE_NONE},
	};
	int64_t schools = b->n / PER_SCHOOL;
	write_one(b, &fill_school, DB_ARGS(val_int(0), val_int(schools - 1), val_int(SCHOOL), val_int(PID0)));
	write_one(b, &fill_seat,
	          DB_ARGS(val_int(0), val_int(schools - 1), val_int(SEAT_IB), val_int(SCHOOL), val_text(S("ib"))));
	write_one(b, &fill_seat,
	          DB_ARGS(val_int(0), val_int(schools - 1), val_int(SEAT_TEACHER), val_int(SCHOOL),
	                  val_text(S("teacher"))));
	write_one(b, &fill_seat,
	          DB_ARGS(val_int(0), val_int(0), val_int(TOWN), val_int(SCHOOL), val_text(S("municipality"))));
	for (int64_t i = 0; i < b->n; i += STEP)
		write_one(b, &fill_route,
		          DB_ARGS(val_int(i), val_int(i + STEP - 1), val_int(ROUTE0), val_int(PID0), val_int(SCHOOL)));
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		fill_grants(b, &all[i], (int64_t)i);
	write_one(b, &index_naive, DB_NO_ARGS);
	write_one(b, &analyze, DB_NO_ARGS);
}

/* ---- viewers ---- */

static int64_t below(struct bench *b, int64_t n)
{
	return (int64_t)dice_below(&b->dice, (uint64_t)n);
}

static void become(struct bench *b, int64_t account, enum role role)
{
	b->grantees[0] = account;
	b->v = (struct viewer){
		.account = account, .level = LEVEL_FULL, .role = role, .grantees = b->grantees, .n_grantees = 1};
}

static void ib_one(struct bench *b)
{
	become(b, 1, ROLE_IB);
	b->grantees[b->v.n_grantees++] = SEAT_IB + below(b, b->n / PER_SCHOOL);
}

static void ib_twenty(struct bench *b)
{
	int64_t schools = b->n / PER_SCHOOL, first = below(b, schools);
	become(b, 1, ROLE_IB);
	for (int64_t i = 0; i < K - 1; i++)
		b->grantees[b->v.n_grantees++] = SEAT_IB + (first + i * (schools / (K - 1))) % schools;
}

static void many(struct bench *b)
{
	become(b, MANY, ROLE_TRAJECT);
}

static void town(struct bench *b)
{
	become(b, 1, ROLE_MUNICIPALITY);
	b->grantees[b->v.n_grantees++] = TOWN;
}

static void traject(struct bench *b)
{
	become(b, TRAJECT + below(b, b->n / PER_TRAJECT), ROLE_TRAJECT);
}

static void parent(struct bench *b)
{
	become(b, GUARDIAN + below(b, b->n), ROLE_PARENT);
}

static const struct {
	const char *name;
	void (*become)(struct bench *b);
} viewers[] = {{"IB'er of 1 school", ib_one}, {"IB'er of 20 schools", ib_twenty}, {"account with 20,000", many},
               {"municipality 80,000", town}, {"trajectbegeleider", traject},     {"parent", parent}};

/* ---- what is measured ---- */

static const struct list *list_of(const struct bench *b, int id)
{
	const struct record *rec;
	return model_list(b->w.model, id, &rec);
}

static void page_of(struct bench *b, struct act *act, int id)
{
	struct seen_page p;
	world_fail("page", scope_page(act, list_of(b, id), S(""), 0, S(""), &p));
	if (p.n == 0)
		world_fail("an empty page", ERR_NOT_FOUND);
}

static void by_date(struct bench *b, struct act *act)
{
	page_of(b, act, LIST_WORK);
}

static void by_name(struct bench *b, struct act *act)
{
	page_of(b, act, LIST_CHILDREN);
}

static void three_counts(struct bench *b, struct act *act)
{
	static const char *const ends[] = {"", "2026-10-15", "2026-11", ""};
	int64_t n;
	for (size_t i = 0; i < 3; i++)
		world_fail("count", shelf_count(act, list_of(b, LIST_WORK), str_from(ends[i]), str_from(ends[i + 1]), &n));
}

static void find_word(struct bench *b, struct act *act)
{
	struct seen_page p;
	struct str word = str_printf(act->a, "%lld no", (long long)below(b, 1000));
	world_fail("find", scope_find(act, list_of(b, LIST_CHILDREN), word, SCOPE_SHOWN, &p));
}

static void may_i(struct bench *b, struct act *act)
{
	struct allowed a;
	enum err e = reach_allowed(act, ROUTE0 + below(b, b->n), &a);
	if (e != ERR_NOT_FOUND)
		world_fail("may", e);
}

static void save(struct bench *b, struct act *act)
{
	struct change *c = change_begin(act, "Saved", 0);
	change_set(c, &rec_route, ROUTE0 + below(b, b->n), &route_fields[ROUTE_NEXT_BY], val_int(20700 + below(b, 90)));
	world_fail("save", change_commit(c));
}

static void bare(struct bench *b, struct act *act)
{
	static const struct stmt s = {"UPDATE route SET rev = rev + 1 WHERE id = $1", "i", ""};
	world_fail("bare", act_write(act, &s, DB_ARGS(val_int(ROUTE0 + below(b, b->n)))));
}

static void end_one(struct bench *b, struct act *act)
{
	struct change *c = change_begin(act, "Ended", 0);
	relation_end(c, RELATION0 + (INT64_C(3) << 32) + below(b, b->n), act->now);
	world_fail("end", change_commit(c));
}

static void naive_page(struct bench *b, struct act *act, const struct stmt *s)
{
	const struct rows *r;
	int64_t grantee = b->grantees[b->v.n_grantees - 1];
	world_fail("naive", act_exec(act, s, DB_ARGS(val_int(grantee), val_int(act->now)), &r));
	if (r->n == 0)
		world_fail("an empty naive page", ERR_NOT_FOUND);
}

static void naive_by_exists(struct bench *b, struct act *act)
{
	naive_page(b, act, &naive_exists);
}

static void naive_by_join(struct bench *b, struct act *act)
{
	naive_page(b, act, &naive_join);
}

static void naive_by_count(struct bench *b, struct act *act)
{
	naive_page(b, act, &naive_count);
}

/* ---- measuring ---- */

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

struct spread {
	double p50, p99, cpu; /* cpu: the middle of the thread's own time, which other work on the machine leaves alone */
};

static double cpu_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static struct spread measure(struct bench *b, void (*become_one)(struct bench *),
                             void (*what)(struct bench *, struct act *), size_t rounds)
{
	static double us[ROUNDS], cpu[ROUNDS];
	struct conn *conn;
	for (size_t i = 0; i < rounds; i++) {
		become_one(b);
		struct act *act = world_act(&b->w, &b->v);
		world_fail("connection", act_conn(act, &conn));
		int64_t began = clock_ticks();
		double cpu_began = cpu_us();
		what(b, act);
		cpu[i] = cpu_us() - cpu_began;
		us[i] = (double)(clock_ticks() - began);
	}
	qsort(us, rounds, sizeof *us, by_size);
	qsort(cpu, rounds, sizeof *cpu, by_size);
	return (struct spread){us[rounds / 2], us[rounds * 99 / 100], cpu[rounds / 2]};
}

static struct spread cell(struct bench *b, void (*become_one)(struct bench *),
                          void (*what)(struct bench *, struct act *))
{
	struct spread s = measure(b, become_one, what, ROUNDS);
	printf(" %6.0f /%7.0f (%6.0f)", s.p50, s.p99, s.cpu);
	fflush(stdout);
	return s;
}

static void print_viewers(struct bench *b)
{
	double page[sizeof viewers / sizeof *viewers], count[sizeof viewers / sizeof *viewers];
	printf("%-20s %24s %24s %24s %24s %24s\n", "p50 / p99 (cpu p50)", "page by date", "page by name", "3 counts",
	       "find any word", "may I");
	for (size_t i = 0; i < sizeof viewers / sizeof *viewers; i++) {
		printf("%-20s", viewers[i].name);
		page[i] = cell(b, viewers[i].become, by_date).p50;
		cell(b, viewers[i].become, by_name);
		count[i] = cell(b, viewers[i].become, three_counts).p50;
		cell(b, viewers[i].become, find_word);
		cell(b, viewers[i].become, may_i);
		printf("\n");
	}
	for (size_t i = 0; i < 4; i++) {
		if (i == 1)
			continue;
		double exists = measure(b, viewers[i].become, naive_by_exists, NAIVE_ROUNDS).p50;
		double join = measure(b, viewers[i].become, naive_by_join, NAIVE_ROUNDS).p50;
		double counted = measure(b, viewers[i].become, naive_by_count, NAIVE_ROUNDS).p50;
		printf("%-20s naive page by EXISTS %.0f ratio=%.1f, by join %.0f ratio=%.1f; one count by join %.0f "
		       "ratio=%.1f\n",
		       viewers[i].name, exists, exists / page[i], join, join / page[i], counted,
		       counted / (count[i] / 3));
	}
}

static void run(bool pg, int64_t n)
{
	struct bench *b = calloc(1, sizeof *b);
	const struct rows *r;
	b->n = n;
	dice_seed(&b->dice, 1);
	rights_world_make(&b->w, pg, 262144);
	int64_t began = clock_ticks();
	fill(b);
	world_fail("sizes", act_exec(world_act(&b->w, NULL), &sizes, DB_NO_ARGS, &r));
	printf("\n%s, %lld dossiers, %lld reach, %lld shelf, filled in %lld s\n", pg ? "PostgreSQL" : "SQLite",
	       (long long)n, (long long)rows_int(r, 0, 0), (long long)rows_int(r, 0, 1),
	       (long long)((clock_ticks() - began) / 1000000));
	print_viewers(b);
	printf("%-20s", "bare durable write");
	cell(b, ib_one, bare);
	printf("\n%-20s", "save, re-shelved");
	cell(b, ib_one, save);
	printf("\n%-20s", "end one relation");
	cell(b, ib_one, end_one);
	printf("\n");
	rights_world_free(&b->w);
	free(b);
}

static bool said(int argc, char **argv, const char *option)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], option) == 0)
			return true;
	return false;
}

int main(int argc, char **argv)
{
	int64_t most = said(argc, argv, "--big") ? 1000000 : 100000;
	for (int pg = said(argc, argv, "--pg"); pg <= (getenv("TN_TEST_PG") != NULL); pg++)
		for (int64_t n = 10000; n <= most; n *= 10)
			run(pg, n);
	return 0;
}
