#include "sample.h"

#include "buf.h"
#include "change.h"
#include "date.h"

enum { TEXT_MAX = 400, TRIES = 1000, BYTES = 16 };

/* Letters of several lengths in UTF-8, and what goes wrong in markup, SQL and spreadsheets. */
static const char *const letters[] = {"a", "e", "n",  "r", "t", "K", "Z",
                                      "é", "ï", "ø",  "ş", "ł", "'", "-",
                                      "&", "<", "\"", "=", "%", "7", "\xf0\x9f\x8c\xb1"};
enum { LETTERS = sizeof letters / sizeof *letters, PLAIN = 7 };

static int64_t between(struct dice *dice, int64_t low, int64_t high)
{
	switch (dice_below(dice, 8)) { /* the edges are where things break */
	case 0:
		return low;
	case 1:
		return high;
	default:
		return low + (int64_t)dice_below(dice, (uint64_t)(high - low) + 1);
	}
}

static struct str text_of(struct arena *a, struct dice *dice, int64_t length, const char *between_words)
{
	struct buf b;
	buf_init(&b, a, TEXT_MAX * 8);
	for (int64_t i = 0; i < length; i++) {
		bool edge = i == 0 || i + 1 == length;
		bool gap = !edge && i % 7 == 3;
		/* A letter at both ends: what people type is trimmed. */
		buf_c(&b, gap ? between_words : letters[dice_below(dice, edge ? PLAIN : LETTERS)]);
	}
	return buf_view(&b);
}

static int64_t length_of(const struct field *f, struct dice *dice)
{
	int64_t low = f->min > 1 ? f->min : 1, high = f->max == 0 ? 20 : f->max;
	int64_t top = high > TEXT_MAX ? TEXT_MAX : high;
	return between(dice, low, top < low ? low : top);
}

/* A text of that form; what may stay away stands there. */
static struct str formed(struct arena *a, const char *like, struct dice *dice)
{
	struct buf b;
	buf_init(&b, a, TEXT_MAX);
	for (; *like != '\0'; like++)
		buf_byte(&b, *like == '9'   ? (char)('0' + (int)dice_below(dice, 10))
		             : *like == 'A' ? (char)('A' + (int)dice_below(dice, 26))
		                            : *like);
	return buf_view(&b);
}

struct val sample_text(struct arena *a, const struct field *f, struct dice *dice)
{
	if (f->like != NULL)
		return val_text(formed(a, f->like, dice));
	return val_text(text_of(a, dice, length_of(f, dice), " "));
}

struct val sample_lines(struct arena *a, const struct field *f, struct dice *dice)
{
	return val_text(text_of(a, dice, length_of(f, dice), dice_below(dice, 2) == 0 ? " " : "\n"));
}

struct val sample_email(struct arena *a, const struct field *f, struct dice *dice)
{
	(void)f;
	return val_text(str_printf(a, "k%llx@voorbeeld.test", (unsigned long long)(dice_next(dice) & 0xffffffffff)));
}

struct val sample_choice(struct arena *a, const struct field *f, struct dice *dice)
{
	size_t n = 0;
	(void)a;
	while (f->choices != NULL && f->choices[n].code != NULL)
		n++;
	return n == 0 ? val_null() : val_text(str_from(f->choices[dice_below(dice, n)].code));
}

struct val sample_yes(struct arena *a, const struct field *f, struct dice *dice)
{
	(void)a;
	return val_int(f->need == NEED_ALWAYS || dice_below(dice, 2) == 1);
}

struct val sample_number(struct arena *a, const struct field *f, struct dice *dice)
{
	(void)a;
	return val_int(between(dice, f->min, f->max));
}

struct val sample_time(struct arena *a, const struct field *f, struct dice *dice)
{
	(void)f;
	return val_text(str_printf(a, "%02d:%02d", (int)between(dice, 0, 23), (int)between(dice, 0, 59)));
}

struct val sample_date(struct arena *a, const struct field *f, struct dice *dice)
{
	static const struct ymd first = {2010, 1, 1}, last = {2035, 12, 31};
	bool bound = f->max > f->min;
	(void)a;
	return val_int(between(dice, bound ? f->min : date_from_ymd(first), bound ? f->max : date_from_ymd(last)));
}

struct val anonymise_keep(struct arena *a, const struct field *f, struct val v)
{
	(void)a, (void)f;
	return v;
}

static int32_t year_of(int32_t date)
{
	return date_from_ymd((struct ymd){date_to_ymd(date).year, 1, 1});
}

struct val anonymise_date(struct arena *a, const struct field *f, struct val v)
{
	(void)a, (void)f;
	return v.type != VAL_INT || v.i >= DATE_OPEN ? v : val_int(year_of((int32_t)v.i));
}

struct val anonymise_instant(struct arena *a, const struct field *f, struct val v)
{
	(void)a, (void)f;
	return v.type != VAL_INT || v.i >= INSTANT_OPEN || v.i <= 0
	               ? v
	               : val_int(instant_of_date(year_of(instant_date(v.i))));
}

/* ---- whole rows ---- */

static struct val by_server(struct arena *a, const struct record *rec, const struct field *f, struct dice *dice,
                            int32_t today, sample_ref *ref, void *ctx)
{
	char *bytes;
	if (f->type == &T_REF)
		return ref == NULL ? val_null() : val_int(ref(ctx, rec, f));
	if (f->type == &T_STATE)
		return sample_choice(a, f, dice);
	if (f->type == &T_INSTANT)
		return val_int(instant_of_date(today) + (int64_t)dice_below(dice, 1000000000));
	if (f->type == &T_BYTES) {
		bytes = arena_alloc(a, BYTES);
		for (size_t i = 0; i < BYTES; i++)
			bytes[i] = (char)dice_next(dice);
		return val_blob((struct str){bytes, BYTES});
	}
	if (f->type->column == 't' && f->type != &T_DATE && f->choices == NULL)
		return sample_text(a, f, dice);
	return f->type->sample == NULL ? val_null() : f->type->sample(a, f, dice);
}

static void one_row(struct arena *a, const struct record *rec, struct dice *dice, int32_t today, sample_ref *ref,
                    void *ctx, struct val *v)
{
	for (size_t i = 0; i < rec->n; i++) {
		const struct field *f = &rec->fields[i];
		bool empty = f->need == NEED_OPTIONAL ? dice_below(dice, 4) == 0 : f->need == NEED_SERVER && f->unset;
		if (empty && f->type != &T_YES)
			v[i] = val_null();
		else if (f->need == NEED_SERVER)
			v[i] = by_server(a, rec, f, dice, today, ref, ctx);
		else
			v[i] = f->type->sample == NULL ? val_null() : f->type->sample(a, f, dice);
	}
	if (rec->derive != NULL)
		rec->derive(a, v);
}

static bool passes(struct arena *a, const struct record *rec, int32_t today, const struct val *v)
{
	const struct row row = {.rec = rec, .v = v};
	const struct given given = {.a = a, .row = &row, .today = today, .now = instant_of_date(today)};
	struct reasons why = {.n = 0};
	if (rec->check != NULL && rec->n_sees == 0)
		rec->check(&given, &why);
	return why.n == 0;
}

void sample_row(struct arena *a, const struct record *rec, struct dice *dice, int32_t today, sample_ref *ref, void *ctx,
                struct val *v)
{
	for (int i = 0; i < TRIES; i++) {
		one_row(a, rec, dice, today, ref, ctx, v);
		if (passes(a, rec, today, v))
			return;
	}
	BUG("record %s refuses %d rows by chance: its check asks for more than its fields say", rec->name, (int)TRIES);
}

static bool must_hold(const struct field *f)
{
	return f->need == NEED_ALWAYS || (f->need == NEED_SERVER && !f->unset) || f->type == &T_YES;
}

void anonymise_row(struct arena *a, const struct record *rec, struct val *v)
{
	for (size_t i = 0; i < rec->n; i++) {
		const struct field *f = &rec->fields[i];
		if (f->privacy == PRIV_PUBLIC)
			continue;
		bool goes = (f->privacy != PRIV_PERSONAL && f->type != &T_STATE) || f->type->anonymise == NULL;
		v[i] = goes ? val_null() : f->type->anonymise(a, f, v[i]);
		if (v[i].type != VAL_NULL || !must_hold(f))
			continue;
		if (f->type->column == 'i' || f->type == &T_DATE)
			v[i] = val_int(0);
		else
			v[i] = f->type->column == 't' ? val_text(S("")) : val_blob(S(""));
	}
}
