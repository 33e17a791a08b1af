/* All files of a child, and one file: what it is, what can be done with it, and the file itself. */
#include "document_pages.h"

#include "flow.h"
#include "log.h"
#include "route.h"
#include "steps.h"

/* ---- all files of a child ---- */

/* What family and partners may hand something in for on this page; for the rest they do it where they are asked. */
static bool takes_in(enum part p)
{
	return p == PART_SCHOOL;
}

/* To who sends something, in words that say where it goes. */
static const char *goes_to(const struct req *req, enum part p)
{
	bool owns = document_owns(&req->act, &req->seen.allowed, p);
	if (p == PART_STEM)
		return N_("What you say yourself about school");
	return owns ? part_label(p) : N_("For the school");
}

/* Who only looks along (a helper, a parent without authority, a guest) writes nowhere, and hands nothing in here. */
static size_t places_for(const struct req *req, enum part out[DOCUMENTS__N])
{
	const struct allowed *may = &req->seen.allowed;
	size_t n = 0;
	for (size_t i = 0; i < DOCUMENTS__N; i++) {
		enum part p = document_records[i]->part;
		bool shut = (may->hides[p] & (HIDE_HEALTH | HIDE_SHIELD)) != 0 || (may->reads & PART_BIT(p)) == 0;
		if (!shut && (document_owns(&req->act, may, p) || (takes_in(p) && may->writes != 0)))
			out[n++] = p;
	}
	return n;
}

static enum part place_sent(const struct req *req)
{
	enum part v[DOCUMENTS__N];
	size_t n = places_for(req, v);
	struct str code = pairs_get(req->posted, "deel");
	for (size_t i = 0; i < n; i++)
		if (n == 1 || str_is(code, part_code(v[i])))
			return v[i];
	return PART_NONE;
}

static const char *then(struct req *req, enum part p)
{
	if (!document_owns(&req->act, &req->seen.allowed, p))
		return N_("It is looked at first. Only you and who looks at it can open it until then.");
	return p == PART_STEM ? N_("It is stored at once. The other parent does not see it.")
	                      : N_("It is stored at once. Everyone who may read this part can open it.");
}

static void form_of(struct ui *u, struct req *req, const enum part *v, size_t n)
{
	struct form *f = req_form(req, &form_document);
	struct ui_option o[DOCUMENTS__N];
	struct str code = pairs_get(req->posted, "deel");
	for (size_t i = 0; i < n; i++)
		o[i] = (struct ui_option){.value = str_from(part_code(v[i])), .hint = tr(u->sp, then(req, v[i])),
		                          .label = tr(u->sp, goes_to(req, v[i])),
		                          .chosen = str_is(code, part_code(v[i]))};
	ui_panel_begin(u, tr(u->sp, N_("Send a file")));
	view_form_begin(u, f, child_path(u->a, &req->seen.row, "/bestanden"));
	if (n > 1)
		ui_field(u, &(struct ui_field){.kind = FIELD_RADIOS, .name = "deel", .label = tr(u->sp, N_("What is it for?")),
		                               .options = o, .n_options = n});
	view_field(u, f, &document_fields[DOCUMENT_TITLE]);
	view_upload(u, f, DOCUMENT_ACCEPT, document_most(req), false);
	if (n == 1)
		ui_small(u, o[0].hint);
	view_form_end(u, f);
	ui_panel_end(u);
}

enum err child_documents_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	struct seen_page found[DOCUMENTS__N];
	struct seen *v;
	enum part places[DOCUMENTS__N];
	enum err e = scope_pieces_all(&req->act, &req->seen, document_records, DOCUMENTS__N, found);
	if (e != OK)
		return e;
	size_t n = documents_seen(req, found, DOCUMENTS__N, 0, true, &v), n_places = places_for(req, places);
	const struct ui_link crumbs[] = {
		{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, child).p, child_path(a, child, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("Files")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("Reports, pictures and recordings that belong to this child.")),
	};
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/bestanden");
	if (n == 0)
		ui_empty(u, tr(sp, N_("No files yet")),
		         tr(sp, n_places > 0 ? N_("Send a report, a picture or a recording below.")
		                             : N_("As soon as there is a file that you may open, it stands here.")),
		         NULL);
	else
		documents_table(u, req, tr(sp, N_("Files, what waits for an answer first")), v, n);
	if (n_places > 0)
		form_of(u, req, places, n_places);
	return view_end(u, req, &page);
}

enum err child_documents_post(struct req *req)
{
	enum part p = place_sent(req), places[DOCUMENTS__N];
	if (places_for(req, places) == 0)
		return ERR_DENIED;
	if (p == PART_NONE) {
		form_wrong(req->form, NULL, str_from(tr(req->act.speak, N_("Choose what the file is for"))));
		return ERR_INVALID;
	}
	const struct documents_at at = {.of = &req->seen, .part = p};
	return documents_receive(req, &at, child_path(req->act.a, &req->seen.row, "/bestanden"));
}

/* ---- on the page of the child ---- */

static void tell(struct child_told *t, struct req *req, const struct seen_page *found)
{
	struct speak sp = req->act.speak;
	for (size_t i = 0; i < DOCUMENTS__N; i++)
		for (size_t k = 0; k < found[i].n; k++) {
			const struct seen *s = &found[i].v[k];
			const struct work *w = s->row.rec->n_lists == 0 ? NULL : s->row.rec->lists[0].work;
			if (w == NULL || !document_owns(&req->act, &s->allowed, s->row.rec->part) ||
			    flow_state(&s->row) != DOCUMENT_WAITS || !document_visible(&req->act, s))
				continue;
			tell_now(t, &(struct child_now){.what = str_from(tr(sp, N_("Look at a file that was handed in"))),
			                                .acts = (enum side)work_acts(w, &s->row), .act = N_("Look at it"),
			                                .by = (int32_t)row_int(&s->row, &document_fields[DOCUMENT_LOOK_BY]),
			                                .href = document_path(req, &s->row, "")});
		}
	tell_way(t, N_("Files"), child_path(req->act.a, &req->seen.row, "/bestanden"));
}

const struct child_block document_block = {.recs = document_records, .n = DOCUMENTS__N, .tell = tell};

/* ---- one file ---- */

static bool has_bytes(const struct row *r)
{
	return flow_state(r) == DOCUMENT_WAITS || flow_state(r) == DOCUMENT_KEPT;
}

static void facts_of(struct ui *u, struct req *req)
{
	const struct row *r = &req->seen.row;
	ui_panel_begin(u, NULL);
	ui_summary_begin(u);
	ui_summary_row(u, tr(u->sp, N_("Kind of file")), document_facts(u, r), NULL);
	ui_summary_row(u, tr(u->sp, N_("Name of the file")), row_text(r, &document_fields[DOCUMENT_NAME]), NULL);
	ui_summary_row(u, tr(u->sp, N_("From")), document_from(u, req, r), NULL);
	ui_summary_row(u, tr(u->sp, N_("Handed in")),
	               tr_date_time(u->a, u->sp.lang, row_int(r, &document_fields[DOCUMENT_AT])), NULL);
	ui_summary_row(u, tr(u->sp, N_("Belongs to")), str_from(tr(u->sp, part_label(r->rec->part))), NULL);
	if (row_text(r, &document_fields[DOCUMENT_WHY]).n > 0)
		ui_summary_row(u, tr(u->sp, N_("Why it is not taken in")), row_text(r, &document_fields[DOCUMENT_WHY]), NULL);
	ui_summary_end(u);
	if (has_bytes(r)) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_PRIMARY, document_path(req, r, "/ophalen"), tr(u->sp, N_("Download the file")));
		ui_buttons_end(u);
		ui_small(u, tr(u->sp, N_("It comes under a neutral name. That you opened it is recorded.")));
	} else {
		ui_remark(u, TONE_INFO, tr(u->sp, N_("The file itself is no longer kept.")));
	}
	ui_panel_end(u);
}

enum err document_page(struct req *req)
{
	static const struct record *const recs[] = {&rec_route};
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct seen_page child;
	if (!document_visible(&req->act, &req->seen))
		return ERR_NOT_FOUND;
	view_steps_ask(req);
	enum err e = scope_pieces_all(&req->act, &req->seen, recs, 1, &child);
	if (e == OK && child.n != 1)
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	const struct row *of = &child.v[0].row;
	struct ui_tag state = view_state(sp, r);
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {child_name(a, of).p, child_path(a, of, "")},
	                                 {tr(sp, N_("Files")), child_path(a, of, "/bestanden")}};
	state.tone = flow_state(r) == DOCUMENT_WAITS ? TONE_SOON : TONE_INFO;
	struct ui_page page = {
		.title = str_c(a, row_text(r, &document_fields[DOCUMENT_TITLE])), .window_title = tr(sp, N_("A file")),
		.crumbs = crumbs, .n_crumbs = req->viewer->level == LEVEL_GUEST ? 0 : 3, .tags = &state, .n_tags = 1,
	};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	e = view_steps(u, req, document_path(req, r, ""));
	if (e != OK)
		return e;
	ui_cols_main(u);
	facts_of(u, req);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

/* The file itself, so that no browser runs it: saved and not shown, of the kind that was found in it and no other, in a
 * sandbox of its own. Its name says nothing. */
enum err document_answer(struct req *req, const struct row *r, enum document_type type, int64_t size, struct str hash)
{
	struct arena *a = req->act.a;
	struct str bytes;
	enum err e = document_bytes_get(&req->act, r, size, hash, &bytes);
	if (e == ERR_INVALID || e == ERR_NOT_FOUND) {
		log_line(LOG_ERROR, "document", "whole=no id=%lld", (long long)r->id);
		return ERR_DOWN;
	}
	if (e != OK)
		return e;
	const struct document_kind *k = &document_kinds[type];
	req->res.type = k->mime;
	req->res.download = str_printf(a, "bestand-%.6s.%s", r->pid.p, k->endings[0] == NULL ? "bin" : k->endings[0]);
	res_header(req, "Content-Security-Policy", S("sandbox; default-src 'none'"));
	char *p = (char *)(uintptr_t)bytes.p;
	req->res.body = (struct buf){.p = p, .n = bytes.n, .cap = bytes.n, .max = bytes.n, .arena = a};
	return OK;
}

enum err document_get(struct req *req)
{
	const struct row *r = &req->seen.row;
	if (!document_visible(&req->act, &req->seen) || !has_bytes(r))
		return ERR_NOT_FOUND;
	return document_answer(req, r, document_type_code(row_text(r, &document_fields[DOCUMENT_TYPE])),
	                       row_int(r, &document_fields[DOCUMENT_SIZE]), row_val(r, &document_fields[DOCUMENT_HASH]).s);
}
