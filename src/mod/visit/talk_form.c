/* A talk that is closed in a minute: one screen of six questions, of which the day, the persons and the next step stand
 * there already; the rest folds. */
#include "visit_pages.h"

#include "date.h"
#include "people.h"
#include "route.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define OF_TALK(f) &talk_fields[TALK_##f]
#define WHO OF_TALK(PARENTS), OF_TALK(PUPIL), OF_TALK(TEACHER), OF_TALK(SUPERVISOR), OF_TALK(ADVISER), OF_TALK(TEAM)

static const struct field *const fields[] = {
	WHO, OF_TALK(SENTENCE), OF_TALK(DECISION), &route_fields[ROUTE_NEXT_STEP], &route_fields[ROUTE_NEXT_BY],
	OF_TALK(PROMISE), OF_TALK(HELD_ON), OF_TALK(KIND), OF_TALK(OTHERS), &route_fields[ROUTE_ACTS],
	OF_TALK(PROMISE_BY), OF_TALK(MINUTES), OF_TALK(HELP),
};
const struct form_def form_talk = {
	.name = "talk", .fields = fields, .n = N_OF(fields), .drafts = true, .submit = N_("Save the talk")};
static const struct field *const edit_fields[] = {
	WHO, OF_TALK(OTHERS), OF_TALK(HELD_ON), OF_TALK(KIND), OF_TALK(SENTENCE), OF_TALK(DECISION), OF_TALK(PROMISE),
	OF_TALK(PROMISE_BY), OF_TALK(MINUTES), OF_TALK(HELP),
};
const struct form_def form_talk_edit = {
	.name = "talk-edit", .fields = edit_fields, .n = N_OF(edit_fields), .drafts = true,
	.submit = N_("Save the changes")};

/* What folds, and the question that it folds under. */
static const struct fold {
	const char *summary;
	const struct field *fields[3];
} folds[] = {
	{N_("Another day, another kind of talk, or someone else was there"),
	 {OF_TALK(HELD_ON), OF_TALK(KIND), OF_TALK(OTHERS)}},
	{N_("Who is to act, and another date for the promise"), {&route_fields[ROUTE_ACTS], OF_TALK(PROMISE_BY)}},
	{N_("Minutes of help that you gave"), {OF_TALK(MINUTES), OF_TALK(HELP)}},
};

/* ---- who was there ---- */

/* The names of who takes part as this, as far as the reader may be shown them. */
static const char *names_of(struct req *req, const struct takers *all, uint32_t kinds)
{
	struct buf b;
	uint32_t hides = req->seen.allowed.hides[PART_KERN];
	buf_init(&b, req->act.a, 1024);
	for (size_t i = 0; i < all->n && (hides & (HIDE_SHIELD | HIDE_GUARDIANS)) == 0; i++)
		if ((kinds >> all->v[i].kind & 1) != 0 && all->v[i].name.n > 0)
			buf_printf(&b, "%s" STR_FMT, b.n == 0 ? "" : ", ", STR_ARG(all->v[i].name));
	return b.n == 0 ? NULL : str_c(req->act.a, buf_view(&b));
}

static bool takes_part(const struct takers *all, uint32_t kinds)
{
	for (size_t i = 0; i < all->n; i++)
		if ((kinds >> all->v[i].kind & 1) != 0)
			return true;
	return kinds == UINT32_MAX;
}

/* `all` NULL: every tick, without names. A tick that is set stays, whoever ended meanwhile. */
static void who_field(struct ui *u, struct req *req, const struct form *f, const struct takers *all)
{
	struct ui_option o[TALK_PARTIES];
	size_t n = 0, first = form_index(f, &talk_fields[TALK_PARENTS]);
	for (size_t i = 0; i < TALK_PARTIES; i++) {
		const struct field *field = &talk_fields[talk_parties[i].field];
		bool ticked = f->raw[form_index(f, field)].n > 0;
		if (!ticked && i > 0 && all != NULL && !takes_part(all, talk_parties[i].kinds))
			continue;
		bool named = all != NULL && talk_parties[i].kinds != UINT32_MAX;
		o[n++] = (struct ui_option){
			.value = S("1"), .label = tr(u->sp, field->label), .chosen = ticked, .name = field->name,
			.hint = named ? names_of(req, all, talk_parties[i].kinds) : NULL,
		};
	}
	ui_field(u, &(struct ui_field){.kind = FIELD_CHECKS, .name = talk_fields[TALK_PARENTS].name,
	                               .label = tr(u->sp, N_("Who was there?")), .error = f->error[first], .options = o,
	                               .n_options = n});
}

/* ---- closing a talk ---- */

static bool has_error(const struct form *f, const struct fold *fold)
{
	for (size_t i = 0; i < N_OF(fold->fields) && fold->fields[i] != NULL; i++)
		if (f->error[form_index(f, fold->fields[i])].n > 0)
			return true;
	return false;
}

static void fold_show(struct ui *u, const struct form *f, const struct fold *fold)
{
	ui_details_begin(u, tr(u->sp, fold->summary), has_error(f, fold));
	for (size_t i = 0; i < N_OF(fold->fields) && fold->fields[i] != NULL; i++)
		view_field(u, f, fold->fields[i]);
	ui_details_end(u);
}

/* Whoever records it was there. */
static void fill_in(struct req *req, struct form *f, const struct record *rec)
{
	struct arena *a = req->act.a;
	enum talk_field own = rec == &rec_talk ? TALK_SUPERVISOR : TALK_ADVISER;
	form_from_row(f, a, &req->seen.row);
	form_set(f, a, &talk_fields[TALK_HELD_ON], val_int(route_today(req)));
	form_set(f, a, &talk_fields[TALK_KIND], val_text(str_from(talk_fields[TALK_KIND].choices[0].code)));
	form_set(f, a, &talk_fields[own], val_int(1));
}

enum err talk_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	const struct record *rec = talk_record_of(&req->seen, req->viewer->role);
	struct takers all;
	if (rec == NULL)
		return ERR_DENIED;
	enum err e = take_part_list(&req->act, req->seen.route, &all);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {child_name(a, child).p, child_path(a, child, "")},
	                                 {tr(sp, N_("Talks")), child_path(a, child, "/gesprekken")}};
	struct ui_page page = {
		.title = tr(sp, N_("Close a talk")), .crumbs = crumbs, .n_crumbs = 3,
		.intro = tr(sp, N_("Parents read this at once. The next step stands there as it is now.")),
	};
	struct form *f = req_form(req, &form_talk);
	if (!f->posted && f->draft_at == 0)
		fill_in(req, f, rec);
	if (f->rev == 0)
		f->rev = child->rev;
	form_shut(f, &rec_route, req->seen.hidden);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, child_path(a, child, "/gesprek/nieuw"));
	who_field(u, req, f, &all);
	for (size_t i = form_index(f, OF_TALK(SENTENCE)); i <= form_index(f, OF_TALK(PROMISE)); i++)
		view_field(u, f, fields[i]);
	for (size_t i = 0; i < N_OF(folds); i++)
		fold_show(u, f, &folds[i]);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err talk_new_post(struct req *req)
{
	const struct row *child = &req->seen.row;
	const struct form *f = req->form;
	const struct record *rec = talk_record_of(&req->seen, req->viewer->role);
	struct val v[TALK__N] = {
		[TALK_ROUTE] = val_int(child->id), [TALK_BY] = val_int(req->viewer->account),
		[TALK_NEXT_STEP] = form_val(f, &route_fields[ROUTE_NEXT_STEP]),
		[TALK_NEXT_BY] = form_val(f, &route_fields[ROUTE_NEXT_BY]),
		[TALK_NEXT_ACTS] = form_val(f, &route_fields[ROUTE_ACTS]),
	};
	struct str pid;
	int64_t id;
	if (rec == NULL)
		return ERR_DENIED;
	for (size_t i = 0; i < N_OF(fields); i++)
		if (record_has(rec, fields[i]))
			v[record_field(rec, fields[i])] = form_val(f, fields[i]);
	struct change *c = change_begin(&req->act, N_("The talk is saved"), 0);
	enum err e = change_new(c, rec, v, &id, &pid);
	change_put(c, &rec_route, child->id, f); /* on the next step as it was seen */
	return e != OK ? e : req_commit(req, c, "%s", child_path(req->act.a, child, "/gesprekken"));
}

/* ---- correcting one ---- */

enum err talk_edit_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {tr(sp, N_("Talk")), talk_path(a, r, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("Correct the talk")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("What it was stays readable in the history. The next step is changed at the child.")),
	};
	struct form *f = req_form(req, &form_talk_edit);
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, a, r);
	form_shut(f, r->rec, req->seen.hidden);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, talk_path(a, r, "/wijzig"));
	who_field(u, req, f, NULL);
	for (size_t i = TALK_PARTIES; i < N_OF(edit_fields); i++)
		view_field(u, f, edit_fields[i]);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err talk_edit_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct change *c = change_begin(&req->act, N_("The talk is saved"), CHANGE_UNDO);
	change_put(c, r->rec, r->id, req->form);
	return req_commit(req, c, "%s", talk_path(req->act.a, r, ""));
}
