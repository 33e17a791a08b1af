/* A browser for the HTTP cases: cookies, pages, forms. It reads HTML as a browser does (tags, attributes, entities),
 * sends one request a connection, and never follows a redirect by itself. Everything lives in the arena of its case. */
#ifndef TN_TEST_BROWSER_H
#define TN_TEST_BROWSER_H

#include "buf.h"

enum { JAR_MAX = 8, FIELDS_MAX = 256, ANSWER_MAX = 4 * 1024 * 1024 };

struct field_pair {
	struct str name, value;
};
struct fields {
	struct field_pair v[FIELDS_MAX];
	size_t n;
};
/* Sets the first field of that name, or adds it. */
/* Behind those of the same name: a form may hold several. */
void fields_add(struct fields *f, struct str name, struct str value);
/* In place of all of that name. */
void fields_set(struct fields *f, struct str name, struct str value);
void fields_drop(struct fields *f, struct str name);
struct str fields_get(const struct fields *f, const char *name);

struct answer {
	int status;       /* 0: the connection was closed without an answer */
	struct str head;  /* header lines, without the status line */
	struct str body;
};
/* The n-th header of this name, or a slice with .p NULL. */
struct str answer_header(const struct answer *r, const char *name, size_t nth);

struct browser {
	struct str name;                  /* as the case calls it: ib1, ib1/2, visitor */
	struct field_pair jar[JAR_MAX];
	size_t n_cookies;
	struct str bearer;                /* the key of a program; empty: a browser */
	struct str path;                  /* of the last page that was answered with a body */
	struct answer last;
};
void browser_cookies(struct browser *b, const struct answer *r, struct arena *a);
struct str browser_cookie(const struct browser *b, const char *name);

/* Sends these bytes to 127.0.0.1:port and reads one answer; false when nobody listens. */
bool exchange(int port, struct str bytes, bool head_only, struct arena *a, struct answer *out);
/* application/x-www-form-urlencoded. */
struct str form_encode(struct arena *a, const struct fields *f);
/* The fields that a browser would post for the form, or by the button in one, with this action (whatever its query) on
 * page `body`, shown at `path`; *action becomes the whole of it. False when the page has no such form. */
bool form_read(struct arena *a, struct str body, struct str path, struct str *action, struct fields *out);

/* The elements and attribute names of a page, in order; and its visible text, digits as 0. */
struct str page_shape(struct arena *a, struct str body);
struct str page_text(struct arena *a, struct str body);
/* What is wrong with any page of ours: an inline script, style or handler; NULL when nothing. */
const char *page_fault(struct arena *a, struct str body);

/* First place of `what` in `in`, or in.n. */
size_t find(struct str in, struct str what);

#endif
