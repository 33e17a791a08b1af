#include "sign.h"

#include "application_make.h"
#include "date.h"
#include "enrol_pages.h"
#include "flow.h"
#include "people.h"
#include "rand.h"
#include "route.h"
#include "rule.h"
#include "school_choice.h"
#include "steps.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define F(f) (&sign_fields[SIGN_##f])

/* The kind and the school by the public ids that were chosen; what fits the child as ticks. */
const struct field sign_kind_asked = {.name = "soort", .type = &T_LINE, .privacy = PRIV_PUBLIC, .max = PID_LEN,
	.label = N_("What kind of sign is it?"), .missing = N_("Choose the kind of sign")};
static const struct field field_school =
	SCHOOL_FIELD("naar", NEED_OPTIONAL, N_("Which school do the parents think of?"),
	             .hint = N_("Only needed when you want to share it. The parents decide"));
#define TICK(n) {.name = "kenmerk_" #n, .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, \
	.max = PID_LEN, .label = N_("What fits this child?")}
enum { TICKS = 8 };
static const struct field ticks[TICKS] = {TICK(a), TICK(b), TICK(c), TICK(d), TICK(e), TICK(f), TICK(g), TICK(h)};
#define OF_SIGN \
	&sign_kind_asked, F(SEEN), F(DONE), &ticks[0], &ticks[1], &ticks[2], &ticks[3], &ticks[4], &ticks[5], &ticks[6], \
	&ticks[7], &field_school
static const struct field *const child_typed[] = {OF_SIGN};
static const struct field *const typed[] = {
	&route_fields[ROUTE_GIVEN_NAME], &route_fields[ROUTE_PREFIX], &route_fields[ROUTE_FAMILY_NAME],
	&route_fields[ROUTE_BORN], &route_fields[ROUTE_PC4], OF_SIGN};
enum { CHILD = 5 };
const struct form_def form_sign = {.name = "sign", .fields = typed, .n = N_OF(typed), .drafts = true,
                                   .submit = N_("Save the sign")};
const struct form_def form_sign_child = {.name = "sign-child", .fields = child_typed, .n = N_OF(child_typed),
                                         .drafts = true, .submit = N_("Save the sign")};
const char *sign_path(struct arena *a, const struct row *r, const char *below)
{
	return str_printf(a, "/signaal/" STR_FMT "%s", STR_ARG(r->pid), below).p;
}

/* ---- the form ---- */

void sign_kind_field(struct ui *u, const struct form *f, const struct sign_kinds *all)
{
	size_t at = form_index(f, &sign_kind_asked), n = 1;
	struct ui_option *o = ARENA_ARRAY(u->a, struct ui_option, all->n + 1);
	o[0] = (struct ui_option){.label = tr(u->sp, N_("no choice")), .chosen = f->raw[at].n == 0};
	for (size_t i = 0; i < all->n; i++)
		if (!all->v[i].fits)
			o[n++] = (struct ui_option){.value = all->v[i].pid, .label = str_c(u->a, all->v[i].name),
			                            .chosen = str_eq(f->raw[at], all->v[i].pid)};
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = sign_kind_asked.name,
		.label = tr(u->sp, sign_kind_asked.label),
	                               .error = f->error[at], .options = o, .n_options = n});
}

static void fits_field(struct ui *u, const struct form *f, const struct sign_kinds *all)
{
	struct ui_option o[TICKS];
	size_t n = 0;
	for (size_t i = 0; i < all->n && n < TICKS; i++)
		if (all->v[i].fits) {
			o[n] = (struct ui_option){.value = all->v[i].pid, .label = str_c(u->a, all->v[i].name),
			                          .chosen = str_eq(f->raw[form_index(f, &ticks[n])], all->v[i].pid),
			                          .name = ticks[n].name};
			n++;
		}
	if (n > 0)
		ui_field(u, &(struct ui_field){.kind = FIELD_CHECKS, .name = "kenmerken", .label = tr(u->sp, ticks[0].label),
		                               .optional = true, .options = o, .n_options = n});
}

/* What was chosen stands in the record by its name, in the form by the public id of what can be chosen now. */
static void fill_in(struct form *f, struct arena *a, const struct row *r, const struct sign_kinds *kinds,
                    const struct enrol_schools *schools)
{
	form_from_row(f, a, r);
	for (size_t i = 0; i < kinds->n; i++)
		if (str_eq(kinds->v[i].name, row_text(r, F(KIND))))
			form_set(f, a, &sign_kind_asked, val_text(kinds->v[i].pid));
	const struct enrol_school *to = enrol_school_of(schools, row_int(r, F(TO)));
	if (to != NULL)
		form_set(f, a, &field_school, val_text(to->pid));
}

static enum err form_page(struct req *req, struct form *f, const char *title, const struct ui_link *back,
                          const char *action)
{
	struct speak sp = req->act.speak;
	struct sign_kinds kinds;
	struct enrol_schools schools;
	enum err e = sign_lists(&req->act, &kinds, &schools);
	if (e != OK)
		return e;
	if (req->seen.row.rec == &rec_sign && !f->posted && f->draft_at == 0)
		fill_in(f, req->act.a, &req->seen.row, &kinds, &schools);
	struct ui_page page = {.title = title, .crumbs = back, .n_crumbs = 1,
	                       .intro = tr(sp, N_("Write what you see, not what you think it is. Parents read it."))};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, action);
	if (f->def == &form_sign) {
		ui_h2(u, tr(sp, N_("Which child is it?")));
		for (size_t i = 0; i < CHILD; i++)
			view_field(u, f, typed[i]);
	}
	ui_h2(u, tr(sp, N_("The sign")));
	sign_kind_field(u, f, &kinds);
	view_field(u, f, F(SEEN));
	view_field(u, f, F(DONE));
	fits_field(u, f, &kinds);
	school_choice_show(u, f, &schools, &field_school);
	ui_p_link(u, tr(sp, N_("Which school fits?")), "/scholen", tr(sp, N_("What each school offers")), NULL);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err sign_new_page(struct req *req)
{
	const struct ui_link back = {tr(req->act.speak, N_("Signs")), "/signalen"};
	if (sign_seat(req) == NULL)
		return ERR_DENIED;
	return form_page(req, req_form(req, &form_sign), tr(req->act.speak, N_("Write down a sign")), &back,
		"/signalen/nieuw");
}

enum err sign_child_page(struct req *req)
{
	const struct row *child = &req->seen.row;
	const struct ui_link back = {child_name(req->act.a, child).p, child_path(req->act.a, child, "")};
	return form_page(req, req_form(req, &form_sign_child), tr(req->act.speak, N_("Write down a sign")), &back,
	                 child_path(req->act.a, child, "/signaal/nieuw"));
}

/* ---- saving ---- */

static bool take(struct req *req, const struct sign_kinds *kinds, const struct enrol_schools *schools,
                 struct val v[SIGN__N])
{
	struct str kind = form_text(req->form, &sign_kind_asked), to = form_text(req->form, &field_school), fits = {0};
	for (size_t i = 0; i < kinds->n; i++) {
		if (str_eq(kinds->v[i].pid, kind) && !kinds->v[i].fits)
			v[SIGN_KIND] = val_text(kinds->v[i].name);
		for (size_t t = 0; t < TICKS; t++)
			if (kinds->v[i].fits && str_eq(kinds->v[i].pid, form_text(req->form, &ticks[t])))
				fits = fits.n == 0 ? kinds->v[i].name
				                   : str_printf(req->act.a, STR_FMT "\n" STR_FMT, STR_ARG(fits),
				                                STR_ARG(kinds->v[i].name));
	}
	const struct enrol_school *at = enrol_school_at(schools, to);
	if (v[SIGN_KIND].type == VAL_NULL)
		return choice_wrong(req, &sign_kind_asked, N_("Choose a kind from the list"));
	if (to.n > 0 && at == NULL)
		return choice_wrong(req, &field_school, N_("Choose a school from the list"));
	v[SIGN_SEEN] = form_val(req->form, F(SEEN));
	v[SIGN_DONE] = form_val(req->form, F(DONE));
	v[SIGN_FITS] = fits.n > 0 ? val_text(fits) : val_null();
	v[SIGN_TO] = at == NULL ? val_null() : val_int(at->org);
	return true;
}

static enum err read_lists(struct req *req, struct val v[SIGN__N])
{
	struct sign_kinds kinds;
	struct enrol_schools schools;
	enum err e = sign_lists(&req->act, &kinds, &schools);
	if (e != OK)
		return e;
	return take(req, &kinds, &schools, v) ? OK : ERR_INVALID;
}

/* The knooppunt is at three and a half, or as soon as it can when the child is older (LOC-01). */
static int32_t talk_by(int32_t born, int32_t today)
{
	enum { SOON = 28 };
	const struct rule *rule = rule_for(S("LOC-01"), born);
	int32_t on = rule == NULL ? today : rule_due(rule, born, NULL);
	return on > today + SOON ? on : today + SOON;
}

static enum err new_child(struct req *req, struct change *c, const struct seat *own, int64_t *route)
{
	struct val v[ROUTE__N] = {{0}};
	struct str pid;
	int64_t id;
	int32_t today = instant_date(req->act.now);
	for (size_t i = 0; i < CHILD; i++)
		v[record_field(&rec_route, typed[i])] = req->form->v[i];
	v[ROUTE_SCHOOL] = val_int(own->org);
	v[ROUTE_PHASE] = val_text(str_from(route_fields[ROUTE_PHASE].choices[PHASE_PUPIL].code));
	v[ROUTE_NEXT_BY] = val_int(DATE_OPEN);
	v[ROUTE_ACTS] = val_text(S("voorschool"));
	v[ROUTE_CLOSED] = val_int(INSTANT_OPEN);
	enum err e = change_new(c, &rec_route, v, route, &pid);
	const struct relation r = {.route = e == OK ? *route : 0, .grantee = own->id, .kind = REL_PRESCHOOL,
	                           .parts = ~UINT32_C(0), .begins = req->act.now, .ends = INSTANT_OPEN,
	                           .src_rec = &rec_route, .src_id = e == OK ? *route : 0};
	if (e == OK)
		e = relation_give(c, &r, &id);
	return e != OK ? e : route_to(c, *route, PHASE_SIGNAL, ROUTE_PLAN_TALK,
	                              talk_by((int32_t)v[ROUTE_BORN].i, today), SIDE_PRESCHOOL);
}

static enum err save_new(struct req *req, struct change *c, int64_t route, int64_t org, struct str *pid)
{
	struct val v[SIGN__N] = {{0}};
	int64_t id;
	enum err e = read_lists(req, v);
	v[SIGN_ROUTE] = val_int(route);
	v[SIGN_ORG] = val_int(org);
	v[SIGN_ON] = val_int(instant_date(req->act.now));
	return e != OK ? e : change_new(c, &rec_sign, v, &id, pid);
}

enum err sign_new_post(struct req *req)
{
	enum { TYPED_MOST = 7 * 12 };
	const struct seat *own = sign_seat(req);
	struct str pid;
	int64_t route;
	if (own == NULL)
		return ERR_DENIED;
	if (!born_fits(req, (int32_t)form_val(req->form, &route_fields[ROUTE_BORN]).i, TYPED_MOST,
	               N_("Is the year right? Such a child is at school already")))
		return ERR_INVALID;
	struct change *c = change_begin(&req->act, N_("Sign saved. The talk stands on your work list"), 0);
	enum err e = new_child(req, c, own, &route);
	if (e == OK)
		e = save_new(req, c, route, own->org, &pid);
	return e != OK ? e : req_commit(req, c, "/signaal/" STR_FMT, STR_ARG(pid));
}

enum err sign_child_post(struct req *req)
{
	const struct seat *own = sign_seat(req);
	struct str pid;
	struct change *c = change_begin(&req->act, N_("Sign saved"), 0);
	enum err e = own == NULL ? ERR_DENIED : save_new(req, c, req->seen.route, own->org, &pid);
	return e != OK ? e : req_commit(req, c, "/signaal/" STR_FMT, STR_ARG(pid));
}

/* ---- one sign ---- */

/* From the day of the yes, or from today while it is asked. */
static int32_t read_until(const struct req *req, const struct row *r)
{
	bool shared = flow_state(r) == SIGN_SHARED && row_val(r, F(ANSWERED)).type == VAL_INT;
	return date_add_days(shared ? (int32_t)row_int(r, F(ANSWERED)) : instant_date(req->act.now), SIGN_READ_DAYS);
}

/* M4: the question by itself, then who reads it, how long, and what a no means. */
static void question_show(struct ui *u, const struct slot slots[3])
{
	static const char *const means[] = {
		N_("Only who supervises support there reads it."),
		N_("For one year. If you say yes today, until {last}."),
		N_("Do you say no? {name} can go to school all the same."),
		N_("You can stop with one button."),
	};
	const char *said[N_OF(means)];
	for (size_t i = 0; i < N_OF(means); i++)
		said[i] = tr_fill(u->a, u->sp, means[i], slots, 3).p;
	ui_panel_begin(u, tr_fill(u->a, u->sp, N_("May the preschool tell {school} this?"), slots, 3).p);
	ui_bullets(u, said, N_OF(means));
	ui_panel_end(u);
}

enum err sign_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	static const struct record *const recs[] = {&rec_route};
	static const struct field *const shown[] = {F(KIND), F(SEEN), F(DONE), F(FITS), F(ON), F(TALKED_ON), F(ANSWERED)};
	struct seen_page found;
	struct enrol_schools schools;
	view_steps_ask(req);
	const struct stmt_asked *all = enrol_schools_ask(&req->act, r->region);
	enum err e = scope_pieces_all(&req->act, &req->seen, recs, 1, &found);
	if (e == OK)
		e = enrol_schools_told(&req->act, all, &schools);
	if (e != OK || found.n != 1)
		return e != OK ? e : ERR_NOT_FOUND;
	const struct row *child = &found.v[0].row;
	const struct enrol_school *to = enrol_school_of(&schools, row_int(r, F(TO)));
	const struct slot slots[] = {{"name", row_text(child, &route_fields[ROUTE_GIVEN_NAME])},
	                             {"school", to == NULL ? str_from("…") : to->name},
	                             {"last", tr_date(a, sp.lang, read_until(req, r), DATE_LONG)}};
	const struct ui_tag state = view_state(sp, r);
	const struct ui_link crumb = {child_name(a, child).p, child_path(a, child, "")};
	struct ui_page page = {.title = tr_fill(a, sp, N_("What the preschool sees in {name}"), slots, 2).p,
	                       .window_title = tr(sp, N_("What the preschool sees")), .crumbs = &crumb, .n_crumbs = 1,
	                       .tags = &state, .n_tags = 1};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_row(u, r, shown, N_OF(shown));
	if (to != NULL)
		ui_p_link(u, tr(sp, N_("The parents think of")), str_printf(a, "/school/" STR_FMT, STR_ARG(to->pid)).p,
		          str_c(a, to->name), NULL);
	ui_panel_end(u);
	if (flow_editable(&req->act, &req->seen)) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_ALT, sign_path(a, r, "/wijzig"), tr(sp, N_("Change the sign")));
		ui_buttons_end(u);
	}
	family_invite_link(u, req, child);
	/* What is said yes or no to stands above it. */
	bool family = req->seen.allowed.purpose[PART_KERN] == PURPOSE_OWN;
	if (flow_state(r) == SIGN_ASKED && !family)
		ui_p(u, tr(sp, N_("The parents read this:")));
	if (flow_state(r) == SIGN_ASKED)
		question_show(u, slots);
	if (flow_state(r) == SIGN_SHARED && to != NULL)
		ui_remark(u, TONE_INFO, tr_fill(a, sp, N_("{school} may read this until {last}."), slots, 3).p);
	e = view_steps(u, req, sign_path(a, r, ""));
	return e != OK ? e : view_end(u, req, &page);
}

enum err sign_edit_page(struct req *req)
{
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	const struct ui_link back = {tr(req->act.speak, N_("Sign")), sign_path(a, r, "")};
	if (!flow_editable(&req->act, &req->seen))
		return ERR_CONFLICT;
	return form_page(req, req_form(req, &form_sign_child), tr(req->act.speak, N_("Change the sign")), &back,
	                 sign_path(a, r, "/wijzig"));
}

enum err sign_edit_post(struct req *req)
{
	static const enum sign_field beside[] = {SIGN_KIND, SIGN_FITS, SIGN_TO};
	const struct row *r = &req->seen.row;
	struct val v[SIGN__N] = {{0}};
	enum err e = read_lists(req, v);
	struct change *c = change_begin(&req->act, N_("Sign saved"), 0);
	if (e != OK)
		return e;
	change_put(c, &rec_sign, r->id, req->form);
	for (size_t i = 0; i < N_OF(beside); i++)
		change_set(c, &rec_sign, r->id, &sign_fields[beside[i]], v[beside[i]]);
	return req_commit(req, c, "%s", sign_path(req->act.a, r, ""));
}
