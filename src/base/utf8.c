#include "utf8.h"

#include "buf.h"
#include "latin_table.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define NOT_UTF8 UINT32_MAX
enum { RUN_MAX = 32 }; /* marks on one letter; no script has so many, and what is over is left out */

/* The code point at *at, or NOT_UTF8; the ranges are those of table 3-7 of the Unicode standard. */
static uint32_t decode(struct str s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.p + *at;
	size_t left = s.n - *at;
	unsigned char c = p[0];
	if (c < 0x80) {
		*at += 1;
		return c;
	}
	size_t n = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
	if (c < 0xc2 || c > 0xf4 || left < n)
		return NOT_UTF8;
	unsigned char low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
	unsigned char high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
	if (p[1] < low || p[1] > high)
		return NOT_UTF8;
	uint32_t cp = c & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return NOT_UTF8;
		cp = cp << 6 | (p[i] & 0x3fu);
	}
	*at += n;
	return cp;
}

bool utf8_valid(struct str s)
{
	for (size_t at = 0; at < s.n;) {
		uint32_t cp = decode(s, &at);
		if (cp == NOT_UTF8 || cp == 0)
			return false;
	}
	return true;
}

uint32_t utf8_next(struct str s, size_t *at)
{
	if (*at >= s.n)
		BUG("reading at %zu of a text of %zu bytes", *at, s.n);
	uint32_t cp = decode(s, at);
	if (cp == NOT_UTF8)
		BUG("text that is not UTF-8 passed the edge");
	return cp;
}

size_t utf8_length(struct str s)
{
	size_t n = 0;
	for (size_t at = 0; at < s.n; n++)
		utf8_next(s, &at);
	return n;
}

size_t utf8_put(char out[4], uint32_t cp)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--, cp >>= 6)
		out[i] = (char)(0x80 | (cp & 0x3f));
	out[0] = (char)((0xf00u >> n) | cp);
	return n;
}

/* How many bytes from `at` on are printable ASCII: most of what people type, and nothing has to be done to it. */
static size_t plain_run(struct str s, size_t at)
{
	size_t n = 0;
	while (at + n < s.n && s.p[at + n] >= 0x20 && s.p[at + n] < 0x7f)
		n++;
	return n;
}

static void put(struct buf *b, uint32_t cp)
{
	char bytes[4];
	buf_add(b, bytes, utf8_put(bytes, cp));
}

/* --- Latin letters and their marks --- */

struct range {
	uint32_t first, last;
	uint8_t value;
};

static const struct range *range_of(const struct range *table, size_t n, uint32_t cp)
{
	for (size_t i = 0; i < n; i++)
		if (cp >= table[i].first && cp <= table[i].last)
			return &table[i];
	return NULL;
}

/* Canonical combining classes of U+0300-036F where they are not 230. */
static const struct range mark_classes[] = {
	{0x315, 0x315, 232}, {0x316, 0x319, 220}, {0x31a, 0x31a, 232}, {0x31b, 0x31b, 216}, {0x31c, 0x320, 220},
	{0x321, 0x322, 202}, {0x323, 0x326, 220}, {0x327, 0x328, 202}, {0x329, 0x333, 220}, {0x334, 0x338, 1},
	{0x339, 0x33c, 220}, {0x345, 0x345, 240}, {0x347, 0x349, 220}, {0x34d, 0x34e, 220}, {0x34f, 0x34f, 0},
	{0x353, 0x356, 220}, {0x358, 0x358, 232}, {0x359, 0x35a, 220}, {0x35c, 0x35c, 233}, {0x35d, 0x35e, 234},
	{0x35f, 0x35f, 233}, {0x360, 0x361, 234}, {0x362, 0x362, 233},
};

/* 0 when this is not a mark that can stand on a Latin letter. */
static unsigned mark_class(uint32_t cp)
{
	if (cp < 0x300 || cp > 0x36f)
		return 0;
	const struct range *r = range_of(mark_classes, COUNT(mark_classes), cp);
	return r == NULL ? 230 : r->value;
}

static const struct latin_pair *pair_of(uint32_t whole)
{
	size_t low = 0, high = COUNT(latin_pairs);
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (latin_pairs[middle].whole == whole)
			return &latin_pairs[middle];
		if (latin_pairs[middle].whole < whole)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* The letter that is `letter` with `mark`, or 0. A walk: marks that stand alone are rare in what people type. */
static uint32_t join(uint32_t letter, uint32_t mark)
{
	for (size_t i = 0; i < COUNT(latin_pairs); i++)
		if (latin_pairs[i].letter == letter && latin_pairs[i].mark == mark)
			return latin_pairs[i].whole;
	return 0;
}

static bool latin_letter(uint32_t cp)
{
	return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || (cp >= 0xc0 && cp <= 0x24f) ||
	       (cp >= 0x1e00 && cp <= 0x1eff);
}

/* Code points that Unicode keeps only for old standards, as what they stand for. */
static uint32_t modern(uint32_t cp)
{
	switch (cp) {
	case 0x212a: return 'K';
	case 0x212b: return 0xc5;
	case 0x340: return 0x300;
	case 0x341: return 0x301;
	case 0x343: return 0x313;
	default: return cp;
	}
}

/* A letter and the marks that follow it, taken apart. */
struct cluster {
	uint32_t letter;
	uint32_t marks[RUN_MAX];
	size_t n;
};

static void cluster_open(struct cluster *c, uint32_t cp)
{
	uint32_t reversed[4];
	size_t n = 0;
	const struct latin_pair *pair;
	while ((pair = pair_of(cp)) != NULL && n < COUNT(reversed)) {
		reversed[n++] = pair->mark;
		cp = pair->letter;
	}
	*c = (struct cluster){.letter = cp};
	while (n > 0)
		c->marks[c->n++] = reversed[--n];
}

/* Puts a mark in canonical order: behind all of its own class or a lower one. */
static void cluster_add(struct cluster *c, uint32_t mark)
{
	size_t at = c->n++;
	for (; at > 0 && mark_class(c->marks[at - 1]) > mark_class(mark); at--)
		c->marks[at] = c->marks[at - 1];
	c->marks[at] = mark;
}

/* Canonical composition: a mark joins the letter unless one of its own class stands between them. */
static void cluster_close(const struct cluster *c, struct buf *b)
{
	uint32_t letter = c->letter, rest[RUN_MAX];
	size_t n = 0;
	for (size_t i = 0; i < c->n; i++) {
		bool blocked = n > 0 && mark_class(rest[n - 1]) >= mark_class(c->marks[i]);
		uint32_t whole = blocked ? 0 : join(letter, c->marks[i]);
		if (whole != 0)
			letter = whole;
		else
			rest[n++] = c->marks[i];
	}
	put(b, letter);
	for (size_t i = 0; i < n; i++)
		put(b, rest[i]);
}

/* Writes a letter with the marks that follow it at *at. */
static void put_composed(struct buf *b, uint32_t letter, struct str s, size_t *at)
{
	struct cluster c;
	bool open = false;
	for (size_t ahead = *at; ahead < s.n; *at = ahead) {
		uint32_t mark = modern(utf8_next(s, &ahead));
		if (mark_class(mark) == 0)
			break;
		if (!open)
			cluster_open(&c, letter);
		open = true;
		if (c.n < RUN_MAX)
			cluster_add(&c, mark);
	}
	if (open)
		cluster_close(&c, b);
	else
		put(b, letter);
}

/* --- cleaning --- */

/* Characters without a place in what people write: other line ends and tabs are handled before; direction overrides
 * and invisible characters make two texts look alike that are not. */
static const struct range unwanted[] = {
	{0x00, 0x1f, 0},     {0x7f, 0x9f, 0},     {0xad, 0xad, 0},     {0x200b, 0x200b, 0},   {0x202a, 0x202e, 0},
	{0x2060, 0x2069, 0}, {0x206a, 0x206f, 0}, {0xfeff, 0xfeff, 0}, {0xfff9, 0xfffb, 0},   {0xfffe, 0xffff, 0},
	{0xe0000, 0xe007f, 0},
};

static bool is_space(uint32_t cp)
{
	return cp == ' ' || cp == '\n' || cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x202f ||
	       cp == 0x205f || cp == 0x3000;
}

static bool is_line_end(uint32_t cp)
{
	return cp == '\n' || cp == '\r' || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

static struct str trim(struct str s)
{
	size_t first = s.n, last = 0;
	for (size_t at = 0; at < s.n;) {
		size_t start = at;
		if (is_space(utf8_next(s, &at)))
			continue;
		if (first == s.n)
			first = start;
		last = at;
	}
	return first == s.n ? (struct str){0} : (struct str){s.p + first, last - first};
}

/* Everything of cleaning but the marks: they are joined afterwards, when nothing stands between a letter and them. */
static struct str filter(struct arena *a, struct str typed, enum text_kind kind)
{
	struct buf b;
	buf_init(&b, a, typed.n + 1);
	for (size_t at = 0; at < typed.n;) {
		size_t plain = plain_run(typed, at);
		if (plain > 0) {
			buf_add(&b, typed.p + at, plain);
			at += plain;
			continue;
		}
		uint32_t cp = utf8_next(typed, &at);
		if (cp == '\r' && at < typed.n && typed.p[at] == '\n')
			continue;
		if (is_line_end(cp))
			put(&b, kind == TEXT_LINES ? '\n' : ' ');
		else if (cp == '\t')
			put(&b, ' ');
		else if (range_of(unwanted, COUNT(unwanted), cp) == NULL)
			put(&b, cp);
	}
	return buf_view(&b);
}

enum err utf8_clean(struct arena *a, struct str typed, enum text_kind kind, struct str *out)
{
	if (!utf8_valid(typed))
		return ERR_INVALID;
	struct str s = filter(a, typed, kind);
	struct buf b;
	buf_init(&b, a, 2 * s.n + 4); /* a letter whose marks change places may grow, never to twice its size */
	for (size_t at = 0; at < s.n;) {
		size_t plain = plain_run(s, at);
		if (plain > 1) { /* a mark can only follow the last one */
			buf_add(&b, s.p + at, plain - 1);
			at += plain - 1;
		}
		uint32_t cp = modern(utf8_next(s, &at));
		if (latin_letter(cp))
			put_composed(&b, cp, s, &at);
		else
			put(&b, cp);
	}
	if (b.failed)
		BUG("cleaned text of more than %zu bytes", b.max);
	*out = str_copy(a, trim(buf_view(&b)));
	return OK;
}

/* --- folding --- */

/* Letters that are no letter with a mark, and signs people type in several ways. Sorted. */
static const struct {
	uint32_t from;
	const char *to;
} folds[] = {
	{0x60, "'"}, {0xb4, "'"}, {0xc6, "ae"}, {0xd0, "d"}, {0xd8, "o"}, {0xde, "th"}, {0xdf, "ss"},
	{0xe6, "ae"}, {0xf0, "d"}, {0xf8, "o"}, {0xfe, "th"}, {0x110, "d"}, {0x111, "d"}, {0x126, "h"},
	{0x127, "h"}, {0x131, "i"}, {0x132, "ij"}, {0x133, "ij"}, {0x138, "k"}, {0x13f, "l"}, {0x140, "l"},
	{0x141, "l"}, {0x142, "l"}, {0x149, "'n"}, {0x14a, "n"}, {0x14b, "n"}, {0x152, "oe"},
	{0x153, "oe"}, {0x166, "t"}, {0x167, "t"}, {0x17f, "s"}, {0x181, "b"}, {0x186, "o"}, {0x18a, "d"},
	{0x18e, "e"}, {0x18f, "e"}, {0x190, "e"}, {0x192, "f"}, {0x197, "i"}, {0x198, "k"}, {0x199, "k"},
	{0x1b3, "y"}, {0x1b4, "y"}, {0x1c4, "dz"}, {0x1c5, "dz"}, {0x1c6, "dz"}, {0x1c7, "lj"},
	{0x1c8, "lj"}, {0x1c9, "lj"}, {0x1ca, "nj"}, {0x1cb, "nj"}, {0x1cc, "nj"}, {0x1dd, "e"},
	{0x1e4, "g"}, {0x1e5, "g"}, {0x1f1, "dz"}, {0x1f2, "dz"}, {0x1f3, "dz"}, {0x253, "b"},
	{0x254, "o"}, {0x257, "d"}, {0x259, "e"}, {0x25b, "e"}, {0x268, "i"}, {0x2b9, "'"}, {0x2bc, "'"},
	{0x2bd, "'"}, {0x386, "\u03b1"}, {0x388, "\u03b5"}, {0x389, "\u03b7"}, {0x38a, "\u03b9"},
	{0x38c, "\u03bf"}, {0x38e, "\u03c5"}, {0x38f, "\u03c9"}, {0x390, "\u03b9"}, {0x3aa, "\u03b9"},
	{0x3ab, "\u03c5"}, {0x3ac, "\u03b1"}, {0x3ad, "\u03b5"}, {0x3ae, "\u03b7"}, {0x3af, "\u03b9"},
	{0x3b0, "\u03c5"}, {0x3c2, "\u03c3"}, {0x3ca, "\u03b9"}, {0x3cb, "\u03c5"}, {0x3cc, "\u03bf"},
	{0x3cd, "\u03c5"}, {0x3ce, "\u03c9"}, {0x401, "\u0435"}, {0x451, "\u0435"}, {0x1e9e, "ss"},
	{0x200c, ""}, {0x200d, ""}, {0x200e, ""}, {0x200f, ""}, {0x2010, "-"}, {0x2011, "-"},
	{0x2012, "-"}, {0x2013, "-"}, {0x2014, "-"}, {0x2018, "'"}, {0x2019, "'"}, {0x201a, "'"},
	{0x201b, "'"}, {0x2032, "'"}, {0x2212, "-"},
};

static const char *fold_of(uint32_t cp)
{
	size_t low = 0, high = COUNT(folds);
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (folds[middle].from == cp)
			return folds[middle].to;
		if (folds[middle].from < cp)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Capitals of Greek, Cyrillic and of the Latin letters outside the pairs, where the small one is found by rule. */
static uint32_t lower(uint32_t cp)
{
	if ((cp >= 'A' && cp <= 'Z') || (cp >= 0x391 && cp <= 0x3a9 && cp != 0x3a2) || (cp >= 0x410 && cp <= 0x42f))
		return cp + 32;
	if (cp >= 0x400 && cp <= 0x40f)
		return cp + 80;
	if ((cp >= 0x460 && cp <= 0x481) || (cp >= 0x48a && cp <= 0x4bf) || (cp >= 0x4d0 && cp <= 0x52f))
		return cp | 1;
	return cp;
}

static void put_folded(struct buf *b, uint32_t cp)
{
	if (cp < 0x80 && cp != '`') {
		buf_byte(b, (char)lower(cp));
		return;
	}
	const struct latin_pair *pair;
	while ((pair = pair_of(cp)) != NULL)
		cp = pair->letter;
	const char *to = fold_of(cp);
	if (to != NULL)
		buf_c(b, to);
	else if (mark_class(cp) == 0)
		put(b, lower(cp));
}

struct str utf8_fold(struct arena *a, struct str s)
{
	struct buf b;
	buf_init(&b, a, 2 * s.n + 4);
	bool space = false;
	for (size_t at = 0; at < s.n;) {
		uint32_t cp = modern(utf8_next(s, &at));
		if (is_space(cp)) {
			space = b.n > 0;
			continue;
		}
		size_t before = b.n;
		if (space)
			put(&b, ' ');
		put_folded(&b, cp);
		if (b.n == before + 1 && space)
			b.n = before; /* only a mark: the space still waits */
		else
			space = false;
	}
	if (b.failed)
		BUG("fold key of more than %zu bytes", b.max);
	return str_copy(a, buf_view(&b));
}
