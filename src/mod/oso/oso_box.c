/* In the box: a dossier as what it says of one child. Names of elements are those of the standard; what stands in none
 * of the tables is not taken over, and said so. */
#include "oso_check.h"
#include "oso_unpack.h"
#include "oso_wire.h"

#include "bsn.h"

enum { TITLE_MAX = 200, LINES_MAX = 4000, LEFT_MAX = 60 };

/* Which elements below the child are a fact, and what of them stands out. A path goes down with slashes. */
static const struct kind {
	const char *list, *name; /* list NULL: straight below the child */
	enum oso_section section;
	const char *title[2], *on, *by;
} kinds[] = {
	{"schoolloopbaanlijst", "schoolloopbaan", OSO_SCHOOL_YEARS, {"schooljaar", "groepsnaam"}, "begindatum", NULL},
	{"onderwijsondersteuning", "toelichting_onderwijsbehoeften", OSO_NEEDS, {NULL}, NULL, NULL},
	{"onderwijsondersteuning", "handelingsplan", OSO_NEEDS, {"isgerichtop"}, "startdatum", NULL},
	{"onderwijsondersteuning", "opp", OSO_NEEDS, {NULL}, "opp_ingangdatum", NULL},
	{"onderwijsondersteuning", "tlv", OSO_DECISIONS, {NULL}, "tlvingangdatum", NULL},
	{"onderwijsondersteuning", "arrangement_cluster12", OSO_DECISIONS, {NULL}, "arrangement_datum", NULL},
	{"onderwijsondersteuning", "arrangement_pao", OSO_DECISIONS, {"arrangement_kenmerk"}, "arrangement_datum", NULL},
	{"onderwijsondersteuning", "lwoo", OSO_DECISIONS, {NULL}, "lwoo_ingangdatum", NULL},
	{"onderwijsondersteuning", "rvc", OSO_DECISIONS, {NULL}, "rvcdatum", NULL},
	{"onderwijsondersteuning", "ondersteuning", OSO_NEEDS, {NULL}, NULL, NULL},
	{NULL, "overstapadvies", OSO_ADVICE, {NULL}, NULL, "contactpersoon"},
	{"toetslijst", "toets", OSO_TESTS, {"toetsidentificatie/toetsnaam"}, "afname/afnamedatum",
	 "afname/afgenomendoor/naammedewerker"},
	{"cijferlijstlijst", "cijferlijst", OSO_MARKS, {"cijferlijstTypelijst/naam"}, "afnamedatum", NULL},
	{"handelingsplanlijst", "handelingsplan", OSO_NEEDS, {"isgerichtop"}, "startdatum", NULL},
	{NULL, "verzuim", OSO_ABSENCE, {NULL}, NULL, NULL},
	{NULL, "voorschools", OSO_PRESCHOOL, {NULL}, NULL, NULL},
	{NULL, "vroegschools", OSO_PRESCHOOL, {NULL}, "vroegschoolsdatumingang", NULL},
	{NULL, "overigdocumentlijst", OSO_OTHER, {NULL}, NULL, NULL},
	{NULL, "bijlagen", OSO_OTHER, {NULL}, NULL, NULL},
};

/* Not a fact: they are the core of the child, or wrap facts. */
static const char *const known[] = {
	"voornaam", "voorletters-1", "voorvoegsel", "achternaam", "roepnaam", "geboortedatum", "adresgeheim",
	"schoolloopbaanlijst", "onderwijsondersteuning", "toetslijst", "cijferlijstlijst", "handelingsplanlijst", NULL};

struct boxing {
	struct arena *a;
	struct buf w;
	const char *left[LEFT_MAX];
	size_t n_left;
	bool bsn;
};

/* As ipc.h reads them. */
static void put_number(struct boxing *x, uint64_t v, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		buf_byte(&x->w, (char)(v >> 8 * i & 0xff));
}

static void put_text(struct boxing *x, struct str s)
{
	put_number(x, s.n, 4);
	buf_str(&x->w, s);
}

static struct str at_path(const struct element *e, const char *path)
{
	struct str rest = str_from(path);
	while (e != NULL && rest.n > 0) {
		struct str name = str_cut(rest, '/', &rest);
		const struct element *c = e->first;
		while (c != NULL && !str_eq(c->name, name))
			c = c->next;
		e = c;
	}
	return e == NULL || path == NULL ? (struct str){0} : e->text;
}

static void leave(struct boxing *x, const struct element *e)
{
	for (size_t i = 0; i < x->n_left; i++)
		if (str_is(e->name, x->left[i]))
			return;
	if (x->n_left < LEFT_MAX)
		x->left[x->n_left++] = e->name.p;
}

static struct str title_of(struct boxing *x, const struct kind *k, const struct element *e)
{
	struct str out = at_path(e, k->title[0]), more = at_path(e, k->title[1]);
	if (more.n > 0)
		out = out.n == 0 ? more : str_printf(x->a, STR_FMT ", " STR_FMT, STR_ARG(out), STR_ARG(more));
	if (out.n > TITLE_MAX)
		out.n = TITLE_MAX;
	return out.n > 0 ? out : e->name;
}

static bool in_document(const struct element *e, const struct element *top)
{
	for (; e != NULL && e != top; e = e->up)
		if (str_is(e->name, "document"))
			return true;
	return false;
}

static struct str one_line(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		p[i] = (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i];
	return (struct str){p, s.n};
}

/* A line per leaf that has a name of ours: "element: what it says". */
static struct str lines_of(struct boxing *x, const struct element *top)
{
	struct buf b;
	buf_init(&b, x->a, 1 << 20);
	for (const struct element *e = below(top, top); e != NULL; e = below(top, e)) {
		if (e->first != NULL || e->text.n == 0 || in_document(e, top))
			continue;
		if (oso_name_label(e->name) == NULL)
			leave(x, e);
		else if (b.n + e->name.n + e->text.n + 2 < LINES_MAX)
			buf_printf(&b, STR_FMT ": " STR_FMT "\n", STR_ARG(e->name), STR_ARG(one_line(x->a, e->text)));
	}
	return b.failed ? (struct str){0} : buf_view(&b);
}

static void put_files(struct boxing *x, const struct kind *k, const struct element *top)
{
	for (const struct element *e = below(top, top); e != NULL; e = below(top, e)) {
		struct str bytes, inner = {0};
		if (!str_is(e->name, "document"))
			continue;
		bool whole = oso_base64(x->a, text_of(e, "bestandsinhoud"), &bytes) &&
		             oso_unzip(x->a, bytes, DOCUMENT_BYTES_MAX, &inner);
		if (whole && document_look(inner).type == DOCUMENT_TEXT && bsn_in(inner))
			x->bsn = true;
		put_number(x, OSO_WIRE_FILE, 4);
		put_number(x, k->section, 4);
		put_text(x, text_of(e, "bestandsnaam"));
		put_text(x, text_of(e, "omschrijving"));
		put_number(x, !whole, 4);
		put_text(x, whole ? inner : (struct str){0});
	}
}

/* Intelligence is for the report of an expert, not for a list of tests. */
static bool is_closed(const struct element *e)
{
	for (const struct element *b = below(e, e); b != NULL; b = below(e, b))
		if (str_is(b->name, "codereferentiescore") && str_is(b->text, "IQ"))
			return true;
	return false;
}

static void put_fact(struct boxing *x, const struct kind *k, const struct element *e)
{
	if (is_closed(e)) {
		leave(x, e);
		return;
	}
	struct str text = lines_of(x, e);
	if (text.n > 0) {
		put_number(x, OSO_WIRE_FACT, 4);
		put_number(x, k->section, 4);
		put_text(x, title_of(x, k, e));
		put_text(x, text);
		put_text(x, at_path(e, k->by));
		put_number(x, (uint64_t)(int64_t)oso_date(at_path(e, k->on)), 8);
	}
	put_files(x, k, e);
}

static const struct kind *kind_of(const struct element *e, const char *list)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		bool here = list == NULL ? kinds[i].list == NULL : kinds[i].list != NULL && strcmp(kinds[i].list, list) == 0;
		if (here && str_is(e->name, kinds[i].name))
			return &kinds[i];
	}
	return NULL;
}

static bool is_list(const struct element *e)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].list != NULL && str_is(e->name, kinds[i].list))
			return true;
	return false;
}

static void put_facts(struct boxing *x, const struct element *of, const char *list)
{
	for (const struct element *e = of->first; e != NULL; e = e->next) {
		const struct kind *k = kind_of(e, list);
		size_t i = 0;
		while (known[i] != NULL && !str_is(e->name, known[i]))
			i++;
		if (k != NULL)
			put_fact(x, k, e);
		else if (list == NULL && is_list(e))
			put_facts(x, e, e->name.p);
		else if (known[i] == NULL)
			leave(x, e);
	}
}

/* First names are repeated; what the child is called goes first. */
static struct str given_of(const struct element *child)
{
	struct str called = text_of(child, "roepnaam");
	return called.n > 0 ? called : text_of(child, "voornaam");
}

/* Four figures of the postcode, and no more of where it lives. */
static struct str pc4_of(const struct element *child)
{
	struct str pc = text_of(child_of(child_of(child, "adreslijst"), "adres"), "postcode");
	return pc.n < 4 ? (struct str){0} : (struct str){pc.p, 4};
}

static void put_child(struct boxing *x, const struct element *root)
{
	const struct element *school = child_of(root, "huidigeschool"), *child = child_of(school, "leerling");
	const struct element *meta = child_of(root, "metadata");
	const struct str texts[OSO_CHILD_TEXTS] = {
		given_of(child), text_of(child, "voorvoegsel"), text_of(child, "achternaam"), pc4_of(child),
		text_of(school, "brincode"), text_of(school, "vestigingscode"), text_of(school, "naam"),
		text_of(meta, "overstap"),
	};
	put_number(x, OSO_WIRE_CHILD, 4);
	for (size_t i = 0; i < OSO_CHILD_TEXTS; i++)
		put_text(x, texts[i]);
	put_number(x, (uint64_t)(int64_t)oso_date(text_of(child, "geboortedatum")), 8);
	put_number(x, (uint64_t)(int64_t)oso_date(text_of(meta, "datum")), 8);
	put_number(x, str_is(text_of(child, "adresgeheim"), "true"), 4);
	put_facts(x, child, NULL);
}

enum err oso_box(struct arena *a, struct str bytes, struct str *answer)
{
	struct oso_tree t = oso_tree_read(a, bytes);
	struct oso_faults *faults = ARENA_NEW(a, struct oso_faults);
	struct boxing *x = ARENA_NEW(a, struct boxing);
	x->a = a;
	buf_init(&x->w, a, oso_answer_max(bytes.n));
	oso_check(&t, faults);
	if (faults->n == 0)
		put_child(x, t.root);
	if (x->bsn) {
		faults->v[faults->n++] = (struct oso_fault){.rule = XML_BSN};
		x->w.n = 0;
		x->n_left = 0;
	}
	for (size_t i = 0; i < faults->n; i++) {
		put_number(x, OSO_WIRE_FAULT, 4);
		put_text(x, str_from(faults->v[i].rule));
		put_text(x, faults->v[i].where);
		put_number(x, (uint32_t)faults->v[i].line, 4);
	}
	for (size_t i = 0; i < x->n_left; i++) {
		put_number(x, OSO_WIRE_LEFT, 4);
		put_text(x, str_from(x->left[i]));
	}
	*answer = buf_view(&x->w);
	return x->w.failed ? ERR_TOO_BIG : OK;
}
