/* EDEXML 2.1 (Edustandaard, February 2017): groepen, leerlingen, leerkrachten. Read in a boxed child (xml_in.h). Only
 * what is asked for is taken. */
#include "roster_row.h"

#include "bsn.h"
#include "xml_in.h"

enum { PEOPLE_MAX = 20000, TEXT_MAX = 400, DEPTH_GROUPS = 4, ANSWER_MAX = 24 << 20 };

/* What is taken of an item; the places of its texts. */
enum piece { P_GIVEN, P_PREFIX, P_FAMILY, P_BORN, P_POSTCODE, P_NAME, P_YEAR, P_EMAIL, P_GROUP_KEYS, P_KEY, P__N };
static const struct {
	const char *name;
	enum piece piece;
} pieces[] = {
	{"roepnaam", P_GIVEN}, {"voorvoegsel", P_PREFIX}, {"tussenvoegsel", P_PREFIX}, {"achternaam", P_FAMILY},
	{"geboortedatum", P_BORN}, {"postcode", P_POSTCODE}, {"naam", P_NAME}, {"jaargroep", P_YEAR}, {"emailadres",
	    P_EMAIL},
};

struct item {
	enum roster_kind kind;
	size_t line;
	struct str v[P__N];
	struct item *next;
};

struct reading {
	struct xml_in x;
	struct arena *a;
	struct item *first, *last, *at; /* at: the item that is open */
	size_t n;
	int item_depth;
	const char *section;
	struct str *key;  /* where the attribute "key" of the element that has just begun goes; NULL: nowhere */
	char between;     /* what stands between two keys there; NUL: there is only one */
	struct str *into; /* where text goes; NULL: nowhere */
	int into_depth;
};

static struct reading *reading_of(struct xml_in *x)
{
	return x->ctx;
}

static void add_text(struct reading *x, struct str *to, struct str s, char between)
{
	if (to->n + s.n + 1 > TEXT_MAX && to->n > 0)
		return;
	if (s.n > TEXT_MAX)
		for (s.n = TEXT_MAX; s.n > 0 && ((unsigned char)s.p[s.n] & 0xc0) == 0x80;) /* never inside a letter */
			s.n--;
	*to = to->n == 0 ? str_copy(x->a, s)
	                 : str_printf(x->a, STR_FMT "%.*s" STR_FMT, STR_ARG(*to), between != '\0', &between,
	                 STR_ARG(s));
}

static void attribute(struct xml_in *in, struct str name, struct str value)
{
	struct reading *x = reading_of(in);
	if (x->key != NULL && str_is(name, "key") && value.n > 0 && value.n <= TEXT_MAX)
		add_text(x, x->key, value, x->between);
}

static bool is_one_of(struct str s, const char *const *names)
{
	for (; *names != NULL; names++)
		if (str_is(s, *names))
			return true;
	return false;
}

static const char *section_of(struct str name)
{
	static const char *const all[] = {"groepen", "leerlingen", "leerkrachten"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_is(name, all[i]))
			return all[i];
	return "";
}

static enum roster_kind item_of(const char *section, struct str name)
{
	static const char *const groups[] = {"groep", "samengestelde_groep", NULL};
	if (strcmp(section, "groepen") == 0 && is_one_of(name, groups))
		return ROSTER_GROUP;
	if (strcmp(section, "leerlingen") == 0 && str_is(name, "leerling"))
		return ROSTER_PUPIL;
	return strcmp(section, "leerkrachten") == 0 && str_is(name, "leerkracht") ? ROSTER_STAFF : ROSTER_UNSURE;
}

static void item_begins(struct reading *x, enum roster_kind kind, int depth)
{
	if (x->n == PEOPLE_MAX) {
		x->x.refused = XML_LARGE;
		return;
	}
	struct item *it = ARENA_NEW(x->a, struct item);
	*it = (struct item){.kind = kind, .line = x->x.line};
	if (x->last == NULL)
		x->first = it;
	else
		x->last->next = it;
	x->last = x->at = it;
	x->item_depth = depth;
	x->key = &it->v[P_KEY];
	x->n++;
}

/* Something of the item that is open. */
static void piece_begins(struct reading *x, struct str name, int depth, bool empty)
{
	if (str_is(name, "groep") && depth <= DEPTH_GROUPS) {
		x->key = &x->at->v[P_GROUP_KEYS];
		x->between = '\n';
	}
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces && !empty; i++)
		if (str_is(name, pieces[i].name) && (depth == x->item_depth + 1 || pieces[i].piece == P_POSTCODE)) {
			x->into = &x->at->v[pieces[i].piece];
			x->into_depth = depth;
		}
}

static void begin(struct xml_in *in, struct str name, int depth, bool empty)
{
	struct reading *x = reading_of(in);
	x->key = NULL;
	x->between = '\0';
	if (depth == 0 && !str_is(name, "EDEX") && !str_is(name, "leerlinggegevens"))
		in->refused = "edexml";
	if (depth == 1)
		x->section = section_of(name);
	enum roster_kind kind = depth == 2 ? item_of(x->section, name) : ROSTER_UNSURE;
	if (kind != ROSTER_UNSURE) {
		item_begins(x, kind, depth);
		if (empty)
			x->at = NULL;
	} else if (x->at != NULL && depth > x->item_depth) {
		piece_begins(x, name, depth, empty);
	}
}

static void text(struct xml_in *in, struct str s, int depth)
{
	struct reading *x = reading_of(in);
	if (x->into != NULL && depth == x->into_depth + 1)
		add_text(x, x->into, s, '\0');
}

static void end(struct xml_in *in, int depth)
{
	struct reading *x = reading_of(in);
	if (x->into != NULL && depth == x->into_depth) {
		/* A number in pieces of text is one number. */
		if (bsn_in(*x->into))
			in->refused = XML_BSN;
		x->into = NULL;
	}
	if (x->at != NULL && depth == x->item_depth)
		x->at = NULL;
}

/* ---- the answer ---- */

static const struct item *group_by_key(const struct reading *x, struct str key)
{
	for (const struct item *it = x->first; it != NULL; it = it->next)
		if (it->kind == ROSTER_GROUP && str_eq(it->v[P_KEY], key))
			return it;
	return NULL;
}

/* The names of the groups that keys point at; of a pupil the first one. */
static struct str group_words(const struct reading *x, const struct item *it)
{
	struct str all = {0}, keys = it->v[P_GROUP_KEYS];
	while (keys.n > 0) {
		const struct item *g = group_by_key(x, str_cut(keys, '\n', &keys));
		if (g == NULL || g->v[P_NAME].n == 0)
			continue;
		all = all.n == 0 ? g->v[P_NAME] : str_printf(x->a, STR_FMT "|" STR_FMT, STR_ARG(all),
		    STR_ARG(g->v[P_NAME]));
		if (it->kind == ROSTER_PUPIL)
			break;
	}
	return all;
}

static void write_item(const struct reading *x, struct import_writer *w, const struct item *it)
{
	static const char *const kinds[] = {"", "groep", "leerling", "leerkracht"};
	const struct str *v = it->v;
	const struct str cell[RC__N] = {
		[RC_KIND] = str_from(kinds[it->kind]), [RC_GIVEN] = v[P_GIVEN], [RC_PREFIX] = v[P_PREFIX],
		    [RC_FAMILY] = v[P_FAMILY],
		[RC_BORN] = v[P_BORN], [RC_POSTCODE] = v[P_POSTCODE], [RC_YEAR] = v[P_YEAR], [RC_EMAIL] = v[P_EMAIL],
		[RC_GROUP] = it->kind == ROSTER_GROUP ? v[P_NAME] : group_words(x, it),
	};
	import_write_line(w, it->line, cell, RC__N);
}

enum err roster_box_edexml(struct arena *a, struct str bytes, struct str *answer)
{
	struct reading x = {
		.a = a, .section = "",
		.x = {.ctx = &x, .begin = begin, .attribute = attribute, .text = text, .end = end},
	};
	struct import_writer *w = import_writer_new(a, ANSWER_MAX);
	struct str head[RC__N];
	xml_read(&x.x, bytes);
	if (x.x.refused == NULL && x.n == 0)
		x.x.refused = "edexml";
	for (enum roster_col c = 0; c < RC__N; c++)
		head[c] = str_from(roster_col_names[c]);
	if (x.x.refused != NULL) {
		const struct str why[] = {S(ROSTER_REFUSED), str_from(x.x.refused)};
		import_write_line(w, 1, why, 2);
	} else {
		import_write_line(w, 1, head, RC__N);
		for (enum roster_kind k = ROSTER_GROUP; k <= ROSTER_STAFF; k++)
			for (const struct item *it = x.first; it != NULL; it = it->next)
				if (it->kind == k)
					write_item(&x, w, it);
	}
	*answer = import_written(w);
	return OK;
}
