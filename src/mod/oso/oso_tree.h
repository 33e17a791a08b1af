/* Inside of the box of mod/oso: the elements of a dossier as a tree in the arena. */
#ifndef TN_OSO_TREE_H
#define TN_OSO_TREE_H

#include "xml_in.h"

struct element {
	struct str name, text; /* text: that of a leaf, trimmed */
	size_t line;
	struct element *first, *last, *next, *up;
};
struct oso_tree {
	struct element *root;
	struct str space;    /* the namespace of the root */
	const char *refused; /* of xml_in.h, or OSO_LARGE; NULL: it could be read */
};
enum { OSO_ELEMENTS_MAX = 60000, OSO_TEXT_MAX = 4000, OSO_NAME_MAX = 80 };

struct oso_tree oso_tree_read(struct arena *a, struct str bytes);
/* The first child with this name; NULL: none, or `e` is NULL. */
const struct element *child_of(const struct element *e, const char *name);
/* The next of the same name behind it. */
const struct element *next_of(const struct element *e);
/* The text of that child; empty: there is none. */
struct str text_of(const struct element *e, const char *name);
/* Below `e`, at any depth, in the order of the file; NULL: no more. Begin with `at` = e. */
const struct element *below(const struct element *e, const struct element *at);

#endif
