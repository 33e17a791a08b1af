/* Compiles the translations into the program: po_compile OUT.c nl.po en.po
 *
 * Refuses what would show a reader something half done: an empty or fuzzy text, {slots} that differ from the English,
 * spaces at an end that differ, a context that is no audience, an audience's text without a general one, the same
 * text twice. Dutch must be complete; English has only the texts that differ from those in the code. */
#include "buf.h"
#include "catalogue.h"

#include <stdio.h>

enum { FILE_MAX = 8 << 20, ARENA_MAX = 256 << 20, ENTRIES_MAX = 32768, SLOTS_MAX = 16 };

enum field { FIELD_NONE, FIELD_CONTEXT, FIELD_ID, FIELD_PLURAL, FIELD_ONE, FIELD_MANY, FIELD__N };

static const struct {
	const char *word;
	enum field field;
} words[] = {
	/* Longer words first: the first that fits is taken. */
	{"msgid_plural", FIELD_PLURAL}, {"msgctxt", FIELD_CONTEXT}, {"msgid", FIELD_ID},
	{"msgstr[0]", FIELD_ONE},       {"msgstr[1]", FIELD_MANY},  {"msgstr", FIELD_ONE},
};

static const char *const audiences[AUD__N] = {
	[AUD_PROF] = "", [AUD_OUDER] = "ouder", [AUD_LEERLING] = "leerling", [AUD_BRIEF] = "brief"};

struct po_entry {
	struct buf field[FIELD__N];
	bool has[FIELD__N];
	bool fuzzy;
	int line;
};

struct compiler {
	struct arena *arena;
	const char *file;
	enum lang lang;
	struct tr_entry *entries;
	size_t n;
	int line, faults;
};

static void fault(struct compiler *c, int line, const char *what, const char *text)
{
	fprintf(stderr, "%s:%d: %s: \"%.60s\"\n", c->file, line, what, text);
	c->faults++;
}

static struct str read_file(struct arena *a, const char *name)
{
	FILE *f = fopen(name, "rb");
	if (f == NULL)
		die("cannot read %s", name);
	char *p = arena_alloc(a, FILE_MAX);
	size_t n = fread(p, 1, FILE_MAX, f);
	if (n == FILE_MAX || ferror(f))
		die("%s is too large or cannot be read", name);
	fclose(f);
	return (struct str){p, n};
}

/* --- reading --- */

static void po_entry_begin(struct compiler *c, struct po_entry *e)
{
	*e = (struct po_entry){.line = c->line};
	for (int f = 0; f < FIELD__N; f++)
		buf_init(&e->field[f], c->arena, 16384);
}

/* Adds the content of one "quoted" string to the field that is being read. */
static void read_string(struct compiler *c, struct str s, struct buf *out)
{
	if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"') {
		fault(c, c->line, "not a quoted string", s.p);
		return;
	}
	for (size_t i = 1; i + 1 < s.n; i++) {
		char x = s.p[i];
		if (x == '\\' && i + 2 < s.n) {
			x = s.p[++i];
			x = x == 'n' ? '\n' : x == 't' ? '\t' : x;
		}
		buf_byte(out, x);
	}
}

/* The field as a C string; NULL when the entry has none. */
static const char *text(const struct po_entry *e, enum field f)
{
	struct str s = buf_view(&e->field[f]);
	if (e->field[f].failed)
		die("line %d: a text of more than %zu bytes", e->line, e->field[f].max);
	return e->has[f] ? str_c(e->field[f].arena, s) : NULL;
}

static struct tr_entry *entry_for(struct compiler *c, const char *english)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->entries[i].english, english) == 0)
			return &c->entries[i];
	if (c->n == ENTRIES_MAX)
		die("more than %d texts", ENTRIES_MAX);
	c->entries[c->n].english = english;
	return &c->entries[c->n++];
}

/* --- checks --- */

static size_t slots_of(const char *s, struct str out[SLOTS_MAX])
{
	size_t n = 0;
	struct str rest = str_from(s);
	for (size_t open; (open = str_find(rest, '{')) < rest.n && n < SLOTS_MAX;) {
		struct str from = {rest.p + open + 1, rest.n - open - 1};
		size_t close = str_find(from, '}');
		bool closed = close < from.n;
		out[n++] = closed ? (struct str){from.p, close} : (struct str){from.p - 1, from.n + 1};
		rest = close < from.n ? (struct str){from.p + close + 1, from.n - close - 1} : (struct str){0};
	}
	return n;
}

static bool slots_within(const char *inner, const char *outer)
{
	struct str a[SLOTS_MAX], b[SLOTS_MAX];
	size_t na = slots_of(inner, a), nb = slots_of(outer, b);
	for (size_t i = 0; i < na; i++) {
		size_t j = 0;
		while (j < nb && !str_eq(a[i], b[j]))
			j++;
		if (j == nb)
			return false;
	}
	return true;
}

static bool same_slots(const char *a, const char *b)
{
	return slots_within(a, b) && slots_within(b, a);
}

static bool same_ends(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b);
	if (na == 0 || nb == 0)
		return na == nb;
	return (a[0] == ' ') == (b[0] == ' ') && (a[na - 1] == ' ') == (b[nb - 1] == ' ') &&
	       (a[na - 1] == '\n') == (b[nb - 1] == '\n');
}

static void check_text(struct compiler *c, const struct po_entry *e, const char *english, const char *other,
                       const char *translated)
{
	if (translated == NULL || *translated == '\0')
		fault(c, e->line, "no translation", english);
	else if (!same_slots(english, translated) && !(other != NULL && same_slots(other, translated)))
		fault(c, e->line, "other {slots} than the English", english);
	else if (!same_ends(english, translated))
		fault(c, e->line, "other spaces at an end than the English", english);
}

static void po_entry_end(struct compiler *c, const struct po_entry *e)
{
	const char *english = text(e, FIELD_ID), *plural = text(e, FIELD_PLURAL), *context = text(e, FIELD_CONTEXT);
	if (english == NULL || *english == '\0')
		return; /* between entries, or the header */
	if (e->fuzzy)
		fault(c, e->line, "fuzzy: look at it again and take the mark away", english);
	check_text(c, e, english, plural, text(e, FIELD_ONE));
	if (plural != NULL)
		check_text(c, e, plural, NULL, text(e, FIELD_MANY));
	int audience = 0;
	while (context != NULL && audience < AUD__N && strcmp(audiences[audience], context) != 0)
		audience++;
	if (audience == AUD__N) {
		fault(c, e->line, "msgctxt is no audience (ouder, leerling, brief)", english);
		return;
	}
	struct tr_entry *entry = entry_for(c, english);
	const char **form = entry->text[c->lang][audience];
	if (form[TR_ONE] != NULL)
		fault(c, e->line, "twice in this file", english);
	form[TR_ONE] = text(e, FIELD_ONE);
	form[TR_MANY] = text(e, FIELD_MANY);
}

/* --- the file, line by line --- */

static enum field field_at(struct str line, struct str *rest)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		struct str word = str_from(words[i].word);
		if (str_starts(line, word)) {
			*rest = str_trim((struct str){line.p + word.n, line.n - word.n});
			return words[i].field;
		}
	}
	return FIELD_NONE;
}

static void read_line(struct compiler *c, struct str line, struct po_entry *e, enum field *now)
{
	struct str rest = line;
	if (line.n == 0)
		return;
	if (line.p[0] == '#') {
		if (e->has[FIELD_ONE]) {
			po_entry_end(c, e);
			po_entry_begin(c, e);
		}
		if (str_starts(line, S("#,")) && memmem(line.p, line.n, "fuzzy", 5) != NULL)
			e->fuzzy = true;
		return;
	}
	if (line.p[0] != '"') {
		*now = field_at(line, &rest);
		if ((*now == FIELD_CONTEXT || *now == FIELD_ID) && e->has[FIELD_ONE]) {
			po_entry_end(c, e);
			po_entry_begin(c, e);
		}
		e->has[*now] = true;
	}
	if (*now == FIELD_NONE)
		fault(c, c->line, "not a line of a .po file", rest.p);
	else
		read_string(c, rest, &e->field[*now]);
}

static void read_po(struct compiler *c)
{
	struct str rest = read_file(c->arena, c->file);
	struct po_entry e;
	enum field now = FIELD_NONE;
	c->line = 0;
	po_entry_begin(c, &e);
	while (rest.n > 0) {
		c->line++;
		struct str line = str_trim(str_cut(rest, '\n', &rest));
		read_line(c, str_copy(c->arena, line), &e, &now);
	}
	po_entry_end(c, &e);
	for (size_t i = 0; i < c->n; i++)
		for (int a = AUD_PROF + 1; a < AUD__N; a++)
			if (c->lang == LANG_NL && c->entries[i].text[LANG_NL][a][TR_ONE] != NULL &&
			    c->entries[i].text[LANG_NL][AUD_PROF][TR_ONE] == NULL)
				fault(c, c->line, "text for one audience only: a text without msgctxt is needed too",
				      c->entries[i].english);
	if (c->lang != LANG_NL)
		for (size_t i = 0; i < c->n; i++)
			if (c->entries[i].text[LANG_NL][AUD_PROF][TR_ONE] == NULL)
				fault(c, c->line, "not in the Dutch file", c->entries[i].english);
}

/* --- writing --- */

static void write_string(FILE *out, const char *s)
{
	if (s == NULL) {
		fputs("0", out);
		return;
	}
	fputc('"', out);
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			fprintf(out, "\\%c", *s);
		else if ((unsigned char)*s < 0x20)
			fprintf(out, "\\%03o", (unsigned)(unsigned char)*s);
		else
			fputc(*s, out);
	}
	fputc('"', out);
}

static void write_entry(FILE *out, const struct tr_entry *e)
{
	fputs("\t{", out);
	write_string(out, e->english);
	fputs(", {", out);
	for (int l = 0; l < LANG__N; l++) {
		fputs("{", out);
		for (int a = 0; a < AUD__N; a++) {
			fputs("{", out);
			write_string(out, e->text[l][a][TR_ONE]);
			fputs(", ", out);
			write_string(out, e->text[l][a][TR_MANY]);
			fputs("},", out);
		}
		fputs("},", out);
	}
	fputs("}},\n", out);
}

static void write_places(FILE *out, struct compiler *c)
{
	uint32_t places = 16;
	while (places < 2 * c->n)
		places *= 2;
	uint32_t *place = ARENA_ARRAY(c->arena, uint32_t, places); /* number of the entry + 1 */
	for (size_t i = 0; i < c->n; i++) {
		uint32_t at = tr_hash(c->entries[i].english) & (places - 1);
		while (place[at] != 0)
			at = (at + 1) & (places - 1);
		place[at] = (uint32_t)i + 1;
	}
	fprintf(out, "static const struct tr_entry *const place[%u] = {\n", places);
	for (uint32_t at = 0; at < places; at++)
		if (place[at] != 0)
			fprintf(out, "\t[%u] = &entries[%u],\n", at, place[at] - 1);
	fprintf(out, "};\n\nconst struct tr_catalogue tr_catalogue = {place, %u};\n", places - 1);
}

static void write_c(struct compiler *c, const char *name)
{
	FILE *out = fopen(name, "wb");
	if (out == NULL)
		die("cannot write %s", name);
	fputs("/* Made by tools/po_compile.c from po/: change the translations there. */\n#include \"catalogue.h\"\n\n"
	      "static const struct tr_entry entries[] = {\n",
	      out);
	for (size_t i = 0; i < c->n; i++)
		write_entry(out, &c->entries[i]);
	if (c->n == 0)
		fputs("\t{0},\n", out);
	fputs("};\n\n", out);
	write_places(out, c);
	if (fclose(out) != 0)
		die("cannot write %s", name);
}

int main(int argc, char **argv)
{
	if (argc != 2 + LANG__N)
		die("usage: po_compile OUT.c nl.po en.po");
	struct compiler c = {.arena = arena_new(ARENA_MAX)};
	c.entries = ARENA_ARRAY(c.arena, struct tr_entry, ENTRIES_MAX);
	for (enum lang l = 0; l < LANG__N; l++) {
		c.file = argv[2 + (int)l];
		c.lang = l;
		read_po(&c);
	}
	if (c.faults == 0)
		write_c(&c, argv[1]);
	int code = c.faults == 0 ? 0 : 1;
	arena_free(c.arena);
	return code;
}
