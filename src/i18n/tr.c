#include "tr.h"

#include "buf.h"
#include "catalogue.h"

enum { FILLED_MAX = 64 * 1024, SLOT_NAME_MAX = 32 };

static const struct {
	const char *code, *name;
} langs[LANG__N] = {
	[LANG_NL] = {"nl", "Nederlands"},
	[LANG_EN] = {"en", "English"},
};

static const struct tr_entry *entry_of(const char *english)
{
	const struct tr_catalogue *c = &tr_catalogue;
	for (uint32_t at = tr_hash(english) & c->mask; c->place[at] != NULL; at = (at + 1) & c->mask)
		if (strcmp(c->place[at]->english, english) == 0)
			return c->place[at];
	return NULL;
}

static const char *text_of(struct speak sp, const char *english, int form)
{
	if (english == NULL || sp.lang >= LANG__N || sp.audience >= AUD__N)
		BUG("text %s in language %d for audience %d", english == NULL ? "(none)" : english, (int)sp.lang,
		    (int)sp.audience);
	const struct tr_entry *e = entry_of(english);
	if (e == NULL)
		return NULL;
	const char *own = e->text[sp.lang][sp.audience][form];
	return own != NULL ? own : e->text[sp.lang][AUD_PROF][form];
}

const char *tr(struct speak sp, const char *english)
{
	const char *text = text_of(sp, english, TR_ONE);
	return text != NULL ? text : english;
}

const char *trn(struct speak sp, const char *one, const char *many, int64_t n)
{
	const char *text = text_of(sp, one, n == 1 ? TR_ONE : TR_MANY);
	if (text != NULL)
		return text;
	return n == 1 ? one : many;
}

static const struct slot *slot_named(struct str name, const struct slot *slots, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, slots[i].name))
			return &slots[i];
	BUG("text with a slot {" STR_FMT "} that nobody fills", STR_ARG(name));
}

struct str tr_fill(struct arena *a, struct speak sp, const char *english, const struct slot *slots, size_t n)
{
	struct str rest = str_from(tr(sp, english));
	struct buf b;
	buf_init(&b, a, FILLED_MAX);
	for (;;) {
		size_t open = str_find(rest, '{');
		buf_add(&b, rest.p, open);
		if (open == rest.n)
			break;
		struct str from = {rest.p + open + 1, rest.n - open - 1};
		size_t close = str_find(from, '}');
		if (close == from.n || close > SLOT_NAME_MAX)
			BUG("text with an open slot: %s", english);
		buf_str(&b, slot_named((struct str){from.p, close}, slots, n)->value);
		rest = (struct str){from.p + close + 1, from.n - close - 1};
	}
	if (b.failed)
		BUG("text of more than %d bytes: %s", FILLED_MAX, english);
	return str_copy(a, buf_view(&b));
}

const char *lang_code(enum lang l)
{
	return langs[l < LANG__N ? l : LANG_NL].code;
}

const char *lang_name(enum lang l)
{
	return langs[l < LANG__N ? l : LANG_NL].name;
}

bool lang_parse(struct str code, enum lang *out)
{
	for (enum lang l = 0; l < LANG__N; l++)
		if (str_is(code, langs[l].code)) {
			*out = l;
			return true;
		}
	*out = LANG_NL;
	return false;
}
