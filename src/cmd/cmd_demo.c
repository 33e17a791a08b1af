#include "advice.h"
#include "cmd_run.h"
#include "command_rows.h"
#include "data.h"
#include "date.h"
#include "documents.h"
#include "demo.h"
#include "demo_oso.h"
#include "demo_routes.h"
#include "enrol.h"
#include "file.h"
#include "json.h"
#include "meeting.h"
#include "model.h"
#include "opp.h"
#include "place.h"
#include "presence.h"
#include "rights.h"
#include "roster.h"
#include "school.h"
#include "sign_in.h"
#include "visit.h"

#include <stdio.h>

enum { MAKING_BYTES = 768 << 20, OUTPUT_BYTES = 64 << 10, HOUR_MS = 60 * 60 * 1000, PUPILS_MAX = 3000000 };

static int parse_options(struct invocation *in, struct demo_args *args)
{
	const char *seed = invocation_option(in, "seed"), *today = invocation_option(in, "today");
	const char *pupils = invocation_option(in, "pupils");
	int64_t number = 1, more = 0;
	int32_t date;
	if (seed != NULL && (!str_to_i64(str_from(seed), &number) || number < 0))
		return command_fails("--seed takes a whole number, such as 1");
	if (pupils != NULL && (!str_to_i64(str_from(pupils), &more) || more < 0 || more > PUPILS_MAX))
		return command_fails("--pupils takes a whole number up to %d", PUPILS_MAX);
	args->seed = (uint64_t)number;
	args->pupils = (size_t)more;
	args->today = args->act->now;
	if (today == NULL)
		return 0;
	if (!date_parse_iso(str_from(today), &date))
		return command_fails("--today takes a date, such as 2026-11-23");
	args->today = instant_of_date(date) + (int64_t)9 * HOUR_MS;
	return 0;
}

/* A folder with known passwords must say so: production becomes demo, test stays test. */
static int mark_as_demo(struct invocation *in)
{
	struct str why;
	if (settings_mode(&in->kept) != MODE_PRODUCTION)
		return 0;
	enum err e = settings_set(&in->kept, in->arena, SETTING_MODE, S("demo"), &why);
	if (e == OK)
		e = settings_save(&in->kept, in->arena, in->data);
	return e == OK ? 0 : command_fails("cannot mark %s as a demonstration: %s", in->data, err_name(e));
}

/* After the named people and children, so that theirs stay as they are. */
static enum err make_crowd(const struct demo_args *args)
{
	enum err e = demo_crowd_make(args);
	if (e == OK)
		e = demo_crowd_schools_make(args->act, args->seed);
	if (e == OK)
		e = demo_crowd_routes_make(args->act, args->seed);
	if (e == OK)
		e = demo_crowd_opp_make(args->act, args->seed);
	return e;
}

/* As many more pupils as were asked for, 220 a school; each school in an arena of its own. */
static enum err make_bulk(struct demo_args *args)
{
	enum { SCHOOL_SIZE = 220 };
	struct arena *kept = args->act->a;
	enum err e = OK;
	args->act->a = arena_new(MAKING_BYTES);
	for (size_t i = 0; e == OK && i * SCHOOL_SIZE < args->pupils; i++) {
		struct demo_bulk_school school;
		size_t left = args->pupils - i * SCHOOL_SIZE;
		e = demo_bulk_school_make(args, i, &school);
		if (e == OK)
			e = demo_bulk_pupils_make(args->act, args->seed, i, &school, left < SCHOOL_SIZE ? left : SCHOOL_SIZE);
		act_end(args->act);
		arena_reset(args->act->a);
	}
	arena_free(args->act->a);
	args->act->a = kept;
	return e;
}

static int make(struct invocation *in, struct act *act, struct str *code)
{
	struct demo_args args = {.act = act, .keys = model_keys(act->model)};
	int failed = parse_options(in, &args);
	if (failed == 0)
		failed = mark_as_demo(in);
	if (failed != 0)
		return failed;
	args.passwords = password_pool_new(1, 1);
	act->a = arena_new(MAKING_BYTES);
	struct str made;
	enum err e = demo_make(&args, &made);
	if (e == OK)
		*code = str_copy(in->arena, made);
	if (e == OK)
		e = demo_routes_make(act, args.seed);
	if (e == OK)
		e = demo_schools_make(act, args.seed);
	if (e == OK)
		e = demo_documents_make(act);
	if (e == OK)
		e = demo_opp_make(act, args.seed);
	if (e == OK)
		e = demo_visit_make(act, args.seed);
	if (e == OK)
		e = demo_advice_make(act, args.seed);
	if (e == OK)
		e = demo_rights_make(act, args.seed);
	if (e == OK)
		e = demo_meeting_make(act, args.seed);
	if (e == OK)
		e = demo_roster_make(act, args.seed);
	if (e == OK)
		e = demo_oso_make(act);
	if (e == OK)
		e = make_crowd(&args);
	if (e == OK)
		e = demo_place_make(act, args.seed);
	if (e == OK)
		e = demo_enrol_make(act, args.seed);
	if (e == OK)
		e = demo_presence_make(act, args.seed);
	if (e == OK)
		e = demo_chart_make(act, args.seed);
	if (e == OK)
		e = make_bulk(&args);
	act_end(act);
	arena_free(act->a);
	act->a = in->arena;
	password_pool_free(args.passwords);
	return e == OK ? 0 : command_fails("the demonstration could not be made: %s", err_name(e));
}

static void print_text(struct invocation *in, bool made, struct str code)
{
	printf(made ? "Merenland is made in %s.\n" : "Merenland is in %s already.\n", in->data);
	puts("All people are invented. Sign in at /in with an address and this password:");
	puts("  " DEMO_PASSWORD);
	puts("Staff are asked for a second step: in a demonstration its code stands on the page.\n");
	for (size_t i = 0; i < demo_account_count(); i++) {
		struct demo_account d = demo_account_at(i);
		printf("  %-36s %-20s %s\n", str_printf(in->arena, "%s@merenland.test", d.email).p, d.name,
		       role_def(d.role)->label);
	}
	if (made)
		printf("\nAn invitation to try, for nieuw1@merenland.test: /uitnodiging with code " STR_FMT "\n",
		       STR_ARG(code));
}

static void print_json(struct invocation *in, bool made, struct str code)
{
	struct arena *a = in->arena;
	struct buf b;
	struct json j;
	buf_init(&b, a, OUTPUT_BYTES);
	j_init(&j, &b);
	j_object(&j);
	j_key(&j, "made"), j_bool(&j, made);
	j_key(&j, "region"), j_str(&j, S(DEMO_REGION));
	j_key(&j, "password"), j_str(&j, S(DEMO_PASSWORD));
	j_key(&j, "accounts"), j_array(&j);
	for (size_t i = 0; i < demo_account_count(); i++) {
		struct demo_account d = demo_account_at(i);
		struct str email = str_printf(a, "%s@merenland.test", d.email);
		unsigned char secret[TOTP_SECRET_BYTES];
		demo_secret(a, email.p, secret);
		j_object(&j);
		j_key(&j, "email"), j_str(&j, email);
		j_key(&j, "name"), j_str(&j, str_from(d.name));
		j_key(&j, "role"), j_str(&j, str_from(role_def(d.role)->code));
		j_key(&j, "totp");
		if (d.second_factor)
			j_str(&j, totp_typed(a, secret));
		else
			j_null(&j);
		j_end(&j);
	}
	j_end(&j);
	if (made) {
		j_key(&j, "invitation"), j_object(&j);
		j_key(&j, "email"), j_str(&j, S("nieuw1@merenland.test"));
		j_key(&j, "code"), j_str(&j, code);
		j_end(&j);
	}
	j_end(&j);
	printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
}

static int demo_in(struct invocation *in, struct act *act)
{
	bool empty, here;
	struct str code = {0};
	enum err e = house_is_empty(act, &empty);
	if (e == OK)
		e = demo_is_here(act, &here);
	if (e != OK)
		return command_fails("the database cannot be read: %s", err_name(e));
	if (!empty && !here)
		return command_fails("%s has accounts already; a demonstration needs an empty folder", in->data);
	if (empty && here)
		return command_fails("%s holds half a demonstration; remove the folder and make it again", in->data);
	int failed = empty ? make(in, act, &code) : 0;
	if (failed != 0)
		return failed;
	if (in->json)
		print_json(in, empty, code);
	else
		print_text(in, empty, code);
	return 0;
}

static int demo(struct invocation *in)
{
	struct act act;
	struct str why;
	struct file_facts facts;
	int applied;
	if (!file_facts(in->data, &facts) && settings_set(&in->kept, in->arena, SETTING_MODE, S("demo"), &why) != OK)
		return command_fails(STR_FMT, STR_ARG(why));
	int failed = data_folder_ready(in, true);
	if (failed == 0)
		failed = data_lock(in);
	if (failed == 0)
		failed = data_migrate(in, &applied);
	if (failed == 0)
		failed = command_act(in, "command.demo", &act);
	if (failed != 0)
		return failed;
	failed = demo_in(in, &act);
	command_act_end(&act);
	return failed;
}

static const struct option_row options[] = {
	{"seed", "N", "the seed of its public ids (1)", SETTING_NONE},
	{"pupils", "N", "for load: so many more pupils without a question, 220 a school (0)", SETTING_NONE},
	{"today", "DATE", "the day on which it plays (today)", SETTING_NONE},
};

const struct command cmd_demo = {
	.name = "demo",
	.summary = "Fills an empty data folder with invented people, to try and to test with",
	.more = "Makes the partnership Merenland with organisations of every kind and an account for each role, and\n"
	        "prints the accounts. The folder is marked as a demonstration. Called again it changes nothing.",
	.data = DATA_OWN,
	.forgetful = true,
	.json = true,
	OPTIONS(options),
	.fn = demo,
};
