#include "duo.h"

#include "municipality_table.h"
#include "utf8.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

/* ---- places ---- */

static const char *const small_words[] = {
	"aan", "ad", "bij", "de", "den", "der", "en", "gem", "het", "in", "op", "over", "te", "ten", "ter", "van", "voor",
};
/* Behind a name: which of two places it is. */
static const char *const provinces[] = {"DR", "FR", "GLD", "GN", "LB", "NB", "NH", "OV", "UT", "ZH", "ZLD"};

static bool among(struct str w, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_ascii_case(w, str_from(words[i])))
			return true;
	return false;
}

static bool in_capitals(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return false;
	return true;
}

/* The lower case of one code point; the names of places need no more than Latin-1. */
static uint32_t lower(uint32_t cp)
{
	return (cp >= 'A' && cp <= 'Z') || (cp >= 0xc0 && cp <= 0xde && cp != 0xd7) ? cp + 32 : cp;
}

static void put_cp(struct buf *b, uint32_t cp)
{
	char out[4];
	buf_add(b, out, utf8_put(out, cp));
}

static void put_word(struct buf *b, struct str w, bool capital)
{
	bool ij = capital && w.n >= 2 && w.p[0] == 'I' && w.p[1] == 'J';
	size_t first = 0;
	for (size_t at = 0; at < w.n; first++) {
		uint32_t cp = utf8_next(w, &at);
		put_cp(b, (capital && first == 0) || (ij && first == 1) ? cp : lower(cp));
	}
}

/* A word between spaces; it may have parts. */
static void put_part(struct buf *b, struct str w, bool first)
{
	if (!first && among(w, provinces, N_OF(provinces))) {
		buf_str(b, w);
		return;
	}
	for (bool more = true, head = true; more; head = false) {
		struct str rest, part = str_cut(w, '-', &rest);
		bool apostrophe = part.n > 0 && part.p[0] == '\'';
		bool small = among(part, small_words, N_OF(small_words)) && !(first && head);
		put_word(b, part, !apostrophe && !small);
		more = rest.p != NULL;
		if (more)
			buf_byte(b, '-');
		w = rest;
	}
}

struct str duo_place(struct arena *a, struct str capitals)
{
	struct buf b;
	if (!in_capitals(capitals) || capitals.n == 0)
		return capitals;
	buf_init(&b, a, capitals.n * 4 + 8);
	for (bool first = true; capitals.n > 0; first = false) {
		struct str rest, w = str_cut(capitals, ' ', &rest);
		/* Some lists leave the apostrophe of 's-Gravenhage out. */
		if (first && rest.n > 0 && str_is(w, "S")) {
			buf_c(&b, "'s-");
			first = false;
			capitals = rest;
			w = str_cut(capitals, ' ', &rest);
			put_word(&b, w, true);
		} else {
			put_part(&b, w, first);
		}
		if (rest.n > 0)
			buf_byte(&b, ' ');
		capitals = rest;
	}
	return buf_view(&b);
}

/* ---- denominations ---- */

static const struct {
	const char *duo, *code;
} denominations[] = {
	{"Openbaar", "openbaar"},
	{"Rooms-Katholiek", "katholiek"},
	{"Rooms Katholiek", "katholiek"},
	{"Protestants-Christelijk", "christelijk"},
	{"Protestants Christelijk", "christelijk"},
	{"Interconfessioneel", "interconfessioneel"},
	{"Islamitisch", "islamitisch"},
	{"Algemeen bijzonder", "algemeen"},
	{"Bijzonder", "algemeen"},
	{"Reformatorisch", "reformatorisch"},
	{"Gereformeerd", "gereformeerd"},
	{"Gereformeerd vrijgemaakt", "vrijgemaakt"},
	{"Gereformeerd vrijgemaakt / Eva", "vrijgemaakt"},
	{"Gereformeerd vrijgemaakt / Evangelisch", "vrijgemaakt"},
	{"Evangelisch", "evangelisch"},
	{"Evangelische broedergemeenscha", "evangelisch"},
	{"Evangelische broedergemeenschap", "evangelisch"},
	{"Antroposofisch", "antroposofisch"},
	{"Hindoe\u00efstisch", "hindoe"},
	{"Joods", "joods"},
	{"Joods orthodox", "joods"},
	{"Samenwerking PC, RK", "samen-pc-rk"},
	{"Samenwerking Opb., PC", "samen-opb-pc"},
	{"Samenwerking Opb., RK", "samen-opb-rk"},
	{"Samenwerking PC, RK, Alg. Bijz", "samen-alle"},
	{"Samenwerking PC, RK, Alg. Bijz.", "samen-alle"},
	{"Overige", "anders"},
};

const char *duo_denomination(struct str text)
{
	for (size_t i = 0; i < N_OF(denominations); i++)
		if (str_eq_ascii_case(text, str_from(denominations[i].duo)))
			return denominations[i].code;
	return text.n == 0 ? "" : "anders";
}

/* ---- municipalities ---- */

/* How DUO writes a name: capitals, without apostrophe and accents, and with a province behind it where we have one
 * between brackets. Compared by what both share: letters and digits of the fold key, up to the first bracket. */
static struct str letters(struct arena *a, struct str name)
{
	struct str key = utf8_fold(a, (struct str){name.p, str_find(name, '(')});
	char *p = arena_alloc(a, key.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < key.n; i++)
		if ((key.p[i] >= 'a' && key.p[i] <= 'z') || (key.p[i] >= '0' && key.p[i] <= '9'))
			p[n++] = key.p[i];
	return (struct str){p, n};
}

static bool take(size_t i, struct duo_municipality *out)
{
	const struct municipality *m = &municipalities[i];
	*out = (struct duo_municipality){m->code, m->name, m->holidays[0] == '\0' ? NULL : m->holidays};
	return true;
}

bool duo_municipality(struct str code, struct str name, struct duo_municipality *out)
{
	int64_t number, own;
	bool numbered = str_to_i64(code, &number);
	*out = (struct duo_municipality){NULL, NULL, NULL};
	for (size_t i = 0; i < N_OF(municipalities) && numbered; i++)
		if (str_to_i64(str_from(municipalities[i].code), &own) && own == number)
			return take(i, out);
	if (name.n == 0)
		return false;
	struct arena *a = arena_new(1 << 20);
	struct str wanted = letters(a, name);
	bool found = false;
	for (size_t i = 0; i < N_OF(municipalities) && !found; i++)
		found = str_eq(letters(a, str_from(municipalities[i].name)), wanted) && take(i, out);
	arena_free(a);
	return found;
}

const char *duo_holidays(struct str text)
{
	static const char *const regions[] = {"noord", "midden", "zuid"};
	for (size_t i = 0; i < N_OF(regions); i++)
		if (str_eq_ascii_case(text, str_from(regions[i])))
			return regions[i];
	return NULL;
}

/* ---- the rest ---- */

/* Words in the names of institutions of cluster 1 (Visio, Bartiméus) and cluster 2 (Auris, Kentalis, VierTaal and
 * their schools), and of what they teach. A name is no proof, so it only makes the program ask. */
static const char *const cluster_words[] = {
	"auris", "bartimeus", "blinden", "cluster 1", "cluster 2", "doven", "kentalis", "slechthorend", "slechtziend",
	"spraaktaal", "spraak- en taal", "spraak en taal", "tosschool", "viertaal", "visio", "zichtbaar",
};

static bool has_word(struct str key, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= key.n; i++)
		if (memcmp(key.p + i, word, n) == 0 && (i == 0 || key.p[i - 1] < 'a' || key.p[i - 1] > 'z'))
			return true;
	return false;
}

bool duo_maybe_cluster(struct str name)
{
	struct arena *a = arena_new(64 << 10);
	struct str key = utf8_fold(a, name);
	bool found = false;
	for (size_t i = 0; i < N_OF(cluster_words) && !found; i++)
		found = has_word(key, cluster_words[i]);
	arena_free(a);
	return found;
}

struct str duo_phone(struct arena *a, struct str text)
{
	char *p = arena_alloc(a, text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] >= '0' && text.p[i] <= '9')
			p[n++] = text.p[i];
	return n == 10 && p[0] == '0' ? (struct str){p, n} : (struct str){0};
}
