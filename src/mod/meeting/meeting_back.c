/* After the talk: who was there, and whether the report is right: read aloud, or given back on paper. */
#include "meeting_pages.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define OF(f) &invitee_fields[INVITEE_##f]

enum { SEATS_AT_TABLE = 14, SAID_OF_IT = 2 * SEATS_AT_TABLE };
#define CAME(n) {.name = "was_" #n, .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 16, \
	.label = N_("Who was there?")}
static const struct field came_list[SEATS_AT_TABLE] = {CAME(a), CAME(b), CAME(c), CAME(d), CAME(e), CAME(f), CAME(g),
	CAME(h), CAME(i), CAME(j), CAME(k), CAME(l), CAME(m), CAME(n)};
static const struct field *const came_fields[] = {
	&came_list[0], &came_list[1], &came_list[2], &came_list[3], &came_list[4], &came_list[5], &came_list[6],
	    &came_list[7],
	&came_list[8], &came_list[9], &came_list[10], &came_list[11], &came_list[12], &came_list[13]};
const struct form_def form_meeting_came = {
	.name = "meeting-came", .fields = came_fields, .n = N_OF(came_fields), .submit = N_("Save who was there")};

static bool was_ticked(const struct form *f, struct str pid)
{
	for (size_t i = 0; i < SEATS_AT_TABLE; i++)
		if (str_eq(f->raw[form_index(f, &came_list[i])], pid))
			return true;
	return false;
}

enum err meeting_came_page(struct req *req)
{
	struct meeting_view v;
	struct speak sp = req->act.speak;
	struct ui_option o[SEATS_AT_TABLE];
	size_t n = 0;
	enum err e = meeting_load_to_write(req, &v);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_meeting_came);
	f->rev = req->seen.row.rev;
	for (size_t i = 0; i < v.invitees.n && n < SEATS_AT_TABLE; i++) {
		const struct row *w = &v.invitees.v[i].row;
		bool said_no = str_is(row_text(w, &invitee_fields[INVITEE_ANSWER]), "nee");
		bool ticked = f->posted ? was_ticked(f, w->pid) : row_int(w, &invitee_fields[INVITEE_CAME]) != 0 ||
		    !said_no;
		o[n] = (struct ui_option){.value = w->pid, .label = str_c(req->act.a, invitee_name(req,
		    &v.invitees.v[i])),
		                          .chosen = ticked, .name = came_list[n].name};
		n++;
	}
	struct ui_page page = {.intro = NULL};
	struct ui *u = meeting_begin(req, &v, &page, tr(sp, N_("Who was there?")));
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, meeting_path(req->act.a, &req->seen.row, "/aanwezig"));
	ui_field(u, &(struct ui_field){.kind = FIELD_CHECKS, .name = came_list[0].name, .label = tr(sp,
	    came_list[0].label),
	                               .options = o, .n_options = n});
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err meeting_came_post(struct req *req)
{
	struct meeting_view v;
	enum err e = meeting_load_to_write(req, &v);
	struct change *c = change_begin(&req->act, N_("Who was there is saved"), CHANGE_UNDO);
	for (size_t i = 0; e == OK && i < v.invitees.n; i++) {
		const struct row *w = &v.invitees.v[i].row;
		int64_t is = was_ticked(req->form, w->pid);
		if (is != row_int(w, &invitee_fields[INVITEE_CAME]))
			change_set(c, &rec_invitee, w->id, &invitee_fields[INVITEE_CAME], val_int(is));
	}
	return e != OK ? e : req_commit(req, c, "%s", meeting_path(req->act.a, &req->seen.row, ""));
}

/* The report is read aloud, and each says whether it is right. */
#define BACK(n) \
	[2 * n] = {.name = "klopt_" #n, .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, \
		.label = N_("Is this right?"), .choices = right_choices}, \
	[2 * n + 1] = {.name = "anders_" #n, .type = &T_LINES, .need = NEED_OPTIONAL, .max = 1000, \
		.label = N_("What should be different?")}
static const struct choice right_choices[] = {
	{"klopt", N_("This is right"), NULL}, {"klopt-niet", N_("This is not right"), NULL}, {NULL, NULL, NULL}};
static const struct field back_list[SAID_OF_IT] = {BACK(0), BACK(1), BACK(2), BACK(3), BACK(4), BACK(5), BACK(6),
	BACK(7), BACK(8), BACK(9), BACK(10), BACK(11), BACK(12), BACK(13)};
#define BACK_REF(n) &back_list[2 * n], &back_list[2 * n + 1]
static const struct field *const back_fields[] = {BACK_REF(0), BACK_REF(1), BACK_REF(2), BACK_REF(3), BACK_REF(4),
	BACK_REF(5), BACK_REF(6), BACK_REF(7), BACK_REF(8), BACK_REF(9), BACK_REF(10), BACK_REF(11), BACK_REF(12),
	    BACK_REF(13)};
const struct form_def form_meeting_read_back = {
	.name = "meeting-back", .fields = back_fields, .n = N_OF(back_fields), .any = true,
	.submit = N_("Save what they say")};

/* Who was there, in the order of the table. */
static size_t were_there(const struct meeting_view *v, const struct seen *out[SEATS_AT_TABLE])
{
	size_t n = 0;
	for (size_t i = 0; i < v->invitees.n && n < SEATS_AT_TABLE; i++)
		if (row_int(&v->invitees.v[i].row, &invitee_fields[INVITEE_CAME]) != 0)
			out[n++] = &v->invitees.v[i];
	return n;
}

static bool is_on_paper(const struct row *invitee)
{
	return row_val(invitee, OF(PAPER_ON)).type != VAL_NULL;
}

static const char *paper_form_path(struct req *req, const struct row *invitee)
{
	return meeting_path(req->act.a, &req->seen.row,
	                    str_printf(req->act.a, "/papier/" STR_FMT "/teruglezen", STR_ARG(invitee->pid)).p);
}

/* What came on paper is changed where its day and its scan are. */
static void said_panel(struct ui *u, struct req *req, const struct meeting_view *v, const struct seen *s,
                       const struct form *f, const struct field *pair)
{
	bool on_paper = is_on_paper(&s->row);
	ui_panel_begin(u, str_c(u->a, meeting_called(req, v, s)));
	if (on_paper)
		ui_p_str(u, meeting_said_back(u, s));
	if (!on_paper && pair != NULL) {
		view_field(u, f, &pair[0]);
		view_field(u, f, &pair[1]);
	}
	ui_p_link(u, NULL, paper_form_path(req, &s->row),
	          tr(u->sp, on_paper ? N_("Change what stands on the paper") : N_("It came back on paper")), NULL);
	ui_panel_end(u);
}

enum err meeting_read_back_page(struct req *req)
{
	struct meeting_view v;
	struct speak sp = req->act.speak;
	const struct seen *there[SEATS_AT_TABLE];
	enum err e = meeting_load_to_write(req, &v);
	if (e != OK)
		return e;
	size_t n = were_there(&v, there);
	struct form *f = req_form(req, &form_meeting_read_back);
	for (size_t i = 0; i < n && !f->posted; i++) {
		form_set(f, req->act.a, &back_list[2 * i], row_val(&there[i]->row, OF(READ)));
		form_set(f, req->act.a, &back_list[2 * i + 1], row_val(&there[i]->row, OF(READ_WHY)));
	}
	f->rev = req->seen.row.rev;
	struct ui_page page = {.intro = tr(sp, N_("Read the report aloud. Each says whether it is right."))};
	struct ui *u = meeting_begin(req, &v, &page, tr(sp, N_("Read back: is it right?")));
	ui_panel_begin(u, tr(sp, N_("What we decide")));
	meeting_decided(u, &v);
	meeting_actions(u, req, &v, false);
	ui_panel_end(u);
	view_form_begin(u, f, meeting_path(req->act.a, &req->seen.row, "/teruglezen"));
	ui_grid_begin(u);
	for (size_t i = 0; i < n; i++)
		said_panel(u, req, &v, there[i], f, &back_list[2 * i]);
	/* Own family that was not there has a say as well, and can give it on paper. */
	for (size_t i = 0; i < v.invitees.n; i++)
		if (invitee_reads_back(&v.invitees.v[i].row) && row_int(&v.invitees.v[i].row, OF(CAME)) == 0)
			said_panel(u, req, &v, &v.invitees.v[i], f, NULL);
	ui_grid_end(u);
	view_form_end(u, f);
	return view_end(u, req, &page);
}

enum err meeting_read_back_post(struct req *req)
{
	struct meeting_view v;
	const struct seen *there[SEATS_AT_TABLE];
	enum err e = meeting_load_to_write(req, &v);
	if (e != OK)
		return e;
	size_t n = were_there(&v, there);
	struct change *c = change_begin(&req->act, N_("What they say of the report is saved"), CHANGE_UNDO);
	for (size_t i = 0; i < n; i++) {
		int64_t id = there[i]->row.id;
		struct val is = form_val(req->form, &back_list[2 * i]), why = form_val(req->form,
		    &back_list[2 * i + 1]);
		if (is.type == VAL_NULL || is_on_paper(&there[i]->row))
			continue;
		change_set(c, &rec_invitee, id, OF(READ), is);
		change_set(c, &rec_invitee, id, OF(READ_WHY), why);
		change_set(c, &rec_invitee, id, OF(READ_AT), val_int(req->act.now));
	}
	return req_commit(req, c, "%s", meeting_path(req->act.a, &req->seen.row, ""));
}

/* ---- on paper ---- */

static const struct field scan = FILE_FIELD("papier", N_("Picture or scan of the paper"));
static const struct field *const paper_fields[] = {OF(READ), OF(READ_WHY), OF(PAPER_ON), &scan};
const struct form_def form_meeting_paper = {
	.name = "meeting-paper", .fields = paper_fields, .n = N_OF(paper_fields), .must = MUST(0) | MUST(2),
	.upload = N_("Picture or scan of the paper"), .drafts = true, .submit = N_("Save what the paper says")};

/* The talk with the one of the address. ERR_NOT_FOUND: nobody at its table who has a say about the report. */
static enum err load_paper(struct req *req, struct meeting_view *v, const struct seen **out)
{
	enum err e = meeting_load_to_write(req, v);
	*out = NULL;
	for (size_t i = 0; e == OK && i < v->invitees.n; i++)
		if (str_eq(v->invitees.v[i].row.pid, req_param(req, 1)) && invitee_reads_back(&v->invitees.v[i].row))
			*out = &v->invitees.v[i];
	return e == OK && *out == NULL ? ERR_NOT_FOUND : e;
}

enum err meeting_paper_page(struct req *req)
{
	struct meeting_view v;
	struct speak sp = req->act.speak;
	const struct seen *s;
	enum err e = load_paper(req, &v, &s);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_meeting_paper);
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, req->act.a, &s->row);
	f->rev = s->row.rev;
	const struct str who = meeting_called(req, &v, s);
	struct ui_page page = {.facts = &who, .n_facts = 1,
	                       .intro = tr(sp, N_("Write down what stands on the paper, in the same words."))};
	struct ui *u = meeting_begin(req, &v, &page, tr(sp, N_("The report came back on paper")));
	ui_panel_begin(u, NULL);
	meeting_paper_link(u, req, NULL, s);
	view_form_begin(u, f, paper_form_path(req, &s->row));
	for (size_t i = 0; i + 1 < N_OF(paper_fields); i++)
		view_field(u, f, paper_fields[i]);
	paper_field(u, req, f, &scan);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err meeting_paper_post(struct req *req)
{
	struct meeting_view v;
	const struct seen *s;
	struct document_file file;
	enum err e = load_paper(req, &v, &s);
	if (e != OK)
		return e;
	if (form_val(req->form, OF(PAPER_ON)).type == VAL_NULL) {
		form_wrong(req->form, OF(PAPER_ON), str_from(tr(req->act.speak, N_("Enter the day on which the paper was given "
		                                                                   "back"))));
		return ERR_INVALID;
	}
	e = held_sent(req, &scan, PAPERS, &file);
	if (e != OK)
		return e;
	bool scanned = file.type != DOCUMENT_UNKNOWN; /* bytes are not taken back */
	struct change *c = change_begin(&req->act, N_("What the paper says is saved"), scanned ? 0 : CHANGE_UNDO);
	change_put(c, &rec_invitee, s->row.id, req->form);
	change_set(c, &rec_invitee, s->row.id, OF(READ_AT), val_int(req->act.now));
	if (scanned)
		held_put(c, &s->row, &file);
	return req_commit(req, c, "%s", meeting_path(req->act.a, &req->seen.row, "/teruglezen"));
}
