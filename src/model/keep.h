/* How long what is kept, why, on which ground and by whom: per part of a child's dossier as one table (access.md, table
 * "Parts"; terms by id of model/rule.h), and for other records as their description says. For the register of
 * processing and for the runs that destroy. */
#ifndef TN_KEEP_H
#define TN_KEEP_H

#include "change.h"
#include "model.h"
#include "rule_book.h"

struct part_keep {
	const char *owner;   /* English: the controller in the sense of the AVG */
	const char *holds;   /* English: categories of data */
	const char *purpose; /* English */
	const char *ground;  /* English */
	const char *rule;    /* id of rule.h; NULL: no law gives one */
	const char *words;   /* English: the term as people read it */
	uint32_t task;       /* bit per relation_kind: as long as one of these lasts, the task is not at its end; 0: only
	                      * the closing of the route says so */
};
/* PART_NONE and what is unknown: NULL. */
const struct part_keep *keep_of_part(enum part p);

/* What holds for a record: its own description, else its part. */
struct keeping {
	const char *owner, *purpose, *ground, *words; /* English; owner and words may be NULL */
	const char *rule;          /* id, or NULL */
	int months;                /* from its own description; 0: by the rule, or without end */
	const struct field *from;  /* what it counts from; NULL: of a child, the end of the task of its part */
};
/* False: nothing says how long it may be kept. Then it may hold nothing about a person. */
bool keep_of(const struct record *rec, struct keeping *out);
/* Does it hold anything about a person, or anything sealed? */
bool keep_needed(const struct record *rec);

/* The last day on which something may be kept whose fact stands at `from`, by the rules of its region; DATE_OPEN while
 * that has not happened, or when no term is known. What happened before there was a rule counts from the day that the
 * rule came into force. */
int32_t keep_until(const struct rule_book *book, const struct keeping *k, int32_t from);
/* The day of a value of keeping.from; DATE_OPEN: it has not happened. */
int32_t keep_fact(const struct field *from, struct val v);
/* The day on which the task for a child was done: when its route was closed, or before that when the last relation of
 * the task ended. Both are instants; `last` 0: there was no such relation. Source: law.md 1.8 (per task, not per
 * child: PRI-04, PRI-07). */
int32_t keep_task_end(int64_t closed, int64_t last);
/* How long, for people: the words of the part, and what the region set itself instead. */
struct str keep_words(struct arena *a, struct speak sp, const struct rule_book *book, const struct keeping *k,
                      int32_t today);

/* How many rows of a record there are whose term runs, and how many are past it on `today`. Reads them all: for a
 * command. */
struct kept_count {
	int64_t ended, past;
};
enum err keep_count(struct db *db, const struct record_sql *sql, const struct region_books *books, int32_t today,
                    struct kept_count *out) MUST_CHECK;

#endif
