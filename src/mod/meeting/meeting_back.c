/* After the talk: who was there, and whether the report that is read aloud is right. */
#include "meeting_pages.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

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
		form_set(f, req->act.a, &back_list[2 * i], row_val(&there[i]->row, &invitee_fields[INVITEE_READ]));
		form_set(f, req->act.a, &back_list[2 * i + 1], row_val(&there[i]->row,
		    &invitee_fields[INVITEE_READ_WHY]));
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
	for (size_t i = 0; i < n; i++) {
		ui_panel_begin(u, str_c(u->a, meeting_called(req, &v, there[i])));
		view_field(u, f, &back_list[2 * i]);
		view_field(u, f, &back_list[2 * i + 1]);
		ui_panel_end(u);
	}
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
		if (is.type == VAL_NULL)
			continue;
		change_set(c, &rec_invitee, id, &invitee_fields[INVITEE_READ], is);
		change_set(c, &rec_invitee, id, &invitee_fields[INVITEE_READ_WHY], why);
		change_set(c, &rec_invitee, id, &invitee_fields[INVITEE_READ_AT], val_int(req->act.now));
	}
	return req_commit(req, c, "%s", meeting_path(req->act.a, &req->seen.row, ""));
}
