#include "oso_tree.h"

#include "bsn.h"

#define CONTENT "bestandsinhoud" /* an attachment in base64 */

struct building {
	struct xml_in x;
	struct arena *a;
	struct element *root, *at;
	struct str space;
	size_t n;
};

static void begin(struct xml_in *x, struct str name, int depth, bool empty)
{
	struct building *b = x->ctx;
	(void)depth;
	if (++b->n > OSO_ELEMENTS_MAX || name.n > OSO_NAME_MAX) {
		x->refused = XML_LARGE;
		return;
	}
	struct element *e = ARENA_NEW(b->a, struct element);
	*e = (struct element){.name = str_copy(b->a, name), .line = x->line, .up = b->at};
	if (b->at == NULL) {
		b->root = e;
		b->space = str_copy(b->a, x->space);
	} else {
		*(b->at->last == NULL ? &b->at->first : &b->at->last->next) = e;
		b->at->last = e;
	}
	if (!empty)
		b->at = e;
}

static bool opaque(struct xml_in *x)
{
	struct building *b = x->ctx;
	return b->at != NULL && str_is(b->at->name, CONTENT);
}

static void text(struct xml_in *x, struct str s, int depth)
{
	struct building *b = x->ctx;
	struct element *e = b->at;
	(void)depth;
	if (e == NULL)
		return;
	if (!opaque(x) && e->text.n + s.n > OSO_TEXT_MAX)
		x->refused = XML_LARGE;
	else
		e->text = e->text.n == 0 ? str_copy(b->a, s)
		                         : str_printf(b->a, STR_FMT STR_FMT, STR_ARG(e->text), STR_ARG(s));
}

static void end(struct xml_in *x, int depth)
{
	struct building *b = x->ctx;
	(void)depth;
	/* A number in pieces of text is one number. */
	if (!opaque(x) && bsn_in(b->at->text))
		x->refused = XML_BSN;
	b->at->text = b->at->first == NULL ? str_trim(b->at->text) : (struct str){0};
	b->at = b->at->up;
}

struct oso_tree oso_tree_read(struct arena *a, struct str bytes)
{
	struct building b = {.a = a, .x = {.ctx = &b, .begin = begin, .text = text, .end = end, .opaque = opaque}};
	xml_read(&b.x, bytes);
	return (struct oso_tree){.root = b.root, .space = b.space, .refused = b.x.refused};
}

static const struct element *named(const struct element *e, struct str name)
{
	while (e != NULL && !str_eq(e->name, name))
		e = e->next;
	return e;
}

const struct element *child_of(const struct element *e, const char *name)
{
	return e == NULL ? NULL : named(e->first, str_from(name));
}

const struct element *next_of(const struct element *e)
{
	return named(e->next, e->name);
}

struct str text_of(const struct element *e, const char *name)
{
	const struct element *c = child_of(e, name);
	return c == NULL ? (struct str){0} : c->text;
}

const struct element *below(const struct element *e, const struct element *at)
{
	if (at->first != NULL)
		return at->first;
	while (at != e && at->next == NULL)
		at = at->up;
	return at == e ? NULL : at->next;
}
