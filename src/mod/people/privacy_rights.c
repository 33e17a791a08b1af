#include "privacy_pages.h"

#include "sheet.h"
#include "view.h"

enum { WORDS_MAX = 8192 };

/* access.md, rules 11 and 12, and what the parts hold back. */
static const struct {
	uint32_t bit;
	const char *label;
} hidden_words[] = {
	{HIDE_ADDRESS, N_("where the child lives or learns")},
	{HIDE_GUARDIANS, N_("details of the (other) parent")},
	{HIDE_HEALTH, N_("health")},
	{HIDE_WORKING, N_("working papers of experts")},
};

static const struct xlsx_col columns[] = {
	{N_("Acts in the role of"), 28}, {N_("And is to the child"), 32}, {N_("What for"), 24},
	{N_("May read"), 60},            {N_("May change"), 40},          {N_("Never sees"), 40},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void add_word(struct buf *b, const char *word)
{
	buf_printf(b, "%s%s", b->n == 0 ? "" : "; ", word);
}

static struct str or_none(const struct buf *b)
{
	return b->n == 0 ? S("–") : buf_view(b);
}

const char *say_part(const struct req *req, enum part p)
{
	bool family = req->act.speak.audience == AUD_OUDER || req->act.speak.audience == AUD_LEERLING;
	return tr(req->act.speak, family ? part_label_family(p) : part_label(p));
}

struct str say_parts(struct req *req, parts p)
{
	struct buf b;
	buf_init(&b, req->act.a, WORDS_MAX);
	for (enum part k = PART_NONE + 1; k < PART__N; k++)
		if ((p & PART_BIT(k)) != 0)
			add_word(&b, say_part(req, k));
	return or_none(&b);
}

struct str say_hidden(struct req *req, uint32_t hides)
{
	struct buf b;
	buf_init(&b, req->act.a, WORDS_MAX);
	for (size_t i = 0; i < sizeof hidden_words / sizeof *hidden_words; i++)
		if ((hides & hidden_words[i].bit) != 0)
			add_word(&b, tr(req->act.speak, hidden_words[i].label));
	return or_none(&b);
}

/* Whatever role someone acts in: family, and who has a code. */
static struct str say_role(struct req *req, enum role role)
{
	const char *label = role_def(role)->label;
	return str_from(tr(req->act.speak, *label == '\0' ? N_("No role needed") : label));
}

struct str say_relation(struct req *req, const struct policy *row)
{
	return str_from(tr(req->act.speak, relation_label(row->kind)));
}

struct str say_readers(struct req *req, enum part p)
{
	struct buf b;
	size_t n;
	const struct policy *rows = policy_rows(&n);
	buf_init(&b, req->act.a, WORDS_MAX);
	for (size_t i = 0; i < n; i++) {
		if ((rows[i].reads & PART_BIT(p)) == 0)
			continue;
		struct str who = say_role(req, rows[i].role), kind = say_relation(req, &rows[i]);
		const char *label = role_def(rows[i].role)->label;
		buf_c(&b, b.n == 0 ? "" : "; ");
		if (*label == '\0')
			buf_str(&b, kind);
		else
			buf_printf(&b, STR_FMT " (" STR_FMT ")", STR_ARG(who), STR_ARG(kind));
	}
	return or_none(&b);
}

static void role_show(struct ui *u, struct req *req, enum role role)
{
	struct speak sp = req->act.speak;
	const struct ui_col cols[] = {
		{.label = tr(sp, columns[1].label)}, {.label = tr(sp, columns[2].label)}, {.label = tr(sp, columns[3].label)},
		{.label = tr(sp, columns[4].label)}, {.label = tr(sp, columns[5].label)},
	};
	size_t n, shown = 0;
	const struct policy *rows = policy_rows(&n);
	for (size_t i = 0; i < n; i++)
		shown += (size_t)(rows[i].role == role);
	if (shown == 0)
		return;
	ui_table_begin(u, say_role(req, role).p, TABLE_CARDS, cols, COLUMNS - 1);
	for (size_t i = 0; i < n; i++) {
		if (rows[i].role != role)
			continue;
		ui_row(u);
		ui_cell(u, say_relation(req, &rows[i]));
		ui_cell(u, str_from(tr(sp, purpose_label(rows[i].purpose))));
		ui_cell(u, say_parts(req, rows[i].reads));
		ui_cell(u, say_parts(req, rows[i].writes));
		ui_cell(u, say_hidden(req, rows[i].hides));
	}
	ui_table_end(u);
}

/* Roles that no row of the policy names open no child at all: said, so that nobody has to look for what is missing. */
static struct str without_children(struct req *req)
{
	struct buf b;
	size_t n;
	uint32_t with = 0;
	const struct policy *rows = policy_rows(&n);
	buf_init(&b, req->act.a, WORDS_MAX);
	for (size_t i = 0; i < n; i++)
		with |= UINT32_C(1) << rows[i].role;
	for (enum role r = ROLE_NONE + 1; r < ROLE__N; r++)
		if ((with >> r & 1) == 0 && role_def(r)->audience == AUD_PROF)
			add_word(&b, tr(req->act.speak, role_def(r)->label));
	return or_none(&b);
}

enum err rights_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {
		.crumbs = &(struct ui_link){tr(sp, N_("Oversight")), "/toezicht"},
		.n_crumbs = 1,
		.title = tr(sp, N_("Who may see what?")),
		.intro = tr(sp, N_("Made from the table that the program decides by. A child opens only for who has a role and "
		                   "a relation to that child; what does not stand here is closed.")),
	};
	const struct ui_link links[] = {{tr(sp, N_("As a spreadsheet")), "/toezicht/rechten/blad.xlsx"},
	                                {tr(sp, N_("Register of processing")), "/toezicht/verwerkingen"}};
	const struct slot none[] = {{"roles", without_children(req)}};
	struct ui *u = view_begin(req, &page);
	ui_links(u, links, 2);
	ui_print_button(u);
	for (enum role r = ROLE_NONE; r < ROLE__N; r++)
		role_show(u, req, r);
	ui_panel_begin(u, tr(sp, N_("Who opens no child")));
	ui_p_str(u, tr_fill(req->act.a, sp, N_("These roles open no child, whoever holds them: {roles}."), none, 1));
	ui_p(u, tr(sp, N_("A relation may share less than stands here: what an invitation shares, what a court ordered, "
	                  "where a child is shielded.")));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err rights_sheet(struct req *req)
{
	struct xlsx x;
	size_t n;
	const struct policy *rows = policy_rows(&n);
	sheet_begin(&x, req, N_("Rights"), columns, COLUMNS);
	for (size_t i = 0; i < n; i++) {
		xlsx_row(&x);
		xlsx_text(&x, say_role(req, rows[i].role));
		xlsx_text(&x, say_relation(req, &rows[i]));
		xlsx_text(&x, str_from(tr(req->act.speak, purpose_label(rows[i].purpose))));
		xlsx_text(&x, say_parts(req, rows[i].reads));
		xlsx_text(&x, say_parts(req, rows[i].writes));
		xlsx_text(&x, say_hidden(req, rows[i].hides));
	}
	return sheet_end(&x, req, "rechten");
}
