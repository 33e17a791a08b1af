#include "privacy_pages.h"

#include "keep.h"
#include "sheet.h"
#include "view.h"

enum { WORDS_MAX = 16384 };

/* One line of the register (AVG article 30): a part of a child's dossier, or a record that belongs to no child. */
struct processing {
	struct str what, owner, purpose, ground, persons, data, receivers, term, safety;
};

static const struct xlsx_col columns[] = {
	{N_("What"), 28},         {N_("Controller"), 32},  {N_("Purpose"), 40},   {N_("Ground"), 40},
	{N_("Whose data"), 32},   {N_("Which data"), 60},  {N_("Who reads it"), 60}, {N_("How long"), 40},
	{N_("Protected by"), 60},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static struct str said(struct req *req, const char *english)
{
	return english == NULL ? S("–") : str_from(tr(req->act.speak, english));
}

/* Names of what is written down, each once; what is sealed is marked. */
static void add_fields(struct buf *b, struct req *req, const struct record *rec)
{
	size_t before = b->n;
	for (size_t i = 0; i < rec->n; i++) {
		const struct field *f = &rec->fields[i];
		if (f->label == NULL || f->privacy == PRIV_PUBLIC)
			continue;
		buf_printf(b, "%s%s", b->n == before ? "" : ", ", tr(req->act.speak, f->label));
		if (f->privacy == PRIV_SEALED)
			buf_printf(b, " (%s)", tr(req->act.speak, N_("sealed")));
	}
}

static struct str term_said(struct req *req, const struct rule_book *book, const struct keeping *k)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	int32_t today = instant_date(req->act.now);
	const struct rule *rule = k->rule == NULL ? NULL : book_rule(book, str_from(k->rule), today);
	struct str text = keep_words(a, sp, book, k, today);
	if (rule == NULL)
		return text.n > 0 ? text : S("–");
	const struct slot slots[] = {{"term", text}, {"rule", str_from(rule->id)}, {"source", str_from(rule->source)}};
	return tr_fill(a, sp, rule->verified ? N_("{term} (rule {rule}, source {source})")
	                                     : N_("{term} (rule {rule}, source {source}, not yet verified)"), slots, 3);
}

static struct str safety_of(struct req *req, bool child)
{
	const char *text = child
		? N_("Closed unless a role and a relation open it; each look and each change in a chain; second step for all "
		     "staff; each process in a box of its own")
		: N_("Only by a right to give accounts or roles; each change in a chain; passwords as a hash; second step for "
		     "all staff");
	return str_from(tr(req->act.speak, text));
}

static struct processing of_part(struct req *req, const struct rule_book *book, enum part p)
{
	const struct part_keep *k = keep_of_part(p);
	struct buf data;
	buf_init(&data, req->act.a, WORDS_MAX);
	buf_c(&data, tr(req->act.speak, k->holds));
	for (size_t i = 0; i < model_count(req->act.model); i++) {
		const struct record *rec = model_at(req->act.model, i)->rec;
		if (!record_of_child(rec) || rec->part != p)
			continue;
		buf_printf(&data, ". %s: ", tr(req->act.speak, rec->label));
		size_t before = data.n;
		add_fields(&data, req, rec);
		if (data.n == before)
			buf_c(&data, tr(req->act.speak, N_("who, since when and until when")));
	}
	return (struct processing){
		.what = said(req, part_label(p)), .owner = said(req, k->owner), .purpose = said(req, k->purpose),
		.ground = said(req, k->ground),
		.persons = said(req, N_("Pupils and their parents; who works with them")),
		.data = buf_view(&data), .receivers = say_readers(req, p),
		.term = term_said(req, book, &(struct keeping){.words = k->words, .rule = k->rule}),
		.safety = safety_of(req, true),
	};
}

static struct processing of_record(struct req *req, const struct rule_book *book, const struct record *rec,
                                   const struct keeping *k)
{
	struct buf data;
	buf_init(&data, req->act.a, WORDS_MAX);
	add_fields(&data, req, rec);
	if (data.n == 0)
		buf_c(&data, tr(req->act.speak, N_("who, since when and until when")));
	return (struct processing){
		.what = said(req, rec->label), .owner = said(req, k->owner == NULL ? N_("The partnership") : k->owner),
		.purpose = said(req, k->purpose), .ground = said(req, k->ground),
		.persons = said(req, N_("People with an account, and who is invited")), .data = buf_view(&data),
		.receivers = said(req, N_("The person concerned, who gives accounts and roles, and the privacy officer")),
		.term = term_said(req, book, k), .safety = safety_of(req, false),
	};
}

/* Every line of the register, in the order of the parts and then of the records. */
static enum err each_processing(struct req *req, void (*fn)(void *ctx, struct req *req, const struct processing *p),
                                void *ctx)
{
	struct rule_book book;
	enum err e = book_of_region(&req->act, req->act.region, &book);
	if (e != OK)
		return e;
	for (enum part p = PART_NONE + 1; p < PART__N; p++) {
		struct processing one = of_part(req, &book, p);
		fn(ctx, req, &one);
	}
	for (size_t i = 0; i < model_count(req->act.model); i++) {
		const struct record *rec = model_at(req->act.model, i)->rec;
		struct keeping k;
		if (record_of_child(rec) || !keep_needed(rec) || !keep_of(rec, &k))
			continue;
		struct processing one = of_record(req, &book, rec, &k);
		fn(ctx, req, &one);
	}
	return OK;
}

static void show_one(void *ctx, struct req *req, const struct processing *p)
{
	struct ui *u = ctx;
	struct speak sp = req->act.speak;
	const struct str values[COLUMNS] = {p->what, p->owner, p->purpose, p->ground, p->persons,
	                                    p->data, p->receivers, p->term, p->safety};
	ui_panel_begin(u, str_c(req->act.a, p->what));
	ui_summary_begin(u);
	for (size_t i = 1; i < COLUMNS; i++)
		ui_summary_row(u, tr(sp, columns[i].label), values[i], NULL);
	ui_summary_end(u);
	ui_panel_end(u);
}

enum err processing_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {
		.crumbs = &(struct ui_link){tr(sp, N_("Oversight")), "/toezicht"},
		.n_crumbs = 1,
		.title = tr(sp, N_("Register of processing")),
		.intro = tr(sp, N_("What is kept of people, why, on which ground, who reads it and for how long (AVG "
		                   "article 30). Made from the tables that the program works with.")),
	};
	const struct ui_link links[] = {{tr(sp, N_("As a spreadsheet")), "/toezicht/verwerkingen/blad.xlsx"},
	                                {tr(sp, N_("Who may see what?")), "/toezicht/rechten"}};
	struct ui *u = view_begin(req, &page);
	ui_links(u, links, 2);
	ui_print_button(u);
	enum err e = each_processing(req, show_one, u);
	return e == OK ? view_end(u, req, &page) : e;
}

static void row_one(void *ctx, struct req *req, const struct processing *p)
{
	struct xlsx *x = ctx;
	const struct str values[COLUMNS] = {p->what, p->owner, p->purpose, p->ground, p->persons,
	                                    p->data, p->receivers, p->term, p->safety};
	(void)req;
	xlsx_row(x);
	for (size_t i = 0; i < COLUMNS; i++)
		xlsx_text(x, values[i]);
}

enum err processing_sheet(struct req *req)
{
	struct xlsx x;
	sheet_begin(&x, req, N_("Register"), columns, COLUMNS);
	enum err e = each_processing(req, row_one, &x);
	return e == OK ? sheet_end(&x, req, "verwerkingen") : e;
}
