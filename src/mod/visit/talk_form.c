/* A talk that is closed in a minute: one screen of six questions, of which the day, the persons and the next step stand
 * there already; the rest folds. */
#include "visit_pages.h"

#include "date.h"
#include "opens.h"
#include "people.h"
#include "rand.h"
#include "route.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define OF_TALK(f) &talk_fields[TALK_##f]
#define WHO OF_TALK(PARENTS), OF_TALK(PUPIL), OF_TALK(TEACHER), OF_TALK(SUPERVISOR), OF_TALK(ADVISER), OF_TALK(TEAM)

/* Ticks of persons who take part, by the public id of what lets them; the talk keeps their names. */
#define PERSON(n) {.name = "wie_" #n, .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, \
	.max = PID_LEN, .label = N_("Who was there?")}
enum { PERSONS_MAX = 8 };
static const struct field persons[PERSONS_MAX] = {
	PERSON(a), PERSON(b), PERSON(c), PERSON(d), PERSON(e), PERSON(f), PERSON(g), PERSON(h)};
#define OF_PERSONS \
	&persons[0], &persons[1], &persons[2], &persons[3], &persons[4], &persons[5], &persons[6], &persons[7]

static const struct field *const fields[] = {
	OF_PERSONS, WHO, OF_TALK(SENTENCE), OF_TALK(DECISION), &route_fields[ROUTE_NEXT_STEP], &route_fields[ROUTE_NEXT_BY],
	OF_TALK(PROMISE), OF_TALK(HELD_ON), OF_TALK(KIND), OF_TALK(OTHERS), &route_fields[ROUTE_ACTS],
	OF_TALK(PROMISE_BY), OF_TALK(MINUTES), OF_TALK(HELP), OF_TALK(TALK_ON),
};
const struct form_def form_talk = {
	.name = "talk", .fields = fields, .n = N_OF(fields), .drafts = true, .submit = N_("Save the talk")};
static const struct field *const edit_fields[] = {
	WHO, OF_TALK(FAMILY), OF_TALK(NAMES), OF_TALK(OTHERS), OF_TALK(HELD_ON), OF_TALK(KIND), OF_TALK(SENTENCE),
	OF_TALK(DECISION), OF_TALK(PROMISE), OF_TALK(PROMISE_BY), OF_TALK(MINUTES), OF_TALK(HELP),
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
	{N_("First talk about it with the family"), {OF_TALK(TALK_ON)}},
};

/* ---- who was there ---- */

/* As which party this person is there; NULL: as none that is asked. */
static const struct talk_party *party_of(const struct taker *t)
{
	for (size_t i = 0; i < TALK_PARTIES; i++) {
		const struct talk_party *p = &talk_parties[i];
		if (t->role == ROLE_TEACHER ? p->field == TALK_TEACHER
		                            : p->kinds != UINT32_MAX && (p->kinds >> t->kind & 1) != 0)
			return p;
	}
	return NULL;
}

struct person {
	const struct taker *who;
	const struct talk_party *as;
};

static bool listed(const struct person *v, size_t n, const struct taker *t, const struct talk_party *as)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].as == as && t->account != 0 && v[i].who->account == t->account)
			return true;
	return false;
}

/* Whoever records the talk, of whom the child may only know the seat or whom they stand in for. */
static const struct taker *recorder(const struct req *req)
{
	struct taker *t = ARENA_NEW(req->act.a, struct taker);
	t->account = req->viewer->account;
	t->pid = req->viewer->pid;
	t->name = req->viewer->name;
	return t;
}

/* Who can be ticked by name, in the order of the parties; nobody where the names are not for this reader. */
static size_t persons_of(const struct req *req, const struct takers *all, struct person v[PERSONS_MAX])
{
	size_t n = 0;
	bool own_school = talk_record_of(&req->seen, req->viewer->role) == &rec_talk;
	enum talk_field own = own_school ? TALK_SUPERVISOR : TALK_ADVISER;
	if ((req->seen.allowed.hides[PART_KERN] & (HIDE_SHIELD | HIDE_GUARDIANS)) != 0)
		return 0;
	for (size_t p = 0; p < TALK_PARTIES; p++) {
		const struct talk_party *as = &talk_parties[p];
		if (as->field == own && n < PERSONS_MAX)
			v[n++] = (struct person){recorder(req), as};
		for (size_t i = 0; i < all->n && n < PERSONS_MAX; i++) {
			const struct taker *t = &all->v[i];
			if (party_of(t) == as && t->pid.n > 0 && t->name.n > 0 && !listed(v, n, t, as))
				v[n++] = (struct person){t, as};
		}
	}
	return n;
}

static bool takes_part(const struct takers *all, uint32_t kinds)
{
	for (size_t i = 0; i < all->n; i++)
		if ((kinds >> all->v[i].kind & 1) != 0)
			return true;
	return kinds == UINT32_MAX;
}

static bool is_ticked(const struct form *f, struct str pid)
{
	for (size_t i = 0; i < PERSONS_MAX; i++)
		if (str_eq(f->raw[form_index(f, &persons[i])], pid))
			return true;
	return false;
}

/* A party of which nobody has a name here is ticked as a whole. A tick that is set stays, whoever ended meanwhile. */
static bool asked_whole(const struct form *f, size_t party, const struct takers *all, const struct person *v, size_t n)
{
	const struct talk_party *p = &talk_parties[party];
	for (size_t i = 0; i < n; i++)
		if (v[i].as == p)
			return false;
	return all == NULL || party == 0 || f->raw[form_index(f, &talk_fields[p->field])].n > 0 ||
	       takes_part(all, p->kinds);
}

/* `all` NULL: every tick, without persons. */
static void who_field(struct ui *u, struct req *req, const struct form *f, const struct takers *all)
{
	struct ui_option o[TALK_PARTIES + PERSONS_MAX];
	struct person v[PERSONS_MAX];
	size_t n = 0, n_persons = all == NULL ? 0 : persons_of(req, all, v);
	size_t first = form_index(f, &talk_fields[TALK_PARENTS]);
	for (size_t p = 0; p < TALK_PARTIES; p++) {
		const struct field *field = &talk_fields[talk_parties[p].field];
		for (size_t i = 0; i < n_persons; i++)
			if (v[i].as == &talk_parties[p])
				o[n++] = (struct ui_option){
					.value = v[i].who->pid, .label = str_c(u->a, v[i].who->name), .hint = tr(u->sp, field->label),
					.chosen = is_ticked(f, v[i].who->pid), .name = persons[i].name,
				};
		if (asked_whole(f, p, all, v, n_persons))
			o[n++] = (struct ui_option){.value = S("1"), .label = tr(u->sp, field->label), .name = field->name,
			                            .chosen = f->raw[form_index(f, field)].n > 0};
	}
	ui_field(u, &(struct ui_field){.kind = FIELD_CHECKS, .name = talk_fields[TALK_PARENTS].name,
	                               .label = tr(u->sp, N_("Who was there?")), .error = f->error[first], .options = o,
	                               .n_options = n});
}

static void add_name(struct buf *b, struct str name)
{
	buf_printf(b, "%s" STR_FMT, b->n == 0 ? "" : ", ", STR_ARG(name));
}

/* The persons that were ticked, into the parties and the names of the talk. One who does not take part in this child,
 * or not any more, is no answer. */
static enum err put_persons(struct req *req, const struct takers *all, struct val *v)
{
	struct person known[PERSONS_MAX];
	struct buf family, names;
	size_t n = persons_of(req, all, known), found = 0, asked = 0;
	buf_init(&family, req->act.a, 400);
	buf_init(&names, req->act.a, 400);
	for (size_t i = 0; i < PERSONS_MAX; i++)
		asked += form_text(req->form, &persons[i]).n > 0;
	for (size_t i = 0; i < n; i++) {
		if (!is_ticked(req->form, known[i].who->pid))
			continue;
		found++;
		v[known[i].as->field] = val_int(1);
		add_name(known[i].as->field == TALK_PARENTS ? &family : &names, known[i].who->name);
	}
	if (found != asked || family.failed || names.failed) {
		form_wrong(req->form, OF_TALK(PARENTS), str_from(tr(req->act.speak, N_("Tick who was there"))));
		return ERR_INVALID;
	}
	v[TALK_FAMILY] = family.n > 0 ? val_text(buf_view(&family)) : val_null();
	v[TALK_NAMES] = names.n > 0 ? val_text(buf_view(&names)) : val_null();
	return OK;
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
static void fill_in(struct req *req, struct form *f, const struct record *rec, const struct takers *all)
{
	struct arena *a = req->act.a;
	struct person v[PERSONS_MAX];
	size_t n = persons_of(req, all, v), me = 0;
	form_from_row(f, a, &req->seen.row);
	form_set(f, a, &talk_fields[TALK_HELD_ON], val_int(route_today(req)));
	form_set(f, a, &talk_fields[TALK_KIND], val_text(str_from(talk_fields[TALK_KIND].choices[0].code)));
	while (me < n && v[me].who->account != req->viewer->account)
		me++;
	if (me < n)
		form_set(f, a, &persons[me], val_text(v[me].who->pid));
	else
		form_set(f, a, &talk_fields[rec == &rec_talk ? TALK_SUPERVISOR : TALK_ADVISER], val_int(1));
}

/* Where one goes on: the sheet of the school that one came from, else the talks of this child. */
static const char *sheet_of(struct req *req)
{
	struct str from = req_query(req, TALK_FROM);
	return pid_valid(from) ? str_printf(req->act.a, "/school/" STR_FMT "/bezoek", STR_ARG(from)).p : NULL;
}

static const char *new_path(struct req *req)
{
	const char *path = child_path(req->act.a, &req->seen.row, "/gesprek/nieuw");
	struct str from = req_query(req, TALK_FROM);
	return pid_valid(from) ? str_printf(req->act.a, "%s?" TALK_FROM "=" STR_FMT, path, STR_ARG(from)).p : path;
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
	req_form_ask(req, &form_talk);
	enum err e = take_part_list(&req->act, req->seen.route, &all);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {child_name(a, child).p, child_path(a, child, "")},
	                                 {tr(sp, N_("Talks")), child_path(a, child, "/gesprekken")}};
	struct ui_page page = {
		.title = tr(sp, N_("Close a talk")), .crumbs = crumbs, .n_crumbs = 3,
		.intro = tr(sp, N_("Parents read this at once, unless you talk about it with them first. The next step "
		                   "stands there as it is now.")),
	};
	struct form *f = req_form(req, &form_talk);
	if (!f->posted && f->draft_at == 0)
		fill_in(req, f, rec, &all);
	if (f->rev == 0)
		f->rev = child->rev;
	form_shut(f, &rec_route, req->seen.hidden);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, new_path(req));
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
	struct takers all;
	int64_t id;
	if (rec == NULL)
		return ERR_DENIED;
	for (size_t i = 0; i < N_OF(fields); i++)
		if (record_has(rec, fields[i]))
			v[record_field(rec, fields[i])] = form_val(f, fields[i]);
	enum err e = take_part_list(&req->act, req->seen.route, &all);
	if (e == OK)
		e = put_persons(req, &all, v);
	if (e == OK)
		e = opens_on(&req->act, child->id, v[TALK_TALK_ON], &v[TALK_OPENS]);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The talk is saved"), 0);
	e = change_new(c, rec, v, &id, &pid);
	change_put(c, &rec_route, child->id, f); /* on the next step as it was seen */
	const char *sheet = sheet_of(req);
	return e != OK ? e : req_commit(req, c, "%s", sheet != NULL ? sheet : child_path(req->act.a, child, "/gesprekken"));
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
