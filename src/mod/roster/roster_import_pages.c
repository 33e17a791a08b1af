/* Taking over from a school's own system: one page to choose a file or paste rows, the columns that are not clear, and
 * the pages of mod/import. */
#include "roster_import.h"
#include "roster_pages.h"

#include "bsn.h"
#include "date.h"
#include "sheet.h"
#include "utf8.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)
#define N_OF(a) (sizeof(a) / sizeof *(a))

enum { FILE_NAME_MAX = 200, EXAMPLES = 3, ROWS_SHOWN_MAX = 512 << 10, PER_CHANGE = 18,
	ROWS_MAX = 6000 /* no school has more pupils, groups and staff */ };

const struct form_def form_roster_upload = {.name = "roster-upload", .submit = N_("Read the list")};

static const char *const same_answers[] = {N_("Yes, this is the same child"), N_("No, this is another child"), NULL};
static const char *const gone_answers[] = {N_("Yes, this pupil left the school"), N_("No, this pupil stays"), NULL};
static const struct import_question questions[] = {
	{N_("The same name, another date of birth. Is it the same child?"), same_answers},
	{N_("The same date of birth, nearly the same name. Is it the same child?"), same_answers},
	{N_("Not in the list any more. Has this pupil left the school?"), gone_answers},
};

static enum err apply_edexml(struct act *act, struct change *c, const struct import_row *row, void **memory)
{
	return roster_apply(act, c, row, "edexml", memory);
}

static enum err apply_sheet(struct act *act, struct change *c, const struct import_row *row, void **memory)
{
	return roster_apply(act, c, row, "blad", memory);
}

static enum err edexml_task(struct task *t)
{
	return import_task(t, &roster_edexml);
}

static enum err sheet_task(struct task *t)
{
	return import_task(t, &roster_sheet);
}

static enum err staff_task(struct task *t)
{
	return import_task(t, &roster_staff);
}

#define TASK(name, code_, role, fn) \
	static const struct task_kind name = { \
		.code = code_, .label = N_("Groups and pupils taken over"), .roles = role, .run = fn, \
		.advice = N_("Open the list again and press Go on: nothing is put in twice.")}
TASK(task_edexml, "roster_edexml", ROLE(IB), edexml_task);
TASK(task_sheet, "roster_sheet", ROLE(IB), sheet_task);
TASK(task_staff, "roster_staff", ROLE(SCHOOL_LEADER), staff_task);
const struct task_kind *const roster_tasks[] = {&task_edexml, &task_sheet, &task_staff};
const size_t n_roster_tasks = N_OF(roster_tasks);

#define SHARED \
	.label = N_("Groups, teachers and pupils of the school"), .record = &rec_roster_row, .personal = true, \
	.start = "/groepen", \
	.per_change = PER_CHANGE, .questions = questions, .n_questions = N_OF(questions), \
	    .go = N_("Take over {n} rows"), \
	.says = N_("Take what the list says: {value}"), .intro = N_("From the system of the school."), \
	.gone = N_("A pupil who is not in the list any more stays, unless you say that they left."), \
	.done = N_("Taken over from the system of the school")
const struct import_kind roster_edexml = {
	SHARED, .code = "roster_edexml", .box = BOXED_EDEXML, .roles = ROLE(IB), .base = "/groepen/inlezen/edexml",
	.plan = roster_plan, .apply = apply_edexml, .task = &task_edexml,
};
const struct import_kind roster_sheet = {
	SHARED, .code = "roster_sheet", .box = BOXED_CSV, .roles = ROLE(IB), .base = "/groepen/inlezen/blad",
	.plan = roster_plan, .apply = apply_sheet, .task = &task_sheet,
};
const struct import_kind roster_staff = {
	SHARED, .code = "roster_staff", .box = BOXED_CSV, .roles = ROLE(SCHOOL_LEADER), .base = "/groepen/inlezen/team",
	.plan = roster_staff_plan, .apply = apply_sheet, .task = &task_staff,
};

/* ---- choosing a file, or pasting rows ---- */

static const char *start_path(struct arena *a, const struct school_seat *s)
{
	return str_printf(a, "/groepen/inlezen?school=" STR_FMT, STR_ARG(s->pid)).p;
}

static enum err the_school(struct req *req, const struct school_seat **out)
{
	enum err e = roster_needs(req, MAY_KEEP_GROUPS);
	*out = e == OK ? roster_school(&req->act, req_query(req, "school")) : NULL;
	return *out == NULL ? ERR_NOT_FOUND : OK;
}

static bool pupils_too(const struct req *req)
{
	return (roster_may(req->viewer) & MAY_KEEP_PUPILS) != 0;
}

static void upload_form(struct ui *u, struct req *req, const struct school_seat *school)
{
	bool pupils = pupils_too(req);
	struct form *f = req_form(req, &form_roster_upload);
	ui_panel_begin(u, NULL);
	ui_form_begin(u, &(struct ui_form){.action = start_path(u->a, school), .upload = true, .key = f->key});
	ui_field(u, &(struct ui_field){
		.kind = FIELD_FILE, .name = "bestand", .label = tr(u->sp,
		    N_("A file: EDEXML, or a sheet saved as CSV")),
		.hint = tr(u->sp, N_("At most 8 MB. The file itself is not kept.")), .optional = true,
		    .accept = ".xml,.csv,.txt"});
	ui_field(u, &(struct ui_field){
		.kind = FIELD_LINES, .name = "geplakt", .rows = 8, .optional = true,
		.label = tr(u->sp, N_("Or paste rows from a spreadsheet")),
		.hint = pupils ? tr(u->sp, N_("With the names of the columns as the first row: first name, prefix, "
		                              "surname, date of birth, group"))
		               : tr(u->sp, N_("With the names of the columns as the first row: name, e-mail address, "
		               "role, group"))});
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = tr(u->sp, form_roster_upload.submit)});
	ui_buttons_end(u);
	ui_form_end(u);
	ui_panel_end(u);
}

static void upload_help(struct ui *u, struct req *req)
{
	const char *const steps[] = {
		tr(u->sp, N_("In ParnasSys, ESIS or another system of the school: choose export, then EDEXML 2.1, "
		    "without BSN.")),
		tr(u->sp, N_("Or make a sheet of your own; the template has the right columns.")),
		tr(u->sp, N_("You see first what would change. Nothing is written before you say so.")),
	};
	ui_panel_begin(u, tr(u->sp, N_("How it goes")));
	ui_numbered(u, steps, N_OF(steps));
	ui_p_link(u, NULL, "/groepen/inlezen/sjabloon.xlsx", tr(u->sp, N_("Download the template")), NULL);
	ui_small(u, pupils_too(req)
	                ? tr(u->sp, N_("Taken over are only: name, date of birth, group, and of the postcode "
	                               "four figures. A file with a citizen service number (BSN) is refused "
	                               "whole."))
	                : tr(u->sp, N_("You take over groups and colleagues. Pupils in the file are not read for "
	                               "you: the internal supervisor takes those over.")));
	ui_panel_end(u);
}

enum err roster_start(struct req *req)
{
	const struct school_seat *school;
	struct speak sp = req->act.speak;
	enum err e = the_school(req, &school);
	if (e == ERR_NOT_FOUND && req->method == METHOD_GET && req_query(req, "school").n == 0)
		return roster_which_school(req, tr(sp, N_("Take over from your own system")), "/groepen/inlezen");
	if (e != OK)
		return e;
	struct ui_page page = {.title = tr(sp, N_("Take over from your own system")), .facts = &school->name,
	    .n_facts = 1,
	                       .crumbs = &(struct ui_link){tr(sp, N_("Groups")), "/groepen"}, .n_crumbs = 1};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	upload_help(u, req);
	ui_cols_main(u);
	upload_form(u, req, school);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

/* ---- what was sent ---- */

static bool is_xml(struct str s)
{
	if (str_starts(s, S("\xef\xbb\xbf")))
		s = (struct str){s.p + 3, s.n - 3};
	s = str_trim(s);
	return s.n > 0 && s.p[0] == '<';
}

/* A name of a file can hold what the file may not. */
static struct str file_name(struct req *req, struct str name)
{
	struct str clean;
	bool fits = utf8_clean(req->act.a, name, TEXT_LINE, &clean) == OK && clean.n > 0 && clean.n <= FILE_NAME_MAX;
	return fits && !bsn_in(clean) ? clean : S("lijst");
}

/* ---- which column is what ---- */

static struct str as_rows(struct arena *a, const struct import_table *t)
{
	struct buf b;
	buf_init(&b, a, ROWS_SHOWN_MAX);
	for (size_t r = 0; r <= t->n; r++) {
		const struct import_line *line = r == 0 ? &t->head : &t->rows[r - 1];
		for (size_t i = 0; i < t->head.n; i++) {
			buf_str(&b, import_cell(line, i));
			buf_byte(&b, i + 1 < t->head.n ? '\t' : '\n');
		}
	}
	return b.failed ? (struct str){0} : buf_view(&b);
}

static void column_field(struct ui *u, const struct import_table *t, size_t i, const struct roster_map *m)
{
	struct ui_option o[RC__N + 1];
	struct str seen = {0};
	size_t n = 0;
	o[n++] = (struct ui_option){.value = S(""), .label = tr(u->sp, N_("leave it alone")), .chosen = true};
	for (enum roster_col c = RC_GIVEN; c < RC__N; c++) {
		o[n] = (struct ui_option){.value = str_from(roster_col_names[c]), .label = tr(u->sp,
		    roster_col_label(c)),
		                          .chosen = m->at[c] == i};
		o[0].chosen = o[0].chosen && !o[n].chosen;
		n++;
	}
	for (size_t r = 0; r < t->n && r < EXAMPLES; r++) {
		struct str one = import_cell(&t->rows[r], i);
		if (one.n > 0)
			seen = seen.n == 0 ? one : str_printf(u->a, STR_FMT ", " STR_FMT, STR_ARG(seen), STR_ARG(one));
	}
	struct str label = t->head.cell[i].n > 0 ? t->head.cell[i] : str_printf(u->a, "%zu", i + 1);
	ui_field(u, &(struct ui_field){
		.kind = FIELD_SELECT, .name = str_printf(u->a, "k_%zu", i).p, .options = o, .n_options = n,
		.label = tr_fill(u->a, u->sp, N_("What is in the column {name}?"), TR_SLOTS({"name", label})).p,
		.hint = tr_fill(u->a, u->sp, N_("For example: {examples}"), TR_SLOTS({"examples", seen})).p});
}

static enum err columns_page(struct req *req, const struct school_seat *school, const struct import_table *t,
                             const struct roster_map *m)
{
	struct speak sp = req->act.speak;
	struct str rows = as_rows(req->act.a, t);
	if (rows.n == 0)
		return import_wrong(req, N_("It is not clear what stands in which column. Use the names of the template."),
		    (struct str){0});
	const struct ui_link crumbs[] = {{tr(sp, N_("Groups")), "/groepen"},
	                                 {tr(sp, N_("Take over from your own system")), start_path(req->act.a,
	                                 school)}};
	struct ui_page page = {.title = tr(sp, N_("What stands in which column?")), .crumbs = crumbs, .n_crumbs = 2,
	                       .intro = tr(sp, N_("The names of the columns were not all clear. Say it once; "
	                                          "nothing was kept yet."))};
	struct form *f = form_new(req->act.a, &form_roster_upload);
	f->key = req_form(req, &form_roster_upload)->key;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_form_begin(u, &(struct ui_form){.action = start_path(u->a, school), .upload = true, .key = f->key});
	for (size_t i = 0; i < t->head.n; i++)
		column_field(u, t, i, m);
	ui_field(u, &(struct ui_field){.kind = FIELD_LINES, .name = "geplakt", .rows = 6, .value = rows,
	                               .label = tr(sp, N_("The rows as they were read"))});
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = tr(sp, N_("Go on with these columns"))});
	ui_buttons_end(u);
	ui_form_end(u);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* The columns get the names that were chosen for them. */
static bool choose_columns(struct req *req, struct import_table *t)
{
	struct str *head = ARENA_ARRAY(req->act.a, struct str, t->head.n + 1);
	bool any = false;
	for (size_t i = 0; i < t->head.n; i++) {
		struct str chosen = pairs_get(req->posted, str_printf(req->act.a, "k_%zu", i).p);
		head[i] = t->head.cell[i];
		for (enum roster_col c = RC_GIVEN; c < RC__N; c++)
			if (str_is(chosen, roster_col_names[c])) {
				head[i] = chosen;
				any = true;
			}
	}
	if (any)
		t->head.cell = head;
	return any;
}

static const struct import_kind *kind_for(const struct req *req, bool xml)
{
	if (!pupils_too(req))
		return &roster_staff;
	return xml ? &roster_edexml : &roster_sheet;
}

enum err roster_upload(struct req *req)
{
	const struct school_seat *school;
	struct import_table table;
	struct import_made made;
	struct import_refusal why;
	struct roster_map map;
	struct str bytes, name;
	size_t line;
	enum err e = the_school(req, &school);
	if (e != OK)
		return e;
	if (!import_sent(req, true, &bytes, &name))
		return import_wrong(req, N_("Choose a file or paste rows"), (struct str){0});
	bool xml = is_xml(bytes);
	e = import_read(req, xml ? BOXED_EDEXML : BOXED_CSV, bytes, &table);
	if (e != OK)
		return e;
	if (table.n > ROWS_MAX)
		return import_wrong(req, N_("There are more than {what} rows in this list. It must be of one school."),
		             tr_number(req->act.a, req->act.speak.lang, ROWS_MAX));
	if (table.fault == CSV_GOOD && roster_refused(&table) == NULL && !roster_has_bsn(&table, &line)) {
		bool chosen = choose_columns(req, &table);
		roster_map(&table, NULL, &map);
		if (roster_kind_of(&table, &map) == ROSTER_UNSURE && !chosen)
			return columns_page(req, school, &table, &map);
	}
	const struct import_begin b = {
		.kind = kind_for(req, xml), .source = {.org = school->org, .note = S(""), .table = &table},
		.file_name = file_name(req, name), .sha = import_hash(req->act.a, bytes),
	};
	e = import_begin(&req->act, &b, false, &made, &why);
	if (e == ERR_INVALID && why.text != NULL)
		return import_wrong(req, why.text, why.what);
	return e == OK ? req_redirect(req, "%s/" STR_FMT, b.kind->base, STR_ARG(made.pid)) : e;
}

enum err roster_template(struct req *req)
{
	static const struct xlsx_col pupils[] = {{"roepnaam", 16}, {"tussenvoegsel", 14}, {"achternaam", 24},
	                                         {"geboortedatum", 14}, {"postcode", 10}, {"groep", 14}, {"leerjaar",
	                                         10}};
	static const struct xlsx_col staff[] = {{"naam", 28}, {"e-mailadres", 32}, {"rol", 18}, {"groep", 20}};
	struct xlsx x;
	enum err e = roster_needs(req, MAY_KEEP_GROUPS);
	if (e != OK)
		return e;
	if (pupils_too(req))
		sheet_begin(&x, req, N_("Pupils"), pupils, N_OF(pupils));
	else
		sheet_begin(&x, req, N_("Colleagues"), staff, N_OF(staff));
	return sheet_end(&x, req, "sjabloon");
}

/* ---- the pages of an import, for each kind ---- */

/* By its code; a role that may not do it finds nothing. */
static const struct import_kind *kind_of(const struct req *req)
{
	static const struct import_kind *const all[] = {&roster_edexml, &roster_sheet, &roster_staff};
	struct str code = row_text(&req->seen.row, &import_fields[IMPORT_KIND]);
	for (size_t i = 0; i < N_OF(all); i++)
		if (str_is(code, all[i]->code) && str_starts(req->path, str_from(all[i]->base)))
			return all[i];
	return NULL;
}

static enum err with_kind(struct req *req, enum err (*fn)(struct req *, const struct import_kind *))
{
	const struct import_kind *kind = kind_of(req);
	return kind == NULL ? ERR_NOT_FOUND : fn(req, kind);
}

enum err roster_preview(struct req *req)
{
	return with_kind(req, import_preview);
}

enum err roster_go(struct req *req)
{
	return with_kind(req, import_go);
}

enum err roster_stop(struct req *req)
{
	return with_kind(req, import_stop);
}

enum err roster_resume(struct req *req)
{
	return with_kind(req, import_resume);
}

enum err roster_rejects(struct req *req)
{
	return with_kind(req, import_rejects);
}
