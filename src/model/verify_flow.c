#include "rule.h"
#include "verify.h"

#include "form.h"

static size_t state_count(const struct record *rec)
{
	size_t n = 0;
	while (rec->state != NULL && rec->state->choices != NULL && rec->state->choices[n].code != NULL)
		n++;
	return n;
}

static uint32_t all_states(size_t n)
{
	return n >= 32 ? UINT32_MAX : (UINT32_C(1) << n) - 1;
}

/* [a-z-]+: stands in an address and is typed on the command line. */
static bool step_name(const char *s)
{
	return s != NULL && *s != '\0' && s[strspn(s, "abcdefghijklmnopqrstuvwxyz-")] == '\0';
}

static void verify_step(struct faults *out, const struct record *rec, const struct transition *t, size_t n)
{
	if (!step_name(t->name))
		fault(out, rec, NULL, "a step without a name of a-z and -");
	if (t->label == NULL || t->done == NULL)
		fault(out, rec, rec->state, "a step without a label, or without what the next page says");
	if (t->from == 0 || (t->from & ~all_states(n)) != 0)
		fault(out, rec, rec->state, "a step from no state, or from one that is not there");
	if (t->to < 0 || (size_t)t->to >= n)
		fault(out, rec, rec->state, "a step to a state that is not there");
	if (t->by == 0 || (t->by & ~all_states(ROLE__N)) != 0)
		fault(out, rec, rec->state, "a step that nobody may make, or a role that is not there");
	for (size_t i = 0; t->form != NULL && i < t->form->n; i++)
		if (!record_has(rec, t->form->fields[i]))
			fault(out, rec, t->form->fields[i], "typed along with a step, and no field of this record");
}

/* Which states can be reached from the first. */
static uint32_t reached(const struct record *rec)
{
	uint32_t seen = 1, before = 0;
	while (seen != before) {
		before = seen;
		for (size_t i = 0; i < rec->n_flow; i++)
			if ((rec->flow[i].from & seen) != 0 && rec->flow[i].to >= 0 && rec->flow[i].to < STATES_MAX)
				seen |= UINT32_C(1) << rec->flow[i].to;
	}
	return seen;
}

static void verify_states(struct faults *out, const struct record *rec, size_t n)
{
	uint32_t left = 0, seen = reached(rec);
	for (size_t i = 0; i < rec->n_flow; i++)
		left |= rec->flow[i].from;
	if ((rec->ends & ~all_states(n)) != 0)
		fault(out, rec, rec->state, "ends in a state that is not there");
	for (size_t i = 0; i < n; i++) {
		uint32_t bit = UINT32_C(1) << i;
		if ((seen & bit) == 0)
			fault(out, rec, rec->state, "a state that cannot be reached from the first");
		if ((rec->ends & bit) == 0 && (left & bit) == 0)
			fault(out, rec, rec->state, "a state that cannot be left and is no end");
		if ((rec->ends & bit) != 0 && (left & bit) != 0)
			fault(out, rec, rec->state, "an end that a step leaves");
	}
}

static void verify_state_field(struct faults *out, const struct record *rec)
{
	for (size_t i = 0; i < rec->n; i++)
		if (rec->fields[i].type == &T_STATE && &rec->fields[i] != rec->state)
			fault(out, rec, &rec->fields[i], "a state that the record does not name as its own");
	if (rec->state == NULL) {
		if (rec->n_flow > 0 || rec->ends != 0)
			fault(out, rec, NULL, "steps or ends without a state");
		return;
	}
	size_t n = state_count(rec);
	if (!record_has(rec, rec->state) || rec->state->type != &T_STATE || rec->state->need != NEED_SERVER)
		fault(out, rec, rec->state, "its state must be a T_STATE of the server among its own fields");
	if (n == 0 || n > STATES_MAX) {
		fault(out, rec, rec->state, "no states, or too many");
		return;
	}
	for (size_t i = 0; i < rec->n_flow; i++) {
		verify_step(out, rec, &rec->flow[i], n);
		for (size_t k = 0; k < i; k++)
			if (rec->flow[k].name != NULL && rec->flow[i].name != NULL &&
			    strcmp(rec->flow[k].name, rec->flow[i].name) == 0)
				fault(out, rec, rec->state, "two steps of one name");
	}
	verify_states(out, rec, n);
}

static void verify_term(struct faults *out, const struct record *rec, const struct term *t)
{
	const struct rule *rule = t->rule == NULL ? NULL : rule_named(str_from(t->rule));
	size_t n = state_count(rec);
	if (!sql_name(t->name) || t->what == NULL)
		fault(out, rec, t->from, "a term without a name of a-z, 0-9 and _, or without what must be done");
	if (rule == NULL || rule->source == NULL || *rule->source == '\0')
		fault(out, rec, t->from, "a term whose rule is not there, or has no source");
	if (t->from == NULL || !record_has(rec, t->from) || (t->from->type != &T_DATE && t->from->type != &T_INSTANT))
		fault(out, rec, t->from, "a term is counted from a date or an instant of this record");
	if (t->states == 0 || (rec->state != NULL && (t->states & ~all_states(n)) != 0))
		fault(out, rec, t->from, "a term that runs in no state, or in one that is not there");
	if (t->more != NULL && (!record_has(rec, t->more) || t->more->type != &T_NUMBER))
		fault(out, rec, t->more, "an extension is a number of this record");
	if (t->more != NULL && rule != NULL && rule->more == 0)
		fault(out, rec, t->more, "an extension of a term that the law does not extend");
	if (t->not_before != NULL && (!record_has(rec, t->not_before) || t->not_before->type != &T_DATE))
		fault(out, rec, t->not_before, "the day before which nothing is asked is a date of this record");
	if (t->pauses != NULL && rule != NULL && !rule_runs(rule))
		fault(out, rec, t->from, "a pause in what is counted backward or falls on a fixed day");
}

void verify_flow(struct faults *out, const struct record *rec)
{
	verify_state_field(out, rec);
	for (size_t i = 0; i < rec->n_terms; i++) {
		verify_term(out, rec, &rec->terms[i]);
		for (size_t k = 0; k < i; k++)
			if (rec->terms[k].name != NULL && rec->terms[i].name != NULL &&
			    strcmp(rec->terms[k].name, rec->terms[i].name) == 0)
				fault(out, rec, NULL, "two terms of one name");
	}
	if ((rec->due == NULL) != (rec->due_term == NULL))
		fault(out, rec, NULL, "the first date and the name of its term: both or neither");
	if (rec->due == NULL || rec->due_term == NULL)
		return;
	if (rec->n_terms == 0)
		fault(out, rec, rec->due, "a first date without terms");
	if (!record_has(rec, rec->due) || rec->due->type != &T_DATE || rec->due->need != NEED_SERVER)
		fault(out, rec, rec->due, "the first date must be a T_DATE of the server among its own fields");
	if (!record_has(rec, rec->due_term) || rec->due_term->type != &T_LINE || rec->due_term->need != NEED_SERVER)
		fault(out, rec, rec->due_term, "the name of the first term must be a text of the server among its own fields");
}
