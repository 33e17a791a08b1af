/* The copy of a request: looked through by who answers, with what is about others left out, and read by who asked. And
 * what one takes along oneself, without asking. */
#include "contents.h"
#include "date.h"
#include "flow.h"
#include "own_file.h"
#include "pdf_view.h"
#include "people.h"
#include "rights_pages.h"
#include "route.h"

#define F(f) (&request_fields[REQUEST_##f])
#define C(f) (&cut_fields[CUT_##f])

static bool is_family(const struct seen *s)
{
	return s->allowed.purpose[PART_VERZOEK] == PURPOSE_OWN;
}

/* ---- put together ---- */

struct gathered {
	struct seen child;
	struct contents c;
};

/* For who answers only: who asked reads the copy that was given. */
static enum err gather(struct req *req, bool cut, struct gathered *g)
{
	struct allowed known;
	bool any;
	struct seen_page cuts;
	if (is_family(&req->seen) || !request_gives(&req->seen.row))
		return ERR_NOT_FOUND;
	enum err e = request_child(req, &g->child);
	if (e == OK)
		e = contents_known(req, &req->seen.row, &known, &any);
	if (e != OK)
		return e;
	const struct contents_for copy = {any ? &known : NULL, row_text(&req->seen.row, F(ORG_KIND))};
	e = contents_load(req, &g->child, &copy, &g->c);
	if (e == OK && cut)
		e = scope_pieces(&req->act, &req->seen, &rec_rights_cut, &cuts);
	if (e == OK && cut)
		contents_cut(req, &g->c, &cuts);
	return e;
}

static const char *cut_path(struct req *req, const struct passage *p)
{
	return request_path(req->act.a, &req->seen.row,
	                    str_printf(req->act.a, "/weglaten/%s/" STR_FMT "/%s", p->rec->name, STR_ARG(p->pid),
	                               p->field->name).p);
}

static struct ui_page page_of(struct req *req, const struct seen *child, const char *title, struct ui_link crumbs[2])
{
	struct arena *a = req->act.a;
	crumbs[0] = (struct ui_link){child_name(a, &child->row).p, child_path(a, &child->row, "")};
	crumbs[1] = (struct ui_link){tr(req->act.speak, N_("Request about the data")),
	                             request_path(a, &req->seen.row, "")};
	return (struct ui_page){.title = tr(req->act.speak, title), .crumbs = crumbs, .n_crumbs = 2};
}

enum err copy_make_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct gathered g;
	struct ui_link crumbs[2];
	enum err e = gather(req, true, &g);
	if (e != OK)
		return e;
	bool busy = flow_leaves(&req->seen.row, &request_flow[REQUEST_PREPARE]);
	struct ui_page page = page_of(req, &g.child, N_("The copy, as it will be read"), crumbs);
	page.intro = tr(sp, N_("Read it through as who asked will read it. Leave out only what is about someone else. The "
	                       "dossier itself stays as it is."));
	struct ui *u = view_begin(req, &page);
	if (g.c.n == 0)
		ui_empty(u, tr(sp, N_("Nothing is kept")), tr(sp, N_("Then that is the answer.")), NULL);
	for (size_t i = 0; i < g.c.n; i++) {
		const struct passage *p = &g.c.v[i];
		bool first = i == 0 || !str_eq(p->pid, g.c.v[i - 1].pid);
		if (first && i > 0) {
			ui_summary_end(u);
			ui_panel_end(u);
		}
		if (first) {
			ui_panel_begin(u, p->title.n > 0 ? str_c(u->a, p->title) : tr(sp, p->rec->label));
			ui_summary_begin(u);
		}
		ui_summary_row(u, tr(sp, p->field->label), p->text, busy ? cut_path(req, p) : NULL);
	}
	if (g.c.n > 0) {
		ui_summary_end(u);
		ui_panel_end(u);
	}
	ui_p_link(u, NULL, request_path(u->a, &req->seen.row, ""), tr(sp, N_("Back to the request")), NULL);
	return view_end(u, req, &page);
}

/* ---- one passage ---- */

static const struct field *const cut_form_fields[] = {C(WORDS), C(ALL), C(REASON)};
const struct form_def form_rights_cut = {
	.name = "rights-cut", .fields = cut_form_fields, .n = 3, .submit = N_("Leave it out of the copy")};

static const struct passage *passage_of(const struct req *req, const struct contents *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_is(req_param(req, 1), c->v[i].rec->name) && str_eq(req_param(req, 2), c->v[i].pid) &&
		    str_is(req_param(req, 3), c->v[i].field->name))
			return &c->v[i];
	return NULL;
}

/* While the copy is being put together, as it stands in the dossier. */
static enum err passage_load(struct req *req, struct gathered *g, const struct passage **out)
{
	enum err e = gather(req, false, g);
	if (e != OK)
		return e;
	*out = passage_of(req, &g->c);
	if (*out == NULL)
		return ERR_NOT_FOUND;
	return flow_leaves(&req->seen.row, &request_flow[REQUEST_PREPARE]) ? OK : ERR_CONFLICT;
}

enum err cut_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct gathered g;
	const struct passage *p;
	struct ui_link crumbs[2];
	enum err e = passage_load(req, &g, &p);
	if (e != OK)
		return e;
	struct ui_page page = page_of(req, &g.child, N_("Leave something out of the copy"), crumbs);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, tr(sp, p->field->label));
	ui_p_str(u, p->text);
	ui_panel_end(u);
	ui_panel_begin(u, NULL);
	view_form(u, req_form(req, &form_rights_cut), cut_path(req, p));
	ui_small(u, tr(sp, N_("Who asked reads that something is left out, and why. A colleague looks at it before it is "
	                      "given.")));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

static bool stands_in(struct str text, struct str word)
{
	for (size_t i = 0; i + word.n <= text.n; i++)
		if (memcmp(text.p + i, word.p, word.n) == 0)
			return true;
	return false;
}

/* Each line stands there as it was typed: else nothing would be left out, and nobody would see that. */
static bool words_stand(const struct passage *p, struct str words)
{
	while (words.n > 0) {
		struct str word = str_trim(str_cut(words, '\n', &words));
		if (word.n > 0 && !stands_in(p->text, word))
			return false;
	}
	return true;
}

enum err cut_post(struct req *req)
{
	struct gathered g;
	const struct passage *p;
	const struct row *r = &req->seen.row;
	struct str pid;
	int64_t id;
	enum err e = passage_load(req, &g, &p);
	if (e != OK)
		return e;
	if (!words_stand(p, form_text(req->form, C(WORDS)))) {
		form_wrong(req->form, C(WORDS), str_from(tr(req->act.speak, N_("This does not stand in the text. "
			"Copy the words exactly, one piece on each line"))));
		return ERR_INVALID;
	}
	const struct val v[CUT__N] = {
		[CUT_ROUTE] = val_int(req->seen.route), [CUT_REQUEST] = val_int(r->id),
		[CUT_ORG] = row_val(r, F(ORG)), [CUT_BY] = val_int(req->viewer->account),
		[CUT_RECORD] = val_text(str_from(p->rec->name)), [CUT_PIECE] = val_text(p->pid),
		[CUT_FIELD] = val_text(str_from(p->field->name)), [CUT_WORDS] = form_val(req->form, C(WORDS)),
		[CUT_ALL] = val_int(form_val(req->form, C(ALL)).type == VAL_INT ? form_val(req->form, C(ALL)).i : 0),
		[CUT_REASON] = form_val(req->form, C(REASON)),
	};
	struct change *c = change_begin(&req->act, N_("It is left out of the copy"), CHANGE_UNDO);
	e = change_new(c, &rec_rights_cut, v, &id, &pid);
	change_set(c, &rec_rights_request, r->id, F(CUT_BY), val_int(req->viewer->account));
	return e != OK ? e : req_commit(req, c, "%s", request_path(req->act.a, r, "/kopie"));
}

/* ---- ready: what the second person sees is what is given ---- */

enum err copy_ready_post(struct req *req)
{
	struct gathered g;
	const struct row *r = &req->seen.row;
	struct str pid;
	int64_t id;
	enum err e = gather(req, true, &g);
	if (e != OK)
		return e;
	const struct val v[COPY__N] = {
		[COPY_ROUTE] = val_int(req->seen.route), [COPY_REQUEST] = val_int(r->id), [COPY_ORG] = row_val(r, F(ORG)),
		[COPY_TEXT] = val_text(contents_text(req, &g.c)), [COPY_MADE_BY] = val_int(req->viewer->account),
		[COPY_MADE_ON] = val_int(route_today(req)),
	};
	struct change *c = change_begin(&req->act, request_flow[REQUEST_PREPARE].done, 0);
	e = change_new(c, &rec_rights_copy, v, &id, &pid);
	change_move(c, &req->seen, req->route->move, req->form);
	return e != OK ? e : req_commit(req, c, "%s", request_path(req->act.a, r, ""));
}

/* ---- read ---- */

/* The last one; ERR_NOT_FOUND: there is none for this reader. */
static enum err copy_of(struct req *req, struct row *out)
{
	struct seen_page found;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_rights_copy, &found);
	if (e == OK && found.n == 0)
		e = ERR_NOT_FOUND;
	for (size_t i = 0; e == OK && i < found.n; i++)
		if (i == 0 || found.v[i].row.id > out->id)
			*out = found.v[i].row;
	return e;
}

static void copy_show(struct ui *u, struct str text)
{
	struct str label = {0}, value = {0};
	bool open = false;
	while (text.n > 0) {
		struct str line = str_cut(text, '\n', &text);
		struct str rest = {line.p + 1, line.n > 0 ? line.n - 1 : 0};
		bool said = line.n > 0 && line.p[0] == 'T';
		if (said)
			value = value.n == 0 ? rest : str_printf(u->a, STR_FMT "\n" STR_FMT, STR_ARG(value), STR_ARG(rest));
		if ((!said || text.n == 0) && label.n > 0) {
			ui_summary_row(u, str_c(u->a, label), value, NULL);
			label = value = (struct str){0};
		}
		if (line.n > 0 && line.p[0] == 'R') {
			if (open) {
				ui_summary_end(u);
				ui_panel_end(u);
			}
			ui_panel_begin(u, str_c(u->a, rest));
			ui_summary_begin(u);
			open = true;
		}
		if (line.n > 0 && line.p[0] == 'F')
			label = rest;
	}
	if (open) {
		ui_summary_end(u);
		ui_panel_end(u);
	}
}

enum err copy_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct row copy;
	struct seen child;
	struct ui_link crumbs[2];
	enum err e = copy_of(req, &copy);
	if (e == OK)
		e = request_child(req, &child);
	if (e != OK)
		return e;
	struct ui_page page = page_of(req, &child, N_("A copy of what is kept"), crumbs);
	page.intro = tr(sp, N_("This is what this organisation keeps. Where something about someone else stood, it "
		"says so."));
	struct ui *u = view_begin(req, &page);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, request_path(u->a, &req->seen.row, "/antwoord/pdf"), tr(sp, N_("As a PDF")));
	ui_buttons_end(u);
	copy_show(u, row_text(&copy, &copy_fields[COPY_TEXT]));
	ui_small(u, tr(sp, N_("Contact details of the other parent, notes that people keep for themselves and what "
	                      "gives a shielded address away are never in a copy.")));
	return view_end(u, req, &page);
}

enum err copy_pdf(struct req *req)
{
	return view_pdf(req, copy_page, "kopie");
}

/* ---- without asking ---- */

enum err own_json(struct req *req)
{
	struct speak sp = req->act.speak;
	struct contents c;
	struct own_file f;
	struct json *j = &f.j;
	if (!is_family(&req->seen))
		return ERR_NOT_FOUND;
	enum err e = contents_load(req, &req->seen, NULL, &c);
	if (e == OK)
		e = contents_origins(req, &c);
	if (e != OK)
		return e;
	own_file_begin(&f, req);
	j_key(j, "velden");
	j_array(j);
	for (size_t i = 0; i < c.n; i++) {
		const struct passage *p = &c.v[i];
		j_object(j);
		own_file_put(j, "deel", str_from(tr(sp, part_label_family(p->rec->part))));
		own_file_put(j, "soort", str_from(tr(sp, p->rec->label)));
		own_file_put(j, "nummer", p->pid);
		own_file_put(j, "veld", str_printf(req->act.a, "%s.%s", p->rec->name, p->field->name));
		own_file_put(j, "vraag", str_from(tr(sp, p->field->label)));
		own_file_put(j, "waarde", p->text);
		own_file_put(j, "bron", p->from.source.n > 0 ? p->from.source : S("thuisnabij"));
		if (p->from.on != DATE_OPEN)
			own_file_put(j, "datum", date_iso(req->act.a, p->from.on));
		j_end(j);
	}
	j_end(j);
	return own_file_end(&f, req, S("gegevens.json"));
}
