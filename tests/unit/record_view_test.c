/* Pages that a description and its route rows give without a line of their own, on both databases. TN_TEST_PG names a
 * PostgreSQL; without it this program fails. */
#include "rights_world.h"

#include "record_view.h"
#include "router.h"
#include "web.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)

enum { T_NAME, T_NAME_KEY, T_KIND, T_ORG, T_NOTE, T_PRICE, T__N };
static const struct choice kinds[] = {{"bo", "School", NULL}, {"vo", "Partnership", NULL}, {NULL, NULL, NULL}};
static const struct field fields[T__N] = {
	[T_NAME] = {.name = "name",
                    .type = &T_LINE,
                    .privacy = PRIV_PUBLIC,
                    .max = 80,
                    .label = "Name",
                    .missing = "Name?"},
	[T_NAME_KEY] =
		{.name = "name_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .fold_of = "name"},
	[T_KIND] = {.name = "kind",
                    .type = &T_CHOICE,
                    .privacy = PRIV_PUBLIC,
                    .label = "Kind",
                    .missing = "Kind?",
                    .choices = kinds},
	[T_ORG] = {.name = "org",
                   .type = &T_REF,
                   .need = NEED_SERVER,
                   .privacy = PRIV_PUBLIC,
                   .label = "Organisation",
                   .ref = &rec_organisation,
                   .unset = true},
	[T_NOTE] = {.name = "note",
                    .type = &T_LINES,
                    .need = NEED_OPTIONAL,
                    .privacy = PRIV_PUBLIC,
                    .max = 400,
                    .label = "Note",
                    .by = ROLE(SCHOOL_LEADER)},
	[T_PRICE] = {.name = "price",
                     .type = &T_NUMBER,
                     .need = NEED_OPTIONAL,
                     .privacy = PRIV_PUBLIC,
                     .max = 99,
                     .label = "Number",
                     .by = ROLE(DIRECTOR)},
};
static const struct access rights[] = {
	{ROLE(TEACHER) | ROLE(DIRECTOR), OP_READ, WHERE_REGION},
	{ROLE(SCHOOL_LEADER), OP_READ | OP_CREATE | OP_CHANGE, WHERE_OWN},
};
static const struct order orders[] = {{&fields[T_NAME_KEY], false}};
static const struct field *const columns[] = {&fields[T_NAME], &fields[T_ORG]};
static const struct field *const filters[] = {&fields[T_KIND]};
static const struct listing listing = {.label = "Schools", .orders = orders, .n_orders = 1, .columns = columns,
	.n_columns = 2, .filters = filters, .n_filters = 1};
static const struct record rec_place = {.name = "test_place", .label = "School", .fields = fields, .n = T__N,
	.title = &fields[T_NAME], .access = rights, .n_access = 2, .org = &fields[T_ORG], .listing = &listing};
static const char table[] =
	"CREATE TABLE test_place (id BIGINT PRIMARY KEY, pid TEXT NOT NULL UNIQUE, region BIGINT NOT NULL,"
	" rev BIGINT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL, kind TEXT NOT NULL, org BIGINT, note TEXT,"
	" price BIGINT)";

static const struct field *const facts[] = {&fields[T_NAME], &fields[T_KIND]}, *const notes[] = {&fields[T_NOTE]},
	*const prices[] = {&fields[T_PRICE]};
static const struct form_def form_facts = {.name = "facts", .fields = facts, .n = 2, .submit = "Save"};
static const struct form_def form_note = {.name = "note", .fields = notes, .n = 1, .submit = "Save"};
static const struct form_def form_demanded = {.name = "demanded", .fields = notes, .n = 1, .must = MUST(0),
	.submit = "Save"};
static const struct form_def form_price = {.name = "price", .fields = prices, .n = 1, .submit = "Save"};

/* All that a module gives beside its description. */
enum { LIST, NEW, NEW_POST, SHOW, FACTS, FACTS_POST, HISTORY, NOTE, PRICE, DEMANDED };
static const struct route routes[] = {
	[LIST] = {METHOD_GET, "/plekken", record_list_page, CAP_SIGNED_IN, "places", "Schools", .of = &rec_place,
		.op = OP_READ},
	[NEW] = {METHOD_GET, "/plekken/nieuw", record_form_page, CAP_SIGNED_IN, "place.new", "Add a school",
		.of = &rec_place, .op = OP_CREATE, .form = &form_facts},
	[NEW_POST] = {METHOD_POST, "/plekken/nieuw", record_form_post, CAP_SIGNED_IN, "place.new.post", .of = &rec_place,
		.op = OP_CREATE, .form = &form_facts, .page = record_form_page, .body = BODY_FORM},
	[SHOW] = {METHOD_GET, "/plek/{pid}", record_page, CAP_SIGNED_IN, "place", "School", .record = &rec_place},
	[FACTS] = {METHOD_GET, "/plek/{pid}/gegevens", record_form_page, CAP_SIGNED_IN, "place.facts", "Change the facts",
		.record = &rec_place, .writes = true, .form = &form_facts},
	[FACTS_POST] = {METHOD_POST, "/plek/{pid}/gegevens", record_form_post, CAP_SIGNED_IN, "place.facts.post",
		.record = &rec_place, .writes = true, .form = &form_facts, .page = record_form_page, .body = BODY_FORM},
	[HISTORY] = {METHOD_GET, "/plek/{pid}/geschiedenis", record_history_page, CAP_SIGNED_IN, "place.history",
		"What was changed?", .record = &rec_place, .query = query_history},
	[NOTE] = {METHOD_GET, "/plek/{pid}/notitie", record_form_page, CAP_SIGNED_IN, "place.note", "Next step",
		.record = &rec_place, .writes = true, .form = &form_note},
	[PRICE] = {METHOD_GET, "/plek/{pid}/prijs", record_form_page, CAP_SIGNED_IN, "place.price", "Phase",
		.record = &rec_place, .writes = true, .form = &form_price},
	[DEMANDED] = {METHOD_GET, "/plek/{pid}/stap", record_form_page, CAP_SIGNED_IN, "place.step", "Do this step",
		.record = &rec_place, .writes = true, .form = &form_demanded},
};
static const struct module module = {.name = "test", .routes = routes, .n_routes = sizeof routes / sizeof *routes};
static const struct module *const modules[] = {&module};

static struct rights_world *w;
static struct app app;
static bool is_pg;
static int64_t school, other, leader, teacher;

static int world_open(void **state)
{
	(void)state;
	static struct rights_world world;
	static const struct record *const records[] = {&rec_region, &rec_organisation, &rec_account, &rec_seat, &rec_holds,
	                                               &rec_relation, &rec_route, &rec_break_glass, &rec_shield,
	                                               &rec_place};
	static const struct stmt make = {table, "", ""};
	struct str why;
	struct conn *conn;
	w = &world;
	rights_world_make(w, is_pg, 8192);
	if (test_model(w->a, records, sizeof records / sizeof *records, &w->model, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	struct act *act = world_act(w, NULL);
	world_fail("connection", act_conn(act, &conn));
	world_fail("begin", db_begin(conn));
	world_fail("table", db_exec(conn, act->a, &make, DB_NO_ARGS, NULL));
	world_fail("commit", db_commit(conn));
	school = world_org(w, ORG_SCHOOL);
	other = world_org(w, ORG_SCHOOL);
	leader = world_account(w);
	teacher = world_account(w);
	world_hold(w, leader, world_seat(w, school, ROLE_SCHOOL_LEADER), 0, INSTANT_OPEN);
	world_hold(w, teacher, world_seat(w, school, ROLE_TEACHER), 0, INSTANT_OPEN);
	app = (struct app){.db = w->db, .model = w->model, .modules = modules, .n_modules = 1,
	                   .sessions = {.idle_ms = 1800000, .absolute_ms = 36000000}};
	if (routes_make(&app, w->a, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	return 0;
}

static int world_close(void **state)
{
	(void)state;
	rights_world_free(w);
	return 0;
}

static struct str place(const char *name, const char *kind, int64_t org, const char *note)
{
	struct row r;
	const struct val v[T__N] = {[T_NAME] = val_text(str_from(name)), [T_KIND] = val_text(str_from(kind)),
	                            [T_ORG] = val_int(org),
	                            [T_NOTE] = note == NULL ? val_null() : val_text(str_from(note))};
	int64_t id = world_add(w, &rec_place, v);
	world_fail("place", record_by_id(world_act(w, NULL), &rec_place, id, &r));
	return str_copy(w->a, r.pid);
}

/* The handler of a row, as the dispatcher calls it: its path, the record it names, what was typed. */
static enum err run_route(struct req *req, int64_t account, enum role role, int at, struct str pid, struct pairs typed)
{
	const struct route *r = &routes[at];
	*req = (struct req){.act = *world_view(w, account, role), .app = &app, .route = r, .method = r->method};
	struct str rest, front = str_cut(str_from(r->path), '{', &rest), tail = {0};
	if (rest.p != NULL)
		(void)str_cut(rest, '}', &tail);
	struct buf path;
	buf_init(&path, req->act.a, 256);
	buf_str(&path, front);
	buf_str(&path, pid);
	buf_str(&path, tail);
	req->path = buf_view(&path);
	req->viewer = ARENA_NEW(req->act.a, struct viewer);
	*req->viewer = *req->act.viewer;
	req->act.viewer = req->viewer;
	req->cookie_secret = S("a secret of the page that is long enough");
	req->res.status = 200;
	if (r->method == METHOD_GET)
		req->query = typed;
	if (r->record != NULL) {
		enum err e = scope_open(&req->act, r->record, pid, r->writes, &req->seen);
		if (e != OK)
			return e;
	}
	if (r->method == METHOD_POST) {
		req->form = form_new(req->act.a, r->form);
		form_parse(req->form, req->act.a, req->act.speak, typed);
	}
	return r->fn(req);
}

static const char *page(int64_t account, enum role role, int at, struct str pid)
{
	static struct req req;
	assert_int_equal(run_route(&req, account, role, at, pid, (struct pairs){0}), OK);
	assert_int_equal(req.res.status, 200);
	return str_c(w->a, buf_view(&req.res.body));
}

static void has(const char *html, const char *words)
{
	if (strstr(html, words) == NULL)
		fail_msg("no %s in %.9000s", words, html == NULL ? "" : html);
}

static void lacks(const char *html, const char *words)
{
	if (strstr(html, words) != NULL)
		fail_msg("%s in the page", words);
}

static void a_list_has_what_its_reader_may_see(void **state)
{
	(void)state;
	struct str mine = place("Van ons", "bo", school, NULL);
	place("Van hen", "vo", other, NULL);
	const char *html = page(leader, ROLE_SCHOOL_LEADER, LIST, S(""));
	has(html, "Van ons");
	lacks(html, "Van hen");
	has(html, "1 school");
	has(html, "Organisation ");
	has(html, str_printf(w->a, "href=\"/plek/" STR_FMT "\"", STR_ARG(mine)).p);
	has(html, "href=\"/plekken/nieuw\"");
	html = page(teacher, ROLE_TEACHER, LIST, S(""));
	has(html, "Van hen");
	has(html, "2 scholen");
	lacks(html, "/plekken/nieuw");
}

static void a_page_groups_what_there_is_and_leaves_out_what_is_empty(void **state)
{
	(void)state;
	struct str full = place("Vol", "bo", school, "Een notitie"), bare = place("Leeg", "vo", school, NULL);
	const char *html = page(leader, ROLE_SCHOOL_LEADER, SHOW, full);
	has(html, "Vol");
	has(html, "Een notitie");
	has(html, "Organisation ");
	has(html, "/gegevens\"");
	has(html, "/notitie\"");
	has(html, "/geschiedenis\"");
	/* A form in which this role may write nothing is no way to go. */
	lacks(html, "/prijs\"");
	html = page(leader, ROLE_SCHOOL_LEADER, SHOW, bare);
	lacks(html, "Een notitie");
	lacks(html, ">Note<");
	html = page(teacher, ROLE_TEACHER, SHOW, full);
	has(html, "Een notitie");
	lacks(html, "/gegevens\"");
	lacks(html, "/notitie\"");
}

static void forms_save_and_make(void **state)
{
	(void)state;
	struct req req;
	struct row r;
	struct str pid = place("Oud", "bo", school, "Blijft");
	const char *html = page(leader, ROLE_SCHOOL_LEADER, FACTS, pid);
	has(html, "value=\"Oud\"");
	lacks(html, "Blijft");
	const struct pair typed[] = {{S("name"), S("Nieuw")}, {S("kind"), S("vo")}, {S("note"), S("gesmokkeld")},
	                             {S("_rev"), S("1")}, {S("org"), S("1")}};
	const struct pairs all = {typed, 5};
	assert_int_equal(run_route(&req, leader, ROLE_SCHOOL_LEADER, FACTS_POST, pid, all), OK);
	assert_int_equal(req.res.status, 303);
	assert_true(str_starts(req.res.location, str_printf(w->a, "/plek/" STR_FMT "?klaar=", STR_ARG(pid))));
	assert_int_equal(record_by_pid(world_act(w, NULL), &rec_place, pid, &r), OK);
	ASSERT_STR(row_text(&r, &fields[T_NAME]), "Nieuw");
	ASSERT_STR(row_text(&r, &fields[T_NOTE]), "Blijft");
	assert_int_equal(row_int(&r, &fields[T_ORG]), school);
	/* The same old page once more: nobody is overwritten unseen. */
	const struct pair late[] = {{S("name"), S("Te laat")}, {S("kind"), S("bo")}, {S("_rev"), S("1")}};
	assert_int_equal(run_route(&req, leader, ROLE_SCHOOL_LEADER, FACTS_POST, pid, (struct pairs){late, 3}),
	                 ERR_CONFLICT);
	ASSERT_STR(req.form->theirs[0], "Nieuw");
	/* A new one is of the organisation of who makes it. */
	has(page(leader, ROLE_SCHOOL_LEADER, NEW, S("")), "name=\"kind\"");
	assert_int_equal(run_route(&req, leader, ROLE_SCHOOL_LEADER, NEW_POST, S(""), (struct pairs){typed, 5}), OK);
	assert_int_equal(req.res.status, 303);
	struct str made = str_copy(w->a, (struct str){req.res.location.p + strlen("/plek/"), 13});
	assert_int_equal(record_by_pid(world_act(w, NULL), &rec_place, made, &r), OK);
	assert_int_equal(row_int(&r, &fields[T_ORG]), school);
	ASSERT_STR(row_text(&r, &fields[T_NOTE]), "");
}

/* The same field of the same record: what the record may be without, a form may demand. */
static void what_a_form_demands_is_not_optional(void **state)
{
	(void)state;
	struct str pid = place("Met een stap", "bo", school, NULL);
	has(page(leader, ROLE_SCHOOL_LEADER, NOTE, pid), "<span class=\"opt\">");
	const char *html = page(leader, ROLE_SCHOOL_LEADER, DEMANDED, pid);
	has(html, "name=\"note\"");
	lacks(html, "class=\"opt\"");
}

/* The handler asks again, whoever calls it. */
static void who_may_not_make_one_is_refused_by_the_handler_too(void **state)
{
	(void)state;
	struct req req;
	const struct pair typed[] = {{S("name"), S("Van de leerkracht")}, {S("kind"), S("vo")}};
	assert_int_equal(run_route(&req, teacher, ROLE_TEACHER, NEW_POST, S(""), (struct pairs){typed, 2}), ERR_DENIED);
	struct str pid = place("Blijft zo", "bo", school, NULL);
	assert_int_equal(run_route(&req, teacher, ROLE_TEACHER, FACTS_POST, pid, (struct pairs){typed, 2}), ERR_DENIED);
	lacks(page(teacher, ROLE_TEACHER, LIST, S("")), "Van de leerkracht");
}

static void history_tells_was_and_is(void **state)
{
	(void)state;
	struct req req;
	struct str pid = place("Eerst", "bo", school, NULL);
	const struct pair typed[] = {{S("name"), S("Daarna")}, {S("kind"), S("vo")}, {S("_rev"), S("1")}};
	w->now += 1000;
	assert_int_equal(run_route(&req, leader, ROLE_SCHOOL_LEADER, FACTS_POST, pid, (struct pairs){typed, 3}), OK);
	const char *html = page(teacher, ROLE_TEACHER, HISTORY, pid);
	has(html, "Eerst");
	has(html, "Daarna");
	has(html, "Samenwerkingsverband");
	has(html, "Hier begon het");
}

/* ---- a list of one ---- */

static const struct choice talk_states[] = {{"open", "Open", NULL}, {"klaar", "Done", NULL}, {NULL, NULL, NULL}};
static const struct field talk_state[] = {{.name = "state", .type = &T_STATE, .choices = talk_states}};
static const struct record rec_talk = {.name = "test_talk", .fields = talk_state, .n = 1, .state = &talk_state[0],
	.ends = 1 << 1};
static const struct route talk_routes[] = {
	{METHOD_GET, "/praat/{pid}", record_page, CAP_SIGNED_IN, "talk", "School", .record = &rec_talk}};
static const struct module talk_module = {.name = "talk", .routes = talk_routes, .n_routes = 1};
static const struct module *const talk_modules[] = {&talk_module};

/* Where a list of records in these states leads to, each state one letter (o open, k done); "": it is shown. */
static const char *leads(const char *states, bool more, const char *all, bool notice)
{
	static struct app talks;
	static struct req req;
	static const char *const pids[] = {"EERSTE", "TWEEDE", "DERDE"};
	struct seen seen[3] = {{.route = 0}};
	struct val v[3];
	const struct pair asked = {S("alle"), str_from(all)};
	talks = app;
	talks.modules = talk_modules;
	req = (struct req){.act = *world_view(w, leader, ROLE_SCHOOL_LEADER), .app = &talks, .res.status = 200};
	req.viewer = ARENA_NEW(req.act.a, struct viewer);
	*req.viewer = *req.act.viewer;
	req.query = (struct pairs){&asked, 1};
	req.notice.done = notice ? "Saved" : NULL;
	size_t n = strlen(states);
	for (size_t i = 0; i < n; i++) {
		v[i] = val_text(str_from(talk_states[states[i] == 'k'].code));
		seen[i].row = (struct row){.rec = &rec_talk, .pid = str_from(pids[i]), .v = &v[i]};
	}
	bool led = record_leads_on(&req, &(struct seen_page){.v = seen, .n = n, .more = more});
	assert_int_equal(req.res.status, led ? 303 : 200);
	return str_c(w->a, req.res.location);
}

static void a_list_of_one_leads_straight_on(void **state)
{
	(void)state;
	assert_string_equal(leads("o", false, "", false), "/praat/EERSTE");
	assert_string_equal(leads("k", false, "", false), "/praat/EERSTE");
	assert_string_equal(leads("kok", false, "", false), "/praat/TWEEDE");
}

static void a_list_that_must_be_chosen_from_is_shown(void **state)
{
	(void)state;
	assert_string_equal(leads("", false, "", false), "");
	assert_string_equal(leads("oo", false, "", false), "");
	assert_string_equal(leads("kk", false, "", false), "");
	assert_string_equal(leads("ok", true, "", false), ""); /* another one may run on the next page */
	assert_string_equal(leads("o", false, "ja", false), "");
	assert_string_equal(leads("o", false, "", true), ""); /* what was done must still be said */
}

static int run(bool pg)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_of_one_leads_straight_on),
		cmocka_unit_test(a_list_that_must_be_chosen_from_is_shown),
		cmocka_unit_test(a_list_has_what_its_reader_may_see),
		cmocka_unit_test(a_page_groups_what_there_is_and_leaves_out_what_is_empty),
		cmocka_unit_test(forms_save_and_make),
		cmocka_unit_test(what_a_form_demands_is_not_optional),
		cmocka_unit_test(who_may_not_make_one_is_refused_by_the_handler_too),
		cmocka_unit_test(history_tells_was_and_is),
	};
	is_pg = pg;
	return _cmocka_run_group_tests(pg ? "postgresql" : "sqlite", tests, sizeof tests / sizeof *tests, world_open,
	                               world_close);
}

int main(void)
{
	fixture_server();
	return run(false) + run(true);
}
