#include "command_rows.h"
#include "json.h"
#include "rule.h"

#include <stdio.h>

enum { TERM_BYTES_MAX = 1024 * 1024, MORE_MAX = 1000 };

static const struct speak english = {.lang = LANG_EN};

static const char *const senses[RULE_SENSE__N] = {
	[RULE_BEFORE] = "before", [RULE_FROM] = "from", [RULE_UNTIL] = "until", [RULE_KEEP] = "keep"};

/* The same for people: the day itself is still in time. */
static const char *const says[RULE_SENSE__N] = {
	[RULE_BEFORE] = "at the latest", [RULE_FROM] = "from", [RULE_UNTIL] = "the last day", [RULE_KEEP] = "the last day"};

/* What was asked. */
struct asked {
	const struct rule *rule;
	int32_t from;
	const struct calendar *calendar;
	struct span pause;
	struct running how;
};

static void json_text(struct json *j, const char *key, const char *text)
{
	j_key(j, key);
	if (text == NULL)
		j_null(j);
	else
		j_str(j, str_from(text));
}

static void json_int(struct json *j, const char *key, int64_t n)
{
	j_key(j, key);
	j_int(j, n);
}

static void json_bool(struct json *j, const char *key, bool b)
{
	j_key(j, key);
	j_bool(j, b);
}

static void json_date(struct json *j, struct arena *a, const char *key, int32_t date)
{
	j_key(j, key);
	if (date == DATE_OPEN)
		j_null(j);
	else
		j_str(j, date_iso(a, date));
}

/* year * 10000 + month * 100 + day as a date; 0: open. */
static void json_day(struct json *j, const char *key, struct arena *a, int32_t number)
{
	j_key(j, key);
	if (number == 0)
		j_null(j);
	else
		j_str(j, str_printf(a, "%04d-%02d-%02d", number / 10000, number / 100 % 100, number % 100));
}

/* The members of a rule, inside an object that the caller ends. */
static void json_rule(struct json *j, struct arena *a, const struct rule *r)
{
	json_text(j, "rule", r->id);
	json_text(j, "digest", r->digest);
	json_text(j, "what", r->what);
	json_text(j, "counted_from", anchor_label(r->anchor));
	json_text(j, "anchor", anchor_code(r->anchor));
	json_text(j, "actor", actor_label(r->actor));
	json_int(j, "value", r->value);
	json_text(j, "unit", unit_code(r->unit));
	json_bool(j, "backward", r->back);
	json_text(j, "sense", senses[r->sense]);
	j_key(j, "extension_max");
	if (r->more == RULE_MORE_FREE)
		j_null(j);
	else
		j_int(j, r->more);
	json_bool(j, "termijnenwet", r->atw);
	json_bool(j, "law", r->kind == RULE_LAW);
	json_text(j, "article", r->article);
	json_day(j, "in_force_from", a, r->from);
	json_day(j, "in_force_to", a, r->to);
	json_text(j, "source", r->source);
	json_bool(j, "verified", r->verified);
	json_text(j, "note", r->note);
}

static void json_notices(struct json *j, struct arena *a, const struct asked *q, int32_t due)
{
	struct vacation_notice n = {.vacation = {.begin = q->from}};
	j_key(j, "vacations");
	j_array(j);
	while (rule_notice(q->calendar, q->from, due, n.vacation.begin, &n)) {
		j_object(j);
		json_date(j, a, "announced", n.on);
		json_date(j, a, "first_day", n.vacation.begin);
		json_date(j, a, "last_day", n.vacation.end - 1);
		json_bool(j, "ends_in_it", n.ends_in);
		j_end(j);
	}
	j_end(j);
}

static void say_rule(struct buf *b, struct arena *a, const struct rule *r)
{
	struct str length = rule_length(a, english, r);
	buf_printf(b, "  " STR_FMT ", counted from: %s\n", STR_ARG(length), anchor_label(r->anchor));
	buf_printf(b, "  %s; %s%s%s; source %s%s\n", actor_label(r->actor), r->kind == RULE_LAW ? "law" : "local",
	           r->article == NULL ? "" : ", ", r->article == NULL ? "" : r->article, r->source,
	           r->verified ? "" : " (NOT VERIFIED)");
}

static void say_notices(struct buf *b, struct arena *a, const struct asked *q, int32_t due)
{
	struct vacation_notice n = {.vacation = {.begin = q->from}};
	while (rule_notice(q->calendar, q->from, due, n.vacation.begin, &n)) {
		struct str on = date_iso(a, n.on), begin = date_iso(a, n.vacation.begin), end = date_iso(a, n.vacation.end - 1);
		buf_printf(b, "  %s a vacation (" STR_FMT " to " STR_FMT "): announced from " STR_FMT "\n",
		           n.ends_in ? "ends in" : "runs through", STR_ARG(begin), STR_ARG(end), STR_ARG(on));
	}
}

/* The first line: the day, or why there is none. */
static void say_due(struct buf *b, struct arena *a, const struct asked *q, int32_t due)
{
	struct running unpaused = q->how;
	unpaused.n_pauses = 0;
	int32_t without = rule_due(q->rule, q->from, &unpaused);
	if (due != DATE_OPEN) {
		struct str date = date_iso(a, due), words = tr_date(a, LANG_EN, due, DATE_LONG);
		buf_printf(b, "%s " STR_FMT " %s (" STR_FMT ")\n", q->rule->id, STR_ARG(date), says[q->rule->sense],
		           STR_ARG(words));
	} else {
		buf_printf(b, "%s no date: %s\n", q->rule->id,
		           without != DATE_OPEN                  ? "it stands still"
		           : unit_needs_calendar(q->rule->unit) ? "the school vacations are not known that far"
		                                                 : "it is beyond the years that can be counted");
	}
	if (q->how.n_pauses > 0 && due == without)
		buf_c(b, "  the pause changes nothing: it took no day of the term\n");
}

static void answer(struct invocation *in, struct buf *b, const struct asked *q)
{
	struct arena *a = in->arena;
	int32_t due = rule_due(q->rule, q->from, &q->how);
	bool moved = rule_moved(q->rule, q->from, &q->how);
	if (in->json) {
		struct json j;
		j_init(&j, b);
		j_object(&j);
		json_rule(&j, a, q->rule);
		json_date(&j, a, "from", q->from);
		json_date(&j, a, "due", due);
		json_bool(&j, "moved_by_termijnenwet", moved);
		json_notices(&j, a, q, due);
		j_end(&j);
		buf_c(b, "\n");
		return;
	}
	say_due(b, a, q, due);
	buf_printf(b, "  %s\n", q->rule->what);
	say_rule(b, a, q->rule);
	if (moved)
		buf_c(b, "  moved on by the Algemene termijnenwet\n");
	say_notices(b, a, q, due);
	if (q->rule->note != NULL)
		buf_printf(b, "  %s\n", q->rule->note);
}

static void list(struct invocation *in, struct buf *b)
{
	struct json j;
	j_init(&j, b);
	if (in->json)
		j_array(&j);
	for (size_t i = 0; i < n_rules; i++) {
		if (in->json) {
			j_object(&j);
			json_rule(&j, in->arena, &rules[i]);
			j_end(&j);
		} else {
			buf_printf(b, "%s%s%s: %s\n", rules[i].id, rules[i].digest == NULL ? "" : " = ",
			           rules[i].digest == NULL ? "" : rules[i].digest, rules[i].what);
			say_rule(b, in->arena, &rules[i]);
		}
	}
	if (in->json) {
		j_end(&j);
		buf_c(b, "\n");
	}
}

/* The first row with this id or number, in force or not, in any case of letters. */
static const struct rule *known(struct str id)
{
	for (size_t i = 0; i < n_rules; i++)
		if (str_eq_ascii_case(id, str_from(rules[i].id)) ||
		    (rules[i].digest != NULL && str_eq_ascii_case(id, str_from(rules[i].digest))))
			return &rules[i];
	return NULL;
}

static int no_such_rule(struct str id, const char *from)
{
	const struct rule *r = known(id);
	if (r == NULL)
		return command_fails("there is no rule " STR_FMT "; term --list shows them", STR_ARG(id));
	if (!str_is(id, r->id) && (r->digest == NULL || !str_is(id, r->digest)))
		return command_fails("there is no rule " STR_FMT "; did you mean %s?", STR_ARG(id), r->id);
	if (r->anchor == ANCHOR_BIRTH)
		return command_fails("rule %s was not in force when someone born on %s reached that age", r->id, from);
	return command_fails("rule " STR_FMT " was not in force on %s", STR_ARG(id), from);
}

/* BEGIN/END: the days it stood still, the day END no longer; without END it stands still now. */
static bool parse_pause(const char *text, struct span *out)
{
	struct str end, begin = str_cut(str_from(text), '/', &end);
	*out = (struct span){.end = DATE_OPEN};
	return end.p != NULL && date_parse_iso(begin, &out->begin) && (end.n == 0 || date_parse_iso(end, &out->end)) &&
	       out->begin < out->end;
}

static int ask_extension(struct invocation *in, struct asked *q)
{
	const char *text = invocation_option(in, "more");
	int64_t more;
	if (text == NULL)
		return 0;
	if (!str_to_i64(str_from(text), &more) || more < 0 || more > MORE_MAX)
		return command_fails("--more wants a number of %s", unit_code(q->rule->unit));
	if (q->rule->more == 0 && more > 0)
		return command_fails("rule %s cannot be extended", q->rule->id);
	if (!rule_may_extend(q->rule, (int32_t)more))
		return command_fails("rule %s may be extended by at most %d %s", q->rule->id, q->rule->more,
		                     unit_code(q->rule->unit));
	q->how.more = (int32_t)more;
	return 0;
}

static int ask(struct invocation *in, struct asked *q)
{
	const char *from = invocation_option(in, "from"), *holidays = invocation_option(in, "holidays");
	const char *pause = invocation_option(in, "pause");
	struct str id = str_from(in->args[0]);
	enum holiday_region region = HOLIDAY_REGION_NONE;
	if (from == NULL)
		return command_fails("--from wants a date, as 2026-11-23: the day of the fact");
	if (!date_parse_iso(str_from(from), &q->from))
		return command_fails("--from wants a date, as 2026-11-23; %s is none", from);
	if (holidays != NULL && !holiday_region_parse(str_from(holidays), &region))
		return command_fails("--holidays is noord, midden or zuid");
	q->rule = rule_for(id, q->from);
	if (q->rule == NULL)
		return no_such_rule(id, from);
	if (unit_needs_calendar(q->rule->unit) && region == HOLIDAY_REGION_NONE)
		return command_fails("rule %s counts in school time: say --holidays noord, midden or zuid", q->rule->id);
	q->calendar = region_calendar(region);
	q->how = (struct running){.calendar = q->calendar};
	if (pause != NULL) {
		if (!rule_runs(q->rule))
			return command_fails("rule %s does not stand still: it is counted backward or is a fixed day", q->rule->id);
		if (!parse_pause(pause, &q->pause))
			return command_fails("--pause wants BEGIN/END, as 2026-11-30/2026-12-07, the END after the BEGIN");
		q->how.pauses = &q->pause;
		q->how.n_pauses = 1;
	}
	return ask_extension(in, q);
}

static bool asks_one(const struct invocation *in)
{
	static const char *const names[] = {"from", "holidays", "more", "pause"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (invocation_option(in, names[i]) != NULL)
			return true;
	return false;
}

static int term(struct invocation *in)
{
	bool all = invocation_option(in, "list") != NULL;
	struct buf out;
	struct asked q = {0};
	buf_init(&out, in->arena, TERM_BYTES_MAX);
	if (all != (in->n_args == 0) || in->n_args > 1)
		return command_fails("use: term RULE --from DATE, or term --list");
	if (all && asks_one(in))
		return command_fails("term --list shows all rules; the other options are for one rule");
	if (all) {
		list(in, &out);
	} else {
		int code = ask(in, &q);
		if (code != 0)
			return code;
		answer(in, &out, &q);
	}
	printf(STR_FMT, STR_ARG(buf_view(&out)));
	return 0;
}

static const struct option_row options[] = {
	{.name = "from", .value = "DATE", .help = "The day of the fact it is counted from"},
	{.name = "holidays", .value = "REGION", .help = "The school vacations: noord, midden or zuid"},
	{.name = "more", .value = "N", .help = "An extension, in units of the rule"},
	{.name = "pause",
	 .value = "BEGIN/END",
	 .help = "Days on which it stood still, the day END no longer; BEGIN/ while it still does"},
	{.name = "list", .help = "All rules with their sources"},
};

const struct command cmd_term = {
	.name = "term",
	.summary = "Says by which day something must be done by a rule of law: term RULE --from DATE",
	.args = "[RULE]",
	.more = "RULE is the id of a rule, such as ADM-04, or its number among the deadlines, such as R01.",
	.json = true,
	OPTIONS(options),
	.fn = term,
};
