/* One running case: its world, its browsers, its variables; and the words a case can say. */
#ifndef TN_TEST_CASE_H
#define TN_TEST_CASE_H

#include "browser.h"
#include "world.h"

enum { BROWSERS_MAX = 40, VARS_MAX = 64 };

struct run {
	struct arena *a;
	struct world w;
	struct browser browsers[BROWSERS_MAX];
	size_t n_browsers;
	struct browser *b;          /* who acts now */
	struct field_pair vars[VARS_MAX];
	size_t n_vars;
	struct str block;           /* the indented lines under the present one */
	struct str folder;          /* of shared steps and golden files */
	int line;
	int64_t changes;            /* change groups seen so far */
	const char *wrong;          /* why the case failed */
};

/* Keeps why the case failed; always false. */
bool fail(struct run *r, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The first word of *rest, which keeps what follows it. */
struct str word(struct str *rest);
struct str read_file(struct arena *a, const char *path);
/* With {variables} filled in. */
struct str fill(struct run *r, struct str s);
/* The text between the outer quotes, filled and with its escapes undone; without quotes the whole. */
struct str quoted(struct run *r, struct str s);
/* \n \r \t \0 \" \\ \xHH, and \1000x: a thousand times the character x. */
struct str unescape(struct arena *a, struct str s);
/* Adds a line to a file of the run. */
void note(struct run *r, const char *file, struct str line);
struct str var_get(struct run *r, struct str name);
void var_set(struct run *r, struct str name, struct str value);
/* One request by the present browser, with r->block as its fields and headers; `as_form` starts from the form that the
 * last page has for this target. Looks at what must hold for every answer. */
bool do_request(struct run *r, struct str method, struct str target, bool as_form);

/* A word of a case: does it, or fails. */
typedef bool verb(struct run *r, struct str rest);
verb verb_get, verb_head, verb_post, verb_forge, verb_method, verb_follow, verb_send, verb_as, verb_browser;
verb verb_bearer;
verb verb_await;
verb verb_expect, verb_contains, verb_lacks, verb_header, verb_no_header, verb_cookie, verb_statements, verb_batches,
	verb_changes, verb_sql, verb_let, verb_keep, verb_same, verb_matrix;

#endif
