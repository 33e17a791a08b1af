/* Rights as the index holds them against the independent model of reference.c: small random regions, random acts over
 * time through the real write unit, then every question about every child for everyone in every role.
 *
 *     property_test [--seed N] [--questions N | --long N]
 *
 * Between an act and the next sweep the product may be stricter than the model (what begins by date comes with the
 * sweep, late is shut), never more open. After a sweep they must be the same. */
#include "rights_world.h"

#include "reference.h"

#include <time.h>

enum { ACCOUNTS = 6, SEATS = 9, ROUTES = 6, ACTS = 14, FACTS = 400, HOUR = 3600000 };
enum { SUPPORT = 5, SUPPORTERS = 2 }; /* the seat of the support point, and the accounts that hold it all the time */

struct region {
	struct rights_world w;
	struct dice dice;
	struct facts facts;
	int64_t accounts[ACCOUNTS], routes[ROUTES], schools[2];
	bool closed[ROUTES];
	char keys[ROUTES][2][40]; /* by LIST_WORK, by LIST_CHILDREN */
	int64_t holds[FACTS];     /* ids of facts.holds */
	int64_t swept;            /* until when */
	uint64_t seed, questions, lists, opens;
	unsigned regions;
};

static uint64_t below(struct region *g, uint64_t n)
{
	return dice_below(&g->dice, n);
}

_Noreturn static void differs(const struct region *g, const char *what)
{
	printf("%s differs in region %u, seed %llu\n", what, g->regions, (unsigned long long)g->seed);
	for (size_t i = 0; i < g->facts.n_relations; i++) {
		const struct fact_relation *r = &g->facts.relations[i];
		printf("  relation %lld route %lld grantee %lld %s parts %x hides %x [%lld, %lld)\n", (long long)r->id,
		       (long long)r->route, (long long)r->grantee, relation_code(r->kind), r->parts, r->hides,
		       (long long)(r->begins - g->w.now), (long long)(r->ends == INSTANT_OPEN ? -1 : r->ends - g->w.now));
	}
	for (size_t i = 0; i < g->facts.n_holds; i++)
		printf("  account %lld holds %lld [%lld, %lld)\n", (long long)g->facts.holds[i].account,
		       (long long)g->facts.holds[i].seat, (long long)(g->facts.holds[i].begins - g->w.now),
		       (long long)(g->facts.holds[i].ends == INSTANT_OPEN ? -1 : g->facts.holds[i].ends - g->w.now));
	fflush(stdout);
	exit(1);
}

/* ---- acts ---- */

static int64_t some_end(struct region *g)
{
	return below(g, 2) == 0 ? INSTANT_OPEN : g->w.now + 1 + (int64_t)below(g, 60) * HOUR;
}

static int64_t some_begin(struct region *g)
{
	return below(g, 3) == 0 ? g->w.now + 1 + (int64_t)below(g, 20) * HOUR : g->w.now - (int64_t)below(g, 50) * HOUR;
}

/* The role of a seat; of an account that of a seat it was given, now and then none. */
static enum role role_of(struct region *g, int64_t grantee)
{
	for (size_t i = 0; i < SEATS; i++)
		if (g->facts.seats[i].id == grantee)
			return below(g, 8) == 0 ? ROLE_NONE : g->facts.seats[i].role;
	for (size_t i = 0; i < g->facts.n_holds; i++)
		if (g->facts.holds[i].id == grantee)
			return role_of(g, g->facts.holds[i].seat);
	for (size_t i = below(g, 4); i < g->facts.n_holds; i++)
		if (g->facts.holds[i].account == grantee && below(g, 3) != 0)
			return role_of(g, g->facts.holds[i].seat);
	return ROLE_NONE;
}

static void give(struct region *g)
{
	if (g->facts.n_relations == FACTS)
		return;
	struct relation r = {
		.route = g->routes[below(g, ROUTES)],
		.grantee = below(g, 2) == 0 ? g->accounts[below(g, ACCOUNTS)] : g->facts.seats[below(g, SEATS)].id,
		.kind = (enum relation_kind)(1 + below(g, REL__N - 1)),
		.parts = below(g, 3) == 0 ? (parts)below(g, 1u << PART__N) : UINT32_MAX >> 1,
		.hides = below(g, 4) == 0 ? (uint32_t)below(g, 16) : 0,
		.begins = some_begin(g), .ends = some_end(g),
	};
	if (g->facts.n_holds > 0 && below(g, 4) == 0)
		r.grantee = g->facts.holds[below(g, g->facts.n_holds)].id;
	/* Mostly a kind that the seat's role has something to do with, or too little would be open to compare. */
	enum role role = role_of(g, r.grantee);
	for (unsigned try = 0; try < 60 && role != ROLE_NONE && policy_of(role, r.kind) == NULL; try++)
		r.kind = (enum relation_kind)(1 + below(g, REL__N - 1));
	if (below(g, 6) == 0) {
		r.kind = REL_SUPPORT_POINT;
		r.grantee = below(g, 3) == 0 ? g->facts.seats[SUPPORT].id : g->accounts[below(g, SUPPORTERS)];
	}
	int64_t id = world_give(&g->w, r);
	g->facts.relations[g->facts.n_relations++] =
		(struct fact_relation){id, r.route, r.grantee, r.kind, r.parts, r.hides, r.begins, r.ends};
}

static void end_one(struct region *g)
{
	if (g->facts.n_relations == 0)
		return;
	struct fact_relation *r = &g->facts.relations[below(g, g->facts.n_relations)];
	world_end(&g->w, r->id);
	r->ends = g->w.now;
}

static void hold_seat(struct region *g, struct fact_hold h)
{
	if (g->facts.n_holds == FACTS)
		return;
	h.id = world_hold(&g->w, h.account, h.seat, h.begins, h.ends);
	g->holds[g->facts.n_holds] = h.id;
	g->facts.holds[g->facts.n_holds++] = h;
}

static void hold(struct region *g)
{
	hold_seat(g, (struct fact_hold){0, g->accounts[below(g, ACCOUNTS)], g->facts.seats[below(g, SEATS)].id,
	                                some_begin(g), some_end(g)});
}

static void end_hold(struct region *g)
{
	if (g->facts.n_holds == 0)
		return;
	size_t i = below(g, g->facts.n_holds);
	if (i < SUPPORTERS)
		return;
	world_set(&g->w, &rec_holds, g->holds[i], &holds_fields[HOLDS_ENDS], val_int(g->w.now));
	g->facts.holds[i].ends = g->w.now;
}

/* A child's own record changes: another date, closed, open again. */
static void save_child(struct region *g)
{
	size_t i = below(g, ROUTES);
	struct change *c = change_begin(world_act(&g->w, NULL), "Saved", 0);
	if (below(g, 3) == 0) {
		g->closed[i] = !g->closed[i];
		change_set(c, &rec_route, g->routes[i], &route_fields[ROUTE_CLOSED],
		           val_int(g->closed[i] ? g->w.now : INSTANT_OPEN));
	} else {
		int32_t by = 20400 + (int32_t)below(g, 4);
		change_set(c, &rec_route, g->routes[i], &route_fields[ROUTE_NEXT_BY], val_int(by));
		struct str iso = date_iso(g->w.page, by);
		snprintf(g->keys[i][0], sizeof g->keys[i][0], STR_FMT, STR_ARG(iso));
	}
	world_fail("save", change_commit(c));
}

static void act_once(struct region *g)
{
	static void (*const acts[])(struct region *) = {give, give, give, give, end_one, hold, hold, end_hold, save_child};
	acts[below(g, sizeof acts / sizeof *acts)](g);
}

static void make_region(struct region *g)
{
	static const enum role held[SEATS] = {ROLE_IB,
	                                      ROLE_TEACHER,
	                                      ROLE_IB,
	                                      ROLE_PROVISION_TEAM,
	                                      ROLE_TRAJECT,
	                                      ROLE_SUPPORT_POINT,
	                                      ROLE_TLV_SECRETARY,
	                                      ROLE_DIRECTOR,
	                                      ROLE_MUNICIPALITY};
	static const enum org_kind kinds[SEATS] = {ORG_SCHOOL, ORG_SCHOOL, ORG_SCHOOL, ORG_PROVISION, ORG_SWV, ORG_SWV,
	                                           ORG_SWV, ORG_SWV, ORG_MUNICIPALITY};
	static const char *const names[] = {"Bakker", "bakker", "\xc3\x85kesson", "de Boer", "100%", "Zee_man"};
	struct rights_world *w = &g->w;
	g->facts.n_seats = g->facts.n_holds = g->facts.n_relations = 0;
	for (size_t i = 0; i < SEATS; i++) {
		int64_t org = world_org(w, kinds[i]);
		g->facts.seats[g->facts.n_seats++] = (struct fact_seat){world_seat(w, org, held[i]), held[i]};
		g->schools[0] = i == 0 ? org : g->schools[0];
	}
	for (size_t i = 0; i < ACCOUNTS; i++)
		g->accounts[i] = world_account(w);
	for (size_t i = 0; i < ROUTES; i++) {
		struct row r;
		g->routes[i] = world_route(w, g->schools[0], i % 2 == 0 ? "Noor" : "Sem", names[i], 20400);
		g->closed[i] = false;
		world_fail("route", record_by_id(world_act(w, NULL), &rec_route, g->routes[i], &r));
		struct str iso = date_iso(w->page, 20400), name = row_text(&r, &route_fields[ROUTE_SORT_KEY]);
		snprintf(g->keys[i][0], sizeof g->keys[i][0], STR_FMT, STR_ARG(iso));
		snprintf(g->keys[i][1], sizeof g->keys[i][1], STR_FMT, STR_ARG(name));
	}
	for (size_t i = 0; i < SUPPORTERS; i++)
		hold_seat(g, (struct fact_hold){0, g->accounts[i], g->facts.seats[SUPPORT].id, 0, INSTANT_OPEN});
	for (size_t i = 0; i < 16; i++)
		hold(g);
	for (size_t i = 0; i < 50; i++)
		give(g);
	g->regions++;
}

/* ---- questions ---- */

static void ask_route(struct region *g, struct act *act, size_t route, bool exact, bool *listed)
{
	const struct viewer *v = act->viewer;
	struct allowed a;
	enum err e = reach_allowed(act, g->routes[route], &a);
	if (e != OK && e != ERR_NOT_FOUND)
		world_fail("reach", e);
	if (e == ERR_NOT_FOUND)
		a = (struct allowed){.reads = 0};
	for (enum part p = PART_NONE; p < PART__N; p++)
		for (int write = 0; write < 2; write++) {
			bool may = ((write ? a.writes : a.reads) & PART_BIT(p)) != 0;
			bool must = ref_may(&g->facts, v->account, v->role, g->routes[route], p, write, act->now);
			g->questions++;
			g->opens += may;
			if ((may && !must) || (exact && must != may)) {
				printf("account %lld as %s, route %lld, part %s, %s: product %d, model %d\n",
				       (long long)v->account, role_def(v->role)->code, (long long)g->routes[route],
				       part_code(p), write ? "write" : "read", may, must);
				differs(g, "the right");
			}
		}
	for (enum part p = PART_NONE + 1; exact && p < PART__N; p++)
		if ((a.reads & PART_BIT(p)) != 0 &&
		    a.hides[p] != ref_hides(&g->facts, v->account, v->role, g->routes[route], p, act->now))
			differs(g, "what is hidden");
	*listed = !g->closed[route] && (a.reads & PART_BIT(PART_KERN)) != 0;
}

/* The routes that must stand in the list, in its order: key, then id. */
static size_t expected(const struct region *g, const bool *listed, int list, size_t *out)
{
	size_t n = 0;
	for (size_t i = 0; i < ROUTES; i++) {
		size_t at = n;
		if (!listed[i])
			continue;
		for (; at > 0 && strcmp(g->keys[out[at - 1]][list], g->keys[i][list]) > 0; at--)
			out[at] = out[at - 1];
		out[at] = i; /* ids rise with i */
		n++;
	}
	return n;
}

static void ask_list(struct region *g, struct act *act, int id, const bool *listed)
{
	const struct record *rec;
	const struct list *list = model_list(g->w.model, id, &rec);
	size_t want[ROUTES], n = expected(g, listed, id == LIST_CHILDREN, want), k = 0;
	struct seen_page page;
	struct shelf_page shelf; /* the fence behind it must not be needed */
	int64_t count;
	world_fail("page", scope_page(act, list, S(""), 0, S(""), &page));
	world_fail("shelf", shelf_page(act, list, S(""), 0, S(""), &shelf));
	if (page.n != n || page.more || shelf.n != n)
		differs(g, "the length of a list");
	for (size_t i = 0; i < n; i++)
		if (page.v[i].route != g->routes[want[i]] || page.v[i].row.id != page.v[i].route)
			differs(g, "a list");
	world_fail("count", shelf_count(act, list, S(""), S(""), &count));
	if (count != (int64_t)n)
		differs(g, "a count");
	/* From the second on: a cursor in the middle, and a count above a key. */
	if (n > 1) {
		struct str key = str_from(g->keys[want[0]][id == LIST_CHILDREN]);
		world_fail("page", scope_page(act, list, key, g->routes[want[0]], S(""), &page));
		if (page.n != n - 1 || page.v[0].route != g->routes[want[1]])
			differs(g, "a next page");
		for (size_t i = 0; i < n; i++)
			k += strcmp(g->keys[want[i]][id == LIST_CHILDREN], key.p) == 0;
		world_fail("count", shelf_count(act, list, key, str_printf(act->a, "%s!", key.p), &count));
		if (count != (int64_t)k)
			differs(g, "a count of a piece");
	}
	g->lists++;
}

static void ask_find(struct region *g, struct act *act, const bool *listed)
{
	static const char *const words[] = {"noor", "bakker", "%", "_", "ke", "0% n"};
	const struct record *rec;
	const char *word = words[below(g, sizeof words / sizeof *words)];
	struct seen_page page;
	size_t want[ROUTES], n = expected(g, listed, 1, want), k = 0;
	world_fail("find", scope_find(act, model_list(g->w.model, LIST_CHILDREN, &rec), str_from(word), &page));
	for (size_t i = 0; i < n; i++) {
		if (strstr(g->keys[want[i]][1], word) == NULL)
			continue;
		if (k >= page.n || page.v[k].route != g->routes[want[i]])
			differs(g, "what is found");
		k++;
	}
	if (k != page.n)
		differs(g, "how many are found");
}

static void ask_all(struct region *g, bool exact)
{
	for (size_t i = 0; i < ACCOUNTS; i++) {
		struct act *act = world_view(&g->w, g->accounts[i], ROLE_NONE);
		uint32_t roles = act->viewer->roles;
		for (enum role r = ROLE_NONE; r < ROLE__N; r++) {
			bool listed[ROUTES];
			if (r == ROLE_NONE ? roles != 0 : (roles & 1u << r) == 0)
				continue;
			act = world_view(&g->w, g->accounts[i], r);
			for (size_t k = 0; k < ROUTES; k++)
				ask_route(g, act, k, exact, &listed[k]);
			ask_list(g, act, LIST_WORK, listed);
			ask_list(g, act, LIST_CHILDREN, listed);
			ask_find(g, act, listed);
		}
	}
}

static void live(struct region *g)
{
	for (size_t i = 0; i < ACTS; i++) {
		g->w.now += (int64_t)below(g, 8) * HOUR;
		act_once(g);
		if (below(g, 2) == 0)
			ask_all(g, false);
		world_sweep(&g->w, g->swept);
		g->swept = g->w.now;
		ask_all(g, true);
	}
}

int main(int argc, char **argv)
{
	static struct region g;
	uint64_t wanted = 1000000;
	g.seed = 1;
	for (int i = 1; i + 1 < argc; i += 2) {
		uint64_t n = strtoull(argv[i + 1], NULL, 10);
		if (strcmp(argv[i], "--seed") == 0)
			g.seed = n;
		else
			wanted = n;
	}
	time_t began = time(NULL);
	printf("seed %llu\n", (unsigned long long)g.seed);
	dice_seed(&g.dice, g.seed);
	rights_world_make(&g.w, false, 8192);
	g.facts.seats = calloc(SEATS, sizeof *g.facts.seats);
	g.facts.holds = calloc(FACTS, sizeof *g.facts.holds);
	g.facts.relations = calloc(FACTS, sizeof *g.facts.relations);
	g.swept = g.w.now;
	while (g.questions < wanted) {
		make_region(&g);
		live(&g);
	}
	printf("%llu questions (%llu open), %llu lists, %u regions, %lld s\n1 passed, 0 failed\n",
	       (unsigned long long)g.questions, (unsigned long long)g.opens, (unsigned long long)g.lists, g.regions,
	       (long long)(time(NULL) - began));
	free(g.facts.seats);
	free(g.facts.holds);
	free(g.facts.relations);
	rights_world_free(&g.w);
	return 0;
}
