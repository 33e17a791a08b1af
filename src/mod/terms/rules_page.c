/* All rules, grouped as people think of them. */
#include "rules_page.h"

#include "listing.h"
#include "rules_say.h"
#include "terms.h"
#include "view.h"

static const struct group {
	const char *id, *title, *prefixes[5];
} groups[] = {
	{"aanmelden", N_("Applying at a school"), {"ADM-"}},
	{"plan", N_("The plan of a child (OPP)"), {"OPP-"}},
	{"tlv", N_("A place in special education (TLV)"), {"TLV-"}},
	{"oneens", N_("Not agreeing: objection and disputes"), {"BEZ-", "GPO-"}},
	{"naar-school", N_("Going to school, and staying at home"), {"LPW-", "ABS-", "VAR-", "PRO-"}},
	{"vrijstelling", N_("Exemption and leave"), {"EXM-"}},
	{"afspraken", N_("Agreements in the region and the support point"), {"LOC-", "OJS-"}},
	{"bewaren", N_("Privacy, keeping and reporting"), {"PRI-", "MLD-"}},
	{"samenwerkingsverband", N_("The partnership itself"), {"SWV-"}},
};

static bool in_group(const struct group *g, const char *id)
{
	for (size_t i = 0; i < sizeof g->prefixes / sizeof *g->prefixes && g->prefixes[i] != NULL; i++)
		if (strncmp(id, g->prefixes[i], strlen(g->prefixes[i])) == 0)
			return true;
	return false;
}

static void show_rule(struct ui *u, const struct rule_book *book, const struct rule *law, int32_t today)
{
	const struct rule *now = book_rule(book, str_from(law->id), today);
	ui_row(u);
	ui_cell_link(u, rule_path(u->a, law), str_from(tr(u->sp, law->what)));
	ui_cell_begin(u);
	ui_p_str(u, rule_length(u->a, u->sp, now));
	if (now->base != NULL)
		ui_small(u, tr_fill(u->a, u->sp, law->kind == RULE_LAW ? N_("The law: {length}") : N_("Elsewhere: {length}"),
		                    TR_SLOTS({"length", rule_length(u->a, u->sp, law)})).p);
	ui_cell_end(u);
	ui_cell(u, str_from(tr(u->sp, actor_label(law->actor))));
	ui_cell_begin(u);
	rule_tags(u, law, now);
	if (law->article != NULL)
		ui_small(u, law->article);
	ui_cell_end(u);
	ui_cell(u, str_from(tr(u->sp, rule_room_short(law))));
}

static void show_group(struct ui *u, const struct group *g, const struct rule_book *book, int32_t today)
{
	const struct ui_col cols[] = {
		{.label = tr(u->sp, N_("What"))}, {.label = tr(u->sp, N_("How long"))},
		{.label = tr(u->sp, N_("Who must act?"))}, {.label = tr(u->sp, N_("Where it is written"))},
		{.label = tr(u->sp, N_("May the region set it?"))},
	};
	ui_table_begin(u, tr(u->sp, g->title), TABLE_CARDS, cols, sizeof cols / sizeof *cols);
	for (size_t i = 0; i < n_rules; i++)
		if (in_group(g, rules[i].id) && rule_find(str_from(rules[i].id), today) == &rules[i])
			show_rule(u, book, &rules[i], today);
	ui_table_end(u);
}

enum err rules_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct rule_book book;
	enum err e = book_of_region(&req->act, req->act.region, &book);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = tr(sp, N_("Rules and terms")),
		.intro = tr(sp, N_("How long something may take, by law or by agreement, and what our region set itself. A "
		                   "region may be stricter than the law, never looser.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_p_link(u, tr(sp, N_("Do you want to count from a day?")), "/termijnen",
	          tr(sp, N_("See all days that follow from it")),
	          NULL);
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		show_group(u, &groups[i], &book, instant_date(req->act.now));
	ui_print_button(u);
	return view_end(u, req, &page);
}
