/* At the table: the seven cards, all at once. */
#include "meeting_pages.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

enum { CARDS = 8, CARD_FIELDS = 4, CARD_CONTROLS = CARDS * CARD_FIELDS };
#define CARD(n) \
	[n * CARD_FIELDS] = {.name = "kaart_" #n "_wat", .type = &T_LINE, .need = NEED_OPTIONAL, \
	    .privacy = PRIV_PERSONAL, \
		.max = 200, .label = N_("Which solution?")}, \
	[n * CARD_FIELDS + 1] = {.name = "kaart_" #n "_over", .type = &T_CHOICE, .need = NEED_OPTIONAL, \
		.privacy = PRIV_PERSONAL, .label = N_("It changes something in"), .choices = about_choices}, \
	[n * CARD_FIELDS + 2] = {.name = "kaart_" #n "_oordeel", .type = &T_RADIO, .need = NEED_OPTIONAL, \
		.privacy = PRIV_PERSONAL, .label = N_("What do we think of it?"), .choices = verdict_choices}, \
	[n * CARD_FIELDS + 3] = {.name = "kaart_" #n "_waarom", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 600, \
		.label = N_("What did it bring, or why not?")}
static const struct choice about_choices[] = {
	{"kind", N_("The child"), NULL}, {"groep", N_("The group"), NULL}, {"leerkracht", N_("The teacher"), NULL},
	{"gebouw", N_("The building or the material"), NULL}, {"rooster", N_("The timetable"), NULL},
	{"thuis", N_("Home or care"), NULL}, {NULL, NULL, NULL}};
static const struct choice verdict_choices[] = {
	{"geprobeerd", N_("Tried"), NULL}, {"proberen", N_("We will try it"), NULL}, {"past-niet",
	    N_("Does not fit"), NULL},
	{NULL, NULL, NULL}};
static const struct field card_fields[CARD_CONTROLS] = {
	CARD(0), CARD(1), CARD(2), CARD(3), CARD(4), CARD(5), CARD(6), CARD(7)};
#define CARD_REF(n) &card_fields[n * 4], &card_fields[n * 4 + 1], &card_fields[n * 4 + 2], &card_fields[n * 4 + 3]
static const struct field *const cards_fields[] = {
	CARD_REF(0), CARD_REF(1), CARD_REF(2), CARD_REF(3), CARD_REF(4), CARD_REF(5), CARD_REF(6), CARD_REF(7)};
const struct form_def form_meeting_cards = {
	.name = "meeting-cards", .fields = cards_fields, .n = N_OF(cards_fields), .any = true, .drafts = true,
	.submit = N_("Save the solutions")};
static const enum solution_field card_field[CARD_FIELDS] = {SOLUTION_WHAT, SOLUTION_ABOUT, SOLUTION_VERDICT,
    SOLUTION_WHY};

/* In the order in which they were put on the table. */
static const struct seen *card_at(const struct meeting_view *v, size_t place)
{
	for (size_t i = 0; i < v->cards.n; i++)
		if (row_int(&v->cards.v[i].row, &solution_fields[SOLUTION_PLACE]) == (int64_t)place + 1)
			return &v->cards.v[i];
	return NULL;
}

enum err meeting_cards_page(struct req *req)
{
	struct meeting_view v;
	struct speak sp = req->act.speak;
	enum err e = meeting_load_to_write(req, &v);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_meeting_cards);
	for (size_t i = 0; i < CARDS && !f->posted && f->draft_at == 0; i++) {
		const struct seen *s = card_at(&v, i);
		for (size_t k = 0; s != NULL && k < CARD_FIELDS; k++)
			form_set(f, req->act.a, &card_fields[i * CARD_FIELDS + k], row_val(&s->row,
			    &solution_fields[card_field[k]]));
	}
	f->rev = req->seen.row.rev;
	struct ui_page page = {.intro = tr(sp, N_("What was tried stands there already. Look at seven together; "
	                                          "at least two change the group, the teacher, the building or "
	                                          "the timetable."))};
	struct ui *u = meeting_begin(req, &v, &page, tr(sp, N_("Seven solutions")));
	view_form_begin(u, f, meeting_path(req->act.a, &req->seen.row, "/kaarten"));
	ui_grid_begin(u);
	for (size_t i = 0; i < CARDS; i++) {
		ui_panel_begin(u, tr_fill(u->a, sp, N_("Card {n}"), TR_SLOTS({"n", tr_number(u->a, sp.lang,
		    (int64_t)i + 1)})).p);
		for (size_t k = 0; k < CARD_FIELDS; k++)
			view_field(u, f, &card_fields[i * CARD_FIELDS + k]);
		ui_panel_end(u);
	}
	ui_grid_end(u);
	view_form_end(u, f);
	return view_end(u, req, &page);
}

/* Other words come from who wrote them now, not from the plan or the offer that the card was filled from. */
static void from_no_more(struct change *c, const struct seen *s, struct val what)
{
	static const enum solution_field from[] = {SOLUTION_SOURCE, SOLUTION_SOURCE_ON};
	if (s->hidden[SOLUTION_WHAT] || val_eq(what, row_val(&s->row, &solution_fields[SOLUTION_WHAT])))
		return;
	for (size_t i = 0; i < sizeof from / sizeof *from; i++)
		change_set(c, &rec_solution, s->row.id, &solution_fields[from[i]], val_null());
}

static enum err card_put(struct req *req, struct change *c, const struct meeting_view *v, size_t i)
{
	const struct seen *s = card_at(v, i);
	struct val in[CARD_FIELDS];
	struct str pid;
	int64_t id;
	for (size_t k = 0; k < CARD_FIELDS; k++)
		in[k] = form_val(req->form, &card_fields[i * CARD_FIELDS + k]);
	if (s == NULL && in[0].type == VAL_NULL)
		return OK;
	if (in[0].type == VAL_NULL || in[1].type == VAL_NULL) {
		size_t k = in[0].type == VAL_NULL ? 0 : 1;
		form_wrong(req->form, &card_fields[i * CARD_FIELDS + k],
		           str_from(tr(req->act.speak, solution_fields[card_field[k]].missing)));
		return ERR_INVALID;
	}
	for (size_t k = 0; s != NULL && k < CARD_FIELDS; k++)
		if (!s->hidden[card_field[k]] && !val_eq(in[k], row_val(&s->row, &solution_fields[card_field[k]])))
			change_set(c, &rec_solution, s->row.id, &solution_fields[card_field[k]], in[k]);
	if (s != NULL) {
		from_no_more(c, s, in[0]);
		return OK;
	}
	const struct val n[SOLUTION__N] = {
		[SOLUTION_ROUTE] = val_int(req->seen.route), [SOLUTION_MEETING] = val_int(req->seen.row.id),
		[SOLUTION_PLACE] = val_int((int64_t)i + 1), [SOLUTION_WHAT] = in[0], [SOLUTION_ABOUT] = in[1],
		[SOLUTION_VERDICT] = in[2], [SOLUTION_WHY] = in[3],
	};
	return change_new(c, &rec_solution, n, &id, &pid);
}

enum err meeting_cards_post(struct req *req)
{
	struct meeting_view v;
	struct change *c = change_begin(&req->act, N_("The solutions are saved"), CHANGE_UNDO);
	enum err e = meeting_load_to_write(req, &v), wrong = OK;
	for (size_t i = 0; e == OK && i < CARDS; i++) {
		e = card_put(req, c, &v, i);
		wrong = e == ERR_INVALID ? e : wrong;
		e = e == ERR_INVALID ? OK : e;
	}
	if (e == OK)
		e = wrong;
	return e != OK ? e : req_commit(req, c, "%s", meeting_path(req->act.a, &req->seen.row, ""));
}
