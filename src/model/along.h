/* What a page reads with the next batch that comes by (act.h): asked before, taken after. */
#ifndef TN_ALONG_H
#define TN_ALONG_H

#include "scope.h"

/* One statement and its rows. */
struct stmt_asked;
struct stmt_asked *stmt_ask(struct act *act, const struct stmt *s, const struct val *args, size_t n);
enum err stmt_take(struct act *act, const struct stmt_asked *x, const struct rows **out) MUST_CHECK;

/* How many stand on a list, as shelf_count gives it up to SHELF_COUNT_MAX. */
struct count_asked;
struct count_asked *shelf_count_ask(struct act *act, const struct list *list, struct str from, struct str below);
enum err shelf_count_told(struct act *act, const struct count_asked *x, int64_t *n) MUST_CHECK;

/* The records of a type beside an opened one, as scope_pieces_all gives them; `of` lives as long as the act. */
struct pieces_asked;
struct pieces_asked *pieces_ask(struct act *act, const struct seen *of, const struct record *rec);
enum err pieces_take(struct act *act, const struct pieces_asked *x, struct seen_page *out) MUST_CHECK;

#endif
