/* How long what is kept, why, on which ground and by whom: per part of a child's dossier as one table (access.md, table
 * "Parts"; terms by id of model/rule.h), and for other records as their description says. For the register of
 * processing and for the runs that destroy. */
#ifndef TN_KEEP_H
#define TN_KEEP_H

#include "change.h"
#include "model.h"
#include "rule.h"

struct part_keep {
	const char *owner;   /* English: the controller in the sense of the AVG */
	const char *holds;   /* English: categories of data */
	const char *purpose; /* English */
	const char *ground;  /* English */
	const char *rule;    /* id of rule.h; NULL: no law gives one */
	const char *words;   /* English: the term as people read it */
};
/* PART_NONE and what is unknown: NULL. */
const struct part_keep *keep_of_part(enum part p);

/* What holds for a record: its own description, else its part. */
struct keeping {
	const char *owner, *purpose, *ground, *words; /* English; owner and words may be NULL */
	const char *rule;          /* id, or NULL */
	int months;                /* from its own description; 0: by the rule, or without end */
	const struct field *from;  /* what it counts from; NULL: nothing on the record says when it ends */
};
/* False: nothing says how long it may be kept. Then it may hold nothing about a person. */
bool keep_of(const struct record *rec, struct keeping *out);
/* Does it hold anything about a person, or anything sealed? */
bool keep_needed(const struct record *rec);

/* The last day on which a row may be kept whose fact stands at `from` (a value of keeping.from); DATE_OPEN while that
 * has not happened, or when no term is known. */
int32_t keep_until(const struct keeping *k, struct val from);

/* How many rows of a record there are whose end is known, and how many are past their term on `today`. Reads them all:
 * for a command. */
struct kept_count {
	int64_t ended, past;
};
enum err keep_count(struct db *db, const struct record_sql *sql, int32_t today, struct kept_count *out) MUST_CHECK;

#endif
