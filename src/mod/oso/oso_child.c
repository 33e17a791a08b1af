/* What dossiers say of a child, and the page of the child where what was taken over stands. */
#include "oso_in.h"

#include "date.h"

static struct str label_of(struct ui *u, struct str name)
{
	const char *label = oso_name_label(name);
	return label == NULL ? name : str_from(tr(u->sp, label));
}

static void fact_begins(struct ui *u, struct str line, bool open)
{
	struct str rest;
	int32_t on;
	struct str title = label_of(u, str_cut(line, '|', &rest)), day = str_cut(rest, '|', &rest);
	if (date_parse_iso(day, &on))
		title = str_printf(u->a, STR_FMT " (" STR_FMT ")", STR_ARG(title),
		                   STR_ARG(tr_date(u->a, u->sp.lang, on, DATE_SHORT)));
	ui_details_begin(u, str_c(u->a, title), open);
	ui_summary_begin(u);
	if (rest.n > 0)
		ui_summary_row(u, tr(u->sp, N_("By")), rest, NULL);
}

static void fact_ends(struct ui *u)
{
	ui_summary_end(u);
	ui_details_end(u);
}

/* A fact that stands alone is open. */
void facts_show(struct ui *u, struct str text)
{
	struct str mark = S(FACT_MARK), left = text;
	size_t n = 0, at = 0;
	while (left.n > 0)
		n += str_starts(str_cut(left, '\n', &left), mark);
	while (text.n > 0) {
		struct str line = str_cut(text, '\n', &text), rest;
		if (str_starts(line, mark)) {
			if (at++ > 0)
				fact_ends(u);
			fact_begins(u, (struct str){line.p + mark.n, line.n - mark.n}, n == 1);
			continue;
		}
		struct str name = str_cut(line, ':', &rest);
		int32_t day;
		rest = str_trim(rest);
		if (date_parse_iso(rest, &day))
			rest = tr_date(u->a, u->sp.lang, day, DATE_LONG);
		else if (str_is(rest, "true") || str_is(rest, "false"))
			rest = str_from(tr(u->sp, str_is(rest, "true") ? N_("Yes") : N_("No")));
		if (at > 0 && rest.n > 0)
			ui_summary_row(u, str_c(u->a, label_of(u, name)), rest, NULL);
	}
	if (at > 0)
		fact_ends(u);
}

/* ---- of the child ---- */

static void section_show(struct ui *u, const struct seen *s, enum oso_section section)
{
	const struct row *r = &s->row;
	if (!str_is(row_text(r, &section_fields[SECTION_KIND]), oso_section_code(section)))
		return;
	ui_panel_begin(u, tr(u->sp, oso_section_label(section)));
	int32_t made = (int32_t)row_int(r, &section_fields[SECTION_ON]);
	int32_t taken = instant_date(row_int(r, &section_fields[SECTION_AT]));
	ui_small(u, tr_fill(u->a, u->sp, N_("From the OSO dossier of {date}, taken over on {day}"),
	                    TR_SLOTS({"date", tr_date(u->a, u->sp.lang, made, DATE_LONG)},
	                             {"day", tr_date(u->a, u->sp.lang, taken, DATE_LONG)})).p);
	if (s->hidden[SECTION_TEXT])
		ui_p(u, tr(u->sp, N_("You may not read this")));
	else
		facts_show(u, row_text(r, &section_fields[SECTION_TEXT]));
	ui_panel_end(u);
}

static void tell(struct child_told *t, struct req *req, const struct seen_page *found)
{
	if (found[0].n > 0)
		tell_way(t, N_("From the school's own system"), child_path(req->act.a, &req->seen.row, "/schoolgegevens"));
}

static const struct record *const told[] = {&rec_oso_section};
const struct child_block oso_block = {.recs = told, .n = 1, .tell = tell};

enum err child_oso_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	struct seen_page found;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_oso_section, &found);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {child_name(a, child).p, child_path(a, child, "")}};
	struct ui_page page = {.title = tr(sp, N_("From the school's own system")), .crumbs = crumbs, .n_crumbs = 2,
	                       .intro = tr(sp, N_("Taken over as the school wrote it, each with its date."))};
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/schoolgegevens");
	if (found.n == 0)
		ui_empty(u, tr(sp, N_("Nothing was taken over yet")),
		         tr(sp, N_("What the school hands in from its own system stands here.")), NULL);
	for (enum oso_section s = 0; s < OSO_SECTIONS; s++)
		for (size_t i = 0; i < found.n; i++)
			section_show(u, &found.v[i], s);
	return view_end(u, req, &page);
}
