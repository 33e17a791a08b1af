/* With whom the pupil talks, and how (practice 20). */
#include "voice.h"

#include "people.h"
#include "route.h"

static const struct field who = {.name = "wie", .type = &T_LINE, .privacy = PRIV_PERSONAL, .max = 20,
	.label = N_("With whom do you want to talk?"), .missing = N_("Choose someone")};
static const struct field *const who_fields[] = {&who};
const struct form_def form_voice_adult = {
	.name = "voice-adult", .fields = who_fields, .n = 1, .submit = N_("Choose")};

struct ui_page voice_small_page(struct req *req, const char *title, struct ui_link *crumb)
{
	*crumb = (struct ui_link){tr(req->act.speak, N_("My opinion")), voice_path(req, "")};
	return (struct ui_page){.title = tr(req->act.speak, title), .crumbs = crumb, .n_crumbs = 1, .narrow = true};
}

enum err voice_adult_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_link crumb;
	struct voice v;
	enum err e = voice_load(req, &v);
	if (e != OK)
		return e;
	struct ui_page page = voice_small_page(req, N_("With whom do you want to talk?"), &crumb);
	page.intro = tr(sp, N_("Choose who feels good for you. You may choose another one any day."));
	struct ui_choice *choices = ARENA_ARRAY(req->act.a, struct ui_choice, ADULTS_MAX);
	struct ui *u = view_begin(req, &page);
	for (size_t i = 0; i < v.n_adults; i++) {
		struct ui_pair *hidden = ARENA_ARRAY(u->a, struct ui_pair, 2);
		hidden[0] = (struct ui_pair){"wie", v.adults[i].pid};
		hidden[1] = (struct ui_pair){UI_KEY, form_new(u->a, &form_voice_adult)->key};
		choices[i] = (struct ui_choice){.label = v.adults[i].name.p, .sub = str_from(tr(sp,
			role_def(v.adults[i].role)->label)),
		                                .action = voice_path(req, "/met-wie"), .hidden = hidden, .n_hidden = 2};
	}
	ui_choices(u, choices, v.n_adults);
	ui_p(u, tr(sp,
		N_("Is the right one not here? Tell one of them whom you want. Or call the Kindertelefoon: they know nobody "
	                  "at your school.")));
	voice_calls(u, NULL);
	return view_end(u, req, &page);
}

static const struct stmt stmt_confidants = {
	"SELECT id FROM relation WHERE route = $1 AND kind = 'confidant' AND ends > $2 ORDER BY id LIMIT 20", "ii", "i"};

/* The choice, made where there is none yet. */
static enum err way_of(struct req *req, struct change *c, const struct voice *v, int64_t *id)
{
	struct str pid;
	const struct val values[TALKWAY__N] = {
		[TALKWAY_ROUTE] = val_int(req->seen.route), [TALKWAY_PUPIL] = val_int(req->viewer->account),
		[TALKWAY_ON] = val_int(route_today(req)),
	};
	if (v->way == NULL)
		return change_new(c, &rec_opp_talkway, values, id, &pid);
	*id = v->way->id;
	change_set(c, &rec_opp_talkway, *id, &talkway_fields[TALKWAY_ON], val_int(route_today(req)));
	return OK;
}

/* Whom the pupil chose before does not hear what is said from now on. */
static enum err confide(struct req *req, struct change *c, const struct adult *to, int64_t way)
{
	const struct rows *r;
	int64_t id;
	enum err e = act_exec(&req->act, &stmt_confidants, DB_ARGS(val_int(req->seen.route), val_int(req->act.now)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		relation_end(c, rows_int(r, i, 0), req->act.now);
	if (e != OK)
		return e;
	return relation_give(c, &(struct relation){
		.route = req->seen.route, .grantee = to->holds, .kind = REL_CONFIDANT,
		.parts = PART_BIT(PART_KERN) | PART_BIT(PART_STEM) | PART_BIT(PART_LEERLING), .begins = req->act.now,
		.ends = INSTANT_OPEN, .src_rec = &rec_opp_talkway, .src_id = way, .given_by = req->viewer->account}, &id);
}

static const struct adult *named(const struct voice *v, struct str pid)
{
	for (size_t i = 0; i < v->n_adults; i++)
		if (str_eq(v->adults[i].pid, pid))
			return &v->adults[i];
	return NULL;
}

enum err voice_adult_post(struct req *req)
{
	struct voice v;
	int64_t way = 0;
	enum err e = voice_load(req, &v);
	if (e != OK)
		return e;
	const struct adult *to = named(&v, form_text(req->form, &who));
	if (to == NULL) {
		form_wrong(req->form, NULL, str_from(tr(req->act.speak, N_("Choose someone who works with you"))));
		return ERR_INVALID;
	}
	struct change *c = change_begin(&req->act, N_("You chose with whom you talk"), 0);
	e = way_of(req, c, &v, &way);
	if (e == OK)
		e = confide(req, c, to, way);
	if (e != OK)
		return e;
	change_set(c, &rec_opp_talkway, way, &talkway_fields[TALKWAY_ADULT], val_int(to->account));
	unsafe_goes_along(c, &v, to);
	return req_commit(req, c, "%s", voice_path(req, ""));
}

/* ---- how ---- */

static const struct field *const how_fields[] = {&talkway_fields[TALKWAY_HOW], &talkway_fields[TALKWAY_SPEAKER]};
const struct form_def form_voice_how = {.name = "voice-how", .fields = how_fields, .n = 2, .submit = N_("Choose this")};

enum err voice_how_page(struct req *req)
{
	struct form *f = req_form(req, &form_voice_how);
	struct ui_link crumb;
	struct voice v;
	enum err e = voice_load(req, &v);
	if (e != OK)
		return e;
	struct ui_page page = voice_small_page(req, N_("How do you want to tell it?"), &crumb);
	page.intro = tr(req->act.speak, N_("A drawing or a recording you give to whom you chose. Nothing is wrong."));
	if (!f->posted && v.way != NULL)
		form_from_row(f, req->act.a, v.way);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, voice_path(req, "/hoe"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err voice_how_post(struct req *req)
{
	struct voice v;
	int64_t way = 0;
	enum err e = voice_load(req, &v);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("You chose how you tell it"), 0);
	e = way_of(req, c, &v, &way);
	if (e != OK)
		return e;
	change_set(c, &rec_opp_talkway, way, how_fields[0], form_val(req->form, how_fields[0]));
	change_set(c, &rec_opp_talkway, way, how_fields[1], form_val(req->form, how_fields[1]));
	return req_commit(req, c, "%s", voice_path(req, ""));
}
