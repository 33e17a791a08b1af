/* All record descriptions of the program, verified, with the statements the engine makes of them. Made once at start;
 * constant afterwards. */
#ifndef TN_MODEL_H
#define TN_MODEL_H

#include "buf.h"
#include "db.h"
#include "listing_sql.h"
#include "record.h"

/* The columns of a row (row_take) out of `table`, and their letters in struct stmt. */
void row_columns(struct buf *b, const struct record *rec, const char *table);
void row_letters(struct buf *b, const struct record *rec);
char field_column(const struct record *rec, const struct field *f);

struct record_sql {
	const struct record *rec;
	struct stmt by_id, by_pid; /* the columns of a row */
	struct stmt insert;        /* id, pid, region, rev, then the fields */
	struct stmt update;        /* $1 id, $2 rev it must have, $3 the new rev, $4.. the fields */
	struct stmt rights_by_pid; /* reach of the route of the record with pid $1, open after $2; only there too */
	struct stmt of_parent;     /* the records of parent $1, by id; only where rec->parent */
	struct stmt book_by_pid, days_by_pid; /* struct basis of the child of record $1; only where it has terms */
	/* For making terms anew, only where the record keeps the first of them: a page of ids between $1 and $2, at most
	 * $3, the long texts left out and the school of the child at the end; the same of school $4; how many there are;
	 * and $2, $3 as the date and its term of record $1. */
	struct stmt refit_page, refit_page_of_school, refit_size, refit_put;
	struct stmt kept;          /* of each row region and the fact that its keeping counts from; may be absent */
	const struct listing_sql *listing; /* only where rec->listing */
	struct stmt own_at, own_places; /* own rows of a list by rec->at (scope_at.c); only there */
	struct stmt of_route;      /* the records of route $1; only where rec->route or rec->is_route */
	/* Of what is about a child (record_child): at most 1,000 ids of route $1, in order, and how many. */
	struct stmt child_ids, child_count;
	struct stmt past; /* of what goes by itself: at most 50 ids and facts, those of $1 and before; only there */
	struct stmt gone; /* without the record $1 */
};

/* The field that holds the child that a record is about, also where it is none of the parts of a dossier (a question
 * about a look); NULL: it is about none, or it is the route itself. */
const struct field *record_child(const struct record *rec);

struct model;
struct keys_client;

/* Verifies and prepares; ERR_INVALID with one line per fault in *why. The model lives in `a`. */
enum err model_new(struct arena *a, const struct record *const *all, size_t n, const struct model **out,
		   struct str *why) MUST_CHECK;
/* The same model with the key holder that opens and seals its fields (part_key.h). Without one nothing sealed is read
 * or written: ERR_DOWN. */
const struct model *model_sealed_by(struct arena *a, const struct model *m, struct keys_client *keys);
struct keys_client *model_keys(const struct model *m); /* NULL: none */
/* The statements of a record of this model; another record is a BUG. */
const struct record_sql *model_sql(const struct model *m, const struct record *rec);
/* The record with this name, or NULL. */
const struct record *model_find(const struct model *m, struct str name);

/* All records, in the order of the registry; and the list with this id, with its record, or NULL. */
size_t model_count(const struct model *m);
const struct record_sql *model_at(const struct model *m, size_t i);
const struct list *model_list(const struct model *m, int id, const struct record **rec);
/* The same on a list that types share, for the type with this mark (0: a list of one type). */
const struct list *model_list_of(const struct model *m, int id, int64_t mark, const struct record **rec);
/* The record that is the route of a child, or NULL. */
const struct record *model_route(const struct model *m);

/* Walks descriptions: names, types, needs, labels, choices, limits. Each fault is one line of *why. */
enum err model_verify(const struct record *const *all, size_t n, struct arena *a, struct str *why) MUST_CHECK;
/* What all records of the program together must have besides: references that resolve, and for what is about a person a
 * purpose, a ground and a term of keeping. */
enum err model_complete(const struct record *const *all, size_t n, struct arena *a, struct str *why) MUST_CHECK;

#endif
