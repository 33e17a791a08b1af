#include "region.h"

enum { EVERYTHING = UINT32_MAX >> 1 };
static const struct {
	enum org_kind kind;
	int school; /* of which it is a group; -1: none */
} orgs[ORGS] = {
	[SCHOOL] = {ORG_SCHOOL, -1}, [SCHOOL2] = {ORG_SCHOOL, -1}, [GROUP] = {ORG_GROUP, SCHOOL},
	[GROUP2] = {ORG_GROUP, SCHOOL2}, [PROVISION] = {ORG_PROVISION, -1}, [SWV] = {ORG_SWV, -1},
	[MUNICIPALITY] = {ORG_MUNICIPALITY, -1},
};
static const struct {
	int org;
	enum role role;
} seats[] = {
	{SWV, ROLE_SUPPORT_POINT}, {SCHOOL, ROLE_IB}, {SCHOOL, ROLE_TEACHER}, {GROUP, ROLE_TEACHER},
	{SCHOOL2, ROLE_IB}, {SCHOOL2, ROLE_TEACHER}, {GROUP2, ROLE_TEACHER}, {PROVISION, ROLE_PROVISION_TEAM},
	{SWV, ROLE_TRAJECT}, {SWV, ROLE_TLV_SECRETARY}, {SWV, ROLE_DIRECTOR}, {MUNICIPALITY, ROLE_MUNICIPALITY},
};
enum { SEATS = sizeof seats / sizeof *seats };
enum { SUPPORT, SUPPORTERS = 2 }; /* the seat of the support point, and the accounts that hold it all the time */

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
		.parts = below(g, 3) == 0 ? (parts)below(g, 1u << PART__N) : EVERYTHING,
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
	world_set(&g->w, &rec_holds, g->facts.holds[i].id, &holds_fields[HOLDS_ENDS], val_int(g->w.now));
	g->facts.holds[i].ends = g->w.now;
}

/* Someone is absent at one organisation, and somebody's place is the substitute: now and then of another organisation,
 * of the same person, or only asked for. */
static void be_absent(struct region *g)
{
	static const char *const shares[] = {"alles", "kaart", "school", "swv"};
	static const parts shared[] = {EVERYTHING, PART_BIT(PART_KERN) | PART_BIT(PART_CARD),
	                               PART_BIT(PART_KERN) | PART_BIT(PART_SCHOOL) | PART_BIT(PART_CARD),
	                               PART_BIT(PART_KERN) | PART_BIT(PART_SWV)};
	if (g->facts.n_covers == FACTS)
		return;
	const struct fact_hold *h = &g->facts.holds[below(g, g->facts.n_holds)], *place = h;
	const struct fact_seat *s = &g->facts.seats[0], *t = s;
	while (s->id != h->seat)
		s++;
	int64_t at = s->school == 0 ? s->org : s->school;
	for (unsigned try = 0; try < 30 && (try == 0 || t->org != at || place->account == h->account); try++) {
		place = &g->facts.holds[below(g, g->facts.n_holds)];
		for (t = g->facts.seats; t->id != place->seat;)
			t++;
	}
	size_t share = below(g, 4);
	int32_t first = instant_date(g->w.now) + (int32_t)below(g, 3) - 1, last = first + (int32_t)below(g, 3);
	struct fact_cover c = {
		.account = h->account, .org = below(g, 6) == 0 ? g->orgs[below(g, ORGS)] : at, .place = place->id,
		.given = below(g, 5) != 0, .parts = shared[share], .begins = instant_of_date(first),
		.ends = instant_of_date(last + 1),
	};
	c.is_school = c.org == g->orgs[SCHOOL] || c.org == g->orgs[SCHOOL2];
	const struct val absent[ABSENCE__N] = {
		[ABSENCE_ACCOUNT] = val_int(c.account), [ABSENCE_ORG] = val_int(c.org), [ABSENCE_KIND] = val_text(S("verlof")),
		[ABSENCE_FIRST] = val_int(first), [ABSENCE_LAST] = val_int(last), [ABSENCE_ENDED] = val_int(INSTANT_OPEN),
		[ABSENCE_BEGINS] = val_int(0), [ABSENCE_ENDS] = val_int(0), [ABSENCE_ENTERED_BY] = val_int(c.account),
	};
	int64_t absence = world_add(&g->w, &rec_absence, absent);
	const struct val cover[COVER__N] = {
		[COVER_ABSENCE] = val_int(absence), [COVER_ABSENT] = val_int(c.account), [COVER_ORG] = val_int(c.org),
		[COVER_PLACE] = val_int(c.place), [COVER_SHARE] = val_text(str_from(shares[share])), [COVER_PARTS] = val_int(0),
		[COVER_STATE] = val_text(c.given ? S("given") : S("asked")), [COVER_ASKED_BY] = val_int(c.account),
		[COVER_ASKED_AT] = val_int(0), [COVER_GIVEN_BY] = val_int(0), [COVER_GIVEN_AT] = val_int(0),
	};
	g->absences[g->facts.n_covers] = absence;
	g->covers[g->facts.n_covers] = world_add(&g->w, &rec_absence_cover, cover);
	g->facts.covers[g->facts.n_covers++] = c;
}

/* Back early; or the organisation gives, or ends, what the substitute has. */
static void change_absence(struct region *g)
{
	if (g->facts.n_covers == 0)
		return;
	size_t i = below(g, g->facts.n_covers);
	struct fact_cover *c = &g->facts.covers[i];
	if (below(g, 2) == 0) {
		c->ends = g->w.now < c->ends ? g->w.now : c->ends;
		world_set(&g->w, &rec_absence, g->absences[i], &absence_fields[ABSENCE_ENDED], val_int(g->w.now));
		return;
	}
	c->given = !c->given;
	world_set(&g->w, &rec_absence_cover, g->covers[i], &cover_fields[COVER_STATE],
	          val_text(c->given ? S("given") : S("ended")));
}

/* A child's own record changes: another date, closed, open again, another school. */
static void save_child(struct region *g)
{
	size_t i = below(g, ROUTES);
	struct change *c = change_begin(world_act(&g->w, NULL), "Saved", 0);
	switch (below(g, 4)) {
	case 0:
		g->closed[i] = !g->closed[i];
		change_set(c, &rec_route, g->routes[i], &route_fields[ROUTE_CLOSED],
		           val_int(g->closed[i] ? g->w.now : INSTANT_OPEN));
		break;
	case 1:
		g->facts.routes[i].school = g->orgs[below(g, 2) == 0 ? SCHOOL : SCHOOL2];
		change_set(c, &rec_route, g->routes[i], &route_fields[ROUTE_SCHOOL], val_int(g->facts.routes[i].school));
		break;
	default: {
		int32_t by = 20400 + (int32_t)below(g, 4);
		change_set(c, &rec_route, g->routes[i], &route_fields[ROUTE_NEXT_BY], val_int(by));
		struct str iso = date_iso(g->w.page, by);
		snprintf(g->keys[i][0], sizeof g->keys[i][0], STR_FMT, STR_ARG(iso));
	}
	}
	world_fail("save", change_commit(c));
}

void region_act(struct region *g)
{
	static void (*const acts[])(struct region *) = {give,      give, give,     give,       end_one,       hold,
	                                               hold,      end_hold, save_child, save_child,
	                                               be_absent, be_absent, change_absence};
	acts[below(g, sizeof acts / sizeof *acts)](g);
}

/* A child with a question, or a pupil without one. */
static int64_t make_route(struct region *g, int64_t school, const char *given, const char *family, const char *phase)
{
	const struct val v[ROUTE__N] = {
		[ROUTE_GIVEN_NAME] = val_text(str_from(given)), [ROUTE_FAMILY_NAME] = val_text(str_from(family)),
		[ROUTE_BORN] = val_int(17000), [ROUTE_PC4] = val_text(S("8601")), [ROUTE_SCHOOL] = val_int(school),
		[ROUTE_PHASE] = val_text(str_from(phase)), [ROUTE_NEXT_BY] = val_int(20400),
		[ROUTE_ACTS] = val_text(S("school")), [ROUTE_CLOSED] = val_int(INSTANT_OPEN),
	};
	return world_add(&g->w, &rec_route, v);
}

void region_make(struct region *g)
{
	static const char *const names[] = {"Bakker", "bakker", "\xc3\x85kesson", "de Boer", "100%", "Zee_man"};
	struct rights_world *w = &g->w;
	g->facts.n_seats = g->facts.n_holds = g->facts.n_relations = g->facts.n_covers = 0;
	for (size_t i = 0; i < ORGS; i++) {
		g->orgs[i] = world_org(w, orgs[i].kind);
		if (orgs[i].school >= 0)
			world_set(w, &rec_organisation, g->orgs[i], &organisation_fields[ORGANISATION_PARENT],
			          val_int(g->orgs[orgs[i].school]));
	}
	for (size_t i = 0; i < SEATS; i++) {
		int school = orgs[seats[i].org].school;
		int64_t org = g->orgs[seats[i].org];
		g->facts.seats[g->facts.n_seats++] = (struct fact_seat){world_seat(w, org, seats[i].role), seats[i].role, org,
		                                                        school < 0 ? 0 : g->orgs[school]};
	}
	for (size_t i = 0; i < ACCOUNTS; i++)
		g->accounts[i] = world_account(w);
	for (size_t i = 0; i < ROUTES; i++) {
		struct row r;
		g->routes[i] = make_route(g, g->orgs[i % 3 == 0 ? SCHOOL2 : SCHOOL], i % 2 == 0 ? "Noor" : "Sem", names[i],
		                            i % 3 == 2 ? "leerling" : "knooppunt");
		g->facts.routes[i] = (struct fact_route){g->routes[i], g->orgs[i % 3 == 0 ? SCHOOL2 : SCHOOL]};
		g->closed[i] = false;
		g->pupil[i] = i % 3 == 2;
		world_fail("route", record_by_id(world_act(w, NULL), &rec_route, g->routes[i], &r));
		struct str iso = date_iso(w->page, 20400), name = row_text(&r, &route_fields[ROUTE_SORT_KEY]);
		snprintf(g->keys[i][0], sizeof g->keys[i][0], STR_FMT, STR_ARG(iso));
		snprintf(g->keys[i][1], sizeof g->keys[i][1], STR_FMT, STR_ARG(name));
	}
	for (size_t i = 0; i < SUPPORTERS; i++)
		hold_seat(g, (struct fact_hold){0, g->accounts[i], g->facts.seats[SUPPORT].id, 0, INSTANT_OPEN});
	g->facts.n_routes = ROUTES;
	for (size_t i = 0; i < 20; i++)
		hold(g);
	for (size_t i = 0; i < 50; i++)
		give(g);
	for (size_t i = 0; i < 6; i++)
		be_absent(g);
	g->regions++;
}

void region_open(struct region *g, uint64_t seed)
{
	g->seed = seed;
	dice_seed(&g->dice, seed);
	rights_world_make(&g->w, false, 8192);
	g->facts.seats = calloc(SEATS, sizeof *g->facts.seats);
	g->facts.holds = calloc(FACTS, sizeof *g->facts.holds);
	g->facts.relations = calloc(FACTS, sizeof *g->facts.relations);
	g->facts.routes = calloc(ROUTES, sizeof *g->facts.routes);
	g->facts.covers = calloc(FACTS, sizeof *g->facts.covers);
	g->swept = g->w.now;
}

void region_close(struct region *g)
{
	free(g->facts.seats);
	free(g->facts.holds);
	free(g->facts.relations);
	free(g->facts.routes);
	free(g->facts.covers);
	rights_world_free(&g->w);
}
