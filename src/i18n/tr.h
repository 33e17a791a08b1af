/* Texts of the interface. English stands in the code as N_("..."); po/nl.po and po/en.po hold the translations and
 * are compiled into the program; a text without a Dutch translation fails the build. The audience is the context:
 * professionals, parents (u), pupils (je), letters. A text not translated for an audience falls back to AUD_PROF. */
#ifndef TN_TR_H
#define TN_TR_H

#include "str.h"

enum lang { LANG_NL = 0, LANG_EN, LANG__N };
enum audience { AUD_PROF = 0, AUD_OUDER, AUD_LEERLING, AUD_BRIEF, AUD__N };

struct speak {
	enum lang lang;
	enum audience audience;
};

/* Marks a text for the catalogue where it stands in a table. */
#define N_(english) (english)
/* The same for one and many: two values of a table, for trn(). */
#define N2_(one, many) (one), (many)

/* The text in the reader's language; the English itself when the catalogue lacks it (the build has checked). */
const char *tr(struct speak sp, const char *english);
/* One or many, by n. */
const char *trn(struct speak sp, const char *one, const char *many, int64_t n);

/* Fills {name} in a translated text: TR_SLOTS({"name", value}, ...). An unknown slot is a BUG. */
struct slot {
	const char *name;
	struct str value;
};
#define TR_SLOTS(...) \
	(const struct slot[]){__VA_ARGS__}, sizeof((const struct slot[]){__VA_ARGS__}) / sizeof(struct slot)
struct str tr_fill(struct arena *a, struct speak sp, const char *english, const struct slot *slots, size_t n);

/* "nl", "en"; and back (LANG_NL for what is not known). */
const char *lang_code(enum lang l);
bool lang_parse(struct str code, enum lang *out);
/* The language's own name: "Nederlands", "English". */
const char *lang_name(enum lang l);

/* Dates and times as people read them: "maandag 24 november 2026", "24 nov 2026", "14.12 uur" / "2.12 pm". */
enum date_form { DATE_LONG, DATE_SHORT, DATE_NUMERIC, DATE_MONTH /* november 2026 */ };
struct str tr_date(struct arena *a, enum lang l, int32_t date, enum date_form form);
struct str tr_time(struct arena *a, enum lang l, int64_t instant);
struct str tr_clock(struct arena *a, enum lang l, int hour, int minute);
struct str tr_date_time(struct arena *a, enum lang l, int64_t instant);
struct str tr_number(struct arena *a, enum lang l, int64_t n);

#endif
