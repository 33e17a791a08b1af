/* Lines of what is taken for DUO's list: facts are whole text, those that pass fit their fields, and what DUO said of
 * a school is read back as it was written. */
#include "fuzz.h"

#include "duo_line.h"
#include "import_store.h"
#include "utf8.h"

/* What a page shows and the database keeps. */
static void hold_whole(const struct planner *p)
{
	for (size_t i = 0; i < p->plan->n; i++) {
		const struct import_row *row = &p->plan->rows[i];
		HOLDS(row->what == IMPORT_REJECTED && row->reason != NULL);
		HOLDS(utf8_valid(row->title) && utf8_valid(row->detail));
	}
}

static void hold_said(struct arena *a, const struct school_line *s)
{
	struct duo_saying said[DUO_FACTS] = {0}, again[DUO_FACTS];
	for (size_t i = 0; i < DUO_FACTS; i++)
		said[i] = (struct duo_saying){.known = s->fact[i].n > 0, .kept = i % 2 == 0, .value = s->fact[i]};
	duo_said_take(duo_said_text(a, said), again);
	for (size_t i = 0; i < DUO_FACTS; i++)
		HOLDS(again[i].known == said[i].known &&
		      (!said[i].known || (again[i].kept == said[i].kept && str_eq(again[i].value, said[i].value))));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)512 << 20);
	struct str answer, in = {(const char *)data, size};
	struct import_table t;
	struct import_plan plan = {.a = a};
	struct import_refusal why = {0};
	struct planner p = {.a = a, .plan = &plan, .table = &t};
	HOLDS(import_box_csv(a, in, &answer) == OK);
	HOLDS(import_table_take(a, answer, &t) == OK);
	bool list = t.fault == CSV_GOOD && duo_find_columns(&p, &why);
	HOLDS(list || t.fault != CSV_GOOD || why.text != NULL);
	for (size_t i = 0; list && i < t.n; i++) {
		struct school_line s;
		duo_read_line(&p, &t.rows[i], &s);
		duo_note_kind(&p, s.kind);
		for (size_t f = 0; f < DUO_FACTS; f++)
			HOLDS(utf8_valid(s.fact[f]));
		(void)duo_maybe_cluster(duo_fact(&s, SCHOOL_NAME));
		if (duo_refused_at_once(&p, &s) || duo_refused(&p, &s))
			continue;
		struct str code = duo_fact(&s, SCHOOL_POSTCODE);
		HOLDS(code.n == 7 && code.p[4] == ' ' && s.brin.n == 6 && duo_has_kind(&p, s.kind));
		hold_said(a, &s);
	}
	hold_whole(&p);
	arena_free(a);
	return 0;
}
