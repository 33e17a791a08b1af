#include "verify.h"

#include "keep.h"

void fault(struct faults *f, const struct record *rec, const struct field *field, const char *what)
{
	buf_printf(&f->text, "%s%s%s: %s\n", rec->name, field == NULL ? "" : ".", field == NULL ? "" : field->name, what);
	f->n++;
}

bool sql_name(const char *s)
{
	if (s == NULL || *s < 'a' || *s > 'z')
		return false;
	for (; *s != '\0'; s++)
		if ((*s < 'a' || *s > 'z') && (*s < '0' || *s > '9') && *s != '_')
			return false;
	return true;
}

static const struct field *field_named(const struct record *rec, const char *name)
{
	for (size_t i = 0; i < rec->n; i++)
		if (strcmp(rec->fields[i].name, name) == 0)
			return &rec->fields[i];
	return NULL;
}

static void verify_field(struct faults *out, const struct record *rec, const struct field *f)
{
	bool typed_by_people = f->need != NEED_SERVER;
	bool chooses = f->type == &T_CHOICE || f->type == &T_RADIO;
	if (!sql_name(f->name)) {
		fault(out, rec, NULL, "a field without a name of a-z, 0-9 and _");
		return;
	}
	if (f->type == NULL) {
		fault(out, rec, f, "no type");
		return;
	}
	if (field_named(rec, f->name) != f)
		fault(out, rec, f, "stands there twice");
	if (typed_by_people && f->label == NULL)
		fault(out, rec, f, "no label");
	if (typed_by_people && f->need == NEED_ALWAYS && f->missing == NULL)
		fault(out, rec, f, "no text that says what to do when it is empty");
	if (typed_by_people && f->type->parse == NULL)
		fault(out, rec, f, "a type that cannot be typed");
	if (chooses && (f->choices == NULL || f->choices[0].code == NULL))
		fault(out, rec, f, "no choices");
	if (f->max < f->min)
		fault(out, rec, f, "its limits are the wrong way round");
	if (typed_by_people && f->type->sized && f->max == 0)
		fault(out, rec, f, "a text without a maximum");
	if (f->like != NULL && (f->unlike == NULL || !typed_by_people || f->type != &T_LINE))
		fault(out, rec, f, "a form belongs to a line that people type, with a text that says what to do");
	if (f->meets && f->type != &T_DATE)
		fault(out, rec, f, "only on a day people meet");
	if (f->type->secret && f->privacy != PRIV_SECRET)
		fault(out, rec, f, "a secret type needs PRIV_SECRET");
	if (f->fold_of != NULL) {
		const struct field *of = field_named(rec, f->fold_of);
		if (typed_by_people || f->type != &T_LINE || of == NULL || of->type->column != 't')
			fault(out, rec, f, "a fold key must be a server line over a text field");
		else if (of->privacy == PRIV_SEALED || of->privacy == PRIV_SECRET || of->sealed || f->privacy != of->privacy)
			fault(out, rec, f, "a fold key is as protected as its field, which is not sealed or secret");
	}
	if (f->sealed && !field_is_sealed(rec, f))
		fault(out, rec, f, "only a text of a child is sealed");
	if (f->unset && typed_by_people)
		fault(out, rec, f, "only the server leaves a field empty; people have NEED_OPTIONAL");
	if (f->ref != NULL && f->type != &T_REF)
		fault(out, rec, f, "points at a record, and is no reference");
	if (f->by != 0 && f->by >> ROLE__N != 0)
		fault(out, rec, f, "a role that is not there may write it");
}

/* What stands in a list is read by many at once: nothing of a sealed or secret class. What only its storage seals comes
 * with its key, and is opened for who is shown the row. */
static void verify_shown(struct faults *out, const struct record *rec, const struct field *f, const char *what)
{
	if (!record_has(rec, f))
		fault(out, rec, f, what);
	else if (f->privacy == PRIV_SEALED || f->privacy == PRIV_SECRET)
		fault(out, rec, f, "a sealed or secret field does not stand in a list, a filter or a title");
}

/* What the database is asked for stands open in it. */
static void verify_asked(struct faults *out, const struct record *rec, const struct field *f, const char *what)
{
	verify_shown(out, rec, f, what);
	if (record_has(rec, f) && f->sealed)
		fault(out, rec, f, "the database cannot be asked for what is sealed");
}

static void verify_own_ref(struct faults *out, const struct record *rec, const struct field *f, const char *what)
{
	if (f != NULL && (!record_has(rec, f) || f->type != &T_REF))
		fault(out, rec, f, what);
}

static void verify_keep(struct faults *out, const struct record *rec)
{
	const struct keep *k = &rec->keep;
	if ((k->purpose == NULL) != (k->ground == NULL))
		fault(out, rec, NULL, "keeping needs a purpose and a ground");
	if (k->from != NULL && (!record_has(rec, k->from) || (k->from->type != &T_DATE && k->from->type != &T_INSTANT)))
		fault(out, rec, k->from, "keeping counts from a date or an instant of this record");
	if (k->months < 0 || (k->months > 0 && (k->from == NULL || k->purpose == NULL)))
		fault(out, rec, NULL, "a term of keeping needs a purpose and a fact it counts from");
	if (k->goes && (k->months == 0 || k->rule != NULL || record_child(rec) != NULL || rec->parent != NULL))
		fault(out, rec, NULL, "what goes by itself has a term in months, and is neither about a child nor a piece");
}

static void verify_opens(struct faults *out, const struct record *rec)
{
	const struct field *f = rec->opens;
	if (f == NULL && rec->n_known > 0)
		fault(out, rec, NULL, "what is known of it before it opens, and no day on which it does");
	if (f != NULL && (!record_has(rec, f) || f->type != &T_DATE || f->need != NEED_SERVER || !f->unset))
		fault(out, rec, f, "the day it opens on is a date of its own that the program sets, or leaves empty");
	if (f != NULL && !record_of_child(rec))
		fault(out, rec, f, "only what is of a child opens later to its family");
	for (size_t i = 0; i < rec->n_known; i++)
		if (!record_has(rec, rec->known[i]))
			fault(out, rec, NULL, "what is known of it is no field of it");
}

/* Does one of its lists stand on the shelf of own family? */
static bool family_lists(const struct record *rec)
{
	const uint32_t family = UINT32_C(1) << REL_GUARDIAN | UINT32_C(1) << REL_GUARDIAN_WITHOUT |
	                        UINT32_C(1) << REL_PUPIL | UINT32_C(1) << REL_HELPER;
	for (size_t i = 0; i < rec->n_lists; i++)
		if (rec->lists[i].kinds == 0 || (rec->lists[i].kinds & family) != 0 || rec->lists[i].whose != NULL)
			return true;
	return false;
}

static void verify_whole(struct faults *out, const struct record *rec)
{
	if (rec->title != NULL)
		verify_shown(out, rec, rec->title, "its title is no field of it");
	verify_own_ref(out, rec, rec->parent, "what it is a piece of must be a reference among its own fields");
	verify_own_ref(out, rec, rec->at, "its place must be a reference among its own fields");
	if (rec->apart && (rec->own == NULL || family_lists(rec)))
		fault(out, rec, NULL, "what each of the family has apart says whose it is, and stands on no list of theirs");
	for (size_t i = 0; i < 2; i++)
		verify_own_ref(out, rec, rec->only[i], "for whom alone it is must be a reference among its own fields");
	verify_own_ref(out, rec, rec->told, "to whom it is told must be a reference among its own fields");
	if ((rec->only[0] == NULL) != (rec->only[1] == NULL))
		fault(out, rec, NULL, "what is said to one person is open to that one and to who said it: both or neither");
	if (rec->at != NULL && !rec->is_route)
		fault(out, rec, rec->at, "only the route of a child has a place");
	verify_own_ref(out, rec, rec->holder, "its holder must be a reference among its own fields");
	if (rec->is_relation && rec->route == NULL)
		fault(out, rec, NULL, "a relation without the route it opens");
	for (size_t i = 0; i < rec->n_sees; i++)
		if (rec->sees[i] == NULL) /* its own type: the others beside it */
			fault(out, rec, NULL, "its rules look at a record that is none");
	verify_opens(out, rec);
	verify_keep(out, rec);
	verify_flow(out, rec);
}

/* Two lists of one id are one list that both types share: with work of their own, under marks and codes that differ. */
static bool share(const struct list *a, const struct list *b)
{
	return a->work != NULL && b->work != NULL && a->work->mark != b->work->mark &&
	       strcmp(a->work->code, b->work->code) != 0 && strcmp(a->name, b->name) == 0;
}

static void verify_work(struct faults *out, const struct record *rec, const struct list *l)
{
	const struct work *w = l->work;
	if (w == NULL)
		return;
	if (w->mark < 1 || w->mark > WORK_MARK_MAX || w->code == NULL || w->label == NULL || w->page == NULL ||
	    (w->side == NULL) == (w->acts == 0))
		fault(out, rec, NULL, "work needs a mark, a code, a label, a page and a side");
	if (w->what != NULL)
		verify_shown(out, rec, w->what, "what must be done is a field of another record");
	else if (rec->due_term == NULL)
		fault(out, rec, NULL, "what must be done is a field of the record, or said by its first term");
	if (w->by == NULL ? rec->due == NULL : !record_has(rec, w->by) || w->by->type != &T_DATE)
		fault(out, rec, w->by, "before when it must be done is a date of the record, or that of its first term");
	if (w->why == NULL ? w->because == NULL : !record_has(rec, w->why))
		fault(out, rec, w->why, "for what it is done is a field of the record, or words for where no rule says it");
}

static bool bulk_form_fits(const struct record *rec, const struct form_def *form)
{
	bool fits = form->n > 0 && !form->drafts;
	for (size_t i = 0; i < form->n; i++)
		fits = fits && record_has(rec, form->fields[i]) && form->fields[i]->need != NEED_SERVER &&
		       form->fields[i]->label != NULL && form->fields[i] != rec->state;
	return fits;
}

/* A step by many at once must be one that can be taken back and that asks nothing of each. */
static bool bulk_move_fits(const struct record *rec, const struct transition *t)
{
	return t >= rec->flow && t < rec->flow + rec->n_flow && t->undo && t->form == NULL;
}

static void verify_bulk(struct faults *out, const struct record *rec, const struct work *w)
{
	for (size_t i = 0; i < w->n_bulk; i++) {
		const struct bulk *b = &w->bulk[i];
		if (b->name == NULL || b->name[0] == '\0' || b->label == NULL || b->done == NULL ||
		    (b->form == NULL) == (b->move == NULL)) {
			fault(out, rec, NULL, "what is done with many at once needs a name, a label, a text, and a form or a step");
			continue;
		}
		if (b->form != NULL && (rec->editable == 0 || !bulk_form_fits(rec, b->form)))
			fault(out, rec, NULL,
				"the form for many at once has fields of this record that people type, and no drafts");
		if (b->move != NULL && !bulk_move_fits(rec, b->move))
			fault(out, rec, NULL, "a step for many at once is one of its flow, without a form, that can be taken back");
		for (size_t k = 0; k < i; k++)
			if (w->bulk[k].name != NULL && strcmp(w->bulk[k].name, b->name) == 0)
				fault(out, rec, NULL, "two acts for many at once of one name");
	}
}

static void verify_lists(struct faults *out, const struct record *const *all, size_t r)
{
	const struct record *rec = all[r];
	size_t of_all = 0;
	bool of_child = rec->route != NULL || rec->is_route;
	if (of_child && rec->part == PART_NONE)
		fault(out, rec, NULL, "a record of a child without a part");
	if (rec->route != NULL && (rec->is_route || !record_has(rec, rec->route) || rec->route->type != &T_REF))
		fault(out, rec, rec->route, "its route must be a reference among its own fields");
	for (size_t i = 0; i < rec->n_lists; i++) {
		const struct list *l = &rec->lists[i];
		if (!of_child || l->id <= 0 || !sql_name(l->name) || l->label == NULL || l->part == PART_NONE || l->key == NULL)
			fault(out, rec, NULL, "a list needs a child, an id, a name, a label, a part and a key");
		for (size_t o = 0; o <= r; o++)
			for (size_t k = 0; k < all[o]->n_lists; k++)
				if (&all[o]->lists[k] != l && all[o]->lists[k].id == l->id && !share(&all[o]->lists[k], l))
					fault(out, rec, NULL, "two lists of one id");
		verify_work(out, rec, l);
		if (l->work != NULL)
			verify_bulk(out, rec, l->work);
		for (size_t c = 0; c < l->n_columns; c++)
			verify_shown(out, rec, l->columns[c], "a column of another record");
		if (l->facet_of != NULL)
			verify_asked(out, rec, l->facet_of, "a filter of another record");
	}
	for (size_t i = 0; i < rec->n_lists; i++)
		of_all += rec->lists[i].kinds == 0; /* one for a few relations costs few rows */
	if (of_all > 2)
		fault(out, rec, NULL, "more than three lists: sort within a page instead (rights in the index)");
}

struct fault_of {
	struct faults *out;
	const struct record *rec;
};

static void listing_fault(void *ctx, const struct field *field, const char *what)
{
	struct fault_of *f = ctx;
	fault(f->out, f->rec, field, what);
}

enum err model_verify(const struct record *const *all, size_t n, struct arena *a, struct str *why)
{
	struct faults out = {.n = 0};
	buf_init(&out.text, a, 65536);
	for (size_t r = 0; r < n; r++) {
		const struct record *rec = all[r];
		if (!sql_name(rec->name) || rec->label == NULL) {
			fault(&out, rec, NULL, "needs a name of a-z, 0-9 and _, and a label");
			continue;
		}
		for (size_t i = 0; i < r; i++)
			if (strcmp(all[i]->name, rec->name) == 0)
				fault(&out, rec, NULL, "two records of one name");
		if (rec->n == 0 || rec->n > RECORD_FIELDS_MAX)
			fault(&out, rec, NULL, "has no fields, or too many");
		for (size_t i = 0; i < rec->n && i < RECORD_FIELDS_MAX; i++)
			verify_field(&out, rec, &rec->fields[i]);
		verify_lists(&out, all, r);
		verify_whole(&out, rec);
		listing_verify(rec, listing_fault, &(struct fault_of){&out, rec});
	}
	*why = buf_view(&out.text);
	return out.n == 0 ? OK : ERR_INVALID;
}


/* ---- what only the whole program must have ---- */

static bool stands_in(const struct record *const *all, size_t n, const struct record *rec)
{
	for (size_t i = 0; i < n; i++)
		if (all[i] == rec)
			return true;
	return false;
}

static void complete_field(struct faults *out, const struct record *const *all, size_t n, const struct record *rec,
                           const struct field *f)
{
	if (f->type != &T_REF || f == rec->route)
		return;
	if (f->ref == NULL)
		fault(out, rec, f, "a reference that does not say at what");
	else if (f->ref != &ref_many && !stands_in(all, n, f->ref))
		fault(out, rec, f, "points at a record that the program does not have");
}

static bool known_rule(const char *id)
{
	return rule_named(str_from(id)) != NULL || strncmp(id, "setting.", strlen("setting.")) == 0;
}

enum err model_complete(const struct record *const *all, size_t n, struct arena *a, struct str *why)
{
	struct faults out = {.n = 0};
	buf_init(&out.text, a, 65536);
	for (size_t r = 0; r < n; r++) {
		const struct record *rec = all[r];
		struct keeping k;
		bool kept = keep_of(rec, &k);
		for (size_t i = 0; i < rec->n; i++)
			complete_field(&out, all, n, rec, &rec->fields[i]);
		for (size_t i = 0; i < rec->n_sees; i++)
			if (!stands_in(all, n, rec->sees[i]))
				fault(&out, rec, NULL, "its rules look at a record that the program does not have");
		if (keep_needed(rec) && !kept)
			fault(&out, rec, NULL,
			      "holds something about a person, and nothing says how long, why and on which ground");
		for (size_t i = 0; i < rec->n; i++)
			if (rec->fields[i].ref != NULL && rec->fields[i].ref->keep.goes)
				fault(&out, rec, &rec->fields[i], "refers to what goes by itself");
		if (rec->keep.rule != NULL && !known_rule(rec->keep.rule))
			fault(&out, rec, NULL, "is kept by a rule that is not there");
	}
	*why = buf_view(&out.text);
	return out.n == 0 ? OK : ERR_INVALID;
}
