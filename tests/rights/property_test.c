/* Rights as the index holds them against the independent model of reference.c: small random regions, random acts over
 * time through the real write unit, then every question about every child for everyone in every role.
 *
 *     property_test [--seed N] [--questions N | --long N]
 *
 * Between an act and the next sweep the product may be stricter than the model (what begins by date comes with the
 * sweep, late is shut), never more open. After a sweep they must be the same. */
#include "region.h"

#include <time.h>

enum { ACTS = 14 };
enum { ON_WORK = 1, ON_CHILDREN = 2, ON_PUPILS = 4 };

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
		printf("  account %lld place %lld seat %lld [%lld, %lld)\n", (long long)g->facts.holds[i].account,
		       (long long)g->facts.holds[i].id, (long long)g->facts.holds[i].seat,
		       (long long)(g->facts.holds[i].begins - g->w.now),
		       (long long)(g->facts.holds[i].ends == INSTANT_OPEN ? -1 : g->facts.holds[i].ends - g->w.now));
	for (size_t i = 0; i < g->facts.n_covers; i++) {
		const struct fact_cover *c = &g->facts.covers[i];
		printf("  account %lld absent at %lld, place %lld %s parts %x [%lld, %lld)\n", (long long)c->account,
		       (long long)c->org, (long long)c->place, c->given ? "stands in" : "does not", c->parts,
		       (long long)(c->begins - g->w.now), (long long)(c->ends - g->w.now));
	}
	for (size_t i = 0; i < g->facts.n_seats; i++)
		printf("  seat %lld %s at %lld of %lld\n", (long long)g->facts.seats[i].id,
		       role_def(g->facts.seats[i].role)->code, (long long)g->facts.seats[i].org,
		       (long long)g->facts.seats[i].school);
	fflush(stdout);
	exit(1);
}

static void ask_route(struct region *g, struct act *act, size_t route, bool exact, unsigned *listed)
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
	bool shows = !g->closed[route] && (a.reads & PART_BIT(PART_KERN)) != 0;
	bool taught = shows && ref_stands_by(&g->facts, v->account, v->role, g->routes[route],
	                                     UINT32_C(1) << REL_SUPERVISES | UINT32_C(1) << REL_TEACHES, act->now);
	*listed = (shows && !g->pupil[route] ? ON_WORK | ON_CHILDREN : 0u) | (taught ? ON_PUPILS : 0u);
}

/* The routes that must stand in the list, in its order: key, then id. */
static size_t expected(const struct region *g, const unsigned *listed, unsigned on, size_t *out)
{
	size_t n = 0;
	for (size_t i = 0; i < ROUTES; i++) {
		size_t at = n;
		size_t list = on != ON_WORK;
		if ((listed[i] & on) == 0)
			continue;
		for (; at > 0 && strcmp(g->keys[out[at - 1]][list], g->keys[i][list]) > 0; at--)
			out[at] = out[at - 1];
		out[at] = i; /* ids rise with i */
		n++;
	}
	return n;
}

static void ask_list(struct region *g, struct act *act, int id, unsigned on, const unsigned *listed)
{
	const struct record *rec;
	const struct list *list = model_list(g->w.model, id, &rec);
	size_t want[ROUTES], n = expected(g, listed, on, want), k = 0;
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
		struct str key = str_from(g->keys[want[0]][on != ON_WORK]);
		world_fail("page", scope_page(act, list, key, g->routes[want[0]], S(""), &page));
		if (page.n != n - 1 || page.v[0].route != g->routes[want[1]])
			differs(g, "a next page");
		for (size_t i = 0; i < n; i++)
			k += strcmp(g->keys[want[i]][on != ON_WORK], key.p) == 0;
		world_fail("count", shelf_count(act, list, key, str_printf(act->a, "%s!", key.p), &count));
		if (count != (int64_t)k)
			differs(g, "a count of a piece");
	}
	g->lists++;
}

static void ask_find(struct region *g, struct act *act, int id, unsigned on, const unsigned *listed)
{
	static const char *const words[] = {"noor", "bakker", "%", "_", "ke", "0% n"};
	const struct record *rec;
	const char *word = words[below(g, sizeof words / sizeof *words)];
	struct seen_page page;
	size_t want[ROUTES], n = expected(g, listed, on, want), k = 0;
	world_fail("find", scope_find(act, model_list(g->w.model, id, &rec), str_from(word), SCOPE_SHOWN, &page));
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
			unsigned listed[ROUTES];
			if (r == ROLE_NONE ? roles != 0 : (roles & 1u << r) == 0)
				continue;
			act = world_view(&g->w, g->accounts[i], r);
			for (size_t k = 0; k < ROUTES; k++)
				ask_route(g, act, k, exact, &listed[k]);
			ask_list(g, act, LIST_WORK, ON_WORK, listed);
			ask_list(g, act, LIST_CHILDREN, ON_CHILDREN, listed);
			ask_list(g, act, LIST_PUPILS, ON_PUPILS, listed);
			ask_find(g, act, LIST_CHILDREN, ON_CHILDREN, listed);
			ask_find(g, act, LIST_PUPILS, ON_PUPILS, listed);
		}
	}
}

static void live(struct region *g)
{
	for (size_t i = 0; i < ACTS; i++) {
		g->w.now += (int64_t)below(g, 8) * HOUR;
		region_act(g);
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
	uint64_t wanted = 1000000, seed = 1;
	for (int i = 1; i + 1 < argc; i += 2) {
		uint64_t n = strtoull(argv[i + 1], NULL, 10);
		if (strcmp(argv[i], "--seed") == 0)
			seed = n;
		else
			wanted = n;
	}
	time_t began = time(NULL);
	printf("seed %llu\n", (unsigned long long)seed);
	region_open(&g, seed);
	while (g.questions < wanted) {
		region_make(&g);
		live(&g);
	}
	printf("%llu questions (%llu open), %llu lists, %u regions, %lld s\n1 passed, 0 failed\n",
	       (unsigned long long)g.questions, (unsigned long long)g.opens, (unsigned long long)g.lists, g.regions,
	       (long long)(time(NULL) - began));
	region_close(&g);
	return 0;
}
