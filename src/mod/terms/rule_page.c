/* One rule: what holds now and why, what the region may do with it, what that would do, and what it did before. */
#include "date.h"
#include "listing.h"
#include "rules_page.h"
#include "rules_say.h"
#include "terms.h"
#include "view.h"

#define SET(f) (&rule_setting_fields[RULING_##f])

enum { BACK_DAYS = 366, AHEAD_DAYS = 3 * 366, FEW = 10, ROUND = 5, HISTORY_ROWS = 200 };

static const struct field field_try_value = {
	.name = "aantal", .type = &T_NUMBER, .privacy = PRIV_PUBLIC, .min = 1, .max = 400, .label = N_("How long?"),
	.missing = N_("Enter a number")};
static const struct field field_try_unit = {
	.name = "eenheid", .type = &T_CHOICE, .privacy = PRIV_PUBLIC, .choices = rule_unit_choices,
	.label = N_("Counted in"), .missing = N_("Choose what it is counted in")};
static const struct field field_try_from = {
	.name = "vanaf", .type = &T_DATE, .privacy = PRIV_PUBLIC, .label = N_("From which day?"),
	.hint = N_("It holds for what happens on or after this day"), .missing = N_("Enter the first day")};
static const struct field *const try_fields[] = {&field_try_value, &field_try_unit, &field_try_from};
static const struct form_def form_try = {
	.name = "rule-try", .fields = try_fields, .n = 3, .submit = N_("See what it does")};
const char *const query_rule[] = {"aantal", "eenheid", "vanaf", NULL};

static const struct field *const set_fields[] = {SET(VALUE), SET(UNIT), SET(BEGINS), SET(WHY), SET(DECIDED_BY)};
const struct form_def form_rule = {
	.name = "rule", .fields = set_fields, .n = 5, .submit = N_("Set this rule")};
static const struct field field_stop = {
	.name = "stop", .type = &T_DATE, .privacy = PRIV_PUBLIC, .label = N_("From which day no longer?"),
	.missing = N_("Enter the day from which it no longer holds")};
static const struct field *const stop_fields[] = {&field_stop};
const struct form_def form_rule_stop = {
	.name = "rule-stop", .fields = stop_fields, .n = 1, .submit = N_("End our own rule")};

static const struct stmt stmt_settings = {
	"SELECT id, pid, rev, value, unit, begins, ends, why, decided_by FROM rule_setting WHERE region = $1 AND rule = $2"
	" ORDER BY begins DESC, id DESC LIMIT 200", "it", "itiittttt"};
enum { COL_ID, COL_PID, COL_REV, COL_VALUE, COL_UNIT, COL_BEGINS, COL_ENDS, COL_WHY, COL_BY };

/* The row of the table with this id, as it holds today. */
static enum err named(struct req *req, struct str id, const struct rule **law)
{
	*law = rule_find(id, instant_date(req->act.now));
	return *law == NULL || !str_is(id, (*law)->id) ? ERR_NOT_FOUND : OK;
}

static struct str length_of(struct arena *a, struct speak sp, const struct rule *law, int64_t value, enum unit unit)
{
	struct rule r = *law;
	r.value = (int16_t)value;
	r.unit = unit;
	return rule_length(a, sp, &r);
}

static int32_t day_at(const struct rows *r, size_t i, size_t col)
{
	int32_t day;
	return date_parse_iso(rows_text(r, i, col), &day) ? day : DATE_OPEN;
}

/* ---- what holds ---- */

static void show_now(struct ui *u, const struct rule *law, const struct rule *now)
{
	ui_panel_begin(u, tr(u->sp, N_("What holds now")));
	ui_summary_begin(u);
	ui_summary_row(u, tr(u->sp, N_("How long")), rule_length(u->a, u->sp, now), NULL);
	if (now->base != NULL)
		ui_summary_row(u, tr(u->sp, law->kind == RULE_LAW ? N_("By law") : N_("Elsewhere")),
		               rule_length(u->a, u->sp, law), NULL);
	ui_summary_row(u, tr(u->sp, N_("Counted from")), str_from(tr(u->sp, anchor_label(law->anchor))), NULL);
	ui_summary_row(u, tr(u->sp, N_("Who must act?")), str_from(tr(u->sp, actor_label(law->actor))), NULL);
	if (law->article != NULL)
		ui_summary_row(u, tr(u->sp, N_("Article")), str_from(law->article), NULL);
	ui_summary_row(u, tr(u->sp, N_("Source")), rule_sources(u->a, u->sp, law), NULL);
	ui_summary_end(u);
	if (law->note != NULL)
		ui_p(u, tr(u->sp, law->note));
	if (law->atw)
		ui_small(u, tr(u->sp, N_("A last day in a weekend or on a public holiday moves to the next working day "
		                         "(Algemene termijnenwet).")));
	ui_panel_end(u);
}

/* ---- what was set ---- */

static void show_history(struct ui *u, const struct rule *law, const struct rows *rows)
{
	const struct ui_col cols[] = {
		{.label = tr(u->sp, N_("How long"))}, {.label = tr(u->sp, N_("When"))}, {.label = tr(u->sp, N_("Why"))},
		{.label = tr(u->sp, N_("Decided by"))}};
	if (rows->n == 0)
		return;
	ui_table_begin(u, tr(u->sp, N_("What our region set")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < rows->n; i++) {
		enum unit unit;
		int32_t from = day_at(rows, i, COL_BEGINS), to = day_at(rows, i, COL_ENDS);
		if (!rule_unit_parse(rows_text(rows, i, COL_UNIT), &unit))
			continue;
		const struct slot slots[] = {{"from", tr_date(u->a, u->sp.lang, from, DATE_SHORT)},
		                             {"to", tr_date(u->a, u->sp.lang, to, DATE_SHORT)}};
		ui_row(u);
		ui_cell(u, length_of(u->a, u->sp, law, rows_int(rows, i, COL_VALUE), unit));
		ui_cell(u, from >= to          ? str_from(tr(u->sp, N_("never: it was withdrawn")))
		           : to == DATE_OPEN ? tr_fill(u->a, u->sp, N_("from {from}"), slots, 1)
		                             : tr_fill(u->a, u->sp, N_("from {from} until {to}"), slots, 2));
		ui_cell(u, rows_text(rows, i, COL_WHY));
		ui_cell(u, rows_text(rows, i, COL_BY));
	}
	ui_table_end(u);
}

/* The one that is in force or still to come: it can be ended. */
static size_t open_one(const struct rows *rows, int32_t today)
{
	for (size_t i = 0; i < rows->n; i++)
		if (day_at(rows, i, COL_BEGINS) < day_at(rows, i, COL_ENDS) && day_at(rows, i, COL_ENDS) > today)
			return i;
	return rows->n;
}

static void show_stop(struct ui *u, struct req *req, const struct rows *rows)
{
	size_t at = open_one(rows, instant_date(req->act.now));
	if (at == rows->n)
		return;
	struct form *f = req_form(req, &form_rule_stop);
	f->rev = rows_int(rows, at, COL_REV);
	ui_details_begin(u, tr(u->sp, N_("End our own rule")), f->errors > 0);
	ui_p(u, tr(u->sp, N_("From that day the law or the general agreement holds again.")));
	view_form(u, f, str_printf(u->a, "/regelbesluit/" STR_FMT "/beeindig", STR_ARG(rows_text(rows, at, COL_PID))).p);
	ui_details_end(u);
}

/* ---- setting it ---- */

/* Only the units that this rule leaves; one alone stands behind the number. */
static void unit_field(struct ui *u, const struct rule *law, const struct field *field, struct str raw,
                       struct str error)
{
	struct ui_option o[UNIT__N];
	size_t n = 0;
	for (enum unit unit = UNIT_NONE + 1; unit < UNIT__N; unit++) {
		const struct choice *c = rule_unit_choice(unit);
		if (c == NULL || !rule_room_unit(law, unit))
			continue;
		o[n++] = (struct ui_option){.value = str_from(c->code), .label = tr(u->sp, c->label),
			.chosen = raw.n == 0 ? unit == law->unit : str_is(raw, c->code)};
	}
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = field->name, .label = tr(u->sp, field->label),
	                               .error = error, .options = o, .n_options = n});
}

static void show_try(struct ui *u, struct req *req, const struct rule *law, struct form *f)
{
	const char *path = rule_path(u->a, law);
	(void)req;
	ui_form_begin(u, &(struct ui_form){.action = path, .get = true});
	view_field(u, f, &field_try_value);
	size_t unit = form_index(f, &field_try_unit);
	unit_field(u, law, &field_try_unit, f->raw[unit], f->error[unit]);
	view_field(u, f, &field_try_from);
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = tr(u->sp, form_try.submit), .kind = BUTTON_ALT});
	ui_buttons_end(u);
	ui_form_end(u);
}

/* A number of a region of whom none can be told (access.md rule 5): none and few are not told apart, the rest is
 * rounded, so that two tries side by side single out nobody either. */
static struct str told(struct arena *a, struct speak sp, int64_t n, bool cut)
{
	if (n < FEW)
		return str_from(tr(sp, N_("Fewer than 10")));
	struct str number = tr_number(a, sp.lang, (n + ROUND / 2) / ROUND * ROUND);
	return cut ? tr_fill(a, sp, N_("More than {n}"), TR_SLOTS({"n", number})) : number;
}

static enum err show_effect(struct ui *u, struct req *req, const struct rule *law, const struct rule_book *book,
                            int64_t value, enum unit unit, int32_t from)
{
	struct arena *a = u->a;
	const struct refit_where where = {.region = req->act.region, .rule = law->id};
	struct rule_book will = book_with(a, book, law, (int32_t)value, unit, from, DATE_OPEN);
	struct refit_foreseen seen = {.moved = 0};
	enum err e = refit_foresee(&req->act, &where, &will, &seen);
	if (e != OK)
		return e;
	const struct slot slots[] = {{"from", tr_date(a, u->sp.lang, from, DATE_LONG)},
	                             {"now", length_of(a, u->sp, law, value, unit)},
	                             {"before", rule_length(a, u->sp, book_rule(book, str_from(law->id), from))}};
	ui_p_str(u, tr_fill(a, u->sp, N_("For what happens from {from} on: {now}. Now it is {before}."), slots, 3));
	ui_summary_begin(u);
	ui_summary_row(u, tr(u->sp, N_("Running terms that get another day")), told(a, u->sp, seen.moved, seen.cut), NULL);
	ui_summary_row(u, tr(u->sp, N_("Of these over at once")), told(a, u->sp, seen.late, false), NULL);
	ui_summary_end(u);
	if (!refit_concerns(req->act.model, &where))
		ui_small(u, tr(u->sp, N_("No term in the files of children runs by this rule yet. The pages that count with it "
		                         "follow at once.")));
	return OK;
}

/* What was tried becomes the form that decides. */
static void show_decide(struct ui *u, struct req *req, const struct rule *law, const struct form *tried)
{
	struct form *f = req_form(req, &form_rule);
	if (!f->posted) {
		form_set(f, u->a, SET(VALUE), form_val(tried, &field_try_value));
		form_set(f, u->a, SET(UNIT), form_val(tried, &field_try_unit));
		form_set(f, u->a, SET(BEGINS), form_val(tried, &field_try_from));
	}
	view_form_begin(u, f, rule_path(u->a, law));
	for (size_t i = 0; i < 3; i++) /* tried already; what is wrong with it stands where it can be put right */
		if (f->error[i].n > 0)
			view_field(u, f, set_fields[i]);
		else
			ui_hidden(u, set_fields[i]->name, f->raw[i]);
	view_field(u, f, SET(WHY));
	view_field(u, f, SET(DECIDED_BY));
	view_form_end(u, f);
}

/* Says what the law says of it, or NULL; also refuses a day too far away. */
static const char *refused_day(struct req *req, int32_t from)
{
	int32_t today = instant_date(req->act.now);
	if (from < today - BACK_DAYS || from > today + AHEAD_DAYS)
		return tr(req->act.speak, N_("Choose a day from one year ago to three years from now"));
	return NULL;
}

/* What is asked in the address, or what was posted and refused. False: nothing, or it is wrong and says so. */
static bool tried_all(struct req *req, const struct rule *law, struct form *f)
{
	enum unit unit;
	bool posted = req->form != NULL && req->form->def == &form_rule;
	if (rule_room(law) == ROOM_NONE) /* there is nothing to try, whatever the address says */
		return false;
	if (posted)
		for (size_t i = 0; i < 3; i++) {
			f->raw[i] = req->form->raw[i];
			f->v[i] = req->form->v[i];
			f->error[i] = req->form->error[i];
		}
	else if (pairs_has(req->query, "aantal"))
		form_parse(f, req->act.a, req->act.speak, req->query);
	else
		return false;
	if (form_val(f, &field_try_value).type != VAL_INT || form_val(f, &field_try_from).type != VAL_INT ||
	    !rule_unit_parse(form_text(f, &field_try_unit), &unit))
		return false;
	const char *why = rule_setting_refused(req->act.a, req->act.speak, law, form_val(f, &field_try_value).i, unit);
	const char *day = refused_day(req, (int32_t)form_val(f, &field_try_from).i);
	if (why != NULL && !posted)
		form_wrong(f, &field_try_value, str_from(why));
	if (day != NULL && !posted)
		form_wrong(f, &field_try_from, str_from(day));
	return why == NULL && day == NULL;
}

static enum err show_setting(struct ui *u, struct req *req, const struct rule *law, const struct rule_book *book,
                             const struct rows *rows, struct form *tried, bool ready)
{
	enum unit unit;
	enum err e = OK;
	ui_panel_begin(u, tr(u->sp, N_("What may our region set?")));
	ui_p_str(u, rule_room_words(u->a, u->sp, law));
	bool may = access_any(&req->act, &rec_rule_setting, OP_CREATE) == OK;
	if (may && rule_room(law) != ROOM_NONE)
		show_try(u, req, law, tried);
	else if (rule_room(law) != ROOM_NONE)
		ui_small(u, tr(u->sp, N_("The director of the partnership or the TLV secretary sets it.")));
	if (may)
		show_stop(u, req, rows);
	ui_panel_end(u);
	bool posted = req->form != NULL && req->form->def == &form_rule;
	if (may && (ready || posted)) {
		ui_panel_begin(u, tr(u->sp, N_("What this does")));
		if (ready && rule_unit_parse(form_text(tried, &field_try_unit), &unit))
			e = show_effect(u, req, law, book, form_val(tried, &field_try_value).i, unit,
			                (int32_t)form_val(tried, &field_try_from).i);
		show_decide(u, req, law, tried);
		ui_panel_end(u);
	}
	return e;
}

static enum err show_page(struct req *req, struct str id)
{
	struct speak sp = req->act.speak;
	const struct rule *law;
	struct rule_book book;
	struct batch *b;
	enum err e = named(req, id, &law);
	if (e == OK)
		e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t at_book = book_put(b, req->act.region);
	size_t at_rows = batch_put(b, &stmt_settings, DB_ARGS(val_int(req->act.region), val_text(str_from(law->id))));
	e = batch_run(b);
	if (e != OK)
		return e;
	book_take(req->act.a, batch_rows(b, at_book), &book);
	struct form *tried = form_new(req->act.a, &form_try);
	bool ready = tried_all(req, law, tried);
	if (tried->errors > 0 && req->form == NULL)
		req->form = tried; /* its errors stand at the head of the page */
	const struct ui_link crumb = {tr(sp, N_("Rules and terms")), "/regels"};
	const struct str facts[] = {str_from(law->id)};
	struct ui_page page = {.title = tr(sp, law->what), .crumbs = &crumb, .n_crumbs = 1, .facts = facts, .n_facts = 1};
	struct ui *u = view_begin(req, &page);
	const struct rule *now = book_rule(&book, str_from(law->id), instant_date(req->act.now));
	rule_tags(u, law, now);
	show_now(u, law, now);
	e = show_setting(u, req, law, &book, batch_rows(b, at_rows), tried, ready);
	if (e != OK)
		return e;
	show_history(u, law, batch_rows(b, at_rows));
	return view_end(u, req, &page);
}

enum err rule_page(struct req *req)
{
	return show_page(req, req_param(req, 0));
}

/* The same page, of the rule that a decision is about. */
enum err rule_of_setting_page(struct req *req)
{
	return show_page(req, row_text(&req->seen.row, SET(RULE)));
}

/* ---- deciding ---- */

/* Rows that the new one takes the place of end where it begins; one that is to come stays, and ends the new one. */
static int32_t make_room(struct change *c, const struct rows *rows, int32_t from)
{
	int32_t to = DATE_OPEN;
	for (size_t i = 0; i < rows->n; i++) {
		int32_t begins = day_at(rows, i, COL_BEGINS), ends = day_at(rows, i, COL_ENDS);
		if (begins >= ends || ends <= from)
			continue;
		if (begins > from)
			to = begins < to ? begins : to;
		else
			change_set(c, &rec_rule_setting, rows_int(rows, i, COL_ID), SET(ENDS), val_int(from));
	}
	return to;
}

static enum err refuse(struct req *req, const struct rule *law)
{
	enum unit unit;
	struct form *f = req->form;
	const char *why = tr(req->act.speak, N_("Choose what it is counted in"));
	if (rule_unit_parse(form_text(f, SET(UNIT)), &unit))
		why = rule_setting_refused(req->act.a, req->act.speak, law, form_val(f, SET(VALUE)).i, unit);
	const char *day = refused_day(req, (int32_t)form_val(f, SET(BEGINS)).i);
	if (why != NULL)
		form_wrong(f, SET(VALUE), str_from(why));
	if (day != NULL)
		form_wrong(f, SET(BEGINS), str_from(day));
	return why == NULL && day == NULL ? OK : ERR_INVALID;
}

/* Days are made anew only where terms run by it. */
static enum err anew(struct req *req, struct change *c, const char *rule, int64_t setting)
{
	const struct refit_where where = {.region = req->act.region, .rule = rule};
	struct str pid;
	return refit_concerns(req->act.model, &where) ? task_add(c, &task_rule, setting, 0, &pid) : OK;
}

enum err rule_post(struct req *req)
{
	const struct rule *law;
	const struct rows *rows;
	struct str pid;
	int64_t id;
	enum err e = named(req, req_param(req, 0), &law);
	if (e == OK)
		e = refuse(req, law);
	if (e == OK)
		e = act_exec(&req->act, &stmt_settings, DB_ARGS(val_int(req->act.region), val_text(str_from(law->id))), &rows);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The rule is set"), 0);
	int32_t from = (int32_t)form_val(req->form, SET(BEGINS)).i;
	struct val v[RULING__N];
	for (size_t i = 0; i < sizeof set_fields / sizeof *set_fields; i++)
		v[record_field(&rec_rule_setting, set_fields[i])] = form_val(req->form, set_fields[i]);
	v[RULING_RULE] = val_text(str_from(law->id));
	v[RULING_ENDS] = val_int(make_room(c, rows, from));
	e = change_new(c, &rec_rule_setting, v, &id, &pid);
	if (e == OK)
		e = anew(req, c, law->id, id);
	return e != OK ? e : req_commit(req, c, "%s", rule_path(req->act.a, law));
}

enum err rule_stop_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	int32_t stop = (int32_t)form_val(req->form, &field_stop).i;
	int32_t begins = (int32_t)row_int(r, SET(BEGINS)), ends = (int32_t)row_int(r, SET(ENDS));
	if (stop < begins || stop >= ends) {
		form_wrong(req->form, &field_stop,
		           str_from(tr(req->act.speak, N_("Choose a day on or after its first day, on which it still holds"))));
		return ERR_INVALID;
	}
	struct change *c = change_begin(&req->act, N_("Our own rule ends"), 0);
	change_set_at(c, r, SET(ENDS), val_int(stop));
	const char *rule = str_c(req->act.a, row_text(r, SET(RULE)));
	enum err e = anew(req, c, rule, r->id);
	return e != OK ? e : req_commit(req, c, "/regel/%s", rule);
}
